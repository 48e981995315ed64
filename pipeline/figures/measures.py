"""How each figure is counted, in the order of the contract: its rule in words, and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.figures.position import Facts
from pipeline.register.inspections import Forthcoming
from pipeline.settings.model import Settings, slug

Count = Callable[[Facts], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is counted: `count` returns the rows behind it; `compares` where it needs a previous meeting.

    `needs` is the column or stage without which there is nothing to count (`facts.KEEPABLE`).
    """

    key: str
    label: str
    rule: str
    count: Count
    compares: bool = False
    then: bool = False
    needs: str = ""


def measures(settings: Settings) -> Iterator[Measure]:
    """Yield how each figure is counted, in the order of the contract; legend and status words make their own keys."""
    yield from (replace(measure, needs="reviewed") for measure in _reviewed(settings.ratings))
    yield from _outstanding(settings.ratings)
    yield from (replace(measure, needs="awaiting") for measure in _awaiting())
    yield from (replace(measure, needs="signed_off") for measure in _signed_off(tuple(settings.status)))
    yield from _moved(settings.ratings)
    yield from _standing()
    yield from (replace(measure, needs="log") for measure in _logged())
    yield from _withheld(settings.worst)


def _reviewed(ratings: Sequence[str]) -> Iterator[Measure]:
    rule = "recommendations and areas for improvement for the force or jointly, reviewed by the panel in the period"

    yield Measure("reviewed_total", "Reviewed in the period", rule, _in_period("reviewed"))
    for word in ratings:
        yield Measure(f"reviewed_{slug(word)}", f"Reviewed in the period and rated {word}", f"{rule}, rated {word} now",
                      _in_period("reviewed", "rag", word))


def _in_period(date: str, column: str = "", word: str = "") -> Count:
    """Return how the rows with a date in the period are counted: all, or those with a word in a column."""
    def rows(facts: Facts) -> pd.DataFrame:
        found = facts.counted[facts.period.among(facts.counted[date])]
        return found[found[column] == word] if column else found

    return rows


def _moves(key: str, label: str, rule: str, came_from: Sequence[str], went_to: Sequence[str], *, then: bool = False) -> Measure:
    def moved(facts: Facts) -> pd.DataFrame:
        return facts.moves[facts.moves["state_then"].isin(came_from) & facts.moves["state_now"].isin(went_to)]

    return Measure(key, label, rule, moved, compares=True, then=then)


EVERY = ("outstanding", "awaiting", "closed", "withdrawn", "absent")
PRESENT = EVERY[:4]


def _outstanding(ratings: Sequence[str]) -> Iterator[Measure]:
    yield _moves("outstanding_opening", "Outstanding at the last meeting",
                 "recommendations whose status was open at the last meeting, as filed", ("outstanding",), EVERY, then=True)
    yield _moves("outstanding_new", "New since the last meeting",
                 "recommendations that were not in the last meeting's register, whatever their status now",
                 ("absent",), PRESENT)
    yield _moves("outstanding_reopened", "Reopened since the last meeting",
                 "recommendations that are open now and were signed off, closed or withdrawn at the last meeting",
                 ("awaiting", "closed", "withdrawn"), ("outstanding",))
    yield _moves("outstanding_settled", "Signed off or closed since the last meeting",
                 "recommendations that are signed off or closed now and were open, or not there, at the last meeting",
                 ("outstanding", "absent"), ("awaiting", "closed"))
    yield _moves("outstanding_withdrawn", "Withdrawn since the last meeting",
                 "recommendations that are withdrawn now, or no longer count, and were open, or not there, at the last "
                 "meeting", ("outstanding", "absent"), ("withdrawn",))
    for word in ratings:
        yield Measure(f"opening_{slug(word)}", f"Outstanding at the last meeting and rated {word} then",
                      f"recommendations whose status was open at the last meeting, rated {word} then, as filed",
                      _opening(word), compares=True, then=True)
    rule = "recommendations and areas for improvement for the force or jointly whose status is open"
    yield Measure("outstanding_total", "Outstanding", rule, lambda facts: facts.outstanding)

    def rated(word: str) -> Count:
        return lambda facts: facts.outstanding[facts.outstanding["rag"] == word]

    for word in ratings:
        yield Measure(f"outstanding_{slug(word)}", f"Outstanding and rated {word}", f"{rule}, rated {word}", rated(word))


