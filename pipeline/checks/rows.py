"""What must hold between the cells of a row and between rows; `last_meeting` compares them with the last meeting's, `log` has
what must hold in the log.

`RULES` is a list of functions with one signature. Errors make a figure wrong; the rest are notes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from pipeline.checks.codes import finding
from pipeline.checks.last_meeting import SINCE
from pipeline.checks.log import LOGGED
from pipeline.checks.rule import Rule, at, heading, log_dates, of, said
from pipeline.checks.whole_workbook import WHOLE
from pipeline.figures.measures import overdue_among
from pipeline.figures.position import Position, rows_of
from pipeline.findings.finding import Cell, Finding, did_you_mean
from pipeline.register.recommendations import COUNTED, DATES, Recommendation
from pipeline.settings.model import fold

OLDEST_YEAR = 2000
YEARS_AHEAD = 10


def refs_twice(position: Position) -> Iterator[Finding]:
    """Two recommendations with one ref."""
    first: dict[str, str] = {}
    for row in position.register.rows:
        if row.ref and row.ref in first:
            yield at(position, "ref-twice", row, "ref", f"this ref is already used in {first[row.ref]}.",
                     "Give each recommendation a ref of its own.")
        first.setdefault(row.ref, Cell.parse(row.cell).address)


def rows_twice(position: Position) -> Iterator[Finding]:
    """Two recommendations of one report with one number and wording: pasted again under another ref, they count twice."""
    first: dict[tuple[object, ...], Recommendation] = {}
    for row in position.register.our_rows:
        if row.kind not in COUNTED or not (row.text and row.report and row.number):
            continue  # without its number an area may well be worded like another
        known = first.setdefault((fold(row.report), row.published, row.kind, row.number, fold(row.text)), row)
        if known is not row and known.ref != row.ref:
            yield at(position, "row-twice", row, "text", f"its report, number and wording are those of {known.ref} "
                     f"({Cell.parse(known.cell).address}); both are counted.",
                     "Delete one of the two rows if they are the same recommendation.")


def parents(position: Position) -> Iterator[Finding]:
    """A cause of concern that is named but not there, or is something else."""
    kinds = dict(zip(position.register.frame["ref"], position.register.frame["kind"], strict=True))
    kinds |= dict.fromkeys(position.refs_twice, "")
    for row in position.register.our_rows:
        if not row.parent:
            continue
        if row.parent not in kinds:
            yield at(position, "parent-missing", row, "parent", f"there is no row with the ref {_parent(row)}."
                     + (did_you_mean(row.parent, [ref for ref in kinds if ref]) if row.publish else ""),
                     "Type the ref of the cause of concern, or leave the cell blank.")
        elif row.parent == row.ref:
            yield at(position, "parent-not-a-concern", row, "parent", "the row names itself as its cause of concern.",
                     "Type the ref of the cause of concern, or leave the cell blank.")
        elif kinds[row.parent] not in ("concern", ""):
            yield at(position, "parent-not-a-concern", row, "parent", f"{_parent(row)} is not a cause of concern.",
                     "Type the ref of the cause of concern, or leave the cell blank.")


def _parent(row: Recommendation) -> str:
    return f'"{row.parent}"' if row.publish else "(not for publication)"


def concerns_alone(position: Position) -> Iterator[Finding]:
    """A cause of concern from which no recommendation hangs, though the workbook keeps such refs."""
    hanging = set(position.register.recommendations["parent"])
    if "parent" not in position.register.columns:
        return
    for row in position.register.our_rows:
        if row.kind == "concern" and row.ref not in hanging:
            yield at(position, "concern-alone", row, "ref", "no recommendation hangs from this cause of concern.",
                     f"Enter its ref in the column {heading(position, 'parent')} of its recommendations.")


def ratings_missing(position: Position) -> Iterator[Finding]:
    """A recommendation without a rating that is outstanding, or was reviewed in the period."""
    if "rag" not in position.register.columns:
        return
    rows = position.register.recommendations
    needed = (rows["stage"] == "outstanding") | position.period.among(rows["reviewed"])
    for row in rows_of(rows[needed & rows["rag"].isna()]):
        why = "outstanding" if row.stage == "outstanding" else "reviewed in the period"
        yield at(position, "rating-missing", row, "rag", f"the recommendation is {why} but has no rating.",
                 f"Choose one of {', '.join(position.settings.ratings)}.")


def reasons_missing(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation with the worst rating and no reason for it."""
    worst = position.settings.worst
    for row in position.register.our_rows:
        if row.kind in COUNTED and row.stage == "outstanding" and row.rag == worst and not row.rag_reason:
            yield at(position, "reason-missing", row, "rag_reason", f"it is rated {worst} without a reason.",
                     "Say in a sentence why.")


REVERSED = (("published", "reviewed"), ("published", "signed_off"), ("published", "closed"), ("signed_off", "closed"))
ODD = (("published", "target"), ("published", "updated"), ("published", "original_target"))


def dates_in_order(position: Position) -> Iterator[Finding]:
    """Two dates of a row in an impossible order (an error), or in an odd one (a note)."""
    rows = position.register.ours
    for code, pairs in (("dates-reversed", REVERSED), ("dates-odd", ODD)):
        for earlier, later in pairs:
            told = _unlikely(position, rows[earlier]) | _unlikely(position, rows[later])
            if later == "closed":
                told |= _reopened(position, rows)
            for row in rows_of(rows[(rows[later] < rows[earlier]) & ~told]):
                first, second = (f"{heading(position, key)} {said(getattr(row, key))}" for key in (earlier, later))
                yield at(position, code, row, later, f"{second} is before {first}.", "Correct the wrong one of the two.")


