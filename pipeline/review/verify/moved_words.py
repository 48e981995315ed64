"""Where the words of the generated paper went when it was edited: passage by passage, and within a
passage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.compare import comparison
from pipeline.compare.align import equal_pairs, stretches
from pipeline.compare.comparison import compared
from pipeline.english.reading import flat
from pipeline.review.verify.passages import Control, Passage, passages
from pipeline.word.lines import Line

TOKEN = re.compile(r"\w+|[^\w\s]")
LOOSE = 3
"""The most words around a span that may have been rewritten with it, for it still to count as
found.
"""


class Shift:
    """A text and its edited self: `fresh` are the spans of the edited text that are not in the old
    one.
    """

    def __init__(self, old: str, new: str) -> None:
        self._texts = old, new
        self._old, self._new = (
            [match.span() for match in TOKEN.finditer(text)] if old != new else []
            for text in (old, new)
        )
        before, after = (
            [text[slice(*span)] for span in spans]
            for text, spans in ((old, self._old), (new, self._new))
        )
        self._steps = list(stretches(equal_pairs(before, after), len(before), len(after)))

    @property
    def fresh(self) -> list[tuple[int, int]]:
        """Return the spans of the new text that the old one does not have."""
        return [
            (self._new[now.start][0], self._new[now.stop - 1][1])
            for both, _, now in self._steps
            if not both and now.start < now.stop
        ]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the old text's words from `start` to `end` stand now; None where they went,
        or all around them did.

        >>> "97 were reviewed"[slice(*Shift("98 were reviewed", "97 were reviewed").span(0, 2))]
        '97'
        """
        if self._texts[0] == self._texts[1]:
            return start, end
        inside = [place for place, (a, b) in enumerate(self._old) if start <= a and b <= end]
        if not inside:
            return None
        left, right = self._at(inside[0], inside[-1]), self._at(inside[-1], inside[0])
        if (
            left is None
            and len(inside) > 1
            and not self._texts[0][self._old[inside[0]][0]].isalnum()
        ):
            left = self._at(inside[1], inside[-1])  # a number may have lost its sign
        if left is None or right is None or left[0] >= right[1]:
            return None
        return self._new[left[0]][0], self._new[right[1] - 1][1]

    def _at(self, place: int, other: int) -> tuple[int, int] | None:
        """Return the tokens of the new text that stand for one of the old; `other` is the far end
        of its span.
        """
        for both, was, now in self._steps:
            if was.start <= place < was.stop:
                if both:
                    there = now.start + place - was.start
                    return there, there + 1
                span = range(min(place, other), max(place, other) + 1)
                own = sum(token in span for token in range(was.start, was.stop))
                gone, came = was.stop - was.start, now.stop - now.start
                tight = gone - own < LOOSE and came - own < LOOSE
                return (now.start, now.stop) if came and tight else None
        return None

    def is_anchored(self, start: int, end: int) -> bool:
        """Return whether nothing but the old text's words from `start` to `end` changed there:
        their neighbours still stand.
        """
        inside = [place for place, (a, b) in enumerate(self._old) if start <= a and b <= end]
        if not inside:
            return False
        first, last = inside[0], inside[-1]
        kept = {
            place for both, was, _ in self._steps if both for place in range(was.start, was.stop)
        }
        beside = {*range(max(0, first - 2), first), *range(last + 1, min(len(self._old), last + 2))}
        changed = {
            place
            for both, was, _ in self._steps
            if not both and was.start <= last and first < max(was.stop, was.start + 1)
            for place in range(was.start, was.stop)
        }
        return beside <= kept and changed <= set(inside)

    def difference(self) -> tuple[str, str]:
        """Return the words that differ, from the first difference to the last, each with a
        neighbour on either side.
        """
        steps = [(was, now) for both, was, now in self._steps if not both]
        if not steps:
            return self._texts
        (first, there), (last, end) = steps[0], steps[-1]
        return self._cut(0, self._old, first.start, last.stop), self._cut(
            1, self._new, there.start, end.stop
        )

    def _cut(self, which: int, spans: list[tuple[int, int]], first: int, last: int) -> str:
        first, last = max(0, first - 1), min(len(spans), last + 1)
        return self._texts[which][spans[first][0] : spans[last - 1][1]] if first < last else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of the generated paper and its edited self; `moved` where its line stands elsewhere
    now.
    """

    old: Passage
    new: Passage
    shift: Shift
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Two papers: the passages that are in both, the lines that only the generated one has, those
    only in the edited one.
    """

    pairs: tuple[Pair, ...]
    lost: tuple[Line, ...]
    found: tuple[Line, ...]


