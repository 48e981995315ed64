"""Whose cell a finding is at, what that holds, and whether report.toml marks it as looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline.checks.codes import finding
from pipeline.checks.proofreading.personal import kinds_of
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell, Finding, errors_in
from pipeline.register.held import Held
from pipeline.settings.model import FILE, Seen
from pipeline.settings.seen import as_written, shortened
from pipeline.workbook.cell import Value, plain

Place = tuple[str, str, int]
"""A row: its file, its sheet and its number."""


class _Row(NamedTuple):
    """A row that a finding is in: its ref, who answers for it, what its cells hold, and whether
    that may be quoted.
    """

    ref: str
    owner: str
    cells: Mapping[Cell, Value]
    publish: bool


def looked_at(found: Iterable[Finding], position: Position) -> list[Finding]:
    """Return findings with the ref, the owner and the value of the cell that each is at; the notes
    that `[[seen]]` marks are accepted, and a mark that marks nothing is a note of its own.
    """
    found = list(found)
    rows = _rows(position, {_place(one) for one in found if one.cell})
    told, used = [], set[int]()
    lifts_none: dict[int, Finding] = {}
    held_now: dict[int, str] = {}
    for one in found:
        row = rows.get(_place(one)) if one.cell else None
        value = _value(row, one.cell)
        marked = [at for at, mark in enumerate(position.settings.seen) if _is_of(mark, one)]
        meant = [at for at in marked if position.settings.seen[at].value in _ways(value)]
        if one.wrong:
            lifts_none.update(dict.fromkeys(meant, one))
        else:
            used.update(meant)
            now = shortened(value) if row is None or row.publish else ""
            held_now.update(dict.fromkeys(marked, now))
        told.append(_told(one, row, value, accepted=bool(meant) and not one.wrong))
    marks = position.settings.seen
    if not errors_in(found):
        for at in range(len(marks)):
            if at not in used:
                told.append(_left(marks[at], at, held_now.get(at)))
    else:
        told += [_no_lift(marks[at], at) for at in lifts_none]
    return told


def _is_of(mark: Seen, one: Finding) -> bool:
    return mark.code == one.code and one.cell is not None and mark.is_at(one.cell)


def _ways(value: str) -> tuple[str, ...]:
    return value, shortened(value), shortened(value, private=True)


def _told(one: Finding, row: _Row | None, value: str, *, accepted: bool) -> Finding:
    if row is None:
        return replace(one, accepted=accepted) if accepted else one
    if not row.publish:
        return replace(one, key=row.ref, accepted=accepted)
    private = bool(kinds_of(value))
    return replace(
        one,
        key=row.ref,
        owner=row.owner,
        value=shortened(value, private=private),
        accepted=accepted,
    )


def _left(mark: Seen, at: int, now: str | None) -> Finding:
    """Return the note on a mark that marks nothing; `now` is what the cell holds, where the finding
    is there still.
    """
    why = (
        f"nothing of the kind {mark.code} is found at {mark.cell} any more"
        if now is None
        else f"{mark.cell} no longer holds what it did when {mark.code} was looked at there"
    )
    holds = f': it holds "{now}" now' if now else ""
    return finding(
        "seen-unmatched",
        f"{why}{holds}.",
        "Take the mark out; or, if it is to be accepted as it is now, copy it anew from"
        " findings.json.",
        FILE,
        place=f"[[seen]] {at + 1}",
    )


def _no_lift(mark: Seen, at: int) -> Finding:
    return finding(
        "seen-unmatched",
        f"{mark.code} at {mark.cell} is an error, and an error is not lifted by a mark.",
        "Correct the cell, and take the mark out.",
        FILE,
        place=f"[[seen]] {at + 1}",
    )


def _value(row: _Row | None, cell: Cell | None) -> str:
    value = row.cells.get(cell) if row and cell else None
    return as_written(plain(value) if isinstance(value, str | list) else value)


def _place(one: Finding) -> Place:
    assert one.cell is not None
    return one.file, one.cell.sheet, one.cell.row


def _rows(position: Position, wanted: set[Place]) -> dict[Place, _Row]:
    """Return the rows that are wanted, of the tracker and of the log."""
    if not wanted:
        return {}
    found = {}
    for file, ref, owner, row, publish in _every(position):
        lines = {
            (row.sheet, row.line),
            *((cell.sheet, cell.row) for cell in row.elsewhere.values()),
        }
        if at := wanted & {(file, *line) for line in lines}:
            found.update(dict.fromkeys(at, _Row(ref, owner, row.cells, publish)))
    return found


def _every(position: Position) -> Iterator[tuple[str, str, str, Held, bool]]:
    """Yield each row of the workbooks: its file, its ref, who answers for it, its cells, and
    whether they may be quoted.
    """
    book = position.register
    for row in book.rows:
        if row.cells:
            yield book.file, row.ref, row.owner if row.publish else "", row.cells, row.publish
    for entry, cells in position.log.rows:
        owner = getattr(entry, "lead", "")
        ref = entry.ref if entry.table != "forthcoming" else ""
        yield position.log.file, ref, owner, cells, True
