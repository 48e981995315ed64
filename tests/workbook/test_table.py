"""Where the rows of a workbook are: its sheets, headings, hidden and merged cells; every fault in
one run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as laws
from hypothesis import strategies as st

from pipeline.commands.codes import CODES
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Cell, Finding, did_you_mean
from pipeline.mapping.table import Table, tables
from pipeline.register.inspections import log
from pipeline.register.recommendations import Register, register
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS, Sheet
from tests.builders import (
    ELSEWHERE,
    SETTINGS,
    baseline,
    book,
    codes,
    inputs,
    inspections,
    recommendations,
    saved,
    workbook,
)
from tests.workbook.test_guard import BOOK, changed, with_cell, with_rows

CHOSEN = read_settings(SETTINGS.encode())
FILE = "recommendations.xlsx"
TWO = recommendations({}, {})
LOG = inspections(inspections=[{}], forthcoming=[{}])


def read(content: bytes, settings: str = SETTINGS) -> tuple[Register, list[Finding]]:
    return register(content, read_settings(settings.encode()))


def without_fault(content: bytes, settings: str = SETTINGS) -> Register:
    found, faults = read(content, settings)
    assert not faults, [str(fault) for fault in faults]
    return found


def alone(content: bytes) -> Finding:
    """Return the only finding about a recommendations workbook."""
    _, faults = read(content)
    assert len(faults) == 1, [str(item) for item in faults]
    return faults[0]


def alone_in_run(content: bytes) -> Finding:
    """Return the only finding of a whole run on this recommendations workbook: what follows from it
    is not told.
    """
    found = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert len(found) == 1, [str(item) for item in found]
    return found[0]


def alone_in_log(content: bytes) -> Finding:
    found = computed(Inputs(SETTINGS.encode(), recommendations(ELSEWHERE), content, None)).findings
    assert len(found) == 1, [str(item) for item in found]
    return found[0]


def page(*rows: Mapping[str, Any], above: list[list[Any]] | None = None) -> tuple[Any, Any]:
    """Return a recommendations workbook to spoil, and its sheet."""
    made = book({RECOMMENDATIONS: rows}, above=above or ())
    return made, made.active


# Which files and sheets


def together(*gone: str, **more: str) -> list[Finding]:
    """What is found in two sheets that are read together, the second without these headings."""
    made, sheet = page({"ref": "A1"})
    other = made.copy_worksheet(sheet)
    sheet.title, other.title = "Live", "Closed"
    other["A2"] = "A2"
    for heading in gone:
        cell = next(cell for cell in other[1] if cell.value == heading)
        other.delete_cols(cell.column)
    text = f'{SETTINGS}\n[workbook.recommendations]\nsheets = ["Live", "Closed"]\n'
    text += "[columns.recommendations]\n" + "".join(f"{key} = {own}\n" for key, own in more.items())
    given = Inputs(text.encode(), saved(made), LOG, None)
    return [one for one in computed(given).findings if one.code == "heading-missing"]


@pytest.mark.parametrize(
    ("key", "named", "way"),
    [
        ("reviewed", "", 'reviewed = ["Reviewed", "its heading here"]'),
        ("target", '"Target date"', 'target = ["Target date", "its heading here"]'),
        ("rag", '["RAG", "BRAG"]', 'rag = ["RAG", "BRAG", "its heading here"]'),
    ],
)
def test_a_column_that_one_of_several_sheets_has_not_is_added_to_it_or_named(
    key: str, named: str, way: str
) -> None:
    heading = RECOMMENDATIONS.column(key).heading
    (found,) = together(heading, **({key: named} if named else {}))
    assert found.sheet == "Closed" and found.remedy == (
        "Add the column to this sheet too, blank where nothing of it is kept; or name what this"
        f" sheet calls it in [columns.recommendations] of report.toml: {way}."
    )


def test_several_columns_that_one_of_several_sheets_has_not_have_one_remedy() -> None:
    found = together("Reviewed", "Target date", "RAG")
    assert {one.for_all.startswith("Add each to this sheet too") for one in found} == {True}


@pytest.mark.parametrize(
    ("files", "where"), [((None, LOG), "recommendations.xlsx"), ((TWO, None), "inspections.xlsx")]
)
def test_a_workbook_that_is_not_there_is_told_alone_with_its_name(
    files: tuple[bytes | None, bytes | None], where: str
) -> None:
    (found,) = computed(Inputs(SETTINGS.encode(), *files, None)).findings
    assert found.code == "workbook-missing"
    assert str(found).startswith(
        f"{where}: there is no such file in the inputs folder. "
        f"Save the workbook there as an Excel Workbook (.xlsx) under the name {where}."
    )


def test_other_workbooks_beside_one_that_is_not_there_are_named() -> None:
    beside = frozenset({"recommendations.xlsm", "Recommendations (2).xlsx", "inspections.xlsx"})
    (found,) = computed(Inputs(SETTINGS.encode(), None, LOG, None, beside=beside)).findings
    assert found.message == (
        "there is no such file in the inputs folder. It holds Recommendations (2).xlsx, "
        "recommendations.xlsm."
    )


@pytest.mark.parametrize("file", ["recommendations.xlsx", "tracker.xlsx"])
@pytest.mark.parametrize("there", ["tracker.xls", "Tracker 2021.ods", "tracker.xlsb", "list.csv"])
def test_a_workbook_of_another_kind_in_its_place_is_to_be_saved_as_one(
    file: str, there: str
) -> None:
    given = Inputs(SETTINGS.encode(), None, LOG, None, beside=frozenset({there}), file=file)
    (found,) = computed(given).findings
    assert found.remedy == (
        f"If {there} is meant: open it in Excel, choose File > Save As > Excel Workbook (.xlsx),"
        f" and save it there under the name {file}."
    )


@pytest.mark.parametrize("file", ["recommendations.xlsx", "tracker.xlsx"])
def test_a_workbook_that_is_not_there_is_no_other_one_than_the_archives(file: str) -> None:
    filed = baseline(*({"ref": f"A-{number}"} for number in range(12)))
    given = Inputs(SETTINGS.encode(), None, LOG, None, (filed,), file=file)
    assert [(one.code, one.file) for one in computed(given).findings] == [
        ("workbook-missing", file)
    ]


def test_a_workbook_open_in_excel_is_noted_and_a_closed_one_is_not() -> None:
    (found,) = computed(
        Inputs(SETTINGS.encode(), TWO, LOG, None, open_files=frozenset({"inspections.xlsx"}))
    ).findings
    assert (found.code, found.severity, found.where) == (
        "open-in-excel",
        "note",
        "inspections.xlsx",
    )
    assert computed(Inputs(SETTINGS.encode(), TWO, LOG, None)).findings == ()


def test_a_sheet_of_another_name_is_found_by_its_headings() -> None:
    made, sheet = page({})
    sheet.title = "HMIC tracker v14"
    made.create_sheet("Notes")
    assert [row.cell for row in without_fault(saved(made)).rows] == ["'HMIC tracker v14'!A2"]


def test_of_two_sheets_with_the_headings_neither_is_guessed() -> None:
    made, sheet = page({})
    sheet.title = "Open"
    made.copy_worksheet(sheet).title = "Closed"
    found = alone_in_run(saved(made))
    assert found.code == "sheets-many"
    assert str(found) == (
        f'{FILE}: the sheets "Open" and "Closed" have the headings of Recommendations, and nothing says which is read. Write under '
        '[workbook.recommendations] of report.toml: sheets = ["Open"], or both names where both are read.'
    )


def test_a_workbook_without_the_headings_is_told_with_the_names_there_are() -> None:
    made, sheet = page({})
    sheet.title = "Recomendations"
    sheet.delete_cols(1, 12)
    made.create_sheet("Notes")["A1"] = "Ref"
    found = alone_in_run(saved(made))
    assert str(found) == (
        f'{FILE}, Recommendations: there is no sheet "Recommendations". "Recomendations" has 5 of its 13 headings. '
        'Did you mean Recomendations? Name the sheet "Recommendations"; the workbook has: Recomendations, Notes. '
        "Or name it and its headings in report.toml, under [workbook.recommendations] and "
        "[columns.recommendations]."
    )
    assert found.code == "sheet-missing"


@pytest.mark.parametrize("name", ["RECOMMENDATIONS", "recommendations", " Recommendations "])
def test_the_name_of_a_sheet_is_forgiven_its_case_and_spaces(name: str) -> None:
    found = without_fault(changed(TWO, 'name="Recommendations"', f'name="{name}"', BOOK))
    assert [row.cell for row in found.rows] == ["Recommendations!A2", "Recommendations!A3"]


@pytest.mark.parametrize("name", ["Tax005F_", "_x005F_"])
def test_an_escape_in_the_name_of_another_sheet_is_no_matter(name: str) -> None:
    made, _ = page({})
    made.create_sheet(name)
    assert codes_of(saved(made)) == {}


@pytest.mark.parametrize("missing", ["Inspections", "Reports", "Forthcoming"])
def test_a_missing_sheet_of_the_log_is_told_alone_though_other_sheets_refer_to_it(
    missing: str,
) -> None:
    rows: dict[Sheet, list[dict[str, Any]]] = {sheet: [{}] for sheet in LOG_SHEETS}
    rows[LOG_SHEETS[1]] = [{"inspection": "R1"}]
    found = alone_in_log(
        workbook({sheet: made for sheet, made in rows.items() if sheet.name != missing})
    )
    assert (found.code, found.sheet, found.file) == ("sheet-missing", missing, "inspections.xlsx")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused_for_nobody_sees_what_is_counted(state: str) -> None:
    made, sheet = page({})
    made.create_sheet("Front")
    sheet.sheet_state = state
    found = alone_in_run(saved(made))
    assert (found.code, str(found)) == (
        "sheet-hidden",
        f"{FILE}, Recommendations: the sheet is hidden, so nobody can see what is counted. "
        "Right-click the sheet tabs, choose Unhide, and save.",
    )


def test_another_sheet_that_is_hidden_is_neither_read_nor_told() -> None:
    made, _ = page({})
    hidden = made.create_sheet("Secret plans")
    hidden["A1"], hidden.sheet_state = "=1/0", "hidden"
    assert codes_of(saved(made)) == {}


def codes_of(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in read(content)[1]:
        found.setdefault(item.code, []).append(str(item.cell or item.where))
    return found


def test_a_chart_sheet_with_the_name_is_not_taken_for_the_table() -> None:
    from openpyxl import Workbook

    made = Workbook()
    made.create_chartsheet("Recommendations")
    assert alone(saved(made)).code in ("header-missing", "sheet-missing", "workbook-unreadable")


def test_a_sheet_without_rows_is_an_empty_table() -> None:
    assert without_fault(recommendations()).rows == ()


@pytest.mark.parametrize(
    "rows",
    [[], [["Some", "other"], ["table", "here"]], [["Ref"], ["R1"]]],
    ids=["nothing", "another table", "one heading"],
)
def test_a_sheet_without_a_row_of_headings_is_told_alone(rows: list[list[str]]) -> None:
    made, sheet = page()
    sheet.delete_rows(1)
    for row in rows:
        sheet.append(row)
    found = alone(saved(made))
    assert (found.code, found.where) == ("header-missing", f"{FILE}, Recommendations")
    assert found.message == "no row of headings was found."
    assert found.remedy.startswith(
        "The first row of the table must hold the headings: Ref, Inspection report, Published, "
    )


# The row of headings


@pytest.mark.parametrize(
    "above",
    [
        [["HMICFRS recommendations"], []],
        [[], [], ["Owner:", "Ann Smith"], []],
        [["Ref"], ["Notes"]],
        [["A report on", "Owner", "as at"]],
        [["As at", None, date(2021, 1, 1)]],
        [["By", "Ann", date(2021, 1, 1)]],
        [[date(2021, 1, 1), 3, True]],
        [["a", "title"]] * 150,
    ],
)
def test_rows_above_the_headings_are_passed_over(above: list[list[Any]]) -> None:
    found = without_fault(workbook({RECOMMENDATIONS: [{}, {}]}, above=above))
    assert [row.row for row in found.rows] == [len(above) + 2, len(above) + 3]


def test_a_title_over_merged_cells_is_no_fault() -> None:
    made, sheet = page({}, above=[["HMICFRS recommendations"], []])
    sheet.merge_cells("A1:F1")
    assert codes_of(saved(made)) == {}


def test_headings_are_forgiven_case_spaces_line_breaks_and_bold_words() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    own = {
        "ref": " REF ",
        "report": "inspection\u00a0report",
        "number": "Number\nin report",
        "kind": "Type  ",
    }
    made = book({RECOMMENDATIONS: [{}]}, headings=own)
    made.active["I1"] = CellRichText("Ow", TextBlock(InlineFont(b=True), "ner"))
    assert [row.owner for row in without_fault(saved(made)).rows] == ["Deputy Chief Constable"]


@pytest.mark.parametrize("sign", ["*", ":", " *", "**", ":*", " :\n", "\u00a0*"])
def test_a_colon_or_an_asterisk_after_a_heading_is_forgiven(sign: str) -> None:
    own = {column.key: column.heading + sign for column in RECOMMENDATIONS.columns}
    assert [
        row.ref for row in without_fault(workbook({RECOMMENDATIONS: [{}]}, headings=own)).rows
    ] == ["R1"]


def test_a_heading_of_the_forces_own_may_have_or_lack_the_sign_that_the_sheet_has() -> None:
    table = '[columns.recommendations]\nref = "Key *"\nrag = "BRAG"\n'
    found = without_fault(
        workbook({RECOMMENDATIONS: [{}]}, headings={"ref": "Key", "rag": "BRAG:"}), SETTINGS + table
    )
    assert (found.rows[0].ref, found.rows[0].rag) == ("R1", "Amber")


def test_a_heading_to_the_letter_is_taken_before_one_with_a_sign_after_it() -> None:
    made, sheet = page({}, {})
    sheet["W1"], sheet["W2"] = "Status:", "as told by phone"
    assert [row.status for row in without_fault(saved(made)).rows] == ["Open", "Open"]


def test_two_headings_with_signs_after_them_are_one_heading_twice() -> None:
    made, sheet = page({})
    sheet["M1"], sheet["W1"] = "Status:", "Status*"
    assert codes_of(saved(made)) == {"heading-twice": ["Recommendations!W1"]}


def test_a_heading_pasted_with_a_carriage_return_is_the_same_heading() -> None:
    found = without_fault(changed(TWO, "Target date", "Target_x000D_\ndate"))
    assert [row.target and row.target.year for row in found.rows] == [2021, 2021]


def test_a_heading_that_is_a_formula_is_read_by_its_stored_value() -> None:
    assert [
        row.ref
        for row in without_fault(
            with_cell(TWO, "A1", '<c r="A1" t="str"><f>X1</f><v>Ref</v></c>')
        ).rows
    ] == ["R1", "R2"]


def test_a_force_may_have_headings_of_its_own() -> None:
    own = {"ref": "Our key", "rag": "BRAG", "text": "Wording"}
    table = "[columns.recommendations]\n" + "".join(
        f'{key} = "{heading.upper()} "\n' for key, heading in own.items()
    )
    found = without_fault(
        workbook({RECOMMENDATIONS: [{"rag": "Red", "rag_reason": "Late."}]}, headings=own),
        SETTINGS + table,
    )
    assert (found.rows[0].ref, found.rows[0].rag, found.rows[0].text) == (
        "R1",
        "Red",
        "Keep better records.",
    )


def test_a_fault_names_the_forces_own_heading() -> None:
    content = workbook({RECOMMENDATIONS: [{"rag": "Ambre"}]}, headings={"rag": "BRAG"})
    _, (found,) = read(content, SETTINGS + '[columns.recommendations]\nrag = "BRAG"\n')
    assert found.message == 'BRAG "Ambre" is not one of Red, Amber, Green. Did you mean Amber?'


@pytest.mark.parametrize("sheet", [RECOMMENDATIONS, *LOG_SHEETS], ids=lambda sheet: sheet.name)
def test_each_required_column_that_is_not_there_is_told_with_what_it_holds(sheet: Sheet) -> None:
    made = book({each: [] for each in ([sheet] if sheet is RECOMMENDATIONS else LOG_SHEETS)})
    for cell, column in zip(made[sheet.name][1], sheet.columns, strict=True):
        cell.value = f"Zzz{column.key}" if column.required else column.heading
    made[sheet.name].append([])
    kept = next(column for column in sheet.columns if column.required)
    made[sheet.name].cell(1, len(sheet.columns) + 1, kept.heading)
    faults = read(saved(made))[1] if sheet is RECOMMENDATIONS else log(saved(made), CHOSEN)[1]
    missing = [column for column in sheet.columns if column.required and column is not kept]
    assert {(fault.code, fault.sheet, fault.cell) for fault in faults} == {
        ("heading-missing", sheet.name, None)
    }
    for fault, column in zip(faults, missing, strict=True):
        assert fault.message.startswith(
            f'row 1 has no heading "{column.heading}" ({column.holds}).'
        )
        assert (
            f'[columns.{sheet.key}] of report.toml: {column.key} = "your heading"' in fault.remedy
        )


def without_column(sheet: Sheet, key: str) -> bytes:
    """Return a workbook in which one heading is another, so that the column is not known."""
    made = book(
        {each: [{}] for each in ((RECOMMENDATIONS,) if sheet is RECOMMENDATIONS else LOG_SHEETS)}
    )
    for cell in made[sheet.name][1]:
        if cell.value == sheet.column(key).heading:
            cell.value = "Zzz"
    return saved(made)


@pytest.mark.parametrize("key", ["ref", "kind", "status", "rag", "reviewed", "published"])
def test_a_missing_column_of_the_register_is_told_alone_and_not_once_more_for_every_row(
    key: str,
) -> None:
    assert alone_in_run(without_column(RECOMMENDATIONS, key)).code == "heading-missing"


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        (LOG_SHEETS[0], "ref"),
        (LOG_SHEETS[1], "ref"),
        (LOG_SHEETS[2], "title"),
        (LOG_SHEETS[0], "finished"),
        (LOG_SHEETS[1], "published"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_a_missing_column_of_the_log_is_told_alone(sheet: Sheet, key: str) -> None:
    assert alone_in_log(without_column(sheet, key)).code == "heading-missing"


def test_a_heading_that_is_nearly_right_is_suggested() -> None:
    found = alone(
        workbook(
            {RECOMMENDATIONS: [{}]}, headings={"target": "Target dat", "signed_off": "Signed off"}
        )
    )
    assert found.code == "heading-missing"
    assert "(the date the force works to; may be blank). Did you mean Target dat?" in found.message


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\n"])
def test_a_blank_heading_is_never_suggested(blank: str) -> None:
    found = alone(workbook({RECOMMENDATIONS: [{}]}, headings={"target": blank}))
    assert found.code == "heading-missing" and "Did you mean" not in found.message
    assert did_you_mean("Target date", ["", "Zzz"]) == ""


def test_a_suggestion_that_ends_in_a_sign_is_quoted() -> None:
    assert did_you_mean("Publish", ["Publish?"]) == ' Did you mean "Publish?"?'


def test_an_optional_column_may_be_missing() -> None:
    made, sheet = page({"parent": None})
    for column in range(sheet.max_column, 0, -1):
        key = RECOMMENDATIONS.columns[column - 1]
        if not key.required:
            sheet.delete_cols(column)
    assert codes_of(saved(made)) == {}


def test_a_heading_that_stands_twice_is_told_at_the_second() -> None:
    made, sheet = page({})
    sheet["W1"] = "rag "
    found = alone(saved(made))
    assert (found.code, str(found)) == (
        "heading-twice",
        f'{FILE}, Recommendations!W1: the heading "RAG" stands here and in K1. '
        "Rename or delete one of the two columns.",
    )


def test_an_extra_column_that_stands_twice_and_holds_anything_is_ignored() -> None:
    made, sheet = page({}, {})
    for column in ("V", "X"):
        sheet[f"{column}1"], sheet[f"{column}2"], sheet[f"{column}3"] = "Notes", "=1/0", "\u00a0"
        sheet[f"{column}9"] = "a remark below the table"
    assert len(without_fault(saved(made)).rows) == 2


@pytest.mark.parametrize(
    ("sheet", "key", "heading"),
    [
        (RECOMMENDATIONS, "update", "Latest updates"),
        (RECOMMENDATIONS, "rag_reason", "Reason for  RAG rating"),
        (LOG_SHEETS[0], "findings", "Preliminary finding"),
        (LOG_SHEETS[1], "narrative", "Narative"),
        (RECOMMENDATIONS, "parent", "Causes of concern"),
    ],
)
def test_a_column_that_may_be_missing_is_not_passed_over_where_its_heading_is_misspelt(
    sheet: Sheet, key: str, heading: str
) -> None:
    sheets = (RECOMMENDATIONS,) if sheet is RECOMMENDATIONS else LOG_SHEETS
    made = book({each: [{}] for each in sheets})
    place = [column.key for column in sheet.columns].index(key) + 1
    made[sheet.name].cell(1, place).value = heading
    _, (found,) = read(saved(made)) if sheet is RECOMMENDATIONS else log(saved(made), CHOSEN)
    shown = " ".join(heading.split())
    assert (found.code, found.severity, found.cell) == (
        "heading-near",
        "note",
        Cell(sheet.name, 1, place),
    )
    assert found.message == (
        f'the heading "{shown}" is not known, so its column is not read. '
        f"Did you mean {sheet.column(key).heading}?"
    )
    assert f'[columns.{sheet.key}] of report.toml: {key} = "{shown}"' in found.remedy


@pytest.mark.parametrize("heading", ["Notes", "Updated", "Team", "Number", "Lead"])
def test_another_heading_is_not_taken_for_a_misspelt_one(heading: str) -> None:
    made, sheet = page({})
    for column in ("J", "T", "S", "E"):
        sheet[f"{column}1"] = None
    sheet["W1"] = heading
    assert codes_of(saved(made)) == {}


TITLES: list[tuple[Sheet, list[Any]]] = [
    (
        RECOMMENDATIONS,
        ["Report period", "July to December 2020", date(2020, 7, 1), date(2020, 12, 31)],
    ),
    (RECOMMENDATIONS, ["Prepared by", "J Smith", date(2021, 1, 4), "OFFICIAL"]),
    (
        LOG_SHEETS[0],
        [
            "Updated",
            "By the office",
            date(2021, 1, 4),
            None,
            None,
            None,
            None,
            None,
            date(2021, 1, 4),
        ],
    ),
    (LOG_SHEETS[1], ["Reports", "WMP", date(2021, 1, 4), "v2"]),
    (LOG_SHEETS[2], ["Forthcoming inspections as at", date(2020, 12, 31)]),
    (LOG_SHEETS[2], ["Period", date(2020, 7, 1), date(2020, 12, 31)]),
    (LOG_SHEETS[2], ["Position at", date(2020, 12, 31), None, "Draft"]),
]


@pytest.mark.parametrize(("sheet", "title"), TITLES)
def test_a_title_row_with_a_date_is_no_row_of_the_table(sheet: Sheet, title: list[Any]) -> None:
    sheets = (RECOMMENDATIONS,) if sheet is RECOMMENDATIONS else LOG_SHEETS
    made = book({each: [{}] for each in sheets})
    made[sheet.name].insert_rows(1, 2)
    for column, value in enumerate(title, 1):
        made[sheet.name].cell(1, column).value = value
    _, found = read(saved(made)) if sheet is RECOMMENDATIONS else log(saved(made), CHOSEN)
    assert [str(fault) for fault in found] == []


def test_two_rows_above_the_headings_of_a_sheet_of_titles_and_dates_are_told() -> None:
    made = book({each: [{}, {}, {}] if each is LOG_SHEETS[2] else [] for each in LOG_SHEETS})
    made["Forthcoming"].move_range("A1:D1", rows=4)
    made["Forthcoming"].delete_rows(1)
    _, found = log(saved(made), CHOSEN)
    assert [(fault.code, str(fault.cell)) for fault in found] == [
        ("rows-above", f"Forthcoming!A{row}") for row in (1, 2, 3)
    ]


def test_an_inspection_to_come_may_be_called_total_something() -> None:
    _, found = log(
        saved(
            book(
                {
                    each: [{"title": "Total force assessment", "starts": None}]
                    if each is LOG_SHEETS[2]
                    else []
                    for each in LOG_SHEETS
                }
            )
        ),
        CHOSEN,
    )
    assert [(fault.code, str(fault.cell)) for fault in found] == [("blank", "Forthcoming!B2")]


def test_a_line_of_merged_cells_that_holds_nothing_parts_the_rows_and_is_no_fault() -> None:
    made, sheet = page({}, {"ref": None, "publish": None}, {})
    for column in range(1, 22):
        sheet.cell(3, column).value = None
    sheet.merge_cells("A3:H3")
    assert codes_of(saved(made)) == {}


def test_a_row_of_formulas_never_calculated_is_no_row_of_totals() -> None:
    made, sheet = page({}, {})
    for column in range(1, 22):
        sheet.cell(3, column).value = "=Z9"
    assert set(codes_of(saved(made))) == {"formula-uncalculated"}


def test_rows_above_the_headings_that_have_a_ref_and_a_date_are_told_for_they_would_not_be_read() -> (
    None
):
    made, sheet = page({}, {"published": None}, {})
    sheet.insert_rows(1, 2)
    for column in range(1, 22):
        for new, old in ((1, 4), (2, 5)):
            sheet.cell(new, column).value = sheet.cell(old, column).value
    found = read(saved(made))[1]
    assert [(item.code, str(item.cell)) for item in found if item.code != "blank"] == [
        ("rows-above", "Recommendations!A1"),
        ("rows-above", "Recommendations!A2"),
    ]
    assert str(found[0]) == (
        f"{FILE}, Recommendations!A1: this row stands above the headings in row 3, so it would not be "
        "read. Move the headings above all the rows, and sort the rows without them."
    )


# Rows, hidden and merged cells


def added(*rows: list[Any], then: Mapping[str, Any] | None = None) -> bytes:
    """Return a workbook of one row, with these rows under it and perhaps another after them."""
    made, sheet = page({})
    for row in rows:
        sheet.append(row)
    if then is not None:
        values = [cell.value for cell in sheet[2]]
        sheet.append(
            [
                then.get(column.key, value)
                for column, value in zip(RECOMMENDATIONS.columns, values, strict=True)
            ]
        )
    return saved(made)


def test_headings_that_are_repeated_in_the_middle_are_told_once_with_their_row() -> None:
    found = alone_in_run(
        added(
            [column.heading for column in RECOMMENDATIONS.columns],
            then={"ref": "R2", "number": "2"},
        )
    )
    assert (found.code, str(found)) == (
        "no-entry",
        "recommendations.xlsx, Recommendations!A3: this row holds the headings of row 1 again. "
        "Delete the row: the headings stand once, above all the rows.",
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Total", 152], '"Total", 152'),
        (["Grand total", None, None, 7.5, 9], '"Grand total", 7.5, 9'),
        ([None, None, 1, 2], "1, 2"),
        ([None] * 8 + ["Total:", "=COUNT(A1:A2)"], '"Total:", a formula'),
    ],
)
def test_a_row_of_totals_is_told_once_for_the_paper_counts_for_itself(
    row: list[Any], told: str
) -> None:
    found = alone_in_run(added(row))
    assert (found.code, found.message) == (
        "no-entry",
        f"this row looks like a row of totals: {told}.",
    )
    assert (
        found.remedy
        == "Delete the row, or move it to another sheet: the paper does its own counting."
    )


def test_a_note_typed_under_the_table_is_told_once_with_its_words() -> None:
    found = alone_in_run(added([], ["Updated by the policy team"]))
    assert (found.code, str(found)) == (
        "row-unfinished",
        'recommendations.xlsx, Recommendations!A4: the row holds nothing but Ref "Updated by the policy team". '
        "If it is a note, move it above the headings or to another sheet. If it is an entry, fill its other cells: Inspection "
        "report, Published, Type, Recommendation, Addressed to, Status.",
    )


def test_a_heading_of_a_section_over_merged_cells_is_told_once() -> None:
    made, sheet = page({})
    sheet.append(["Custody"])
    sheet.append([cell.value for cell in sheet[2]])
    sheet["A4"] = "R2"
    sheet.merge_cells("A3:U3")
    assert alone(saved(made)).code == "row-unfinished"


def test_rows_that_hold_one_and_the_same_word_are_told_together() -> None:
    found = alone(added(*[[None] * 20 + ["Yes"]] * 3))
    assert (str(found.cell), found.message) == (
        "Recommendations!U3",
        'rows 3 to 5 hold nothing but Publish "Yes".',
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"ref": "ACC Crime", "report": "Crime", "published": 12},
            'Ref "ACC Crime", Inspection report "Crime" and Published 12',
        ),
        (
            {"ref": "Owner", "report": "Area", "published": "Count"},
            'Ref "Owner", Inspection report "Area" and Published "Count"',
        ),
        ({"target": date(2021, 3, 31)}, "Target date 31 March 2021"),
    ],
)
def test_a_row_of_another_table_below_is_told_with_what_it_holds(
    row: dict[str, Any], told: str
) -> None:
    made, sheet = page({})
    headings = {cell.value: cell.column for cell in sheet[1]}
    for key, value in row.items():
        sheet.cell(4, headings[RECOMMENDATIONS.column(key).heading], value)
    found = [
        one
        for one in computed(Inputs(SETTINGS.encode(), saved(made), LOG, None)).findings
        if one.severity == "error"
    ]
    assert [(one.code, one.message) for one in found] == [
        ("row-unfinished", f"the row holds nothing but {told}.")
    ]


def test_an_entry_that_was_begun_with_its_wording_or_a_date_is_asked_for_the_rest() -> None:
    row = {"ref": "A9", "target": date(2021, 3, 31), "text": "Do it.", "owner": "DCC"}
    made, sheet = page({})
    headings = {cell.value: cell.column for cell in sheet[1]}
    for own, value in row.items():
        sheet.cell(4, headings[RECOMMENDATIONS.column(own).heading], value)
    found = computed(Inputs(SETTINGS.encode(), saved(made), LOG, None)).findings
    assert "row-unfinished" not in {one.code for one in found}


def test_words_of_an_unfinished_row_that_is_not_for_publication_are_not_told() -> None:
    found = alone(added(["Secret", *[None] * 19, "No"]))
    assert "Secret" not in str(found) and "nothing but Ref and Publish" in found.message


def test_an_entry_that_was_begun_is_not_told_as_vanished_too() -> None:
    made, sheet = page({})
    sheet.append(["R2"])
    found = errors_after(saved(made), then=[{}, {}])
    assert found == {"row-unfinished": ["Recommendations!A3"]}


def test_a_row_of_totals_hides_no_row_that_vanished() -> None:
    assert errors_after(added(["Total", 1]), then=[{}, {}]).keys() == {"no-entry", "vanished"}


def errors_after(content: bytes, then: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the cells of every error by code, of a run on this workbook after a meeting with these
    rows.
    """
    made = replace(inputs({}, then=then), workbook=content)
    found: dict[str, list[str]] = {}
    for item in computed(made).findings:
        if item.severity == "error":
            found.setdefault(item.code, []).append(str(item.cell) if item.cell else item.where)
    return found


