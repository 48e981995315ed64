"""Filed meetings: a folder each, hashed and chained, whole or not there at all.

`inputs/meetings/<date>/` holds every input as it was, the register's records, the paper, its PDF
and its page (a baseline has the workbook and its records only), and a manifest with every file's
hash and the hash of the meeting before. Each manifest ends with the hash of its own lines, so that
the last is guarded too, and the last manifest's hash seals them all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.files.content import digest
from pipeline.files.leftovers import cleared
from pipeline.files.lock import alone_in
from pipeline.files.writing import put_new
from pipeline.findings.finding import ArchiveRefused, Finding, SettingsRefused
from pipeline.register.beside_meetings import meeting_folders
from pipeline.register.codes import finding
from pipeline.register.manifest import (
    UNREAD,
    Manifest,
    NoManifest,
    is_sealed,
    lines_of,
    manifest,
    sealed,
)
from pipeline.register.meeting_files import (
    ALL,
    LOG,
    MANIFEST,
    MOST_FILED,
    PAPER,
    RECORDS,
    SETTINGS,
    not_as_filed,
    plain_bytes,
)
from pipeline.register.places import is_day, is_link, is_litter, shown

Link: TypeAlias = tuple[datetime.date, str]
"""The meeting before, and the hash of its manifest."""


UNKNOWN: Link = (datetime.date.min, "")
"""Stands for the meeting before where that has a fault of its own, told already."""


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
    places, faults = meeting_folders(folder)
    for place in places:
        try:
            source = plain_bytes(place / MANIFEST)
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
