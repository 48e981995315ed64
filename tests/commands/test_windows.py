"""What Windows and macOS do to paths, screens and files, as far as it can be tried on any system.
docs/windows.md says what only Windows can show.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.commands.cli import cli, main
from tests import builders
from tests.commands.test_cli import Desk, desk, without_libreoffice
from tests.docs import ROOT
from tests.golden import template

__all__ = ["desk", "without_libreoffice"]
ARGUMENTS = {
    "report": ["--no-pdf"],
    "explain": ["outstanding_total"],
    "verify": ["{outputs}/2021-01-14/hmicfrs-update.docx"],
    "diff": ["{outputs}/2021-01-14/hmicfrs-update.docx", "{outputs}/2021-01-14/hmicfrs-update.docx"],
    "text": ["{outputs}/2021-01-14/hmicfrs-update.docx"],
    "check": [],
    "preview": [],
    "publish": [],
    "baseline": ["{inputs}/recommendations.xlsx", "--meeting", "2020-07-09"],
}  # fmt: skip
"""The commands that are run; a newer one is asked for its help."""
EXITS = {"publish": {0, 3, 6, 7}, "baseline": {0, 7}}


def folders(place: Path) -> list[str]:
    return [f"--{name}={place / name}" for name in ("inputs", "templates", "outputs")]


def run(place: Path, command: str, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, on the folders in a place."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", command, *words, *folders(place)],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PIPELINE_SOFFICE": "nowhere", **more},
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with inputs and outputs whose names and words few code pages have."""
    found = tmp_path_factory.mktemp("x") / "Ausschuß für “Prüfung” − Łódź"
    (found / "inputs").mkdir(parents=True)
    (found / "templates").mkdir()
    settings = builders.SETTINGS.replace("West Midlands Police", "Heddlu Łódź − 警察")
    rows = builders.recommendations(
        {"addressed_to": "Heddlu Łódź − 警察", "text": "Ŵyneb − 警察", "target": builders.THEN}
    )
    (found / "inputs" / "report.toml").write_text(settings, encoding="utf-8")
    (found / "inputs" / "recommendations.xlsx").write_bytes(rows)
    (found / "inputs" / "inspections.xlsx").write_bytes(builders.inspections(inspections=[{}]))
    (found / "templates" / "hmicfrs_update.docx").write_bytes(template())
    made = run(found, "report", "--no-pdf", PYTHONIOENCODING="cp1252")
    assert made.returncode == 0, made.stderr.decode()
    return found


