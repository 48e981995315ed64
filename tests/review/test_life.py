"""A ref over all filed meetings: what its row said, where it stood, and what is never told."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.register.archive import Filed
from pipeline.review.life import Life, all_refs, life_of, told
from pipeline.word.lines import standings
from tests import builders
from tests.golden import example, example_run

MARCH, JUNE, JULY = (datetime.date(2021, month, 30) for month in (3, 6, 7))
Row = Mapping[str, Any]


def meetings(*past: tuple[Row, ...], now: tuple[Row, ...]) -> Inputs:
    """Return a run with one baseline a tuple of rows, oldest first."""
    filed: list[Filed] = []
    for place, rows in enumerate(past):
        day = datetime.date(2020, 1 + 3 * place, 9)
        made = builders.baseline(*rows)
        filed.append(dataclasses.replace(made, meeting=day, data_to=day))
    return dataclasses.replace(builders.inputs(*now), filed=tuple(filed))


def life(*past: tuple[Row, ...], now: tuple[Row, ...], ref: str = "R1") -> Life:
    given = meetings(*past, now=now)
    return life_of(ref, computed(given), given.filed, None)


def said(found: Life, width: int = 100) -> str:
    return told(found, width, 9)


R1: Row = {"ref": "R1"}
R2: Row = {"ref": "R2"}


def test_a_first_meeting_has_only_the_present() -> None:
    found = life(now=(R1,))
    assert [one.paper for one in found.stands] == ["not made"]
    assert "Amber at one meeting; the target has not moved." in said(found)


def test_its_rating_status_target_and_update_are_told_at_every_meeting() -> None:
    found = life(
        ({**R1, "rag": "Red", "target": MARCH, "update": "First."},),
        ({**R1, "rag": "Red", "target": JUNE, "update": "Second."},),
        now=({**R1, "rag": "Green", "target": JULY, "update": "Third."},),
    )
    text = said(found)
    assert "Red, then Green; the target moved twice, 122 days later in all." in text
    for words in ("First.", "Second.", "Third.", "30 June 2021 (was 30 March 2021)"):
        assert words in text
    assert "Green (was Red)" in text
    assert [one.row.rag for one in found.stands if one.row] == ["Red", "Red", "Green"]


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ((MARCH, MARCH), "the target has not moved"),
        ((MARCH, JUNE), "the target moved once, 92 days later in all"),
        ((JUNE, MARCH), "the target moved once, 92 days earlier in all"),
        ((MARCH, JUNE, MARCH), "the target moved twice and is back where it was"),
        ((None, None), "no target"),
        ((None, MARCH), "the target has not moved"),
    ],
)
def test_how_often_and_how_far_its_target_moved(
    targets: tuple[datetime.date | None, ...], words: str
) -> None:
    *past, now = ({**R1, "target": day} for day in targets)
    assert words in said(life(*((row,) for row in past), now=(now,)))


def test_one_that_no_longer_exists_is_told_from_the_archive() -> None:
    found = life((R1, R2), now=(R2,))
    assert "no longer in the workbook" in said(found)
    assert "Keep better records." in said(found)
    assert [one.row is None for one in found.stands] == [False, True]
    assert "no figure now" in said(found)


def test_one_that_was_not_there_yet_says_so() -> None:
    assert "not in the workbook" in said(life((R2,), now=(R1, R2)))


@pytest.mark.parametrize(
    ("past", "now"),
    [
        (({**R1, "publish": "Yes"}, {**R2, "publish": "Yes"}), ({**R1, "publish": "No"}, R2)),
        (({**R1, "publish": "No"}, R2), (R2,)),
        (({**R1, "publish": "No"}, R2), ({**R1, "publish": "No"}, R2)),
    ],
)
def test_nothing_is_told_of_one_that_is_withheld(
    past: tuple[Row, ...], now: tuple[Row, ...]
) -> None:
    secret = {"text": "Nightjar.", "update": "Nightjar.", "owner": "Nightjar", "report": "Nightjar"}

    def hidden(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            {**row, **(secret if row["ref"] == "R1" else {"publish": "Yes"})} for row in rows
        )

    found = life(hidden(past), now=hidden(now))
    assert found.withheld
    for text in (said(found), repr(found.as_json())):
        assert "Nightjar" not in text and "Amber" not in text and "Open" not in text
    assert "R1 (not for publication)" in said(found)


def test_of_a_meeting_at_which_it_was_withheld_nothing_is_told() -> None:
    found = life(
        ({**R1, "publish": "No", "update": "Nightjar.", "rag": "Red"}, {**R2, "publish": "Yes"}),
        now=({**R1, "rag": "Green"}, R2),
    )
    assert not found.withheld
    assert "Nightjar" not in said(found) and "Nightjar" not in repr(found.as_json())
    assert "Green" in said(found) and "Red" not in said(found)


def test_a_baseline_has_no_paper_and_a_filed_paper_its_places() -> None:
    assert life((R1,), now=(R1,)).stands[0].paper == "baseline"
    given = example()
    found = life_of("WMP-100", example_run().computed, given.filed, example_run().paper)
    assert found.stands[0].places == ("Appendix A", "Appendix D")
    assert found.stands[-1].paper == "now" and found.stands[-1].places


def test_a_paper_that_cannot_be_read_is_said_to_be_none() -> None:
    given = meetings((R1,), now=(R1,))
    given = dataclasses.replace(given, filed=(dataclasses.replace(given.filed[0], paper=b"no"),))
    found = life_of("R1", computed(given), given.filed, None)
    assert found.stands[0].paper == "unreadable"
    assert "the filed paper cannot be read" in said(found)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    given = example()
    for ref in ("WMP-030", "WMP-006", "WMP-100"):
        found = life_of(ref, example_run().computed, given.filed, example_run().paper)
        assert max(map(len, told(found, width, 9).splitlines())) <= width


def test_a_ref_in_the_middle_of_another_is_not_named() -> None:
    paper = standings(example_run().paper)
    from pipeline.review.life import places_of

    assert places_of("WMP-03", paper) == () and places_of("MP-030", paper) == ()
    assert places_of("30", paper) == ()


def test_every_ref_of_every_meeting_is_known_once() -> None:
    given = meetings((R1,), (R1, R2), now=(R2, {"ref": "R3"}))
    assert sorted(all_refs(computed(given), given.filed)) == ["R1", "R2", "R3"]


def test_what_hangs_from_a_cause_of_concern_is_named() -> None:
    concern = {"ref": "R1", "kind": "Cause of concern"}
    found = life(now=(concern, {"ref": "R2", "parent": "R1"}))
    assert found.children == ("R2",) and "From it hang" in said(found)
