"""What a made-up tracker is, and the count of its rows that owes nothing to the product."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MEETING, SINCE, DATA_TO = date(2021, 1, 14), date(2020, 7, 1), date(2020, 12, 31)
COMMON = """
[force]
name = "Northshire Police"
short_name = "NP"
[committee]
name = "Audit Committee"
[meeting]
date = 2021-01-14
data_to = 2020-12-31
since = 2020-07-01
[paper]
title = "Inspection update"
agenda_item = "7"
report_of = "Chief Constable"
author = "Committee secretariat"
contact = "Committee secretariat"
marking = ""
[style]
numbers_in_words_to = 9
"""
RAG = '[rag]\nRed = "Off course"\nAmber = "At risk"\nGreen = "On course"\n'
NO_LOG = "[workbook]\nlog = false\n"
LOG_KEYS = ("inspections_total", "reports_total", "forthcoming_total", "underway_total")


@dataclass(frozen=True)
class Entry:
    """One row as its author means it: the cell of its ref, and what a clerk would say of it."""

    cell: str
    ladder: str
    rating: str = ""
    target: str = ""
    reviewed: str = ""
    kind: str = "recommendation"
    scope: str = "force"


@dataclass(frozen=True)
class Tracker:
    """A tracker: its builder, the mapping part of its report.toml, what is null, and the right
    answers of `init --from`.
    """

    build: Callable[[], tuple[Workbook, list[Entry]]]
    mapping: str
    ratings: tuple[str, ...] = ("Red", "Amber", "Green")
    null: tuple[str, ...] = ()
    sheets: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sure: dict[str, str] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    log: dict[str, int] | None = None

    @property
    def toml(self) -> str:
        """The whole report.toml."""
        return COMMON + ("" if self.log else NO_LOG) + self.mapping


def day(text: str) -> datetime | None:
    """A date as Excel stores it; an empty text is an empty cell."""
    return datetime.fromisoformat(text) if text else None


def put(sheet: Worksheet, row: int, values: Iterable[Any]) -> None:
    """Write values from column A on; None leaves the cell empty."""
    for column, value in enumerate(values, start=1):
        if value is not None:
            sheet.cell(row, column, value)


def counted(tracker: Tracker) -> dict[str, int | None]:
    """The figures by section 7, counted over the entries alone."""
    mine = [entry for entry in tracker.build()[1] if entry.scope != "other"]
    asked = [entry for entry in mine if entry.kind != "concern"]
    outstanding = [entry for entry in asked if entry.ladder == "open"]
    figures: dict[str, int | None] = {
        "outstanding_total": len(outstanding),
        "awaiting_total": sum(entry.ladder == "signed_off" for entry in asked),
        "overdue_total": len(overdue(tracker)),
        "reviewed_total": sum(
            bool(entry.reviewed) and SINCE <= date.fromisoformat(entry.reviewed) <= DATA_TO
            for entry in asked
        ),
        "concerns_total": sum(entry.kind == "concern" and entry.ladder == "open" for entry in mine),
    }
    for rating in tracker.ratings:
        figures["outstanding_" + rating.lower().replace(" ", "_")] = sum(
            entry.rating == rating for entry in outstanding
        )
    return figures | (tracker.log or dict.fromkeys(LOG_KEYS)) | dict.fromkeys(tracker.null)


def outstanding(tracker: Tracker) -> list[Entry]:
    """The rows behind outstanding_total, in the order of the workbook."""
    return [
        entry
        for entry in tracker.build()[1]
        if (entry.ladder, entry.scope != "other", entry.kind != "concern") == ("open", True, True)
    ]


def overdue(tracker: Tracker) -> list[Entry]:
    """The rows behind overdue_total: outstanding with a target before the meeting."""
    return [
        entry
        for entry in outstanding(tracker)
        if entry.target and date.fromisoformat(entry.target) < MEETING
    ]
