"""`init`: a folder that overwrites nothing, and a study that shows nothing it must not."""

from __future__ import annotations

import ast
import io
import json
import re
import tomllib
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.commands import cli
from pipeline.commands.codes import RAISABLE
from pipeline.findings.finding import SettingsRefused
from pipeline.settings.checked import names_of
from pipeline.settings.model import Settings
from pipeline.settings.read import settings
from pipeline.settings.schema import SHEETS
from pipeline.start import blank, starter
from tests.start.test_round_trip import blanks_filled
from tests.test_layers import modules
from tests.trackers.test_trackers import TRACKERS

HEADS = [
    "Ref",
    "Inspection report",
    "Published",
    "Type",
    "Recommendation",
    "Owner",
    "RAG",
    "Status",
    "Target date",
]
ROW: list[Any] = [
    "A1",
    "A call for help",
    "09/07/2020",
    "Rec",
    "Brief the volunteers in person",
    "DCC",
    "Red",
    "Open",
    "01/12/2020",
]


def saved(
    path: Path, rows: list[list[Any]], title: str = "List", *, hidden: list[list[Any]] | None = None
) -> Path:
    """A tracker of one sheet, and of a hidden one; every text stays a text."""
    book = Workbook()
    sheets = [(book.active, title, rows)]
    if hidden is not None:
        sheets.append((book.create_sheet(), "Hidden", hidden))
    for sheet, name, lines in sheets:
        sheet.title = name
        for number, line in enumerate(lines, 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    if hidden is not None:
        book["Hidden"].sheet_state = "hidden"
    book.save(path)
    return path


def words_in(workbook: Path) -> str:
    """Everything that a workbook's parts hold."""
    with zipfile.ZipFile(workbook) as parts:
        return unescape("\n".join(parts.read(name).decode() for name in parts.namelist()))


def files_in(place: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


STARTER = {
    "README.txt",
    "templates/README.md",
    "inputs/inspections.xlsx",
    "inputs/recommendations.xlsx",
    "inputs/report.toml",
    "templates/hmicfrs_update.docx",
}


def test_a_starter_folder_holds_all_that_a_paper_is_made_from(tmp_path: Path) -> None:
    assert cli.main(["init", str(tmp_path / "our force")]) == 0
    assert set(files_in(tmp_path / "our force")) == STARTER


def test_no_message_names_a_page_that_a_started_folder_has_not() -> None:
    pages = re.compile(r"\b(?:docs|inputs|outputs|templates)/[\w.-]+\.(?:md|txt)\b|\b[A-Z]+\.md\b")
    named = {
        (name, page)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if "\n    " not in node.value and not node.value.endswith(".\n")  # a docstring
        for page in pages.findall(node.value)
    }
    assert {page for _, page in named} <= {"templates/README.md", "README.md"}


def test_the_same_folder_is_made_every_time(tmp_path: Path) -> None:
    for name in "ab":
        assert cli.main(["init", str(tmp_path / name)]) == 0
    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")


def test_what_is_blank_in_a_starter_is_told_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings(starter.report_toml(RAISABLE).encode(), RAISABLE)
    assert [fault.place for fault in refused.value.findings] == [
        "[committee] name", "[force] name", "[meeting] date", "[rag] Amber", "[rag] Green", "[rag] Red",
    ]  # fmt: skip


def test_a_starter_explains_every_table_and_every_column() -> None:
    text = starter.report_toml(RAISABLE)
    for table in set(names_of(Settings)) - {"unranked"}:
        assert re.search(rf"^(?:# )?\[+{table}[].]", text, re.MULTILINE), table
    for sheet in SHEETS:
        part = text.partition(f"# [columns.{sheet.key}]")[2].partition("\n\n")[0]
        for column in sheet.columns:
            assert f"\n# {column.key} = " in part and column.holds in part
    bare = re.sub(r"^# (?=[a-z_\"\[])", "", text, flags=re.MULTILINE)
    assert "[columns.forthcoming]" in bare


def with_a_row(path: Path, sheet: str, row: dict[str, Any]) -> None:
    """Enter a row into an empty workbook, as a person does."""
    book = load_workbook(path)
    page = book[sheet]
    headings = {cell.value: cell.column for cell in page[1]}
    for heading, value in row.items():
        page.cell(2, headings[heading], value)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def test_a_paper_comes_of_a_starter_once_its_blanks_are_filled_and_a_row_is_entered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["init", str(tmp_path)]) == 0
    inputs = tmp_path / "inputs"
    blanks_filled(inputs)
    text = (inputs / "report.toml").read_text("utf-8")
    for word in ("Red", "Amber", "Green"):
        text = text.replace(f'{word} = ""', f'{word} = "As the panel says"')
    (inputs / "report.toml").write_text(text, "utf-8", newline="")
    day = __import__("datetime").date
    with_a_row(
        inputs / "recommendations.xlsx", "Recommendations",
        {"Ref": "N-1", "Inspection report": "A call for help", "Published": day(2020, 7, 9), "Type": "Recommendation",
         "Recommendation": "Brief the volunteers.", "Addressed to": "Northshire Police", "Owner": "DCC", "RAG": "Amber",
         "Status": "Open", "Target date": day(2021, 3, 31), "Reviewed": day(2020, 11, 1)},
    )  # fmt: skip
    folders = [f"--{name}={tmp_path / name}" for name in ("inputs", "templates", "outputs")]
    assert cli.main(["report", "--no-pdf", *folders]) == 0, capsys.readouterr().err
    assert (tmp_path / "outputs/2021-01-14/hmicfrs-update.docx").is_file()


@pytest.mark.parametrize(
    ("content", "sheets"),
    [
        (blank.recommendations(), ["Recommendations", "Guidance", "Lists"]),
        (blank.inspections(), ["Inspections", "Reports", "Forthcoming", "Guidance", "Lists"]),
    ],
)
def test_an_empty_workbook_is_one_that_a_careful_person_made(
    content: bytes, sheets: list[str]
) -> None:
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == sheets
    for schema in SHEETS:
        if schema.name not in sheets:
            continue
        page = book[schema.name]
        assert [cell.value for cell in page[1]] == [column.heading for column in schema.columns]
        assert page.freeze_panes == "B2" and page.auto_filter.ref and page.max_row == 1
        rules = {
            str(rule.sqref).split(":")[0][:-1]: rule
            for rule in page.data_validations.dataValidation
        }
        for number, column in enumerate(schema.columns, 1):
            letter = page.cell(1, number).column_letter
            rule = rules[letter]
            assert rule.showInputMessage and column.heading.startswith(rule.promptTitle)
            assert (rule.type == "list") == (column.kind == "word")
            assert (page.column_dimensions[letter].number_format == "dd/mm/yyyy") == (
                column.kind == "date"
            )
            assert page.column_dimensions[letter].width >= 14


@pytest.mark.parametrize(
    "there",
    [
        "inputs/report.toml",
        "inputs/recommendations.xlsx",
        "templates/hmicfrs_update.docx",
        "README.txt",
        "templates/README.md",
        "inputs",
    ],
)
def test_what_is_there_is_never_overwritten(
    there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / there
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine")
    assert cli.main(["init", str(tmp_path)]) == 2
    assert files_in(tmp_path) == {there: b"mine"}
    said = capsys.readouterr().err
    assert path.name in said and "in the way" in said.splitlines()[-1]


def test_an_empty_folder_and_the_folder_one_is_in_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "."]) == 0
    assert set(files_in(tmp_path)) == STARTER


