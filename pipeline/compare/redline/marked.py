"""The redline as a file to hand out: marked, proved, or a note that says why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

from pipeline.compare.redline.codes import finding
from pipeline.files.package import parts_of
from pipeline.findings.finding import Finding
from pipeline.word.comments import Comments
from pipeline.word.copies import as_copy
from pipeline.word.package import Draft
from pipeline.word.xml import w

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
        result = redline(last, paper, author=author, date=date, left_out=left_out)
        told_too = as_copy(_told(parts_of(result), author, date, told), "redline")
        fault = next((str(fault) for fault in ooxml_faults(told_too)), "")
    except RedlineFailed as failed:
        fault = str(failed)
    if not fault:
        return told_too, []
    return None, [
        finding(
            "no-redline",
            f"there is no redline, for it failed its proof ({fault}).",
            "Use diff, or Compare in Word, and report it.",
            FILE,
        )
    ]


def _told(
    redline: Mapping[str, bytes], author: str, date: datetime.date, told: Sequence[str]
) -> Mapping[str, bytes]:
    """Return the parts of a redline with a comment on its first paragraph that has words and is in
    both papers, or on the first of all.
    """
    draft = Draft(redline)
    paragraphs = [
        paragraph
        for paragraph in draft.change("word/document.xml").iter(w("p"))
        if paragraph.find(f".//{w('r')}") is not None
    ]
    if not (told and paragraphs):
        return redline
    lasting = (
        paragraph
        for paragraph in paragraphs
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is None
        and paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is None
    )
    chosen = next(lasting, paragraphs[0])
    inside = [child for child in chosen if child.tag != w("pPr")]
    Comments(draft, author, date).add(inside[0], inside[-1], told)
    return draft.written()