def _opening(word: str) -> Count:
    return lambda facts: facts.both[(facts.both["state_then"] == "outstanding") & (facts.both["rag_then"] == word)]


def _awaiting() -> Iterator[Measure]:
    yield _moves("awaiting_opening", "Awaiting the inspectorate at the last meeting",
                 "recommendations that were signed off inside the force and not yet closed at the last meeting, as filed",
                 ("awaiting",), EVERY, then=True)
    yield _moves("awaiting_added", "Signed off since the last meeting",
                 "recommendations that await the inspectorate now and did not at the last meeting",
                 ("outstanding", "closed", "withdrawn", "absent"), ("awaiting",))
    yield _moves("awaiting_closed", "Closed by the inspectorate since the last meeting",
                 "recommendations that awaited the inspectorate at the last meeting and are closed now",
                 ("awaiting",), ("closed",))
    yield _moves("awaiting_returned", "Returned to the force since the last meeting",
                 "recommendations that awaited the inspectorate at the last meeting and are open now",
                 ("awaiting",), ("outstanding",))
    yield _moves("awaiting_withdrawn", "Withdrawn while awaiting the inspectorate",
                 "recommendations that awaited the inspectorate at the last meeting and are withdrawn now, or no longer "
                 "count", ("awaiting",), ("withdrawn",))

    def awaiting(facts: Facts) -> pd.DataFrame:
        return facts.counted[facts.counted["ladder"] == "signed_off"]

    yield Measure("awaiting_total", "Awaiting the inspectorate",
                  "recommendations and areas for improvement that are signed off inside the force and not yet closed",
                  awaiting)


def _signed_off(statuses: Sequence[str]) -> Iterator[Measure]:
    rule = "recommendations whose date of internal sign-off lies in the period"

    yield Measure("signed_off_total", "Signed off in the period", rule, _in_period("signed_off"))
    for word in statuses:
        yield Measure(f"signed_off_{slug(word)}", f"Signed off in the period, status {word}",
                      f"{rule} and whose status now is {word}", _in_period("signed_off", "status", word))


def _moved(ratings: Sequence[str]) -> Iterator[Measure]:
    rule = "recommendations that were open at the last meeting and are open now"

    def compared(better: int) -> Count:
        def rows(facts: Facts) -> pd.DataFrame:
            continuing = facts.continuing
            step = continuing["rag_now"].cat.codes.astype(int) - continuing["rag_then"].cat.codes.astype(int)
            return continuing[step.clip(-1, 1) == better]
        return rows

    yield Measure("continuing_total", "Outstanding at both meetings", rule, lambda facts: facts.continuing, compares=True)
    yield Measure("improved_total", "Rating improved", f"{rule}, with a better rating", compared(1), compares=True)
    yield Measure("worsened_total", "Rating worsened", f"{rule}, with a worse rating", compared(-1), compares=True)
    yield Measure("unchanged_total", "Rating unchanged", f"{rule}, with the same rating", compared(0), compares=True)

    def rated(word: str, when: str) -> Count:
        return lambda facts: facts.continuing[facts.continuing[f"rag_{when}"] == word]

    for word in ratings:
        yield Measure(f"continuing_from_{slug(word)}", f"Outstanding at both meetings, rated {word} then",
                      f"{rule}, rated {word} at the last meeting", rated(word, "then"), compares=True)
        yield Measure(f"continuing_to_{slug(word)}", f"Outstanding at both meetings, rated {word} now",
                      f"{rule}, rated {word} now", rated(word, "now"), compares=True)

    def cell(then: str, now: str) -> Count:
        return lambda facts: facts.continuing[(facts.continuing["rag_then"] == then) & (facts.continuing["rag_now"] == now)]

    for then in ratings:
        for now in ratings:
            yield Measure(moved_key(then, now), f"Rated {then} at the last meeting and {now} now",
                          f"{rule}, rated {then} then and {now} now", cell(then, now), compares=True)


def moved_key(then: str, now: str) -> str:
    """Return the key of one cell of the matrix of ratings then and now; no slug holds two underscores together."""
    return f"moved_{slug(then)}__to__{slug(now)}"


