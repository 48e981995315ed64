"""Then and now: every step between the stages, and the figures that each one moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.commands.inputs import read_settings
from pipeline.commands.run import computed
from pipeline.figures.figure import Figure
from pipeline.figures.result import Computed
from pipeline.findings.finding import ArchiveRefused, by_place
from pipeline.register.movement import Period, period
from tests.builders import CUT_OFF, CUT_OFF_THEN, NO_REF, SETTINGS, codes, inputs
from tests.counting import Row, behind, counted

STATUS = {
    "outstanding": "Open",
    "awaiting": "Signed off: completed",
    "closed": "Closed",
    "withdrawn": "Superseded",
}
STATES = (*STATUS, "absent")
KEYS = (
    "outstanding_opening",
    "outstanding_new",
    "outstanding_reopened",
    "outstanding_settled",
    "outstanding_withdrawn",
    "outstanding_total",
    "awaiting_opening",
    "awaiting_added",
    "awaiting_closed",
    "awaiting_returned",
    "awaiting_withdrawn",
    "awaiting_total",
    "continuing_total",
)
# then, now: the keys in which such a row stands
STEPS = {
    ("outstanding", "outstanding"): "outstanding_opening outstanding_total continuing_total",
    (
        "outstanding",
        "awaiting",
    ): "outstanding_opening outstanding_settled awaiting_added awaiting_total",
    ("outstanding", "closed"): "outstanding_opening outstanding_settled",
    ("outstanding", "withdrawn"): "outstanding_opening outstanding_withdrawn",
    (
        "awaiting",
        "outstanding",
    ): "awaiting_opening awaiting_returned outstanding_reopened outstanding_total",
    ("awaiting", "awaiting"): "awaiting_opening awaiting_total",
    ("awaiting", "closed"): "awaiting_opening awaiting_closed",
    ("awaiting", "withdrawn"): "awaiting_opening awaiting_withdrawn",
    ("closed", "outstanding"): "outstanding_reopened outstanding_total",
    ("closed", "awaiting"): "awaiting_added awaiting_total",
    ("closed", "closed"): "",
    ("closed", "withdrawn"): "",
    ("closed", "absent"): "",
    ("withdrawn", "outstanding"): "outstanding_reopened outstanding_total",
    ("withdrawn", "awaiting"): "awaiting_added awaiting_total",
    ("withdrawn", "closed"): "",
    ("withdrawn", "withdrawn"): "",
    ("withdrawn", "absent"): "",
    ("absent", "outstanding"): "outstanding_new outstanding_total",
    ("absent", "awaiting"): "outstanding_new outstanding_settled awaiting_added awaiting_total",
    ("absent", "closed"): "outstanding_new outstanding_settled",
    ("absent", "withdrawn"): "outstanding_new outstanding_withdrawn",
    ("absent", "absent"): "",
}
REFUSED = (("outstanding", "absent"), ("awaiting", "absent"))


def name(then: str, now: str) -> str:
    return f"{then}-{now}"


def row(ref: str, state: str) -> dict[str, Any]:
    dates = {"awaiting": {"signed_off": date(2020, 3, 1)}, "closed": {"closed": date(2020, 3, 1)}}
    return {"ref": ref, "status": STATUS[state], **dates.get(state, {})}


def cells(result: Computed, code: str) -> list[str]:
    """Return the cells of the findings of one code."""
    return [found.cell.address for found in result.findings if found.code == code and found.cell]


@pytest.fixture(scope="module")
def table() -> Computed:
    """One run with a row for every allowed step."""
    return computed(
        inputs(
            *(row(name(then, now), now) for then, now in STEPS if now != "absent"),
            then=[row(name(then, now), then) for then, now in STEPS if then != "absent"],
        )
    )


def test_the_table_of_steps_is_complete() -> None:
    assert {*STEPS, *REFUSED} == {(then, now) for then in STATES for now in STATES}


def test_the_steps_make_no_error(table: Computed) -> None:
    assert [str(found) for found in table.findings if found.severity == "error"] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: name(*step))
def test_each_step_between_the_stages_stands_in_its_figures_and_in_no_others(
    table: Computed, step: tuple[str, str]
) -> None:
    assert {
        key for key in KEYS if name(*step) in [found.ref for found in table.figures[key].evidence]
    } == set(STEPS[step].split())


def test_rows_that_vanished_are_told_beside_a_ref_that_cannot_be_read_unless_it_may_be_theirs() -> (
    None
):
    now: list[Row] = [{"ref": "A"}, {"ref": NO_REF}]
    for gone, told in (["B"], False), (["B", "C"], True):
        result = computed(inputs(*now, then=[{"ref": ref} for ref in ["A", *gone]]))
        codes = [found.code for found in result.findings if found.severity == "error"]
        assert ("vanished" in codes) is told, codes


def test_one_that_vanished_without_being_closed_or_withdrawn_is_an_error() -> None:
    result = computed(
        inputs({"ref": "B"}, then=[{"ref": "B"}, *(row(name(*step), step[0]) for step in REFUSED)])
    )
    errors = [found for found in by_place(result.findings) if found.severity == "error"]
    assert [(found.code, found.message.partition(" and is not")[0]) for found in errors] == [
        (
            "vanished",
            "awaiting-absent was signed off and awaiting the inspectorate at the meeting of 2020-07-09 (A4 of the "
            "workbook filed then)",
        ),
        (
            "vanished",
            "outstanding-absent was outstanding at the meeting of 2020-07-09 (A3 of the workbook filed then)",
        ),
    ]


def test_only_a_step_backwards_is_noted_as_one(table: Computed) -> None:
    backwards = {
        found.message.partition(":")[0]
        for found in table.findings
        if found.code == "status-backwards"
    }
    assert backwards == {"awaiting-outstanding", "closed-outstanding", "closed-awaiting"}


# Rows that leave or enter the population


OURS, OTHERS = {"addressed_to": "WMP"}, {"addressed_to": "Home Office"}
CONCERN = {"kind": "Cause of concern"}


def test_a_row_that_no_longer_counts_is_withdrawn_with_a_note() -> None:
    then = [
        row("A", "outstanding"),
        row("B", "outstanding"),
        row("C", "awaiting"),
        row("D", "awaiting"),
        row("E", "awaiting"),
    ]
    now: list[Row] = [
        {**was, **change}
        for was, change in zip(then, (OTHERS, CONCERN, OTHERS, CONCERN, {}), strict=True)
    ]
    result = computed(inputs(*now, then=then))
    assert behind(
        result.figures,
        "outstanding_withdrawn",
        "awaiting_withdrawn",
        "outstanding_total",
        "awaiting_total",
    ) == {
        "outstanding_withdrawn": ["A", "B"],
        "awaiting_withdrawn": ["C", "D"],
        "outstanding_total": [],
        "awaiting_total": ["E"],
    }
    assert cells(result, "left-population") == ["H2", "D3", "H4", "D5"]
    assert cells(result, "entered-population") == []
    assert [found.message for found in result.findings if found.severity == "error"] == []


def test_a_row_that_counts_from_now_on_is_new_with_a_note_whatever_its_stage() -> None:
    states = ("outstanding", "awaiting", "closed", "withdrawn")
    now = [row(f"{state}-{place}", state) for place in (1, 2) for state in states]
    then: list[Row] = [
        {**is_now, **(OTHERS if "1" in is_now["ref"] else CONCERN)} for is_now in now
    ]
    result = computed(inputs(*now, then=then))
    assert behind(
        result.figures,
        "outstanding_new",
        "outstanding_total",
        "outstanding_settled",
        "outstanding_withdrawn",
        "awaiting_added",
        "outstanding_opening",
        "awaiting_opening",
    ) == {
        "outstanding_new": [is_now["ref"] for is_now in now],
        "outstanding_total": ["outstanding-1", "outstanding-2"],
        "outstanding_settled": ["awaiting-1", "closed-1", "awaiting-2", "closed-2"],
        "outstanding_withdrawn": ["withdrawn-1", "withdrawn-2"],
        "awaiting_added": ["awaiting-1", "awaiting-2"],
        "outstanding_opening": [],
        "awaiting_opening": [],
    }
    assert cells(result, "entered-population") == [f"H{place}" for place in range(2, 6)] + [
        f"D{place}" for place in range(6, 10)
    ]
    assert cells(result, "left-population") == []


def test_one_that_was_joint_and_is_the_forces_own_now_neither_leaves_nor_enters() -> None:
    then, now = (
        [{"addressed_to": "WMP; Home Office"}, {"kind": "Area for improvement"}],
        [{"addressed_to": "WMP"}, {}],
    )
    result = computed(inputs(*now, then=then))
    assert behind(result.figures, "continuing_total") == {"continuing_total": ["R1", "R2"]}
    assert cells(result, "left-population") == cells(result, "entered-population") == []


def test_a_cause_of_concern_may_not_vanish_either_but_a_row_for_others_or_a_closed_one_may() -> (
    None
):
    then: list[Row] = [
        {},
        {"ref": "X", **CONCERN},
        {"ref": "Y", **OTHERS},
        {"ref": "Z", **CONCERN, "status": "Closed"},
    ]
    found = [item for item in computed(inputs({}, then=then)).findings if item.code == "vanished"]
    assert [item.message[:5] for item in found] == ["X was"]


def test_a_row_is_matched_by_its_ref_and_not_by_its_place() -> None:
    then: list[Row] = [{"ref": "A", "rag": "Red"}, {"ref": "B", "rag": "Green"}]
    now: list[Row] = [{"ref": "B", "rag": "Green"}, {"ref": "A", "rag": "Red"}]
    assert behind(counted(*now, then=then), "unchanged_total") == {"unchanged_total": ["B", "A"]}


def test_refs_that_look_like_one_number_are_two_refs() -> None:
    then: list[Row] = [{"ref": "1.1"}, {"ref": "1.10", "status": "Closed"}]
    now: list[Row] = [{"ref": "1.1"}, {"ref": "1.10"}, {"ref": "01.1"}]
    assert behind(counted(*now, then=then), "outstanding_reopened", "outstanding_new") == {
        "outstanding_reopened": ["1.10"],
        "outstanding_new": ["01.1"],
    }


def test_changed_words_and_dates_are_notes_at_their_cells() -> None:
    then: list[Row] = [
        {},
        {"text": "Keep  better RECORDS."},
        {"text": "Keep records."},
        {"published": date(2020, 2, 8)},
    ]
    found = codes({}, {}, {}, {}, then=then)
    assert found["words-changed"] == ["Recommendations!G4"]
    assert found["published-changed"] == ["Recommendations!C5"]


# The period itself


def test_a_period_begins_after_the_last_cut_off_or_on_the_day_of_since_and_ends_with_the_cut_off() -> (
    None
):
    since = read_settings(SETTINGS.replace("data_to", "since = 2020-12-01\ndata_to").encode())
    assert period(since, CUT_OFF_THEN) == Period(CUT_OFF, after=CUT_OFF_THEN)
    assert period(since, None) == Period(CUT_OFF, since=date(2020, 12, 1))
    assert period(read_settings(SETTINGS.encode()), None) == Period(CUT_OFF)


@pytest.mark.parametrize(
    ("period", "inside"),
    [
        (
            Period(date(2020, 12, 31), after=date(2020, 6, 30)),
            {date(2020, 7, 1), date(2020, 12, 31)},
        ),
        (
            Period(date(2020, 12, 31), since=date(2020, 6, 30)),
            {date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31)},
        ),
        (
            Period(date(2020, 12, 31)),
            {date(1999, 1, 1), date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31)},
        ),
        (Period(date(2020, 12, 31), after=date(2020, 12, 31)), set()),
        (
            Period(date(2020, 12, 31), after=date(2020, 6, 30), since=date(2020, 12, 1)),
            {date(2020, 7, 1), date(2020, 12, 31)},
        ),
    ],
)
def test_a_day_is_in_the_period_and_a_blank_one_is_not(period: Period, inside: set[date]) -> None:
    days = [
        date(1999, 1, 1),
        date(2020, 6, 30),
        date(2020, 7, 1),
        date(2020, 12, 31),
        date(2021, 1, 1),
    ]
    assert {day for day in days if day in period} == inside
    assert None not in period


# From meeting to meeting


def test_a_row_twice_in_the_workbook_is_an_error_and_breaks_nothing_else() -> None:
    result = computed(inputs({"ref": "A"}, {"ref": "A"}, then=[{"ref": "A"}]))
    assert [found.code for found in result.findings if found.severity == "error"] == ["ref-twice"]
    figures: Mapping[str, Figure] = result.figures
    assert figures["outstanding_opening"].value == 1


def test_a_first_paper_has_no_row_that_was_there_before() -> None:
    result = computed(replace(inputs({}, {"status": "Closed"}), filed=()))
    assert [(row.stage_then, row.stage_now) for row in result.position.both] == [
        ("absent", "outstanding"),
        ("absent", "closed"),
    ]


@pytest.mark.parametrize("records", [b"[]\n", b"{}\n", b"nothing\n", b'{"ref": 1}\n', b'"x"\n'])
def test_records_that_are_no_register_stop_the_run_as_an_altered_archive(records: bytes) -> None:
    given = inputs({}, then=[{}])
    with pytest.raises(ArchiveRefused) as refusal:
        computed(replace(given, filed=(replace(given.filed[0], records=records),)))
    assert [item.file for item in refusal.value.findings] == ["meetings/2020-07-09/register.jsonl"]
