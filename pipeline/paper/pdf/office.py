"""LibreOffice, found wherever it was installed and run out of harm's way: a .docx goes in, a tagged
PDF comes out.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from pipeline.files.lock import Hold, hold

OVERRIDE = "PIPELINE_SOFFICE"
PREFIX = "pipeline-pdf-"
_WATCH = "read nothing; kill -KILL 0"
"""Ends its group of processes, LibreOffice's, when the program that holds the other end of its
input is gone, even killed.
"""
_JOB_LIMITS, _KILL_ON_JOB_CLOSE, _LIMIT_FLAGS_AT = 9, 0x2000, 16
_SIZE_OF_LIMITS = 144 if struct.calcsize("P") == 8 else 112
"""JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API: its class, its one flag that is set,
where, and its size.
"""
_BLANK = "private:factory/swriter"
"""A blank document, beside which LibreOffice waits on: it ends with the last one that is open.

One that is asked before it has opened the document may end with the first print all the same.
"""
NAME = "paper"  # of the files in the throw-away folder; the PDF never learns another

_FILTER = {
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "SelectPdfVersion": 2,  # PDF/A-2
    "ExportBookmarks": True,
    "ExportNotes": False,
    "UseLosslessCompression": True,
    "ReduceImageResolution": False,
}
# A new profile asks nothing, runs no macro, follows no link out of the document and keeps no copies
# for recovery.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
)


class OfficeMissing(Exception):
    """LibreOffice is not on this machine, or not where `PIPELINE_SOFFICE` says."""


class OfficeFailed(Exception):
    """LibreOffice was started and gave no PDF, or there was no room for its files."""


@dataclass(frozen=True, slots=True)
class _Office:
    """A LibreOffice at work, and what ends it when this program ends before it: a process beside
    it, or a job of Windows.
    """

    process: subprocess.Popen[bytes]
    watch: subprocess.Popen[bytes] | None = None
    job: int | None = None


def pdf_of(document: bytes, ready: Path | None = None, *, seconds: float = 120) -> bytes:
    """Return the .docx as LibreOffice prints it: a tagged PDF, still with LibreOffice's defects
    (`pdf` mends them).

    Each call has a profile and a temporary folder of its own, so calls may run side by side, and
    beside somebody's open Writer; both are gone afterwards. With the folder that `ready` yields,
    the LibreOffice there prints, and only where that gives nothing another. After `seconds`
    LibreOffice and its children are killed. Raises OfficeMissing where there is no LibreOffice,
    OfficeFailed where it gives no PDF; neither names a path.
    """
    program = find_office()
    code, content = _printed(program, document, ready, seconds) if ready else (0, b"")
    if not content:
        with _folder() as own:
            code, content = _printed(program, document, own, seconds)
    if not content.startswith(b"%PDF-"):
        raise OfficeFailed(
            f"LibreOffice ended with code {code} and made no PDF. Open the paper in LibreOffice"
            " Writer to see whether it can be read, or look whether the disk is full and whether"
            " this machine has any fonts; then run the command again."
        )
    return content


@contextlib.contextmanager
def ready() -> Iterator[Path | None]:
    """Yield the folder of a LibreOffice that starts up meanwhile, for `pdf_of`; None where there is
    none to start.

    It waits there for documents of the same profile, and is ended, with all that it started, on the
    way out.
    """
    with contextlib.ExitStack() as stack:
        try:
            program = find_office()
            folder = stack.enter_context(_folder())
            office = _started([program, *_arguments(folder), _BLANK], folder)
        except (OfficeMissing, OfficeFailed):  # whoever asks for the PDF is told
            yield None
            return
        stack.callback(_end, office)
        yield folder


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Yield a folder for one LibreOffice: its profile, its temporary files, and room for what goes
    in and out.

    It is held while it is in use, so that a later run can tell it from what a killed one left.
    Raises OfficeFailed.
    """
    try:
        folder, held = _held_folder()
    except OSError as error:
        raise _no_room(error) from None
    try:
        try:
            (folder / "scratch").mkdir()
            _write_profile(folder / "profile")
        except OSError as error:
            raise _no_room(error) from None
        yield folder
    finally:
        held.let_go()
        # Windows holds on to the files of a killed program for a moment; the next run removes them.
        shutil.rmtree(folder, ignore_errors=True)


def _held_folder() -> tuple[Path, Hold]:
    """Return a new temporary folder and the hold of it, taken before another run can take it for a
    leftover.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with contextlib.suppress(BlockingIOError, FileNotFoundError):
            return folder, hold(folder)


def swept() -> None:
    """Remove the folders that killed runs of this user have left; those in use are held, and
    stay.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if (
                folder.is_symlink()
                or not folder.is_dir()
                or (sys.platform != "win32" and folder.stat().st_uid != os.getuid())
            ):
                continue
            held = hold(folder)
            if held.sure:
                shutil.rmtree(folder, ignore_errors=True)
            held.let_go()
            if sys.platform == "win32":  # there the file that is locked stays to the end
                shutil.rmtree(folder, ignore_errors=True)


