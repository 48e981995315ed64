"""Columns that may say what must not be printed: known by their headings, or by what they hold.

The words are those of the Local Government Act 1972 (sections 100A to 100I and Schedule 12A: exempt
and confidential items, part 2 of an agenda), of the Freedom of Information Act 2000, and of the
government's security classifications, today's and retired.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pipeline.english.signs import blank, straight
from pipeline.findings.finding import Cell, Finding
from pipeline.settings.model import fold
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import name_of, plain
from pipeline.workbook.codes import finding
from pipeline.workbook.sheet import SheetCells
from pipeline.workbook.sheet_xml import SheetFacts

_PART_TWO = r"(?:part|pt)s? ?(?:(?:1|i|one|a) (?:or |and )?)?(?:2|ii|two|b)"
_NOT = r"(?:not|never|dont|do not|cannot) (?:yet )?(?:for |to |be |to be )*"
_GO_OUT = (
    r"(?:pub(?:li\w+)?|releas\w+|disclos\w+|press|print\w*|circulat\w+|share\w*|website|committee)"
)
_PAPER = "(?:paper|report|committee|publication|pack|update|website|appendix)s?"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_WITHHELD = _any_of(
    r"exempt\w*",
    r"confidential\w*",
    "restricted",
    r"sensitiv\w+",
    "private",
    "secret",
    r"embargo\w*",
    "nfp",
    "caveats?",
    "in confidence",
    r"legal(?:ly)? privileg\w*",
    "lpp",
    "h(?:old|eld) back",
    "nonpublic",
    _PART_TWO,
    "(?:closed|open) (?:or closed )?(?:session|meeting|part|agenda|paper)s?",
    "in camera",
    "(?:below|above) (?:or below )?the line",
    "(?:pink|blue) (?:paper|page|sheet|copy|copie)s?",
    "(?:schedule|sched|sch) ?12 ?a",
    "(?:section|s) ?100 ?[a-i]",
    r"redact\w*",
    r"withh[eo]ld\w*",
    r"suppress\w*",
    "internal (?:use )?only",
    r"prot\w* mark\w*",
    "gpms",
    "gscp?",
    "(?:security|government|information|data|document) (?:classification|marking)",
    "handling (?:caveat|code|condition|instruction|marking|restriction)s?",
    "un(?:published|publishable|disclosed|released)",
    "non (?:public|publication|disclosable|disclosure|releasable)",
    _NOT + _GO_OUT,
)
"""Headings of columns whose marks keep a row back, whatever they are."""
_LET_OUT = _any_of(
    "publish",
    "publishable",
    "publishing",
    "releasable",
    "disclose",
    "disclosable",
    "be public",
    r"(?:for|to) (?:publication|public|releas\w+|disclos\w+)",
    "(?:to|can|may) be (?:publish|releas|disclos)ed",
)
"""Headings of columns whose marks let a row out: the other way round."""
_ABOUT_IT = _any_of(
    r"publish\w*",
    "publication",
    r"releas\w+",
    r"disclos\w+",
    "foia?",
    "freedom of information",
    "restrictions?",
    "confid",
    r"personal (?:data|info\w*)",
    "publicly",
    "(?:with|to) (?:the )?public",
    "report to committee",
    rf"(?:for|in) (?:the )?{_PAPER}",
    "public"
    " (?:or|and|private|session|domain|paper|report|meeting|committee|version|agenda|part|item"
    "|status|document|website"
    "|record|release|access|view|copy)",
    rf"(?:inclu\w+|exclu\w+|omit\w*|hide|show\w*|print\w*) (?:in|from|on|to) (?:\w+ )?{_PAPER}",
)
_ALONE = re.compile(
    r"(?:official|classified|internal|public|o"
    r" s|os|hide|hidden|omit\w*|inclu\w+|exclu\w+|print\w*|show\w*)"
    "(?: y n)?"
)
"""Headings, and those that are nothing else, that may mean the like or something else: what the
column holds decides.
"""
_SITTINGS = _any_of("agenda", "session", "meeting", "part")
"""Headings of what may be sorted into open and closed, part 1 and part 2: Yes says nothing under
them.
"""
_OF_A_TEXT = _any_of(
    "report", "section", "chapter", "page", "source", "volume", "phase", "paragraph"
)
"""Headings under which part 2 is one of a text."""
_REVERSED = _any_of(
    "internal", "hide", "hidden", r"omit\w*", r"exclu\w+", "o s", "os", "marking", "classification"
)
"""Headings under which Yes would keep a row back too, if the column were that of Publish."""
_OTHERWISE = _any_of(
    "press releases?",
    r"releas\w+ under investigation",
    "disclosure and barring",
    "(?:call|case|property|data) handling",
    r"private (?:office|sector|secretar\w+|finance|prosecution\w*)",
    r"restricted dut\w+",
    "disclosure (?:unit|officer|lead|team|manager|theme|strand)s?",
    r"releas\w+ of (?:resources|officers|staff|funds?)",
)
"""What is called by the same words in policing and is no marking."""
_WHEN = _any_of("date", "day", "month", "year", "when", "on$", "deadline")
_FROM_THEN = _any_of("until", "before", "after", "from", r"embargo\w*")
_SPELT = (
    "confidential",
    "restricted",
    "sensitive",
    "publish",
    "publication",
    "disclosure",
    "protective",
    "redaction",
    "exempt",
)
_ALIKE = 0.85

_ANSWERS = {"yes", "no", "y", "n", "true", "false", "x", "✓", "✔", "☑", "☒", "tick"}
_NOES = {"no", "n", "false"}
_LONGEST = 60
"""So many letters no mark has."""
_MARKS = (
    (
        rf"(?:(?:fully|partly|foi|part|{_PART_TWO}) )?exempt\w*(?: (?:s"
        r" ?[0-9]|section|para|part|sch|under|from).*| item)?"
    ),
    "(?:private and )?confidential",
    r"(?:not for|not to be|do not|cannot be|never to be) (?:be )?" + _GO_OUT,
    "restricted",
    "(?:commercially )?sensitive",
    r"official sensitive(?: \w+)?",
    "(?:top )?secret",
    "embargoed",
    "redact(?:ed)?",
    "withh(?:e|o)ld",
    "nfp",
    "internal (?:use )?only",
    "closed session",
    "in camera",
)
_KEPT_BACK = re.compile(rf"(?:{'|'.join(_MARKS)})(?: (?:{'|'.join(_MARKS)}))*")
"""What a whole cell holds that keeps its row back, under whatever heading."""
_MARKED = re.compile(
    "|".join(
        [
            *_MARKS,
            _NOT + _GO_OUT,
            "private",
            "public",
            "internal",
            "external",
            "full",
            "partial",
            "none",
            "never",
            "limited",
            "approved",
            "cleared",
            "(?:un)?published",
            "released",
            "disclosable",
            "disclosed",
            "publishable",
            "releasable",
        ]
    )
)
"""What a cell holds under a heading that may mean it."""
_NOT_OPEN = re.compile("|".join([*_MARKS, _PART_TWO, "[2b]", "ii", "closed", "private"]))
"""What a cell holds under a heading of parts or sessions."""
_PART = re.compile(rf"{_PART_TWO}|(?:part|pt)s? ?(?:1|i|one|a)|open|closed|public|private|official")
"""What may stand in a cell under a heading of parts or markings, and gives nothing away."""
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf".*\b(?:[0-9]{{1,4}} (?:[0-9]{{1,2}}|{_MONTH}) [0-9]{{2,4}}|{_MONTH} ?[0-9]{{2,4}})\b.*"
)


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
    return " ".join(_OTHERWISE.sub(" ", _bare(heading)).split())


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
    return bool(_WITHHELD.search(_said(heading)) or _REVERSED.search(_said(heading)))


@lru_cache(maxsize=512)
def _kind(heading: str) -> str:
    """Return "back" or "out" where marks keep rows back or let them out, "unsure", "sitting", or ""
    for any other heading.
    """
    said = _said(heading)
    if _WITHHELD.search(said):
        return "back"
    if _LET_OUT.search(said) and not _WHEN.search(said):
        return "out"
    misspelt = any(
        get_close_matches(word, _SPELT, 1, _ALIKE) for word in said.split() if len(word) > 5
    )
    if _ABOUT_IT.search(said) or _ALONE.fullmatch(said) or misspelt:
        return "unsure"
    return "sitting" if _SITTINGS.search(said) else ""


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
        which = (
            f'the heading "{heading}" is not known, and its column'
            if heading
            else "this column has no heading, and it"
        )
        faults.append(
            finding(
                "column-undeclared",
                f"{which} may say which rows are not for publication: a row marked there would be"
                " printed.",
                _remedy(heading, held, columns, sheet),
                file,
                cell=Cell(sheet.name, header, column),
            )
        )
    return faults


def _heading(worksheet: SheetCells, header: int, column: int) -> str:
    """Return the heading of a column on one line; where it is merged downwards, its words stand in
    the row above.
    """
    own = " ".join(plain(worksheet.value(header, column)).split())
    return own or (
        " ".join(plain(worksheet.value(header - 1, column)).split()) if header > 1 else ""
    )


def may_keep_back(heading: str, held: Iterable[Any], unread: bool) -> bool:
    """Return whether a column may say which rows must not be printed: by its heading, or by what it
    holds; `unread`: a cell of it cannot be read.
    """
    kind = _kind(heading)
    filled = [value for value in held if value is not None and not blank(plain(value))]
    words = [plain(value) for value in filled if not isinstance(value, date)]
    if kind == "back" or (kind and _FROM_THEN.search(_bare(heading))):
        return bool(filled) or unread
    if kind == "out":
        return unread or not all(_DAY.fullmatch(_bare(word)) for word in words)
    marks = {_bare(word) for word in words if len(word) <= _LONGEST}
    if kind == "sitting" and not _OF_A_TEXT.search(_bare(heading)):
        return any(map(_NOT_OPEN.fullmatch, marks))
    if kind == "unsure" and not _WHEN.search(_bare(heading)):
        return any(mark in _ANSWERS or _MARKED.fullmatch(mark) for mark in marks)
    if kind == "unsure":
        return any(mark in _ANSWERS or _KEPT_BACK.fullmatch(mark) for mark in marks)
    parts = "" if _OF_A_TEXT.search(_bare(heading)) else _PART_TWO
    return any(_KEPT_BACK.fullmatch(mark) or re.fullmatch(parts, mark) for mark in marks if mark)


def _remedy(heading: str, held: Iterable[Any], columns: Mapping[str, int], sheet: Sheet) -> str:
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


def _lines(heading: str, held: Iterable[Any]) -> list[str]:
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
    return len(word) <= _LONGEST and (
        bare in _ANSWERS or bool(_KEPT_BACK.fullmatch(bare) or _PART.fullmatch(bare))
    )


def _meant(heading: str, word: str) -> str:
    """Return what a mark means for Publish under this heading, "" where that cannot be told."""
    mark = _bare(word)
    if mark in _ANSWERS:
        return "No" if (mark not in _NOES) == keeps_back(heading) else "Yes"
    return "No" if len(word) <= _LONGEST and _KEPT_BACK.fullmatch(mark) else ""
