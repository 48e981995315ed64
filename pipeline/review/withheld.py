"""What the paper that the committee last saw tells of rows that are not for publication any
more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.english.reading import flat
from pipeline.figures.result import Computed
from pipeline.files.package import packed
from pipeline.register.recommendation import WORDINGS, Recommendation
from pipeline.word.outline import PARTS
from pipeline.word.package import Draft, opened
from pipeline.word.xml import w

WITHHELD = "(not for publication)"
SHORT = 12
"""The length from which words of a row that is not for publication are looked for in an earlier
paper.
"""


def withheld_in(result: Computed) -> Withheld:
    """Return the rows of a run that are not for publication."""
    return Withheld(result.register.rows, result.then.rows if result.then else ())


class Withheld:
    """The rows of this workbook that are not for publication: their refs, and their words now and
    at the last meeting.
    """

    def __init__(self, now: Iterable[Recommendation], before: Iterable[Recommendation]) -> None:
        then = {row.ref: row for row in before}
        hidden = [row for row in now if not row.publish]
        self._refs = frozenset(row.ref for row in hidden)
        told = [
            piece
            for row in hidden
            for one in (row, then.get(row.ref))
            if one
            for key in WORDINGS
            for piece in pieces_of(one, key)
        ]
        pieces = set(map(flat, told))
        self._words = tuple(sorted(piece for piece in pieces if len(piece) >= SHORT))

    def __bool__(self) -> bool:
        return bool(self._refs)

    def is_row(self, first: str) -> bool:
        """Return whether a table row with these words in its first cell is one of theirs."""
        return first.strip() in self._refs

    def is_told(self, text: str) -> bool:
        """Return whether a text tells their words."""
        told = flat(text)
        return any(words in told for words in self._words)


def masked(paper: bytes, withheld: Withheld) -> tuple[bytes, int]:
    """Return an earlier paper without the words of rows that are not for publication now, and how
    many passages they were.

    Their table rows keep the first cell, which is the ref. The same bytes come back where there was
    nothing to hide. Raises zipfile.BadZipFile where it is no Word document.
    """
    draft, hidden = Draft(opened(paper)), 0
    for name in draft if withheld else ():
        if not PARTS.fullmatch(name):
            continue
        root = draft.root(name)
        found = [
            paragraph for paragraph in root.iter(w("p")) if withheld.is_told(_words(paragraph))
        ]
        for row in root.iter(w("tr")):
            cells = list(row.iter(w("tc")))
            if cells and withheld.is_row("".join(map(_words, cells[0].iter(w("p"))))):
                found += [
                    paragraph
                    for cell in cells[1:]
                    for paragraph in cell.iter(w("p"))
                    if _words(paragraph).strip()
                ]
        for paragraph in dict.fromkeys(found):
            _hide(paragraph)
        if found:
            draft.change(name)
            hidden += len(set(found))
    return (packed(draft.written()) if hidden else paper), hidden


def _hide(paragraph: etree._Element) -> None:
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = WITHHELD


def _words(paragraph: etree._Element) -> str:
    """Return a paragraph's words, those of its text boxes and its tracked changes included."""
    return "".join(element.text or "" for element in paragraph.iter(w("t"), w("delText")))


def pieces_of(row: Recommendation, key: str) -> Iterator[str]:
    """Yield a wording of a row whole and line by line, its lists also as the paper prints them:
    without (a), 1. and the like.
    """
    text = row.words(key)
    yield from (text, *text.split("\n"), *row.prose[key].text.split("\n"))
