"""Workbook bytes to rows by key, each cell with its address: what varies from force to force is
settled here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, NamedTuple

from pipeline.english.signs import named, odd, shown
from pipeline.findings.finding import Cell, Finding, column_letters, did_you_mean
from pipeline.mapping.codes import finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.headings import Headings, headings, stand_twice
from pipeline.mapping.places import places
from pipeline.mapping.rows import Chosen, chosen, too_many_left_out
from pipeline.mapping.sources import Row, Sources
from pipeline.settings.mapping import Column, Reading, Source, is_heading, names_in
from pipeline.settings.model import FILE, Settings, fold
from pipeline.settings.schema import Column as Wanted
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import plain
from pipeline.workbook.guard import Guarded, guarded
from pipeline.workbook.layout import above, entries, merged_or_hidden
from pipeline.workbook.markings import undeclared
from pipeline.workbook.sheet import SheetCells, Styles
from pipeline.workbook.sheet_xml import SheetFacts
from pipeline.workbook.unread import alike, unread

NEAR = 0.8
MOST_ROWS = 200_000
LADDERS = ("open", "signed_off", "closed")
NAME = "the name of the sheet"
"""More rows than that hold a mistake: the longest history of a force has some thousands."""


class SheetRead(NamedTuple):
    """What was read of one sheet: how many entries, the rows that are none by why, and the headings
    of columns not read.
    """

    name: str
    entries: int
    left_out: Mapping[str, list[int]]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, be it on one sheet or several: a Raw by column key for each entry."""

    sheet: Sheet
    file: str
    columns: Mapping[str, int] = field(default_factory=dict)
    """The keys that some sheet keeps, and the column of each, that of the first sheet which has it.
    """
    rows: tuple[Row, ...] = ()
    read: tuple[SheetRead, ...] = ()
    """What was read of each sheet."""
    beside: tuple[str, ...] = ()
    """The sheets that can be seen and were not read."""
    alike: Mapping[str, str] = field(default_factory=dict)
    """Those of them that have the headings of a table, and of which."""
    hidden: int = 0
    """How many sheets cannot be seen."""


def tables(
    file: str, content: bytes, sheets: Iterable[Sheet], settings: Settings
) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a workbook by the sheet's name in the schema, and everything that is
    wrong with its layout.

    A sheet that cannot be read has no rows, and a finding. A sheet without rows is an empty table.
    """
    sheets = tuple(sheets)
    empty = {sheet.name: Table(sheet, file) for sheet in sheets}
    safe, where, faults = _guarded(file, content, sheets, settings)
    if safe is None:
        return empty, faults
    styles = Styles(safe.formats, safe.texts, from_1904=safe.from_1904)
    found: dict[str, Table] = {}
    names = {name for some in where.values() for name in some}
    beside = tuple(
        facts.name for facts in safe.sheets if not facts.hidden and facts.name not in names
    )
    for sheet in sheets:
        parts = [_table(file, safe, styles, sheet, name, settings) for name in where[sheet.key]]
        faults += [fault for _, told in parts for fault in told]
        found[sheet.name] = _together(
            sheet,
            file,
            [table for table, _ in parts],
            beside,
            sum(one.hidden for one in safe.sheets),
        )
    if not any(
        fault.code in ("sheet-missing", "sheets-many") for fault in faults
    ):  # which name the sheets that there are
        there = list(alike(safe, _names(settings), names))
        faults += unread(there, file)
        likely = {one.facts.name: one.name for one in there if not one.facts.hidden}
        found = {name: replace(table, alike=likely) for name, table in found.items()}
    return found, faults


def sheet_names(file: str, content: bytes) -> list[str]:
    """Return the names of a workbook's sheets that can be seen; none where it may not be opened."""
    safe = guarded(file, content, [])
    return (
        []
        if isinstance(safe, Finding)
        else [facts.name for facts in safe.sheets if not facts.hidden]
    )


