"""Tags as people and programs leave them in a template: each is read as it is meant, or told where
it stands.
"""

from __future__ import annotations

import re

import pytest

from pipeline.files.package import packed, parts_of
from pipeline.paper.prepared import prepared
from pipeline.paper.template import template_faults, template_notes
from pipeline.proof.findings import template_findings
from pipeline.word.outline import paragraphs
from pipeline.word.package import opened
from tests.house.parts import p, row, table
from tests.paper.test_template import KEYS, document, n

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NOTE_MARK = '<w:r><w:footnoteReference w:id="1"/></w:r>'
SPELLING = '<w:proofErr w:type="spellStart"/>'


def run(text: str) -> str:
    """Return a run; "|" in the text is replaced by what stands for a sign, written in XML."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def words(*content: str) -> list[str]:
    """Return the paragraphs of a small template once it is prepared, without the first, which is
    its heading.
    """
    ready = prepared(document(*content))
    assert not ready.findings, ready.findings
    return [
        paragraph.text
        for paragraph in paragraphs(opened(ready.content))
        if paragraph.part == "word/document.xml"
    ][1:]


def told(*content: str) -> list[tuple[str, str]]:
    """Return code and message of each fault of a small template."""
    return [(found.code, found.message) for found in template_faults(document(*content), KEYS)]


def control(content: str, properties: str = "") -> str:
    """Return a content control with a title around runs or blocks."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Line"/><w:tag w:val="line"/><w:id w:val="5"/>{properties}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


TYPED = {
    "curly quotes": (
        run("{{ reviewed_total|count(\u201cday\u201d) }}"),
        '{{ reviewed_total|count("day") }}',
    ),
    "low and high quotes": (
        run("{{ reviewed_total|count(\u201eday\u201c) }}"),
        '{{ reviewed_total|count("day") }}',
    ),
    "guillemets": (
        run("{{ reviewed_total|count(\u00abday\u00bb) }}"),
        '{{ reviewed_total|count("day") }}',
    ),
    "single curly quotes": (
        run("{{ reviewed_total|count(\u2018day\u2019) }}"),
        "{{ reviewed_total|count('day') }}",
    ),
    "hard spaces": (run("{{\u00a0title\u202f}}"), "{{ title }}"),
    "two spaces": (run("{{  title   }}"), "{{ title }}"),
    "no spaces": (run("{{title}}"), "{{title}}"),
    "a zero-width space": (run("{{ ti\u200btle }}"), "{{ title }}"),
    "a soft hyphen as a sign": (run("{{ ti\u00adtle }}"), "{{ title }}"),
    "a soft hyphen as an element": (
        "<w:r><w:t>{{ ti</w:t><w:softHyphen/><w:t>tle }}</w:t></w:r>",
        "{{ title }}",
    ),
    "Shift+Enter inside": ("<w:r><w:t>{{ title</w:t><w:br/><w:t>}}</w:t></w:r>", "{{ title }}"),
    "a tab inside": ("<w:r><w:t>{{</w:t><w:tab/><w:t>title }}</w:t></w:r>", "{{ title }}"),
    "a line break sign inside": (
        "<w:r><w:t>{{</w:t><w:cr/><w:t>title }}</w:t></w:r>",
        "{{ title }}",
    ),
    "runs with a spelling mark": (f"{run('{{ ti')}{SPELLING}{run('tle }}')}", "{{ title }}"),
    "each brace in a run of its own": (
        "".join(map(run, ("{", "{", " title ", "}", "}"))),
        "{{ title }}",
    ),
    "half inside a control": (control(run("{{ ti")) + run("tle }} x"), "{{ title }} x"),
    "the other half inside a control": (run("a {{ ti") + control(run("tle }}")), "a {{ title }}"),
    "half inside a link": (
        f'<w:hyperlink w:anchor="top">{run("{{ ti")}</w:hyperlink>{run("tle }}")}',
        "{{ title }}",
    ),
    "a page broken there once": (
        "<w:r><w:t>{{ ti</w:t><w:lastRenderedPageBreak/><w:t>tle }}</w:t></w:r>",
        "{{ title }}",
    ),
    "the place of the cursor": (
        f'{run("{{ ti")}<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>{run("tle }}")}',
        "{{ title }}",
    ),
    "a smart tag": (
        f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{run("{{ ti")}</w:smartTag>{run("tle }}")}',
        "{{ title }}",
    ),
    "the place of a comment that is gone": (
        f'{run("{{ ti")}<w:commentRangeStart w:id="0"/>{run("tle")}<w:commentRangeEnd w:id="0"/>'
        f'<w:r><w:commentReference w:id="0"/></w:r>{run(" }}")}',
        "{{ title }}",
    ),
    "a custom element": (
        f'<w:customXml w:element="e">{run("{{ title")}</w:customXml>{run(" }}")}',
        "{{ title }}",
    ),
    "two tags and text": (
        run("{{ title }} of {{ ") + run("force }}."),
        "{{ title }} of {{ force }}.",
    ),
    "text with braces": (run("{ and } and {{ title }}"), "{ and } and {{ title }}"),
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.values(), ids=TYPED)
def test_a_tag_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert words(p("Normal", typed)) == [meant]
    assert told(p("Normal", typed)) == []


