"""The values that a template is filled with: the slots of `slots`, by name. Nothing here makes a
sentence.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from pipeline.checks.promise import Promise
from pipeline.figures.figure import Figure
from pipeline.figures.measure import part_key
from pipeline.figures.position import Position
from pipeline.paper import contents
from pipeline.paper.abbreviations import Abbreviations, abbreviations_of
from pipeline.paper.chart.charts import ChartData, marker
from pipeline.paper.cover import besides, cover
from pipeline.paper.lists import appendices, by_figure, of_log
from pipeline.paper.named_values import Day, Span, Stated
from pipeline.paper.numbers import (
    FEWEST_MEETINGS,
    among_reviewed,
    balance,
    by_rating,
    headlines,
    number,
    overdue_days,
    signed_off_as,
)
from pipeline.paper.promised import promised
from pipeline.paper.recommendation_rows import Listing, of_word
from pipeline.paper.rows import Slots
from pipeline.settings.model import Settings

KEPT = {
    "kinds_kept": "kind",
    "updates_compared": "update",
    "reasons_kept": "rag_reason",
    "ratings_kept": "rag",
    "owners_kept": "owner",
    "reviews_kept": "reviewed",
    "sign_offs_kept": "signed_off",
    "closures_kept": "closed",
    "targets_kept": "target",
    "awaiting_kept": "awaiting",
    "log_kept": "log",
}
"""What a template may ask whether it is kept, and its key in `position.KEEPABLE`."""
LOGGED = ("inspections", "underway", "reports", "forthcoming")
"""The lists of the log that have a name of their own."""


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
    listing, logged = Listing(position), of_log(position)
    return {
        **cover(settings),
        **besides(settings),
        **{key: number(figures, key) for key in figures},
        **_meetings(settings, previous),
        **_period(position),
        "archive_seal": Stated(seal),
        **{name: key in position.kept for name, key in KEPT.items()},
        **_worst(settings, figures),
        **headlines(settings, figures),
        **_charts(settings, charts),
        "overdue_days": overdue_days(position),
        "contents": contents.MARK,
        "abbreviations": Abbreviations(lambda: abbreviations_of(position)),
        "ratings": by_rating(settings, figures),
        "ratings_reviewed": among_reviewed(settings, figures),
        "promises": promised(promises),
        "signed_off_as": signed_off_as(settings, figures),
        **{name: logged[f"{name}_total"] for name in LOGGED},
        **{name: listing.of(rows) for name, rows in appendices(position).items()},
        **by_figure(position, figures, listing, logged),
    }


def _meetings(settings: Settings, previous: tuple[datetime.date, datetime.date] | None) -> Slots:
    """Return the days of this meeting and the last; those of the last are empty on a first one."""
    meeting = settings.meeting
    return {
        "meeting_date": Day.of(meeting.date, "meeting_date"),
        "data_to": Day.of(meeting.cut_off, "data_to"),
        "first_paper": previous is None,
        "previous_date": Day.of(previous[0], "previous_date") if previous else "",
        "previous_data_to": Day.of(previous[1], "previous_data_to") if previous else "",
        "since": Day.of(meeting.since, "since") if meeting.since and not previous else "",
    }


def _worst(settings: Settings, figures: Mapping[str, Figure]) -> Slots:
    """Return the worst rating, and how many have it and had it."""
    return {
        "worst": of_word(settings.worst),
        "worst_outstanding": number(figures, part_key("outstanding", settings.worst)),
        "worst_opening": number(figures, part_key("opening", settings.worst)),
    }


def _charts(settings: Settings, charts: ChartData) -> Slots:
    """Return where the charts stand, and the numbers of the one over the meetings."""
    return {
        "ratings_chart": marker("ratings") if settings.ratings else "",
        "balance_chart": marker("balance") if len(charts.totals) >= FEWEST_MEETINGS else "",
        "balance": balance(charts),
    }


def _period(position: Position) -> Slots:
    """Return the days that belong to this paper; empty where a first paper has no first day."""
    span = position.period
    first = span.after + datetime.timedelta(days=1) if span.after else span.since
    if first is None:
        return {"period": "", "period_from": "", "period_is_one_day": False}
    day = Day.of(first, "period_from")
    return {
        "period": Span(day, Day.of(span.end, "data_to")),
        "period_from": day,
        "period_is_one_day": first == span.end,
    }
