"""A table without rows, and sheets that look like a table and are not read."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.commands.codes import CODES
from pipeline.commands.filing import baseline_files
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding, WorkbookRefused
from pipeline.register.inspections import log
from pipeline.register.recommendations import register
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, LOG_SHEETS, RECOMMENDATIONS, REPORTS
from tests.builders import (
    CUT_OFF_THEN,
    SETTINGS,
    THEN,
    book,
    inspections,
    recommendations,
    saved,
    workbook,
)
from tests.workbook.test_guard import with_part

CHOSEN = read_settings(SETTINGS.encode())
HEADINGS = [column.heading for column in RECOMMENDATIONS.columns]


def found(made: Any) -> list[Finding]:
    return list(computed(Inputs(SETTINGS.encode(), saved(made), inspections(), None)).findings)


def with_sheet(name: str, rows: list[list[Any]], state: str = "visible") -> Any:
    """Return a sound workbook with one more sheet of these rows."""
    made = book({RECOMMENDATIONS: [{}]})
    page = made.create_sheet(name)
    page.sheet_state = state
    for row in rows:
        page.append(row)
    return made


# No row at all


def test_a_table_without_rows_is_an_error() -> None:
    (fault,) = found(book({RECOMMENDATIONS: []}))
    assert (fault.code, fault.severity, fault.where, CODES["no-rows"].exit) == (
        "no-rows",
        "error",
        "recommendations.xlsx, Recommendations",
        3,
    )
    made = book({RECOMMENDATIONS: []})
    made.active["A2"], made.active["AD3"] = "  ", "a remark beside the table"
    assert [fault.code for fault in found(made)] == ["no-rows"]


def test_rows_for_other_bodies_alone_are_rows() -> None:
    assert register(recommendations({"addressed_to": "Home Office"}), CHOSEN)[1] == []


def test_a_baseline_without_rows_is_an_error_too() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        baseline_files(recommendations(), "old.xlsx", CHOSEN, THEN, CUT_OFF_THEN, ())
    assert [fault.code for fault in refused.value.findings] == ["no-rows"]


def test_rows_that_are_no_entries_are_told_and_not_that_there_are_none() -> None:
    made = book({RECOMMENDATIONS: []})
    made.active["A2"] = "A note under the headings"
    assert [fault.code for fault in found(made)] == ["row-unfinished"]
    made = book({RECOMMENDATIONS: []})
    made.active["H1"] = "Sent to"
    assert "no-rows" not in {fault.code for fault in found(made)}


def test_a_log_without_rows_is_sound() -> None:
    assert log(workbook({sheet: [] for sheet in LOG_SHEETS}), CHOSEN)[1] == []


# Sheets that are not read


def test_a_sheet_with_the_same_headings_is_told_with_its_count_of_rows() -> None:
    (note,) = found(
        with_sheet("Closed", [["Closed by HMICFRS"], HEADINGS, *[["R", "A report"]] * 37])
    )
    assert (note.severity, str(note)) == (
        "note",
        'recommendations.xlsx, Closed: the sheet "Closed" has the headings of Recommendations and 37 rows under them, and is not '
        'read. If its rows belong to the paper, move them into the sheet that is read, or name both sheets under [workbook.recommendations] of report.toml: sheets = ["…", "…"]; otherwise nothing need be done.',
    )


def test_a_new_sheet_beside_several_that_are_read_is_told_with_the_line_that_names_all() -> None:
    made = book({RECOMMENDATIONS: [{"ref": "A1"}]})
    first = made.active
    first.title = "PEEL 2018-19"
    for name, ref in (('The "old" ones', "A2"), ("Custody", "A3")):
        made.copy_worksheet(first).title = name
        made[name]["A2"] = ref
    named = "sheets = ['PEEL 2018-19', 'The \"old\" ones']"
    chosen = read_settings(f"{SETTINGS}\n[workbook.recommendations]\n{named}\n".encode())
    (note,) = register(saved(made), chosen)[1]
    assert note.sheet == "Custody" and note.remedy == (
        "If its rows belong to the paper, name it with the others under [workbook.recommendations]"
        ' of report.toml: sheets = ["PEEL 2018-19", "The \\"old\\" ones", "Custody"]; otherwise'
        " nothing need be done."
    )
    line = note.remedy.partition("report.toml: ")[2].partition("; otherwise")[0]
    chosen = read_settings(f"{SETTINGS}\n[workbook.recommendations]\n{line}\n".encode())
    assert register(saved(made), chosen)[1] == []


@pytest.mark.parametrize(
    "headings",
    [
        [heading.upper() + ":" for heading in HEADINGS],
        list(reversed(HEADINGS)),
        [*HEADINGS, "Remarks"],
        HEADINGS[:10] + HEADINGS[12:],
        [column.heading for column in RECOMMENDATIONS.columns if column.required],
        ["", "", *HEADINGS],
    ],
)
def test_headings_in_another_order_or_number_are_the_same_headings(headings: list[str]) -> None:
    assert [note.code for note in found(with_sheet("Sheet2", [headings, ["R1"]]))] == [
        "sheet-unread"
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_of_a_hidden_sheet_the_count_alone_is_told(state: str) -> None:
    (note,) = found(with_sheet("Operation Nightjar", [HEADINGS, ["R1", "Nightjar"]], state))
    assert (
        note.message
        == "a hidden sheet has the headings of Recommendations and 1 row under them, and is not read."
    )
    assert note.sheet is None and "Nightjar" not in str(note)


@pytest.mark.parametrize(
    "rows",
    [
        [HEADINGS],
        [HEADINGS, [" "]],
        [["Owner", "RAG", "Status"], ["DCC", 3, 4]],
        [["RAG", "Status", "Type", "Owner", "Department"], ["Red"]],
        [[heading] for heading in HEADINGS],
        [["Title", "Ref"], ["x", "y"]],
        [["Notes"], ["Ref, Inspection report, Published, Type"]],
        [[place] for place in range(500)],
        [["Title", "Narrative", "Lead"], ["a", "b", "c"]],
    ],
    ids=[
        "headings alone",
        "a blank row",
        "a pivot",
        "lists",
        "a dictionary",
        "two headings",
        "prose",
        "numbers",
        "texts",
    ],
)
def test_another_sheet_is_no_matter(rows: list[list[Any]]) -> None:
    assert found(with_sheet("Other", rows)) == []


def test_the_forces_own_headings_are_those_that_count() -> None:
    own = read_settings(
        (SETTINGS + '[columns.recommendations]\nowner = "Chief officer"\n').encode()
    )
    made = book({RECOMMENDATIONS: [{}]}, headings={"owner": "Chief officer"})
    page = made.create_sheet("2019")
    for row in (
        ["Chief officer" if heading == "Owner" else heading for heading in HEADINGS],
        ["R1"],
    ):
        page.append(row)
    assert [note.code for note in register(saved(made), own)[1]] == ["sheet-unread"]


@pytest.mark.parametrize("sheet", [INSPECTIONS, REPORTS, FORTHCOMING], ids=lambda sheet: sheet.key)
def test_sheets_of_the_log_are_looked_at_alike(sheet: Any) -> None:
    made = book({each: [] for each in LOG_SHEETS})
    page = made.create_sheet("Old")
    page.append([column.heading for column in sheet.columns])
    page.append(["x"])
    (note,) = log(saved(made), CHOSEN)[1]
    assert f'"Old" has the headings of {sheet.name} and 1 row under them' in note.message


@pytest.mark.parametrize(
    "part", [b"<worksheet", b"\xff\xfe", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', b""]
)
def test_a_sheet_that_is_not_read_and_is_damaged_refuses_nothing(part: bytes) -> None:
    content = with_part(
        saved(with_sheet("Closed", [HEADINGS, ["R1"]])), "xl/worksheets/sheet2.xml", lambda _: part
    )
    assert register(content, CHOSEN)[1] == []