THINGS = {
    "a picture, chart or shape": "<w:r><w:drawing/></w:r>",
    "a page or column break": '<w:r><w:br w:type="page"/></w:r>',
    "a symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "a footnote": NOTE_MARK,
    "an endnote": '<w:r><w:endnoteReference w:id="1"/></w:r>',
    "a field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "a formula": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>',
    "an object": "<w:r><w:object/></w:r>",
}


@pytest.mark.parametrize("what", THINGS)
def test_what_no_tag_can_hold_is_told_at_the_tag(what: str) -> None:
    content = (
        f"<w:p><w:r><w:t>{{{{ ti</w:t></w:r>{THINGS[what]}<w:r><w:t>tle }}}}</w:t></w:r></w:p>"
    )
    found = [message for code, message in told(content) if code == "template-tag"]
    assert found[:1] == [f'{what} stands inside the tag "{{{{ ti \u2026 tle }}}}".']


BESIDE = {
    **THINGS,
    "a bookmark": '<w:bookmarkStart w:id="3" w:name="Mine"/><w:bookmarkEnd w:id="3"/>',
    "a section break": "<w:pPr><w:sectPr/></w:pPr>",
}


@pytest.mark.parametrize("what", BESIDE)
def test_what_would_vanish_with_the_line_of_a_tag_is_told(what: str) -> None:
    first, last = ("", BESIDE[what]) if what != "a section break" else (BESIDE[what], "")
    content = f"<w:p>{first}<w:r><w:t>{{%p if title %}}</w:t></w:r>{last}</w:p>"
    assert (
        "template-text-lost",
        f"{what} beside {{%p if title %}} would vanish from the paper.",
    ) in told(content, n("x"), n("{%p endif %}"))


@pytest.mark.parametrize("prefix", ["tr", "tc"])
def test_what_would_vanish_with_the_row_or_cell_of_a_tag_is_told(prefix: str) -> None:
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    cells = [n(f"{{%{prefix} for rating in ratings %}}") + picture, n("")]
    content = table(
        (5000, 5000),
        [row(cells), row([n(f"{{%{prefix} endfor %}}"), n("")])],
        caption="c",
        about="a",
    )
    assert [message for code, message in told(content) if code == "template-text-lost"] == [
        f"a picture, chart or shape beside {{%{prefix} for rating in ratings %}} would vanish from the paper."
    ]


@pytest.mark.parametrize("other", ["{{ title }}", "x", "{%tr endfor %}"])
def test_words_in_another_cell_of_the_row_of_a_tag_are_told(other: str) -> None:
    content = table(
        (5000, 5000),
        [row([n("{%tr for rating in ratings %}"), n(other)]), row([n("{%tr endfor %}"), n("")])],
        caption="c",
        about="a",
    )
    assert (
        "template-text-lost",
        "the text beside {%tr for rating in ratings %} would vanish from the paper.",
    ) in told(content)


