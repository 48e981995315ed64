"""What is wrong in row 134 of a long table is found there, though its rows are written alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.files.package import packed
from pipeline.findings.finding import Finding
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.valid.document import ooxml_faults
from tests.proof.sound import PICTURE, cell, drawing, p, parts, row, run, table

FIRST = row(
    [cell("Rating", style="TableHeading"), cell("Number", style="TableHeading")], "<w:tblHeader/>"
)
ALIKE = [row([cell("Red"), cell(str(number))]) for number in range(2, 134)]
CREST = drawing(9, "The force crest.", PICTURE, "picture")
AT = 'the table under the heading "Ratings", row 134'


def control(number: str, tag: str = "total", title: str = "total") -> str:
    """Return a paragraph with a content control."""
    return (
        f'<w:p><w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{run('4')}</w:sdtContent></w:sdt></w:p>"
    )


def tc(inside: str) -> str:
    """Return a cell that holds this."""
    return f"<w:tc>{inside}</w:tc>"


INVALID: list[tuple[str, str, str, str]] = [
    (
        "an unknown element",
        row([cell("Red", "<w:unknown/>"), cell("4")]),
        "element-unknown",
        ", column 1",
    ),
    (
        "an element out of order",
        row([cell("Red", '<w:shd w:val="clear"/><w:vMerge/>'), cell("4")]),
        "element-order",
        ", column 1",
    ),
    (
        "an element twice",
        row([cell("Red", '<w:tcW w:w="3000" w:type="dxa"/>'), cell("4")]),
        "element-twice",
        ", column 1",
    ),
    (
        "a value",
        row([cell("Red", '<w:shd w:val="clear" w:fill="red"/>'), cell("4")]),
        "value",
        ", column 1",
    ),
    (
        "a value that is missing",
        row([cell("Red"), tc(p("4", properties="<w:jc/>"))]),
        "value-missing",
        ", column 2",
    ),
    (
        "a style that is not there",
        row([cell("Red"), cell("4", style="Nobody")]),
        "style-missing",
        ", column 2",
    ),
    (
        "a list that is not there",
        row([cell("Red"), tc(p("4", properties='<w:numPr><w:numId w:val="77"/></w:numPr>'))]),
        "list-missing",
        ", column 2",
    ),
    (
        "a number of a control twice",
        row([tc(control("5")), tc(control("5"))]),
        "id-twice",
        ", column 2",
    ),
    (
        "a number beyond all",
        row([cell("Red"), tc(control("9999999999"))]),
        "id-range",
        ", column 2",
    ),
    (
        "a tag that is too long",
        row([cell("Red"), tc(control("5", tag="t" * 65))]),
        "value",
        ", column 2",
    ),
    ("a picture's number twice", row([cell("Red"), tc(CREST)]), "id-twice", ", column 2"),
    (
        "a bookmark that is not closed",
        row([tc('<w:p><w:bookmarkStart w:id="9" w:name="x"/></w:p>'), cell("4")]),
        "bookmark",
        ", column 1",
    ),
    (
        "a space that is lost",
        row([tc("<w:p><w:r><w:t>Red </w:t></w:r></w:p>"), cell("4")]),
        "space-lost",
        ", column 1",
    ),
    (
        "deleted words that stand",
        row([tc("<w:p><w:r><w:delText>Red</w:delText></w:r></w:p>"), cell("4")]),
        "revision-text",
        ", column 1",
    ),
    (
        "standing words that are deleted",
        row([tc(f'<w:p><w:del w:id="9" w:author="A">{run("Red")}</w:del></w:p>'), cell("4")]),
        "revision-text",
        ", column 1",
    ),
    ("a cell without an end", row([tc(""), cell("4")]), "cell-end", ", column 1"),
    ("no cells", row([]), "table-empty", ""),
    (
        "a field without an end",
        row([tc('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'), cell("4")]),
        "field",
        ", column 1",
    ),
    (
        "a note that is not there",
        row([tc('<w:p><w:r><w:footnoteReference w:id="9"/></w:r></w:p>'), cell("4")]),
        "note-missing",
        ", column 1",
    ),
    (
        "a link that leads nowhere",
        row([tc(f'<w:p><w:hyperlink r:id="rId99">{run("Red")}</w:hyperlink></w:p>'), cell("4")]),
        "relationship-missing",
        ", column 1",
    ),
]
SHUT: list[tuple[str, str, str, str]] = [
    (
        "pale ink",
        row([tc(p("Red", "TableText", letters='<w:color w:val="EEEEEE"/>')), cell("4")]),
        "contrast",
        ", column 1",
    ),
    (
        "ink like the cell",
        row(
            [
                cell("Red"),
                tc(
                    p(
                        "4",
                        "TableText",
                        '<w:shd w:val="clear" w:fill="FFFFFF"/>',
                        '<w:color w:val="FFFFFF"/>',
                    )
                ),
            ]
        ),
        "contrast",
        ", column 2",
    ),
    (
        "small letters",
        row([tc(p("Red", "TableText", letters='<w:sz w:val="16"/>')), cell("4")]),
        "size",
        ", column 1",
    ),
    (
        "a serif",
        row([tc(p("Red", "TableText", letters='<w:rFonts w:ascii="Garamond"/>')), cell("4")]),
        "font",
        ", column 1",
    ),
    ("capitals", row([cell("ALL IN CAPITAL LETTERS"), cell("4")]), "capitals", ", column 1"),
    (
        "set in capitals",
        row([tc(p("Red", "TableText", letters="<w:caps/>")), cell("4")]),
        "capitals",
        ", column 1",
    ),
    (
        "underlined",
        row([tc(p("Red", "TableText", letters='<w:u w:val="single"/>')), cell("4")]),
        "underline",
        ", column 1",
    ),
    (
        "hidden",
        row([tc(p("Red", "TableText", letters="<w:vanish/>")), cell("4")]),
        "hidden-text",
        ", column 1",
    ),
    (
        "aligned right",
        row([tc(p("Red", "TableText", '<w:jc w:val="right"/>')), cell("4")]),
        "alignment",
        ", column 1",
    ),
    ("runs of blanks", row([cell("Red   and more"), cell("4")]), "blanks", ", column 1"),
    ("a typed list", row([cell("1. Red"), cell("4")]), "typed-list", ", column 1"),
    ("a shape alone", row([cell("\u25cf"), cell("4")]), "colour-alone", ", column 1"),
    ("an empty cell", row([cell(""), cell("4")]), "empty-cell", ", column 1"),
    (
        "an empty paragraph",
        row([cell("Red").replace("</w:tc>", "<w:p/></w:tc>"), cell("4")]),
        "empty-paragraph",
        ", column 1",
    ),
    (
        "a merged cell",
        row([cell("Red", '<w:gridSpan w:val="2"/>'), cell("4")]),
        "merged-cells",
        ", column 1",
    ),
    ("a cell too few", row([cell("Red")]), "uneven-rows", ""),
    ("a second header row", row([cell("Red"), cell("4")], "<w:tblHeader/>"), "header-rows", ""),
    (
        "a heading",
        row([cell("Red", style="Heading3"), cell("4")]),
        "heading-in-table",
        ", column 1",
    ),
    (
        "another language",
        row([tc(p("Rot", "TableText", letters='<w:lang w:val="de-DE"/>')), cell("4")]),
        "language",
        ", column 1",
    ),
    (
        "a link without words",
        row(
            [
                tc(f'<w:p><w:hyperlink w:anchor="x">{run(" ")}</w:hyperlink>{run("Red")}</w:p>'),
                cell("4"),
            ]
        ),
        "link-text",
        ", column 1",
    ),
    (
        "a control without a title",
        row([cell("Red"), tc(control("5", title=""))]),
        "control-untitled",
        ", column 2",
    ),
]


def found_in(planted: str, proof: Callable[[bytes], list[Finding]]) -> set[tuple[str, str]]:
    """Return the faults, with their places, of a paper whose one long table has this for its 134th
    row.
    """
    body = p("Ratings", "Heading1") + table([FIRST, *ALIKE, planted, *ALIKE], 2) + p("After.")
    return {(fault.code, fault.place) for fault in proof(packed(parts(CREST + body)))}


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("planted", "code", "column"), [pytest.param(*case, id=name) for name, *case in INVALID]
)
def test_what_word_would_repair_is_found_in_a_row_among_many_alike(
    planted: str, code: str, column: str
) -> None:
    assert found_in(planted, ooxml_faults) - found_in(ALIKE[0], ooxml_faults) == {
        (code, f"{AT}{column}")
    }


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("planted", "code", "column"), [pytest.param(*case, id=name) for name, *case in SHUT]
)
def test_what_shuts_readers_out_is_found_in_a_row_among_many_alike(
    planted: str, code: str, column: str
) -> None:
    assert found_in(planted, access_faults) - found_in(ALIKE[0], access_faults) == {
        (code, f"{AT}{column}")
    }
