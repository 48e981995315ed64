"""A paper that people have edited: what of it still matches, and what is told about the rest."""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from pipeline.commands.run import Made, made
from pipeline.english.reading import agree, dates, numerals
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Finding
from pipeline.review.verify.verdict import Verdict, code_of
from pipeline.word.lines import DRAWN
from pipeline.word.xml import w
from tests.builders import COMING, inputs, inspections
from tests.earlier import template
from tests.edits.edit import judged

TEMPLATE = template()
Edit = Callable[[etree._Element], object]


@cache
def paper(reviewed: int = 12) -> Made:
    """Return the paper of a meeting: 14 outstanding, 12 of them reviewed, 2 overdue, 3 new; 11 were
    outstanding then.
    """
    rows = [{"reviewed": date(2020, 11, 12)}] * reviewed + [
        {"reviewed": date(2020, 5, 1), "rag": "Red"}
    ] * (14 - reviewed)
    rows = [
        {**row, "target": date(2020, 12, 1) if place < 2 else date(2021, 6, 30)}
        for place, row in enumerate(rows)
    ]
    log = inspections(
        inspections=[
            {"narrative": "We spoke to 40 officers about 27 recommendations that were reviewed."}
        ],
        forthcoming=[COMING],
    )
    return made(
        inputs(
            *rows,
            then=[{"target": date(2021, 6, 30)}] * 11,
            log=log,
            template=TEMPLATE,
        )
    )


@cache
def fewer() -> Made:
    """Return the paper of a meeting with four fewer outstanding than at the last one."""
    return made(inputs({}, *[{"status": "Closed"}] * 4, then=[{}] * 5, template=TEMPLATE))


def edited(*edits: Edit, part: str = "word/document.xml", of: bytes | None = None) -> bytes:
    """Return the paper with its XML edited as Word would leave it."""
    parts = parts_of(of or paper().paper)
    root = etree.fromstring(parts[part])
    for edit in edits:
        edit(root)
    return packed({**parts, part: etree.tostring(root)})


def verdict(document: bytes, of: Made | None = None) -> Verdict:
    """Return what is said of an edited paper's words, but for numbers that nothing explains
    (test_edits).
    """
    found = judged(document, of or paper())
    return replace(
        found, remarks=tuple(remark for remark in found.remarks if code_of(remark) != "unexplained")
    )


def told(document: bytes, code: str = "") -> list[tuple[str, ...]]:
    """Return the remarks as (code, key, found, expected), or only those of one code as (key, found,
    expected).
    """
    remarks = [
        (code_of(remark), remark.key, remark.found, remark.expected)
        for remark in verdict(document).remarks
    ]
    return [remark[1:] for remark in remarks if remark[0] == code] if code else remarks


def control(root: etree._Element, key: str, place: int = 0) -> etree._Element:
    """Return a figure's control by its place: those in sentences first, then those in tables."""
    found = [
        next(tag.iterancestors(w("sdt"))) for tag in root.iter(w("tag")) if tag.get(w("val")) == key
    ]
    return sorted(found, key=lambda one: next(one.iterancestors(w("tbl")), None) is not None)[place]


def paragraph(root: etree._Element, key: str, place: int = 0) -> etree._Element:
    return next(control(root, key, place).iterancestors(w("p")))


def says(key: str, text: str, place: int = 0) -> Edit:
    """Type over what stands in a control."""

    def edit(root: etree._Element) -> None:
        next(control(root, key, place).iter(w("t"))).text = text

    return edit


def everywhere(key: str, *texts: str) -> Edit:
    return lambda root: [says(key, text, place)(root) for place, text in enumerate(texts)]


def without_control(key: str, place: int = 0) -> Edit:
    """Remove a control and keep its words, as Word's Remove Content Control does."""

    def edit(root: etree._Element) -> None:
        found = control(root, key, place)
        for run in found.find(w("sdtContent")):
            found.addprevious(run)
        found.getparent().remove(found)

    return edit


def without_any_control(root: etree._Element) -> None:
    for key in [tag.get(w("val")) for tag in root.iter(w("tag"))]:
        without_control(key)(root)


def beside(key: str, before: str = "", after: str = "", place: int = 0) -> Edit:
    """Type plain text right before and after a control, outside it."""

    def edit(root: etree._Element) -> None:
        found = control(root, key, place)
        for text, add in ((before, found.addprevious), (after, found.addnext)):
            if text:
                run = etree.Element(w("r"))
                etree.SubElement(run, w("t")).text = text
                add(run)

    return edit


def swapped(one: tuple[str, int], other: tuple[str, int]) -> Edit:
    """Put two controls in each other's place, as by dragging."""

    def edit(root: etree._Element) -> None:
        first, second = control(root, *one), control(root, *other)
        mark = etree.Element("mark")
        first.addprevious(mark)
        second.addprevious(first)
        mark.addprevious(second)
        mark.getparent().remove(mark)

    return edit


def retyped(key: str, text: str) -> Edit:
    """Type a whole paragraph anew, so that its controls are gone."""

    def edit(root: etree._Element) -> None:
        old = paragraph(root, key)
        for child in [child for child in old if child.tag != w("pPr")]:
            old.remove(child)
        etree.SubElement(etree.SubElement(old, w("r")), w("t")).text = text

    return edit


def typed(text: str, before: str = "overdue_total") -> Edit:
    """Type a paragraph of plain text before the one with a figure."""

    def edit(root: etree._Element) -> None:
        new = etree.Element(w("p"))
        etree.SubElement(etree.SubElement(new, w("r")), w("t")).text = text
        paragraph(root, before).addprevious(new)

    return edit


def numbered(text: str) -> Edit:
    """Type a numbered paragraph of plain text, so that its place tells it from others."""

    def edit(root: etree._Element) -> None:
        typed(text)(root)
        new = paragraph(root, "overdue_total").getprevious()
        new.insert(0, copy.deepcopy(paragraph(root, "reviewed_total").find(w("pPr"))))

    return edit


