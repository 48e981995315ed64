"""One pass over the XML of a sheet: what openpyxl would lose or choke on, and where the values end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from xml.parsers import expat

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
HEADER_SEARCH = 200

LEFT_OUT = ("mergeCells", "hyperlinks")
"""What openpyxl would make a cell for, in every place of a range."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_MOMENT = re.compile(rf"(?P<day>{_DAY})(?:T{_TIME}Z?)?|{_TIME}|PT(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?")


@dataclass(slots=True)
class SheetFacts:
    """What the XML of one sheet says: `rows` are the rows with a value, in order; columns count from 1."""

    name: str
    hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: dict[int, list[int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


class Scan:
    """One pass over a sheet's XML, cell by cell, filling a SheetFacts."""

    def __init__(self, part: bytes, facts: SheetFacts, strings: int) -> None:
        self.part, self.facts, self.strings = part, facts, strings
        self.row = self.column = self.row_start = self.cell_start = self.merges_start = 0
        self.addressed = self.row_addressed = False
        self.empty: list[tuple[int, int]] = []
        self.kind, self.within, self.formula, self.stored, self.value, self.reading = "", "", False, False, "", False
        self.columns: list[int] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.Parse(part, True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.column = _within(_column(attributes["r"]) if "r" in attributes else self.column + 1, MAX_COLUMNS)
            self.kind, self.formula, self.stored, self.value = attributes.get("t", "n"), False, False, ""
            self.cell_start, self.addressed = self.parser.CurrentByteIndex, "r" in attributes
        elif tag in ("v", "t"):
            self.reading = self.stored = True
            self.within = tag
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row = _within(int(attributes["r"]) if "r" in attributes else self.row + 1, MAX_ROWS)
            self.column, self.columns = 0, []
            self.row_start, self.row_addressed = self.parser.CurrentByteIndex, "r" in attributes
            if attributes.get("hidden") in ("1", "true"):
                self.facts.hidden_rows.add(self.row)
        elif tag == "mergeCell":
            self.facts.merged.append(_range(attributes["ref"]))
        elif tag in LEFT_OUT:
            self.ranges_start = self.parser.CurrentByteIndex
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "c":
            if self.formula and not self.value and not (self.stored and self.kind == "str"):
                self.facts.uncalculated.add((self.row, self.column))
                self.columns.append(self.column)
            elif self.value and not (_legible(self.kind, self.value, self.strings)
                                      and (self.kind == "inlineStr") == (self.within == "t")):
                self.facts.broken[self.row, self.column] = self.value
                self.columns.append(self.column)
                self.empty.append((self.part.index(b">", self.cell_start) + 1, self.parser.CurrentByteIndex))
            elif self.value:
                self.columns.append(self.column)
            elif self.addressed:
                self._leave_out(self.cell_start)
        elif tag == "row" and self.columns:
            if len(self.facts.rows) < HEADER_SEARCH:
                self.facts.columns[self.row] = self.columns
            if self.row not in self.facts.rows[-1:]:
                self.facts.rows.append(self.row)
        elif tag == "row" and self.row_addressed:
            self._leave_out(self.row_start)
        elif tag in LEFT_OUT:
            self._leave_out(self.ranges_start)

    def _leave_out(self, start: int) -> None:
        """Leave the element that began at `start` and ends here out of what openpyxl is given."""
        while self.empty and self.empty[-1][0] >= start:
            self.empty.pop()
        here = self.parser.CurrentByteIndex
        opened = self.part.index(b">", start) + 1
        alone = here == opened and self.part[here - 2:here] == b"/>"  # <c/>: expat is past it already
        end = here if alone else self.part.index(b">", here) + 1
        if self.empty and self.empty[-1][1] == start:
            start = self.empty.pop()[0]
        self.empty.append((start, end))

    def trimmed(self) -> bytes:
        """Return the sheet without its merges, its links, its broken values, and cells and rows that hold nothing."""
        starts = [0, *(end for _, end in self.empty)]
        ends = [*(start for start, _ in self.empty), len(self.part)]
        return b"".join(self.part[start:end] for start, end in zip(starts, ends, strict=True))


def _legible(kind: str, value: str, strings: int) -> bool:
    """Return whether openpyxl can read a stored value of this kind; `strings` are the texts that cells share."""
    bare = value.strip()
    if kind == "n":
        return bool(_NUMBER.fullmatch(bare)) and isfinite(float(bare))
    if kind == "d":
        return bool((moment := _MOMENT.fullmatch(value)) and (moment["day"] is None or _in_calendar(moment["day"])))
    if kind == "s":
        return bare.isascii() and bare.isdigit() and len(bare) < 10 and int(bare) < strings
    return kind != "b" or bare in ("0", "1")


def _in_calendar(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"there is no row or column {number}")
    return number


def _column(address: str) -> int:
    column = 0
    for letter in address:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column


def _range(text: str) -> Range:
    cells = [(int(row), _column(letters)) for letters, row in re.findall(r"([A-Z]+)([0-9]+)", text)]
    if not cells:
        raise ValueError(f"{text} is no range")
    (top, left), (bottom, right) = cells[0], cells[-1]
    return top, left, bottom, right
