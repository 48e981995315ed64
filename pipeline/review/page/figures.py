"""The section of the page with every figure and the rows behind it, and how other sections lead
there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.english.writing import digits
from pipeline.figures.figure import Figure
from pipeline.review.page.long_lists import refs, safe
from pipeline.review.page.rows import Book


class Addition(NamedTuple):
    """A sum as a person checks it: parts with their signs and words, what they come to, and the
    total that is printed.
    """

    title: str
    total: Figure
    parts: tuple[tuple[int, str, Figure], ...]
    reached: int
    holds: bool


class Shown(NamedTuple):
    """A figure, and those whose rows together are its own."""

    figure: Figure
    parts: tuple[Figure, ...]


def linked(figure: Figure) -> str:
    """Return a figure's value as a link to the rows behind it."""
    if figure.value is None:
        return '<span class="none">none</span>'
    return f'<a href="#figure-{safe(figure.key)}">{digits(figure.value)}</a>'


def every_figure(groups: Iterable[tuple[str, Sequence[Shown]]], book: Book) -> Iterator[str]:
    """Yield the section."""
    yield '<section id="figures" aria-labelledby="figures-title">\n'
    yield '<h2 id="figures-title">Every figure and the rows behind it</h2>\n'
    for title, shown in groups:
        if shown:
            yield f"<h3>{safe(title)}</h3>\n"
            yield from (_figure(item, book) for item in shown)
    yield "</section>\n\n"


def _figure(item: Shown, book: Book) -> str:
    it = item.figure
    was = "" if it.previous is None else f" Last meeting: {digits(it.previous)}."
    value = "none" if it.value is None else digits(it.value)
    named = f"<summary>{safe(it.label)} <b>{value}</b></summary>"
    return f"""<details id="figure-{safe(it.key)}">{named}
<p>Counts {safe(it.rule)}.{was} Key: <code>{safe(it.key)}</code></p>
{_behind(item, book)}</details>
"""


def _behind(item: Shown, book: Book) -> str:
    """Return what stands behind a figure: the figures that it is made of, or its rows."""
    it = item.figure
    if it.value is None:
        return '<p class="none">It needs an earlier meeting, and none is filed.</p>\n'
    if not it.evidence:
        return '<p class="none">No row is behind it: that is what 0 means.</p>\n'
    if item.parts:
        *first, last = (
            f'<a href="#figure-{safe(part.key)}">{safe(part.label)}</a>' for part in item.parts
        )
        told = f"{', '.join(first)} and {last}" if first else last
        return f'<p>Its rows are those of <span class="parts">{told}</span>.</p>\n'
    meeting = it.evidence[0].meeting
    filed = f"<p>Rows of the workbook filed for {safe(meeting)}:</p>" if meeting else ""
    return f"{filed}{refs(it, book)}\n"
