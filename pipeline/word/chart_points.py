"""What a native chart keeps of its points by their number: categories, values, and the labels
beside them; and when two values are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.english.reading import flat
from pipeline.word.chart_workbook import MOST
from pipeline.word.leaves import M

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


def points_of(holder: etree._Element | None) -> dict[int, str]:
    """Return the points of a cache or a literal by their number; a bare c:v is the first."""
    if holder is None:
        return {}
    alone = holder.find(f"{C}v")
    if alone is not None:
        return {0: alone.text or ""}
    return numbered_points(holder)


def numbered_points(holder: etree._Element) -> dict[int, str]:
    """Return points by their number; raises ValueError where one has none, or one that no chart has
    room for.
    """
    found = {
        int(point.get("idx") or 0): "".join(value.text or "" for value in point.iterfind(f"{C}v"))
        for point in holder.iter(f"{C}pt")
    }
    if not all(0 <= number < MOST for number in found):
        raise ValueError("a point beyond the last")
    return found


def levels_of(holder: etree._Element | None) -> list[dict[int, str]]:
    """Return the levels of categories, the innermost first, each as points by their number."""
    levels = [] if holder is None else [points_of(level) for level in holder.iter(f"{C}lvl")]
    return levels or [points_of(holder)]


def categories_of(holder: etree._Element | None) -> dict[int, str]:
    """Return the categories by their number; of several levels the outer ones stand before, and
    last until the next.
    """
    inner, *outer = levels_of(holder)
    found = {}
    for at, words in inner.items():
        above = [
            level[max(place for place in level if place <= at)]
            for level in outer
            if any(place <= at for place in level)
        ]
        found[at] = " / ".join([*reversed(above), words])
    return found


def labels_of(
    element: etree._Element, name: str, categories: Mapping[int, str], drawn: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Yield the labels that people typed, or took from cells, by the number of their point."""
    cells = {
        at: words
        for cache in element.iter(f"{C15}dlblRangeCache")
        for at, words in numbered_points(cache).items()
    }
    from_cells = [
        one
        for one in element.iterfind(f"{C}dLbls//{C15}showDataLabelsRange")
        if one.get("val") not in ("0", "false")
    ]
    if any(one in from_cells for one in element.iterfind(f"{C}dLbls/*/*/{C15}showDataLabelsRange")):
        yield from cells.items()
    for label in element.iterfind(f"{C}dLbls/{C}dLbl"):
        index, words = label.find(f"{C}idx"), label.find(f"{C}tx")
        at = int(index.get("val") or 0) if index is not None else -1
        fields = {
            "VALUE": briefly(drawn.get(at, "")),
            "YVALUE": briefly(drawn.get(at, "")),
            "SERIESNAME": name,
            "CATEGORYNAME": categories.get(at, ""),
            "XVALUE": categories.get(at, ""),
            "CELLRANGE": cells.get(at, ""),
        }
        if words is not None and (
            said := rich_words(words, fields) or " ".join(points_of(words).values())
        ):
            yield at, said
        elif at in cells and any(
            one.get("val") not in ("0", "false") for one in label.iter(f"{C15}showDataLabelsRange")
        ):
            yield at, cells[at]


def rich_words(holder: etree._Element, fields: Mapping[str, str] | None = None) -> str:
    """Return the words that were typed on a chart, paragraph after paragraph."""
    return " ".join(
        said
        for paragraph in holder.iter(f"{A}p")
        if (said := words_of_paragraph(paragraph, fields or {}))
    )


def words_of_paragraph(paragraph: etree._Element, fields: Mapping[str, str] | None = None) -> str:
    """Return the words of a paragraph on a chart; a field says what it would show now, not what it
    showed once.
    """
    said = []
    for text in paragraph.iter(f"{A}t", f"{M}t", f"{A}br"):
        holder = text.getparent()
        kind = (
            str(holder.get("type") or "") if holder is not None and holder.tag == f"{A}fld" else ""
        )
        said.append("\n" if text.tag == f"{A}br" else (fields or {}).get(kind) or text.text or "")
    return flat("".join(said))


def same(one: str, other: str) -> bool:
    """Return whether two values are the same however written.

    >>> same("77.0", "77"), same("58", "77"), same("9 July  2020", "9 July 2020"), same("", "0")
    (True, False, True, False)
    """
    return briefly(flat(one)) == briefly(flat(other))


def briefly(text: str) -> str:
    """Return a number as briefly as it can be written to twelve digits, and any other text as it
    is.
    """
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text
