"""The words of one paragraph with their looks, links and what is drawn among them, from its runs
as the house reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.web.blocks import PLAIN, Look, Mark, Piece, Span
from pipeline.web.pictures import DRAWN, drawn_in
from pipeline.word.addresses import barred
from pipeline.word.package import Package
from pipeline.word.runs import SIMPLE, Run
from pipeline.word.styles import Style, Styles, fill_of
from pipeline.word.xml import child, on, value, w

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
            if run.deleted or run.element.tag == SIMPLE:
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
        return trimmed(found)

    def _look(self, run: Run, *, bold: bool) -> Look:
        link, own = self._link(run), run.settings
        if own is None:
            return Look(link) if link else PLAIN
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
        if run.code and not run.link and (match := REFERENCE.match(run.code)):
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


def words(run: Run) -> str:
    """Return a run's words as they are read, symbols and formulas too; none of what stands in the
    code of a field.
    """
    return run.said if run.text or run.held else ""


def trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces without the blank space and the ends of lines around them."""
    if len(pieces) == 1 and isinstance(only := pieces[0], Span):
        return (Span(said, only.look),) if (said := only.text.strip()) else ()
    start, end = 0, len(pieces)
    while start < end and _is_blank(pieces[start]):
        start += 1
    while start < end and _is_blank(pieces[end - 1]):
        end -= 1
    made = list(pieces[start:end])
    if made and isinstance(first := made[0], Span):
        made[0] = Span(first.text.lstrip(), first.look)
    if made and isinstance(last := made[-1], Span):
        made[-1] = Span(last.text.rstrip(), last.look)
    return tuple(made)


def _is_blank(piece: Piece) -> bool:
    return isinstance(piece, Span) and not piece.text.strip()


def without_pages(runs: Iterable[Run]) -> str | None:
    """Return the words of a paragraph without the numbers of pages; None where there are none."""
    shown = [run for run in runs if not run.deleted and run.element.tag != SIMPLE]
    kinds = [(run.code.split() or [""])[0].upper() for run in shown]
    if not any(kind in PAGES for kind in kinds):
        return None
    said = "".join(
        ("\0" if run.text else "") if kind in PAGES else words(run)
        for run, kind in zip(shown, kinds, strict=True)
    )
    return " ".join(PAGE_WORDS.sub("", said.replace("\0\0", "\0")).split()).strip(" |·-–—")
