"""What no single value of report.toml shows: words that share a key, columns that do not exist, one
word with two meanings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.findings.finding import Finding, did_you_mean
from pipeline.settings import mapping
from pipeline.settings.model import TAKEN, Settings, fold, slug
from pipeline.settings.pasted import swallowed
from pipeline.settings.schema import PUBLISH, RECOMMENDATIONS, SHEETS
from pipeline.settings.told import fault


def of_the_text(raw: Mapping[str, Any], codes: Mapping[str, bool]) -> Iterator[Finding]:
    """Yield what is wrong with the tables as they are written, whether or not they are settings.

    `codes` are the codes of findings whose severity may be set, and whether each may.
    """
    yield from _swallowed(raw)
    if "unranked" in raw:
        yield fault(
            "unranked",
            '"unranked" is not a setting.',
            'Write it beside the word, under [rag]: "…" = { means = "…", ranked = false }.',
        )
    yield from _shared_keys(raw)
    yield from _unknown_columns(raw)
    yield from _unknown_codes(raw, codes)


def of_the_settings(chosen: Settings) -> Iterator[Finding]:
    """Yield what is wrong between settings that are each right."""
    if not chosen.rag and chosen.keeps(RECOMMENDATIONS, "rag"):
        yield fault(
            "[rag]",
            "it has no line.",
            "Write the words of the ratings and what they mean; where none are kept, rag = false"
            " under [columns.recommendations].",
        )
    elif chosen.rag and set(chosen.ratings) <= set(chosen.unranked):
        yield fault(
            "[rag]",
            "no word of it is ranked, so none is the worst.",
            "Leave ranked = false away from some.",
        )
    yield from _days_of_the_paper(chosen)
    yield from _sources(chosen)
    yield from _read_and_ignored(chosen)
    yield from _patterns(chosen)
    yield from _scopes(chosen)


def _days_of_the_paper(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault where the next report is not after this meeting, and a decision not before."""
    meeting, paper = chosen.meeting.date, chosen.paper
    if paper.next_report and paper.next_report <= meeting:
        yield fault(
            "[paper] next_report",
            f"{paper.next_report} is not after the meeting ({meeting}).",
            "Correct it, or take the line out.",
        )
    for place, one in enumerate(paper.history, 1):
        if one.date > meeting:
            yield fault(
                f"[paper.history.{place}] date",
                f"{one.date} is after the meeting ({meeting}).",
                "Correct it: only what was decided is history.",
            )


