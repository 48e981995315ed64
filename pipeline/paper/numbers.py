"""The numbers of a template beside the figures themselves: by rating and status, against the last
meeting, and what the charts show.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from pipeline.english import writing
from pipeline.figures.figure import Figure
from pipeline.figures.measure import IN_BRIEF, Family, moved_key, part_key
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.figures.selections import oldest_overdue
from pipeline.paper import marks
from pipeline.paper.chart.charts import ChartData
from pipeline.paper.chart.drawing import MEETINGS_SHOWN
from pipeline.paper.named_values import Number, Stated
from pipeline.paper.recommendation_rows import of_word
from pipeline.paper.rows import Slots
from pipeline.settings.model import Settings

FEWEST_MEETINGS = 3
"""A line over fewer meetings than this says no more than the balance does."""


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


def headlines(settings: Settings, figures: Mapping[str, Figure]) -> Slots:
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


def number(figures: Mapping[str, Figure], key: str) -> Number | None:
    """Return a figure as a number that knows its key; None where it has no value, or is none."""
    figure = figures.get(key)  # none by rating where no ratings are kept
    return None if figure is None or figure.value is None else Number(figure.value, key)


def by_rating(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    """Return the legend with what has each rating, worst first."""

    def part(family: Family, word: str) -> Number | None:
        return number(figures, part_key(family, word))

    return [
        {
            "word": of_word(word),
            "meaning": marks.of_cell(settings.rag[word], f"report.toml rag {word}"),
            "reviewed": part("reviewed", word),
            "outstanding": part("outstanding", word),
            "opening": part("opening", word),
            "continuing": part("continuing_from", word),
            "continuing_now": part("continuing_to", word),
            "now": [
                {"word": of_word(now), "count": number(figures, moved_key(word, now))}
                for now in settings.ratings
            ],
            "comma": writing.sep(place, len(settings.ratings)),
        }
        for place, word in enumerate(settings.ratings, 1)
    ]


def among_reviewed(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    """Return the ratings that some reviewed recommendation has."""
    found = [one for one in by_rating(settings, figures) if one["reviewed"]]
    return [
        {
            **{key: one[key] for key in ("word", "meaning", "reviewed")},
            "comma": writing.sep(place, len(found)),
        }
        for place, one in enumerate(found, 1)
    ]


def balance(charts: ChartData) -> list[Slots]:
    """Return the numbers of the balance chart, for those meetings that it shows."""
    if len(charts.totals) < FEWEST_MEETINGS:
        return []
    shown = zip(charts.meetings, charts.totals, strict=True)
    return [
        {"meeting": Stated(day), "outstanding": Number(total, f"balance:{day}")}
        for day, total in list(shown)[-MEETINGS_SHOWN:]
    ]


def overdue_days(position: Position) -> Number | None:
    """Return by how many days the longest overdue is late."""
    if "target" not in position.kept:
        return None
    meeting = position.settings.meeting.date
    days = [(meeting - row.target).days for row in oldest_overdue(position) if row.target]
    return Number(max(days, default=0), "overdue_days")


def signed_off_as(settings: Settings, figures: Mapping[str, Figure]) -> list[Slots]:
    """Return the statuses of what was signed off in the period, those that occur."""
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
