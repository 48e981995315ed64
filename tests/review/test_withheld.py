"""A row that was printed once and is not for publication now, and the other way round: nothing
tells what it said.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs
from pipeline.commands.packet import packet
from pipeline.commands.run import computed, made
from pipeline.figures.result import Computed
from pipeline.files.package import parts_of
from pipeline.review.explain import explained
from tests.builders import inputs
from tests.earlier import template

SECRET: dict[str, Any] = {
    "report": "Operation Nightjar",
    "text": "Nightjar must end.",
    "owner": "Nightjar lead",
    "department": "Nightjar unit",
    "update": "Nightjar goes on.",
    "rag_reason": "Nightjar is late.",
    "target": datetime.date(2022, 3, 3),
    "rag": "Red",
    "published": datetime.date(2019, 3, 3),
    "status": "Open",
}
PLAIN = {"ref": "R2"}
NOW: dict[str, dict[str, Any]] = {
    "outstanding": {},
    "re-rated": {"rag": "Amber"},
    "signed off": {"status": "Signed off: completed", "signed_off": datetime.date(2020, 11, 3)},
    "closed": {
        "status": "Closed",
        "signed_off": datetime.date(2020, 8, 3),
        "closed": datetime.date(2020, 11, 3),
    },
    "superseded": {"status": "Superseded"},
    "for others": {"addressed_to": "Home Office"},
    "a concern": {"kind": "Cause of concern"},
}
CLEAN = {
    "report": "Fresh start",
    "text": "Keep records.",
    "owner": "DCC",
    "department": "",
    "update": "Begun.",
    "rag_reason": "Late.",
    "target": datetime.date(2022, 1, 5),
    "published": datetime.date(2020, 2, 7),
}
SAID = ("Nightjar", "3 March 2022", "3 March 2019")


@cache
def given(now: str) -> Inputs:
    """Return a run in which a row that was printed last time, as SECRET, is withheld."""
    return inputs(
        {**SECRET, **NOW[now], "ref": "R1", "publish": "No"},
        {**PLAIN, "publish": "Yes"},
        template=template(),
        then=[{**SECRET, "ref": "R1", "publish": "Yes"}, PLAIN],
    )


@cache
def once_withheld() -> Inputs:
    """Return a run in which a row that was withheld last time, as SECRET, is printed with other
    words.
    """
    return inputs(
        {**CLEAN, "ref": "R1", "rag": "Amber"},
        PLAIN,
        template=template(),
        then=[
            {
                **SECRET,
                "status": "With HMICFRS",
                "signed_off": datetime.date(2020, 5, 5),
                "ref": "R1",
                "publish": "No",
            },
            {**PLAIN, "publish": "Yes"},
        ],
    )


def explanations(result: Computed) -> dict[str, str]:
    return {key: explained(result, figure) for key, figure in result.figures.items()}


@pytest.mark.parametrize("now", NOW)
def test_an_old_figures_rows_do_not_tell_what_is_withheld_since(now: str) -> None:
    result = computed(given(now))
    for key, text in explanations(result).items():
        assert not any(said in text for said in SAID), (key, text)
    for key in ("outstanding_opening", "opening_red"):
        line = next(
            line
            for line in explained(result, result.figures[key]).splitlines()
            if line.startswith("    R1 ")
        )
        assert line.split("  ")[-1] == "(not for publication)"


@pytest.mark.parametrize("now", NOW)
def test_no_note_quotes_it(now: str) -> None:
    told = [str(found) for found in computed(given(now)).findings if "R1:" in found.message]
    assert not any(
        said in text or '"Open"' in text or "Red" in text for text in told for said in SAID
    ), told


@pytest.mark.parametrize("now", ["outstanding", "signed off"])
def test_no_output_tells_it(now: str) -> None:
    whole = packet(given(now), made(given(now)), with_pdf=False)
    for name, content in whole.files.items():
        for part in parts_of(content).values() if name.endswith(".docx") else [content]:
            assert not any(said.encode() in part for said in SAID), name


def test_what_a_row_said_while_it_was_withheld_is_not_told_once_it_is_printed() -> None:
    result = computed(once_withheld())
    texts = [*explanations(result).values(), *map(str, result.findings)]
    assert not any(said in text for text in texts for said in SAID)
    line = next(
        line
        for line in explained(result, result.figures["outstanding_total"]).splitlines()
        if line.startswith("    R1 ")
    )
    assert "last time" not in line and "Amber; Open" in line
    (note,) = [str(found) for found in result.findings if found.code == "status-backwards"]
    assert (
        "With HMICFRS" not in note and "its status moved backwards since the last meeting." in note
    )
