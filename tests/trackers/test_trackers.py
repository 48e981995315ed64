"""A tracker as it is kept becomes a paper whose figures and cells are those counted by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from pipeline.commands import cli
from tests.golden import template
from tests.trackers import cells, rows, sheets
from tests.trackers.tracker import Tracker, counted, outstanding, overdue

TRACKERS: dict[str, Tracker] = sheets.TRACKERS | rows.TRACKERS | cells.TRACKERS
EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["cases"]
NOT_READ = {
    "sharepoint": ("Modified", "Item Type", "Path"),
    "sub-actions": ("Action", "Who"),
    "per-report": ("Lists",),
    "open-and-closed": ("Days left",),
    "table-with-totals": ("#",),
    "group-rows": ("Running no.",),
    "part-two": ("Row", "Confidential hotline"),
    "wider-register": ("4",),
    "by-dates": (),
}
"""Sheets, columns and counts of rows that coverage must name as not read."""


def laid_out(place: Path, tracker: Tracker) -> list[str]:
    """Lay out the folders of a force with this tracker; the arguments that name them."""
    for name in ("inputs", "templates"):
        (place / name).mkdir()
    tracker.build()[0].save(place / "inputs" / "tracker.xlsx")
    (place / "inputs" / "report.toml").write_text(tracker.toml, "utf-8")
    (place / "templates" / "hmicfrs_update.docx").write_bytes(template())
    return [f"--{name}={place / name}" for name in ("inputs", "templates", "outputs")]


def asked_for(tracker: Tracker) -> dict[str, Any]:
    """What expected.json holds of a tracker."""
    return {
        "figures": counted(tracker),
        "evidence": {
            "outstanding_total": [entry.cell for entry in outstanding(tracker)],
            "overdue_total": None
            if "overdue_total" in tracker.null
            else [entry.cell for entry in overdue(tracker)],
        },
    }


@pytest.mark.parametrize("name", TRACKERS)
def test_the_figures_expected_are_those_of_the_rows(name: str) -> None:
    assert asked_for(TRACKERS[name]) == EXPECTED[name]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", TRACKERS)
def test_a_tracker_becomes_a_paper_with_the_figures_counted_by_hand(
    name: str, tmp_path: Path
) -> None:
    assert cli.main(["report", "--no-pdf", *laid_out(tmp_path, TRACKERS[name])]) == 0
    figures = {
        figure["key"]: figure
        for figure in json.loads((tmp_path / "outputs/2021-01-14/figures.json").read_text("utf-8"))[
            "figures"
        ]
    }
    wanted = EXPECTED[name]
    assert {
        key: figures[key]["value"] if key in figures else None for key in wanted["figures"]
    } == wanted["figures"]
    for key, cells_expected in wanted["evidence"].items():
        if cells_expected is not None:
            assert sorted(row["cell"] for row in figures[key]["evidence"]) == sorted(
                cells_expected
            ), key


def test_the_rows_of_several_sheets_stand_apart_on_the_review_page_and_are_named_with_their_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = laid_out(tmp_path, TRACKERS["open-and-closed"])
    assert cli.main(["report", "--no-pdf", *folders]) == 0
    page = (tmp_path / "outputs/2021-01-14/review.html").read_text("utf-8")
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names)) and not [name for name in names if " " in name]
    capsys.readouterr()
    assert cli.main(["explain", "outstanding_total", *folders]) == 0
    said = capsys.readouterr().out
    assert "in tracker.xlsx" in said and "Open!A4" in said


KEPT_NO_LONGER = [
    ("rag = false", r"\b[Rr]ated\b|\b[Rr]atings?\b", r"\|\* Ref .*\| Status \|"),
    ("owner = false", r"None named|Not kept|\| Owner", r"\|\* Ref .*\| Target date \|"),
    (
        "target = false",
        r"overdue|past its target|None set|Not kept|Target date",
        r"\|\* Ref .*\| Owner \|",
    ),
    ("reviewed = false", r"(?:was|were) reviewed", "This report gives members"),
    ("kind = false\nparent = false", "[Cc]auses? of concern", "Outstanding and pressing|Appendix"),
    ("rag = false\ntarget = false", r"\b[Rr]ated\b|overdue", "New recommendations"),
]
"""Lines of report.toml, what the paper must not say then, and what it says."""


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("lines", "gone", "said"), KEPT_NO_LONGER)
def test_the_paper_says_nothing_of_what_is_kept_no_longer(
    lines: str, gone: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).parents[2]
    copytree(root / "inputs", tmp_path / "inputs")
    settings = tmp_path / "inputs" / "report.toml"
    settings.write_text(
        f"{settings.read_text('utf-8')}\n[columns.recommendations]\n{lines}\n", "utf-8"
    )
    folders = [f"--inputs={tmp_path / 'inputs'}", f"--outputs={tmp_path / 'outputs'}"]
    assert cli.main(["report", "--no-pdf", f"--templates={root / 'templates'}", *folders]) == 0
    capsys.readouterr()
    assert cli.main(["text", str(tmp_path / "outputs/2021-01-14/hmicfrs-update.docx")]) == 0
    paper = capsys.readouterr().out
    assert re.findall(f".*(?:{gone}).*", paper) == []
    assert re.search(said, paper)


@pytest.mark.parametrize("name", NOT_READ)
def test_coverage_names_what_is_not_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--json", *laid_out(tmp_path, TRACKERS[name])]) == 0
    told = json.dumps(json.loads(capsys.readouterr().out)["coverage"], ensure_ascii=False)
    for words in NOT_READ[name]:
        assert words in told
