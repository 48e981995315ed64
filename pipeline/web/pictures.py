"""What is drawn in a paper, taken out of a run: pictures with their bytes, charts with their data
and colours.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.web.blocks import Drawn, Picture
from pipeline.word.chart_points import C
from pipeline.word.charts import Chart, parsed, read_chart
from pipeline.word.package import Package
from pipeline.word.relations import NOWHERE
from pipeline.word.xml import DECORATIVE, MC, WP, A, R, w

DRAWN = (w("drawing"), w("pict"))
V_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
PIXEL = 9525
"""English metric units in a pixel of the web."""
HOUSE = ("12436D", "BFBFBF", "28A197", "F46A25", "801650", "A285D1")
"""Fills for series whose own are of a theme or a pattern: all 3:1 against their outline."""
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def drawn_in(parts: Package, part: str, run: etree._Element) -> Iterator[Picture | Drawn]:
    """Yield the pictures and charts that a run holds; of two ways to show the same the first."""
    for drawing in run.iter(*DRAWN):
        if next(drawing.iterancestors(w("r"))) is not run or any(
            True for _ in drawing.iterancestors(f"{{{MC}}}Fallback")
        ):
            continue
        found = next(drawing.iter(f"{C}chart"), None)
        if found is not None:
            yield from _chart(parts, part, drawing, str(found.get(f"{{{R}}}id")))
        else:
            yield from _picture(parts, part, drawing)


def _alternative(drawing: etree._Element) -> str:
    named = next(drawing.iter(f"{{{WP}}}docPr"), None)
    if named is None or any(one.get("val") in ("1", "true") for one in named.iter(DECORATIVE)):
        return ""
    return " ".join(str(named.get("descr") or "").split())


def _picture(parts: Package, part: str, drawing: etree._Element) -> Iterator[Picture]:
    shown = next(drawing.iter(f"{{{A}}}blip", V_IMAGE), None)
    if shown is None:
        return
    key = shown.get(f"{{{R}}}embed") or shown.get(f"{{{R}}}id") or ""
    relation = parts.relations(part).get(str(key), NOWHERE)
    content = b"" if relation.outside else parts.get(relation.target, b"")
    extent = next(drawing.iter(f"{{{WP}}}extent"), None)
    size = [0 if extent is None else int(extent.get(one) or 0) // PIXEL for one in ("cx", "cy")]
    yield Picture(_alternative(drawing), content, media_type(content), *size)


def media_type(content: bytes) -> str:
    """Return the media type of a picture that browsers show, "" for any other.

    >>> media_type(b"GIF89a..."), media_type(b"\\xd7\\xcd\\xc6\\x9a")
    ('image/gif', '')
    """
    return next((kind for start, kind in MAGIC if content.startswith(start)), "")


def _chart(parts: Package, part: str, drawing: etree._Element, key: str) -> Iterator[Drawn]:
    target = parts.relations(part).get(key, NOWHERE).target
    chart = read_chart(parts, target)
    if chart is not None:
        yield Drawn(_alternative(drawing), chart, _fills(parts, target, chart))


def _fills(parts: Package, target: str, chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Return the fill of each point of each series, series in the order in which they are read."""
    root = parsed(parts, target)
    found = [] if root is None else sorted(root.iter(f"{C}ser"), key=_order)
    made = []
    for place, series in enumerate(chart.series):
        element = found[place] if place < len(found) else None
        usual = (_fill(element) if element is not None else "") or HOUSE[place % len(HOUSE)]
        own = {} if element is None else dict(_points(element))
        made.append(tuple(own.get(at, usual) for at in range(len(series.points))))
    return tuple(made)


def _order(series: etree._Element) -> int:
    order = series.find(f"{C}order")
    said = "" if order is None else str(order.get("val"))
    return int(said) if said.isdigit() else 0


def _points(series: etree._Element) -> Iterator[tuple[int, str]]:
    for point in series.iterchildren(f"{C}dPt"):
        index, fill = point.find(f"{C}idx"), _fill(point)
        if index is not None and str(index.get("val")).isdigit() and fill:
            yield int(str(index.get("val"))), fill


def _fill(holder: etree._Element) -> str:
    colour = holder.find(f"{C}spPr/{{{A}}}solidFill/{{{A}}}srgbClr")
    said = "" if colour is None else str(colour.get("val") or "").upper()
    return said if len(said) == 6 and all(sign in "0123456789ABCDEF" for sign in said) else ""
