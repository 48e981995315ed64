"""The Makefile: every command has a target, help lists it, and what a person gives is one word."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.commands.cli import cli

ROOT = Path(__file__).parents[1]
TARGETS = dict(
    re.findall(r"(?m)^(\w+):.*?## (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
)
ALONE = {
    name: value
    for name, value in os.environ.items()
    if name not in ("ARGS", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")
}
"""What `make test` itself was called with is no word of the calls that are tried."""
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def said(*words: str) -> list[list[str]]:
    """Return the words of each pipeline command that a call of make would run."""
    done = subprocess.run(
        ["make", "-n", *words], cwd=ROOT, env=ALONE, capture_output=True, text=True, check=True
    )
    lines = [shlex.split(line) for line in done.stdout.splitlines() if "-m pipeline " in line]
    return [line[line.index("pipeline") + 1 :] for line in lines]


def test_every_command_is_a_target_and_is_in_the_help() -> None:
    assert set(cli.commands) <= set(TARGETS)


def test_every_target_is_phony() -> None:
    phony = re.search(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert phony and set(phony[1].split()) == set(TARGETS)


@needs_make
@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["report"], ["report"]),
        (["report", "ARGS=--no-pdf"], ["report", "--no-pdf"]),
        (["check"], ["check"]),
        (["check", "LIST=to do.xlsx"], ["check", "--list", "to do.xlsx"]),
        (["explain", "KEY=overdue_total"], ["explain", "overdue_total"]),
        (["explain", "WHAT=causes of concern"], ["explain", "causes of concern"]),
        (["explain", "WHAT=-039"], ["explain", "-039"]),
        (["verify", "PAPER=a b.docx"], ["verify", "a b.docx"]),
        (["verify", 'PAPER=it\'s $(x) `y` "z".docx'], ["verify", 'it\'s $(x) `y` "z".docx']),
        (["verify"], ["verify"]),
        (["diff", "OLD=a b.docx", "NEW=c d.docx"], ["diff", "a b.docx", "c d.docx"]),
        (
            ["diff", "OLD=a", "NEW=b", "REDLINE=r s.docx", "HTML=h.html"],
            ["diff", "a", "b", "--redline", "r s.docx", "--html", "h.html"],
        ),
        (["text", "PAPER=a b.docx"], ["text", "a b.docx"]),
        (["publish"], ["publish"]),
        (["publish", "PAPER=a b.docx"], ["publish", "a b.docx"]),
        (
            ["baseline", "OLD=a b.xlsx", "MEETING=2020-07-09", "DATA_TO=2020-06-30"],
            ["baseline", "a b.xlsx", "--meeting", "2020-07-09", "--data-to", "2020-06-30"],
        ),
        (["init", "DIR=our folder"], ["init", "our folder"]),
        (
            ["init", "DIR=d", "FROM=a b.xlsx", "LOG=l m.xlsx"],
            ["init", "d", "--from", "a b.xlsx", "--log", "l m.xlsx"],
        ),
        (["map"], ["map"]),
        (["map", "ARGS=--ask"], ["map", "--ask"]),
        (["preview"], ["preview"]),
    ],
)
def test_what_is_given_to_a_target_reaches_the_command_as_it_was_typed(
    words: list[str], command: list[str]
) -> None:
    assert said(*words) == [command]


@needs_make
def test_help_lists_every_target() -> None:
    done = subprocess.run(
        ["make", "help"], cwd=ROOT, env=ALONE, capture_output=True, text=True, check=True
    )
    assert [line.split()[1] for line in done.stdout.splitlines()] == list(TARGETS)
