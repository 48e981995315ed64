"""What may be found in reading a workbook as a force keeps it: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes, told_together
from pipeline.settings.codes import CODES as SETTINGS
from pipeline.workbook.codes import CODES as WORKBOOK

_ALONE: dict[str, Code] = {
    **errors(
        3,
        sheet_missing="the workbook has no sheet of this name",
        sheet_hidden="the sheet is hidden",
        header_missing="no row of headings was found",
        heading_missing="a required column is not there",
        heading_twice="two columns have the same heading",
        sheets_many="several sheets have the headings, and nothing says which is read",
        columns_differ="two columns that are read as one differ",
        entry_differs="the rows of one entry differ in a word or a date",
        group_missing="a row stands before the first row that heads a group",
        group_dates="a row that heads a group holds two dates",
        above_empty="a cell above the headings that every row takes something from is empty",
        fill_unknown="a cell is filled with a colour that [fills] does not name",
        fill_by_rule="a conditional format colours a column whose colours are read",
        rows_left_out="more than a quarter of the rows would be left out by settings",
    ),
    **notes(
        3,
        heading_near="a heading is almost that of a column which may be missing; it is not read",
    ),
}
CODES = told_together(
    _ALONE,
    heading_missing="columns that are needed are not there",
    heading_near="headings are almost those of columns that may be missing",
)
finding = partial(finding_of, {**SETTINGS, **WORKBOOK, **CODES})
