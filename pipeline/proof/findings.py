"""The faults of a template or a paper as findings: which of them stop a run, and which are
remarks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zipfile import BadZipFile

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.codes import finding
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.package import opened
from pipeline.word.places import Document

OF_THE_WORDING = {
    "alt-long",
    "heading-long",
    "heading-alone",
    "heading-fake",
    "capitals",
    "typed-list",
    "blanks",
    "blank-lines",
    "colour-alone",
    "empty-cell",
    "link-text",
    "link-same",
    "underline",
    "table-alt",
}
"""What the words of a cell can bring about, or a matter of taste: told, and nothing is stopped. So
is a table without a name: neither PDF/UA-1 nor WCAG 2.2 asks for one, and LibreOffice and Google
Docs lose it when they save.
"""

_WITH_ITS_WORDS = (
    "In the template put its line between a line {%p if … %} and a line {%p endif %} under which it"
    " has words: a {% if … %} within it leaves the line."
)
FILLED = {
    "empty-paragraph": _WITH_ITS_WORDS,
    "heading-empty": _WITH_ITS_WORDS,
    "table-no-rows": (
        "In the template put the table and its caption between a line {%p if … %}, with the list of"
        " its loop, and a line {%p endif %}; between a line {%p else %} and that, a sentence for"
        " when there are none."
    ),
}
"""What to do about what a sound template leaves empty in a paper: to delete it would take it from
every other paper too.
"""


def template_findings(template: bytes, file: str) -> list[Finding]:
    """Return what would make every paper of a template invalid, or not accessible."""
    invalid = ooxml_faults(template)
    if invalid:
        return _in_order(template, _told(invalid, "template-invalid", file))
    shut = access_faults(template, allow=("slots",))
    return _in_order(template, _by_weight(shut, "template-inaccessible", file))


def paper_findings(paper: bytes, file: str) -> list[Finding]:
    """Return what makes a finished paper invalid, or not accessible."""
    invalid = ooxml_faults(paper)
    if invalid:
        return _in_order(paper, _told(invalid, "proof-invalid", file))
    shut = [replace(one, remedy=FILLED.get(one.code, one.remedy)) for one in access_faults(paper)]
    return _in_order(paper, _by_weight(shut, "proof-inaccessible", file))


def _in_order(document: bytes, found: list[Finding]) -> list[Finding]:
    """Return findings with their turn in the document's reading order, as far as it can be read."""
    if not found:
        return found
    try:
        read = Document.of(opened(document)).paragraphs
    except (BadZipFile, KeyError, ValueError):
        return found
    turns: dict[str, int] = {}
    for turn, one in enumerate(read, 1):
        for place in (one.place, one.place.partition(", row ")[0]):
            turns.setdefault(place, turn)
    return [replace(one, turn=turns.get(one.place, 0)) for one in found]


def _by_weight(faults: Iterable[Finding], code: str, file: str) -> list[Finding]:
    found = list(faults)
    return _told(
        (fault for fault in found if fault.code not in OF_THE_WORDING), code, file
    ) + _told((fault for fault in found if fault.code in OF_THE_WORDING), "inaccessible", file)


def _told(faults: Iterable[Finding], code: str, file: str) -> list[Finding]:
    return [finding(code, fault.message, fault.remedy, file, place=fault.place) for fault in faults]
