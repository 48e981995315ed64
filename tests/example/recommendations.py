"""The rows of the example recommendations workbooks, as the secretary would have kept them at each
meeting.

Titles and dates of publication are real. The wording of every recommendation, rating and update is
made up.
"""

from __future__ import annotations

from datetime import date

from .crime import FRAUD, LINES_REPORT, ONLINE, PREVENT
from .harm import BETRAYAL, CRISIS, HATE, OLDER
from .justice import AGENCY_REPORT, BAIL, PROSECUTIONS
from .legacy import ABUSE, HARASSMENT, SLAVERY
from .peel import EFFECTIVENESS, EFFICIENCY, INTEGRATED, LEGITIMACY
from .recording import INSPECTION, REINSPECTION
from .rows import Report, Row

Value = str | date | None

REPORTS = (
    HARASSMENT,
    INSPECTION,
    SLAVERY,
    EFFICIENCY,
    ABUSE,
    LEGITIMACY,
    EFFECTIVENESS,
    HATE,
    CRISIS,
    REINSPECTION,
    FRAUD,
    INTEGRATED,
    OLDER,
    BETRAYAL,
    ONLINE,
    LINES_REPORT,
    PROSECUTIONS,
    PREVENT,
    AGENCY_REPORT,
    BAIL,
)
"""Every report, oldest first, so that refs run in order."""

JULY, JANUARY = "2020-07-09", "2021-01-14"
MEETINGS = {JULY: date(2020, 6, 30), JANUARY: date(2020, 12, 31)}
"""The meetings and their data cut-offs."""


def records(meeting: str) -> list[dict[str, Value]]:
    """Return the rows of a meeting’s workbook by the keys of the schema; raises KeyError for
    another meeting.
    """
    cut_off = MEETINGS[meeting]
    return [
        _record(report, row, meeting)
        for report in REPORTS
        for row in report.rows
        if report.published <= cut_off
    ]


def _record(report: Report, row: Row, meeting: str) -> dict[str, Value]:
    state = row.july if meeting == JULY and row.july else row.january
    return {
        "ref": row.ref,
        "report": report.title,
        "published": report.published,
        "kind": row.kind,
        "number": row.number,
        "parent": row.parent or None,
        "text": row.text,
        "addressed_to": row.addressed_to,
        "owner": row.owner or None,
        "department": row.department or None,
        "rag": state.rag or None,
        "rag_reason": state.reason or None,
        "status": state.status,
        "target": state.target or row.target,
        "original_target": row.original_target,
        "reviewed": state.reviewed,
        "signed_off": state.signed_off,
        "closed": state.closed,
        "updated": state.updated,
        "update": state.update,
        "publish": "Yes" if row.publish else "No",
    }
