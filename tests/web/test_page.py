"""The page says what the Word paper says, as a page of the web says it, and asks for nothing."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from pipeline.web.check import page_faults
from pipeline.web.page import page
from pipeline.web.reading import web_of
from pipeline.web.web import for_the_web
from pipeline.word.package import opened
from tests.golden import papers
from tests.paper.pdf.papers import chart, item, linked, para, slot, table
from tests.paper.pdf.printed import ALT, rich_paper
from tests.web.papers import (
    captioned,
    cells,
    field,
    link,
    made,
    main,
    noted,
    numbered,
    page_of,
    run,
)

KINDS = ("example", "first-paper", "nothing-happened", "empty")
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></table><h1>x",
    "a & b &amp; c &#60;",
    '" onmouseover="x',
    "{{ 7*7 }}",
    "=cmd|' /C calc'!A0",
    "right\u202eleft",
    "\u2066isolated",
    "two\u00a0words\u00ad",
    "a \x85 b",
    "javascript:alert(1)",
    "]]>",
    "<!-- x",
    "\ue000cell",
    "x" * 30_000,
)


def html(document: bytes, path: str) -> list[str]:
    """Return what a path finds in a page's main part, as HTML without line ends."""
    return [
        " ".join(etree.tostring(one, encoding="unicode", method="html", with_tail=False).split())
        for one in main(document).iterfind(path)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_what_the_paper_says(kind: str) -> None:
    paper = papers()[kind]
    assert page_faults(for_the_web(paper).page, paper) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_small_and_asks_for_nothing(kind: str) -> None:
    made_page = for_the_web(papers()[kind]).page
    text = made_page.decode()
    assert len(made_page) < 300_000
    assert re.findall(r"https?://|<script|javascript|@import|url\(", text) == []
    assert re.search(r'<html lang="en-GB">', text) and "<title>HMICFRS update" in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = papers()["example"]
    assert page(web_of(opened(paper))) == page(web_of(opened(bytes(bytearray(paper)))))


def test_a_rich_paper_is_proved() -> None:
    assert page_faults(page_of(rich_paper()), rich_paper()) == []


def test_headings_keep_their_numbers_and_their_order_below_the_title() -> None:
    paper = made(
        para("HMICFRS update", "Title")
        + para("Background", "Heading1")
        + para("By rating", "Heading2")
    )
    assert html(paper, ".//*[@id]")[:3] == [
        '<h1 id="hmicfrs-update">HMICFRS update</h1>',
        '<h2 id="background"><span class="label">1</span> Background</h2>',
        '<h3 id="by-rating"><span class="label">1.1</span> By rating</h3>',
    ]


def test_a_paragraph_that_is_counted_with_headings_is_no_list() -> None:
    paper = made(para("Background", "Heading1") + numbered("So many are outstanding."))
    assert html(paper, ".//p") == [
        '<p id="p1-1" class="numbered"><span class="label">1.1</span> '
        "<span>So many are outstanding.</span></p>"
    ]
    assert html(paper, ".//ol") == []


def test_lists_are_lists_with_what_word_prints_before_their_items() -> None:
    paper = made(
        item("one", 2) + item("two", 2) + para("Between.") + item("again", 3) + item("dot", 4)
    )
    assert html(paper, ".//ol") == [
        '<ol><li><span class="label">1.</span> <span>one</span></li>'
        '<li><span class="label">2.</span> <span>two</span></li></ol>',
        '<ol><li><span class="label">1.</span> <span>again</span></li></ol>',
    ]
    assert html(paper, ".//ul") == ["<ul><li>dot</li></ul>"]


def test_a_list_that_goes_on_after_something_else_is_paragraphs_that_bear_numbers() -> None:
    paper = made(item("First.", 2) + para("Heading", "Heading1") + item("Second.", 2))
    assert html(paper, ".//ol") == []
    assert [" ".join("".join(one.itertext()).split()) for one in main(paper).iter("p")] == [
        "1. First.",
        "2. Second.",
    ]


def test_lines_of_a_word_and_a_tab_are_pairs() -> None:
    tab = "</w:t><w:tab/><w:t>"
    lines = "".join(
        para(text, "Cover").replace("|", tab) for text in ("Committee|Audit", "Meeting|14 January")
    )
    assert html(made(lines + para("One|tab", "Cover")), ".//dl") == [
        '<dl class="pairs"><div><dt>Committee</dt><dd>Audit</dd></div>'
        "<div><dt>Meeting</dt><dd>14 January</dd></div></dl>"
    ]
    assert html(made(para("One|tab", "Cover").replace("|", tab)), ".//dl") == []


def test_a_table_has_its_caption_and_its_scopes() -> None:
    paper = made(captioned("By rating", [["Rating", "Now"], ["Red", "1,204"]]))
    found = next(main(paper).iter("table"))
    assert found.findtext("caption") == "By rating"
    assert cells(found) == [
        [("th", "col", "Rating"), ("th", "col", "Now")],
        [("th", "row", "Red"), ("td", "", "1,204")],
    ]


def test_a_table_without_a_caption_is_named_by_the_heading_above_it() -> None:
    paper = made(para("New", "Heading1") + table([["Ref", "Wording"], ["R1", "long " * 30]]))
    assert next(main(paper).iter("table")).get("aria-label") == "New"


@pytest.mark.parametrize(
    ("rows", "wide"),
    [
        ([["Rating", "Now"], ["Red", "7"]], False),
        ([["Step", "Rows"], ["Outstanding at the last meeting", "100"]], False),
        ([["Step", "Recommendations"], ["Outstanding at the last meeting", "100"]], True),
        (
            [["Figure", "Last meeting", "Now", "Change", "Direction"], ["A", "1", "2", "+1", "up"]],
            True,
        ),
        ([["Ref", "Report", "Wording"], ["R1", "Roads", "long words " * 12]], True),
    ],
)
def test_a_table_that_may_be_wider_than_a_narrow_window_can_be_moved_from_the_keyboard(
    rows: list[list[str]], wide: bool
) -> None:
    holder = next(main(made(captioned("Some", rows))).iter("table")).getparent()
    assert holder is not None
    found = (holder.get("tabindex"), holder.get("role"), holder.get("aria-labelledby"))
    assert found == (("0", "region", "table-1") if wide else (None, None, None))


def test_a_chart_is_drawn_with_its_numbers_and_a_table_where_the_paper_has_none() -> None:
    paper = made(para("Ratings", "Caption") + chart(ALT))
    picture = next(main(paper).iter("svg"))
    assert picture.get("aria-label") == ALT
    assert [one.text for one in picture.iter("text")] == ["Red", "2", "Amber", "5", "Green", "9"]
    assert cells(next(main(paper).iter("table"))) == [
        [("td", "", ""), ("th", "col", "Series 1")],
        [("th", "row", "Red"), ("td", "", "2")],
        [("th", "row", "Amber"), ("td", "", "5")],
        [("th", "row", "Green"), ("td", "", "9")],
    ]
    held = table([["Rating", "Now"], ["Red", "2"], ["Amber", "5"], ["Green", "9"]])
    assert len(list(main(made(chart(ALT) + held)).iter("table"))) == 1
    other = held.replace('<w:t xml:space="preserve">9<', '<w:t xml:space="preserve">8<')
    assert len(list(main(made(chart(ALT) + other)).iter("table"))) == 2


def test_bars_are_as_long_as_their_numbers() -> None:
    style = page_of(made(chart(ALT))).decode()
    shares = [
        float(one) for one in re.findall(r"#chart-1 \.b\d\{width:calc\([^*]*\*([0-9.]+)\)", style)
    ]
    assert shares == [pytest.approx(2 / 9, abs=1e-4), pytest.approx(5 / 9, abs=1e-4), 1.0]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_hostile_words_come_out_as_text(text: str) -> None:
    paper = made(
        para(text)
        + table([["Ref", "Wording"], [text, text]], row_headers=True)
        + para(text, "Heading1")
        + slot(item(text, 4))
    )
    made_page = page_of(paper)
    assert page_faults(made_page, paper) == []
    root = etree.fromstring(made_page, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    assert not list(root.iter("script")) and len(list(root.iter("table"))) == 1
    assert "".join(next(root.iter("td")).itertext()) == text


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://example.org/a b?x=1&y=2", "https://example.org/a b?x=1&y=2"),
        ("mailto:clerk@example.org", "mailto:clerk@example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://example.org", None),
        ("file:///c:/x.docx", None),
        ("ms-word:ofe|u|x", None),
    ],
)
def test_a_link_leads_to_https_and_mailto_only(target: str, href: str | None) -> None:
    paper = made(link("The report", target))
    assert [one.get("href") for one in main(paper).iter("a")] == ([href] if href else [])
    assert "The report" in "".join(main(paper).itertext())
    assert page_faults(page_of(paper), paper) == []


