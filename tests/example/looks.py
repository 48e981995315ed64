"""How the example workbooks look: fonts, fills, row heights, and words marked bold or italic."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

FACE, SIZE = "Arial", 10
INK, PAPER, NAVY, RULE = "FF0B0C0C", "FFFFFFFF", "FF1F3864", "FFB1B4B6"
LINE_HEIGHT, TALLEST = 13.5, 400.0

PLAIN = Font(name=FACE, size=SIZE, color=INK)
BOLD = Font(name=FACE, size=SIZE + 1, bold=True, color=INK)
TITLE = Font(name=FACE, size=SIZE + 4, bold=True, color=INK)
HEADER = Font(name=FACE, size=SIZE, bold=True, color=PAPER)
FILLED = PatternFill("solid", fgColor=NAVY)
EDGE = Side(style="thin", color=RULE)
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)

RATINGS = {"Red": ("FFB10E1E", PAPER), "Amber": ("FFFFC20E", INK), "Green": ("FF78C6A3", INK)}
"""The fill and the ink of each word of the legend, worst first."""

MARKED = re.compile(r"\*\*(.+?)\*\*|__(.+?)__", re.DOTALL)


def style(cell: Cell | MergedCell, font: Font, *, wrap: bool = False) -> None:
    """Give a cell its font; `wrap` also boxes it and wraps its text, and the header's font brings
    its fill.
    """
    cell.font = font
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    if wrap:
        cell.border = BOX
    if font is HEADER:
        cell.fill = FILLED


def rich(text: str) -> CellRichText | str:
    """Return the text with `**bold**` and `__italic__` as Excel's own runs; text without them comes
    back as it is.
    """
    if not MARKED.search(text):
        return text
    runs, at = CellRichText(), 0
    for match in MARKED.finditer(text):
        if match.start() > at:
            runs.append(text[at : match.start()])
        look = InlineFont(rFont=FACE, sz=SIZE, color=Color(rgb=INK))
        look.b, look.i = bool(match[1]) or None, bool(match[2]) or None
        runs.append(TextBlock(look, match[1] or match[2]))
        at = match.end()
    if at < len(text):
        runs.append(text[at:])
    return runs


def fit(sheet: Worksheet, row: int, cells: Iterable[tuple[float, object]]) -> None:
    """Make a row tall enough for its cells, each given as the width of its column in characters and
    its value.
    """
    lines = max(_lines(width, value) for width, value in cells)
    sheet.row_dimensions[row].height = min(TALLEST, LINE_HEIGHT * lines + 3)


def _lines(width: float, value: object) -> int:
    """Return how many lines a value takes, words kept whole: Arial runs a little narrower than
    Excel's own measure.
    """
    if not isinstance(value, str):
        return 1
    lines = 0
    for line in value.split("\n"):
        used = 0
        lines += 1
        for word in line.split(" "):
            if used and used + len(word) > width * 0.98:
                lines, used = lines + 1, 0
            used += len(word) + 1
    return lines
