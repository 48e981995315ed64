"""What was read of the workbooks and what was not: each line a sum that must come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.english.writing import listed, plural
from pipeline.figures.position import Position
from pipeline.mapping.table import Table
from pipeline.register.recommendation import COUNTED, Recommendation
from pipeline.settings.schema import RECOMMENDATIONS

WHY = {
    "group": ("heading of a group", "headings of groups"),
    "not_rows": ("note", "notes"),
    "ends": ("row below the table", "rows below the table"),
    "only": ("row of another part", "rows of another part"),
    "empty": ("row of formulas or a number alone", "rows of formulas or a number alone"),
}
"""What a row that is no entry is called, and several, by why they are left out."""
STAGES = ("outstanding", "awaiting", "closed", "withdrawn")
IN_PAPER = {
    "inspections": "completed in the period",
    "reports": "published in the period",
    "forthcoming": "to come",
}
"""What the rows of a sheet of the log are that this paper is about."""


class LogSheet(NamedTuple):
    """The rows of one sheet of the log: in this paper, under way, of another time, no entries."""

    name: str
    what: str
    rows: int
    in_paper: int
    under_way: int
    others: int
    not_read: int

    def line(self) -> str:
        """Return it as a sum."""
        parts = [
            f"{self.in_paper} {self.what}",
            *([f"{self.under_way} under way"] if self.under_way else []),
            f"{self.others} of another time",
            *([f"{self.not_read} not read"] if self.not_read else []),
        ]
        return f"{self.name} {_many(self.rows, 'row')} = {' + '.join(parts)}"


class Coverage(NamedTuple):
    """Counts of the rows of the tracker and of the log; `not_read` by sheet and by why, `unclear`
    those whose kind or body could not be read, `unread_…` what nobody looked at, by file or sheet.
    """

    file: str
    sheets: tuple[str, ...]
    rows: int
    recommendations: int
    concerns: int
    others: int
    unclear: int
    not_read: dict[str, dict[str, int]]
    stages: dict[str, int]
    no_status: int
    ratings: dict[str, int]
    not_rated: int
    withheld: int
    log: tuple[LogSheet, ...]
    not_kept: tuple[str, ...]
    unread_columns: dict[str, tuple[str, ...]]
    unread_sheets: tuple[str, ...]
    hidden_sheets: int
    switched_off: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as plain values, with the lines that people read."""
        return {
            **self._asdict(),
            "log": [sheet._asdict() for sheet in self.log],
            "lines": self.lines(),
        }

    @property
    def left_out(self) -> int:
        """Return how many rows are no entries."""
        return sum(sum(rows.values()) for rows in self.not_read.values())

    def lines(self) -> list[str]:
        """Return it in sentences."""
        off = f"Switched off in report.toml, so not looked for: {', '.join(self.switched_off)}."
        return [
            *(
                [self._sum(), self._stages()]
                if self.sheets
                else [f"{self.file}: nothing was read."]
            ),
            *([f"The log: {'; '.join(one.line() for one in self.log)}."] if self.log else []),
            *([self._kept()] if self.sheets else []),
            self._unread(),
            *([off] if self.switched_off else []),
        ]

    def _sum(self) -> str:
        why = Counter[str]()
        for rows in self.not_read.values():
            why.update(rows)
        told = (
            f" ({', '.join(_many(count, *WHY[name]) for name, count in why.items())})"
            if why
            else ""
        )
        parts = [
            _many(self.recommendations, "recommendation"),
            _many(self.concerns, "cause of concern", "causes of concern"),
            f"{self.others:,} for other bodies",
            *([f"{self.unclear:,} whose type or body could not be read"] if self.unclear else []),
            f"{self.left_out:,} not read{told}",
        ]
        return f"{listed(self.sheets)}: {_many(self.rows, 'row')} = {' + '.join(parts)}."

    def _stages(self) -> str:
        words = [f"{word} {count:,}" for word, count in self.ratings.items()]
        words += [f"not rated {self.not_rated:,}"] if self.not_rated and words else []
        rated = f" ({', '.join(words)})" if words else ""
        stages = [
            f"{count:,} {stage}{rated if stage == 'outstanding' else ''}"
            for stage, count in self.stages.items()
            if count or stage == "outstanding"
        ]
        stages += [f"{self.no_status:,} whose status could not be read"] if self.no_status else []
        one = self.withheld == 1
        withheld = (
            f" {_many(self.withheld, 'row')} {'is' if one else 'are'} not for publication:"
            f" {'it counts' if one else 'they count'}, and none of"
            f" {'its' if one else 'their'} words is printed."
            if self.withheld
            else ""
        )
        return f"The {self.recommendations:,}: {', '.join(stages)}.{withheld}"

    def _kept(self) -> str:
        return f"Not kept, so not in the paper: {', '.join(self.not_kept) or 'nothing'}."

    def _unread(self) -> str:
        columns = [
            f"{', '.join(names)} ({sheet})" for sheet, names in self.unread_columns.items() if names
        ]
        hidden = [_many(self.hidden_sheets, "hidden sheet")] if self.hidden_sheets else []
        told = "; ".join([*self.unread_sheets, *columns, *hidden])
        return f"Sheets and columns not read: {told or 'none'}."


