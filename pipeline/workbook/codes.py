"""What may be found in reading a workbook: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes
from pipeline.settings.codes import CODES as SETTINGS

CODES: dict[str, Code] = {
    **errors(
        3,
        workbook_unsafe="the file is not a workbook that is safe to open",
        workbook_unreadable="the workbook cannot be read",
        column_undeclared="a column that is not read may say which rows must not be printed",
        rows_above="a row stands above the headings",
        no_entry="a row under the headings is no entry: the headings again, or totals",
        row_unfinished="a row holds next to nothing: a note, or an entry that was only begun",
        merged_cells="cells are merged inside the headings or the rows",
        formula_uncalculated="a formula has no stored value",
        error_cell="a cell holds one of Excel's errors",
        value_unreadable="a cell's stored value is no number, date or text at all",
        control_character="a cell holds a character that no paper can print",
        too_many_lines=(
            "a cell, or all that are printed together, have more lines than any entry or paper"
        ),
        blank="a cell that must be filled is blank",
        not_text="a key is a number, or a text is something else",
        not_a_date="a date is not a date",
        day_unsure="a date has a time late in the evening: the day after may be meant",
        day_not_shown="dates are shown without their day, such as Jan-21",
        not_a_whole_number="a count is not a whole number",
        unknown_word="a word is not in its vocabulary",
        addressee_undeclared="an addressee may be the force or not, and nothing says which",
        addressee_unclear="the force's name stands in one addressee with something else",
    ),
    **notes(
        3,
        word_forgiven=(
            "a word was read in spite of its case, its spaces, or signs that cannot be seen "
            "or look like others"
        ),
        date_as_text="a date is typed as text",
        time_of_day="a date has a time of day; it is read as its day",
        number_as_text="a count is typed as text",
        hidden_rows="rows or columns are hidden; they are read",
        struck_through="words are struck through; they are printed",
        look_lost="raised letters, or signs of a font, are printed as ordinary letters",
        list_order="a list's letters or numbers are out of order; they are printed as typed",
        addressee_near="an addressee is almost the force's name",
        addressee_unknown="an addressee is taken for another body, and nothing says that it is one",
        owner_blank="nobody answers for a recommendation: it is not allocated",
        sheet_unread="a sheet that is not read has the same headings",
    ),
}
finding = partial(finding_of, {**SETTINGS, **CODES})
