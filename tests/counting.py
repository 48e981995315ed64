"""Figures counted straight from rows, without the rules, the proof-reading and the archive: for
tests of what is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.commands.inputs import read_settings
from pipeline.figures.figure import Figure, figures
from pipeline.figures.position import Position
from pipeline.register.inspections import Log, log
from pipeline.register.movement import Period
from pipeline.register.recommendations import Register, register
from pipeline.register.records import as_lines, from_lines
from pipeline.settings.model import Settings
from tests.builders import CUT_OFF_THEN, SETTINGS, THEN, recommendations

Row = Mapping[str, Any]


@cache
def chosen(settings: str = SETTINGS) -> Settings:
    """Return settings, read once."""
    return read_settings(settings.encode())


def read(*rows: Row, settings: str = SETTINGS) -> Register:
    """Return the register of rows, written to a workbook and read back; no cell may be at fault."""
    found, faults = register(recommendations(*rows), chosen(settings))
    assert [str(fault) for fault in faults if fault.severity == "error"] == []
    return found


def filed(*rows: Row, settings: str = SETTINGS) -> Register:
    """Return the register of rows as the archive gives it back."""
    return from_lines(
        as_lines(read(*rows, settings=settings)), chosen(settings).ratings, "recommendations.xlsx"
    )


def position_of(
    *now: Row,
    then: Sequence[Row] | None = None,
    entries: bytes | None = None,
    settings: str = SETTINGS,
    workbook: bytes | None = None,
) -> Position:
    """Return what is counted from: rows now (or a workbook), rows at the meeting of 9 July 2020
    (None: a first paper), the log."""
    wanted = chosen(settings)
    logged = Log()
    if entries is not None:
        logged, faults = log(entries, wanted)
        assert [str(fault) for fault in faults if fault.severity == "error"] == []
    end, since = wanted.meeting.cut_off, wanted.meeting.since
    period = Period(end, since=since) if then is None else Period(end, after=CUT_OFF_THEN)
    former = None if then is None else filed(*then, settings=settings)
    here = read(*now, settings=settings) if workbook is None else register(workbook, wanted)[0]
    return Position(
        wanted, here, logged, period, former, None if then is None else THEN.isoformat()
    )


def counted(*now: Row, then: Sequence[Row] | None = None, **more: Any) -> dict[str, Figure]:
    """Return every figure of rows now and then; the keywords are those of `position_of`."""
    return figures(position_of(*now, then=then, **more), {})


def behind(found: Mapping[str, Figure], *keys: str) -> dict[str, list[str]]:
    """Return the refs behind some figures."""
    return {key: refs_of(found[key]) for key in keys}


def refs_of(figure: Figure) -> list[str]:
    """Return the refs behind a figure."""
    return [row.ref for row in figure.evidence]
