"""Which block and which row of the old paper is which of the new, as the comparison has it that the
page, `diff` and `verify` read: the redline marks these, and looks for no others among words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.compare.align import Pair, increasing
from pipeline.compare.comparison import compared_papers
from pipeline.compare.pairs import alike_blocks, block_pairs, row_pairs
from pipeline.compare.redline.blocks import Block
from pipeline.compare.redline.xml import TBL, TR, Element, P, w
from pipeline.word.lines import Line, is_beside
from pipeline.word.outline import BODY
from pipeline.word.package import opened

DOCUMENT = w("document")


@dataclass(frozen=True, slots=True)
class Paired:
    """Paragraphs, tables and rows of the new body by what they were in the old; `told` are those of
    either paper that the comparison knows. All are elements of the two papers that are merged.
    """

    now: dict[Element, Element] = field(default_factory=dict)
    told: set[Element] = field(default_factory=set)

    def knows(self, blocks: Iterable[Block]) -> bool:
        """Return whether any of these blocks is told."""
        return any(block.element in self.told for block in blocks)

    def blocks(self, olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
        """Return which block is which: as they are told, and between these those without words. In
        a container of which nothing is told, such as a cell, they are looked for.
        """
        if not self.knows((*olds, *news)):
            return block_pairs(olds, news)
        found = self._known([one.element for one in olds], [one.element for one in news])
        edges = [(-1, -1), *found, (len(olds), len(news))]
        for (i, j), (k, m) in zip(edges, edges[1:], strict=False):
            some, others = self._untold(olds, i + 1, k), self._untold(news, j + 1, m)
            found += [
                (some[one], others[other])
                for one, other in alike_blocks(
                    [olds[place] for place in some], [news[place] for place in others]
                )
            ]
        return sorted(found)

    def rows(self, old: Block, new: Block) -> list[Pair]:
        """Return which row of two tables is which; those of tables of which nothing is told are
        looked for.
        """
        olds, news = old.rows, new.rows
        if self.now.get(old.element) is not new.element:
            return row_pairs(olds, news)
        return self._known([row.element for row in olds], [row.element for row in news])

    def _known(self, olds: Sequence[Element], news: Sequence[Element]) -> list[Pair]:
        places = {element: at for at, element in enumerate(news)}
        return increasing(
            (at, places[now])
            for at, element in enumerate(olds)
            if (now := self.now.get(element)) is not None and now in places
        )

    def _untold(self, blocks: Sequence[Block], start: int, end: int) -> list[int]:
        return [place for place in range(start, end) if blocks[place].element not in self.told]


def paired(old: bytes, new: bytes) -> Paired:
    """Return what the comparison of two papers says of the blocks and rows of their bodies, which
    are elements of the trees that both are read in so far; nothing, where the trees are others.
    """
    pairs = compared_papers(old, new)
    couples = [(_block(pair.old), _block(pair.new)) for pair in pairs]
    sides = [[one for one in side if one is not None] for side in zip(*couples, strict=True)]
    if old == new or not all(map(_is_read, sides, (old, new))):
        return Paired()
    found = Paired()
    tables: tuple[dict[int, Element], dict[int, Element]] = {}, {}
    for pair, couple in zip(pairs, couples, strict=True):
        for element, known in zip(couple, tables, strict=True):
            if element is not None and pair.block:
                known.setdefault(pair.block, _table(element))
        was, is_now = couple
        if was is not None and is_now is not None and not pair.moved:
            found.now.setdefault(was, is_now)
    for block, table in tables[0].items():
        if block in tables[1]:
            found.now.setdefault(table, tables[1][block])
    for side in sides:
        found.told.update(side, (_table(one) for one in side if one.tag == TR))
    return found


def _is_read(blocks: Sequence[Element], document: bytes) -> bool:
    """Return whether blocks stand in the tree that a document is read in."""
    root = opened(document).root(BODY) if blocks else None
    return all(next(one.iterancestors(DOCUMENT), None) is root for one in blocks[:1])


def _table(row: Element) -> Element:
    return next(row.iterancestors(TBL))


def _block(line: Line | None) -> Element | None:
    """Return the paragraph or row that a line of the body is, None where it is none: what hangs on
    a paragraph, such as a chart's data, is a line of its own.
    """
    if line is None or line.paragraphs[0][0].part != BODY or is_beside(line.paragraphs[0][0]):
        return None
    element = line.paragraphs[0][0].element
    if line.table:
        return next(element.iterancestors(TR), None)
    return element if element.tag == P else None
