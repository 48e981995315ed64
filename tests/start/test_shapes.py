"""Trackers of shapes beside those of tests/trackers: what is proposed, what is asked, and the figures once answered."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

from pipeline.commands import cli
from pipeline.findings.finding import Finding
from pipeline.start.proposal import proposed
from pipeline.start.question import Draft
from pipeline.start.study import Book, studied
from pipeline.start.words import _NUMBERED, _stems
from tests.start.answering import answered
from tests.start.test_round_trip import blanks_filled

Rows = list[list[Any]]
KEY = "recommendations"


def book(**sheets: Rows) -> bytes:
    """A workbook of these sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def legend_above() -> bytes:
    """A title, a legend and a version above the headings; two leads, two due dates, updates in a cell."""
    heads = ["Unique Ref", "Inspection", "Date of publication", "Rec/AFI", "Recommendation / AFI text", "Strategic Lead", "Tactical Lead",
             "BRAG", "Force position", "Original Due Date", "Revised Due Date", "HMICFRS Closure Date", "Update (most recent first)"]  # fmt: skip
    rows = [[f"NP{n:03}", ["Fraud", "Custody"][n % 2], date(2020, 1 + n, 3), ["Rec", "AFI"][n % 2], f"Do the thing of number {n} with care", "ACC A", "Supt X",
             ["Red", "Amber", "Green", "Blue"][n % 4], ["In progress", "With HMICFRS", "Closed"][n % 3], date(2020, 6, 1), date(2020, 9, 1 + n),
             date(2020, 12, 1) if n % 3 == 2 else None, "01/11 nothing yet"] for n in range(9)]  # fmt: skip
    return book(
        Tracker=[
            ["FORCE TRACKER"],
            [],
            ["Key:", "R = red", "A = amber"],
            ["Version 12", "Owner: Strategy"],
            [],
            heads,
            *rows,
        ]
    )


def two_wordings() -> bytes:
    """Recommendations and areas for improvement have a column each; numbers for refs; no ratings' words but letters."""
    rows = [[n, "PEEL 2021/22", f"A recommendation {n} in full" if n % 2 else None, None if n % 2 else f"An area {n} in full", "CI Smith", "RAG"[n % 3], ["Open", "Complete"][n % 2],
             "Ongoing" if n == 3 else date(2020, 11, n)] for n in range(1, 9)]  # fmt: skip
    return book(
        Sheet1=[
            [
                "No.",
                "Report title",
                "Recommendation",
                "Area for improvement",
                "Lead officer",
                "RAG",
                "Status",
                "Deadline",
            ],
            *rows,
        ]
    )


def dated_statuses() -> bytes:
    """A status that says when: Closed 12/03/2020."""
    states = [
        "Open",
        "open ",
        "Closed 12/03/2020",
        "Closed - 04/05/2020",
        "Awaiting sign-off (DCC)",
    ]
    rows = [
        [
            f"A{n}",
            "Both sides",
            date(2020, 1, 1),
            "Recommendation",
            f"wording {n} of some length",
            "DCC",
            "red" if n % 2 else "Red",
            states[n % 5],
            date(2021, 1, 1),
        ]
        for n in range(15)
    ]
    return book(
        S=[
            [
                "Ref",
                "Inspection report",
                "Published",
                "Type",
                "Recommendation",
                "Owner",
                "RAG",
                "Current status",
                "Target date",
            ],
            *rows,
        ]
    )


def copies() -> bytes:
    """A copy of the list, an archive of other rows, and a dashboard."""
    heads = ["Ref", "Report", "Recommendation", "Lead", "Status", "RAG", "Due"]
    live = [
        [
            f"R{n}",
            "Some report",
            f"Recommendation wording number {n} at length",
            "ACC",
            ["Open", "Closed"][n % 2],
            "Green",
            "31/12/2021",
        ]
        for n in range(8)
    ]
    old = [
        [
            f"Z{n}",
            "Old report",
            f"Another old wording number {n} entirely",
            "ACC",
            "Closed",
            "Green",
            "31/12/2018",
        ]
        for n in range(3)
    ]
    return book(
        Live=[heads, *live],
        Copy_of_Live=[heads, *live],
        Archive_2019=[heads, *old],
        Dashboard=[["Chart data"], ["Red", 3]],
    )


