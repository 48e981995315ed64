"""A column that stands only sometimes: its cells come and go with their condition, and the broadest
of the others has the room.
"""

from __future__ import annotations

import re

import pytest
from lxml import etree

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.paper.template import template_faults
from pipeline.word.xml import w
from tests import builders
from tests.golden import template
from tests.house.parts import row, table
from tests.house.tags import column
from tests.paper.test_template import KEYS, document, n

HEAD = row([n("Ref"), n("Recommendation"), n(column("targets_kept", "Target"))], header=True)


def told(*cells: str) -> list[str]:
    """Return the codes of what is wrong with a table whose second row has these cells."""
    drawn = table((1, 2, 1), [HEAD, row(list(cells))], caption="c", about="a")
    return [found.code for found in template_faults(document(drawn), KEYS)]


def test_a_cell_may_begin_with_the_condition_of_its_column_and_end_with_its_end() -> None:
    assert told(n("a"), n("b"), n(column("targets_kept", "{{ title }}"))) == []


def test_so_may_one_of_several_lines() -> None:
    lines = n("{%tc if targets_kept %}") + n("a") + n("b") + n("{%tc endif %}")
    assert told(n("a"), n("b"), lines) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("{%tc if targets_kept %}Target", "template-text-lost"),
        ("x {%tc if targets_kept %}Target{%tc endif %}", "template-text-lost"),
        ("{%tc if targets_kept %}Target{%tc endif %} x", "template-text-lost"),
        ("{%tc if target_kept %}Target{%tc endif %}", "template-name"),
        ("{%tc if targets_kept %}{%tc endif %}", "template-text-lost"),
    ],
)
def test_what_is_no_such_cell_is_told(cell: str, code: str) -> None:
    assert code in told(n("a"), n("b"), n(cell))


def test_the_place_of_a_fault_counts_the_columns_that_word_shows() -> None:
    drawn = table(
        (1, 2, 1), [HEAD, row([n("a"), n(column("first_paper", "b")), n("{{ titel }}")])],
        caption="c", about="a",
    )  # fmt: skip
    (found,) = template_faults(document(drawn), KEYS)
    assert found.place.endswith("row 2, column 3")


NOT_KEPT = {
    "": "Ref|Recommendation|Status and rating|Owner|Target date",
    "target": "Ref|Recommendation|Status and rating|Owner",
    "owner": "Ref|Recommendation|Status and rating|Target date",
    "owner target": "Ref|Recommendation|Status and rating",
    "owner target rag": "Ref|Recommendation|Status",
}


def paper(lacking: str) -> bytes:
    """Return the paper of a force whose workbook lacks columns, with a new row."""
    lines = "".join(f"{key} = false\n" for key in lacking.split())
    settings = f"{builders.SETTINGS}\n[columns.recommendations]\n{lines}"
    return made(builders.inputs({}, {}, then=[{}], template=template(), settings=settings)).paper


@pytest.mark.parametrize("lacking", NOT_KEPT)
def test_what_is_not_kept_has_no_column_in_an_appendix(lacking: str) -> None:
    found = as_text(paper(lacking))
    heads = [
        line.strip("|* ").replace(" | ", "|") for line in found.splitlines() if "|* Ref" in line
    ]
    assert NOT_KEPT[lacking] in heads
    assert "Not kept" not in found


@pytest.mark.parametrize("lacking", NOT_KEPT)
def test_each_row_of_such_a_table_is_as_wide_as_its_grid_and_the_page(lacking: str) -> None:
    body = etree.fromstring(parts_of(paper(lacking))["word/document.xml"])
    for found in body.iter(w("tbl")):
        grid = [one.get(w("w")) for one in found.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        for line in found.iterfind(w("tr")):
            assert [one.get(w("w")) for one in line.iter(w("tcW"))] == grid
            assert {one.get(w("type")) for one in line.iter(w("tcW"))} == {"dxa"}
        if found.find(f"{w('tblPr')}/{w('tblInd')}") is None:
            assert abs(sum(map(int, grid)) - 14570) < 10


def test_the_freed_room_goes_to_the_broadest_column() -> None:
    def widths(lacking: str) -> list[int]:
        body = parts_of(paper(lacking))["word/document.xml"].decode()
        new = body[body.index("New recommendations</w:t>") :]
        grid = new[new.index("<w:tblGrid>") : new.index("</w:tblGrid>")]
        return [int(one) for one in re.findall(r'w:w="(\d+)"', grid)]

    assert widths("") == [1350, 5590, 2280, 2950, 2400]
    all_but, (first, broadest, *rest) = widths(""), widths("target")
    assert (first, *rest) == (all_but[0], *all_but[2:4])
    assert broadest > all_but[1] + all_but[4] - 10
