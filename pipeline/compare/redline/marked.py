"""The redline as a file to hand out: marked, proved, or a note that says why there is none."""

from __future__ import annotations

import datetime

from pipeline.compare.redline.codes import finding
from pipeline.findings.finding import Finding
from pipeline.word.copies import as_copy
from pipeline.word.package import opened

FILE = "redline.docx"


def marked(
    last: bytes, paper: bytes, author: str, date: datetime.date
) -> tuple[bytes | None, list[Finding]]:
    """Return the changes from one paper to the next as tracked changes of a .docx, or None and a
    note.

    There is none where it would not give back both papers, or where Word would have to repair it.
    """
    from pipeline.compare.redline.redline import RedlineFailed, redline
    from pipeline.proof.valid.document import ooxml_faults

    try:
        result = redline(last, paper, author=author, date=date)
        fault = next((str(fault) for fault in ooxml_faults(result)), "")
    except RedlineFailed as failed:
        fault = str(failed)
    if not fault:
        return as_copy(opened(result), "redline"), []
    return None, [
        finding(
            "no-redline",
            f"there is no redline, for it failed its proof ({fault}).",
            "Use diff, or Compare in Word, and report it.",
            FILE,
        )
    ]
