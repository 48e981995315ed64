"""What is written is there whole or not at all, whatever happens, and whoever else is at work."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations, count
from pathlib import Path

import pytest

from pipeline.files import lock, writing
from pipeline.files.writing import LeftAside, Replaced, replace_outputs, tidied, write_file
from pipeline.findings.finding import ArchiveRefused, SettingsRefused
from pipeline.register.archive import filed_meetings
from pipeline.register.meeting_files import MANIFEST
from tests.files.faults import changes_of, faults, killed_at, raising
from tests.register.test_archive import DAYS, FILES, contents, put

ROUNDS = int(os.environ.get("ROUNDS", "15"))
"""How many times two writers meet, each way; where it is raised, as `make attack` does, all pairs
of faults are tried too.
"""
OURS, DATE = ("a.docx", "b.pdf", "c.json", "run.json"), "2021-01-14"
on_posix = pytest.mark.skipif(
    os.name == "nt", reason="a kill is tried in a process of its own, by fork"
)
each_way = pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "renamed"])


def recorded(**files: bytes) -> dict[str, bytes]:
    """Return the files of a run by name ("_" for "."), with the record of their hashes, last."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in named.items()}
    return {**named, "run.json": json.dumps({"outputs": hashes}).encode()}


OLD, NEW = recorded(a_docx=b"old a", b_pdf=b"old b"), recorded(a_docx=b"new a", c_json=b"new c")
PERSONS = {"mine.txt": b"mine", "album/one.jpg": b"photo"}
WORK = b"the work of days"


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """A folder of outputs in which somebody has edited the paper and keeps files and a folder."""
    folder = tmp_path / "outputs" / DATE
    renewed(folder)
    return folder


def renewed(folder: Path) -> None:
    shutil.rmtree(folder.parent, ignore_errors=True)
    put_all(folder, {**OLD, **PERSONS, "a.docx": WORK})


def run(folder: Path) -> Replaced:
    return replace_outputs(folder, NEW, OURS, "run.json")


def ours(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OURS if (folder / name).is_file()}


BEFORE, AFTER = {**OLD, "a.docx": WORK, **PERSONS}, {**NEW, "a (edited 1).docx": WORK, **PERSONS}


def broken(folder: Path, *, gone: bool = False) -> list[str]:
    """Return what is not whole about outputs: neither old nor new, or something of a person's that
    is not there.

    Where the system can only rename, the folder may be `gone` until the next start.
    """
    wrong, found = [], set(contents(folder.parent).values())
    if not (gone and not folder.exists()) and ours(folder) not in ({**OLD, "a.docx": WORK}, NEW):
        wrong.append(f"mixed: {sorted(ours(folder))}")
    wrong += [f"lost: {content!r}" for content in (*PERSONS.values(), WORK) if content not in found]
    tidied(folder.parent, OURS, "run.json")
    if contents(folder.parent) not in tuple(
        {f"{DATE}/{name}": content for name, content in whole.items()} for whole in (BEFORE, AFTER)
    ):
        wrong.append(f"not put right: {sorted(contents(folder.parent))}")
    return wrong


# Outputs


def test_outputs_are_replaced_what_was_not_made_goes_and_what_is_not_ours_stays(
    outputs: Path,
) -> None:
    assert run(outputs) == Replaced({"a.docx": "a (edited 1).docx"}, [])
    assert contents(outputs) == AFTER
    assert [path.name for path in outputs.parent.iterdir()] == [DATE]
    assert run(outputs) == Replaced({}, []) and contents(outputs) == AFTER


def test_outputs_are_made_where_there_were_none(tmp_path: Path) -> None:
    run(tmp_path / "outputs" / DATE)
    assert contents(tmp_path) == {
        f"outputs/{DATE}/{name}": content for name, content in NEW.items()
    }


def test_a_persons_file_stays_the_very_file(outputs: Path) -> None:
    before = (outputs / "mine.txt").stat().st_ino
    run(outputs)
    assert (outputs / "mine.txt").stat().st_ino == before


@on_posix
def test_links_and_who_may_read_stay(outputs: Path, tmp_path: Path) -> None:
    (outputs / "link").symlink_to("mine.txt")
    (outputs / "nowhere").symlink_to("none")
    outputs.chmod(0o750)
    run(outputs)
    assert (os.readlink(outputs / "link"), os.readlink(outputs / "nowhere")) == ("mine.txt", "none")
    assert outputs.stat().st_mode & 0o777 == 0o750


