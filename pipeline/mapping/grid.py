"""One sheet as it lies: its cells by row and column, merged ranges, and the colours that fill
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.english.signs import blank
from pipeline.findings.finding import Cell
from pipeline.workbook.cell import Raw, Value, plain
from pipeline.workbook.ranges import Range


@dataclass(frozen=True)  # no slots: what is merged is looked up often
class Grid:
    """A sheet of a workbook. `raw` gives a cell by row and column, which count from 1, under the
    heading it is to have.
    """

    file: str
    name: str
    held: Mapping[int, tuple[int, ...]]
    """The columns that hold a value, by row, in order."""
    raw: Callable[[int, int, str], Raw]
    line: Callable[[int, Mapping[str, tuple[int, str]]], dict[str, Raw]]
    """Gives cells of a row by key, of the column and the heading of each."""
    value: Callable[[int, int], Value]
    """What a cell stores, without its look."""
    merged: tuple[Range, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    """The cells whose value a formula gives."""
    fill: Callable[[int, int], str] = field(default=lambda row, column: "")
    """The colour that fills a cell, as FF0000; "" where none does."""
    coloured_by_rule: tuple[Range, ...] = ()
    """Where a conditional format may colour cells."""

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the rows that hold a value, from the top."""
        return tuple(self.held)

    def text(self, row: int, column: int) -> str:
        """Return what a cell holds as plain text, on one line."""
        return " ".join(plain(self.value(row, column)).split())

    def texts(self, row: int) -> Iterator[str]:
        """Yield the texts of a row, from the left, without blanks."""
        for column in self.held.get(row, ()):
            if text := self.text(row, column):
                yield text

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold something that can be seen, or a formula that was
        never calculated.
        """
        return [
            column
            for column in self.held.get(row, ())
            if _is_seen(self.value(row, column)) or (row, column) in self.formulas
        ]

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell holds something that can be seen, and no formula gives it."""
        return _is_seen(self.value(row, column)) and (row, column) not in self.formulas

    @cached_property
    def _first(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the first cell of the range that a cell is merged into, for cells near the
        headings of tables.
        """
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            for row in range(top, min(bottom, top + MOST_DOWN) + 1)
            for column in range(left, min(right, left + MOST_ACROSS) + 1)
        }

    def heading(self, row: int, column: int) -> str:
        """Return what a reader sees at a cell: of a merged range the words of its first cell."""
        return self.text(*self._first.get((row, column), (row, column)))

    def covered(self, row: int) -> list[int]:
        """Return the columns of a row that hold something or lie in a merged range that does."""
        inside = {
            column
            for (at, column), (top, left) in self._first.items()
            if at == row and left in self.held.get(top, ())
        }
        return sorted({*self.held.get(row, ()), *inside})

    def cell(self, row: int, column: int) -> Cell:
        """Return the address of a cell."""
        return Cell(self.name, row, column)


def _is_seen(value: Value) -> bool:
    """Return whether something of a value can be seen."""
    if isinstance(value, str):  # plain words first, as nearly every cell holds
        return bool(value.isascii() and "_x" not in value and value.strip()) or not blank(
            plain(value)
        )
    return value is not None and not (isinstance(value, list) and blank(plain(value)))


MOST_DOWN, MOST_ACROSS = 2_000, 256
"""No merged range of a tracker reaches further; one that does is looked at no further than this."""
