"""The old paper's blocks struck and the new one's marked, in the new paper's own tree."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.compare.align import side_by_side
from pipeline.compare.redline.blocks import (
    Block,
    Row,
    blocks,
    look_of,
)
from pipeline.compare.redline.borrowed import Loans
from pipeline.compare.redline.inline import merged
from pipeline.compare.redline.order import Step, closed, planned
from pipeline.compare.redline.paired import Paired
from pipeline.compare.redline.tokens import Reader
from pipeline.compare.redline.tracked import Pen, State, plain
from pipeline.compare.redline.writer import Writer
from pipeline.compare.redline.xml import (
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TCPR,
    Element,
    discard,
    first,
    held_by,
    value,
    w,
)


@dataclass
class Merger:
    """Merges the old paper's parts into the new one's, part by part."""

    pen: Pen
    loans: Loans
    old: Reader
    new: Reader
    paired: Paired

    def merge(self, old: Element, new: Element) -> None:
        """Merge two bodies, headers or footers into the new one."""
        self._blocks(list(blocks(old, self.old)), list(blocks(new, self.new)), new)

    def _blocks(self, olds: list[Block], news: list[Block], new: Element) -> None:
        """Merge the blocks of two bodies, headers, footers or cells into the new one."""
        if not self.paired.knows((*olds, *news)) and (
            [block.key for block in olds] == [block.key for block in news]
        ):
            for before, after in zip(olds, news, strict=True):
                self._pair_lists(before, after)
            return
        if len(olds) == len(news) == 1 and olds[0].is_table == news[0].is_table:
            self._pair(olds[0], news[0])  # alike or not: one block, which no other can follow
            return
        steps, tail = closed(planned(olds, news, self.paired.blocks(olds, news)))
        placed = self._apply(steps, new, stay=tail)
        if tail:
            self._close(steps[-tail - 1 :], placed[-tail - 1 :])

    def _apply(self, steps: list[Step], container: Element, stay: int) -> list[Element]:
        """Carry out every step; return the elements as they now stand. The last `stay` steps keep
        to their place.
        """
        following: list[Element | None] = []
        ahead: Element | None = None
        for step in reversed(steps):
            following.append(ahead)
            ahead = step.new.element if step.new is not None else ahead
        following.reverse()
        placed: list[Element] = []
        for at, (step, after) in enumerate(zip(steps, following, strict=True)):
            if step.old is not None and step.new is not None:
                self._pair(step.old, step.new)
                placed.append(step.new.element)
            elif step.new is not None:
                self._came(step.new)
                placed.append(step.new.element)
            elif step.old is not None:
                element = self._gone(step.old)
                tag = "*" if at >= len(steps) - stay else step.old.control
                _insert(element, placed[-1] if placed else None, after, container, tag)
                placed.append(element)
        return placed

    def _pair(self, old: Block, new: Block) -> None:
        if old.is_table:
            self._table(old, new)
        elif old.key == new.key:
            self._pair_lists(old, new)
        else:
            self._paragraph(old, new)

    def _paragraph(self, old: Block, new: Block) -> None:
        if old.content != new.content:
            marked = merged(self.old.tokens(old.leaves), self.new.tokens(new.leaves))
            Writer(new.element, self.pen, self._borrow).write(marked)
        if old.manner != new.manner:
            self._was(new.element, old.element)
        self._pair_lists(old, new)

    def _was(self, paragraph: Element, old: Element) -> None:
        before = plain(old.find(PPR))
        self._borrow(before)
        self.pen.was(first(paragraph, PPR), "pPrChange", before)

    def _pair_lists(self, old: Block, new: Block) -> None:
        before, after = old.element.find(PPR), new.element.find(PPR)
        if before is not None and after is not None:
            self.loans.pair(before, after)

    def _came(self, block: Block) -> None:
        if block.is_table:
            for row in block.rows:
                self.pen.row(row.element, "new")
        else:
            self.pen.content(block.element, "new")
            self.pen.end(block.element, "new")

    def _gone(self, block: Block) -> Element:
        element = deepcopy(block.element)
        self._borrow(element)
        if block.is_table:
            for row in element.iterchildren(w("tr")):
                self.pen.row(row, "old")
        else:
            self.pen.content(element, "old")
            self.pen.end(element, "old")
        return element

    def _borrow(self, element: Element) -> None:
        self.loans.amend(element, self.old.part, self.new.part)

    def _table(self, old: Block, new: Block) -> None:
        pairs = [
            (i, j) for i, j in self.paired.rows(old, new) if old.rows[i].shape == new.rows[j].shape
        ]
        last: Element | None = None
        for i, j in side_by_side(pairs, len(old.rows), len(new.rows)):
            if j is None and i is not None:
                last = self._gone_row(old.rows[i], last, new)
            elif j is not None:
                row = new.rows[j]
                if i is None:
                    self.pen.row(row.element, "new")
                else:
                    self._row(old.rows[i], row)
                last = row.element

    def _gone_row(self, row: Row, last: Element | None, table: Block) -> Element:
        element = deepcopy(row.element)
        self._borrow(element)
        self.pen.row(element, "old")
        if last is not None:
            last.addnext(element)
        elif table.rows:
            table.rows[0].element.addprevious(element)
        else:
            table.element.append(element)
        return element

    def _row(self, old: Row, new: Row) -> None:
        if old.key == new.key:
            return
        held = zip(old.held, new.held, strict=True)
        for before, after, (olds, news) in zip(old.cells, new.cells, held, strict=True):
            self._blocks(olds, news, after)
            if look_of(before) != look_of(after):
                was = before.find(TCPR)
                self.pen.was(
                    first(after, TCPR),
                    "tcPrChange",
                    etree.Element(TCPR) if was is None else deepcopy(was),
                )

    def _close(self, steps: list[Step], placed: list[Element]) -> None:
        """Shift the marks of a tail of new or old paragraphs one up, so that the very last one
        keeps its end.

        What is left of the last paragraph then takes over the end of the one before the tail, and
        its properties.
        """
        state: State = "new" if steps[-1].new is not None else "old"
        last, kept = placed[-1], placed[0]
        for mark in last.findall(f"{PPR}/{RPR}/*"):
            if mark.tag in (w("ins"), w("del")):
                discard(mark)
        self.pen.end(kept, state)
        anchor, end = steps[0], steps[-1]
        assert anchor.old is not None and anchor.new is not None
        if state == "new" and end.new is not None:
            if end.new.manner != anchor.old.manner:
                self._was(last, anchor.old.element)
        elif end.old is not None and end.old.manner != anchor.new.manner:
            now = plain(anchor.new.element.find(PPR))
            look = last.find(f"{PPR}/{RPR}")
            if look is not None:
                now.append(look)
            for properties in last.findall(PPR):
                last.remove(properties)
            last.insert(0, now)
            self._was(last, end.old.element)


def _insert(
    element: Element, before: Element | None, after: Element | None, container: Element, tag: str
) -> None:
    """Put a block of the old paper after the one before it, inside that one's content control only
    if it was so.
    """
    if before is None:
        target = after
        while target is not None and target.getparent() is not container:
            target = target.getparent()
        if target is not None:
            target.addprevious(element)
        return
    target = before
    while held_by(target) == SDT_CONTENT:
        control = next(target.iterancestors(SDT))
        holds = after is not None and any(ancestor is control for ancestor in after.iterancestors())
        if holds or tag == "*" or (tag and value(control, "sdtPr/tag") == tag):
            break
        target = control
    target.addnext(element)
