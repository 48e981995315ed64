"""The order of the modules: each imports only what stands before it; heavy libraries only where they are used."""

from __future__ import annotations

import ast
from pathlib import Path

PIPELINE = Path(__file__).parents[1] / "pipeline"
ORDER = """findings package schema codes config guard read prose cells register log names proofread changes rules words marks
slots figures reconcile build outline paper render template prove archive run filing review.text review.explain review.reasons
review.annotated review.verify review.diff review.page cli""".split()
ALONE = {"__init__", "__main__", "setup_env", "review.__init__"}
MAY_IMPORT = {
    "pandas": {"register", "changes", "figures", "reconcile", "rules", "paper", "run", "review"},
    "openpyxl": {"read", "run"}, "docxtpl": {"render", "run"}, "docx": {"run"}, "click": {"cli"}, "pydantic": {"config"},
}
DISK = {"cli", "archive", "setup_env"}


def modules() -> dict[str, ast.Module]:
    """Return the modules by dotted name within pipeline."""
    return {".".join(path.relative_to(PIPELINE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
            for path in PIPELINE.rglob("*.py")}


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


def test_every_module_has_its_place_in_the_order() -> None:
    assert set(modules()) - ALONE <= set(ORDER)


def test_a_module_imports_only_modules_before_it() -> None:
    breaches = [(name, other) for name, tree in modules().items() if name in ORDER for other in ORDER
                if f"pipeline.{other}" in imported(tree) and ORDER.index(other) >= ORDER.index(name)]
    assert breaches == []


def test_heavy_libraries_are_imported_only_where_they_are_used() -> None:
    breaches = [(name, library) for name, tree in modules().items() for library, allowed in MAY_IMPORT.items()
                if any(found.split(".")[0] == library for found in imported(tree))
                and not {name, name.split(".")[0]} & allowed]
    assert breaches == []


def test_only_the_edges_touch_the_disk_and_nothing_reads_the_clock() -> None:
    breaches = []
    for name, tree in modules().items():
        calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if name.split(".")[0] not in DISK and name not in ALONE and {"read_bytes", "write_bytes", "write_text"} & calls:
            breaches.append((name, "disk"))
        if {"now", "today", "utcnow", "time_ns"} & calls and "time" in imported(tree) | imported(tree):
            breaches.append((name, "clock"))
        if {"random", "uuid", "secrets", "time"} & imported(tree):
            breaches.append((name, "clock or chance"))
    assert breaches == []