@on_posix
def test_a_folder_that_is_a_link_to_one_elsewhere_stays_one(outputs: Path, tmp_path: Path) -> None:
    outputs.rename(tmp_path / DATE)
    outputs.symlink_to(tmp_path / DATE)
    run(outputs)
    assert outputs.is_symlink() and contents(tmp_path / DATE) == AFTER


def test_where_files_cannot_be_linked_they_are_copied(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", lambda *given: raising(OSError(errno.EPERM, "no links"))())
    run(outputs)
    assert contents(outputs.parent) == {
        f"{DATE}/{name}": content for name, content in AFTER.items()
    }


def test_a_file_that_somebody_else_keeps_there_and_nobody_else_may_read_is_moved(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "link", lambda *given: raising(PermissionError(errno.EPERM, "not yours"))()
    )
    monkeypatch.setattr(
        shutil, "copy2", lambda *given: raising(PermissionError(errno.EACCES, "not yours"))()
    )
    run(outputs)
    assert contents(outputs.parent) == {
        f"{DATE}/{name}": content for name, content in AFTER.items()
    }


def test_a_file_that_cannot_be_written_changes_nothing(outputs: Path) -> None:
    there = contents(outputs.parent)
    with pytest.raises(OSError):
        replace_outputs(outputs, {"a.docx": b"new a", "no/such": b""}, OURS, "run.json")
    assert contents(outputs.parent) == there


def test_a_failing_run_leaves_no_new_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        replace_outputs(tmp_path / "outputs" / DATE, {"no/such": b""}, OURS, "run.json")
    assert list(tmp_path.iterdir()) == []


class StoppedBetween(dict[str, bytes]):
    """Files whose writing is broken off by Ctrl+C after the first."""

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        for name in self.keys():
            yield name, self[name]
            raise KeyboardInterrupt


def test_a_run_that_is_stopped_while_it_writes_restores_what_was_there(outputs: Path) -> None:
    there = contents(outputs.parent)
    with pytest.raises(KeyboardInterrupt):
        replace_outputs(outputs, StoppedBetween(NEW), OURS, "run.json")
    assert contents(outputs.parent) == there


@pytest.mark.parametrize("name", OURS)
def test_a_folder_with_the_name_of_an_output_is_refused_and_nothing_moved(
    outputs: Path, name: str
) -> None:
    (outputs / name).unlink(missing_ok=True)
    put_all(outputs, {f"{name}/mine.txt": b"in the way"})
    there = contents(outputs.parent)
    with pytest.raises(SettingsRefused) as refused:
        run(outputs)
    assert refused.value.outcome == (
        f"Nothing was changed: a folder has the name of a file that the run writes: {name} in {DATE}. "
        "Rename it, or move it elsewhere, then run the command again."
    )
    assert contents(outputs.parent) == there


def test_a_file_with_the_name_of_the_folder_is_refused(tmp_path: Path) -> None:
    put_all(tmp_path, {DATE: b"a file"})
    with pytest.raises(
        SettingsRefused, match="a file has the name of the folder that the run writes"
    ):
        run(tmp_path / DATE)
    assert contents(tmp_path) == {DATE: b"a file"}


# Faults


@pytest.mark.one_in(2)
@on_posix
@each_way
def test_outputs_are_whole_after_a_kill_at_any_change(outputs: Path, exchange: bool) -> None:
    found = {}
    for number in count():
        renewed(outputs)
        if not killed_at(number, lambda: run(outputs), exchange=exchange):
            break
        found[number] = broken(outputs, gone=not exchange)
    assert number > 20 and {number: wrong for number, wrong in found.items() if wrong} == {}


@pytest.mark.one_in(2)
@on_posix
@each_way
def test_what_a_kill_left_is_put_right_even_if_that_is_killed_too(
    outputs: Path, exchange: bool
) -> None:
    found, left = {}, outputs.parent.with_name("left")
    for first in count(step=1 if ROUNDS > 15 else 4):
        renewed(outputs)
        if not killed_at(first, lambda: run(outputs), exchange=exchange):
            assert first > 20 and found == {}
            return
        shutil.copytree(outputs.parent, left)
        for second in count():
            shutil.rmtree(outputs.parent)
            shutil.copytree(left, outputs.parent)
            if not killed_at(
                second, lambda: tidied(outputs.parent, OURS, "run.json"), exchange=exchange
            ):
                break
            if wrong := broken(outputs, gone=not exchange):
                found[first, second] = wrong
        shutil.rmtree(left)


@pytest.mark.one_in(3)
@each_way
@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.EIO, "failed"),
        OSError(errno.ENOSPC, "full"),
        KeyboardInterrupt(),
        MemoryError(),
    ],
    ids=["error", "full", "stopped", "memory"],
)
def test_outputs_are_whole_after_any_pair_of_faults(
    outputs: Path, exchange: bool, fault: BaseException
) -> None:
    # what is made after a fault has its own changes
    many = changes_of(lambda: run(outputs), exchange=exchange) + 12
    found = {}
    step = 1 if ROUNDS > 15 else 4 if isinstance(fault, OSError) else 16
    for pair in [
        *((number,) for number in range(many)),
        *list(combinations(range(many), 2))[::step],
    ]:
        renewed(outputs)
        aside = ""
        with faults(dict.fromkeys(pair, raising(fault)), exchange=exchange):
            try:
                run(outputs)
            except LeftAside as error:
                aside = str(error)
            except (OSError, KeyboardInterrupt, MemoryError):
                pass
        gone = bool(aside) and not outputs.exists()
        if (
            gone
            and not (
                outputs.parent
                / Path(aside.split("lies in ")[1].split(", and")[0]).name
                / "mine.txt"
            ).exists()
        ):
            found[pair] = ["not where it says"]
        if wrong := broken(outputs, gone=gone):
            found[pair] = wrong
    assert found == {}


