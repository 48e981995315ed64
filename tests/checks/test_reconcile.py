"""What must hold, or there is no paper: each breach with its place, its exit code and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.checks import reconcile
from pipeline.commands.codes import CODES, finding, refuse
from pipeline.commands.run import computed, made
from pipeline.figures.figure import Figure
from pipeline.findings.finding import (
    ArchiveRefused,
    DoesNotReconcile,
    Finding,
    ProofFailed,
    Refused,
    SettingsRefused,
    TemplateRefused,
    WorkbookRefused,
    by_place,
)
from pipeline.register.archive import Filed
from tests.builders import SETTINGS, inputs, inspections
from tests.counting import chosen, counted, position_of

PUBLISHED = date(2020, 12, 8)
TITLE = "Pre-charge bail and released under investigation: striking a balance"


def rows(force: int, joint: int, **more: Any) -> list[dict[str, Any]]:
    """Return rows of the report, alone for the force and joint."""
    bodies = ["WMP"] * force + ["WMP; Home Office"] * joint
    return [
        {
            "report": TITLE,
            "published": PUBLISHED,
            "addressed_to": body,
            "reviewed": date(2020, 12, 20),
            **more,
        }
        for body in bodies
    ]


def report(
    force: int, joint: int, others: int, total: int | None = None, **more: Any
) -> dict[str, Any]:
    """Return a report of the log whose parts are these; its total is their sum unless given."""
    return {
        "title": TITLE,
        "published": PUBLISHED,
        "recommendations": force + joint + others if total is None else total,
        "for_force": force,
        "jointly": joint,
        "for_others": others,
        **more,
    }


def found(*now: Mapping[str, Any], reports: list[dict[str, Any]]) -> list[Finding]:
    """Return what is said of the reports of a log against the rows of the workbook."""
    position = position_of(*now, then=[], entries=inspections(reports=reports))
    return [
        *reconcile.report_parts(position.log),
        *reconcile.report_rows(position.log, position.register, position.period),
    ]


# A report's parts


def test_ten_recommendations_that_break_down_into_nine_are_refused_with_the_cells_named() -> None:
    given = inputs(*rows(2, 1), then=[], log=inspections(reports=[report(2, 1, 6, total=10)]))
    with pytest.raises(DoesNotReconcile) as refused:
        made(given)
    assert refused.value.exit_code == 4
    [breach] = [item for item in refused.value.findings if CODES[item.code].exit == 4]
    assert (breach.code, str(breach.cell)) == ("report-parts", "Reports!G2")
    assert breach.message == (
        "Recommendations says 10, but For the force 2 + Jointly 1 + For others 6 = 9 "
        "(G2, H2, I2, J2)."
    )


def test_the_parts_of_a_report_of_another_period_must_add_up_too() -> None:
    assert [
        item.code for item in found(reports=[report(1, 0, 0, total=2, published=date(2019, 1, 1))])
    ] == ["report-parts"]


def test_every_report_whose_parts_do_not_add_up_is_told_in_one_run() -> None:
    breaches = found(
        reports=[
            report(0, 0, 1, total=2, title="A"),
            report(0, 0, 2, title="B"),
            report(0, 0, 3, total=2, title="C"),
        ]
    )
    assert [str(item.cell) for item in breaches] == ["Reports!G2", "Reports!G4"]


def test_parts_that_cannot_be_read_are_a_fault_of_the_cell_and_not_of_the_sum() -> None:
    result = computed(
        inputs(then=[], log=inspections(reports=[report(1, 0, 0, for_others="many")]))
    )
    assert [item.code for item in result.findings if item.severity == "error"] == [
        "not-a-whole-number"
    ]


# A report's rows in the workbook


def test_a_report_has_as_many_rows_as_the_log_says() -> None:
    assert found(*rows(2, 1), reports=[report(2, 1, 7)]) == []


def test_rows_for_others_and_causes_of_concern_are_not_among_a_reports_rows() -> None:
    others = [*rows(1, 0, addressed_to="Home Office"), *rows(1, 0, kind="Cause of concern")]
    assert found(*rows(2, 1), *others, reports=[report(2, 1, 7)]) == []


def test_areas_for_improvement_are_among_a_reports_rows_whatever_their_stage() -> None:
    assert (
        found(
            *rows(1, 0, kind="Area for improvement", status="Closed", closed=PUBLISHED),
            *rows(1, 0, status="Superseded"),
            reports=[report(2, 0, 0)],
        )
        == []
    )


def test_a_missing_row_is_told_with_the_rows_that_are_there() -> None:
    [breach] = found(*rows(1, 1), reports=[report(2, 1, 7)])
    assert (breach.code, str(breach.cell)) == ("report-rows", "Reports!H2")
    assert breach.message == (
        f'"{TITLE}": For the force 2 + Jointly 1 = 3, but the workbook has 2 rows of this report for the '
        "force or jointly (R1, R2)."
    )


def test_rows_under_a_misspelt_title_are_guessed_at() -> None:
    misspelt = TITLE.replace("released", "relased")
    [breach] = found(*rows(1, 0, report=misspelt), reports=[report(1, 0, 0)])
    assert breach.message.endswith(
        f"the workbook has 0 rows of this report for the force or jointly. "
        f'Its rows may stand under "{misspelt}".'
    )


def test_a_title_that_is_not_for_publication_is_never_quoted_as_a_guess() -> None:
    misspelt = TITLE.replace("released", "relased")
    breaches = found(*rows(1, 0, report=misspelt, publish="No"), reports=[report(1, 0, 0)])
    assert [item.code for item in breaches] == ["report-rows"]
    assert misspelt not in breaches[0].message


def test_case_and_doubled_spaces_make_no_other_title() -> None:
    assert (
        found(
            *rows(1, 0, report="  " + TITLE.upper().replace(" ", "  ")), reports=[report(1, 0, 0)]
        )
        == []
    )


def test_the_rows_of_a_report_of_another_period_are_not_counted() -> None:
    assert (
        found(
            reports=[
                report(2, 0, 0, published=date(2020, 6, 30)),
                report(1, 0, 0, published=date(2021, 1, 1)),
            ]
        )
        == []
    )


def test_the_split_between_alone_and_jointly_is_a_note() -> None:
    [note] = found(*rows(1, 2), reports=[report(2, 1, 0)])
    assert (note.code, note.severity, str(note.cell)) == ("report-split", "note", "Reports!H2")


def test_two_reports_of_one_title_are_told_apart_by_their_dates() -> None:
    later = date(2020, 12, 15)
    now = [*rows(2, 0), *rows(1, 0, published=later)]
    assert found(*now, reports=[report(2, 0, 0), report(1, 0, 0, published=later)]) == []
    breaches = found(*now, reports=[report(1, 0, 0), report(2, 0, 0, published=later)])
    assert [(item.code, str(item.cell)) for item in breaches] == [
        ("report-rows", "Reports!H2"),
        ("report-rows", "Reports!H3"),
    ]


def test_rows_of_last_years_report_of_the_same_title_are_not_among_this_ones() -> None:
    last_year = rows(2, 0, published=date(2019, 12, 8))
    assert [str(item) for item in found(*last_year, *rows(1, 0), reports=[report(1, 0, 0)])] == []


def test_rows_under_one_other_date_are_the_reports_where_its_title_is_in_the_log_once() -> None:
    day = date(2020, 12, 15)
    assert {
        item.code for item in found(*rows(2, 0, published=day), reports=[report(2, 0, 0)])
    } == set()
    assert [
        (item.code, str(item.cell))
        for item in found(
            *rows(2, 0, published=day), reports=[report(2, 0, 0), report(2, 0, 0, published=day)]
        )
    ] == [("report-rows", "Reports!H2")]


def test_rows_too_many_are_not_told_as_missing() -> None:
    [breach] = found(*rows(3, 0), reports=[report(1, 0, 0)])
    assert breach.remedy == (
        "Correct the log, or in recommendations.xlsx the rows that are not of this report or not for the "
        "force."
    )


# Balances, breakdowns, the opening


FIGURES = counted(
    {},
    {"rag": "Red"},
    {"status": "With HMICFRS", "signed_off": date(2020, 12, 1)},
    {"status": "Superseded"},
    then=[{}, {"rag": "Green"}, {}],
)


def spoilt(key: str, value: int) -> dict[str, Figure]:
    return {**FIGURES, key: replace(FIGURES[key], value=value)}


def all_told(figures: Mapping[str, Figure]) -> list[Finding]:
    return list(reconcile.adds_up(figures, chosen(), "recommendations.xlsx"))


def test_figures_that_are_counted_from_rows_hold() -> None:
    assert all_told(FIGURES) == []


@pytest.mark.parametrize(
    "key",
    [
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
    ],
)
def test_a_balance_with_any_part_wrong_is_told(key: str) -> None:
    told = [item for item in all_told(spoilt(key, 7)) if item.code == "balance"]
    assert len(told) == 1
    assert f"{key} 7" in told[0].message or f"{key} is 7" in told[0].message


def test_a_balance_is_told_as_a_sum() -> None:
    [told] = all_told(spoilt("outstanding_settled", 3))
    assert told.message == (
        "outstanding_opening 3 + outstanding_new 1 + outstanding_reopened 0 - outstanding_settled 3 "
        "- outstanding_withdrawn 1 = 0, but outstanding_total is 2."
    )


@pytest.mark.parametrize(
    "key",
    [
        "reviewed_total",
        "reviewed_red",
        "outstanding_amber",
        "opening_green",
        "signed_off_total",
        "signed_off_with_hmicfrs",
        "improved_total",
        "worsened_total",
        "unchanged_total",
        "continuing_total",
        "continuing_from_red",
        "continuing_to_green",
        "moved_red__to__green",
        "moved_amber__to__amber",
    ],
)
def test_a_breakdown_with_any_part_wrong_is_told(key: str) -> None:
    told = [item.code for item in all_told(spoilt(key, 9))]
    assert told and set(told) == {"breakdown"}


def test_a_breakdown_is_told_as_a_sum() -> None:
    [told] = all_told(spoilt("reviewed_red", 2))
    assert (
        told.message
        == "reviewed_red, reviewed_amber, reviewed_green, unrated_total: 2 + 3 + 0 + 0 = 5, but"
        " reviewed_total is 4."
    )


def test_on_a_first_paper_nothing_is_compared_and_the_ratings_must_still_add_up() -> None:
    first = counted({}, {"rag": "Red"})
    assert all_told(first) == []
    assert [
        item.code
        for item in all_told(
            {**first, "outstanding_red": replace(first["outstanding_red"], value=0)}
        )
    ] == ["breakdown"]


@pytest.mark.parametrize(
    ("now", "then"),
    [("outstanding_opening", "outstanding_total"), ("awaiting_opening", "awaiting_total")],
)
def test_an_opening_balance_that_is_not_the_filed_closing_one_is_refused(
    now: str, then: str
) -> None:
    given = inputs({}, {"status": "With HMICFRS"}, then=[{}, {"status": "With HMICFRS"}])
    last: Filed = given.filed[0]
    result = computed(replace(given, filed=(replace(last, figures={**last.figures, then: 5}),)))
    [breach] = [item for item in result.findings if item.severity == "error"]
    assert (breach.code, breach.message) == (
        "opening-balance",
        f"{now} is 1, but {then} filed for 2020-07-09 is 5.",
    )
    with pytest.raises(DoesNotReconcile):
        refuse(result.findings)


# Which exit


EXITS: dict[str, type[Refused]] = {
    "settings": SettingsRefused,
    "archive-altered": ArchiveRefused,
    "blank": WorkbookRefused,
    "balance": DoesNotReconcile,
    "template-tag": TemplateRefused,
    "proof-xml": ProofFailed,
}


def test_nothing_is_refused_for_notes() -> None:
    refuse([finding("past-target", "m", "r", "f"), finding("weekend-date", "m", "r", "f")])


@pytest.mark.parametrize("code", EXITS)
def test_each_error_leads_to_its_own_exit(code: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse([finding("past-target", "m", "r", "f"), finding(code, "m", "r", "f")])
    assert type(refused.value) is EXITS[code] and refused.value.exit_code == CODES[code].exit
    assert [item.code for item in refused.value.findings] == [code, "past-target"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("settings", "archive-altered"),
        ("archive-altered", "blank"),
        ("blank", "balance"),
        ("balance", "template-tag"),
        ("template-tag", "proof-xml"),
    ],
)
def test_where_several_stages_are_at_fault_the_earliest_decides_and_all_are_told(
    first: str, second: str
) -> None:
    for codes in ((first, second), (second, first)):
        with pytest.raises(Refused) as refused:
            refuse([finding(code, "m", "r", "f") for code in codes])
        assert type(refused.value) is EXITS[first]
        assert {item.code for item in refused.value.findings} == {first, second}


def test_every_code_has_an_exit_that_a_refusal_stands_for() -> None:
    for code, entry in CODES.items():
        with pytest.raises(Refused) as refused:
            refuse([replace(finding(code, "m", "r", "f"), severity="error")])
        assert refused.value.exit_code == entry.exit


def test_figures_are_not_reconciled_while_cells_are_at_fault_but_the_logs_sums_are() -> None:
    log = inspections(reports=[report(1, 0, 0, total=2)])
    codes = [
        item.code
        for item in by_place(computed(inputs({"rag": "Ambre"}, then=[], log=log)).findings)
        if item.wrong
    ]
    assert codes == ["report-parts", "report-rows", "unknown-word"]


@pytest.mark.parametrize(
    "at_fault",
    [{"addressed_to": ""}, {"kind": "Advice"}, {"published": "2020/11/12"}, {"report": ""}],
)
def test_the_rows_of_a_report_are_not_counted_while_a_cell_that_says_which_they_are_cannot_be_read(
    at_fault: dict[str, Any],
) -> None:
    codes = [
        item.code
        for item in computed(
            inputs(at_fault, then=[], log=inspections(reports=[report(2, 0, 0)]))
        ).findings
    ]
    assert "report-rows" not in codes


def test_a_note_raised_to_an_error_stops_the_paper() -> None:
    raised = SETTINGS + '[severity]\n"report-split" = "error"\n'
    result = computed(
        inputs(*rows(1, 2), then=[], log=inspections(reports=[report(2, 1, 0)]), settings=raised)
    )
    with pytest.raises(WorkbookRefused):
        refuse(result.findings)


def test_rows_of_a_report_that_are_dated_otherwise_are_named_where_the_number_does_not_hold() -> (
    None
):
    now = rows(1, 2)
    result = computed(
        inputs(
            now[0],
            {**now[1], "published": date(2020, 10, 2)},
            then=[],
            log=inspections(reports=[report(2, 0, 0)]),
        )
    )
    [fault] = [item for item in result.findings if item.code == "report-rows"]
    assert fault.message.endswith(
        "for the force or jointly (R1). Under this title but with another date: R2."
    )


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("outstanding_total = 2", []),
        ("outstanding_total = 2\noutstanding_red = 1", []),
        (
            "outstanding_total = 98",
            ["expected-differs 98 is expected for outstanding_total, and the workbook gives 2."],
        ),
        (
            "improved_total = 0",
            [
                "expected-differs 0 is expected for improved_total, and the workbook gives none, for what it is counted "
                "from is not kept."
            ],
        ),
        (
            "total_outstanding = 2",
            ['settings there is no figure "total_outstanding". Did you mean outstanding_total?'],
        ),
    ],
)
def test_a_number_of_the_forces_own_is_met_or_told_with_both(expect: str, told: list[str]) -> None:
    settings = f"{SETTINGS}\n[expect]\n{expect}\n"
    now = [{"rag": "Red", "rag_reason": "Late."}, {"rag": "Green"}]
    found = list(reconcile.expected(counted(*now, settings=settings), chosen(settings)))
    assert [f"{one.code} {one.message}" for one in found] == told
    assert [CODES[one.code].exit for one in found] in ([], [4], [2])
