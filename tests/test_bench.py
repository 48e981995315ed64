"""The bench measures the program as it is: every stage that it names is a function of it."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.bench.stages import STAGES


@pytest.mark.parametrize("function", [one for functions in STAGES.values() for one in functions])
def test_every_stage_of_the_bench_is_a_function_of_the_program(function: str) -> None:
    module, _, name = function.partition(":")
    assert callable(getattr(import_module(f"pipeline.{module}"), name))