def _guarded(
    file: str, content: bytes, sheets: tuple[Sheet, ...], settings: Settings
) -> tuple[Guarded | None, dict[str, tuple[str, ...]], list[Finding]]:
    """Return the workbook made safe with the sheets that hold each table, by the table's key; None
    where it may not be opened.
    """
    wanted = [
        name
        for sheet in sheets
        for name in settings.reading(sheet).sheets or (sheet.name,)
        if name != "all"
    ]
    if any(settings.reading(sheet).sheets == "all" for sheet in sheets):
        wanted = []
    safe = guarded(file, content, wanted)
    if isinstance(safe, Finding):
        return None, {}, [safe]
    held = {sheet.key: places(safe, sheet, settings, file) for sheet in sheets}
    where = {key: one.names for key, one in held.items()}
    faults = [fault for one in held.values() for fault in one.faults]
    every = [name for names in where.values() for name in names]
    if {*map(fold, every)} - {*map(fold, wanted)}:
        safe = guarded(file, content, every)
        if isinstance(safe, Finding):
            return None, where, [*faults, safe]
    return safe, where, faults


def _names(settings: Settings) -> dict[str, dict[str, tuple[str, ...]]]:
    from pipeline.settings.schema import SHEETS

    return {
        sheet.name: {
            key: tuple(filter(is_heading, names_in(source)))
            for key, source in settings.sources(sheet).items()
        }
        for sheet in SHEETS
    }


def _together(
    sheet: Sheet, file: str, parts: list[Table], beside: tuple[str, ...], hidden: int
) -> Table:
    columns = {key: column for table in reversed(parts) for key, column in table.columns.items()}
    return Table(
        sheet,
        file,
        columns,
        tuple(row for table in parts for row in table.rows),
        tuple(one for table in parts for one in table.read),
        beside,
        hidden=hidden,
    )


def _table(
    file: str, safe: Guarded, styles: Styles, kind: Sheet, name: str, settings: Settings
) -> tuple[Table, list[Finding]]:
    """Return the rows of one sheet."""
    facts = next(facts for facts in safe.sheets if facts.name == name)
    sheet = kind if fold(name) == fold(kind.name) else kind.called(name)
    if fault := _not_read(facts, sheet, file):
        return Table(sheet, file), [fault]
    cells = SheetCells(facts, styles)
    grid, reading = grid_of(file, sheet.name, cells), settings.reading(kind)
    sources = settings.sources(kind)
    wanted = [one for source in sources.values() for one in names_in(source) if is_heading(one)]
    found = headings(grid, wanted, reading.headings)
    if found is None:
        return Table(sheet, file), [_without_headings(sheet, wanted, reading.sheets == "all", file)]
    ladders = {ladder: settings.status_meaning(ladder) for ladder in LADDERS}
    made = Sources(
        sheet, grid, found, sources, settings.words, settings.fills, settings.dates, ladders
    )
    picked = chosen(
        grid,
        found,
        reading,
        set(made.columns.values()),
        made.columns_of(sheet.names_row) or made.columns_of(*sources),
        made.columns_of("text", "title"),
    )
    rows = [made.row(entry) for entry in picked.entries]
    kept, strays = entries(
        rows, cells, facts, sheet, found.rows[-1], file, settings.words.get("publish", {})
    )
    kept = [made.named(row) for row in kept]
    of_name = _signs(name, kind.name, NAME, file, sheet=sheet.name) if sheet is kind else []
    told = [
        *_columns(grid, found, made, kind, settings),
        *_layout(cells, found, made, picked, reading, sheet, file, rows, kept),
        *of_name,
        *strays,
        *picked.faults,
        *made.faults,
        *too_many_left_out(grid, picked, bool(settings.expect)),
    ]
    read = SheetRead(sheet.name, len(kept), picked.left_out, _unread(facts, found, made, picked))
    return Table(sheet, file, _places(kept, made), tuple(kept), (read,)), told


def _not_read(facts: SheetFacts, sheet: Sheet, file: str) -> Finding | None:
    """Return why a sheet is not read at all; None where it is."""
    if facts.hidden:
        return finding(
            "sheet-hidden",
            "the sheet is hidden, so nobody can see what is counted.",
            "Right-click the sheet tabs, choose Unhide, and save.",
            file,
            sheet=sheet.name,
        )
    if len(facts.rows) > MOST_ROWS:
        return finding(
            "workbook-unsafe",
            f"the sheet has {len(facts.rows):,} rows with values; the limit is {MOST_ROWS:,}.",
            "Delete the rows that hold nothing that is needed, and save.",
            file,
            sheet=sheet.name,
        )
    return None


