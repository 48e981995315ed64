"""What the proof-reader marks in the words of a paper, and what it must let pass."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks.proofreading.proofread import RULES, proofread
from pipeline.checks.proofreading.slip import Prose
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.english.reading import small, words_in
from pipeline.findings.finding import Cell, Finding, by_place
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, RECOMMENDATIONS, REPORTS
from tests.builders import SETTINGS, workbook

MEETING = date(2021, 1, 14)
TEN = {"recommendation": frozenset({10, 2, 1, 7})}


def read(
    *texts: str,
    facts: Mapping[str, frozenset[int]] | None = None,
    meeting: date = MEETING,
    names: Collection[str] = (),
    titles: Collection[str] = (),
    known: Collection[str] = ("WMP", "HMICFRS", "PEEL"),
) -> list[Finding]:
    """Return what is remarked on in cells K2, K3 and so on of the sheet Reports."""
    prose = [
        Prose("inspections.xlsx", Cell("Reports", row, 11), "Narrative", text, facts or {})
        for row, text in enumerate(texts, 2)
    ]
    return proofread(prose, meeting=meeting, names=names, titles=titles, known=known)


def codes(*texts: str, **more: Any) -> list[str]:
    return [finding.code for finding in read(*texts, **more)]


def messages(*texts: str, **more: Any) -> list[str]:
    return [finding.message for finding in read(*texts, **more)]


def test_a_remark_is_a_note_with_its_cell_that_reads_well_aloud() -> None:
    (finding,) = read("Since the last report there are have been three inspections.")
    assert (finding.code, finding.severity, finding.cell, finding.found) == (
        "two-verbs",
        "note",
        Cell("Reports", 2, 11),
        '"there are have been"',
    )
    assert (finding.message, finding.remedy) == (
        'Narrative says "there are have been": two verbs stand together.',
        "Keep one of them.",
    )
    assert finding.where == "inspections.xlsx, Reports!K2"


@pytest.mark.parametrize(
    ("text", "code", "quoted"),
    [
        ("It will inform the the report.", "doubled-word", "inform the the report"),
        ("The the report was read.", "doubled-word", "The the report"),
        ("It will inform the\nthe report.", "doubled-word", "inform the the report"),
        ("one line\nThe panel panel met\nand so on", "doubled-word", "The panel panel met"),
        ("there are have been three inspections", "two-verbs", "there are have been"),
        ("There is has been progress.", "two-verbs", "There is has been"),
        ("This will be take place soon after it.", "two-verbs", "will be take place"),
        ("The findings is are known.", "two-verbs", "findings is are known"),
        ("They was were seen.", "two-verbs", "They was were seen"),
        ("There was is one inspection.", "two-verbs", "There was is one"),
        ("The force have has done it.", "two-verbs", "force have has done"),
        ("It will has been done.", "two-verbs", "It will has been"),
        ("The panel must be ensure that it is done.", "two-verbs", "must be ensure that"),
        ("The report is been read.", "two-verbs", "report is been read"),
        (
            "undertaken in November 2020.The preliminary findings",
            "space-after-full-stop",
            "November 2020.The preliminary",
        ),
        ("in the report.HMICFRS will", "space-after-full-stop", "the report.HMICFRS will"),
        ("was agreed by WMP.They met.", "space-after-full-stop", "by WMP.They met"),
        ("It was agreed.the force met.", "space-after-full-stop", "was agreed.the force"),
        ("It ended (late).Then it met.", "space-after-full-stop", "ended (late).Then it"),
        ("It was published on 12 November.", "date-without-year", "on 12 November"),
        ("It was published on 14 Jun and read.", "date-without-year", "on 14 Jun and"),
        ("on the 12th November 2020.", "date-with-ordinal", "the 12th November 2020"),
        ("on the 12th of November 2020.", "date-with-ordinal", "the 12th of November 2020"),
        ("on November 12th, 2020.", "date-with-ordinal", "on November 12th, 2020"),
        ("on 8th and 9 December 2020.", "date-with-ordinal", "on 8th and 9 December 2020"),
        ("likely to be published next year.", "relative-time", "published next year"),
        ("This is currently under review.", "relative-time", "is currently under"),
        ("It met in the last six months.", "relative-time", "the last six months"),
        ("It met two weeks ago.", "relative-time", "weeks ago"),
        ("To date, ten have closed.", "relative-time", "To date"),
        ("It will be done in the near future.", "relative-time", "done in the near future"),
        ("It will report shortly.", "relative-time", "report shortly"),
        ("It will report this March.", "relative-time", "report this March"),
        ("It runs from Friday 18 June to 11 July 2021.", "weekend-date", "to 11 July 2021"),
        ("It ends on 10 July 2021.", "weekend-date", "on 10 July 2021"),
        ("It ends on Friday 10 July 2021.", "weekend-date", "Friday 10 July 2021"),
    ],
)
def test_a_slip_is_marked_once_with_its_neighbours(text: str, code: str, quoted: str) -> None:
    (finding,) = read(text)
    assert finding.code == code
    assert finding.message.startswith(f'Narrative says "{quoted}": ')
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "text",
    [
        "They had had time, and said that that was right.",  # doubled words
        "He met the panel. Panel members agreed.",
        "It was sent to the panel, panel by panel.",
        "Face-to-face to face, the on-on switch.",
        "Victims\nVictims said that they were heard.",
        "how victims are heard\nheard victims and their families",
        "Asked what it is for\nfor whom it is",
        "What works in\n\nIn force from 2020",
        "Rank of staff\nstaff training",
        "In May may have been late; Will will go.",
        "A pack for IT: all that IT it has.",
        "Phase A a file review.",
        "It will be used, and may not be able to meet.",  # two verbs
        "There have been three inspections and there has been one more.",
        "The powers they have are used. What these are is set out below.",
        "All the panel can do is have a meeting; what it must do\nis be clear.",
        "How good it is\nAre cells safe?\nWhat it has been\nBe prepared",
        "There will be work, use and support, and it will be complete.",
        "The force will be taking part; it is being seen.",
        "This is, have no doubt, right.",
        "Powers, e.g. to seize kit, i.e. locks.",  # full stops
        "See gov.uk, www.example.gov.uk/a.Report or https://example.org/x.The for it.",
        "Write to the.Chief@example.police.uk with Report.PDF or paper.docx.",
        "Recommendation 1.10 is in No.5, para.Three, by J.Smith and J.R.R.Tolkien.",
        "At 5 p.m. it ended at 3.30 by St.John and Dr.Jones.",
        "Wait... Then it met.",
        "Between 14 June and 12 July 2021, or 14 June to 12 July 2021.",  # dates
        "On 8 and 9 December 2020, 14–18 June 2021, 3, 4 and 5 March 2020.",
        "In November 2020, and from May to June 2021.",
        "By 31 March each year, and on 1 April of the same year.",
        "On 12 November, 8 December and 10 December 2020.",
        "It may take 12 or 13 officers in May.",
        "The 21st century and the 4th recommendation.",
        "Section 1.12 March 2020 edition.",
        "On 31 November 2020 nothing can happen.",
        "It was brought up to date and kept up-to-date in the year to date.",  # relative time
        "As soon as it closed, and shortly after 4 March 2020, it met.",
        "In the last week of March 2020, since the last meeting and the last report.",
        "In the previous year, and the following year, it took so far as I know three days.",
        "In the 12 months to 31 March 2020 and the last 12 months to 31 March 2020.",
        "The staff failed to date the form; this may be last.",
        "The year ended 31 March 2019, and from 1 August 2020 to 31 January 2021.",  # weekends
        "As at 31 October 2020 it was open; it met on Saturday 10 July 2021.",
        "It met on 14 June 2021.",
    ],
)
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_a_clean_paragraph_gives_nothing() -> None:
    assert (
        messages(
            "On 8 December 2020 His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) published "
            "its report.\n"
            "(a) There are ten recommendations, seven for other agencies, two for police forces and one for both;\n"
            "(b) West Midlands Police was one of six forces that were inspected between 14 June and 12 July 2021.\n"
            "The Crown Prosecution Service (CPS) gave evidence; the CPS’s reply has been read. The next panel is planned "
            "for March 2021.",
            "The Crown Prosecution Service agreed. HMICFRS will write to WMP by 31 March 2021, and 98 cases were seen.",
            facts=TEN,
            names=["West Midlands Police", "Joint Audit Committee"],
            known=["WMP"],
        )
        == []
    )


def test_both_ends_of_the_seeds_peel_window_lack_a_year_and_one_has_an_ordinal() -> None:
    found = read(
        "inspection will take place between the 14 June and 10th July. However, there will be much activity"
    )
    assert [(finding.code, finding.message.split('"')[1]) for finding in found] == [
        ("date-without-year", "the 14 June and"),
        ("date-with-ordinal", "and 10th July"),
        ("date-without-year", "and 10th July"),
    ]
    assert found[1].remedy == 'Write "10 July".'


def test_a_weekend_date_names_the_weekday() -> None:
    assert messages("between 14 June and 10 July 2021") == [
        'Narrative says "and 10 July 2021": 10 July 2021 is a Saturday.'
    ]


@pytest.mark.parametrize(
    ("text", "meeting", "why"),
    [
        (
            "It is scheduled for January 2021.",
            date(2021, 1, 14),
            "that month has begun by the meeting on 14 January 2021.",
        ),
        (
            "It is scheduled for January 2021.",
            date(2021, 2, 1),
            "that is before the meeting on 1 February 2021.",
        ),
        (
            "It is due on 13 January 2021.",
            date(2021, 1, 14),
            "that is before the meeting on 14 January 2021.",
        ),
        (
            "It is due to be published by the end of December 2020.",
            date(2021, 1, 14),
            "that is before the meeting on 14 January 2021.",
        ),
        (
            "Expected in December 2020",
            date(2021, 1, 14),
            "that is before the meeting on 14 January 2021.",
        ),
        (
            "It is planned for 4 to 8 January 2021.",
            date(2021, 1, 14),
            "that is before the meeting on 14 January 2021.",
        ),
        *(
            (text, date(2021, 1, 14), "that is before the meeting on 14 January 2021.")
            for text in (
                "It will take place on 3 December 2020.",
                "It will be published in November 2020.",
                "It will start in October 2020.",
                "It will be completed by 30 November 2020.",
                "It is to be held on 5 November 2020.",
                "It is set for 5 November 2020.",
                "The visit is booked for 5 November 2020.",
                "The next visit is on 4 January 2021.",
                "Scheduled: 3 November 2020.",
                "It is scheduled to take place between 2 and 6 November 2020.",
                "It is anticipated that the work will end in October 2020.",
            )
        ),
    ],
)
def test_a_scheduled_date_before_the_meeting_is_past(text: str, meeting: date, why: str) -> None:
    (finding,) = read(text, meeting=meeting)
    assert finding.code == "scheduled-date-past"
    assert finding.message.endswith(why)


@pytest.mark.parametrize(
    "text",
    [
        "It is due on 14 January 2021.",
        "It is expected by January 2021, or by the end of January 2021.",
        "It is scheduled for February 2021.",
        "It is planned for 4 January to 12 February 2021.",
        "It was scheduled for March 2020 and had been planned for May 2019.",
        "It was originally planned for March 2020; as planned in March 2020 it met.",
        "The action due on 4 March 2020 was done late.",
        "This was due to changes in March 2020.",
        "It will take place on 15 January 2021, and will report in 2021.",
        "The panel will look at the cases of November 2020, and at what was due by then.",
        "The force will be judged by what it did from 1 June 2020.",
        "A meeting on 3 December 2020 agreed that it will go on.",
    ],
)
def test_a_schedule_still_to_come_or_told_as_past_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_the_seeds_sentence_about_the_bill_is_marked_twice() -> None:
    assert codes("the introduction of which is currently scheduled for January 2021 and") == [
        "relative-time",
        "scheduled-date-past",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the NCA works",
        "with the NCA’s help",
        "two NCAs",
        "(NCA)",
        "by NCA-led units",
        "the police and partners of the force (NCA)",
    ],
)
def test_an_abbreviation_never_written_out_is_marked(text: str) -> None:
    (finding,) = read(text)
    assert finding.code == "abbreviation-not-expanded"
    assert ": NCA is not written out in full anywhere." in finding.message
    assert finding.remedy == "Write the full name at its first use, with (NCA) after it."


def test_an_abbreviation_is_marked_at_its_first_cell_only() -> None:
    found = read(
        "It is clean.",
        "how effectively the NCA works with the ROCU network",
        "The NCA and ROCUs met.",
    )
    assert [(finding.cell, finding.message.split('"')[1]) for finding in found] == [
        (Cell("Reports", 3, 11), "the NCA works"),
        (Cell("Reports", 3, 11), "the ROCU network"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ROCUs met; a regional organised crime unit (ROCU) is new.",
        "Her Majesty’s Crown Prosecution Service Inspectorate (HMCPSI). HMCPSI met.",
        "HMCPSI (Her Majesty’s Crown Prosecution Service Inspectorate) met.",
        "release under investigation (the “RUI”) and RUI",
        "a multi-agency safeguarding hub (MASH); videoconferencing (VC) and VC",
        "The UK, as a PDF, in phase II, part XIV and WMP-031, R12, PEEL/2018, ABC-DEF-012.",
        "This MUST NOT be lost: it is URGENT.\nNEXT STEPS\nWE TELL YOU NOW what to do.",
        "R&D, A&E and COVID-19.",
        "HMICFRS and WMPs",
    ],
)
def test_an_abbreviation_written_out_or_known_or_none_at_all_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_an_abbreviation_may_be_written_out_in_a_later_cell_or_in_a_title() -> None:
    assert (
        codes(
            "The NCA and the PCA.",
            "The National Crime Agency (NCA) met.",
            "Policing and Crime Act (PCA) 2017",
            titles=["Policing and Crime Act (PCA) 2017"],
        )
        == []
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "West Midlands police",
        "west midlands police",
        "WestMidlands Police",
        "West-Midlands Police",
        "WEST MIDLANDS POLICE",
    ],
)
def test_a_name_of_the_settings_has_one_spelling(spelling: str) -> None:
    (finding,) = read(f"and {spelling} has agreed", names=["West Midlands Police"])
    assert finding.code == "name-spelt-two-ways"
    assert (
        finding.message
        == f'Narrative says "{spelling}": its right spelling is "West Midlands Police".'
    )
    assert finding.remedy == 'Write "West Midlands Police".'


def test_a_name_of_the_settings_is_right_across_lines_and_in_other_phrases() -> None:
    assert (
        codes(
            "West\nMidlands  Police, the West Midlands Police’s reply, West Midlands police officers, the West "
            "Midlands Police and Crime Commissioner, every cabinet",
            names=["West Midlands Police", "Cabinet"],
        )
        == []
    )


@pytest.mark.parametrize(
    ("first", "second", "right", "wrong"),
    [
        (
            "We asked BritainThinks.",
            "It was Britain Thinks that asked.",
            "BritainThinks",
            "Britain Thinks",
        ),
        (
            "Read the Police and Crime Act 2017.",
            "See the Policing and Crime Act (PCA) 2017.",
            "Police and Crime Act 2017",
            "Policing and Crime Act (PCA) 2017",
        ),
        (
            "The Crown Prosecution Service met.",
            "The Crown Prosecution service met.",
            "Crown Prosecution Service",
            "Crown Prosecution service",
        ),
        ("The Home Office met.", "At the Home office.", "Home Office", "Home office"),
        (
            "The Counter-Terrorism Unit.",
            "The Counter Terrorism Unit.",
            "Counter-Terrorism Unit",
            "Counter Terrorism Unit",
        ),
        (
            "The Regional Organised Crime Unit.",
            "The Regional Organized Crime Unit.",
            "Regional Organised Crime Unit",
            "Regional Organized Crime Unit",
        ),
    ],
)
def test_a_name_spelt_two_ways_is_marked_where_it_comes_later(
    first: str, second: str, right: str, wrong: str
) -> None:
    found = [
        finding for finding in read(first, second) if finding.code != "abbreviation-not-expanded"
    ]
    assert found[0].cell == Cell("Reports", 3, 11)
    assert found[0].message == f'Narrative says "{wrong}": Reports!K2 has "{right}".'


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (
            "The National Crime Agency met.",
            "The National Crimes Agency met.",
            "National Crimes Agency",
        ),
        (
            "The National Crime Agency met.",
            "The National Crime Agancy met.",
            "National Crime Agancy",
        ),
        ("In Operation Sentinel it met.", "In Operation Sentinal it met.", "Operation Sentinal"),
        (
            "The Birmingham Children’s Trust met.",
            "The Birminghma Children’s Trust met.",
            "Birminghma Children’s Trust",
        ),
        ("We met Sarah Thompson.", "We met Sarah Thomson.", "Sarah Thomson"),
    ],
)
def test_a_name_with_one_letter_wrong_is_marked(first: str, second: str, wrong: str) -> None:
    assert [finding.message.partition(":")[0] for finding in read(first, second)] == [
        f'Narrative says "{wrong}"'
    ]


def test_a_name_of_the_settings_with_one_letter_wrong_is_marked() -> None:
    assert messages(
        "West Midland Police met, and the East Midlands Police.", names=["West Midlands Police"]
    ) == ['Narrative says "West Midland Police": its right spelling may be "West Midlands Police".']


def test_a_name_spelt_two_ways_is_marked_where_it_is_rarer() -> None:
    assert messages("Britain Thinks met.", "BritainThinks met.", "We saw BritainThinks.") == [
        'Narrative says "Britain Thinks": Reports!K3 has "BritainThinks".'
    ]
    assert messages("Britain Thinks met BritainThinks.") == [
        'Narrative says "BritainThinks": the same cell has "Britain Thinks".'
    ]


def test_the_cell_of_another_workbook_is_named_with_its_file() -> None:
    there = Prose(
        "recommendations.xlsx", Cell("Recommendations", 9, 6), "Latest update", "BritainThinks met."
    )
    here = Prose("inspections.xlsx", Cell("Reports", 2, 11), "Narrative", "Britain Thinks met.")
    (finding,) = proofread([there, here], meeting=MEETING)
    assert finding.message == (
        'Narrative says "Britain Thinks": recommendations.xlsx, Recommendations!F9 has "BritainThinks".'
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("West Midlands Police", "the East Midlands Police"),
        ("Criminal Justice Act 2003", "Criminal Justice Act 1967"),
        ("the Deputy Chief Constable", "two Deputy Chief Constables"),
        ("Her Majesty’s Inspectorate of Constabulary", "Her Majesty’s Inspector of Constabulary"),
        ("in November 2020", "in November 2021"),
        ("the National Crime Agency", "the National Crime Agency’s staff"),
        ("in the Custody Record", "Custody record kept. Any custody record."),
        ("Phase One", "phase one"),
        ("The Home Office agreed", "HOME OFFICE"),
        ("Police and Crime Act 2017", "Policing and Crime Act 2009"),
        ("the Home Office Plan", "the Home Office’s Plan"),
        ("the HMICFRS Update", "an HMICFRS update"),
    ],
)
def test_names_that_only_look_alike_are_left_alone(first: str, second: str) -> None:
    assert messages(f"See {first}.", f"{second}.") == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("There are nine recommendations.", "nine recommendations"),
        ("HMICFRS made 12 new national recommendations.", "12 new national recommendations"),
        ("HMICFRS made twenty-one HMICFRS recommendations.", "twenty-one HMICFRS recommendations"),
        ("HMICFRS made one hundred recommendations.", "one hundred recommendations"),
        ("HMICFRS made 1,010 recommendations.", "1,010 recommendations"),
        (
            "There are ten recommendations, six solely for other agencies, two for police forces and one jointly.",
            "six solely for other agencies",
        ),
    ],
)
def test_a_number_that_is_none_of_its_rows_is_marked(text: str, quoted: str) -> None:
    (finding,) = read(text, facts=TEN)
    assert finding.code == "number-contradicts-row"
    assert (
        finding.message == f'Narrative says "{quoted}": the numbers of its row are 1, 2, 7 and 10.'
    )


@pytest.mark.parametrize(
    "text",
    [
        "There are ten recommendations, of which Seven are for others; 10 recommendations, 2 recommendations.",
        "Six of the ten recommendations, and 43 forces received recommendations.",
        "The 2019 recommendations, phase three recommendations, one hundred and five recommendations.",
        "Two hundred recommendations.",
        "At least three recommendations, the latter three recommendations, three further recommendations.",
        "One recommendation asks for a plan. On 8 December 2020 recommendations were made.",
        "Recommendation 4 recommends; recommendations 3 and 4.",
        "Three or four recommendations a year.",
    ],
)
def test_a_number_that_agrees_or_counts_something_else_is_left_alone(text: str) -> None:
    assert messages(text, facts=TEN) == []


def test_nouns_of_several_words_have_their_plural() -> None:
    facts = {"area for improvement": frozenset({3}), "inquiry": frozenset({2})}
    text = "Four areas for improvement, three areas for improvement, 3 inquiries, two inquiries."
    assert messages(text, facts=facts) == [
        'Narrative says "Four areas for improvement": the number of its row is 3.',
        'Narrative says "3 inquiries": the number of its row is 2.',
    ]


def test_nothing_inside_a_title_is_remarked_on() -> None:
    title = "The the NCA’s 12th November plan: currently is are due.Then West Midlands police"
    retyped = title.replace("’", "'").replace("currently is", "currently\n is")
    assert (
        codes(
            f"See {title} and {retyped}, both short.",
            names=["West Midlands Police"],
            titles=[title],
        )
        == []
    )
    assert codes(f"See {title}s.", names=["West Midlands Police"], titles=[title]) != []


def test_a_name_inside_a_title_is_not_held_against_the_prose() -> None:
    title = "Research into changes to the Police and Crime Act 2017"
    assert (
        codes(
            f"It came with the {title}.",
            "The Policing and Crime Act 2017 is in force.",
            titles=[title],
        )
        == []
    )


def test_a_phrase_that_comes_twice_in_a_cell_is_marked_once_there_and_once_in_the_next() -> None:
    found = read("It ends next year, or Next  year.", "It ends next year.")
    assert [finding.cell for finding in found] == [Cell("Reports", 2, 11), Cell("Reports", 3, 11)]


def test_no_prose_gives_nothing() -> None:
    assert proofread([], meeting=MEETING) == []
    assert codes("", "   \n ", "—") == []


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.lists(st.text(alphabet="aA Bb.the,is12 &()\n’'-/é\u00a0\ufffcMay", max_size=80), max_size=4)
)
def test_any_text_is_read_without_fault_and_a_second_reading_says_the_same(
    texts: list[str],
) -> None:
    first = read(*texts, facts=TEN, names=["West Midlands Police"], titles=["A b", "the"])
    assert first == read(*texts, facts=TEN, names=["West Midlands Police"], titles=["A b", "the"])
    assert len({(finding.cell, finding.code, finding.message) for finding in first}) == len(first)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "1",
        " ",
        "\n",
        ".",
        "(",
        "’",
        "'s",
        "\u00a0",
        "a ",
        "A ",
        "1 ",
        "1,",
        "1-",
        "a.B",
        "a@",
        "www.",
        "the ",
        "the  \n",
        "(A",
        "AB-",
        "AB ",
        "AB (",
        "AB (C",
        "A b ",
        "Aa ",
        "Aa-",
        "Aa and ",
        "West ",
        "West  Midlands\t",
        "x" * 40 + " ",
        "1 and ",
        "1 May ",
        "1 May and ",
        "due to be a ",
        "scheduled for the ",
        "last ",
        "the past few ",
        "be ",
        "is ",
        "ten ",
        "ten new ",
        "six for ",
        "ten recommendations, ",
    ],
)
def test_a_hostile_cell_of_thirty_thousand_characters_is_read_at_once(unit: str) -> None:
    text = (unit * 30_000)[:30_000]
    gap = " " * 15_000
    began = time.process_time()
    titles = ["A b c", "the the the Report", text, text[:300]]
    read(text, f"due{gap}on{gap}", facts=TEN, names=["West Midlands Police"], titles=titles)
    assert time.process_time() - began < 6


def test_two_thousand_cells_are_read_in_well_under_two_seconds() -> None:
    sentence = (
        "On 8 December 2020 the National Crime Agency made ten recommendations to West Midlands Police, two for "
        "forces. They are to be done by 31 March 2021 and the Deputy Chief Constable will report in May, when the "
        "Home Office and BritainThinks, who read the Policing and Crime Act 2017, are here. "
    )
    texts = [f"{sentence}Case {number}." for number in range(2000)]
    titles = [f"Report on the policing of matter {number}" for number in range(300)]
    taken = []
    for _ in range(2):
        began = time.process_time()
        assert read(*texts, facts=TEN, names=["West Midlands Police"], titles=titles) == []
        taken.append(time.process_time() - began)
    assert min(taken) < 4


def test_of_an_inspectorates_wording_only_slips_of_copying_are_marked() -> None:
    said = (
        "By 3rd March the NCA should act next year, as the the Home Office does.It must be ensure."
    )
    quoted = Prose(
        "recommendations.xlsx", Cell("Recommendations", 2, 7), "Recommendation", said, quoted=True
    )
    assert [finding.code for finding in proofread([quoted], meeting=MEETING)] == [
        "doubled-word",
        "space-after-full-stop",
        "two-verbs",
    ]


def test_prose_is_told_under_the_forces_own_headings() -> None:
    own = (
        SETTINGS
        + '[columns.recommendations]\ntext = "Wording"\n[columns.inspections]\nnarrative = "Story"\n'
    )
    rows = workbook(
        {RECOMMENDATIONS: [{"text": "Keep the the records."}]}, headings={"text": "Wording"}
    )
    log = workbook(
        {INSPECTIONS: [{"narrative": "It is is done."}], REPORTS: [], FORTHCOMING: []},
        headings={"narrative": "Story"},
    )
    found = by_place(computed(Inputs(own.encode(), rows, log, None)).findings)
    assert [
        finding.message.partition(":")[0] for finding in found if finding.code == "doubled-word"
    ] == ['Story says "It is is done"', 'Wording says "Keep the the records"']


PARTS = st.sampled_from(
    """the The THE a is are was were there be been has had have will ensure publish Next n\u0131ne
    th\u0131s TOM\u0130RROW la\u017ft \u017foon year years to date date. in due course the time being 3 3rd
    31 March may May MAY Sept. Jan. 2020 2021, (2020) of planned for scheduled: due by ago now-a
    R&D caf\u00e9 x_y \u2019s force\u2019s - \u2013 . .The ; \ufffc re-open at present moment""".split()
)
GAPS = st.sampled_from([" ", " ", " ", "  ", "\n", "\u00a0", "", "-", "\u2019"])


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(PARTS, GAPS), max_size=12))
def test_a_rule_that_is_not_asked_would_find_nothing(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts)
    piece, words = Prose("", Cell("S", 1, 1), "H", text), small(" ".join(words_in(text))).split()
    assert not [
        rule.finds.__name__
        for rule in RULES
        if not rule.may_find(words) and list(rule.finds(piece, MEETING))
    ]
