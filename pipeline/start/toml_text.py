"""The text of report.toml changed key by key: every other byte stays as it was, comments and order
included.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.settings.model import DOUBT
from pipeline.start.keys import Value
from pipeline.start.question import Path

_DOUBTED = re.compile(r"\s*# \?\s*$")
_KEY = re.compile(
    r"""\s*(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
    r"""(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'))*\s*=\s*"""
)


class WrittenOtherwise(ValueError):
    """The text has a table in a form that is not changed here, as within braces."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """One statement: the lines it takes, from and to before, and the path of its key; of a heading
    of a table, that table's.
    """

    first: int
    end: int
    path: Path
    heading: bool = False
    listed: bool = False


def edited(
    text: str,
    changes: Mapping[Path, Value],
    *,
    doubted: Collection[Path] = (),
    afresh: Collection[Path] = (),
    gone: Collection[Path] = (),
) -> str:
    """Return the text with these keys set, each a path of tables and the key; None takes one out.

    What is `doubted` is marked. The tables `afresh` lose the keys that are not among the changes,
    and hold theirs in order; those that are `gone` lose their heading too. Raises WrittenOtherwise.
    """
    lines = _lines(text)
    for table in afresh:
        lines = _emptied(lines, table)
    for table in gone:
        lines = _without(_emptied(lines, table), table)
    for path, value in changes.items():
        lines = _set(lines, path, value, doubted=path in doubted, newline=_newline(text))
    made = "".join(lines)
    _prove(text, made, changes, {*afresh, *gone})
    return made


def doubts(text: str) -> frozenset[Path]:
    """Return the keys whose lines end in the mark of doubt."""
    lines = _lines(text)
    return frozenset(
        statement.path
        for statement in _statements(lines)
        if not statement.heading and _DOUBTED.search(lines[statement.end - 1])
    )


def toml(value: Value) -> str:
    """Return a value as TOML writes it: a text, a number, true or false, a list, a table in braces.

    >>> toml({"join": ["{sheet}", "No"], "with": " "})
    '{ join = ["{sheet}", "No"], with = " " }'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{key(name)} = {toml(held)}" for name, held in value.items()) + " }"
        )
    raise TypeError(value)


def key(name: str) -> str:
    """Return a key as TOML writes it.

    >>> key("owner"), key("Open - on track")
    ('owner', '"Open - on track"')
    """
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml(name)


def dotted(path: Iterable[str]) -> str:
    """Return a path as TOML writes it: keys with points between."""
    return ".".join(map(key, path))


def path_of(text: str) -> Path:
    """Return the path that `dotted` wrote; raises ValueError."""
    found: Any = tomllib.loads(f"{text} = 0")
    path = []
    while isinstance(found, dict):
        (name,) = found
        path.append(name)
        found = found[name]
    return tuple(path)


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends; only a line feed ends one, as in TOML."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _statements(lines: list[str]) -> list[_Statement]:
    """Return the statements of a text, in order; a value may take several lines."""
    found: list[_Statement] = []
    table: Path = ()
    listed = False
    at = 0
    while at < len(lines):
        bare = lines[at].strip()
        if not bare or bare.startswith("#"):
            at += 1
            continue
        end = at + 1
        while True:
            chunk = "".join(lines[at:end])
            try:
                held = tomllib.loads(chunk)
                break
            except ValueError:
                if end >= len(lines):
                    raise WrittenOtherwise(bare) from None
                end += 1
        path = _path(held, chunk)
        if bare.startswith("["):
            table, listed = path, bare.startswith("[[")
            found.append(_Statement(at, end, table, heading=True, listed=listed))
        else:
            found.append(_Statement(at, end, (*table, *path), listed=listed))
        at = end
    return found


def _path(held: Any, chunk: str) -> Path:
    """Return the path of the one key, or of the one table, in what a statement says."""
    depth = None
    if match := _KEY.match(chunk):
        depth = len(path_of(chunk[: match.end()].rstrip().rstrip("=")))
    path: list[str] = []
    while (isinstance(held, dict) and held and (depth is None or len(path) < depth)) or (
        isinstance(held, list) and depth is None and held
    ):
        if isinstance(held, list):
            held = held[0]
            continue
        (name,) = held
        path.append(name)
        held = held[name]
    return tuple(path)


