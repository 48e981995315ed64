"""The lists of the page that grow with the workbook, written out plainly; the template writes
everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from pipeline.compare.words import Piece
from pipeline.figures.figure import Figure
from pipeline.register.recommendation import Recommendation
from pipeline.review.page.rows import ROUTINE, Book, Edit, Edited, Row, said
from pipeline.review.reasons import Move
from pipeline.review.withheld import WITHHELD
from pipeline.settings.schema import RECOMMENDATIONS

DATED = re.compile(r" [0-9]{4}\Z")
MARKED = re.compile("[&<>\"']")
TAGS: Mapping[str, str] = {"old": "del", "new": "ins"}
LONG = frozenset({"report", "text", "rag_reason"})
"""The fields whose words are too long for the list of what changed."""
MARKED_FIELDS = LONG | {
    "number",
    "status",
    "signed_off",
    "closed",
    "target",
    "update",
    "owner",
    "department",
}
"""The fields in which a row of the register shows what changed; the rating shows it in its own
way, and the date of the review changes in nearly all.
"""
TOLD = (*MARKED_FIELDS, "reviewed", "updated", "addressed_to")
"""The fields that a row of the register shows, besides its rating and its kind."""
Tone = Callable[[str], str]
"""From a rating to its class of colours."""


def safe(text: str) -> str:
    """Return text as HTML holds it; most holds nothing to escape and is returned as it is."""
    return str(escape(text)) if MARKED.search(text) else text


def address(cell: str) -> Markup:
    """Return a cell as the page tells where a row stands."""
    return Markup(f"<i>{safe(cell)}</i>")


def chip(word: str, tone: Tone) -> Markup:
    """Return a rating in its colour."""
    return Markup(f'<b class="tone-{tone(word)}">{safe(word)}</b>' if word else _none("not rated"))


def written(pieces: Sequence[Piece]) -> Markup:
    """Return words with what went and what came marked; old words end with a space before new ones,
    so that "12" and "13" are never read as 1213.
    """
    made = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        apart = " " if piece.op == "old" and after and after.op == "new" else ""
        made.append(mark(piece.op, safe(piece.text) + apart))
    return Markup("".join(made))


def mark(op: str, inner: str) -> str:
    """Return HTML marked as gone or new, as it is where it is neither."""
    tag = TAGS.get(op)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def register_rows(
    rows: Iterable[Row],
    headings: Mapping[str, str],
    tone: Tone,
    edited: Mapping[str, Edited],
    book: Book,
) -> Iterator[str]:
    """Yield the rows of the register that count, each a `<tr>`; what changed in a field since the
    last meeting is marked in it.

    `headings` are the workbook's, by column; `edited` the rows that changed, by their place. A row
    is of the class `new`, `more` (more changed than the review and the update) or `only`.
    """
    named = {key: safe(heading) for key, heading in headings.items()}
    for row in rows:
        found = edited.get(row.id)
        yield _opened(row, found, book)
        if row.record is None:
            yield f'</th><td colspan="6" class="none">{WITHHELD}</td></tr>\n'
        else:
            yield _register_row(row, row.record, found, named, tone)


def _opened(row: Row, found: Edited | None, book: Book) -> str:
    kind = ("only" if found.routine else "more") if found else "new" if row.new else ""
    named = f' class="{kind}"' if kind else ""
    return (
        f'<tr id="{row.id}"{named}><th scope="row">{safe(row.ref)} {address(book.short(row.cell))}'
    )


def _register_row(
    row: Row, record: Recommendation, found: Edited | None, headings: Mapping[str, str], tone: Tone
) -> str:
    it = {key: safe(said(record, key)) for key in TOLD}
    for edit in found.edits if found else ():
        if edit.key in MARKED_FIELDS:
            it[edit.key] = written(edit.pieces)
    kind = _small("Cause of concern" if said(record, "kind") == "Cause of concern" else "")
    stale = _small("" if row.counts else "No longer counts")
    then, rating = row.then, record.rag
    was = f"<del>{chip(then, tone)}</del> → " if then and then != rating else ""
    number = f", {it['number']}" if it["number"] else ""
    on = f", {it['updated']}" if it["updated"] else ""
    return (
        f"{kind}{stale}</th>"
        f"<td>{was}{chip(rating, tone)}</td>"
        f"<td>{it['status']}{_small(it['signed_off'], 'signed off ')}"
        f"{_small(it['closed'], 'closed ')}</td>"
        f"<td>{it['target'] or _none('none')}</td>"
        f"<td>{it['reviewed'] or _none('never')}</td>"
        f"<td><small>{it['report']}{number}</small><p>{it['text']}</p>"
        f"{_part('why', headings['rag_reason'], it['rag_reason'])}"
        f"{_part('up', headings['update'] + on, it['update'])}</td>"
        f"<td>{it['owner']}{_small(it['department'])}"
        f"{_small(it['addressed_to'] if record.scope == 'joint' else '', 'with ')}</td></tr>\n"
    )


def _part(kind: str, heading: str, text: str) -> str:
    return f'<p class="{kind}"><b>{heading}:</b> {text}</p>' if text else ""


def _small(text: str, before: str = "") -> str:
    return f"<small>{before}{text}</small>" if text else ""


def _none(word: str) -> str:
    return f'<span class="none">{word}</span>'


def changed_fields(found: Iterable[Edited]) -> list[tuple[str, int, Markup]]:
    """Return what changed, field by field: its heading, in how many rows, and these with what the
    field said.

    Of what changes at every review there is the number alone, and of long words the ref.
    """
    by_key: dict[str, list[tuple[Row, Edit]]] = {}
    for item in found:
        for edit in item.edits:
            by_key.setdefault(edit.key, []).append((item.row, edit))
    ordered = [key for column in RECOMMENDATIONS.columns if (key := column.key) in by_key]
    return [
        (by_key[key][0][1].heading, len(by_key[key]), _changed(key, by_key[key])) for key in ordered
    ]


def _changed(key: str, found: Iterable[tuple[Row, Edit]]) -> Markup:
    """Return the rows in which a field changed: those in which the same became the same are one
    `<li>`. The script makes links of the refs.
    """
    together: dict[str, list[str]] = {}
    for row, edit in found if key not in ROUTINE else ():
        said = "" if key in LONG else f"{written(edit.pieces)}: "
        together.setdefault(said, []).append(f"<b>{safe(row.ref)}</b>")
    return Markup("".join(f"<li>{said}{', '.join(refs)}</li>" for said, refs in together.items()))


def moves_together(found: Iterable[Move]) -> Markup:
    """Return rows that came or left: those of which the same became the same are one `<li>`. The
    script makes links of the refs.
    """
    together: dict[str, list[str]] = {}
    for move in found:
        said = WITHHELD if move.withheld else moved(move)
        place = f"<b>{safe(move.ref)}</b> {safe(move.place)}"
        together.setdefault(said, []).append(place)
    return Markup(
        "".join(
            f"<li>{safe(said)}{': ' if said else ''}{', '.join(places)}</li>"
            for said, places in together.items()
        )
    )


def moved(move: Move) -> str:
    """Return what of a row became another since the last meeting; all of it where nothing did, or
    not the same kind of thing. A date that moved with the rest is left to the row.
    """
    if move.was == move.became:
        return f"{move.was}, as then" if move.was else ""
    was, became = move.was.split(", "), move.became.split(", ")
    if len(was) == len(became):
        apart = [pair for pair in zip(was, became, strict=True) if pair[0] != pair[1]]
        if len(apart) > 1 and DATED.search(apart[-1][1]):
            apart.pop()
        was, became = [one for one, _ in apart], [other for _, other in apart]
    return " → ".join(", ".join(told) for told in (was, became))


def refs(figure: Figure, book: Book) -> Markup:
    """Return the rows behind a figure: of this workbook's register their refs, one a line, for each
    row is on the page with its cell; of the filed one each with its cell; of the log as links.

    The script makes links of the lines.
    """
    places = [book.behind(row) for row in figure.evidence]
    filed = figure.evidence[0].meeting is not None
    if all(
        place == book.place(row.ref) for place, row in zip(places, figure.evidence, strict=True)
    ):
        lines = (
            safe(f"{row.ref} {book.short(row.cell)}" if filed else row.ref)
            for row in figure.evidence
        )
        kind = "refs filed" if filed else "refs"
        return Markup(f'<p class="{kind}">' + "\n".join(lines) + "</p>")
    made = (
        f'<li><a href="#{place}">{safe(row.ref)}</a> {safe(book.short(row.cell))}</li>'
        for place, row in zip(places, figure.evidence, strict=True)
    )
    return Markup(f"<ul>{''.join(made)}</ul>")


def printed_rows(
    rows: Iterable[tuple[str, Sequence[str]]], heads: Sequence[str] = (), *, head: bool = False
) -> Markup:
    """Return rows of a table of the paper, each a `<tr>`: (status, cells as HTML); the first cell
    of a row names it, and each other says under which of `heads` it stands where there is no room
    for columns.
    """
    made = []
    for status, cells in rows:
        inner = "".join(
            (
                f'<th scope="{"col" if head else "row"}">{cell}</th>'
                if head or not place
                else f"<td{_under(heads, place)}>{cell}</td>"
            )
            for place, cell in enumerate(cells)
        )
        made.append(f'<tr class="{status}">{inner}</tr>\n' if status else f"<tr>{inner}</tr>\n")
    return Markup("".join(made))


def _under(heads: Sequence[str], place: int) -> str:
    return f' data-th="{safe(heads[place])}"' if place < len(heads) and heads[place] else ""
