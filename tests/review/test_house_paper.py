"""`verify` and the house paper: unedited it holds, and a wrong number is told wherever it stands."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.review.verify.verdict import code_of
from pipeline.word.xml import w
from tests.edits.edit import edited, in_row, judged, reworded, row, said_in, without_row
from tests.golden import example_run


def told(*edits: object) -> list[tuple[str, str]]:
    """Return the remarks on the example's paper with some edits: code and what was found."""
    run = example_run()
    paper = edited(run.paper, *edits) if edits else run.paper  # type: ignore[arg-type]
    return [(code_of(remark), remark.found) for remark in judged(paper, run).remarks]


def test_nothing_is_said_of_the_paper_as_it_was_made() -> None:
    assert told() == []


@pytest.mark.one_in(3)
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


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("ref", "old", "new"),
    [
        ("WMP-144", "Open", "Closed"),
        ("WMP-144", "Open, Amber", "Open, Green"),
        ("WMP-144", "Open, Amber", "Green, open"),
        ("WMP-046", "Green", "Red"),  # at the last meeting
        ("WMP-046", "Amber", "Green"),  # now
        ("WMP-055", "Closed", "Withdrawn"),
        ("WMP-055", "Open", "Closed"),
        ("WMP-089", "Red", "Amber"),  # followed by the reason, in the same cell
        ("WMP-005", "Not yet", "1 December 2020"),
        ("WMP-005", "Signed off: completed", "Closed"),
    ],
)
def test_what_a_cell_says_of_its_row_is_told(ref: str, old: str, new: str) -> None:
    found = told(in_row(ref, old, new))
    assert any(code == "row" and words.startswith(f"{ref}, ") for code, words in found), found


@pytest.mark.parametrize(
    ("ref", "old", "new"),
    [
        ("WMP-144", "Open, Amber", "Amber, open"),
        ("WMP-144", "Open, Amber", "OPEN | amber"),
        ("WMP-144", "Assistant Chief Constable (Crime)", "ACC (Crime)"),
        ("WMP-046", "Rating worse", "Rating has worsened"),
        ("WMP-089", "The target date has passed", "The target has passed"),
        ("WMP-005", "Not yet", "Not yet closed"),
    ],
)
def test_what_a_cell_says_in_other_words_is_not_wrong(ref: str, old: str, new: str) -> None:
    assert {code for code, _ in told(in_row(ref, old, new))} <= {"reworded"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rated Amber |", "Rated Green |"),
        ("Amber | Deputy Chief Constable", "Amber | Assistant Chief Constable (Crime)"),
    ],
)
def test_what_a_line_says_of_the_ref_in_the_heading_above_it_is_told(old: str, new: str) -> None:
    assert "row" in [code for code, _ in told(reworded(old, new))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("WMP-073 and WMP-089", "WMP-073 and WMP-100"),
        ("WMP-030, WMP-073 and WMP-089", "WMP-030 and WMP-073"),
        ("WMP-073 and WMP-089", "WMP-073, WMP-089 and WMP-122"),
        ("WMP-065 has been overdue", "WMP-089 has been overdue"),
        ("WMP-021 and WMP-099", "WMP-021 and WMP-098"),
        ("WMP-072 and WMP-098 were not", "WMP-072 and WMP-089 were not"),
        ("to the force (WMP-030)", "to the force (WMP-055)"),
    ],
)
def test_a_sentence_of_the_program_that_names_other_rows_is_told(old: str, new: str) -> None:
    assert ("list", True) in [(code, "WMP" in found) for code, found in told(reworded(old, new))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("WMP-030, WMP-073 and WMP-089", "WMP-089, WMP-073, WMP-030"),
        ("WMP-030 and WMP-055", "WMP-030 & WMP-055"),
        (" (WMP-030, WMP-073 and WMP-089)", ""),
    ],
)
def test_the_same_rows_named_in_another_way_are_not_wrong(old: str, new: str) -> None:
    assert {code for code, _ in told(reworded(old, new))} <= {"reworded"}


def test_an_inspection_that_is_said_to_be_under_way_is_told() -> None:
    edit = reworded("No inspection was under way", "One inspection was under way")
    assert "contradicts" in [code for code, _ in told(edit)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seven are rated Red", "seven are rated Green"),
        ("six Red, 54 Amber", "six Amber, 54 Red"),
        ("91 recommendations were outstanding", "91 recommendations were closed"),
        ("98 recommendations were reviewed", "98 recommendations were closed"),
        ("16 improved, four worsened", "16 worsened, four improved"),
        ("as many as then", "more than then"),
        ("as many as then", "fewer than at the last meeting"),
    ],
)
def test_a_figure_of_which_something_else_is_said_now_is_told(old: str, new: str) -> None:
    assert "contradicts" in [code for code, _ in told(reworded(old, new))]


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seven are rated Red", "seven are now rated Red"),
        ("91 recommendations were outstanding", "91 recommendations remained outstanding"),
        ("98 recommendations were reviewed", "98 recommendations were reviewed by the panel"),
        ("16 improved, four worsened", "16 got better, four got worse"),
        ("as many as then", "the same as at the last meeting"),
        ("as many as then", "the same number as in July"),
        ("five are past their target dates", "five are overdue"),
        ("two came back", "two were reopened"),
        ("three inspections were completed", "three inspections were finished"),
        (
            "14 recommendations that the force had signed off were awaiting",
            "14 recommendations were awaiting",
        ),
    ],
)
def test_a_figure_of_which_the_same_is_said_in_other_words_is_not_wrong(old: str, new: str) -> None:
    assert not {"contradicts", "changed"} & {code for code, _ in told(reworded(old, new))}


@pytest.mark.parametrize(
    ("new", "codes"), [("Green", {"row", "reworded"}), ("Amber (see note)", {"reworded"})]
)
def test_a_rating_beside_a_date_in_a_cell_is_held_to_its_row(new: str, codes: set[str]) -> None:
    def edit(root: etree._Element) -> None:
        cells = row(root, "WMP-073", 1).iter(w("p"))
        said_in(next(cell for cell in cells if "".join(cell.itertext()) == "Amber"), "Amber", new)

    assert {code for code, _ in told(edit)} == codes
