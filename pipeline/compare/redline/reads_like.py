"""A document as plain lines of text and structure, to say whether two read the same and where they
first differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.compare.redline.package import Listing, Paper
from pipeline.compare.redline.xml import (
    HYPERLINK,
    PPR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TR,
    VOLATILE,
    XML_SPACE,
    Element,
    P,
    R,
    T,
    child,
    is_on,
    text,
    value,
    w,
)

SKIPPED = {
    w(name)
    for name in (
        "lastRenderedPageBreak",
        "annotationRef",
        "commentReference",
        "footnoteReference",
        "endnoteReference",
    )
}
BOLD, ITALIC, MERGED = w("b"), w("i"), w("vMerge")
HOLDERS = frozenset({SDT, SDT_CONTENT, w("customXml")})
FIELD, MARK, INSTRUCTION = w("fldSimple"), w("fldChar"), w("instrText")
FIELD_SIGN = re.compile("[\x02-\x04]")
FIELD_MARKS = {"begin": "\x02", "separate": "\x03", "end": "\x04"}


class Span(NamedTuple):
    """Text of one look: bold, italic, and where it links to."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


class Line(NamedTuple):
    """One paragraph, or one table row's shape: where it is, its style's name, its list, its
    text.
    """

    place: str
    style: str = ""
    listing: Listing | None = None
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        listed = f" {self.listing[1]} {self.listing[0]}" if self.listing else ""
        marks = "".join(
            f"{'**' * span.bold}{'_' * span.italic}{span.text}{'_' * span.italic}{'**' * span.bold}"
            + (f" <{span.link}>" if span.link else "")
            for span in self.spans
        )
        return f"{self.place} [{self.style}{listed}] {marks}".rstrip()


def canonical(document: bytes) -> list[Line]:
    """Return the lines of a document without tracked changes: its body, then each header and footer
    once.

    Content controls, run splits and bookmarks do not show. Raises what `Paper` raises.
    """
    return lines_of(Paper(document))


def lines_of(paper: Paper) -> list[Line]:
    """Return the lines of a whole paper."""
    found = body_lines(paper)
    for part in dict.fromkeys(paper.furniture().values()):
        found += part_lines(paper, part)
    return found


def body_lines(paper: Paper) -> list[Line]:
    """Return the lines of the main part."""
    return part_lines(paper, paper.main)


def part_lines(paper: Paper, part: str) -> list[Line]:
    """Return the lines of a part: the main one, a header or a footer."""
    return Outline(paper, part).read()


def first_difference(found: list[Line], expected: list[Line]) -> str | None:
    """Return in words where two documents first read differently, or None where they do not."""
    for one, other in zip(found, expected, strict=False):
        if one != other:
            return f'expected "{other}", found "{one}"'
    if len(found) != len(expected):
        longer, word = (found, "found") if len(found) > len(expected) else (expected, "missing")
        return f'{word} "{longer[min(len(found), len(expected))]}"'
    return None


