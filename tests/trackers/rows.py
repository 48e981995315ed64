"""Trackers that differ in their headings and in what a row is."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from tests.trackers.sheets import BASE, MINE, OPEN_CLOSED
from tests.trackers.tracker import RAG, Entry, Tracker, day, put


def two_heading_rows() -> tuple[Workbook, list[Entry]]:
    """Headings merged across and down; 'Due date' and 'Owner' stand under two of the upper ones."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Tracker v9 FINAL"
    put(sheet, 1, ["Northshire Police: open findings"])
    put(
        sheet,
        3,
        ["Ref", "Source", None, None, "Finding", "As agreed", None, "Progress", None, None],
    )
    put(
        sheet,
        4,
        [None, "Title", "Date", "Type", None, "Owner", "Due date", "Owner", "Due date", "State"],
    )
    for span in ("A1:J1", "A3:A4", "B3:D3", "E3:E4", "F3:G3", "H3:J3"):
        sheet.merge_cells(span)
    rows = [
        (
            "F/1",
            "AFI",
            "Give sergeants a day a month with their team",
            "2020-06-30",
            "2021-01-31",
            "Behind",
        ),
        (
            "F/2",
            "Rec",
            "Map the demand that mental health makes",
            "2020-12-31",
            "2020-12-31",
            "Behind",
        ),
        (
            "F/3",
            "Rec",
            "Agree terms with the ambulance trust",
            "2020-03-31",
            "2020-11-30",
            "Well under way",
        ),
        ("F/4", "AFI", "Post the outcome of each strip search", "2021-03-31", "", "Well under way"),
        (
            "F/5",
            "Rec",
            "Renew the vetting of old hands",
            "2020-03-31",
            "2020-08-31",
            "Done, inspectorate told",
        ),
        ("F/6", "AFI", "Shorten the wait for a lawyer", "2020-03-31", "2020-08-31", "Dropped"),
    ]
    ladder = {
        "Behind": "open",
        "Well under way": "open",
        "Done, inspectorate told": "signed_off",
        "Dropped": "withdrawn",
    }
    rating = {"Behind": "Off track", "Well under way": "On track"}
    for at, (ref, kind, text, first, now, state) in enumerate(rows, start=5):
        put(
            sheet,
            at,
            [
                ref,
                "Both sides of the coin",
                day("2019-06-07"),
                kind,
                text,
                "Ch Supt A",
                day(first),
                "Ch Supt B",
                day(now),
                state,
            ],
        )
        entries.append(
            Entry(
                f"'Tracker v9 FINAL'!A{at}",
                ladder[state],
                rating.get(state, ""),
                now,
                kind="improvement" if kind == "AFI" else "recommendation",
            )
        )
    return book, entries


def group_rows() -> tuple[Workbook, list[Entry]]:
    """A merged row names the report and its date in words; refs are numbers under 0.00; notes and
    totals below.
    """
    book, entries = Workbook(), []
    sheet = book.active
    put(
        sheet,
        1,
        ["Ref", "Recommendation", "Type", "Owner", "RAG", "Status", "Target", "Running no."],
    )
    groups = [
        (2, "Fraud: Time to choose, published 2 April 2019"),
        (6, "Counter-terrorism policing: published 30 June 2020"),
    ]
    for at, text in groups:
        sheet.cell(at, 1, text)
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=8)
        sheet.cell(at, 1).fill = PatternFill("solid", fgColor="D9D9D9")
    rows = [
        (3, 1.1, "Rec", "Name who answers for fraud", "Red", "Open", "2020-09-30"),
        (4, 1.01, "AFI", "Ring each victim of a romance fraud", "Amber", "Open", "2021-09-30"),
        (5, 1.11, "AFI", "Stop closing reports by template", "Green", "Closed", "2020-01-31"),
        (7, 2.1, "Rec", "Train the desk on referral", "Green", "Open", "2020-11-15"),
        (8, 2.2, "Rec", "Exercise the plan at the port", "Green", "Open", ""),
    ]
    for at, ref, kind, text, rag, status, target in rows:
        put(sheet, at, [ref, text, kind, "ACC Crime", rag, status, day(target), "=ROW()-2"])
        sheet.cell(at, 1).number_format = "0.00"
        entries.append(
            Entry(
                f"Sheet!A{at}",
                status.lower(),
                rag,
                target,
                kind="improvement" if kind == "AFI" else "recommendation",
            )
        )
    put(sheet, 10, ["Total open: 4"])
    put(sheet, 11, ["Note: targets are set by the board"])
    return book, entries


