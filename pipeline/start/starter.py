"""The starter folder: report.toml with every key explained, and a note of what to do first."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.settings.schema import KINDS, LOG_SHEETS, RECOMMENDATIONS, STATUSES, Sheet
from pipeline.start.toml_text import toml

RATINGS = ("Red", "Amber", "Green")
NOTE = "README.txt"
FOLDERS = "--inputs inputs --templates templates --outputs outputs"
_HEAD = """\
# What the paper is for, and how it is written. Text stands between quotation marks; dates do not.
# FILL FIRST, where nothing stands between the quotation marks: the force's name, the committee's
# name, the date of the meeting{first}.
# Lines that begin with # say what else may be written; take the # away to use one.

[force]
name = ""                         # in full, as the workbook writes it: "West Midlands Police"
short_name = ""                   # "WMP"
aliases = []                      # other words in "Addressed to" that mean you: ["All forces"]

[committee]
name = ""                         # "Joint Audit Committee"

[meeting]
date = ""                         # the day, without quotation marks: date = 2021-01-14
# data_to = 2020-12-31            # data cut-off; rows dated after it belong to the next paper
# since = 2020-07-01              # first paper only: where its period starts

[paper]
title = "HMICFRS update"
agenda_item = ""
report_of = "Chief Constable"
author = ""
contact = ""
marking = ""                      # for instance "OFFICIAL": printed in header and footer when set
# panel_chair = "Deputy Chief Constable"   # who chairs the panel that reviews them
# review_every = "six months"     # how often that review is repeated
"""
_WORDS = """
[style]
numbers_in_words_to = 9           # 0: always digits

# [inspectorate]                  # if not given: His Majesty's from 8 September 2022, Her before
# name = "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services"
# short_name = "HMICFRS"

# [severity]                      # "error", "note" or "off": {codes}
# "reason-missing" = "error"

# [[seen]]                        # a note that somebody has looked at, until the cell changes
# code = "past-target"
# cell = "Recommendations!N66"
# value = "2020-09-30"

# [review]                        # new sections in the redline: "marked" word by word, or "listed"
# new_sections = "listed"

# [archive]                       # the seal of a filed meeting, as publish says it and papers print
# seal = "e4aacd610d49"

# --------------------------------------------------------------------------------------------------
# HOW YOUR OWN WORKBOOK IS READ. Nothing of it need be changed; what is said nowhere is found by the
# headings. `init --from` and the form mapping.xlsx write these tables.

# [workbook]
# log = false                     # no inspections log is kept

# [workbook.recommendations]      # also inspections, reports, forthcoming
# file = "tracker.xlsx"
# sheets = ["Open", "Closed"]     # or "all", then except = ["Lists"]
# headings = [4, 5]               # two rows of headings, or one: 4
# group_rows = true               # a row with one text heads the rows below: report = "{{group}}"
# one_row = "ref"                 # a row without a ref belongs to the row above
# not_rows = ["Note*"]            # rows that are no entries
# ends = "(end)*"                 # where the table ends
# only = {{ Source = ["HMICFRS"] }} # the part of a wider register
# ignore = ["Published on website"]  # columns that hold nothing back, whatever they are called

# [words.rag]                     # your words in those of the tables above; also words.publish, …
# "Open - on track" = "Green"
# "" = "Green"                    # a blank

# [fills]                         # colours, where rag = {{ fill = "RAG" }}
# "C00000" = "Red"

# [addressees]                    # a whole text of "Addressed to": force, joint or other
# "All forces, NPCC" = "joint"

# [dates]
# none = ["TBC"]                  # words that are no date
# month = "last day"              # a target such as Mar-21
# year_starts = "April"           # the first quarter

# [expect]                        # a number of your own, that the first check must meet
# outstanding_total = 98
"""


_ASKED = """
[rag]                             # worst first, and what each means: map writes it

[status]                          # open, signed_off, closed, withdrawn: map writes it
"""


def report_toml(codes: Mapping[str, bool], *, own: bool = False) -> str:
    """Return a report.toml to begin with; `codes` are those of findings, and whether each may be
    raised.

    With `own`, a tracker is being studied: its words are asked in the form, and not given here.
    """
    first = "" if own else ", and what each rating means"
    return (
        _HEAD.replace("{first}", first)
        + (_ASKED if own else _vocabularies())
        + _WORDS.format(codes=_some(codes))
        + "".join(_columns(sheet) for sheet in (RECOMMENDATIONS, *LOG_SHEETS))
    )


def _some(codes: Mapping[str, bool]) -> str:
    free = [code for code, may in codes.items() if may]
    return ", ".join(free[:3]) + ", \u2026" if free else "findings.json gives them"


def _vocabularies() -> str:
    rag = "\n".join(f'{word} = ""' for word in RATINGS)
    status = "\n".join(f"{toml(word)} = {toml(ladder)}" for word, ladder in STATUSES.items())
    kind = "\n".join(f"{toml(word)} = {toml(means)}" for word, means in KINDS.items())
    return f"""
[rag]                             # worst first: your ratings, and what each means; printed
{rag}

[status]                          # your words: open, signed_off, closed (by HMICFRS), withdrawn
{status}

[kind]
{kind}
"""


def _columns(sheet: Sheet) -> str:
    """Return the keys of a sheet as comments, each with its heading and what it holds."""
    width = max(len(f"{column.key} = {toml(column.heading)}") for column in sheet.columns) + 2
    lines = [
        f"# {f'{column.key} = {toml(column.heading)}':<{width}}"
        f"# {'* ' if column.required else ''}{column.holds}"
        for column in sheet.columns
    ]
    return f"\n# [columns.{sheet.key}]   # key = your own heading; * must be there\n" + (
        "\n".join(lines) + "\n"
    )


def note(own: str = "") -> str:
    """Return what to do first, as a text for Notepad; `own` is the tracker that was studied."""
    if own:
        steps = [
            f"inputs/{own} is a copy of your tracker. Nothing of it is changed.",
            "Open inputs/report.toml in Notepad and fill what is blank: the names of the force and"
            " of the committee, and the date of the meeting.",
            "Open inputs/mapping.xlsx in Excel, fill the yellow cells, save and close it.",
            "Run map, then check:",
        ]
        commands = ["map", "check", "report"]
    else:
        steps = [
            "Open inputs/report.toml in Notepad and fill what is blank: the names of the force and"
            " of the committee, the date of the meeting, and what each rating means.",
            "Enter the recommendations in inputs/recommendations.xlsx, and inspections and reports"
            " in inputs/inspections.xlsx. Each column says what it holds when you choose a cell;"
            " the sheet Guidance says it all.",
            "Run check, which writes nothing:",
        ]
        commands = ["check", "report"]
    lines = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    runs = [f"   python -m pipeline {command} {FOLDERS}" for command in commands]
    last = (
        "The paper is then in outputs/<meeting date>/. templates/hmicfrs_update.docx holds its"
        " sentences: edit it in Word; templates/README.md, a text, says how.",
        "Start the commands in this folder. Where the program was not installed but lies in a"
        " folder of its own, start them there, and put the name of this folder before inputs,"
        " templates and outputs.",
    )
    return "\r\n".join(["HMICFRS update: what to do first", "", *lines, *runs, "", *last, ""])
