"""The row of headings, or the two: where they stand, and what each column is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.mapping.grid import Grid
from pipeline.settings.model import fold
from pipeline.workbook.cell import name_of, plain
from pipeline.workbook.sheet_xml import HEADER_SEARCH

BETWEEN = " / "
"""What stands between the upper and the lower heading of a column, as in "Progress / Due date"."""


class Headings(NamedTuple):
    """The rows that hold headings, and the names by which each column may be called, the fullest
    first.
    """

    rows: tuple[int, ...]
    names: Mapping[int, tuple[str, ...]]

    def columns(self, wanted: str) -> list[int]:
        """Return the columns that a heading may mean, from left to right; those that it names in
        full come before others.
        """
        for alike in (
            _as_typed,
            name_of,
        ):  # a sign after a heading is forgiven where no other has it to the letter
            for depth in (0, 1):
                found = [
                    column
                    for column, names in self.names.items()
                    if alike(wanted) in map(alike, names[depth : depth + 1])
                ]
                if found:
                    return found
        return []

    def shown(self, column: int) -> str:
        """Return a column's heading as a reader sees it."""
        return self.names[column][0]


def _as_typed(name: str) -> str:
    return fold(plain(name))


def headings(grid: Grid, wanted: Collection[str], given: Sequence[int] = ()) -> Headings | None:
    """Return the headings of a sheet: in the rows that are `given`, or where most of the `wanted`
    stand.

    None where no row holds two of them (or all there are), for then the sheet is not the table.
    """
    if given:
        return _headings(grid, tuple(given))
    names = {name_of(name) for name in wanted} - {""}
    single = _most(grid, names, [(row,) for row in grid.rows[:HEADER_SEARCH]])
    if single is None:
        return None
    row = single.rows[0]
    pairs = [(row - 1, row), (row, row + 1)]
    double = _most(grid, names, [pair for pair in pairs if all(one in grid.held for one in pair)])
    return double if double and _count(double, names) > _count(single, names) else single


def _most(grid: Grid, names: Collection[str], places: Iterable[tuple[int, ...]]) -> Headings | None:
    best, most = None, min(1, len(names) - 1)
    for place in places:
        if most == len(names):
            break  # no row can hold more
        if not any(name_of(text) in names for row in place for text in grid.texts(row)):
            continue
        found = _headings(grid, place)
        here = _count(found, names)
        if here > most:
            best, most = found, here
    return best


def _count(found: Headings, names: Collection[str]) -> int:
    return len({name_of(name) for called in found.names.values() for name in called} & set(names))


def _headings(grid: Grid, rows: tuple[int, ...]) -> Headings:
    """Return what each column is called; of two rows, a heading that is merged stands for each cell
    that it covers.
    """
    if len(rows) == 1:
        return Headings(
            rows,
            {
                column: (text,)
                for column in grid.held.get(rows[0], ())
                if (text := grid.text(rows[0], column))
            },
        )
    columns = sorted({column for row in rows for column in grid.covered(row)})
    named: dict[int, tuple[str, ...]] = {}
    for column in columns:
        texts = list(
            dict.fromkeys(
                " ".join(text.split())
                for row in rows
                if (text := grid.heading(row, column)).strip()
            )
        )
        if len(texts) == 2:
            named[column] = (BETWEEN.join(texts), texts[1])
        elif texts:
            named[column] = (texts[0],)
    return Headings(rows, named)


def stand_twice(found: Headings, wanted: Iterable[str]) -> dict[str, list[int]]:
    """Return the wanted headings that more than one column has."""
    columns = {name: found.columns(name) for name in dict.fromkeys(wanted)}
    return {name: places for name, places in columns.items() if len(places) > 1}


def alike(found: Headings) -> list[str]:
    """Return the headings, as shown, that several columns have."""
    return [
        name
        for name, count in Counter(names[0] for names in found.names.values()).items()
        if count > 1
    ]
