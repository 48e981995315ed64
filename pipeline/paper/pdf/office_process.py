"""LibreOffice as a process that is ended, with all that it started, when this program ends, however
that ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from pipeline.paper.pdf.office_place import OVERRIDE

_WATCH = "read nothing; kill -KILL 0"
"""Ends its group of processes, LibreOffice's, when the program that holds the other end of its
input is gone, even killed.
"""
_JOB_LIMITS, _KILL_ON_JOB_CLOSE, _LIMIT_FLAGS_AT = 9, 0x2000, 16
_SIZE_OF_LIMITS = 144 if struct.calcsize("P") == 8 else 112
"""JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API: its class, its one flag that is set,
where, and its size.
"""


class OfficeFailed(Exception):
    """LibreOffice was started and gave no PDF, or there was no room for its files."""


class Office(NamedTuple):
    """A LibreOffice at work, and what ends it when this program ends before it: a process beside
    it, or a job of Windows.
    """

    process: subprocess.Popen[bytes]
    watch: subprocess.Popen[bytes] | None = None
    job: int | None = None


def started(command: list[str], folder: Path) -> Office:
    """Return a command at work, whose temporary files stay in `folder`; raises OfficeFailed where
    it cannot be started.

    It ends with this program, however that ends. What asks the system for that at the start of a
    process (PR_SET_PDEATHSIG) reaches LibreOffice's first process only, and not that which does the
    work.
    """
    scratch = str(folder / "scratch")
    watch = None
    try:
        if sys.platform != "win32":
            watch = subprocess.Popen(
                ["/bin/sh", "-c", _WATCH],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=0,
            )
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch},
            process_group=watch.pid if watch else None,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return Office(process, watch, _job_of(process) if sys.platform == "win32" else None)
    except OSError as error:
        if watch:
            _end_watch(watch)
        raise OfficeFailed(
            f"LibreOffice could not be started ({error.strerror}). Reinstall it, or set {OVERRIDE}"
            " to its soffice program."
        ) from None


def run(command: list[str], folder: Path, seconds: float) -> int:
    """Return the exit code of a command; raises OfficeFailed on time-out."""
    office = started(command, folder)
    try:
        return office.process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise OfficeFailed(
            f"LibreOffice was still at work after {seconds:g} seconds and was stopped. Run the"
            " command again; if it happens twice, the paper is too long for it on this machine."
        ) from None
    finally:
        end(office)


def end(office: Office) -> None:
    """Kill what is left of a program and of all that it started."""
    process = office.process
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            process.kill()
        if office.job:
            ctypes.windll.kernel32.CloseHandle(ctypes.c_void_p(office.job))
    elif office.watch:
        _end_watch(office.watch)
    process.wait()


def _end_watch(watch: subprocess.Popen[bytes]) -> None:
    """Kill a group of processes together with the one that watches it."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(watch.pid, signal.SIGKILL)
    watch.communicate()


def _job_of(process: subprocess.Popen[bytes]) -> int | None:
    """Return the handle of a job of Windows with a process in it, which ends all in it when the
    last handle is closed; or None.

    https://learn.microsoft.com/windows/win32/procthread/job-objects
    """
    if sys.platform != "win32":
        return None
    kernel = ctypes.windll.kernel32
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    limits = ctypes.create_string_buffer(_SIZE_OF_LIMITS)
    struct.pack_into("<I", limits, _LIMIT_FLAGS_AT, _KILL_ON_JOB_CLOSE)
    handle = ctypes.c_void_p(job)
    if job and kernel.SetInformationJobObject(handle, _JOB_LIMITS, limits, _SIZE_OF_LIMITS):
        kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(int(vars(process)["_handle"])))
    return int(job) if job else None
