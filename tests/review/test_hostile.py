"""Whatever a person types anywhere, in a workbook, in report.toml or as the name of a file, is text
on every page, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import html

from pipeline.commands.inputs import Inputs
from pipeline.commands.packet import packet
from pipeline.commands.run import made
from pipeline.compare.diff import differences
from pipeline.review.page.diff_page import as_html
from tests.builders import RECOMMENDATION, SETTINGS, inputs, inspections
from tests.earlier import template
from tests.review.test_page import NOW, THEN

HOSTILE = "<img src=x onerror=alert(1)>&\"'"
SPARED = ("kind", "status", "publish", "parent", "addressed_to", "rag")
"""Columns of which the program knows each word."""


def hostile(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row each of whose texts is hostile."""
    whole = {**RECOMMENDATION, **row, "addressed_to": "All forces"}
    typed = {
        key: f"{value}{HOSTILE}"
        for key, value in whole.items()
        if isinstance(value, str) and key not in SPARED
    }
    return {**whole, **typed, **({"rag": f"{whole['rag']}{HOSTILE}"} if whole["rag"] else {})}


def settings() -> str:
    """Return a report.toml each of whose texts is hostile."""
    found = SETTINGS
    typed = HOSTILE.replace('"', '\\"')
    for text in (
        "West Midlands Police",
        "WMP",
        "Joint Audit Committee",
        "in progress",
        "on course",
    ):
        found = found.replace(f'"{text}"', f'"{text} {typed}"')
    for word in ("Red", "Amber", "Green"):
        found = found.replace(f"{word} =", f'"{word}{typed}" =')
    return found


@cache
def given(*, first: bool = False) -> Inputs:
    now, then = ([hostile(row) for row in rows] for rows in (NOW, THEN))
    log = inspections(
        inspections=[{"title": f"A{HOSTILE}", "description": f"an inspection{HOSTILE}"}],
        reports=[{"title": f"B{HOSTILE}"}],
        forthcoming=[{"title": f"C{HOSTILE}"}],
    )
    found = inputs(
        *now, then=None if first else then, log=log, settings=settings(), template=template()
    )
    return replace(found, file=f"rows{HOSTILE}.xlsx", log_file=f"log{HOSTILE}.xlsx")


@cache
def pages() -> dict[str, bytes]:
    run, first = made(given()), made(given(first=True))
    whole = packet(given(), run, with_pdf=False).files
    return {
        "review.html": whole["review.html"],
        "hmicfrs-update.html": whole["hmicfrs-update.html"],
        "first paper": packet(given(first=True), first, with_pdf=False).files["review.html"],
        "diff": as_html(differences(first.paper, run.paper)).encode(),
    }


@pytest.mark.parametrize("name", ["review.html", "hmicfrs-update.html", "first paper", "diff"])
def test_what_a_person_typed_is_text_on_a_page(name: str) -> None:
    page = pages()[name]
    tree = html.fromstring(page.decode())
    assert page.count(b"onerror") > 5 and HOSTILE in tree.text_content()
    assert b"<img" not in page and tree.xpath("//img|//@onerror|//@src") == []
    assert len(tree.xpath("//script")) <= 1
