"""Everything that goes into `outputs/<date>/`: the paper, the review material made from it, and the records of the run."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pipeline import __version__
from pipeline import template as templates
from pipeline.archive import digest
from pipeline.codes import finding, weighed
from pipeline.config import FILE as SETTINGS_FILE
from pipeline.findings import Finding, by_place
from pipeline.run import PAPER, Computed, Inputs, Made, Tell, figures_json
from pipeline.schema import INSPECTIONS_FILE, RECOMMENDATIONS_FILE
from pipeline.words import plural

REDLINE, ANNOTATED, PAGE, PDF = "redline.docx", "annotated.docx", "review.html", "hmicfrs-update.pdf"
FIGURES, FINDINGS, RUN = "figures.json", "findings.json", "run.json"
OURS = (PAPER, PDF, REDLINE, ANNOTATED, PAGE, FIGURES, FINDINGS, RUN)
"""Every file that a run may write; those that it does not make are removed from the folder."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A meeting's files by name, and everything found in making them."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def packet(inputs: Inputs, made: Made, tell: Tell = lambda stage: None, *, with_pdf: bool = True) -> Packet:
    """Return a finished run's files; what could not be made is left out, with a note that says why.

    LibreOffice prints the paper on one core while the review material is made on another.
    """
    from pipeline.review.annotated import annotated
    from pipeline.review.page import review_page

    result = made.computed
    last, remarks = _last(result)
    with ThreadPoolExecutor(1) as beside:
        printing = beside.submit(_pdf, made) if with_pdf else None
        tell("Marking what changed since the last paper")
        redline, notes = _redline(last, made)
        tell("Writing the review material")
        copy = annotated(made.paper, result)
        if printing:
            tell("Printing the PDF")
        pdf, more = printing.result() if printing else (None, [])
        notes += remarks + more
    found = tuple(by_place([*result.findings, *weighed(notes, result.settings.severity)]))
    provenance = _provenance(inputs, made, len(found))
    files = {
        PAPER: made.paper,
        **({PDF: pdf} if pdf else {}),
        **({REDLINE: redline} if redline else {}),
        ANNOTATED: copy,
        PAGE: review_page(result, made.paper, last, provenance),
        FIGURES: as_json(figures_json(result)),
        FINDINGS: as_json([item.as_json() for item in found]),
    }
    files[RUN] = as_json({**provenance, "outputs": {name: digest(content) for name, content in files.items()}})
    return Packet(files, found)


def _last(result: Computed) -> tuple[bytes | None, list[Finding]]:
    """Return the paper that the committee last saw, without the words of rows that are not for publication now."""
    from pipeline.review.withheld import masked, withheld_in

    if result.previous is None or result.previous.paper is None:
        return None, []
    paper, hidden = masked(result.previous.paper, withheld_in(result))
    if not hidden:
        return paper, []
    told = f"{hidden} {plural(hidden, 'passage')} of the last paper told of rows that are not for publication now"
    return paper, [finding("last-paper-masked", f"{told}; the review material leaves their words out.",
                           "Nothing needs to be done; the paper that is filed is as the committee saw it.", REDLINE)]


def _redline(last: bytes | None, made: Made) -> tuple[bytes | None, list[Finding]]:
    """Return the redline against the paper that the committee last saw, or a note that says why there is none."""
    from pipeline.proof.ooxml import ooxml_faults
    from pipeline.redline.redline import RedlineFailed, redline

    settings = made.computed.settings
    if last is None:
        why = "no paper is filed for the last meeting" if made.computed.previous else "no earlier meeting is filed"
        return None, [finding("no-redline", f"there is no redline, for {why}.", "Nothing needs to be done: file this paper with "
                              "publish, and the next one has a redline.", REDLINE)]
    try:
        marked = redline(last, made.paper, author=settings.force.name, date=settings.meeting.date)
        fault = next((str(fault) for fault in ooxml_faults(marked)), "")
    except RedlineFailed as failed:
        fault = str(failed)
    if not fault:
        return marked, []
    return None, [finding("no-redline", f"there is no redline, for it failed its proof ({fault}).",
                          "Use diff, or Compare in Word, and report it.", REDLINE)]


def _pdf(made: Made) -> tuple[bytes | None, list[Finding]]:
    """Return the paper as a PDF that conforms and says what the paper says, or notes that say why there is none."""
    from pipeline.pdf.finish import finished
    from pipeline.pdf.office import OfficeFailed, OfficeMissing, pdf_of
    from pipeline.pdf.tagged import pdf_faults

    try:
        pdf = finished(pdf_of(made.paper), made.paper, meeting=made.computed.settings.meeting.date)
    except (OfficeMissing, OfficeFailed) as why:
        return None, [finding("no-pdf", f"no PDF was made: {why}", "The paper itself is complete. In Word, File > Save As > PDF "
                              "makes one by hand.", PDF)]
    faults = pdf_faults(pdf, made.paper)
    if faults:
        return None, [finding("no-pdf", f"no PDF was made, for it would not be accessible: {fault.message}", fault.remedy, PDF,
                              place=fault.place) for fault in faults]
    return pdf, []


def as_json(value: object) -> bytes:
    """Return a value as a JSON file."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _provenance(inputs: Inputs, made: Made, notes: int) -> dict[str, Any]:
    """Return what the paper was made from and with, by hash and version: no clock, no path, no name of a machine."""
    import docx
    import docxtpl
    import openpyxl
    import pandas
    from lxml import etree

    result = made.computed
    given = {SETTINGS_FILE: inputs.settings, RECOMMENDATIONS_FILE: inputs.workbook, INSPECTIONS_FILE: inputs.log,
             templates.FILE: inputs.template}
    return {
        "schema_version": 1, "program": __version__,
        "meeting": result.settings.meeting.date.isoformat(), "data_to": result.settings.meeting.cut_off.isoformat(),
        "previous": result.previous.meeting.isoformat() if result.previous else None,
        "archive_seal": result.previous.seal if result.previous else None,
        "inputs": {name: digest(content) for name, content in given.items() if content is not None},
        "notes": notes,
        "versions": {"python": platform.python_version(), "docx": docx.__version__, "docxtpl": docxtpl.__version__,
                     "lxml": etree.__version__, "openpyxl": openpyxl.__version__, "pandas": pandas.__version__},
    }
