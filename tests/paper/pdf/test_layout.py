"""What LibreOffice lays out badly: it is printed again only where there is such a thing, and then
all is there.
"""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from pipeline.commands.run import made
from pipeline.findings.finding import Finding
from pipeline.paper.pdf.layout import laid_out
from pipeline.paper.pdf.office_place import OVERRIDE, find_office
from pipeline.paper.pdf.pdf_words import pages_of, speech_of
from tests.builders import inputs, inspections
from tests.golden import template
from tests.paper.pdf.judges import Judge, page_judge, verapdf_judge
from tests.paper.pdf.papers import paper, para, table
from tests.paper.pdf.printed import MEETING, office, rich_paper
from tests.paper.pdf.test_office import script

pytestmark = pytest.mark.judge  # LibreOffice prints each paper once, twice or three times
Counted = Callable[[bytes], tuple[bytes, int]]
PAGE = 13958  # twentieths of a point that a page of the tests' papers has for its text


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Return what prints a paper without a fault, and answers with the PDF and how often
    LibreOffice was started.
    """
    at = office()
    if os.name == "nt":
        pytest.skip("what counts is a shell script")
    starts = tmp_path / "starts"
    monkeypatch.setenv(
        OVERRIDE, script(tmp_path, f"echo >> '{starts}'; exec '{find_office()}' \"$@\"")
    )

    def print_and_count(document: bytes) -> tuple[bytes, int]:
        pdf, faults, *_ = laid_out(document, at, meeting=MEETING)
        assert faults == []
        return pdf, len(starts.read_text())

    return print_and_count


def ends(pdf: bytes) -> list[str]:
    """Return the headings after which a new page begins."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        blocks = speech_of(made).blocks
        return [
            one.text
            for one, after in pairwise(blocks)
            if one.kind.startswith("H") and one.element.Pg.objgen != after.element.Pg.objgen
        ]


def tall(text: str, height: int, style: str = "Normal") -> str:
    """Return a paragraph of one line, so high, that is not kept with what follows."""
    return para(
        text,
        style,
        more=f'<w:keepNext w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{height}" '
        'w:lineRule="exact"/>',
    )


def test_a_paper_that_is_laid_out_well_is_printed_once(counted: Counted) -> None:
    pdf, starts = counted(rich_paper())
    assert (ends(pdf), starts) == ([], 1)


@pytest.mark.parametrize(
    ("stretches", "starts"),
    [
        ([[("Normal", PAGE - 600), ("Heading2", 400), ("Normal", 400)]], 2),
        ([[("Normal", PAGE - 1000), ("Heading2", 400), ("Heading3", 400), ("Normal", 400)]], 2),
        ([[("Normal", PAGE - 1000), ("Heading2", 400), ("Normal", 800)]] * 2, 3),
    ],
    ids=["one heading", "two together", "one after another"],
)
def test_a_heading_that_would_end_a_page_begins_the_next(
    stretches: list[list[tuple[str, int]]], starts: int, counted: Counted
) -> None:
    lines = [line for stretch in stretches for line in stretch]
    pdf, prints = counted(
        paper("".join(tall(f"Line {n}", height, style) for n, (style, height) in enumerate(lines)))
    )
    assert (ends(pdf), prints) == ([], starts)


@pytest.mark.skipif(os.name == "nt", reason="what fails is a shell script")
def test_where_it_cannot_be_printed_again_the_first_print_is_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office()
    once = tmp_path / "once"
    monkeypatch.setenv(
        OVERRIDE,
        script(
            tmp_path, f"[ -e '{once}' ] && exit 1; touch '{once}'; exec '{find_office()}' \"$@\""
        ),
    )
    document = paper(
        tall("Line", PAGE - 600) + tall("Heading", 400, "Heading2") + tall("After", 400)
    )
    pdf, faults, *_ = laid_out(document, at, meeting=MEETING)
    assert (ends(pdf), faults) == (["Heading"], [])


def test_a_heading_with_a_page_to_itself_is_left_there(counted: Counted) -> None:
    pdf, starts = counted(
        paper(tall("Before", PAGE) + tall("Heading", 400, "Heading2") + tall("After", PAGE))
    )
    assert (ends(pdf), starts) == (["Heading"], 1)


