"""Answers that go into lists of report.toml together: sheets, patterns, parts, words that are no
date, and the column of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.settings.schema import LOG_SHEETS
from pipeline.start.answer import Answer, Fault, Tables
from pipeline.start.keys import Value
from pipeline.start.question import KEY, Path


def lists(answers: Iterable[Answer], known: Mapping[str, Any], found: Tables) -> None:
    """Put sheets, patterns, parts and words that are no date into their lists."""
    own = known.get("workbook", {}).get(KEY, {})
    sheets = [name for name in own.get("sheets", []) if own.get("sheets") != "all"]
    roles: dict[str, list[str]] = {
        schema.key: list(known.get("workbook", {}).get(schema.key, {}).get("sheets", []))
        for schema in LOG_SHEETS
    }
    notes, none = list(own.get("not_rows", [])), list(known.get("dates", {}).get("none", []))
    only: dict[str, list[str]] = {name: list(words) for name, words in own.get("only", {}).items()}
    asked: dict[str, list[Answer]] = {"sheet": [], "role": [], "note": [], "none": [], "only": []}
    for answer in answers:
        path = answer.path
        if path[:3] == ("workbook", KEY, "sheet"):
            asked["sheet"].append(answer)
            _in(sheets, path[3], bool(answer.value))
        elif path[0] == "sheet":
            asked["role"].append(answer)
            for role, names in roles.items():
                _in(names, path[1], answer.value == role)
        elif path[:3] == ("workbook", KEY, "not_row"):
            asked["note"].append(answer)
            _in(notes, path[3], bool(answer.value))
        elif path[:2] == ("dates", "none"):
            asked["none"].append(answer)
            _in(none, path[2], bool(answer.value))
        elif path[:3] == ("workbook", KEY, "only"):
            asked["only"].append(answer)
            _in(only.setdefault(path[3], []), path[4], bool(answer.value))
    written: list[tuple[str, Path, Value]] = [
        ("sheet", ("workbook", KEY, "sheets"), sheets),
        ("note", ("workbook", KEY, "not_rows"), notes),
        ("none", ("dates", "none"), none),
        ("only", ("workbook", KEY, "only"), {name: words for name, words in only.items() if words}),
        *(("role", ("workbook", role, "sheets"), names) for role, names in roles.items()),
    ]
    for kind, path, value in written:
        if asked[kind]:
            found.changes[path] = value or None
    for kind, value, what in (("sheet", sheets, "sheet"), ("only", any(only.values()), "row")):
        if asked[kind] and not value:
            found.faults.append(
                Fault(
                    asked[kind][0].cell,
                    f"no {what} would be read.",
                    f"Answer for at least one {what} that it is read.",
                )
            )


def _in(names: list[str], name: str, wanted: bool) -> None:
    if wanted and name not in names:
        names.append(name)
    elif not wanted and name in names:
        names.remove(name)


def publication(answers: Iterable[Answer], found: Tables, known: Mapping[str, Any]) -> None:
    """Name the column of publication, and those that are harmless."""
    roles = [answer for answer in answers if answer.path[0] == "publication"]
    ours = [answer for answer in roles if answer.value == "publish"]
    ignored = list(known.get("workbook", {}).get(KEY, {}).get("ignore", []))
    fresh = [answer.path[1] for answer in roles if answer.value == "ignore"]
    if fresh:
        found.changes["workbook", KEY, "ignore"] = [*ignored, *fresh]
    for answer in ours[1:]:
        found.faults.append(
            Fault(
                answer.cell,
                f"{ours[0].cell} answers that \u201c{ours[0].path[1]}\u201d decides what may be"
                " printed, and only one column can.",
                "Answer ignore for one of them; rows that only that one marks must be marked in the"
                " other first.",
            )
        )
    if ours:
        heading = ours[0].path[1]
        found.changes["columns", KEY, "publish"] = heading
