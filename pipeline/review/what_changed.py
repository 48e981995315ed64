"""What changed since the paper that the committee last saw, in ten lines for the first page of the
redline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pipeline.compare.comparison import compared_papers
from pipeline.compare.diff import Differences, differing
from pipeline.english.reading import flat, folded
from pipeline.english.writing import digits, say_date, signed
from pipeline.figures.result import Computed
from pipeline.paper.numbers import in_brief
from pipeline.word.lines import lines
from pipeline.word.outline import is_heading

MOST = 10
"""The most lines."""
NAMED, LENGTH = 6, 60
"""How many headings a line names, and how much of each."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sections in which the redline marks nothing, by their headings in each paper."""

    then: tuple[str, ...] = ()
    now: tuple[str, ...] = ()

    @property
    def headings(self) -> frozenset[str]:
        """Return the headings of both papers."""
        return frozenset((*self.then, *self.now))

    def lines(self) -> Iterator[str]:
        """Yield which sections are listed here instead, where there are any."""
        if self.now:
            yield f"New by nature, so not marked: {'; '.join(self.now)}."
        if self.then:
            yield f"The last paper's, so left out: {'; '.join(self.then)}."


def new_by_nature(result: Computed, last: bytes, paper: bytes) -> LeftOut:
    """Return the sections of an inspection or a report of the log that stand in one of the papers
    alone: their headings hold its title.
    """
    titles = [folded(entry.title) for entry in result.position.log.entries]
    then, now = (
        tuple(dict.fromkeys(flat(line.text) for line in lines(one) if is_heading(line.style)))
        for one in (last, paper)
    )

    def titled(headings: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
        return tuple(
            heading
            for heading in headings
            if heading not in others and any(title in folded(heading) for title in titles)
        )

    return LeftOut(titled(then, now), titled(now, then))


def what_changed(
    result: Computed, last: bytes, paper: bytes, left_out: LeftOut = LeftOut()
) -> list[str]:
    """Return what changed, at most ten lines: the figures of the first page, how many paragraphs
    and rows, where most, and which sections came and went.

    Of the sections that are left out there are the headings alone.
    """
    assert result.previous is not None
    found = differing(compared_papers(last, paper))
    found = Differences(
        tuple(
            section
            for section in found.sections
            if left_out.headings.isdisjoint(map(flat, section.path))
        )
    )
    rest = [found.summary, *_most(found), *_sections(found), *left_out.lines()]
    head = f"What changed since the paper of {say_date(result.previous.meeting)}"
    figures = list(_figures(result))
    return [head, *figures[: MOST - 1 - len(rest)], *rest]


def _figures(result: Computed) -> Iterator[str]:
    for key in in_brief(result.settings).values():
        figure = result.figures[key]
        if figure.value is None or figure.previous is None:
            continue
        change = figure.value - figure.previous
        was = f"was {digits(figure.previous)} ({signed(change)})" if change else "as then"
        yield f"{figure.label}: {digits(figure.value)}, {was}."


def _most(found: Differences) -> Iterator[str]:
    """Yield in which sections most paragraphs and rows differ."""
    counts: Counter[str] = Counter()
    for section in found.sections:
        counts[section.path[0] if section.path else section.title] += len(section.hunks)
    if counts:
        told = (f"{_short(title)} ({digits(count)})" for title, count in counts.most_common(3))
        yield f"Most changes: {', '.join(told)}."


def _sections(found: Differences) -> Iterator[str]:
    """Yield which sections came and went, without those within one that did, or that moved."""
    headings = [
        (hunk.status, flat(hunk.key), {flat(part) for part in section.path})
        for section in found.sections
        for hunk in section.hunks
        if is_heading(hunk.style)
    ]
    known = {
        status: {name for kind, name, _ in headings if kind == status}
        for status in ("added", "removed")
    }
    for status, said in (("added", "New sections"), ("removed", "Sections that are gone")):
        names = [
            name
            for kind, name, path in headings
            if kind == status
            and not (path - {name}) & known[status]
            and name not in known["added"] & known["removed"]
        ]
        if names:
            yield f"{said}: {_named(names)}."


def _named(headings: Collection[str]) -> str:
    shown = [_short(heading) for heading in list(headings)[:NAMED]]
    more = len(headings) - len(shown)
    return "; ".join(shown) + (f"; and {digits(more)} more" if more else "")


def _short(heading: str) -> str:
    return heading if len(heading) <= LENGTH else f"{heading[: LENGTH - 1].rstrip()}\u2026"
