"""Loops and conditions within a sentence: where one half stands in a link, a control or a field and
the other outside it, the paper would be torn there.

Whether a tag stands before the first word of a link or in it, nobody sees in Word: such a tag is
put before the link, and one behind its last word behind it. What stands amid its words is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.word.xml import SPACE, w

HALF = re.compile(r"\{% ?(if|for|elif|else|endif|endfor)\b[^{}]*?%\}")
P, RUN, TEXT, CHAR = map(w, ("p", "r", "t", "fldChar"))
HOLDERS = {
    w("hyperlink"): "a link",
    w("sdt"): "a content control",
    w("fldSimple"): "a field",
    w("dir"): "text of another direction",
    w("bdo"): "text of another direction",
    CHAR: "a field",
}
"""What holds runs within a paragraph, as Word calls it."""


@dataclass(slots=True)
class _Half:
    """One tag of a loop or condition, and what it stands in within its paragraph, from outside."""

    text: etree._Element
    words: str
    holders: tuple[etree._Element, ...]


def parted(paragraph: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Put the halves of each loop and condition of a paragraph into the same link, control or
    field, as far as no word lies between; yield of the others two tags, and what holds the first.
    """
    found = list(_halves(paragraph))
    if not any(one.holders for one in found):
        return
    groups = list(_together(found))
    depths = {id(one): _shared(group) for group in groups for one in group}
    for one in found:
        _lift(one, depths.get(id(one), len(one.holders)), first=True)
    for one in reversed(found):
        _lift(one, depths.get(id(one), len(one.holders)), first=False)
    for group in groups:
        depth = _shared(group)
        torn = next((one for one in group if len(one.holders) > depth), None)
        if torn is not None:
            other = group[0] if torn is not group[0] else group[-1]
            yield torn.words, other.words, HOLDERS[str(torn.holders[depth].tag)]


def _halves(paragraph: etree._Element) -> Iterator[_Half]:
    fields: list[etree._Element] = []
    for element in paragraph.iter(TEXT, CHAR):
        if element.tag == CHAR:
            if element.get(w("fldCharType")) == "begin":
                fields.append(element)
            elif element.get(w("fldCharType")) == "end" and fields:
                fields.pop()
        elif "{%" in (element.text or "") and next(element.iterancestors(P)) is paragraph:
            above = [*_up_to(element.iterancestors(*HOLDERS, P), paragraph)][::-1]
            for match in HALF.finditer(element.text or ""):
                yield _Half(element, match[0], (*above, *fields))


def _up_to(found: Iterator[etree._Element], last: etree._Element) -> Iterator[etree._Element]:
    for one in found:
        if one is last:
            return
        yield one


def _together(found: Sequence[_Half]) -> Iterator[list[_Half]]:
    """Yield the tags of each loop and condition, the inner ones first; what is not well nested is
    told elsewhere.
    """
    opened: list[tuple[str, list[_Half]]] = []
    for one in found:
        match = HALF.match(one.words)
        word = match[1] if match else ""
        if word in ("if", "for"):
            opened.append((word, [one]))
        elif opened:
            opened[-1][1].append(one)
            if word == f"end{opened[-1][0]}":
                yield opened.pop()[1]


def _shared(group: Sequence[_Half]) -> int:
    """Return how many links, controls and fields, from outside, hold all of some tags."""
    depth = 0
    for level in zip(*(one.holders for one in group), strict=False):
        if any(holder is not level[0] for holder in level):
            break
        depth += 1
    return depth


def _lift(one: _Half, depth: int, *, first: bool) -> None:
    """Put a tag before its link or control where it stands `first` in it, else behind it where it
    stands last.
    """
    if len(one.holders) <= depth or (holder := one.holders[depth]).tag == CHAR:
        return
    held = [
        child
        for run in holder.iter(RUN)
        for child in run
        if child.tag != w("rPr") and (child.tag != TEXT or child.text)
    ]
    text = one.text.text or ""
    at_edge = text.startswith(one.words) if first else text.endswith(one.words)
    if not at_edge or held[0 if first else -1] is not one.text:
        return
    one.text.text = text.removeprefix(one.words) if first else text.removesuffix(one.words)
    run = etree.Element(RUN)
    one.text = etree.SubElement(run, TEXT, {SPACE: "preserve"})
    one.text.text = one.words
    (holder.addprevious if first else holder.addnext)(run)
    one.holders = one.holders[:depth]
