"""A paper that Word opens without repair, and every way we know to spoil one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.files.package import packed
from pipeline.proof.faults import OOXML
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.places import Document
from tests.proof.sound import (
    CONTROL,
    LINK,
    NOTE,
    PICTURE,
    SECTION,
    TABLE,
    WORDML,
    cell,
    drawing,
    p,
    paper,
    parts,
    row,
    run,
    table,
)

Parts = dict[str, bytes]
Spoil = Callable[[Parts], None]
BODY, STYLES, LISTS, CORE = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "docProps/core.xml",
)
TYPES, RELS, SETTINGS, CHART = (
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
    "word/charts/chart1.xml",
)
END = "<w:sectPr>"


def swap(name: str, old: str, new: str) -> Spoil:
    """Return what puts one text in place of another, once, in a part."""

    def spoil(found: Parts) -> None:
        assert old.encode() in found[name]
        found[name] = found[name].replace(old.encode(), new.encode(), 1)

    return spoil


def gone(name: str) -> Spoil:
    """Return what takes a part away."""

    def spoil(found: Parts) -> None:
        del found[name]

    return spoil


def added(name: str, content: bytes) -> Spoil:
    """Return what adds a part."""

    def spoil(found: Parts) -> None:
        found[name] = content

    return spoil


def body(extra: str) -> Spoil:
    """Return what adds something at the end of the body."""
    return swap(BODY, END, extra + END)


def commented(found: Parts) -> None:
    """Add a comment to the paper, with its place in the text."""
    space = parts()[BODY].split(b"<w:document ")[1].split(b">")[0].decode()
    found["word/comments.xml"] = (
        f'<w:comments {space}><w:comment w:id="1" w:author="A" w:date="2021-01-14T00:00:00Z">{p("Why?")}'
        "</w:comment></w:comments>"
    ).encode()
    swap(
        TYPES,
        "</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{WORDML}.comments+xml"/></Types>',
    )(found)
    swap(
        RELS,
        "</Relationships>",
        '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        '/comments" Target="comments.xml"/></Relationships>',
    )(found)
    body(
        '<w:p><w:commentRangeStart w:id="1"/>'
        + run("Here")
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        "</w:p>"
    )(found)


def then(*steps: Spoil) -> Spoil:
    """Return what does several things, one after another."""

    def spoil(found: Parts) -> None:
        for step in steps:
            step(found)

    return spoil


INSERTED = '<w:p><w:ins w:id="7" w:author="A">' + run("new") + "</w:ins></w:p>"
BOOKMARK = '<w:bookmarkStart w:id="9" w:name="{0}"/>' + run("here") + '<w:bookmarkEnd w:id="{1}"/>'
SPOILT: list[tuple[str, Spoil, str]] = [
    ("the content types are gone", gone(TYPES), "not-a-document"),
    ("the main part is gone", gone(BODY), "not-a-document"),
    (
        "it is saved as Strict Open XML",
        swap(
            BODY,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        "strict",
    ),
    ("a part has a backslash in its name", added("word\\extra.xml", b"<x/>"), "entry-name"),
    ("an element is not closed", swap(BODY, "</w:body>", ""), "xml-broken"),
    (
        "a part holds a control character",
        swap("word/header1.xml", "Joint", "Joint\x0b"),
        "xml-broken",
    ),
    ("a part holds a DTD", swap(STYLES, "<w:styles", "<!DOCTYPE x []><w:styles"), "xml-dtd"),
    (
        "a vocabulary is ignored that is not declared",
        swap(BODY, 'Ignorable="w14"', 'Ignorable="w14 w15"'),
        "xml-prefix",
    ),
    (
        "a picture has no type",
        swap(TYPES, '<Default Extension="png" ContentType="image/png"/>', ""),
        "content-type",
    ),
    (
        "the styles have the type of the settings",
        swap(TYPES, f"{WORDML}.styles", f"{WORDML}.settings"),
        "content-type",
    ),
    ("it is a template by its type", swap(TYPES, "document.main", "template.main"), "content-type"),
    (
        "a type is given twice",
        swap(TYPES, "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'),
        "content-type",
    ),
    (
        "a type is given for no part",
        swap(TYPES, "</Types>", '<Override PartName="/word/no.xml" ContentType="a/b"/></Types>'),
        "content-type-ghost",
    ),
    ("a png is a jpeg", added("word/media/image1.png", b"\xff\xd8\xff\xe0"), "picture-kind"),
    (
        "the workbook of a chart is cut short",
        added("word/embeddings/data.xlsx", b"PK\x03\x04"),
        "embedding-damaged",
    ),
    (
        "nothing leads to a part",
        added("word/media/image2.png", b"\x89PNG\r\n\x1a\n"),
        "part-orphan",
    ),
    ("two relationships have one id", swap(RELS, '"rIdHeader"', '"rIdFooter"'), "relationship"),
    (
        "there are two parts of styles",
        swap(
            RELS,
            "</Relationships>",
            '<Relationship Id="x" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
        ),
        "relationship",
    ),
    (
        "relationships are those of no part",
        added(
            "word/_rels/gone.xml.rels",
            parts()["word/charts/_rels/chart1.xml.rels"].replace(b"../embed", b"embed"),
        ),
        "relationship",
    ),
    ("a picture is gone", gone("word/media/image1.png"), "relationship-target"),
    (
        "an address holds a space",
        swap(RELS, "example.org/guidance", "example.org/our guidance"),
        "relationship-address",
    ),
    ("a chart's relationship is gone", swap(BODY, "rIdChart", "rIdNone"), "relationship-missing"),
    (
        "a header is a footer",
        swap(BODY, 'r:id="rIdHeader"', 'r:id="rIdFooter"'),
        "relationship-missing",
    ),
    ("text stands outside a run", body("<w:p><w:t>loose</w:t></w:p>"), "element-unknown"),
    ("a paragraph stands in a paragraph", body(f"<w:p>{p('inner')}</w:p>"), "element-unknown"),
    (
        "colour stands before bold",
        swap(STYLES, '<w:b/><w:color w:val="FFFFFF"/>', '<w:color w:val="FFFFFF"/><w:b/>'),
        "element-order",
    ),
    (
        "shading stands before width",
        body(
            table(
                [
                    row(
                        [
                            f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/><w:tcW w:w="1"'
                            f' w:type="dxa"/></w:tcPr>{p("a")}</w:tc>'
                        ]
                    )
                ],
                1,
            )
        ),
        "element-order",
    ),
    (
        "alignment stands before style",
        body('<w:p><w:pPr><w:jc w:val="left"/><w:pStyle w:val="Heading2"/></w:pPr></w:p>'),
        "element-order",
    ),
    (
        "the look of a table stands after its words",
        swap(
            BODY,
            '<w:tblCaption w:val="Ratings"/>',
            '<w:tblCaption w:val="Ratings"/><w:tblW w:w="0" w:type="auto"/>',
        ),
        "element-order",
    ),
    (
        "margins stand before the size of the page",
        swap(BODY, '<w:pgSz w:w="11906" w:h="16838"/>', "<w:cols/><w:pgSz/>"),
        "element-order",
    ),
    (
        "a control has two numbers",
        swap(
            BODY,
            '<w:alias w:val="outstanding_total"/>',
            '<w:id w:val="3"/><w:alias w:val="outstanding_total"/>',
        ),
        "element-twice",
    ),
    ("a picture has no size", swap(BODY, '<wp:extent cx="900000" cy="900000"/>', ""), "drawing"),
    (
        "a picture stands before its number",
        swap(BODY, "<wp:cNvGraphicFramePr/>", '<wp:extent cx="1" cy="1"/>'),
        "drawing",
    ),
    ("a drawing holds nothing", body("<w:p><w:r><w:drawing/></w:r></w:p>"), "drawing"),
    (
        "properties stand after the text",
        body("<w:p><w:r><w:t>a</w:t><w:rPr><w:b/></w:rPr></w:r></w:p>"),
        "element-order",
    ),
    (
        "a style names its base after its looks",
        swap(
            STYLES,
            '<w:basedOn w:val="Normal"/><w:qFormat/>',
            '<w:qFormat/><w:basedOn w:val="Normal"/>',
        ),
        "element-order",
    ),
    (
        "lists stand before their definitions",
        swap(
            LISTS,
            '<w:abstractNum w:abstractNumId="1">',
            '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="1">',
        ),
        "element-order",
    ),
    (
        "settings are out of order",
        swap(SETTINGS, "<w:zoom", '<w:defaultTabStop w:val="1"/><w:zoom'),
        "element-order",
    ),
    ("bold is given twice", body(p("a", letters="<w:b/><w:b/>")), "element-twice"),
    ("a colour has five digits", body(p("a", letters='<w:color w:val="12345"/>')), "value"),
    (
        "a colour is a word",
        body(p("a", properties='<w:shd w:val="clear" w:fill="yellow"/>')),
        "value",
    ),
    ("an alignment is unknown", body(p("a", properties='<w:jc w:val="middle"/>')), "value"),
    ("a size is a fraction", body(p("a", letters='<w:sz w:val="24.5"/>')), "value"),
    (
        "a control's tag is too long",
        swap(BODY, '<w:tag w:val="', f'<w:tag w:val="{"x" * 60}'),
        "value",
    ),
    (
        "a style is chosen without a name",
        body("<w:p><w:pPr><w:pStyle/></w:pPr></w:p>"),
        "value-missing",
    ),
    ("two pictures have one number", swap(BODY, 'docPr id="2"', 'docPr id="1"'), "id-twice"),
    ("two controls have one number", body(f"<w:p>{CONTROL}</w:p>"), "id-twice"),
    ("two paragraphs have one number", body('<w:p w14:paraId="00000001"/>'), "id-twice"),
    ("two changes have one number", body(INSERTED * 2), "id-twice"),
    (
        "two styles have one id",
        swap(STYLES, 'w:styleId="Heading3"', 'w:styleId="Heading2"'),
        "id-twice",
    ),
    ("two styles have one name", swap(STYLES, '"heading 3"', '"heading 2"'), "id-twice"),
    (
        "two lists have one number",
        swap(LISTS, '<w:num w:numId="2">', '<w:num w:numId="1">'),
        "id-twice",
    ),
    (
        "two bookmarks have one name",
        body(f"<w:p>{BOOKMARK.format('ratings', 9)}</w:p>"),
        "id-twice",
    ),
    ("a picture has the number 0", swap(BODY, 'docPr id="2"', 'docPr id="0"'), "id-range"),
    (
        "a paragraph's number is too high",
        swap(BODY, 'paraId="00000001"', 'paraId="80000000"'),
        "id-range",
    ),
    (
        "a control's number is too high",
        swap(BODY, '<w:id w:val="1"/>', '<w:id w:val="2147483648"/>'),
        "id-range",
    ),
    (
        "a chart's axis has no number",
        swap(CHART, '<c:axId val="11"/><c:axId', '<c:axId val="x"/><c:axId'),
        "id-range",
    ),
    ("a bookmark is not closed", swap(BODY, '<w:bookmarkEnd w:id="1"/>', ""), "bookmark"),
    ("a bookmark is not opened", body('<w:p><w:bookmarkEnd w:id="8"/></w:p>'), "bookmark"),
    (
        "a bookmark's name holds a space",
        body(f"<w:p>{BOOKMARK.format('my mark', 9)}</w:p>"),
        "bookmark",
    ),
    ("a field leads to no bookmark", swap(BODY, "REF ratings", "REF nothing"), "bookmark-missing"),
    (
        "a link leads to no bookmark",
        body(f'<w:p><w:hyperlink w:anchor="nothing">{run("there")}</w:hyperlink></w:p>'),
        "bookmark-missing",
    ),
    (
        "a comment is not in the file",
        body('<w:p><w:r><w:commentReference w:id="5"/></w:r></w:p>'),
        "comment-anchor",
    ),
    (
        "a comment has no place",
        then(commented, swap(BODY, '<w:r><w:commentReference w:id="1"/></w:r>', "")),
        "comment-anchor",
    ),
    (
        "a comment's range does not end",
        then(commented, swap(BODY, '<w:commentRangeEnd w:id="1"/>', "")),
        "comment-anchor",
    ),
    (
        "a footnote is not in the file",
        swap(BODY, '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="2"/>'),
        "note-missing",
    ),
    (
        "deleted text stands as text",
        body('<w:p><w:del w:id="7" w:author="A">' + run("old") + "</w:del></w:p>"),
        "revision-text",
    ),
    (
        "text stands as deleted text",
        body("<w:p><w:r><w:delText>old</w:delText></w:r></w:p>"),
        "revision-text",
    ),
    ("a paragraph's style is not there", body(p("a", "Nowhere")), "style-missing"),
    (
        "a run's style is a paragraph's",
        body(p("a", letters='<w:rStyle w:val="Caption"/>')),
        "style-missing",
    ),
    (
        "a table's style is not there",
        swap(BODY, '<w:tblStyle w:val="CommitteeTable"/>', '<w:tblStyle w:val="Grid"/>'),
        "style-missing",
    ),
    (
        "a style is based on itself",
        swap(
            STYLES,
            '<w:name w:val="caption"/><w:basedOn w:val="Normal"/>',
            '<w:name w:val="caption"/><w:basedOn w:val="Caption"/>',
        ),
        "style-chain",
    ),
    (
        "a style is based on another kind",
        swap(
            STYLES,
            '<w:name w:val="caption"/><w:basedOn w:val="Normal"/>',
            '<w:name w:val="caption"/><w:basedOn w:val="Hyperlink"/>',
        ),
        "style-chain",
    ),
    (
        "a list is not there",
        body(p("a", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')),
        "list-missing",
    ),
    (
        "a level of a list is not there",
        body(p("a", properties='<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr>')),
        "list-missing",
    ),
    (
        "a list has no definition",
        swap(LISTS, '<w:abstractNumId w:val="1"/>', '<w:abstractNumId w:val="6"/>'),
        "list-missing",
    ),
    ("a table has no rows", body(table([])), "table-empty"),
    ("a row has no cells", body(table([row([cell("a")]), "<w:tr/>"])), "table-empty"),
    (
        "a table has no columns",
        swap(
            BODY,
            '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>',
            "",
        ),
        "table-parts",
    ),
    ("a cell holds nothing", body(table([row(["<w:tc/>"])])), "cell-end"),
    ("a cell ends in a table", body(table([row([f"<w:tc>{TABLE}</w:tc>"])])), "cell-end"),
    (
        "a header holds nothing",
        swap("word/header1.xml", p("Joint Audit Committee", "Header"), ""),
        "story-empty",
    ),
    ("a field is not closed", swap(BODY, '<w:fldChar w:fldCharType="end"/>', ""), "field"),
    (
        "a field ends that did not begin",
        swap("word/footer1.xml", '<w:fldChar w:fldCharType="begin"/>', ""),
        "field",
    ),
    ("a space would be lost", body("<w:p><w:r><w:t>lost </w:t></w:r></w:p>"), "space-lost"),
    ("the page setup is gone", swap(BODY, SECTION, ""), "section-missing"),
    (
        "a section has two headers",
        swap(BODY, END, f'{END}<w:headerReference w:type="default" r:id="rIdHeader"/>'),
        "header-twice",
    ),
    ("it is in compatibility mode", swap(SETTINGS, 'w:val="15"', 'w:val="14"'), "compatibility"),
    (
        "the settings say nothing of a mode",
        swap(SETTINGS, "compatibilityMode", "otherMode"),
        "compatibility",
    ),
    (
        "a date of the properties is no date",
        swap(CORE, "2021-01-14T00:00:00Z", "14 January 2021"),
        "properties",
    ),
    (
        "a date of the properties is on no calendar",
        swap(CORE, "2021-01-14T00:00:00Z", "2021-02-30T00:00:00Z"),
        "properties",
    ),
    (
        "the title is given twice",
        swap(CORE, "<dc:creator>", "<dc:title>x</dc:title><dc:creator>"),
        "properties",
    ),
    (
        "the properties are gone",
        swap("_rels/.rels", "core-properties", "custom-properties"),
        "properties",
    ),
]


def spoilt(spoil: Spoil) -> bytes:
    """Return the paper with one thing spoilt."""
    found = parts()
    spoil(found)
    return packed(found)


def test_a_sound_paper_has_no_fault() -> None:
    assert ooxml_faults(paper()) == []


@pytest.mark.parametrize(
    ("spoil", "code"), [pytest.param(spoil, code, id=name) for name, spoil, code in SPOILT]
)
def test_each_fault_is_found(spoil: Spoil, code: str) -> None:
    assert code in {fault.code for fault in ooxml_faults(spoilt(spoil))}


def test_every_code_has_a_fault_that_provokes_it() -> None:
    assert {code for _, _, code in SPOILT} | {"entry-twice", "entry-damaged"} == set(OOXML)


def test_a_part_that_is_in_the_file_twice_is_found() -> None:
    buffer = io.BytesIO(paper())
    with pytest.warns(UserWarning), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", parts()[BODY])
    assert [fault.code for fault in ooxml_faults(buffer.getvalue())] == ["entry-twice"]


def test_a_damaged_part_is_found() -> None:
    whole = paper()
    at = whole.index(b"word/styles.xml") + 60
    assert {
        fault.code for fault in ooxml_faults(whole[:at] + b"\x00\x01\x02\x03" + whole[at + 4 :])
    } <= {
        "entry-damaged",
        "not-a-document",
    }
    assert ooxml_faults(whole[:at] + b"\x00\x01\x02\x03" + whole[at + 4 :])


@pytest.mark.parametrize(
    "document", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", paper()[:-40]]
)
def test_bytes_that_are_no_document_are_a_fault_and_no_crash(document: bytes) -> None:
    assert [fault.code for fault in ooxml_faults(document)] == ["not-a-document"]


CONTROLLED = CONTROL.replace('id w:val="1"', 'id w:val="7"').replace(run("12"), p("a"))
SILENT: list[tuple[str, Spoil]] = [
    ("a later extension of Word's that is declared", body('<w:p w14:paraId="7FFFFFFF"/>')),
    (
        "a table between two paragraphs, and a bookmark between rows",
        swap(
            BODY,
            "</w:tr><w:tr>",
            '</w:tr><w:bookmarkStart w:id="4" w:name="_Toc1"/><w:bookmarkEnd w:id="4"/><w:tr>',
        ),
    ),
    ("a comment with its place", commented),
    (
        "an inserted and a deleted word",
        body(
            INSERTED
            + '<w:p><w:del w:id="8" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
        ),
    ),
    (
        "a paragraph mark that was inserted",
        body('<w:p><w:pPr><w:rPr><w:ins w:id="6" w:author="A"/><w:b/></w:rPr></w:pPr></w:p>'),
    ),
    (
        "a number in a list of none",
        body(p("a", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')),
    ),
    (
        "a cell that ends in a control around a paragraph",
        body(table([row([f"<w:tc>{CONTROLLED}</w:tc>"])])),
    ),
    (
        "a field in a field",
        body(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
            '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
    ),
    (
        "a link to the top",
        body(f'<w:p><w:hyperlink w:anchor="_top">{run("top")}</w:hyperlink></w:p>'),
    ),
    ("a second link to one address", body(f"<w:p>{LINK}</w:p>")),
    ("a picture used twice", body(drawing(3, "A crest.", PICTURE, "picture"))),
    ("a second footnote reference of one note", body(f"<w:p>{NOTE}</w:p>")),
    (
        "a header of the first page beside the others",
        swap(BODY, END, f'{END}<w:headerReference w:type="first" r:id="rIdHeader"/>'),
    ),
    (
        "a date with a fraction of a second and an offset",
        swap(CORE, "2021-01-14T00:00:00Z", "2021-01-14T00:00:00.5+01:00"),
    ),
    ("a date that is a day", swap(CORE, "2021-01-14T00:00:00Z", "2021-01-14")),
    (
        "an address with a percent sign",
        swap(RELS, "example.org/guidance", "example.org/our%20guidance?a=b#c"),
    ),
    ("text with a space inside", body("<w:p><w:r><w:t>two words</w:t></w:r></w:p>")),
]


@pytest.mark.parametrize("spoil", [pytest.param(spoil, id=name) for name, spoil in SILENT])
def test_what_word_opens_is_left_alone(spoil: Spoil) -> None:
    assert ooxml_faults(spoilt(spoil)) == []


PLACES: list[tuple[str, Spoil, str]] = [
    (
        "a cell",
        swap(BODY, 'w:fill="B10E1E"', 'w:fill="red"'),
        'the table under the heading "Ratings", row 2, column 1',
    ),
    (
        "a paragraph",
        swap(
            BODY,
            "<w:sectPr><w:headerReference",
            p("Last", letters='<w:color w:val="1"/>') + "<w:sectPr><w:headerReference",
        ),
        'under the heading "Inspections", the paragraph "Last"',
    ),
    (
        "a heading",
        swap(BODY, '<w:pStyle w:val="Heading3"/>', '<w:pStyle w:val="Heading9"/>'),
        'under the heading "Ratings", the paragraph "Inspections"',
    ),
    (
        "a header",
        swap("word/header1.xml", '<w:pStyle w:val="Header"/>', '<w:pStyle w:val="Kopf"/>'),
        'the header of section 1, the paragraph "Joint Audit Committee"',
    ),
    (
        "a note",
        swap("word/footnotes.xml", '<w:pStyle w:val="FootnoteText"/>', '<w:pStyle w:val="Note"/>'),
        'footnote 1, the paragraph "Read on 1 December 2020."',
    ),
    (
        "a style",
        swap(STYLES, '<w:color w:val="1D70B8"/>', '<w:color w:val="blue"/>'),
        'the style "Hyperlink"',
    ),
    ("the settings", swap(SETTINGS, 'w:val="15"', 'w:val="12"'), "the document's settings"),
    ("a picture's part", gone("word/media/image1.png"), "the document"),
]


@pytest.mark.parametrize(
    ("spoil", "place"), [pytest.param(spoil, place, id=name) for name, spoil, place in PLACES]
)
def test_a_fault_names_its_place_as_a_person_in_word_would(spoil: Spoil, place: str) -> None:
    assert [fault.place for fault in ooxml_faults(spoilt(spoil))] == [place]


def test_faults_that_are_alike_in_one_table_are_told_once() -> None:
    found = parts(table([row([cell("a", "<w:shd/>")])] * 400, 1))
    assert [
        fault.message for fault in ooxml_faults(packed(found)) if fault.code == "value-missing"
    ] == ["shd has no val, and in 399 more places of this table."]


def test_a_million_faults_of_order_are_placed_a_thousand_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoilt, placed = parts(), []
    swap(SETTINGS, "</w:settings>", "<w:bookmarkStart/>" * 3_000 + "</w:settings>")(spoilt)
    monkeypatch.setattr(
        Document, "place_of", lambda document, element: placed.append(element) or "the settings"
    )
    assert "element-unknown" in {fault.code for fault in ooxml_faults(packed(spoilt))}
    assert 500 < len(placed) < 1_100
