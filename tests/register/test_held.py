"""Where the fields of a row stand, and what its cells hold."""

from __future__ import annotations

from pipeline.findings.finding import Cell
from pipeline.register.held import held
from pipeline.workbook.cell import Raw


def test_a_field_stands_in_its_own_line_or_elsewhere_or_is_not_kept() -> None:
    (row,) = held(
        [
            {
                "ref": Raw(Cell("Open", 5, 1), "Ref", "R-1"),
                "report": Raw(Cell("Open", 2, 1), "{group}", "A report"),
                "target": Raw(Cell("Open", 5, 4), "Due", None),
            }
        ]
    )
    assert [row.cell(key) for key in ("ref", "report", "target", "owner")] == [
        Cell("Open", 5, 1),
        Cell("Open", 2, 1),
        Cell("Open", 5, 4),
        None,
    ]
    assert row.cells == {
        Cell("Open", 5, 1): "R-1",
        Cell("Open", 5, 4): None,
        Cell("Open", 2, 1): "A report",
    }


def test_a_formula_that_was_never_calculated_holds_nothing() -> None:
    (row,) = held([{"ref": Raw(Cell("S", 2, 1), "Ref", "=A1", uncalculated=True)}])
    assert row.cells == {Cell("S", 2, 1): None}


def test_rows_of_one_shape_have_their_columns_in_common() -> None:
    one, other, third = held(
        [
            {"ref": Raw(Cell("S", 2, 1), "Ref", "R-1")},
            {"ref": Raw(Cell("S", 3, 1), "Ref", "R-2")},
            {"ref": Raw(Cell("T", 3, 2), "Ref", "R-3")},
        ]
    )
    assert one.columns is other.columns and third.columns == {"ref": 2}
