"""The additions that must hold between the figures: the check refuses by them, the page prints
them, `verify` believes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.figures.figure import Figure
from pipeline.figures.measure import Family, moved_key, part_key
from pipeline.settings.model import Settings

Kind = Literal["balance", "breakdown", "matrix"]
OPENINGS = {"outstanding_opening": "outstanding_total", "awaiting_opening": "awaiting_total"}
"""Each opening balance, and the closing balance of the last meeting that it must be."""

BREAKDOWNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "continuing_total": (
        ("improved_total", "improved"),
        ("worsened_total", "worsened"),
        ("unchanged_total", "unchanged"),
    ),
    "outstanding_total": (
        ("reviewed_outstanding_total", "reviewed in the period"),
        ("unreviewed_total", "not reviewed in the period"),
    ),
    "unreviewed_total": (("unreviewed_new", "new"), ("unreviewed_earlier", "known then")),
}
"""The breakdowns that no vocabulary makes, by their totals: the key and the word of each part."""


class Part(NamedTuple):
    """A figure in a sum; `word` is the rating, the status or the movement that tells it from the
    other parts, where one does.
    """

    key: str
    sign: int = 1
    word: str = ""


class Sum(NamedTuple):
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
    yield _balance("outstanding", added=("new", "reopened"), taken=("settled", "withdrawn"))
    yield _balance("awaiting", added=("added",), taken=("closed", "returned", "withdrawn"))
    if words:  # else no ratings are kept
        parts = (*_by(words, "reviewed"), Part("unrated_total", word="not rated"))
        yield Sum("breakdown", "reviewed_total", parts)
        yield Sum("breakdown", "outstanding_total", _by(words, "outstanding"))
        yield Sum("breakdown", "outstanding_opening", _by(words, "opening"))
    yield Sum("breakdown", "signed_off_total", _by(settings.status, "signed_off"))
    for total, given in BREAKDOWNS.items():
        yield Sum("breakdown", total, tuple(Part(key, word=word) for key, word in given))
    yield from _matrix(words)


def _by(words: Iterable[str], family: Family) -> tuple[Part, ...]:
    """Return the parts of a family by the words of a vocabulary."""
    return tuple(Part(part_key(family, word), word=word) for word in words)


def _matrix(words: Sequence[str]) -> Iterator[Sum]:
    """Yield the sums of the matrix of ratings: its whole from either side, its rows and columns."""
    if words:
        yield Sum("matrix", "continuing_total", _by(words, "continuing_from"))
        yield Sum("matrix", "continuing_total", _by(words, "continuing_to"))
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
