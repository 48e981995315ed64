"""The questions that members will ask, each computed with its answer and its rows; only those that
arise.

Of a row that is not for publication only the ref and the cell are told, and of a meeting at which
it was not, nothing of that meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.checks.promise import Promise
from pipeline.figures.result import Computed
from pipeline.register.archive import Filed
from pipeline.review.questions import movement, ratings, targets, totals
from pipeline.review.questions.question import Desk, Question


def questions(
    result: Computed, filed: Sequence[Filed], promises: Iterable[Promise]
) -> tuple[Question, ...]:
    """Return the questions that arise; `filed` is the archive, of which only the meetings before
    this one are looked at.
    """
    desk = Desk(result, filed, tuple(promises))
    return tuple(found for ask in ASKED if (found := ask(desk)) is not None)


ASKED: tuple[Callable[[Desk], Question | None], ...] = (
    totals.totals,
    totals.worst_totals,
    ratings.newly_worst,
    ratings.stale_worst,
    ratings.always_worst,
    ratings.worse,
    targets.overdue,
    targets.overdue_and_better,
    targets.targets,
    targets.promised,
    movement.came_back,
    movement.withdrawn,
    movement.new,
    movement.waiting,
    totals.secret,
)
"""The questions in the order in which a meeting comes to them."""
