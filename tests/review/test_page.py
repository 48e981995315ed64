"""The review page: what it says, what it must not say, and that it is one sound page that asks for
nothing.
"""

from __future__ import annotations

import base64
import copy
import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree, html

from pipeline.commands.codes import CODES
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import Made, made
from pipeline.compare.text import as_text
from pipeline.findings.finding import by_place
from pipeline.review.page.review_page import review_page
from pipeline.review.withheld import masked, withheld_in
from tests import golden
from tests.builders import SETTINGS, inputs, inspections
from tests.earlier import template

ROOT = Path(__file__).parents[2]
VOID = {"meta", "input", "br", "link", "img", "rect", "path"}
SECRET = "Watch the house in Elm Row"
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }}\"'<!--"
NOW: Sequence[Mapping[str, Any]] = (
    {
        "rag": "Red",
        "rag_reason": "It is late.",
        "target": date(2020, 11, 30),
        "update": "Still at work.",
    },
    {"text": "Train officers in the law on stalking.", "rag": "Amber", "target": date(2021, 9, 30)},
    {
        "rag": "Green",
        "text": "Keep better records of arrests.",
        "owner": "Director of Commercial Services",
    },
    {
        "rag": "Green",
        "status": "Closed",
        "signed_off": date(2020, 8, 3),
        "closed": date(2020, 9, 1),
    },
    {
        "rag": "Red",
        "rag_reason": f"{SECRET} first.",
        "text": f"{SECRET}.",
        "owner": "Chief of Elm Row",
        "publish": "No",
        "update": f"{SECRET} now.",
        "report": "The Elm Row report",
    },
    {"text": HOSTILE, "owner": HOSTILE, "update": HOSTILE, "rag": "Amber"},
    {"kind": "Cause of concern", "text": "Records are poor."},
)
THEN: Sequence[Mapping[str, Any]] = (
    {
        "rag": "Amber",
        "target": date(2020, 11, 30),
        "update": "Work has begun.",
        "reviewed": date(2020, 3, 2),
    },
    {
        "text": "Train officers in the law on stalking.",
        "rag": "Red",
        "rag_reason": "No trainer.",
        "reviewed": date(2020, 3, 2),
    },
    {"rag": "Green", "text": "Keep better records of arrests.", "reviewed": date(2020, 3, 2)},
    {"rag": "Amber", "reviewed": date(2020, 3, 2)},
    {
        "rag": "Amber",
        "text": f"{SECRET} then.",
        "owner": "Chief of Elm Row",
        "reviewed": date(2020, 3, 2),
    },
)
PROVENANCE = {
    "program": "1.0.0",
    "inputs": {"recommendations.xlsx": "ab" * 32},
    "versions": {"python": "3.11.7"},
}
LOG = inspections(inspections=[{"ref": "I1"}], forthcoming=[{}])


@cache
def earlier() -> bytes:
    """Return the paper of the meeting before, which printed the row that is not for publication
    now.
    """
    settings = SETTINGS.replace(
        "date = 2021-01-14\ndata_to = 2020-12-31", "date = 2020-07-09\ndata_to = 2020-06-30"
    )
    return made(
        inputs(
            *({**row, "target": date(2020, 5, 1)} for row in THEN),
            settings=settings,
            template=template(),
        )
    ).paper


def page_of(given: Inputs, previous: bytes | None = None) -> bytes:
    return reviewed(made(given), previous)


def reviewed(run: Made, previous: bytes | None = None) -> bytes:
    return review_page(
        run.computed,
        run.paper,
        previous and masked(previous, withheld_in(run.computed))[0],
        PROVENANCE,
        CODES,
    )


@cache
def example() -> Inputs:
    """Return the inputs of a paper with all that can happen."""
    return inputs(*NOW, then=THEN, log=LOG, template=template())


@cache
def example_run() -> Made:
    """Return the finished run of a paper with all that can happen."""
    return made(example())


@cache
def example_page() -> bytes:
    """Return the page of a paper with all that can happen."""
    return reviewed(example_run(), earlier())


@cache
def first_page() -> bytes:
    """Return the page of a first paper with an empty register."""
    return page_of(inputs(template=template()))


@cache
def document(content: bytes) -> Any:
    return html.document_fromstring(content.decode(), parser=html.HTMLParser(encoding="utf-8"))


