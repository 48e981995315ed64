"""Two papers side by side: paragraphs and table rows put next to their former selves, and words compared with words.

Sections are matched by their headings, tables by their headings and what they hold, rows by their first column,
paragraphs by their words. Whatever has no counterpart stands alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from pipeline.word.lines import Line

ALIKE = 0.35
"""The share of words that two paragraphs must have in common to count as one, rewritten."""
SAME_HEADING, SAME_PART = 0.6, 0.8
"""The same for the headings of two parts, and for all that two parts hold whose headings are not alike."""
REGION = 60_000
"""The most pairs that are compared in one stretch without a single equal line; beyond it, lines stand alone."""

Group = tuple[Line, ...]
"""The lines of a section, of a table, or one paragraph."""
Like = Callable[[Sequence[Group], Sequence[Group]], Mapping[tuple[int, int], float]]
"""What returns how alike each of some groups is to each of others, by their places, where they are alike at all."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and its former self; None where there is none. `cells` are the texts then and now, column by column;
    `columns` are the places of these cells in the line as it is now.

    `path` are the headings above, as they are now; `block` numbers the tables of the comparison, 0 outside them;
    `moved` is a row that changed its place.
    """

    old: Line | None
    new: Line | None
    cells: tuple[tuple[str | None, str | None], ...]
    columns: tuple[int | None, ...] = (0,)
    path: tuple[str, ...] = ()
    block: int = 0
    moved: bool = False

    @property
    def line(self) -> Line:
        """Return the line as it is now, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def changed(self) -> bool:
        """Return whether a reader sees a difference."""
        return self.moved or self.reworded or not (self.old and self.new)

    @property
    def reworded(self) -> bool:
        """Return whether the words of a cell differ."""
        return any((then or "") != (now or "") for then, now in self.cells)


