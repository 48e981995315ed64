"""The commands as a person or a program meets them: exit codes, last lines, JSON, and what is left
on the disk.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.commands import cli
from pipeline.files.package import packed, parts_of
from pipeline.proof.valid.document import ooxml_faults
from tests import builders, saved
from tests.golden import ROOT, template
from tests.paper.pdf.test_office import ended
from tests.word.test_received import strict

PAPER = "hmicfrs-update.docx"
WRITTEN: dict[str, bytes] = {}
"""What report writes into the outputs of an ordinary desk, once it has been run there."""
NO_PAPERS = {
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "sensitivity label": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + "DRMEncryptedDataSpace".encode("utf-16-le"),
    "PDF": b"%PDF-1.7",
    "Strict": strict(template()),
    "empty": b"",
}
WEB_PAGE = "hmicfrs-update.html"
MADE = {
    PAPER,
    WEB_PAGE,
    "annotated.docx",
    "review.html",
    "figures.json",
    "findings.json",
    "run.json",
}


class Desk:
    """A secretary's folders, and what the commands say there."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place, self.capsys = place, capsys
        for name in ("inputs", "templates"):
            (place / name).mkdir()
        self.put("inputs/report.toml", builders.SETTINGS.encode())
        self.put(
            "inputs/recommendations.xlsx",
            builders.recommendations({}, {"rag": "Red", "rag_reason": "Late.", "publish": " yes"}),
        )
        self.put("inputs/inspections.xlsx", builders.inspections(inspections=[{}]))
        self.put("templates/hmicfrs_update.docx", template())

    def put(self, name: str, content: bytes) -> None:
        self.place.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        self.place.joinpath(name).write_bytes(content)

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run a command and return its exit code, stdout and stderr."""
        command, *rest = words
        if command == "report" and "--pdf" not in rest:
            rest.append("--no-pdf")  # LibreOffice takes seconds; tests/pdf looks at the PDF
        rest = [word for word in rest if word != "--pdf"]
        code = cli.main(
            [
                command,
                *rest,
                *(f"--{name}={self.place / name}" for name in ("inputs", "templates", "outputs")),
            ]
        )
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def reported(self) -> None:
        """Have the outputs that report writes here: the same bytes on every desk, so they are made
        once.
        """
        if not WRITTEN:
            assert self.run("report")[0] == 0
            WRITTEN.update(self.files())
        for name, content in WRITTEN.items():
            self.put(name, content)

    def json(self, *words: str) -> dict[str, Any]:
        """Run a command with --json and return the document on stdout."""
        found: dict[str, Any] = json.loads(self.run(*words, "--json")[1])
        return found

    def files(self, folder: str = "outputs") -> dict[str, bytes]:
        """Return every file below a folder."""
        return {
            path.relative_to(self.place).as_posix(): path.read_bytes()
            for path in sorted((self.place / folder).rglob("*"))
            if path.is_file()
        }


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let publish file no PDF, which takes seconds; one test of it does."""
    monkeypatch.setenv("PIPELINE_SOFFICE", "nowhere")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_report_writes_the_paper_and_its_papers(desk: Desk) -> None:
    code, out, err = desk.run("report")
    assert (code, out) == (0, "")
    assert err.splitlines()[-1].startswith("Done: the paper is ")
    files = {name.removeprefix("outputs/2021-01-14/") for name in desk.files()}
    assert {name for name in files if "/" not in name} == MADE
    tables = {Path(name) for name in files if "/" in name}
    assert tables and {(path.parent.name, path.suffix) for path in tables} == {("tables", ".csv")}


def test_the_same_inputs_give_the_same_bytes_in_another_process_too(desk: Desk) -> None:
    desk.run("report")
    first = desk.files()
    folders = [f"--{name}={desk.place / name}" for name in ("inputs", "templates", "outputs")]
    subprocess.run(
        [sys.executable, "-m", "pipeline", "report", "--no-pdf", *folders],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert desk.files() == first


def test_no_output_holds_a_path_or_a_name_of_this_machine(desk: Desk) -> None:
    desk.run("report")
    for name, content in desk.files().items():
        for part in parts_of(content).values() if name.endswith(".docx") else [content]:
            for secret in (
                str(desk.place),
                str(ROOT),
                str(Path.home()),
                "python-docx",
                "openpyxl\x00",
            ):
                assert secret.encode() not in part, (name, secret)


def test_a_first_paper_is_called_so_and_another_is_not(desk: Desk) -> None:
    said = "It is a first paper, for no earlier meeting is filed in "
    assert said in desk.run("check")[2].splitlines()[-1]
    old = desk.place / "old.xlsx"
    old.write_bytes(builders.recommendations({}))
    assert desk.run("baseline", str(old), "--meeting", "2020-07-09")[0] == 0
    assert said not in desk.run("check")[2]


def test_check_writes_nothing(desk: Desk) -> None:
    code, _, err = desk.run("check")
    assert code == 0 and err.splitlines()[-1].startswith("Done: nothing stands in the way")
    assert desk.files() == {}


def test_json_is_one_document_with_the_promised_keys(desk: Desk) -> None:
    document = desk.json("report")
    assert list(document)[:6] == [
        "schema_version",
        "command",
        "exit",
        "outcome",
        "findings",
        "files",
    ]
    assert (document["schema_version"], document["command"], document["exit"]) == (1, "report", 0)
    assert {Path(name).name for name in document["files"] if "/tables/" not in name} == MADE
    assert set(document["findings"][0]) >= {
        "code",
        "severity",
        "file",
        "sheet",
        "cell",
        "message",
        "remedy",
    }


def test_figures_json_has_the_promised_keys(desk: Desk) -> None:
    desk.reported()
    document = json.loads(desk.files()["outputs/2021-01-14/figures.json"])
    assert (document["schema_version"], document["meeting"], document["previous"]) == (
        1,
        "2021-01-14",
        None,
    )
    figure = {item["key"]: item for item in document["figures"]}["outstanding_total"]
    assert {key: figure[key] for key in ("value", "text", "previous", "evidence")} == {
        "value": 2,
        "text": "two",
        "previous": None,
        "evidence": [
            {"ref": "R1", "cell": "Recommendations!A2"},
            {"ref": "R2", "cell": "Recommendations!A3"},
        ],
    }


def _bad_template() -> bytes:
    parts = parts_of(template())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"{{ title }}", b"{{ titel }}")
    return packed(parts)


