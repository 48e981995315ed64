"""What may keep words out of the paper is never passed over: columns that are not mapped, words,
blanks.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from pipeline.commands.codes import CODES
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding
from pipeline.register.inspections import log
from pipeline.register.recommendations import register
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS
from tests.builders import SETTINGS, book, inspections, recommendations, saved, workbook
from tests.workbook.test_guard import with_cell

CHOSEN = read_settings(SETTINGS.encode())
SECRET = "Operation Nightjar"
DAY = datetime.date(2020, 11, 12)

# Columns that are not mapped

KEEP_BACK = """Exempt|EXEMPT (Y/N)|Exempt from publication|Exemption|Exempt information|Non-exempt|FOI exempt|FOIA exemption
Confidential?|Confidentiality|Restricted|Sensitive|Sensitivity|Sensitivity label|Commercially sensitive|Private|Private & confidential
Public/Private|Public or private|PART 2?|Part II|Part two|Part B|Part 1/2|Part 1 or 2|Part I / II|Pt 2|Part-2|Part2|In-camera
Closed session|Below the line|Pink paper|Schedule 12A|Sch 12A|Not for publication|Do not publish|Not for release|Non-disclosable
Commercial in confidence|Legally privileged|Held back|Blue paper|Prot. marking|Restrcited|NOT FOR PUB|Restricted until
Withhold|Withheld|Redact|Redacted?|Redaction needed|OFFICIAL-SENSITIVE|Official Sensitive?|Protective marking|Protectively marked|GPMS
GSC|Secret|Embargo|Internal only|Not public|Unpublished|Suppress|To be withheld|Not published|Exempt item"""
LET_OUT = """Publish?|Publish Y/N|OK to publish|To be published|Published?|Publishable|For publication|Suitable for publication|Publication
Release|Releasable|For release|Release to public|Disclose?|Disclosure|Disclosable|Public|Public domain|Include in public report
Approved for publication|Visible to public|Can be shared publicly|Public copy|For committee|Include?|Personal data
Include in paper|Exclude from report|Exclude|Published on website|Released under FOI|FOI|Pubish|Confidental|Senstive|Excempt|Hide"""
NOT_ANSWERED = [
    ("Exempt", "x"),
    ("Exempt", "para 7"),
    ("Exempt", True),
    ("Exempt", 0),
    ("Exempt until", DAY),
    ("Embargoed until", DAY),
    ("Not to be published before", DAY),
    ("Confidential notes", "See the file."),
    ("Publish?", "TBC"),
    ("To publish", "n"),
    ("Protective marking", "OFFICIAL"),
    ("Marking", "Official-Sensitive"),
    ("Classification", "OFFICIAL-SENSITIVE"),
    ("Handling", "OFFICIAL SENSITIVE"),
    ("Agenda part", "Part 2"),
    ("Part", "II"),
    ("Part", 2),
    ("Session", "Closed"),
    ("Publication status", "Not for publication"),
    ("FOI status", "Exempt s31"),
    ("Disclosure", "None"),
    ("Published on site", "Not yet published"),
    ("Notes", "EXEMPT"),
    ("Remarks", "Not for publication"),
    ("Audience", "Confidential"),
    ("Remarks", "Part 2 exempt"),
    ("Remarks", "CONFIDENTIAL - do not print"),
    ("Comment", "Part II"),
    ("Agenda (open/closed)", "Closed"),
]
HARMLESS_WITH_DATES = """Date published|Date of publication|Publication date|Publication|Report published|Publish date|Date to publish
Published on website|Release date|Released|Date released|Disclosure date|Press release|Closed|Date closed|Due date"""
HARMLESS_WITH_ANSWERS = """Public protection|Public order|Public confidence|Private office|Part of PEEL|Partners involved|RUI|Lead|Priority
Department sighted|Released under investigation|Participants briefed|Body worn camera|Secretariat told|Call handling|Open/closed
Disclosure and barring|Closed|Disclosure theme|Publicised|Release of resources|Restructure
Reviewed?|Evidence seen|Accepted|Confidence|Departmental|Session held|Restricted duties|Press release"""
HARMLESS = [
    ("Publication", "PEEL 2018/19"),
    ("Publication title", "PEEL"),
    ("Published by", "HMICFRS"),
    ("Publicity", "Press notice sent"),
    ("Link to published report", "https://example.org/a"),
    ("Part", "Custody"),
    ("Part of report", "Chapter 2"),
    ("No.", "2"),
    ("Theme", "Disclosure"),
    ("Disclosure lead", "DCI Smith"),
    ("Classification", "High"),
    ("Category", "Part-time staff"),
    ("Notes", "This is sensitive work for the unit."),
    ("Comments", "Not exempt from the review."),
    ("FOI ref", "FOI/123"),
    ("Confidence level", "Medium"),
    ("Marking", "7/10"),
    ("Date published", "27/09/2019"),
    ("Publish date", "TBC"),
    ("Publish date", "12/11/2020"),
    ("Handling officer", "PC 1"),
    ("Official title", "PEEL"),
    ("Parts", 2),
    ("BRAG", "B"),
    ("Classification", "Closed"),
    ("Comment", "Restricted to custody staff"),
    ("Theme", "Private"),
    ("Publication year", "2019"),
    ("Chapter", "Part 2"),
    ("State of report", "Not published"),
    ("Current position", "Open - on track"),
    ("Publish date", None),
    ("Exempt", None),
    ("Confidential", "  "),
]


def split(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def beside(
    heading: str | None, *held: Any, settings: str = "", sheet: Any = RECOMMENDATIONS
) -> list[Finding]:
    """Return what is found where a sheet has one more column, with this heading."""
    made = book(
        {each: [{}] * len(held) for each in (LOG_SHEETS if sheet in LOG_SHEETS else [sheet])}
    )
    for row, value in enumerate([heading, *held], 1):
        made[sheet.name].cell(row, 30, value)
    read = register if sheet is RECOMMENDATIONS else log
    return read(saved(made), read_settings((SETTINGS + settings).encode()))[1]


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("heading", "held"),
    [
        *((heading, "Yes") for heading in split(KEEP_BACK)),
        *((heading, "No") for heading in split(LET_OUT)),
        *NOT_ANSWERED,
    ],
)
def test_a_column_that_is_not_read_and_may_keep_a_row_back_stops_the_run(
    heading: str, held: Any
) -> None:
    (fault,) = beside(heading, None, held)
    assert (fault.code, fault.severity, str(fault.cell)) == (
        "column-undeclared",
        "error",
        "Recommendations!AD1",
    )
    assert CODES[fault.code].exit == 3 and f'ignore = ["{heading}"]' in fault.remedy


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("heading", "held"),
    [
        *((heading, DAY) for heading in split(HARMLESS_WITH_DATES)),
        *((heading, "No") for heading in split(HARMLESS_WITH_ANSWERS)),
        *HARMLESS,
    ],
)
def test_a_column_that_keeps_nothing_back_is_no_matter(heading: str, held: Any) -> None:
    assert beside(heading, None, held) == []


def test_both_ways_out_are_said_with_the_lines_to_write_and_help() -> None:
    content = workbook(
        {RECOMMENDATIONS: [{"publish": word} for word in ("Yes", "No", None)]},
        headings={"publish": "Exempt?"},
    )
    (fault,) = register(content, CHOSEN)[1]
    assert str(fault) == (
        'recommendations.xlsx, Recommendations!U1: the heading "Exempt?" is not known, and its column may say which rows are not for '
        'publication: a row marked there would be printed. If it does, write publish = "Exempt?" under [columns.recommendations] of '
        'report.toml, and under [words.publish] what its words mean for Publish, one on a line: "Yes" = "No", "No" = "Yes", '
        '"" = "Yes" (or "No") for a blank. If it says something else, write ignore = ["Exempt?"] under [workbook.recommendations] of '
        "report.toml."
    )
    one = '[columns.recommendations]\npublish = "Exempt?"\n[words.publish]\n"Yes" = "No"\n"No" = "Yes"\n"" = "Yes"\n'
    other = '[workbook.recommendations]\nignore = ["Exempt?"]\n'
    for settings, public in ((one, [False, True, True]), (other, [True, True, True])):
        found, faults = register(content, read_settings((SETTINGS + settings).encode()))
        assert [row.publish for row in found.rows] == public and faults == []


def test_only_marks_are_quoted_of_a_column_that_may_keep_rows_back() -> None:
    content = workbook(
        {RECOMMENDATIONS: [{"publish": word} for word in ("OFFICIAL-SENSITIVE", SECRET, "Yes")]},
        headings={"publish": "Protective marking"},
    )
    (fault,) = register(content, CHOSEN)[1]
    assert (
        '"OFFICIAL-SENSITIVE" = "No"' in fault.remedy
        and '"…" = "No" (or "Yes") for each other word' in fault.remedy
    )
    assert "Nightjar" not in str(fault)


def test_where_there_is_a_column_publish_the_rows_are_to_be_marked_there() -> None:
    (fault,) = beside("Exempt", "Yes")
    assert fault.remedy.startswith(
        "Put No under Publish in the rows that must not be printed. After that write ignore = "
    )


@pytest.mark.parametrize("sheet", LOG_SHEETS, ids=lambda sheet: sheet.key)
def test_the_sheets_of_the_log_are_looked_at_alike(sheet: Any) -> None:
    (fault,) = beside("Confidential", "Yes", sheet=sheet)
    assert (fault.code, str(fault.cell)) == ("column-undeclared", f"{sheet.name}!AD1")
    assert fault.remedy.startswith(
        "This sheet has no column Publish: take out the rows that must not be printed."
    )
    assert (
        beside(
            "Confidential",
            "Yes",
            sheet=sheet,
            settings=f'[workbook.{sheet.key}]\nignore = ["CONFIDENTIAL"]\n',
        )
        == []
    )


def test_a_column_without_a_heading_or_whose_heading_is_merged_downwards_is_looked_at_too() -> None:
    (fault,) = beside(None, None, "Exempt")
    assert (
        fault.remedy == "Give the column a heading, run again, and do what is then said of it."
        and beside(None, "see A3") == []
    )
    made = book({RECOMMENDATIONS: [{}]}, above=[["HMICFRS recommendations"]])
    made.active["AD1"], made.active["AD3"] = "Part 2", "Yes"
    assert [str(fault.cell) for fault in register(saved(made), CHOSEN)[1]] == [
        "Recommendations!AD2"
    ]


def test_two_columns_of_one_heading_are_both_looked_at() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    for cell, value in (("X1", "Exempt"), ("X2", "Yes"), ("Z1", "Exempt")):
        made.active[cell] = value
    assert [str(fault.cell) for fault in register(saved(made), CHOSEN)[1]] == ["Recommendations!X1"]


def test_a_formula_that_was_never_calculated_is_a_mark_that_is_not_known() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["X1"], made.active["X2"] = "Exempt", '=IF(A2="","Yes","No")'
    assert [fault.code for fault in register(saved(made), CHOSEN)[1]] == ["column-undeclared"]
    content = with_cell(saved(made), "X2", '<c r="X2"><v>NaN</v></c>')
    assert [fault.code for fault in register(content, CHOSEN)[1]] == ["column-undeclared"]


def test_a_run_with_such_a_column_ends_with_exit_3_and_is_sound_without() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["X1"], made.active["X2"] = "Exempt", "Yes"
    found = computed(Inputs(SETTINGS.encode(), saved(made), inspections(), None)).findings
    assert [(fault.code, fault.severity) for fault in found] == [("column-undeclared", "error")]


# Words and blanks


def test_a_blank_under_publish_is_an_error_where_any_row_says_no_and_its_row_is_not_quoted() -> (
    None
):
    rows = [
        {"publish": "Yes"},
        {"publish": None, "rag": SECRET},
        {"publish": "no"},
        {"publish": "  "},
    ]
    found, faults = register(recommendations(*rows), CHOSEN)
    blank, other = [fault for fault in faults if fault.code == "blank"]
    assert (blank.severity, str(blank.cell), CODES["blank"].exit) == (
        "error",
        "Recommendations!U3",
        3,
    )
    assert blank.message == (
        "Publish is blank and No in other rows, so it cannot be said whether it may be printed."
    )
    assert (str(other.cell), other.message) == ("Recommendations!U5", blank.message)
    assert blank.remedy.startswith("Type Yes or No there") and 'write "" = "Yes"' in blank.remedy
    assert [row.publish for row in found.rows] == [True, False, False, False] and not any(
        "Nightjar" in str(fault) for fault in faults
    )


EXEMPT = '[columns.recommendations]\npublish = "Exempt"\n[words.publish]\n"Yes" = "No"\n"No" = "Yes"\n"" = "Yes"\n"Part 2*" = "No"\n'


def exempt(
    *held: Any, settings: str = EXEMPT, heading: str = "Exempt"
) -> tuple[list[bool], list[Finding]]:
    """Return whether each row may be printed, and the faults, where the column Exempt holds
    this.
    """
    content = workbook(
        {RECOMMENDATIONS: [{"publish": value, "text": SECRET} for value in held]},
        headings={"publish": heading},
    )
    found, faults = register(content, read_settings((SETTINGS + settings).encode()))
    return [row.publish for row in found.rows], faults


def test_the_words_of_report_toml_say_which_way_round_a_column_is() -> None:
    assert exempt("Yes", "No", None, "Part 2", "Part 2: paragraph 7") == (
        [False, True, True, False, False],
        [],
    )


def test_words_of_report_toml_are_read_whatever_their_case_and_spaces() -> None:
    public, faults = exempt("yes", "PART 2 (para 7)", " no")
    assert public == [False, False, True] and {fault.code for fault in faults} == {"word-forgiven"}
    own = EXEMPT.replace('"" = "Yes"', '"" = "No"')
    assert exempt("No", None, settings=own) == ([True, False], [])


@pytest.mark.parametrize(
    ("held", "settings"),
    [
        ("Perhaps", EXEMPT),
        ("Part 1", EXEMPT),
        ("Y", EXEMPT),
        (1, EXEMPT),
        ("Yes", EXEMPT.partition("[words")[0]),
        ("No", EXEMPT.partition("[words")[0]),
    ],
)
def test_a_word_that_report_toml_does_not_explain_is_an_error_at_its_cell(
    held: Any, settings: str
) -> None:
    public, (fault,) = exempt(held, settings=settings)
    assert public == [False] and (fault.code, fault.severity, str(fault.cell)) == (
        "unknown-word",
        "error",
        "Recommendations!U2",
    )
    assert (
        "[words.publish]" in fault.remedy
        and f'"{held}" = "No"' in fault.remedy
        and SECRET not in str(fault)
    )


def test_a_word_that_two_patterns_fit_is_refused_and_one_written_out_goes_before_them() -> None:
    _, (fault,) = exempt("Part 2", settings=EXEMPT + '"Part*" = "Yes"\n')
    assert (fault.code, fault.place) == (
        "settings",
        "[words.publish]",
    ) and "Recommendations!U2" in fault.message
    assert exempt("Part 2", "Part 1", settings=EXEMPT + '"Part*" = "Yes"\n"part 2" = "No"\n')[
        0
    ] == [False, True]


@pytest.mark.parametrize("heading", ["Not for publication", "Confidential?", "Part 2", "Withheld"])
def test_a_plain_yes_is_not_publish_under_a_heading_that_keeps_rows_back(heading: str) -> None:
    own = f'[columns.recommendations]\npublish = "{heading}"\n'
    assert [fault.code for fault in exempt("Yes", settings=own, heading=heading)[1]] == [
        "unknown-word"
    ]
    assert exempt("Yes", settings=own.replace(heading, "May go out"), heading="May go out") == (
        [True],
        [],
    )
    assert exempt(
        "No", "Yes", settings=own.replace(heading, "For publication"), heading="For publication"
    ) == ([False, True], [])


def test_a_row_that_was_only_begun_is_not_quoted_where_its_word_keeps_it_back() -> None:
    made = book({RECOMMENDATIONS: [{}]}, headings={"publish": "Exempt"})
    for cell, value in (("A3", SECRET), ("U3", "Yes")):
        made.active[cell] = value
    _, faults = register(saved(made), read_settings((SETTINGS + EXEMPT).encode()))
    assert "row-unfinished" in {fault.code for fault in faults} and not any(
        "Nightjar" in str(fault) for fault in faults
    )
