"""The gate of every Word file: what could run, load or ask something is told at its place; what
programs leave is sound.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from pipeline.files.package import CONTENT_TYPES, packed, parts_of
from pipeline.word.gate import Barred
from pipeline.word.received import NoWordFile, Unsafe, admitted, received
from tests import saved
from tests.golden import template

REL, OFFICE = saved.KIND, "http://schemas.microsoft.com/office"
SPACES = (
    f'xmlns:w="{saved.W}" xmlns:r="{REL}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PROJECT = OLE + "_VBA_PROJECT".encode("utf-16-le")
PICTURE = '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{0}="x1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
LINK = '<w:p><w:hyperlink r:id="x1"><w:r><w:t>the report</w:t></w:r></w:hyperlink></w:p>'
OBJECT = '<w:p><w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="x1"/></w:object></w:r></w:p>'
CONTROL = '<w:p><w:r><w:object><w:control r:id="x1" w:name="Box"/></w:object></w:r></w:p>'
CHART = '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="x1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
Rel = tuple[str, str, str]
"""A relation: its type (the last word, where it is of Office's own space), its target, and its mode
("" is inside).
"""


@cache
def base() -> dict[str, bytes]:
    return parts_of(template())


def related(part: str, *relations: Rel) -> bytes:
    """Return the sheet of relations of a part with some more, x1, x2 and so on."""
    folder, _, name = part.rpartition("/")
    sheet = base().get(
        f"{folder}/_rels/{name}.rels".lstrip("/"),
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    )
    more = "".join(
        f'<Relationship Id="x{number}" Type="{kind if ":" in kind else f"{REL}/{kind}"}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(relations, 1)
    )
    return sheet.replace(b"</Relationships>", more.encode() + b"</Relationships>")


def holding(
    xml: str = "",
    *relations: Rel,
    parts: dict[str, bytes] | None = None,
    types: str = "",
    within: str = "word/document.xml",
    settings: str = "",
    file: tuple[Rel, ...] = (),
) -> bytes:
    """Return a document with something more in its text (or another part), its relations, parts,
    types and settings.
    """
    held = dict(base())
    if xml:
        end = {"d": b"</w:body>", "h": b"</w:hdr>"}[within.removeprefix("word/")[0]]
        before, mark, after = held[within].partition(end)
        start, root, rest = before.partition(b"<w:document " if end == b"</w:body>" else b"<w:hdr ")
        missing = " ".join(
            one for one in SPACES.split() if one.partition("=")[0].encode() + b"=" not in before
        )
        held[within] = start + root + missing.encode() + b" " + rest + xml.encode() + mark + after
    if relations:
        folder, _, name = within.rpartition("/")
        held[f"{folder}/_rels/{name}.rels"] = related(within, *relations)
    if file:
        held["_rels/.rels"] = related("", *file)
    if settings:
        held[saved.SETTINGS] = held[saved.SETTINGS].replace(
            b"</w:settings>", settings.encode() + b"</w:settings>"
        )
    held[CONTENT_TYPES] = held[CONTENT_TYPES].replace(b"</Types>", types.encode() + b"</Types>")
    return packed({**held, **(parts or {})})


def typed(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def field(*pieces: str, shown: str = "shown") -> str:
    """Return a paragraph with a field whose code stands in pieces; a piece that is XML stands as it
    is.
    """
    codes = "".join(
        piece
        if piece.startswith("<")
        else f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in pieces
    )
    return f"<w:p>{inner(codes, shown)}</w:p>"


def inner(codes: str, shown: str = "x") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple(code: str) -> str:
    return f"<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def link(target: str, kind: str = "hyperlink") -> bytes:
    return holding(LINK, (kind, target, "External"))


def settings_with(kind: str, target: str, mode: str = "External") -> bytes:
    return holding(
        parts={"word/_rels/settings.xml.rels": related("word/settings.xml", (kind, target, mode))}
    )


def story(name: str, xml: str) -> bytes:
    """Return a document with a part of notes, comments or building blocks that holds a
    paragraph.
    """
    kind, root, holder = {
        "footnotes": ("footnotes", "footnotes", '<w:footnote w:id="1">{0}</w:footnote>'),
        "endnotes": ("endnotes", "endnotes", '<w:endnote w:id="1">{0}</w:endnote>'),
        "comments": ("comments", "comments", '<w:comment w:id="1" w:author="A">{0}</w:comment>'),
        "glossary/document": (
            "glossaryDocument",
            "glossaryDocument",
            "<w:docParts><w:docPart><w:docPartBody>{0}</w:docPartBody></w:docPart></w:docParts>",
        ),
    }[name]
    part = f"<w:{root} {SPACES}>{holder.format(xml)}</w:{root}>".encode()
    return holding(
        "",
        (kind, f"{name}.xml", ""),
        parts={f"word/{name}.xml": part},
        types=typed(
            f"word/{name}.xml",
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{root.replace('glossaryDocument', 'document.glossary')}+xml",
        ),
    )


def chart(
    book: bytes, kind: str = "package", mode: str = "", target: str = "../embeddings/book.xlsx"
) -> bytes:
    """Return a document with a native chart and the workbook behind it."""
    part = f'<c:chartSpace {SPACES}><c:externalData r:id="x1"/></c:chartSpace>'.encode()
    return holding(
        CHART,
        ("chart", "charts/mine.xml", ""),
        parts={
            "word/charts/mine.xml": part,
            "word/charts/_rels/mine.xml.rels": related(
                "word/charts/mine.xml", (kind, target, mode)
            ),
            "word/embeddings/book.xlsx": book,
        },
        types=typed(
            "word/charts/mine.xml",
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        ),
    )


def in_utf_16(document: bytes, name: str = saved.DOCUMENT) -> bytes:
    held = parts_of(document)
    text = held[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return packed({**held, name: text.encode("utf-16")})


MACRO_BOOK = packed(
    {
        CONTENT_TYPES: b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        "xl/vbaProject.bin": PROJECT,
    }
)
PLAIN_BOOK = packed(
    {
        CONTENT_TYPES: b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sheet.main+xml"/></Types>',
        "xl/workbook.xml": b"<workbook/>",
    }
)
UI = {
    "customUI/customUI.xml": b'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"/>'
}

HITS: dict[str, tuple[str, Callable[[], bytes]]] = {
    # fields: what runs, loads, asks or reckons, however it is written
    **{
        f"field {name}": ("field", lambda name=name: holding(field(f' {name} "a" "b" ')))
        for name in (
            "DDE",
            "DDEAUTO",
            "INCLUDETEXT",
            "INCLUDEPICTURE",
            "INCLUDE",
            "IMPORT",
            "LINK",
            "DATABASE",
            "MACROBUTTON",
            "GOTOBUTTON",
            "QUOTE",
            "AUTOTEXT",
            "AUTOTEXTLIST",
            "GLOSSARY",
            "ADDIN",
            "RD",
            "MERGEFIELD",
            "ASK",
            "FILLIN",
            "SET",
            "IF",
            "COMPARE",
            "PRINT",
            "PRIVATE",
            "NEXT",
            "ADDRESSBLOCK",
            "DATE",
            "TIME",
            "SAVEDATE",
            "FILENAME \\p",
            "USERNAME",
            "LASTSAVEDBY",
            "DISPLAYBARCODE",
            "NOSUCHFIELD",
        )
    },
    "a formula": ("field", lambda: holding(field(" =SUM(ABOVE) "))),
    "in small letters": (
        "field",
        lambda: holding(field(' ddeauto c:\\\\windows\\\\cmd.exe "/k x" ')),
    ),
    "in mixed letters": ("field", lambda: holding(field(" dDeAuTo x "))),
    "in pieces": ("field", lambda: holding(field(" D", "DEA", "UTO x "))),
    "in pieces with marks between": (
        "field",
        lambda: holding(field(" DDE", '<w:proofErr w:type="spellStart"/>', "AUTO x ")),
    ),
    "in quotes": ("field", lambda: holding(field(' "DDEAUTO" x '))),
    "behind a backslash": ("field", lambda: holding(field(" \\DDEAUTO x "))),
    "with signs that cannot be seen": ("field", lambda: holding(field(" DDE\u200bAUTO\u00ad x "))),
    "in a simple field": ("field", lambda: holding(simple(" DDEAUTO x "))),
    "in a simple field within a field": (
        "field",
        lambda: holding(
            field(" REF a ", '<w:fldSimple w:instr="DDE x"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        ),
    ),
    "nested in an allowed one": (
        "field",
        lambda: holding(field(" REF ", inner(code(" DDEAUTO x ")))),
    ),
    "the first word from another field": (
        "field",
        lambda: holding(field(inner(code(" REF x ")), " a b ")),
    ),
    "half of the first word from another field": (
        "field",
        lambda: holding(field(" PAGE", inner(code(" REF x ")), " b ")),
    ),
    "beside a bookmark of its name": (
        "field",
        lambda: holding(
            '<w:p><w:bookmarkStart w:id="9" w:name="DDEAUTO"/><w:bookmarkEnd w:id="9"/>'
            + inner(code(" DDEAUTO x "))
            + "</w:p>"
        ),
    ),
    "in a building block that is called a picture": (
        "field",
        lambda: saved.renamed(
            story("glossary/document", field(" DDEAUTO x ")),
            {"word/glossary/document.xml": "word/glossary/a.svg"},
        ),
    ),
    "deleted code": (
        "field",
        lambda: holding(
            field("<w:del><w:r><w:delInstrText> DDEAUTO x </w:delInstrText></w:r></w:del>")
        ),
    ),
    "code written as text": ("field", lambda: holding(field("<w:r><w:t> DDEAUTO x </w:t></w:r>"))),
    "without an end": (
        "field",
        lambda: holding(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + code(" DDEAUTO x ") + "</w:p>"
        ),
    ),
    "without a beginning": ("field", lambda: holding("<w:p>" + code(" DDEAUTO x ") + "</w:p>")),
    "over two paragraphs": (
        "field",
        lambda: holding(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + code(" DDE")
            + "</w:p><w:p>"
            + code("AUTO x ")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
    ),
    "in a header": ("field", lambda: holding(field(" DDEAUTO x "), within="word/header1.xml")),
    "in a footnote": ("field", lambda: story("footnotes", field(" DDEAUTO x "))),
    "in an endnote": ("field", lambda: story("endnotes", field(" DDEAUTO x "))),
    "in a comment": ("field", lambda: story("comments", field(" DDEAUTO x "))),
    "in a building block": ("field", lambda: story("glossary/document", field(" DDEAUTO x "))),
    "in a text box": (
        "field",
        lambda: holding(
            f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{field(' DDEAUTO x ')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
    ),
    "in a fallback": (
        "field",
        lambda: holding(
            f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>a</w:t></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{field(' DDEAUTO x ')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    ),
    "in UTF-16": ("field", lambda: in_utf_16(holding(field(" DDEAUTO x ")))),
    "a property that names a person": (
        "field",
        lambda: holding(field(" DOCPROPERTY LastSavedBy ")),
    ),
    "a property that follows the clock": ("field", lambda: holding(field(" INFO PrintDate "))),
    # links
    **{
        f"link {target}": ("link", lambda target=target: link(target))
        for target in (
            "http://a.example/",
            "HTTP://a.example",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java&#9;script:alert(1)",
            "java&#10;script:x",
            "javascript%3Aalert(1)",
            "java%73cript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///C:/a.docx",
            "FILE:///C:/a.docx",
            "file://server/share/a",
            "fi%6ce:///c:/a",
            "\\\\server\\share\\a.docx",
            "//server/share",
            "%5C%5Cserver%5Cshare",
            "C:\\a.docx",
            "annex.docx",
            "../annex.docx",
            "ms-msdt:/id x",
            "MS-MSDT:-id",
            "ms-word:ofe|u|https://a.example/a.docx",
            "search-ms:query=x",
            "mhtml:http://a.example!x",
            "ftp://a.example",
            "ldap://a.example",
            "tel:0121",
            "res://a",
            "h%74tps://a.example",
            "\u200bjavascript:x",
            "https:",
            "mk:@MSITStore:x",
        )
    },
    "a link by a field": ("link", lambda: holding(field(' HYPERLINK "javascript:alert(1)" '))),
    "a link by a field in pieces": (
        "link",
        lambda: holding(field(" HYPER", 'LINK "fi', 'le:///c:/a.exe" \\o "tip" ')),
    ),
    "a link by a field to a server": (
        "link",
        lambda: holding(field(" hyperlink \\\\\\\\server\\\\share\\\\a ")),
    ),
    "a link by a simple field": (
        "link",
        lambda: holding(simple(' HYPERLINK \\o "tip" "ms-word:ofe|u|x" ')),
    ),
    "a link by a field whose address is another field": (
        "link",
        lambda: holding(field(' HYPERLINK "', inner(code(" REF x ")), '" ')),
    ),
    "a link of a picture": (
        "link",
        lambda: holding(
            '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkClick r:id="x1"/></wp:docPr></wp:inline></w:drawing></w:r></w:p>',
            ("hyperlink", "file:///c:/a", "External"),
        ),
    ),
    "a link of a picture that is hovered over": (
        "link",
        lambda: holding(
            '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkHover r:id="x1"/></wp:docPr></wp:inline></w:drawing></w:r></w:p>',
            ("hyperlink", "javascript:x", "External"),
        ),
    ),
    "a link of an old drawing": (
        "link",
        lambda: holding('<w:p><w:r><w:pict><v:shape href="javascript:x"/></w:pict></w:r></w:p>'),
    ),
    "a link of an old drawing, by another name": (
        "link",
        lambda: holding('<w:p><w:r><w:pict><v:rect o:href="\\\\server\\a"/></w:pict></w:r></w:p>'),
    ),
    "a link whose mode is in small letters": (
        "link",
        lambda: holding(LINK, ("hyperlink", "file:///c:/a", "external")),
    ),
    "a link without a mode": ("link", lambda: holding(LINK, ("hyperlink", "javascript:x", ""))),
    "a link in a header": (
        "link",
        lambda: holding(LINK, ("hyperlink", "file:///c:/a", "External"), within="word/header1.xml"),
    ),
    "a link of a type of another space": (
        "link",
        lambda: link(
            "file:///c:/a", "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink"
        ),
    ),
    "a link that nothing shows": (
        "link",
        lambda: holding("", ("hyperlink", "ms-msdt:x", "External")),
    ),
    # what is fetched
    "a linked picture": (
        "outside",
        lambda: holding(PICTURE.format("link"), ("image", "http://a.example/p.png", "External")),
    ),
    "a linked picture over https": (
        "outside",
        lambda: holding(PICTURE.format("link"), ("image", "https://a.example/p.png", "External")),
    ),
    "an embedded picture that lies outside": (
        "outside",
        lambda: holding(PICTURE.format("embed"), ("image", "\\\\server\\p.png", "External")),
    ),
    "a picture of this machine, in capitals": (
        "outside",
        lambda: holding(PICTURE.format("link"), ("image", "FILE:///C:/p.png", "External")),
    ),
    "a picture that nothing shows": (
        "outside",
        lambda: holding("", ("image", "https://a.example/p.png", "External")),
    ),
    "a picture without a mode": (
        "outside",
        lambda: holding(PICTURE.format("link"), ("image", "https://a.example/p.png", "")),
    ),
    "a picture of an old drawing": (
        "outside",
        lambda: holding(
            '<w:p><w:r><w:pict><v:shape><v:imagedata src="http://a.example/p.png"/></v:shape></w:pict></w:r></w:p>'
        ),
    ),
    "a picture of an old fill": (
        "outside",
        lambda: holding(
            '<w:p><w:r><w:pict><v:shape><v:fill src="\\\\server\\p.png"/></v:shape></w:pict></w:r></w:p>'
        ),
    ),
    "a picture in a header": (
        "outside",
        lambda: holding(
            PICTURE.format("link"),
            ("image", "https://a.example/p.png", "External"),
            within="word/header1.xml",
        ),
    ),
    "a linked object": (
        "outside",
        lambda: holding(OBJECT, ("oleObject", "http://a.example/x.html!", "External")),
    ),
    "a linked object of a mhtml address": (
        "outside",
        lambda: holding(
            OBJECT, ("oleObject", "mhtml:https://a.example/x!x-usc:https://a.example/x", "External")
        ),
    ),
    "a frame": ("outside", lambda: holding("", ("frame", "http://a.example/x", "External"))),
    "a subdocument outside": (
        "outside",
        lambda: holding(
            '<w:p><w:subDoc r:id="x1"/></w:p>', ("subDocument", "file:///c:/a.docx", "External")
        ),
    ),
    "an inserted file outside": (
        "outside",
        lambda: holding(
            '<w:altChunk r:id="x1"/>', ("aFChunk", "https://a.example/a.html", "External")
        ),
    ),
    "a film": ("outside", lambda: holding("", ("video", "https://a.example/a.mp4", "External"))),
    "a type that nobody knows": (
        "outside",
        lambda: holding("", ("somethingNew", "https://a.example/a", "External")),
    ),
    "a linked chart": ("outside", lambda: chart(b"", "oleObject", "External", "file:///c:/a.xlsx")),
    "an online video": (
        "outside",
        lambda: holding(
            '<w:p><w:r><w:drawing><wp:inline><a:ext uri="x"><wp15:webVideoPr embeddedHtml="&lt;iframe/&gt;"/></a:ext></wp:inline></w:drawing></w:r></w:p>'
        ),
    ),
    "a template on a server": (
        "attached",
        lambda: settings_with("attachedTemplate", "https://a.example/t.dotm"),
    ),
    "a template that the text leads to": (
        "outside",
        lambda: holding("", ("attachedTemplate", "file:///C:\\t\\a.dotx", "External")),
    ),
    "a template in a share": (
        "attached",
        lambda: settings_with("attachedTemplate", "\\\\10.0.0.1\\t\\a.dotm"),
    ),
    "a template by file: in a share": (
        "attached",
        lambda: settings_with("attachedTemplate", "file://server/t/a.dotm"),
    ),
    "a template with a Normal of somebody else": (
        "attached",
        lambda: settings_with("attachedTemplate", "\\\\evil.example\\t\\Normal.dotm"),
    ),
    "a mail merge": (
        "merge",
        lambda: holding(
            settings="<w:mailMerge><w:mainDocumentType w:val='formLetters'/></w:mailMerge>"
        ),
    ),
    "the source of a mail merge": (
        "outside",
        lambda: settings_with("mailMergeSource", "file:///c:/a.mdb"),
    ),
    "the receivers of a mail merge": (
        "merge",
        lambda: holding(
            parts={
                "word/_rels/settings.xml.rels": related(
                    "word/settings.xml", ("recipientData", "recipientData.xml", "")
                ),
                "word/recipientData.xml": b"<x/>",
            }
        ),
    ),
    "a transformation": (
        "transform",
        lambda: holding(settings=f'<w:saveThroughXslt {SPACES} r:id="x1"/>'),
    ),
    "a schema elsewhere": (
        "outside",
        lambda: holding(
            settings='<sl:schemaLibrary xmlns:sl="http://schemas.openxmlformats.org/schemaLibrary/2006/main"><sl:schema sl:uri="u" sl:manifestLocation="http://a.example/m.xml"/></sl:schemaLibrary>'
        ),
    ),
    # what runs
    "macros": (
        "macros",
        lambda: holding(
            "",
            (f"{OFFICE}/2006/relationships/vbaProject", "vbaProject.bin", ""),
            parts={"word/vbaProject.bin": PROJECT},
        ),
    ),
    "macros by another name": (
        "macros",
        lambda: holding(
            "",
            (f"{OFFICE}/2006/relationships/vbaProject", "media/image9.png", ""),
            parts={"word/media/image9.png": b"x"},
        ),
    ),
    "macros of a type in other letters": (
        "macros",
        lambda: holding(
            "", (f"{OFFICE}/2006/relationships/VBAPROJECT", "a.bin", ""), parts={"word/a.bin": b"x"}
        ),
    ),
    "macros by content type": (
        "macros",
        lambda: holding(
            parts={"word/a.dat": b"x"},
            types=typed("word/a.dat", "application/vnd.ms-office.vbaProject"),
        ),
    ),
    "macros that nothing leads to": ("macros", lambda: holding(parts={"word/any.bin": PROJECT})),
    "macros by name alone": ("macros", lambda: holding(parts={"word/VBAPROJECT.BIN": b"x"})),
    "the data of macros": (
        "macros",
        lambda: holding(
            "",
            (f"{OFFICE}/2006/relationships/wordVbaData", "vbaData.xml", ""),
            parts={"word/vbaData.xml": b"<x/>"},
        ),
    ),
    "macros in the workbook of a chart": ("macros", lambda: chart(MACRO_BOOK)),
    "macros in the old workbook of a chart": ("macros", lambda: chart(PROJECT, "oleObject")),
    "a macro of a form field": (
        "macros",
        lambda: holding(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="a"/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
    ),
    "a macro on the keyboard": (
        "macros",
        lambda: holding(
            "",
            (f"{OFFICE}/2006/relationships/keyMapCustomizations", "customizations.xml", ""),
            parts={
                "word/customizations.xml": b'<w:tcg xmlns:w="x"><w:keymap><w:macro w:macroName="A"/></w:keymap></w:tcg>'
            },
        ),
    ),
    "an object": (
        "object",
        lambda: holding(
            OBJECT, ("oleObject", "embeddings/o.bin", ""), parts={"word/embeddings/o.bin": OLE}
        ),
    ),
    "an embedded file": (
        "object",
        lambda: holding(
            OBJECT,
            ("package", "embeddings/o.docx", ""),
            parts={"word/embeddings/o.docx": PLAIN_BOOK},
        ),
    ),
    "an object called a picture": (
        "object",
        lambda: holding(OBJECT, ("image", "media/o.png", ""), parts={"word/media/o.png": OLE}),
    ),
    "an object by its content type": (
        "object",
        lambda: holding(
            "",
            ("somethingNew", "o.dat", ""),
            parts={"word/o.dat": OLE},
            types=typed("word/o.dat", "application/vnd.openxmlformats-officedocument.oleObject"),
        ),
    ),
    "an object that nothing shows": (
        "object",
        lambda: holding(
            "", ("oleObject", "embeddings/o.bin", ""), parts={"word/embeddings/o.bin": OLE}
        ),
    ),
    "a program behind a chart": ("object", lambda: chart(b"MZ\x90\0" + b"\1" * 90)),
    "an object in a header": (
        "object",
        lambda: holding(
            OBJECT,
            ("oleObject", "embeddings/o.bin", ""),
            parts={"word/embeddings/o.bin": OLE},
            within="word/header1.xml",
        ),
    ),
    "the field of an object": ("object", lambda: holding(field(" EMBED Excel.Sheet.8 "))),
    "an ActiveX control": (
        "control",
        lambda: holding(
            CONTROL, ("control", "activeX/a.xml", ""), parts={"word/activeX/a.xml": b"<x/>"}
        ),
    ),
    "the binary of an ActiveX control": (
        "control",
        lambda: holding(
            parts={
                "word/activeX/a.xml": b"<x/>",
                "word/activeX/_rels/a.xml.rels": related(
                    "word/activeX/a.xml",
                    (f"{OFFICE}/2006/relationships/activeXControlBinary", "a.bin", ""),
                ),
                "word/activeX/a.bin": OLE,
            }
        ),
    ),
    "an inserted page": (
        "chunk",
        lambda: holding(
            '<w:altChunk r:id="x1"/>', ("aFChunk", "a.html", ""), parts={"word/a.html": b"<p>x"}
        ),
    ),
    "an inserted page of another type": (
        "chunk",
        lambda: holding(
            '<w:altChunk r:id="x1"/>', ("image", "a.mht", ""), parts={"word/a.mht": b"x"}
        ),
    ),
    "a subdocument": (
        "subdocument",
        lambda: holding(
            '<w:p><w:subDoc r:id="x1"/></w:p>',
            ("subDocument", "a.docx", ""),
            parts={"word/a.docx": b"x"},
        ),
    ),
    "a page of frames": (
        "frames",
        lambda: holding(
            "",
            ("webSettings", "webSettings.xml", ""),
            parts={
                "word/webSettings.xml": f"<w:webSettings {SPACES}><w:frameset><w:frame><w:sourceFileName r:id='a'/></w:frame></w:frameset></w:webSettings>".encode()
            },
        ),
    ),
    "a ribbon": (
        "ribbon",
        lambda: holding(
            file=((f"{OFFICE}/2006/relationships/ui/extensibility", "customUI/customUI.xml", ""),),
            parts=UI,
        ),
    ),
    "a ribbon of 2010": (
        "ribbon",
        lambda: holding(
            file=((f"{OFFICE}/2007/relationships/ui/extensibility", "customUI/customUI.xml", ""),),
            parts=UI,
        ),
    ),
    "buttons of its own": (
        "ribbon",
        lambda: holding(
            file=(
                (f"{OFFICE}/2006/relationships/ui/userCustomization", "customUI/customUI.xml", ""),
            ),
            parts=UI,
        ),
    ),
    "toolbars": (
        "ribbon",
        lambda: holding(
            "",
            (f"{OFFICE}/2006/relationships/attachedToolbars", "attachedToolbars.bin", ""),
            parts={"word/attachedToolbars.bin": b"x"},
        ),
    ),
    "a task pane": (
        "add-in",
        lambda: holding(
            file=(
                (
                    f"{OFFICE}/2011/relationships/webextensiontaskpanes",
                    "word/webextensions/taskpanes.xml",
                    "",
                ),
            ),
            parts={"word/webextensions/taskpanes.xml": b"<x/>"},
        ),
    ),
    "an add-in by its content type": (
        "add-in",
        lambda: holding(
            "",
            ("somethingNew", "a.xml", ""),
            parts={"word/a.xml": b"<x/>"},
            types=typed("word/a.xml", "application/vnd.ms-office.webextension+xml"),
        ),
    ),
}


@cache
def hit(way: str) -> bytes:
    return HITS[way][1]()


@pytest.mark.one_in(4)
@pytest.mark.parametrize("way", HITS)
def test_what_could_run_load_or_ask_is_told_with_a_place_and_a_way_out(way: str) -> None:
    faults = admitted(hit(way)).faults
    found = [one for one in faults if one.kind == HITS[way][0]]
    assert found, [*map(str, faults)]
    assert all(
        one.place and one.message.endswith(".") and one.remedy.endswith(".") for one in found
    )
    assert not any(ord(sign) < 32 for one in found for sign in one.message)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("way", HITS)
def test_nothing_of_it_passes_the_door_but_what_does_nothing_to_its_reader(way: str) -> None:
    document = hit(way)
    if all(one.passive for one in admitted(document).faults):
        received(document)
    else:
        with pytest.raises(Unsafe):
            received(document)


SOUND: dict[str, Callable[[], bytes]] = {
    "the house template": template,
    **{
        save.__name__: lambda save=save: save(template())
        for save in (saved.by_word, saved.by_word_online, saved.by_packaging, saved.by_google)
    },
    **{
        f"field {code}": lambda code=code: holding(field(f" {code} "))
        for code in (
            "PAGE",
            "page",
            "PAGE \\* MERGEFORMAT",
            "PAGE\\* Arabic",
            "NUMPAGES",
            "SECTIONPAGES",
            "SECTION",
            "REF _Ref1 \\h",
            "PAGEREF _Toc1 \\h",
            "NOTEREF _Ref2",
            'TOC \\o "1-3" \\h \\z \\u',
            'TC "x" \\f C',
            'XE "x"',
            "INDEX \\c 2",
            "SEQ Table \\* ARABIC",
            'STYLEREF "Heading 1"',
            "TITLE",
            "SUBJECT",
            "AUTHOR",
            'DOCPROPERTY "Document number"',
            "FORMTEXT",
            "FORMCHECKBOX",
            "EQ \\f(1,2)",
            "SYMBOL 211 \\f Symbol",
            "LISTNUM",
            "AUTONUM",
            "CITATION Smi20 \\l 2057",
            "BIBLIOGRAPHY",
            "SHAPE \\* MERGEFORMAT",
            "DOCVARIABLE x",
            "",
            'HYPERLINK "https://a.example/x" \\o "a tip"',
            'HYPERLINK "mailto:a@b.example"',
            'HYPERLINK \\l "_Toc1"',
            "HYPERLINK \\l annex",
            "HYPERLINK https://a.example",
        )
    },
    "a field in a field": lambda: holding(field(" REF ", inner(code(" SEQ a ")), " \\h ")),
    "a bookmark's name alone": lambda: holding(
        '<w:p><w:bookmarkStart w:id="9" w:name="Total"/><w:bookmarkEnd w:id="9"/>'
        + inner(code(" total "))
        + "</w:p>"
    ),
    **{
        f"link {target}": lambda target=target: link(target)
        for target in (
            "https://a.example",
            "HTTPS://a.example/x y",
            "mailto:a@b.example?subject=HMICFRS%20update",
            "MAILTO:a@b.example",
            "https://a.example/?u=javascript:x",
            "https://a.example/%5C%5Cx",
            "#Overview",
        )
    },
    "a link to a place": lambda: holding(
        '<w:p><w:hyperlink w:anchor="top"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    ),
    "an http link that nothing shows any more": lambda: holding(
        "", ("hyperlink", "http://a.example", "External")
    ),
    "a picture": lambda: holding(
        PICTURE.format("embed"),
        ("image", "media/a.png", ""),
        parts={"word/media/a.png": b"\x89PNG\r\n\x1a\n"},
    ),
    "a picture drawn in XML, with the definition that programs write": lambda: holding(
        PICTURE.format("embed"),
        ("image", "media/a.svg", ""),
        parts={
            "word/media/a.svg": b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>'
        },
    ),
    "a lost picture": lambda: holding("", ("image", "NULL", "")),
    "an old drawing": lambda: holding(
        '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="x1" o:title="a"/></v:shape></w:pict></w:r></w:p>',
        ("image", "media/a.png", ""),
        parts={"word/media/a.png": b"x"},
    ),
    "a native chart": lambda: chart(PLAIN_BOOK),
    "a native chart of an old workbook": lambda: chart(
        OLE + "Workbook".encode("utf-16-le"), "oleObject"
    ),
    "a native chart of a binary workbook": lambda: saved.replaced(
        chart(
            packed(
                {
                    CONTENT_TYPES: b"<Types>application/vnd.ms-excel.sheet.binary.macroEnabled.main</Types>"
                }
            )
        ),
        CONTENT_TYPES,
        b"</Types>",
        typed(
            "word/embeddings/book.xlsx", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
        ).encode()
        + b"</Types>",
    ),
    "a native chart whose workbook is damaged": lambda: chart(b"PK\x03\x04 no more"),
    "a template of this machine": lambda: settings_with(
        "attachedTemplate",
        "file:///C:\\Users\\a\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm",
    ),
    "a template of another drive": lambda: settings_with(
        "attachedTemplate", "file:///H:\\Templates\\Committee%20report.dotx"
    ),
    "a template by its name": lambda: settings_with("attachedTemplate", "Normal.dotm"),
    "a Normal on the server of one's folders": lambda: settings_with(
        "attachedTemplate", "file:///\\\\home01\\users$\\a\\Normal.dotm"
    ),
    "a template on a Mac": lambda: settings_with(
        "attachedTemplate", "file://localhost/Users/a/Normal.dotm"
    ),
    "a template of LibreOffice": lambda: settings_with(
        "attachedTemplate", "file:///home/a/.config/t.ott"
    ),
    "settings of a printer": lambda: holding(
        "",
        ("printerSettings", "printerSettings1.bin", ""),
        parts={"word/printerSettings1.bin": b"\1\2"},
    ),
    "a font": lambda: holding(
        "", ("font", "fonts/font1.odttf", ""), parts={"word/fonts/font1.odttf": b"\1\2"}
    ),
    "a thumbnail": lambda: holding(
        file=(
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
                "docProps/thumbnail.emf",
                "",
            ),
        ),
        parts={"docProps/thumbnail.emf": b"x"},
    ),
    "properties of SharePoint": lambda: holding(
        "",
        ("customXml", "../customXml/item1.xml", ""),
        parts={
            "customXml/item1.xml": b'<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties"/>'
        },
    ),
    "people": lambda: holding(
        "",
        (f"{OFFICE}/2011/relationships/people", "people.xml", ""),
        parts={"word/people.xml": b"<x/>"},
    ),
    "ink": lambda: holding(
        "",
        ("customXml", "ink/ink1.xml", ""),
        parts={"word/ink/ink1.xml": b'<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"/>'},
    ),
    "building blocks": lambda: story(
        "glossary/document", "<w:p><w:r><w:t>Click here to enter text.</w:t></w:r></w:p>"
    ),
    "footnotes": lambda: story("footnotes", field(" PAGE ")),
    "keyboard settings": lambda: holding(
        "",
        (f"{OFFICE}/2006/relationships/keyMapCustomizations", "customizations.xml", ""),
        parts={
            "word/customizations.xml": b'<wne:tcg xmlns:wne="x"><wne:keymaps><wne:keymap><wne:fci wne:fciName="X"/></wne:keymap></wne:keymaps></wne:tcg>'
        },
    ),
    "an attached schema of SharePoint": lambda: holding(
        settings='<w:attachedSchema w:val="http://schemas.microsoft.com/x"/>'
    ),
    "in UTF-16": lambda: in_utf_16(template()),
    "with a mark of its order": lambda: packed(
        {**base(), saved.DOCUMENT: b"\xef\xbb\xbf" + base()[saved.DOCUMENT]}
    ),
    "remarks in the XML": lambda: packed(
        {
            name: part.replace(b"?>", b"?><!-- x --><?x?>", 1)
            if part.startswith(b"<?xml")
            else part
            for name, part in base().items()
        }
    ),
    "remarks under the root of the settings": lambda: saved.replaced(
        template(), saved.SETTINGS, b"</w:settings>", b"<!-- x --><?x?></w:settings>"
    ),
    "words that look like a definition": lambda: holding(
        "<w:p><w:r><w:t>&lt;!DOCTYPE x&gt; {DDEAUTO x} javascript:</w:t></w:r></w:p>"
    ),
    "a hundred photographs": lambda: packed(
        {
            **base(),
            **{f"word/media/p{number}.jpeg": bytes(range(256)) * 2000 for number in range(100)},
        }
    ),
    "nested tables and controls": lambda: holding(
        "<w:tbl><w:tr><w:tc>" * 20 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20
    ),
    "five thousand paragraphs": lambda: holding("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 5000),
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("way", SOUND)
def test_what_programs_leave_is_sound(way: str) -> None:
    assert admitted(SOUND[way]()).faults == ()


def bomb(size: int, **parts: bytes) -> bytes:
    """Return a small file that unpacks to a large one."""
    return packed({**base(), "word/media/a.bin": b"\0" * size, **parts})


def lying() -> bytes:
    """Return a file with a part that says that it is smaller than it is."""
    whole = bytearray(packed({**base(), "word/media/a.bin": b"\0" * 30_000_000}))
    at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"word/media/a.bin"))
    whole[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(whole)


def twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in base().items():
            archive.writestr(name, part)
        archive.writestr("word/Document.xml", b"<x/>")
    return buffer.getvalue()


def packed_with(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, part in base().items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_body(xml: str) -> bytes:
    return saved.replaced(template(), saved.DOCUMENT, b"</w:body>", xml.encode() + b"</w:body>")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part of 1 GB": (lambda: bomb(300 * 2**20), "would unpack to 300 MB"),
    "a ratio of a thousand": (lambda: bomb(30 * 2**20), "would unpack to 30 MB"),
    "a part that says less than it holds": (lying, "holds more than it says"),
    "ten thousand parts": (
        lambda: packed({**base(), **{f"word/media/{number}": b"" for number in range(6000)}}),
        "parts, more than",
    ),
    "a part twice": (twice, "a part twice"),
    "packed as Word does not": (lambda: packed_with(zipfile.ZIP_LZMA), "packed in a way"),
    "millions of elements": (lambda: with_body("<w:r/>" * 3_100_000), "MB of tags"),
    "millions of attributes": (
        lambda: with_body(
            "<w:p " + " ".join(f'a{number}=""' for number in range(3_100_000)) + "/>"
        ),
        "MB of tags",
    ),
    "a hundred thousand paragraphs": (lambda: with_body("<w:p/>" * 100_000), "paragraphs and"),
    "too many words": (
        lambda: with_body(f"<w:p><w:r><w:t>{'word ' * 10_000}</w:t></w:r></w:p>" * 90),
        "letters; the limits",
    ),
    "a paragraph of a hundred pages": (
        lambda: with_body(f"<w:p><w:r><w:t>{'word ' * 60_000}</w:t></w:r></w:p>"),
        "a paragraph of it has more",
    ),
    "tags a thousand deep": (lambda: with_body("<w:sdt>" * 1000 + "</w:sdt>" * 1000), "256 deep"),
    "a text without an end": (
        lambda: with_body(f"<w:p><w:r><w:t>{'x' * 11_000_000}</w:t></w:r></w:p>"),
        "no end",
    ),
    "deep in a part that is not read": (
        lambda: packed({**base(), "customXml/item1.xml": b"<a>" * 3000 + b"</a>" * 3000}),
        "256 deep",
    ),
    **{
        f"a definition in {name}": (
            lambda name=name: packed({**base(), name: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
            "definition",
        )
        for name in (
            "word/document.xml",
            "word/settings.xml",
            "_rels/.rels",
            "customXml/item1.xml",
            "word/any.dat",
            "word/theme/theme1.xml",
        )
    },
    "a definition in UTF-16": (
        lambda: packed(
            {
                **base(),
                "word/styles.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode(
                    "utf-16"
                ),
            }
        ),
        "definition",
    ),
    "numbering without anything": (
        lambda: packed({**base(), "word/numbering.xml": b""}),
        "word/numbering.xml cannot be read",
    ),
    "a zero in a header": (
        lambda: packed(
            {
                **base(),
                "word/header1.xml": base()["word/header1.xml"].replace(b"</w:hdr>", b"\0</w:hdr>"),
            }
        ),
        "word/header1.xml cannot be read",
    ),
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("way", REFUSED)
def test_what_is_beyond_the_limits_or_damaged_is_no_word_file(way: str) -> None:
    make, said = REFUSED[way]
    with pytest.raises(NoWordFile) as caught:
        received(make())
    assert said in caught.value.message and caught.value.remedy.endswith(".")


def test_all_faults_are_told_at_once_each_at_its_place() -> None:
    document = holding(
        f"<w:p><w:r><w:t>Look here</w:t></w:r></w:p>{field(' DDE a ')}{LINK}{simple(' LINK b ')}",
        ("hyperlink", "javascript:x", "External"),
    )
    found = admitted(document).faults
    assert [one.kind for one in found] == ["link", "field", "field"]
    assert (
        'the link of "the report" leads to javascript:x, a program (javascript:)'
        in found[0].message
    )
    assert all(one.place.startswith("paragraph ") and "under" in one.place for one in found)


def test_a_fault_that_a_text_box_holds_in_two_forms_is_told_once() -> None:
    box = f"<w:txbxContent>{field(' DDEAUTO x ')}</w:txbxContent>"
    document = holding(
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert len(admitted(document).faults) == 1


def test_an_object_and_its_field_are_told_once() -> None:
    document = holding(
        field(" EMBED Package ", OBJECT.removeprefix("<w:p>").removesuffix("</w:p>")),
        ("oleObject", "embeddings/o.bin", ""),
        parts={"word/embeddings/o.bin": OLE},
    )
    assert [one.kind for one in admitted(document).faults] == ["object"]


def test_a_link_to_http_is_told_with_what_to_type() -> None:
    [fault] = admitted(link("http://a.example/x")).faults
    assert isinstance(fault, Barred) and fault.passive
    assert (
        'the link of "the report" leads to http://a.example/x' in fault.message
        and "type https://a.example/x" in fault.remedy
    )
