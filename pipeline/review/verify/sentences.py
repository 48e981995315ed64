"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

STOP = re.compile(r"[.!?\u2026](?=\s|$)|\n")
END = re.compile(r"[.;:!?\u2026](?=\s|$)|\n")
"""Where a sentence ends, and where a clause does."""


def starts(text: str, place: int) -> int:
    """Return where the sentence begins in which a place lies."""
    return max([0, *(match.end() for match in STOP.finditer(text, 0, place))])


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends, without its full stop."""
    at = 0
    for stop in (*(match.span() for match in STOP.finditer(text)), (len(text), len(text))):
        if text[at : stop[0]].strip():
            yield at + len(text[at : stop[0]]) - len(text[at : stop[0]].lstrip()), stop[0]
        at = stop[1]


def ends_at(text: str, place: int, mark: re.Pattern[str] = STOP) -> int:
    """Return where the sentence of a place ends, or what else ends at a mark."""
    stop = mark.search(text, place)
    return stop.start() if stop else len(text)


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence in which the words from `start` to `end` stand."""
    return text[starts(text, start) : ends_at(text, end)]
