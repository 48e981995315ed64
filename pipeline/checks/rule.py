"""What a rule is, and how it says what it finds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from pipeline.checks.codes import finding
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Entry, Log
from pipeline.register.recommendation import Recommendation
from pipeline.settings.schema import RECOMMENDATIONS

Rule = Callable[[Position], Iterable[Finding]]


def at(
    position: Position,
    code: str,
    row: Recommendation,
    key: str,
    message: str,
    remedy: str,
    found: str = "",
) -> Finding:
    """Return a finding at one field of a recommendation; `found` is what stands there, as a list of
    several has it in brackets.
    """
    register = position.register
    return finding(
        code,
        of(row.ref, message),
        remedy,
        register.file,
        cell=row.at(key),
        key=row.ref,
        found=found if row.publish else "",
    )


def heading(position: Position, key: str) -> str:
    """Return the heading that a column has in this force's workbook."""
    return position.settings.heading(RECOMMENDATIONS, key)


def of(ref: str, message: str) -> str:
    """Return a message about a row, with its ref where it has one: a ref that is blank or at fault
    is told at its cell.
    """
    return f"{ref}: {message}" if ref else message


def log_dates(log: Log) -> Iterator[tuple[Entry, str, datetime.date]]:
    """Yield each date of the log's rows, with the row and the date's key."""
    sheets: tuple[tuple[tuple[Entry, ...], tuple[str, ...]], ...] = (
        (log.inspections, ("started", "finished")),
        (log.reports, ("published", "response_due", "responded")),
        (log.forthcoming, ("starts", "ends")),
    )
    for entries, keys in sheets:
        for entry in entries:
            for key in keys:
                if getattr(entry, key):
                    yield entry, key, getattr(entry, key)


def moved(
    position: Position, code: str, now: Recommendation, key: str, message: str, found: str = ""
) -> Finding:
    """Return a finding at a cell of a row that is not as it was at the last meeting."""
    return at(position, code, now, key, message, "Check that this is right.", found)
