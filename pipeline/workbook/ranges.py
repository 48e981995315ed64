"""Rows, columns and ranges, as the XML of a sheet and its formulas name them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.english.pattern import late

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
DIGITS = "0123456789"

_SUM = late(r"\b(SUBTOTAL|AGGREGATE|SUM|COUNTA?|AVERAGE|MAX|MIN)\s*\(([^()]*)", re.IGNORECASE)
_DOWN = late(
    r"[A-Z]\$?([0-9]+):\$?[A-Z]+\$?([0-9]+)|\$?[A-Z]+:\$?[A-Z]+|\[[^@#\[\]]+\]", re.IGNORECASE
)

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def column_of(address: str) -> int:
    """Return the column of a cell's address; raises ValueError where there is none."""
    return _there(address.rstrip(DIGITS))


@lru_cache(maxsize=1024)
def _there(letters: str) -> int:
    return within(_column(letters), MAX_COLUMNS)


def within(number: int, most: int) -> int:
    """Return the number of a row or a column; raises ValueError where there is none such."""
    if not 1 <= number <= most:
        raise ValueError(f"there is no row or column {number}")
    return number


def whole(text: str) -> int:
    """Return a whole number, -1 where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def area(text: str) -> Range | None:
    """Return the places of a range such as A1:C3, or None where it is none, as #REF! is."""
    cells = [(int(row), _column(letters)) for letters, row in re.findall(r"([A-Z]+)([0-9]+)", text)]
    if not cells:
        return None
    (top, left), (bottom, right) = cells[0], cells[-1]
    return top, left, bottom, right


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column


def sums_up(formula: str) -> bool:
    """Return whether a formula adds up or counts what stands above it: SUBTOTAL, or SUM and its
    like over several rows.
    """
    return "(" in formula and any(map(_is_sum, _SUM.finditer(formula)))


def _is_sum(call: re.Match[str]) -> bool:
    return call[1].upper() in ("SUBTOTAL", "AGGREGATE") or any(
        down[1] is None or down[1] != down[2] for down in _DOWN.finditer(call[2])
    )
