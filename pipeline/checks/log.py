"""What must hold between the rows of the inspections log, and between them and what the last paper
announced.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.checks.codes import finding
from pipeline.checks.forthcoming import forthcoming_past, promised
from pipeline.checks.rule import Rule, log_dates, of
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell, Finding, did_you_mean
from pipeline.register.inspections import Entry, Inspection, selected
from pipeline.settings.entries import is_page
from pipeline.settings.model import fold
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, REPORTS, Sheet
from pipeline.word.addresses import shown

TO_RESPOND = datetime.timedelta(days=55)
"""56 days that begin with the day of publication: Police Act 1996, s.55(5)."""
LONG = datetime.timedelta(days=365)


def log_refs_twice(position: Position) -> Iterator[Finding]:
    """Two rows of one sheet of the log with one ref."""
    sheets: tuple[tuple[Entry, ...], ...] = (position.log.inspections, position.log.reports)
    for entries in sheets:
        first: dict[str, Cell] = {}
        for entry in entries:
            if entry.ref and entry.ref in first:
                yield finding(
                    "ref-twice",
                    f"{entry.ref}: this ref is already used in {first[entry.ref].address}.",
                    "Give each row a ref of its own.",
                    position.log.file,
                    cell=entry.cells["ref"],
                )
            elif entry.ref:
                first[entry.ref] = entry.cells["ref"]


def log_rows_twice(position: Position) -> Iterator[Finding]:
    """Two rows of one sheet of the log with one title and one date: pasted twice, they would count
    twice.
    """
    first: dict[tuple[str, str, datetime.date], Cell] = {}
    for entry in position.log.entries:
        day = next(
            (
                day
                for key in ("finished", "started", "published", "starts")
                if (day := getattr(entry, key, None))
            ),
            None,
        )
        if day is None or not entry.title:
            continue
        cell = entry.cells["title"]
        known = first.setdefault((cell.sheet, fold(entry.title), day), cell)
        if known != cell:
            yield finding(
                "log-row-twice",
                f'"{entry.title}" stands in {known.address} already, with the same date; both are '
                "counted.",
                "Delete one of the two rows if they are the same thing.",
                position.log.file,
                cell=cell,
            )


def log_dates_in_order(position: Position) -> Iterator[Finding]:
    """An inspection or a forthcoming one that ends before it starts; a response before
    publication.
    """
    pairs: list[tuple[Sheet, Entry, str, str]] = [
        *((INSPECTIONS, entry, "started", "finished") for entry in position.log.inspections),
        *((FORTHCOMING, entry, "starts", "ends") for entry in position.log.forthcoming),
        *(
            (REPORTS, entry, "published", later)
            for entry in position.log.reports
            for later in ("response_due", "responded")
        ),
    ]
    for sheet, entry, earlier, later in pairs:
        first, last = getattr(entry, earlier), getattr(entry, later)
        if first and last and last < first:
            names = {key: position.settings.heading(sheet, key) for key in (earlier, later)}
            message = of(
                entry.ref,
                f"{names[later]} {say_date(last)} is before {names[earlier]} {say_date(first)} in "
                f"{entry.cells[earlier].address}.",
            )
            yield finding(
                "dates-reversed",
                message,
                "Correct the wrong one of the two.",
                position.log.file,
                cell=entry.cells[later],
            )


def references(position: Position) -> Iterator[Finding]:
    """A ref in the log that the log does not hold."""
    inspections = {entry.ref for entry in position.log.inspections}
    reports = {entry.ref for entry in position.log.reports}
    for report in position.log.reports:
        for key, known, sheet in (
            ("inspection", inspections, "Inspections"),
            ("published_with", reports, "Reports"),
        ):
            named = getattr(report, key)
            if named and (named not in known or (key == "published_with" and named == report.ref)):
                other = "other " if sheet == "Reports" else ""
                yield finding(
                    "reference-missing",
                    of(
                        report.ref,
                        f'the sheet {sheet} has no {other}row with the ref "{named}".'
                        f"{did_you_mean(named, known - {report.ref})}",
                    ),
                    "Correct the ref, or leave the cell blank.",
                    position.log.file,
                    cell=report.cells[key],
                )


def later_entries(position: Position) -> Iterator[Finding]:
    """A row dated after the data cut-off: it belongs to the next paper, or is under way in this
    one.
    """
    end = position.period.end
    told = f"is after the data cut-off, {say_date(end)}"
    for entry, key, day in log_dates(position.log):
        if key in ("finished", "published") and day > end:
            begun = isinstance(entry, Inspection) and entry.started and entry.started <= end
            which = (
                "the inspection is under way in this paper"
                if begun
                else "the row is left for the next paper"
            )
            yield finding(
                "after-cut-off",
                of(entry.ref, f"{say_date(day)} {told}, so {which}."),
                "Check the date.",
                position.log.file,
                cell=entry.cells[key],
            )
    yield from _begun_later(position, end, told)


def _begun_later(position: Position, end: datetime.date, told: str) -> Iterator[Finding]:
    """Yield a finding for each inspection that begins after the data cut-off and is not announced
    in the sheet Forthcoming.
    """
    coming = {fold(entry.title) for entry in position.log.forthcoming}
    for entry in position.log.inspections:
        if (
            entry.started
            and entry.started > end
            and not entry.finished
            and fold(entry.title) not in coming
        ):
            yield finding(
                "after-cut-off",
                of(
                    entry.ref,
                    f"the first day, {say_date(entry.started)}, {told}, so the row is left "
                    "for a later paper.",
                ),
                "If the inspection is announced, enter it in the sheet Forthcoming; otherwise "
                "check the date.",
                position.log.file,
                cell=entry.cells["started"],
            )


def under_way_long(position: Position) -> Iterator[Finding]:
    """An inspection that has been under way for more than a year: nobody may have entered its last
    day.
    """
    end = position.period.end
    for entry in selected(position.log, position.period.__contains__, end).underway:
        key = "started" if isinstance(entry, Inspection) else "starts"
        first = getattr(entry, key)
        if end - first > LONG:
            yield finding(
                "under-way-long",
                of(
                    entry.ref,
                    f"it began on {say_date(first)} and has no last day, so it is under "
                    "way in this paper, more than a year later.",
                ),
                "Enter its last day if it is over.",
                position.log.file,
                cell=entry.cells[key],
            )


def responses(position: Position) -> Iterator[Finding]:
    """A response due later than the law says, and one that is past its day, where the log keeps
    when the force responded.
    """
    meeting = position.settings.meeting.date
    for report in position.log.reports:
        due, published = report.response_due, report.published
        if due and published and published in position.period and due > published + TO_RESPOND:
            yield finding(
                "response-due-late",
                of(
                    report.ref,
                    f"the response is due on {say_date(due)}, but the 56 days that begin with the"
                    f" day of publication end on {say_date(published + TO_RESPOND)} (Police Act"
                    " 1996, s.55).",
                ),
                "Correct the date, unless another one was agreed.",
                position.log.file,
                cell=report.cells["response_due"],
            )
        due = None if due and published and due < published else due  # told by log_dates_in_order
        if due and due < meeting and report.responded is None and "responded" in report.cells:
            yield finding(
                "response-overdue",
                of(
                    report.ref,
                    f"the response was due on {say_date(due)}, before the meeting, and "
                    f"there is no date in {position.settings.heading(REPORTS, 'responded')}.",
                ),
                "Enter the day the force responded, once it has.",
                position.log.file,
                cell=report.cells["responded"],
            )


def links(position: Position) -> Iterator[Finding]:
    """A report of the period whose Link is no page that a paper may lead to."""
    for report in position.period_log.reports:
        if report.link and not is_page(report.link):
            yield finding(
                "link-not-printed",
                of(
                    report.ref,
                    f'{position.settings.heading(REPORTS, "link")} is "{shown(report.link)}", which'
                    " is not the address of a page that begins with https://, so its title leads"
                    " nowhere.",
                ),
                "Copy the address from the browser, with https:// at its beginning.",
                position.log.file,
                cell=report.cells["link"],
            )


LOGGED: tuple[Rule, ...] = (
    log_refs_twice,
    log_rows_twice,
    log_dates_in_order,
    references,
    later_entries,
    under_way_long,
    forthcoming_past,
    promised,
    responses,
    links,
)
