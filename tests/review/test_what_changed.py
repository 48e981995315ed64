"""The ten lines on the first page of the redline: what they say, and what the redline leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from pipeline.commands.inputs import read_settings
from pipeline.commands.run import computed
from pipeline.compare.redline.marked import marked
from pipeline.compare.redline.reads_like import canonical
from pipeline.compare.redline.resolve import accepted, rejected
from pipeline.compare.text import as_text
from pipeline.figures.result import Computed
from pipeline.files.package import parts_of
from pipeline.findings.finding import SettingsRefused
from pipeline.review.what_changed import MOST, LeftOut, new_by_nature, what_changed
from pipeline.word.copies import copy_of
from pipeline.word.xml import w
from tests.builders import MEETING, SETTINGS, inputs, inspections
from tests.compare.test_redline import headed, paper, para, table
from tests.golden import example_run, papers


def position(*now: dict[str, Any], then: int = 3, titles: tuple[str, ...] = ()) -> Computed:
    """Return what a run comes to: rows now, `then` open ones at the last meeting, a log of these
    inspections.
    """
    log = inspections(inspections=[{"title": title} for title in titles])
    return computed(inputs(*now, then=[{}] * then, log=log))


OLD = paper(
    headed("Position", "Three are outstanding.", level=1),
    headed("Custody in 2019", "It was long."),
    headed("Next step", "A step.", level=3),
    headed("Next", "Members note three.", level=1),
)
NEW = paper(
    headed("Position", "Two are outstanding.", "It is new.", level=1),
    headed("Fraud in 2020", "It is new too.") + table(["Ref", "Words"], ["R1", "Keep records."]),
    headed("Next step", "Another step.", level=3),
    headed("Next", "Members note two.", level=1),
)


def test_it_tells_figures_counts_and_sections() -> None:
    told = what_changed(position({"rag": "Red", "rag_reason": "Late."}, {}), OLD, NEW)
    assert told[:3] == [
        "What changed since the paper of 9 July 2020",
        "Outstanding: 2, was 3 (\u22121).",
        "Outstanding and rated Red: 1, was 0 (+1).",
    ]
    assert told[3:6] == [
        "Awaiting the inspectorate: 0, as then.",
        "Overdue: 0, as then.",
        "Causes of concern outstanding: 0, as then.",
    ]
    assert told[-2:] == ["New sections: Fraud in 2020.", "Sections that are gone: Custody in 2019."]
    assert told[-3].startswith("Most changes: Position (")
    assert told[-4].startswith("Paragraphs: ")
    assert len(told) <= MOST


def test_papers_that_read_the_same_say_so() -> None:
    assert what_changed(position({}, {}, {}), NEW, NEW)[-1] == (
        "The papers are identical: every paragraph and table row reads the same."
    )


def test_a_section_that_moved_is_neither_new_nor_gone() -> None:
    one, other = headed("Custody", "Long ago."), headed("Fraud", "And short.")
    end = para("The end of all.")
    told = what_changed(position({}), paper(one, other, end), paper(other, one, end))
    assert not [line for line in told if line.startswith(("New sections", "Sections that"))]


def test_many_long_headings_are_cut_and_counted() -> None:
    many = [headed(f"Section {number} {'x' * 90}", "New.", level=1) for number in range(9)]
    told = what_changed(position({}), paper(para("One.")), paper(para("One."), *many))
    [line] = [line for line in told if line.startswith("New sections: ")]
    assert line.endswith("\u2026; and 3 more.") and len(line) < 420 and len(told) <= MOST


@pytest.mark.parametrize(
    ("titles", "then", "now"),
    [
        ((), (), ()),
        (("Fraud in 2020",), (), ("Fraud in 2020",)),
        (("fraud  in 2020", "Custody in 2019"), ("Custody in 2019",), ("Fraud in 2020",)),
        (("Position",), (), ()),
        (("Elsewhere",), (), ()),
    ],
    ids=["no log", "one", "both, spelt otherwise", "a heading of both papers", "another title"],
)
def test_a_section_is_new_by_nature_where_its_heading_is_a_title_of_the_log_in_one_paper(
    titles: tuple[str, ...], then: tuple[str, ...], now: tuple[str, ...]
) -> None:
    assert new_by_nature(position({}, titles=titles), OLD, NEW) == LeftOut(then, now)


def test_sections_left_out_are_listed_and_not_counted() -> None:
    left_out = LeftOut(("Custody in 2019",), ("Fraud in 2020",))
    told = what_changed(position({}), OLD, NEW, left_out)
    assert told[-2:] == [
        "New by nature, so not marked: Fraud in 2020.",
        "The last paper's, so left out: Custody in 2019.",
    ]
    assert not [line for line in told if line.startswith(("New sections", "Sections that"))]
    assert "Paragraphs: 2 changed, 1 added." in told and len(told) <= MOST


def test_the_setting_takes_two_words_and_marks_all_where_it_is_not_given() -> None:
    assert read_settings(SETTINGS.encode()).review.new_sections == "marked"
    listed = SETTINGS + '\n[review]\nnew_sections = "listed"\n'
    assert read_settings(listed.encode()).review.new_sections == "listed"
    with pytest.raises(SettingsRefused) as refused:
        read_settings(listed.replace("listed", "hidden").encode())
    assert 'new_sections: "hidden" is not one of "marked" or "listed"' in str(
        refused.value.findings[0]
    )


def comments(document: bytes) -> list[list[str]]:
    root = etree.fromstring(parts_of(document)["word/comments.xml"])
    return [["".join(line.itertext()) for line in comment] for comment in root]


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("old", "new"), [("first-paper", "example"), ("example", "first-paper"), ("empty", "example")]
)
def test_what_is_told_is_a_comment_on_the_first_page_and_no_text_so_the_laws_hold(
    old: str, new: str
) -> None:
    told = ["What changed", "Outstanding: 91, was 100.", "<b>{{ 7*7 }}</b>"]
    before, after = papers()[old], papers()[new]
    result, notes = marked(before, after, "West Midlands Police", MEETING, lambda: told)
    assert notes == [] and result is not None and copy_of(result) == "redline"
    assert comments(result) == [told]
    [reference] = etree.fromstring(parts_of(result)["word/document.xml"]).iter(
        w("commentReference")
    )
    paragraph = next(reference.iterancestors(w("p")))
    assert not list(paragraph.itersiblings(w("tbl"), preceding=True))
    assert canonical(accepted(result)) == canonical(accepted(after))
    assert canonical(rejected(result)) == canonical(accepted(before))
    assert as_text(accepted(result)) == as_text(after)


def test_of_the_example_the_sections_of_inspections_and_reports_can_be_listed() -> None:
    run = example_run()
    last = run.computed.previous.paper if run.computed.previous else None
    assert last is not None
    left_out = new_by_nature(run.computed, last, run.paper)
    titles = {entry.title for entry in run.computed.position.period_log.entries}
    assert left_out.now and set(left_out.now) <= titles
    told = what_changed(run.computed, last, run.paper, left_out)
    result, notes = marked(last, run.paper, "X", MEETING, lambda: told, left_out.headings)
    assert notes == [] and result is not None and len(told) <= MOST
    assert canonical(accepted(result)) == canonical(accepted(run.paper))
    then = as_text(rejected(result))
    for heading in left_out.now:
        assert f"] {heading}" in then
    for heading in left_out.then:
        assert f"] {heading}" not in then
