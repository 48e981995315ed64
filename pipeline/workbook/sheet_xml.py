"""One pass over the XML of a sheet: its cells that hold something, and what is merged, hidden,
coloured, broken or was never calculated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.workbook.formats import Formats, Run, Text, worded
from pipeline.workbook.ranges import (
    MAX_COLUMNS,
    MAX_ROWS,
    Range,
    area,
    column_of,
    sums_up,
    whole,
    within,
)
from pipeline.workbook.stored import below, legible

DEPTH = {"sheetData": 2, "row": 3, "c": 4, "v": 5, "f": 5, "is": 5}
"""How deep in a sheet each of these stands (ECMA-376 part 1, 18.3.1): elsewhere Excel repairs the
file or refuses it.
"""
ORDINARY = {"row": 3, "c": 4, "v": 5, "is": 5, "t": 6}
"""Those of nearly every cell: a value, or a text of one look."""
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
HEADER_SEARCH = 200

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
    """One pass over a sheet's XML, cell by cell, filling a SheetFacts.

    What nearly every cell is made of is taken at once; whatever else stands in a row is looked at
    with care.
    """

    def __init__(self, part: bytes, facts: SheetFacts, strings: int, looks: Formats) -> None:
        self.facts, self.strings, self.looks = facts, strings, looks
        self.area, self.root, self.prefix, self.sum = "", "", "", ""
        self.row = self.column = self.right = 0
        self.depth = self.others = self.style = self.phonetic = 0
        self.inside = self.seen = self.shares = self.summing = self.reading = False
        self.kind, self.within, self.value = "", "", ""
        self.formula = self.stored = self.mixed = False
        self.filled: dict[int, str] = {}
        self.cells: dict[int, Stored] = {}
        self.ordinary: Mapping[str, int] = {}
        """How deep the elements stand that are taken at once: none outside the rows."""
        self.known: dict[tuple[str, str, int, str], Stored] = {}
        """What is stored alike, by kind, element, style and value, once: many cells hold the same.
        """
        self.styles: dict[str, tuple[int, str]] = {"": (0, "")}
        """The number of a style and the colour that it fills a cell with, as cells name it."""
        self.runs: list[Run] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(part, True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.ordinary.get(tag) != self.depth or "xmlns" in attributes:
            self._unusual(tag, attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "is":
            self._other()
        elif tag == "row":
            self._row(attributes)
        else:
            if self.stored:
                self._mixed()
            self._words(tag)

    def _unusual(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element that is not one of those that nearly every cell is made of."""
        if not self.root:
            self.root, self.prefix = tag, tag.rpartition(":")[0]
        prefix, _, tag = tag.rpartition(":")
        if not self.inside:
            self._around(tag, attributes)
            return
        self._mixed()
        if tag in DEPTH and (
            self.depth != DEPTH[tag]
            or prefix != self.prefix
            or (attributes and attributes.get("xmlns", MAIN) != MAIN)
        ):
            raise ValueError(f"{NAMED[tag]} in the wrong place, in row {self.row}")
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "t"):
            self._words(tag)
        elif tag == "f":
            self.formula = self.summing = True
            self.sum = ""
        elif tag == "row":
            self._row(attributes)
        else:
            if tag != "is":
                self._run(tag, attributes)
            self._other()

    def _other(self) -> None:
        """Count an element besides rows, cells and values."""
        self.others += 1
        if self.others > MAX_OTHERS or self.depth > MAX_DEPTH:
            raise ValueError(f"more than any cell holds, in row {self.row}")

    def _words(self, tag: str) -> None:
        """Take a value or words that begin here."""
        self.reading = self.stored = True
        self.within = tag
        if self.mixed and tag == "t" and self.depth == RUN:
            self.runs.append((None, ""))

    def _mixed(self) -> None:
        """Note that a cell holds more than one value or the words of one text."""
        if not self.mixed:
            self.mixed = True
            self.runs = [(None, self.value)] if self.stored and self.within == "t" else []

    def _row(self, attributes: dict[str, str]) -> None:
        before = self.row
        self.row = within(int(attributes["r"]) if "r" in attributes else before + 1, MAX_ROWS)
        if self.row <= before:
            raise ValueError(f"row {self.row} after row {before}")
        self.column, self.right, self.cells, self.filled = 0, 0, {}, {}
        if attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        before = self.column
        self.column = column = (
            column_of(attributes["r"]) if "r" in attributes else within(before + 1, MAX_COLUMNS)
        )
        if column > self.right:
            self.right = column
        elif column == before or column in self.cells:
            raise ValueError(f"one cell twice, in row {self.row}")
        self.kind = attributes.get("t", "n")
        self.formula = self.stored = self.mixed = False
        self.value = ""
        if self.kind == "s":
            self.shares = True
        named = attributes.get("s", "")
        self.style, colour = self.styles.get(named) or self._styled(named)
        if colour:
            self.filled[column] = colour

    def _styled(self, named: str) -> tuple[int, str]:
        """Return the number of a style and the colour that it fills a cell with, as a cell names
        it.
        """
        style = int(named) if below(named, self.looks.count) else -1
        colour = self.looks.fills[style] if style >= 0 and self.looks.fills else ""
        return self.styles.setdefault(named, (max(style, 0), colour))

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
            self.ordinary = {} if self.prefix else ORDINARY
        elif tag == "conditionalFormatting":
            self.area = attributes.get("sqref", "")
        elif tag == "cfRule" and (
            attributes.get("type") == "colorScale"
            or whole(attributes.get("dxfId", "")) in self.looks.coloured
        ):
            self.facts.coloured += [found for text in self.area.split() if (found := area(text))]
        elif tag == "mergeCell" and (merged := area(attributes.get("ref", ""))):
            self.facts.merged.append(merged)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            low, high = attributes.get("min", ""), attributes.get("max", "")
            if below(low, MAX_COLUMNS + 1) and below(high, MAX_COLUMNS + 1):
                self.facts.hidden_columns.append((int(low), int(high)))

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data
            if self.mixed and self.within == "t" and self.runs and not self.phonetic:
                self.runs[-1] = (self.runs[-1][0], self.runs[-1][1] + data)
        elif self.summing:
            self.sum += data

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag == "t" or tag == "v":
            self.reading = False
        elif tag == "c":
            if self.inside:
                self._end_of_cell()
        elif tag != "is":
            self._end(tag.rpartition(":")[2])

    def _end(self, tag: str) -> None:
        """Take the end of an element that is not one of those that nearly every cell is made of."""
        if self.phonetic == self.depth + 1:
            self.phonetic = 0
        if not self.inside:
            return
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "f":
            self.summing = False
            if sums_up(self.sum):
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
            self.inside, self.ordinary = False, {}

    def _end_of_cell(self) -> None:
        if self.formula:
            self.facts.formulas.add((self.row, self.column))
        if not self.value:
            if not self.formula or (self.stored and self.kind == "str"):
                return
            self.facts.uncalculated.add((self.row, self.column))
            self.cells[self.column] = (self.kind, "", self.style)
            return
        alike = self.kind, self.within, self.style, self.value
        found = None if self.mixed else self.known.get(alike)
        if found is None:
            found = self._found()
            if not self.mixed and found[1]:
                self.known[alike] = found
        self.cells[self.column] = found

    def _found(self) -> Stored:
        """Return what the cell stores, "" where that is broken."""
        kept: Text = self.value
        if not (
            legible(self.kind, self.value, self.strings)
            and (self.kind == "inlineStr") == (self.within == "t")
        ):
            self.facts.broken[self.row, self.column] = self.value
            kept = ""
        elif self.kind == "inlineStr" and self.mixed:
            kept = worded(self.runs)
        return self.kind, kept, self.style