REFUSED = [
    ("inputs/report.toml", b"[force", 2),
    ("inputs/recommendations.xlsx", b"", 3),
    ("inputs/recommendations.xlsx", builders.recommendations({"rag": "Ambre"}), 3),
    (
        "inputs/inspections.xlsx",
        builders.inspections(reports=[{"recommendations": 10, "for_others": 9}]),
        4,
    ),
    ("templates/hmicfrs_update.docx", _bad_template(), 5),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
@pytest.mark.parametrize("command", ["report", "check", "publish"])
def test_a_refused_run_changes_nothing_and_says_what_to_do(
    desk: Desk, command: str, name: str, content: bytes, code: int
) -> None:
    desk.reported()
    desk.put("outputs/2021-01-14/my own notes.txt", b"keep me")
    desk.put(name, content)
    before = {**desk.files(), **desk.files("inputs")}
    found, out, err = desk.run(command)
    assert (found, out) == (code, "")
    assert err.splitlines()[-1].startswith("Nothing was made: ")
    assert {**desk.files(), **desk.files("inputs")} == before


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
def test_json_tells_a_refusal_too(desk: Desk, name: str, content: bytes, code: int) -> None:
    desk.put(name, content)
    document = desk.json("report")
    assert (
        document["exit"] == code
        and document["findings"][0]["severity"] == "error"
        and document["files"] == []
    )
    assert not (desk.place / "outputs").exists()


def test_faults_of_both_workbooks_and_the_template_are_told_in_one_run(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Ambre"}))
    desk.put(
        "inputs/inspections.xlsx",
        builders.inspections(reports=[{"recommendations": 10, "for_others": 9}]),
    )
    desk.put("templates/hmicfrs_update.docx", _bad_template())
    document = desk.json("report")
    assert document["exit"] == 3
    assert {found["code"] for found in document["findings"] if found["severity"] == "error"} == {
        "unknown-word",
        "report-parts",
        "template-name",
    }


def test_a_message_is_as_the_contract_shows_it(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations(*[{}] * 15, {"rag": "Ambre"}))
    assert (
        'recommendations.xlsx, Recommendations!K17: RAG "Ambre" is not one of Red, Amber, Green. Did you mean Amber?'
        in desk.run("report")[2]
    )


def test_an_unknown_command_and_an_unknown_figure_exit_2(desk: Desk) -> None:
    assert cli.main(["reprot"]) == 2
    assert "Did you mean 'report'?" in desk.capsys.readouterr().err
    code, _, err = desk.run("explain", "outstanding_totl")
    assert code == 2 and "Did you mean outstanding_total?" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "No command was given. See python -m pipeline --help."),
        (
            ["report", "extra"],
            "Got unexpected extra argument (extra). See python -m pipeline report --help.",
        ),
        (["text", "none.docx"], "There is no file none.docx. See python -m pipeline text --help."),
    ],
)
def test_the_last_line_of_a_wrong_command_line_is_a_sentence(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr().err.splitlines()[-1] == told


def test_json_tells_a_wrong_command_line_too(desk: Desk) -> None:
    assert cli.main(["report", "--json", "--nonsense"]) == 2
    document = json.loads(desk.capsys.readouterr().out)
    assert (document["exit"], [found["code"] for found in document["findings"]]) == (2, ["command"])


@pytest.mark.parametrize("name", ["report.toml.txt", "Report.TOML", "report (2).toml"])
def test_settings_under_almost_their_name_are_named(desk: Desk, name: str) -> None:
    desk.place.joinpath("inputs/report.toml").rename(desk.place / "inputs" / name)
    code, _, err = desk.run("check")
    assert code == 2 and f"Rename {name} to report.toml" in err


def test_settings_that_are_no_text_are_told_in_one_line(desk: Desk) -> None:
    desk.put("inputs/report.toml", template())
    code, _, err = desk.run("check")
    assert code == 2 and "it is no text" in err and len(err.splitlines()) < 5


def test_a_missing_inputs_folder_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["report", f"--inputs={tmp_path / 'none'}"]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_defect_exits_1_with_its_traceback_and_leaves_outputs_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.commands.run.printed.faults", lambda *found: 1 / 0)
    code, _, err = desk.run("report")
    assert code == 1 and "ZeroDivisionError" in err
    assert err.splitlines()[-1].startswith("A fault of the program")
    assert not (desk.place / "outputs").exists()


def test_explain_lists_each_row_with_its_cell(desk: Desk) -> None:
    code, out, _ = desk.run("explain", "outstanding_red")
    assert code == 0
    assert [line.strip() for line in out.splitlines()] == [
        "Outstanding and rated Red (outstanding_red)",
        "",
        'Value      1, in a sentence "one"',
        "Rule       recommendations and areas for improvement for the force or jointly",
        "whose status is open, rated Red",
        "Period     from the beginning, up to and including 31 December 2020",
        "",
        "The row behind it, in recommendations.xlsx:",
        "R2  Recommendations!A3  Red; Open; target 30 June 2021; reviewed 12 November",
        "2020; Fresh start",
    ]


def test_explain_compares_with_the_last_meeting(desk: Desk) -> None:
    old = desk.place / "old.xlsx"
    old.write_bytes(builders.recommendations({"reviewed": None, "updated": None, "rag": "Green"}))
    assert (
        desk.run("baseline", str(old), "--meeting", "2020-07-09", "--data-to", "2020-06-30")[0] == 0
    )
    out = " ".join(desk.run("explain", "worsened_total")[1].split())
    assert "Last time not known at the meeting of 9 July 2020" in out
    assert "last time Green, Open, target 30 June 2021" in out


def test_explain_takes_a_figure_in_words_a_ref_and_a_printed_number(desk: Desk) -> None:
    for what, begins in (
        (["outstanding"], "Outstanding (outstanding_total)"),
        (["causes", "of", "concern"], "Causes of concern outstanding"),
        (["outstanding red"], "Outstanding and rated Red"),
        (["r-002"], "R2: Recommendation 2 of"),
        (["-002"], "R2: Recommendation 2 of"),
        (["1.1"], "1.1 "),
    ):
        code, out, err = desk.run("explain", *what)
        assert (code, err.splitlines()[-1][:5]) == (0, "Done:"), what
        assert out.startswith(begins), what


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            "withdrawn",
            "it may be 2 things: outstanding_withdrawn (Withdrawn since the last meeting",
        ),
        ("overdoo", "Did you mean overdue_total?"),
        ("R9", "no figure, no ref and no number of the paper is called so."),
        ("99.1", "no figure, no ref and no number of the paper is called so."),
    ],
)
def test_explain_asks_where_several_fit_and_names_the_nearest_where_none(
    desk: Desk, what: str, told: str
) -> None:
    code, out, err = desk.run("explain", what)
    assert (code, out) == (2, "")
    assert told in err and err.splitlines()[-1].startswith("Nothing was explained: ")
    document = desk.json("explain", what)
    assert (document["exit"], [one["code"] for one in document["findings"]]) == (2, ["command"])


