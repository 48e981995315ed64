"""A filed meeting's manifest and records, read strictly: each value has the type that it is filed
with, or it is not read.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn, TypeVar

from pipeline.files.content import as_json, digest
from pipeline.settings.entries import UNPRINTABLE

Value = TypeVar("Value")
VERSION = 1
UNREAD = "the manifest is missing or cannot be read"
MOST_COUNTED = 10**9
"""More than any figure counts."""
MOST_BYTES = 1_000_000
"""More than any manifest has; one of a meeting has some 3,000."""
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ ()-]*(?:\.[A-Za-z0-9_-]+)+")
"""The name of a file in the folder itself: no folder, no drive, nothing that a system gives a
meaning of its own.
"""
HASH = re.compile("[0-9a-f]{64}")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoManifest(ValueError):
    """What is read is no manifest; the message says why, as a sentence without its full stop."""


class Manifest(NamedTuple):
    """What a manifest says; `previous` is the meeting before and the hash of its manifest."""

    meeting: datetime.date
    data_to: datetime.date
    kind: str
    previous: tuple[datetime.date, str] | None
    files: Mapping[str, str]
    ratings: tuple[str, ...]
    figures: Mapping[str, int | None]
    contradictions: tuple[str, ...]


def lines_of(source: bytes) -> dict[str, object]:
    """Return the lines of a manifest, not yet looked at; raises NoManifest where it is no JSON
    object.
    """
    if len(source) > MOST_BYTES:
        raise NoManifest(UNREAD)
    try:
        lines = json.loads(source.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NoManifest(UNREAD) from None
    if not isinstance(lines, dict):
        raise NoManifest(UNREAD)
    return lines


def sealed(lines: Mapping[str, object]) -> bytes:
    """Return a manifest as it is filed: the last line is the hash of the lines before it, so that
    no line can change alone.
    """
    before = {key: value for key, value in lines.items() if key != "sealed"}
    return as_json({**before, "sealed": digest(as_json(before))})


def is_sealed(lines: Mapping[str, object], source: bytes) -> bool:
    """Return whether a manifest, whose lines are given, is as it was filed."""
    try:
        return source == sealed(lines)
    except (ValueError, RecursionError):  # halves of characters
        return False


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def manifest(lines: Mapping[str, object]) -> Manifest:
    """Return a manifest whose every value is what this program files; raises NoManifest naming the
    first that is not.
    """
    version = lines.get("schema_version")
    if type(version) is not int or version != VERSION:
        said = f"is of version {version}" if type(version) is int else "does not say its version"
        raise NoManifest(
            f"the manifest {said}, and this program reads version {VERSION} only; a later one may"
            " have filed it"
        )
    found = Manifest(
        day(lines.get("meeting"), "meeting"),
        day(lines.get("data_to"), "data_to"),
        _text(lines.get("kind"), "kind"),
        _previous(lines.get("previous", "")),
        _table(lines.get("files"), "files", _hash),
        _list(lines.get("ratings"), "ratings", _text),
        _table(lines.get("figures"), "figures", _count),
        _list(lines.get("contradictions", []), "contradictions", _any_text),
    )
    for name in found.files:
        if not PLAIN.fullmatch(name):
            raise NoManifest(
                f'"files" names {_shown(name)}, which is no plain name of a file in this folder'
            )
    if found.kind not in ("paper", "baseline"):
        raise NoManifest(
            f'"kind" is {_shown(found.kind)}, and is "paper" or "baseline" where this program'
            " filed it"
        )
    if len(set(found.ratings)) < len(found.ratings):
        raise NoManifest('"ratings" has a word twice')
    return found


def day(value: object, key: str) -> datetime.date:
    """Return a date written as 2021-01-14; raises NoManifest, which names the key, where it is
    none.
    """
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise NoManifest(f'"{key}" is {_shown(value)}, not a date such as 2021-01-14')


def _previous(value: object) -> tuple[datetime.date, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"meeting", "manifest"}:
        raise NoManifest(
            f'"previous" is {_shown(value)}, not a meeting and the hash of its manifest'
        )
    return day(value["meeting"], "previous"), _hash(value["manifest"], "previous")


def _hash(value: object, key: str) -> str:
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise NoManifest(f'"{key}" holds {_shown(value)}, not a hash of 64 digits')
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip() or UNPRINTABLE.search(value):
        raise NoManifest(f'"{key}" holds {_shown(value)}, not a text')
    return value


def _any_text(value: object, key: str) -> str:
    """Return a text that quotes a paper, whatever signs that holds."""
    if not isinstance(value, str):
        raise NoManifest(f'"{key}" holds {_shown(value)}, not a text')
    return value


def _count(value: object, key: str) -> int | None:
    if value is not None and (type(value) is not int or not 0 <= value < MOST_COUNTED):
        raise NoManifest(f'"{key}" holds {_shown(value)}, not a count')
    return value


def _table(value: object, key: str, each: Callable[[object, str], Value]) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise NoManifest(f'"{key}" is {_shown(value)}, not names with a value each')
    return {_text(name, key): each(item, key) for name, item in value.items()}


def _list(value: object, key: str, each: Callable[[object, str], Value]) -> tuple[Value, ...]:
    if not isinstance(value, list):
        raise NoManifest(f'"{key}" is {_shown(value)}, not a list of texts')
    return tuple(each(item, key) for item in value)


def _shown(value: object) -> str:
    """Return a value as a message quotes it: as JSON, in ASCII, and shortened."""
    said = (
        "missing"
        if value is None
        else (
            json.dumps(value)
            if isinstance(value, (str, int, float, bool))
            else ("a list" if isinstance(value, list) else "a table")
        )
    )
    return said if len(said) <= 40 else f"{said[:39]}\u2026"
