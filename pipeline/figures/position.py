"""Where the force stands at a meeting: what the rules check and what the figures are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.register.inspections import Log, selected
from pipeline.register.movement import Period, between
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings

COUNTED_COLUMNS = ["ref", "cell", "row", "rag", "status", "stage", "reviewed", "signed_off", "target", "publish"]
MOVE_COLUMNS = ["ref", "cell_now", "cell_then", "stage_then", "stage_now"]
CONTINUING_COLUMNS = [*MOVE_COLUMNS[:3], *(f"{name}_{when}" for name in ("rag", "target", "update", "updated")
                                           for when in ("then", "now"))]


@dataclass(frozen=True)  # no slots: what is compared or chosen is kept once it was asked for
class Position:
    """The settings, this meeting's rows and the last one's, the period and the log; all else follows from these."""

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
        return selected(self.log, self.period.__contains__, self.period.end)

    @cached_property
    def kept(self) -> frozenset[str]:
        """Return what this force keeps, of `KEEPABLE`: what it does not has no figure, and never 0."""
        return kept_in(self.settings, self.register, self.then)

    @cached_property
    def both(self) -> pd.DataFrame:
        """Return the two registers side by side, the table of `movement.between`."""
        return between(self.then, self.register)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Return the force's recommendations and areas for improvement, with the columns that figures look at."""
        return self.register.recommendations[COUNTED_COLUMNS]

    @cached_property
    def outstanding(self) -> pd.DataFrame:
        """Return those of `counted` that are outstanding now."""
        return self.counted[self.counted["stage"] == "outstanding"]

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Return where each row of `both` stood and stands, and no more: most figures look at nothing else, and do so quickly."""
        return self.both[MOVE_COLUMNS]

    @cached_property
    def continuing(self) -> pd.DataFrame:
        """Return the rows of `both` that are outstanding at both meetings."""
        here = (self.both["stage_then"] == "outstanding") & (self.both["stage_now"] == "outstanding")
        return self.both[here][CONTINUING_COLUMNS]

    @cached_property
    def refs_twice(self) -> frozenset[str]:
        """Return the refs that stand twice: which of their rows is the former one cannot be told, so none is compared."""
        refs = self.register.frame["ref"]
        return frozenset(refs[refs.duplicated()]) - {""}

    @cached_property
    def compared(self) -> tuple[Any, ...]:
        """Return the rows of `both`; none on a first paper, for there is nothing to compare with."""
        return tuple(row for row in rows_of(self.both) if row.ref not in self.refs_twice) if self.then is not None else ()

    @cached_property
    def concerns_compared(self) -> tuple[Any, ...]:
        """Return the causes of concern of both meetings; a row that was or is a recommendation is in `compared`."""
        if self.then is None:
            return ()
        rows = rows_of(between(self.then, self.register, concerns=True))
        return tuple(row for row in rows if row.kind_then == row.kind_now == "concern" and row.ref not in self.refs_twice)

    @property
    def every_kind(self) -> tuple[Any, ...]:
        """Return the rows of recommendations and of causes of concern that are compared with the last meeting's."""
        return (*self.compared, *self.concerns_compared)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows of a frame as named tuples."""
    return iter(frame.itertuples(index=False)) if len(frame) else iter(())


KEEPABLE = ("reviewed", "signed_off", "target", "update", "awaiting", "log")
"""Dates and updates that a workbook may not keep, the stage that `[status]` may have no word for, and the inspections log."""


def kept_in(settings: Settings, register: Register, then: Register | None) -> frozenset[str]:
    """Return which of `KEEPABLE` are kept: a column that is blank in every row, now and at the last meeting, is not."""
    frames = [one.frame for one in (register, then) if one is not None and len(one.frame)]

    def held(*keys: str) -> bool:
        return not frames or any(bool((frame[key].notna() & (frame[key] != "")).any()) for frame in frames for key in keys)

    columns = {"reviewed": ("reviewed",), "signed_off": ("signed_off",), "target": ("target",), "update": ("update", "updated")}
    return frozenset({name for name, keys in columns.items() if held(*keys)}
                     | ({"awaiting"} if "awaiting" in settings.stages.values() else set())
                     | ({"log"} if settings.workbook.log else set()))