def tracked(key: str, new: str) -> Edit:
    """Type over a control with tracked changes on."""

    def edit(root: etree._Element) -> None:
        run = next(control(root, key).iter(w("r")))
        inserted = etree.Element(w("ins"), {w("id"): "901", w("author"): "A reader"})
        inserted.append(copy.deepcopy(run))
        next(inserted.iter(w("t"))).text = new
        deleted = etree.Element(w("del"), {w("id"): "902", w("author"): "A reader"})
        run.addprevious(deleted)
        deleted.addnext(inserted)
        deleted.append(run)
        for text in run.iter(w("t")):
            text.tag = w("delText")

    return edit


# -------------------------------------------------------------------------------------------------
# what still matches


def test_the_paper_as_it_was_made_matches_in_every_place() -> None:
    found = verdict(paper().paper)
    controls = [
        part.count(b"<w:sdt>")
        for name, part in parts_of(paper().paper).items()
        if name.startswith("word/")
    ]
    assert (found.wrong, found.remarks, sum(found.matching.values())) == (False, (), sum(controls))
    assert found.matching["reviewed_total"] == 2


@pytest.mark.parametrize(
    "text", ["Twelve recommendations", "12 RECOMMENDATIONS", "twelve", "12 of the recommendations"]
)
def test_a_number_counts_by_its_value(text: str) -> None:
    assert told(edited(says("reviewed_total", text))) == []


def test_words_moved_around_a_figure_leave_it_as_it_is() -> None:
    def edit(root: etree._Element) -> None:
        new = etree.Element(w("p"))
        new.append(control(root, "overdue_total"))
        etree.SubElement(
            etree.SubElement(new, w("r")), w("t")
        ).text = " have missed the date that was set for them."
        old = next(
            element
            for element in root.iter(w("p"))
            if "past their target" in "".join(element.itertext())
        )
        old.getparent().replace(old, new)

    found = verdict(edited(edit))
    assert (found.wrong, found.matching["overdue_total"]) == (False, 2)
    assert {code_of(remark) for remark in found.remarks} <= {"reworded", "added", "dropped"}


def test_runs_that_word_split_and_marked_are_still_one_number() -> None:
    def edit(root: etree._Element) -> None:
        run = next(control(root, "reviewed_total").iter(w("r")))
        second = copy.deepcopy(run)
        next(run.iter(w("t"))).text, next(second.iter(w("t"))).text = "1", "2 recommendations"
        run.addnext(second)
        run.addnext(etree.Element(w("proofErr"), {w("type"): "spellStart"}))
        run.set(w("rsidR"), "00AB12CD")

    assert told(edited(edit)) == []


# ------------------------------------------------------------------------------------------- what
# was changed by hand


def test_a_number_changed_by_hand_is_told_with_its_place() -> None:
    (remark,) = verdict(edited(says("reviewed_total", "13 recommendations"))).remarks
    assert (code_of(remark), remark.key, remark.found, remark.expected) == (
        "changed",
        "reviewed_total",
        "13 recommendations",
        "12 recommendations",
    )
    assert remark.place == "2.1" and remark.wrong


def test_a_number_changed_in_a_table_is_told_with_its_row_and_column() -> None:
    (remark,) = verdict(edited(says("reviewed_total", "13", 1))).remarks
    assert (remark.found, remark.expected) == ("13", "12")
    assert remark.place == '"Recommendations reviewed in the period, by rating", Total, Reviewed'


def test_a_sign_turned_round_does_not_match() -> None:
    assert told(edited(says("outstanding_new", "\u22123", 1)), "changed") == [
        ("outstanding_new", "\u22123", "+3")
    ]


@pytest.mark.parametrize(
    ("key", "text", "printed"),
    [
        ("outstanding_change", "+4", "+3"),
        ("outstanding_change", "\u22123", "+3"),
        ("outstanding_change", "three fewer", "+3"),
        ("outstanding_then", "12", "11"),
        ("overdue_change", "0", "+2"),
        ("concerns_change", "+1", "0"),
    ],
)
def test_a_change_since_last_time_that_was_edited_is_told_and_only_that(
    key: str, text: str, printed: str
) -> None:
    assert told(edited(says(key, text))) == [("changed", key, text, printed)]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("outstanding_change", "3"),
        ("outstanding_change", "three more"),
        ("outstanding_change", "+ 3"),
        ("concerns_change", "no change"),
        ("outstanding_then", "eleven"),
    ],
)
def test_a_change_since_last_time_may_be_said_in_other_words(key: str, text: str) -> None:
    assert told(edited(says(key, text))) == []


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("\u22124", True),
        ("-4", True),
        ("\u2013 4", True),
        ("minus four", True),
        ("four fewer", True),
        ("down by 4", True),
        ("4", False),
        ("+4", False),
        ("four more", False),
        ("\u22125", False),
    ],
)
def test_a_fall_must_stay_a_fall(text: str, same: bool) -> None:
    document = edited(says("outstanding_change", text), of=fewer().paper)
    remarks = verdict(document, fewer()).remarks
    assert [(code_of(remark), remark.key, remark.expected) for remark in remarks] == (
        [] if same else [("changed", "outstanding_change", "\u22124")]
    )


