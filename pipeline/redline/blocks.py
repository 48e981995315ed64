"""Paragraphs, tables and rows as things to compare, and which of the old is which of the new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.redline.align import Bag, Pair, alike, anchored, increasing
from pipeline.redline.tokens import Reader, Token, content
from pipeline.redline.wordml import (
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

Thing = TypeVar("Thing")
ALIKE = 0.5
"""Two paragraphs or rows are the same one, changed, from this share of common words on."""
UNLIKE = 0.3
"""Two paragraphs that must be one, such as the last ones of a cell, are compared by words from this share on."""
TABLES_ALIKE = 0.3
"""Two tables are the same one, changed, from this likeness on; the same header row counts for half of it."""
ROWS_ALIKE, FEW_WORDS = 0.15, 8
"""Two rows with one key are the same one from this share on; where one has fewer words beside it, the key alone says so."""
APART = {RPR, SECTPR, w("pPrChange"), w("pStyle"), w("numPr")}


@dataclass(eq=False)
class Block:
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
        """Return how a paragraph is set: its style's name, its list, and what else its properties say."""
        properties = self.element.find(PPR)
        if properties is None:
            return ()
        rest = [signature(child) for child in children(properties) if child.tag not in APART]
        style = self.reader.paper.style_name(value(properties, "pStyle"))
        found = (style, self.reader.paper.listing(properties), *sorted(rest, key=repr))
        return () if found == ("", None) else found

    @cached_property
    def content(self) -> tuple[object, ...]:
        """Return what it holds, as one comparable value."""
        return tuple(row.key for row in self.rows) if self.is_table else content(self.leaves)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Return what it holds and how it is set: equal keys are equal blocks."""
        return (self.is_table, self.manner if not self.is_table else (), self.content)

    @cached_property
    def bag(self) -> Bag:
        """Return its words, its figures' keys and its pictures, to tell how alike two blocks are."""
        if self.is_table:
            return Bag(" ".join(row.bag.text for row in self.rows))
        things = [str(leaf.key[0]) for leaf in self.leaves if leaf.width and not leaf.text]
        controls = dict.fromkeys(place.tag for leaf in self.leaves for place in leaf.path if place.tag)
        return Bag("".join(leaf.text for leaf in self.leaves), (*controls, *things))

    @property
    def control(self) -> str:
        """Return the tag of the content control it stands in, or ""."""
        parent = self.element.getparent()
        return value(parent.getparent(), "sdtPr/tag") if parent is not None and parent.tag == SDT_CONTENT else ""


@dataclass(eq=False)
class Row:
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
        return tuple((value(cell, "tcPr/gridSpan"), cell.find(f"{TCPR}/{w('vMerge')}") is not None,
                      value(cell, "tcPr/vMerge")) for cell in self.cells)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Return all that it holds."""
        return tuple((look_of(cell), *(block.key for block in blocks(cell, self.reader))) for cell in self.cells)

    @cached_property
    def texts(self) -> list[str]:
        """Return the cells' text."""
        return [" ".join(text(paragraph) for paragraph in cell.iter(P)).strip() for cell in self.cells]

    @property
    def head(self) -> str:
        """Return the first cell's text, the row's key wherever it is unique."""
        return self.texts[0] if self.texts else ""

    @cached_property
    def bag(self) -> Bag:
        """Return its words."""
        return Bag(" ".join(self.texts))

    @cached_property
    def rest(self) -> Bag:
        """Return the words of all but the first cell."""
        return Bag(" ".join(self.texts[1:]))


def look_of(cell: Element) -> tuple[object, ...]:
    """Return how a cell looks, such as its shading; its width is no change that a reader would mark."""
    properties = cell.find(TCPR)
    found = [] if properties is None else [child for child in children(properties) if child.tag != w("tcW")]
    return tuple(sorted((signature(child) for child in found), key=repr))


def blocks(container: Element, reader: Reader) -> Iterator[Block]:
    """Yield the paragraphs and tables of a body, cell, header or content control, in reading order."""
    for child in children(container):
        if child.tag in (P, TBL):
            yield Block(child, reader)
        elif child.tag == SDT:
            for inner in child.iterchildren(SDT_CONTENT):
                yield from blocks(inner, reader)


def block_pairs(olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
    """Return which block of the old is which of the new, in order: the same ones, then similar ones between them."""

    def likeness(old: Block, new: Block) -> float:
        if old.is_table != new.is_table:
            return 0.0
        if old.is_table:
            same_head = bool(old.rows) and bool(new.rows) and old.rows[0].texts == new.rows[0].texts
            like = 0.5 * same_head + 0.5 * old.bag.likeness(new.bag)
            return like if like >= TABLES_ALIKE else 0.0
        like = old.bag.likeness(new.bag)
        if not old.bag.words and not new.bag.words:
            return 0.1
        return like * (1 if old.manner == new.manner else 0.9) if like >= ALIKE else 0.0

    return anchored([block.key for block in olds], [block.key for block in news], _gap(olds, news, likeness))


def row_pairs(olds: Sequence[Row], news: Sequence[Row]) -> list[Pair]:
    """Return which row of the old table is which of the new: by the first column if it is a key, else by likeness."""
    before, after = Counter(row.head for row in olds), Counter(row.head for row in news)
    where = {row.head: at for at, row in enumerate(news) if row.head and after[row.head] == 1}
    named = [(at, where[row.head]) for at, row in enumerate(olds) if before[row.head] == 1 and row.head in where]
    fixed = increasing((i, j) for i, j in named if _same_row(olds[i], news[j]))

    def likeness(old: Row, new: Row) -> float:
        if old.head != new.head and _is_reference(old.head) and _is_reference(new.head):
            return 0.0
        like = old.bag.likeness(new.bag)
        return like + 0.01 if like >= ALIKE else 0.0

    found: list[Pair] = list(fixed)
    edges = [(-1, -1), *fixed, (len(olds), len(news))]
    for (i, j), (k, m) in zip(edges, edges[1:], strict=False):
        some, others = olds[i + 1:k], news[j + 1:m]
        inner = anchored([row.key for row in some], [row.key for row in others], _gap(some, others, likeness))
        found += [(i + 1 + one, j + 1 + two) for one, two in inner]
    return sorted(found)


def _same_row(old: Row, new: Row) -> bool:
    """Return whether two rows with one key are one row: where column one only counts the rows, it says nothing."""
    if min(len(old.rest.words), len(new.rest.words)) < FEW_WORDS:
        return True
    return old.rest.likeness(new.rest) >= ROWS_ALIKE


def _is_reference(head: str) -> bool:
    return " " not in head and any(letter.isdigit() for letter in head)


def _gap(olds: Sequence[Thing], news: Sequence[Thing],
         likeness: Callable[[Thing, Thing], float]) -> Callable[[int, int, int, int], list[Pair]]:
    def gap(low: int, high: int, left: int, right: int) -> list[Pair]:
        pairs = alike(high - low, right - left, lambda i, j: likeness(olds[low + i], news[left + j]))
        return [(low + i, left + j) for i, j in pairs]

    return gap