def _swallowed(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for text in swallowed(raw):
        yield fault(
            "",
            f'"{text}" is read as one text, for the quotation marks inside it are curly ones.',
            'If two texts are meant, type straight quotation marks (") around each, in Notepad.',
        )


def _shared_keys(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a fault for each word of a vocabulary whose key another word or figure has."""
    for table, taken in (("rag", TAKEN), ("status", {"total", "as"}), ("kind", set[str]())):
        words = raw.get(table, {})
        seen: dict[str, str] = {}
        for word in words if isinstance(words, dict) else ():
            key = slug(word)
            if not word.strip():
                continue
            if not key:
                yield fault(
                    "",
                    f'[{table}] "{word}" has no letter and no digit, so its figures would have no'
                    " names.",
                    "Write it in words; a sign may stand beside them.",
                )
            elif key in seen:
                yield fault(
                    "",
                    f'[{table}] "{word}" and "{seen.get(key, "")}" would share the key "{key}".',
                    "Choose words that differ in their letters or digits.",
                )
            elif key in taken:
                yield fault(
                    "",
                    f'[{table}] "{word}" would share its key with another figure.',
                    "Choose another word.",
                )
            seen.setdefault(key, word)


def _unknown_columns(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a fault for each sheet and each column that there is not, in [columns.<sheet>] and in
    [words.<key>].
    """
    by_key = {sheet.key: sheet for sheet in SHEETS}
    columns = raw.get("columns", {})
    for name, headings in columns.items() if isinstance(columns, dict) else ():
        if not isinstance(headings, dict):
            continue  # told with the types of the other values
        if name not in by_key:
            yield fault(
                f"[columns.{name}]",
                f'"{name}" is not a sheet.{did_you_mean(name, by_key)}',
                f"The sheets are: {', '.join(by_key)}.",
            )
            continue
        known = [column.key for column in by_key[name].columns]
        for key in headings:
            if key not in known:
                yield fault(
                    f"[columns.{name}] {key}",
                    f'"{key}" is not a column.{did_you_mean(key, known)}',
                    f"The columns are: {', '.join(known)}.",
                )
    every = list(dict.fromkeys(column.key for sheet in SHEETS for column in sheet.columns))
    words = raw.get("words", {})
    for key in words if isinstance(words, dict) else ():
        if key not in every:
            yield fault(
                f"[words.{key}]",
                f'"{key}" is not a column.{did_you_mean(key, every)}',
                f"The columns are: {', '.join(every)}.",
            )


def _sources(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each source that can never be right, and for each heading that is named for
    one key and meant by two.
    """
    for sheet in SHEETS:
        own = chosen.columns.get(sheet.key, {})
        for key, told, remedy in mapping.faults_in(sheet.key, own, chosen.reading(sheet)):
            yield fault(f"[columns.{sheet.key}] {key}", told, remedy)
        if any(isinstance(source, mapping.Fill) for source in own.values()) and not chosen.fills:
            yield fault(
                f"[columns.{sheet.key}]",
                "colours are read, and nothing says what they mean.",
                'Write under [fills] what each means, one on a line: "FF0000" = "Red".',
            )


def _read_and_ignored(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each column that is declared harmless and read all the same."""
    for sheet in SHEETS:
        headings = {
            fold(name): key
            for key, source in chosen.sources(sheet).items()
            for name in mapping.names_in(source)
        }
        for heading in chosen.reading(sheet).ignore:
            if fold(heading) in headings:
                yield fault(
                    f"[workbook.{sheet.key}] ignore",
                    f'"{heading}" is the heading of {headings[fold(heading)]}, which is read.',
                    "Take it out of the list.",
                )


def _patterns(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each word of [words.<key>] with * before its end, two meanings, or one that
    is not in its table.
    """
    tables: Mapping[str, Mapping[str, object]] = {
        "rag": chosen.rag,
        "status": chosen.status,
        "kind": chosen.kind,
    }
    for key, words in chosen.words.items():
        known = list(map(fold, tables.get(key, ())))
        seen: dict[str, str] = {}
        for word, means in words.items():
            if key == "publish" and means not in PUBLISH:
                yield fault(
                    f"[words.publish] {word}",
                    f'"{means}" is not one of "Yes" or "No".{did_you_mean(means, PUBLISH)}',
                    "Use one of these words.",
                )
            if key in tables and means and fold(means) not in known:
                yield fault(
                    f"[words.{key}] {word}",
                    f'"{means}" is not a word of [{key}].{did_you_mean(means, tables[key])}',
                    f"The words there are: {', '.join(tables[key])}.",
                )
            if "*" in word[:-1]:
                yield fault(
                    f"[words.{key}]",
                    f'"{word}" has * before its end.',
                    "Write * at the end only, for whatever follows.",
                )
            if words[seen.setdefault(fold(word), word)] != means:
                yield fault(
                    f"[words.{key}]",
                    f'"{seen[fold(word)]}" and "{word}" are read as one word.',
                    "Keep one of the two lines.",
                )


def _scopes(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each addressee that has two meanings, and for * where it cannot stand or
    would mean the force.
    """
    seen: dict[str, str] = {}
    for name, scope in chosen.addressees.items():
        place = f'[addressees] "{name}"'
        if name == "*" and scope != "other":
            yield fault(
                place,
                f'whatever is not named cannot be "{scope}", for then other bodies would count.',
                'Write "*" = "other".',
            )
        elif name != "*" and "*" in name:
            yield fault(
                place,
                "* stands for whatever is not named, and only by itself.",
                "Write each text out as it stands in the column.",
            )
        if fold(name) in chosen.force_names and scope != "force":
            yield fault(
                place,
                "it is a name of the force in [force].",
                "Take it out here, or out of the aliases there.",
            )
        if chosen.addressees[seen.setdefault(fold(name), name)] != scope:
            yield fault(
                place, f'it is read as "{seen[fold(name)]}" is.', "Keep one of the two lines."
            )


def _unknown_codes(raw: Mapping[str, Any], codes: Mapping[str, bool]) -> Iterator[Finding]:
    chosen = raw.get("severity", {})
    may = [name for name, free in codes.items() if free]
    marks = raw.get("seen", [])
    for at, mark in enumerate(marks if isinstance(marks, list) else (), 1):
        code = mark.get("code") if isinstance(mark, dict) else None
        if isinstance(code, str) and code.strip() and code not in codes:
            yield fault(
                f"[[seen]] {at}, code",
                f'"{code}" is not the code of a finding.{did_you_mean(code, may)}',
                "Copy it from findings.json.",
            )
    for code in chosen if isinstance(chosen, dict) else ():
        if not codes.get(code, False):
            why = (
                "cannot be set, for it stops a run or tells what was not made"
                if code in codes
                else "is not the code of a finding"
            )
            yield fault(
                f"[severity] {code}",
                f'"{code}" {why}.{did_you_mean(code, may)}',
                "findings.json, and check with --json, give the code of each finding.",
            )
