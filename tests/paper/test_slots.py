"""What a template may name is what it is given: no slot without a value, no value that the page of
the template does not list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.figures.measures import measures
from pipeline.paper.numbers import chart_data
from pipeline.paper.slot import Slot
from pipeline.paper.slots import names
from pipeline.paper.values import values
from tests.golden import example


def differing(given: Mapping[str, Any], told: Mapping[str, Slot], place: str = "") -> Iterator[str]:
    """Yield the names that are only given or only told, in lists too."""
    yield from (f"{place}{name}" for name in sorted(given.keys() ^ told.keys()))
    for name, slot in told.items():
        if slot.kind == "lists":
            yield from differing(given[name], slot.fields or {}, f"{place}{name}.")
        for row in given.get(name) or () if slot.kind == "list" else ():
            yield from differing(row, slot.fields or {}, f"{place}{name}.")


def test_every_slot_has_a_value_and_every_value_a_slot() -> None:
    inputs: Inputs = example()
    result = computed(inputs)
    charts = chart_data(result.settings, result.figures, [])
    given = values(result.settings, result.position, result.figures, "", None, charts)
    told = names({measure.key: measure.label for measure in measures(result.settings)})
    assert sorted(set(differing(given, told))) == []
