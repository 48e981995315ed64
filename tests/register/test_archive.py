"""Filed meetings: whole or not there, chained, read back as filed, and every alteration named."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.commands.filing import baseline_files, published_files
from pipeline.commands.run import computed
from pipeline.files.content import digest
from pipeline.files.writing import put_new
from pipeline.findings.finding import ArchiveRefused, SettingsRefused, WorkbookRefused
from pipeline.register.archive import Filed, before, file_meeting, filed_meetings, refuse_if_filed
from pipeline.register.manifest import sealed
from tests.builders import CUT_OFF, CUT_OFF_THEN, MEETING, SETTINGS, THEN, inputs, recommendations
from tests.counting import behind, chosen

DAYS = (date(2019, 7, 4), date(2020, 1, 9), date(2020, 7, 9))
FILES = {"recommendations.xlsx": b"workbook", "register.jsonl": b"", "paper.docx": b"paper"}


def put(folder: Path, day: date, **more: bytes) -> Path:
    """File a meeting on a day, after those that are there."""
    return file_meeting(
        folder,
        filed_meetings(folder),
        meeting=day,
        data_to=day,
        files={**FILES, **more},
        ratings=("Red",),
        figures={"outstanding_total": 3, "stale_total": None},
    )


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A folder with three filed meetings."""
    folder = tmp_path / "meetings"
    for day in DAYS:
        put(folder, day)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def faults(folder: Path) -> list[tuple[str, str]]:
    """Return the file and the message of each fault that the archive is refused for."""
    with pytest.raises(ArchiveRefused) as refused:
        filed_meetings(folder)
    assert refused.value.exit_code == 7
    assert {found.code for found in refused.value.findings} == {"archive-altered"}
    return [(found.file, found.message) for found in refused.value.findings]


# Filing and reading back


def test_a_folder_that_is_not_there_holds_no_meetings(tmp_path: Path) -> None:
    assert filed_meetings(tmp_path / "meetings") == []


def test_a_filed_meeting_is_read_back_as_it_was(tmp_path: Path) -> None:
    place = file_meeting(
        tmp_path / "meetings",
        [],
        meeting=THEN,
        data_to=CUT_OFF_THEN,
        ratings=("Red", "Green"),
        files={**FILES, "register.jsonl": '{"text": "café"}\n'.encode()},
        figures={"outstanding_total": 3, "reviewed_total": None},
    )
    assert place == tmp_path / "meetings" / "2020-07-09"
    manifest = (place / "manifest.json").read_bytes()
    assert filed_meetings(tmp_path / "meetings") == [
        Filed(
            THEN,
            CUT_OFF_THEN,
            digest(manifest),
            '{"text": "café"}\n'.encode(),
            b"paper",
            ("Red", "Green"),
            {"outstanding_total": 3, "reviewed_total": None},
        )
    ]
    assert sorted(contents(place)) == [
        "manifest.json",
        "paper.docx",
        "recommendations.xlsx",
        "register.jsonl",
    ]


def test_a_baseline_has_no_paper_and_says_so(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if name != "paper.docx"}
    place = file_meeting(
        tmp_path, [], meeting=THEN, data_to=THEN, files=files, ratings=(), figures={}
    )
    assert json.loads((place / "manifest.json").read_bytes())["kind"] == "baseline"
    assert filed_meetings(tmp_path)[0].paper is None


def test_three_meetings_make_a_chain_each_naming_the_one_before(chain: Path) -> None:
    filed = filed_meetings(chain)
    assert [found.meeting for found in filed] == list(DAYS)
    manifests = [
        json.loads((chain / day.isoformat() / "manifest.json").read_bytes()) for day in DAYS
    ]
    assert [manifest["previous"] for manifest in manifests] == [
        None,
        {"meeting": "2019-07-04", "manifest": filed[0].seal},
        {"meeting": "2020-01-09", "manifest": filed[1].seal},
    ]


def test_the_same_meetings_filed_elsewhere_have_the_same_bytes(chain: Path, tmp_path: Path) -> None:
    for day in DAYS:
        put(tmp_path / "elsewhere", day)
    assert contents(chain) == contents(tmp_path / "elsewhere")