def run_here(words: list[str], code: str) -> tuple[int, bytes]:
    """Run a command in this process, on a screen of such a code that refuses what it has not, as
    Python begins one where PYTHONIOENCODING names it; return how it ended, and what it said.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONIOENCODING", code)
        patch.setenv("PIPELINE_SOFFICE", "nowhere")
        screens = [io.TextIOWrapper(io.BytesIO(), encoding=code) for _ in range(2)]
        for name, screen in zip(("stdout", "stderr"), screens, strict=True):
            patch.setattr(sys, name, screen)
        ended = main(words)
        for screen in screens:
            screen.flush()
        return ended, b"".join(screen.buffer.getvalue() for screen in screens)  # type: ignore[attr-defined]


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("command", "code"),
    [
        *((command, "cp1252") for command in cli.commands),
        *((command, code) for command in ("check", "text") for code in ("cp850", "cp437")),
    ],
)
def test_no_screen_s_code_takes_a_command_down(place: Path, command: str, code: str) -> None:
    given = ARGUMENTS.get(command, ["--help"])
    words = [word.format(outputs=place / "outputs", inputs=place / "inputs") for word in given]
    ended, told = run_here([command, *words, *folders(place)], code)
    said = told.decode(code)
    assert ended in EXITS.get(command, {0}), said
    assert "Traceback" not in said and "\ufffd" not in said and said.strip()


def test_a_sign_that_the_screen_has_not_is_written_as_its_nearest(place: Path) -> None:
    paper = place / "outputs" / "2021-01-14" / "hmicfrs-update.docx"
    said = run(place, "text", str(paper), PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "Heddlu ?ódz - ??" in said


def test_json_is_utf_8_whatever_the_screen(place: Path) -> None:
    said = run(place, "check", "--json", PYTHONIOENCODING="cp1252").stdout
    assert said.decode("utf-8").startswith("{")


def test_settings_with_a_bom_and_windows_line_ends_are_read(desk: Desk) -> None:
    desk.put(
        "inputs/report.toml", b"\xef\xbb\xbf" + builders.SETTINGS.replace("\n", "\r\n").encode()
    )
    assert desk.run("check")[0] == 0


def test_the_files_of_open_programs_are_passed_over(desk: Desk) -> None:
    for name in (
        "inputs/~$recommendations.xlsx",
        "inputs/.~lock.inspections.xlsx#",
        "inputs/desktop.ini",
        "inputs/Thumbs.db",
        "inputs/.DS_Store",
        "templates/~$icfrs_update.docx",
        "outputs/~$eview.docx",
    ):
        desk.put(name, b"\x05secretary")
    code, _, err = desk.run("report")
    assert (code, "open" in err) == (0, True)


@pytest.mark.parametrize("name", ["RECOMMENDATIONS.XLSX", "Master list.xlsx", "Übersicht (2).Xlsx"])
def test_a_workbook_is_found_however_its_name_is_written(desk: Desk, name: str) -> None:
    inputs = desk.place / "inputs"
    (inputs / "recommendations.xlsx").rename(inputs / name)
    assert desk.run("check")[0] == 0


def test_inputs_that_cannot_be_written_are_enough(desk: Desk) -> None:
    inputs = desk.place / "inputs"
    for path in inputs.iterdir():
        path.chmod(0o444)
    inputs.chmod(0o555)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in inputs.iterdir()}
    try:
        assert desk.run("report")[0] == 0
        after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in inputs.iterdir()}
    finally:
        inputs.chmod(0o755)
    assert after == before


@pytest.fixture
def another_drive(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on another file system, as on another drive."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other file system here")
    with tempfile.TemporaryDirectory(dir=shared) as found:
        yield Path(found)


def test_outputs_may_lie_on_another_drive(desk: Desk, another_drive: Path) -> None:
    (desk.place / "outputs").symlink_to(another_drive, target_is_directory=True)
    assert desk.run("report")[0] == desk.run("report")[0] == 0
    assert (another_drive / "2021-01-14" / "hmicfrs-update.docx").is_file()


def test_paths_longer_than_windows_once_allowed_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path.joinpath(*["committee papers of the force"] * 9)
    deep.mkdir(parents=True)
    assert len(str(deep)) > 260
    assert Desk(deep, capsys).run("report")[0] == 0


def test_the_longest_name_that_is_written_leaves_room_for_a_folder(desk: Desk) -> None:
    desk.reported()
    assert max(len(name.removeprefix("outputs/")) for name in desk.files()) < 100


def lines() -> list[str]:
    content = (ROOT / "pipeline.cmd").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") and content.isascii()
    return content.decode("ascii").split("\r\n")


def test_pipeline_cmd_hands_on_what_it_is_given_and_how_it_ended() -> None:
    """As cmd.exe reads it: a line's %errorlevel% is that of the line before, %* is every word as it
    was typed, and a folder on the network has no current folder but by pushd.
    """
    found = lines()
    started = [at for at, line in enumerate(found) if " -m pipeline" in line and "rem" not in line]
    assert [found[at + 1] for at in started] == ['set "CODE=%errorlevel%"'] * 2
    assert found[started[1]] == r".venv\Scripts\python.exe -m pipeline %*"
    assert found.index('pushd "%~dp0"') < started[0] < found.index("popd")
    assert [line for line in found if line][-1] == "exit /b %CODE%"
    assert not any(re.search(r"\(.*%errorlevel%|^\s*cd ", line) for line in found)
    assert len([line for line in found if "goto" in line]) == 1 and ":ended" in found
