"""How every run of a document looks in the end, and on what it stands: worked out once for each way
of looking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.word.places import Document, Paragraph, Table
from pipeline.word.runs import Run
from pipeline.word.styles import HEX, HIGHLIGHTS, Look, Style, look_of
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
BANDS = ("tblStyleRowBandSize", "tblStyleColBandSize")
EMPTY: Look = {}


@dataclass(frozen=True, slots=True)
class _Design:
    """What Word's Table Design ribbon says of a table: its style, the options that are on, how wide
    its bands are.
    """

    style: str
    chosen: frozenset[str]
    across: int
    down: int
    fill: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One run as it is seen: its look, its ink (six hex digits or `auto`) and what is behind it."""

    run: Run
    look: Look
    ink: str
    behind: str

    @property
    def points(self) -> float:
        """Return the size of the letters in points."""
        return _number(self.look.get("sz", "20")) / 2

    @property
    def bold(self) -> bool:
        """Return whether the letters are bold."""
        return self.look["b"] == "1"


class Looks:
    """Works out looks for one document."""

    def __init__(self, document: Document) -> None:
        self.document, self.styles = document, document.styles
        self.page = PAPER
        background = value(document.roots[document.main], "background", "color")
        if on(document.root("settings"), "displayBackgroundShape") and HEX.fullmatch(background):
            self.page = background
        self._letters: dict[tuple[object, ...], Look] = {}
        self._cells: dict[etree._Element, tuple[Look, Look, str, tuple[str, ...]]] = {}
        self._tables: dict[Table, _Design] = {}
        self._seen: dict[Paragraph, list[Seen]] = {}

    def seen(self, paragraph: Paragraph) -> list[Seen]:
        """Return the runs of a paragraph that show words, as they are seen."""
        if paragraph not in self._seen:
            self._seen[paragraph] = list(self._runs(paragraph))
        return self._seen[paragraph]

    def _runs(self, paragraph: Paragraph) -> Iterator[Seen]:
        letters, _, under, conditions = self.cell(paragraph)
        style = self._design(paragraph.table).style if paragraph.table else ""
        ground = self.paragraph(paragraph).get("fill") or under or self.page
        for run in paragraph.runs:
            if not run.text.strip() or run.deleted:
                continue
            properties = child(run.element, "rPr")
            own = self._of(properties)
            named = value(properties, "rStyle")
            key = (style, conditions, paragraph.style, named, tuple(own.items()))
            if key not in self._letters:
                self._letters[key] = self.styles.shown(
                    letters, paragraph.style, self.styles.of(named, "character"), own
                )
            look = self._letters[key]
            lit = HIGHLIGHTS.get(look.get("highlight", ""), "")
            yield Seen(run, look, look.get("color", "auto"), lit or look.get("fill") or ground)

    def paragraph(self, paragraph: Paragraph) -> Look:
        """Return how a paragraph is set: its `jc`, `fill` and list in the end."""
        style = paragraph.style.paragraph if paragraph.style else EMPTY
        return {
            **self.styles.paragraph,
            **self.cell(paragraph)[1],
            **style,
            **self._of(child(paragraph.element, "pPr")),
        }

    def cell(self, paragraph: Paragraph) -> tuple[Look, Look, str, tuple[str, ...]]:
        """Return what the table gives to a paragraph: letters, setting, fill, the conditions of its
        style.
        """
        if paragraph.table is None:
            return EMPTY, EMPTY, "", ()
        element = paragraph.table.cells[paragraph.row - 1][paragraph.column - 1]
        if element not in self._cells:
            design = self._design(paragraph.table)
            conditions = _conditions(
                paragraph.table, design, paragraph.row - 1, paragraph.column - 1
            )
            letters, setting, fill = self.styles.cell(design.style, conditions)
            own = self._of(child(element, "tcPr")).get("fill")
            under = next((one for one in (own, fill, design.fill) if one is not None), "")
            self._cells[element] = letters, setting, under, conditions
        return self._cells[element]

    def _of(self, properties: etree._Element | None) -> Look:
        return EMPTY if properties is None or not len(properties) else look_of(properties)

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
                self._of(properties).get("fill"),
            )
        return self._tables[table]


def _band(style: Style | None, name: str) -> int:
    """Return how many rows or columns make a band of a table's style: its own setting, or that of a
    style it is based on.
    """
    sizes = (value(one.element, f"tblPr/{name}") for one in (style.chain() if style else ()))
    return max(1, int(next((size for size in sizes if size.isdigit()), "1")))


def _conditions(table: Table, design: _Design, row: int, column: int) -> tuple[str, ...]:
    """Return which conditional formats of the table's style hold for a cell; rows and columns count
    from 0.
    """
    chosen = design.chosen
    edges = {
        "firstRow": row == 0,
        "lastRow": row == len(table.rows) - 1,
        "firstCol": column == 0,
        "lastCol": column == len(table.cells[row]) - 1,
    }
    named = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
    held = [name for name, true in edges.items() if true and named.get(name, name) in chosen]
    held += [corner for corner, sides in CORNERS.items() if sides <= set(held)]
    if "noHBand" not in chosen and "firstRow" not in held and "lastRow" not in held:
        held.append(f"band{(row - ('firstRow' in chosen)) // design.across % 2 + 1}Horz")
    if "noVBand" not in chosen and "firstCol" not in held and "lastCol" not in held:
        held.append(f"band{(column - ('firstColumn' in chosen)) // design.down % 2 + 1}Vert")
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