@on_posix
def test_a_meeting_is_filed_whole_or_not_at_all_after_a_kill_at_any_change(tmp_path: Path) -> None:
    for number in count():
        folder = tmp_path / str(number)
        came = killed_at(number, partial(put, folder, DAYS[0]))
        assert [found.meeting for found in filed_meetings(folder)] in ([], [DAYS[0]])
        if not filed_meetings(folder):
            put(folder, DAYS[0])
        assert set(contents(folder)) == {f"{DAYS[0]}/{name}" for name in (*FILES, MANIFEST)}
        if not came:
            assert number > 8
            return


# What earlier versions left


def versions_of_1_4(folder: Path, stop: int) -> None:
    """Do what version 1.4 did with these outputs up to a change: the old files away one by one,
    then the new ones in.
    """
    partial = folder.parent / f".partial-{folder.name}"
    put_all(partial, NEW)
    (partial / "old").mkdir()
    moves: list[tuple[Path, Path]] = [
        (folder / name, partial / "old" / name) for name in OURS if (folder / name).exists()
    ]
    moves += [(partial / name, folder / name) for name in NEW]
    for one, other in moves[:stop]:
        one.rename(other)


@pytest.mark.parametrize("stop", range(7))
def test_what_version_1_4_left_half_done_is_put_right(outputs: Path, stop: int) -> None:
    versions_of_1_4(outputs, stop)
    told = tidied(outputs.parent, OURS, "run.json")
    assert contents(outputs.parent) == {
        f"{DATE}/{name}": content for name, content in (AFTER if stop else BEFORE).items()
    }
    assert len(told) == (2 if stop else 0)


@pytest.mark.parametrize("back", range(4))
def test_what_version_1_4_was_putting_back_is_put_back(outputs: Path, back: int) -> None:
    versions_of_1_4(outputs, 6)
    for name in NEW:
        (outputs / name).unlink()
    old = outputs.parent / f".partial-{DATE}" / "old"
    for name in list(OLD)[:back]:
        (old / name).rename(outputs / name)
    tidied(outputs.parent, OURS, "run.json")
    assert contents(outputs.parent) == {
        f"{DATE}/{name}": content for name, content in BEFORE.items()
    }


def test_what_somebody_saved_into_a_folder_left_behind_is_kept(outputs: Path) -> None:
    put_all(
        outputs.parent / f".whole-{DATE}.1",
        {**OLD, "a.docx": b"other work", "mine.txt": b"other", "own.txt": b"own"},
    )
    told = tidied(outputs.parent, OURS, "run.json")
    assert contents(outputs.parent) == {
        f"{DATE}/{name}": content
        for name, content in {
            **BEFORE,
            "a (edited 1).docx": b"other work",
            "mine (kept 1).txt": b"other",
            "own.txt": b"own",
        }.items()
    }
    assert [found.message for found in told] == [
        "a.docx had been changed by somebody while it was replaced, and is kept as a (edited 1).docx.",
        "mine.txt had been changed by somebody while it was replaced, and is kept as mine (kept 1).txt.",
    ]


def test_beside_filed_meetings_what_is_not_the_programs_stays_where_it_is_and_is_told(
    tmp_path: Path,
) -> None:
    put_all(tmp_path, {f".partial-{DATE}/{MANIFEST}": b"{", f".partial-{DATE}/mine.txt": b"mine"})
    (found,) = tidied(tmp_path, [MANIFEST])
    assert (
        contents(tmp_path) == {f".partial-{DATE}/mine.txt": b"mine"}
        and found.file == f".partial-{DATE}"
    )


