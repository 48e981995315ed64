"""What people do wrong in a template: one finding for one cause, the name that was meant, and a
place that is found in Word.
"""

from __future__ import annotations

import pytest

from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import by_place
from pipeline.paper.template import template_faults
from tests.golden import template
from tests.house.parts import p, row, table
from tests.paper.test_template import KEYS, document, n

IN_LOOP = "{%p for report in reports %}"


def told(*content: str, header: str = "") -> list[str]:
    """Return what is told of a small template, in order, each with its place."""
    return [str(one) for one in by_place(template_faults(document(*content, header=header), KEYS))]


def cells(*words: str) -> str:
    """Return a table of one row under a row of headings."""
    head = row([n("Head") for _ in words], header=True)
    return table((1,) * len(words), [head, row([n(one) for one in words])], caption="c", about="a")


SENSE = [
    ("{{ total_outstanding }}", "outstanding_total"),
    ("{{ red }}", "outstanding_red"),
    ("{{ Red }}", "outstanding_red"),
    ("{{ red_outstanding }}", "outstanding_red"),
    ("{{ amber_reviewed }}", "reviewed_amber"),
    ("{{ overdue }}", "overdue_total"),
    ("{{ overdues }}", "overdue_total"),
    ("{{ late }}", "overdue_total"),
    ("{{ date }}", "meeting_date"),
    ("{{ date|date }}", "meeting_date"),
    ("{{ meeting }}", "meeting_date"),
    ("{{ last_meeting_date }}", "previous_date"),
    ("{{ outstanding }}", "outstanding_total"),
    ("{{ open_total }}", "outstanding_total"),
    ("{{ OUTSTANDING_TOTAL }}", "outstanding_total"),
    ("{{ OutstandingTotal }}", "outstanding_total"),
    ("{{ outstanding_totals }}", "outstanding_total"),
    ("{{ recommendations_outstanding }}", "outstanding_total"),
    ("{{ outstanding total }}", "outstanding_total"),
    ("{{ Outstanding Total }}", "outstanding_total"),
    ("{{ outstanding-total }}", "outstanding_total"),
    ("{{ total }}", "outstanding_total"),
    ("{{ new }}", "outstanding_new"),
    ("{{ reviewed }}", "reviewed_total"),
    ("{{ number_of_reports }}", "reports_total"),
    ('{{ reports|count("report") }}', "reports_total"),
    ("{{ reports }}", "reports_total"),
    ("{{ concerns }}", "concerns_total"),
    ("{{ force_name }}", "force"),
    ("{{ comittee }}", "committee"),
    ("{{ committee_name }}", "committee"),
    ("{{ cut_off }}", "data_to"),
    ("{{ outstandng_totl }}", "outstanding_total"),
    ("{{ titel }}", "title"),
    ("{% if overdue_recommendations %}x{% endif %}", "overdue_total"),
    ("{% for r in rating %}{{ r.word }}{% endfor %}", "ratings"),
    ("{% for r in overdue %}{{ r.ref }}{% endfor %}", "overdue_rows"),
    ("{% for r in reports_total %}{{ r.title }}{% endfor %}", "reports"),
    ("{% for r in new_rows %}{{ r.reference }}{% endfor %}", "ref"),
    ("{% for r in new_rows %}{{ r.deadline }}{% endfor %}", "target"),
    ("{% for r in new_rows %}{{ ref }}{% endfor %}", "r.ref"),
    ("{% for r in rows %}{{ r.ref }}{% endfor %}", ""),
    ("{{ weather }}", ""),
    ("{{ first }}", ""),
    ("{{ x }}", ""),
]


@pytest.mark.parametrize(("content", "meant"), SENSE, ids=[content for content, _ in SENSE])
def test_a_name_is_suggested_by_sense_before_spelling_and_only_where_it_fits(
    content: str, meant: str
) -> None:
    (found,) = told(n(content))
    assert found.partition("Did you mean ")[2].partition("?")[0] == meant


