"""Numbers and dates in running text, as people write them: digits, commas, signs, words, any
case.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.english.pattern import late
from pipeline.english.writing import MONTHS, ONES, TENS

NONE = {"none": 0, "no": 0, "nil": 0, "zero": 0}
VALUES = {
    **{word: value for value, word in enumerate(ONES)},
    **NONE,
    **{word: 10 * place for place, word in enumerate(TENS) if word},
}
_ONE, _TEEN, _TEN = ("|".join(words) for words in (ONES[1:10], ONES[10:], TENS[2:]))
_TO_99 = rf"(?:(?:{_TEN})(?:[\s\u2010\u2011-](?:{_ONE})\b)?|{_TEEN}|{_ONE})"
_TO_999 = rf"(?:(?:{_ONE}|an?)\s+hundred\b(?:\s+(?:and\s+)?{_TO_99}\b)?|{_TO_99})"
NUMBER_WORDS = _TO_99
_NUMBER = late(
    rf"(?<![\w/£$€.:,\u2010-\u2013\u2212-])(?P<sign>[+\u2212\u2013-]\s?)?(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)"
    r"(?![\w%]|[.,/:][0-9]|[\u2010-\u2013\u2212-]\w|\s?%|\s?per\s?cent)"
    rf"|(?<!\w)(?P<ringed>[\u2469-\u2473\u247d-\u2487\u2491-\u249b\u24eb-\u24f4\u277f\u2789\u2793\u3251-\u325f\u32b1-\u32bf])(?![\w%])"
    rf"|(?<![\w-])(?P<words>(?:{_TO_999}\s+thousand\b(?:,?\s+(?:and\s+)?{_TO_999})?|{_TO_999}|zero|none|nil|"
    rf"no(?=\s))\b)(?![\w-]|\s+per\s?cent)",
    re.IGNORECASE,
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_DATE = late(
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>[0-9]{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\s+(?:(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?,\s+)?(?P<year2>[0-9]{{4}})"
    r"|(?<![\w./-])(?P<day3>[0-9]{1,2})(?P<mark>[/.-])(?P<month3>[0-9]{1,2})(?P=mark)"
    r"(?P<year3>[0-9]{4}|(?<=/)[0-9]{2}|(?<=[0-9]{2}[.-][0-9]{2}[.-])[0-9]{2})(?![\w/-]|\.[0-9])"
    r"|\b(?P<year4>[0-9]{4})-(?P<month4>[0-9]{2})-(?P<day4>[0-9]{2})\b"
)
_OTHER_DIGIT = late(r"[^\x00-\xb9\W_]")
_FALL = late(
    r"\b(?:minus|down|fall\w*|fell|fewer|less|lower|drop\w*|decreas\w*|reduc\w*)\b", re.IGNORECASE
)
_FAR_YEAR = late(r"(?:19|20)[0-9]{2}")


class Numeral(NamedTuple):
    """A number and where it stands; `value` is without its sign, `sign` is +, - or nothing."""

    start: int
    end: int
    value: int
    sign: str = ""


class Dated(NamedTuple):
    """A date and where it stands; `day` is None where the text does not give day, month and year.

    `parts` are the day, month and year as numbers, None for what the text leaves out.
    """

    start: int
    end: int
    day: datetime.date | None
    parts: tuple[int | None, int | None, int | None] = (None, None, None)

    def fits(self, day: datetime.date) -> bool:
        """Return whether nothing that the text gives speaks against this day.

        >>> days = dates("9 July and July 2020 and 8 July")
        >>> [found.fits(datetime.date(2020, 7, 9)) for found in days]
        [True, True, False]
        """
        return all(
            mine in (None, other)
            for mine, other in zip(self.parts, (day.day, day.month, day.year), strict=True)
        )

    def span(self, before: datetime.date) -> tuple[datetime.date, datetime.date]:
        """Return the first and the last day that it may be; where it gives no year, the latest that
        begins not after `before`.

        >>> [str(day) for day in dates("in December 2020")[0].span(datetime.date(2021, 1, 14))]
        ['2020-12-01', '2020-12-31']
        """
        number, month, year = self.parts
        month = min(max(month or 1, 1), 12)
        if year is None:
            year = (
                before.year
                if (month, number or 1) <= (before.month, before.day)
                else before.year - 1
            )
        year, number = max(year, 1), number and max(number, 1)
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, min(number or 1, last)), datetime.date(
            year, month, min(number or last, last)
        )


@lru_cache(maxsize=1024)  # verify reads a passage for each figure in it
def dates(text: str) -> tuple[Dated, ...]:
    """Return the dates of a text in order, also the incomplete ones.

    >>> [found.day.isoformat() for found in dates("on 9 July 2020 and by 14/01/2021") if found.day]
    ['2020-07-09', '2021-01-14']
    """
    return tuple(
        Dated(*match.span(), _day(parts := _parts(match)), parts)
        for match in _DATE.finditer(_in_digits(text))
    )


def _parts(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    parts = match.groupdict()
    day, month, year = (
        next((parts[name + tail] for tail in ("", "2", "3", "4") if parts.get(name + tail)), None)
        for name in ("day", "month", "year")
    )
    number = (
        None
        if month is None
        else (
            int(month)
            if month.isdigit()
            else 1 + next(place for place, name in enumerate(MONTHS) if name.startswith(month[:3]))
        )
    )
    century = 2000 if year and len(year) == 2 else 0
    return int(day) if day else None, number, century + int(year) if year else None


def _day(parts: tuple[int | None, int | None, int | None]) -> datetime.date | None:
    day, month, year = parts
    if not (day and month and year):
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def numerals(text: str) -> tuple[Numeral, ...]:
    """Return the whole numbers of a text in order; not those in dates, years, refs, sums of money,
    shares and times.

    >>> text = "Of 1,204 rows, twenty-one are red, none is blue: WMP-030, 2018/19, 5%."
    >>> [found.value for found in numerals(text)]
    [1204, 21, 0]
    """
    return tuple(_numerals(text, [(found.start, found.end) for found in dates(text)]))


def _numerals(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Numeral]:
    for match in _NUMBER.finditer(_in_digits(text)):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if match["digits"]:
            if not match["sign"] and _FAR_YEAR.fullmatch(match["digits"]):
                continue
            sign = (match["sign"] or "").strip()
            yield Numeral(
                *match.span(),
                int(match["digits"].replace(",", "")),
                "-" if sign and sign != "+" else sign,
            )
        elif match["ringed"]:
            yield Numeral(*match.span(), int(unicodedata.numeric(match["ringed"])))
        else:
            yield Numeral(*match.span(), _spelt(match["words"]))


def _in_digits(text: str) -> str:
    """Return a text of the same length with each digit of another look, full-width or in a ring, a
    plain one; raised ones, which lead to notes, stay.

    >>> _in_digits("\uff19\uff12, \u2468 and 9\u00b2")
    '92, 9 and 9\u00b2'
    """
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda sign: _digit(sign[0]), text)


@lru_cache(maxsize=4096)
def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    raised = unicodedata.decomposition(sign).startswith(("<super>", "<sub>"))
    return sign if value is None or raised else str(value)


def _spelt(words: str) -> int:
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = total + current * 1000, 0
        elif word != "and":
            current += 1 if word in ("a", "an") else VALUES[word]
    return total + current


def agree(printed: str, found: str) -> bool:
    """Return whether two texts give the same date or the same number, however written; a sign
    turned round does not.

    >>> [agree("98 recommendations", found) for found in ("Ninety-eight", "98 of them",
    ...     "97 recommendations")]
    [True, True, False]
    """
    days, others = dates(printed), dates(found)
    if days:
        return len(days) == len(others) and all(map(_same_day, days, others))
    wanted, there = numerals(printed), numerals(found)
    if not wanted:
        return folded(printed) == folded(found)
    one = wanted[0]
    return bool(there) and all(
        item.value == one.value and not (item.sign and one.sign and item.sign != one.sign)
        for item in there
    )


def _same_day(printed: Dated, found: Dated) -> bool:
    """Return whether a date is the printed one; where that has no year, as the first of "1 July to
    31 December 2020", any may follow.
    """
    if printed.day is not None:
        return printed.day == found.day
    return all(
        mine in (None, theirs) for mine, theirs in zip(printed.parts, found.parts, strict=True)
    )


def value_of(text: str) -> int | datetime.date | None:
    """Return the one number or date that a text gives, None where it gives none or several."""
    found: list[int | datetime.date | None] = [item.day for item in dates(text)] or [
        item.value for item in numerals(text)
    ]
    return found[0] if len(set(found)) == 1 else None


def is_one(text: str) -> bool:
    """Return whether a text gives one number or date and no other; the date may be incomplete.

    >>> [is_one(text) for text in ("14 June", "in 2020", "14 or 15", "91 (91)")]
    [True, False, False, True]
    """
    days = {one.parts for one in dates(text)}
    return len(days or {one.value for one in numerals(text)}) == 1


def falls(text: str) -> bool:
    """Return whether a change is told as a fall: by its sign, or in words.

    >>> [falls(text) for text in ("\u22129", "9", "nine fewer", "+3")]
    [True, False, True, False]
    """
    return any(item.sign == "-" for item in numerals(text)) or bool(_FALL.search(text))


def moved(old: str, new: str) -> list[tuple[int, int]] | None:
    """Return for each end of a number or date in one text where it is in another; None unless only
    those differ.

    >>> moved("98 were new, 12 old", "105 were new, no old")
    [(0, 0), (2, 3), (13, 14), (15, 16)]
    """
    items = [
        sorted(
            [
                *((day.start, day.end) for day in dates(text)),
                *((one.start, one.end) for one in numerals(text)),
            ]
        )
        for text in (old, new)
    ]
    if len(items[0]) != len(items[1]):
        return None
    between = [
        [
            folded(text[end:start])
            for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
        ]
        for text, spans in zip((old, new), items, strict=True)
    ]
    if between[0] != between[1]:
        return None
    return [ends for then, now in zip(*items, strict=True) for ends in zip(then, now, strict=True)]


def flat(text: str) -> str:
    """Return text on one line, with single spaces."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return text on one line in small letters, for comparing words of a paper."""
    return flat(text).casefold()


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list written with spaces."""
    return frozenset(text.split())


_LIKE_SMALL = {0x130: "i", 0x131: "i", 0x17F: "s"}
"""Signs that a search takes for a letter where it ignores capitals."""
_APART = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
_WORD = late(r"\w+")


def small(text: str) -> str:
    """Return a text in small letters, so that what a search finds whatever its capitals is found
    there too.
    """
    return text.lower() if text.isascii() else text.translate(_LIKE_SMALL).lower()


def words_in(text: str) -> list[str]:
    """Return the words of a text in order, as they are typed; digits and "_" belong to words.

    >>> words_in("On 2 March, the force\u2019s panel met.")
    ['On', '2', 'March', 'the', 'force', 's', 'panel', 'met']
    """
    return text.translate(_APART).split() if text.isascii() else _WORD.findall(text)
