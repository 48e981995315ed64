"""Runs a command of the program and tells on stderr, as the last line, the CPU seconds of its
stages as JSON.

`python -m tests.bench.stages report --no-pdf`: a stage is the functions named here, less the stages
within them.
"""

from __future__ import annotations

import builtins
import gc
import json
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
        "commands.given:register",
        "commands.given:log",
        "commands.run:register_of",
        "commands.run:log_of",
    ),
    "rules": (
        "checks.rows:broken",
        "commands.run:first_hand",
        "commands.run:proofread",
        "commands.run:personal",
        "commands.run:other_majesty",
        "checks.reconcile:everything",
    ),
    "figures": ("commands.run:figures",),
    "filling": ("commands.run:filled_in",),
    "proof": (
        "proof.printed:faults",
        "commands.run:paper_findings",
        "commands.run:faults_of_template",
    ),
    "redline": ("commands.packet:_last", "commands.packet:_marked"),
    "annotated": ("review.annotated:annotated",),
    "review page": ("review.page.review_page:review_page",),
    "writing": ("files.writing:replace_outputs",),
}
"""The stages in the order of a run, each with its functions, named where they are called from."""


class Clock:
    """CPU seconds by stage; while a stage runs within another, the outer one rests."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._running = ["other"]
        self._since = 0.0

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


def main(arguments: list[str]) -> int:
    """Run the command and tell its stages; returns its exit code."""
    clock = Clock()
    real, depth = builtins.__import__, 0

    def importing(*given: Any, **named: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            if depth > 1:
                return real(*given, **named)
            with clock.stage("imports"):
                return real(*given, **named)
        finally:
            depth -= 1

    builtins.__import__ = importing
    for name, functions in STAGES.items():
        for function in functions:
            module, _, attribute = function.partition(":")
            with clock.stage("imports"):
                place = import_module(f"pipeline.{module}")
            setattr(place, attribute, clock.timed(name, getattr(place, attribute)))
    gc.set_threshold(200_000, 20, 20)  # as __main__ does
    code: int = import_module("pipeline.commands.cli").main(arguments)
    with clock.stage("other"):
        print(json.dumps(dict(clock.spent)), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
