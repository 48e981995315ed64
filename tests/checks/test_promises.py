"""What the last paper promised, and what became of it: no false "kept", nothing confidential."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import pytest

from pipeline.checks.last_paper import Naming
from pipeline.checks.promise import KINDS, MEANS, STATES, Promise
from pipeline.checks.promises import promises
from pipeline.commands.run import computed
from tests import builders
from tests.builders import CUT_OFF, MEETING, THEN
from tests.golden import example_run

Row = Mapping[str, Any]
DAY = datetime.timedelta(days=1)
OCTOBER = datetime.date(2020, 10, 5)
SEPTEMBER = datetime.date(2020, 9, 30)


def paper(*parts: tuple[str, Sequence[str]]) -> bytes:
    """Return a last paper: headings, each with its sentences as paragraphs."""
    made = docx.Document()
    for heading, sentences in parts:
        made.add_heading(heading, 1)
        for words in sentences:
            made.add_paragraph(words)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def followed(
    then: Sequence[Row] = (),
    now: Sequence[Row] = (),
    *,
    log_then: bytes | None = None,
    log: bytes | None = None,
    last: bytes | None = None,
) -> tuple[Promise, ...]:
    given = builders.inputs(*now, then=then, log=log)
    filed = dataclasses.replace(given.filed[0], log=log_then)
    position = computed(dataclasses.replace(given, filed=(filed,))).position
    return promises(position, THEN, last)


def said(found: Sequence[Promise]) -> list[tuple[str, str]]:
    return [(one.kind, one.state) for one in found]


R1: Row = {"ref": "R1", "target": SEPTEMBER, "reviewed": None, "updated": None}


def test_a_first_meeting_has_no_promises() -> None:
    assert promises(computed(builders.inputs({})).position, None, None) == ()


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ({}, "not_kept"),
        ({"target": datetime.date(2021, 6, 30)}, "not_kept"),
        ({"status": "Signed off: completed", "signed_off": SEPTEMBER}, "kept"),
        ({"status": "Signed off: completed", "signed_off": SEPTEMBER + DAY}, "not_kept"),
        ({"status": "Signed off: completed", "signed_off": datetime.date(2019, 9, 1)}, "told"),
        ({"status": "Signed off: completed"}, "told"),
        ({"status": "Closed", "signed_off": SEPTEMBER, "closed": OCTOBER}, "kept"),
        ({"status": "Closed", "closed": OCTOBER}, "not_kept"),
        ({"status": "Superseded"}, "overtaken"),
        ({"addressed_to": "Home Office"}, "overtaken"),
        ({"kind": "Cause of concern"}, "overtaken"),
        ({"kind": "Area for improvement"}, "not_kept"),
    ],
)
def test_a_target_date_is_kept_only_by_a_sign_off_in_the_period_up_to_it(
    now: Row, state: str
) -> None:
    found = followed([R1], [{**R1, **now}])
    assert said(found) == [("target", state)]
    assert (found[0].ref, found[0].due, found[0].cell) == ("R1", SEPTEMBER, "Recommendations!N2")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (THEN - DAY, False),
        (THEN, True),
        (MEETING - DAY, True),
        (MEETING, False),
        (None, False),
    ],
)
def test_the_targets_are_those_that_fell_between_the_meetings(
    target: datetime.date | None, told: bool
) -> None:
    row = {**R1, "target": target}
    assert bool(followed([row], [row])) is told


def test_a_target_of_what_was_not_outstanding_then_was_no_promise() -> None:
    closed = {**R1, "status": "Closed", "closed": datetime.date(2020, 5, 5)}
    assert followed([closed], [closed]) == ()


def test_one_that_was_moved_says_to_when() -> None:
    (one,) = followed([R1], [{**R1, "target": datetime.date(2021, 6, 30)}])
    assert (one.due, one.moved_to, one.done) == (SEPTEMBER, datetime.date(2021, 6, 30), None)


@pytest.mark.parametrize(("then", "now"), [("No", "Yes"), ("Yes", "No"), ("No", "No")])
def test_of_a_withheld_row_only_the_ref_and_the_cell_are_told(then: str, now: str) -> None:
    secret = {**R1, "report": "Nightjar", "text": "Nightjar"}
    (one,) = followed(
        [{**secret, "publish": then}, {"ref": "R2", "publish": "Yes"}],
        [{**secret, "publish": now}, {"ref": "R2", "publish": "Yes"}],
    )
    assert one == Promise(
        "target",
        "told",
        "R1",
        file="recommendations.xlsx",
        cell="Recommendations!A2",
        withheld=True,
    )


VETTING = "Inspection of vetting"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ({"inspections": [{"title": VETTING, "started": OCTOBER}]}, "kept"),
        ({"inspections": [{"title": VETTING.upper(), "started": OCTOBER}]}, "kept"),
        ({"inspections": [{"title": VETTING, "started": OCTOBER + DAY}]}, "not_kept"),
        ({"inspections": [{"title": VETTING, "started": OCTOBER - DAY}]}, "told"),
        ({"inspections": [{"title": VETTING}]}, "told"),
        ({"forthcoming": [{"title": VETTING, "starts": OCTOBER}]}, "told"),
        ({"forthcoming": [{"title": VETTING, "starts": MEETING}]}, "not_kept"),
        ({"reports": [{"title": VETTING}]}, "told"),
        ({}, "silent"),
        ({"inspections": [{"title": "Another", "started": OCTOBER}]}, "silent"),
    ],
)
def test_an_inspection_that_was_announced(now: dict[str, Any], state: str) -> None:
    found = followed(
        log_then=builders.inspections(forthcoming=[{"title": VETTING, "starts": OCTOBER}]),
        log=builders.inspections(**now),
    )
    assert said(found) == [("inspection", state)]


def test_an_inspection_that_is_still_to_come_is_not_due() -> None:
    coming = [{"title": VETTING, "starts": MEETING + DAY}]
    found = followed(
        log_then=builders.inspections(forthcoming=coming),
        log=builders.inspections(forthcoming=coming),
    )
    assert said(found) == [("inspection", "not_due")]


def report(**more: Any) -> dict[str, Any]:
    return {"ref": "P1", "published": datetime.date(2020, 6, 1), "response_due": OCTOBER, **more}


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ({"responded": OCTOBER}, "kept"),
        ({"responded": OCTOBER + DAY}, "not_kept"),
        ({"responded": CUT_OFF + DAY}, "not_kept"),
        ({}, "not_kept"),
        ({"ref": "P2"}, "silent"),
    ],
)
def test_a_response_that_was_due(now: dict[str, Any], state: str) -> None:
    found = followed(
        log_then=builders.inspections(reports=[report()]),
        log=builders.inspections(reports=[report(**now)]),
    )
    assert said(found) == [("response", state)]


@pytest.mark.parametrize(
    "then",
    [
        {"response_due": None},
        {"response_due": datetime.date(2020, 6, 30)},
        {"responded": datetime.date(2020, 6, 15)},
    ],
)
def test_a_response_that_was_not_still_due_was_no_promise(then: dict[str, Any]) -> None:
    log = builders.inspections(reports=[report(**then)])
    assert followed(log_then=log, log=log) == ()


def test_a_response_due_after_the_cut_off_is_not_due() -> None:
    log = builders.inspections(reports=[report(response_due=CUT_OFF + DAY)])
    assert said(followed(log_then=log, log=log)) == [("response", "not_due")]


WENT: dict[str, Any] = {"ref": "I1", "title": "Custody", "finished": datetime.date(2020, 6, 1)}
STEP = "The inspectorate will publish its report by the end of October 2020."


@pytest.mark.parametrize(
    ("step", "reports", "state"),
    [
        (STEP, [{"inspection": "I1", "published": OCTOBER}], "kept"),
        (STEP, [{"inspection": "I1", "published": datetime.date(2020, 11, 2)}], "not_kept"),
        (STEP, [{"title": "Custody", "published": OCTOBER}], "kept"),
        (STEP, [{"published": OCTOBER}], "silent"),
        (STEP, [], "silent"),
        ("It will publish its report and visit again.", [{"inspection": "I1"}], "told"),
        ("It will not publish its report.", [{"inspection": "I1"}], "told"),
        ("The findings will be published in its report.", [{"inspection": "I1"}], "kept"),
        ("The joint report is to be published.", [{"inspection": "I1"}], "kept"),
        ("HMICFRS expects to publish its joint final report.", [{"inspection": "I1"}], "kept"),
        ("The force will respond once the report is published.", [{"inspection": "I1"}], "told"),
        ("The force will publish its response to the report.", [{"inspection": "I1"}], "told"),
        ("The action plan will be published.", [{"inspection": "I1"}], "told"),
        ("The report will be published after the trial.", [{"inspection": "I1"}], "told"),
        ("It will not publish its report by October 2020.", [{"inspection": "I1"}], "told"),
        ("No report will be published.", [{"inspection": "I1"}], "told"),
        ("It will publish its report by the end of March 2021.", [], "not_due"),
        ("The second phase will take place in 2021.", [], "not_due"),
        ("Nothing follows.", [], "silent"),
    ],
)
def test_a_next_step_is_kept_by_a_report_and_by_nothing_else(
    step: str, reports: list[dict[str, Any]], state: str
) -> None:
    found = followed(
        log_then=builders.inspections(inspections=[{**WENT, "next_step": step}]),
        log=builders.inspections(inspections=[WENT], reports=reports),
        last=paper(("Custody", [step])),
    )
    assert said(found) == [("next_step", state)]
    assert (found[0].words, found[0].place) == (step, 'under "Custody"')


def test_a_next_step_that_was_not_printed_was_no_promise() -> None:
    log = builders.inspections(inspections=[{**WENT, "next_step": STEP}])
    assert followed(log_then=log, log=log, last=paper(("Custody", ["Other words."]))) == ()


@pytest.mark.parametrize(
    ("words", "state", "due"),
    [
        ("The panel will report in October 2020.", "silent", datetime.date(2020, 10, 31)),
        ("The panel meets on 5 October 2020.", "silent", OCTOBER),
        ("The panel meets on 5 October.", "silent", OCTOBER),
        ("It runs from 5 October to 6 November 2020.", "silent", datetime.date(2020, 11, 6)),
        ("A review is planned for 2021.", "not_due", datetime.date(2021, 12, 31)),
        ("R1 will be closed by 5 October 2020.", "told", OCTOBER),
        ("R1 will be closed by 5 May 2021.", "not_due", datetime.date(2021, 5, 5)),
        ("The panel will report back on R1.", "told", None),
        ("R7 will be closed by 5 October 2020.", "silent", OCTOBER),
    ],
)
def test_a_typed_sentence_with_a_day_or_a_ref_is_never_called_kept(
    words: str, state: str, due: datetime.date | None
) -> None:
    row = {**R1, "target": None}
    found = followed([row], [row], last=paper(("Outlook", [words])))
    assert [(one.kind, one.state, one.due, one.words) for one in found] == [
        ("sentence", state, due, words)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The panel met on 5 May 2020.",
        "R1 is rated Red.",
        "From 1 July to 31 December 2019, 98 recommendations were reviewed.",
        "Fieldwork 19 October to 13 November 2019.",
        "The figures show the position at 30 June 2020.",
        "The meeting is on 9 July 2020.",
        "It belongs to PEEL 2021/22.",
        "The report of 2018 made nine recommendations.",
        "Nothing else is planned.",
        "{{ 7*7 }} <script>alert(1)</script>",
    ],
)
def test_a_sentence_without_a_day_to_come_or_a_promise_of_a_ref_is_none(words: str) -> None:
    row = {**R1, "target": None}
    assert followed([row], [row], last=paper(("Outlook", [words]))) == ()


def test_a_sentence_under_the_title_of_an_inspection_is_looked_up_in_the_log() -> None:
    log = builders.inspections(inspections=[{"title": VETTING, "started": OCTOBER}])
    last = paper((VETTING, ["It starts on 5 October 2020.", "It should hear by August 2020."]))
    found = followed(log=log, last=last)
    assert sorted((one.words[:9], one.state) for one in found) == [
        ("It should", "told"),
        ("It starts", "kept"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "It does not start on 5 October 2020.",
        "It starts on 5 October 2020 and ends on 30 October 2020.",
        "It starts on 5 October 2020 if the force is chosen.",
        "The force will hear by 5 October 2020.",
    ],
)
def test_a_sentence_that_says_more_than_a_first_day_is_left_to_be_judged(words: str) -> None:
    log = builders.inspections(inspections=[{"title": VETTING, "started": OCTOBER}])
    found = followed(log=log, last=paper((VETTING, [words])))
    assert said(found) == [("sentence", "told")]


def test_a_sentence_on_a_report_is_kept_by_the_report_of_its_inspection() -> None:
    words = "They may change before the report, which HMICFRS expects to publish by October 2020."
    log = builders.inspections(
        inspections=[WENT], reports=[{"inspection": "I1", "published": OCTOBER}]
    )
    assert said(followed(log=log, last=paper(("Custody", [words])))) == [("sentence", "kept")]
    without = builders.inspections(inspections=[WENT])
    assert said(followed(log=without, last=paper(("Custody", [words])))) == [("sentence", "silent")]


def test_what_the_log_tells_is_not_told_again_as_a_sentence() -> None:
    found = followed(
        log_then=builders.inspections(forthcoming=[{"title": VETTING, "starts": OCTOBER}]),
        log=builders.inspections(inspections=[{"title": VETTING, "started": OCTOBER}]),
        last=paper(
            (VETTING, ["It starts on 5 October 2020."]), ("Note", [f"{VETTING}: 5 October 2020."])
        ),
    )
    assert said(found) == [("inspection", "kept")]
    assert found[0].place == 'under "Inspection of vetting"' or found[0].place


def test_a_sentence_that_tells_of_a_withheld_row_is_left_out() -> None:
    secret = {**R1, "text": "Nightjar must come to an end.", "target": None}
    other = {"ref": "R2", "publish": "Yes"}
    last = paper(
        (
            "Outlook",
            [
                "Nightjar must come to an end. It will by 5 October 2020.",
                "R1 will be closed by 5 October 2020.",
                "R2 will be closed by 5 October 2020.",
            ],
        )
    )
    found = followed(
        [{**secret, "publish": "Yes"}, other], [{**secret, "publish": "No"}, other], last=last
    )
    assert [one.ref for one in found if one.kind == "sentence"] == ["R2"]


@pytest.mark.parametrize("last", [None, b"no Word file"])
def test_without_a_paper_only_the_records_tell(last: bytes | None) -> None:
    assert said(followed([R1], [R1], last=last)) == [("target", "not_kept")]


def test_where_no_log_is_kept_nothing_is_asked_of_it() -> None:
    settings = builders.SETTINGS + "[workbook]\nlog = false\n"
    given = builders.inputs(R1, then=[R1], settings=settings)
    given = dataclasses.replace(given, log=None)
    assert said(promises(computed(given).position, THEN, None)) == [("target", "not_kept")]


def test_in_the_example_nothing_is_kept_without_a_day_by_which_it_was_done() -> None:
    found = example_run().promises
    kept = [one for one in found if one.state == "kept"]
    assert kept and all(one.done and (not one.due or one.done <= one.due) for one in kept)
    assert [one.state for one in found] == sorted(
        (one.state for one in found), key=list(STATES).index
    )


def test_every_state_and_kind_has_its_word() -> None:
    assert set(STATES) == set(MEANS) == {*(one.state for one in example_run().promises), *STATES}
    assert all(one.kind in KINDS for one in example_run().promises)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("WMP-017 and WMP-017a will close.", ["WMP-017", "WMP-017a"]),
        ("WMP-0171, XWMP-017, WMP-017-2 and -WMP-017 are others.", []),
        ("Of WMP-017, WMP-017.", ["WMP-017", "WMP-017"]),
        ("Rec 1 of it, and Rec 12", ["Rec 1", "Rec 12"]),
        ("17 is no word of its own", []),
    ],
)
def test_a_text_names_a_ref_as_a_word_of_its_own(text: str, named: list[str]) -> None:
    refs = Naming({"WMP-017", "WMP-017a", "Rec 1", "Rec 12", "17"})
    assert refs.within(text) == named
