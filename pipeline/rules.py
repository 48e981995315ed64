"""What must hold between the cells of a row, between rows, and between this meeting's rows and the last one's.

`RULES` is a list of functions with one signature. Errors make a figure wrong; the rest are notes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.cells import say_date
from pipeline.changes import Period, between
from pipeline.codes import finding
from pipeline.config import Settings, fold, slug
from pipeline.findings import Cell, Finding, did_you_mean
from pipeline.log import Log
from pipeline.register import DATES, Register
from pipeline.schema import KIND_WORDS, RECOMMENDATIONS

OLDEST_YEAR = 2000
YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True)
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

    def heading(self, key: str) -> str:
        """Return the heading that a column has in this force's workbook."""
        return self.settings.heading(RECOMMENDATIONS, key)

    def at(self, code: str, row: Any, key: str, message: str, remedy: str) -> Finding:
        """Return a finding at one field of a recommendation."""
        return finding(code, f"{row.ref}: {message}", remedy, self.register.file, cell=self.register.cell(int(row.row), key))


Rule = Callable[[Material], Iterable[Finding]]


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return iter(frame.itertuples(index=False)) if len(frame) else iter(())


def _said(day: Any) -> str:
    return say_date(day.date() if isinstance(day, pd.Timestamp) else day)


def refs_twice(material: Material) -> Iterator[Finding]:
    """Two recommendations with one ref."""
    first: dict[str, str] = {}
    for row in _rows(material.register.frame):
        if row.ref and row.ref in first:
            yield material.at("ref-twice", row, "ref", f"this ref is already used in {first[row.ref]}.",
                              "Give each recommendation a ref of its own.")
        first.setdefault(row.ref, Cell.parse(row.cell).address)


def log_refs_twice(material: Material) -> Iterator[Finding]:
    """Two rows of one sheet of the log with one ref."""
    sheets: tuple[tuple[Any, ...], ...] = (material.log.inspections, material.log.reports)
    for entries in sheets:
        first: dict[str, Cell] = {}
        for entry in entries:
            if entry.ref and entry.ref in first:
                yield finding("ref-twice", f"{entry.ref}: this ref is already used in {first[entry.ref].address}.",
                              "Give each row a ref of its own.", material.log.file, cell=entry.cells["ref"])
            elif entry.ref:
                first[entry.ref] = entry.cells["ref"]


def log_rows_twice(material: Material) -> Iterator[Finding]:
    """Two rows of one sheet of the log with one title and one date: pasted twice, they would count twice."""
    first: dict[tuple[str, str, Any], Cell] = {}
    for entry in material.log.entries:
        day = next((getattr(entry, key) for key in ("finished", "published", "starts") if key in entry.cells), None)
        if day is None or not entry.title:
            continue
        cell = entry.cells["title"]
        known = first.setdefault((cell.sheet, fold(entry.title), day), cell)
        if known != cell:
            yield finding("log-row-twice", f'"{entry.title}" stands in {known.address} already, with the same date; both are '
                          "counted.", "Delete one of the two rows if they are the same thing.", material.log.file, cell=cell)


def parents(material: Material) -> Iterator[Finding]:
    """A cause of concern that is named but not there, or is something else."""
    kinds = dict(zip(material.register.frame["ref"], material.register.frame["kind"], strict=True))
    for row in _rows(material.register.frame):
        if not row.parent:
            continue
        if row.parent not in kinds:
            yield material.at("parent-missing", row, "parent", f"there is no row with the ref {_parent(row)}."
                              + (did_you_mean(row.parent, [ref for ref in kinds if ref]) if row.publish else ""),
                              "Type the ref of the cause of concern, or leave the cell blank.")
        elif row.parent == row.ref:
            yield material.at("parent-not-a-concern", row, "parent", "the row names itself as its cause of concern.",
                              "Type the ref of the cause of concern, or leave the cell blank.")
        elif kinds[row.parent] not in ("concern", ""):
            yield material.at("parent-not-a-concern", row, "parent", f"{_parent(row)} is not a cause of concern.",
                              "Type the ref of the cause of concern, or leave the cell blank.")


