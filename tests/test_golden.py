"""The papers as they were last read and agreed, and the pages as the code makes them."""

from __future__ import annotations

import pytest

from pipeline.compare.text import as_text
from tests.docs import PAGES, ROOT, current
from tests.golden import FOLDER, papers


def test_the_papers_read_as_agreed() -> None:
    for name, paper in papers().items():
        assert (
            as_text(paper).splitlines()
            == (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        ), f"{name}: read the difference; if it is right, run make golden"


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_of_the_pages_are_current(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == current(page), "run make golden"
