"""The example workbooks as files, laid out as a careful person would keep them in Excel. Always the
same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.files.package import packed, parts_of
from pipeline.settings.schema import (
    INVOLVEMENT,
    KINDS,
    LOG_SHEETS,
    PUBLISH,
    RECOMMENDATIONS,
    STATUSES,
    Sheet,
)

from . import guidance
from .log import entries
from .looks import HEADER, PLAIN, RATINGS, fit, rich, style
from .recommendations import MEETINGS, records

AUTHOR = "Joint Audit Committee secretariat"
SPARE = 300
"""Rows below the table that already offer the lists and the colours."""

DAY, TEXT = "dd/mm/yyyy", "@"
WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Recommendations", "kind"): tuple(KINDS),
    ("Recommendations", "rag"): tuple(RATINGS),
    ("Recommendations", "status"): tuple(STATUSES),
    ("Recommendations", "publish"): tuple(PUBLISH),
    ("Inspections", "involvement"): tuple(INVOLVEMENT),
}
NARROW, MIDDLING, WIDE = 13.0, 24.0, 60.0
WIDTHS = {
    "ref": 11.0,
    "title": 42.0,
    "report": 34.0,
    "kind": 17.0,
    "number": NARROW,
    "parent": NARROW,
    "rag": 9.0,
    "publish": 10.0,
    "text": 52.0,
    "rag_reason": 34.0,
    "update": 52.0,
    "addressed_to": MIDDLING,
    "owner": MIDDLING,
    "department": MIDDLING,
    "status": 18.0,
    "description": 40.0,
    "type": 15.0,
    "commissioned_by": 17.0,
    "inspectorates": 32.0,
    "involvement": 15.0,
    "questions": 46.0,
    "narrative": WIDE,
    "findings": 46.0,
    "next_step": 34.0,
    "lead": MIDDLING,
    "recommendations": 18.0,
}


def recommendations_workbook(meeting: str) -> bytes:
    """Return recommendations.xlsx as kept for one of MEETINGS, such as 2021-01-14; raises KeyError
    for another day.
    """
    return _workbook(meeting, "HMICFRS recommendations", {RECOMMENDATIONS: records(meeting)})


def inspections_workbook(meeting: str) -> bytes:
    """Return inspections.xlsx as kept for one of MEETINGS, such as 2021-01-14; raises KeyError for
    another day.
    """
    rows = entries(meeting)
    return _workbook(
        meeting, "HMICFRS inspections log", {sheet: rows[sheet.name] for sheet in LOG_SHEETS}
    )


def _workbook(
    meeting: str, title: str, contents: Mapping[Sheet, Sequence[Mapping[str, object]]]
) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, (sheet, rows) in enumerate(contents.items(), start=1):
        _sheet(book.create_sheet(sheet.name), sheet, rows, number)
    guidance.write(book.create_sheet("Guidance"), contents, WORDS)
    for page in book.worksheets:
        _printed(page)
    stamp = datetime.combine(MEETINGS[meeting], datetime.min.time())
    book.properties.creator, book.properties.title, book.properties.created = AUTHOR, title, stamp
    saved = io.BytesIO()
    book.save(saved)
    return _settled(saved.getvalue(), MEETINGS[meeting])


def _sheet(
    page: Worksheet, sheet: Sheet, rows: Sequence[Mapping[str, object]], number: int
) -> None:
    """Write one sheet: headings in row 1 of a table, one row an entry, ready for the rows still to
    come.
    """
    widths = [WIDTHS.get(column.key, NARROW) for column in sheet.columns]
    for index, column in enumerate(sheet.columns, start=1):
        _column(page, sheet, index, widths[index - 1], len(rows) + 1)
        style(page.cell(1, index, column.heading), HEADER, wrap=True)
    page.row_dimensions[1].height = 32.0
    for row, entry in enumerate(rows, start=2):
        values = [entry.get(column.key) for column in sheet.columns]
        for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True), start=1):
            shown = rich(value) if isinstance(value, str) and column.kind == "rich" else value
            cell = page.cell(row, index)
            cell.value = shown  # type: ignore[assignment]  # the stubs do not know of rich text
            style(cell, PLAIN, wrap=True)
            cell.number_format = _format(column.kind)
        fit(page, row, zip(widths, values, strict=True))
    last = f"{get_column_letter(len(sheet.columns))}{len(rows) + 1}"
    table = Table(id=number, displayName=f"{sheet.name}Table", ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)
    page.freeze_panes = "B2"


def _format(kind: str) -> str:
    return {"date": DAY, "key": TEXT}.get(kind, "General")


def _column(page: Worksheet, sheet: Sheet, index: int, width: float, last: int) -> None:
    """Set a column up for rows to come as well: width, format, the list of its words, the colours
    of its ratings.
    """
    column = sheet.columns[index - 1]
    letter = get_column_letter(index)
    dimension = page.column_dimensions[letter]
    dimension.width = width
    dimension.font = PLAIN
    dimension.alignment = Alignment(vertical="top", wrap_text=True)
    dimension.number_format = _format(column.kind)
    below = f"{letter}2:{letter}{last + SPARE}"
    words = WORDS.get((sheet.name, column.key))
    if words:
        page.add_data_validation(_list(words, below))
    if column.key == "rag":
        for word, (fill, ink) in RATINGS.items():
            look = DifferentialStyle(
                font=Font(color=ink, bold=True), fill=PatternFill("solid", bgColor=fill)
            )
            page.conditional_formatting.add(
                below,
                Rule(
                    type="cellIs",
                    operator="equal",
                    formula=[f'"{word}"'],
                    stopIfTrue=True,
                    dxf=look,
                ),
            )


def _list(words: Iterable[str], cells: str) -> DataValidation:
    choices = tuple(words)
    offered = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, sqref=cells
    )
    offered.showErrorMessage = True
    offered.errorTitle = "Not in the list"
    offered.error = f"Choose one of: {', '.join(choices)}."
    return offered


def _printed(page: Worksheet) -> None:
    """Let a sheet print on as many landscape A3 pages as it is long, one page wide, its headings on
    each.
    """
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 8
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if page.tables:
        page.print_title_rows = "1:1"


def _settled(book: bytes, day: date) -> bytes:
    """Return a saved workbook without the clock in it, and with Arial where openpyxl has fonts of
    its own.
    """
    parts = parts_of(book)
    core = parts["docProps/core.xml"].decode()
    modified = rf"\g<1>{day.isoformat()}T00:00:00Z\g<2>"
    parts["docProps/core.xml"] = re.sub(
        r"(<dcterms:modified[^>]*>)[^<]*(</)", modified, core
    ).encode()
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"Calibri", b"Arial")
    parts["xl/theme/theme1.xml"] = re.sub(
        rb'(<a:latin typeface=")(?:Calibri|Cambria)"', rb'\1Arial"', parts["xl/theme/theme1.xml"]
    )
    return packed(parts)