def _parent(row: Any) -> str:
    return f'"{row.parent}"' if row.publish else "(not for publication)"


def concerns_alone(material: Material) -> Iterator[Finding]:
    """A cause of concern from which no recommendation hangs, though the workbook keeps such refs."""
    hanging = set(material.register.recommendations["parent"])
    if "parent" not in material.register.columns:
        return
    for row in _rows(material.register.concerns):
        if row.ref not in hanging:
            yield material.at("concern-alone", row, "ref", "no recommendation hangs from this cause of concern.",
                              f"Enter its ref in the column {material.heading('parent')} of its recommendations.")


def ratings_missing(material: Material) -> Iterator[Finding]:
    """A recommendation without a rating that is outstanding, or was reviewed in the period."""
    if "rag" not in material.register.columns:
        return
    rows = material.register.recommendations
    needed = (rows["ladder"] == "open") | material.period.among(rows["reviewed"])
    for row in _rows(rows[needed & rows["rag"].isna()]):
        why = "outstanding" if row.ladder == "open" else "reviewed in the period"
        yield material.at("rating-missing", row, "rag", f"the recommendation is {why} but has no rating.",
                          f"Choose one of {', '.join(material.settings.ratings)}.")


def reasons_missing(material: Material) -> Iterator[Finding]:
    """An outstanding recommendation with the worst rating and no reason for it."""
    rows = material.register.recommendations
    worst = material.settings.worst
    for row in _rows(rows[(rows["ladder"] == "open") & (rows["rag"] == worst) & (rows["rag_reason"] == "")]):
        yield material.at("reason-missing", row, "rag_reason", f"it is rated {worst} without a reason.",
                          "Say in a sentence why.")


REVERSED = (("published", "reviewed"), ("published", "signed_off"), ("published", "closed"), ("signed_off", "closed"))
ODD = (("published", "target"), ("published", "updated"), ("published", "original_target"))


def dates_in_order(material: Material) -> Iterator[Finding]:
    """Two dates of a row in an impossible order (an error), or in an odd one (a note)."""
    rows = material.register.ours
    for code, pairs in (("dates-reversed", REVERSED), ("dates-odd", ODD)):
        for earlier, later in pairs:
            told = _unlikely(material, rows[earlier]) | _unlikely(material, rows[later])
            for row in _rows(rows[(rows[later] < rows[earlier]) & ~told]):
                first, second = (f"{material.heading(key)} {_said(getattr(row, key))}" for key in (earlier, later))
                yield material.at(code, row, later, f"{second} is before {first}.", "Correct the wrong one of the two.")


def log_dates_in_order(material: Material) -> Iterator[Finding]:
    """An inspection or a forthcoming one that ends before it starts; a response due before publication."""
    pairs: list[tuple[Any, str, str]] = [
             *((entry, "started", "finished") for entry in material.log.inspections),
             *((entry, "starts", "ends") for entry in material.log.forthcoming),
             *((entry, "published", "response_due") for entry in material.log.reports)]
    for entry, earlier, later in pairs:
        first, last = getattr(entry, earlier), getattr(entry, later)
        if first and last and last < first:
            yield finding("dates-reversed", f"{entry.ref}: {_said(last)} is before {_said(first)} in "
                          f"{entry.cells[earlier].address}.", "Correct the wrong one of the two.", material.log.file,
                          cell=entry.cells[later])


def _unlikely(material: Material, days: pd.Series) -> pd.Series:
    """Return which of a column of dates have a year that looks mistyped."""
    years: pd.Series = days.dt.year
    return (years < OLDEST_YEAR) | (years > material.settings.meeting.date.year + YEARS_AHEAD)


def years_odd(material: Material) -> Iterator[Finding]:
    """A year that looks mistyped."""
    newest = material.settings.meeting.date.year + YEARS_AHEAD
    for key in DATES:
        for row in _rows(material.register.frame[_unlikely(material, material.register.frame[key])]):
            yield material.at("year-odd", row, key, f"{material.heading(key)} {_said(getattr(row, key))} has an unlikely year.",
                              "Check the year.")
    for entry, key, day in _log_dates(material.log):
        if not OLDEST_YEAR <= day.year <= newest:
            yield finding("year-odd", f"{entry.ref}: {_said(day)} has an unlikely year.", "Check the year.",
                          material.log.file, cell=entry.cells[key])


