"""What is wrong in report.toml, in words: which table, which key, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.findings.finding import Finding, did_you_mean
from pipeline.settings.checked import Fault
from pipeline.settings.codes import finding
from pipeline.settings.model import FILE


def fault(place: str, message: str, remedy: str) -> Finding:
    """Return a fault of report.toml; `place` is the table and the key, or the line."""
    return finding("settings", message, remedy, FILE, place=place)


def all_told(items: Iterable[Fault]) -> list[Finding]:
    """Return all that is wrong in words, without what is missing where a misspelt name of it is
    told.
    """
    found = [(item, told(item)) for item in items]
    meant = {
        (*item.path[:-1], guess[1])
        for item, one in found
        if item.kind == "unknown"
        and (guess := re.search(r"Did you mean (\w+)\?", one.message)) is not None
    }
    return [one for item, one in found if item.kind != "missing" or item.path not in meant]


def told(item: Fault) -> Finding:
    """Return what is wrong with a value in words: which table, which key, what to do."""
    path = [str(step + 1) if isinstance(step, int) else step for step in item.path]
    return fault(_place(path), *_why(item, path))


def _place(path: list[str]) -> str:
    if path[1:] and path[1].isdigit() and path[0] == "seen":
        return f"[[{path[0]}]] {path[1]}{f', {path[2]}' if path[2:] else ''}"
    if len(path) > 1:
        return f"[{'.'.join(path[:-1])}] {path[-1]}"
    return f"[{path[0]}]" if path else ""


_ALIKE = {
    "missing": (
        "it is required and is not there.",
        "Add it; run init with the name of a new folder for a report.toml in which every key is"
        " explained.",
    ),
    "no line": (
        "it has no line.",
        "Write a line for each word of the workbook; where mapping.xlsx lies beside it, fill that"
        " and run map, which writes them.",
    ),
    "empty": ("it is empty.", "Write it between the quotation marks."),
    "no text": ("{held}, not text.", "Write it between quotation marks."),
    "no yes": ("{held}.", "Write true or false, without quotation marks."),
    "no number": ("{held}, not a whole number.", "Write the number, without quotation marks."),
}
"""What is wrong and what to do by kind, where neither hangs on the setting."""


def _why(item: Fault, path: list[str]) -> tuple[str, str]:
    """Return what is wrong with a setting, and what to do."""
    held, again = f"it is {item.held!r}", "Correct it and run again."
    if item.kind == "missing" and path[0] == "seen":
        return "it is not there.", "Copy it from findings.json, where the finding stands."
    if item.kind in _ALIKE:
        message, remedy = _ALIKE[item.kind]
        return message.format(held=held), remedy
    match item.kind:
        case "unknown":
            return (
                f'"{path[-1]}" is not a setting.{did_you_mean(path[-1], item.more)}',
                f"The settings here are: {', '.join(item.more)}.",
            )
        case "no table" if path[-1] == "only":
            return f"{held}, not a heading with words.", 'Write only = { Heading = ["…", "…"] }.'
        case "no table":
            return (
                f"{held}, not a table.",
                "Write its name between brackets on a line of its own, and its keys under it.",
            )
        case "no list":
            table = f"Write [[{'.'.join(path)}]] on a line of its own for each, and its keys under"
            return (
                f"{held}, not a list.",
                f"{table} it." if path[0] == "paper" else 'Write it between brackets: ["…", "…"].',
            )
        case "no choice":
            *others, last = (f'"{word}"' for word in item.more)
            near = did_you_mean(str(item.held), [word for word in item.more if word])
            return (
                f'"{item.held}" is not one of {", ".join(others)} or {last}.{near}',
                "Use one of these words.",
            )
        case "too small":
            return f"{held}, and must be {item.more} or more.", again
        case "in words":
            return f"{item.more}.", again
    return f"{item.more} ({held}).", again
