"""A paragraph and a table of a Word document, each with its place as a person in Word would say
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word import told
from pipeline.word.runs import Run
from pipeline.word.styles import Style


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table. `rows` holds the `w:tr` and `cells` its `w:tc`, by rows; `turn` counts the tables
    under its heading, of which `tables` has the number by heading.
    """

    element: etree._Element
    part: str
    story: str
    turn: int
    heading: str
    rows: tuple[etree._Element, ...]
    cells: tuple[tuple[etree._Element, ...], ...]
    nested: bool = False
    tables: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        only = self.tables.get(self.heading, 1) == 1
        return told.table(self.story, self.heading, self.turn, only=only)

    def at(self, row: int = 0, column: int = 0) -> str:
        """Return the place of one row, or of one cell, counted from 1; where neither is said, its
        own.
        """
        return (
            self.place + (f", row {row}" if row else "") + (f", column {column}" if column else "")
        )


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One paragraph: its words as they are read once changes are accepted, its style, and where it
    stands.

    `text` is its words, tabs and line breaks: insertions in, deletions and field codes out. `turn`
    counts the paragraphs under its heading that begin so; `above` are the last words before it.
    `level` is that of a heading, else 0. `table`, `row` and `column` are of the innermost table it
    stands in. `story` is empty in the body, else such as `header of section 1`.
    """

    element: etree._Element
    part: str
    story: str
    turn: int
    heading: str
    style: Style | None
    level: int
    runs: tuple[Run, ...]
    text: str
    table: Table | None = None
    row: int = 0
    column: int = 0
    above: str = ""

    @property
    def shown(self) -> bool:
        """Return whether it shows anything at all, deleted words and pictures included."""
        return any(run.text.strip() or run.held for run in self.runs)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        if self.table is not None:
            return self.table.at(self.row, self.column)
        if self.level and self.text.strip():
            return told.heading(self.story, self.text)
        return told.paragraph(self.story, self.heading, self.text, self.turn, self.above)
