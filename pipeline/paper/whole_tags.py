"""The tags of a template made whole: each in one run, in the signs that are meant, before anything
reads them.

Word keeps a tag in as many pieces as it was typed in, turns its quotation marks round, and lets a
line break, a tab, a hard space, the edge of a control or of a link stand inside it. What no tag can
hold (a picture, a field, a note) is told where it is.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from pipeline.english.signs import seen
from pipeline.paper.halves import parted
from pipeline.word.editing import unwrapped
from pipeline.word.xml import SPACE, VAL, w

TAG = re.compile(
    r"\{\{(?:(?!\{[{%#]).)*?\}\}|\{%(?:(?!\{[{%#]).)*?%\}|\{#(?:(?!\{[{%#]).)*?#\}", re.DOTALL
)
"""A tag, without the beginning of another in it."""
TAG_LINE = re.compile(r"\{%(?:tr|tc|p)\s")
STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\uff07", "'"),
    }
)
THING = "\ufffc"
"""Stands for what is no text in the words of a paragraph."""
SIGNS = {
    **dict.fromkeys((w("br"), w("cr"), w("tab"), w("ptab")), " "),
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
"""What an element of a run stands for in a tag."""
MARKERS = {w("bookmarkStart"), w("bookmarkEnd")}
"""What stands beside words and takes no room."""
UNREAD = {
    w("rPr"),
    w("pPr"),
    w("sdtPr"),
    w("sdtEndPr"),
    w("del"),
    w("moveFrom"),
    w("p"),
    w("txbxContent"),
}
NAMED = {
    "drawing": "a picture, chart or shape",
    "pict": "a picture or shape",
    "object": "an object",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "sym": "a symbol",
    "fldChar": "a field",
    "instrText": "a field",
    "fldSimple": "a field",
    "oMath": "a formula",
    "oMathPara": "a formula",
    "commentReference": "a comment",
    "ruby": "a phonetic guide",
    "AlternateContent": "a picture, chart or shape",
    "br": "a page or column break",
    "bookmarkStart": "a bookmark",
    "bookmarkEnd": "a bookmark",
    "sectPr": "a section break",
    "altChunk": "an inserted file",
    "subDoc": "a subdocument",
    "tbl": "a table",
    "contentPart": "an ink drawing",
    "pgNum": "a page number",
    "control": "a form control",
    "footnoteRef": "the number of a note",
    "endnoteRef": "the number of a note",
}
"""What is no text, as Word's menus call it, by the name of its element."""
OF_TABLES = (w("tblCaption"), w("tblDescription"))
PLAIN_TYPES = tuple(w(name) for name in ("text", "date", "comboBox", "dropDownList", "richText"))


class Broken(NamedTuple):
    """A tag that holds what no tag can hold: its paragraph, its words, and what stands in it, such
    as "a picture". One with an `other` half stands in that thing, and the other half does not.
    """

    paragraph: etree._Element
    words: str
    thing: str
    other: str = ""


@dataclass(slots=True)
class _Atom:
    """A piece of a paragraph's words: a w:t and its text, or an element that stands for a sign."""

    element: etree._Element
    text: str


def thing_of(element: etree._Element) -> str:
    """Return what an element that is no text is called in Word, "" where it is none of those."""
    name = str(element.tag).rpartition("}")[2]
    if name == "br" and element.get(w("type")) in (None, "textWrapping"):
        return ""
    return NAMED.get(name, "")


def straightened(tag: str) -> str:
    """Return a tag in the signs that are meant: straight quotation marks, plain single spaces, and
    nothing unseen.

    >>> straightened("{{ worst|count(\u201cday\u201d)\u00a0 }}")
    '{{ worst|count("day") }}'
    """
    return re.sub(r"\s+", " ", seen(tag)).translate(STRAIGHT)


def made_whole(root: etree._Element) -> list[Broken]:
    """Put each tag of a part into the run in which it begins, and return those that cannot be; the
    part is changed in place.

    Content controls around a tag become plain ones, for a figure has a control of its own; those
    around a line that vanishes (`{%p … %}`) vanish with it.
    """
    broken: list[Broken] = []
    for paragraph in list(root.iter(w("p"))):
        if "{" not in "".join(map(str, paragraph.itertext())):
            continue
        atoms = list(_atoms(paragraph))
        words = "".join(atom.text for atom in atoms)
        if "{" not in words:
            continue
        broken += _joined(paragraph, atoms, words)
        if "{%" in words:
            broken += (
                Broken(paragraph, one, what, other) for one, other, what in parted(paragraph)
            )
        if TAG_LINE.search(words):
            for control in list(paragraph.iterancestors(w("sdt"))):
                unwrapped(control)
        for control in (*paragraph.iter(w("sdt")), *paragraph.iterancestors(w("sdt"))):
            _plain(control)
    for element, name in spoken(root):
        element.set(
            name,
            TAG.sub(lambda match: straightened(match[0]).replace('"', "'"), str(element.get(name))),
        )
    return broken


