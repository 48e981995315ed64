"""Patterns that are compiled where they are first asked: most runs never ask most of them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, Generic, cast


class _Late(Generic[AnyStr]):
    """A pattern before it is compiled, with the methods of one that is."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._given: tuple[AnyStr, int] = (pattern, flags)

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled pattern has by a name, and keep it as this one's own: it is
        looked up once.
        """
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern as `re.compile` does, which is compiled when it is first asked; a match
    knows the compiled one as its `re`, and not this.

    >>> late("[0-9]+").findall("3 of 12")
    ['3', '12']
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
