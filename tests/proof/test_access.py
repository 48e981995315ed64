"""A paper that everyone can read, and every way we know to shut someone out."""

from __future__ import annotations

import io

import pytest
from docx import Document

from pipeline.proof.accessible.contrast import ratio
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.faults import ACCESS
from tests.proof.sound import (
    CONTROL,
    SECTION,
    TABLE,
    cell,
    drawing,
    field,
    p,
    paper,
    parts,
    row,
    run,
    table,
)
from tests.proof.sound import PICTURE as CREST
from tests.proof.test_ooxml import (
    BODY,
    CORE,
    LISTS,
    RELS,
    SETTINGS,
    STYLES,
    Spoil,
    body,
    commented,
    spoilt,
    swap,
    then,
)

HEADER = "word/header1.xml"
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="{0}"/>'
ON_DARK = (
    'w:styleId="OnDark"><w:name w:val="On Dark"/><w:basedOn w:val="TableText"/><w:qFormat/><w:rPr>'
)
NORMAL = '<w:name w:val="Normal"/><w:qFormat/>'
FIRST = "<w:cantSplit/><w:tblHeader/>"
EMPTY = "<w:p/>"
SPACER = '<w:p><w:pPr><w:pStyle w:val="TableSpacer"/></w:pPr></w:p>'
RIGHT, CENTRED = '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'


def heads(*words: str) -> str:
    """Return a header row."""
    return row([cell(word, style="TableHeading") for word in words], "<w:tblHeader/>")


def small(*rows: str) -> str:
    """Return a table of two columns below its header row, and a paragraph after it."""
    return table([heads("Rating", "Number"), *rows], 2) + p("After.")


def linked(
    words: str,
    address: str = "https://www.example.org/guidance",
    look: str = '<w:rStyle w:val="Hyperlink"/>',
) -> Spoil:
    """Return what adds a link of these words."""
    return then(
        body(f'<w:p><w:hyperlink r:id="rIdNew">{run(words, look)}</w:hyperlink></w:p>'),
        swap(
            RELS,
            "</Relationships>",
            '<Relationship Id="rIdNew" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'hyperlink" Target="{address}" TargetMode="External"/></Relationships>',
        ),
    )


def described(words: str) -> Spoil:
    """Return what puts these words in place of the picture's alternative text."""
    return swap(BODY, "The crest of the force: a shield between two lions.", words)


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative xmlns:d="http://schemas.microsoft.com/office'
    '/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
