"""Titles that lead to their page, and what report.toml gives a template to print: real links of
Word, to https: only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from lxml import etree

from pipeline.commands.inputs import read_settings
from pipeline.commands.run import Made, computed, made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.findings.finding import SettingsRefused
from pipeline.word.package import opened
from pipeline.word.received import admitted
from pipeline.word.xml import R, w
from tests.builders import SETTINGS, codes, inputs, inspections
from tests.house.parts import row, table
from tests.paper.test_template import document, n

PAGE = "https://hmicfrs.example/custody?year=2020&x=1"
TITLES = n("{% for report in reports %}See {{ report.linked_title }}.{% endfor %}")
ROWS = n("{% for row in rows_of.outstanding_total %}{{ row.linked_report }};{% endfor %}")


def paper(*content: str, now: Any = ({},), settings: str = SETTINGS, **report: Any) -> Made:
    """Return the run of a template of these paragraphs, with one report in the log."""
    log = inspections(reports=[{"link": PAGE, **report}])
    given = inputs(*now, then=[], log=log, settings=settings, template=document(*content))
    return made(given)


def links(found: Made) -> list[tuple[str, str]]:
    """Return the words and the address of each link of the paper's body."""
    package = opened(found.paper)
    to = package.relations("word/document.xml")
    return [
        (
            "".join(text.text or "" for text in one.iter(w("t"))),
            to[str(one.get(f"{{{R}}}id"))].target,
        )
        for one in package.root("word/document.xml").iter(w("hyperlink"))
    ]


def lines(found: Made) -> list[str]:
    return [line.partition("] ")[2] for line in as_text(found.paper).splitlines() if line]


def test_a_title_leads_to_its_page_and_the_paper_passes_the_gate() -> None:
    found = paper(TITLES)
    assert links(found) == [("Custody today", PAGE)]
    assert "See Custody today." in lines(found)
    assert admitted(found.paper).faults == ()
    root = opened(found.paper).root("word/document.xml")
    (link,) = root.iter(w("hyperlink"))
    assert [one.tag for one in link] == [w("r")]
    assert etree.tostring(root).count(b" address=") == 0


@pytest.mark.parametrize(
    "link",
    [
        None,
        "http://hmicfrs.example/a",
        "www.hmicfrs.example",
        "javascript:alert(1)",
        "file:///c:/a.docx",
        "https://a@b.example/",
        "https://hmicfrs.example/a b",
        "https://b\u00fccher.example/",
    ],
)
def test_what_is_no_page_is_a_title_alone_and_told(link: str | None) -> None:
    found = paper(TITLES, link=link)
    assert links(found) == [] and "See Custody today." in lines(found)
    told = codes({}, then=[], log=inspections(reports=[{"link": link}]))
    assert told.get("link-not-printed", []) == ([] if link is None else ["Reports!N2"])


@pytest.mark.parametrize("title", ["{{ 7*7 }} & <b>", "=cmd", "x" * 3000, "A, B and C"])
def test_hostile_titles_are_linked_as_they_stand(title: str) -> None:
    said = title if not title.startswith("=") else f"'{title}"
    assert links(paper(TITLES, title=said)) == [(said, PAGE)]


def test_the_report_of_a_recommendation_leads_to_the_page_that_the_log_has_for_its_title() -> None:
    now = [{"report": "custody  TODAY"}, {"report": "Another"}, {"report": "Custody today"}]
    found = paper(ROWS, now=now, published=date(2020, 2, 7))
    assert links(found) == [("custody  TODAY", PAGE), ("Custody today", PAGE)]
    sheet = parts_of(found.paper)["word/_rels/document.xml.rels"]
    assert sheet.count(b"custody?year") == 1


def test_a_group_links_its_report_and_a_table_too() -> None:
    loop = "{%tr for group in by_report.outstanding_total %}"
    rows = [
        row([n("Report")], header=True),
        row([n(loop)]),
        row([n("{{ group.linked_report }}")]),
        row([n("{%tr endfor %}")]),
    ]
    content = table((9000,), rows, caption="Reports", about="The reports.")
    now = [{"report": "Custody today"}] * 2
    found = paper(content, now=now, published=date(2020, 2, 7))
    assert links(found) == [("Custody today", PAGE)]


def test_a_sentence_may_begin_with_a_link_and_have_its_end() -> None:
    content = n("{% for report in reports %}{{ report.linked_title|sentence|ended }}{% endfor %}")
    found = paper(content)
    assert links(found) == [("Custody today", PAGE)] and "Custody today." in lines(found)


# What report.toml gives besides

