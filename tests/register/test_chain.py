"""Four meetings one after the other, each filed and followed by the next: balances carry over,
papers vouch for the archive.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.commands import cli
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.register.archive import filed_meetings
from pipeline.word.xml import w
from tests import builders
from tests.golden import template

MEETINGS = [
    ("2020-07-09", "2020-06-30"),
    ("2021-01-14", "2020-12-31"),
    ("2021-07-08", "2021-06-30"),
    ("2022-01-13", "2021-12-31"),
]


def rows(turn: int) -> list[dict[str, Any]]:
    """Return the register at one of the meetings: each time one row is new, and the oldest open one
    is settled.
    """
    day = date.fromisoformat(MEETINGS[turn][1])
    made = []
    for place in range(4 + turn):
        settled, closed = place < turn, place < turn - 1
        made.append(
            {
                "ref": f"R{place}",
                "published": date(2020, 2, 7),
                "target": date(2023, 1, 31),
                "reviewed": day,
                "updated": day,
                "update": f"Turn {turn}.",
                "rag": ("Red", "Amber", "Green")[(place + turn) % 3],
                "rag_reason": "Behind.",
                "status": "Closed" if closed else "Signed off: completed" if settled else "Open",
                "signed_off": date(2020, 6, 1) if settled else None,
                "closed": date(2020, 6, 2) if closed else None,
            }
        )
    return made


def settings(turn: int) -> str:
    """Return the settings of one of the meetings."""
    meeting, cut_off = MEETINGS[turn]
    return builders.SETTINGS.replace("2021-01-14", meeting).replace("2020-12-31", cut_off)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which all four meetings were reported on and filed."""
    place = tmp_path_factory.mktemp("desk")
    for name in ("inputs", "templates"):
        (place / name).mkdir()
    (place / "templates/hmicfrs_update.docx").write_bytes(template())
    patch = pytest.MonkeyPatch()
    patch.setenv("PIPELINE_SOFFICE", "nowhere")  # no PDF is filed, which takes seconds
    for turn in range(len(MEETINGS)):
        (place / "inputs/report.toml").write_text(settings(turn), encoding="utf-8")
        (place / "inputs/recommendations.xlsx").write_bytes(builders.recommendations(*rows(turn)))
        (place / "inputs/inspections.xlsx").write_bytes(builders.inspections())
        assert run(place, "report", "--no-pdf") == 0
        assert run(place, "publish") == 0
    patch.undo()
    return place


def run(place: Path, *words: str) -> int:
    """Run a command in a folder and return its exit code."""
    return cli.main(
        [*words, *(f"--{name}={place / name}" for name in ("inputs", "templates", "outputs"))]
    )


def figures(desk: Path, turn: int) -> dict[str, Any]:
    """Return the figures of one of the meetings by key."""
    found = json.loads(
        (desk / "outputs" / MEETINGS[turn][0] / "figures.json").read_text(encoding="utf-8")
    )
    return {figure["key"]: figure for figure in found["figures"]}


def test_each_opening_balance_is_the_closing_balance_before(desk: Path) -> None:
    for turn in range(1, 4):
        now, then = figures(desk, turn), figures(desk, turn - 1)
        for stage in ("outstanding", "awaiting"):
            assert now[f"{stage}_opening"]["value"] == then[f"{stage}_total"]["value"]
            assert now[f"{stage}_total"]["previous"] == then[f"{stage}_total"]["value"]
    assert [figures(desk, turn)["outstanding_total"]["value"] for turn in range(4)] == [4, 4, 4, 4]
    assert [figures(desk, turn)["awaiting_total"]["value"] for turn in range(4)] == [0, 1, 1, 1]


def test_each_paper_bears_the_seal_of_the_archive_it_was_made_from(desk: Path) -> None:
    filed = filed_meetings(desk / "inputs/meetings")
    for turn in range(1, 4):
        paper = (desk / "outputs" / MEETINGS[turn][0] / "hmicfrs-update.docx").read_bytes()
        assert filed[turn - 1].seal[:12] in as_text(paper)


def test_each_paper_after_the_first_has_a_redline(desk: Path) -> None:
    assert [(desk / "outputs" / meeting / "redline.docx").exists() for meeting, _ in MEETINGS] == [
        False,
        True,
        True,
        True,
    ]


def test_from_the_third_meeting_on_a_chart_shows_the_totals(desk: Path) -> None:
    counts = [
        sum(
            name.startswith("word/charts/chart")
            for name in parts_of((desk / "outputs" / meeting / "hmicfrs-update.docx").read_bytes())
        )
        for meeting, _ in MEETINGS
    ]
    assert counts == [0, 1, 2, 2]


def test_a_change_in_the_oldest_meeting_breaks_the_whole_chain(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(desk, tmp_path / "copy")
    paper = tmp_path / "copy/inputs/meetings" / MEETINGS[0][0] / "paper.docx"
    paper.write_bytes(paper.read_bytes() + b" ")
    assert run(tmp_path / "copy", "check") == 7
    assert f"meetings/{MEETINGS[0][0]}/paper.docx" in capsys.readouterr().err


def test_the_text_of_a_paper_is_the_same_without_its_content_controls(desk: Path) -> None:
    paper = (desk / "outputs" / MEETINGS[3][0] / "hmicfrs-update.docx").read_bytes()
    parts = parts_of(paper)
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = etree.fromstring(part)
            for control in list(root.iter(w("sdt"))):
                holder, content = control.getparent(), control.find(w("sdtContent"))
                assert holder is not None and content is not None
                place = holder.index(control)
                holder.remove(control)
                for offset, child in enumerate(list(content)):
                    holder.insert(place + offset, child)
            parts[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
    assert (
        b"<w:sdt>" in parts_of(paper)["word/document.xml"]
        and b"<w:sdt>" not in parts["word/document.xml"]
    )
    assert as_text(packed(parts)) == as_text(paper)


def test_an_edited_paper_is_filed_as_the_committee_saw_it(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk, tmp_path / "copy")
    place = tmp_path / "copy"
    shutil.rmtree(place / "inputs/meetings" / MEETINGS[3][0])
    (place / "outputs/filed.json").unlink()
    paper = place / "outputs" / MEETINGS[3][0] / "hmicfrs-update.docx"
    parts = parts_of(paper.read_bytes())
    good = parts["word/document.xml"].replace(
        b"The Committee is asked to note", b"The Committee is invited to note"
    )
    edited = place / "edited.docx"
    edited.write_bytes(packed({**parts, "word/document.xml": good}))
    bad = place / "bad.docx"
    first = good.index(b"outstanding_total")
    number = good.index(b"<w:t ", first)
    end = good.index(b"</w:t>", number)
    start = good.index(b">", number) + 1
    bad.write_bytes(packed({**parts, "word/document.xml": good[:start] + b"99" + good[end:]}))
    assert run(place, "publish", str(bad)) == 6
    assert not (place / "inputs/meetings" / MEETINGS[3][0]).exists()
    assert run(place, "verify", str(bad)) == 6
    assert run(place, "verify", str(edited)) == 0
    assert run(place, "publish", str(edited)) == 0
    assert (
        place / "inputs/meetings" / MEETINGS[3][0] / "paper.docx"
    ).read_bytes() == edited.read_bytes()
