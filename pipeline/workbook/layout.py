"""What stands where it should not: rows above the headings or that are no entries, merged cells,
hidden rows and columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from pipeline.english.pattern import late
from pipeline.english.writing import listed, say_date
from pipeline.findings.finding import Cell, Finding, column_letters
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import Raw, holds_something, name_of, plain
from pipeline.workbook.codes import finding
from pipeline.workbook.meant import publishes
from pipeline.workbook.ranges import MAX_COLUMNS, MAX_ROWS
from pipeline.workbook.sheet import SheetCells
from pipeline.workbook.sheet_xml import SheetFacts

SHOWN = 60
UNWORDED = 4
"""So many cells that an entry must fill are blank, the wording among them, where it is none."""
ENOUGH = 5
"""So many cells that an entry must fill say by themselves what a row is."""

Row = Mapping[str, Raw]

_TOTAL = late(r"(?:grand |sub-? ?)?total\b|sum:?$|count:?$", re.IGNORECASE)
_TOTAL_ALONE = late(r"(?:grand |sub-? ?)?totals?\s*:?$|sum:?$|count:?$", re.IGNORECASE)
"""The word by itself, for "Total force assessment" may be the title of an inspection."""


def above(
    worksheet: SheetCells,
    facts: SheetFacts,
    header: int,
    columns: Mapping[str, int],
    sheet: Sheet,
    file: str,
) -> list[Finding]:
    """Return findings for rows above the headings that look like rows of the table: they were
    sorted with their headings.

    Such a row has a date in a column of dates, and something in nearly all that an entry must fill.
    Where that is but a title and a date, as a line such as "Position at 31 December 2020" has too,
    one row alone is no sign of it.
    """
    there = [column for column in sheet.columns if column.key in columns]
    dates = {columns[column.key] for column in there if column.kind == "date"}
    musts = {columns[column.key] for column in there if column.filled}
    name = columns.get(sheet.names_row, 1)
    found = [
        Cell(sheet.name, row, name)
        for row, held in facts.columns.items()
        if row < header
        and row not in facts.totals | facts.sums
        and name in held
        and len(musts & set(held)) >= len(musts) - (len(musts) > ENOUGH)
        and any(isinstance(worksheet.value(row, column), date) for column in dates & set(held))
    ]
    return [
        finding(
            "rows-above",
            f"this row stands above the headings in row {header}, so it would not be read.",
            "Move the headings above all the rows, and sort the rows without them.",
            file,
            cell=cell,
        )
        for cell in found
        if len(musts) >= ENOUGH or len(found) > 1
    ]


def entries(
    rows: Iterable[Row],
    worksheet: SheetCells,
    facts: SheetFacts,
    sheet: Sheet,
    header: int,
    file: str,
    publish: Mapping[str, str],
) -> tuple[list[Row], list[Finding]]:
    """Return the rows that are entries of the table, and a finding for each other one, instead of
    one for each blank cell.

    `publish` is what the workbook's own words for Publish mean.
    """
    kept: list[Row] = []
    faults: list[Finding] = []
    alike: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    musts = [column.key for column in sheet.columns if column.filled]
    for row in rows:
        held = {key: raw for key, raw in row.items() if holds_something(raw)}
        first = next(iter(held.values())).cell
        blank = [row[key].heading for key in musts if key in row and key not in held]
        why = _no_entry(row, held, first, blank, worksheet, facts, header)
        if why:
            faults.append(finding("no-entry", *why, file, cell=first))
        elif _is_begun(row, held, blank):
            alike[_only(held, publish), ", ".join(blank)].append(first)
        else:
            kept.append(row)
    return kept, [*faults, *_unfinished(alike, file)]


def _is_begun(row: Row, held: Row, blank: Sequence[str]) -> bool:
    """Return whether a row holds next to nothing of an entry: what it is, its blank cells do not
    say.

    With a date beside it one cell more may be an entry that somebody began; a row of another table
    below may fill three columns, and has no wording.
    """
    if len(held) == 1 or not any(isinstance(raw.value, date) for raw in held.values()):
        unworded = "text" in row and "text" not in held and len(blank) >= UNWORDED
        return len(held) <= (3 if unworded else 2) < len(blank)
    return False


def _no_entry(
    row: Row,
    held: Row,
    first: Cell,
    blank: Sequence[str],
    worksheet: SheetCells,
    facts: SheetFacts,
    header: int,
) -> tuple[str, str] | None:
    """Return why a row is no entry of the table, and the remedy; None where it may be one."""
    if first.row in facts.totals:
        return (
            "this row is the Total Row of an Excel table.",
            "Click in the table and clear "
            "Table Design > Total Row: the paper does its own counting.",
        )
    if len(held) > 1 and _repeats_headings(row, held):
        return (
            f"this row holds the headings of row {header} again.",
            "Delete the row: the headings stand once, above all the rows.",
        )
    if _is_total(held):
        return (
            f"this row looks like a row of totals: {', '.join(map(_said, held.values()))}.",
            "Delete the row, or move it to another sheet: the paper does its own counting.",
        )
    if first.row in facts.sums and _adds_up(first.row, row, worksheet, list(blank)):
        return (
            "this row looks like a row of totals: it adds up or counts the rows above it.",
            "Delete the row, or in an Excel table clear Table Design > Total Row: the paper"
            " does its own counting.",
        )
    return None


def _unfinished(alike: Mapping[tuple[str, str], list[Cell]], file: str) -> Iterator[Finding]:
    """Yield the rows that hold next to nothing, those that hold alike together."""
    for (told, blank), cells in alike.items():
        rows = [cell.row for cell in cells]
        which = f"{_ranges(rows, 'row')} hold" if len(cells) > 1 else "the row holds"
        yield finding(
            "row-unfinished",
            f"{which} nothing but {told}.",
            "If it is a note, move it above the headings or "
            f"to another sheet. If it is an entry, fill its other cells: {blank}.",
            file,
            cell=cells[0],
        )


def _repeats_headings(row: Row, held: Row) -> bool:
    """Return whether more than half of the cells of a row, which holds two or more, are
    headings.
    """
    headings = _names(tuple(raw.heading for raw in row.values()))
    others = (len(held) - 1) // 2
    for raw in held.values():  # of most rows the first half says it
        others -= name_of(raw.value) not in headings
        if others < 0:
            return False
    return True


@lru_cache(maxsize=64)
def _names(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(name_of, headings))


def _is_total(held: Row) -> bool:
    """Return whether a row holds numbers and perhaps the word total, or the word alone; a row of
    formulas may hold anything.
    """
    said = list(islice((raw for raw in held.values() if not _is_number(raw)), 2))
    if len(said) > 1:
        return False
    words = [plain(raw.value).strip() for raw in said]
    counts = [raw for raw in held.values() if _is_number(raw)]
    if not counts:
        return len(words) == 1 and bool(_TOTAL_ALONE.match(words[0]))
    if not words:
        return len(counts) > 1 and not all(raw.uncalculated for raw in counts)
    return len(words) == 1 and bool(_TOTAL.match(words[0]))


def _adds_up(number: int, row: Row, worksheet: SheetCells, blank: list[str]) -> bool:
    """Return whether a row with a sum of what stands above says total: alone, or before other words
    where the row lacks much.

    "Total force assessment" may be the title of an entry that counts what stands above it.
    """
    right = max(raw.cell.column for raw in row.values())
    words = [
        plain(value).strip()
        for value in worksheet.row(number, right)
        if isinstance(value, (str, list))
    ]
    return any(map(_TOTAL_ALONE.match, words)) or (
        len(blank) >= 2 and any(map(_TOTAL.match, words))
    )


def _is_number(raw: Raw) -> bool:
    return (
        raw.uncalculated
        or raw.error
        or (isinstance(raw.value, (int, float)) and not isinstance(raw.value, bool))
    )


def _said(raw: Raw) -> str:
    text = " ".join(plain(raw.value).split())
    if raw.uncalculated:
        return "a formula"
    if isinstance(raw.value, date):
        return say_date(raw.value)
    return (
        text if _is_number(raw) else f'"{text[: SHOWN - 1]}…"' if len(text) > SHOWN else f'"{text}"'
    )


def _only(held: Row, publish: Mapping[str, str]) -> str:
    """Return what a row of one to three cells holds; a row that may be not for publication is not
    quoted.
    """
    says = held.get("publish")
    quoted = (
        publishes(plain(says.value), says.heading, publish)
        if says
        else publishes("", "", publish) is not False
    )
    return listed(f"{raw.heading} {_said(raw)}" if quoted else raw.heading for raw in held.values())


def merged_or_hidden(
    facts: SheetFacts,
    header: int,
    columns: Mapping[str, int],
    rows: list[Row],
    kept: list[Row],
    sheet: Sheet,
    file: str,
) -> list[Finding]:
    """Return findings for merged cells in the headings or the `kept` rows, and notes for hidden
    rows and columns.
    """
    used = set(columns.values())
    numbers, entered = (
        [next(iter(row.values())).cell.row for row in some] for some in (rows, kept)
    )
    inside = sorted([header, *entered, MAX_ROWS + 1])
    faults = [
        finding(
            "merged-cells",
            f"the cells {Cell('', top, left).address}:{Cell('', bottom, right).address} are merged,"
            " so all but the first read as blank.",
            "Select them, choose Home > Merge & Center > Unmerge Cells, and fill each cell.",
            file,
            cell=Cell(sheet.name, top, left),
        )
        for top, left, bottom, right in facts.merged
        if inside[bisect_left(inside, top)] <= bottom
        and used & set(range(left, min(right, MAX_COLUMNS) + 1))
    ]
    place = Cell(sheet.name, header, columns.get(sheet.names_row, 1))
    return [*faults, *_hidden(facts, sorted(used), numbers, place, file)]


def _hidden(
    facts: SheetFacts, used: Sequence[int], rows: Sequence[int], heading: Cell, file: str
) -> Iterator[Finding]:
    """Yield what is hidden of the rows and the columns that are read; `heading` is that of the
    column that names a row.
    """
    hidden = [number for number in rows if number in facts.hidden_rows]
    if hidden:
        yield finding(
            "hidden-rows",
            f"{_ranges(hidden, 'row')} {'is' if len(hidden) == 1 else 'are'} hidden or filtered"
            " out; hidden rows are read and counted like the others.",
            "Clear the filter to see what is counted.",
            file,
            cell=heading._replace(row=hidden[0]),
        )
    concealed = [
        column
        for column in used
        if any(low <= column <= high for low, high in facts.hidden_columns)
    ]
    if concealed:
        yield finding(
            "hidden-rows",
            f"column {', '.join(map(column_letters, concealed))} is hidden; hidden columns are read"
            " like the others.",
            "Unhide the column to see what is counted.",
            file,
            cell=heading._replace(column=concealed[0]),
        )


def _ranges(numbers: list[int], noun: str) -> str:
    """Return `row 5` or `rows 5, 9 to 12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in spans)
    return f"{noun}{'s' if len(numbers) > 1 else ''} {told}"
