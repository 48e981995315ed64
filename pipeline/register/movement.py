"""Last meeting's register and this one's, side by side: who is new, who moved, and from where to where."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings

ABSENT = "absent"
KEPT = ["ref", "rag", "target", "update", "updated", "cell", "row", "status", "text", "published", "publish", "kind",
        "addressed_to", "signed_off"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that belong to a paper: after `after` (or from `since` on a first paper), up to and including `end`."""

    end: datetime.date
    after: datetime.date | None = None
    since: datetime.date | None = None

    def __contains__(self, day: datetime.date) -> bool:
        if day > self.end or (self.after is not None and day <= self.after):
            return False
        return self.after is not None or self.since is None or day >= self.since

    def among(self, days: pd.Series) -> pd.Series:
        """Return which of a column of dates lie in the period; blank ones do not."""
        inside = days <= pd.Timestamp(self.end)
        if self.after is not None:
            return inside & (days > pd.Timestamp(self.after))
        return inside if self.since is None else inside & (days >= pd.Timestamp(self.since))


def period(settings: Settings, previous_cut_off: datetime.date | None) -> Period:
    """Return this paper's period: it begins where the last one's data ended."""
    meeting = settings.meeting
    if previous_cut_off is not None:
        return Period(meeting.cut_off, after=previous_cut_off)
    return Period(meeting.cut_off, since=meeting.since)


def stages(register: Register, *, concerns: bool = False) -> pd.Series:
    """Return the stage of every counted recommendation by ref: outstanding, awaiting, closed or withdrawn."""
    counted = register.concerns if concerns else register.recommendations
    return counted.set_index("ref")["stage"]


def between(then: Register | None, now: Register, *, concerns: bool = False) -> pd.DataFrame:
    """Return one row a recommendation (or cause of concern) that counts now or counted then, in the order of this workbook.

    Columns: ref, `stage_then` and `stage_now` (outstanding, awaiting, closed, withdrawn, absent), and the fields of
    `KEPT` with the suffixes _then and _now. A row that left the force's recommendations, by scope or kind, is
    withdrawn now; one that entered them was absent then. Without a former register everything was absent.
    """
    here = _side(now, stages(now, concerns=concerns), "now")
    there = _side(then, stages(then, concerns=concerns), "then") if then is not None else here.head(0).rename(
        columns=lambda name: name.replace("_now", "_then"))
    both = here.merge(there, on="ref", how="outer", sort=False)
    both["stage_then"] = both["stage_then"].astype(object)
    was, is_now = both["stage_then"].notna(), both["stage_now"].notna()
    left = was & ~is_now & both["cell_now"].notna()
    both.loc[left, "stage_now"] = "withdrawn"
    both["stage_now"] = both["stage_now"].where(both["stage_now"].notna(), ABSENT)
    both["stage_then"] = both["stage_then"].where(was, ABSENT)
    both = both[was | is_now]
    return both.sort_values(["row_now", "row_then"], kind="stable", na_position="last").reset_index(drop=True)


def _side(register: Register, stage: pd.Series, suffix: str) -> pd.DataFrame:
    side = register.frame.drop_duplicates("ref")[KEPT].copy()
    side["stage"] = side["ref"].map(stage.groupby(level=0).first()).astype(object)
    return side.rename(columns={name: f"{name}_{suffix}" for name in side.columns if name != "ref"})