def _emptied(lines: list[str], table: Path) -> list[str]:
    """Return the lines without the keys of a table; its heading and comments stay."""
    gone = {
        number
        for statement in _statements(lines)
        if not statement.heading and statement.path[: len(table)] == table
        for number in range(statement.first, statement.end)
    }
    return [line for number, line in enumerate(lines) if number not in gone]


def _without(lines: list[str], table: Path) -> list[str]:
    """Return the lines without the heading of an empty table."""
    at = next((one for one in _statements(lines) if one.heading and one.path == table), None)
    return lines if at is None else lines[: at.first] + lines[at.end :]


def _set(lines: list[str], path: Path, value: Value, *, doubted: bool, newline: str) -> list[str]:
    statements = _statements(lines)
    at = next((one for one in statements if one.path == path and not one.heading), None)
    if at is not None:
        if value is None:
            return lines[: at.first] + lines[at.end :]
        whole = "".join(lines[at.first : at.end])
        return [*lines[: at.first], _changed(whole, value, doubted, newline), *lines[at.end :]]
    if value is None:
        return lines
    line = f"{key(path[-1])} = {toml(value)}{'  ' + DOUBT if doubted else ''}{newline}"
    heading = next((one for one in statements if one.heading and one.path == path[:-1]), None)
    if heading is None:
        ended = [*lines]
        if ended and not ended[-1].endswith("\n"):
            ended[-1] += newline
        return [*ended, newline, f"[{dotted(path[:-1])}]{newline}", line]
    last = heading
    for one in statements[statements.index(heading) + 1 :]:
        if one.heading:
            break
        last = one
    before = [*lines[: last.end]]
    if not before[-1].endswith("\n"):
        before[-1] += newline
    return [*before, line, *lines[last.end :]]


def _changed(whole: str, value: Value, doubted: bool, newline: str) -> str:
    """Return a statement with another value; its comment stays, but for a mark of doubt that is
    settled.
    """
    start = _KEY.match(whole)
    if start is None:
        raise WrittenOtherwise(whole.strip())
    held = tomllib.loads(whole)
    end, comment = whole.rstrip("\r\n"), ""
    for place in (found.start() for found in re.finditer("#", end)):
        try:
            same = tomllib.loads(end[:place]) == held
        except ValueError:
            continue
        if same:
            bare = end[:place].rstrip()
            end, comment = bare, end[len(bare) :]
            break
    if _DOUBTED.fullmatch(comment):
        comment = ""
    old: Any = tomllib.loads("x = " + end[start.end() :])["x"]
    text = end[start.end() :] if old == value and type(old) is type(value) else toml(value)
    mark = f"  {DOUBT}" if doubted and not comment else ""
    return start[0] + text + comment + mark + (newline if whole.endswith("\n") else "")


def _prove(
    before: str, after: str, changes: Mapping[Path, Value], afresh: Collection[Path]
) -> None:
    """Raise WrittenOtherwise where the text does not say what it is to say."""
    wanted: Any = tomllib.loads(before)
    for table in afresh:
        place = _table(wanted, table[:-1])
        if table[-1] in place:
            place[table[-1]] = {}
    for path, value in changes.items():
        place = _table(wanted, path[:-1])
        if value is None:
            place.pop(path[-1], None)
        else:
            place[path[-1]] = value
    try:
        found = tomllib.loads(after)
    except ValueError as error:
        raise WrittenOtherwise(str(error)) from None
    if _without_empty(found) != _without_empty(wanted):
        raise WrittenOtherwise("a table is written within braces")


def _table(held: Any, path: Path) -> dict[str, Any]:
    for step in path:
        held = held.setdefault(step, {})
        if not isinstance(held, dict):
            raise WrittenOtherwise(step)
    found: dict[str, Any] = held
    return found


def _without_empty(held: Any) -> Any:
    if not isinstance(held, dict):
        return held
    kept = {name: _without_empty(one) for name, one in held.items()}
    return {name: one for name, one in kept.items() if one != {}}
