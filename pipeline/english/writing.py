"""Numbers, nouns, verbs, dates and lists in house English. Also the template's filters: sentences
belong to it.

Everything here turns a value into text; nothing here makes a sentence.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
IRREGULAR = {
    "cause of concern": "causes of concern",
    "area for improvement": "areas for improvement",
    "person": "people",
    "body": "bodies",
}
ENDS = (".", ":", ";", "?", "!", "…")
CLOSING = "\u201d\u2019\"')]"
NONCHARACTERS = "".join(chr(code) for code in range(0xFDD0, 0xFDF0))
"""The characters of `marks`, which these functions let pass."""
_HIDDEN_START = re.compile(
    "(?:\ufdd4[^\ufdd5]*\ufdd5|\ufddb[^\ufddc]*\ufddc|\ufdd0[bi]+\ufdde|\ufdd2[^\ufdd3]*\ufdd3"
    "|\ufde3[^\ufde4]*\ufde4|[^\\w])*"
)


def say_date(day: datetime.date) -> str:
    """Return a date in house style.

    >>> say_date(datetime.date(2020, 11, 12))
    '12 November 2020'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span(first: datetime.date, last: datetime.date) -> tuple[str, str]:
    """Return the two ends of a span of days in house style: the first without what the last says.

    >>> span(datetime.date(2020, 7, 1), datetime.date(2020, 12, 31))
    ('1 July', '31 December 2020')
    """
    end = say_date(last)
    if first.year != last.year:
        return say_date(first), end
    month = "" if first.month == last.month else f" {MONTHS[first.month - 1]}"
    return f"{first.day}{month}", end


def in_words(number: int) -> str:
    """Return a whole number from 0 to 999 in words.

    >>> in_words(121)
    'one hundred and twenty-one'
    """
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{ONES[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


def digits(number: int) -> str:
    """Return a number in digits, with commas from 1,000."""
    return f"{number:,}"


def signed(number: int) -> str:
    """Return a number with its sign, as a movement shows it: +3, −2 (a true minus), 0."""
    return f"+{number:,}" if number > 0 else f"\u2212{-number:,}" if number < 0 else "0"


def number(value: int, words_to: int) -> str:
    """Return a count in house style: none, one to `words_to` in words, digits from there on; 0
    means always digits.

    >>> [number(0, 9), number(9, 9), number(10, 9), number(3, 0)]
    ['none', 'nine', '10', '3']
    """
    if words_to <= 0 or not 0 <= value <= words_to:
        return digits(value)
    return in_words(value) if value else "none"


def plural(value: int, noun: str, many: str = "") -> str:
    """Return the noun as it goes with a number: one recommendation, no recommendations.

    >>> [plural(1, "inspection"), plural(0, "inspection"), plural(2, "body"), plural(2,
    ...     "cause of concern")]
    ['inspection', 'inspections', 'bodies', 'causes of concern']
    """
    if value == 1:
        return noun
    return (
        many
        or IRREGULAR.get(noun)
        or (
            f"{noun[:-1]}ies"
            if noun.endswith("y") and noun[-2:-1] not in "aeiou"
            else f"{noun}es"
            if noun.endswith(("s", "x", "ch", "sh"))
            else f"{noun}s"
        )
    )


def count(value: int, words_to: int, noun: str, many: str = "") -> str:
    """Return the number and its noun: no inspections, one inspection, 12 inspections.

    >>> [count(0, 9, "inspection"), count(1, 9, "inspection"), count(12, 9, "inspection")]
    ['no inspections', 'one inspection', '12 inspections']
    """
    told = "no" if value == 0 and words_to > 0 else number(value, words_to)
    return f"{told} {plural(value, noun, many)}"


def verb(value: int, one: str, many: str) -> str:
    """Return the verb that goes with a number: one was, two were, none were."""
    return one if value == 1 else many


def direction(change: int, up: str, down: str, same: str) -> str:
    """Return the word that goes with a change: `up` for a rise, `down` for a fall, `same` for
    neither.
    """
    return up if change > 0 else down if change < 0 else same


def ordinal(value: int) -> str:
    """Return first, second, third … in words up to ninety-ninth, 100th from there on.

    >>> [ordinal(1), ordinal(12), ordinal(20), ordinal(23), ordinal(101)]
    ['first', 'twelfth', 'twentieth', 'twenty-third', '101st']
    """
    if value > 99:
        ending = (
            "th"
            if value % 100 in (11, 12, 13)
            else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        )
        return f"{value}{ending}"
    head, dash, last = in_words(value).rpartition("-")
    last = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{dash}{last}"


def listed(items: Iterable[str], last: str = "and", *, seen: Callable[[str], str] = str) -> str:
    """Return items as a list: a; a and b; a, b and c. Semicolons part items that hold commas or
    "and" themselves, as far as they are `seen`.

    >>> [listed(["a"]), listed(["a", "b", "c"]), listed(["Devon and Cornwall", "Kent", "Essex"])]
    ['a', 'a, b and c', 'Devon and Cornwall; Kent; and Essex']
    """
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    if len(names) > 2 and any("," in name or " and " in name for name in map(seen, names)):
        return "; ".join(names[:-1]) + f"; {last} {names[-1]}"
    return ", ".join(names[:-1]) + f" {last} {names[-1]}"


def sentence(text: str) -> str:
    """Return text with a capital at its start; marks before the first letter are passed over.

    >>> sentence("no reports were published")
    'No reports were published'
    """
    place = _HIDDEN_START.match(text).end()  # type: ignore[union-attr]
    return text[:place] + text[place : place + 1].upper() + text[place + 1 :]


def ended(text: str, mark: str = ".") -> str:
    """Return text with a mark at its end, unless it ends with one already."""
    return text if text.rstrip(NONCHARACTERS + CLOSING).endswith(ENDS) else text + mark


def sep(index: int, length: int, last: str = "and") -> str:
    """Return what stands after an item of a list of this length: a comma, the last word, or
    nothing.
    """
    return "" if index >= length else f" {last} " if index == length - 1 else ", "


Filter = Callable[..., Any]


def dates(value: datetime.date) -> str:
    """Return a date as the paper writes dates: 12 November 2020."""
    return say_date(value)
