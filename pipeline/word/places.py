"""A Word document as a person in Word finds their way in it: every paragraph and table with its
place.

The body, headers, footers, notes and comments are walked once, in reading order. A place reads like
`the second table under "Background", row 1, column 2` or `under the heading "Background", the
paragraph that begins "Since the last …"` (`told`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word import told
from pipeline.word.blocks import Paragraph, Table
from pipeline.word.package import Package
from pipeline.word.runs import Link, Reader
from pipeline.word.styles import Styles
from pipeline.word.xml import child, local, value, w, within

STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
OUTER = ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo")
WHERE = {
    "styles": "the styles",
    "numbering": "the lists' definitions",
    "settings": "the document's settings",
    "core-properties": "File > Info > Properties",
    "theme": "the theme",
}


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
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _stories: dict[str, str] = field(default_factory=dict)
    _holders: dict[etree._Element, Paragraph | tuple[Table, int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Package, *, accepted: bool = False) -> Document:
        """Return the document in these parts, but for those that are no XML; raises KeyError
        without a main part.

        Where `accepted`, the rows of tables that a tracked change deletes are left out.
        """
        found = parts.once("document", lambda: cls._read(parts, accepted=False))
        gone = accepted and any(
            child(row, "trPr/del") is not None for table in found.tables for row in table.rows
        )
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
        found._walk()
        return found

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
        main = self.roots[self.main]
        kept = set(main.iterfind(f".//{w('sectPrChange')}/{w('sectPr')}"))
        return [one for one in main.iter(w("sectPr")) if one not in kept]

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield the parts that hold paragraphs, with their roots: the body first."""
        for name in self._stories:
            yield name, self.roots[name]

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

    def _holding(self) -> dict[etree._Element, Paragraph | tuple[Table, int, int]]:
        """Return what stands in a place of its own: paragraphs, tables, rows, cells; gathered once
        something is to be told.
        """
        if not self._holders:
            self._holders.update((one.element, one) for one in self.paragraphs)
            for table in self.tables:
                self._holders[table.element] = table, 0, 0
                for row, (element, cells) in enumerate(
                    zip(table.rows, table.cells, strict=True), 1
                ):
                    self._holders[element] = table, row, 0
                    self._holders.update(
                        (cell, (table, row, column)) for column, cell in enumerate(cells, 1)
                    )
        return self._holders

    def part_of(self, name: str) -> str:
        """Return a part as a person in Word would call it."""
        if name == self.main:
            return "the document"
        every = (*self.parts.related(), *self.parts.related(self.main))
        kind = next((one.kind for one in every if one.target == name), "")
        return self._stories.get(name) or WHERE.get(kind) or f"the part {name}"

    def _walk(self) -> None:
        targets = self.parts.relations(self.main)
        self._stories[self.main] = ""
        for name, called in told.stories(self.sections(), targets).items():
            if name in self.roots:
                self._stories.setdefault(name, called)
        for kind in STORIES:
            for one in self.parts.related(self.main):
                if one.kind == kind and not one.outside and one.target in self.roots:
                    self._stories.setdefault(one.target, kind)
        for name, story in self._stories.items():
            Walker(self, name).walk(self.roots[name], story)


class Walker:
    """Walks one part, keeping the heading above, the counts, and the fields that are open."""

    def __init__(self, document: Document, part: str) -> None:
        self.document, self.part = document, part
        links = document.parts.relations(part)
        self.reader = Reader(
            {identity: Link(one.target, one.outside) for identity, one in links.items()}
        )
        self.heading, self.above = "", ""
        self.alike: Counter[tuple[str, str]] = Counter()
        self.under: Counter[str] = Counter()

    def walk(self, root: etree._Element, story: str) -> None:
        """Add the paragraphs and tables of a part to the document."""
        if story not in ("footnotes", "endnotes", "comments"):
            self._blocks(child(root, "body") if root.tag == w("document") else root, story, None)
            return
        for note in root.iterchildren(w(story[:-1])):
            if value(note, attribute="type") not in (
                "separator",
                "continuationSeparator",
                "continuationNotice",
            ):
                self._blocks(note, f"{story[:-1]} {value(note, attribute='id')}", None)

    def _blocks(
        self, holder: etree._Element | None, story: str, cell: tuple[Table, int, int] | None
    ) -> None:
        for block in holder.iterchildren() if holder is not None else ():
            name = local(block)
            if name == "p":
                self._paragraph(block, story, cell)
            elif name == "tbl":
                self._table(block, story, cell)
            elif name in OUTER:
                self._blocks(block, story, cell)

    def _paragraph(
        self, element: etree._Element, story: str, cell: tuple[Table, int, int] | None
    ) -> None:
        styles = self.document.styles
        style = styles.of(value(element, "pPr/pStyle"), "paragraph")
        own = value(element, "pPr/outlineLvl")
        level = (int(own) + 1) % 10 if own.isdigit() else style.level if style else 0
        table, row, column = cell or (None, 0, 0)
        runs = self.reader.runs(element)
        text = "".join(run.text for run in runs if not run.deleted)
        words = text[: told.QUOTED] if text.strip() else f"\n{self.above}"
        begins = f"{story}|{self.heading}", words
        self.alike[begins] += cell is None
        paragraph = Paragraph(
            element,
            self.part,
            story,
            self.alike[begins],
            self.heading,
            style,
            level,
            runs,
            text,
            table,
            row,
            column,
            self.above,
        )
        self.document.paragraphs.append(paragraph)
        if text.strip():
            self.above = text
            if level and cell is None:
                self.heading = " ".join(text.split())

    def _table(
        self, element: etree._Element, story: str, cell: tuple[Table, int, int] | None
    ) -> None:
        left = self.document.accepted
        rows = tuple(
            row for row in within(element, "tr") if not left or child(row, "trPr/del") is None
        )
        if left and not rows:
            return
        self.under[self.heading] += 1
        table = Table(
            element,
            self.part,
            story,
            self.under[self.heading],
            self.heading,
            rows,
            tuple(tuple(within(row, "tc")) for row in rows),
            cell is not None,
            self.under,
        )
        self.document.tables.append(table)
        for number, cells in enumerate(table.cells, 1):
            for column, one in enumerate(cells, 1):
                self._blocks(one, story, (table, number, column))
