"""Tables, headers and tables of contents that people put in: what of their numbers is compared, and
what is no number at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import etree

from pipeline.review.verify.verdict import code_of
from pipeline.word.outline import text_of
from pipeline.word.xml import w
from tests.earlier import example_run
from tests.edits.edit import Edit, edited, holding, judged, words

HEADER = "word/header1.xml"
FACTS = "outstanding Red 7, Amber 58, Green 26; reviewed in the period Red 6, Amber 54, Green 38"
WRONG = (("Rating", "Recommendations"), ("Red", "8"), ("Amber", "49"), ("Green", "34"))


def said(
    edit: Edit,
    part: str = "word/document.xml",
    of: Sequence[str] = ("contradicts", "row", "unsure", "unexplained", "typed"),
) -> list[tuple[str, str]]:
    """Return the remarks on the example's paper with an edit, as (code, found)."""
    run = example_run()
    remarks = judged(edited(run.paper, edit, part=part), run).remarks
    return [(code_of(one), one.found) for one in remarks if code_of(one) in of]


def table(
    *rows: Sequence[str], intro: str = "", after: str = "In addition, three causes of concern"
) -> Edit:
    """Return an edit that puts a table in, with words before it."""

    def edit(root: etree._Element) -> None:
        at, put_in = holding(root, after), etree.Element(w("tbl"))
        for row in rows:
            line = etree.SubElement(put_in, w("tr"))
            for cell in row:
                etree.SubElement(etree.SubElement(line, w("tc")), w("p")).append(words(cell))
        at.addnext(put_in)
        if intro:
            before = etree.Element(w("p"))
            before.append(words(intro))
            at.addnext(before)

    return edit


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("rows", "intro", "wrong"),
    [
        (WRONG, "", ["Red 8, Amber 49, Green 34"]),
        (
            WRONG,
            "The table below shows the outstanding recommendations by rating.",
            ["Red 8, Amber 49, Green 34"],
        ),
        ((("Red", "8"), ("Amber", "49")), "", ["Red 8, Amber 49"]),
        (
            (
                ("RAG", "Last meeting", "Now"),
                ("Red", "10", "8"),
                ("Amber", "65", "57"),
                ("Green", "25", "26"),
            ),
            "",
            ["Red 8, Amber 57, Green 26"],
        ),
        (
            (
                ("", "Red", "Amber", "Green"),
                ("Outstanding", "8", "57", "26"),
                ("Reviewed", "6", "54", "38"),
            ),
            "",
            ["Red 8, Amber 57, Green 26"],
        ),
        (
            (("Rating", "Number"), ("Rated Red", "8"), ("Amber-rated", "58")),
            "",
            ["Red 8, Amber 58"],
        ),
        (WRONG, "Recommendations owned by the Assistant Chief Constable (Crime), by rating:", []),
        ((("Rating", "Crime"), ("Red", "8"), ("Amber", "49")), "", []),
        ((("Risk", "Red", "Amber"), ("Cyber", "3", "4")), "", []),
        ((("Rating", "Share"), ("Red", "8%"), ("Amber", "64%")), "", []),
        ((("Rating", "Meaning"), ("Red", "Late"), ("Amber", "In progress")), "", []),
        ((("Rating", "Now"), ("Red", "7"), ("Amber", "58"), ("Green", "26")), "", []),
        ((("Rating", "Reviewed"), ("Red", "6"), ("Amber", "54"), ("Green", "38")), "", []),
        (
            (("Rating then", "Red now", "Amber now"), ("Red", "4", "5"), ("Amber", "2", "47")),
            "",
            [],
        ),
    ],
)
def test_a_table_of_ratings_is_compared_with_the_breakdowns_unless_its_words_restrict_it(
    rows: Sequence[Sequence[str]], intro: str, wrong: list[str]
) -> None:
    found = said(table(*rows, intro=intro))
    assert [words for code, words in found if code == "contradicts"] == wrong


def test_what_the_figures_give_instead_is_told_once_for_a_table() -> None:
    run = example_run()
    (remark,) = (one for one in judged(edited(run.paper, table(*WRONG)), run).remarks if one.wrong)
    assert str(remark) == (
        f'the second table under "Background": "Red 8, Amber 49, Green 34" in a table that was put in: the inputs give '
        f"otherwise: {FACTS}. Correct or delete it."
    )


def test_the_numbers_of_a_table_that_is_of_a_part_are_unexplained() -> None:
    assert said(table(("Rating", "Crime"), ("Red", "8"), ("Amber", "49"))) == [
        ("unexplained", "8"),
        ("unexplained", "49"),
    ]


@pytest.mark.parametrize("after", ["It makes 10 recommendations"])
def test_a_table_under_the_title_of_a_report_is_of_a_part(after: str) -> None:
    assert "contradicts" not in {code for code, _ in said(table(*WRONG, after=after))}


def in_header(text: str) -> Edit:
    return lambda root: next(root.iter(w("p"))).append(words(text))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (" – 92 recommendations outstanding", ["contradicts"]),
        (" (92 outstanding recommendations)", ["contradicts"]),
        (" | 92 recommendations outstanding | Public", ["contradicts"]),
        (" 92 recommendations outstanding", ["contradicts"]),
        (" – 91 recommendations outstanding", ["typed"]),
        (" – Agenda item 7", []),
        (" – page 3 of 40", []),
        (" – DRAFT", []),
        (" – WMP-122 has been closed", ["row"]),
        (" – 12 outstanding items from the audit", ["unexplained"]),
    ],
)
def test_what_is_typed_into_a_header_is_compared_like_the_text(text: str, codes: list[str]) -> None:
    assert [code for code, _ in said(in_header(text), HEADER)] == codes


def entries(*texts: str, style: str = "") -> Edit:
    """Return an edit that puts paragraphs, of a style, before the first heading."""

    def edit(root: etree._Element) -> None:
        at = holding(root, "Purpose of report")
        for text in texts:
            entry = etree.Element(w("p"))
            if style:
                etree.SubElement(etree.SubElement(entry, w("pPr")), w("pStyle")).set(
                    w("val"), style
                )
            for place, words_ in enumerate(text.split("\t")):
                run = words(words_)
                if place:
                    run.insert(0, etree.Element(w("tab")))
                entry.append(run)
            at.addprevious(entry)
        assert text_of(at)

    return edit


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "text",
    [
        "1\tPurpose of report\t2",
        "2. Background 3",
        "5.1\tInspections under way\t14",
        "Background ........ 3",
        "Appendix A\tOutstanding recommendations rated Red\t12",
        "3 Changes since the last meeting",
        "Outstanding and rated Red: 10 at the last meeting, 7 now\t6",
    ],
)
@pytest.mark.parametrize("style", ["", "TOC1"])
def test_the_entries_of_a_table_of_contents_are_no_numbers(text: str, style: str) -> None:
    assert said(entries(text, style=style)) == []


def test_a_line_that_only_looks_like_an_entry_is_read() -> None:
    assert said(entries("Purpose of the visit\t12")) == [("unexplained", "12")]
