"""What a table needs on a page: how wide it may become, how much room its cells want, whether it
holds the numbers of a chart.
"""

from __future__ import annotations

import re
from html import escape

from pipeline.web.blocks import Table
from pipeline.web.drawing import categories, number, shown
from pipeline.word.chart_points import same
from pipeline.word.charts import Chart

NARROW, WORD, PADDING = 288, 11.5, 12
"""The room for a table on 320 pixels, and what the edge of a column and a letter take of it: one
that the reader has spaced wide, as WCAG 2.2, 1.4.12 has it.
"""
DATE = re.compile(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")
ROOM = 22
"""A cell with more letters than this is given room, so that its words do not stand in a pile."""
LONG = 3 * ROOM
SHORT = 4


def is_wide(table: Table) -> bool:
    """Return whether a table may be wider than 320 pixels: its longest words do not fit there, or
    its texts would stand in piles.
    """
    columns = max((len(row) for row in table.rows), default=0)
    longest = [0] * columns
    for row in table.rows:
        for place, cell in enumerate(row):
            words = re.split(r"[\s\u2010\u2013-]+", cell.text)
            longest[place] = max(longest[place], *map(len, words))
            if len(cell.text) > LONG and columns > 2:
                return True
    return WORD * sum(longest) + PADDING * columns > NARROW


def is_slim(table: Table) -> bool:
    """Return whether a table would look lost on a wide page: few columns of few words."""
    columns = max((len(row) for row in table.rows), default=0)
    return columns <= 4 and not any(len(cell.text) > ROOM for row in table.rows for cell in row[1:])


def room(text: str) -> str:
    """Return how much room a cell's words need: a long text, a text, a date, or one sign after the
    other that must not be parted.

    >>> [room(text) for text in ("WMP-030", "9 July 2020", "Deputy Chief Constable", "Red")]
    ['whole', 'date', '', '']
    """
    if len(text) > ROOM:
        return "long" if len(text) > LONG else "text"
    if DATE.fullmatch(text):
        return "date"
    return "whole" if len(text) > SHORT and re.fullmatch(r"(?=.*[0-9-])\S+", text) else ""


def holds(table: Table, chart: Chart) -> bool:
    """Return whether a table of the paper has all the numbers of a chart beside their
    categories.
    """
    rows = [[cell.text.strip() for cell in row] for row in table.rows if row]
    return bool(chart.series) and all(
        any(
            same(row[0], point.category) and any(_alike(said, point.value) for said in row[1:])
            for row in rows
        )
        for series in chart.series
        for point in series.points
    )


def _alike(said: str, wanted: str) -> bool:
    plain = said.replace(",", "").replace("−", "-").lstrip("+")
    one, other = number(plain), number(wanted)
    return one == other if one is not None and other is not None else plain == wanted


def numbers(chart: Chart) -> str:
    """Return a chart's numbers as a table of the page's own."""
    names = [
        f'<th scope="col" class="number">{escape(one.name, quote=False)}</th>'
        for one in chart.series
    ]
    rows = []
    for at, category in enumerate(categories(chart.series)):
        values = [shown(one.points[at]) if at < len(one.points) else "" for one in chart.series]
        cells = "".join(f'<td class="number">{escape(value, quote=False)}</td>' for value in values)
        rows.append(f'<tr><th scope="row">{escape(category, quote=False)}</th>{cells}</tr>')
    return (
        '<div class="table page"><table><caption>The numbers of this chart</caption>'
        f"<thead><tr><td></td>{''.join(names)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
