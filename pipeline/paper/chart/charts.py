"""The charts that a template asks for: drawn from the paper's figures, with words and alternative
text of the template's.

The slot `{{ ratings_chart|labels("Last meeting", "Now") }}` stands alone in its paragraph; the
paragraph after it, in the style Alternative Text, says in words what the chart shows. It becomes
the chart's alternative text and vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.paper.chart.drawing import Chart, balance_chart, ratings_chart
from pipeline.paper.chart.placing import DOCUMENT, place_chart
from pipeline.paper.marks import shown
from pipeline.word.outline import style_names, text_of
from pipeline.word.package import Draft
from pipeline.word.xml import w

START, BETWEEN, END = "\ufde0", "\ufde1", "\ufde2"
MARKER = re.compile(f"{START}([a-z]+)((?:{BETWEEN}[^{BETWEEN}{END}]*)*){END}")
ALTERNATIVE = "Alternative Text"


class ChartData(NamedTuple):
    """The figures of the charts: ratings worst first, then and now; meetings and the totals
    outstanding at them.
    """

    ratings: Sequence[str]
    then: Sequence[int] | None
    now: Sequence[int]
    meetings: Sequence[str]
    totals: Sequence[int]


class NoAlternativeText(ValueError):
    """A chart in the template has no paragraph in the style Alternative Text after it."""


def marker(name: str) -> str:
    """Return what a chart's slot prints."""
    return f"{START}{name}{END}"


def labelled(text: str, *labels: str) -> str:
    """Return a chart's marker with the words that its series are to bear."""
    return text.replace(END, "".join(f"{BETWEEN}{label}" for label in labels) + END)


def draw_charts(draft: Draft, data: ChartData) -> list[tuple[str, str]]:
    """Draw every chart of a filled paper, and return the figures (tag, words) of the alternative
    texts.

    Raises NoAlternativeText where a chart has none.
    """
    spoken: list[tuple[str, str]] = []
    for text, name, labels, alternative in list(
        _wanted(draft.root(DOCUMENT), style_names(draft), spoken)
    ):
        place_chart(
            draft,
            text,
            _drawn(name, list(map(shown, labels)), data),
            title=name.capitalize(),
            alt=alternative,
        )
    return spoken


def _wanted(
    root: etree._Element, styles: Mapping[str, str], spoken: list[tuple[str, str]]
) -> Iterator[tuple[str, str, list[str], str]]:
    """Yield each chart's marker, name, labels and alternative text, taking the alternative text's
    paragraph away.

    The figures in it are added to `spoken`.
    """
    holders = dict.fromkeys(
        next(one.iterancestors(w("p")), None)
        for one in root.iter(w("t"))
        if START in (one.text or "")
    )
    for paragraph in holders:
        text = "" if paragraph is None else text_of(paragraph).strip()
        match = MARKER.fullmatch(text)
        if paragraph is None or not match:
            continue
        told = paragraph.getnext()
        style = told.find(f"{w('pPr')}/{w('pStyle')}") if told is not None else None
        if (
            told is None
            or style is None
            or styles.get(str(style.get(w("val")))) != ALTERNATIVE
            or not text_of(told).strip()
        ):
            raise NoAlternativeText(
                f"the chart {match[1]} has no paragraph in the style {ALTERNATIVE} after it"
            )
        alternative = " ".join(text_of(told).split())
        holder = told.getparent()
        assert holder is not None
        holder.remove(told)
        spoken += [
            (str(tag.get(w("val"))), shown(text_of(control)))
            for control in told.iter(w("sdt"))
            for tag in control.iterfind(f"{w('sdtPr')}/{w('tag')}")
        ]
        yield text, match[1], match[2].split(BETWEEN)[1:], alternative


def _drawn(name: str, labels: Sequence[str], data: ChartData) -> Chart:
    if name == "balance":
        return balance_chart(data.meetings, data.totals, name=labels[0])
    return ratings_chart(
        data.ratings, data.then, data.now, then_label=labels[0], now_label=labels[-1]
    )
