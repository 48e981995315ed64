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
from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.xml import TBL, TR, Element, P
from pipeline.word.lines import Line, is_beside
from pipeline.word.outline import BODY


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


def paired(old: bytes, new: bytes, before: Paper, after: Paper) -> Paired:
    """Return what the comparison of two papers says of the blocks and rows of their bodies;
    `before` and `after` are these papers made ready to merge.
    """
    pairs = compared_papers(old, new)
    then = _twins((_block(pair.old) for pair in pairs), before)
    now = _twins((_block(pair.new) for pair in pairs), after)
    found = Paired({}, {*then.values(), *now.values()})
    tables: tuple[dict[int, Element], dict[int, Element]] = {}, {}
    for pair in pairs:
        couple = _block(pair.old), _block(pair.new)
        for element, known in zip(couple, tables, strict=True):
            if element is not None and pair.block:
                known.setdefault(pair.block, _table(element))
        was, is_now = couple
        if was is not None and is_now is not None and not pair.moved:
            found.now.setdefault(then[was], now[is_now])
    for block, table in tables[0].items():
        if block in tables[1]:
            found.now.setdefault(then[table], now[tables[1][block]])
    return found


def _twins(blocks: Iterable[Element | None], paper: Paper) -> dict[Element, Element]:
    """Return the elements of a paper that some blocks, and the tables of the rows among them, are:
    the comparison read another tree of the same document.
    """
    told = [block for block in blocks if block is not None]
    wanted = {*told, *(_table(block) for block in told if block.tag == TR)}
    read = told[0].getroottree().iter(P, TR, TBL) if told else iter(())
    return {one: other for one, other in zip(read, paper.came, strict=bool(told)) if one in wanted}


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
