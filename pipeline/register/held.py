"""The cells of a row once it was read, packed small: where they lie, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pipeline.findings.finding import Cell

if TYPE_CHECKING:
    from pipeline.mapping.sources import Row
    from pipeline.workbook.cell import Value


class Held(NamedTuple):
    """The cells of one row by key: those in its own line of the sheet by their columns, the others
    by their addresses; `values` are what they hold, in this order.
    """

    sheet: str
    line: int
    columns: Mapping[str, int]
    elsewhere: Mapping[str, Cell]
    values: tuple[Value, ...]

    def cell(self, key: str) -> Cell | None:
        """Return where a field stands; None where the force does not keep it."""
        if key in self.columns:
            return Cell(self.sheet, self.line, self.columns[key])
        return self.elsewhere.get(key)

    def holds(self, key: str) -> bool:
        """Return whether the cell of a field holds something, whether or not that could be read."""
        stored = zip((*self.columns, *self.elsewhere), self.values, strict=True)
        return any(name == key and str(value or "").strip() for name, value in stored)

    @property
    def cells(self) -> Mapping[Cell, Value]:
        """Return what each cell holds; None too where a formula was never calculated."""
        own = (Cell(self.sheet, self.line, column) for column in self.columns.values())
        return dict(zip((*own, *self.elsewhere.values()), self.values, strict=True))


def held(rows: Iterable[Row]) -> Iterator[Held]:
    """Yield the cells of each row; rows of one shape have their columns in common."""
    shapes: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}
    nowhere: Mapping[str, Cell] = {}
    for row in rows:
        sheet, line, _ = next(iter(row.values())).cell
        own, elsewhere = [], {}
        for key, raw in row.items():
            if raw.cell.row == line and raw.cell.sheet == sheet:
                own.append((key, raw.cell.column))
            else:
                elsewhere[key] = raw.cell
        shape = tuple(own)
        columns = shapes.get(shape) or shapes.setdefault(shape, dict(shape))
        raws = [row[key] for key in (*columns, *elsewhere)] if elsewhere else row.values()
        values = tuple([None if raw.uncalculated else raw.value for raw in raws])
        yield Held(sheet, line, columns, elsewhere or nowhere, values)
