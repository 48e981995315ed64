"""A piece of prose from a cell, and a slip that a proof-reader would mark in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from pipeline.findings.finding import Cell


class Prose(NamedTuple):
    """A piece of prose from a workbook cell.

    `facts` holds, by noun in the singular, the numbers of the same row that prose may give for it.
    `quoted` prose is an inspectorate's wording: nothing but slips of copying is remarked on.
    """

    file: str
    cell: Cell
    heading: str
    text: str
    facts: Mapping[str, frozenset[int]] = MappingProxyType({})
    quoted: bool = False


class Slip(NamedTuple):
    """What is amiss from `start` to `end` of one text; `context` is false where its neighbours need
    no quoting.
    """

    code: str
    start: int
    end: int
    why: str
    remedy: str
    context: bool = True


Placed = tuple[int, Slip]
"""A slip, with the number of the text that it stands in."""


class Rule(NamedTuple):
    """What looks for one kind of slip in a masked text; the date is that of the meeting.

    `may_find` says by a text's words in small letters whether it can find any there at all, which
    is sooner said.
    """

    finds: Callable[[Prose, date], Iterator[Slip]]
    may_find: Callable[[Sequence[str]], bool] = bool
