"""Footnotes and endnotes: the number that is printed where one is referred to, and the words of
each, which LibreOffice puts at the end of the page or of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.files.package import packed
from pipeline.word.labels import numeral
from pipeline.word.outline import BODY
from pipeline.word.package import Package, opened
from pipeline.word.xml import value, w, written

REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}  # of numbers, where none is chosen
_SETTINGS = "word/settings.xml"


class Notes:
    """The notes of a paper, counted as they are referred to, each kind by itself."""

    def __init__(self, parts: Package, body: etree._Element) -> None:
        self._parts = parts
        self._met: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _KINDS}
        sections = list(body.iter(w("sectPr")))
        self._settings = [*sections, *([parts.root(_SETTINGS)] if _SETTINGS in parts else [])]

    def number(self, reference: etree._Element) -> str:
        """Return what is printed for the next reference: nothing for one that has a mark of its
        own, which stands among the words.
        """
        met = self._met[kind := REFERENCES[str(reference.tag)]]
        own = value(reference, attribute="customMarkFollows") in ("1", "true", "on")
        start = self._chosen(kind, "numStart")
        first = int(start) if start.isdecimal() else 1
        counted = sum(1 for number, _ in met if number)
        said = "" if own else numeral(first + counted, self._chosen(kind, "numFmt") or _KINDS[kind])
        met.append((said, value(reference, attribute="id")))
        return said

    def _chosen(self, kind: str, name: str) -> str:
        chosen = (value(one, f"{kind}Pr/{name}") for one in self._settings)
        return next(filter(None, chosen), "")

    def elements(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield each note that was referred to, with its number: footnotes, then endnotes."""
        for kind, met in self._met.items():
            name = f"word/{kind}s.xml"
            notes = self._parts.root(name).iterfind(w(kind)) if name in self._parts else ()
            held = {value(one, attribute="id"): one for one in notes}
            yield from ((number, held[key]) for number, key in met if key in held)


def notes_in_order(document: bytes) -> bytes:
    """Return a .docx whose notes have the numbers of the order in which they are referred to; the
    same bytes where they have.

    LibreOffice gives the third reference the note with the third number of the file, whichever it
    names.
    """
    package = opened(document)
    parts: dict[str, bytes] = {}
    for tag, kind in REFERENCES.items():
        if (name := f"word/{kind}s.xml") not in package:
            continue
        body, root = package.copy(BODY), package.copy(name)
        references = list(body.iter(tag))
        notes = [one for one in root.iterfind(w(kind)) if not value(one, attribute="type")]
        cited = [value(one, attribute="id") for one in references]
        named = [value(one, attribute="id") for one in notes]
        if not all(map(str.isdecimal, named)):
            continue  # no telling which LibreOffice takes: the proof will say so
        numbers = sorted(named, key=int)
        new = dict(zip(dict.fromkeys([*cited, *named]), numbers, strict=False))
        if sorted(named) == sorted(new) and [new[one] for one in named] != named:
            for one in (*references, *notes):
                one.set(w("id"), new[value(one, attribute="id")])
            root.extend(sorted(notes, key=lambda note: int(value(note, attribute="id"))))
            package = opened(packed({**package, BODY: written(body), name: written(root)}))
            parts = dict(package)
    return packed(parts) if parts else document