def _places(kept: Sequence[Row], made: Sources) -> dict[str, int]:
    """Return the column of each key."""
    return {
        **{key: raw.cell.column for row in kept[:1] for key, raw in row.items()},
        **{key: column for key, (column, _) in made.plain.items()},
    }


def _unread(facts: SheetFacts, found: Headings, made: Sources, picked: Chosen) -> tuple[str, ...]:
    """Return the columns that are not read, by their headings, or by their letters where the rows
    hold something under none.
    """
    taken = set(made.columns.values())
    named = [
        text for column in found.names if column not in taken and (text := found.shown(column))
    ]
    rows = {row for entry in picked.entries for row in entry.rows}
    filled = sorted({column for row, column in facts.cells if row in rows} - taken)
    bare = [
        f"column {column_letters(column)} without a heading"
        for column in filled
        if not found.names.get(column)
    ]
    return (*named, *bare)


def _layout(
    cells: SheetCells,
    found: Headings,
    made: Sources,
    picked: Chosen,
    reading: Reading,
    sheet: Sheet,
    file: str,
    rows: list[Row],
    kept: list[Row],
) -> Iterator[Finding]:
    """Yield what stands where it should not, and the columns that may say what must not be
    printed.
    """
    facts, columns = cells.facts, {key: column for key, (column, _) in made.plain.items()}
    twice = {column for places in stand_twice(found, made.columns).values() for column in places}
    yield from undeclared(
        cells,
        facts,
        found.rows[-1],
        columns,
        {*made.columns.values(), *twice},
        sheet,
        reading.ignore,
        file,
    )
    yield from above(cells, facts, found.rows[0], columns, sheet, file)
    yield from merged_or_hidden(
        _unmerged(facts, found, picked), found.rows[-1], columns, rows, kept, sheet, file
    )


def _without_headings(sheet: Sheet, wanted: Iterable[str], one_of_all: bool, file: str) -> Finding:
    way = (
        "Name the sheet under except, or the sheets that are read under sheets."
        if one_of_all
        else (
            "The first row of the table must hold the headings:"
            f" {', '.join(dict.fromkeys(wanted))}."
        )
    )
    return finding("header-missing", "no row of headings was found.", way, file, sheet=sheet.name)


def grid_of(file: str, name: str, cells: SheetCells) -> Grid:
    """Return one sheet of a file as it lies."""
    facts = cells.facts
    held: dict[int, list[int]] = {}
    for row, column in facts.cells:
        held.setdefault(row, []).append(column)
    return Grid(
        file,
        name,
        {row: tuple(sorted(columns)) for row, columns in held.items()},
        lambda row, column, heading: cells.raw(Cell(name, row, column), heading),
        cells.value,
        tuple(facts.merged),
        frozenset(facts.formulas),
        lambda row, column: facts.fills.get((row, column), ""),
        tuple(facts.coloured),
    )


def _unmerged(facts: SheetFacts, found: Headings, picked: Chosen) -> SheetFacts:
    """Return the facts without what may well be merged: headings, and the rows of one entry."""
    whole = {
        row: entry.rows for entry in picked.entries if len(entry.rows) > 1 for row in entry.rows
    }
    return replace(
        facts,
        merged=[
            (top, left, bottom, right)
            for top, left, bottom, right in facts.merged
            if bottom > found.rows[-1]
            and not (left == right and top in whole and bottom <= whole[top][-1])
        ],
    )


def _signs(typed: str, meant: str, what: str, file: str, **where: Any) -> list[Finding]:
    """Return a note where a heading or the name of a sheet only looks like what it is read as."""
    signs = [sign for sign in odd(typed, spaces=False) if sign not in meant]
    return (
        [
            finding(
                "word-forgiven",
                f'{what} holds "{" ".join(shown(typed).split())}" with {named(signs)} in it; it is'
                f' read as "{meant}".',
                f'Type "{meant}" over it.',
                file,
                **where,
            )
        ]
        if signs
        else []
    )