def test_a_heading_is_not_left_alone_before_a_row_as_tall_as_a_page(counted: Counted) -> None:
    rows = table([["Wording"], ["X"]]).replace(
        "<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>"
    )
    lines = "".join(tall(f"Line {n}", 400) for n in range(33))
    body = tall("Before", 1000) + tall("Heading", 800, "Heading2") + rows.replace(para("X"), lines)
    pdf, starts = counted(paper(body + para("After")))
    assert (ends(pdf), starts) == ([], 2)


@pytest.mark.parametrize("then", [None, []], ids=["first meeting", "later meeting"])
def test_no_heading_of_an_empty_paper_ends_a_page(
    then: list[dict[str, object]] | None, counted: Counted
) -> None:
    pdf, _ = counted(made(inputs(then=then, template=template())).paper)
    assert ends(pdf) == []


def test_rows_taller_than_a_page_are_printed_whole_and_others_are_not_split(
    counted: Counted,
) -> None:
    sizes = [3000, 900, 4500, 900, 2500, 900, 3300, 900, 900, 900, 9000, 900]
    rows = table(
        [["Ref", "Wording"], *([f"R{n}", wording(size, n)] for n, size in enumerate(sizes))]
    )
    pdf, starts = counted(
        paper(
            para("Rows", "Heading1")
            + rows.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
        )
    )
    with pikepdf.open(io.BytesIO(pdf)) as made:
        pages = [
            len({page for cell in row for page in pages_of(cell)})
            for row in speech_of(made).elements[0][1:]
        ]
    assert [size for size, count in zip(sizes, pages, strict=True) if count > 1] == [
        size for size in sizes if size > 900
    ]
    assert starts == 2


@functools.cache
def long_paper() -> tuple[bytes, list[Finding]]:
    """Return the PDF of a paper with long wordings in each appendix and long narratives, and its
    faults.
    """
    sizes = (2000, 2100, 4500, 9000)
    red = {"rag": "Red", "rag_reason": "Late", "target": MEETING.replace(year=2020)}
    now = [{**red, "ref": f"N{size}", "text": wording(size, size)} for size in sizes]
    now += [
        {
            "ref": f"S{size}",
            "text": wording(size, size + 1, "\n"),
            "status": "Closed",
            "closed": MEETING.replace(year=2020, month=12),
        }
        for size in sizes
    ]
    log = inspections(
        inspections=[{"narrative": wording(30000, 1), "findings": wording(4500, 2, "\n")}],
        reports=[{"narrative": wording(9000, 3, "\n\u2022 ")}],
        forthcoming=[{"narrative": wording(4500, 4)}],
    )
    then = [{"ref": f"S{size}", "text": wording(size, size + 1, "\n")} for size in sizes]
    return laid_out(
        made(inputs(*now, then=then, log=log, template=template())).paper, office(), meeting=MEETING
    )[:2]


def test_long_wordings_and_narratives_are_printed_whole() -> None:
    assert long_paper()[1] == []


def test_a_wording_as_long_as_a_cell_of_excel_is_printed_whole() -> None:
    document = made(
        inputs({"rag": "Red", "rag_reason": "Late", "text": wording(30000, 1)}, template=template())
    ).paper
    assert laid_out(document, office(), meeting=MEETING)[1] == []


@pytest.mark.parametrize("judging", [page_judge, verapdf_judge])
def test_a_paper_with_long_wordings_conforms_to_pdf_ua_1_and_pdf_a_2a(
    judging: Callable[[], Judge | None],
) -> None:
    judge = judging()
    if judge is None:
        pytest.skip("not installed here")
    assert judge(long_paper()[0]) == []


def wording(size: int, number: int, end: str = " ") -> str:
    """Return so many characters of words that are never the same; `end` stands after every
    seventh.
    """
    text = "".join(
        f"w{number}x{place}{end if place % 7 == 6 else ' '}" for place in range(size // 4)
    )
    return text[:size].strip()
