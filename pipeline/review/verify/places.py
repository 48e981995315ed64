"""Where something stands in a paper, as its readers say it: "3.1", "Appendix C, WMP-017, Target
date".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.review.verify.passages import Passage
from pipeline.word.labels import labels
from pipeline.word.lines import Line
from pipeline.word.outline import Paragraph, is_heading
from pipeline.word.package import opened

SHORT = 40


class Places:
    """The printed numbers of a paper's paragraphs and headings, and the first cells and headings of
    its tables.
    """

    def __init__(self, paper: bytes, lines: Sequence[Line]) -> None:
        every = [paragraph for line in lines for column in line.paragraphs for paragraph in column]
        self._labels = labels(opened(paper), every)
        self._headed: dict[tuple[str, str], str] = {}
        self._rows: dict[int, tuple[str, str]] = {}
        self._captions: dict[tuple[str, int], str] = {}
        before = told = ""
        heads: dict[tuple[str, int], Sequence[str]] = {}
        for line in lines:
            first = line.paragraphs[0][0]
            if is_heading(first.style) and any(
                map(str.isalpha, self._labels.get(first.element, ""))
            ):
                self._headed[first.part, first.text.strip()] = self._labels[first.element].rstrip(
                    ".: "
                )
            if (
                line.table
                and (first.part, line.table) not in heads
                and before.casefold().startswith("caption")
            ):
                self._captions[first.part, line.table] = told
            before, told = line.style, line.text.strip()
            if line.table:
                head = heads.setdefault((first.part, line.table), line.cells)
                for place, column in enumerate(line.paragraphs if head is not line.cells else ()):
                    titled = head[place] if place < len(head) else ""
                    for paragraph in column:
                        self._rows[id(paragraph.element)] = (line.cells[0], titled if place else "")

    def label(self, found: Passage | Paragraph) -> str:
        """Return the number that is printed before a paragraph, "" where there is none."""
        return self._labels.get(_paragraph(found).element, "").rstrip(".:")

    def section(self, found: Passage | Paragraph) -> str:
        """Return what a table or list is called: "Appendix C", its caption, or its number and the
        heading above.
        """
        paragraph = _paragraph(found)
        if headed := self._headed.get((paragraph.part, paragraph.heading)):
            return headed
        if caption := self._captions.get((paragraph.part, paragraph.table)):
            return f'"{caption}"'
        under = f'under "{paragraph.heading}"' if paragraph.heading else ""
        return ", ".join(
            filter(None, (f"table {paragraph.table}" if paragraph.table else "the list", under))
        )

    def of(self, found: Passage | Paragraph) -> str:
        """Return where a paragraph stands; one without a number is quoted."""
        paragraph = _paragraph(found)
        return self._said(paragraph) or paragraph.place

    def bare(self, found: Passage | Paragraph) -> str:
        """Return where a paragraph stands, without quoting it."""
        paragraph = replace(_paragraph(found), text="")
        return self._said(paragraph) or paragraph.place

    def row(self, found: Passage | Paragraph) -> tuple[str, str]:
        """Return the first cell of the table row in which a paragraph stands, and the heading of
        its column; "" for none.
        """
        return self._rows.get(id(_paragraph(found).element), ("", ""))

    def _said(self, paragraph: Paragraph) -> str:
        label = self.label(paragraph)
        if paragraph.table and id(paragraph.element) in self._rows:
            told = [_short(words) for words in self._rows[id(paragraph.element)] if words]
            return ", ".join((self.section(paragraph), *told)) if told else ""
        return label if label and any(map(str.isdigit, label)) and "." in label else ""


def _paragraph(found: Passage | Paragraph) -> Paragraph:
    return found.first if isinstance(found, Passage) else found


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= SHORT else f"{told[: SHORT - 1]}\u2026"
