"""Makes `.venv` and installs what the lock names, hash by hash; with nothing but Python's standard
library.

`python -m pipeline.setup_env` for running, `python -m pipeline.setup_env --dev` for the tests too.
A second call does nothing while the locks are the same.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / "requirements.lock",)
DEV_LOCKS = (*LOCKS, ROOT / "tests" / "requirements.lock")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Set up what the arguments ask for and return an exit code."""
    if sys.version_info < OLDEST:
        return _told(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
            " Install a newer one and name it: make PYTHON=python3.12 report"
        )
    place = Path(os.environ.get("PIPELINE_VENV") or ROOT / ".venv")
    locks = DEV_LOCKS if "--dev" in arguments else LOCKS
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamps = {lock: place / f".{lock.parent.name}-{lock.name}.installed" for lock in locks}
    wanted = [lock for lock in locks if not python.exists() or not _current(lock, stamps[lock])]
    if not wanted:
        return 0
    if not python.exists() and _made(place) != 0:
        return _told(
            "The folder .venv could not be made. On Debian or Ubuntu run: sudo apt install"
            " python3-venv (elsewhere, install Python from python.org with its usual parts), then"
            " run the command again."
        )
    print("Installing what the program needs (once; about a minute) …", file=sys.stderr)
    for lock in wanted:
        if _installed(python, lock) != 0:
            return _told(
                "Something could not be installed; the lines above say what. Ready-made packages"
                " are needed for this computer's Python: use a current Python (3.11 to 3.14), be"
                " online, or ask IT for access to the package index. No compiler is used."
            )
        stamps[lock].write_text(_digest(lock), encoding="ascii")
    compileall.compile_dir(
        ROOT / "pipeline", quiet=2
    )  # once here, where Python is told to keep no bytecode of its own too
    return 0


def _current(lock: Path, stamp: Path) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == _digest(lock)


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _made(place: Path) -> int:
    print("Making .venv …", file=sys.stderr)
    code = subprocess.run([sys.executable, "-m", "venv", str(place)], stdout=sys.stderr).returncode
    if code != 0:
        shutil.rmtree(place, ignore_errors=True)
    return code


def _installed(python: Path, lock: Path) -> int:
    return subprocess.run(
        [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
            "-r",
            str(lock),
        ],
        stdout=sys.stderr,
    ).returncode


def _told(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
