"""The content of a paragraph, written from marked tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from pipeline.compare.redline.inline import Marked
from pipeline.compare.redline.tokens import Container, Path, Piece
from pipeline.compare.redline.tracked import CHANGES, Pen, State, struck
from pipeline.compare.redline.xml import (
    HYPERLINK,
    PPR,
    RUN,
    SDT_CONTENT,
    XML_SPACE,
    Element,
    T,
    children,
    signature,
    w,
)

Borrow = Callable[[Element], None]
"""Makes an element copied from the old paper at home in the new one, in place."""


class Writer:
    """Writes tokens into a paragraph, opening and closing hyperlinks and controls, joining runs of
    one look.
    """

    def __init__(self, paragraph: Element, pen: Pen, borrow: Borrow) -> None:
        self.paragraph, self.pen, self.borrow = paragraph, pen, borrow
        self.open: list[tuple[Container, Element]] = []
        self.last: tuple[Element, Element | None, Element] | None = None
        self.texts: dict[Element, list[str]] = {}

    def write(self, marked: Sequence[Marked]) -> None:
        """Put these tokens in place of all that the paragraph holds."""
        for child in list(self.paragraph):
            if child.tag != PPR:
                self.paragraph.remove(child)
        for state, token in marked:
            place = self._enter(token.path, state)
            for piece in token.pieces:
                self._put(self._wrapper(place, state) if token.width else place, piece, state)
            if not token.width:
                self.last = None
        for element, words in self.texts.items():
            element.text = "".join(words)

    def _enter(self, path: Path, state: State) -> Element:
        shared = 0
        while shared < min(len(path), len(self.open)) and self.open[shared][0] is path[shared]:
            shared += 1
        del self.open[shared:]
        for container in path[shared:]:
            parent = self.open[-1][1] if self.open else self.paragraph
            self.open.append((container, self._opened(parent, container, state)))
        return self.open[-1][1] if self.open else self.paragraph

    def _opened(self, parent: Element, container: Container, state: State) -> Element:
        source = container.element
        shell = etree.SubElement(
            parent, source.tag, {str(name): str(text) for name, text in source.attrib.items()}
        )
        if source.tag == HYPERLINK:
            if container.old:
                self.borrow(shell)
            return shell
        for child in children(source):
            if child.tag != SDT_CONTENT:
                shell.append(deepcopy(child))
        return etree.SubElement(shell, SDT_CONTENT)

    def _wrapper(self, place: Element, state: State) -> Element:
        if state == "both":
            return place
        last = place[-1] if len(place) else None
        if last is not None and last.tag == CHANGES[state]:
            return last
        return self._marked(place, state)

    def _marked(self, place: Element, state: State) -> Element:
        place.append(self.pen.mark(CHANGES[state]))
        return place[-1]

    def _put(self, place: Element, piece: Piece, state: State) -> None:
        if piece.bare and not isinstance(piece.content, str):
            place.append(self._copy(piece.content, state))
            return
        run = self._run(place, piece.properties, state)
        if isinstance(piece.content, str):
            name = w("delText") if state == "old" else T
            last = run[-1] if len(run) and run[-1].tag == name else etree.SubElement(run, name)
            self.texts.setdefault(last, [last.text or ""]).append(piece.content)
            last.set(XML_SPACE, "preserve")
        else:
            run.append(self._copy(piece.content, state))
            if state == "old":
                struck(run)

    def _copy(self, element: Element, state: State) -> Element:
        copy = deepcopy(element)
        if state == "old":
            self.borrow(copy)
        return copy

    def _run(self, place: Element, properties: Element | None, state: State) -> Element:
        if self.last is not None:
            run, look, parent = self.last
            if (
                parent is place
                and run.getnext() is None
                and (look is properties or _same(look, properties))
            ):
                return run
        run = etree.SubElement(place, RUN)
        if properties is not None:
            run.append(self._copy(properties, state))
        self.last = (run, properties, place)
        return run


def _same(one: Element | None, other: Element | None) -> bool:
    return one is not None and other is not None and signature(one) == signature(other)