BESIDES = (
    SETTINGS
    + '[paper]\nnext_report = 2021-07-08\n[paper.officer]\nname = "A. Clerk"\nrole = "Clerk"\n'
    'telephone = "0121 496 0000"\nemail = "clerk@example.org"\n'
    '[[paper.background]]\ntitle = "Plan & more"\nlink = "https://example.org/plan"\n'
    '[[paper.background]]\ntitle = "Minutes"\n'
    '[[paper.implications]]\nheading = "Money"\ntext = """None.\n(a) one\n(b) two"""\n'
    '[[paper.history]]\ndate = 2020-07-09\nbody = "The Committee"\ndecision = "Noted."\n'
)
ALL = (
    n("{%p if officer_name %}"),
    n("{{ officer_name }}, {{ officer_role }}, {{ officer_telephone }}, {{ officer_email }}"),
    n("{%p endif %}"),
    n("{% if next_report %}Next on {{ next_report|date }}.{% else %}No next.{% endif %}"),
    n("{%p for one in background %}"),
    n("{{ one.linked_title }}|{{ one.title }}|{{ one.link }}"),
    n("{%p endfor %}"),
    n("{%p for one in implications %}"),
    n("{{ one.heading }}: {{ one.text }}"),
    n("{%p endfor %}"),
    n("{%p for one in history %}"),
    n("{{ one.date|date }}, {{ one.body }}: {{ one.decision }}"),
    n("{%p endfor %}"),
    n(
        "{% if background or implications or history or officer_name %}some{% else %}none{% endif %}"
    ),
)


def test_what_report_toml_gives_is_printed_with_its_links() -> None:
    found = paper(*ALL, settings=BESIDES)
    told = "\n".join(line for line in lines(found) if ": https:" not in line)
    told = told.replace("\nclerk@example.org: mailto:clerk@example.org", "")
    for line in (
        "A. Clerk, Clerk, 0121 496 0000, clerk@example.org",
        "Next on 8 July 2021.",
        "Plan & more|Plan & more|https://example.org/plan",
        "Minutes|Minutes|",
        "Money: None.\n(a) one",
        "9 July 2020, The Committee: Noted.",
        "some",
    ):
        assert line in told, told
    assert links(found) == [
        ("clerk@example.org", "mailto:clerk@example.org"),
        ("Plan & more", "https://example.org/plan"),
    ]
    assert admitted(found.paper).faults == ()


def test_none_of_it_need_be_there() -> None:
    told = lines(paper(*ALL))
    assert "No next." in told and "none" in told and links(paper(*ALL)) == []


WRONG: Mapping[str, tuple[str, str]] = {
    '[[paper.background]]\ntitle = "A"\nlink = "http://a.example"\n': (
        "[paper.background.1] link",
        "must be the address of a page",
    ),
    '[[paper.background]]\ntitle = "A"\n[[paper.background]]\ntitle = "B"\ntitel = "B"\n': (
        "[paper.background.2] titel",
        "Did you mean title?",
    ),
    '[[paper.background]]\nlink = "https://a.example"\n': (
        "[paper.background.1] title",
        "it is required",
    ),
    '[paper.background]\ntitle = "A"\n': ("[paper] background", "not a list"),
    '[paper]\nbackground = "A"\n': ("[paper] background", "not a list"),
    '[[paper.implications]]\nheading = "A"\ntext = ""\n': (
        "[paper.implications.1] text",
        "it is empty",
    ),
    '[[paper.history]]\ndate = "2020-07-09"\ndecision = "A"\n': (
        "[paper.history.1] date",
        "not a date",
    ),
    '[[paper.history]]\ndate = 2021-02-09\ndecision = "A"\n': (
        "[paper.history.1] date",
        "is after the meeting",
    ),
    "[paper]\nnext_report = 2021-01-14\n": ("[paper] next_report", "is not after the meeting"),
    '[paper.officer]\nemail = "a b@example"\n': ("[paper.officer] email", "must be one address"),
    '[paper.officer]\nphone = "1"\n': ("[paper.officer] phone", "is not a setting"),
    '[paper]\nofficer = "A"\n': ("[paper] officer", "not a table"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_it_is_told_with_its_table_and_key(text: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read_settings((SETTINGS + text).encode())
    place, words = WRONG[text]
    assert [(one.place, words in str(one)) for one in refused.value.findings] == [(place, True)]


def test_a_decision_has_a_date_of_its_own_in_the_paper() -> None:
    result = computed(inputs({}, then=[], settings=BESIDES))
    assert result.settings.paper.history[0].date == date(2020, 7, 9)
    keys = {one.source for one in paper(*ALL, settings=BESIDES).emitted if one.figure}
    assert {"history:1:date", "next_report"} <= keys
