"""What stands at a path, and the names that are free beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pipeline.files.content import bytes_at, digest


def same(one: Path, other: Path) -> bool:
    """Return whether two files, or two links, hold the same."""
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and os.readlink(one) == os.readlink(other)
    if not (one.is_file() and other.is_file()) or os.stat(one).st_size != os.stat(other).st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while (block := first.read(1 << 20)) == second.read(1 << 20):
            if not block:
                return True
    return False


def free(folder: Path, path: Path) -> Iterator[Path]:
    """Yield the names that a person's file or folder may get in a folder: its own if that is free,
    or a new one.
    """
    for number in count():
        name = f"{path.stem} (kept {number}){path.suffix}" if number else path.name
        if not os.path.lexists(folder / name):
            yield folder / name


def numbers(folder: Path, path: Path) -> Iterator[int]:
    """Yield the numbers of the copies that are kept of a file, and the next one."""
    for number in count(1):
        yield number
        if not os.path.lexists(folder / f"{path.stem} (edited {number}){path.suffix}"):
            return


def is_folder(path: Path) -> bool:
    """Return whether there is a folder itself, not a link to one."""
    return path.is_dir() and not path.is_symlink()


def is_file(path: Path) -> bool:
    """Return whether there is a file, or a link that leads to no folder."""
    return (path.is_symlink() and not path.is_dir()) or path.is_file()


def hash_of(path: Path) -> str | None:
    """Return the hash of what a file holds; None where it cannot be read."""
    content = bytes_at(path)
    return None if content is None else digest(content)