def sub_actions() -> tuple[Workbook, list[Entry]]:
    """An entry takes as many rows as it has actions; what belongs to the entry is merged down."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Delivery plan"
    put(
        sheet,
        1,
        [
            "HMI ref",
            "Report",
            "Date",
            "Category",
            "Recommendation text",
            "Lead",
            "Status",
            "RAG",
            "Completion date",
            "Action",
            "Who",
        ],
    )
    plans = [
        (
            2,
            "S1",
            "Rec",
            "Speak to every child alone",
            "Open",
            "Amber",
            "2020-12-24",
            ["Write the guide", "Brief the shifts", "Dip sample"],
        ),
        (
            5,
            "S2",
            "AFI",
            "Measure how long a search waits",
            "Open",
            "Green",
            "2021-02-01",
            ["Agree the measure"],
        ),
        (
            6,
            "S3",
            "Rec",
            "Keep an officer in each hospital",
            "Closed",
            "Green",
            "2020-05-01",
            ["Fund the post", "Fill the post"],
        ),
        (
            8,
            "S4",
            "Rec",
            "Offer a text line to deaf callers",
            "Open",
            "Red",
            "2020-07-01",
            ["Buy the line", "Tell the clubs"],
        ),
    ]
    for at, ref, kind, text, status, rag, target, actions in plans:
        put(
            sheet,
            at,
            [
                ref,
                "The hidden victims",
                day("2020-07-22"),
                kind,
                text,
                "Det Supt",
                status,
                rag,
                day(target),
            ],
        )
        for step, action in enumerate(actions):
            sheet.cell(at + step, 10, action)
            sheet.cell(at + step, 11, f"Insp {step + 1}")
        for column in range(1, 10):
            if len(actions) > 1:
                sheet.merge_cells(
                    start_row=at,
                    end_row=at + len(actions) - 1,
                    start_column=column,
                    end_column=column,
                )
        entries.append(
            Entry(
                f"'Delivery plan'!A{at}",
                status.lower(),
                rag,
                target,
                kind="improvement" if kind == "AFI" else "recommendation",
            )
        )
    return book, entries


def by_dates() -> tuple[Workbook, list[Entry]]:
    """No status column: a date closed, a date signed off, or neither; a cleared cell holds a
    space.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Recs"
    put(
        sheet,
        2,
        [
            "Reference",
            "Report",
            "Published",
            "Type",
            "Recommendation",
            "Owner",
            "RAG",
            "Due",
            "Panel date",
            "DCC sign off",
            "Closed by HMICFRS",
        ],
    )
    rows = [
        ("D1", "Post a guard at the evidence bay", "Red", "2020-10-01", "2020-09-09", "", ""),
        ("D2", "List all open warrants by age", "Green", "2021-10-01", "2020-09-09", "", " "),
        (
            "D3",
            "Pair each student with a tutor",
            "Green",
            "2020-10-01",
            "2020-08-04",
            "2020-08-05",
            "",
        ),
        (
            "D4",
            "Ask why calls are dropped",
            "Green",
            "2020-10-01",
            "2020-04-04",
            "2020-04-05",
            "2020-12-11",
        ),
        (
            "D5",
            "Publish complaint figures by district",
            "Amber",
            "2020-10-01",
            "2020-04-04",
            "",
            "2020-06-11",
        ),
        ("D6", "Send body video with each file", "Amber", "", "", "", ""),
    ]
    for at, (ref, text, rag, due, panel, signed, ended) in enumerate(rows, start=3):
        put(
            sheet,
            at,
            [
                ref,
                "Policing and mental health",
                day("2018-11-27"),
                "Rec",
                text,
                "ACC Justice",
                rag,
                day(due),
                day(panel),
                day(signed),
            ],
        )
        sheet.cell(at, 11, " " if ended == " " else day(ended))
        entries.append(
            Entry(
                f"Recs!A{at}",
                "closed" if ended.strip() else "signed_off" if signed else "open",
                rag,
                due,
                panel,
            )
        )
    return book, entries


def brag_letters() -> tuple[Workbook, list[Entry]]:
    """BRAG letters are rating and status; targets are quarters and months; TBC and ongoing are no
    dates.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "AFIs"
    put(
        sheet,
        1,
        [
            "Ref",
            "Inspection report",
            "Published",
            "Type",
            "Area for improvement",
            "Thematic lead",
            "BRAG",
            "Target",
        ],
    )
    rows = [
        ("B1", "Fill the vacant posts in the crime bureau", "R", "Q3 2020/21", "2020-12-31"),
        ("B2", "Set aside a room for young witnesses", "A", "Q4 2020/21", "2021-03-31"),
        ("B3", "Train response teams in first aid for trauma", "A", "Mar-21", "2021-03-31"),
        ("B4", "Bring the missing person forms into one", "G", "Nov-20", "2020-11-30"),
        ("B5", "Survey those who left in their first year", "G", "TBC", ""),
        ("B6", "Take photographs at the scene of each assault", "G", "Ongoing", ""),
        ("B7", "Move the archive off site", "B", "Q1 2020/21", "2020-06-30"),
    ]
    for at, (ref, text, brag, shown, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                ref,
                "PEEL: Police legitimacy 2017",
                day("2017-12-12"),
                "AFI",
                text,
                "Supt Safeguarding",
                brag,
                shown,
            ],
        )
        entries.append(
            Entry(
                f"AFIs!A{at}",
                "closed" if brag == "B" else "open",
                {"R": "Red", "A": "Amber", "G": "Green", "B": ""}[brag],
                target,
                kind="improvement",
            )
        )
    put(
        sheet,
        9,
        [
            "B8",
            "PEEL: Police legitimacy 2017",
            day("2017-12-12"),
            "AFI",
            "Walk the estate with residents",
            "Ch Insp",
            "A",
            day("2020-12-07"),
        ],
    )
    sheet["H9"].number_format = "mmm-yy"  # shows Dec-20: the month is meant, its last day
    entries.append(Entry("AFIs!A9", "open", "Amber", "2020-12-31", kind="improvement"))
    red = PatternFill("solid", bgColor="FF0000")
    sheet.conditional_formatting.add(
        "G2:G9", CellIsRule(operator="equal", formula=['"R"'], fill=red)
    )
    return book, entries


BY_WORD = OPEN_CLOSED
NAMES = {
    "ref": "Ref",
    "report": "Inspection report",
    "published": "Published",
    "owner": "Owner",
    "rag": "RAG",
    "target": "Target",
}
TRACKERS = {
    "two-heading-rows": Tracker(
        two_heading_rows,
        """[rag]
