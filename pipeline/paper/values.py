"""The values that a template is filled with: the slots of `slots`, by name. Nothing here makes a
sentence.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from pipeline.checks.promise import Promise
from pipeline.english import writing
from pipeline.figures.figure import Figure
from pipeline.figures.measure import Family, moved_key, part_key
from pipeline.figures.measures import measures, new, overdue, settled, worst_rated
from pipeline.figures.position import Position
from pipeline.paper import marks
from pipeline.paper.chart.charts import ChartData, marker
from pipeline.paper.promised import promised
from pipeline.paper.slots import UNDER_WAY, Day, Number, Place, Stated
from pipeline.register.inspections import Forthcoming, Inspection, Report, UnderWay
from pipeline.register.recommendation import WORDINGS, Recommendation
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings
from pipeline.workbook.prose import Prose

Slots: TypeAlias = dict[str, object]
"""What a template names, and what it is filled with: of the paper, or of one row of a list."""
FEWEST_MEETINGS = 3
"""A line over fewer meetings than this says no more than the balance does."""


def values(
    settings: Settings,
    position: Position,
    figures: Mapping[str, Figure],
    seal: str,
    previous: tuple[datetime.date, datetime.date] | None,
    charts: ChartData,
    promises: Sequence[Promise] = (),
) -> Slots:
    """Return every slot by name; `previous` are the last meeting's date and data cut-off, `seal`
    the archive's head.

    Figures are numbers that know their key; a figure that needs a previous meeting is None on a
    first paper.
    """
    meeting = settings.meeting
    return {
        **_cover(settings),
        **{
            key: None if figure.value is None else Number(figure.value, key)
            for key, figure in figures.items()
        },
        "meeting_date": Day.of(meeting.date, "meeting_date"),
        "data_to": Day.of(meeting.cut_off, "data_to"),
        "first_paper": previous is None,
        "previous_date": Day.of(previous[0], "previous_date") if previous else "",
        "previous_data_to": Day.of(previous[1], "previous_data_to") if previous else "",
        "since": Day.of(meeting.since, "since") if meeting.since and not previous else "",
        "archive_seal": Stated(seal),
        "updates_compared": "update" in position.kept,
        "reviews_kept": "reviewed" in position.kept,
        "sign_offs_kept": "signed_off" in position.kept,
        "targets_kept": "target" in position.kept,
        "awaiting_kept": "awaiting" in position.kept,
        "log_kept": "log" in position.kept,
        "worst": _word(settings.worst),
        "worst_outstanding": _number(figures, part_key("outstanding", settings.worst)),
        "worst_opening": _number(figures, part_key("opening", settings.worst)),
        **_headlines(settings, figures),
        "ratings_chart": marker("ratings"),
        "balance_chart": marker("balance") if len(charts.totals) >= FEWEST_MEETINGS else "",
        "ratings": _ratings(settings, figures),
        "promises": promised(promises),
        "signed_off_as": _signed_off(settings, figures),
        "inspections": _positions(
            [_inspection(entry, position) for entry in position.period_log.inspections]
        ),
        "underway": _positions(
            [_under_way(entry, position) for entry in position.period_log.underway]
        ),
        "reports": [_report(entry, position) for entry in position.period_log.reports],
        "forthcoming": [_forthcoming(entry, position) for entry in position.period_log.forthcoming],
        **{name: _rows(rows, position) for name, rows in appendices(position).items()},
    }


def originals(position: Position) -> dict[str, set[tuple[str, ...]]]:
    """Return the lines of every cell that may be printed, straight from the workbooks, by the
    cell's source.

    The proof compares the finished paper with these, not with what travelled through the template.
    One cell may give several texts, as a heading of a group gives a title and a part of it.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in position.period_log.entries:
        for key, cell in entry.cells.items():
            value = getattr(entry, key)
            text = (
                value.text if isinstance(value, Prose) else value if isinstance(value, str) else ""
            )
            found[f"{position.period_log.file} {cell}"].add(_text_lines(text))
    register = position.register
    for row in register.rows:
        for key in PRINTED.values():
            listed = _listed(row, key)
            found[f"{register.file} {register.cell(row.cell, key)}"].add(
                _text_lines(listed.text if listed else row.words(key))
            )
    return found


def _text_lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def _cover(settings: Settings) -> dict[str, str]:
    paper = settings.paper
    return {
        key: marks.of_cell(text, f"report.toml {key}")
        for key, text in {
            "title": paper.title,
            "marking": paper.marking,
            "agenda_item": paper.agenda_item,
            "report_of": paper.report_of,
            "author": paper.author,
            "contact": paper.contact,
            "force": settings.force.name,
            "force_short": settings.force.short_name or settings.force.name,
            "committee": settings.committee.name,
            "inspectorate": settings.inspectorate_name,
            "inspectorate_short": settings.inspectorate_short,
        }.items()
    }


def appendices(position: Position) -> dict[str, list[Recommendation]]:
    """Return the register's rows of each appendix, with those that are not for publication."""
    compares = position.last_meeting is not None
    return {
        "worst_rated": worst_rated(position),
        "new_rows": new(position) if compares else [],
        "settled_rows": settled(position) if compares else [],
        "overdue_rows": overdue(position),
    }


