"""Trackers that differ in what their cells hold: fills, addressees, exempt rows, grades, nothing
but words.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Color, PatternFill

from tests.trackers.sheets import MINE, OPEN_CLOSED
from tests.trackers.tracker import RAG, Entry, Tracker, day, put

HEADS = ["Ref", "Inspection report", "Published", "Type", "Recommendation"]


def fills() -> tuple[Workbook, list[Entry]]:
    """The rating is the cell's colour: plain, indexed, of the theme, and lightened.

    Excel shows the lightened one as C4D79B, for it counts in whole steps; the arithmetic of
    ECMA-376 gives C3D69B: either will do.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Colours"
    put(sheet, 1, [*HEADS, "Owner", "RAG", "Status", "Target date"])
    colours = {
        "FF0000": Color(rgb="FFFF0000"),
        "indexed 10": Color(indexed=10),
        "amber": Color(rgb="FFFFC000"),
        "green": Color(rgb="FF00B050"),
        "theme": Color(theme=6),
        "lighter": Color(theme=6, tint=0.3999755851924192),
    }
    rows = [
        ("C1", "Fix the lift at the custody suite", "FF0000", "Red", "Open", "2020-12-31"),
        ("C2", "Set a standard for interview rooms", "indexed 10", "Red", "Open", "2021-03-31"),
        ("C3", "Call back within the hour", "amber", "Amber", "Open", "2020-08-14"),
        ("C4", "Keep a diary of each covert search", "green", "Green", "Open", ""),
        ("C5", "Visit each licensed premises yearly", "theme", "Green", "Open", "2021-05-14"),
        ("C6", "Offer restorative meetings", "lighter", "Green", "Open", "2020-07-31"),
        ("C7", "Retire the old gazetteer", "green", "Green", "Closed", "2020-02-14"),
    ]
    for at, (ref, text, colour, rag, status, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                ref,
                "Shining a light on betrayal",
                day("2019-09-27"),
                "Recommendation",
                text,
                "Ch Supt",
                None,
                status,
                day(target),
            ],
        )
        sheet.cell(at, 7).fill = PatternFill("solid", fgColor=colours[colour])
        sheet.cell(at, 9).number_format = "[$-809]dd mmmm yyyy"
        entries.append(Entry(f"Colours!A{at}", status.lower(), rag, target))
    return book, entries


def all_forces() -> tuple[Workbook, list[Entry]]:
    """Addressees as reports print them: some rows are for everybody, some for others alone."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "National"
    put(sheet, 1, [*HEADS, "For", "Owner", "RAG", "Status", "Target date"])
    rows = [
        ("X1", "Use one form for stalking", "Northshire Police", "force", "Amber", "2020-12-01"),
        ("X2", "Report all deaths after contact", "All forces, NPCC", "joint", "Red", "2020-11-01"),
        ("X3", "Legislate for digital evidence", "Home Office", "other", "Red", "2020-10-01"),
        ("X4", "Pool the hire of interpreters", "All forces", "force", "Green", "2021-06-01"),
        (
            "X5",
            "Rewrite the approved practice",
            "College of Policing and NPCC",
            "other",
            "Green",
            "2020-09-01",
        ),
        ("X6", "Review the tariff with prosecutors", "Chief Constables; CPS", "joint", "Amber", ""),
    ]
    for at, (ref, text, whom, scope, rag, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                ref,
                "Living in fear",
                day("2017-07-05"),
                "Recommendation",
                text,
                whom,
                "DCC",
                rag,
                "Open",
                day(target),
            ],
        )
        entries.append(Entry(f"National!A{at}", "open", rag, target, scope=scope))
    return book, entries


def exempt_rows() -> tuple[Workbook, list[Entry]]:
    """A column headed Exempt: Yes keeps the words out, a blank does not."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "JARAP"
    put(sheet, 3, [*HEADS, "Owner", "RAG", "Status", "Target date", "Exempt?"])
    rows = [
        ("E1", "Screen officers in covert posts", "Red", "Open", "2020-12-31", "Yes"),
        ("E2", "Renew the tannoy", "Green", "Open", "2021-12-31", None),
        ("E3", "Set up a forum of carers", "Amber", "Open", "2020-10-31", "No"),
        ("E4", "Move the safe", "Green", "Closed", "2020-05-31", "Yes"),
    ]
    for at, (ref, text, rag, status, target, exempt) in enumerate(rows, start=4):
        put(
            sheet,
            at,
            [
                ref,
                "Abuse of position",
                day("2020-03-03"),
                "Recommendation",
                text,
                "Head of PSD",
                rag,
                status,
                day(target),
                exempt,
            ],
        )
        entries.append(Entry(f"JARAP!A{at}", status.lower(), rag, target))
    return book, entries


