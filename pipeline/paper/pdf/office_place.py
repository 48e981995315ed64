"""Where LibreOffice is on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from glob import glob

OVERRIDE = "PIPELINE_SOFFICE"


class OfficeMissing(Exception):
    """LibreOffice is not on this machine, or not where `PIPELINE_SOFFICE` says."""


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
