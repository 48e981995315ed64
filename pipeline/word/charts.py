"""A native chart as a reader of the paper sees it: titles, series, categories, values, labels; and
the workbook inside it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.english.reading import flat
from pipeline.word.chart_points import (
    A,
    C,
    briefly,
    categories_of,
    labels_of,
    levels_of,
    points_of,
    rich_words,
    same,
    words_of_paragraph,
)
from pipeline.word.chart_workbook import DataSheets, Strip
from pipeline.word.leaves import unseen
from pipeline.word.package import Package
from pipeline.word.relations import NOWHERE, Relation

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
KINDS = {
    "bar": "bar chart",
    "bar3D": "bar chart",
    "line": "line chart",
    "line3D": "line chart",
    "pie": "pie chart",
    "pie3D": "pie chart",
    "doughnut": "ring chart",
    "area": "area chart",
    "area3D": "area chart",
    "scatter": "scatter chart",
    "bubble": "bubble chart",
    "radar": "radar chart",
    "stock": "stock chart",
    "surface": "surface chart",
    "surface3D": "surface chart",
    "ofPie": "pie chart",
}
CATEGORIES, VALUES = (f"{C}cat", f"{C}xVal"), (f"{C}val", f"{C}yVal")
TYPED_IN_FORMAT = re.compile(r'"[^"]*[0-9][^"]*"|\\[0-9]')
"""A number format that prints digits of its own: 0" of 97", or "77" whatever the value is. ISO/IEC
29500-1, 18.8.31.
"""
SCALED = re.compile(r"%|[0#?],+(?![0#?,])")
"""One that prints a hundredfold, or so many thousands."""


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or dot: its category, its value as it is drawn, and the label typed beside it, ""
    where it has none.

    `held` is what the workbook inside holds instead of the value, None where it holds the same or
    cannot be asked.
    """

    category: str
    value: str
    label: str = ""
    held: str | None = None

    def __str__(self) -> str:
        told = f"{self.category} {self.value or '(blank)'}".strip()
        told += f' (labelled "{self.label}")' if self.label else ""
        return told + (
            f" ({self.held or 'a blank'} in its data sheet)" if self.held is not None else ""
        )


