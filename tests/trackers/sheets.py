"""Trackers that differ in their sheets and in what stands around the table."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo

from tests.trackers.tracker import LOG_KEYS, RAG, Entry, Tracker, day, put

MINE = 'addressed_to = { value = "Northshire Police" }\n'
KINDS = '[kind]\nRec = "recommendation"\nAFI = "improvement"\nCoC = "concern"\n'
OPEN_CLOSED = '[status]\nOpen = "open"\nClosed = "closed"\n'


def per_report() -> tuple[Workbook, list[Entry]]:
    """A sheet for every report, title and date above the headings, numbers that restart, spacer
    rows, a sheet of lists.
    """
    book, entries = Workbook(), []
    book.remove(book.active)
    reports = {
        "PEEL 2018-19": (
            "PEEL: Police effectiveness, efficiency and legitimacy 2018/19",
            "2019-09-27",
            [
                (
                    5,
                    "1",
                    "Rec",
                    "Log why each stop was made",
                    "ACC Crime",
                    "Red",
                    "Open",
                    "2020-11-30",
                    "2020-09-10",
                ),
                (
                    6,
                    "2",
                    "AFI",
                    "Answer letters of complaint in a month",
                    "DCC",
                    "Green",
                    "Open",
                    "2021-06-30",
                    "2020-03-02",
                ),
                (
                    8,
                    "3",
                    "AFI",
                    "Sample the bail book each week",
                    "ACC Crime",
                    None,
                    "Closed",
                    "2020-06-30",
                    "2020-10-01",
                ),
            ],
        ),
        "Roads 2020": (
            "Roads Policing: Not optional",
            "2020-07-15",
            [
                (
                    5,
                    "1",
                    "Rec",
                    "Name a lead for fatal collisions",
                    "ACC Ops",
                    "Amber",
                    "Open",
                    "2020-12-31",
                    "2020-12-08",
                ),
                (
                    7,
                    "2",
                    "CoC",
                    "Too few trained collision investigators",
                    "ACC Ops",
                    "Red",
                    "Open",
                    "2021-03-31",
                    "",
                ),
                (
                    8,
                    "3",
                    "Rec",
                    "Fund two more examiners",
                    "Director of Finance",
                    "Amber",
                    "Open",
                    "",
                    "2020-12-08",
                ),
            ],
        ),
    }
    for name, (title, published, rows) in reports.items():
        sheet = book.create_sheet(name)
        sheet["A1"], sheet["A2"] = title, day(published)
        sheet["A1"].font, sheet["A2"].number_format = (
            Font(bold=True, size=14),
            "[$-809]dd mmmm yyyy",
        )
        sheet.merge_cells("A1:H1")
        put(
            sheet,
            4,
            [
                "No",
                "Type",
                "Wording",
                "Exec lead",
                "RAG",
                "Open / Closed",
                "Due date",
                "Last reviewed",
            ],
        )
        for at, *cells in rows:
            no, kind, text, lead, rag, status, target, reviewed = cells
            put(sheet, at, [no, kind, text, lead, rag, status, day(target), day(reviewed)])
            means = {"Rec": "recommendation", "AFI": "improvement", "CoC": "concern"}[kind]
            entries.append(
                Entry(f"'{name}'!A{at}", status.lower(), rag or "", target, reviewed, means)
            )
    put(book.create_sheet("Lists"), 1, ["Red", "Amber", "Green", "Open", "Closed"])
    return book, entries


def open_and_closed() -> tuple[Workbook, list[Entry]]:
    """Two sheets whose names are the status, whose due dates have other headings, and a hidden
    column of a helper.
    """
    book, entries = Workbook(), []
    sheet, closed = book.active, book.create_sheet("Closed")
    sheet.title = "Open"
    heads = ["Force ref", "Report title", "Date published", "Rec / AFI", "Details", "Owner", "RAG"]
    put(sheet, 3, [*heads, "Target date", "Days left", "Closed on portal"])
    put(closed, 1, [*heads, "Was due", "Days left", "Closed on portal"])
    rows = [
        (4, "N-01", "AFI", "Teach front desks to spot coercion", "Amber", "2020-12-01"),
        (5, "N-02", "Rec", "Set a ceiling for the caseload of a detective", "Red", "2021-01-13"),
        (6, "N-03", "Rec", "Check the keys of the property store", "Green", "2021-01-14"),
        (7, "N-04", "AFI", "Brief volunteers in person", "Green", ""),
    ]
    for at, ref, kind, text, rag, target in rows:
        put(
            sheet,
            at,
            [
                ref,
                "A call for help",
                day("2020-07-09"),
                kind,
                text,
                "DCC",
                rag,
                day(target),
                f'=IF(H{at}="","",H{at}-TODAY())',
            ],
        )
        entries.append(
            Entry(
                f"Open!A{at}",
                "open",
                rag,
                target,
                kind="improvement" if kind == "AFI" else "recommendation",
            )
        )
    for at, ref, text, ended in (
        (2, "N-00", "Publish the custody rota", "2020-08-03"),
        (3, "N-05", "Count hate crimes by ward", "2020-12-19"),
    ):
        put(
            closed,
            at,
            [
                ref,
                "A call for help",
                day("2020-07-09"),
                "Rec",
                text,
                "ACC Crime",
                None,
                None,
                None,
                day(ended),
            ],
        )
        entries.append(Entry(f"Closed!A{at}", "closed"))
    for each in (sheet, closed):
        each.column_dimensions["I"].hidden = True
    return book, entries


def table_with_totals() -> tuple[Workbook, list[Entry]]:
    """An Excel table with a running number by formula, a total row, prepared rows of formulas only
    and a note below.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Master"
    put(
        sheet,
        1,
        [
            "#",
            "URN",
            "Publication",
            "Published on",
            "Recommendation",
            "SRO",
            "Rating",
            "Position",
            "Deadline",
        ],
    )
    rows = [
        ("U100", "Stop using paper for witness statements", "G", "Open", "2021-04-30"),
        ("U101", "Give every burglary victim a named officer", "A", "Open", "2020-10-31"),
        ("U102", "Share threat assessments with the coastguard", "R", "Open", "2020-12-18"),
        ("U103", "Repeat the survey of special constables", "G", "Submitted", "2020-11-30"),
        ("U104", "Buy a second drug wipe store", "G", "Closed", "2020-11-30"),
    ]
    for at, (ref, text, rag, status, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                "=ROW()-1",
                ref,
                "An inspection of custody in Northshire",
                day("2020-02-12"),
                text,
                "ACC Justice",
                rag,
                status,
                day(target),
            ],
        )
        ladder = {"Open": "open", "Submitted": "signed_off", "Closed": "closed"}[status]
        entries.append(
            Entry(f"Master!B{at}", ladder, {"R": "Red", "A": "Amber", "G": "Green"}[rag], target)
        )
    for at in (7, 8):
        sheet.cell(at, 1, "=ROW()-1")
    put(sheet, 9, ["Total", "=SUBTOTAL(103,Register[URN])"])
    put(sheet, 11, ["Note: ratings agreed by the panel"])
    table = Table(displayName="Register", ref="A1:I9", totalsRowCount=1)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[1], strict=True):
        column.name = cell.value
    sheet.add_table(table)
    return book, entries


