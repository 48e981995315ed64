"""Charts as Word draws them: a chart part, the small workbook behind "Edit Data", and a size on the
page.

The XML is written here by hand. One clustered bar chart is a hundred lines of it; python-pptx would
bring two packages to write the same lines, and its axis ids, corners, fonts, labels and workbook
dates would all be mended after.

Reading rules (for grey print and all colour sight): every bar carries its own words or number, so
there is no legend, no value axis and no gridline to read across to; colour and outline only repeat
what the words say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from pipeline.findings.finding import column_letters
from pipeline.paper.chart.workbook import SHEET, workbook_of

CM = 360_000  # English metric units, Word's own measure
POINT = 12_700
WIDTH = 1_590 * CM // 100  # the text width of A4 between Word's usual margins of 2.54 cm
MEETINGS_SHOWN = 6  # with more columns than this, "September" breaks in the middle
TALLEST = 20 * CM
WORDS_SHARE, LABELS_SHARE = (
    0.35,
    0.45,
)  # of the width, at most, for words left of the bars and labels right of them
WORKBOOK_ID = "rId1"  # of the workbook, among the relationships of the chart part

INK, LINE = "0B0C0C", "3D3D3D"
THEN_FILL, NOW_FILL = "BFBFBF", "12436D"
TEXT_POINTS = 12

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Series(NamedTuple):
    """One run of bars: its name, a count for each category, and a fill (RRGGBB) for each."""

    name: str
    counts: tuple[int, ...]
    fills: tuple[str, ...]


class Chart(NamedTuple):
    """A chart ready to be placed: what it shows, its two parts as bytes, its size in English metric
    units.

    `categories` and `series` are what was drawn, so that a caption or an alternative text can be
    made from them.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    xml: bytes
    workbook: bytes
    width: int
    height: int


def ratings_chart(
    words: Sequence[str],
    then: Sequence[int] | None,
    now: Sequence[int],
    *,
    then_label: str,
    now_label: str,
    colours: Mapping[str, str] | None = None,
) -> Chart:
    """Return a chart of horizontal bars: for each rating, the count at the last meeting above the
    count at this one.

    `words` are the ratings, worst first, and stand in that order from the top; `then` and `now`
    hold a count for each. Where `then` is None (a first paper) there is one bar a rating, and its
    label is the bare number. `colours` gives this meeting's bars a fill (RRGGBB) by rating, a word
    without one keeping the house blue; the bars of the last meeting are then white, because amber
    and grey are one in grey print. Raises ValueError where lengths differ, a count is negative,
    there are no words, a label is blank or holds a character that XML cannot, or a fill is not six
    hex digits.
    """
    colours = colours or {}
    series = [Series(now_label, tuple(now), tuple(colours.get(word, NOW_FILL) for word in words))]
    if then is not None:
        series.insert(
            0, Series(then_label, tuple(then), ("FFFFFF" if colours else THEN_FILL,) * len(words))
        )
    return _chart("Rating", tuple(words), tuple(series), upright=False)


def balance_chart(
    labels: Sequence[str], totals: Sequence[int], *, name: str = "Outstanding"
) -> Chart:
    """Return a chart of columns: what was outstanding at each of the latest six meetings, oldest on
    the left.

    `labels` name the meetings and `totals` hold a count for each; the last of them, this meeting's,
    is in house blue and the earlier ones in grey. `name` heads the numbers in the workbook. With
    more than `MEETINGS_SHOWN` meetings the oldest are left out: `categories` says which were drawn.
    Raises ValueError for fewer than three meetings, and as `ratings_chart` does.
    """
    if len(labels) != len(totals) or len(labels) < 3:
        raise ValueError(
            f"{len(labels)} meetings and {len(totals)} totals: a balance needs three or more of"
            " each"
        )
    shown = tuple(labels)[-MEETINGS_SHOWN:]
    fills = (THEN_FILL,) * (len(shown) - 1) + (NOW_FILL,)
    series = (Series(name, tuple(totals)[-MEETINGS_SHOWN:], fills),)
    return _chart("Meeting", shown, series, upright=True)


def _chart(
    corner: str, categories: tuple[str, ...], series: tuple[Series, ...], *, upright: bool
) -> Chart:
    """Return the chart of the figures; `corner` heads the categories in its workbook. Raises what
    `_check` does.
    """
    _check(categories, series)
    rows: list[list[str | int]] = [[corner, *(one.name for one in series)]]
    rows += [
        [word, *(one.counts[index] for one in series)] for index, word in enumerate(categories)
    ]
    xml = _chart_xml(categories, series, upright=upright).encode()
    return Chart(
        categories,
        series,
        xml,
        workbook_of(rows),
        WIDTH,
        _height(categories, series, upright=upright),
    )


def _check(categories: Sequence[str], series: Sequence[Series]) -> None:
    """Raise ValueError where categories, counts, fills and labels do not make a chart."""
    if not categories:
        raise ValueError("a chart needs at least one category")
    for one in series:
        if len(one.counts) != len(categories):
            raise ValueError(
                f"{len(categories)} categories and {len(one.counts)} counts of {one.name!r}"
            )
        if any(count < 0 for count in one.counts):
            raise ValueError(f"{one.name!r} has a count below zero")
        if not all(re.fullmatch("[0-9A-Fa-f]{6}", fill) for fill in one.fills):
            raise ValueError(f"a fill of {one.name!r} is not six hexadecimal digits")
    for label in (*categories, *(one.name for one in series)):
        if not label.strip() or _NOT_XML.search(label):
            raise ValueError(
                f"the label {label!r} is blank, or holds a character that no document can hold"
            )


