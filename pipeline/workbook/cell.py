"""One cell as the workbook stores it, and what Excel's formats show of it."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from string import ascii_letters, digits
from typing import NamedTuple, TypeAlias

from pipeline.english.signs import blank
from pipeline.findings.finding import Cell
from pipeline.settings.model import fold

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_|x005F_")
"""An escape; what follows an escaped "_" begins no other."""
_LITERAL = re.compile(r'"[^"]*"|\\.|;')
_SEEN = frozenset(ascii_letters + digits)
"""What is seen where a text begins with it, for no escape begins so."""
_BRACKETED = re.compile(r"\[[^\]]*\]|[_*].")
_PADDING = re.compile(r"\[(?:\$[^\]]*|[A-Za-z]+[0-9]{0,2})\]|[_*].")


class Look(NamedTuple):
    """How words look: `raised` above or below the line, `signs` of a font that shows pictures or
    Greek for letters.
    """

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    signs: bool = False


PLAIN = Look()


class Words(NamedTuple):
    """A run of rich text: its words, and its own look."""

    text: str
    look: Look

    def __str__(self) -> str:
        return self.text


class Rich(list[str | Words]):
    """Rich text: its runs in order, as `Words` where one has a look of its own; as a text, their
    words.
    """

    def __str__(self) -> str:
        return "".join(map(str, self))


Value: TypeAlias = str | Rich | int | float | bool | date | time | timedelta | None
"""What a cell may hold."""


class Raw(NamedTuple):
    """One cell as the workbook stores it: `value` is text, rich text (a list of its runs), a
    number, a date, a time or a truth; `look` is of the cell as a whole.

    `pattern` is its number format, such as `0%`. Where it is `broken`, `value` is the text of what
    cannot be read.
    """

    cell: Cell
    heading: str
    value: Value
    look: Look = PLAIN
    uncalculated: bool = False
    error: bool = False
    broken: bool = False
    pattern: str = "General"

    @property
    def runs(self) -> list[tuple[str, Look]]:
        """Return the words of text, each run with its look."""
        parts = self.value if isinstance(self.value, list) else [self.value]
        return [
            (plain(part.text), part.look) if isinstance(part, Words) else (plain(part), self.look)
            for part in parts
        ]


NO_DAY = "########"
"""What Excel shows of a number that is formatted as a date and lies beyond the calendar."""


def holds_something(raw: Raw) -> bool:
    """Return whether a cell is not blank: what cannot be seen is nothing."""
    value = raw.value
    if value is None:
        return raw.uncalculated
    if isinstance(value, str) and value[:1] in _SEEN:
        return True
    return raw.uncalculated or not isinstance(value, (str, list)) or not blank(plain(value))


def plain(value: object) -> str:
    """Return what is stored as Excel shows it: escapes decoded once, run by run, line ends made one
    kind.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if not isinstance(value, (str, list)):
        return str(value)
    if isinstance(value, str) and "_x" not in value and "\r" not in value:
        return value
    runs = value if isinstance(value, list) else [value]
    text = "".join(
        _ESCAPED.sub(
            lambda match: chr(int(match[1], 16)) if match[1] else match[0],
            str(run),
        )
        for run in runs
    )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def number_shown(value: float, pattern: str) -> str | None:
    """Return a number as Excel shows it in this format, or None where that is not the number as
    stored.

    >>> number_shown(0.5, "General"), number_shown(0.5, "0%"), number_shown(7, "000")
    ('0.5', None, None)
    """
    text = format(Decimal(f"{value:.15g}"), "f")
    if pattern == "0":
        return text if text.lstrip("-").isdigit() and len(text) < 16 else None
    narrow = len(text.lstrip("-")) <= 11 and (
        value == 0 or abs(value) >= 0.0001
    )  # else 1E+11, or as the column is wide
    return text if pattern.casefold() in ("general", "@") and narrow else None


@lru_cache(maxsize=256)
def shows_day(pattern: str) -> bool:
    """Return whether a date format shows day, month and year, and nothing else."""
    if pattern.casefold().startswith("[$-f800]"):  # the long date of the system
        return True
    bare = re.sub(r"\[\$[^\]]*\]|\\", "", pattern.casefold()).removesuffix(";@")
    shown = sorted(part[0] for part in re.finditer(r"([a-z])\1*|[^ /.,-]", bare))
    return len(shown) == 3 and all(map(re.fullmatch, ("d{1,2}", "m{1,4}", "yy|yyyy"), shown))


@lru_cache(maxsize=256)
def hides_day(pattern: str) -> bool:
    """Return whether a number format shows something of a date and not its day: mmm-yy, yyyy, h:mm,
    a weekday alone.

    >>> hides_day("mmm-yy")
    True
    >>> hides_day('[$-809]dddd "d" mmmm')
    True
    >>> hides_day("dd/mm/yyyy")
    False
    >>> hides_day("General")
    False
    """
    tokens = _tokens(pattern)
    return bool(tokens) and not any(re.fullmatch("d{1,2}", token) for token in tokens)


def _tokens(pattern: str) -> list[str]:
    """Return the parts of a format, as it is for dates after 1900, that stand for years, months,
    days and times.
    """
    if pattern.casefold() in ("general", "@") or pattern.casefold().startswith(
        "[$-f800]"
    ):  # the long date of the system
        return []
    bare = _BRACKETED.sub(
        "", _LITERAL.sub(lambda part: ";" if part[0] == ";" else "", pattern)
    ).split(";")[0]
    return re.findall(r"y+|m+|d+|h+|s+|e+|b+|g+", re.sub("am/pm|a/p|general", "", bare.casefold()))


def date_shown(value: date, pattern: str) -> str:
    """Return a date as Excel shows it in a format of months and years; times are left out.

    >>> date_shown(date(2021, 1, 1), "mmm-yy")
    'Jan-21'
    >>> date_shown(date(2021, 1, 1), '[$-809]mmmm "of" yyyy')
    'January of 2021'
    """
    forms = {
        "yyyy": "%Y",
        "yyy": "%Y",
        "yy": "%y",
        "y": "%y",
        "mmmm": "%B",
        "mmm": "%b",
        "mm": "%m",
        "m": str(value.month),
        "dddd": "%A",
        "ddd": "%a",
        "mmmmm": f"{value:%B}"[:1],
    }
    if "h" in pattern.casefold() or "s" in pattern.casefold():
        return f"{value:%H:%M}"
    bare = re.sub(r"\[[^\]]*\]|[_*].", "", pattern).split(";")[0]
    return re.sub(
        r'"([^"]*)"|\\(.)|([yY]+|[mM]+|[dD]+)',
        lambda part: (
            f"{value:{form}}"
            if part[3] and (form := forms.get(part[3].casefold()))
            else part[1] or part[2] or ""
        ),
        bare,
    )


@lru_cache(maxsize=256)
def shows_text(pattern: str) -> bool:
    """Return whether a number format shows text as it is typed: `;;;` hides it, and `"Mr "@` adds
    to it.
    """
    sections = _LITERAL.sub(lambda part: "\n" if part[0] == ";" else part[0], pattern).split("\n")
    own = sections[3] if len(sections) > 3 else sections[-1]
    takes_text = len(sections) > 3 or "@" in _LITERAL.sub("", own)
    return not takes_text or _PADDING.sub("", own).strip().casefold() in ("@", "general")


def name_of(value: object) -> str:
    """Return a heading for comparing: a colon or an asterisk after it is forgiven, as case and
    spaces are.
    """
    return _name_of(plain(value))


@lru_cache(maxsize=4096)
def _name_of(text: str) -> str:
    return fold(text).rstrip(" :*")
