"""The proof of the PDF: silent on a good one, and heard on every fault planted in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name

from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Finding
from pipeline.paper.pdf.check import pdf_faults
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.office import pdf_of
from pipeline.paper.pdf.pdf_words import Spoken, kids, speech_of
from tests.paper.pdf.papers import item, linked, paper, para, slot
from tests.paper.pdf.printed import MEETING, finished_pdf, office, rich_body, rich_paper, tags


def test_a_finished_pdf_is_proved_without_a_fault() -> None:
    assert pdf_faults(finished_pdf(), rich_paper()) == []


def test_the_body_is_read_from_the_paper_through_content_controls_and_without_deleted_words() -> (
    None
):
    struck = '<w:p><w:r><w:t>kept</w:t></w:r><w:del w:id="1"><w:r><w:delText> struck</w:delText></w:r></w:del></w:p>'
    flow = flow_of(paper(slot(para("Purpose", "Heading2") + struck) + "<w:p/>" + item("One", 2)))
    assert [(block.kind, block.text, block.labelled) for block in flow.blocks] == [
        ("H2", "Purpose", True),
        ("P", "kept", False),
        ("P", "One", True),
    ]
    assert (flow.title, flow.language) == ("HMICFRS update", "en-GB")


def test_the_language_is_that_of_the_style_of_plain_text_or_else_of_the_whole_paper() -> None:
    parts = parts_of(paper(para("Words"), lang="en-US"))
    styles = parts["word/styles.xml"].replace(
        b'<w:name w:val="Normal"/>',
        b'<w:name w:val="Normal"/><w:rPr><w:lang w:val="en-GB"/></w:rPr>',
    )
    assert flow_of(packed({**parts, "word/styles.xml": styles})).language == "en-GB"
    assert flow_of(packed(parts)).language == "en-US"


def test_a_link_without_a_character_style_is_told_since_libreoffice_drops_it() -> None:
    plain = linked("Reports").replace('<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>', "")
    document = paper(para("HMICFRS update", "Heading1") + plain)
    pdf = finished(pdf_of(document, office()), flow_of(document), meeting=MEETING)
    assert [fault.code for fault in pdf_faults(pdf, document)] == ["pdf-link"]


def block(made: pikepdf.Pdf, text: str) -> Spoken:
    return next(block for block in speech_of(made).blocks if block.text == text)


def header_row_of_plain_cells(made: pikepdf.Pdf) -> None:
    for cell in tags(made, "/TH")[:3]:
        cell.S = Name.TD


def row_header_as_a_plain_cell(made: pikepdf.Pdf) -> None:
    tags(made, "/TH")[3].S = Name.TD


def heading_as_text(made: pikepdf.Pdf) -> None:
    block(made, "Purpose of report").element.S = Name.P


def heading_a_level_up(made: pikepdf.Pdf) -> None:
    block(made, "By rating").element.S = Name.H2


def heading_lost(made: pikepdf.Pdf) -> None:
    drop(block(made, "Changes").element)


def paragraph_lost(made: pikepdf.Pdf) -> None:
    drop(block(made, "Twelve recommendations are outstanding.").element)


def drop(tag: Any) -> None:
    parent = tag.P
    parent.K = Array(
        [kid for kid in kids(parent) if isinstance(kid, int) or kid.objgen != tag.objgen]
    )


def paragraphs_swapped(made: pikepdf.Pdf) -> None:
    first, second = (
        block(made, "Twelve recommendations are outstanding.").element,
        block(made, "Between the lists.").element,
    )
    first.K, second.K = second.K, first.K


def cells_swapped(made: pikepdf.Pdf) -> None:
    row = tags(made, "/TR")[1]
    row.K = Array([row.K[0], row.K[2], row.K[1]])


def row_lost(made: pikepdf.Pdf) -> None:
    drop(tags(made, "/TR")[2])


def alternative_text_changed(made: pikepdf.Pdf) -> None:
    tags(made, "/Figure")[0].Alt = "A chart"


def alternative_text_lost(made: pikepdf.Pdf) -> None:
    del tags(made, "/Figure")[0].Alt


def label_as_words(made: pikepdf.Pdf) -> None:
    tags(made, "/Lbl")[2].S = Name.Span


def language_lost(made: pikepdf.Pdf) -> None:
    del made.Root.Lang


def language_american(made: pikepdf.Pdf) -> None:
    made.Root.Lang = "en-US"


def title_lost(made: pikepdf.Pdf) -> None:
    del made.docinfo["/Title"]


def file_name_shown(made: pikepdf.Pdf) -> None:
    del made.Root.ViewerPreferences


def bookmarks_lost(made: pikepdf.Pdf) -> None:
    del made.Root.Outlines


def bookmark_changed(made: pikepdf.Pdf) -> None:
    made.Root.Outlines.First.Title = "Untitled"


def level_b(made: pikepdf.Pdf) -> None:
    rewrite(made, b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")


def no_pdf_ua(made: pikepdf.Pdf) -> None:
    rewrite(made, b"<pdfuaid:part>1</pdfuaid:part>", b"")


def rewrite(made: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    made.Root.Metadata.write(made.Root.Metadata.read_bytes().replace(old, new))


def author_named(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "A. Secretary"


def tabs_as_a_string(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Tabs = pikepdf.String("S")


def words_unmarked(made: pikepdf.Pdf) -> None:
    page = made.pages[0]
    content = page.Contents.read_bytes()
    page.Contents = made.make_stream(
        content.replace(b"/Artifact BMC", b"q").replace(b"Q\nEMC\n/H1", b"Q\nQ\n/H1", 1)
    )


def link_without_its_place(made: pikepdf.Pdf) -> None:
    link = tags(made, "/Link")[0]
    link.K = Array([kid for kid in kids(link) if isinstance(kid, int)])


def link_elsewhere(made: pikepdf.Pdf) -> None:
    made.pages[0].Annots[0].A.URI = pikepdf.String("https://www.example.org/other")


def font_left_out(made: pikepdf.Pdf) -> None:
    del next(iter(made.pages[0].resources.Font.values())).FontDescriptor.FontFile2


def letters_without_meaning(made: pikepdf.Pdf) -> None:
    for font in made.pages[0].resources.Font.values():
        del font.ToUnicode


def not_tagged(made: pikepdf.Pdf) -> None:
    made.Root.MarkInfo.Marked = False


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("plant", "codes"),
    [
        (header_row_of_plain_cells, {"pdf-header"}),
        (row_header_as_a_plain_cell, {"pdf-header"}),
        (heading_as_text, {"pdf-heading"}),
        (heading_a_level_up, {"pdf-heading"}),
        (heading_lost, {"pdf-heading"}),
        (paragraph_lost, {"pdf-text"}),
        (paragraphs_swapped, {"pdf-order"}),
        (cells_swapped, {"pdf-order", "pdf-table"}),
        (row_lost, {"pdf-table", "pdf-text"}),
        (alternative_text_changed, {"pdf-alt"}),
        (alternative_text_lost, {"pdf-alt"}),
        (label_as_words, {"pdf-list", "pdf-text"}),
        (language_lost, {"pdf-language"}),
        (language_american, {"pdf-language"}),
        (title_lost, {"pdf-title"}),
        (file_name_shown, {"pdf-title"}),
        (bookmarks_lost, {"pdf-bookmarks"}),
        (bookmark_changed, {"pdf-bookmarks"}),
        (level_b, {"pdf-standard"}),
        (no_pdf_ua, {"pdf-standard"}),
        (author_named, {"pdf-private"}),
        (tabs_as_a_string, {"pdf-tabs"}),
        (words_unmarked, {"pdf-untagged"}),
        (link_without_its_place, {"pdf-link"}),
        (link_elsewhere, {"pdf-link"}),
        (font_left_out, {"pdf-font"}),
        (
            letters_without_meaning,
            {"pdf-heading", "pdf-text", "pdf-glyph", "pdf-table", "pdf-list", "pdf-order"},
        ),
        (not_tagged, {"pdf-untagged"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_planted_fault_is_found(plant: Callable[[pikepdf.Pdf], None], codes: set[str]) -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        plant(made)
        spoilt = io.BytesIO()
        made.save(spoilt)
    faults = pdf_faults(spoilt.getvalue(), rich_paper())
    assert faults
    assert {fault.code for fault in faults} <= codes


def test_a_lost_heading_is_told_with_its_place_and_its_words() -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        heading_lost(made)
        spoilt = io.BytesIO()
        made.save(spoilt)
    assert pdf_faults(spoilt.getvalue(), rich_paper()) == [
        Finding(
            "pdf-heading",
            'the heading "Changes" is not in the PDF.',
            "Write it more plainly in the cell or the template that it comes from (no text box, no field, no "
            "formula, no symbol font), then run the command again.",
            place='under "Purpose of report"',
            expected="Changes",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Twelve recommendations", "Eleven recommendations", "pdf-text"),
        ("Purpose of report", "Purpose of the report", "pdf-heading"),
        ("two red", "three red", "pdf-alt"),
        ("Head of Roads", "Head of Rail", "pdf-text"),
    ],
)
def test_a_pdf_of_another_version_of_the_paper_is_found_out(old: str, new: str, code: str) -> None:
    other = paper(rich_body().replace(old, new))
    assert code in {fault.code for fault in pdf_faults(finished_pdf(), other)}


def test_a_paper_without_a_title_is_told() -> None:
    assert [fault.code for fault in pdf_faults(finished_pdf(), paper(rich_body(), title=""))] == [
        "pdf-title"
    ]