def test_a_reference_leads_to_its_place() -> None:
    there = '<w:bookmarkStart w:id="1" w:name="_Ref7"/><w:bookmarkEnd w:id="1"/>'
    heading = para("Overdue", "Heading1").replace("<w:r>", f"{there}<w:r>", 1)
    body = "<w:p>" + run("See ") + field("REF _Ref7 \\r \\h", "1") + "</w:p>"
    paper = made(body + link("section 1", "#_Ref7") + link("nowhere", "#Lost") + heading)
    assert html(paper, ".//a") == ['<a href="#to-_Ref7">1</a>', '<a href="#to-_Ref7">section 1</a>']
    assert html(paper, ".//h2/span[@id]") + html(paper, ".//h1/span[@id]") == [
        '<span id="to-_Ref7"></span>'
    ]
    assert page_faults(page_of(paper), paper) == []


def test_an_outside_link_keeps_its_words_once() -> None:
    assert html(made(linked("Reports & papers")), ".//a") == [
        '<a href="https://www.example.org/reports">Reports &amp; papers</a>'
    ]


def test_a_table_of_contents_is_the_way_through_the_page_without_numbers_of_pages() -> None:
    there = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    heading = para("Background", "Heading1").replace("<w:r>", f"{there}<w:r>", 1)
    entry = (
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:hyperlink w:anchor="_Toc1">'
        + run("1 Background")
        + "<w:r><w:tab/></w:r>"
        + field("PAGEREF _Toc1 \\h", "12")
        + "</w:hyperlink></w:p>"
    )
    paper = made(entry + heading)
    assert html(paper, ".//nav") == [
        '<nav class="listed" aria-label="Contents"><ul><li class="level-1">'
        '<a href="#to-_Toc1">1 Background</a></li></ul></nav>'
    ]
    assert page_faults(page_of(paper), paper) == []


