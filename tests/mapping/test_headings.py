"""Where the headings stand, and what a column is called."""

from __future__ import annotations

import pytest

from pipeline.mapping.headings import headings, stand_twice
from tests.mapping.grids import grid

ONE = [
    ["Northshire Police"],
    ["Position at 31 December"],
    [None],
    ["Ref", "Title of\nreport", "Due date"],
    ["A1", "PEEL", None],
]
TWO = [
    ["Source", None, "Progress", None],
    ["Ref", "Title", "Due date", "Update"],
    ["A1", "PEEL", None, "Work goes on"],
]
MERGED = ["A1:B1", "C1:D1"]


def test_headings_are_found_in_the_row_that_has_most_of_them() -> None:
    found = headings(grid(*ONE), ["Ref", "Title of report", "Due date", "Owner"])
    assert found is not None and (
        found.rows,
        found.columns("title of report"),
        found.columns("DUE DATE:"),
    ) == ((4,), [2], [3])


@pytest.mark.parametrize("wanted", [["Ref"], ["Something", "Else"], ["Ref", "Owner"]])
def test_a_sheet_without_two_of_the_headings_has_none(wanted: list[str]) -> None:
    found = headings(grid(["Ref", "What"], ["A1", "PEEL"]), wanted)
    assert (found is not None) == (wanted == ["Ref"])


def test_two_rows_of_headings_are_named_together_or_by_the_lower_alone() -> None:
    found = headings(grid(*TWO, merged=MERGED), ["Ref"], (1, 2))
    assert found is not None
    assert [
        found.columns(name)
        for name in ("Progress / Due date", "Due date", "Source / Ref", "Ref", "Progress")
    ] == [[3], [3], [1], [1], []]


def test_a_heading_that_is_merged_down_stands_for_its_column() -> None:
    found = headings(
        grid(
            ["Ref", "Progress", None],
            [None, "Due", "Update"],
            ["A1", None, "x"],
            merged=["A1:A2", "B1:C1"],
        ),
        [],
        (1, 2),
    )
    assert found is not None and (found.columns("Ref"), found.columns("Due"), found.shown(3)) == (
        [1],
        [2],
        "Progress / Update",
    )


def test_two_rows_are_found_where_they_give_more_of_the_headings_than_one() -> None:
    found = headings(
        grid(*TWO, merged=MERGED), ["Ref", "Title", "Progress / Due date", "Progress / Update"]
    )
    assert found is not None and found.rows == (1, 2)


def test_a_lower_heading_that_stands_twice_is_told_apart_by_the_upper_one() -> None:
    found = headings(
        grid(
            ["Force", None, "HMICFRS", None],
            ["Ref", "Date", "Ref", "Date"],
            ["A1", 1, "R1", 2],
            merged=["A1:B1", "C1:D1"],
        ),
        [],
        (1, 2),
    )
    assert found is not None
    assert found.columns("HMICFRS / Date") == [4]
    assert stand_twice(found, ["Date", "Force / Ref"]) == {"Date": [2, 4]}
