"""What holds for every test."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the work of a run in this process: the tests are many, and keep every core busy by themselves.

    tests/test_beside.py, and each test that starts `python -m pipeline`, tries the workers.
    """
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
