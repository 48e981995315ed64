"""Sheets that are read together as one table, and how like each other two sheets are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.settings.model import fold
from pipeline.start.columns import Looks, looks
from pipeline.start.names import bare
from pipeline.start.study import Studied


@dataclass(frozen=True)
class Family:
    """Sheets that are read together as one table, and their columns by name, the first sheet's
    first.
    """

    sheets: tuple[Studied, ...]
    rows: Callable[[Studied], Sequence[int]] = field(default=lambda sheet: sheet.entries)

    @cached_property
    def columns(self) -> Mapping[str, Looks]:
        """Return what each column looks like, over all sheets."""
        names = dict.fromkeys(name for sheet in self.sheets for name in sheet.columns)
        return {name: self._looks(name) for name in names}

    def _looks(self, name: str) -> Looks:
        held = [sheet for sheet in self.sheets if name in sheet.columns]
        ruled = any(_ruled(sheet, sheet.columns[name]) for sheet in held)
        return looks(
            (
                (sheet.raw(row, column), sheet.grid.fill(row, column))
                for sheet in held
                for column in [sheet.columns[name]]
                for row in self.rows(sheet)
            ),
            coloured=ruled,
        )

    def has(self, name: str) -> frozenset[str]:
        """Return the sheets that have a column."""
        return frozenset(sheet.name for sheet in self.sheets if name in sheet.columns)

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        return sum(len(self.rows(sheet)) for sheet in self.sheets)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sheets."""
        return tuple(sheet.name for sheet in self.sheets)


def _ruled(sheet: Studied, column: int) -> bool:
    return any(left <= column <= right for _, left, _, right in sheet.grid.coloured_by_rule)


def alike(one: Studied, other: Studied) -> float:
    """Return how much of the headings of two sheets is the same, from 0 to 1."""
    mine, theirs = ({bare(name) for name in sheet.columns} - {""} for sheet in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def family(sheets: Iterable[Studied], names: Iterable[str]) -> Family:
    """Return the sheets of these names, as one table."""
    wanted = set(map(fold, names))
    return Family(tuple(sheet for sheet in sheets if fold(sheet.name) in wanted))
