"""Footnotes and endnotes in the PDF: read out where they are referred to and where they stand, and
proved to say what the paper's say.
"""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.files.package import packed, parts_of
from pipeline.paper.pdf.check import pdf_faults
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.notes import notes_in_order
from pipeline.paper.pdf.office import pdf_of
from tests.paper.pdf.judges import Judge, page_judge, verapdf_judge
from tests.paper.pdf.papers import item, paper, para, table
from tests.paper.pdf.printed import MEETING, office, tags

pytestmark = pytest.mark.judge  # a LibreOffice prints each
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def referring(block: str, kind: str, number: int, more: str = "") -> str:
    """Return a paragraph or a table whose first words end with a reference to a note."""
    reference = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"{more}/></w:r>'
    before, after = block.split("</w:r>", 1)
    return f"{before}</w:r>{reference}{after}"


def noted(document: bytes, kind: str, *words: str) -> bytes:
    """Return a paper with these notes, numbered from 2 in the file."""
    parts = dict(parts_of(document))
    told = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for number, text in enumerate(words, 2)
    )
    marks = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in enumerate(("separator", "continuationSeparator"))
    )
    held = {f"{kind}s": f'<w:{kind}s xmlns:w="{W}">{marks}{told}</w:{kind}s>'}
    types, led = parts["[Content_Types].xml"], parts["word/_rels/document.xml.rels"]
    for name, text in held.items():
        parts[f"word/{name}.xml"] = text.encode()
        entry = f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{name}+xml"/></Types>'
        types = types.replace(b"</Types>", entry.encode())
        entry = f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/></Relationships>'
        led = led.replace(b"</Relationships>", entry.encode())
    return packed({**parts, "[Content_Types].xml": types, "word/_rels/document.xml.rels": led})


HEAD = para("HMICFRS update", "Heading1")
ONE, TWO = "The data go up to June.", "The panel meets every quarter."
LETTERS = '<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>'
FOOT = HEAD + referring(para("A sentence."), "footnote", 2) + para("Between.")
PAPERS = {
    "footnotes": noted(
        paper(FOOT + referring(para("Another."), "footnote", 3)), "footnote", ONE, TWO
    ),
    "endnotes": noted(
        paper(HEAD + "".join(referring(para("A sentence."), "endnote", at) for at in (2, 3))),
        "endnote",
        ONE,
        TWO,
    ),
    "both": noted(
        noted(paper(FOOT + referring(para("Another."), "endnote", 2)), "footnote", ONE),
        "endnote",
        TWO,
    ),
    "in another order, with one that nothing refers to": noted(
        paper(HEAD + "".join(referring(para("A sentence."), "footnote", at) for at in (3, 2))),
        "footnote",
        ONE,
        TWO,
        "Unused.",
    ),
    "numbered by letters from C": noted(
        packed(
            {
                name: part.replace(b"<w:pgSz", LETTERS.encode() + b"<w:pgSz")
                for name, part in parts_of(paper(FOOT)).items()
            }
        ),
        "footnote",
        ONE,
    ),
    "in a heading, an item and a cell": noted(
        paper(
            referring(HEAD, "footnote", 2)
            + referring(item("An item", 2), "footnote", 3)
            + item("Another", 2)
            + referring(table([["Rating", "Now"], ["Red", "3"]]), "footnote", 4)
        ),
        "footnote",
        ONE,
        TWO,
        "A third.",
    ),
}


def printed(document: bytes) -> bytes:
    """Return its PDF, finished."""
    document = notes_in_order(document)
    return finished(pdf_of(document, office()), flow_of(document), meeting=MEETING)


@pytest.mark.parametrize("document", PAPERS.values(), ids=PAPERS)
def test_a_paper_with_notes_has_a_pdf_that_says_them(document: bytes) -> None:
    pdf = printed(document)
    assert pdf_faults(pdf, document) == []
    with pikepdf.open(io.BytesIO(pdf)) as made:
        names = [str(note.ID) for note in tags(made, "/Note")]
    assert names == [f"note{number}" for number in range(1, len(flow_of(document).notes) + 1)]


def test_a_note_that_says_something_else_or_is_lost_is_told() -> None:
    other = noted(paper(FOOT), "footnote", "The data go up to July.")
    pdf = printed(noted(paper(FOOT), "footnote", ONE))
    assert [(fault.code, fault.place) for fault in pdf_faults(pdf, other)] == [
        ("pdf-text", "the notes")
    ]
    without = [fault.message for fault in pdf_faults(pdf, paper(FOOT))]
    assert '"1 The data go up to June." is not in the paper.' in without


@pytest.mark.parametrize("judge", [page_judge(), verapdf_judge()], ids=["page", "verapdf"])
@pytest.mark.parametrize("name", ["both", "in a heading, an item and a cell"])
def test_notes_conform_to_pdf_ua_1_and_pdf_a_2a(judge: Judge | None, name: str) -> None:
    if judge is None:
        pytest.skip("this judge is not installed")
    assert judge(printed(PAPERS[name])) == []


def test_letters_and_digits_are_not_blamed_for_what_is_lost() -> None:
    pdf = printed(noted(paper(FOOT), "footnote", ONE))
    other = noted(paper(FOOT.replace("A sentence.", "A sentence")), "footnote", ONE)
    assert [fault.found for fault in pdf_faults(pdf, other)] == [""]


def test_a_note_without_a_proper_number_is_no_fault_of_the_program() -> None:
    odd = {
        name: part.replace(b'Reference w:id="2"', b'Reference w:id="x"').replace(
            b'<w:footnote w:id="2"', b'<w:footnote w:id="x"'
        )
        for name, part in parts_of(PAPERS["footnotes"]).items()
    }
    start = b'<w:footnotePr><w:numStart w:val="x"/></w:footnotePr><w:pgSz'
    odd["word/document.xml"] = odd["word/document.xml"].replace(b"<w:pgSz", start)
    assert notes_in_order(packed(odd)) == packed(odd)
    assert [note.number for note in flow_of(packed(odd)).notes] == ["1", "2"]
