"""What is wrong in report.toml, in words: which table, which key, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel

from pipeline.findings.finding import Finding, did_you_mean
from pipeline.settings.codes import finding
from pipeline.settings.model import FILE, Settings


def fault(place: str, message: str, remedy: str) -> Finding:
    """Return a fault of report.toml; `place` is the table and the key, or the line."""
    return finding("settings", message, remedy, FILE, place=place)


def all_told(items: Iterable[Any]) -> list[Finding]:
    """Return pydantic's errors in words, without what is missing where a misspelt name of it is
    told.
    """
    found = {tuple(item["loc"]): (item["type"], told(item)) for item in items}
    meant = {
        (*path[:-1], guess[1])
        for path, (kind, one) in found.items()
        if kind == "extra_forbidden"
        and (guess := re.search(r"Did you mean (\w+)\?", one.message)) is not None
    }
    return [one for path, (kind, one) in found.items() if kind != "missing" or path not in meant]


def told(item: Any) -> Finding:
    """Return one of pydantic's errors (as `ValidationError.errors` gives it) in words: which table,
    which key, what to do.
    """
    steps = [step for step in item["loc"] if step not in ("[key]",)]
    path = [str(step + 1) if isinstance(step, int) else str(step) for step in steps]
    return fault(_place(path), *_why(item, path))


def _place(path: list[str]) -> str:
    if path[1:] and path[1].isdigit() and path[0] == "seen":
        return f"[[{path[0]}]] {path[1]}{f', {path[2]}' if path[2:] else ''}"
    if len(path) > 1:
        return f"[{'.'.join(path[:-1])}] {path[-1]}"
    return f"[{path[0]}]" if path else ""


def _why(item: Any, path: list[str]) -> tuple[str, str]:
    """Return what is wrong with a setting, and what to do."""
    held, again = f"it is {item['input']!r}", "Correct it and run again."
    match item["type"]:
        case "extra_forbidden":
            known = _known_keys(path[:-1])
            return (
                f'"{path[-1]}" is not a setting.{did_you_mean(path[-1], known)}',
                f"The settings here are: {', '.join(known)}.",
            )
        case "dict_type" if path[-1] == "only":
            return f"{held}, not a heading with words.", 'Write only = { Heading = ["…", "…"] }.'
        case "string_type":
            return f"{held}, not text.", "Write it between quotation marks."
        case "bool_type" | "bool_parsing":
            return f"{held}.", "Write true or false, without quotation marks."
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{held}, not a whole number.", "Write the number, without quotation marks."
        case "model_type" | "dict_type" | "model_attributes_type":
            return (
                f"{held}, not a table.",
                "Write its name between brackets on a line of its own, and its keys under it.",
            )
        case "tuple_type":
            table = f"Write [[{'.'.join(path)}]] on a line of its own for each, and its keys under"
            return (
                f"{held}, not a list.",
                f"{table} it." if path[0] == "paper" else 'Write it between brackets: ["…", "…"].',
            )
        case "missing" if path[0] == "seen":
            return "it is not there.", "Copy it from findings.json, where the finding stands."
        case "missing":
            return (
                "it is required and is not there.",
                "Add it; run init with the name of a new folder for a report.toml in which every"
                " key is explained.",
            )
        case "too_short" if isinstance(item["input"], dict):
            return (
                "it has no line.",
                "Write a line for each word of the workbook; where mapping.xlsx lies beside it,"
                " fill that and run map, which writes them.",
            )
        case "string_too_short" | "too_short":
            return "it is empty.", "Write it between the quotation marks."
        case "literal_error":
            choices = str(item["ctx"]["expected"]).replace("'", '"')
            near = did_you_mean(str(item["input"]), re.findall(r'"([^"]+)"', choices))
            return f'"{item["input"]}" is not one of {choices}.{near}', "Use one of these words."
        case "greater_than_equal":
            return f"{held}, and must be {item['ctx']['ge']} or more.", again
        case "value_error":
            return f"{item['ctx']['error']}.", again
    return f"{item['msg'].lower()} (it is {item['input']!r}).", again


def _known_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for step in path:
        if not step.isdigit():  # the rows of a list share their keys
            kind = model.model_fields[step].annotation
            model = next(iter(get_args(kind)), kind)  # type: ignore[assignment]
    return [field.alias or name for name, field in model.model_fields.items()]
