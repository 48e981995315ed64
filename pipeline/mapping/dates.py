"""Dates as trackers keep them, words that are none, months and quarters as targets; and keys that
are numbers.
"""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

from pipeline.english.pattern import late
from pipeline.english.signs import straight
from pipeline.settings.mapping import Dates
from pipeline.settings.model import fold
from pipeline.workbook.cell import Raw, hides_day, plain

TARGETS = ("target", "original_target")
"""The dates that a month or a quarter may give: what is due by its end is due on its last day."""
SHOWN = "dd/mm/yyyy"
NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WORD = late(r"(?:end (?:of )?|by (?:end (?:of )?)?)?([a-z]{3,9})\.?[ '/-]*([0-9]{4}|[0-9]{2})")
_DIGITS = late(r"(0?[1-9]|1[0-2])[/.-]([0-9]{4})")
_QUARTER = late(
    r"(?:end (?:of )?)?(?:q(?:uarter|tr)? ?([1-4])|([1-4])(?:st|nd|rd|th)? q(?:uarter|tr)?)["
    r" ,'/-]*(?:fy ?)?"
    r"([0-9]{4}|[0-9]{2})(?:[/-]([0-9]{4}|[0-9]{2}))?"
)


def dated(raw: Raw, key: str, dates: Dates) -> Raw:
    """Return a cell of a date by what report.toml says of dates: one without a date as blank, a
    target's month as a day.
    """
    value = raw.value
    if raw.uncalculated or raw.error or raw.broken or value is None:
        return raw
    if isinstance(value, datetime.date):
        if dates.month and key in TARGETS and hides_day(raw.pattern):
            return raw._replace(value=_day(value.year, value.month, dates), pattern=SHOWN)
        return raw
    text = plain(value).strip()
    if dates.none and fold(text) in _none(dates.none):
        return raw._replace(value=None)
    day = month_in(text, dates) if dates.month and key in TARGETS else None
    return raw if day is None else raw._replace(value=day, pattern=SHOWN)


@lru_cache(maxsize=64)
def _none(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))


def month_in(text: str, dates: Dates) -> datetime.date | None:
    """Return the day that a month or a quarter stands for, None where the text is neither.

    Quarters count from `year_starts`; a year in two parts, as 2020/21, begins in April, and is read
    where years do so.

    >>> april = Dates(month="last day", year_starts="April")
    >>> month_in("Mar-21", april), month_in("Q4 2020/21", april), month_in("TBC", april)
    (datetime.date(2021, 3, 31), datetime.date(2021, 3, 31), None)
    """
    said = " ".join(straight(text).casefold().split())
    if (found := _WORD.fullmatch(said)) and (month := _month(found[1])):
        return _day(_year(found[2]), month, dates)
    if found := _DIGITS.fullmatch(said):
        return _day(int(found[2]), int(found[1]), dates)
    if not (found := _QUARTER.fullmatch(said)):
        return None
    quarter, year, second = int(found[1] or found[2]), _year(found[3]), found[4]
    april = dates.year_starts == "April"
    if second and not (april and _year(second) == year + 1):
        return None
    first = quarter * 3 - 2 + 3 * april
    last = first + (2 if dates.month == "last day" else 0)
    return _day(year + (last > 12), (last - 1) % 12 + 1, dates)


def _month(word: str) -> int:
    return next(
        (
            number
            for number, name in enumerate(NAMES, 1)
            if len(word) > 2
            and (name.startswith(word) or word == "sept")
            and (name.startswith(word[:3]))
        ),
        0,
    )


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, dates: Dates) -> datetime.date:
    return datetime.date(
        year, month, calendar.monthrange(year, month)[1] if dates.month == "last day" else 1
    )


_PLAIN = late(r"(0+)(?:\.(0+))?")


def as_shown(raw: Raw) -> Raw:
    """Return a cell of a key with a number as the text that Excel shows, where its format shows
    digits alone.

    >>> from pipeline.findings.finding import Cell
    >>> as_shown(Raw(Cell("S", 1, 1), "Ref", 1.1, pattern="0.00")).value
    '1.10'
    """
    value = raw.value
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or raw.uncalculated
        or raw.error
        or raw.broken
    ):
        return raw
    if found := _PLAIN.fullmatch(raw.pattern):
        width = len(found[1]) + (len(found[2]) + 1 if found[2] else 0)
        text = f"{value:0{width}.{len(found[2] or '')}f}"
        return raw._replace(value=text, pattern="@")
    if raw.pattern.casefold() in ("general", "@"):
        return raw._replace(value=f"{value:.15g}", pattern="@") if abs(value) < 1e11 else raw
    return raw
