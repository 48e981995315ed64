"""Which block of the old paper is which of the new, and which row: part by part, by what they
hold.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.compare.align import Bag, Pair, alike, anchored, increasing

Thing = TypeVar("Thing")
ALIKE = 0.5
"""Two paragraphs or rows are the same one, changed, from this share of common words on."""
TABLES_ALIKE = 0.3
"""Two tables are the same one, changed, from this likeness on; the same header row counts for half
of it.
"""
HEADINGS_ALIKE, PARTS_ALIKE = 0.6, 0.8
"""Two parts are the same one where their headings are so alike, or else all that they hold."""
ROWS_ALIKE, FEW_WORDS = 0.15, 8
"""Two rows with one key are the same one from this share on; where one has fewer words beside it,
the key alone says so.
"""


class Row(ABC):
    """A table row, whichever reader read it."""

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """Return all that it holds: equal keys are equal rows."""

    @property
    @abstractmethod
    def texts(self) -> Sequence[str]:
        """Return the cells' text."""

    @cached_property
    def head(self) -> str:
        """Return the first cell's text, the row's key wherever it is unique."""
        return self.texts[0].strip() if self.texts else ""

    @cached_property
    def is_reference(self) -> bool:
        """Return whether its key is a word with a figure in it, such as a ref."""
        return " " not in self.head and any(letter.isdigit() for letter in self.head)

    @cached_property
    def bag(self) -> Bag:
        """Return its words."""
        return Bag(" ".join(self.texts))

    @cached_property
    def rest(self) -> Bag:
        """Return the words of all but the first cell."""
        return Bag(" ".join(self.texts[1:]))


class Block(ABC):
    """A paragraph or a table, whichever reader read it."""

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """Return what it holds and how it is set: equal keys are equal blocks."""

    @property
    @abstractmethod
    def is_table(self) -> bool:
        """Return whether it is a table."""

    @property
    @abstractmethod
    def level(self) -> int:
        """Return the level of a heading: 0 for anything else."""

    @property
    @abstractmethod
    def manner(self) -> Hashable:
        """Return how a paragraph is set, such as its style's name."""

    @property
    @abstractmethod
    def label(self) -> str:
        """Return the words before the first tab of a paragraph, "" where there is none."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[Row]:
        """Return a table's rows."""

    @abstractmethod
    def own_words(self) -> Bag:
        """Return the words of a paragraph, its figures' keys and its pictures."""

    @cached_property
    def bag(self) -> Bag:
        """Return the words of a table, or a paragraph's own."""
        return (
            Bag(" ".join(row.bag.text for row in self.rows)) if self.is_table else self.own_words()
        )


def block_pairs(
    olds: Sequence[Block], news: Sequence[Block], *, headed: bool = False
) -> list[Pair]:
    """Return which block of the old is which of the new, in order: part by part, for what stands
    under another heading is something else. `headed` blocks begin with the heading of their own
    part.
    """
    top = min(
        (block.level for blocks in (olds, news) for block in blocks[headed:] if block.level),
        default=0,
    )
    (was, before), (is_now, after) = _parts(olds, top, headed), _parts(news, top, headed)
    if not before or not after:
        return alike_blocks(olds, news)
    found = alike_blocks(olds[:was], news[:is_now])
    for i, j in anchored(
        [part.heading for part in before],
        [part.heading for part in after],
        _gap(before, after, _Part.likeness),
    ):
        one, other = before[i], after[j]
        found += [
            (one.start + old, other.start + new)
            for old, new in block_pairs(one.blocks, other.blocks, headed=True)
        ]
    return found


@dataclass(frozen=True)
class _Part:
    """A heading and all that stands under it; `start` is its place among the blocks that it is a
    part of.
    """

    start: int
    blocks: Sequence[Block]

    @property
    def heading(self) -> str:
        return self.blocks[0].bag.text

    @cached_property
    def bag(self) -> Bag:
        return Bag("\n".join(block.bag.text for block in self.blocks))

    def likeness(self, other: _Part) -> float:
        """Return how alike two parts are, 0 where they are on two subjects."""
        like = self.blocks[0].bag.likeness(other.blocks[0].bag)
        held = self.bag.likeness(other.bag)
        return max(like if like >= HEADINGS_ALIKE else 0.0, held if held >= PARTS_ALIKE else 0.0)


