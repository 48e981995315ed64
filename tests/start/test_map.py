"""`map`: what is left, what cannot be and what contradicts is refused; the rest of report.toml stays."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.commands import cli
from tests.docs import ROOT
from tests.start.answering import answered, form_in, write
from tests.start.test_init import HEADS, MARKED, ROW, saved
from tests.start.test_round_trip import blanks_filled, started
from tests.trackers.test_trackers import TRACKERS

OURS = "(every row is for our force)"


def desk(place: Path, rows: list[list[object]]) -> Path:
    """The inputs folder of a small tracker, its blanks filled."""
    path = saved(place / "t.xlsx", [list(row) for row in rows])
    assert cli.main(["init", str(place / "desk"), "--from", str(path)]) == 0
    blanks_filled(place / "desk/inputs")
    return place / "desk/inputs"


def at(inputs: Path, *path: str) -> str:
    """The cell of the form whose answer goes there."""
    return next(cell.cell.address for cell in form_in(inputs).cells if cell.path == path)


SURE = {
    ("columns", "recommendations", "addressed_to"): OURS,
    ("status", "Open"): "open: still to be done",
    ("legend", "1", "means"): "Past its date",
    ("legend", "2", "word"): "(none)",
    ("legend", "3", "word"): "(none)",
}


def filled_in(inputs: Path, **more: str | None) -> None:
    """Fill what a small tracker asks."""
    known = {cell.path: cell.cell.address for cell in form_in(inputs).cells}
    write(inputs, {known[path]: text for path, text in SURE.items()} | more)


def run(inputs: Path, *more: str) -> int:
    return cli.main(["map", f"--inputs={inputs}", *more])


def test_the_answers_go_into_their_tables_and_every_other_byte_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    report = inputs / "report.toml"
    own = (
        report.read_bytes().replace(b"[paper]\n", b"# ours: caf\xc3\xa9\r\n[paper]\n")
        + b"\n[severity]\n# kept\n"
    )
    report.write_bytes(b"\xef\xbb\xbf" + own)
    filled_in(inputs)
    capsys.readouterr()
    assert run(inputs) == 0
    said = capsys.readouterr()
    assert '+Open = "open"' in said.out and said.err.splitlines()[-1].endswith("Run check.")
    after = report.read_bytes()
    assert (
        after.startswith(b"\xef\xbb\xbf")
        and b"# ours: caf\xc3\xa9\r\n[paper]\n" in after
        and b"\n[severity]\n# kept\n" in after
    )
    gone = [line for line in own.splitlines() if line not in after[3:].splitlines()]
    assert all(line.endswith(b"# ?") for line in gone), gone
    found = tomllib.loads(after.decode("utf-8-sig"))
    assert found["status"] == {"Open": "open"} and found["rag"] == {"Red": "Past its date"}
    assert found["columns"]["recommendations"]["addressed_to"] == {"value": "Northshire Police"}


def test_a_second_map_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    assert run(inputs) == 0
    before = (inputs / "report.toml").read_bytes()
    capsys.readouterr()
    assert run(inputs) == 0
    assert (inputs / "report.toml").read_bytes() == before and not capsys.readouterr().out


def test_json_carries_the_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    capsys.readouterr()
    assert run(inputs, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert '+Open = "open"' in found["changes"] and found["files"] == [
        (inputs / "report.toml").as_posix()
    ]


def refused(inputs: Path, capsys: pytest.CaptureFixture[str], code: int = 2) -> str:
    """What map says where it refuses; report.toml is as it was."""
    before = (inputs / "report.toml").read_bytes()
    capsys.readouterr()
    assert run(inputs) == code
    assert (inputs / "report.toml").read_bytes() == before
    said = capsys.readouterr().err
    assert said.splitlines()[-1].startswith("Nothing was changed")
    return said


def test_each_yellow_cell_that_was_left_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    left = [at(inputs, *path) for path, text in SURE.items() if text != "(none)"]
    left += [at(inputs, "legend", slot, "means") for slot in "23"]
    said = refused(inputs, capsys)
    assert all(f"{cell}," in said or f"{cell} (" in said for cell in left)
    assert f"{len(left)} yellow cells are not filled" in said


WRONG = {
    "a word that is not in the list": (
        ("status", "Open"),
        "Opened",
        "is not one of open: still to be done",
    ),
    "a ladder in other words": (("status", "Open"), "outstanding", "is not one of"),
    "a heading that there is not": (
        ("columns", "recommendations", "addressed_to"),
        "Whom",
        "is not one of",
    ),
    "a number that is none": (("expect", "outstanding_total"), "about 12", "is not a whole number"),
    "no rating at all": (("legend", "1", "word"), "(none)", "no rating is named"),
    "a rating twice": (("legend", "2", "word"), "red", "stands in"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_answer_that_cannot_be_is_refused_at_its_cell(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text, told = WRONG[name]
    inputs = desk(tmp_path, [HEADS, ROW])
    more = {at(inputs, *path): text}
    if name == "a rating twice":
        more[at(inputs, "legend", "2", "means")] = "x"
    filled_in(inputs, **more)
    said = refused(inputs, capsys)
    assert told in said and f"Questions!{at(inputs, *path)}" in said


def test_case_and_spaces_of_an_answer_are_forgiven_and_a_number_may_be_one(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(
        inputs,
        **{
            at(inputs, "status", "Open"): " OPEN:  still to be done ",
            at(inputs, "expect", "outstanding_total"): 1,
        },
    )  # type: ignore[dict-item]
    assert run(inputs) == 0
    found = tomllib.loads((inputs / "report.toml").read_text("utf-8"))
    assert found["status"] == {"Open": "open"} and found["expect"] == {"outstanding_total": 1}


def test_two_columns_cannot_both_decide_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = [*MARKED, "Confidential"]
    inputs = desk(tmp_path, [heads, [*ROW, "Yes", "No"]])
    publish = "publish: it decides whether a row may be printed"
    cells = {at(inputs, "publication", name): publish for name in ("Exempt?", "Confidential")}
    words = {
        cell.cell.address: "may be printed"
        for cell in form_in(inputs).cells
        if cell.path[:2] == ("words", "publish")
    }
    filled_in(inputs, **cells, **words)
    assert "only one column can" in refused(inputs, capsys)


def test_a_column_that_holds_nothing_back_needs_no_answer_for_its_words(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [MARKED, [*ROW, "Yes"]])
    filled_in(
        inputs,
        **{
            at(
                inputs, "publication", "Exempt?"
            ): "ignore: it says something else, and nothing is held back by it"
        },
    )
    assert run(inputs) == 0
    found = tomllib.loads((inputs / "report.toml").read_text("utf-8"))
    assert found["workbook"]["recommendations"]["ignore"] == [
        "Exempt?"
    ] and "publish" not in found.get("words", {})


@pytest.mark.parametrize("heading", ["Publish", "PUBLISH", "Publish:", "FOI exempt?"])
def test_a_column_that_holds_nothing_back_is_not_read_whatever_it_is_called(
    heading: str, tmp_path: Path
) -> None:
    inputs = desk(tmp_path, [[*HEADS, heading], [*ROW, "Yes"]])
    ignore = "ignore: it says something else, and nothing is held back by it"
    filled_in(inputs, **{at(inputs, "publication", heading): ignore})
    assert run(inputs) == 0
    found = tomllib.loads((inputs / "report.toml").read_text("utf-8"))
    assert found["workbook"]["recommendations"]["ignore"] == [heading]
    assert not found["columns"]["recommendations"].get("publish")
    folders = [f"--{name}={inputs.parent / name}" for name in ("inputs", "templates", "outputs")]
    assert cli.main(["check", *folders]) == 0


@pytest.mark.parametrize("word", ["Blue", "Complete", "N/A", "White"])
def test_a_word_that_is_not_in_the_legend_is_proposed_no_rating_that_is_not_offered(
    word: str, tmp_path: Path
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    assert run(inputs) == 0
    tracker = inputs / "t.xlsx"
    made = load_workbook(tracker)
    made.active.cell(2, HEADS.index("RAG") + 1).value = word
    made.save(tracker)
    assert run(inputs, "--ask") == 0
    form = form_in(inputs)
    (asked,) = (cell for cell in form.cells if cell.path == ("words", "rag", word))
    assert asked.text in ("", *(answer for answer, _ in form.lists[asked.list].values()))


def test_statuses_that_differ_in_signs_alone_must_mean_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[f"A{n}", *ROW[1:7], status, *ROW[8:]] for n, status in enumerate(("Open", "Open!"))]
    inputs = desk(tmp_path, [HEADS, *rows])
    closed = "closed: HMICFRS has closed it"
    filled_in(inputs, **{at(inputs, "status", "Open!"): closed})
    assert "differ in signs alone" in refused(inputs, capsys)
    filled_in(inputs, **{at(inputs, "status", "Open!"): "open: still to be done"})
    assert run(inputs) == 0
    found = tomllib.loads((inputs / "report.toml").read_text("utf-8"))
    assert found["status"] == {"Open": "open"} and found["words"]["status"] == {"Open!": "Open"}


def test_answers_that_are_wrong_together_are_refused_as_settings_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = started(tmp_path, "by-dates")
    answered(inputs, TRACKERS["by-dates"].toml)
    text = (inputs / "report.toml").read_text("utf-8") + "\n[addressees]\n"
    (inputs / "report.toml").write_text(
        text.replace('signed_off = "DCC sign off"', 'signed_off = "DCC sign off"\nclosed = false'),
        "utf-8",
        newline="",
    )
    assert "closed is false, so the status cannot follow from dates" in refused(inputs, capsys)


def test_the_force_must_be_named_before_every_row_can_be_its(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    path = inputs / "report.toml"
    path.write_text(
        path.read_text("utf-8").replace('"Northshire Police"', '""'), "utf-8", newline=""
    )
    assert "Write the name under [force]" in refused(inputs, capsys)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "is not in the inputs folder"),
        (lambda path: path.write_bytes(b"PK\x03\x04"), "damaged"),
        (lambda path: saved(path, [HEADS, ROW]), "it has no sheets"),
    ],
    ids=["gone", "broken", "another workbook"],
)
def test_a_form_that_is_none_is_refused(
    spoil: object, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    spoil(inputs / "mapping.xlsx")  # type: ignore[operator]
    assert told in refused(inputs, capsys)


@pytest.mark.parametrize("cell", ["E5", "E7"])
def test_a_form_whose_own_words_were_changed_is_refused(
    cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs, **{cell: "no key = at all"})
    assert "were changed" in refused(inputs, capsys)


def test_tables_within_braces_are_refused_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    path = inputs / "report.toml"
    text = path.read_text("utf-8").replace("\n[status] ", "\n[status] # ")
    path.write_text(
        "status = { Open = 'open' }\n"
        + "\n".join(line for line in text.splitlines() if not line.startswith("[status]"))
        + "\n",
        "utf-8",
        newline="",
    )
    assert "under a heading of its own" in refused(inputs, capsys)


# --ask


def test_ask_asks_what_is_new_and_nothing_that_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    assert run(inputs) == 0
    assert run(inputs, "--ask") == 0
    assert "answers all that the workbook asks" in capsys.readouterr().err
    rows = [ROW, ["A2", *ROW[1:3], "Observation", *ROW[4:6], "Purple", "Paused", "soon"]]
    saved(inputs / "t.xlsx", [[*HEADS, "Confidential"], *[[*row, "Yes"] for row in rows]])
    assert run(inputs, "--ask") == 0
    asked = {cell.path for cell in form_in(inputs).cells}
    assert asked == {
        ("status", "Paused"), ("words", "rag", "Purple"), ("kind", "Observation"), ("dates", "none", "soon"),
        ("publication", "Confidential"), ("words", "publish", "Yes"),
    }  # fmt: skip


def test_a_heading_that_was_renamed_is_asked_again(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [[*HEADS[:5], "SRO", *HEADS[6:]], ROW])
    filled_in(inputs)
    assert run(inputs) == 0
    saved(inputs / "t.xlsx", [[*HEADS[:5], "Lead", *HEADS[6:]], ROW])
    assert run(inputs, "--ask") == 0
    cells = {cell.path: cell.text for cell in form_in(inputs).cells}
    assert cells == {("columns", "recommendations", "owner"): "Lead"}
    assert run(inputs) == 0
    assert 'owner = "Lead"' in (inputs / "report.toml").read_text("utf-8")


def test_ask_asks_nothing_of_a_folder_that_was_never_mapped_and_reads_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for name in ("report.toml", "recommendations.xlsx", "inspections.xlsx"):
        (inputs / name).write_bytes((ROOT / "inputs" / name).read_bytes())
    assert run(inputs, "--ask") == 0
    assert "answers all that the workbook asks" in capsys.readouterr().err
    assert not (inputs / "mapping.xlsx").exists()


def test_ask_keeps_the_answers_given(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    write(inputs, {at(inputs, "status", "Open"): "open: still to be done"})
    assert run(inputs, "--ask") == 0
    given = form_in(inputs).given
    assert given["status", "Open"] == "open: still to be done"
    assert ("columns", "recommendations", "addressed_to") not in given


def test_ask_makes_a_form_where_there_is_none(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    (inputs / "mapping.xlsx").unlink()
    assert run(inputs, "--ask") == 0
    assert ("status", "Open") in {cell.path for cell in form_in(inputs).cells}


def test_the_words_of_a_column_that_was_not_proposed_are_asked_in_a_second_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[*ROW, "Live"], ["A2", *ROW[1:7], "Done", ROW[8], "Ended"]]
    inputs = desk(tmp_path, [[*HEADS[:7], "Of whom", "Target date", "Where it is"], *rows])
    cell = at(inputs, "columns", "recommendations", "status")
    known = {one.path: one.cell.address for one in form_in(inputs).cells}
    write(
        inputs,
        {known[path]: text for path, text in SURE.items() if path in known} | {cell: "Where it is"},
    )
    capsys.readouterr()
    assert run(inputs) == 0
    assert "run map --ask" in capsys.readouterr().err.splitlines()[-1]
    assert run(inputs, "--ask") == 0
    assert {("status", "Live"), ("status", "Ended")} <= {one.path for one in form_in(inputs).cells}


def test_a_form_that_is_open_in_excel_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    (inputs / "~$mapping.xlsx").write_bytes(b"")
    assert run(inputs) == 0
    assert "what was last saved is read" in capsys.readouterr().err


def test_a_proposal_that_nobody_has_looked_at_is_noted_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    assert run(inputs) == 0
    path = inputs / "report.toml"
    path.write_text(
        path.read_text("utf-8").replace("log = false\n", "log = false  # ?\n"), "utf-8", newline=""
    )
    capsys.readouterr()
    folders = [f"--{name}={inputs.parent / name}" for name in ("inputs", "templates", "outputs")]
    assert cli.main(["check", *folders]) == 0, capsys.readouterr().err
    assert (
        "1 of its lines is a proposal of init, marked # ?: workbook.log." in capsys.readouterr().err
    )
    cli.main(["check", "--json", *folders])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["severity"] for one in found if one["code"] == "doubt-left"] == ["note"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", None], ids=["damaged", "gone"])
def test_a_tracker_that_cannot_be_studied_keeps_no_answer_from_being_written(
    content: bytes | None, tmp_path: Path
) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    filled_in(inputs)
    (inputs / "t.xlsx").unlink()
    if content is not None:
        (inputs / "t.xlsx").write_bytes(content)
    assert run(inputs) == 0
    assert tomllib.loads((inputs / "report.toml").read_text("utf-8"))["status"] == {"Open": "open"}
    assert run(inputs, "--ask") in (2, 3)


def test_the_tracker_is_never_written_to(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    before = (inputs / "t.xlsx").read_bytes()
    filled_in(inputs)
    assert run(inputs) == run(inputs, "--ask") == 0
    assert (inputs / "t.xlsx").read_bytes() == before


# the form itself


def test_only_yellow_cells_can_be_filled_and_each_offers_what_it_takes(tmp_path: Path) -> None:
    inputs = desk(tmp_path, [HEADS, ROW])
    page = load_workbook(inputs / "mapping.xlsx")["Questions"]
    cells = {cell.cell.address: cell for cell in form_in(inputs).cells}
    free = {
        cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked
    }
    assert page.protection.sheet and free == set(cells)
    assert {page[address].fill.fgColor.rgb[-6:] for address in free} == {"FFF2A8"}
    offered = {
        str(one) for rule in page.data_validations.dataValidation for one in str(rule.sqref).split()
    }
    written = {address for address, cell in cells.items() if cell.path[0] == "legend"}
    assert {a for a in free if not any(a in _range(one) for one in offered)} == written
    assert page.freeze_panes == "A6"


def _range(text: str) -> set[str]:
    first, _, last = text.partition(":")
    letter, top, low = first[0], int(first[1:]), int((last or first)[1:])
    return {f"{letter}{row}" for row in range(top, low + 1)}


def test_the_same_tracker_gives_the_same_form(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    one, other = (desk(tmp_path / name, [HEADS, ROW]) / "mapping.xlsx" for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    shutil.rmtree(tmp_path / "a")
