"""Lists of the paper against the figures that they list: rows that were taken out, put in, or stand
twice.

Which figure a list belongs to is known from the generated paper: the figure whose rows for
publication are the list's. A list is the rows of one table, or lines one after the other, that
begin with a ref; the sections that tell the inspections and reports of the log, each under its
title, are lists too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.english.reading import flat
from pipeline.english.writing import digits
from pipeline.figures.figure import Figure
from pipeline.findings.finding import Finding
from pipeline.review.verify.figure_places import Stands
from pipeline.review.verify.places import Places
from pipeline.review.verify.row_facts import Rows
from pipeline.review.verify.verdict import remark
from pipeline.word.lines import Line
from pipeline.word.outline import is_heading

TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|all\b", re.IGNORECASE)
FIRST = re.compile(r"[^\s,;:\u2013\u2014()\u21e5]+")


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its refs in order, the line that each stands in, and the heading under which it
    stands.
    """

    refs: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """Return the words of the heading above."""
        return self.lines[0].paragraphs[0][0].heading


class Lists:
    """The lists of a generated paper and of its edited self."""

    def __init__(
        self,
        generated: Sequence[Line],
        edited: Sequence[Line],
        stands: Stands,
        rows: Rows,
        places: tuple[Places, Places],
    ) -> None:
        self._generated, self._edited, self._stands, self._rows = generated, edited, stands, rows
        self._were, self._places = places
        self._figures = rows.result.figures

    def remarks(self) -> Iterator[Finding]:
        """Yield where a list is not what its figure counts."""
        left = self._listings(self._edited)
        for listing in self._listings(self._generated):
            figure = self._figure(listing)
            same = max(left, key=lambda other: _likeness(listing, other), default=None)
            if figure is None:
                continue
            if same is None or not set(same.refs) & set(listing.refs):
                yield from self._empty(listing, figure)
                continue
            left.remove(same)
            if self._stated(figure.key):
                yield from self._compared(listing, same, figure)
        yield from self._sections()
        yield from self._tables()

    def _empty(self, listing: Listing, figure: Figure) -> Iterator[Finding]:
        """Yield where all rows of a list are gone and its heading stays; without the heading it was
        left out as a whole.
        """
        heading = next(
            (
                line.paragraphs[0][0]
                for line in self._edited
                if is_heading(line.style)
                and listing.heading
                and flat(line.text) == flat(listing.heading)
            ),
            None,
        )
        if heading is not None and (stated := self._stated(figure.key)):
            where = self._were.section(listing.lines[0].paragraphs[0][0])
            yield self._remark(
                f"it lists none of the {digits(len(set(listing.refs)))} that {stated} counts. Put"
                " its rows back, run report again, or delete its heading too.",
                where,
                figure,
                "",
            )

    def _compared(self, then: Listing, now: Listing, figure: Figure) -> Iterator[Finding]:
        where = self._places.section(now.lines[0].paragraphs[0][0])
        counts = f"{self._number(figure)} that {self._stated(figure.key)} counts"
        there = Counter(now.refs)
        missing = [ref for ref in then.refs if ref not in there]
        here = len(set(then.refs)) - len(missing)
        if missing:
            yield self._remark(
                f"it lists {digits(here)} of the {digits(len(set(then.refs)))} that"
                f" {self._stated(figure.key)} counts: {', '.join(missing)}"
                f" {'is' if len(missing) == 1 else 'are'} missing. Put"
                f" {'its row' if len(missing) == 1 else 'their rows'} back, or run report again.",
                where,
                figure,
                ", ".join(missing),
            )
        listed = {row.ref for row in figure.evidence}
        for ref, line in zip(now.refs, now.lines, strict=True):
            if ref not in then.refs and there[ref]:
                own = "" if ref in self._rows.now else ", and no row of the workbook has this ref"
                kept = (
                    ", and is not for publication"
                    if ref in listed and self._rows.is_withheld(ref)
                    else ""
                )
                says = f"{ref} is listed in {where}{kept or f', and is none of the {counts}{own}'}."
                yield self._remark(
                    f"{says} Delete its row.", self._places.bare(line.paragraphs[0][0]), figure, ref
                )
                there[ref] = 0
            elif there[ref] > 1:
                yield self._remark(
                    f"{ref} is listed {digits(there[ref])} times in {where}. Delete all of its rows"
                    " but one.",
                    self._places.bare(line.paragraphs[0][0]),
                    figure,
                    ref,
                )
                there[ref] = 1

    def _remark(self, message: str, place: str, figure: Figure, found: str) -> Finding:
        return remark("list", message, place, figure.key, found, digits(figure.value or 0))

    def _number(self, figure: Figure) -> str:
        return digits(figure.value or 0)

    def _stated(self, key: str) -> str:
        """Return where the edited paper states a figure first, "" where it does nowhere."""
        sought = next(
            (
                found
                for tag, found in self._stands.sought.items()
                if self._stands.key_of(tag) == key
            ),
            None,
        )
        stands = [] if sought is None else [stand for stand in sought.told if stand.text.strip()]
        first = sorted(
            stands, key=lambda stand: (stand.passage.first.table > 0, stand.passage.first.number)
        )
        return self._places.bare(first[0].passage) if first else ""

    def _figure(self, listing: Listing) -> Figure | None:
        """Return the figure whose rows a list of the generated paper holds: of several, the one
        whose words the heading has.
        """
        listed = set(listing.refs)
        found = [
            figure
            for figure in self._figures.values()
            if figure.value
            and figure.measure.group != "log"
            and {row.ref for row in figure.evidence if not self._rows.is_withheld(row.ref)}
            == listed
            and self._stated(figure.key)
        ]
        words = set(_words(f"{listing.heading} {listing.lines[0].path}"))
        return max(found, key=lambda figure: len(words & set(_words(figure.label))), default=None)

    def _listings(self, lines: Sequence[Line]) -> list[Listing]:
        def key(line: Line) -> object:
            first = line.paragraphs[0][0]
            return first.part, line.path, line.table or self._ref(line) is not None

        found = []
        for _, group in groupby(lines, key=key):
            told = [(ref, line) for line in group if (ref := self._ref(line))]
            if told:
                found.append(
                    Listing(tuple(ref for ref, _ in told), tuple(line for _, line in told))
                )
        return found

    def _ref(self, line: Line) -> str | None:
        """Return the ref that a line begins with, or what stands in a ref's place; None where it
        begins with none.
        """
        if line.table:
            first = flat(line.cells[0])
            return (
                first
                if first in self._rows.now
                or first in self._rows.then
                or (len(line.cells) > 1 and _looks_like(first, self._rows.now))
                else None
            )
        first_word = FIRST.match(line.text)
        return first_word[0] if first_word and first_word[0] in self._rows.now else None

    def _sections(self) -> Iterator[Finding]:
        """Yield where a figure of the log counts more than there are sections for."""
        lost = {id(line) for line in self._stands.both.lost}
        for key, figure in self._figures.items():
            if (
                figure.measure.group != "log"
                or not figure.value
                or not (stated := self._stated(key))
            ):
                continue
            cells = {row.cell for row in figure.evidence}
            titles = [
                flat(entry.title)
                for entry in self._rows.result.position.period_log.entries
                if {
                    str(cell) for cell in (entry.cells.get("ref"), entry.cells.get("title")) if cell
                }
                & cells
            ]
            for title in titles:
                heads = [
                    line
                    for line in self._generated
                    if is_heading(line.style) and title in flat(line.text)
                ]
                if heads and all(id(line) in lost for line in heads):
                    yield remark(
                        "list",
                        f'{stated} counts {digits(figure.value)}, and the section "{title}" is'
                        " gone. Put it back, or run report again.",
                        stated,
                        key,
                        title,
                        digits(figure.value),
                    )

    def _tables(self) -> Iterator[Finding]:
        """Yield where a table lost a row that its total still counts."""
        kept = {id(line.paragraphs[0][0].element) for line in self._stands.both.lost}
        for _, group in groupby(
            self._generated, key=lambda line: (line.paragraphs[0][0].part, line.table)
        ):
            table = list(group)
            totals = [line for line in table if line.table and TOTAL.match(line.cells[0])]
            gone = [
                line for line in table if line.table and id(line.paragraphs[0][0].element) in kept
            ]
            if (
                totals
                and gone
                and len(gone) < len(table) - 1
                and not any(line in gone for line in totals)
            ):
                told = ", ".join(f'"{flat(line.cells[0])}"' for line in gone)
                place = self._were.section(table[0].paragraphs[0][0])
                yield remark(
                    "list",
                    f"the table lost {told}, which its total counts. Put "
                    f"{'the row' if len(gone) == 1 else 'the rows'} back, or run report again.",
                    place,
                    "",
                    "",
                    told,
                )


def _likeness(one: Listing, other: Listing) -> tuple[int, bool]:
    return (
        len(set(one.refs) & set(other.refs)) + (one.heading == other.heading),
        one.heading == other.heading,
    )


def _looks_like(text: str, refs: Mapping[str, object]) -> bool:
    """Return whether a text has the shape of a ref: WMP-999 beside WMP-001."""
    shape = _shape(text)
    return bool(text) and any(map(str.isdigit, text)) and any(_shape(ref) == shape for ref in refs)


def _shape(text: str) -> str:
    return re.sub("[A-Za-z]+", "a", re.sub("[0-9]+", "9", text))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.casefold())
