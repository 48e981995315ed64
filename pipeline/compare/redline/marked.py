"""The redline as a file to hand out: marked, proved, or a note that says why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from pipeline.compare.redline.codes import finding
from pipeline.findings.finding import Finding

FILE = "redline.docx"


def marked(
    last: bytes,
    paper: bytes,
    author: str,
    date: datetime.date,
    told: Sequence[str] = (),
    left_out: Collection[str] = (),
) -> tuple[bytes | None, list[Finding]]:
    """Return the changes from one paper to the next as tracked changes of a .docx, or None and a
    note.

    `told` says on the first page what changed, as a comment on the first words of the paper: a
    comment is no text, so that accepting still gives the new paper and rejecting the old, in Word
    as in any program. `left_out` are headings of sections in which nothing is marked. There is no
    redline where it would not give back both papers, or where Word would have to repair it.
    """
    from pipeline.compare.redline.redline import RedlineFailed, redline
    from pipeline.proof.valid.document import ooxml_faults

    try:
        result = redline(last, paper, author=author, date=date, told=told, left_out=left_out)
        fault = next((str(fault) for fault in ooxml_faults(result)), "")
    except RedlineFailed as failed:
        fault = str(failed)
    if not fault:
        return result, []
    return None, [
        finding(
            "no-redline",
            f"there is no redline, for it failed its proof ({fault}).",
            "Use diff, or Compare in Word, and report it.",
            FILE,
        )
    ]