def test_a_fall_that_lost_its_sign_and_its_control_is_told() -> None:
    document = edited(says("outstanding_change", "4"), without_any_control, of=fewer().paper)
    remarks = verdict(document, fewer()).remarks
    assert [(remark.key, remark.found) for remark in remarks if remark.wrong] == [
        ("outstanding_change", "4")
    ]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("outstanding_total", "fewer than 14 recommendations"),
        ("outstanding_total", "14 causes of concern"),
        ("outstanding_total", "about 14 recommendations"),
        ("outstanding_total", "14 recommendations or more"),
        ("outstanding_total", "14+ recommendations"),
        ("outstanding_total", "not 14 recommendations"),
        ("outstanding_total", "14 overdue recommendations"),
        ("outstanding_total", "14 Red recommendations"),
        ("outstanding_total", "14 inspections"),
        ("outstanding_total", "half of 14 recommendations"),
        ("outstanding_total", "14 thousand recommendations"),
        ("outstanding_total", "\u221214 recommendations"),
        ("reviewed_amber", "12 Green"),
        ("reviewed_amber", "some 12"),
        ("overdue_total", "more than two recommendations"),
        ("meeting_date", "before 14 January 2021"),
        ("inspections_total", "one inspection report"),
    ],
)
def test_words_in_a_control_that_make_another_claim_of_its_number_are_a_changed_figure(
    key: str, text: str
) -> None:
    assert [
        (code, found_key, found) for code, found_key, found, _ in told(edited(says(key, text)))
    ] == [("changed", key, text)]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("outstanding_total", "fourteen recommendations"),
        ("outstanding_total", "14\u00a0Recommendations"),
        ("outstanding_total", "a total of 14 recommendations"),
        ("outstanding_total", "14 outstanding recommendations"),
        ("outstanding_total", "all 14 of these"),
        ("outstanding_total", "14 recommendation"),
        ("reviewed_amber", "12 Amber"),
        ("reviewed_amber", "(12)"),
        ("meeting_date", "Thursday 14 January 2021"),
        ("overdue_total", "2 overdue recommendations"),
    ],
)
def test_small_words_in_a_control_leave_its_figure_as_it_is(key: str, text: str) -> None:
    assert told(edited(says(key, text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "14 recommendations for our custody suites",
        "14 areas for improvement",
        "14 live recommendations",
    ],
)
def test_other_words_in_a_control_are_told_and_are_not_wrong(text: str) -> None:
    found = verdict(edited(says("outstanding_total", text)))
    assert [
        (code_of(remark), remark.key, remark.found, remark.expected) for remark in found.remarks
    ] == [("reworded", "outstanding_total", text, "14 recommendations")]
    assert (
        not found.wrong
        and found.matching["outstanding_total"]
        == verdict(paper().paper).matching["outstanding_total"]
    )


def test_a_minus_sign_that_was_dropped_is_told_also_where_a_sentence_has_the_number_without_it() -> (
    None
):
    for text, wrong in (("4", True), ("+4", True), ("-4", False), ("minus four", False)):
        document = edited(says("outstanding_settled", text, 1), of=fewer().paper)
        remarks = verdict(document, fewer()).remarks
        assert [(code_of(one), one.key, one.found, one.expected) for one in remarks] == (
            [("changed", "outstanding_settled", text, "\u22124")] if wrong else []
        )


# ------------------------------------------------------------------------------------------------
# typed beside a control


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("key", "before", "after", "seen"),
    [
        ("stale_total", "9", "", "911"),
        ("stale_total", "", "5", "115"),
        ("stale_total", "", ".5", "11.5"),
        ("stale_total", "1,0", "", "1,011"),
        ("stale_total", "", ",000", "11,000"),
        ("stale_total", "9 ", "", "9 11"),
        ("stale_total", "", " 000", "11 000"),
        ("stale_total", "", "%", "11%"),
        ("stale_total", "", " per cent", "11 per cent"),
        ("stale_total", "-", "", "-11"),
        ("stale_total", "\u2212", "", "\u221211"),
        ("stale_total", "minus ", "", "minus 11"),
        ("stale_total", "", "\u201315", "11\u201315"),
        ("stale_total", "", " thousand", "11 thousand"),
        ("stale_total", "\u00a3", "", "\u00a311"),
        ("outstanding_new", "twenty-", "", "twenty-three"),
        ("outstanding_new", "one hundred and ", "", "one hundred and three"),
        ("outstanding_total", "1", "", "114 recommendations"),
        ("overdue_total", "", "5", "two recommendations5"),
        ("meeting_date", "1", "", "114 January 2021"),
        ("meeting_date", "", "5", "14 January 20215"),
    ],
)
def test_what_is_typed_right_beside_a_control_makes_another_figure(
    key: str, before: str, after: str, seen: str
) -> None:
    found = verdict(edited(beside(key, before, after)))
    assert [(one.key, one.found) for one in found.remarks if code_of(one) == "changed"] == [
        (key, seen)
    ]
    assert found.wrong and {code_of(one) for one in found.remarks} <= {
        "changed",
        "reworded",
        "unsure",
    }


def test_a_digit_beside_a_control_in_a_table_is_told_with_what_a_reader_sees() -> None:
    (remark,) = [
        one for one in verdict(edited(beside("reviewed_total", "9", place=1))).remarks if one.wrong
    ]
    assert (code_of(remark), remark.key, remark.found, remark.expected) == (
        "changed",
        "reviewed_total",
        "912",
        "12",
    )
    assert remark.place.endswith(", Total, Reviewed") and '"912"' in remark.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in all ", ""),
        ("(", ")"),
        ("\u201c", "\u201d"),
        ("\u2013 ", ""),
        ("", ", as in 2019,"),
        ("in 2019, as now, ", ""),
        ("by then ", ""),
        ("", "; and"),
        ("- ", ""),
        ("", "."),
        ("", " \u2013 all of them \u2013"),
    ],
)
def test_other_words_and_marks_beside_a_control_leave_its_figure_as_it_is(
    before: str, after: str
) -> None:
    found = verdict(edited(beside("stale_total", before, after)))
    assert not found.wrong and {code_of(one) for one in found.remarks} <= {"reworded", "typed"}


