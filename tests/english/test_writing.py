"""Numbers, nouns, verbs, dates and lists in house English."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.english import writing
from pipeline.paper import marks
from pipeline.paper.filters import filters
from pipeline.paper.named_values import Day, Number

FIGURE = marks.of_figure("reports_total", "no reports")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "zero"),
        (9, "nine"),
        (13, "thirteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (90, "ninety"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (342, "three hundred and forty-two"),
        (999, "nine hundred and ninety-nine"),
    ],
)
def test_a_number_is_written_in_words(number: int, told: str) -> None:
    assert writing.in_words(number) == told


def test_no_two_numbers_have_the_same_words() -> None:
    assert len({writing.in_words(number) for number in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("value", "words_to", "told"),
    [
        (0, 9, "none"),
        (1, 9, "one"),
        (9, 9, "nine"),
        (10, 9, "10"),
        (1204, 9, "1,204"),
        (10, 10, "ten"),
        (11, 10, "11"),
        (0, 0, "0"),
        (3, 0, "3"),
        (0, 1, "none"),
        (2, 1, "2"),
        (1000, 999, "1,000"),
        (999, 999, "nine hundred and ninety-nine"),
    ],
)
def test_a_count_is_in_words_up_to_the_house_limit(value: int, words_to: int, told: str) -> None:
    assert writing.number(value, words_to) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(3, "+3"), (0, "0"), (-3, "\u22123"), (-1204, "\u22121,204"), (1204, "+1,204")],
)
def test_a_movement_has_its_sign_and_a_true_minus(value: int, told: str) -> None:
    assert writing.signed(value) == told


@pytest.mark.parametrize(
    ("value", "words_to", "noun", "told"),
    [
        (0, 9, "recommendation", "no recommendations"),
        (1, 9, "recommendation", "one recommendation"),
        (2, 9, "recommendation", "two recommendations"),
        (12, 9, "recommendation", "12 recommendations"),
        (0, 0, "recommendation", "0 recommendations"),
        (1, 0, "recommendation", "1 recommendation"),
        (1, 9, "cause of concern", "one cause of concern"),
        (3, 9, "cause of concern", "three causes of concern"),
        (2, 9, "area for improvement", "two areas for improvement"),
        (1204, 9, "row", "1,204 rows"),
    ],
)
def test_a_count_agrees_with_its_noun(value: int, words_to: int, noun: str, told: str) -> None:
    assert writing.count(value, words_to, noun) == told


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("body", "bodies"),
        ("day", "days"),
        ("city", "cities"),
        ("process", "processes"),
        ("branch", "branches"),
        ("box", "boxes"),
        ("wish", "wishes"),
        ("person", "people"),
        ("inspection report", "inspection reports"),
    ],
)
def test_a_noun_has_its_plural(noun: str, many: str) -> None:
    assert [writing.plural(value, noun) for value in (0, 1, 2)] == [many, noun, many]


def test_an_unusual_plural_may_be_given() -> None:
    assert [writing.count(value, 9, "crisis", "crises") for value in (0, 1, 2)] == [
        "no crises",
        "one crisis",
        "two crises",
    ]


def test_a_verb_agrees_with_its_number() -> None:
    assert [writing.verb(value, "was", "were") for value in (0, 1, 2)] == ["were", "was", "were"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (8, "eighth"),
        (9, "ninth"),
        (12, "twelfth"),
        (13, "thirteenth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (32, "thirty-second"),
        (45, "forty-fifth"),
        (99, "ninety-ninth"),
        (100, "100th"),
        (101, "101st"),
        (102, "102nd"),
        (103, "103rd"),
        (111, "111th"),
        (112, "112th"),
        (113, "113th"),
        (121, "121st"),
    ],
)
def test_a_place_in_a_row_is_told_in_words(value: int, told: str) -> None:
    assert writing.ordinal(value) == told


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, b", "c"], "a, b and c"),
        (["a, b", "c", "d"], "a, b; c; and d"),
        (["Devon and Cornwall", "Kent", "Essex"], "Devon and Cornwall; Kent; and Essex"),
        (["Highland", "Kent", "Essex"], "Highland, Kent and Essex"),
    ],
)
def test_names_are_told_as_a_list(items: list[str], told: str) -> None:
    assert writing.listed(items) == told


def test_a_list_may_end_with_another_word() -> None:
    assert writing.listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_the_signs_between_items_make_the_same_list(length: int) -> None:
    items = [chr(96 + place) for place in range(1, length + 1)]
    assert "".join(
        item + writing.sep(place, length) for place, item in enumerate(items, 1)
    ) == writing.listed(items)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no reports", "No reports"),
        ("“no reports”", "“No reports”"),
        ("12 reports", "12 reports"),
        ("", ""),
        ("…", "…"),
        ("école", "École"),
        ("ßa", "SSa"),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, told: str) -> None:
    assert writing.sentence(text) == told


def test_a_sentence_that_begins_with_a_figure_keeps_its_key() -> None:
    assert writing.sentence(FIGURE) == marks.of_figure("reports_total", "No reports")
    assert writing.sentence(marks.of_cell("an inspection", "f Reports!A1")) == marks.of_cell(
        "An inspection", "f Reports!A1"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("an inspection", "an inspection."),
        ("an inspection.", "an inspection."),
        ("Why?", "Why?"),
        ("as follows:", "as follows:"),
        ("and so on…", "and so on…"),
        ("the Act (1996)", "the Act (1996)."),
    ],
)
def test_a_text_ends_with_one_mark(text: str, told: str) -> None:
    assert writing.ended(text) == told


@pytest.mark.parametrize(
    "text", ["the report “Who decides?”", "it asked ‘why?’", "in full (see the letter.)"]
)
def test_a_text_that_ends_with_its_mark_inside_a_quotation_or_bracket_gets_no_second_one(
    text: str,
) -> None:
    assert writing.ended(text) == text


def test_the_marks_that_travel_with_a_text_do_not_hide_its_end() -> None:
    assert writing.ended(marks.of_cell("an inspection.", "f A1")) == marks.of_cell(
        "an inspection.", "f A1"
    )
    assert (
        writing.ended(marks.of_cell("an inspection", "f A1"))
        == marks.of_cell("an inspection", "f A1") + "."
    )


def test_a_date_is_day_month_year() -> None:
    assert [writing.dates(date(2020, month, 1)) for month in (1, 5, 9, 12)] == [
        "1 January 2020",
        "1 May 2020",
        "1 September 2020",
        "1 December 2020",
    ]


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("number", (), "two"),
        ("digits", (), "2"),
        ("plus", (), "+2"),
        ("minus", (), "\u22122"),
        ("count", ("report",), "two reports"),
        ("count", ("crisis", "crises"), "two crises"),
    ],
)
def test_a_figure_keeps_its_key_through_every_filter_that_prints_it(
    name: str, arguments: tuple[str, ...], told: str
) -> None:
    made = filters(9)[name].made(Number(2, "reports_total"), *arguments)
    assert list(marks.emitted(made)) == [marks.Emitted("reports_total", (told,), True)]


def test_a_number_without_a_key_prints_as_plain_text() -> None:
    assert filters(9)["number"].made(2) == "two"


def test_a_date_keeps_its_name() -> None:
    made = filters(9)["date"].made(Day.of(date(2021, 1, 14), "meeting_date"))
    assert list(marks.emitted(made)) == [marks.Emitted("meeting_date", ("14 January 2021",), True)]
