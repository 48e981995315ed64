"""The small workbook behind a chart's Edit Data, read as far as a chart's references ask, and no
further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.word.package import Package
from pipeline.workbook.guard import guarded
from pipeline.workbook.sheet_xml import SheetFacts

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
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

    def known(self, facts: SheetFacts) -> _Sheet:
        """Return the sheet with what the guard learnt of it: what is hidden, and what was never
        calculated.
        """
        return _Sheet(
            {**self.cells, **dict.fromkeys(facts.uncalculated)},
            facts.hidden_rows,
            facts.hidden_columns,
        )


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
        try:
            return cls(
                {
                    facts.name: sheet.known(facts)
                    for title, sheet in _sheets(Package(safe.package))
                    for facts in (safe.sheets[int(title)],)
                }
            )
        except (etree.XMLSyntaxError, LookupError, ValueError, TypeError):
            return None

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


def _sheets(parts: Package) -> list[tuple[str, _Sheet]]:
    """Return the sheets of a workbook that have cells, by name; raises LookupError or ValueError
    where it is damaged.
    """
    book = next((one.target for one in parts.related() if one.kind == "officeDocument"), "")
    leads = parts.relations(book)
    there = [one for one in leads.values() if one.target in parts]
    strings = next(
        (
            [_string(item) for item in parts.root(one.target).iterchildren(f"{S}si")]
            for one in there
            if one.kind == "sharedStrings"
        ),
        [],
    )
    dates = next((_dated(parts.root(one.target)) for one in there if one.kind == "styles"), set())
    sheets = [
        (str(one.get("name")), leads[str(one.get(f"{R}id"))])
        for one in parts.root(book).iter(f"{S}sheet")
    ]
    return [
        (name, _read(parts.root(one.target), strings, dates))
        for name, one in sheets
        if one.kind == "worksheet"
    ]


def _string(item: etree._Element) -> str:
    """Return the words of a string of runs, without what is written above them in small letters."""
    return "".join(
        text.text or ""
        for text in item.iter(f"{S}t")
        if next(text.iterancestors(f"{S}rPh"), None) is None
    )


def _dated(styles: etree._Element) -> set[int]:
    """Return the numbers of the cell formats that show a date or a time, whose numbers a chart may
    have drawn as words.
    """
    codes = {
        str(one.get("numFmtId")): str(one.get("formatCode") or "")
        for one in styles.iter(f"{S}numFmt")
    }
    found = set()
    for place, one in enumerate(styles.iterfind(f"{S}cellXfs/{S}xf")):
        number = str(one.get("numFmtId") or "0")
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", codes.get(number, ""))
        if (
            14 <= int(number) <= 22
            or 45 <= int(number) <= 47
            or re.search("[dmyhs]", code, re.IGNORECASE)
        ):
            found.add(place)
    return found


def _read(root: etree._Element, strings: Sequence[str], dates: set[int]) -> _Sheet:
    sheet, row = _Sheet(), 0
    for element in root.iter(f"{S}row"):
        row = int(element.get("r") or row + 1)
        at = 0
        for cell in element.iterchildren(f"{S}c"):
            place = re.match("[A-Z]+", str(cell.get("r") or ""))
            at = _column(place[0]) if place else at + 1
            sheet.cells[row, at] = _value(cell, strings, dates)
    return sheet


def _value(cell: etree._Element, strings: Sequence[str], dates: set[int]) -> str | None:
    kind, value = cell.get("t") or "n", cell.find(f"{S}v")
    if kind == "inlineStr":
        return _string(cell)
    if value is None:
        return None if cell.find(f"{S}f") is not None else ""
    if kind == "s":
        return strings[int(value.text or "")]
    if kind == "d" or (kind == "n" and int(cell.get("s") or 0) in dates):
        return None
    return value.text or ""


def _column(letters: str) -> int:
    """Return the number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
