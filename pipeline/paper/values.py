"""The values that a template is filled with: the slots of `slots`, by name. Nothing here makes a
sentence.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.checks.promise import Promise
from pipeline.english import writing
from pipeline.figures.figure import Figure
from pipeline.figures.measure import IN_BRIEF, Family, Measure, moved_key, part_key
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.figures.selections import (
    new,
    oldest_overdue,
    overdue,
    responses_due,
    responses_late,
    responses_made,
    settled,
    worst_rated,
)
from pipeline.findings.finding import Cell
from pipeline.paper import contents, marks
from pipeline.paper.abbreviations import Abbreviations, abbreviations_of
from pipeline.paper.chart.charts import ChartData, marker
from pipeline.paper.chart.drawing import MEETINGS_SHOWN
from pipeline.paper.links import linked
from pipeline.paper.log_rows import (
    forthcoming_row,
    inspection_row,
    positions,
    report_row,
    under_way_row,
)
from pipeline.paper.named_values import Day, Number, Span, Stated
from pipeline.paper.promised import promised
from pipeline.paper.recommendation_rows import TEXTS, Listing, listed, of_word
from pipeline.paper.rows import Row, Rows, Slots
from pipeline.register.inspections import Report
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import BackgroundPaper, Decision, Implication, Settings
from pipeline.workbook.prose import Prose, Run, prose

FEWEST_MEETINGS = 3
"""A line over fewer meetings than this says no more than the balance does."""
PRINTED = (*dict.fromkeys(TEXTS.values()), "parent")
"""The columns of recommendations whose cells may be printed as they stand."""
FEW = 6
"""The refs that a sentence can name."""


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
    meeting, listing, logged = settings.meeting, Listing(position), _logged(position)
    return {
        **_cover(settings),
        **_besides(settings),
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
        **_period(position),
        "archive_seal": Stated(seal),
        "updates_compared": "update" in position.kept,
        "ratings_kept": "rag" in position.kept,
        "reviews_kept": "reviewed" in position.kept,
        "sign_offs_kept": "signed_off" in position.kept,
        "targets_kept": "target" in position.kept,
        "awaiting_kept": "awaiting" in position.kept,
        "log_kept": "log" in position.kept,
        "worst": of_word(settings.worst),
        "worst_outstanding": _number(figures, part_key("outstanding", settings.worst)),
        "worst_opening": _number(figures, part_key("opening", settings.worst)),
        **_headlines(settings, figures),
        "ratings_chart": marker("ratings") if settings.ratings else "",
        "balance_chart": marker("balance") if len(charts.totals) >= FEWEST_MEETINGS else "",
        "balance": _balance(charts),
        "overdue_days": _overdue_days(position),
        "contents": contents.MARK,
        "abbreviations": Abbreviations(lambda: abbreviations_of(position)),
        "ratings": _ratings(settings, figures),
        "ratings_reviewed": _among_reviewed(settings, figures),
        "promises": promised(promises),
        "signed_off_as": _signed_off(settings, figures),
        "inspections": logged["inspections_total"],
        "underway": logged["underway_total"],
        "reports": logged["reports_total"],
        "forthcoming": logged["forthcoming_total"],
        **{name: listing.of(rows) for name, rows in _appendices(position).items()},
        **_by_figure(position, figures, listing, logged),
    }


def _period(position: Position) -> Slots:
    span = position.period
    first = span.after + datetime.timedelta(days=1) if span.after else span.since
    if first is None:
        return {"period": "", "period_from": ""}
    day = Day.of(first, "period_from")
    return {"period": Span(day, Day.of(span.end, "data_to")), "period_from": day}


def _appendices(position: Position) -> dict[str, Callable[[], Iterable[Recommendation]]]:
    """Return how the rows of the first papers' appendices are chosen."""
    compares = position.last_meeting is not None
    return {
        "worst_rated": lambda: worst_rated(position),
        "new_rows": lambda: new(position) if compares else [],
        "settled_rows": lambda: settled(position) if compares else [],
        "overdue_rows": lambda: overdue(position),
    }