def test_blank_rows_and_rows_of_spaces_between_the_data_are_no_rows() -> None:
    made, sheet = page({}, {}, {})
    sheet.insert_rows(3)
    sheet.insert_rows(5)
    sheet["B3"], sheet["G5"] = "  ", "\u00a0\n"
    assert [row.row for row in without_fault(saved(made)).rows] == [2, 4, 6]


def test_a_row_whose_formulas_all_give_nothing_is_no_row() -> None:
    made, sheet = page({})
    sheet["A3"], sheet["B3"] = "x", "x"
    content = saved(made)
    for address in ("A3", "B3"):
        content = with_cell(
            content, address, f'<c r="{address}" t="str"><f>IF(X3="","",X3)</f><v></v></c>'
        )
    assert [row.row for row in without_fault(content).rows] == [2]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([3], "row 3 is hidden or filtered out; hidden rows"),
        ([2, 3, 4, 6], "rows 2 to 4, 6 are hidden or filtered out; hidden rows"),
    ],
)
def test_hidden_rows_are_read_and_noted(rows: list[int], told: str) -> None:
    made, sheet = page(*[{}] * 5)
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    found = alone(saved(made))
    assert (found.code, found.severity, str(found.cell)) == (
        "hidden-rows",
        "note",
        f"Recommendations!A{rows[0]}",
    )
    assert found.message == f"{told} are read and counted like the others."
    assert len(read(saved(made))[0].rows) == 5


