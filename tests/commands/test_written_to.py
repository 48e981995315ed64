"""What a command is asked to write lies beside what people keep, never among or over it; what is
wrong with a name or a day on the command line is said in words.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.commands import cli
from tests.commands.test_cli import PAPER, Desk, desk

__all__ = ["desk"]
MADE = f"outputs/2021-01-14/{PAPER}"


def kept(desk: Desk) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in desk.place.rglob("*") if path.is_file()}


@pytest.fixture
def papers(desk: Desk) -> tuple[str, str]:
    desk.reported()
    desk.put("old.docx", (desk.place / MADE).read_bytes())
    return str(desk.place / "old.docx"), str(desk.place / MADE)


@pytest.mark.parametrize(
    "option, name, said",
    [
        ("--redline", "inputs/recommendations.xlsx", "end the name in .docx"),
        ("--redline", "inputs/new.docx", "among the inputs"),
        ("--redline", "inputs/meetings/2020-07-09/redline.docx", "among the inputs"),
        ("--redline", "templates/hmicfrs_update.docx", "among the inputs"),
        ("--redline", MADE, "is read here"),
        ("--redline", "old.docx", "is read here"),
        ("--redline", "link.docx", "is read here"),
        ("--redline", "mine.docx", "is not a redline as this command wrote it"),
        ("--redline", "notes.docx", "is not a redline as this command wrote it"),
        ("--redline", "redline.pdf", "end the name in .docx"),
        ("--redline", "redline", "end the name in .docx"),
        ("--html", "inputs/report.toml", "end the name in .html"),
        ("--html", "inputs/page.html", "among the inputs"),
        ("--html", MADE, "end the name in .html"),
        ("--html", f"{MADE[:-5]}.html", "is not a page as this command wrote it"),
        ("--html", "outputs/2021-01-14/review.html", "is not a page as this command wrote it"),
    ],
)
def test_diff_writes_over_nothing_that_people_keep(
    option: str, name: str, said: str, papers: tuple[str, str], desk: Desk
) -> None:
    desk.put("mine.docx", (desk.place / "templates/hmicfrs_update.docx").read_bytes())
    desk.put("notes.docx", b"my notes")
    try:
        os.symlink(papers[0], desk.place / "link.docx")
    except OSError:
        pytest.skip("this system lets nobody make a link")
    before = kept(desk)
    code, _, err = desk.run("diff", *papers, option, str(desk.place / name))
    assert code == 2 and said in err and Path(name).name in err
    assert kept(desk) == before


def test_diff_writes_anew_what_it_wrote_and_says_where(papers: tuple[str, str], desk: Desk) -> None:
    places = [str(desk.place / name) for name in ("of ours/red.docx", "of ours/page.HTM")]
    for _ in range(2):
        code, _, err = desk.run("diff", *papers, "--redline", places[0], "--html", places[1])
        assert code == 0 and all(Path(place).as_posix() in err for place in places)


@pytest.mark.parametrize("name", ["meetings", "meetings/2020-07-09", "meetings/again/deeper"])
@pytest.mark.parametrize("command", ["report", "publish", "preview"])
def test_no_outputs_are_written_among_the_filed_meetings(
    name: str, command: str, desk: Desk
) -> None:
    before = kept(desk)
    folder = desk.place / "inputs" / name
    words = [f"--{one}={desk.place / one}" for one in ("inputs", "templates")]
    code = cli.main([command, *words, f"--outputs={folder}"])
    assert code == 2 and "the filed meetings lie there" in desk.capsys.readouterr().err
    assert kept(desk) == before


@pytest.mark.parametrize(
    "words, said",
    [
        (("verify", "inputs"), "no file inputs, only a folder; name a file"),
        (("publish", "inputs"), "no file inputs, only a folder; name a file"),
        (("text", "inputs"), "no file inputs, only a folder; name a file"),
        (("diff", "inputs", "templates"), "no file inputs, only a folder; name a file"),
        (("baseline", "inputs", "--meeting", "2020-07-09"), "no file inputs, only a folder; name"),
        (("init", "new", "--from", "inputs"), "no file inputs, only a folder; name a file"),
        (("verify", "nowhere.docx"), "no file nowhere.docx"),
        (("baseline", "a.xlsx", "--meeting", "9 July 2020"), "'9 July 2020' is no day; write year"),
        (("baseline", "a.xlsx", "--meeting", "09/07/2020"), "'09/07/2020' is no day; write year"),
        (("baseline", "a.xlsx", "--meeting", "2020-02-30"), "'2020-02-30' is no day; write year"),
        (
            ("baseline", "a.xlsx", "--meeting", "2020-07-09", "--data-to", "June"),
            "Invalid value for '--data-to': 'June' is no day; write year, month and day, as 2020",
        ),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_a_wrong_name_or_day_is_said_in_words(
    words: tuple[str, ...], said: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.place)
    code, _, err = desk.run(*words)
    assert code == 2 and said in err


@pytest.mark.parametrize("meeting, code", [("2021-01-13", 0), ("2021-01-14", 0), ("2021-07-09", 2)])
def test_no_meeting_to_come_is_filed_as_a_past_one(meeting: str, code: int, desk: Desk) -> None:
    old = str(desk.place / "inputs/recommendations.xlsx")
    told, _, err = desk.run("baseline", old, "--meeting", meeting)
    assert told == code
    assert ("is after 2021-01-14, which report.toml has as the next meeting" in err) is (code == 2)
    assert (desk.place / "inputs/meetings").exists() is (code == 0)