def test_two_controls_that_changed_places_are_two_changed_figures() -> None:
    assert sorted(told(edited(swapped(("outstanding_opening", 0), ("outstanding_total", 0))))) == [
        ("changed", "outstanding_opening", "14 recommendations", "11 recommendations"),
        ("changed", "outstanding_total", "11 recommendations", "14 recommendations"),
    ]
    assert sorted(told(edited(swapped(("outstanding_then", 0), ("outstanding_total", 1))))) == [
        ("changed", "outstanding_then", "14", "11"),
        ("changed", "outstanding_total", "11", "14"),
    ]


def test_two_controls_with_the_same_words_may_change_places() -> None:
    assert told(edited(swapped(("outstanding_reopened", 0), ("outstanding_settled", 0)))) == []


def test_two_rows_that_changed_places_are_no_changed_figures() -> None:
    def edit(root: etree._Element) -> None:
        row = next(control(root, "recommendations:R1:target").iterancestors(w("tr")))
        row.getnext().addnext(row)

    assert {code for code, *_ in told(edited(edit))} <= {"moved"}


def test_a_date_changed_by_hand_is_told() -> None:
    assert told(edited(says("meeting_date", "15 January 2021")), "changed") == [
        ("meeting_date", "15 January 2021", "14 January 2021")
    ]
    assert told(edited(says("meeting_date", "14th January 2021"))) == []


def test_a_number_of_a_row_changed_by_hand_is_told() -> None:
    assert told(edited(says("recommendations:R1:target", "2 December 2020")), "changed") == [
        ("recommendations:R1:target", "2 December 2020", "1 December 2020")
    ]


def test_pending_changes_count_as_accepted() -> None:
    assert told(edited(tracked("reviewed_total", "13 recommendations")), "changed") == [
        ("reviewed_total", "13 recommendations", "12 recommendations")
    ]
    assert told(edited(tracked("reviewed_total", "twelve recommendations"))) == []


def test_an_emptied_control_is_told_with_what_it_held() -> None:
    assert told(edited(says("reviewed_total", ""))) == [
        ("emptied", "reviewed_total", "", "12 recommendations")
    ]


def test_messages_say_what_where_and_what_to_do() -> None:
    def said(*edits: Edit) -> str:
        return "; ".join(str(one) for one in verdict(edited(*edits)).remarks if one.wrong)

    assert said(says("reviewed_total", "13 recommendations")).partition("2.1: ")[2] == (
        'Reviewed in the period (reviewed_total) says "13 recommendations"; the inputs give "12 recommendations". Type '
        '"12 recommendations" there, or correct the workbook and run report again.'
    )
    assert said(says("reviewed_total", "")).partition("2.1: ")[2] == (
        'Reviewed in the period (reviewed_total) was deleted, and an empty space is left. Type "12 recommendations" there, or '
        "delete the sentence."
    )
    assert said(says("meeting_date", "15 January 2021")).startswith(
        'the cover: "Meeting 15 January 2021": '
    )
    assert 'The day of the meeting (meeting_date) says "15 January 2021"' in said(
        says("meeting_date", "15 January 2021")
    )
    assert "The target of R1 (recommendations:R1:target)" in said(
        says("recommendations:R1:target", "2 December 2020")
    )


def test_a_control_that_shows_words_placeholder_is_empty() -> None:
    def edit(root: etree._Element) -> None:
        found = control(root, "reviewed_total")
        etree.SubElement(found.find(w("sdtPr")), w("showingPlcHdr"))
        next(found.iter(w("t"))).text = "Click or tap here to enter text."

    assert told(edited(edit), "emptied") == [("reviewed_total", "", "12 recommendations")]


# ----------------------------------------------------------------------------------------------
# what is gone, or added


def test_a_dropped_paragraph_takes_its_figure_with_it_and_is_not_wrong() -> None:
    found = verdict(
        edited(lambda root: root.find(w("body")).remove(paragraph(root, "stale_total")))
    )
    assert [(code_of(remark), remark.key) for remark in found.remarks] == [
        ("gone", "stale_total"),
        ("dropped", ""),
    ]
    assert not found.wrong and "stale_total" not in found.matching


def test_a_paragraph_whose_deletion_is_tracked_is_dropped() -> None:
    def edit(root: etree._Element) -> None:
        gone = paragraph(root, "stale_total")
        properties = gone.find(w("pPr"))
        etree.SubElement(
            etree.SubElement(properties, w("rPr")),
            w("del"),
            {w("id"): "900", w("author"): "A reader"},
        )
        for place, child in enumerate([child for child in gone if child.tag != w("pPr")]):
            if child.tag == w("sdt"):
                child.addprevious(
                    etree.Element(w("customXmlDelRangeStart"), {w("id"): f"80{place}"})
                )
            for run in list(child.iter(w("r"))):
                deleted = etree.Element(w("del"), {w("id"): f"70{place}", w("author"): "A reader"})
                run.addprevious(deleted)
                deleted.append(run)

    assert [remark[:2] for remark in told(edited(edit))] == [
        ("gone", "stale_total"),
        ("dropped", ""),
    ]


def test_a_dropped_column_takes_its_figures_with_it_and_they_are_not_sought_in_its_neighbour() -> (
    None
):
    def edit(root: etree._Element) -> None:
        for row in next(control(root, "outstanding_then").iterancestors(w("tbl"))).iter(w("tr")):
            row.remove(row.findall(w("tc"))[1])

    found = verdict(edited(edit))
    assert [(code_of(remark), remark.key) for remark in found.remarks] == [
        ("gone", f"{name}_then")
        for name in ("outstanding", "worst", "overdue", "awaiting", "concerns")
    ]
    assert not found.wrong


def spoken(text: str | None) -> Edit:
    """Type over the alternative text of the first chart, or remove it."""

    def edit(root: etree._Element) -> None:
        chart = next(root.iter(DRAWN))
        del chart.attrib["descr"]
        if text is not None:
            chart.set("descr", text)

    return edit


