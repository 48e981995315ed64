"""The two halves of a loop or condition: in the same cell, table, row, link or control, or told
where they are not, for the paper would be torn there.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.paper.template import template_faults
from tests.golden import example, template
from tests.house.parts import p, row, table
from tests.paper.test_template import KEYS, document, n
from tests.paper.test_whole_tags import control, run
from tests.saved import DOCUMENT, replaced


def told(*content: str) -> list[tuple[str, str]]:
    """Return code and message of each fault of a small template."""
    return [(found.code, found.message) for found in template_faults(document(*content), KEYS)]


def grid(*rows: list[str]) -> str:
    """Return a table of two columns."""
    return table((5000, 5000), [row(cells) for cells in rows], caption="c", about="a")


IF, ELSE, END = n("{%p if overdue_total %}"), n("{%p else %}"), n("{%p endif %}")
APART = {
    "an if of one row that ends in the next": (
        "cell",
        [grid([IF + n("one"), n("a")], [n("two") + END, n("b")])],
    ),
    "a loop over rows with the letter of lines": (
        "cell",
        [
            grid(
                [n("{%p for report in reports %}"), n("a")],
                [n("{{ report.title }}"), n("b")],
                [n("{%p endfor %}"), n("c")],
            )
        ],
    ),
    "an if that ends in the next column": ("cell", [grid([IF + n("one"), n("two") + END])]),
    "an if before the table that ends in it": ("cell", [IF, grid([END + n("one"), n("a")])]),
    "an if in the table that ends after it": ("cell", [grid([IF + n("one"), n("a")]), END]),
    "an else in another cell": ("cell", [grid([IF + n("one"), ELSE + n("two")]), END]),
    "a loop of rows over two tables": (
        "table",
        [
            grid([n("{%tr for report in reports %}"), n("")], [n("{{ report.title }}"), n("b")]),
            n("between"),
            grid([n("{%tr endfor %}"), n("")]),
        ],
    ),
    "a column that ends in another row": (
        "row",
        [grid([n("{%tc if overdue_total %}"), n("b")], [n("c"), n("{%tc endif %}")])],
    ),
}


@pytest.mark.parametrize(("within", "content"), APART.values(), ids=APART)
def test_halves_that_stand_apart_are_told(within: str, content: list[str]) -> None:
    found = told(*content)
    assert found
    assert all(
        code == "template-tag" and message.endswith(f"does not stand in the same {within}.")
        for code, message in found
    )


ELSES = {
    "a line": (["{%p if overdue_total %}", "one", "{% else %}", "two", "{%p endif %}"], "{% else"),
    "a sentence": (["{%p if overdue_total %}", "one {% else %} two", "{%p endif %}"], "{% else"),
    "an elif": (
        ["{%p if overdue_total %}", "one", "{% elif concerns_total %}", "two", "{%p endif %}"],
        "{% elif concerns_total",
    ),
}


@pytest.mark.parametrize(("lines", "begin"), ELSES.values(), ids=ELSES)
def test_an_else_has_the_letters_of_its_if(lines: list[str], begin: str) -> None:
    (found,) = template_faults(document(*map(n, lines)), KEYS)
    assert (found.code, found.message) == (
        "template-tag",
        f"{begin} %}} belongs to {{%p if overdue_total %}}: the letters after the sign % differ.",
    )
    assert found.remedy == f"Write {begin.replace('{%', '{%p')} %}} on a line of its own."


BEGIN, CLOSE = "{% if first_paper %}", "{% endif %}"


def link(content: str) -> str:
    """Return a link to a place of the template."""
    return f'<w:hyperlink w:anchor="here">{content}</w:hyperlink>'


AT_THE_EDGE = {
    "an if before the first word of a link": link(run(f"{BEGIN}the list")) + run(f" or{CLOSE}."),
    "an endif behind its last": run(f"{BEGIN}a ") + link(run(f"list{CLOSE}")) + run("."),
    "two at once": link(run(f"{BEGIN}{BEGIN}list")) + run(f"{CLOSE}{CLOSE}."),
    "in pieces": link(run("{% if first") + run("_paper %}") + run("list")) + run(f"{CLOSE}."),
    "a control": control(run(f"{BEGIN}the list")) + run(f" or{CLOSE}."),
    "its end in another": control(run(f"{BEGIN}the"))
    + control(run(f"list{CLOSE}")).replace('"5"', '"6"')
    + run("."),
    "a simple field": f'<w:fldSimple w:instr=" SEQ A ">{run(f"{BEGIN}the")}</w:fldSimple>'
    + run(f"{CLOSE}."),
}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("inner", AT_THE_EDGE.values(), ids=AT_THE_EDGE)
def test_a_tag_at_the_edge_of_a_link_or_control_is_beside_it(inner: str) -> None:
    content = p("NumberedParagraph", run("Planted") + inner)
    assert told(content) == []
    here = '<w:bookmarkStart w:id="99" w:name="here"/><w:bookmarkEnd w:id="99"/>'
    house = house_with(content.replace("</w:p>", here + "</w:p>"))
    assert "] Planted." in as_text(made(replace(example(), template=house)).paper)


def house_with(content: str) -> bytes:
    """Return the house template with something more before its first heading."""
    at = b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    return replaced(template(), DOCUMENT, at, content.encode() + at)


AMID = {
    "amid the words of a link": (
        run(f"See {BEGIN}a ") + link(run(f"the list{CLOSE} there")),
        ("{% endif %}", BEGIN, "a link"),
    ),
    "an else amid those of a control": (
        run(f"See {BEGIN}") + control(run("one{% else %}two")) + run(CLOSE),
        ("{% else %}", BEGIN, "a content control"),
    ),
    "in what a field shows": (
        run(f"See {BEGIN}")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ A </w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run(f"1{CLOSE}")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ("{% endif %}", BEGIN, "a field"),
    ),
}


@pytest.mark.parametrize(("inner", "parts"), AMID.values(), ids=AMID)
def test_a_tag_amid_the_words_of_a_link_or_control_is_told(
    inner: str, parts: tuple[str, str, str]
) -> None:
    one, other, thing = parts
    message = f'"{one}" stands in {thing}, and "{other}", which belongs to it, does not.'
    assert told(p("Normal", inner)) == [("template-tag", message)]


WHOLE = {
    "both in a link": link(run(f"{BEGIN}the{CLOSE} list")),
    "both around it": run(BEGIN) + link(run("the list")) + run(CLOSE),
    "both around a field": run(BEGIN)
    + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ A </w:instrText></w:r>'
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("1")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    + run(CLOSE),
}


@pytest.mark.parametrize("inner", WHOLE.values(), ids=WHOLE)
def test_whole_ones_are_left_as_they_are(inner: str) -> None:
    assert told(p("Normal", inner)) == []
