"""The marks of tracked changes: who and when around what came, went, or looks different."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from copy import copy, deepcopy
from functools import cache
from typing import Literal, NamedTuple

from lxml import etree

from pipeline.compare.redline.xml import (
    DEL,
    HYPERLINK,
    ID,
    INS,
    PPR,
    RANGES,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TR,
    TRPR,
    VAL,
    Element,
    P,
    T,
    children,
    mark_properties,
    w,
)

State = Literal["both", "new", "old"]
CHANGES = {"new": INS, "old": DEL}
CONTROL_RANGES = (w("customXmlInsRangeStart"), w("customXmlInsRangeEnd"))
MARKED = (INS, DEL, w("pPrChange"), w("tcPrChange"), *CONTROL_RANGES)


class Pen(NamedTuple):
    """Makes the marks of one author on one day; ids are given at the very end by `number`."""

    author: str
    day: datetime.date

    @property
    def stamp(self) -> str:
        """Return the day as the marks have it, at no particular time of it."""
        return f"{self.day:%Y-%m-%d}T00:00:00Z"

    def mark(self, name: str) -> Element:
        """Return an empty mark of this name, a full one such as `INS`."""
        return copy(_blank(name, self))

    def content(self, paragraph: Element, state: State) -> None:
        """Mark all that a paragraph holds as new or old."""
        wrapper: Element | None = None
        for child in list(children(paragraph)):
            if child.tag in (HYPERLINK, SDT, SDT_CONTENT):
                self.content(child, state)
                wrapper = None
            elif (
                child.tag == PPR
                or child.tag in RANGES
                or child.tag == w("sdtPr")
                or child.tag == w("sdtEndPr")
            ):
                wrapper = None
            else:
                if wrapper is None:
                    wrapper = self.mark(CHANGES[state])
                    child.addprevious(wrapper)
                wrapper.append(struck(child) if state == "old" else child)

    def end(self, paragraph: Element, state: State) -> None:
        """Mark the end of a paragraph as new or old."""
        mark_properties(paragraph).insert(0, self.mark(CHANGES[state]))

    def row(self, row: Element, state: State) -> None:
        """Mark a table row and all that is in it; the last paragraph of a cell keeps its end, or
        Word hangs.
        """
        for inner in row.iter(TR):
            if not any(ancestor.tag == RUN for ancestor in inner.iterancestors()):
                _row_properties(inner).append(self.mark(CHANGES[state]))
        for container in row.iter(w("tc")):
            own = [paragraph for paragraph in container.iter(P) if _home(paragraph) is container]
            for paragraph in own:
                self.content(paragraph, state)
                if paragraph is not own[-1]:
                    self.end(paragraph, state)

    def was(self, properties: Element, name: str, before: Element) -> None:
        """Record in properties such as w:pPr what they were before, as the change of this name."""
        change = self.mark(w(name))
        change.append(before)
        for found in properties.findall(w(name)):
            properties.remove(found)
        properties.append(change)

    def controls(self, root: Element) -> None:
        """Mark the content controls that hold nothing but new text, so that rejecting takes them
        away too.
        """
        for control in list(root.iter(SDT)):
            inner = control.find(SDT_CONTENT)
            if inner is None or any(
                ancestor.tag == TR and ancestor.find(f"{TRPR}/{INS}") is not None
                for ancestor in control.iterancestors()
            ):
                continue
            if len(inner) and all(_is_new(child) for child in children(inner)):
                start, end = CONTROL_RANGES
                control.addprevious(self.mark(start))
                inner.insert(0, etree.Element(end))
                inner.append(self.mark(start))
                control.addnext(etree.Element(end))


@cache
def _blank(name: str, pen: Pen) -> Element:
    """Return the mark of which all others are copies: one is made six times as fast as anew."""
    return etree.Element(name, {ID: "0", w("author"): pen.author, w("date"): pen.stamp})


def _row_properties(row: Element) -> Element:
    found = row.find(TRPR)
    if found is None:
        found = etree.Element(TRPR)
        ahead = row.find(w("tblPrEx"))
        if ahead is None:
            row.insert(0, found)
        else:
            ahead.addnext(found)
    if len(found) == 0:
        # The schema asks for one property beside the mark; this one says what is so anyway.
        etree.SubElement(found, w("cantSplit"), {VAL: "off"})
    return found


def _home(paragraph: Element) -> Element | None:
    """Return the cell a paragraph is in, or None for one inside a picture or text box."""
    for ancestor in paragraph.iterancestors(w("tc"), RUN):
        return ancestor if ancestor.tag != RUN else None
    return None


def _is_new(element: Element) -> bool:
    if element.tag == P:
        return element.find(f"{PPR}/{RPR}/{INS}") is not None and all(
            _is_new(child) for child in children(element) if child.tag != PPR
        )
    if element.tag == TBL:
        return all(row.find(f"{TRPR}/{INS}") is not None for row in element.iterchildren(TR))
    if element.tag == SDT:
        return all(_is_new(child) for child in element.iterchildren(SDT_CONTENT))
    if element.tag in (HYPERLINK, SDT_CONTENT):
        return all(_is_new(child) for child in children(element))
    return element.tag == INS or element.tag in RANGES


def struck(element: Element) -> Element:
    """Return the element with its own text named as deleted text."""
    for child in children(element) if element.tag == RUN else ():
        if child.tag == T:
            child.tag = w("delText")
        elif child.tag == w("instrText"):
            child.tag = w("delInstrText")
    return element


def plain(properties: Element | None) -> Element:
    """Return a copy of a paragraph's properties as a w:pPrChange may hold them: no mark, no
    section, no change.
    """
    found = etree.Element(PPR) if properties is None else deepcopy(properties)
    for child in list(found):
        if child.tag in (RPR, SECTPR, w("pPrChange")):
            found.remove(child)
    return found


def number(roots: Iterable[Element]) -> None:
    """Give every mark under these roots an id of its own, above every id that bookmarks and the
    like use.
    """
    everything = list(roots)
    used = [
        int(element.get(ID, "0"))
        for root in everything
        for element in root.iter(*RANGES - set(CONTROL_RANGES))
        if element.get(ID, "").isdigit()
    ]
    at = max(used, default=0)
    for root in everything:
        for mark in _marks(root):
            if mark.tag == CONTROL_RANGES[1]:
                # The two ends of one range share an id, and ranges here never nest into one
                # another.
                mark.set(ID, str(at))
            else:
                at += 1
                mark.set(ID, str(at))


def _marks(root: Element) -> Iterator[Element]:
    return root.iter(*MARKED)
