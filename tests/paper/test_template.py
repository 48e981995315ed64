"""A template edited in Word: each slip is named with its place, before anything is filled in."""

from __future__ import annotations

import pytest

from pipeline.commands.inputs import read_settings
from pipeline.commands.run import made
from pipeline.english.writing import say_date
from pipeline.figures.measures import measures
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import ProofFailed, TemplateRefused, by_place
from pipeline.paper.template import template_faults, template_notes
from tests import builders, saved
from tests.golden import template
from tests.house.parts import p, package, row, run, table
from tests.house.styles import numbering, styles

KEYS = {
    measure.key: measure.label for measure in measures(read_settings(builders.SETTINGS.encode()))
}


def document(*content: str, header: str = "") -> bytes:
    """Return a small template of these paragraphs and tables."""
    return package(
        "".join([p("Heading1", "Background"), *content, "<w:sectPr/>"]),
        styles=styles(),
        numbering=numbering(),
        header=header or p("Header", "A header"),
        footer=p("Footer", "A footer"),
        title="Test",
    )


def faults(*content: str, header: str = "") -> list[tuple[str, str]]:
    """Return the code and place of each fault in a small template."""
    return [
        (found.code, found.place)
        for found in template_faults(document(*content, header=header), KEYS)
    ]


def n(*texts: str) -> str:
    """Return an ordinary paragraph."""
    return p("Normal", *texts)


def test_the_house_template_has_no_fault() -> None:
    assert template_faults(template(), KEYS) == []


GOOD = [
    [n("{{ title }} of {{ meeting_date|date }} and {{ meeting_date }}")],
    [
        n(
            '{{ reviewed_total|count("recommendation") }} {{ reviewed_total|verb("was", "were") }} reviewed'
        )
    ],
    [n("{{ reviewed_total|count(\u201crecommendation\u201d) }}")],
    [n("{%p if first_paper %}"), n("First."), n("{%p else %}"), n("Not first."), n("{%p endif %}")],
    [n("{%p if not first_paper and overdue_total %}"), n("x"), n("{%p endif %}")],
    [n("A{% for rating in ratings %}{{ rating.word }}{{ rating.comma }}{% endfor %}.")],
    [n("{%p for report in reports %}"), n("{{ report.title }}"), n("{%p endfor %}")],
    [
        n("{%p for report in reports %}"),
        n("{% for name in report.inspectorates %}{{ name }}{% endfor %}"),
        n("{%p endfor %}"),
    ],
    [n("{{ tit", "le }}")],
    [n("{# a remark for the next editor #}")],
    [
        table(
            (5000, 5000),
            [
                row([n("{%tr for rating in ratings %}"), n("")]),
                row([n("{{ rating.word }}"), n("{{ rating.reviewed }}")]),
                row([n("{%tr endfor %}"), n("")]),
            ],
            caption="c",
            about="a",
        )
    ],
    [n("R&D <b> is no tag, nor is 50% of { or }")],
]


@pytest.mark.parametrize("content", GOOD)
def test_what_the_readme_allows_is_no_fault(content: list[str]) -> None:
    assert faults(*content) == []


