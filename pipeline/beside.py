"""Work on bytes alone, done by other processes on the machine's other cores while this one reads, counts and fills."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

NEEDED = ("pipeline.proof.told", "pipeline.redline.redline", "pipeline.pdf.layout")
"""What the workers import while they wait for their first work: none of it needs pandas or openpyxl."""


class Beside:
    """Work begun now and asked for later. Without an executor it is done here, when it is asked for."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor

    def begin(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Return what gives the work's result, or raises what it raised; a worker that is gone costs time, not the result."""
        future: Future[T] | None = None
        if self._executor:
            with suppress(BrokenExecutor):
                future = self._executor.submit(work, *args, **kwargs)

        def result() -> T:
            if future:
                with suppress(BrokenExecutor):
                    return future.result()
            return work(*args, **kwargs)

        return result


HERE = Beside()


@contextmanager
def workers(count: int) -> Iterator[Beside]:
    """Yield what does work in so many processes of its own, or in this one where the machine has one core or allows no other."""
    try:
        executor = ProcessPoolExecutor(count, get_context("spawn"), _ready) if (os.cpu_count() or 1) > 1 else None
    except (ImportError, NotImplementedError, OSError):
        executor = None
    if executor is None:
        yield HERE
        return
    try:
        for _ in range(count):
            executor.submit(os.getpid)  # the first work starts a worker; until then there is none
        yield Beside(executor)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _ready() -> None:
    """Make a worker end with the program that it works for, without a word of its own, and import what its work needs."""
    signal.signal(signal.SIGINT, _stopped)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    for name in NEEDED:
        import_module(name)


def _stopped(*_: object) -> None:
    raise SystemExit(1)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
