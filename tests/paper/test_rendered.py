"""What is checked is what is rendered: nothing but names, loops and conditions is ever evaluated,
wherever in the file it stands.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from jinja2 import Environment, TemplateError, nodes
from lxml import etree

from pipeline.commands import run
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import Made, made
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import ProofFailed, TemplateRefused
from pipeline.paper import fill, sandbox
from pipeline.paper.chart.charts import ChartData
from pipeline.paper.fill import Paper
from pipeline.paper.marks import bare, of_cell
from pipeline.paper.named_values import Day, Number, Place, Stated
from pipeline.paper.prepared import prepared
from pipeline.paper.sandbox import environment
from pipeline.paper.template import template_faults
from pipeline.proof import printed
from tests import builders, saved
from tests.house.parts import HEAD, p, row, table
from tests.paper.test_template import KEYS, document, n

MAIN = "word/document.xml"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture(scope="module", autouse=True)
def the_same_inputs_are_counted_once() -> Iterator[None]:
    """Remember what is counted: the runs of this file differ in their template alone."""
    counted = run.computed(ordinary())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "computed", lambda *_: counted)
        yield


def filled(template: bytes) -> Made:
    """Return the run of a template: one outstanding recommendation then and now."""
    return made(replace(ordinary(), template=template))


@cache
def ordinary() -> Inputs:
    return builders.inputs({}, then=[{}])


def refusal(template: bytes) -> list[tuple[str, str, str]]:
    """Return code, place and message of each fault for which a template is refused; nothing if it
    is not.
    """
    try:
        filled(template)
    except TemplateRefused as refused:
        return [
            (one.code, one.place, one.message)
            for one in refused.findings
            if one.severity == "error"
        ]
    return []


def past_the_door(template: bytes) -> bytes:
    """Return what is printed, part by part, where nothing but the sandbox stands in the way; no
    part where it refuses.
    """
    values: dict[str, Any] = {
        "force": of_cell("Force", "report.toml force"),
        "title": "T",
        "first_paper": False,
        "outstanding_total": Number(91, "outstanding_total"),
        "ratings": [{"word": "Red"}] * 3,
    }
    ready = prepared(template).content
    if not ready:
        return b""
    try:
        paper = fill.paper(
            ready,
            values,
            words_to=0,
            title="T",
            author="A",
            meeting=builders.MEETING,
            charts=ChartData((), None, (), (), ()),
        )
    except TemplateError:
        return b""
    return b"".join(
        part
        for name, part in parts_of(paper.content).items()
        if name.startswith("word/") and name.endswith(".xml")
    )


EVIL = [
    "{{ outstanding_total + 5 }}",
    "{{ 96 }}",
    "{{ '96' }}",
    "{{ 96|number }}",
    "{{ 0x60 }}",
    "{{ '9' ~ '6' }}",
    "{{ 'a'*2000000000 }}",
    "{{ 'x'.center(2000000000) }}",
    "{{ '1'.zfill(2000000000) }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ 9**99999999 }}",
    "{{ 1.to_bytes(2000000000, 'big') }}",
    "{{ outstanding_total.to_bytes(2000000000, 'big') }}",
    "{{ -outstanding_total }}",
    "{% for a in 'x'*99999 %}{% for b in 'x'*99999 %}{% endfor %}{% endfor %}",
    "{% for a in force %}{{ a }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for a in ratings recursive %}{{ loop(ratings) }}{% endfor %}",
    "{% for a in ratings %}{{ loop.index }}{% endfor %}",
    "{% for a in ratings if a.word %}x{% endfor %}",
    "{% for a in ratings %}{% else %}x{% endfor %}",
    "{% for a, b in ratings %}x{% endfor %}",
    "{% for a in range(99999999) %}x{% endfor %}",
    "{{ range(9) }}",
    "{{ cycler(96) }}",
    "{{ lipsum(96) }}",
    "{{ namespace(a=96) }}",
    "{{ joiner('96') }}",
    "{{ dict(a=96) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ force.__class__ }}",
    "{{ force|attr('__class__') }}",
    "{{ '{0.__class__}'.format(force) }}",
    "{{ ratings|map(attribute='word')|list }}",
    "{{ ratings|length }}",
    "{{ ratings[0].word }}",
    "{{ ratings[0:2] }}",
    "{{ (force, title) }}",
    "{{ [96] }}",
    "{{ {'a': 96} }}",
    "{{ force in title }}",
    "{{ 96 if force else 5 }}",
    "{{ outstanding_total == 91 }}",
    "{{ force is defined }}",
    "{% if 1 < 2 %}x{% endif %}",
    "{{ force() }}",
    "{% set x = 96 %}{{ x }}",
    "{% set force %}96{% endset %}",
    "{% filter sentence %}ninety-six{% endfilter %}",
    "{% block b %}96{% endblock %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% with a = 96 %}{{ a }}{% endwith %}",
    "{% call m() %}{% endcall %}",
    "{% raw %}{{ 96 }}{% endraw %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% do 1 %}",
    "{% break %}",
    "{% print(96) %}",
    "{% trans %}96{% endtrans %}",
    "{% debug %}",
    "{% colspan outstanding_total + 5 %}",
    "{% cellbg 'f'*6 %}",
    "{% vm %}",
    "{% hm %}",
    "{{r outstanding_total + 5 }}",
    "{{- 96 -}}",
    "{%- if force -%}x{%- endif -%}",
    "{{ outstanding_total|verb('96', '96') }}",
    "{{ outstanding_total|count('of ninety-six reports') }}",
    r"{{ force|ended('\x39\x36') }}",
    r"{{ '\x00' }}",
    r"{{ force|ended('\ud800') }}",
    r"{{ force|ended('\ufdd4outstanding_total\ufdd596\ufdd6') }}",
    "{{ " + "(" * 100 + "force" + ")" * 100 + " }}",
    "{% if " + "not " * 500 + "force %}x{% endif %}",
    "{{ force" + "|sentence" * 500 + " }}",
    "{{ force" + "|sentence" * 90 + " }}",
    "{% if " + "9" * 5000 + " %}x{% endif %}",
    "{% if 1e999 %}x{% endif %}",
    "{% if force %}" * 30 + "x" + "{% endif %}" * 30,
    "{{ force|_rows }}",
    "{{ force| rows }}",
    "{{ ratings_chart }}",
]


@pytest.mark.parametrize("expression", EVIL)
def test_what_is_no_name_no_loop_and_no_condition_is_refused_at_its_place(expression: str) -> None:
    faults = template_faults(document(n(expression)), KEYS)
    assert faults and {fault.code for fault in faults} <= {
        "template-tag",
        "template-name",
        "template-filter",
    }
    assert all(
        fault.place.startswith('under the heading "Background", the paragraph') for fault in faults
    )


@pytest.mark.parametrize(
    "expression",
    [one for one in EVIL if not one.startswith(("{% raw", "{%- if", "{{- 96"))] + ["{{- 96 -}}"],
)
def test_the_sandbox_evaluates_nothing_of_it_even_where_the_checker_is_passed_by(
    expression: str,
) -> None:
    start = time.process_time()
    with pytest.raises(TemplateError):
        environment(0).from_string(expression).render(
            force="Force", title="T", outstanding_total=Number(91, "k"), ratings=[{"word": "Red"}]
        )
    assert time.process_time() - start < 5


def relaxed() -> Any:
    """Return the sandbox as it would be if the list of what is allowed had a hole as wide as a
    gate.
    """

    class Holed(sandbox._Sandbox):
        from_string = Environment.from_string  # compiled by itself, and kept nowhere

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            return super(sandbox._Sandbox, self)._parse(source, name, filename)

    holed = environment(0)
    holed.__class__ = Holed
    return holed


@pytest.mark.parametrize(
    "expression",
    [
        "{{ 'a'*2000000000 }}",
        "{{ 'x'.center(2000000000) }}",
        "{{ '%2000000000d' % 1 }}",
        "{{ 9**99999999 }}",
        "{{ total + 5 }}",
        "{{ -total }}",
        "{{ total.to_bytes(2000000000, 'big') }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ range(9) }}",
        "{{ cycler(1) }}",
        "{% for a in rows recursive %}{{ loop(rows) }}{% endfor %}",
        "{{ rows[0] }}",
        "{{ ''.__class__ }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ rows.append }}",
        "{{ total.real }}",
        "{{ 1 is defined }}",
        "{{ rows|length }}",
    ],
)
def test_beneath_the_list_nothing_is_called_summed_or_looked_up(expression: str) -> None:
    start = time.process_time()
    with pytest.raises(TemplateError):
        relaxed().from_string(expression).render(total=Number(91, "k"), rows=[{"word": "Red"}])
    assert time.process_time() - start < 5


def test_what_is_compiled_once_is_printed_by_each_sandbox_in_its_own_style() -> None:
    printed = [
        environment(words, emitted := [])
        .from_string("{{ total|number }}")
        .render(total=Number(3, f"k{words}"))
        + "".join(one.source for one in emitted)
        for words in (9, 0)
    ]
    assert [bare(one) for one in printed] == ["threek9", "3k0"]


def test_loops_run_over_rows_only_and_not_without_end() -> None:
    loops = "".join(f"{{% for a{place} in rows %}}" for place in range(4)) + "{% endfor %}" * 4
    with pytest.raises(sandbox.NoValue, match="turn more than"):
        environment(0).from_string(loops).render(rows=[{}] * 100)
    with pytest.raises(sandbox.NoValue, match="runs over a list"):
        environment(0).from_string("{% for a in force %}x{% endfor %}").render(force="x" * 99999)
    with pytest.raises(sandbox.NoValue, match="more than"):
        environment(0).from_string("{% for a in rows %}" + "x" * 100_000 + "{% endfor %}").render(
            rows=[{}] * 10_000
        )


def test_a_bomb_of_loops_is_refused_at_its_place() -> None:
    loops = "".join(f"{{% for a{place} in ratings %}}" for place in range(12)) + "{% endfor %}" * 12
    (found,) = refusal(document(n(loops)))
    assert found[:2] == (
        "template-no-value",
        'under the heading "Background", the paragraph that begins "{% for a0 in ratings %}{% for a1 in …"',
    )


def part_of_notes(kind: str, text: str) -> bytes:
    """Return a template with one note; `kind` is footnote or endnote."""
    note = (
        f'{HEAD}<w:{kind}s xmlns:w="{saved.W}"><w:{kind} w:id="1">{n(text)}</w:{kind}></w:{kind}s>'
    ).encode()
    held = document(n("x"), p("Normal", f'<w:r><w:{kind}Reference w:id="1"/></w:r>'))
    return saved.with_part(
        held,
        f"word/{kind}s.xml",
        note,
        kind=f"{saved.KIND}/{kind}s",
        type_=f"{CONTENT}.{kind}s+xml",
    )


def raw(xml: str) -> bytes:
    """Return a template whose text holds this XML as it is, after its first paragraph."""
    return saved.replaced(document(n("x")), MAIN, b"<w:sectPr/>", f"{xml}<w:sectPr/>".encode())


def of_properties(name: str, tag: str) -> bytes:
    return (
        saved.replaced(
            document(n("x")), "docProps/core.xml", b"<dc:language>", f"{tag}<dc:language>".encode()
        )
        if name == "core"
        else (
            saved.replaced(
                document(n("x")), "docProps/app.xml", b"<AppVersion>", f"{tag}<AppVersion>".encode()
            )
        )
    )


def custom(text: str) -> bytes:
    """Return a template with a property of the user's own."""
    part = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Client"><vt:lpwstr>{text}</vt:lpwstr></property></Properties>'
    )
    held = parts_of(document(n("x")))
    held["_rels/.rels"] = held["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{saved.KIND}/custom-properties" Target="docProps/custom.xml"/></Relationships>'.encode(),
    )
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>',
    )
    return packed({**held, "docProps/custom.xml": part.encode()})


