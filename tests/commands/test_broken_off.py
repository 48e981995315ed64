"""Commands that something breaks off: what is said is what is on the disk, with the true cause and
a remedy that helps.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands import cli
from pipeline.commands.packet import OURS, RUN
from pipeline.files import lock, writing
from pipeline.files.mishaps import mishap
from tests.commands.test_cli import PAPER, Desk, desk, without_libreoffice
from tests.files.faults import faults, raising
from tests.golden import ROOT

__all__ = ["desk", "without_libreoffice"]
FOLDER = "outputs/2021-01-14"
on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows says it otherwise")


def last(told: str) -> str:
    return told.strip().splitlines()[-1]


def changes(desk: Desk) -> list[str]:
    """Return the changes of the disk that report makes over outputs that are there."""
    desk.reported()
    with faults({}) as made:
        assert desk.run("report")[0] == 0
    return made


# Stopped


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError])
def test_a_run_that_is_broken_off_after_the_outputs_are_in_place_is_done(
    desk: Desk, fault: type[BaseException]
) -> None:
    desk.reported()
    desk.put(f"{FOLDER}/hmicfrs-update (edited 1).docx", b"edited")
    with faults({}) as made:
        desk.run("report")
    for number in range(
        made.index("exchange") + 1, len(made), 3 if fault is KeyboardInterrupt else 6
    ):
        desk.put(f"{FOLDER}/{PAPER}", b"edited")
        with faults({number: raising(fault())}):
            code, _, err = desk.run("report")
        assert (code, last(err).split(":")[0]) == (0, "Done")
        assert desk.files()[f"{FOLDER}/{PAPER}"] != b"edited"
        writing.tidied(desk.place / "outputs", OURS, RUN)


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (KeyboardInterrupt, 2, "Stopped; nothing was changed."),
        (
            MemoryError,
            1,
            "A fault of the program (MemoryError); nothing was changed. Send the lines above to whoever maintains it.",
        ),
    ],
)
def test_a_run_that_is_broken_off_before_changes_nothing_and_says_so(
    desk: Desk, fault: type[BaseException], code: int, told: str
) -> None:
    made = changes(desk)
    desk.put(f"{FOLDER}/{PAPER}", b"edited")
    there = desk.files()
    for number in range(0, made.index("exchange") + 1, 9):
        with faults({number: raising(fault())}):
            ended, _, err = desk.run("report")
        assert (ended, last(err)) == (code, told) and desk.files() == there


def test_publish_that_is_broken_off_after_the_meeting_is_in_place_is_done(desk: Desk) -> None:
    with faults({}) as made:
        assert desk.run("publish")[0] == 0
    other = desk.place / "inputs" / "meetings" / "2021-01-14"
    whole = desk.files("inputs")
    for number in range(made.index("rename") + 1, len(made)):
        for path in other.iterdir():
            path.unlink()
        other.rmdir()
        other.parent.rmdir()
        # else it would be told that the meeting is gone
        (desk.place / "outputs" / "filed.json").unlink(missing_ok=True)
        with faults({number: raising(KeyboardInterrupt())}):
            code, _, err = desk.run("publish")
        assert (code, last(err).split(":")[0], desk.files("inputs")) == (0, "Done", whole)


def test_where_neither_the_new_outputs_nor_the_old_can_be_put_in_place_it_is_said_where_they_lie(
    desk: Desk,
) -> None:
    made = changes(desk)
    desk.put(f"{FOLDER}/mine.txt", b"mine")
    there = {name.removeprefix(FOLDER): content for name, content in desk.files().items()}
    failing = raising(OSError(errno.EIO, "failed"))
    # one link more, and no exchange: the old away, the new in, the old back
    first = made.index("exchange") + 1
    with faults({first + 1: failing, first + 2: failing}, exchange=False):
        code, _, err = desk.run("report")
    aside = "outputs/.whole-2021-01-14.2"
    assert (code, last(err)) == (
        2,
        f"2021-01-14 could not be put in place, nor the old one back: it lies in {aside}, and the next "
        "run puts it back. Copy the project's folder to another disk, then run the command again.",
    )
    assert {
        name.removeprefix(aside): content
        for name, content in desk.files().items()
        if name.startswith(aside)
    } == there
    desk.put("inputs/recommendations.xlsx", b"")
    document = desk.json("report")
    assert document["exit"] == 3 and {
        (found["code"], found["file"]) for found in document["findings"]
    } >= {("put-right", "2021-01-14")}
    assert {name.removeprefix(FOLDER): content for name, content in desk.files().items()} == there


# Refused by the disk


def test_a_full_disk_is_told_with_the_file_and_the_room_that_is_left(desk: Desk) -> None:
    made = changes(desk)
    there = desk.files()
    for number in [
        number for number, name in enumerate(made[: made.index("exchange")]) if name == "fsync"
    ][:-1:3]:
        with faults({number: raising(OSError(errno.ENOSPC, "No space left on device"))}):
            code, _, err = desk.run("report")
        name, _, rest = (
            last(err)
            .removeprefix("Nothing was changed: ")
            .partition(" cannot be written: the disk is full (")
        )
        assert (
            code == 2
            and any(path.endswith(f"/{name}") for path in there)
            and "Word" not in rest
            and desk.files() == there
        )
        assert rest.endswith(
            " MB free). Make room on that disk, or name a folder on another one (--outputs); then run the command again."
        )


def of_windows(number: int) -> OSError:
    error = PermissionError(errno.EACCES, "Access is denied", "x/paper.docx")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.parametrize(
    ("error", "file", "told"),
    [
        (OSError(errno.EACCES, "", "x/paper.docx"), "paper.docx", "the permission is missing."),
        (
            OSError(errno.EROFS, "", "x/.partial-2021-01-14.1"),
            "2021-01-14",
            "the disk can only be read.",
        ),
        (
            OSError(errno.EIO, "", "x/2021-01-14", None, "x/.whole-2021-01-14.12"),
            "2021-01-14",
            "the disk or the network drive failed.",
        ),
        (
            OSError(errno.ENAMETOOLONG, "", "x" * 300),
            "x" * 300,
            "its name, or the path to it, is too long.",
        ),
        (
            OSError(errno.ENOTDIR, "", "outputs"),
            "outputs",
            "a file stands where a folder has to be, or a folder where a file has to be.",
        ),
        (OSError(errno.EBUSY, "", "a.docx"), "a.docx", "it is open in another program."),
        (OSError(errno.ESTALE, "", "a.docx"), "a.docx", "the network drive does not answer."),
        (
            OSError(errno.ENXIO, "No such device or address", "a.docx"),
            "a.docx",
            "No such device or address.",
        ),
        (
            OSError(errno.ENOENT, "", "a.docx"),
            "a.docx",
            "it is gone: somebody moved or removed it during the run, or no name may be written so.",
        ),
        (of_windows(32), "paper.docx", "it is open in another program."),
        (
            of_windows(5),
            "paper.docx",
            "it is open in another program, or the permission is missing.",
        ),
    ],
)
def test_what_the_disk_refuses_is_told_with_its_cause(error: OSError, file: str, told: str) -> None:
    found = mishap(error)
    assert (found.code, found.file, found.message) == (
        "file-in-use",
        file,
        f"it cannot be read or written: {told}",
    )
    assert ("Close it" in found.remedy) == ("open in" in told)


def test_a_share_of_the_disk_that_is_used_up_is_told(tmp_path: Path) -> None:
    found = mishap(OSError(errno.EDQUOT, "", str(tmp_path / "paper.docx")))
    assert (found.code, found.message) == (
        "disk-full",
        "it cannot be written: your share of the disk is used up.",
    )


def test_a_second_run_is_told_that_another_is_at_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PAUSE", 0.001)
    desk.reported()
    there = desk.files()
    with lock.alone_in(desk.place / "outputs"):
        document = desk.json("report")
    assert (document["exit"], [found["code"] for found in document["findings"]]) == (
        2,
        ["another-run"],
    )
    assert document["files"] == [] and desk.files() == there


def test_a_folder_with_the_name_of_the_paper_is_refused(desk: Desk) -> None:
    desk.put(f"{FOLDER}/{PAPER}/mine.txt", b"mine")
    code, _, err = desk.run("report")
    assert (code, last(err)) == (
        2,
        f"Nothing was changed: a folder has the name of a file that the run writes: {PAPER} in 2021-01-14. "
        "Rename it, or move it elsewhere, then run the command again.",
    )
    assert desk.files() == {f"{FOLDER}/{PAPER}/mine.txt": b"mine"}


def test_of_two_files_that_diff_writes_the_one_that_is_there_is_told(desk: Desk) -> None:
    desk.reported()
    paper, page = str(desk.place / FOLDER / PAPER), desk.place / "page.html"
    page.mkdir()
    code, _, err = desk.run(
        "diff", paper, paper, "--redline", str(desk.place / "red.docx"), "--html", str(page)
    )
    assert code == 2 and last(err).startswith(
        "Red.docx was written, and nothing else: page.html cannot be read or written: a file"
    )
    assert (desk.place / "red.docx").is_file() and not list(desk.place.glob(".partial*"))


# A screen that takes no more


class Screen:
    """A screen that takes nothing: on a full disk, or read by nobody."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, text: Any) -> int:
        raise OSError(self.number, os.strerror(self.number))

    def flush(self) -> None:
        raise OSError(self.number, os.strerror(self.number))

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError


