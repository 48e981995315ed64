"""Work that is done beside the run, by a copy of this process on the machine's other processor."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from pipeline.files.lock import held_by_none_but_the_run

T = TypeVar("T")
U = TypeVar("U")
Answer = TypeVar("Answer", covariant=True)
DONE = b"done"
"""Ends what a copy tells: where it is missing, the copy failed."""
_RUN = os.getpid()
"""The process that is copied, which gives way to nobody."""
NICER = 10
"""By how much a patient copy is nicer than the run. With 10,000 rows the redline has a processor of
its own by it, and the run takes a fifteenth less.
"""


class Beside(Generic[Answer]):
    """What `work` returns, begun at once by a forked copy and handed over as bytes.

    The copy has all that this process had read, so nothing is sent to it. Where the system cannot
    copy a process, where there is one processor, or where the copy fails in any way (no memory, a
    fault, a kill), `result` does the work here: what it raises, it raises as if nothing had been
    beside. Begin before threads are started. At the end of a `with` the copy is ended whose answer
    nobody asked for.
    """

    def __init__(self, work: Callable[[], Answer], *, begin: bool = True) -> None:
        self.work = work
        self._copy: _Copy | None = None
        self._answer = 0
        if begin:
            _begin([self])

    def begun(self, copy: _Copy, answer: int) -> None:
        """Note by which copy the work is done, and where its answer comes."""
        self._copy, self._answer = copy, answer

    def result(self) -> Answer:
        """Return what the work returns; raises what it raises."""
        copy, self._copy = self._copy, None
        if copy is not None:
            with os.fdopen(self._answer, "rb") as answer:
                told = answer.read()
            copy.left()
            if told.endswith(DONE):
                found: Answer = pickle.loads(
                    told
                )  # written by our own copy, through a pipe of ours
                return found
        return self.work()

    def __enter__(self) -> Beside[Answer]:
        return self

    def __exit__(self, *raised: object) -> None:
        copy, self._copy = self._copy, None
        if copy is not None:
            os.close(self._answer)
            copy.left(wanted=False)


def in_turn(
    first: Callable[[], T], second: Callable[[], U], *, patient: bool = False
) -> tuple[Beside[T], Beside[U]]:
    """Begin two works that one copy does one after the other, each handed over when it is done; a
    `patient` copy gives way to the others and to the run, for it is not waited for longest.
    """
    one, other = Beside(first, begin=False), Beside(second, begin=False)
    _begin([one, other], patient=patient)
    return one, other


def give_way() -> None:
    """Give way to the run and its other copies, where this process is a copy that is not waited for
    longest.
    """
    if os.getpid() != _RUN:
        os.nice(NICER)


class _Copy:
    """A copy of this process, and how many of its answers somebody may still ask for."""

    def __init__(self, process: int, answers: int) -> None:
        self._process, self._answers = process, answers

    def left(self, *, wanted: bool = True) -> None:
        """Take leave of one answer; with the last, or of one that is not `wanted`, of the copy."""
        self._answers -= 1
        if self._process and (not wanted or not self._answers):
            if not wanted:
                import signal

                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


def _begin(several: Sequence[Beside[object]], *, patient: bool = False) -> None:
    if not hasattr(os, "fork") or _processors() < 2:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    pipes = [os.pipe() for _ in several]
    try:
        process = os.fork()
    except OSError:
        for end in (end for pipe in pipes for end in pipe):
            os.close(end)
        return
    if not process:
        _answered([one.work for one in several], pipes, patient=patient)
    copy = _Copy(process, len(several))
    for one, (answer, into) in zip(several, pipes, strict=True):
        os.close(into)
        one.begun(copy, answer)


def _answered(
    works: Sequence[Callable[[], object]], pipes: Sequence[tuple[int, int]], *, patient: bool
) -> None:
    """Do the works in the copy, write down what they return, and end the copy without a word,
    whatever happens.
    """
    try:
        held_by_none_but_the_run()
        if patient:
            give_way()
        for unused, _ in pipes:
            os.close(unused)
        for work, (_, answer) in zip(works, pipes, strict=True):
            told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
            with os.fdopen(answer, "wb") as pipe:
                pipe.write(told + DONE)
    finally:
        os._exit(0)


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
