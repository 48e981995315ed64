"""What is asked of dates: what is overdue, which targets moved, what was promised and not kept."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from pipeline.checks.promise import KINDS, Deed, Kind, Promise
from pipeline.english.writing import digits, listed, plural, say_date, sentence, verb
from pipeline.register.recommendation import Recommendation
from pipeline.review.questions.question import (
    OLDEST,
    TIMES,
    Desk,
    Question,
    Told,
    days_of,
    short,
)
from pipeline.review.withheld import WITHHELD

DEEDS: Mapping[Deed, str] = {
    "": "done",
    "done": "done",
    "began": "began",
    "finished": "finished",
    "responded": "responded",
    "published": "report published",
}
NOUNS: Mapping[Kind, str] = {**KINDS, "response": "response"}
"""What several promises of a kind are counted as."""


def overdue(desk: Desk) -> Question | None:
    """Ask which are overdue longest, and who answers for them."""
    late = {
        ref: (desk.meeting - target).days
        for ref in desk.refs("overdue_total")
        if (target := desk.now[ref].target)
    }
    if not late:
        return None
    refs = sorted(late, key=lambda ref: (-late[ref], ref))
    shown = [ref for ref in refs if desk.is_told(ref)]
    oldest = f" The oldest is {shown[0]}, {days_of(late[shown[0]])} past its date." if shown else ""
    owners = Counter(desk.now[ref].owner or "nobody named" for ref in shown)
    most, many = owners.most_common(1)[0] if owners else ("", 0)
    held = f" {most} answers for {desk.count(many)} of them." if many > 1 else ""
    return Question(
        "overdue",
        "Which have been overdue longest, and who answers for them?",
        f"{sentence(desk.count(len(refs)))} {verb(len(refs), 'is', 'are')} overdue.{oldest}{held}",
        desk.rows(
            shown[:OLDEST],
            lambda row: (
                f"{days_of(late[row.ref])}, {row.rag or 'not rated'}; {row.owner or 'nobody named'}"
            ),
        ),
    )


def overdue_and_better(desk: Desk) -> Question | None:
    """Ask which are overdue and not rated worst."""
    refs = [ref for ref in desk.refs("overdue_total") if desk.now[ref].rag != desk.worst]
    if not refs:
        return None
    return Question(
        "overdue-better",
        f"Which are past their target date and not rated {desk.worst}?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(
            refs,
            lambda row: (
                f"{row.rag or 'not rated'}, target {say_date(row.target)}" if row.target else ""
            ),
        ),
    )


def targets(desk: Desk) -> Question | None:
    """Ask which targets moved over all filed meetings, how often and how far."""
    if not desk.history or desk.value("overdue_total") is None:
        return None
    moved = {
        row.ref: days
        for row in desk.result.position.outstanding
        if row.publish and len(days := _targets_of(desk, row)) > 1
    }
    if not moved:
        return None
    far = {ref: (days[-1] - days[0]).days for ref, days in moved.items()}
    refs = sorted(moved, key=lambda ref: (1 - len(moved[ref]), -far[ref], ref))
    times = Counter(len(days) - 1 for days in moved.values())
    often = listed(
        f"{desk.count(many)} {TIMES.get(turns) or f'{desk.count(turns)} times'}"
        for turns, many in sorted(times.items(), reverse=True)
    )
    if len(times) == 1 and len(moved) > 1:
        turns = next(iter(times))
        often = f"each {TIMES.get(turns) or f'{desk.count(turns)} times'}"
    latest = max(far, key=lambda ref: far[ref])
    furthest = f" The furthest is {latest}, by {days_of(far[latest])}." if far[latest] > 0 else ""
    return Question(
        "targets",
        "Which targets moved, how often and by how long?",
        f"Of the {digits(len(desk.result.position.outstanding))} outstanding,"
        f" {desk.count(len(moved))} had the target date moved since the meeting of"
        f" {say_date(desk.history[0][0])}: {often}.{furthest}",
        desk.rows(refs, lambda row: _path(moved[row.ref], row)),
    )


def _targets_of(desk: Desk, row: Recommendation) -> list[datetime.date]:
    """Return the target dates that a row had at the meetings, in order, each once while it
    lasted.
    """
    past = (rows.get(row.ref) for _, rows in desk.history)
    days = [was.target for was in past if was and was.publish and was.target]
    days += [row.target] if row.target else []
    return days[:1] + [after for before, after in pairwise(days) if after != before]


def _path(days: list[datetime.date], row: Recommendation) -> str:
    far, turns = (days[-1] - days[0]).days, len(days) - 1
    way = "later" if far > 0 else "earlier"
    told = " → ".join(map(say_date, days))
    first = (
        f"; first of all {say_date(row.original_target)}"
        if row.original_target and row.original_target < days[0]
        else ""
    )
    many = TIMES.get(turns) or f"{digits(turns)} times"
    return f"{told}: {many}, {f'{days_of(abs(far))} {way}' if far else 'and back'}{first}"


def promised(desk: Desk) -> Question | None:
    """Ask what was promised and not kept."""
    broken = [one for one in desk.promises if one.state == "not_kept" and not one.withheld]
    if not broken:
        return None
    kinds = Counter(NOUNS[one.kind] for one in broken)
    open_still = [one for one in desk.promises if one.state == "kept"]
    told = listed(f"{desk.count(many)} {plural(many, kind)}" for kind, many in kinds.items())
    return Question(
        "promised",
        "What was promised at the last meeting and not kept?",
        f"{sentence(told)}; {desk.count(len(open_still))}"
        f" {verb(len(open_still), 'was', 'were')} kept.",
        tuple(Told(one.ref, one.cell, _promise(one)) for one in broken),
    )


def _promise(one: Promise) -> str:
    """Return what was promised; what became of it is told with the promises."""
    due = f" {say_date(one.due)}" if one.due else ""
    if one.kind == "target":
        return f"{KINDS[one.kind]}{due}"
    return f"{KINDS[one.kind]}: {short(one.words or one.title)}{',' if due else ''}{due}"


def became(one: Promise) -> str:
    """Return what became of a promise, in words for the author: nothing of one that is withheld."""
    if one.withheld:
        return WITHHELD
    done = say_date(one.done) if one.done else ""
    moved = f"now {say_date(one.moved_to)}" if one.moved_to else ""
    if one.kind == "target":
        days = (one.done - one.due).days if one.done and one.due else 0
        late = f", {days_of(days)} late" if days > 0 else ""
        now = "" if one.state == "kept" else f" ({one.status})"
        settled = f"done on {done}{late}{now}" if done else one.status
        rated = f"{one.rating}, " if one.rating and not done else ""
        same = "the date not moved" if one.state == "not_kept" and not done else ""
        return "; ".join(filter(None, (f"{rated}{settled}", moved or same)))
    if done:
        return f"{DEEDS[one.deed]} on {done}"
    if moved:
        return moved
    if one.kind == "response" and one.state == "not_kept":
        return "no response is recorded"
    rated = ", ".join(filter(None, (one.rating, one.status)))
    return rated or {"told": "in the log as before", "not_due": "still to come"}.get(one.state, "")
