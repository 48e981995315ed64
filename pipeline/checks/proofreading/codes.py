"""What is found in prose that is printed: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, finding_of, notes, told_together

_ALONE: dict[str, Code] = notes(
    3,
    personal_data="a cell that may be printed holds personal data",
    majesty_form="the prose says Her Majesty's where the paper says His, or the other way round",
    doubled_word="a word stands twice",
    two_verbs="two verbs stand together",
    space_after_full_stop="a space is missing after a full stop",
    date_without_year="a date has no year",
    date_with_ordinal="a date has an ordinal",
    relative_time="words that go stale, such as next year",
    scheduled_date_past="something scheduled is already past",
    weekend_date="a date falls on a weekend",
    abbreviation_not_expanded="an abbreviation is never expanded",
    name_spelt_two_ways="a name is spelt in two ways",
    number_contradicts_row="a number in the prose contradicts the row",
)
CODES = told_together(
    _ALONE,
    personal_data="cells that may be printed hold personal data",
    majesty_form="cells have the other of Her Majesty's and His",
    doubled_word="words stand twice",
    two_verbs="times two verbs stand together",
    space_after_full_stop="spaces are missing after a full stop",
    date_without_year="dates have no year",
    date_with_ordinal="dates have an ordinal",
    relative_time="words go stale, such as next year",
    scheduled_date_past="things scheduled are already past",
    weekend_date="dates fall on a weekend",
    abbreviation_not_expanded="abbreviations are never expanded",
    name_spelt_two_ways="names are spelt in two ways",
    number_contradicts_row="numbers in the prose contradict their row",
)
finding = partial(finding_of, CODES)
