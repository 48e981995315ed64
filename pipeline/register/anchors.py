"""What stands outside the archive and names its meetings by their seals, so that the newest cannot
go or change unseen.

The chain guards every filed meeting but its end. Three things vouch for that: what lies in
`outputs/` (`run.json` of each meeting names the one that its paper was made after, `filed.json` all
that were filed from there), the papers that were filed later (each prints the first digits of the
seal before it), and `[archive] seal` of report.toml, where a person writes it.
"""

from __future__ import annotations

import datetime
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.english.pattern import late
from pipeline.english.writing import listed
from pipeline.files.package import zip_of
from pipeline.findings.finding import ArchiveRefused, Finding
from pipeline.register.archive import Filed
from pipeline.register.codes import finding
from pipeline.register.manifest import HASH, MOST_BYTES, NoManifest, day
from pipeline.register.meeting_files import PAPER, SEAL_LENGTH, not_as_filed
from pipeline.register.places import is_day, shown
from pipeline.settings.model import FILE as SETTINGS_FILE

FILE = "filed.json"
"""In the outputs folder: every filed meeting with its seal, written whenever one is filed."""
RUN = "run.json"
RESTORE = "Put the folder meetings back from your backup or version control."
MOST_TEXT = 50_000_000
"""The most bytes of a part of a filed paper that are looked at: thirty times what a long paper has.
"""
BODY = "word/document.xml"
PRINTING = late(r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
WORDS = late(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|</w:p>|<w:(?:tab|br|cr)\b")
SEAL = late(rf"(?<![\w/@.-])(?=[0-9]*[a-f])[0-9a-f]{{{SEAL_LENGTH}}}(?![\w/@-])")
"""What can only be a seal: twelve digits of a hash, a letter among them, and no part of an address
or a longer key.
"""


class Named(NamedTuple):
    """A filed meeting as a file in the outputs folder names it; `by` is that file, from the outputs
    folder's name on.
    """

    meeting: datetime.date
    seal: str
    by: str


def named_in(outputs: Path) -> list[Named]:
    """Return the filed meetings that an outputs folder names; raises ArchiveRefused where its list
    of them cannot be read.
    """
    try:
        places = sorted(path for path in outputs.iterdir() if is_day(path.name))
    except OSError:
        return []
    named = list(_listed(outputs))
    for place in places:
        said = _object(place / RUN)
        try:
            named.append(
                Named(
                    day(said.get("previous"), RUN),
                    _seal(said.get("archive_seal")),
                    _told(place / RUN),
                )
            )
        except NoManifest:  # made after no meeting, or by none of our runs
            continue
    return named


def _listed(outputs: Path) -> Iterator[Named]:
    path = outputs / FILE
    if not path.exists():
        return
    said = _object(path).get("filed")
    try:
        if not isinstance(said, dict):
            raise NoManifest("")
        yield from [
            Named(day(meeting, FILE), _seal(seal), _told(path)) for meeting, seal in said.items()
        ]
    except NoManifest:
        raise ArchiveRefused(
            [
                finding(
                    "archive-disagrees",
                    "it cannot be read, so that it does not say which meetings were filed.",
                    "Put it back from your "
                    "backup, or delete it: it is written again when the next meeting is filed.",
                    _told(path),
                )
            ]
        ) from None


def _object(path: Path) -> Mapping[str, object]:
    """Return what a small JSON file holds; nothing where it is no object, or cannot be read."""
    try:
        found = (
            json.loads(path.read_bytes())
            if path.is_file() and path.stat().st_size <= MOST_BYTES
            else None
        )
    except (OSError, ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def _seal(value: object) -> str:
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise NoManifest("")
    return value


def _told(path: Path) -> str:
    """Return a file of the outputs folder as messages name it: from the outputs folder's own name
    on, and no path before.
    """
    outputs = path.parent if path.name == FILE else path.parent.parent
    name = outputs.name if outputs.name not in ("", "..") else outputs.resolve().name
    return f"{shown(name)}/{path.relative_to(outputs).as_posix()}"


def as_listed(filed: Iterable[Filed], meeting: datetime.date, seal: str) -> bytes:
    """Return the contents of `filed.json` once a meeting was filed after others."""
    seals = {
        **{found.meeting.isoformat(): found.seal for found in filed},
        meeting.isoformat(): seal,
    }
    return (json.dumps({"schema_version": 1, "filed": seals}, indent=1) + "\n").encode()


def outputs_faults(
    filed: Sequence[Filed], named: Iterable[Named], until: datetime.date | None = None
) -> list[Finding]:
    """Return a fault for each meeting that the outputs name and the archive has not, or not as it
    was then.

    Where the paper of a filed meeting is made again, only what was filed before it counts: `until`
    is that meeting.
    """
    seals = {found.meeting: found.seal for found in filed}
    told: dict[tuple[datetime.date, str], list[str]] = {}
    for one in named:
        if seals.get(one.meeting) != one.seal and (until is None or one.meeting < until):
            told.setdefault((one.meeting, one.seal), []).append(one.by)
    return [
        _disagreement(meeting, seal, seals.get(meeting), by)
        for (meeting, seal), by in sorted(told.items())
    ]


def _disagreement(meeting: datetime.date, seal: str, now: str | None, by: Sequence[str]) -> Finding:
    who = f"{listed(by)} {'name' if len(by) > 1 else 'names'}"
    what = (
        f"the meeting is not there, and {who} it as filed."
        if now is None
        else (
            f"the meeting is not the one that {who}: its seal begins {now[:SEAL_LENGTH]}, and began"
            f" {seal[:SEAL_LENGTH]}."
        )
    )
    lists = [f"delete {name}" for name in by if name.endswith(f"/{FILE}")]
    folders = [name.removesuffix(f"/{RUN}") for name in by if name.endswith(f"/{RUN}")]
    moved = [f"move {listed(folders)} somewhere else"] if folders else []
    why = "it was removed" if now is None else "it was filed anew"
    return finding(
        "archive-disagrees",
        what,
        f"{RESTORE} If {why} on purpose, or these outputs belong to another archive, "
        f"{' and '.join(lists + moved)}, and run the command again.",
        f"meetings/{meeting}",
    )


def refuse_unless_anchored(filed: Sequence[Filed], seal: str = "") -> None:
    """Raise ArchiveRefused where a filed paper, or the `seal` of report.toml, names another archive
    than the one there is.

    What a person has confirmed by `[archive] seal` is not asked of the papers up to that meeting.
    """
    confirmed = next(
        (place for place, found in enumerate(filed, 1) if seal and found.seal.startswith(seal)), 0
    )
    faults = []
    if seal and not confirmed:
        newest = (
            f"the newest is that of {filed[-1].meeting}, whose seal begins"
            f" {filed[-1].seal[:SEAL_LENGTH]}"
            if filed
            else ("no meeting is filed")
        )
        faults.append(
            finding(
                "archive-disagrees",
                f"no filed meeting has a seal that begins {seal}; {newest}.",
                f"{RESTORE} If the meeting was removed or filed anew on purpose, write the seal of"
                " the newest meeting there, or remove the line.",
                SETTINGS_FILE,
                place="[archive] seal",
            )
        )
    faults += [
        _resealed(last, found, others)
        for last, found in pairwise(filed[max(confirmed - 1, 0) :])
        if not found.contradictions and (others := other_seals(found.paper, last))
    ]
    if faults:
        raise ArchiveRefused(faults)


def _resealed(last: Filed, found: Filed, others: Sequence[str]) -> Finding:
    return finding(
        "archive-disagrees",
        f"the meeting is not as it was when that of {found.meeting} was filed after it: the paper"
        f" filed then names the seal {listed(others)}, and it begins {last.seal[:SEAL_LENGTH]}"
        " now.",
        f"{RESTORE} If that paper was "
        "filed with another seal in it, confirm the archive: write seal ="
        f' "{found.seal[:SEAL_LENGTH]}" under [archive] in '
        f"{SETTINGS_FILE}.",
        f"meetings/{last.meeting}",
    )


def paper_faults(filed: Iterable[Filed]) -> list[Finding]:
    """Return a fault for each filed paper that is no Word file at all: no version of this program
    would have filed it.
    """
    return [
        not_as_filed(
            found.meeting.isoformat(), PAPER, "it is no Word document, so it is not what was filed"
        )
        for found in filed
        if found.paper is not None and not _is_document(found.paper)
    ]


def _is_document(paper: bytes) -> bool:
    """Return whether a file is a zip with the part that every Word document has; what is in it is
    asked elsewhere.
    """
    try:
        return BODY in zip_of(paper).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def other_seals(paper: bytes | None, last: Filed | None) -> list[str]:
    """Return the seals that a paper names where that of the meeting before it is not among them;
    mostly none.

    What cannot be read names none.
    """
    if last is None or paper is None or not _is_document(paper):
        return []
    seal, found = last.seal[:SEAL_LENGTH], set[str]()
    parts = zip_of(paper)
    if seal.encode() in _part(parts, BODY):  # in one piece, as the program prints it
        return []
    for name in parts.namelist():
        if PRINTING.fullmatch(name):
            found |= _seals_in(_part(parts, name))
    return [] if seal in found else sorted(found)


def _part(paper: zipfile.ZipFile, name: str) -> bytes:
    try:
        with paper.open(name) as part:
            return part.read(MOST_TEXT)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError):
        return b""


def _seals_in(part: bytes) -> set[str]:
    """Return every seal that a part prints, also where Word has cut it up into several runs."""
    pieces = [match[1] if match[1] is not None else b"\n" for match in WORDS.finditer(part)]
    return set(SEAL.findall(b"".join(pieces).decode("utf-8", "replace")))
