"""Two papers compared, line by line: paragraphs and table rows next to their former selves, and
their words.

What is which is decided by `pairs` and `words`, by which the redline goes too: page, terminal and
JSON cannot tell otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import count, groupby

from lxml import etree

from pipeline.compare.align import Bag, equal_pairs, side_by_side
from pipeline.compare.pairs import Block, Row, block_pairs, moved_rows, row_pairs
from pipeline.compare.words import Piece, Said, pieces, pieces_said
from pipeline.word.leaves import leaf
from pipeline.word.lines import Line, is_beside, lines
from pipeline.word.outline import is_heading, level
from pipeline.word.xml import w

Columns = Sequence[tuple[int | None, int | None]]
"""Which column was which, by their places."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and its former self; None where there is none. `cells` are the texts then and now,
    column by column; `columns` are the places of these cells in the line as it is now.

    `path` are the headings above, as they are now; `block` numbers the tables of the comparison, 0
    outside them; `moved` is a row that changed its place.
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

    @property
    def words(self) -> tuple[tuple[Piece, ...], ...]:
        """Return the words of each cell, then and now as one."""
        was = count()
        return tuple(
            _words((self.old, then, None if then is None else next(was)), (self.new, now, place))
            for (then, now), place in zip(self.cells, self.columns, strict=True)
        )


