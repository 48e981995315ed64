"""What stands in the file of an edited paper and must not go out with it, and what shuts readers out since it was edited.

Tracked changes, comments and hidden words are said without their authors: who wrote them is nobody's concern but theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.proof.access import access_faults
from pipeline.proof.faults import Fault
from pipeline.review.verdict import Code, Remark
from pipeline.word.copies import copy_of

LEFT: dict[str, Code] = {"tracked-change": "tracked", "comment": "comment", "hidden-text": "hidden"}
"""The faults of a paper that hold what the committee is not meant to see, by their code in `proof.access`."""
COPY = ("this is the {0} that the program makes for reviewers, and not the paper. Name the paper itself; where people have "
        "edited the copy, type their changes into the paper.")
MOST_OF_A_COPY = 3
"""A copy of ours is full of marks: so many are named, and the rest counted."""


def handed_in(paper: bytes, fresh: bytes) -> Iterator[Remark]:
    """Yield what is left in an edited paper, and what makes it less accessible than `fresh`, the one that the inputs make."""
    if paper == fresh:
        return
    copy = copy_of(paper)
    if copy:
        yield Remark("copy", COPY.format(copy))
    found = access_faults(paper)
    left = [fault for fault in found if fault.code in LEFT]
    others = [fault for fault in found if fault.code not in LEFT]
    ours = Counter(_of(fault) for fault in (access_faults(fresh) if others else ()))
    for fault in others:
        ours[_of(fault)] -= 1
        if ours[_of(fault)] < 0:
            yield Remark("inaccessible", f"{fault.message} {fault.remedy}", fault.place)
    shown = left[:MOST_OF_A_COPY] if copy else left
    for fault in shown:
        yield Remark(LEFT[fault.code], f"{fault.message} {fault.remedy}", fault.place)
    if len(left) > len(shown):
        yield Remark(LEFT[left[0].code], f"and {len(left) - len(shown)} more such marks.")


def _of(fault: Fault) -> tuple[str, str]:
    return fault.code, fault.message
