"""What a condition leaves out goes whole, and what lines a cell prints stand whole, whatever holds
them in the template.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.commands.packet import packet
from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.paper.template import template_faults
from pipeline.proof.valid.document import ooxml_faults
from tests import builders, saved
from tests.golden import example
from tests.house.parts import p, run
from tests.paper.test_halves import house_with, link
from tests.paper.test_template import KEYS, document, n
from tests.paper.test_whole_tags import control

NOTE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml".format
BODY = "word/document.xml"


def noted(kind: str, words: str, condition: str) -> bytes:
    """Return the house template with a note, whose mark stands under a condition."""
    mark = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'
    lines = [n(f"{{%p if {condition} %}}"), p("NumberedParagraph", run("Noted"), mark)]
    text = f'<w:{kind}s xmlns:w="{saved.W}"><w:{kind} w:type="separator" w:id="-1"><w:p><w:r>'
    text += f"<w:separator/></w:r></w:p></w:{kind}>"
    text += f'<w:{kind} w:id="1"><w:p><w:r><w:{kind}Ref/></w:r>{run(f" {words}")}</w:p></w:{kind}>'
    return saved.with_part(
        house_with("".join([*lines, n("{%p endif %}")])),
        f"word/{kind}s.xml",
        f"{text}</w:{kind}s>".encode(),
        kind=f"{saved.KIND}/{kind}s",
        type_=NOTE(f"{kind}s"),
    )


WORDS = [
    "Of the force.",
    "Of {{ force }}: {{ overdue_total|number }}.",
    "{% for one in inspections %}{{ one.narrative }}{% endfor %}",
]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize("words", WORDS)
def test_a_note_whose_mark_is_left_out_is_left_out_too(kind: str, words: str) -> None:
    given = replace(example(), template=noted(kind, words, "first_paper"))
    run_ = made(given)
    part = parts_of(run_.paper)[f"word/{kind}s.xml"].decode()
    assert part.count(f"<w:{kind} ") == 1  # the line above notes
    assert packet(given, run_, with_pdf=False).files


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_one_whose_mark_stands_stays(kind: str) -> None:
    house = noted(kind, "Of {{ force }}.", "not first_paper")
    assert "Of West Midlands Police." in as_text(made(replace(example(), template=house)).paper)


HERE = '<w:bookmarkStart w:id="99" w:name="here"/><w:bookmarkEnd w:id="99"/>'
LOOKS = '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>{{ one.update }}</w:t></w:r>'
HOLDERS = {
    "a control": control(run("{{ one.update }}")),
    "a control with words": control(run("First: {{ one.update }} and last")),
    "two controls": control(control(run("{{ one.update }}")).replace('"5"', '"6"')),
    "a link": link(LOOKS),
}


@pytest.mark.parametrize("inner", HOLDERS.values(), ids=HOLDERS)
def test_lines_within_a_control_or_link_are_paragraphs(inner: str) -> None:
    lines = [n("{%p for one in rows_of.outstanding_total %}"), p("NumberedParagraph", HERE, inner)]
    content = document(n("{{ title }}"), *lines, n("{%p endfor %}"))
    row = {"update": "One thing.\n- a first item\n- a second item"}
    paper = made(builders.inputs(row, then=[{}], template=content)).paper
    assert ooxml_faults(paper) == []
    assert b"<w:break" not in parts_of(paper)[BODY]
    found = as_text(paper)
    assert "[List Bullet] • a first item" in found
    assert "thing.a" not in found


def test_a_chart_in_a_header_is_told_there() -> None:
    chart = p("Header", run('{{ ratings_chart|labels("Then", "Now") }}'))
    (found,) = template_faults(document(n("{{ title }}"), header=chart), KEYS)
    assert found.message == "a chart stands here in what is no text of the body."
