"""Words that are no date, months and quarters as targets, and keys that are numbers."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from pipeline.findings.finding import Cell
from pipeline.mapping.dates import as_shown, dated, month_in
from pipeline.settings.mapping import Dates
from pipeline.workbook.cell import Raw

LAST, FIRST = Dates(month="last day"), Dates(month="first day")
APRIL, APRIL_FIRST = (
    Dates(month="last day", year_starts="April"),
    Dates(month="first day", year_starts="April"),
)
STORED = datetime.datetime(2020, 11, 1)


def cell(value: Any, pattern: str = "General") -> Raw:
    return Raw(Cell("Tracker", 2, 6), "Due", value, pattern=pattern)


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [
        ("Mar-21", LAST, "2021-03-31"),
        ("Mar 21", LAST, "2021-03-31"),
        ("March 2021", LAST, "2021-03-31"),
        ("Sept 2021", LAST, "2021-09-30"),
        ("end of February 2024", LAST, "2024-02-29"),
        ("by end March 2021", LAST, "2021-03-31"),
        ("Mar-21", FIRST, "2021-03-01"),
        ("03/2021", LAST, "2021-03-31"),
        ("Q3 2021", LAST, "2021-09-30"),
        ("Q1 2021", FIRST, "2021-01-01"),
        ("Q3 2020/21", APRIL, "2020-12-31"),
        ("Q4 2020-21", APRIL, "2021-03-31"),
        ("Q4 20/21", APRIL, "2021-03-31"),
        ("q1 2020/2021", APRIL, "2020-06-30"),
        ("Q4 2020/21", APRIL_FIRST, "2021-01-01"),
        ("Qtr 2 2020/21", APRIL, "2020-09-30"),
        ("Q2 2020", APRIL, "2020-09-30"),
        ("3rd quarter 2021", LAST, "2021-09-30"),
        ("Q3 2020/21", LAST, None),
        ("Q3 2020/22", APRIL, None),
        ("Q5 2020", LAST, None),
        ("TBC", LAST, None),
        ("2021", LAST, None),
        ("31/03/2021", LAST, None),
        ("Mar", LAST, None),
        ("Ongoing 21", LAST, None),
        ("Marchy 2021", LAST, None),
        ("13/2021", LAST, None),
    ],
)
def test_a_month_or_a_quarter_stands_for_its_last_or_its_first_day(
    text: str, dates: Dates, day: str | None
) -> None:
    found = month_in(text, dates)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("value", "pattern", "key", "dates", "read_as"),
    [
        (STORED, "mmm-yy", "target", LAST, datetime.date(2020, 11, 30)),
        (STORED, "mmm-yy", "original_target", FIRST, datetime.date(2020, 11, 1)),
        (STORED, "mmm-yy", "closed", LAST, STORED),
        (STORED, "mmm-yy", "target", Dates(), STORED),
        (STORED, "dd/mm/yyyy", "target", LAST, STORED),
        ("Mar-21", "General", "target", LAST, datetime.date(2021, 3, 31)),
        ("Mar-21", "General", "reviewed", LAST, "Mar-21"),
        ("TBC", "General", "target", Dates(none=("tbc",)), None),
        (" tbc ", "General", "closed", Dates(none=("TBC", "n/a")), None),
        ("TBC", "General", "target", Dates(), "TBC"),
        (None, "General", "target", LAST, None),
    ],
)
def test_only_a_target_may_be_a_month_and_only_named_words_are_no_date(
    value: Any, pattern: str, key: str, dates: Dates, read_as: Any
) -> None:
    assert dated(cell(value, pattern), key, dates).value == read_as


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (7, "000", "007"),
        (12, "0", "12"),
        (1.5, "0", "2"),
        (1.1, "£0.00", 1.1),
        (0.5, "0%", 0.5),
        (True, "General", True),
        ("1.10", "@", "1.10"),
        (44000, "mmm-yy", 44000),
    ],
)
def test_a_number_in_a_key_is_the_text_that_excel_shows(
    value: Any, pattern: str, text: Any
) -> None:
    assert as_shown(cell(value, pattern)).value == text
