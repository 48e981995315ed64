"""What is written is there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

NOTHING_KEPT: Mapping[str, str] = MappingProxyType({})
MOST_EDITED = 1000
"""One more than the most copies of one file that people edited and a later run kept."""


def written(path: Path, content: bytes) -> None:
    """Write a new file, on to the disk itself; raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; raises OSError."""
    partial = path.with_name(f".partial-{path.name}")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def edited_outputs(folder: Path, files: Mapping[str, bytes], ours: Sequence[str], record: str) -> dict[str, str]:
    """Return the files of an earlier run that a person has changed since, each with the name that it is to be kept under.

    A run's `record` holds the hash of each of its files. Where there is none, each Word file may be a person's work; what
    this run would write again, or what is kept already, is not.
    """
    try:
        written = json.loads((folder / record).read_bytes())["outputs"]
        written = dict(written)
    except (OSError, ValueError, KeyError, TypeError):
        written = {}
    kept = {}
    for name in ours:
        path = folder / name
        if name == record or not path.is_file() or (not written and path.suffix != ".docx"):
            continue
        content = path.read_bytes()
        copies = [folder / f"{path.stem} (edited {number}){path.suffix}" for number in range(1, MOST_EDITED)]
        known = any(copy.is_file() and copy.read_bytes() == content for copy in copies)
        if hashlib.sha256(content).hexdigest() != written.get(name) and content != files.get(name) and not known:
            kept[name] = next(copy.name for copy in copies if not copy.exists())
    return kept


def replace_outputs(folder: Path, files: Mapping[str, bytes], ours: Sequence[str], kept: Mapping[str, str] = NOTHING_KEPT
                    ) -> None:
    """Put a run's files into their folder: all of them, or, where one cannot be replaced, none.

    Files of `ours` that this run did not make are removed, but for those that are `kept` under another name; files that
    are not ours are left alone. Raises OSError.
    """
    partial = folder.parent / f".partial-{folder.name}"
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    shutil.rmtree(partial, ignore_errors=True)
    places = {name: folder / kept[name] if name in kept else partial / "old" / name for name in ours}
    moved: list[str] = []
    placed: list[str] = []
    try:
        (partial / "old").mkdir(parents=True)
        for name, content in files.items():
            written(partial / name, content)
        folder.mkdir(exist_ok=True)
        try:
            for name in ours:
                if (folder / name).exists():
                    os.replace(folder / name, places[name])
                    moved.append(name)
            for name in files:
                os.replace(partial / name, folder / name)
                placed.append(name)
        except BaseException:  # also where somebody stops the program: the old files come back
            for name in placed:
                (folder / name).unlink()
            for name in moved:
                os.replace(places[name], folder / name)
            raise
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
