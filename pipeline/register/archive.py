"""Filed meetings: a folder each, hashed and chained, whole or not there at all.

`inputs/meetings/<date>/` holds every input as it was, the register's records, the paper, its PDF
and its page (a baseline has the workbook and its records only), and a manifest with every file's
hash and the hash of the meeting before. Each manifest ends with the hash of its own lines, so that
the last is guarded too, and the last manifest's hash seals them all.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.english.writing import listed, plural, verb
from pipeline.files.content import digest
from pipeline.files.leftovers import cleared
from pipeline.files.lock import alone_in
from pipeline.files.writing import put_new
from pipeline.findings.finding import ArchiveRefused, Finding, SettingsRefused
from pipeline.register.codes import finding
from pipeline.register.manifest import (
    MOST_BYTES,
    UNREAD,
    Manifest,
    NoManifest,
    is_sealed,
    lines_of,
    manifest,
    sealed,
)
from pipeline.register.places import is_day, is_link, is_litter, near_day, shown

MANIFEST = "manifest.json"
WORKBOOK, RECORDS, PAPER = "recommendations.xlsx", "register.jsonl", "paper.docx"
LOG, SETTINGS, TEMPLATE, PDF = "inspections.xlsx", "report.toml", "hmicfrs_update.docx", "paper.pdf"
PAGE = "paper.html"
ALL = (WORKBOOK, RECORDS, PAPER, LOG, SETTINGS, TEMPLATE, PDF, PAGE)
"""Every file that a meeting may be filed with, besides its manifest; one filed before version 1.4
has the first three, one before 1.7 has no page.
"""
MOST_FILED = 500_000_000
"""More bytes than any file that is filed."""
SEAL_LENGTH = 12
Link: TypeAlias = tuple[datetime.date, str]
"""The meeting before, and the hash of its manifest."""
UNKNOWN: Link = (datetime.date.min, "")
"""Stands for the meeting before where that has a fault of its own, told already."""
UNFINISHED = (".partial-", ".whole-")
"""What the folder of a meeting that is being filed begins with."""
PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Filed:
    """One filed meeting, as read back and found unaltered."""

    meeting: datetime.date
    data_to: datetime.date
    seal: str
    records: bytes
    paper: bytes | None
    ratings: tuple[str, ...]
    figures: Mapping[str, int | None]
    contradictions: tuple[str, ...] = ()
    """What the paper says otherwise than its inputs: the committee saw it so."""
    log: bytes | None = None
    """The inspections log: none where the meeting was filed by an earlier version, or is a
    baseline.
    """
    settings: bytes | None = None
    """The settings by which the log is read."""


def filed_meetings(folder: Path) -> list[Filed]:
    """Return the filed meetings, oldest first; raises ArchiveRefused naming every file that is not
    as it was filed.
    """
    filed: list[Filed] = []
    before: Link | None = None
    places, faults = _places(folder)
    for place in places:
        try:
            source = _plain_bytes(place / MANIFEST)
            found, more = _read(place, source, before)
        except (OSError, NoManifest) as fault:
            what = str(fault) if isinstance(fault, NoManifest) else UNREAD
            faults.append(not_as_filed(place.name, MANIFEST, what))
            before = UNKNOWN
            continue
        faults += more
        if found:
            filed.append(found)
        altered = any(fault.file.endswith(MANIFEST) for fault in more)
        before = UNKNOWN if altered else (datetime.date.fromisoformat(place.name), digest(source))
    if faults:
        raise ArchiveRefused(faults)
    return filed


def _places(folder: Path) -> tuple[list[Path], list[Finding]]:
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

    It lies below the folder of the meetings or, where no meeting is filed, beside it.
    """
    around = (folder, folder.parent) if folder.name == "meetings" and not days else (folder,)
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
    return [
        finding(
            "archive-altered",
            f"it holds the filed {plural(len(found), 'meeting')} of {listed(found)}, which "
            f"{verb(len(found), 'is', 'are')} not in the folder meetings.",
            "Move them back there. If they belong to another archive, move this folder out of the"
            " inputs folder.",
            shown(path.name) if path.parent != folder else f"meetings/{shown(path.name)}",
        )
        for path, found in held.items()
        if found
    ]


