"""Grids for the tests of the mapping: of rows that a test writes out, and of a workbook as openpyxl
reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.findings.finding import Cell
from pipeline.mapping.grid import Grid
from pipeline.workbook.cell import Raw
from pipeline.workbook.ranges import Range


def grid(
    *rows: Sequence[Any],
    name: str = "Tracker",
    merged: Sequence[str] = (),
    fill: Callable[[int, int], str] | None = None,
    formulas: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> Grid:
    """Return a sheet of these rows, from A1; None is a blank cell. Ranges are written as A1:C1."""
    values = {
        (row, column): value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
    }
    held = {
        row: tuple(column for column in range(1, len(cells) + 1) if (row, column) in values)
        for row, cells in enumerate(rows, 1)
        if any(value is not None for value in cells)
    }

    def raw(row: int, column: int, heading: str) -> Raw:
        return Raw(Cell(name, row, column), heading, values.get((row, column)))

    return Grid(
        "tracker.xlsx",
        name,
        held,
        raw,
        lambda row, places: {key: raw(row, *place) for key, place in places.items()},
        lambda row, column: values.get((row, column)),
        tuple(map(area, merged)),
        frozenset((cell.row, cell.column) for cell in map(at, formulas)),
        fill or (lambda row, column: ""),
        tuple(map(area, rules)),
    )


def at(address: str) -> Cell:
    """Return the cell at an address such as B3."""
    return Cell.parse(f"!{address}")


def area(text: str) -> Range:
    """Return the range A1:C1 as numbers."""
    first, last = map(at, text.split(":"))
    return first.row, first.column, last.row, last.column
