"""In what order the blocks of both papers stand in the redline, and how each container comes to a
lawful end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.compare.align import side_by_side
from pipeline.compare.redline.blocks import Block


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the merged paper: in both, or in one only."""

    old: Block | None
    new: Block | None

    @property
    def is_pair(self) -> bool:
        """Return whether the block is in both papers."""
        return self.old is not None and self.new is not None

    @property
    def has_table(self) -> bool:
        """Return whether either side is a table."""
        return any(block is not None and block.is_table for block in (self.old, self.new))


def planned(olds: list[Block], news: list[Block], pairs: Iterable[tuple[int, int]]) -> list[Step]:
    """Return the steps in reading order; between two pairs the old blocks come before the new."""
    found: list[Step] = []
    for i, j in side_by_side(pairs, len(olds), len(news)):
        step = Step(None if i is None else olds[i], None if j is None else news[j])
        last = found[-1] if found else None
        # Two tables with nothing between them are one to Word: rows out and in within one table
        # instead.
        if (
            step.old is None
            and step.has_table
            and last is not None
            and last.new is None
            and last.has_table
        ):
            found[-1] = replace(last, new=step.new)
        else:
            found.append(step)
    return found


def closed(steps: list[Step]) -> tuple[list[Step], int]:
    """Return steps that end in a block of both papers, or in paragraphs of one only, and how many
    these are.

    Word hangs on a tracked end of the last paragraph of a cell; both papers' containers end with a
    paragraph.
    """
    size = next((at for at, step in enumerate(reversed(steps)) if step.is_pair), len(steps))
    tail = steps[len(steps) - size :]
    if not tail:
        return steps, 0
    one_sided = all(step.new is None for step in tail) or all(step.old is None for step in tail)
    before = steps[-size - 1] if size < len(steps) else None
    if (
        one_sided
        and before is not None
        and not before.has_table
        and not any(step.has_table for step in tail)
    ):
        return steps, size
    rest = list(steps)
    if one_sided and before is not None:
        rest[-size - 1 : -size] = [Step(before.old, None), Step(None, before.new)]
    last_old = max(at for at, step in enumerate(rest) if step.old is not None)
    last_new = max(at for at, step in enumerate(rest) if step.new is not None)
    final = Step(rest[last_old].old, rest[last_new].new)
    return [*(step for at, step in enumerate(rest) if at not in (last_old, last_new)), final], 0