def test_the_alternative_text_of_a_chart_is_compared_too() -> None:
    text = next(etree.fromstring(parts_of(paper().paper)["word/document.xml"]).iter(DRAWN)).get(
        "descr"
    )
    found = verdict(edited(spoken(text.replace("11 Amber", "10 Amber")))).remarks
    assert [(code_of(one), one.found) for one in found] == [
        ("contradicts", "10 Amber"),
        ("reworded", ""),
    ]
    assert "10" in found[1].message


def test_a_chart_that_lost_its_alternative_text_is_still_there() -> None:
    (remark,) = verdict(edited(spoken(None))).remarks
    assert (code_of(remark), remark.wrong) == ("reworded", False) and remark.message.startswith(
        'the alternative text "Bar chart'
    )


def test_a_chart_that_was_removed_is_dropped() -> None:
    def edit(root: etree._Element) -> None:
        chart = next(next(root.iter(DRAWN)).iterancestors(w("p")))
        chart.getparent().remove(chart)

    assert [remark[0] for remark in told(edited(edit))] == ["dropped"]


def test_a_row_whose_deletion_is_tracked_is_dropped() -> None:
    def edit(root: etree._Element) -> None:
        row = next(control(root, "recommendations:R2:target").iterancestors(w("tr")))
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        etree.SubElement(properties, w("del"), {w("id"): "900", w("author"): "A reader"})

    assert [remark[:2] for remark in told(edited(edit))] == [
        ("list", "overdue_total"),
        ("gone", "recommendations:R2:target"),
        ("dropped", ""),
    ]


def test_a_reworded_paragraph_is_told_before_and_after() -> None:
    def edit(root: etree._Element) -> None:
        next(
            text
            for text in paragraph(root, "overdue_total").iter(w("t"))
            if "past" in (text.text or "")
        ).text = " are late."

    (remark,) = verdict(edited(edit)).remarks
    assert code_of(remark) == "reworded" and "late" in remark.message.partition(" became ")[2]


def test_a_moved_paragraph_is_told_as_moved() -> None:
    def edit(root: etree._Element) -> None:
        moved = paragraph(root, "overdue_total")
        paragraph(root, "previous_date").addnext(moved)

    found = verdict(edited(edit))
    assert [code_of(remark) for remark in found.remarks] == ["moved"]
    assert found.matching["overdue_total"] == 2


# --------------------------------------------------------------------------------------------
# controls that were removed


def test_a_figure_without_its_control_is_known_by_its_place() -> None:
    found = verdict(edited(without_control("overdue_total")))
    assert ([code_of(remark) for remark in found.remarks], found.matching["overdue_total"]) == (
        ["no-controls"],
        2,
    )


def test_a_number_typed_over_a_figure_and_its_control_is_changed_by_hand() -> None:
    document = edited(
        says("overdue_total", "four recommendations"), without_control("overdue_total")
    )
    assert told(document, "changed") == [
        ("overdue_total", "four recommendations", "two recommendations")
    ]


def test_copied_text_without_controls_says_so_and_is_checked_by_place() -> None:
    found = verdict(edited(without_any_control))
    assert ([code_of(remark) for remark in found.remarks], found.wrong) == (["no-controls"], False)
    assert found.matching.keys() == verdict(paper().paper).matching.keys()
    assert told(
        edited(says("reviewed_total", "13 recommendations"), without_any_control), "changed"
    ) == [("reviewed_total", "13 recommendations", "12 recommendations")]


REORDERED = (
    "Of the recommendations outstanding now, 14 recommendations in all, 11 recommendations were outstanding at the last "
    "meeting; three are new, none were reopened, none were signed off or closed and none were withdrawn."
)


def test_a_sentence_that_was_typed_anew_with_its_figures_in_another_order_is_not_wrong() -> None:
    sentences = (
        REORDERED,
        "14 recommendations are outstanding now; 11 recommendations were outstanding at the last meeting.",
        "Fourteen are outstanding, and at the last meeting it was 11: three are new.",
        "11 recommendations were outstanding at the last meeting; 14 remain outstanding, for three are new.",
    )
    for sentence in sentences:
        assert not verdict(edited(retyped("outstanding_opening", sentence))).wrong, sentence
        assert not verdict(
            edited(retyped("outstanding_opening", sentence), without_any_control)
        ).wrong, sentence


def test_a_number_that_may_be_another_figure_in_a_sentence_typed_anew_is_a_note() -> None:
    text = "At the last meeting, 11 recommendations were outstanding. Since then three are new and two old ones came back, so that 14 are open."
    found = verdict(edited(retyped("outstanding_opening", text), without_any_control))
    assert not [one for one in found.remarks if code_of(one) == "changed"]


def test_controls_that_changed_order_in_a_reworded_sentence_are_each_known_by_their_name() -> None:
    def edit(root: etree._Element) -> None:
        now, then = control(root, "outstanding_total"), control(root, "outstanding_opening")
        old = paragraph(root, "outstanding_opening")
        for child in [child for child in old if child.tag != w("pPr")]:
            old.remove(child)
        for piece in (now, " are outstanding; ", then, " were outstanding at the last meeting."):
            if isinstance(piece, str):
                piece, text = etree.Element(w("r")), piece
                etree.SubElement(piece, w("t")).text = text
            old.append(piece)

    found = verdict(edited(edit))
    assert not found.wrong and {code_of(one) for one in found.remarks} <= {
        "reworded",
        "added",
        "dropped",
        "gone",
    }


