"""Edits as people make them: clean ones are never called wrong, wrong ones are; lists and rows are
held to their figures.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Sequence
from functools import cache

import pytest

from pipeline.commands.run import Made, made
from pipeline.findings.finding import Finding
from pipeline.review.verify.sentences import sentences
from pipeline.review.verify.verdict import AS_SEEN, code_of
from tests import builders
from tests.earlier import example_run, template
from tests.edits import clean, wrong
from tests.edits.edit import (
    Edit,
    added,
    apart,
    edited,
    holding,
    in_row,
    judged,
    reworded,
    row,
    without_row,
)

FIRST_ADDED = 5
"""The number of the paragraph (2.5) that `added` puts in first."""
MISSED = {
    # six of those outstanding at both meetings are
    "The six recommendations rated Red are outstanding.",
    "The number rated Red fell from 10 to six.",
    # 59 of those outstanding at both meetings were
    "Of the 59 recommendations rated Amber, most are on track.",
    "WMP-122 has been reopened.",  # it may have been, before the last meeting: a note
    "WMP-122 was moved to Amber in November.",  # and back again: a note
    "WMP-122 was graded Green at the December panel.",  # a note
    "WMP-017 was completed in July.",  # and signed off in September
    # the owner is an Assistant Chief Constable too
    "WMP-146 is led by ACC Patel in Local Policing.",
    "WMP-073 went back to Amber after the review.",  # it was so before
    # listed as a number that nothing explains
    "Awaiting recommendations have gone up by 75 per cent.",
    # signed off then, and closed by the inspectorate in November
    "WMP-010 was closed in September 2020.",
}


def remarks(*edits: Edit) -> tuple[Finding, ...]:
    """Return what is said of the example's paper with some edits."""
    run = example_run()
    return judged(edited(run.paper, *edits), run).remarks


def told(
    *edits: Edit, of: Sequence[str] = ("row", "list", "contradicts", "unsure", "unexplained")
) -> list[tuple[str, str, str]]:
    """Return the remarks of some codes as (code, place, found)."""
    return [
        (code_of(remark), remark.place, remark.found)
        for remark in remarks(*edits)
        if code_of(remark) in of
    ]


@cache
def of_added(sentences_: tuple[str, ...]) -> dict[str, list[Finding]]:
    """Return what is said of each of some sentences, all added to one paper."""
    places = {f"2.{place}": text for place, text in enumerate(sentences_, FIRST_ADDED)}
    found: dict[str, list[Finding]] = {text: [] for text in sentences_}
    for remark in remarks(added(*sentences_)):
        found[places[remark.place]].append(remark)
    return found


def test_the_corpus_is_thirty_pages_of_edits_and_no_line_stands_twice() -> None:
    assert (
        len(set(clean.ADDED)) == len(clean.ADDED)
        and len(clean.ADDED) + len(clean.REWORDED) + len(clean.ROWS) >= 200
    )
    assert len(wrong.ADDED) + len(wrong.REWORDED) + len(wrong.ROWS) >= 60


@pytest.mark.parametrize(
    "corpus",
    [clean.ADDED, clean.LATER, clean.CLAIMED, clean.UNSEEN, clean.COMPARED, clean.WRITTEN],
    ids=["before", "later", "claimed", "unseen", "compared", "written"],
)
def test_no_clean_sentence_is_called_wrong(corpus: list[str]) -> None:
    found = of_added(tuple(corpus))
    assert [(text, str(one)) for text, said in found.items() for one in said if one.wrong] == []


@pytest.mark.parametrize(
    "corpus",
    [wrong.ADDED, wrong.LATER, wrong.CLAIMED, wrong.UNSEEN, wrong.COMPARED, wrong.WRITTEN],
    ids=["before", "later", "claimed", "unseen", "compared", "written"],
)
def test_every_wrong_sentence_is_called_wrong_but_for_those_that_are_known(
    corpus: list[str],
) -> None:
    found = of_added(tuple(corpus))
    assert {
        text for text, said in found.items() if not any(one.wrong for one in said)
    } == MISSED & set(corpus)


@pytest.mark.parametrize("changes", list(apart(clean.REWORDED)))
def test_no_clean_rewording_is_called_wrong(changes: list[tuple[str, str]]) -> None:
    assert [
        str(one) for one in remarks(*(reworded(*change) for change in changes)) if one.wrong
    ] == []


