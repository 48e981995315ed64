"""What a command imports is what it uses: its libraries, by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands.beside import _processors

ROOT = Path(__file__).parents[2]
LIBRARIES = {
    "click",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "markupsafe",
    "openpyxl",
    "pandas",
    "numpy",
    "pikepdf",
    "pypdf",
    "defusedxml",
}
ALONE = not hasattr(os, "fork") or _processors() < 2
"""Where no copy of the process reads the template beside the run, the run does it with docxtpl."""
READ = {"click", "lxml", "markupsafe", "jinja2", *(("docx", "docxtpl") if ALONE else ())}
USED = {
    "--help": {"click"},
    "text": {"click", "lxml"},
    "check": READ,
    "report": READ,
    "first": READ,
}
ARGUMENTS = {
    "--help": ["--help"],
    "text": ["text", "inputs/meetings/2020-07-09/paper.docx"],
    "check": ["check"],
    "report": ["report", "--no-pdf"],
    "first": ["check", "--inputs", "first"],
}
ASK = """
import sys
from pipeline.commands.cli import main
code = main(sys.argv[1:])
print("imported", code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("command", USED)
def test_a_command_imports_only_the_libraries_that_it_uses(command: str, tmp_path: Path) -> None:
    outputs = [] if command == "--help" else ["--outputs", str(tmp_path / "outputs")]
    first = tmp_path / "first"
    shutil.copytree(ROOT / "inputs", first, ignore=shutil.ignore_patterns("meetings"))
    arguments = [str(first) if word == "first" else word for word in ARGUMENTS[command]]
    run = subprocess.run(
        [sys.executable, "-c", ASK, *arguments, *outputs],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, *names = run.stdout.splitlines()[-1].split()[1:]
    assert (code, LIBRARIES & set(names)) == ("0", USED[command])
