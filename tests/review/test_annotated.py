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
from tests.builders import COMING, inputs, inspections
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
    # in the figures in brief, and in its sentence
    assert on("overdue_total", copy_of_it()) == 2 * [
        [
            "Overdue: 1 (overdue_total)",
            "Counts outstanding recommendations whose target date is before the meeting.",
            "Last meeting, 9 July 2020: 0 (change +1).",
            "Rows, in recommendations.xlsx, sheet Recommendations: R26 (A27).",
        ]
    ]


def test_a_comment_lists_twenty_rows_and_says_how_many_more() -> None:
    last = on("outstanding_total", copy_of_it())[0][-1]
    assert last.startswith(
        "Rows, in recommendations.xlsx, sheet Recommendations: R1 (A2), R2 (A3), "
    )
    assert last.endswith(", R20 (A21) and 6 more.")


def test_rows_of_the_last_meeting_are_in_its_own_workbook() -> None:
    assert on("outstanding_opening", copy_of_it())[0][2:] == [
        "Last meeting, 9 July 2020: not known.",
        "Rows, in meetings/2020-07-09/recommendations.xlsx, sheet Recommendations: R1 (A2), R2 (A3), R3 (A4).",
    ]


def test_rows_of_the_log_are_in_the_log() -> None:
    assert on("forthcoming_total", copy_of_it())[0][-1] == (
        "Rows, in inspections.xlsx, sheet Forthcoming: Inspection of vetting (A2)."
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


def test_what_a_figure_was_and_how_it_changed_say_so_before_what_is_counted() -> None:
    [then], [change] = on("overdue_then", copy_of_it()), on("overdue_change", copy_of_it())
    assert then[:2] == ["The figure at the last meeting.", "Overdue: 1 (overdue_total)"]
    assert change[:2] == ["The change since the last meeting.", "Overdue: 1 (overdue_total)"]


def test_a_figure_of_nought_has_no_row() -> None:
    assert on("outstanding_reopened", copy_of_it())[0][-1] == "No row is behind it."


def test_no_words_of_a_row_that_is_not_for_publication_are_told() -> None:
    told = "\n".join(line for lines in comments(copy_of_it()).values() for line in lines)
    assert "stays inside" not in told and "Nobody Public" not in told


def test_a_figure_has_one_comment_a_paragraph_in_text_and_tables() -> None:
    root = etree.fromstring(parts_of(copy_of_it())["word/document.xml"])
    origins = {"meeting_date", "data_to", "since", "previous_date", "previous_data_to"}
    for paragraph in root.iter(w("p")):
        tags = {tag.get(w("val")) for tag in paragraph.iter(w("tag"))}
        tags = {tag for tag in tags - origins if not tag.startswith("recommendations:")}
        marked = [
            start.getnext().find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
            for start in paragraph.findall(w("commentRangeStart"))
        ]
        assert sorted(set(marked) - origins) == sorted(tags), (
            "every figure and every number of the log has its comment"
        )
        assert len(marked) == len(set(marked))
    assert len(on("outstanding_total", copy_of_it())) >= 3
    assert any(
        start.getparent().getparent().tag == w("tc") for start in root.iter(w("commentRangeStart"))
    )


def test_a_figure_twice_in_a_paragraph_is_commented_on_once() -> None:
    parts = parts_of(paper().paper)
    root = etree.fromstring(parts["word/document.xml"])
    control = (
        next(tag for tag in root.iter(w("tag")) if tag.get(w("val")) == "overdue_total")
        .getparent()
        .getparent()
    )
    control.addnext(etree.fromstring(etree.tostring(control)))
    twice = annotated(
        packed({**parts, "word/document.xml": etree.tostring(root)}), paper().computed
    )
    assert on("overdue_total", twice) == on("overdue_total", copy_of_it())


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
        timeout=120,
    )
    saved = comments((tmp_path / "saved" / "annotated.docx").read_bytes())
    assert list(saved.values()) == list(comments(copy_of_it()).values())
