"""What stands where it should not: rows above the headings, merged cells, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.codes import finding
from pipeline.findings import Cell, Finding, column_letters
from pipeline.guard import SheetFacts
from pipeline.raw import Raw
from pipeline.schema import Sheet

MAX_COLUMNS = 16_384


def above(worksheet: Any, facts: SheetFacts, header: int, columns: Mapping[str, int], sheet: Sheet, file: str) -> list[Finding]:
    """Return findings for rows above the headings that look like rows of the table: they were sorted with their headings."""
    dates = {columns[column.key] for column in sheet.columns if column.kind == "date" and column.key in columns}
    name = columns.get(sheet.names_row, 1)
    faults = []
    for row, held in facts.columns.items():
        ours = set(columns.values()) & set(held)
        if row < header and name in ours and len(ours) >= min(4, len(columns) - 1) and any(
                isinstance(worksheet.cell(row, column).value, date) for column in dates & ours):
            faults.append(finding(
                "rows-above", f"this row stands above the headings in row {header}, so it would not be read.",
                "Move the headings above all the rows, and sort the rows without them.", file, cell=Cell(sheet.name, row, name)))
    return faults


def layout(facts: SheetFacts, header: int, columns: Mapping[str, int], rows: list[Mapping[str, Raw]],
            sheet: Sheet, file: str) -> list[Finding]:
    """Return findings for merged cells among the data, and notes for hidden rows and columns."""
    used = set(columns.values())
    numbers = [next(iter(row.values())).cell.row for row in rows]
    last = max(numbers, default=header)
    faults = [
        finding("merged-cells", f"the cells {Cell('', top, left).address}:{Cell('', bottom, right).address} are merged, "
                "so all but the first read as blank.",
                "Select them, choose Home > Merge & Center > Unmerge Cells, and fill each cell.", file,
                cell=Cell(sheet.name, top, left))
        for top, left, bottom, right in facts.merged
        if bottom >= header and top <= last and used & set(range(left, min(right, MAX_COLUMNS) + 1))]
    hidden = [number for number in numbers if number in facts.hidden_rows]
    if hidden:
        faults.append(finding(
            "hidden-rows", f"{_ranges(hidden, 'row')} {'is' if len(hidden) == 1 else 'are'} hidden or filtered out; "
            "hidden rows are read and counted like the others.", "Clear the filter to see what is counted.", file,
            cell=Cell(sheet.name, hidden[0], columns.get(sheet.names_row, 1))))
    concealed = sorted(column for column in used for low, high in facts.hidden_columns if low <= column <= high)
    if concealed:
        letters = ", ".join(column_letters(column) for column in concealed)
        faults.append(finding("hidden-rows", f"column {letters} is hidden; hidden columns are read like the others.",
                              "Unhide the column to see what is counted.", file,
                              cell=Cell(sheet.name, header, concealed[0])))
    return faults


def _ranges(numbers: list[int], noun: str) -> str:
    """Return `row 5` or `rows 5, 9 to 12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in spans)
    return f"{noun}{'s' if len(numbers) > 1 else ''} {told}"
