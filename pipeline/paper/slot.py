"""One name that a template may use, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """One name: what stands there. `fields` describe the rows of a list."""

    means: str
    kind: str = "text"
    fields: Mapping[str, Slot] | None = None


def text(means: str) -> Slot:
    return Slot(means)


def number(means: str) -> Slot:
    return Slot(means, "number")


def date(means: str) -> Slot:
    return Slot(means, "date")


def span(means: str) -> Slot:
    return Slot(means, "span")


def flag(means: str) -> Slot:
    return Slot(means, "condition")


def prose(means: str) -> Slot:
    return Slot(means, "lines")