def test_hidden_rows_without_data_are_not_noted() -> None:
    made, sheet = page({}, above=[["title"], []])
    for row in (1, 2, 9, 10):
        sheet.row_dimensions[row].hidden = True
    assert codes_of(saved(made)) == {}


@pytest.mark.parametrize(
    ("column", "told"), [("J", {"hidden-rows": ["Recommendations!J1"]}), ("Z", {})]
)
def test_a_hidden_column_is_read_and_noted_where_it_is_one_of_ours(
    column: str, told: dict[str, list[str]]
) -> None:
    made, sheet = page({"department": "Custody"})
    sheet.column_dimensions[column].hidden = True
    assert codes_of(saved(made)) == told
    assert [row.department for row in read(saved(made))[0].rows] == ["Custody"]


@pytest.mark.parametrize(
    ("merged", "cell"),
    [("A1:B2", "A1"), ("B2:B3", "B2"), ("J3:J4", "J3"), ("T3:X3", "T3"), ("A1:XFD1048576", "A1")],
)
def test_merged_cells_among_the_data_are_told_with_the_way_to_unmerge_them(
    merged: str, cell: str
) -> None:
    content = changed(
        recommendations({}, {}, {}),
        "</sheetData>",
        f'</sheetData><mergeCells><mergeCell ref="{merged}"/></mergeCells>',
    )
    found = alone(content)
    assert (found.code, str(found.cell)) == ("merged-cells", f"Recommendations!{cell}")
    assert found.message == f"the cells {merged} are merged, so all but the first read as blank."
    assert "Unmerge Cells" in found.remedy


