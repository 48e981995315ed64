"""The redline as it is written: marked as a copy, with what changed told in a comment on its first
page.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.tracked import Pen
from pipeline.compare.redline.xml import DEL, INS, PPR, RPR, RUN, Element, P
from pipeline.word.comments import Comments
from pipeline.word.copies import as_copy


def handed_out(paper: Paper, pen: Pen, told: Sequence[str]) -> bytes:
    """Return a redline, whose tree is changed: with a comment of these lines on its first paragraph
    that has words and is in both papers, or on the first of all, where anything is told; and marked
    so that it is never filed as the paper.
    """
    draft = paper.draft()
    chosen = _first(draft.change(paper.main)) if told else None
    if chosen is not None:
        inside = [child for child in chosen if child.tag != PPR]
        Comments(draft, pen.author, pen.day).add(inside[0], inside[-1], told)
    return as_copy(draft.written(), "redline")


def _first(root: Element) -> Element | None:
    worded: Element | None = None
    for paragraph in root.iter(P):
        if next(paragraph.iter(RUN), None) is None:
            continue
        worded = paragraph if worded is None else worded
        marks = paragraph.find(f"{PPR}/{RPR}")
        if marks is None or (marks.find(INS) is None and marks.find(DEL) is None):
            return paragraph
    return worded