def closed_archive() -> bytes:
    """What is closed is kept on a sheet of its own, under headings of its own."""
    live = [
        "Ref",
        "Inspection",
        "Date published",
        "Category",
        "Detail",
        "Exec lead",
        "RAG",
        "State",
        "Deadline",
        "Last review",
    ]
    old = [
        "Force ref",
        "Report",
        "Published",
        "Type",
        "Recommendation",
        "Owner",
        "Final RAG",
        "State",
        "Target",
        "Last review",
    ]
    rows = [[f"N{n}", "Custody", date(2020, 1, 2), "Recommendation", f"A recommendation {n} in full words", "ACC", "Green", "Open" if n < 5 else "Closed", date(2021, 2, n), date(2020, 8, n)]
            for n in range(1, 9)]  # fmt: skip
    audit = [["Audit", "Auditor", "Fee"], ["Payroll", "RSM", 12], ["Fleet", "RSM", 14]]
    return book(Live=[live, *rows[:4]], Old_ones=[old, *rows[4:]], Fees=audit)


def numbered_kinds() -> bytes:
    """The type says which one of the report it is: Rec 1, AFI 2, CoC 1."""
    heads = [
        "Ref",
        "Inspection report",
        "Type",
        "Recommendation",
        "Owner",
        "RAG",
        "Status",
        "Target date",
    ]
    kinds = [
        "Rec 1",
        "Rec 2",
        "AFI 1",
        "AFI 2",
        "Rec 3",
        "CoC 1",
        "Accelerated cause of concern 1",
        "Rec 4a",
    ]
    rows = [[f"N{n}", "Custody", kind, f"A recommendation {n} in full words", "ACC", "Green", "Open", date(2021, 2, n + 1)]
            for n, kind in enumerate(kinds)]  # fmt: skip
    return book(Tracker=[heads, *rows])


def headings_again() -> bytes:
    """A board exported group by group, each group with the headings above it."""
    heads = ["Name", "Ref", "Report", "RAG", "Progress status", "Due date", "Lead"]
    rows = [[f"A recommendation {n} in full words", f"N{n}", "Custody", "Green", "Working on it" if n < 5 else "Done", date(2021, 2, n), "ACC"]
            for n in range(1, 9)]  # fmt: skip
    return book(Board=[["Our board"], heads, *rows[:4], [], heads, *rows[4:]])


class Shape(NamedTuple):
    """A tracker, what is proposed as sure and as likely, what must be asked, the keys that answer, and figures."""

    build: Callable[[], bytes]
    sure: dict[str, Any]
    likely: dict[str, Any]
    asked: set[tuple[str, ...]]
    toml: str
    figures: dict[str, int | None]


