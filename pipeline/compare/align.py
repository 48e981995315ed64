"""Which item of one list is which item of another: the same ones first, then the most alike, never
crossing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, repeat
from operator import lt, sub

Pair = tuple[int, int]
WORD = re.compile(r"\w+")
CELLS = 40_000
"""How many comparisons one stretch may cost before only a band around its diagonal is looked at."""


def increasing(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the longest run of pairs that does not cross itself, in order.

    >>> increasing([(0, 3), (1, 0), (2, 1)])
    [(1, 0), (2, 1)]
    """
    given = list(pairs)
    if all(all(map(lt, places, places[1:])) for places in zip(*given, strict=True)):
        return given
    ends: list[int] = []
    chains: list[tuple[Pair, int]] = []
    tops: list[int] = []
    for pair in sorted(given, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, pair[1])
        chains.append((pair, tops[at - 1] if at else -1))
        if at == len(ends):
            ends.append(pair[1])
            tops.append(len(chains) - 1)
        else:
            ends[at], tops[at] = pair[1], len(chains) - 1
    found = []
    link = tops[-1] if tops else -1
    while link >= 0:
        pair, link = chains[link]
        found.append(pair)
    return found[::-1]


def unique_pairs(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Pair]:
    """Return the pairs of equal items that are there once on either side, crossing ones left
    out.
    """
    before, after = _once(olds), _once(news)
    return increasing([(at, after[item]) for item, at in before.items() if item in after])


def _once(items: Sequence[Hashable]) -> dict[Hashable, int]:
    """Return the places of the items that are there once, in order."""
    last = dict(zip(items, range(len(items)), strict=True))
    if len(last) == len(items):
        return last
    first = dict(zip(reversed(items), range(len(items) - 1, -1, -1), strict=True))
    return {item: at for item, at in last.items() if at == first[item]}


Gap = Callable[[int, int, int, int], Iterable[Pair]]