def test_no_clean_edit_of_a_row_is_called_wrong() -> None:
    assert [
        str(one) for one in remarks(*(in_row(*change) for change in clean.ROWS)) if one.wrong
    ] == []


@pytest.mark.parametrize(("old", "new"), wrong.REWORDED)
def test_a_wrong_rewording_is_called_wrong(old: str, new: str) -> None:
    assert any(one.wrong and code_of(one) in AS_SEEN for one in remarks(reworded(old, new)))


@pytest.mark.parametrize(("ref", "old", "new"), wrong.ROWS)
def test_a_wrong_edit_of_a_row_is_called_wrong(ref: str, old: str, new: str) -> None:
    assert any(one.wrong and code_of(one) in AS_SEEN for one in remarks(in_row(ref, old, new)))


# ------------------------------------------------------------------------------------------------
# what is said of a row


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("WMP-030 is now rated Amber.", 'its RAG is "Red" (Recommendations!K31)'),
        (
            "WMP-122 has a target date of 31 May 2022.",
            'its Target date is "31 December 2020" (Recommendations!N123)',
        ),
        ("WMP-065 has been closed.", 'its Status is "Open" (Recommendations!M66)'),
        (
            "The owner of WMP-122 is the Deputy Chief Constable.",
            'its Owner is "Director of People and Organisational Development" (Recommendations!I123)',
        ),
    ],
)
def test_what_is_said_of_a_row_is_told_with_what_the_row_says_and_its_cell(
    sentence: str, says: str
) -> None:
    (remark,) = (one for one in of_added(tuple(wrong.ADDED))[sentence] if code_of(one) == "row")
    assert remark.expected == says and says in remark.message and remark.found in sentence


def test_of_a_row_that_is_not_for_publication_nothing_but_the_cell_is_told() -> None:
    (remark,) = (one for one in remarks(added("WMP-129 is rated Red.")) if code_of(one) == "row")
    assert (
        remark.expected
        == "its row, which is not for publication, says otherwise (Recommendations!K130)"
    )


ROWS = (
    ("WMP-122 is led by the Chief Constable’s staff officer.", ""),
    ("WMP-039 is owned by the Assistant Chief Constable.", ""),
    ("WMP-039 is owned by the ACC.", ""),
    ("WMP-122 is owned by the ACC.", "row"),
    ("ACC Jones leads on WMP-039.", ""),
    ("ACC Jones leads on WMP-122.", "row"),
    ("WMP-122 was owned by the Deputy Chief Constable until 2019.", ""),
    (
        "WMP-122 is owned by the Deputy Chief Constable and the Director of People and Organisational Development.",
        "",
    ),
    ("WMP-122 sits with the Deputy Chief Constable for approval.", ""),
    ("WMP-122, led by the Deputy Chief Constable, is late.", "row"),
    ("WMP-122’s owner is the Deputy Chief Constable.", "row"),
    ("WMP-122 (owner: Deputy Chief Constable) is late.", "row"),
    ("The panel signed off WMP-017 in September.", ""),
    ("The panel signed off WMP-017 in November.", "row"),
    ("HMICFRS has closed WMP-122.", "row"),
    ("The panel downgraded WMP-122 to Amber.", "row"),
    ("WMP-122 moved to Amber.", "row"),
    ("WMP-122 moved to Red.", ""),
    ("WMP-122 (due 31 March 2021) is late.", "row"),
    ("WMP-122 is due 31 March 2021.", "row"),
    ("WMP-122 is complete, apart from the last cohort.", ""),
    ("WMP-122 has been completed in part.", ""),
    ("WMP-122 was implemented in full in December 2020.", "row"),
    ("WMP-122 has been signed off in principle.", ""),
    ("WMP-122 was signed off on 6 January 2021.", "unsure"),
    ("WMP-030 was signed off on 13 March 2020.", ""),
    ("WMP-085 is complete.", "unsure"),
    ("WMP-017 was closed by the panel in September 2020.", ""),
    ("WMP-085 is still open.", ""),
    ("The status of WMP-017 is With HMICFRS.", "row"),
    ("WMP-017 is with HMICFRS.", ""),
    ("The proposed target date for WMP-122 is 31 March 2021.", ""),
    ("The target date for WMP-122 is 31 March 2021, subject to approval.", ""),
    ("WMP-122 has been put back to March 2021.", "row"),
    ("WMP-122 has been delayed until March 2021.", "unsure"),
    ("WMP-004 was extended to 30 June 2020.", ""),
    ("WMP-122 is due to be reviewed in January 2021.", ""),
    ("WMP-144 has not been reviewed.", ""),
    ("WMP-122 has not been reviewed.", "row"),
    ("WMP-144 was reviewed by the Chief Finance Officer in December 2020.", ""),
    ("The panel did not agree that WMP-122 was complete.", ""),
    ("WMP-021 was signed off as completed.", "row"),
    ("In November 2020, WMP-017 was signed off.", "row"),
    ("In December WMP-122 was completed.", "row"),
    ("In March 2019, WMP-122 was rated Green.", ""),
    ("In September WMP-017 was signed off.", ""),
    ("In 2018 WMP-122 was signed off.", ""),
    ("Members are asked to note that WMP-122 has been completed.", "row"),
    ("The Committee may decide that WMP-122 is complete.", ""),
    ("WMP-086 has been closed as business as usual.", ""),
)


