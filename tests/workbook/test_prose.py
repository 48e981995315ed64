"""Lines, lists, bold and italic in a cell, as a person types them with Alt+Enter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as laws
from hypothesis import strategies as st

from pipeline.workbook.prose import Block, Prose, Run, as_list, prose


def blocks(text: str) -> list[tuple[str, int, str]]:
    """Return the kind, the list's number and the words of each line."""
    return [(block.kind, block.list_no, block.text) for block in prose([Run(text)]).blocks]


def odd(text: str) -> tuple[str, ...]:
    return prose([Run(text)]).out_of_order


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "\n\n"])
def test_a_cell_of_nothing_but_spaces_is_no_prose(text: str) -> None:
    assert prose([Run(text)]) == Prose() and not prose([Run(text)])
    assert not prose([])


def test_each_line_is_a_paragraph_and_blank_lines_fall_away() -> None:
    assert blocks("One.\n\n  Two.\u00a0\nThree.\n") == [
        ("", 0, "One."),
        ("", 0, "Two."),
        ("", 0, "Three."),
    ]
    assert prose([Run("One.\n\nTwo.")]).text == "One.\nTwo."


def test_letters_numbers_and_bullets_are_lists() -> None:
    assert blocks("Asked:\n(a) why;\n(b) when.\nThen:\n1. plan\n2. act\nAnd:\n• speed\n• care") == [
        ("", 0, "Asked:"),
        ("letter", 1, "why;"),
        ("letter", 1, "when."),
        ("", 0, "Then:"),
        ("number", 2, "plan"),
        ("number", 2, "act"),
        ("", 0, "And:"),
        ("bullet", 3, "speed"),
        ("bullet", 3, "care"),
    ]


def test_a_list_that_begins_again_is_another_list() -> None:
    assert blocks("(a) one\n(b) two\n(a) three\n(b) four") == [
        ("letter", 1, "one"),
        ("letter", 1, "two"),
        ("letter", 2, "three"),
        ("letter", 2, "four"),
    ]
    assert blocks("1. one\nText.\n1. two") == [
        ("number", 1, "one"),
        ("", 0, "Text."),
        ("number", 2, "two"),
    ]


def test_a_list_goes_on_after_a_paragraph_where_its_label_does() -> None:
    assert blocks("1. one\nText.\n2. two") == [
        ("number", 1, "one"),
        ("", 0, "Text."),
        ("number", 1, "two"),
    ]
    assert odd("1. one\nText.\n2. two") == ()


def test_bullets_after_a_paragraph_are_another_list() -> None:
    assert [item[1] for item in blocks("• one\n• two\nText.\n• three")] == [1, 1, 0, 2]


def test_a_list_within_a_list_does_not_break_the_outer_one() -> None:
    assert blocks("(a) one\n• inner\n• inner too\n(b) two") == [
        ("letter", 1, "one"),
        ("bullet", 2, "inner"),
        ("bullet", 2, "inner too"),
        ("letter", 1, "two"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("(a) one\n(c) three", ("(c)",)),
        ("(b) two", ("(b)",)),
        ("1. one\n3. three\n4. four", ("3.", "4.")),
        ("2. two", ("2.",)),
        ("(a) one\n(b) two\n(b) two again", ("(b)",)),
    ],
)
def test_labels_out_of_order_stay_as_typed_and_are_named(
    text: str, labels: tuple[str, ...]
) -> None:
    found = prose([Run(text)])
    assert found.out_of_order == labels
    for label in labels:
        assert any(block.kind == "" and block.text.startswith(label) for block in found.blocks)


