"""Filed meetings: a folder each, hashed and chained, whole or not there at all.

`inputs/meetings/<date>/` holds every input as it was, the register's records, the paper and its PDF (a baseline has the
workbook and its records only), and a manifest with every file's hash and the hash of the meeting before. Each manifest
ends with the hash of its own lines, so that the last is guarded too, and the last manifest's hash seals them all.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.alone import alone_in
from pipeline.codes import finding
from pipeline.disk import put_new
from pipeline.findings import ArchiveRefused, Finding, SettingsRefused
from pipeline.leftovers import cleared

MANIFEST = "manifest.json"
WORKBOOK, RECORDS, PAPER = "recommendations.xlsx", "register.jsonl", "paper.docx"
LOG, SETTINGS, TEMPLATE, PDF = "inspections.xlsx", "report.toml", "hmicfrs_update.docx", "paper.pdf"
ALL = (WORKBOOK, RECORDS, PAPER, LOG, SETTINGS, TEMPLATE, PDF)
"""Every file that a meeting may be filed with, besides its manifest; one filed before version 1.4 has the first three."""
SEAL_LENGTH = 12
UNKNOWN: dict[str, str] = {}
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
    """The inspections log: none where the meeting was filed by an earlier version, or is a baseline."""
    settings: bytes | None = None
    """The settings by which the log is read."""


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def filed_meetings(folder: Path) -> list[Filed]:
    """Return the filed meetings, oldest first; raises ArchiveRefused naming every file that is not as it was filed."""
    filed: list[Filed] = []
    faults: list[Finding] = []
    before: dict[str, str] | None = None
    for place in sorted(_dated(folder)):
        try:
            manifest_bytes = (place / MANIFEST).read_bytes()
            manifest = json.loads(manifest_bytes)
            found, more = _read(place, manifest, manifest_bytes, before)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            faults.append(not_as_filed(place.name, MANIFEST, "the manifest is missing or cannot be read"))
            before = UNKNOWN
            continue
        faults += more
        if found:
            filed.append(found)
        altered = any(fault.file.endswith(MANIFEST) for fault in more)
        before = UNKNOWN if altered else {"meeting": place.name, "manifest": digest(manifest_bytes)}
    if faults:
        raise ArchiveRefused(faults)
    return filed


def _dated(folder: Path) -> list[Path]:
    places = []
    for place in folder.iterdir() if folder.is_dir() else ():
        try:
            datetime.date.fromisoformat(place.name)
        except ValueError:
            continue
        if place.is_dir():
            places.append(place)
    return places


def _sealed(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest as it is filed: the last line is the hash of the lines before it, so that no line can change alone."""
    lines = {key: value for key, value in manifest.items() if key != "sealed"}
    return _as_json({**lines, "sealed": digest(_as_json(lines))})


def _as_json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _read(place: Path, manifest: dict[str, Any], source: bytes, before: dict[str, str] | None
          ) -> tuple[Filed | None, list[Finding]]:
    faults = []
    if source != _sealed(manifest):
        return None, [not_as_filed(place.name, MANIFEST, "the file was changed after it was filed")]
    files = {}
    for name, expected in manifest["files"].items():
        path = place / name
        files[name] = path.read_bytes() if path.is_file() else b""
        if not path.is_file():
            faults.append(not_as_filed(place.name, name, "the file is gone"))
        elif digest(files[name]) != expected:
            faults.append(not_as_filed(place.name, name, "the file was changed after it was filed"))
    faults += [not_as_filed(place.name, name, "the file was added after it was filed")
               for name in ALL if name not in manifest["files"] and (place / name).exists()]
    if manifest["meeting"] != place.name:
        faults.append(not_as_filed(place.name, MANIFEST, f"the folder was renamed; it was filed as {manifest['meeting']}"))
    if manifest["previous"] != before and before is not UNKNOWN:
        named = (manifest["previous"] or {}).get("meeting", "no earlier meeting")
        if before and before["meeting"] == named:
            faults.append(not_as_filed(named, MANIFEST, f"{place.name} was filed after it, and it is not as it was then"))
        else:
            faults.append(not_as_filed(place.name, MANIFEST,
                                       f"it was filed after {named}, which is no longer the meeting before"))
    if faults:
        return None, faults
    return Filed(datetime.date.fromisoformat(manifest["meeting"]), datetime.date.fromisoformat(manifest["data_to"]),
                 digest(source), files[RECORDS], files.get(PAPER), tuple(manifest["ratings"]), manifest["figures"],
                 tuple(map(str, manifest.get("contradictions", ()))), files.get(LOG), files.get(SETTINGS)), []