def chart(text: str) -> bytes:
    part = f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" name={quoteattr(text)}/>'.encode()
    return saved.with_part(
        document(n("x")),
        "word/charts/chart1.xml",
        part,
        kind=f"{saved.KIND}/chart",
        type_="application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )


FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
DRAWN = (
    '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline>'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="1" name="P" {1}={0}/></wp:inline></w:drawing></w:r></w:p>'
)
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
CHOICE = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"/>'
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
PLACES = {
    "a paragraph": lambda e: document(n(e)),
    "three paragraphs": lambda e: document(n(e[:1]), n(e[1:-1]), n(e[-1:])),
    "two paragraphs": lambda e: document(n(e[:2]), n(e[2:])),
    "runs and paragraphs": lambda e: document(n(e[:1], e[1:4]), n(e[4:-1], e[-1:])),
    "a cell and the next": lambda e: document(
        table((1, 1), [row([n(e[:1]), n(e[1:])], header=True)], caption="c", about="a")
    ),
    "a header": lambda e: document(n("x"), header=n(e)),
    "a header, in pieces": lambda e: document(n("x"), header=n(e[:1]) + n(e[1:])),
    "a footnote": lambda e: part_of_notes("footnote", e),
    "an endnote": lambda e: part_of_notes("endnote", e),
    "the code of a field": lambda e: raw(FIELD.format(escape(e))),
    "a simple field": lambda e: raw(f"<w:p><w:fldSimple w:instr={quoteattr(e)}/></w:p>"),
    "alternative text": lambda e: raw(DRAWN.format(quoteattr(e), "descr")),
    "the title of a picture": lambda e: raw(DRAWN.format(quoteattr(e), "title")),
    "the name of a picture": lambda e: raw(DRAWN.format(quoteattr(e), "hidden")),
    "the caption of a table": lambda e: document(
        table((1,), [row([n("x")], header=True)], caption=e, about="a")
    ),
    "alternative text outside a paragraph": lambda e: raw(
        DRAWN.format(quoteattr(e), "descr")[5:-6]
    ),
    "an attribute": lambda e: raw(
        f"<w:p><w:r><w:rPr><w:color w:val={quoteattr(e)}/></w:rPr><w:t>x</w:t></w:r></w:p>"
    ),
    "an attribute and the text": lambda e: raw(
        f'<w:p><w:r><w:rPr><w:color w:val="{escape(e[:1])}"/></w:rPr><w:t>{escape(e[1:])}</w:t></w:r></w:p>'
    ),
    "the screen tip of a link": lambda e: raw(
        f'<w:p><w:hyperlink w:anchor="x" w:tooltip={quoteattr(e)}><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    ),
    "the title of a control": lambda e: raw(
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(e)}/></w:sdtPr><w:sdtContent>{n('x')}</w:sdtContent></w:sdt>"
    ),
    "the tag of a control": lambda e: raw(
        f'<w:sdt><w:sdtPr><w:alias w:val="x"/><w:tag w:val={quoteattr(e)}/></w:sdtPr><w:sdtContent>{n("x")}</w:sdtContent></w:sdt>'
    ),
    "the name of a bookmark": lambda e: raw(
        f'<w:p><w:bookmarkStart w:id="1" w:name={quoteattr(e)}/><w:bookmarkEnd w:id="1"/></w:p>'
    ),
    "words outside of a run": lambda e: raw(f"<w:p><w:r><w:t>x</w:t></w:r>{escape(e)}</w:p>"),
    "words outside of a paragraph": lambda e: raw(f"{n('x')}{escape(e)}"),
    "a formula": lambda e: raw(
        f"<w:p><m:oMath {MATH}><m:r><m:t>{escape(e)}</m:t></m:r></m:oMath></w:p>"
    ),
    "the other way to show a text box": lambda e: raw(CHOICE.format(n(e))),
    "CDATA": lambda e: raw(f"<w:p><w:r><w:t><![CDATA[{e}]]></w:t></w:r></w:p>"),
    "references to characters": lambda e: raw(
        f"<w:p><w:r><w:t>{''.join(f'&#{ord(sign)};' for sign in e)}</w:t></w:r></w:p>"
    ),
    "the name of a style": lambda e: saved.replaced(
        document(n("x")),
        "word/styles.xml",
        b"</w:styles>",
        f'<w:style w:type="paragraph" w:styleId="Odd"><w:name w:val={quoteattr(e)}/></w:style></w:styles>'.encode(),
    ),
    "the numbers of a list": lambda e: packed(
        {
            **parts_of(document(n("x"))),
            "word/numbering.xml": re.sub(
                rb'<w:lvlText w:val="[^"]*"',
                lambda _: f"<w:lvlText w:val={quoteattr(e)}".encode(),
                parts_of(document())["word/numbering.xml"],
                count=1,
            ),
        }
    ),
    "a document variable": lambda e: saved.replaced(
        document(n("x")),
        "word/settings.xml",
        b"<w:themeFontLang",
        f'<w:docVars><w:docVar w:name="x" w:val={quoteattr(e)}/></w:docVars><w:themeFontLang'.encode(),
    ),
    "Title": lambda e: saved.replaced(
        document(n("x")), "docProps/core.xml", b">Test<", f">{escape(e)}<".encode()
    ),
    "Subject": lambda e: of_properties("core", f"<dc:subject>{escape(e)}</dc:subject>"),
    "Comments": lambda e: of_properties("core", f"<dc:description>{escape(e)}</dc:description>"),
    "Company": lambda e: of_properties("app", f"<Company>{escape(e)}</Company>"),
    "a property of one's own": lambda e: custom(escape(e)),
    "a chart": chart,
}
FEW = [
    "{{ outstanding_total + 5 }}",
    "{{ 0x60 }}",
    "{{ 'a'*2000000000 }}",
    "{% for a in 'x'*99999 %}{% for b in 'x'*99999 %}{% endfor %}{% endfor %}",
    "{% set x = 0x60 %}{{ x }}",
    "{{ force.__class__ }}",
]


@pytest.mark.one_in(5)
@pytest.mark.parametrize("expression", FEW)
@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_stands_it_is_refused_and_nothing_of_it_is_evaluated(
    place: str, expression: str
) -> None:
    template = PLACES[place](expression)
    start = time.process_time()
    faults = refusal(template)
    assert faults and all(code.startswith("template-") for code, *_ in faults), faults
    assert all(
        where or "template-unreadable" in code or "stands in" in message
        for code, where, message in faults
    ), faults
    assert not re.search(
        rb"96|aaaaaa|class 'str'", re.sub(rb"<[^>]*>", b"", past_the_door(template))
    )
    assert time.process_time() - start < 10


SOUND = [
    "a paragraph",
    "a header",
    "a footnote",
    "an endnote",
    "alternative text",
    "CDATA",
    "references to characters",
    "Title",
    "Subject",
    "Comments",
    "Company",
    "a property of one's own",
]


@pytest.mark.parametrize("place", SOUND)
def test_a_sound_tag_may_stand_in_words_and_in_the_properties_that_word_copies_them_to(
    place: str,
) -> None:
    assert template_faults(PLACES[place]("{{ outstanding_total }}"), KEYS) == []


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_tag_in_a_note_is_printed(kind: str) -> None:
    paper = filled(part_of_notes(kind, "{{ outstanding_total }} of them")).paper
    assert "one of them" in etree.fromstring(parts_of(paper)[f"word/{kind}s.xml"]).xpath("string()")


@pytest.mark.parametrize(
    "remark",
    [
        "<!-- {{ outstanding_total + 5 }} -->",
        "<?x {{ outstanding_total + 5 }} ?>",
        "<!-- {% set force = 96 %} -->",
    ],
)
def test_remarks_in_the_xml_are_gone_before_anything_is_evaluated(remark: str) -> None:
    assert template_faults(raw(n("x") + remark), KEYS) == []
    printed = past_the_door(raw(n("x") + remark))
    assert printed and b"96" not in printed and b"{{" not in printed


def test_a_name_of_the_xml_that_holds_braces_is_refused() -> None:
    for space in ('xmlns:x="urn:{{ outstanding_total + 5 }}"', 'xmlns:x="{{ 96 }}"'):
        template = raw(f"<w:p><w:r {space}><w:t>x</w:t></w:r></w:p>")
        assert refusal(template)
        assert b"96" not in past_the_door(template).replace(b"{{ 96 }}", b"")


def test_braces_that_are_no_tag_are_printed_as_typed_and_stay_in_what_is_no_text() -> None:
    held = raw(
        '<w:p><w:r><w:t>a { b } c</w:t></w:r><w:r><w:drawing><a:ext xmlns:a="u" uri="{28A0092B-C50C-407E-A947-70E740481C1C}"/>'
        "</w:drawing></w:r></w:p>"
    )
    printed = past_the_door(held)
    assert (
        b"a { b } c" in printed
        and b'uri="{28A0092B-C50C-407E-A947-70E740481C1C}"' in printed
        and "\ufdd9".encode() not in printed
    )


def test_a_sign_that_travels_with_a_value_cannot_be_typed_into_a_template() -> None:
    (found,) = refusal(document(n("\ufdd4outstanding_total\ufdd596\ufdd6 are outstanding.")))
    assert found[0] == "template-tag" and "U+FDD4" in found[2]


def loose(expression: str, **values: Any) -> list[str]:
    """Return the words with a number of nobody that an expression prints, as the proof sees
    them.
    """
    found: list[str] = []
    environment(9, [], found).from_string(expression).render(**values)
    return found


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("96", ["96"]),
        (96, ["96"]),
        ("ninety-six of them", ["ninety-six of them"]),
        ("\u00bd", ["\u00bd"]),
        ("a few", []),
        ("one-off", []),
        ("each one", []),
        ("one of them", ["one of them"]),
        (of_cell("PEEL 2019", "log A1"), []),
        (Number(96, "outstanding_total"), []),
        (Day.of(builders.MEETING, "meeting_date"), []),
        (Stated("4f96"), []),
        (Place(3), []),
        (of_cell("A", "log A1") + " 96", ["96"]),
    ],
)
def test_the_proof_knows_each_number_that_a_tag_printed(value: Any, told: list[str]) -> None:
    assert loose("{{ value }}", value=value) == told


