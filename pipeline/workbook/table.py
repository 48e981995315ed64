"""Workbook bytes to rows of raw cells, each with its address. Nothing is guessed, nothing is converted."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from pipeline.english.signs import named, odd, shown
from pipeline.findings.finding import Cell, Finding, column_letters, did_you_mean
from pipeline.settings.model import fold
from pipeline.settings.schema import Column, Sheet
from pipeline.workbook.cell import Raw, holds_something, name_of, plain
from pipeline.workbook.codes import finding
from pipeline.workbook.guard import COPY, Guarded, guarded
from pipeline.workbook.layout import above, entries, merged_or_hidden
from pipeline.workbook.markings import undeclared
from pipeline.workbook.sheet import SheetCells, Styles
from pipeline.workbook.sheet_xml import SheetFacts
from pipeline.workbook.unread import unread

NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet: a Raw by column key for each row that holds anything in a known column."""

    sheet: Sheet
    file: str
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[Mapping[str, Raw], ...] = ()


def tables(file: str, content: bytes, sheets: Iterable[Sheet], headings: Mapping[str, Mapping[str, str]], *,
           ignored: Mapping[str, Collection[str]] | None = None, publish: Mapping[str, str] | None = None
           ) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a workbook by the sheet's name, and everything that is wrong with its layout.

    `headings` maps a sheet's key to the force's own headings by column key, `ignored` to headings of columns that are
    declared harmless; `publish` is the force's own words for Yes and No. A sheet that cannot be read has no rows, and a
    finding. A sheet without rows is an empty table.
    """
    sheets = tuple(sheets)
    empty = {sheet.name: Table(sheet, file) for sheet in sheets}
    safe = guarded(file, content, [sheet.name for sheet in sheets])
    if isinstance(safe, Finding):
        return empty, [safe]
    book = _opened(safe)
    if isinstance(book, Exception):
        return empty, [safe.damaged(file) or finding(
            "workbook-unreadable", f"its cells cannot be read ({type(book).__name__}: {book}).", COPY, file)]
    found: dict[str, Table] = {}
    faults: list[Finding] = []
    for sheet in sheets:
        table, more = _table(file, safe, book, sheet, headings.get(sheet.key, {}), (ignored or {}).get(sheet.key, ()),
                             publish or {})
        found[sheet.name] = table
        faults += more
    if not any(fault.code == "sheet-missing" for fault in faults):  # which names the sheets that there are
        faults += unread(safe, headings, file)
    return found, faults


def _opened(safe: Guarded) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book: Any = load_workbook(BytesIO(safe.content), read_only=True, rich_text=True, keep_links=False)
            return Styles(book, next((sheet._shared_strings for sheet in book.worksheets), []))
        except Exception as error:  # openpyxl raises whatever it stumbles over; each means the same to the reader
            return error


def _table(file: str, safe: Guarded, book: Any, sheet: Sheet, own: Mapping[str, str], ignored: Collection[str],
           publish: Mapping[str, str]) -> tuple[Table, list[Finding]]:
    facts = _facts(safe, sheet)
    if facts is None:
        names = [facts.name for facts in safe.sheets if not facts.hidden]
        return Table(sheet, file), [finding(
            "sheet-missing", f'there is no sheet "{sheet.name}".{did_you_mean(sheet.name, names)}',
            f'Name the sheet "{sheet.name}"; the workbook has: {", ".join(names)}.', file, sheet=sheet.name)]
    if facts.hidden:
        return Table(sheet, file), [finding("sheet-hidden", "the sheet is hidden, so nobody can see what is counted.",
                                            "Right-click the sheet tabs, choose Unhide, and save.", file, sheet=sheet.name)]
    if len(facts.rows) > MOST_ROWS:
        return Table(sheet, file), [finding(
            "workbook-unsafe", f"the sheet has {len(facts.rows):,} rows with values; the limit is {MOST_ROWS:,}.",
            "Delete the rows that hold nothing that is needed, and save.", file, sheet=sheet.name)]
    worksheet = SheetCells(facts, book)
    wanted = {column.key: own.get(column.key, column.heading) for column in sheet.columns}
    header = _header(worksheet, facts, wanted)
    if header is None:
        return Table(sheet, file), [finding(
            "header-missing", "no row of headings was found.",
            f"The first row of the table must hold the headings: {', '.join(wanted.values())}.", file, sheet=sheet.name)]
    named_so = _signs(facts.name, sheet.name, "the name of the sheet", file, sheet=sheet.name)
    columns, faults = _columns(worksheet, facts, header, sheet, wanted, file)
    held = _rows(worksheet, facts, header, columns, sheet, wanted)
    rows, strays = entries(held, worksheet, facts, sheet, header, file, publish)
    known = _read(worksheet, facts, header, columns, wanted)
    faults += undeclared(worksheet, facts, header, columns, known, sheet, ignored, file)
    faults += [*named_so, *strays]
    faults += above(worksheet, facts, header, columns, sheet, file)
    faults += merged_or_hidden(facts, header, columns, held, rows, sheet, file)
    return Table(sheet, file, columns, tuple(rows)), faults


def _facts(safe: Guarded, sheet: Sheet) -> SheetFacts | None:
    by_name = {fold(facts.name): facts for facts in reversed(safe.sheets)}
    return next((facts for facts in safe.sheets if facts.name == sheet.name), by_name.get(fold(sheet.name)))


MOST_ROWS = 200_000
"""More rows than that hold a mistake: the longest history of a force has some thousands."""


def _signs(typed: str, meant: str, what: str, file: str, **where: Any) -> list[Finding]:
    """Return a note where a heading or the name of a sheet only looks like what it is read as."""
    signs = [sign for sign in odd(typed, spaces=False) if sign not in meant]
    return [finding("word-forgiven", f'{what} holds "{" ".join(shown(typed).split())}" with {named(signs)} in it; it is read as '
                    f'"{meant}".', f'Type "{meant}" over it.', file, **where)] if signs else []


def _text(value: Any) -> str:
    return fold(plain(value))


def _header(worksheet: SheetCells, facts: SheetFacts, wanted: Mapping[str, str]) -> int | None:
    """Return the first row that holds more of the headings than any other, and at least two (or all there are)."""
    folded = {name_of(heading) for heading in wanted.values()} - {""}
    best, most = None, 1
    for row, columns in facts.columns.items():
        here = len({name_of(worksheet.value(row, column)) for column in columns} & folded)
        if here > most:
            best, most = row, here
    return best


def _columns(worksheet: SheetCells, facts: SheetFacts, header: int, sheet: Sheet, wanted: Mapping[str, str], file: str
             ) -> tuple[dict[str, int], list[Finding]]:
    """Return the column of each key, and findings for headings that are missing or stand twice."""
    exact = {fold(heading): key for key, heading in wanted.items()}
    held = {_text(worksheet.value(header, column)) for column in facts.columns[header]}
    nearly = {name: key for heading, key in exact.items() if heading not in held and (name := name_of(heading))}
    columns: dict[str, int] = {}
    faults: list[Finding] = []
    others: dict[str, int] = {}
    for column in facts.columns[header]:
        value = plain(worksheet.value(header, column))
        key = exact.get(fold(value), nearly.get(name_of(value)))
        if key is None and value.strip():
            others[" ".join(value.split())] = column
        elif key is None:
            continue
        elif key in columns:
            first = f"{column_letters(columns[key])}{header}"
            faults.append(finding("heading-twice", f'the heading "{wanted[key]}" stands here and in {first}.',
                                  "Rename or delete one of the two columns.", file, cell=Cell(sheet.name, header, column)))
        else:
            columns[key] = column
            faults += _signs(value, wanted[key], f"the heading in cell {column_letters(column)}{header}", file,
                             cell=Cell(sheet.name, header, column))
    for need in sheet.columns:
        if need.key not in columns and need.required:
            faults.append(finding(
                "heading-missing",
                f'row {header} has no heading "{wanted[need.key]}" ({need.holds}).{did_you_mean(wanted[need.key], others)}'
                + (f" Headings there that are not known: {', '.join(others)}." if others else ""),
                f"Add the column, or name it in [columns.{sheet.key}] of report.toml: {need.key} = \"your heading\".",
                file, sheet=sheet.name))
        elif need.key not in columns:
            faults += _nearly(need, wanted[need.key], sheet, others, Cell(sheet.name, header, 1), file)
    return columns, faults


def _read(worksheet: SheetCells, facts: SheetFacts, header: int, columns: Mapping[str, int],
          wanted: Mapping[str, str]) -> set[int]:
    """Return the columns that are read, and those that are told because their heading stands twice."""
    names = {name_of(wanted[key]) for key in columns}
    again = (column for column in facts.columns[header] if name_of(worksheet.value(header, column)) in names)
    return {*columns.values(), *again}


def _nearly(need: Column, heading: str, sheet: Sheet, others: Mapping[str, int], row: Cell, file: str) -> list[Finding]:
    """Return a note where a column that may be missing seems to be there under a heading that is not known."""
    near = get_close_matches(fold(heading), map(fold, others), n=1, cutoff=NEAR)
    return [finding("heading-near", f'the heading "{other}" is not known, so its column is not read. Did you mean {heading}?',
                    f'Correct the heading, or name it in [columns.{sheet.key}] of report.toml: {need.key} = "{other}".',
                    file, cell=Cell(row.sheet, row.row, column))
            for other, column in others.items() if fold(other) in near]


def _rows(worksheet: SheetCells, facts: SheetFacts, header: int, columns: Mapping[str, int], sheet: Sheet,
          wanted: Mapping[str, str]) -> list[Mapping[str, Raw]]:
    rows: list[Mapping[str, Raw]] = []
    for number in facts.rows:
        if number <= header:
            continue
        row = {key: worksheet.raw(Cell(sheet.name, number, column), wanted[key]) for key, column in columns.items()}
        if any(holds_something(raw) for raw in row.values()):
            rows.append(row)
    return rows