def _no_room(error: OSError) -> OfficeFailed:
    """Return the failure that the temporary folder takes no files; it names no path."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return OfficeFailed(
            "the disk with the temporary folder is full, and LibreOffice needs some room there."
            " Make room on it, or set TMPDIR (TEMP on Windows) to a folder on another disk; then"
            " run the command again."
        )
    return OfficeFailed(
        f"the temporary folder takes no files ({os.strerror(error.errno or 0)}). Set TMPDIR (TEMP"
        " on Windows) to a folder that may be written to; then run the command again."
    )


def _printed(program: str, document: bytes, folder: Path, seconds: float) -> tuple[int, bytes]:
    """Return LibreOffice's exit code and the PDF, empty where it made none; raises OfficeFailed."""
    source, result = folder / f"{NAME}.docx", folder / "out" / f"{NAME}.pdf"
    try:
        source.write_bytes(document)
        result.unlink(missing_ok=True)  # an earlier print of the same folder is not this one
    except OSError as error:
        raise _no_room(error) from None
    code = _run([program, *_arguments(folder), *_conversion(folder, source)], folder, seconds)
    return code, result.read_bytes() if result.is_file() else b""


def find_office() -> str:
    """Return the program to start: the environment's choice, else the first of the usual places
    that has one.

    Raises OfficeMissing with what to install where there is none.
    """
    chosen = os.environ.get(OVERRIDE, "").strip()
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise OfficeMissing(
                f"{OVERRIDE} does not name a program that can be run. Set it to LibreOffice's"
                " soffice (soffice.com on Windows), or unset it to have LibreOffice looked for."
            )
        return found
    for place in places(sys.platform, os.environ):
        found = shutil.which(place)
        if found is not None:
            return found
    raise OfficeMissing(
        "LibreOffice was not found, and it makes the PDF. Install LibreOffice (its Writer is"
        f" enough), or set {OVERRIDE} to its soffice program; then run the command again. With"
        " --no-pdf, report does not look for it."
    )


def places(platform: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield where LibreOffice may be on `platform` (as in `sys.platform`), likeliest first: names
    on the PATH, then files.

    On Windows soffice.com comes before soffice.exe, which returns before the work is done.
    """
    if platform == "win32":
        yield "soffice.com"
        for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
            if environment.get(variable):
                yield rf"{environment[variable]}\LibreOffice\program\soffice.com"
        if environment.get("LOCALAPPDATA"):
            yield rf"{environment['LOCALAPPDATA']}\Programs\LibreOffice\program\soffice.com"
        return
    yield "soffice"
    yield "libreoffice"
    if platform == "darwin":
        yield "/Applications/LibreOffice.app/Contents/MacOS/soffice"
        if environment.get("HOME"):
            yield f"{environment['HOME']}/Applications/LibreOffice.app/Contents/MacOS/soffice"
        yield "/opt/homebrew/bin/soffice"
        return
    for folder in (
        "/usr/bin",
        "/usr/local/bin",
        "/usr/lib/libreoffice/program",
        "/usr/lib64/libreoffice/program",
    ):
        yield f"{folder}/soffice"
    yield from sorted(
        glob("/opt/libreoffice*/program/soffice"), reverse=True
    )  # the latest release first


def _arguments(folder: Path) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        "--nolockcheck",
    ]


def _conversion(folder: Path, source: Path) -> list[str]:
    kinds = {bool: "boolean", int: "long"}
    options = {
        key: {"type": kinds[type(value)], "value": str(value).lower()}
        for key, value in _FILTER.items()
    }
    return [
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}"'
        f' oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
        f' xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n',
        encoding="utf-8",
    )


def _started(command: list[str], folder: Path) -> _Office:
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
        return _Office(process, watch, _job_of(process) if sys.platform == "win32" else None)
    except OSError as error:
        if watch:
            _end_watch(watch)
        raise OfficeFailed(
            f"LibreOffice could not be started ({error.strerror}). Reinstall it, or set {OVERRIDE}"
            " to its soffice program."
        ) from None


def _run(command: list[str], folder: Path, seconds: float) -> int:
    """Return the exit code of a command; raises OfficeFailed on time-out."""
    office = _started(command, folder)
    try:
        return office.process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise OfficeFailed(
            f"LibreOffice was still at work after {seconds:g} seconds and was stopped. Run the"
            " command again; if it happens twice, the paper is too long for it on this machine."
        ) from None
    finally:
        _end(office)


def _end(office: _Office) -> None:
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
