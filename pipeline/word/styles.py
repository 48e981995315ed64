"""What a run or a paragraph looks like in the end: defaults, table style, paragraph style,
character style, itself.

Looks are flat dictionaries: `font`, `color`, `sz`, `u`, `lang`, `jc`, `fill`, `numId` … as text,
`b`, `caps` … as "1" or "0". A fill of "" is one that lets through what lies beneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.xml import OFF, VAL, A, child, value, w

Look = dict[str, str]
TOGGLES = ("b", "caps", "smallCaps", "vanish", "strike")
PLAIN = ("color", "sz", "u", "lang", "highlight", "effect", "jc", "outlineLvl")
_LOOKED_AT = {w(name): name for name in (*TOGGLES, *PLAIN, "shd", "rFonts", "numPr")}
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
ORDER = (
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstRow",
    "lastRow",
    "firstCol",
    "lastCol",
    "neCell",
    "nwCell",
    "seCell",
    "swCell",
)
HEX = re.compile(r"[0-9A-Fa-f]{6}")
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


def fill_of(shading: etree._Element) -> str:
    """Return the colour that a shading shows, as six hex digits; nothing where it shows what lies
    beneath.
    """
    pattern, fill, ink = (
        value(shading),
        value(shading, attribute="fill"),
        value(shading, attribute="color"),
    )
    under = fill.upper() if HEX.fullmatch(fill) else ""
    over = ink.upper() if HEX.fullmatch(ink) else "000000"
    if pattern == "solid":
        return over
    percent = re.fullmatch(r"pct([0-9]+)", pattern)
    if percent is None:
        return "" if pattern == "nil" else under
    share, base = int(percent[1]) / 100, under or "FFFFFF"
    mixed = (
        round(int(base[at : at + 2], 16) * (1 - share) + int(over[at : at + 2], 16) * share)
        for at in (0, 2, 4)
    )
    return "".join(f"{part:02X}" for part in mixed)


def look_of(properties: etree._Element | None) -> Look:
    """Return what a `w:rPr`, `w:pPr` or `w:tcPr` says, and nothing that it leaves to others."""
    look: Look = {}
    for setting in properties if properties is not None else ():
        name = _LOOKED_AT.get(setting.tag)
        if name is None:
            continue
        if name in TOGGLES:
            look[name] = "0" if setting.get(VAL, "1") in OFF else "1"
        elif name == "shd":
            look["fill"] = fill_of(setting)
        elif name == "rFonts":
            _font(setting, look)
        elif name == "numPr":
            look["numId"], look["ilvl"] = value(setting, "numId"), value(setting, "ilvl") or "0"
        elif setting.get(VAL) is not None:
            look[name] = str(setting.get(VAL))
    return look


def _font(fonts: etree._Element, look: Look) -> None:
    theme, name = value(fonts, attribute="asciiTheme"), value(fonts, attribute="ascii")
    if theme or name:
        look["font"] = f"theme:{theme}" if theme else name


@dataclass(slots=True, eq=False)
class Style:
    """One style; `based` is the style it is based on. `level` is that in Word's navigation pane, 0
    where it is not there.
    """

    id: str
    name: str
    kind: str
    element: etree._Element
    based: Style | None = None
    letters: Look = field(default_factory=dict)
    paragraph: Look = field(default_factory=dict)
    level: int = 0

    def chain(self) -> list[Style]:
        """Return the style and all it is based on, itself first; a circle is cut."""
        found: list[Style] = []
        style: Style | None = self
        while style is not None and style not in found:
            found.append(style)
            style = style.based
        return found

    def called(self, *names: str) -> bool:
        """Return whether it, or one that it is based on, has one of these names, in whatever
        case.
        """
        return any(style.name.lower() in names for style in self.chain())


def _level(style: Style) -> int:
    for one in style.chain():
        match = HEADING.fullmatch(one.name)
        own = value(one.element, "pPr/outlineLvl")
        if match or own.isdigit():
            return int(match[1]) if match else (int(own) + 1) % 10
    return 0


class Styles:
    """The styles of one document, with its defaults and theme fonts."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None = None) -> None:
        self.by_id: dict[str, Style] = {}
        self.default: dict[str, Style] = {}
        found = [] if styles is None else list(styles.iterchildren(w("style")))
        for element in found:
            identity, kind = (
                value(element, attribute="styleId"),
                value(element, attribute="type") or "paragraph",
            )
            style = self.by_id.setdefault(
                identity, Style(identity, value(element, "name"), kind, element)
            )
            if value(element, attribute="default") in ("1", "true", "on"):
                self.default.setdefault(kind, style)
        for style in self.by_id.values():
            style.based = self.by_id.get(value(style.element, "basedOn"))
        for style in self.by_id.values():
            style.level = _level(style)
            for one in reversed(style.chain()):
                style.letters.update(look_of(child(one.element, "rPr")))
                style.paragraph.update(look_of(child(one.element, "pPr")))
        self.letters: Look = look_of(child(styles, "docDefaults/rPrDefault/rPr"))
        self.paragraph: Look = look_of(child(styles, "docDefaults/pPrDefault/pPr"))
        self._fonts = {
            f"theme:{kind}{script}": str(latin.get("typeface"))
            for kind in ("major", "minor")
            for script in ("HAnsi", "Ascii", "EastAsia", "Bidi")
            for latin in (
                theme.iterfind(f".//{{{A}}}{kind}Font/{{{A}}}latin") if theme is not None else ()
            )
        }
        self._cells: dict[tuple[str, tuple[str, ...]], tuple[Look, Look, str | None]] = {}

    def of(self, identity: str, kind: str) -> Style | None:
        """Return the style of this id, or where there is none the default of its kind."""
        return self.by_id.get(identity) or self.default.get(kind)

    def cell(self, style: str, conditions: tuple[str, ...]) -> tuple[Look, Look, str | None]:
        """Return how a table style makes the letters and paragraphs of a cell look, and its fill if
        it has one.
        """
        key = (style, conditions)
        if key not in self._cells:
            letters, paragraph, fill = {}, {}, None
            table = self.of(style, "table")
            chain = [] if table is None else table.chain()[::-1]
            for one in chain:
                fill = look_of(child(one.element, "tblPr")).get("fill", fill)
            for holder in self._holders(chain, conditions):
                letters.update(look_of(child(holder, "rPr")))
                paragraph.update(look_of(child(holder, "pPr")))
                fill = look_of(child(holder, "tcPr")).get("fill", fill)
            self._cells[key] = letters, paragraph, fill
        return self._cells[key]

    def _holders(self, chain: Iterable[Style], conditions: tuple[str, ...]) -> list[etree._Element]:
        """Return what a table style says for some conditions, from what is overruled to what
        overrules.
        """
        styles = list(chain)
        holders = [style.element for style in styles]
        for condition in ORDER:
            if condition in conditions:
                holders += [
                    part
                    for style in styles
                    for part in style.element.iterchildren(w("tblStylePr"))
                    if value(part, attribute="type") == condition
                ]
        return holders

    def shown(
        self,
        table: Mapping[str, str],
        paragraph: Style | None,
        letters: Style | None,
        own: Mapping[str, str],
    ) -> Look:
        """Return how a run looks in the end.

        A setting that is on or off is turned round by each style that sets it, as Word does; the
        run has the last word.
        """
        levels = [table, paragraph.letters if paragraph else {}, letters.letters if letters else {}]
        look = dict(self.letters)
        for level in (*levels, own):
            look.update(level)
        for name in TOGGLES:
            if name not in own:
                odd = sum(level.get(name) == "1" for level in levels) % 2 == 1
                look[name] = "1" if odd or self.letters.get(name) == "1" else "0"
        look["font"] = self._fonts.get(look.get("font", ""), look.get("font", ""))
        return look
