"""The columns of a table that a loop in the template made or a condition took: how wide each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

from pipeline.word.xml import W, w

MARGINS = (108, 57)
"""The margins of a table's cells at their sides, and what they may shrink to, in twentieths of a
point.
"""
NARROW, BROAD = frozenset("fijlrtI.,:;'()-"), frozenset("mwMW@%")
"""The letters of Arial that are narrower and broader than the rest."""


DRAWN = etree.XPath("w:tc/w:tcPr/w:tcW", namespaces={"w": W})
"""The widths of the cells of a row."""


def fit(table: etree._Element) -> None:
    """Give a table whose columns came out of a loop, or went with a condition, a grid that fits.

    A column without a width of its own, as `columns.own_columns` leaves it, has what the others
    leave. After a loop the first column stays as drawn and the rest are alike, unless a word would
    have to be broken: then each column gets what its longest word needs, with narrower margins
    where that is still too much, and the room that the table was moved in by.
    """
    grid = table.find(w("tblGrid"))
    row = table.find(w("tr"))
    if grid is None or row is None:
        return
    drawn = [int(column.get(w("w")) or 0) for column in grid]
    widths = [
        int(width.get(w("w")) or 0) for width in row.iterfind(f"{w('tc')}/{w('tcPr')}/{w('tcW')}")
    ]
    if widths.count(0) == 1 and len(widths) > 1:
        left = sum(drawn) - sum(widths)
        _set(table, grid, [width or left for width in widths])
        return
    if widths == drawn or len(widths) < 2 or not all(widths):
        return
    words = [
        max(map(_wide, column), default=0)
        for column in zip(*map(_texts, table.iterfind(w("tr"))), strict=False)
    ]
    whole = sum(drawn)
    if sum(words) + 2 * MARGINS[-1] * len(words) > whole:
        whole += _moved_left(table)
    fitted, margin = _fitted(whole, widths[0], len(widths) - 1, words)
    if margin != MARGINS[0]:
        _narrow(table, margin)
    _set(table, grid, fitted)


def _set(table: etree._Element, grid: etree._Element, widths: Sequence[int]) -> None:
    """Give a table's columns these widths."""
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    for cells in table.iterfind(w("tr")):
        for width, cell in zip(widths, cast("list[etree._Element]", DRAWN(cells)), strict=False):
            cell.set(w("w"), str(width))
            cell.set(w("type"), "dxa")


def _moved_left(table: etree._Element) -> int:
    """Take away the indent of a table of so many twentieths of a point, which it then has more."""
    indent, width = (
        table.find(f"{w('tblPr')}/{w('tblInd')}"),
        table.find(f"{w('tblPr')}/{w('tblW')}"),
    )
    if indent is None or width is None or width.get(w("type")) != "dxa":
        return 0
    room = max(0, int(indent.get(w("w")) or 0))
    indent.set(w("w"), "0")
    width.set(w("w"), str(int(width.get(w("w")) or 0) + room))
    return room


def _fitted(whole: int, first: int, count: int, words: Sequence[int]) -> tuple[list[int], int]:
    """Return the widths of a first column and `count` more that fill the whole, and the margin of
    their cells.

    `words` are the widths of the longest word in each; all are in twentieths of a point.
    """
    rest = (whole - first) // count
    alike = [whole - rest * count, *[rest] * count]
    for margin in MARGINS:
        needed = [word + 2 * margin for word in words]
        if all(need <= width for need, width in zip(needed, alike, strict=False)):
            return alike, margin
        if sum(needed) <= whole:
            spare = (whole - sum(needed)) // len(needed)
            return [
                whole - sum(needed[1:]) - spare * count,
                *[need + spare for need in needed[1:]],
            ], margin
    return alike, MARGINS[0]


def _texts(row: etree._Element) -> Iterator[str]:
    """Yield the words of a row, cell by cell."""
    for cell in row.iterfind(w("tc")):
        yield " ".join(
            "".join(map(str, paragraph.itertext(w("t")))) for paragraph in cell.iter(w("p"))
        )


def _wide(text: str) -> int:
    """Return about how wide the longest word is in bold Arial 12, in twentieths of a point."""
    return max(
        (
            round(
                240
                * sum(
                    (
                        0.36
                        if letter in NARROW
                        else 0.89
                        if letter in BROAD
                        else 0.73
                        if letter.isupper()
                        else 0.6
                    )
                    for letter in word
                )
            )
            for word in text.split()
        ),
        default=0,
    )


def _narrow(table: etree._Element, margin: int) -> None:
    """Give a table's cells this margin at their sides, where the template sets none."""
    properties = table.find(w("tblPr"))
    if properties is None or properties.find(w("tblCellMar")) is not None:
        return
    margins = etree.Element(w("tblCellMar"))
    for side in ("left", "right"):
        etree.SubElement(margins, w(side), {w("w"): str(margin), w("type"): "dxa"})
    after = next(
        (
            child
            for child in properties
            if child.tag in (w("tblLook"), w("tblCaption"), w("tblDescription"))
        ),
        None,
    )
    if after is None:
        properties.append(margins)
    else:
        after.addprevious(margins)