@pytest.mark.parametrize(
    "inside", ["tracker v2.xlsx", "inputs/tracker v2.xlsx", "../tracker v2.xlsx"]
)
def test_the_tracker_may_lie_in_the_folder_already(inside: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    (desk / "inputs").mkdir(parents=True)
    path = saved(desk / inside, [HEADS, ROW])
    before = path.read_bytes()
    assert cli.main(["init", str(desk), "--from", str(path)]) == 0
    assert path.read_bytes() == before == (desk / "inputs" / "tracker v2.xlsx").read_bytes()
    assert (
        tomllib.loads((desk / "inputs/report.toml").read_text("utf-8"))["workbook"][
            "recommendations"
        ]["file"]
        == "tracker v2.xlsx"
    )


@pytest.mark.parametrize("name", ["mapping.xlsx", "inspections.xlsx"])
def test_a_tracker_whose_name_is_taken_is_copied_under_another(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path / name, [HEADS, ROW])
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 0
    assert (tmp_path / "desk/inputs/tracker.xlsx").read_bytes() == path.read_bytes()


def test_a_log_is_studied_beside_the_tracker(tmp_path: Path) -> None:
    tracker = saved(tmp_path / "t.xlsx", [HEADS, ROW])
    log = saved(
        tmp_path / "log book.xlsx",
        [
            ["Ref", "Inspection", "Scope", "Our involvement", "From", "To"],
            ["V1", "Custody", "a visit", "Fieldwork", "01/11/2020", "05/11/2020"],
        ],
        "Inspections",
    )
    assert (
        cli.main(["init", str(tmp_path / "desk"), "--from", str(tracker), "--log", str(log)]) == 0
    )
    written = tomllib.loads((tmp_path / "desk/inputs/report.toml").read_text("utf-8"))
    assert (
        written["workbook"]["inspections"]["file"] == "log book.xlsx"
        and "log" not in written["workbook"]
    )
    assert written["columns"]["inspections"] == {
        "title": "Inspection",
        "description": "Scope",
        "involvement": "Our involvement",
        "started": "From",
        "finished": "To",
    }


REFUSED = {
    "tracker.csv": (b"Ref,Recommendation\n1,x\n", "Save As"),
    "tracker.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no Excel workbook"),
    "tracker.xlsx": (b"PK\x03\x04 broken", "damaged"),
}


