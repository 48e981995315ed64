"""Paragraphs, tables and rows as things to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.compare import pairs
from pipeline.compare.align import Bag
from pipeline.compare.redline.tokens import Reader, Token, content
from pipeline.compare.redline.xml import (
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TC,
    TCPR,
    TR,
    Element,
    P,
    children,
    signature,
    text,
    value,
    w,
)
from pipeline.word.outline import is_heading, level

APART = {RPR, SECTPR, w("pPrChange"), w("pStyle"), w("numPr")}


@dataclass(eq=False)
class Block(pairs.Block):
    """A paragraph or a table of the old or the new paper."""

    element: Element
    reader: Reader

    @property
    def is_table(self) -> bool:
        """Return whether it is a table."""
        return self.element.tag == TBL

    @cached_property
    def leaves(self) -> list[Token]:
        """Return a paragraph's content; a table has none of its own."""
        return [] if self.is_table else self.reader.leaves(self.element)

    @cached_property
    def rows(self) -> list[Row]:
        """Return a table's rows."""
        return [Row(row, self.reader) for row in self.element.iterchildren(TR)]

    @cached_property
    def manner(self) -> tuple[object, ...]:
        """Return how a paragraph is set: its style's name, its list, and what else its properties
        say.
        """
        properties = self.element.find(PPR)
        if properties is None:
            return ()
        rest = [signature(child) for child in children(properties) if child.tag not in APART]
        style = self.reader.paper.style_name(value(properties, "pStyle"))
        found = (style, self.reader.paper.listing(properties), *sorted(rest, key=repr))
        return () if found == ("", None) else found

    @cached_property
    def level(self) -> int:
        """Return the level of a heading: 0 for anything else."""
        properties = self.element.find(PPR)
        style = (
            self.reader.paper.style_name(value(properties, "pStyle"))
            if properties is not None
            else ""
        )
        return level(style) if is_heading(style) and self.bag.words else 0

    @cached_property
    def content(self) -> tuple[object, ...]:
        """Return what it holds, as one comparable value."""
        return tuple(row.key for row in self.rows) if self.is_table else content(self.leaves)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Return what it holds and how it is set: equal keys are equal blocks."""
        return (self.is_table, self.manner if not self.is_table else (), self.content)

    def own_words(self) -> Bag:
        """Return the words of a paragraph, its figures' keys and its pictures."""
        things = [str(leaf.key[0]) for leaf in self.leaves if leaf.width and not leaf.text]
        controls = dict.fromkeys(
            place.tag for leaf in self.leaves for place in leaf.path if place.tag
        )
        return Bag("".join(leaf.text for leaf in self.leaves), (*controls, *things))

    @cached_property
    def label(self) -> str:
        """Return the words before the first tab of a paragraph, "" where there is none."""
        tab = next((at for at, leaf in enumerate(self.leaves) if leaf.key[0] == w("tab")), 0)
        return "".join(leaf.text for leaf in self.leaves[:tab])

    @property
    def control(self) -> str:
        """Return the tag of the content control it stands in, or ""."""
        parent = self.element.getparent()
        return (
            value(parent.getparent(), "sdtPr/tag")
            if parent is not None and parent.tag == SDT_CONTENT
            else ""
        )


@dataclass(eq=False)
class Row(pairs.Row):
    """A table row."""

    element: Element
    reader: Reader

    @cached_property
    def cells(self) -> list[Element]:
        """Return its cells."""
        return list(self.element.iterchildren(TC))

    @cached_property
    def shape(self) -> tuple[object, ...]:
        """Return how its cells span: rows of one shape can be compared cell by cell."""
        return tuple(
            (
                value(cell, "tcPr/gridSpan"),
                cell.find(f"{TCPR}/{w('vMerge')}") is not None,
                value(cell, "tcPr/vMerge"),
            )
            for cell in self.cells
        )

    @cached_property
    def held(self) -> list[list[Block]]:
        """Return the paragraphs and tables of its cells."""
        return [list(blocks(cell, self.reader)) for cell in self.cells]

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Return all that it holds."""
        return tuple(
            (look_of(cell), *(block.key for block in held))
            for cell, held in zip(self.cells, self.held, strict=True)
        )

    @cached_property
    def texts(self) -> list[str]:
        """Return the cells' text."""
        return [
            " ".join(text(paragraph) for paragraph in cell.iter(P)).strip() for cell in self.cells
        ]


def look_of(cell: Element) -> tuple[object, ...]:
    """Return how a cell looks, such as its shading; its width is no change that a reader would
    mark.
    """
    properties = cell.find(TCPR)
    found = (
        []
        if properties is None
        else [child for child in children(properties) if child.tag != w("tcW")]
    )
    return tuple(sorted((signature(child) for child in found), key=repr))


def blocks(container: Element, reader: Reader) -> Iterator[Block]:
    """Yield the paragraphs and tables of a body, cell, header or content control, in reading
    order.
    """
    for child in children(container):
        if child.tag in (P, TBL):
            yield Block(child, reader)
        elif child.tag == SDT:
            for inner in child.iterchildren(SDT_CONTENT):
                yield from blocks(inner, reader)