@pytest.mark.parametrize("merged", ["A6:F6", "W2:X3", "A5:U9"])
def test_merged_cells_beside_or_below_the_data_are_no_fault(merged: str) -> None:
    made, sheet = page({}, {}, {})
    sheet.merge_cells(merged)
    assert codes_of(saved(made)) == {}


def test_what_merging_hid_is_told_as_blank_in_the_same_run() -> None:
    made, sheet = page({}, {})
    sheet.merge_cells("B2:B3")
    assert codes_of(saved(made)) == {
        "merged-cells": ["Recommendations!B2"],
        "blank": ["Recommendations!B3"],
    }


def test_everything_wrong_with_a_workbook_is_told_in_one_run_with_its_cell() -> None:
    made = book(
        {
            RECOMMENDATIONS: [
                {"ref": date(2020, 1, 1)},
                {"kind": "Recomendation"},
                {"published": "31/02/2020"},
                {"rag": "Ambre"},
                {"status": None},
                {"ref": "R1"},
                {"ref": "R1"},
                {"parent": "R99"},
                {"closed": date(2019, 1, 1)},
                {"text": "=A1"},
                {"owner": "#REF!"},
                {"addressed_to": " ; "},
                {"rag": None},
            ]
        }
    )
    sheet = made.active
    sheet["W1"] = "Status"
    sheet.merge_cells("J3:J4")
    found = computed(Inputs(SETTINGS.encode(), saved(made), inspections(), None)).findings
    errors = {
        (item.code, item.cell.address if item.cell else "")
        for item in found
        if item.severity == "error"
    }
    assert errors == {
        ("not-text", "A2"),
        ("unknown-word", "D3"),
        ("not-a-date", "C4"),
        ("unknown-word", "K5"),
        ("blank", "M6"),
        ("ref-twice", "A8"),
        ("dates-reversed", "R10"),
        ("formula-uncalculated", "G11"),
        ("error-cell", "I12"),
        ("blank", "H13"),
        ("rating-missing", "K14"),
        ("heading-twice", "W1"),
        ("merged-cells", "J3"),
    }


