"""A figure and a numbered paragraph explained: in lines that fit, and as data."""

from __future__ import annotations

import pytest

from pipeline.review.explain import explained
from pipeline.review.numbered import Numbered, numbered, numbers_in, told
from tests.golden import example_run


@pytest.mark.parametrize("width", [40, 52, 80, 120])
def test_no_line_of_a_figure_is_wider_than_the_terminal(width: int) -> None:
    result = example_run().computed
    for figure in result.figures.values():
        text = explained(result, figure, width)
        assert max(map(len, text.splitlines())) <= width, figure.key
        told = "".join(text.split())
        for row in figure.evidence:
            assert "".join(row.ref.split()) in told and row.cell in told


def test_the_further_lines_of_a_row_hang_under_its_words() -> None:
    result = example_run().computed
    lines = explained(result, result.figures["overdue_total"], 80).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("    WMP-039"))
    column = lines[at].index("Red;")
    assert lines[at + 1][:column].strip() == "" and lines[at + 1][column] != " "


def test_a_row_says_how_long_it_is_overdue_and_what_was_the_same() -> None:
    result = example_run().computed
    text = explained(result, result.figures["overdue_total"])
    assert "106 days overdue; the same last time" in text


def test_every_number_of_the_paper_is_explained_and_fits() -> None:
    made = example_run()
    for number in numbers_in(made.paper):
        found = numbered(number, made.paper, made.emitted, made.computed)
        assert found.lines and found.as_json()["number"] == number
        for width in (40, 80):
            assert max(map(len, told(found, made.computed, width).splitlines())) <= width, number


def test_a_paragraph_names_its_figures_with_value_rule_and_rows() -> None:
    made = example_run()
    found = [
        numbered(number, made.paper, made.emitted, made.computed)
        for number in numbers_in(made.paper)
        if "." in number
    ]
    holding = [one for one in found if one.figures]
    assert holding
    for one in holding:
        text = told(one, made.computed, 10_000)
        for words, figure in one.figures:
            assert f"{words}: {figure.label} ({figure.key})" in text and figure.rule in text
            assert all(f"{row.ref} {row.cell}" in text for row in figure.evidence)


def test_the_cells_of_a_paragraph_are_those_of_its_own_rows() -> None:
    made = example_run()
    found = [
        numbered(number, made.paper, made.emitted, made.computed)
        for number in numbers_in(made.paper)
        if "." in number
    ]
    (one,) = [item for item in found if "assesses police effectiveness" in item.lines[0]]
    assert {(item.place, item.cell.partition("!")[0]) for item in one.origins} == {
        ("inspections.xlsx", "Forthcoming")
    }


def test_a_heading_gives_its_whole_section() -> None:
    made = example_run()
    appendix = next(one for one in numbers_in(made.paper) if one.startswith("Appendix"))
    found = numbered(appendix, made.paper, made.emitted, made.computed)
    assert len(found.lines) > 1
    assert any(one.cell for one in found.origins)


def test_a_paragraph_without_figures_or_cells_says_that_it_is_the_templates() -> None:
    text = told(Numbered("1.1", ("Words.",), (), ()), example_run().computed, 80)
    assert text.splitlines()[0] == "1.1     Words."
    assert "its words are the template's" in text