def test_the_meeting_before_is_the_latest_one_filed_before_that_day(chain: Path) -> None:
    filed = filed_meetings(chain)
    found = {day: before(filed, day) for day in (DAYS[0], date(2019, 7, 5), DAYS[2], MEETING)}
    assert {day: past and past.meeting for day, past in found.items()} == {
        DAYS[0]: None,
        date(2019, 7, 5): DAYS[0],
        DAYS[2]: DAYS[1],
        MEETING: DAYS[2],
    }


def test_folders_that_are_no_dates_and_loose_files_are_left_alone(chain: Path) -> None:
    (chain / "notes").mkdir()
    (chain / ".partial-2021-01-14").mkdir()
    (chain / "README.md").write_bytes(b"read me")
    assert len(filed_meetings(chain)) == 3


# Altered


@pytest.mark.parametrize("name", ["recommendations.xlsx", "register.jsonl", "paper.docx"])
def test_an_altered_file_is_named(chain: Path, name: str) -> None:
    (chain / "2020-07-09" / name).write_bytes(b"other")
    assert faults(chain) == [
        (f"meetings/2020-07-09/{name}", "the file was changed after it was filed.")
    ]


@pytest.mark.parametrize("name", ["recommendations.xlsx", "register.jsonl", "paper.docx"])
def test_a_removed_file_is_named(chain: Path, name: str) -> None:
    (chain / "2020-07-09" / name).unlink()
    assert faults(chain) == [(f"meetings/2020-07-09/{name}", "the file is gone.")]


def test_a_renamed_file_is_named(chain: Path) -> None:
    (chain / "2019-07-04" / "paper.docx").rename(chain / "2019-07-04" / "Paper final.docx")
    assert faults(chain) == [
        ("meetings/2019-07-04/Paper final.docx", "the file was added after the meeting was filed."),
        ("meetings/2019-07-04/paper.docx", "the file is gone."),
    ]


def test_a_paper_slipped_into_a_baseline_is_named(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if name != "paper.docx"}
    place = file_meeting(
        tmp_path, [], meeting=THEN, data_to=THEN, files=files, ratings=(), figures={}
    )
    (place / "paper.docx").write_bytes(b"never seen by the committee")
    assert [file for file, _ in faults(tmp_path)] == ["meetings/2020-07-09/paper.docx"]


def test_a_renamed_folder_is_named(chain: Path) -> None:
    (chain / "2020-07-09").rename(chain / "2020-07-16")
    assert faults(chain) == [
        ("meetings/2020-07-16/manifest.json", "the folder was renamed; it was filed as 2020-07-09.")
    ]


def test_a_removed_folder_is_told_by_the_one_that_followed_it(chain: Path) -> None:
    shutil.rmtree(chain / "2020-01-09")
    assert faults(chain) == [
        (
            "meetings/2020-07-09/manifest.json",
            "it was filed after 2020-01-09, which is no longer the meeting before.",
        )
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_manifest_that_cannot_be_read_is_named(chain: Path, content: bytes) -> None:
    (chain / "2020-07-09" / "manifest.json").write_bytes(content)
    assert faults(chain) == [
        ("meetings/2020-07-09/manifest.json", "the manifest is missing or cannot be read.")
    ]


def test_a_removed_manifest_is_named(chain: Path) -> None:
    (chain / "2020-07-09" / "manifest.json").unlink()
    assert faults(chain) == [
        ("meetings/2020-07-09/manifest.json", "the manifest is missing or cannot be read.")
    ]


@pytest.mark.parametrize("day", [day.isoformat() for day in DAYS])
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"data_to": "2', b'"data_to": "1'),
        (b'"Red"', b'"Rod"'),
        (b'"figures": {', b'"figures": {"overdue_total": 60,'),
        (b'"kind": "paper"', b'"kind": "baseline"'),
        (b"\n}\n", b"\n}\n "),
    ],
)
def test_any_line_changed_in_any_manifest_is_named_by_its_own_folder(
    chain: Path, day: str, was: bytes, becomes: bytes
) -> None:
    path = chain / day / "manifest.json"
    assert was in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(was, becomes))
    assert faults(chain) == [
        (f"meetings/{day}/manifest.json", "the file was changed after it was filed.")
    ]


