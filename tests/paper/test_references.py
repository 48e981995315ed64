"""References and contents: what they say is what the reader of this paper sees, and each leads to
its place.
"""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.commands.run import Made, made
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import TemplateRefused
from pipeline.paper.pdf.live import as_links
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.outline import paragraphs, text_of
from pipeline.word.package import opened
from pipeline.word.received import admitted
from pipeline.word.xml import w
from tests.builders import inputs
from tests.house.parts import p, package, run
from tests.house.styles import numbering, styles
from tests.paper.test_template import document, n

BODY = "word/document.xml"
PLACES = (
    p("Heading1", "Purpose"),
    n("x"),
    n("{%p if first_paper %}"),
    p("Heading1", "Only on a first paper"),
    n("x"),
    n("{%p endif %}"),
)


def ref(name: str, switches: str, *shown: str) -> str:
    """Return a cross-reference as Word writes it, that last showed these words."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f'<w:r><w:instrText xml:space="preserve"> REF {name} {switches} </w:instrText></w:r>'
    return "".join([char("begin"), code, char("separate"), *map(run, shown), char("end")])


def marked(style: str, name: str, words: str, number: int = 7) -> str:
    """Return a paragraph whose words have a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return p(style, start, run(words), f'<w:bookmarkEnd w:id="{number}"/>')


def paper(*content: str, first: bool = False, now: Any = ({},), more: str = "") -> Made:
    """Return the run of a template of these paragraphs."""
    template = package(
        "".join([*content, "<w:sectPr/>"]),
        styles=styles() + more,
        numbering=numbering(),
        header=p("Header", "A header"),
        footer=p("Footer", "A footer"),
        title="Test",
    )
    return made(inputs(*now, then=None if first else [], template=template))


def texts(found: Made) -> list[str]:
    return [one.text for one in paragraphs(opened(found.paper)) if one.part == BODY]


TARGETS = (
    *PLACES,
    marked("Heading1", "_Ref1", "Changes of {{ force }}"),
    marked("NumberedParagraph", "_Ref2", "Something.", 8),
    p("AppendixHeading", "One"),
    n("x"),
    marked("AppendixHeading", "_Ref3", "Overdue", 9),
    n("x"),
)


@pytest.mark.parametrize(
    ("name", "switches", "first", "told"),
    [
        ("_Ref1", r"\r \h", False, "2"),
        ("_Ref1", r"\r \h", True, "3"),
        ("_ref1", r"\n", False, "2"),
        ("_Ref1", r"\h", False, "Changes of West Midlands Police"),
        ("_Ref1", r"\* MERGEFORMAT", False, "Changes of West Midlands Police"),
        ("_Ref2", r"\w \h", False, "2.1"),
        ("_Ref3", r"\r \h", False, "Appendix B"),
        ("_Ref3", r"\p \h", False, "old"),  # above or below: as it stands
    ],
)
def test_a_reference_says_what_its_target_is_called_in_this_paper(
    name: str, switches: str, first: bool, told: str
) -> None:
    line = p("Normal", run("See "), ref(name, switches, "old"), run("."))
    found = paper(line, *TARGETS, first=first)
    assert texts(found)[0] == f"See {told}."
    assert ooxml_faults(found.paper) == [] and admitted(found.paper).faults == ()


def test_a_reference_that_shows_several_runs_or_nothing_yet_is_one() -> None:
    several = p("Normal", ref("_Ref3", r"\r \h", "Appendix", " ", "Q"))
    none = p("Normal", run("See "), ref("_Ref3", r"\r \h"), run("."))
    simple = p("Normal", f'<w:fldSimple w:instr=" REF _Ref3 \\r \\h ">{run("old")}</w:fldSimple>')
    assert texts(paper(several, none, simple, *TARGETS))[:3] == [
        "Appendix B",
        "See Appendix B.",
        "Appendix B",
    ]


def test_a_reference_to_a_section_that_is_left_out_is_told_at_its_place() -> None:
    gone = [
        n("{%p if first_paper %}"),
        marked("Heading1", "_Ref1", "First"),
        n("x"),
        n("{%p endif %}"),
    ]
    line = p("Normal", run("See "), ref("_Ref1", r"\r \h", "9"), run("."))
    assert texts(paper(line, *gone, first=True))[0] == "See 1."
    with pytest.raises(TemplateRefused) as refused:
        paper(p("Heading1", "Purpose"), line, *gone)
    (fault,) = [one for one in refused.value.findings if one.severity == "error"]
    assert (fault.code, fault.place) == (
        "template-reference",
        'under the heading "Purpose", the paragraph "See 9."',
    )
    assert 'the cross-reference "9" leads to what is not in this paper' in fault.message


def test_a_reference_under_the_same_condition_goes_with_its_section() -> None:
    line = p(
        "Normal",
        run("{% if first_paper %}"),
        run("See "),
        ref("_Ref1", r"\r", "9"),
        run("{% endif %}"),
    )
    gone = [
        n("{%p if first_paper %}"),
        marked("Heading1", "_Ref1", "First"),
        n("x"),
        n("{%p endif %}"),
    ]
    assert (
        texts(paper(line.replace("<w:p>", "<w:p>"), *gone, p("Heading1", "Last"), first=True))[0]
        == "See 1"
    )


