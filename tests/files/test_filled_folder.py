"""A folder within the outputs that runs fill: its files are the program's if the record names them,
and a person's if not.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.files.writing import replace_outputs, tidied
from pipeline.findings.finding import SettingsRefused
from tests.files.faults import changes_of, faults, killed_at, raising
from tests.files.test_writing import each_way, on_posix
from tests.register.test_archive import contents

OURS = ("a.docx", "tables/", "run.json")


def recorded(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a run's files with the record of their hashes, last."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, "run.json": json.dumps({"outputs": hashes}).encode()}


OLD = recorded({"a.docx": b"old", "tables/one.csv": b"1", "tables/stale.csv": b"0"})
NEW = recorded({"a.docx": b"new", "tables/one.csv": b"2", "tables/two.csv": b"3"})
PERSONS = {"tables/mine.csv": b"mine", "tables/deep/x.txt": b"x", "other/y.txt": b"y"}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs" / "2021-01-14"
    put(folder, {**OLD, **PERSONS})
    return folder


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def run(folder: Path) -> dict[str, str]:
    return dict(replace_outputs(folder, NEW, OURS, "run.json").kept)


def test_a_stale_file_goes_and_a_persons_stay(outputs: Path) -> None:
    assert run(outputs) == {}
    assert contents(outputs) == {**NEW, **PERSONS}
    assert [path.name for path in outputs.parent.iterdir()] == [outputs.name]


def test_a_file_that_a_person_edited_is_kept_beside_the_new_one(outputs: Path) -> None:
    put(outputs, {"tables/one.csv": b"work", "tables/stale.csv": b"more work"})
    assert run(outputs) == {
        "tables/one.csv": "tables/one (edited 1).csv",
        "tables/stale.csv": "tables/stale (edited 1).csv",
    }
    kept = {"tables/one (edited 1).csv": b"work", "tables/stale (edited 1).csv": b"more work"}
    assert contents(outputs) == {**NEW, **PERSONS, **kept}


def test_a_persons_file_of_a_name_that_is_new_is_kept(outputs: Path) -> None:
    put(outputs, {"tables/two.csv": b"mine too"})
    run(outputs)
    assert contents(outputs) == {**NEW, **PERSONS, "tables/two (kept 1).csv": b"mine too"}


def test_a_run_without_tables_leaves_only_a_persons(outputs: Path) -> None:
    replace_outputs(outputs, recorded({"a.docx": b"new"}), OURS, "run.json")
    assert contents(outputs) == {**recorded({"a.docx": b"new"}), **PERSONS}


@pytest.mark.parametrize("name", ["../stale.csv", "tables/../../x", "other/y.txt", "/tmp/x"])
def test_a_record_that_names_what_is_not_in_the_folder_is_not_believed(
    outputs: Path, name: str
) -> None:
    put(outputs.parent, {"stale.csv": b"0"})
    put(outputs, {"run.json": json.dumps({"outputs": {name: "0" * 64}}).encode()})
    run(outputs)
    there = contents(outputs)
    assert there["other/y.txt"] == b"y" and contents(outputs.parent)["stale.csv"] == b"0"


def test_a_file_with_the_folders_name_stops_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "outputs" / "2021-01-14"
    put(folder, {"tables": b"mine"})
    with pytest.raises(SettingsRefused) as refused:
        run(folder)
    assert "tables" in refused.value.outcome and contents(folder) == {"tables": b"mine"}


def renewed(folder: Path) -> None:
    shutil.rmtree(folder.parent, ignore_errors=True)
    put(folder, {**OLD, **PERSONS, "tables/one.csv": b"work"})


def told(folder: Path) -> dict[str, bytes]:
    """Return what lies there once what was left half-done is put right."""
    tidied(folder.parent, OURS, "run.json")
    return {
        name.removeprefix(f"{folder.name}/"): content
        for name, content in contents(folder.parent).items()
    }


BEFORE = {**OLD, **PERSONS, "tables/one.csv": b"work"}
AFTER = {**NEW, **PERSONS, "tables/one (edited 1).csv": b"work"}


@each_way
def test_a_run_in_which_a_change_fails_leaves_old_or_new(outputs: Path, exchange: bool) -> None:
    renewed(outputs)
    for number in range(changes_of(lambda: run(outputs), exchange=exchange)):
        renewed(outputs)
        strike = {number: raising(OSError(errno.ENOSPC, "No space left on device"))}
        with faults(strike, exchange=exchange), suppress(OSError):
            run(outputs)
        assert told(outputs) in (BEFORE, AFTER), number


@pytest.mark.one_in(2)
@on_posix
@each_way
def test_a_run_that_is_killed_leaves_old_or_new(outputs: Path, exchange: bool) -> None:
    number, killed = 0, True
    while killed:
        renewed(outputs)
        killed = killed_at(number, lambda: run(outputs), exchange=exchange)
        assert told(outputs) in (BEFORE, AFTER), number
        number += 1
    assert number > 5