ONE_CAUSE = [
    ("a loop without its end", [IN_LOOP, "{{ report.title }}", "{%p if force %}", "x", "{%p endif %}"]),
    (
        "the end of a loop is missing before other loops",
        [IN_LOOP, "{{ report.title }}", "{%p for row in new_rows %}", "{{ row.ref }}", "{%p endfor %}"],
    ),
    ("a condition in a loop without its end", [IN_LOOP, "{%p if force %}", "x", "{%p endfor %}"]),
    ("a loop in a condition without its end", ["{%p if force %}", IN_LOOP, "x", "{%p endif %}"]),
    ("the wrong end", ["{%p if force %}", "x", "{%p endfor %}"]),
    ("the wrong end, of a loop", [IN_LOOP, "{{ report.title }}", "{%p endif %}"]),
    (
        "the wrong end in a condition",
        ["{%p if force %}", IN_LOOP, "{{ report.title }}", "{%p endif %}", "{%p endif %}"],
    ),
    ("an end too many", ["{%p if force %}", "x", "{%p endif %}", "{%p endif %}"]),
    ("an end of a loop too many", ["{%p if force %}", "{%p endfor %}", "x", "{%p endif %}"]),
    ("a misspelt list", ["{%p for report in reprots %}", "{{ report.title }}", "{{ report.ours }}", "{%p endfor %}"]),
    (
        "a misspelt name of the row",
        ["{%p for reprot in reports %}", "{{ report.title }}", "{{ report.published }}", "{{ report.ours }}", "{%p endfor %}"],
    ),
    (
        "a loop that is none",
        ["{%p for report of reports %}", "{{ report.title }}", "{{ report.ours }}", "{%p endfor %}"],
    ),
    ("a loop whose braces are not closed", ["{%p for report in reports }", "{{ report.title }}", "{%p endfor %}"]),
    ("a loop whose sign is lost", ["{%p for report in reports %", "{{ report.title }}", "{{ report.ours }}", "{%p endfor %}"]),
    ("a loop whose brace is lost", ["%p for report in reports %}", "{{ report.title }}", "{%p endfor %}"]),
    ("a condition whose braces are not closed", ["{%p if force }", "x", "{%p else %}", "y", "{%p endif %}"]),
    ("an end whose braces are not closed", ["{%p if force %}", "x", "{%p endif }"]),
    ("a slot whose braces are not closed", ["{{ title }"]),
    ("a slot with no end at all", ["In all, {{ title came."]),
    ("a slot with no beginning", ["In all, title }} came."]),
    ("a tag over two lines", ["{{ reviewed_total", "}} were reviewed."]),
    ("a condition over two lines", ["{%p if", "force %}", "x", "{%p endif %}"]),
    ("text beside a line's tag", ["Here {%p if force %}", "x", "{%p endif %}"]),
    ("text between two tags of a line", ["{%p if force %} x {%p endif %}"]),
    ("text between a loop's tags on one line", ["{%p for report in reports %} {{ report.title }} {%p endfor %}"]),
    ("text beside a misspelt condition", ["{%p fi force %}", "x", "{%p endif %}"]),
    ("a space before p", ["{% p if force %}", "x", "{%p endif %}"]),
    ("capitals", ["{%p IF force %}", "x", "{%p endif %}"]),
    ("two words for the end", ["{%p if force %}", "x", "{%p end if %}"]),
    ("two words for else", ["{%p if force %}", "x", "{%p else if title %}", "y", "{%p endif %}"]),
    ("for each", ["{%p for each report in reports %}", "{{ report.title }}", "{%p endfor %}"]),
    ("a condition in the sentence, closed on a line", ["{% if force %}x", "y", "{%p endif %}"]),
    ("the letters differ", [IN_LOOP, "{{ report.title }}", "{% endfor %}"]),
    ("a name that is not there, thrice in a loop", [IN_LOOP, "{{ rep.title }} {{ rep.ours }} {{ rep.ref }}", "{%p endfor %}"]),
    ("a row outside its loop", [IN_LOOP, "{{ report.title }}", "{%p endfor %}", "{{ report.title }}"]),
    ("else in a loop", ["{%p if force %}", IN_LOOP, "x", "{%p else %}", "y", "{%p endfor %}", "{%p endif %}"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines"), [lines for _, lines in ONE_CAUSE], ids=[w for w, _ in ONE_CAUSE])  # fmt: skip
def test_one_cause_is_one_finding(lines: list[str]) -> None:
    found = told(*map(n, lines))
    assert len(found) == 1, found


def test_two_causes_are_two_findings() -> None:
    assert len(told(n("{%p if force %}"), n("x"), n("{{ titel }}"))) == 2
    assert len(told(n(IN_LOOP), n("{%p if force %}"), n("x"))) == 2
    assert len(told(n("{%p endif %}"), n("x"), n("{%p endfor %}"))) == 2


PLACES = [
    ([n("In all, {{ titel }} came.")], 'under the heading "Background", the paragraph "In all, {{ titel }} came."'),
    (
        [n("In all, {{ titel }} recommendations were reviewed in the period.")],
        'under the heading "Background", the paragraph that begins "In all, {{ titel }} recommendations were …"',
    ),
    ([p("Heading2", "On {{ titel }}")], 'the heading "On {{ titel }}"'),
    ([p("Heading2", "Next"), n("{{ titel }}")], 'under the heading "Next", the paragraph "{{ titel }}"'),
    ([cells("a", "{{ titel }}")], 'the table under the heading "Background", row 2, column 2'),
    ([cells("a", "b"), cells("a", "{{ titel }}")], 'the second table under the heading "Background", row 2, column 2'),
    ([cells("{{ titel }}", "b"), cells("a", "b")], 'the first table under the heading "Background", row 2, column 1'),
    ([cells("a"), p("Heading2", "Next"), cells("{{ titel }}")], 'the table under the heading "Next", row 2, column 1'),
    (
        [n("{%p if force %}"), n("x"), n("{%p endif %}"), n("{%p if force %}"), n("x"), n("{%p endif %}"), n("{%p endif %}")],
        'under the heading "Background", the third paragraph "{%p endif %}"',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "place"), PLACES)
def test_a_place_is_told_by_heading_and_first_words(content: list[str], place: str) -> None:
    (found,) = template_faults(document(*content), KEYS)
    assert found.place == place


def test_a_slip_in_a_header_names_its_section() -> None:
    parts = parts_of(template())
    footers = [name for name in parts if name.startswith("word/footer")]
    for name in footers:
        parts[name] = parts[name].replace(b"</w:p>", b"<w:r><w:t>{{ titel }}</w:t></w:r></w:p>", 1)
    places = [one.place for one in template_faults(packed(parts), KEYS)]
    assert footers and places
    assert all(place.startswith("the ") and "footer of section " in place for place in places)
