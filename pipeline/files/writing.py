"""What is written is there whole or not at all: old or new, whatever happens, and whoever else is
at work.

A folder is filled beside the one that it is to replace, and changes places with it in one step
where the system has that.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pipeline.files.leftovers import (
    PARTIAL,
    WHOLE,
    cleared,
    edited,
    emptied,
    inside,
    leftovers,
    names_of,
    number_of,
    put_right,
)
from pipeline.files.lock import alone_in
from pipeline.files.paths import is_folder
from pipeline.files.taken import refuse_taken
from pipeline.findings.finding import Finding, SettingsRefused

_EXCHANGE = 2
"""The flag of both renameat2 (RENAME_EXCHANGE, Linux 3.15) and renamex_np (RENAME_SWAP, macOS
10.12).
"""
_AT_FDCWD = -100
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a system or a drive says that cannot exchange folders; a container may forbid a call that it
does not know.
"""


class Replaced(NamedTuple):
    """What a run found in the folder of its outputs: `kept` are files that a person had changed, by
    their new names.
    """

    kept: Mapping[str, str]
    told: Sequence[Finding]


class LeftAside(OSError):
    """The new outputs could not be put in place, nor the old ones back: the message says where they
    lie.
    """


def replace_outputs(
    folder: Path, files: Mapping[str, bytes], ours: Sequence[str], record: str
) -> Replaced:
    """Put a run's files into their folder: all of them, or, where that fails, none.

    A name of `ours` that ends with a stroke is a folder, of which the record names the files. Files
    of `ours` that this run did not make go, but for those that a person has changed since
    they were written, which are kept as `<name> (edited N)`; `record` names the one with the
    hashes. What is not ours stays. Raises OSError, or SettingsRefused where another run is at work
    or a folder has the name of one of ours.
    """
    folder = Path(
        os.path.realpath(folder)
    )  # where it is a link to a folder elsewhere, it stays one
    with alone_in(folder.parent) as sure:
        told = put_right(folder.parent, ours, record) if sure else []
        refuse_taken(folder, ours)
        kept = edited(folder, folder, files, ours, record)
        whole = _filled(folder, files, ours, kept, record)
        try:
            old = _placed(whole, folder)
        except LeftAside:  # the next run puts it right
            raise
        except BaseException:
            _given_up(whole, folder, ours, record)
            raise
        with suppress(OSError):  # from here on the run is done
            synced(folder.parent)
            told += emptied(old, folder, ours, record) if old else []
        return Replaced(kept, told)


def tidied(parent: Path, ours: Sequence[str], record: str = "") -> list[Finding]:
    """Put right what earlier runs left half-done in a folder of outputs, or without a `record` in
    one of filed meetings.

    Nothing is done while another run is at work there. Returns what there is to know of it.
    """
    if not leftovers(parent):
        return []
    try:
        with alone_in(parent, turns=1) as sure:
            return (
                []
                if not sure
                else put_right(parent, ours, record)
                if record
                else cleared(parent, ours)
            )
    except (OSError, SettingsRefused):
        return []


def put_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that appears whole or not at all; raises OSError, FileExistsError where it is
    there already.

    To be called by whoever holds the folder that it is made in.
    """
    partial = _fresh(folder)
    try:
        for name, content in files.items():
            written(partial / name, content)
        synced(partial)
        if os.path.lexists(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        os.rename(partial, folder)
    except BaseException:
        if partial.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
        raise
    with suppress(OSError):
        synced(folder.parent)


def written(path: Path, content: bytes) -> None:
    """Write a new file, on to the disk itself; raises OSError with the file's name."""
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.filename is None:  # so where the disk is full
            error.filename = str(path)
        raise


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; raises OSError with the file's own name."""
    short = path.with_name(PARTIAL)  # so that a long name is none too long
    partial = short
    try:
        for number in count(1):
            partial = short.with_name(f"{PARTIAL}{number}")
            with suppress(FileExistsError):
                written(partial, content)
                break
        os.replace(partial, path)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def holds(files: Mapping[Path, bytes]) -> bool:
    """Return whether all of these files are on the disk as they are here."""
    try:
        return bool(files) and all(path.read_bytes() == content for path, content in files.items())
    except OSError:
        return False


