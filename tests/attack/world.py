"""A small, sound project to be spoiled: two workbooks full of canaries, the house template, an
archive, outputs.

It is made once, by the program's own commands; every trial works on a copy.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attack.child import Program, Ran, run
from tests.attack.detect import CANARY
from tests.attack.packages import files_of
from tests.builders import CUT_OFF, MEETING, SETTINGS, THEN, book, inspections, saved

Row = Mapping[str, Any]
TEMPLATE = Path(__file__).parents[2] / "templates" / "hmicfrs_update.docx"
DAY = datetime.timedelta(days=1)
PUBLISHED = datetime.date(2018, 3, 7)
FIRST, FIRST_CUT_OFF = datetime.date(2019, 7, 4), datetime.date(2019, 6, 30)
SECOND, SECOND_CUT_OFF = datetime.date(2020, 1, 9), datetime.date(2019, 12, 31)
PAPER = "hmicfrs-update.docx"
WITHHELD: dict[str, Any] = {
    key: f"{CANARY.title()}{key.replace('_', '')} gwenferch is what nobody may read about {place}."
    for place, key in enumerate(("text", "owner", "department", "rag_reason", "update", "report"))
} | {"publish": "No"}
FORMER = "siskinari"
"""Stands in a row that was published at the last meeting, and is not for publication now."""
ONCE_PUBLISHED: dict[str, Any] = {
    "report": f"{FORMER.title()} inquiry",
    "text": f"{FORMER.title()} gwenferch is what was told in July.",
    "owner": f"Chief {FORMER}",
    "parent": "W-05",
}
SIGNED: dict[str, Any] = {"status": "With HMICFRS", "signed_off": datetime.date(2020, 9, 3)}
RED: dict[str, Any] = {"rag": "Red", "rag_reason": "The supplier is late."}
ALL_MEETINGS: tuple[Row, ...] = (
    {"ref": "W-01"},
    {"ref": "W-02", **RED},
    {"ref": "W-03", "kind": "Area for improvement"},
    {"ref": "W-04", "addressed_to": "All forces; Home Office"},
    {"ref": "W-05", "kind": "Cause of concern"},
    {"ref": "W-06", "addressed_to": "Home Office"},
    {"ref": "W-07", "status": "Superseded"},
    {"ref": "W-08", **WITHHELD},
    {"ref": "W-09"},
    {"ref": "W-10", **SIGNED, "signed_off": datetime.date(2019, 5, 2)},
    {"ref": "W-11", **ONCE_PUBLISHED},
)
LATER: tuple[Row, ...] = (
    {"ref": "W-01", "rag": "Green", "target": MEETING - DAY},
    {"ref": "W-02", **RED, "target": datetime.date(2021, 9, 30)},
    {
        "ref": "W-03",
        "kind": "Area for improvement",
        "status": "Proposed for closure",
        "reviewed": CUT_OFF,
    },
    {"ref": "W-04", "addressed_to": "All forces; Home Office", **RED, "target": MEETING},
    {"ref": "W-05", "kind": "Cause of concern"},
    {"ref": "W-06", "addressed_to": "Home Office"},
    {"ref": "W-07", "status": "Superseded"},
    {"ref": "W-08", **WITHHELD, "rag": "Green", "target": MEETING - 9 * DAY},
    {"ref": "W-09", **SIGNED},
    {
        "ref": "W-10",
        "status": "Closed",
        "signed_off": datetime.date(2019, 5, 2),
        "closed": datetime.date(2020, 11, 2),
    },
    {"ref": "W-11", **ONCE_PUBLISHED, "publish": "No", "reviewed": None},
    {"ref": "W-12", "rag": "Green"},
    {"ref": "W-13", **WITHHELD, **RED, "rag_reason": WITHHELD["rag_reason"]},
    {"ref": "W-14", "status": "Signed off: business as usual", "signed_off": CUT_OFF},
)
LOG = inspections(
    inspections=[
        {"started": datetime.date(2020, 10, 5)},
        {
            "title": "Inspection of call handling",
            "description": "an inspection of call handling",
            "finished": datetime.date(2020, 5, 1),
        },
    ],
    reports=[{}, {"title": "Calls today", "published": datetime.date(2020, 4, 3)}],
    forthcoming=[{}, {"title": "Inspection of search", "starts": datetime.date(2021, 8, 2)}],
)


def workbook(rows: Sequence[Row]) -> bytes:
    """Return a recommendations workbook with these rows, and canaries wherever a workbook keeps
    words that nobody prints.
    """
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    from pipeline.settings.schema import RECOMMENDATIONS

    filled = [{"published": PUBLISHED, **row} for row in rows]
    made = book({RECOMMENDATIONS: filled})
    sheet = made[RECOMMENDATIONS.name]
    sheet["B2"].comment = Comment(f"{CANARY} comment", f"{CANARY} author")
    sheet.oddHeader.left.text = f"{CANARY} page header"
    made.defined_names["hidden_name"] = DefinedName("hidden_name", attr_text=f'"{CANARY} name"')
    hidden = made.create_sheet("Workings")
    hidden.append([f"{CANARY} hidden sheet"])
    hidden.sheet_state = "veryHidden"
    made.properties.creator = made.properties.lastModifiedBy = f"{CANARY} person"
    made.properties.title = made.properties.keywords = f"{CANARY} property"
    return saved(made)


def settings(meeting: datetime.date = MEETING, cut_off: datetime.date = CUT_OFF) -> str:
    """Return report.toml for a meeting."""
    return SETTINGS.replace(str(MEETING), str(meeting)).replace(str(CUT_OFF), str(cut_off))


@dataclass(frozen=True, slots=True)
class World:
    """A project in a folder of its own, and the program that is run on it."""

    root: Path
    program: Program

    @property
    def inputs(self) -> Path:
        return self.root / "inputs"

    @property
    def template(self) -> Path:
        return self.root / "templates" / TEMPLATE.name

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def made(self) -> Path:
        """The folder of the meeting's outputs."""
        return self.outputs / MEETING.isoformat()

    @property
    def paper(self) -> Path:
        return self.made / PAPER

    @property
    def meetings(self) -> Path:
        return self.inputs / "meetings"

    def words(self, *words: str) -> list[str]:
        """Return a whole command line about this project."""
        return [
            *words,
            "--inputs",
            str(self.inputs),
            "--templates",
            str(self.template.parent),
            "--outputs",
            str(self.outputs),
        ]

    def run(self, *words: str, **more: Any) -> Ran:
        """Run one command; the keywords are those of `child.start`."""
        return run(self.program, self.words(*words), self.root / "child", **more)

    def report(self, *words: str, **more: Any) -> Ran:
        return self.run("report", "--no-pdf", *words, **more)

    def files(self) -> dict[str, bytes]:
        """Return all outputs."""
        return files_of(self.outputs)

    def copy(self, root: Path) -> World:
        """Return a copy of this project in another folder, which is emptied first."""
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root, symlinks=True)
        return World(root, self.program)