def _meeting_in(path: Path) -> str:
    """Return the meeting that a folder's manifest names, "?" where it names none, and nothing where
    there is no manifest.
    """
    try:
        return (
            str(lines_of(_plain_bytes(path / MANIFEST)).get("meeting"))
            if (path / MANIFEST).exists()
            else ""
        )
    except (OSError, NoManifest):
        return "?"


def _read(place: Path, source: bytes, before: Link | None) -> tuple[Filed | None, list[Finding]]:
    """Return a filed meeting and its faults; raises NoManifest, and OSError where its folder cannot
    be read.
    """
    lines = lines_of(source)
    if not is_sealed(lines, source):
        return None, [not_as_filed(place.name, MANIFEST, "the file was changed after it was filed")]
    said = manifest(lines)
    if RECORDS not in said.files or (PAPER in said.files) != (said.kind == "paper"):
        return None, [
            not_as_filed(place.name, MANIFEST, f'"files" is not what a {said.kind} is filed with')
        ]
    files, faults = _files(place, said.files)
    faults += _astray(place.name, said, before)
    if faults:
        return None, faults
    found = Filed(
        said.meeting,
        said.data_to,
        digest(source),
        files[RECORDS],
        files.get(PAPER),
        said.ratings,
        said.figures,
        said.contradictions,
        files.get(LOG),
        files.get(SETTINGS),
    )
    return found, []


def _astray(name: str, said: Manifest, before: Link | None) -> Iterator[Finding]:
    """Yield why a meeting does not stand where it was filed: another folder, or another meeting
    before it.
    """
    if said.meeting.isoformat() != name:
        yield not_as_filed(
            name, MANIFEST, f"the folder was renamed; it was filed as {said.meeting}"
        )
    if said.previous == before or before is UNKNOWN:
        return
    named = said.previous[0] if said.previous else "no earlier meeting"
    if before and before[0] == named:
        yield not_as_filed(
            str(named), MANIFEST, f"{name} was filed after it, and it is not as it was then"
        )
    else:
        why = f"it was filed after {named}, which is no longer the meeting before"
        yield not_as_filed(name, MANIFEST, why)