@pytest.mark.parametrize(
    "screen",
    [Screen(errno.ENOSPC), Screen(errno.EPIPE), None],
    ids=["full", "closed by its reader", "closed"],
)
@pytest.mark.parametrize("streams", [("stdout",), ("stderr",), ("stdout", "stderr")], ids="+".join)
def test_a_screen_that_takes_nothing_changes_no_exit_code(
    desk: Desk, screen: Screen | None, streams: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.reported()
    paper = str(desk.place / FOLDER / PAPER)
    folders = [f"--{name}={desk.place / name}" for name in ("inputs", "templates", "outputs")]
    codes = {
        ("explain", "overdue_total"): 0,
        ("explain", "nonsense"): 2,
        ("text", paper): 0,
        ("diff", paper, paper): 0,
        ("text", paper, "--json"): 0,
        ("text", "none"): 2,
        ("--help",): 0,
        ("report", "--help"): 0,
        (): 2,
    }
    for name in streams:
        monkeypatch.setattr(sys, name, screen)
    found = {
        words: cli.main(
            [*words, *(folders if words and words[0] in ("explain", "text", "diff") else ())]
        )
        for words in codes
    }
    monkeypatch.undo()
    assert found == codes


@pytest.mark.one_in(2)
@on_posix
@pytest.mark.parametrize("screen", ["> /dev/full 2>&1", "| head -c 1 > /dev/null"])
def test_report_on_a_screen_that_takes_nothing_is_done_all_the_same(
    desk: Desk, screen: str
) -> None:
    if "/dev/full" in screen and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "report",
        "--json",
        "--no-pdf",
        *(f"--{name}={desk.place / name}" for name in ("inputs", "templates", "outputs")),
    ]
    told = subprocess.run(
        ["/bin/sh", "-c", f'{{ "$@"; echo $? > "{desk.place}/code"; }} {screen}', "sh", *command],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ).stderr
    assert (desk.place / "code").read_text().strip() == "0" and f"{FOLDER}/{PAPER}" in desk.files()
    assert "Traceback" not in told and "Exception" not in told


def test_what_an_earlier_run_left_is_put_right_at_the_start_even_of_a_run_that_is_refused(
    desk: Desk,
) -> None:
    desk.reported()
    there = desk.files()
    (desk.place / FOLDER).rename(desk.place / "outputs" / ".whole-2021-01-14.2")
    desk.put("inputs/recommendations.xlsx", b"")
    code, _, err = desk.run("report")
    assert code == 3 and desk.files() == there
    assert err.splitlines()[0] == (
        "2021-01-14: an earlier run was broken off while it changed this folder, and it has been put right."
    )
    assert "earlier run" not in json.dumps(desk.json("report"))
    assert writing.leftovers(desk.place / "outputs") == []
