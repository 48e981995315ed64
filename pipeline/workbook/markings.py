"""Columns that may say what must not be printed: known by their headings, or by what they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from pipeline.english.signs import blank, straight
from pipeline.findings.finding import Cell, Finding
from pipeline.settings.model import fold
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import Value, name_of, plain
from pipeline.workbook.codes import finding
from pipeline.workbook.marking_words import (
    ABOUT_IT,
    ALIKE,
    ALONE,
    ANSWERS,
    DAY,
    FROM_THEN,
    KEPT_BACK,
    LET_OUT,
    LONGEST,
    MARKED,
    NOES,
    NOT_OPEN,
    OF_A_TEXT,
    OTHERWISE,
    PART,
    PART_TWO,
    REVERSED,
    SITTINGS,
    SPELT,
    WHEN,
    WITHHELD,
)
from pipeline.workbook.sheet import SheetCells
from pipeline.workbook.sheet_xml import SheetFacts


@lru_cache(maxsize=512)
def _bare(text: str) -> str:
    """Return words for comparing: in small letters, without signs, one space between.

    >>> _bare("Part-2?"), _bare("Public/Private (Y/N)")
    ('part 2', 'public private y n')
    """
    return " ".join(
        re.findall(r"[^\W_]+|[✓✔☑☒]", straight(fold(text)).replace("'", "").replace("&", " and "))
    )


@lru_cache(maxsize=512)
def _said(heading: str) -> str:
    return " ".join(OTHERWISE.sub(" ", _bare(heading)).split())


@lru_cache(maxsize=512)
def keeps_back(heading: str) -> bool:
    """Return whether Yes under a heading would keep a row out of the paper, so that a plain Yes
    must not be read as Publish.

    >>> keeps_back("Exempt?")
    True
    >>> keeps_back("Not for publication")
    True
    >>> keeps_back("For publication")
    False
    >>> keeps_back("May go out")
    False
    """
    return bool(WITHHELD.search(_said(heading)) or REVERSED.search(_said(heading)))


@lru_cache(maxsize=512)
def _kind(heading: str) -> str:
    """Return "back" or "out" where marks keep rows back or let them out, "unsure", "sitting", or ""
    for any other heading.
    """
    said = _said(heading)
    if WITHHELD.search(said):
        return "back"
    if LET_OUT.search(said) and not WHEN.search(said):
        return "out"
    misspelt = any(
        get_close_matches(word, SPELT, 1, ALIKE) for word in said.split() if len(word) > 5
    )
    if ABOUT_IT.search(said) or ALONE.fullmatch(said) or misspelt:
        return "unsure"
    return "sitting" if SITTINGS.search(said) else ""


def undeclared(
    worksheet: SheetCells,
    facts: SheetFacts,
    header: int,
    columns: Mapping[str, int],
    known: Collection[int],
    sheet: Sheet,
    ignored: Collection[str],
    file: str,
) -> list[Finding]:
    """Return an error for each column that is not `known` and may say which rows must not be
    printed, unless it is `ignored`.

    By its heading, if the column holds anything; by what it holds, where the heading may mean
    something else or says nothing. Dates say when a report came out and are no marks, but under a
    heading of what is kept back they are.
    """
    harmless = set(map(name_of, ignored)) - {""}
    filled = {column for row, held in facts.columns.items() if row >= header - 1 for column in held}
    faults = []
    for column in sorted(filled - set(known)):
        heading = _heading(worksheet, header, column)
        held = [worksheet.value(row, column) for row in facts.rows if row > header]
        unread = any(
            place[1] == column and place[0] > header
            for place in (*facts.uncalculated, *facts.broken)
        )
        if name_of(heading) in harmless or not may_keep_back(heading, held, unread):
            continue
        at = Cell(sheet.name, header, column)
        faults.append(_undeclared(heading, _remedy(heading, held, columns, sheet), file, at))
    return faults


def _undeclared(heading: str, remedy: str, file: str, cell: Cell) -> Finding:
    """Return the error of one such column, with the remedy for it."""
    which = (
        f'the heading "{heading}" is not known, and its column'
        if heading
        else "this column has no heading, and it"
    )
    return finding(
        "column-undeclared",
        f"{which} may say which rows are not for publication: a row marked there would be printed.",
        remedy,
        file,
        cell=cell,
    )


def _heading(worksheet: SheetCells, header: int, column: int) -> str:
    """Return the heading of a column on one line; where it is merged downwards, its words stand in
    the row above.
    """
    own = " ".join(plain(worksheet.value(header, column)).split())
    return own or (
        " ".join(plain(worksheet.value(header - 1, column)).split()) if header > 1 else ""
    )


def may_keep_back(heading: str, held: Iterable[Value], unread: bool) -> bool:
    """Return whether a column may say which rows must not be printed: by its heading, or by what it
    holds; `unread`: a cell of it cannot be read.
    """
    kind = _kind(heading)
    filled = [value for value in held if value is not None and not blank(plain(value))]
    words = [plain(value) for value in filled if not isinstance(value, date)]
    if kind == "back" or (kind and FROM_THEN.search(_bare(heading))):
        return bool(filled) or unread
    if kind == "out":
        return unread or not all(DAY.fullmatch(_bare(word)) for word in words)
    marks = {_bare(word) for word in words if len(word) <= LONGEST}
    if kind == "sitting" and not OF_A_TEXT.search(_bare(heading)):
        return any(map(NOT_OPEN.fullmatch, marks))
    if kind == "unsure" and not WHEN.search(_bare(heading)):
        return any(mark in ANSWERS or MARKED.fullmatch(mark) for mark in marks)
    if kind == "unsure":
        return any(mark in ANSWERS or KEPT_BACK.fullmatch(mark) for mark in marks)
    parts = "" if OF_A_TEXT.search(_bare(heading)) else PART_TWO
    return any(KEPT_BACK.fullmatch(mark) or re.fullmatch(parts, mark) for mark in marks if mark)


def _remedy(heading: str, held: Iterable[Value], columns: Mapping[str, int], sheet: Sheet) -> str:
    """Return both ways out, with the lines of report.toml that are to be written."""
    if not heading:
        return "Give the column a heading, run again, and do what is then said of it."
    own = json.dumps(heading, ensure_ascii=False)
    ignore = f"ignore = [{own}] under [workbook.{sheet.key}] of report.toml"
    if not any(column.key == "publish" for column in sheet.columns):
        return (
            "This sheet has no column Publish: take out the rows that must not be printed. After"
            f" that write {ignore}."
        )
    if "publish" in columns:
        return (
            f"Put No under Publish in the rows that must not be printed. After that write {ignore}."
        )
    lines = ", ".join(_lines(heading, held))
    return (
        f"If it does, write publish = {own} under [columns.{sheet.key}] of report.toml, and under"
        f" [words.publish] what its words mean for Publish, one on a line: {lines}. If it says"
        f" something else, write {ignore}."
    )


def _lines(heading: str, held: Iterable[Value]) -> list[str]:
    """Return lines of [words.publish] for a column; of what it holds only marks are quoted, for the
    rest may be confidential.
    """
    typed = [
        " ".join(plain(value).split())
        for value in held
        if value is not None and not isinstance(value, date)
    ]
    told = {
        word: meant for word in dict.fromkeys(typed) if word and (meant := _meant(heading, word))
    }
    if not told or set(map(_bare, told)) <= {"yes", "no"}:
        told = {"Yes": _meant(heading, "Yes"), "No": _meant(heading, "No")}
    known = set(map(fold, told))
    lines = [f'{json.dumps(word, ensure_ascii=False)} = "{meant}"' for word, meant in told.items()]
    rest = (
        ['"…" = "No" (or "Yes") for each other word']
        if any(word and fold(word) not in known for word in typed)
        else []
    )
    return [*lines, *rest, '"" = "Yes" (or "No") for a blank']


def is_mark(word: str) -> bool:
    """Return whether a word is a known mark, so that it may be shown where the rest may be
    confidential.
    """
    bare = _bare(word)
    return len(word) <= LONGEST and (
        bare in ANSWERS or bool(KEPT_BACK.fullmatch(bare) or PART.fullmatch(bare))
    )


def _meant(heading: str, word: str) -> str:
    """Return what a mark means for Publish under this heading, "" where that cannot be told."""
    mark = _bare(word)
    if mark in ANSWERS:
        return "No" if (mark not in NOES) == keeps_back(heading) else "Yes"
    return "No" if len(word) <= LONGEST and KEPT_BACK.fullmatch(mark) else ""
