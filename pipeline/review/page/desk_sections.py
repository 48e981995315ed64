"""The sections of the page for the people around the paper: promises, questions, the signing
sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.checks.promise import Promise
from pipeline.english.writing import digits, say_date
from pipeline.figures.result import Computed
from pipeline.review.page.desk import Desk, Followed
from pipeline.review.page.long_lists import safe
from pipeline.review.page.rows import Book
from pipeline.review.questions.question import Question
from pipeline.review.signing import Signing
from pipeline.review.withheld import WITHHELD

MANY = 8
"""From more lines than this on they are folded away."""
SIGNED = "".join(
    f"<div><dt>{line}</dt><dd>&nbsp;</dd></div>" for line in ("Name", "Office", "Signature", "Date")
)


def desk_sections(desk: Desk, result: Computed, book: Book) -> str:
    """Return the three sections."""
    written = _Writer(desk, book)
    return f"""<section id="promises" aria-labelledby="promises-title">
<h2 id="promises-title">What the last paper promised</h2>
{written.promises(result)}</section>

<section id="questions" aria-labelledby="questions-title">
<h2 id="questions-title">The questions they will ask</h2>
{"" if desk.questions else NO_QUESTION}{"".join(map(written.question, desk.questions))}</section>

{_signing(desk.signing, result)}"""


NO_QUESTION = "<p>No question arises from the figures.</p>\n"


class _Writer:
    """Writes promises and questions, whose rows lead to the rows of the page."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self._desk, self._book = desk, book

    def promises(self, result: Computed) -> str:
        """Return what the last paper promised, state by state."""
        if not result.previous:
            return "<p>This is the first paper: there is no earlier one.</p>\n"
        if not self._desk.promises:
            return (
                "<p>The last paper promised nothing that fell due, and named no day to come.</p>\n"
            )
        return (
            "<p>Target dates that fell between the meetings, inspections, responses and next"
            f" steps, and the sentences of the paper of {say_date(result.previous.meeting)} that"
            " name a day to come or promise something of a ref. Nothing is called kept but by a"
            " date in the workbook or the log. A ref without more is a target date.</p>\n"
            + "".join(map(self._of_state, self._desk.promises))
        )

    def _of_state(self, state: Followed) -> str:
        means = f'<p class="minor">{safe(state.means.capitalize())}.</p>' if state.means else ""
        found = self._open(state) if state.is_open else self._settled(state)
        return (
            f'<h3>{safe(state.word.capitalize())} <span class="count">{digits(len(state.found))}'
            f"</span></h3>\n{means}\n{found}"
        )

    def _open(self, state: Followed) -> str:
        """Return promises that an author has to look at, each a row."""
        rows = "".join(
            f'<tr><th scope="row">{self._promised(one)}</th>'
            f'<td data-th="By">{say_date(one.due) if one.due else "no day"}</td>'
            f'<td data-th="In the last paper">{safe(one.place or "not printed")}</td>'
            f'<td data-th="Now">{safe(became or "no word of it")}</td></tr>\n'
            for one, became in state.found
        )
        return f"""<div class="scroll">
<table class="cards promises">
<caption class="hidden">Promises of the last paper: {safe(state.word)}</caption>
<thead><tr><th scope="col">Promised</th><th scope="col">By</th><th scope="col">In the last paper\
</th><th scope="col">What became of it</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
"""

    def _settled(self, state: Followed) -> str:
        made = []
        for ones, became in state.together():
            first, told = ones[0], ", ".join(map(self._promised, ones))
            if not first.withheld:
                told += f" by {say_date(first.due)}" if first.due else ""
                told += f" ({safe(first.place)})" if first.place else ""
                told += f": {safe(became)}"
            made.append(f"<li>{told}</li>\n")
        return f'<ul class="answers">\n{"".join(made)}</ul>\n'

    def _promised(self, one: Promise) -> str:
        place = self._place(one.ref, one.cell) if one.ref else ""
        if one.withheld:
            return f"{place} {WITHHELD}"
        if one.kind == "target":
            return place
        title = f": {safe(one.title)}" if one.title else ""
        words = f"<q>{safe(one.words)}</q>" if one.words else ""
        kind = safe(self._desk.kinds[one.kind].capitalize())
        return f"{place} <small>{kind}{title}</small>{words}"

    def _place(self, ref: str, cell: str) -> str:
        """Return a ref as a link to its row, and its cell."""
        target, told = self._book.place(ref), safe(ref)
        if target:
            told = f'<a href="#{safe(target)}">{told}</a>'
        return f"{told} {safe(self._desk.short(cell))}" if cell else told

    def question(self, one: Question) -> str:
        """Return a question with its answer and its rows."""
        return f"""<div class="question" id="question-{safe(one.key)}">
<h3>{safe(one.asks)}</h3>
<p>{safe(one.answer)}</p>
{self._behind(one) if one.rows else ""}</div>
"""

    def _behind(self, one: Question) -> str:
        lines = one.together()
        told = "".join(
            f"<li>{', '.join(self._place(row.ref, row.cell) for row in rows)}"
            f"{': ' if words else ''}{safe(words)}</li>\n"
            for words, rows in lines
        )
        many = f"<details><summary>Its {digits(len(one.rows))} rows</summary>"
        before, after = (many, "</details>") if len(lines) > MANY else ("", "")
        return f'{before}\n<ul class="answers">\n{told}</ul>\n{after}'


def _signing(sheet: Signing, result: Computed) -> str:
    settings = result.settings
    sealed = "".join(
        f'<tr><th scope="row">{safe(file)}</th><td><code>{safe(told)}</code></td></tr>'
        for file, told in sheet.sealed
    )
    return f"""<section id="signing" aria-labelledby="signing-title">
<h2 id="signing-title">Signing sheet</h2>
<dl class="facts">
<div><dt>Paper</dt><dd>{safe(settings.paper.title)}</dd></div>
<div><dt>Committee</dt><dd>{safe(settings.committee.name)}</dd></div>
<div><dt>Meeting</dt><dd>{say_date(settings.meeting.date)}</dd></div>
<div><dt>Data to</dt><dd>{say_date(settings.meeting.cut_off)}</dd></div>
</dl>
<h3>What was checked</h3>
{_listed(sheet.checked)}<h3>What is left to look at</h3>
{_open_notes(sheet.open)}{_accepted(sheet)}<h3>What it rests on</h3>
<div class="scroll">
<table class="hashes cards">
<caption class="hidden">Files and their hashes</caption>
<thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead>
<tbody>{sealed}</tbody>
</table>
</div>
<h3>Signed</h3>
<p>I have read the paper with this hash, and what was found and accepted above.</p>
<dl class="sign">
{SIGNED}
</dl>
</section>
"""


def _listed(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{safe(line)}</li>' for line in lines)}</ul>\n"


def _open_notes(found: Sequence[tuple[str, int]]) -> str:
    if not found:
        return "<p>There is no note.</p>\n"
    return _listed(f"{digits(many)} × {means}" for means, many in found)


def _accepted(sheet: Signing) -> str:
    if not sheet.accepted:
        return ""
    told = _listed(f"{found.where}: {found.message}" for found in sheet.accepted)
    return f"<h3>What was looked at and accepted in report.toml</h3>\n{told}"
