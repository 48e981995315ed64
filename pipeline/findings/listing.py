"""Findings as the lines that a person reads: like ones are one line with their refs or cells.

Each still has its entry in findings.json; here it is told once, and all of it fits a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.findings.finding import Cell, Finding, column_letters, in_quotes

SCREEN = 14
"""So many lines leave room for what was read, for the last line and for the prompt."""
OTHERS = "others"
"""Who answers for a row of which nobody may be, or is, named."""
FEW = 3
"""So few errors of a kind are told in full, whatever the kind is called."""
MOST_NAMED = 16
"""So many refs or cells are named in a line; the rest are counted."""
MOST_SAID = 6
"""So many are named with what stands there."""


def lines(findings: Iterable[Finding], where: str, most: int = SCREEN) -> list[str]:
    """Return the findings in lines, kind by kind in their order; `where` says where each of them
    is listed.

    Where they would be more than `most` lines, the kinds of many wordings are one line each; where
    that is too many still, the last lines are one.
    """
    kinds = [list(kind) for kind in _by_kind(findings)]
    told = [_wordings(kind) for kind in kinds]
    for at in sorted(range(len(told)), key=lambda at: -len(told[at])):
        if sum(map(len, told)) <= most or len(told[at]) < 2:
            break
        told[at] = [_one_line(kinds[at])]
    whole = [line for of_kind in told for line in of_kind]
    if len(whole) <= most:
        return whole
    rest = kinds[most - 1 :]  # each is one line now
    count, codes = sum(map(len, rest)), ", ".join(dict.fromkeys(kind[0].code for kind in rest))
    return [*whole[: most - 1], f"\u2026 and {count:,} more of other kinds ({codes}): {where}."]


def _by_kind(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings of each code and severity, in the order of the first of each: those that
    are put right together sheet by sheet, those without words for several column by column.
    """
    kinds: dict[tuple[str, str, str | int], list[Finding]] = {}
    for found in findings:
        apart: str | int = found.sheet or "" if found.for_all else ""
        if found.cell and not found.many:
            apart = found.cell.column
        kinds.setdefault((found.severity, found.code, apart), []).append(found)
    yield from kinds.values()


def _wordings(kind: Sequence[Finding]) -> list[str]:
    """Return the lines of a kind: one where it has words for several, else one a wording."""
    if len(kind) == 1:
        return [str(kind[0])]
    if kind[0].many and (not kind[0].wrong or len(kind) > FEW):
        return [_together(kind)]
    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for found in kind:
        sheet = found.cell.sheet if found.cell else found.sheet or ""
        key = (found.file, sheet, "" if found.cell else found.place, _unnamed(found))
        alike.setdefault((*key[:3], f"{key[3]}\n{found.remedy}"), []).append(found)
    return [_alike(some) for some in alike.values()]


def _unnamed(found: Finding) -> str:
    """Return the message without the ref that it begins with."""
    return found.message.removeprefix(f"{found.key}: ") if found.key else found.message


def _alike(some: Sequence[Finding]) -> str:
    """Return one line for findings of one sheet that say the same."""
    first = some[0]
    if len(some) == 1:
        return str(first)
    cells = [found.cell for found in some if found.cell]
    place = ", ".join(filter(None, (first.file, _cells(cells) or first.sheet or first.place)))
    return f"{place}: {_unnamed(first)} ({len(some):,} times) {first.remedy}".rstrip()


def _together(kind: Sequence[Finding]) -> str:
    """Return one line for a kind that has words for several: how many, which, and the remedy if
    they share it.
    """
    first, remedies = kind[0], {found.remedy for found in kind}
    named = all(found.key and found.message.startswith(f"{found.key}: ") for found in kind)
    if first.asks and named and any(found.owner for found in kind):
        owners: dict[str, list[Finding]] = {}
        for found in kind:
            owners.setdefault(found.owner or OTHERS, []).append(found)
        which = "; ".join(f"{owner}: {_names(some)}" for owner, some in owners.items())
    elif named:
        which = _names(kind)
    else:
        files: dict[str, list[Finding]] = {}
        for found in kind:
            files.setdefault(found.file, []).append(found)
        which = "; ".join(f"{file}, {_places(some)}" for file, some in files.items())
    remedy = f" {first.for_all or first.remedy}" if len(remedies) == 1 or first.for_all else ""
    return f"{len(kind):,} {first.many}: {which}.{remedy}".rstrip()


