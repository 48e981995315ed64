"""Of a workbook's styles and texts what is read: number formats, how words look, colours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from pipeline.workbook.cell import PLAIN, Look, Rich, Words
from pipeline.workbook.colours import OFFICE, PALETTE, of_index, of_rgb, of_theme

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LOOKS = ("b", "i", "strike")
RAISED = ("superscript", "subscript")
NEVER = ("0", "false", "off")
GENERAL = "General"
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm"},
    **{37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)"},
    **{40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0"},
    **{48: "##0.0E+0", 49: "@"},
}
"""The number formats that a style may name without a workbook's writing them down (ECMA-376 part 1,
18.8.30); those of money, which no rule tells from General, are left out.
"""
_SIGNS = re.compile("(?:wing|web)dings|symbol$|marlett", re.IGNORECASE)
_LITERAL = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_MOMENT = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_SPAN = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)

Run = tuple[dict[str, str] | None, str]
"""Words, with the looks of a run by element: empty where it has none of its own; None: they are no
run.
"""
Text = str | Rich


@dataclass(frozen=True, slots=True)
class Formats:
    """What the cells of a workbook may name: the number format and the look of each style, the
    colour that it fills a cell with ("" where it fills none), and the looks of conditional formats
    that fill a cell.
    """

    patterns: tuple[str, ...] = (GENERAL,)
    looks: tuple[Look, ...] = (PLAIN,)
    fills: tuple[str, ...] = ()
    coloured: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """Return how many styles cells may name."""
        return len(self.patterns)


def is_moment(pattern: str) -> bool:
    """Return whether a number format shows a date or a time: by its first part, without words and
    colours.

    >>> is_moment("dd/mm/yyyy"), is_moment('0 "days"'), is_moment("[Red]0;d")
    (True, False, False)
    """
    return bool(_MOMENT.search(_LITERAL.sub("", pattern.split(";")[0])))


def is_span(pattern: str) -> bool:
    """Return whether a number format shows how long something took.

    >>> is_span("[h]:mm"), is_span("h:mm")
    (True, False)
    """
    return bool(_SPAN.search(pattern.split(";")[0]))


def formats(part: bytes, theme: Sequence[str] = OFFICE) -> Formats:
    """Return the number formats of a part of styles, the looks of its fonts and its fills; raises
    ExpatError where it is no XML.

    `theme` are the colours of the workbook's theme, as cells number them.
    """
    found = _Styles(theme)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.Parse(part, True)
    return found.read()


class _Styles:
    """What a pass over a part of styles gathers."""

    def __init__(self, theme: Sequence[str]) -> None:
        self.theme = theme
        self.palette: list[str] = []
        self.fills: list[dict[str, str]] = []
        self.filled: list[int] = []
        self.rules = 0
        self.coloured: set[int] = set()
        self.path: list[str] = []
        self.numbers: dict[int, str] = {}
        self.fonts: list[dict[str, str]] = []
        self.cells: list[tuple[int, int]] = []
        self.solid = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.path.append(tag)
        match self.path[1:]:
            case ["numFmts", "numFmt"] if (number := _whole(attributes.get("numFmtId", ""))) >= 0:
                self.numbers[number] = attributes.get("formatCode", "General")
            case ["fonts", "font"]:
                self.fonts.append({})
            case ["fonts", "font", ("b" | "i" | "strike") as look] if (
                attributes.get("val", "1").strip().casefold() not in NEVER
            ):
                self.fonts[-1][look] = "1"
            case ["fonts", "font", "vertAlign"] if attributes.get("val") in RAISED:
                self.fonts[-1]["vertAlign"] = attributes["val"]
            case ["fonts", "font", "name"]:
                self.fonts[-1]["name"] = attributes.get("val", "")
            case ["fills", "fill"]:
                self.fills.append({})
            case ["fills", "fill", "patternFill", "fgColor"] if self.solid:
                self.fills[-1] = attributes
            case ["fills", "fill", "patternFill"]:
                self.solid = attributes.get("patternType") == "solid"
            case ["colors", "indexedColors", "rgbColor"]:
                self.palette.append(attributes.get("rgb", ""))
            case ["dxfs", "dxf"]:
                self.rules += 1
            case ["dxfs", "dxf", "fill"]:
                self.coloured.add(self.rules - 1)
            case ["cellXfs", "xf"]:
                self.filled.append(_whole(attributes.get("fillId", "0")))
                self.cells.append(
                    (
                        max(_whole(attributes.get("numFmtId", "")), 0),
                        _whole(attributes.get("fontId", "0")),
                    )
                )

    def end(self, tag: str) -> None:
        self.path.pop()

    def read(self) -> Formats:
        if not self.cells:
            return Formats()
        colours = [self._colour(fill) for fill in self.fills]
        patterns = [
            self.numbers.get(number) or BUILT_IN.get(number, GENERAL) for number, _ in self.cells
        ]
        return Formats(
            tuple(patterns),
            tuple(
                PLAIN if (font, pattern) == (0, GENERAL) else self._look(font)
                for (_, font), pattern in zip(self.cells, patterns, strict=True)
            ),
            tuple(colours[fill] if 0 <= fill < len(colours) else "" for fill in self.filled),
            frozenset(self.coloured),
        )

    def _look(self, font: int) -> Look:
        return look_of(self.fonts[font]) if 0 <= font < len(self.fonts) else PLAIN

    def _colour(self, fill: Mapping[str, str]) -> str:
        """Return the colour that a fill shows, "" for none and for the system's own."""
        try:
            tint = float(fill.get("tint", "0"))
        except ValueError:
            tint = 0.0
        if re.fullmatch("[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}", rgb := fill.get("rgb", "")):
            return of_rgb(rgb, tint)
        if "theme" in fill:
            return of_theme(_whole(fill["theme"]), tint, self.theme)
        return (
            of_index(_whole(fill["indexed"]), tint, self.palette or PALETTE)
            if "indexed" in fill
            else ""
        )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def look_of(looks: Mapping[str, str]) -> Look:
    """Return the look that a font gives, be it of a cell or of a run in it, by its elements."""
    bold, italic, struck = (looks.get(look, "0").strip().casefold() not in NEVER for look in LOOKS)
    look = Look(
        bold,
        italic,
        struck,
        looks.get("vertAlign") in RAISED,
        bool(_SIGNS.match(looks.get("rFont", looks.get("name", "")))),
    )
    return PLAIN if look == PLAIN else look


