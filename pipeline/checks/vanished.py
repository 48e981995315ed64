"""Rows of the last meeting that are not in this workbook: each that vanished, and an archive that
belongs to another workbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.codes import finding
from pipeline.checks.rule import at
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell, Finding
from pipeline.register.recommendation import Recommendation
from pipeline.register.recommendations import Register


def vanished(position: Position) -> Iterator[Finding]:
    """A recommendation, area or cause of the last meeting that is gone without being closed or
    withdrawn.
    """
    if position.then is None:
        return
    if _of_another_workbook(position):
        return
    here, there = position.register.by_ref, position.then.by_ref
    came = {_bare(ref): ref for ref in sorted(here.keys() - there.keys()) if ref}
    for row in _due(position.then):
        if row.ref in here:
            continue
        told = {
            "outstanding": "outstanding",
            "awaiting": "signed off and awaiting the inspectorate",
        }[row.stage]
        yield finding(
            "vanished",
            f"{row.ref} was {told} at the meeting of {position.last_meeting}"
            f" ({Cell.parse(row.cell).address} of the workbook filed then) and is not in this"
            " workbook."
            + (
                f' "{came[_bare(row.ref)]}" is in it and was not then.'
                if _bare(row.ref) in came
                else ""
            ),
            "Put the row back, with the status Closed or Superseded if that is what happened; if"
            " its ref was changed, change it back.",
            position.register.file,
            sheet=position.register.sheets[0],
            key=row.ref,
        )


def retyped(position: Position) -> Iterator[Finding]:
    """A row whose ref differs in signs or capitals alone from that of one that was closed or
    withdrawn then and is gone: it counts as new. One that was open is told as vanished.
    """
    if position.then is None or _of_another_workbook(position):
        return
    here = position.register.by_ref
    gone = {
        _bare(row.ref): row
        for row in position.then.ours
        if row.stage in ("closed", "withdrawn") and row.ref not in here
    }
    for row in position.register.ours:
        was = gone.get(_bare(row.ref))
        if was is not None and row.ref not in position.then.by_ref:
            yield at(
                position,
                "ref-retyped",
                row,
                "ref",
                f"no row had this ref at the last meeting, and {was.ref}, which was"
                f" {was.stage} then, is not in the workbook any more: it counts as new.",
                "If it is the same recommendation, type the ref that it had.",
                found=was.ref,
            )


FEWEST_GONE, FEWEST_OF_NONE = 10, 3
"""So few rows may vanish from any workbook, and are named each by itself; where no ref at all is
the same, fewer still.
"""
FEW = 0.25


def _due(then: Register) -> list[Recommendation]:
    """Return the rows of the last meeting that must be in this workbook: what was not closed or
    withdrawn.
    """
    return [row for row in then.ours if row.stage not in ("closed", "withdrawn")]


def _of_another_workbook(position: Position) -> bool:
    """Return whether next to nothing of the last meeting's register is in this workbook, and its
    refs could be read.
    """
    if position.then is None:
        return False
    here, known, due = position.register.by_ref, position.then.rows, _due(position.then)
    gone = sum(row.ref not in here for row in due)
    unread = sum(not row.ref for row in position.register.rows)
    none = len(here) >= FEWEST_OF_NONE and not any(row.ref in here for row in known)
    enough = FEWEST_OF_NONE if none else FEWEST_GONE
    return (
        gone >= enough
        and gone > unread
        and len(due) - gone < FEW * len(due)
        and sum(row.ref in here for row in known) < FEW * len(known)
    )


def archive_of_another_workbook(position: Position) -> Iterator[Finding]:
    """An archive of which few refs are in this workbook: it was filed from another one, or the refs
    were typed anew.
    """
    if position.then is None or not _of_another_workbook(position):
        return
    then, now = set(position.then.by_ref), sorted(filter(None, position.register.by_ref))
    known = len(then.intersection(now))
    told = (
        f"{known or 'none'} of the {len(then)} refs that were filed for the meeting of"
        f" {position.last_meeting} {'is' if known == 1 else 'are'} among the {len(now)} of this"
        " workbook: this archive belongs to another workbook, or the refs were typed anew."
    )
    bare = {_bare(ref): ref for ref in now}
    anew = [(ref, bare[_bare(ref)]) for ref in sorted(then.difference(now)) if _bare(ref) in bare]
    if anew:
        told += (
            f' {len(anew)} differ in signs and capitals only, such as "{anew[0][0]}" then and'
            f' "{anew[0][1]}" now.'
        )
    yield finding(
        "archive-of-another-workbook",
        told,
        "Put the workbook that goes with these meetings into the inputs folder, or the meetings"
        " that go with this workbook into inputs/meetings; if refs were typed anew, give each row"
        " the ref it had.",
        position.register.file,
        sheet=position.register.sheets[0],
    )


def _bare(ref: str) -> str:
    """Return the letters and digits of a ref: what remains where a dash, a space or capitals were
    typed otherwise.
    """
    return "".join(filter(str.isalnum, ref)).casefold()
