"""A finding: its place in a cell, a sheet, a document or a file, and the severity that its code
declares.
"""

from __future__ import annotations

import pytest

from pipeline.commands.codes import CODES, finding
from pipeline.findings.finding import Cell
from pipeline.review.verify.verdict import HEADINGS


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (
            {"file": "r.xlsx", "cell": Cell("Recommendations", 17, 6)},
            "r.xlsx, Recommendations!F17: it is blank.",
        ),
        ({"file": "r.xlsx", "sheet": "Reports"}, "r.xlsx, Reports: it is blank."),
        ({"file": "r.xlsx"}, "r.xlsx: it is blank."),
        ({"file": "p.docx", "place": "paragraph 3"}, "p.docx, paragraph 3: it is blank."),
        ({"place": "paragraph 3"}, "paragraph 3: it is blank."),
        ({}, "it is blank."),
    ],
)
def test_a_finding_is_told_with_as_much_of_its_place_as_is_known(
    where: dict[str, object], told: str
) -> None:
    assert str(finding("blank", "it is blank.", **where)) == told  # type: ignore[arg-type]


def test_each_kind_of_remark_on_an_edited_paper_is_a_declared_code() -> None:
    assert [code for code in HEADINGS if f"paper-{code}" not in CODES] == []