def test_explain_gives_all_of_it_as_data(desk: Desk) -> None:
    figure = desk.json("explain", "overdue")
    assert [one["key"] for one in figure["figures"]] == ["overdue_total"]
    ref = desk.json("explain", "r2")["explained"]
    assert (ref["kind"], ref["ref"], ref["withheld"]) == ("ref", "R2", False)
    assert [(one["rating"], one["cell"], one["paper"]) for one in ref["meetings"]] == [
        ("Red", "Recommendations!A3", "now")
    ]
    assert ref["meetings"][0]["places"]
    number = desk.json("explain", "1.1")
    assert (number["explained"]["kind"], number["explained"]["number"]) == ("paragraph", "1.1")
    assert number["explained"]["figures"] == [one["key"] for one in number["figures"]]


def test_explain_tells_a_ref_where_the_template_cannot_be_used(desk: Desk) -> None:
    desk.put("templates/hmicfrs_update.docx", _bad_template())
    code, out, _ = desk.run("explain", "R2")
    assert code == 0 and "the paper cannot be made now" in " ".join(out.split())


def test_explain_fits_the_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, most in (("100", 100), ("52", 52), ("12", 40)):
        monkeypatch.setenv("COLUMNS", columns)
        for what in ("outstanding", "R2", "1.1"):
            assert max(map(len, desk.run("explain", what)[1].splitlines())) <= most


