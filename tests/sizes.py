"""What is longer than the house likes, once formatted: `python -m tests.sizes` lists functions and
modules.

Counted as the tree would be after `ruff format --line-length 100`, in a folder of its own: the tree
is not touched.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300


def formatted(room: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each module of a folder of the tree by its path, formatted; `folder` takes the
    copies.
    """
    shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "format",
            "--isolated",
            "--quiet",
            "--line-length",
            "100",
            str(folder / room),
        ],
        check=True,
    )
    for path in sorted((folder / room).rglob("*.py")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def long_functions(source: str) -> list[tuple[int, str]]:
    """Return the functions of a module that are too long, with their lines: decorators are not
    counted.
    """
    found = [
        (node.end_lineno - node.lineno + 1, node.name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    ]
    return [(lines, name) for lines, name in found if lines > LONGEST_FUNCTION]


def main(rooms: list[str]) -> None:
    """Print what is too long in the folders that are named, the longest first."""
    functions: list[tuple[int, str]] = []
    modules: list[tuple[int, str]] = []
    with TemporaryDirectory() as folder:
        for name, source in (found for room in rooms for found in formatted(room, Path(folder))):
            functions += [
                (lines, f"{name} {function}") for lines, function in long_functions(source)
            ]
            modules.append((len(source.splitlines()), name))
    long = [entry for entry in modules if entry[0] > LONGEST_MODULE]
    for title, found in (
        (f"functions over {LONGEST_FUNCTION} lines", functions),
        (f"modules over {LONGEST_MODULE}", long),
    ):
        print(f"{len(found)} {title}")
        for lines, name in sorted(found, reverse=True):
            print(f"{lines:6} {name}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["pipeline"])
