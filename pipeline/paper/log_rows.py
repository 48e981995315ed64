"""The rows of the inspections log as a template prints them: inspections, reports, forthcoming."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.log import TO_RESPOND
from pipeline.figures.position import Position
from pipeline.figures.selections import is_late
from pipeline.paper import marks
from pipeline.paper.fields import UNDER_WAY
from pipeline.paper.links import linked
from pipeline.paper.named_values import Day, Number, Place, Span
from pipeline.paper.rows import Slots
from pipeline.register.inspections import Forthcoming, Inspection, Report, UnderWay
from pipeline.settings.model import Settings, fold
from pipeline.workbook.prose import Prose


def positions(rows: list[Slots]) -> list[Slots]:
    return [
        {**row, "position": Place(place), "alone": len(rows) == 1}
        for place, row in enumerate(rows, 1)
    ]


class _Entry:
    """Turns the fields of one row of the log into what the template prints."""

    def __init__(self, entry: Inspection | Report | Forthcoming, file: str) -> None:
        self.entry, self.file = entry, file

    def source(self, key: str) -> str:
        return f"{self.file} {self.entry.cells.get(key, '')}"

    def name(self, key: str) -> str:
        """Return the key under which a number or a date of this row is known in the paper."""
        return f"{self.entry.table}:{self.entry.ref}:{key}"

    def text(self, key: str) -> str:
        return marks.of_cell(getattr(self.entry, key), self.source(key))

    def prose(self, key: str) -> str:
        found: Prose = getattr(self.entry, key)
        return marks.of_prose(found, self.source(key))

    def names(self, key: str) -> list[str]:
        return [marks.of_cell(name, self.source(key)) for name in getattr(self.entry, key)]

    def bodies(self, settings: Settings) -> list[str]:
        """Return the inspectorates, that of the paper by its short name."""
        short = marks.of_cell(settings.inspectorate_short, "report.toml inspectorate_short")
        own = fold(settings.inspectorate_name)
        return [
            short if fold(name) == own else marks.of_cell(name, self.source("inspectorates"))
            for name in getattr(self.entry, "inspectorates", ())
        ]

    def date(self, key: str) -> Day | str:
        day = getattr(self.entry, key)
        return Day.of(day, self.name(key)) if day else ""

    def span(self, first: str, last: str) -> Span | str:
        """Return the days of this row; the one that is known where the other is not."""
        ends = [day for key in (first, last) if isinstance(day := self.date(key), Day)]
        return Span(ends[0], ends[-1]) if ends else ""

    def number(self, key: str) -> Number:
        return Number(getattr(self.entry, key), self.name(key))


def inspection_row(entry: Inspection, position: Position) -> Slots:
    row = _Entry(entry, position.period_log.file)
    return {
        **{key: row.text(key) for key in ("ref", "title", "type", "commissioned_by", "lead")},
        **{
            key: row.prose(key)
            for key in ("description", "questions", "narrative", "findings", "next_step")
        },
        **{
            key: entry.involvement == key for key in ("fieldwork", "documents_only", "not_selected")
        },
        "inspectorates": row.names("inspectorates"),
        "bodies": row.bodies(position.settings),
        "started": row.date("started"),
        "finished": row.date("finished"),
        "days": row.span("started", "finished"),
        "one_day": entry.started == entry.finished,
    }


def under_way_row(entry: UnderWay, position: Position) -> Slots:
    """Return what either sheet holds of an inspection under way; what the sheet Forthcoming has no
    column for is empty.
    """
    if isinstance(entry, Inspection):
        found = inspection_row(entry, position)
        found = {**found, "ends": found["finished"]}
    else:
        found = forthcoming_row(entry, position)
        found = {**found, "started": found["starts"]}
    nothing = {"condition": False, "names": []}
    return {key: found.get(key, nothing.get(slot.kind, "")) for key, slot in UNDER_WAY.items()}


def report_row(entry: Report, position: Position) -> Slots:
    row = _Entry(entry, position.period_log.file)
    return {
        "ref": row.text("ref"),
        "title": row.text("title"),
        "linked_title": linked(row.text("title"), entry.link),
        "published": row.date("published"),
        "inspectorates": row.names("inspectorates"),
        "bodies": row.bodies(position.settings),
        "published_with": _title(
            entry.published_with, position.log.reports, position.period_log.file
        ),
        "inspection": _title(entry.inspection, position.log.inspections, position.period_log.file),
        **{
            key: row.number(key)
            for key in ("recommendations", "for_force", "jointly", "for_others")
        },
        "ours": Number(
            (entry.for_force or 0) + (entry.jointly or 0), row.name("for_force") + "+jointly"
        ),
        "narrative": row.prose("narrative"),
        "response_due": row.date("response_due"),
        "is_late": is_late(entry, position),
        "answer_by": (
            Day.of(entry.published + TO_RESPOND, row.name("answer_by")) if entry.published else ""
        ),
        "link": row.text("link"),
        "responded": (
            row.date("responded")
            if entry.responded and entry.responded <= position.period.end
            else ""
        ),
    }


def _title(ref: str, entries: Iterable[Inspection | Report], file: str) -> str:
    found = (entry for entry in entries if ref and entry.ref == ref)
    return next(
        (marks.of_cell(entry.title, f"{file} {entry.cells['title']}") for entry in found), ""
    )


def forthcoming_row(entry: Forthcoming, position: Position) -> Slots:
    row = _Entry(entry, position.period_log.file)
    return {
        "title": row.text("title"),
        "starts": row.date("starts"),
        "ends": row.date("ends"),
        "days": row.span("starts", "ends"),
        "one_day": entry.starts == entry.ends,
        "narrative": row.prose("narrative"),
    }
