"""What is found between rows, dates, sheets, meetings and figures: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes, told_together
from pipeline.settings.codes import CODES as SETTINGS

_ALONE: dict[str, Code] = {
    **errors(2, legend_changed="a rating of the last meeting is not in the legend"),
    **errors(
        3,
        ref_twice="two rows have the same ref",
        parent_missing="the cause of concern that is named is not in the workbook",
        parent_not_a_concern="the row that is named is not a cause of concern",
        reference_missing="the log names a ref that it does not hold",
        dates_reversed="two dates of a row are in the wrong order",
        dates_shifted=(
            "dates are 1,462 days off: they were pasted from a workbook that counts days otherwise"
        ),
        rating_missing="a row that needs a rating has none",
        archive_of_another_workbook="few of the refs of the last meeting are in this workbook",
        vanished="a recommendation of the last meeting is gone without being closed or withdrawn",
    ),
    **errors(
        4,
        balance="a balance does not add up",
        breakdown="a breakdown does not sum to its total",
        report_parts="a report's parts do not sum to its recommendations",
        report_rows="a report's rows in the workbook are not as many as the log says",
        opening_balance="the opening balance is not the closing balance filed last time",
        expected_differs="a number that the force expects is not what the workbook gives",
    ),
    **notes(
        3,
        seen_unmatched="a mark of [[seen]] in report.toml marks nothing, or an error",
        reason_missing="the worst rating has no reason",
        never_reviewed="an outstanding row has never been reviewed",
        past_target="an outstanding row is past its target date",
        rated_past_target=(
            "a row is past its target date, and its rating means in the legend that it is not"
        ),
        worst_without_target="a row with the worst rating has no target date",
        target_far="a target date is more than two years after every other",
        owner_spelt_two_ways="an owner is spelt in two ways",
        update_says_settled="the update of an outstanding row says that it was settled",
        better_same_update="a rating went from the worst to the best with the same update",
        after_cut_off="a date is after the data cut-off",
        under_way_long="an inspection has been under way for more than a year",
        forthcoming_past="a forthcoming inspection is over and in no other sheet of the log",
        promised_missing="an inspection that the last paper announced is not in the log",
        link_not_printed="the link of a report is no address that a paper leads to",
        response_due_late="a response is due later than 56 days after publication",
        response_overdue="the day a response was due is past, and no response is entered",
        year_odd="a year looks mistyped",
        reviewed_early="a review is before the publication of its report",
        dates_odd="two dates of a row sit oddly together",
        status_and_dates="a status and a date of the row contradict each other",
        sign_off_outside_period=(
            "a row was settled since the last meeting with a date of sign-off outside the period"
        ),
        concern_alone="a cause of concern has no recommendation",
        rating_backwards="a rating moved backwards",
        status_backwards="a status moved backwards",
        status_redefined="a word of [status] meant something else at the last meeting",
        ref_retyped=(
            "a ref differs in signs or capitals alone from one of the last meeting that is gone"
        ),
        words_changed="the wording changed since the last meeting",
        published_changed="the publication date changed since the last meeting",
        columns_slid=(
            "a column stands a row higher or lower beside the refs than at the last meeting, or in"
            " another order"
        ),
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
        nothing_new=(
            "nothing in the workbook happened in the period, or for nine months before the "
            "data cut-off"
        ),
    ),
}
CODES: dict[str, Code] = told_together(
    _ALONE,
    asks=(
        "never-reviewed",
        "past-target",
        "reason-missing",
        "rating-missing",
        "rated-past-target",
        "worst-without-target",
        "update-says-settled",
        "better-same-update",
        "status-and-dates",
        "update-unchanged",
    ),
    in_paper=("never-reviewed", "past-target", "update-unchanged"),
    vanished="rows of the last meeting are gone without being closed or withdrawn",
    ref_retyped="rows count as new whose refs differ in signs or capitals alone from earlier ones",
    rating_missing="rows need a rating and have none",
    reason_missing="rows have the worst rating and no reason for it",
    never_reviewed="outstanding rows were never reviewed",
    past_target="outstanding rows are past their target date",
    rated_past_target="rows are past their target date, and their rating means that they are not",
    worst_without_target="rows with the worst rating have no target date",
    owner_spelt_two_ways="owners are spelt in two ways",
    update_says_settled="outstanding rows have an update that says they were settled",
    better_same_update="ratings went from the worst to the best with the same update",
    after_cut_off="dates are after the data cut-off",
    under_way_long="inspections have been under way for more than a year",
    year_odd="years look mistyped",
    reviewed_early="reviews are before the publication of their report",
    dates_odd="dates sit oddly beside another of their row",
    sign_off_outside_period="rows were settled since the last meeting by a date not in the period",
    concern_alone="causes of concern have no recommendation",
    rating_backwards="ratings moved backwards",
    status_backwards="statuses moved backwards",
    words_changed="wordings are not what they were at the last meeting",
    published_changed="publication dates are not what they were at the last meeting",
    published_again="rows that were not for publication at the last meeting are printed now",
    update_unchanged="updates are the same as at the last meeting",
    left_population="rows no longer count, for their scope or their type changed",
    entered_population="rows count now and did not, for their scope or their type changed",
)
finding = partial(finding_of, {**SETTINGS, **CODES})
