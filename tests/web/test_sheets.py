"""The paper's tables as CSV: what a spreadsheet shows is what the paper says, and nothing runs."""

from __future__ import annotations

import csv
import io

import pytest

from pipeline.web.reading import web_of
from pipeline.web.sheets import plain, sheets, slug
from pipeline.word.package import opened
from tests.golden import papers
from tests.paper.pdf.papers import chart, item, para, table
from tests.paper.pdf.printed import ALT
from tests.web.papers import captioned, made


def of(body: str) -> dict[str, list[list[str]]]:
    """Return the tables of a paper with this body, read as csv reads them."""
    return {
        name: list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in sheets(web_of(opened(made(body)))).items()
    }


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("7", "7"),
        ("1,204", "1204"),
        ("1,234,567.50", "1234567.50"),
        ("1,20", "1,20"),
        ("−9", "-9"),
        ("-9", "-9"),
        ("+3", "3"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("007", "007"),
        ("1.10", "1.10"),
        ("2018/19", "2018/19"),
        ("28 May 2021", "28 May 2021"),
        ("12%", "12%"),
        ("", ""),
        ("None", "None"),
        ("=1+1", "'=1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+44 121 496 0000", "'+44 121 496 0000"),
        ("-none", "'-none"),
        ("−none", "'−none"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("＠x", "'＠x"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("a=1", "a=1"),
        ("-1-1", "'-1-1"),
        ("--1", "'--1"),
    ],
)
def test_a_cell_is_a_plain_number_or_a_text_that_does_not_run(text: str, cell: str) -> None:
    assert plain(text) == cell


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Outstanding by rating", "outstanding-by-rating"),
        ("Outstanding at 31 December 2020, by rating", "outstanding-at-by-rating"),
        ("Table 12: Reviewed", "reviewed"),
        ("Movement from 9 July 2020 to 14 January 2021", "movement"),
        ("Members’ questions", "members-questions"),
        ("../../etc/passwd", "etc-passwd"),
        ("Aux", "table-aux"),
        ("2021", "table"),
        ("", "table"),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_a_file_is_named_by_words_that_stay(title: str, name: str) -> None:
    assert slug(title) == name


def test_each_table_is_a_file_named_by_its_caption_or_its_heading() -> None:
    two = [["Ref", "Days"], ["R1", "1,204"]]
    body = (
        captioned("By rating", two)
        + para("Overdue", "Heading1")
        + table(two)
        + captioned("By rating", two)
    )
    assert of(body) == {
        "tables/by-rating.csv": [["Ref", "Days"], ["R1", "1204"]],
        "tables/overdue.csv": [["Ref", "Days"], ["R1", "1204"]],
        "tables/by-rating-2.csv": [["Ref", "Days"], ["R1", "1204"]],
    }


def test_a_cell_of_several_lines_is_one_cell() -> None:
    body = table([["Ref", "Wording"], ["R1", "X"]]).replace(para("X"), para("One") + item("two", 2))
    assert of(body) == {"tables/table.csv": [["Ref", "Wording"], ["R1", "One\n1. two"]]}


def test_a_chart_has_a_file_where_no_table_below_it_holds_its_numbers() -> None:
    held = table([["Rating", "Now"], ["Red", "2"], ["Amber", "5"], ["Green", "9"]])
    assert of(para("Ratings", "Caption") + chart(ALT)) == {
        "tables/ratings-chart.csv": [["", "Series 1"], ["Red", "2"], ["Amber", "5"], ["Green", "9"]]
    }
    assert list(of(para("Ratings", "Caption") + chart(ALT) + held)) == ["tables/ratings.csv"]


def test_a_file_is_what_excel_reads_as_utf_8() -> None:
    content = sheets(web_of(opened(made(captioned("R", [["Rating", "–"], ['a "b", c', "1"]])))))
    assert content == {"tables/r.csv": '\ufeffRating,–\r\n"a ""b"", c",1\r\n'.encode()}


@pytest.mark.parametrize("kind", ["example", "first-paper", "nothing-happened", "empty"])
def test_every_table_of_a_paper_has_a_file(kind: str) -> None:
    paper = papers()[kind]
    found = sheets(web_of(opened(paper)))
    assert len(found) >= paper_tables(paper)
    for content in found.values():
        widths = {len(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))}
        assert len(widths) == 1


def paper_tables(paper: bytes) -> int:
    return opened(paper)["word/document.xml"].count(b"<w:tbl>")