def test_what_a_loop_repeats_refers_to_its_own_turn() -> None:
    loop = [
        n("{%p for row in rows_of.outstanding_total %}"),
        marked("Heading1", "_Ref1", "About {{ row.ref }}"),
        p("Normal", run("See "), ref("_Ref1", r"\h", "old")),
        n("{%p endfor %}"),
    ]
    assert [text for text in texts(paper(*loop, now=({}, {}))) if text.startswith("See")] == [
        "See About R1",
        "See About R2",
    ]


# Contents


def entries(found: Made) -> list[tuple[str, str]]:
    """Return the words of each entry and of the heading that it leads to."""
    root = opened(found.paper).root(BODY)
    marks = {one.get(w("name")): one for one in root.iter(w("bookmarkStart"))}
    return [
        (text_of(link), text_of(next(marks[link.get(w("anchor"))].iterancestors(w("p")))))
        for link in root.iter(w("hyperlink"))
    ]


CONTENTS = n("{{ contents }}")
TOC = (
    '<w:style w:type="paragraph" w:styleId="TOC{0}"><w:name w:val="toc {0}"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
).format


@pytest.mark.parametrize("first", [False, True])
def test_the_contents_lead_to_the_headings_of_this_paper(first: bool) -> None:
    found = paper(CONTENTS, *TARGETS, first=first)
    only = [("2. Only on a first paper", "Only on a first paper")] if first else []
    assert entries(found) == [
        ("1. Purpose", "Purpose"),
        *only,
        (f"{2 + first}. Changes of West Midlands Police", "Changes of West Midlands Police"),
        ("Appendix A One", "One"),
        ("Appendix B Overdue", "Overdue"),
    ]
    part = parts_of(found.paper)[BODY]
    assert (
        part.count(b" TOC \\o ") == 1
        and b"updateFields" not in parts_of(found.paper)["word/settings.xml"]
    )
    assert ooxml_faults(found.paper) == [] and admitted(found.paper).faults == ()
    assert [one for one in found.computed.findings if one.code.startswith(("proof", "inacc"))] == []


def test_further_levels_are_listed_where_the_template_has_their_styles() -> None:
    content = [CONTENTS, p("Heading1", "One"), p("Heading2", "Two"), p("Heading3", "Three"), n("x")]
    assert [words for words, _ in entries(paper(*content))] == ["1. One"]
    assert [words for words, _ in entries(paper(*content, more=TOC(1)))] == ["1. One"]
    found = paper(*content, more=TOC(1) + TOC(2))
    assert [words for words, _ in entries(found)] == ["1. One", "Two"]
    styled = [one.style for one in paragraphs(opened(found.paper)) if one.part == BODY][:2]
    assert styled == ["Toc 1", "Toc 2"]


def test_a_hostile_title_in_a_heading_stands_in_the_contents_as_it_is() -> None:
    loop = [
        CONTENTS,
        n("{%p for row in rows_of.outstanding_total %}"),
        p("Heading1", "{{ row.report }}"),
        n("x"),
        n("{%p endfor %}"),
    ]
    title = "{{ 7*7 }} <b> & more"
    assert [words for words, _ in entries(paper(*loop, now=({"report": title},)))] == [
        f"1. {title}"
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (n("See {{ contents }}"), "template-text-lost"),
        (n("{{ contents|sentence }}"), "template-filter"),
    ],
)
def test_contents_stand_alone(content: str, code: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        made(inputs({}, then=[], template=document(content)))
    assert code in {one.code for one in refused.value.findings}


def test_contents_in_a_header_are_refused_and_twice_they_stand_twice() -> None:
    header = document(n("x"), header=p("Header", "{{ contents }}"))
    with pytest.raises(TemplateRefused) as refused:
        made(inputs({}, then=[], template=header))
    assert "no text of the body" in str(refused.value.findings[0].message)
    found = paper(CONTENTS, p("Heading1", "One"), CONTENTS)
    assert len(entries(found)) == 2 and ooxml_faults(found.paper) == []


# The copy that is printed


def test_the_printed_copy_has_links_for_references_with_the_same_words() -> None:
    line = p("Normal", run("See "), ref("_Ref3", r"\r \h", "old"), run("."))
    found = paper(CONTENTS, line, *TARGETS)
    copy = opened(as_links(found.paper))
    assert [one.text for one in paragraphs(copy) if one.part == BODY] == texts(found)
    root = copy.root(BODY)
    assert "_Ref3" in {link.get(w("anchor")) for link in root.iter(w("hyperlink"))}
    assert not any("REF" in (code.text or "") for code in root.iter(w("instrText")))
    assert all(
        run.find(f"{w('rPr')}/{w('rStyle')}") is not None
        for link in root.iter(w("hyperlink"))
        for run in link.iter(w("r"))
        if run.find(w("t")) is not None
    )
    assert ooxml_faults(packed(copy)) == []


def test_a_paper_without_references_is_printed_as_it_is() -> None:
    found = paper(p("Heading1", "One"), n("{{ title }}"))
    assert as_links(found.paper) is found.paper
