"""The PDF as a file to hand out: printed, finished, proved, or notes that say why there is none."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.codes import finding
from pipeline.findings import Finding
from pipeline.pdf.office import OfficeFailed, OfficeMissing

FILE = "hmicfrs-update.pdf"


def printed(paper: bytes, meeting: datetime.date, ready: Path | None = None) -> tuple[bytes | None, list[Finding]]:
    """Return a paper as a PDF that conforms and says what the paper says, or None and a note for each reason.

    `ready` is the folder of a LibreOffice that was started ahead (`office.ready`).
    """
    from pipeline.pdf.layout import laid_out

    try:
        pdf, faults = laid_out(paper, ready, meeting=meeting)
    except (OfficeMissing, OfficeFailed) as why:
        return None, [finding("no-pdf", f"no PDF was made: {why}", "The paper itself is complete. In Word, File > Save As > PDF "
                              "makes one by hand.", FILE)]
    if faults:
        return None, [finding("no-pdf", f"no PDF was made, for it would not be accessible: {fault.message}", fault.remedy, FILE,
                              place=fault.place) for fault in faults]
    return pdf, []