def _files(place: Path, expected: Mapping[str, str]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return a meeting's files, and a fault for each that is not as it was filed, and for each that
    was added.
    """
    files, faults = {}, []
    for name, was in expected.items():
        path, what = place / name, ""
        if is_link(path):
            what = "a link stands in place of the file"
        elif not path.is_file():
            what = "the file is gone"
        elif path.stat().st_size > MOST_FILED:
            what = "the file was changed after it was filed"
        else:
            try:
                files[name] = path.read_bytes()
                what = (
                    "the file was changed after it was filed" if digest(files[name]) != was else ""
                )
            except OSError as error:
                what = f"the file cannot be read ({error.strerror})"
        faults += [not_as_filed(place.name, name, what)] if what else []
    there = sorted(path.name for path in place.iterdir())
    gone = {name for name in expected if name not in there} - {
        fault.file.rpartition("/")[2] for fault in faults
    }
    faults += [
        not_as_filed(place.name, name, "the file is there under a name in other letters")
        for name in sorted(gone)
    ]
    return files, [
        *faults,
        *(
            _added(place, name)
            for name in there
            if name not in expected and name != MANIFEST and not is_litter(name)
        ),
    ]


def _added(place: Path, name: str) -> Finding:
    what = "link" if is_link(place / name) else "folder" if (place / name).is_dir() else "file"
    return finding(
        "archive-altered",
        f"the {what} was added after the meeting was filed.",
        "Move it out of the folder; a filed meeting is never changed, and holds nothing but what it"
        " was filed with.",
        f"meetings/{place.name}/{shown(name)}",
    )


def _plain_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is one; raises OSError where it is none, or a link, or larger
    than any manifest.
    """
    if is_link(path) or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise OSError(path.name)
    return path.read_bytes()


def not_as_filed(meeting: str, name: str, what: str) -> Finding:
    """Return the finding that a file of a filed meeting is not as it was filed."""
    return finding(
        "archive-altered",
        f"{what}.",
        "Restore the folder from your backup or version control; a filed meeting is never changed.",
        f"meetings/{meeting}/{name}".removesuffix("/"),
    )


def archive_of(inputs: Path) -> Path:
    """Return the folder with the filed meetings that a folder of inputs goes with: its own, or the
    one that it is filed in.

    A filed meeting's folder holds all that its paper was made from, so that the paper can be made
    from it again.
    """
    return inputs.resolve().parent if filed_inputs(inputs) else inputs / "meetings"


def filed_inputs(inputs: Path) -> datetime.date | None:
    """Return the meeting whose filed folder the inputs are, or None; a manifest beside ordinary
    inputs makes no filed meeting.
    """
    name = inputs.resolve().name
    own = (inputs / "meetings").exists() or (inputs / "meetings").is_symlink()
    return (
        datetime.date.fromisoformat(name)
        if not own and is_day(name) and (inputs / MANIFEST).is_file()
        else None
    )


def before(filed: Sequence[Filed], meeting: datetime.date) -> Filed | None:
    """Return the latest meeting filed before a date, or None."""
    return next((found for found in reversed(filed) if found.meeting < meeting), None)


def refuse_if_filed(filed: Sequence[Filed], meeting: datetime.date) -> None:
    """Raise ArchiveRefused where this meeting, or a later one, is filed already: the chain only
    grows at its end.
    """
    for found in filed:
        if found.meeting == meeting:
            raise ArchiveRefused(
                [
                    finding(
                        "meeting-filed",
                        "this meeting is already filed, and a filed meeting is never changed.",
                        "For the next meeting, change date and data_to in [meeting] of"
                        " report.toml.",
                        f"meetings/{meeting}",
                    )
                ]
            )
        if found.meeting > meeting:
            raise ArchiveRefused(
                [
                    finding(
                        "meeting-filed",
                        f"the later meeting of {found.meeting} is already filed, so nothing can be"
                        " filed before it.",
                        "Check the meeting's date.",
                        f"meetings/{meeting}",
                    )
                ]
            )


def file_meeting(
    folder: Path,
    filed: Sequence[Filed],
    *,
    meeting: datetime.date,
    data_to: datetime.date,
    files: Mapping[str, bytes],
    ratings: Sequence[str],
    figures: Mapping[str, int | None],
    contradictions: Sequence[str] = (),
) -> Path:
    """File a meeting's files in a folder that appears whole or not at all, and return that folder.

    `contradictions` are what the paper says otherwise than its inputs, where it is filed as the
    committee saw it.
    """
    refuse_if_filed(filed, meeting)
    last = filed[-1] if filed else None
    manifest = {
        "schema_version": 1,
        "meeting": meeting.isoformat(),
        "data_to": data_to.isoformat(),
        "kind": "paper" if PAPER in files else "baseline",
        "previous": {"meeting": last.meeting.isoformat(), "manifest": last.seal} if last else None,
        "files": {name: digest(content) for name, content in sorted(files.items())},
        "ratings": list(ratings),
        "figures": dict(figures),
        **({"contradictions": list(contradictions)} if contradictions else {}),
    }
    place = folder / meeting.isoformat()
    with alone_in(folder) as sure:
        _refuse_if_changed(folder, filed, meeting)
        if sure:
            cleared(folder, (*ALL, MANIFEST))
        put_new(place, {**files, MANIFEST: sealed(manifest)})
    return place


def _refuse_if_changed(folder: Path, filed: Sequence[Filed], meeting: datetime.date) -> None:
    """Raise where another run has filed a meeting since the filed ones were read: this one was made
    without it.
    """
    now = filed_meetings(folder)
    refuse_if_filed(now, meeting)
    if [found.seal for found in now] != [found.seal for found in filed]:
        message, remedy = (
            "another run filed a meeting while this one was at work.",
            "Run the command again.",
        )
        raise SettingsRefused(
            [finding("another-run", message, remedy, "meetings")],
            f"Nothing was changed: {message} {remedy}",
        )
