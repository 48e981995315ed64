"""Tables that people put in whose labels are the ratings: their numbers against the breakdowns that
the figures give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.english.reading import folded, numerals, words_of
from pipeline.english.writing import digits
from pipeline.figures.measure import Family, moved_key, part_key
from pipeline.figures.result import Computed
from pipeline.review.verify.passages import Passage, passages
from pipeline.settings.model import fold, slug
from pipeline.word.lines import Line

FAMILIES: tuple[Family, ...] = (
    "reviewed",
    "outstanding",
    "opening",
    "continuing_from",
    "continuing_to",
)
TOLD: Mapping[Family, str] = {"outstanding": "outstanding", "reviewed": "reviewed in the period"}
"""The breakdowns that a remark tells."""
PLAIN = words_of("""
    rag rating ratings rated status number numbers no count total totals table tables shows show
    sets out below above following follows summary breakdown current now then what means they as
    set by of each all the and change position recommendation recommendations are is in""")
"""Words of a caption or a heading that restrict its numbers to no part."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The numbers that a table gives by rating, the passages that they stand in, and whether its
    words restrict them.
    """

    numbers: Mapping[str, int]
    cells: tuple[Passage, ...]
    plain: bool


class Tabled:
    """Reads the tables that were put in; `is_plain` tells of words whether they restrict a number
    to no part of a figure.
    """

    def __init__(
        self,
        result: Computed,
        lines: Sequence[Line],
        found: Sequence[Line],
        is_plain: Callable[[str], bool],
    ) -> None:
        self._ratings = {fold(word): word for word in result.settings.ratings}
        self._is_plain, self._lines = is_plain, lines
        self._added = {id(line) for line in found}
        self._titles = {
            folded(str(title))
            for title in (
                *(row.report for row in result.register.rows),
                *(entry.title for entry in result.position.period_log.entries),
            )
        }
        figures = result.figures
        families = {
            family: {
                slug(word): figures[part_key(family, word)] for word in result.settings.ratings
            }
            for family in FAMILIES
        }
        self.known: dict[str, Mapping[str, int | None]] = {}
        for family, by_rating in families.items():
            self.known[family] = {word: figure.value for word, figure in by_rating.items()}
            self.known[f"{family} then"] = {
                word: figure.previous for word, figure in by_rating.items()
            }
        for there in result.settings.ratings:
            self.known[f"to {there}"] = {
                slug(word): figures[moved_key(word, there)].value
                for word in result.settings.ratings
            }
            self.known[f"from {there}"] = {
                slug(word): figures[moved_key(there, word)].value
                for word in result.settings.ratings
            }

    def judged(self) -> Iterator[tuple[Breakdown, str, str]]:
        """Yield each breakdown that was put in, what it says, and what the figures give where it is
        none of theirs.
        """
        for table, before in self._tables():
            for one in (*self._down(table, before), *self._across(table, before)):
                said = ", ".join(
                    f"{self._ratings[word]} {digits(number)}"
                    for word, number in one.numbers.items()
                )
                if any(
                    all(
                        known.get(slug(self._ratings[word])) == number
                        for word, number in one.numbers.items()
                    )
                    for known in self.known.values()
                ):
                    yield one, said, ""
                elif one.plain and (gives := self._gives(one.numbers)):
                    yield one, said, gives

    def _gives(self, numbers: Mapping[str, int]) -> str:
        told = {
            called: [
                (self._ratings[word], self.known[family].get(slug(self._ratings[word])))
                for word in numbers
            ]
            for family, called in TOLD.items()
        }
        return "; ".join(
            f"{called} "
            + ", ".join(f"{word} {digits(value)}" for word, value in by_rating if value is not None)
            for called, by_rating in told.items()
            if any(value is not None for _, value in by_rating)
        )

    def _tables(self) -> Iterator[tuple[list[Line], str]]:
        """Yield the tables of which every row was put in, and the words that lead to each."""
        before = ""
        for (_, table), group in groupby(
            self._lines, key=lambda line: (line.paragraphs[0][0].part, line.table)
        ):
            lines = list(group)
            if not table:
                last = lines[-1]
                before = (
                    last.text
                    if id(last) in self._added or last.style.casefold().startswith("caption")
                    else ""
                )
            elif all(id(line) in self._added for line in lines) and not any(
                title and title in folded(heading)
                for heading in lines[0].path
                for title in self._titles
            ):
                yield lines, before

    def _down(self, table: Sequence[Line], before: str) -> Iterator[Breakdown]:
        """Yield the columns of a table whose rows are the ratings."""
        rows = [(self._rating(line.cells[0]), line) for line in table]
        rated = [(word, line) for word, line in rows if word]
        head = table[0].cells if not rows[0][0] else ()
        for column in range(1, max((len(line.cells) for _, line in rated), default=0)):
            heads = " ".join(head[place] for place in (0, column) if place < len(head))
            yield from self._breakdown(
                [
                    (word, passages(line)[column])
                    for word, line in rated
                    if column < len(line.cells)
                ],
                f"{before}\n{heads}",
            )

    def _across(self, table: Sequence[Line], before: str) -> Iterator[Breakdown]:
        """Yield the rows of a table whose columns are the ratings."""
        head = [self._rating(cell) for cell in table[0].cells]
        for line in table[1:]:
            if sum(map(bool, head)) > 1 and not self._rating(line.cells[0]):
                labels = " ".join(
                    cell
                    for cell in (table[0].cells[0], line.cells[0])
                    if _number(cell) is None and not self._rating(cell)
                )
                yield from self._breakdown(
                    [
                        (word, cell)
                        for word, cell in zip(head, passages(line), strict=False)
                        if word
                    ],
                    f"{before}\n{labels}",
                )

    def _breakdown(self, cells: Sequence[tuple[str, Passage]], told: str) -> Iterator[Breakdown]:
        numbers = {
            word: number for word, cell in cells if (number := _number(cell.text)) is not None
        }
        if len(numbers) > 1 and len(numbers) == len(cells):
            plain = self._is_plain(
                " ".join(
                    word
                    for word in re.findall(r"[\w’'/-]+|[.:]", told)
                    if word.casefold() not in PLAIN
                )
            )
            yield Breakdown(numbers, tuple(cell for _, cell in cells), plain)

    def _rating(self, text: str) -> str:
        """Return the rating that a label is, folded, "" where it is none."""
        told = re.sub(
            r"(?:^rated\s+|[-\s]+rated$|\s+now$|:$)",
            "",
            " ".join(text.split()),
            flags=re.IGNORECASE,
        )
        return fold(told) if fold(told) in self._ratings else ""


def _number(text: str) -> int | None:
    """Return the number that a cell is, None where it is none or more than that."""
    told = text.strip()
    found = numerals(told)
    return (
        found[0].value
        if len(found) == 1
        and (found[0].start, found[0].end) == (0, len(told))
        and not found[0].sign
        else None
    )
