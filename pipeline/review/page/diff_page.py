"""The differences of two papers as a page."""

from __future__ import annotations

from itertools import groupby

from pipeline.compare.diff import Differences, Hunk, Section
from pipeline.review.page.bundle import closed, opened
from pipeline.review.page.long_lists import safe, written

STATUS = {"added": "came", "removed": "gone"}
MINOR = """<p class="minor">What went is <del>struck through</del>, what came is <ins>underlined\
</ins>. Paragraphs and rows that read the same are left out.</p>
"""


TITLE = "What changed between two papers"


def as_html(found: Differences) -> str:
    """Return the differences as one page that needs nothing else and asks nothing of the
    network.
    """
    sections = "".join(_section(place, one) for place, one in enumerate(found.sections, 1))
    return f"""{opened(TITLE)}<header class="top">
<h1>{TITLE}</h1>
<p>{safe(found.summary)}</p>
{"" if found.identical else MINOR}</header>
<main>
{sections}</main>
{closed()}"""


def _section(place: int, section: Section) -> str:
    tables = groupby(section.hunks, key=lambda hunk: hunk.table)
    made = "".join(
        _table(table, list(hunks)) if table else "".join(map(_paragraph, hunks))
        for table, hunks in tables
    )
    return f"""<section aria-labelledby="part-{place}">
<h2 id="part-{place}">{safe(section.title)}</h2>
{made}</section>
"""


def _table(table: int, hunks: list[Hunk]) -> str:
    heads = "".join(f'<th scope="col">{safe(heading)}</th>' for heading in hunks[0].headings)
    return f"""<div class="scroll" role="region" tabindex="0" aria-label="Table {table}, rows that \
differ">
<table class="printed">
<caption class="hidden">Table {table}, rows that differ</caption>
<thead><tr><th scope="col">Row is</th>{heads}</tr></thead>
<tbody>
{"".join(map(_row, hunks))}</tbody>
</table>
</div>
"""


def _row(hunk: Hunk) -> str:
    cells = "".join(
        f"<td{_under(hunk, place)}>{written(cell)}</td>"
        if place
        else f'<th scope="row">{written(cell)}</th>'
        for place, cell in enumerate(hunk.cells)
    )
    return f'<tr class="{STATUS.get(hunk.status, "")}"><td>{hunk.status}</td>{cells}</tr>\n'


def _under(hunk: Hunk, place: int) -> str:
    there = place < len(hunk.headings)
    return f' data-th="{safe(hunk.headings[place])}"' if there else ""


def _paragraph(hunk: Hunk) -> str:
    told = f"{safe(hunk.style)}, {hunk.status}"
    return (
        f'<p class="hunk"><span class="style">{told}</span>'
        f'<span class="body">{written(hunk.cells[0])}</span></p>\n'
    )
