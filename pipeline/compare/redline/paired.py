"""Which block and which row of the old paper is which of the new, as the comparison has it that the
page, `diff` and `verify` read: the redline marks these, and looks for no others among words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.compare import comparison
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
    are elements of the trees that both are read in so far; of a paper and itself nothing.
    """
    if old == new:
        return Paired()
    couples = _couples(old, new)
    if not (
        _is_read([was for _, was, _ in couples], old)
        and _is_read([now for *_, now in couples], new)
    ):
        compared_papers.cache_clear()  # they were compared in trees that are gone
        couples = _couples(old, new)
    found = Paired()
    tables: tuple[dict[int, Element], dict[int, Element]] = {}, {}
    for pair, *couple in couples:
        for element, known in zip(couple, tables, strict=True):
            if element is not None:
                found.told.add(element)
                if pair.block:
                    found.told.add(known.setdefault(pair.block, _table(element)))
        was, now = couple
        if was is not None and now is not None and not pair.moved:
            found.now.setdefault(was, now)
    for block, table in tables[0].items():
        if block in tables[1]:
            found.now.setdefault(table, tables[1][block])
    return found


Couple = tuple[comparison.Pair, Element | None, Element | None]
"""Two lines side by side, and the blocks that they were and are."""


def _couples(old: bytes, new: bytes) -> list[Couple]:
    pairs = compared_papers(old, new)
    return [(pair, _block(pair.old), _block(pair.new)) for pair in pairs]


def _is_read(blocks: Iterable[Element | None], document: bytes) -> bool:
    """Return whether blocks stand in the tree that a document is read in."""
    one = next((block for block in blocks if block is not None), None)
    return one is None or next(one.iterancestors(DOCUMENT), None) is opened(document).root(BODY)


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