def synced(folder: Path) -> None:
    """Have the names in a folder written on to the disk itself, where the system can."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _fresh(folder: Path) -> Path:
    """Return a new folder beside one, with a name that no other run has."""
    for number in count(1):
        partial = folder.with_name(f"{PARTIAL}{folder.name}.{number}")
        if not os.path.lexists(_whole(partial)):
            with suppress(FileExistsError):
                os.mkdir(partial)
                return partial
    raise AssertionError


def _whole(partial: Path) -> Path:
    return partial.with_name(WHOLE + partial.name.removeprefix(PARTIAL))


def _filled(
    folder: Path,
    files: Mapping[str, bytes],
    ours: Sequence[str],
    kept: Mapping[str, str],
    record: str,
) -> Path:
    """Return a new folder beside one, with a run's files and all that a person has in the old one,
    but for folders.
    """
    partial = _fresh(folder)
    try:
        for name, content in files.items():
            _opened(partial, name, ours)
            written(partial / name, content)
        if folder.is_dir():
            for name, new in [*_beside(folder, ours, record), *kept.items()]:
                _opened(partial, new, ours)
                _linked(folder / name, partial / new)
            with suppress(OSError):  # who may read the folder: a drive may not know of it
                shutil.copystat(folder, partial)
        for inner in {(partial / name).parent for name in files} - {partial}:
            synced(inner)
        synced(partial)
        os.rename(partial, _whole(partial))
    except BaseException:
        _given_up(partial if partial.exists() else _whole(partial), folder, ours, record)
        raise
    return _whole(partial)


def _opened(partial: Path, name: str, ours: Sequence[str]) -> None:
    """Make the folder that a file lies in, where it is one that runs fill."""
    inner, stroke, _ = name.partition("/")
    if stroke and f"{inner}/" in ours:
        (partial / inner).mkdir(exist_ok=True)


def _beside(folder: Path, ours: Sequence[str], record: str) -> list[tuple[str, str]]:
    """Return what a person has in a folder and in those that runs fill there, but for folders: each
    with the name that it keeps.
    """
    known = names_of(folder, ours, record)
    there = [
        name for name, path in inside(folder, ours) if name not in known and not is_folder(path)
    ]
    return [(name, name) for name in there]


def _linked(path: Path, to: Path) -> None:
    """Have a file in a second folder too: the very file, or a copy where a drive cannot do that.

    What this user may neither link nor read is left out: it is moved there afterwards, as folders
    are.
    """
    try:
        if path.is_symlink():
            shutil.copy2(path, to, follow_symlinks=False)
        else:
            os.link(path, to)
    except (
        FileExistsError
    ):  # by another spelling, where capitals do not count: it stays, and is kept under a new name
        return
    except OSError:
        if not path.is_file() or path.is_symlink():
            raise
        with suppress(PermissionError):
            shutil.copy2(path, to)


def _placed(whole: Path, folder: Path) -> Path | None:
    """Put a new folder in the place of another, and return where the old one lies now, if there was
    one.
    """
    if not os.path.lexists(folder):
        os.rename(whole, folder)
        return None
    if _exchanged(whole, folder):
        return whole
    old = next(
        path
        for number in count(number_of(whole) + 1)
        if not os.path.lexists(path := folder.with_name(f"{WHOLE}{folder.name}.{number}"))
    )
    try:
        os.rename(folder, old)
        os.rename(whole, folder)
    except BaseException as fault:
        if os.path.lexists(folder) or not os.path.lexists(old):
            raise
        try:
            os.rename(old, folder)
        except BaseException:
            raise LeftAside(
                getattr(fault, "errno", None) or errno.EIO,
                f"{folder.name} could not be put in place, nor the old "
                f"one back: it lies in {old.parent.name}/{old.name}, and the next run puts it back",
                str(folder),
            ) from fault
        raise
    return old


def _exchanged(one: Path, other: Path) -> bool:
    """Have two folders change places in one step, and return whether this system can do that;
    raises OSError.
    """
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            code = library.renamex_np(*names, _EXCHANGE)
        else:
            code = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    except AttributeError:
        return False
    fault = ctypes.get_errno()
    if code and fault not in _UNKNOWN:
        raise OSError(fault, os.strerror(fault), str(one), None, str(other))
    return not code


def _given_up(new: Path, folder: Path, ours: Sequence[str], record: str) -> None:
    """Remove a folder that did not come into its place, as far as that goes now; the next run does
    the rest.
    """
    with suppress(OSError):
        emptied(new, folder, ours, record, torn=True)
