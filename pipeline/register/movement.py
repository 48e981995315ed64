"""Last meeting's register and this one's, side by side: who is new, who moved, and from where to
where.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Settings, Stage

if TYPE_CHECKING:
    from pipeline.register.recommendations import Register


ABSENT: Stage = "absent"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that belong to a paper: after `after` (or from `since` on a first paper), up to and
    including `end`.
    """

    end: datetime.date
    after: datetime.date | None = None
    since: datetime.date | None = None

    def __contains__(self, day: datetime.date | None) -> bool:
        if day is None or day > self.end or (self.after is not None and day <= self.after):
            return False
        return self.after is not None or self.since is None or day >= self.since


def period(settings: Settings, previous_cut_off: datetime.date | None) -> Period:
    """Return this paper's period: it begins where the last one's data ended."""
    meeting = settings.meeting
    if previous_cut_off is not None:
        return Period(meeting.cut_off, after=previous_cut_off)
    return Period(meeting.cut_off, since=meeting.since)


class Movement(NamedTuple):
    """One recommendation (or cause of concern) that counts now or counted then, and where it stood
    and stands.

    `then` and `now` are its rows, None where a register has none. Each stage is outstanding,
    awaiting, closed, withdrawn or absent. A row that left the force's recommendations, by scope or
    kind, is withdrawn now; one that entered them was absent then.
    """

    ref: str
    then: Recommendation | None
    now: Recommendation | None
    stage_then: Stage | Literal[""]
    stage_now: Stage | Literal[""]

    @property
    def row(self) -> Recommendation:
        """Return its row in this workbook, or in the filed one where it is gone."""
        row = self.now or self.then
        assert row is not None
        return row

    @property
    def is_continuing(self) -> bool:
        """Return whether it is outstanding at both meetings."""
        return self.stage_then == self.stage_now == "outstanding"

    @property
    def is_told(self) -> bool:
        """Return whether it may be quoted: it was for publication then, and is now."""
        return bool(self.then and self.then.publish and self.now and self.now.publish)


def between(
    then: Register | None, now: Register, *, concerns: bool = False
) -> tuple[Movement, ...]:
    """Return what counts now or counted then, in the order of this workbook; without a former
    register all was absent.
    """
    if then is None:
        stages = _stages(now.concerns if concerns else now.recommendations)
        return tuple(
            Movement(ref, None, row, ABSENT, stages[ref])
            for ref, row in now.by_ref.items()
            if ref in stages
        )
    here, there = (
        _stages(one.concerns if concerns else one.recommendations) for one in (now, then)
    )
    refs = [*now.by_ref, *(ref for ref in then.by_ref if ref not in now.by_ref)]
    return tuple(
        Movement(
            ref,
            then.by_ref.get(ref),
            row := now.by_ref.get(ref),
            there.get(ref, ABSENT),
            here.get(ref, "withdrawn" if row else ABSENT),
        )
        for ref in refs
        if ref in here or ref in there
    )


def _stages(counted: Iterable[Recommendation]) -> dict[str, Stage | Literal[""]]:
    """Return the stage of each ref that counts; where one stands twice, that of its first row."""
    stages: dict[str, Stage | Literal[""]] = {}
    for row in counted:
        stages.setdefault(row.ref, row.stage)
    return stages
