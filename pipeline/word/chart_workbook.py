"""The small workbook behind a chart's Edit Data, read as far as a chart's references ask, and no
further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.findings.finding import Finding
from pipeline.workbook.cell import plain
from pipeline.workbook.formats import is_moment
from pipeline.workbook.guard import Guarded, guarded
from pipeline.workbook.sheet_xml import SheetFacts

MOST = 10_000
"""The most cells that one reference may ask for, and the most points of a series."""
CELL = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
REFERENCE = re.compile(rf"(?:'((?:[^']|'')+)'|([^'!\[\]():,]+))!{CELL}(?::{CELL})?")

Strip = Sequence[str | None]
"""The cells of a row or a column: "" is a blank, None one that cannot be compared: not calculated,
or shown by its format.
"""


@dataclass(slots=True)
class _Sheet:
    cells: dict[tuple[int, int], str | None] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class DataSheets:
    """The sheets by name; without any, nothing can be asked. `all_rows`: hidden rows and columns
    are drawn too.

    `astray` says that something was asked for that is not there, or cannot be found: a name,
    several places at once.
    """

    sheets: dict[str, _Sheet] = field(default_factory=dict)
    all_rows: bool = False
    astray: bool = False

    @classmethod
    def of(cls, content: bytes) -> DataSheets | None:
        """Return what a workbook holds; None where it may not be opened or is damaged."""
        safe = guarded("the data sheet", content)
        if isinstance(safe, Finding):
            return None
        return cls({facts.name: _sheet(facts, safe) for facts in safe.sheets})

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text and number that the workbook holds, hidden sheets too."""
        return tuple(
            value for sheet in self.sheets.values() for value in sheet.cells.values() if value
        )

    def strip(self, reference: str) -> Strip | None:
        """Return the cells of a reference such as Sheet1!$B$2:$B$4; None where it is not one row or
        column of a sheet.
        """
        if (
            not self.sheets or "!" not in reference
        ):  # LibreOffice writes names of its own, such as "label 1"
            return None
        found = self._strip(reference.strip())
        self.astray = self.astray or found is None
        return found

    def _strip(self, reference: str) -> Strip | None:
        match = REFERENCE.fullmatch(reference)
        if not match:
            return None
        sheet = self.sheets.get((match[1] or "").replace("''", "'") or match[2])
        left, top = _column(match[3]), int(match[4])
        right, bottom = (_column(match[5]), int(match[6])) if match[5] else (left, top)
        if (
            sheet is None
            or (left != right and top != bottom)
            or (right - left + 1) * (bottom - top + 1) > MOST
        ):
            return None
        return [
            sheet.cells.get((row, column), "")
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if self.all_rows
            or not (
                row in sheet.hidden_rows or any(a <= column <= b for a, b in sheet.hidden_columns)
            )
        ]


def _sheet(facts: SheetFacts, safe: Guarded) -> _Sheet:
    """Return the cells of a sheet; a date or a time may be drawn as words, so it is not known."""
    cells: dict[tuple[int, int], str | None] = {}
    for row, held in facts.cells.items():
        for column, (kind, value, style) in held.items():
            moment = kind == "d" or (kind == "n" and is_moment(safe.formats.patterns[style]))
            words = safe.texts[int(str(value))] if kind == "s" and value else value
            cells[row, column] = None if moment else plain(words)
    return _Sheet(
        {**cells, **dict.fromkeys(facts.uncalculated)}, facts.hidden_rows, facts.hidden_columns
    )


def _column(letters: str) -> int:
    """Return the number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