@pytest.mark.parametrize(
    "text",
    [
        "At the last meeting, 12 recommendations were outstanding. Since then three are new, none were reopened, none were signed off or closed and none were withdrawn, so that 14 recommendations are outstanding now.",
        "At the last meeting, 14 recommendations were outstanding. Since then three are new, none were reopened, none were signed off or closed and none were withdrawn, so that 11 recommendations are outstanding now.",
    ],
)
def test_a_sentence_in_which_only_numbers_changed_is_judged_by_place(text: str) -> None:
    for document in (
        edited(retyped("outstanding_opening", text)),
        edited(retyped("outstanding_opening", text), without_any_control),
    ):
        assert ("outstanding_opening", "11 recommendations") in {
            (key, expected) for key, _, expected in told(document, "changed")
        }


def test_another_document_is_not_this_paper() -> None:
    def edit(root: etree._Element) -> None:
        body = root.find(w("body"))
        for child in list(body)[:-1]:
            body.remove(child)
        body.insert(
            0,
            etree.fromstring(
                f'<w:p xmlns:w="{w("")[1:-1]}"><w:r><w:t>Minutes of the meeting</w:t></w:r></w:p>'
            ),
        )

    found = verdict(edited(edit))
    assert code_of(found.remarks[0]) == "other-paper" and found.wrong


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"a text",
        packed({"a.txt": b"x"}),
        packed({"word/document.xml": b"<w:document"}),
    ],
)
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a Word document"):
        verdict(content)


# ----------------------------------------------------------------------------------------------
# numbers typed by hand

COMPARED = (
    ("In all, 12 recommendations were reviewed.", "typed", "12 recommendations were reviewed"),
    (
        "Members will note that Thirteen recommendations were reviewed.",
        "contradicts",
        "Thirteen recommendations were reviewed",
    ),
    ("There are 15 outstanding recommendations.", "contradicts", "15 outstanding recommendations"),
    (
        "At the last meeting 11 recommendations were outstanding.",
        "typed",
        "11 recommendations were outstanding",
    ),
    ("Three recommendations are overdue.", "contradicts", "Three recommendations are overdue"),
    (
        "Two are overdue; four inspections were completed.",
        "contradicts",
        "four inspections were completed",
    ),
    (
        "Two outstanding recommendations concern custody.",
        "unsure",
        "Two outstanding recommendations",
    ),
    ("No recommendations are overdue.", "contradicts", "No recommendations are overdue"),
    ("There are 12 recommendations.", "typed", "12 recommendations"),
)
FALSE = (
    ("Outstanding recommendations: 92", "Outstanding recommendations: 92"),
    ("Recommendations outstanding \u2013 92.", "Recommendations outstanding \u2013 92"),
    (
        "The number of outstanding recommendations is ninety-two.",
        "outstanding recommendations is ninety-two",
    ),
    (
        "Outstanding recommendations at the last meeting: 12.",
        "Outstanding recommendations at the last meeting: 12",
    ),
    ("The force signed off 13.", "signed off 13"),
    ("The force signed off thirteen in the period.", "signed off thirteen"),
    ("The panel reviewed 97.", "reviewed 97"),
    ("The panel reviewed 97 recommendations.", "reviewed 97 recommendations"),
    ("Ninety-seven were reviewed.", "Ninety-seven were reviewed"),
    ("92 remain outstanding.", "92 remain outstanding"),
    ("Of the 92 outstanding, most are on course.", "92 outstanding"),
    ("There are 92 outstanding.", "92 outstanding"),
    (
        "Outstanding recommendations rose from 11 to 15.",
        "Outstanding recommendations rose from 11 to 15",
    ),
    (
        "Outstanding recommendations rose from ten to fourteen.",
        "Outstanding recommendations rose from ten",
    ),
    ("Outstanding recommendations rose by 4.", "Outstanding recommendations rose by 4"),
    ("Outstanding recommendations fell by 3.", "Outstanding recommendations fell by 3"),
    (
        "There was a rise of four in outstanding recommendations.",
        "four in outstanding recommendations",
    ),
    ("Overdue recommendations stand at 5.", "Overdue recommendations stand at 5"),
    ("Overdue: 5", "Overdue: 5"),
    ("Recommendations rated Red: 7.", "Recommendations rated Red: 7"),
    ("Inspections completed: 4", "Inspections completed: 4"),
    ("Causes of concern: 5", "Causes of concern: 5"),
    ("There are five causes of concern.", "five causes of concern"),
    ("At the last meeting on 8 July 2020 members asked for more.", "last meeting on 8 July 2020"),
    ("At the last meeting, in June 2020, members asked for more.", "last meeting, in June 2020"),
    ("At this meeting on 15 January 2021 members will decide.", "this meeting on 15 January 2021"),
    ("The data cut-off is 30 November 2020.", "cut-off is 30 November 2020"),
)
TRUE = (
    "Outstanding recommendations: 14",
    "The panel reviewed twelve.",
    "Of the 14 outstanding, most are on course.",
    "Outstanding recommendations rose from 11 to 14.",
    "Outstanding recommendations rose by three.",
    "At the last meeting, held on 9 July 2020, members asked for more.",
    "The data cut-off of 31 December 2020 applies.",
    "The data cut-off for the last paper was 30 June 2020.",
    "At the last meeting, in July 2020, members asked for more.",
    "Outstanding recommendations at the last meeting: 11.",
    "Overdue recommendations at the last meeting: none.",
)
UNSURE = (
    "91 of them remain outstanding.",
    "Thirteen of the recommendations were reviewed.",
    "Ten inspectors joined; 4 are new.",
    "The report makes some recommendations, of which 6 are closed.",
    "The position at 30 September 2020 was better.",
    "Outstanding recommendations on custody: 6.",
    "There are 15 recommendations.",
)
OTHER = (
    "We reviewed 12 files.",
    "Members reviewed 3 options.",
    "It was reviewed by 30 officers.",
    "We closed 3 custody suites.",
    "Councillor Smith asked that item 4 be reviewed.",
    "We trained 40 officers; 12 were trained twice.",
    "Ten officers are new to the role.",
    "Recommendations were sent to 40 officers.",
    "It was reviewed 3 times.",
    "The review took 4 weeks and is overdue by 2 weeks.",
    "The work is awaiting 2 decisions.",
    "In 2019 the force reviewed its policy.",
    "Since the last meeting, 14 officers were trained.",
    "We reviewed 12 body-worn video files and 3 new policies.",
    "No further action is outstanding.",
    "The meeting of the board on 3 November 2020 heard this.",
    "The next meeting is on 8 April 2021.",
    "The panel met on 3 November 2020 and reviewed 5 cases.",
    "By June 2021 the 3 oldest will be signed off.",
    "The report of 2018 made 43 recommendations.",
    "On 12 November 2020 recommendations were reviewed.",
    "Paragraph 5 recommendations were reviewed.",
    "About 20 recommendations were reviewed.",
    "Three of the outstanding recommendations concern custody.",
    "Some 45% of recommendations were reviewed, as were WMP-030 and 2018/19 recommendations.",
    "We spoke to 40 officers about 27 recommendations that were reviewed.",
    "The panel met 12 times and 30 officers reviewed it.",
    "The report has 3 appendices and item 7 is for decision.",
)


