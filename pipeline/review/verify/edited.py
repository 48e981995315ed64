"""A paper that people have edited in Word, as it reads: its tracked changes count as accepted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.english.reading import numerals
from pipeline.review.verify.besides import besides
from pipeline.review.verify.passages import passages, speechless
from pipeline.review.verify.places import Places
from pipeline.review.verify.streams import Streams, streams
from pipeline.word.lines import Line, lines
from pipeline.word.revisions import accepted
from pipeline.word.things import Thing


@dataclass(frozen=True, slots=True)
class Edited:
    """A paper as it was handed in, in `content`, and what is read of it, which needs nothing of the
    inputs.

    `things` are what stands besides words; `wordless` counts the pictures without alternative text
    by heading.
    """

    content: bytes
    lines: tuple[Line, ...]
    things: tuple[Thing, ...]
    places: Places
    words: Streams
    wordless: Counter[str]


@lru_cache(maxsize=2)  # read while the run waits for its template, and asked for once it is made
def read(content: bytes) -> Edited:
    """Return a paper as it reads; raises ValueError where it is no Word document that can be
    read.
    """
    settled = accepted(content)
    found, others = lines(settled, words_only=True), besides(settled)
    for passage in (passage for line in found for passage in passages(line)):
        numerals(passage.text)  # which `reading` keeps, for whatever stands in both papers
    places = Places(settled, found)
    words = streams(content, found, others, places)
    return Edited(content, found, others, places, words, speechless(settled))
