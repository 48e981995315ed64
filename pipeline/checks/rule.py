"""What a rule is, and how it says what it finds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from pipeline.checks.codes import finding
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log
from pipeline.settings.schema import RECOMMENDATIONS

Rule = Callable[[Position], Iterable[Finding]]


def at(position: Position, code: str, row: Any, key: str, message: str, remedy: str) -> Finding:
    """Return a finding at one field of a recommendation."""
    register = position.register
    return finding(code, of(row.ref, message), remedy, register.file, cell=register.cell(int(row.row), key))


def heading(position: Position, key: str) -> str:
    """Return the heading that a column has in this force's workbook."""
    return position.settings.heading(RECOMMENDATIONS, key)


def of(ref: str, message: str) -> str:
    """Return a message about a row, with its ref where it has one: a ref that is blank or at fault is told at its cell."""
    return f"{ref}: {message}" if ref else message


def said(day: Any) -> str:
    """Return a date in house style."""
    return say_date(day.date() if isinstance(day, pd.Timestamp) else day)


def log_dates(log: Log) -> Iterator[tuple[Any, str, datetime.date]]:
    """Yield each date of the log's rows, with the row and the date's key."""
    for entries, keys in ((log.inspections, ("started", "finished")), (log.reports, ("published", "response_due", "responded")),
                          (log.forthcoming, ("starts", "ends"))):
        for entry in entries:
            for key in keys:
                if getattr(entry, key):
                    yield entry, key, getattr(entry, key)
