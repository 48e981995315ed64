"""The sentences of the house template: what it says of none, one and many, of a first paper, and of
what a force does not keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from pipeline.commands.run import Made, made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from tests.builders import SETTINGS, inputs, inspections
from tests.earlier import example_run as earlier_run
from tests.golden import example_run, template

Row = Mapping[str, Any]
IN_PERIOD, LATE = date(2020, 12, 1), date(2020, 11, 2)
DONE: Row = {"status": "Signed off: completed", "signed_off": IN_PERIOD}
RED: Row = {"rag": "Red", "rag_reason": "No money."}
NEW: Row = {"published": date(2020, 10, 1), "reviewed": IN_PERIOD}
CONCERN: Row = {"ref": "K", "kind": "Cause of concern"}
NOTHING_KEPT = """
[workbook]
log = false
[columns.recommendations]
target = false
original_target = false
reviewed = false
signed_off = false
update = false
updated = false
rag_reason = false
"""


def paper(*now: Row, **more: Any) -> Made:
    """Return a finished run with the house template."""
    return made(inputs(*now, template=template(), **more))


def told(found: Made) -> list[str]:
    """Return the lines of a paper without their styles."""
    return [line.partition("] ")[2] or line for line in as_text(found.paper).splitlines()]


def points(found: Made) -> list[str]:
    """Return the main points."""
    lines = as_text(found.paper).splitlines()
    return [line.removeprefix("[Main Point] ") for line in lines if line.startswith("[Main Point]")]


def words(found: Made) -> int:
    """Return how many words the body has, without the appendices."""
    body = as_text(found.paper).partition("[Appendix Heading]")[0]
    return sum(len(line.partition("] ")[2].replace("|", " ").split()) for line in body.splitlines())


# The example


def test_the_main_points_of_the_example_can_be_read_out() -> None:
    assert points(example_run()) == [
        "At 31 December 2020, 91 recommendations were outstanding, against 100 at the last meeting.",
        "Of these, seven are rated Red, against 10 then; three are newly so (WMP-030, WMP-073 and "
        "WMP-089).",
        "On the day of the meeting, five are past their target dates, as many as then; WMP-065 has "
        "been overdue longest, for 106 days.",
        "Since the last meeting, three are new, two came back (WMP-030 and WMP-055), 12 were signed "
        "off or closed and two were withdrawn (WMP-021 and WMP-099).",
        "Three causes of concern are also outstanding, against four then (Appendix A).",
        "Since the last meeting, three inspections were completed and three inspection reports were "
        "published; one inspection is to come.",
    ]


def test_the_body_of_the_example_has_fewer_words_than_that_of_the_version_before() -> None:
    assert words(example_run()) <= words(earlier_run()) - 90


@pytest.mark.parametrize(
    "fact",
    [
        "gives members of the Joint Audit Committee oversight of the recommendations",
        "chaired by the Deputy Chief Constable",
        "98 recommendations were reviewed: six Red, 54 Amber and 38 Green.",
        "“Signed off: completed” (five), “Signed off: business as usual” (three)",
        "What the force signs off is shared with HMICFRS, which decides whether to close it.",
        "every six months",
        "how policing is responding to the Covid-19 pandemic;",
        "what is working well and what is being learnt;",
        "how the police service is dealing with the problems it faces; and",
        "what opportunities there are to make lasting improvements to the service.",
        "HMICFRS will highlight good practice, identify areas for improvement and make national",
        "was not among the forces chosen for a full inspection. It provided comprehensive documents",
        "which the inspectors have assessed. HMICFRS expects to publish its report by the end of "
        "June 2021.",
        "an urgent thematic inspection of how effectively the police manage protests",
        "Commissioned by Home Secretary",
        "in advance of the Protection of the Police and Public Bill",
        "likely to propose further police powers, for example to seize ‘lock-on’ equipment",
        "the management of intelligence;",
        "planning and preparation; and",
        "collaboration between forces.",
        "manages protests very well. It makes good use of intelligence, works closely with its",
        "responded in proportion.",
        "a joint thematic inspection of the police and Crown Prosecution Service response to rape",
        "HMICFRS leads the inspection and works with Her Majesty’s Crown Prosecution Service",
        "What stops reports of rape from progressing as far as a decision to charge?",
        "is one of six forces inspected in this phase",
        "the inspectors reviewed case files in November 2020",
        "strengths and points to develop",
        "through its dedicated lead",
        "HMICFRS will inspect a different set of forces. The second phase will take place in 2021.",
        "This report was published on 12 November 2020 by HMICFRS. It makes seven recommendations, "
        "all for other bodies.",
        "work well together in some areas, including specialist services",
        "This report was published on 8 December 2020 by HMICFRS and Her Majesty’s Crown Prosecution",
        "It makes 10 recommendations: two for the force alone, one for the force jointly with other "
        "bodies and seven for other bodies only.",
        "will be taken forward by Criminal Justice Services and the custody department",
        "together with “Pre-charge bail and released under investigation: striking a balance”",
        "HMICFRS commissioned BritainThinks",
        "knowledge and awareness of pre-charge bail and of release under investigation; and",
        "the perceived effect on victims and suspects of the changes that the Policing and Crime Act",
        "the views of 27 victims of crime and 20 professional representatives",
        "insight into victims’ experience of police and criminal justice",
        "HMICFRS has confirmed its dates. Before it begins there will be much contact between",
        "14 June to 10 July 2021",
        "The Committee is asked to note the contents of this report, and the dates of “PEEL "
        "inspection of West Midlands Police”, 14 June to 10 July 2021.",
    ],
)
def test_every_fact_of_the_seed_is_in_the_example(fact: str) -> None:
    body = " ".join(told(example_run()))
    assert fact in body


def test_the_long_name_of_the_inspectorate_stands_once_and_so_does_the_legend() -> None:
    body, _, appendices = as_text(example_run().paper).partition("[Appendix Heading]")
    long = "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services"
    assert body.count(long) == 1
    assert (body + appendices).count("the panel has asked for a recovery plan") == 1


def test_a_report_stands_once_in_a_list_by_report_and_its_rows_in_one_table() -> None:
    (rows,) = [
        [line for line in part.splitlines() if line.startswith("| ")]
        for part in as_text(example_run().paper).split("[Appendix Heading] ")
        if part.startswith("New recommendations")
    ]
    title = "Pre-charge bail and released under investigation: striking a balance / "
    assert [title in row for row in rows] == [True, False, False]


# None, one, many


@cache
def one() -> Made:
    """The paper in which there is one of everything."""
    then: list[Row] = [
        {"ref": "A", "rag": "Red", "target": LATE},
        {"ref": "B"},
        {"ref": "C", "status": "With HMICFRS"},
        CONCERN,
    ]
    now: list[Row] = [
        {"ref": "A", "target": date(2020, 12, 3), "original_target": LATE, "update": "More."},
        {"ref": "B", **DONE},
        {"ref": "C", "reviewed": date(2020, 3, 4)},
        {"ref": "N", "report": "Custody today", **RED, **NEW},
        CONCERN,
    ]
    log = inspections(
        inspections=[{"started": IN_PERIOD, "finished": IN_PERIOD}],
        reports=[
            {"title": "Custody today", "recommendations": 1, "for_force": 1, "response_due": LATE}
        ],
        forthcoming=[{}],
    )
    return paper(*now, then=then, log=log)


def test_one_of_everything_is_in_the_singular() -> None:
    assert points(one()) == [
        "At 31 December 2020, three recommendations were outstanding, against two at the last "
        "meeting.",
        "Of these, one is rated Red, as many as then; one is newly so (N).",
        "On the day of the meeting, one is past its target date, against none then; A has been "
        "overdue for 42 days.",
        "Since the last meeting, one is new, one came back (C) and one was signed off or closed.",
        "One cause of concern is also outstanding, as many as then (Appendix A).",
        "Since the last meeting, one inspection was completed and one inspection report was "
        "published; one inspection is to come.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Of the three outstanding, two were reviewed in the period; one was not: C was not looked "
        "at again.",
        "In the same period, one recommendation was signed off inside the force, and now stands as "
        "“Signed off: completed” (one). What the force signs off is shared with HMICFRS, which "
        "decides whether to close it.",
        "Of the one recommendation outstanding at both meetings, one improved.",
        "Fieldwork 1 December 2020",
        "The inspection was an inspection of custody.",
        "On the day of the meeting, one response is late; that to “Custody today” was due by 2 "
        "November 2020.",
        "This report was published on 1 October 2020. It makes one recommendation, for the force "
        "alone.",
        "Starts 14 June 2021",
        "| A | Fresh start / Keep better records. | Target date later | 2 November 2020 | 3 December "
        "2020 |",
        "| C | Keep better records. | Returned by HMICFRS | With HMICFRS | Open |",
        "| A | Keep better records. / Fresh start | Amber / More. | Deputy Chief Constable | 3 "
        "December 2020 / First: 2 November 2020 / 42 days overdue |",
        "| B | Fresh start / Keep better records. | Signed off: completed | Deputy Chief Constable | "
        "1 December 2020 | Not yet |",
        "No recommendation hangs from it.",
    ],
)
def test_what_is_said_of_one(line: str) -> None:
    assert line in told(one())


@cache
def none() -> Made:
    return paper(then=[])


@pytest.mark.parametrize(
    "line",
    [
        "No recommendation was outstanding at the last meeting, and none has come since.",
        "No inspections were completed since the last meeting.",
        "No inspection was under way at 31 December 2020.",
        "No inspection reports were published since the last meeting.",
        "The force knows of no inspection that starts after 31 December 2020.",
        "The Committee is asked to note the contents of this report.",
        "No causes of concern are outstanding.",
        "No recommendation is new since the last meeting.",
    ],
)
def test_what_is_said_of_none(line: str) -> None:
    assert line in told(none())


def test_the_main_points_of_nothing() -> None:
    assert points(none()) == [
        "At 31 December 2020, no recommendations were outstanding, as at the last meeting.",
        "No cause of concern is outstanding.",
        "Since the last meeting, no inspections were completed and no inspection reports were "
        "published.",
    ]


def test_many_are_counted_and_not_named() -> None:
    then = [{"ref": f"M{place}", "target": date(2020, 8, 3)} for place in range(20)]
    now = [{**row, **RED, "target": LATE} for row in then]
    assert points(paper(*now, then=then))[1:3] == [
        "Of these, 20 are rated Red, against none then; 20 are newly so.",
        "On the day of the meeting, 20 are past their target dates, against none then.",
    ]


def test_two_overdue_since_the_same_day_are_both_named() -> None:
    now = [{"ref": "A", "target": LATE}, {"ref": "B", "target": LATE}]
    assert (
        "On the day of the meeting, two are past their target dates; A and B have been overdue "
        "longest, for 73 days."
    ) in points(paper(*now))


def test_what_is_not_for_publication_is_counted_and_not_named() -> None:
    hidden = {"publish": "No", **RED, "target": LATE}
    found = paper({"ref": "A", **hidden}, {"ref": "B", **RED}, then=[{"ref": "A"}, {"ref": "B"}])
    assert points(found)[1:3] == [
        "Of these, two are rated Red, against none then; two are newly so.",
        "On the day of the meeting, one is past its target date, against none then.",
    ]
    assert (
        "Not listed here: one recommendation that is counted in this report and not for publication."
    ) in told(found)


# First paper, five grades, not kept


def test_a_first_paper_says_so_and_compares_nothing() -> None:
    lines = told(paper({**RED, "target": LATE}, CONCERN))
    assert "There is no earlier meeting to compare with." in lines
    assert "Of this total, one is rated Red." in lines
    assert not [line for line in lines if "against" in line or "newly" in line]
    assert not [line for line in lines if line.startswith("[Appendix Heading] New")]
    terms = {
        line.split(" |")[0].strip("| ") for line in lines[lines.index("What each total counts") :]
    }
    assert {"Outstanding", "Awaiting", "Reviewed"} <= terms
    assert not terms & {"New", "Reopened", "Withdrawn", "Signed off or closed"}


def test_a_first_paper_says_what_awaits_the_inspectorate_and_which_was_not_reviewed() -> None:
    lines = told(paper({}, {"ref": "N", "reviewed": None}, DONE))
    assert "Of the two outstanding, one was reviewed in the period; one was not (N)." in lines
    assert any(
        "one recommendation that the force had signed off was awaiting" in one for one in lines
    )


@pytest.mark.parametrize("then", [None, [{}, {}]], ids=["first", "later"])
def test_what_is_not_kept_is_left_out(then: list[Row] | None) -> None:
    given = inputs(
        {"rag": "Red"}, {}, then=then, settings=SETTINGS + NOTHING_KEPT, template=template()
    )
    lines = told(made(replace(given, log=None)))
    assert (
        "This report counts what HMICFRS has asked of the force, alone or with other bodies."
        in (lines)
    )
    for words_ in ("overdue", "reviewed", "None set", "inspections", "Signed off inside"):
        assert not [line for line in lines if words_ in line and "notes" not in line], words_


def test_five_grades_are_named_where_they_occur() -> None:
    legend = "\n".join(
        f'"{word}" = "{word}"'
        for word in ("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding")
    )
    settings = f"{SETTINGS.partition('[rag]')[0]}[rag]\n{legend}\n"
    found = paper({"rag": "Good"}, {"rag": "Inadequate", "rag_reason": "x"}, settings=settings)
    assert any("were reviewed: one Inadequate and one Good." in line for line in told(found))


def test_the_numbers_of_the_balance_chart_stand_in_a_table_from_the_third_meeting_on() -> None:
    given = inputs({}, {}, {}, then=[{}, {}], template=template())
    (july,) = given.filed
    january = replace(july, meeting=date(2020, 1, 16), data_to=date(2019, 12, 31))
    lines = told(made(replace(given, filed=(january, july))))
    at = lines.index("Outstanding recommendations, meeting by meeting")
    assert lines[at + 1 : at + 5] == [
        "|* Meeting | Outstanding |",
        "| 16 January 2020 | 2 |",
        "| 9 July 2020 | 2 |",
        "| 14 January 2021 | 3 |",
    ]
    assert "Outstanding recommendations, meeting by meeting" not in told(made(given))


# The look


def test_a_rating_that_is_a_colour_has_its_bar_and_another_has_none() -> None:
    bars = parts_of(example_run().paper)["word/document.xml"].count(b'w:color="B10E1E"')
    assert bars > 3
    settings = SETTINGS.replace('Red = "off', '"Off track" = "off')
    found = paper({"rag": "Off track", "rag_reason": "x"}, settings=settings)
    assert b'w:color="B10E1E"' not in parts_of(found.paper)["word/document.xml"]


@pytest.mark.parametrize(
    "line",
    [
        "Of this total, one is rated Red, as many as then.",
        "On the day of the meeting, one is past its target date, against none then; A has been "
        "overdue for 73 days.",
        "What is outstanding was reviewed in the period.",
    ],
)
def test_what_is_said_where_only_one_is_outstanding(line: str) -> None:
    row: Row = {"ref": "A", **RED, "target": LATE, "reviewed": IN_PERIOD}
    assert line in told(paper(row, then=[row]))


def test_a_period_of_one_day_is_on_that_day() -> None:
    since = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-12-31")
    lines = told(paper({"reviewed": date(2020, 12, 31)}, settings=since))
    assert any("On 31 December 2020, one recommendation was reviewed" in line for line in lines)
