"""[[seen]]: a note that was looked at is accepted until its cell changes, and an error never is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding
from pipeline.settings.seen import as_written, shortened
from tests import builders

LONG = "The panel looked at it again. " * 8


def mark(code: str, cell: str, value: object, more: str = "") -> str:
    text = f"{value}" if isinstance(value, datetime.date) else f'"{value}"'
    return f'[[seen]]\ncode = "{code}"\ncell = "{cell}"\nvalue = {text}\n{more}'


def told(rows: list[dict[str, Any]], *marks: str, log: bytes | None = None) -> list[Finding]:
    given = Inputs(
        (builders.SETTINGS + "".join(marks)).encode(),
        builders.recommendations(*rows),
        log or builders.inspections(inspections=[{}]),
        None,
    )
    return list(computed(given).findings)


def of(found: list[Finding], code: str) -> list[tuple[str, str | None, bool]]:
    return [(str(one.cell), one.value, one.accepted) for one in found if one.code == code]


LATE = {"target": datetime.date(2020, 12, 31)}
MARKS = [
    mark("past-target", "Recommendations!N2", "2020-12-31"),
    mark("past-target", "Recommendations!N2", datetime.date(2020, 12, 31)),
    mark("past-target", "N2", "2020-12-31"),
    mark("past-target", "$n$2", "2020-12-31"),
    mark("past-target", "'recommendations'!N2", "2020-12-31"),
    mark("past-target", "N2", "2020-12-31", 'sheet = "Recommendations"\n'),
]
OTHERS = [
    ("nothing of the kind past-target is found at N3 any more", mark("past-target", "N3", "2020-12-31")),
    ("nothing of the kind past-target", mark("past-target", "Reports!N2", "2020-12-31")),
    ("nothing of the kind past-target", mark("past-target", "N2", "2020-12-31", 'sheet = "Reports"\n')),
    ("nothing of the kind dates-odd", mark("dates-odd", "N2", "2020-12-31")),
    ('no longer holds what it did when past-target was looked at there: it holds "2020-12-31" now', mark("past-target", "N2", "2020-11-30")),
    ("no longer holds", mark("past-target", "N2", "")),
]  # fmt: skip


@pytest.mark.parametrize("written", MARKS)
def test_a_note_that_is_marked_is_accepted(written: str) -> None:
    found = told([LATE, {}], written)
    assert of(found, "past-target") == [("Recommendations!N2", "2020-12-31", True)]
    assert not of(found, "seen-unmatched")


@pytest.mark.parametrize(("why", "written"), OTHERS)
def test_a_mark_that_marks_nothing_is_told(why: str, written: str) -> None:
    found = told([LATE, {}], written)
    assert of(found, "past-target") == [("Recommendations!N2", "2020-12-31", False)]
    (note,) = [one for one in found if one.code == "seen-unmatched"]
    assert why in note.message and note.place == "[[seen]] 1" and not note.wrong


def test_one_mark_accepts_one_cell() -> None:
    found = told([LATE, LATE], mark("past-target", "N3", "2020-12-31"))
    assert [accepted for *_, accepted in of(found, "past-target")] == [False, True]


def test_an_error_is_not_lifted_and_that_is_told() -> None:
    found = told([{"rag": "Ambre"}], mark("unknown-word", "K2", "Ambre"))
    assert of(found, "unknown-word") == [("Recommendations!K2", "Ambre", False)]
    assert "an error is not lifted" in "".join(one.message for one in found)
    raised = told(
        [LATE], '[severity]\npast-target = "error"\n', mark("past-target", "N2", "2020-12-31")
    )
    assert [(one.wrong, one.accepted) for one in raised if one.code == "past-target"] == [
        (True, False)
    ]


def test_beside_an_error_no_mark_is_called_left_over() -> None:
    assert not of(
        told([{"rag": "Ambre"}], mark("past-target", "N2", "2020-12-31")), "seen-unmatched"
    )


def test_a_blank_cell_is_marked_with_an_empty_value() -> None:
    found = told([{"reviewed": None}, {}], mark("never-reviewed", "P2", ""))
    assert of(found, "never-reviewed") == [("Recommendations!P2", "", True)]


def test_a_long_text_is_marked_by_what_findings_json_gives() -> None:
    rows = [{"update": LONG + "It will end next year."}]
    ((_, value, _),) = of(told(rows), "relative-time")
    assert value and value.startswith("262 characters, ") and len(value) < 40
    assert of(told(rows, mark("relative-time", "T2", value)), "relative-time")[0][2]
    changed = [{"update": LONG + "It will end next year!"}]
    assert not of(told(changed, mark("relative-time", "T2", value)), "relative-time")[0][2]


def test_personal_data_is_never_repeated() -> None:
    found = told([{"update": "Ring 0121 496 0000."}])
    ((_, value, _),) = of(found, "personal-data")
    assert value and "0121" not in value
    mine = mark("personal-data", "T2", value)
    assert of(told([{"update": "Ring 0121 496 0000."}], mine), "personal-data")[0][2]


def test_a_row_that_is_not_for_publication_is_matched_and_not_quoted() -> None:
    rows = [{**LATE, "publish": "No", "owner": "DCC Nightjar"}, {}]
    found = told(rows, mark("past-target", "N2", "2020-12-31"))
    assert of(found, "past-target") == [("Recommendations!N2", None, True)]
    assert not any(one.owner == "DCC Nightjar" for one in found)
    (left,) = [
        one for one in told(rows, mark("past-target", "N2", "x")) if one.code == "seen-unmatched"
    ]
    assert "2020-12-31" not in left.message


def test_a_finding_has_its_rows_ref_and_owner_in_the_log_too() -> None:
    found = told(
        [{}],
        log=builders.inspections(
            inspections=[{"lead": "ACC Crime", "description": "of the the force"}]
        ),
    )
    (slip,) = [one for one in found if one.code == "doubled-word"]
    assert (slip.owner, slip.as_json()["ref"], slip.value) == (
        "ACC Crime",
        slip.key,
        "of the the force",
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (True, "true"), (5, "5"), (5.0, "5"), (0.5, "0.5"), (" a\r\nb ", "a b"),
        (datetime.date(2020, 1, 2), "2020-01-02"), (datetime.datetime(2020, 1, 2), "2020-01-02"),
        (datetime.datetime(2020, 1, 2, 9, 30), "2020-01-02 09:30:00"), (datetime.time(9), "09:00:00"),
        ("=cmd()", "=cmd()"),
    ],
)  # fmt: skip
def test_a_value_is_written_one_way(value: object, written: str) -> None:
    assert as_written(value) == written


def test_a_text_of_a_hundred_letters_is_written_out() -> None:
    assert shortened("x" * 100) == "x" * 100
    assert shortened("x" * 101).startswith("101 characters, ")
