"""Paragraphs and tables with their places, told part by part: what `places` gathers of a
document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.word import outline, told
from pipeline.word.runs import Run
from pipeline.word.styles import Style, Styles
from pipeline.word.xml import child, value, w

NOTES = ("footnotes", "endnotes", "comments")
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table. `rows` holds the `w:tr` and `cells` its `w:tc`, by rows; `turn` counts the tables
    under its heading, of which `tables` has the number by heading.
    """

    element: etree._Element
    part: str
    story: str
    turn: int
    heading: str
    rows: tuple[etree._Element, ...]
    cells: tuple[tuple[etree._Element, ...], ...]
    nested: bool = False
    tables: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        only = self.tables.get(self.heading, 1) == 1
        return told.table(self.story, self.heading, self.turn, only=only)

    def at(self, row: int = 0, column: int = 0) -> str:
        """Return the place of one row, or of one cell, counted from 1; where neither is said, its
        own.
        """
        return (
            self.place + (f", row {row}" if row else "") + (f", column {column}" if column else "")
        )


class Paragraph(NamedTuple):  # a long paper has tens of thousands
    """One paragraph: its words as they are read once changes are accepted, its style, and where it
    stands.

    `text` is its words, tabs and line breaks: insertions in, deletions and field codes out;
    `named` the id of its style, `settings` its w:pPr where that says more than its style. `turn`
    counts the paragraphs under its heading that begin so, `above` are the last words before it.
    `level` is that of a heading, else 0. `table`, `row` and `column` are of the innermost table it
    stands in. `story` is empty in the body, else such as `header of section 1`.
    """

    element: etree._Element
    part: str
    story: str
    turn: int
    heading: str
    style: Style | None
    level: int
    runs: tuple[Run, ...]
    text: str
    named: str
    settings: etree._Element | None
    table: Table | None = None
    row: int = 0
    column: int = 0
    above: str = ""

    @property
    def shown(self) -> bool:
        """Return whether it shows anything at all, deleted words and pictures included."""
        return bool(self.text.strip()) or any(run.text.strip() or run.held for run in self.runs)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        if self.table is not None:
            return self.table.at(self.row, self.column)
        if self.level and self.text.strip():
            return told.heading(self.story, self.text)
        return told.paragraph(self.story, self.heading, self.text, self.turn, self.above)


In = tuple[Table, int, int]
"""A table, and the row and the column of one of its cells."""


@dataclass(slots=True, eq=False)
class Found:
    """What stands in a document, in reading order, and in which table each cell is."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: dict[etree._Element, In] = field(default_factory=dict)


class Story:
    """Tells the places of one part, keeping the heading above and the counts."""

    def __init__(
        self, styles: Styles, found: Found, part: str, story: str, *, accepted: bool
    ) -> None:
        self.styles, self.found, self.part, self.story = styles, found, part, story
        self.accepted = accepted
        self.heading, self.above = "", ""
        self.alike: Counter[tuple[str, str, str]] = Counter()
        self.under: Counter[str] = Counter()

    def tell(self, found: Iterable[outline.Paragraph | outline.Grid]) -> None:
        """Add the paragraphs and tables of a part to what was found."""
        cells = self.found.cells
        for one in found:
            story = None if one.boxed else self._story_of(one.element)
            if story is None or (one.cell is not None and one.cell not in cells):
                continue  # in a text box, a separator of notes, or a row that is gone
            if isinstance(one, outline.Grid):
                self._table(one, story)
            else:
                self._paragraph(one, story, None if one.cell is None else cells[one.cell])

    def _story_of(self, element: etree._Element) -> str | None:
        """Return what the text that an element stands in is called, None where it is none."""
        if self.story not in NOTES:
            return self.story
        kind = self.story[:-1]
        note = next(element.iterancestors(w(kind)), None)
        if note is None or value(note, attribute="type") in SEPARATORS:
            return None
        return f"{kind} {value(note, attribute='id')}"

    def _paragraph(self, one: outline.Paragraph, story: str, cell: In | None) -> None:
        styles, settings = self.styles, one.settings
        style = styles.of(one.named, "paragraph")
        own = "" if settings is None else value(settings, "outlineLvl")
        level = (int(own) + 1) % 10 if own.isdigit() else style.level if style else 0
        text = "".join([run.text for run in one.runs if not run.deleted])
        blank = not text.strip()
        turn = 0
        if cell is None:
            begins = story, self.heading, f"\n{self.above}" if blank else text[: told.QUOTED]
            self.alike[begins] += 1
            turn = self.alike[begins]
        place = (self.part, story, turn, self.heading, style, level, one.runs, text)
        at: tuple[Table | None, int, int] = cell or (None, 0, 0)
        self.found.paragraphs.append(
            Paragraph(one.element, *place, one.named, settings, *at, self.above)
        )
        if not blank:
            self.above = text
            if level and cell is None:
                self.heading = " ".join(text.split())

    def _table(self, grid: outline.Grid, story: str) -> None:
        left = self.accepted
        kept = [row for row in grid.rows if not left or child(row[0], "trPr/del") is None]
        if left and not kept:
            return
        self.under[self.heading] += 1
        table = Table(
            grid.element,
            self.part,
            story,
            self.under[self.heading],
            self.heading,
            tuple(row for row, _ in kept),
            tuple(tuple(cells) for _, cells in kept),
            grid.cell is not None,
            self.under,
        )
        self.found.tables.append(table)
        self.found.cells.update(
            (cell, (table, row, column))
            for row, cells in enumerate(table.cells, 1)
            for column, cell in enumerate(cells, 1)
        )