def test_a_number_that_a_tag_printed_and_that_is_nobodys_does_not_pass_the_proof() -> None:
    run = filled(document(n("{{ outstanding_total|number }}")))
    paper = Paper(run.paper, run.emitted, run.spoken, ("96",))
    assert [found.code for found in printed.faults(paper, {})] == ["proof-number"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{ outstanding_total|digits }}5", ["proof-number"]),
        ("5{{ outstanding_total|digits }}", ["proof-number"]),
        ("{{ outstanding_total|digits }},000", ["proof-number"]),
        ("{{ outstanding_total|digits }}.5", ["proof-number"]),
        ("{{ outstanding_total|digits }}{{ outstanding_total|digits }}", ["proof-number"]),
        ("{{ outstanding_total|digits }}{% if force %}5{% endif %}", ["proof-number"]),
        ("{{ data_to|date }}5", ["proof-number"]),
        ("{{ outstanding_total|digits }} 5", []),
        ("{{ outstanding_total|digits }}. 5", []),
        ("{{ outstanding_total|number }}5", []),
        ("{{ outstanding_total|digits }}/{{ outstanding_total|digits }}", []),
        ("Paragraph 3.{{ outstanding_total|digits }}", []),
    ],
)
def test_digits_that_would_be_read_as_one_number_with_a_figure_do_not_pass_the_proof(
    text: str, codes: list[str]
) -> None:
    try:
        found = list(filled(document(n(text))).computed.findings)
    except ProofFailed as failed:
        found = list(failed.findings)
    assert [one.code for one in found if one.code == "proof-number"][:1] == codes


