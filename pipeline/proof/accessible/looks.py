"""How every run of a document looks in the end, and on what it stands: worked out once for each way
of looking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.word.places import Document, Paragraph, Table
from pipeline.word.runs import Run
from pipeline.word.styles import HEX, HIGHLIGHTS, Look, Style, fill_of, look_of
from pipeline.word.xml import child, on, value, w

PAPER = "FFFFFF"
BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
CORNERS = {
    "nwCell": {"firstRow", "firstCol"},
    "neCell": {"firstRow", "lastCol"},
    "swCell": {"lastRow", "firstCol"},
    "seCell": {"lastRow", "lastCol"},
}
EDGES = ("firstRow", "lastRow", "firstCol", "lastCol")
OPTIONS = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
BANDS = ("tblStyleRowBandSize", "tblStyleColBandSize")
EMPTY: Look = {}


class _Design(NamedTuple):
    """What Word's Table Design ribbon says of a table: its style, the options that are on, how wide
    its bands are; `shaded` tells whether some cell has a fill of its own.
    """

    style: str
    chosen: frozenset[str]
    across: int
    down: int
    fill: str | None
    shaded: bool


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One way in which letters look: all that is set of them, and of that the size in points, the
    ink (six hex digits or `auto`) and whether they are bold.
    """

    look: Look
    points: float
    ink: str
    bold: bool


class Seen(NamedTuple):
    """One run as it is seen: its face, and what is behind it (six hex digits)."""

    run: Run
    face: Face
    behind: str


class _Cell(NamedTuple):
    """What a cell gives to its paragraphs: letters, setting and fill, as its table's style has
    them under some conditions.
    """

    letters: Look = EMPTY
    setting: Look = EMPTY
    fill: str = ""
    style: str = ""
    conditions: tuple[str, ...] = ()