def test_the_findings_come_in_the_order_of_the_sheet_errors_first() -> None:
    found = computed(
        Inputs(
            SETTINGS.encode(),
            recommendations(
                {"rag": "amber"}, {"rag": "x"}, {"ref": date(2020, 1, 1)}, {"kind": "x"}
            ),
            inspections(),
            None,
        )
    ).findings
    assert [str(item.cell) for item in found] == [
        f"Recommendations!{cell}" for cell in ("K3", "A4", "D5", "K2")
    ]


# Laws


def shuffled(content: bytes, order: list[int]) -> bytes:
    """Return a workbook whose columns stand in another order, with a gap and an extra one."""
    from io import BytesIO

    from openpyxl import Workbook, load_workbook

    old = load_workbook(BytesIO(content)).active
    made = Workbook()
    new: Any = made.active
    new.title = old.title
    for row in old.iter_rows():
        for place, column in enumerate(order):
            new.cell(row[0].row, place + (2 if place > 3 else 1), row[column].value)
    new.cell(1, len(order) + 3, "Remarks")
    return saved(made)


MIXED = recommendations(
    {},
    {"rag": "ambre", "target": "01/07/2021"},
    {"status": " closed", "closed": date(2020, 12, 1)},
    {"ref": 7},
)


@laws(derandomize=True, deadline=None, max_examples=6)
@given(st.permutations(range(len(RECOMMENDATIONS.columns))))
def test_the_order_of_the_columns_changes_nothing(order: list[int]) -> None:
    (before, old), (after, new) = read(MIXED), read(shuffled(MIXED, order))
    assert [replace(row, cell="") for row in after.rows] == [
        replace(row, cell="") for row in before.rows
    ]
    assert sorted((item.code, item.severity) for item in new) == sorted(
        (item.code, item.severity) for item in old
    )
    assert {item.cell.row for item in new if item.cell} == {
        item.cell.row for item in old if item.cell
    }
    assert after.columns == {
        key: (place := order.index(column)) + (2 if place > 3 else 1)
        for column, key in enumerate(column.key for column in RECOMMENDATIONS.columns)
    }


