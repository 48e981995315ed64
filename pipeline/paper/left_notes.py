"""Notes whose mark a condition left out of a filled paper: Word shows none of them, and in the file
their words would lie unseen.
"""

from __future__ import annotations

from lxml import etree

from pipeline.paper import marks
from pipeline.paper.marks import Emitted
from pipeline.word.package import Draft
from pipeline.word.xml import value, w

NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
BODY = "word/document.xml"


def without_left_notes(draft: Draft, emitted: list[Emitted]) -> None:
    """Take the notes that nothing in the text refers to out of a paper whose values still travel in
    marks, and what they printed out of all that was `emitted`.
    """
    for name, kind in NOTES.items():
        if name not in draft:
            continue
        referred = {
            value(one, attribute="id") for one in draft.root(BODY).iter(w(f"{kind}Reference"))
        }
        notes = draft.change(name)
        for note in list(notes.iterchildren(w(kind))):
            ordinary = value(note, attribute="type") in ("", "normal")
            if ordinary and value(note, attribute="id") not in referred:
                _forgotten(note, emitted)
                notes.remove(note)


def _forgotten(note: etree._Element, emitted: list[Emitted]) -> None:
    for one in marks.emitted("\n".join(text.text or "" for text in note.iter(w("t")))):
        if one in emitted:
            emitted.remove(one)
