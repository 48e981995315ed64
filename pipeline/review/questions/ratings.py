"""What is asked of the ratings: which are newly the worst, which stayed so, which got worse."""

from __future__ import annotations

from pipeline.english.writing import digits, say_date, sentence, verb
from pipeline.figures.measure import part_key
from pipeline.register.recommendation import Recommendation
from pipeline.review.questions.question import Desk, Question, short


def newly_worst(desk: Desk) -> Question | None:
    """Ask which have the worst rating and did not have it last time, and why."""
    if not desk.history:
        return None
    refs = [
        ref
        for ref in desk.refs(part_key("outstanding", desk.worst))
        if not ((was := desk.then.get(ref)) and was.rag == desk.worst)
        or desk.movements[ref].stage_then != "outstanding"
    ]
    if not refs:
        return None

    def why(row: Recommendation) -> str:
        reason = f": {short(row.rag_reason)}" if row.rag_reason else ""
        return f"{_was(desk, row.ref)}{reason}"

    return Question(
        "newly-worst",
        f"Which are newly {desk.worst}, and why?",
        f"{sentence(desk.count(len(refs)))} of the"
        f" {digits(desk.value(part_key('outstanding', desk.worst)) or 0)}"
        f" {verb(len(refs), 'was', 'were')} not outstanding and rated {desk.worst} last time.",
        desk.rows(refs, why, then=True),
    )


def _was(desk: Desk, ref: str) -> str:
    """Return how a row stood at the last meeting."""
    was = desk.then.get(ref)
    if was is None:
        return "new"
    return f"last time {was.rag or 'not rated'}, {was.status}"


def stale_worst(desk: Desk) -> Question | None:
    """Ask which had the worst rating last time too, with the same update."""
    stale = set(desk.refs("stale_total"))
    refs = [
        ref
        for ref in desk.refs(part_key("outstanding", desk.worst))
        if ref in stale and (was := desk.then.get(ref)) and was.rag == desk.worst
    ]
    if not refs:
        return None
    return Question(
        "stale-worst",
        f"Which were rated {desk.worst} last time too, and have had no new update?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(refs, _last_update, then=True),
    )


def _last_update(row: Recommendation) -> str:
    dated = f" of {say_date(row.updated)}" if row.updated else ""
    return f"{row.owner}; still the update{dated}: {short(row.update)}"


def always_worst(desk: Desk) -> Question | None:
    """Ask how long some have had the worst rating: three meetings or more."""
    if len(desk.history) < 2:
        return None
    past = [rows for _, rows in desk.history]

    def since(ref: str) -> int:
        """Return at how many of the last meetings it was outstanding with the worst rating."""
        many = 0
        for rows in reversed(past):
            row = rows.get(ref)
            if (
                row is None
                or row.stage != "outstanding"
                or row.rag != desk.worst
                or not row.publish
            ):
                break
            many += 1
        return many

    worst = desk.refs(part_key("outstanding", desk.worst))
    found = {ref: since(ref) for ref in worst if desk.is_told(ref)}
    refs = sorted((ref for ref, many in found.items() if many > 1), key=lambda ref: -found[ref])
    if not refs:
        return None
    return Question(
        "always-worst",
        f"How long have they been {desk.worst}?",
        f"{sentence(desk.count(len(refs)))} for three meetings or more, this one included.",
        desk.rows(
            refs,
            lambda row: (
                f"{desk.worst} since the meeting of"
                f" {say_date(desk.history[-found[row.ref]][0])}, {digits(found[row.ref] + 1)}"
                " meetings"
            ),
        ),
    )


def worse(desk: Desk) -> Question | None:
    """Ask which others are rated worse than last time."""
    refs = [ref for ref in desk.refs("worsened_total") if desk.now[ref].rag != desk.worst]
    if not refs:
        return None
    return Question(
        "worse",
        "Which others have a worse rating than last time?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(refs, lambda row: f"{desk.then[row.ref].rag} then, {row.rag} now", then=True),
    )
