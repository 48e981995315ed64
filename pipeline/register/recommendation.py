"""One recommendation, area for improvement or cause of concern, as one row of a register holds
it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pipeline.findings.finding import Cell
from pipeline.register.held import Held
from pipeline.settings.model import FindingKind, Scope, Stage
from pipeline.workbook.prose import Prose, Run, prose

DATES = ("published", "target", "original_target", "reviewed", "signed_off", "closed", "updated")
WORDINGS = ("text", "update", "rag_reason")
"""The fields that hold prose: a list in one is printed as a list."""
COUNTED = ("recommendation", "improvement")


@dataclass(frozen=True)  # no slots: prose is kept once it was asked for
class Recommendation:
    """One row of a register: "" or None is what its workbook leaves blank.

    `rag` is blank too where its word is not in the legend; `cell` is the address of its ref, as
    "Recommendations!A5". `cells` are those that it was read from, None of a filed meeting's.
    """

    ref: str
    report: str
    kind: FindingKind | Literal[""]
    number: str
    parent: str
    text: str
    addressed_to: str
    scope: Scope | Literal[""]
    owner: str
    department: str
    rag: str
    rag_reason: str
    status: str
    stage: Stage | Literal[""]
    update: str
    published: datetime.date | None
    target: datetime.date | None
    original_target: datetime.date | None
    reviewed: datetime.date | None
    signed_off: datetime.date | None
    closed: datetime.date | None
    updated: datetime.date | None
    publish: bool
    cell: str
    row: int
    cells: Held | None = field(default=None, compare=False, repr=False)

    @cached_property
    def prose(self) -> Mapping[str, Prose]:
        """Return the fields of `WORDINGS` line by line, with their lists."""
        return {key: prose([Run(self.words(key))]) for key in WORDINGS}

    def at(self, key: str) -> Cell:
        """Return where a field stands; the cell of its ref where that is not known."""
        return (self.cells and self.cells.cell(key)) or Cell.parse(self.cell)

    def words(self, key: str) -> str:
        """Return a field that is a text, by the key of its column."""
        text: str = getattr(self, key)
        return text

    def day(self, key: str) -> datetime.date | None:
        """Return a field of `DATES`."""
        day: datetime.date | None = getattr(self, key)
        return day