def wider_register() -> tuple[Workbook, list[Entry]]:
    """Five kinds of auditor in one register, of which the inspectorate's rows are fewer than
    half.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Audit & Inspection Register"
    put(
        sheet,
        2,
        [
            "Action ID",
            "Source",
            "Review",
            "Report date",
            "Agreed action",
            "Responsible officer",
            "RAG",
            "Status",
            "Revised date",
        ],
    )
    rows = [
        (
            "A1",
            "Internal audit",
            "Check invoices above £5,000 twice",
            "Amber",
            "Open",
            "2020-09-30",
        ),
        ("A2", "HMICFRS", "Test radio cover in the hill villages", "Amber", "Open", "2020-09-30"),
        ("A3", "External audit", "Revalue the dog school", "Red", "Open", "2020-03-31"),
        ("A4", "HMICFRS", "Hold exit talks with probationers", "Green", "Open", "2021-02-28"),
        ("A5", "HMICFRS", "Put a nurse in the control room", "Green", "Closed", "2020-02-28"),
        ("A6", "IOPC", "Film every use of a baton", "Red", "Open", "2020-05-31"),
        ("A7", "Internal audit", "Rotate the keyholders", "Green", "Closed", "2020-05-31"),
    ]
    for at, (ref, source, text, rag, status, target) in enumerate(rows, start=3):
        put(
            sheet,
            at,
            [
                ref,
                source,
                "Review of " + text.split()[-1],
                day("2020-01-20"),
                text,
                "Head of Assurance",
                rag,
                status,
                day(target),
            ],
        )
        if source == "HMICFRS":
            entries.append(
                Entry(f"'Audit & Inspection Register'!A{at}", status.lower(), rag, target)
            )
    return book, entries


def sharepoint() -> tuple[Workbook, list[Entry]]:
    """A list exported from SharePoint: times of day, 'Item Type' and 'Path', a table over all of
    it.
    """
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "query (1)"
    known = "Title|Inspection|Publication date|Recommendation type|Narrative|Lead|BRAG|Stage|Due|Reviewed at panel"
    put(sheet, 1, [*known.split("|"), "Modified", "Item Type", "Path"])
    rec, afi = "Recommendation", "Area for improvement"
    rows = [
        (
            "REC-7",
            rec,
            "Ask victims how they wish to be told",
            "Red",
            "Active",
            "2020-12-20",
            "2020-10-05T14:35",
        ),
        (
            "REC-8",
            afi,
            "Clear the queue of phones",
            "Green",
            "Active",
            "2021-05-01",
            "2020-06-30T16:45",
        ),
        (
            "REC-9",
            rec,
            "Tell schools of a child's arrest",
            "Amber",
            "Active",
            "2020-08-31T09:15",
            "2020-12-31T17:20",
        ),
        (
            "REC-10",
            rec,
            "Show the duty of each inspector",
            "Green",
            "With DCC",
            "2020-08-31",
            "2020-07-01T08:00",
        ),
        ("REC-11", afi, "Clean cells by nine", None, "Complete", "2020-02-01", ""),
    ]
    for at, (ref, kind, text, rag, stage, due, seen) in enumerate(rows, start=2):
        mine = [
            ref,
            "A joint look at detention",
            day("2020-05-05"),
            kind,
            text,
            "Supt Custody",
            rag,
            stage,
        ]
        put(
            sheet,
            at,
            [
                *mine,
                day(due),
                day(seen),
                day("2021-01-04T16:41"),
                "Item",
                "sites/assurance/Lists/HMICFRS",
            ],
        )
        for column in "IJK":
            sheet[f"{column}{at}"].number_format = "dd/mm/yyyy hh:mm"
        ladder = {"Active": "open", "With DCC": "signed_off", "Complete": "closed"}[stage]
        means = "improvement" if kind == afi else "recommendation"
        entries.append(Entry(f"'query (1)'!A{at}", ladder, rag or "", due[:10], seen[:10], means))
    sheet.add_table(Table(displayName="Table_query__1", ref="A1:M6"))
    return book, entries


def log_within() -> tuple[Workbook, list[Entry]]:
    """The log on sheets of the tracker itself, under the force's own headings."""
    book, entries = Workbook(), []
    sheet = book.active
    sheet.title = "Actions"
    put(
        sheet,
        1,
        [
            "Ref",
            "Report",
            "Published",
            "Type",
            "Action required",
            "Owner",
            "RAG",
            "Status",
            "Target",
            "Reviewed",
        ],
    )
    rows = [
        ("L1", "Draw up a plan for lone workers", "Amber", "Open", "2020-12-31"),
        ("L2", "Let analysts see the intelligence log", "Green", "Open", "2021-12-31"),
        ("L3", "Rewrite the leaflet on domestic abuse", "Green", "Closed", "2020-09-01"),
    ]
    for at, (ref, text, rag, status, target) in enumerate(rows, start=2):
        put(
            sheet,
            at,
            [
                ref,
                "An update on rural crime",
                day("2020-10-20"),
                "Rec",
                text,
                "ACC Ops",
                rag,
                status,
                day(target),
                day("2020-11-11"),
            ],
        )
        entries.append(Entry(f"Actions!A{at}", status.lower(), rag, target, "2020-11-11"))
    fieldwork = book.create_sheet("Visits")
    put(fieldwork, 2, ["Visit", "Name", "What it was", "Our part", "From", "To"])
    put(
        fieldwork,
        3,
        [
            "V1",
            "Rural crime",
            "a look at rural crime in four forces",
            "Fieldwork",
            day("2020-09-07"),
            day("2020-09-11"),
        ],
    )
    put(
        fieldwork,
        4,
        ["V2", "Custody", "an unannounced visit to custody", "Fieldwork", day("2020-12-14"), None],
    )
    reports = book.create_sheet("Published")
    put(reports, 1, ["R no", "Full title", "Date out", "Recs", "Ours", "Shared", "Others"])
    put(reports, 2, ["R1", "An update on rural crime", day("2020-10-20"), 4, 3, 0, 1])
    ahead = book.create_sheet("Coming up")
    put(ahead, 1, ["What", "Starts on", "Ends on"])
    put(ahead, 2, ["PEEL assessment 2021", day("2021-03-08"), day("2021-03-26")])
    sheet["G2"].fill = PatternFill("solid", fgColor="FFC000")
    return book, entries