@pytest.mark.parametrize(("sentence", "code"), ROWS)
def test_any_ordinary_wording_of_what_a_row_tells_is_compared_and_what_it_leaves_open_is_not(
    sentence: str, code: str
) -> None:
    found = of_added(tuple(sentence for sentence, _ in ROWS))[sentence]
    assert [code_of(one) for one in found if code_of(one) in ("row", "unsure")] == [code] * bool(
        code
    )


SHARES = (
    ("Of the 90 outstanding recommendations, most are on track.", "contradicts"),
    ("Of the outstanding recommendations, three quarters are rated Red.", "contradicts"),
    ("Amber recommendations make up 64% of the outstanding recommendations.", "typed"),
    ("Red recommendations account for half of the outstanding recommendations.", "contradicts"),
    ("One in three outstanding recommendations is rated Red.", "contradicts"),
    ("One in ten outstanding recommendations is rated Red.", "typed"),
    ("5.5% of the outstanding recommendations are overdue.", "typed"),
    ("7% of the outstanding recommendations are overdue.", "contradicts"),
    ("About half of the recommendations are rated Red.", "unsure"),
    (
        "More than a tenth of the outstanding recommendations were signed off in the period.",
        "unexplained",
    ),
    ("Most recommendations were made before 2020.", "unexplained"),
    ("Half the team has been trained.", ""),
    ("At the last meeting, half of the outstanding recommendations were rated Red.", "unexplained"),
    ("There was a 20% fall in outstanding recommendations since the last meeting.", "contradicts"),
    ("There was a rise of 9% in the number of outstanding recommendations.", "contradicts"),
    ("Outstanding recommendations fell 9%.", "typed"),
    ("Recommendations fell by ten per cent.", "unexplained"),
    ("Outstanding recommendations fell by 20% over the year.", "unsure"),
    ("Recommendations rated Red fell by 40%.", "typed"),
    ("Complaints rose by a quarter over the year.", "unexplained"),
    ("Demand rose by ten per cent.", "unexplained"),
    ("The recommendations in the report on fraud are all closed.", "contradicts"),
    ("None of the recommendations in the report on fraud is rated Red.", "contradicts"),
    ("Most of the recommendations in the report on fraud are closed.", "contradicts"),
    ("All of the recommendations in the report on domestic abuse are closed.", ""),  # there are two
    (
        "All of the recommendations in the report on fraud are complete, apart from those rated Red.",
        "",
    ),
)


@pytest.mark.parametrize(("sentence", "code"), SHARES)
def test_shares_changes_and_the_rows_of_a_report_are_compared_where_they_can_be_and_else_listed(
    sentence: str, code: str
) -> None:
    found = of_added(tuple(sentence for sentence, _ in SHARES))[sentence]
    assert [code_of(one) for one in found if code_of(one) != "added"] == [code] * bool(code)


def test_one_wrong_ref_of_several_is_told_alone() -> None:
    assert told(added("WMP-030 and WMP-098 are both rated Red."), of=["row"]) == [
        ("row", "2.5", "WMP-030 and WMP-098 are both rated Red")
    ]
    (remark,) = (
        one
        for one in remarks(added("WMP-030 and WMP-098 are both rated Red."))
        if code_of(one) == "row"
    )
    assert remark.key == "WMP-098"


def test_a_word_that_was_taken_out_turns_a_sentence_round() -> None:
    assert told(added("WMP-098 is not rated Red."), of=["row"]) == []
    assert [code for code, _, _ in told(added("WMP-098 is rated Red."), of=["row"])] == ["row"]


