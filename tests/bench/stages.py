"""Runs a command of the program and tells on stderr, as the last line, the CPU seconds of its
stages and its most memory, as JSON.

`python -m tests.bench.stages report --no-pdf`: a stage is the functions named here, less the stages
within them.
"""

from __future__ import annotations

import builtins
import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from time import process_time
from typing import Any

STAGES = {
    "imports": (),
    "reading": (
        "commands.report:inputs_in",
        "commands.run:registered",
        "commands.run:logged",
        "commands.run:register_of",
        "commands.run:ratings_then",
        "commands.run:log_of",
    ),
    "last meeting's files (beside)": ("commands.run:_of_the_last",),
    "rules of prose (beside)": ("commands.run:_of_the_prose",),
    "rules": (
        "commands.run:_by_rules",
        "commands.run:_reconciled",
        "commands.run:looked_at",
    ),
    "figures": ("commands.run:figures",),
    "template (beside)": ("commands.template:template_of", "commands.template:compiled"),
    "promises (beside)": ("commands.run:followed_up",),
    "filling": ("commands.run:filled_in",),
    "rows of the page (beside)": ("review.page.review_page:of_the_rows",),
    "walk and comparison": ("commands.packet:lines", "commands.packet:compared_papers"),
    "proof of the words": ("commands.run:originals", "proof.printed:faults"),
    "proof of the file (beside)": ("commands.run:of_the_paper",),
    "web (beside)": ("web.web:for_the_web",),
    "last paper": ("commands.run:last_paper", "commands.packet:_last"),
    "redline (beside)": ("commands.packet:_marked",),
    "what it tells, and its file (beside)": (
        "review.what_changed:what_changed",
        "proof.valid.document:ooxml_faults",
    ),
    "annotated (beside)": ("review.annotated:annotated",),
    "questions": ("review.page.desk:questions",),
    "review page": ("review.page.review_page:review_page",),
    "records": ("commands.packet:_whole",),
    "writing": ("files.writing:replace_outputs",),
}
"""The stages in the order of a run, each with its functions, named where they are called from; those
that a copy of the process does beside the run are so marked.
"""


class Clock:
    """CPU seconds by stage; while a stage runs within another, the outer one rests."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.beside: defaultdict[str, float] = defaultdict(float)
        self._running = ["other"]
        self._since = 0.0

    def told(self) -> dict[str, float]:
        """Return what was spent so far."""
        self._turn()
        return dict(self.spent)

    def anew(self) -> None:
        """Begin in a copy of the process, which has spent nothing."""
        self.spent.clear()
        self.beside.clear()
        self._since, self._running = 0.0, ["other"]

    def all_told(self) -> dict[str, float]:
        """Return what was spent so far here and in the copies of this copy."""
        found = self.told()
        for name, seconds in self.beside.items():
            found[name] = found.get(name, 0.0) + seconds
        return found

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done within to a stage."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def _turn(self) -> None:
        now = process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function such that what it does counts to a stage."""

        @wraps(function)
        def counted(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return counted


def counted_beside(clock: Clock) -> None:
    """Have each copy of the process send what it spent with its answer."""
    place = import_module("pipeline.commands.beside")

    class Counted(place.Beside):  # type: ignore[misc, name-defined]  # as the run finds it
        def __init__(self, work: Callable[[], Any], **named: Any) -> None:
            here = os.getpid()

            def counted() -> tuple[Any, dict[str, float]]:
                if os.getpid() == here:
                    return work(), {}
                clock.anew()
                return work(), clock.all_told()

            super().__init__(counted, **named)

        def result(self) -> Any:
            found, spent = super().result()
            for name, seconds in spent.items():
                clock.beside[name] += seconds
            return found

    place.Beside = Counted  # type: ignore[attr-defined]  # as the run finds it


def timed_once_read(clock: Clock) -> None:
    """Count imports, and the functions of the stages from when the run has read them."""
    waiting = {function: name for name, functions in STAGES.items() for function in functions}
    real, depth = builtins.__import__, 0

    def importing(*given: Any, **named: Any) -> Any:
        nonlocal depth
        if depth:
            return real(*given, **named)
        depth = 1
        try:
            with clock.stage("imports"):
                return real(*given, **named)
        finally:
            depth = 0
            for function in list(waiting):
                module, _, attribute = function.partition(":")
                place = sys.modules.get(f"pipeline.{module}")
                if place is not None and hasattr(place, attribute):
                    name = waiting.pop(function)
                    setattr(place, attribute, clock.timed(name, getattr(place, attribute)))

    builtins.__import__ = importing


def main(arguments: list[str]) -> int:
    """Run the command and tell its stages; returns its exit code."""
    import resource  # which Windows has not

    clock = Clock()
    timed_once_read(clock)
    gc.disable()  # as __main__ does
    from pipeline.commands.cli import main as run

    counted_beside(clock)
    code = run(arguments)
    spent, both = clock.told(), (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = [resource.getrusage(one).ru_maxrss / 1024 for one in both]
    told = {"spent": spent, "beside": clock.beside, "memory": memory}
    print(json.dumps(told), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
