"""Runs of words, and where a wording stands in them: word for word, or with a word or two changed,
left out or put in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.english.signs import seen, straight

NEAR_WORDS, FAR_WORDS = 5, 8
"""From how many words one, and two, may have been changed, left out or put in."""
MOST = 0.75
"""The share of its letters that a wording keeps of which two words were changed, for it to be still
the same.
"""
TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it is typed, for comparing, the signs after it, and which passage it stands
    in.
    """

    text: str
    folded: str
    after: str = ""
    source: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a row that is not for publication: its ref, which column, and the words."""

    ref: str
    key: str
    words: tuple[Word, ...]

    @property
    def letters(self) -> int:
        """Return how many letters it has."""
        return sum(len(word.text) for word in self.words)


def words_of(text: str, source: int = 0) -> list[Word]:
    """Return the words of a text as a plain keyboard types them, with the signs that follow
    each.
    """
    found: list[Word] = []
    for token in TOKEN.findall(straight(seen(text))):
        if token[0].isalnum() or token[0] == "_":
            found.append(Word(token, token.casefold(), "", source))
        elif found:
            found[-1] = replace(found[-1], after=found[-1].after + token)
    return found


def stream(texts: Iterable[tuple[int, str]]) -> list[Word]:
    """Return several texts as one run of words, each with the number of the text that it stands
    in.
    """
    return [word for source, text in texts for word in words_of(text, source)]


def runs(words: Sequence[Word], length: int) -> Iterator[str]:
    """Yield each so many words that follow one another."""
    for at in range(len(words) - length + 1):
        yield " ".join(word.folded for word in words[at : at + length])


def pairs(stream: Sequence[Word]) -> Mapping[tuple[str, str], list[int]]:
    """Return where each two words stand that follow one another."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in range(len(stream) - 1):
        found[stream[at].folded, stream[at + 1].folded].append(at)
    return found


def matches(
    wording: Wording, stream: Sequence[Word], at: Mapping[tuple[str, str], list[int]]
) -> Iterator[tuple[int, int, bool]]:
    """Yield where a wording stands in a run of words, from and up to, and whether word for word, in
    capitals or not, and sign for sign.
    """
    words = wording.words
    size, may_change = (
        len(words),
        (0 if len(words) < NEAR_WORDS else 1 if len(words) < FAR_WORDS else 2),
    )
    starts: Counter[int] = Counter()
    for offset in range(size - 1):
        for place in at.get((words[offset].folded, words[offset + 1].folded), ()):
            starts[place - offset] += 1
    taken = -1
    for start in sorted(starts):
        near = sum(starts[start + shift] for shift in range(-may_change, may_change + 1))
        if start < taken or near < max(2, size - 1 - 2 * may_change):
            continue
        if [word.folded for word in stream[max(start, 0) : start + size]] == [
            word.folded for word in words
        ] and start >= 0:
            yield start, start + size, _same(words, stream[start : start + size])
            taken = start + size
        elif may_change:
            low = max(0, start - may_change)
            window = stream[low : start + size + may_change]
            changed, begin, end = distance(
                [word.folded for word in words], [word.folded for word in window]
            )
            if changed <= min(may_change, 1) or (
                changed <= may_change and _most(words, window[begin:end])
            ):
                yield low + begin, low + end, False
                taken = low + end


def _same(words: Sequence[Word], found: Sequence[Word]) -> bool:
    """Return whether the signs between the same words are the same; the last sign may be gone, and
    capitals tell the same words.
    """
    return all(one.after == other.after for one, other in zip(words[:-1], found[:-1], strict=True))


def _most(words: Sequence[Word], found: Sequence[Word]) -> bool:
    """Return whether two runs of words share most of their letters: not the small words alone."""
    both = Counter(word.folded for word in words) & Counter(word.folded for word in found)
    return sum(len(word) * times for word, times in both.items()) >= MOST * sum(
        len(word.folded) for word in words
    )


def distance(wanted: Sequence[str], there: Sequence[str]) -> tuple[int, int, int]:
    """Return how many words to change, drop or put in make one run of words a part of another, and
    which part.
    """
    row = [(0, at) for at in range(len(there) + 1)]
    for done, word in enumerate(wanted, 1):
        before, row = row, [(done, 0)]
        for at, other in enumerate(there, 1):
            row.append(
                min(
                    (before[at - 1][0] + (word != other), before[at - 1][1]),
                    (before[at][0] + 1, before[at][1]),
                    (row[at - 1][0] + 1, row[at - 1][1]),
                )
            )
    cost, end = min((cost, end) for end, (cost, _) in enumerate(row))
    return cost, row[end][1], end
