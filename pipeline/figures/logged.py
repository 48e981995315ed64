"""What the inspections log tells: inspections, reports and their responses."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.figures.measure import Measure
from pipeline.figures.selections import responses_due, responses_late, responses_made


def logged() -> Iterator[Measure]:
    """Yield what the inspections log tells of the period."""
    yield Measure(
        "inspections",
        "total",
        "Inspections completed in the period",
        "rows of the sheet Inspections whose date Finished lies in the period",
        lambda position: position.period_log.inspections,
        noun="inspection",
    )
    yield Measure(
        "underway",
        "total",
        "Inspections under way at the data cut-off",
        "rows of the sheet Inspections that had started by the data cut-off and not finished, and"
        " of the sheet Forthcoming that had started and not ended; what stands in both counts once",
        lambda position: position.period_log.underway,
        noun="inspection",
    )
    yield Measure(
        "reports",
        "total",
        "Reports published in the period",
        "rows of the sheet Reports whose date Published lies in the period",
        lambda position: position.period_log.reports,
        noun="report",
    )
    yield Measure(
        "forthcoming",
        "total",
        "Forthcoming inspections",
        "rows of the sheet Forthcoming that start after the data cut-off",
        lambda position: position.period_log.forthcoming,
        noun="inspection",
    )
    yield from _responses()


def _responses() -> Iterator[Measure]:
    for name, label, rule, count in (
        (
            "made",
            "Responses made in the period",
            "rows of the sheet Reports whose date Responded lies in the period",
            responses_made,
        ),
        (
            "due",
            "Responses due",
            "rows of the sheet Reports with a Response due, not responded to by the data cut-off,"
            " and not late",
            responses_due,
        ),
        (
            "late",
            "Responses late",
            "rows of the sheet Reports whose Response due is before the meeting, not responded to"
            " by the data cut-off, nor by that day",
            responses_late,
        ),
    ):
        yield Measure("responses", name, label, rule, count, noun="report")
