"""Personal data in what may be printed: sentences with some, their like without, and the cells that
are looked at.
"""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.checks.proofreading.personal import kinds_of
from pipeline.commands.run import computed
from tests.builders import SETTINGS, codes, inputs, inspections
from tests.checks import personal
from tests.golden import example_run

WHO = "Sgt Jane Smith"


def test_every_kind_is_seen_in_every_way_of_typing_it() -> None:
    assert [text for text, kind in personal.HELD if kind not in kinds_of(text)] == []
    assert [text for text in personal.LATER_HELD if not kinds_of(text)] == []


def test_nothing_is_seen_in_posts_ranks_dates_counts_and_references() -> None:
    assert {
        text: kinds
        for text in (*personal.CLEAN, *personal.LATER_CLEAN)
        if (kinds := kinds_of(text))
    } == {}


def test_nothing_is_seen_in_the_example_nor_in_the_sentences_of_the_other_tests() -> None:
    assert not [item for item in example_run().computed.findings if item.code == "personal-data"]
    golden = [
        line
        for path in (Path(__file__).parents[1] / "golden").glob("*.txt")
        for line in path.read_text("utf-8").splitlines()
    ]
    typed = [
        node.value
        for name in (
            "checks/test_proofread",
            "review/test_besides",
            "workbook/test_prose",
            "review/test_verify",
        )
        for node in ast.walk(
            ast.parse((Path(__file__).parents[1] / f"{name}.py").read_text("utf-8"))
        )
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert len(golden) + len(typed) > 2000
    assert {
        text: kinds
        for text in (*golden, *typed)
        if (kinds := kinds_of(text)) and "the.Chief@example" not in text
    } == {}


@pytest.mark.parametrize(
    ("key", "cell"),
    [("text", "G2"), ("update", "T2"), ("rag_reason", "L2"), ("owner", "I2"), ("department", "J2")],
)
def test_each_cell_of_the_register_that_may_be_printed_is_looked_at(key: str, cell: str) -> None:
    assert codes(
        {key: WHO}, {key: WHO, "publish": "No"}, {key: WHO, "addressed_to": "Home Office"}
    ) == {"personal-data": [f"Recommendations!{cell}"]}


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("description", "C"),
        ("type", "D"),
        ("commissioned_by", "E"),
        ("inspectorates", "F"),
        ("questions", "J"),
        ("narrative", "K"),
        ("findings", "L"),
        ("next_step", "M"),
        ("lead", "N"),
    ],
)
def test_each_cell_of_the_log_is_looked_at_in_the_rows_of_this_paper(key: str, cell: str) -> None:
    rows: list[dict[str, Any]] = [
        {key: WHO},
        {key: WHO, "finished": None, "started": date(2020, 12, 1)},
    ]
    assert codes(
        then=[], log=inspections(inspections=[*rows, {key: WHO, "finished": date(2020, 5, 1)}])
    ) == {"personal-data": [f"Inspections!{cell}2", f"Inspections!{cell}3"]}
    assert codes(log=inspections(forthcoming=[{"narrative": WHO}])) == {
        "personal-data": ["Forthcoming!D2"]
    }


def test_it_is_told_by_its_kind_and_never_repeated() -> None:
    (found,) = computed(
        inputs({"update": "Ring Sgt Jane Smith on 0121 496 0000 or write to jane@example.org."})
    ).findings
    assert str(found) == (
        "recommendations.xlsx, Recommendations!T2: Latest update holds an e-mail address, a telephone number and a person's name, and "
        "may be printed. Name the post or the team instead, or leave it out."
    )
    assert found.severity == "note"


# Her and His Majesty's

HIS, HER = "His Majesty’s Inspectorate", "Her Majesty's Inspectorate"


def majesty(when: str, *texts: str, more: str = "", **log: Any) -> list[str]:
    settings = SETTINGS.replace("date = 2021-01-14\ndata_to = 2020-12-31", f"date = {when}") + more
    found = computed(
        inputs(*({"update": text} for text in texts), settings=settings, log=inspections(**log))
    ).findings
    return [f"{item.cell}: {item.message}" for item in found if item.code == "majesty-form"]


def test_prose_that_says_whose_inspectorate_it_is_otherwise_than_the_paper_is_noted() -> None:
    told = 'Latest update says "{}": the paper calls the inspectorate {} Majesty’s.'
    assert majesty("2021-01-14", HIS, HER) == [
        "Recommendations!T2: " + told.format("His Majesty’s Inspectorate", "Her")
    ]
    assert majesty("2022-09-07", HIS, HER) == majesty("2021-01-14", HIS, HER)
    assert majesty("2022-09-08", HIS, HER) == [
        "Recommendations!T3: " + told.format("Her Majesty's Inspectorate", "His")
    ]


def test_the_name_that_report_toml_gives_decides() -> None:
    own = '[inspectorate]\nname = "Her Majesty’s Inspectorate of Constabulary"\n'
    assert [line[:19] for line in majesty("2023-01-12", HIS, HER, more=own)] == [
        "Recommendations!T2:"
    ]
    assert [
        line[:19]
        for line in majesty("2023-01-12", HIS, HER, more='[inspectorate]\nname = "HMICFRS"\n')
    ] == ["Recommendations!T3:"]


def test_names_in_the_log_are_looked_at_and_titles_and_wordings_are_as_they_were_published() -> (
    None
):
    title = "Her Majesty’s Chief Inspector and the police"
    row = {
        "published": date(2022, 12, 1),
        "title": title,
        "inspectorates": HER,
        "narrative": f"“{title}” was well received.",
    }
    assert [line.partition(":")[0] for line in majesty("2023-01-12", reports=[row])] == [
        "Reports!D2"
    ]
    assert codes({"text": HIS, "addressed_to": "WMP; His Majesty’s Treasury"}) == {}


@pytest.mark.parametrize(
    "text", ["Her Majesty the Queen opened it.", "Ask her. Majestic.", "HM Inspectorate", "HMICFRS"]
)
def test_what_is_no_name_of_an_office_is_left_alone(text: str) -> None:
    assert majesty("2023-01-12", text) == majesty("2021-01-14", text) == []