def test_explain_prints_to_a_console_of_windows(desk: Desk) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations(
            {"rag": "Red", "rag_reason": "Late.", "report": "\u2018W\u2019 \u4e2d"}
        ),
    )
    folders = [f"--{name}={desk.place / name}" for name in ("inputs", "templates", "outputs")]
    code = """import sys
from pipeline.commands.cli import main
for what in ("R1", "outstanding", "1.1"):
    if main(["explain", what, *sys.argv[1:]]):
        sys.exit(what)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *folders],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_text_prints_the_paper_by_style(desk: Desk) -> None:
    desk.reported()
    code, out, _ = desk.run("text", str(desk.place / "outputs/2021-01-14" / PAPER))
    assert code == 0 and out.splitlines()[0] == "[Title] HMICFRS update"
    assert "[Heading 1] Background" in out.splitlines()


def test_text_of_something_else_exits_2(desk: Desk) -> None:
    assert desk.run("text", str(desk.place / "inputs/report.toml"))[0] == 2


def test_publish_files_the_meeting_and_the_next_report_starts_from_it(desk: Desk) -> None:
    desk.run("report")
    paper = desk.files()["outputs/2021-01-14/" + PAPER]
    code, _, err = desk.run("publish")
    assert code == 0, err
    filed = desk.files("inputs/meetings")
    assert {Path(name).name for name in filed} == {
        "recommendations.xlsx",
        "inspections.xlsx",
        "report.toml",
        "hmicfrs_update.docx",
        "register.jsonl",
        "paper.docx",
        "paper.html",
        "manifest.json",
    }
    assert filed["inputs/meetings/2021-01-14/paper.docx"] == paper
    assert (
        filed["inputs/meetings/2021-01-14/recommendations.xlsx"]
        == desk.files("inputs")["inputs/recommendations.xlsx"]
    )
    desk.put(
        "inputs/report.toml",
        builders.SETTINGS.replace("2021-01-14", "2021-07-08")
        .replace("2020-12-31", "2021-06-30")
        .encode(),
    )
    found = {figure["key"]: figure for figure in desk.json("report")["figures"]}
    assert (found["outstanding_opening"]["value"], found["outstanding_total"]["previous"]) == (2, 2)
    assert found["outstanding_opening"]["evidence"][0] == {
        "ref": "R1",
        "cell": "Recommendations!A2",
        "meeting": "2021-01-14",
    }


def test_a_meeting_is_filed_once(desk: Desk) -> None:
    assert desk.run("publish")[0] == 0
    before = desk.files("inputs")
    code, _, err = desk.run("publish")
    assert code == 7 and "already filed" in err
    assert desk.files("inputs") == before


def test_report_for_a_filed_meeting_is_made_again_with_a_note(desk: Desk) -> None:
    desk.run("publish")
    document = desk.json("report")
    assert document["exit"] == 0 and "meeting-filed-already" in {
        found["code"] for found in document["findings"]
    }
    assert document["outcome"].endswith("Read it in Word.")  # to publish it would be refused


def test_publish_refuses_a_paper_that_was_edited_in_place(desk: Desk) -> None:
    desk.reported()
    desk.put("outputs/2021-01-14/" + PAPER, b"edited")
    assert desk.run("publish")[0] == 2
    assert not (desk.place / "inputs/meetings").exists()


def test_an_altered_archive_stops_the_run(desk: Desk) -> None:
    desk.run("publish")
    desk.put("inputs/meetings/2021-01-14/register.jsonl", b"{}\n")
    code, _, err = desk.run("report")
    assert code == 7 and "meetings/2021-01-14/register.jsonl" in err


def test_a_baseline_that_cannot_be_used_is_refused(desk: Desk) -> None:
    old = desk.place / "old.xlsx"
    old.write_bytes(builders.recommendations({"rag": "Ambre", "reviewed": None, "updated": None}))
    code, _, err = desk.run("baseline", str(old), "--meeting", "2020-07-09")
    assert code == 3 and "old.xlsx, Recommendations!K2" in err
    assert not (desk.place / "inputs/meetings").exists()


def test_a_baseline_may_not_end_before_the_meeting_filed_last_does(desk: Desk) -> None:
    old = desk.place / "old.xlsx"
    old.write_bytes(builders.recommendations({"reviewed": None, "updated": None}))
    assert (
        desk.run("baseline", str(old), "--meeting", "2020-07-09", "--data-to", "2020-06-30")[0] == 0
    )
    code, _, err = desk.run(
        "baseline", str(old), "--meeting", "2020-09-09", "--data-to", "2020-06-30"
    )
    assert code == 2 and "is not after 2020-06-30" in err
    assert not (desk.place / "inputs/meetings/2020-09-09").exists()


def test_an_open_workbook_is_noted(desk: Desk) -> None:
    desk.put("inputs/~$recommendations.xlsx", b"lock")
    desk.put("inputs/~$nothing.xlsx", b"lock of another file")
    desk.put("templates/~$icfrs_update.docx", b"lock")
    found = [one for one in desk.json("check")["findings"] if one["code"].startswith("open-in")]
    assert [(one["code"], one["file"]) for one in found] == [
        ("open-in-word", "hmicfrs_update.docx"),
        ("open-in-excel", "recommendations.xlsx"),
    ]


def test_a_copy_beside_the_workbook_or_the_template_is_noted(desk: Desk) -> None:
    desk.put("inputs/recommendations (2).xlsx", b"")
    desk.put("templates/hmicfrs_update - Copy.docx", b"")
    found = [one for one in desk.json("check")["findings"] if one["code"] == "copy-beside"]
    assert [one["file"] for one in found] == ["hmicfrs_update.docx", "recommendations.xlsx"]


def test_a_missing_template_is_told_with_what_lies_there_and_the_last_line_fits(
    desk: Desk,
) -> None:
    desk.place.joinpath("templates/hmicfrs_update.docx").rename(desk.place / "templates/ours.docx")
    code, _, err = desk.run("check")
    assert code == 5
    assert "It holds ours.docx. Rename ours.docx to hmicfrs_update.docx." in err
    assert "places listed above" not in err.splitlines()[-1]


def test_a_raised_note_stops_the_run(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Red"}))
    assert desk.run("check")[0] == 0
    desk.put(
        "inputs/report.toml",
        (builders.SETTINGS + '[severity]\n"reason-missing" = "error"\n').encode(),
    )
    assert desk.run("check")[0] == 3


@pytest.mark.parametrize("command", [[], *([name] for name in cli.cli.commands)])
def test_every_command_has_help_with_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*command, "--help"]) == 0
    assert "Example: python -m pipeline" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.commands.cli import main; main(['--help']); "
        "print(sorted({'pandas', 'openpyxl', 'docx', 'docxtpl', 'lxml', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(
    os.name == "nt",
    reason="the stand-in for LibreOffice is a shell script, and Windows has no SIGTERM",
)
def test_a_run_that_is_told_to_stop_ends_libreoffice_and_leaves_no_file(
    desk: Desk, tmp_path: Path
) -> None:
    office, started, temporary = tmp_path / "soffice", tmp_path / "started", tmp_path / "temporary"
    temporary.mkdir()
    office.write_text(f"#!/bin/sh\necho $$ > '{started}'; exec sleep 600\n")
    office.chmod(0o755)
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pipeline",
            "report",
            "--inputs",
            desk.place / "inputs",
            "--outputs",
            tmp_path / "out",
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PIPELINE_SOFFICE": str(office), "TMPDIR": str(temporary)},
    )
    while not (started.exists() and started.read_text().strip()):
        time.sleep(0.05)
    run.terminate()
    _, told = run.communicate(timeout=600)
    # Now and then CPython ends as Ctrl+C does, whatever the program returns: where the stop came
    # while a library was read.
    assert run.returncode in (2, -signal.SIGINT) and told.strip().endswith(
        "Stopped; nothing was changed."
    )
    assert list(temporary.iterdir()) == [] and not (tmp_path / "out").exists()
    assert ended(int(started.read_text()))


def test_what_is_printed_survives_a_narrow_encoding(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stderr", stream)
    assert (
        cli.main(
            [
                "report",
                "--no-pdf",
                f"--inputs={desk.place / 'inputs'}",
                f"--templates={desk.place / 'templates'}",
                f"--outputs={desk.place / 'outputs'}",
            ]
        )
        == 0
    )
    assert stream.encoding == "utf-8"


def test_errors_stand_last_and_the_notes_beside_them_are_one_line(desk: Desk) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations({"rag": "Ambre"}, {"reviewed": None}, {"reviewed": None}),
    )
    lines = [line for line in desk.run("check")[2].splitlines() if line]
    assert [line.partition(" ")[0] for line in lines] == [
        *("Recommendations:", "The", "The", "Not", "Sheets"),
        *("2", "recommendations.xlsx,", "Nothing"),
    ]


def test_first_contact_with_a_strangers_tracker_fills_no_more_than_a_screen(desk: Desk) -> None:
    strange = [
        {
            "status": f"Stage {n % 40}",
            "rag": "Ambre" if n % 2 else f"Grade {n % 30}",
            "target": "asap" if n % 3 else f"by {n}",
            "published": None,
            "kind": "Action",
            "owner": None,
        }
        for n in range(400)
    ]
    desk.put("inputs/recommendations.xlsx", builders.recommendations(*strange))
    code, _, err = desk.run("check")
    lines = err.splitlines()
    assert code == 3 and len(lines) <= 24 and lines[-1].startswith("Nothing was made")
    found = desk.json("check")["findings"]
    assert sum(one["severity"] == "error" for one in found) == 2000
    assert all(one["cell"] for one in found)
    for code in {one["code"] for one in found if one["severity"] == "error"}:
        assert any(
            message in err for message in (one["message"] for one in found if one["code"] == code)
        )
    assert len([line for line in lines if line]) == len({*lines} - {""})


def test_what_the_paper_itself_tells_is_one_line_on_the_screen_and_has_its_entries(
    desk: Desk,
) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations(
            *({"target": builders.CUT_OFF, "owner": owner} for owner in ("DCC", "DCC", "ACC"))
        ),
    )
    code, _, err = desk.run("check")
    assert code == 0 and "3 outstanding rows are past their target date" in err
    assert "agree a new date" not in err and "note" not in err.splitlines()[-1]
    found = [one for one in desk.json("check")["findings"] if one["code"] == "past-target"]
    assert [one["cell"] for one in found] == ["N2", "N3", "N4"]
    assert {one["remedy"] for one in found} == {
        "Ask the owner what is being done, and record the answer in Latest update; the date stays"
        " unless another was decided."
    }


def test_a_finding_copied_from_findings_json_is_accepted_and_told_in_one_line(desk: Desk) -> None:
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations({"rag": "Red"}, {"rag": "Red", "rag_reason": "Late."}),
    )
    (found,) = [one for one in desk.json("check")["findings"] if one["code"] == "reason-missing"]
    keys = ("code", "cell", "sheet", "value")
    mark = "".join(f"{key} = {json.dumps(found[key])}\n" for key in keys)
    desk.put("inputs/report.toml", f"{builders.SETTINGS}[[seen]]\n{mark}".encode())
    code, _, err = desk.run("check")
    assert code == 0 and "reason" not in err
    assert "accepted: 1, marked as looked at in report.toml." in err.splitlines()
    assert desk.run("report")[0] == 0
    (found,) = [one for one in desk.json("check")["findings"] if one["code"] == "reason-missing"]
    assert (found["accepted"], found["severity"]) == (True, "note")
    page = (desk.place / "outputs" / "2021-01-14" / "review.html").read_text("utf-8")
    assert '<details class="finding accepted"' in page
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Green"}, {}))
    assert "seen-unmatched" in {one["code"] for one in desk.json("check")["findings"]}


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_run_that_is_refused_says_what_it_read_and_the_errors_after_it(
    command: str, desk: Desk
) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Ambre"}))
    read = desk.json(command)["coverage"]
    assert read["rows"] == 1 and read["lines"][0].startswith("Recommendations: 1 row = ")
    lines = desk.run(command)[2].splitlines()
    assert lines[0] == read["lines"][0]
    assert next(at for at, line in enumerate(lines) if "Ambre" in line) > len(read["lines"])


def kept(desk: Desk) -> dict[str, bytes]:
    """Return the files in the meeting's outputs that are kept because somebody edited them."""
    return {
        path.name: path.read_bytes()
        for path in (desk.place / "outputs" / "2021-01-14").iterdir()
        if "(edited" in path.name
    }