"Off track" = "Behind the agreed date"
"On track" = "To be met"
[status]
Behind = "open"
"Well under way" = "open"
"Done, inspectorate told" = "signed_off"
Dropped = "withdrawn"
[kind]
Rec = "recommendation"
AFI = "improvement"
[words.rag]
Behind = "Off track"
"Well under way" = "On track"
"Done*" = ""
Dropped = ""
[workbook.recommendations]
headings = [3, 4]
[columns.recommendations]
"""
        + MINE
        + """
report = "Title"
published = "Date"
kind = "Type"
text = "Finding"
owner = "Progress / Owner"
target = "Progress / Due date"
original_target = "As agreed / Due date"
status = "State"
rag = "State"
reviewed = false
signed_off = false
closed = false
""",
        ratings=("Off track", "On track"),
        null=("reviewed_total",),
        sheets={"Tracker v9 FINAL": (3, 4)},
        sure={"ref": "Ref", "report": "Title", "kind": "Type", "text": "Finding"},
        ask=("scope", "status", "owner", "target"),
    ),
    "group-rows": Tracker(
        group_rows,
        BASE
        + OPEN_CLOSED
        + """[workbook.recommendations]
group_rows = true
not_rows = ["Total*", "Note*"]
[expect]
outstanding_total = 4
[columns.recommendations]
"""
        + MINE
        + """
report = "{group}"
published = "{group}"
target = "Target"
reviewed = false
signed_off = false
closed = false
""",
        null=("awaiting_total", "reviewed_total"),
        sheets={"Sheet": (1,)},
        sure={
            "ref": "Ref",
            "text": "Recommendation",
            "kind": "Type",
            "owner": "Owner",
            "rag": "RAG",
            "status": "Status",
        },
        ask=("scope", "status"),
    ),
    "sub-actions": Tracker(
        sub_actions,
        BASE
        + OPEN_CLOSED
        + """[workbook.recommendations]
one_row = "ref"
[columns.recommendations]
"""
        + MINE
        + """
ref = "HMI ref"
report = "Report"
published = "Date"
kind = "Category"
text = "Recommendation text"
owner = "Lead"
target = "Completion date"
reviewed = false
signed_off = false
closed = false
""",
        null=("awaiting_total", "reviewed_total"),
        sheets={"Delivery plan": (1,)},
        sure={
            "ref": "HMI ref",
            "report": "Report",
            "text": "Recommendation text",
            "owner": "Lead",
            "status": "Status",
        },
        ask=("scope", "status", "one_row"),
    ),
    "by-dates": Tracker(
        by_dates,
        BASE
        + "[columns.recommendations]\n"
        + MINE
        + """
ref = "Reference"
report = "Report"
target = "Due"
reviewed = "Panel date"
status = { from = "dates" }
signed_off = "DCC sign off"
""",
        sheets={"Recs": (2,)},
        sure={
            "ref": "Reference",
            "report": "Report",
            "target": "Due",
            "signed_off": "DCC sign off",
            "closed": "Closed by HMICFRS",
        },
        ask=("scope", "status"),
    ),
    "brag-letters": Tracker(
        brag_letters,
        RAG
        + """[status]
R = "open"
A = "open"
G = "open"
B = "closed"
[kind]
AFI = "improvement"
[words.rag]
R = "Red"
A = "Amber"
G = "Green"
B = ""
[dates]
none = ["TBC", "Ongoing"]
month = "last day"
year_starts = "April"
[columns.recommendations]
"""
        + MINE
        + """
text = "Area for improvement"
owner = "Thematic lead"
rag = "BRAG"
status = "BRAG"
target = "Target"
reviewed = false
signed_off = false
closed = false
""",
        null=("awaiting_total", "reviewed_total"),
        sheets={"AFIs": (1,)},
        sure={key: NAMES[key] for key in ("ref", "report", "published")},
        ask=("scope", "status", "dates"),
    ),
}