def _parts(blocks: Sequence[Block], top: int, headed: bool) -> tuple[int, list[_Part]]:
    """Return where the first part begins, and the parts: each a heading of the level `top`, or
    above it, and what follows.
    """
    starts = [
        place for place, block in enumerate(blocks) if 0 < block.level <= top and place >= headed
    ]
    ends = [*starts, len(blocks)]
    return ends[0], [
        _Part(start, blocks[start:end]) for start, end in zip(starts, ends[1:], strict=True)
    ]


def alike_blocks(olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
    """Return which block is which where no heading stands between them: the same ones, then similar
    ones between them.
    """

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
        if old.label and old.label == new.label:
            return 1.0
        return like * (1 if old.manner == new.manner else 0.9) if like >= ALIKE else 0.0

    return anchored(
        [block.key for block in olds], [block.key for block in news], _gap(olds, news, likeness)
    )


def row_pairs(olds: Sequence[Row], news: Sequence[Row]) -> list[Pair]:
    """Return which row of the old table is which of the new: by the first column if it is a key,
    else by likeness.
    """
    fixed = increasing(_named(olds, news))

    def likeness(old: Row, new: Row) -> float:
        if old.head != new.head and old.is_reference and new.is_reference:
            return 0.0
        like = old.bag.likeness(new.bag)
        return like + 0.01 if like >= ALIKE else 0.0

    found: list[Pair] = list(fixed)
    edges = [(-1, -1), *fixed, (len(olds), len(news))]
    for (i, j), (k, m) in zip(edges, edges[1:], strict=False):
        some, others = olds[i + 1 : k], news[j + 1 : m]
        inner = anchored(
            [row.key for row in some], [row.key for row in others], _gap(some, others, likeness)
        )
        found += [(i + 1 + one, j + 1 + two) for one, two in inner]
    return sorted(found)


def moved_rows(olds: Sequence[Row], news: Sequence[Row], pairs: Sequence[Pair]) -> list[Pair]:
    """Return, by their keys, the rows that stand elsewhere now, beside the `pairs` that kept their
    order.
    """
    was, is_now = ({pair[side] for pair in pairs} for side in (0, 1))
    return [(i, j) for i, j in _named(olds, news) if i not in was and j not in is_now]


def _named(olds: Sequence[Row], news: Sequence[Row]) -> list[Pair]:
    """Return the rows with the same key, where either table has it once."""
    before, after = Counter(row.head for row in olds), Counter(row.head for row in news)
    where = {row.head: at for at, row in enumerate(news) if row.head and after[row.head] == 1}
    found = [
        (at, where[row.head])
        for at, row in enumerate(olds)
        if before[row.head] == 1 and row.head in where
    ]
    return [(i, j) for i, j in found if _same_row(olds[i], news[j])]


def _same_row(old: Row, new: Row) -> bool:
    """Return whether two rows with one key are one row: where column one only counts the rows, it
    says nothing.
    """
    if old.texts == new.texts:
        return True
    if min(len(old.rest.words), len(new.rest.words)) < FEW_WORDS:
        return True
    return old.rest.likeness(new.rest) >= ROWS_ALIKE


def _gap(
    olds: Sequence[Thing], news: Sequence[Thing], likeness: Callable[[Thing, Thing], float]
) -> Callable[[int, int, int, int], list[Pair]]:
    def gap(low: int, high: int, left: int, right: int) -> list[Pair]:
        pairs = alike(
            high - low, right - left, lambda i, j: likeness(olds[low + i], news[left + j])
        )
        return [(low + i, left + j) for i, j in pairs]

    return gap