def _log_dates(log: Log) -> Iterator[tuple[Any, str, datetime.date]]:
    for entries, keys in ((log.inspections, ("started", "finished")), (log.reports, ("published", "response_due")),
                          (log.forthcoming, ("starts", "ends"))):
        for entry in entries:
            for key in keys:
                if getattr(entry, key):
                    yield entry, key, getattr(entry, key)


def after_cut_off(material: Material) -> Iterator[Finding]:
    """Something that happened after the data cut-off: it belongs to the next paper."""
    end = material.period.end
    told = f"is after the data cut-off, {_said(end)}"
    for key in ("published", "reviewed", "signed_off", "closed", "updated"):
        frame = material.register.frame
        for row in _rows(frame[frame[key] > pd.Timestamp(end)]):
            yield material.at("after-cut-off", row, key, f"{material.heading(key)} {_said(getattr(row, key))} {told}.",
                              "Check the date. The row is counted by its status; a figure of the period leaves the date out.")
    for entry, key, day in _log_dates(material.log):
        if key in ("finished", "published") and day > end:
            yield finding("after-cut-off", f"{entry.ref}: {_said(day)} {told}, so the row is left for the next paper.",
                          "Check the date.", material.log.file, cell=entry.cells[key])


def standing(material: Material) -> Iterator[Finding]:
    """An outstanding recommendation that was never reviewed, or is past its target date."""
    rows = material.register.recommendations
    rows = rows[rows["ladder"] == "open"]
    for row in _rows(rows[rows["reviewed"].isna()]) if "reviewed" in material.register.columns else ():
        yield material.at("never-reviewed", row, "reviewed", "it is outstanding and was never reviewed.",
                          "Enter the date of the panel's last review, once there is one.")
    for row in _rows(rows[rows["target"] < pd.Timestamp(material.settings.meeting.date)]):
        yield material.at("past-target", row, "target", f"it is outstanding and its target date, {_said(row.target)}, is "
                          "before the meeting.", "It is listed as overdue; agree a new date or close it.")


def status_and_dates(material: Material) -> Iterator[Finding]:
    """A status that its dates contradict."""
    for row in _rows(material.register.ours):
        if row.ladder == "closed" and pd.isna(row.closed):
            yield material.at("status-and-dates", row, "closed", f'the status is "{row.status}" but there is no date of closure.',
                              "Enter the date of the inspectorate's letter.")
        if row.ladder == "signed_off" and pd.isna(row.signed_off):
            yield material.at("status-and-dates", row, "signed_off", f'the status is "{row.status}" but there is no date of '
                              "sign-off, so it is in no count of what was signed off.", "Enter the date of the panel.")
        if row.ladder in ("open", "signed_off") and not pd.isna(row.closed):
            yield material.at("status-and-dates", row, "status", f'the status is "{row.status}" but HMICFRS closed it on '
                              f"{_said(row.closed)}.", "Correct the status, or clear the date if it was reopened.")


def sign_off_outside_period(material: Material) -> Iterator[Finding]:
    """A row that was settled since the last meeting, by its states, and was not signed off in the period, by its date."""
    for row in _compared(material):
        if row.state_then in ("outstanding", "absent") and row.state_now in ("awaiting", "closed"):
            if pd.isna(row.signed_off_now) and row.state_now == "awaiting":
                continue  # told by status_and_dates
            if pd.isna(row.signed_off_now) or row.signed_off_now.date() not in material.period:
                when = "blank" if pd.isna(row.signed_off_now) else _said(row.signed_off_now)
                yield _moved(material, "sign-off-outside-period", row, "signed_off", "it was settled since the last meeting and "
                             f'is "{row.status_now}" now, but {material.heading("signed_off")} is {when}, so it is not among '
                             "those signed off in the period.")


