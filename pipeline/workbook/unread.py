"""Sheets that are not read although they look like a table that is: told, with how many rows they
hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple
from xml.parsers import expat

from pipeline.findings.finding import Finding
from pipeline.settings.schema import SHEETS, Sheet
from pipeline.workbook.cell import name_of
from pipeline.workbook.codes import finding
from pipeline.workbook.guard import Guarded
from pipeline.workbook.package import DAMAGED
from pipeline.workbook.sheet_xml import HEADER_SEARCH, SheetFacts

ENOUGH = 0.75
"""So much of a sheet's required headings, and three headings at least, is a table of its kind."""
FEWEST = 3


class Alike(NamedTuple):
    """A sheet that is not read and has the headings of one of ours: whose, and how many rows stand
    under them.
    """

    facts: SheetFacts
    name: str
    below: int


KEYS = {sheet.name: sheet.key for sheet in SHEETS}


def alike(
    safe: Guarded, headings: Mapping[str, Mapping[str, Collection[str]]], read: Collection[str]
) -> Iterator[Alike]:
    """Yield each sheet that is not `read` and has the headings of one of ours.

    `headings` are by the sheet's name and the column's key the names that its column may have. One
    that cannot be read is passed over, for no figure needs it.
    """
    kinds = {sheet.name: _names_of(sheet, headings[sheet.name]) for sheet in SHEETS}
    known = set().union(*(names for names, _ in kinds.values()))
    for glance in glances(safe, known):
        found = {
            (len(names & glance.best), name)
            for name, (names, musts) in kinds.items()
            if len(names & glance.best) >= FEWEST
            and sum(bool(must & glance.best) for must in musts) >= ENOUGH * len(musts)
        }
        if found and glance.facts.name not in read:
            yield Alike(glance.facts, max(found)[1], glance.below)


def unread(
    sheets: Iterable[Alike], file: str, read: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Yield a note for each sheet that has the headings of one of ours, and rows under them.

    `read` are by a table's key the sheets that it is read from: where these are several, the line
    that names all of them is told. Of a hidden sheet only the count is told: neither its name nor a
    word of it reaches an output.
    """
    for facts, name, below in sheets:
        if not below:
            continue
        rows = f"{below} row{'s' if below > 1 else ''}"
        called = "a hidden sheet" if facts.hidden else f'the sheet "{facts.name}"'
        yield finding(
            "sheet-unread",
            f"{called} has the headings of {name} and {rows} under them, and is not read.",
            f"If its rows belong to the paper, {_way(facts, KEYS[name], read)}; otherwise nothing"
            " need be done.",
            file,
            sheet=None if facts.hidden else facts.name,
        )


def _way(facts: SheetFacts, key: str, read: Mapping[str, Sequence[str]]) -> str:
    """Return how a sheet is read with those that are."""
    beside = read.get(key, ())
    if len(beside) < 2 or facts.hidden:
        return (
            "move them into the sheet that is read, or name both sheets under"
            f' [workbook.{key}] of report.toml: sheets = ["…", "…"]'
        )
    names = json.dumps([*beside, facts.name], ensure_ascii=False)
    return f"name it with the others under [workbook.{key}] of report.toml: sheets = {names}"


def _names_of(
    sheet: Sheet, headings: Mapping[str, Collection[str]]
) -> tuple[set[str], list[set[str]]]:
    """Return all the names that the columns of a sheet may have, and those of each required
    column.
    """
    return (
        {name_of(name) for names in headings.values() for name in names},
        [
            set(map(name_of, headings[column.key]))
            for column in sheet.columns
            if column.required and headings[column.key]
        ],
    )


class Glance(NamedTuple):
    """What was seen of a sheet in passing: the known headings of the row that has most, and how
    many rows stand `below` it.
    """

    facts: SheetFacts
    best: set[str]
    below: int


def glances(safe: Guarded, known: Collection[str]) -> Iterator[Glance]:
    """Yield what the sheets that were not asked for look like, of those that can be read; `known`
    as `name_of` gives them.
    """
    if not safe.beside:
        return
    try:
        shared = _shared(safe.strings)
    except DAMAGED:
        return
    for facts, part in safe.beside:
        with suppress(*DAMAGED):
            seen = _Glance(part, shared, known)
            yield Glance(facts, seen.best, seen.below)


def _shared(strings: bytes) -> list[str]:
    """Return the texts that cells share."""
    texts: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(tag: str, _: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            texts.append("")
        elif tag in inside:
            inside[tag] = True

    def end(tag: str) -> None:
        inside[tag.rpartition(":")[2]] = False

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"] and texts:
            texts[-1] += data

    if strings:
        _parse(strings, start, end, text)
    return texts


class _Enough(Exception):
    """No more of the sheet need be looked at."""


class _Glance:
    """The headings in the row of a sheet that holds most of those `known`, and how many rows with a
    value stand `below` it.
    """

    def __init__(self, part: bytes, shared: list[str], known: Collection[str]) -> None:
        self.shared, self.known = shared, known
        self.best: set[str] = set()
        self.here: set[str] = set()
        self.rows = self.below = 0
        self.kind, self.value, self.reading, self.filled = "n", "", False, False
        with suppress(_Enough):
            _parse(part, self.start, self.end, self.text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.kind, self.value = attributes.get("t", "n"), ""
        elif tag == "row":
            self.here, self.filled = set(), False
        self.reading = tag in ("v", "t")

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        self.reading = False
        if tag == "c" and self.value.strip():
            self.filled = True
            if self.rows < HEADER_SEARCH:
                self.here |= {self._name()} & set(self.known)
        elif tag == "row" and self.filled:
            self.rows += 1
            self.below += 1
            if len(self.here) > len(self.best):
                self.best, self.below = self.here, 0
            if self.rows == HEADER_SEARCH and len(self.best) < FEWEST:
                raise _Enough

    def _name(self) -> str:
        shared = (
            self.kind == "s"
            and self.value.isascii()
            and self.value.isdigit()
            and int(self.value) < len(self.shared)
        )
        return name_of(self.shared[int(self.value)] if shared else self.value)


def _parse(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(part, True)