def apart(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Put each whole tag of a part into a run of its own, and return those runs with their tags;
    the looks of a run stay with each of its pieces.
    """
    found = []
    for run in list(root.iter(w("r"))):
        if not any("{" in (text.text or "") for text in run.iterchildren(w("t"))):
            continue
        looks = run.find(w("rPr"))
        for child in [one for one in run if one is not looks]:
            pieces: list[tuple[str, bool]] = [("", False)]
            if child.tag == w("t"):
                pieces = [
                    (words, bool(TAG.fullmatch(words))) for words in _pieces(child.text or "")
                ]
            for words, is_tag in pieces:
                piece = etree.Element(w("r"))
                if looks is not None:
                    piece.append(copy.deepcopy(looks))
                if child.tag == w("t"):
                    text = etree.SubElement(piece, w("t"), {SPACE: "preserve"})
                    text.text = words
                else:
                    piece.append(copy.deepcopy(child))
                run.addprevious(piece)
                if is_tag:
                    found.append((piece, words))
        holder = run.getparent()
        assert holder is not None
        holder.remove(run)
    return found


def _pieces(text: str) -> Iterator[str]:
    """Yield a text's tags, and the words between them."""
    at = 0
    for match in TAG.finditer(text):
        yield from (words for words in (text[at : match.start()], match[0]) if words)
        at = match.end()
    if at < len(text):
        yield text[at:]


def taken_out(paragraph: etree._Element) -> bool:
    """Take the tags out of a paragraph's words, and return whether there were any."""
    atoms = list(_atoms(paragraph))
    found = [
        (match.start(), match.end(), "")
        for match in TAG.finditer("".join(atom.text for atom in atoms))
    ]
    _put(atoms, found)
    return bool(found)


def spoken(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each element with a brace in words for those who cannot see, and the attribute: of
    pictures and of tables.
    """
    for element in root.iter("{*}docPr", "{*}cNvPr", *OF_TABLES):
        names = (VAL,) if element.tag in OF_TABLES else ("descr", "title")
        yield from ((element, name) for name in names if "{" in (element.get(name) or ""))


def _atoms(holder: etree._Element) -> Iterator[_Atom]:
    """Yield a paragraph's words piece by piece, with `THING` for each element that is no text."""
    for child in holder.iterchildren(etree.Element):
        if child.tag in UNREAD:
            continue
        if child.tag == w("t"):
            yield _Atom(child, child.text or "")
        elif thing_of(child):
            yield _Atom(child, "" if child.tag in MARKERS else THING)
        elif child.tag in SIGNS:
            yield _Atom(child, SIGNS[child.tag])
        else:
            yield from _atoms(child)


def _joined(paragraph: etree._Element, atoms: Sequence[_Atom], words: str) -> Iterator[Broken]:
    starts = list(accumulate((len(atom.text) for atom in atoms), initial=0))
    whole = []
    for match in TAG.finditer(words):
        if THING in match[0]:
            first = next(
                atom for atom in atoms[bisect_left(starts, match.start()) :] if atom.text == THING
            )
            yield Broken(
                paragraph, re.sub(f"{THING}+", " \u2026 ", match[0]), thing_of(first.element)
            )
        else:
            whole.append((match.start(), match.end(), straightened(match[0])))
    _put(atoms, whole)


def _put(atoms: Iterable[_Atom], tags: Sequence[tuple[int, int, str]]) -> None:
    """Replace the words from a start to an end by a tag, all of it in the run where they begin;
    tags in order, in one walk.
    """
    at = place = 0
    left = [tag for _, _, tag in tags]
    for atom in atoms:
        start, end = at, at + len(atom.text)
        kept: list[str] = []
        changed = False
        while at < end:
            first, last, _ = tags[place] if place < len(tags) else (end, end, "")
            if first > at:
                kept.append(atom.text[at - start : first - start])
                at = min(first, end)
                continue
            changed = True
            if atom.element.tag == w("t"):
                kept.append(left[place])
                left[place] = ""
            at = min(last, end)
            place += at == last
        if not changed:
            continue
        if atom.element.tag == w("t"):
            atom.text = atom.element.text = "".join(kept)
            atom.element.set(SPACE, "preserve")
        if atom.element.tag != w("t") or not atom.text:
            _removed(atom.element)


def _removed(element: etree._Element) -> None:
    """Take an element out of its run, and the run where that was all it held."""
    run = element.getparent()
    assert run is not None
    run.remove(element)
    holder = run.getparent()
    if holder is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        holder.remove(run)


def _plain(control: etree._Element) -> None:
    """Make a control one that may hold another, or take it away where the tag left nothing in
    it.
    """
    if not any(True for _ in control.iter(w("r"))):
        unwrapped(control)
        return
    for properties in control.iterchildren(w("sdtPr")):
        for child in [child for child in properties if child.tag in PLAIN_TYPES]:
            properties.remove(child)


def things_beside(holder: etree._Element) -> list[str]:
    """Return what stands in a paragraph, row or cell and is no text, as Word calls it: it would
    vanish with a tag's line.
    """
    return list(
        dict.fromkeys(
            name
            for element in holder.iter(etree.Element)
            if element is not holder and (name := thing_of(element))
        )
    )
