"""What a template prints of the promises of the last paper: the rows of the slot `promises`."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.promise import KINDS, STATES, Promise
from pipeline.paper import marks
from pipeline.paper.named_values import Day, Stated


def promised(promises: Iterable[Promise]) -> list[dict[str, object]]:
    """Return the rows of the slot, without those that are not for publication."""
    told = [one for one in promises if not one.withheld]
    return [_row(one, place) for place, one in enumerate(told, 1)]


def _row(one: Promise, number: int) -> dict[str, object]:
    source = f"the last paper, {one.place or 'its records'}"

    def text(words: str) -> str:
        return marks.of_cell(words, source)

    days = {"by": one.due, "done": one.done, "moved_to": one.moved_to}
    return {
        "kind": KINDS[one.kind],
        "ref": text(one.ref),
        "title": text(one.title),
        "words": text(one.words),
        "place": Stated(marks.typed(one.place)),
        "rating": text(one.rating),
        "status": text(one.status),
        "state": STATES[one.state],
        **{
            key: Day.of(day, f"promises:{number}:{key}") if day else "" for key, day in days.items()
        },
        "kept": one.state == "kept",
        "not_kept": one.state == "not_kept",
        "not_due": one.state == "not_due",
        "not_mentioned": one.state == "silent",
    }
