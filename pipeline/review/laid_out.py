"""Text for a terminal: lines no wider than it, what does not fit hanging under its term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

NARROWEST = 40
"""Columns below which nothing is laid out: a terminal that is narrower breaks lines by itself."""
LEAST = 24
"""Columns that words beside a term must have; with fewer they stand below it."""


def laid(text: str, width: int, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """Yield the lines of a text, each `indent` from the left and the further ones `hang` more.

    >>> list(laid("one two three", 10, 2, 2))
    ['  one two', '    three']
    """
    for line in text.split("\n"):
        yield from wrap(
            line,
            width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        ) or [""]


def term(name: str, text: str, width: int, indent: int, column: int) -> Iterator[str]:
    """Yield a term and what stands for it: beside it, from `column` on, or below where that is too
    narrow.

    >>> list(term("Rule", "rows that are due", 60, 2, 10))
    ['  Rule    rows that are due']
    """
    if width - column >= LEAST and len(name) + indent < column:
        first, *rest = laid(text, width - column) if text else ("",)
        yield f"{' ' * indent}{name:<{column - indent}}{first}".rstrip()
        yield from (f"{' ' * column}{line}".rstrip() for line in rest)
        return
    yield from laid(name, width, indent, 2)
    yield from laid(text, width, indent + 2)


def table(rows: Iterable[tuple[str, ...]], width: int, indent: int) -> Iterator[str]:
    """Yield rows whose first columns are aligned and whose last one hangs, beside or below them."""
    found = list(rows)
    if not found:
        return
    widths = [max(len(row[column]) for row in found) for column in range(len(found[0]) - 1)]
    column = indent + sum(widths) + 2 * len(widths)
    for *cells, text in found:
        lead = "  ".join(f"{cell:<{size}}" for cell, size in zip(cells, widths, strict=True))
        yield from term(lead.rstrip(), text, width, indent, column)