def test_a_hostile_workbook_is_refused_as_it_is_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = saved(tmp_path / "sound.xlsx", [HEADS, ROW])
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(sound) as parts, zipfile.ZipFile(path, "w") as spoilt:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            spoilt.writestr(name, content)
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 3
    assert "t.xlsx" in capsys.readouterr().err and not (tmp_path / "desk").exists()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_workbook_is_refused_with_the_way_out(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, told = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(tmp_path / name)]) == 3
    assert told in capsys.readouterr().err
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--from", "nowhere.xlsx"], "nowhere.xlsx"), (["--log", "log.xlsx"], "--from"), ([], "")],
)
def test_a_wrong_command_line_is_told(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["init", *([str(tmp_path / "d")] if arguments else []), *arguments]
    assert cli.main(command) == 2
    assert told in capsys.readouterr().err


def test_where_no_sheet_is_a_table_it_is_said_what_was_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path / "t.xlsx", [["A chart stands here"]], "Dashboard", hidden=[HEADS, ROW])
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 3
    said = capsys.readouterr().err
    assert (
        "Looked at: Dashboard" in said
        and "not looked at: Hidden" in said
        and "A call for help" not in said
    )
    cli.main(["init", str(tmp_path / "desk"), "--from", str(path), "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["code"] for one in found] == ["table-missing"]


def test_a_tracker_that_is_open_in_excel_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path / "t.xlsx", [HEADS, ROW])
    (tmp_path / "~$t.xlsx").write_bytes(b"")
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 0
    assert "what was last saved is copied" in capsys.readouterr().err


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TRACKERS)
def test_first_contact_prints_at_most_a_screen(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    TRACKERS[name].build()[0].save(tmp_path / "t.xlsx")
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(tmp_path / "t.xlsx")]) == 0
    said = capsys.readouterr()
    assert not said.out and sum(1 + len(line) // 120 for line in said.err.splitlines()) <= 24
    assert (
        said.err.splitlines()[-1].startswith("Done: ")
        and "then run map" in said.err.splitlines()[-1]
    )


def test_json_holds_the_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path / "t.xlsx", [HEADS, ROW])
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["command"] == "init" and found["exit"] == 0
    assert found["study"]["likely"]["workbook.log"] is False
    assert {
        "goes_to": "status.Open",
        "asks": "Status \u201cOpen\u201d: where does it stand?",
        "proposed": None,
    } in found["study"]["questions"]


MARKED = [*HEADS, "Exempt?"]


def test_where_rows_may_be_withheld_no_sample_and_no_word_but_marks_is_shown(
    tmp_path: Path,
) -> None:
    rows = [
        [*ROW[:4], f"Guard the informant {name}", *ROW[5:], mark]
        for name, mark in (("Smith", "Yes"), ("Jones", "see the file on Brown"))
    ]
    for row, ref in zip(rows, "AB", strict=True):
        row[0] = ref
    path = saved(
        tmp_path / "t.xlsx", [["Ref", "Title"] + MARKED[2:5] + ["Who deals", *MARKED[6:]], *rows]
    )
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 0
    held = words_in(tmp_path / "desk/inputs/mapping.xlsx")
    for word in ("informant", "Smith", "Brown", "A call for help"):
        assert word not in held
    assert "Exempt?" in held and "must not be printed" in held and "\u201cYes\u201d" in held


def test_a_hidden_sheet_is_not_studied_and_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path / "t.xlsx", [HEADS, ROW], hidden=[HEADS, ["SECRET", *ROW[1:]]])
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 0
    assert "Hidden, and not looked at: Hidden" in capsys.readouterr().err
    assert "SECRET" not in words_in(tmp_path / "desk/inputs/mapping.xlsx")


HOSTILE = [
    "=cmd|'/c calc'!A0",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "w" * 30_000,
    "O\u202epen",
    "+1",
    "@x",
    "a\nb",
    "_x0041_",
    "  ",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_words_of_the_tracker_are_data(word: str, tmp_path: Path) -> None:
    rows = [[f"A{number}", *ROW[1:7], word, *ROW[8:]] for number in range(3)]
    path = saved(tmp_path / "t.xlsx", [[*HEADS, word], *rows])
    assert cli.main(["init", str(tmp_path / "desk"), "--from", str(path)]) == 0
    inputs = tmp_path / "desk/inputs"
    assert tomllib.loads((inputs / "report.toml").read_text("utf-8"))
    held = words_in(inputs / "mapping.xlsx")
    assert (
        "<f>" not in held.replace("<formula", "")
        and "\u202e" not in held
        and "wwwwwwwwww" * 20 not in held
    )
    assert load_workbook(inputs / "mapping.xlsx")


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.files import writing

    real, count = writing.written, 0

    def full(path: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(writing, "written", full)
    assert cli.main(["init", str(tmp_path / "desk")]) == 2
    assert not (tmp_path / "desk").exists()