def anchored(olds: Sequence[Hashable], news: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """Return pairs of equal items, and in every stretch between them those that `gap(i, i_end, j,
    j_end)` finds.

    Common ends come off first, then items that are unique on both sides, and so on inside each
    stretch.
    """
    found: list[Pair] = []
    stretches = [(0, len(olds), 0, len(news))]
    while stretches:
        low, high, left, right = stretches.pop()
        while low < high and left < right and olds[low] == news[left]:
            found.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and olds[high - 1] == news[right - 1]:
            high, right = high - 1, right - 1
            found.append((high, right))
        if low == high or left == right:
            continue
        single = high - low == right - left == 1
        met = [] if single else unique_pairs(olds[low:high], news[left:right])
        fixed = [(low + i, left + j) for i, j in met]
        if not fixed:
            found.extend(gap(low, high, left, right))
            continue
        found.extend(fixed)
        edges = [(low - 1, left - 1), *fixed, (high, right)]
        stretches.extend(
            (i + 1, k, j + 1, m)
            for (i, j), (k, m) in zip(edges, edges[1:], strict=False)
            if i + 1 < k and j + 1 < m
        )
    return sorted(found)


def alike(olds: int, news: int, likeness: Callable[[int, int], float]) -> list[Pair]:
    """Return the pairs with the greatest sum of likeness that do not cross.

    A likeness of 0 is never paired, nor is what lies far from the diagonal of two long lists.
    """
    few = olds * news <= CELLS
    band = max(olds, news) if few else max(20, CELLS // (2 * max(olds, news)))
    best = [0.0] * (news + 1)
    reached = 0
    ways: list[tuple[int, bytearray]] = []
    for i in range(olds):
        middle = i * news // olds
        low, high = max(0, middle - band), min(news, middle + band + 1)
        right = best[reached]
        best[reached + 1 : high + 1] = [right] * (high - reached)
        reached, diagonal = high, best[low]
        # The way to each place of the band; the last is that to all places after it.
        found = bytearray(high - low + 1)
        for j in range(low, high):
            above = best[j + 1]
            score, way = (best[j], 1) if best[j] > above else (above, 2)
            like = likeness(i, j)
            if like > 0 and diagonal + like > score:
                score, way = diagonal + like, 3
            diagonal, best[j + 1], found[j - low] = above, score, way
        found[-1] = 1 if best[high] > right else 2
        ways.append((low, found))
    return _followed(ways, news)


def _followed(ways: Sequence[tuple[int, bytearray]], news: int) -> list[Pair]:
    """Return the pairs on the best way, back from the end; before its band each row only goes
    up.
    """
    pairs, i, j = [], len(ways), news
    while i and j:
        low, found = ways[i - 1]
        way = found[min(j - 1 - low, len(found) - 1)] if j > low else 2
        if way == 3:
            pairs.append((i - 1, j - 1))
        i, j = i - (way != 1), j - (way != 2)
    return pairs[::-1]


def equal_pairs(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Pair]:
    """Return pairs of equal items in order, as few apart as reading wants; very long unlike
    stretches stay unpaired.
    """

    def gap(low: int, high: int, left: int, right: int) -> Iterable[Pair]:
        if not 1 < (high - low) * (right - left) <= CELLS:
            return []
        return [(low + i, left + j) for i, j in longest_first(olds[low:high], news[left:right])]

    return anchored(olds, news, gap)


def longest_first(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Pair]:
    """Return pairs of equal items: the longest stretch that is in both, then the same before and
    after it; of two as long the first.

    These are the matching blocks of difflib's SequenceMatcher, which for a few items takes longer
    to set up than to search.
    """
    both = {*olds}.intersection(news)
    if len(both) < 2:
        was, now = ([at for at, item in enumerate(items) if item in both] for items in (olds, news))
        if not (_touch(was) and _touch(now)):  # mostly the space between words that differ
            return list(zip(was, now, strict=False))
    places: dict[Hashable, list[int]] = {}
    for j, item in enumerate(news):
        places.setdefault(item, []).append(j)
    where = [places.get(item, ()) for item in olds]
    found: list[Pair] = []
    waiting = [(0, len(olds), 0, len(news))]
    while waiting:
        low, high, left, right = waiting.pop()
        best, i, j = 0, low, left
        ends: dict[int, int] = {}
        for k in range(low, high):
            before, ends = ends, {}
            for m in where[k]:
                if left <= m < right:
                    ends[m] = size = before.get(m - 1, 0) + 1
                    if size > best:
                        best, i, j = size, k - size + 1, m - size + 1
        if best:
            found += zip(range(i, i + best), range(j, j + best), strict=True)
            if low < i and left < j:
                waiting.append((low, i, left, j))
            if i + best < high and j + best < right:
                waiting.append((i + best, high, j + best, right))
    return sorted(found)


def _touch(places: Sequence[int]) -> bool:
    """Return whether two places stand next to each other."""
    return 1 in map(sub, places[1:], places)


def side_by_side(
    pairs: Iterable[Pair], olds: int, news: int
) -> Iterator[tuple[int | None, int | None]]:
    """Yield every place of two lists once, pairs together; between two pairs the old ones come
    before the new.

    >>> list(side_by_side([(1, 1)], 2, 3))
    [(0, None), (None, 0), (1, 1), (None, 2)]
    """
    i = j = 0
    for old, new in [*pairs, (olds, news)]:
        yield from ((place, None) for place in range(i, old))
        yield from ((None, place) for place in range(j, new))
        if old < olds:
            yield old, new
        i, j = old + 1, new + 1


def stretches(pairs: Iterable[Pair], olds: int, news: int) -> Iterator[tuple[bool, slice, slice]]:
    """Yield two lists stretch by stretch: whether it is in both, and its places in the old and the
    new.

    >>> list(stretches([(1, 1)], 2, 3))[1:]
    [(True, slice(1, 2, None), slice(1, 2, None)), (False, slice(2, 2, None), slice(2, 3, None))]
    """
    i = j = 0
    for both, group in groupby(side_by_side(pairs, olds, news), key=lambda pair: None not in pair):
        steps = list(group)
        k, m = (at + sum(step[side] is not None for step in steps) for side, at in ((0, i), (1, j)))
        yield both, slice(i, k), slice(j, m)
        i, j = k, m


@dataclass
class Bag:
    """The words of something, to tell how alike two of them are."""

    text: str
    tags: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[tuple[str, int]]:
        """Return each word with its count so far, so that repeated words weigh more than once."""
        tags = [f"<{tag}>" for tag in self.tags]
        counts = Counter([*WORD.findall(self.text.lower()), *tags, *tags])
        once = zip(counts, repeat(1))  # most words stand once
        more = (
            (word, at) for word, many in counts.items() if many > 1 for at in range(2, many + 1)
        )
        return frozenset((*once, *more))

    def likeness(self, other: Bag) -> float:
        """Return from 0 (nothing shared) to 1 (the same words)."""
        total = len(self.words) + len(other.words)
        return (
            2 * len(self.words & other.words) / total if total else float(self.text == other.text)
        )
