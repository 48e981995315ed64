"""LibreOffice, run out of harm's way: a .docx goes in, a tagged
PDF comes out.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.files.lock import Hold, hold
from pipeline.paper.pdf.office_place import OfficeMissing, find_office
from pipeline.paper.pdf.office_process import OfficeFailed, end, run, started

PREFIX = "pipeline-pdf-"
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
            office = started([program, *_arguments(folder), _BLANK], folder)
        except (OfficeMissing, OfficeFailed):  # whoever asks for the PDF is told
            yield None
            return
        stack.callback(end, office)
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
    code = run([program, *_arguments(folder), *_conversion(folder, source)], folder, seconds)
    return code, result.read_bytes() if result.is_file() else b""


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
