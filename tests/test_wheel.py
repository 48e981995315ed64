"""The program as an installed tool: a wheel, in an empty environment, started from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs import ROOT

PACKED = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "pipeline", "templates")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def pip(python: Path | str, *words: str) -> None:
    """Run pip; a test is skipped where it cannot reach the package index."""
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode and any(
        said in ended.stderr
        for said in ("Connection", "No matching distribution", "resolve", "Proxy")
    ):
        pytest.skip("pip cannot reach the package index")
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from a copy of the source, so that nothing is left in ours."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, source / name)
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(out), str(source))
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def tool(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the installed command, in an environment that holds nothing else."""
    place = tmp_path_factory.mktemp("empty") / "an environment, ü"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    python = place / SCRIPTS / ("python.exe" if os.name == "nt" else "python")
    pip(python, "install", "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements.lock"))
    pip(python, "install", "--no-deps", str(wheel))
    yield place / SCRIPTS / ("hmicfrs-update.exe" if os.name == "nt" else "hmicfrs-update")


@pytest.mark.judge
def test_the_wheel_holds_all_that_is_read_and_no_test(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".md")
    }
    assert {name for name in held if "dist-info" not in name} == {
        *ours,
        "pipeline/templates/README.md",
        "pipeline/templates/hmicfrs_update.docx",
    }


@pytest.mark.judge
def test_the_installed_tool_makes_the_paper_from_another_folder(tool: Path, tmp_path: Path) -> None:
    desk = tmp_path / "Ausschuß für Prüfung"
    shutil.copytree(ROOT / "inputs", desk / "in puts")
    shutil.copytree(ROOT / "templates", desk / "Vorlagen")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folders = ["--inputs", str(desk / "in puts"), "--templates", str(desk / "Vorlagen")]
    clone = [sys.executable, "-m", "pipeline", "report", "--no-pdf", *folders]
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    env = {key: value for key, value in os.environ.items() if key not in hidden}
    for command, cwd in (
        ([*clone, "--outputs", str(tmp_path / "clone")], ROOT),
        ([str(tool), *clone[3:], "--outputs", str(tmp_path / "wheel")], elsewhere),
    ):
        ended = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=env)
        assert ended.returncode == 0, ended.stderr
    assert written(tmp_path / "wheel") == written(tmp_path / "clone") != {}
    assert list(elsewhere.iterdir()) == []
    started = [str(tool), "init", str(tmp_path / "our force")]
    ended = subprocess.run(started, cwd=elsewhere, capture_output=True, text=True, env=env)
    assert ended.returncode == 0, ended.stderr
    ours = (ROOT / "templates" / "hmicfrs_update.docx").read_bytes()
    assert written(tmp_path / "our force")["templates/hmicfrs_update.docx"] == ours


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
