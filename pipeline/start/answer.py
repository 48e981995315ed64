"""Answers as they are taken from the form, and what they make of report.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.start.keys import Value
from pipeline.start.question import Path


class Answer(NamedTuple):
    """One answered question: where it goes, the column whose words it is about, what it writes, and
    its cell.
    """

    path: Path
    of: str
    value: Value
    cell: str


class Fault(NamedTuple):
    """What is wrong with the answer in a cell, and what to do."""

    cell: str
    message: str
    remedy: str


@dataclass
class Tables:
    """What report.toml is to hold: keys by path, tables written afresh or gone, and faults."""

    changes: dict[Path, Value] = field(default_factory=dict)
    afresh: list[Path] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