HARMLESS = {
    "the place of the cursor": '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
    "what a search once found": '<w:bookmarkStart w:id="0" w:name="_Hlk123"/><w:bookmarkEnd w:id="0"/>',
    "a line break": "<w:r><w:br/></w:r>",
    "a tab": "<w:r><w:tab/></w:r>",
    "a zero-width space": run("\u200b"),
    "a spelling mark": SPELLING,
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_nobody_misses_may_stand_on_the_line_of_a_tag(what: str) -> None:
    assert (
        told(
            f"<w:p><w:r><w:t>{{%p if title %}}</w:t></w:r>{HARMLESS[what]}</w:p>",
            n("x"),
            n("{%p endif %}"),
        )
        == []
    )


@pytest.mark.parametrize(
    "typed",
    [
        "{{ ratings_chart|labels(\u201cLast meeting\u201d, \u201cNow\u201d) }}",
        "{{  ratings_chart|labels('Last', 'Now')  }}",
        '{{ratings_chart|labels("Last", "Now")}}',
        '\u00a0{{\u00a0ratings_chart|labels("Last", "Now") }}\u200b',
    ],
)
def test_a_chart_is_alone_on_its_line_however_it_is_typed(typed: str) -> None:
    assert told(p("Normal", run(typed))) == []


NAMES = ["report_of", "reports_total", "previous_date", "title", "rating.word"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_begins_like_a_prefix_needs_no_space(name: str) -> None:
    assert told(n("{% for rating in ratings %}{{" + name + "}}{% endfor %}")) == []


CONTROLS = {
    "bound to a property": '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/><w:text/>',
    "bound as Word 2013 binds": '<w15:dataBinding xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w:xpath="/x"/>',
    "of plain text": "<w:text/>",
    "of a date": '<w:date><w:dateFormat w:val="d"/></w:date>',
    "of a list": '<w:dropDownList><w:listItem w:value="a"/></w:dropDownList>',
    "of rich text": "<w:richText/>",
}


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_control_around_a_tag_becomes_a_plain_one(kind: str) -> None:
    content = p("Normal", control(run("{{ title }}"), CONTROLS[kind]))
    text = parts_of(prepared(document(content)).content)["word/document.xml"].decode()
    assert re.findall(r"<w:sdtPr>(.*?)</w:sdtPr>", text) == [
        '<w:alias w:val="Line"/><w:tag w:val="line"/><w:id w:val="5"/>'
    ]


def test_a_control_around_a_line_that_vanishes_vanishes_with_it() -> None:
    content = control(n("{%p if title %}") + n("x") + n("{%p endif %}"))
    assert (
        "w:sdt" not in parts_of(prepared(document(content)).content)["word/document.xml"].decode()
    )


ELSEWHERE = {
    "a field's code": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF {{ title }} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "a formula or drawing": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{{ title }}</m:t>'
    "</m:r></m:oMath>",
    "the tip of a link": f'<w:hyperlink w:anchor="top" w:tooltip="{{{{ title }}}}">{run("x")}</w:hyperlink>',
    "the title of a content control": control(run("x")).replace('"Line"', '"{{ title }}"'),
    "the tag of a content control": control(run("x")).replace('"line"', '"{{ title }}"'),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_a_tag_where_nothing_is_filled_is_told_at_its_place(what: str) -> None:
    assert any(
        code == "template-unfilled"
        and message.startswith(f"a tag stands in {what}, where nothing is filled in")
        for code, message in told(f"<w:p>{ELSEWHERE[what]}</w:p>")
    )


@pytest.mark.parametrize(
    ("element", "what"), [("altChunk", "an inserted file"), ("subDoc", "a subdocument")]
)
def test_what_is_not_looked_at_is_refused_at_its_place(element: str, what: str) -> None:
    part = f'<w:{element} {R} r:id="rId1"/>'
    content = part if element == "altChunk" else f"<w:p>{part}</w:p>"
    assert (
        "template-unfilled",
        f"there is {what} here, which is not looked at: nothing in it would be filled or checked.",
    ) in told(content, n("x"))


def test_a_tag_in_pieces_over_two_paragraphs_is_told() -> None:
    assert [code for code, _ in told(n("{"), n("{ title }"), n("}"))] == ["template-tag"] * 3


ALTERNATIVE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Crest" descr="{0}"/></wp:inline></w:drawing></w:r>'
)


@pytest.mark.parametrize(
    ("words_", "codes"),
    [
        ("The crest of {{ force }}", []),
        ("The crest of {{ forse }}", ["template-name"]),
        ("{{ force|shout }}", ["template-filter"]),
        ("{% if marking %}marked{% endif %}", []),
        ("{% if marking %}marked", ["template-tag"]),
        ("{{ force", ["template-tag"]),
        ("{{ reviewed_total|count(\u201cday\u201d) }}", []),
    ],
)
def test_a_tag_in_alternative_text_is_checked_like_the_others(
    words_: str, codes: list[str]
) -> None:
    content = p("Normal", ALTERNATIVE.format(words_))
    assert [code for code, _ in told(content)] == codes


def test_the_place_of_a_tag_in_alternative_text_says_so() -> None:
    (found,) = template_faults(
        document(p("Normal", run("Crest"), ALTERNATIVE.format("{{ forse }}"))), KEYS
    )
    assert (
        found.place
        == 'under the heading "Background", the paragraph "Crest", in its alternative text'
    )


SLIPS = [
    ("{ title }", '"{ title }" has one brace on each side, so it would be printed as it stands.'),
    ("{% p if title %}", "a space stands between % and p."),
    ("{%- if title -%}", 'the sign "-" beside the % is not known here ({%- if title -%}).'),
]


@pytest.mark.parametrize(("typed", "message"), SLIPS)
def test_a_slip_of_typing_is_told_with_what_to_type(typed: str, message: str) -> None:
    assert told(n(typed))[0] == ("template-tag", message)


@pytest.mark.parametrize("typed", ["{ and }", "{see below}", "{ 2020 }", "a { b"])
def test_braces_in_ordinary_words_are_no_slip(typed: str) -> None:
    assert told(n(typed)) == []


def toc(*entries: str) -> str:
    """Return a table of contents as Word last wrote it."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC </w:instrText></w:r>'
        '<w:r><w:instrText xml:space="preserve">\\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    ends = [begin, *[""] * (len(entries) - 1)]
    lines = "".join(
        f"<w:p>{start}{run(entry)}</w:p>" for start, entry in zip(ends, entries, strict=True)
    )
    return lines + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def test_a_table_of_contents_that_repeats_tags_is_told_once_and_its_entries_are_no_tags() -> None:
    assert told(
        toc("Background\t1", "{{ inspection.title }}\t2", "{{ report.title }}\t3"), n("{{ title }}")
    ) == [
        (
            "template-unfilled",
            "the table of contents here repeats the tags of headings, and is not filled.",
        )
    ]


def test_a_table_of_contents_without_tags_is_noted() -> None:
    content = document(toc("Background\t1", "Changes\t2"), n("{{ title }}"))
    assert template_faults(content, KEYS) == []
    assert [found.code for found in template_notes(content)] == ["template-stale"]


GONE = [
    ('<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr>{0}</w:p>', "pStyle"),
    ('<w:p><w:r><w:rPr><w:rStyle w:val="Nowhere"/></w:rPr><w:t>x</w:t></w:r></w:p>', "rStyle"),
]


@pytest.mark.parametrize(("content", "element"), GONE)
def test_a_style_that_is_not_there_is_passed_over_as_word_does(content: str, element: str) -> None:
    assert (
        f'w:{element} w:val="Nowhere"'
        not in parts_of(prepared(document(content)).content)["word/document.xml"].decode()
    )


@pytest.mark.parametrize("name", ["[trash]/0000.dat", "word/comments.xml", "word/media/image9.png"])
def test_a_part_that_nothing_leads_to_is_left_out(name: str) -> None:
    held = parts_of(document(n("{{ title }}")))
    assert name not in parts_of(prepared(packed({**held, name: b"x"})).content)


def test_remarks_in_the_xml_do_not_part_a_tag() -> None:
    assert words(p("Normal", "<w:r><w:t>{{ ti<!-- x -->tle<?y?> }}</w:t></w:r>")) == ["{{ title }}"]


HALVES = [("{% tr if", "tr"), ("{%TR if", "tr"), ("{%tr If", "tr"), ("{% p if", "p")]


@pytest.mark.parametrize(("begin", "kind"), HALVES)
def test_of_a_tag_that_is_mistyped_only_that_is_told_and_its_other_half_is_sound(
    begin: str, kind: str
) -> None:
    lines = [n(f"{begin} title %}}"), n("x"), n(f"{{%{kind} endif %}}")]
    content = (
        [table((10000,), [row([line]) for line in lines], caption="c", about="a")]
        if kind == "tr"
        else lines
    )
    assert [code for code, _ in told(*content)] == ["template-tag"]


def test_a_control_without_a_title_that_holds_text_is_taken_away_and_one_that_is_a_list_stays() -> (
    None
):
    nameless = control(run("x")).replace('<w:alias w:val="Line"/><w:tag w:val="line"/>', "")
    listed = nameless.replace(
        "</w:sdtPr>", '<w:dropDownList><w:listItem w:value="a"/></w:dropDownList></w:sdtPr>'
    )
    texts = [
        parts_of(prepared(document(p("Normal", one))).content)["word/document.xml"].decode()
        for one in (nameless, listed)
    ]
    assert ["w:sdt>" in text for text in texts] == [False, True]


def test_a_section_break_in_a_paragraph_of_its_own_is_no_empty_paragraph() -> None:
    content = document(n("{{ title }}"), "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", n("x"))
    assert "empty" not in " ".join(
        str(found) for found in template_findings(prepared(content).content, "T")
    )
