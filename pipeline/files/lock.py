"""One writer at a time in a folder: a lock that ends with the process that holds it, so that none
is ever stale.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import NamedTuple

from pipeline.files.codes import finding
from pipeline.findings.finding import SettingsRefused

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".at-work"
"""The file that is locked where a folder itself cannot be: on Windows, and on some network drives.
"""
TURNS, PAUSE = 50, 0.1
"""How often a folder is asked for, and how many seconds lie between: a writer holds it for less
than one.
"""


class Hold(NamedTuple):
    """A folder that is held. Where it is not `sure`, its drive knows no locks, and somebody else
    may be at work in it.
    """

    descriptor: int
    file: Path | None
    sure: bool = True

    def let_go(self) -> None:
        """End the hold; the lock's file is removed while nobody else can hold it."""
        _HELD.discard(self.descriptor)
        if sys.platform == "win32":  # a file that somebody has open cannot be removed there
            os.close(self.descriptor)
            if self.file:
                with contextlib.suppress(OSError):
                    self.file.unlink()
            return
        if self.file and self.sure:
            with contextlib.suppress(OSError):
                self.file.unlink()
        os.close(self.descriptor)


_HELD: set[int] = set()
"""The descriptors of all that this process holds."""


def held_by_none_but_the_run() -> None:
    """Let a copy of the process have no part in what the run holds: where the run is killed, its
    holds end, though the copy works on.
    """
    while _HELD:
        os.close(_HELD.pop())


def hold(folder: Path) -> Hold:
    """Return the hold of a folder that is there; raises BlockingIOError where somebody else has it,
    or OSError.
    """
    held = _hold(folder)
    _HELD.add(held.descriptor)
    return held


def _hold(folder: Path) -> Hold:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _see_that_it_is_there(descriptor, folder)
            return Hold(descriptor, None)
        except (BlockingIOError, FileNotFoundError):
            os.close(descriptor)
            raise BlockingIOError from None
        except OSError:  # NFS locks no folder, but a file that is open for writing
            os.close(descriptor)
    return _by_file(folder)


def _by_file(folder: Path) -> Hold:
    path = folder / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _see_that_it_is_there(descriptor, path)
    except (
        BlockingIOError,
        PermissionError,
        FileNotFoundError,
    ):  # what systems say of a lock that somebody else has
        os.close(descriptor)
        raise BlockingIOError from None
    except OSError:
        return Hold(descriptor, path, sure=False)
    return Hold(descriptor, path)


def _see_that_it_is_there(descriptor: int, path: Path) -> None:
    """Raise FileNotFoundError where what was locked has been removed, or another put in its place,
    before it was locked.
    """
    if not os.path.samestat(os.fstat(descriptor), os.stat(path)):
        raise FileNotFoundError


@contextlib.contextmanager
def alone_in(folder: Path, turns: int = TURNS) -> Iterator[bool]:
    """Hold a folder, made where it is not there, for one writer; yield whether it is sure that
    nobody else writes there.

    What was made and is empty afterwards goes again. Raises SettingsRefused where somebody else
    holds it to the last turn.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    held = None
    try:
        held = _waited_for(folder, turns)
        yield held.sure
    finally:
        if held and held.file:
            held.let_go()
        for (
            path
        ) in made:  # still held, where a folder can be: who waits for it sees that it is gone
            with contextlib.suppress(OSError):
                path.rmdir()
        if held and not held.file:
            held.let_go()


def _waited_for(folder: Path, turns: int) -> Hold:
    for turn in range(turns):
        if turn:
            Event().wait(PAUSE)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return hold(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
    message, remedy = (
        "another run is at work in this folder.",
        "Wait until it has ended, then run the command again.",
    )
    raise SettingsRefused(
        [finding("another-run", message, remedy, folder.name)],
        f"Nothing was changed: {message} {remedy}",
    )