UNDER = 'under the heading "Background"'
BAD = [
    ([n("{{ titel }}")], "template-name", f'{UNDER}, the paragraph "{{{{ titel }}}}"'),
    ([n("{{ title ")], "template-tag", f'{UNDER}, the paragraph "{{{{ title"'),
    ([n("{ { title } }")], "template-tag", f'{UNDER}, the paragraph "{{ {{ title }} }}"'),
    (
        [n("{{ title|captalise }}")],
        "template-filter",
        f'{UNDER}, the paragraph "{{{{ title|captalise }}}}"',
    ),
    (
        [n("{{ title|count('x') }}")],
        "template-filter",
        f"{UNDER}, the paragraph \"{{{{ title|count('x') }}}}\"",
    ),
    (
        [n("{{ reviewed_total|count }}")],
        "template-filter",
        f'{UNDER}, the paragraph "{{{{ reviewed_total|count }}}}"',
    ),
    (
        [n("{{ reviewed_total + 1 }}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{{{ reviewed_total + 1 }}}}"',
    ),
    (
        [n("{{ title.upper() }}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{{{ title.upper() }}}}"',
    ),
    (
        [n("{{ title.__class__ }}")],
        "template-name",
        f'{UNDER}, the paragraph "{{{{ title.__class__ }}}}"',
    ),
    ([n("{{ ratings }}")], "template-name", f'{UNDER}, the paragraph "{{{{ ratings }}}}"'),
    ([n("{{ first_paper }}")], "template-name", f'{UNDER}, the paragraph "{{{{ first_paper }}}}"'),
    ([n("{{p title }}")], "template-tag", f'{UNDER}, the paragraph "{{{{p title }}}}"'),
    ([n("{{ }}")], "template-tag", f'{UNDER}, the paragraph "{{{{ }}}}"'),
    (
        [n("{%p if first_paper %}"), n("x")],
        "template-tag",
        f'{UNDER}, the paragraph "{{%p if first_paper %}}"',
    ),
    (
        [n("x {%p if first_paper %}"), n("{%p endif %}")],
        "template-text-lost",
        f'{UNDER}, the paragraph "x {{%p if first_paper %}}"',
    ),
    (
        [n("{% if first_paper %}x")],
        "template-tag",
        f'{UNDER}, the paragraph "{{% if first_paper %}}x"',
    ),
    (
        [n("{%p if first_paper %}"), n("{%p endfor %}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{%p endfor %}}"',
    ),
    ([n("{%p endif %}")], "template-tag", f'{UNDER}, the paragraph "{{%p endif %}}"'),
    ([n("{%p else %}")], "template-tag", f'{UNDER}, the paragraph "{{%p else %}}"'),
    (
        [n("{%p fi first_paper %}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{%p fi first_paper %}}"',
    ),
    ([n("{%p set x = 1 %}")], "template-tag", f'{UNDER}, the paragraph "{{%p set x = 1 %}}"'),
    (
        [n("{%p for title in title %}"), n("{%p endfor %}")],
        "template-name",
        f'{UNDER}, the paragraph "{{%p for title in title %}}"',
    ),
    (
        [n("{%p for x of reports %}"), n("{%p endfor %}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{%p for x of reports %}}"',
    ),
    (
        [n("{%p for report in reports %}"), n("{{ report.titel }}"), n("{%p endfor %}")],
        "template-name",
        f'{UNDER}, the paragraph "{{{{ report.titel }}}}"',
    ),
    (
        [n("{%tr for report in reports %}"), n("{%tr endfor %}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{%tr for report in reports %}}"',
    ),
    (
        [
            table(
                (1, 1),
                [
                    row([n("{%tr for rating in ratings %}"), n("lost")]),
                    row([n("{%tr endfor %}"), n("")]),
                ],
                caption="c",
                about="a",
            )
        ],
        "template-text-lost",
        'the table under the heading "Background", row 1, column 1',
    ),
    (
        [n("{%p if first_paper %}"), n("{% endif %}")],
        "template-tag",
        f'{UNDER}, the paragraph "{{% endif %}}"',
    ),
]


@pytest.mark.parametrize(("content", "code", "place"), BAD)
def test_each_slip_is_named_with_its_place(content: list[str], code: str, place: str) -> None:
    assert (code, place) in faults(*content)


def test_all_slips_are_told_at_once() -> None:
    assert [code for code, _ in faults(n("{{ titel }}"), n("{{ x|y }}"), n("{%p endif %}"))] == [
        "template-name",
        "template-name",
        "template-filter",
        "template-tag",
    ]


def test_a_slip_in_a_header_is_placed_there() -> None:
    assert faults(header=p("Header", "{{ comittee }}")) == [
        ("template-name", 'the header, the paragraph "{{ comittee }}"')
    ]


def test_faults_are_told_in_the_order_of_the_template() -> None:
    found = by_place(template_faults(document(*[n("{{ nosuch }}")] * 11), KEYS))
    assert [item.place.partition(", the ")[2].partition(" ")[0] for item in found] == [
        *"paragraph second third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
    ]


@pytest.mark.parametrize(
    ("slot", "told"),
    [
        ("{{ overdue_total|sentence }}", "the filter sentence needs a text, and this is a number."),
        ("{{ force|list }}", "the filter list needs names, and this is a text."),
        ("{{ force|date }}", "the filter date needs a date, and this is a text."),
    ],
)
def test_a_filter_that_does_not_fit_is_told_what_it_needs(slot: str, told: str) -> None:
    (found,) = template_faults(document(n(slot)), KEYS)
    assert (found.code, found.message) == ("template-filter", told)


def test_an_unknown_name_has_a_suggestion() -> None:
    (found,) = template_faults(document(n("{{ outstanding_totl }}")), KEYS)
    assert "Did you mean outstanding_total?" in found.message


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", packed({"a": b"b"}), packed({"word/document.xml": b"<broken"})]
)
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    assert [found.code for found in template_faults(content, KEYS)] == ["template-unreadable"]


def spoiled(old: bytes, new: bytes, part: str = "word/document.xml") -> list[str]:
    """Return the codes found in the house template with one replacement made."""
    parts = parts_of(template())
    assert old in parts[part]
    return [
        found.code
        for found in template_faults(
            packed({**parts, part: parts[part].replace(old, new, 1)}), KEYS
        )
    ]


def test_tracked_changes_are_refused() -> None:
    assert spoiled(b"<w:r>", b'<w:ins w:id="1" w:author="A"><w:r>')[:1] == ["template-unreadable"]
    assert spoiled(b"<w:sectPr>", b'<w:ins w:id="1" w:author="A"/><w:sectPr>') == ["template-marks"]


def test_comments_are_refused() -> None:
    comments = f'<x:comments xmlns:x="{saved.W}"><x:comment x:id="1"/></x:comments>'.encode()
    for name in ("word/comments.xml", "word/remarks7.xml"):
        commented = saved.with_part(
            template(),
            name,
            comments,
            kind=f"{saved.KIND}/comments",
            type_="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        )
        assert [found.code for found in template_faults(commented, KEYS)] == ["template-marks"]


@pytest.mark.parametrize("tag", ["{%p if first_paper %}", "{{ title }}"])
def test_a_comment_beside_or_inside_a_tag_is_told_once_for_its_remedy_ends_it(tag: str) -> None:
    end = n("{%p endif %}") if "if" in tag else ""
    cut = (
        f'<w:commentRangeStart w:id="1"/>{run(tag[:5])}<w:commentRangeEnd w:id="1"/><w:r>'
        f'<w:commentReference w:id="1"/></w:r>{run(tag[5:])}'
    )
    commented = saved.with_part(
        document(p("Normal", cut), n("Text."), end),
        "word/comments.xml",
        f'<w:comments xmlns:w="{saved.W}"><w:comment w:id="1"/></w:comments>'.encode(),
        kind=f"{saved.KIND}/comments",
        type_="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    )
    assert ["comments" in found.message for found in template_faults(commented, KEYS)] == [True]


def test_macros_are_refused() -> None:
    parts = parts_of(template())
    parts["word/vbaProject.bin"] = b"x"
    assert [found.code for found in template_faults(packed(parts), KEYS)] == ["template-unreadable"]


def test_what_runs_when_the_paper_is_opened_is_told_at_its_place() -> None:
    field = '<w:p><w:fldSimple w:instr=" DDEAUTO cmd x "><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>'
    assert [(found.code, found.place) for found in template_faults(document(field), KEYS)] == [
        ("template-marks", 'under the heading "Background", the paragraph "shown"')
    ]


def test_the_template_that_a_template_was_made_from_is_taken_away_wherever_it_lay() -> None:
    parts = parts_of(saved.by_word(template()))
    parts["word/_rels/settings.xml.rels"] = parts["word/_rels/settings.xml.rels"].replace(
        b"file:///\\\\server\\share", b"https://a.example"
    )
    assert b"a.example" in parts["word/_rels/settings.xml.rels"]
    assert template_faults(packed(parts), KEYS) == []


def test_a_missing_list_style_is_named() -> None:
    assert spoiled(b'w:val="List Letter"', b'w:val="Some List"', "word/styles.xml") == [
        "template-style"
    ]


def test_a_link_to_a_file_of_a_machine_is_refused() -> None:
    assert spoiled(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="t/image" Target="file:///C:/Users/a/logo.png" '
        b'TargetMode="External"/></Relationships>',
        "word/_rels/document.xml.rels",
    ) == ["template-marks"]


def test_a_comparison_that_is_not_guarded_is_named_on_a_first_paper() -> None:
    given = builders.inputs(
        {}, template=document(n("x"), n("Since then {{ outstanding_new|number }} are new."))
    )
    with pytest.raises(TemplateRefused) as refused:
        made(given)
    found = [item for item in refused.value.findings if item.severity == "error"]
    assert [(item.code, item.place) for item in found] == [
        (
            "template-no-value",
            'under the heading "Background", the paragraph that begins "Since then {{ outstanding_new|number }} …"',
        )
    ]


def test_the_same_slot_is_filled_where_there_is_an_earlier_meeting() -> None:
    given = builders.inputs(
        {}, then=[{}], template=document(n("{{ outstanding_new|number }} are new."))
    )
    assert b"none" in parts_of(made(given).paper)["word/document.xml"]


def test_a_value_can_neither_be_a_tag_nor_break_out() -> None:
    settings = builders.SETTINGS.replace(
        '"Joint Audit Committee"', "'{{ 7*7 }} {% x %} <b> & \"q\"'"
    )
    paper = made(
        builders.inputs({}, settings=settings, template=document(n("For the {{ committee }}.")))
    ).paper
    assert '{{ 7*7 }} {% x %} &lt;b&gt; &amp; "q"' in parts_of(paper)["word/document.xml"].decode()


def test_dates_are_written_in_full() -> None:
    assert say_date(builders.MEETING) == "14 January 2021"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("In all, 97 recommendations were reviewed.", "template-number"),
        ("Twelve new reports came out.", "template-number"),
        ('{{ reviewed_total|count("recommendation") }} were reviewed.', ""),
        ("Under section 7 the recommendations stand.", ""),
        ("A city inspections team.", ""),
        ("It follows next year.", "template-stale"),
        ("Work is currently under way.", "template-stale"),
        ("Since the last meeting.", ""),
    ],
)
def test_what_is_typed_with_no_row_behind_it_is_noted_at_its_place(text: str, code: str) -> None:
    found = template_notes(document(n(text)))
    assert [item.code for item in found] == ([code] if code else [])
    assert all(
        item.severity == "note" and 'under the heading "Background"' in item.place for item in found
    )


def test_the_house_template_types_no_number_and_nothing_that_goes_stale() -> None:
    assert template_notes(template()) == []


def test_a_link_to_a_file_is_refused_whatever_its_letters() -> None:
    parts = parts_of(template())
    link = b'<Relationship Id="rId99" Type="image" Target="file:///caf\xc3\xa9.png" TargetMode="External"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", link)
    assert [found.code for found in template_faults(packed(parts), KEYS)] == ["template-marks"]


EMPTIED = {
    "a line": ([n("{% if first_paper %}x{% endif %}")], "In the template put its line between"),
    "a heading": (
        [p("Heading1", run("{% if first_paper %}x{% endif %}"))],
        "In the template put its line between",
    ),
    "a table": (
        [
            table(
                (5000,),
                [
                    row([n("Decision")], header=True),
                    row([n("{%tr for one in history %}")]),
                    row([n("{{ one.decision }}")]),
                    row([n("{%tr endfor %}")]),
                ],
                caption="c",
                about="a",
            )
        ],
        "In the template put the table and its caption between",
    ),
}


@pytest.mark.parametrize(("content", "remedy"), EMPTIED.values(), ids=EMPTIED)
def test_what_a_sound_template_leaves_empty_is_told_with_the_condition_it_needs(
    content: list[str], remedy: str
) -> None:
    inputs = builders.inputs({}, then=[{}], template=document(n("{{ title }}"), *content))
    with pytest.raises(ProofFailed) as refused:
        made(inputs)
    (found,) = [one for one in refused.value.findings if one.code == "proof-inaccessible"]
    assert found.remedy.startswith(remedy)
