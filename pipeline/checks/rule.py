"""All that a rule may look at, and how it says what it finds."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.english.writing import say_date
from pipeline.findings.codes import finding
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log
from pipeline.register.movement import Period, between
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings
from pipeline.settings.schema import RECOMMENDATIONS


@dataclass(frozen=True)  # no slots: what is compared is kept once it was asked for
class Material:
    """All that a rule may look at; `then` is the last meeting's register, `both` the two side by side."""

    settings: Settings
    register: Register
    log: Log
    period: Period
    both: pd.DataFrame
    then: Register | None = None
    meeting: str | None = None
    """The date of the last meeting."""
    ratings_then: frozenset[str] = frozenset()
    log_then: Log | None = None
    """The log that the last meeting was filed with; None where there is none."""

    @cached_property
    def refs_twice(self) -> frozenset[str]:
        """Return the refs that stand twice: which of their rows is the former one cannot be told, so none is compared."""
        refs = self.register.frame["ref"]
        return frozenset(refs[refs.duplicated()]) - {""}

    @cached_property
    def compared(self) -> tuple[Any, ...]:
        """Return the rows of `both`; none on a first paper, for there is nothing to compare with."""
        return tuple(row for row in rows_of(self.both) if row.ref not in self.refs_twice) if self.then is not None else ()

    @cached_property
    def concerns_compared(self) -> tuple[Any, ...]:
        """Return the causes of concern of both meetings; a row that was or is a recommendation is in `compared`."""
        if self.then is None:
            return ()
        rows = rows_of(between(self.then, self.register, concerns=True))
        return tuple(row for row in rows if row.kind_then == row.kind_now == "concern" and row.ref not in self.refs_twice)

    @property
    def every_kind(self) -> tuple[Any, ...]:
        """Return the rows of recommendations and of causes of concern that are compared with the last meeting's."""
        return (*self.compared, *self.concerns_compared)

    def heading(self, key: str) -> str:
        """Return the heading that a column has in this force's workbook."""
        return self.settings.heading(RECOMMENDATIONS, key)

    def at(self, code: str, row: Any, key: str, message: str, remedy: str) -> Finding:
        """Return a finding at one field of a recommendation."""
        return finding(code, of(row.ref, message), remedy, self.register.file, cell=self.register.cell(int(row.row), key))


Rule = Callable[[Material], Iterable[Finding]]


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame as named tuples."""
    return iter(frame.itertuples(index=False)) if len(frame) else iter(())


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
