"""The specification of the figures: rows in, refs out."""

from __future__ import annotations

from datetime import date

from tests.builders import refs


def test_one_due_on_the_day_of_the_meeting_is_not_overdue() -> None:
    rows = [{"target": date(2021, 1, 13)}, {"target": date(2021, 1, 14)}, {"target": None}]
    assert refs("overdue_total", *rows) == ["R1"]
