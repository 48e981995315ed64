"""The inspections log as typed entries: inspections, reports, forthcoming; chosen for a period by their dates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.cells import Cells
from pipeline.config import Settings
from pipeline.findings import Cell, Finding
from pipeline.prose import Prose, as_list
from pipeline.raw import Raw
from pipeline.read import tables
from pipeline.schema import INSPECTIONS_FILE, INVOLVEMENT, LOG_SHEETS

Row = Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One row of the sheet Inspections; `cells` are the addresses of its fields."""

    cells: Mapping[str, Cell]
    ref: str
    title: str
    description: Prose
    type: str
    commissioned_by: str
    inspectorates: tuple[str, ...]
    involvement: str
    started: datetime.date | None
    finished: datetime.date | None
    questions: Prose
    narrative: Prose
    findings: Prose
    next_step: Prose
    lead: str


@dataclass(frozen=True, slots=True)
class Report:
    """One row of the sheet Reports; numbers are None where the cell is at fault."""

    cells: Mapping[str, Cell]
    ref: str
    title: str
    published: datetime.date | None
    inspectorates: tuple[str, ...]
    inspection: str
    published_with: str
    recommendations: int | None
    for_force: int | None
    jointly: int | None
    for_others: int | None
    narrative: Prose
    response_due: datetime.date | None


@dataclass(frozen=True, slots=True)
class Forthcoming:
    """One row of the sheet Forthcoming."""

    cells: Mapping[str, Cell]
    title: str
    starts: datetime.date | None
    ends: datetime.date | None
    narrative: Prose

    @property
    def ref(self) -> str:
        """Return the title: rows of this sheet have no ref."""
        return self.title


@dataclass(frozen=True, slots=True)
class Log:
    """All rows of the inspections log, in the workbook's order."""

    inspections: tuple[Inspection, ...] = ()
    reports: tuple[Report, ...] = ()
    forthcoming: tuple[Forthcoming, ...] = ()
    file: str = INSPECTIONS_FILE

    @property
    def entries(self) -> tuple[Inspection | Report | Forthcoming, ...]:
        """Return the rows of all three sheets."""
        return (*self.inspections, *self.reports, *self.forthcoming)


def log(content: bytes, settings: Settings, file: str = INSPECTIONS_FILE) -> tuple[Log, list[Finding]]:
    """Return the inspections log in a workbook, and what is wrong with its cells."""
    found, faults = tables(file, content, LOG_SHEETS, settings.columns,
                           ignored={sheet.key: settings.ignored(sheet.key) for sheet in LOG_SHEETS})
    cells = Cells(file)
    inspections = tuple(_inspection(row, cells) for row in found["Inspections"].rows)
    reports = tuple(_report(row, cells) for row in found["Reports"].rows)
    forthcoming = tuple(_forthcoming(row, cells) for row in found["Forthcoming"].rows)
    return Log(inspections, reports, forthcoming, file), [*faults, *cells.findings()]



def _addresses(row: Row) -> dict[str, Cell]:
    first = next(iter(row.values())).cell  # where the column that names a row is not there
    return {"ref": first, "title": first, **{key: raw.cell for key, raw in row.items()}}


def _title(cells: Cells, row: Row) -> str:
    return cells.text(row.get("title"), filled=True).replace("\n", " ")


def _inspection(row: Row, cells: Cells) -> Inspection:
    return Inspection(
        _addresses(row), cells.key(row.get("ref"), filled=True), _title(cells, row),
        cells.prose(row.get("description"), filled=True), cells.text(row.get("type")),
        cells.text(row.get("commissioned_by")), cells.bodies(row.get("inspectorates")),
        INVOLVEMENT.get(cells.word(row.get("involvement"), INVOLVEMENT, filled=True, fixed=True), ""),
        cells.date(row.get("started")), cells.date(row.get("finished"), filled=True),
        as_list(cells.prose(row.get("questions"))), cells.prose(row.get("narrative")), cells.prose(row.get("findings")),
        cells.prose(row.get("next_step")), cells.text(row.get("lead")))


def _report(row: Row, cells: Cells) -> Report:
    return Report(
        _addresses(row), cells.key(row.get("ref"), filled=True), _title(cells, row),
        cells.date(row.get("published"), filled=True), cells.bodies(row.get("inspectorates")),
        cells.key(row.get("inspection")), cells.key(row.get("published_with")),
        cells.whole(row.get("recommendations")), cells.whole(row.get("for_force")), cells.whole(row.get("jointly")),
        cells.whole(row.get("for_others")), cells.prose(row.get("narrative")), cells.date(row.get("response_due")))


def _forthcoming(row: Row, cells: Cells) -> Forthcoming:
    return Forthcoming(
        _addresses(row), _title(cells, row), cells.date(row.get("starts"), filled=True),
        cells.date(row.get("ends")), cells.prose(row.get("narrative")))


def selected(log: Log, in_period: Callable[[datetime.date], bool], cut_off: datetime.date) -> Log:
    """Return the rows of this paper, each sheet by date: what happened in the period, what starts after the cut-off."""
    return Log(
        tuple(sorted((row for row in log.inspections if row.finished and in_period(row.finished)),
                     key=lambda row: row.finished or cut_off)),
        tuple(sorted((row for row in log.reports if row.published and in_period(row.published)),
                     key=lambda row: row.published or cut_off)),
        tuple(sorted((row for row in log.forthcoming if row.starts and row.starts > cut_off),
                     key=lambda row: row.starts or cut_off)),
        log.file)