class Looks:
    """Works out looks for one document."""

    def __init__(self, document: Document) -> None:
        self.document, self.styles = document, document.styles
        self.page = PAPER
        background = value(document.roots[document.main], "background", "color")
        if on(document.root("settings"), "displayBackgroundShape") and HEX.fullmatch(background):
            self.page = background
        self._faces: dict[tuple[object, ...], Face] = {}
        self._settings: dict[tuple[object, ...], Look] = {}
        self._set: dict[Paragraph, Look] = {}
        self._cells: dict[etree._Element, _Cell] = {}
        self._conditions: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._tables: dict[Table, _Design] = {}
        self._seen: dict[Paragraph, list[Seen]] = {}

    def seen(self, paragraph: Paragraph) -> list[Seen]:
        """Return the runs of a paragraph that show words, as they are seen."""
        if paragraph not in self._seen:
            self._seen[paragraph] = list(self._runs(paragraph))
        return self._seen[paragraph]

    def _runs(self, paragraph: Paragraph) -> Iterator[Seen]:
        cell = self.cell(paragraph)
        ground = self.paragraph(paragraph).get("fill") or cell.fill or self.page
        for run in paragraph.runs:
            if not run.deleted and run.text.strip():
                face = self._face(cell, paragraph.style, run.settings)
                lit = HIGHLIGHTS.get(face.look.get("highlight", ""), "")
                yield Seen(run, face, lit or face.look.get("fill") or ground)

    def _face(self, cell: _Cell, style: Style | None, settings: etree._Element | None) -> Face:
        own, named = (
            (EMPTY, "") if settings is None else (look_of(settings), value(settings, "rStyle"))
        )
        key = (cell.style, cell.conditions, style, named, tuple(own.items()))
        if key not in self._faces:
            look = self.styles.shown(cell.letters, style, self.styles.of(named, "character"), own)
            points = _number(look.get("sz", "20")) / 2
            self._faces[key] = Face(look, points, look.get("color", "auto"), look["b"] == "1")
        return self._faces[key]

    def paragraph(self, paragraph: Paragraph) -> Look:
        """Return how a paragraph is set: its `jc`, `fill` and list in the end."""
        if paragraph not in self._set:
            self._set[paragraph] = self._setting(paragraph)
        return self._set[paragraph]

    def _setting(self, paragraph: Paragraph) -> Look:
        cell, style = self.cell(paragraph), paragraph.style
        own = look_of(paragraph.settings)
        key = (cell.style, cell.conditions, style, tuple(own.items()))
        if key not in self._settings:
            by_style = style.paragraph if style else EMPTY
            self._settings[key] = {**self.styles.paragraph, **cell.setting, **by_style, **own}
        return self._settings[key]

    def cell(self, paragraph: Paragraph) -> _Cell:
        """Return what the table gives to a paragraph."""
        table, row, column = paragraph.table, paragraph.row - 1, paragraph.column - 1
        if table is None:
            return _NO_CELL
        element = table.cells[row][column]
        if element not in self._cells:
            design = self._design(table)
            conditions = self._met(table, design, row, column)
            letters, setting, fill = self.styles.cell(design.style, conditions)
            shading = child(element, "tcPr/shd") if design.shaded else None
            own = None if shading is None else fill_of(shading)
            under = next((one for one in (own, fill, design.fill) if one is not None), "")
            self._cells[element] = _Cell(letters, setting, under, design.style, conditions)
        return self._cells[element]

    def _met(self, table: Table, design: _Design, row: int, column: int) -> tuple[str, ...]:
        """Return which conditional formats of the table's style hold for a cell; rows and columns
        count from 0.
        """
        chosen = design.chosen
        edges = (
            row == 0,
            row == len(table.rows) - 1,
            column == 0,
            column == len(table.cells[row]) - 1,
        )
        across = (row - ("firstRow" in chosen)) // design.across % 2
        down = (column - ("firstColumn" in chosen)) // design.down % 2
        key = (chosen, edges, across, down)
        if key not in self._conditions:
            self._conditions[key] = _conditions(chosen, edges, across, down)
        return self._conditions[key]

    def _design(self, table: Table) -> _Design:
        if table not in self._tables:
            properties = child(table.element, "tblPr")
            style = self.styles.of(value(properties, "tblStyle"), "table")
            across, down = (_band(style, name) for name in BANDS)
            self._tables[table] = _Design(
                value(properties, "tblStyle"),
                frozenset(name for name in BITS if looks_on(table, name)),
                across,
                down,
                look_of(properties).get("fill"),
                next(table.element.iter(w("shd")), None) is not None,
            )
        return self._tables[table]


_NO_CELL = _Cell()


def _band(style: Style | None, name: str) -> int:
    """Return how many rows or columns make a band of a table's style: its own setting, or that of a
    style it is based on.
    """
    sizes = (value(one.element, f"tblPr/{name}") for one in (style.chain() if style else ()))
    return max(1, int(next((size for size in sizes if size.isdigit()), "1")))


def _conditions(
    chosen: frozenset[str], edges: tuple[bool, ...], across: int, down: int
) -> tuple[str, ...]:
    """Return the conditional formats that hold for a cell: `edges` tell whether it stands in the
    first row, the last row, the first column, the last column, `across` and `down` in which band.
    """
    named = zip(EDGES, edges, strict=True)
    held = [name for name, true in named if true and OPTIONS.get(name, name) in chosen]
    held += [corner for corner, sides in CORNERS.items() if sides <= set(held)]
    if "noHBand" not in chosen and "firstRow" not in held and "lastRow" not in held:
        held.append(f"band{across + 1}Horz")
    if "noVBand" not in chosen and "firstCol" not in held and "lastCol" not in held:
        held.append(f"band{down + 1}Vert")
    return tuple(held)


def looks_on(table: Table, name: str) -> bool:
    """Return whether an option of Word's Table Design ribbon, such as `firstRow`, is on for a
    table.
    """
    look = child(table.element, "tblPr/tblLook")
    if look is None:
        return name.startswith("no")
    own = look.get(w(name))
    if own is not None:
        return own in ("1", "true", "on")
    try:
        return bool(int(value(look) or "0", 16) & BITS[name])
    except ValueError:
        return False


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
