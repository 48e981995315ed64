"""Where something stands in a paper, as its readers say it: "3.1", "Appendix C, WMP-017, Target
date".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.english.reading import flat
from pipeline.review.verify.passages import Passage
from pipeline.word.labels import labels
from pipeline.word.lines import Line
from pipeline.word.outline import BODY, Paragraph, is_heading, level, paragraphs, story
from pipeline.word.package import opened

SHORT = 40
COVER = "the cover"
"""Where a paragraph stands that comes before any heading."""
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
NUMBERED = re.compile(r"[0-9]+(\.[0-9]+)+")
LETTERED = re.compile(r"\([a-z0-9]{1,4}\)")
COUNTED = re.compile(
    r"(?:(?:header|footer|footnotes|endnotes): )?(paragraph|table) [0-9]+(?:, |: )?"
)
"""A place as Word counts them, which no reader sees."""
QUOTED, UNDER = re.compile(r': "(.+)"'), re.compile(r', under "(.+?)"(?:, row|: |$)')
"""The words of a paragraph in a place, and the heading above it."""
TOLD = re.compile(r'the (?:[\w-]+ )?(?:paragraph|heading)(?: that begins)? "(.+)"$')
TOLD_UNDER = re.compile(r'under the heading "(.+?)"')
"""The same in a place of the proof (`word.told`)."""


class Places:
    """The printed numbers of a paper's paragraphs and headings, and the first cells and headings of
    its tables.
    """

    def __init__(self, paper: bytes, lines: Sequence[Line]) -> None:
        self._package = opened(paper)
        every = [paragraph for line in lines for column in line.paragraphs for paragraph in column]
        self._labels = labels(self._package, every)
        self._headed: dict[tuple[str, str], str] = {}
        self._rows: dict[tuple[str, int], tuple[str, str]] = {}
        self._captions: dict[tuple[str, int], str] = {}
        self._together: dict[tuple[str, str], list[int]] = {}
        self._tables(lines)
        self._where: dict[tuple[str, int], tuple[str, bool]] = {}
        self._above: dict[tuple[str, int], str] = {}
        self._read(lines)

    def _tables(self, lines: Sequence[Line]) -> None:
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
                together = self._together.setdefault((first.part, first.heading), [])
                if line.table not in together:
                    together.append(line.table)
                head = heads.setdefault((first.part, line.table), line.cells)
                for place, column in enumerate(line.paragraphs if head is not line.cells else ()):
                    titled = head[place] if place < len(head) else ""
                    for paragraph in column:
                        self._rows[paragraph.part, paragraph.number] = (
                            line.cells[0],
                            titled if place else "",
                        )

    def _read(self, lines: Sequence[Line]) -> None:
        """Say of each paragraph outside a table where it stands, and whether its words must tell it
        from others there.
        """
        at = _At()
        for line in lines:
            for column in line.paragraphs:
                for paragraph in column:
                    label = self._labels.get(paragraph.element, "").rstrip(".: ")
                    self._where[paragraph.part, paragraph.number] = at.read(paragraph, label)
                    self._above[paragraph.part, paragraph.number] = at.sub

    def label(self, found: Passage | Paragraph) -> str:
        """Return the number that is printed before a paragraph, "" where there is none."""
        return self._labels.get(_paragraph(found).element, "").rstrip(".:")

    def above(self, found: Passage | Paragraph) -> str:
        """Return how the heading next above a paragraph begins, where it is one within a
        section.
        """
        paragraph = _paragraph(found)
        return self._above.get((paragraph.part, paragraph.number), "")

    def section(self, found: Passage | Paragraph) -> str:
        """Return what a table or list is called: "Appendix C", its caption, or its number and the
        heading above.
        """
        paragraph = _paragraph(found)
        if headed := self._headed.get((paragraph.part, paragraph.heading)):
            return headed
        if caption := self._captions.get((paragraph.part, paragraph.table)):
            return f'"{caption}"'
        kind = self._nth(paragraph) if paragraph.table else "the list"
        return " ".join(filter(None, (kind, _under(paragraph.heading))))

    def _nth(self, paragraph: Paragraph) -> str:
        """Return what a table without a name is called among those under its heading."""
        together = self._together.get((paragraph.part, paragraph.heading), [])
        if len(together) < 2 or paragraph.table not in together:
            return "the table"
        place = together.index(paragraph.table)
        return f"the {NTH[place]} table" if place < len(NTH) else "a later table"

    def of(self, found: Passage | Paragraph) -> str:
        """Return where a paragraph stands; one without a number is quoted."""
        return self._said(_paragraph(found), quoted=True)

    def bare(self, found: Passage | Paragraph) -> str:
        """Return where a paragraph stands, without quoting it."""
        return self._said(_paragraph(found), quoted=False)

    def translated(self, place: str) -> str:
        """Return a place as Word counts it ("paragraph 9, under …", "table 3, row 1, column 2") as
        a reader sees it; any other as it is.

        Rooms count in ways of their own: where the number says nothing here, the words that are
        quoted do, or the heading.
        """
        if place in self._counted:
            return self._counted[place]
        if COUNTED.match(place):
            words, heading = QUOTED.search(place), UNDER.search(place)
        else:
            words, heading = TOLD.search(place), TOLD_UNDER.search(place)
        table = place.partition(", row")[0].partition(" under")[0].endswith("table")
        if words and (found := self._that_begins(words[1])):
            return self.of(found)
        if heading and (found := self._that_begins(heading[1])):
            told = self._headed.get((found.part, found.text.strip())) or self.bare(found)
            return f"{told}, table" if table or place.startswith("table") else told
        return COUNTED.sub(lambda found: "the table, " if found[1] == "table" else "", place, 1)

    def _that_begins(self, words: str) -> Paragraph | None:
        """Return the first paragraph that begins with words, of which the end may be cut."""
        start = words.removesuffix("\u2026").strip()
        return next(
            (one for one in self._all if start and flat(one.text).startswith(flat(start))), None
        )

    @cached_property
    def _all(self) -> list[Paragraph]:
        return list(paragraphs(self._package))

    @cached_property
    def _counted(self) -> dict[str, str]:
        """Return the places of all paragraphs as Word counts them, each with that which a reader
        sees.
        """
        found: dict[str, str] = {}
        for paragraph in self._all:
            bare = replace(paragraph, text="")
            found.setdefault(flat(paragraph.place), self.of(paragraph))
            found.setdefault(flat(bare.place), self.bare(paragraph))
        return found

    def row(self, found: Passage | Paragraph) -> tuple[str, str]:
        """Return the first cell of the table row in which a paragraph stands, and the heading of
        its column; "" for none.
        """
        paragraph = _paragraph(found)
        return self._rows.get((paragraph.part, paragraph.number), ("", ""))

    def _said(self, paragraph: Paragraph, *, quoted: bool) -> str:
        words = f'"{_short(paragraph.text)}"' if paragraph.text.strip() else ""
        if paragraph.table:
            told = [_short(told) for told in self.row(paragraph) if told]
            head = [] if told or not quoted else [words]
            return ", ".join(filter(None, (self.section(paragraph), *(told or head))))
        found = self._where.get((paragraph.part, paragraph.number))
        place, alike = found or (_story(paragraph) or _under(paragraph.heading), True)
        return ": ".join(filter(None, (place, words if alike and quoted else "")))


class _At:
    """Where a reader is: in which section, under which heading in it, at which numbered
    paragraph.
    """

    def __init__(self) -> None:
        self.top, self.sub, self.item = COVER, "", ""

    def read(self, paragraph: Paragraph, label: str) -> tuple[str, bool]:
        """Return where a paragraph stands that comes next, and whether it must be quoted."""
        if story := _story(paragraph):
            return story, True
        style, words = paragraph.style.lower(), _short(paragraph.text)
        if not paragraph.table and (is_heading(style) or style.endswith("heading")):
            self._head(style, label, words)
            return self.top if not self.sub else self._anchor(""), True
        if NUMBERED.fullmatch(label):
            self.item = label
            return label, False
        if self.item and LETTERED.fullmatch(label):
            return f"{self.item}{label}", False
        return self._anchor(self.sub), True

    def _head(self, style: str, label: str, words: str) -> None:
        self.item = ""
        if label and label[0].isalnum():
            self.top, self.sub = f"section {label}" if label[0].isdigit() else label, ""
        elif self.top == COVER or (is_heading(style) and level(style) == 1):
            self.top, self.sub = words, ""
        else:
            self.sub = words

    def _anchor(self, sub: str) -> str:
        return ", ".join(filter(None, (self.top, _under(sub))))


def _under(heading: str) -> str:
    return f'under "{_short(heading)}"' if heading else ""


def _story(paragraph: Paragraph) -> str:
    """Return the name of a text that is not the paper's own: its page header, a footnote."""
    if paragraph.part == BODY:
        return ""
    kind = story(paragraph.part)
    return f"page {kind}" if kind in ("header", "footer") else kind.removesuffix("s")


def _paragraph(found: Passage | Paragraph) -> Paragraph:
    return found.first if isinstance(found, Passage) else found


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= SHORT else f"{told[: SHORT - 1]}\u2026"