def test_a_label_that_follows_the_last_good_one_is_an_item_again() -> None:
    assert blocks("(a) one\n(c) three\n(b) two") == [
        ("letter", 1, "one"),
        ("", 0, "(c) three"),
        ("letter", 1, "two"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1986. A great year",
        "2020. It began",
        "01. one",
        "007. Bond",
        "(ii) two",
        "(bb) two",
        "(the) end",
        "100. The hundredth",
        "(1) one",
        "(aa) one",
        "(A) one",
        "a) one",
        "(a)one",
        "1.5 million people",
        "1.one",
        "(a)",
        "1.",
        "•",
        "-5 degrees",
        "e.g. this",
        "(see above) it",
        "–",
        "No. 1 is",
        "10 people met",
        "£5. That is all",
    ],
)
def test_what_only_looks_like_a_label_is_text(text: str) -> None:
    assert blocks(text) == [("", 0, text)] and odd(text) == ()


@pytest.mark.parametrize("mark", ["•", "·", "●", "▪", "◦", "\uf0b7", "-"])
def test_the_signs_that_word_and_excel_use_for_bullets_are_bullets(mark: str) -> None:
    assert blocks(f"{mark} one\n{mark}\tTwo\n{mark}\u00a0three") == [
        ("bullet", 1, "one"),
        ("bullet", 1, "Two"),
        ("bullet", 1, "three"),
    ]


@pytest.mark.parametrize("mark", ["1.", "1)"])
def test_numbers_may_end_in_a_stop_or_a_bracket(mark: str) -> None:
    assert blocks(f"{mark} one") == [("number", 1, "one")]


def test_a_small_roman_one_is_not_the_ninth_letter() -> None:
    text = "(i) one\n(ii) two\n(iii) three"
    assert blocks(text) == [("", 0, line) for line in text.split("\n")] and odd(text) == ()


def test_roman_numbers_stay_as_typed_without_remark_up_to_ten() -> None:
    text = "\n".join(
        f"({label}) item" for label in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    )
    assert blocks(text) == [("", 0, line) for line in text.split("\n")] and odd(text) == ()


def test_roman_numbers_under_a_letter_do_not_break_its_list() -> None:
    text = "(a) one\n(i) first\n(ii) second\n(b) two"
    assert blocks(text) == [
        ("letter", 1, "one"),
        ("", 0, "(i) first"),
        ("", 0, "(ii) second"),
        ("letter", 1, "two"),
    ]
    assert odd(text) == ()


