"""Which rows below the headings are entries, and why the others are none."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.mapping.headings import headings
from pipeline.mapping.rows import Chosen, chosen, too_many_left_out
from pipeline.settings.checked import table
from pipeline.settings.mapping import Reading
from tests.mapping.grids import grid

HEAD = ["Ref", "Recommendation", "Status", "No"]


def read(
    *rows: list[Any], merged: tuple[str, ...] = (), formulas: tuple[str, ...] = (), **keys: Any
) -> Chosen:
    sheet = grid(HEAD, *rows, merged=merged, formulas=formulas)
    found = headings(sheet, HEAD)
    assert found is not None
    return chosen(sheet, found, table(Reading)(keys), {1, 2, 3}, {1}, {2})


def entries(told: Chosen) -> list[tuple[int, ...]]:
    return [entry.rows for entry in told.entries]


A, B, C = (
    ["A1", "Do it.", "Open", 1],
    ["A2", "Do that.", "Closed", 2],
    ["A3", "Do more.", "Open", 3],
)


def test_each_row_below_the_headings_is_an_entry() -> None:
    assert entries(read(A, [None], B)) == [(2,), (4,)]


@pytest.mark.parametrize(
    ("patterns", "text", "is_none"),
    [
        (["Note*"], "Note: items in italics are superseded", True),
        (["note *"], "NOTE  one", True),
        (["Note:"], "Note: see below", True),
        (["Note:"], "Note:", True),
        (["Note"], "Note: see below", False),
        (["(*)"], "(a further 12 are closed)", True),
        (["Totals"], "Total force assessment", False),
        (["Key*"], "Keyworkers", True),
        (["Source: *"], "Source: HMICFRS", True),
    ],
)
def test_a_row_that_begins_as_not_rows_says_is_none(
    patterns: list[str], text: str, is_none: bool
) -> None:
    told = read(A, [text, "x"], not_rows=patterns)
    assert (told.left_out.get("not_rows") == [3]) == is_none


def test_the_table_ends_where_ends_says_and_what_stands_below_is_counted() -> None:
    told = read(
        A, B, ["(*) Superseded", None], ["Red", "off track"], ["Amber", "at risk"], ends="(*)*"
    )
    assert (entries(told), told.left_out) == ([(2,), (3,)], {"ends": [4, 5, 6]})


def test_a_row_with_one_text_heads_the_rows_below_it() -> None:
    told = read(
        ["PEEL 2018/19: published 27 September 2019"],
        A,
        ["Custody, 3 March 2020"],
        B,
        C,
        group_rows=True,
    )
    assert [
        (entry.rows, str(entry.group.cell) if entry.group else "") for entry in told.entries
    ] == [((3,), "Tracker!A2"), ((5,), "Tracker!A4"), ((6,), "Tracker!A4")]
    assert told.left_out == {"group": [2, 4]}


def test_a_group_may_be_one_word_where_it_is_merged_across() -> None:
    assert read(["Custody"], A, merged=("A2:D2",), group_rows=True).left_out == {"group": [2]}
    assert read(["PEEL"], A, group_rows=True).left_out == {}, (
        "a ref in an unfinished row is no group"
    )


def test_a_row_before_the_first_group_is_told() -> None:
    assert [
        (fault.code, fault.cell and fault.cell.address)
        for fault in read(A, ["The PEEL report"], B, group_rows=True).faults
    ] == [("group-missing", "A2")]


def test_without_group_rows_a_row_with_one_text_is_an_entry_for_the_checks() -> None:
    assert entries(read(["The PEEL report"], A)) == [(2,), (3,)]


@pytest.mark.parametrize(
    ("row", "formulas"),
    [
        ([None, None, None, 7], ()),
        ([1, None, None, None], ()),
        ([2, None, "Overdue", 7], ("A2", "C2", "D2")),
        ([None, None, False, None], ()),
        ([None, None, False, False], ()),
        ([1, None, False, None], ()),
        ([2, None, False, 7], ("D2",)),
        ([2, None, False, False], ("A2", "D2")),
    ],
)
def test_a_row_of_nothing_but_formulas_or_a_running_number_is_none_by_itself(
    row: list[Any], formulas: tuple[str, ...]
) -> None:
    assert entries(read(row, A, formulas=formulas)) == [(3,)]


@pytest.mark.parametrize("row", [[None, None, True, None], [None, "Do it.", False, None]])
def test_a_box_that_is_ticked_or_stands_beside_words_makes_an_entry(row: list[Any]) -> None:
    assert entries(read(row, A)) == [(2,), (3,)]


@pytest.mark.parametrize("reading", [{"one_row": "ref"}, {"group_rows": True}])
def test_boxes_that_are_not_ticked_belong_to_no_entry_and_head_none(
    reading: dict[str, Any],
) -> None:
    told = read(["A1 one", None], A, [None, None, False, False], **reading)
    assert all(4 not in rows for rows in entries(told))
    assert 4 not in told.left_out.get("group", [])


def test_a_row_without_a_ref_belongs_to_the_row_above_where_one_row_says_so() -> None:
    told = read(A, [None, "and that", None], [None, "and more", None], B, one_row="ref")
    assert entries(told) == [(2, 3, 4), (5,)]
    assert entries(read(A, [None, "and that", None])) == [(2,), (3,)]


def test_a_part_of_a_wider_register_is_read_by_the_words_of_a_column() -> None:
    told = read(A, B, ["A4", "Do.", " open "], only={"Status": ["Open"]})
    assert (entries(told), told.left_out) == ([(2,), (4,)], {"only": [3]})
    assert [fault.code for fault in read(A, only={"Source": ["HMICFRS"]}).faults] == [
        "heading-missing"
    ]


@pytest.mark.parametrize(
    ("notes", "confirmed", "refused"), [(1, False, False), (2, False, True), (2, True, False)]
)
def test_more_than_a_quarter_left_out_as_notes_needs_a_number_that_confirms_it(
    notes: int, confirmed: bool, refused: bool
) -> None:
    told = read(A, B, C, *[["Note: x"]] * notes, not_rows=["Note*"])
    assert len(told.entries) == 3
    sheet = grid(HEAD, A)
    assert [fault.code for fault in too_many_left_out(sheet, told, confirmed)] == [
        "rows-left-out"
    ] * refused


def test_rows_below_the_end_count_as_cut_off_where_they_look_like_entries() -> None:
    told = read(A, B, C, ["Total", None, None, 3], ["Key: Red is late"], ends="Total*")
    assert (told.cut, list(too_many_left_out(grid(HEAD, A), told, False))) == (0, [])
    told = read(
        A, B, C, ["(end)"], ["A4", "Do.", "Open", 4], ["A5", "Do.", "Open", 5], ends="(end)"
    )
    assert told.cut == 2
    assert [fault.code for fault in too_many_left_out(grid(HEAD, A), told, False)] == [
        "rows-left-out"
    ]
