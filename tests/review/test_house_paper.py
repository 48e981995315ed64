"""`verify` and the house paper: unedited it holds, and a wrong number is told wherever it stands."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.review.verify.verdict import code_of
from pipeline.word.xml import w
from tests.edits.edit import edited, judged, reworded, without_row
from tests.golden import example_run


def told(*edits: object) -> list[tuple[str, str]]:
    """Return the remarks on the example's paper with some edits: code and what was found."""
    run = example_run()
    paper = edited(run.paper, *edits) if edits else run.paper  # type: ignore[arg-type]
    return [(code_of(remark), remark.found) for remark in judged(paper, run).remarks]


def test_nothing_is_said_of_the_paper_as_it_was_made() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("91 recommendations were outstanding, against 100", "92 recommendations were outstanding"),
        ("seven are rated Red, against 10", "eight are rated Red, against 10"),
        ("rated Red, against 10 then", "rated Red, against 11 then"),
        ("three are newly so", "four are newly so"),
        ("five are past their target dates", "six are past their target dates"),
        ("for 106 days", "for 107 days"),
        ("two came back", "three came back"),
        ("Three causes of concern are also", "Four causes of concern are also"),
        ("98 recommendations were reviewed: six", "98 recommendations were reviewed: seven"),
        ("85 were reviewed", "86 were reviewed"),
        ("16 improved", "17 improved"),
        ("two for the force alone", "three for the force alone"),
        ("14 June to 10 July 2021", "14 June to 11 July 2021"),
        ("10 were added", "11 were added"),
    ],
)
def test_a_wrong_number_is_told(old: str, new: str) -> None:
    assert "changed" in [code for code, _ in told(reworded(old, new))]


@pytest.mark.parametrize(
    ("ref", "place"), [("WMP-144", 0), ("WMP-017", 0), ("WMP-065", 1), ("WMP-055", 0)]
)
def test_a_row_that_was_taken_out_of_an_appendix_is_told(ref: str, place: int) -> None:
    found = told(without_row(ref, place))
    assert any(code == "list" and ref in words for code, words in found), found


def nameless(root: etree._Element) -> None:
    """Drop the names of all controls, as LibreOffice does on saving."""
    for control in list(root.iter(w("tag"), w("alias"))):
        control.getparent().remove(control)


@pytest.mark.parametrize("old", ["1 July to", "19 October to", "5 October to", "14 June to"])
def test_a_date_whose_year_stands_further_on_is_known_by_its_place(old: str) -> None:
    assert [code for code, _ in told(nameless)] == ["no-names"]
    other = old.replace("1", "2", 1) if "1" in old else old.replace("5", "6")
    assert "changed" in [code for code, _ in told(reworded(old, other), nameless)]
