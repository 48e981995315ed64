"""Where `verify` says that something stands, with which verb, and what its last line says to look
at: as a reader of the paper would.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from lxml import etree

from pipeline.files.package import parts_of
from pipeline.review.verify import verify
from pipeline.review.verify.edited import read
from pipeline.review.verify.places import Places
from pipeline.review.verify.verdict import Verdict, to_look_at, told, verb_of
from pipeline.word.lines import lines
from pipeline.word.outline import text_of
from pipeline.word.xml import w
from tests.earlier import example_run
from tests.edits.edit import Edit, edited, holding, reworded, row, said_in

COUNTED = re.compile(r"\b(?:paragraph|table) [0-9]+(?![.0-9])")


@cache
def paper() -> bytes:
    return example_run().paper


def verdict(*edits: Edit) -> Verdict:
    run = example_run()
    return verify.verified(read(edited(paper(), *edits)), paper(), run.computed, run.emitted)


def said(*edits: Edit) -> list[str]:
    """Return the remarks as a person reads them, up to what differs."""
    return [str(told(one)) for one in verdict(*edits).remarks]


def typed(text: str, after: str, *, like: bool = True) -> Edit:
    """Return an edit that puts a paragraph after the one that holds some words, like it or plain."""

    def edit(root: etree._Element) -> None:
        at = holding(root, after)
        new = etree.Element(w("p"))
        if like and at.find(w("pPr")) is not None:
            new.append(copy.deepcopy(at.find(w("pPr"))))
        etree.SubElement(etree.SubElement(new, w("r")), w("t")).text = text
        at.addnext(new)

    return edit


def without(words: str) -> Edit:
    return lambda root: holding(root, words).getparent().remove(holding(root, words))


def section(root: etree._Element, heading: str) -> list[etree._Element]:
    """Return a heading and what stands under it, down to the next of its style."""
    first = next(
        one
        for one in root.iter(w("p"))
        if text_of(one) == heading and one.find(f"{w('pPr')}/{w('pStyle')}") is not None
    )
    style = first.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
    found = [first]
    for one in first.itersiblings():
        named = one.find(f"{w('pPr')}/{w('pStyle')}")
        if one.tag == w("sectPr") or (named is not None and named.get(w("val")) == style):
            break
        found.append(one)
    return found


def moved(heading: str, before: str) -> Edit:
    """Return an edit that drags a whole section before another."""

    def edit(root: etree._Element) -> None:
        at = section(root, before)[0]
        for one in section(root, heading):
            at.addprevious(one)

    return edit


def headings(style: str) -> list[str]:
    root = etree.fromstring(parts_of(paper())["word/document.xml"])
    return [
        text_of(one)
        for one in root.iter(w("p"))
        if (named := one.find(f"{w('pPr')}/{w('pStyle')}")) is not None
        and named.get(w("val")) == style
    ]


CASES: Sequence[tuple[str, Edit, str]] = (
    (
        "a numbered paragraph",
        reworded("oversight of", "a view of"),
        '1.1: reworded: "Committee oversight of" became "Committee a view of".',
    ),
    (
        "a paragraph put in",
        typed("The force has thanked its officers.", "oversight of"),
        '1.2: added: "The force has thanked its officers."',
    ),
    (
        "the cover",
        reworded("Committee secretariat", "The secretariat"),
        'the cover: "Author The secretariat": reworded: ',
    ),
    (
        "a cell of an appendix",
        lambda root: said_in(
            next(
                cell
                for cell in row(root, "WMP-039").iter(w("p"))
                if "Assistant Chief Constable" in text_of(cell)
            ),
            "Assistant",
            "Deputy",
        ),
        "Appendix A, WMP-039, Owner: reworded: ",
    ),
)


@pytest.mark.parametrize(("edit", "start"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_place_is_that_of_a_reader_and_each_remark_has_its_verb(edit: Edit, start: str) -> None:
    assert [one for one in said(edit) if one.startswith(start)], said(edit)


def test_what_is_gone_says_where_it_was() -> None:
    assert said(without("oversight of"))[-1].startswith('was at 1.1: removed: "This report gives')


def test_a_section_that_moved_is_one_line_with_all_that_stands_in_it() -> None:
    first, second = headings("Heading1")[3:5]
    found = [one for one in verdict(moved(second, first)).remarks if verb_of(one) == "moved"]
    assert len(found) == 1
    assert "the section" in found[0].message and found[0].place.startswith("section ")
    assert found[0].message.endswith(("stood at section 5.", "stood at section 4."))


def test_a_part_that_moved_within_its_section_says_so() -> None:
    first, second = headings("Heading2")[:2]
    found = [one for one in verdict(moved(second, first)).remarks if verb_of(one) == "moved"]
    assert found[0].message.endswith("stood elsewhere there.")
    assert len(found) == 1


def test_a_heading_made_plain_text_moves_nothing() -> None:
    heading = headings("Heading2")[1]

    def edit(root: etree._Element) -> None:
        first = section(root, heading)[0]
        first.remove(first.find(w("pPr")))

    found = verdict(edit).remarks
    assert not [one for one in found if verb_of(one) == "moved"]
    assert [one.message for one in found if verb_of(one) == "reworded"] == [
        'it was a heading ("Heading 2") and is plain text now.'
    ]


def everything() -> list[Edit]:
    """Return edits of many kinds, for what is told of them all."""

    def hidden(root: etree._Element) -> None:
        run = next(holding(root, "oversight of").iter(w("r")))
        look = run.find(w("rPr"))
        if look is None:
            look = etree.Element(w("rPr"))
            run.insert(0, look)
        etree.SubElement(look, w("vanish"))

    return [
        *(case[1] for case in CASES[1:]),
        typed("In all, 4,711 hours were spent on 12 overdue recommendations.", "oversight of"),
        typed("Plain and unnumbered.", "oversight of", like=False),
        moved(*reversed(headings("Heading1")[3:5])),
        hidden,
        lambda root: row(root, "WMP-039").getparent().remove(row(root, "WMP-065")),
    ]


def test_no_place_is_counted_as_word_counts() -> None:
    found = verdict(*everything())
    assert {verb_of(one) for one in found.remarks} >= {"added", "removed", "moved", "wrong"}
    for one in found.remarks:
        assert not COUNTED.search(one.place), one.place
    assert not [line for line in found.lines() if COUNTED.search(line)]


def test_every_remark_has_its_verb_in_the_terminal_and_in_json() -> None:
    found = verdict(*everything())
    told_of = found.as_json()["remarks"]
    assert [one["verb"] for one in told_of] == [verb_of(one) for one in found.remarks]
    assert set(told_of[0]) == {
        *("code", "verb", "message", "place", "key", "found", "expected", "wrong")
    }
    lines_ = [
        line for line in found.lines() if line.startswith("  ") and "more; --json" not in line
    ]
    assert all(any(f"{verb_of(one)}: " in line for one in found.remarks) for line in lines_)


def test_what_to_look_at_is_told_by_place_each_once_and_at_most_four() -> None:
    found = verdict(*everything()).remarks
    wrong = [one for one in found if one.wrong]
    assert to_look_at([]) == ""
    assert '"' not in to_look_at(wrong)
    assert to_look_at(found, verbs=True).count(";") <= 4
    assert to_look_at(found, verbs=True).endswith(" more")


PLACES: Sequence[tuple[str, str]] = (
    ("4.2", "4.2"),
    ("Appendix C, WMP-017, Target date", "Appendix C, WMP-017, Target date"),
    ("", ""),
    ("paragraph 1", "the cover"),
    ('paragraph 999: "This report gives members', '"This report gives members'),
    ('paragraph 999: "This report gives members…"', "1.1"),
    ('paragraph 999, under "Purpose of report"', "section 1"),
    ('paragraph 999, under "No such heading"', 'under "No such heading"'),
    ('header: paragraph 9: "Nothing like it"', '"Nothing like it"'),
    (
        'table 99, under "No such heading", row 1, column 2',
        'the table, under "No such heading", row 1, column 2',
    ),
)


@pytest.mark.parametrize(("counted", "seen"), PLACES)
def test_places_of_other_rooms_are_told_as_a_reader_sees_them(counted: str, seen: str) -> None:
    read: Callable[[str], str] = Places(paper(), lines(paper(), words_only=True)).translated
    assert read(counted) == seen
