"""The days of a paper and of an inspection as a span: each end a date of its own, and nothing said
twice.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.english.reading import agree
from pipeline.english.writing import span
from pipeline.findings.finding import TemplateRefused
from tests.builders import SETTINGS, inputs, inspections
from tests.paper.test_template import document, n

DAYS = n("{% for one in inspections %}It took place on {{ one.days }}.{% endfor %}")
COMING = n("{% for one in forthcoming %}It is on {{ one.days }}.{% endfor %}")


def lines(*content: str, **more: Any) -> list[str]:
    """Return the lines of the paper that a template of these paragraphs makes."""
    paper = made(inputs({}, template=document(*content), **more)).paper
    return [line.partition("] ")[2] for line in as_text(paper).splitlines() if line]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2020, 7, 1), date(2020, 12, 31), "1 July|31 December 2020"),
        (date(2020, 11, 9), date(2020, 11, 13), "9|13 November 2020"),
        (date(2019, 11, 9), date(2020, 11, 13), "9 November 2019|13 November 2020"),
        (date(2020, 12, 9), date(2021, 1, 3), "9 December 2020|3 January 2021"),
        (date(2019, 7, 1), date(2020, 7, 1), "1 July 2019|1 July 2020"),
    ],
)
def test_the_first_day_leaves_out_what_the_last_one_says(
    first: date, last: date, told: str
) -> None:
    assert "|".join(span(first, last)) == told


PERIOD = n(
    "{% if period %}From {{ period }}, after {{ period_from|date }}.{% else %}All.{% endif %}"
)


def test_the_period_begins_on_the_day_after_the_last_cut_off_or_with_since_or_nowhere() -> None:
    assert "From 1 July to 31 December 2020, after 1 July 2020." in lines(PERIOD, then=[])
    since = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-10-15")
    assert "From 15 October to 31 December 2020, after 15 October 2020." in lines(
        PERIOD, settings=since
    )
    assert "All." in lines(PERIOD)


@pytest.mark.parametrize(
    ("started", "told"),
    [
        (date(2020, 10, 26), "26 to 30 October 2020"),
        (date(2020, 10, 30), "30 October 2020"),
        (date(2020, 9, 30), "30 September to 30 October 2020"),
        (None, "30 October 2020"),
    ],
)
def test_an_inspection_took_place_on_its_days(started: date | None, told: str) -> None:
    log = inspections(inspections=[{"started": started}])
    assert f"It took place on {told}." in lines(DAYS, log=log, then=[])


def test_a_coming_inspection_is_on_its_days() -> None:
    log = inspections(
        forthcoming=[{}, {"title": "B", "ends": date(2021, 6, 18), "starts": date(2021, 6, 14)}]
    )
    assert "It is on 14 June 2021.It is on 14 to 18 June 2021." in lines(COMING, log=log, then=[])


def test_a_span_takes_no_filter_and_is_not_printed_where_there_is_none() -> None:
    with pytest.raises(TemplateRefused) as refused:
        lines(n("{{ period|date }}"), then=[])
    assert "needs a date, and this is a span of days" in str(refused.value.findings[0].message)


@pytest.mark.parametrize(
    ("printed", "found", "same"),
    [
        ("1 July", "1 July", True),
        ("1 July", "1 July 2020", True),
        ("1 July", "2 July", False),
        ("1 July", "1 August", False),
        ("31 December 2020", "31 December", False),
        ("31 December 2020", "30 December 2020", False),
        ("9", "10", False),
        ("9", "9", True),
    ],
)
def test_an_end_without_a_year_is_read_again(printed: str, found: str, same: bool) -> None:
    assert agree(printed, found) is same
