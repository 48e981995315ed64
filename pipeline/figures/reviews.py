"""What leads from what the panel reviewed to its ratings, and to what is outstanding."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.figures.measure import Count, Family, Measure
from pipeline.figures.of_period import in_period
from pipeline.figures.selections import (
    reviewed_outstanding,
    unreviewed,
    unreviewed_earlier,
    unreviewed_new,
)

NOT_REVIEWED = "outstanding recommendations that the panel did not review in the period"
Line = tuple[Family, str, str, str, Count, bool]
"""A figure here: its family, name, label, rule and count, and whether it compares."""
RATED: tuple[Line, ...] = (
    (
        "unrated",
        "total",
        "Reviewed in the period and not rated",
        "recommendations that the panel reviewed in the period, settled, and without a rating",
        in_period("reviewed", "rag", ""),
        False,
    ),
)
"""What has a value only where ratings are kept."""
OUTSTANDING: tuple[Line, ...] = (
    (
        "reviewed_outstanding",
        "total",
        "Outstanding and reviewed in the period",
        "outstanding recommendations that the panel reviewed in the period",
        reviewed_outstanding,
        False,
    ),
    (
        "unreviewed",
        "total",
        "Outstanding and not reviewed in the period",
        NOT_REVIEWED,
        unreviewed,
        False,
    ),
    (
        "unreviewed",
        "new",
        "Outstanding and not reviewed in the period, new since the last meeting",
        f"{NOT_REVIEWED}, and that were not in the last meeting's register",
        unreviewed_new,
        True,
    ),
    (
        "unreviewed",
        "earlier",
        "Outstanding and not reviewed in the period, known at the last meeting",
        f"{NOT_REVIEWED}, and that were in the last meeting's register",
        unreviewed_earlier,
        True,
    ),
)
"""What is outstanding, by whether the panel reviewed it."""


def reviews(*, rated: bool) -> Iterator[Measure]:
    """Yield what leads from what was reviewed to what is outstanding; `rated`: ratings are kept."""
    for family, name, label, rule, count, compares in (*RATED, *OUTSTANDING):
        yield Measure(
            family,
            name,
            label,
            rule,
            count,
            needs="rag" if family == "unrated" and not rated else "reviewed",
            dated="reviewed",
            of_period=True,
            compares=compares,
        )
