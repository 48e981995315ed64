"""Fields that Word reckons from the paper itself show what they come to in this paper, and not what
they came to in the template.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.files.package import parts_of
from pipeline.paper.template import template_notes
from tests.house.parts import p, run
from tests.paper.test_references import paper, texts
from tests.paper.test_template import document, n

CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format


def field(code: str, shown: str) -> str:
    """Return a field as Word writes it, that last showed these words."""
    coded = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return "".join([CHAR("begin"), coded, CHAR("separate"), run(shown), CHAR("end")])


def simple(code: str, shown: str) -> str:
    """Return a field as LibreOffice writes it."""
    return f'<w:fldSimple w:instr=" {code} ">{run(shown)}</w:fldSimple>'


def line(code: str, shown: str = "1", write: Callable[[str, str], str] = field) -> str:
    """Return a paragraph that ends in a field."""
    return p("Normal", run("Item "), write(code, shown))


LOOP = (n("{%p for rating in ratings %}"), n("{%p endfor %}"))
SEQ = {
    "repeated by a loop": ([LOOP[0], line("SEQ Table"), LOOP[1]], ["1", "2", "3"]),
    "as LibreOffice writes it": (
        [LOOP[0], line("SEQ Table", write=simple), LOOP[1]],
        ["1", "2", "3"],
    ),
    "with one left out by a condition": (
        [
            line("SEQ Table"),
            n("{%p if first_paper %}"),
            line("SEQ Table", "2"),
            n("{%p endif %}"),
            line("SEQ Table", "3"),
        ],
        ["1", "2"],
    ),
    "two kinds": (
        [line("SEQ Table"), line("SEQ Figure"), line(r"SEQ Table \* ARABIC", "5")],
        ["1", "1", "2"],
    ),
    "letters and Roman numbers": (
        [
            line(r"SEQ A \* ALPHABETIC"),
            line(r"SEQ A \* roman"),
            line(r"SEQ A \* Roman"),
            line(r"SEQ A \* ROMAN \* MERGEFORMAT"),
        ],
        ["A", "ii", "iii", "IV"],
    ),
    "the same again, and begun anew": (
        [line("SEQ A"), line(r"SEQ A \c"), line(r"SEQ A \r 7"), line(r"SEQ A \n")],
        ["1", "1", "7", "8"],
    ),
    "begun anew under each heading": (
        [
            line(r"SEQ A \s 1"),
            line(r"SEQ A \s 1"),
            p("Heading1", "Two"),
            line(r"SEQ A \s 1"),
            p("Heading2", "Two and a half"),
            line(r"SEQ A \s 1"),
        ],
        ["1", "2", "1", "2"],
    ),
    "one that is not known stays": ([line(r"SEQ A \* Hex", "x"), line("SEQ A B", "y")], ["x", "y"]),
}


@pytest.mark.parametrize(("content", "told"), SEQ.values(), ids=SEQ)
def test_running_numbers_are_counted_in_this_paper(content: list[str], told: list[str]) -> None:
    found = texts(paper(p("Heading1", "One"), n("{{ title }}"), *content))
    assert [one.removeprefix("Item ") for one in found if one.startswith("Item ")] == told


def test_a_reference_to_a_caption_shows_its_number() -> None:
    marks = '<w:bookmarkStart w:id="7" w:name="_Ref9"/>', '<w:bookmarkEnd w:id="7"/>'
    caption = p("Normal", marks[0], run("Table "), field("SEQ Table", "1"), marks[1], run(": x"))
    content = [p("Heading1", "One"), LOOP[0], line("SEQ Table"), LOOP[1], caption]
    found = texts(paper(*content, p("Normal", run("See "), field(r"REF _Ref9 \h", "Table 1"))))
    assert found[-2:] == ["Table 4: x", "See Table 4"]


PROPERTIES = [
    ("TITLE", "HMICFRS update: Joint Audit Committee", True),
    (r"DOCPROPERTY Title \* MERGEFORMAT", "HMICFRS update: Joint Audit Committee", True),
    ("AUTHOR", "West Midlands Police", True),
    ("INFO Author", "West Midlands Police", True),
    ("DOCPROPERTY Company", "as typed", False),
    ('DOCPROPERTY "Our ref"', "as typed", False),
    ("SUBJECT", "as typed", False),
    ("DOCVARIABLE x", "as typed", False),
]


@pytest.mark.parametrize("write", [field, simple])
@pytest.mark.parametrize(("code", "told", "live"), PROPERTIES)
def test_a_property_of_the_file_is_this_papers(
    code: str,
    told: str,
    live: bool,
    write: Callable[[str, str], str],
) -> None:
    coded = code.replace('"', "&quot;")
    made = paper(p("Heading1", "One"), n("{{ title }}"), line(coded, "as typed", write))
    assert texts(made)[-1] == f"Item {told}"
    assert (code.split()[0] in parts_of(made.paper)["word/document.xml"].decode()) is live


COUNTED = ["PAGE", "NUMPAGES", r"PAGEREF _Ref1 \h", "STYLEREF 1 \\s", "NUMWORDS"]


@pytest.mark.parametrize("code", COUNTED)
def test_what_only_word_counts_is_noted_in_the_text_and_not_in_a_footer(code: str) -> None:
    there = template_notes(document(n("{{ title }}"), line(code, "9")))
    assert [(one.code, one.place) for one in there] == [
        ("template-stale", 'under the heading "Background", the paragraph "Item 9"')
    ]
    assert template_notes(document(n("{{ title }}"), header=line(code, "9"))) == []
