"""Laws of what the desk is told, for any pair of registers: nothing that is withheld, nothing kept
without a day, each answer from rows of its figures, every line within the terminal.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given

from pipeline.checks.promises import promises
from pipeline.commands.run import computed
from pipeline.register.archive import Filed
from pipeline.register.records import as_lines
from pipeline.review.explain import explained
from pipeline.review.life import life_of, told
from pipeline.review.questions.questions import questions
from pipeline.review.questions.targets import became
from tests.builders import CUT_OFF_THEN, ELSEWHERE, THEN, inputs
from tests.counting import read
from tests.figures.test_laws import LEGENDS, laws, meetings, with_legend

SECRET = dict.fromkeys(("text", "owner", "update", "report", "rag_reason"), "Nightjar")
WIDTH = 60


def secret(rows: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Return rows of which those that are not for publication have words of their own."""
    if rows is None:
        return None
    return [{**row, **(SECRET if row["publish"] == "No" else {})} for row in rows]


@laws
@given(meetings())
def test_nothing_is_told_of_what_is_withheld_and_nothing_is_kept_without_a_day(
    pair: tuple[list[str], list[dict[str, Any]] | None, list[dict[str, Any]]],
) -> None:
    legend, then, now = pair
    assert legend in LEGENDS
    text = with_legend(legend)
    filed = ()
    if then is not None:
        records = as_lines(read(*secret(then) or [], settings=text))
        filed = (Filed(THEN, CUT_OFF_THEN, "f" * 64, records, None, tuple(legend), {}),)
    elsewhere = {**ELSEWHERE, "rag": legend[0], "publish": "Yes"}
    run = inputs(*secret(now) or [elsewhere], settings=text)
    run = dataclasses.replace(run, filed=filed)
    result = computed(run)
    found = promises(result.position, THEN if then is not None else None, None)
    for one in found:
        assert one.state != "kept" or (one.done and one.due and one.done <= one.due)
        assert "Nightjar" not in repr(one.as_json()) + became(one)
    for question in questions(result, run.filed, found):
        assert "Nightjar" not in question.answer + repr(question.rows)
        assert question.rows or question.key in ("overdue",)
    words_to = result.settings.style.numbers_in_words_to
    for ref in [*result.register.by_ref, *(result.then.by_ref if result.then else {})]:
        text = told(life_of(ref, result, run.filed, None), WIDTH, words_to)
        assert "Nightjar" not in text and max(map(len, text.splitlines())) <= WIDTH
    for figure in result.figures.values():
        text = explained(result, figure, WIDTH)
        assert "Nightjar" not in text and max(map(len, text.splitlines())) <= WIDTH