def coverage(position: Position) -> Coverage | None:
    """Return what was read of the tracker and the log, as far as the reading got; None where there
    was no workbook to read.
    """
    table, log = position.register.table, position.log
    if table is None or not (table.read or table.beside or log.tables):
        return None
    rows = position.register.rows
    unclear = [row for row in rows if _is_unclear(row, table)]
    ours = [row for row in rows if row.scope != "other" and not _is_unclear(row, table)]
    others = len(rows) - len(ours) - len(unclear)
    counted = [row for row in ours if row.kind in COUNTED]
    outstanding = Counter(row.rag for row in counted if row.stage == "outstanding")
    stages: Counter[str] = Counter(row.stage for row in counted)
    not_read = {
        one.name: {why: len(gone) for why, gone in one.left_out.items()} for one in table.read
    }
    tables = (table, *log.tables)
    return Coverage(
        position.register.file,
        tuple(one.name for one in table.read),
        len(rows) + sum(sum(gone.values()) for gone in not_read.values()),
        len(counted),
        sum(row.kind == "concern" for row in ours),
        others,
        len(unclear),
        not_read,
        {stage: stages[stage] for stage in STAGES},
        stages[""],
        _ratings(position, outstanding),
        outstanding[""],
        sum(not row.publish for row in ours),
        tuple(_of_the_log(position)),
        tuple(_not_kept(position, table)),
        {one.name: one.columns for part in tables for one in part.read},
        tuple(_unread_sheets(tables)),
        sum({part.file: part.hidden for part in tables}.values()),
        tuple(code for code, given in position.settings.severity.items() if given == "off"),
    )


def _is_unclear(row: Recommendation, table: Table) -> bool:
    """Return whether it could not be read what a row is, or whose."""
    return "addressed_to" not in table.columns or (row.scope != "other" and not row.kind)


def _ratings(position: Position, outstanding: Counter[str]) -> dict[str, int]:
    words = {word: outstanding[word] for word in position.settings.ratings}
    return words if any(words.values()) else {}


def _of_the_log(position: Position) -> Iterator[LogSheet]:
    """Yield what was read of each sheet of the log, in its order."""
    here = position.period_log
    under_way = {entry.cell for entry in here.underway}
    for key, table in zip(IN_PAPER, position.log.tables, strict=False):
        if not table.read:
            continue
        entries, chosen = getattr(position.log, key), getattr(here, key)
        going = sum(entry.cell in under_way for entry in entries)
        left_out = sum(len(gone) for one in table.read for gone in one.left_out.values())
        yield LogSheet(
            listed(one.name for one in table.read),
            IN_PAPER[key],
            len(entries) + left_out,
            len(chosen),
            going,
            len(entries) - len(chosen) - going,
            left_out,
        )


def _unread_sheets(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the sheets that no table was read from, each once, with its file where there are
    several.
    """
    read: dict[str, set[str]] = {}
    for table in tables:
        read.setdefault(table.file, set()).update(one.name for one in table.read)
    beside = dict.fromkeys((table.file, name) for table in tables for name in table.beside)
    for file, name in beside:
        if name not in read[file]:
            yield name if len(read) == 1 else f"{name} ({file})"


def _not_kept(position: Position, table: Table) -> Iterable[str]:
    """Yield the keys that no sheet has a column for, or whose column is blank in every row; not
    those that are needed and missing, which are told as errors.
    """
    blank = {
        key
        for key in {"reviewed", "signed_off", "target"} - position.kept
        if not any(row.cells and row.cells.holds(key) for row in position.register.ours)
    }
    for column in RECOMMENDATIONS.columns:
        needed = column.required and position.settings.keeps(RECOMMENDATIONS, column.key)
        if (column.key not in table.columns and not needed) or column.key in blank:
            yield column.key
    if "log" not in position.kept:
        yield "the inspections log"


def _many(count: int, noun: str, several: str = "") -> str:
    return f"{count:,} {plural(count, noun, several) if several else plural(count, noun)}"
