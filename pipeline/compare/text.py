"""A paper as plain text, one line a paragraph or table row, each with its style: for `git diff` and
golden tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.word.lines import drawings, is_header, read
from pipeline.word.outline import BODY, Paragraph, story

LABELS = {"list letter": "(a) ", "list number": "1. ", "list bullet": "\u2022 "}


def as_text(document: bytes) -> str:
    """Return a .docx as style-tagged text; raises ValueError where it is no Word document.

    List labels are constant, so that one item more changes one line. Headers and footers follow the
    body.
    """
    found = read(document)
    if not found:
        raise ValueError("it holds no text")
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Iterable[Paragraph]) -> Iterator[str]:
    for part, in_part in groupby(found, key=lambda paragraph: paragraph.part):
        if part != BODY:
            yield ""
            yield f"== {story(part)} =="
        for (table, _), group in groupby(
            in_part, key=lambda paragraph: (paragraph.table, paragraph.row)
        ):
            together = list(group)
            yield from (
                [_row(together)]
                if table
                else [_line(paragraph) for paragraph in together if _words(paragraph).strip()]
            )


def _line(paragraph: Paragraph) -> str:
    style = paragraph.style or "Normal"
    return f"[{style}] {LABELS.get(style.lower(), '')}{_flat(_words(paragraph))}"


def _words(paragraph: Paragraph) -> str:
    """Return a paragraph's words, and those of its pictures and charts for readers who cannot see
    them.
    """
    described = (drawing.get("descr") or "no alternative text" for drawing in drawings(paragraph))
    return paragraph.text + "".join(f"({words})" for words in described)


def _row(cells: list[Paragraph]) -> str:
    columns = {
        column: " / ".join(_flat(paragraph.text) for paragraph in group)
        for column, group in groupby(cells, key=lambda paragraph: paragraph.column)
    }
    mark = "*" if is_header(cells[0]) else ""
    return f"|{mark} " + " | ".join(columns.values()) + " |"


def _flat(text: str) -> str:
    return text.replace("\n", " \u21b5 ").replace("\t", " \u21e5 ")
