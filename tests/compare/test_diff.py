"""The comparison of two papers: what is put next to what, and how it is told."""

from __future__ import annotations

import html
import io
import re
import time
from collections.abc import Sequence
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.compare.comparison import compared
from pipeline.compare.diff import as_json, as_terminal, differences
from pipeline.compare.words import Said, pieces, pieces_said
from pipeline.files.package import packed, parts_of
from pipeline.review.page.diff_page import as_html
from pipeline.word.lines import lines
from pipeline.word.xml import w

Block = str | Sequence[Sequence[str]]


def paper(*blocks: Block) -> bytes:
    """Return a .docx: "# " begins a heading, "## " one below it, a list of rows is a table with a
    header row.
    """
    made: Any = Document()
    for block in blocks:
        if isinstance(block, str):
            marks = len(block) - len(block.lstrip("#"))
            made.add_paragraph(block.lstrip("# "), f"Heading {marks}" if marks else "Normal")
            continue
        table = made.add_table(len(block), len(block[0]))
        for cells, row in zip(table.rows, block, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def told(old: bytes, new: bytes) -> list[str]:
    return [line for line in as_terminal(differences(old, new), colour=False).splitlines() if line][
        :-1
    ]


def test_identical_papers_have_no_differences() -> None:
    one = paper("# Purpose", "Six are Red.", [["Rating", "Now"], ["Red", "6"]])
    found = differences(one, one)
    assert found.identical and found.sections == ()
    assert (
        as_terminal(found, colour=True)
        == "The papers are identical: every paragraph and table row reads the same.\n"
    )
    assert as_json(found) == {"identical": True, "summary": found.summary, "sections": []}
    assert "The papers are identical" in as_html(found)


def test_a_changed_number_is_one_change_of_one_word() -> None:
    assert told(
        paper("# Background", "Of 98, six are Red."), paper("# Background", "Of 98, seven are Red.")
    ) == ["@@ Background @@", "  ~ [Normal] Of 98, [-six-]{+seven+} are Red."]


def test_a_paragraph_that_came_and_one_that_went() -> None:
    old, new = (
        paper("One stays.", "Nobody expected rain in Dudley."),
        paper("One stays.", "Quite different words follow here."),
    )
    assert told(old, new) == [
        "@@ Before the first heading @@",
        "  - [Normal] [-Nobody expected rain in Dudley.-]",
        "  + [Normal] {+Quite different words follow here.+}",
    ]


def test_rows_are_matched_by_their_first_column_wherever_they_stand() -> None:
    head = ["Ref", "Owner", "Target date"]
    old = paper([head, ["R1", "Ann", "May"], ["R2", "Bob", "June"], ["R3", "Cal", "July"]])
    new = paper([head, ["R4", "Dee", "March"], ["R1", "Ann", "August"], ["R3", "Cal", "July"]])
    assert told(old, new)[1:] == [
        "  table: Ref | Owner | Target date",
        "    + R4 | {+Dee+} | {+March+}",
        "    ~ R1 | Target date: [-May-]{+August+}",
        "    - R2 | [-Bob-] | [-June-]",
    ]


def test_a_row_that_only_moved_is_told_as_moved() -> None:
    head = ["Ref", "Owner"]
    old, new = (
        paper([head, ["R1", "Ann"], ["R2", "Bob"]]),
        paper([head, ["R2", "Bob"], ["R1", "Ann"]]),
    )
    assert [
        hunk.status for section in differences(old, new).sections for hunk in section.hunks
    ] == ["moved"]


def test_keys_are_padded_so_that_cells_stand_one_below_the_other() -> None:
    head = ["Rating", "Now"]
    lines_told = told(
        paper([head, ["Red", "1"], ["Amber", "2"]]), paper([head, ["Red", "3"], ["Amber", "4"]])
    )
    assert lines_told[-2:] == ["    ~ Red   | Now: [-1-]{+3+}", "    ~ Amber | Now: [-2-]{+4+}"]


def test_a_column_that_came_is_matched_by_its_heading() -> None:
    old = paper([["Rating", "Now"], ["Red", "1"]])
    new = paper([["Rating", "Then", "Now"], ["Red", "5", "1"]])
    assert told(old, new)[-1] == "    ~ Red    | Then: {+5+}"


def test_two_rows_of_one_key_are_matched_in_order() -> None:
    head = ["Ref", "Owner"]
    old, new = (
        paper([head, ["", "Ann Lee"], ["", "Bob Lee"]]),
        paper([head, ["", "Ann Lee"], ["", "Ben Lee"]]),
    )
    assert told(old, new)[-1].endswith("| Owner: [-Bob-]{+Ben+} Lee")


def test_sections_on_other_subjects_are_not_mixed() -> None:
    old = paper("# Inspections", "## Custody", "It asked about cells and food.", "# End", "Fin.")
    new = paper("# Inspections", "## Vetting", "It asked about checks and files.", "# End", "Fin.")
    found = differences(old, new)
    assert [section.path for section in found.sections] == [
        ("Inspections", "Custody"),
        ("Inspections", "Vetting"),
    ]
    assert {hunk.status for section in found.sections for hunk in section.hunks} == {
        "added",
        "removed",
    }


def part(title: str, words: str, lead: str) -> bytes:
    """Return a paper of one inspection, with a part below it that every inspection has."""
    return paper(
        "# Inspections", f"## {title}", words, "### Next step", f"Lead in the force: {lead} Smith."
    )


def test_a_part_with_the_same_heading_under_another_subject_is_another_part() -> None:
    assert told(
        part("Custody", "Cells were visited.", "Ann"),
        part("Protests", "Officers were asked.", "Bob"),
    ) == [
        "@@ Inspections \u203a Custody @@",
        "  - [Heading 2] [-Custody-]",
        "  - [Normal] [-Cells were visited.-]",
        "@@ Inspections \u203a Custody \u203a Next step @@",
        "  - [Heading 3] [-Next step-]",
        "  - [Normal] [-Lead in the force: Ann Smith.-]",
        "@@ Inspections \u203a Protests @@",
        "  + [Heading 2] {+Protests+}",
        "  + [Normal] {+Officers were asked.+}",
        "@@ Inspections \u203a Protests \u203a Next step @@",
        "  + [Heading 3] {+Next step+}",
        "  + [Normal] {+Lead in the force: Bob Smith.+}",
    ]


def test_a_part_stays_itself_where_the_subject_above_it_got_another_heading() -> None:
    words = "Inspectors came to see the custody suites in Coventry and spoke with detainees."
    assert told(part("Custody", words, "Ann"), part("Places of detention", words, "Bob")) == [
        "@@ Inspections \u203a Places of detention @@",
        "  - [Heading 2] [-Custody-]",
        "  + [Heading 2] {+Places of detention+}",
        "@@ Inspections \u203a Places of detention \u203a Next step @@",
        "  ~ [Normal] Lead in the force: [-Ann-]{+Bob+} Smith.",
    ]


def test_a_section_whose_heading_was_reworded_is_one_section() -> None:
    old = paper(
        "# Inspections completed since July", "Three inspections were completed in the period."
    )
    new = paper(
        "# Inspections completed since January", "Three inspections were completed in the period."
    )
    found = differences(old, new)
    assert [[hunk.status for hunk in section.hunks] for section in found.sections] == [["changed"]]


def test_a_label_before_a_tab_keeps_a_line_together() -> None:
    assert told(paper("Meeting\t9 July 2020"), paper("Meeting\t14 January 2021"))[-1] == (
        "  ~ [Normal] Meeting \u21e5 [-9 July 2020-]{+14 January 2021+}"
    )


def test_content_controls_insertions_and_deletions_are_read_as_a_reader_does() -> None:
    parts = parts_of(paper("Six are Red."))
    root = etree.fromstring(parts["word/document.xml"])
    (paragraph,) = root.iter(w("p"))
    run = paragraph.find(w("r"))
    control = etree.SubElement(paragraph, w("sdt"))
    content = etree.SubElement(control, w("sdtContent"))
    content.append(run)
    gone = etree.SubElement(
        etree.SubElement(etree.SubElement(paragraph, w("del")), w("r")), w("delText")
    )
    gone.text = " Not this."
    came = etree.SubElement(etree.SubElement(etree.SubElement(paragraph, w("ins")), w("r")), w("t"))
    came.text = " And this."
    marked = packed({**parts, "word/document.xml": etree.tostring(root)})
    assert differences(marked, paper("Six are Red. And this.")).identical


def test_colour_adds_to_the_signs_and_does_not_replace_them() -> None:
    found = differences(paper("six are Red"), paper("seven are Red"))
    coloured = as_terminal(found, colour=True)
    assert "\x1b[31m[-six-]\x1b[0m\x1b[32m{+seven+}\x1b[0m" in coloured
    assert re.sub("\x1b\\[[0-9]*m", "", coloured) == as_terminal(found, colour=False)


def test_nothing_in_a_paper_is_obeyed_by_the_terminal() -> None:
    assert "\x9b" not in as_terminal(
        differences(paper("one"), paper("two \x9b31m \u202e three")), colour=False
    )


def test_the_page_shows_hostile_text_as_text() -> None:
    shown = as_html(differences(paper("one"), paper("<script>alert(1)</script> {{ 7*7 }}")))
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown and "{{ 7*7 }}" in shown


def test_the_page_asks_for_nothing() -> None:
    shown = html.unescape(as_html(differences(paper("# A", "one"), paper("# A", "two"))))
    assert "default-src 'none'" in shown
    assert (
        "http:" not in shown
        and "https:" not in shown
        and "url(" not in shown
        and " src=" not in shown
    )


def test_json_holds_every_piece() -> None:
    change = as_json(differences(paper("# A", "six apples"), paper("# A", "ten apples")))[
        "sections"
    ][0]
    assert change == {
        "path": ["A"],
        "changes": [
            {
                "status": "changed",
                "kind": "paragraph",
                "style": "Normal",
                "table": None,
                "headings": [],
                "cells": [
                    [
                        {"op": "old", "text": "six"},
                        {"op": "new", "text": "ten"},
                        {"op": "same", "text": " apples"},
                    ]
                ],
            }
        ],
    }


def test_the_summary_counts_what_changed() -> None:
    head = ["Ref", "Owner"]
    found = differences(
        paper("six apples", [head, ["R1", "Ann"]]),
        paper("ten apples", [head, ["R1", "Ann"], ["R2", "Bob"]]),
    )
    assert found.summary == "Paragraphs: 1 changed; table rows: 1 added."


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(ValueError, match="not a Word document"):
        differences(b"no zip", paper("one"))


def test_a_word_is_not_matched_far_away_for_the_sake_of_a_space() -> None:
    assert [
        (piece.op, piece.text)
        for piece in pieces("a force and a panel met", "the force and a panel met")
    ] == [("old", "a"), ("new", "the"), ("same", " force and a panel met")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One.", "One. Two is here.", [("same", "One."), ("new", " Two is here.")]),
        ("One. Two is here.", "One.", [("same", "One."), ("old", " Two is here.")]),
        (
            "Is it? Yes.",
            "Is it? Or not? Yes.",
            [("same", "Is it? "), ("new", "Or not? "), ("same", "Yes.")],
        ),
    ],
)
def test_a_sentence_that_came_or_went_is_marked_with_its_own_full_stop(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert [(piece.op, piece.text) for piece in pieces(old, new)] == expected


def test_a_figure_is_compared_with_itself_however_its_sentence_was_turned() -> None:
    old = [
        Said("six", 1, "red"),
        Said(" are Red and "),
        Said("two", 2, "green"),
        Said(" are Green."),
    ]
    new = [
        Said("three", 3, "red"),
        Said(" stay Red, against "),
        Said("six", 4, "green"),
        Said(" now Green."),
    ]
    found = [(piece.op, piece.text) for piece in pieces_said(old, new)]
    assert found[:2] == [("old", "six"), ("new", "three")] and ("same", "six") not in found
    assert [piece for piece in found if piece[1] in ("two", "six")] == [
        ("old", "six"),
        ("old", "two"),
        ("new", "six"),
    ]


def test_a_change_of_white_space_alone_is_told() -> None:
    assert [(piece.op, piece.text) for piece in pieces("one  two", "one two")] == [
        ("same", "one"),
        ("old", "  "),
        ("new", " "),
        ("same", "two"),
    ]


TEXTS = st.lists(
    st.sampled_from(["six", "seven", "are", "Red", "the", ".", "\n", "  "]), max_size=12
).map(" ".join)


@settings(derandomize=True, deadline=None)
@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "new") == old
    assert "".join(piece.text for piece in found if piece.op != "old") == new


