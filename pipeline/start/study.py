"""A tracker looked at from outside: its sheets, where their headings stand, which rows head groups
or are notes, and its columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.english.signs import seen
from pipeline.findings.finding import Finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.groups import day_in
from pipeline.mapping.headings import Headings, headings
from pipeline.mapping.table import grid_of
from pipeline.settings.model import fold
from pipeline.start.names import NAMES, WEAK, likeness
from pipeline.workbook.cell import Raw
from pipeline.workbook.guard import guarded
from pipeline.workbook.sheet import SheetCells, Styles
from pipeline.workbook.sheet_xml import SheetFacts

HEADINGS_WITHIN, MOST_ROWS, LONGEST_HEADING = 60, 20_000, 80
NOTE = re.compile(
    r"(?:notes?|n\.?b|grand total|sub-?total|total|key|legend|source|figures|last updated|updated|"
    r"prepared by|official|end)\b",
    re.IGNORECASE,
)
"""How rows begin that are no entries."""
TOTAL = re.compile(r"(?:grand |sub-?)?total\b", re.IGNORECASE)


@dataclass(frozen=True)
class Studied:
    """One sheet that may hold a table: its headings, and the rows below by what they are."""

    name: str
    grid: Grid
    found: Headings
    entries: tuple[int, ...]
    groups: tuple[int, ...]
    notes: tuple[tuple[str, int], ...]
    """The patterns of rows that are no entries, with how many there are of each."""
    ends: str
    """The pattern of the row of totals below which no entry stands, "" where there is none."""
    above: tuple[tuple[str, str], ...]
    """The cells above the headings that hold something: address and text."""
    hidden_columns: frozenset[int]
    hidden_rows: frozenset[int]

    def name_of(self, column: int) -> str:
        """Return how report.toml names a column: the lower heading alone where no other has it."""
        names = self.found.names[column]
        own = names[-1] if len(self.found.columns(names[-1])) == 1 else names[0]
        return " ".join(seen(own).split())

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Return the columns by their names in report.toml; the first where several are alike."""
        named: dict[str, int] = {}
        for column in self.found.names:
            named.setdefault(self.name_of(column), column)
        return named

    def raw(self, row: int, column: int) -> Raw:
        """Return a cell; of a merged range, its first."""
        return self.grid.raw(row, column, "")

    @cached_property
    def dated_groups(self) -> bool:
        """Return whether each row that heads a group says one date in words."""
        texts = [" ".join(self.grid.texts(row)) for row in self.groups]
        return bool(texts) and all(len(day_in(text)) == 1 for text in texts)


@dataclass(frozen=True)
class Book:
    """A workbook studied: the sheets that may hold a table, the names of those that are hidden, and
    of those that hold none.
    """

    file: str
    sheets: tuple[Studied, ...]
    hidden: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def studied(file: str, content: bytes) -> Book | Finding:
    """Return a workbook studied, or why it may not be opened. Hidden sheets are not looked at."""
    names = guarded(file, content, [])
    if isinstance(names, Finding):
        return names
    visible = [facts.name for facts in names.sheets if not facts.hidden]
    safe = guarded(file, content, visible)
    if isinstance(safe, Finding):
        return safe
    styles = Styles(safe.formats, safe.texts, from_1904=safe.from_1904)
    tables, others = [], []
    for facts in safe.sheets:
        if facts.hidden:
            continue
        sheet = None
        if len(facts.rows) <= MOST_ROWS:
            sheet = _sheet(facts, grid_of(file, SheetCells(facts, styles)))
        if sheet is None:
            others.append(facts.name)
        else:
            tables.append(sheet)
    hidden = tuple(facts.name for facts in safe.sheets if facts.hidden)
    return Book(file, tuple(tables), hidden, tuple(others))


@lru_cache(maxsize=8192)
def best_key(heading: str) -> float:
    """Return how like a heading is to any name of any key."""
    if len(heading) > LONGEST_HEADING:
        return 0.0
    return max(likeness(heading, sheet, key) for sheet, keys in NAMES.items() for key in keys)


def _sheet(facts: SheetFacts, grid: Grid) -> Studied | None:
    """Return a sheet with its headings, None where it has none with rows below."""
    found = _headings(grid)
    if found is None:
        return None
    entries, groups, notes, ends = _rows(grid, found, facts)
    if not entries:
        return None
    top = found.rows[0]
    above = tuple(
        (grid.cell(row, column).address, grid.text(row, column))
        for row in grid.rows
        if row < top
        for column in grid.held[row][:4]
        if grid.text(row, column)
    )
    return Studied(
        facts.name,
        grid,
        found,
        entries,
        groups,
        notes,
        ends,
        above[:8],
        frozenset(
            column
            for first, last in facts.hidden_columns
            for column in range(first, min(last, 512) + 1)
        ),
        frozenset(facts.hidden_rows),
    )


