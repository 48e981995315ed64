"""The redline as a file to hand out: marked, proved, or a note that says why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from pipeline.compare.redline.codes import finding
from pipeline.findings.finding import Finding
from pipeline.word.outline import BODY
from pipeline.word.package import opened

FILE = "redline.docx"


class Begun(Protocol):
    """A work that was begun: where it is awaited, it has been done beside."""

    def result(self) -> list[Finding]:
        """Return what was found."""


class Later:
    """A work that is done where it is asked for."""

    def __init__(self, work: Callable[[], list[Finding]]) -> None:
        self.result = work

    def __enter__(self) -> Later:
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave nothing behind."""


def marked(
    last: bytes,
    paper: bytes,
    author: str,
    date: datetime.date,
    told: Callable[[], Sequence[str]] = tuple,
    left_out: Collection[str] = (),
    beside: Callable[[Callable[[], list[Finding]]], AbstractContextManager[Begun]] = Later,
) -> tuple[bytes | None, list[Finding]]:
    """Return the changes from one paper to the next as tracked changes of a .docx, or None and a
    note.

    `told` says on the first page what changed, as a comment on the first words of the paper: a
    comment is no text, so that accepting still gives the new paper and rejecting the old, in Word
    as in any program. `left_out` are headings of sections in which nothing is marked. There is no
    redline where it would not give back both papers, or where Word would have to repair it. Whether
    it would is asked `beside` the proof of the other.
    """
    from pipeline.compare.redline.redline import RedlineFailed, unproved
    from pipeline.proof.valid.document import ooxml_faults

    made = unproved(last, paper, author=author, date=date, told=told, left_out=left_out)
    opened(made.document).root(BODY)  # once for both
    with beside(lambda: ooxml_faults(made.document)) as judged:
        try:
            made.prove()
            fault = next((str(fault) for fault in judged.result()), "")
        except RedlineFailed as failed:
            fault = str(failed)
    if not fault:
        return made.document, []
    return None, [
        finding(
            "no-redline",
            f"there is no redline, for it failed its proof ({fault}).",
            "Use diff, or Compare in Word, and report it.",
            FILE,
        )
    ]