def chart_data(
    settings: Settings, figures: Mapping[str, Figure], history: Sequence[tuple[datetime.date, int]]
) -> ChartData:
    """Return what the charts show; `history` are the filed meetings with their totals outstanding,
    oldest first.
    """
    then = [figures[part_key("opening", word)].value for word in settings.ratings]
    now = [figures[part_key("outstanding", word)].value or 0 for word in settings.ratings]
    meetings = [*history, (settings.meeting.date, figures["outstanding_total"].value or 0)]
    return ChartData(
        settings.ratings,
        None if None in then else [count or 0 for count in then],
        now,
        [writing.dates(day) for day, _ in meetings],
        [total for _, total in meetings],
    )


def in_brief(settings: Settings) -> dict[str, str]:
    """Return the figures of the first page, whose `_then` and `_change` the paper prints: name in
    the template, key.
    """
    return {measure.in_brief: measure.key for measure in measures(settings) if measure.in_brief}


def _headlines(settings: Settings, figures: Mapping[str, Figure]) -> Slots:
    """Return, for the figures of the first page, last meeting's number and the change, where they
    are known.
    """
    found: Slots = {}
    for name, key in in_brief(settings).items():
        now, then = figures[key].value, figures[key].previous
        known = now is not None and then is not None
        found[f"{name}_compared"] = known
        found[f"{name}_then"] = Number(then, f"{name}_then") if then is not None else None
        found[f"{name}_change"] = (
            Number((now or 0) - (then or 0), f"{name}_change") if known else None
        )
    return found


def _number(figures: Mapping[str, Figure], key: str) -> Number | None:
    value = figures[key].value
    return None if value is None else Number(value, key)


def _ratings(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    def number(family: Family, word: str) -> Number | None:
        return _number(figures, part_key(family, word))

    return [
        {
            "word": _word(word),
            "meaning": marks.of_cell(settings.rag[word], f"report.toml rag {word}"),
            "reviewed": number("reviewed", word),
            "outstanding": number("outstanding", word),
            "opening": number("opening", word),
            "continuing": number("continuing_from", word),
            "continuing_now": number("continuing_to", word),
            "now": [
                {"word": _word(now), "count": _number(figures, moved_key(word, now))}
                for now in settings.ratings
            ],
            "comma": writing.sep(place, len(settings.ratings)),
        }
        for place, word in enumerate(settings.ratings, 1)
    ]


def _word(word: str) -> str:
    """Return a word of a vocabulary as it travels."""
    return marks.of_cell(word, f"report.toml {word}")


def _signed_off(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    found = [(word, figures[part_key("signed_off", word)]) for word in settings.status]
    found = [(word, figure) for word, figure in found if figure.value]
    return [
        {
            "status": _word(word),
            "count": Number(figure.value or 0, figure.key),
            "comma": writing.sep(place, len(found)),
        }
        for place, (word, figure) in enumerate(found, 1)
    ]


def _positions(rows: list[Slots]) -> list[Slots]:
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

    def date(self, key: str) -> Day | str:
        day = getattr(self.entry, key)
        return Day.of(day, self.name(key)) if day else ""

    def number(self, key: str) -> Number:
        return Number(getattr(self.entry, key), self.name(key))


def _inspection(entry: Inspection, position: Position) -> Slots:
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
        "started": row.date("started"),
        "finished": row.date("finished"),
        "one_day": entry.started == entry.finished,
    }


def _under_way(entry: UnderWay, position: Position) -> Slots:
    """Return what either sheet holds of an inspection under way; what the sheet Forthcoming has no
    column for is empty.
    """
    if isinstance(entry, Inspection):
        found = _inspection(entry, position)
        return {**found, "ends": found["finished"]}
    found = _forthcoming(entry, position)
    nothing = {
        key: False if slot.kind == "condition" else [] if slot.kind == "names" else ""
        for key, slot in UNDER_WAY.items()
    }
    return {**nothing, **found, "started": found["starts"]}


def _report(entry: Report, position: Position) -> Slots:
    row = _Entry(entry, position.period_log.file)
    return {
        "ref": row.text("ref"),
        "title": row.text("title"),
        "published": row.date("published"),
        "inspectorates": row.names("inspectorates"),
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


def _forthcoming(entry: Forthcoming, position: Position) -> Slots:
    row = _Entry(entry, position.period_log.file)
    return {
        "title": row.text("title"),
        "starts": row.date("starts"),
        "ends": row.date("ends"),
        "one_day": entry.starts == entry.ends,
        "narrative": row.prose("narrative"),
    }


PRINTED = {
    "ref": "ref",
    "report": "report",
    "text": "text",
    "owner": "owner",
    "department": "department",
    "reason": "rag_reason",
    "status": "status",
    "update": "update",
    "addressed_to": "addressed_to",
}


def _rows(rows: Iterable[Recommendation], position: Position) -> list[Slots]:
    """Return the rows of an appendix, without those that are not for publication."""
    return [_row(row, position.register) for row in rows if row.publish]


def _listed(row: Recommendation, key: str) -> Prose:
    """Return the lines of a wording that holds a list, and nothing of any other text: one label may
    be its number in a report.

    Its other lines stay lines of one paragraph.
    """
    found = row.prose[key] if key in WORDINGS else Prose()
    return found if found.items > 1 else Prose()


def _row(row: Recommendation, register: Register) -> Slots:
    def printed(key: str) -> str:
        source = f"{register.file} {register.cell(row.cell, key)}"
        listed = _listed(row, key)
        return marks.of_prose(listed, source) if listed else marks.of_cell(row.words(key), source)

    return {
        **{slot: printed(key) for slot, key in PRINTED.items()},
        "rating": _word(row.rag) if row.rag else "",
        "target": Day.of(row.target, f"recommendations:{row.ref}:target") if row.target else "",
    }