def vanished(material: Material) -> Iterator[Finding]:
    """A recommendation, area or cause of the last meeting that is gone without being closed or withdrawn."""
    if material.then is None:
        return
    here = set(material.register.frame["ref"])
    then = material.then.ours
    for row in _rows(then[~then["ref"].isin(here) & ~then["ladder"].isin(["closed", "withdrawn"])]):
        told = {"open": "outstanding", "signed_off": "signed off and awaiting the inspectorate"}[row.ladder]
        yield finding(
            "vanished", f"{row.ref} was {told} at the meeting of {material.meeting} ({Cell.parse(row.cell).address} of the "
            "workbook filed then) and is not in this workbook.",
            "Put the row back, with the status Closed or Superseded if that is what happened; if its ref was changed, "
            "change it back.", material.register.file, sheet=material.register.cell(1, "ref").sheet)


def legend_changed(material: Material) -> Iterator[Finding]:
    """A rating in use at the last meeting that the legend no longer holds: then and now cannot be compared."""
    legend = {slug(word) for word in material.settings.ratings}
    for word in sorted(word for word in material.ratings_then if slug(word) not in legend):
        yield finding("legend-changed", f'"{word}" was a rating at the meeting of {material.meeting} and is not in [rag] '
                      "now, so ratings then and now cannot be compared.",
                      "Keep the word in [rag], in its place from worst to best, for one more paper.", "report.toml",
                      place="[rag]")


def moved_backwards(material: Material) -> Iterator[Finding]:
    """A rating or a status that moved backwards."""
    order = {"outstanding": 0, "awaiting": 1, "closed": 2}
    for row in (*_compared(material), *_concerns_compared(material)):
        then, now = order.get(row.state_then), order.get(row.state_now)
        if then is not None and now is not None and now < then:
            yield _moved(material, "status-backwards", row, "status",
                         f'its status was "{row.status_then}" at the last meeting and is "{row.status_now}" now.')
        if row.state_then == row.state_now == "outstanding" and isinstance(row.rag_then, str) and isinstance(row.rag_now, str):
            ratings = material.settings.ratings
            if ratings.index(row.rag_now) < ratings.index(row.rag_then):
                yield _moved(material, "rating-backwards", row, "rag",
                             f"it was rated {row.rag_then} at the last meeting and is rated {row.rag_now} now.")


def words_changed(material: Material) -> Iterator[Finding]:
    """A row whose wording or publication date is not what it was, or whose update is."""
    for row in (*_compared(material), *_concerns_compared(material)):
        if pd.isna(row.row_now) or pd.isna(row.row_then):
            continue
        if fold(row.text_now) != fold(row.text_then):
            yield _moved(material, "words-changed", row, "text", "its wording is not what it was at the last meeting.")
        if row.published_now != row.published_then and not pd.isna(row.published_now):
            yield _moved(material, "published-changed", row, "published", f"its publication date was "
                         f"{_said(row.published_then)} at the last meeting and is {_said(row.published_now)} now.")
        same = row.updated_now == row.updated_then or (pd.isna(row.updated_now) and pd.isna(row.updated_then))
        kept = {"update", "updated"} & set(material.register.columns)
        if kept and row.state_then == row.state_now == "outstanding" and row.update_now == row.update_then and same:
            yield _moved(material, "update-unchanged", row, "update", "its update is the same as at the last meeting.")


def population_changed(material: Material) -> Iterator[Finding]:
    """A row that no longer counts, or counts from now on, because its scope or kind changed."""
    yield from _entered_or_left(material, _compared(material), material.register.recommendations)
    yield from _entered_or_left(material, _concerns_compared(material), material.register.concerns)


def _entered_or_left(material: Material, rows: Iterator[Any], population: pd.DataFrame) -> Iterator[Finding]:
    counting = set(population["ref"])
    for row in rows:
        if pd.isna(row.row_now) or pd.isna(row.row_then):
            continue
        key, told = _why_it_counts(material, row)
        if row.state_then == "absent":
            yield _moved(material, "entered-population", row, key, f"{told}; it counts now and did not at the last meeting, so "
                         "it is counted as new.")
        elif row.ref not in counting:
            yield _moved(material, "left-population", row, key, f"{told}; it counted at the last meeting and no longer does, so "
                         "it is counted as withdrawn.")