COMMON = '[force]\nname = "Northshire Police"\n[workbook]\nlog = false\n'
MINE = f'[columns.{KEY}]\naddressed_to = {{ value = "Northshire Police" }}\n'
SHAPES = {
    "legend above": Shape(
        legend_above,
        {"ref": "Unique Ref", "report": "Inspection", "published": "Date of publication", "kind": "Rec/AFI", "owner": "Strategic Lead", "rag": "BRAG",
         "status": "Force position", "target": "Revised Due Date", "original_target": "Original Due Date", "closed": "HMICFRS Closure Date", "update": "Update (most recent first)"},
        {"department": "Tactical Lead", "text": "Recommendation / AFI text"},
        {("status", "In progress"), ("status", "With HMICFRS"), ("status", "Closed")},
        COMMON + '[rag]\nRed = "r"\nAmber = "a"\nGreen = "g"\nBlue = "b"\n[status]\n"In progress" = "open"\n"With HMICFRS" = "signed_off"\nClosed = "closed"\n' + MINE
        + 'text = "Recommendation / AFI text"\ndepartment = "Tactical Lead"\n',
        {"outstanding_total": 3, "awaiting_total": 3, "overdue_total": 3},
    ),
    "two wordings": Shape(
        two_wordings,
        {"report": "Report title", "owner": "Lead officer", "target": "Deadline"},
        {"ref": "No.", "text": ["Recommendation", "Area for improvement"], "published": False, "kind": {"value": "Recommendation"}},
        {("status", "Open"), ("dates", "none", "Ongoing"), ("words", "rag", "R")},
        COMMON + '[rag]\nRed = "r"\nAmber = "a"\nGreen = "g"\n[words.rag]\nR = "Red"\nA = "Amber"\nG = "Green"\n[status]\nOpen = "open"\nComplete = "closed"\n[dates]\nnone = ["Ongoing"]\n' + MINE
        + 'ref = "No."\ntext = ["Recommendation", "Area for improvement"]\nkind = { value = "Recommendation" }\npublished = false\n',
        {"outstanding_total": 4, "awaiting_total": None, "overdue_total": 4},
    ),
    "dated statuses": Shape(
        dated_statuses,
        {"status": "Current status"},
        {},
        {("status", "Open"), ("words", "status", "Closed*"), ("status", "Awaiting sign-off (DCC)")},
        COMMON + '[rag]\nRed = "r"\n[status]\nOpen = "open"\n"Closed*" = "closed"\n"Awaiting sign-off (DCC)" = "open"\n' + MINE,
        {"outstanding_total": 9, "outstanding_red": 9, "awaiting_total": None},
    ),
    "copies": Shape(
        copies,
        {"report": "Report", "owner": "Lead", "target": "Due"},
        {"published": False, "kind": {"value": "Recommendation"}},
        {("workbook", KEY, "sheet", "Live"), ("workbook", KEY, "sheet", "Copy of Live"), ("workbook", KEY, "sheet", "Archive 2019"), ("status", "Open")},
        COMMON + f'[workbook.{KEY}]\nsheets = ["Live", "Archive 2019"]\n[rag]\nGreen = "g"\n[status]\nOpen = "open"\nClosed = "closed"\n' + MINE + 'kind = { value = "Recommendation" }\npublished = false\n',
        {"outstanding_total": 4, "overdue_total": 0},
    ),
    "closed archive": Shape(
        closed_archive,
        {"ref": ["Ref", "Force ref"], "report": ["Inspection", "Report"], "published": ["Published", "Date published"], "kind": ["Type", "Category"],
         "text": ["Recommendation", "Detail"], "owner": ["Owner", "Exec lead"], "status": "State", "target": ["Deadline", "Target"], "reviewed": "Last review"},
        {"rag": ["RAG", "Final RAG"]},
        {("workbook", KEY, "sheet", "Live"), ("workbook", KEY, "sheet", "Old ones"), ("status", "Open"), ("status", "Closed")},
        COMMON + f'[workbook.{KEY}]\nsheets = ["Live", "Old ones"]\n[rag]\nGreen = "g"\n[status]\nOpen = "open"\nClosed = "closed"\n' + MINE + 'rag = ["RAG", "Final RAG"]\nsigned_off = false\nclosed = false\n',
        {"outstanding_total": 4, "reviewed_total": 8, "awaiting_total": None},
    ),
}  # fmt: skip


def test_a_sheet_under_headings_of_its_own_is_asked_and_read_where_it_is_the_same_list() -> None:
    draft = proposed(_studied(closed_archive()))
    asked = {
        question.path[-1]: question for question in draft.questions if "sheet" in question.path
    }
    assert {name: asked[name].proposed for name in asked} == {
        "Live": "read it with the others",
        "Old ones": "",
    }
    assert "headings of its own" in asked["Old ones"].found
    assert draft.likely["workbook", KEY, "sheets"] == ["Live", "Old ones"]
    assert draft.sure["columns", KEY, "ref"] == ["Ref", "Force ref"]


