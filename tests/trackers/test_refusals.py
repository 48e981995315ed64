"""Each refusal and note of 6a names its place, and the nearest sound workbook passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.commands import cli
from tests.golden import template
from tests.trackers.refusals import CASES, Case

pytestmark = pytest.mark.xfail(reason="issue 15", strict=False)


def said(case: Case, place: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Check the case in a folder of its own; the exit code and every message and remedy with its place."""
    for name in ("inputs", "templates"):
        (place / name).mkdir()
    case.book().save(place / "inputs" / "tracker.xlsx")
    (place / "inputs" / "report.toml").write_text(case.settings, "utf-8")
    (place / "templates" / "hmicfrs_update.docx").write_bytes(template())
    code = cli.main(["check", "--json", *(f"--{name}={place / name}" for name in ("inputs", "templates", "outputs"))])
    document = json.loads(capsys.readouterr().out)
    return code, "\n".join(f"{found['sheet']}!{found['cell']} {found['message']} {found['remedy']}" for found in document["findings"])


def met(case: Case, code: int, text: str) -> None:
    """Fail unless the exit and the words are those of the case."""
    assert code == case.exit, text
    for words in case.says:
        assert words in text, words
    for words in case.not_says:
        assert words not in text, words


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_or_noted_at_its_place(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    met(CASES[name][0], *said(CASES[name][0], tmp_path, capsys))


@pytest.mark.parametrize("name", CASES)
def test_the_nearest_sound_workbook_passes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    met(CASES[name][1], *said(CASES[name][1], tmp_path, capsys))
