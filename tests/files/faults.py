"""Faults placed before every change of the disk: errors, a stop, a kill."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.files import writing

CHANGES = ("mkdir", "rename", "replace", "link", "unlink", "rmdir", "fsync")
KILLED = 77


@contextmanager
def faults(at: Mapping[int, Callable[[], None]], *, exchange: bool = True) -> Iterator[list[str]]:
    """Have something happen before the changes of the disk with these numbers, from 0; yield the
    names of all that are made.

    Without `exchange` the system cannot have two folders change places in one step.
    """
    made: list[str] = []

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def change(*given: Any, **more: Any) -> Any:
            made.append(name)
            at.get(len(made) - 1, lambda: None)()
            return function(*given, **more)

        return change

    def opened(path: Path, mode: str = "r", *given: Any, **more: Any) -> Any:
        return (make if "x" in mode else plain)(path, mode, *given, **more)

    plain = Path.open
    make = counted("open", plain)
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            patch.setattr(
                os,
                name,
                counted(name, getattr(os, name) if name != "fsync" else lambda descriptor: None),
            )
        patch.setattr(Path, "open", opened)
        patch.setattr(
            writing,
            "_exchanged",
            counted("exchange", writing._exchanged) if exchange else lambda one, other: False,
        )
        yield made


def raising(fault: BaseException) -> Callable[[], None]:
    """Return what raises a fault."""

    def strike() -> None:
        raise fault

    return strike


def killed_at(number: int, work: Callable[[], object], *, exchange: bool = True) -> bool:
    """Do some work in a process of its own that is killed before the change with a number; return
    whether it came so far.
    """
    child = os.fork()
    if not child:
        try:
            with faults({number: lambda: os._exit(KILLED)}, exchange=exchange):
                work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def changes_of(work: Callable[[], object], *, exchange: bool = True) -> int:
    """Return how many changes of the disk some work makes."""
    with faults({}, exchange=exchange) as made:
        work()
    return len(made)
