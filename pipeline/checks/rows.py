"""What must hold between the cells of a row and between rows; `row_dates` has what must hold
between dates, `last_meeting` compares with the last meeting's rows, `log` has what must hold in the
log.

`RULES` is a list of functions with one signature. Errors make a figure wrong; the rest are notes.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.contradictions import CONTRADICTIONS
from pipeline.checks.last_meeting import SINCE
from pipeline.checks.log import LOGGED
from pipeline.checks.row_dates import after_cut_off, dates_in_order, status_and_dates, years_odd
from pipeline.checks.rule import Rule, at, heading
from pipeline.checks.whole_workbook import WHOLE
from pipeline.english.writing import listed, say_date
from pipeline.figures.position import Position
from pipeline.figures.selections import overdue
from pipeline.findings.finding import Cell, Finding, did_you_mean
from pipeline.register.inspections import Report
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import fold

NEAREST = 300
"""Of so many names that are no ref the nearest ref is looked for: each among all of them."""


def refs_twice(position: Position) -> Iterator[Finding]:
    """Two recommendations with one ref."""
    first: dict[str, str] = {}
    for row in position.register.rows:
        if row.ref and row.ref in first:
            yield at(
                position,
                "ref-twice",
                row,
                "ref",
                f"this ref is already used in {Cell.parse(first[row.ref]).address}.",
                "Give each recommendation a ref of its own.",
            )
        first.setdefault(row.ref, row.cell)


def rows_twice(position: Position) -> Iterator[Finding]:
    """Two recommendations of one report with one number and wording: pasted again under another
    ref, they count twice.
    """
    first: dict[tuple[object, ...], Recommendation] = {}
    for row in position.register.recommendations:
        if not (row.text and row.report and row.number):
            continue  # without its number an area may well be worded like another
        known = first.setdefault(
            (fold(row.report), row.published, row.kind, row.number, fold(row.text)), row
        )
        if known is not row and known.ref != row.ref:
            yield at(
                position,
                "row-twice",
                row,
                "text",
                f"its report, number and wording are those of {known.ref} "
                f"({Cell.parse(known.cell).address}); both are counted.",
                "Delete one of the two rows if they are the same recommendation.",
            )


def parents(position: Position) -> Iterator[Finding]:
    """A cause of concern that is named but not there, or is something else; the nearest ref is told
    of so many names, for each is looked for among all refs.
    """
    near: dict[str, str] = {}
    kinds = {
        row.ref: "" if row.ref in position.refs_twice else row.kind
        for row in position.register.rows
    }
    for row in position.register.ours:
        if not row.parent:
            continue
        if row.parent not in kinds:
            if row.parent not in near and len(near) < NEAREST and row.publish:
                near[row.parent] = did_you_mean(row.parent, filter(None, kinds))
            yield at(
                position,
                "parent-missing",
                row,
                "parent",
                f"there is no row with the ref {_parent(row)}."
                + (near.get(row.parent, "") if row.publish else ""),
                "Type the ref of the cause of concern, or leave the cell blank.",
            )
        elif row.parent == row.ref:
            yield at(
                position,
                "parent-not-a-concern",
                row,
                "parent",
                "the row names itself as its cause of concern.",
                "Type the ref of the cause of concern, or leave the cell blank.",
            )
        elif kinds[row.parent] not in ("concern", ""):
            yield at(
                position,
                "parent-not-a-concern",
                row,
                "parent",
                f"{_parent(row)} is not a cause of concern.",
                "Type the ref of the cause of concern, or leave the cell blank.",
            )


def _parent(row: Recommendation) -> str:
    return f'"{row.parent}"' if row.publish else "(not for publication)"


def concerns_alone(position: Position) -> Iterator[Finding]:
    """A cause of concern from which no recommendation hangs, though the workbook keeps such
    refs.
    """
    hanging = {row.parent for row in position.register.recommendations}
    if "parent" not in position.register.columns:
        return
    for row in position.register.concerns:
        if row.ref not in hanging:
            yield at(
                position,
                "concern-alone",
                row,
                "ref",
                "no recommendation hangs from this cause of concern.",
                f"Enter its ref in the column {heading(position, 'parent')} of its"
                " recommendations.",
            )


def ratings_missing(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation without a rating; a settled one needs none."""
    if "rag" not in position.register.columns:
        return
    for row in position.register.recommendations:
        if not row.rag and row.stage == "outstanding":
            yield at(
                position,
                "rating-missing",
                row,
                "rag",
                "the recommendation is outstanding but has no rating.",
                f"Ask the owner how it is rated: {listed(position.settings.ratings, 'or')}.",
            )


