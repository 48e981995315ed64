"""Why each figure moved: the rows that came and the rows that left, from the last meeting's
register to this one's.

Last meeting's rows are counted again on the filed register, and believed only where they are as
many as were filed: what compared two meetings against the meeting filed before it; the log's
figures on this log, for a log keeps its rows. What was reviewed or signed off before the first
filed meeting is told from the dates, for only one start of a period can yield the number that was
filed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.english.writing import say_date
from pipeline.figures.figure import Evidence, Figure, evidence_of
from pipeline.figures.measure import Measure, Noun
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.figures.result import Computed
from pipeline.register.filed import register_of
from pipeline.register.movement import Period
from pipeline.register.recommendation import Recommendation
from pipeline.settings.tables import Meeting

NO_MEETING = "No earlier meeting is filed."
NOT_KEPT = "This workbook does not keep what it is counted from."
NOT_FILED = "The last meeting has no value for it."
NO_LOG = "This log does not hold the rows that the last paper counted."
NOT_KNOWN = "The filed register does not tell which rows were counted."


@dataclass(frozen=True, slots=True)
class Move:
    """One row that came into a figure or left it: its cell in the filed workbook and in this one,
    None where not there.

    `was` and `became` say what the row said then and says now; both are empty where it is not for
    publication.
    """

    ref: str
    then: str | None
    now: str | None
    was: str = ""
    became: str = ""
    withheld: bool = False

    @property
    def moved(self) -> bool:
        """Return whether both workbooks hold the row: it is neither new nor gone, but counts
        elsewhere.
        """
        return self.then is not None and self.now is not None

    @property
    def place(self) -> str:
        """Return its cell, in this workbook unless it says otherwise."""
        then, now = (
            "" if cell is None else cell.rpartition("!")[2] for cell in (self.then, self.now)
        )
        if not now:
            return f"{then} of the filed workbook"
        return f"{now}, then {then}" if then and then != now else now

    def as_json(self) -> dict[str, str | bool | None]:
        """Return the row as a mapping of plain values."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One figure, last time and now. `came` and `left` are None, and `unknown` says why, where they
    cannot be known.

    Where they are known, `now` − `then` is the number that came less the number that left.
    """

    key: str
    label: str
    then: int | None
    now: int | None
    came: tuple[Move, ...] | None = None
    left: tuple[Move, ...] | None = None
    unknown: str = ""

    @property
    def change(self) -> int | None:
        """Return by how much the figure moved, None where either value is not known."""
        return None if self.then is None or self.now is None else self.now - self.then

    def as_json(self) -> dict[str, object]:
        """Return the reason as a mapping of plain values."""
        came, left = (
            None if moves is None else [move.as_json() for move in moves]
            for moves in (self.came, self.left)
        )
        return {
            "key": self.key,
            "label": self.label,
            "then": self.then,
            "now": self.now,
            "change": self.change,
            "came": came,
            "left": left,
            "unknown": self.unknown or None,
        }


def reasons(result: Computed) -> list[Reason]:
    """Return one reason a figure, in the order of the figures; on a first paper each says that
    nothing is filed.
    """
    filed = filed_rows(result)
    now = result.register.by_ref
    then = result.then.by_ref if result.then else {}

    @cache  # a row moves from one figure of a family to another, and between their totals
    def move(ref: str, noun: Noun, dated: str) -> Move:
        return _move(ref, noun, dated, now.get(ref), then.get(ref))

    return [
        _reason(figure, filed.get(figure.key), move, result) for figure in result.figures.values()
    ]


def filed_rows(result: Computed) -> dict[str, tuple[Evidence, ...]]:
    """Return last meeting's rows by key of figure, for the figures whose rows are known."""
    previous, then = result.previous, result.then
    if previous is None or then is None:
        return {}
    settings = dataclasses.replace(
        result.settings, meeting=Meeting(date=previous.meeting, data_to=previous.data_to)
    )
    earlier = result.earlier
    base = Position(
        settings,
        then,
        result.position.log,
        Period(previous.data_to, after=earlier.data_to if earlier else None),
        register_of(earlier, settings) if earlier else None,
        earlier.meeting.isoformat() if earlier else None,
    )
    same_worst = previous.ratings[:1] == settings.ratings[:1]
    found = _counted(
        base,
        [
            measure
            for measure in measures(settings)
            if (earlier or not measure.compares) and (same_worst or not measure.worst)
        ],
    )
    for group in ("reviewed", "signed_off") if earlier is None else ():
        found.update(
            _of_period(
                base,
                previous.figures,
                [measure for measure in measures(settings) if measure.group == group],
            )
        )
    counted = {
        key: rows
        for key, rows in found.items()
        if len({row.ref for row in rows}) == previous.figures.get(key)
    }
    return {**{key: () for key, value in previous.figures.items() if value == 0}, **counted}


