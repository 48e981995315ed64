"""What the cells of a column look like: dates, few words, unique values, long prose, colours; each
with its count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.english.signs import seen
from pipeline.mapping.dates import as_shown, month_in
from pipeline.settings.mapping import Dates
from pipeline.settings.model import fold
from pipeline.workbook.cell import Raw, hides_day, holds_something, plain

LONGEST_WORD, MOST_WORDS, FEW = 100, 60, 0.7
"""A word of a vocabulary is no longer, and no vocabulary has more words."""
_DAY = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_APRIL = Dates(month="last day", year_starts="April")


@dataclass(frozen=True, slots=True)
class Looks:
    """What a column's cells look like. Counts are of cells; `words` are the texts that few cells
    differ in, each as it is first written, the most frequent first, with `""` for blanks last.
    """

    rows: int = 0
    filled: int = 0
    dates: int = 0
    months: int = 0
    quarters: bool = False
    """Whether years are written in two parts, as 2020/21: theirs start in April."""
    no_dates: tuple[tuple[str, int], ...] = ()
    """The texts that are neither a date nor a month."""
    words: tuple[tuple[str, int], ...] = ()
    distinct: int = 0
    average: float = 0.0
    longest: int = 0
    numbers: int = 0
    fills: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()
    """The texts in order, as they are compared to be unique."""

    @property
    def blank(self) -> int:
        """Return how many cells hold nothing."""
        return self.rows - self.filled

    @property
    def dated(self) -> float:
        """Return the part of the filled cells that are dates, months or quarters."""
        return (self.dates + self.months) / self.filled if self.filled else 0.0

    @property
    def unique(self) -> float:
        """Return the part of the filled cells that no other is the same as."""
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def few(self) -> bool:
        """Return whether it holds words of a vocabulary: few, short and repeated."""
        return (
            bool(self.words)
            and self.longest <= LONGEST_WORD
            and (self.distinct <= 3 or self.distinct <= FEW * self.filled)
            and self.dated < 0.5
        )


def shown(raw: Raw) -> str:
    """Return what a cell shows, on one line, without signs that cannot be seen."""
    value = as_shown(raw).value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(seen(plain(value)).split())


def looks(cells: Iterable[tuple[Raw, str]], *, coloured: bool = False) -> Looks:
    """Return what cells look like, each with the colour that fills it; `coloured`: a rule colours
    them, so their fills say nothing.
    """
    rows = 0
    kinds: Counter[str] = Counter()
    others: Counter[str] = Counter()
    fills: Counter[str] = Counter()
    texts = []
    for raw, fill in cells:
        rows += 1
        if fill and not coloured:
            fills[fill] += 1
        if not holds_something(raw) or raw.error or raw.broken or raw.uncalculated:
            continue
        text = shown(raw)
        kind = _kind(raw, text)
        kinds[kind] += 1
        if kind in ("number", "text") and len(text) <= LONGEST_WORD:
            others[text] += 1
        texts.append(text)
    words, distinct = _words(texts, rows)
    return Looks(
        rows,
        len(texts),
        kinds["date"],
        kinds["month"] + kinds["quarter"],
        kinds["quarter"] > 0,
        tuple(others.most_common(MOST_WORDS)),
        words,
        distinct,
        sum(map(len, texts)) / len(texts) if texts else 0.0,
        max(map(len, texts), default=0),
        kinds["number"],
        tuple(fills.most_common(12)),
        tuple(texts),
    )


def _kind(raw: Raw, text: str) -> str:
    """Return whether a cell holds a date, a month, a quarter, a number or a text."""
    if isinstance(raw.value, date):
        return "month" if hides_day(raw.pattern) else "date"
    if _DAY.fullmatch(text.split(" ")[0]):
        return "date"
    if month_in(text, _APRIL):
        return "quarter" if re.search(r"q|[0-9][/-][0-9]", text.casefold()) else "month"
    return "number" if isinstance(raw.value, (int, float)) else "text"


def _words(texts: list[str], rows: int) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the words that texts are, none where they are too long or too many for a vocabulary,
    and how many there are.
    """
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    counts = Counter(map(fold, texts))
    if len(counts) > MOST_WORDS or any(len(text) > LONGEST_WORD for text in texts):
        return (), len(counts)
    words = [(first[key], count) for key, count in counts.most_common()]
    blank = [("", rows - len(texts))] if words and rows > len(texts) else []
    return (*words, *blank), len(counts)


def fit(found: Looks, kind: str, key: str) -> float:
    """Return how well a column's cells agree with what a key of this kind holds, from 0 to 1; a
    blank column may hold anything.
    """
    if not found.filled:
        return 0.95 if kind == "date" else 0.4
    if kind == "date":
        return 1.0 if found.dated >= 0.5 else 0.3 if found.dated else 0.1
    if found.dated > 0.5:
        return 0.1
    if key == "ref":
        return 1.0 if found.longest <= 40 and found.unique >= 0.5 else 0.3
    if key in ("number", "parent"):
        return 1.0 if found.longest <= 40 else 0.2
    if kind == "word":
        short = found.words and found.distinct <= 12 and found.longest <= 60
        return 1.0 if found.few or short else 0.4
    if key in ("text", "title", "description"):
        least = 8 if key == "text" else 3
        return 1.0 if found.average >= least and found.numbers <= found.filled / 2 else 0.3
    if key == "report":
        codes = found.unique > 0.9 and found.average < 10 and found.filled > 1
        return 0.3 if codes or found.average < 4 else 1.0
    if kind == "whole":
        return 1.0 if found.numbers >= 0.5 * found.filled else 0.2
    return 1.0
