"""One name that a template may use, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Slot(NamedTuple):
    """One name: what stands there. `fields` describe the rows of a list."""

    means: str
    kind: str = "text"
    fields: Mapping[str, Slot] | None = None


def text(means: str) -> Slot:
    """Return a slot that is a text of one line."""
    return Slot(means)


def number(means: str) -> Slot:
    """Return a slot that is a number."""
    return Slot(means, "number")


def date(means: str) -> Slot:
    """Return a slot that is a date."""
    return Slot(means, "date")


def span(means: str) -> Slot:
    """Return a slot that is a span of days."""
    return Slot(means, "span")


def flag(means: str) -> Slot:
    """Return a slot that is a condition."""
    return Slot(means, "condition")


def prose(means: str) -> Slot:
    """Return a slot that is a text of lines and lists."""
    return Slot(means, "lines")