@pytest.mark.parametrize(
    "slot",
    [
        '{{ reports_total|count("COVID-19 report") }}',
        '{{ reports_total|plural("COVID-19 report") }}',
        '{{ outstanding_total|verb("this one is", "these are") }}',
    ],
)
def test_names_with_a_number_and_pronouns_are_words(slot: str) -> None:
    assert refusal(document(n(slot))) == []


@pytest.mark.parametrize(
    "text",
    [
        '{{ ratings_chart|labels("Then", "Now") }}',
        "{{ outstanding_total|ordinal }}",
        "{{ outstanding_total|ordinal|sentence }}",
        "{{ archive_seal }}",
    ],
)
def test_what_the_readme_lists_passes_the_proof(text: str) -> None:
    more = (
        [p("AlternativeText", "It shows {{ outstanding_total|digits }}.")]
        if "chart" in text
        else []
    )
    assert refusal(document(n(text), *more)) == []


@pytest.mark.parametrize(
    "labels",
    ['"Last meeting", "Now"', '"July 2020", "January 2021"', '"9 July 2020"', '"2020", "2021"'],
)
def test_the_series_of_a_chart_may_be_called_by_their_dates(labels: str) -> None:
    assert template_faults(document(n(f"{{{{ ratings_chart|labels({labels}) }}}}")), KEYS) == []


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "not false",
        "0",
        "force and not first_paper",
        "(force or title) and not (first_paper)",
    ],
)
def test_conditions_may_be_switched_and_bracketed(condition: str) -> None:
    assert template_faults(document(n(f"{{% if {condition} %}}x{{% endif %}}")), KEYS) == []