@dataclass
class Outline:
    """The lines of one part, as it stands."""

    paper: Paper
    part: str
    lines: list[Line] = field(default_factory=list)
    texts: frozenset[str] = frozenset({T})
    instructions: frozenset[str] = frozenset({INSTRUCTION})
    goes: frozenset[str] = frozenset()
    """The tracked changes of which nothing is read."""

    def read(self) -> list[Line]:
        """Return the lines."""
        root = self.root()
        body = root.find(w("body")) if self.part == self.paper.main else root
        if body is not None:
            place = {w("hdr"): "header", w("body"): "body"}.get(str(body.tag), "footer")
            self._container(body, place)
        return self.lines

    def root(self) -> Element:
        """Return the root of the part."""
        return self.paper.tree(self.part)

    def blocks(self, container: Element) -> list[list[Element]]:
        """Return the tables and paragraphs of a body, header, footer or cell; a paragraph with
        those before it that run on into it.
        """
        return [[block] for block in within(container, P, TBL)]

    def rows(self, table: Element) -> list[Element]:
        """Return the rows of a table."""
        return list(within(table, TR))

    def settings(self, properties: Element | None) -> Element | None:
        """Return the properties of a paragraph or a cell that hold."""
        return properties

    def _container(self, container: Element, place: str) -> None:
        blocks = self.blocks(container)
        # A table at the very end has an empty paragraph after it as soon as Word has seen it.
        if (
            len(blocks) > 1
            and blocks[-1][-1].tag == P
            and blocks[-2][-1].tag == TBL
            and not self._spans(blocks[-1])
        ):
            blocks.pop()
        tables = 0
        for block in blocks:
            if block[-1].tag == P:
                self._paragraph(block, place)
            else:
                tables += 1
                self._table(block[-1], f"{place}, table {tables}")

    def _table(self, table: Element, place: str) -> None:
        for at, row in enumerate(self.rows(table), 1):
            cells = list(within(row, TC))
            here = f"{place}, row {at}"
            self.lines.append(Line(here, " ".join(["cells", *map(self._span, cells)])))
            for column, cell in enumerate(cells, 1):
                self._container(cell, f"{here}, column {column}")

    def _span(self, cell: Element) -> str:
        properties = self.settings(child(cell, TCPR))
        merged = child(properties, MERGED) is not None
        return (value(properties, "gridSpan") or "1") + "^" * merged

    def _paragraph(self, block: list[Element], place: str) -> None:
        properties = self.settings(child(block[-1], PPR))
        self.lines.append(
            Line(
                place,
                self.paper.style_name(value(properties, "pStyle")),
                self.paper.listing(properties),
                _fields_folded(self._spans(block)),
            )
        )

    def _spans(self, block: list[Element]) -> list[Span]:
        found: list[Span] = []
        for paragraph in block:
            self._texts(paragraph, "", found)
        return found

    def _texts(self, element: Element, link: str, found: list[Span]) -> None:
        for inner in element.iterchildren("*"):
            tag = inner.tag
            if tag in self.goes:
                continue
            if tag == RUN:
                self._run(inner, link, found)
            elif tag == HYPERLINK:
                self._texts(inner, self._address(inner), found)
            elif tag == FIELD:
                _add(found, f"\x02{inner.get(w('instr'), '')}\x03", link=link)
                self._texts(inner, link, found)
                _add(found, "\x04", link=link)
            elif tag != PPR:
                self._texts(inner, link, found)

    def _address(self, hyperlink: Element) -> str:
        relation = self.paper.relations(self.part).get(hyperlink.get(f"{{{R}}}id", ""))
        anchor = hyperlink.get(w("anchor"))
        return (relation.target if relation else "") + (f"#{anchor}" if anchor else "")

    def _run(self, run: Element, link: str, found: list[Span]) -> None:
        bold, italic = False, False
        for inner in run.iterchildren("*"):
            tag = inner.tag
            if tag in self.texts:
                said = inner.text or ""
                said = said if inner.get(XML_SPACE) == "preserve" else said.strip(" \t\r\n")
                if said:
                    _add(found, said, bold, italic, link)
            elif tag == RPR:  # before all else, and mostly empty
                if len(inner):
                    bold, italic = is_on(child(inner, BOLD)), is_on(child(inner, ITALIC))
            elif tag == MARK:
                _add(found, FIELD_MARKS.get(value(inner, name="fldCharType"), ""), link=link)
            elif tag in self.instructions:
                _add(found, inner.text or "", link=link)
            elif tag not in SKIPPED:
                _add(found, _thing(inner), link=link)


def _add(
    found: list[Span], text: str, bold: bool = False, italic: bool = False, link: str = ""
) -> None:
    """Add text to the spans, to the last one where its look goes on."""
    last = found[-1] if found else None
    if last is not None and last[1:] == (bold, italic, link):
        found[-1] = Span(last.text + text, bold, italic, link)
    else:
        found.append(Span(text, bold, italic, link))


def _thing(element: Element) -> str:
    words = text(element) or "".join(
        found.get("descr", "") for found in element.iter() if str(found.tag).endswith("}docPr")
    )
    return f"<{str(element.tag).rsplit('}', 1)[-1]}{': ' if words else ''}{words}>"


def _fields_folded(spans: list[Span]) -> tuple[Span, ...]:
    """Write fields as {instruction|result}, without the results that change from page to page."""
    if not any(FIELD_SIGN.search(span.text) for span in spans):
        return tuple(spans)
    found: list[Span] = []
    instruction, hidden = "", False
    state = "text"
    for span in spans:
        kept = ""
        for letter in span.text:
            if letter == "\x02":
                state, instruction = "instruction", ""
            elif letter == "\x03" and state == "instruction":
                name = " ".join(instruction.split())
                hidden = name.split(" ")[0].upper() in VOLATILE
                state = "result"
                kept += f"{{{name}|"
            elif letter == "\x04":
                kept += "}" if state == "result" else f"{{{' '.join(instruction.split())}}}"
                state = "text"
            elif state == "instruction":
                instruction += letter
            elif not (state == "result" and hidden):
                kept += letter
        if kept:
            found.append(span._replace(text=kept))
    return tuple(found)


def within(element: Element, *names: str) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, header, footer or cell, the rows of a table or the
    cells of a row, also those that stand in controls.
    """
    for inner in element.iterchildren("*"):
        tag = inner.tag
        if tag in names:
            yield inner
        elif tag in HOLDERS:
            yield from within(inner, *names)
