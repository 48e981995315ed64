"""Which rows of a sheet are entries of the table: those below the headings, but for groups, notes,
ends and other parts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.findings.finding import Cell, Finding
from pipeline.mapping.codes import finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.headings import Headings
from pipeline.settings.mapping import Reading, pattern
from pipeline.settings.model import fold
from pipeline.workbook.cell import Raw

MOST_LEFT_OUT = 0.25
"""So much of a table may be taken for notes without a number of the force's own that confirms what
is left.
"""
WAYS = ("not_rows", "ends", "only")
"""The settings by which rows are left out."""


class Entry(NamedTuple):
    """The rows of one entry, the first of which has its ref, and the cell that heads its group."""

    rows: tuple[int, ...]
    group: Raw | None = None


@dataclass
class Chosen:
    """The entries of a sheet, and the rows that are none, by why."""

    entries: list[Entry] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    cut: int = 0
    """How many of the rows below the end of the table look like entries."""

    def leave(self, why: str, row: int) -> None:
        """Count a row that is no entry."""
        self.left_out.setdefault(why, []).append(row)

    def go_on(self, row: int) -> None:
        """Add a row to the last entry."""
        last = self.entries.pop()
        self.entries.append(Entry((*last.rows, row), last.group))


def chosen(
    grid: Grid,
    found: Headings,
    reading: Reading,
    mapped: Collection[int],
    named: Collection[int],
    worded: Collection[int] = (),
) -> Chosen:
    """Return the entries of a sheet below its headings.

    `mapped` are the columns that are read, `named` those that name an entry, its ref, `worded` that
    of its wording. A row that holds nothing in a mapped column but what a formula gives, or nothing
    but a running number, is none by itself.
    """
    told, header = Chosen(), found.rows[-1]
    notes = [pattern(text) for text in reading.not_rows]
    ends = pattern(reading.ends) if reading.ends else None
    only = _only(grid, found, reading, told)
    surely = () if notes or ends or only or reading.group_rows or reading.one_row else worded
    group: Raw | None = None
    for row in grid.rows:
        if row <= header or not (held := _held(grid, row, surely)):
            continue
        first = grid.text(row, held[0]) if notes or ends else ""
        if ends and ends.fullmatch(first):
            return _ended(grid, row, told, named, worded)
        if any(note.fullmatch(first) for note in notes):
            told.leave("not_rows", row)
        elif reading.group_rows and _heads(grid, row, held, named):
            group = grid.raw(row, held[0], "")
            told.leave("group", row)
        elif reading.one_row and _goes_on(grid, row, told, named):
            told.go_on(row)
        elif why := _no_entry(grid, row, held, mapped, worded, only):
            told.leave(why, row)
        else:
            if reading.group_rows and group is None:
                told.faults.append(_without_group(grid, grid.cell(row, held[0])))
            told.entries.append(Entry((row,), group))
    return told


def _held(grid: Grid, row: int, surely: Collection[int]) -> list[int]:
    """Return the columns of a row that hold something; one of those that `surely` make an entry is
    enough. Boxes that are not ticked are nothing by themselves: Google Sheets keeps them in rows
    that nobody has come to yet.
    """
    if sure := [column for column in surely if grid.holds(row, column)]:
        return sure
    held = grid.filled(row)
    return held if any(grid.value(row, column) is not False for column in held) else []


def _no_entry(
    grid: Grid,
    row: int,
    filled: Sequence[int],
    mapped: Collection[int],
    worded: Collection[int],
    only: Mapping[int, Collection[str]],
) -> str:
    """Return why a row is no entry; "" where it is one."""
    if not _says(grid, row, filled, mapped, worded):
        return "empty"
    return "" if _is_of(grid, row, only) else "only"


def _goes_on(grid: Grid, row: int, told: Chosen, named: Collection[int]) -> bool:
    """Return whether a row goes on with the entry above it: one is there, and it names none."""
    return bool(told.entries) and not any(grid.text(row, column) for column in named)


def _without_group(grid: Grid, cell: Cell) -> Finding:
    return finding(
        "group-missing",
        "this row stands before the first row that heads a group, so it is not known which it"
        " belongs to.",
        "Move it below the row that heads its group.",
        grid.file,
        cell=cell,
    )


def _heads(grid: Grid, row: int, filled: list[int], named: Collection[int]) -> bool:
    """Return whether a row heads the rows below it: it holds one text, and that is no ref by itself
    in a narrow column.
    """
    if len(filled) != 1 or not isinstance(grid.value(row, filled[0]), (str, list)):
        return False
    column = filled[0]
    across = any(
        top == row and left == column and right > left for top, left, _, right in grid.merged
    )
    return across or column not in named or " " in grid.text(row, column)


def _says(
    grid: Grid, row: int, filled: Sequence[int], mapped: Collection[int], worded: Collection[int]
) -> bool:
    """Return whether a row holds something in a mapped column that somebody typed, and more than a
    number and boxes that are not ticked.

    A wording that a formula fetches from elsewhere makes an entry too; of a formula never
    calculated nobody can say.
    """
    held = [column for column in filled if column in mapped]
    if any(
        column in worded
        for column in held
        if (row, column) not in grid.formulas or grid.text(row, column)
    ):
        return True
    typed = [
        value
        for column in held
        if (row, column) not in grid.formulas and (value := grid.value(row, column)) is not False
    ]
    numbers = [
        value for value in typed if isinstance(value, (int, float)) and not isinstance(value, bool)
    ]
    return (
        len(typed) > len(numbers)
        or len(numbers) > 1
        or any(
            grid.raw(row, column, "").uncalculated
            for column in held
            if (row, column) in grid.formulas
        )
    )


def _ended(
    grid: Grid, row: int, told: Chosen, named: Collection[int], worded: Collection[int]
) -> Chosen:
    """Leave what stands from a row on; those that look like entries, with a ref and a wording, are
    counted as cut off.
    """
    for later in grid.rows:
        if later >= row and grid.filled(later):
            told.leave("ends", later)
            told.cut += all(
                any(grid.text(later, column) for column in columns) for columns in (named, worded)
            )
    return told


def _only(
    grid: Grid, found: Headings, reading: Reading, told: Chosen
) -> Mapping[int, Collection[str]]:
    """Return the words that a column must hold one of, by column."""
    columns: dict[int, Collection[str]] = {}
    for heading, words in reading.only.items():
        places = found.columns(heading)
        if len(places) == 1:
            columns[places[0]] = {fold(word) for word in words}
        else:
            what = "has no heading" if not places else "has several columns headed"
            told.faults.append(
                finding(
                    "heading-missing",
                    f'the sheet {what} "{heading}", by which a part of it is to be read.',
                    "Correct the heading under only in report.toml.",
                    grid.file,
                    sheet=grid.name,
                )
            )
    return columns


def _is_of(grid: Grid, row: int, only: Mapping[int, Collection[str]]) -> bool:
    return all(fold(grid.text(row, column)) in words for column, words in only.items())


def too_many_left_out(grid: Grid, told: Chosen, confirmed: bool) -> Iterator[Finding]:
    """Yield an error where more than a quarter of the rows would not be read, and no number of
    [expect] confirms the rest.
    """
    gone = {why: rows for why, rows in told.left_out.items() if why in WAYS}
    count = sum(len(rows) for why, rows in gone.items() if why != "ends") + told.cut
    rows = count + sum(len(entry.rows) for entry in told.entries)
    if not confirmed and count > MOST_LEFT_OUT * rows:
        yield finding(
            "rows-left-out",
            f"{count} of {rows} rows would not be read, by {' and '.join(gone)}.",
            "Make the patterns narrower, or confirm what is left with a number of your own:"
            " outstanding_total = … under [expect] of report.toml.",
            grid.file,
            cell=Cell(grid.name, min(map(min, gone.values())), 1),
        )
