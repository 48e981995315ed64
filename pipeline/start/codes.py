"""What is found in starting: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of
from pipeline.workbook.codes import CODES as WORKBOOK

CODES: dict[str, Code] = {
    **errors(
        2,
        in_the_way="init: a file that it would write is there already",
        form_unreadable="map: mapping.xlsx is not there, or is not the form that init makes",
        answer_left="map: a yellow cell of the form was left",
        answer_wrong="map: an answer of the form cannot be, or contradicts another",
        not_changed="map: report.toml writes a table in a form that map does not change",
    ),
    **errors(3, table_missing="init: no sheet looks like a list of recommendations"),
}
finding = partial(finding_of, {**WORKBOOK, **CODES})