def test_a_manifest_that_was_sealed_again_after_tampering_breaks_the_chain(
    chain: Path, tmp_path: Path
) -> None:
    path = chain / "2020-01-09" / "manifest.json"
    other = put(tmp_path / "elsewhere", DAYS[1], **{"register.jsonl": b"other"}) / "manifest.json"
    manifest = {
        **json.loads(other.read_bytes()),
        "previous": json.loads(path.read_bytes())["previous"],
    }
    (path.parent / "register.jsonl").write_bytes(b"other")
    path.write_bytes(sealed(manifest))
    assert faults(chain) == [
        (
            "meetings/2020-01-09/manifest.json",
            "2020-07-09 was filed after it, and it is not as it was then.",
        )
    ]


def test_everything_that_was_altered_is_told_at_once(chain: Path) -> None:
    (chain / "2019-07-04" / "paper.docx").write_bytes(b"other")
    (chain / "2020-01-09" / "register.jsonl").unlink()
    (chain / "2020-07-09" / "recommendations.xlsx").write_bytes(b"other")
    assert [file for file, _ in faults(chain)] == [
        "meetings/2019-07-04/paper.docx",
        "meetings/2020-01-09/register.jsonl",
        "meetings/2020-07-09/recommendations.xlsx",
    ]


# Refused


def test_a_meeting_is_not_filed_twice(chain: Path) -> None:
    there = contents(chain)
    with pytest.raises(ArchiveRefused) as refused:
        put(chain, DAYS[2])
    assert (refused.value.exit_code, refused.value.findings[0].code) == (7, "meeting-filed")
    assert refused.value.findings[0].file == "meetings/2020-07-09"
    assert contents(chain) == there


def test_nothing_is_filed_before_a_later_meeting(chain: Path) -> None:
    there = contents(chain)
    with pytest.raises(ArchiveRefused) as refused:
        put(chain, date(2020, 2, 1))
    assert "the later meeting of 2020-07-09 is already filed" in refused.value.findings[0].message
    assert contents(chain) == there


def test_a_later_meeting_may_be_filed(chain: Path) -> None:
    refuse_if_filed(filed_meetings(chain), MEETING)


# Whole or not at all


def test_a_write_that_fails_leaves_nothing_half_written(chain: Path) -> None:
    there = contents(chain)
    with pytest.raises(OSError):
        put(chain, MEETING, **{"no/such/folder.xlsx": b"cannot be written"})
    assert contents(chain) == there
    assert sorted(path.name for path in chain.iterdir()) == [day.isoformat() for day in DAYS]


def test_what_a_broken_run_left_behind_does_not_stand_in_the_way(chain: Path) -> None:
    (chain / ".partial-2021-01-14").mkdir()
    (chain / ".partial-2021-01-14" / "paper.docx").write_bytes(b"half")
    put(chain, MEETING)
    assert sorted(path.name for path in chain.iterdir()) == [
        *(day.isoformat() for day in DAYS),
        "2021-01-14",
    ]
    assert (chain / "2021-01-14" / "paper.docx").read_bytes() == b"paper"


