"""SECURITY.md says what is true: the licences of all that is brought in, and the counts of a
run.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.attack.campaign import PAGE, SURFACES
from tests.docs import ROOT

TEXT = PAGE.read_text(encoding="utf-8")
LICENCES = {
    name: licence
    for names, licence in re.findall(r"(?m)^\| ([\w, -]+) \| ([^|]+) \|$", TEXT)
    for name in names.split(", ")
}
LOCKED = set(
    re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
)


def installed(name: str) -> bool:
    """Return whether this machine needs the package: some are for Windows, or for another
    Python.
    """
    try:
        return bool(metadata(name))
    except PackageNotFoundError:
        return False


def test_every_package_of_the_lock_has_its_licence() -> None:
    assert set(LICENCES) - {"package", "---"} == LOCKED


@pytest.mark.parametrize("name", sorted(filter(installed, LOCKED)))
def test_a_licence_is_what_the_package_states(name: str) -> None:
    about = metadata(name)
    stated = (
        about.get("License-Expression")
        or about.get("License")
        or " ".join(about.get_all("Classifier") or [])
    )
    for word in ("LGPL", "MPL", "Apache", "BSD", "MIT", "PSF"):
        if re.search(rf"\b{word}\b", stated.replace("-", " ")):
            assert word in LICENCES[name], stated


def test_the_counts_are_of_a_run_over_all_surfaces() -> None:
    counts = TEXT.partition("<!-- attack -->")[2].partition("<!-- end -->")[0]
    assert re.search(r"Version [\d.]+, seed \d+, [\d.]+ minutes:", counts)
    assert all(f"| {surface} |" in counts for surface in SURFACES)
