"""check --list: every finding a row of a workbook, with a link into its cell, and nothing that
runs.
"""

from __future__ import annotations

import datetime
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.commands.codes import finding
from pipeline.commands.findings_list import COLUMNS, findings_list
from pipeline.files.package import parts_of
from pipeline.findings.finding import Cell, Finding
from tests import builders
from tests.commands.test_cli import Desk, desk

__all__ = ["desk"]
HEADINGS = [heading for heading, _ in COLUMNS]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "a & b",
    "_x0041_",
    "x" * 40_000,
]


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(content: bytes) -> list[dict[str, Any]]:
    first, *others = sheet_of(content).iter_rows(values_only=True)
    assert list(first) == HEADINGS
    return [dict(zip(HEADINGS, row, strict=True)) for row in others]


def one(message: str = "it is so.", **more: Any) -> Finding:
    given = {"cell": Cell("PEEL 2018-19", 5, 7), "file": "my tracker.xlsx", **more}
    return finding("past-target", message, "Ask.", **given)


def test_a_row_has_its_kind_its_place_its_words_and_who_is_asked() -> None:
    found = one(key="R-1", owner="DCC", value="2020-12-31")
    assert rows_of(findings_list([found], lambda name: f"../in/{name}")) == [
        dict(
            zip(
                HEADINGS,
                ["Note", "past-target", "my tracker.xlsx", "PEEL 2018-19", "G5", "R-1", "it is so.", "Ask.", "DCC", "2020-12-31"],
                strict=True,
            )
        )
    ]  # fmt: skip


def test_the_link_opens_the_tracker_at_the_cell() -> None:
    sheet = sheet_of(findings_list([one()], lambda name: f"../in/{name}"))
    link = sheet["E2"].hyperlink
    assert link is not None
    assert (link.target, link.location) == ("../in/my%20tracker.xlsx", "'PEEL 2018-19'!G5")


@pytest.mark.parametrize(
    "found", [one(file="report.toml", cell=None, place="[meeting] date"), one(file="gone.xlsx")]
)
def test_what_has_no_cell_or_no_file_has_no_link(found: Finding) -> None:
    sheet = sheet_of(findings_list([found], lambda name: "" if "gone" in name else name))
    assert sheet["E2"].hyperlink is None
    assert sheet["E2"].value == (found.place or "G5")


def test_errors_come_first_and_what_is_accepted_says_so() -> None:
    found = [one(accepted=True), finding("blank", "it is blank.", file="z.xlsx")]
    rows = rows_of(findings_list(found, lambda name: ""))
    assert [row["Kind"] for row in rows] == ["Error", "Accepted"]


def test_the_heading_stays_and_the_rows_are_filtered() -> None:
    sheet = sheet_of(findings_list([one(), one("other.")], lambda name: name))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:J3")
    assert sheet.column_dimensions["G"].width == 70 and sheet["G2"].alignment.wrap_text
    assert sheet_of(findings_list([], lambda name: name)).auto_filter.ref == "A1:J1"


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    content = findings_list([one(words, value=words, owner=words, key=words)], lambda name: name)
    sheet = sheet_of(content)
    for cell in ("F2", "G2", "I2", "J2"):
        assert sheet[cell].data_type in ("s", "inlineStr") and sheet[cell].quotePrefix
        assert str(sheet[cell].value).startswith(words[:30_000].replace("_x", "_x005F_x")[:20])
    assert b"<f>" not in parts_of(content)["xl/worksheets/sheet1.xml"]


def test_signs_that_no_workbook_holds_or_that_turn_words_round_are_named() -> None:
    content = findings_list([one("a\u202eb\x01c\ufffed")], lambda name: name)
    assert rows_of(content)[0]["What is there"] == "a<U+202E>b<U+0001>c<U+FFFE>d"


def test_the_same_findings_give_the_same_bytes_and_no_clock_or_name() -> None:
    found = [one(), one("other.", cell=Cell("A", 1, 1))]
    first = findings_list(found, lambda name: name)
    assert first == findings_list(reversed(found), lambda name: name)
    assert b"created" not in parts_of(first)["docProps/core.xml"]


def with_faults(desk: Desk) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations({"rag": "Ambre"}, {"target": builders.CUT_OFF}),
    )


def test_it_is_written_where_the_check_ends_with_errors_and_the_exit_is_theirs(desk: Desk) -> None:
    with_faults(desk)
    path = desk.place / "lists" / "findings.xlsx"
    code, _, err = desk.run("check", "--list", str(path))
    assert code == 3 and err.splitlines()[-1].endswith(f"The findings are listed in {path}.")
    assert [row["Kind"] for row in rows_of(path.read_bytes())] == ["Error", "Note"]
    link = sheet_of(path.read_bytes())["E2"].hyperlink
    assert link is not None and link.target == "../inputs/recommendations.xlsx"
    assert str(desk.place) not in str(parts_of(path.read_bytes()).values())
    first = path.read_bytes()
    assert desk.run("check", "--list", str(path))[0] == 3 and path.read_bytes() == first


def test_it_is_written_where_nothing_is_wrong_and_where_the_settings_are(desk: Desk) -> None:
    path = desk.place / "findings.xlsx"
    desk.put("inputs/recommendations.xlsx", builders.recommendations({}))
    assert desk.run("check", "--list", str(path))[0] == 0 and rows_of(path.read_bytes()) == []
    desk.put("inputs/report.toml", b"[force]\n")
    assert desk.run("check", "--list", str(path))[0] == 2
    assert {row["File"] for row in rows_of(path.read_bytes())} == {"report.toml"}
    assert desk.json("check", "--list", str(path))["files"] == [path.as_posix()]


@pytest.mark.parametrize(
    "name",
    [
        "inputs/recommendations.xlsx",
        "inputs/new.xlsx",
        "inputs/meetings/2020-07-09/new.xlsx",
        "outputs/../inputs/new.xlsx",
        "templates/new.xlsx",
        "elsewhere.xlsx",
        "list.xlsm",
        "list",
        "link.xlsx",
    ],
)
def test_it_is_written_over_nothing_else_and_never_among_the_inputs(name: str, desk: Desk) -> None:
    with_faults(desk)
    desk.put("elsewhere.xlsx", b"mine")
    try:
        os.symlink(desk.place / "inputs" / "recommendations.xlsx", desk.place / "link.xlsx")
    except OSError:
        pytest.skip("this system lets nobody make a link")
    before = {path: path.read_bytes() for path in desk.place.rglob("*") if path.is_file()}
    code, _, err = desk.run("check", "--list", str(desk.place / name))
    assert code == 2 and Path(name).name in err
    assert before == {path: path.read_bytes() for path in desk.place.rglob("*") if path.is_file()}


def test_a_list_that_somebody_worked_on_is_not_written_over(desk: Desk) -> None:
    path = desk.place / "findings.xlsx"
    desk.run("check", "--list", str(path))
    book = load_workbook(path)
    book.active["K1"] = "Done"
    book.save(path)
    code, _, err = desk.run("check", "--list", str(path))
    assert code == 2 and "was saved since" in err


def test_no_word_of_a_row_that_is_not_for_publication_is_in_it(desk: Desk) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations(
            {
                "publish": "No",
                "owner": "Nightjar",
                "rag": "Nightjar",
                "text": "Nightjar",
                "target": datetime.date(2020, 12, 31),
                "update": "Nightjar Nightjar next year",
            },
            {},
        ),
    )
    path = desk.place / "findings.xlsx"
    desk.run("check", "--list", str(path))
    assert rows_of(path.read_bytes())
    assert not any(b"Nightjar" in part for part in parts_of(path.read_bytes()).values())
