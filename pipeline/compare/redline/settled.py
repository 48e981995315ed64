"""What a redline of ours reads like once all its changes are accepted, or rejected: its tree stays
as it is, and the changes that are gone are passed over.

`resolve` settles the changes of any document, in a tree of its own; this reads those that `tracked`
makes, and a test holds that both come to the same lines. To settle and to read the redline of 5,000
rows took 1.7 s both ways, and to read it so takes 0.5 s.
"""

from __future__ import annotations

from lxml import etree

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.reads_like import INSTRUCTION, Line, Outline, within
from pipeline.compare.redline.resolve import ARRIVED, CONTROL_MARKS, LEFT
from pipeline.compare.redline.xml import (
    HYPERLINK,
    PPR,
    RANGES,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TRPR,
    Element,
    P,
    T,
    child,
    children,
    w,
)

FORMER = {w("pPr"): w("pPrChange"), w("tcPr"): w("tcPrChange")}
STRUCK = frozenset({T, w("delText")}), frozenset({INSTRUCTION, w("delInstrText")})


def settled_lines(paper: Paper, part: str, *, keep_new: bool) -> list[Line]:
    """Return the lines of a part of a redline once its changes are accepted, or rejected where
    `keep_new` is false; nothing is changed.
    """
    texts, instructions = STRUCK
    return _Settled(paper, part, [], texts, instructions, LEFT if keep_new else ARRIVED).read()


class _Settled(Outline):
    def root(self) -> Element:
        return self.paper.read(self.part)

    def blocks(self, container: Element) -> list[list[Element]]:
        """Return what stands once paragraphs that lost their end run on into the next one, and
        tables that lost their rows are gone.
        """
        found: list[list[Element]] = []
        waiting: list[Element] = []
        for block in within(container, P, TBL):
            if block.tag == P:
                waiting.append(block)
                if self._is_lost(block):
                    continue
                found.append(waiting)
            else:
                if not all(map(self._is_bare, waiting)):
                    found.append(waiting)
                if self.rows(block):
                    found.append([block])
            waiting = []
        if waiting:
            found.append(waiting)  # the last one keeps its end, for nothing follows
        return found or [[etree.Element(P)]] if container.tag == TC else found

    def rows(self, table: Element) -> list[Element]:
        return [row for row in super().rows(table) if not self._is_gone(row)]

    def settings(self, properties: Element | None) -> Element | None:
        """Return the properties that hold: where changes are rejected, those that were."""
        if properties is None or self.goes is LEFT:
            return properties
        change = child(properties, FORMER[str(properties.tag)])
        return properties if change is None else next(children(change), properties)

    def _is_lost(self, paragraph: Element) -> bool:
        marks = child(child(paragraph, PPR), RPR)
        return marks is not None and any(mark.tag in self.goes for mark in marks)

    def _is_gone(self, row: Element) -> bool:
        properties = child(row, TRPR)
        marked = properties is not None and any(mark.tag in self.goes for mark in properties)
        return marked or next(row.iter(TC), None) is None

    def _is_bare(self, element: Element) -> bool:
        """Return whether nothing is left in a paragraph but the ends of ranges."""
        return all(
            inner.tag in RANGES or inner.tag == PPR or self._vanishes(inner)
            for inner in children(element)
        )

    def _vanishes(self, element: Element) -> bool:
        if element.tag in self.goes or element.tag in CONTROL_MARKS:
            return True
        held = child(element, SDT_CONTENT) if element.tag == SDT else element
        wraps = element.tag in (HYPERLINK, SDT) or element.tag in ARRIVED | LEFT
        return wraps and held is not None and all(map(self._vanishes, children(held)))
