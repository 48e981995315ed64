r"""Live references: a REF field of the template shows what its bookmark's paragraph is called in
this paper.

Word keeps beside each field what it last showed, and asks nobody before it shows that again. After
a template is filled a section may have another number, so each reference is worked out as Word
would do it: the number of the paragraph where the field asks for it (\n, \r, \w; ISO/IEC 29500-1,
17.16.5.51), else the words of the bookmark.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.paper.live_fields import LiveField, live_fields
from pipeline.paper.where import placed
from pipeline.word.labels import items
from pipeline.word.leaves import unseen
from pipeline.word.outline import BODY, settled
from pipeline.word.package import Draft
from pipeline.word.xml import w

CODE = re.compile(r"\s*REF\s+\"?(?P<name>[^\s\"\\]+)\"?(?P<switches>.*)", re.IGNORECASE | re.DOTALL)
NUMBERED = re.compile(r"\\[nrw](?!\w)", re.IGNORECASE)
KEPT = re.compile(r"\\[dfpt](?!\w)", re.IGNORECASE)
"""Switches that show something else than a number or words: such a field stays as it is."""
P, T = map(w, ("p", "t"))
START, END = w("bookmarkStart"), w("bookmarkEnd")


class LeadsNowhere(Exception):
    """References whose bookmark is not in this paper: the place of each, and what it shows."""

    def __init__(self, places: list[tuple[str, str]]) -> None:
        super().__init__(f"{len(places)} references lead nowhere")
        self.places = places


class _Reference(NamedTuple):
    """A field that is a reference: the bookmark that it leads to, in small letters, and what
    follows its name.
    """

    field: LiveField
    name: str
    switches: str


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
    words = not all(NUMBERED.search(one.switches) for one in found)
    for root in roots.values():
        for name, target in _targets(root, words=words):
            targets.setdefault(name, target)
    led = [(one, targets.get(one.name)) for one in found]
    lost = [one for one, aim in led if aim is None or aim.paragraph is None]
    if lost:
        places = {one.element: one.place for one in placed(draft)}
        raise LeadsNowhere([(places.get(one.field.paragraph, ""), one.field.shown) for one in lost])
    asked = {
        aim.paragraph
        for one, aim in led
        if aim is not None and aim.paragraph is not None and NUMBERED.search(one.switches)
    }
    numbers = _numbers(draft, roots, asked) if asked else {}
    for one, aim in led:
        if aim is not None and aim.paragraph is not None and not KEPT.search(one.switches):
            told = (
                numbers.get(aim.paragraph, "").rstrip(".:")
                if NUMBERED.search(one.switches)
                else " ".join("".join(aim.words).split())
            )
            one.field.show(told or "0")


def _numbers(
    draft: Draft, roots: Mapping[str, etree._Element], asked: Collection[etree._Element]
) -> dict[etree._Element, str]:
    """Return what Word prints before each numbered paragraph, counted in the order in which they
    are read, up to the last that is `asked` for.
    """
    body_first = sorted(roots, key=lambda name: (name != BODY, name))
    read = _up_to(asked, (one for name in body_first for one in _seen(roots[name])))
    return {one: item.label for one, item in items(draft, map(settled, read)).items()}


def _up_to(
    asked: Collection[etree._Element], paragraphs: Iterable[etree._Element]
) -> Iterator[etree._Element]:
    """Yield paragraphs until all that are asked for were among them."""
    left = set(asked)
    for one in paragraphs:
        yield one
        left.discard(one)
        if not left:
            return


def _seen(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a part but those of another way to show the same."""
    hidden = {one for branch in unseen(root) for one in branch.iter(P)}
    yield from (one for one in root.iter(P) if one not in hidden)


def _references(root: etree._Element) -> Iterator[_Reference]:
    """Yield the references of a part."""
    for one in live_fields(root):
        found = CODE.match(one.code)
        if found:
            yield _Reference(one, found["name"].lower(), found["switches"])


def _targets(root: etree._Element, *, words: bool) -> Iterator[tuple[str, _Target]]:
    """Yield the bookmarks of a part by name, in small letters; their words where they are asked
    for.
    """
    opened: dict[str, _Target] = {}
    waiting: list[_Target] = []
    for element in root.iter(P, START, END, *((T,) if words else ())):
        if element.tag == P:
            for target in waiting:
                target.paragraph = element
            waiting = []
        elif element.tag == START:
            holder = next(element.iterancestors(P), None)
            target = _Target(holder)
            if holder is None:
                waiting.append(target)
            opened[str(element.get(w("id")))] = target
            yield str(element.get(w("name"))).lower(), target
        elif element.tag == END:
            opened.pop(str(element.get(w("id"))), None)
        elif element.tag == T:
            for target in opened.values():
                target.words.append(element.text or "")
