"""One thing that the last paper promised or scheduled, and what became of it.

Nothing is called kept unless a date of the workbook or the log says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["not_kept", "silent", "told", "overtaken", "not_due", "kept"]
Kind: TypeAlias = Literal["target", "inspection", "response", "next_step", "sentence"]
Deed: TypeAlias = Literal["", "done", "began", "finished", "responded", "published"]
"""What was done on a day: a recommendation was signed off or closed, an inspection began or
finished, the force responded, a report was published."""
STATES: Mapping[State, str] = {
    "not_kept": "not kept",
    "silent": "not mentioned",
    "told": "to be judged",
    "overtaken": "overtaken",
    "not_due": "not due yet",
    "kept": "kept",
}
"""The states in the order in which they matter to an author, and their words."""
MEANS: Mapping[State, str] = {
    "not_kept": "the day has passed, and the rows say that it was not done by then",
    "silent": "neither the workbook nor the log says anything of it",
    "told": "the rows tell what became of it, and not whether that keeps it",
    "overtaken": "it was withdrawn, or is no longer the force's",
    "not_due": "its day comes after the data cut-off",
    "kept": "the rows say that it was done by the day",
}
KINDS: Mapping[Kind, str] = {
    "target": "target date",
    "inspection": "inspection",
    "response": "response to a report",
    "next_step": "next step",
    "sentence": "sentence",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, where, by when, and how it stands.

    `words` are those of the last paper or of its log, "" for a target date; `ref` is that of the
    recommendation or of the log's row, `title` that of the report or inspection. `done` is the day
    of the `deed` that became of it, `moved_to` the day that is given for it now. `rating` and
    `status` are those of a recommendation now. `cell` is where it can be looked up, in `file`.
    """

    kind: Kind
    state: State
    ref: str = ""
    title: str = ""
    words: str = ""
    place: str = ""
    due: datetime.date | None = None
    done: datetime.date | None = None
    deed: Deed = ""
    moved_to: datetime.date | None = None
    rating: str = ""
    status: str = ""
    file: str = ""
    cell: str = ""
    withheld: bool = False
    """Whether it may not be told: of such a row only the ref and the cell are."""

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        days = {"due": self.due, "done": self.done, "moved_to": self.moved_to}
        return {
            "kind": self.kind,
            "state": self.state,
            "ref": self.ref,
            "title": self.title,
            "words": self.words,
            "place": self.place,
            **{key: day.isoformat() if day else None for key, day in days.items()},
            "deed": self.deed,
            "file": self.file,
            "cell": self.cell,
            "withheld": self.withheld,
        }


def in_order(found: list[Promise]) -> tuple[Promise, ...]:
    """Return promises as an author goes through them: what was not kept first, then by day."""
    order = {state: place for place, state in enumerate(STATES)}
    last = datetime.date.max
    return tuple(
        sorted(found, key=lambda one: (one.withheld, order[one.state], one.due or last, one.ref))
    )
