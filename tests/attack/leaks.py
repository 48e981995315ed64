"""Leaks: canaries in rows that are not for publication and wherever a file keeps words; looked for
in every output and on screens.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.attack.child import Ran
from tests.attack.detect import CANARY, Breach, crashed, leaked, local, obeyed
from tests.attack.hostile import BODY, in_body, paragraph, run
from tests.attack.packages import changed, files_of, parts_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import FORMER, World
from tests.builders import MEETING, THEN

PUBLISH = (
    "No",
    "no",
    " No ",
    "NO",
    "N\u043e",
    "N",
    "False",
    False,
    0,
    "not yet",
    "-",
    None,
    "",
    "\u200b",
    "No.",
    "Yes?",
    "n/a",
    "Part 2",
    "Private",
    "=FALSE()",
)
"""What people type who do not want a row printed: none of these is a Yes."""
HEADINGS = (
    "Exempt",
    "Part 2",
    "Confidential?",
    "Restricted",
    "Private",
    "Closed session",
    "Notes",
    "Sensitive (Y/N)",
    "Not for publication",
    "Comments",
)
TELL_THE_OLD_PAPER = ("diff", "text")
Plant = Callable[[World, Random], str]


def _workbook(
    world: World, change: Callable[[Any], None], file: str = "recommendations.xlsx"
) -> None:
    from openpyxl import load_workbook

    made = load_workbook(world.inputs / file)
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    (world.inputs / file).write_bytes(buffer.getvalue())


def withheld_row(world: World, random: Random) -> str:
    """Let a row with canaries say by another word that it must not be printed."""
    said = random.choice(PUBLISH)

    def change(made: Any) -> None:
        sheet = made["Recommendations"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        row = random.randint(2, sheet.max_row)
        for heading in (
            "Recommendation",
            "Latest update",
            "Owner",
            "Department",
            "Reason for rating",
        ):
            sheet.cell(
                row, columns[heading]
            ).value = f"{CANARY.title()} {heading} gwenferch that nobody may read"
        sheet.cell(row, columns["Publish"]).value = said

    _workbook(world, change)
    return f"Publish is {said!r}"


def now_withheld(world: World, random: Random) -> str:
    """Let another row be withheld from now on, with other words than last time."""

    def change(made: Any) -> None:
        sheet = made["Recommendations"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        row = random.randint(2, sheet.max_row)
        sheet.cell(
            row, columns["Recommendation"]
        ).value = f"{CANARY.title()} gwenferch, new words that nobody may read"
        sheet.cell(row, columns["Publish"]).value = "No"

    _workbook(world, change)
    return "withheld from now on"


def extra_column(world: World, random: Random) -> str:
    heading = random.choice(HEADINGS)
    file, sheets = random.choice(
        (
            ("recommendations.xlsx", ["Recommendations"]),
            ("inspections.xlsx", ["Inspections", "Reports", "Forthcoming"]),
        )
    )

    def change(made: Any) -> None:
        sheet = made[random.choice(sheets)]
        column = sheet.max_column + 1
        sheet.cell(1, column).value = heading
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = f"{CANARY} in a column that is not read"

    _workbook(world, change, file)
    return f"a column {heading}"


def beside_the_cells(world: World, random: Random) -> str:
    """Put canaries where a workbook keeps words beside its cells."""
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation

    way = random.choice(
        ("comment", "validation", "footer", "sheet", "properties", "filter", "link")
    )

    def change(made: Any) -> None:
        sheet = made[random.choice(["Inspections", "Reports"])]
        if way == "comment":
            sheet["A1"].comment = Comment(f"{CANARY} comment", f"{CANARY} author")
        elif way == "validation":
            sheet.add_data_validation(
                DataValidation(
                    type="list",
                    formula1=f'"{CANARY}"',
                    promptTitle=CANARY,
                    prompt=CANARY,
                    error=CANARY,
                )
            )
        elif way == "footer":
            sheet.evenFooter.center.text = CANARY
        elif way == "sheet":
            made.create_sheet("Other").append([CANARY] * 3)
        elif way == "properties":
            made.properties.description = made.properties.subject = made.properties.category = (
                CANARY
            )
        elif way == "link":
            sheet["B2"].hyperlink = f"file:///C:/{CANARY}.docx"
        else:
            sheet.auto_filter.ref = "A1:B2"
            sheet.auto_filter.add_filter_column(0, [CANARY])

    _workbook(world, change, "inspections.xlsx")
    return way


def in_the_template(world: World, random: Random) -> str:
    """Put canaries where a template keeps words that nobody prints."""
    package = world.template.read_bytes()
    parts = parts_of(package)
    way = random.choice(
        (
            "creator",
            "company",
            "changed",
            "comment in XML",
            "deleted",
            "inserted by",
            "variable",
            "custom XML",
            "hidden comment",
        )
    )
    core, app = parts["docProps/core.xml"], parts["docProps/app.xml"]
    if way == "creator":
        package = changed(
            package,
            {
                "docProps/core.xml": core.replace(
                    b"</cp:coreProperties>",
                    f"<cp:lastModifiedBy>{CANARY}</cp:lastModifiedBy><cp:category>{CANARY}</cp:category></cp:coreProperties>".encode(),
                )
            },
        )
    elif way == "company":
        package = changed(
            package,
            {
                "docProps/app.xml": app.replace(
                    b"</Properties>",
                    f"<Company>{CANARY}</Company><Manager>{CANARY}</Manager></Properties>".encode(),
                )
            },
        )
    elif way == "variable":
        package = changed(
            package,
            {
                "word/settings.xml": parts["word/settings.xml"].replace(
                    b"<w:defaultTabStop",
                    f'<w:docVars><w:docVar w:name="x" w:val="{CANARY}"/></w:docVars><w:defaultTabStop'.encode(),
                )
            },
        )
    elif way == "custom XML":
        package = changed(
            package,
            {
                "customXml/item1.xml": f"<x>{CANARY}</x>".encode(),
                "docProps/thumbnail.jpeg": CANARY.encode(),
            },
        )
    else:
        package = in_body(
            package,
            {
                "changed": f'<w:p><w:pPr><w:rPr><w:ins w:id="991" w:author="{CANARY}" w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr></w:p>',
                "comment in XML": f"<!-- {CANARY} -->",
                "deleted": paragraph(
                    f'<w:del w:id="991" w:author="{CANARY}"><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>'
                ),
                "inserted by": paragraph(
                    f'<w:ins w:id="991" w:author="{CANARY}">{run("x")}</w:ins>'
                ),
                "hidden comment": paragraph(
                    '<w:commentRangeStart w:id="5"/>'
                    + run("x")
                    + '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
                ),
            }[way],
        )
        if way == "hidden comment":
            from tests.attack.templates import WORDML, W, of_its_own

            package = of_its_own(
                "comments",
                "comments.xml",
                f'<w:comments {W}><w:comment w:id="5" w:author="{CANARY}">{paragraph(run(CANARY))}</w:comment></w:comments>',
                f"{WORDML}.comments+xml",
            )(package, "")
    assert BODY in parts
    world.template.write_bytes(package)
    return way


PLANTS: dict[str, Plant] = {
    "withheld row": withheld_row,
    "extra column": extra_column,
    "now withheld": now_withheld,
    "beside the cells": beside_the_cells,
    "in the template": in_the_template,
}


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Plant canaries in the next way; then report and every command that speaks; none may stand in
    what they write or say.
    """
    kind = turn(list(PLANTS), number)
    world = arena.fresh()
    way = PLANTS[kind](world, random)
    with_pdf = number % 12 == 3 and shutil.which("soffice") is not None
    ran = (
        world.run("report", path="/usr/bin:/bin:/usr/local/bin", patience=60)
        if with_pdf
        else world.report()
    )
    found = list(_heard(world, ran, "report"))
    if ran.exit == 0:
        made = files_of(world.made)
        found += [*leaked(made), *leaked(made, word=FORMER), *local(made, world.root)]
    for words in _speaking(world, random):
        found += _heard(
            world, world.run(*words), " ".join(words[:2]) if words[0] == "explain" else words[0]
        )
    place = world.meetings / MEETING.isoformat()
    found += leaked(
        {path.name: path.read_bytes() for path in place.glob("paper.*")} if place.is_dir() else {}
    )
    return Tried(
        kind, ran.exit == 0, tuple(found), way=f"{way}{', with a PDF' if with_pdf else ''}"
    )


