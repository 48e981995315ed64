"""Values that know what they are called, so that they can be found again in the paper."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pipeline.english import writing
from pipeline.paper.marks import of_figure


class Number(int):
    """A count that knows the key of its figure."""

    key: str

    def __new__(cls, value: int, key: str) -> Number:
        number = super().__new__(cls, value)
        number.key = key
        return number


class Day(datetime.date):
    """A date that knows what it is called, so that it can be found again in the paper."""

    key: str

    @classmethod
    def of(cls, day: datetime.date, key: str) -> Day:
        """Return the date under a name."""
        found = cls(day.year, day.month, day.day)
        found.key = key
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, each end a date of its own: "1 July to 31 December 2020"."""

    first: Day
    last: Day

    def told(self) -> str:
        """Return the span as it travels; one day is a date."""
        first, last = writing.span(self.first, self.last)
        end = of_figure(self.last.key, last)
        return end if self.first == self.last else f"{of_figure(self.first.key, first)} to {end}"


class Place(int):
    """Which one of a list it is: a number of the program's own, and no figure."""


class Stated(str):
    """A text of the program's own whose numbers are no figure's: a seal, the place in a list, an
    ordinal.
    """

    __slots__ = ()
