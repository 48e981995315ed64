"""The harness itself: each detector fires on a breach that is planted, and each surface on a
program that has it.
"""

from __future__ import annotations

import io
import json
import shutil
import signal
import time
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("resource", reason="a child is limited as Unix limits it")

from tests.attack import (
    archive,
    campaign,
    cells,
    child,
    detect,
    papers,
    recount,
    templates,
    workbooks,
)
from tests.attack.campaign import SURFACES, Numbered
from tests.attack.child import Fault, Program, run
from tests.attack.detect import CANARY, MARK, Breach
from tests.attack.hostile import ACTIVE, DAMAGE, SOUND
from tests.attack.packages import changed, packed, parts_of
from tests.attack.trial import Arena, Tried, reduced
from tests.attack.world import LATER, LOG, PAPER, World, stock, workbook
from tests.builders import CUT_OFF, MEETING

FILES = {
    "figures.json": b"{}",
    "findings.json": b"[]",
    "run.json": b"{}",
    "review.html": b"<p>x</p>",
    "hmicfrs-update.docx": packed({"a.xml": b"<a/>"}),
}


def kinds(found: Iterable[Breach]) -> list[str]:
    return sorted({breach.kind for breach in found})


# How a run ended


def fails(words: Sequence[str]) -> int:
    raise ValueError("planted")


def hangs(words: Sequence[str]) -> int:
    while True:
        pass


def sleeps(words: Sequence[str]) -> int:
    time.sleep(60)
    return 0


def eats(words: Sequence[str]) -> int:
    return len(bytearray(b"x") * 2**28) and 0


def ends_itself(words: Sequence[str]) -> int:
    # SIGTERM may be caught by what a test before this one has set
    signal.raise_signal(signal.SIGKILL)
    return 0


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("program", "kind"),
    [
        (fails, "traceback"),
        (hangs, "hang"),
        (sleeps, "hang"),
        (eats, "memory"),
        (ends_itself, "ended"),
        (lambda words: 9, "ended"),
    ],
)
def test_how_a_run_must_not_end(
    tmp_path: Path, program: Program, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "WAITING", 1.5)
    ran = run(program, [], tmp_path, patience=1 if kind == "hang" else 10)
    assert kinds(detect.crashed(ran, limit=2**28)) == [kind]


def test_a_run_that_ends_well_breaches_nothing(tmp_path: Path) -> None:
    ran = run(lambda words: print(*words) or 3, ["a", "b"], tmp_path)  # type: ignore[func-returns-value]
    assert (ran.exit, ran.out, list(detect.crashed(ran))) == (3, "a b\n", [])


# Faults are placed


def writes(words: Sequence[str]) -> int:
    """Write three files; put the first right where another cannot be written."""
    folder = Path(words[0])
    try:
        for name in "abc":
            (folder / name).write_bytes(b"x")
    except OSError:
        (folder / "a").unlink()
        return 2
    return 0


