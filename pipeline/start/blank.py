"""Both workbooks empty, as a careful person would have made them: headings, dropdowns, notes on
each
column, and a sheet of guidance.
"""

from __future__ import annotations

from typing import Any

from pipeline.settings.schema import (
    INVOLVEMENT,
    KINDS,
    LOG_SHEETS,
    PUBLISH,
    RECOMMENDATIONS,
    STATUSES,
    Column,
    Sheet,
)
from pipeline.start.excel import BAND, FONT, INK, headed, put, saved
from pipeline.start.starter import RATINGS

ROWS = 2_000
"""So many rows have dropdowns and notes."""
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("recommendations", "kind"): tuple(KINDS),
    ("recommendations", "rag"): RATINGS,
    ("recommendations", "status"): tuple(STATUSES),
    ("recommendations", "publish"): tuple(PUBLISH),
    ("inspections", "involvement"): tuple(INVOLVEMENT),
}
"""The words of each column that takes words: those of the schema, and of the starter's
report.toml.
"""
GUIDANCE, LISTS = "Guidance", "Lists"
_WIDTHS = {"key": 16.0, "word": 20.0, "date": 14.0, "whole": 14.0, "bodies": 26.0, "rich": 50.0}
_LONG = ("text", "update", "rag_reason")
_HOLDS = {
    "key": "text, such as 1.10: the column is formatted as text",
    "text": "text",
    "word": "a word of the list",
    "date": "a date with its day: 14/01/2021",
    "whole": "a whole number",
    "rich": "text; Alt+Enter begins a new line, bold and italic are kept",
    "bodies": "names, with ; between",
}


def recommendations() -> bytes:
    """Return the workbook of the recommendations, without a row."""
    return _workbook((RECOMMENDATIONS,), "Recommendations of HMICFRS")


def inspections() -> bytes:
    """Return the inspections log, without a row."""
    return _workbook(LOG_SHEETS, "Inspections and reports of HMICFRS")


def _workbook(sheets: tuple[Sheet, ...], title: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    made: list[Any] = [book.active, *(book.create_sheet() for _ in sheets[1:])]
    guidance, lists = book.create_sheet(GUIDANCE), book.create_sheet(LISTS)
    offered = _lists(lists, sheets)
    for page, sheet in zip(made, sheets, strict=True):
        page.title = sheet.name
        _table(page, sheet, offered)
    _guidance(guidance, sheets)
    if not offered:
        book.remove(lists)
    return saved(book, title)


def _lists(page: Any, sheets: tuple[Sheet, ...]) -> dict[tuple[str, str], str]:
    """Write the words of each list, and return where they stand."""
    places: dict[tuple[str, str], str] = {}
    for sheet in sheets:
        for column in sheet.columns:
            words = WORDS.get((sheet.key, column.key))
            if words is None:
                continue
            at = len(places) + 1
            put(page, 1, at, column.heading, bold=True, fill=BAND)
            for row, word in enumerate(words, 2):
                put(page, row, at, word)
            letter = page.cell(1, at).column_letter
            page.column_dimensions[letter].width = 32
            places[sheet.key, column.key] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
    page.freeze_panes = "A2"
    return places


def _table(page: Any, sheet: Sheet, offered: dict[tuple[str, str], str]) -> None:
    from openpyxl.styles import Alignment, Font

    headed(
        page,
        1,
        [column.heading for column in sheet.columns],
        [
            40.0 if column.key in _LONG else _WIDTHS.get(column.kind, 26.0)
            for column in sheet.columns
        ],
    )
    page.freeze_panes = "B2"
    page.page_setup.paperSize = 8  # A3
    last = page.cell(1, len(sheet.columns)).column_letter
    page.auto_filter.ref = f"A1:{last}1"
    page.row_dimensions[1].height = 32
    for number, column in enumerate(sheet.columns, 1):
        letter = page.cell(1, number).column_letter
        held = page.column_dimensions[letter]
        held.font = Font(name=FONT, size=11, color=INK)
        held.alignment = Alignment(wrap_text=True, vertical="top")
        held.number_format = {"date": "dd/mm/yyyy", "key": "@", "whole": "0"}.get(
            column.kind, "General"
        )
        rule = _rule(column, offered.get((sheet.key, column.key), ""))
        page.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{ROWS}")


def _rule(column: Column, words: str) -> Any:
    """Return what a column takes, and the note that is shown when a cell of it is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if words:
        rule = DataValidation("list", formula1=words)
        rule.error = f"Choose a word of the list; report.toml says what each means. {column.holds}"
    elif column.kind == "date":
        rule = DataValidation("date", operator="greaterThan", formula1="32874")  # 1 January 1990
        rule.error = "Type a date with its day, such as 14/01/2021."
    elif column.kind == "whole":
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
        rule.error = "Type a whole number; 0 where there is none."
    else:
        rule = DataValidation()
    rule.allow_blank, rule.errorTitle = True, column.heading[:30]
    rule.error = rule.error and rule.error[:220]
    rule.promptTitle, rule.prompt = column.heading[:30], _told(column)[:250]
    rule.showInputMessage = rule.showErrorMessage = True
    return rule


def _told(column: Column) -> str:
    must = f"Must be filled{f', unless {column.unless}' if column.unless else ''}. "
    return f"{must if column.filled else ''}{column.holds[:1].upper()}{column.holds[1:]}."


def _guidance(page: Any, sheets: tuple[Sheet, ...]) -> None:
    """Write what each column holds, from the schema."""
    page.row_dimensions[1].height = 30
    put(page, 1, 1, "What each column holds", bold=True, size=16).alignment = _one_line()
    told = (
        "One row an entry, none of them merged or hidden. Columns may stand in any order and others"
        " beside them; a column without * may be taken out."
    )
    put(page, 2, 1, told).alignment = _one_line()
    headed(page, 4, ["Sheet", "Heading", "Holds", "What it is"], [20.0, 26.0, 44.0, 80.0])
    row = 4
    for sheet in sheets:
        for column in sheet.columns:
            row += 1
            put(page, row, 1, sheet.name)
            put(page, row, 2, column.heading + ("*" if column.required else ""))
            put(page, row, 3, _HOLDS[column.kind])
            put(page, row, 4, _told(column))


def _one_line() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=False, vertical="top")
