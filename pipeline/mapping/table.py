"""Workbook bytes to rows by key, each cell with its address: what varies from force to force is
settled here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.findings.finding import Finding, column_letters
from pipeline.mapping.codes import finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.headings import Headings, headings, stand_twice
from pipeline.mapping.known_headings import heading_faults, sign_notes
from pipeline.mapping.opened import opened
from pipeline.mapping.rows import Chosen, chosen, too_many_left_out
from pipeline.mapping.sources import Row, Sources
from pipeline.settings.mapping import Reading, is_heading, names_in
from pipeline.settings.model import Settings, fold
from pipeline.settings.schema import Sheet
from pipeline.workbook.guard import Guarded
from pipeline.workbook.layout import above, entries, merged_or_hidden
from pipeline.workbook.markings import undeclared
from pipeline.workbook.sheet import SheetCells, Styles
from pipeline.workbook.sheet_xml import SheetFacts
from pipeline.workbook.unread import alike, unread

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
    safe, where, faults = opened(file, content, sheets, settings)
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
        faults += unread(there, file, where)
        likely = {one.facts.name: one.name for one in there if not one.facts.hidden}
        found = {name: replace(table, alike=likely) for name, table in found.items()}
    return found, faults


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
    cells = SheetCells(facts, styles, sheet.name)
    grid, reading = grid_of(file, cells), settings.reading(kind)
    wanted = _wanted(kind, settings)
    found = headings(grid, wanted, reading.headings)
    if found is None:
        return Table(sheet, file), [_without_headings(sheet, wanted, reading.sheets == "all", file)]
    made = _sources(grid, found, sheet, kind, settings)
    picked = _entries(grid, found, reading, made)
    rows = [made.row(entry) for entry in picked.entries]
    kept, strays = entries(
        rows, cells, facts, sheet, found.rows[-1], file, settings.words.get("publish", {})
    )
    kept = [made.named(row) for row in kept]
    of_name = sign_notes(name, kind.name, NAME, file, sheet=sheet.name) if sheet is kind else []
    told = [
        *heading_faults(grid, found, made, kind, settings),
        *_layout(cells, found, made, picked, reading, sheet, file, rows, kept),
        *of_name,
        *strays,
        *picked.faults,
        *made.faults,
        *too_many_left_out(grid, picked, bool(settings.expect)),
    ]
    read = SheetRead(sheet.name, len(kept), picked.left_out, _unread(facts, found, made, picked))
    return Table(sheet, file, _places(kept, made), tuple(kept), (read,)), told


def _wanted(kind: Sheet, settings: Settings) -> list[str]:
    """Return the headings that a sheet of a kind is to have."""
    return [
        name
        for source in settings.sources(kind).values()
        for name in names_in(source)
        if is_heading(name)
    ]


def _sources(grid: Grid, found: Headings, sheet: Sheet, kind: Sheet, settings: Settings) -> Sources:
    """Return where each key of a sheet comes from, and what its words mean."""
    return Sources(
        sheet,
        grid,
        found,
        settings.sources(kind),
        settings.words,
        settings.fills,
        settings.dates,
        {ladder: settings.status_meaning(ladder) for ladder in LADDERS},
    )


def _entries(grid: Grid, found: Headings, reading: Reading, made: Sources) -> Chosen:
    """Return the entries of a sheet, and the rows that are none."""
    return chosen(
        grid,
        found,
        reading,
        set(made.columns.values()),
        made.columns_of(made.sheet.names_row) or made.columns_of(*made.sources),
        made.columns_of("text", "title"),
    )


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
    filled = sorted({column for row in rows for column in facts.cells[row]} - taken)
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


def grid_of(file: str, cells: SheetCells) -> Grid:
    """Return one sheet of a file as it lies."""
    facts = cells.facts
    return Grid(
        file,
        cells.name,
        {row: tuple(sorted(columns)) for row, columns in facts.cells.items()},
        cells.raw,
        cells.line,
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