def part_two() -> tuple[Workbook, list[Entry]]:
    """A column headed Part 2 whose words are the parts of the agenda, with another headed
    Confidential that is harmless.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Scrutiny list"
    put(
        sheet,
        1,
        [
            "Row",
            "Ref",
            "Confidential hotline",
            "Part 1 / Part 2",
            *HEADS[1:],
            "Owner",
            "RAG",
            "Status",
            "Target date",
        ],
    )
    rows = [
        ("P1", "Part 1", "Put a link officer in each college", "Green", "2020-12-30"),
        ("P2", "Part 2", "Guard the informant files", "Red", "2020-06-30"),
        ("P3", "Part 1", "Set out the duty of the night bronze", "Amber", "2021-06-30"),
    ]
    for at, (ref, part, text, rag, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                "=ROW()-1",
                ref,
                "0800",
                part,
                "A study of informants",
                day("2020-10-08"),
                "Recommendation",
                text,
                "ACC Crime",
                rag,
                "Open",
                day(target),
            ],
        )
        entries.append(Entry(f"'Scrutiny list'!B{at}", "open", rag, target))
    return book, entries


def grades() -> tuple[Workbook, list[Entry]]:
    """The inspectorate's grades for ratings, one of them no grade; dates typed as text."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Grades"
    put(sheet, 1, [*HEADS, "Owner", "Grade", "Status", "Target date", "Reviewed"])
    rows = [
        (
            "G1",
            "Search for patterns in 999 calls",
            "Inadequate",
            "31/12/20",
            "2020-12-02",
            "2020-12-31",
            "2020-12-02",
        ),
        (
            "G2",
            "Store seized cash at a bank",
            "Good",
            "2021-02-28",
            "04/11/20",
            "2021-02-28",
            "2020-11-04",
        ),
        ("G3", "Mark lost firearms within a day", "Not graded", "01/02/2020", "", "2020-02-01", ""),
        ("G4", "Learn from near misses", "Adequate", "", "30/06/2020", "", "2020-06-30"),
    ]
    for at, (ref, text, grade, target, reviewed, meant, seen) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                ref,
                "PEEL 2021/22",
                day("2020-01-15"),
                "Recommendation",
                text,
                "DCC",
                grade,
                "Open",
                target or None,
                reviewed or None,
            ],
        )
        entries.append(Entry(f"Grades!A{at}", "open", grade, meant, seen))
    return book, entries


def words_only() -> tuple[Workbook, list[Entry]]:
    """The least that a small team keeps: no ratings, no dates, no owners."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "List"
    put(sheet, 1, ["Number", "What we must do", "Done?"])
    rows = [
        ("W1", "Ask each shift what slows it", "no"),
        ("W2", "Take stock of riot shields", "no"),
        ("W3", "Paint the cells", "yes"),
    ]
    for at, (ref, text, done) in enumerate(rows, start=2):
        put(sheet, at, [ref, text, done])
        entries.append(Entry(f"List!A{at}", "closed" if done == "yes" else "open"))
    return book, entries


GONE = "reviewed = false\nsigned_off = false\nclosed = false\n"
TABLE = RAG + OPEN_CLOSED + "[columns.recommendations]\n"
HERE = {
    "ref": "Ref",
    "report": "Inspection report",
    "published": "Published",
    "kind": "Type",
    "text": "Recommendation",
    "owner": "Owner",
    "status": "Status",
}
NULL = ("awaiting_total", "reviewed_total")
TRACKERS = {
    "fills": Tracker(
        fills,
        RAG
        + OPEN_CLOSED
        + '[fills]\n"FF0000" = "Red"\n"FFC000" = "Amber"\n"00B050" = "Green"\n"9BBB59" = "Green"\n"C4D79B" = "Green"\n"C3D69B" = "Green"\n'
        "[columns.recommendations]\n" + MINE + 'rag = { fill = "RAG" }\n' + GONE,
        null=NULL,
        sheets={"Colours": (1,)},
        sure=HERE,
        ask=("scope", "status", "fills"),
    ),
    "all-forces": Tracker(
        all_forces,
        RAG
        + '[status]\nOpen = "open"\n[addressees]\n"All forces" = "force"\n"All forces, NPCC" = "joint"\n'
        '"Chief Constables; CPS" = "joint"\n"Home Office" = "other"\n"*" = "other"\n[columns.recommendations]\naddressed_to = "For"\n'
        + GONE,
        null=NULL,
        sheets={"National": (1,)},
        sure=HERE,
        ask=("scope", "status"),
    ),
    "exempt-rows": Tracker(
        exempt_rows,
        RAG
        + OPEN_CLOSED
        + '[words.publish]\nYes = "No"\nNo = "Yes"\n"" = "Yes"\n[columns.recommendations]\n'
        + MINE
        + GONE
        + 'publish = "Exempt?"\n',
        null=NULL,
        sheets={"JARAP": (3,)},
        sure=HERE,
        ask=("scope", "status", "publish"),
    ),
    "part-two": Tracker(
        part_two,
        RAG + '[status]\nOpen = "open"\n[words.publish]\n"Part 1" = "Yes"\n"Part 2" = "No"\n'
        '[workbook.recommendations]\nignore = ["Confidential hotline"]\n[columns.recommendations]\n'
        + MINE
        + GONE
        + 'publish = "Part 1 / Part 2"\n',
        null=NULL,
        sheets={"Scrutiny list": (1,)},
        sure=HERE,
        ask=("scope", "status", "publish"),
    ),
    "grades": Tracker(
        grades,
        '[rag]\nInadequate = "i"\nAdequate = "a"\nGood = "g"\n"Not graded" = { means = "Not judged", ranked = false }\n'
        '[status]\nOpen = "open"\n[columns.recommendations]\n'
        + MINE
        + 'rag = "Grade"\nsigned_off = false\nclosed = false\n',
        ratings=("Inadequate", "Adequate", "Good", "Not graded"),
        null=("awaiting_total",),
        sheets={"Grades": (1,)},
        sure=HERE,
        ask=("scope", "status"),
    ),
    "words-only": Tracker(
        words_only,
        '[status]\nno = "open"\nyes = "closed"\n[columns.recommendations]\n'
        + MINE
        + GONE
        + """
ref = "Number"
text = "What we must do"
status = "Done?"
report = { value = "Inspections before 2020" }
kind = { value = "Recommendation" }
published = false
owner = false
rag = false
target = false
""",
        ratings=(),
        null=(*NULL, "overdue_total"),
        sheets={"List": (1,)},
        sure={"ref": "Number"},
        ask=("scope", "status", "text"),
    ),
}
