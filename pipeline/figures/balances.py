"""The two balances, outstanding and awaiting the inspectorate: what was there, what came and went,
and what is there now, by rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.figures.measure import Count, Family, Measure
from pipeline.figures.position import Position
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Stage, slug

EVERY: tuple[Stage, ...] = ("outstanding", "awaiting", "closed", "withdrawn", "absent")
PRESENT = EVERY[:4]
Move = tuple[str, str, str, tuple[Stage, ...], tuple[Stage, ...]]
"""A line of a balance: its name in the family, its label, its rule, the stages that it leads from
and those that it leads to.
"""
OUTSTANDING: tuple[Move, ...] = (
    (
        "opening",
        "Outstanding at the last meeting",
        "recommendations whose status was open at the last meeting, as filed",
        ("outstanding",),
        EVERY,
    ),
    (
        "new",
        "New since the last meeting",
        "recommendations that were not in the last meeting's register, whatever their status now",
        ("absent",),
        PRESENT,
    ),
    (
        "reopened",
        "Reopened since the last meeting",
        "recommendations that are open now and were signed off, closed or withdrawn at the last"
        " meeting",
        ("awaiting", "closed", "withdrawn"),
        ("outstanding",),
    ),
    (
        "settled",
        "Signed off or closed since the last meeting",
        "recommendations that are signed off or closed now and were open, or not there, at the last"
        " meeting",
        ("outstanding", "absent"),
        ("awaiting", "closed"),
    ),
    (
        "withdrawn",
        "Withdrawn since the last meeting",
        "recommendations that are withdrawn now, or no longer count, and were open, or not there,"
        " at the last meeting",
        ("outstanding", "absent"),
        ("withdrawn",),
    ),
)
"""What leads to the outstanding recommendations from those of the last meeting."""
AWAITING: tuple[Move, ...] = (
    (
        "opening",
        "Awaiting the inspectorate at the last meeting",
        "recommendations that were signed off inside the force and not yet closed at the last"
        " meeting, as filed",
        ("awaiting",),
        EVERY,
    ),
    (
        "added",
        "Signed off since the last meeting",
        "recommendations that await the inspectorate now and did not at the last meeting",
        ("outstanding", "closed", "withdrawn", "absent"),
        ("awaiting",),
    ),
    (
        "closed",
        "Closed by the inspectorate since the last meeting",
        "recommendations that awaited the inspectorate at the last meeting and are closed now",
        ("awaiting",),
        ("closed",),
    ),
    (
        "returned",
        "Returned to the force since the last meeting",
        "recommendations that awaited the inspectorate at the last meeting and are open now",
        ("awaiting",),
        ("outstanding",),
    ),
    (
        "withdrawn",
        "Withdrawn while awaiting the inspectorate",
        "recommendations that awaited the inspectorate at the last meeting and are withdrawn now,"
        " or no longer count",
        ("awaiting",),
        ("withdrawn",),
    ),
)
"""What leads to the recommendations that await the inspectorate from those of the last meeting."""


def outstanding(ratings: Sequence[str]) -> Iterator[Measure]:
    """Yield the balance of what is outstanding, with what was and is outstanding by rating."""
    yield from _moves("outstanding", OUTSTANDING)
    for word in ratings:
        yield Measure(
            "opening",
            slug(word),
            f"Outstanding at the last meeting and rated {word} then",
            f"recommendations whose status was open at the last meeting, rated {word} then, as"
            " filed",
            _opening(word),
            word,
            compares=True,
            then=True,
        )
    rule = "recommendations and areas for improvement for the force or jointly whose status is open"
    yield Measure(
        "outstanding",
        "total",
        "Outstanding",
        rule,
        lambda position: position.outstanding,
        in_both_papers=True,
        in_brief="outstanding",
    )
    for word in ratings:
        yield Measure(
            "outstanding",
            slug(word),
            f"Outstanding and rated {word}",
            f"{rule}, rated {word}",
            _rated(word),
            word,
            in_both_papers=True,
        )


def awaiting() -> Iterator[Measure]:
    """Yield the balance of what awaits the inspectorate."""
    yield from _moves("awaiting", AWAITING)
    yield Measure(
        "awaiting",
        "total",
        "Awaiting the inspectorate",
        "recommendations and areas for improvement that are signed off inside the force and not yet"
        " closed",
        lambda position: [
            row for row in position.register.recommendations if row.stage == "awaiting"
        ],
        in_both_papers=True,
        in_brief="awaiting",
    )


def _moves(family: Family, moves: Sequence[Move]) -> Iterator[Measure]:
    """Yield the lines of a balance; the rows of its opening are those of the last meeting."""
    for name, label, rule, came_from, went_to in moves:
        then = name == "opening"
        count = _moved(came_from, went_to, then=then)
        yield Measure(family, name, label, rule, count, compares=True, then=then)


def _moved(came_from: Sequence[Stage], went_to: Sequence[Stage], *, then: bool) -> Count:
    """Return how the rows are counted that went from one of some stages to one of others."""

    def moved(position: Position) -> Iterable[Recommendation]:
        rows = (
            row for row in position.both if row.stage_then in came_from and row.stage_now in went_to
        )
        return [row.then for row in rows if row.then] if then else [row.row for row in rows]

    return moved


def _opening(word: str) -> Count:
    """Return how the rows are counted that were outstanding at the last meeting with a rating."""
    return lambda position: [
        row.then
        for row in position.both
        if row.then and row.stage_then == "outstanding" and row.then.rag == word
    ]


def _rated(word: str) -> Count:
    """Return how the outstanding rows with a rating are counted."""
    return lambda position: [row for row in position.outstanding if row.rag == word]
