"""The example's paper as people leave it: words changed across runs, paragraphs and table rows added or taken out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.outline import text_of
from pipeline.package import packed, parts_of
from pipeline.wordml import w

BODY = "word/document.xml"
Edit = Callable[[etree._Element], object]


def edited(paper: bytes, *edits: Edit, part: str = BODY) -> bytes:
    """Return a paper with the tree of one part changed."""
    parts = parts_of(paper)
    root = etree.fromstring(parts[part])
    for edit in edits:
        edit(root)
    return packed({**parts, part: etree.tostring(root)})


def words(text: str) -> etree._Element:
    """Return a run that says a text."""
    run = etree.Element(w("r"))
    said = etree.SubElement(run, w("t"))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def holding(root: etree._Element, text: str) -> etree._Element:
    """Return the first paragraph outside tables that holds a text."""
    return next(one for one in root.iter(w("p")) if text in text_of(one) and next(one.iterancestors(w("tc")), None) is None)


def row(root: etree._Element, ref: str, place: int = 0) -> etree._Element:
    """Return a table row by the words of its first cell."""
    return [one for one in root.iter(w("tr")) if text_of(one.find(w("tc"))) == ref][place]


def said_in(paragraph: etree._Element, old: str, new: str) -> None:
    """Type over some words of a paragraph, whatever runs and controls they are in."""
    texts = list(paragraph.iter(w("t")))
    whole = "".join(text.text or "" for text in texts)
    start, at = whole.index(old), 0
    end, typed = start + len(old), False
    for text in texts:
        here, length = text.text or "", len(text.text or "")
        a, b = max(start - at, 0), min(end - at, length)
        if a < b:
            text.text = here[:a] + ("" if typed else new) + here[b:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            typed = True
        at += length


def reworded(old: str, new: str) -> Edit:
    """Return an edit that types over the first such words outside tables."""
    return lambda root: said_in(holding(root, old), old, new)


def added(*texts: str, after: str = "In addition, three causes of concern") -> Edit:
    """Return an edit that puts numbered paragraphs after the one that holds some words."""
    def edit(root: etree._Element) -> None:
        at = holding(root, after)
        for text in reversed(texts):
            new = etree.Element(w("p"))
            new.append(copy.deepcopy(at.find(w("pPr"))))
            new.append(words(text))
            at.addnext(new)
    return edit


def in_row(ref: str, old: str, new: str) -> Edit:
    """Return an edit that types over words in the first row of a ref."""
    def edit(root: etree._Element) -> None:
        cells: Iterator[etree._Element] = row(root, ref).iter(w("p"))
        said_in(next(cell for cell in cells if old in text_of(cell)), old, new)
    return edit


def without_row(ref: str, place: int = 0) -> Edit:
    """Return an edit that deletes a table row."""
    def edit(root: etree._Element) -> None:
        found = row(root, ref, place)
        found.getparent().remove(found)
    return edit
