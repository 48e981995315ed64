"""What stands beside the balances: overdue, extended, without news, and what presses."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.figures.measure import Measure
from pipeline.figures.selections import (
    extended,
    newly_worst,
    oldest_overdue,
    outstanding_concerns,
    overdue,
    slipped,
    stale,
    worst_or_overdue,
)


def standing() -> Iterator[Measure]:
    """Yield what is late, put off or without news, and the causes of concern."""
    yield Measure(
        "overdue",
        "total",
        "Overdue",
        "outstanding recommendations whose target date is before the meeting",
        overdue,
        needs="target",
        dated="target",
        in_brief="overdue",
    )
    yield Measure(
        "extended",
        "total",
        "Target date extended",
        "recommendations open at both meetings whose target date is later than it was",
        extended,
        compares=True,
        needs="target",
    )
    yield Measure(
        "stale",
        "total",
        "No new update",
        "recommendations open at both meetings with the same update and the same date of update",
        stale,
        compares=True,
        needs="update",
    )
    yield Measure(
        "concerns",
        "total",
        "Causes of concern outstanding",
        "causes of concern for the force or jointly whose status is open; they are not"
        " recommendations",
        outstanding_concerns,
        noun="concern",
        needs="kind",
        in_brief="concerns",
    )


def pressing(worst: str) -> Iterator[Measure]:
    """Yield what a member asks for first: the gravest, the longest overdue, what slipped."""
    yield from _worst(worst)
    yield Measure(
        "overdue",
        "oldest",
        "Longest overdue",
        "overdue recommendations with the earliest target date",
        oldest_overdue,
        needs="target",
        dated="target",
    )
    yield Measure(
        "slipped",
        "total",
        "Reopened, worsened or extended",
        "outstanding recommendations that were signed off, closed or withdrawn at the last meeting,"
        " or open then with a better rating or an earlier target date",
        slipped,
        compares=True,
    )


def _worst(worst: str) -> Iterator[Measure]:
    """Yield what has the worst rating and had not, and what has it or is overdue."""
    rated = f"rated {worst or 'worst'}"
    yield Measure(
        "newly_worst",
        "total",
        f"Newly {rated}",
        f"outstanding recommendations {rated} that were not outstanding with that rating at the"
        " last meeting",
        newly_worst,
        compares=True,
        worst=True,
        needs="rag",
    )
    yield Measure(
        "worst_or_overdue",
        "total",
        f"Rated {worst} or overdue" if worst else "Overdue, and no ratings are kept",
        f"outstanding recommendations that are {rated}, or whose target date is before the meeting",
        worst_or_overdue,
        worst=True,
        needs="" if worst else "target",
    )
