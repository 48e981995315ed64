"""What stands elsewhere in an edited paper: a section that moved is told once, with all that stands
under its heading, and so is a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.english.reading import flat
from pipeline.findings.finding import Finding
from pipeline.review.verify.moved_words import Pair
from pipeline.review.verify.places import Places
from pipeline.review.verify.verdict import remark
from pipeline.word.outline import is_heading, level


def moves(both: Sequence[Pair], were: Places, places: Places) -> Iterator[Finding]:
    """Yield what moved of all that stands in both papers, in the order in which it stands now, and
    what was given another style; `were` are the places of the generated paper, `places` those of
    the edited one.
    """
    for pair in both:
        then, now = pair.old.first.style, pair.new.first.style
        if is_heading(then) != is_heading(now):
            yield remark(
                "reworded",
                f'it was a heading ("{then}") and is plain text now.'
                if is_heading(then)
                else f'it was plain text and is a heading ("{now}") now.',
                places.of(pair.new),
            )
    depth, under, table = 0, "", (0, 0)
    for pair in _out_of_order(both):
        old, new = pair.old.first, pair.new.first
        headed = is_heading(new.style)
        if depth and (level(new.style) > depth if headed else new.heading == under):
            under = flat(new.text) if headed else under
            continue
        if new.table and (old.table, new.table) == table:
            continue
        depth, under = (level(new.style), flat(new.text)) if headed else (0, "")
        table = (old.table, new.table)
        then, now = (at.bare(one) for at, one in ((were, old), (places, new)))
        if headed:
            what = f'the section "{flat(new.text)}"'
        elif new.table:
            what = f"the row {places.row(new)[0] or flat(new.text)}"
        else:
            what = "it"
        stood = f"stood at {then}" if then != now else "stood elsewhere there"
        yield remark("moved", f"{what} {stood}.", now if headed else places.of(new))


def _out_of_order(both: Sequence[Pair]) -> list[Pair]:
    """Return what was found elsewhere and does stand elsewhere: not between the same two neighbours
    as before.
    """
    found: list[Pair] = []
    parts = sorted(both, key=lambda pair: (pair.new.first.part, pair.new.first.number))
    for _, group in groupby(parts, key=lambda pair: pair.new.first.part):
        ordered = list(group)
        before = -1
        for place, pair in enumerate(ordered):
            at = pair.old.first.number
            after = (one.old.first.number for one in ordered[place + 1 :] if not one.moved)
            if not pair.moved or before < at < next(after, at + 1):
                before = at
            else:
                found.append(pair)
    return found
