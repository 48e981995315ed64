"""Work that is done beside the run, by a copy of this process on the machine's other processor."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """What `work` returns, begun at once by a forked copy and handed over as bytes.

    The copy has all that this process had read, so nothing is sent to it. Where the system cannot
    copy a process, where there is one processor, or where the copy fails in any way (no memory, a
    fault, a kill), `result` does the work here: what it raises, it raises as if nothing had been
    beside. Begin before threads are started. At the end of a `with` the copy is ended whose answer
    nobody asked for.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._copy = self._answer = 0
        if not hasattr(os, "fork") or _processors() < 2:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self._answer, answer = os.pipe()
        try:
            self._copy = os.fork()
        except OSError:
            os.close(answer)
            os.close(self._answer)
            return
        if not self._copy:
            _answered(work, self._answer, answer)
        os.close(answer)

    def result(self) -> T:
        """Return what the work returns; raises what it raises."""
        if self._copy:
            with os.fdopen(self._answer, "rb") as answer:
                told = answer.read()
            _, status = os.waitpid(self._copy, 0)
            self._copy = 0
            if status == 0:
                found: T = pickle.loads(told)  # written by our own copy, through a pipe of ours
                return found
        return self._work()

    def __enter__(self) -> Beside[T]:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._copy:
            import signal

            os.close(self._answer)
            os.kill(self._copy, signal.SIGKILL)
            os.waitpid(self._copy, 0)
            self._copy = 0


def _answered(work: Callable[[], object], unused: int, answer: int) -> None:
    """Do the work in the copy, write it down, and end the copy without a word, whatever happens."""
    status = 1
    try:
        os.close(unused)
        told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(answer, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