@dataclass(frozen=True, slots=True)
class Series:
    """One run of bars: its name, its points; `renamed` what the workbook inside holds for names:
    (drawn, held).
    """

    name: str
    points: tuple[Point, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    formats: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.name}: {'; '.join(map(str, self.points))}"
        return told + "".join(
            f' ("{held}" for "{drawn}" in its data sheet)' for drawn, held in self.renamed
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what kind, the words on it (title, axes, text boxes), its series; `unread` where its
    workbook was not read.
    """

    kind: str
    words: tuple[str, ...]
    series: tuple[Series, ...]
    unread: str = ""
    inside: tuple[str, ...] = field(default=(), compare=False)

    def lines(self) -> list[str]:
        """Return the chart as lines of text, one a series."""
        return [
            *(f"{self.kind}: {words}" for words in self.words),
            *(str(one) for one in self.series),
        ] or [self.kind]


def read_chart(parts: Package, name: str) -> Chart | None:
    """Return the chart that a part holds; None where it is missing, damaged or no chart."""
    root = copy.deepcopy(parsed(parts, name))
    if root is None or root.tag != f"{C}chartSpace" or root.find(f"{C}chart") is None:
        return None
    try:
        return _read(parts, name, root)
    except ValueError:  # a number of a point that is none, or beyond all charts
        return None


def _read(parts: Package, name: str, root: etree._Element) -> Chart:
    for branch in unseen(root):
        if (parent := branch.getparent()) is not None:
            parent.remove(branch)
    leads = parts.relations(name)
    sheets, unread = _workbook(parts, root, leads)
    hidden = root.find(f"{C}chart/{C}plotVisOnly")
    sheets.all_rows = hidden is not None and hidden.get("val") in ("0", "false")
    groups = [
        group
        for area in root.iter(f"{C}plotArea")
        for group in area
        if str(group.tag).endswith("Chart")
    ]
    kinds = dict.fromkeys(
        KINDS.get(str(group.tag)[len(C) : -len("Chart")], "chart") for group in groups
    )
    found = sorted(
        (
            (one, group.find(f"{C}ser/{C}cat"))
            for group in groups
            for one in group.iterchildren(f"{C}ser")
        ),
        key=lambda pair: _order(pair[0]),
    )
    series = tuple(_series(one, place, shared, sheets) for place, (one, shared) in enumerate(found))
    unread = unread or ("its data sheet is not laid out as the chart says" if sheets.astray else "")
    return Chart(
        " and ".join(kinds) or "chart",
        tuple(_words(parts, root, leads)),
        series,
        unread,
        sheets.texts,
    )


def _order(series: etree._Element) -> int:
    order = series.find(f"{C}order")
    found = "" if order is None else str(order.get("val"))
    return int(found) if found.isdigit() else 0


def _workbook(
    parts: Package, root: etree._Element, leads: Mapping[str, Relation]
) -> tuple[DataSheets, str]:
    """Return the workbook behind Edit Data, empty where there is none to read, and why it could not
    be read.
    """
    data = root.find(f"{C}externalData")
    if data is None:
        return DataSheets(), ""
    found = leads.get(str(data.get(f"{R}id")), NOWHERE)
    if found.outside:
        return DataSheets(), "its data stand in another file"
    if found.target not in parts:
        return DataSheets(), "its data sheet is missing"
    sheets = DataSheets.of(parts[found.target])
    return (DataSheets(), "its data sheet cannot be read") if sheets is None else (sheets, "")


def _words(parts: Package, root: etree._Element, leads: Mapping[str, Relation]) -> Iterator[str]:
    """Yield the words on a chart: its title, those of its axes, and of text boxes drawn over it."""
    for title in root.iter(f"{C}title"):
        if said := rich_words(title) or " ".join(
            value for _, value in sorted(points_of(title.find(f"{C}tx")).items())
        ):
            yield said
    for shapes in root.iterchildren(f"{C}userShapes"):
        drawn = parsed(parts, leads.get(str(shapes.get(f"{R}id")), NOWHERE).target)
        for paragraph in drawn.iter(f"{A}p") if drawn is not None else ():
            if said := words_of_paragraph(paragraph):
                yield said


def _series(
    element: etree._Element, place: int, shared: etree._Element | None, sheets: DataSheets
) -> Series:
    """Return a series; `shared` are the categories that its axis shows, those of the first series
    that has any.
    """
    names, categories, values = (
        next((found for tag in tags if (found := element.find(tag)) is not None), None)
        for tags in ((f"{C}tx",), CATEGORIES, VALUES)
    )
    categories = categories if shared is None else shared
    name = (
        flat(" ".join(value for _, value in sorted(_drawn(names, sheets).items())))
        or f"Series {place + 1}"
    )
    said, drawn = categories_of(categories) or _drawn(categories, sheets), _drawn(values, sheets)
    labels = dict(labels_of(element, name, said, drawn))
    size = max([*said, *drawn, -1]) + 1
    held = _differing([drawn.get(at, "") for at in range(size)], sheets.strip(_formula(values)))
    sizes = points_of(element.find(f"{C}bubbleSize"))
    points = tuple(
        Point(
            flat(said.get(at, "" if said else str(at + 1))),
            briefly(drawn.get(at, "")) + (f" (size {briefly(sizes[at])})" if at in sizes else ""),
            labels.get(at, ""),
            held.get(at),
        )
        for at in range(size)
    )
    formats = (one.get("formatCode") or "" for one in element.iterfind(f"{C}dLbls//{C}numFmt"))
    cached = (one.text or "" for one in element.iterfind(f"{C}val//{C}formatCode"))
    return Series(
        name,
        points,
        tuple(_renamed(name, names, categories, said, sheets)),
        tuple(code for code in (*formats, *cached) if _misleads(code)),
    )


def _renamed(
    name: str,
    names: etree._Element | None,
    categories: etree._Element | None,
    said: Mapping[int, str],
    sheets: DataSheets,
) -> Iterator[tuple[str, str]]:
    """Yield the names of a series and of its categories that are drawn otherwise than the data
    sheet has them, with what it has.
    """
    words = list(points_of(names).values())
    for held in _differing(words, sheets.strip(_formula(names))).values():
        yield name, held or "a blank"
    if len(levels_of(categories)) == 1:
        spoken = [said.get(at, "") for at in range(max(said, default=-1) + 1)]
        for at, held in _differing(spoken, sheets.strip(_formula(categories))).items():
            yield flat(spoken[at]) or "a blank", held or "a blank"


def _misleads(code: str) -> bool:
    """Return whether a number format shows another number than the value.

    >>> [_misleads(code) for code in ("#,##0", '0" rows"', '0" of 97"', "0%", '#,##0,"k"',
    ...     "General")]
    [False, False, True, True, True, False]
    """
    return bool(TYPED_IN_FORMAT.search(code) or SCALED.search(re.sub(r'"[^"]*"|\\.', "", code)))


def _drawn(holder: etree._Element | None, sheets: DataSheets) -> dict[int, str]:
    """Return what is drawn: what is kept in the chart or, where some program left that out, what
    the workbook holds.
    """
    kept = points_of(holder)
    return kept or {
        at: value for at, value in enumerate(sheets.strip(_formula(holder)) or ()) if value
    }


def _formula(holder: etree._Element | None) -> str:
    found = None if holder is None else next(holder.iter(f"{C}f"), None)
    return "" if found is None else found.text or ""


def _differing(drawn: list[str], strip: Strip | None) -> dict[int, str]:
    """Return what the workbook holds that is not what is drawn, by place; nothing where the strip
    is not there.
    """
    if strip is None or not drawn:
        return {}
    size = max(len(drawn), len(strip))
    pairs = [
        (at, drawn[at] if at < len(drawn) else "", strip[at] if at < len(strip) else "")
        for at in range(size)
    ]
    return {
        at: briefly(flat(held))
        for at, shown, held in pairs
        if held is not None and not same(shown, held)
    }


def parsed(parts: Package, name: str) -> etree._Element | None:
    """Return a part's root; None where it is missing or not well-formed."""
    try:
        return parts.root(name) if name in parts else None
    except etree.XMLSyntaxError:
        return None
