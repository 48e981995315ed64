"""What lies among the filed meetings, or beside them, and may be one that was renamed, copied or
moved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.english.writing import listed, plural, verb
from pipeline.findings.finding import Finding
from pipeline.register.codes import finding
from pipeline.register.manifest import NoManifest, lines_of
from pipeline.register.meeting_files import MANIFEST, not_as_filed, plain_bytes
from pipeline.register.places import is_day, is_link, near_day, shown

UNFINISHED = (".partial-", ".whole-")
"""What the folder of a meeting that is being filed begins with."""
PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")


def meeting_folders(folder: Path) -> tuple[list[Path], list[Finding]]:
    """Return the folders of the meetings, oldest first, and a fault for each thing beside them that
    may be one.
    """
    if not folder.exists() and not folder.is_symlink():
        return [], _elsewhere(folder, ())
    try:
        there = sorted(folder.iterdir())
    except OSError as error:
        what = "it is a file" if folder.is_file() else f"it cannot be read ({error.strerror})"
        return [], [
            finding(
                "archive-altered",
                f"{what}, and is to be the folder of the filed meetings.",
                "Restore the folder from your backup or version control. If no meeting was ever"
                " filed, move what is there away.",
                folder.name,
            )
        ]
    places = [path for path in there if is_day(path.name)]
    days = {place.name for place in places}
    found = [fault for path in there if (fault := _no_meeting(path, days))]
    return [
        place for place in places if place.is_dir() and not is_link(place)
    ], found or _elsewhere(folder, days)


def _no_meeting(path: Path, days: Collection[str]) -> Finding | None:
    """Return a fault where something among the meetings is not a meeting's folder, and may be one
    that was renamed or copied.
    """
    if is_day(path.name):
        what = "a link stands" if is_link(path) else "" if path.is_dir() else "a file stands"
        return (
            not_as_filed(path.name, "", f"{what} in place of the meeting's folder")
            if what
            else None
        )
    if path.name.startswith(UNFINISHED):
        return None
    if path.name == MANIFEST:
        return finding(
            "archive-altered",
            "the file of a filed meeting lies here without its folder.",
            f"Put it and the files filed with it into a folder of the meeting's date"
            f" (it names {_meeting_in(path.parent)}), or restore that folder from your backup.",
            _shown(path),
        )
    meeting = _meeting_in(path)
    if path.is_dir() and (meeting or near_day(path.name)):
        return _renamed(path, meeting, days)
    packed = (
        near_day(path.name.removesuffix(path.suffix))
        if path.suffix.lower() in PACKED and not path.is_dir()
        else ""
    )
    if packed and packed not in days:
        return finding(
            "archive-altered",
            f"the folder of {packed} is not there, and this may be what was made of it.",
            f"Unpack it, so that the folder {packed} is there again. If that meeting is not filed,"
            " move it out of the folder meetings.",
            _shown(path),
        )
    return None


def _renamed(path: Path, meeting: str, days: Collection[str]) -> Finding:
    """Return the fault of a folder whose name is no day; `meeting` is the day that it holds, if it
    says so.
    """
    if not is_day(meeting):
        return finding(
            "archive-altered",
            "the folder's name is no date such as 2021-01-14.",
            "If it is a filed meeting, "
            "give it its name back; if not, move it out of the folder meetings.",
            _shown(path),
        )
    return finding(
        "archive-altered",
        f"the folder's name is no date such as 2021-01-14, and it holds the meeting of {meeting}.",
        "It is there under its own name as well: move this one out of the folder meetings."
        if meeting in days
        else f"If the meeting's folder was renamed, rename it back to {meeting}; if it is a copy,"
        " move it out of the folder meetings and restore the original.",
        _shown(path),
    )


def _shown(path: Path) -> str:
    return f"meetings/{shown(path.name)}"


def _elsewhere(folder: Path, days: Collection[str]) -> list[Finding]:
    """Return a fault for each folder that holds filed meetings which are not among `days`.

    It lies below the folder of the meetings or, where no meeting is filed, beside it; or it is the
    inputs folder, or a folder meetings beside that.
    """
    alone = folder.name == "meetings" and not days
    around = (folder, folder.parent) if alone else (folder,)
    try:
        near = [
            path
            for place in around
            if place.is_dir()
            for path in sorted(place.iterdir())
            if path.is_dir()
            and path != folder
            and not is_day(path.name)
            and not path.name.startswith(UNFINISHED)
        ]
        if alone:
            outside = folder.absolute().parent.parent / folder.name
            near += [folder.parent, *([outside] if outside.is_dir() else [])]
        held = {
            path: [
                one.name
                for one in sorted(path.iterdir())
                if is_day(one.name) and one.name not in days and (one / MANIFEST).is_file()
            ]
            for path in near
        }
    except OSError:
        return []
    return [_strayed(path, folder, found) for path, found in held.items() if found]


def _strayed(path: Path, folder: Path, found: Sequence[str]) -> Finding:
    many, own = len(found) > 1, ""
    called = f"meetings/{shown(path.name)}" if path.parent == folder else shown(path.name)
    if path == folder.parent:
        called = "the inputs folder"
    elif path.name == folder.name:
        called, own = "the folder meetings beside the inputs folder", " of the inputs"
    return finding(
        "archive-altered",
        f"it holds the filed {plural(len(found), 'meeting')} of {listed(found)}, which "
        f"{verb(len(found), 'is', 'are')} not in the folder meetings{own}.",
        f"Move {'them' if many else 'it'} back there. If {'they belong' if many else 'it belongs'}"
        f" to another archive, move {'them' if many else 'it'} somewhere else.",
        called,
    )


def _meeting_in(path: Path) -> str:
    """Return the meeting that a folder's manifest names, "?" where it names none, and nothing where
    there is no manifest.
    """
    try:
        return (
            str(lines_of(plain_bytes(path / MANIFEST)).get("meeting"))
            if (path / MANIFEST).exists()
            else ""
        )
    except (OSError, NoManifest):
        return "?"
