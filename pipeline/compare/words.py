"""Two texts as one: the words that stayed, those that went, those that came."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from pipeline.compare.align import Pair, equal_pairs, increasing, side_by_side

Op = Literal["same", "old", "new"]
WORDS = re.compile(r"\s+|\w+(?:[.,:/'’\-]\w+)*|[^\w\s]")
"""A space, a word, a number or a date as a reader sees it (1,234, 09:30, WMP-017), or a mark."""
LEAST_KEPT = 0.3
"""Where less than this share of the shorter of two stretches is kept, one is struck and the other
written whole.
"""
ENDS = (".", "!", "?")
THING = 8
"""How many letters something without words, such as a picture, counts for."""

Word = tuple[Hashable, str]
"""What decides whether two are the same, and the text: "" for something without words."""


Place = tuple[Hashable, str]
"""Which content control a word stands in, told from all others, None for none, and its tag."""


class Said(NamedTuple):
    """Words that stand in one content control, or outside all; a control within another is a part
    of it.
    """

    text: str
    control: Hashable = None
    tag: str = ""


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
    if old == new or not (old and new):
        return (
            [Piece("same" if old == new else "new" if new else "old", text)]
            if (text := new or old)
            else []
        )
    return pieces_said([Said(old or "")], [Said(new or "")])


def pieces_said(olds: Iterable[Said], news: Iterable[Said]) -> list[Piece]:
    """Return the same of two texts with content controls: a figure is compared with itself."""
    before, after = _cut(olds), _cut(news)
    stretches = controlled(
        [(said.control, said.tag) for _, said in before],
        [(said.control, said.tag) for _, said in after],
    )
    marked = (
        found
        for was, now in stretches
        for found in _marked([word for word, _ in before[was]], [word for word, _ in after[now]])
    )
    return [
        Piece(op, "".join(text for _, text in group))
        for op, group in groupby(marked, key=lambda found: found[0])
    ]


def _cut(texts: Iterable[Said]) -> list[tuple[str, Said]]:
    """Return the words, each with where it stands."""
    found: list[tuple[str, Said]] = []
    for _, group in groupby(texts, key=lambda said: said.control):
        together = list(group)
        found += [
            (word, together[0]) for word in WORDS.findall("".join(said.text for said in together))
        ]
    return found


def controlled(olds: Sequence[Place], news: Sequence[Place]) -> Iterator[tuple[slice, slice]]:
    """Yield two texts stretch by stretch, by the place of each word; a control with one tag in both
    is a stretch of its own.

    Every second stretch, from the second on, is such a control.
    """
    before, after = _tagged(olds), _tagged(news)
    i = j = 0
    pairs = {(before[tag].start, after[tag].start): tag for tag in before if tag in after}
    for pair in increasing(pairs):
        old, new = before[pairs[pair]], after[pairs[pair]]
        yield slice(i, old.start), slice(j, new.start)
        yield old, new
        i, j = old.stop, new.stop
    yield slice(i, len(olds)), slice(j, len(news))


def _tagged(places: Sequence[Place]) -> dict[str, slice]:
    """Return the stretch that each control takes up whose tag is there once."""
    spans: dict[str, slice] = {}
    twice: set[str] = set()
    at = 0
    for (_, tag), group in groupby(places):
        size = len(list(group))
        if tag in spans:
            twice.add(tag)
        spans[tag] = slice(at, at + size)
        at += size
    return {tag: span for tag, span in spans.items() if tag and tag not in twice}


def _marked(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[Op, str]]:
    pairs = word_pairs([(word, word) for word in olds], [(word, word) for word in news])
    for i, j in side_by_side(pairs, len(olds), len(news)):
        if j is None and i is not None:
            yield "old", olds[i]
        elif j is not None:
            yield "new" if i is None else "same", news[j]


def word_pairs(olds: Sequence[Word], news: Sequence[Word]) -> list[Pair]:
    """Return which word of the old text is which of the new, without the matches too slight to read
    well.
    """
    pairs = equal_pairs([key for key, _ in olds], [key for key, _ in news])
    kept = _size([olds[i] for i, _ in pairs])
    if kept < LEAST_KEPT * min(_size(olds), _size(news)) and all(olds[i][1] for i, _ in pairs):
        return []
    while pairs:
        slim = _slimmed(olds, news, pairs)
        if len(slim) == len(pairs):
            break
        pairs = slim
    return _at_sentences(olds, news, pairs)


def _at_sentences(olds: Sequence[Word], news: Sequence[Word], pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs such that sentences that came or went are marked from their first letter to
    their own full stop.

    "One. {+Two.+}" and "One{+. Two+}." hold the same words.
    """
    found = list(pairs)
    for at, (old, new) in enumerate(found):
        was, now = found[at - 1] if at else (-1, -1)
        came, went = new - now - 1, old - was - 1
        if (
            (came == 0) != (went == 0)
            and olds[old][1] in ENDS
            and (news[now + 1] if came else olds[was + 1])[0] == olds[old][0]
        ):
            found[at] = was + 1, now + 1
    return found


def _size(words: Sequence[Word]) -> int:
    return sum(len(text.strip()) if text else THING for _, text in words)


def _slimmed(olds: Sequence[Word], news: Sequence[Word], pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs without the spaces and short words that stayed between two changes: one
    phrase, one change.
    """
    blocks: list[list[Pair]] = []
    for pair in pairs:
        if blocks and blocks[-1][-1] == (pair[0] - 1, pair[1] - 1):
            blocks[-1].append(pair)
        else:
            blocks.append([pair])
    ends = [(-1, -1), *(block[-1] for block in blocks)]
    starts = [*(block[0] for block in blocks), (len(olds), len(news))]
    change = [
        max(_size(olds[i + 1 : k]), _size(news[j + 1 : m]))
        for (i, j), (k, m) in zip(ends, starts, strict=True)
    ]
    found: list[Pair] = []
    for at, block in enumerate(blocks):
        texts = [olds[i][1] for i, _ in block]
        between = ends[at] != (block[0][0] - 1, block[0][1] - 1) and starts[at + 1] != (
            block[-1][0] + 1,
            block[-1][1] + 1,
        )
        slight = all(texts) and _size([olds[i] for i, _ in block]) <= min(
            change[at], change[at + 1]
        )
        few = sum(1 for text in texts if text.strip()) <= 3
        blank = all(text and not text.strip() for text in texts)
        if not (between and (blank or (slight and few))):
            found += block
    return found
