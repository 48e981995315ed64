"""The words of one paragraph with their looks, links and what is drawn among them, from its runs
as the house reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from pipeline.web.blocks import Look, Mark, Piece, Span
from pipeline.web.pictures import DRAWN, drawn_in
from pipeline.word.addresses import barred
from pipeline.word.leaves import text_of
from pipeline.word.package import Package
from pipeline.word.runs import Run
from pipeline.word.styles import Style, Styles, fill_of
from pipeline.word.xml import child, local, on, value, w

REFERENCE = re.compile(r"(?:REF|NOTEREF)\s+\"?([^\s\"\\]+).*\\h", re.IGNORECASE | re.DOTALL)
NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
PAGE_WORDS = re.compile(r"(?:[Pp]age\s*)?\0(?:\s*(?:of|/)\s*\0)?")
"""The number of a page with the words around it: a page of the web has none."""
SCRIPTS = {"superscript": "sup", "subscript": "sub"}


class Inline:
    """Reads the pieces of paragraphs; `notes` are the numbers of the notes by story and id,
    `places` the bookmarks of the paper.
    """

    def __init__(
        self, parts: Package, styles: Styles, notes: Mapping[str, int], places: Iterable[str]
    ) -> None:
        self._parts, self._styles, self._notes = parts, styles, notes
        self._places = frozenset(places)

    def pieces(self, runs: Iterable[Run], part: str, style: Style | None) -> tuple[Piece, ...]:
        """Return what a paragraph of this style says, one span for each change of look."""
        bold = style is not None and style.letters.get("b") == "1"
        found: list[Piece] = []
        for run in runs:
            if run.deleted or local(run.element) == "fldSimple":
                continue
            if said := words(run):
                look = self._look(run, bold=bold)
                last = found[-1] if found else None
                if isinstance(last, Span) and last.look == look:
                    found[-1] = Span(last.text + said, look)
                else:
                    found.append(Span(said, look))
            if run.held:
                found += self._held(run, part)
        return tuple(trimmed(found))

    def _look(self, run: Run, *, bold: bool) -> Look:
        link = self._link(run)
        own = child(run.element, "rPr")
        if own is None or not len(own):
            return Look(link) if link else _PLAIN
        named = value(own, "rStyle")
        letters = self._styles.by_id.get(named) if named else None
        based = letters.chain() if letters else []
        holders = [
            own,
            *(found for one in based if (found := child(one.element, "rPr")) is not None),
        ]

        def says(name: str) -> bool:
            holder = next((one for one in holders if child(one, name) is not None), None)
            return holder is not None and on(holder, name)

        shading = child(own, "shd")
        script = next((said for one in holders if (said := value(one, "vertAlign"))), "")
        return Look(
            link,
            "" if shading is None else fill_of(shading),
            says("b") and not bold,
            says("i"),
            SCRIPTS.get(script, ""),
        )

    def _link(self, run: Run) -> str:
        """Return where a run leads; "" where a page of the web may not lead there."""
        target, outside = (run.link.target, run.link.outside) if run.link else ("", False)
        if not run.link and (match := REFERENCE.match(run.code)):
            target = f"#{match[1]}"
        if not target or (outside and barred(target)):
            return ""
        if target.startswith("#"):
            return target if target[1:] in self._places else ""
        return target.strip() if outside else ""

    def _held(self, run: Run, part: str) -> Iterator[Piece]:
        for one in run.element.iter(*NOTES):
            name = f"{NOTES[str(one.tag)]} {value(one, attribute='id')}"
            if name in self._notes:
                yield Mark(self._notes[name], name)
        if next(run.element.iter(*DRAWN), None) is not None:
            yield from drawn_in(self._parts, part, run.element)


_PLAIN = Look()


def words(run: Run) -> str:
    """Return a run's words as they are read: symbols and formulas too, which it holds as no
    words.
    """
    if run.text:
        return run.text if run.text.isascii() else text_of(run.element)
    if run.held:
        formula = "}oMath" in str(run.element.tag)
        return text_of(_holding(run.element)) if formula else text_of(run.element)
    return ""


def _holding(formula: etree._Element) -> etree._Element:
    """Return a formula within something, for whose words it can be asked."""
    holder = etree.Element(w("r"))
    holder.append(etree.fromstring(etree.tostring(formula, with_tail=False)))
    return holder


def trimmed(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces without the blank space and the ends of lines around them."""
    while pieces and isinstance(pieces[0], Span) and not pieces[0].text.strip():
        pieces = pieces[1:]
    while pieces and isinstance(pieces[-1], Span) and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    for place, piece in enumerate(pieces):
        if isinstance(piece, Span):
            text = piece.text.lstrip() if place == 0 else piece.text
            text = text.rstrip() if place == len(pieces) - 1 else text
            piece = Span(text, piece.look)
        yield piece


def without_pages(runs: Iterable[Run]) -> str | None:
    """Return the words of a paragraph without the numbers of pages; None where there are none."""
    shown = [run for run in runs if not run.deleted and local(run.element) != "fldSimple"]
    kinds = [(run.code.split() or [""])[0].upper() for run in shown]
    if not any(kind in PAGES for kind in kinds):
        return None
    said = "".join(
        ("\0" if run.text else "") if kind in PAGES else words(run)
        for run, kind in zip(shown, kinds, strict=True)
    )
    return " ".join(PAGE_WORDS.sub("", said.replace("\0\0", "\0")).split()).strip(" |·-–—")
