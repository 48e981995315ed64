"""What is no running text: the entries of a table of contents, and the pieces of a header or
footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.english.pattern import late
from pipeline.english.reading import folded
from pipeline.review.verify.passages import Passage
from pipeline.word.lines import Line
from pipeline.word.outline import is_heading

STYLE = late(
    r"(?:toc|contents|table of (?:figures|contents)|illustration index)\b(?!.*heading)",
    re.IGNORECASE,
)
"""How the styles of entries are called, in Word and in LibreOffice."""
ENTRY = late(
    r"\s*(?P<number>(?:[0-9]+(?:\.[0-9]+)*\.?|[A-Z][.)]|Appendix(?:\s+[A-Z0-9]{1,2})?:?)(?:\s+|(?=\t)))?"
    r"(?P<title>.+?)(?P<page>[\s.\u2026\u00b7_]+(?:[0-9]{1,3}|[ivxlc]{1,6}))?\s*",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 300
"""The most characters of an entry."""
PIECES = late(r"\s[\u2013\u2014|\u00b7\u2022-]\s|[\t\n();|]|:\s")
"""What parts the things that a header says."""


class Contents:
    """Knows the entries of tables of contents, by their style or by the headings and captions of
    the paper.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._titles = {folded(line.text) for line in lines if _is_title(line.style)}

    def without(self, passage: Passage, row: str = "") -> Sequence[tuple[int, int]]:
        """Return the spans of a passage that are an entry's: all of it where it says a heading,
        else its number and its page.

        `row` is the first cell of the table row that it stands in.
        """
        entry = ENTRY.fullmatch(passage.text) if len(passage.text) <= LONGEST else None
        if entry is None or passage.every_page or _is_title(passage.first.style):
            return ()
        styled, named = STYLE.match(passage.first.style), self._names(entry["title"])
        if named and (styled or entry["page"] or entry["number"]):
            return [(0, len(passage.text))]
        if styled:
            return [entry.span(part) for part in ("number", "page") if entry[part]]
        cell = ENTRY.fullmatch(row[:LONGEST])
        page = (
            passage.first.table
            and passage.text.strip().isdigit()
            and cell
            and self._names(cell["title"])
        )
        return [(0, len(passage.text))] if page else ()

    def _names(self, title: str) -> bool:
        return folded(title) in self._titles


def header_pieces(text: str, before: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the things stand that a header says, each of which is read alone;
    `before` is what it said.

    >>> [text[a:b] for text in ("Update, 9 July – 92 outstanding",) for a,
    ...     b in header_pieces(text, "")]
    ['Update, 9 July', '92 outstanding']
    """
    cuts = {
        0: 0,
        **{match.start(): match.end() for match in PIECES.finditer(text)},
        len(text): len(text),
    }
    for cut in (
        len(before.rstrip()) if before.strip() and text.startswith(before.rstrip()) else 0,
        (
            len(text) - len(before.lstrip())
            if before.strip() and text.endswith(before.lstrip())
            else 0
        ),
    ):
        cuts.setdefault(cut, cut)
    ends = sorted(cuts)
    for start, end in pairwise(ends):
        if text[cuts[start] : end].strip():
            yield cuts[start], end


def _is_title(style: str) -> bool:
    return is_heading(style) or style.casefold().startswith(("caption", "title"))