def worded(runs: Sequence[Run]) -> Text:
    """Return the words of a cell's runs: text, or rich text where one has a look of its own or
    there are several.
    """
    if len(runs) == 1 and runs[0][0] is None:
        return runs[0][1]
    alone = [text for looks, text in runs if looks is None]
    if alone and alone[-1]:
        return alone[-1]
    parts = Rich(
        Words(text, look_of(looks)) if looks else text for looks, text in runs if looks is not None
    )
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def texts(part: bytes) -> list[Text]:
    """Return the texts that cells share (ECMA-376 part 1, 18.4.9), without their phonetic guides;
    raises ExpatError where it is no XML.
    """
    found = _Texts()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text
    parser.Parse(part, True)
    return found.texts


class _Texts:
    """What a pass over the shared texts gathers."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.runs: list[Run] = []
        self.path: list[str] = []
        self.reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.path.append(tag)
        match self.path[1:]:
            case ["si"]:
                self.runs = []
            case ["si", "t"]:
                self.runs.append((None, ""))
                self.reading = True
            case ["si", "r"]:
                self.runs.append(({}, ""))
            case ["si", "r", "t"]:
                self.reading = True
            case ["si", "r", "rPr"]:
                self.runs[-1] = ({"": ""}, self.runs[-1][1])
            case ["si", "r", "rPr", _] if (looks := self.runs[-1][0]) is not None:
                looks[tag] = attributes.get("val", "")

    def text(self, data: str) -> None:
        if self.reading:
            looks, text = self.runs[-1]
            self.runs[-1] = looks, text + data

    def end(self, tag: str) -> None:
        self.path.pop()
        self.reading = False
        if len(self.path) == 1:
            self.texts.append(worded(self.runs))