def test_a_table_says_where_each_of_its_columns_is() -> None:
    found, faults = tables(FILE, TWO, [RECOMMENDATIONS], CHOSEN)
    table: Table = found["Recommendations"]
    assert not faults and (table.columns["ref"], table.columns["publish"], len(table.rows)) == (
        1,
        21,
        2,
    )
    assert (
        str(table.rows[1]["rag"].cell) == "Recommendations!K3"
        and table.rows[1]["rag"].heading == "RAG"
    )


def test_nothing_is_written_to_the_bytes_of_a_workbook_and_reading_twice_is_reading_once() -> None:
    before = bytes(MIXED)
    first, second = read(MIXED), read(MIXED)
    assert before == MIXED and first[1] == second[1] and first[0].rows == second[0].rows


def test_the_log_is_read_by_the_same_rules() -> None:
    made = book({sheet: [{}] for sheet in LOG_SHEETS}, above=[["Inspections log"], []])
    made["Reports"].row_dimensions[4].hidden = True
    made["Inspections"].move_range("A3:A4", cols=20)
    made["Inspections"].delete_cols(1)
    found, faults = log(saved(made), CHOSEN)
    assert [(item.code, str(item.cell)) for item in faults] == [("hidden-rows", "Reports!A4")]
    assert (found.inspections[0].ref, str(found.inspections[0].cells["ref"])) == (
        "R1",
        "Inspections!T4",
    )


