"""Small workbooks, settings and runs, made in memory, so that a test shows its whole input."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.commands.filing import baseline_files
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.register.archive import Filed
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, RECOMMENDATIONS, REPORTS, Sheet

MEETING, CUT_OFF = datetime.date(2021, 1, 14), datetime.date(2020, 12, 31)
THEN, CUT_OFF_THEN = datetime.date(2020, 7, 9), datetime.date(2020, 6, 30)
SETTINGS = """
[force]
name = "West Midlands Police"
short_name = "WMP"
aliases = ["All forces", "Chief constables"]
[committee]
name = "Joint Audit Committee"
[meeting]
date = 2021-01-14
data_to = 2020-12-31
[rag]
Red = "off track"
Amber = "in progress"
Green = "on course"
"""
RECOMMENDATION: dict[str, Any] = {
    "report": "Fresh start",
    "published": datetime.date(2020, 2, 7),
    "kind": "Recommendation",
    "text": "Keep better records.",
    "addressed_to": "West Midlands Police",
    "owner": "Deputy Chief Constable",
    "rag": "Amber",
    "status": "Open",
    "target": datetime.date(2021, 6, 30),
    "reviewed": datetime.date(2020, 11, 12),
    "updated": datetime.date(2020, 11, 12),
    "update": "Work has begun.",
    "publish": "Yes",
}
INSPECTION: dict[str, Any] = {
    "title": "Inspection of custody",
    "description": "an inspection of custody",
    "involvement": "Fieldwork",
    "finished": datetime.date(2020, 10, 30),
}
REPORT: dict[str, Any] = {
    "title": "Custody today",
    "published": datetime.date(2020, 10, 1),
    "recommendations": 0,
    "for_force": 0,
    "jointly": 0,
    "for_others": 0,
}
NO_REF = datetime.date(2021, 2, 1)
"""What Excel makes of a ref such as 1/2, and nobody can read as one."""
ELSEWHERE: dict[str, Any] = {
    "ref": "X1",
    "addressed_to": "Home Office",
    "published": datetime.date(2020, 11, 2),
}
"""The row of a workbook in which nothing is for the force: one without any row is refused."""
COMING: dict[str, Any] = {"title": "Inspection of vetting", "starts": datetime.date(2021, 6, 14)}
FILED: dict[str, Filed] = {}
"""The filed meetings that were made, by their rows and settings."""
WORKBOOKS: dict[str, bytes] = {}
"""The workbooks that were made, by their rows and headings."""
ORDINARY = {
    RECOMMENDATIONS.name: RECOMMENDATION,
    INSPECTIONS.name: INSPECTION,
    REPORTS.name: REPORT,
    FORTHCOMING.name: COMING,
}


def workbook(
    sheets: Mapping[Sheet, Iterable[Mapping[str, Any]]],
    *,
    headings: Mapping[str, str] | None = None,
    above: Sequence[Sequence[Any]] = (),
) -> bytes:
    """Return a workbook: a row is a mapping of column keys to cell values over the ordinary row of
    its sheet.

    `above` are rows over the headings, `headings` other headings by key. A row may set any key to
    None. Each is made once.
    """
    held = {sheet: tuple(rows) for sheet, rows in sheets.items()}
    key = repr((held, headings, above))
    if key not in WORKBOOKS:
        WORKBOOKS[key] = saved(book(held, headings=headings, above=above))
    return WORKBOOKS[key]


def book(
    sheets: Mapping[Sheet, Iterable[Mapping[str, Any]]],
    *,
    headings: Mapping[str, str] | None = None,
    above: Sequence[Sequence[Any]] = (),
) -> Any:
    """Return the openpyxl workbook, for tests that spoil it before `saved`."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for sheet, rows in sheets.items():
        page = made.create_sheet(sheet.name)
        for row in above:
            page.append(list(row))
        page.append([(headings or {}).get(column.key, column.heading) for column in sheet.columns])
        for place, row in enumerate(rows, 1):
            full = {"ref": f"R{place}", **ORDINARY[sheet.name], "number": str(place), **row}
            page.append([full.get(column.key) for column in sheet.columns])
    return made


def saved(made: Any) -> bytes:
    """Return an openpyxl workbook as bytes."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def recommendations(*rows: Mapping[str, Any]) -> bytes:
    """Return a recommendations workbook; refs are R1, R2 … unless a row says otherwise. The first
    row is row 2.
    """
    return workbook({RECOMMENDATIONS: rows})


def inspections(
    *,
    inspections: Iterable[Mapping[str, Any]] = (),
    reports: Iterable[Mapping[str, Any]] = (),
    forthcoming: Iterable[Mapping[str, Any]] = (),
) -> bytes:
    """Return an inspections log; refs are R1, R2 … in each sheet unless a row says otherwise."""
    return workbook({INSPECTIONS: inspections, REPORTS: reports, FORTHCOMING: forthcoming})


def baseline(*rows: Mapping[str, Any], settings: str = SETTINGS) -> Filed:
    """Return a filed meeting of 9 July 2020 (data to 30 June) whose workbook had these rows; each
    is made once.
    """
    key = repr((rows, settings))
    if key not in FILED:
        chosen = read_settings(settings.encode())
        files, figures, _ = baseline_files(
            recommendations(*rows or [ELSEWHERE]), "old.xlsx", chosen, THEN, CUT_OFF_THEN, ()
        )
        FILED[key] = Filed(
            THEN, CUT_OFF_THEN, "f" * 64, files["register.jsonl"], None, chosen.ratings, figures
        )
    return FILED[key]


def inputs(
    *now: Mapping[str, Any],
    then: Sequence[Mapping[str, Any]] | None = None,
    log: bytes | None = None,
    settings: str = SETTINGS,
    template: bytes | None = None,
) -> Inputs:
    """Return the inputs of a run: rows now (none: one for others), rows at the last meeting (None:
    a first paper), the rest.
    """
    filed = () if then is None else (baseline(*then, settings=settings),)
    return Inputs(
        settings.encode(),
        recommendations(*now or [ELSEWHERE]),
        log if log is not None else inspections(),
        template,
        filed,
    )


def refs(
    key: str, *now: Mapping[str, Any], then: Sequence[Mapping[str, Any]] | None = None, **more: Any
) -> list[str]:
    """Return the refs behind a figure, in order, counted from rows now and then; no error may stand
    in the way.
    """
    result = computed(inputs(*now, then=then, **more))
    stopping = [str(found) for found in result.findings if found.severity == "error"]
    assert not stopping, stopping
    return [row.ref for row in result.figures[key].evidence]


def codes(
    *now: Mapping[str, Any], then: Sequence[Mapping[str, Any]] | None = None, **more: Any
) -> dict[str, list[str]]:
    """Return the cells of every finding by code."""
    found: dict[str, list[str]] = {}
    for item in computed(inputs(*now, then=then, **more)).findings:
        found.setdefault(item.code, []).append(str(item.cell) if item.cell else item.where)
    return found
