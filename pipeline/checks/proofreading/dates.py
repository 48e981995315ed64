"""Dates and times in prose: a day without its year, a schedule that is past, words that go
stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.checks.proofreading.slip import Prose, Slip
from pipeline.english.pattern import late
from pipeline.english.reading import words_of
from pipeline.english.writing import MONTHS, say_date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = (
    rf"(?P<month>(?:{'|'.join(MONTHS)})\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?:\.(?=\s[12]))?)"
)
_NTH = r"(?:(?i:st|nd|rd|th)\b)"
_YEAR = r"(?:,?\s{1,3}(?:(?:in|of)\s)?(?P<year>(?:19|20)[0-9]{2})(?![0-9]))"
_DATES = (
    late(
        rf"""(?=[0-9])(?<![\w.:/£$-])
        (?P<days>(?:[0-9]{{1,2}}{_NTH}?(?:\s{{0,2}}[-–—/&,]\s{{0,2}}|\s{{1,3}}(?:and|to|or)\s{{1,3}})(?:the\s)?){{0,4}}
        (?P<day>[0-9]{{1,2}}){_NTH}?)\s{{1,3}}(?:day\s)?(?:of\s)?{_MONTH}{_YEAR}?""",
        re.VERBOSE,
    ),
    late(
        rf"\b(?=[ADFJMNOS]){_MONTH}\s{{1,3}}(?:the\s)?(?P<days>(?P<day>[0-9]{{1,2}}){_NTH}){_YEAR}?"
    ),
)
_MONTH_ALONE = late(_MONTH + _YEAR)
_JOINED = late(
    r"\s{0,3}(?:,|,?\s{0,3}(?:and|to|or|until|till|through|[-–—/&]))\s{0,3}(?:(?:on|the|from"
    r"|by)\s{1,3}){0,2}"
)
_YEARLY = late(r"\s+(?:(?:of|in)\s+)?(?:that|the\s+same|each|every|any)\s+year\b|\s+annually\b")
_EVERY = late(r"\b(?:each|every)\s+$", re.IGNORECASE)
_PERIOD = late(
    r"""\b(?:as\s+(?:at|of)|ended|ending|since|(?:years?|months|weeks|quarter|period)\s+to)\s+
    (?:the\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_EDGE = late(r"\b(?:from|between|to|and|until)\s+(?:the\s+)?$", re.IGNORECASE)
_DUE = late(
    r"""\b(?:
    (?:scheduled|planned|due|expected|timetabled|anticipated)
        (?:\s+to\s+(?:be\s+\w+|take\s+place|begin|start|report|finish|end|conclude|go\s+live)(?:\s+\w+){0,2}?|\s+for\s+\w+)?
    | will\s+(?:(?:then|now|also|not)\s+)?(?:be\s+)?\w+(?:\s+(?:place|live|again))?
    | (?:is|are)\s+(?:to\s+(?:be\s+)?\w+(?:\s+place)?|set|booked|fixed|arranged)
    | next\s+\w+\s+(?:is|will\s+be))
    \s+(?P<by>for|on|in|by|between|from)\s+
    (?:the\s+)?(?P<part>(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid[-\s])?(?:the\s+)?
    |\b(?:scheduled|planned|due|expected)\s?:\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_FORMERLY = late(
    r"""\b(?:was|were|had|as|originally|previously|initially|first)\s+
    (?:(?:not|also|then|been|still|only)\s+){0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
_SINCE = late(r",?\s+(?:was|were|has|have|had|took|did|(?:is|are)\s+(?:now|overdue))\b")


class _Day(NamedTuple):
    """A date in prose; where its year is not `typed`, it comes from the later date that it is
    joined to.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    typed: bool
    ordinal: str

    @property
    def date(self) -> date | None:
        """Return the date, or None where it lacks a year or does not exist."""
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _days(text: str) -> list[_Day]:
    """Return the dates of a text in order, each with the year that the words give it."""
    found: list[_Day] = []
    matches = (match for pattern in _DATES for match in pattern.finditer(text))
    for match in sorted(matches, key=lambda match: -match.start()):
        if 1 <= int(match["day"]) <= 31:
            year = int(match["year"]) if match["year"] else None
            ordinal = re.search(rf"[0-9]{_NTH}", match["days"])
            if year is None and found and _JOINED.fullmatch(text, match.end(), found[-1].start):
                year = found[-1].year
            found.append(
                _Day(
                    *match.span(),
                    int(match["day"]),
                    _month(match["month"]),
                    year,
                    typed=bool(match["year"]),
                    ordinal=ordinal[0][1:] if ordinal else "",
                )
            )
    return found[::-1]


_OF_A_MONTH = words_of(
    f"{' '.join(MONTHS).casefold()} jan feb mar apr jun jul aug sept sep oct nov dec"
)


def of_a_month(words: Iterable[str]) -> bool:
    """Return whether a month is named."""
    return not _OF_A_MONTH.isdisjoint(words)


def dates(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield dates that lack a year, have an ordinal, or fall on a weekend."""
    for day in _days(piece.text):
        before = piece.text[max(0, day.start - 40) : day.start]
        if (
            day.year is None
            and not _YEARLY.match(piece.text, day.end)
            and not _EVERY.search(before)
        ):
            yield Slip(
                "date-without-year", day.start, day.end, "the date has no year.", "Add the year."
            )
        if day.ordinal:
            yield Slip(
                "date-with-ordinal",
                day.start,
                day.end,
                f'the day has "{day.ordinal}" after it.',
                f'Write "{day.day} {MONTHS[day.month - 1]}".',
            )
        if day.typed and day.date and day.date.weekday() >= 5 and not _meant(day.date, before):
            why = f"{say_date(day.date)} is a {_WEEKDAYS[day.date.weekday()]}."
            yield Slip("weekend-date", day.start, day.end, why, "Check the date.")


def _meant(day: date, before: str) -> bool:
    """Return whether a weekend date is as it should be: its weekday is named, or a period begins or
    ends then.
    """
    edge = day.day == 1 or (day + timedelta(days=1)).day == 1
    named = before.rstrip(" ,").endswith(_WEEKDAYS[day.weekday()])
    return named or bool(_PERIOD.search(before) or (edge and _EDGE.search(before)))


def scheduled(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "scheduled for January 2021" where that day, or the beginning of that month, is before
    the meeting.
    """
    text = piece.text
    dues = list(_DUE.finditer(text))
    days = _days(text) if dues else []
    for match in dues:
        first, last, end = _span(text, match.end(), days)
        before = text[max(0, match.start() - 40) : match.start()]
        if first is None or last is None or _FORMERLY.search(before) or _SINCE.match(text, end):
            continue
        loose = (match["by"] or "").lower() == "by" or (match["part"] or "").lower().startswith(
            ("end", "late", "mid")
        )
        if last < meeting:
            why = f"that is before the meeting on {say_date(meeting)}."
        elif first < meeting and _MONTH_ALONE.match(text, match.end()) and not loose:
            why = f"that month has begun by the meeting on {say_date(meeting)}."
        else:
            continue
        remedy = "Say what has happened since, or give the new date."
        yield Slip("scheduled-date-past", match.start(), end, why, remedy)


def _span(text: str, at: int, days: Sequence[_Day]) -> tuple[date | None, date | None, int]:
    """Return the first and the last day of the date, range of dates or month that begins here, and
    where it ends.
    """
    if month := _MONTH_ALONE.match(text, at):
        first = date(int(month["year"]), _month(month["month"]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), month.end()
    first_of = last_of = next((number for number, day in enumerate(days) if day.start == at), None)
    if first_of is None or last_of is None:
        return None, None, at
    while last_of + 1 < len(days) and _JOINED.fullmatch(
        text, days[last_of].end, days[last_of + 1].start
    ):
        last_of += 1
    return days[first_of].date, days[last_of].date, days[last_of].end


# A lookahead at the possible first letters, here and elsewhere, makes the search three times as
# fast.
_RELATIVE = late(
    rf"""\b(?=[acfijlnprstuby])(?:
    (?:next|last|this|coming|past)\s+(?:(?:financial|calendar|academic)\s+)?
        (?:year|month|week|fortnight|quarter|weekend|spring|summer|autumn|winter
          |(?-i:{"|".join(_WEEKDAYS + MONTHS)}))
    | (?:next|last|past|coming)\s+
        (?:(?:few|several|couple\s+of|[0-9]{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\s+)?
        (?:(?:working|calendar|financial)\s+)?(?:days|weeks|months|quarters|years)
    | recent\s+(?:days|weeks|months|years)
    | current\s+(?:(?:financial|calendar)\s+)?(?:year|month|quarter)
    | yesterday | today | tomorrow | tonight | nowadays | these\s+days | ago
    | currently | recently | presently | imminently | as\s+yet | so\s+far(?!\s+as)
    | at\s+(?:present|the\s+moment|this\s+(?:time|moment)|the\s+time\s+of\s+writing)
    | for\s+the\s+time\s+being
    | in\s+(?:the\s+(?:near|foreseeable)\s+future|due\s+course)
    | (?:up\s+to|until|as\s+of|by|right|just)\s+now
    | shortly(?!\s+(?:after|before|there)) | (?<!as\s)soon(?!\s+(?:as|after|before))
    | (?<!up\s)(?<!up-)(?<!year\s)to\s+date
      (?!\s+(?:the|an?|back|from|this|its|each|all|every|them|it)\b)
    )(?![\w-])(?!\s+(?:of\b|in\s+which\b|(?:to|from|before|after|ended|ending)\s+(?:the\s+)?[0-9]))""",
    re.IGNORECASE | re.VERBOSE,
)


_OF_SOME_TIME = words_of(
    """
    next last this coming past recent current yesterday today tomorrow tonight nowadays days ago
    currently recently presently imminently yet far present moment time future course now shortly
    soon date"""
)


def of_some_time(words: Iterable[str]) -> bool:
    """Return whether a word is there without which none of these phrases is."""
    return not _OF_SOME_TIME.isdisjoint(words)


def relative_time(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "next year", "currently" and their like, but not "the last week of March 2020"."""
    for match in _RELATIVE.finditer(piece.text):
        why = "a later reader cannot tell which date is meant."
        yield Slip("relative-time", *match.span(), why, "Give the date, or leave the words out.")