def test_a_misspelt_heading_of_the_column_publish_is_not_passed_over_in_silence() -> None:
    content = workbook({RECOMMENDATIONS: [{"publish": "No"}]}, headings={"publish": "Publish?"})
    assert read(content)[1], "a row that is not for publication would be printed"


@pytest.mark.parametrize("held", ["No", False, "x"])
@pytest.mark.parametrize(
    "heading",
    [
        "OK to share", "Can be shared externally?", "Share externally", "Share with PCC?", "Shareable", "Suitable for circulation",
        "May be circulated", "Visible to JAC", "Open to the public", "Cleared to print",
        "Sharing with the press", "Do not circulate", "Not for dissemination", "Not to be shared",
    ],
)  # fmt: skip
def test_a_column_that_says_who_may_see_a_row_is_not_passed_over(
    heading: str, held: object
) -> None:
    made, sheet = page({}, {})
    column = sheet.max_column + 1
    sheet.cell(1, column, heading)
    sheet.cell(2, column, held)
    assert "column-undeclared" in {fault.code for fault in read(saved(made))[1]}


@pytest.mark.parametrize(
    ("heading", "held"),
    [
        ("Shared with", "NPCC"), ("Shared with OPCC", "Yes"), ("Shared lead", "ACC Crime"), ("Shared services", "Yes"), ("Dissemination", "By briefing"),
        ("Share", "12%"), ("Circulation", "Weekly"), ("OK to share", None), ("Public facing", "Yes"),
        ("Shown to improve", "Yes"), ("Printed", date(2020, 11, 12)),
    ],
)  # fmt: skip
def test_a_column_that_has_such_words_and_says_something_else_is_no_matter(
    heading: str, held: object
) -> None:
    made, sheet = page({}, {})
    column = sheet.max_column + 1
    sheet.cell(1, column, heading)
    sheet.cell(2, column, held)
    assert "column-undeclared" not in {fault.code for fault in read(saved(made))[1]}


@pytest.mark.parametrize(
    ("heading", "held", "told"),
    [
        ("Publicity", "Press notice sent", ""),
        ("Lead", "No", ""),
        ("Date to publish", date(2020, 11, 12), ""),
        ("Publish date", None, ""),
    ],
)
def test_a_column_that_may_say_what_is_published_is_told_and_no_other(
    heading: str, held: Any, told: str
) -> None:
    content = workbook({RECOMMENDATIONS: [{"publish": held}]}, headings={"publish": heading})
    assert [(fault.code, str(fault.cell)) for fault in read(content)[1]] == (
        [(told, "Recommendations!U1")] if told else []
    )


def test_the_column_of_another_key_is_not_taken_for_that_of_publish() -> None:
    settings = SETTINGS + '[columns.recommendations]\npublished = "Date to publish"\n'
    made = book({RECOMMENDATIONS: [{}]}, headings={"published": "Date to publish"})
    made["Recommendations"].delete_cols(21)
    assert register(saved(made), read_settings(settings.encode()))[1] == []


def test_every_code_of_the_contract_that_is_a_note_can_stop_a_run_when_raised() -> None:
    made = SETTINGS + '[severity]\nhidden-rows = "error"\n'
    workbook_, sheet = page({})
    sheet.row_dimensions[2].hidden = True
    (found,) = computed(Inputs(made.encode(), saved(workbook_), inspections(), None)).findings
    assert (found.code, found.severity, CODES[found.code].severity) == (
        "hidden-rows",
        "error",
        "note",
    )


