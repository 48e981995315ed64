"""LibreOffice, found wherever it was installed and run out of harm's way: a .docx goes in, a tagged PDF comes out."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from glob import glob
from pathlib import Path

OVERRIDE = "PIPELINE_SOFFICE"
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
# A new profile asks nothing, runs no macro, follows no link out of the document and keeps no copies for recovery.
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
    """LibreOffice was started and gave no PDF."""


def pdf_of(document: bytes, ready: Path | None = None, *, seconds: float = 120) -> bytes:
    """Return the .docx as LibreOffice prints it: a tagged PDF, still with LibreOffice's defects (`pdf` mends them).

    Each call has a profile and a temporary folder of its own, so calls may run side by side, and beside somebody's
    open Writer; both are gone afterwards. With the folder that `ready` yields, the LibreOffice there prints, and only
    where that gives nothing another. After `seconds` LibreOffice and its children are killed.
    Raises OfficeMissing where there is no LibreOffice, OfficeFailed where it gives no PDF; neither names a path.
    """
    program = find_office()
    code, content = _printed(program, document, ready, seconds) if ready else (0, b"")
    if not content:
        with _folder() as own:
            code, content = _printed(program, document, own, seconds)
    if not content.startswith(b"%PDF-"):
        raise OfficeFailed(
            f"LibreOffice ended with code {code} and made no PDF. Open the paper in LibreOffice Writer to see whether "
            "it can be read, or look whether the disk is full and whether this machine has any fonts; then run the command again."
        )
    return content


@contextlib.contextmanager
def ready() -> Iterator[Path | None]:
    """Yield the folder of a LibreOffice that starts up meanwhile, for `pdf_of`; None where there is none to start.

    It waits there for a document of the same profile, and is ended, with all that it started, on the way out.
    """
    with contextlib.ExitStack() as stack:
        try:
            program = find_office()
            folder = stack.enter_context(_folder())
            process = _started([program, *_arguments(folder)], folder)
        except (OfficeMissing, OfficeFailed):  # whoever asks for the PDF is told
            yield None
            return
        stack.callback(_end, process)
        yield folder


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Yield a folder for one LibreOffice: its profile, its temporary files, and room for what goes in and out."""
    # Windows holds on to the files of a killed program for a moment; there a leftover must not hide the real fault.
    with tempfile.TemporaryDirectory(prefix="pipeline-pdf-", ignore_cleanup_errors=os.name == "nt") as name:
        folder = Path(name)
        (folder / "scratch").mkdir()
        _write_profile(folder / "profile")
        yield folder


def _printed(program: str, document: bytes, folder: Path, seconds: float) -> tuple[int, bytes]:
    """Return LibreOffice's exit code and the PDF, empty where it made none."""
    source, result = folder / f"{NAME}.docx", folder / "out" / f"{NAME}.pdf"
    source.write_bytes(document)
    result.unlink(missing_ok=True)  # an earlier print of the same folder is not this one
    code = _run([program, *_arguments(folder), *_conversion(folder, source)], folder, seconds)
    return code, result.read_bytes() if result.is_file() else b""


def find_office() -> str:
    """Return the program to start: the environment's choice, else the first of the usual places that has one.

    Raises OfficeMissing with what to install where there is none.
    """
    chosen = os.environ.get(OVERRIDE, "").strip()
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise OfficeMissing(
                f"{OVERRIDE} does not name a program that can be run. Set it to LibreOffice's soffice "
                "(soffice.com on Windows), or unset it to have LibreOffice looked for."
            )
        return found
    for place in places(sys.platform, os.environ):
        found = shutil.which(place)
        if found is not None:
            return found
    raise OfficeMissing(
        "LibreOffice was not found, and it makes the PDF. Install LibreOffice (its Writer is enough), or set "
        f"{OVERRIDE} to its soffice program; then run the command again. With --no-pdf, report does not look for it."
    )


def places(platform: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield where LibreOffice may be on `platform` (as in `sys.platform`), likeliest first: names on the PATH, then files.

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
    for folder in ("/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program"):
        yield f"{folder}/soffice"
    yield from sorted(glob("/opt/libreoffice*/program/soffice"), reverse=True)  # the latest release first


def _arguments(folder: Path) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck",
    ]


def _conversion(folder: Path, source: Path) -> list[str]:
    kinds = {bool: "boolean", int: "long"}
    options = {
        key: {"type": kinds[type(value)], "value": str(value).lower()} for key, value in _FILTER.items()
    }
    return [
        "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}",
        "--outdir", str(folder / "out"), str(source),
    ]


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n" for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n", encoding="utf-8",
    )


def _started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Return a command's process, whose temporary files stay in `folder`; raises OfficeFailed where it cannot be started."""
    scratch = str(folder / "scratch")
    try:
        return subprocess.Popen(
            command, cwd=folder, env={**os.environ, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}, start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise OfficeFailed(
            f"LibreOffice could not be started ({error.strerror}). Reinstall it, or set {OVERRIDE} to its soffice program."
        ) from None


def _run(command: list[str], folder: Path, seconds: float) -> int:
    """Return the exit code of a command; raises OfficeFailed on time-out."""
    process = _started(command, folder)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise OfficeFailed(
            f"LibreOffice was still at work after {seconds:g} seconds and was stopped. Run the command again; "
            "if it happens twice, the paper is too long for it on this machine."
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a program and of all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