Beside = tuple[Line, Line, bool, Sequence[tuple[int, int]]]
"""A line of the generated paper and one of the edited paper, whether it stands elsewhere now, and
which cells of the two belong together.
"""


def followed(old: Sequence[Line], new: Sequence[Line]) -> Moved:
    """Return the generated paper's lines next to the edited one's; words that stand elsewhere now
    are still the same.
    """
    pairs: list[Beside] = []
    lost: list[tuple[Line, int]] = []
    found: list[tuple[Line, int]] = []
    both = compared(old, new)
    labels = {(pair.block, pair.old.cells[0]) for pair in both if pair.block and pair.old}
    for pair in both:
        if pair.old and pair.new and not _took_its_label(pair.old, pair.new, pair.block, labels):
            pairs.append((pair.old, pair.new, pair.moved, list(_columns(pair))))
            continue
        lost += [(pair.old, pair.block)] if pair.old else []
        found += [(pair.new, pair.block)] if pair.new else []
    edges = {flat(line.text) for line in old if _on_every_page(line)}
    loose, left = _Loose(found, labels), list[Line]()
    for line, block in lost:
        if again := loose.taken_for(line, block):
            pairs.append(again)
        else:
            left.append(line)
    return Moved(
        tuple(
            Pair(was[old], now[new], Shift(was[old].text, now[new].text), moved and not place)
            for then, line, moved, columns in pairs
            for was, now in [(passages(then), passages(line))]
            for place, (old, new) in enumerate(columns)
        ),
        tuple(left),
        # a program may write one header out for several kinds of page
        tuple(
            line for line in loose.left if not (_on_every_page(line) and flat(line.text) in edges)
        ),
    )


class _Loose:
    """The edited paper's lines that have none of the generated paper's beside them, with the blocks
    in which they stand: each is taken for one line that is lost there, once.
    """

    def __init__(
        self, found: Sequence[tuple[Line, int]], labels: Container[tuple[int, str]]
    ) -> None:
        self._found, self._labels = found, labels
        self._places: dict[str, list[int]] = defaultdict(list)
        self._blocks: dict[int, list[int]] = defaultdict(list)
        for place, (line, block) in enumerate(found):
            self._places[flat(line.text)].append(place)
            self._blocks[block].append(place)
        self._taken: set[int] = set()

    @property
    def left(self) -> list[Line]:
        """Return the lines that were taken for none."""
        return [line for place, (line, _) in enumerate(self._found) if place not in self._taken]

    def taken_for(self, line: Line, block: int) -> Beside | None:
        """Return a lost line of a block next to the one that says the same, or else next to one
        like it in the block; None where there is none.
        """
        same = next(
            (place for place in self._places[flat(line.text)] if place not in self._taken), None
        )
        again = self._near(line, block) if same is None else same
        if again is None:
            return None
        self._taken.add(again)
        now = self._found[again][0]
        cells = [(place, place) for place in range(min(len(line.cells), len(now.cells)))]
        return line, now, again == same, cells

    def _near(self, line: Line, block: int) -> int | None:
        return next(
            (
                place
                for place in self._blocks[block]
                if block
                and place not in self._taken
                and _alike(line, self._found[place][0])
                and not _took_its_label(line, self._found[place][0], block, self._labels)
            ),
            None,
        )


def _columns(pair: comparison.Pair) -> Iterator[tuple[int, int]]:
    """Yield which column was which, where both lines have it: tables may have gained or lost
    columns.
    """
    was = count()
    for (then, _), now in zip(pair.cells, pair.columns, strict=True):
        if then is not None:
            old = next(was)
            if now is not None and pair.new and now < len(pair.new.cells):
                yield old, now


def _took_its_label(old: Line, new: Line, block: int, labels: Container[tuple[int, str]]) -> bool:
    """Return whether a row bears the label that another row of its table had: its figures would be
    read as that one's.
    """
    label = new.cells[0]
    return label != old.cells[0] and any(map(str.isalpha, label)) and (block, label) in labels


def _alike(one: Line, other: Line) -> bool:
    same = sum(mine == theirs for mine, theirs in zip(one.cells, other.cells, strict=False))
    return 2 * same >= max(len(one.cells), len(other.cells))


def _on_every_page(line: Line) -> bool:
    return next(column[0] for column in line.paragraphs if column).every_page


def without(spans: Iterable[tuple[int, int]], taken: Iterable[Control]) -> list[tuple[int, int]]:
    """Return the spans without the controls."""
    return without_spans(spans, ((control.start, control.end) for control in taken))


def without_spans(
    spans: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the spans without others."""
    found = list(spans)
    for start, end in taken:
        found = [
            piece
            for a, b in found
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return found
