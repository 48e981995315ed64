"""Where the force stands at a meeting: what the rules check and what the figures are counted
from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.register.movement import Movement, Period, between
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Settings
from pipeline.settings.schema import RECOMMENDATIONS

if TYPE_CHECKING:
    from pipeline.register.inspections import Log
    from pipeline.register.recommendations import Register


@dataclass(frozen=True)  # no slots: what is compared or chosen is kept once it was asked for
class Position:
    """The settings, this meeting's rows and the last one's, the period and the log; all else
    follows from these.
    """

    settings: Settings
    register: Register
    log: Log
    """Every row of the log."""
    period: Period
    then: Register | None = None
    """The last meeting's register; None on a first paper."""
    last_meeting: str | None = None
    """The date of the last meeting."""
    ratings_then: frozenset[str] = frozenset()
    """The ratings of what was outstanding then."""
    log_then: Log | None = None
    """The log that the last meeting was filed with; None where there is none."""

    @cached_property
    def period_log(self) -> Log:
        """Return the rows of the log that belong to this paper."""
        from pipeline.register.inspections import selected

        return selected(self.log, self.period.__contains__, self.period.end)

    @cached_property
    def kept(self) -> frozenset[str]:
        """Return what this force keeps, of `KEEPABLE`: what it does not has no figure, and
        never 0.
        """
        found = kept_in(self.settings, self.register, self.then)
        columns = {"response_due", "responded"}
        if "log" in found and all(columns <= set(row.cells) for row in self.log.reports):
            return found | {"responses"}
        return found

    @cached_property
    def both(self) -> tuple[Movement, ...]:
        """Return the two registers side by side."""
        return between(self.then, self.register)

    @cached_property
    def of_period(self) -> Mapping[str, tuple[Recommendation, ...]]:
        """Return the recommendations and areas for improvement with a date in the period, by the
        key of the date.
        """
        rows, period = self.register.recommendations, self.period
        return {
            key: tuple([row for row in rows if row.day(key) in period])
            for key in ("reviewed", "signed_off")
        }

    @cached_property
    def outstanding(self) -> tuple[Recommendation, ...]:
        """Return the recommendations and areas for improvement that are outstanding now."""
        return tuple(row for row in self.register.recommendations if row.stage == "outstanding")

    @cached_property
    def continuing(self) -> tuple[tuple[Recommendation, Recommendation], ...]:
        """Return the rows then and now of what is outstanding at both meetings."""
        return tuple(
            (row.then, row.now) for row in self.both if row.then and row.now and row.is_continuing
        )

    @cached_property
    def refs_twice(self) -> frozenset[str]:
        """Return the refs that stand twice: which of their rows is the former one cannot be told,
        so none is compared.
        """
        return frozenset(
            ref
            for ref, count in Counter(row.ref for row in self.register.rows).items()
            if count > 1
        ) - {""}

    @cached_property
    def compared(self) -> tuple[Movement, ...]:
        """Return the rows of `both`; none on a first paper, for there is nothing to compare
        with.
        """
        return (
            tuple(row for row in self.both if row.ref not in self.refs_twice)
            if self.then is not None
            else ()
        )

    @cached_property
    def concerns_compared(self) -> tuple[Movement, ...]:
        """Return the causes of concern of both meetings; a row that was or is a recommendation is
        in `compared`.
        """
        if self.then is None:
            return ()
        return tuple(
            row
            for row in between(self.then, self.register, concerns=True)
            if row.then
            and row.now
            and row.then.kind == row.now.kind == "concern"
            and row.ref not in self.refs_twice
        )

    @property
    def every_kind(self) -> tuple[Movement, ...]:
        """Return the rows of recommendations and of causes of concern that are compared with the
        last meeting's.
        """
        return (*self.compared, *self.concerns_compared)


KEEPABLE = (
    "kind",
    "rag",
    "owner",
    "reviewed",
    "signed_off",
    "target",
    "update",
    "rag_reason",
    "closed",
    "awaiting",
    "log",
    "responses",
)
"""Ratings with their reasons, owners, dates and updates that a workbook may not keep, the stage
that `[status]` may have no word for, the inspections log, and in it when a response is due and was
made.
"""


def kept_in(settings: Settings, register: Register, then: Register | None) -> frozenset[str]:
    """Return which of `KEEPABLE` are kept: a column that is blank in every row, now and at the last
    meeting, is not, nor is one that the workbook has no longer, whatever it held at the last one.
    """
    columns = {
        "owner": ("owner",),
        "reviewed": ("reviewed",),
        "signed_off": ("signed_off",),
        "target": ("target",),
        "update": ("update", "updated"),
        "rag_reason": ("rag_reason",),
    }

    def holds(one: Register | None, keys: tuple[str, ...]) -> bool:
        return one is not None and any(getattr(row, key) for row in one.rows for key in keys)

    none = not register.rows and not (then and then.rows)
    held = {
        name
        for name, keys in columns.items()
        if none
        or holds(register, keys)
        or (holds(then, keys) and any(key in register.columns for key in keys))
    }
    return frozenset(
        held
        | ({"kind"} if settings.keeps(RECOMMENDATIONS, "kind") else set())
        | ({"closed"} if none or "closed" in register.columns else set())
        | ({"rag"} if settings.ratings else set())
        | ({"awaiting"} if "awaiting" in settings.stages.values() else set())
        | ({"log"} if settings.workbook.log else set())
    )
