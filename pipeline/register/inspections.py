"""The inspections log as typed entries: inspections, reports, forthcoming; chosen for a period by
their dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias

from pipeline.findings.finding import Cell, Finding
from pipeline.mapping.opened import sheet_names
from pipeline.mapping.table import Table, tables
from pipeline.register.held import Held, held
from pipeline.settings.model import Settings, fold
from pipeline.settings.schema import INSPECTIONS_FILE, INVOLVEMENT, LOG_SHEETS
from pipeline.workbook.cell import Raw
from pipeline.workbook.prose import Prose, as_list
from pipeline.workbook.values import Cells

Row = Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One row of the sheet Inspections; `cells` are the addresses of its fields."""

    table: ClassVar[str] = "inspections"
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

    @property
    def cell(self) -> str:
        """Return the address of the cell that names the row."""
        return str(self.cells["ref"])


@dataclass(frozen=True, slots=True)
class Report:
    """One row of the sheet Reports; numbers are None where the cell is at fault."""

    table: ClassVar[str] = "reports"
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
    responded: datetime.date | None
    link: str

    @property
    def cell(self) -> str:
        """Return the address of the cell that names the row."""
        return str(self.cells["ref"])


@dataclass(frozen=True, slots=True)
class Forthcoming:
    """One row of the sheet Forthcoming."""

    table: ClassVar[str] = "forthcoming"
    cells: Mapping[str, Cell]
    title: str
    starts: datetime.date | None
    ends: datetime.date | None
    narrative: Prose

    @property
    def ref(self) -> str:
        """Return the title: rows of this sheet have no ref."""
        return self.title

    @property
    def cell(self) -> str:
        """Return the address of the cell that names the row."""
        return str(self.cells["title"])


Entry: TypeAlias = Inspection | Report | Forthcoming
"""A row of any sheet of the log."""
UnderWay: TypeAlias = Inspection | Forthcoming
"""A row whose inspection had started by the cut-off and was not over."""


