"""Two texts as one: the words that stayed, those that went, those that came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "old", "new"]
WORD = re.compile(r"\w+|\s+|[^\w\s]")
SENTENCE = re.compile(r"[^.;:!?\n]*[.;:!?\n]?\s*")
LONG = 4_000
"""The number of words from which a changed text is compared by sentences: word by word would take too long."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same, were there, or are new."""

    op: Op
    text: str


def pieces(old: str | None, new: str | None) -> list[Piece]:
    """Return the words of two texts as one: the same, gone, new.

    >>> [(piece.op, piece.text) for piece in pieces("six are Red", "seven are Red")]
    [('old', 'six'), ('new', 'seven'), ('same', ' are Red')]
    """
    if old == new:
        return [Piece("same", new)] if new else []
    left, right = WORD.findall(old or ""), WORD.findall(new or "")
    if max(len(left), len(right)) > LONG:
        left, right = SENTENCE.findall(old or ""), SENTENCE.findall(new or "")
    found: list[Piece] = []
    matcher = SequenceMatcher(lambda token: token.isspace(), left, right, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(left[a:b])))
        else:
            found += [Piece("old", "".join(left[a:b]))] * (b > a) + [Piece("new", "".join(right[c:d]))] * (d > c)
    return list(_smooth(found))


def _smooth(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a scrap that stayed between two longer changes made part of both: one phrase, one change."""
    old = new = ""
    for place, piece in enumerate(found):
        if piece.op == "old":
            old += piece.text
        elif piece.op == "new":
            new += piece.text
        elif (old or new) and _scrap(piece.text, max(len(old), len(new)), found[place + 1:place + 3]):
            old, new = old + piece.text, new + piece.text
        else:
            yield from _flushed(old, new)
            old = new = ""
            yield piece
    yield from _flushed(old, new)


def _scrap(text: str, before: int, following: Sequence[Piece]) -> bool:
    after = max((len(piece.text) for piece in following if piece.op != "same"), default=0)
    words = len(re.findall(r"\w+", text))
    return bool(after) and (text.isspace() or (words <= 2 and len(text) < min(before, after)))


def _flushed(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)
