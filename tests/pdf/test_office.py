"""LibreOffice is found, run, and ended without a trace."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.pdf.office import OVERRIDE, OfficeFailed, OfficeMissing, pdf_of, places
from tests.pdf.printed import need_office, rich_paper


def test_libreoffice_is_looked_for_in_its_usual_places_on_windows() -> None:
    environment = {"ProgramFiles": r"C:\Program Files", "ProgramFiles(x86)": r"C:\Program Files (x86)"}
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
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "nowhere"))
    with pytest.raises(OfficeMissing, match="PIPELINE_SOFFICE does not name a program") as missing:
        pdf_of(b"")
    assert str(tmp_path) not in str(missing.value)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_hangs_is_ended_with_its_children_and_leaves_nothing(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    child = tmp_path / "child"
    monkeypatch.setenv(OVERRIDE, script(tmp_path, f"sleep 600 & echo $! > '{child}'; wait"))
    with pytest.raises(OfficeFailed, match="still at work after 2 seconds") as failed:
        pdf_of(b"", seconds=2)
    assert str(tmp_path) not in str(failed.value)
    assert ended(int(child.read_text()))
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_libreoffice_that_makes_no_pdf_is_told_with_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = scratch(tmp_path, monkeypatch)
    monkeypatch.setenv(OVERRIDE, script(tmp_path, "exit 77"))
    with pytest.raises(OfficeFailed, match="ended with code 77 and made no PDF"):
        pdf_of(b"")
    assert list(temporary.iterdir()) == []


def test_the_real_libreoffice_leaves_nothing_behind_when_it_is_ended(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_office()
    temporary = scratch(tmp_path, monkeypatch)
    with pytest.raises(OfficeFailed):
        pdf_of(rich_paper(), seconds=0.3)
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
    """Return whether a process is gone, or only waits to be counted out, within five seconds."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False