PICTURE = '<wp:docPr id="1" name="Drawing 1" descr="The crest of the force: a shield between two lions."/>'
DELETED = '<w:p><w:del w:id="8" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
MARK = '<w:p><w:pPr><w:rPr><w:del w:id="9" w:author="A"/></w:rPr></w:pPr></w:p>'
SPOILT: list[tuple[str, Spoil, str]] = [
    ("the title is blank", swap(CORE, "HMICFRS update, 14 January 2021", " "), "title"),
    (
        "the title is a file's name",
        swap(CORE, "HMICFRS update, 14 January 2021", "hmicfrs update FINAL.docx"),
        "title",
    ),
    ("the language is American", swap(STYLES, 'w:val="en-GB"', 'w:val="en-US"'), "language"),
    (
        "no language is set",
        swap(STYLES, '<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/>', ""),
        "language",
    ),
    (
        "one style is American",
        swap(STYLES, NORMAL, NORMAL + '<w:rPr><w:lang w:val="en-US"/></w:rPr>'),
        "language",
    ),
    ("one word is American", body(p("color", letters='<w:lang w:val="en-US"/>')), "language"),
    (
        "it may only be read",
        swap(
            SETTINGS,
            "<w:defaultTab",
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTab',
        ),
        "protection",
    ),
    (
        "Word asks to open it read-only",
        swap(SETTINGS, "<w:zoom", '<w:writeProtection w:recommended="1"/><w:zoom'),
        "read-only",
    ),
    ("a heading stands last", body(p("Nothing", "Heading1")), "heading-alone"),
    (
        "a heading follows one of its level",
        body(p("Nothing", "Heading1") + p("Something", "Heading1") + p("x")),
        "heading-alone",
    ),
    (
        "no paragraph is a heading",
        lambda found: found.update(parts(p("Only text."))),
        "heading-none",
    ),
    (
        "the first heading is of level 2",
        swap(BODY, '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading2"/>'),
        "heading-first",
    ),
    (
        "a level is left out",
        swap(BODY, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>'),
        "heading-skipped",
    ),
    (
        "a heading is empty",
        body('<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:p>'),
        "heading-empty",
    ),
    ("a heading holds a space", body(p(" ", "Heading2")), "heading-empty"),
    (
        "a heading is a paragraph",
        body(p("A long sentence about one thing. " * 8, "Heading2")),
        "heading-long",
    ),
    ("a line is bold by hand", body(p("Next steps", letters="<w:b/>")), "heading-fake"),
    (
        "a line is bold by a style that is no heading",
        then(
            swap(STYLES, '<w:name w:val="Table Spacer"/>', '<w:name w:val="My Head"/>'),
            swap(
                STYLES,
                '<w:spacing w:after="0"/></w:pPr>',
                '<w:spacing w:after="0"/></w:pPr><w:rPr><w:b/></w:rPr>',
            ),
            body(p("Next steps", "TableSpacer")),
        ),
        "heading-fake",
    ),
    (
        "a heading stands in a cell",
        body(small(row([cell("Red", style="Heading3"), cell("4")]))),
        "heading-in-table",
    ),
    ("the header row is not marked", swap(BODY, "<w:tblHeader/>", ""), "header-row"),
    (
        "the header row is marked as off",
        swap(BODY, "<w:tblHeader/>", '<w:tblHeader w:val="0"/>'),
        "header-row",
    ),
    (
        "the header row is off in the design",
        swap(BODY, 'w:firstRow="1"', 'w:firstRow="0"'),
        "header-look",
    ),
    (
        "the second row is a header row too",
        body(
            small(row([cell("Red"), cell("4")], "<w:tblHeader/>"), row([cell("Amber"), cell("3")]))
        ),
        "header-rows",
    ),
    (
        "two columns have one heading",
        body(table([heads("Total", "Total"), row([cell("a"), cell("b")])], 2) + p("After.")),
        "header-words",
    ),
    ("a table has only its header row", body(small()), "table-no-rows"),
    (
        "cells are merged across",
        body(small(row([cell("Red", '<w:gridSpan w:val="2"/>')]))),
        "merged-cells",
    ),
    (
        "cells are merged down",
        swap(BODY, '<w:shd w:val="clear" w:color="auto" w:fill="FFC20E"/>', "<w:vMerge/>"),
        "merged-cells",
    ),
    (
        "a row begins a column late",
        body(small(row([cell("4")], '<w:gridBefore w:val="1"/>'))),
        "merged-cells",
    ),
    ("a cell is empty", body(small(row([cell("Red"), cell("")]))), "empty-cell"),
    ("a cell holds a space", body(small(row([cell("Red"), cell("\u00a0")]))), "empty-cell"),
    (
        "a table stands in a cell",
        body(small(row([cell("Red"), f"<w:tc>{TABLE}{p('x')}</w:tc>"]))),
        "nested-table",
    ),
    ("a row has a cell too few", body(small(row([cell("Red")]))), "uneven-rows"),
    (
        "text flows round a table",
        swap(
            BODY,
            '<w:tblStyle w:val="CommitteeTable"/>',
            '<w:tblStyle w:val="CommitteeTable"/><w:tblpPr/>',
        ),
        "floating-table",
    ),
    (
        "a table has no caption and no words",
        lambda found: swap(
            BODY,
            TABLE,
            p("Between.")
            + TABLE.replace('"Ratings"', '""').replace(
                '"How many recommendations have each rating."', '""'
            ),
        )(found),
        "table-alt",
    ),
    ("a picture has no words", described(""), "alt-missing"),
    (
        "a chart has no words",
        swap(BODY, "Bar chart: four red, three amber and five green recommendations.", " "),
        "alt-missing",
    ),
    ("a picture's words are a file's name", described("crest_final.PNG"), "alt-name"),
    ("a picture's words are Word's", described("Picture 3"), "alt-name"),
    (
        "a picture's words were made by a machine",
        described("A drawing of a lion&#10;&#10;Description automatically generated"),
        "alt-name",
    ),
    ("a picture's words are too long", described("A shield. " * 26), "alt-long"),
    (
        "a chart is decorative",
        swap(
            BODY,
            'descr="Bar chart: four red, three amber and five green recommendations."/>',
            f">{DECORATIVE}</wp:docPr>",
        ),
        "alt-decorative",
    ),
    (
        "a picture is decorative and has words",
        swap(BODY, PICTURE, PICTURE[:-2] + f">{DECORATIVE}</wp:docPr>"),
        "alt-decorative",
    ),
    (
        "a picture floats",
        then(swap(BODY, "<wp:inline", "<wp:anchor"), swap(BODY, "</wp:inline>", "</wp:anchor>")),
        "floating",
    ),
    (
        "text stands in a box",
        body(
            "<w:p><w:r><w:pict><w:txbxContent>" + p("x") + "</w:txbxContent></w:pict></w:r></w:p>"
        ),
        "text-box",
    ),
    ("text stands in a frame", body(p("x", properties='<w:framePr w:w="100"/>')), "text-box"),
    (
        "text stands in two columns",
        swap(BODY, '<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="708"/>'),
        "columns",
    ),
    (
        "a watermark stands in the header",
        swap(HEADER, "</w:p>", "<w:r><w:pict/></w:r></w:p>"),
        "old-drawing",
    ),
    (
        "grey text stands on white",
        body(p("faint", letters='<w:color w:val="999999"/>')),
        "contrast",
    ),
    ("white text lost its shading", swap(BODY, 'w:fill="B10E1E"', 'w:fill="FFFFFF"'), "contrast"),
    (
        "dark text stands on a dark cell",
        swap(BODY, '<w:pStyle w:val="OnDark"/>', '<w:pStyle w:val="TableText"/>'),
        "contrast",
    ),
    (
        "a colour of Normal beats the white of the header row",
        swap(STYLES, NORMAL, f'{NORMAL}<w:rPr><w:color w:val="0B0C0C"/></w:rPr>'),
        "contrast",
    ),
    (
        "the header row's style lost its shading",
        swap(STYLES, SHADED.format("12436D"), SHADED.format("auto")),
        "contrast",
    ),
    (
        "a paragraph is shaded like its text",
        body(p("dark", properties=SHADED.format("3D3D3D"))),
        "contrast",
    ),
    (
        "a word is lit in its own colour",
        body(p("lit", letters='<w:color w:val="FFC20E"/><w:highlight w:val="yellow"/>')),
        "contrast",
    ),
    (
        "automatic text stands on a middling shade",
        body(p("auto", properties=SHADED.format("505050"), letters='<w:color w:val="auto"/>')),
        "contrast",
    ),
    (
        "a banded row is too dark",
        swap(STYLES, SHADED.format("F3F2F1"), SHADED.format("595959")),
        "contrast",
    ),
    (
        "the footer is faint",
        swap(
            STYLES,
            '<w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr>',
            '<w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:color w:val="AAAAAA"/>',
        ),
        "contrast",
    ),
    ("text of the body is 11 points", body(p("small", letters='<w:sz w:val="22"/>')), "size"),
    (
        "the default is 11 points",
        swap(STYLES, '<w:sz w:val="24"/><w:szCs', '<w:sz w:val="22"/><w:szCs'),
        "size",
    ),
    ("text of a table is 10 points", swap(STYLES, ON_DARK, f'{ON_DARK}<w:sz w:val="20"/>'), "size"),
    (
        "the header is 9 points",
        swap(
            STYLES,
            '<w:name w:val="header"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="20"/>',
            '<w:name w:val="header"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="18"/>',
        ),
        "size",
    ),
    ("text of the body has the style of the header", body(p("small", "Header")), "size"),
    (
        "a word is in Times",
        body(p("serif", letters='<w:rFonts w:ascii="Times New Roman"/>')),
        "font",
    ),
    (
        "no font is set",
        swap(STYLES, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>', ""),
        "font",
    ),
    (
        "the theme's font is a serif",
        then(
            swap(
                STYLES,
                '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>',
                '<w:rFonts w:asciiTheme="minorHAnsi"/>',
            ),
            swap(
                "word/theme/theme1.xml",
                '<a:minorFont><a:latin typeface="Arial"/>',
                '<a:minorFont><a:latin typeface="Cambria"/>',
            ),
        ),
        "font",
    ),
    ("a paragraph is justified", body(p("wide", properties='<w:jc w:val="both"/>')), "alignment"),
    (
        "a style is centred",
        swap(STYLES, "<w:pPr><w:keepNext/></w:pPr>", f"<w:pPr><w:keepNext/>{CENTRED}</w:pPr>"),
        "alignment",
    ),
    (
        "words in a cell are aligned right",
        body(small(row([f"<w:tc>{p('Red', properties=RIGHT)}</w:tc>", cell("4")]))),
        "alignment",
    ),
    ("a figure outside a table is aligned right", body(p("4", properties=RIGHT)), "alignment"),
    ("words are in all caps", body(p("loud words", letters="<w:caps/>")), "capitals"),
    ("words are in small caps", body(p("loud words", letters="<w:smallCaps/>")), "capitals"),
    ("a heading is typed in capitals", body(p("PURPOSE OF REPORT", "Heading2")), "capitals"),
    ("words are underlined", body(p("look", letters='<w:u w:val="single"/>')), "underline"),
    ("text flashes", body(p("look", letters='<w:effect w:val="blinkBackground"/>')), "animated"),
    ("text is hidden", body(p("secret", letters="<w:vanish/>")), "hidden-text"),
    ("a bullet is typed", body(p("\u2022 first")), "typed-list"),
    ("a dash is typed as a bullet", body(p("- first")), "typed-list"),
    ("a number is typed", body(p("1. first")), "typed-list"),
    ("a letter is typed", body(p("(a) first")), "typed-list"),
    ("a heading's number is typed", body(p("2.1 Background", "Heading2")), "typed-list"),
    (
        "a number is typed after a line break",
        body(f"<w:p>{run('As follows:')}<w:r><w:br/></w:r>{run('1) first')}</w:p>"),
        "typed-list",
    ),
    ("a bullet is a sign of Symbol", swap(LISTS, "\u2022", "\uf0b7"), "bullet-glyph"),
    ("a paragraph is empty", body(EMPTY), "empty-paragraph"),
    ("a paragraph holds only a space", body(p(" ")), "empty-paragraph"),
    ("a spacer stands between paragraphs", body(SPACER + p("After.")), "empty-paragraph"),
    (
        "a spacer follows a table and text follows it",
        body(small(row([cell("Red"), cell("4")])).replace(p("After."), SPACER + p("After."))),
        "empty-paragraph",
    ),
    (
        "a cell ends in an empty line",
        body(small(row([cell("Red").replace("</w:tc>", "<w:p/></w:tc>"), cell("4")]))),
        "empty-paragraph",
    ),
    ("the header has an empty line", swap(HEADER, "</w:hdr>", "<w:p/></w:hdr>"), "empty-paragraph"),
    (
        "two line breaks stand together",
        body(f"<w:p>{run('a')}<w:r><w:br/><w:br/></w:r>{run('b')}</w:p>"),
        "blank-lines",
    ),
    ("three spaces stand together", body(p("Name:   value")), "blanks"),
    (
        "two tabs stand together",
        body(f"<w:p>{run('a')}<w:r><w:tab/><w:tab/></w:r>{run('b')}</w:p>"),
        "blanks",
    ),
    (
        "a shaded cell holds a letter",
        body(small(row([cell("R", SHADED.format("FFC20E")), cell("4")]))),
        "colour-alone",
    ),
    ("a cell holds a dot", body(small(row([cell("\u25cf"), cell("4")]))), "colour-alone"),
    ("a cell holds an arrow", body(small(row([cell("Red"), cell("\u25b2")]))), "colour-alone"),
    ("a link says here", linked("click here"), "link-text"),
    ("a link shows its address", linked("https://www.example.org/guidance"), "link-text"),
    ("a link has no words", linked(" "), "link-text"),
    (
        "a field makes a link that says more",
        body(f"<w:p>{field('HYPERLINK &quot;https://www.example.org&quot;', 'Read more')}</w:p>"),
        "link-text",
    ),
    (
        "two links have the same words",
        linked("the inspectorate's guidance", "https://www.example.org/other"),
        "link-same",
    ),
    ("a link looks like text", linked("the other guidance", look=""), "link-look"),
    (
        "a control has no title",
        swap(BODY, '<w:alias w:val="outstanding_total"/>', ""),
        "control-untitled",
    ),
    (
        "a control shows its prompt",
        swap(BODY, '<w:id w:val="1"/>', '<w:id w:val="1"/><w:showingPlcHdr/>'),
        "placeholder",
    ),
    ("a word was deleted", body(DELETED), "tracked-change"),
    (
        "a format was changed",
        body(p("a", letters='<w:rPrChange w:id="9" w:author="A"><w:rPr/></w:rPrChange>')),
        "tracked-change",
    ),
    (
        "changes are being tracked",
        swap(SETTINGS, "<w:defaultTab", "<w:trackRevisions/><w:defaultTab"),
        "tracked-change",
    ),
    ("there is a comment", commented, "comment"),
]


def codes(document: bytes, **options: list[str]) -> set[str]:
    """Return the codes of what is found."""
    return {fault.code for fault in access_faults(document, allow=options.get("allow", ()))}


def test_a_sound_paper_has_no_fault() -> None:
    assert access_faults(paper()) == []


@pytest.mark.parametrize(
    ("spoil", "code"), [pytest.param(spoil, code, id=name) for name, spoil, code in SPOILT]
)
def test_each_fault_is_found(spoil: Spoil, code: str) -> None:
    assert code in codes(spoilt(spoil))


def test_every_code_has_a_fault_that_provokes_it() -> None:
    assert {code for _, _, code in SPOILT} == set(ACCESS)


SILENT: list[tuple[str, Spoil]] = [
    (
        "a heading is followed by one below it, and by a table",
        body(p("One", "Heading1") + p("Two", "Heading2") + TABLE + p("After.")),
    ),
    (
        "protection that was stopped leaves its trace",
        swap(
            SETTINGS,
            "<w:defaultTab",
            '<w:documentProtection w:edit="forms" w:enforcement="0"/><w:defaultTab',
        ),
    ),
    (
        "Word sets the sign of a check box in a font of its own",
        body(
            f"<w:p>{run('☐', '<w:rFonts w:ascii=~MS Gothic~ w:hAnsi=~MS Gothic~/>'.replace('~', chr(34)))}"
            f"{run(' For noting')}</w:p>"
        ),
    ),
    *(
        (
            f"a {kind} has no title in Word",
            body(
                f"<w:sdt><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>"
            ),
        )
        for kind in ("group", "citation", "bibliography")
    ),
    (
        "figures of a column are aligned right, with its heading",
        body(
            table(
                [
                    row([cell("Rating"), f"<w:tc>{p('Number', properties=RIGHT)}</w:tc>"], FIRST),
                    row([cell("Red"), f"<w:tc>{p('1,204', properties=RIGHT)}</w:tc>"]),
                    row([cell("Amber"), f"<w:tc>{p('None', properties=RIGHT)}</w:tc>"]),
                ],
                2,
            )
            + p("After.")
        ),
    ),
    ("a spacer stands between two tables", body(TABLE + SPACER + TABLE + p("After."))),
    ("a spacer ends the document after a table", body(TABLE + SPACER)),
    ("the paragraph that Word asks for ends the document after a table", body(TABLE + EMPTY)),
    (
        "a spacer ends a section after a table",
        body(TABLE + SPACER.replace("</w:pPr>", SECTION + "</w:pPr>") + p("After.")),
    ),
    (
        "a picture is decorative",
        swap(BODY, PICTURE, f'<wp:docPr id="1" name="x">{DECORATIVE}</wp:docPr>'),
    ),
    ("alternative text has 250 characters", described("A shield.." * 25)),
    (
        "large text has a contrast of 3.2",
        body(p("Large", letters='<w:color w:val="28A197"/><w:sz w:val="36"/>')),
    ),
    (
        "large bold text has a contrast of 3.2",
        body(p("Large.", letters='<w:b/><w:color w:val="28A197"/><w:sz w:val="28"/>')),
    ),
    (
        "automatic text stands on a dark shade",
        body(p("auto", properties=SHADED.format("12436D"), letters='<w:color w:val="auto"/>')),
    ),
    (
        "bold text is a whole sentence",
        body(p("The Committee is asked to note this.", letters="<w:b/>")),
    ),
    (
        "one word of a line is bold",
        body(f"<w:p>{run('Red', '<w:b/>')}{run(' means off track')}</w:p>"),
    ),
    (
        "bold twice over is not bold",
        then(
            swap(STYLES, '<w:pPr><w:spacing w:after="0"/></w:pPr>', "<w:rPr><w:b/></w:rPr>"),
            swap(
                STYLES, '<w:rPr><w:color w:val="1D70B8"/>', '<w:rPr><w:b/><w:color w:val="1D70B8"/>'
            ),
            body(
                '<w:p><w:pPr><w:pStyle w:val="TableSpacer"/></w:pPr><w:hyperlink w:anchor="ratings">'
                + run("Ratings", '<w:rStyle w:val="Hyperlink"/>')
                + "</w:hyperlink></w:p>"
            ),
        ),
    ),
    (
        "a bookmark's link is not underlined",
        body(f'<w:p><w:hyperlink w:anchor="ratings">{run("Ratings")}</w:hyperlink></w:p>'),
    ),
    ("an abbreviation is in capitals", body(p("HMICFRS", "Heading2") + p("x"))),
    ("a year begins a paragraph", body(p("2021 began with a review."))),
    ("a number with a point begins a sentence", body(p("2.5 hours were lost."))),
    ("an initial begins a name", body(p("A. Smith wrote it."))),
    ("a minus stands before a figure", body(small(row([cell("Red"), cell("\u2212 4")])))),
    ("a dash stands for nothing", body(small(row([cell("Red"), cell("\u2013")])))),
    (
        "a figure stands in a shaded cell",
        body(
            small(row([cell("Red", SHADED.format("FFC20E")), cell("4", SHADED.format("FFC20E"))]))
        ),
    ),
    (
        "a picture is all that a cell holds",
        body(small(row([cell("Red"), f"<w:tc>{drawing(9, 'A lion.', CREST, 'picture')}</w:tc>"]))),
    ),
    ("a page break stands alone", body('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')),
    (
        "two tabs stand in a header",
        swap(HEADER, "<w:r><w:t ", "<w:r><w:tab/><w:tab/></w:r><w:r><w:t "),
    ),
    (
        "the table has a caption and no words",
        lambda found: swap(
            BODY,
            TABLE,
            TABLE.replace('"Ratings"', '""').replace(
                '"How many recommendations have each rating."', '""'
            ),
        )(found),
    ),
    (
        "the look of the table is one number",
        swap(
            BODY,
            ' w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"',
            "",
        ),
    ),
    ("two links with the same words lead to one place", linked("The inspectorate's guidance.")),
    ("headings go back up", body(p("Appendix", "Heading1") + p("Words."))),
    (
        "a second control has a title",
        body(f"<w:p>{CONTROL}</w:p>".replace('<w:id w:val="1"/>', '<w:id w:val="2"/>')),
    ),
    (
        "nothing of a field's code is text",
        swap(BODY, " REF ratings ", " REF ratings \\* CAPS   \\h "),
    ),
]


@pytest.mark.parametrize("spoil", [pytest.param(spoil, id=name) for name, spoil in SILENT])
def test_what_everyone_can_read_is_left_alone(spoil: Spoil) -> None:
    assert access_faults(spoilt(spoil)) == []


def test_comments_and_changes_are_let_through_where_they_are_meant() -> None:
    reviewed = spoilt(then(commented, body(DELETED + MARK)))
    assert codes(reviewed) == {"comment", "tracked-change"}
    assert codes(reviewed, allow=["comments", "revisions"]) == set()
    assert codes(reviewed, allow=["revisions"]) == {"comment"}


def test_a_redline_is_read_as_it_will_be_once_its_changes_are_accepted() -> None:
    gone, come = '<w:del w:id="81" w:author="A"/>', '<w:ins w:id="82" w:author="A"/>'
    old = row(["<w:tc>" + DELETED + "</w:tc>"], "<w:tblHeader/>" + gone)
    new = heads("Rating", "Number").replace("<w:tblHeader/>", f"<w:tblHeader/>{come}")
    redline = spoilt(body(table([old, new, row([cell("Red"), cell("4")])], 2) + p("After.")))
    assert codes(redline, allow=["revisions"]) == set()


def test_a_word_to_allow_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="'colours' is not one of comments, revisions, slots"):
        access_faults(paper(), allow=["colours"])


def test_a_template_may_hold_loops_and_slots() -> None:
    template = spoilt(
        body(
            small(
                row([cell("{%tr for row in ratings %}"), cell("")]),
                row(
                    [
                        cell("{{ row.rating }}"),
                        f"<w:tc>{p('{{ row.number }}', properties=RIGHT)}</w:tc>",
                    ]
                ),
                row([cell("{%tr endfor %}"), cell("")]),
            )
        )
    )
    assert codes(template) == {"empty-cell", "alignment"}
    assert codes(template, allow=["slots"]) == set()


def test_another_language_may_be_the_paper_s() -> None:
    assert {fault.code for fault in access_faults(paper(), language="cy-GB")} == {"language"}


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            swap(BODY, "<w:tblHeader/>", ""),
            'the table under the heading "Ratings": the header row is not marked. '
            "Select the first row, then Table Layout > Repeat Header Rows.",
        ),
        (
            body(p("faint", letters='<w:color w:val="999999"/>')),
            'under the heading "Inspections", the paragraph "faint": the text is too like its '
            "background: #999999 on #FFFFFF is 2.8 to 1, and must be 4.5 to 1. Choose a darker text or a lighter"
            " shading (black on white "
            "is best).",
        ),
        (
            body(EMPTY),
            'under the heading "Inspections", the line without words below "The Committee is asked to note the …": the paragraph is empty and only makes space. Delete it; set Space'
            " After in the "
            "style instead.",
        ),
        (
            body(f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Boxed')}</w:sdtContent></w:sdt>"),
            'under the heading "Inspections", the paragraph "Boxed": a content control has no title.'
            " Developer > Properties > Title.",
        ),
    ],
)
def test_a_fault_reads_as_a_sentence_with_its_place_and_its_remedy(spoil: Spoil, told: str) -> None:
    assert [str(fault) for fault in access_faults(spoilt(spoil))] == [told]


def test_a_document_of_python_docx_s_own_template_is_found_wanting() -> None:
    document = Document()
    document.add_heading("A heading", 1)
    document.add_paragraph("Text.")
    document.add_table(2, 2)
    buffer = io.BytesIO()
    document.save(buffer)
    assert codes(buffer.getvalue()) == {
        "title",
        "language",
        "table-alt",
        "header-row",
        "empty-cell",
        "size",
        "font",
        "bullet-glyph",
    }


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("FFFFFF", "000000", 21.0),
        ("FFFFFF", "B10E1E", 7.12),
        ("0B0C0C", "FFC20E", 12.10),
        ("0B0C0C", "78C6A3", 9.71),
        ("767676", "FFFFFF", 4.54),
        ("777777", "FFFFFF", 4.48),
        ("123456", "123456", 1.0),
    ],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, least: float) -> None:
    assert round(ratio(one, other), 2) == least == round(ratio(other, one), 2)


def test_bytes_that_are_no_document_are_a_fault_and_no_crash() -> None:
    assert [fault.code for fault in access_faults(b"PK")] == ["not-a-document"]
