"""A Word document line by line, as two papers are compared: a paragraph, or a whole table row with
its cells; and where each line stands, as its readers find it: "3.1", "Appendix C", "4.3 (b)".
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from pipeline.word.labels import labels
from pipeline.word.outline import BODY, Paragraph, is_heading, level, paragraphs, story
from pipeline.word.package import Package, opened
from pipeline.word.runs import Run
from pipeline.word.things import things
from pipeline.word.xml import child, w

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Line(NamedTuple):
    """One paragraph, or one table row: its words by cell, and the paragraphs they came from."""

    path: tuple[str, ...]
    cells: tuple[str, ...]
    paragraphs: tuple[tuple[Paragraph, ...], ...]
    style: str = ""
    table: int = 0
    header: bool = False

    @property
    def text(self) -> str:
        """Return all its words."""
        return "\n".join(self.cells)

    @property
    def story(self) -> str:
        """Return in which of a document's texts it stands: document, header, footer, footnotes or
        endnotes.
        """
        return story(self.paragraphs[0][0].part)


def read(document: bytes, *, words_only: bool = False) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a .docx in reading order; raises ValueError where it is no Word
    document.

    After each stand as paragraphs of their own what hangs on it: the data of charts, the words of
    drawings, the addresses of links, and what cannot be read; with `words_only`, of these the words
    of drawings.
    """
    try:
        parts = opened(document)
        return parts.once(
            f"read, words only: {words_only}", lambda: tuple(_read(parts, words_only=words_only))
        )
    except (zipfile.BadZipFile, SyntaxError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("it is not a Word document (.docx) that can be read") from error


def _read(parts: Package, *, words_only: bool) -> Iterator[Paragraph]:
    hanging: dict[etree._Element, list[Paragraph]] = defaultdict(list)
    for thing in things(parts):
        if thing.kind == "words" or not words_only:
            hanging[thing.host.element] += [
                _told(thing.host, line, thing.style) for line in thing.lines()
            ]
    for paragraph in paragraphs(parts):
        yield from (paragraph, *hanging.get(paragraph.element, ()))


def _told(host: Paragraph, text: str, style: str) -> Paragraph:
    """Return a line as a paragraph in the place of another, in whose words it does not stand."""
    element = etree.Element(w("p"))
    run = etree.SubElement(element, w("r"))
    etree.SubElement(run, w("t")).text = text
    return replace(host, element=element, text=text, style=style, runs=(Run(run, text, text),))


def lines(document: bytes, *, words_only: bool = False) -> tuple[Line, ...]:
    """Return a .docx line by line, as `read` does; raises ValueError where it is no Word
    document.
    """
    found = read(document, words_only=words_only)
    return opened(document).once(f"lines, words only: {words_only}", lambda: tuple(_lines(found)))


def _lines(found: Iterable[Paragraph]) -> Iterator[Line]:
    path: tuple[str, ...] = ()
    for part, in_part in groupby(found, key=lambda paragraph: paragraph.part):
        if part != BODY:
            path = (story(part).capitalize(),)
        for (table, _), group in groupby(
            in_part, key=lambda paragraph: (paragraph.table, paragraph.row)
        ):
            if table:
                yield _row(list(group), path)
                continue
            for paragraph in group:
                if is_heading(paragraph.style) and paragraph.text.strip():
                    path = (*path[: level(paragraph.style) - 1], paragraph.text.strip())
                if text := paragraph.text if paragraph.text.strip() else picture(paragraph):
                    yield Line(path, (text,), ((paragraph,),), paragraph.style)


def picture(paragraph: Paragraph) -> str:
    """Return the alternative text of the pictures and charts in a paragraph."""
    return "; ".join(
        text for found in drawings(paragraph) if (text := str(found.get("descr") or ""))
    )


def drawings(paragraph: Paragraph) -> Iterator[etree._Element]:
    """Yield the names (wp:docPr) of what is drawn in a paragraph; what is drawn in its text boxes
    is theirs.
    """
    for found in paragraph.element.iter(DRAWN):
        if next(found.iterancestors(w("p"))) is paragraph.element:
            yield found


def is_beside(paragraph: Paragraph) -> bool:
    """Return whether it tells what stands besides the words: its element is in no document."""
    return paragraph.element.getparent() is None


def _row(cells: list[Paragraph], path: tuple[str, ...]) -> Line:
    columns = [tuple(group) for _, group in groupby(cells, key=lambda paragraph: paragraph.column)]
    texts = tuple("\n".join(paragraph.text for paragraph in column) for column in columns)
    return Line(path, texts, tuple(columns), cells[0].style, cells[0].table, is_header(cells[0]))


def is_header(cell: Paragraph) -> bool:
    """Return whether a paragraph of a table stands in a row that heads each page of it."""
    row = next(cell.element.iterancestors(w("tr")))
    return child(row, "trPr/tblHeader") is not None


class Standing(NamedTuple):
    """One line of a paper's body: a paragraph, a heading or a table row.

    `label` is the number that is printed before it, as "3.1" or "Appendix C"; `above` are the
    headings over it, outermost first, each with its label and its words; `after` is the numbered
    paragraph before it in its section, `caption` what stands over its table.
    """

    line: Line
    label: str = ""
    above: tuple[tuple[str, str], ...] = ()
    after: str = ""
    caption: str = ""

    @property
    def is_heading(self) -> bool:
        """Return whether it heads a part of the paper."""
        return not self.line.table and is_heading(self.line.style)

    @property
    def heading(self) -> str:
        """Return the words of the heading above it, "" where there is none."""
        return self.above[-1][1] if self.above else ""

    @property
    def place(self) -> str:
        """Return where readers find it; without any number near, under which heading."""
        if self.label and any(map(str.isalnum, self.label)) and not self.label.startswith("("):
            return self.label
        named = next((one for one, _ in reversed(self.above) if any(map(str.isalpha, one))), "")
        if named:
            return named
        if self.line.table:
            return f'the table "{self.caption}"' if self.caption else self._near("after ")
        return f"{self.after} {self.label}" if self.after and self.label else self._near("after ")

    def _near(self, word: str) -> str:
        if self.after:
            return f"{word}{self.after}"
        return f'under "{self.heading}"' if self.heading else "the first page"


def standings(document: bytes) -> tuple[Standing, ...]:
    """Return the lines of a .docx's body with their places; raises ValueError where it is none."""
    found = [
        line for line in lines(document, words_only=True) if line.paragraphs[0][0].part == BODY
    ]
    package = opened(document)
    return package.once("standings", lambda: tuple(_standings(found, _labelled(document, found))))


def _labelled(document: bytes, found: Iterable[Line]) -> dict[int, str]:
    every = [paragraph for line in found for column in line.paragraphs for paragraph in column]
    told = labels(opened(document), every)
    return {id(element): label.rstrip(".: ") for element, label in told.items()}


def _standings(found: Iterable[Line], told: dict[int, str]) -> Iterator[Standing]:
    above: tuple[tuple[str, str], ...] = ()
    after = caption = ""
    table = 0
    for line in found:
        label = told.get(id(line.paragraphs[0][0].element), "")
        if not line.table and is_heading(line.style):
            above = (*above[: level(line.style) - 1], (label, " ".join(line.text.split())))
            after = label if "." in label else ""
            yield Standing(line, label, above[:-1])
            continue
        if not line.table:
            table = 0
            caption = line.text.strip() if line.style.casefold().startswith("caption") else ""
        elif line.table != table and table:
            caption = ""
        table = line.table
        yield Standing(line, "" if line.table else label, above, after, caption)
        if "." in label and not line.table:
            after = label
