"""The rows that several figures, rules and lists are made of: one function a selection, in the
order of the workbook.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pipeline.figures.position import Position
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Settings

if TYPE_CHECKING:
    from pipeline.register.inspections import Report


def worst_rated(position: Position) -> list[Recommendation]:
    """Return the outstanding recommendations with the worst rating."""
    return [row for row in position.outstanding if position.settings.is_worst(row.rag)]


def new(position: Position) -> list[Recommendation]:
    """Return the rows that were not in the last meeting's register."""
    return [row.now for row in position.both if row.now and row.stage_then == "absent"]


def settled(position: Position) -> list[Recommendation]:
    """Return the rows that are signed off or closed now and were open, or not there."""
    return [
        row.now
        for row in position.both
        if row.now
        and row.stage_then in ("outstanding", "absent")
        and row.stage_now in ("awaiting", "closed")
    ]


def overdue(position: Position) -> list[Recommendation]:
    """Return the recommendations that are overdue."""
    return [row for row in position.outstanding if is_overdue(row, position.settings.meeting.date)]


def is_overdue(row: Recommendation, meeting: datetime.date) -> bool:
    """Return whether a row of any kind is overdue: outstanding, with a target date before the
    meeting.

    On the day it is not overdue.
    """
    return row.stage == "outstanding" and row.target is not None and row.target < meeting


def oldest_overdue(position: Position) -> list[Recommendation]:
    """Return the overdue recommendations with the earliest target date: as a rule one."""
    rows = overdue(position)
    first = min((row.target for row in rows if row.target), default=None)
    return [row for row in rows if row.target == first]


def worst_or_overdue(position: Position) -> list[Recommendation]:
    """Return the outstanding recommendations that have the worst rating or are overdue."""
    settings = position.settings
    return [
        row
        for row in position.outstanding
        if settings.is_worst(row.rag) or is_overdue(row, settings.meeting.date)
    ]


def newly_worst(position: Position) -> list[Recommendation]:
    """Return the outstanding recommendations with the worst rating now that were not outstanding
    with it at the last meeting: new ones and reopened ones too.
    """
    is_worst = position.settings.is_worst
    before = {
        row.ref
        for row in position.both
        if row.stage_then == "outstanding" and row.then and is_worst(row.then.rag)
    }
    return [row for row in worst_rated(position) if row.ref not in before]


def reopened(position: Position) -> list[Recommendation]:
    """Return the rows that are outstanding now and were signed off, closed or withdrawn."""
    return [
        row.now
        for row in position.both
        if row.now
        and row.stage_now == "outstanding"
        and row.stage_then in ("awaiting", "closed", "withdrawn")
    ]


def step(then: Recommendation, now: Recommendation, settings: Settings) -> int:
    """Return by how many words of the legend a rating is better (above nought) or worse.

    A row without a rating is worse than any; a word that is not ranked is neither.
    """
    if now.rag == then.rag or now.rag in settings.unranked or then.rag in settings.unranked:
        return 0
    place = {word: place for place, word in enumerate(settings.ratings)}
    return place.get(now.rag, -1) - place.get(then.rag, -1)


def worsened(position: Position) -> list[Recommendation]:
    """Return what is outstanding at both meetings with a worse rating now."""
    return [now for then, now in position.continuing if step(then, now, position.settings) < 0]


def extended(position: Position) -> list[Recommendation]:
    """Return what is outstanding at both meetings with a later target date now."""
    return [
        now
        for then, now in position.continuing
        if now.target and then.target and now.target > then.target
    ]


def slipped(position: Position) -> list[Recommendation]:
    """Return what is outstanding and came back, has a worse rating or a later target date."""
    refs = {row.ref for one in (reopened, worsened, extended) for row in one(position)}
    return [row for row in position.outstanding if row.ref in refs]


def reviewed_outstanding(position: Position) -> list[Recommendation]:
    """Return the outstanding recommendations that were reviewed in the period."""
    return [row for row in position.outstanding if row.reviewed in position.period]


def unreviewed(position: Position) -> list[Recommendation]:
    """Return the outstanding recommendations that were not reviewed in the period."""
    return [row for row in position.outstanding if row.reviewed not in position.period]


def responses_made(position: Position) -> list[Report]:
    """Return the reports that the force responded to in the period."""
    return [row for row in position.log.reports if row.responded in position.period]


def responses_due(position: Position) -> list[Report]:
    """Return the reports with a response that is due and neither made nor late, by its day."""
    late = responses_late(position)
    return [row for row in _unanswered(position) if row not in late]


def responses_late(position: Position) -> list[Report]:
    """Return the reports with a response that was due before the meeting and was not made by then,
    as far as the log tells; one that was made in time after the data cut-off is not late.
    """
    return [row for row in _unanswered(position) if is_late(row, position)]


def is_late(row: Report, position: Position) -> bool:
    """Return whether a response was made after the day it was due, or was due before the meeting
    and is not made.
    """
    due, meeting = row.response_due, position.settings.meeting.date
    return due is not None and due < min(row.responded or meeting, meeting)


def _unanswered(position: Position) -> list[Report]:
    end = position.period.end
    rows = [
        row
        for row in position.log.reports
        if row.response_due
        and (row.published is None or row.published <= end)
        and (row.responded is None or row.responded > end)
    ]
    return sorted(rows, key=lambda row: row.response_due or end)


def unreviewed_new(position: Position) -> list[Recommendation]:
    """Return what is unreviewed and was not in the last meeting's register."""
    fresh = {row.ref for row in new(position)}
    return [row for row in unreviewed(position) if row.ref in fresh]


def unreviewed_earlier(position: Position) -> list[Recommendation]:
    """Return what is unreviewed and was in the last meeting's register."""
    fresh = {row.ref for row in new(position)}
    return [row for row in unreviewed(position) if row.ref not in fresh]


def stale(position: Position) -> list[Recommendation]:
    """Return what was open at both meetings, with the same update of the same day."""
    return [
        now
        for then, now in position.continuing
        if (now.update, now.updated) == (then.update, then.updated)
    ]


def outstanding_concerns(position: Position) -> list[Recommendation]:
    """Return the causes of concern that are open."""
    return [row for row in position.register.concerns if row.stage == "outstanding"]