@dataclass(frozen=True, slots=True)
class Log:
    """Rows of the inspections log: all of them in the workbook's order, or those of one paper by
    date.
    """

    inspections: tuple[Inspection, ...] = ()
    reports: tuple[Report, ...] = ()
    forthcoming: tuple[Forthcoming, ...] = ()
    file: str = INSPECTIONS_FILE
    underway: tuple[UnderWay, ...] = ()
    tables: tuple[Table, ...] = field(default=(), compare=False)
    """What was read of its sheets but for their rows, in the order of the first three fields."""
    held: tuple[Held, ...] = field(default=(), compare=False)
    """The cells of the rows of the three sheets, one after the other."""

    @property
    def rows(self) -> Iterator[tuple[Entry, Held]]:
        """Yield each row of the three sheets with its cells, where they were read here."""
        entries = (*self.inspections, *self.reports, *self.forthcoming)
        yield from zip(entries, self.held, strict=False)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the rows of all three sheets, each once."""
        return (*self.inspections, *self.underway, *self.reports, *self.forthcoming)


def log_within(file: str, content: bytes, settings: Settings) -> bool:
    """Return whether the log lies on sheets of the tracker: on one that report.toml names, or that
    is named as the log's are.
    """
    names = {fold(name) for name in sheet_names(file, content)}
    return any(settings.reading(sheet).sheets or fold(sheet.name) in names for sheet in LOG_SHEETS)


def log(
    content: bytes, settings: Settings, file: str = INSPECTIONS_FILE
) -> tuple[Log, list[Finding]]:
    """Return the inspections log in a workbook, and what is wrong with its cells."""
    found, faults = tables(file, content, LOG_SHEETS, settings)
    cells = Cells(file)
    inspections = tuple(_inspection(row, cells) for row in found["Inspections"].rows)
    reports = tuple(_report(row, cells) for row in found["Reports"].rows)
    forthcoming = tuple(_forthcoming(row, cells) for row in found["Forthcoming"].rows)
    parts = [found[sheet.name] for sheet in LOG_SHEETS]
    entries = Log(
        inspections,
        reports,
        forthcoming,
        file,
        tables=tuple(replace(table, rows=()) for table in parts),
        held=tuple(one for table in parts for one in held(table.rows)),
    )
    return entries, [*faults, *cells.findings()]


def _addresses(row: Row) -> dict[str, Cell]:
    first = next(iter(row.values())).cell  # where the column that names a row is not there
    return {"ref": first, "title": first, **{key: raw.cell for key, raw in row.items()}}


def _title(cells: Cells, row: Row) -> str:
    return cells.text(row.get("title"), filled=True).replace("\n", " ")


def _ended(row: Row, cells: Cells, started: datetime.date | None) -> datetime.date | None:
    """Return the last day of an inspection; it may be blank once the first day is known."""
    last, day = row.get("finished"), cells.date(row.get("finished"))
    told = any(raw.cell in cells.faulty for key in ("started", "finished") if (raw := row.get(key)))
    if last is not None and day is None and started is None and not told:
        cells.fault(
            "blank",
            last,
            f"{last.heading} is blank, and so is the first day.",
            "Enter the last day; while the inspection is under way, enter the first day and leave"
            " the last one blank.",
        )
    return day


def _inspection(row: Row, cells: Cells) -> Inspection:
    started = cells.date(row.get("started"))
    return Inspection(
        _addresses(row),
        cells.key(row.get("ref"), filled=True),
        _title(cells, row),
        cells.prose(row.get("description"), filled=True),
        cells.text(row.get("type")),
        cells.text(row.get("commissioned_by")),
        cells.bodies(row.get("inspectorates")),
        INVOLVEMENT.get(
            cells.word(row.get("involvement"), INVOLVEMENT, filled=True, table="involvement"), ""
        ),
        started,
        _ended(row, cells, started),
        as_list(cells.prose(row.get("questions"))),
        cells.prose(row.get("narrative")),
        cells.prose(row.get("findings")),
        cells.prose(row.get("next_step")),
        cells.text(row.get("lead")),
    )


def _report(row: Row, cells: Cells) -> Report:
    return Report(
        _addresses(row),
        cells.key(row.get("ref"), filled=True),
        _title(cells, row),
        cells.date(row.get("published"), filled=True),
        cells.bodies(row.get("inspectorates")),
        cells.key(row.get("inspection")),
        cells.key(row.get("published_with")),
        cells.whole(row.get("recommendations")),
        cells.whole(row.get("for_force")),
        cells.whole(row.get("jointly")),
        cells.whole(row.get("for_others")),
        cells.prose(row.get("narrative")),
        cells.date(row.get("response_due")),
        cells.date(row.get("responded")),
        cells.text(row.get("link")),
    )


def _forthcoming(row: Row, cells: Cells) -> Forthcoming:
    return Forthcoming(
        _addresses(row),
        _title(cells, row),
        cells.date(row.get("starts"), filled=True),
        cells.date(row.get("ends")),
        cells.prose(row.get("narrative")),
    )


def selected(log: Log, in_period: Callable[[datetime.date], bool], cut_off: datetime.date) -> Log:
    """Return the rows of this paper, each sheet by date: what happened in the period, what is under
    way, what starts later.
    """
    return Log(
        tuple(
            sorted(
                (row for row in log.inspections if row.finished and in_period(row.finished)),
                key=lambda row: row.finished or cut_off,
            )
        ),
        tuple(
            sorted(
                (row for row in log.reports if row.published and in_period(row.published)),
                key=lambda row: row.published or cut_off,
            )
        ),
        tuple(
            sorted(
                (row for row in log.forthcoming if row.starts and row.starts > cut_off),
                key=lambda row: row.starts or cut_off,
            )
        ),
        log.file,
        _under_way(log, in_period, cut_off),
    )


def _under_way(
    log: Log, in_period: Callable[[datetime.date], bool], cut_off: datetime.date
) -> tuple[UnderWay, ...]:
    """Return what had started by the cut-off and was not over, by the first day; what both sheets
    hold counts once.
    """

    def runs(first: datetime.date | None, last: datetime.date | None) -> bool:
        return first is not None and first <= cut_off and (last is None or last > cut_off)

    rows: list[tuple[datetime.date, UnderWay]] = [
        (row.started or cut_off, row) for row in log.inspections if runs(row.started, row.finished)
    ]
    rows += [
        (row.starts or cut_off, row)
        for row in log.forthcoming
        if runs(row.starts, row.ends)
        and not any(same(row, other, in_period) for other in log.inspections)
    ]
    return tuple(row for _, row in sorted(rows, key=lambda found: found[0]))


def same(row: Forthcoming, other: Inspection, in_period: Callable[[datetime.date], bool]) -> bool:
    """Return whether a forthcoming inspection is this one: by its title, unless this one was over
    long before it.
    """
    if fold(row.title) != fold(other.title):
        return False
    return not (row.starts and other.finished and other.finished < row.starts) or in_period(
        other.finished
    )
