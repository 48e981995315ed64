"""All words of an edited paper in runs: its passages one after the other, each table's columns from
top to bottom, and each text that no reader sees at once.

A wording that was split over paragraphs or cells stands together in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.review.verify.passages import Passage, passages
from pipeline.review.verify.places import Places
from pipeline.review.verify.reworded import Word, pairs, stream
from pipeline.review.verify.silent import unseen
from pipeline.word.lines import Line
from pipeline.word.things import Thing


class Source(NamedTuple):
    """A text that is read: its passage, or its place where it stands in none."""

    passage: Passage | None
    place: str
    text: str


class Streams(NamedTuple):
    """The texts of a paper, and the runs of their words, each with where any two words stand."""

    sources: tuple[Source, ...]
    runs: tuple[tuple[list[Word], Mapping[tuple[str, str], list[int]]], ...]


def streams(
    paper: bytes, lines: Sequence[Line], things: Sequence[Thing], places: Places
) -> Streams:
    """Return all words of a paper, whose `lines` and `things` are given."""
    seen = [Source(passage, "", passage.text) for line in lines for passage in passages(line)]
    unread = [Source(None, place, text) for place, text in unseen(paper, things, places)]
    sources = (*seen, *unread)
    runs = [
        stream(enumerate(source.text for source in seen)),
        stream(_columns(lines, seen)),
        *(
            stream([(place, source.text)])
            for place, source in enumerate(unread, len(seen))
            if source.text
        ),
    ]
    return Streams(sources, tuple((words, pairs(words)) for words in runs))


def _columns(lines: Sequence[Line], sources: Sequence[Source]) -> Iterator[tuple[int, str]]:
    """Yield the cells of each table column by column: a wording may run down."""
    numbers = {
        id(source.passage.first.element): place
        for place, source in enumerate(sources)
        if source.passage
    }
    cells = [
        (
            line.paragraphs[0][0].part,
            line.table,
            column,
            numbers[id(passage.first.element)],
            passage.text,
        )
        for line in lines
        if line.table
        for column, passage in enumerate(passages(line))
    ]
    for _, _, _, number, text in sorted(cells, key=lambda cell: cell[:4]):
        yield number, text