def test_a_kind_with_a_number_is_told_by_the_words_before_it_and_so_is_the_next_one() -> None:
    draft = proposed(_studied(numbered_kinds()))
    words = {path[2]: value for path, value in draft.sure.items() if path[:2] == ("words", "kind")}
    assert words == {
        "Rec*": "Recommendation",
        "AFI*": "Area for improvement",
        "CoC*": "Cause of concern",
    }
    kinds = {path[1]: value for path, value in draft.sure.items() if path[0] == "kind"}
    assert kinds == {
        "Recommendation": "recommendation",
        "Area for improvement": "improvement",
        "Cause of concern": "concern",
    }
    asked = {question.path for question in draft.questions}
    assert ("words", "kind", "Accelerated cause of concern*") in asked


@pytest.mark.parametrize(
    ("texts", "stems"),
    [
        (["Rec 1", "rec 2", "REC. 3", "AFI 1"], {"Rec": 3, "AFI": 1}),
        (["Rec 1", "Rec AFI 2"], {}),  # two patterns would fit
        (["Rec 1", "Recommended"], {}),
        (["Rec 1", "Rec"], {"Rec": 1}),
        (["R1", "A2", "7", "2018/19"], {}),
        (["Area for improvement 3.2", "Area for improvement (4)"], {"Area for improvement": 2}),
    ],
)
def test_words_before_a_number_are_a_pattern_where_no_other_word_begins_so(
    texts: list[str], stems: dict[str, int]
) -> None:
    assert _stems(texts, _NUMBERED) == stems


def test_headings_that_stand_again_above_a_group_are_no_words_of_it() -> None:
    draft = proposed(_studied(headings_again()))
    words = {path[-1] for path in (question.path for question in draft.questions)}
    assert {"Working on it", "Done"} <= words
    assert not {"Progress status", "RAG", "Due date"} & words


def _studied(content: bytes) -> Book:
    found = studied("t.xlsx", content)
    assert not isinstance(found, Finding)
    return found


def study(shape: Shape) -> Draft:
    found = studied("t.xlsx", shape.build())
    assert not isinstance(found, Finding)
    return proposed(found)


def of_columns(found: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    """What is written of columns that are kept."""
    return {
        path[-1]: value
        for path, value in found.items()
        if path[:2] == ("columns", KEY) and (value is not False or path[-1] == "published")
    }


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_sure_what_is_likely_and_what_is_asked(name: str) -> None:
    shape, draft = SHAPES[name], study(SHAPES[name])
    assert of_columns(draft.sure) == shape.sure
    assert of_columns(draft.likely) == shape.likely
    assert shape.asked <= {question.path for question in draft.questions}
    assert not [
        q.path
        for q in draft.questions
        if q.proposed and q.path[0] in ("status", "addressees", "publication")
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_once_answered_the_figures_are_those_counted_by_hand(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape = SHAPES[name]
    (tmp_path / "t.xlsx").write_bytes(shape.build())
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(tmp_path / "t.xlsx")]) == 0
    inputs = tmp_path / "desk/inputs"
    blanks_filled(inputs)
    answered(inputs, shape.toml)
    folders = [
        f"--{name}={tmp_path / 'desk' / name}" for name in ("inputs", "templates", "outputs")
    ]
    assert cli.main(["map", *folders]) == 0, capsys.readouterr().err
    capsys.readouterr()
    code = cli.main(["check", "--json", *folders])
    said = capsys.readouterr()
    assert code == 0, said.err
    figures = {one["key"]: one["value"] for one in json.loads(said.out)["figures"]}
    assert {key: figures.get(key) for key in shape.figures} == shape.figures
