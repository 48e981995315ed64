"""The sections of the review page for the people around the paper."""

from __future__ import annotations

import dataclasses
from functools import cache

from lxml import html

from pipeline.commands.codes import CODES
from pipeline.commands.packet import packet
from pipeline.commands.run import made
from pipeline.review.signing import signing
from tests import builders
from tests.golden import example, example_run, template

HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }}\"'<!--"


@cache
def page() -> html.HtmlElement:
    whole = packet(example(), example_run(), with_pdf=False)
    return html.fromstring(whole.files["review.html"].decode())


def text(name: str) -> str:
    (section,) = page().xpath(f'//section[@id="{name}"]')
    return " ".join(section.text_content().split())


def test_the_page_has_the_three_sections_and_the_way_to_them() -> None:
    for name in ("promises", "questions", "signing"):
        assert page().xpath(f'//section[@id="{name}"]/h2')
        assert page().xpath(f'//nav//a[@href="#{name}"]')


def test_the_promises_are_told_by_state_with_what_became_of_them() -> None:
    told = text("promises")
    assert "Not kept 9" in told and "Kept 13" in told
    assert "WMP-065" in told and "the date not moved" in told
    assert "It starts on 5 October 2020." in told and "began on 5 October 2020" in told


def test_the_questions_have_answers_and_rows_that_lead_to_the_register() -> None:
    (question,) = page().xpath('//div[@id="question-worst-totals"]')
    assert question.xpath(".//h3")[0].text == (
        "Why are there two totals of Red: 6 reviewed and 7 outstanding?"
    )
    (target,) = question.xpath(".//li/a/@href")
    assert page().xpath(f'//tr[@id="{target[1:]}"]')


def test_the_signing_sheet_names_the_paper_by_its_hash_and_has_a_place_to_sign() -> None:
    told = text("signing")
    whole = packet(example(), example_run(), with_pdf=False)
    import hashlib

    assert hashlib.sha256(whole.files["hmicfrs-update.docx"]).hexdigest() in told
    for name in ("report.toml", "recommendations.xlsx", "inspections.xlsx", "hmicfrs_update.docx"):
        assert name in told
    assert "The archive, up to 2020-07-09" in told and "Signature" in told
    assert "is the closing balance that was filed" in told


def test_a_first_paper_has_no_promises_and_says_so() -> None:
    given = builders.inputs({}, template=template())
    whole = packet(given, made(given), with_pdf=False)
    told = " ".join(html.fromstring(whole.files["review.html"].decode()).text_content().split())
    assert "This is the first paper: there is no earlier one." in told
    assert "No question arises from the figures." in told
    assert "No earlier meeting is filed, so nothing was compared with one." in told


def test_hostile_cells_come_out_as_they_were_typed() -> None:
    row = {"text": HOSTILE, "owner": HOSTILE, "update": HOSTILE, "target": None, "rag": "Red"}
    given = builders.inputs({**row, "rag_reason": HOSTILE}, then=[{}], template=template())
    content = packet(given, made(given), with_pdf=False).files["review.html"].decode()
    section = content[content.index('id="questions"') :]
    assert "<img" not in section and "{{ 7*7 }}" in section


def test_an_accepted_note_is_told_apart_from_those_that_are_left() -> None:
    result = example_run().computed

    seen = dataclasses.replace(result.findings[0], accepted=True)
    changed = dataclasses.replace(result, findings=(seen, *result.findings[1:]))
    found = signing(changed, example_run().emitted, (), CODES, {}, ("a.docx", "0"))
    assert found.accepted == (seen,)
    assert sum(many for _, many in found.open) == len(result.findings) - 1
