"""What leads somewhere in Word leads there in the PDF too, with the same words: links to pages,
references, contents.
"""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.paper.pdf.check import _target
from pipeline.paper.pdf.pdf import printed
from pipeline.paper.pdf.pdf_words import speech_of
from tests.builders import MEETING
from tests.house.parts import p, run
from tests.paper.pdf.printed import need_office
from tests.paper.test_links import PAGE, TITLES
from tests.paper.test_links import paper as linked
from tests.paper.test_references import CONTENTS, TARGETS, paper, ref

pytestmark = pytest.mark.judge  # a LibreOffice is started for each


def test_references_and_contents_are_links_of_the_pdf_with_the_words_of_the_paper() -> None:
    need_office()
    line = p("Normal", run("See "), ref("_Ref3", r"\r \h", "old"), run("."))
    pdf, notes = printed(paper(CONTENTS, line, *TARGETS).paper, MEETING)
    assert pdf is not None and notes == []
    with pikepdf.open(io.BytesIO(pdf)) as made:
        speech = speech_of(made)
        assert len(speech.links) == 5  # four headings and a reference
        assert any(block.text == "See Appendix B." for block in speech.blocks)


def test_a_title_is_a_link_of_the_pdf_where_the_template_has_no_style_for_links() -> None:
    need_office()
    pdf, notes = printed(linked(TITLES).paper, MEETING)
    assert pdf is not None and notes == []
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert [_target(link) for link in speech_of(made).links] == [PAGE]


BREAK = '<w:br w:type="{}"/>'
BREAKS = {
    "page": run("The first half.") + f"<w:r>{BREAK.format('page')}</w:r>" + run("The second."),
    "column": run("The first half.") + f"<w:r>{BREAK.format('column')}</w:r>" + run("The second."),
    "in one run": f"<w:r><w:t>The first.</w:t>{BREAK.format('page')}<w:t>The second.</w:t></w:r>",
    "at the start": f"<w:r>{BREAK.format('page')}</w:r>" + run("After it."),
    "at the end": run("Before it.") + f"<w:r>{BREAK.format('page')}</w:r>",
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("style", ["NumberedParagraph", "Normal"])
def test_a_page_may_end_within_a_paragraph_which_stays_one(style: str, broken: str) -> None:
    need_office()
    made = paper(p("Heading1", "Purpose"), p(style, broken), p(style, "{{ force }}.")).paper
    pdf, notes = printed(made, MEETING)
    assert pdf is not None and notes == []
