"""A finished Word paper read for the page: its blocks in reading order, with what Word prints
before and beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from pipeline.web.blocks import Block, Cell, Note, Paragraph, Picture, Span, Table, Web
from pipeline.web.inline import REFERENCE, Inline, without_pages
from pipeline.word import outline
from pipeline.word import places as word
from pipeline.word.editing import contents
from pipeline.word.labels import items, numbered_paragraphs
from pipeline.word.package import Package
from pipeline.word.places import Document, In
from pipeline.word.styles import HEX, Style, fill_of, look_of
from pipeline.word.things import things
from pipeline.word.xml import child, on, value, w

TITLE = "{http://purl.org/dc/elements/1.1/}title"
THICK = 18
"""Eighths of a point: a border as thick as this is a bar that means something."""
WIDTH, SPAN, SHADING, BORDERS = w("tcW"), w("gridSpan"), w("shd"), w("tcBorders")
NOWHERE = (None, 0, 0)
FIRST_COLUMN = 0x0080
"""The bit of w:tblLook that older Words write alone."""


class _OfStyle(NamedTuple):
    """What a style says of its paragraphs: its name, whether they are captions, their alignment,
    whether they are bold, the colour of the bar beside them.
    """

    name: str = ""
    caption: bool = False
    alignment: str | None = None
    bold: bool = False
    bar: str = ""


def web_of(parts: Package) -> Web:
    """Return a paper as the page shows it; raises KeyError or lxml.etree.XMLSyntaxError where the
    file is no .docx.
    """
    return _Reader(parts).web()


class _Reader:
    """One reading of a paper."""

    def __init__(self, parts: Package) -> None:
        self._parts = parts
        self._document = document = Document.of(parts)
        body = [one for one in document.paragraphs if one.part == document.main]
        order = [one.element for one in body]
        headings = {one.element for one in body if one.level and one.table is None}
        self._items = items(parts, document.paragraphs)
        self._numbered = numbered_paragraphs(order, self._items, headings)
        self._of_styles: dict[str, _OfStyle] = {}
        self._listed = set(contents(document.roots[document.main]))
        self._anchors = self._wanted(body)
        self._notes = self._counted(body)
        places = {name for names in self._anchors.values() for name in names}
        self._inline = Inline(parts, document.styles, self._notes, places)
        self._beside = self._hanging(set(order))

    def web(self) -> Web:
        document = self._document
        core = self._parts.root("docProps/core.xml") if "docProps/core.xml" in self._parts else None
        title = core.findtext(TITLE) if core is not None else ""
        stories: dict[str, list[word.Paragraph]] = defaultdict(list)
        for one in document.text():
            stories[one.story].append(one)
        plain = document.styles.default.get("paragraph")
        language = {**document.styles.letters, **(plain.letters if plain else {})}.get("lang", "")
        return Web(
            (title or "").strip(),
            language or "en-GB",
            self._blocks(stories[""]),
            tuple(
                Note(number, name, self._blocks(stories[name]))
                for name, number in self._notes.items()
            ),
            tuple(self._once(stories, "header")),
            tuple(self._once(stories, "footer")),
        )

    def _wanted(self, body: Iterable[word.Paragraph]) -> dict[etree._Element, list[str]]:
        """Return the bookmarks that something in the paper leads to, by the paragraph in which
        they begin.
        """
        led = set()
        for one in self._document.paragraphs:
            for run in one.runs:
                if run.link and run.link.target.startswith("#"):
                    led.add(run.link.target[1:])
                if run.code and (match := REFERENCE.match(run.code)):
                    led.add(match[1])
        found: dict[etree._Element, list[str]] = defaultdict(list)
        if not led:
            return found
        known = {one.element for one in body}
        open_names: list[str] = []
        for element in self._document.roots[self._document.main].iter(w("bookmarkStart"), w("p")):
            if element.tag == w("p"):
                if element in known and open_names:
                    found[element] += open_names
                    open_names = []
            elif (name := value(element, attribute="name")) in led:
                holder = next((one for one in element.iterancestors(w("p"))), None)
                if holder is not None and holder in known:
                    found[holder].append(name)
                else:
                    open_names.append(name)
        return found

    def _counted(self, body: Iterable[word.Paragraph]) -> dict[str, int]:
        """Return the number of each note by its story and id, in the order in which they are
        referred to.
        """
        found: dict[str, int] = {}
        for one in body:
            for run in one.runs:
                if run.held and not run.deleted:
                    for mark in run.element.iter(w("footnoteReference"), w("endnoteReference")):
                        kind = "footnote" if mark.tag == w("footnoteReference") else "endnote"
                        name = f"{kind} {value(mark, attribute='id')}"
                        found.setdefault(name, len(found) + 1)
        return found

    def _hanging(self, known: set[etree._Element]) -> dict[etree._Element, list[Paragraph]]:
        """Return what hangs on a paragraph, by it: text boxes, and words in drawings."""
        found: dict[etree._Element, list[Paragraph]] = defaultdict(list)
        main = self._document.main
        told: dict[etree._Element, list[str]] = defaultdict(list)
        for thing in things(self._parts):
            if thing.kind == "words" and thing.host.part == main:
                told[thing.host.element] += thing.lines()
        host: etree._Element | None = None
        for one in outline.paragraphs(self._parts):
            if one.part != main:
                continue
            if one.element in known:
                host = one.element
            elif host is not None and one.text.strip():
                found[host].append(self._boxed(one))
            if host is not None:
                found[host] += [Paragraph((Span(line),)) for line in told.pop(one.element, [])]
        return found

    def _boxed(self, one: outline.Paragraph) -> Paragraph:
        inline = Inline(self._parts, self._document.styles, {}, ())
        return Paragraph(inline.pieces(one.runs, one.part, None), one.place)

    def _blocks(self, found: Sequence[word.Paragraph], depth: int = 0) -> tuple[Block, ...]:
        made: list[Block] = []
        for table, group in groupby(found, key=lambda one: self._at(one, depth)[0]):
            if table is None:
                for one in group:
                    made.append(self._paragraph(one))
                    made += self._beside.get(one.element, ())
            else:
                made.append(self._table(table, list(group), depth))
        return tuple(made)

    def _at(self, one: word.Paragraph, depth: int) -> In | tuple[None, int, int]:
        """Return the table of a depth, the outermost first, that a paragraph stands in, and its
        places there.
        """
        if one.table is None or (depth and not one.table.nested):
            return NOWHERE
        own = one.table, one.row, one.column
        if not one.table.nested:
            return own
        above = one.table.element.iterancestors(w("tc"))
        chain = [*reversed([self._document.cells[cell] for cell in above]), own]
        return chain[depth] if depth < len(chain) else NOWHERE

    def _table(self, table: word.Table, found: Sequence[word.Paragraph], depth: int) -> Table:
        inside: dict[tuple[int, int], list[word.Paragraph]] = defaultdict(list)
        for one in found:
            _, row, column = self._at(one, depth)
            inside[row, column].append(one)
        heads = 0
        while heads < len(table.rows) and on(table.rows[heads], "trPr/tblHeader"):
            heads += 1
        by_row = _first_column(table.element)
        rows = []
        for row, cells in enumerate(table.cells, 1):
            made = []
            for column, cell in enumerate(cells, 1):
                heading = "col" if row <= heads else "row" if by_row and column == 1 else ""
                made.append(self._cell(cell, inside[row, column], heading, depth))
            rows.append(tuple(made))
        title = value(table.element, "tblPr/tblCaption").strip()
        return Table(tuple(rows), heads, title, table.heading)

    def _cell(
        self, cell: etree._Element, found: Sequence[word.Paragraph], heads: str, depth: int
    ) -> Cell:
        inside = self._blocks(found, depth + 1)
        blocks = tuple([block for block in inside if isinstance(block, Table) or block.shown])
        own = child(cell, "tcPr")
        if own is None or (len(own) == 1 and own[0].tag == WIDTH):
            return Cell(blocks, heads)  # as nearly all are
        says = {one.tag: one for one in own}
        span = value(says.get(SPAN))
        shading, borders = says.get(SHADING), says.get(BORDERS)
        return Cell(
            blocks,
            heads,
            int(span) if span.isdigit() and int(span) else 1,
            "" if shading is None or heads == "col" else fill_of(shading),
            _bar(borders, "left") or _bar(borders, "start"),
        )

    def _paragraph(self, one: word.Paragraph) -> Paragraph:
        item = self._items.get(one.element)
        style = self._of_style(one.style)
        setting = look_of(one.settings).get("jc", style.alignment)
        level = one.level if one.table is None else 0
        plain = item is None or level or one.element in self._numbered
        pieces = self._inline.pieces(one.runs, one.part, one.style)
        return Paragraph(
            pieces,
            one.place if any(isinstance(piece, Picture) for piece in pieces) else "",
            style.name,
            level,
            item.label if item else "",
            -1 if plain or item is None else item.level,
            bool(item and item.bullet),
            one.element in self._numbered,
            style.caption,
            _listed(style.name, in_field=one.element in self._listed),
            setting in ("right", "end"),
            style.bold,
            _bar(one.settings, "pBdr/left") or style.bar,
            tuple(self._anchors.get(one.element, ())),
        )

    def _of_style(self, style: Style | None) -> _OfStyle:
        """Return what a style says of its paragraphs, gathered once."""
        if style is None:
            return _OfStyle()
        if style.id not in self._of_styles:
            bars = (_bar(one.element, "pPr/pBdr/left") for one in style.chain())
            self._of_styles[style.id] = _OfStyle(
                style.name,
                style.called("caption"),
                style.paragraph.get("jc"),
                style.letters.get("b") == "1",
                next(filter(None, bars), ""),
            )
        return self._of_styles[style.id]

    def _once(self, stories: dict[str, list[word.Paragraph]], kind: str) -> Iterator[Paragraph]:
        """Yield what stands in the headers or footers of the paper, each text once and without the
        numbers of pages.
        """
        told: set[str] = set()
        for story, found in stories.items():
            if kind not in story or story.startswith(("footnote", "endnote")):
                continue
            for one in found:
                numbered = without_pages(one.runs)
                made = (
                    self._paragraph(one)
                    if numbered is None
                    else Paragraph((Span(numbered),) if numbered else (), one.place)
                )
                said = " ".join(made.text.split())
                if said and said not in told:
                    told.add(said)
                    yield made


def _listed(style: str, *, in_field: bool) -> int:
    """Return the level of an entry of a table of contents, 0 where it is none."""
    name = style.lower()
    if name.startswith("toc ") and name[4:].isdigit():
        return int(name[4:])
    return 1 if in_field else 0


def _first_column(table: etree._Element) -> bool:
    """Return whether a table's first column holds headers (Table Design, First Column)."""
    look = child(table, "tblPr/tblLook")
    written = value(look, attribute="firstColumn")
    if written:
        return written in ("1", "true", "on")
    try:
        return bool(int(value(look) or "0", 16) & FIRST_COLUMN)
    except ValueError:
        return False


def _bar(holder: etree._Element | None, path: str) -> str:
    """Return the colour of a thick border at the left, "" where there is none."""
    border = child(holder, path) if holder is not None and len(holder) else None
    if border is None:
        return ""
    size, colour = value(border, attribute="sz"), value(border, attribute="color")
    thick = size.isdigit() and int(size) >= THICK and value(border) not in ("nil", "none")
    return colour.upper() if thick and HEX.fullmatch(colour) else ""