def _why_it_counts(material: Material, row: Any) -> tuple[str, str]:
    """Return the column by which a row left or entered the force's recommendations, and what it held then and holds now."""
    key = "kind" if row.kind_then != row.kind_now else "addressed_to"
    heading = material.heading(key)
    then, now = (getattr(row, f"{key}_{when}") for when in ("then", "now"))
    if key == "kind":
        then, now = (KIND_WORDS.get(kind, kind) for kind in (then, now))
    if not (row.publish_then and row.publish_now):
        then = now = "(not for publication)"
    if then == now and key == "addressed_to":
        return key, f"{heading} is as it was, but what it means in report.toml is not"
    if then == now:
        return key, f"{heading} changed"
    return key, f'{heading} was "{then}" and is "{now}"'


def _compared(material: Material) -> Iterator[Any]:
    return _rows(material.both) if material.then is not None else iter(())


def _concerns_compared(material: Material) -> Iterator[Any]:
    """Yield the causes of concern of both meetings; a row that was or is a recommendation is told there."""
    if material.then is None:
        return
    for row in _rows(between(material.then, material.register, concerns=True)):
        if row.kind_then == row.kind_now == "concern":
            yield row


def _moved(material: Material, code: str, row: Any, key: str, message: str) -> Finding:
    return finding(code, f"{row.ref}: {message}", "Check that this is right.", material.register.file,
                   cell=material.register.cell(int(row.row_now), key))


def references(material: Material) -> Iterator[Finding]:
    """A ref in the log that the log does not hold."""
    inspections = {entry.ref for entry in material.log.inspections}
    reports = {entry.ref for entry in material.log.reports}
    for report in material.log.reports:
        for key, known, sheet in (("inspection", inspections, "Inspections"), ("published_with", reports, "Reports")):
            named = getattr(report, key)
            if named and (named not in known or (key == "published_with" and named == report.ref)):
                yield finding("reference-missing", f'{report.ref}: the sheet {sheet} has no other row with the ref "{named}".'
                              f"{did_you_mean(named, known - {report.ref})}", "Correct the ref, or leave the cell blank.",
                              material.log.file, cell=report.cells[key])


def reports_in_log(material: Material) -> Iterator[Finding]:
    """A report of the period that has rows in the workbook and none in the log, or another date there."""
    logged = {fold(report.title): report for report in material.log.reports}
    bounded = material.log.reports or material.period.after  # a first paper's period may hold every report there ever was
    rows = material.register.recommendations
    rows = rows[rows["report"] != ""].drop_duplicates(["report", "published"])
    for row in _rows(rows):
        report = logged.get(fold(row.report))
        if pd.isna(row.published):
            continue
        if report is None and row.published.date() in material.period and bounded:
            yield material.at("report-not-in-log", row, "report", "this report was published in the period and is not in the "
                              "log under this title.", "Enter the report in the sheet Reports, or correct the title.")
        if report is not None and report.published and row.published.date() != report.published \
                and sum(fold(other.title) == fold(report.title) for other in material.log.reports) == 1:
            yield material.at("report-dates-differ", row, "published", f"it was published on {_said(row.published)} by this "
                              f"workbook and on {_said(report.published)} by the log ({report.cells['published']}).",
                              "Take the date that the lead inspectorate gives.")


RULES: tuple[Rule, ...] = (
    refs_twice, log_refs_twice, log_rows_twice, parents, concerns_alone, ratings_missing, reasons_missing, dates_in_order,
    log_dates_in_order, years_odd, after_cut_off, standing, status_and_dates,
    sign_off_outside_period, vanished, legend_changed, moved_backwards,
    words_changed, population_changed, references, reports_in_log,
)


def broken(material: Material) -> list[Finding]:
    """Return everything that the rules find, in the order of `RULES`."""
    return [found for rule in RULES for found in rule(material)]
