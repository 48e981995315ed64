"""What is described of a figure, once for everybody: its key, its words, its rows, and how it is
told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.figures.position import Position
from pipeline.settings.model import slug


class Row(Protocol):
    """What is behind a figure: a row of a register or of the log."""

    @property
    def ref(self) -> str:
        """Return the ref of the row, or its title where it has none."""

    @property
    def cell(self) -> str:
        """Return the address of the cell that names it."""


Family = Literal[
    "reviewed",
    "unrated",
    "outstanding",
    "opening",
    "awaiting",
    "signed_off",
    "continuing",
    "improved",
    "worsened",
    "unchanged",
    "continuing_from",
    "continuing_to",
    "moved",
    "withheld",
    "overdue",
    "extended",
    "stale",
    "concerns",
    "reviewed_outstanding",
    "unreviewed",
    "newly_worst",
    "worst_or_overdue",
    "slipped",
    "inspections",
    "underway",
    "reports",
    "forthcoming",
    "responses",
]
"""What the keys of figures begin with: a total and its parts."""
Count = Callable[[Position], Iterable[Row]]
Group = Literal[
    "reviewed", "outstanding", "awaiting", "signed_off", "ratings", "standing", "log", "withheld"
]
"""What figures are told together as."""
Noun = Literal["recommendation", "concern", "report", "inspection"]
"""What the rows behind a figure are."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure described: all that is true of it but its value.

    `count` returns the rows behind it. `word` is the rating or status whose part of a family it
    counts, "" for what is no part; `worst` whether it is known by that word being the worst, and
    not by the word.
    """

    family: Family
    name: str
    label: str
    rule: str
    count: Count
    word: str = ""
    worst: bool = False
    group: Group = "standing"
    noun: Noun = "recommendation"
    compares: bool = False
    """Whether it needs a previous meeting."""
    then: bool = False
    """Whether it is of the last meeting, and its rows are those of the filed workbook."""
    needs: str = ""
    """The column, stage or log without which there is nothing to count (`position.KEEPABLE`)."""
    dated: str = ""
    """The column whose date decides whether a row counts."""
    of_period: bool = False
    """Whether it counts what the period or the log tells, and is therefore unknown of a meeting
    filed as a baseline.
    """
    in_both_papers: bool = False
    """Whether last meeting's paper gave the same figure, so that the two may be compared."""
    in_brief: str = ""
    """The name by which the first page compares it with the last meeting, of `IN_BRIEF`."""

    @property
    def key(self) -> str:
        """Return its one name everywhere."""
        return f"{self.family}_{self.name}"

    @property
    def total_key(self) -> str:
        """Return the key of the whole of its family."""
        return f"{self.family}_total"

    @property
    def is_total(self) -> bool:
        """Return whether it is the whole of its family."""
        return self.name == "total"


IN_BRIEF: Mapping[str, str] = {
    "outstanding": "outstanding",
    "worst": "outstanding with the worst rating",
    "awaiting": "awaiting the inspectorate",
    "overdue": "overdue",
    "concerns": "outstanding causes of concern",
}
"""The figures that the first page compares with the last meeting's, by the names that a template
has for them, in words.
"""


def part_key(family: Family, word: str) -> str:
    """Return the key of the part of a family that counts a rating or a status."""
    return f"{family}_{slug(word)}"


def moved_key(then: str, now: str) -> str:
    """Return the key of one cell of the matrix of ratings then and now; no slug holds two
    underscores together.
    """
    return f"moved_{moved_name(then, now)}"


def moved_name(then: str, now: str) -> str:
    """Return the name of that cell in its family."""
    return f"{slug(then)}__to__{slug(now)}"