@pytest.mark.parametrize(
    ("fault", "exit_code", "left"),
    [
        ({}, 0, "abc"),
        ({"at": 2, "how": "kill"}, -9, "a"),
        ({"at": 3, "how": "ENOSPC"}, 2, "b"),
        ({"at": 2, "how": "EIO", "then": 3}, 1, "a"),
        ({"at": 1, "how": "stop"}, 1, ""),
    ],
)
def test_a_fault_happens_before_the_change_that_it_is_placed_at(
    tmp_path: Path, fault: Mapping[str, object], exit_code: int, left: str
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    ran = run(writes, [str(place)], tmp_path / "child", fault=Fault(place, **fault))  # type: ignore[arg-type]
    assert (ran.exit, "".join(sorted(path.name for path in place.iterdir()))) == (exit_code, left)


def test_changes_are_counted_by_whatever_way_they_are_made(tmp_path: Path) -> None:
    def program(words: Sequence[str]) -> int:
        for name in ("disk", "disk/inner"):
            (tmp_path / name).mkdir()
        (tmp_path / "disk" / "inner" / "a").write_bytes(b"")
        (tmp_path / "disk" / "inner" / "a").rename(tmp_path / "disk" / "b")
        shutil.rmtree(tmp_path / "disk")
        (tmp_path / "elsewhere").write_bytes(b"")
        return 0

    # two folders, a file, a name; and away: a file, two folders
    assert run(program, [], tmp_path / "child", fault=Fault(tmp_path / "disk")).changes == 7


def test_a_screen_may_be_gone_or_full_and_a_disk_full(tmp_path: Path) -> None:
    def program(words: Sequence[str]) -> int:
        try:
            print("x" * 9_000, flush=True)
            (tmp_path / "big").write_bytes(b"x" * 9_000)
        except OSError:
            return 7
        return 0

    assert [
        run(program, [], tmp_path / "child", **more).exit
        for more in ({}, {"screen": "gone"}, {"largest": 100})
    ] == [0, 7, 7]  # type: ignore[arg-type]


# What came out


def document(**parts: bytes) -> bytes:
    return packed(
        {
            "word/document.xml": b"<w/>",
            **{name.replace("__", "/"): part for name, part in parts.items()},
        }
    )


@pytest.mark.parametrize(
    "content",
    [
        b"a kanari word",
        "KANARI".encode("utf-16-le"),
        document(a=b"kanari"),
        document(a=b"<t>kan</t><t>ari</t>"),
        document(a__b=packed({"x": b"kanari"})),
        b"%PDF-1.7\nstream\n" + zlib.compress(b"kanari") + b"\nendstream",
    ],
)
def test_a_canary_is_found_in_every_layer_of_a_file(content: bytes) -> None:
    assert kinds(detect.leaked({"x": content})) == ["leak"]
    assert kinds(
        detect.leaked({"x": content.replace(b"kanari", b"linnet")}, "Kanari on the screen")
    ) == ["leak"]
    assert not list(detect.leaked({"x": document(a=b"another bird")}, "a screen"))


def test_what_names_this_machine_is_found(tmp_path: Path) -> None:
    assert kinds(detect.local({"x": document(a=f"file://{tmp_path}/in".encode())}, tmp_path)) == [
        "local"
    ]
    assert not list(detect.local({"x": document(a=b"in")}, tmp_path))


def test_what_is_carried_is_found() -> None:
    assert kinds(detect.carried({"x": document(a=f"<r t='{MARK}'/>".encode())})) == ["carried"]


@pytest.mark.parametrize("text", ["\x1b[31m", "\x9b", "a\u202eb", "\x07", "\x00"])
def test_signs_that_a_terminal_obeys_are_found(text: str) -> None:
    assert kinds(detect.obeyed(text)) == ["terminal"]
    assert not list(detect.obeyed("plain – “quoted”\n\ttext"))


def test_a_folder_is_whole_only_where_it_is_one_of_its_states() -> None:
    old, new = {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"}
    assert [
        kinds(detect.whole(files, old, new))
        for files in (old, new, {"a": b"1", "b": b"2"}, {"a": b"2"}, {})
    ] == [[], [], ["mixed"], ["mixed"], ["mixed"]]
    assert kinds(detect.unchanged(old, {**old, "c": b""})) == ["changed"]
    assert not list(detect.unchanged(old, dict(old)))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("run.json", b"{", "mixed"),
        ("figures.json", b"", "mixed"),
        ("hmicfrs-update.docx", b"PK", "unopenable"),
        ("hmicfrs-update.docx", packed({"a.xml": b"<a>"}), "unopenable"),
        ("redline.docx", packed({"a.xml": b"<!DOCTYPE a><a/>"}), "unopenable"),
    ],
)
def test_a_folder_with_a_file_that_is_not_whole_is_incomplete(
    name: str, content: bytes, kind: str
) -> None:
    assert kind in kinds(detect.incomplete({**FILES, name: content}))
    assert not list(detect.incomplete(FILES))


def test_a_spreadsheet_and_a_page_that_would_run_something_are_found() -> None:
    assert kinds(detect.runs_in_a_spreadsheet("x.csv", f'a,"=cmd({MARK})"\n'.encode())) == [
        "formula"
    ]
    assert not list(detect.runs_in_a_spreadsheet("x.csv", f"a,'={MARK}\n".encode()))
    for page in (
        f"<script>{MARK}()</script>",
        f"<img src=x onerror={MARK}()>",
        f"<a href='javascript:{MARK}()'>x</a>",
        f"<{MARK}>",
    ):
        assert kinds(cells.live("x.html", page)) == ["markup"]
    assert not list(
        cells.live(
            "x.html",
            f"<p title='&lt;script&gt;{MARK}'>&lt;script&gt;{MARK}</p><a href='https://x/{MARK}'>x</a>",
        )
    )


# The recount


def counted(content: bytes) -> dict[str, int]:
    found = recount.expected(content, LOG, None, MEETING, None, CUT_OFF)
    return {key: len(refs or []) for key, refs in found.items()}


def test_the_recount_reads_a_workbook_by_itself() -> None:
    found = counted(workbook(LATER))
    assert (
        found["outstanding_total"],
        found["outstanding_red"],
        found["awaiting_total"],
        found["overdue_total"],
        found["concerns_total"],
    ) == (8, 3, 2, 2, 1)


