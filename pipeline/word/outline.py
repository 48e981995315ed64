"""A Word document as a reader walks it: every paragraph with its place in Word's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.word.leaves import BREAKS, SKIPPED, M, text_of, unseen
from pipeline.word.package import Package
from pipeline.word.runs import Link, Reader, Run
from pipeline.word.xml import first, value, w

__all__ = [
    "BODY",
    "BREAKS",
    "PARTS",
    "SKIPPED",
    "Grid",
    "Paragraph",
    "is_heading",
    "level",
    "paragraphs",
    "settled",
    "story",
    "style_names",
    "text_of",
    "walked",
]
BODY = "word/document.xml"
PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
INSERTED = w("altChunk")
"""Where another file stands in the text, which Word puts in when it opens the document."""
PARAGRAPH, PROPERTIES, STYLE, FORMULA = w("p"), w("pPr"), w("pStyle"), f"{M}oMathPara"
WORDED = (PARAGRAPH, INSERTED, FORMULA)
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
WALKED = (*WORDED, TABLE, ROW, CELL)


@dataclass(slots=True, eq=False)
class Grid:
    """One table as it is walked: its `w:tr`, each with its `w:tc`, and its number in the part.

    `cell` is the `w:tc` that it stands in; a `boxed` one stands in a text box.
    """

    element: etree._Element
    number: int
    cell: etree._Element | None
    boxed: bool
    rows: list[tuple[etree._Element, list[etree._Element]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: the element, its words, its style's name, and where it stands.

    `table`, `row` and `column` count from 1 within the part; 0 where it stands in no table.
    `heading` is the words of the heading above it. `named` is the id of its style, `settings` its
    w:pPr where that says more, `cell` the `w:tc` that it stands in; a `boxed` one stands in no
    flow of text: in a text box, as a formula or an inserted file, which have no `runs`.
    """

    element: etree._Element
    part: str
    number: int
    text: str
    style: str
    heading: str
    table: int = 0
    row: int = 0
    column: int = 0
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)
    named: str = field(default="", compare=False, repr=False)
    settings: etree._Element | None = field(default=None, compare=False, repr=False)
    cell: etree._Element | None = field(default=None, compare=False, repr=False)
    boxed: bool = field(default=False, compare=False, repr=False)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        under = f', under "{self.heading}"' if self.heading else ""
        kind = "" if self.part == BODY else f"{story(self.part)}: "
        if self.table:
            return f"{kind}table {self.table}{under}, row {self.row}, column {self.column}"
        quoted = (
            f': "{self.text[:40]}{"…" if len(self.text) > 40 else ""}"' if self.text.strip() else ""
        )
        return f"{kind}paragraph {self.number}{under}{quoted}"

    @property
    def every_page(self) -> bool:
        """Return whether it belongs to a header or a footer."""
        return self.part.startswith(("word/header", "word/footer"))


def story(part: str) -> str:
    """Return which of a document's texts a part is: document, header, footer, footnotes or
    endnotes.
    """
    return part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")


def paragraphs(parts: Package) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, then of headers, footers and notes, in reading order.

    Text boxes are read once, though Word writes them twice, as paragraphs after the one that they
    hang on. A file that was inserted (w:altChunk) is a paragraph without words, for its words are
    not there.
    """
    for name in sorted(parts, key=lambda name: (name != BODY, name)):
        if PARTS.fullmatch(name):
            yield from (one for one in walked(parts, name) if isinstance(one, Paragraph))


def walked(parts: Package, name: str) -> tuple[Paragraph | Grid, ...]:
    """Return the paragraphs and tables of a part in reading order, a table before what stands in
    it; the one walk of a document, from which all others read. Raises as `Package.root` does.
    """
    return parts.once(f"walked: {name}", lambda: tuple(_Walk(parts, name).walk()))


def style_names(parts: Package) -> dict[str, str]:
    """Return the names of the document's styles by id, as Word shows them: "heading 1" is Heading 1
    there.
    """
    if "word/styles.xml" not in parts:
        return {}
    styles = parts.root("word/styles.xml")
    return parts.once(
        "style names",
        lambda: {
            value(style, attribute="styleId"): _as_shown(value(name))
            for style in styles.iter(w("style"))
            for name in style.iterchildren(w("name"))
        },
    )


def _as_shown(name: str) -> str:
    return name[:1].upper() + name[1:]


def is_heading(style: str) -> bool:
    """Return whether a style of this name heads a part of the paper."""
    return style.lower().startswith(("heading", "appendix heading"))


def level(style: str) -> int:
    """Return the level of a heading by its style's name: 1 where that gives none."""
    digits = re.search(r"[1-9]", style)
    return int(digits[0]) if digits else 1


