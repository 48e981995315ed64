"""A finished Word paper made ready for the web: its page, proved, its tables as CSV, and what is to
be known of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.findings.finding import Finding, ProofFailed
from pipeline.web.blocks import Paragraph, Picture, Web, paragraphs_in
from pipeline.web.check import page_faults
from pipeline.web.codes import finding
from pipeline.web.files import FILE
from pipeline.web.page import page
from pipeline.web.reading import web_of
from pipeline.web.sheets import sheets
from pipeline.word.package import opened


class ForTheWeb(NamedTuple):
    """The page of a paper, its tables by name (`tables/….csv`), and a note for each thing to know
    of them.
    """

    page: bytes
    tables: Mapping[str, bytes]
    notes: tuple[Finding, ...]


def for_the_web(paper: bytes) -> ForTheWeb:
    """Return a paper's page and tables; raises ProofFailed where the page would not say what the
    paper says, and ValueError where it is no .docx.
    """
    web = web_of(opened(paper))
    made = page(web)
    if faults := page_faults(made, paper):
        raise ProofFailed(
            faults,
            "Nothing was made: the page for the web would not say what the paper says, at the"
            " places above.",
        )
    return ForTheWeb(made, sheets(web), tuple(_unseen(web)))


def _unseen(web: Web) -> Iterator[Finding]:
    every: list[Paragraph] = paragraphs_in(web.body)
    for one in every:
        for piece in one.pieces:
            if isinstance(piece, Picture) and not piece.kind:
                yield finding(
                    "page-picture",
                    "a picture is of a kind that browsers do not show; the page has its alternative"
                    " text in its place.",
                    "Save it as PNG or JPEG and insert it again.",
                    FILE,
                    place=one.place,
                )