BASE = RAG + KINDS
TRACKERS = {
    "per-report": Tracker(
        per_report,
        BASE
        + OPEN_CLOSED
        + '[workbook.recommendations]\nsheets = "all"\nexcept = ["Lists"]\n[columns.recommendations]\n'
        + MINE
        + """
ref = { join = ["{sheet}", "No"], with = " " }
report = "{A1}"
published = "{A2}"
kind = "Type"
number = "No"
text = "Wording"
owner = "Exec lead"
status = "Open / Closed"
target = "Due date"
reviewed = "Last reviewed"
signed_off = false
closed = false
""",
        null=("awaiting_total",),
        sheets={"PEEL 2018-19": (4,), "Roads 2020": (4,)},
        sure={
            "text": "Wording",
            "kind": "Type",
            "owner": "Exec lead",
            "rag": "RAG",
            "target": "Due date",
            "reviewed": "Last reviewed",
        },
        ask=("scope", "status"),
    ),
    "open-and-closed": Tracker(
        open_and_closed,
        BASE
        + OPEN_CLOSED
        + '[workbook.recommendations]\nsheets = ["Open", "Closed"]\n[columns.recommendations]\n'
        + MINE
        + """
ref = "Force ref"
report = "Report title"
published = "Date published"
kind = "Rec / AFI"
text = "Details"
status = "{sheet}"
target = ["Target date", "Was due"]
closed = "Closed on portal"
reviewed = false
signed_off = false
""",
        null=("awaiting_total", "reviewed_total"),
        sheets={"Open": (3,), "Closed": (1,)},
        sure={
            "ref": "Force ref",
            "report": "Report title",
            "published": "Date published",
            "closed": "Closed on portal",
            "rag": "RAG",
        },
        ask=("scope", "status"),
    ),
    "table-with-totals": Tracker(
        table_with_totals,
        RAG
        + """[status]
Open = "open"
Submitted = "signed_off"
Closed = "closed"
[words.rag]
R = "Red"
A = "Amber"
G = "Green"
[workbook.recommendations]
ends = "Total*"
[columns.recommendations]
"""
        + MINE
        + """
ref = "URN"
report = "Publication"
published = "Published on"
kind = { value = "Recommendation" }
owner = "SRO"
rag = "Rating"
status = "Position"
target = "Deadline"
reviewed = false
signed_off = false
closed = false
""",
        null=("reviewed_total",),
        sheets={"Master": (1,)},
        sure={
            "ref": "URN",
            "published": "Published on",
            "text": "Recommendation",
            "owner": "SRO",
            "target": "Deadline",
        },
        ask=("scope", "status"),
    ),
    "wider-register": Tracker(
        wider_register,
        RAG
        + OPEN_CLOSED
        + """[workbook.recommendations]
only = { Source = ["HMICFRS"] }
[expect]
outstanding_total = 2
[columns.recommendations]
"""
        + MINE
        + """
ref = "Action ID"
report = "Review"
published = "Report date"
kind = { value = "Recommendation" }
text = "Agreed action"
owner = "Responsible officer"
target = "Revised date"
reviewed = false
signed_off = false
closed = false
""",
        null=("reviewed_total", "awaiting_total"),
        sheets={"Audit & Inspection Register": (2,)},
        sure={
            "ref": "Action ID",
            "text": "Agreed action",
            "owner": "Responsible officer",
            "rag": "RAG",
            "status": "Status",
        },
        ask=("scope", "status", "only"),
    ),
    "sharepoint": Tracker(
        sharepoint,
        RAG
        + """[status]
Active = "open"
"With DCC" = "signed_off"
Complete = "closed"
[columns.recommendations]
"""
        + MINE
        + """
ref = "Title"
report = "Inspection"
published = "Publication date"
kind = "Recommendation type"
text = "Narrative"
owner = "Lead"
rag = "BRAG"
status = "Stage"
target = "Due"
reviewed = "Reviewed at panel"
signed_off = false
closed = false
""",
        sheets={"query (1)": (1,)},
        sure={
            "published": "Publication date",
            "kind": "Recommendation type",
            "text": "Narrative",
            "owner": "Lead",
            "target": "Due",
            "reviewed": "Reviewed at panel",
        },
        ask=("scope", "status"),
    ),
    "log-within": Tracker(
        log_within,
        BASE
        + OPEN_CLOSED
        + """[workbook.recommendations]
sheets = ["Actions"]
[workbook.inspections]
sheets = ["Visits"]
[workbook.reports]
sheets = ["Published"]
[workbook.forthcoming]
sheets = ["Coming up"]
[columns.recommendations]
"""
        + MINE
        + """
text = "Action required"
kind = "Type"
report = "Report"
target = "Target"
signed_off = false
closed = false
[columns.inspections]
ref = "Visit"
title = "Name"
description = "What it was"
involvement = "Our part"
started = "From"
finished = "To"
[columns.reports]
ref = "R no"
title = "Full title"
published = "Date out"
recommendations = "Recs"
for_force = "Ours"
jointly = "Shared"
for_others = "Others"
[columns.forthcoming]
title = "What"
starts = "Starts on"
ends = "Ends on"
""",
        null=("awaiting_total",),
        log=dict.fromkeys(LOG_KEYS, 1),
        sheets={"Actions": (1,), "Visits": (2,), "Published": (1,), "Coming up": (1,)},
        sure={
            "ref": "Ref",
            "report": "Report",
            "published": "Published",
            "rag": "RAG",
            "target": "Target",
        },
        ask=("scope", "status"),
    ),
}
