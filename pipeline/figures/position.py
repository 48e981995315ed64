"""What the figures are counted from: the rows of this meeting, of the last one, and of the log's period."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.register.inspections import Log, selected
from pipeline.register.movement import Period, between
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings

COUNTED_COLUMNS = ["ref", "cell", "row", "rag", "status", "stage", "reviewed", "signed_off", "target", "publish"]
MOVE_COLUMNS = ["ref", "cell_now", "cell_then", "stage_then", "stage_now"]
CONTINUING_COLUMNS = [*MOVE_COLUMNS[:3], *(f"{name}_{when}" for name in ("rag", "target", "update", "updated")
                                           for when in ("then", "now"))]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures are counted from. `both` is the table of `changes.between`; `log` holds the rows of the period,
    `all_log` every row."""

    settings: Settings
    register: Register
    log: Log
    period: Period
    both: pd.DataFrame
    all_log: Log
    previous: str | None
    kept: frozenset[str]
    """What this force keeps, of `KEEPABLE`: what it does not has no figure, and never 0."""
    counted: pd.DataFrame
    """The force's recommendations and areas for improvement, with the columns that figures look at."""
    outstanding: pd.DataFrame
    """Those of `counted` that are outstanding now."""
    moves: pd.DataFrame
    """Where each row of `both` stood and stands, and no more: most figures look at nothing else, and do so quickly."""
    continuing: pd.DataFrame
    """The rows of `both` that are outstanding at both meetings."""


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


def facts(settings: Settings, register: Register, log: Log, period: Period, then: Register | None,
          previous: str | None) -> Facts:
    """Return what the figures are counted from; `previous` is the date of the meeting `then` was filed for."""
    kept = kept_in(settings, register, then)
    chosen = selected(log, period.__contains__, period.end)
    both, counted = between(then, register), register.recommendations[COUNTED_COLUMNS]
    continuing = both[(both["stage_then"] == "outstanding") & (both["stage_now"] == "outstanding")]
    outstanding = counted[counted["stage"] == "outstanding"]
    return Facts(settings, register, chosen, period, both, log, previous, kept, counted, outstanding,
                 both[MOVE_COLUMNS], continuing[CONTINUING_COLUMNS])
