"""Each refusal and note of 6a names its place, and the nearest sound workbook passes."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from pipeline.commands import cli
from tests.golden import template
from tests.trackers.refusals import ADDRESSED, CASES, PLAIN, Case, row, workbook


def said(case: Case, place: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Check the case in a folder of its own; the exit code and every message and remedy with its
    place.
    """
    for name in ("inputs", "templates"):
        (place / name).mkdir(exist_ok=True)
    case.book().save(place / "inputs" / "tracker.xlsx")
    (place / "inputs" / "report.toml").write_text(case.settings, "utf-8")
    if not (place / "templates" / "hmicfrs_update.docx").exists():
        (place / "templates" / "hmicfrs_update.docx").write_bytes(template())
    code = cli.main(
        [
            "check",
            "--json",
            *(f"--{name}={place / name}" for name in ("inputs", "templates", "outputs")),
        ]
    )
    document = json.loads(capsys.readouterr().out)
    return code, "\n".join(
        f"{found['file']} {found.get('place', '')} {found['sheet']}!{found['cell']} {found['message']} {found['remedy']}"
        for found in document["findings"]
    )


def met(case: Case, code: int, text: str) -> None:
    """Fail unless the exit and the words are those of the case."""
    assert code in (case.exit if isinstance(case.exit, tuple) else (case.exit,)), text
    for words in case.says:
        assert words in text, words
    for words in case.not_says:
        assert words not in text, words


@pytest.mark.parametrize(
    "name",
    CASES,
)
def test_it_is_refused_or_noted_at_its_place(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    met(CASES[name][0], *said(CASES[name][0], tmp_path, capsys))


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", CASES)
def test_the_nearest_sound_workbook_passes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    met(CASES[name][1], *said(CASES[name][1], tmp_path, capsys))


def after_a_baseline(
    before: Case, now: Case, place: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Check a tracker whose force has filed an earlier one as the meeting of 9 July 2020."""
    said(before, place, capsys)
    before.book().save(place / "old.xlsx")
    folders = [f"--{name}={place / name}" for name in ("inputs", "templates", "outputs")]
    assert cli.main(["baseline", str(place / "old.xlsx"), "--meeting", "2020-07-09", *folders]) == 0
    capsys.readouterr()
    return said(now, place, capsys)


OTHERS = {
    "List": [
        PLAIN[0],
        *(
            row(f"Z{number}", text)
            for number, text in enumerate(
                ("Ring the bell", "Cut the hay", "Salt the road", "Bank the fire")
            )
        ),
    ]
}
LEAD = {"List": [ADDRESSED["List"][0], ADDRESSED["List"][1], [*PLAIN[2], "Lead bodies"]]}
WHOM = 'addressed_to = "Addressed to"'


def test_an_archive_of_another_workbook_is_one_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = after_a_baseline(Case(), Case(sheets=OTHERS), tmp_path, capsys)
    assert code != 0
    assert text.count("belongs to another workbook") == 1
    assert "T2" not in text


def test_an_archive_of_this_workbook_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = after_a_baseline(Case(), Case(), tmp_path, capsys)
    assert (code, "another workbook" in text) == (0, False)


def test_an_addressee_nobody_declared_is_a_note_after_the_first_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = Case(sheets=LEAD, columns=WHOM, toml='[addressees]\n"Lead bodies" = "other"\n')
    code, text = after_a_baseline(declared, Case(sheets=LEAD, columns=WHOM), tmp_path, capsys)
    assert code == 0
    assert "Lead bodies" in text


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("key", "exit_code"), [("reviewed_total", 5), ("awaiting_total", 5), ("outstanding_total", 0)]
)
def test_a_template_that_prints_what_is_not_kept_is_refused(
    key: str, exit_code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document(BytesIO(template()))
    document.add_paragraph(f"Told to members: {{{{ {key} }}}}.")
    (tmp_path / "templates").mkdir()
    document.save(str(tmp_path / "templates" / "hmicfrs_update.docx"))
    code, text = said(Case(), tmp_path, capsys)
    assert code == exit_code
    assert (key in text) == bool(exit_code)


@pytest.mark.parametrize("name", ["tracker.xls", "tracker.xlsb", "tracker.ods", "tracker.csv"])
def test_other_formats_are_refused_with_save_as(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / name).write_bytes(b"Ref,Recommendation\n")
    code, text = said(Case(toml=workbook(f'file = "{name}"')), tmp_path, capsys)
    assert code in (2, 3)
    assert name in text
    assert ".xlsx" in text
