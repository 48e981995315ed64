"""Columns that a loop made are as wide as their words need."""

from __future__ import annotations

import pytest

from pipeline.paper.table_widths import _fitted

CASES = {
    "all alike": ([500, 500, 500], ([2000, 1000, 1000], 108)),
    "what the longest words need": ([500, 1100, 400], ([1168, 1766, 1066], 108)),
    "alike with narrow margins": ([1850, 880, 880], ([2000, 1000, 1000], 57)),
    "what they need with narrow margins": ([1850, 910, 880], ([1970, 1030, 1000], 57)),
    "too much for any margin": ([3000, 900, 900], ([2000, 1000, 1000], 108)),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_are_alike_unless_a_word_would_be_broken(name: str) -> None:
    words, answer = CASES[name]
    found = _fitted(4000, 2000, 2, words)
    assert (sum(found[0]), found) == (4000, answer)
