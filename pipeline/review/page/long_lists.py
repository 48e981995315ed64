"""The lists of the page that grow with the workbook, written out plainly; the template writes
everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from pipeline.compare.words import Op, Piece
from pipeline.figures.figure import Figure
from pipeline.review.page.rows import Book, Edit, Edited, Row
from pipeline.review.withheld import WITHHELD

MARKED = re.compile("[&<>\"']")
TAGS: Mapping[Op, str] = {"old": "del", "new": "ins"}
Tone = Callable[[str], str]
"""From a rating to its class of colours."""


def safe(text: str) -> str:
    """Return text as HTML holds it; most holds nothing to escape and is returned as it is."""
    return str(escape(text)) if MARKED.search(text) else text


def address(cell: str) -> Markup:
    """Return a cell as the page tells where a row stands."""
    return Markup(f'<span class="cell">{safe(cell)}</span>')


def chip(word: str, tone: Tone) -> Markup:
    """Return a rating in its colour."""
    return Markup(
        f'<span class="chip tone-{tone(word)}">{safe(word)}</span>' if word else _none("not rated")
    )


def register_rows(rows: Iterable[Row], headings: Mapping[str, str], tone: Tone) -> Markup:
    """Return the rows of the register that count, each a `<tr>`; `headings` are the workbook's, by
    column.
    """
    named = {key: safe(heading) for key, heading in headings.items()}
    return Markup(
        "".join(_secret_row(row) if row.secret else _register_row(row, named, tone) for row in rows)
    )


def _secret_row(row: Row) -> str:
    return (
        f'<tr id="{row.id}" class="secret" tabindex="-1"><th scope="row">{safe(row.ref)}'
        f' {address(row.cell)}</th><td colspan="6" class="none">{WITHHELD}</td></tr>\n'
    )


def _register_row(row: Row, headings: Mapping[str, str], tone: Tone) -> str:
    it = {key: safe(text) for key, text in row.fields.items()}
    rating, then = row.fields["rag"], row.fields["then"]
    kind = '<span class="kind">Cause of concern</span>' if it["kind"] == "Cause of concern" else ""
    stale = "" if row.counts else '<span class="kind">No longer counts</span>'
    was = f'{chip(then, tone)} <span class="arrow">→</span> ' if then and then != rating else ""
    number = f", {it['number']}" if it["number"] else ""
    reason = f"<b>{headings['rag_reason']}:</b> "
    update = f"<b>{headings['update']}{', ' if it['updated'] else ''}{it['updated']}:</b> "
    shared = it["addressed_to"] if it["scope"] == "joint" else ""
    return (
        f'<tr id="{row.id}" tabindex="-1" data-rating="{it["rag"] or "-"}"'
        f' data-status="{it["status"]}">\n'
        f'<th scope="row"><span class="ref">{safe(row.ref)}</span>'
        f" {address(row.cell)}{kind}{stale}</th>\n"
        f'<td class="rating">{was}{chip(rating, tone)}</td>\n'
        f'<td class="status">{it["status"]}{_minor(it["signed_off"], "signed off ")}'
        f"{_minor(it['closed'], 'closed ')}</td>\n"
        f'<td class="target">{it["target"] or _none("none")}</td>\n'
        f'<td class="target">{it["reviewed"] or _none("never")}</td>\n'
        f'<td class="wording"><span class="report">{it["report"]}{number}</span><span'
        f' class="words">{it["text"]}</span>'
        f"{_minor(it['rag_reason'], reason)}{_minor(it['update'], update)}</td>\n"
        f"<td>{it['owner']}{_minor(it['department'])}{_minor(shared, 'with ')}</td>\n</tr>\n"
    )


def _minor(text: str, before: str = "") -> str:
    return f'<span class="minor">{before}{text}</span>' if text else ""


def _none(word: str) -> str:
    return f'<span class="none">{word}</span>'


def edited_rows(found: Iterable[Edited]) -> Markup:
    """Return the rows that changed, field by field, each row a `<tbody>`."""
    return Markup("".join(f"<tbody>\n{_edited_row(item)}</tbody>\n" for item in found))


def _edited_row(item: Edited) -> str:
    head = f'<a href="#{item.row.id}">{safe(item.row.ref)}</a> {address(item.row.cell)}</th>'
    if item.secret:
        return f'<tr><th scope="rowgroup">{head}<td colspan="3" class="none">{WITHHELD}</td></tr>\n'
    first = f'<th scope="rowgroup" rowspan="{len(item.edits)}">{head}'
    return "".join(
        f"<tr>{'' if place else first}{_edit(edit)}</tr>\n" for place, edit in enumerate(item.edits)
    )


def _edit(edit: Edit) -> str:
    return (
        f'<th scope="row">{safe(edit.heading)}</th><td class="words">{_written(edit.then)}</td>'
        f'<td class="words">{_written(edit.now)}</td>'
    )


def _written(pieces: Sequence[Piece]) -> str:
    return "".join(
        f"<{tag}>{safe(piece.text)}</{tag}>" if (tag := TAGS.get(piece.op)) else safe(piece.text)
        for piece in pieces
    ) or _none("blank")


def refs(figure: Figure, book: Book) -> Markup:
    """Return the rows behind a figure, each an `<li>`: its ref, as a link where its row stands on
    the page, and its cell.
    """
    made = []
    for row in figure.evidence:
        target, ref = book.behind(row), safe(row.ref)
        named = f'<a href="#{target}">{ref}</a>' if target else ref
        made.append(f"<li>{named} {address(row.cell.rpartition('!')[2])}</li>")
    return Markup("".join(made))


def printed_rows(rows: Iterable[tuple[str, Sequence[Markup]]], *, head: bool = False) -> Markup:
    """Return rows of a table of the paper, each a `<tr>`: (status, cells); the first cell of a row
    names it.
    """
    made = []
    for status, cells in rows:
        inner = "".join(
            (
                f'<th scope="{"col" if head else "row"}">{cell}</th>'
                if head or not place
                else f"<td>{cell}</td>"
            )
            for place, cell in enumerate(cells)
        )
        made.append(f'<tr class="{status}">{inner}</tr>\n' if status else f"<tr>{inner}</tr>\n")
    return Markup("".join(made))
