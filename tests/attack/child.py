"""The program in a child process of its own: with limits, with a fault placed before a change of
the disk, or killed.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Program = Callable[[Sequence[str]], int]
MEGABYTE = 2**20
MOST_MEMORY = 1024 * MEGABYTE
ADDRESSES = 3 * MOST_MEMORY
"""A child that asks for more is refused it; what it really used is looked at afterwards, for
libraries reserve much.
"""
PATIENCE = 10.0
WAITING = 6
"""A run may last so many times its processor seconds, for other work goes on beside it."""
CHANGES = {
    "os.rename": (1, 3),
    "os.remove": (0, 1),
    "os.rmdir": (0, 1),
    "os.mkdir": (0, 2),
    "os.link": (1, 3),
    "os.symlink": (1, 2),
    "os.truncate": (0, 9),
}
"""What changes the disk, as Python's audit events call it, with which of its arguments are the
place and its folder's number.
"""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens just before the `at`th change of the disk (the first is 1) under a folder, and
    before a later one.
    """

    under: Path
    at: int = 0
    how: str = "kill"
    """kill, stop (as Ctrl+C), memory, or the name of an error of the system: ENOSPC, EACCES,
    EIO.
    """
    then: int = 0
    """Another change that fails in the same way; 0: none."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: `exit` is a code, or the negative of the signal that ended it."""

    exit: int
    out: str
    err: str
    seconds: float
    peak: int
    overdue: bool
    changes: int = 0
    """How many changes of the disk there were under the folder of the fault."""


@dataclass(slots=True)
class Run:
    """A child that is at work."""

    pid: int
    folder: Path
    patience: float
    since: float = field(default_factory=time.monotonic)

    def finish(self) -> Ran:
        """Wait for it, end whatever it has started, and return how it ended."""
        code, usage, overdue = None, None, False
        while code is None:
            done, status, usage = os.wait4(self.pid, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() - self.since > self.patience * WAITING:
                overdue = True
                os.kill(self.pid, signal.SIGKILL)
                _, status, usage = os.wait4(self.pid, 0)
                code = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.002)
        assert usage is not None
        told = {
            name: (self.folder / name).read_bytes().decode("utf-8", "replace")
            for name in ("out", "err", "changes")
        }
        seconds = usage.ru_utime + usage.ru_stime
        return Ran(
            code,
            told["out"],
            told["err"],
            seconds,
            usage.ru_maxrss * 1024,
            overdue or code == -signal.SIGXCPU,
            len(told["changes"]),
        )

    def end_all(self) -> bool:
        """Kill what the run has left behind, and return whether there was anything."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return False
        return True


def start(
    program: Program,
    words: Sequence[str],
    folder: Path,
    *,
    fault: Fault | None = None,
    patience: float = PATIENCE,
    screen: str = "",
    path: str = "/nowhere",
    pause: float = 0.0,
    largest: int = 0,
) -> Run:
    """Start the program in a child, with the words of a command line, and return at once.

    `folder` is for what it prints and its temporary files. `screen` is where stdout goes instead: a
    path, "closed", or "gone" for a pipe that nobody reads. `path` is PATH (by default no
    LibreOffice is found), `pause` the longest wait before a change of the disk, `largest` the most
    bytes that a file may have (as a disk that fills up while one is written).
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "temporary").mkdir(exist_ok=True)
    for name in ("out", "err", "changes"):
        (folder / name).write_bytes(b"")
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # pytest's own threads hold nothing that the child needs
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return Run(pid, folder, patience)
    code = 1
    try:
        os.setpgid(0, 0)
        _surroundings(folder, screen, path)
        _limits(patience, largest)
        sys.addaudithook(_changes(fault or Fault(folder / "none"), folder / "changes", pause))
        code = program(list(words))
        _flushed()
    except BaseException:
        traceback.print_exc()
        _flushed()
    finally:
        os._exit(code)


def run(program: Program, words: Sequence[str], folder: Path, **more: Any) -> Ran:
    """Run the program to its end; the keywords are those of `start`."""
    started = start(program, words, folder, **more)
    ended = started.finish()
    started.end_all()
    return ended


def _flushed() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue


def _surroundings(folder: Path, screen: str, path: str) -> None:
    """Give the child screens, a home, a temporary folder and a user of its own."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(folder / "err", os.O_WRONLY | os.O_TRUNC), 2)
    os.dup2(os.open(folder / "out", os.O_WRONLY | os.O_TRUNC), 1)
    if screen == "gone":
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, 1)
    elif screen and screen != "closed":
        os.dup2(os.open(screen, os.O_WRONLY), 1)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - both last as long as the child
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if screen == "closed":
        os.close(1)
    os.environ.update(
        {
            "HOME": str(folder / "attackhome"),
            "USER": "attackuser",
            "LOGNAME": "attackuser",
            "PATH": path,
            "TMPDIR": str(folder / "temporary"),
        }
    )
    import tempfile

    tempfile.tempdir = None


def _limits(patience: float, largest: int) -> None:
    # not on Windows, where nothing of this runs, and the tests are collected all the same
    import resource

    seconds = max(1, round(patience))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _changes(fault: Fault, tally: Path, pause: float) -> Callable[[str, tuple[Any, ...]], None]:
    """Return an audit hook that counts the changes of the disk under the fault's folder and lets
    the fault happen.

    Python calls it before whatever it names, also where a library calls the system by another way
    than ours.
    """
    under, seen, busy = str(fault.under), 0, False
    counter = os.open(tally, os.O_WRONLY | os.O_APPEND)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen, busy
        if busy or not f"{(place := _changed(event, given))}/".startswith(f"{under}/"):
            return
        seen += 1
        busy = True
        try:
            os.write(counter, b".")
            if pause:
                time.sleep(pause * (hash((seen, os.getpid())) % 97) / 97)
            if seen in (fault.at, fault.then):
                _happen(fault.how, place)
        finally:
            busy = False

    return hook


def _changed(event: str, given: tuple[Any, ...]) -> str:
    """Return the place on the disk that an event is about to change, or nothing."""
    if event == "open":
        path, mode, flags = given
        writes = flags & WRITING if isinstance(flags, int) else mode and set(mode) & set("wax+")
        return _absolute(path) if writes else ""
    if event in CHANGES:
        place, folder = CHANGES[event]
        return _absolute(given[place], given[folder] if folder < len(given) else -1)
    return ""


def _absolute(path: object, folder: object = -1) -> str:
    """Return a path from the root; `folder` is the number of the open folder that it is meant from,
    if not -1.
    """
    if not isinstance(path, str | bytes | os.PathLike):
        return ""
    name = os.fsdecode(path)
    if isinstance(folder, int) and folder >= 0 and not os.path.isabs(name):
        try:
            name = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)
        except OSError:
            return ""
    return os.path.abspath(name)


def _happen(how: str, place: str) -> None:
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "stop":
        raise KeyboardInterrupt
    if how == "memory":
        raise MemoryError
    raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)), place)
