"""Whether an edited paper was made from older inputs: those add up among themselves, and hand edits
do not.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from pipeline.figures.measure import part_key
from pipeline.figures.measures import measures
from pipeline.figures.sums import OPENINGS, Part, Sum, sums
from pipeline.paper.numbers import in_brief
from pipeline.paper.structure import tag_of
from pipeline.settings.model import Settings

Value: TypeAlias = int | datetime.date | None


def moved_on(
    printed: Mapping[str, Value],
    found: Mapping[str, Collection[Value]],
    typed_beside: Collection[str],
    settings: Settings,
    *,
    resealed: bool,
) -> set[str]:
    """Return the tags of the figures that moved since the paper was made, where it seems to be made
    from older inputs.

    `printed` is what the inputs give now, by tag, `found` all that the paper says. A sum that holds
    with figures that changed, or the seal of another archive, speaks for older inputs; a sum that
    fails speaks against them, and so does a figure of the last meeting that changed though the
    archive did not.
    """
    one = {tag: next(iter(values)) for tag, values in found.items() if len(values) == 1}
    changed = {
        tag
        for tag, value in one.items()
        if value is not None and value != printed[tag] and tag not in typed_beside
    }
    if not resealed and changed & _of_last_time(settings):
        return set()
    support = resealed
    for one_sum in _sums(settings):
        members = {tag_of(key) for key in one_sum.keys}
        counts = {tag: value for tag in members if isinstance(value := one.get(tag), int)}
        if members & changed and len(counts) == len(members):
            if (
                sum(part.sign * counts[tag_of(part.key)] for part in one_sum.parts)
                != counts[tag_of(one_sum.total)]
            ):
                return set()
            support = True
    return changed if support and len(changed) > 1 else set()


def _of_last_time(settings: Settings) -> set[str]:
    """Return the tags of what a paper says of the last meeting."""
    return {
        tag_of(key)
        for key in (
            *(measure.key for measure in measures(settings) if measure.then),
            *(f"{name}_then" for name in in_brief(settings)),
        )
    }


def _sums(settings: Settings) -> Iterator[Sum]:
    """Yield the sums that hold between the numbers of a paper: those of the figures, and what its
    first page compares.
    """
    yield from sums(settings)
    then = {closing: key for key, closing in OPENINGS.items()}
    then[part_key("outstanding", settings.worst)] = part_key("opening", settings.worst)
    for name, now in in_brief(settings).items():
        yield Sum("balance", now, (Part(f"{name}_then"), Part(f"{name}_change")))
        if now in then:
            yield Sum("balance", f"{name}_then", (Part(then[now]),))
