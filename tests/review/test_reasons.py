"""Why a figure moved: rows then and now in, the rows that came and left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.filing import published_files
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.figures.result import Computed
from pipeline.register.archive import Filed
from pipeline.review.reasons import NO_LOG, NO_MEETING, NOT_FILED, NOT_KNOWN, Move, Reason, reasons
from tests.builders import (
    CUT_OFF_THEN,
    SETTINGS,
    THEN,
    baseline,
    inputs,
    inspections,
    recommendations,
)

Row = Mapping[str, Any]
OPEN: Row = {"status": "Open"}
SIGNED: Row = {"status": "With HMICFRS", "signed_off": date(2020, 10, 1)}
CLOSED: Row = {"status": "Closed", "signed_off": date(2020, 3, 1), "closed": date(2020, 10, 1)}
BEFORE = SETTINGS.replace("2021-01-14", "2020-07-09").replace("2020-12-31", "2020-06-30")


def because(key: str, *now: Row, then: list[Row] | None) -> Reason:
    """Return the reason of one figure, from rows now and rows at a last meeting that was filed as a
    baseline.
    """
    return by_key(computed(inputs(*now, then=then)))[key]


def by_key(result: Computed) -> dict[str, Reason]:
    return {reason.key: reason for reason in reasons(result)}


def published(*rows: Row, log: bytes | None = None, since: str = "") -> Filed:
    """Return the meeting of 9 July 2020 as a paper of this program files it."""
    chosen = BEFORE.replace("data_to", f"since = {since}\ndata_to") if since else BEFORE
    result = computed(Inputs(chosen.encode(), recommendations(*rows), log or inspections(), None))
    files, figures = published_files(result, Inputs(None, b"", None, None), b"", None, b"")
    return Filed(
        THEN,
        CUT_OFF_THEN,
        "f" * 64,
        files["register.jsonl"],
        None,
        result.settings.ratings,
        figures,
    )


def after(filed: Filed, *now: Row) -> dict[str, Reason]:
    """Return the reasons by key of a paper that follows a filed meeting."""
    return by_key(
        computed(Inputs(SETTINGS.encode(), recommendations(*now), inspections(), None, (filed,)))
    )


def refs(moves: tuple[Move, ...] | None) -> list[str] | None:
    return None if moves is None else [move.ref for move in moves]


def test_a_new_row_came_and_a_signed_off_one_left() -> None:
    reason = because("outstanding_total", SIGNED, OPEN, {**OPEN, "ref": "R9"}, then=[OPEN, OPEN])
    assert (reason.then, reason.now, reason.change) == (2, 2, 0)
    assert reason.came == (
        Move("R9", None, "Recommendations!A4", "not in the register", "outstanding, Amber"),
    )
    assert reason.left == (
        Move(
            "R1",
            "Recommendations!A2",
            "Recommendations!A2",
            "outstanding, Amber",
            "awaiting, Amber",
        ),
    )
    assert [move.moved for move in (*reason.came, *reason.left)] == [False, True]


def test_a_row_that_stands_elsewhere_in_this_workbook_is_pointed_at_in_both() -> None:
    reason = because(
        "outstanding_total", {**OPEN, "ref": "R2"}, {**CLOSED, "ref": "R1"}, then=[OPEN, OPEN]
    )
    assert reason.left == (
        Move(
            "R1", "Recommendations!A2", "Recommendations!A3", "outstanding, Amber", "closed, Amber"
        ),
    )


def test_a_row_that_changed_its_rating_left_one_rating_and_came_to_another() -> None:
    found = by_key(computed(inputs({**OPEN, "rag": "Red"}, then=[OPEN])))
    assert refs(found["outstanding_red"].came) == ["R1"] == refs(found["outstanding_amber"].left)
    assert (refs(found["outstanding_total"].came), refs(found["outstanding_total"].left)) == (
        [],
        [],
    )


def test_each_meeting_counts_overdue_on_its_own_day() -> None:
    then = [{"target": date(2020, 7, 8)}, {"target": date(2020, 7, 9)}]
    reason = because(
        "overdue_total", {"target": date(2021, 3, 1)}, {"target": date(2020, 7, 9)}, then=then
    )
    assert (reason.then, reason.now, refs(reason.came), refs(reason.left)) == (1, 1, ["R2"], ["R1"])
    assert reason.left and reason.left[0].became == "outstanding, Amber, target 1 March 2021"


def test_a_row_no_longer_addressed_to_the_force_says_so() -> None:
    reason = because("outstanding_total", {"addressed_to": "College of Policing"}, then=[OPEN])
    assert [move.became for move in reason.left or ()] == ["for other bodies only, Amber"]


def test_a_row_that_is_gone_has_no_cell_now() -> None:
    reason = because("awaiting_total", {**OPEN, "ref": "R2"}, then=[SIGNED, OPEN])
    assert reason.left == (
        Move("R1", "Recommendations!A2", None, "awaiting, Amber", "no longer in the workbook"),
    )


@pytest.mark.parametrize(("now", "then"), [("No", "Yes"), ("Yes", "No"), ("No", "No")])
def test_a_row_not_for_publication_at_either_meeting_shows_its_ref_and_cells_only(
    now: str, then: str
) -> None:
    reason = because(
        "outstanding_total", {**SIGNED, "publish": now}, then=[{**OPEN, "publish": then}]
    )
    assert reason.left == (Move("R1", "Recommendations!A2", "Recommendations!A2", withheld=True),)


def test_a_cause_of_concern_that_was_closed_left_the_causes_of_concern() -> None:
    concern = {"kind": "Cause of concern"}
    reason = because("concerns_total", {**CLOSED, **concern}, then=[{**OPEN, **concern}])
    assert (reason.change, refs(reason.left)) == (-1, ["R1"])
    assert reason.left and reason.left[0].became == "closed, Amber"


def test_on_a_first_paper_nothing_is_known_and_that_is_said() -> None:
    found = reasons(computed(inputs(OPEN)))
    assert {(reason.came, reason.left, reason.unknown) for reason in found} == {
        (None, None, NO_MEETING)
    }


def test_a_baseline_does_not_know_what_was_reviewed() -> None:
    reason = because("reviewed_total", OPEN, then=[OPEN])
    assert (reason.came, reason.left, reason.unknown) == (None, None, NOT_FILED)


REVIEWED_THEN = [
    {"reviewed": date(2019, 12, 31)},
    {"reviewed": date(2020, 1, 1)},
    {"reviewed": date(2020, 6, 30)},
    {"reviewed": date(2020, 7, 1)},
]


def test_what_the_last_paper_counted_as_reviewed_is_found_again_by_its_dates() -> None:
    now = [*REVIEWED_THEN[:2], {"reviewed": date(2020, 11, 1)}, {"reviewed": date(2020, 12, 1)}]
    found = after(published(*REVIEWED_THEN, since="2020-01-01"), *now)
    reason = found["reviewed_total"]
    assert (reason.then, reason.now, refs(reason.came), refs(reason.left)) == (2, 2, ["R4"], ["R2"])
    assert refs(found["reviewed_amber"].came) == ["R4"]


def test_a_first_paper_without_a_start_counted_every_review() -> None:
    reason = after(published(*REVIEWED_THEN), *REVIEWED_THEN)["reviewed_total"]
    assert (reason.then, reason.now, refs(reason.came), refs(reason.left)) == (
        3,
        1,
        ["R4"],
        ["R1", "R2", "R3"],
    )


def test_a_filed_number_that_no_period_can_yield_is_not_explained() -> None:
    filed = published({"reviewed": date(2020, 6, 1)}, {"reviewed": date(2020, 6, 1)})
    other = Filed(
        filed.meeting,
        filed.data_to,
        filed.seal,
        filed.records,
        None,
        filed.ratings,
        {**filed.figures, "reviewed_total": 1, "reviewed_amber": 1, "outstanding_total": 1},
    )
    found = after(other, OPEN, OPEN)
    assert (
        found["reviewed_total"].came,
        found["reviewed_amber"].came,
        found["outstanding_total"].came,
    ) == (None, None, None)
    assert found["outstanding_total"].unknown and found["outstanding_amber"].came == ()


def test_what_the_log_said_is_found_again_in_this_log_if_it_holds_as_many() -> None:
    filed = published(OPEN, log=inspections(inspections=[{"finished": date(2020, 5, 1)}]))
    assert after(filed, OPEN)["inspections_total"].unknown == NO_LOG
    now = inspections(inspections=[{"finished": date(2020, 5, 1)}, {}, {}])
    reason = by_key(
        computed(Inputs(SETTINGS.encode(), recommendations(OPEN), now, None, (filed,)))
    )["inspections_total"]
    assert (reason.then, reason.now, reason.change) == (1, 2, 1)
    assert reason.came == (Move("R2", None, "Inspections!A3"), Move("R3", None, "Inspections!A4"))
    assert reason.left == (Move("R1", None, "Inspections!A2"),)


def third_meeting(*now: Row, then: list[Row], before: list[Row]) -> dict[str, Reason]:
    """Return the reasons of a paper that follows a published meeting and a baseline before it."""
    first = baseline(*before)
    first = replace(first, meeting=date(2020, 1, 9), data_to=date(2019, 12, 31))
    result = computed(
        Inputs(BEFORE.encode(), recommendations(*then), inspections(), None, (first,))
    )
    files, figures = published_files(result, Inputs(None, b"", None, None), b"", None, b"")
    second = Filed(
        THEN,
        CUT_OFF_THEN,
        "e" * 64,
        files["register.jsonl"],
        None,
        result.settings.ratings,
        figures,
    )
    return by_key(
        computed(
            Inputs(SETTINGS.encode(), recommendations(*now), inspections(), None, (first, second))
        )
    )


def test_from_the_third_meeting_on_what_compares_two_meetings_is_explained_too() -> None:
    old = {
        "published": date(2019, 2, 7),
        "reviewed": date(2019, 11, 1),
        "updated": date(2019, 11, 1),
    }
    found = third_meeting(
        SIGNED,
        OPEN,
        {"ref": "R3"},
        {"ref": "R4"},
        before=[old],
        then=[old, {**old, "reviewed": date(2020, 3, 1)}],
    )
    new = found["outstanding_new"]
    assert (new.then, new.now, refs(new.came), refs(new.left)) == (1, 2, ["R3", "R4"], ["R2"])
    assert (refs(found["outstanding_opening"].came), refs(found["outstanding_opening"].left)) == (
        ["R2"],
        [],
    )
    assert refs(found["reviewed_total"].left) == []
    # none is dated
    assert {
        key for key, reason in found.items() if reason.unknown and not key.startswith("signed_off_")
    } == set()


def test_a_filed_number_that_the_registers_do_not_yield_is_not_explained() -> None:
    filed = published(OPEN)
    some = Filed(
        filed.meeting,
        filed.data_to,
        filed.seal,
        filed.records,
        None,
        filed.ratings,
        {**filed.figures, "outstanding_new": 2, "outstanding_reopened": 0},
    )
    found = after(some, OPEN, {**OPEN, "ref": "R9"})
    assert found["outstanding_new"].unknown == NOT_KNOWN
    assert (refs(found["outstanding_reopened"].came), refs(found["outstanding_reopened"].left)) == (
        [],
        [],
    )


STATUS = st.sampled_from(["Open", "With HMICFRS", "Closed", "Superseded"])
ROW = st.fixed_dictionaries(
    {
        "status": STATUS,
        "rag": st.sampled_from(["Red", "Amber", "Green"]),
        "addressed_to": st.sampled_from(
            ["West Midlands Police", "College of Policing", "All forces; NPCC"]
        ),
        "kind": st.sampled_from(["Recommendation", "Area for improvement", "Cause of concern"]),
        "target": st.sampled_from([None, date(2020, 1, 1), date(2020, 10, 1), date(2021, 6, 1)]),
        "reviewed": st.sampled_from([None, date(2019, 1, 1), date(2020, 6, 1), date(2020, 12, 1)]),
        "publish": st.sampled_from(["Yes", "No"]),
    }
)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.lists(ROW, max_size=6), st.lists(ROW, max_size=8))
def test_the_change_is_always_what_came_less_what_left(then: list[Row], now: list[Row]) -> None:
    known = [reason for reason in after(published(*then), *now).values() if reason.came is not None]
    for reason in known:
        assert reason.left is not None
        assert reason.change == len(reason.came or ()) - len(reason.left), reason
        assert not set(refs(reason.came) or ()) & set(refs(reason.left) or ())
    assert {"outstanding_total", "outstanding_red", "awaiting_total", "concerns_total"} <= {
        reason.key for reason in known
    }


def test_a_reason_is_plain_data() -> None:
    found = because("outstanding_total", OPEN, then=[]).as_json()
    assert (found["then"], found["now"], found["change"], found["unknown"]) == (0, 1, 1, None)
    assert found["came"] == [
        {
            "ref": "R1",
            "then": None,
            "now": "Recommendations!A2",
            "was": "not in the register",
            "became": "outstanding, Amber",
            "withheld": False,
        }
    ]
