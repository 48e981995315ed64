"""The section of the page that says whether the paper is safe to sign: the sums, what was read,
what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.english.writing import digits, plural
from pipeline.figures.figure import Figure
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.review.page.figures import Addition, linked
from pipeline.review.page.long_lists import safe
from pipeline.review.page.rows import Book

MINUS = "\u2212"
NONE = "<p>There are none.</p>\n"
Group = tuple[str, str, list[Finding], str]
"""Findings of one kind: their severity, what the kind means, the findings, their one remedy."""


def verdict(
    result: Computed,
    balances: Sequence[Addition],
    sums: Sequence[Addition],
    opening: Iterable[tuple[Figure, int]],
    read: Sequence[str],
    findings: Iterable[Group],
    book: Book,
) -> str:
    """Return the section."""
    return f"""<section id="safe" aria-labelledby="safe-title">
<h2 id="safe-title">Is it safe to sign?</h2>
{_answer(result, balances, sums, opening)}
<h3>The balances</h3>
{_balances(result, balances)}
<h3>The breakdowns</h3>
<div class="scroll" role="region" tabindex="0" aria-label="The breakdowns">
<table class="cards">
<caption class="hidden">The breakdowns</caption>
<thead><tr><th scope="col">What</th><th scope="col">Parts</th><th scope="col" class="number">\
Total</th><th scope="col">Check</th></tr></thead>
<tbody>
{"".join(map(_breakdown, sums))}</tbody>
</table>
</div>

{_read(read)}<h3>Errors and notes</h3>
{"".join(_found(group, result, book) for group in findings) or NONE}</section>

"""


def _answer(
    result: Computed,
    balances: Sequence[Addition],
    sums: Sequence[Addition],
    opening: Iterable[tuple[Figure, int]],
) -> str:
    """Return what is to be said first: whether anything stops the paper, and whether it adds up."""
    errors = sum(item.severity == "error" for item in result.findings)
    notes = len(result.findings) - errors
    lead, come = all(one.holds for one in balances), all(one.holds for one in sums)
    if errors:
        said = f"No: {digits(errors)} {plural(errors, 'error')} must be corrected first."
    elif not (lead and come):
        said = "No: a total does not add up."
    elif notes:
        said = f"Nothing stops this paper. {digits(notes)} {plural(notes, 'note')} to look at."
    else:
        said = "Nothing stops this paper, and there is no note to look at."
    total = "Every breakdown comes to its total."
    if not come:
        total = "A breakdown does not come to its total."
    return f"""<div class="verdict {"stop" if errors or not (lead and come) else "clear"}">
<p class="answer">{said}</p>
<ul>
{_led(balances)}<li>{total}</li>
{"".join(_opened(item, closing) for item, closing in opening)}
</ul>
<p class="hint">Choose any underlined number to see the rows behind it.</p>
</div>
"""


def _led(balances: Sequence[Addition]) -> str:
    if not balances:
        return "<li>This is the first paper: there is no earlier total to lead from.</li>"
    if all(one.holds for one in balances):
        return "<li>Both balances lead from the last meeting’s total to this one’s.</li>\n"
    return "<li>A balance does not lead from the last meeting’s total to this one’s.</li>\n"


def _opened(item: Figure, closing: int) -> str:
    """Return an opening balance beside the closing balance that was filed."""
    filed = f"but {digits(closing)} was filed after that meeting"
    if item.value == closing:
        filed = "as filed after that meeting"
    return f"<li>{safe(item.label)}: {linked(item)}, {filed}.</li>"


def _balances(result: Computed, balances: Sequence[Addition]) -> str:
    if not balances:
        return (
            "<p>On a first paper there is no balance to draw up. Outstanding now:"
            f" {linked(result.figures['outstanding_total'])}. Awaiting the inspectorate now:"
            f" {linked(result.figures['awaiting_total'])}.</p>\n"
        )
    drawn = "".join(f"<div>{_addition(one)}</div>" for one in balances)
    return f'<div class="pair">\n{drawn}\n</div>\n'


def _addition(one: Addition) -> str:
    """Return a sum as a person checks it, step by step."""
    steps = "".join(
        f'<tr><th scope="row">{safe(label)}</th><td class="number">'
        + (f'<span class="sign">{"+" if sign > 0 else MINUS}</span>' if place else "")
        + f"{linked(item)}</td></tr>\n"
        for place, (sign, label, item) in enumerate(one.parts)
    )
    adds = "It adds up" if one.holds else "It does not add up"
    return f"""<table class="sum">
<caption>{safe(one.title)}</caption>
<thead><tr><th scope="col">Step</th><th scope="col" class="number">Recommendations</th></tr></thead>
<tbody>
{steps}</tbody>
<tfoot><tr><th scope="row">{safe(one.total.label)}</th><td class="number"><span class="sign">=\
</span>{linked(one.total)}</td></tr></tfoot>
</table>
<p class="{"holds" if one.holds else "fails"}">{adds}: the steps come to {digits(one.reached)}.</p>
"""


def _breakdown(one: Addition) -> str:
    parts = " + ".join(
        f'<span class="part">{linked(item)} {safe(label)}</span>' for _, label, item in one.parts
    )
    none = '<span class="none">no part</span>'
    return (
        f'<tr><th scope="row">{safe(one.title)}</th><td data-th="Parts">{parts or none}</td>'
        f'<td class="number" data-th="Total">{linked(one.total)}</td>'
        f'<td class="{"holds" if one.holds else "fails"}">'
        f"{'adds up' if one.holds else f'comes to {digits(one.reached)}'}</td></tr>\n"
    )


def _read(read: Sequence[str]) -> str:
    if not read:
        return ""
    lines = "".join(f"<li>{safe(line)}</li>\n" for line in read)
    return f'<h3>What was read</h3>\n<ul class="read">\n{lines}</ul>\n'


def _found(group: Group, result: Computed, book: Book) -> str:
    """Return the findings of one kind, open where they are few or stop the paper."""
    severity, means, found, remedy = group
    is_open = " open" if severity == "error" or len(found) <= 3 else ""
    told = means.capitalize() if means[0] != means[0].upper() else means
    lines = "".join(
        f'<li><span class="place">{_place(item, result, book)}</span> {safe(item.message)}'
        f"{'' if remedy else f' {safe(item.remedy)}'}</li>\n"
        for item in found
    )
    remedied = f'<p class="remedy">{safe(remedy)}</p>' if remedy else ""
    return f"""<details class="finding {severity}"{is_open}>
<summary><span class="severity">{severity.capitalize()}</span> {safe(told)} <span class="count">\
{digits(len(found))}</span></summary>
{remedied}<ul>
{lines}</ul>
</details>
"""


def _place(item: Finding, result: Computed, book: Book) -> str:
    if item.cell and item.file == result.register.file and book.has(item.cell):
        return f'<a href="#{book.anchor(item.cell)}">{safe(str(item.cell))}</a>'
    return safe(item.where)
