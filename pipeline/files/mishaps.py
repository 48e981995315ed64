"""What the disk refuses, in words: the file, the true cause, and what helps against that cause."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

from pipeline.files.codes import finding
from pipeline.findings.finding import Finding

_AGAIN = "then run the command again."
_OPEN = (
    "it is open in another program",
    f"Close it in Word, Excel or whatever has it open, {_AGAIN}",
)
_NETWORK = ("the network drive does not answer", f"See that the drive can be reached, {_AGAIN}")
_FAILED = (
    "the disk or the network drive failed",
    f"Copy the project's folder to another disk, {_AGAIN}",
)
_NO_LEAVE = (
    "the permission is missing",
    "Have the permissions of the file and of its folder changed, or name another folder "
    "(--outputs, --inputs); " + _AGAIN,
)
_TOO_LONG = (
    "its name, or the path to it, is too long",
    f"Move the project to a folder with a shorter path, {_AGAIN}",
)
_IN_PLACE = (
    "a file stands where a folder has to be, or a folder where a file has to be",
    f"Rename what is there, {_AGAIN}",
)
_CAUSES: dict[int, tuple[str, str]] = {
    errno.EACCES: _NO_LEAVE,
    errno.EPERM: _NO_LEAVE,
    errno.EROFS: (
        "the disk can only be read",
        f"Name a folder on another disk (--outputs), or copy the project there; {_AGAIN}",
    ),
    errno.EBUSY: _OPEN,
    errno.ETXTBSY: _OPEN,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ENOTDIR: _IN_PLACE,
    errno.EISDIR: _IN_PLACE,
    errno.EEXIST: _IN_PLACE,
    errno.ENOTEMPTY: _IN_PLACE,
    errno.ENOENT: (
        "it is gone: somebody moved or removed it during the run, or no name may be written so",
        f"See that its folder is there, {_AGAIN}",
    ),
    errno.EIO: _FAILED,
    errno.ELOOP: ("links lead in a circle there", f"Remove the link, {_AGAIN}"),
    errno.EMFILE: ("too many files are open", f"Close other programs, {_AGAIN}"),
    errno.ENFILE: ("too many files are open", f"Close other programs, {_AGAIN}"),
    errno.EFBIG: (
        "the disk takes no file of that size",
        f"Name a folder on another disk (--outputs), {_AGAIN}",
    ),
    **{
        getattr(errno, name): _NETWORK
        for name in (
            "ESTALE",
            "ETIMEDOUT",
            "EHOSTDOWN",
            "ENETDOWN",
            "EHOSTUNREACH",
            "ENETUNREACH",
            "ENOTCONN",
            "EREMOTEIO",
        )
        if hasattr(errno, name)
    },
}
_OF_WINDOWS: dict[int, tuple[str, str]] = {
    32: _OPEN,
    33: _OPEN,
    206: _TOO_LONG,
    53: _NETWORK,
    59: _NETWORK,
    64: _NETWORK,
    121: _NETWORK,
    1231: _NETWORK,
    5: (
        "it is open in another program, or the permission is missing",
        "Close it in Word, Excel and every window that shows its folder, see that the folder may be"
        " written to, " + _AGAIN,
    ),
}
"""Windows tells with PermissionError what is open elsewhere, and with FileNotFoundError a path that
is too long.
"""
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_OF_WINDOWS = {39, 112}
_OURS = re.compile(r"\.(?:partial|whole)-(.+?)(?:\.\d+)?")


def mishap(error: OSError) -> Finding:
    """Return the finding that a file or folder cannot be read or written, with the cause that the
    system gives.
    """
    path = Path(str(error.filename2 or error.filename or ""))
    ours = _OURS.fullmatch(path.name)
    name = (ours[1] if ours else path.name) or "a file"
    of_windows = getattr(error, "winerror", None) or 0
    if error.errno in _FULL or of_windows in _FULL_OF_WINDOWS:
        quota = error.errno != errno.ENOSPC and of_windows not in _FULL_OF_WINDOWS
        full = "your share of the disk is used up" if quota else f"the disk is full{_free(path)}"
        return finding(
            "disk-full",
            f"it cannot be written: {full}.",
            f"Make room on that disk, or name a folder on another one (--outputs); {_AGAIN}",
            name,
        )
    why, remedy = (
        _OF_WINDOWS.get(of_windows)
        or _CAUSES.get(error.errno or 0)
        or (
            error.strerror or type(error).__name__,
            f"See that the folder is there and may be written to, {_AGAIN}",
        )
    )
    return finding("file-in-use", f"it cannot be read or written: {why}.", remedy, name)


def _free(path: Path) -> str:
    """Return how much room is left where a path is, as the end of a clause; "" where that cannot be
    asked.
    """
    for place in (path, *path.parents) if path.name else ():
        try:
            return f" ({shutil.disk_usage(place).free / 1_000_000:.1f} MB free)"
        except OSError:
            continue
    return ""