def worst_rated(facts: Facts) -> pd.DataFrame:
    """Return the outstanding recommendations with the worst rating."""
    return facts.outstanding[facts.outstanding["rag"] == facts.settings.worst]


def new(facts: Facts) -> pd.DataFrame:
    """Return the rows of `both` that were not in the last meeting's register."""
    return facts.both[(facts.both["state_then"] == "absent") & (facts.both["state_now"] != "absent")]


def settled(facts: Facts) -> pd.DataFrame:
    """Return the rows of `both` that are signed off or closed now and were open, or not there."""
    both = facts.both
    return both[both["state_then"].isin(["outstanding", "absent"]) & both["state_now"].isin(["awaiting", "closed"])]


def overdue(facts: Facts) -> pd.DataFrame:
    """Return the outstanding recommendations whose target date is before the meeting; on the day is not overdue."""
    return facts.outstanding[facts.outstanding["target"] < pd.Timestamp(facts.settings.meeting.date)]


def _withheld(worst: str) -> Iterator[Measure]:
    def kept_back(count: Count) -> Count:
        def rows(facts: Facts) -> pd.DataFrame:
            found = count(facts)
            return found[~found["publish" if "publish" in found.columns else "publish_now"].astype(bool)]
        return rows

    rule = "of these, the rows whose column Publish says No: they count, and are not listed"
    for name, told, count, compares in (
            ("worst", f"Outstanding and rated {worst}", worst_rated, False), ("new", "New since the last meeting", new, True),
            ("settled", "Signed off or closed since the last meeting", settled, True), ("overdue", "Overdue", overdue, False)):
        yield Measure(f"withheld_{name}", f"{told}, not for publication", rule, kept_back(count), compares=compares,
                      needs="target" if count is overdue else "")


def _standing() -> Iterator[Measure]:
    def extended(facts: Facts) -> pd.DataFrame:
        return facts.continuing[facts.continuing["target_now"] > facts.continuing["target_then"]]

    def stale(facts: Facts) -> pd.DataFrame:
        rows = facts.continuing
        same_date = (rows["updated_now"] == rows["updated_then"]) | (rows["updated_now"].isna() & rows["updated_then"].isna())
        return rows[(rows["update_now"] == rows["update_then"]) & same_date]

    def concerns(facts: Facts) -> pd.DataFrame:
        rows = facts.register.concerns
        return rows[rows["ladder"] == "open"]

    yield Measure("overdue_total", "Overdue", "outstanding recommendations whose target date is before the meeting", overdue,
                  needs="target")
    yield Measure("extended_total", "Target date extended",
                  "recommendations open at both meetings whose target date is later than it was", extended, compares=True,
                  needs="target")
    yield Measure("stale_total", "No new update",
                  "recommendations open at both meetings with the same update and the same date of update", stale,
                  compares=True, needs="update")
    yield Measure("concerns_total", "Causes of concern outstanding",
                  "causes of concern for the force or jointly whose status is open; they are not recommendations", concerns)


def _logged() -> Iterator[Measure]:
    def rows(sheet: str) -> Count:
        def found(facts: Facts) -> pd.DataFrame:
            entries = getattr(facts.log, sheet)
            names = ["title" if isinstance(entry, Forthcoming) else "ref" for entry in entries]
            return pd.DataFrame({"ref": [entry.ref for entry in entries],
                                 "cell": [str(entry.cells[name]) for entry, name in zip(entries, names, strict=True)]},
                                dtype=object)
        return found

    yield Measure("inspections_total", "Inspections completed in the period",
                  "rows of the sheet Inspections whose date Finished lies in the period", rows("inspections"))
    yield Measure("underway_total", "Inspections under way at the data cut-off",
                  "rows of the sheet Inspections that had started by the data cut-off and not finished, and of the sheet "
                  "Forthcoming that had started and not ended; what stands in both counts once", rows("underway"))
    yield Measure("reports_total", "Reports published in the period",
                  "rows of the sheet Reports whose date Published lies in the period", rows("reports"))
    yield Measure("forthcoming_total", "Forthcoming inspections",
                  "rows of the sheet Forthcoming that start after the data cut-off", rows("forthcoming"))
