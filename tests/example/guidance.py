"""The sheet that tells whoever keeps a workbook how to keep it, written from the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.settings.schema import Column, Sheet

from .looks import BOLD, HEADER, PLAIN, TITLE, fit, style

CELLS = {
    "key": "Text, even where it looks like a number",
    "text": "Text",
    "word": "One of the words in the list",
    "date": "A date, as 31/12/2020",
    "whole": "A whole number",
    "bodies": 'Names, with ";" between them',
    "rich": "Text; Alt+Enter starts a new line",
}
HEADINGS = ("Column", "Must be filled", "Kind of cell", "What it holds", "Words to choose from")
WIDTHS = (26, 16, 30, 60, 60)
INTRODUCTION = (
    "Keep one row for each entry, in the table, and add new rows directly below the last one.",
    "Never delete a row and never change a ref: the paper compares each row with what it said at the last meeting.",
    "Do not merge cells, hide rows or type totals. Columns may be moved, and columns of your own may be added.",
    "In long texts, Alt+Enter starts a new line. Bold and italic are kept, and lines that begin with (a), 1. or • "
    "become lists in the paper.",
    "This is an example. Titles and dates of published reports are real; the rest was made up to show how the "
    "workbook is kept.",
)
RECOMMENDATION_NOTES = (
    "When a recommendation is done with, change its Status and enter the date. Closed means closed by the "
    "inspectorate; Superseded means that something else has taken its place.",
    "A row with No under Publish is counted, and its words appear nowhere in the paper.",
)


def write(
    sheet: Worksheet, parts: Iterable[Sheet], words: Mapping[tuple[str, str], Iterable[str]]
) -> None:
    """Fill the sheet with a title, what holds everywhere, and one table for each of the workbook's
    sheets.
    """
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    described = tuple(parts)
    names = {part.name for part in described}
    notes = INTRODUCTION + (RECOMMENDATION_NOTES if "Recommendations" in names else ())
    sheet.append(["How to keep this workbook"])
    style(sheet["A1"], TITLE)
    for note in notes:
        sheet.append([note])
        style(sheet.cell(sheet.max_row, 1), PLAIN)
    for part in described:
        _table(sheet, part, words)


def _table(sheet: Worksheet, part: Sheet, words: Mapping[tuple[str, str], Iterable[str]]) -> None:
    start = sheet.max_row + 2
    style(sheet.cell(start, 1, f"Sheet {part.name}"), BOLD)
    for column, heading in enumerate(HEADINGS, start=1):
        style(sheet.cell(start + 1, column, heading), HEADER, wrap=True)
    for row, values in enumerate(_lines(part, words), start=start + 2):
        for column, value in enumerate(values, start=1):
            style(sheet.cell(row, column, value), PLAIN, wrap=True)
        fit(sheet, row, zip(WIDTHS, values, strict=True))


def _lines(
    part: Sheet, words: Mapping[tuple[str, str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    for column in part.columns:
        choices = ", ".join(words.get((part.name, column.key), ()))
        holds = f"{column.holds[:1].upper()}{column.holds[1:]}."
        yield column.heading, _need(column), CELLS[column.kind], holds, choices


def _need(column: Column) -> str:
    if column.filled:
        return f"Yes, unless {column.unless}" if column.unless else "Yes"
    return "When it applies" if column.required else "No"
