"""What a paper says, in reading order, read from a .docx: its body as `flow` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from pipeline.paper.pdf.flow import CAPTION, COLUMN, PLAIN, ROW, TITLE, Block, Flow, Note, same
from pipeline.paper.pdf.notes import REFERENCES, Notes
from pipeline.word.labels import items, numbered_paragraphs
from pipeline.word.outline import settled
from pipeline.word.package import Package, opened
from pipeline.word.relations import NOWHERE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "pict", "object")
} | {_FALLBACK}
_SIGNS = {f"{W}tab": " ", f"{W}cr": " ", f"{W}br": " ", f"{W}noBreakHyphen": "-"}
_FIRST_COLUMN = 0x0080  # the bit of w:tblLook that older Words write alone


def flow_of(document: bytes) -> Flow:
    """Return what a .docx says: its body only, as headers and footers are not read out.

    Content controls, insertions and fields are transparent; deleted and hidden words are not there.
    Raises KeyError or lxml.etree.XMLSyntaxError where the file is no .docx.
    """
    return _Reader(opened(document)).flow


class _Reader:
    """One reading of a .docx, with its styles at hand."""

    def __init__(self, parts: Package) -> None:
        self._parts = parts
        self._styles = {
            style.get(f"{W}styleId", ""): style
            for style in self._part("word/styles.xml").iter(f"{W}style")
        }
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self._blocks: list[Block] = []
        self._tables: list[list[list[str]]] = []
        self._paragraphs: list[etree._Element] = []
        self._kept: list[etree._Element | None] = []
        self._rows: list[list[etree._Element]] = []
        self._numbered: set[etree._Element] = set()
        self._levels: dict[etree._Element, int] = {}

    @cached_property
    def flow(self) -> Flow:
        body = self._parts.copy("word/document.xml").find(f"{W}body")
        assert body is not None
        order = list(body.iter(f"{W}p"))
        self._levels = {one: self._level(one) for one in order}
        heads = {one for one, level in self._levels.items() if level}
        self._numbered = numbered_paragraphs(order, items(self._parts, map(settled, order)), heads)
        self._notes = Notes(self._parts, body)
        self._read(body, None)
        return Flow(
            self._title(),
            self._language(),
            self._font(),
            self._blocks,
            list(self._noted()),
            self._tables,
            self._links(body),
            self._paragraphs,
            self._kept,
            self._rows,
            body.getroottree(),
        )

    def _noted(self) -> Iterator[Note]:
        for number, note in self._notes.elements():
            words = [one for one in _pieces(note, self._notes) if isinstance(one, str)]
            yield Note(number, "".join(words).strip())

    def _part(self, name: str) -> etree._Element:
        return self._parts.root(name) if name in self._parts else etree.Element("none")

    def _title(self) -> str:
        title = self._part("docProps/core.xml").find(_TITLE)
        return (title.text or "").strip() if title is not None else ""

    def _language(self) -> str:
        said = (
            lang.get(f"{W}val", "")
            for looks in self._plain_looks()
            for lang in looks.iterfind(f"{W}lang")
        )
        return next(filter(None, said), "")

    def _plain_looks(self) -> Iterator[etree._Element]:
        """Yield the looks of plain text: those of its style, then those of the whole paper."""
        for holder in (
            self._styles.get(self._default),
            self._part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault"),
        ):
            yield from holder.iterfind(f"{W}rPr") if holder is not None else ()

    def _font(self) -> str:
        """Return the name of the font that plain text is set in; nothing where the paper leaves
        that to Word.
        """
        for fonts in (
            fonts for looks in self._plain_looks() for fonts in looks.iterfind(f"{W}rFonts")
        ):
            if fonts.get(f"{W}asciiTheme"):
                theme = next(
                    (
                        self._part(name)
                        for name in sorted(self._parts)
                        if name.startswith("word/theme/")
                    ),
                    None,
                )
                kind = "major" if fonts.get(f"{W}asciiTheme", "").startswith("major") else "minor"
                latin = theme.find(f".//{_A}{kind}Font/{_A}latin") if theme is not None else None
                return latin.get("typeface", "") if latin is not None else ""
            if fonts.get(f"{W}ascii"):
                return fonts.get(f"{W}ascii", "")
        return ""

    def _links(self, body: etree._Element) -> list[str]:
        leads = self._parts.relations("word/document.xml")
        cited = (link.get(f"{_R}id") for link in body.iter(f"{W}hyperlink"))
        return [unquote(leads.get(identity, NOWHERE).target) for identity in cited if identity]

    def _read(self, parent: etree._Element, cell: tuple[int, int, int] | None) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                blocks = list(self._paragraph(element, cell))
                self._blocks += blocks
                self._paragraphs += [element] * len(blocks)
                self._kept += [
                    element if cell is None and self._must_not_end(element) else None
                ] * len(blocks)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif isinstance(element.tag, str) and element.tag not in _SKIPPED:
                self._read(element, cell)  # a content control or the like

    def _table(self, table: etree._Element) -> None:
        number = len(self._tables)
        rows: list[list[str]] = []
        self._tables.append(rows)
        elements = list(_inner(table, f"{W}tr"))
        self._rows.append(elements)
        in_header, row_headers = True, _row_headers(table)
        for row in elements:
            mark = row.find(f"{W}trPr/{W}tblHeader")
            in_header = (
                in_header
                and mark is not None
                and mark.get(f"{W}val", "1") not in ("0", "false", "off")
            )
            kinds: list[str] = []
            rows.append(kinds)
            for cell in _inner(row, f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                    continue  # the lower part of a merged cell
                kinds.append(COLUMN if in_header else ROW if row_headers and not kinds else PLAIN)
                self._read(cell, (number, len(rows) - 1, len(kinds) - 1))

    def _paragraph(
        self, paragraph: etree._Element, cell: tuple[int, int, int] | None
    ) -> Iterator[Block]:
        """Yield the paragraph's text and pictures in order; nothing for an empty one."""
        level, labelled = self._levels[paragraph], self._labelled(paragraph)
        listed = labelled and not level and paragraph not in self._numbered
        kind = f"H{min(level, 6)}" if level else self._role(paragraph) if cell is None else "P"
        text = ""
        for piece in _pieces(paragraph, self._notes):
            if isinstance(piece, str):
                text += piece
                continue
            if same(text):
                yield Block(kind, text.strip(), labelled, cell, listed)
            yield piece if cell is None else Block(piece.kind, piece.text, False, cell)
            text, labelled, listed = "", False, False
        if same(text):
            yield Block(kind, text.strip(), labelled, cell, listed)

    def _role(self, paragraph: etree._Element) -> str:
        """Return whether a paragraph is the title or a caption, by the name of its style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        key = None if style is None else style.get(f"{W}val")
        seen = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            name = self._styles[key].find(f"{W}name")
            said = "" if name is None else name.get(f"{W}val", "").capitalize()
            if said in (TITLE, CAPTION):
                return said
            based = self._styles[key].find(f"{W}basedOn")
            key = None if based is None else based.get(f"{W}val")
        return "P"

    def _properties(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Yield the paragraph's own properties, then those of its style and of the styles that it
        is based on.
        """
        own = paragraph.find(f"{W}pPr")
        name: str | None = self._default
        if own is not None:
            yield own
            style = own.find(f"{W}pStyle")
            name = style.get(f"{W}val") if style is not None else name
        seen = set()
        while name and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield properties
            based = style.find(f"{W}basedOn")
            name = based.get(f"{W}val") if based is not None else None

    def _level(self, paragraph: etree._Element) -> int:
        """Return the level of a heading, from 1; 0 for body text."""
        for properties in self._properties(paragraph):
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None:
                return (int(outline.get(f"{W}val", "9")) + 1) % 10
        return 0

    def _must_not_end(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph must not end a page: a heading, or one to keep with what
        follows it.
        """
        for properties in self._properties(paragraph):
            keep = properties.find(f"{W}keepNext")
            if keep is not None:
                return (
                    keep.get(f"{W}val", "1") not in ("0", "false", "off")
                    or self._levels[paragraph] > 0
                )
        return self._levels[paragraph] > 0

    def _labelled(self, paragraph: etree._Element) -> bool:
        for properties in self._properties(paragraph):
            number = properties.find(f"{W}numPr/{W}numId")
            if number is not None:
                return number.get(f"{W}val") != "0"
        return False


def _inner(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through content controls but not into inner
    tables.
    """
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inner(element, tag)


def _row_headers(table: etree._Element) -> bool:
    """Return whether the table's first column is marked as headers (Table Design, First Column)."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    written = look.get(f"{W}firstColumn")
    return (
        written in ("1", "true", "on")
        if written
        else bool(int(look.get(f"{W}val", "0"), 16) & _FIRST_COLUMN)
    )


def _pieces(parent: etree._Element, notes: Notes) -> Iterator[str | Block]:
    """Yield the words and the pictures below an element, in order."""
    for element in parent:
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag in REFERENCES:
            yield notes.number(element)
        elif element.tag == f"{W}drawing":
            found = next(element.iter(_DOCPR), None)
            yield Block("Figure", (found.get("descr") or "").strip() if found is not None else "")
        elif element.find(f"{W}rPr/{W}vanish") is None:
            yield from _pieces(element, notes)