def test_the_ninth_letter_of_a_list_is_its_ninth() -> None:
    text = "\n".join(f"({letter}) item" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert {item[:2] for item in blocks(text)} == {("letter", 1)} and odd(text) == ()


def test_numbers_go_on_beyond_ninety_nine() -> None:
    text = "\n".join(f"{number}. item" for number in range(1, 1_200))
    assert {item[:2] for item in blocks(text)} == {("number", 1)} and odd(text) == ()


@pytest.mark.parametrize(
    ("text", "kinds"), [("1. one\n2020. It began", ["number", ""]), ("1986. A great year", [""])]
)
def test_a_year_at_the_beginning_of_a_line_is_no_label(text: str, kinds: list[str]) -> None:
    assert [item[0] for item in blocks(text)] == kinds and odd(text) == ()


def test_a_number_beyond_a_gap_in_a_long_list_is_named() -> None:
    text = "\n".join(f"{number}. item" for number in [*range(1, 100), 101])
    assert odd(text) == ("101.",) and blocks(text)[-1] == ("", 0, "101. item")


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def test_letters_go_on_beyond_z_as_word_writes_them() -> None:
    labels = [*LETTERS, *(letter * 2 for letter in LETTERS), "aaa", "bbb"]
    text = "\n".join(f"({label}) item" for label in labels)
    assert {item[:2] for item in blocks(text)} == {("letter", 1)} and odd(text) == ()


def test_letters_beyond_z_that_word_would_write_otherwise_stay_as_typed_and_are_named() -> None:
    labels = [*LETTERS, "aa", "ab", "ac"]
    found = prose([Run("\n".join(f"({label}) item" for label in labels))])
    assert [block.kind for block in found.blocks] == ["letter"] * 26 + [""] * 3
    assert [block.text for block in found.blocks[26:]] == ["(aa) item", "(ab) item", "(ac) item"]
    assert found.out_of_order == ("(aa)", "(ab)", "(ac)")


@pytest.mark.parametrize(
    "text",
    [
        "(i) why\n(ii) when",
        "(1) why\n(2) when",
        "Q1. Why?\nQ2. When?",
        "(b) why\n(c) when",
        "a) why\nb) when",
        "i. why\nii. when",
    ],
)
def test_questions_with_labels_of_another_kind_are_not_labelled_twice(text: str) -> None:
    found = prose([Run(text)])
    assert as_list(found) == found


def test_questions_without_labels_are_a_lettered_list() -> None:
    assert [
        block.kind for block in as_list(prose([Run("Why?\nIs it so?\nHMICFRS (the) end")])).blocks
    ] == ["letter"] * 3


def test_bold_runs_go_on_across_lines() -> None:
    found = prose([Run("One "), Run("two\nthree", bold=True), Run(" four", italic=True)])
    assert found.blocks == (
        Block((Run("One "), Run("two", bold=True))),
        Block((Run("three", bold=True), Run(" four", italic=True))),
    )


def test_neighbours_of_one_look_are_one_run() -> None:
    assert prose(
        [Run("One "), Run(""), Run("two "), Run("three", bold=True), Run(" four", bold=True)]
    ).blocks == (Block((Run("One two "), Run("three four", bold=True))),)


def test_a_label_may_be_of_another_look_than_its_words() -> None:
    assert prose(
        [Run("(a", bold=True), Run(") "), Run("why", bold=True), Run("?\n(b) when")]
    ).blocks == (
        Block((Run("why", bold=True), Run("?")), "letter", 1),
        Block((Run("when"),), "letter", 1),
    )


def test_spaces_at_the_ends_of_a_line_fall_away_whatever_their_look() -> None:
    assert prose([Run("  ", bold=True), Run(" One"), Run(" \u00a0", bold=True)]).blocks == (
        Block((Run("One"),)),
    )


def test_many_lines_are_read_quickly() -> None:
    import time

    began = time.process_time()
    assert len(prose([Run("• item of a list\n" * 1_500, bold=True)]).blocks) == 1_500
    assert len(prose([Run("word ", bold=bool(place % 2)) for place in range(4_000)]).blocks) == 1
    assert time.process_time() - began < 6


LOOKS = st.builds(Run, st.text("ab(c)1. •\n\u00a0i", max_size=12), st.booleans(), st.booleans())


@laws(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(LOOKS, max_size=5))
def test_no_word_of_a_cell_is_lost_but_the_labels_of_its_lists(runs: list[Run]) -> None:
    lines = [line.strip() for line in "".join(run.text for run in runs).split("\n") if line.strip()]
    found = prose(runs).blocks
    assert len(found) == len(lines)
    for block, line in zip(found, lines, strict=True):
        assert line.endswith(block.text) and (block.kind != "" or block.text == line)
        assert len(line) - len(block.text) <= (0 if block.kind == "" else len(line)) and block.runs


@laws(derandomize=True, deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["(a)", "(b)", "(c)", "(i)", "(ii)", "1.", "2.", "3.", "•", "01.", "(aa)", "2020.", ""]
        ),
        max_size=12,
    )
)
def test_what_word_counts_is_what_was_typed(labels: list[str]) -> None:
    counted: dict[int, int] = {}
    for block, label in zip(
        prose([Run("\n".join(f"{label} item" for label in labels))]).blocks, labels, strict=True
    ):
        counted[block.list_no] = counted.get(block.list_no, 0) + 1
        word = {
            "letter": f"({LETTERS[counted[block.list_no] - 1]})" if block.kind == "letter" else "",
            "number": f"{counted[block.list_no]}.",
            "bullet": "•",
            "": "",
        }[block.kind]
        assert f"{word} {block.text}".strip() == f"{label} item".strip()
