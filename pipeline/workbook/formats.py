"""Of a workbook's styles what is read, and nothing that a parser may stumble over: number formats,
and how words look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from pipeline.workbook.colours import OFFICE, PALETTE, of_index, of_rgb, of_theme

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LOOKS = ("b", "i", "strike")
RAISED = ("superscript", "subscript")
NEVER = ("0", "false", "off")

_RUN = re.compile(rb"<((?:[\w.-]+:)?)rPr\b[^>]*?(?:/>|>(.*?)</\1rPr\s*>)", re.DOTALL)
_PHONETIC = re.compile(rb"<((?:[\w.-]+:)?)(rPh|phoneticPr)\b[^>]*?(?:/>|>.*?</\1\2\s*>)", re.DOTALL)
_PROPERTY = re.compile(rb"<(?:[\w.-]+:)?(b|i|strike|vertAlign|rFont)\b([^>]*)>")
_VALUE = re.compile(rb"""\bval\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Formats:
    """A part of styles with what is read, empty where a workbook has none; `count` formats may be
    named by cells.
    """

    part: bytes = b""
    count: int = 1
    fills: tuple[str, ...] = ()
    """The colour that each format fills a cell with, "" where it fills none."""
    coloured: frozenset[int] = frozenset()
    """The looks of conditional formats that fill a cell."""


def formats(part: bytes, theme: Sequence[str] = OFFICE) -> Formats:
    """Return the number formats of a part of styles, the looks of its fonts and its fills; raises
    ExpatError where it is no XML.

    `theme` are the colours of the workbook's theme, as cells number them.
    """
    found = _Styles(theme)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.Parse(part, True)
    return found.reduced()


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

    def reduced(self) -> Formats:
        if not self.cells:
            return Formats()
        numbers = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
            for number, code in self.numbers.items()
        )
        fonts = "".join(
            _font(font) for font in (*self.fonts, {})
        )  # the last one is for formats that name a font of none
        none = len(self.fonts)
        cells = "".join(
            f'<xf numFmtId="{number}" fontId="{font if 0 <= font < none else none}" fillId="0"'
            ' borderId="0"/>'
            for number, font in self.cells
        )
        part = (
            f'<styleSheet xmlns="{SPACE}"><numFmts>{numbers}</numFmts>'
            f"<fonts>{fonts}</fonts><fills><fill/></fills>"
            f"<borders><border/></borders><cellXfs>{cells}</cellXfs></styleSheet>"
        ).replace("<numFmts></numFmts>", "")
        colours = [self._colour(fill) for fill in self.fills]
        return Formats(
            part.replace("<fill/>", "<fill><patternFill/></fill>").encode(),
            len(self.cells),
            tuple(colours[fill] if 0 <= fill < len(colours) else "" for fill in self.filled),
            frozenset(self.coloured),
        )

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


def _font(looks: dict[str, str]) -> str:
    inside = "".join(f"<{key} val={quoteattr(value)}/>" for key, value in looks.items())
    return f"<font>{inside}</font>"


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def plain_runs(part: bytes) -> bytes:
    """Return cells or shared texts whose runs keep of their looks what is read: bold, italic,
    struck, raised, the font's name.
    """
    if (
        b"rPr" not in part and b"rPh" not in part and b"phoneticPr" not in part
    ) or b"<![CDATA[" in part:
        return part
    return _RUN.sub(_plain_run, _PHONETIC.sub(b"", part))


def _plain_run(match: re.Match[bytes]) -> bytes:
    kept = {}
    for name, attributes in _PROPERTY.findall(match[2] or b""):
        found = _VALUE.search(attributes)
        value = (found[1] or found[2] or b"") if found else b""
        if name.decode() in LOOKS and value.decode("utf-8", "replace").casefold() not in NEVER:
            kept[name] = b"1"
        elif (
            name == b"vertAlign" and value.decode("utf-8", "replace") in RAISED
        ) or name == b"rFont":
            kept[name] = value
    prefix = match[1]
    inside = b"".join(
        b'<%s%s val="%s"/>' % (prefix, name, value.replace(b'"', b"&quot;"))
        for name, value in kept.items()
    )
    return b"<%srPr>%s</%srPr>" % (prefix, inside, prefix)


def worded(runs: Sequence[tuple[dict[str, str] | None, str]]) -> Any:
    """Return the words of a cell's runs: text, or rich text where one has a look of its own or
    there are several.
    """
    if len(runs) == 1 and runs[0][0] is None:
        return runs[0][1]
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    alone = [text for looks, text in runs if looks is None]
    if alone and alone[-1]:
        return alone[-1]
    parts: list[Any] = []
    for looks, text in runs:
        if looks:
            own: dict[str, Any] = {
                look: True for look in LOOKS if looks.get(look, "0").casefold() not in NEVER
            }
            if looks.get("vertAlign") in RAISED:
                own["vertAlign"] = looks["vertAlign"]
            parts.append(TextBlock(InlineFont(rFont=looks.get("rFont"), **own), text))
        elif looks is not None:
            parts.append(text)
    return (
        (parts[0] if len(parts) == 1 and isinstance(parts[0], str) else CellRichText(parts))
        if parts
        else ""
    )
