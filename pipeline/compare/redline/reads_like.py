"""A document as plain lines of text and structure, to say whether two read the same and where they
first differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
    TR,
    VOLATILE,
    XML_SPACE,
    Element,
    P,
    R,
    T,
    children,
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
FIELD_MARKS = {"begin": "\x02", "separate": "\x03", "end": "\x04"}


class Span(NamedTuple):
    """Text of one look: bold, italic, and where it links to."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
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
    body = paper.tree(paper.main).find(w("body"))
    return [] if body is None else list(_Outline(paper, paper.main).container(body, "body"))


def part_lines(paper: Paper, part: str) -> list[Line]:
    """Return the lines of a header or footer."""
    root = paper.tree(part)
    return list(
        _Outline(paper, part).container(root, "header" if root.tag == w("hdr") else "footer")
    )


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
class _Outline:
    paper: Paper
    part: str

    def container(self, container: Element, place: str) -> Iterator[Line]:
        blocks = list(_blocks(container))
        # A table at the very end has an empty paragraph after it as soon as Word has seen it.
        if (
            len(blocks) > 1
            and blocks[-1].tag == P
            and blocks[-2].tag == TBL
            and not list(self._texts(blocks[-1], ""))
        ):
            blocks.pop()
        tables = 0
        for block in blocks:
            if block.tag == P:
                yield self._paragraph(block, place)
            else:
                tables += 1
                yield from self._table(block, f"{place}, table {tables}")

    def _table(self, table: Element, place: str) -> Iterator[Line]:
        own = [row for row in table.iter(TR) if next(row.iterancestors(TBL), None) is table]
        for at, row in enumerate(own, 1):
            cells = [cell for cell in row.iter(TC) if next(cell.iterancestors(TR), None) is row]
            yield Line(f"{place}, row {at}", " ".join(["cells", *(_span(cell) for cell in cells)]))
            for column, cell in enumerate(cells, 1):
                yield from self.container(cell, f"{place}, row {at}, column {column}")

    def _paragraph(self, paragraph: Element, place: str) -> Line:
        properties = paragraph.find(PPR)
        style = value(properties, "pStyle")
        spans: list[Span] = []
        for span in self._texts(paragraph, ""):
            if spans and spans[-1][1:] == span[1:]:
                spans[-1] = span._replace(text=spans[-1].text + span.text)
            else:
                spans.append(span)
        return Line(
            place,
            self.paper.style_name(style),
            self.paper.listing(properties),
            _fields_folded(spans),
        )

    def _texts(self, element: Element, link: str) -> Iterator[Span]:
        for child in children(element):
            if child.tag == RUN:
                yield from self._run(child, link)
            elif child.tag == HYPERLINK:
                yield from self._texts(child, self._address(child))
            elif child.tag == w("fldSimple"):
                yield Span(f"\x02{child.get(w('instr'), '')}\x03", link=link)
                yield from self._texts(child, link)
                yield Span("\x04", link=link)
            elif child.tag != PPR:
                yield from self._texts(child, link)

    def _address(self, hyperlink: Element) -> str:
        relation = self.paper.relations(self.part).get(hyperlink.get(f"{{{R}}}id", ""))
        anchor = hyperlink.get(w("anchor"))
        return (relation.target if relation else "") + (f"#{anchor}" if anchor else "")

    def _run(self, run: Element, link: str) -> Iterator[Span]:
        properties = run.find(RPR)
        bold = properties is not None and is_on(properties.find(w("b")))
        italic = properties is not None and is_on(properties.find(w("i")))
        for child in children(run):
            if child.tag == T:
                said = child.text or ""
                said = said if child.get(XML_SPACE) == "preserve" else said.strip(" \t\r\n")
                if said:
                    yield Span(said, bold, italic, link)
            elif child.tag == w("fldChar"):
                yield Span(FIELD_MARKS.get(value(child, name="fldCharType"), ""), link=link)
            elif child.tag == w("instrText"):
                yield Span(child.text or "", link=link)
            elif child.tag != RPR and child.tag not in SKIPPED:
                words = text(child) or "".join(
                    found.get("descr", "")
                    for found in child.iter()
                    if str(found.tag).endswith("}docPr")
                )
                yield Span(
                    f"<{str(child.tag).rsplit('}', 1)[-1]}{': ' if words else ''}{words}>",
                    link=link,
                )


def _fields_folded(spans: list[Span]) -> tuple[Span, ...]:
    """Write fields as {instruction|result}, without the results that change from page to page."""
    if not any(mark in span.text for span in spans for mark in FIELD_MARKS.values()):
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


def _span(cell: Element) -> str:
    merged = cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
    return (value(cell, "tcPr/gridSpan") or "1") + "^" * merged


def _blocks(container: Element) -> Iterator[Element]:
    for child in children(container):
        if child.tag in (P, TBL):
            yield child
        elif child.tag in (SDT, SDT_CONTENT, w("customXml")):
            yield from _blocks(child)
