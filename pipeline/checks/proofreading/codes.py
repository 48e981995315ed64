"""What is found in prose that is printed: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, finding_of, notes

CODES: dict[str, Code] = notes(
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
finding = partial(finding_of, CODES)
