"""What the paper that the committee last saw tells of rows that are not for publication any
more.
"""

from __future__ import annotations

from lxml import etree

from pipeline.figures.result import Computed
from pipeline.files.package import packed
from pipeline.register.withheld import Withheld, pieces_of
from pipeline.word.outline import PARTS
from pipeline.word.package import Draft, opened
from pipeline.word.xml import w

__all__ = ["WITHHELD", "Withheld", "masked", "pieces_of", "withheld_in"]
WITHHELD = "(not for publication)"


def withheld_in(result: Computed) -> Withheld:
    """Return the rows of a run that are not for publication."""
    return Withheld(result.register.rows, result.then.rows if result.then else ())


def masked(paper: bytes, withheld: Withheld) -> tuple[bytes, int]:
    """Return an earlier paper without the words of rows that are not for publication now, and how
    many passages they were.

    Their table rows keep the first cell, which is the ref. The same bytes come back where there was
    nothing to hide. Raises zipfile.BadZipFile where it is no Word document.
    """
    package, hidden = opened(paper), 0
    draft = Draft(package)
    for name in package if withheld else ():
        if PARTS.fullmatch(name) and _telling(package.root(name), withheld):
            for paragraph in (found := _telling(draft.change(name), withheld)):
                _hide(paragraph)
            hidden += len(found)
    return (packed(draft.written()) if hidden else paper), hidden


def _telling(root: etree._Element, withheld: Withheld) -> list[etree._Element]:
    """Return the paragraphs of a part that tell of rows that are not for publication."""
    found = [paragraph for paragraph in root.iter(w("p")) if withheld.is_told(_words(paragraph))]
    for row in root.iter(w("tr")):
        first = next(row.iter(w("tc")), None)
        if first is not None and withheld.is_row("".join(map(_words, first.iter(w("p"))))):
            found += [
                paragraph
                for cell in [*row.iter(w("tc"))][1:]
                for paragraph in cell.iter(w("p"))
                if _words(paragraph).strip()
            ]
    return list(dict.fromkeys(found))


def _hide(paragraph: etree._Element) -> None:
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = WITHHELD


def _words(paragraph: etree._Element) -> str:
    """Return a paragraph's words, those of its text boxes and its tracked changes included."""
    return "".join(element.text or "" for element in paragraph.iter(w("t"), w("delText")))
