"""What is wrong in report.toml, in words: which table, which key, what to do."""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import BaseModel

from pipeline.findings.finding import Finding, did_you_mean
from pipeline.settings.codes import finding
from pipeline.settings.model import FILE, Settings


def fault(place: str, message: str, remedy: str) -> Finding:
    """Return a fault of report.toml; `place` is the table and the key, or the line."""
    return finding("settings", message, remedy, FILE, place=place)


def told(item: Any) -> Finding:
    """Return one of pydantic's errors (as `ValidationError.errors` gives it) in words: which table,
    which key, what to do.
    """
    steps = [step for step in item["loc"] if step not in ("[key]",)]
    path = [str(step + 1) if isinstance(step, int) else str(step) for step in steps]
    place = (
        f"[[{path[0]}]] {path[1]}{f', {path[2]}' if path[2:] else ''}"
        if path[1:] and path[1].isdigit() and path[0] == "seen"
        else f"[{'.'.join(path[:-1])}] {path[-1]}"
        if len(path) > 1
        else f"[{path[0]}]"
        if path
        else ""
    )
    if item["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        return fault(
            place,
            f'"{path[-1]}" is not a setting.{did_you_mean(path[-1], known)}',
            f"The settings here are: {', '.join(known)}.",
        )
    if item["type"] in ("model_type", "dict_type", "model_attributes_type"):
        return fault(
            place,
            f"it is {item['input']!r}, not a table.",
            "Write its name between brackets on a line of its own, and its keys under it.",
        )
    if item["type"] == "tuple_type":
        return fault(
            place,
            f"it is {item['input']!r}, not a list.",
            f"Write [[{'.'.join(path)}]] on a line of its own for each, and its keys under it."
            if path[0] == "paper"
            else 'Write it between brackets: ["…", "…"].',
        )
    if item["type"] == "missing":
        return fault(
            place, "it is required and is not there.", "Add it; inputs/README.md has an example."
        )
    if item["type"] in ("string_too_short", "too_short"):
        return fault(place, "it is empty.", "Write it between the quotation marks.")
    if item["type"] == "literal_error":
        choices = str(item["ctx"]["expected"]).replace("'", '"')
        word = item["input"]
        near = did_you_mean(str(word), re.findall(r'"([^"]+)"', choices))
        return fault(place, f'"{word}" is not one of {choices}.{near}', "Use one of these words.")
    if item["type"] == "greater_than_equal":
        return fault(
            place,
            f"it is {item['input']!r}, and must be {item['ctx']['ge']} or more.",
            "Correct it and run again.",
        )
    if item["type"] == "value_error":
        return fault(place, f"{item['ctx']['error']}.", "Correct it and run again.")
    return fault(
        place, f"{item['msg'].lower()} (it is {item['input']!r}).", "Correct it and run again."
    )


def _known_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for step in path:
        if not step.isdigit():  # the rows of a list share their keys
            kind = model.model_fields[step].annotation
            model = next(iter(get_args(kind)), kind)  # type: ignore[assignment]
    return [field.alias or name for name, field in model.model_fields.items()]
