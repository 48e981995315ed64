"""One cell as the workbook stores it, and what Excel's formats show of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.config import fold
from pipeline.findings import Cell
from pipeline.scan import SheetFacts

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|;')
_SIGNS = re.compile("(?:wing|web)dings|symbol$|marlett", re.IGNORECASE)
_PADDING = re.compile(r"\[(?:\$[^\]]*|[A-Za-z]+[0-9]{0,2})\]|[_*].")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: `raised` above or below the line, `signs` of a font that shows pictures or Greek for letters."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    signs: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """One cell as the workbook stores it: `value` is openpyxl's, `look` is of the cell as a whole.

    `pattern` is its number format, such as `0%`. Where it is `broken`, `value` is the text of what cannot be read.
    """

    cell: Cell
    heading: str
    value: Any
    look: Look = Look()
    uncalculated: bool = False
    error: bool = False
    broken: bool = False
    pattern: str = "General"

    @property
    def runs(self) -> list[tuple[str, Look]]:
        """Return the words of text, each run with its look."""
        parts = self.value if isinstance(self.value, list) else [self.value]
        return [(plain(part), _look(part.font) if hasattr(part, "font") else self.look) for part in parts]


def raw_of(cell: Any, address: Cell, heading: str, facts: SheetFacts) -> Raw:
    place = (address.row, address.column)
    return Raw(address, heading, facts.broken.get(place, cell.value), _look(cell.font if cell.has_style else None),
               uncalculated=place in facts.uncalculated, error=cell.data_type == "e", broken=place in facts.broken,
               pattern=_pattern(cell))


def _look(font: Any) -> Look:
    """Return the look that a font gives, be it of a cell or of a run in it."""
    if font is None:
        return Look()
    name = (font.rFont if hasattr(font, "rFont") else font.name) or ""
    return Look(bool(font.b), bool(font.i), bool(font.strike), font.vertAlign in ("superscript", "subscript"),
                bool(_SIGNS.match(name)))


def _pattern(cell: Any) -> str:
    try:
        return str(cell.number_format) if cell.has_style else "General"
    except IndexError:  # a format that the workbook does not hold; Excel takes General
        return "General"


def holds_something(raw: Raw) -> bool:
    """Return whether a cell is not blank."""
    return raw.uncalculated or bool(plain(raw.value).strip())


def plain(value: object) -> str:
    """Return what is stored as Excel shows it: escapes decoded once, run by run, line ends made one kind."""
    runs = value if isinstance(value, list) else [] if value is None else [value]  # openpyxl's rich text is a list
    text = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(run)) for run in runs)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def number_shown(value: float, pattern: str) -> str | None:
    """Return a number as Excel shows it in this format, or None where that is not the number as stored.

    >>> number_shown(0.5, "General"), number_shown(0.5, "0%"), number_shown(7, "000")
    ('0.5', None, None)
    """
    text = format(Decimal(f"{value:.15g}"), "f")
    if pattern == "0":
        return text if text.lstrip("-").isdigit() and len(text) < 16 else None
    narrow = len(text.lstrip("-")) <= 11 and (value == 0 or abs(value) >= 0.0001)  # else 1E+11, or as the column is wide
    return text if pattern.casefold() in ("general", "@") and narrow else None


def shows_day(pattern: str) -> bool:
    """Return whether a date format shows day, month and year, and nothing else."""
    if pattern.casefold().startswith("[$-f800]"):  # the long date of the system
        return True
    bare = re.sub(r"\[\$[^\]]*\]|\\", "", pattern.casefold()).removesuffix(";@")
    shown = sorted(part[0] for part in re.finditer(r"([a-z])\1*|[^ /.,-]", bare))
    return len(shown) == 3 and all(map(re.fullmatch, ("d{1,2}", "m{1,4}", "yy|yyyy"), shown))


def shows_text(pattern: str) -> bool:
    """Return whether a number format shows text as it is typed: `;;;` hides it, and `"Mr "@` adds to it."""
    sections = _LITERAL.sub(lambda part: "\n" if part[0] == ";" else part[0], pattern).split("\n")
    own = sections[3] if len(sections) > 3 else sections[-1]
    takes_text = len(sections) > 3 or "@" in _LITERAL.sub("", own)
    return not takes_text or _PADDING.sub("", own).strip().casefold() in ("@", "general")


def name_of(value: object) -> str:
    """Return a heading for comparing: a colon or an asterisk after it is forgiven, as case and spaces are."""
    return fold(plain(value)).rstrip(" :*")
