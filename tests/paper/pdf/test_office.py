"""LibreOffice is found, run, and ended without a trace."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.layout import laid_out
from pipeline.paper.pdf.office import pdf_of, ready, swept
from pipeline.paper.pdf.office_place import OVERRIDE, OfficeMissing, places
from pipeline.paper.pdf.office_process import OfficeFailed
from tests.paper.pdf.printed import MEETING, finished_pdf, need_office, rich_paper


def test_libreoffice_is_looked_for_in_its_usual_places_on_windows() -> None:
    environment = {
        "ProgramFiles": r"C:\Program Files",
        "ProgramFiles(x86)": r"C:\Program Files (x86)",
    }
    assert list(places("win32", environment)) == [
        "soffice.com",
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ]


def test_libreoffice_is_looked_for_on_the_path_first_and_in_applications_on_a_mac() -> None:
    found = list(places("darwin", {}))
    assert found[0] == "soffice"
    assert "/Applications/LibreOffice.app/Contents/MacOS/soffice" in found


def test_an_override_that_names_no_program_is_refused_without_telling_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "nowhere"))
    with pytest.raises(OfficeMissing, match="PIPELINE_SOFFICE does not name a program") as missing:
        pdf_of(b"")
    assert str(tmp_path) not in str(missing.value)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_hangs_is_ended_with_its_children_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    child = tmp_path / "child"
    monkeypatch.setenv(OVERRIDE, script(tmp_path, f"sleep 600 & echo $! > '{child}'; wait"))
    with pytest.raises(OfficeFailed, match="still at work after 2 seconds") as failed:
        pdf_of(b"", seconds=2)
    assert str(tmp_path) not in str(failed.value)
    assert ended(int(child.read_text()))
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_makes_no_pdf_is_told_with_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    monkeypatch.setenv(OVERRIDE, script(tmp_path, "exit 77"))
    with pytest.raises(OfficeFailed, match="ended with code 77 and made no PDF"):
        pdf_of(b"")
    assert list(temporary.iterdir()) == []


def test_the_real_libreoffice_leaves_nothing_behind_when_it_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_office()
    temporary = scratch(tmp_path, monkeypatch)
    with pytest.raises(OfficeFailed):
        pdf_of(rich_paper(), seconds=0.3)
    assert list(temporary.iterdir()) == []


@pytest.mark.judge
def test_a_libreoffice_started_ahead_prints_the_same_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_office()
    whole, temporary = finished_pdf(), scratch(tmp_path, monkeypatch)
    with ready() as folder:
        assert folder is not None and folder.parent == temporary
        first = pdf_of(rich_paper(), folder)
        again = pdf_of(rich_paper(), folder)
        assert [path.name for path in temporary.iterdir()] == [folder.name]
    assert finished(first, flow_of(rich_paper()), meeting=MEETING) == whole
    assert finished(again, flow_of(rich_paper()), meeting=MEETING) == whole
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_where_the_libreoffice_started_ahead_gives_nothing_another_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    seen = tmp_path / "seen"
    prints = f"""case "$*" in *--convert-to*) ;; *) exec sleep 600;; esac
echo "$1" >> '{seen}'; [ "$(wc -l < '{seen}')" = 1 ] && exit 1
for last; do :; done; mkdir -p out; printf %%PDF-%s "$(cat "$last")" > out/paper.pdf"""
    monkeypatch.setenv(OVERRIDE, script(tmp_path, prints))
    with ready() as folder:
        assert pdf_of(b"words", folder) == b"%PDF-words"
    assert len(set(seen.read_text().split())) == 2, "a profile of its own each time"
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_a_pdf_that_was_broken_off_is_a_reason_to_make_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OVERRIDE, script(tmp_path, "mkdir -p out; printf %%PDF-1.7 > out/paper.pdf"))
    with pytest.raises(OfficeFailed, match="broke off its PDF"):
        laid_out(rich_paper(), meeting=MEETING)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_an_earlier_print_is_not_taken_for_one_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = tmp_path / "once"
    monkeypatch.setenv(
        OVERRIDE,
        script(
            tmp_path,
            f"""case "$*" in *--convert-to*) ;; *) exec sleep 600;; esac
[ -e '{once}' ] && exit 1; touch '{once}'; mkdir -p out; printf %%PDF-first > out/paper.pdf""",
        ),
    )
    with ready() as folder:
        assert pdf_of(b"", folder) == b"%PDF-first"
        with pytest.raises(OfficeFailed, match="made no PDF"):
            pdf_of(b"", folder)


def test_where_there_is_no_libreoffice_none_is_started_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(OVERRIDE, "nowhere")
    with ready() as folder:
        assert folder is None


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_a_libreoffice_started_ahead_is_ended_where_the_run_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    child = tmp_path / "child"
    monkeypatch.setenv(OVERRIDE, script(tmp_path, f"sleep 600 & echo $! > '{child}'; wait"))
    with pytest.raises(ValueError, match="refused"), ready():
        while not (child.exists() and child.read_text().strip()):
            time.sleep(0.05)
        raise ValueError("refused")
    assert ended(int(child.read_text()))
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_ends_with_a_run_that_is_killed_and_its_folder_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    child = tmp_path / "child"
    monkeypatch.setenv(OVERRIDE, script(tmp_path, f"sleep 600 & echo $! $$ > '{child}'; wait"))
    code = "import time; from pipeline.paper.pdf.office import ready\nwith ready(): time.sleep(600)"
    run = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(temporary)}
    )
    while not (child.exists() and len(child.read_text().split()) == 2):
        assert run.poll() is None
        time.sleep(0.05)
    (left,) = temporary.iterdir()
    monkeypatch.setenv(OVERRIDE, script(tmp_path, "exec sleep 600"))
    swept()
    with ready() as folder:
        assert {left, folder} == set(temporary.iterdir()), "the folder of a living run stays"
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert [ended(int(process)) for process in child.read_text().split()] == [True, True]
    (temporary / "pipeline-pdf-of-version-1.4").mkdir()
    (temporary / "somebody's own").mkdir()
    swept()
    assert [path.name for path in temporary.iterdir()] == ["somebody's own"]


def test_where_the_temporary_folder_is_full_there_is_no_pdf_and_it_is_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    monkeypatch.setenv(OVERRIDE, script(tmp_path, "exec sleep 600"))

    def full(path: Path, *given: object, **more: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with ready() as folder, monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(
            OfficeFailed, match="the disk with the temporary folder is full"
        ) as failed:
            pdf_of(b"", folder)
        assert str(tmp_path) not in str(failed.value)
        patch.setattr(Path, "write_text", full)
        with ready() as other:
            assert other is None
    assert list(temporary.iterdir()) == []


def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that temporary files now go to."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def script(tmp_path: Path, text: str) -> str:
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def ended(process: int) -> bool:
    """Return whether a process is gone, or only waits to be counted out, within half a minute: a
    machine may have other work.
    """
    for _ in range(300):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False
