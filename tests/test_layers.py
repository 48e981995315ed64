"""The order of the modules: each imports only what stands before it; heavy libraries only where
they are used.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PIPELINE = Path(__file__).parents[1] / "pipeline"
ORDER = """findings files english settings workbook mapping start word register figures checks paper proof web compare review commands""".split()
"""The rooms from the ground up; within a room any order that has no circle."""
ALONE = {"__init__", "__main__", "setup_env"}
MAY_IMPORT = {
    "pandas": {"register"},
    "openpyxl": {"mapping", "start", "workbook", "paper", "commands"},
    "docxtpl": {"paper"},
    "docx": set(),
    "click": {"commands"},
    "pikepdf": {"paper"},
}
DISK = (
    "commands.folders",
    "commands.init",
    "commands.publish",
    "files.content",
    "files.leftovers",
    "files.writing",
    "register.archive",
    "register.meeting_files",
    "register.anchors",
    "paper.pdf.",
    "setup_env",
)
"""paper.pdf talks to LibreOffice through a folder of its own, and review.page reads its own page
templates.
"""


@cache
def modules() -> dict[str, ast.Module]:
    """Return the modules by dotted name within pipeline."""
    return {
        ".".join(path.relative_to(PIPELINE).with_suffix("").parts): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in PIPELINE.rglob("*.py")
    }


@cache
def imported(tree: ast.Module) -> set[str]:
    """Return the dotted names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(name: str) -> str:
    """Return the room that a module is in: itself, or the folder it lies in."""
    return name.split(".")[0]


def test_every_module_has_its_place_in_the_order() -> None:
    assert {room(name) for name in modules()} - ALONE == set(ORDER)


def test_a_room_imports_only_rooms_before_it() -> None:
    breaches = [
        (name, other)
        for name, tree in modules().items()
        if room(name) in ORDER
        for other in ORDER
        if any(
            found == f"pipeline.{other}" or found.startswith(f"pipeline.{other}.")
            for found in imported(tree)
        )
        and other != room(name)
        and ORDER.index(other) >= ORDER.index(room(name))
    ]
    assert breaches == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    trees = modules()
    needs = {
        name: {other for other in trees if other != name and f"pipeline.{other}" in imported(tree)}
        for name, tree in trees.items()
    }
    while free := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in free:
            del needs[name]
    assert needs == {}


def test_heavy_libraries_are_imported_only_where_they_are_used() -> None:
    breaches = [
        (name, library)
        for name, tree in modules().items()
        for library, allowed in MAY_IMPORT.items()
        if any(found.split(".")[0] == library for found in imported(tree))
        and room(name) not in allowed
    ]
    assert breaches == []


def test_only_the_edges_touch_the_disk_and_nothing_reads_the_clock() -> None:
    breaches = []
    for name, tree in modules().items():
        calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if not name.startswith(DISK) and {"read_bytes", "write_bytes", "write_text"} & calls:
            breaches.append((name, "disk"))
        if {"now", "today", "utcnow", "time_ns"} & calls and "time" in imported(tree) | imported(
            tree
        ):
            breaches.append((name, "clock"))
        if {"random", "uuid", "secrets", "time"} & imported(tree):
            breaches.append((name, "clock or chance"))
    assert breaches == []
