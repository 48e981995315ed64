"""Where a command may write what it is asked for: never among or over what people keep."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import click

from pipeline.commands.folders import Folders
from pipeline.files.content import bytes_at


class Wanted(NamedTuple):
    """A file that an option asks for: the endings that its name may have, what it is, and whether a
    file that is there is one as this command wrote it.
    """

    option: str
    path: Path
    endings: tuple[str, ...]
    what: str
    ours: Callable[[bytes], bool]


def refuse_at(wanted: Wanted, folders: Folders, read: Collection[Path] = ()) -> None:
    """Raise where the file may not be written: among the inputs or templates, under another ending,
    over a file that is read, or over what is none as the command wrote it.
    """
    path, name = wanted.path, f"{wanted.option} {wanted.path.name}"
    if path.suffix.casefold() not in wanted.endings:
        raise click.UsageError(f"{name}: end the name in {wanted.endings[0]}.")
    where = path.resolve()
    for folder in (folders.inputs, folders.templates):
        if folder.resolve() in where.parents:
            raise click.UsageError(
                f"{name}: it would lie in {folder.name}, among the inputs; name another folder."
            )
    if where in {one.resolve() for one in read}:
        raise click.UsageError(f"{name}: this file is read here, and is kept; name another.")
    there = bytes_at(path)
    if there and not wanted.ours(there):
        raise click.UsageError(
            f"{name}: the file is there, and is not {wanted.what} as this command wrote it, or was"
            " saved since; name another."
        )


def list_at(path: Path) -> Wanted:
    """Return the list of findings as `check` is asked for it."""
    from zipfile import BadZipFile

    from pipeline.commands.findings_list import MADE
    from pipeline.files.one_sheet import CORE
    from pipeline.files.package import parts_of

    def ours(content: bytes) -> bool:
        try:
            return parts_of(content).get(CORE) == MADE
        except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
            return False

    return Wanted("--list", path, (".xlsx",), "a list", ours)


def redline_at(path: Path) -> Wanted:
    """Return the redline as `diff` is asked for it."""
    from pipeline.word.copies import copy_of
    from pipeline.word.received import NoWordFile, admitted

    def ours(content: bytes) -> bool:
        try:
            return copy_of(admitted(content).content) == "redline"
        except NoWordFile:
            return False

    return Wanted("--redline", path, (".docx",), "a redline", ours)


def page_at(path: Path) -> Wanted:
    """Return the page as `diff` is asked for it."""
    from pipeline.review.page.diff_page import TITLE

    def ours(content: bytes) -> bool:
        return f"<title>{TITLE}</title>".encode() in content

    return Wanted("--html", path, (".html", ".htm"), "a page", ours)
