"""Two texts as one: the words that stayed, those that went, those that came."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from pipeline.compare.align import Pair, equal_pairs, increasing

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


class Piece(NamedTuple):
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
    return _marked(WORDS.findall(old), WORDS.findall(new))


def pieces_said(olds: Iterable[Said], news: Iterable[Said]) -> list[Piece]:
    """Return the same of two texts with content controls: a figure is compared with itself."""
    (before, old_places), (after, new_places) = _cut(olds), _cut(news)
    found = [
        piece
        for was, now in controlled(old_places, new_places)
        for piece in _marked(before[was], after[now])
    ]
    return [
        Piece(op, "".join(piece.text for piece in group))
        for op, group in groupby(found, key=lambda piece: piece.op)
    ]


def _cut(texts: Iterable[Said]) -> tuple[list[str], list[Place]]:
    """Return the words, and where each stands."""
    words: list[str] = []
    places: list[Place] = []
    for control, group in groupby(texts, key=lambda said: said.control):
        together = list(group)
        here = WORDS.findall("".join(said.text for said in together))
        words += here
        places += [(control, together[0].tag)] * len(here)
    return words, places


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


def _marked(olds: Sequence[str], news: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    i = j = 0
    for old, new, size in [*_kept(olds, news, olds, news), (len(olds), len(news), 0)]:
        if i < old:
            found.append(Piece("old", "".join(olds[i:old])))
        if j < new:
            found.append(Piece("new", "".join(news[j:new])))
        if size:
            found.append(Piece("same", "".join(news[new : new + size])))
        i, j = old + size, new + size
    return found


def word_pairs(olds: Sequence[Word], news: Sequence[Word]) -> list[Pair]:
    """Return which word of the old text is which of the new, without the matches too slight to read
    well.
    """
    numbers: dict[Hashable, int] = {}  # a key may be long, and is compared many times
    before, after = (
        [numbers.setdefault(key, len(numbers)) for key, _ in words] for words in (olds, news)
    )
    found = _kept(before, after, [text for _, text in olds], [text for _, text in news])
    return [(i + step, j + step) for i, j, size in found for step in range(size)]


Stretch = tuple[int, int, int]
"""Words that stayed: where they begin in the old text and in the new, and how many they are."""


def _kept(
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    olds: Sequence[str],
    news: Sequence[str],
) -> list[Stretch]:
    """Return the stretches of words that are the same, by their keys, without those too slight to
    read well; no two of them touch.
    """
    found = _stretches(equal_pairs(old_keys, new_keys))
    was, now = _Sizes(olds), _Sizes(news)
    kept = sum(was.of(i, i + size) for i, _, size in found)
    if kept < LEAST_KEPT * min(was.whole, now.whole) and all(
        all(olds[i : i + size]) for i, _, size in found
    ):
        return []
    while found:
        slim = _slimmed(found, was, now)
        if len(slim) == len(found):
            break
        found = slim
    return _at_sentences(found, old_keys, new_keys, olds)


def _stretches(pairs: Iterable[Pair]) -> list[Stretch]:
    found: list[Stretch] = []
    i = j = -1
    for old, new in pairs:
        if found and old == i and new == j:
            first, second, size = found[-1]
            found[-1] = first, second, size + 1
        else:
            found.append((old, new, 1))
        i, j = old + 1, new + 1
    return found


class _Sizes:
    """How much the words of a text weigh: spaces nothing, something without words as `THING`."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.sums = [0, *accumulate([len(text.strip()) if text else THING for text in texts])]

    @property
    def whole(self) -> int:
        """Return the weight of all."""
        return self.sums[-1]

    def of(self, start: int, end: int) -> int:
        """Return the weight of a stretch."""
        return self.sums[end] - self.sums[start]


def _slimmed(found: Sequence[Stretch], was: _Sizes, now: _Sizes) -> list[Stretch]:
    """Return the stretches without the spaces and short words that stayed between two changes: one
    phrase, one change.
    """
    kept: list[Stretch] = []
    i = j = 0
    edges = [*found[1:], (len(was.texts), len(now.texts), 0)]
    before = max(was.of(0, found[0][0]), now.of(0, found[0][1]))
    for (old, new, size), (next_old, next_new, _) in zip(found, edges, strict=True):
        end, stop = old + size, new + size
        after = max(was.of(end, next_old), now.of(stop, next_new))
        between = (old, new) != (i, j) and (end, stop) != (next_old, next_new)
        if not (between and _is_slight(was, old, end, min(before, after))):
            kept.append((old, new, size))
        i, j, before = end, stop, after
    return kept


def _is_slight(words: _Sizes, start: int, end: int, change: int) -> bool:
    """Return whether a stretch is all spaces, or at most three words that weigh no more than the
    lesser change beside it.
    """
    size = words.of(start, end)
    if not size:
        return True
    texts = words.texts[start:end]
    return size <= change and all(texts) and sum(not text.isspace() for text in texts) <= 3


def _at_sentences(
    found: Sequence[Stretch],
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    olds: Sequence[str],
) -> list[Stretch]:
    """Return the stretches such that sentences that came or went are marked from their first letter
    to their own full stop.

    "One. {+Two.+}" and "One{+. Two+}." hold the same words.
    """
    laid: list[Stretch] = []
    was = now = 0
    for old, new, size in found:
        steps = 0
        while (
            steps < size
            and (old == was) != (new == now)
            and olds[old + steps] in ENDS
            and old_keys[old + steps]
            == (old_keys[was + steps] if new == now else new_keys[now + steps])
        ):
            steps += 1
        if steps:
            first = laid.pop() if laid else (0, 0, 0)
            laid.append((*first[:2], first[2] + steps))
        if steps < size:
            laid.append((old + steps, new + steps, size - steps))
            was, now = old + size, new + size
        else:
            was, now = was + steps, now + steps
    return laid
