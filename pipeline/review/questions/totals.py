"""Why totals differ: what was reviewed and what is outstanding, what counts and what is listed."""

from __future__ import annotations

from pipeline.english.writing import digits, say_date, sentence, verb
from pipeline.figures.measure import part_key
from pipeline.register.recommendation import Recommendation
from pipeline.review.questions.question import Desk, Question, Told
from pipeline.review.withheld import WITHHELD


def totals(desk: Desk) -> Question | None:
    """Ask why more or fewer were reviewed than are outstanding."""
    reviewed, outstanding = desk.value("reviewed_total"), desk.value("outstanding_total")
    if reviewed is None or outstanding is None:
        return None
    left, added = _apart(desk.refs("reviewed_total"), desk.refs("outstanding_total"))
    if not left and not added:
        return None
    return Question(
        "totals",
        f"Why {verb(reviewed, 'was', 'were')} {digits(reviewed)} reviewed when"
        f" {digits(outstanding)} {verb(outstanding, 'is', 'are')} outstanding?",
        _bridge(desk, outstanding, left, added, "outstanding"),
        _bridged(desk, left, added),
    )


def worst_totals(desk: Desk) -> Question | None:
    """Ask why the worst rating has two totals."""
    keys = [part_key("reviewed", desk.worst), part_key("outstanding", desk.worst)]
    reviewed, outstanding = map(desk.value, keys)
    if reviewed is None or outstanding is None:
        return None
    left, added = _apart(*map(desk.refs, keys))
    if not left and not added:
        return None
    return Question(
        "worst-totals",
        f"Why are there two totals of {desk.worst}: {digits(reviewed)} reviewed and"
        f" {digits(outstanding)} outstanding?",
        _bridge(desk, outstanding, left, added, f"outstanding and rated {desk.worst}"),
        _bridged(desk, left, added),
    )


def _apart(reviewed: list[str], outstanding: list[str]) -> tuple[list[str], list[str]]:
    """Return what was reviewed and is not outstanding, and what is outstanding and was not
    reviewed.
    """
    here, there = set(reviewed), set(outstanding)
    return (
        [ref for ref in reviewed if ref not in there],
        [ref for ref in outstanding if ref not in here],
    )


def _bridge(desk: Desk, outstanding: int, left: list[str], added: list[str], what: str) -> str:
    both = outstanding - len(added)
    whole = f"Of the {digits(outstanding)} {what},"
    if not both:
        told = f"None of the {digits(outstanding)} {what} was reviewed in the period."
    elif not added:
        told = f"{whole} all were reviewed in the period."
    else:
        told = (
            f"{whole} {desk.count(both)} {verb(both, 'was', 'were')} reviewed in the period and"
            f" {desk.count(len(added))} {verb(len(added), 'was', 'were')} not."
        )
    if left:
        many = sentence(desk.count(len(left)))
        told += f" {many} more {verb(len(left), 'was', 'were')} reviewed and"
        told += f" {verb(len(left), 'is', 'are')} no longer outstanding."
    return told


def _bridged(desk: Desk, left: list[str], added: list[str]) -> tuple[Told, ...]:
    def last_seen(row: Recommendation) -> str:
        seen = f"last reviewed {say_date(row.reviewed)}" if row.reviewed else "never reviewed"
        return f"outstanding, {seen}"

    def standing(row: Recommendation) -> str:
        return f"reviewed, now {row.status}"

    return (*desk.rows(added, last_seen), *desk.rows(left, standing))


def secret(desk: Desk) -> Question | None:
    """Ask why lists hold fewer rows than their totals."""
    rows = [row for row in desk.result.register.ours if not row.publish]
    if not rows:
        return None
    many = sentence(desk.count(len(rows), "row"))
    return Question(
        "withheld",
        "Why do lists hold fewer rows than their totals?",
        f"{many} that {verb(len(rows), 'counts is', 'count are')} not for publication, and"
        f" {verb(len(rows), 'is', 'are')} in no list.",
        tuple(Told(row.ref, row.cell, WITHHELD) for row in rows),
    )
