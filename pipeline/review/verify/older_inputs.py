"""Whether an edited paper was made from older inputs: those add up among themselves, and hand edits do not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from pipeline.checks.reconcile import BALANCES
from pipeline.figures.measures import moved_key
from pipeline.paper.structure import tag_of
from pipeline.paper.values import in_brief
from pipeline.settings.model import Settings, slug

Value: TypeAlias = int | datetime.date | None
LAST_TIME = re.compile(r"_then$|_opening$|^opening_")


def moved_on(printed: Mapping[str, Value], found: Mapping[str, Collection[Value]], typed_beside: Collection[str],
             settings: Settings, *, resealed: bool) -> set[str]:
    """Return the tags of the figures that moved since the paper was made, where it seems to be made from older inputs.

    `printed` is what the inputs give now, by tag, `found` all that the paper says. A sum that holds with figures that
    changed, or the seal of another archive, speaks for older inputs; a sum that fails speaks against them, and so does a
    figure of the last meeting that changed though the archive did not.
    """
    one = {tag: next(iter(values)) for tag, values in found.items() if len(values) == 1}
    changed = {tag for tag, value in one.items()
               if value is not None and value != printed[tag] and tag not in typed_beside}
    if not resealed and any(LAST_TIME.search(tag) for tag in changed):
        return set()
    support = resealed
    for total, parts in _sums(settings):
        members = {tag_of(key) for key in (total, *(key for key, _ in parts))}
        counts = {tag: value for tag in members if isinstance(value := one.get(tag), int)}
        if members & changed and len(counts) == len(members):
            if sum(sign * counts[tag_of(key)] for key, sign in parts) != counts[tag_of(total)]:
                return set()
            support = True
    return changed if support and len(changed) > 1 else set()


def _sums(settings: Settings) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield the sums that hold between a paper's figures: a total, and its parts with their signs."""
    words = [slug(word) for word in settings.ratings]
    yield from BALANCES.items()
    for total, part in (("reviewed_total", "reviewed_{}"), ("outstanding_total", "outstanding_{}"),
                        ("outstanding_opening", "opening_{}"), ("continuing_total", "continuing_from_{}"),
                        ("continuing_total", "continuing_to_{}")):
        yield total, tuple((part.format(word), 1) for word in words)
    for word in words:
        yield f"continuing_from_{word}", tuple((moved_key(word, other), 1) for other in words)
        yield f"continuing_to_{word}", tuple((moved_key(other, word), 1) for other in words)
    yield "continuing_total", (("improved_total", 1), ("worsened_total", 1), ("unchanged_total", 1))
    for name, now in in_brief(settings).items():
        yield now, ((f"{name}_then", 1), (f"{name}_change", 1))
    for one, other in (("outstanding_then", "outstanding_opening"), ("awaiting_then", "awaiting_opening"),
                       ("worst_then", f"opening_{slug(settings.worst)}")):
        yield one, ((other, 1),)