class _Walk:
    """The walk of one part, with the heading above and what was counted."""

    def __init__(self, parts: Package, part: str) -> None:
        self._part, self._root, self._names = part, parts.root(part), style_names(parts)
        links = parts.relations(part)
        self._links = {key: Link(leads.target, leads.outside) for key, leads in links.items()}
        self._reader = Reader(self._links)
        self._heading, self._number, self._tables = "", 0, 0
        self._grids: dict[etree._Element, Grid] = {}
        self._rows: dict[etree._Element, tuple[Grid, int]] = {}
        self._cells: dict[etree._Element, tuple[Grid, int, int]] = {}

    def walk(self) -> Iterator[Paragraph | Grid]:
        """Yield all that is seen, in the order of the file."""
        root = self._root
        hidden = {element for branch in unseen(root) for element in branch.iter(*WALKED)}
        for element in root.iter(*WALKED):
            tag = element.tag
            if element in hidden:
                continue
            if tag == CELL:
                row = _nearest(element, ROW)
                if row is not None:
                    grid, number = self._rows[row]
                    grid.rows[number - 1][1].append(element)
                    self._cells[element] = grid, number, len(grid.rows[number - 1][1])
            elif tag == ROW:
                table = _nearest(element, TABLE)
                if table is not None:
                    grid = self._grids[table]
                    grid.rows.append((element, []))
                    self._rows[element] = grid, len(grid.rows)
            elif tag == TABLE:
                self._tables += 1
                cell, boxed = self._within(element)
                yield self._grids.setdefault(element, Grid(element, self._tables, cell, boxed))
            elif tag != FORMULA or next(element.iterancestors(PARAGRAPH), None) is None:
                yield self._paragraph(element, tag)

    def _within(self, element: etree._Element) -> tuple[etree._Element | None, bool]:
        """Return the cell that a paragraph or a table stands in, and whether in a text box."""
        cell = _nearest(element, CELL)
        if cell is not None and cell not in self._cells:
            cell = None
        elif cell is not None and cell is element.getparent():
            return cell, self._cells[cell][0].boxed
        return cell, next(element.iterancestors(PARAGRAPH), None) is not None

    def _paragraph(self, element: etree._Element, tag: str) -> Paragraph:
        self._number += tag != INSERTED
        cell, boxed = self._within(element)
        _, named, settings = settled(element)
        style = self._names.get(named, "")
        if tag == PARAGRAPH:
            runs = (Reader(self._links) if boxed else self._reader).runs(element)
            text = "".join([run.said for run in runs])
        else:
            boxed, runs, text = True, (), text_of(element)
        grid, row, column = (None, 0, 0) if cell is None else self._cells[cell]
        under = self._heading
        if is_heading(style) and text.strip():
            self._heading = text.strip()
        table = 0 if grid is None else grid.number
        place = (self._part, self._number, text, style, under, table, row, column)
        return Paragraph(element, *place, runs, named, settings, cell, boxed)


class Settled(NamedTuple):
    """A paragraph with the id of its style, and its w:pPr where that says more."""

    element: etree._Element
    named: str
    settings: etree._Element | None


def settled(paragraph: etree._Element) -> Settled:
    """Return a paragraph with what is set of it."""
    settings = first(paragraph, PROPERTIES)
    if settings is None:
        return Settled(paragraph, "", None)
    style = first(settings, STYLE)
    alone = style is not None and len(settings) == 1
    return Settled(paragraph, value(style), None if alone else settings)


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the nearest element of a name that an element stands in, mostly its parent."""
    parent = element.getparent()
    return (
        parent
        if parent is not None and parent.tag == tag
        else next(element.iterancestors(tag), None)
    )
