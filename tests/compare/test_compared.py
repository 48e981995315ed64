"""The law between the writers of one comparison: the redline, settled either way, and the page, the
terminal and JSON agree.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import permutations, product

import pytest
from lxml import etree

from pipeline.compare.comparison import Pair, compared, compared_papers
from pipeline.compare.redline.blocks import blocks
from pipeline.compare.redline.paired import paired as told_of
from pipeline.compare.redline.prepare import prepared
from pipeline.compare.redline.redline import redline
from pipeline.compare.redline.resolve import accepted, rejected
from pipeline.compare.redline.tokens import Reader
from pipeline.files.package import parts_of
from pipeline.word.lines import Line, is_beside, lines
from pipeline.word.package import opened
from pipeline.word.xml import w
from tests import earlier
from tests.edits import clean, wrong
from tests.edits.edit import added, apart, edited, in_row, reworded
from tests.golden import ROOT, papers

GOLDEN = ("example", "first-paper", "nothing-happened", "empty")
EARLIER = tuple(f"earlier {name}" for name in GOLDEN)
"""The same papers with the template of version 1.6, by which July's was filed."""
OLD_FORM = ("earlier example", "filed")
PAIRS = [
    *permutations(GOLDEN, 2),
    *permutations((*EARLIER, "filed"), 2),
    *product(OLD_FORM, GOLDEN),
    *product(GOLDEN, OLD_FORM),
]
Marked = dict[str, str]
"""All that went ("old") and came ("new"), without spaces."""


@cache
def golden(name: str) -> bytes:
    if name == "filed":
        return (ROOT / "inputs/meetings/2020-07-09/paper.docx").read_bytes()
    return (earlier.papers() if name in EARLIER else papers())[name.removeprefix("earlier ")]


@cache
def edits() -> dict[str, bytes]:
    """Return edited copies of the example's paper, by what was done to them: in each as much as
    does not touch each other.
    """
    paper = golden("earlier example")
    said, typed = ((*clean.REWORDED, *wrong.REWORDED), (*clean.ROWS, *wrong.ROWS))
    assert len({*said, *typed}) >= 50
    return {
        "added": edited(paper, added(*clean.ADDED[:12])),
        **{
            str(group): edited(paper, *(reworded(*change) for change in group))
            for group in apart(said)
        },
        **{
            str(group): edited(paper, *(in_row(*change) for change in group))
            for group in apart(typed)
        },
    }


def in_body(line: Line | None) -> bool:
    return line is not None and line.story == "document" and not is_beside(line.paragraphs[0][0])


def texts(document: bytes) -> list[tuple[str, ...]]:
    """Return the lines of the body, cell by cell."""
    return [line.cells for line in lines(document) if in_body(line)]


def side(pairs: Sequence[Pair], gone: str) -> list[tuple[str, ...]]:
    """Return the words that the page shows, line by line and cell by cell, without those that went
    or came.
    """
    which = 1 if gone == "old" else 0
    return [
        tuple(
            "".join(piece.text for piece in words if piece.op != gone)
            for words, texts_ in zip(pair.words, pair.cells, strict=True)
            if texts_[which] is not None
        )
        for pair in pairs
        if in_body(pair.new if which else pair.old)
    ]


def tracked(document: bytes, *, tables: bool) -> Marked:
    """Return what a redline strikes and inserts in its body."""
    found = {"old": "", "new": ""}
    for text in etree.fromstring(parts_of(document)["word/document.xml"]).iter(
        w("t"), w("delText")
    ):
        around = {element.tag for element in text.iterancestors()}
        if tables or w("tbl") not in around:
            for op, mark in (("old", w("del")), ("new", w("ins"))):
                found[op] += "".join((text.text or "").split()) if mark in around else ""
    return found


def shown(pairs: Sequence[Pair], *, tables: bool) -> Marked:
    """Return the same of the page: the words of pictures are no text of the redline."""
    found = {"old": "", "new": ""}
    for pair in pairs:
        if (
            in_body(pair.line)
            and (tables or not pair.block)
            and (
                pair.block
                or any(line and line.paragraphs[0][0].text.strip() for line in (pair.old, pair.new))
            )
        ):
            for piece in (piece for words in pair.words for piece in words if piece.op != "same"):
                found[piece.op] += "".join(piece.text.split())
    return found


