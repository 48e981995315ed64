"""The passages of a paper as people left it, with the figures' content controls in their words."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipeline.english.reading import falls, value_of
from pipeline.word.leaves import leaf
from pipeline.word.lines import Line, drawings, picture
from pipeline.word.outline import Paragraph, paragraphs
from pipeline.word.package import opened
from pipeline.word.xml import w


@dataclass(frozen=True, slots=True)
class Control:
    """One content control in the words of a passage: its tag ("" where it has none), and where its
    words stand.
    """

    tag: str
    start: int
    end: int
    text: str

    @property
    def is_change(self) -> bool:
        """Return whether it holds a change since the last meeting, whose sign matters."""
        return self.tag.endswith("_change") and ":" not in self.tag

    @property
    def value(self) -> int | datetime.date | None:
        """Return the one number or date that it gives, None where there is none; a change that is a
        fall is below 0.
        """
        found = value_of(self.text)
        return -found if isinstance(found, int) and self.is_change and falls(self.text) else found


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one paragraph, or of one cell of a table, with the controls in them."""

    text: str
    controls: tuple[Control, ...]
    first: Paragraph

    @property
    def place(self) -> str:
        """Return where it stands, in Word's terms."""
        return self.first.place

    @property
    def every_page(self) -> bool:
        """Return whether it belongs to a header or a footer."""
        return self.first.every_page


def passages(line: Line) -> tuple[Passage, ...]:
    """Return the passages of a line: one for a paragraph, one a cell for a table row."""
    return tuple(_passage(column) for column in line.paragraphs if column)


def is_picture(line: Line) -> bool:
    """Return whether a line is the alternative text of a picture or chart, and nothing that stands
    on the page.
    """
    return bool(line.text) and not any(
        paragraph.text.strip() for column in line.paragraphs for paragraph in column
    )


def speechless(document: bytes) -> Counter[str]:
    """Return how many pictures and charts without alternative text stand under each heading of a
    .docx.
    """
    return Counter(
        paragraph.heading
        for paragraph in paragraphs(opened(document))
        if not picture(paragraph) and next(drawings(paragraph), None) is not None
    )


@lru_cache(maxsize=20_000)  # verify asks for those of a line up to six times
def _passage(column: tuple[Paragraph, ...]) -> Passage:
    texts: list[str] = []
    controls: list[Control] = []
    at = 0
    for paragraph in column:
        text, found = _read(paragraph.element)
        texts.append(text)
        controls += [Control(one.tag, one.start + at, one.end + at, one.text) for one in found]
        at += len(text) + 1
    return Passage("\n".join(texts) or picture(column[0]), tuple(controls), column[0])


def _read(paragraph: etree._Element) -> tuple[str, list[Control]]:
    """Return a paragraph's words as they are read, and the content controls in them or around
    it.
    """
    texts: list[str] = []
    spans: list[tuple[str, int, int]] = []

    def walk(element: etree._Element) -> None:
        for child in element.iterchildren():
            if (said := leaf(child)) is not None:
                texts.append(said)
            elif child.tag == w("sdt"):
                start = sum(map(len, texts))
                walk(child)
                spans.append((_tag(child), start, sum(map(len, texts))))
            else:
                walk(child)

    walk(paragraph)
    text = "".join(texts)
    around = [
        (_tag(control), 0, len(text))
        for control in paragraph.iterancestors(w("sdt"))
        if _tag(control)
    ]
    return text, [
        Control(tag, start, end, text[start:end]) for tag, start, end in (*spans, *around)
    ]


def _tag(control: etree._Element) -> str:
    found = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if found is None else str(found.get(w("val")))
