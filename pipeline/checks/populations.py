"""Rows that count among the force's recommendations or causes of concern now and did not at the
last meeting, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.rule import heading, moved
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.settings.schema import KIND_WORDS


def population_changed(position: Position) -> Iterator[Finding]:
    """A row that no longer counts, or counts from now on, because its scope or kind changed."""
    yield from _entered_or_left(position, position.compared, position.register.recommendations)
    yield from _entered_or_left(position, position.concerns_compared, position.register.concerns)


def _entered_or_left(
    position: Position, rows: Iterable[Movement], population: Iterable[Recommendation]
) -> Iterator[Finding]:
    counting = {row.ref for row in population}
    for row in rows:
        if row.then is None or row.now is None:
            continue
        entered, left = row.stage_then == "absent", row.ref not in counting
        if not entered and not left:
            continue
        key, told = _why_it_counts(position, row.then, row.now, is_told=row.is_told)
        if entered:
            yield moved(
                position,
                "entered-population",
                row.now,
                key,
                f"{told}; it counts now and did not at the last meeting, so it is counted as new.",
            )
        else:
            yield moved(
                position,
                "left-population",
                row.now,
                key,
                f"{told}; it counted at the last meeting and no longer does, "
                "so it is counted as withdrawn.",
            )


def _why_it_counts(
    position: Position, then: Recommendation, now: Recommendation, *, is_told: bool
) -> tuple[str, str]:
    """Return the column by which a row left or entered the force's recommendations, and what it
    held then and holds now.
    """
    key = "kind" if then.kind != now.kind else "addressed_to"
    column = heading(position, key)
    was, is_now = then.words(key), now.words(key)
    if key == "kind":
        was, is_now = (KIND_WORDS.get(kind, kind) for kind in (was, is_now))
    if not is_told:
        was = is_now = "(not for publication)"
    if was == is_now and key == "addressed_to":
        return key, f"{column} is as it was, but what it means in report.toml is not"
    if was == is_now:
        return key, f"{column} changed"
    return key, f'{column} was "{was}" and is "{is_now}"'
