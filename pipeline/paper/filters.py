"""The filters of a template: how each is written, and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pipeline.english import writing
from pipeline.paper.chart.charts import labelled
from pipeline.paper.marks import bare, of_figure
from pipeline.paper.named_values import Place, Stated


class Filter(NamedTuple):
    """One filter of the template: how it is written, and what it prints."""

    example: str
    prints: str
    made: Callable[..., Any]


def _listed(items: Iterable[str], last: str = "and") -> str:
    """Return names as a list by what a reader sees of them: the address of a cell travels too."""
    return writing.listed(items, last, seen=bare)


def _refs(rows: Iterable[Mapping[str, object]] | None) -> str:
    if rows is None:
        raise TypeError("it has no value in this paper")
    every = list(rows)
    if not all("ref" in row for row in every):
        raise TypeError("the rows of this list have no ref")
    return _listed(str(row["ref"]) for row in every)


def _key(value: object) -> str:
    return getattr(value, "key", "")


def _told(make: Callable[..., str]) -> Callable[..., str]:
    """Return a filter whose words know the figure or the day that they tell."""
    return lambda value, *more: (
        Stated(make(value, *more))
        if isinstance(value, Place)
        else of_figure(_key(value), make(value, *more))
    )


def _as_stated(make: Callable[..., str]) -> Callable[..., str]:
    """Return a filter whose words are the program's own where that which they are made of is."""
    return lambda value, *more: (Stated if isinstance(value, Stated) else str)(make(value, *more))


OTHERS: Mapping[str, Filter] = {
    "plural": Filter(
        '{{ reports_total|plural("report") }}',
        "the noun alone, as it goes with the number",
        writing.plural,
    ),
    "verb": Filter(
        '{{ reports_total|verb("was", "were") }}',
        "the first word for one, the second for none and many",
        writing.verb,
    ),
    "ordinal": Filter(
        "{{ inspection.position|ordinal }}",
        "first, second, third …",
        lambda value: Stated(writing.ordinal(value)),
    ),
    "date": Filter(
        "{{ meeting_date|date }}", "the date in full: 14 January 2021", _told(writing.dates)
    ),
    "list": Filter("{{ report.inspectorates|list }}", "names as a list: A, B and C", _listed),
    "refs": Filter(
        "{{ rows_of.newly_worst_total|refs }}",
        "the refs of a list of recommendations: WMP-039, WMP-050 and WMP-051",
        _refs,
    ),
    "sentence": Filter(
        '{{ reports_total|count("report")|sentence }}',
        "the same with a capital letter",
        _as_stated(writing.sentence),
    ),
    "labels": Filter(
        '{{ ratings_chart|labels("Last meeting", "Now") }}',
        "the chart, its series named so",
        labelled,
    ),
    "signed": Filter(
        "{{ outstanding_change|signed }}",
        "a change with its sign: +3, \u22129, 0",
        _told(writing.signed),
    ),
    "direction": Filter(
        '{{ outstanding_change|direction("up", "down", "no change") }}',
        "the first word for a rise, the second for a fall, the third for neither",
        writing.direction,
    ),
    "ended": Filter(
        '{{ inspection.description|ended(".") }}',
        "the same with this mark at its end, unless it has one",
        _as_stated(writing.ended),
    ),
}
"""The filters that the house style does not change, in the order in which they are told."""


def filters(words_to: int) -> dict[str, Filter]:
    """Return the template's filters for a house style of numbers in words up to `words_to`."""
    return {**_of_numbers(words_to), **OTHERS}


def _of_numbers(words_to: int) -> dict[str, Filter]:
    """Return the filters that write a number, alone, with its sign or with its noun."""
    return {
        "number": Filter(
            "{{ reviewed_total|number }}",
            "the number in house style: none, six, 98",
            _told(lambda value: writing.number(value, words_to)),
        ),
        "digits": Filter(
            "{{ reviewed_total|digits }}",
            "the number in digits, for tables: 0, 6, 1,204",
            _told(writing.digits),
        ),
        "plus": Filter(
            "{{ outstanding_new|plus }}",
            "the number as an increase: +3, and 0 for none",
            _told(writing.signed),
        ),
        "minus": Filter(
            "{{ outstanding_settled|minus }}",
            "the number as a decrease: \u22123, and 0 for none",
            _told(lambda value: writing.signed(-value)),
        ),
        "count": Filter(
            '{{ reports_total|count("report") }}',
            "the number and its noun: no reports, one report, 12 reports; "
            "an unusual plural may follow as a second word",
            _told(lambda value, noun, many="": writing.count(value, words_to, noun, many)),
        ),
    }
