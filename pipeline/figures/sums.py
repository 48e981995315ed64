"""The additions that must hold between the figures: the check refuses by them, the page prints
them, `verify` believes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.figures.figure import Figure
from pipeline.figures.measure import Family, moved_key, part_key
from pipeline.settings.model import Settings

Kind = Literal["balance", "breakdown", "matrix"]
OPENINGS = {"outstanding_opening": "outstanding_total", "awaiting_opening": "awaiting_total"}
"""Each opening balance, and the closing balance of the last meeting that it must be."""


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in a sum; `word` is the rating, the status or the movement that tells it from the
    other parts, where one does.
    """

    key: str
    sign: int = 1
    word: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts with their signs and the total that they must come to, by the keys of the figures."""

    kind: Kind
    total: str
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the total and of the parts."""
        return self.total, *(part.key for part in self.parts)

    def is_known(self, figures: Mapping[str, Figure]) -> bool:
        """Return whether every figure in it has a value: one does not on a first paper, or where
        its rows are not kept.
        """
        return all(figures[key].value is not None for key in self.keys)

    def reached(self, figures: Mapping[str, Figure]) -> int:
        """Return what the parts come to."""
        return sum(part.sign * (figures[part.key].value or 0) for part in self.parts)

    def holds(self, figures: Mapping[str, Figure]) -> bool:
        """Return whether that is the total."""
        return self.reached(figures) == figures[self.total].value


def sums(settings: Settings) -> Iterator[Sum]:
    """Yield every sum: the two balances, the breakdowns by rating, status, movement and review,
    the matrix of ratings then and now.
    """
    words = settings.ratings

    def by(words: Iterable[str], family: Family) -> tuple[Part, ...]:
        return tuple(Part(part_key(family, word), word=word) for word in words)

    yield _balance("outstanding", added=("new", "reopened"), taken=("settled", "withdrawn"))
    yield _balance("awaiting", added=("added",), taken=("closed", "returned", "withdrawn"))
    if words:  # else no ratings are kept
        parts = (*by(words, "reviewed"), Part("unrated_total", word="not rated"))
        yield Sum("breakdown", "reviewed_total", parts)
        yield Sum("breakdown", "outstanding_total", by(words, "outstanding"))
        yield Sum("breakdown", "outstanding_opening", by(words, "opening"))
    yield Sum("breakdown", "signed_off_total", by(settings.status, "signed_off"))
    yield Sum(
        "breakdown",
        "continuing_total",
        tuple(Part(f"{word}_total", word=word) for word in ("improved", "worsened", "unchanged")),
    )
    yield Sum(
        "breakdown",
        "outstanding_total",
        (
            Part("reviewed_outstanding_total", word="reviewed in the period"),
            Part("unreviewed_total", word="not reviewed in the period"),
        ),
    )
    yield Sum(
        "breakdown",
        "unreviewed_total",
        (Part("unreviewed_new", word="new"), Part("unreviewed_earlier", word="known then")),
    )
    if words:
        yield Sum("matrix", "continuing_total", by(words, "continuing_from"))
        yield Sum("matrix", "continuing_total", by(words, "continuing_to"))
    for word in words:
        yield Sum(
            "matrix",
            part_key("continuing_from", word),
            tuple(Part(moved_key(word, now), word=now) for now in words),
        )
        yield Sum(
            "matrix",
            part_key("continuing_to", word),
            tuple(Part(moved_key(then, word), word=then) for then in words),
        )


def _balance(name: str, added: tuple[str, ...], taken: tuple[str, ...]) -> Sum:
    """Return the sum that leads from the last meeting's total to this one's."""
    return Sum(
        "balance",
        f"{name}_total",
        (
            *(Part(f"{name}_{key}") for key in ("opening", *added)),
            *(Part(f"{name}_{key}", -1) for key in taken),
        ),
    )
