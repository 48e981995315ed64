"""A Word document as a person in Word finds their way in it: every paragraph and table with its
place.

The body, headers, footers, notes and comments in reading order, as `outline` walks them; what
stands in a text box is left out. A place reads like `the second table under "Background", row 1,
column 2` or `under the heading "Background", the paragraph that begins "Since the last …"`
(`told`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge

from lxml import etree

from pipeline.word import outline, told
from pipeline.word.package import Package
from pipeline.word.placed import Found, In, Paragraph, Story, Table
from pipeline.word.styles import Styles
from pipeline.word.xml import local, value, w

__all__ = ["Document", "In", "Paragraph", "Table"]
STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
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
    _stories: dict[str, str] = field(default_factory=dict)
    _found: Found | None = None
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
            if local(above) == "sdt":
                inside = next((one for one in above.iter(w("p")) if one in holders), None)
                if inside is not None:
                    return self.place_of(inside)
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

    def _gathered(self) -> Found:
        """Return the paragraphs and tables, read when they are first asked for: where all is well,
        the proof of a redline asks for none.
        """
        if self._found is None:
            self._found = Found()
            for name, story in self._stories.items():
                Story(self.styles, self._found, name, story, accepted=self.accepted).tell(
                    outline.walked(self.parts, name)
                )
        return self._found
