"""What a run of a filled part becomes at its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.paper import marks
from pipeline.paper.structure import Builder
from pipeline.word.package import Draft
from pipeline.word.xml import written
from pipeline.workbook.prose import Run, may_list, prose
from tests.house.parts import W

SINGLE = {
    "a figure": marks.of_figure("overdue_total", "five"),
    "a figure with braces": marks.of_figure("a{b}", marks.typed("{5}")),
    "a cell": marks.of_cell("Chief & Co.", "log A1"),
}
OTHERS = {
    "a cell of two lines": marks.of_cell("one\ntwo", "log A1"),
    "two figures": marks.of_figure("a", "1") * 2,
    "a figure and words": marks.of_figure("a", "1") + " of",
    "a figure that is a link": marks.of_link(marks.of_figure("a", "1"), "https://a.example"),
    "a figure without words": marks.of_figure("a", ""),
}


def made(text: str, keeps: str = ' xml:space="preserve"', looks: str = "<w:rPr/>") -> str:
    """Return what a run with this travelling text becomes."""
    root = etree.fromstring(
        f'<w:p {W}><w:r w:rsidR="1">{looks}<w:t{keeps}>{text.replace("&", "&amp;")}</w:t></w:r></w:p>'
    )
    styles = etree.fromstring(f"<w:styles {W}/>")
    Builder(Draft({"word/styles.xml": written(styles)})).build(root)
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("looks", ["", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>"])
@pytest.mark.parametrize("name", [*SINGLE, *OTHERS])
def test_a_run_that_is_all_of_one_figure_or_cell_becomes_what_it_would_in_pieces(
    name: str, looks: str
) -> None:
    text = {**SINGLE, **OTHERS}[name]
    assert made(text, looks=looks) == made(text, "", looks)


@pytest.mark.parametrize("name", SINGLE)
def test_such_a_run_is_known_by_its_text(name: str) -> None:
    assert marks.alone(SINGLE[name]) is not None


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_more_or_less_than_one_is_not(name: str) -> None:
    assert marks.alone(OTHERS[name]) is None


@given(st.text("(abiz)12.\u2022- \n\tx\u00a0\u2003", max_size=14))
def test_a_text_that_is_not_read_line_by_line_holds_no_list(text: str) -> None:
    assert may_list(text) or not prose([Run(text)]).items
