"""The slot `promises`: a template prints what was promised and what became of it, and the paper
passes its proof.
"""

from __future__ import annotations

import dataclasses
from datetime import date

from pipeline.checks.promise import KINDS, STATES, Promise
from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.paper.fields import PROMISE
from pipeline.paper.promised import promised
from tests.golden import example, example_run, template
from tests.house.parts import p

LOOP = "".join(
    (
        p("Normal", "{%p for promise in promises %}"),
        p("Normal", "{%p if promise.not_kept %}"),
        p(
            "Normal",
            "Not kept: {{ promise.kind }} {{ promise.ref }} of {{ promise.title }},"
            " {{ promise.words }}{{ promise.place }}, by {{ promise.by }}: {{ promise.state }},"
            " {{ promise.status }} {{ promise.rating }}.",
        ),
        p("Normal", "{%p elif promise.by %}"),
        p("Normal", "Else: {{ promise.words }} by {{ promise.by }}: {{ promise.state }}."),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p endfor %}"),
    )
)


def printing() -> bytes:
    """Return the house template with a list of promises at its end."""
    parts = dict(parts_of(template()))
    body = parts["word/document.xml"].decode()
    at = body.rindex("<w:sectPr")
    parts["word/document.xml"] = (body[:at] + LOOP + body[at:]).encode()
    return packed(parts)


def test_a_template_prints_them_and_the_paper_is_proved() -> None:
    text = as_text(made(dataclasses.replace(example(), template=printing())).paper)
    row = next(line for line in text.splitlines() if "WMP-065 of" in line)
    assert "Not kept: target date WMP-065 of West Midlands Police" in row
    assert "Appendix A, by 30 September 2020: not kept, Open Red." in row
    assert "Else: It starts on 5 October 2020. by 5 October 2020: kept." in text


def test_each_row_has_every_slot_and_words_of_the_vocabulary() -> None:
    rows = promised(example_run().promises)
    assert rows and all(row.keys() == PROMISE.keys() for row in rows)
    assert {row["state"] for row in rows} <= set(STATES.values())
    assert {row["kind"] for row in rows} <= set(KINDS.values())


def test_what_is_not_for_publication_is_left_out() -> None:
    secret = Promise("target", "told", "R1", withheld=True, due=date(2020, 9, 30))
    assert promised([secret]) == []
    assert [row["kept"] for row in promised([secret, Promise("sentence", "kept")])] == [True]


def test_hostile_words_come_out_as_they_were_typed() -> None:
    words = "{{ 7*7 }} <script> & =cmd() by 5 October 2020"
    run = example_run()
    hostile = dataclasses.replace(run.promises[0], state="told", words=words)
    (row,) = promised([hostile])
    assert "{{" not in str(row["words"])
