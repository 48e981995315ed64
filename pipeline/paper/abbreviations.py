"""The abbreviations that a paper uses, with what they stand for: found in its own words once it is
filled, and filled in then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from pipeline.checks.proofreading.abbreviations import written_out
from pipeline.paper import marks
from pipeline.paper.rows import Rows
from pipeline.workbook.prose import Run, prose

if TYPE_CHECKING:
    from pipeline.figures.position import Position


SOURCE = "report.toml abbreviations"
"""Where its words are said to come from: the settings, sentences or cells that write them out."""


class Abbreviations(Rows):
    """A list that holds what was found in the words of the paper so far (`so_far`), where a
    template asks for it, and what is in them all (`take`), if that is not the same.

    `written` returns the long forms by their letters, as far as settings and cells write them out.
    """

    def __init__(self, written: Callable[[], Mapping[str, str]]) -> None:
        self._written = cache(written)
        self._used: list[tuple[str, str]] = []
        self.asked = False
        self.so_far: Callable[[], str] | None = None
        super().__init__(self._made)

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        self._ask()
        return iter(tuple(self._made()))

    def __len__(self) -> int:
        self._ask()
        return len(self._used)

    def _ask(self) -> None:
        """Look at the words so far, once: the list mostly stands near the end of a paper, and what
        it says there is then what the whole paper uses.
        """
        if not self.asked and self.so_far is not None:
            self.take(self.so_far())
        self.asked = True

    def _made(self) -> Iterable[Mapping[str, object]]:
        return (
            {
                "short": marks.of_cell(short, f"{SOURCE} {short}"),
                "long": marks.of_cell(long, f"{SOURCE} {short}"),
            }
            for short, long in self._used
        )

    def told(self) -> str:
        """Return the list as it travels, a line for each: "WMP: West Midlands Police"."""
        self._ask()
        lines = [f"{short}: {long}" for short, long in self._used]
        return marks.of_prose(prose([Run("\n".join(lines))]), SOURCE)

    def take(self, words: str) -> bool:
        """Take what some words of a paper use, in the order of the alphabet; return whether that is
        another list than before. What the paper writes out itself comes before what a cell does.
        """
        before, known = self._used, {**self._written(), **dict(written_out(words))}
        self._used = sorted(
            (
                (short, long)
                for short, long in known.items()
                if re.search(rf"(?<![\w&]){re.escape(short)}(?:s|[’']s)?(?!\w)", words)
            ),
            key=lambda pair: pair[0].casefold(),
        )
        return self._used != before


def abbreviations_of(position: Position) -> dict[str, str]:
    """Return the long form of each abbreviation that report.toml gives or a cell that may be
    printed writes out; the first of several stands.
    """
    from pipeline.checks.proofreading.texts import prose_of  # which a look at a template needs not

    settings = position.settings
    named = {
        settings.force.short_name: settings.force.name,
        settings.inspectorate_short: settings.inspectorate_name,
    }
    found = {short: long for short, long in named.items() if short and short != long}
    for piece in prose_of(position):
        for short, long in written_out(piece.text) if "(" in piece.text else ():
            found.setdefault(short, long)
    return found
