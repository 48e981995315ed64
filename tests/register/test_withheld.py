"""What a text tells of rows that are not for publication."""

from __future__ import annotations

import pytest

from pipeline.register.withheld import Withheld
from tests.counting import position_of

UPDATE = "The case of PC Black\nheard in private"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The case of PC Black", True),
        ("It said:  the case, The  case of\nPC Blackwell, and more.", True),
        ("Once more: heard in private.", True),
        ("Overheard in privateness", True),
        ("The case of PC White was heard", False),
        ("Unsubstantiated", True),
        ("Substantiate", False),
        ("Not proven", False),
        ("", False),
    ],
)
def test_a_text_tells_what_holds_a_line_of_theirs_though_it_begins_or_ends_within_a_word(
    text: str, told: bool
) -> None:
    row = {"update": UPDATE, "publish": "No"}
    rows = ({**row, "rag_reason": "substantiated"}, {**row, "rag_reason": "Not proven"})
    assert Withheld(position_of(*rows).register.rows, ()).is_told(text) is told