SMALL: dict[str, Made] = {}


def small(*rows: dict[str, object], then: Sequence[dict[str, object]] | None = None) -> Made:
    """Return the run of some rows, now and then; each is made once."""
    key = repr((rows, then))
    if key not in SMALL:
        SMALL[key] = made(builders.inputs(*rows, then=then, template=template()))
    return SMALL[key]


@pytest.mark.parametrize(
    ("ref", "sentence", "is_wrong"),
    [
        ("12", "12 are closed.", False),
        ("12", "12 November 2020 was rated Green.", False),
        ("12", "Recommendation 12 is Green.", True),
        ("1.10", "Recommendation 1.10 is rated Green.", True),
        ("1.10", "Paragraph 1.10 is Green.", False),
        ("IT", "It is Green.", False),
        ("R 7/a", "R 7/a is rated Green.", True),
        ("wmp-1", "WMP-1 is rated Green.", True),
    ],
)
def test_refs_of_any_shape_are_known_and_no_other_word_or_number_is_one(
    ref: str, sentence: str, is_wrong: bool
) -> None:
    run = small({"ref": ref})
    said = judged(edited(run.paper, added(sentence, after="A panel of the force")), run)
    assert [code_of(one) for one in said.remarks if one.wrong] == ["row"] * is_wrong


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("R1 was rated Red at the last meeting.", False),
        ("R1 was rated Amber at the last meeting.", True),
        ("R1 was rated Amber in July 2020.", True),
        ("R1 was rated Red in July 2020.", False),
        ("R1 was rated Green in March 2019.", False),
        ("R1 was rated Red.", False),
        ("R1 was rated Green.", True),
        ("R1 is rated Red.", True),
        ("R1 moved from Red to Amber.", False),
        ("R1 moved from Green to Amber.", True),
        ("R1 has improved from Red to Green.", True),
        ("R1 is no longer rated Red.", False),
        ("R1 is no longer rated Amber.", True),
    ],
)
def test_the_past_is_compared_with_the_last_meeting(sentence: str, is_wrong: bool) -> None:
    run = small({}, then=[{"rag": "Red", "rag_reason": "Late."}])
    said = judged(edited(run.paper, added(sentence, after="A panel of the force")), run)
    assert bool([code_of(one) for one in said.remarks if one.wrong]) == is_wrong


def test_of_a_first_paper_nothing_is_said_about_a_last_meeting() -> None:
    run = small({})
    texts = (
        "R1 was rated Red at the last meeting.",
        "The number of overdue recommendations has doubled since the last meeting.",
    )
    said = judged(edited(run.paper, added(*texts, after="A panel of the force")), run)
    assert [str(one) for one in said.remarks if one.wrong] == []


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("Overdue recommendations have doubled since the last meeting.", False),
        ("Overdue recommendations have trebled.", True),
        ("The number of overdue recommendations has halved since July 2020.", True),
        ("Overdue recommendations have increased.", False),
        ("Overdue recommendations have more than doubled since July.", False),
        ("Overdue recommendations have fallen.", True),
        ("Overdue recommendations have doubled since 2018.", False),
        ("Overdue cases have trebled.", False),
        ("Outstanding recommendations have doubled.", True),
        ("All overdue recommendations are rated Amber.", False),
        ("All overdue recommendations are rated Red.", True),
        ("Both overdue recommendations have been reviewed.", True),
        ("Some of the overdue recommendations are rated Red.", False),
        ("All should be rated Red.", False),
    ],
)
def test_twice_and_half_as_many_are_compared_with_the_last_meeting(
    sentence: str, is_wrong: bool
) -> None:
    late = {"target": datetime.date(2020, 12, 1)}
    run = small(*[late] * 4, {}, {}, then=[{"target": datetime.date(2020, 7, 1)}] * 2 + [{}] * 4)
    said = judged(edited(run.paper, added(sentence, after="A panel of the force")), run)
    assert bool([code_of(one) for one in said.remarks if one.wrong]) == is_wrong


# ----------------------------------------------------------------------------------------------------------------
# lists


def twice(ref: str, of: str = "") -> Edit:
    """Return an edit that puts a copy of the row of a ref after the row of another, or its own."""
    return lambda root: row(root, of or ref).addnext(copy.deepcopy(row(root, ref)))