def _headings(grid: Grid) -> Headings | None:
    """Return the row of headings, or the two, of which most cells are like a name of a key; else
    the
    first row of several texts with a row of as many cells below.
    """
    rows = grid.rows[:HEADINGS_WITHIN]
    single = [(_worth(grid, (row,)), -row) for row in rows]
    worth, at = max(single, default=(0.0, 0))
    if worth >= 2 * WEAK:
        row = -at
        pairs = [pair for pair in ((row - 1, row), (row, row + 1)) if set(pair) <= set(grid.rows)]
        for pair in pairs:
            if _is_pair(grid, pair) and _worth(grid, pair) >= worth:
                return headings(grid, (), pair)
        return headings(grid, (), (row,))
    for row, below in zip(rows, rows[1:], strict=False):
        texts = [grid.text(row, column) for column in grid.held[row]]
        words = [text for text in texts if text and not re.fullmatch(r"[\d\s/.,:-]+", text)]
        if (
            len(words) >= 2
            and len(words) == len(texts)
            and max(map(len, texts)) <= 80
            and below == row + 1
            and len(set(grid.held[below]) & set(grid.held[row])) >= 2
        ):
            return headings(grid, (), (row,))
    return None


def _worth(grid: Grid, rows: tuple[int, ...]) -> float:
    """Return how much the cells of a row, or of two, are like names of keys; cells of data are long
    or repeated.
    """
    found = headings(grid, (), rows)
    if found is None:
        return 0.0
    keys = {max(names, key=best_key): max(map(best_key, names)) for names in found.names.values()}
    return sum(worth for worth in keys.values() if worth >= WEAK)


def _is_pair(grid: Grid, pair: tuple[int, int]) -> bool:
    """Return whether two rows are headings one over the other: the upper spans cells of the lower,
    or is merged down, and neither holds an entry.
    """
    top, low = pair
    across = any(
        row in (top, low) and right > left and last in (top, low)
        for row, left, last, right in grid.merged
    )
    down = any(row == top and last == low for row, _, last, _ in grid.merged)
    return (across and len(grid.held[top]) > 1 and len(grid.held[low]) > 1) or down


def _rows(
    grid: Grid, found: Headings, facts: SheetFacts
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[str, int], ...], str]:
    """Return the rows below the headings that look like entries, those that head groups, the
    patterns of notes, and that of the totals where the table ends.
    """
    known = set(found.names)
    entries: list[int] = []
    lone: list[int] = []
    notes: dict[str, int] = {}
    total: tuple[int, str] | None = None
    for row in (row for row in grid.rows if row > found.rows[-1]):
        filled = grid.filled(row)
        typed = [column for column in filled if (row, column) not in grid.formulas]
        if all(grid.value(row, column) is False for column in typed):  # boxes that nobody ticked
            continue
        texts = [column for column in typed if isinstance(grid.value(row, column), (str, list))]
        if _is_headings_again(grid, row, found):
            continue
        first = grid.text(row, filled[0])
        alone = len(typed) == 1 or (row in facts.totals) or (len(texts) == 1 and TOTAL.match(first))
        if alone and texts and (note := NOTE.match(first)):
            notes[f"{note[0]}*"] = notes.get(f"{note[0]}*", 0) + 1
            total = total or ((row, f"{note[0]}*") if TOTAL.match(first) else None)
        elif row in facts.totals:
            continue
        elif len(filled) == 1 and texts and (" " in first or filled[0] != min(known)):
            lone.append(row)
        elif len(set(typed) & known) > 1 or texts:
            entries.append(row)
    return _sorted_out(grid, entries, lone, notes, total)


def _is_headings_again(grid: Grid, row: int, found: Headings) -> bool:
    """Return whether a row holds the headings of most of its cells again, as where each group has
    them above it.
    """
    held = [column for column in grid.filled(row) if column in found.names]
    same = [column for column in held if fold(grid.text(row, column)) == fold(found.shown(column))]
    return len(held) > 1 and len(same) > len(held) / 2


def _sorted_out(
    grid: Grid,
    entries: list[int],
    lone: list[int],
    notes: dict[str, int],
    total: tuple[int, str] | None,
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[str, int], ...], str]:
    """Return rows with one text as groups, where they begin the table, or else as notes."""
    grouped = bool(lone and entries and lone[0] < entries[0])
    groups = [row for row in lone if grouped and any(entry > row for entry in entries)]
    for row in lone:
        if row not in groups and not grouped:
            text = grid.text(row, grid.filled(row)[0])
            words = " ".join(text.split()[:4])[:60].replace("*", "")
            notes[f"{words}*"] = notes.get(f"{words}*", 0) + 1
    # a pattern must leave every entry alone
    held = [fold(grid.text(row, grid.filled(row)[0])) for row in entries]
    sound = {
        text: count
        for text, count in notes.items()
        if not any(one.startswith(fold(text[:-1])) for one in held)
    }
    ends = total[1] if total and entries and total[0] > entries[-1] and total[1] in sound else ""
    return tuple(entries), tuple(groups), tuple(sound.items()), ends
