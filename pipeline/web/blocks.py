"""A paper as the page shows it, plain data: paragraphs with their looks, pictures and charts, and
tables of cells that hold paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pipeline.word.charts import Chart


class Look(NamedTuple):
    """How words look and where they lead: `script` is "sup", "sub" or "", `fill` RRGGBB or "".

    `link` is an https: or mailto: address, or # and the name of a bookmark of the paper.
    """

    link: str = ""
    fill: str = ""
    bold: bool = False
    italic: bool = False
    script: str = ""


PLAIN = Look()


class Span(NamedTuple):
    """Words of one look; a line's break is a line feed, a tab a tab."""

    text: str
    look: Look = PLAIN


class Picture(NamedTuple):
    """A picture: its alternative text ("" where it is decorative), its bytes, and its size in
    pixels of the web (96 an inch); `kind` is its media type, "" where browsers show none such.
    """

    alt: str
    content: bytes
    kind: str
    width: int
    height: int


class Drawn(NamedTuple):
    """A native chart: its alternative text, its data as Word has them, and a fill (RRGGBB) for
    each point of each series.
    """

    alt: str
    chart: Chart
    fills: tuple[tuple[str, ...], ...]


class Mark(NamedTuple):
    """Where a note is referred to: its number as it is counted, and its story and id in the
    file.
    """

    number: int
    note: str


Piece: TypeAlias = Span | Picture | Drawn | Mark


class Paragraph(NamedTuple):  # a long paper has tens of thousands
    """One paragraph. `place` is told of one that holds a picture. `level` is that of a heading (0:
    none), `label` what Word prints before it.

    `depth` is the level of a list's item from 0, -1 where it is none; `numbered` a paragraph that
    bears its number in the text. `contents` is the level of an entry of a table of contents (0:
    none), `bar` the colour of a thick line beside it, `bold` whether its style is.
    """

    pieces: tuple[Piece, ...]
    place: str = ""
    style: str = ""
    level: int = 0
    label: str = ""
    depth: int = -1
    bullet: bool = False
    numbered: bool = False
    caption: bool = False
    contents: int = 0
    right: bool = False
    bold: bool = False
    bar: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return its words, without its label."""
        return "".join([piece.text for piece in self.pieces if isinstance(piece, Span)])

    @property
    def shown(self) -> bool:
        """Return whether it shows anything."""
        return bool([one for one in self.pieces if not isinstance(one, Span) or one.text.strip()])

    @property
    def charts(self) -> tuple[Drawn, ...]:
        """Return the charts in it."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Drawn))


@dataclass(eq=False)  # no slots: its text is kept once it was asked for
class Cell:
    """One cell: what stands in it, what it heads ("col", "row" or ""), the columns it takes, and
    its colours.
    """

    blocks: tuple[Block, ...]
    heads: str = ""
    columns: int = 1
    fill: str = ""
    bar: str = ""

    @cached_property
    def text(self) -> str:
        """Return its words with their labels, a line for each paragraph."""
        return "\n".join(said for block in self.blocks if (said := words_of(block)))


class Table(NamedTuple):
    """One table: its rows, how many of them head it, its title as alternative text, and the
    heading that it stands under.
    """

    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    title: str = ""
    heading: str = ""


Block: TypeAlias = Paragraph | Table


class Note(NamedTuple):
    """A footnote or an endnote: its number as it is counted, and its story and id in the file."""

    number: int
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """A paper as the page shows it; `above` and `below` are what stands in its headers and footers,
    each once, without page numbers.
    """

    title: str
    language: str
    body: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    above: tuple[Paragraph, ...] = ()
    below: tuple[Paragraph, ...] = ()
    targets: dict[str, str] = field(default_factory=dict)


def words_of(block: Block) -> str:
    """Return a block's words with their labels, line by line."""
    if isinstance(block, Table):
        return "\n".join(cell.text for row in block.rows for cell in row)
    said = block.text.strip()
    return f"{block.label} {said}" if block.label and said else said


def paragraphs_in(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """Return every paragraph of some blocks, those in tables too, in order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            for row in block.rows:
                for cell in row:
                    found += paragraphs_in(cell.blocks)
    return found
