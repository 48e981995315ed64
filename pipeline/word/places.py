"""A Word document as a person in Word finds their way in it: every paragraph and table with its
place.

The body, headers, footers, notes and comments in reading order, as `outline` walks them; what
stands in a text box is left out. A place reads like `the second table under "Background", row 1,
column 2` or `under the heading "Background", the paragraph that begins "Since the last …"`
(`told`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import NamedTuple

from lxml import etree

from pipeline.word import outline, told
from pipeline.word.package import Package
from pipeline.word.runs import Run
from pipeline.word.styles import Style, Styles
from pipeline.word.xml import child, local, value, w

STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
NOTES = ("footnotes", "endnotes", "comments")
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
WHERE = {
    "styles": "the styles",
    "numbering": "the lists' definitions",
    "settings": "the document's settings",
    "core-properties": "File > Info > Properties",
    "theme": "the theme",
}


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
class Document:
    """A document read once: its XML parts, styles, paragraphs, tables and links, all in reading
    order.
    """

    parts: Package
    roots: dict[str, etree._Element]
    main: str
    styles: Styles
    accepted: bool = False
    _stories: dict[str, str] = field(default_factory=dict)
    _found: _Found | None = None
    _holders: dict[etree._Element, Paragraph | In] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Package, *, accepted: bool = False) -> Document:
        """Return the document in these parts, but for those that are no XML; raises KeyError
        without a main part.

        Where `accepted`, the rows of tables that a tracked change deletes are left out.
        """
        found = parts.once("document", lambda: cls._read(parts, accepted=False))
        marks = found.each(w("del")) if accepted else ()
        gone = any(next(one.iterancestors()).tag == w("trPr") for one in marks)
        return cls._read(parts, accepted=True) if gone else found

    @classmethod
    def _read(cls, parts: Package, *, accepted: bool) -> Document:
        roots = {}
        for name in parts:
            if name.endswith((".xml", ".rels")):
                try:
                    roots[name] = parts.root(name)
                except (etree.XMLSyntaxError, ValueError):
                    continue
        main = next(
            (
                one.target
                for one in parts.related()
                if one.kind == "officeDocument" and not one.outside
            ),
            "",
        )
        found = cls(parts, roots, main, Styles(None), accepted)
        found.styles = Styles(found.root("styles"), found.root("theme"))
        found._name_stories()
        return found

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Return every paragraph."""
        return self._gathered().paragraphs

    @property
    def tables(self) -> Sequence[Table]:
        """Return every table."""
        return self._gathered().tables

    @property
    def cells(self) -> Mapping[etree._Element, In]:
        """Return where each cell is."""
        return self._gathered().cells

    def part(self, kind: str, source: str | None = None) -> str:
        """Return the part that a part (the main one if not said) has for this kind of relationship,
        or nothing.
        """
        related = self.parts.related(self.main if source is None else source)
        return next((one.target for one in related if one.kind == kind and not one.outside), "")

    def root(self, kind: str) -> etree._Element | None:
        """Return the root of a part of the main part, such as `styles`, if it is there."""
        return self.roots.get(self.part(kind))

    def sections(self) -> list[etree._Element]:
        """Return the page setup of each section; those that a tracked change keeps are left out."""
        return self.parts.once("sections", self._sections)

    def _sections(self) -> list[etree._Element]:
        every = self.roots[self.main].iter(w("sectPr"))
        return [one for one in every if next(one.iterancestors()).tag != w("sectPrChange")]

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts that hold paragraphs, with their roots: the body first."""
        for name in self._stories:
            yield name, self.roots[name]

    def each(self, *tags: str, of: Iterable[str] | None = None) -> Iterator[etree._Element]:
        """Yield the elements of these qualified names in some parts, else in all that hold
        paragraphs.
        """
        for name in self._stories if of is None else of:
            root, standing = self.roots[name], self.parts.standing(name)
            there = [tag for tag in tags if tag in standing]
            if all(standing[tag] for tag in there):  # mostly: a long part is looked through once
                yield from (one for _, one in merge(*(standing[tag] for tag in there)))
            else:
                yield from root.iter(*there)

    def text(self) -> Iterator[Paragraph]:
        """Yield the paragraphs that a reader of the paper sees: those of comments are left out."""
        return (
            paragraph for paragraph in self.paragraphs if not paragraph.story.startswith("comment")
        )

    def place_of(self, element: etree._Element) -> str:
        """Return the place of any element: its paragraph, cell or table, else its style, else its
        part.
        """
        holders = self._holding()
        above: etree._Element | None = element
        while above is not None:
            if (found := holders.get(above)) is not None:
                return found.place if isinstance(found, Paragraph) else found[0].at(*found[1:])
            if local(above) == "style":
                return f'the style "{value(above, "name") or value(above, attribute="styleId")}"'
            if above.getparent() is None:
                break
            above = above.getparent()
        return self.part_of(next((name for name, root in self.roots.items() if root is above), ""))

    def _holding(self) -> dict[etree._Element, Paragraph | In]:
        """Return what stands in a place of its own: paragraphs, tables, rows, cells; gathered once
        something is to be told.
        """
        if not self._holders:
            self._holders.update((one.element, one) for one in self.paragraphs)
            for table in self.tables:
                self._holders[table.element] = table, 0, 0
                self._holders.update(
                    (one, (table, row, 0)) for row, one in enumerate(table.rows, 1)
                )
            self._holders.update(self.cells)
        return self._holders

    def part_of(self, name: str) -> str:
        """Return a part as a person in Word would call it."""
        if name == self.main:
            return "the document"
        every = (*self.parts.related(), *self.parts.related(self.main))
        kind = next((one.kind for one in every if one.target == name), "")
        return self._stories.get(name) or WHERE.get(kind) or f"the part {name}"

    def _name_stories(self) -> None:
        targets = self.parts.relations(self.main)
        self._stories[self.main] = ""
        for name, called in told.stories(self.sections(), targets).items():
            if name in self.roots:
                self._stories.setdefault(name, called)
        for kind in STORIES:
            for one in self.parts.related(self.main):
                if one.kind == kind and not one.outside and one.target in self.roots:
                    self._stories.setdefault(one.target, kind)

    def _gathered(self) -> _Found:
        """Return the paragraphs and tables, read when they are first asked for: where all is well,
        the proof of a redline asks for none.
        """
        if self._found is None:
            self._found = _Found()
            for name, story in self._stories.items():
                _Story(self, self._found, name, story).tell(outline.walked(self.parts, name))
        return self._found


@dataclass(slots=True, eq=False)
class _Found:
    """What stands in a document, in reading order, and in which table each cell is."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: dict[etree._Element, In] = field(default_factory=dict)


class _Story:
    """Tells the places of one part, keeping the heading above and the counts."""

    def __init__(self, document: Document, found: _Found, part: str, story: str) -> None:
        self.document, self.found, self.part, self.story = document, found, part, story
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
        styles, settings = self.document.styles, one.settings
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
        left = self.document.accepted
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
