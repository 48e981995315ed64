"""The inspections log as typed entries, and which of them belong to a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log, log, selected
from pipeline.register.movement import Period
from pipeline.settings.schema import LOG_SHEETS
from tests.builders import (
    CUT_OFF,
    CUT_OFF_THEN,
    ELSEWHERE,
    NO_REF,
    SETTINGS,
    book,
    inspections,
    recommendations,
    saved,
)

CHOSEN = read_settings(SETTINGS.encode())
SPAN = Period(CUT_OFF, after=CUT_OFF_THEN)


def read(**rows: Any) -> tuple[Log, list[Finding]]:
    return log(inspections(**rows), CHOSEN)


def clean(**rows: Any) -> Log:
    found, faults = read(**rows)
    assert not faults, [str(fault) for fault in faults]
    return found


def told(**rows: Any) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.cell)) for fault in read(**rows)[1]]


def test_an_inspection_is_read_with_all_its_fields_and_their_cells() -> None:
    (entry,) = clean(
        inspections=[
            {
                "ref": "I-7",
                "title": " Custody\nin 2020 ",
                "description": "a joint inspection",
                "type": "Joint thematic",
                "commissioned_by": "The PCC",
                "inspectorates": "HMICFRS; Care Quality\u00a0Commission",
                "involvement": "Documents only",
                "started": date(2020, 10, 1),
                "questions": "How?\nWhy?",
                "narrative": "It began.",
                "findings": "(a) one\n(b) two",
                "next_step": "A report.",
                "lead": "ACC",
            }
        ]
    ).inspections
    assert (entry.ref, entry.title, entry.type, entry.commissioned_by, entry.lead) == (
        "I-7",
        "Custody in 2020",
        "Joint thematic",
        "The PCC",
        "ACC",
    )
    assert (entry.inspectorates, entry.involvement) == (
        ("HMICFRS", "Care Quality Commission"),
        "documents_only",
    )
    assert (entry.started, entry.finished) == (date(2020, 10, 1), date(2020, 10, 30))
    assert entry.questions.text == "How?\nWhy?"
    assert [block.kind for block in entry.findings.blocks] == ["letter", "letter"]
    assert (str(entry.cells["ref"]), str(entry.cells["lead"])) == (
        "Inspections!A2",
        "Inspections!N2",
    )


def test_a_report_is_read_with_its_counts() -> None:
    (entry,) = clean(
        reports=[
            {
                "recommendations": 10,
                "for_force": 3,
                "jointly": 4,
                "for_others": 3,
                "inspection": "I1",
                "published_with": "P2",
                "inspectorates": "HMICFRS",
                "response_due": date(2020, 12, 1),
                "narrative": "It found.",
            }
        ]
    ).reports
    assert (entry.recommendations, entry.for_force, entry.jointly, entry.for_others) == (
        10,
        3,
        4,
        3,
    )
    assert (entry.inspection, entry.published_with, entry.inspectorates) == (
        "I1",
        "P2",
        ("HMICFRS",),
    )
    assert (entry.published, entry.response_due, entry.narrative.text) == (
        date(2020, 10, 1),
        date(2020, 12, 1),
        "It found.",
    )


def test_a_forthcoming_inspection_is_named_by_its_title() -> None:
    (entry,) = clean(forthcoming=[{"ends": date(2021, 6, 18)}]).forthcoming
    assert (entry.ref, entry.title, entry.starts, entry.ends) == (
        entry.title,
        "Inspection of vetting",
        date(2021, 6, 14),
        date(2021, 6, 18),
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Fieldwork", "fieldwork"),
        ("Documents only", "documents_only"),
        ("Not selected", "not_selected"),
    ],
)
def test_the_part_that_the_force_had_is_one_of_three_words(word: str, meant: str) -> None:
    assert clean(inspections=[{"involvement": word}]).inspections[0].involvement == meant


def test_an_unknown_part_is_told_with_the_words_there_are() -> None:
    _, (fault,) = read(inspections=[{"involvement": "Feildwork"}])
    assert str(fault) == (
        'inspections.xlsx, Inspections!G2: Force involvement "Feildwork" is not one of Fieldwork, '
        "Documents only, "
        "Not selected. Did you mean Fieldwork? Type one of these words, or write which of them it means under"
        " [words.involvement] of report.toml."
    )


@pytest.mark.parametrize(
    ("sheet", "key", "cell"),
    [
        ("inspections", "ref", "Inspections!A2"),
        ("inspections", "title", "Inspections!B2"),
        ("inspections", "description", "Inspections!C2"),
        ("inspections", "involvement", "Inspections!G2"),
        ("inspections", "finished", "Inspections!I2"),
        ("reports", "ref", "Reports!A2"),
        ("reports", "title", "Reports!B2"),
        ("reports", "published", "Reports!C2"),
        ("reports", "jointly", "Reports!I2"),
        ("forthcoming", "title", "Forthcoming!A2"),
        ("forthcoming", "starts", "Forthcoming!B2"),
    ],
)
def test_an_undated_row_or_another_blank_that_must_be_filled_is_told_alone(
    sheet: str, key: str, cell: str
) -> None:
    assert told(**{sheet: [{key: None}]}) == [("blank", cell)]


def test_dates_typed_as_text_are_noted_sheet_by_sheet_though_two_sheets_use_one_heading() -> None:
    own = (
        SETTINGS
        + '[columns.inspections]\nfinished = "Date"\n[columns.reports]\npublished = "Date"\n'
    )
    made = book(
        {
            sheet: [{"finished": "30/10/2020", "published": "01/10/2020"}]
            if sheet.name != "Forthcoming"
            else []
            for sheet in LOG_SHEETS
        }
    )
    made["Inspections"]["I1"] = made["Reports"]["C1"] = "Date"
    _, faults = log(saved(made), read_settings(own.encode()))
    assert [(str(fault.cell), fault.message) for fault in faults] == [
        ("Inspections!I2", "Date is typed as text and read as day/month/year."),
        ("Reports!C2", "Date is typed as text and read as day/month/year."),
    ]


def test_a_log_whose_sheets_are_empty_is_an_empty_log() -> None:
    assert clean() == Log()


def chosen_rows(**rows: Any) -> list[list[str]]:
    found = selected(clean(**rows), SPAN.__contains__, SPAN.end)
    return [
        [entry.ref for entry in entries]
        for entries in (found.inspections, found.reports, found.forthcoming)
    ]


def test_rows_belong_to_a_paper_by_their_dates_after_the_last_cut_off_up_to_this_one() -> None:
    days = [date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert chosen_rows(
        inspections=[{"finished": day} for day in days],
        reports=[{"published": day} for day in days],
        forthcoming=[{"title": str(day), "starts": day} for day in days],
    ) == [["R2", "R3"], ["R2", "R3"], ["2021-01-01"]]


def test_the_rows_of_a_paper_come_by_date_and_on_one_day_as_in_the_workbook() -> None:
    days = [date(2020, 10, 2), date(2020, 10, 1), date(2020, 10, 2), date(2020, 9, 1)]
    assert chosen_rows(
        inspections=[{"finished": day} for day in days],
        reports=[{"published": day} for day in days],
    )[:2] == [["R4", "R2", "R1", "R3"], ["R4", "R2", "R1", "R3"]]


def test_rows_whose_date_is_at_fault_belong_to_no_paper() -> None:
    found, _ = read(
        inspections=[{"finished": "soon"}],
        reports=[{"published": 7}],
        forthcoming=[{"starts": "TBC"}],
    )
    assert selected(found, SPAN.__contains__, SPAN.end) == Log()


@pytest.mark.parametrize(
    ("ref", "code"), [(NO_REF, "not-text"), (None, "blank"), ("=A1", "formula-uncalculated")]
)
def test_a_ref_that_cannot_be_read_is_told_alone_though_a_report_names_it(
    ref: Any, code: str
) -> None:
    content = inspections(inspections=[{"ref": ref}], reports=[{"inspection": "7"}])
    found = computed(Inputs(SETTINGS.encode(), recommendations(ELSEWHERE), content, None)).findings
    assert [(item.code, str(item.cell)) for item in found] == [(code, "Inspections!A2")]


def refused_with_refs_last(**rows: Any) -> list[tuple[str, str]]:
    """Return what a run finds in a log whose column Ref is the last one, so that the titles stand
    in column A.
    """
    made = book({sheet: rows.get(sheet.key, ()) for sheet in LOG_SHEETS})
    for page in made.worksheets[:2]:
        refs = [cell.value for cell in page["A"]]
        page.delete_cols(1)
        last = page.max_column + 1
        for row, ref in enumerate(refs, 1):
            page.cell(row, last).value = ref
    return [
        (item.code, str(item.cell))
        for item in computed(
            Inputs(SETTINGS.encode(), recommendations(ELSEWHERE), saved(made), None)
        ).findings
    ]


def test_a_ref_that_cannot_be_read_is_told_alone_wherever_its_column_stands() -> None:
    assert refused_with_refs_last(inspections=[{"ref": NO_REF}], reports=[{"inspection": "7"}]) == [
        ("not-text", "Inspections!N2")
    ]


def test_a_title_that_is_blank_does_not_hide_a_ref_that_the_log_does_not_hold() -> None:
    assert refused_with_refs_last(inspections=[{"title": None}], reports=[{"inspection": "7"}]) == [
        ("blank", "Inspections!A2"),
        ("reference-missing", "Reports!D2"),
    ]
