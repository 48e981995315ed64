r"""Live references: a REF field of the template shows what its bookmark's paragraph is called in
this paper.

Word keeps beside each field what it last showed, and asks nobody before it shows that again. After
a template is filled a section may have another number, so each reference is worked out as Word
would do it: the number of the paragraph where the field asks for it (\n, \r, \w; ISO/IEC 29500-1,
17.16.5.51), else the words of the bookmark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.paper.where import placed
from pipeline.word.labels import labels
from pipeline.word.package import Draft
from pipeline.word.xml import SPACE, w

CODE = re.compile(r"\s*REF\s+\"?(?P<name>[^\s\"\\]+)\"?(?P<switches>.*)", re.IGNORECASE | re.DOTALL)
NUMBERED = re.compile(r"\\[nrw](?!\w)", re.IGNORECASE)
KEPT = re.compile(r"\\[dfpt](?!\w)", re.IGNORECASE)
"""Switches that show something else than a number or words: such a field stays as it is."""
LETTERS = {"p", "bookmarkStart", "bookmarkEnd", "fldChar", "instrText", "fldSimple", "t"}
WALKED = tuple(w(name) for name in LETTERS)


class LeadsNowhere(Exception):
    """References whose bookmark is not in this paper: the place of each, and what it shows."""

    def __init__(self, places: list[tuple[str, str]]) -> None:
        super().__init__(f"{len(places)} references lead nowhere")
        self.places = places


@dataclass(slots=True)
class _Field:
    """A field as it is walked: its code, and the texts that show what it came to."""

    paragraph: etree._Element
    code: str = ""
    shows: bool = False
    texts: list[etree._Element] = field(default_factory=list)
    separator: etree._Element | None = None


@dataclass(slots=True)
class _Target:
    """What a bookmark stands round: the paragraph in which it begins, and its words."""

    paragraph: etree._Element | None
    words: list[str] = field(default_factory=list)


def refreshed(draft: Draft, roots: Mapping[str, etree._Element]) -> None:
    """Give each reference of a filled paper the words that it shows; `roots` are the parts with
    text, changed in place.

    Raises LeadsNowhere where a bookmark was left out with its section.
    """
    found = [one for root in roots.values() for one in _references(root)]
    if not found:
        return
    targets: dict[str, _Target] = {}
    for root in roots.values():
        for name, target in _targets(root):
            targets.setdefault(name, target)
    walked = tuple(placed(draft))
    numbers = labels(draft, walked)
    places = {one.element: one.place for one in walked}
    lost = []
    for one in found:
        match = CODE.match(one.code)
        assert match is not None
        aim = targets.get(match["name"].lower())
        if aim is None or aim.paragraph is None:
            shown = "".join(text.text or "" for text in one.texts)
            lost.append((places.get(one.paragraph, ""), shown))
        elif not KEPT.search(match["switches"]):
            told = (
                numbers.get(aim.paragraph, "").rstrip(".:")
                if NUMBERED.search(match["switches"])
                else " ".join("".join(aim.words).split())
            )
            _show(one, told or "0")
    if lost:
        raise LeadsNowhere(lost)


def _references(root: etree._Element) -> Iterator[_Field]:
    """Yield the references of a part; what another field shows is no reference of ours."""
    if next(root.iter(w("instrText"), w("fldSimple")), None) is None:
        return
    stack: list[_Field] = []
    paragraph = root
    for element in root.iter(*WALKED):
        if element.tag == w("p"):
            paragraph = element
        elif element.tag == w("fldSimple"):
            one = _Field(paragraph, str(element.get(w("instr")) or ""), shows=True)
            one.texts = list(element.iter(w("t")))
            if CODE.match(one.code):
                yield one
        elif element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                stack.append(_Field(paragraph))
            elif kind == "separate" and stack:
                stack[-1].shows, stack[-1].separator = True, element
            elif kind == "end" and stack:
                one = stack.pop()
                if CODE.match(one.code):
                    yield one
        elif element.tag == w("instrText") and stack and not stack[-1].shows:
            stack[-1].code += element.text or ""
        elif element.tag == w("t") and stack and stack[-1].shows:
            stack[-1].texts.append(element)


def _targets(root: etree._Element) -> Iterator[tuple[str, _Target]]:
    """Yield the bookmarks of a part by name, in small letters."""
    opened: dict[str, _Target] = {}
    waiting: list[_Target] = []
    for element in root.iter(*WALKED):
        if element.tag == w("p"):
            for target in waiting:
                target.paragraph = element
            waiting = []
        elif element.tag == w("bookmarkStart"):
            holder = next(element.iterancestors(w("p")), None)
            target = _Target(holder)
            if holder is None:
                waiting.append(target)
            opened[str(element.get(w("id")))] = target
            yield str(element.get(w("name"))).lower(), target
        elif element.tag == w("bookmarkEnd"):
            opened.pop(str(element.get(w("id"))), None)
        elif element.tag == w("t"):
            for target in opened.values():
                target.words.append(element.text or "")


def _show(one: _Field, words: str) -> None:
    """Make a field show words, in the looks of the first that it showed."""
    if one.texts:
        first, *rest = one.texts
        first.text = words
        first.set(SPACE, "preserve")
        for text in rest:
            text.text = ""
        return
    run = one.separator.getparent() if one.separator is not None else None
    if run is not None:
        fresh = etree.Element(w("r"))
        etree.SubElement(fresh, w("t"), {SPACE: "preserve"}).text = words
        run.addnext(fresh)