def test_contents_are_made_of_the_headings_where_the_paper_has_none() -> None:
    paper = made("".join(para(text, "Heading1") for text in ("One", "Two & a half", "Three")))
    assert html(paper, ".//nav//a") == [
        '<a href="#one">1 One</a>',
        '<a href="#two-a-half">2 Two &amp; a half</a>',
        '<a href="#three">3 Three</a>',
    ]
    assert html(made(para("One", "Heading1")), ".//nav") == []


def test_a_footnote_stands_at_the_end_with_the_way_back() -> None:
    mark = (
        '<w:p><w:r><w:t>Due in 56 days</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    paper = noted(mark)
    assert html(paper, ".//sup") == [
        '<sup class="page"><a id="footnote-2-from" href="#footnote-2" aria-label="Note 1">1</a></sup>'
    ]
    assert [one.get("id") for one in main(paper).iter("li")] == ["footnote-2"]
    assert "Police Act 1996, s.55." in "".join(main(paper).itertext())
    assert page_faults(page_of(paper), paper) == []


def test_a_marking_stands_above_and_numbers_of_pages_nowhere() -> None:
    paper = made(para("Words."), header=para("OFFICIAL") + para("Joint Audit Committee"))
    root = etree.fromstring(page_of(paper), etree.HTMLParser(encoding="utf-8"))
    edges = [
        "".join(one.itertext()).split() for one in (*root.iter("header"), *root.iter("footer"))
    ]
    assert edges == [["OFFICIAL", "Joint", "Audit", "Committee"], []]
    assert page_faults(page_of(paper), paper) == []


@pytest.mark.parametrize(
    ("looks", "inner"),
    [
        ("<w:b/>", "<strong>word</strong>"),
        ('<w:b w:val="0"/>', "word"),
        ("<w:i/>", "<em>word</em>"),
        ('<w:vertAlign w:val="superscript"/>', "<sup>word</sup>"),
        ("<w:b/><w:i/>", "<strong><em>word</em></strong>"),
        (
            '<w:shd w:val="clear" w:color="auto" w:fill="B10E1E"/>',
            '<span class="fill-b10e1e">word</span>',
        ),
    ],
)
def test_looks_that_mean_something_are_kept(looks: str, inner: str) -> None:
    assert html(made(f"<w:p>{run('word', looks)}</w:p>"), ".//p") == [f"<p>{inner}</p>"]


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:br/><w:t>below</w:t>", "below"),
    ],
)
def test_signs_are_those_that_the_paper_is_read_with(element: str, said: str) -> None:
    paper = made(f"<w:p><w:r>{element}</w:r></w:p>")
    assert "".join("".join(main(paper).itertext()).split()) == said
    assert page_faults(page_of(paper), paper) == []


def test_deleted_words_are_not_there_and_inserted_ones_are() -> None:
    body = f'<w:p><w:del w:id="1">{run("gone").replace("w:t", "w:delText")}</w:del><w:ins w:id="2">{run("new")}</w:ins></w:p>'
    assert html(made(body), ".//p") == ["<p>new</p>"]


def test_tables_that_can_be_moved_have_names_of_their_own() -> None:
    wide = [["Ref", "Report", "Wording"], ["R1", "Roads", "long words " * 12]]
    twice = captioned("Same", wide) + captioned("Same", wide)
    paper = made(para("New", "Heading1") + table(wide) + table(wide) + twice)
    regions = [one for one in main(paper).iter("div") if one.get("role") == "region"]
    named = [one.get("aria-label") or one.get("aria-labelledby") for one in regions]
    assert named == ["New", "New (2)", "table-3", "Same (2)"]