def _speaking(world: World, random: Random) -> Iterator[list[str]]:
    """Yield some commands that say much."""
    former, paper = str(world.meetings / THEN.isoformat() / "paper.docx"), str(world.paper)
    yield random.choice(
        (
            ["check"],
            ["check", "--json"],
            ["verify", paper],
            ["verify", former],
            ["text", paper],
            ["diff", former, paper],
            ["publish"],
        )
    )
    yield [
        "explain",
        random.choice(
            (
                "outstanding_total",
                "outstanding_opening",
                "opening_red",
                "reviewed_total",
                "outstanding_new",
                "overdue_total",
                "awaiting_total",
                "stale_total",
                "worsened_total",
                "outstanding_red",
                "W-08",
                "W-11",
                "W-13",
                "3.1",
                "Appendix B",
                CANARY[:3],
            )
        ),
    ]


def _heard(world: World, ran: Ran, command: str) -> Iterator[Breach]:
    """Yield what is wrong with what a command said; the words of the old paper may be told by what
    reads it out.
    """
    said = ran.out + ran.err
    former = () if command in TELL_THE_OLD_PAPER else leaked({}, said, FORMER)
    for breach in (*crashed(ran), *obeyed(ran.err), *leaked({}, said), *former):
        yield Breach(breach.kind, f"{command}: {breach.about}")
