"""Answers that go into lists of report.toml together: sheets, patterns, parts, words that are no
date, and the column of publication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS
from pipeline.start.answer import Answer, Fault, Tables
from pipeline.start.keys import Value
from pipeline.start.question import KEY, Path, columns_in
from pipeline.workbook.cell import name_of

PUBLISH = RECOMMENDATIONS.column("publish")


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
    asked: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        match answer.path:
            case ("workbook", _, "sheet", name):
                kind, places = "sheet", [(sheets, name, bool(answer.value))]
            case ("sheet", name):
                kind = "role"
                places = [(held, name, answer.value == role) for role, held in roles.items()]
            case ("workbook", _, "not_row", pattern):
                kind, places = "note", [(notes, pattern, bool(answer.value))]
            case ("dates", "none", word):
                kind, places = "none", [(none, word, bool(answer.value))]
            case ("workbook", _, "only", column, word):
                kind, places = "only", [(only.setdefault(column, []), word, bool(answer.value))]
            case _:
                continue
        asked[kind].append(answer)
        for place in places:
            _in(*place)
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
    _some_are_read(asked, sheets, only, found)


def _some_are_read(
    asked: Mapping[str, list[Answer]],
    sheets: list[str],
    only: Mapping[str, list[str]],
    found: Tables,
) -> None:
    """Note where the answers leave no sheet, or no row, that is read."""
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
    read = known.get("columns", {}).get(KEY, {}).get("publish", PUBLISH.heading)
    if not ours and {*map(name_of, fresh)} & {*map(name_of, columns_in(read))}:
        found.changes["columns", KEY, "publish"] = False
    if ours:
        heading = ours[0].path[1]
        found.changes["columns", KEY, "publish"] = heading
