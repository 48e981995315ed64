"""The abbreviations that a paper uses, and what they stand for: its own, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks.proofreading.abbreviations import written_out
from pipeline.commands.run import Made, made
from pipeline.compare.text import as_text
from pipeline.findings.finding import TemplateRefused
from pipeline.word.outline import paragraphs
from pipeline.word.package import opened
from tests.builders import SETTINGS, inputs
from tests.paper.test_template import document, n

LINES = (n("{%p if abbreviations %}"), n("{{ abbreviations }}"), n("{%p endif %}"))
LOOP = n("{% for one in abbreviations %}{{ one.short }} is {{ one.long }}; {% endfor %}.")
ROWS = (
    n("{%p for row in rows_of.outstanding_total %}"),
    n("{{ row.text }}"),
    n("{%p endfor %}"),
)
TEXT = "Train for the child protection inspection (CPI), for AFIs (areas for improvement) too."


def paper(*content: str, text: str = TEXT, settings: str = SETTINGS, **row: Any) -> Made:
    given = inputs({"text": text, **row}, then=[], settings=settings, template=document(*content))
    return made(given)


def lines(found: Made) -> list[str]:
    return [line.partition("] ")[2] for line in as_text(found.paper).splitlines() if line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the College of Policing (CoP)", [("CoP", "College of Policing")]),
        ("AFIs (areas for improvement)", [("AFI", "areas for improvement")]),
        ("child protection inspections (CPIs)", [("CPI", "child protection inspections")]),
        ("an inspection (see below)", []),
        ("", []),
    ],
)
def test_a_text_writes_out_an_abbreviation_on_either_side_of_a_bracket(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert list(written_out(text)) == told


def test_those_that_the_paper_uses_are_listed_by_the_alphabet_as_lines_or_in_a_loop() -> None:
    content = (*LINES, LOOP, *ROWS, n("{{ force_short }} and CPI."))
    told = [
        ("AFI", "areas for improvement"),
        ("CPI", "child protection inspection"),
        ("WMP", "West Midlands Police"),
    ]
    found = lines(paper(*content))
    assert [line for line in found if ": " in line][:3] == [f"{a}: {b}" for a, b in told]
    assert "".join(f"{a} is {b}; " for a, b in told) + "." in found


def test_what_a_sentence_of_the_paper_writes_out_itself_is_known_too() -> None:
    content = (
        LOOP,
        n("{{ inspectorate }} ({{ inspectorate_short }}), the Joint Audit Committee (JAC)."),
    )
    assert any(
        "HMICFRS is Her Majesty" in line and "JAC is Joint Audit Committee" in line
        for line in lines(paper(*content, text="x"))
    )


def test_what_the_paper_does_not_use_or_nobody_writes_out_is_not_listed() -> None:
    found = lines(
        paper(n("Listed: {% if abbreviations %}some{% else %}none{% endif %}, XYZ."), *LINES)
    )
    assert "Listed: none, XYZ." in found


def test_a_row_that_is_not_for_publication_writes_nothing_out() -> None:
    given = inputs(
        {"text": "Secret Source Unit (SSU).", "publish": "No"},
        {"text": "SSU."},
        then=[],
        template=document(LOOP, *ROWS),
    )
    assert "." in lines(made(given)) and "Secret" not in as_text(made(given).paper)


def test_an_abbreviation_is_one_word_and_may_have_an_ending() -> None:
    assert "." in lines(paper(LOOP, n("XCPI and CPIX and R&CPI")))
    for words in ("CPIs", "the CPI\u2019s", "(CPI)"):
        assert "CPI is child protection inspection; ." in lines(paper(LOOP, n(words)))


@pytest.mark.parametrize("long", ["Child {{ 7*7 }} Inspection", "Child <b> & Inspection"])
def test_hostile_long_forms_stand_as_they_are(long: str) -> None:
    found = paper(LOOP, *ROWS, text=f"A {long} (CI).")
    texts = [one.text for one in paragraphs(opened(found.paper))]
    assert f"CI is {long}; ." in texts or not any("CI is" in text for text in texts)


@pytest.mark.parametrize(
    ("content", "fillings"),
    [
        ((n("{{ title }} CPI"),), 1),
        ((LOOP, n("CPI")), 1),
        ((*ROWS, LOOP), 1),
        ((LOOP, *ROWS), 2),
        ((n("CPI"), *LINES), 1),
        (
            (
                n("{%p if previous_date %}"),
                n("x"),
                n("{%p else %}"),
                n("CPI"),
                n("{%p endif %}"),
                LOOP,
            ),
            2,
        ),
    ],
    ids=["none", "after", "cells before", "cells after", "lines", "a sentence that falls away"],
)
def test_a_template_is_filled_again_only_where_the_list_did_not_know_all_words(
    content: tuple[str, ...], fillings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.paper import rendered

    times = []
    whole = rendered.rendered
    monkeypatch.setattr(rendered, "rendered", lambda *a: times.append(1) or whole(*a))
    paper(*content)
    assert len(times) == fillings


def test_figures_that_are_printed_beside_them_are_counted_once() -> None:
    found = paper(LOOP, n("CPI: {{ outstanding_total|digits }}."))
    assert [one.source for one in found.emitted if one.figure] == ["outstanding_total"]


@pytest.mark.parametrize(
    "content",
    [
        "{{ abbreviations.short }}",
        "{% for one in abbreviations %}{{ one.word }}{% endfor %}",
        "{{ abbreviations|date }}",
    ],
)
def test_a_wrong_use_is_told(content: str) -> None:
    with pytest.raises(TemplateRefused):
        paper(n(content))