def in_sheet(was: str, becomes: str) -> bytes:
    content = workbook(LATER)
    sheet = parts_of(content)["xl/worksheets/sheet1.xml"].decode()
    assert was in sheet
    return changed(content, {"xl/worksheets/sheet1.xml": sheet.replace(was, becomes, 1).encode()})


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('<row r="3"', '<x><row r="3"'),
        ("</sheetData>", "</sheetData><sheetData/>"),
        ('r="B3"', 'r="B2"'),
        ('r="B3"', 'R="B3"'),
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'),
    ],
)
def test_what_a_person_might_read_otherwise_is_not_recounted(was: str, becomes: str) -> None:
    with pytest.raises(recount.Unsure):
        counted(in_sheet(was, becomes))


def test_a_figure_that_is_not_the_recounts_is_told() -> None:
    def told(value: int | None, *refs: str) -> list[str]:
        figure = {
            "key": "overdue_total",
            "value": value,
            "evidence": [{"ref": ref} for ref in refs],
        }
        return list(
            recount.differences(
                json.dumps({"figures": [figure]}).encode(), {"overdue_total": ["A", "B"]}
            )
        )

    assert told(2, "B", "A") == []
    assert [bool(told(*given)) for given in ((3, "A", "B", "C"), (2, "A", "C"), (None,))] == [
        True,
        True,
        True,
    ]  # type: ignore[arg-type]
    assert list(recount.differences(b'{"figures": []}', {"overdue_total": []})) == [
        "overdue_total is not there"
    ]


