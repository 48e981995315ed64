"""A bare number in a table is written in digits, and in prose as the house style says."""

from __future__ import annotations

import pytest

from pipeline.commands.run import made
from pipeline.paper.template import template_faults
from pipeline.word.outline import paragraphs
from pipeline.word.package import opened
from tests import builders
from tests.house.parts import p, row, table
from tests.paper.test_template import KEYS, document, n

CELLS = [
    ("{{ outstanding_total }}", "2"),
    ("{{outstanding_total}}", "2"),
    ("{{ overdue_total }}", "0"),
    ("{{ outstanding_total|number }}", "two"),
    ("{{ outstanding_total|digits }}", "2"),
    ("{{ outstanding_total }} ({{ overdue_total }})", "2 (0)"),
    ("{% if outstanding_total %}{{ outstanding_total }}{% else %}–{% endif %}", "2"),
    ("{{ outstanding_total }} of them", "two of them"),
    ('{{ outstanding_total|count("recommendation") }}', "two recommendations"),
    ("{{ meeting_date }}", "14 January 2021"),
    ("{{ force_short }}", "WMP"),
]


def printed(content: str) -> list[str]:
    given = builders.inputs({}, {}, template=document(content))
    return [one.text for one in paragraphs(opened(made(given).paper))]


@pytest.mark.parametrize(("slot", "words"), CELLS)
def test_a_bare_number_in_a_cell_is_in_digits(slot: str, words: str) -> None:
    head = row([n("Head"), n("Number")], header=True)
    cells = table((4000, 5000), [head, row([n("Here"), n(slot)])], caption="c", about="a")
    assert printed(cells)[4] == words


def test_a_bare_number_of_a_row_in_a_cell_is_in_digits() -> None:
    head = row([n("Rating"), n("Number")], header=True)
    rows = [
        row([n("{%tr for rating in ratings %}"), n("")]),
        row([n("{{ rating.word }}"), n("{{ rating.outstanding }}")]),
        row([n("{%tr endfor %}"), n("")]),
    ]
    read = printed(table((4000, 5000), [head, *rows], caption="c", about="a"))
    assert read[3:9] == ["Red", "0", "Amber", "2", "Green", "0"]


def test_a_bare_number_in_prose_is_in_words() -> None:
    assert printed(n("{{ outstanding_total }}"))[1] == "two"
    assert printed(p("Heading2", "{{ outstanding_total }}"))[1] == "two"


def test_the_filter_of_cells_is_no_filter_of_templates() -> None:
    (found,) = template_faults(document(n("{{ outstanding_total|in_cell }}")), KEYS)
    assert found.code == "template-filter"
