"""A secretary who knows how a tracker is read: fills the yellow cells as a known report.toml says."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from pipeline.findings.finding import Finding
from pipeline.settings.model import fold
from pipeline.settings.schema import KINDS, SHEETS, STATUSES
from pipeline.start.filled import Filled, Form, filled
from pipeline.start.question import NO_RATING, NONE
from pipeline.workbook.addressees import is_another_body
from pipeline.workbook.meant import fits

DEFAULTS = {sheet.key: {column.key: column.heading for column in sheet.columns} for sheet in SHEETS}
KEY = "recommendations"
READ = {True: "read", False: "not"}


def form_in(inputs: Path) -> Form:
    """The form that lies in a folder, read as `map` reads it."""
    form = filled((inputs / "mapping.xlsx").read_bytes())
    assert not isinstance(form, Finding), form
    return form


def write(inputs: Path, texts: Mapping[str, str | int | None]) -> None:
    """Fill cells of the form, by address, as a person does in Excel."""
    path = inputs / "mapping.xlsx"
    book = load_workbook(path)
    for address, text in texts.items():
        cell = book["Questions"][address]
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def answered(inputs: Path, toml: str) -> dict[str, tuple[str, str, str]]:
    """Fill the form as this report.toml says; of each cell where it goes, what was proposed, and the answer."""
    form, known = form_in(inputs), tomllib.loads(toml)
    done = {}
    for cell in form.cells:
        answer = _answer(cell, form, known)
        done[cell.cell.address] = (".".join(cell.path), cell.text, answer)
    write(inputs, {address: answer for address, (_, _, answer) in done.items()})
    return done


def _writes(cell: Filled, form: Form, value: Any) -> str:
    """The answer of a cell's list that writes this value."""
    for answer, writes in form.lists.get(cell.list, {}).values():
        if writes == value:
            return answer
    return "" if isinstance(value, dict | list | bool) else str(value)


def _answer(cell: Filled, form: Form, known: dict[str, Any]) -> str:
    path, lists = cell.path, known.get("workbook", {}).get(KEY, {})
    match path:
        case ("columns", sheet, key):
            return _column(cell, form, known, sheet, key)
        case ("status", word):
            return _status(cell, form, known, word)
        case ("kind", word):
            kinds = known.get("kind", KINDS)
            return _writes(
                cell,
                form,
                {fold(name): kind for name, kind in kinds.items()}.get(
                    fold(word), "recommendation"
                ),
            )
        case ("words", "status", word):
            return _status(cell, form, known, word)
        case ("words", "kind", _):
            return _writes(cell, form, "recommendation")
        case ("words", "publish", word):
            words = known.get("words", {}).get("publish", {})
            found = fits(word, words)
            return _writes(
                cell, form, words[found[0]] if found else "Yes" if word != "No" else "No"
            )
        case ("words", "rag", word):
            words = known.get("words", {}).get("rag", {})
            found = fits(word, words)
            return (
                words[found[0]] if found else word if word in known.get("rag", {}) else ""
            ) or NO_RATING
        case ("fills", colour):
            return known["fills"].get(colour) or NO_RATING
        case ("legend", slot, what):
            return _legend(slot, what, known)
        case ("addressees", word):
            return _writes(cell, form, _scope(word, known))
        case ("dates", "none", word):
            return _writes(
                cell, form, fold(word) in map(fold, known.get("dates", {}).get("none", ()))
            )
        case ("dates", key):
            return _writes(
                cell,
                form,
                known.get("dates", {}).get(key, "last day" if key == "month" else "January"),
            )
        case ("publication", name):
            ours = known["columns"][KEY].get("publish") == name
            return _writes(cell, form, "publish" if ours else "ignore")
        case ("sheet", name):
            roles = [
                role
                for role in ("inspections", "reports", "forthcoming")
                if name in known.get("workbook", {}).get(role, {}).get("sheets", ())
            ]
            return _writes(cell, form, roles[0] if roles else "")
        case ("workbook", "log"):
            return _writes(cell, form, known["workbook"].get("log", True))
        case ("workbook", _, "sheet", name):
            sheets = lists.get("sheets", [name])
            return _writes(cell, form, sheets == "all" or name in sheets)
        case ("workbook", _, "not_row", _):
            return _writes(cell, form, True)
        case ("workbook", _, "only", column, word):
            return _writes(
                cell, form, fold(word) in map(fold, lists.get("only", {}).get(column, ()))
            )
        case ("workbook", _, "ends"):
            return next(iter(form.lists[cell.list].values()))[0]
        case ("workbook", _, "group_rows"):
            return _writes(cell, form, lists.get("group_rows", False))
        case ("workbook", _, "one_row"):
            return _writes(cell, form, lists.get("one_row", ""))
        case ("expect", key):
            return str(known.get("expect", {}).get(key, "(not known)"))
    raise AssertionError(path)


def _scope(word: str, known: dict[str, Any]) -> str:
    """Whose an addressee is; a name that stands beside others in a joint text is ours, unless it is a body."""
    told = known.get("addressees", {})
    ours = (known["force"]["name"], *known["force"].get("aliases", ()))
    joint = [text for text, scope in told.items() if scope == "joint" and ";" in text]
    beside = any(word in map(str.strip, text.split(";")) for text in joint)
    if word in ours or (beside and not is_another_body(word, ours)):
        return "force"
    return str(told.get(word, "other"))


def _column(cell: Filled, form: Form, known: dict[str, Any], sheet: str, key: str) -> str:
    own = known.get("columns", {}).get(sheet, {})
    value = own.get(key, DEFAULTS[sheet][key])
    if key == "addressed_to" and isinstance(value, dict):
        value = {"value": "{force}"}
    answer = _writes(cell, form, value)
    if not answer and isinstance(value, dict) and "value" in value:
        return str(value["value"])
    offered = {fold(one) for one, _ in form.lists[cell.list].values()}
    if fold(answer) in offered:
        return answer
    assert key not in own, (key, value, form.lists[cell.list])
    return _writes(cell, form, False)


def _status(cell: Filled, form: Form, known: dict[str, Any], word: str) -> str:
    statuses = known.get("status", STATUSES)
    words = known.get("words", {}).get("status", {})
    found = {fold(name): ladder for name, ladder in statuses.items()}
    meant = words.get(word, word)
    return _writes(cell, form, found.get(fold(meant), "open"))


def _legend(slot: str, what: str, known: dict[str, Any]) -> str:
    ranked = [
        (word, means) for word, means in known.get("rag", {}).items() if isinstance(means, str)
    ]
    apart = [
        (word, means["means"])
        for word, means in known.get("rag", {}).items()
        if isinstance(means, dict)
    ]
    held = apart[:1] if slot == "apart" else ranked[int(slot) - 1 : int(slot)]
    if not held:
        return NONE if what == "word" else ""
    return held[0][0] if what == "word" else held[0][1]