def without(*texts: str) -> Edit:
    def edit(root: object) -> None:
        for text in texts:
            found = holding(root, text)  # type: ignore[arg-type]
            found.getparent().remove(found)

    return edit


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (
            (without_row("WMP-017"),),
            "Appendix C: it lists 11 of the 12 that 3.1 counts: WMP-017 is missing.",
        ),
        (
            (without_row("WMP-017"), without_row("WMP-070")),
            "Appendix C: it lists 10 of the 12 that 3.1 counts: WMP-017, WMP-070 are missing.",
        ),
        (
            (without_row("WMP-098"),),
            "Appendix D: it lists 4 of the 5 that 3.4 counts: WMP-098 is missing.",
        ),
        (
            (
                lambda root: [
                    row(root, ref, place).getparent().remove(row(root, ref, place))
                    for ref, place in (("WMP-144", 0), ("WMP-146", 0), ("WMP-148", 0))
                ],
            ),
            "Appendix B: it lists none of the 3 that 3.1 counts.",
        ),
        ((twice("WMP-144"),), "Appendix B, WMP-144: WMP-144 is listed 2 times in Appendix B."),
        (
            (twice("WMP-030", "WMP-144"),),
            "Appendix B, WMP-030: WMP-030 is listed in Appendix B, and is none of the 3 that 3.1 counts.",
        ),
        (
            (without_row("Green"),),
            '"Recommendations reviewed in the period, by rating": the table lost "Green", which its total counts.',
        ),
        (
            (in_row("Red", "Red", "Amber"),),
            '"Recommendations reviewed in the period, by rating": the table lost "Red", which its total '
            "counts.",
        ),
        (
            (without("Pre-charge bail and released"),),
            '6.1: 6.1 counts 3, and the section "Pre-charge bail and released under '
            'investigation: striking a balance" is gone.',
        ),
    ],
)
def test_a_list_that_is_not_what_its_figure_counts_is_wrong(
    edits: tuple[Edit, ...], message: str
) -> None:
    found = [str(one) for one in remarks(*edits) if code_of(one) == "list"]
    assert len(found) == 1 and found[0].startswith(message)


def test_a_row_that_never_was_is_told_as_one_that_is_in_no_row_of_the_workbook() -> None:
    found = [
        str(one)
        for one in remarks(in_row("WMP-148", "WMP-148", "WMP-949"))
        if code_of(one) == "list"
    ]
    assert len(found) == 2 and "no row of the workbook has this ref" in found[1]


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: row(root, "WMP-148").addnext(row(root, "WMP-144")),  # another order
        without(
            "At the last meeting, 100 recommendations were outstanding",
            "Outstanding recommendations, from the last meeting",
        ),
    ],
)
def test_lists_in_another_order_and_figures_that_are_not_stated_are_no_fault(edit: Edit) -> None:
    assert [one for one in remarks(edit) if code_of(one) == "list"] == []


# --------------------------------------------------------------------------------------- numbers
# that nothing explains


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Recruitment has closed 12 of the 20 vacancies in the control room.", "12, 20"),
        (
            "The force has approved funding of £1.2 million for the programme in 2021/22.",
            "£1.2 million",
        ),
        ("Demand on the contact centre rose by 12% in the autumn of 2020.", "12%"),
        ("See paragraph 3.1 for the movement since the last meeting.", ""),
        ("This report should be read with items 5 and 6 on the agenda.", ""),
        ("The next meeting of the Committee is on 8 April 2021.", ""),
        ("WMP-030 is rated Red because renewals of vetting are late.", ""),
        ("The seven recommendations rated Red are reviewed at each panel meeting.", ""),
        ("The Covid-19 pandemic delayed training for six months.", "six"),
        ("There are no financial implications arising directly from this report.", ""),
    ],
)
def test_the_numbers_of_a_sentence_that_no_figure_explains_are_told_once(
    sentence: str, numbers: str
) -> None:
    found = [
        one.found for one in of_added(tuple(clean.ADDED))[sentence] if code_of(one) == "unexplained"
    ]
    assert found == ([numbers] if numbers else [])


def test_a_number_that_the_sentence_had_before_is_explained() -> None:
    assert (
        told(
            reworded(
                "The findings reflect the views of 27 victims",
                "The findings draw on the views of 27 victims",
            )
        )
        == []
    )


def test_sentences_are_parted_at_full_stops() -> None:
    assert [("One. Two 3.1 is"[a:b]) for a, b in sentences("One. Two 3.1 is")] == [
        "One",
        "Two 3.1 is",
    ]
