"""What must hold between cells, between rows and between meetings: what breaks each rule alone, and
what comes near to it.

The row that breaks a rule is R1 in row 2; the rows after it come as near as they may. At the end:
every code is tested.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.checks.consequences import first_hand
from pipeline.checks.rows import NEAREST, RULES, broken
from pipeline.commands.codes import CODES
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log, log
from pipeline.register.movement import period
from pipeline.register.recommendations import register
from pipeline.register.records import as_lines, from_lines
from pipeline.settings.schema import RECOMMENDATIONS
from tests.builders import (
    CUT_OFF_THEN,
    NO_REF,
    SETTINGS,
    baseline,
    codes,
    inputs,
    inspections,
    recommendations,
    workbook,
)

Rows = Sequence[Mapping[str, Any]]
WORSE = SETTINGS.replace("Red =", "Blue =")
CLOSED = {"status": "Closed", "signed_off": date(2020, 10, 1), "closed": date(2020, 12, 1)}
AWAITING = {"status": "With HMICFRS", "signed_off": date(2020, 10, 1)}
GONE = {"status": "Superseded"}
NEWS = {"update": "Work went on."}
CAUSE = {"kind": "Cause of concern"}


def position(now: bytes, then: Rows | None, entries: bytes | None, settings: str) -> Position:
    chosen = read_settings(settings.encode())
    book, faults = register(now, chosen)
    assert not faults, [str(fault) for fault in faults]
    rows, faults = (Log(), []) if entries is None else log(entries, chosen)
    assert not faults, [str(fault) for fault in faults]
    before, ratings = None, frozenset[str]()
    if then is not None:
        filed, faults = register(recommendations(*then), read_settings(SETTINGS.encode()))
        assert not faults, [str(fault) for fault in faults]
        ratings = frozenset(row.rag for row in filed.rows if row.rag and row.stage == "outstanding")
        before = from_lines(as_lines(filed), chosen.ratings, "recommendations.xlsx")
    span = period(chosen, None if then is None else CUT_OFF_THEN)
    return Position(
        chosen, book, rows, span, before, None if then is None else "2020-07-09", ratings
    )


def found(
    *now: Mapping[str, Any],
    then: Rows | None = None,
    entries: bytes | None = None,
    settings: str = SETTINGS,
) -> list[Finding]:
    """Return what the rules find in rows now and, where there was a meeting, then."""
    given = position(recommendations(*now), then, entries, settings)
    return first_hand(broken(given), (), given.register, given.log)


def at(*now: Mapping[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [
        (item.code, item.cell.address if item.cell else item.where) for item in found(*now, **more)
    ]


def only(*now: Mapping[str, Any], **more: Any) -> Finding:
    (finding,) = found(*now, **more)
    assert finding.remedy and finding.severity == CODES[finding.code].severity
    return finding


def told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, str(finding.cell), finding.message


def in_log(**rows: Any) -> list[tuple[str, str]]:
    """Return what is wrong with the rows of a log, but for their being alike: the ordinary ones
    are.
    """
    return [
        (item.code, str(item.cell))
        for item in found(entries=inspections(**rows))
        if item.code != "log-row-twice"
    ]


def test_ordinary_rows_break_no_rule() -> None:
    assert (
        at(
            {},
            {"kind": "Area for improvement"},
            CLOSED,
            AWAITING,
            GONE,
            {"addressed_to": "Home Office", "owner": None},
            then=[*[NEWS] * 5, {"addressed_to": "Home Office"}],
            entries=inspections(inspections=[{}], forthcoming=[{}]),
        )
        == []
    )


def test_every_rule_has_a_sentence_that_says_what_breaks_it() -> None:
    assert all(rule.__doc__ and rule.__doc__.strip().endswith(".") for rule in RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


# Refs


def test_a_ref_that_stands_twice_is_told_at_the_second_with_the_cell_of_the_first() -> None:
    finding = only({}, {"ref": "R1"}, {"ref": "R10"}, {"ref": "r1"})
    assert told(finding) == (
        "ref-twice",
        "Recommendations!A3",
        "R1: this ref is already used in A2.",
    )
    assert finding.severity == "error"


def test_a_ref_that_stands_three_times_is_told_twice() -> None:
    assert at({"ref": "X"}, {"ref": "X"}, {"ref": " X "}) == [
        ("ref-twice", "A3"),
        ("ref-twice", "A4"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [{}, {"ref": "R1", "addressed_to": "Home Office"}],
        [{"addressed_to": "Home Office"}, {"ref": "R1"}],
        [CAUSE, {"ref": "R1"}],
        [{}, {"ref": "R1", **CAUSE}],
        [{**NEWS, "text": "Keep worse records."}, {"ref": "R1", **NEWS, "rag": "Red"}],
        [{**NEWS, "published": date(2020, 1, 7)}, {"ref": "R1", **CLOSED}],
        [{}, {"ref": "R1"}],
    ],
)
def test_rows_of_a_ref_that_stands_twice_are_not_compared_with_the_last_meeting(rows: Rows) -> None:
    entered = [{"addressed_to": "Home Office"}]
    for then in ([{}], entered, [CAUSE], [CLOSED]):
        own = ("concern-alone", "reason-missing")  # what a row says by itself is told
        assert [item for item in at(*rows, then=then) if item[0] not in own] == [
            ("ref-twice", "A3")
        ]


def test_a_row_beside_them_is_compared_all_the_same() -> None:
    assert at({}, {"ref": "R1"}, {"ref": "R2", "text": "Else.", **NEWS}, then=[{}, {}]) == [
        ("ref-twice", "A3"),
        ("words-changed", "G4"),
    ]


def test_a_cause_of_concern_whose_ref_stands_twice_is_not_said_to_be_none() -> None:
    assert at(CAUSE, {"ref": "R1"}, {"parent": "R1"}) == [("ref-twice", "A3")]


def test_a_report_is_not_counted_while_a_ref_of_its_rows_stands_twice() -> None:
    row = {"report": "Custody today", "published": date(2020, 10, 1)}
    log = inspections(reports=[{"recommendations": 1, "for_force": 1}])
    assert codes(row, {**row, "ref": "R1"}, log=log) == {"ref-twice": ["Recommendations!A3"]}
    assert "report-rows" in codes(
        row, {**row, "ref": "R3"}, {"ref": "R3", "text": "Other."}, log=log
    )


def test_the_log_may_use_one_ref_in_two_sheets_but_not_in_one() -> None:
    assert in_log(inspections=[{}, {"ref": "R1"}], reports=[{}, {}]) == [
        ("ref-twice", "Inspections!A3")
    ]
    assert in_log(inspections=[{}], reports=[{}, {}, {"ref": "R2"}]) == [
        ("ref-twice", "Reports!A4")
    ]


@pytest.mark.parametrize(
    ("sheet", "key", "cell"),
    [
        ("inspections", "finished", "Inspections!B3"),
        ("reports", "published", "Reports!B3"),
        ("forthcoming", "starts", "Forthcoming!A3"),
    ],
)
def test_a_row_of_the_log_that_was_pasted_twice_is_noted(sheet: str, key: str, cell: str) -> None:
    day = date(2020, 10, 1) if sheet != "forthcoming" else date(2021, 3, 1)
    entries = inspections(**{sheet: [{key: day}, {key: day}, {key: day, "title": "Another"}]})  # type: ignore[arg-type]
    assert [(item.code, str(item.cell)) for item in found(entries=entries)] == [
        ("log-row-twice", cell)
    ]


def test_two_rows_without_a_ref_are_not_the_same_row() -> None:
    blank = codes({"ref": None}, {"ref": None})
    assert blank == {"blank": ["Recommendations!A2", "Recommendations!A3"]}


# Causes of concern

CONCERN = {"kind": "Cause of concern", "ref": "C1"}


def test_a_parent_that_is_not_there_is_told_with_the_nearest_ref() -> None:
    finding = only(
        {"parent": "C-1"}, {"parent": "C1"}, CONCERN, {"parent": " C1 "}, {"parent": None}
    )
    assert told(finding) == (
        "parent-missing",
        "Recommendations!F2",
        'R1: there is no row with the ref "C-1". Did you mean C1?',
    )


def test_of_very_many_parents_that_are_not_there_the_first_have_the_nearest_ref() -> None:
    wrong = [{"parent": f"C-1{at:03}"} for at in range(NEAREST + 5)]
    messages = [one.message for one in found(*wrong, *wrong[:1], CONCERN)]
    missing = [message for message in messages if "there is no row with the ref" in message]
    near = [message for message in missing if "Did you mean" in message]
    assert len(missing) == NEAREST + 6
    assert len(near) == NEAREST + 1 and near[-1].startswith(f"R{NEAREST + 6}:")


def test_a_parent_that_is_no_cause_of_concern_is_told() -> None:
    finding = only({"parent": "R2"}, {}, {"parent": "C1"}, CONCERN)
    assert told(finding) == (
        "parent-not-a-concern",
        "Recommendations!F2",
        'R1: "R2" is not a cause of concern.',
    )


def test_a_row_that_hangs_from_itself_is_told() -> None:
    finding = only({**CONCERN, "parent": "C1"}, {"parent": "C1"})
    assert told(finding) == (
        "parent-not-a-concern",
        "Recommendations!F2",
        "C1: the row names itself as its cause of concern.",
    )


def test_a_cause_of_concern_from_which_nothing_hangs_is_noted() -> None:
    finding = only({**CONCERN, "ref": "C2"}, CONCERN, {"parent": "C1"})
    assert told(finding) == (
        "concern-alone",
        "Recommendations!A2",
        "C2: no recommendation hangs from this cause of concern.",
    )
    assert finding.severity == "note"


def test_a_workbook_that_keeps_no_parents_has_no_causes_alone() -> None:
    content = workbook({RECOMMENDATIONS: [CONCERN]}, headings={"parent": "Something else"})
    assert broken(position(content, None, None, SETTINGS)) == []


# Ratings


def test_an_outstanding_row_needs_a_rating() -> None:
    finding = only(
        {"rag": None},
        {"rag": "Green"},
        {**CLOSED, "rag": None, "reviewed": None},
        {**CONCERN, "rag": None, "reviewed": None},
        {"rag": None, "addressed_to": "Home Office"},
        {"parent": "C1"},
    )
    assert told(finding) == (
        "rating-missing",
        "Recommendations!K2",
        "R1: the recommendation is outstanding but has no rating.",
    )
    assert (finding.severity, finding.remedy) == (
        "error",
        "Ask the owner how it is rated: Red, Amber or Green.",
    )


@pytest.mark.parametrize("settled", [CLOSED, AWAITING, GONE], ids=["closed", "awaiting", "gone"])
@pytest.mark.parametrize("reviewed", [date(2020, 7, 1), date(2020, 6, 30), None])
def test_a_settled_row_needs_no_rating_whenever_it_was_reviewed(
    settled: Mapping[str, Any], reviewed: date | None
) -> None:
    found_here = found({**settled, "rag": None, "reviewed": reviewed}, {}, then=[{}, {}])
    assert "rating-missing" not in {one.code for one in found_here}


def test_the_worst_rating_needs_a_reason() -> None:
    finding = only(
        {"rag": "Red"},
        {"rag": "Red", "rag_reason": "The supplier failed."},
        {"rag": "Amber"},
        {**CLOSED, "rag": "Red"},
    )
    assert told(finding) == (
        "reason-missing",
        "Recommendations!L2",
        "R1: it is rated Red without a reason.",
    )


# Dates


@pytest.mark.parametrize(
    ("earlier", "later", "row", "cell", "message"),
    [
        (
            "published",
            "signed_off",
            {**AWAITING, "signed_off": date(2020, 2, 6)},
            "Q2",
            "Signed off 6 February 2020 is before Published 7 February 2020.",
        ),
        (
            "signed_off",
            "closed",
            {**CLOSED, "closed": date(2020, 9, 30)},
            "R2",
            "Closed by HMICFRS 30 September 2020 is before Signed off 1 October 2020.",
        ),
    ],
)
def test_two_dates_in_an_impossible_order_are_an_error_at_the_later_one(
    earlier: str, later: str, row: dict[str, Any], cell: str, message: str
) -> None:
    near = {**row, later: date(2020, 10, 1) if earlier == "signed_off" else date(2020, 2, 7)}
    finding = only(row, near)
    assert told(finding) == ("dates-reversed", f"Recommendations!{cell}", f"R1: {message}")
    assert finding.severity == "error"


def test_a_review_before_publication_is_a_note_for_a_panel_may_see_a_draft() -> None:
    finding = only({"reviewed": date(2020, 2, 6)}, {"reviewed": date(2020, 2, 7)})
    assert (told(finding), finding.severity) == (
        (
            "reviewed-early",
            "Recommendations!P2",
            "R1: Reviewed 6 February 2020 is before Published 7 February 2020.",
        ),
        "note",
    )


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"published": "soon"}, "not-a-date"),
        ({"kind": "Idea"}, "unknown-word"),
        ({"rag": "Mauve"}, "unknown-word"),
        ({"text": None}, "blank"),
    ],
)
def test_a_fault_in_a_row_of_another_body_is_a_note_and_in_one_of_the_force_an_error(
    fault: dict[str, Any], code: str
) -> None:
    for body, severity in (("Home Office", "note"), ("WMP", "error")):
        found = [
            one
            for one in computed(inputs({}, {**fault, "addressed_to": body})).findings
            if one.code == code
        ]
        assert [one.severity for one in found] == [severity], body


@pytest.mark.parametrize("addressed_to", ["", " ; ", "West Midlands Police, Home Office"])
def test_what_decides_whose_a_row_is_stays_an_error(addressed_to: str) -> None:
    assert [
        one.severity for one in computed(inputs({}, {"addressed_to": addressed_to})).findings
    ] == ["error"]


def test_the_filed_closure_of_a_row_that_was_reopened_and_signed_off_again_is_a_note() -> None:
    closed = {
        "published": date(2018, 2, 7),
        "signed_off": date(2019, 8, 1),
        "closed": date(2019, 12, 1),
    }
    again = {**closed, **AWAITING}
    assert at(again, then=[{**closed, "status": "Closed"}]) == [
        ("status-and-dates", "M2"),
        ("status-backwards", "M2"),
    ]
    assert ("dates-reversed", "R2") in at(again, then=[{"published": date(2018, 2, 7)}])


def test_a_closure_before_publication_is_reversed() -> None:
    assert at(
        {"status": "Closed", "closed": date(2020, 2, 6)},
        {"status": "Closed", "closed": date(2020, 2, 7)},
    ) == [("dates-reversed", "R2")]


@pytest.mark.parametrize(
    ("key", "cell"), [("target", "N2"), ("updated", "S2"), ("original_target", "O2")]
)
def test_two_dates_that_sit_oddly_are_a_note(key: str, cell: str) -> None:
    late = {"published": date(2020, 10, 1)} if key == "target" else {}
    odd = {key: date(2020, 2, 6), **({"status": "Superseded"} if key == "target" else {})}
    finding = only(
        {**odd}, {key: date(2020, 10, 1) if key != "target" else date(2021, 2, 1), **late}
    )
    assert (finding.code, finding.severity, str(finding.cell)) == (
        "dates-odd",
        "note",
        f"Recommendations!{cell}",
    )


@pytest.mark.parametrize(
    ("sheet", "key", "row", "near", "cell"),
    [
        (
            "inspections",
            "started",
            {"started": date(2020, 10, 31)},
            {"started": date(2020, 10, 30)},
            "Inspections!I2",
        ),
        (
            "forthcoming",
            "ends",
            {"ends": date(2021, 6, 13)},
            {"ends": date(2021, 6, 14)},
            "Forthcoming!C2",
        ),
        (
            "reports",
            "response_due",
            {"response_due": date(2020, 9, 30)},
            {"response_due": date(2020, 10, 1), "responded": date(2020, 10, 1)},
            "Reports!L2",
        ),
        (
            "reports",
            "responded",
            {"responded": date(2020, 9, 30)},
            {"responded": date(2020, 10, 1)},
            "Reports!M2",
        ),
    ],
)
def test_dates_of_the_log_in_an_impossible_order_are_an_error(
    sheet: str, key: str, row: dict[str, Any], near: dict[str, Any], cell: str
) -> None:
    assert in_log(**{sheet: [row, near, {}]}) == [("dates-reversed", cell)]


def test_reversed_dates_of_the_log_are_told_with_their_headings() -> None:
    assert only(entries=inspections(inspections=[{"started": date(2020, 10, 31)}])).message == (
        "R1: Finished 30 October 2020 is before Started 31 October 2020 in H2."
    )


def test_a_year_that_looks_mistyped_is_noted() -> None:
    early, late = (
        (date(1999, 12, 31), date(2000, 1, 1)),
        (date(2032, 1, 1), date(2031, 12, 31), date(2201, 6, 30)),
    )
    assert at(*({"published": day} for day in early), *({"target": day} for day in late)) == [
        ("year-odd", "C2"),
        ("year-odd", "N4"),
        ("year-odd", "N6"),
    ]


def test_a_year_of_the_log_that_looks_mistyped_is_noted_with_the_date() -> None:
    finding = only(
        entries=inspections(
            forthcoming=[{"starts": date(2201, 6, 14)}, {"starts": date(2031, 12, 31)}]
        )
    )
    assert told(finding) == (
        "year-odd",
        "Forthcoming!B2",
        "Inspection of vetting: 14 June 2201 has an unlikely year.",
    )


def test_what_happened_after_the_cut_off_is_noted_for_the_next_paper() -> None:
    finding = only(
        {"updated": date(2021, 1, 1)}, {"updated": date(2020, 12, 31)}, {"target": date(2021, 2, 1)}
    )
    assert told(finding) == (
        "after-cut-off",
        "Recommendations!S2",
        "R1: Last updated 1 January 2021 is after the data cut-off, 31 December 2020.",
    )


def test_a_row_of_the_log_after_the_cut_off_is_left_for_the_next_paper_with_a_note() -> None:
    late, last = date(2021, 1, 4), date(2020, 12, 31)
    assert in_log(
        inspections=[{"finished": late}, {"finished": last}],
        reports=[{"published": last, "response_due": late, "responded": late}],
        forthcoming=[{}],
    ) == [("after-cut-off", "Inspections!I2")]
    assert in_log(reports=[{"published": late}]) == [("after-cut-off", "Reports!C2")]


def test_a_recommendation_pasted_twice_under_another_ref_is_noted_for_both_are_counted() -> None:
    again = {"text": "Keep  better RECORDS.", "number": "1"}
    finding = only(
        {"ref": "A"},
        {"ref": "B", **again},
        {**again, "kind": "Area for improvement"},
        {**again, "report": "Other"},
        {**again, "published": date(2020, 2, 8)},
        {**again, "addressed_to": "NCA"},
        {"text": "Keep them."},
        {},
    )
    assert (finding.code, finding.severity, str(finding.cell)) == (
        "row-twice",
        "note",
        "Recommendations!G3",
    )
    assert (
        finding.message
        == "B: its report, number and wording are those of A (A2); both are counted."
    )


# Dates that are wrong as a whole


@pytest.mark.parametrize(
    ("meeting", "where", "message"),
    [
        (
            "date = 2201-01-14\ndata_to = 2020-12-31",
            "[meeting] date",
            "date is 14 January 2201, and no date in the workbooks is nearer to it than 30 June 2021.",
        ),
        (
            "date = 2021-01-14\ndata_to = 1921-12-31",
            "[meeting] data_to",
            "data_to is 31 December 1921, and no date in the workbooks is nearer to it than 7 February 2020.",
        ),
    ],
)
def test_a_meeting_years_from_every_date_is_noted(meeting: str, where: str, message: str) -> None:
    odd = SETTINGS.replace("date = 2021-01-14\ndata_to = 2020-12-31", meeting)
    (finding,) = [item for item in found({}, settings=odd) if item.code == "meeting-odd"]
    assert (finding.severity, finding.file, finding.place, finding.message) == (
        "note",
        "report.toml",
        where,
        message,
    )


def test_a_meeting_long_after_its_cut_off_is_noted() -> None:
    late = SETTINGS.replace("date = 2021-01-14", "date = 2021-06-30")
    (finding,) = found({}, settings=late)
    assert (finding.code, finding.severity, finding.where) == (
        "cut-off-old",
        "note",
        "report.toml, [meeting] date",
    )
    assert (
        finding.message
        == "date is 30 June 2021, 181 days after the data cut-off, 31 December 2020."
    )
    assert at(settings=late.replace("06-30", "06-29")) == []


def test_a_cut_off_before_which_nothing_happened_for_long_is_noted() -> None:
    late = SETTINGS.replace(
        "date = 2021-01-14\ndata_to = 2020-12-31", "date = 2021-09-10\ndata_to = 2021-08-31"
    )
    finding = only({"target": date(2022, 6, 30)}, settings=late)
    assert (finding.code, finding.severity, finding.where) == (
        "nothing-new",
        "note",
        "recommendations.xlsx",
    )
    assert (
        finding.message
        == "nothing in it happened after 12 November 2020, and the data cut-off is 31 August 2021."
    )
    assert (
        at({"target": date(2022, 6, 30)}, settings=late.replace("2021-08-31", "2021-07-31")) == []
    )


def test_a_workbook_in_which_nothing_happened_since_the_last_meeting_is_noted() -> None:
    old = {"reviewed": date(2020, 6, 30), "updated": date(2020, 6, 30)}
    assert [item.code for item in found({**old, **NEWS}, then=[old])] == ["nothing-new"]
    assert at({**old, **NEWS, "reviewed": date(2020, 7, 1)}, then=[old]) == []
    assert at({**old, **NEWS}, then=[old], entries=inspections(inspections=[{}])) == [
        ("nothing-new", "recommendations.xlsx")
    ]
    before = inspections(
        inspections=[{"finished": date(2020, 6, 30)}], reports=[{"published": date(2021, 1, 1)}]
    )
    assert ("nothing-new", "inspections.xlsx") in at(NEWS, then=[{}], entries=before)


LATER, EARLIER = date(2024, 2, 8), date(2016, 2, 6)


@pytest.mark.parametrize(("day", "told_as"), [(LATER, "later"), (EARLIER, "earlier")])
def test_dates_that_are_shifted_by_the_other_date_system_are_one_error(
    day: date, told_as: str
) -> None:
    shifted = {"published": day, **NEWS}
    finding = only(shifted, shifted, NEWS, then=[{}, {}, {}])
    assert (finding.code, finding.severity, str(finding.cell)) == (
        "dates-shifted",
        "error",
        "Recommendations!C2",
    )
    assert finding.message.startswith(
        f"the date of publication is 1,462 days {told_as} than at the meeting of 2020-07-09, for 2 of 3 recommendations "
        f"({day.day} February {day.year} for 7 February 2020): "
    )
    assert "dates-shifted" not in [item.code for item in found(shifted, NEWS, then=[{}, {}])]


def test_on_a_first_paper_shifted_dates_are_known_by_the_log_and_the_log_by_the_last_meeting() -> (
    None
):
    log_now = inspections(reports=[{"title": "Fresh start", "published": LATER}])
    first = [item for item in found({}, {}, entries=log_now) if item.severity == "error"]
    assert [(item.code, str(item.cell)) for item in first] == [
        ("dates-shifted", "Recommendations!C2")
    ]
    later = [
        item
        for item in found(NEWS, NEWS, then=[{}, {}], entries=log_now)
        if item.severity == "error"
    ]
    assert [(item.code, item.file, str(item.cell)) for item in later] == [
        ("dates-shifted", "inspections.xlsx", "Reports!C2")
    ]


# Standing and status


def test_an_outstanding_row_that_was_never_reviewed_is_noted() -> None:
    finding = only(
        {"reviewed": None}, {**CLOSED, "reviewed": None}, {"reviewed": None, "addressed_to": "NCA"}
    )
    assert told(finding) == (
        "never-reviewed",
        "Recommendations!P2",
        "R1: it is outstanding and was never reviewed.",
    )


def test_a_row_without_a_ref_is_told_by_its_cell_alone() -> None:
    found_now = computed(
        Inputs(
            SETTINGS.encode(), recommendations({"ref": None, "reviewed": None}), inspections(), None
        )
    ).findings
    assert [item.message for item in found_now] == [
        "Ref is blank.",
        "it is outstanding and was never reviewed.",
    ]


def test_an_outstanding_row_past_its_target_is_noted_from_the_day_after() -> None:
    finding = only(
        {"target": date(2021, 1, 13)},
        {"target": date(2021, 1, 14)},
        {"target": None},
        {**CLOSED, "target": date(2020, 3, 1)},
    )
    assert told(finding) == (
        "past-target",
        "Recommendations!N2",
        "R1: it is outstanding and its target date, 13 January 2021, is before the meeting.",
    )


@pytest.mark.parametrize(
    ("row", "near", "cell", "message"),
    [
        (
            {**CLOSED, "closed": None},
            CLOSED,
            "R2",
            'R1: the status is "Closed" but there is no date of closure.',
        ),
        (
            {**AWAITING, "signed_off": None},
            AWAITING,
            "Q2",
            'R1: the status is "With HMICFRS" but there is no date of sign-off, so it is in no count of what was signed off.',
        ),
        (
            {"closed": date(2020, 12, 1)},
            {"signed_off": date(2020, 10, 1)},
            "M2",
            'R1: the status is "Open" but HMICFRS closed it on 1 December 2020.',
        ),
    ],
)
def test_a_status_that_its_dates_contradict_is_noted(
    row: dict[str, Any], near: dict[str, Any], cell: str, message: str
) -> None:
    assert told(only(row, near, GONE)) == ("status-and-dates", f"Recommendations!{cell}", message)


# Against the last meeting


@pytest.mark.parametrize(
    ("day", "said"), [(date(2020, 6, 30), "30 June 2020"), (date(2021, 1, 4), "4 January 2021")]
)
def test_a_row_settled_since_whose_sign_off_lies_outside_the_period_is_noted(
    day: date, said: str
) -> None:
    now = {**AWAITING, "signed_off": day}
    finding = next(
        item
        for item in found(now, {**AWAITING}, then=[{}, {}])
        if item.code == "sign-off-outside-period"
    )
    assert told(finding) == (
        "sign-off-outside-period",
        "Recommendations!Q2",
        "R1: it was settled since the last meeting and is "
        f'"With HMICFRS" now, but Signed off is {said}, so it is not among those signed off in the period.',
    )
    assert "sign-off-outside-period" not in {code for code, _ in at({**AWAITING}, then=[{}])}


def test_a_recommendation_that_vanished_is_an_error_that_names_its_former_cell() -> None:
    then = [
        {"ref": "R1", **NEWS},
        {"ref": "R9", **CLOSED},
        {"ref": "R7"},
        {"ref": "R8", **GONE},
        {"ref": "R6", "addressed_to": "NCA"},
    ]
    finding = only({}, then=then)
    assert (finding.code, finding.severity, finding.where) == (
        "vanished",
        "error",
        "recommendations.xlsx, Recommendations",
    )
    assert finding.message == (
        "R7 was outstanding at the meeting of 2020-07-09 (A4 of the workbook filed then) and is not in "
        "this workbook."
    )
    assert at({}, then=[{**NEWS}, AWAITING])[0][0] == "vanished"


def test_a_ref_that_was_typed_in_another_way_is_named_where_the_former_one_is_missed() -> None:
    finding = only({"ref": "wmp074 "}, then=[{"ref": "WMP-074"}])
    assert finding.code == "vanished" and finding.message.endswith(
        '"wmp074" is in it and was not then.'
    )


@pytest.mark.parametrize(
    "filed", ["WMP\u2013074", "WMP\u2011074", "WMP-\u200b074", "WMP\u00ad074"], ids=ascii
)
def test_a_ref_that_was_filed_with_another_dash_is_the_same_ref(filed: str) -> None:
    old = as_lines(
        register(
            recommendations({"ref": "WMP-074"}, {"parent": "WMP-074"}),
            read_settings(SETTINGS.encode()),
        )[0]
    )
    lines = old.decode().replace("WMP-074", filed).encode()
    found = from_lines(lines, ["Red", "Amber", "Green"], "old.xlsx").rows
    assert ([row.ref for row in found], [row.parent for row in found]) == (
        ["WMP-074", "R2"],
        ["", "WMP-074"],
    )


def test_refs_that_were_filed_apart_stay_apart() -> None:
    old = as_lines(
        register(recommendations({"ref": "A-1"}, {"ref": "A_1"}), read_settings(SETTINGS.encode()))[
            0
        ]
    )
    found = from_lines(
        old.decode().replace("A_1", "A\u20131").encode(), ["Red", "Amber", "Green"], "old.xlsx"
    ).rows
    assert [row.ref for row in found] == ["A-1", "A\u20131"]


def slid(key: str, values: Sequence[Any], step: int) -> list[tuple[str, str]]:
    then = [{"text": f"Text {place}.", **NEWS, key: value} for place, value in enumerate(values)]
    now = [{**row, "update": "More."} if key != "update" else row for row in then]
    for place, row in enumerate(now):
        if 0 <= place + step < len(then):
            row[key] = then[place + step][key]
    return [
        (item.code, str(item.cell))
        for item in found(*now, then=then)
        if item.code == "columns-slid"
    ]


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize(
    ("key", "letter", "values"),
    [
        ("text", "G", [f"Wording {place}." for place in range(7)]),
        ("target", "N", [date(2021, 6, day) for day in range(1, 8)]),
    ],
)
def test_a_column_that_slid_a_row_beside_the_refs_is_noted_once(
    key: str, letter: str, values: list[Any], step: int
) -> None:
    assert slid(key, values, step) == [
        ("columns-slid", f"Recommendations!{letter}{2 if step > 0 else 3}")
    ]


SORTED = {
    "text": [f"Wording {number}." for number in (7, 3, 9, 1, 8, 2, 6, 4, 5)],
    "target": [date(2021, 6, day) for day in (7, 3, 9, 1, 8, 2, 6, 4, 5)],
    "update": [f"Step {number} was taken." for number in (7, 3, 9, 1, 8, 2, 6, 4, 5)],
}


def sorted_alone(key: str, values: Sequence[Any]) -> list[tuple[str, str]]:
    """What is found where one column was sorted without the others since the last meeting."""
    then = [
        {"text": f"Text {place}.", **NEWS, key: value} for place, value in enumerate(SORTED[key])
    ]
    now = [{**row, key: value} for row, value in zip(then, values, strict=True)]
    return [
        (item.code, item.message.partition(" holds in ")[0])
        for item in found(*now, then=then)
        if item.code == "columns-slid"
    ]


@pytest.mark.parametrize("key", SORTED)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_column_that_was_sorted_without_the_others_is_noted_once(
    key: str, backwards: bool
) -> None:
    heading = RECOMMENDATIONS.column(key).heading
    assert sorted_alone(key, sorted(SORTED[key], reverse=backwards)) == [("columns-slid", heading)]


def test_refs_that_were_sorted_without_the_others_are_noted_once() -> None:
    then = [
        {"ref": f"R{7 * place % 10}", **NEWS, **{key: SORTED[key][place] for key in SORTED}}
        for place in range(9)
    ]
    refs = sorted(str(row["ref"]) for row in then)
    now = [{**row, "ref": ref} for row, ref in zip(then, refs, strict=True)]
    (told_once,) = (item for item in found(*now, then=then) if item.code == "columns-slid")
    assert told_once.message.startswith("Recommendation, Target date and Latest update hold in ")


@pytest.mark.parametrize(
    "values",
    [
        [date(2021, 9, day) for day in range(1, 10)],  # all set anew
        [date(2021, 6, 1)] * 9,  # one day for all
        [*SORTED["target"][:3], *sorted(SORTED["target"][3:])],  # six changed places
        [day + timedelta(days=1) for day in SORTED["target"]],  # each put off: eight of nine recur
        SORTED["target"],
        [None] * 9,  # all cleared
        [date(2021, 6, day + 1) for day in (1, 1, 2, 2, 3, 3, 4, 4, 5)],  # each a day later
    ],
)
def test_targets_that_are_set_anew_are_no_sorted_column(values: list[date | None]) -> None:
    assert sorted_alone("target", values) == []


def test_few_rows_with_the_value_of_their_neighbour_are_no_slid_column() -> None:
    assert slid("target", [date(2021, 6, day) for day in range(1, 6)], 1) == []
    then = [{"text": f"Text {place}.", "target": date(2021, 6, place)} for place in range(1, 9)]
    assert "columns-slid" not in [
        item.code
        for item in found(
            *({**row, **NEWS, "target": date(2021, 9, 30)} for row in then), then=then
        )
    ]


def test_a_row_that_was_not_for_publication_and_may_be_printed_now_is_noted() -> None:
    finding = only(
        {**NEWS, "publish": "Yes"},
        {**NEWS, "publish": "No", "text": "B"},
        {**NEWS, "text": "C"},
        then=[{"publish": "No"}, {"publish": "No", "text": "B"}, {"text": "C"}],
    )
    assert told(finding) == (
        "published-again",
        "Recommendations!U2",
        "R1: it was not for publication at the last meeting and may be printed now.",
    )


def test_a_cause_of_concern_that_vanished_is_an_error_too() -> None:
    assert [item.code for item in found({}, then=[{**NEWS}, CONCERN])] == ["vanished"]


def test_a_status_that_means_something_else_now_is_told_once_and_not_at_every_row() -> None:
    proposed = {"status": "Proposed for closure", **NEWS}
    other = (
        SETTINGS
        + '[status]\n"Open" = "open"\n"Proposed for closure" = "signed_off"\n"With HMICFRS" = "open"\n'
    )
    awaiting = {**AWAITING, **NEWS}
    signed = {"signed_off": date(2020, 6, 1)}
    told_now = found(
        {**proposed, **signed},
        {**proposed, **signed},
        awaiting,
        {**proposed, **signed, "addressed_to": "NCA"},
        then=[proposed, proposed, AWAITING, {"addressed_to": "NCA", **proposed}],
        settings=other,
    )
    assert [(item.code, item.severity, item.where) for item in told_now] == [
        ("status-redefined", "note", "report.toml, [status] Proposed for closure"),
        ("status-redefined", "note", "report.toml, [status] With HMICFRS"),
    ]
    assert told_now[0].message == (
        '"Proposed for closure" meant open at the meeting of 2020-07-09 and means signed_off now, so 2 rows that kept this status '
        "are counted as moved."
    )
    assert "so one row that kept this status is counted as moved" in told_now[1].message


def test_a_row_whose_status_changed_is_told_beside_a_status_that_means_something_else() -> None:
    other = (
        SETTINGS
        + '[status]\n"Open" = "open"\n"Proposed for closure" = "open"\n"With HMICFRS" = "open"\n'
    )
    assert at(NEWS, {**AWAITING, **NEWS}, then=[AWAITING, AWAITING], settings=other) == [
        ("status-redefined", "report.toml, [status] With HMICFRS"),
        ("status-backwards", "M2"),
    ]


def test_a_rating_in_use_then_that_the_legend_no_longer_holds_is_an_error() -> None:
    finding = only(
        {**NEWS},
        {**NEWS},
        then=[{"rag": "Red", "rag_reason": "Late."}, {"rag": "Amber"}],
        settings=WORSE,
    )
    assert (finding.code, finding.severity, finding.where) == (
        "legend-changed",
        "error",
        "report.toml, [rag]",
    )
    assert finding.message.startswith(
        '"Red" was a rating at the meeting of 2020-07-09 and is not in [rag] now'
    )


def test_a_word_of_the_legend_that_is_typed_in_another_way_is_the_same_rating() -> None:
    assert (
        at({**NEWS, "rag": "AMBER"}, then=[{}], settings=SETTINGS.replace("Amber =", "AMBER ="))
        == []
    )


def test_a_rating_that_nobody_outstanding_had_may_leave_the_legend() -> None:
    assert at({**NEWS}, CLOSED, then=[{}, {**CLOSED, "rag": "Red"}], settings=WORSE) == []


def test_the_legend_is_compared_with_the_filed_meeting_in_a_whole_run() -> None:
    filed = baseline(
        {
            "rag": "Red",
            "rag_reason": "Late.",
            "reviewed": date(2020, 3, 1),
            "updated": date(2020, 3, 1),
        }
    )
    now = recommendations({**NEWS, "rag": "Amber"})
    found_now = computed(Inputs(WORSE.encode(), now, inspections(), None, (filed,))).findings
    assert [item.code for item in found_now if item.severity == "error"] == ["legend-changed"]


def test_a_rating_that_moved_backwards_is_noted() -> None:
    finding = only(
        {"rag": "Amber", **NEWS},
        {"rag": "Green", **NEWS},
        {"rag": "Amber", **NEWS},
        {**CLOSED, "rag": "Amber"},
        then=[{"rag": "Green"}, {"rag": "Amber"}, {"rag": "Amber"}, {"rag": "Green"}],
    )
    assert told(finding) == (
        "rating-backwards",
        "Recommendations!K2",
        "R1: it was rated Green at the last meeting and is rated Amber now.",
    )


def test_a_status_that_moved_backwards_is_noted() -> None:
    finding = only(
        {"update": "Reopened."}, CLOSED, GONE, AWAITING, then=[AWAITING, AWAITING, {}, AWAITING]
    )
    assert told(finding) == (
        "status-backwards",
        "Recommendations!M2",
        'R1: its status was "With HMICFRS" at the last meeting and is "Open" now.',
    )
    assert at(AWAITING, then=[CLOSED]) == [("status-backwards", "M2")]


def test_changed_words_are_noted_but_not_case_or_spaces() -> None:
    finding = only(
        {"text": "Keep good records.", **NEWS},
        {"text": " keep  better\u00a0records.", **NEWS},
        then=[{}, {}],
    )
    assert told(finding) == (
        "words-changed",
        "Recommendations!G2",
        "R1: its wording is not what it was at the last meeting.",
    )


def test_a_changed_date_of_publication_is_noted() -> None:
    finding = only({"published": date(2020, 2, 8), **NEWS}, {**NEWS}, then=[{}, {}])
    assert told(finding) == (
        "published-changed",
        "Recommendations!C2",
        "R1: its publication date was 7 February 2020 at the last meeting and is 8 February 2020 now.",
    )


def test_an_update_that_is_the_same_as_last_time_is_noted() -> None:
    finding = only({}, {**NEWS}, {"updated": date(2020, 12, 1)}, CLOSED, then=[{}] * 4)
    assert told(finding) == (
        "update-unchanged",
        "Recommendations!T2",
        "R1: its update is the same as at the last meeting.",
    )


def test_an_update_that_is_blank_at_both_meetings_is_told_as_blank() -> None:
    blank = {"update": None, "updated": None}
    finding = only(blank, then=[blank])
    assert told(finding) == (
        "update-unchanged",
        "Recommendations!T2",
        "R1: it has no update, as at the last meeting.",
    )
    finding = only({"update": None}, then=[{"update": None}])
    assert finding.message == "R1: it has no update, as at the last meeting."


def test_a_row_that_no_longer_counts_for_its_scope_or_type_is_noted_and_one_that_is_withdrawn_by_status_is_not() -> (
    None
):
    finding = only({"addressed_to": "NCA"}, GONE, then=[{}, {}])
    assert told(finding) == (
        "left-population",
        "Recommendations!H2",
        'R1: Addressed to was "West Midlands Police" and is "NCA"; it counted at the last meeting and no '
        "longer does, so it is counted as withdrawn.",
    )
    assert at(
        {"kind": "Cause of concern", "ref": "R1"}, {"parent": "R1", **NEWS}, then=[{}, {}]
    ) == [("left-population", "D2")]


def test_a_row_that_counts_from_now_on_is_noted_and_a_new_row_is_not() -> None:
    finding = only({}, {}, then=[{"addressed_to": "NCA"}])
    assert told(finding) == (
        "entered-population",
        "Recommendations!H2",
        'R1: Addressed to was "NCA" and is "West Midlands Police"; it counts now and did not at the last '
        "meeting, so it is counted as new.",
    )


def test_on_a_first_paper_nothing_is_compared() -> None:
    assert at({}, CLOSED, AWAITING) == []


CONCERN_NOW = {**CONCERN, **NEWS}


@pytest.mark.parametrize(
    ("change", "told_at"),
    [
        ({"text": "Other words."}, ("words-changed", "G2")),
        ({"published": date(2020, 2, 8)}, ("published-changed", "C2")),
        ({"addressed_to": "NCA"}, ("left-population", "H2")),
        ({}, None),
    ],
)
def test_what_changed_of_a_cause_of_concern_is_noted_too(
    change: dict[str, Any], told_at: tuple[str, str] | None
) -> None:
    found_now = at(
        {**CONCERN_NOW, **change},
        {"ref": "R2", "parent": "C1", **NEWS},
        then=[CONCERN, {"parent": "C1"}],
    )
    assert found_now == ([told_at] if told_at else [])


def test_a_cause_of_concern_that_was_closed_and_is_outstanding_again_moved_backwards() -> None:
    assert at(
        CONCERN_NOW,
        {"ref": "R2", "parent": "C1", **NEWS},
        then=[{**CONCERN, **CLOSED}, {"parent": "C1"}],
    ) == [("status-backwards", "M2")]


def test_the_parent_of_a_row_for_others_is_not_looked_for() -> None:
    assert at({"parent": "C-9", "addressed_to": "Home Office"}) == []


@pytest.mark.parametrize(
    "child",
    [
        {"parent": "C1", "addressed_to": "NCA"},
        {"kind": "Cause of concern", "ref": "C2", "parent": "C1"},
    ],
)
def test_only_a_recommendation_of_the_force_hangs_from_a_cause_of_concern(
    child: dict[str, Any],
) -> None:
    assert ("concern-alone", "A2") in at(CONCERN, child)


# The log against itself and against the register


def test_an_inspection_that_a_report_names_must_be_in_the_log() -> None:
    finding = only(
        entries=inspections(
            inspections=[{"ref": "INS-1"}],
            reports=[
                {"inspection": "INS1"},
                {"inspection": "INS-1", "title": "Another"},
                {"title": "A third"},
            ],
        )
    )
    assert told(finding) == (
        "reference-missing",
        "Reports!E2",
        'R1: the sheet Inspections has no row with the ref "INS1". Did you mean INS-1?',
    )
    assert finding.severity == "error"


def test_a_report_may_come_out_with_another_but_not_with_itself() -> None:
    assert in_log(reports=[{"published_with": "R1"}, {"published_with": "R1"}]) == [
        ("reference-missing", "Reports!F2")
    ]


FRESH = {"report": "Custody today", "published": date(2020, 10, 1)}
COUNTS = {"recommendations": 1, "for_force": 1}


def test_a_report_of_the_period_that_is_not_in_the_log_is_noted() -> None:
    entries = inspections(reports=[COUNTS])
    finding = only(
        {"report": "Custody now", "published": date(2020, 10, 1)},
        FRESH,
        {"report": "Older", "published": date(2020, 6, 30)},
        {"report": "Theirs", "published": date(2020, 10, 1), "addressed_to": "NCA"},
        {"report": " CUSTODY  today", "published": date(2020, 10, 1)},
        entries=entries,
        then=[],
    )
    assert told(finding) == (
        "report-not-in-log",
        "Recommendations!B2",
        "R1: this report was published in the period and is not in the log under this title.",
    )


def test_a_log_without_reports_is_told_of_one_that_has_rows_unless_the_period_has_no_start() -> (
    None
):
    now = {"report": "Custody now", "published": date(2020, 10, 1)}
    assert at(now, then=[]) == [("report-not-in-log", "B2")]
    assert at(now) == []


FILED = [{"ref": f"A{number}"} for number in range(12)]


def test_an_archive_of_another_workbook_is_one_finding() -> None:
    now = [{"ref": f"B{number}"} for number in range(7)] + [{"ref": "A1", "text": "Else."}]
    (finding,) = found(*now, then=[{**row, "rag": "Red"} for row in FILED], settings=WORSE)
    assert (finding.code, finding.severity, finding.where) == (
        "archive-of-another-workbook",
        "error",
        "recommendations.xlsx, Recommendations",
    )
    assert finding.message == (
        "1 of the 12 refs that were filed for the meeting of 2020-07-09 is among the 8 of this workbook: this archive belongs to "
        "another workbook, or the refs were typed anew."
    )
    assert "inputs/meetings" in finding.remedy and "the ref it had" in finding.remedy


def test_refs_that_were_typed_anew_are_told_with_an_example() -> None:
    (finding,) = found(*({**NEWS, "ref": f"a-{number}"} for number in range(12)), then=FILED)
    assert finding.message.endswith(
        '12 differ in signs and capitals only, such as "A0" then and "a-0" now.'
    )


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ([{"ref": f"A{number}"} for number in range(3)], FILED),  # a quarter of them are there
        ([{"ref": "B"}], FILED[:9]),  # so few are named one by one
        ([], FILED[:1]),
    ],
)
def test_rows_that_vanished_from_their_own_workbook_are_told_one_by_one(
    now: Rows, then: Rows
) -> None:
    assert {item.code for item in found(*({**NEWS, **row} for row in now), then=then)} == {
        "vanished"
    }


def test_a_workbook_without_the_rows_that_were_closed_by_then_is_not_another_one() -> None:
    closed = [
        {"ref": f"C{number}", **CLOSED, "signed_off": date(2020, 3, 1), "closed": date(2020, 4, 1)}
        for number in range(30)
    ]
    assert at({"ref": "A1", **NEWS}, {"ref": "N", **NEWS}, then=[{"ref": "A1"}, *closed]) == []


def test_a_workbook_whose_refs_cannot_be_read_is_not_another_one() -> None:
    found_now = codes(*[{"ref": NO_REF}] * 12, then=FILED)
    assert found_now == {"not-text": [f"Recommendations!A{row}" for row in range(2, 14)]}


def test_a_report_that_the_log_dates_otherwise_is_noted_with_both_dates() -> None:
    entries = inspections(
        reports=[COUNTS, {"title": "Custody then", "published": date(2020, 9, 1)}]
    )
    finding = only(
        {**FRESH, "published": date(2020, 10, 2)},
        {"report": "Custody then", "published": date(2020, 9, 1)},
        entries=entries,
    )
    assert told(finding) == (
        "report-dates-differ",
        "Recommendations!C2",
        "R1: it was published on 2 October 2020 by this workbook and on "
        "1 October 2020 by the log (Reports!C2).",
    )


CLOSED_THEN = {
    "ref": "N-005",
    "status": "Closed",
    "closed": date(2020, 5, 1),
    "signed_off": date(2020, 4, 1),
}


@pytest.mark.parametrize(
    ("ref", "told_so"),
    [
        ("n-005", True), ("N 005", True), ("N005", True), ("N/005", True), ("N-005", False),
        ("N-05", False), ("N-006", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", ["Closed", "Superseded"])
def test_a_closed_row_whose_ref_was_typed_otherwise_is_told_for_it_counts_as_new(
    status: str, ref: str, told_so: bool
) -> None:
    then = [{"ref": "B"}, {**CLOSED_THEN, "status": status}]
    found_now = codes({"ref": "B"}, {**CLOSED_THEN, "status": status, "ref": ref}, then=then)
    assert found_now.get("ref-retyped", []) == ["Recommendations!A3"] * told_so


def test_a_ref_that_was_typed_otherwise_is_told_once_where_the_row_was_open() -> None:
    found_now = codes({"ref": "a-1"}, {"ref": "B"}, then=[{"ref": "A-1"}, {"ref": "B"}])
    assert "vanished" in found_now and "ref-retyped" not in found_now


def test_two_reports_of_one_title_are_not_compared_by_date() -> None:
    entries = inspections(reports=[COUNTS, {"published": date(2020, 9, 1)}])
    assert at({**FRESH, "published": date(2020, 10, 2)}, entries=entries) == []


def test_the_forces_own_and_joint_rows_that_differ_from_the_log_are_noted() -> None:
    assert codes(FRESH, log=inspections(reports=[{"recommendations": 1, "jointly": 1}])) == {
        "report-split": ["Reports!H2"]
    }
    assert codes(FRESH, log=inspections(reports=[COUNTS])) == {}


# In a whole run


def test_a_meeting_that_is_filed_already_is_made_again_with_a_note() -> None:
    filed = baseline({})
    again = SETTINGS.replace("2021-01-14", "2020-07-09").replace("2020-12-31", "2020-06-30")
    quiet = {"reviewed": date(2020, 3, 1), "updated": date(2020, 3, 1)}
    told_now = computed(
        Inputs(again.encode(), recommendations(quiet), inspections(), None, (filed,))
    ).findings
    assert [(item.code, item.severity, item.where) for item in told_now] == [
        ("meeting-filed-already", "note", "report.toml, [meeting] date")
    ]


@pytest.mark.parametrize("day", ["2020-01-14", "2020-07-08", "2019-12-01"])
def test_a_paper_for_a_meeting_before_one_that_is_filed_is_told_for_the_year_may_be_wrong(
    day: str,
) -> None:
    filed = baseline({})
    early = SETTINGS.replace("2021-01-14", day).replace("2020-12-31", "2019-11-30")
    told_now = computed(
        Inputs(early.encode(), recommendations({}), inspections(), None, (filed,))
    ).findings
    (found,) = (item for item in told_now if item.code == "meeting-passed")
    assert (found.severity, found.where) == ("note", "report.toml, [meeting] date")
    assert "the meeting of 9 July 2020 is filed already" in found.message


def test_what_follows_from_a_fault_that_is_told_is_not_told_too() -> None:
    then = [{"ref": "7", "reviewed": date(2020, 3, 1), "updated": date(2020, 3, 1)}]
    assert codes({"ref": NO_REF}, then=then) == {"not-text": ["Recommendations!A2"]}
    assert codes({"rag": "Ambre"}, {"parent": "C1"}, {**CONCERN, "ref": NO_REF}) == {
        "unknown-word": ["Recommendations!K2"],
        "not-text": ["Recommendations!A4"],
    }


def test_the_rows_of_a_hidden_or_secret_kind_break_the_same_rules() -> None:
    assert at({"rag": None, "publish": "No"}) == [("rating-missing", "K2")]


# That nothing is untested


def test_every_code_that_the_workbooks_or_settings_may_earn_is_named_in_a_test() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(__file__).parents[1].rglob("test_*.py"))
    )
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', tests))
    assert [code for code, entry in CODES.items() if entry.exit == 3 and code not in named] == []
    assert "settings" in named