def test_a_run_without_fault_finds_nothing() -> None:
    assert codes({}, {}, log=LOG) == {}


# Signs that cannot be seen or look like others


@pytest.mark.parametrize(
    ("key", "typed", "letter"),
    [
        ("addressed_to", "Addressed\u200b to", "H"),
        ("rag", "R\u0410G", "K"),
        ("publish", "Pub\u00adlish", "U"),
        ("ref", "\uff32ef", "A"),
        ("ref", "\ufeffRef", "A"),
        ("signed_off", "Signed\u2009off\u200e", "Q"),
    ],
    ids=ascii,
)
def test_a_heading_is_read_as_it_looks_and_its_sign_is_named(
    key: str, typed: str, letter: str
) -> None:
    found, (note,) = register(
        workbook({RECOMMENDATIONS: [{"signed_off": None}]}, headings={key: typed}), CHOSEN
    )
    assert len(found.rows) == 1
    assert (note.code, note.severity, str(note.cell)) == (
        "word-forgiven",
        "note",
        f"Recommendations!{letter}1",
    )
    assert note.message.startswith(f"the heading in cell {letter}1 holds ") and "U+" in note.message


def test_a_heading_of_report_toml_and_of_the_sheet_may_be_typed_with_other_marks() -> None:
    own = read_settings(
        (SETTINGS + '[columns.recommendations]\nowner = "Chief officer\'s name"\n').encode()
    )
    found, (note,) = register(
        workbook({RECOMMENDATIONS: [{}]}, headings={"owner": "Chief officer’s name"}), own
    )
    assert [row.owner for row in found.rows] == [
        "Deputy Chief Constable"
    ] and "RIGHT SINGLE QUOTATION MARK" in note.message


def test_a_sheet_is_known_by_the_name_that_it_seems_to_have() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active.title = "Recom\u00admendations"
    found, (note,) = register(saved(made), CHOSEN)
    assert len(found.rows) == 1
    assert str(note) == (
        'recommendations.xlsx, Recommendations: the name of the sheet holds "Recom·mendations" with a SOFT HYPHEN '
        '(U+00AD) in it; it is read as "Recommendations". Type "Recommendations" over it.'
    )


# Rows of totals

LABEL, SUM, DAY = (
    '<c r="A4" t="inlineStr"><is><t>Total</t></is></c>',
    '<c r="G4"><f>{}</f><v>2</v></c>',
    '<c r="C4"><v>44000</v></c>',
)
WORDS = '<c r="H4" t="inlineStr"><is><t>West Midlands Police</t></is></c><c r="M4" t="inlineStr"><is><t>Open</t></is></c>'


def with_table(content: bytes, table: str) -> bytes:
    """Return a workbook with an Excel table on its first sheet."""
    parts = parts_of(content)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://'
        b'schemas.openxmlformats.org/officeDocument/2006/relationships/table" Target="..\\Tables/Table%201.xml"/></Relationships>'
    )
    parts["xl/tables/table 1.xml"] = f'<x:table xmlns:x="urn:x" {table}/>'.encode()
    return packed(parts)


@pytest.mark.parametrize(
    "cells",
    [
        LABEL,
        LABEL + DAY,
        '<c r="A4"><v>2</v></c>' + DAY + WORDS,
        WORDS,
        LABEL + WORDS + SUM.format("SUBTOTAL(103,G2:G3)"),
    ],
)
def test_the_total_row_of_an_excel_table_is_known_by_the_table_whatever_its_cells_hold(
    cells: str,
) -> None:
    content = with_rows(recommendations({}, {}), f'<row r="4">{cells}</row>')
    found, (fault,) = register(with_table(content, 'ref="A1:U4" totalsRowCount="1"'), CHOSEN)
    assert (len(found.rows), fault.code, fault.cell.row if fault.cell else 0) == (2, "no-entry", 4)
    assert (
        fault.message == "this row is the Total Row of an Excel table."
        and "clear Table Design > Total Row" in fault.remedy
    )


@pytest.mark.parametrize(
    "table",
    [
        'ref="A1:U3"',
        'ref="A1:U3" totalsRowShown="0"',
        'ref="#REF!" totalsRowCount="1"',
        "",
        'ref="A1:U9" totalsRowCount="x"',
    ],
)
def test_a_table_without_a_total_row_or_a_broken_one_says_nothing(table: str) -> None:
    found, faults = register(with_table(recommendations({}, {}), table), CHOSEN)
    assert (len(found.rows), faults) == (2, [])


@pytest.mark.parametrize(
    "formula",
    [
        "SUBTOTAL(103,G2:G3)",
        "AGGREGATE(3,5,G2:G3)",
        "SUM(G$2:G$3)",
        "COUNTA(G:G)",
        "subtotal(109,[Recommendation])",
        "SUM(Table1[Recommendation])",
        "ROUND(SUM(G2:G3),0)",
    ],
)
@pytest.mark.parametrize("label", ["Total", "Grand total:", "Totals", "Total recommendations open"])
def test_a_row_of_totals_without_a_table_is_known_by_its_formulas_beside_the_word(
    formula: str, label: str
) -> None:
    cells = LABEL.replace("Total", label) + DAY + WORDS + SUM.format(formula)
    found, (fault,) = register(
        with_rows(recommendations({}, {}), f'<row r="4">{cells}</row>'), CHOSEN
    )
    assert (len(found.rows), fault.code, str(fault.cell)) == (2, "no-entry", "Recommendations!A4")


@pytest.mark.parametrize(
    ("title", "formula"),
    [
        ("Custody", "SUM(I2:J2)"),
        ("Total force assessment", "SUM(H2:J2)"),
        ("Total force assessment", "SUBTOTAL(3,B$2:B2)"),
        ("Custody", "A2+28"),
    ],
)
def test_an_entry_with_a_formula_is_an_entry(title: str, formula: str) -> None:
    content = inspections(reports=[{"title": title}])
    part = parts_of(content)["xl/worksheets/sheet2.xml"].replace(
        b'<c r="G2" t="n"><v>0</v>', f'<c r="G2"><f>{formula}</f><v>0</v>'.encode()
    )
    assert b"<f>" in part
    found, faults = log(packed({**parts_of(content), "xl/worksheets/sheet2.xml": part}), CHOSEN)
    assert (len(found.reports), faults) == (1, [])
