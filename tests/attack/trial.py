"""A trial: what was tried, whether the program took it, and what it breached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.attack.detect import Breach
from tests.attack.world import World

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tried:
    """One trial: `kind` groups it in the table; `accepted` is whether the program took what was
    handed in.
    """

    kind: str
    accepted: bool
    breaches: tuple[Breach, ...] = ()
    sure: bool = True
    """Whether the recount could say anything, where there is one."""
    way: str = ""
    """What exactly was done, within the kind; where several things were, as few as still breach."""


@dataclass(frozen=True, slots=True)
class Arena:
    """Where a worker tries: the sound project, and a folder for the copy that is spoiled."""

    stock: World
    scratch: Path

    def fresh(self, name: str = "world") -> World:
        """Return a copy of the sound project."""
        return self.stock.copy(self.scratch / name)


Trial = Callable[[Arena, int, Random], Tried]
"""Given where, the trial's number and its own chances."""


def turn(things: Sequence[T], number: int) -> T:
    """Return each of some things in turn, so that all are tried before any is tried again."""
    return things[number % len(things)]


def reduced(
    parts: Sequence[T], breaches: Callable[[Sequence[T]], Iterable[Breach]], kinds: set[str]
) -> Sequence[T]:
    """Return the fewest of some parts that still breach in one of the same ways, leaving out one at
    a time.
    """
    left = list(parts)
    for part in parts:
        fewer = [other for other in left if other is not part]
        if fewer and kinds & {found.kind for found in breaches(fewer)}:
            left = fewer
    return left
