"""A template filled so that its editor sees what comes from where: what each slot prints is shaded,
and its name stands in a comment.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.files.package import packed
from pipeline.paper.slots import SLOTS
from pipeline.paper.whole_tags import apart
from pipeline.word.comments import Comments
from pipeline.word.copies import as_copy
from pipeline.word.outline import BODY, PARTS, SKIPPED
from pipeline.word.package import Draft, opened
from pipeline.word.xml import w

FILE, KIND = "preview.docx", "preview"
SHADE, INK = "DDEBF7", "0B0C0C"
"""A light blue, and the ink on it in a row of headings, where the text is white."""
MARK = "slot-"
"""What the name of a style begins with that no template has: it says which slot printed a run."""
CHART = re.compile(r"\|\s*labels\b")
AFTER = ("shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish")
"""What stands behind a shading in the properties of a run, in Word's order."""


def named(template: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a prepared template in which each slot stands in a run that names it, and the slots;
    charts, which take their whole line, are left as they are.
    """
    draft, slots = Draft(opened(template)), list[str]()
    for name in [name for name in draft if PARTS.fullmatch(name)]:
        for run, tag in apart(draft.change(name)):
            if tag.startswith("{{") and not CHART.search(tag):
                looks = run.find(w("rPr"))
                if looks is None:
                    looks = etree.Element(w("rPr"))
                    run.insert(0, looks)
                looks.insert(0, etree.Element(w("rStyle"), {w("val"): f"{MARK}{len(slots)}"}))
                slots.append(tag)
    return packed(draft.written()), tuple(slots)


def shown(
    paper: bytes,
    slots: tuple[str, ...],
    figures: Mapping[str, str],
    author: str,
    day: datetime.date,
) -> bytes:
    """Return what `named` was filled to with shades and comments, marked as a copy of ours.

    A slot has one comment, where it prints first; in headers, notes and text boxes, where Word
    holds none, it is only shaded. `figures` are the labels of the figures by their keys.
    """
    draft = Draft(opened(paper))
    comments = Comments(draft, author, day)
    told: set[int] = set()
    for name in [name for name in draft if PARTS.fullmatch(name)]:
        for slot, first, last in list(_printed(draft.change(name))):
            above = {one.tag for one in first.iterancestors()}
            if name == BODY and slot not in told and above.isdisjoint(SKIPPED):
                told.add(slot)
                comments.add(first, last, list(_said(slots[slot], figures)))
    return as_copy(draft.written(), KIND)


def _printed(root: etree._Element) -> Iterator[tuple[int, etree._Element, etree._Element]]:
    """Shade what the slots printed, and yield the pieces: the slot, the first and the last element
    in their paragraph.
    """
    before: tuple[int, etree._Element, etree._Element] | None = None
    for style in list(root.iter(w("rStyle"))):
        looks, value = style.getparent(), str(style.get(w("val")))
        if looks is None or not value.startswith(MARK):
            continue
        looks.remove(style)
        run = looks.getparent()
        if run is None or run.tag != w("r"):
            continue
        _shade(looks, dark=_heads(run))
        piece = _in_paragraph(run)
        slot = int(value.removeprefix(MARK))
        if before and before[0] == slot and before[2].getnext() is piece:
            before = (slot, before[1], piece)
            continue
        if before:
            yield before
        before = (slot, piece, piece)
    if before:
        yield before


def _shade(looks: etree._Element, *, dark: bool) -> None:
    for old in looks.findall(w("shd")) + (looks.findall(w("color")) if dark else []):
        looks.remove(old)
    places = [turn for turn, one in enumerate(looks) if etree.QName(one).localname in AFTER]
    shade = etree.Element(w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): SHADE})
    looks.insert(places[0] if places else len(looks), shade)
    if dark:
        ahead = (
            "rFonts",
            "rStyle",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "vanish",
        )
        at = sum(1 for one in looks if etree.QName(one).localname in ahead)
        looks.insert(at, etree.Element(w("color"), {w("val"): INK}))


def _heads(run: etree._Element) -> bool:
    row = next(run.iterancestors(w("tr")), None)
    return row is not None and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None


def _in_paragraph(run: etree._Element) -> etree._Element:
    """Return the control or link that a run stands in, as far as it is within the paragraph."""
    above = run.getparent()
    while above is not None and above.tag != w("p"):
        if above.tag == w("sdt"):
            run = above
        above = above.getparent()
    return run


def _said(tag: str, figures: Mapping[str, str]) -> Iterator[str]:
    """Yield what a comment says: the slot as the template has it, and what it means."""
    yield tag
    name = re.match(r"\w+", tag.strip("{} "))
    key = name[0] if name else ""
    means = figures.get(key) or (SLOTS[key].means if key in SLOTS else "")
    if means:
        yield f"{means[:1].upper()}{means[1:]}."