def _logged(position: Position) -> dict[str, Rows]:
    """Return the rows of the log behind each figure of it."""
    log = position.period_log

    def reports(rows: Iterable[Report]) -> list[Slots]:
        return [report_row(row, position) for row in rows]

    return {
        "inspections_total": Rows(
            lambda: positions([inspection_row(row, position) for row in log.inspections])
        ),
        "underway_total": Rows(
            lambda: positions([under_way_row(row, position) for row in log.underway])
        ),
        "reports_total": Rows(lambda: reports(log.reports)),
        "forthcoming_total": Rows(
            lambda: [forthcoming_row(row, position) for row in log.forthcoming]
        ),
        "responses_made": Rows(lambda: reports(responses_made(position))),
        "responses_due": Rows(lambda: reports(responses_due(position))),
        "responses_late": Rows(lambda: reports(responses_late(position))),
    }


def _by_figure(
    position: Position,
    figures: Mapping[str, Figure],
    listing: Listing,
    logged: Mapping[str, Rows],
) -> Slots:
    """Return the rows of every figure, those of recommendations by report too, and how many are
    kept back; None for a figure without a value.
    """
    kept = {key: one.measure for key, one in figures.items() if one.value is not None}

    def rows(measure: Measure) -> Callable[[], list[Recommendation]]:
        return lambda: _in_order(measure, position)

    def told(key: str, make: Callable[[Measure], object]) -> Callable[[None], object]:
        return lambda _: make(kept[key]) if key in kept else None

    def in_list(measure: Measure) -> Rows:
        return logged.get(measure.key) or listing.of(rows(measure))

    def few(measure: Measure) -> bool:
        return 0 < len(in_list(measure)) <= FEW

    def withheld(measure: Measure) -> Number:
        return Number(listing.withheld(rows(measure)()), f"withheld_of.{measure.key}")

    ours = [key for key in figures if key not in logged]
    return {
        "rows_of": Row({key: told(key, in_list) for key in figures}, None),
        "few_of": Row({key: told(key, few) for key in figures}, None),
        "by_report": Row(
            {key: told(key, lambda one: listing.by_report(rows(one))) for key in ours}, None
        ),
        "withheld_of": Row({key: told(key, withheld) for key in ours}, None),
    }


def _in_order(measure: Measure, position: Position) -> list[Recommendation]:
    """Return the recommendations behind a figure: by target date where that is what they are about,
    and else in the order of the workbook.
    """
    found = [row for row in measure.count(position) if isinstance(row, Recommendation)]
    if measure.family in ("overdue", "worst_or_overdue"):
        return sorted(found, key=lambda row: row.target or datetime.date.max)
    return found