def paired(old: bytes, new: bytes) -> set[tuple[str, str]]:
    """Return which paragraphs and rows of the bodies the redline takes for one another, by their
    text without spaces.
    """
    told = told_of(old, new)
    before, after = prepared(old), prepared(new)
    compared_papers.cache_clear()
    olds, news = (
        list(blocks(paper.tree(paper.main).find(w("body")), Reader(paper, paper.main)))
        for paper in (before, after)
    )
    found = set()
    for was, now in ((olds[i], news[j]) for i, j in told.blocks(olds, news)):
        found |= (
            {(was.rows[i].bag.text, now.rows[j].bag.text) for i, j in told.rows(was, now)}
            if was.is_table
            else {(was.bag.text, now.bag.text)}
        )
    return {pair for was, now in found if any(pair := ("".join(was.split()), "".join(now.split())))}


def words_of(line: Line) -> str:
    """Return the words of a line without spaces and without those of its fields, each of which is
    one whole to a redline.
    """
    found, depth = "", 0
    for paragraph in (one for cell in line.paragraphs for one in cell):
        for element in paragraph.element.iter(w("fldChar"), w("t")):
            if element.tag == w("t"):
                found += "" if depth else element.text or ""
            else:
                depth += {"begin": 1, "end": -1}.get(str(element.get(w("fldCharType"))), 0)
    return "".join(found.split())


def side_by_side(pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    """Return the same of the page, without the rows that moved: in a redline these went and
    came.
    """
    found = {
        (words_of(pair.old), words_of(pair.new))
        for pair in pairs
        if pair.old
        and pair.new
        and not pair.moved
        and in_body(pair.old)
        and in_body(pair.new)
        and (
            pair.block
            or pair.old.paragraphs[0][0].text.strip()
            or pair.new.paragraphs[0][0].text.strip()
        )
    }
    return {pair for pair in found if any(pair)}


@lru_cache(maxsize=len(PAIRS))
def on_the_page(old: bytes, new: bytes) -> list[Pair]:
    opened.cache_clear()  # these lines are read in trees of their own, which no redline takes
    found = compared(lines(old), lines(new))
    opened.cache_clear()
    return found


def marked(old: bytes, new: bytes) -> tuple[bytes, list[Pair]]:
    made = redline(old, new, author="Secretariat", date=datetime.date(2021, 1, 14))
    return made, on_the_page(old, new)


@pytest.mark.one_in(5)
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_accepting_the_redline_gives_the_new_words_of_the_page_and_rejecting_it_the_old(
    before: str, after: str
) -> None:
    old, new = golden(before), golden(after)
    result, pairs = marked(old, new)
    assert texts(accepted(result)) == side(pairs, "old")
    # a row that moved stands once on the page
    assert sorted(texts(rejected(result))) == sorted(side(pairs, "new"))
    assert tracked(result, tables=False) == shown(pairs, tables=False)


@pytest.mark.one_in(5)
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_redline_takes_for_one_another_what_the_page_shows_side_by_side(
    before: str, after: str
) -> None:
    old, new = golden(before), golden(after)
    assert paired(old, new) == side_by_side(on_the_page(old, new))


def test_an_edited_paper_is_marked_in_word_as_on_the_page() -> None:
    old = golden("earlier example")
    for what, new in edits().items():
        result, pairs = marked(old, new)
        assert texts(accepted(result)) == side(pairs, "old"), what
        assert texts(rejected(result)) == side(pairs, "new"), what
        assert tracked(result, tables=True) == shown(pairs, tables=True), what


def test_a_redline_is_the_same_where_a_paper_was_read_anew_since_it_was_compared() -> None:
    old, new = golden("nothing-happened"), golden("example")
    as_ever = redline(old, new, author="Secretariat", date=datetime.date(2021, 1, 14))
    for paper in (old, new):
        compared_papers(old, new)
        opened(paper).taken("word/document.xml").clear()
        again = redline(old, new, author="Secretariat", date=datetime.date(2021, 1, 14))
        assert again == as_ever


def test_a_paper_against_itself_is_marked_nowhere() -> None:
    paper = golden("example")
    made = redline(paper, paper, author="Secretariat", date=datetime.date(2021, 1, 14))
    assert tracked(made, tables=True) == {"old": "", "new": ""}