def stock(root: Path, program: Program) -> World:
    """Make the project: three filed meetings (a baseline and two papers) and the outputs of the
    fourth.
    """
    world = World(root, program)
    for folder in (world.inputs, world.template.parent, world.outputs):
        folder.mkdir(parents=True)
    shutil.copyfile(TEMPLATE, world.template)
    (world.inputs / "inspections.xlsx").write_bytes(LOG)
    old = root / "old.xlsx"
    old.write_bytes(workbook(ALL_MEETINGS[:7]))
    _sound(
        world,
        SECOND,
        SECOND_CUT_OFF,
        ALL_MEETINGS[:9],
        "baseline",
        str(old),
        "--meeting",
        str(FIRST),
        "--data-to",
        str(FIRST_CUT_OFF),
    )
    _sound(world, SECOND, SECOND_CUT_OFF, ALL_MEETINGS[:9], "publish")
    _sound(world, THEN, datetime.date(2020, 6, 30), ALL_MEETINGS, "publish")
    _sound(world, MEETING, CUT_OFF, LATER, "report", "--no-pdf")
    return world


def _sound(
    world: World, meeting: datetime.date, cut_off: datetime.date, rows: Sequence[Row], *words: str
) -> None:
    (world.inputs / "report.toml").write_text(settings(meeting, cut_off), encoding="utf-8")
    (world.inputs / "recommendations.xlsx").write_bytes(workbook(rows))
    ran = world.run(*words, patience=60)
    if ran.exit:
        raise RuntimeError(f"the sound project does not pass {words[0]}:\n{ran.err}")
