"""The cells of one sheet by address: the value, its look and its number format, worked out when
they are asked for.
"""

from __future__ import annotations

from typing import Any

from pipeline.findings.finding import Cell
from pipeline.workbook.cell import PLAIN, Look, Raw, look_of
from pipeline.workbook.sheet_xml import SheetFacts

Value = tuple[Any, bool]
"""A value, and whether it is one of Excel's errors."""


class Styles:
    """What the cells of a workbook share, read by openpyxl: texts, number formats, looks; each is
    worked out once.
    """

    def __init__(self, book: Any, strings: list[Any]) -> None:
        self.book, self.strings = book, strings
        self._shown: dict[int, tuple[Look, str]] = {}
        self._numbers: dict[tuple[int, str], Value] = {}

    def shown(self, style: int) -> tuple[Look, str]:
        """Return the look and the number format that a style gives to a cell."""
        if style not in self._shown:
            found = self.book._cell_styles[style]
            self._shown[style] = (
                (look_of(self.book._fonts[found.fontId]), self._pattern(found.numFmtId))
                if any(found)
                else (PLAIN, "General")
            )
        return self._shown[style]

    def _pattern(self, number: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        if number < BUILTIN_FORMATS_MAX_SIZE:
            return BUILTIN_FORMATS.get(number, "General")
        formats = self.book._number_formats
        at = number - BUILTIN_FORMATS_MAX_SIZE
        return str(formats[at]) if at < len(formats) else "General"  # as Excel takes it

    def number(self, style: int, text: str) -> Value:
        """Return a stored number as the style reads it: a date, a time or a number; one beyond the
        calendar is an error.
        """
        key = (style, text)
        if key not in self._numbers:
            self._numbers[key] = self._number(style, text)
        return self._numbers[key]

    def _number(self, style: int, text: str) -> Value:
        value = float(text) if {".", "e", "E"} & set(text) else int(text)
        if style not in self.book._date_formats:
            return value, False
        from openpyxl.utils.datetime import from_excel

        try:
            return (
                from_excel(value, self.book.epoch, timedelta=style in self.book._timedelta_formats),
                False,
            )
        except (OverflowError, ValueError):
            return "#VALUE!", True


class SheetCells:
    """One sheet: `facts` are its rows, merged ranges and what is hidden; a cell that holds nothing
    has the value None.
    """

    def __init__(self, facts: SheetFacts, styles: Styles) -> None:
        self.facts, self.styles = facts, styles

    def value(self, row: int, column: int) -> Any:
        """Return what openpyxl would: text, rich text, a number, a date, a time, True or False, or
        None.
        """
        return self._value(row, column)[0]

    def row(self, row: int, right: int) -> list[Any]:
        """Return the values of a row from its first column to `right`."""
        return [self.value(row, column) for column in range(1, right + 1)]

    def raw(self, cell: Cell, heading: str) -> Raw:
        """Return a cell with its look and number format, under the heading of its column."""
        place = cell[1:]
        stored = self.facts.cells.get(place)
        if stored is None:
            return Raw(cell, heading, None)
        value, error = self._value(*place)
        look, pattern = self.styles.shown(stored[2])
        broken = place in self.facts.broken
        return Raw(
            cell,
            heading,
            self.facts.broken[place] if broken else value,
            look,
            place in self.facts.uncalculated,
            error,
            broken,
            pattern,
        )

    def _value(self, row: int, column: int) -> Value:
        stored = self.facts.cells.get((row, column))
        if stored is None:
            return None, False
        kind, text, style = stored
        if text == "" or (row, column) in self.facts.broken:
            return None, kind == "e"
        if kind == "n":
            return self.styles.number(style, text)
        if kind == "s":
            return self.styles.strings[int(text)], False
        if kind == "b":
            return bool(int(text)), False
        return _moment(text) if kind == "d" else text, kind == "e"


def _moment(text: str) -> Any:
    """Return a date or a time that is stored as ISO 8601 writes it."""
    from openpyxl.utils.datetime import from_ISO8601

    return from_ISO8601(text)  # type: ignore[no-untyped-call]
