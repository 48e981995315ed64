"""Whether a run may write where it is to write: no other thing has the name of one of its files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.files.codes import finding
from pipeline.findings.finding import SettingsRefused


def refuse_taken(folder: Path, ours: Iterable[str]) -> None:
    """Raise where a folder stands where a file is to be written, or the other way round, or nothing
    may be written.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise _taken(
            folder, "a file has the name of the folder that the run writes", "Rename the file"
        )
    for name in ours:
        path = folder / name
        if name.endswith("/"):
            if os.path.lexists(path) and not path.is_dir():
                raise _taken(
                    path, "a file has the name of the folder that the run writes", "Rename the file"
                )
            continue
        if os.path.lexists(path) and not path.is_file():
            kind = "a folder has" if path.is_dir() else "something that is no file has"
            raise _taken(
                path,
                f"{kind} the name of a file that the run writes",
                "Rename it, or move it elsewhere",
            )
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _taken(path: Path, message: str, remedy: str) -> SettingsRefused:
    remedy += ", then run the command again."
    place = "" if path.parent.name in ("", path.name) else f" in {path.parent.name}"
    return SettingsRefused(
        [finding("name-taken", f"{message}.", remedy, path.name, place=place.removeprefix(" in "))],
        f"Nothing was changed: {message}: {path.name}{place}. {remedy}",
    )
