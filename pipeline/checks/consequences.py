"""What follows from a fault that is told already: it is not told a second time, and nothing is
concluded from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.findings.finding import Cell, Finding, errors_in
from pipeline.register.inspections import Log
from pipeline.register.recommendations import Register
from pipeline.settings.schema import INSPECTIONS_FILE

OTHER_WORKBOOK = "archive-of-another-workbook"
OF_THE_WHOLE_LOG = ("reference-missing", "forthcoming-past", "promised-missing")
"""What can be told only where every sheet of the log was read."""
OF_WHOSE_IT_IS = (
    "addressee-unclear",
    "addressee-near",
    "addressee-undeclared",
    "addressee-unknown",
    "ref-twice",
    "column-undeclared",
    "merged-cells",
    "no-entry",
    "row-unfinished",
)
"""What may hide whose a row is, or is no row's alone."""
FOLLOWS = {
    "dates-shifted": {
        "dates-reversed",
        "reviewed-early",
        "dates-odd",
        "year-odd",
        "after-cut-off",
        "past-target",
        "rated-past-target",
        "target-far",
        "published-changed",
        "status-and-dates",
        "sign-off-outside-period",
        "report-not-in-log",
        "report-dates-differ",
        "nothing-new",
        "cut-off-old",
        "meeting-odd",
    },
    "archive-of-another-workbook": {
        "vanished",
        "ref-retyped",
        "legend-changed",
        "status-redefined",
        "sign-off-outside-period",
        "status-backwards",
        "rating-backwards",
        "words-changed",
        "published-changed",
        "columns-slid",
        "published-again",
        "update-unchanged",
        "better-same-update",
        "left-population",
        "entered-population",
        "dates-shifted",
        "promised-missing",
    },
}
"""What follows from a fault of the whole, and is not told beside it, by the code of that fault."""


def first_hand(
    broken: Iterable[Finding], found: Iterable[Finding], book: Register, log: Log
) -> list[Finding]:
    """Return what the rules found (`broken`) without what follows from a fault that is told.

    Such a fault is one of the whole workbook, or one of those found in reading (`found`): at the
    same cell, or of refs that could not be read.
    """
    broken = _without_the_whole(broken)
    errors = errors_in(found)
    cells = {(fault.file, fault.cell) for fault in errors if fault.cell}
    dayless = {
        (fault.file, fault.cell.sheet, fault.cell.column)
        for fault in errors
        if fault.cell and fault.code == "day-not-shown"
    }
    unread = _refs_unread(errors, book)
    lost = len(unread) + sum(fault.code == "ref-twice" for fault in broken)
    explained = _explained_by(unread, broken, lost)
    log_unread = any(
        fault.file == INSPECTIONS_FILE and fault.cell is None for fault in errors
    ) or not all([*(entry.ref for entry in log.inspections), *(entry.ref for entry in log.reports)])
    return [
        item
        for item in broken
        if not (item.cell and (item.file, item.cell) in cells)
        and not (
            item.cell and (item.file, item.cell.sheet, item.cell.column) in dayless
        )  # told once for all its cells
        and not (lost and item.code in explained)
        and not (log_unread and item.code in OF_THE_WHOLE_LOG)
    ]


def _refs_unread(errors: Iterable[Finding], book: Register) -> list[Finding]:
    """Return the faults by which a ref of the register, or its whole sheet, was not read."""
    return [
        fault
        for fault in errors
        if fault.file == book.file
        and fault.code != "no-entry"
        and (fault.cell is None or fault.cell.column == book.columns["ref"])
    ]


def _explained_by(unread: Sequence[Finding], broken: Sequence[Finding], lost: int) -> set[str]:
    """Return the codes of what may follow from refs that were lost: each ref that is unread may be
    one that is missed.
    """
    whole = any(fault.cell is None for fault in unread)
    explained = {
        code
        for code in ("vanished", "parent-missing")
        if whole or sum(fault.code == code for fault in broken) <= lost
    }
    return explained | {OTHER_WORKBOOK} if whole else explained


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """Return what was found in reading without blanks that a fault of the same cell brought about:
    of a group row with two dates neither is read.
    """
    found = list(found)
    why = {(one.file, one.cell) for one in found if one.code in ("group-dates", "above-empty")}
    return [one for one in found if one.code != "blank" or (one.file, one.cell) not in why]


def softened(found: Iterable[Finding], book: Register) -> list[Finding]:
    """Return findings with those of other bodies' rows as notes: such a row is in no figure.

    What decides whose a row is stays an error, and a ref that stands twice, for then it is not
    known which row is meant.
    """
    others = {
        (cell.sheet, cell.row): row
        for row in book.rows
        if row.scope == "other" and (cell := Cell.parse(row.cell))
    }

    def is_theirs(item: Finding) -> bool:
        row = (
            others.get((item.cell.sheet, item.cell.row))
            if item.cell and item.file == book.file
            else None
        )
        return (
            row is not None
            and item.cell != row.at("addressed_to")
            and item.code not in OF_WHOSE_IT_IS
        )

    return [
        replace(item, severity="note") if item.severity == "error" and is_theirs(item) else item
        for item in found
    ]


def _without_the_whole(broken: Iterable[Finding]) -> list[Finding]:
    broken = list(broken)
    told = {code for item in broken for code in FOLLOWS.get(item.code, ())}
    return [item for item in broken if item.code not in told]


def hides_reports(fault: Finding, book: Register) -> bool:
    """Return whether a fault makes it unknown which rows of the register belong to which report of
    the log.
    """
    if fault.cell is None:
        return fault.code not in ("vanished", OTHER_WORKBOOK)
    columns = {book.columns.get(key) for key in ("report", "published", "kind", "addressed_to")}
    return fault.cell.sheet == "Reports" or (
        fault.file == book.file and fault.cell.column in columns
    )
