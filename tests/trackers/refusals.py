"""Every refusal and note of 6a and 6b as the smallest workbook that shows it, beside the nearest
that is sound.

A workbook is a mapping of sheet names to rows of cells; a case is what is changed in the plain
tracker below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, PatternFill

from tests.trackers.tracker import COMMON, NO_LOG, RAG

HEADS = (
    "Ref",
    "Inspection report",
    "Published",
    "Type",
    "Recommendation",
    "Owner",
    "RAG",
    "Status",
    "Target date",
)
Sheets = dict[str, list[list[Any]]]
Change = Callable[[Workbook], None]


def row(ref: Any, text: str, **other: Any) -> list[Any]:
    """A row of the plain tracker; other: by heading with underscores for spaces."""
    cells = dict(
        zip(
            HEADS,
            (
                ref,
                "A call for help",
                datetime(2020, 7, 9),
                "Recommendation",
                text,
                "DCC",
                "Amber",
                "Open",
                datetime(2021, 6, 1),
            ),
            strict=True,
        )
    )
    return list((cells | {key.replace("_", " "): value for key, value in other.items()}).values())


PLAIN: list[list[Any]] = [
    list(HEADS),
    row("T1", "Keep the lamps lit"),
    row("T2", "Mend the gate"),
    row("T3", "Wind the clock"),
    row("T4", "Count the horses"),
]
FALSE = "reviewed = false\nsigned_off = false\nclosed = false\n"
COLUMNS = '[columns.recommendations]\naddressed_to = { value = "Northshire Police" }\n' + FALSE
STATUS = '[status]\nOpen = "open"\nClosed = "closed"\n'


@dataclass(frozen=True)
class Case:
    """What a workbook and its settings must bring about: exit code, what the message holds, what it
    must not hold.
    """

    sheets: Sheets = field(default_factory=lambda: {"List": PLAIN})
    toml: str = ""
    columns: str = ""
    exit: int | tuple[int, ...] = 0
    says: tuple[str, ...] = ()
    not_says: tuple[str, ...] = ()
    change: Change | None = None
    head: str = RAG + STATUS
    base: str = COLUMNS
    log: str = NO_LOG

    @property
    def settings(self) -> str:
        """The whole report.toml: a key that a case gives replaces that of the base."""
        given = {line.split(" = ")[0] for line in self.columns.splitlines()}
        kept = [line for line in self.base.splitlines() if line.split(" = ")[0] not in given]
        return "\n".join([COMMON, self.log, self.head, self.toml, *kept, self.columns, ""])

    def book(self) -> Workbook:
        """The workbook, made anew."""
        book = Workbook()
        book.remove(book.active)
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for cells in rows:
                sheet.append(cells)
        if self.change:
            self.change(book)
        return book


def plus(*rows: list[Any]) -> Sheets:
    """The plain tracker with rows below."""
    return {"List": [*PLAIN, *rows]}


def with_column(heading: str, *cells: Any) -> Sheets:
    """The plain tracker with a column to the right."""
    return {
        "List": [
            [*PLAIN[0], heading],
            *([*old, cell] for old, cell in zip(PLAIN[1:], cells, strict=True)),
        ]
    }


def under(group: str) -> Sheets:
    """The plain tracker without report and date, under a group row."""
    return {"List": [PLAIN[0], [group], *([old[0], None, None, *old[3:]] for old in PLAIN[1:])]}


def filled(*colours: str) -> Change:
    """Fills of G2 and down in the place of words."""

    def change(book: Workbook) -> None:
        for at, colour in enumerate(colours, start=2):
            book["List"].cell(at, 7).value = None
            book["List"].cell(at, 7).fill = PatternFill("solid", fgColor=Color(rgb=colour))

    return change


def ruled(book: Workbook) -> None:
    """Fills, and a conditional format over the column."""
    filled(*["FFFFC000"] * 4)(book)
    book["List"].conditional_formatting.add(
        "G2:G5",
        CellIsRule(operator="equal", formula=["1"], fill=PatternFill("solid", bgColor="FFC000")),
    )


def shown(book: Workbook) -> None:
    """Refs as Excel shows them under 0.00."""
    for at in range(2, 6):
        book["List"].cell(at, 1).number_format = "0.00"


def month_shown(book: Workbook) -> None:
    """A published date that shows no day."""
    book["List"]["C2"].number_format = "mmm-yy"


def workbook(keys: str) -> str:
    """The table of the master list."""
    return f"[workbook.recommendations]\n{keys}\n"


def spread(*titles: str | None) -> Sheets:
    """A sheet for each title, which stands in A1; ref and wording distinct on each."""
    return {
        name: [[title], list(HEADS), row(name, f"Paint door {number}", Inspection_report=None)]
        for number, (name, title) in enumerate(zip(("One", "Two"), titles, strict=False))
    }


SUB = [None] * 9
NUMBERED = [["#", *HEADS], *(["=ROW()-1", *old] for old in PLAIN[1:])]
EITHER = (2, 3)
"""Where the contract leaves open whether report.toml or the workbook is at fault."""
GROUP = 'report = "{group}"\npublished = "{group}"'
TWO = [["Ref", "Report", None, "Progress", "Progress"], [None, "Title", "Date", "Due", "Due"]]
ADDRESSED = {
    "List": [
        [*HEADS, "Addressed to"],
        [*PLAIN[1], "Northshire Police"],
        [*PLAIN[2], "Chief fire officers"],
    ]
}
WIDER = {
    "List": [
        [*HEADS, "Source"],
        *(
            [*old, source]
            for old, source in zip(PLAIN[1:], ("HMI", "Audit", "Audit", "HMI"), strict=True)
        ),
    ]
}
ONLY = workbook('only = { Source = ["HMI"] }')
REST = 'rag = { fill = "RAG" }'
FILLS = '[fills]\n"FFC000" = "Amber"\n'

# name: (what is refused or noted, the nearest that is sound)
CASES: dict[str, tuple[Case, Case]] = {
    "log = false beside a log": (
        Case(
            sheets={
                "List": PLAIN,
                "Inspections": [["Ref", "Title", "Description", "Force involvement", "Finished"]],
                "Reports": [
                    [
                        "Ref",
                        "Title",
                        "Published",
                        "Recommendations",
                        "For the force",
                        "Jointly",
                        "For others",
                    ]
                ],
                "Forthcoming": [["Title", "Starts"]],
            },
            exit=EITHER,
            says=("log", "Inspections"),
        ),
        Case(sheets={"List": PLAIN, "Notes": [["Read me"]]}),
    ),
    "a named sheet is missing": (
        Case(toml=workbook('sheets = ["List", "Done"]'), exit=EITHER, says=("Done", "List")),
        Case(toml=workbook('sheets = ["List"]')),
    ),
    "all meets a sheet without the headings": (
        Case(
            sheets={"List": PLAIN, "Codes": [["Open"], ["Closed"]]},
            toml=workbook('sheets = "all"'),
            exit=3,
            says=("Codes", "except"),
        ),
        Case(
            sheets={"List": PLAIN, "Codes": [["Open"], ["Closed"]]},
            toml=workbook('sheets = "all"\nexcept = ["Codes"]'),
        ),
    ),
    "two sheets could be the table": (
        Case(
            sheets={"A": PLAIN, "B": [PLAIN[0], row("B1", "Oil the hinge")]},
            exit=3,
            says=("A", "B", "sheets"),
        ),
        Case(sheets={"Anything": PLAIN, "B": [["Ref", "Notes"], ["B1", "x"]]}),
    ),
    "two columns stay alike": (
        Case(
            sheets={
                "List": [
                    ["Ref", *["Due"] * 2, *HEADS[1:8]],
                    *([r[0], None, None, *r[1:8]] for r in PLAIN[1:]),
                ]
            },
            columns='target = "Due"',
            exit=3,
            says=("B1", "C1", "Due"),
        ),
        Case(
            sheets={
                "List": [
                    ["Ref", "Note", "Note", *HEADS[1:]],
                    *([r[0], None, None, *r[1:]] for r in PLAIN[1:]),
                ]
            }
        ),
    ),
    "two heading rows stay alike": (
        Case(
            sheets={"List": TWO},
            toml=workbook("headings = [1, 2]"),
            columns='target = "Progress / Due"',
            exit=3,
            says=("D2", "E2", "Progress / Due"),
        ),
        Case(
            sheets={"List": [["What", *[None] * 8], list(HEADS), *PLAIN[1:]]},
            toml=workbook("headings = [1, 2]"),
        ),
    ),
    "a group row with two dates": (
        Case(
            sheets=under("Call: 9 July 2020, revised 10 August 2020"),
            toml=workbook("group_rows = true"),
            columns=GROUP,
            exit=3,
            says=("List!A2", "9 July 2020", "10 August 2020"),
            not_says=("is blank",),
        ),
        Case(sheets=under("Call: 9 July 2020"), toml=workbook("group_rows = true"), columns=GROUP),
    ),
    "a row before the first group": (
        Case(
            sheets={"List": [PLAIN[0], PLAIN[1], ["Call: 9 July 2020"], *PLAIN[2:]]},
            toml=workbook("group_rows = true"),
            columns=GROUP,
            exit=3,
            says=("List!A2", "group"),
        ),
        Case(
            sheets={"List": [PLAIN[0], ["Call: 9 July 2020"], *PLAIN[1:]]},
            toml=workbook("group_rows = true"),
            columns=GROUP,
        ),
    ),
    "the cell above the headings is empty": (
        Case(
            sheets=spread("Call", None),
            toml=workbook('sheets = "all"'),
            columns='report = "{A1}"',
            exit=3,
            says=("Two!A1",),
            not_says=("One!A1", "is blank"),
        ),
        Case(
            sheets=spread("Call", "Roads"),
            toml=workbook('sheets = "all"'),
            columns='report = "{A1}"',
        ),
    ),
    "a row without a ref differs": (
        Case(
            sheets=plus([*SUB[:7], "Closed", None]),
            toml=workbook('one_row = "ref"'),
            exit=3,
            says=("List!H6", "Closed", "Open"),
        ),
        Case(sheets=plus([*SUB[:7], "Open", None]), toml=workbook('one_row = "ref"')),
    ),
    "a row without a ref has another date": (
        Case(
            sheets=plus([*SUB[:8], datetime(2022, 2, 3)]),
            toml=workbook('one_row = "ref"'),
            exit=3,
            says=("List!I6", "1 June 2021", "3 February 2022"),
        ),
        Case(sheets=plus([*SUB[:8], datetime(2021, 6, 1)]), toml=workbook('one_row = "ref"')),
    ),
    "more than a quarter of the rows would go": (
        Case(sheets=WIDER, toml=ONLY, exit=3, says=("2", "4", "[expect]")),
        Case(sheets=WIDER, toml=ONLY + "[expect]\noutstanding_total = 2\n"),
    ),
    "not_rows takes more than a quarter": (
        Case(
            sheets=plus(["Note a"], ["Note b"]),
            toml=workbook('not_rows = ["Note*"]'),
            exit=3,
            says=("2", "6", "[expect]"),
        ),
        Case(sheets=plus(["Note a"]), toml=workbook('not_rows = ["Note*"]')),
    ),
    "ends cuts more than a quarter": (
        Case(
            sheets=plus(["(end)"], row("T5", "Feed the dogs"), row("T6", "Shoe the mare")),
            toml=workbook('ends = "(*)"'),
            exit=3,
            says=("[expect]",),
        ),
        Case(sheets=plus(["(end)"]), toml=workbook('ends = "(*)"')),
    ),
    "the first heading of several and the second differ": (
        Case(
            sheets=with_column(
                "Due", datetime(2021, 6, 1), datetime(2021, 7, 1), *[datetime(2021, 6, 1)] * 2
            ),
            columns='target = ["Target date", "Due"]',
            exit=3,
            says=("I3", "List!J3", "1 June 2021", "1 July 2021"),
            not_says=("I2",),
        ),
        Case(
            sheets=with_column("Due", *[datetime(2021, 6, 1)] * 4),
            columns='target = ["Target date", "Due"]',
        ),
    ),
    "a joined ref is blank": (
        Case(
            sheets=plus(row(None, "Fill the well")),
            columns='ref = { join = ["{sheet}", "Ref"], with = " " }',
            exit=3,
            says=("List!A6", "Ref"),
        ),
        Case(columns='ref = { join = ["{sheet}", "Ref"], with = " " }'),
    ),
    "a joined ref is not unique": (
        Case(
            sheets=plus(row("T1", "Fill the well")),
            columns='ref = { join = ["{sheet}", "Ref"], with = " " }',
            exit=3,
            says=("List T1", "A2", "A6"),
        ),
        Case(
            sheets={"List": PLAIN, "More": [PLAIN[0], row("T1", "Fill the well")]},
            toml=workbook('sheets = "all"'),
            columns='ref = { join = ["{sheet}", "Ref"], with = " " }',
        ),
    ),
    **{
        f"{key} is the same in every row": (
            Case(columns=f'{key} = {{ value = "{value}" }}', exit=2, says=(key, "value")),
            Case(columns='kind = { value = "Recommendation" }'),
        )
        for key, value in (
            ("ref", "T"),
            ("target", "2021-03-31"),
            ("reviewed", "2020-12-01"),
            ("signed_off", "2020-12-01"),
            ("closed", "2020-12-01"),
        )
    },
    **{
        f"{key} = false": (
            Case(columns=f"{key} = false", exit=2, says=(key, "false")),
            Case(columns="owner = false"),
        )
        for key in ("ref", "text", "status")
    },
    "an unknown fill": (
        Case(
            change=filled(*["FFFFC000"] * 3, "FF7030A0"),
            toml=FILLS,
            columns=REST,
            exit=3,
            says=("List!G5", "7030A0"),
            not_says=("G4",),
        ),
        Case(change=filled(*["FFFFC000"] * 4), toml=FILLS, columns=REST),
    ),
    "a conditional format colours the column": (
        Case(change=ruled, toml=FILLS, columns=REST, exit=3, says=("List", "G", "conditional")),
        Case(change=filled(*["FFFFC000"] * 4), toml=FILLS, columns=REST),
    ),
    "status from dates without closed": (
        Case(columns='status = { from = "dates" }', exit=2, says=("status", "closed"), head=RAG),
        Case(
            sheets=with_column("Shut", datetime(2020, 8, 1), None, None, None),
            columns='status = { from = "dates" }\nclosed = "Shut"',
            head=RAG,
        ),
    ),
    "two patterns fit a word": (
        Case(
            sheets=plus(row("T5", "Sweep the hall", RAG="AFI late")),
            toml='[words.rag]\n"AFI *" = "Red"\n"AFI l*" = "Amber"\n',
            exit=EITHER,
            says=("AFI *", "AFI l*", "AFI late"),
        ),
        Case(
            sheets=plus(row("T5", "Sweep the hall", RAG="AFI late")),
            toml='[words.rag]\n"AFI *" = "Red"\n"Rec *" = "Amber"\n',
        ),
    ),
    "no ranked word is left": (
        Case(
            head='[rag]\nAmber = { means = "a", ranked = false }\n' + STATUS,
            exit=2,
            says=("rag", "ranked"),
        ),
        Case(head='[rag]\nRed = "r"\nAmber = { means = "a", ranked = false }\n' + STATUS),
    ),
    "a star meets a text that may be the force": (
        Case(
            sheets=ADDRESSED,
            toml='[addressees]\n"*" = "other"\n',
            columns='addressed_to = "Addressed to"',
            exit=EITHER,
            says=("Chief fire officers", "[addressees]"),
            not_says=("J2",),
        ),
        Case(
            sheets=ADDRESSED,
            toml='[addressees]\n"Chief fire officers" = "other"\n"*" = "other"\n',
            columns='addressed_to = "Addressed to"',
        ),
    ),
    "an addressee nobody declared, on a first paper": (
        Case(
            sheets={
                "List": [
                    [*HEADS, "Addressed to"],
                    [*PLAIN[1], "Northshire Police"],
                    [*PLAIN[2], "Lead bodies"],
                ]
            },
            columns='addressed_to = "Addressed to"',
            exit=EITHER,
            says=("Lead bodies", "J3", "[addressees]"),
        ),
        Case(
            sheets={
                "List": [
                    [*HEADS, "Addressed to"],
                    [*PLAIN[1], "Northshire Police"],
                    [*PLAIN[2], "Home Office"],
                ]
            },
            columns='addressed_to = "Addressed to"',
        ),
    ),
    "a month where a day is needed": (
        Case(
            change=month_shown,
            toml='[dates]\nmonth = "last day"\n',
            exit=3,
            says=("List!C2", "day"),
        ),
        Case(
            sheets=plus(row("T5", "Sweep the hall", Target_date="Mar-21")),
            toml='[dates]\nmonth = "last day"\n',
        ),
    ),
    "a month without the key": (
        Case(
            sheets=plus(row("T5", "Sweep the hall", Target_date="Mar-21")),
            exit=3,
            says=("List!I6", "Mar-21"),
        ),
        Case(
            sheets=plus(row("T5", "Sweep the hall", Target_date="TBC")),
            toml='[dates]\nnone = ["TBC"]\n',
        ),
    ),
    "what the force expects differs": (
        Case(
            toml="[expect]\noutstanding_total = 5\n",
            exit=(2, 3, 4),
            says=("outstanding_total", "5", "4"),
        ),
        Case(toml="[expect]\noutstanding_total = 4\n"),
    ),
    "a date as text is read with a note": (
        Case(
            sheets=plus(row("T5", "Sweep the hall", Target_date="31/03/21")),
            says=("List!I6", "2021 for 21"),
        ),
        Case(not_says=("as text",)),
    ),
    "two numbers show the same ref": (
        Case(
            sheets={
                "List": [
                    PLAIN[0],
                    row(1.1, "a b"),
                    row(1.101, "c d"),
                    row(1.2, "e f"),
                    row(1.3, "g h"),
                ]
            },
            change=shown,
            exit=3,
            says=("1.10", "A2", "A3"),
        ),
        Case(
            sheets={
                "List": [
                    PLAIN[0],
                    row(1.1, "a b"),
                    row(1.01, "c d"),
                    row(1.2, "e f"),
                    row(1.3, "g h"),
                ]
            },
            change=shown,
        ),
    ),
    "a blank owner is a note": (
        Case(
            sheets=plus(row("T5", "Sweep the hall", Owner=None)), says=("List!F6", "not allocated")
        ),
        Case(not_says=("not allocated",)),
    ),
    "a settled row needs no rating": (
        Case(sheets=plus(row("T5", "Sweep the hall", RAG=None)), exit=3, says=("List!G6",)),
        Case(sheets=plus(row("T5", "Sweep the hall", RAG=None, Status="Closed"))),
    ),
    **{
        f"a column headed {heading} is not mapped": (
            Case(
                sheets=with_column(heading, "Yes", None, None, None),
                exit=3,
                says=(heading, "List!J1", "ignore"),
            ),
            Case(
                sheets=with_column(heading, "Yes", None, None, None),
                toml=workbook(f'ignore = ["{heading}"]'),
            ),
        )
        for heading in (
            "Exempt",
            "Confidential?",
            "Restricted",
            "Sensitive",
            "Private",
            "Part 2",
            "Part II",
            "Part B",
            "Closed session",
            "For release",
            "Disclose",
        )
    },
    "an exempt column is mapped": (
        Case(
            sheets=with_column("Exempt", "Yes", "No", "No", "maybe"),
            toml='[words.publish]\nYes = "No"\nNo = "Yes"\n',
            columns='publish = "Exempt"',
            exit=3,
            says=("List!J5", "maybe"),
        ),
        Case(
            sheets=with_column("Exempt", "Yes", "No", "No", "No"),
            toml='[words.publish]\nYes = "No"\nNo = "Yes"\n',
            columns='publish = "Exempt"',
            not_says=("Keep the lamps lit",),
        ),
    ),
    "a sheet that looks like the table is not read": (
        Case(
            sheets={
                "List": PLAIN,
                "Archive": [PLAIN[0], row("O1", "Oil the hinge"), row("O2", "Burn the leaves")],
            },
            toml=workbook('sheets = ["List"]'),
            says=("Archive", "2"),
        ),
        Case(
            sheets={"List": PLAIN, "Codes": [["Open"]]},
            toml=workbook('sheets = ["List"]'),
            not_says=("looks like",),
        ),
    ),
    "no row at all": (
        Case(sheets={"List": [PLAIN[0]]}, exit=3, says=("List", "row")),
        Case(sheets={"List": PLAIN[:2]}),
    ),
    "a review before publication is a note": (
        Case(
            sheets=with_column("Panel", datetime(2020, 1, 2), None, None, None),
            columns='reviewed = "Panel"',
            says=("List!J2", "2 January 2020", "9 July 2020"),
        ),
        Case(
            sheets=with_column("Panel", datetime(2020, 9, 2), None, None, None),
            columns='reviewed = "Panel"',
            not_says=("List!J2",),
        ),
    ),
    "a fault in a row for others is a note": (
        Case(
            sheets={
                "List": [
                    [*HEADS, "Addressed to"],
                    [*PLAIN[1], "Northshire Police"],
                    [*row("T9", "Sweep", RAG="Mauve"), "Home Office"],
                ]
            },
            columns='addressed_to = "Addressed to"',
            says=("List!G3", "Mauve"),
        ),
        Case(
            sheets={
                "List": [
                    [*HEADS, "Addressed to"],
                    [*PLAIN[1], "Northshire Police"],
                    [*row("T9", "Sweep"), "Home Office"],
                ]
            },
            columns='addressed_to = "Addressed to"',
            not_says=("List!G3",),
        ),
    ),
    "rows of nothing but formulas are none": (
        Case(
            sheets={"List": [*NUMBERED, ["=ROW()-1", None, "Roads"]]}, exit=3, says=("List!", "6")
        ),
        Case(sheets={"List": [*NUMBERED, ["=ROW()-1"], ["=ROW()-1"]]}),
    ),
    "an unknown key is refused with a suggestion": (
        Case(toml=workbook('sheet = ["List"]'), exit=2, says=("sheet", "sheets")),
        Case(toml=workbook('sheets = ["List"]')),
    ),
    **{
        f"{written} is no mapping": (
            Case(columns=f'report = "{written}"', exit=EITHER, says=(written,)),
            Case(columns='report = "{sheet}"'),
        )
        for written in ("{row}", "=A2&B2", "Insp.*report$")
    },
    "tables side by side": (
        Case(
            sheets={"List": [[*old, None, *old] for old in PLAIN]},
            exit=3,
            says=("A1", "K1", "second table"),
            not_says=("L1",),
        ),
        Case(sheets={"List": [[*old, None, "Key" if old is PLAIN[0] else None] for old in PLAIN]}),
    ),
    "a heading that is not there": (
        Case(columns='target = "Due by"', exit=EITHER, says=("Due by", "List")),
        Case(columns='target = "Target date"'),
    ),
}
