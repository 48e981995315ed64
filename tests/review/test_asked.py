"""What is meant by what somebody wants explained: figures by key and in words, refs, numbers."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.figures.measure import Measure
from pipeline.review.asked import Kind, Meant, meant, nearest
from tests.golden import example_run

REFS = ("WMP-003", "WMP-030", "WMP-039", "1.1", "1.10", "A-7", "B-7", "AFI/2b")
NUMBERS = ("1", "3", "3.1", "3.4", "1.1", "4.3 (b)", "Appendix C")


@cache
def figures() -> dict[str, Measure]:
    return {key: one.measure for key, one in example_run().computed.figures.items()}


def asked(what: str) -> list[str]:
    return [one.name for one in meant(what, figures(), REFS, lambda: NUMBERS)]


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("overdue_total", "overdue_total"),
        ("overdue", "overdue_total"),
        ("Overdue", "overdue_total"),
        (" overdue ", "overdue_total"),
        ("past target", "overdue_total"),
        ("causes of concern", "concerns_total"),
        ("Causes of Concern outstanding", "concerns_total"),
        ("cause for concern", "concerns_total"),
        ("signed off", "signed_off_total"),
        ("signed-off", "signed_off_total"),
        ("outstanding", "outstanding_total"),
        ("outstanding red", "outstanding_red"),
        ("red outstanding", "outstanding_red"),
        ("red outstanding recommendations", "outstanding_red"),
        ("worst", "outstanding_red"),
        ("outstanding recommendations", "outstanding_total"),
        ("what is new", "outstanding_new"),
        ("how many are overdue", "overdue_total"),
        ("closed by HMICFRS", "awaiting_closed"),
        ("reviewed green", "reviewed_green"),
        ("new", "outstanding_new"),
        ("reopened", "outstanding_reopened"),
        ("returned", "awaiting_returned"),
        ("awaiting", "awaiting_total"),
        ("awaiting the inspectorate", "awaiting_total"),
        ("improved", "improved_total"),
        ("stale", "stale_total"),
        ("no new update", "stale_total"),
        ("under way", "underway_total"),
        ("reports", "reports_total"),
        ("forthcoming inspections", "forthcoming_total"),
        ("New since the last meeting", "outstanding_new"),
        ("figure overdue", "overdue_total"),
        ("red then and amber now, outstanding at both, rated", ""),
    ],
)
def test_a_figure_is_found_by_its_key_its_label_its_parts_and_the_fields_words(
    what: str, key: str
) -> None:
    assert asked(what) == ([key] if key else [])


@pytest.mark.parametrize(
    ("what", "keys"),
    [
        ("withdrawn", ["outstanding_withdrawn", "awaiting_withdrawn"]),
        ("opening", ["outstanding_opening", "awaiting_opening"]),
        ("came back", ["outstanding_reopened", "awaiting_returned"]),
        ("closed", ["outstanding_settled", "awaiting_closed", "signed_off_closed"]),
        ("red now amber last meeting", ["moved_amber__to__red", "moved_red__to__amber"]),
    ],
)
def test_where_several_figures_fit_all_are_meant(what: str, keys: list[str]) -> None:
    assert sorted(asked(what)) == sorted(keys)


@pytest.mark.parametrize(
    ("what", "refs"),
    [
        ("WMP-039", ["WMP-039"]),
        ("wmp-039", ["WMP-039"]),
        ("wmp-39", ["WMP-039"]),
        ("wmp39", ["WMP-039"]),
        ("WMP 039", ["WMP-039"]),
        ("WMP\u2011039", ["WMP-039"]),
        ("WMP\u2013039", ["WMP-039"]),
        ("-039", ["WMP-039"]),
        ("39", ["WMP-039"]),
        ("ref 39", ["WMP-039"]),
        ("30", ["WMP-030"]),
        ("1.10", ["1.10"]),
        ("ref 1.1", ["1.1"]),
        ("afi 2b", ["AFI/2b"]),
        ("7", ["A-7", "B-7"]),
        ("a7", ["A-7"]),
        ("WMP-39x", []),
        ("WMP-9", []),
    ],
)
def test_a_ref_is_found_however_it_was_typed(what: str, refs: list[str]) -> None:
    assert asked(what) == refs


@pytest.mark.parametrize(
    ("what", "numbers"),
    [
        ("3.4", ["3.4"]),
        ("3.4.", ["3.4"]),
        ("paragraph 3.4", ["3.4"]),
        ("para 3.4", ["3.4"]),
        ("§ 3.4", ["3.4"]),
        ("section 3", ["3"]),
        ("3", ["3"]),
        ("appendix c", ["Appendix C"]),
        ("4.3 (b)", ["4.3 (b)"]),
        ("9.9", []),
    ],
)
def test_a_printed_number_is_found(what: str, numbers: list[str]) -> None:
    assert asked(what) == numbers


def test_what_is_a_ref_and_a_number_is_both_until_it_is_said_which() -> None:
    assert meant("1.1", figures(), REFS, lambda: NUMBERS) == [
        Meant("ref", "1.1"),
        Meant("number", "1.1"),
    ]
    assert meant("paragraph 1.1", figures(), REFS, lambda: NUMBERS) == [Meant("number", "1.1")]


@pytest.mark.parametrize("what", ["overdue", "WMP-039", "nonsense", "new", "a 3 b"])
def test_the_paper_is_not_made_for_what_looks_like_no_number(what: str) -> None:
    meant(what, figures(), REFS, lambda: pytest.fail("asked for the numbers"))


@pytest.mark.parametrize(
    "what", ["", "-", "the", "{{7*7}}", "<script>", "\u202e", "(" * 500, "=cmd()"]
)
def test_hostile_words_are_nothing(what: str) -> None:
    assert asked(what) == []


@pytest.mark.parametrize(
    ("what", "near"),
    [
        ("overdoo", "overdue_total"),
        ("outstanding_totl", "outstanding_total"),
        ("WMO-039", "WMP-039"),
    ],
)
def test_the_nearest_is_named(what: str, near: str) -> None:
    assert near in nearest(what, figures(), REFS)


def test_kinds_are_three() -> None:
    assert {one.kind for one in meant("7", figures(), REFS, lambda: ())} == {"ref"}
    kind: Kind = "number"
    assert Meant(kind, "1").name == "1"
