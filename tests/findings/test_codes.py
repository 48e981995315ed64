"""The codes: each declared once, by the room that finds it, and each that the program names is
declared.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.commands.codes import CODES
from pipeline.findings.codes import Code, errors, finding_of, notes, remarks
from tests.test_layers import PIPELINE, modules

TABLES = [
    path.parent.relative_to(PIPELINE)
    for path in sorted(PIPELINE.rglob("codes.py"))
    if path.parent.name != "findings"
]
"""The rooms that declare codes."""
WAYS: dict[str, tuple[int, str, str]] = {
    "finding": (0, "", ""),
    "at": (1, "", ""),
    "_moved": (1, "", ""),
    ".say": (0, "", ""),
    "remark": (0, "", "paper-"),
    ".fault": (0, "workbook", ""),
    "._gather": (0, "workbook", ""),
    ".addressee": (0, "workbook", ""),
}
"""What makes a finding: where it takes the code, the room it is of if not the caller's, and what it
puts before the code.
"""


def table(room: Path) -> dict[str, Code]:
    """Return the codes that a room declares."""
    declared = import_module(f"pipeline.{'.'.join(room.parts)}.codes")
    return getattr(declared, "COMMANDS", declared.CODES)


def named(module: str) -> frozenset[str]:
    """Return all texts that stand in a module of the program."""
    return frozenset(
        node.value
        for node in ast.walk(modules()[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def made(module: str) -> Iterator[tuple[str, str]]:
    """Yield each code that a module makes a finding of, as far as it stands there in letters, and
    the room that says it.
    """
    own = max(
        (".".join(room.parts) for room in TABLES if module.startswith(".".join(room.parts) + ".")),
        key=len,
        default="",
    )
    for call in (
        node for node in ast.walk(modules()[module]) if own and isinstance(node, ast.Call)
    ):
        name = (
            call.func.id
            if isinstance(call.func, ast.Name)
            else f".{getattr(call.func, 'attr', '')}"
        )
        place, room, before = WAYS.get(name, (len(call.args), "", ""))
        for code in call.args[place : place + 1]:
            ways = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
            yield from (
                (room or own, f"{before}{way.value}")
                for way in ways
                if isinstance(way, ast.Constant)
            )


def test_each_code_is_declared_once_and_all_of_them_are_gathered() -> None:
    declared = [code for room in TABLES for code in table(room)]
    assert sorted(declared) == sorted(CODES)


def test_each_code_that_is_declared_is_used() -> None:
    words = frozenset[str]().union(
        *(named(name) for name in modules() if not name.endswith(".codes"))
    )
    assert [code for code in CODES if not {code, code.removeprefix("paper-")} & words] == []


def test_each_code_that_is_used_is_known_to_the_room_that_says_it() -> None:
    used = [(module, *found) for module in modules() for found in made(module)]
    assert len(used) > 200
    assert [
        (module, code)
        for module, room, code in used
        if code not in import_module(f"pipeline.{room}.codes").finding.args[0]
    ] == []


def test_a_code_that_is_not_declared_makes_no_finding() -> None:
    with pytest.raises(KeyError):
        finding_of(errors(3, blank="a cell is blank"), "nowhere", "it is blank.")


def test_a_finding_has_the_severity_of_its_code_and_only_notes_may_be_raised() -> None:
    codes = {**errors(3, blank="b"), **notes(3, past_target="p"), **remarks(no_pdf="n")}
    assert [
        (code, finding_of(codes, code, "m").severity, codes[code].exit, codes[code].raisable)
        for code in codes
    ] == [
        ("blank", "error", 3, False),
        ("past-target", "note", 3, True),
        ("no-pdf", "note", 6, False),
    ]
