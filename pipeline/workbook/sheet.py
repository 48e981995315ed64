"""The cells of one sheet by address: the value, its look and its number format, worked out when
they are asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from pipeline.findings.finding import Cell
from pipeline.workbook.cell import NO_DAY, PLAIN, Raw, Value
from pipeline.workbook.formats import GENERAL, Formats, Text, is_moment, is_span
from pipeline.workbook.sheet_xml import SheetFacts, Stored

Read = tuple[Value, bool]
"""A value, and whether it is one of Excel's errors."""
DAY_NOUGHT = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
"""The day that is numbered 0, by whether the workbook counts from 1904 (ECMA-376 part 1, 18.17.4).
"""
NOTHING: Mapping[int, Stored] = {}
"""What a row stores that holds nothing."""
DAY = 86_400_000
"""A day in milliseconds."""
_made = tuple.__new__
"""Makes a named tuple of all its fields, in half the time: a sheet has hundreds of thousands."""


class Styles:
    """What the cells of a workbook share: texts, number formats, looks. `from_1904`: how its days
    are numbered.
    """

    def __init__(self, formats: Formats, texts: Sequence[Text], *, from_1904: bool = False) -> None:
        self.texts, self.from_1904 = texts, from_1904
        self.looks, self.patterns = formats.looks, formats.patterns
        """The look and the number format that each style gives to a cell."""
        self._numbers: dict[tuple[int, str], Read] = {}

    def number(self, style: int, text: str) -> Read:
        """Return a stored number as the style reads it: a date, a time or a number; one beyond the
        calendar is an error.
        """
        key = (style, text)
        if key not in self._numbers:
            self._numbers[key] = self._number(style, text)
        return self._numbers[key]

    def _number(self, style: int, text: str) -> Read:
        value = float(text) if {".", "e", "E"} & set(text) else int(text)
        pattern = self.patterns[style]
        if not is_moment(pattern):
            return value, False
        try:
            return (
                datetime.timedelta(milliseconds=round(value * DAY))
                if is_span(pattern)
                else moment(value, from_1904=self.from_1904)
            ), False
        except (OverflowError, ValueError):
            return NO_DAY, True


def moment(value: float, *, from_1904: bool = False) -> datetime.datetime | datetime.time:
    """Return the date and time that a number stands for, to the millisecond, or the time alone of
    one below 1; raises OverflowError beyond the calendar.

    Excel has a 29 February 1900, which was none: what comes before it is a day late.

    >>> moment(44197), moment(0.5), moment(1).date()
    (datetime.datetime(2021, 1, 1, 0, 0), datetime.time(12, 0), datetime.date(1900, 1, 1))
    """
    day, part = divmod(value, 1)
    rest = datetime.timedelta(milliseconds=round(part * DAY))
    if 0 <= value < 1 and not rest.days:
        return (datetime.datetime.min + rest).time()
    if 0 < value < 60 and not from_1904:
        day += 1
    return DAY_NOUGHT[from_1904] + datetime.timedelta(days=day) + rest


class SheetCells:
    """One sheet: `facts` are its rows, merged ranges and what is hidden; a cell that holds nothing
    has the value None. `name` is what the sheet is called in addresses, if not as it is spelt.
    """

    def __init__(self, facts: SheetFacts, styles: Styles, name: str = "") -> None:
        self.facts, self.styles, self.name = facts, styles, name or facts.name

    def value(self, row: int, column: int) -> Value:
        """Return text, rich text, a number, a date, a time, True or False, or None."""
        stored = self.facts.cells.get(row, NOTHING).get(column)
        return None if stored is None else self._value(stored)[0]

    def row(self, row: int, right: int) -> list[Value]:
        """Return the values of a row from its first column to `right`."""
        return [self.value(row, column) for column in range(1, right + 1)]

    def raw(self, row: int, column: int, heading: str) -> Raw:
        """Return a cell with its look and number format, under the heading of its column."""
        return self._raw(row, column, heading, self.facts.cells.get(row, NOTHING).get(column))

    def line(self, row: int, places: Mapping[str, tuple[int, str]]) -> dict[str, Raw]:
        """Return cells of a row by key: `places` are the column of each and its heading."""
        stored, raw = self.facts.cells.get(row, NOTHING).get, self._raw
        return {
            key: raw(row, column, heading, stored(column))
            for key, (column, heading) in places.items()
        }

    def _raw(self, row: int, column: int, heading: str, stored: Stored | None) -> Raw:
        cell = _made(Cell, (self.name, row, column))
        if stored is None:
            return _made(Raw, (cell, heading, None, PLAIN, False, False, False, GENERAL))
        kind, text, style = stored
        look, pattern = self.styles.looks[style], self.styles.patterns[style]
        if text != "":
            value, error = self._value(stored) if kind != "inlineStr" else (text, False)
            return _made(Raw, (cell, heading, value, look, False, error, False, pattern))
        place = row, column
        unread = self.facts.broken.get(place)
        uncalculated = place in self.facts.uncalculated
        error = kind == "e"
        return Raw(cell, heading, unread, look, uncalculated, error, unread is not None, pattern)

    def _value(self, stored: Stored) -> Read:
        kind, text, style = stored
        if text == "":
            return None, kind == "e"
        if kind == "inlineStr" or not isinstance(text, str):
            return text, False
        if kind == "n":
            return self.styles.number(style, text)
        if kind == "s":
            return self.styles.texts[int(text)], False
        if kind == "b":
            return bool(int(text)), False
        return _moment(text) if kind == "d" else text, kind == "e"


def _moment(text: str) -> datetime.date | datetime.time | datetime.timedelta:
    """Return a date or a time that is stored as ISO 8601 writes it."""
    from openpyxl.utils.datetime import from_ISO8601

    found: datetime.date | datetime.time | datetime.timedelta
    found = from_ISO8601(text)  # type: ignore[no-untyped-call]
    return found
