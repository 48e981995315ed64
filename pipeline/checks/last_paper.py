"""The sentences of the paper that the committee last saw, each with its place and what it names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pipeline.english.reading import Dated, dates, flat
from pipeline.english.signs import straight
from pipeline.register.withheld import Withheld
from pipeline.settings.model import fold
from pipeline.word.lines import Standing, standings
from pipeline.word.xml import w

PROMISES = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+to|due|expect\w*|plan(?:s|ned)?|intend\w*|aim(?:s|ed)?|"
    r"propos\w+|schedul\w+|promis\w+|undert[ao]\w+|commit\w*|agreed\s+to|next\s+meeting|"
    r"reports?\s+back|by\s+the\s+(?:end|next))\b",
    re.IGNORECASE,
)
"""Words that make a promise of a sentence which gives no day."""
STARTS = re.compile(r"\b(?:starts?|begins?|takes?\s+place|fieldwork|scheduled)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\u201c\u2018\"'(])")
_YEAR = re.compile(r"(?<![\w/.,-])(20[0-9]{2})(?![\w/\u2013-])")
_BEGINS = re.compile(r"(?<![\w.-])(?:\w+|\W)")
"""Where a ref may begin in a text: the letters that it is looked up by."""
_GOES_ON = re.compile(r"\w|[.-]\w")
Span: TypeAlias = tuple[datetime.date, datetime.date]
"""The first and the last day that a date may be."""
SKIPPED = ("caption", "title", "cover", "alternative", "header", "footer")


class Sentence(NamedTuple):
    """One sentence: its words, the place of its paragraph and the headings above it.

    `generated` are the dates of its paragraph that a recommendation's row gave, not a person.
    """

    words: str
    place: str
    headings: tuple[str, ...] = ()
    generated: frozenset[str] = frozenset()

    def due(self, after: datetime.date) -> Span | None:
        """Return the first and last day of the latest date that it gives after a day; None where
        it gives none.
        """
        return max(self.days(after), key=lambda span: span[1], default=None)

    def days(self, after: datetime.date) -> list[Span]:
        """Return the first and last day of each date that it gives after a day."""
        told = dates(self.words)
        found = [
            _span(day, after, _year_of(told[place:]))
            for place, day in enumerate(told)
            if self.words[day.start : day.end] not in self.generated
        ]
        if PROMISES.search(self.words) or STARTS.search(self.words):
            taken = [(day.start, day.end) for day in told]
            found += [
                (datetime.date(int(year[1]), 1, 1), datetime.date(int(year[1]), 12, 31))
                for year in _YEAR.finditer(self.words)
                if not any(start <= year.start() < end for start, end in taken)
            ]
        return [span for span in found if span[1] > after]


def _year_of(told: Sequence[Dated]) -> int | None:
    """Return the year of the first of some dates that gives one: in "1 July to 31 December 2020" it
    is that of both.
    """
    return next((day.parts[2] for day in told if day.parts[2] is not None), None)


def _span(day: Dated, after: datetime.date, year: int | None) -> Span:
    """Return the first and the last day that a date may be; where nothing gives its year, those
    that come next after a day.
    """
    first, last = day.span(after)
    if day.parts[2] is not None:
        return first, last
    if year is not None:
        return day.span(datetime.date(min(max(year, 1), 9999), 12, 31))
    return (first, last) if last > after else day.span(after + datetime.timedelta(days=366))


@dataclass(frozen=True)  # no slots: what is looked up is kept once it was asked for
class LastPaper:
    """The last paper's lines, without what tells of rows that are not for publication."""

    lines: tuple[Standing, ...] = ()
    hidden: Withheld = field(default_factory=lambda: Withheld((), ()))

    @classmethod
    def read(cls, paper: bytes | None, hidden: Withheld) -> LastPaper:
        """Return a paper read; nothing where there is none, or none that can be read."""
        try:
            return cls(() if paper is None else standings(paper), hidden)
        except ValueError:
            return cls((), hidden)

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Return where each first cell of a table row stands, the first place of each."""
        found: dict[str, str] = {}
        for one in self.lines:
            if one.line.table:
                found.setdefault(straight(one.line.cells[0]).strip(), one.place)
        return found

    @cached_property
    def titled(self) -> Mapping[str, str]:
        """Return where each heading stands, by its folded words: its first paragraph if that is
        numbered.
        """
        found: dict[str, str] = {}
        for place, one in enumerate(self.lines):
            if one.is_heading:
                below = self.lines[place + 1] if place + 1 < len(self.lines) else one
                told = one.place if one.label or not below.label else below.place
                found.setdefault(fold(" ".join(one.line.text.split())), told)
        return found

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of its paragraphs, in order: none of tables, headings and
        captions.
        """
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for one in self.lines:
            style = one.line.style.casefold()
            if one.line.table or one.is_heading or style.startswith(SKIPPED):
                continue
            text = flat(one.line.text)
            if self.hidden.is_told(text):
                continue
            generated = frozenset(_generated(one))
            headings = tuple(words for _, words in one.above)
            for words in _SENTENCE.split(text):
                yield Sentence(words, one.place, headings, generated)

    def place_of(self, words: str) -> str:
        """Return where some words stand in a paragraph, "" where they do not."""
        wanted = flat(words)
        return next(
            (one.place for one in self.lines if wanted and wanted in flat(one.line.text)), ""
        )


def _generated(one: Standing) -> Iterator[str]:
    """Yield the words of the content controls that hold a date of a recommendation."""
    for column in one.line.paragraphs:
        for paragraph in column:
            for control in paragraph.element.iter(w("sdt")):
                tag = control.find(f"{w('sdtPr')}/{w('tag')}")
                if tag is not None and str(tag.get(w("val"))).startswith("recommendations:"):
                    yield "".join(text.text or "" for text in control.iter(w("t")))


class Naming:
    """Refs as a text names them, each a word of its own; those without a letter are no words of a
    sentence.
    """

    def __init__(self, refs: Iterable[str]) -> None:
        self._refs = {ref for ref in refs if any(map(str.isalpha, ref))}
        self._sizes: dict[str, list[int]] = {}
        for ref in sorted(self._refs, key=len, reverse=True):
            if begins := _BEGINS.match(ref):
                sizes = self._sizes.setdefault(begins[0], [])
                if len(ref) not in sizes[-1:]:
                    sizes.append(len(ref))

    def within(self, text: str) -> list[str]:
        """Return the refs that a text names, in order; where several begin alike, the longest."""
        found: list[str] = []
        end = 0
        for begins in _BEGINS.finditer(text):
            start = begins.start()
            for size in self._sizes.get(begins[0], ()) if start >= end else ():
                ref = text[start : start + size]
                if ref in self._refs and not _GOES_ON.match(text, start + size):
                    found.append(ref)
                    end = start + size
                    break
        return found
