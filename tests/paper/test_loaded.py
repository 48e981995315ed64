"""The parts that a template lends its papers are those that python-docx would write."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from pipeline.files.package import packed, parts_of
from pipeline.paper.loaded import loaded
from pipeline.paper.prepared import prepared
from pipeline.word.package import Package
from tests import golden, saved
from tests.house.parts import p
from tests.paper.test_template import document, n

CORE = "docProps/core.xml"
TEMPLATES = {
    "ours": golden.template,
    "plain": lambda: document(n("{{ outstanding_total }}")),
    "with a paragraph": lambda: document(p("{{ meeting_date|date }}")),
}
PROGRAMS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda document: document,
    "Word": saved.by_word,
    "Word for the web": saved.by_word_online,
    "System.IO.Packaging": saved.by_packaging,
    "Google Docs": saved.by_google,
}


def by_python_docx(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return what python-docx writes; the properties as they came, for every paper has its own."""
    into = BytesIO()
    Document(BytesIO(packed(parts))).save(into)
    return parts_of(into.getvalue()) | {CORE: parts[CORE]}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_parts_of_a_template_are_written_as_python_docx_writes_them(
    template: str, program: str
) -> None:
    parts = parts_of(prepared(PROGRAMS[program](TEMPLATES[template]())).content)
    assert loaded(Package(parts)) == by_python_docx(parts)


def test_the_parts_of_a_paper_too() -> None:
    for paper in golden.papers().values():
        parts = parts_of(paper)
        assert loaded(Package(parts)) == by_python_docx(parts)