def test_a_folder_that_is_already_there_is_not_overwritten(chain: Path) -> None:
    there = contents(chain)
    (chain / "2021-01-14").mkdir()
    (chain / "2021-01-14" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        put_new(chain / "2021-01-14", FILES)
    with pytest.raises(ArchiveRefused):
        put(chain, MEETING)
    assert contents(chain) == {**there, "2021-01-14/mine.txt": b"mine"}


def test_of_two_that_file_the_same_meeting_the_second_is_told_that_it_is_filed(chain: Path) -> None:
    read = filed_meetings(chain)
    put(chain, MEETING)
    there = contents(chain)
    with pytest.raises(ArchiveRefused) as refused:
        file_meeting(
            chain,
            read,
            meeting=MEETING,
            data_to=MEETING,
            files={**FILES, "paper.docx": b"other"},
            ratings=(),
            figures={},
        )
    assert [found.code for found in refused.value.findings] == ["meeting-filed"] and contents(
        chain
    ) == there


def test_a_meeting_that_was_made_without_the_one_filed_meanwhile_is_refused(chain: Path) -> None:
    read = filed_meetings(chain)
    put(chain, date(2020, 11, 5))
    with pytest.raises(SettingsRefused) as refused:
        file_meeting(
            chain, read, meeting=MEETING, data_to=MEETING, files=FILES, ratings=(), figures={}
        )
    assert refused.value.outcome == (
        "Nothing was changed: another run filed a meeting while this one was at work. Run the command again."
    )


# From paper to paper


def test_what_one_meeting_closes_with_the_next_one_opens_with(tmp_path: Path) -> None:
    folder, book = (
        tmp_path / "meetings",
        recommendations({}, {"rag": "Red"}, {"status": "With HMICFRS"}),
    )
    files, figures, _ = baseline_files(book, "old.xlsx", chosen(), THEN, CUT_OFF_THEN, ())
    file_meeting(
        folder,
        [],
        meeting=THEN,
        data_to=CUT_OFF_THEN,
        files=files,
        ratings=chosen().ratings,
        figures=figures,
    )
    given = replace(
        inputs({}, {"status": "With HMICFRS"}, {"status": "Closed"}, {"rag": "Green"}),
        filed=filed_meetings(folder),
    )
    result = computed(given)
    assert given.workbook is not None
    files, figures = published_files(result, given, b"paper", None, b"page")
    file_meeting(
        folder,
        given.filed,
        meeting=MEETING,
        data_to=CUT_OFF,
        files=files,
        ratings=chosen().ratings,
        figures=figures,
    )
    later = SETTINGS.replace("2021-01-14", "2021-07-08").replace("2020-12-31", "2021-06-30")
    after = computed(
        replace(
            inputs({}, {"status": "Closed"}, {"status": "Closed"}, {"rag": "Red"}, settings=later),
            filed=filed_meetings(folder),
        )
    )
    assert [
        str(found) for found in (*result.findings, *after.findings) if found.severity == "error"
    ] == []
    assert behind(
        after.figures,
        "outstanding_opening",
        "awaiting_opening",
        "awaiting_closed",
        "worsened_total",
    ) == {
        "outstanding_opening": ["R1", "R4"],
        "awaiting_opening": ["R2"],
        "awaiting_closed": ["R2"],
        "worsened_total": ["R4"],
    }
    assert [(row.cell, row.meeting) for row in after.figures["awaiting_opening"].evidence] == [
        ("Recommendations!A3", "2021-01-14")
    ]
    assert (
        after.figures["reviewed_total"].previous,
        after.figures["outstanding_total"].previous,
    ) == (4, 2)


def test_a_baseline_that_cannot_be_read_is_refused_with_its_own_name() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        baseline_files(
            recommendations({"rag": "Ambre"}, {"ref": "R1"}),
            "july.xlsx",
            chosen(),
            THEN,
            CUT_OFF_THEN,
            (),
        )
    assert [
        (found.file, found.code) for found in refused.value.findings if found.severity == "error"
    ] == [("july.xlsx", "unknown-word"), ("july.xlsx", "ref-twice")]


def test_a_baseline_years_from_every_date_of_its_workbook_is_noted() -> None:
    _, _, found = baseline_files(
        recommendations({}), "july.xlsx", chosen(), date(2201, 7, 9), CUT_OFF_THEN, ()
    )
    (odd,) = [item for item in found if item.code == "meeting-odd"]
    assert str(odd) == (
        "july.xlsx, --meeting: it is 9 July 2201, and no date in the workbook is nearer to it than 30 June 2021. If "
        "the year is wrong, remove the folder that was filed and outputs/filed.json, and file it again under the "
        "right date."
    )


def test_a_baseline_is_the_workbook_itself_and_has_null_for_what_only_a_period_can_tell() -> None:
    book = recommendations({}, {"signed_off": CUT_OFF_THEN, "reviewed": CUT_OFF_THEN})
    files, figures, _ = baseline_files(book, "july.xlsx", chosen(), THEN, CUT_OFF_THEN, ())
    assert files["recommendations.xlsx"] == book and "paper.docx" not in files
    assert {
        key: figures[key]
        for key in ("outstanding_total", "reviewed_total", "signed_off_total", "reports_total")
    } == {
        "outstanding_total": 2,
        "reviewed_total": None,
        "signed_off_total": None,
        "reports_total": None,
    }
