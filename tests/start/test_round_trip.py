"""From a tracker to a report.toml that reads it: init, the yellow cells filled, map, check."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from pipeline.commands import cli
from tests.start.answering import answered
from tests.trackers.test_trackers import EXPECTED, TRACKERS


def started(place: Path, name: str) -> Path:
    """The inputs folder that init makes of a made tracker, with the blanks of report.toml filled."""
    TRACKERS[name].build()[0].save(place / "my tracker.xlsx")
    assert cli.main(["init", str(place / "desk"), "--from", str(place / "my tracker.xlsx")]) == 0
    inputs = place / "desk" / "inputs"
    blanks_filled(inputs)
    return inputs


def blanks_filled(inputs: Path) -> None:
    """Fill what is blank in a report.toml that init made, as its first comment asks."""
    path = inputs / "report.toml"
    text = path.read_text("utf-8")
    for name in ("Northshire Police", "Audit Committee"):
        text = re.sub(r'^name = ""', f'name = "{name}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(
        r'date = ""[^\n]*',
        "date = 2021-01-14\ndata_to = 2020-12-31\nsince = 2020-07-01",
        text,
        count=1,
    )
    path.write_text(text, "utf-8", newline="")


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TRACKERS)
def test_answers_bring_a_tracker_to_the_figures_counted_by_hand(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = started(tmp_path, name)
    folders = [
        f"--inputs={inputs}",
        f"--templates={inputs.parent / 'templates'}",
        f"--outputs={tmp_path / 'out'}",
    ]
    toml = TRACKERS[name].toml
    for _ in range(2):
        answered(inputs, toml)
        assert cli.main(["map", *folders]) == 0, capsys.readouterr().err
        if cli.main(["map", "--ask", *folders]) == 0 and "answers all" in capsys.readouterr().err:
            break
    assert "# ?" not in (inputs / "report.toml").read_text("utf-8")
    capsys.readouterr()
    code = cli.main(["check", "--json", *folders])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    figures = {one["key"]: one for one in json.loads(printed.out)["figures"]}
    wanted = EXPECTED[name]
    assert {
        key: figures[key]["value"] if key in figures else None for key in wanted["figures"]
    } == wanted["figures"]
    for key, cells in wanted["evidence"].items():
        if cells is not None:
            assert sorted(row["cell"] for row in figures[key]["evidence"]) == sorted(cells), key
    assert tomllib.loads((inputs / "report.toml").read_text("utf-8"))
