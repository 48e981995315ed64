"""Dates that are wrong as a whole, told once: a meeting far from all of them, rows whose days are
counted from another year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter

from pipeline.checks.codes import finding
from pipeline.checks.rule import Rule, log_dates
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell, Finding
from pipeline.register.inspections import Log
from pipeline.register.recommendation import DATES
from pipeline.register.recommendations import Register
from pipeline.settings.model import FILE, fold

SHIFT = datetime.timedelta(days=1462)
"""What every date moves by when cells are pasted between a workbook that counts from 1900 and one
that counts from 1904.
"""
SURE = 2
"""A date may be mistyped by just so many days once, but not twice."""
FAR = datetime.timedelta(days=5 * 365)
LONG = datetime.timedelta(days=180)
QUIET = datetime.timedelta(days=270)
HAPPENED = ("published", "reviewed", "signed_off", "closed", "updated")


def nearest(day: datetime.date, register: Register, log: Log) -> datetime.date | None:
    """Return the date of the workbooks that is nearest to a day, or None where the day is not far
    from it.
    """
    days = {**_days(register, DATES), **dict.fromkeys(found for _, _, found in log_dates(log))}
    if not register.rows:
        return None
    near = min(days, key=lambda found: abs(found - day), default=day)
    return near if abs(near - day) > FAR else None


def _days(register: Register, keys: Iterable[str]) -> dict[datetime.date, None]:
    """Return the days of some columns, each once, in the order in which they come first."""
    every = chain.from_iterable(map(attrgetter(key), register.rows) for key in keys)
    return dict.fromkeys(filter(None, every))


def _is_baseline(position: Position) -> bool:
    """Return whether the workbook is an earlier one that is being filed: it has no period."""
    return position.period.after == position.period.end


def meeting_odd(position: Position) -> Iterator[Finding]:
    """A meeting or a cut-off that is years from every date in the workbooks; a meeting long after
    its cut-off.
    """
    meeting, odd = position.settings.meeting, False
    if _is_baseline(position):
        return  # its dates are of the command line, which tells them itself
    for key, day in (("date", meeting.date), ("data_to", meeting.data_to)):
        near = nearest(day, position.register, position.log) if day else None
        if day and near:
            odd = True
            yield finding(
                "meeting-odd",
                f"{key} is {say_date(day)}, and no date in the workbooks is nearer to it than "
                f"{say_date(near)}.",
                "Correct the year.",
                FILE,
                place=f"[meeting] {key}",
            )
    if meeting.data_to and meeting.date - meeting.data_to > LONG and not odd:
        yield finding(
            "cut-off-old",
            f"date is {say_date(meeting.date)}, {(meeting.date - meeting.data_to).days} days after"
            f" the data cut-off, {say_date(meeting.data_to)}.",
            "Check the year of both.",
            FILE,
            place="[meeting] date",
        )


def nothing_new(position: Position) -> Iterator[Finding]:
    """A workbook in which nothing happened in the period, or for long before the cut-off: it may be
    another meeting's.
    """
    end, after = position.settings.meeting.cut_off, position.period.after or datetime.date.min
    if _is_baseline(position):
        return
    books = {
        position.register.file: list(_days(position.register, HAPPENED)),
        position.log.file: [
            day for _, key, day in log_dates(position.log) if key in ("finished", "published")
        ],
    }
    for file, days in books.items():
        latest = max((day for day in days if day <= end), default=None)
        if latest and latest <= max(after, end - QUIET):
            yield finding(
                "nothing-new",
                f"nothing in it happened after {say_date(latest)}, and the data cut-off is "
                f"{say_date(end)}.",
                "Check that it is the workbook of this meeting, and the year of data_to in"
                " report.toml.",
                file,
            )


def shifted(position: Position) -> Iterator[Finding]:
    """Dates that are all 1,462 days from what they were at the last meeting, or from those of the
    log.
    """
    register, then = position.register, f"at the meeting of {position.last_meeting}"
    pairs = [
        (row.now.at("published"), row.now.published, row.then.published)
        for row in position.both
        if row.now and row.then and row.now.published and row.then.published
    ]
    if told := _apart(pairs, then):
        yield _told(*told, register.file)
        return
    logged = {fold(report.title): report for report in position.log.reports if report.published}
    both = [
        (
            row.at("published"),
            row.published,
            report.cells["published"],
            report.published,
        )
        for row in register.ours
        if row.published and (report := logged.get(fold(row.report))) and report.published
    ]
    # the workbook's dates are as they were, so where the two differ it is the log that was shifted
    if pairs:
        file, there, pairs = (
            position.log.file,
            register.file,
            [(cell, day, ours) for _, ours, cell, day in both],
        )
    else:
        file, there, pairs = (
            register.file,
            position.log.file,
            [(cell, ours, day) for cell, ours, _, day in both],
        )
    if told := _apart(pairs, f"in {there}"):
        yield _told(*told, file)


def _apart(
    pairs: list[tuple[Cell, datetime.date, datetime.date]], where: str
) -> tuple[str, Cell] | None:
    """Return what to say where dates here are not as there by exactly the shift, and the first
    cell; else None.
    """
    apart = [pair for pair in pairs if abs(pair[1] - pair[2]) == SHIFT]
    if len(apart) < SURE:
        return None
    cell, here, there = apart[0]
    return (
        (
            f"the date of publication is 1,462 days {'later' if here > there else 'earlier'} than"
            f" {where}, for {len(apart)} of {len(pairs)} recommendations ({say_date(here)} for"
            f" {say_date(there)})"
        ),
        cell,
    )


def _told(what: str, cell: Cell, file: str) -> Finding:
    return finding(
        "dates-shifted",
        f"{what}: dates were pasted between a workbook that counts days from 1900 and one that "
        "counts them from 1904, so every date of those rows is in doubt.",
        "Paste the rows again from a workbook that counts as this one does: File > Options >"
        " Advanced > Use 1904 date system says how.",
        file,
        cell=cell,
    )


WHOLE: tuple[Rule, ...] = (meeting_odd, nothing_new, shifted)
