"""What may be found in a template: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes

CODES: dict[str, Code] = {
    **errors(
        5,
        template_unreadable="the template is not a Word document that can be used",
        template_tag="a slot, loop or condition is not written correctly",
        template_name="a slot, loop or condition names something that does not exist",
        template_filter="a filter does not exist, or is used wrongly",
        template_unfilled="a tag, or what is not looked at, stands where nothing is filled in",
        template_text_lost="text stands where it would vanish",
        template_marks=(
            "the template holds comments, tracked changes, "
            "or what could run, load or lead elsewhere"
        ),
        template_style="a style that the paper needs is not in the template",
        template_reference="a cross-reference leads to what is not in this paper",
        template_no_value="a slot has no value in this paper",
        template_parts_missing="a total is told in parts, and one that is not nought is left out",
    ),
    **notes(
        3,
        template_number="a number is typed into the template before a figure's noun",
        template_stale="the template says words that go stale, such as next year",
    ),
}
finding = partial(finding_of, CODES)
