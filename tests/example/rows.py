"""How the example rows are written down: what a row always says, and what it said at each of two
meetings.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

RED, AMBER, GREEN = "Red", "Amber", "Green"
RATINGS = (RED, AMBER, GREEN)

OPEN = "Open"
PROPOSED = "Proposed for closure"
COMPLETED = "Signed off: completed"
ROUTINE = "Signed off: business as usual"
SENT = "With HMICFRS"
CLOSED = "Closed"
SUPERSEDED = "Superseded"
SETTLED = {COMPLETED, ROUTINE, SENT, CLOSED}

RECOMMENDATION = "Recommendation"
IMPROVEMENT = "Area for improvement"
CONCERN = "Cause of concern"

FORCE = "West Midlands Police"
ALL = "All forces"
CHIEFS = "Chief constables"
COUNCIL = "National Police Chiefs’ Council"
COLLEGE = "College of Policing"
HOME = "Home Office"
AGENCY = "National Crime Agency"
PROSECUTION = "Crown Prosecution Service"

DEPUTY = "Deputy Chief Constable"
CRIME = "Assistant Chief Constable (Crime)"
LOCAL = "Assistant Chief Constable (Local Policing)"
OPERATIONS = "Assistant Chief Constable (Operations)"
SECURITY = "Assistant Chief Constable (Security)"
PEOPLE = "Director of People and Organisational Development"
COMMERCIAL = "Director of Commercial Services"

PANELS = tuple(
    date.fromisoformat(day)
    for day in (
        "2018-11-14",
        "2019-03-13",
        "2019-06-12",
        "2019-09-11",
        "2019-11-13",
        "2020-02-12",
        "2020-03-11",
        "2020-05-13",
        "2020-06-10",
        "2020-09-09",
        "2020-10-14",
        "2020-11-18",
        "2020-12-09",
    )
)
"""The days on which the review panel sat."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row said at one meeting; `kept` dates are those that the row had at the meeting
    before.
    """

    updated: date | None
    rag: str
    update: str
    status: str
    target: date | None
    reason: str
    reviewed: date | None
    signed_off: date | None
    closed: date | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the workbook; `july` is None for a row that January is the first to hold."""

    ref: str
    kind: str
    number: str
    text: str
    addressed_to: str
    owner: str
    department: str
    target: date | None
    original_target: date | None
    parent: str
    publish: bool
    july: Seen | None
    january: Seen


@dataclass(frozen=True, slots=True)
class Report:
    """One inspection report and the rows that the force keeps for it."""

    title: str
    published: date
    rows: tuple[Row, ...]


def day(text: str) -> date | None:
    """Return the date written as 2020-06-30, or None for an empty text."""
    return date.fromisoformat(text) if text else None


def report(title: str, published: str, *rows: Row) -> Report:
    """Return a report with its rows, in the order of the report."""
    return Report(title, date.fromisoformat(published), rows)


def seen(
    updated: str,
    rag: str,
    update: str,
    status: str = OPEN,
    *,
    target: str = "",
    reason: str = "",
    closed: str = "",
    kept: bool = False,
    unreviewed: bool = False,
) -> Seen:
    """Return what a row said: the panel that next sat reviewed it, and signed it off where the
    status says so.
    """
    written = day(updated)
    panel = next((panel for panel in PANELS if written and panel >= written), None)
    reviewed = None if kept or unreviewed else panel
    signed_off = reviewed if status in SETTLED else None
    return Seen(
        written, rag, update, status, day(target), reason, reviewed, signed_off, day(closed), kept
    )


def item(
    ref: str,
    number: str,
    text: str,
    addressed_to: str,
    owner: str,
    department: str,
    target: str,
    *,
    july: Seen | None = None,
    january: Seen | None = None,
    kind: str = RECOMMENDATION,
    original: str = "",
    parent: str = "",
    publish: bool = True,
) -> Row:
    """Return a row: the meeting left out says what July said, and July left out means that the row
    is new.

    `target` is the date at the first of its meetings, `original` the first date ever set where that
    was earlier. Raises ValueError where a row says nothing at either meeting.
    """
    last = january or july
    if last is None:
        raise ValueError(f"WMP-{ref} says nothing at either meeting")
    if july and january and january.kept:
        last = dataclasses.replace(last, reviewed=july.reviewed, signed_off=july.signed_off)
    return Row(
        f"WMP-{ref}",
        kind,
        number,
        text,
        addressed_to,
        owner,
        department,
        day(target),
        day(original or target),
        f"WMP-{parent}" if parent else "",
        publish,
        july,
        last,
    )


def improve(
    ref: str,
    number: str,
    text: str,
    owner: str,
    department: str,
    target: str,
    *,
    july: Seen,
    january: Seen | None = None,
    original: str = "",
    publish: bool = True,
) -> Row:
    """Return an area for improvement addressed to the force."""
    return item(
        ref,
        number,
        text,
        FORCE,
        owner,
        department,
        target,
        july=july,
        january=january,
        kind=IMPROVEMENT,
        original=original,
        publish=publish,
    )


def elsewhere(
    ref: str, number: str, text: str, addressed_to: str, *, noted: str, new: bool = False
) -> Row:
    """Return a recommendation for other bodies only, kept for the record: no owner, no rating, no
    target date.
    """
    first = addressed_to.split(";")[0]
    note = f"For the {first} to progress; noted by the review panel, with no action for West Midlands Police."
    state = seen(noted, "", note, unreviewed=True)
    return item(
        ref, number, text, addressed_to, "", "", "", july=None if new else state, january=state
    )
