"""Every figure of the paper. A count is its evidence: `value` is the number of rows behind it, so
it cannot disagree.

One key names a figure everywhere: here, in the template, in `figures.json`, in `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.english.writing import number
from pipeline.figures.measure import Measure, Row
from pipeline.figures.measures import measures
from pipeline.figures.position import Position


class Evidence(NamedTuple):  # each figure has its own of thousands of rows
    """One row behind a figure: its ref, its cell, and the filed meeting whose workbook holds it
    (None: this one's).
    """

    ref: str
    cell: str
    meeting: str | None = None

    def as_json(self) -> dict[str, str]:
        """Return the row as figures.json lists it."""
        found = {"ref": self.ref, "cell": self.cell}
        return {**found, "meeting": self.meeting} if self.meeting else found


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `value` is None where it needs a previous meeting and there is none, or what the
    force does not keep.
    """

    measure: Measure
    value: int | None
    evidence: tuple[Evidence, ...] = ()
    previous: int | None = None

    @property
    def key(self) -> str:
        """Return its one name everywhere."""
        return self.measure.key

    @property
    def label(self) -> str:
        """Return what it is called."""
        return self.measure.label

    @property
    def rule(self) -> str:
        """Return in words what it counts."""
        return self.measure.rule

    def as_json(self, words_to: int) -> dict[str, object]:
        """Return the figure as figures.json and `--json` show it; `words_to` is up to where numbers
        are words.
        """
        return {
            "key": self.key,
            "label": self.label,
            "value": self.value,
            "text": None if self.value is None else number(self.value, words_to),
            "previous": self.previous,
            "rule": self.rule,
            "evidence": [row.as_json() for row in self.evidence],
        }


def figures(position: Position, previous: Mapping[str, int | None]) -> dict[str, Figure]:
    """Return every figure by its key, in the order of the contract; `previous` are last meeting's
    values by key.
    """
    return {
        measure.key: _figure(measure, position, previous.get(measure.key))
        for measure in measures(position.settings)
    }


def _figure(measure: Measure, position: Position, previous: int | None) -> Figure:
    if (measure.compares and position.last_meeting is None) or (
        measure.needs and measure.needs not in position.kept
    ):
        return Figure(measure, None, (), previous)
    evidence = tuple(
        evidence_of(measure.count(position), position.last_meeting if measure.then else None)
    )
    return Figure(measure, len(evidence), evidence, previous)


def evidence_of(rows: Iterable[Row], meeting: str | None) -> Iterator[Evidence]:
    """Yield the rows' refs and cells; the cells are those of this workbook, or of the one filed for
    `meeting`.
    """
    for row in rows:
        yield Evidence(row.ref, row.cell, meeting)