def _reopened(position: Position, rows: pd.DataFrame) -> pd.Series:
    """Return which rows keep the closure that was filed, though they are open or signed off again: status_and_dates tells it."""
    then = {} if position.then is None else dict(zip(position.then.frame["ref"], position.then.frame["closed"], strict=True))
    filed: pd.Series = rows["ref"].map(then) == rows["closed"]
    return filed & rows["stage"].isin(["outstanding", "awaiting"])


def _unlikely(position: Position, days: pd.Series) -> pd.Series:
    """Return which of a column of dates have a year that looks mistyped."""
    years: pd.Series = days.dt.year
    return (years < OLDEST_YEAR) | (years > position.settings.meeting.date.year + YEARS_AHEAD)


def years_odd(position: Position) -> Iterator[Finding]:
    """A year that looks mistyped."""
    newest = position.settings.meeting.date.year + YEARS_AHEAD
    for key in DATES:
        for row in rows_of(position.register.frame[_unlikely(position, position.register.frame[key])]):
            yield at(position, "year-odd", row, key, f"{heading(position, key)} {said(getattr(row, key))} has an unlikely year.",
                     "Check the year.")
    for entry, key, day in log_dates(position.log):
        if not OLDEST_YEAR <= day.year <= newest:
            yield finding("year-odd", of(entry.ref, f"{said(day)} has an unlikely year."), "Check the year.",
                          position.log.file, cell=entry.cells[key])


def after_cut_off(position: Position) -> Iterator[Finding]:
    """Something that happened after the data cut-off: it belongs to the next paper."""
    end = position.period.end
    told = f"is after the data cut-off, {said(end)}"
    for key in ("published", "reviewed", "signed_off", "closed", "updated"):
        for row in position.register.rows:
            day: datetime.date | None = getattr(row, key)
            if day and day > end:
                yield at(position, "after-cut-off", row, key, f"{heading(position, key)} {said(day)} {told}.",
                         "Check the date. The row is counted by its status; a figure of the period leaves the date out.")


def standing(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation that was never reviewed, or is past its target date."""
    rows = position.register.recommendations
    rows = rows[rows["stage"] == "outstanding"]
    for row in rows_of(rows[rows["reviewed"].isna()]) if "reviewed" in position.register.columns else ():
        yield at(position, "never-reviewed", row, "reviewed", "it is outstanding and was never reviewed.",
                 "Enter the date of the panel's last review, once there is one.")
    for row in rows_of(overdue_among(rows, position.settings.meeting.date)):
        yield at(position, "past-target", row, "target", f"it is outstanding and its target date, {said(row.target)}, is "
                 "before the meeting.", "It is listed as overdue; agree a new date or close it.")


def status_and_dates(position: Position) -> Iterator[Finding]:
    """A status that its dates contradict."""
    for row in position.register.our_rows:
        if row.stage == "closed" and not row.closed:
            yield at(position, "status-and-dates", row, "closed",
                     f'the status is "{row.status}" but there is no date of closure.',
                     "Enter the date of the inspectorate's letter.")
        if row.stage == "awaiting" and not row.signed_off:
            yield at(position, "status-and-dates", row, "signed_off", f'the status is "{row.status}" but there is no date of '
                     "sign-off, so it is in no count of what was signed off.", "Enter the date of the panel.")
        if row.stage in ("outstanding", "awaiting") and row.closed:
            yield at(position, "status-and-dates", row, "status", f'the status is "{row.status}" but HMICFRS closed it on '
                     f"{said(row.closed)}.", "Correct the status, or clear the date if it was reopened.")


def reports_in_log(position: Position) -> Iterator[Finding]:
    """A report of the period that has rows in the workbook and none in the log, or another date there."""
    logged = {fold(report.title): report for report in position.log.reports}
    bounded = position.log.reports or position.period.after  # a first paper's period may hold every report there ever was
    rows = position.register.recommendations
    rows = rows[rows["report"] != ""].drop_duplicates(["report", "published"])
    for row in rows_of(rows):
        report = logged.get(fold(row.report))
        if pd.isna(row.published):
            continue
        if report is None and row.published.date() in position.period and bounded and position.settings.workbook.log:
            yield at(position, "report-not-in-log", row, "report", "this report was published in the period and is not in the "
                     "log under this title.", "Enter the report in the sheet Reports, or correct the title.")
        if report is not None and report.published and row.published.date() != report.published \
                and sum(fold(other.title) == fold(report.title) for other in position.log.reports) == 1:
            yield at(position, "report-dates-differ", row, "published", f"it was published on {said(row.published)} by this "
                     f"workbook and on {said(report.published)} by the log ({report.cells['published']}).",
                     "Take the date that the lead inspectorate gives.")


RULES: tuple[Rule, ...] = (
    refs_twice, rows_twice, parents, concerns_alone, ratings_missing, reasons_missing, dates_in_order, years_odd, after_cut_off,
    standing, status_and_dates, *SINCE, *LOGGED, reports_in_log, *WHOLE,
)


def broken(position: Position) -> list[Finding]:
    """Return everything that the rules find, in the order of `RULES`; `consequences.first_hand` says what to tell of it."""
    return [item for rule in RULES for item in rule(position)]
