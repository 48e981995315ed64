"""The charts of an edited paper against those that the inputs make: which is which, and what in
each is not as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.english.reading import dates, numerals
from pipeline.findings.finding import Finding
from pipeline.review.verify.verdict import remark
from pipeline.word.chart_points import same
from pipeline.word.charts import Point, Series
from pipeline.word.things import Thing

MEND = 'Right-click the chart > Edit Data and type "{}" there, or run report again.'
DATA = "Right-click the chart > Edit Data and correct it there, or run report again."
DECIMAL = re.compile(r"[-\u2212]?\d[\d,]*\.\d+")
ALIKE = 0.5
"""The share of names (of series and categories) that two charts under different headings must have
in common to be one.
"""
Item = TypeVar("Item")


def chart_remarks(
    fresh: list[Thing], found: list[Thing], pictures: list[Thing]
) -> Iterator[Finding]:
    """Yield what there is to say of the charts: those that are in both papers, lost, added and
    unread. New `pictures` may stand where one was.
    """
    couples, lost, added = coupled(fresh, found)
    for then, now in couples:
        yield from _chart(then, now)
    for thing in lost:
        stands = any(picture.host.heading == thing.host.heading for picture in pictures)
        yield remark(
            "dropped",
            f"the chart {named(thing)} is gone"
            + ("; a picture stands there, whose numbers are not read." if stands else "."),
            f"was at {place_of(thing)}",
        )
    for thing in added:
        assert thing.chart is not None
        copied = next((one for one in fresh if _share(one, thing) == 1), None)
        if copied is not None:
            yield from _chart(copied, thing)
        yield remark(
            "added",
            "a chart that the inputs do not give, so no figure explains its numbers: "
            f"{' | '.join(thing.chart.lines())}.",
            place_of(thing),
        )
    for thing in found:
        assert thing.chart is not None
        if thing.chart.unread:
            yield remark(
                "unchecked",
                f"the chart {named(thing)}: {thing.chart.unread}, so it is not checked against"
                " what is drawn.",
                place_of(thing),
            )


def place_of(thing: Thing) -> str:
    """Return the place of a thing, or of what it stands in, on one line."""
    return " ".join((thing.place or thing.host.place).split())


def named(thing: Thing) -> str:
    """Return what tells a chart from others: the names of its series."""
    assert thing.chart is not None
    return " and ".join(f'"{one.name}"' for one in thing.chart.series) or "without series"


def coupled(
    then: list[Thing], now: list[Thing]
) -> tuple[list[tuple[Thing, Thing]], list[Thing], list[Thing]]:
    """Return the charts that are one, the likeliest first, those that are gone and those that
    came.
    """
    scores = [
        (score, -a, -b)
        for a, one in enumerate(then)
        for b, other in enumerate(now)
        if (score := _likeness(one, other))
    ]
    olds: dict[int, int] = {}
    for _, a, b in sorted(scores, reverse=True):
        if -a not in olds and -b not in olds.values():
            olds[-a] = -b
    couples = [(then[a], now[b]) for a, b in sorted(olds.items())]
    return (
        couples,
        [one for place, one in enumerate(then) if place not in olds],
        [one for place, one in enumerate(now) if place not in olds.values()],
    )


def _likeness(one: Thing, other: Thing) -> float:
    beside, share = one.host.heading == other.host.heading, _share(one, other)
    return share + beside if beside or share >= ALIKE else 0.0


def _share(one: Thing, other: Thing) -> float:
    """Return the share of their names, of series and categories, that two charts have in common."""
    names = [
        {
            name
            for series in thing.chart.series
            for name in (series.name, *(point.category for point in series.points))
        }
        for thing in (one, other)
        if thing.chart
    ]
    return len(names[0] & names[1]) / max(len(names[0] | names[1]), 1)


def _chart(then: Thing, now: Thing) -> Iterator[Finding]:
    """Yield where a chart does not show what the inputs give, or its data sheet holds something
    else than it shows.
    """
    assert then.chart is not None and now.chart is not None
    place = place_of(now)

    def wrong(message: str, found: str = "", expected: str = "") -> Finding:
        return remark("chart", message, place, "", found, expected)

    for old, new in _matched(then.chart.series, now.chart.series, lambda series: series.name):
        if old is None and new is not None:
            yield wrong(
                f"the chart has a series that the inputs do not give: {new}. Delete it in Edit"
                " Data, or run report again.",
                new.name,
            )
        elif new is None and old is not None:
            yield wrong(
                f'the chart does not show the series "{old.name}" any more: {old}. Choose Chart'
                " Design > Select Data and tick it, or run report again.",
                "",
                old.name,
            )
        elif old is not None and new is not None:
            yield from _series(old, new, wrong)
    for words in now.chart.words:
        if words not in then.chart.words:
            yield remark("added", f'words on the chart: "{words}".', place)


def _series(old: Series, new: Series, wrong: Callable[..., Finding]) -> Iterator[Finding]:
    if not same(old.name, new.name):
        yield wrong(
            f'the chart calls "{new.name}" the series that the inputs call "{old.name}".'
            f" {MEND.format(old.name)}",
            new.name,
            old.name,
        )
    for was, now in _matched(old.points, new.points, lambda point: point.category):
        if was is None and now is not None:
            yield wrong(
                f'the chart shows "{now}" in "{new.name}"; the inputs give nothing there. Delete it'
                " in Edit Data, or run report again.",
                str(now),
            )
        elif now is None and was is not None:
            yield wrong(f'the chart does not show {was} in "{new.name}". {DATA}', "", str(was))
        elif was is not None and now is not None:
            yield from _point(was, now, new.name, wrong)
    for drawn, held in new.renamed:
        yield wrong(
            f'the data sheet of the chart holds "{held}" where it shows "{drawn}": Edit Data would'
            f" change it. {DATA}",
            held,
            drawn,
        )
    for code in new.formats:
        if code not in old.formats:
            yield wrong(
                f'the number format of "{new.name}" ({code}) shows other numbers than the values.'
                " Click the numbers on the chart, and choose Format Data Labels > Number >"
                " General.",
                code,
            )


def _point(was: Point, now: Point, series: str, wrong: Callable[..., Finding]) -> Iterator[Finding]:
    if not same(was.category, now.category):
        yield wrong(
            f'the chart calls "{now.category}" what the inputs call "{was.category}".'
            f" {MEND.format(was.category)}",
            now.category,
            was.category,
        )
    if not same(was.value, now.value):
        holds = f" (its data sheet holds {now.held or 'a blank'})" if now.held is not None else ""
        yield wrong(
            f'the chart shows {now.value or "a blank"} for {was.category} in "{series}"{holds}; the'
            " inputs give "
            f"{was.value or 'a blank'}. {MEND.format(was.value)}",
            now.value,
            was.value,
        )
    elif now.held is not None:
        yield wrong(
            f"the data sheet of the chart holds {now.held or 'a blank'} for {was.category} in"
            f' "{series}", where it shows '
            f"{now.value or 'a blank'}: Edit Data would change it. {MEND.format(was.value)}",
            now.held,
            was.value,
        )
    if now.label and now.label != was.label:
        yield from _label(was, now, series, wrong)


def _label(was: Point, now: Point, series: str, wrong: Callable[..., Finding]) -> Iterator[Finding]:
    """Yield what a label typed by hand says beside the value: another number is wrong, one more is
    to be checked.
    """
    told = now.label
    for name in sorted({series, was.category, now.category}, key=lambda name: (-len(name), name)):
        if any(map(str.isalpha, name)):  # a year that is a category may be the number
            told = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", told)
    numbers = [
        *DECIMAL.findall(told),
        *(str(one.value) for one in numerals(DECIMAL.sub(" ", told))),
    ]
    right = [same(number.replace(",", "").replace("\u2212", "-"), was.value) for number in numbers]
    said = f'the label "{now.label}" is typed by hand at {was.category} in "{series}"'
    if numbers and not any(right):
        yield wrong(
            f"{said}; the inputs give {was.value or 'a blank'}. Click it, and choose Format Data"
            " Labels > Reset Label Text, or run report again.",
            now.label,
            was.value,
        )
    elif not all(right) or (not numbers and re.search("[0-9]", told) and not dates(told)):
        yield replace(
            wrong(
                f"{said}; the inputs give {was.value or 'a blank'}. Check it.", now.label, was.value
            ),
            code="unsure",
        )
    else:
        yield replace(
            wrong(f"{said}. It will not follow if the number moves.", now.label, was.value),
            code="typed" if numbers else "added",
        )


def _matched(
    old: Sequence[Item], new: Sequence[Item], name: Callable[[Item], str]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield items of one name as pairs, then those that were renamed in their place, then the rest
    alone.
    """
    left = _by_name(old, name)
    taken: dict[int, int] = {}
    for place, key in enumerate(_by_name(new, name)):
        if key in left:
            taken[place] = list(left).index(key)
    rest = [place for place in range(len(old)) if place not in taken.values()]
    for place in [place for place in range(len(new)) if place not in taken]:
        if place in rest or (len(rest) == 1 and len(old) == len(new)):
            taken[place] = place if place in rest else rest[0]
            rest.remove(taken[place])
    yield from (
        (old[taken[place]] if place in taken else None, item) for place, item in enumerate(new)
    )
    yield from ((old[place], None) for place in rest)


def _by_name(items: Sequence[Item], name: Callable[[Item], str]) -> dict[tuple[str, int], Item]:
    seen: Counter[str] = Counter()
    found = {}
    for item in items:
        key = " ".join(name(item).split())
        found[key, seen[key]] = item
        seen[key] += 1
    return found