def not_as_filed(meeting: str, name: str, what: str) -> Finding:
    """Return the finding that a file of a filed meeting is not as it was filed."""
    return finding("archive-altered", f"{what}.", "Restore the folder from your backup or version control; a filed meeting "
                   "is never changed.", f"meetings/{meeting}/{name}")


def archive_of(inputs: Path) -> Path:
    """Return the folder with the filed meetings that a folder of inputs goes with: its own, or the one that it is filed in.

    A filed meeting's folder holds all that its paper was made from, so that the paper can be made from it again.
    """
    own = inputs / "meetings"
    return inputs.resolve().parent if not own.exists() and (inputs / MANIFEST).is_file() else own


def before(filed: Sequence[Filed], meeting: datetime.date) -> Filed | None:
    """Return the latest meeting filed before a date, or None."""
    return next((found for found in reversed(filed) if found.meeting < meeting), None)


def refuse_if_filed(filed: Sequence[Filed], meeting: datetime.date) -> None:
    """Raise ArchiveRefused where this meeting, or a later one, is filed already: the chain only grows at its end."""
    for found in filed:
        if found.meeting == meeting:
            raise ArchiveRefused([finding(
                "meeting-filed", "this meeting is already filed, and a filed meeting is never changed.",
                "For the next meeting, change date and data_to in [meeting] of report.toml.", f"meetings/{meeting}")])
        if found.meeting > meeting:
            raise ArchiveRefused([finding(
                "meeting-filed", f"the later meeting of {found.meeting} is already filed, so nothing can be filed before it.",
                "Check the meeting's date.", f"meetings/{meeting}")])


def file_meeting(folder: Path, filed: Sequence[Filed], *, meeting: datetime.date, data_to: datetime.date,
                 files: Mapping[str, bytes], ratings: Sequence[str], figures: Mapping[str, int | None],
                 contradictions: Sequence[str] = ()) -> Path:
    """File a meeting's files in a folder that appears whole or not at all, and return that folder.

    `contradictions` are what the paper says otherwise than its inputs, where it is filed as the committee saw it.
    """
    refuse_if_filed(filed, meeting)
    last = filed[-1] if filed else None
    manifest = {
        "schema_version": 1, "meeting": meeting.isoformat(), "data_to": data_to.isoformat(),
        "kind": "paper" if PAPER in files else "baseline",
        "previous": {"meeting": last.meeting.isoformat(), "manifest": last.seal} if last else None,
        "files": {name: digest(content) for name, content in sorted(files.items())},
        "ratings": list(ratings), "figures": dict(figures),
        **({"contradictions": list(contradictions)} if contradictions else {}),
    }
    place = folder / meeting.isoformat()
    with alone_in(folder) as sure:
        _refuse_if_changed(folder, filed, meeting)
        if sure:
            cleared(folder, (*ALL, MANIFEST))
        put_new(place, {**files, MANIFEST: _sealed(manifest)})
    return place


def _refuse_if_changed(folder: Path, filed: Sequence[Filed], meeting: datetime.date) -> None:
    """Raise where another run has filed a meeting since the filed ones were read: this one was made without it."""
    now = filed_meetings(folder)
    refuse_if_filed(now, meeting)
    if [found.seal for found in now] != [found.seal for found in filed]:
        message, remedy = "another run filed a meeting while this one was at work.", "Run the command again."
        raise SettingsRefused([finding("another-run", message, remedy, "meetings")], f"Nothing was changed: {message} {remedy}")
