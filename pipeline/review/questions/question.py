"""A question, its answer and its rows, and what all are answered from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.checks.promise import Promise
from pipeline.english.signs import straight
from pipeline.english.writing import digits, number, plural
from pipeline.figures.result import Computed
from pipeline.register.archive import Filed
from pipeline.register.filed import rows_of
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.review.withheld import WITHHELD

OLDEST = 5
"""So many of the oldest are listed."""
SHORT = 120
TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class Told:
    """One row behind an answer: its ref, its cell, and what it says that bears on the question."""

    ref: str
    cell: str
    words: str


class Question(NamedTuple):
    """A question, its answer and its rows."""

    key: str
    asks: str
    answer: str
    rows: tuple[Told, ...] = ()

    def together(self) -> list[tuple[str, list[Told]]]:
        """Return the rows of which the same is told together, in the order of the first of each."""
        found: dict[str, list[Told]] = {}
        for row in self.rows:
            found.setdefault(row.words, []).append(row)
        return list(found.items())


class Desk:
    """What the questions are answered from, each thing looked up once."""

    def __init__(
        self, result: Computed, filed: Sequence[Filed], promises: tuple[Promise, ...]
    ) -> None:
        self.result, self.promises = result, promises
        self.meeting = result.settings.meeting.date
        self.worst = result.settings.worst
        self.now = result.register.by_ref
        self.then = result.then.by_ref if result.then else {}
        self._filed = [one for one in filed if one.meeting < self.meeting]

    @cached_property
    def history(self) -> list[tuple[datetime.date, Mapping[str, Recommendation]]]:
        """Return the rows of every meeting before this one by ref, oldest first."""
        last = self.result.previous
        return [
            (
                one.meeting,
                self.then
                if last and one.meeting == last.meeting
                else {straight(row.ref): row for row in rows_of(one)},
            )
            for one in self._filed
        ]

    @cached_property
    def movements(self) -> Mapping[str, Movement]:
        """Return what counts now or counted then, by ref."""
        return {row.ref: row for row in self.result.position.both}

    def value(self, key: str) -> int | None:
        """Return a figure's value, None where there is none of that key or it has none."""
        figure = self.result.figures.get(key)
        return figure.value if figure else None

    def refs(self, key: str) -> list[str]:
        """Return the refs behind a figure."""
        figure = self.result.figures.get(key)
        return [row.ref for row in figure.evidence] if figure else []

    def is_told(self, ref: str) -> bool:
        """Return whether a row of this workbook may take a place in an order: none that is withheld
        may, for that would tell its date.
        """
        return self.now[ref].publish

    def count(self, value: int, noun: str = "") -> str:
        """Return a number in house style, with its noun."""
        told = number(value, self.result.settings.style.numbers_in_words_to)
        return f"{told} {plural(value, noun)}" if noun else told

    def rows(
        self,
        refs: Iterable[str],
        words: Callable[[Recommendation], str],
        *,
        then: bool = False,
    ) -> tuple[Told, ...]:
        """Return the rows of some refs; where `then`, what is told needs the last meeting's row
        too.
        """
        return tuple(self._row(ref, words, then=then) for ref in refs)

    def _row(self, ref: str, words: Callable[[Recommendation], str], *, then: bool) -> Told:
        row, was = self.now.get(ref), self.then.get(ref)
        found = row or was
        if found is None:
            return Told(ref, "", "")
        if not found.publish or (then and was is not None and not was.publish):
            return Told(ref, found.cell if row else "", WITHHELD)
        return Told(ref, found.cell if row else "", words(found))


def days_of(many: int) -> str:
    """Return a number of days with its noun."""
    return f"{digits(many)} {plural(many, 'day')}"


def short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}\u2026"
