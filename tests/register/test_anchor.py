"""The archive's newest end: what goes, changes or is added there is noticed by what outputs, papers
and report.toml name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands import cli
from pipeline.commands.inputs import read_settings
from pipeline.files.content import digest
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import SettingsRefused
from pipeline.register.anchors import other_seals, paper_faults, refuse_unless_anchored
from pipeline.register.archive import filed_meetings
from pipeline.register.manifest import sealed
from pipeline.register.places import is_litter, near_day
from pipeline.register.records import BLANKS, filed_rows
from tests import builders
from tests.golden import ROOT, template
from tests.register.test_chain import MEETINGS, rows, run, settings

FIRST, MIDDLE, NEWEST = (meeting for meeting, _ in MEETINGS[:3])
NEXT = 3
"""The turn of the meeting that is not filed yet."""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder in which three meetings were reported on and filed, and the fourth is
    next.
    """
    place = tmp_path_factory.mktemp("filed")
    for name in ("inputs", "templates"):
        (place / name).mkdir()
    (place / "templates/hmicfrs_update.docx").write_bytes(template())
    patch = pytest.MonkeyPatch()
    patch.setenv("PIPELINE_SOFFICE", "nowhere")  # no PDF is filed, which takes seconds
    for turn in range(4):
        (place / "inputs/report.toml").write_text(settings(turn), encoding="utf-8")
        (place / "inputs/recommendations.xlsx").write_bytes(builders.recommendations(*rows(turn)))
        (place / "inputs/inspections.xlsx").write_bytes(builders.inspections())
        if turn < NEXT:
            assert run(place, "report", "--no-pdf") == 0
            assert run(place, "publish") == 0
    yield place
    patch.undo()


