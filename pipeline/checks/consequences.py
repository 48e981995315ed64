"""What follows from a fault that is told already: it is not told a second time, and nothing is concluded from it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.findings.finding import Finding, errors_in
from pipeline.register.inspections import Log
from pipeline.register.recommendations import Register
from pipeline.settings.schema import INSPECTIONS_FILE

OTHER_WORKBOOK = "archive-of-another-workbook"
OF_THE_WHOLE_LOG = ("reference-missing", "forthcoming-past", "promised-missing")
"""What can be told only where every sheet of the log was read."""


def first_hand(broken: Iterable[Finding], found: Iterable[Finding], book: Register, log: Log) -> list[Finding]:
    """Drop what follows from a fault that is told already: at the same cell, or from refs that could not be read."""
    broken = list(broken)
    errors = errors_in(found)
    cells = {(fault.file, fault.cell) for fault in errors if fault.cell}
    dayless = {(fault.file, fault.cell.sheet, fault.cell.column) for fault in errors
               if fault.cell and fault.code == "day-not-shown"}
    unread = [fault for fault in errors if fault.file == book.file and fault.code != "no-entry"
              and (fault.cell is None or fault.cell.column == book.columns["ref"])]
    lost = len(unread) + sum(fault.code == "ref-twice" for fault in broken)
    explained = {code for code in ("vanished", "parent-missing") if any(fault.cell is None for fault in unread)
                 or sum(fault.code == code for fault in broken) <= lost}  # each ref that is unread may be one that is missed
    if any(fault.cell is None for fault in unread):
        explained.add(OTHER_WORKBOOK)
    log_unread = (any(fault.file == INSPECTIONS_FILE and fault.cell is None for fault in errors)
                  or not all([*(entry.ref for entry in log.inspections), *(entry.ref for entry in log.reports)]))
    return [item for item in broken if not (item.cell and (item.file, item.cell) in cells)
            and not (item.cell and (item.file, item.cell.sheet, item.cell.column) in dayless)  # told once for all its cells
            and not (lost and item.code in explained)
            and not (log_unread and item.code in OF_THE_WHOLE_LOG)]


def hides_reports(fault: Finding, book: Register) -> bool:
    """Return whether a fault makes it unknown which rows of the register belong to which report of the log."""
    if fault.cell is None:
        return fault.code not in ("vanished", OTHER_WORKBOOK)
    columns = {book.columns.get(key) for key in ("report", "published", "kind", "addressed_to")}
    return fault.cell.sheet == "Reports" or (fault.file == book.file and fault.cell.column in columns)
