"""The inspections log: what is under way at the cut-off, what was announced and is gone, responses
to reports.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.register.archive import Filed
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, LOG_SHEETS, REPORTS
from tests.builders import (
    CUT_OFF,
    CUT_OFF_THEN,
    MEETING,
    SETTINGS,
    baseline,
    book,
    codes,
    inputs,
    inspections,
    refs,
    saved,
    workbook,
)
from tests.paper.test_values import paper, under

NOW: dict[str, Any] = {"started": date(2020, 12, 1), "finished": None}
THEN_SETTINGS = SETTINGS.replace("2021-01-14", "2020-07-09").replace("2020-12-31", "2020-06-30")


def run(then_log: bytes | None = None, **log: Any) -> Computed:
    """Return a run after a meeting that was filed with a log, or none."""
    filed = replace(baseline(), log=then_log, settings=THEN_SETTINGS.encode())
    return computed(replace(inputs(log=inspections(**log)), filed=(filed,)))


def of(code: str, *given: Any, **log: Any) -> list[Finding]:
    return [item for item in run(*given, **log).findings if item.code == code]


# Under way


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (NOW, True),
        ({**NOW, "started": CUT_OFF}, True),
        ({**NOW, "started": date(2019, 3, 1)}, True),
        ({**NOW, "started": date(2021, 1, 1)}, False),
        ({**NOW, "finished": date(2021, 1, 8)}, True),
        ({**NOW, "finished": CUT_OFF}, False),
        ({"started": None, "finished": date(2021, 1, 8)}, False),
    ],
)
def test_an_inspection_is_under_way_that_began_by_the_cut_off_and_was_not_over(
    row: dict[str, Any], counts: bool
) -> None:
    assert refs("underway_total", then=[], log=inspections(inspections=[row])) == (
        ["R1"] if counts else []
    )


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({"starts": CUT_OFF}, True),
        ({"starts": date(2020, 12, 1), "ends": date(2021, 1, 1)}, True),
        ({"starts": date(2020, 12, 1), "ends": CUT_OFF}, False),
        ({"starts": date(2021, 1, 1)}, False),
    ],
)
def test_so_is_a_forthcoming_one_that_has_begun_and_has_no_end_or_a_later_one(
    row: dict[str, Any], counts: bool
) -> None:
    log = inspections(forthcoming=[row])
    assert refs("underway_total", then=[], log=log) == (["Inspection of vetting"] if counts else [])
    assert refs("forthcoming_total", then=[], log=log) == (
        ["Inspection of vetting"] if row["starts"] > CUT_OFF else []
    )


@pytest.mark.parametrize(
    ("inspection", "counted"),
    [
        ({**NOW}, ["R1"]),
        ({**NOW, "title": "inspection  of VETTING"}, ["R1"]),
        ({"started": date(2020, 12, 1), "finished": date(2020, 12, 20)}, []),
        # it came before the day it was announced for
        ({"started": date(2020, 11, 2), "finished": date(2020, 11, 20)}, []),
        # the one before it, of the same title
        ({"started": date(2018, 3, 5), "finished": date(2018, 3, 9)}, ["Inspection of vetting"]),
        ({**NOW, "title": "Inspection of bail"}, ["R1", "Inspection of vetting"]),
    ],
)
def test_an_inspection_that_stands_in_both_sheets_counts_once(
    inspection: dict[str, Any], counted: list[str]
) -> None:
    log = inspections(
        inspections=[{"title": "Inspection of vetting", **inspection}],
        forthcoming=[{"starts": date(2020, 12, 1)}],
    )
    assert refs("underway_total", then=[], log=log) == counted


def test_its_evidence_are_the_cells_of_both_sheets_and_its_previous_value_is_the_filed_one() -> (
    None
):
    filed = replace(baseline(), figures={**baseline().figures, "underway_total": 5})
    log = inspections(inspections=[NOW], forthcoming=[{"starts": date(2020, 11, 30)}])
    figure = computed(replace(inputs(log=log), filed=(filed,))).figures["underway_total"]
    assert [(row.ref, row.cell) for row in figure.evidence] == [
        ("Inspection of vetting", "Forthcoming!A2"),
        ("R1", "Inspections!A2"),
    ]
    assert (figure.value, figure.previous, figure.label) == (
        2,
        5,
        "Inspections under way at the data cut-off",
    )
    assert baseline().figures["underway_total"] is None


def test_without_a_day_at_all_the_row_is_an_error_and_one_that_begins_later_is_noted() -> None:
    assert codes(log=inspections(inspections=[{"finished": None}])) == {"blank": ["Inspections!I2"]}
    assert codes(log=inspections(inspections=[{"finished": None, "started": "soon"}])) == {
        "not-a-date": ["Inspections!H2"]
    }
    later = {"finished": None, "started": date(2021, 1, 11)}
    assert codes(log=inspections(inspections=[later])) == {"after-cut-off": ["Inspections!H2"]}
    both = inspections(
        inspections=[{**later, "title": "Inspection of vetting"}],
        forthcoming=[{"starts": date(2021, 1, 11)}],
    )
    assert codes(log=both) == {}


def test_a_last_day_after_the_cut_off_is_noted_with_the_section_it_stands_in() -> None:
    for row, told in (
        (NOW, "the inspection is under way in this paper"),
        ({}, "the row is left for the next paper"),
    ):
        (finding,) = of("after-cut-off", inspections=[{**row, "finished": date(2021, 1, 8)}])
        assert (
            finding.message
            == f"R1: 8 January 2021 is after the data cut-off, 31 December 2020, so {told}."
        )


def test_one_that_was_pasted_twice_while_under_way_is_noted() -> None:
    assert codes(log=inspections(inspections=[NOW, NOW])) == {"log-row-twice": ["Inspections!B3"]}


def test_one_under_way_for_more_than_a_year_is_noted() -> None:
    assert codes(
        log=inspections(
            inspections=[
                {**NOW, "started": date(2019, 12, 31)},
                {**NOW, "started": date(2020, 1, 1)},
            ]
        )
    ) == {"under-way-long": ["Inspections!H2"]}
    assert codes(log=inspections(forthcoming=[{"starts": date(2019, 10, 1)}])) == {
        "under-way-long": ["Forthcoming!B2"]
    }


def test_the_paper_has_a_section_of_what_is_under_way() -> None:
    log = inspections(
        inspections=[
            {
                **NOW,
                "inspectorates": "HMICFRS; HMCPSI",
                "questions": "Is it safe?",
                "narrative": "It began well.",
                "findings": "Good.",
                "next_step": "More visits.",
                "lead": "ACC",
            }
        ],
        forthcoming=[
            {"starts": date(2020, 11, 30), "ends": date(2021, 1, 22), "narrative": "It is large."}
        ],
    )
    assert under(paper(then=[], log=log), "Inspections under way") == [
        "[Numbered Paragraph] At 31 December 2020, two inspections were under way.",
        "[Heading 2] Inspection of vetting",
        "[Numbered Paragraph] It started on 30 November 2020, and its last day is 22 January 2021.",
        "[Numbered Paragraph] It is large.",
        "[Heading 2] Inspection of custody",
        "[Numbered Paragraph] This is an inspection of custody. It started on 1 December 2020. Carried out by: HMICFRS and HMCPSI.",
        "[Numbered Paragraph] It asks: Is it safe?",
        "[Numbered Paragraph] It began well.",
        "[Heading 3] Preliminary findings",
        "[Numbered Paragraph] Good.",
        "[Heading 3] Next step",
        "[Numbered Paragraph] More visits.",
        "[Numbered Paragraph] Lead in the force: ACC.",
    ]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Documents only", " The force was not chosen for fieldwork and was asked for documents."),
        ("Not selected", " The force was not selected for this inspection."),
    ],
)
def test_one_under_way_says_what_part_the_force_has(word: str, told: str) -> None:
    found = under(
        paper(then=[], log=inspections(inspections=[{**NOW, "involvement": word}])),
        "Inspections under way",
    )
    assert found == [
        "[Numbered Paragraph] At 31 December 2020, one inspection was under way.",
        "[Heading 2] Inspection of custody",
        f"[Numbered Paragraph] This is an inspection of custody. It started on 1 December 2020.{told}",
    ]


def test_where_nothing_is_under_way_the_section_says_so() -> None:
    assert under(paper(then=[]), "Inspections under way") == [
        "[Numbered Paragraph] No inspection was under way at 31 December 2020."
    ]


def test_the_prose_of_what_is_under_way_is_proof_read() -> None:
    assert codes(log=inspections(inspections=[{**NOW, "narrative": "It it began."}])) == {
        "doubled-word": ["Inspections!K2"]
    }
    assert codes(
        log=inspections(forthcoming=[{"starts": date(2020, 12, 1), "narrative": "It it began."}])
    ) == {"doubled-word": ["Forthcoming!D2"]}


# Announced and gone


PAST = {"starts": date(2020, 10, 5), "ends": date(2020, 10, 9)}


def test_a_forthcoming_inspection_that_is_over_and_in_no_other_sheet_is_noted() -> None:
    (finding,) = of("forthcoming-past", forthcoming=[PAST])
    assert str(finding).startswith(
        'inspections.xlsx, Forthcoming!C2: "Inspection of vetting" ended on 9 October 2020 and is in no '
        "other sheet, so no section of the paper has it."
    )
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "log",
    [
        {
            "inspections": [
                {
                    "title": "Inspection of vetting",
                    "started": date(2020, 10, 5),
                    "finished": date(2020, 10, 9),
                }
            ]
        },
        {"inspections": [{"title": "Inspection of vetting", **NOW}]},
        {"reports": [{"title": "Inspection of  Vetting"}]},
    ],
)
def test_one_that_another_sheet_holds_is_not(log: dict[str, Any]) -> None:
    assert of("forthcoming-past", forthcoming=[PAST], **log) == []


def test_one_that_has_no_end_or_a_later_one_is_not() -> None:
    assert (
        of(
            "forthcoming-past",
            forthcoming=[
                {**PAST, "ends": None},
                {"starts": date(2020, 12, 1), "ends": date(2021, 1, 1)},
                {},
            ],
        )
        == []
    )


def test_one_that_the_last_paper_announced_and_this_log_does_not_hold_is_noted() -> None:
    then = inspections(
        forthcoming=[{"starts": date(2020, 10, 5)}],
        inspections=[{"started": date(2020, 6, 1), "finished": None}],
    )
    assert [(item.where, item.message) for item in of("promised-missing", then)] == [
        (
            "inspections.xlsx, Forthcoming",
            '"Inspection of custody" is in no sheet of this log, and the paper of 2020-07-09 had it '
            "under way since 1 June 2020.",
        ),
        (
            "inspections.xlsx, Forthcoming",
            '"Inspection of vetting" is in no sheet of this log, and the paper of 2020-07-09 announced '
            "it for 5 October 2020.",
        ),
    ]


def test_a_title_that_is_near_and_new_is_named() -> None:
    then = inspections(
        forthcoming=[{"starts": date(2020, 10, 5)}],
        inspections=[{"title": "Inspection of betting"}],
    )
    for title, told in (
        ("Inspection of the vetting", True),
        ("Inspection of betting", False),
        ("Inspection of custody", False),
    ):
        for finding in (
            *of("promised-missing", then, inspections=[{"title": title}]),
            *(
                of("forthcoming-past", then, inspections=[{"title": title}], forthcoming=[PAST])
                if told
                else ()
            ),
        ):
            assert finding.message.endswith(f' It may stand in Inspections as "{title}".') is told


@pytest.mark.parametrize(
    "log",
    [
        {"inspections": [{"title": "inspection of vetting"}]},
        {"inspections": [{"title": "Inspection of vetting", **NOW}]},
        {"forthcoming": [{}]},
        {"forthcoming": [{"starts": date(2020, 10, 5)}]},
        {"reports": [{"title": "Inspection of vetting"}]},
        {"inspections": [{"title": "Inspection of vetting", "finished": date(2021, 1, 5)}]},
    ],
)
def test_one_that_any_sheet_holds_is_not(log: dict[str, Any]) -> None:
    assert (
        of("promised-missing", inspections(forthcoming=[{"starts": date(2020, 10, 5)}]), **log)
        == []
    )


def test_an_earlier_inspection_of_the_same_title_does_not_stand_for_it() -> None:
    earlier = {"title": "Inspection of vetting", "finished": date(2020, 6, 1)}
    assert (
        len(
            of(
                "promised-missing",
                inspections(forthcoming=[{"starts": date(2020, 10, 5)}]),
                inspections=[earlier],
            )
        )
        == 1
    )


def test_what_the_last_paper_did_not_announce_is_not_missed_nor_where_its_log_is_not_filed() -> (
    None
):
    old = inspections(
        inspections=[{"finished": date(2020, 5, 1)}],
        forthcoming=[{"starts": date(2020, 5, 1), "ends": date(2020, 6, 1)}],
    )
    assert (
        of("promised-missing", old)
        == of("promised-missing", None)
        == of("promised-missing", b"no workbook")
        == []
    )


def test_the_last_log_is_read_by_the_headings_of_its_own_settings() -> None:
    own = THEN_SETTINGS + '[columns.forthcoming]\ntitle = "Titre"\n'
    then = workbook(
        {INSPECTIONS: (), REPORTS: (), FORTHCOMING: [{"starts": date(2020, 10, 5)}]},
        headings={"title": "Titre"},
    )
    own += '[columns.inspections]\ntitle = "Titre"\n[columns.reports]\ntitle = "Titre"\n'
    filed: Filed = replace(baseline(), log=then, settings=own.encode())
    found = computed(replace(inputs(), filed=(filed,))).findings
    assert [item.code for item in found] == ["promised-missing"]


def test_nothing_is_missed_where_the_log_could_not_be_read() -> None:
    filed = replace(
        baseline(),
        log=inspections(forthcoming=[{"starts": date(2020, 10, 5)}]),
        settings=THEN_SETTINGS.encode(),
    )
    given: Inputs = replace(inputs(), filed=(filed,), log=None)
    assert [item.code for item in computed(given).findings] == ["workbook-missing"]


# Responses


@pytest.mark.parametrize(("due", "told"), [(date(2020, 11, 25), False), (date(2020, 11, 26), True)])
def test_a_response_due_later_than_the_56th_day_is_noted(due: date, told: bool) -> None:
    row = {"published": date(2020, 10, 1), "response_due": due, "responded": date(2020, 11, 2)}
    found = of("response-due-late", reports=[row])
    assert [str(item.cell) for item in found] == (["Reports!L2"] if told else [])
    assert all("end on 25 November 2020 (Police Act 1996, s.55)" in item.message for item in found)


def test_a_report_of_an_earlier_paper_is_not_measured_again() -> None:
    assert date(2020, 7, 1) > CUT_OFF_THEN
    row = {
        "published": CUT_OFF_THEN,
        "response_due": date(2020, 9, 30),
        "responded": date(2020, 8, 3),
    }
    assert of("response-due-late", reports=[row]) == []


@pytest.mark.parametrize(
    ("due", "responded", "told"),
    [
        (date(2021, 1, 13), None, True),
        (MEETING, None, False),
        (date(2021, 1, 13), date(2021, 1, 13), False),
        (None, None, False),
    ],
)
def test_a_response_whose_day_is_past_and_that_is_not_entered_is_noted(
    due: date | None, responded: date | None, told: bool
) -> None:
    row = {"published": date(2020, 12, 1), "response_due": due, "responded": responded}
    assert [str(item.cell) for item in of("response-overdue", reports=[row])] == (
        ["Reports!M2"] if told else []
    )


def test_a_log_that_does_not_keep_responses_is_not_asked_for_them() -> None:
    made = book(
        {
            sheet: [{"response_due": date(2020, 11, 2)}] if sheet.name == "Reports" else []
            for sheet in LOG_SHEETS
        }
    )
    made["Reports"].delete_cols(13, 2)
    assert codes(log=saved(made)) == {}


def test_the_paper_says_that_the_force_responded_once_it_had_by_the_cut_off() -> None:
    def told(responded: date | None) -> str:
        row = {
            "published": date(2020, 12, 8),
            "response_due": date(2021, 2, 1),
            "responded": responded,
        }
        found = under(paper(then=[], log=inspections(reports=[row])), "Custody today")
        return next(line.partition("] ")[2] for line in found if "respon" in line)

    assert told(date(2020, 12, 31)) == "The force responded to the report on 31 December 2020."
    assert (
        told(date(2021, 1, 4))
        == told(None)
        == "The response to the report is due by 1 February 2021."
    )