def _one_line(kind: Sequence[Finding]) -> str:
    """Return one line for a kind of many wordings: where they are, and the wording of most."""
    if kind[0].many:
        return _together(kind)
    alike: dict[str, list[Finding]] = {}
    for found in kind:
        alike.setdefault(_unnamed(found), []).append(found)
    first = max(alike, key=lambda words: len(alike[words]))
    most = alike[first]
    others = [found for words, some in alike.items() if words != first for found in some]
    wordings = len(alike) - 1
    told = "one other wording" if wordings == 1 else f"{wordings:,} other wordings"
    files: dict[str, list[Finding]] = {}
    for found in others:
        files.setdefault(found.file, []).append(found)
    where = "; ".join(f"{file}, {_places(some)}" for file, some in files.items())
    return f"{_alike(most)} And {len(others):,} more in {told}: {where}."


def _names(some: Sequence[Finding]) -> str:
    """Return the refs of findings, each with what stands there where it is told and they are
    few.
    """
    if len(some) > MOST_SAID or not all(found.found for found in some):
        return refs([found.key for found in some])
    said: dict[str, list[str]] = {}
    for found in some:
        said.setdefault(found.found, []).append(found.key)
    return ", ".join(f"{refs(keys)} ({what})" for what, keys in said.items())


def _places(some: Sequence[Finding]) -> str:
    """Return the cells of findings of one file, each with what stands there where they are few."""
    if all(found.found and not found.cell for found in some):
        sheets: dict[str, list[str]] = {}
        for found in some:
            sheets.setdefault(found.sheet or found.place, []).append(found.found)
        return "; ".join(f"{sheet}: {', '.join(said)}" for sheet, said in sheets.items())
    if len(some) <= MOST_SAID and all(found.found for found in some):
        return ", ".join(f"{found.cell or found.place} ({found.found})" for found in some)
    cells = [found.cell for found in some if found.cell]
    others = dict.fromkeys(found.sheet or found.place for found in some if not found.cell)
    return "; ".join(filter(None, (_cells(cells), *others)))


def refs(names: Sequence[str]) -> str:
    """Return refs in one list, what one shares with the one before it left out.

    >>> refs(["WMP-019", "WMP-050", "R1", "R2"])
    'WMP-019, -050, R1, R2'
    """
    told, before = [], ""
    for name in names[:MOST_NAMED]:
        stem, sign, tail = _parted(name)
        told.append(f"{sign}{tail}" if stem and stem == before else name)
        before = stem
    more = len(names) - len(told)
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def _parted(name: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(.*[^\W_].*?)([-/])([0-9]+)", name, re.DOTALL)
    return (match[1] + match[2], match[2], match[3]) if match else ("", "", "")


def _cells(cells: Iterable[Cell]) -> str:
    """Return cells in one list, what follows one another in a column as a range.

    >>> _cells([Cell("Open", row, 7) for row in (5, 6, 7, 12)])
    'Open!G5:G7, G12'
    """
    runs: list[tuple[Cell, Cell]] = []
    for cell in sorted(set(cells), key=lambda cell: (cell.sheet, cell.column, cell.row)):
        last = runs[-1][1] if runs else None
        if last and last[::2] == cell[::2] and last.row + 1 == cell.row:
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    told, sheet = [], ""
    for first, last in runs[:MOST_NAMED]:
        sign = "" if first.sheet == sheet else f"{in_quotes(first.sheet)}!"
        sheet = first.sheet
        upto = "" if first == last else f":{column_letters(last.column)}{last.row}"
        told.append(f"{sign}{first.address}{upto}")
    more = sum(last.row - first.row + 1 for first, last in runs[MOST_NAMED:])
    return ", ".join(told) + (f" and {more:,} more" if more else "")
