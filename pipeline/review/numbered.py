"""What stands under a number that the paper prints: its words, and the figures and cells in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.english.writing import digits, say_date
from pipeline.figures.figure import Figure
from pipeline.figures.result import Computed
from pipeline.findings.finding import Cell
from pipeline.paper.marks import Emitted
from pipeline.paper.numbers import in_brief
from pipeline.paper.structure import tag_of
from pipeline.register.recommendation import DATES
from pipeline.review.laid_out import laid, table, term
from pipeline.review.sayings import ORIGINS
from pipeline.word.lines import Standing, standings
from pipeline.word.outline import text_of
from pipeline.word.xml import w

SHOWN = 60
"""Signs of a cell's words that are shown beside its address."""
COLUMN = 8
_CELL = re.compile(r"(?P<file>.+\.xls[xm]) (?P<cell>.+![A-Z]+[0-9]+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """Words of the paper and where they come from: a cell, or a place of report.toml or of the
    archive.
    """

    words: str
    place: str
    cell: str = ""

    def as_json(self) -> dict[str, str | None]:
        """Return it as plain values."""
        return {"text": self.words, "file": self.place, "cell": self.cell or None}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph, or the section under a numbered heading."""

    number: str
    lines: tuple[str, ...]
    figures: tuple[tuple[str, Figure], ...]
    """Each with the words that print it first."""
    origins: tuple[Origin, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as plain values; the figures are named by their keys."""
        return {
            "kind": "paragraph",
            "number": self.number,
            "text": "\n".join(self.lines),
            "figures": [figure.key for _, figure in self.figures],
            "cells": [one.as_json() for one in self.origins],
        }


def numbers_in(paper: bytes) -> list[str]:
    """Return the numbers that a paper prints before its paragraphs and headings, each once."""
    found = (one.place for one in standings(paper) if one.label)
    return list(dict.fromkeys(found))


def numbered(number: str, paper: bytes, emitted: Iterable[Emitted], result: Computed) -> Numbered:
    """Return what stands under a printed number of the paper; `emitted` is all that its template
    printed.
    """
    lines = list(_under(number, standings(paper)))
    sources = _sources(result)
    figures: dict[str, tuple[str, Figure]] = {}
    origins: list[Origin] = []
    for tag, words in _controls(lines):
        source = sources.get(tag)
        if isinstance(source, Figure):
            figures.setdefault(source.key, (words, source))
        elif source is not None:
            origins.append(Origin(words, *source))
    origins += _cells(lines, emitted)
    return Numbered(
        number,
        tuple(" | ".join(" ".join(cell.split()) for cell in one.line.cells) for one in lines),
        tuple(figures.values()),
        tuple(sorted(dict.fromkeys(origins), key=_in_order)),
    )


def _in_order(one: Origin) -> tuple[str, str, int, int]:
    """Return what puts cells into the order of their workbook."""
    if not one.cell:
        return one.place, "", 0, 0
    cell = Cell.parse(one.cell.partition(" and ")[0])
    return one.place, cell.sheet, cell.row, cell.column


def _under(number: str, paper: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the line of a number, and of a heading all that stands under it."""
    head: tuple[str, str] | None = None
    for one in paper:
        if one.label and one.place == number:
            yield one
            if one.is_heading:
                head = (one.label, " ".join(one.line.text.split()))
        elif head is not None and head in one.above:
            yield one


def _controls(lines: Iterable[Standing]) -> Iterator[tuple[str, str]]:
    """Yield the tag and the words of each content control, in reading order."""
    for one in lines:
        for column in one.line.paragraphs:
            for paragraph in column:
                for control in paragraph.element.iter(w("sdt")):
                    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
                    held = control.find(w("sdtContent"))
                    if tag is not None and isinstance(held, etree._Element):
                        yield str(tag.get(w("val"))), text_of(held)


def _sources(result: Computed) -> Mapping[str, Figure | tuple[str, str]]:
    """Return what stands behind each tag of a content control: a figure, or a file and a cell."""
    found: dict[str, Figure | tuple[str, str]] = dict(result.figures)
    for name, key in in_brief(result.settings).items():
        found |= {f"{name}_{what}": result.figures[key] for what in ("then", "change")}
    filed = f"meetings/{result.previous.meeting}" if result.previous else ""
    found |= {
        key: (origin.format(filed=filed).removesuffix("."), "") for key, origin in ORIGINS.items()
    }
    log, register = result.position.period_log, result.register
    for entry in log.entries:
        for key, cell in entry.cells.items():
            found[f"{entry.table}:{entry.ref}:{key}"] = (log.file, str(cell))
            if "jointly" in entry.cells:
                both = f"{cell} and {entry.cells['jointly'].address}"
                found[f"{entry.table}:{entry.ref}:{key}+jointly"] = (log.file, both)
    for row in register.rows:
        for key in DATES:
            place = str(row.at(key))
            found[f"recommendations:{row.ref}:{key}"] = (register.file, place)
    return {tag_of(key): source for key, source in found.items()}


def _cells(lines: Iterable[Standing], emitted: Iterable[Emitted]) -> Iterator[Origin]:
    """Yield the cells whose words stand in some lines.

    Where several cells hold the same words, those of rows that these lines print anyhow are meant;
    with none of these it is not told which.
    """
    text = "\n".join(one.line.text for one in lines)
    by_words: dict[str, dict[str, None]] = {}
    for one in emitted:
        if not one.figure and _CELL.fullmatch(one.source) and (words := _found(one, text)):
            by_words.setdefault(words, {})[one.source] = None
    rows = {_row(source) for held in by_words.values() if len(held) == 1 for source in held}
    for words, held in by_words.items():
        chosen = list(held) if len(held) == 1 else [one for one in held if _row(one) in rows]
        for source in chosen:
            match = _CELL.fullmatch(source)
            assert match is not None
            yield Origin(words, match["file"], match["cell"])


def _found(one: Emitted, text: str) -> str:
    """Return the first line of a cell that stands in a text as whole words, "" where none does."""
    for line in one.lines:
        if line in text and re.search(rf"(?<!\w){re.escape(line)}(?!\w)", text):
            return line
    return ""


def _row(source: str) -> tuple[str, int]:
    cell = Cell.parse(source.partition(".xls")[2].partition(" ")[2])
    return cell.sheet, cell.row


def told(found: Numbered, result: Computed, width: int) -> str:
    """Return it as lines of text for a terminal of so many columns."""
    return "\n".join(_lines(found, result, width))


def _lines(found: Numbered, result: Computed, width: int) -> Iterator[str]:
    first, *rest = found.lines
    yield from term(found.number, first, width, 0, max(COLUMN, len(found.number) + 2))
    for line in rest:
        yield from laid(line, width, COLUMN, 2)
    yield ""
    if not found.figures and not found.origins:
        yield from laid("No figure and no cell is in it: its words are the template's.", width, 2)
        return
    if found.figures:
        many = "figure" if len(found.figures) == 1 else "figures"
        yield f"  The {many} in it:"
    for words, figure in found.figures:
        yield from laid(f"{words}: {figure.label} ({figure.key})", width, 4, 2)
        for name, text in _facts(figure, result):
            yield from term(name, text, width, 6, 17)
    if found.origins:
        yield "  The cells in it:"
        rows = (
            (
                f"{one.place}, {one.cell}" if one.cell else one.place,
                f"\u201c{_short(one.words)}\u201d",
            )
            for one in found.origins
        )
        yield from table(rows, width, 4)


def _facts(figure: Figure, result: Computed) -> Iterator[tuple[str, str]]:
    """Yield of a figure its value, what it was, its rule, and its rows with their cells."""
    yield "Value", "none" if figure.value is None else digits(figure.value)
    if result.previous and figure.previous is not None:
        then = say_date(result.previous.meeting)
        yield "Last time", f"{digits(figure.previous)} at the meeting of {then}"
    yield "Rule", figure.rule
    rows = ", ".join(f"{row.ref} {row.cell}" for row in figure.evidence)
    if rows:
        yield "Rows", f"{rows}, in {result.file_of(figure.evidence[0])}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}\u2026"
