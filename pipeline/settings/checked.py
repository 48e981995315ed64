"""Values of report.toml read as what they may be, with all that is wrong, each at its place.

A table is a frozen dataclass whose fields are each a `key`, with what reads its value; what reads
is a function that returns the value as the program keeps it, or raises ValueError in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, field, fields
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
Read = Callable[[object], Any]


class Fault(NamedTuple):
    """What is wrong: the way to it by keys and places in lists, its kind, what stands there, and
    what goes with the kind.
    """

    path: tuple[str | int, ...]
    kind: str
    held: object
    more: Any = None


class Wrong(ValueError):
    """All that is wrong with a value."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def wrong(kind: str, held: object, more: Any = None) -> Wrong:
    """Return what one value is refused with."""
    return Wrong([Fault((), kind, held, more)])


def key(read: Read, default: Any = MISSING, name: str = "") -> Any:
    """Return a field of a table: what reads its value, what it is where it is not there, and how
    report.toml calls it where Python cannot.
    """
    about = {"read": read, "name": name}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=about)
    return field(default=default, metadata=about)


def names_of(kind: type) -> dict[str, Field[Any]]:
    """Return the fields of a table by the names that report.toml has for them."""
    return {one.metadata["name"] or one.name: one for one in fields(kind)}


def table(kind: type[T]) -> Callable[[object], T]:
    """Return what reads a table of report.toml: no key but its own."""
    known = names_of(kind)

    def read(value: object) -> T:
        if not isinstance(value, Mapping):
            raise wrong("no table", value)
        held, faults = {}, list[Fault]()
        for name, one in known.items():
            if name in value:
                held[one.name] = _within(name, one.metadata["read"], value[name], faults)
            elif one.default is MISSING and one.default_factory is MISSING:
                faults.append(Fault((name,), "missing", value))
        faults += [
            Fault((name,), "unknown", value[name], list(known))
            for name in value
            if name not in known
        ]
        if faults:
            raise Wrong(faults)
        return kind(**held)  # which may find that they do not go together

    return read


def many(read: Read) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads a list of such values."""

    def every(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong("no list", value)
        faults = list[Fault]()
        found = tuple(_within(at, read, one, faults) for at, one in enumerate(value))
        if faults:
            raise Wrong(faults)
        return found

    return every


def by_word(name: Read, read: Read, *, least: int = 0) -> Callable[[object], dict[Any, Any]]:
    """Return what reads a table with keys of the person's own."""

    def every(value: object) -> dict[Any, Any]:
        if not isinstance(value, dict):
            raise wrong("no table", value)
        faults, found = list[Fault](), {}
        for word, one in value.items():
            known = _within(word, name, word, faults)
            found[known] = _within(word, read, one, faults)
        if faults:
            raise Wrong(faults)
        if len(found) < least:
            raise wrong("no line", value)
        return found

    return every


def choice(*words: str) -> Callable[[object], str]:
    """Return what reads one of these words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise wrong("no choice", value, words)
        return value

    return read


def whole(least: int, most: int | None = None) -> Callable[[object], int]:
    """Return what reads a whole number from `least` to `most`."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong("other", value, "input should be a valid integer")
        if value < least:
            raise wrong("too small", value, least)
        if most is not None and value > most:
            raise wrong("other", value, f"input should be less than or equal to {most}")
        return value

    return read


def yes_or_no(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise wrong("other", value, "input should be a valid boolean")
    return value


def text(value: object) -> str:
    """Return a text as it stands."""
    if not isinstance(value, str):
        raise wrong("other", value, "input should be a valid string")
    return value


def full(value: str) -> str:
    """Return a text; raises Wrong where it is empty."""
    if not value:
        raise wrong("empty", value)
    return value


def _within(step: str | int, read: Read, value: object, faults: list[Fault]) -> Any:
    """Return what is read of a value, None where it is wrong: then its faults are added."""
    try:
        return read(value)
    except Wrong as error:
        faults += [one._replace(path=(step, *one.path)) for one in error.faults]
    except ValueError as error:
        faults.append(Fault((step,), "in words", value, str(error)))
    return None