def _chart_xml(categories: Sequence[str], series: Sequence[Series], *, upright: bool) -> str:
    """Return the chart part as text: what the bars are, then the two axes, then fonts and the
    workbook's id.
    """
    bars = "".join(
        _series_xml(number, one, categories, named=len(series) > 1)
        for number, one in enumerate(series)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SPACES}>'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/>'
        "<c:chart><c:autoTitleDeleted"
        f' val="1"/><c:plotArea>{_layout_xml(categories, series, upright=upright)}'
        f'<c:barChart><c:barDir val="{"col" if upright else "bar"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{bars}<c:gapWidth val="{100 if upright else 70}"/>'
        f'<c:axId val="1001"/><c:axId val="1002"/></c:barChart>{_axes_xml(upright=upright)}'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{_fill_xml('FFFFFF')}<a:ln><a:noFill/></a:ln></c:spPr>{_text_xml()}"
        f'<c:externalData r:id="{WORKBOOK_ID}"><c:autoUpdate'
        ' val="0"/></c:externalData></c:chartSpace>'
    )


def _series_xml(number: int, series: Series, categories: Sequence[str], *, named: bool) -> str:
    """Return one series: fills, labels at the end of each bar ("Last meeting: 12" where named), and
    its figures.
    """
    column, last = column_letters(number + 2), len(categories) + 1
    usual = series.fills[0]
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D'
        f' val="0"/>{_bar_look(fill)}</c:dPt>'
        for index, fill in enumerate(series.fills)
        if fill != usual
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order'
        f' val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>'
        f"<c:strCache>{_points_xml([series.name])}</c:strCache></c:strRef></c:tx>{_bar_look(usual)}"
        f'<c:invertIfNegative val="0"/>{points}'
        '<c:dLbls><c:numFmt formatCode="#,##0"'
        ' sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text_xml(wrap="none")}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal'
        ' val="1"/>'
        f'<c:showCatName val="0"/><c:showSerName val="{int(named)}"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/><c:separator>: </c:separator></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{_points_xml(categories)}</c:strCache>"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>#,##0</c:formatCode>{_points_xml(series.counts)}</c:numCache></c:numRef></c:val>"
        "</c:ser>"
    )


def _axes_xml(*, upright: bool) -> str:
    """Return the two axes: the categories with their words, and a hidden one that starts at nought.

    Bars that lie run upwards unless the order is turned round.
    """
    order, place, across = ("minMax", "b", "l") if upright else ("maxMin", "l", "t")
    return (
        '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation'
        f' val="{order}"/></c:scaling><c:delete val="0"/><c:axPos val="{place}"/><c:numFmt'
        ' formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark'
        ' val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln'
        f' w="9525">{_fill_xml(LINE)}</a:ln></c:spPr>{_text_xml()}<c:crossAx val="1002"/><c:crosses'
        ' val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset'
        ' val="100"/><c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId'
        ' val="1002"/><c:scaling><c:orientation val="minMax"/><c:min'
        f' val="0"/></c:scaling><c:delete val="1"/><c:axPos val="{across}"/><c:numFmt'
        ' formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark'
        ' val="none"/><c:tickLblPos val="none"/><c:crossAx val="1001"/><c:crosses'
        ' val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _height(categories: Sequence[str], series: Sequence[Series], *, upright: bool) -> int:
    """Return the chart's height: lying bars want room for two bars and a gap, or for all the lines
    of a long word.
    """
    if upright:
        return 13 * CM // 2
    lines = math.ceil(_width_of(categories) / (0.9 * WORDS_SHARE))
    row = max(56 * len(series) + 36, 50 * lines + 30)
    return min((row * len(categories) + 20) * CM // 100, TALLEST)


def _layout_xml(categories: Sequence[str], series: Sequence[Series], *, upright: bool) -> str:
    """Return where the bars may go, so that words on the left and labels on the right always have
    room.

    Left to itself Word lets a label run over the edge or shortens the bars as it sees fit.
    """
    if upright:
        return "<c:layout/>"
    left = min(_width_of(categories), WORDS_SHARE) + 0.02
    numbers = [f"{max(one.counts):,}" for one in series]
    labels = (
        [f"{one.name}: {most}" for one, most in zip(series, numbers, strict=True)]
        if len(series) > 1
        else numbers
    )
    right = min(_width_of(labels), LABELS_SHARE) + 0.03
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode'
        f' val="edge"/><c:x val="{left:.3f}"/><c:y val="0.02"/><c:w'
        f' val="{1 - left - right:.3f}"/><c:h val="0.96"/></c:manualLayout></c:layout>'
    )


def _width_of(texts: Sequence[str]) -> float:
    """Return about how much of the chart's width the longest text takes on one line (Arial: half an
    em a letter).
    """
    return max(len(text) for text in texts) * 0.53 * TEXT_POINTS * POINT / WIDTH


def _points_xml(values: Sequence[object]) -> str:
    points = (
        f'<c:pt idx="{index}"><c:v>{escape(str(value), quote=False)}</c:v></c:pt>'
        for index, value in enumerate(values)
    )
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'


def _bar_look(fill: str) -> str:
    """Return a bar's fill with a dark outline, which keeps pale fills at 3:1 against white
    paper.
    """
    return f'<c:spPr>{_fill_xml(fill)}<a:ln w="9525">{_fill_xml(LINE)}</a:ln></c:spPr>'


def _fill_xml(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.upper()}"/></a:solidFill>'


def _text_xml(wrap: str = "square") -> str:
    """Return the house text for a chart; labels that must not break over two lines take
    `wrap="none"`.
    """
    return (
        f'<c:txPr><a:bodyPr rot="0" vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr><a:defRPr'
        f' lang="en-GB" sz="{TEXT_POINTS * 100}" b="0">{_fill_xml(INK)}<a:latin'
        ' typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr'
        ' lang="en-GB"/></a:p></c:txPr>'
    )
