"""How each figure is counted, in the order of the contract: its rule in words, and the rows behind
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.figures.measure import Count, Family, Measure, moved_name
from pipeline.figures.position import Position
from pipeline.figures.selections import (
    extended,
    new,
    newly_worst,
    oldest_overdue,
    overdue,
    responses_due,
    responses_late,
    responses_made,
    reviewed_outstanding,
    settled,
    slipped,
    step,
    unreviewed,
    worst_or_overdue,
    worst_rated,
)
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Settings, Stage, slug


def measures(settings: Settings) -> Iterator[Measure]:
    """Yield the description of each figure, in the order of the contract; legend and status words
    make their own keys.
    """
    for measure in _reviewed(settings.ratings):
        yield replace(
            measure,
            group="reviewed",
            needs="reviewed",
            dated="reviewed",
            of_period=True,
            in_both_papers=True,
        )
    for measure in _outstanding(settings.ratings):
        is_worst = measure.family == "outstanding" and settings.is_worst(measure.word)
        yield replace(
            measure, group="outstanding", in_brief="worst" if is_worst else measure.in_brief
        )
    for measure in _awaiting():
        yield replace(measure, group="awaiting", needs="awaiting")
    for measure in _signed_off(tuple(settings.status)):
        yield replace(
            measure,
            group="signed_off",
            needs="signed_off",
            dated="signed_off",
            of_period=True,
            in_both_papers=True,
        )
    for measure in _moved(settings):
        yield replace(measure, group="ratings", compares=True)
    for measure in (*_standing(), *_bridge(settings), *_pressing(settings.worst)):
        yield replace(measure, group="standing", in_both_papers=True)
    for measure in _logged():
        needs = "responses" if measure.family == "responses" else "log"
        yield replace(measure, group="log", needs=needs, of_period=True, in_both_papers=True)
    for measure in _withheld(settings.worst):
        yield replace(measure, group="withheld")


def _reviewed(ratings: Sequence[str]) -> Iterator[Measure]:
    rule = (
        "recommendations and areas for improvement for the force or jointly, reviewed by the panel"
        " in the period"
    )

    yield Measure("reviewed", "total", "Reviewed in the period", rule, _in_period("reviewed"))
    for word in ratings:
        yield Measure(
            "reviewed",
            slug(word),
            f"Reviewed in the period and rated {word}",
            f"{rule}, rated {word} now",
            _in_period("reviewed", "rag", word),
            word,
        )


def _in_period(date: str, column: str = "", word: str = "") -> Count:
    """Return how the rows with a date in the period are counted: all, or those with a word in a
    column.
    """
    return lambda position: [
        row
        for row in position.register.recommendations
        if row.day(date) in position.period and (not column or row.words(column) == word)
    ]


def _moves(
    family: Family,
    name: str,
    label: str,
    rule: str,
    came_from: Sequence[Stage],
    went_to: Sequence[Stage],
    *,
    then: bool = False,
) -> Measure:
    def moved(position: Position) -> Iterable[Recommendation]:
        rows = (
            row for row in position.both if row.stage_then in came_from and row.stage_now in went_to
        )
        return [row.then for row in rows if row.then] if then else [row.row for row in rows]

    return Measure(family, name, label, rule, moved, compares=True, then=then)


EVERY: tuple[Stage, ...] = ("outstanding", "awaiting", "closed", "withdrawn", "absent")
PRESENT = EVERY[:4]


def _outstanding(ratings: Sequence[str]) -> Iterator[Measure]:
    yield _moves(
        "outstanding",
        "opening",
        "Outstanding at the last meeting",
        "recommendations whose status was open at the last meeting, as filed",
        ("outstanding",),
        EVERY,
        then=True,
    )
    yield _moves(
        "outstanding",
        "new",
        "New since the last meeting",
        "recommendations that were not in the last meeting's register, whatever their status now",
        ("absent",),
        PRESENT,
    )
    yield _moves(
        "outstanding",
        "reopened",
        "Reopened since the last meeting",
        "recommendations that are open now and were signed off, closed or withdrawn at the last"
        " meeting",
        ("awaiting", "closed", "withdrawn"),
        ("outstanding",),
    )
    yield _moves(
        "outstanding",
        "settled",
        "Signed off or closed since the last meeting",
        "recommendations that are signed off or closed now and were open, or not there, at the last"
        " meeting",
        ("outstanding", "absent"),
        ("awaiting", "closed"),
    )
    yield _moves(
        "outstanding",
        "withdrawn",
        "Withdrawn since the last meeting",
        "recommendations that are withdrawn now, or no longer count, and were open, or not there,"
        " at the last meeting",
        ("outstanding", "absent"),
        ("withdrawn",),
    )
    for word in ratings:
        yield Measure(
            "opening",
            slug(word),
            f"Outstanding at the last meeting and rated {word} then",
            f"recommendations whose status was open at the last meeting, rated {word} then, as"
            " filed",
            _opening(word),
            word,
            compares=True,
            then=True,
        )
    rule = "recommendations and areas for improvement for the force or jointly whose status is open"
    yield Measure(
        "outstanding",
        "total",
        "Outstanding",
        rule,
        lambda position: position.outstanding,
        in_both_papers=True,
        in_brief="outstanding",
    )

    def rated(word: str) -> Count:
        return lambda position: [row for row in position.outstanding if row.rag == word]

    for word in ratings:
        yield Measure(
            "outstanding",
            slug(word),
            f"Outstanding and rated {word}",
            f"{rule}, rated {word}",
            rated(word),
            word,
            in_both_papers=True,
        )


def _opening(word: str) -> Count:
    return lambda position: [
        row.then
        for row in position.both
        if row.then and row.stage_then == "outstanding" and row.then.rag == word
    ]


def _awaiting() -> Iterator[Measure]:
    yield _moves(
        "awaiting",
        "opening",
        "Awaiting the inspectorate at the last meeting",
        "recommendations that were signed off inside the force and not yet closed at the last"
        " meeting, as filed",
        ("awaiting",),
        EVERY,
        then=True,
    )
    yield _moves(
        "awaiting",
        "added",
        "Signed off since the last meeting",
        "recommendations that await the inspectorate now and did not at the last meeting",
        ("outstanding", "closed", "withdrawn", "absent"),
        ("awaiting",),
    )
    yield _moves(
        "awaiting",
        "closed",
        "Closed by the inspectorate since the last meeting",
        "recommendations that awaited the inspectorate at the last meeting and are closed now",
        ("awaiting",),
        ("closed",),
    )
    yield _moves(
        "awaiting",
        "returned",
        "Returned to the force since the last meeting",
        "recommendations that awaited the inspectorate at the last meeting and are open now",
        ("awaiting",),
        ("outstanding",),
    )
    yield _moves(
        "awaiting",
        "withdrawn",
        "Withdrawn while awaiting the inspectorate",
        "recommendations that awaited the inspectorate at the last meeting and are withdrawn now,"
        " or no longer count",
        ("awaiting",),
        ("withdrawn",),
    )

    def awaiting(position: Position) -> Iterable[Recommendation]:
        return [row for row in position.register.recommendations if row.stage == "awaiting"]

    yield Measure(
        "awaiting",
        "total",
        "Awaiting the inspectorate",
        "recommendations and areas for improvement that are signed off inside the force and not yet"
        " closed",
        awaiting,
        in_both_papers=True,
        in_brief="awaiting",
    )


def _signed_off(statuses: Sequence[str]) -> Iterator[Measure]:
    rule = "recommendations whose date of internal sign-off lies in the period"

    yield Measure("signed_off", "total", "Signed off in the period", rule, _in_period("signed_off"))
    for word in statuses:
        yield Measure(
            "signed_off",
            slug(word),
            f"Signed off in the period, status {word}",
            f"{rule} and whose status now is {word}",
            _in_period("signed_off", "status", word),
            word,
        )


def _moved(settings: Settings) -> Iterator[Measure]:
    rule, ratings = (
        "recommendations that were open at the last meeting and are open now",
        (settings.ratings),
    )

    def continuing(among: Callable[[Recommendation, Recommendation], bool]) -> Count:
        return lambda position: [now for then, now in position.continuing if among(then, now)]

    yield Measure(
        "continuing",
        "total",
        "Outstanding at both meetings",
        rule,
        continuing(lambda then, now: True),
    )
    yield Measure(
        "improved",
        "total",
        "Rating improved",
        f"{rule}, with a better rating",
        continuing(lambda then, now: step(then, now, settings) > 0),
        needs="rag",
    )
    yield Measure(
        "worsened",
        "total",
        "Rating worsened",
        f"{rule}, with a worse rating",
        continuing(lambda then, now: step(then, now, settings) < 0),
        needs="rag",
    )
    apart = " or one that is not ranked" if settings.unranked else ""
    yield Measure(
        "unchanged",
        "total",
        "Rating unchanged",
        f"{rule}, with the same rating{apart}",
        continuing(lambda then, now: step(then, now, settings) == 0),
        needs="rag",
    )

    def rated(*, then: str | None = None, now: str | None = None) -> Count:
        return continuing(lambda was, row: then in (None, was.rag) and now in (None, row.rag))

    for word in ratings:
        yield Measure(
            "continuing_from",
            slug(word),
            f"Outstanding at both meetings, rated {word} then",
            f"{rule}, rated {word} at the last meeting",
            rated(then=word),
            word,
        )
        yield Measure(
            "continuing_to",
            slug(word),
            f"Outstanding at both meetings, rated {word} now",
            f"{rule}, rated {word} now",
            rated(now=word),
            word,
        )

    for then in ratings:
        for now in ratings:
            yield Measure(
                "moved",
                moved_name(then, now),
                f"Rated {then} at the last meeting and {now} now",
                f"{rule}, rated {then} then and {now} now",
                rated(then=then, now=now),
            )


def _withheld(worst: str) -> Iterator[Measure]:
    rule = "of these, the rows whose column Publish says No: they count, and are not listed"

    def withheld(
        name: str,
        told: str,
        count: Callable[[Position], Iterable[Recommendation]],
        *,
        compares: bool = False,
        dated: str = "",
    ) -> Measure:
        return Measure(
            "withheld",
            name,
            f"{told}, not for publication",
            rule,
            lambda position: [row for row in count(position) if not row.publish],
            compares=compares,
            needs=dated,
            dated=dated,
        )

    yield replace(
        withheld("worst", f"Outstanding and rated {worst or 'worst'}", worst_rated),
        worst=True,
        needs="rag",
    )
    yield withheld("new", "New since the last meeting", new, compares=True)
    yield withheld("settled", "Signed off or closed since the last meeting", settled, compares=True)
    yield withheld("overdue", "Overdue", overdue, dated="target")


def _standing() -> Iterator[Measure]:
    def stale(position: Position) -> Iterable[Recommendation]:
        return [
            now
            for then, now in position.continuing
            if (now.update, now.updated) == (then.update, then.updated)
        ]

    def concerns(position: Position) -> Iterable[Recommendation]:
        return [row for row in position.register.concerns if row.stage == "outstanding"]

    yield Measure(
        "overdue",
        "total",
        "Overdue",
        "outstanding recommendations whose target date is before the meeting",
        overdue,
        needs="target",
        dated="target",
        in_brief="overdue",
    )
    yield Measure(
        "extended",
        "total",
        "Target date extended",
        "recommendations open at both meetings whose target date is later than it was",
        extended,
        compares=True,
        needs="target",
    )
    yield Measure(
        "stale",
        "total",
        "No new update",
        "recommendations open at both meetings with the same update and the same date of update",
        stale,
        compares=True,
        needs="update",
    )
    yield Measure(
        "concerns",
        "total",
        "Causes of concern outstanding",
        "causes of concern for the force or jointly whose status is open; they are not"
        " recommendations",
        concerns,
        noun="concern",
        in_brief="concerns",
    )


def _bridge(settings: Settings) -> Iterator[Measure]:
    """Yield what leads from what was reviewed to its ratings, and to what is outstanding."""

    def unreviewed_then(position: Position) -> Iterable[Recommendation]:
        fresh = {row.ref for row in new(position)}
        return [row for row in unreviewed(position) if row.ref not in fresh]

    def unreviewed_new(position: Position) -> Iterable[Recommendation]:
        fresh = {row.ref for row in new(position)}
        return [row for row in unreviewed(position) if row.ref in fresh]

    not_reviewed = "outstanding recommendations that the panel did not review in the period"

    def measure(
        family: Family, name: str, label: str, rule: str, count: Count, *, compares: bool = False
    ) -> Measure:
        return Measure(
            family,
            name,
            label,
            rule,
            count,
            needs="reviewed",
            dated="reviewed",
            of_period=True,
            compares=compares,
        )

    if settings.ratings:
        yield measure(
            "unrated",
            "total",
            "Reviewed in the period and not rated",
            "recommendations that the panel reviewed in the period, settled, and without a rating",
            _in_period("reviewed", "rag", ""),
        )
    yield measure(
        "reviewed_outstanding",
        "total",
        "Outstanding and reviewed in the period",
        "outstanding recommendations that the panel reviewed in the period",
        reviewed_outstanding,
    )
    yield measure(
        "unreviewed",
        "total",
        "Outstanding and not reviewed in the period",
        not_reviewed,
        unreviewed,
    )
    yield measure(
        "unreviewed",
        "new",
        "Outstanding and not reviewed in the period, new since the last meeting",
        f"{not_reviewed}, and that were not in the last meeting's register",
        unreviewed_new,
        compares=True,
    )
    yield measure(
        "unreviewed",
        "earlier",
        "Outstanding and not reviewed in the period, known at the last meeting",
        f"{not_reviewed}, and that were in the last meeting's register",
        unreviewed_then,
        compares=True,
    )


def _pressing(worst: str) -> Iterator[Measure]:
    """Yield what a member asks for first: the gravest, the longest overdue, what slipped."""
    yield Measure(
        "newly_worst",
        "total",
        f"Newly rated {worst or 'worst'}",
        f"outstanding recommendations rated {worst or 'worst'} that were not outstanding with that"
        " rating at the last meeting",
        newly_worst,
        compares=True,
        worst=True,
        needs="rag",
    )
    yield Measure(
        "worst_or_overdue",
        "total",
        f"Rated {worst} or overdue" if worst else "Overdue, and no ratings are kept",
        f"outstanding recommendations that are rated {worst or 'worst'}, or whose target date is"
        " before the meeting",
        worst_or_overdue,
        worst=True,
        needs="" if worst else "target",
    )
    yield Measure(
        "overdue",
        "oldest",
        "Longest overdue",
        "overdue recommendations with the earliest target date",
        oldest_overdue,
        needs="target",
        dated="target",
    )
    yield Measure(
        "slipped",
        "total",
        "Reopened, worsened or extended",
        "outstanding recommendations that were signed off, closed or withdrawn at the last meeting,"
        " or open then with a better rating or an earlier target date",
        slipped,
        compares=True,
    )


def _logged() -> Iterator[Measure]:
    yield Measure(
        "inspections",
        "total",
        "Inspections completed in the period",
        "rows of the sheet Inspections whose date Finished lies in the period",
        lambda position: position.period_log.inspections,
        noun="inspection",
    )
    yield Measure(
        "underway",
        "total",
        "Inspections under way at the data cut-off",
        "rows of the sheet Inspections that had started by the data cut-off and not finished, and"
        " of the sheet Forthcoming that had started and not ended; what stands in both counts once",
        lambda position: position.period_log.underway,
        noun="inspection",
    )
    yield Measure(
        "reports",
        "total",
        "Reports published in the period",
        "rows of the sheet Reports whose date Published lies in the period",
        lambda position: position.period_log.reports,
        noun="report",
    )
    yield Measure(
        "forthcoming",
        "total",
        "Forthcoming inspections",
        "rows of the sheet Forthcoming that start after the data cut-off",
        lambda position: position.period_log.forthcoming,
        noun="inspection",
    )
    yield from _responses()


def _responses() -> Iterator[Measure]:
    for name, label, rule, count in (
        (
            "made",
            "Responses made in the period",
            "rows of the sheet Reports whose date Responded lies in the period",
            responses_made,
        ),
        (
            "due",
            "Responses due",
            "rows of the sheet Reports with a Response due, not responded to by the data cut-off,"
            " and not late",
            responses_due,
        ),
        (
            "late",
            "Responses late",
            "rows of the sheet Reports whose Response due is before the meeting, not responded to"
            " by the data cut-off, nor by that day",
            responses_late,
        ),
    ):
        yield Measure("responses", name, label, rule, count, noun="report")
