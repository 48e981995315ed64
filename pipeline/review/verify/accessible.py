"""What stands in the file of an edited paper and must not go out with it, and what shuts readers
out since it was edited.

Tracked changes, comments and hidden words are said without their authors: who wrote them is
nobody's concern but theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from pipeline.english.reading import flat
from pipeline.findings.finding import Finding
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.faults import AGAIN
from pipeline.proof.valid.document import ooxml_faults
from pipeline.review.verify.bound import bound
from pipeline.review.verify.verdict import Code, remark
from pipeline.word.copies import copy_of
from pipeline.word.gate import UNREAD
from pipeline.word.outline import PARTS
from pipeline.word.package import opened
from pipeline.word.places import Document
from pipeline.word.received import NoWordFile, admitted
from pipeline.word.xml import w

LEFT: dict[str, Code] = {"tracked-change": "tracked", "comment": "comment", "hidden-text": "hidden"}
"""The faults of a paper that hold what the committee is not meant to see, by their code in
`proof.access`.
"""
COPY = (
    "this is the {0} that the program makes for reviewers, and not the paper. Name the paper"
    " itself; where people have edited the copy, type their changes into the paper."
)
MOST_OF_A_COPY = 3
"""A copy of ours is full of marks: so many are named, and the rest counted."""


BROKEN = frozenset(
    (
        "not-a-document",
        "strict",
        "entry-name",
        "entry-twice",
        "entry-damaged",
        "xml-broken",
        "xml-dtd",
        "xml-prefix",
        "cell-end",
        "story-empty",
        "note-missing",
        "header-twice",
        "table-empty",
    )
)
"""The faults of `proof.ooxml` with which Word opens no document or repairs it; the others are of
the program's own making.
"""
STRUCK = re.compile(rb"<w:d?strike\b")
OFF = ("0", "false", "off")
SHORT = 60
STANDS = (
    '"{0}" is struck through, and is read as if it stood. Delete it, or clear Home > Strikethrough.'
)
WORD = (
    "Open it in Word: where it offers to repair the paper, accept, look through what it leaves, and"
    " save."
)
"""What mends a part of the file that nobody sees."""


class Proofs(NamedTuple):
    """What the proofs of a file find in an edited paper: where it is no sound document, and what
    shuts readers out. They need nothing of the inputs.
    """

    broken: list[Finding]
    shut: list[Finding]


def proofs(paper: bytes) -> Proofs:
    """Return what the proofs of a file find in an edited paper."""
    return Proofs(ooxml_faults(paper), access_faults(paper))


def handed_in(
    paper: bytes,
    fresh: bytes,
    *,
    unread: Collection[str] = (),
    proved: Callable[[], Proofs] | None = None,
) -> Iterator[Finding]:
    """Yield what is left in an edited paper, and what makes it less accessible than `fresh`, the
    one that the inputs make.

    `unread` are the kinds of what is told as not read (`gate.UNREAD`), and not told again; `proved`
    hands over the `proofs` of the paper where they were begun ahead.
    """
    if paper == fresh:
        return
    broken, found = proved() if proved else proofs(paper)
    yield from _barred(paper, unread)
    yield from _broken(broken, unread)
    for message, place in bound(paper):
        yield remark("unsafe", message, place)
    copy = copy_of(paper)
    if copy:
        yield remark("copy", COPY.format(copy))
    left = [fault for fault in found if fault.code in LEFT]
    others = [fault for fault in found if fault.code not in LEFT]
    ours = Counter(_of(fault) for fault in (access_faults(fresh) if others else ()))
    for fault in others:
        ours[_of(fault)] -= 1
        if ours[_of(fault)] < 0:
            yield remark("inaccessible", f"{fault.message} {fault.remedy}", fault.place)
    struck = list(_struck(paper))
    known = {words for words, _ in _struck(fresh)} if struck else set()
    for words, place in struck:
        if words not in known:
            yield remark("inaccessible", STANDS.format(words), place)
    shown = left[:MOST_OF_A_COPY] if copy else left
    for fault in shown:
        yield remark(LEFT[fault.code], f"{fault.message} {fault.remedy}", fault.place)
    if len(left) > len(shown):
        yield remark(LEFT[left[0].code], f"and {len(left) - len(shown)} more such marks.")


def _of(fault: Finding) -> tuple[str, str]:
    return fault.code, fault.message


def _struck(paper: bytes) -> Iterator[tuple[str, str]]:
    """Yield the words that are struck through by their look alone, paragraph by paragraph, and
    where they stand.
    """
    parts = opened(paper)
    if not any(PARTS.fullmatch(name) and STRUCK.search(part) for name, part in parts.items()):
        return
    document = Document.of(parts)
    told: dict[str, str] = {}
    for mark in document.each(w("strike"), w("dstrike")):
        run = held.getparent() if (held := mark.getparent()) is not None else None
        if run is not None and run.tag == w("r") and mark.get(w("val")) not in OFF:
            words = "".join(str(text.text or "") for text in run.iter(w("t")))
            place = document.place_of(mark)
            told[place] = told.get(place, "") + words
    for place, words in told.items():
        if said := flat(words):
            yield said if len(said) <= SHORT else f"{said[: SHORT - 1]}\u2026", place


def _barred(paper: bytes, unread: Collection[str]) -> Iterator[Finding]:
    """Yield what the gate does not let in."""
    try:
        faults = admitted(paper).faults
    except NoWordFile:
        return  # then nothing of it is read at all, and whoever took it in has said so
    for one in faults:
        if one.kind not in UNREAD or one.kind not in unread:
            yield remark("unsafe", f"{one.message} {one.remedy}", one.place)


def _broken(faults: Iterable[Finding], unread: Collection[str]) -> Iterator[Finding]:
    """Yield that for which Word could not open the paper, or would repair it."""
    for fault in faults:
        if fault.code in BROKEN and not (
            "chart" in unread and fault.code == "xml-broken" and "chart" in fault.place
        ):
            remedy = WORD if fault.remedy == AGAIN else fault.remedy
            yield remark("broken", f"{fault.message} {remedy}", fault.place)
