"""Where each key of an entry comes from, and every way in which that is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from pipeline.mapping.headings import headings
from pipeline.mapping.rows import chosen
from pipeline.mapping.sources import Row, Sources
from pipeline.settings.checked import table
from pipeline.settings.mapping import Column, Dates, Reading, is_heading, names_in, source_of
from pipeline.settings.schema import RECOMMENDATIONS
from tests.mapping.grids import grid

STATUSES = {"open": "Open", "signed_off": "Signed off", "closed": "Closed"}
DAY = datetime.datetime(2020, 9, 27)


def read(
    rows: list[list[Any]],
    columns: dict[str, Any],
    *,
    words: dict[str, dict[str, str]] | None = None,
    fills: dict[str, str] | None = None,
    reading: dict[str, Any] | None = None,
    name: str = "Tracker",
    **sheet: Any,
) -> tuple[list[Row], list[tuple[str, str]]]:
    """Return the entries by key, and what is wrong: the code and the cell."""
    lies = grid(*rows, name=name, **sheet)
    sources = {key: source_of(value) for key, value in columns.items()}
    told = table(Reading)(reading or {})
    found = headings(
        lies,
        [name for source in sources.values() for name in names_in(source) if is_heading(name)],
        told.headings,
    )
    assert found is not None
    mapped = {
        column
        for source in sources.values()
        for name in names_in(source)
        for column in found.columns(name)
    }
    refs = {
        column
        for name in names_in(sources.get("ref", Column(())))
        for column in found.columns(name)
    }
    entries = Sources(
        RECOMMENDATIONS, lies, found, sources, words or {}, fills or {}, Dates(), STATUSES
    )
    made = [entries.row(entry) for entry in chosen(lies, found, told, mapped, refs).entries]
    return made, [
        (fault.code, fault.cell.address if fault.cell else fault.place) for fault in entries.faults
    ]


HEAD = ["Ref", "Position", "Title", "Report"]


def test_one_heading_may_serve_several_keys() -> None:
    made, faults = read(
        [HEAD, ["A1", "Open - on track"]], {"ref": "Ref", "status": "Position", "rag": "Position"}
    )
    assert (made[0]["status"].value, made[0]["rag"].value, str(made[0]["rag"].cell), faults) == (
        "Open - on track",
        "Open - on track",
        "Tracker!B2",
        [],
    )


@pytest.mark.parametrize(
    ("title", "report", "read_as", "faults"),
    [
        ("PEEL", None, "PEEL", []),
        (None, "PEEL", "PEEL", []),
        ("PEEL", "PEEL ", "PEEL", []),
        ("PEEL", "Custody", "PEEL", [("columns-differ", "D2")]),
    ],
)
def test_of_several_headings_the_first_that_is_filled_is_read_and_two_that_differ_are_told(
    title: Any, report: Any, read_as: str, faults: list[tuple[str, str]]
) -> None:
    made, told = read(
        [HEAD, ["A1", None, title, report]], {"ref": "Ref", "report": ["Title", "Report"]}
    )
    assert (made[0]["report"].value, told) == (read_as, faults)


def test_a_heading_that_the_sheet_has_not_is_passed_over_where_another_is_named() -> None:
    made, _ = read(
        [["Ref", "Report"], ["A1", "PEEL"]],
        {"ref": "Ref", "report": ["Report title", "Report"], "owner": "Owner"},
    )
    assert made[0]["report"].value == "PEEL" and "owner" not in made[0]


@pytest.mark.parametrize(
    ("parts", "between", "ref"),
    [(["{sheet}", "No"], " ", "PEEL 2018-19 7"), (["Force", "No"], "/", "NP/7")],
)
def test_several_cells_make_one_text(parts: list[str], between: str, ref: str) -> None:
    made, _ = read(
        [["Force", "No", "Blank", "Text"], ["NP", 7.0, None, "Do it."]],
        {"ref": {"join": parts, "with": between}, "text": "Text"},
        name="PEEL 2018-19",
    )
    assert (made[0]["ref"].value, made[0]["ref"].cell.sheet) == (ref, "PEEL 2018-19")


def test_a_blank_part_leaves_a_text_as_it_is_and_a_ref_blank() -> None:
    columns = {
        "ref": {"join": ["Force", "Blank"]},
        "department": {"join": ["Force", "Blank", "No"], "with": "-"},
        "text": "Text",
    }
    made, _ = read([["Force", "No", "Blank", "Text"], ["NP", 7.0, None, "Do it."]], columns)
    assert (made[0]["department"].value, made[0]["ref"].value, made[0]["ref"].cell.address) == (
        "NP-7",
        None,
        "C2",
    )


@pytest.mark.parametrize("parts", [["{sheet}", "Gone"], ["Gone", "No"], ["Force", "Gone", "No"]])
def test_a_ref_of_which_a_column_is_not_there_is_none(parts: list[str]) -> None:
    columns = {"ref": {"join": parts}, "department": {"join": parts}, "text": "Text", "rag": "RAG"}
    rows = [["Force", "No", "Text", "RAG"], ["NP", 7, "Do it."], ["NP", 8, "Do that."]]
    made, _ = read(rows, columns)
    assert ["ref" in row for row in made] == [False, False]
    assert ["department" in row for row in made] == [True, True]


def test_the_same_words_stand_in_every_row_at_its_first_cell() -> None:
    made, _ = read(
        [HEAD, ["A1"], ["A2"]],
        {"ref": "Ref", "text": "Title", "addressed_to": {"value": "Northshire Police"}},
    )
    assert [(row["addressed_to"].value, row["addressed_to"].cell.address) for row in made] == [
        ("Northshire Police", "A2"),
        ("Northshire Police", "A3"),
    ]


def test_what_is_not_kept_is_in_no_row() -> None:
    made, _ = read(
        [HEAD, ["A1", "Open"]],
        {"ref": "Ref", "status": "Position", "signed_off": False, "closed": False},
    )
    assert set(made[0]) == {"ref", "status"}


def test_a_cell_above_the_headings_and_the_name_of_the_sheet_stand_for_every_row() -> None:
    made, faults = read(
        [["An inspection of custody", None, DAY], [None], HEAD, ["A1", "Open"]],
        {
            "ref": "Ref",
            "status": "Position",
            "report": "{A1}",
            "published": "{C1}",
            "department": "{sheet}",
        },
    )
    assert [made[0][key].value for key in ("report", "published", "department")] == [
        "An inspection of custody",
        DAY,
        "Tracker",
    ]
    assert (str(made[0]["report"].cell), faults) == ("Tracker!A1", [])


def test_an_empty_cell_above_is_told_once() -> None:
    assert read(
        [[None, "x"], HEAD, ["A1", "Open"], ["A2", "Open"]],
        {"ref": "Ref", "status": "Position", "report": "{A1}"},
    )[1] == [("above-empty", "A1")]


def test_a_group_gives_its_title_and_the_day_in_it() -> None:
    rows: list[list[Any]] = [HEAD, ["PEEL 2018/19: published 27 September 2019"], ["A1", "Open"]]
    made, faults = read(
        rows,
        {"ref": "Ref", "status": "Position", "report": "{group}", "published": "{group}"},
        reading={"group_rows": True},
    )
    assert (
        made[0]["report"].value,
        made[0]["published"].value,
        str(made[0]["report"].cell),
        faults,
    ) == ("PEEL 2018/19", datetime.date(2019, 9, 27), "Tracker!A2", [])
    alone, _ = read(
        rows,
        {"ref": "Ref", "status": "Position", "report": "{group}"},
        reading={"group_rows": True},
    )
    assert alone[0]["report"].value == "PEEL 2018/19: published 27 September 2019"


def test_a_group_with_two_dates_is_told_once() -> None:
    _, faults = read(
        [HEAD, ["PEEL, 1 May 2020, revised 3 June 2020"], ["A1", "Open"], ["A2", "Open"]],
        {"ref": "Ref", "status": "Position", "published": "{group}"},
        reading={"group_rows": True},
    )
    assert faults == [("group-dates", "A2")]


@pytest.mark.parametrize(
    ("second", "target", "faults"),
    [
        ([None, None, "and that", None], "31/03/2021", []),
        ([None, None, "and that", "31/03/2021"], "31/03/2021", []),
        ([None, None, "and that", "30/06/2021"], "31/03/2021", [("entry-differs", "D3")]),
    ],
)
def test_the_rows_of_one_entry_are_lines_of_one_text_and_say_the_same_word_and_date(
    second: list[Any], target: str, faults: list[tuple[str, str]]
) -> None:
    made, told = read(
        [["Ref", "Status", "Action", "Due"], ["A1", "Open", "Do this", "31/03/2021"], second],
        {"ref": "Ref", "status": "Status", "update": "Action", "target": "Due"},
        reading={"one_row": "ref"},
    )
    assert [(row["update"].value, row["target"].value) for row in made] == [
        ("Do this\nand that", target)
    ]
    assert told == faults


@pytest.mark.parametrize(
    ("colour", "word", "faults"),
    [
        ("FFC00000", "Red", []),
        ("c00000", "Red", []),
        ("", None, []),
        ("00B050", None, [("fill-unknown", "B2")]),
    ],
)
def test_a_rating_may_be_the_colour_of_its_cell(
    colour: str, word: str | None, faults: list[tuple[str, str]]
) -> None:
    made, told = read(
        [HEAD, ["A1", "text"]],
        {"ref": "Ref", "text": "Title", "rag": {"fill": "Position"}},
        fills={"C00000": "Red"},
        fill=lambda row, column: colour,
    )
    assert (made[0]["rag"].value, told) == (word, faults)


def test_a_colour_that_a_rule_may_give_is_told_once() -> None:
    _, told = read(
        [HEAD, ["A1"], ["A2"]],
        {"ref": "Ref", "text": "Title", "rag": {"fill": "Position"}},
        fills={"": "Green"},
        rules=["B2:B50"],
    )
    assert told == [("fill-by-rule", "B2")]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Open - on track", "On track"),
        ("open -  ON track", "On track"),
        ("AFI 3", "Improvement"),
        ("Open", "Open"),
        (None, "Complete"),
        ("  ", "Complete"),
    ],
)
def test_the_workbooks_words_become_those_of_the_vocabulary(typed: Any, word: str) -> None:
    made, _ = read(
        [HEAD, ["A1", typed]],
        {"ref": "Ref", "text": "Title", "rag": "Position"},
        words={"rag": {"Open - on track": "On track", "AFI *": "Improvement", "": "Complete"}},
    )
    assert made[0]["rag"].value == word


def test_two_patterns_that_fit_and_mean_different_words_are_told() -> None:
    words = {"rag": {"Open*": "Green", "Open - l*": "Red"}}
    assert read(
        [HEAD, ["A1", "Open - late"]],
        {"ref": "Ref", "text": "Title", "rag": "Position"},
        words=words,
    )[1] == [("settings", "[words.rag]")]
    assert (
        read(
            [HEAD, ["A1", "Open - late"]],
            {"ref": "Ref", "text": "Title", "rag": "Position"},
            words={"rag": {**words["rag"], "Open - late": "Amber"}},
        )[1]
        == []
    )
