"""The rows that a template may list: those of the first papers' appendices, of the log, and behind
each figure.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from pipeline.figures.figure import Figure
from pipeline.figures.measure import Measure
from pipeline.figures.position import Position
from pipeline.figures.selections import (
    new,
    overdue,
    responses_due,
    responses_late,
    responses_made,
    settled,
    worst_rated,
)
from pipeline.paper.log_rows import (
    forthcoming_row,
    inspection_row,
    positions,
    report_row,
    under_way_row,
)
from pipeline.paper.named_values import Number
from pipeline.paper.recommendation_rows import Listing
from pipeline.paper.rows import Row, Rows, Slots
from pipeline.register.inspections import Report
from pipeline.register.recommendation import Recommendation

FEW = 6
"""The refs that a sentence can name."""


def appendices(position: Position) -> dict[str, Callable[[], Iterable[Recommendation]]]:
    """Return how the rows of the first papers' appendices are chosen."""
    compares = position.last_meeting is not None
    return {
        "worst_rated": lambda: worst_rated(position),
        "new_rows": lambda: new(position) if compares else [],
        "settled_rows": lambda: settled(position) if compares else [],
        "overdue_rows": lambda: overdue(position),
    }


def of_log(position: Position) -> dict[str, Rows]:
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


def by_figure(
    position: Position,
    figures: Mapping[str, Figure],
    listing: Listing,
    logged: Mapping[str, Rows],
) -> Slots:
    """Return the rows of every figure, those of recommendations by report too, and how many are
    kept back; None for a figure without a value.
    """
    kept = {key: one.measure for key, one in figures.items() if one.value is not None}

    @cache
    def in_order(key: str) -> list[Recommendation]:
        return _in_order(kept[key], position)

    def rows(measure: Measure) -> Callable[[], list[Recommendation]]:
        return lambda: in_order(measure.key)

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