def text(content: bytes, path: str) -> str:
    """Return the words of what an XPath finds, one space between any two."""
    return " ".join(
        " ".join(
            word for element in document(content).xpath(path) for word in element.itertext()
        ).split()
    )


def cells(row: Any) -> list[str]:
    """Return the words of a row's cells."""
    return [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("th|td")]


class Nesting(HTMLParser):
    """Finds tags that are closed in the wrong order, or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")


def nested(content: bytes) -> list[str]:
    parser = Nesting()
    parser.feed(content.decode())
    return [*parser.wrong, *parser.open]


def test_every_tag_is_closed_in_its_order_and_ids_are_unique() -> None:
    for content in (example_page(), first_page()):
        assert nested(content) == []
        ids = document(content).xpath("//@id")
        assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_on_the_page() -> None:
    for content in (example_page(), first_page()):
        ids = set(document(content).xpath("//@id"))
        assert [
            link
            for link in document(content).xpath("//a/@href")
            if not link.startswith("#") or link[1:] not in ids
        ] == []
        named = [
            name
            for names in document(content).xpath("//@aria-labelledby")
            for name in names.split()
        ]
        assert set(named) <= ids


def test_the_page_asks_for_nothing() -> None:
    for content in (example_page(), first_page()):
        assert (
            document(content).xpath(
                "//*[@src or @srcset or @action or @style]|//link|//img|//iframe|//object|//base"
            )
            == []
        )
        assert (
            b"url(" not in content
            and b"@import" not in content
            and b"http://" not in content
            and b"https://" not in content
        )
        policy = document(content).xpath(
            "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
        )
        assert policy.startswith("default-src 'none'")
        for tag in ("style", "script"):
            (inline,) = re.findall(f"<{tag}>(.*?)</{tag}>", content.decode(), re.DOTALL)
            seal = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{seal}'" in policy


def test_the_example_weighs_less_than_300_kb() -> None:
    run = golden.example_run()
    last = run.computed.previous.paper if run.computed.previous else None
    assert last and len(reviewed(run, last)) < 300_000


def test_headings_stand_in_order() -> None:
    for content in (example_page(), first_page()):
        levels = [
            int(element.tag[1])
            for element in document(content).iter("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        assert levels[:2] == [1, 2]
        assert [(one, other) for one, other in pairwise(levels) if other > one + 1] == []
        assert len(document(content).xpath("//h1")) == 1


def test_every_column_and_row_of_a_table_is_headed() -> None:
    for content in (example_page(), first_page()):
        assert document(content).xpath("//th[not(@scope)]") == []
        assert document(content).xpath("//table[not(.//thead//th[@scope='col'])]") == []


def test_the_balance_is_laid_out_as_an_addition() -> None:
    rows = document(example_page()).xpath("//table[caption='Outstanding']//tr[td]")
    assert ["".join(row.xpath("td")[0].text_content().split()) for row in rows] == [
        "5",
        "+1",
        "+0",
        "\u22121",
        "\u22120",
        "=5",
    ]
    assert "It adds up: the steps come to 5." in text(example_page(), "//section[@id='safe']")


def test_a_figure_of_the_paper_leads_to_its_rows() -> None:
    page = document(example_page())
    assert page.xpath("//div[@id='sheet']//a[@href='#figure-outstanding_red']")
    assert page.xpath("//details[@id='figure-outstanding_red']/p[@class='refs']/text()") == [
        "R1\nR5"
    ]
    assert page.xpath("//details[@id='figure-opening_amber']/p[@class='refs filed']/text()")[
        0
    ].startswith("R1 A2\n")


def test_a_total_whose_parts_are_on_the_page_leads_to_them() -> None:
    parts = document(example_page()).xpath("//details[@id='figure-outstanding_total']//a/@href")
    assert parts == [f"#figure-outstanding_{word}" for word in ("red", "amber", "green")]


def test_a_row_of_the_log_behind_a_figure_is_a_link_without_the_script() -> None:
    links = document(example_page()).xpath("//details[@id='figure-inspections_total']//li/a")
    assert [(link.text, link.get("href")) for link in links] == [("I1", "#inspections-A2")]


def test_a_target_date_in_the_paper_leads_to_its_row() -> None:
    links = document(example_page()).xpath("//div[@id='sheet']//a[@href='#row-2']")
    assert {link.text_content() for link in links} == {"30 November 2020"}


def test_changes_against_the_last_paper_are_marked_in_the_words() -> None:
    sheet = document(example_page()).xpath("//div[@id='sheet']")[0]
    assert "14 January 2021" in [inserted.text_content() for inserted in sheet.xpath(".//ins")]
    assert "9 July 2020 " in [deleted.text for deleted in sheet.xpath(".//del")]


def test_old_words_and_new_ones_never_abut() -> None:
    page = document(example_page())
    for old in page.xpath("//del[following-sibling::node()[1][self::ins or self::a]]"):
        assert old.text_content().endswith(" "), html.tostring(old)
    told = [" ".join(row.text_content().split()) for row in page.xpath("//div[@id='sheet']//p")]
    assert "Meeting 9 July 2020 14 January 2021" in told


def test_no_two_regions_of_the_page_have_one_name() -> None:
    run = golden.example_run()
    last = run.computed.previous.paper if run.computed.previous else None
    for content in (example_page(), reviewed(run, last)):
        names = document(content).xpath("//*[@role='region']/@aria-label")
        assert len(names) == len(set(names)) and all(names)


def test_a_cell_of_a_table_names_its_column_where_there_is_no_room_for_columns() -> None:
    table = document(example_page()).xpath("//div[@id='sheet']//table")[0]
    heads = [" ".join(head.text_content().split()) for head in table.xpath("thead//th")]
    for row in table.xpath("tbody/tr"):
        assert row.xpath("td/@data-th") == heads[1:]


def test_the_paper_reads_as_the_document_does_once_what_went_is_left_out() -> None:
    sheet = copy.deepcopy(document(example_page()).xpath("//div[@id='sheet']")[0])
    etree.strip_elements(sheet, "del", with_tail=False)
    told = " ".join(sheet.text_content().split())
    assert "so that five recommendations are outstanding now." in told
    assert "1.1 This report gives members of the Joint Audit Committee oversight" in told


def test_what_changed_is_listed_by_field_and_leads_to_its_row() -> None:
    page = document(example_page())
    fields = {
        field.text.strip(): [item.text_content() for item in field.getparent().xpath(".//li")]
        for field in page.xpath("//details[@class='field']/summary")
    }
    assert fields["Target date"] == ["30 June September 2021: R2"]
    assert fields["RAG"] == ["Amber Red: R1", "Red Amber: R2", "Amber Green: R4"]
    assert "Latest update" not in fields and "Reviewed" not in fields
    assert page.xpath("//details[@class='field']//li/b/text()")[:1] == ["R3"]
    assert page.xpath("//p[@class='field'][contains(., 'Latest update')]")


def test_of_long_words_only_the_row_is_listed_and_it_marks_what_changed_in_it() -> None:
    page = page_of(
        inputs(
            {"text": "Keep records of every arrest."},
            then=[{"text": "Keep records of arrests."}],
            template=template(),
        )
    )
    [item] = document(page).xpath("//details[@class='field'][summary[contains(., 'Recomm')]]//li")
    assert item.text_content() == "R1"
    row = document(page).get_element_by_id("row-2")
    assert row.xpath("td[5]/p[1]/del") and "every" in row.xpath("string(td[5]/p[1]/ins)")


def test_a_row_says_how_it_changed_so_that_rows_can_be_filtered_by_it() -> None:
    rows = [
        {"update": "Done soon."},
        {"rag": "Green", "update": "Done soon."},
        {},
        {"ref": "X", "text": "New."},
    ]
    page = document(page_of(inputs(*rows, then=[{}] * 3, template=template())))
    assert [page.get_element_by_id(f"row-{at}").get("class") for at in (2, 3, 4, 5)] == [
        "only",
        "more",
        None,
        "new",
    ]


def test_ratings_then_and_now_are_drawn_with_words() -> None:
    picture = document(example_page()).xpath("//*[local-name()='svg']")[0]
    assert picture.get("role") == "img"
    assert "Amber to Red: 2" in text(
        example_page(), "//*[local-name()='svg']/*[local-name()='desc']"
    )
    assert {"Red", "Amber", "Green"} <= set(text(example_page(), "//*[local-name()='svg']").split())


def test_came_and_left_are_told_of_a_figure_that_moved() -> None:
    row = document(example_page()).xpath(
        "//table[@class='movement']//tr[th='Outstanding and rated Green']"
    )[0]
    assert cells(row) == ["Outstanding and rated Green", "1", "1", "0", "none", "none"]
    row = document(example_page()).xpath("//table[@class='movement']//tr[th='Outstanding']")[0]
    assert cells(row) == [
        "Outstanding",
        "5",
        "5",
        "0",
        "1 row not in the register → outstanding, Amber: R6 A7",
        "1 row outstanding, Amber → closed, Green: R4 A5",
    ]


def test_words_of_a_row_that_is_not_for_publication_stand_nowhere() -> None:
    content = example_page().decode()
    assert "Elm Row" not in content
    row = document(example_page()).get_element_by_id("row-6")
    assert cells(row) == ["R5 A6", "(not for publication)"]


def test_the_last_papers_words_of_a_row_withheld_since_are_not_shown_as_deleted() -> None:
    assert SECRET in as_text(earlier())
    assert ["R5", *["(not for publication)"] * 4] in [
        cells(row) for row in document(example_page()).xpath("//tr[@class='gone']")
    ]
    assert SECRET not in document(example_page()).xpath("//div[@id='sheet']")[0].text_content()


def test_hostile_text_is_only_text() -> None:
    page = document(example_page())
    assert page.xpath("//img") == [] and page.xpath("//@onerror") == []
    assert len(page.xpath("//script")) == 1
    assert HOSTILE in page.get_element_by_id("row-7").text_content()
    assert (
        b"<img" not in example_page()
        and b"49" not in page.get_element_by_id("row-7").text_content().encode()
    )


def test_a_first_paper_says_so_and_compares_nothing() -> None:
    content = first_page()
    assert "This is the first paper" in text(content, "//section[@id='changed']")
    assert document(content).xpath("//ins|//del") == []
    assert "The register has no row that counts." in text(content, "//section[@id='rows']")
    assert "None" not in text(content, "//main")


def test_no_note_is_told_as_none() -> None:
    assert "there is no note to look at" in text(first_page(), "//section[@id='safe']")
    assert "There are none." in text(first_page(), "//section[@id='safe']")


def test_findings_stand_under_what_they_mean_with_a_link_to_their_row() -> None:
    found = document(example_page()).xpath(
        "//details[starts-with(@class,'finding')]//a[@href='#row-2']"
    )
    assert "Recommendations!N2" in [link.text for link in found]


def test_an_error_is_said_first() -> None:
    run = example_run()
    spoilt = dataclasses.replace(
        run.computed,
        findings=tuple(
            by_place(
                [
                    dataclasses.replace(found, severity="error") if place == 0 else found
                    for place, found in enumerate(run.computed.findings)
                ]
            )
        ),
    )
    content = review_page(spoilt, run.paper, None, {}, CODES)
    assert text(content, "//p[@class='answer']") == "No: 1 error must be corrected first."


def test_any_legend_can_be_drawn() -> None:
    settings = SETTINGS.replace(
        'Red = "off track"\nAmber = "in progress"\nGreen = "on course"',
        '"Off track" = "late"\nBlue = "new"\n"On track" = "good"\nWhite = "none"\nDone = "ready"',
    )
    rows = [{"rag": word} for word in ("Off track", "Blue", "On track", "White", "Done")]
    content = page_of(
        inputs(
            *rows, then=[{"rag": "White"}, {"rag": "Done"}], settings=settings, template=template()
        )
    )
    assert nested(content) == []
    assert "White to Off track: 1" in text(
        content, "//*[local-name()='svg']/*[local-name()='desc']"
    )


def test_the_same_inputs_give_the_same_page_without_a_path_of_this_machine() -> None:
    again = page_of(example(), earlier())
    assert again == example_page()
    assert (
        str(ROOT).encode() not in again
        and b" object at 0x" not in again
        and b"built-in method" not in again
    )


def test_hashes_and_versions_are_listed() -> None:
    told = text(example_page(), "//section[@id='made-from']")
    assert (
        "recommendations.xlsx " + "ab" * 32 in told
        and "version 1.0.0 of this program, on python 3.11.7." in told
    )


def test_a_chart_is_told_in_its_own_words() -> None:
    sheet = document(example_page()).xpath("//div[@id='sheet']//p[@class='picture']")
    assert sheet and all(" ".join(figure.itertext()).strip() for figure in sheet)