MANY = {
    "opened": "{{ " * 20000,
    "blanks": "{{" + " " * 60000,
    "begun": "{% " * 20000,
    "closed": "}} " * 20000,
    "lone": "{ " * 20000,
    "lone and long": "{" + "a" * 60000,
    "remarks": "{# " * 20000,
    "closed alone": "}" * 20000,
    "with a filter": "{a|" * 20000,
    "percents": ("%" + " " * 300) * 200,
    "names": "{{ force }} " * 5000,
    "wrong names": "".join(f"{{{{ x{place} }}}} " for place in range(5000)),
    "curly": "{{ outstanding_total|count(\u201creport\u201d) }} " * 2000,
}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("kind", MANY)
def test_braces_by_the_thousand_are_told_or_printed_in_seconds(kind: str) -> None:
    start = time.process_time()
    refusal(document(n(MANY[kind])))
    assert time.process_time() - start < 10


def test_tags_in_thousands_of_paragraphs_rows_and_pieces_are_read_in_seconds() -> None:
    start = time.process_time()
    assert refusal(document(*[n("{{ force }}")] * 2000)) == []
    assert refusal(document(n(*["{{ fo", "rce ", "}} "] * 1500))) == []
    assert refusal(
        document(
            table((1,), [row([n("{%tr if force %}" * 1000)], header=True)], caption="c", about="a")
        )
    )
    assert time.process_time() - start < 10
