"""A Word document as a reader walks it: every paragraph with its place in Word's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.word.leaves import BREAKS, SKIPPED, M, text_of, unseen
from pipeline.word.package import Package
from pipeline.word.xml import value, w

__all__ = [
    "BODY",
    "BREAKS",
    "PARTS",
    "SKIPPED",
    "Paragraph",
    "is_heading",
    "level",
    "paragraphs",
    "story",
    "style_names",
    "text_of",
]
BODY = "word/document.xml"
PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
INSERTED = w("altChunk")
"""Where another file stands in the text, which Word puts in when it opens the document."""
FORMULA = f"{M}oMathPara"
WORDED = (w("p"), INSERTED, FORMULA)
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
WALKED = (*WORDED, TABLE, ROW, CELL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: the element, its words, its style's name, and where it stands.

    `table`, `row` and `column` count from 1 within the part; 0 where it stands in no table.
    `heading` is the words of the heading above it.
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
    yield from parts.once("paragraphs", lambda: tuple(_paragraphs(parts)))


def _paragraphs(parts: Package) -> Iterator[Paragraph]:
    names = style_names(parts)
    for name in sorted(parts, key=lambda name: (name != BODY, name)):
        if PARTS.fullmatch(name):
            yield from _walk(parts.root(name), name, names)


def style_names(parts: Package) -> dict[str, str]:
    """Return the names of the document's styles by id, as Word shows them: "heading 1" is Heading 1
    there.
    """
    if "word/styles.xml" not in parts:
        return {}
    styles = parts.root("word/styles.xml").iter(w("style"))
    return {
        str(style.get(w("styleId"))): _as_shown(str(name.get(w("val"))))
        for style in styles
        for name in style.iterfind(w("name"))
    }


def _as_shown(name: str) -> str:
    return name[:1].upper() + name[1:]


def is_heading(style: str) -> bool:
    """Return whether a style of this name heads a part of the paper."""
    return style.lower().startswith(("heading", "appendix heading"))


def level(style: str) -> int:
    """Return the level of a heading by its style's name: 1 where that gives none."""
    digits = re.search(r"[1-9]", style)
    return int(digits[0]) if digits else 1


def _walk(root: etree._Element, part: str, names: Mapping[str, str]) -> Iterator[Paragraph]:
    heading, number, tables = "", 0, 0
    places: dict[etree._Element, tuple[int, int, int]] = {}
    counts: dict[etree._Element, int] = {}
    hidden = {element for branch in unseen(root) for element in branch.iter(*WALKED)}
    for element in root.iter(*WALKED):
        if element in hidden or (
            element.tag == FORMULA and next(element.iterancestors(w("p")), None) is not None
        ):
            continue
        if element.tag in WORDED:
            number += element.tag != INSERTED
            text = text_of(element)
            style = names.get(value(element, "pPr/pStyle"), "")
            cell = _nearest(element, CELL)
            yield Paragraph(
                element,
                part,
                number,
                text,
                style,
                heading,
                *(places[cell] if cell is not None else (0, 0, 0)),
            )
            if is_heading(style) and text.strip():
                heading = text.strip()
        elif element.tag == TABLE:
            tables += 1
            places[element] = (tables, 0, 0)
        else:
            holder = _nearest(element, TABLE if element.tag == ROW else ROW)
            if holder is None:
                continue
            counts[holder] = counts.get(holder, 0) + 1
            table, row, _ = places[holder]
            places[element] = (
                (table, counts[holder], 0) if element.tag == ROW else (table, row, counts[holder])
            )


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the nearest element of a name that an element stands in, mostly its parent."""
    parent = element.getparent()
    return (
        parent
        if parent is not None and parent.tag == tag
        else next(element.iterancestors(tag), None)
    )