def test_a_paper_that_was_edited_in_place_is_kept_beside_the_new_one(desk: Desk) -> None:
    desk.reported()
    paper = desk.place / "outputs" / "2021-01-14" / PAPER
    fresh = paper.read_bytes()
    for number, content in enumerate((fresh + b"1", fresh + b"2"), 1):
        paper.write_bytes(content)
        _, _, err = desk.run("report")
        assert (
            f"{PAPER} had been edited since the last run and is kept as hmicfrs-update (edited {number}).docx."
            in (err.strip().splitlines()[-1])
        )
    assert paper.read_bytes() == fresh
    assert kept(desk) == {
        "hmicfrs-update (edited 1).docx": fresh + b"1",
        "hmicfrs-update (edited 2).docx": fresh + b"2",
    }


def test_what_a_person_wrote_into_the_annotated_copy_is_kept_too(desk: Desk) -> None:
    desk.reported()
    copy = desk.place / "outputs" / "2021-01-14" / "annotated.docx"
    copy.write_bytes(copy.read_bytes() + b"x")
    desk.run("report")
    assert list(kept(desk)) == ["annotated (edited 1).docx"]


def test_a_paper_is_kept_where_nothing_tells_whether_it_was_edited(desk: Desk) -> None:
    desk.reported()
    for name, content in (("run.json", b"{}"), (PAPER, b"work of days"), ("figures.json", b"{}")):
        desk.put(f"outputs/2021-01-14/{name}", content)
    desk.run("report")
    assert kept(desk) == {"hmicfrs-update (edited 1).docx": b"work of days"}


