"""A paragraph and a table of a Word document, each with its place as a person in Word would say
it.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.word.runs import Run
from pipeline.word.styles import Style

QUOTED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table. `rows` holds the `w:tr` and `cells` its `w:tc`, row by row; `number` counts within
    the part.
    """

    element: etree._Element
    part: str
    story: str
    number: int
    heading: str
    rows: tuple[etree._Element, ...]
    cells: tuple[tuple[etree._Element, ...], ...]
    nested: bool = False

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        return _joined(
            self.story,
            f"table {self.number}",
            f'under "{_cut(self.heading)}"' if self.heading else "",
        )

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

    `text` is its words, tabs and line breaks: insertions in, deletions and field codes out.
    `level` is that of a heading, else 0. `table`, `row` and `column` are of the innermost table it
    stands in. `story` is empty in the body, else such as `header of section 1`.
    """

    element: etree._Element
    part: str
    story: str
    number: int
    heading: str
    style: Style | None
    level: int
    runs: tuple[Run, ...]
    text: str
    table: Table | None = None
    row: int = 0
    column: int = 0

    @property
    def shown(self) -> bool:
        """Return whether it shows anything at all, deleted words and pictures included."""
        return any(run.text.strip() or run.held for run in self.runs)

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        if self.table is not None:
            return self.table.at(self.row, self.column)
        words = " ".join(self.text.split())
        if self.level and words:
            return _joined(self.story, f'heading "{_cut(words)}"')
        under = f'under "{_cut(self.heading)}"' if self.heading else ""
        return _joined(self.story, f"paragraph {self.number}", under) + (
            f': "{_cut(words)}"' if words else ""
        )


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rstrip() + "…"


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)
