"""What a loop repeated and may stand only once in a document: numbered anew, or dropped where the
first one will do.

And what a condition left empty and must hold a paragraph.

A template numbers its controls, drawings, bookmarks and notes once; whatever stands in a loop is
written as often as the list is long, number and name with it. Word repairs such a file: a
bookmark's name and a control's number are unique (ISO/IEC 29500-1, 17.13.6.2 and 17.5.2.18), and a
note has one reference (17.11).
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from pipeline.word.editing import REFERRING, named_by
from pipeline.word.xml import w

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
HOLDERS = (w("tc"), w("footnote"), w("endnote"))
PARAGRAPH = w("p")
MARKERS = (w("bookmarkStart"), w("bookmarkEnd"))
MOST_LETTERS = 34
"""A bookmark's name has 40 letters at most (ISO/IEC 29500-1, 17.13.6.2), and a turn's number comes
behind it.
"""
NOTES = {"footnotes": w("footnote"), "endnotes": w("endnote")}


def numbered_anew(parts: Mapping[str, etree._Element]) -> None:
    """Give every control, drawing, bookmark and note of the parts with text, by name, a number of
    its own.

    Of bookmarks with one name the first stays; one that lost its end to a condition ends where it
    begins.
    """
    for kind, tag in NOTES.items():
        notes = parts.get(f"word/{kind}.xml")
        if notes is not None:
            _own_note(notes, tag, parts.values())
    controls = (
        number
        for root in parts.values()
        for properties in root.iter(w("sdtPr"))
        for number in properties.iterchildren(w("id"))
    )
    for place, number in enumerate(controls, 1):
        number.set(w("val"), str(place))
    for place, drawing in enumerate(
        (drawing for root in parts.values() for drawing in root.iter(DRAWN)), 1
    ):
        drawing.set("id", str(place))
    _own_bookmarks(parts.values())
    _bookmarks(parts.values())


def filled_up(root: etree._Element) -> None:
    """Give each cell, header and note that a condition left without its last paragraph an empty
    one; drop controls left empty.

    Word opens no cell that does not end in a paragraph (ISO/IEC 29500-1, 17.4.65).
    """
    for content in list(root.iter(w("sdtContent"))):
        control = content.getparent()
        if not len(content) and control is not None:
            _removed(control)
    for holder in (*root.iter(*HOLDERS), *((root,) if root.tag in (w("hdr"), w("ftr")) else ())):
        if len(holder) and holder[-1].tag == PARAGRAPH:
            continue
        last = next(
            (block for block in reversed(holder) if block.tag not in (w("tcPr"), *MARKERS)), None
        )
        if last is None or last.tag == w("tbl"):
            holder.append(etree.Element(w("p")))


def _own_bookmarks(roots: Iterable[etree._Element]) -> None:
    """Lead each reference that a loop repeated to the bookmark of its own turn, under a name of its
    own.

    Where there are fewer references to a name than bookmarks that bear it they stand outside the
    loop, and lead to the first.
    """
    starts: Counter[str] = Counter()
    references: Counter[str] = Counter()
    found = [
        (element, [*_named(element)])
        for root in roots
        for element in root.iter(w("bookmarkStart"), *REFERRING)
    ]
    for element, names in found:
        (starts if element.tag == w("bookmarkStart") else references).update(names)
    repeated = {name for name, times in starts.items() if 1 < times <= references[name]}
    turn: Counter[str] = Counter()
    for element, names in found if repeated else ():
        for name in repeated & set(names):
            turn[name] += element.tag == w("bookmarkStart")
            if turn[name] > 1:
                _renamed(element, name, f"{name[:MOST_LETTERS]}_{turn[name]}")


def _named(element: etree._Element) -> Iterator[str]:
    """Yield the bookmarks, in small letters, that an element begins or leads to."""
    if element.tag == w("bookmarkStart"):
        yield str(element.get(w("name"))).lower()
    else:
        yield from named_by(element)


def _renamed(element: etree._Element, old: str, new: str) -> None:
    for attribute in (w("name"), w("anchor"), w("instr")):
        if element.get(attribute):
            element.set(
                attribute,
                re.sub(
                    rf"\b{re.escape(old)}\b", new, str(element.get(attribute)), flags=re.IGNORECASE
                ),
            )
    if element.text:
        element.text = re.sub(rf"\b{re.escape(old)}\b", new, element.text, flags=re.IGNORECASE)


def _bookmarks(roots: Iterable[etree._Element]) -> None:
    names: set[str] = set()
    place = 0
    for root in roots:
        opened: dict[str, tuple[etree._Element, bool]] = {}
        for element in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            identity = str(element.get(w("id")))
            if element.tag == w("bookmarkStart"):
                _ended(opened.pop(identity, None))
                name = str(element.get(w("name"))).lower()
                opened[identity] = (element, name in names)
                names.add(name)
                continue
            start, again = opened.pop(identity, (None, True))
            if start is None or again:
                _removed(element, start)
            else:
                place += 1
                for half in (start, element):
                    half.set(w("id"), str(place))
        for left in opened.values():
            _ended(left)
        for start in root.iter(w("bookmarkStart")):
            following = start.getnext()
            if (
                following is not None
                and following.tag == w("bookmarkEnd")
                and following.get(w("id")) is None
            ):
                place += 1
                for half in (start, following):
                    half.set(w("id"), str(place))


def _ended(opened: tuple[etree._Element, bool] | None) -> None:
    """End a bookmark where it begins, or drop it where one before it has its name."""
    if opened is None:
        return
    start, again = opened
    if again:
        _removed(start)
    else:
        start.addnext(etree.Element(w("bookmarkEnd")))


def _own_note(notes: etree._Element, tag: str, roots: Iterable[etree._Element]) -> None:
    """Give each reference to a note that a loop repeated a note of its own, with the same words."""
    by_number = {str(note.get(w("id"))): note for note in notes.iterchildren(tag)}
    seen: set[str] = set()
    for reference in [one for root in roots for one in root.iter(f"{tag}Reference")]:
        identity = str(reference.get(w("id")))
        if identity in seen and identity in by_number:
            note = copy.deepcopy(by_number[identity])
            number = str(max(int(one) for one in by_number) + 1)
            note.set(w("id"), number)
            reference.set(w("id"), number)
            notes.append(note)
            by_number[number] = note
            seen.add(number)
        seen.add(identity)


def _removed(*elements: etree._Element | None) -> None:
    for element in elements:
        if element is not None and (holder := element.getparent()) is not None:
            holder.remove(element)