def aligned(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Return both papers as one list in reading order, every line of either exactly once."""
    return _numbered(list(_parts(old, new, 0)))


def _parts(then: Sequence[Line], now: Sequence[Line], depth: int) -> Iterator[Pair]:
    """Yield the pairs of what stands under one heading: its own lines, then its parts, which have no other former selves.

    So the "Next step" of one inspection is never the next step of another.
    """
    (was, below), (is_now, below_now) = _split(then, depth), _split(now, depth)
    if was or is_now:
        path = (is_now or was)[0].path
        yield from (replace(pair, path=path) for pair in _section(was, is_now))
    for one, other in _matched(below, below_now, lambda part: part[0].path[depth], _like_parts(depth)):
        yield from _parts(one or (), other or (), depth + 1)


def _split(found: Sequence[Line], depth: int) -> tuple[Sequence[Line], list[Group]]:
    """Return the lines that stand under `depth` headings, and those below the next one, by that heading."""
    own = next((place for place, line in enumerate(found) if len(line.path) > depth), len(found))
    parts: list[list[Line]] = []
    for line in found[own:]:
        last = parts[-1][-1].path if parts else ()
        if line.path[depth:depth + 1] != last[depth:depth + 1] or len(line.path) == depth + 1 < len(last):
            parts.append([])  # another heading, or the same one again
        parts[-1].append(line)
    return found[:own], [tuple(part) for part in parts]


def alone(new: Sequence[Line]) -> list[Pair]:
    """Return a paper that is compared with nothing, in the same form."""
    tables = _grouped(new, lambda line: line.table)
    return _numbered([Pair(None, line, tuple((None, text) for text in line.cells),
                           tuple(range(len(line.cells))), line.path, line.table)
                      for table in tables for line in table])


def _grouped(found: Sequence[Line], key: Callable[[Line], Hashable]) -> list[Group]:
    return [tuple(group) for _, group in groupby(found, key=key)]


def _numbered(pairs: list[Pair]) -> list[Pair]:
    """Number the tables through: a new number wherever the old one, or the section, changes."""
    numbers: dict[object, int] = {}
    for pair in pairs:
        if pair.block:
            numbers.setdefault(_table_of(pair), len(numbers) + 1)
    return [replace(pair, block=numbers[_table_of(pair)]) if pair.block else pair for pair in pairs]


def _table_of(pair: Pair) -> object:
    return pair.path, pair.block


def _section(then: Sequence[Line], now: Sequence[Line]) -> Iterator[Pair]:
    """Yield the pairs of one section: its paragraphs one by one, its tables row by row."""
    def blocks(found: Sequence[Line]) -> list[Group]:
        return [piece for block in _grouped(found, lambda line: line.table)
                for piece in ([block] if block[0].table else [(line,) for line in block])]

    def key(block: Group) -> Hashable:
        return (block[0].table > 0, block[0].cells if block[0].table else block[0].text)

    matched = list(_matched(blocks(then), blocks(now), key, _like_blocks))
    for place, (before, after) in enumerate(matched, 1):
        if (after or before or ())[0].table:
            yield from _tables(before or (), after or (), place)
        else:
            was, is_now = (before or (None,))[0], (after or (None,))[0]
            yield Pair(was, is_now, ((was.text if was else None, is_now.text if is_now else None),))


def _tables(then: Sequence[Line], now: Sequence[Line], block: int) -> Iterator[Pair]:
    """Yield the rows of two tables by the first column; a row that is gone stands after the row it stood after."""
    columns = _columns(then[0].cells if then else (), now[0].cells if now else ())
    before, after = _by_key(then), _by_key(now)
    keys = list(after)
    stay = {keys[place] for was, place in _runs(list(before), keys) if was is not None and place is not None}
    gone: dict[Hashable | None, list[Line]] = {}
    last: Hashable | None = None
    for key, line in before.items():
        if key in after:
            last = key
        else:
            gone.setdefault(last, []).append(line)
    yield from (_row_pair(line, None, columns, block) for line in gone.get(None, ()))
    for key, line in after.items():
        yield _row_pair(before.get(key), line, columns, block, moved=key in before and key not in stay)
        yield from (_row_pair(lost, None, columns, block) for lost in gone.get(key, ()))


def _by_key(rows: Sequence[Line]) -> dict[Hashable, Line]:
    seen: Counter[str] = Counter()
    found: dict[Hashable, Line] = {}
    for row in rows:
        found[(row.header, row.cells[0], seen[row.cells[0]])] = row
        seen[row.cells[0]] += 1
    return found


def _columns(then: Sequence[str], now: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return which column was which: by heading; where headings were only reworded, by place."""
    if not then or not now or len(then) == len(now):
        size = max(len(then), len(now))
        return [(place if place < len(then) else None, place if place < len(now) else None) for place in range(size)]
    return _runs(then, now)


def _row_pair(old: Line | None, new: Line | None, columns: Sequence[tuple[int | None, int | None]], block: int, *,
              moved: bool = False) -> Pair:
    def at(line: Line | None, place: int | None) -> str | None:
        return None if line is None or place is None or place >= len(line.cells) else line.cells[place]

    size = max(len(line.cells) for line in (old, new) if line)
    both = [*columns, *((place, place) for place in range(len(columns), size))]
    return Pair(old, new, tuple((at(old, was), at(new, now)) for was, now in both), tuple(now for _, now in both), (), block,
                moved)


def _runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int | None, int | None]]:
    """Return the places of equal items as pairs, and those of all others alone, in order."""
    found: list[tuple[int | None, int | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(a, b), range(c, d), strict=True)
        else:
            found += [(place, None) for place in range(a, b)] + [(None, place) for place in range(c, d)]
    return found


def _matched(old: Sequence[Group], new: Sequence[Group], key: Callable[[Group], Hashable],
             like: Like) -> Iterator[tuple[Group | None, Group | None]]:
    """Yield equal items as pairs, then, between them, the items that are alike, then the rest alone; all in order."""
    left, right = [key(item) for item in old], [key(item) for item in new]
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        elif (b - a) * (d - c) > REGION:
            yield from [*((item, None) for item in old[a:b]), *((None, item) for item in new[c:d])]
        else:
            yield from _best(old[a:b], new[c:d], like(old[a:b], new[c:d]))


def _best(old: Sequence[Group], new: Sequence[Group], like: Mapping[tuple[int, int], float]
          ) -> Iterator[tuple[Group | None, Group | None]]:
    """Yield the pairing in order with the greatest likeness in all."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = like.get((i, j), 0.0)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + paired if paired else 0.0)
    i = j = 0
    while i < len(old) or j < len(new):
        paired = like.get((i, j), 0.0)
        if paired and best[i][j] == best[i + 1][j + 1] + paired:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _like_parts(depth: int) -> Like:
    """Two parts are one where their headings are alike, or nearly all they hold: other subjects stay apart."""
    def like(old: Sequence[Group], new: Sequence[Group]) -> dict[tuple[int, int], float]:
        titles = [[_counted([part[0].path[depth]]) for part in parts] for parts in (old, new)]
        return {**_shares(_contents(old), _contents(new), SAME_PART), **_shares(titles[0], titles[1], SAME_HEADING)}

    return like


def _like_blocks(old: Sequence[Group], new: Sequence[Group]) -> dict[tuple[int, int], float]:
    """Two tables, or two paragraphs, are one where they share enough words, or begin with the same label and a tab."""
    found = _shares(_contents(old), _contents(new), ALIKE)
    labels = [(block[0].text.partition("\t"), place) for place, block in enumerate(new)]
    for i, block in enumerate(old):
        label, tab, _ = block[0].text.partition("\t")
        found.update({(i, j): 1.0 for (other, _, _), j in labels if tab and other == label})
    return {(i, j): share for (i, j), share in found.items() if bool(old[i][0].table) == bool(new[j][0].table)}


def _shares(old: Sequence[Counter[str]], new: Sequence[Counter[str]], least: float) -> dict[tuple[int, int], float]:
    """Return how much of their words each two share, from 0 to 1, for those that share enough."""
    found = {}
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            size = one.total() + other.total()
            share = 2 * sum(min(count, other[word]) for word, count in one.items()) / size if size else 0.0
            if share >= least:
                found[i, j] = share
    return found


def _contents(blocks: Sequence[Group]) -> list[Counter[str]]:
    return [_counted(line.text for line in block) for block in blocks]


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text.casefold()))
