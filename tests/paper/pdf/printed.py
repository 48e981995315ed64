"""One rich paper, and its PDF as LibreOffice makes it and as we finish it: made once, for all the
tests that need them.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime
import functools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.office import pdf_of, ready
from pipeline.paper.pdf.office_place import OfficeMissing, find_office
from pipeline.paper.pdf.pdf_words import kids
from tests.paper.pdf.papers import chart, item, landscape, linked, paper, para, slot, table

MEETING = datetime.date(2021, 1, 14)
ALT = "Bar chart: two red, five amber and nine green. The figures are in the table below."


def rich_body() -> str:
    """Return the body of a paper that has one of everything a committee paper has."""
    wording = "The force should do thing {} by the end of the year, and tell the inspectorate that it has done so."
    return "".join(
        [
            para("HMICFRS update", "Heading1"),
            para("Purpose of report", "Heading2"),
            para(
                "To tell the committee what was asked of the force, and what it has done about it – a sentence with a dash, "
                "“quotation marks”, an affluent office, £5 and enough words to wrap over the end of a line of the page."
            ),
            slot(para("Twelve recommendations are outstanding.")),
            item("The first list begins", 2),
            item("and ends", 2),
            para("Between the lists."),
            item("The second begins at one", 3),
            item("and ends", 3),
            item("A bullet", 4),
            item("Another", 4),
            para("“Do better,” it said.", "Quote"),
            item("Done ✓ in the period", 4),
            para("Changes", "Heading2"),
            para("By rating", "Heading3"),
            chart(ALT),
            linked("Reports of the inspectorate"),
            table(
                [["Rating", "Then", "Now"], ["Red", "3", "2"], ["Amber", "5", "5"]],
                row_headers=True,
            ),
            para("New recommendations", "Heading2"),
            table([["Ref", "Wording"], *([f"R{n}", wording.format(n)] for n in range(60))]),
            landscape(
                para("Worst rated", "Heading2")
                + table([["Ref", "Report", "Owner"], ["R1", "Roads", "Head of Roads"]])
            ),
            para("Recommendation", "Heading2"),
            para("The committee is asked to note the report."),
        ]
    )


def need_office() -> None:
    """Skip the test where there is no LibreOffice."""
    try:
        find_office()
    except OfficeMissing as missing:
        pytest.skip(str(missing))


@functools.cache
def office() -> Path | None:
    """Return the folder of the LibreOffice that prints for all tests of this process; skip without
    one.
    """
    need_office()
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    folder = stack.enter_context(ready())
    time.sleep(3)  # one that is asked before its blank document is open ends with the first print
    return folder


@functools.cache
def rich_paper() -> bytes:
    """Return the paper; LibreOffice draws the border in its header outside all tags."""
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="3D3D3D"/></w:pBdr>'
    return paper(rich_body(), header=para("Joint Audit Committee", more=border))


@functools.cache
def raw_pdf() -> bytes:
    """Return the paper's PDF as LibreOffice makes it."""
    return pdf_of(rich_paper(), office())


@functools.cache
def finished_pdf() -> bytes:
    """Return the paper's PDF, finished."""
    return finished(raw_pdf(), flow_of(rich_paper()), meeting=MEETING)


def tags(made: pikepdf.Pdf, name: str) -> list[Any]:
    """Return the tags of one name, such as /TH, in order."""

    def below(tag: Any) -> Iterator[Any]:
        for kid in kids(tag):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if str(kid.S) == name:
                    yield kid
                yield from below(kid)

    return list(below(made.Root.StructTreeRoot))
