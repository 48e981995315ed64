"""The page and the tables as the commands write, keep and file them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.files.package import packed, parts_of
from pipeline.web import web
from tests.commands.test_cli import Desk, desk, filed_by, without_libreoffice

__all__ = ["desk", "without_libreoffice"]
PAPER, PAGE = "hmicfrs-update.docx", "hmicfrs-update.html"
OUT = "outputs/2021-01-14/"


def edited(paper: bytes, old: bytes, new: bytes) -> bytes:
    """Return a paper in which somebody typed other words."""
    parts = dict(parts_of(paper))
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    return packed(parts)


def test_publish_files_the_page_of_the_paper_that_the_run_makes(desk: Desk) -> None:
    desk.reported()
    page = desk.files()[OUT + PAGE]
    assert desk.run("publish")[0] == 0
    assert filed_by(desk)["paper.html"] == page


def test_publish_files_the_page_of_an_edited_paper(desk: Desk) -> None:
    desk.reported()
    paper = desk.files()[OUT + PAPER]
    desk.put("edited.docx", edited(paper, b"Purpose of report", b"Purpose &amp; scope"))
    assert desk.run("publish", str(desk.place / "edited.docx"))[0] == 0
    page = filed_by(desk)["paper.html"].decode()
    assert "Purpose &amp; scope</h2>" in page and "Purpose of report" not in page


@pytest.mark.parametrize("change", [b"<p>changed</p>", None])
def test_a_filed_page_that_is_altered_or_gone_stops_the_run(
    desk: Desk, change: bytes | None
) -> None:
    desk.run("publish")
    path = desk.place / "inputs/meetings/2021-01-14/paper.html"
    path.write_bytes(change) if change else path.unlink()
    code, _, err = desk.run("report")
    assert code == 7 and "meetings/2021-01-14/paper.html" in err


@pytest.mark.parametrize("command", ["report", "check", "publish"])
def test_a_page_that_would_say_something_else_ends_with_6_and_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    desk.reported()
    there = desk.files()
    right = web.page
    monkeypatch.setattr(web, "page", lambda made: right(made).replace(b"outstanding", b"closed", 1))
    code, _, err = desk.run(command)
    assert code == 6 and PAGE in err and "Nothing was made" in err.splitlines()[-1]
    assert desk.files() == there


def test_a_table_of_an_earlier_run_goes_and_one_that_was_edited_is_kept(desk: Desk) -> None:
    desk.reported()
    tables = sorted(path for path in desk.files() if "/tables/" in path)
    first = desk.place / tables[0]
    first.write_bytes(b"mine")
    code, _, err = desk.run("report")
    assert code == 0 and f"tables/{first.name} had been edited" in err.splitlines()[-1]
    kept = {Path(path).name for path in desk.files() if "/tables/" in path}
    assert kept == {*(Path(path).name for path in tables), f"{first.stem} (edited 1).csv"}
