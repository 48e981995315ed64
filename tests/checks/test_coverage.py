"""What was read of the workbooks: each line comes out as a sum, and what is not read is named."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.checks.coverage import Coverage, coverage
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import computed
from pipeline.settings.schema import RECOMMENDATIONS
from tests import builders
from tests.builders import book, saved

LOG = builders.inspections(
    inspections=[{}, {"finished": None, "started": datetime.date(2020, 12, 1)}],
    reports=[{}, {"published": datetime.date(2019, 1, 1)}],
    forthcoming=[{}],
)


def read(*rows: dict[str, Any], log: bytes | None = LOG, own: str = "", **more: Any) -> Coverage:
    given = Inputs(
        (builders.SETTINGS + own).encode(),
        more.get("workbook", builders.recommendations(*rows)),
        log,
        None,
    )
    found = coverage(computed(given).position)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("soon", True),
        ("10 Aug 20", True),
        ("31/09/2020", True),
        (None, False),
        ("  ", False),
        ("TBC", False),
    ],
)
def test_a_column_whose_cells_could_not_be_read_is_not_said_to_be_not_kept(
    target: str | None, kept: bool
) -> None:
    found = read({"target": target}, {"target": target}, own='[dates]\nnone = ["TBC"]\n')
    assert ("target" not in found.not_kept) == kept


def sums(found: Coverage) -> None:
    """Fail where a line of sums does not come out."""
    for line in found.lines():
        for whole, parts in re.findall(r"([0-9,]+) rows? = ([^;.]*)", line):
            adds = [int(part.split()[0]) for part in re.sub(r"\(.*?\)", "", parts).split(" + ")]
            assert sum(adds) == int(whole), line
    first = found.lines()[1]
    if match := re.match(r"The ([0-9]+): (.*?)\.", first):
        plain = re.sub(r"\(.*?\)", "", match[2])
        assert sum(int(part.split()[0]) for part in plain.split(", ")) == int(match[1]), first
        if rated := re.search(r"([0-9]+) outstanding \((.*?)\)", first):
            assert sum(int(n) for n in re.findall("[0-9]+", rated[2])) == int(rated[1]), first


def test_rows_are_told_by_what_they_are() -> None:
    found = read(
        {},
        {"rag": "Red", "rag_reason": "Late."},
        {"kind": "Cause of concern"},
        {"addressed_to": "Home Office"},
        {
            "status": "Closed",
            "signed_off": datetime.date(2020, 11, 30),
            "closed": datetime.date(2020, 12, 1),
            "publish": "No",
        },
    )
    sums(found)
    assert found.lines() == [
        "Recommendations: 5 rows = 3 recommendations + 1 cause of concern + 1 for other bodies + 0"
        " not read.",
        "The 3: 2 outstanding (Red 1, Amber 1, Green 0), 1 closed. 1 row is not for publication: it"
        " counts, and none of its words is printed.",
        "The log: Inspections 2 rows = 1 completed in the period + 1 under way + 0 of another time;"
        " Reports 2 rows = 2 published in the period + 0 of another time; Forthcoming 1 row = 1 to"
        " come + 0 of another time.",
        "Not kept, so not in the paper: nothing.",
        "Sheets and columns not read: none.",
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kind": "Action"}, "1 whose type or body could not be read"),
        ({"status": "Begun"}, "1 whose status could not be read"),
        ({"rag": None}, "not rated 1"),
        ({"rag": "Ambre"}, "not rated 1"),
    ],
)
def test_what_could_not_be_read_is_a_part_of_the_sum(row: dict[str, Any], words: str) -> None:
    found = read(row, {})
    sums(found)
    assert words in " ".join(found.lines())


def test_without_a_column_of_addressees_no_row_is_said_to_be_of_others() -> None:
    made = book({RECOMMENDATIONS: [{}, {}]})
    made.active["H1"] = "Whom"
    found = read(workbook=saved(made))
    sums(found)
    assert "addressed_to" not in found.not_kept
    assert (found.others, found.unclear) == (0, 2) and "Whom (Recommendations)" in found.lines()[-1]


def test_sheets_and_columns_that_nobody_reads_are_named_and_hidden_ones_counted() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["X1"], made.active["Y2"] = "Mood", "fine"
    made.create_sheet("Lists")["A1"] = "Red"
    made.create_sheet("Secret").sheet_state = "hidden"
    found = read(workbook=saved(made))
    assert found.lines()[-1] == (
        "Sheets and columns not read: Lists (recommendations.xlsx); Mood, column Y without a"
        " heading (Recommendations); 1 hidden sheet."
    )


def test_the_log_on_sheets_of_the_tracker_is_not_called_unread() -> None:
    import io

    made = load_workbook(io.BytesIO(LOG))
    for name, sheet in ((one.title, one) for one in book({RECOMMENDATIONS: [{}]})):
        new = made.create_sheet(name)
        for line in sheet.iter_rows():
            for cell in line:
                new[cell.coordinate] = cell.value
                new[cell.coordinate].number_format = cell.number_format
    found = read(workbook=saved(made), log=None)
    sums(found)
    assert found.unread_sheets == () and len(found.log) == 3


def test_a_workbook_of_which_nothing_could_be_read_names_its_sheets() -> None:
    made = book({RECOMMENDATIONS: []})
    made.active.title = "Ours"
    made.active["A1"] = "Nothing known"
    made.create_sheet("Lists")
    found = read(workbook=saved(made))
    assert found.lines()[0] == "recommendations.xlsx: nothing was read."
    assert "Ours (recommendations.xlsx); Lists (recommendations.xlsx)" in found.lines()[-1]


def test_what_is_switched_off_is_named() -> None:
    found = read({}, own='[severity]\npast-target = "off"\nweekend-date = "error"\n')
    assert found.lines()[-1] == "Switched off in report.toml, so not looked for: past-target."


def test_no_workbook_has_no_coverage() -> None:
    given = Inputs(builders.SETTINGS.encode(), None, None, None)
    assert coverage(computed(given).position) is None