@cache
def typed_in() -> dict[str, list[Finding]]:
    """Return what is said of each sentence above, all typed into one paper."""
    texts = list(
        dict.fromkeys((*(text for text, *_ in (*COMPARED, *FALSE)), *TRUE, *UNSURE, *OTHER))
    )
    found = verdict(edited(*map(numbered, texts))).remarks
    places = dict(
        zip((_number(remark) for remark in found if code_of(remark) == "added"), texts, strict=True)
    )
    said: dict[str, list[Finding]] = {text: [] for text in texts}
    for remark in found:
        said[places[_number(remark)]].append(remark)
    return said


def _number(remark: Finding) -> str:
    """Return the number of the paragraph that a remark is on."""
    return remark.place.partition(",")[0]


@pytest.mark.parametrize(("text", "code", "words"), COMPARED)
def test_a_number_typed_by_hand_is_compared_with_the_figures_it_speaks_of(
    text: str, code: str, words: str
) -> None:
    assert [remark.found for remark in typed_in()[text] if code_of(remark) == code] == [words]


@pytest.mark.parametrize(("text", "words"), FALSE)
def test_a_false_number_or_date_contradicts_wherever_its_noun_stands(text: str, words: str) -> None:
    found = [remark for remark in typed_in()[text] if code_of(remark) == "contradicts"]
    assert [remark.found for remark in found] == [words] and found[0].wrong


@pytest.mark.parametrize("text", TRUE)
def test_a_true_number_or_date_is_noted(text: str) -> None:
    assert {code_of(remark) for remark in typed_in()[text]} == {"typed", "added"}


@pytest.mark.parametrize("text", UNSURE)
def test_a_number_that_may_speak_of_something_else_is_one_to_check(text: str) -> None:
    assert {code_of(remark) for remark in typed_in()[text]} == {"unsure", "added"}


@pytest.mark.parametrize("text", OTHER)
def test_other_numbers_raise_no_alarm(text: str) -> None:
    assert {code_of(remark) for remark in typed_in()[text]} == {"added"}


def test_the_paper_s_own_prose_in_another_place_raises_no_alarm() -> None:
    for text in (
        "We spoke to 40 officers about 27 recommendations that were reviewed.",
        "No recommendation was signed off or closed since the last meeting.",
        "Members were told this. Of the recommendations outstanding at both meetings, none have a later target date than then.",
    ):
        assert {remark[0] for remark in told(edited(typed(text)))} == {"added"}, text


def test_what_a_typed_number_is_compared_with_is_said_in_words() -> None:
    def said(text: str) -> str:
        return "; ".join(
            one.message for one in verdict(edited(typed(text))).remarks if code_of(one) != "added"
        )

    assert said("The panel reviewed 97.") == (
        '"reviewed 97" is typed by hand, but the inputs give: Reviewed in the period (reviewed_total) 12. Correct or delete it.'
    )
    assert said("At the last meeting none were overdue.") == (
        '"none were overdue" is typed by hand and agrees with the inputs: Overdue (overdue_total) 0 at the last meeting. It will '
        "not follow if that moves."
    )


def test_a_number_typed_into_a_generated_sentence_is_seen_too() -> None:
    def edit(root: etree._Element) -> None:
        texts = list(paragraph(root, "overdue_total").iter(w("t")))
        texts[-1].text = f"{texts[-1].text} In the period 13 recommendations were reviewed."

    assert [remark[:3] for remark in told(edited(edit), "contradicts")] == [
        ("reviewed_total", "13 recommendations were reviewed", "reviewed_total 12")
    ]


# --------------------------------------------------------------------------------------------------------
# older inputs


def test_a_paper_made_from_older_inputs_is_recognised_and_says_what_moved() -> None:
    found = verdict(paper(10).paper)
    assert found.older and found.wrong
    moved = {
        remark.key: (remark.found, remark.expected)
        for remark in found.remarks
        if code_of(remark) == "older"
    }
    assert moved["reviewed_total"] == ("10 recommendations", "12 recommendations")
    assert (moved["outstanding_red"], moved["worst_change"]) == (("4", "2"), ("+4", "+2"))
    assert "reviewed_amber" in moved and not [
        remark for remark in found.remarks if code_of(remark) == "changed"
    ]
    assert "The paper seems to be made from older inputs" in found.lines()[1]


def test_hand_edits_that_do_not_add_up_are_not_older_inputs() -> None:
    document = edited(
        everywhere("reviewed_total", "13 recommendations", "13"),
        says("overdue_total", "three recommendations"),
    )
    assert not verdict(document).older
    assert {key for key, _, _ in told(document, "changed")} == {"reviewed_total", "overdue_total"}