# Each surface, on a program that has what it looks for


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The sound project, made by the program itself."""
    return stock(tmp_path_factory.mktemp("stock") / "stock", campaign.warm())


def option(words: Sequence[str], name: str) -> Path:
    return Path(words[list(words).index(name) + 1])


def accepts_all(words: Sequence[str]) -> int:
    """Say that all is well, and do nothing."""
    print('{"findings": []}')
    return 0


def counts_wrong(words: Sequence[str]) -> int:
    """Leave the outputs as they are, but for one figure."""
    path = option(words, "--outputs") / MEETING.isoformat() / "figures.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"value": 8', '"value": 9'), encoding="utf-8"
    )
    return 0


def files_anything(words: Sequence[str]) -> int:
    """File and write any paper as it comes."""
    if words[0] == "publish":
        place = option(words, "--inputs") / "meetings" / MEETING.isoformat()
        place.mkdir()
        shutil.copyfile(words[1], place / "paper.docx")
    return 0


def prints_anything(words: Sequence[str]) -> int:
    """Make the template itself the paper, with what an expression in it would come to."""
    template = next(option(words, "--templates").iterdir())
    made = option(words, "--outputs") / MEETING.isoformat() / PAPER
    with zipfile.ZipFile(io.BytesIO(template.read_bytes())) as parts:
        made.write_bytes(
            packed(
                {**{name: parts.read(name) for name in parts.namelist()}, "evaluated": b"62615533"}
            )
        )
    return 0


def writes_one_by_one(words: Sequence[str]) -> int:
    """Write the outputs one after another, in place."""
    made = option(words, "--outputs") / MEETING.isoformat()
    workbook_now = (option(words, "--inputs") / "recommendations.xlsx").read_bytes()
    if not workbook_now.startswith(b"PK"):
        return 3
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        path.write_bytes(workbook_now[:2000] + path.name.encode())
    return 0


def leaks_all(words: Sequence[str]) -> int:
    print(f"{CANARY} \x1b[31m")
    return 0


def changes_and_fails(words: Sequence[str]) -> int:
    (option(words, "--outputs") / "new.txt").write_bytes(b"")
    return 3


def breaches(
    surface: str, program: Program, sound: World, tmp_path: Path, numbers: Iterable[int]
) -> set[str]:
    """Return the kinds of breach that some trials of a surface find in a program."""
    arena = Arena(World(sound.root, program), tmp_path / "scratch")
    tried = [campaign.one(arena, surface, number, 1) for number in numbers]
    return {breach.kind for one in tried for breach in one.breaches}


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("surface", "program", "numbers", "kind"),
    [
        ("workbooks", counts_wrong, range(4), "wrong figure"),
        ("workbooks", changes_and_fails, [0], "changed"),
        ("report.toml", fails, [0], "traceback"),
        ("report.toml", changes_and_fails, [0], "changed"),
        ("cells", leaks_all, [3], "terminal"),
        ("leaks", leaks_all, [0], "leak"),
        ("templates", prints_anything, [0], "evaluated"),
        ("templates", prints_anything, [2], "carried"),
        ("templates", lambda words: 5, [7], "sound file refused"),
        ("papers", files_anything, [0], "carried"),
        ("papers", files_anything, [0], "passed"),
        ("papers", lambda words: 2, [4], "sound file refused"),
        ("papers", files_anything, range(1, 42, 5), "unopenable"),
        ("archive", accepts_all, [0], "unnoticed"),
        ("disk", writes_one_by_one, [0, 8], "mixed"),
    ],
)
def test_a_surface_finds_what_is_planted(
    surface: str, program: Program, numbers: Iterable[int], kind: str, sound: World, tmp_path: Path
) -> None:
    assert kind in breaches(surface, program, sound, tmp_path, numbers)


@pytest.mark.thorough
def test_two_that_write_in_the_same_place_at_once_are_found(sound: World, tmp_path: Path) -> None:
    assert "mixed" in breaches("two at once", writes_one_by_one, sound, tmp_path, [3, 7, 11, 15])


def test_nothing_is_said_of_the_archive_where_nothing_was_altered(sound: World) -> None:
    found = json.loads((sound.made / "findings.json").read_bytes())
    assert found and not any(map(archive.spoken_of, found))


@pytest.mark.thorough
def test_the_program_itself_withstands_a_sound_trial(sound: World, tmp_path: Path) -> None:
    assert list(workbooks.recounted(sound)) == []
    arena = Arena(sound, tmp_path)
    assert papers.trial(arena, 4, Random(1)) == Tried("sound", True, way="https link")


# What is tried


@pytest.mark.thorough
def test_the_same_seed_and_number_try_the_same(sound: World, tmp_path: Path) -> None:
    arena = Arena(World(sound.root, accepts_all), tmp_path)
    for surface in SURFACES:
        if surface in ("workbooks", "report.toml", "cells", "templates", "archive"):
            assert campaign.one(arena, surface, 5, 7) == campaign.one(arena, surface, 5, 7)


def test_every_hostile_way_changes_the_file_and_bears_the_mark(sound: World) -> None:
    paper, template = sound.paper.read_bytes(), sound.template.read_bytes()
    for hostile in (*ACTIVE[::9], *ACTIVE[-24:]):
        assert detect.holds({"x": hostile.way(paper, Random(1))}, MARK), hostile.name
    for hostile in DAMAGE:
        if hostile.name != "monstrous":
            hostile.way(paper, Random(1))
    for name, way in SOUND.items():
        assert way(template, Random(1)) != template, name
    for name, place in templates.PLACES.items():
        assert place(template, "{{ 7919*7907 }}") != template, name


def test_a_breach_is_reduced_to_what_alone_makes_it() -> None:
    def attempt(parts: Sequence[int]) -> list[Breach]:
        return [Breach("leak", "")] if 3 in parts else [Breach("hang", "")] if 2 in parts else []

    assert reduced([1, 2, 3], attempt, {"leak"}) == [3]


# The campaign


def test_time_is_shared_out_by_the_surfaces_shares() -> None:
    now = iter(range(1000))
    taken = list(campaign.shared_out(["workbooks", "two at once"], 100, lambda: next(now)))
    share = SURFACES["workbooks"][1] / SURFACES["two at once"][1]
    assert abs(taken.count("workbooks") / taken.count("two at once") - share) < 1


def test_the_table_counts_and_the_list_says_how_to_do_it_again() -> None:
    found = [
        Numbered("cells", 3, Tried("tag", True, (Breach("evaluated", "x"),), way="w")),
        Numbered("cells", 4, Tried("tag", False)),
    ]
    assert [line.split() for line in campaign.table(found).splitlines()[1:]] == [
        ["cells", "tag", "2", "1", "1", "0", "1", "evaluated", "1"],
        ["all", "2", "1", "1", "0", "1", "evaluated", "1"],
    ]
    assert list(campaign.listed(found)) == ["cells 3, tag (w): EVALUATED: x"]
    page = campaign.recorded(
        "a\n<!-- attack -->\nold\n<!-- end -->\nb", campaign.summary(found, 1, 10)
    )
    assert "| cells |" in page and "old" not in page and page.endswith("<!-- end -->\nb")


def test_a_fault_of_the_harness_is_a_breach(
    sound: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SURFACES, "cells", (lambda arena, number, random: 1 // 0, 1))  # type: ignore[arg-type,return-value]
    assert kinds(campaign.one(Arena(sound, tmp_path), "cells", 0, 1).breaches) == ["harness"]
