"""Rows of lists as a template reads them: each list, and each slot of a row, is made when a
template asks for it, so that a paper does not pay for what it does not print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar, overload

T = TypeVar("T")
Slots: TypeAlias = dict[str, object]
"""What a template names, and what it is filled with: of the paper, or of one row of a list."""


class Row(Mapping[str, object], Generic[T]):
    """Slots by name: `makers` tell how each is made of the subject."""

    __slots__ = ("_made", "_makers", "_subject")

    def __init__(self, makers: Mapping[str, Callable[[T], object]], subject: T) -> None:
        self._makers, self._subject = makers, subject
        self._made: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name not in self._made:
            self._made[name] = self._makers[name](self._subject)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class Rows(Sequence[Mapping[str, object]]):
    """A list of rows that is made when it is first asked for, and then kept."""

    def __init__(self, make: Callable[[], Iterable[Mapping[str, object]]]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> tuple[Mapping[str, object], ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, place: int) -> Mapping[str, object]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Mapping[str, object]]: ...

    def __getitem__(self, place: int | slice) -> Any:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)
