"""Two texts as one: the words that stayed, those that went, those that came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "old", "new"]
WORD = re.compile(r"(\w+|[^\w\s])(\s*)")
SENTENCE = re.compile(r"([^.;:!?\n]*[.;:!?]?)(\s*)")
LONG = 8_000
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
    left, right = _tokens(old or "", WORD), _tokens(new or "", WORD)
    if max(len(left), len(right)) > LONG:
        left, right = _tokens(old or "", SENTENCE), _tokens(new or "", SENTENCE)
    return list(_joined(_smooth(list(_joined(_compared(left, right))))))


def _tokens(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return the words, each with the white space after it; white space at the very start follows an empty word."""
    start = text[:len(text) - len(text.lstrip())]
    return [*([("", start)] if start else []), *((match[1], match[2]) for match in pattern.finditer(text.lstrip()) if match[0])]


def _compared(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Yield the pieces; words alone decide what is the same, for white space would match everywhere."""
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _flushed("".join(map("".join, left[a:b])), "".join(map("".join, right[c:d])))
            continue
        for (word, then), (_, now) in zip(left[a:b], right[c:d], strict=True):
            yield Piece("same", word + (now if then == now else ""))
            if then != now:
                yield from _flushed(then, now)


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with neighbours of one kind made one; what went stands before what came."""
    old = new = same = ""
    for piece in found:
        if piece.op == "same":
            yield from _flushed(old, new)
            old, new, same = "", "", same + piece.text
            continue
        if same:
            yield Piece("same", same)
            same = ""
        old, new = old + piece.text * (piece.op == "old"), new + piece.text * (piece.op == "new")
    yield from _flushed(old, new)
    if same:
        yield Piece("same", same)


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
    """Yield what went and what came, and apart from them the white space that ends both."""
    end = old[len(old.rstrip()):]
    shared = end if old.strip() and new.strip() and end == new[len(new.rstrip()):] else ""
    for op, text in (("old", old), ("new", new)):
        if text:
            yield Piece("old" if op == "old" else "new", text.removesuffix(shared) if shared else text)
    if shared:
        yield Piece("same", shared)
