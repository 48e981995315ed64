"""The colour that fills a cell, as a reader sees it: given outright, by the theme with its tint, or
by the old palette.

ECMA-376 part 1, 18.3.1.15 (tint), 18.8.27 (indexed colours) and 20.1.6.2 (the colours of a theme).
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence

from pipeline.settings.mapping import FILL

OFFICE = (
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
    "0563C1",
    "954F72",
)
"""The theme of a workbook that has none of its own, in the order in which cells number its colours.
"""
_LEAST_EIGHT = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
PALETTE = (
    *_LEAST_EIGHT,
    *_LEAST_EIGHT,
    *re.findall(
        "[0-9A-F]{6}",
        "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066"
        " FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF"
        " CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900"
        " FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333",
    ),
)
AUTOMATIC = 64
"""From here on a number is the system's own ink or paper, and no fill of a person's."""


def of_rgb(rgb: str, tint: float = 0.0) -> str:
    """Return a colour of six or eight digits, the first two of eight being how much shines through,
    with its tint.

    >>> of_rgb("FFC00000"), of_rgb("4472C4", 0.4), of_rgb("FFFFFF", -0.15)
    ('C00000', '8FAADC', 'D9D9D9')
    """
    return _tinted(rgb[-6:].upper(), tint)


def of_theme(number: int, tint: float = 0.0, theme: Sequence[str] = OFFICE) -> str:
    """Return a colour of the theme by its number, "" where the theme has no such colour."""
    return _tinted(theme[number], tint) if 0 <= number < len(theme) else ""


def of_index(number: int, tint: float = 0.0, palette: Sequence[str] = PALETTE) -> str:
    """Return a colour of the palette by its number, "" where that is the system's own.

    >>> of_index(10), of_index(64)
    ('FF0000', '')
    """
    return _tinted(palette[number][-6:], tint) if 0 <= number < min(len(palette), AUTOMATIC) else ""


def word_for(colour: str, fills: Mapping[str, str]) -> str | None:
    """Return the word that [fills] gives for a colour, None where it has none; a cell without a
    fill is blank.

    >>> word_for("FFC00000", {"#c00000": "Red"})
    'Red'
    >>> word_for("", {"C00000": "Red"})
    ''
    >>> word_for("00B050", {"C00000": "Red"})
    """
    if not colour:
        return fills.get("", "")
    return next(
        (word for named, word in fills.items() if named and _bare(named) == _bare(colour)), None
    )


def _bare(colour: str) -> str:
    found = FILL.fullmatch(colour)
    return found[2].upper() if found else colour.upper()


def _tinted(colour: str, tint: float) -> str:
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{min(255, max(0, round(part * 255))):02X}"
        for part in colorsys.hls_to_rgb(hue, light, depth)
    )
