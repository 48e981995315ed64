"""Where the lines of a paper stand, as its readers find them."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.word.lines import standings
from tests.golden import example_run


@cache
def places() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in standings(example_run().paper):
        found.setdefault(one.line.cells[0][:30], one.place)
    return found


@pytest.mark.parametrize(
    ("words", "place"),
    [("Agenda item", "the first page"), ("Purpose of report", "1"), ("WMP-030", "Appendix ")],
)
def test_a_line_has_the_place_that_readers_give_it(words: str, place: str) -> None:
    told = next(told for found, told in places().items() if found.startswith(words))
    assert told.startswith(place)


def test_numbers_are_printed_once_but_for_lists_and_tables() -> None:
    numbered = [one.place for one in standings(example_run().paper) if one.label]
    assert len(set(numbered)) == len(numbered)
    assert "1.1" in numbered and any(number.endswith("(a)") for number in numbered)


def test_the_headings_above_are_told_outermost_first() -> None:
    deep = [one for one in standings(example_run().paper) if len(one.above) > 1]
    assert deep and all(one.above[0][0].isdigit() for one in deep)


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(ValueError, match="not a Word document"):
        standings(b"no zip")