def compared(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Return both papers as one list in reading order, every line of either exactly once."""
    then, now = _stories(old), _stories(new)
    found = [
        pair
        for story in dict.fromkeys([*now, *then])
        for pair in _story(then.get(story, []), now.get(story, []))
    ]
    return _under_headings_of_now(_numbered(found))


@lru_cache(maxsize=2)
def compared_papers(old: bytes, new: bytes) -> tuple[Pair, ...]:
    """Return two .docx as `compared` returns their lines; kept, for the redline's first page and
    the review page ask alike.
    """
    return tuple(compared(lines(old), lines(new)))


def alone(new: Sequence[Line]) -> list[Pair]:
    """Return a paper that is compared with nothing, in the same form."""
    return _numbered([_pair(None, line, _columns(None, line), line.table) for line in new])


@dataclass(eq=False)
class _Row(Row):
    """A table row as `pairs` compares them."""

    line: Line

    @property
    def key(self) -> tuple[str, ...]:
        return self.line.cells

    @property
    def texts(self) -> tuple[str, ...]:
        return self.line.cells


@dataclass(eq=False)
class _Block(Block):
    """A paragraph, or the rows of a table, as `pairs` compares them."""

    lines: Sequence[Line]

    @property
    def is_table(self) -> bool:
        return self.lines[0].table > 0

    @property
    def manner(self) -> str:
        return self.lines[0].style

    @property
    def level(self) -> int:
        line = self.lines[0]
        outside = self.is_table or is_beside(line.paragraphs[0][0])
        return level(line.style) if not outside and is_heading(line.style) and self.bag.words else 0

    @cached_property
    def key(self) -> tuple[object, ...]:
        return (
            (True, *(line.cells for line in self.lines))
            if self.is_table
            else (False, self.manner, self.lines[0].text)
        )

    @property
    def label(self) -> str:
        label, tab, _ = self.lines[0].text.partition("\t")
        return label if tab else ""

    def own_words(self) -> Bag:
        tags = (
            str(tag.get(w("val"))) for tag in self.lines[0].paragraphs[0][0].element.iter(w("tag"))
        )
        return Bag(self.lines[0].text, tuple(dict.fromkeys(tags)))

    @cached_property
    def rows(self) -> list[_Row]:
        return [_Row(line) for line in self.lines]


Cell = tuple[Line | None, str | None, int | None]
"""A line, the text of one of its cells, and the place of that; None where there is none."""


def _words(old: Cell, new: Cell) -> tuple[Piece, ...]:
    both = bool(old[1] and new[1]) and old[1] != new[1]
    return tuple(pieces_said(_said(*old), _said(*new)) if both else pieces(old[1], new[1]))


def _said(line: Line | None, text: str | None, column: int | None) -> list[Said]:
    """Return the words of a cell with the content controls in them; those of a picture stand in
    none.
    """
    found: list[Said] = []
    if line is not None and column is not None and column < len(line.paragraphs):
        for place, paragraph in enumerate(line.paragraphs[column]):
            found += [Said("\n")] * bool(place) + list(_read(paragraph.element, Said("")))
    return found if "".join(said.text for said in found) == (text or "") else [Said(text or "")]


def _read(element: etree._Element, outer: Said) -> Iterator[Said]:
    for child in element.iterchildren():
        if (words := leaf(child)) is not None:
            yield outer._replace(text=words)
        elif child.tag == w("sdt") and outer.control is None:
            tag = child.find(f"{w('sdtPr')}/{w('tag')}")
            yield from _read(child, Said("", child, "" if tag is None else str(tag.get(w("val")))))
        else:
            yield from _read(child, outer)


def _stories(found: Sequence[Line]) -> dict[str, list[_Block]]:
    """Return the blocks of the body, of headers, of footers and so on, by where they stand."""
    stories: dict[str, list[_Block]] = {}
    for (_, table), group in groupby(
        found, key=lambda line: (line.paragraphs[0][0].part, line.table)
    ):
        together = list(group)
        stories.setdefault(together[0].story, []).extend(
            [_Block(together)] if table else [_Block([line]) for line in together]
        )
    return stories


def _story(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[Pair]:
    for place, (i, j) in enumerate(side_by_side(block_pairs(olds, news), len(olds), len(news)), 1):
        old, new = None if i is None else olds[i], None if j is None else news[j]
        if any(block.is_table for block in (old, new) if block):
            yield from _table(old.rows if old else [], new.rows if new else [], place)
        else:
            yield _pair(old.lines[0] if old else None, new.lines[0] if new else None, [(0, 0)], 0)


def _table(olds: Sequence[_Row], news: Sequence[_Row], block: int) -> Iterator[Pair]:
    """Yield the rows of two tables, a row that stands elsewhere now where it stands now."""
    columns = _columns(olds[0].line if olds else None, news[0].line if news else None)
    pairs = row_pairs(olds, news)
    moved = {j: i for i, j in moved_rows(olds, news, pairs)}
    for i, j in side_by_side(pairs, len(olds), len(news)):
        if i is None and j in moved:
            yield replace(_pair(olds[moved[j]].line, news[j].line, columns, block), moved=True)
        elif j is not None or i not in moved.values():
            yield _pair(
                None if i is None else olds[i].line,
                None if j is None else news[j].line,
                columns,
                block,
            )


def _columns(then: Line | None, now: Line | None) -> Columns:
    """Return which column was which: by heading; where headings were only reworded, by place."""
    olds, news = then.cells if then else (), now.cells if now else ()
    if olds and news and len(olds) != len(news):
        return list(side_by_side(equal_pairs(olds, news), len(olds), len(news)))
    size = max(len(olds), len(news))
    return [
        (place if place < len(olds) else None, place if place < len(news) else None)
        for place in range(size)
    ]


def _pair(old: Line | None, new: Line | None, columns: Columns, block: int) -> Pair:
    def at(line: Line | None, place: int | None) -> str | None:
        return (
            None if line is None or place is None or place >= len(line.cells) else line.cells[place]
        )

    size = max(len(line.cells) for line in (old, new) if line)
    both = [*columns, *((place, place) for place in range(len(columns), size))]
    path = (new or old or Line((), (), ())).path
    return Pair(
        old,
        new,
        tuple((at(old, was), at(new, now)) for was, now in both),
        tuple(now for _, now in both),
        path,
        block,
    )


def _numbered(pairs: list[Pair]) -> list[Pair]:
    """Number the tables through: a new number wherever the old one, or the section, changes."""
    numbers: dict[object, int] = {}
    return [
        (
            replace(pair, block=numbers.setdefault((pair.line.story, pair.block), len(numbers) + 1))
            if pair.block
            else pair
        )
        for pair in pairs
    ]


def _under_headings_of_now(pairs: list[Pair]) -> list[Pair]:
    """Put what is gone under the headings as they are now, where its neighbours still stand under
    them.
    """
    now: dict[tuple[str, ...], tuple[str, ...]] = {}
    for pair in pairs:
        if pair.old and pair.new and len(pair.old.path) == len(pair.new.path):
            for depth in range(1, len(pair.path) + 1):
                now.setdefault(pair.old.path[:depth], pair.new.path[:depth])

    def path(was: tuple[str, ...]) -> tuple[str, ...]:
        return next(
            (
                now[was[:depth]] + was[depth:]
                for depth in range(len(was), 0, -1)
                if was[:depth] in now
            ),
            was,
        )

    return [replace(pair, path=path(pair.path)) if pair.new is None else pair for pair in pairs]