def _columns(
    grid: Grid, found: Headings, made: Sources, kind: Sheet, settings: Settings
) -> list[Finding]:
    """Return findings for headings that are missing, stand twice, or are almost those that are
    read.
    """
    row, own = found.rows[-1], settings.columns.get(kind.key, {})
    faults = list(_twice(grid, found, made))
    for name, column in made.columns.items():
        typed, at = plain(grid.value(row, column)), grid.cell(row, column)
        faults += _signs(typed, name, f"the heading in cell {at.address}", grid.file, cell=at)
    taken = set(made.columns.values())
    others = {
        found.shown(column): column
        for column in found.names
        if column not in taken and found.shown(column)
    }
    for need in kind.columns:
        missing = _missing(made.sources[need.key], made)
        named = need.key in own
        if missing and (need.required or named):
            faults.append(
                _heading_missing(need, missing, kind, row, others, found, grid, named=named)
            )
        elif missing:
            faults += _nearly(need, missing[0], kind, others, grid.cell(row, 1), grid.file)
    return faults


def _twice(grid: Grid, found: Headings, made: Sources) -> Iterator[Finding]:
    """Yield the headings that stand twice, at each place but the first."""
    row = found.rows[-1]
    for name, columns in stand_twice(found, made.columns).items():
        first = f"{column_letters(columns[0])}{row}"
        for column in columns[1:]:
            yield finding(
                "heading-twice",
                f'the heading "{name}" stands here and in {first}.',
                "Rename or delete one of the two columns.",
                grid.file,
                cell=grid.cell(row, column),
            )


def _missing(source: Source, made: Sources) -> list[str]:
    """Return the headings for want of which a key has no column: all that are named, or each part
    of what is joined.
    """
    gone = [name for name in names_in(source) if is_heading(name) and name not in made.columns]
    return [] if isinstance(source, Column) and len(gone) < len(source.headings) else gone


def _heading_missing(
    need: Wanted,
    missing: list[str],
    kind: Sheet,
    row: int,
    others: Mapping[str, int],
    found: Headings,
    grid: Grid,
    *,
    named: bool,
) -> Finding:
    """Return that a key has no column, with the nearest of the headings that are not read, in full
    or by the lower row alone.
    """
    near = did_you_mean(
        missing[0], [name for column in others.values() for name in reversed(found.names[column])]
    )
    known = f" Headings there that are not known: {', '.join(others)}." if others else ""
    named_so = " or ".join(f'"{name}"' for name in missing)
    return finding(
        "heading-missing",
        f"row {row} has no heading {named_so} ({need.holds}).{near}{known}",
        (
            f"Correct {need.key} under [columns.{kind.key}] of {FILE}, or the heading."
            if named
            else (
                f'Add the column, or name it in [columns.{kind.key}] of {FILE}: {need.key} = "your'
                ' heading".'
            )
        ),
        grid.file,
        sheet=grid.name,
        found=named_so + near.replace(" Did you mean ", " (") + (")" if near else ""),
        for_all=f"{known.lstrip()} Name each under [columns.{kind.key}] of {FILE}:"
        f' {need.key} = "your heading", and so on; init --from {grid.file} proposes them.'.lstrip(),
    )


def _nearly(
    need: Wanted, heading: str, kind: Sheet, others: Mapping[str, int], row: Cell, file: str
) -> list[Finding]:
    """Return a note where a column that may be missing seems to be there under a heading that is
    not known.
    """
    near = get_close_matches(fold(heading), map(fold, others), n=1, cutoff=NEAR)
    return [
        finding(
            "heading-near",
            f'the heading "{other}" is not known, so its column is not read. Did you mean'
            f" {heading}?",
            f"Correct the heading, or name it in [columns.{kind.key}] of {FILE}: {need.key} ="
            f' "{other}".',
            file,
            cell=Cell(row.sheet, row.row, column),
        )
        for other, column in others.items()
        if fold(other) in near
    ]
