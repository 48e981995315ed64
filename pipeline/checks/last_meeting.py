"""What must hold between this meeting's rows and the last one's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from pipeline.checks.codes import finding
from pipeline.checks.populations import population_changed
from pipeline.checks.rule import Rule, heading, moved
from pipeline.checks.slid import columns_slid
from pipeline.checks.vanished import archive_of_another_workbook, retyped, vanished
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.register.records import LADDERS
from pipeline.settings.model import FILE, fold, slug


def sign_off_outside_period(position: Position) -> Iterator[Finding]:
    """A row that was settled since the last meeting, by its states, and was not signed off in the
    period, by its date.
    """
    redefined = _redefined(position)
    for row in position.compared:
        now = row.now
        if now is None or _kept_status(row, redefined):
            continue  # told by status_redefined
        if row.stage_then in ("outstanding", "absent") and row.stage_now in ("awaiting", "closed"):
            if now.signed_off is None and row.stage_now == "awaiting":
                continue  # told by status_and_dates
            if now.signed_off not in position.period:
                when = "blank" if now.signed_off is None else say_date(now.signed_off)
                yield moved(
                    position,
                    "sign-off-outside-period",
                    now,
                    "signed_off",
                    "it was settled since the last meeting and "
                    f'is "{now.status}" now, but {heading(position, "signed_off")} is {when}, so it'
                    " is not among "
                    "those signed off in the period.",
                )


def legend_changed(position: Position) -> Iterator[Finding]:
    """A rating in use at the last meeting that the legend no longer holds: then and now cannot be
    compared.
    """
    legend = {slug(word) for word in position.settings.ratings}
    if not legend:
        return  # ratings are not kept any longer
    for word in sorted(word for word in position.ratings_then if slug(word) not in legend):
        yield finding(
            "legend-changed",
            f'"{word}" was a rating at the meeting of {position.last_meeting} and is not in [rag] '
            "now, so ratings then and now cannot be compared.",
            "Keep the word in [rag], in its place from worst to best, for one more paper.",
            FILE,
            place="[rag]",
        )


def status_redefined(position: Position) -> Iterator[Finding]:
    """A word of [status] that meant something else at the last meeting: rows moved that nobody
    changed.
    """
    words, redefined = {fold(word): word for word in position.settings.status}, _redefined(position)
    kept = Counter(
        fold(row.row.status) for row in position.every_kind if _kept_status(row, redefined)
    )
    for folded, then in redefined.items():
        if kept[folded]:
            rows = (
                "one row that kept this status is"
                if kept[folded] == 1
                else f"{kept[folded]} rows that kept this status are"
            )
            yield finding(
                "status-redefined",
                f'"{words[folded]}" meant {LADDERS[then]} at the meeting of {position.last_meeting}'
                f" and means {position.settings.status[words[folded]]} now, so {rows} counted as"
                " moved.",
                "If that is meant, say so in the paper; if not, give the word its former meaning.",
                FILE,
                place=f"[status] {words[folded]}",
            )


def _redefined(position: Position) -> dict[str, str]:
    """Return what the words of [status] that mean something else now meant at the last meeting, by
    the folded word.
    """
    then = {fold(row.status): row.stage for row in position.then.ours} if position.then else {}
    return {
        folded: then[folded]
        for word, stage in position.settings.stages.items()
        if (folded := fold(word)) in then and then[folded] != stage
    }


def _kept_status(row: Movement, redefined: Container[str]) -> bool:
    """Return whether a row counted at both meetings and moved only because its status word means
    something else now.
    """
    if row.then is None or row.now is None or "absent" in (row.stage_then, row.stage_now):
        return False
    return fold(row.now.status) == fold(row.then.status) and fold(row.now.status) in redefined


def moved_backwards(position: Position) -> Iterator[Finding]:
    """A rating or a status that moved backwards."""
    redefined = _redefined(position)
    for row in position.every_kind:
        if row.then and row.now:
            if not _kept_status(row, redefined):
                yield from _status_backwards(position, row, row.then, row.now)
            if row.is_continuing:
                yield from _rating_backwards(position, row, row.then, row.now)


STAGES: dict[str, int] = {"outstanding": 0, "awaiting": 1, "closed": 2}
"""The stages that a row goes through, in their order."""


def _status_backwards(
    position: Position, row: Movement, then: Recommendation, now: Recommendation
) -> Iterator[Finding]:
    was, is_now = STAGES.get(row.stage_then), STAGES.get(row.stage_now)
    if was is not None and is_now is not None and is_now < was:
        yield moved(
            position,
            "status-backwards",
            now,
            "status",
            (
                f'its status was "{then.status}" at the last meeting and is "{now.status}" now.'
                if row.is_told
                else "its status moved backwards since the last meeting."
            ),
            f"{then.status} to {now.status}" if row.is_told else "",
        )


def _rating_backwards(
    position: Position, row: Movement, then: Recommendation, now: Recommendation
) -> Iterator[Finding]:
    ratings, unranked = position.settings.ratings, position.settings.unranked
    if not then.rag or not now.rag or then.rag in unranked or now.rag in unranked:
        return
    if ratings.index(now.rag) < ratings.index(then.rag):
        yield moved(
            position,
            "rating-backwards",
            now,
            "rag",
            (
                f"it was rated {then.rag} at the last meeting and is rated {now.rag} now."
                if row.is_told
                else "its rating moved backwards since the last meeting."
            ),
            f"{then.rag} to {now.rag}" if row.is_told else "",
        )


def words_changed(position: Position) -> Iterator[Finding]:
    """A row whose wording or publication date is not what it was, or whose update is."""
    kept = {"update", "updated"} & set(position.register.columns)
    for row in position.every_kind:
        then, now = row.then, row.now
        if then is None or now is None:
            continue
        if now.text != then.text and fold(now.text) != fold(then.text):
            yield moved(
                position,
                "words-changed",
                now,
                "text",
                "its wording is not what it was at the last meeting.",
            )
        if then.published and now.published and now.published != then.published:
            yield moved(
                position,
                "published-changed",
                now,
                "published",
                (
                    f"its publication date was {say_date(then.published)} at the last meeting and"
                    f" is {say_date(now.published)} now."
                    if row.is_told
                    else "its publication date is not what it was at the last meeting."
                ),
            )
        if kept and row.is_continuing and (now.update, now.updated) == (then.update, then.updated):
            yield moved(
                position,
                "update-unchanged",
                now,
                "update",
                (
                    "its update is the same as at the last meeting."
                    if now.update
                    else "it has no update, as at the last meeting."
                ),
            )


def published_again(position: Position) -> Iterator[Finding]:
    """A row that was not for publication at the last meeting and is now: a word of its column may
    have been lost.
    """
    for row in position.every_kind:
        if row.then and row.now and row.now.publish and not row.then.publish:
            yield moved(
                position,
                "published-again",
                row.now,
                "publish",
                "it was not for publication at the last meeting and may be printed now.",
            )


SINCE: tuple[Rule, ...] = (
    sign_off_outside_period,
    archive_of_another_workbook,
    vanished,
    retyped,
    legend_changed,
    status_redefined,
    moved_backwards,
    words_changed,
    columns_slid,
    published_again,
    population_changed,
)