def test_two_unrelated_numbers_changed_once_each_are_hand_edits() -> None:
    document = edited(says("stale_total", "12"), says("inspections_total", "two inspections"))
    assert not verdict(document).older


def test_a_total_changed_throughout_is_a_hand_edit_where_the_change_beside_it_does_not_follow() -> (
    None
):
    document = edited(
        everywhere("overdue_total", "three recommendations", "3"),
        says("inspections_total", "two inspections"),
    )
    assert not verdict(document).older


def test_a_hand_edit_in_an_older_paper_is_told_apart() -> None:
    found = verdict(edited(says("reviewed_total", "14"), of=paper(10).paper))
    assert {remark.key for remark in found.remarks if code_of(remark) == "changed"} == {
        "reviewed_total"
    }


def test_figures_changed_alike_in_several_places_that_no_sum_holds_together_are_hand_edits() -> (
    None
):
    document = edited(
        says("inspections_total", "two inspections"),
        lambda root: [
            says("recommendations:R13:target", "1 July 2021", place)(root) for place in (0, 1)
        ],
    )
    assert not verdict(document).older
    assert {code for code, *_ in told(document)} == {"changed"}


def test_figures_of_the_last_meeting_changed_by_hand_are_not_older_inputs_even_where_they_add_up() -> (
    None
):
    document = edited(says("outstanding_then", "12"), says("outstanding_change", "+2"))
    assert not verdict(document).older
    assert {key for key, _, _ in told(document, "changed")} == {
        "outstanding_then",
        "outstanding_change",
    }


def test_a_paper_with_the_seal_of_another_archive_is_made_from_older_inputs() -> None:
    def resealed(root: etree._Element) -> None:
        text = next(text for text in root.iter(w("t")) if "ffffffffffff" in (text.text or ""))
        text.text = text.text.replace("ffffffffffff", "0123456789ab")

    changes = says("stale_total", "10"), says("inspections_total", "two inspections")
    assert not verdict(edited(*changes)).older
    found = verdict(edited(*changes, resealed))
    assert found.older and {one.key for one in found.remarks if code_of(one) == "older"} == {
        "stale_total",
        "inspections_total",
    }


def test_what_an_older_paper_listed_and_this_one_does_not_is_told() -> None:
    def edit(root: etree._Element) -> None:
        control(root, "recommendations:R1:target").find(f"{w('sdtPr')}/{w('tag')}").set(
            w("val"), "recommendations:R77:target"
        )

    assert ("left-over", "recommendations:R77:target", "1 December 2020", "") in told(edited(edit))


# ----------------------------------------------------------------------------------------------------------
# the answer


def test_the_lines_begin_with_what_matches_and_tell_what_is_wrong_first() -> None:
    document = edited(
        typed("In all, 12 recommendations were reviewed."),
        says("reviewed_total", "13 recommendations"),
    )
    lines = verdict(document).lines()
    assert lines[0].endswith(" places.")
    headings = [line for line in lines[1:] if line and not line.startswith(" ")]
    assert headings == [
        "Figures that do not match the inputs:",
        "Numbers typed by hand that agree with the figures:",
        "Added:",
    ]


def test_the_verdict_is_plain_data() -> None:
    found = verdict(edited(says("reviewed_total", "13 recommendations"))).as_json()
    assert (found["wrong"], found["older"], found["matching"]["reviewed_total"]) == (True, False, 1)
    assert [(remark["code"], remark["key"], remark["wrong"]) for remark in found["remarks"]] == [
        ("changed", "reviewed_total", True)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("98 and 1,204 and +3 and \u221212", [98, 1204, 3, 12]),
        ("Twenty-one, one hundred and five, two thousand and one", [21, 105, 2001]),
        ("none, no recommendations, nil", [0, 0, 0]),
        ("WMP-030, 2018/19, 45%, \u00a398, 10.30, 5\u201310, 12th, 98th", []),
        ("in 2020, on 9 July 2020 and in July 2020", []),
        ("someone alone noted it; another one", [1]),
    ],
)
def test_numbers_are_found_in_words_and_digits(text: str, values: list[int]) -> None:
    assert [found.value for found in numerals(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "14 January 2021",
        "14th January 2021",
        "14 Jan 2021",
        "14/01/2021",
        "2021-01-14",
        "January 14, 2021",
    ],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert [found.day for found in dates(text)] == [date(2021, 1, 14)]


def test_texts_agree_by_date_or_number() -> None:
    assert agree("no recommendations", "None") and agree("+3", "three") and agree("1,204", "1204")
    assert (
        not agree("+3", "\u22123")
        and not agree("three", "recommendations")
        and not agree("9 July 2020", "July 2020")
    )


# ---------------------------------------------------------------------------------------------------------
# LibreOffice


@pytest.mark.judge
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_a_paper_saved_by_libreoffice_still_matches_and_a_change_in_it_is_found(
    tmp_path: Path,
) -> None:
    (tmp_path / "same.docx").write_bytes(paper().paper)
    (tmp_path / "changed.docx").write_bytes(
        edited(says("reviewed_total", "13 recommendations"), says("overdue_total", "three"))
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(tmp_path / "same.docx"),
            str(tmp_path / "changed.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    same = verdict((tmp_path / "saved" / "same.docx").read_bytes())
    assert not same.wrong and {
        code_of(remark) for remark in same.remarks if "alternative text" not in remark.message
    } <= {"no-names"}
    assert same.matching.keys() == verdict(paper().paper).matching.keys()
    changed = told((tmp_path / "saved" / "changed.docx").read_bytes(), "changed")
    assert {(key, found) for key, found, _ in changed} == {
        ("reviewed_total", "13 recommendations"),
        ("overdue_total", "three"),
    }
