"""In the PDF the title is a title, captions stand in their tables, numbered paragraphs are no lists,
bookmarks are shown and references lead somewhere.
"""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Name

from pipeline.paper.pdf.check import pdf_faults
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.office import pdf_of
from pipeline.paper.pdf.pdf_words import attribute, kids, speech_of
from tests.paper.pdf.judges import page_judge, verapdf_judge
from tests.paper.pdf.papers import chart, item, para, table
from tests.paper.pdf.printed import ALT, MEETING, office, tags
from tests.web.papers import field, made, numbered, run

TWO = [["Rating", "Now"], ["Red", "2"]]


@cache
def document() -> bytes:
    """Return a paper with a title, captions, numbered paragraphs, lists and references."""
    there = '<w:bookmarkStart w:id="1" w:name="_Ref7"/><w:bookmarkEnd w:id="1"/>'
    heading = para("Overdue", "Heading1").replace("<w:r>", f"{there}<w:r>", 1)
    reference = "<w:p>" + run("See ") + field("REF _Ref7 \\r \\h", "2") + run(".") + "</w:p>"
    return made(
        para("HMICFRS update", "Title")
        + para("Background", "Heading1")
        + numbered("The first paragraph.")
        + para("By rating", "Caption")
        + table(TWO, row_headers=True)
        + numbered("The second asks:")
        + item("one thing; and", 2)
        + item("another.", 2)
        + numbered("The third.")
        + item("A bullet.", 4)
        + para("Ratings now", "Caption")
        + chart(ALT)
        + reference
        + heading
        + item("On and", 3)
        + para("Between.")
        + item("on.", 3)
    )


@cache
def pdf() -> bytes:
    return finished(pdf_of(document(), office()), flow_of(document()), meeting=MEETING)


def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf()))


def test_the_pdf_is_proved() -> None:
    assert pdf_faults(pdf(), document()) == []


def test_the_paper_tells_titles_captions_and_items_apart() -> None:
    told = [(one.kind, one.text, one.labelled, one.listed) for one in flow_of(document()).blocks]
    assert told[:6] == [
        ("Title", "HMICFRS update", False, False),
        ("H1", "Background", True, False),
        ("P", "The first paragraph.", True, False),
        ("Caption", "By rating", False, False),
        ("P", "Rating", False, False),
        ("P", "Now", False, False),
    ]
    assert [text for _, text, _, listed in told if listed] == [
        "one thing; and",
        "another.",
        "A bullet.",
    ]


def test_the_title_is_the_first_heading() -> None:
    with opened() as paper:
        found = tags(paper, "/Title")
        assert len(found) == 1 and paper.Root.StructTreeRoot.RoleMap.Title == Name.H1


def test_a_caption_stands_in_its_table_and_a_charts_before_it() -> None:
    with opened() as paper:
        holders = [str(one.P.S) for one in tags(paper, "/Caption")]
        assert holders[0] == "/Table" and holders[1] != "/Table"
        table = tags(paper, "/Table")[0]
        assert [str(kid.S) for kid in kids(table)][:2] == ["/Caption", "/TR"]


def test_only_lists_are_lists() -> None:
    with opened() as paper:
        lists = tags(paper, "/L")
        assert [len(kids(one)) for one in lists] == [2, 1]
        assert [attribute(one, "/ListNumbering") for one in lists] == ["Decimal", "Disc"]
        blocks = {one.text: one for one in speech_of(paper).blocks}
        numbers = [blocks[text] for text in ("The first paragraph.", "The third.", "On and", "on.")]
        assert [(one.labelled, one.listed) for one in numbers] == [(True, False)] * 4


def test_the_bookmarks_are_shown_on_opening_and_a_reference_leads_to_its_place() -> None:
    with opened() as paper:
        assert paper.Root.PageMode == Name.UseOutlines
        links = [link for page in paper.pages for link in page.get("/Annots", Array())]
        assert len(links) == 1 and "/Dest" in links[0]


@pytest.mark.parametrize("judge", [page_judge, verapdf_judge])
@pytest.mark.judge
def test_judges_find_nothing(judge: object) -> None:
    found = judge() if callable(judge) else None
    if found is None:
        pytest.skip("page-validation or veraPDF is not installed")
    assert found(pdf()) == []
