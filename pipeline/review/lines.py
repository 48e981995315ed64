"""A Word document line by line, as two papers are compared: a paragraph, or a whole table row with its cells."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from itertools import groupby

from pipeline.outline import BODY, Paragraph, is_heading, level, paragraphs, story
from pipeline.package import parts_of
from pipeline.wordml import w

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class Line:
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


def read(document: bytes) -> list[Paragraph]:
    """Return the paragraphs of a .docx in reading order; raises ValueError where it is no Word document."""
    try:
        return list(paragraphs(parts_of(document)))
    except (zipfile.BadZipFile, SyntaxError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("it is not a Word document (.docx) that can be read") from error


def lines(document: bytes) -> list[Line]:
    """Return a .docx line by line; raises ValueError where it is no Word document."""
    made: list[Line] = []
    path: tuple[str, ...] = ()
    for part, in_part in groupby(read(document), key=lambda paragraph: paragraph.part):
        if part != BODY:
            path = (story(part).capitalize(),)
        for (table, _), group in groupby(in_part, key=lambda paragraph: (paragraph.table, paragraph.row)):
            if table:
                made.append(_row(list(group), path))
                continue
            for paragraph in group:
                if is_heading(paragraph.style) and paragraph.text.strip():
                    path = (*path[:level(paragraph.style) - 1], paragraph.text.strip())
                if (text := paragraph.text if paragraph.text.strip() else picture(paragraph)):
                    made.append(Line(path, (text,), ((paragraph,),), paragraph.style))
    return made


def picture(paragraph: Paragraph) -> str:
    """Return the alternative text of the pictures and charts in a paragraph."""
    return "; ".join(text for found in paragraph.element.iter(DRAWN) if (text := str(found.get("descr") or "")))


def _row(cells: list[Paragraph], path: tuple[str, ...]) -> Line:
    columns = [tuple(group) for _, group in groupby(cells, key=lambda paragraph: paragraph.column)]
    texts = tuple("\n".join(paragraph.text for paragraph in column) for column in columns)
    return Line(path, texts, tuple(columns), cells[0].style, cells[0].table, is_header(cells[0]))


def is_header(cell: Paragraph) -> bool:
    """Return whether a paragraph of a table stands in a row that heads each page of it."""
    row = next(cell.element.iterancestors(w("tr")))
    return row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
