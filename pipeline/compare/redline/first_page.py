"""What changed, on the first page of a redline: a comment on its first words."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.tracked import Pen
from pipeline.compare.redline.xml import DEL, INS, PPR, RPR, RUN, Element, P
from pipeline.files.package import packed
from pipeline.word.comments import Comments


def with_comment(paper: Paper, pen: Pen, told: Sequence[str]) -> bytes:
    """Return a redline, whose tree is changed, with a comment of these lines on its first paragraph
    that has words and is in both papers, or on the first of all; as it is where nothing is told.
    """
    draft = paper.draft()
    chosen = _first(draft.change(paper.main)) if told else None
    if chosen is not None:
        inside = [child for child in chosen if child.tag != PPR]
        Comments(draft, pen.author, pen.day).add(inside[0], inside[-1], told)
    return packed(draft.written())


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