def reasons_missing(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation with the worst rating and no reason for it."""
    worst = position.settings.worst
    kept = {"rag", "rag_reason"} <= position.register.columns.keys()
    for row in position.outstanding if kept else ():
        if row.rag == worst and not row.rag_reason:
            yield at(
                position,
                "reason-missing",
                row,
                "rag_reason",
                f"it is rated {worst} without a reason.",
                "Say in a sentence why.",
            )


def standing(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation that was never reviewed, or is past its target date."""
    for row in position.outstanding if "reviewed" in position.register.columns else ():
        if not row.reviewed:
            yield at(
                position,
                "never-reviewed",
                row,
                "reviewed",
                "it is outstanding and was never reviewed.",
                "Ask when the panel will review it; once it has, enter the date.",
            )
    kept = "update" in position.register.columns
    where = f" in {heading(position, 'update')}" if kept else ""
    for row in overdue(position):
        assert row.target is not None
        yield at(
            position,
            "past-target",
            row,
            "target",
            f"it is outstanding and its target date, {say_date(row.target)}, is "
            "before the meeting.",
            f"Ask the owner what is being done, and record the answer{where}; the date stays unless"
            " another was decided.",
        )


def reports_in_log(position: Position) -> Iterator[Finding]:
    """A report of the period that has rows in the workbook and none in the log, or another date
    there.
    """
    logged = {fold(report.title): report for report in position.log.reports}
    times = Counter(fold(report.title) for report in position.log.reports)
    first: dict[tuple[str, datetime.date | None], Recommendation] = {}
    for row in position.register.recommendations:
        first.setdefault((row.report, row.published), row)
    for row in first.values():
        report = logged.get(fold(row.report))
        if not row.report or not row.published:
            continue
        if report is None:
            yield from _not_in_log(position, row, row.published)
        elif times[fold(row.report)] == 1:
            yield from _dated_otherwise(position, row, row.published, report)


def _not_in_log(
    position: Position, row: Recommendation, published: datetime.date
) -> Iterator[Finding]:
    bounded = (
        position.log.reports or position.period.after
    )  # a first paper's period may hold every report there ever was
    if published in position.period and bounded and position.settings.workbook.log:
        yield at(
            position,
            "report-not-in-log",
            row,
            "report",
            "this report was published in the period and is not in the log under this title.",
            "Enter the report in the sheet Reports, or correct the title.",
        )


def _dated_otherwise(
    position: Position, row: Recommendation, published: datetime.date, report: Report
) -> Iterator[Finding]:
    if report.published and published != report.published:
        yield at(
            position,
            "report-dates-differ",
            row,
            "published",
            f"it was published on {say_date(published)} by this workbook and on"
            f" {say_date(report.published)} by the log ({report.cells['published']}).",
            "Take the date that the lead inspectorate gives.",
        )


RULES: tuple[Rule, ...] = (
    refs_twice,
    rows_twice,
    parents,
    concerns_alone,
    ratings_missing,
    reasons_missing,
    dates_in_order,
    years_odd,
    after_cut_off,
    standing,
    status_and_dates,
    *CONTRADICTIONS,
    *SINCE,
    *LOGGED,
    reports_in_log,
    *WHOLE,
)


def broken(position: Position) -> list[Finding]:
    """Return everything that the rules find, in the order of `RULES`; `consequences.first_hand`
    says what to tell of it.
    """
    return [item for rule in RULES for item in rule(position)]
