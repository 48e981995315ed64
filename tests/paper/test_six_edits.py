"""The six edits that templates/README.md leads with, each done to the house template as Word would,
and the paper made and proved.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.findings.finding import TemplateRefused, errors_in
from tests.golden import example, template
from tests.house.tag_styles import styled

UNDER_WAY, COMPLETED = "Inspections under way", "Inspections completed since the last meeting"


def edited(edit: Callable[[Document], None]) -> bytes:
    """Return the house template after an edit, with its tags in the styles that Word shows."""
    document = docx.Document(io.BytesIO(styled(template())))
    edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def paper(edit: Callable[[Document], None]) -> str:
    """Return the text of the example's paper after an edit, which must stand its proof."""
    run = made(replace(example(), template=edited(edit)))
    assert errors_in(run.computed.findings) == []
    return as_text(run.paper)


def paragraph(document: Document, begins: str) -> Paragraph:
    return next(one for one in document.paragraphs if one.text.startswith(begins))


def section(document: Document, heading: str) -> list[etree._Element]:
    """Return a heading and all that stands under it, up to the next one like it."""
    first = paragraph(document, heading)
    assert first.style is not None
    found = [first._p]
    for element in first._p.itersiblings():
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == first.style.style_id:
            break
        found.append(element)
    return found


def test_a_sentence_is_added() -> None:
    def edit(document: Document) -> None:
        line = paragraph(document, "This report gives members")
        for piece in (
            " On that day, {{ over",
            "due_total|count(“recommendation”) }}",
            " were late.",
        ):
            line.add_run(piece)

    assert " On that day, five recommendations were late." in paper(edit)


def test_a_section_is_dropped() -> None:
    def edit(document: Document) -> None:
        for element in section(document, UNDER_WAY):
            element.getparent().remove(element)

    assert f"[Heading 1] {UNDER_WAY}" not in paper(edit)


def test_a_section_is_moved() -> None:
    def edit(document: Document) -> None:
        moved = section(document, UNDER_WAY)
        before = paragraph(document, COMPLETED)._p
        for element in moved:
            before.addprevious(element)

    text = paper(edit)
    assert text.index(f"] {UNDER_WAY}") < text.index(f"] {COMPLETED}")


def test_a_column_is_changed() -> None:
    def edit(document: Document) -> None:
        table = next(
            one for one in document.tables if any("worst_or_overdue" in c.text for c in one.rows[1].cells)
        )  # fmt: skip
        for row in table.rows:
            for cell in row.cells:
                for line in cell.paragraphs:
                    if "Owner" in line.text or "row.owner" in line.text:
                        words = "Department" if "Owner" in line.text else "{{ row.department }}"
                        for run in line.runs[1:]:
                            run._r.getparent().remove(run._r)
                        line.runs[0].text = words

    text = paper(edit)
    assert "Department" in text


@pytest.mark.parametrize("place", ["text", "header"])
def test_a_logo_is_added(place: str) -> None:
    def edit(document: Document) -> None:
        if place == "text":
            line = document.paragraphs[0].insert_paragraph_before()
        else:
            lines = document.sections[0].header.paragraphs
            line = next(one for one in lines if "committee" in one.text)
        line.add_run().add_picture(io.BytesIO(png()), width=docx.shared.Cm(3))
        line._p.find(f".//{qn('wp:docPr')}").set("descr", "Crest of {{ force }}")

    made_of = made(replace(example(), template=edited(edit)))
    parts = parts_of(made_of.paper)
    assert any(b'descr="Crest of West Midlands Police"' in part for part in parts.values())


def test_a_logo_without_words_for_who_cannot_see_it_is_refused_where_it_stands() -> None:
    def edit(document: Document) -> None:
        line = document.paragraphs[0].insert_paragraph_before()
        line.add_run().add_picture(io.BytesIO(png()), width=docx.shared.Cm(3))

    with pytest.raises(TemplateRefused) as refused:
        paper(edit)
    assert "Alt Text" in str(errors_in(refused.value.findings)[0])


def png() -> bytes:
    """Return a picture of one blue dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\x00\x12\x43\x6d")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def test_a_contents_list_is_added() -> None:
    def edit(document: Document) -> None:
        line = paragraph(document, "Purpose of report").insert_paragraph_before("{{ contents }}")
        line.style = document.styles["Normal"]

    made_of = made(replace(example(), template=edited(edit)))
    assert errors_in(made_of.computed.findings) == []
    document = parts_of(made_of.paper)["word/document.xml"].decode()
    assert " TOC " in document
    assert document.count("Inspections under way<") == 2
