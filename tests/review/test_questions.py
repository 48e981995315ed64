"""The questions that members will ask: each arises from its rows alone, and nothing is told of what
is not for publication.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pipeline.checks.promise import Promise
from pipeline.commands.run import computed
from pipeline.register.archive import Filed
from pipeline.review.questions.question import Question
from pipeline.review.questions.questions import questions
from pipeline.review.questions.targets import became
from tests import builders
from tests.builders import MEETING
from tests.golden import example, example_run

Row = Mapping[str, Any]
R1: Row = {"ref": "R1"}
R2: Row = {"ref": "R2"}
DAYS = [datetime.date(2021, month, 28) for month in (1, 2, 3, 4)]
OLD = {"reviewed": datetime.date(2020, 3, 2), "updated": datetime.date(2020, 3, 2)}


def asked(
    *past: Sequence[Row], now: Sequence[Row], promises: Sequence[Promise] = ()
) -> dict[str, Question]:
    """Return the questions by key; `past` are the rows of each meeting before, oldest first."""
    filed: list[Filed] = []
    for place, rows in enumerate(past):
        day = datetime.date(2020, 7, 9) - (len(past) - 1 - place) * datetime.timedelta(days=90)
        made = builders.baseline(*({**OLD, **row} for row in rows))
        filed.append(dataclasses.replace(made, meeting=day, data_to=day))
    given = dataclasses.replace(builders.inputs(*now), filed=tuple(filed))
    return {one.key: one for one in questions(computed(given), filed, promises)}


def refs(found: Mapping[str, Question], key: str) -> list[str]:
    return [row.ref for row in found[key].rows] if key in found else []


CLOSED = {"status": "Closed", "signed_off": datetime.date(2020, 9, 1)}


@pytest.mark.parametrize(
    ("key", "then", "now", "told"),
    [
        ("totals", [R1], [R1], []),
        ("totals", [R1], [{**R1, **OLD}], ["R1"]),
        ("totals", [R1], [{**R1, **CLOSED}], ["R1"]),
        ("worst-totals", [R1], [{**R1, "rag": "Red"}], []),
        ("worst-totals", [R1], [{**R1, "rag": "Red", **OLD}], ["R1"]),
        ("newly-worst", [R1], [{**R1, "rag": "Red"}], ["R1"]),
        ("newly-worst", [{**R1, "rag": "Red"}], [{**R1, "rag": "Red"}], []),
        ("newly-worst", [{**R1, **CLOSED, "rag": "Red"}], [{**R1, "rag": "Red"}], ["R1"]),
        ("newly-worst", [R2], [R2, {**R1, "rag": "Red"}], ["R1"]),
        ("stale-worst", [{**R1, "rag": "Red"}], [{**R1, "rag": "Red", **OLD}], ["R1"]),
        ("stale-worst", [{**R1, "rag": "Red"}], [{**R1, "rag": "Red"}], []),
        ("stale-worst", [R1], [{**R1, "rag": "Red", **OLD}], []),
        ("worse", [{**R1, "rag": "Green"}], [R1], ["R1"]),
        ("worse", [{**R1, "rag": "Green"}], [{**R1, "rag": "Red"}], []),
        ("overdue", [R1], [{**R1, "target": MEETING}], []),
        ("overdue", [R1], [{**R1, "target": datetime.date(2021, 1, 13)}], ["R1"]),
        ("overdue-better", [R1], [{**R1, "target": datetime.date(2021, 1, 13)}], ["R1"]),
        ("overdue-better", [R1], [{**R1, "target": datetime.date(2021, 1, 13), "rag": "Red"}], []),
        ("came-back", [{**R1, **CLOSED}], [R1], ["R1"]),
        ("came-back", [R1], [R1], []),
        ("withdrawn", [R1], [{**R1, "status": "Superseded"}], ["R1"]),
        ("withdrawn", [R1], [{**R1, "addressed_to": "Home Office"}], ["R1"]),
        ("withdrawn", [R1], [{**R1, "kind": "Cause of concern"}], ["R1"]),
        ("withdrawn", [{**R1, "status": "Superseded"}], [{**R1, "status": "Superseded"}], []),
        ("new", [R1], [R1, R2], ["R2"]),
        ("new", [R1], [R1], []),
        ("waiting", [R1], [{**R1, **CLOSED, "status": "With HMICFRS"}], ["R1"]),
        ("waiting", [R1], [{**R1, **CLOSED}], []),
        ("withheld", [R1], [{**R1, "publish": "No"}, {**R2, "publish": "Yes"}], ["R1"]),
        ("withheld", [R1], [R1], []),
    ],
)
def test_a_question_arises_from_its_rows_and_from_no_others(
    key: str, then: Sequence[Row], now: Sequence[Row], told: list[str]
) -> None:
    assert refs(asked(then, now=now), key) == told


@pytest.mark.parametrize(
    ("targets", "answer", "path"),
    [
        ([0, 1], "one once. The furthest is R1, by 31 days.", "once, 31 days later"),
        (
            [0, 1, 2, 3],
            "one three times. The furthest is R1, by 90 days.",
            "3 times, 90 days later",
        ),
        ([1, 0], "one once.", "once, 31 days earlier"),
        ([0, 1, 0], "one twice.", "twice, and back"),
        ([0, 0, 0], "", ""),
        ([0, None, 1], "one once. The furthest is R1, by 31 days.", "once, 31 days later"),
    ],
)
def test_targets_are_followed_over_all_filed_meetings(
    targets: list[int | None], answer: str, path: str
) -> None:
    *past, now = ({**R1, "target": None if at is None else DAYS[at]} for at in targets)
    found = asked(*([row] for row in past), now=[now])
    if not answer:
        assert "targets" not in found
        return
    assert found["targets"].answer.endswith(f": {answer}")
    assert found["targets"].rows[0].words.endswith(path)


def test_how_long_one_has_had_the_worst_rating_is_told_from_the_third_meeting_on() -> None:
    red = {**R1, "rag": "Red"}
    assert "always-worst" not in asked([red], now=[red])
    assert "always-worst" not in asked([R1], [red], now=[red])
    assert refs(asked([red], [red], now=[red]), "always-worst") == ["R1"]
    assert asked([red], [red], [red], now=[red])["always-worst"].rows[0].words == (
        "Red since the meeting of 11 January 2020, 4 meetings"
    )


def test_what_was_promised_and_not_kept_is_asked() -> None:
    broken = Promise("target", "not_kept", "R1", due=DAYS[0], rating="Red", status="Open")
    kept = dataclasses.replace(broken, state="kept", done=DAYS[0])
    found = asked([R1], now=[R1], promises=[broken, kept])["promised"]
    assert found.answer == "One target date; one was kept."
    assert found.rows[0].words == "target date 28 January 2021"
    assert "promised" not in asked([R1], now=[R1], promises=[kept])
    secret = dataclasses.replace(broken, withheld=True)
    assert "promised" not in asked([R1], now=[R1], promises=[secret])


def test_on_a_first_paper_nothing_is_compared() -> None:
    found = asked(now=[{**R1, "rag": "Red", "target": datetime.date(2020, 12, 1)}])
    assert set(found) == {"overdue"}


def test_where_nothing_arises_nothing_is_asked() -> None:
    assert asked([R1], now=[R1]) == {}


SECRET = {
    "text": "Nightjar",
    "owner": "Nightjar",
    "update": "Nightjar",
    "report": "Nightjar",
    "rag_reason": "Nightjar",
    "target": datetime.date(2020, 8, 8),
}


@pytest.mark.parametrize("then", ["Yes", "No"])
@pytest.mark.parametrize("now", ["Yes", "No"])
@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"rag": "Red"},
        {"status": "Superseded"},
        {**CLOSED, "status": "With HMICFRS"},
        {"addressed_to": "Nightjar; Home Office"},
    ],
)
def test_nothing_is_told_of_what_is_not_for_publication(then: str, now: str, changed: Row) -> None:
    before = {**R1, **SECRET, "publish": then, "rag": "Green"}
    clean = {key: "Clean" if isinstance(value, str) else value for key, value in SECRET.items()}
    after = {**R1, **(SECRET if now == "No" else clean), **changed, "publish": now}
    other = {**R2, "publish": "Yes"}
    found = asked([before, other], now=[after, other])
    if now == "No" or then == "No":
        for one in found.values():
            assert "Nightjar" not in one.answer
            assert not any("Nightjar" in row.words for row in one.rows)


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (
            Promise("target", "kept", due=DAYS[1], done=DAYS[0], status="Closed"),
            "done on 28 January 2021",
        ),
        (
            Promise("target", "not_kept", due=DAYS[0], done=DAYS[1], status="Closed"),
            "done on 28 February 2021, 31 days late (Closed)",
        ),
        (
            Promise(
                "target", "not_kept", due=DAYS[0], moved_to=DAYS[1], rating="Red", status="Open"
            ),
            "Red, Open; now 28 February 2021",
        ),
        (Promise("inspection", "kept", done=DAYS[0], deed="began"), "began on 28 January 2021"),
        (Promise("inspection", "not_kept", moved_to=DAYS[0]), "now 28 January 2021"),
        (
            Promise("response", "kept", done=DAYS[0], deed="responded"),
            "responded on 28 January 2021",
        ),
        (Promise("response", "not_kept"), "no response is recorded"),
        (
            Promise("next_step", "kept", done=DAYS[0], deed="published"),
            "report published on 28 January 2021",
        ),
        (Promise("sentence", "told", rating="Red", status="Open"), "Red, Open"),
        (Promise("sentence", "silent"), ""),
        (Promise("target", "told", status="Closed", withheld=True), "(not for publication)"),
    ],
)
def test_what_became_of_a_promise(promise: Promise, words: str) -> None:
    assert became(promise) == words


def test_the_rows_of_the_example_s_answers_are_those_of_its_figures() -> None:
    run = example_run()
    found = {one.key: one for one in questions(run.computed, example().filed, run.promises)}
    figures = run.computed.figures

    def behind(key: str) -> set[str]:
        return {row.ref for row in figures[key].evidence}

    assert set(refs(found, "new")) == behind("outstanding_new")
    assert set(refs(found, "overdue")) == behind("overdue_total")
    assert set(refs(found, "totals")) == behind("reviewed_total") ^ behind("outstanding_total")
    assert set(refs(found, "worst-totals")) == behind("reviewed_red") ^ behind("outstanding_red")
    assert set(refs(found, "targets")) == behind("extended_total")
    assert set(refs(found, "came-back")) == behind("outstanding_reopened")


def test_a_withheld_row_takes_no_place_in_an_order() -> None:
    days = [datetime.date(2020, month, 5) for month in (7, 8, 9)]
    rows = [
        {"ref": f"R{place}", "target": day, "publish": "No" if place == 2 else "Yes"}
        for place, day in enumerate(days, 1)
    ]
    found = asked(rows, now=rows)
    assert refs(found, "overdue") == ["R1", "R3"]
    assert found["overdue"].answer.startswith("Three are overdue.")
    signed = [{**row, "status": "With HMICFRS", "signed_off": row["target"]} for row in rows]
    assert refs(asked(rows, now=signed), "waiting") == ["R1", "R3"]
