"""The specification of the figures: rows in, refs out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.figures.measures import measures
from pipeline.figures.result import Computed, figures_json
from pipeline.figures.sums import sums
from pipeline.findings.finding import SettingsRefused
from pipeline.paper.slots import SLOTS
from pipeline.settings.model import TAKEN
from pipeline.settings.schema import RECOMMENDATIONS
from tests.builders import (
    CUT_OFF_THEN,
    SETTINGS,
    baseline,
    book,
    inputs,
    inspections,
    recommendations,
    saved,
)
from tests.counting import Row, behind, counted, position_of, read, refs_of

# the period: after 30 June, up to and including 31 December
FIRST, LAST = date(2020, 7, 1), date(2020, 12, 31)
ON_TRACK = SETTINGS.replace(
    'Red = "off track"\nAmber = "in progress"\nGreen = "on course"',
    '"Off track" = "late"\n"On track" = "in time"',
)
FOUR = SETTINGS.replace('Green = "on course"', 'White = "not begun"\nBlue = "done"')
ONE = SETTINGS.replace(
    'Red = "off track"\nAmber = "in progress"\nGreen = "on course"', 'Live = "all of them"'
)


def refs(key: str, *now: Row, then: Sequence[Row] | None = None, **more: Any) -> list[str]:
    """Return the refs behind a figure, counted from rows now and then."""
    position = position_of(*now, then=then, **more)
    [measure] = [measure for measure in measures(position.settings) if measure.key == key]
    return [row.ref for row in measure.count(position)]


def sound(result: Computed) -> Computed:
    """Return the result, which may hold no error."""
    assert [str(found) for found in result.findings if found.severity == "error"] == []
    return result


# The period


def test_a_review_on_the_day_of_the_cut_off_counts_and_one_on_the_former_cut_off_does_not() -> None:
    rows: list[Row] = [
        {"reviewed": day} for day in (CUT_OFF_THEN, FIRST, LAST, date(2021, 1, 1), None)
    ]
    assert refs("reviewed_total", *rows, then=rows) == ["R2", "R3"]


def test_on_a_first_paper_without_since_every_review_up_to_the_cut_off_counts() -> None:
    rows: list[Row] = [
        {"published": date(2001, 1, 1), "reviewed": day}
        for day in (date(2001, 1, 2), LAST, date(2021, 1, 1), None)
    ]
    assert refs("reviewed_total", *rows) == ["R1", "R2"]


def test_on_a_first_paper_the_day_of_since_counts_and_the_day_before_does_not() -> None:
    since = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-07-01")
    rows: list[Row] = [{"reviewed": day} for day in (CUT_OFF_THEN, FIRST, LAST)]
    assert refs("reviewed_total", *rows, settings=since) == ["R2", "R3"]


def test_since_is_not_used_once_a_meeting_is_filed() -> None:
    since = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-12-01")
    rows: list[Row] = [{"reviewed": FIRST}]
    assert refs("reviewed_total", *rows, then=rows, settings=since) == ["R1"]


def test_without_a_cut_off_the_day_of_the_meeting_counts() -> None:
    bare = SETTINGS.replace("data_to = 2020-12-31\n", "")
    rows: list[Row] = [{"reviewed": day} for day in (date(2021, 1, 14), date(2021, 1, 15))]
    assert refs("reviewed_total", *rows, then=rows, settings=bare) == ["R1"]


def test_a_period_that_does_not_follow_the_last_one_is_refused() -> None:
    early = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-06-30")
    with pytest.raises(SettingsRefused):
        computed(inputs({}, then=[{}], settings=early))


# Who counts


def test_a_row_counts_where_an_addressee_is_the_force_or_an_alias() -> None:
    addressees = {
        "West Midlands Police": "force",
        "WMP": "force",
        "All forces": "force",
        "  all   FORCES ;": "force",
        "chief constables; WEST MIDLANDS POLICE": "force",
        "Chief constables; Home Office": "joint",
        "Home Office; College of Policing; WMP": "joint",
        "Home Office": "other",
        "Home Office; College of Policing": "other",
        "Chief constables in England": "other",
        "All forces and bodies": "other",
    }
    rows: list[Row] = [
        {"ref": f"{place} {scope}", "addressed_to": text}
        for place, (text, scope) in enumerate(addressees.items())
    ]
    assert [row.scope for row in read(*rows).rows] == list(addressees.values())
    assert refs("outstanding_total", *rows) == [
        row["ref"] for row in rows if not row["ref"].endswith("other")
    ]


def test_a_row_for_others_is_recorded_and_in_no_figure() -> None:
    row = {
        "addressed_to": "Home Office",
        "signed_off": LAST,
        "status": "With HMICFRS",
        "target": date(2020, 7, 2),
    }
    figures = counted(row, {**row, "kind": "Cause of concern"}, {**row, "status": "Open"}, then=[])
    assert {key: figure.value for key, figure in figures.items() if figure.value} == {}


def test_recommendations_and_areas_for_improvement_count_and_causes_of_concern_are_counted_apart() -> (
    None
):
    rows: list[Row] = [
        {"kind": "Recommendation", "parent": "R3"},
        {"kind": "Area for improvement"},
        {"kind": "Cause of concern"},
        {"kind": "Cause of concern", "status": "Closed", "closed": LAST},
    ]
    figures = counted(*rows, then=[])
    assert behind(
        figures, "outstanding_total", "outstanding_new", "reviewed_total", "concerns_total"
    ) == {
        "outstanding_total": ["R1", "R2"],
        "outstanding_new": ["R1", "R2"],
        "reviewed_total": ["R1", "R2"],
        "concerns_total": ["R3"],
    }


def test_a_cause_of_concern_is_outstanding_while_its_status_is_open() -> None:
    statuses = (
        "Open",
        "Proposed for closure",
        "Signed off: completed",
        "Signed off: business as usual",
        "With HMICFRS",
        "Closed",
        "Superseded",
    )
    rows: list[Row] = [
        {"ref": status, "kind": "Cause of concern", "status": status} for status in statuses
    ]
    assert refs("concerns_total", *rows) == ["Open", "Proposed for closure"]


def test_a_forces_own_words_for_status_and_kind_lead_to_the_same_stages() -> None:
    own = (
        SETTINGS
        + '[status]\n"In hand" = "open"\n"Done here" = "signed_off"\n"Gone" = "withdrawn"\n"Finished" = "closed"\n'
        '[kind]\nAction = "recommendation"\nCause = "concern"\n'
    )
    rows: list[Row] = [
        {"status": word, "kind": "Action", "signed_off": LAST}
        for word in ("In hand", "Done here", "Gone", "Finished")
    ]
    figures = counted(*rows, {"status": "In hand", "kind": "Cause"}, settings=own)
    assert behind(
        figures,
        "outstanding_total",
        "awaiting_total",
        "concerns_total",
        "signed_off_in_hand",
        "signed_off_done_here",
        "signed_off_gone",
        "signed_off_finished",
    ) == {
        "outstanding_total": ["R1"],
        "awaiting_total": ["R2"],
        "concerns_total": ["R5"],
        "signed_off_in_hand": ["R1"],
        "signed_off_done_here": ["R2"],
        "signed_off_gone": ["R3"],
        "signed_off_finished": ["R4"],
    }
    assert "signed_off_open" not in figures


# Reviewed, rated, signed off


def test_the_reviewed_are_told_by_their_rating_now_and_a_rating_that_nobody_has_counts_zero() -> (
    None
):
    rows: list[Row] = [
        {"rag": "Amber"},
        {"rag": "Red"},
        {"rag": "Amber", "status": "Closed"},
        {"rag": "Red", "reviewed": CUT_OFF_THEN},
    ]
    assert behind(
        counted(*rows, then=rows),
        "reviewed_total",
        "reviewed_red",
        "reviewed_amber",
        "reviewed_green",
    ) == {
        "reviewed_total": ["R1", "R2", "R3"],
        "reviewed_red": ["R2"],
        "reviewed_amber": ["R1", "R3"],
        "reviewed_green": [],
    }


def test_the_outstanding_are_told_by_rating_and_green_is_not_closed() -> None:
    rows: list[Row] = [
        {"rag": "Green"},
        {"rag": "Red"},
        {"rag": "Green", "status": "Signed off: completed"},
    ]
    assert behind(
        counted(*rows),
        "outstanding_total",
        "outstanding_red",
        "outstanding_amber",
        "outstanding_green",
    ) == {
        "outstanding_total": ["R1", "R2"],
        "outstanding_red": ["R2"],
        "outstanding_amber": [],
        "outstanding_green": ["R1"],
    }


def test_what_was_signed_off_is_told_by_its_date_and_its_status_now() -> None:
    rows: list[Row] = [
        {"signed_off": CUT_OFF_THEN, "status": "Signed off: completed"},
        {"signed_off": FIRST, "status": "Signed off: completed"},
        {"signed_off": LAST, "status": "Signed off: business as usual"},
        {"signed_off": date(2021, 1, 1), "status": "Signed off: completed"},
        {"signed_off": FIRST, "closed": LAST, "status": "Closed"},
        {"signed_off": FIRST, "status": "Open"},
        {"status": "With HMICFRS"},
        {"signed_off": LAST, "status": "Signed off: completed", "kind": "Cause of concern"},
        {"signed_off": LAST, "status": "Signed off: completed", "addressed_to": "Home Office"},
    ]
    keys = (
        "signed_off_total",
        "signed_off_signed_off_completed",
        "signed_off_signed_off_business_as_usual",
        "signed_off_with_hmicfrs",
        "signed_off_closed",
        "signed_off_open",
        "signed_off_superseded",
    )
    assert behind(counted(*rows, then=rows), *keys) == {
        "signed_off_total": ["R2", "R3", "R5", "R6"],
        "signed_off_signed_off_completed": ["R2"],
        "signed_off_signed_off_business_as_usual": ["R3"],
        "signed_off_with_hmicfrs": [],
        "signed_off_closed": ["R5"],
        "signed_off_open": ["R6"],
        "signed_off_superseded": [],
    }


# Legends


def test_a_legend_of_two_words_makes_its_own_keys() -> None:
    rows: list[Row] = [{"rag": "On track"}, {"rag": "Off track"}]
    figures = counted(*rows, then=[{"rag": "Off track"}, {"rag": "Off track"}], settings=ON_TRACK)
    assert behind(
        figures,
        "outstanding_off_track",
        "outstanding_on_track",
        "improved_total",
        "unchanged_total",
        "moved_off_track__to__on_track",
        "moved_off_track__to__off_track",
        "moved_on_track__to__off_track",
    ) == {
        "outstanding_off_track": ["R2"],
        "outstanding_on_track": ["R1"],
        "improved_total": ["R1"],
        "unchanged_total": ["R2"],
        "moved_off_track__to__on_track": ["R1"],
        "moved_off_track__to__off_track": ["R2"],
        "moved_on_track__to__off_track": [],
    }


def test_in_a_legend_of_four_words_better_is_further_down() -> None:
    then: list[Row] = [{"rag": "Red"}, {"rag": "Blue"}, {"rag": "White"}, {"rag": "Amber"}]
    now: list[Row] = [{"rag": "Blue"}, {"rag": "White"}, {"rag": "White"}, {"rag": "Red"}]
    assert behind(
        counted(*now, then=then, settings=FOUR),
        "improved_total",
        "worsened_total",
        "unchanged_total",
        "moved_red__to__blue",
        "continuing_from_red",
        "continuing_to_white",
    ) == {
        "improved_total": ["R1"],
        "worsened_total": ["R2", "R4"],
        "unchanged_total": ["R3"],
        "moved_red__to__blue": ["R1"],
        "continuing_from_red": ["R1"],
        "continuing_to_white": ["R2", "R3"],
    }


def test_a_legend_of_one_word_has_every_row_in_it() -> None:
    figures = counted({"rag": "Live"}, {"rag": "Live"}, then=[{"rag": "Live"}], settings=ONE)
    assert behind(
        figures,
        "outstanding_live",
        "reviewed_live",
        "unchanged_total",
        "improved_total",
        "moved_live__to__live",
    ) == {
        "outstanding_live": ["R1", "R2"],
        "reviewed_live": ["R1", "R2"],
        "unchanged_total": ["R1"],
        "improved_total": [],
        "moved_live__to__live": ["R1"],
    }


def test_a_rating_that_is_no_longer_in_the_legend_stops_nothing_where_it_is_in_no_figure() -> None:
    five = SETTINGS.replace('Red = "off track"', 'Black = "lost"\nRed = "off track"')
    then: list[Row] = [
        {"rag": "Black", "addressed_to": "Home Office"},
        {"rag": "Black", "status": "Closed"},
        {},
    ]
    now = recommendations(
        {"rag": None, "addressed_to": "Home Office"}, {"status": "Closed", "rag": "Red"}, {}
    )
    result = computed(
        Inputs(SETTINGS.encode(), now, inspections(), None, (baseline(*then, settings=five),))
    )
    assert behind(sound(result).figures, "outstanding_opening", "unchanged_total") == {
        "outstanding_opening": ["R3"],
        "unchanged_total": ["R3"],
    }


@pytest.mark.parametrize("word", ["total", "Opening", "New", "reopened", "Settled", "withdrawn"])
def test_a_rating_that_would_share_a_key_with_another_figure_is_refused(word: str) -> None:
    with pytest.raises(SettingsRefused):
        read_settings(SETTINGS.replace("Green", word).encode())


def test_a_status_that_would_share_a_key_with_another_figure_is_refused() -> None:
    with pytest.raises(SettingsRefused):
        read_settings((SETTINGS + '[status]\nTotal = "open"\nDone = "signed_off"\n').encode())


# Compared with the last meeting


def test_ratings_are_compared_only_for_what_was_outstanding_at_both_meetings() -> None:
    then: list[Row] = [
        {"rag": "Red"},
        {"rag": "Green"},
        {"rag": "Amber"},
        {"rag": "Red", "status": "With HMICFRS"},
        {"rag": "Red"},
    ]
    now: list[Row] = [
        {"rag": "Amber"},
        {"rag": "Red"},
        {"rag": "Amber"},
        {"rag": "Green"},
        {"rag": "Green", "status": "With HMICFRS"},
        {"rag": "Green"},
    ]
    assert behind(
        counted(*now, then=then),
        "continuing_total",
        "improved_total",
        "worsened_total",
        "unchanged_total",
    ) == {
        "continuing_total": ["R1", "R2", "R3"],
        "improved_total": ["R1"],
        "worsened_total": ["R2"],
        "unchanged_total": ["R3"],
    }


def test_every_cell_of_the_matrix_holds_its_own_rows() -> None:
    words = ("Red", "Amber", "Green")
    pairs = [(a, b) for a in words for b in words]
    figures = counted(*({"rag": b} for _, b in pairs), then=[{"rag": a} for a, _ in pairs])
    for place, (a, b) in enumerate(pairs, 1):
        assert behind(figures, key := f"moved_{a.lower()}__to__{b.lower()}") == {key: [f"R{place}"]}


def test_a_target_is_extended_where_it_is_later_than_it_was() -> None:
    day, later = date(2021, 3, 1), date(2021, 3, 2)
    then: list[Row] = [
        {"target": day},
        {"target": day},
        {"target": later},
        {"target": None},
        {"target": day},
        {"target": None},
        {"target": day, "status": "With HMICFRS"},
        {"target": day},
    ]
    now: list[Row] = [
        {"target": later},
        {"target": day},
        {"target": day},
        {"target": day},
        {"target": None},
        {"target": None},
        {"target": later},
        {"target": later, "status": "Closed"},
    ]
    assert refs("extended_total", *now, then=then) == ["R1"]


def test_an_update_is_stale_where_its_words_and_its_date_are_what_they_were() -> None:
    day, later = date(2020, 5, 1), date(2020, 9, 1)
    then: list[dict[str, Any]] = [{"update": "Begun.", "updated": day}] * 4 + [
        {"update": None, "updated": None}
    ] * 4
    now: list[dict[str, Any]] = [
        {"update": "Begun.", "updated": day},
        {"update": "Begun!", "updated": day},
        {"update": "Begun.", "updated": later},
        {"update": "Begun.", "updated": None},
        {"update": None, "updated": None},
        {"update": "", "updated": None},
        {"update": "Begun.", "updated": None},
        {"update": None, "updated": day},
    ]
    assert refs("stale_total", *now, then=then) == ["R1", "R5", "R6"]


def test_only_what_is_outstanding_at_both_meetings_can_be_stale() -> None:
    then: list[Row] = [{}, {"status": "With HMICFRS"}, {}]
    now: list[Row] = [{}, {}, {"status": "With HMICFRS"}, {}]
    assert refs("stale_total", *now, then=then) == ["R1"]


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        ((), ["R1"]),
        (("update",), ["R1", "R2"]),
        (("updated",), ["R1"]),
        (("update", "updated"), None),
    ],
)
def test_what_one_column_does_not_hold_is_the_same_at_both_meetings_and_what_neither_does_is_not_counted(
    dropped: tuple[str, ...], expected: list[str] | None
) -> None:
    rows: list[Row] = [{"update": "Begun."}, {"update": "More."}]
    made = book({RECOMMENDATIONS: rows})
    for key in sorted(
        dropped, key=lambda key: -[column.key for column in RECOMMENDATIONS.columns].index(key)
    ):
        made["Recommendations"].delete_cols(
            [column.key for column in RECOMMENDATIONS.columns].index(key) + 1
        )
    then: list[Row] = [
        {
            "update": None if "update" in dropped else text,
            "updated": None if "updated" in dropped else date(2020, 11, 12),
        }
        for text in ("Begun.", "Less.")
    ]
    figure = counted(then=then, workbook=saved(made))["stale_total"]
    assert (None if figure.value is None else refs_of(figure)) == expected


# Overdue


def test_one_due_on_the_day_of_the_meeting_is_not_overdue() -> None:
    rows: list[Row] = [
        {"target": date(2021, 1, 13)},
        {"target": date(2021, 1, 14)},
        {"target": None},
    ]
    assert refs("overdue_total", *rows) == ["R1"]


def test_one_due_after_the_cut_off_and_before_the_meeting_is_overdue() -> None:
    assert refs("overdue_total", {"target": date(2021, 1, 1)}) == ["R1"]


def test_only_outstanding_recommendations_of_the_force_are_overdue() -> None:
    rows: list[Row] = [
        {"status": "Proposed for closure"},
        {"status": "With HMICFRS"},
        {"status": "Closed"},
        {"status": "Superseded"},
        {"kind": "Cause of concern"},
        {"addressed_to": "Home Office"},
        {"addressed_to": "Home Office; WMP"},
        {"kind": "Area for improvement"},
    ]
    assert refs("overdue_total", *({"target": date(2020, 8, 1), **row} for row in rows)) == [
        "R1",
        "R7",
        "R8",
    ]


# The log


def test_rows_of_the_log_are_chosen_by_the_days_of_the_period() -> None:
    days = (CUT_OFF_THEN, FIRST, LAST, date(2021, 1, 1))
    log = inspections(
        inspections=[{"finished": day} for day in days],
        reports=[{"published": day} for day in days],
        forthcoming=[{"starts": day, "title": f"T{day.day}"} for day in days],
    )
    assert behind(
        counted(then=[], entries=log), "inspections_total", "reports_total", "forthcoming_total"
    ) == {
        "inspections_total": ["R2", "R3"],
        "reports_total": ["R2", "R3"],
        "forthcoming_total": ["T1"],
    }


def test_the_rows_of_the_log_stand_in_the_order_of_their_days_and_point_to_their_cells() -> None:
    log = inspections(inspections=[{"finished": LAST}, {"finished": FIRST}, {"finished": LAST}])
    evidence = counted(then=[], entries=log)["inspections_total"].evidence
    assert [(row.ref, row.cell) for row in evidence] == [
        ("R2", "Inspections!A3"),
        ("R1", "Inspections!A2"),
        ("R3", "Inspections!A4"),
    ]


def test_a_first_paper_without_since_counts_every_row_of_the_log_up_to_the_cut_off() -> None:
    log = inspections(
        inspections=[{"finished": date(2001, 5, 1)}, {"finished": date(2021, 1, 1)}],
        reports=[{"published": date(2001, 5, 1)}],
        forthcoming=[{"starts": date(2021, 1, 1)}],
    )
    assert behind(
        counted(entries=log), "inspections_total", "reports_total", "forthcoming_total"
    ) == {
        "inspections_total": ["R1"],
        "reports_total": ["R1"],
        "forthcoming_total": ["Inspection of vetting"],
    }


# What every figure has


def test_every_figure_has_a_label_a_rule_and_as_many_rows_as_it_says() -> None:
    figures = counted(
        {},
        {"status": "Closed", "signed_off": LAST, "closed": LAST},
        {"kind": "Cause of concern"},
        then=[{}],
    )
    for key, figure in figures.items():
        assert figure.key == key
        assert (
            figure.label
            and figure.label[0].isupper()
            and figure.rule
            and not figure.rule.endswith(".")
        )
        assert figure.value == len(figure.evidence)  # and so none is null once a meeting is filed


PROMISED = [
    "reviewed_total",
    "reviewed_red",
    "reviewed_amber",
    "reviewed_green",
    "outstanding_opening",
    "outstanding_new",
    "outstanding_reopened",
    "outstanding_settled",
    "outstanding_withdrawn",
    "outstanding_total",
    "outstanding_red",
    "outstanding_amber",
    "outstanding_green",
    "awaiting_opening",
    "awaiting_added",
    "awaiting_closed",
    "awaiting_returned",
    "awaiting_withdrawn",
    "awaiting_total",
    "signed_off_open",
    "signed_off_proposed_for_closure",
    "signed_off_signed_off_completed",
    "signed_off_signed_off_business_as_usual",
    "signed_off_with_hmicfrs",
    "signed_off_closed",
    "signed_off_superseded",
    "improved_total",
    "worsened_total",
    "unchanged_total",
    "overdue_total",
    "extended_total",
    "stale_total",
    "concerns_total",
    "inspections_total",
    "underway_total",
    "reports_total",
    "forthcoming_total",
    "reviewed_outstanding_total",
    "unreviewed_total",
]
COMPARED = {
    "outstanding_opening",
    "outstanding_new",
    "outstanding_reopened",
    "outstanding_settled",
    "outstanding_withdrawn",
    "awaiting_opening",
    "awaiting_added",
    "awaiting_closed",
    "awaiting_returned",
    "awaiting_withdrawn",
    "improved_total",
    "worsened_total",
    "unchanged_total",
    "extended_total",
    "stale_total",
}


def test_every_promised_key_is_there_and_on_a_first_paper_those_that_compare_are_null() -> None:
    figures = counted({}, {"status": "Closed", "signed_off": LAST, "closed": LAST})
    assert [key for key in PROMISED if key not in figures] == []
    assert {key for key in PROMISED if figures[key].value is None} == COMPARED
    assert {key for key in figures if key not in PROMISED and figures[key].value is None} == {
        key
        for key in figures
        if key.startswith(("opening_", "continuing_", "moved_", "withheld_new", "withheld_settled"))
        or key in ("unreviewed_new", "unreviewed_earlier", "newly_worst_total", "slipped_total")
    }
    assert all(not figure.evidence for figure in figures.values() if figure.value is None)


def test_rows_not_for_publication_are_counted_among_those_that_are_listed_and_nowhere_else() -> (
    None
):
    then: list[Row] = [{"ref": "KEPT"}, {"ref": "DONE"}, {"ref": "GONE"}]
    settled: Row = {"status": "Closed", "signed_off": LAST, "closed": LAST}
    now: list[Row] = [
        {"ref": "KEPT", "rag": "Red"},
        {"ref": "DONE", **settled},
        {"ref": "GONE", "status": "Superseded"},
        {"ref": "CAME", "target": date(2020, 12, 1)},
    ]
    hidden = counted(*({**row, "publish": "No"} for row in now), then=then)
    assert {
        key: [row.ref for row in figure.evidence]
        for key, figure in hidden.items()
        if key.startswith("withheld_")
    } == {
        "withheld_worst": ["KEPT"],
        "withheld_new": ["CAME"],
        "withheld_settled": ["DONE"],
        "withheld_overdue": ["CAME"],
    }
    assert not any(
        figure.value
        for key, figure in counted(*now, then=then).items()
        if key.startswith("withheld_")
    )


def test_an_opening_figure_points_into_the_filed_meeting_and_all_others_into_this_workbook() -> (
    None
):
    then: list[Row] = [
        {"ref": "A", "status": "Closed"},
        {"ref": "B"},
        {"ref": "C", "status": "With HMICFRS"},
    ]
    now: list[Row] = [
        {"ref": "C", "status": "With HMICFRS"},
        {"ref": "B", "status": "With HMICFRS"},
    ]
    figures = counted(*now, then=then)
    assert [row.as_json() for row in figures["outstanding_opening"].evidence] == [
        {"ref": "B", "cell": "Recommendations!A3", "meeting": "2020-07-09"}
    ]
    assert [row.as_json() for row in figures["awaiting_opening"].evidence] == [
        {"ref": "C", "cell": "Recommendations!A4", "meeting": "2020-07-09"}
    ]
    assert [row.as_json() for row in figures["outstanding_settled"].evidence] == [
        {"ref": "B", "cell": "Recommendations!A3"}
    ]
    for key, figure in figures.items():
        assert all((row.meeting is not None) == ("opening" in key) for row in figure.evidence)


def test_the_figures_file_holds_what_it_promises() -> None:
    found = figures_json(sound(computed(inputs({}, {"rag": "Red"}, then=[{}]))))
    assert {key: found[key] for key in ("schema_version", "meeting", "previous")} == {
        "schema_version": 1,
        "meeting": "2021-01-14",
        "previous": "2020-07-09",
    }
    by_key = {figure["key"]: figure for figure in found["figures"]}
    assert by_key["outstanding_total"] == {
        "key": "outstanding_total",
        "label": "Outstanding",
        "value": 2,
        "text": "two",
        "previous": 1,
        "rule": "recommendations and areas for improvement for the force or jointly whose status is open",
        "evidence": [
            {"ref": "R1", "cell": "Recommendations!A2"},
            {"ref": "R2", "cell": "Recommendations!A3"},
        ],
    }
    assert by_key["outstanding_reopened"]["text"] == "none"


def test_the_figures_file_of_a_first_paper_has_no_previous_meeting_and_null_for_what_compares() -> (
    None
):
    found = figures_json(sound(computed(inputs({}))))
    by_key = {figure["key"]: figure for figure in found["figures"]}
    assert found["previous"] is None
    assert by_key["outstanding_new"]["value"] is None and by_key["outstanding_new"]["text"] is None
    assert by_key["outstanding_total"]["previous"] is None


def test_a_baseline_knows_its_balances_and_not_what_only_a_period_or_the_log_can_tell() -> None:
    then: list[Row] = [{}, {"target": date(2020, 7, 8)}, {"status": "With HMICFRS"}]
    figures = sound(computed(inputs({}, {}, {"status": "With HMICFRS"}, then=then))).figures
    assert {
        key: figures[key].previous
        for key in ("outstanding_total", "awaiting_total", "overdue_total", "concerns_total")
    } == {"outstanding_total": 2, "awaiting_total": 1, "overdue_total": 1, "concerns_total": 0}
    for key in (
        "reviewed_total",
        "reviewed_red",
        "signed_off_total",
        "inspections_total",
        "reports_total",
        "forthcoming_total",
        "outstanding_new",
    ):
        assert figures[key].previous is None


def test_a_row_that_is_not_for_publication_counts_like_any_other() -> None:
    rows: list[Row] = [
        {"publish": "No", "rag": "Red", "target": date(2020, 8, 1)},
        {"publish": "yes"},
        {"publish": "Yes"},
    ]
    assert behind(
        counted(*rows, then=[]),
        "outstanding_total",
        "withheld_worst",
        "withheld_new",
        "withheld_settled",
        "withheld_overdue",
    ) == {
        "outstanding_total": ["R1", "R2", "R3"],
        "withheld_worst": ["R1"],
        "withheld_new": ["R1"],
        "withheld_settled": [],
        "withheld_overdue": ["R1"],
    }


# What is not kept


def without(*missing: str, settings: str = SETTINGS) -> set[str]:
    """Return the groups of figures without a value, of two rows now and then that lack some
    columns.
    """
    row: Row = {
        "reviewed": LAST,
        "target": date(2021, 6, 30),
        "update": "Begun.",
        "signed_off": date(2020, 8, 1),
        **dict.fromkeys(missing),
    }
    given = inputs(row, row, then=[row, row], settings=settings)
    figures = computed(replace(given, log=None) if "log = false" in settings else given).figures
    return {
        key.partition("_")[0] if not key.startswith(("signed_off", "withheld")) else key[:10]
        for key, figure in figures.items()
        if figure.value is None
    }


KEPT = [
    ((), set()),
    (("reviewed",), {"reviewed", "unreviewed", "unrated"}),
    (("signed_off",), {"signed_off"}),
    (("target",), {"overdue", "extended", "withheld_o"}),
    (("update", "updated"), {"stale"}),
    (("update",), set()),
    (("department", "number"), set()),
]


@pytest.mark.parametrize(("missing", "null"), KEPT)
def test_what_is_blank_in_every_row_is_not_kept_and_its_figures_have_no_value(
    missing: tuple[str, ...], null: set[str]
) -> None:
    assert without(*missing) == null


def test_one_date_in_one_row_or_at_the_last_meeting_keeps_a_column() -> None:
    assert (
        computed(inputs({"reviewed": None}, {"reviewed": LAST})).figures["reviewed_total"].value
        is not None
    )
    assert computed(inputs({"target": None}, then=[{}])).figures["overdue_total"].value == 0


GONE = [
    ("target = false", "overdue_total"),
    ("target = false", "extended_total"),
    ("reviewed = false", "reviewed_total"),
    ("reviewed = false", "unreviewed_total"),
    ("signed_off = false", "signed_off_total"),
    ("update = false\nupdated = false", "stale_total"),
]


@pytest.mark.parametrize(("lines", "key"), GONE)
def test_a_column_kept_no_longer_has_no_figures_whatever_it_held_at_the_last_meeting(
    lines: str, key: str
) -> None:
    row: Row = {"reviewed": LAST, "update": "Begun.", "signed_off": date(2020, 6, 1)}
    before = inputs(row, then=[row])
    settings = SETTINGS + f"[columns.recommendations]\n{lines}\n"
    assert computed(before).figures[key].value is not None
    assert computed(replace(before, settings=settings.encode())).figures[key].value is None


def test_a_stage_that_no_word_means_is_not_kept() -> None:
    words = SETTINGS + '[status]\n"Open" = "open"\n"Closed" = "closed"\n'
    assert without(settings=words) == {"awaiting"}


def test_a_log_that_is_not_kept_has_no_figures() -> None:
    assert without(settings=SETTINGS + "[workbook]\nlog = false\n") == {
        "inspections",
        "underway",
        "reports",
        "forthcoming",
        "responses",
    }


# What is true of a figure besides its value


def described(**told: object) -> set[str]:
    """Return the keys of the figures of whose description all this is true, of two ratings and one
    status.
    """
    text = SETTINGS.replace('Amber = "in progress"\n', "") + '[status]\nOpen = "open"\n'
    wanted = read_settings(text.encode())
    return {
        measure.key
        for measure in measures(wanted)
        if all(getattr(measure, name) == fact for name, fact in told.items())
    }


REPORTED = {"reports_total", "responses_made", "responses_due", "responses_late"}
LOGGED = {"inspections_total", "underway_total", "forthcoming_total", *REPORTED}
BRIDGED = {
    *("reviewed_outstanding_total", "unreviewed_total", "unreviewed_new", "unreviewed_earlier"),
    "unrated_total",
}
REVIEWED, SIGNED_OFF = (
    {"reviewed_total", "reviewed_red", "reviewed_green"},
    {"signed_off_total", "signed_off_open"},
)


def test_what_only_a_period_or_the_log_tells_is_described_so() -> None:
    assert described(of_period=True) == {*REVIEWED, *SIGNED_OFF, *LOGGED, *BRIDGED}


def test_the_figures_that_both_papers_give_are_no_movements() -> None:
    assert described(in_both_papers=True) == {
        *REVIEWED,
        *SIGNED_OFF,
        *LOGGED,
        "outstanding_total",
        "outstanding_red",
        "outstanding_green",
        "awaiting_total",
        "overdue_total",
        "extended_total",
        "stale_total",
        "concerns_total",
        *BRIDGED,
        "newly_worst_total",
        "worst_or_overdue_total",
        "overdue_oldest",
        "slipped_total",
    }


def test_the_figures_of_the_last_meeting_and_those_of_other_nouns_are_described_so() -> None:
    assert described(then=True) == {
        "outstanding_opening",
        "opening_red",
        "opening_green",
        "awaiting_opening",
    }
    assert described(noun="concern") == {"concerns_total"}
    assert described(noun="report") == REPORTED
    assert described(dated="target") == {"overdue_total", "overdue_oldest", "withheld_overdue"}
    assert described(dated="reviewed") == {*REVIEWED, *BRIDGED}
    assert described(word="Red") == {
        "reviewed_red",
        "opening_red",
        "outstanding_red",
        "continuing_from_red",
        "continuing_to_red",
    }


def test_no_rating_may_be_called_what_another_figure_of_its_family_is() -> None:
    names = {
        measure.name
        for measure in measures(read_settings(SETTINGS.encode()))
        if measure.family == "outstanding"
    }
    bare = {name for name in names if name not in ("red", "amber", "green")}
    assert bare | {"outstanding_total", "then", "change", "compared"} == TAKEN
    assert {"outstanding_then", "outstanding_change", "outstanding_compared"} <= set(SLOTS)


@pytest.mark.parametrize("table", ["rag", "status"])
def test_no_word_makes_a_key_that_is_another_name_of_the_template(table: str) -> None:
    """`reviewed_outstanding_total` would be two figures, `outstanding_then` a figure and a slot."""
    text = SETTINGS.replace('Amber = "in progress"\n', "") + '[status]\nOpen = "open"\n'
    names = {name for name in SLOTS if "_" in name}
    for word in sorted({piece for name in names for piece in _ends(name)}):
        line = f'"{word}" = "{"x" if table == "rag" else "closed"}"\n'
        spot = "[status]\n" if table == "status" else "[rag]\n"
        try:
            wanted = read_settings(text.replace(spot, spot + line).encode())
        except SettingsRefused:
            continue
        keys = [measure.key for measure in measures(wanted)]
        assert len(keys) == len(set(keys)) and not set(keys) & names, word


def _ends(name: str) -> list[str]:
    pieces = name.split("_")
    return [" ".join(pieces[place:]) for place in range(1, len(pieces))]


UNRANKED = SETTINGS.replace(
    "[rag]\n", '[rag]\n"Not graded" = { means = "Not judged yet.", ranked = false }\n'
)


def test_a_rating_that_is_not_ranked_has_its_own_row_and_is_in_no_movement() -> None:
    then = [
        {"ref": "A", "rag": "Not graded"},
        {"ref": "B", "rag": "Green"},
        {"ref": "C", "rag": "Amber"},
    ]
    now = [
        {"ref": "A", "rag": "Red", "rag_reason": "Late."},
        {"ref": "B", "rag": "Not graded"},
        {"ref": "C", "rag": "Green"},
    ]
    found = counted(*now, then=then, settings=UNRANKED)
    assert {
        key: found[key].value
        for key in ("outstanding_not_graded", "improved_total", "worsened_total", "unchanged_total")
    } == {
        "outstanding_not_graded": 1,
        "improved_total": 1,
        "worsened_total": 0,
        "unchanged_total": 2,
    }


# What bridges, what is pressing, and what was answered

BRIDGE = (
    "reviewed_total",
    "reviewed_outstanding_total",
    "unreviewed_total",
    "unreviewed_new",
    "unreviewed_earlier",
)


def test_what_is_outstanding_was_reviewed_in_the_period_or_not_and_is_new_or_was_known() -> None:
    then: list[Row] = [{"ref": "A"}, {"ref": "B"}, {"ref": "C", "status": "Closed"}]
    now: list[Row] = [
        {"ref": "A", "reviewed": FIRST},
        {"ref": "B", "reviewed": CUT_OFF_THEN},
        {"ref": "C", "reviewed": None},
        {"ref": "D", "reviewed": date(2021, 1, 1)},
        {"ref": "E", "reviewed": LAST, "status": "Closed", "closed": LAST},
        {"ref": "F", "reviewed": None, "kind": "Cause of concern"},
    ]
    assert behind(counted(*now, then=then), *BRIDGE) == {
        "reviewed_total": ["A", "E"],
        "reviewed_outstanding_total": ["A"],
        "unreviewed_total": ["B", "C", "D"],
        "unreviewed_new": ["D"],
        "unreviewed_earlier": ["B", "C"],
    }
    first = counted(*now)
    assert [first[key].value for key in BRIDGE] == [3, 2, 2, None, None]
    blank = counted(*({**row, "reviewed": None} for row in now), then=[])
    assert [blank[key].value for key in BRIDGE] == [None] * 5


def test_newly_worst_is_what_was_not_outstanding_with_that_rating_at_the_last_meeting() -> None:
    then: list[Row] = [
        {"ref": "STILL", "rag": "Red"},
        {"ref": "WORSE", "rag": "Green"},
        {"ref": "BACK", "rag": "Red", "status": "Closed"},
        {"ref": "BETTER", "rag": "Red"},
    ]
    now: list[Row] = [
        *({"ref": ref, "rag": "Red"} for ref in ("STILL", "WORSE", "BACK", "FRESH")),
        {"ref": "BETTER", "rag": "Green"},
    ]
    assert refs("newly_worst_total", *now, then=then) == ["WORSE", "BACK", "FRESH"]
    assert counted(*now)["newly_worst_total"].value is None


def test_the_longest_overdue_are_those_with_the_earliest_target() -> None:
    days = (date(2020, 12, 1), date(2020, 9, 30), None, date(2020, 9, 30), date(2021, 6, 1))
    assert refs("overdue_oldest", *({"target": day} for day in days)) == ["R2", "R4"]
    assert refs("overdue_oldest", {}) == []
    assert counted({"target": None})["overdue_oldest"].value is None


def test_worst_or_overdue_counts_each_row_once() -> None:
    late = {"target": date(2020, 9, 30)}
    rows: list[Row] = [{"rag": "Red"}, late, {"rag": "Red", **late}, {}, {"status": "Closed"}]
    assert refs("worst_or_overdue_total", *rows) == ["R1", "R2", "R3"]
    assert refs("worst_or_overdue_total", {"rag": "Red", "target": None}) == ["R1"]


def test_what_came_back_worsened_or_was_extended_has_slipped_once() -> None:
    then: list[Row] = [
        {"ref": "BACK", "status": "With HMICFRS"},
        {"ref": "BOTH", "rag": "Green"},
        {"ref": "LATER"},
        {"ref": "SAME"},
        {"ref": "DONE", "rag": "Green"},
    ]
    later = {"target": date(2021, 9, 30)}
    now: list[Row] = [
        {"ref": "BACK"},
        {"ref": "BOTH", "rag": "Amber", **later},
        {"ref": "LATER", **later},
        {"ref": "SAME"},
        {"ref": "DONE", "status": "Closed", "closed": LAST},
        {"ref": "CAME", "rag": "Red"},
    ]
    assert refs("slipped_total", *now, then=then) == ["BACK", "BOTH", "LATER"]
    assert counted(*now)["slipped_total"].value is None


def answered(*reports: Row, **more: Any) -> dict[str, list[str] | None]:
    """Return the refs of the reports whose response was made, is due and is late."""
    figures = counted({}, then=[], entries=inspections(reports=reports), **more)
    found = {name: figures[f"responses_{name}"] for name in ("made", "due", "late")}
    return {
        name: None if one.value is None else [row.ref for row in one.evidence]
        for name, one in found.items()
    }


@pytest.mark.parametrize(
    ("due", "responded", "state"),
    [
        (None, None, []),
        (None, LAST, ["made"]),
        (date(2020, 11, 25), CUT_OFF_THEN, []),
        (date(2020, 11, 25), FIRST, ["made"]),
        (date(2020, 11, 25), LAST, ["made"]),  # late, and made: it is answered
        (date(2020, 11, 25), None, ["late"]),
        (date(2021, 1, 13), None, ["late"]),
        (date(2021, 1, 14), None, ["due"]),  # on the day of the meeting it is not late
        (date(2021, 2, 25), None, ["due"]),
        (date(2021, 1, 10), date(2021, 1, 8), ["due"]),  # made in time, after the data cut-off
        (date(2021, 1, 5), date(2021, 1, 8), ["late"]),
        (date(2021, 1, 10), date(2021, 1, 12), ["late"]),
        (date(2021, 2, 1), date(2021, 2, 2), ["due"]),  # the log tells of a day to come
    ],
)
def test_a_response_is_made_due_or_late(
    due: date | None, responded: date | None, state: list[str]
) -> None:
    told = answered({"response_due": due, "responded": responded})
    assert [name for name, found in told.items() if found] == state


def test_a_report_that_comes_out_after_the_cut_off_has_no_response_in_this_paper() -> None:
    later = {"published": date(2021, 1, 4), "response_due": date(2021, 2, 28)}
    assert answered(later) == {"made": [], "due": [], "late": []}
    assert answered() == {"made": [], "due": [], "late": []}


def test_without_its_columns_and_without_a_log_no_response_is_counted() -> None:
    bare = SETTINGS + "[columns.reports]\nresponded = false\n"
    assert answered({"response_due": LAST}, settings=bare) == dict.fromkeys(("made", "due", "late"))
    none = counted({}, then=[], settings=SETTINGS + "[workbook]\nlog = false\n")
    assert [none[f"responses_{name}"].value for name in ("made", "due", "late")] == [None] * 3


def test_the_sums_of_the_bridge_stand_among_the_sums() -> None:
    settings = read_settings(SETTINGS.encode())
    kept = {(one.total, one.keys[1:]) for one in sums(settings)}
    assert ("outstanding_total", ("reviewed_outstanding_total", "unreviewed_total")) in kept
    assert ("unreviewed_total", ("unreviewed_new", "unreviewed_earlier")) in kept


def test_those_reviewed_and_settled_without_a_rating_are_a_part_of_those_reviewed() -> None:
    rows: list[Row] = [
        {"ref": "A", "rag": "Red"},
        {"ref": "B", "rag": None, "status": "Closed"},
        {"ref": "C", "rag": None, "status": "Superseded"},
        {"ref": "D", "rag": None, "status": "Closed", "reviewed": None},
        {"ref": "E", "rag": None, "status": "Closed", "addressed_to": "Home Office"},
    ]
    figures = counted(*rows, then=rows)
    assert behind(figures, "reviewed_total", "reviewed_red", "unrated_total") == {
        "reviewed_total": ["A", "B", "C"],
        "reviewed_red": ["A"],
        "unrated_total": ["B", "C"],
    }
    chosen = read_settings(SETTINGS.encode())
    (one,) = [one for one in sums(chosen) if one.total == "reviewed_total"]
    assert one.holds(figures)


RATED = (
    "improved_total",
    "worsened_total",
    "unchanged_total",
    "newly_worst_total",
    "withheld_worst",
)
NO_RATINGS = SETTINGS + "[columns.recommendations]\nrag = false\n"


def test_where_no_ratings_are_kept_their_figures_have_no_value_and_the_others_do() -> None:
    rows: list[Row] = [{}, {"target": CUT_OFF_THEN}, {"status": "Closed"}]
    figures = counted(*rows, then=rows, settings=NO_RATINGS)
    assert {key for key in RATED if figures[key].value is None} == set(RATED)
    assert not [
        key for key in figures if key.startswith(("reviewed_red", "outstanding_red", "moved_"))
    ]
    assert figures["unrated_total"].value is None  # a template may name it all the same
    assert [figures[key].value for key in ("outstanding_total", "reviewed_total", "overdue_total")] == [2, 3, 1]  # fmt: skip
    assert figures["worst_or_overdue_total"].value == 1  # no row has the worst rating
    chosen = read_settings(NO_RATINGS.encode())
    assert all(one.holds(figures) for one in sums(chosen) if one.is_known(figures))
    assert (chosen.ratings, chosen.worst, chosen.is_worst("")) == ((), "", False)