def test_nothing_is_kept_twice_and_nothing_that_nobody_edited(desk: Desk) -> None:
    desk.reported()
    desk.put("inputs/recommendations.xlsx", builders.recommendations({}))
    assert "is kept as" not in desk.run("report")[2]
    for _ in range(2):
        desk.put(f"outputs/2021-01-14/{PAPER}", b"edited")
        desk.run("report")
    assert list(kept(desk)) == ["hmicfrs-update (edited 1).docx"]


def test_a_refused_run_leaves_an_edited_paper_where_it_is(desk: Desk) -> None:
    desk.reported()
    desk.put(f"outputs/2021-01-14/{PAPER}", b"edited")
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Ambre"}))
    desk.run("report")
    assert (
        kept(desk) == {}
        and (desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes() == b"edited"
    )


def filed_by(desk: Desk) -> dict[str, bytes]:
    """Return the files of the meeting that is filed."""
    return {
        path.name: path.read_bytes()
        for path in (desk.place / "inputs" / "meetings" / "2021-01-14").iterdir()
    }


def test_publish_files_every_input_as_it_was(desk: Desk) -> None:
    code, _, err = desk.run("publish")
    given = {
        path.name: path.read_bytes()
        for folder in ("inputs", "templates")
        for path in (desk.place / folder).iterdir()
        if path.is_file()
    }
    filed = filed_by(desk)
    assert code == 0 and given.items() <= filed.items()
    assert set(filed) - set(given) == {
        "paper.docx",
        "paper.html",
        "register.jsonl",
        "manifest.json",
    }
    assert "no PDF was made" in err


def test_report_on_a_filed_meetings_folder_gives_its_figures_again(desk: Desk) -> None:
    desk.put(
        "old.xlsx",
        builders.recommendations({"rag": "Red", "rag_reason": "x"}, {}, {"status": "Closed"}),
    )
    desk.run(
        "baseline",
        str(desk.place / "old.xlsx"),
        "--meeting",
        "2020-07-09",
        "--data-to",
        "2020-06-30",
    )
    desk.put(
        "inputs/recommendations.xlsx",
        builders.recommendations({}, {"status": "With HMICFRS"}, {"status": "Closed"}),
    )
    assert desk.run("report")[0] == desk.run("publish")[0] == 0
    there = desk.place / "outputs" / "2021-01-14"
    desk.put(
        "inputs/report.toml",
        builders.SETTINGS.replace("2021-01-14", "2021-07-08")
        .replace("2020-12-31", "2021-06-30")
        .encode(),
    )
    assert desk.run("report")[0] == desk.run("publish")[0] == 0
    filed = desk.place / "inputs" / "meetings" / "2021-01-14"
    assert (
        cli.main(
            [
                "report",
                "--no-pdf",
                f"--inputs={filed}",
                f"--templates={filed}",
                f"--outputs={desk.place / 'again'}",
            ]
        )
        == 0
    )
    again = desk.place / "again" / "2021-01-14"
    assert (again / "figures.json").read_bytes() == (there / "figures.json").read_bytes()
    assert (
        (again / PAPER).read_bytes()
        == (there / PAPER).read_bytes()
        == (filed / "paper.docx").read_bytes()
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_publish_files_the_pdf_of_the_very_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIPELINE_SOFFICE")
    desk.reported()
    paper = (desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes()
    held = parts_of(paper)
    desk.put(
        "edited.docx",
        packed(
            {
                **held,
                "word/document.xml": held["word/document.xml"].replace(
                    b"Purpose of report", b"Purpose of this report", 1
                ),
            }
        ),
    )
    assert desk.run("publish", str(desk.place / "edited.docx"))[0] == 0
    with pikepdf.open(io.BytesIO(filed_by(desk)["paper.pdf"])) as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert "1. Purpose of this report" in titles


@pytest.mark.parametrize("what", NO_PAPERS)
@pytest.mark.parametrize("command", ["verify", "text", "diff", "publish"])
def test_what_is_no_word_document_is_refused_by_name_and_never_compared(
    desk: Desk, what: str, command: str
) -> None:
    desk.put("odd.docx", NO_PAPERS[what])
    desk.put("good.docx", template())
    odd, good = str(desk.place / "odd.docx"), str(desk.place / "good.docx")
    code, out, err = desk.run(command, *([good, odd] if command == "diff" else [odd]))
    assert (
        code == 2
        and what in err
        and err.strip().splitlines()[-1]
        == ("Nothing was compared or written: odd.docx cannot be read as a Word document.")
    )
    assert "removed" not in out


def test_two_papers_that_are_none_are_both_named(desk: Desk) -> None:
    for name, content in (("a.docx", b""), ("b.docx", b"%PDF-1.7")):
        desk.put(name, content)
    _, _, err = desk.run("diff", str(desk.place / "a.docx"), str(desk.place / "b.docx"))
    assert "a.docx: the file is empty" in err and "b.docx: this is a PDF" in err
    assert (
        err.strip().splitlines()[-1]
        == "Nothing was compared or written: a.docx and b.docx cannot be read as Word documents."
    )


def test_a_paper_that_word_for_the_web_saved_is_verified_and_filed_as_it_is(desk: Desk) -> None:
    desk.reported()
    paper = saved.by_word_online((desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes())
    desk.put("edited.docx", paper)
    assert desk.run("verify", str(desk.place / "edited.docx"))[0] == 0
    assert desk.run("publish", str(desk.place / "edited.docx"))[0] == 0
    assert (desk.place / "inputs" / "meetings" / "2021-01-14" / "paper.docx").read_bytes() == paper


def altered(
    desk: Desk, part: str, old: bytes, new: bytes, more: dict[str, bytes] | None = None
) -> Path:
    """Return the desk's paper with one of its parts edited, under another name."""
    parts = parts_of((desk.place / f"outputs/2021-01-14/{PAPER}").read_bytes())
    assert old in parts[part]
    desk.put("edited.docx", packed({**parts, part: parts[part].replace(old, new), **(more or {})}))
    return desk.place / "edited.docx"


def test_verify_asks_of_the_paper_and_not_whether_its_template_can_be_read_by_everyone(
    desk: Desk,
) -> None:
    desk.reported()
    parts = parts_of(template())
    body = parts["word/document.xml"]
    desk.put(
        "templates/hmicfrs_update.docx",
        packed({**parts, "word/document.xml": body.replace(b"<w:tblHeader/>", b"")}),
    )
    assert desk.run("check")[0] == 5
    assert desk.run("verify", str(desk.place / "outputs/2021-01-14" / PAPER))[0] == 0


def test_an_inserted_file_stops_verify_and_publish_and_is_a_finding_of_diff_and_text(
    desk: Desk,
) -> None:
    desk.reported()
    first = desk.place / f"outputs/2021-01-14/{PAPER}"
    chunk = b'<w:body><w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId900"/>'
    edited = altered(
        desk, "word/document.xml", b"<w:body>", chunk, {"word/more.html": b"<p>40 are overdue.</p>"}
    )
    code, out, err = desk.run("verify", str(edited))
    assert (
        code == 6
        and "an inserted file stands here" in out
        and "correct it in Word" in err.splitlines()[-1]
    )
    assert desk.run("publish", str(edited))[0] == 6
    assert [found["code"] for found in desk.json("verify", str(edited))["findings"]] == [
        "paper-unread"
    ]
    told = desk.json("diff", str(first), str(edited))
    assert (told["exit"], told["changes"]["identical"]) == (0, False)
    assert [(found["code"], found["severity"], found["file"]) for found in told["findings"]] == [
        ("not-read", "note", "edited.docx")
    ]
    assert [found["code"] for found in desk.json("text", str(edited))["findings"]] == ["not-read"]


RUNS = b'<w:body><w:p><w:fldSimple w:instr=" DDEAUTO cmd x "><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>'


def test_what_runs_when_the_paper_is_opened_is_neither_filed_nor_compared(desk: Desk) -> None:
    desk.reported()
    edited = str(altered(desk, "word/document.xml", b"<w:body>", RUNS))
    for command in (["verify", edited], ["publish", edited], ["publish", edited, "--as-seen"]):
        told = desk.json(*command)
        assert told["exit"] == 6
        assert [
            (found["code"], found["place"])
            for found in told["findings"]
            if found["severity"] == "error"
        ] == [("paper-unsafe", 'the cover: "shown"')]
    assert not (desk.place / "inputs" / "meetings" / "2021-01-14").exists()
    for command in (["text", edited], ["diff", edited, edited]):
        told = desk.json(*command)
        assert (told["exit"], told["findings"][0]["code"], told["findings"][0]["place"]) == (
            2,
            "paper-unreadable",
            'paragraph 1: "shown"',
        )


def test_a_link_to_http_is_read_and_not_filed(desk: Desk) -> None:
    desk.reported()
    link = b'<w:body><w:p><w:fldSimple w:instr=" HYPERLINK &quot;http://a.example/x&quot; "><w:r><w:t>there</w:t></w:r></w:fldSimple></w:p>'
    edited = str(altered(desk, "word/document.xml", b"<w:body>", link))
    assert desk.run("text", edited)[0] == 0
    code, out, _ = desk.run("verify", edited)
    assert (
        code == 6
        and 'the link of "there" leads to http://a.example/x' in out
        and "type https://a.example/x" in out
    )


def test_an_inserted_file_is_not_carried_into_a_redline(desk: Desk) -> None:
    desk.reported()
    first = desk.place / f"outputs/2021-01-14/{PAPER}"
    rels = "word/_rels/document.xml.rels"
    more = {
        "word/a.html": b"<p>x",
        rels: parts_of(first.read_bytes())[rels].replace(
            b"</Relationships>",
            b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'aFChunk" Target="a.html"/></Relationships>',
        ),
    }
    edited = str(
        altered(
            desk,
            "word/document.xml",
            b"<w:body>",
            b'<w:body><w:altChunk xmlns:r="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships" r:id="rId900"/>',
            more,
        )
    )
    assert desk.run("diff", str(first), edited)[0] == 0
    assert desk.run("diff", str(first), edited, "--redline", str(desk.place / "r.docx"))[0] == 2
    assert not (desk.place / "r.docx").exists()
    assert [found["code"] for found in desk.json("verify", edited)["findings"]] == ["paper-unread"]


def test_a_paper_that_word_cannot_open_is_not_filed(desk: Desk) -> None:
    desk.reported()
    edited = str(
        altered(
            desk,
            "word/document.xml",
            b"<w:body>",
            b"<w:body><w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl><w:p/>",
        )
    )
    told = desk.json("publish", edited)
    assert told["exit"] == 6 and "paper-broken" in [found["code"] for found in told["findings"]]


def test_a_chart_with_another_number_stops_verify_and_publish(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations(*[{}] * 12))
    desk.run(
        "baseline",
        str(desk.place / "inputs/recommendations.xlsx"),
        "--meeting",
        "2020-07-09",
        "--data-to",
        "2020-06-30",
    )
    assert desk.run("report")[0] == 0
    edited = altered(desk, "word/charts/chart1.xml", b"<c:v>12</c:v>", b"<c:v>77</c:v>")
    code, out, _ = desk.run("verify", str(edited))
    assert code == 6 and "the chart shows 77 for Amber" in out
    assert desk.run("publish", str(edited))[0] == 6


@pytest.mark.parametrize("name", ["annotated.docx", "redline.docx"])
def test_a_copy_for_reviewers_is_neither_verified_nor_filed(desk: Desk, name: str) -> None:
    desk.put("old.docx", template())
    desk.reported()
    copy = desk.place / "outputs" / "2021-01-14" / name
    if name == "redline.docx":
        assert (
            desk.run(
                "diff",
                str(desk.place / "old.docx"),
                str(copy.with_name(PAPER)),
                "--redline",
                str(copy),
            )[0]
            == 0
        )
        assert list(ooxml_faults(copy.read_bytes())) == []
    for command in ("verify", "publish", "publish --as-seen"):
        code, out, err = desk.run(*command.split(), str(copy))
        assert code == 6 and "that the program makes for reviewers" in out + err
    assert not (desk.place / "inputs" / "meetings").exists()


def wrong_paper(desk: Desk) -> Path:
    """Return the desk's paper with a figure that is not the inputs'."""
    desk.reported()
    held = parts_of((desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes())
    text = held["word/document.xml"]
    at = text.index(b'<w:tag w:val="outstanding_total"/>')
    old = text[at:].split(b"</w:t>")[0].rpartition(b">")[2]
    changed = text[:at] + text[at:].replace(b">" + old + b"</w:t>", b">seven</w:t>", 1)
    desk.put("seen.docx", packed({**held, "word/document.xml": changed}))
    return desk.place / "seen.docx"


def test_a_paper_that_the_committee_saw_with_something_wrong_is_filed_as_seen_and_told_until_it_is_corrected(
    desk: Desk,
) -> None:
    seen = wrong_paper(desk)
    code, _, err = desk.run("publish", str(seen))
    assert code == 6 and err.strip().splitlines()[-1].endswith(
        "If the committee saw it so, file it with --as-seen."
    )
    code, _, err = desk.run("publish", "--as-seen", str(seen))
    assert code == 0 and "as the committee saw it, with 1 contradiction noted" in err
    told = json.loads((desk.place / "inputs/meetings/2021-01-14/manifest.json").read_text())[
        "contradictions"
    ]
    assert len(told) == 1 and "seven" in told[0]
    for meeting, cut_off, known in (
        ("2021-07-08", "2021-06-30", True),
        ("2022-01-13", "2021-12-31", False),
    ):
        desk.put(
            "inputs/report.toml",
            builders.SETTINGS.replace("2021-01-14", meeting)
            .replace("2020-12-31", cut_off)
            .encode(),
        )
        findings = desk.json("report")["findings"]
        assert ("filed-as-seen" in {found["code"] for found in findings}) is known
        assert desk.run("publish")[0] == 0


def test_what_people_left_in_a_paper_is_not_filed_as_seen_either(desk: Desk) -> None:
    desk.reported()
    held = parts_of((desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes())
    hidden = b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>do not tell</w:t></w:r></w:p><w:sectPr"
    text = held["word/document.xml"]
    at = text.rindex(b"<w:sectPr")
    desk.put(
        "left.docx",
        packed({**held, "word/document.xml": text[:at] + hidden + text[at + len(b"<w:sectPr") :]}),
    )
    code, _, err = desk.run("publish", "--as-seen", str(desk.place / "left.docx"))
    assert code == 6 and "hidden" in err
    last = err.strip().splitlines()[-1]
    assert last.startswith("Nothing was filed: correct it in Word at the places listed: Appendix ")


def test_what_shuts_readers_out_stops_a_paper_where_report_toml_says_so(desk: Desk) -> None:
    desk.put(
        "inputs/report.toml",
        (builders.SETTINGS + '[severity]\npaper-inaccessible = "error"\n').encode(),
    )
    desk.reported()
    held = parts_of((desk.place / "outputs" / "2021-01-14" / PAPER).read_bytes())
    small = (
        b'<w:p><w:r><w:rPr><w:sz w:val="10"/></w:rPr><w:t>small print</w:t></w:r></w:p><w:sectPr'
    )
    text = held["word/document.xml"]
    at = text.rindex(b"<w:sectPr")
    desk.put(
        "small.docx",
        packed({**held, "word/document.xml": text[:at] + small + text[at + len(b"<w:sectPr") :]}),
    )
    assert desk.run("verify", str(desk.place / "small.docx"))[0] == 6


@pytest.mark.parametrize(
    "words", [["text"], ["verify"], ["verify", "--json"], ["text", "--json"]], ids=" ".join
)
def test_a_terminal_obeys_nothing_that_stands_in_a_paper(desk: Desk, words: list[str]) -> None:
    desk.reported()
    paper = altered(
        desk,
        "word/document.xml",
        b"Purpose of report",
        "Purpose of \u009b31m \u202ereport".encode(),
    )
    command, *rest = words
    _, out, err = desk.run(command, str(paper), *rest)
    assert not {"\x9b", "\u202e"} & set(out + err)
    if rest:
        assert json.loads(out)["command"] == command
    else:
        assert "<U+009B>31m <U+202E>report" in out


def test_a_finished_paper_in_the_templates_place_is_refused(desk: Desk) -> None:
    desk.reported()
    desk.put("templates/hmicfrs_update.docx", desk.files()[f"outputs/2021-01-14/{PAPER}"])
    code, _, err = desk.run("check")
    assert code == 5 and "it may be a finished paper" in err


def test_a_terminal_obeys_nothing_that_stands_in_a_cell(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations({"rag": "Re\u202bd\u2066x"}))
    code, out, err = desk.run("check")
    assert code == 3 and "\u202b" not in out + err and "<U+202B>" in err


def test_a_thousand_faults_of_one_kind_fill_no_screen_and_json_has_all(desk: Desk) -> None:
    desk.put("inputs/recommendations.xlsx", builders.recommendations(*[{"rag": "Ambre"}] * 60))
    _, _, err = desk.run("check")
    assert err.count("Ambre") == 1 and "Recommendations!K2:K61: RAG" in err and "(60 times)" in err
    assert sum(found["code"] == "unknown-word" for found in desk.json("check")["findings"]) == 60
