"""The section of the page with the rows of the register and of the log that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.english.writing import digits
from pipeline.figures.result import Computed
from pipeline.review.page.long_lists import Tone, address, register_rows, safe
from pipeline.review.page.rows import Book, Edited, Logged

SHOWN = ("ref", "rag", "status", "target", "reviewed", "text", "owner")
"""The columns of the page's table, by the keys of the workbook's."""
CHANGED = """<label>Changed <select id="filter-changed"><option value="">any</option><option value=\
"more">more than review and update</option><option value="only">review and update only</option>\
<option value="new">new since the last meeting</option></select></label>
"""
NO_ROW = '<tr><td colspan="7" class="none">The register has no row that counts.</td></tr>\n'


def the_rows(
    result: Computed, book: Book, edited: Mapping[str, Edited], tone: Tone
) -> Iterator[str]:
    """Yield the section; `edited` are the rows that changed, by their places."""
    headings = {key: book.heading(key) for key in (*SHOWN, "rag_reason", "update")}
    heads = "".join(f'<th scope="col">{safe(headings[key])}</th>' for key in SHOWN)
    yield f"""<section id="rows" aria-labelledby="rows-title">
<h2 id="rows-title">The rows</h2>
<p>{_which(result, book)}</p>
{_filters(result, book)}<div class="scroll tall" role="region" tabindex="0" aria-label="The rows \
of the register">
<table class="register" id="register">
<caption class="hidden">The rows of the register that count</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
"""
    yield from register_rows(book.rows, headings, tone, edited, book)
    yield f"""{"" if book.rows else NO_ROW}</tbody>
</table>
</div>

<h3>From the inspections log</h3>
{_log(book.log)}</section>

"""


def _which(result: Computed, book: Book) -> str:
    sheets = result.register.sheets
    told = f"Every row of {safe(result.register.file)} that counts: {digits(len(book.rows))}"
    if len(sheets) == 1:
        told += f", all of the sheet {safe(sheets[0])}"
    told += ". "
    if result.previous:
        told += "What changed in a row since the last meeting is marked in it. "
    if any(row.secret for row in book.rows):
        told += "Of rows that are not for publication only the ref and the cell are told."
    return told


def _filters(result: Computed, book: Book) -> str:
    settings = result.settings
    met = {row.record.status for row in book.rows if row.record}
    ratings = "".join(f"<option>{safe(word)}</option>" for word in settings.ratings)
    statuses = "".join(f"<option>{safe(word)}</option>" for word in settings.status if word in met)
    return f"""<form class="tools filters" hidden data-script role="search" aria-label="Filter the \
rows">
<label>Text <input type="search" id="filter-text" autocomplete="off"></label>
<label>Rating <select id="filter-rating"><option value="">any</option>{ratings}<option value="-">\
not rated</option></select></label>
<label>Status <select id="filter-status"><option value="">any</option>{statuses}</select></label>
{CHANGED if result.previous else ""}<button type="button" id="filter-clear">Show all</button>
<button type="button" id="save" data-name="rows-{settings.meeting.date}.csv">Save as CSV</button>
<p class="chosen" id="chosen" hidden>Behind the figure: <strong id="chosen-name"></strong> <button \
type="button" id="chosen-clear">Remove</button> <label class="tick"><input type="checkbox" id=\
"chosen-only" checked> only its rows</label></p>
<p id="filter-count" role="status" aria-live="polite"></p>
</form>
"""


def _log(found: Iterable[Logged]) -> str:
    rows = "".join(
        f'<tr id="{safe(row.id)}"><td>{safe(row.sheet)}</td><td>{address(row.cell)}</td>'
        f'<th scope="row">{safe(row.title)}</th><td>{safe(row.date)}</td></tr>\n'
        for row in found
    )
    if not rows:
        return "<p>No row of the log belongs to this paper.</p>\n"
    return f"""<div class="scroll" role="region" tabindex="0" aria-label="From the inspections log">
<table class="cards">
<caption class="hidden">Rows of the inspections log in this paper</caption>
<thead><tr><th scope="col">Sheet</th><th scope="col">Cell</th><th scope="col">Title</th>\
<th scope="col">Date</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
"""