def _of_period(
    base: Position, filed: Mapping[str, int | None], group: Sequence[Measure]
) -> dict[str, tuple[Evidence, ...]]:
    """Return the rows of the figures of a period: those with the latest dates, as many as the total
    that was filed.
    """
    [whole], end = [measure for measure in group if measure.is_total], base.period.end
    days = (row.day(whole.dated) for row in base.register.recommendations)
    latest, total = (
        sorted((day for day in days if day and day <= end), reverse=True),
        filed.get(whole.key),
    )
    if total is None or total > len(latest):
        return {}
    span = Period(end, after=latest[total] if total < len(latest) else None)
    again = _counted(dataclasses.replace(base, period=span), group)
    return again if len(again[whole.key]) == total else {}


def _counted(base: Position, chosen: Iterable[Measure]) -> dict[str, tuple[Evidence, ...]]:
    return {measure.key: tuple(evidence_of(measure.count(base), None)) for measure in chosen}


def _reason(
    figure: Figure,
    filed: tuple[Evidence, ...] | None,
    move: Callable[[str, Noun, str], Move],
    result: Computed,
) -> Reason:
    known = Reason(figure.key, figure.label, figure.previous, figure.value)
    why = _unknown(figure, filed, result)
    if why or filed is None:
        return dataclasses.replace(known, unknown=why)
    here, there = {row.ref for row in figure.evidence}, {row.ref for row in filed}

    def moved(row: Evidence) -> Move:
        if figure.measure.group == "log":
            return Move(row.ref, None, row.cell)
        return move(row.ref, figure.measure.noun, figure.measure.dated)

    return dataclasses.replace(
        known,
        came=tuple([moved(row) for row in figure.evidence if row.ref not in there]),
        left=tuple([moved(row) for row in filed if row.ref not in here]),
    )


def _unknown(figure: Figure, filed: tuple[Evidence, ...] | None, result: Computed) -> str:
    """Return why a figure's rows cannot be compared, empty where they can."""
    if result.previous is None:
        return NO_MEETING
    if figure.value is None:
        return NOT_KEPT
    if figure.previous is None:
        return NOT_FILED
    if len({row.ref for row in figure.evidence}) != figure.value:
        return NOT_KNOWN
    if filed is not None:
        return ""
    return NO_LOG if figure.measure.group == "log" else NOT_KNOWN


def _move(
    ref: str, noun: Noun, dated: str, here: Recommendation | None, there: Recommendation | None
) -> Move:
    cells = (there.cell if there else None, here.cell if here else None)
    if not all(record.publish for record in (here, there) if record):
        return Move(ref, *cells, withheld=True)
    return Move(
        ref,
        *cells,
        _said(there, noun, dated) if there else "not in the register",
        _said(here, noun, dated) if here else "no longer in the workbook",
    )


def _said(row: Recommendation, noun: Noun, dated: str) -> str:
    """Return what a row says that bears on a figure: where it stands, its rating, and the date that
    matters.
    """
    told: list[str] = [row.stage]
    if row.scope == "other":
        told = ["for other bodies only"]
    elif (row.kind == "concern") != (noun == "concern"):
        told.insert(0, "a cause of concern" if row.kind == "concern" else "a recommendation")
    if row.rag:
        told.append(row.rag)
    day = row.day(dated) if dated else None
    if day:
        told.append(f"{dated.replace('_', ' ')} {say_date(day)}")
    return ", ".join(part for part in told if part)
