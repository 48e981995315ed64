"""The faults of a template or a paper as findings: which of them stop a run, and which are
remarks.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.codes import finding
from pipeline.proof.valid.document import ooxml_faults

OF_THE_WORDING = {
    "alt-long",
    "heading-long",
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


def template_findings(template: bytes, file: str) -> list[Finding]:
    """Return what would make every paper of a template invalid, or not accessible."""
    invalid = ooxml_faults(template)
    return _told(invalid, "template-invalid", file) + (
        []
        if invalid
        else _by_weight(access_faults(template, allow=("slots",)), "template-inaccessible", file)
    )


def paper_findings(paper: bytes, file: str) -> list[Finding]:
    """Return what makes a finished paper invalid, or not accessible."""
    invalid = ooxml_faults(paper)
    return _told(invalid, "proof-invalid", file) + (
        [] if invalid else _by_weight(access_faults(paper), "proof-inaccessible", file)
    )


def _by_weight(faults: Iterable[Finding], code: str, file: str) -> list[Finding]:
    found = list(faults)
    return _told(
        (fault for fault in found if fault.code not in OF_THE_WORDING), code, file
    ) + _told((fault for fault in found if fault.code in OF_THE_WORDING), "inaccessible", file)


def _told(faults: Iterable[Finding], code: str, file: str) -> list[Finding]:
    return [finding(code, fault.message, fault.remedy, file, place=fault.place) for fault in faults]
