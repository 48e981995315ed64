"""A native chart drawn for the page: bars that lie, for they can be read on any width, with the
words and the number before each.

Words and numbers are as large as those of the text, whatever the width: only the bars stretch.
Heights are in em, so that they follow the reader's size of text.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from pipeline.web.blocks import Drawn
from pipeline.word.charts import Point, Series

LINE, BAR, GAP = 1.6, 1.1, 0.7
"""The heights of a line, of a bar in it, and of the space between two groups, in em."""
BESIDE, ACROSS = 14, 34
"""The longest words that stand before a bar, and the longest line above it: 320 pixels hold it."""
LETTER = 0.58
"""The width of a letter in em, a little more than Arial's."""


class _Row(NamedTuple):
    words: str
    number: str
    value: float | None
    fill: str
    head: bool = False


def svg(drawn: Drawn, name: str) -> tuple[str, str]:
    """Return a chart as SVG and the rules of style that its bars need; `name` is its id on the
    page.

    Where no point has a number there is nothing to draw, and both are empty.
    """
    rows = list(_rows(drawn))
    values = [row.value for row in rows if row.value is not None]
    if not values:
        return "", ""
    low, high = min(0.0, *values), max(0.0, *values)
    labels = [row.words for row in rows if not row.head]
    beside = max(map(len, labels), default=0) <= BESIDE
    left = max(map(len, labels)) * LETTER + 0.6 if beside else 0.0
    start = left + max(len(row.number) for row in rows) * LETTER + 0.8
    parts, rules = [], []
    y = 0.0
    for place, row in enumerate(rows):
        if row.head or not beside:
            y += GAP if place and row.head else 0
            for line in textwrap.wrap(row.words, ACROSS) or [""]:
                parts.append(_text(line, 0, y, "head" if row.head else "", end=False))
                y += LINE
            if row.head:
                continue
        else:
            parts.append(_text(row.words, 0, y, "", end=False))
        parts.append(_text(row.number, start - 0.5, y, "value", end=True))
        if row.value is not None:
            bar, rule = _bar(row, name, place, (low, high, start), y)
            parts.append(bar)
            rules.append(rule)
        y += LINE
    alt = escape(drawn.alt or drawn.chart.kind)
    return (
        f'<svg id="{name}" class="chart" role="img" aria-label="{alt}" width="100%"'
        f' height="{y:.2f}em">{"".join(parts)}</svg>',
        "".join(rules),
    )


def _rows(drawn: Drawn) -> Iterator[_Row]:
    series = drawn.chart.series
    if len(series) == 1:
        yield from (
            _row(point, point.category, fill)
            for point, fill in zip(series[0].points, drawn.fills[0], strict=True)
        )
        return
    for at, category in enumerate(categories(series)):
        yield _Row(category, "", None, "", head=True)
        for one, fills in zip(series, drawn.fills, strict=True):
            if at < len(one.points):
                yield _row(one.points[at], one.name, fills[at])


def _row(point: Point, words: str, fill: str) -> _Row:
    return _Row(words, shown(point), number(point.value), fill)


def categories(series: Sequence[Series]) -> list[str]:
    """Return the categories of some series, by their place: of the first series that has one
    there.
    """
    longest = max((len(one.points) for one in series), default=0)
    return [
        next(one.points[at].category for one in series if at < len(one.points))
        for at in range(longest)
    ]


def shown(point: Point) -> str:
    """Return what stands beside a bar: the label that somebody typed, or its number.

    >>> shown(Point("Red", "1204")), shown(Point("Red", "-3")), shown(Point("Red", "7", "seven"))
    ('1,204', '−3', 'seven')
    """
    if point.label:
        return point.label
    value = number(point.value)
    if value is None:
        return point.value
    return f"{value:,.12g}".replace("-", "−")


def number(text: str) -> float | None:
    """Return a point's number, None where it has none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _text(words: str, x: float, y: float, look: str, *, end: bool) -> str:
    anchor = ' text-anchor="end"' if end else ""
    kind = f' class="{look}"' if look else ""
    return f'<text x="{x:.2f}em" y="{y + BAR:.2f}em"{kind}{anchor}>{escape(words)}</text>'


def _bar(
    row: _Row, name: str, place: int, scale: tuple[float, float, float], y: float
) -> tuple[str, str]:
    """Return a bar and the rule that gives it its place and width: a part of what the words leave.

    What has no such rule takes the attributes, in which the words are a third of the width.
    """
    low, high, start = scale
    value = row.value or 0.0
    span = high - low or 1.0
    begin, width = (min(value, 0.0) - low) / span, abs(value) / span
    free = f"(100% - {start:.2f}em - 2px)"
    rule = f"#{name} .b{place}{{width:calc({free}*{width:.4f})"
    rule += f";x:calc({start:.2f}em + {free}*{begin:.4f})}}" if low < 0 else "}"
    x = f"{33 + 66 * begin:.1f}%" if low < 0 else f"{start:.2f}em"
    return (
        f'<rect class="b{place}" x="{x}" y="{y + 0.2:.2f}em" width="{60 * width:.1f}%"'
        f' height="{BAR:.2f}em" fill="#{row.fill}"/>',
        rule,
    )
