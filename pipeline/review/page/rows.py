"""The register's rows as reviewers read them: each counted row, what changed in it field by field,
what stands behind a figure.

Of a row that is not for publication only the ref and the cell are told, here and therefore on every
page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from pipeline.compare.words import Piece, pieces
from pipeline.english.writing import say_date
from pipeline.figures.figure import Evidence
from pipeline.figures.result import Computed
from pipeline.findings.finding import Cell, in_quotes
from pipeline.register.recommendation import Recommendation
from pipeline.settings.schema import KIND_WORDS, RECOMMENDATIONS

ROUTINE = frozenset({"reviewed", "updated", "update"})
"""The fields that change at every review; a row in which nothing else changed is told apart."""
KEYS = tuple(column.key for column in RECOMMENDATIONS.columns)
VALUES = attrgetter(*KEYS)
"""From a row of the register to the values of its columns, in their order."""
LOGGED = ("finished", "published", "starts")
"""The dates by which rows of the log are chosen, and the words in which they are told."""


class Row(NamedTuple):
    """One row of the register, with its place on the page; there is no `record` where it is not for
    publication, `new` says that the last meeting's register did not have it, `then` is its rating
    at that meeting.
    """

    id: str
    ref: str
    cell: str
    counts: bool = True
    new: bool = False
    record: Recommendation | None = None
    then: str = ""

    @property
    def secret(self) -> bool:
        """Return whether it is not for publication."""
        return self.record is None


class Logged(NamedTuple):
    """One row of the log, with its place on the page."""

    id: str
    cell: str
    sheet: str
    title: str
    date: str


class Edit(NamedTuple):
    """One field that changed, word by word."""

    key: str
    heading: str
    pieces: tuple[Piece, ...]


class Edited(NamedTuple):
    """One row that changed; no edits where it is not for publication."""

    row: Row
    edits: tuple[Edit, ...]
    secret: bool
    routine: bool


class Book:
    """Both registers and the log, by ref and by cell."""

    def __init__(self, result: Computed) -> None:
        self._result = result
        sheets = result.register.sheets
        self._only = in_quotes(sheets[0]) if len(sheets) == 1 else ""
        self.then = result.then.by_ref if result.then else {}
        self.now = result.register.by_ref
        behind = {
            row.cell
            for figure in result.figures.values()
            for row in figure.evidence
            if not row.meeting
        }
        counted = {row.ref for row in result.register.ours}
        self.rows = [
            self._row(row, row.ref in counted)
            for row in self.now.values()
            if row.ref in counted or row.cell in behind
        ]
        self.log = list(self._log())
        self._places = {row.ref: row.id for row in self.rows}
        self._shown = frozenset(self._places.values())
        self._logged = {row.cell: row.id for row in self.log}

    def _row(self, row: Recommendation, counts: bool) -> Row:
        place = self.anchor(Cell.parse(row.cell))
        then = self.then.get(row.ref)
        new = self._result.then is not None and then is None
        if not row.publish:
            return Row(place, row.ref, row.cell, counts, new)
        rating = then.rag if then is not None and then.publish else ""
        return Row(place, row.ref, row.cell, counts, new, row, rating)

    def _log(self) -> Iterator[Logged]:
        for entry in self._result.position.period_log.entries:
            cell = Cell.parse(entry.cell)
            key, day = next((key, getattr(entry, key)) for key in LOGGED if hasattr(entry, key))
            yield Logged(
                f"{entry.table}-{cell.address}",
                entry.cell,
                cell.sheet,
                entry.title,
                f"{key} {say_date(day)}" if day else "",
            )

    def place(self, ref: str) -> str:
        """Return where a ref of the register stands on the page, "" where it does not."""
        return self._places.get(ref, "")

    def anchor(self, cell: Cell) -> str:
        """Return the name on the page of the row that a cell of the register is in: of further
        sheets with their number.
        """
        sheets = self._result.register.sheets
        at = sheets.index(cell.sheet) if cell.sheet in sheets else -1
        return f"row-{cell.row}" if at == 0 else f"row-{at + 1}-{cell.row}"

    def has(self, cell: Cell) -> bool:
        """Return whether the row of a cell of the register stands on the page."""
        return self.anchor(cell) in self._shown

    def short(self, cell: str) -> str:
        """Return a cell without its sheet, where it is of the register and that is one sheet."""
        sheet, _, address = cell.rpartition("!")
        return address if self._only and sheet == self._only else cell

    def behind(self, row: Evidence) -> str:
        """Return where a row behind a figure stands on the page, "" where it does not."""
        return (
            self.place(row.ref)
            if row.meeting or row.cell in self._result.register.by_cell
            else self._logged.get(row.cell, "")
        )

    def links(self) -> dict[str, str]:
        """Return where the dates and numbers of single rows stand on the page, by the key they have
        in the paper.
        """
        found = {f"recommendations:{row.ref}:target": f"#{row.id}" for row in self.rows}
        for entry in self._result.position.period_log.entries:
            for key in entry.cells:
                place = f"#{self._logged[entry.cell]}"
                found[f"{entry.table}:{entry.ref}:{key}"] = place
                found[f"{entry.table}:{entry.ref}:{key}+jointly"] = place
        return found

    def edited(self) -> list[Edited]:
        """Return the counted rows that both registers hold and that differ, in this workbook's
        order.
        """
        marked = cache(
            lambda was, became: tuple(pieces(was, became))
        )  # dates and ratings change alike in many rows
        headings = {key: self.heading(key) for key in KEYS}
        found = []
        for row in self.rows:
            then, now = self.then.get(row.ref), self.now[row.ref]
            if then is None:
                continue
            changed = [
                (key, was, became)
                for key, before, after in zip(KEYS, VALUES(then), VALUES(now), strict=True)
                if before != after and (was := _said(key, before)) != (became := _said(key, after))
            ]
            if not changed:
                continue
            secret = not (then.publish and now.publish)
            edits = (
                ()
                if secret
                else tuple(
                    Edit(key, headings[key], marked(was, became)) for key, was, became in changed
                )
            )
            found.append(
                Edited(row, edits, secret, not secret and {key for key, _, _ in changed} <= ROUTINE)
            )
        return found

    def heading(self, key: str) -> str:
        """Return the heading that a column has in this force's workbook."""
        return self._result.settings.heading(RECOMMENDATIONS, key)


def said(row: Recommendation, key: str) -> str:
    """Return a field of a row as a person reads it; "" where it is blank."""
    return _said(key, getattr(row, key))


def _said(key: str, value: str | bool | datetime.date | None) -> str:
    if isinstance(value, str):
        return KIND_WORDS.get(value, value) if key == "kind" else value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return say_date(value) if value else ""