# Two at once


def both(*works: Callable[[], object]) -> list[int]:
    """Do some works at once, each in a process of its own; return their exit codes: 0 done, 7 filed
    already, 2 another run.
    """
    children = []
    for work in works:
        child = os.fork()
        if not child:
            code = 1
            try:
                work()
                code = 0
            except ArchiveRefused:
                code = 7
            except SettingsRefused:
                code = 2
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


@pytest.mark.one_in(2)
@on_posix
@each_way
def test_two_that_write_outputs_at_once_leave_the_outputs_of_one(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "outputs" / DATE
    sets = [
        recorded(a_docx=name * 9000, **{more: name})
        for name, more in ((b"1", "b_pdf"), (b"2", "c_json"))
    ]
    if not exchange:
        monkeypatch.setattr(writing, "_exchanged", lambda one, other: False)
    for number in range(ROUNDS):
        if number % 3 == 0:
            shutil.rmtree(folder.parent, ignore_errors=True)
        codes = both(*[partial(replace_outputs, folder, files, OURS, "run.json") for files in sets])
        assert codes == [0, 0] and contents(folder.parent) in [
            {f"{DATE}/{name}": content for name, content in files.items()} for files in sets
        ]


@on_posix
def test_of_two_that_file_a_meeting_at_once_one_does(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        codes = both(
            *[
                partial(put, folder, DAYS[0], **{"paper.docx": paper * 9000})
                for paper in (b"1", b"2")
            ]
        )
        assert sorted(codes) == [0, 7]
        assert (folder / str(DAYS[0]) / "paper.docx").read_bytes() == (b"1", b"2")[
            codes.index(0)
        ] * 9000
        assert len(filed_meetings(folder)) == 1 and set(contents(folder)) == {
            f"{DAYS[0]}/{name}" for name in (*FILES, MANIFEST)
        }


@pytest.mark.parametrize("by_file", [False, True])
def test_a_second_writer_is_told_that_another_run_is_at_work(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, by_file: bool
) -> None:
    monkeypatch.setattr(lock, "PAUSE", 0.001)
    if by_file:
        if os.name != "nt":
            import fcntl

            monkeypatch.setattr(
                fcntl, "flock", raising_with(OSError(errno.EBADF, "no locks of folders"))
            )
            monkeypatch.setattr(fcntl, "lockf", fcntl_by_open_file())
    there = contents(outputs)
    with lock.alone_in(outputs.parent) as sure:
        assert sure
        with pytest.raises(SettingsRefused) as refused:
            run(outputs)
    assert refused.value.outcome == (
        "Nothing was changed: another run is at work in this folder. Wait until it has ended, then run the command again."
    )
    assert [found.code for found in refused.value.findings] == ["another-run"] and contents(
        outputs
    ) == there
    run(outputs)
    assert contents(outputs) == AFTER and [path.name for path in outputs.parent.iterdir()] == [DATE]


def raising_with(fault: BaseException) -> Callable[..., None]:
    def refused(*given: object) -> None:
        raise fault

    return refused


def fcntl_by_open_file() -> Callable[[int, int], None]:
    """Return a lock of files that holds within one process too, as lockf's does not: by the first
    that asks.
    """
    held: list[int] = []

    def lock(descriptor: int, how: int) -> None:
        if any(is_open(other) and other != descriptor for other in held):
            raise BlockingIOError
        held.append(descriptor)

    return lock


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_where_a_drive_knows_no_locks_outputs_are_written_all_the_same_and_nothing_of_others_is_touched(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("Windows has locks everywhere")
    import fcntl

    for name in ("flock", "lockf"):
        monkeypatch.setattr(fcntl, name, raising_with(OSError(errno.ENOLCK, "no locks")))
    put_all(outputs.parent, {f".partial-{DATE}.1/a.docx": b"of another run"})
    run(outputs)
    assert contents(outputs) == AFTER
    assert contents(outputs.parent / f".partial-{DATE}.1") == {"a.docx": b"of another run"}


# One file


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / ("long" * 62 + ".html")
    write_file(path, b"old")
    for number in range(9):
        with faults({number: raising(OSError(errno.EIO, "failed"))}) as made:
            try:
                write_file(path, b"new")
            except OSError as error:
                assert contents(tmp_path) == {path.name: b"old"}
                assert error.filename == str(path)  # and no name that nobody gave
        if len(made) <= number:
            break
    assert number == 3 and contents(tmp_path) == {path.name: b"new"}
