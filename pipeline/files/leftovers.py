"""What lies beside the outputs for a moment while they are changed, and what is done with it where
a run was broken off.

`.partial-<date>.<n>` is a folder that is being filled, `.whole-<date>.<n>` one that was filled and
is to change places with `<date>`, or has done so and is the old one. Up to version 1.4 there was
`.partial-<date>` with the old files in `old`. Nothing in them that a person may have made is ever
deleted: it is kept in `<date>`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.files.codes import finding
from pipeline.files.content import bytes_at, digest
from pipeline.files.paths import free, hash_of, is_file, is_folder, numbers, same
from pipeline.findings.finding import Finding

PARTIAL, WHOLE = ".partial-", ".whole-"
_NAME = re.compile(r"\.(partial|whole)-(\d{4}-\d\d-\d\d)(?:\.([1-9]\d*))?", re.ASCII)
_PUT_RIGHT = (
    "an earlier run was broken off while it changed this folder, and it has been put right."
)
_EDITED = re.compile(r"(.*) \(edited \d+\)")
_BELOW = re.compile(r"([\w-]+/)[\w-]+(?:\.[\w-]+)?")
"""The name of a file in a folder that runs fill: one stroke, and nothing that leads elsewhere."""


def leftovers(parent: Path) -> list[Path]:
    """Return the folders that runs which were broken off have left in a folder: whole ones first,
    of a date the old first.
    """
    try:
        found = [
            path for path in parent.iterdir() if _NAME.fullmatch(path.name) and is_folder(path)
        ]
    except OSError:
        return []
    return sorted(
        found, key=lambda path: (path.name.startswith(WHOLE), *_parts(path)[1:]), reverse=True
    )


def number_of(left: Path) -> int:
    """Return the number at the end of a leftover's name: the old folder has a greater one than that
    which replaces it.
    """
    return _parts(left)[2]


def _parts(left: Path) -> tuple[str, str, int]:
    """Return whether a leftover is partial or whole, the name of the folder that it is one of, and
    its number.
    """
    match = _NAME.fullmatch(left.name)
    assert match, left.name
    return match[1], match[2], int(match[3] or 0)


def put_right(parent: Path, ours: Sequence[str], record: str) -> list[Finding]:
    """Put the outputs right that a run which was broken off left half-done; return what there is to
    know of it.

    A folder that is missing comes back, a folder that was never put in place goes. To be called by
    whoever holds `parent`.
    """
    told = []
    for left in leftovers(parent):
        kind, name, number = _parts(left)
        folder = parent / name
        try:
            if not number:
                told += _as_before_1_5(left, folder, ours, record)
            elif kind == "whole" and not os.path.lexists(folder):
                os.rename(left, folder)
                told.append(_told(_PUT_RIGHT, folder))
            else:
                told += emptied(left, folder, ours, record, torn=kind == "partial")
        except OSError as fault:
            told.append(
                _told(
                    f"an earlier run was broken off and left {left.name} beside it, which cannot be"
                    f" put right ({fault.strerror}).",
                    folder,
                )
            )
    return told


def cleared(parent: Path, ours: Sequence[str]) -> list[Finding]:
    """Remove the meetings that runs which were broken off had not filed yet; return where something
    else lies in one.
    """
    told = []
    for left in leftovers(parent):
        with contextlib.suppress(OSError):
            for path in [path for path in left.iterdir() if path.name in ours and path.is_file()]:
                os.unlink(path)
            if any(left.iterdir()):
                told.append(
                    _told(
                        "it was left by a run that was broken off, and files that are not the"
                        " program's are in it. Move them elsewhere.",
                        left,
                    )
                )
            else:
                os.rmdir(left)
    return told


def emptied(
    left: Path, folder: Path, ours: Sequence[str], record: str, *, torn: bool = False
) -> list[Finding]:
    """Remove a folder that another stands in the place of; what of it may be a person's work, and
    is not there, is kept there.

    The files of a `torn` one, never finished, are the program's if they have its names. Returns
    what is kept, or cannot be.
    """
    known = names_of(left, ours, record)
    kept: Mapping[str, str] = {}
    if not torn:
        now = {name: content for name in known if (content := bytes_at(folder / name)) is not None}
        kept = edited(left, folder, now, ours, record)
    told = []
    for name, path in inside(left, ours, last=record):
        try:
            is_ours = is_file(path) and (name in known or (torn and "/" in name))
            if name == record and _others(left, path):
                continue  # it tells the next run what the other files are
            if name in kept:
                told += _moved(path, folder / kept[name])
            elif is_ours or _is_there(path, (folder / name).parent, torn=torn):
                os.unlink(path)
            else:
                told += _moved(path, next(free((folder / name).parent, path)))
        except OSError as fault:
            lies = f"It is not lost: it lies in {left.name}, and the next run moves it."
            told.append(_told(f"{name} cannot be moved here ({fault.strerror}). {lies}", folder))
    with contextlib.suppress(OSError):
        os.rmdir(left)
    return told


def names_of(place: Path, ours: Sequence[str], record: str) -> tuple[str, ...]:
    """Return the names of a run's files in a folder: those of `ours`, and those that its record
    names in the folders of `ours`.
    """
    below = [
        name
        for name in hashes(place / record)
        if (match := _BELOW.fullmatch(name)) and match[1] in ours
    ]
    return (*ours, *below)


def inside(place: Path, ours: Sequence[str], last: str = "") -> Iterator[tuple[str, Path]]:
    """Yield what lies in a folder, and in those that runs fill there, by name; the record comes
    last.

    A folder that is filled is removed once it is empty, if its files were taken away on the way.
    """
    for path in sorted(place.iterdir(), key=lambda path: (path.name == last, path.name)):
        if not is_folder(path) or f"{path.name}/" not in ours:
            yield path.name, path
            continue
        for inner in sorted(path.iterdir()):
            yield f"{path.name}/{inner.name}", inner
        if last:
            with contextlib.suppress(OSError):
                os.rmdir(path)


def _others(left: Path, record: Path) -> bool:
    return any(path != record for path in left.iterdir())


def edited(
    place: Path, beside: Path, files: Mapping[str, bytes], ours: Sequence[str], record: str
) -> dict[str, str]:
    """Return the files of a run in `place` that a person has changed since, each with the name that
    it has or gets in `beside`.

    A run's `record` holds the hash of each of its files. Where there is none, each Word file may be
    a person's work; what is among `files` under its own name, or is kept already, is not.
    """
    then = hashes(place / record)
    kept = {}
    for name in names_of(place, ours, record):
        path = place / name
        if name == record or not path.is_file() or (not then and path.suffix != ".docx"):
            continue
        content = path.read_bytes()
        if digest(content) == then.get(name) or content == files.get(name):
            continue
        to = (beside / name).parent
        copies = [
            to / f"{path.stem} (edited {number}){path.suffix}" for number in numbers(to, path)
        ]
        if not any(content == bytes_at(copy) for copy in copies):
            kept[name] = copies[-1].relative_to(beside).as_posix()
    return kept


def hashes(record: Path) -> dict[str, str]:
    """Return the hashes of the files that a run wrote, by name; none where its record cannot be
    read.
    """
    try:
        return {
            str(name): str(value)
            for name, value in json.loads(record.read_bytes())["outputs"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _as_before_1_5(left: Path, folder: Path, ours: Sequence[str], record: str) -> list[Finding]:
    """Put right what version 1.4 or 1.3 left: it moved the old files away one by one, then the new
    ones in, the record last.

    Where the record of the new ones still waits, all of them are there or in place, and are put in
    place to the last. Where it does not, the folder has its record and is whole, or the old files
    were on their way back, and go on.
    """
    old, new = left / "old", hashes(left / record)
    begun = (old.is_dir() and any(old.iterdir())) or any(not (left / name).exists() for name in new)
    if (
        new
        and begun
        and all(
            value in (hash_of(left / name), hash_of(folder / name)) for name, value in new.items()
        )
    ):
        for name in ours:
            if (
                is_file(folder / name)
                and hash_of(folder / name) != new.get(name)
                and not os.path.lexists(old / name)
            ):
                old.mkdir(exist_ok=True)
                os.rename(folder / name, old / name)
        _put_in(left, folder, [name for name in ours if name in (*new, record)])
    elif old.is_dir() and not (folder / record).exists():
        folder.mkdir(exist_ok=True)
        _put_in(old, folder, ours)
    told = emptied(old, folder, ours, record) if old.is_dir() else []
    if not old.is_dir():
        told += emptied(left, folder, ours, record, torn=True)
    return [*told, *([_told(_PUT_RIGHT, folder)] if begun else [])]


def _put_in(source: Path, folder: Path, names: Iterable[str]) -> None:
    """Move the files of these names that are in one folder into another that has none of them."""
    for name in names:
        if is_file(source / name) and not os.path.lexists(folder / name):
            os.rename(source / name, folder / name)


def _is_there(path: Path, folder: Path, *, torn: bool) -> bool:
    """Return whether a person's file is in a folder too: the very file, or one of its name that
    holds the same.

    One of its name is enough where it is in a `torn` folder: it was copied from there, perhaps not
    to its end.
    """
    if is_folder(path):
        return False
    before = _EDITED.fullmatch(
        path.stem
    )  # a copy of what a person edited, made for a folder that was never put in place
    there = [
        folder / name
        for name in (path.name, *([before[1] + path.suffix] if before else []))
        if os.path.lexists(folder / name)
    ]
    own = os.lstat(path)
    return (
        bool(torn and there)
        or any(os.path.samestat(own, os.lstat(other)) or same(path, other) for other in there)
        or any(
            os.path.samestat(own, os.lstat(other))
            for other in (folder.iterdir() if folder.is_dir() else ())
        )
    )


def _moved(path: Path, to: Path) -> list[Finding]:
    """Move a file or folder, and return what there is to know of it where it has another name
    now.
    """
    to.parent.mkdir(exist_ok=True)
    os.rename(path, to)
    return (
        []
        if path.name == to.name
        else [
            _told(
                f"{path.name} had been changed by somebody while it was replaced, and is kept as"
                f" {to.name}.",
                to.parent,
            )
        ]
    )


def _told(message: str, folder: Path) -> Finding:
    return finding("put-right", message, "", folder.name)
