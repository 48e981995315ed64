"""Planted faults: each way in which a page could say something else than its paper is found."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.findings.finding import ProofFailed
from pipeline.web import web
from pipeline.web.check import page_faults
from tests.golden import papers
from tests.paper.pdf.papers import chart, linked, para
from tests.paper.pdf.printed import ALT
from tests.web.papers import captioned, noted, numbered, page_of

MARK = '<w:p><w:r><w:t>Due</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


@cache
def paper() -> bytes:
    """Return a paper that has one of everything."""
    return noted(
        para("Background", "Heading1")
        + numbered("So many are outstanding & awaiting.")
        + captioned(
            "By rating", [["Rating", "Then", "Now"], ["Red", "3", "2"], ["Amber", "5", "4"]]
        )
        + chart(ALT)
        + linked("Reports")
        + para("Owners", "Heading1")
        + para("Recommendation", "Heading1")
        + MARK
    )


PLANTED = {
    "a number changed": (">2</td>", ">3</td>", 'the paper has "2'),
    "a word lost": ("outstanding &amp; awaiting", "outstanding awaiting", "& awaiting"),
    "a word added": ("Owners</h2>", "Owners too</h2>", "too"),
    "two cells changed over": (
        "<td>3</td><td>2</td>",
        "<td>2</td><td>3</td>",
        'the paper has "3',
    ),
    "a cell lost": ("<td>3</td>", "", "the page"),
    "two cells made one": ("<td>3</td><td>2</td>", "<td>3 2</td>", "the page"),
    "two rows made one": ("</tr>\n<tr>", "", "the page"),
    "a header row of plain rows": ("<thead>", "<tbody>", "the page"),
    "a label lost": ('<span class="label">1.1</span>', "", "1.1"),
    "a heading that is none": ("h2", "p", "is no heading"),
    "contents that lead astray": ('href="#owners"', 'href="#background"', "no heading"),
    "contents that lead nowhere": ('href="#owners"', 'href="#other"', "not on the page"),
    "a bar's number changed": (">5</text>", ">6</text>", "charts"),
    "a chart lost": ("<svg", "<svg hidden class='page'", "charts"),
    "an alternative text lost": (f'aria-label="{ALT}"', "", "alternative text"),
    "a link lost": ('href="https://www.example.org/reports"', "", "is not on the page"),
    "a link added": (
        "<span>So many",
        '<a href="https://example.org/x"><span>So many',
        "none of the paper does",
    ),
    "a link that runs": ("https://www.example.org/reports", "javascript:x()", "a link leads to"),
    "a note changed": ("Police Act", "Police Bill", "note"),
    "a header changed": ("Joint Audit Committee", "Joint Committee", "edges"),
    "a script": ("</main>", "<script>x()</script></main>", "<script>"),
    "a handler": ("<h1", '<h1 onclick="x()"', "onclick"),
    "a frame": ("</main>", "<iframe></iframe></main>", "<iframe>"),
    "a picture from elsewhere": ("</main>", '<img src="https://x.org/i.png" alt=""></main>', "src"),
    "an id twice": ('id="owners"', 'id="background"', "there 2 times"),
}


def test_the_page_as_it_is_has_no_fault() -> None:
    assert page_faults(page_of(paper()), paper()) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name: str) -> None:
    old, new, said = PLANTED[name]
    good = page_of(paper()).decode()
    if old.startswith("<h1") or old == "h2":
        old = old.replace("h1", "h2")
        new = new.replace("h1", "h2")
    bad = good.replace(old, new)
    assert bad != good, name
    told = [f"{fault.message} {fault.place}" for fault in page_faults(bad.encode(), paper())]
    assert any(said in one for one in told), told


def test_a_fault_is_told_with_its_place() -> None:
    bad = page_of(paper()).replace(b">2</td>", b">3</td>")
    assert [fault.place for fault in page_faults(bad, paper())] == [
        'table 1, under "Background", row 2, column 3'
    ]


def test_a_page_that_fails_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    right = web.page
    monkeypatch.setattr(web, "page", lambda made: right(made).replace(b"<p", b"<p>more</p><p"))
    with pytest.raises(ProofFailed) as failed:
        web.for_the_web(papers()["empty"])
    assert failed.value.exit_code == 6
    assert [fault.code for fault in failed.value.findings][:1] == ["page-differs"]
