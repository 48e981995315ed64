"""`init --from` finds sheets and headings, writes what is sure, and asks what only the force can
know.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.commands import cli
from tests.trackers.test_trackers import TRACKERS

GUESSED_NEVER = {"scope": "addressed_to", "publish": "publish"}
ASKED = {
    "scope": ("addressed",),
    "status": ("status", "ladder"),
    "publish": ("publish", "exempt", "part 2"),
    "only": ("source",),
    "dates": ("TBC", "target"),
    "fills": ("fill", "colour"),
    "one_row": ("sub", "one_row"),
    "owner": ("owner",),
    "target": ("due date",),
    "text": ("what we must do",),
}
"""A question -> words of which one must stand in mapping.xlsx."""


def started(name: str, place: Path) -> Path:
    """The folder that init --from makes of a tracker."""
    TRACKERS[name].build()[0].save(place / "tracker.xlsx")
    assert cli.main(["init", str(place / "desk"), "--from", str(place / "tracker.xlsx")]) == 0
    return place / "desk" / "inputs"


def form_of(inputs: Path) -> str:
    """Every text of mapping.xlsx."""
    book = load_workbook(inputs / "mapping.xlsx")
    return "\n".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ).lower()


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TRACKERS)
def test_what_is_beyond_doubt_is_proposed(name: str, tmp_path: Path) -> None:
    tracker, written = TRACKERS[name], (started(name, tmp_path) / "report.toml").read_text("utf-8")
    columns = tomllib.loads(written).get("columns", {}).get("recommendations", {})
    for key, heading in tracker.sure.items():  # a default heading need not be written
        assert columns.get(key, heading) == heading, key
    for sheet in tracker.sheets:
        assert len(tracker.sheets) == 1 or sheet in written


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TRACKERS)
def test_scope_publication_and_the_ladder_are_never_guessed(name: str, tmp_path: Path) -> None:
    written = tomllib.loads((started(name, tmp_path) / "report.toml").read_text("utf-8"))
    assert not written.get("status")
    assert not written.get("addressees")
    assert "publish" not in written.get("words", {})
    assert not set(GUESSED_NEVER.values()) & set(
        written.get("columns", {}).get("recommendations", {})
    )


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TRACKERS)
def test_what_only_the_force_knows_is_asked(name: str, tmp_path: Path) -> None:
    form = form_of(started(name, tmp_path))
    for question in TRACKERS[name].ask:
        assert any(word.lower() in form for word in ASKED[question]), question


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    inputs = started("by-dates", tmp_path)
    (inputs / "report.toml").write_text("# mine\n", "utf-8")
    cli.main(["init", str(tmp_path / "desk"), "--from", str(tmp_path / "tracker.xlsx")])
    assert (inputs / "report.toml").read_text("utf-8") == "# mine\n"


def test_the_tracker_is_copied_and_never_written_to(tmp_path: Path) -> None:
    inputs = started("by-dates", tmp_path)
    assert (tmp_path / "tracker.xlsx").read_bytes() in [
        path.read_bytes() for path in inputs.glob("*.xlsx")
    ]


def test_map_refuses_a_yellow_cell_that_was_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = started("by-dates", tmp_path)
    before = (inputs / "report.toml").read_bytes()
    assert cli.main(["map", f"--inputs={inputs}"]) in (2, 3)
    assert "mapping.xlsx" in capsys.readouterr().err
    assert (inputs / "report.toml").read_bytes() == before
