"""Answers of the form made into tables of report.toml: what is left, what cannot be, and what
contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.settings.model import fold, slug
from pipeline.settings.schema import RECOMMENDATIONS
from pipeline.start.answer import Answer, Fault, Tables
from pipeline.start.gathered import lists, publication
from pipeline.start.keys import Value
from pipeline.start.question import KEY, NO_RATING, NONE, Path, columns_in

KIND_WORD = {"Recommendation": "recommendation", "Area for improvement": "improvement",
             "Cause of concern": "concern"}  # fmt: skip


def is_moot(path: Path, of: str, answers: Mapping[Path, Value], known: Mapping[str, Any]) -> bool:
    """Return whether a question need not be answered: about words of a column that is not read, or
    the meaning of a rating that there is not.
    """
    if path[0] == "legend":
        if _source("rag", answers, known) is False:
            return True
        return path[2] == "means" and answers.get(("legend", path[1], "word"), NONE) == NONE
    if path[:2] == ("words", "publish"):
        return (
            bool(of)
            and answers.get(("publication", of), "publish") != "publish"
            and (not _reads(of, _source("publish", answers, known)))
        )
    owner = {"status": "status", "fills": "rag", "addressees": "addressed_to", "kind": "kind"}.get(
        path[0], path[1] if path[0] == "words" else ""
    )
    if not owner or not of:
        return False
    source = _source(owner, answers, known)
    if source is None:
        source = RECOMMENDATIONS.column(owner).heading
    return not _reads(of, source) or ((path[0] == "fills") != _is_fill(source) and owner == "rag")


def _is_fill(source: Value) -> bool:
    return isinstance(source, dict) and "fill" in source


def _source(name: str, answers: Mapping[Path, Value], known: Mapping[str, Any]) -> Value:
    path = ("columns", KEY, name)
    found: Value = (
        answers[path] if path in answers else (known.get("columns", {}).get(KEY, {}).get(name))
    )
    return found


def _reads(of: str, source: Value) -> bool:
    return of in columns_in(source) if source is not None else False


def tables(answers: Sequence[Answer], known: Mapping[str, Any]) -> Tables:
    """Return what the answers make of report.toml, which holds `known`."""
    found = Tables()
    by = {answer.path: answer for answer in answers}
    force = str(known.get("force", {}).get("name", "")).strip()
    for answer in answers:
        head = answer.path[0]
        if head == "columns":
            _column(answer, force, found)
        elif head in ("status", "kind", "addressees", "fills"):
            _word(answer, found, known)
        elif head == "words":
            _words(answer, found)
        elif answer.path == ("workbook", "log"):
            found.changes[answer.path] = None if answer.value else False
        elif (head == "expect" and answer.value != "") or (
            head == "dates" and answer.path[1] != "none"
        ):
            found.changes[answer.path] = answer.value
        elif answer.path == ("workbook", KEY, "one_row") or answer.path[-1] in (
            "group_rows",
            "ends",
        ):
            found.changes[answer.path] = answer.value or None
    lists(answers, known, found)
    publication(answers, found, known)
    _legend(by, found)
    _statuses(answers, found, known)
    if found.changes.get(("columns", KEY, "rag")) is False:
        found.gone.append(("rag",))
    return found


def _column(answer: Answer, force: str, found: Tables) -> None:
    value = answer.value
    if value == {"value": "{force}"}:
        if not force:
            found.faults.append(
                Fault(
                    answer.cell,
                    "every row is for your force, and report.toml does not name it yet.",
                    "Write the name under [force] of report.toml, save it, and run map again.",
                )
            )
        value = {"value": force}
    found.changes[answer.path] = value
    if answer.path[1:] == (KEY, "kind") and isinstance(value, dict) and "value" in value:
        word = str(value["value"])
        found.changes.setdefault(("kind", word), KIND_WORD.get(word, "recommendation"))


def _word(answer: Answer, found: Tables, known: Mapping[str, Any]) -> None:
    """Put a word into its table; one that differs in case alone stands there already."""
    if answer.path[0] == "status":
        return
    value = answer.value
    if answer.path[0] == "fills" and value == NO_RATING:
        value = ""
    found.changes[answer.path] = value


def _words(answer: Answer, found: Tables) -> None:
    _, key, word = answer.path
    if key == "rag":
        if answer.value == NO_RATING and not word:
            return
        found.changes[answer.path] = "" if answer.value in (NO_RATING, NONE) else answer.value
    elif key == "kind":
        kind = str(answer.value)
        own = next(word for word, means in KIND_WORD.items() if means == kind)
        found.changes.setdefault(("kind", own), kind)
        found.changes[answer.path] = own
    elif key == "status":
        stem = word.rstrip("*").strip()
        found.changes["status", stem] = answer.value
        found.changes[answer.path] = stem
    else:
        found.changes[answer.path] = answer.value


def _legend(by: Mapping[Path, Answer], found: Tables) -> None:
    """Write the ratings afresh, worst first, each with its meaning."""
    slots = [path[1] for path in by if path[0] == "legend" and path[2] == "word"]
    if not slots:
        return
    seen: dict[str, str] = {}
    for slot in slots:
        answer = by["legend", slot, "word"]
        word = str(answer.value)
        if word == NONE:
            continue
        if slug(word) in seen:
            found.faults.append(
                Fault(
                    answer.cell,
                    f"\u201c{word}\u201d stands in {seen[slug(word)]} too.",
                    f"Write {NONE} in one of them.",
                )
            )
        seen[slug(word)] = answer.cell
        means = by.get(("legend", slot, "means"))
        text = str(means.value) if means else ""
        found.changes["rag", word] = text if slot != "apart" else {"means": text, "ranked": False}
    if not seen:
        found.faults.append(
            Fault(
                by["legend", slots[0], "word"].cell,
                "no rating is named.",
                "Write the ratings, worst first, or answer that the rating is not kept.",
            )
        )
    found.afresh.append(("rag",))
    _rated(by, seen, found)


def _rated(by: Mapping[Path, Answer], known: Mapping[str, str], found: Tables) -> None:
    for path, answer in by.items():
        rating = path[:2] == ("words", "rag") or path[0] == "fills"
        if (
            rating
            and answer.value not in (NO_RATING, NONE)
            and slug(str(answer.value)) not in known
        ):
            found.faults.append(
                Fault(
                    answer.cell,
                    f"\u201c{answer.value}\u201d is not one of the ratings above.",
                    "Choose one of them, or add it there.",
                )
            )


def _from_dates(found: Tables, known: Mapping[str, Any]) -> None:
    """Write the words of a status that follows from dates, where report.toml has none."""
    columns = known.get("columns", {}).get(KEY, {})
    if found.changes.get(("columns", KEY, "status")) != {"from": "dates"} or known.get("status"):
        return
    signed = found.changes.get(("columns", KEY, "signed_off"), columns.get("signed_off"))
    words = {"Open": "open", "Signed off": "signed_off", "Closed": "closed"}
    for word, ladder in words.items():
        if ladder != "signed_off" or signed is not False:
            found.changes["status", word] = ladder


def _statuses(answers: Iterable[Answer], found: Tables, known: Mapping[str, Any]) -> None:
    """Write what each status means; of two that differ in signs alone the second is read as the
    first, and a blank as the first word of its stage.
    """
    _from_dates(found, known)
    asked = [answer for answer in answers if answer.path[0] == "status"]
    held = {slug(word): (word, means) for word, means in known.get("status", {}).items()}
    cells: dict[str, str] = {}
    for answer in (one for one in asked if one.path[1]):
        word, means = answer.path[1], answer.value
        first, before = held.setdefault(slug(word), (word, means))
        cells.setdefault(slug(word), answer.cell)
        if before != means and fold(first) != fold(word):
            found.faults.append(
                Fault(
                    answer.cell,
                    f"\u201c{word}\u201d and \u201c{first}\u201d ({cells[slug(word)]}) differ in"
                    " signs alone, and their answers differ.",
                    "Give both the same answer, or change one word in the workbook.",
                )
            )
        if fold(first) == fold(word):
            held[slug(word)] = (first, means)
            found.changes["status", first] = means
        else:
            found.changes["words", "status", word] = first
    for answer in (one for one in asked if not one.path[1]):
        named = next((word for word, means in held.values() if means == answer.value), "")
        word = named or {"open": "Open", "signed_off": "Signed off", "closed": "Closed"}.get(
            str(answer.value), "Withdrawn"
        )
        found.changes.setdefault(("status", word), answer.value)
        found.changes["words", "status", ""] = word
