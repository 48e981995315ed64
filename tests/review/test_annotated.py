"""The annotated copy: the paper, word for word, with a comment on each of its figures."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from pipeline.commands.run import Made, made
from pipeline.compare.text import as_text
from pipeline.figures.result import Computed
from pipeline.files.package import packed, parts_of
from pipeline.review import annotated as room
from pipeline.word.xml import w
from tests.builders import COMING, SETTINGS, inputs, inspections
from tests.earlier import template

TEMPLATE = template()
COMMENT_PARTS = {
    "word/comments.xml",
    "word/document.xml",
    "word/styles.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
}
SOON = date(2020, 11, 30)


@cache
def paper() -> Made:
    """Return a small paper: 25 outstanding and one overdue that is not for publication; the last
    meeting had three.
    """
    rows = [{}] * 25 + [
        {
            "target": SOON,
            "publish": "No",
            "text": "The wording that stays inside.",
            "owner": "Nobody Public",
        }
    ]
    log = inspections(inspections=[{}], forthcoming=[COMING])
    return made(inputs(*rows, then=[{}] * 3, log=log, template=TEMPLATE))


def annotated(document: bytes, computed: Computed) -> bytes:
    return packed(room.annotated(document, computed))


@cache
def copy_of_it() -> bytes:
    return annotated(paper().paper, paper().computed)


def comments(document: bytes) -> dict[str, list[str]]:
    """Return the lines of each comment by id."""
    root = etree.fromstring(parts_of(document)["word/comments.xml"])
    return {
        comment.get(w("id")): ["".join(line.itertext()) for line in comment.iter(w("p"))]
        for comment in root
    }


def on(key: str, document: bytes) -> list[list[str]]:
    """Return the comments whose range holds the controls of a figure, in the order of the paper."""
    root = etree.fromstring(parts_of(document)["word/document.xml"])
    found = []
    for control in root.iter(w("sdt")):
        before = control.getprevious()
        if (
            control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == key
            and before is not None
            and (before.tag == w("commentRangeStart"))
        ):
            found.append(comments(document)[before.get(w("id"))])
    return found


def test_the_text_is_the_same() -> None:
    assert as_text(copy_of_it()) == as_text(paper().paper)


def test_it_changes_only_what_comments_need() -> None:
    before, after = parts_of(paper().paper), parts_of(copy_of_it())
    assert {name for name in after if after[name] != before.get(name)} == COMMENT_PARTS


def test_a_comment_says_what_is_counted_by_which_rule_and_what_it_was() -> None:
    assert on("overdue_total", copy_of_it()) == [
        [
            "Overdue: 1 (overdue_total)",
            "Counts outstanding recommendations whose target date is before the meeting.",
            "Last meeting, 9 July 2020: 0 (change +1).",
            "Rows, recommendations.xlsx: Recommendations!A27 (R26).",
        ]
    ]


def test_fifteen_rows_and_more_are_told_by_their_number() -> None:
    assert on("outstanding_total", copy_of_it())[0][-1] == (
        "26 rows, recommendations.xlsx: Recommendations!A2 to Recommendations!A27."
    )
    few = made(inputs(*[{}] * 14, then=[{}], template=TEMPLATE))
    [told] = on("outstanding_total", annotated(few.paper, few.computed))
    refs = ", ".join(f"R{number}" for number in range(1, 15))
    assert told[-1] == f"Rows: {refs}."


def test_a_comment_is_at_most_300_characters_long_whatever_the_words_of_the_workbook() -> None:
    long = "A very long word of status " * 20
    settings = f'{SETTINGS}\n[status]\n"{long.strip()}" = "open"\n"Closed" = "closed"\n'
    rows = [
        {"ref": f"Reference {number} {'x' * 90}", "status": long.strip()} for number in range(9)
    ]
    run = made(inputs(*rows, settings=settings, template=TEMPLATE))
    told = ["\n".join(lines) for lines in comments(annotated(run.paper, run.computed)).values()]
    assert told and max(map(len, told)) <= 300
    assert max(len("\n".join(lines)) for lines in comments(copy_of_it()).values()) <= 300


def test_rows_of_the_last_meeting_are_in_the_workbook_that_was_filed() -> None:
    rows = "Rows, 2020-07-09: Recommendations!A2 (R1), A3 (R2), A4 (R3)."
    assert on("outstanding_opening", copy_of_it())[0][2:] == [rows]
    assert on("outstanding_then", copy_of_it()) == [
        ["Outstanding, at the meeting of 9 July 2020: 3 (outstanding_total)", rows]
    ]


def test_rows_of_the_log_are_in_the_log() -> None:
    assert on("forthcoming_total", copy_of_it())[0][-1] == (
        "Rows, inspections.xlsx: Forthcoming!A2 (Inspection of vetting)."
    )


def test_a_number_of_the_log_names_its_cell_and_a_date_of_the_meetings_its_origin_once() -> None:
    assert on("inspections:R1:finished", copy_of_it()) == [
        ["From inspections.xlsx, Inspections!I2."]
    ]
    assert on("data_to", copy_of_it()) == [
        [
            "The data cut-off: from report.toml, [meeting] data_to, or the day of the meeting where that is not given."
        ]
    ]
    assert on("previous_data_to", copy_of_it()) == [
        ["The data cut-off of the last meeting: meetings/2020-07-09/manifest.json."]
    ]


def test_a_change_says_from_what_to_what() -> None:
    assert on("overdue_change", copy_of_it()) == [
        ["Overdue: +1 since 9 July 2020, from 0 to 1 (overdue_total)."]
    ]


def test_a_figure_of_nought_has_no_row() -> None:
    assert on("outstanding_reopened", copy_of_it())[0][-1] == "No row is behind it."


def test_no_words_of_a_row_that_is_not_for_publication_are_told() -> None:
    told = "\n".join(line for lines in comments(copy_of_it()).values() for line in lines)
    assert "stays inside" not in told and "Nobody Public" not in told


def test_every_figure_has_one_comment_at_its_first_mention_in_text_and_tables() -> None:
    root = etree.fromstring(parts_of(copy_of_it())["word/document.xml"])
    met: list[str] = []
    for control in root.iter(w("sdt")):
        key = control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
        before = control.getprevious()
        commented = before is not None and before.tag == w("commentRangeStart")
        assert commented == (key not in met and not key.startswith("recommendations:")), key
        met.append(key)
    assert met.count("outstanding_total") >= 3
    assert any(
        start.getparent().getparent().tag == w("tc") for start in root.iter(w("commentRangeStart"))
    )


def test_every_range_starts_ends_and_is_referred_to_once_in_order() -> None:
    root = etree.fromstring(parts_of(copy_of_it())["word/document.xml"])
    for start in root.iter(w("commentRangeStart")):
        control, end, run = list(start.itersiblings())[:3]
        assert (control.tag, end.tag, run.tag) == (w("sdt"), w("commentRangeEnd"), w("r"))
        assert run.find(f"{w('rPr')}/{w('rStyle')}").get(w("val")) == "CommentReference"
        assert (
            {start.get(w("id"))}
            == {end.get(w("id"))}
            == {run.find(w("commentReference")).get(w("id"))}
        )
    ids = [start.get(w("id")) for start in root.iter(w("commentRangeStart"))]
    assert ids == list(comments(copy_of_it())) == [str(number) for number in range(len(ids))]


def test_comments_are_the_forces_on_the_day_of_the_meeting() -> None:
    root = etree.fromstring(parts_of(copy_of_it())["word/comments.xml"])
    assert {
        (comment.get(w("author")), comment.get(w("initials")), comment.get(w("date")))
        for comment in root
    } == {("West Midlands Police", "WMP", "2021-01-14T00:00:00Z")}


def test_headers_and_footers_have_no_comments() -> None:
    parts = parts_of(copy_of_it())
    assert not [
        name
        for name in parts
        if re.match("word/(header|footer)", name) and b"comment" in parts[name]
    ]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert annotated(paper().paper, paper().computed) == copy_of_it()


def test_comments_that_are_there_already_are_kept() -> None:
    twice = annotated(copy_of_it(), paper().computed)
    once = comments(copy_of_it())
    assert list(comments(twice).items())[: len(once)] == list(once.items())
    assert len(comments(twice)) == 2 * len(once)
    assert parts_of(twice)["word/styles.xml"] == parts_of(copy_of_it())["word/styles.xml"]
    assert (
        parts_of(twice)["word/_rels/document.xml.rels"]
        == parts_of(copy_of_it())["word/_rels/document.xml.rels"]
    )


def test_a_style_of_comments_that_the_paper_has_under_another_id_is_used() -> None:
    parts = parts_of(paper().paper)
    own = (
        f'<w:style xmlns:w="{w("")[1:-1]}" w:type="character" w:styleId="Kommentarzeichen">'
        '<w:name w:val="annotation reference"/></w:style>'
    )
    styles = etree.fromstring(parts["word/styles.xml"])
    styles.append(etree.fromstring(own))
    found = parts_of(
        annotated(packed({**parts, "word/styles.xml": etree.tostring(styles)}), paper().computed)
    )
    assert b'rStyle w:val="Kommentarzeichen"' in found["word/document.xml"]
    assert b'w:styleId="CommentReference"' not in found["word/styles.xml"]


def test_a_paper_without_figures_stays_as_it_is() -> None:
    parts = parts_of(paper().paper)
    root = etree.fromstring(parts["word/document.xml"])
    for tag in root.iter(w("tag")):
        tag.set(w("val"), "something else")
    plain = packed({**parts, "word/document.xml": etree.tostring(root)})
    assert annotated(plain, paper().computed) == plain


def test_on_a_first_paper_a_comment_says_that_no_meeting_is_filed() -> None:
    first = made(inputs({}, template=TEMPLATE))
    assert (
        on("outstanding_total", annotated(first.paper, first.computed))[0][2]
        == "Last meeting: none is filed."
    )


@pytest.mark.judge
def test_it_is_valid_where_the_paper_is(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")

    def errors(name: str, content: bytes) -> set[str]:
        (tmp_path / name).write_bytes(content)
        return {
            error.description
            for error in audit.OpenXmlValidator().validate(str(tmp_path / name)).errors
        }

    assert errors("annotated.docx", copy_of_it()) <= errors("paper.docx", paper().paper)


@pytest.mark.judge
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_libreoffice_reads_every_comment(tmp_path: Path) -> None:
    (tmp_path / "annotated.docx").write_bytes(copy_of_it())
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(tmp_path / "annotated.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    saved = comments((tmp_path / "saved" / "annotated.docx").read_bytes())
    assert list(saved.values()) == list(comments(copy_of_it()).values())
