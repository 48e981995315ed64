"""The small workbook behind a chart's "Edit Data": one sheet, the figures, and no name of a time or
a person.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.files.package import packed, parts_of

SHEET = "Figures"

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _HEAD + b"<cp:coreProperties"
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_STYLES = (
    _HEAD + b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts'
    b' count="1"><font><sz val="12"/><name val="Arial"/><family val="2"/></font></fonts><fills'
    b' count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill'
    b' patternType="gray125"/></fill></fills><borders'
    b' count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs'
    b' count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs'
    b' count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    b' xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
    b' builtinId="0"/></cellStyles></styleSheet>'
)
# openpyxl signs with its name and the time of saving, and writes fonts in an order that Microsoft's
# validator refuses
_OURS = {"docProps/core.xml": _CORE, "xl/styles.xml": _STYLES}


def workbook_of(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Return an .xlsx of one sheet, `SHEET`, that holds the rows from A1: words (none empty) as
    text, and numbers.

    Text stays text: "=cmd()" is a word like any other. The same rows give the same bytes.
    Raises openpyxl's IllegalCharacterError for a character that a workbook cannot hold.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.column_dimensions["A"].width = 24
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return packed(parts_of(buffer.getvalue()) | _OURS)
