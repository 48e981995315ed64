"""Every code a finding may carry: what it means, how severe it is, and whether `report.toml` may raise it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.findings.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the exit it leads to when it is an error, and what it means. Notes may be raised to errors."""

    exit: int
    severity: Severity
    means: str


def _errors(exit_code: int, **codes: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code(exit_code, "error", means) for name, means in codes.items()}


def _remarks(**codes: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code(6, "note", means) for name, means in codes.items()}


def _notes(**codes: str) -> dict[str, Code]:
    return {name.replace("_", "-"): Code(3, "note", means) for name, means in codes.items()}


CODES: dict[str, Code] = {
    **_errors(2,
        settings="report.toml cannot be read, or a setting in it is wrong",
        command="the command line is wrong",
        file_in_use="a file cannot be read or written",
        disk_full="there is no room on the disk",
        name_taken="a folder has the name of a file that the run writes, or a file that of a folder",
        another_run="another run is at work, or has filed a meeting meanwhile",
        paper_unreadable="a paper named on the command line cannot be read as a Word document",
        legend_changed="a rating of the last meeting is not in the legend"),
    **_errors(3,
        workbook_missing="the workbook is not in the inputs folder",
        workbook_unsafe="the file is not a workbook that is safe to open",
        workbook_unreadable="the workbook cannot be read",
        sheet_missing="the workbook has no sheet of this name",
        sheet_hidden="the sheet is hidden",
        header_missing="no row of headings was found",
        heading_missing="a required column is not there",
        heading_twice="two columns have the same heading",
        column_undeclared="a column that is not read may say which rows must not be printed",
        no_rows="the recommendations table has no row at all",
        addressee_undeclared="an addressee may be the force or not, and nothing says which",
        rows_above="a row stands above the headings",
        no_entry="a row under the headings is no entry: the headings again, or totals",
        row_unfinished="a row holds next to nothing: a note, or an entry that was only begun",
        merged_cells="cells are merged inside the headings or the rows",
        formula_uncalculated="a formula has no stored value",
        error_cell="a cell holds one of Excel's errors",
        value_unreadable="a cell's stored value is no number, date or text at all",
        control_character="a cell holds a character that no paper can print",
        too_many_lines="a cell, or all that are printed together, have more lines than any entry or paper",
        blank="a cell that must be filled is blank",
        not_text="a key is a number, or a text is something else",
        not_a_date="a date is not a date",
        day_unsure="a date has a time late in the evening: the day after may be meant",
        day_not_shown="dates are shown without their day, such as Jan-21",
        not_a_whole_number="a count is not a whole number",
        unknown_word="a word is not in its vocabulary",
        ref_twice="two rows have the same ref",
        parent_missing="the cause of concern that is named is not in the workbook",
        parent_not_a_concern="the row that is named is not a cause of concern",
        addressee_unclear="the force's name stands in one addressee with something else",
        reference_missing="the log names a ref that it does not hold",
        dates_reversed="two dates of a row are in the wrong order",
        dates_shifted="dates are 1,462 days off: they were pasted from a workbook that counts days otherwise",
        rating_missing="a row that needs a rating has none",
        archive_of_another_workbook="few of the refs of the last meeting are in this workbook",
        vanished="a recommendation of the last meeting is gone without being closed or withdrawn"),
    **_errors(4,
        balance="a balance does not add up",
        breakdown="a breakdown does not sum to its total",
        report_parts="a report's parts do not sum to its recommendations",
        report_rows="a report's rows in the workbook are not as many as the log says",
        opening_balance="the opening balance is not the closing balance filed last time"),
    **_errors(5,
        template_missing="there is no template",
        template_unreadable="the template is not a Word document that can be used",
        template_tag="a slot, loop or condition is not written correctly",
        template_name="a slot, loop or condition names something that does not exist",
        template_filter="a filter does not exist, or is used wrongly",
        template_unfilled="a tag, or what is not looked at, stands where nothing is filled in",
        template_text_lost="text stands where it would vanish",
        template_marks="the template holds comments, tracked changes, or what could run, load or lead elsewhere",
        template_style="a style that the paper needs is not in the template",
        template_no_value="a slot has no value in this paper",
        template_invalid="Word would have to repair every paper made from the template",
        template_inaccessible="no paper made from the template would be accessible"),
    **_errors(6,
        proof_xml="a part of the paper is not well-formed",
        proof_leftover="a tag or brace of the template is left in the paper",
        proof_blank_word="None, nan or NaT stands in the paper",
        proof_figure="a figure does not stand in the paper as computed",
        proof_number="a tag printed a number that is no figure, no date and no cell's",
        proof_cell_text="the text of a cell is not in the paper in full",
        proof_style="a style that is used does not exist",
        proof_invalid="Word would have to repair the paper",
        proof_inaccessible="the paper is not accessible",
        proof_total="a table's total is not the sum of its rows",
        redline_failed="accepting or rejecting the redline would not give the paper it should",
        paper_copy="verify: this is a copy made for reviewers and not the paper",
        paper_unsafe="verify: something in the paper could run, load or lead elsewhere, or changes by itself",
        paper_broken="verify: Word could not open the paper, or would repair it",
        paper_tracked="verify: there is a tracked change",
        paper_comment="verify: there is a comment",
        paper_hidden="verify: there are hidden words",
        paper_other_paper="verify: this may be another paper",
        paper_changed="verify: a figure does not match the inputs",
        paper_emptied="verify: the control of a figure is empty",
        paper_older="verify: a figure moved since the paper was made",
        paper_left_over="verify: the inputs no longer print this figure",
        paper_chart="verify: a native chart does not show what the inputs give",
        paper_unread="verify: something stands in the paper that cannot be read",
        paper_contradicts="verify: a number or claim typed by hand contradicts a figure",
        paper_row="verify: what is said of a recommendation is not what its row says",
        paper_list="verify: a list is not what its figure counts",
        paper_withheld="verify: words of a row that is not for publication stand in the paper"),
    **_remarks(
        put_right="what a run that was broken off had left half-done was put right, or lies where it says",
        no_redline="no redline was made",
        no_pdf="no PDF was made",
        sign_not_drawn="the PDF shows an empty box for a sign that no font of this machine has",
        pdf_other_font="the PDF is set in another font than the paper, which this machine lacks",
        paper_no_controls="verify: figures were found by their place, for their controls are gone",
        paper_no_names="verify: figures were found by their place, for their names are gone",
        paper_gone="verify: a figure is not in this paper",
        paper_unsure="verify: a number or claim typed by hand, to check",
        paper_unexplained="verify: numbers typed by hand that nothing in the inputs explains",
        paper_withheld_near="verify: words almost like those of a row that is not for publication",
        paper_typed="verify: a number typed by hand agrees with a figure",
        paper_added="verify: a paragraph was added",
        paper_dropped="verify: a paragraph was left out",
        paper_reworded="verify: a paragraph was reworded",
        paper_moved="verify: a paragraph was moved",
        paper_link="verify: a link leads elsewhere, came or is gone",
        paper_inaccessible="verify: an edited paper shuts readers out where the program's does not",
        paper_unchecked="verify: something is not looked at, such as the contents of a picture",
        not_read="diff, text: something stands in the paper that is not read"),
    **_errors(7,
        archive_altered="a filed meeting is not as it was filed",
        archive_disagrees="outputs, a filed paper or report.toml names a filed meeting that is not there, or not as it was",
        meeting_filed="the meeting is already filed"),
    **_notes(
        word_forgiven="a word was read in spite of its case, its spaces, or signs that cannot be seen or look like others",
        date_as_text="a date is typed as text",
        time_of_day="a date has a time of day; it is read as its day",
        number_as_text="a count is typed as text",
        heading_near="a heading is almost that of a column which may be missing; it is not read",
        hidden_rows="rows or columns are hidden; they are read",
        struck_through="words are struck through; they are printed",
        look_lost="raised letters, or signs of a font, are printed as ordinary letters",
        list_order="a list's letters or numbers are out of order; they are printed as typed",
        open_in_excel="the workbook is open; what was last saved is read",
        addressee_near="an addressee is almost the force's name",
        addressee_unknown="an addressee is taken for another body, and nothing says that it is one",
        sheet_unread="a sheet that is not read has the same headings",
        reason_missing="the worst rating has no reason",
        never_reviewed="an outstanding row has never been reviewed",
        past_target="an outstanding row is past its target date",
        after_cut_off="a date is after the data cut-off",
        under_way_long="an inspection has been under way for more than a year",
        forthcoming_past="a forthcoming inspection is over and in no other sheet of the log",
        promised_missing="an inspection that the last paper announced is not in the log",
        response_due_late="a response is due later than 56 days after publication",
        response_overdue="the day a response was due is past, and no response is entered",
        year_odd="a year looks mistyped",
        dates_odd="two dates of a row sit oddly together",
        status_and_dates="a status and a date of the row contradict each other",
        sign_off_outside_period="a row was settled since the last meeting with a date of sign-off outside the period",
        concern_alone="a cause of concern has no recommendation",
        rating_backwards="a rating moved backwards",
        status_backwards="a status moved backwards",
        status_redefined="a word of [status] meant something else at the last meeting",
        words_changed="the wording changed since the last meeting",
        published_changed="the publication date changed since the last meeting",
        columns_slid="a column stands a row higher or lower beside the refs than at the last meeting",
        published_again="a row that was not for publication at the last meeting is printed now",
        update_unchanged="the update is the same as at the last meeting",
        left_population="a row no longer counts, for its scope or its type changed",
        entered_population="a row now counts, for its scope or its type changed",
        report_not_in_log="a report of the period has rows but is not in the log",
        report_dates_differ="the workbook and the log date a report differently",
        row_twice="two recommendations of one report have one number and wording",
        log_row_twice="two rows of a sheet of the log have one title and date",
        report_split="the force's own and the joint rows of a report differ from the log",
        meeting_odd="the meeting or its data cut-off is years from every date in the workbooks",
        cut_off_old="the meeting is more than half a year after the data cut-off",
        nothing_new="nothing in the workbook happened in the period, or for nine months before the data cut-off",
        since_ignored="meeting.since is for a first paper only",
        last_paper_masked="the last paper tells of rows that are not for publication now",
        filed_as_seen="the last paper was filed with something wrong in it, as the committee saw it",
        meeting_filed_already="this meeting is filed; the paper is made again",
        template_number="a number is typed into the template before a figure's noun",
        template_stale="the template says words that go stale, such as next year",
        inaccessible="something in the wording may be hard to read for some",
        personal_data="a cell that may be printed holds personal data",
        majesty_form="the prose says Her Majesty's where the paper says His, or the other way round",
        doubled_word="a word stands twice",
        two_verbs="two verbs stand together",
        space_after_full_stop="a space is missing after a full stop",
        date_without_year="a date has no year",
        date_with_ordinal="a date has an ordinal",
        relative_time="words that go stale, such as next year",
        scheduled_date_past="something scheduled is already past",
        weekend_date="a date falls on a weekend",
        abbreviation_not_expanded="an abbreviation is never expanded",
        name_spelt_two_ways="a name is spelt in two ways",
        number_contradicts_row="a number in the prose contradicts the row"),
}
RAISABLE = {code: entry.severity == "note" and (entry.exit == 3 or code == "paper-inaccessible") for code, entry in CODES.items()}


def finding(code: str, message: str, remedy: str = "", file: str = "", **where: Any) -> Finding:
    """Return a finding with the severity its code has; raises KeyError for a code that is not documented."""
    return Finding(code, message, remedy, file, severity=CODES[code].severity, **where)


def weighed(findings: Iterable[Finding], severity: Mapping[str, Severity]) -> list[Finding]:
    """Return the findings with the severities that `[severity]` in report.toml gives them."""
    return [replace(found, severity=severity.get(found.code, found.severity)) for found in findings]
