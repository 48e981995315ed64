"""Columns that a loop made are as wide as their words need."""

from __future__ import annotations

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from pipeline.files.package import parts_of
from pipeline.paper.rendered import _with_body
from pipeline.paper.table_widths import _fitted, fit
from pipeline.word.outline import BODY
from pipeline.word.xml import w
from tests.house.parts import W
from tests.paper.test_template import document, n

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


def drawn(*words: str) -> etree._Element:
    """Return a table of 4,000 twentieths, moved in by 700, with a first column and one a word."""
    heads = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>'
        for width, word in zip((2000, *[1000] * len(words)), ("Then", *words), strict=True)
    )
    table = etree.fromstring(
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="4000" w:type="dxa"/><w:tblInd w:w="700" w:type="dxa"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid>'
        f"<w:tr>{heads}</w:tr></w:tbl>"
    )
    fit(table)
    return table


@pytest.mark.parametrize(
    ("words", "indent", "whole"),
    [
        (("Red", "Amber", "Green"), "700", 4000),
        (("Inadequate", "Adequate", "Outstanding"), "0", 4700),
    ],
)
def test_a_table_takes_the_room_it_was_moved_in_by_where_a_word_would_be_broken(
    words: tuple[str, ...], indent: str, whole: int
) -> None:
    table = drawn(*words)
    (found,) = table.iter(w("tblInd"))
    assert found.get(w("w")) == indent
    assert sum(int(column.get(w("w")) or 0) for column in table.iter(w("gridCol"))) == whole


def grid(*widths: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def cells(count: int, inside: str = "<w:p/>", properties: str = "") -> str:
    return f"<w:tr>{f'<w:tc>{properties}{inside}</w:tc>' * count}</w:tr>"


FITTING = f"<w:tbl>{grid(100, 200)}{cells(2)}{cells(1)}</w:tbl>"
TOO_NARROW = f"<w:tbl>{grid(100, 200)}{cells(3)}</w:tbl>"
TOO_BROAD = f"<w:tbl>{grid(100, 200, 300)}{cells(2)}</w:tbl>"
TWO_WIDE = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
SPANNED = f"<w:tbl>{grid(100, 200)}{cells(1, properties=TWO_WIDE)}</w:tbl>"


@pytest.mark.parametrize(
    "tables",
    [
        [FITTING],
        [TOO_NARROW],
        [FITTING, TOO_BROAD, FITTING, TOO_NARROW],
        [SPANNED],
        [f"<w:tbl>{grid(100, 200)}{cells(2, TOO_NARROW + '<w:p/>')}</w:tbl>"],
        [f"<w:tbl>{grid(100, 200)}{cells(3, TOO_BROAD + '<w:p/>')}</w:tbl>"],
        [f"<w:tbl>{grid(100)}{cells(1, FITTING + '<w:p/>')}</w:tbl>"],
    ],
)
def test_the_tables_that_do_not_fit_are_mended_as_docxtpl_mends_a_whole_body(
    tables: list[str],
) -> None:
    root = etree.fromstring(parts_of(document(n("x")))[BODY])
    body = f"<w:body {W}>{''.join(f'{one}<w:p/> ' for one in tables)}<w:sectPr/></w:body>"
    whole = DocxTemplate(None).fix_tables(body)
    mended = _with_body(root, body).find(w("body"))
    assert canonical(mended) == canonical(whole)


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)
