"""What changed between two papers, by section, word by word: for a terminal, as a page, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from pipeline.compare.comparison import Pair, compared
from pipeline.compare.words import Piece
from pipeline.english.signs import on_screen
from pipeline.word.lines import lines
from pipeline.word.revisions import unpaged

Status = Literal["changed", "added", "removed", "moved"]
SIGNS: dict[Status, str] = {"changed": "~", "added": "+", "removed": "-", "moved": ">"}
MARKS = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
COLOURS = {"old": "\x1b[31m", "new": "\x1b[32m"}
KEY_WIDTH = 40


class Hunk(NamedTuple):
    """One paragraph or table row that differs: its words cell by cell, `headings` naming the
    columns of a row.

    `table` numbers the tables of the comparison, 0 for a paragraph.
    """

    status: Status
    style: str
    cells: tuple[tuple[Piece, ...], ...]
    table: int = 0
    headings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the words of the first column, as they are now or as they were."""
        return "".join(piece.text for piece in self.cells[0] if piece.op != "old") or "".join(
            piece.text for piece in self.cells[0]
        )


class Section(NamedTuple):
    """The differences under one heading; `path` are the headings it stands under, and its own."""

    path: tuple[str, ...]
    hunks: tuple[Hunk, ...]

    @property
    def title(self) -> str:
        """Return the headings as one line."""
        return " \u203a ".join(self.path) or "Before the first heading"


class Differences(NamedTuple):
    """All that differs between two papers, in reading order."""

    sections: tuple[Section, ...]

    @property
    def identical(self) -> bool:
        """Return whether a reader sees no difference."""
        return not self.sections

    @property
    def summary(self) -> str:
        """Return in one sentence how much differs."""
        if self.identical:
            return "The papers are identical: every paragraph and table row reads the same."
        counts = Counter(
            (hunk.status, bool(hunk.table)) for section in self.sections for hunk in section.hunks
        )
        told = [
            f"{noun} "
            + ", ".join(f"{found} {status}" for status in SIGNS if (found := counts[status, table]))
            for noun, table in (("paragraphs:", False), ("table rows:", True))
            if any(counts[status, table] for status in SIGNS)
        ]
        return "; ".join(told).capitalize() + "."


def differences(old: bytes, new: bytes) -> Differences:
    """Return what differs between two .docx; raises ValueError where one of them is no Word
    document.

    Tracked insertions are read as text and deletions are not; looks, styles and page numbers are no
    differences.
    """
    return differing(compared(lines(unpaged(old)), lines(unpaged(new))))


def differing(pairs: Sequence[Pair]) -> Differences:
    """Return what differs in two papers that are compared."""
    headings = {pair.block: _texts(pair) for pair in reversed(pairs) if pair.block}
    differing = (
        (pair.path, _hunk(pair, headings.get(pair.block, ()))) for pair in pairs if pair.changed
    )
    return Differences(
        tuple(
            Section(path, tuple(hunk for _, hunk in group))
            for path, group in groupby(differing, key=lambda found: found[0])
        )
    )


def _texts(pair: Pair) -> tuple[str, ...]:
    return tuple(_flat(now if now is not None else then or "") for then, now in pair.cells)


def _hunk(pair: Pair, headings: tuple[str, ...]) -> Hunk:
    status: Status = (
        "added"
        if pair.old is None
        else "removed"
        if pair.new is None
        else "changed"
        if pair.reworded
        else "moved"
    )
    return Hunk(
        status, pair.line.style or "Normal", pair.words, pair.block, headings if pair.block else ()
    )


def as_terminal(found: Differences, *, colour: bool) -> str:
    """Return the differences as lines of text: [-gone-] and {+new+}, under their headings; rows by
    their first column.
    """
    return "\n".join([*_lines(found, colour), found.summary]) + "\n"


def _lines(found: Differences, colour: bool) -> Iterator[str]:
    for section in found.sections:
        yield f"@@ {_flat(section.title)} @@"
        for table, group in groupby(section.hunks, key=lambda hunk: hunk.table):
            hunks = list(group)
            yield from (
                _rows(hunks, colour) if table else (_paragraph(hunk, colour) for hunk in hunks)
            )
        yield ""


def _paragraph(hunk: Hunk, colour: bool) -> str:
    return f"  {SIGNS[hunk.status]} [{_flat(hunk.style)}] {_marked(hunk.cells[0], colour)}"


def _rows(hunks: Sequence[Hunk], colour: bool) -> Iterator[str]:
    """Yield the rows of one table, their keys one below the other, with the cells that differ."""
    yield f"  table: {' | '.join(hunks[0].headings)}"
    width = min(max(len(_flat(hunk.key)) for hunk in hunks), KEY_WIDTH)
    for hunk in hunks:
        key = _flat(hunk.key)
        if hunk.status in ("added", "removed"):
            told = " | ".join(_marked(cell, colour) for cell in hunk.cells[1:])
        else:
            told = (
                " | ".join(
                    f"{heading}: {_marked(cell, colour)}"
                    for heading, cell in _named(hunk)
                    if any(piece.op != "same" for piece in cell)
                )
                or "stands elsewhere in the table"
            )
        yield f"    {SIGNS[hunk.status]} {key:<{width}} | {told}"


def _named(hunk: Hunk) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for place, cell in enumerate(hunk.cells):
        yield (hunk.headings[place] if place < len(hunk.headings) else f"column {place + 1}"), cell


def _marked(found: Sequence[Piece], colour: bool) -> str:
    def mark(piece: Piece) -> str:
        opened, closed = MARKS[piece.op]
        told = f"{opened}{_flat(piece.text)}{closed}"
        return f"{COLOURS[piece.op]}{told}\x1b[0m" if colour and piece.op in COLOURS else told

    return "".join(mark(piece) for piece in found)


def _flat(text: str) -> str:
    """Return text on one line, with nothing in it that a terminal would obey."""
    return on_screen(text.replace("\n", " \u21b5 ").replace("\t", " \u21e5 "))


def as_json(found: Differences) -> dict[str, Any]:
    """Return the differences as plain data: sections with their path, hunks with their pieces."""
    return {
        "identical": found.identical,
        "summary": found.summary,
        "sections": [
            {"path": list(section.path), "changes": [_as_json(hunk) for hunk in section.hunks]}
            for section in found.sections
        ],
    }


def _as_json(hunk: Hunk) -> dict[str, Any]:
    return {
        "status": hunk.status,
        "kind": "row" if hunk.table else "paragraph",
        "style": hunk.style,
        "table": hunk.table or None,
        "headings": list(hunk.headings),
        "cells": [[{"op": piece.op, "text": piece.text} for piece in cell] for cell in hunk.cells],
    }