BLOCKS = st.lists(
    st.sampled_from(["# A", "# B", "## C", "one two three", "one two four", "five six", "seven"]),
    min_size=1,
    max_size=8,
)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(BLOCKS, BLOCKS)
def test_every_line_of_both_papers_stands_in_the_alignment_once(
    old: list[str], new: list[str]
) -> None:
    then, now = lines(paper(*old)), lines(paper(*new))
    pairs = compared(then, now)
    assert sorted(pair.old.text for pair in pairs if pair.old) == sorted(line.text for line in then)
    assert sorted(pair.new.text for pair in pairs if pair.new) == sorted(line.text for line in now)


def test_forty_pages_are_compared_in_seconds() -> None:
    def pages(word: str) -> bytes:
        blocks: list[Block] = []
        for section in range(40):
            blocks += [
                f"# Section {section}",
                *(
                    f"Paragraph {place} of section {section} {word if place % 3 else 'stays'} with the same words as all the others."
                    for place in range(12)
                ),
            ]
            blocks.append(
                [
                    ["Ref", "Words"],
                    *([f"R{section}-{row}", f"{word} and more"] for row in range(10)),
                ]
            )
        return paper(*blocks)

    then, now = pages("then"), pages("now")
    start = time.process_time()
    found = differences(then, now)
    assert len(found.sections) == 40
    assert time.process_time() - start < 20
