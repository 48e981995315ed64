"""What must hold between the dates of a row, and between its dates and its status."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from operator import attrgetter

from pipeline.checks.codes import finding
from pipeline.checks.rule import at, heading, log_dates, of
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.recommendation import DATES, Recommendation

OLDEST_YEAR = 2000
YEARS_AHEAD = 10
REVERSED = (("published", "signed_off"), ("published", "closed"), ("signed_off", "closed"))
EARLY = (("published", "reviewed"),)
ODD = (("published", "target"), ("published", "updated"), ("published", "original_target"))


def dates_in_order(position: Position) -> Iterator[Finding]:
    """Two dates of a row in an impossible order (an error), or in an odd one (a note)."""
    for code, pairs in (
        ("dates-reversed", REVERSED),
        ("dates-odd", ODD),
        ("reviewed-early", EARLY),
    ):
        for earlier, later in pairs:
            ours = position.register.ours
            for row, (first, last) in zip(ours, map(attrgetter(earlier, later), ours), strict=True):
                if (
                    not first
                    or not last
                    or last >= first
                    or _is_unlikely(position, first)
                    or _is_unlikely(position, last)
                ):
                    continue
                if later == "closed" and _is_reopened(position, row):
                    continue
                yield at(
                    position,
                    code,
                    row,
                    later,
                    f"{heading(position, later)} {say_date(last)} is before "
                    f"{heading(position, earlier)} {say_date(first)}.",
                    "Correct the wrong one of the two.",
                )


def _is_reopened(position: Position, row: Recommendation) -> bool:
    """Return whether a row keeps the closure that was filed, though it is open or signed off again:
    status_and_dates tells it.
    """
    then = position.then.by_ref.get(row.ref) if position.then else None
    return (
        then is not None and then.closed == row.closed and row.stage in ("outstanding", "awaiting")
    )


def _is_unlikely(position: Position, day: datetime.date) -> bool:
    """Return whether a date has a year that looks mistyped."""
    return not OLDEST_YEAR <= day.year <= position.settings.meeting.date.year + YEARS_AHEAD


def years_odd(position: Position) -> Iterator[Finding]:
    """A year that looks mistyped."""
    rows = position.register.rows
    for key in DATES:
        days = list(map(attrgetter(key), rows))
        odd = {day for day in {*days} if day and _is_unlikely(position, day)}
        for row, day in zip(rows, days, strict=True) if odd else ():
            if day in odd:
                yield at(
                    position,
                    "year-odd",
                    row,
                    key,
                    f"{heading(position, key)} {say_date(day)} has an unlikely year.",
                    "Check the year.",
                )
    for entry, key, day in log_dates(position.log):
        if _is_unlikely(position, day):
            yield finding(
                "year-odd",
                of(entry.ref, f"{say_date(day)} has an unlikely year."),
                "Check the year.",
                position.log.file,
                cell=entry.cells[key],
            )


def after_cut_off(position: Position) -> Iterator[Finding]:
    """Something that happened after the data cut-off: it belongs to the next paper."""
    end = position.period.end
    told = f"is after the data cut-off, {say_date(end)}"
    for key in ("published", "reviewed", "signed_off", "closed", "updated"):
        for row in position.register.rows:
            day = row.day(key)
            if day and day > end:
                yield at(
                    position,
                    "after-cut-off",
                    row,
                    key,
                    f"{heading(position, key)} {say_date(day)} {told}.",
                    "Check the date. The row is counted by its status; a figure of the period"
                    " leaves the date out.",
                )


def status_and_dates(position: Position) -> Iterator[Finding]:
    """A status that its dates contradict, where the workbook keeps such dates."""
    kept = position.register.columns
    for row in position.register.ours:
        if row.stage == "closed" and not row.closed and "closed" in kept:
            yield at(
                position,
                "status-and-dates",
                row,
                "closed",
                f'the status is "{row.status}" but there is no date of closure.',
                "Enter the date of the inspectorate's letter.",
            )
        if row.stage == "awaiting" and not row.signed_off and "signed_off" in kept:
            yield at(
                position,
                "status-and-dates",
                row,
                "signed_off",
                f'the status is "{row.status}" but there is no date of '
                "sign-off, so it is in no count of what was signed off.",
                "Enter the date of the panel.",
            )
        if row.stage in ("outstanding", "awaiting") and row.closed:
            yield at(
                position,
                "status-and-dates",
                row,
                "status",
                f'the status is "{row.status}" but HMICFRS closed it on {say_date(row.closed)}.',
                "Correct the status, or clear the date if it was reopened.",
            )
