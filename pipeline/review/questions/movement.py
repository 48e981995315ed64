"""What is asked of rows that came and went: what came back, was withdrawn, is new, or waits."""

from __future__ import annotations

from collections import Counter

from pipeline.english.writing import listed, say_date, sentence, verb
from pipeline.register.recommendation import Recommendation
from pipeline.review.questions.question import OLDEST, Desk, Question, days_of, short


def came_back(desk: Desk) -> Question | None:
    """Ask what is outstanding again, and why."""
    refs = list(
        dict.fromkeys([*desk.refs("outstanding_reopened"), *desk.refs("awaiting_returned")])
    )
    if not refs:
        return None

    def back(row: Recommendation) -> str:
        was = desk.then[row.ref]
        done = f" (signed off {say_date(was.signed_off)})" if was.signed_off else ""
        update = f": {short(row.update)}" if row.update else ""
        return f"{was.status}{done} then, {row.status} and {row.rag or 'not rated'} now{update}"

    many = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "came-back",
        "What came back, and why?",
        f"{many} that {verb(len(refs), 'was', 'were')} signed off, closed or withdrawn at the last"
        f" meeting {verb(len(refs), 'is', 'are')} outstanding again.",
        desk.rows(refs, back, then=True),
    )


def withdrawn(desk: Desk) -> Question | None:
    """Ask what was withdrawn, and why it is in no total."""
    keys = ("outstanding_withdrawn", "awaiting_withdrawn")
    refs = [ref for key in keys for ref in desk.refs(key)]
    if not refs:
        return None

    def why(row: Recommendation) -> str:
        was = desk.then.get(row.ref)
        if row.ref not in desk.now:
            return "no longer in the workbook"
        if row.scope == "other":
            return f"now addressed to {short(row.addressed_to)} only"
        if row.kind == "concern":
            return "now a cause of concern, which is counted apart"
        return f"{was.status if was else 'not there'} then, {row.status} now"

    told = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "withdrawn",
        "What was withdrawn, and why is it in no total?",
        f"{told} {verb(len(refs), 'was', 'were')} withdrawn, which is neither signed off nor"
        f" closed: {verb(len(refs), 'it is', 'they are')} taken off the balances as a step of"
        " their own, and counted nowhere after that.",
        desk.rows(refs, why, then=True),
    )


def new(desk: Desk) -> Question | None:
    """Ask where the new ones come from."""
    refs = desk.refs("outstanding_new")
    if not refs:
        return None
    shown = [row for ref in refs if (row := desk.now.get(ref)) and row.publish]
    reports = Counter((row.report, row.published) for row in shown)
    alone = len(reports) == 1 and len(shown) == len(refs)
    told = listed(
        f"{'all' if alone and len(refs) > 1 else desk.count(many)} from \u201c{report}\u201d"
        + (f" ({say_date(published)})" if published else "")
        for (report, published), many in reports.items()
    )
    many = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "new",
        "Where do the new ones come from?",
        f"{many} {verb(len(refs), 'is', 'are')} new{f': {told}' if told else ''}.",
        desk.rows(refs, lambda row: f"{row.status}, {row.rag or 'not rated'}; {row.owner}"),
    )


def waiting(desk: Desk) -> Question | None:
    """Ask which have waited longest for the inspectorate."""
    refs = [ref for ref in desk.refs("awaiting_total") if desk.is_told(ref)]
    refs = [ref for ref in refs if desk.now[ref].signed_off]
    if not refs:
        return None
    signed = {ref: day for ref in refs if (day := desk.now[ref].signed_off)}
    refs.sort(key=lambda ref: (signed[ref], ref))
    return Question(
        "waiting",
        "Which have waited longest for the inspectorate?",
        f"{sentence(desk.count(desk.value('awaiting_total') or 0))} await it; these are the first"
        f" {desk.count(min(OLDEST, len(refs)))} by the day of sign-off.",
        desk.rows(
            refs[:OLDEST],
            lambda row: (
                f"signed off {say_date(signed[row.ref])},"
                f" {days_of((desk.meeting - signed[row.ref]).days)} before the meeting"
            ),
        ),
    )
