"""Findings on a screen: like ones in one line, all of them on one screen, none told twice."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.commands.codes import finding
from pipeline.findings.finding import Cell, Finding
from pipeline.findings.listing import SCREEN, lines, refs

WHERE = "--json lists all"


def past(ref: str, row: int, owner: str = "DCC", day: str = "1 May 2020") -> Finding:
    """Return the note on a row that is past its target date."""
    return finding(
        "past-target",
        f"{ref}: its target date, {day}, is before the meeting.",
        "Ask the owner.",
        "r.xlsx",
        cell=Cell("Open", row, 14),
        key=ref,
        owner=owner,
    )


def word(row: int, text: str = "Ambre", sheet: str = "Open") -> Finding:
    """Return the error on a word that is not in the legend."""
    return finding(
        "unknown-word",
        f'RAG "{text}" is not one of Red, Amber.',
        "Correct it.",
        "r.xlsx",
        cell=Cell(sheet, row, 11),
    )


def told(*found: Finding) -> list[str]:
    return lines(found, WHERE)


def test_one_is_told_whole() -> None:
    assert told(word(5)) == [str(word(5))]
    assert told(past("R-1", 5)) == [str(past("R-1", 5))]
    assert told() == []


def test_like_notes_are_one_line_with_their_refs_by_owner() -> None:
    found = [past("WMP-019", 3), past("WMP-050", 4, "ACC Crime"), past("WMP-051", 9)]
    assert told(*found) == [
        "3 outstanding rows are past their target date: DCC: WMP-019, -051; ACC Crime: WMP-050."
        " Ask the owner."
    ]


def test_a_row_of_which_no_owner_is_named_comes_under_others() -> None:
    assert "others: R2" in told(past("R1", 3), past("R2", 4, ""))[0]
    assert told(past("R1", 3, ""), past("R2", 4, "")) == [
        "2 outstanding rows are past their target date: R1, R2. Ask the owner."
    ]


def test_errors_that_say_the_same_are_one_line_with_their_cells() -> None:
    found = [word(5), word(6), word(7), word(12), word(13, "Rde"), word(4, sheet="Shut list")]
    assert told(*found) == [
        'r.xlsx, Open!K5:K7, K12: RAG "Ambre" is not one of Red, Amber. (4 times) Correct it.',
        'r.xlsx, Open!K13: RAG "Rde" is not one of Red, Amber. Correct it.',
        "r.xlsx, 'Shut list'!K4: RAG \"Ambre\" is not one of Red, Amber. Correct it.",
    ]


def test_many_wordings_are_one_line_where_they_would_not_fit() -> None:
    few = [word(row, f"word {row}") for row in range(SCREEN)]
    assert len(told(*few)) == SCREEN
    many = [*few, word(20, "Ambre"), word(21, "Ambre")]
    assert told(*many) == [
        'r.xlsx, Open!K20:K21: RAG "Ambre" is not one of Red, Amber. (2 times) Correct it.'
        " And 14 more in 14 other wordings: r.xlsx, Open!K0:K13."
    ]


def test_the_kind_of_most_wordings_is_the_one_that_is_shortened() -> None:
    kept = [
        finding("blank", f"{key} is blank.", "Fill it.", "r.xlsx", cell=Cell("Open", 2, column))
        for column, key in enumerate(("Owner", "Type", "Text"), 1)
    ]
    found = told(*(word(row, f"w{row}") for row in range(30)), *kept)
    assert len(found) == 4 and found[1:] == list(map(str, kept))


def test_more_kinds_than_a_screen_holds_are_named_by_their_codes() -> None:
    codes = [
        "blank", "not-text", "not-a-date", "day-unsure", "unknown-word", "merged-cells", "rows-above",
        "no-entry", "ref-twice", "error-cell", "heading-twice", "fill-unknown", "vanished", "balance",
        "breakdown", "report-rows",
    ]  # fmt: skip
    found = told(*(finding(code, f"{code} {n}.", file="r.xlsx") for code in codes for n in (1, 2)))
    assert len(found) == SCREEN
    assert found[-1] == (
        "\u2026 and 6 more of other kinds (balance, breakdown, report-rows): --json lists all."
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["WMP-019"], "WMP-019"),
        (["WMP-019", "WMP-050", "GMP-1", "WMP-2"], "WMP-019, -050, GMP-1, WMP-2"),
        (["A/1", "A/2", "A-3"], "A/1, /2, A-3"),
        (["1.1", "1.10"], "1.1, 1.10"),
        (["-1", "-2"], "-1, -2"),
        (["", "R1"], ", R1"),
        ([f"R-{n}" for n in range(20)], "R-0" + "".join(f", -{n}" for n in range(1, 16)) + " and 4 more"),
    ],
)  # fmt: skip
def test_refs_leave_out_what_they_share(names: Iterable[str], expected: str) -> None:
    assert refs(list(names)) == expected


def test_what_stands_there_is_told_while_they_are_few() -> None:
    def moved(ref: str, found: str) -> Finding:
        return finding(
            "rating-backwards", f"{ref}: it moved.", "Check.", "r.xlsx", key=ref, found=found
        )

    assert told(moved("R-1", "Green to Red"), moved("R-2", ""), moved("R-3", "Green to Red")) == [
        "3 ratings moved backwards: R-1, -2, -3. Check."
    ]
    assert told(
        moved("R-1", "Green to Red"), moved("R-2", "B to C"), moved("R-3", "Green to Red")
    ) == ["3 ratings moved backwards: R-1, -3 (Green to Red), R-2 (B to C). Check."]
