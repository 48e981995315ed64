"""The colour of a cell, as Excel shows it: the literal answers were read off Excel's own colour
picker tables.
"""

from __future__ import annotations

import pytest

from pipeline.workbook import colours


@pytest.mark.parametrize(
    ("rgb", "tint", "seen"),
    [
        ("FFFF0000", 0, "FF0000"),
        ("00B050", 0, "00B050"),
        ("4472C4", 0.7999816888943144, "DAE3F3"),
        ("4472C4", 0.5999938962981048, "B4C7E7"),
        ("4472C4", 0.3999755851924192, "8FAADC"),
        ("4472C4", -0.249977111117893, "2F5597"),
        ("FFFFFF", -0.0499893185216834, "F2F2F2"),
        ("000000", 0.499984740745262, "7F7F7F"),
    ],
)
def test_a_tint_lightens_or_darkens_a_colour_as_excel_does(
    rgb: str, tint: float, seen: str
) -> None:
    found = colours.of_rgb(rgb, tint)
    assert all(abs(int(found[i : i + 2], 16) - int(seen[i : i + 2], 16)) <= 2 for i in (0, 2, 4)), (
        found
    )


@pytest.mark.parametrize(
    ("number", "seen"),
    [(0, "FFFFFF"), (1, "000000"), (4, "4472C4"), (7, "FFC000"), (9, "70AD47"), (12, "")],
)
def test_a_theme_numbers_light_before_dark(number: int, seen: str) -> None:
    assert colours.of_theme(number) == seen


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        (2, "FF0000"),
        (10, "FF0000"),
        (17, "008000"),
        (13, "FFFF00"),
        (53, "FF6600"),
        (64, ""),
        (65, ""),
    ],
)
def test_the_old_palette_has_its_first_eight_colours_twice(number: int, seen: str) -> None:
    assert colours.of_index(number) == seen