def originals(position: Position, printed: Iterable[str]) -> dict[str, set[tuple[str, ...]]]:
    """Return the lines of each cell that was printed, straight from the workbooks, by the cell's
    source; `printed` are the sources.

    The proof compares the finished paper with these, not with what travelled through the template.
    One cell may give several texts, as a heading of a group gives a title and a part of it.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    register, wanted = position.register, set(printed)
    for entry in position.period_log.entries:
        for key, cell in entry.cells.items():
            value = getattr(entry, key)
            text = (
                value.text if isinstance(value, Prose) else value if isinstance(value, str) else ""
            )
            found[f"{position.period_log.file} {cell}"].add(_text_lines(text))
    begin = f"{register.file} "
    cells = {
        cell: source
        for source in wanted
        if source.startswith(begin) and (cell := Cell.parse(source.removeprefix(begin)))
    }
    for row in register.rows:
        for key in PRINTED:
            source = cells.get(register.cell(row.cell, key))
            if source is not None:
                lines = listed(row, key)
                found[source].add(_text_lines(lines.text if lines else row.words(key)))
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
            "panel_chair": paper.panel_chair,
            "review_every": paper.review_every,
            "force": settings.force.name,
            "force_short": settings.force.short_name or settings.force.name,
            "committee": settings.committee.name,
            "inspectorate": settings.inspectorate_name,
            "inspectorate_short": settings.inspectorate_short,
        }.items()
    }


def _besides(settings: Settings) -> Slots:
    """Return what report.toml gives a template to print besides the cover."""
    paper, officer = settings.paper, settings.paper.officer
    day = paper.next_report

    def text(words: str, key: str) -> str:
        return marks.of_cell(words, f"report.toml {key}")

    def lines(words: str, key: str) -> str:
        return marks.of_prose(prose([Run(words)]), f"report.toml {key}")

    def row(table: str, place: int, one: BackgroundPaper | Implication | Decision) -> Slots:
        key = f"{table} {place}"
        if isinstance(one, BackgroundPaper):
            title = text(one.title, f"{key} title")
            return {
                "title": title,
                "linked_title": linked(title, one.link),
                "link": text(one.link, f"{key} link"),
            }
        if isinstance(one, Implication):
            return {
                "heading": text(one.heading, f"{key} heading"),
                "text": lines(one.text, f"{key} text"),
            }
        return {
            "date": Day.of(one.date, f"history:{place}:date"),
            "body": text(one.body, f"{key} body"),
            "decision": lines(one.decision, f"{key} decision"),
        }

    listed: dict[str, Sequence[BackgroundPaper | Implication | Decision]] = {
        "background": paper.background,
        "implications": paper.implications,
        "history": paper.history,
    }
    return {
        "officer_name": text(officer.name, "officer name"),
        "officer_role": text(officer.role, "officer role"),
        "officer_telephone": text(officer.telephone, "officer telephone"),
        "officer_email": marks.of_link(
            text(officer.email, "officer email"), f"mailto:{officer.email}"
        ),
        "next_report": Day.of(day, "next_report") if day else "",
        **{
            name: [row(name, place, one) for place, one in enumerate(rows, 1)]
            for name, rows in listed.items()
        },
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
    for name in IN_BRIEF:  # the worst rating is none where no ratings are kept
        found |= {f"{name}_compared": False, f"{name}_then": None, f"{name}_change": None}
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
    figure = figures.get(key)  # none by rating where no ratings are kept
    return None if figure is None or figure.value is None else Number(figure.value, key)


def _ratings(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    def number(family: Family, word: str) -> Number | None:
        return _number(figures, part_key(family, word))

    return [
        {
            "word": of_word(word),
            "meaning": marks.of_cell(settings.rag[word], f"report.toml rag {word}"),
            "reviewed": number("reviewed", word),
            "outstanding": number("outstanding", word),
            "opening": number("opening", word),
            "continuing": number("continuing_from", word),
            "continuing_now": number("continuing_to", word),
            "now": [
                {"word": of_word(now), "count": _number(figures, moved_key(word, now))}
                for now in settings.ratings
            ],
            "comma": writing.sep(place, len(settings.ratings)),
        }
        for place, word in enumerate(settings.ratings, 1)
    ]


def _among_reviewed(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    """Return the ratings that some reviewed recommendation has."""
    found = [one for one in _ratings(settings, figures) if one["reviewed"]]
    return [
        {
            **{key: one[key] for key in ("word", "meaning", "reviewed")},
            "comma": writing.sep(place, len(found)),
        }
        for place, one in enumerate(found, 1)
    ]


def _balance(charts: ChartData) -> list[Slots]:
    """Return the numbers of the balance chart, for those meetings that it shows."""
    if len(charts.totals) < FEWEST_MEETINGS:
        return []
    shown = zip(charts.meetings, charts.totals, strict=True)
    return [
        {"meeting": Stated(day), "outstanding": Number(total, f"balance:{day}")}
        for day, total in list(shown)[-MEETINGS_SHOWN:]
    ]


def _overdue_days(position: Position) -> Number | None:
    """Return by how many days the longest overdue is late."""
    if "target" not in position.kept:
        return None
    meeting = position.settings.meeting.date
    days = [(meeting - row.target).days for row in oldest_overdue(position) if row.target]
    return Number(max(days, default=0), "overdue_days")


def _signed_off(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    found = [(word, figures[part_key("signed_off", word)]) for word in settings.status]
    found = [(word, figure) for word, figure in found if figure.value]
    return [
        {
            "status": of_word(word),
            "count": Number(figure.value or 0, figure.key),
            "comma": writing.sep(place, len(found)),
        }
        for place, (word, figure) in enumerate(found, 1)
    ]
