"""What was read of the workbooks and what was not: each line a sum that must come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.english.writing import listed, plural
from pipeline.figures.position import Position
from pipeline.mapping.table import Table
from pipeline.register.recommendation import COUNTED
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


class Coverage(NamedTuple):
    """Counts of the rows of the tracker; `not_read` by sheet and by why, `unread` the columns and
    sheets nobody looked at.
    """

    sheets: tuple[str, ...]
    rows: int
    recommendations: int
    concerns: int
    others: int
    not_read: dict[str, dict[str, int]]
    stages: dict[str, int]
    ratings: dict[str, int]
    withheld: int
    not_kept: tuple[str, ...]
    unread_columns: dict[str, tuple[str, ...]]
    unread_sheets: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, with the lines that people read."""
        return {**self._asdict(), "lines": self.lines()}

    @property
    def left_out(self) -> int:
        """Return how many rows are no entries."""
        return sum(sum(rows.values()) for rows in self.not_read.values())

    def lines(self) -> list[str]:
        """Return it in sentences."""
        return [self._sum(), self._stages(), self._kept(), self._unread()]

    def _sum(self) -> str:
        why = Counter[str]()
        for rows in self.not_read.values():
            why.update(rows)
        told = (
            f" ({', '.join(_many(count, *WHY[name]) for name, count in why.items())})"
            if why
            else ""
        )
        return (
            f"{listed(self.sheets)}: {_many(self.rows, 'row')} ="
            f" {_many(self.recommendations, 'recommendation')} +"
            f" {_many(self.concerns, 'cause of concern', 'causes of concern')} + {self.others} for"
            f" other bodies + {self.left_out} not read{told}."
        )

    def _stages(self) -> str:
        rated = (
            f" ({', '.join(f'{word} {count}' for word, count in self.ratings.items())})"
            if self.ratings
            else ""
        )
        stages = [
            f"{count} {stage}{rated if stage == 'outstanding' else ''}"
            for stage, count in self.stages.items()
            if count or stage == "outstanding"
        ]
        withheld = (
            ""
            if not self.withheld
            else (
                f" {_many(self.withheld, 'row')} {'is' if self.withheld == 1 else 'are'} not for"
                " publication:"
                f" {'it counts' if self.withheld == 1 else 'they count'}"
                f", and none of {'its' if self.withheld == 1 else 'their'}"
                " words is printed."
            )
        )
        return f"The {self.recommendations}: {', '.join(stages)}.{withheld}"

    def _kept(self) -> str:
        return f"Not kept, so not in the paper: {', '.join(self.not_kept) or 'nothing'}."

    def _unread(self) -> str:
        columns = [
            f"{', '.join(names)} ({sheet})" for sheet, names in self.unread_columns.items() if names
        ]
        return (
            f"Sheets and columns not read: {'; '.join([*self.unread_sheets, *columns]) or 'none'}."
        )


def coverage(position: Position) -> Coverage | None:
    """Return what was read of the tracker; None where it could not be read at all."""
    table = position.register.table
    if table is None or not table.read:
        return None
    rows = position.register.rows
    ours = [row for row in rows if row.scope != "other"]
    counted = [row for row in ours if row.kind in COUNTED]
    outstanding = Counter(row.rag for row in counted if row.stage == "outstanding")
    stages: Counter[str] = Counter(row.stage for row in counted)
    concerns = sum(row.kind == "concern" for row in ours)
    not_read = {
        one.name: {why: len(gone) for why, gone in one.left_out.items()} for one in table.read
    }
    return Coverage(
        tuple(one.name for one in table.read),
        len(rows) + sum(sum(gone.values()) for gone in not_read.values()),
        len(counted),
        concerns,
        len(rows) - len(ours),
        not_read,
        {stage: stages[stage] for stage in STAGES},
        {word: outstanding[word] for word in position.settings.ratings} if outstanding else {},
        sum(not row.publish for row in ours),
        tuple(_not_kept(position, table)),
        {one.name: one.columns for one in table.read},
        table.beside,
    )


def _not_kept(position: Position, table: Table) -> Iterable[str]:
    """Yield the keys that no sheet has a column for, or whose column is blank in every row."""
    blank = {"reviewed", "signed_off", "target"} - position.kept
    for column in RECOMMENDATIONS.columns:
        if column.key not in table.columns or column.key in blank:
            yield column.key
    if "log" not in position.kept:
        yield "the inspections log"


def _many(count: int, noun: str, several: str = "") -> str:
    return f"{count:,} {plural(count, noun, several) if several else plural(count, noun)}"
