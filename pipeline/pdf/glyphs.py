"""The words behind the marks of a PDF's pages: drawing operators and fonts in, text out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

LOST = "\ufffd"  # a glyph that says nothing: its font gives no letter for it
Place = tuple[tuple[int, int], int]  # the page's object and the number of the mark on it
_Font = tuple[int, dict[bytes, str]]  # how many bytes a code has, and the letters for each

_SHOWN = "BDC BMC EMC Tf Tj TJ ' \" q Q"
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass
class Marks:
    """The text of every mark, and the pages (from 1) with words that have no mark and are no artifact."""

    texts: dict[Place, str] = field(default_factory=dict)
    untagged: list[int] = field(default_factory=list)


def marks_of(pdf: pikepdf.Pdf) -> Marks:
    """Return the text of every mark of a PDF, as it stands in the fonts' own tables."""
    marks = Marks()
    fonts: dict[Any, _Font] = {}
    for number, page in enumerate(pdf.pages, 1):
        reader = _Page(page, fonts)
        for instruction in pikepdf.parse_content_stream(page, _SHOWN):
            reader.read(str(instruction.operator), list(instruction.operands))
        marks.texts.update(reader.texts)
        if reader.untagged:
            marks.untagged.append(number)
    return marks


@dataclass(frozen=True, slots=True)
class _Open:
    """Content that is open: its mark, whether it is an artifact, whether other words stand for it."""

    mark: int | None
    artifact: bool
    replaced: bool


class _Page:
    """One reading of a page's drawing."""

    def __init__(self, page: pikepdf.Page, fonts: dict[Any, _Font]) -> None:
        self.texts: dict[Place, str] = {}
        self.untagged = False
        self._page, self._fonts = page.obj.objgen, fonts
        self._held: Any = page.resources.get("/Font", {})
        self._lists: Any = page.resources.get("/Properties", {})
        self._open: list[_Open] = []
        self._font: _Font = (1, {})
        self._saved: list[_Font] = []

    def read(self, operator: str, operands: list[Any]) -> None:
        if operator in ("BDC", "BMC"):
            self._begin(str(operands[0]), operands[1] if operator == "BDC" else {})
        elif operator == "EMC":
            del self._open[-1:]
        elif operator == "q":
            self._saved.append(self._font)
        elif operator == "Q":
            self._font = self._saved.pop() if self._saved else self._font
        elif operator == "Tf":
            self._font = _letters(self._held.get(operands[0]), self._fonts)
        elif not self._replaced:
            shown = operands[0] if operator == "TJ" else operands[-1:]
            codes = b"".join(bytes(piece) for piece in shown if isinstance(piece, pikepdf.String))
            self._add(_decoded(codes, self._font))

    @property
    def _replaced(self) -> bool:
        return any(content.replaced for content in self._open)

    def _begin(self, tag: str, properties: Any) -> None:
        if isinstance(properties, pikepdf.Name):
            properties = self._lists.get(properties, {})
        instead, hidden = properties.get("/ActualText"), self._replaced
        self._open.append(_Open(properties.get("/MCID"), tag == "/Artifact", instead is not None or hidden))
        if instead is not None and not hidden:
            self._add(str(instead))

    def _add(self, text: str) -> None:
        mark = next((content.mark for content in reversed(self._open) if content.mark is not None), None)
        if mark is not None:
            place = (self._page, mark)
            self.texts[place] = self.texts.get(place, "") + text
        elif text.strip() and not any(content.artifact for content in self._open):
            self.untagged = True


def _decoded(codes: bytes, font: _Font) -> str:
    width, letters = font
    return "".join(letters.get(codes[at : at + width], LOST) for at in range(0, len(codes), width))


def _letters(font: Any, known: dict[Any, _Font]) -> _Font:
    """Return how many bytes a font's codes have, and the letters for each, from its own table."""
    if font is None or "/ToUnicode" not in font:
        return 1, {}
    if font.objgen not in known:
        known[font.objgen] = _read_table(font.ToUnicode.read_bytes())
    return known[font.objgen]


def _read_table(table: bytes) -> _Font:
    """Return the codes' width and the letters of a ToUnicode table."""
    letters: dict[bytes, str] = {}
    width = 1
    for kind, body in re.findall(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", table, re.DOTALL):
        if kind == b"bfrange":
            for low, high, start in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(<\w+>|\[.*?\])", body, re.DOTALL):
                codes = range(int(low, 16), int(high, 16) + 1)
                words = _HEX.findall(start)
                for step, code in enumerate(codes):
                    said = _said(words[step]) if start.startswith(b"[") else _said(words[0], step)
                    letters[code.to_bytes(len(low) // 2, "big")] = said
            continue
        values = [bytes.fromhex(value.decode()) for value in _HEX.findall(body)]
        if kind == b"codespacerange":
            width = len(values[0])
        else:
            letters.update((code, said.decode("utf-16-be")) for code, said in zip(values[::2], values[1::2], strict=False))
    return width, letters


def _said(word: bytes, step: int = 0) -> str:
    text = bytes.fromhex(word.decode()).decode("utf-16-be")
    return text[:-1] + chr(ord(text[-1]) + step) if step else text
