"""Facts of one row that contradict each other, and the nearest rows that are sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from pipeline.checks.contradictions import says_in_time
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from tests import builders

Rows = Sequence[Mapping[str, Any]]
PAST, DUE = date(2020, 12, 31), date(2021, 6, 30)
ON_COURSE = builders.SETTINGS


def told(
    code: str, rows: Rows, then: Rows | None = None, settings: str = builders.SETTINGS
) -> list[str]:
    """Return the cells at which a code is told."""
    given = Inputs(
        settings.encode(),
        builders.recommendations(*rows),
        builders.inspections(inspections=[{}]),
        None,
        [builders.baseline(*then)] if then is not None else (),
    )
    found = [one for one in computed(given).findings if one.code == code]
    assert not any(one.wrong for one in found)
    return [str(one.cell).removeprefix("Recommendations!") for one in found]


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("On course", True),
        ("On track to be met", True),
        ("In progress, with work still to do before the target date", True),
        ("Will be delivered by its due date", True),
        ("On course, or done and waiting for the panel", True),
        ("Delayed, but on track for the new date", True),
        ("At risk", False),
        ("Not on track", False),
        ("At risk of not being met by the target date", False),
        ("Past its target date or at serious risk of missing it", False),
        ("Unlikely to be done by the target date", False),
        ("Work has begun", False),
        ("Complete", False),
        ("", False),
        ("{{7*7}}", False),
    ],
)
def test_a_meaning_says_that_the_target_can_still_be_met(meaning: str, said: bool) -> None:
    assert says_in_time(meaning) is said


def legend(amber: str, green: str) -> str:
    lines = builders.SETTINGS.splitlines()
    return "\n".join(
        f'Amber = "{amber}"' if line.startswith("Amber = ") else f'Green = "{green}"' if line.startswith("Green = ") else line
        for line in lines
    ) + "\n"  # fmt: skip


def test_a_rating_that_means_in_time_is_told_past_the_target() -> None:
    rows: Rows = [
        {"rag": "Green", "target": PAST},
        {"rag": "Green", "target": DUE},
        {"rag": "Green", "target": builders.MEETING},
        {"rag": "Amber", "target": PAST},
        {"rag": "Red", "rag_reason": "Late.", "target": PAST},
        {"rag": "Green", "target": None},
        {"rag": "Green", "target": PAST, "status": "Closed", "closed": PAST, "signed_off": PAST},
        {"rag": "Green", "target": PAST, "addressed_to": "Home Office"},
    ]
    assert told("rated-past-target", rows, settings=legend("At risk", "On course")) == ["K2"]
    assert told("rated-past-target", rows, settings=legend("On track", "On course")) == ["K2", "K5"]
    assert told("rated-past-target", rows, settings=legend("a", "b")) == []


def test_the_worst_rating_without_a_target_is_told_where_others_have_one() -> None:
    red = {"rag": "Red", "rag_reason": "Late."}
    assert told("worst-without-target", [{**red, "target": None}, {**red}, {"target": None}]) == [
        "N2"
    ]
    assert told("worst-without-target", [{**red, "target": None}, {"target": None}]) == []


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2021, 2021, 2021, 2021, 2024], ["N6"]),
        ([2021, 2021, 2021, 2021, 2022], []),
        ([2021, 2021, 2021, 2024, 2024], []),
        ([2021, 2021, 2021, 2024], []),
        ([2021, 2021, 2021, 2021, 2210], []),
    ],
)
def test_a_target_far_beyond_any_other_is_told(years: Sequence[int], expected: list[str]) -> None:
    assert told("target-far", [{"target": date(year, 6, 30)} for year in years]) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ACC Crime", "ACC (Crime)", True),
        ("ACC Crime", "acc crime", True),
        ("ACC Crime", "A.C.C. Crime", True),
        ("ACC Crime & Vetting", "ACC Crime and Vetting", True),
        ("Assistant Chief Constable", "Asistant Chief Constable", True),
        ("Director of Operations", "Director of Operation", True),
        ("ACC Crime", "DCC Crime", False),
        ("ACC Crime", "ACC Crime Operations", False),
        ("ACC 1", "ACC 2", False),
        ("Head of Unit 10001", "Head of Unit 10002", False),
        ("ACC (Local Policing)", "ACC (Global Policing)", False),
        ("Supt Smith", "Supt Smyth", False),
        ("DCC", "ACC", False),
        ("Inspector North", "Inspector South", False),
        ("<script>", "<script>1", False),
    ],
)
def test_an_owner_spelt_two_ways_is_told_at_the_rarer_spelling(
    one: str, other: str, same: bool
) -> None:
    rows = [{"owner": one}, {"owner": other}, {"owner": one}]
    assert told("owner-spelt-two-ways", rows) == (["I3"] if same else [])
    assert told("owner-spelt-two-ways", [{"owner": one}, {"owner": one}]) == []


def test_an_owner_of_a_row_that_is_not_for_publication_is_not_told() -> None:
    rows = [{"owner": "ACC Crime"}, {"owner": "ACC (Crime)", "publish": "No"}]
    assert told("owner-spelt-two-ways", rows) == []


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ("Signed off by the panel in May 2020.", True),
        ("Work was done. Closed.", True),
        ("The recommendation was signed off on 3 May 2020.", True),
        ("This has now been closed by HMICFRS.", True),
        ("It is now formally closed", True),
        ("This AFI was signed-off at the panel of 2 June 2020.", True),
        ("To be signed off in May 2021.", False),
        ("It will be signed off at the next panel.", False),
        ("It was not signed off.", False),
        ("Once it is closed by HMICFRS it will be archived.", False),
        ("We expect that it is closed by May.", False),
        ("Once it is closed by us, all is well. It was closed on 3 May 2020.", True),
        ("The call centre was closed in May 2020.", False),
        ("The policy was signed off by the board.", False),
        ("It was closed in May 2020 and reopened in June 2020.", False),
        ("This was signed off and then returned by HMICFRS.", False),
        ("Closed cases are now reviewed.", False),
        ("Signed off policies are on the intranet.", False),
        ("Closed-circuit television was bought.", False),
        ("", False),
    ],
)
def test_an_update_that_says_its_row_is_settled(update: str, said: bool) -> None:
    assert told("update-says-settled", [{"update": update}]) == (["M2"] if said else [])
    settled = {"update": update, "status": "Closed", "closed": PAST, "signed_off": PAST}
    assert told("update-says-settled", [settled]) == []


def test_a_row_that_came_back_may_have_the_update_of_its_closing() -> None:
    closed = {
        "ref": "R1",
        "status": "Closed",
        "signed_off": date(2020, 5, 1),
        "closed": date(2020, 6, 1),
    }
    now = {"ref": "R1", "update": "Signed off by the panel in May 2020."}
    assert told("update-says-settled", [now], [closed]) == []


def test_from_worst_to_best_with_the_same_update_is_told() -> None:
    red = {"rag": "Red", "rag_reason": "Late."}
    then = [{"ref": f"R{n}", **(red if n != 3 else {}), "update": "Begun."} for n in range(1, 6)]
    now = [
        {"ref": "R1", "rag": "Green", "update": "Begun."},
        {"ref": "R2", "rag": "Green", "update": "Done."},
        {"ref": "R3", "rag": "Green", "update": "Begun."},
        {"ref": "R4", "rag": "Amber", "update": "Begun."},
        {"ref": "R5", "rag": "Green", "update": None},
    ]
    assert told("better-same-update", now, then) == ["K2"]
    assert told("better-same-update", now) == []
