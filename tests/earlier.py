"""The example with the template of version 1.6, to whose sentences the corpora of edits are bound.

More than three hundred edits name its wording; they are kept as they are, so that what `verify` and
the comparisons can do is measured by the same edits whatever the house template says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import Made, made
from tests import golden
from tests.house import earlier


@cache
def template() -> bytes:
    """Return the house template of version 1.6."""
    return earlier.template()


def example() -> Inputs:
    """Return the inputs of the committed example, with that template."""
    return replace(golden.example(), template=template())


@cache
def example_run() -> Made:
    """Return the finished run of the example with that template."""
    return made(example())


@cache
def papers() -> Mapping[str, bytes]:
    """Return the golden papers by name, with that template."""
    return {**golden.made_with(template()), "example": example_run().paper}
