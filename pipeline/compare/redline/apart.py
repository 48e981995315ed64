"""Sections that are new by nature: kept out of the comparison, and put back as they stand in the
new paper.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import NamedTuple

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.xml import SECTPR, Element, P, T, children, discard, value, w
from pipeline.english.reading import flat
from pipeline.word.outline import is_heading, level


class Apart(NamedTuple):
    """What was taken out of a body: runs of its blocks, each with the block that it stands
    before.
    """

    taken: tuple[tuple[list[Element], Element], ...]

    def put_back(self) -> None:
        """Put every block back where it stood."""
        for blocks, after in self.taken:
            for block in blocks:
                after.addprevious(block)


def taken_out(paper: Paper, headings: Collection[str]) -> Apart:
    """Take the sections with these headings out of a paper's body, each down to the next heading
    that is not below its own.

    A section with a section break stays, and one that ends the body: their ends are the page's.
    """
    body = paper.tree(paper.main).find(w("body"))
    wanted = {flat(heading) for heading in headings}
    blocks = list(children(body)) if body is not None else []
    depth, inside = 0, []
    for block in blocks:
        style = paper.style_name(value(block, "pPr/pStyle")) if block.tag == P else ""
        if is_heading(style) and (not depth or level(style) <= depth):
            told = "".join(text.text or "" for text in block.iter(T))
            depth = level(style) if flat(told) in wanted else 0
        inside.append(bool(depth))
    found, at = [], 0
    for out, group in groupby(zip(blocks, inside, strict=True), key=lambda one: one[1]):
        run = [block for block, _ in group]
        at += len(run)
        last = at >= len(blocks) or blocks[at].tag == SECTPR
        if (
            out
            and not last
            and not any(next(block.iter(SECTPR), None) is not None for block in run)
        ):
            found.append((run, blocks[at]))
    for run, _ in found:
        for block in run:
            discard(block)
    return Apart(tuple(found))
