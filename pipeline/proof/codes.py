"""What the proof of a template and of a finished paper finds: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes

CODES: dict[str, Code] = {
    **errors(
        5,
        template_invalid="Word would have to repair every paper made from the template",
        template_inaccessible="no paper made from the template would be accessible",
    ),
    **errors(
        6,
        proof_xml="a part of the paper is not well-formed",
        proof_leftover="a tag or brace of the template is left in the paper",
        proof_blank_word="None, nan or NaT stands in the paper",
        proof_figure="a figure does not stand in the paper as computed",
        proof_number="a tag printed a number that is no figure, no date and no cell's",
        proof_cell_text="the text of a cell is not in the paper in full",
        proof_style="a style that is used does not exist",
        proof_invalid="Word would have to repair the paper",
        proof_inaccessible="the paper is not accessible",
        proof_total="a table's total is not the sum of its rows",
    ),
    **notes(3, inaccessible="something in the wording may be hard to read for some"),
}
finding = partial(finding_of, CODES)
