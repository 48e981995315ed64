"""One pass over the XML of a sheet: its cells that hold something, and what is merged, hidden,
coloured, broken or was never calculated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from pipeline.english.pattern import late
from pipeline.workbook.formats import Formats, Run, Text, worded
from pipeline.workbook.stored import below, legible

DEPTH = {"sheetData": 2, "row": 3, "c": 4, "v": 5, "f": 5, "is": 5}
"""How deep in a sheet each of these stands (ECMA-376 part 1, 18.3.1): elsewhere Excel repairs the
file or refuses it.
"""
NAMED = {
    "sheetData": "rows",
    "row": "a row",
    "c": "a cell",
    "v": "a value",
    "f": "a formula",
    "is": "a text",
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RUN = 6
"""How deep a text's words stand in a cell, or its runs."""
MAX_DEPTH, MAX_OTHERS = 30, 3_000_000
"""How deep elements may stand, and how many there may be besides rows, cells and values: the looks
of words, mostly.
"""
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
DIGITS = "0123456789"
HEADER_SEARCH = 200

_SUM = late(r"\b(SUBTOTAL|AGGREGATE|SUM|COUNTA?|AVERAGE|MAX|MIN)\s*\(([^()]*)", re.IGNORECASE)
_DOWN = late(
    r"[A-Z]\$?([0-9]+):\$?[A-Z]+\$?([0-9]+)|\$?[A-Z]+:\$?[A-Z]+|\[[^@#\[\]]+\]", re.IGNORECASE
)

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
Stored = tuple[str, Text, int]
"""What a cell stores: its kind (`t`), the text or rich text, "" where it is broken or was never
calculated, and the number of its style.
"""


