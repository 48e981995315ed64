"""Workbooks as a careful person makes them: text that stays text, a frozen row of headings, widths,
and the same bytes whenever they are made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pipeline.english.signs import seen
from pipeline.files.package import packed, parts_of

if TYPE_CHECKING:
    from openpyxl import Workbook

FONT, INK, PAPER, BAND, YELLOW = "Arial", "1F2937", "FFFFFF", "E5E7EB", "FFF2A8"
LONGEST = 30_000
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)
_ORDER = ("b", "i", "strike", "u", "sz", "color", "name", "family", "scheme")
"""The order in which the standard has the parts of a font (ECMA-376 part 1, 18.8.22)."""


def put(
    sheet: Any,
    row: int,
    column: int,
    text: str | int | None,
    *,
    bold: bool = False,
    fill: str = "",
    ink: str = INK,
    size: int = 11,
    locked: bool = True,
    border: bool = False,
    pattern: str = "",
) -> Any:
    """Write a cell; what begins with = or @ is a text like any other."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell: Any = sheet.cell(row, column)
    if isinstance(text, str):
        cell.value = _UNWRITABLE.sub("", seen(text))[:LONGEST] or None
        if cell.value is not None:
            cell.data_type = "s"
            cell.quotePrefix = cell.value[:1] in "=+-@"
    elif text is not None:
        cell.value = text
    cell.font = Font(name=FONT, size=size, bold=bold, color=ink)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=locked)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if border:
        side = Side("thin", color="6B7280")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if pattern:
        cell.number_format = pattern
    return cell


def headed(sheet: Any, row: int, headings: list[str], widths: list[float]) -> None:
    """Write a row of headings, frozen and repeated on each printed page, and the columns'
    widths.
    """
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        put(sheet, row, column, heading, bold=True, fill=INK, ink=PAPER)
        sheet.column_dimensions[sheet.cell(row, column).column_letter].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A, page &P of &N"


def protected(sheet: Any) -> None:
    """Lock a sheet but for the cells that are to be filled; there is no password."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def saved(book: Workbook, title: str) -> bytes:
    """Return a workbook as bytes: without a time, a name, or fonts in an order of openpyxl's
    own.
    """
    buffer = io.BytesIO()
    book.save(buffer)
    parts = parts_of(buffer.getvalue())
    core = _CORE.replace("{title}", escape(title)).encode()
    styles = re.sub(
        rb"<font>(.*?)</font>", lambda found: _in_order(found[1]), parts["xl/styles.xml"]
    )
    ours: Mapping[str, bytes] = {"docProps/core.xml": core, "xl/styles.xml": styles}
    return packed({**parts, **ours})


def _in_order(font: bytes) -> bytes:
    inside = re.findall(r"<([a-z]+)[^>]*/>", font.decode())
    parts = dict(zip(inside, re.findall(r"<[a-z]+[^>]*/>", font.decode()), strict=True))
    known = [parts[name] for name in _ORDER if name in parts]
    others = [part for name, part in parts.items() if name not in _ORDER]
    return ("<font>" + "".join([*known, *others]) + "</font>").encode()
