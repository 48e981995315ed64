"""A bar of its colour beside a rating that is the name of one: "Red" is marked red, "On track" is
not.

The word stays, in ink on white, so nothing is said by colour alone; the bar repeats it for the eye
that runs down a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.word.outline import text_of
from pipeline.word.xml import VAL, w

COLOURS: Mapping[str, str] = {
    "red": "B10E1E",
    "amber": "FFC20E",
    "yellow": "FFDD00",
    "green": "78C6A3",
    "blue": "1D70B8",
    "purple": "4C2C92",
    "black": "0B0C0C",
    "grey": "B1B4B6",
    "gray": "B1B4B6",
}
"""Colours (RRGGBB) by their name: as words and bars apart in grey print and to all colour sight."""
STYLES = ("Rating Word", "Rating Word Together")
"""The paragraph styles of a template whose word gets a bar; their indent leaves room for it."""
STYLE = w("pStyle")
THICK, AWAY = "36", "4"
"""The bar in eighths of a point, and how far from the word it stands in points."""
_BEFORE = frozenset(
    w(name)
    for name in (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
    )
)
"""What stands before borders in a paragraph's properties (ISO/IEC 29500-1, 17.3.1.26)."""


def draw(root: etree._Element, styles: Mapping[str, str]) -> None:
    """Put a bar beside each such word of a part, which is changed in place; `styles` are the names
    of the styles by id.
    """
    for properties, colour in list(_words(root, styles)):
        borders = etree.Element(w("pBdr"))
        etree.SubElement(
            borders,
            w("left"),
            {w("val"): "single", w("sz"): THICK, w("space"): AWAY, w("color"): colour},
        )
        place = sum(child.tag in _BEFORE for child in properties)
        properties.insert(place, borders)


def _words(root: etree._Element, styles: Mapping[str, str]) -> Iterator[tuple[etree._Element, str]]:
    """Yield the properties of each paragraph that wants a bar and has none, with its colour."""
    ours = {identity for identity, name in styles.items() if name in STYLES}
    for style in root.iter(STYLE) if ours else ():
        if style.get(VAL) not in ours:
            continue
        properties = style.getparent()
        paragraph = None if properties is None else properties.getparent()
        if properties is None or paragraph is None or properties.find(w("pBdr")) is not None:
            continue
        colour = COLOURS.get(text_of(paragraph).strip().casefold())
        if colour:
            yield properties, colour
