"""The example's paper as people leave it: words changed across runs, paragraphs and table rows
added or taken out.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

import pytest
from lxml import etree

from pipeline.commands.run import Made
from pipeline.files.package import packed, parts_of
from pipeline.review.verify import verify
from pipeline.review.verify.edited import read
from pipeline.review.verify.verdict import Verdict
from pipeline.word.outline import text_of
from pipeline.word.xml import w

BODY = "word/document.xml"
Edit = Callable[[etree._Element], object]


def edited(paper: bytes, *edits: Edit, part: str = BODY) -> bytes:
    """Return a paper with the tree of one part changed."""
    parts = parts_of(paper)
    root = etree.fromstring(parts[part])
    for edit in edits:
        edit(root)
    return packed({**parts, part: etree.tostring(root)})


def judged(document: bytes, run: Made) -> Verdict:
    """Return what is said of an edited paper's words.

    What is left in its file has tests of its own (test_handed_in).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "handed_in", lambda *_, **__: ())
        return verify.verified(read(document), run.paper, run.computed, run.emitted)


def words(text: str) -> etree._Element:
    """Return a run that says a text."""
    run = etree.Element(w("r"))
    said = etree.SubElement(run, w("t"))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def holding(root: etree._Element, text: str) -> etree._Element:
    """Return the first paragraph outside tables that holds a text."""
    return next(
        one
        for one in root.iter(w("p"))
        if text in text_of(one) and next(one.iterancestors(w("tc")), None) is None
    )


def row(root: etree._Element, ref: str, place: int = 0) -> etree._Element:
    """Return a table row by the words of its first cell."""
    return [one for one in root.iter(w("tr")) if text_of(one.find(w("tc"))) == ref][place]


def said_in(paragraph: etree._Element, old: str, new: str) -> None:
    """Type over the words that differ, whatever runs they are in; a control all of whose words went
    is gone, as in Word.
    """
    texts = list(paragraph.iter(w("t")))
    start = "".join(text.text or "" for text in texts).index(old)
    controls = {control: _words(control) for control in paragraph.iter(w("sdt"))}
    was, is_now = (re.findall(r"\w+|\W", words) for words in (old, new))
    for tag, a, b, c, d in reversed(
        SequenceMatcher(None, was, is_now, autojunk=False).get_opcodes()
    ):
        if tag != "equal":
            _typed(
                texts,
                start + len("".join(was[:a])),
                start + len("".join(was[:b])),
                "".join(is_now[c:d]),
            )
    for control, had in controls.items():
        if not had & _words(control):
            for run in list(control.find(w("sdtContent"))):
                control.addprevious(run)
            control.getparent().remove(control)


def _words(element: etree._Element) -> set[str]:
    return set(re.findall(r"\w+", "".join(text.text or "" for text in element.iter(w("t")))))


def _typed(texts: list[etree._Element], start: int, end: int, new: str) -> None:
    at, typed = 0, False
    for text in texts:
        here = text.text or ""
        a, b = max(start - at, 0), min(end - at, len(here))
        if a < b or (start == end and at <= start <= at + len(here) and not typed):
            text.text = here[:a] + ("" if typed else new) + here[b:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            typed = True
        at += len(here)


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


def apart(changes: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Yield the changes in groups of which no two are made in the same words."""
    left = list(changes)
    while left:
        group: list[tuple[str, ...]] = []
        for change in list(left):
            if not any(change[-2] in other[-2] or other[-2] in change[-2] for other in group):
                group.append(change)
                left.remove(change)
        yield group