@pytest.fixture
def desk(filed: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder, to be tampered with."""
    return shutil.copytree(filed, tmp_path / "desk", symlinks=True)


def told(
    place: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[tuple[str, str, str]]]:
    """Run a command and return its exit code, and the file, message and remedy of each error."""
    capsys.readouterr()
    code = run(place, *(words or ("check",)), "--json")
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, [
        (found["file"], found["message"], found["remedy"])
        for found in json.loads(said.out)["findings"]
        if found["severity"] == "error"
    ]


def meeting(place: Path, day: str = NEWEST) -> Path:
    return place / "inputs/meetings" / day


def reseal(
    place: Path,
    day: str = NEWEST,
    *,
    onward: bool = True,
    contents: dict[str, bytes] | None = None,
    **changed: Any,
) -> None:
    """Change a meeting's files and the lines of its manifest, and seal it and, where `onward`,
    those after it again.
    """
    for name, content in (contents or {}).items():
        (meeting(place, day) / name).write_bytes(content)
    days = [one for one in (FIRST, MIDDLE, NEWEST) if one >= day][: None if onward else 1]
    before = None
    for one in days:
        path = meeting(place, one) / "manifest.json"
        lines = json.loads(path.read_bytes())
        lines["files"] = {
            name: digest((path.parent / name).read_bytes()) for name in lines["files"]
        }
        if before:
            lines["previous"] = before
        if one == day:
            lines = {key: value for key, value in {**lines, **changed}.items() if value is not ...}
        path.write_bytes(sealed(lines))
        before = {"meeting": one, "manifest": digest(path.read_bytes())}


def other_records(place: Path, day: str) -> dict[str, bytes]:
    """Return the records of a meeting with a rating changed."""
    records = (meeting(place, day) / "register.jsonl").read_bytes()
    assert b'"Amber"' in records
    return {"register.jsonl": records.replace(b'"Amber"', b'"Green"', 1)}


def unfigured(place: Path, day: str) -> dict[str, Any]:
    figures = json.loads((meeting(place, day) / "manifest.json").read_bytes())["figures"]
    return {"figures": {**figures, "overdue_total": 60}}


def moved(name: str, day: str = NEWEST) -> Callable[[Path], None]:
    return lambda place: meeting(place, day).rename(meeting(place, name)) and None


def gone(*days: str) -> Callable[[Path], None]:
    return lambda place: [shutil.rmtree(meeting(place, day)) for day in days] and None


def no_archive(place: Path) -> None:
    shutil.rmtree(place / "inputs/meetings")


def a_file_in_its_place(place: Path) -> None:
    no_archive(place)
    (place / "inputs/meetings").write_bytes(b"")


def renamed_archive(name: str) -> Callable[[Path], None]:
    return lambda place: (place / "inputs/meetings").rename(place / "inputs" / name) and None


def deeper(*days: str) -> Callable[[Path], None]:
    def move(place: Path) -> None:
        meeting(place, "old").mkdir()
        for day in days:
            meeting(place, day).rename(meeting(place, "old") / day)

    return move


def loose(place: Path) -> None:
    """Have the meetings in the inputs folder itself."""
    for day in (FIRST, MIDDLE, NEWEST):
        meeting(place, day).rename(place / "inputs" / day)
    (place / "inputs/meetings").rmdir()


def unfolded(place: Path) -> None:
    """Have the files of the first meeting in the folder of the meetings, and no other meeting."""
    for path in list(meeting(place, FIRST).iterdir()):
        path.rename(place / "inputs/meetings" / path.name)
    for day in (FIRST, MIDDLE, NEWEST):
        shutil.rmtree(meeting(place, day))


def copied(name: str) -> Callable[[Path], None]:
    return lambda place: shutil.copytree(meeting(place), meeting(place, name)) and None


def added(name: str, day: str = NEWEST) -> Callable[[Path], None]:
    return lambda place: (meeting(place, day) / name).write_bytes(b"x") and None


def linked_file(place: Path) -> None:
    (meeting(place) / "paper.docx").rename(place / "paper.docx")
    (meeting(place) / "paper.docx").symlink_to(place / "paper.docx")


def linked_folder(place: Path) -> None:
    meeting(place).rename(place / "elsewhere")
    meeting(place).symlink_to(place / "elsewhere")


def linked_manifest(place: Path) -> None:
    (meeting(place) / "manifest.json").rename(place / "manifest.json")
    (meeting(place) / "manifest.json").symlink_to(place / "manifest.json")


def a_file_as_meeting(place: Path) -> None:
    meeting(place, "2021-12-01").write_bytes(b"x")


def packed_up(place: Path) -> None:
    gone(NEWEST)(place)
    (place / "inputs/meetings" / f"{NEWEST}.zip").write_bytes(b"PK")


def forged_end(place: Path) -> None:
    """Take the newest away, and file another meeting of that day in its place, properly chained."""
    lines = {
        **json.loads((meeting(place) / "manifest.json").read_bytes()),
        **unfigured(place, NEWEST),
    }
    (meeting(place) / "manifest.json").write_bytes(sealed(lines))


def into_the_inputs(place: Path) -> None:
    """Take the archive away, and lay a manifest beside report.toml, as if the inputs were a filed
    meeting's folder.
    """
    shutil.copy(meeting(place) / "manifest.json", place / "inputs/manifest.json")
    no_archive(place)


def sealed_in_settings(seal: str) -> Callable[[Path], None]:
    def write(place: Path) -> None:
        path = place / "inputs/report.toml"
        path.write_text(
            f'{path.read_text(encoding="utf-8")}\n[archive]\nseal = "{seal}"\n', encoding="utf-8"
        )

    return write


def both(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    return lambda place: [step(place) for step in steps] and None


def no_outputs(place: Path) -> None:
    shutil.rmtree(place / "outputs")


def chain_resealed(day: str) -> Callable[[Path], None]:
    return lambda place: reseal(place, day, contents=other_records(place, day))


def manifest_with(**changed: Any) -> Callable[[Path], None]:
    return lambda place: reseal(place, **changed)


def manifest_is(content: bytes) -> Callable[[Path], None]:
    return lambda place: (meeting(place) / "manifest.json").write_bytes(content) and None


def records(**changed: Any) -> Callable[[Path], None]:
    """Change fields of the first record of the newest meeting, and seal it again."""

    def change(place: Path) -> None:
        first, *rest = (meeting(place) / "register.jsonl").read_text(encoding="utf-8").splitlines()
        line = json.dumps(
            {
                key: value
                for key, value in {**json.loads(first), **changed}.items()
                if value is not ...
            }
        )
        reseal(place, contents={"register.jsonl": "\n".join([line, *rest, ""]).encode()})

    return change


def filed_with(**files: bytes) -> Callable[[Path], None]:
    return lambda place: reseal(
        place, contents={name.replace("_", "."): content for name, content in files.items()}
    )


def listed(*names: str) -> Callable[[Path], None]:
    """Let the newest manifest name files elsewhere, with their true hashes."""

    def change(place: Path) -> None:
        files = json.loads((meeting(place) / "manifest.json").read_bytes())["files"]
        reseal(place, onward=False)
        path = meeting(place) / "manifest.json"
        lines = json.loads(path.read_bytes())
        path.write_bytes(
            sealed(
                {
                    **lines,
                    "files": {
                        **files,
                        **{
                            name: digest((place / "inputs/report.toml").read_bytes())
                            for name in names
                        },
                    },
                }
            )
        )

    return change


NEWEST_END: dict[str, tuple[Callable[[Path], None], str, str]] = {
    # The ten ways of attack.md that were not noticed, and their siblings: what is done, the file
    # told, words of the message
    "newest deleted": (
        gone(NEWEST),
        f"meetings/{NEWEST}",
        "the meeting is not there, and outputs/filed.json names it as filed",
    ),
    "two newest deleted": (
        gone(MIDDLE, NEWEST),
        f"meetings/{MIDDLE}",
        f"outputs/filed.json and outputs/{NEWEST}/run.json name it as filed",
    ),
    "all deleted": (gone(FIRST, MIDDLE, NEWEST), f"meetings/{FIRST}", "the meeting is not there"),
    "archive gone": (no_archive, f"meetings/{NEWEST}", "the meeting is not there"),
    "a file in its place": (
        a_file_in_its_place,
        "meetings",
        "it is a file, and is to be the folder of the filed meetings",
    ),
    "Copy of": (
        moved(f"Copy of {NEWEST}"),
        f"meetings/Copy of {NEWEST}",
        f"holds the meeting of {NEWEST}",
    ),
    "x after it": (
        moved(f"{NEWEST}x"),
        f"meetings/{NEWEST}x",
        "the folder's name is no date such as 2021-01-14",
    ),
    "(2)": (moved(f"{NEWEST} (2)"), f"meetings/{NEWEST} (2)", "is no date"),
    "no nought": (moved("2021-7-8"), "meetings/2021-7-8", f"holds the meeting of {NEWEST}"),
    "no hyphens": (moved("20210708"), "meetings/20210708", "is no date"),
    "week date": (moved("2021-W27-4"), "meetings/2021-W27-4", "is no date"),
    "day first": (moved("08-07-2021"), "meetings/08-07-2021", "is no date"),
    "another word": (moved("July meeting"), "meetings/July meeting", "is no date"),
    "hidden": (moved(f".{NEWEST}"), f"meetings/.{NEWEST}", "is no date"),
    "no such day": (moved("2021-07-32"), "meetings/2021-07-32", "is no date"),
    "another day": (
        moved("2021-07-09"),
        "meetings/2021-07-09/manifest.json",
        f"it was filed as {NEWEST}",
    ),
    "resealed register": (
        chain_resealed(NEWEST),
        f"meetings/{NEWEST}",
        "the meeting is not the one that outputs/filed.json names",
    ),
    "resealed paper": (
        lambda place: reseal(place, contents={"paper.docx": template()}),
        f"meetings/{NEWEST}",
        "is not the one",
    ),
    "resealed figures": (forged_end, f"meetings/{NEWEST}", "its seal begins"),
    "resealed middle": (chain_resealed(MIDDLE), f"meetings/{MIDDLE}", "is not the one"),
    "resealed from the first": (chain_resealed(FIRST), f"meetings/{FIRST}", "is not the one"),
    "resealed, no filed.json": (
        both(lambda place: (place / "outputs/filed.json").unlink(), chain_resealed(MIDDLE)),
        f"meetings/{MIDDLE}",
        f"is not the one that outputs/{NEWEST}/run.json names",
    ),
    "resealed, no outputs": (
        both(no_outputs, chain_resealed(FIRST)),
        f"meetings/{FIRST}",
        f"the meeting is not as it was when that of {MIDDLE} was filed after it",
    ),
    **{
        f"archive renamed to {name}": (
            both(no_outputs, renamed_archive(name)),
            name,
            f"it holds the filed meetings of {FIRST}, {MIDDLE} "
            f"and {NEWEST}, which are not in the folder meetings",
        )
        for name in ("Copy of meetings", "meetings.bak", "Meetings (2)", "old")
    },
    "archive moved out of the inputs": (
        both(
            no_outputs,
            lambda place: (place / "inputs/meetings").rename(place / "meetings") and None,
        ),
        "the folder meetings beside the inputs folder",
        f"it holds the filed meetings of {FIRST}, {MIDDLE} and {NEWEST}",
    ),
    "meetings loose in the inputs": (
        both(no_outputs, loose),
        "the inputs folder",
        f"it holds the filed meetings of {FIRST}, {MIDDLE} and {NEWEST}",
    ),
    "files without their folder": (
        both(no_outputs, unfolded),
        "meetings/manifest.json",
        "lies here without its folder",
    ),
    "newest a folder deeper": (
        both(no_outputs, deeper(NEWEST)),
        "meetings/old",
        f"it holds the filed meeting of {NEWEST}, which is not",
    ),
    "all a folder deeper": (
        both(no_outputs, deeper(FIRST, MIDDLE, NEWEST)),
        "meetings/old",
        "which are not in the folder meetings",
    ),
    "renamed, no outputs": (
        both(no_outputs, moved(f"Copy of {NEWEST}")),
        f"meetings/Copy of {NEWEST}",
        f"it holds the meeting of {NEWEST}",
    ),
    "signs in a name": (moved(f"{NEWEST}\u202e\n"), f"meetings/{NEWEST}??", "is no date"),
    "seal in report.toml": (
        both(no_outputs, sealed_in_settings("0123456789ab")),
        "report.toml",
        "no filed meeting has a seal that begins 0123456789ab; the newest is that of 2021-07-08, whose seal",
    ),
    "seal in report.toml, no archive": (
        both(no_outputs, no_archive, sealed_in_settings("0123456789ab")),
        "report.toml",
        "no meeting is filed",
    ),
    "a manifest beside report.toml": (
        into_the_inputs,
        f"meetings/{NEWEST}",
        "the meeting is not there",
    ),
    "filed.json spoilt": (
        lambda place: (place / "outputs/filed.json").write_bytes(b"{") and None,
        "outputs/filed.json",
        "it cannot be read",
    ),
    "filed.json with other values": (
        lambda place: (
            (place / "outputs/filed.json").write_bytes(b'{"filed": {"2021": 1}}') and None
        ),
        "outputs/filed.json",
        "it cannot be read",
    ),
}
ADDED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    **{
        f"{name} added": (
            added(name),
            f"meetings/{NEWEST}/{name}",
            "the file was added after the meeting was filed",
        )
        for name in (
            "paper.pdf",
            "paper (2).docx",
            "Paper.docx.bak",
            "notes.txt",
            "page.html",
            ".hidden",
            "manifest (2).json",
            "recommendations - Copy.xlsx",
            "DS_Store",
            "~paper.docx",
        )
    },
    "a folder added": (
        lambda place: (meeting(place, FIRST) / "old").mkdir(),
        f"meetings/{FIRST}/old",
        "the folder was added",
    ),
    "a link added": (
        lambda place: (meeting(place) / "x").symlink_to(place),
        f"meetings/{NEWEST}/x",
        "the link was added",
    ),
    "a copy beside": (copied(f"{NEWEST} - Copy"), f"meetings/{NEWEST} - Copy", "is no date"),
    "a link as file": (
        linked_file,
        f"meetings/{NEWEST}/paper.docx",
        "a link stands in place of the file",
    ),
    "a link as folder": (
        linked_folder,
        f"meetings/{NEWEST}",
        "a link stands in place of the meeting's folder",
    ),
    "a link as manifest": (
        linked_manifest,
        f"meetings/{NEWEST}/manifest.json",
        "the manifest is missing or cannot be read",
    ),
    "a file as meeting": (
        a_file_as_meeting,
        "meetings/2021-12-01",
        "a file stands in place of the meeting's folder",
    ),
    "an empty meeting": (
        lambda place: meeting(place, "2021-12-01").mkdir(),
        "meetings/2021-12-01/manifest.json",
        "is missing",
    ),
    "an almost empty meeting": (
        lambda place: meeting(place, "2021-12-1").mkdir(),
        "meetings/2021-12-1",
        "is no date",
    ),
    "a packed meeting": (
        packed_up,
        f"meetings/{NEWEST}.zip",
        f"the folder of {NEWEST} is not there",
    ),
    "a link to nowhere": (
        both(no_archive, lambda place: (place / "inputs/meetings").symlink_to(place / "nowhere")),
        "meetings",
        "it cannot be read",
    ),
}
CHANGED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    **{
        f"{day} {name} {how}": (
            lambda place, day=day, name=name, how=how: (  # type: ignore[misc]
                (meeting(place, day) / name).unlink()
                if how == "gone"
                else (meeting(place, day) / name).write_bytes(
                    (meeting(place, day) / name).read_bytes() + b" "
                )
                and None
            ),
            f"meetings/{day}/{name}",
            {
                ("gone", False): "the file is gone",
                ("gone", True): "the manifest is missing or cannot be read",
            }.get((how, name == "manifest.json"), "the file was changed after it was filed"),
        )
        for day in (FIRST, MIDDLE, NEWEST)
        for how in ("gone", "changed")
        for name in (
            "manifest.json",
            "recommendations.xlsx",
            "inspections.xlsx",
            "report.toml",
            "register.jsonl",
            "paper.docx",
            "paper.html",
            "hmicfrs_update.docx",
        )
    },
    "first gone": (
        gone(FIRST),
        f"meetings/{MIDDLE}/manifest.json",
        f"it was filed after {FIRST}, which is no longer",
    ),
    "middle gone": (
        gone(MIDDLE),
        f"meetings/{NEWEST}/manifest.json",
        f"it was filed after {MIDDLE}, which is no longer",
    ),
    "middle re-dated": (
        moved("2021-01-15", MIDDLE),
        "meetings/2021-01-15/manifest.json",
        f"it was filed as {MIDDLE}",
    ),
    "swapped": (
        both(moved("away", FIRST), moved(FIRST, MIDDLE), moved(MIDDLE, "away")),
        f"meetings/{FIRST}/manifest.json",
        f"it was filed as {MIDDLE}",
    ),
    "middle resealed alone": (
        lambda place: reseal(place, MIDDLE, onward=False, contents=other_records(place, MIDDLE)),
        f"meetings/{MIDDLE}/manifest.json",
        f"{NEWEST} was filed after it, and it is not as it was then",
    ),
    "a folder as file": (
        both(
            lambda place: (meeting(place) / "paper.docx").unlink(),
            lambda place: (meeting(place) / "paper.docx").mkdir(),
        ),
        f"meetings/{NEWEST}/paper.docx",
        "the file is gone",
    ),
}
DEEP = b"[" * 100_000
ODD_MANIFESTS: dict[str, tuple[Callable[[Path], None], str]] = {
    **{
        f"figures {value!r:.70}": (manifest_with(figures=value), '"figures" ')
        for value in (
            [],
            None,
            1,
            "x",
            True,
            {"outstanding_total": "3"},
            {"outstanding_total": 3.0},
            {"outstanding_total": True},
            {"outstanding_total": -1},
            {"outstanding_total": 10**12},
            {"outstanding_total": [3]},
            {"outstanding_total": {}},
            {"": 1},
            ...,
        )
    },
    "figures NaN": (
        manifest_with(figures={"outstanding_total": float("nan")}),
        "the manifest is missing or cannot be read",
    ),
    **{
        f"ratings {value!r:.70}": (manifest_with(ratings=value), '"ratings" ')
        for value in (
            [1, 2],
            "Red",
            None,
            {},
            [None],
            [["Red"]],
            ["Red", "Red"],
            [""],
            ["Red\x00"],
            ...,
        )
    },
    **{
        f"files {value!r:.70}": (manifest_with(files=value), '"files" ')
        for value in (
            [],
            None,
            {},
            {"register.jsonl": 1},
            {"register.jsonl": "0"},
            {"paper.docx": "a" * 64},
            ...,
        )
    },
    **{
        f"file {name}": (listed(name), '"files" ')
        for name in (
            "../../report.toml",
            "..\\..\\report.toml",
            "/etc/hosts.txt",
            "C:\\x.txt",
            "C:x.txt",
            "a/b.txt",
            "..",
            ".",
            "",
            "x.\u0000",
            "\u202ex.txt",
            "report.toml\n",
            "./report.toml",
            ".report.toml",
        )
    },
    **{
        f"previous {value!r:.70}": (manifest_with(previous=value), '"previous" ')
        for value in (
            [],
            "2021-01-14",
            1,
            {},
            {"meeting": MIDDLE},
            {"meeting": 1, "manifest": "a" * 64},
            {"meeting": MIDDLE, "manifest": 2},
            ...,
        )
    },
    **{
        f"{key} {value!r:.70}": (manifest_with(**{key: value}), f'"{key}" ')
        for key in ("meeting", "data_to")
        for value in (
            None,
            1,
            [],
            "x",
            "20210708",
            "2021-02-30",
            "2021-W27-4",
            "2021-07-08T00:00:00",
            ...,
        )
    },
    **{
        f"kind {value!r}": (manifest_with(kind=value), words)
        for value, words in (
            ("baseline", '"files" '),
            ("minutes", '"kind" '),
            (1, '"kind" '),
            (None, '"kind" '),
            (..., '"kind" '),
        )
    },
    **{
        f"contradictions {value!r}": (manifest_with(contradictions=value), '"contradictions" ')
        for value in ("x", {}, [1], None)
    },
    **{
        f"version {value!r}": (
            manifest_with(schema_version=value),
            "this program reads version 1 only",
        )
        for value in (99, 0, 2, "1", 1.0, True, None, ...)
    },
    **{
        f"no manifest {content[:12]!r}": (
            manifest_is(content),
            "the manifest is missing or cannot be read",
        )
        for content in (
            b"",
            b"{",
            b"[]",
            b"null",
            b"1",
            b'"x"',
            b"\xff\xfe{\0}\0",
            b"\xe9",
            DEEP,
            b'{"a": ' * 10_000,
            b'{"a": ' + b"9" * 5000 + b"}",
            b'{"figures": NaN}',
            b'{"figures": Infinity}',
            b"\xef\xbb\xbf{}",
            b"{}\0",
            b" " * 2_000_000,
        )
    },
    **{
        f"not sealed {content!r}": (manifest_is(content), "the file was changed after it was filed")
        for content in (
            b"{}",
            b'{"meeting": "2021-07-08", "meeting": "2021-07-08"}',
            b'{"a": "\\ud800"}',
        )
    },
}
ODD_FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    **{
        f"paper {content[:8]!r}": (
            filed_with(paper_docx=content),
            "paper.docx",
            "it is no Word document",
        )
        for content in (b"", b"PK", b"no zip", b"%PDF-1.7", packed({"a.txt": b"a"}))
    },
    **{
        f"records {content[:12]!r}": (
            filed_with(register_jsonl=content),
            "register.jsonl",
            "the records of this meeting cannot be read",
        )
        for content in (
            b"x",
            b"{",
            b"[]\n",
            b"1\n",
            b"null\n",
            b"{}\n",
            b"\xff\n",
            DEEP,
            b"9" * 5000,
            b'{"ref": "R1"}\n',
            b"\0",
            b" ",
        )
    },
    **{
        f"record {changed!r:.40}": (
            records(**changed),
            "register.jsonl",
            "the records of this meeting cannot be read",
        )
        for changed in (
            {"ref": 1},
            {"ref": None},
            {"ref": ...},
            {"ref": ""},
            {"ref": "R1"},
            {"ref": ["R0"]},
            {"text": 5},
            {"text": "\x00"},
            {"text": "\ud800"},
            {"rag": 1},
            {"rag": ["Red"]},
            {"status": {}},
            {"scope": "ours"},
            {"kind": "x"},
            {"ladder": "x"},
            {"published": 5},
            {"published": "5 May"},
            {"target": "x"},
            {"target": ["2021-01-01"]},
            {"scope": ...},
            {"publish": "No"},
            {"publish": 0},
            {"publish": None},
            {"publish": ...},
            {"cell": "x"},
            {"cell": None},
            {"cell": 1},
            {"row": "2"},
            {"row": None},
            {"row": 2.5},
            {"row": True},
            {"parent": 1},
        )
    },
    **{
        f"settings {content[:8]!r}": (
            filed_with(report_toml=content),
            "report.toml",
            "the settings of this meeting cannot be read",
        )
        for content in (b"=", b"\xff", b"a = " + DEEP, b"[force", b"a = 9" + b"9" * 5000)
    },
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("case", [*NEWEST_END, *ADDED, *CHANGED])
def test_what_was_tampered_with_is_told_with_its_place(
    desk: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    tamper, file, words = {**NEWEST_END, **ADDED, **CHANGED}[case]
    tamper(desk)
    code, found = told(desk, capsys)
    assert code == 7
    assert any(place == file and words in message for place, message, _ in found), found
    assert all(remedy for *_, remedy in found)


@pytest.mark.one_in(5)
@pytest.mark.parametrize("case", ODD_MANIFESTS)
def test_an_odd_manifest_is_named_and_says_what_is_odd(
    desk: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    tamper, words = ODD_MANIFESTS[case]
    no_outputs(desk)  # nothing else tells that it was sealed again
    tamper(desk)
    code, found = told(desk, capsys)
    assert (code, [file for file, *_ in found]) == (7, [f"meetings/{NEWEST}/manifest.json"])
    assert words in found[0][1]


@pytest.mark.one_in(4)
@pytest.mark.parametrize("case", ODD_FILES)
def test_a_filed_file_that_no_version_would_have_filed_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    tamper, name, words = ODD_FILES[case]
    no_outputs(desk)
    tamper(desk)
    code, found = told(desk, capsys)
    assert (code, [file for file, *_ in found]) == (7, [f"meetings/{NEWEST}/{name}"])
    assert words in found[0][1]


# What is sound is not refused


def seal(place: Path, day: str = NEWEST) -> str:
    return digest((meeting(place, day) / "manifest.json").read_bytes())


def confirmed(
    day: str, shown: Callable[[str], str] = lambda whole: whole[:12]
) -> Callable[[Path], None]:
    return lambda place: sealed_in_settings(shown(seal(place, day)))(place)


def litter(place: Path) -> None:
    for name in (
        ".DS_Store",
        "._paper.docx",
        "Thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "~$paper.docx",
        "~$gister.jsonl",
        ".~lock.paper.docx#",
        "~WRL0001.tmp",
        ".directory",
        ".nfs000001",
        "Icon\r",
        "ehthumbs.db",
    ):
        for folder in (
            meeting(place),
            meeting(place, FIRST),
            place / "inputs/meetings",
            place / "outputs",
        ):
            (folder / name).write_bytes(b"x")


def beside(place: Path) -> None:
    """Lay among the meetings what people and tools keep there."""
    meetings = place / "inputs/meetings"
    for name in (
        "README.md",
        ".gitkeep",
        "minutes of 2021-07-08.docx",
        f"{NEWEST}.zip",
        "2022-01-13 agenda.docx",
        "index.txt",
    ):
        (meetings / name).write_bytes(b"x")
    for name in ("notes", ".git", "2022-01-13 agenda and papers", "old", "PEEL 2018-19", ".sync"):
        (meetings / name).mkdir()
    # killed just before it had its name
    shutil.copytree(meeting(place), meetings / ".partial-2022-01-13")
    shutil.copytree(meeting(place), meetings / ".whole-2022-01-13.1")
    shutil.copytree(meeting(place), meetings / "old" / NEWEST)
    shutil.copytree(place / "inputs/meetings" / FIRST, place / "inputs/backup" / FIRST)


def odd_outputs(place: Path) -> None:
    """Lay into the outputs what people keep there, and runs that say nothing, or are of no folder
    of ours.
    """
    outputs = place / "outputs"
    for day, content in {
        "2019-01-10": b"",
        "2019-01-11": b"{",
        "2019-01-12": b"[]",
        "2019-01-13": b'{"previous": null}',
        "2019-01-14": b'{"previous": 1, "archive_seal": 2}',
        "2019-01-15": DEEP,
        "2019-01-16": b"\xff",
        "2019-01-17": b'{"previous": "2018-07-12"}',
        "2019-01-18": b" " * 2_000_000,
    }.items():
        (outputs / day).mkdir()
        (outputs / day / "run.json").write_bytes(content)
    run_of_another = json.dumps({"previous": FIRST, "archive_seal": "a" * 64}).encode()
    for name in (f"{NEWEST} (old)", "old", f"x{NEWEST}"):
        (outputs / name).mkdir()
        (outputs / name / "run.json").write_bytes(run_of_another)
    (outputs / "2019-01-19").write_bytes(b"x")
    (outputs / "2019-01-20/run.json").mkdir(parents=True)


def a_colleague_published(place: Path) -> None:
    """Let the outputs know of nothing but the first meeting."""
    (place / "outputs/filed.json").write_text(
        json.dumps({"schema_version": 1, "filed": {FIRST: seal(place, FIRST)}})
    )
    for day in (MIDDLE, NEWEST):
        shutil.rmtree(place / "outputs" / day)


def on_purpose(place: Path) -> None:
    """Remove the newest on purpose, and do what the message says."""
    gone(NEWEST)(place)
    (place / "outputs/filed.json").unlink()
    (place / "inputs/report.toml").write_text(settings(2), encoding="utf-8")


def two_on_purpose(place: Path) -> None:
    gone(MIDDLE)(place)
    on_purpose(place)
    (place / "outputs" / NEWEST).rename(place / "old")
    (place / "inputs/report.toml").write_text(settings(1), encoding="utf-8")


def started_anew(place: Path) -> None:
    no_archive(place)
    no_outputs(place)


def archive_linked(place: Path) -> None:
    (place / "inputs/meetings").rename(place / "shared")
    (place / "inputs/meetings").symlink_to(place / "shared")


def filed_as_seen(place: Path) -> None:
    """Let the papers name another seal, which was filed as the committee saw it."""
    no_outputs(place)
    reseal(place, MIDDLE, contradictions=["Notes: the paper names the seal 0123456789ab.\u00a0"])
    reseal(place, FIRST, a_key_of_later_versions=1)
    reseal(place, NEWEST, contradictions=["Notes: as well"])


def wrong_seal_confirmed(place: Path) -> None:
    no_outputs(place)
    chain_resealed(FIRST)(place)
    confirmed(NEWEST)(place)


SOUND: dict[str, Callable[[Path], None]] = {
    "untouched": lambda place: None,
    "no outputs": no_outputs,
    "litter": litter,
    "beside": beside,
    "odd outputs": odd_outputs,
    "a colleague published": a_colleague_published,
    "on purpose": on_purpose,
    "two on purpose": two_on_purpose,
    "started anew": started_anew,
    "archive linked": archive_linked,
    "filed as seen": filed_as_seen,
    "wrong seal, confirmed": wrong_seal_confirmed,
    "seal of the newest": confirmed(NEWEST),
    "seal of the first": confirmed(FIRST),
    "whole seal": confirmed(NEWEST, lambda whole: whole),
    "in capitals, spaced": confirmed(NEWEST, lambda whole: f" {whole[:16].upper()} "),
    "no seal": sealed_in_settings(""),
    "no filed.json": lambda place: (place / "outputs/filed.json").unlink(),
    "an earlier meeting again": lambda place: (
        (place / "inputs/report.toml").write_text(settings(1), encoding="utf-8") and None
    ),
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("case", SOUND)
def test_what_is_sound_is_not_refused(
    desk: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    turn = {"on purpose": 2, "two on purpose": 1, "an earlier meeting again": 1}.get(case, 3)
    (desk / "inputs/recommendations.xlsx").write_bytes(builders.recommendations(*rows(turn)))
    SOUND[case](desk)
    assert told(desk, capsys) == (0, [])


def test_the_ways_out_that_the_message_names_are_those_that_help(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both(
        gone(MIDDLE, NEWEST),
        lambda place: (place / "inputs/report.toml").write_text(settings(1)) and None,
    )(desk)
    (desk / "inputs/recommendations.xlsx").write_bytes(builders.recommendations(*rows(1)))
    code, found = told(desk, capsys)
    assert (code, [(file, remedy) for file, _, remedy in found]) == (
        7,
        [
            (
                f"meetings/{MIDDLE}",
                "Put the folder meetings back from your backup or version control. If it was removed on purpose, or "
                f"these outputs belong to another archive, delete outputs/filed.json and move outputs/{NEWEST} somewhere else, and run the "
                "command again.",
            ),
            (
                f"meetings/{NEWEST}",
                "Put the folder meetings back from your backup or version control. If it was removed on purpose, or "
                "these outputs belong to another archive, delete outputs/filed.json, and run the command again.",
            ),
        ],
    )
    (desk / "outputs/filed.json").unlink()
    (desk / "outputs" / NEWEST).rename(desk / "aside")
    assert told(desk, capsys) == (0, [])


@pytest.mark.parametrize(
    "command", [("report", "--no-pdf"), ("check",), ("explain", "outstanding_total"), ("publish",)]
)
def test_every_command_that_reads_the_archive_notices_and_touches_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    gone(NEWEST)(desk)
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    assert told(desk, capsys, *command)[0] == 7
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_publish_and_baseline_name_every_filed_meeting_in_the_outputs(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seals = {day: seal(desk, day) for day in (FIRST, MIDDLE, NEWEST)}
    named = desk / "outputs/filed.json"
    assert json.loads(named.read_bytes()) == {"schema_version": 1, "filed": seals}
    assert run(desk, "report", "--no-pdf") == 0
    assert json.loads(named.read_bytes())["filed"] == seals
    no_outputs(desk)
    assert (
        run(desk, "baseline", str(desk / "inputs/recommendations.xlsx"), "--meeting", "2021-10-14")
        == 0
    )
    assert f"Its seal begins {seal(desk, '2021-10-14')[:12]}." in capsys.readouterr().err
    assert json.loads(named.read_bytes()) == {
        "schema_version": 1,
        "filed": {**seals, "2021-10-14": seal(desk, "2021-10-14")},
    }
    assert [path.name for path in (desk / "outputs").iterdir()] == ["filed.json"]
    gone("2021-10-14")(desk)
    assert told(desk, capsys)[0] == 7


def test_a_meeting_is_filed_also_where_the_outputs_cannot_name_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    no_outputs(desk)
    (desk / "outputs").write_bytes(b"a file in its place")
    capsys.readouterr()
    assert run(desk, "publish") == 0
    assert "keep it, for " in capsys.readouterr().err
    assert len(filed_meetings(desk / "inputs/meetings")) == 4


def test_a_filed_meeting_is_made_again_whatever_later_ones_the_outputs_name(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "check",
        f"--inputs={meeting(desk, MIDDLE)}",
        f"--templates={desk / 'templates'}",
        f"--outputs={desk / 'outputs'}",
    ]
    assert cli.main(words) == 0
    gone(NEWEST)(desk)
    assert cli.main(words) == 0
    gone(FIRST)(desk)
    assert cli.main(words) == 7


def test_the_seal_of_report_toml_is_a_seal() -> None:
    for wrong in (
        '"e4aacd610d4"',
        '"e4aacd610d4x"',
        "1",
        '"' + "a" * 65 + '"',
        '["e4aacd610d49"]',
        "true",
    ):
        with pytest.raises(SettingsRefused) as refused:
            read_settings(f"{builders.SETTINGS}\n[archive]\nseal = {wrong}\n".encode())
        assert [found.place for found in refused.value.findings] == ["[archive] seal"]
    with pytest.raises(SettingsRefused) as refused:
        read_settings(f"{builders.SETTINGS}\n[archive]\nseals = 1\n".encode())
    assert '"seals" is not a setting. Did you mean seal?' in str(refused.value.findings[0])


@pytest.mark.parametrize(("column", "blank"), BLANKS.items())
def test_a_column_that_a_meeting_was_filed_without_is_blank(column: str, blank: str | None) -> None:
    lines = (ROOT / "inputs/meetings/2020-07-09/register.jsonl").read_bytes()
    without = [json.loads(line) for line in lines.decode().splitlines()]
    for record in without:
        del record[column]
    found = filed_rows("".join(json.dumps(record) + "\n" for record in without).encode())
    assert found == tuple(replace(row, **{column: blank}) for row in filed_rows(lines))


def test_what_is_only_noted_of_rows_for_other_bodies_makes_no_filed_register_unreadable() -> None:
    record = json.loads(
        (ROOT / "inputs/meetings/2020-07-09/register.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()[0]
    )
    others = {
        **record,
        "scope": "other",
        "ref": "X1",
        "kind": "",
        "published": None,
        "status": "",
        "ladder": "",
    }
    lines = [
        record,
        others,
        others,
        {**others, "ref": ""},
        {**others, "ref": record["ref"], "text": "a\u2028b\u00a0c\n\u0085"},
    ]
    assert len(filed_rows("".join(json.dumps(line) + "\n" for line in lines).encode())) == 5


# Seals in papers


def document(body: str, **more: str) -> bytes:
    """Return the least that is a Word document here, with a body and other parts."""
    return packed(
        {
            "word/document.xml": body.encode(),
            **{f"word/{name}.xml": part.encode() for name, part in more.items()},
        }
    )


TEXT = '<w:p><w:r><w:t xml:space="preserve">The seal begins {}.</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("paper", "others"),
    [
        (document(TEXT.format("e4aacd610d49")), []),
        (document(TEXT.format("0123456789ab")), ["0123456789ab"]),
        (document(TEXT.format("e4aac</w:t></w:r><w:proofErr/><w:r><w:t>d610d49")), []),
        (document(TEXT.format("01234</w:t></w:r><w:r w:rsidR='1'><w:t>56789ab")), ["0123456789ab"]),
        (document(TEXT.format("01234</w:t></w:r></w:p><w:p><w:r><w:t>56789ab")), []),
        (document(TEXT.format("0123456789ab and e4aacd610d49")), []),
        (document(TEXT.format("none")), []),
        (document(TEXT.format("202012311234")), []),
        (document(TEXT.format("550e8400-e29b-41d4-a716-44665544000a")), []),
        (document(TEXT.format("https://example.org/0123456789ab")), []),
        (document(TEXT.format("0123456789abc")), []),
        (document("<w:p><w:r><w:instrText>HYPERLINK 0123456789ab </w:instrText></w:r></w:p>"), []),
        (document("<w:p/>", footer1=TEXT.format("0123456789ab")), ["0123456789ab"]),
        (document("<w:p/>", footer1=TEXT.format("e4aacd610d49")), []),
        (document("<w:p/>", comments=TEXT.format("0123456789ab")), []),
        (b"no zip", []),
        (b"", []),
        (packed({"a.txt": b""}), []),
    ],
)
def test_a_paper_names_another_seal_where_it_prints_one_and_not_that_of_the_meeting_before(
    paper: bytes, others: list[str]
) -> None:
    last = filed_meetings(ROOT / "inputs/meetings")[0]
    assert last.seal.startswith("e4aacd610d49")
    assert other_seals(paper, last) == others
    assert other_seals(paper, None) == []


def test_a_paper_that_names_another_seal_is_not_filed_but_as_the_committee_saw_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desk, "report", "--no-pdf") == 0
    paper = desk / "outputs/2022-01-13/hmicfrs-update.docx"
    parts = parts_of(paper.read_bytes())
    body = parts["word/document.xml"].replace(seal(desk)[:12].encode(), b"0123456789ab")
    assert body != parts["word/document.xml"]
    paper.write_bytes(packed({**parts, "word/document.xml": body}))
    for words in (("verify",), ("publish",)):
        code, found = told(desk, capsys, *words, str(paper))
        assert code == 6
        assert any(
            f"the paper names the seal 0123456789ab, and that of the last meeting begins {seal(desk)[:12]}"
            in message
            for _, message, _ in found
        ), found
    assert run(desk, "publish", str(paper), "--as-seen") == 0
    refuse_unless_anchored(filed_meetings(desk / "inputs/meetings"))


# Names


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021-01-14x", "2021-01-14"),
        ("Copy of 2021-01-14", "2021-01-14"),
        ("2021-01-14 (2)", "2021-01-14"),
        ("2021-1-14", "2021-01-14"),
        ("2021-01-14 - Copy (3)", "2021-01-14"),
        ("20210114", "2021-01-14"),
        ("2021_01_14", "2021-01-14"),
        ("14.01.2021", "2021-01-14"),
        ("2021\u201301\u201314", "2021-01-14"),
        ("2021-01-14.bak", "2021-01-14"),
        ("_2021-01-14_old", "2021-01-14"),
        ("2021-01-14 backup", "2021-01-14"),
        ("2021-01-14 agenda", ""),
        ("notes", ""),
        ("PEEL 2018-19", ""),
        ("2021", ""),
        ("old", ""),
        ("minutes of 2021-01-14", ""),
        ("2021-01", ""),
        (".git", ""),
        ("v1.2.2021", "2021-02-01"),
    ],
)
def test_a_name_is_near_a_day_where_little_else_is_in_it(name: str, day: str) -> None:
    assert near_day(name) == day


def test_what_systems_leave_in_folders_is_no_file_of_a_meeting() -> None:
    assert all(
        map(
            is_litter,
            (
                ".DS_Store",
                "._x",
                "THUMBS.DB",
                "Desktop.ini",
                "~$paper.docx",
                ".~lock.paper.docx#",
                "~WRD0003.tmp",
            ),
        )
    )
    assert not any(
        map(
            is_litter,
            (
                "paper.docx",
                ".paper.docx",
                "~paper.docx",
                "notes.txt",
                "thumbs.db.docx",
                "lock.paper.docx#",
            ),
        )
    )


def test_the_example_is_anchored_as_it_is_handed_out() -> None:
    filed = filed_meetings(ROOT / "inputs/meetings")
    refuse_unless_anchored(filed)
    assert (paper_faults(filed), [found.meeting.isoformat() for found in filed]) == (
        [],
        ["2020-07-09"],
    )


@pytest.mark.parametrize(
    "sign",
    [*map(chr, [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)]), "\ud800", "\ufffe", "\uffff"],
)
@pytest.mark.parametrize("escaped", [True, False])
def test_a_filed_text_holds_nothing_that_no_document_can(sign: str, escaped: bool) -> None:
    lines = (ROOT / "inputs/meetings/2020-07-09/register.jsonl").read_bytes()
    record = json.loads(lines.decode().splitlines()[0])
    line = json.dumps({**record, "text": f"a{sign}b"}, ensure_ascii=escaped)
    with pytest.raises(ValueError):
        filed_rows(line.encode(errors="surrogatepass"))
