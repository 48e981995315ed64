"""The section of the page that says what changed since the last meeting: figures, ratings, rows
field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from pipeline.english.writing import digits, plural, say_date, signed
from pipeline.figures.measure import moved_key
from pipeline.figures.result import Computed
from pipeline.review.page.figures import linked
from pipeline.review.page.flows import drawn, flows
from pipeline.review.page.long_lists import Tone, changed_fields, chip, moves_together, safe
from pipeline.review.page.rows import Edited
from pipeline.review.reasons import Move, Reason
from pipeline.settings.model import slug

FIRST = "This is the first paper: no earlier meeting is filed, so there is nothing to compare with."


def changes(
    result: Computed,
    standing: Sequence[Reason],
    others: Sequence[Reason],
    edited: Sequence[Edited],
    tone: Tone,
) -> str:
    """Return the section; `standing` and `others` are the figures that moved, those that stand in
    both papers first.
    """
    told = f"<p>{FIRST}</p>\n"
    if result.previous:
        day = say_date(result.previous.meeting)
        moved = _movement(result, standing, f"The figures at the meeting of {day} and now")
        told = (
            f"<h3>The figures</h3>\n{moved}\n{_others(result, others, day)}\n"
            f"{_ratings(result, tone)}\n{_rows(edited)}"
        )
    return f"""<section id="changed" aria-labelledby="changed-title">
<h2 id="changed-title">What changed since the last meeting</h2>
{told}</section>

"""


def _others(result: Computed, found: Sequence[Reason], day: str) -> str:
    if not found:
        return ""
    name = f"The figures that make these up, at the meeting of {day} and now"
    many = f"{digits(len(found))} {plural(len(found), 'figure')}"
    return (
        f'<details class="bulk"><summary>Show the {many} that make these up</summary>\n'
        f"{_movement(result, found, name)}\n</details>\n"
    )


def _movement(result: Computed, found: Iterable[Reason], name: str) -> str:
    """Return how figures moved, and the rows that came and left."""
    return f"""<div class="scroll" role="region" tabindex="0" aria-label="{name}">
<table class="movement">
<caption class="hidden">{name}</caption>
<thead><tr><th scope="col">Figure</th><th scope="col">Last meeting</th><th scope="col">Now</th>\
<th scope="col">Change</th><th scope="col">Came</th><th scope="col">Left</th></tr></thead>
<tbody>
{"".join(_moved(result, reason) for reason in found)}</tbody>
</table>
</div>
"""


def _moved(result: Computed, reason: Reason) -> str:
    then = "not known" if reason.then is None else digits(reason.then)
    change = "" if reason.change is None else signed(reason.change)
    moves = f"<td>{_moves(reason.came)}</td><td>{_moves(reason.left)}</td>"
    if reason.unknown:
        moves = f'<td colspan="2" class="none">{safe(reason.unknown)}</td>'
    return (
        f'<tr><th scope="row">{safe(reason.label)}</th><td>{then}</td>'
        f"<td>{linked(result.figures[reason.key])}</td><td>{change}</td>{moves}</tr>\n"
    )


def _moves(found: Sequence[Move] | None) -> str:
    if not found:
        return f'<span class="none">{"not known" if found is None else "none"}</span>\n'
    many = f"{digits(len(found))} {plural(len(found), 'row')}"
    return (
        f"<details{' open' if len(found) <= 4 else ''}><summary>{many}</summary>"
        f'<ul class="moves">{moves_together(found)}</ul></details>\n'
    )


def _ratings(result: Computed, tone: Tone) -> str:
    """Return the ratings then and now, drawn and as a table."""
    figures, ratings = result.figures, result.settings.ratings
    heads = "".join(
        f'<th scope="col" class="number">{chip(word, tone)} now</th>' for word in ratings
    )
    rows = "".join(
        f'<tr><th scope="row">{chip(then, tone)} then</th>'
        + "".join(
            f'<td class="number{" same" if now == then else ""}" data-th="{safe(now)} now">'
            f"{linked(figures[moved_key(then, now)])}</td>"
            for now in ratings
        )
        + '<td class="number total" data-th="Total">'
        f"{linked(figures[f'continuing_from_{slug(then)}'])}</td></tr>\n"
        for then in ratings
    )
    totals = "".join(
        f'<td class="number" data-th="{safe(now)} now">'
        f"{linked(figures[f'continuing_to_{slug(now)}'])}</td>"
        for now in ratings
    )
    return f"""<h3>The ratings, then and now</h3>
{_picture(result)}<div class="scroll" role="region" tabindex="0" aria-label="Ratings then and now">
<table class="matrix cards">
<caption>Outstanding at both meetings: rating then, by rating now</caption>
<thead><tr><th scope="col">Then</th>{heads}<th scope="col" class="number">Total</th></tr></thead>
<tbody>
{rows}</tbody>
<tfoot><tr><th scope="row">Total</th>{totals}<td class="number" data-th="Total">\
{linked(figures["continuing_total"])}</td></tr></tfoot>
</table>
</div>
<p>{linked(figures["improved_total"])} improved, {linked(figures["worsened_total"])} worsened, \
{linked(figures["unchanged_total"])} stayed.</p>
"""


def _picture(result: Computed) -> str:
    found = flows(result.settings, result.figures)
    if not found:
        return ""
    return f"""<div class="scroll picture" role="region" tabindex="0" aria-label="Picture of the \
ratings then and now">{drawn(result.settings, found)}</div>
<p class="key"><span class="swatch better"></span> better than then <span class="swatch worse">\
</span> worse than then <span class="swatch same"></span> the same <span class="swatch came">\
</span> came or left</p>
"""


def _rows(edited: Sequence[Edited]) -> str:
    """Return the rows that changed, field by field."""
    fields = "".join(_field(*found) for found in changed_fields(edited))
    return f"<h3>The rows that changed, field by field</h3>\n{_edited(edited)}{fields}"


def _edited(found: Sequence[Edited]) -> str:
    edited = [row for row in found if not row.routine]
    routine = len(found) - len(edited)
    if not edited:
        alone = f"; {digits(routine)} did in these alone" if routine else ""
        return f"<p>No row changed in anything but the review and the update{alone}.</p>\n"
    many = f"{digits(len(edited))} {plural(len(edited), 'row')}"
    secret = ", ".join(
        f'<a href="#{item.row.id}">{safe(item.row.ref)}</a>' for item in edited if item.secret
    )
    hidden = (
        f" What changed in rows that are not for publication is not told: {secret}."
        if secret
        else ""
    )
    return (
        f"<p>{many} changed in more than the review and the update, {digits(routine)} in these"
        " alone. What went is <del>struck through</del>, what came is <ins>underlined</ins>, here"
        f' and in <a href="#rows" data-view="changed=more">the rows</a>.{hidden}</p>\n'
    )


def _field(heading: str, count: int, items: Markup) -> str:
    told = f'{safe(heading)} <span class="count">{digits(count)}</span>'
    if not items:
        return f'<p class="field">{told}</p>\n'
    return (
        f'<details class="field"{" open" if count <= 12 else ""}><summary>{told}</summary>'
        f'<ul class="moves">{items}</ul></details>\n'
    )
