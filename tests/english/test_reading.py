"""The words of a text, and its small letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.english.reading import small, words_in


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40))
def test_the_words_of_a_text_are_what_a_search_for_words_finds(text: str) -> None:
    assert words_in(text) == re.findall(r"\w+", text)


@pytest.mark.parametrize("typed", ["CLOSED", "Closed", "clo\u017fed", "S\u0130GNED", "s\u0131gned"])
def test_what_a_search_finds_whatever_its_capitals_is_found_in_small_letters(typed: str) -> None:
    word = "signed" if "g" in small(typed) else "closed"
    assert re.search(word, typed, re.IGNORECASE) and word in small(typed)