@dataclass(slots=True)
class SheetFacts:
    """What the XML of one sheet says: `rows` are the rows with a value, in order; columns count
    from 1.
    """

    name: str
    hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: dict[int, list[int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    cells: dict[int, dict[int, Stored]] = field(default_factory=dict)
    """By row and column what each cell stores that holds something."""
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    totals: set[int] = field(default_factory=set)
    """The rows that are the Total Row of an Excel table."""
    sums: set[int] = field(default_factory=set)
    """The rows with a formula that adds up or counts what stands above."""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """The cells whose value a formula gives."""
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    """The colours of the cells that are filled, as FF0000."""
    coloured: list[Range] = field(default_factory=list)
    """Where conditional formats may colour cells."""


def scanned(part: bytes, facts: SheetFacts, strings: int, looks: Formats) -> bool:
    """Fill the facts from a sheet's XML, and return whether any cell shares its text.

    `strings` are the texts that may be shared, `looks` the formats that a cell may name. Raises
    ExpatError for what is no XML, ValueError for what Excel would not open either.
    """
    return Scan(part, facts, strings, looks).shares


def table_totals(table: Mapping[str, str]) -> list[int]:
    """Return the rows of an Excel table's totals (ECMA-376 part 1, 18.5.1.2); none where it does
    not say so.
    """
    count, ref = (
        table.get("totalsRowCount", "0"),
        re.fullmatch(r"[A-Z]+[0-9]+:[A-Z]+([0-9]+)", table.get("ref", "")),
    )
    if ref is None or not (count.isascii() and count.isdigit()) or len(count) > 3:
        return []
    last = int(ref[1])
    return list(range(last - int(count) + 1, last + 1))


class Scan:
    """One pass over a sheet's XML, cell by cell, filling a SheetFacts."""

    def __init__(self, part: bytes, facts: SheetFacts, strings: int, looks: Formats) -> None:
        self.facts, self.strings, self.looks = facts, strings, looks
        self.area, self.root, self.prefix, self.sum = "", "", "", ""
        self.row = self.column = self.right = 0
        self.depth = self.others = self.style = self.phonetic = 0
        self.inside = self.seen = self.shares = self.summing = self.reading = False
        self.kind, self.within, self.value = "", "", ""
        self.formula = self.stored = False
        self.filled: dict[int, str] = {}
        self.cells: dict[int, Stored] = {}
        self.texts: dict[str, str] = {}
        """Each text once, for many cells hold the same."""
        self.runs: list[Run] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(part, True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.root:
            self.root, self.prefix = tag, tag.rpartition(":")[0]
        prefix = ""
        if ":" in tag:
            prefix, _, tag = tag.rpartition(":")
        self.depth += 1
        if not self.inside:
            self._around(tag, attributes)
        elif tag in DEPTH and (
            self.depth != DEPTH[tag]
            or prefix != self.prefix
            or (attributes and attributes.get("xmlns", MAIN) != MAIN)
        ):
            raise ValueError(f"{NAMED[tag]} in the wrong place, in row {self.row}")
        elif tag == "c":
            self._cell(attributes)
        elif tag in ("v", "t"):
            self.reading = self.stored = True
            self.within = tag
            if tag == "t" and self.depth == RUN:
                self.runs.append((None, ""))
        elif tag == "f":
            self.formula = self.summing = True
            self.sum = ""
        elif tag == "row":
            self._row(attributes)
        else:
            if tag != "is":
                self._run(tag, attributes)
            self.others += 1
            if self.others > MAX_OTHERS or self.depth > MAX_DEPTH:
                raise ValueError(f"more than any cell holds, in row {self.row}")

    def _row(self, attributes: dict[str, str]) -> None:
        before = self.row
        self.row = _within(int(attributes["r"]) if "r" in attributes else before + 1, MAX_ROWS)
        if self.row <= before:
            raise ValueError(f"row {self.row} after row {before}")
        self.column, self.right, self.cells, self.filled = 0, 0, {}, {}
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        before = self.column
        self.column = column = _within(
            _column(attributes["r"].rstrip(DIGITS)) if "r" in attributes else before + 1,
            MAX_COLUMNS,
        )
        if column > self.right:
            self.right = column
        elif column == before or column in self.cells:
            raise ValueError(f"one cell twice, in row {self.row}")
        self.kind = attributes.get("t", "n")
        self.formula = self.stored = False
        self.value, self.style, self.runs = "", 0, []
        if self.kind == "s":
            self.shares = True
        style = attributes.get("s", "")
        if below(style, self.looks.count):
            self.style = int(style)
            if self.looks.fills and (colour := self.looks.fills[self.style]):
                self.filled[column] = colour

    def _run(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the run of a text that begins here, or a look of it."""
        if tag == "rPh":
            self.phonetic = self.depth
        elif tag == "r" and self.depth == RUN:
            self.runs.append(({}, ""))
        elif tag == "rPr" and self.depth == RUN + 1 and self.runs:
            self.runs[-1] = ({"": ""}, "")
        elif self.depth == RUN + 2 and self.runs and self.runs[-1][0]:
            self.runs[-1][0][tag] = attributes.get("val", "")

    def _around(self, tag: str, attributes: dict[str, str]) -> None:
        """Take what matters of an element outside the cells; one that says nothing sensible is
        passed over.
        """
        if tag == "sheetData":
            if self.seen or self.depth != DEPTH[tag]:
                raise ValueError("rows in two places")
            self.inside = self.seen = True
        elif tag == "conditionalFormatting":
            self.area = attributes.get("sqref", "")
        elif tag == "cfRule" and (
            attributes.get("type") == "colorScale"
            or _whole(attributes.get("dxfId", "")) in self.looks.coloured
        ):
            self.facts.coloured += [found for text in self.area.split() if (found := _range(text))]
        elif tag == "mergeCell" and (merged := _range(attributes.get("ref", ""))):
            self.facts.merged.append(merged)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            low, high = attributes.get("min", ""), attributes.get("max", "")
            if below(low, MAX_COLUMNS + 1) and below(high, MAX_COLUMNS + 1):
                self.facts.hidden_columns.append((int(low), int(high)))

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data
            if self.within == "t" and self.runs and not self.phonetic:
                self.runs[-1] = (self.runs[-1][0], self.runs[-1][1] + data)
        elif self.summing:
            self.sum += data

    def end(self, tag: str) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if self.phonetic == self.depth:
            self.phonetic = 0
        self.depth -= 1
        if not self.inside:
            return
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "f":
            self.summing = False
            if "(" in self.sum and any(map(_sums_up, _SUM.finditer(self.sum))):
                self.facts.sums.add(self.row)
        elif tag == "c":
            self._end_of_cell()
        elif tag == "row" and self.cells:
            if len(self.facts.rows) < HEADER_SEARCH:
                self.facts.columns[self.row] = list(self.cells)
            self.facts.rows.append(self.row)
            self.facts.cells[self.row] = self.cells
            for column, colour in self.filled.items():
                self.facts.fills[self.row, column] = colour
        elif tag == "sheetData":
            self.inside = False

    def _end_of_cell(self) -> None:
        if self.formula:
            self.facts.formulas.add((self.row, self.column))
        kept: Text = ""
        if not self.value:
            if not self.formula or (self.stored and self.kind == "str"):
                return
            self.facts.uncalculated.add((self.row, self.column))
        elif not (
            legible(self.kind, self.value, self.strings)
            and (self.kind == "inlineStr") == (self.within == "t")
        ):
            self.facts.broken[self.row, self.column] = self.value
        else:
            kept = worded(self.runs) if self.kind == "inlineStr" else self.value
            if isinstance(kept, str):
                kept = self.texts.setdefault(kept, kept)
        self.cells[self.column] = (self.kind, kept, self.style)


def _sums_up(call: re.Match[str]) -> bool:
    """Return whether a formula adds up or counts what stands above it: SUBTOTAL, or SUM and its
    like over several rows.
    """
    return call[1].upper() in ("SUBTOTAL", "AGGREGATE") or any(
        down[1] is None or down[1] != down[2] for down in _DOWN.finditer(call[2])
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"there is no row or column {number}")
    return number


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column


def _range(text: str) -> Range | None:
    """Return the places of a range such as A1:C3, or None where it is none, as #REF! is."""
    cells = [(int(row), _column(letters)) for letters, row in re.findall(r"([A-Z]+)([0-9]+)", text)]
    if not cells:
        return None
    (top, left), (bottom, right) = cells[0], cells[-1]
    return top, left, bottom, right
