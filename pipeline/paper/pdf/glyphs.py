"""The words behind the marks of a PDF's pages, and the signs that are not drawn: operators and
fonts in, text out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

from pipeline.paper.pdf.flow import unseen

LOST = "\ufffd"  # a glyph that says nothing: its font gives no letter for it
Place = tuple[tuple[int, int], int]  # the page's object and the number of the mark on it


_SHOWN = "BDC BMC EMC Tf Tj TJ ' \" q Q"
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass
class Marks:
    """The text of every mark, and the pages (from 1) with words that have no mark and are no
    artifact.

    `undrawn` are the signs that a reader sees as an empty box or not at all, as LibreOffice found
    no font that has them.
    """

    texts: dict[Place, str] = field(default_factory=dict)
    untagged: list[int] = field(default_factory=list)
    undrawn: set[str] = field(default_factory=set)


def marks_of(pdf: pikepdf.Pdf) -> Marks:
    """Return the text of every mark of a PDF, as it stands in the fonts' own tables."""
    marks = Marks()
    fonts: dict[Any, _Font] = {}
    for number, page in enumerate(pdf.pages, 1):
        reader = _Page(page, fonts)
        for instruction in pikepdf.parse_content_stream(page, _SHOWN):
            reader.read(str(instruction.operator), list(instruction.operands))
        marks.texts.update(reader.texts)
        marks.undrawn |= reader.undrawn
        if reader.untagged:
            marks.untagged.append(number)
    return marks


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield each font that the pages use, once."""
    seen = set()
    for page in pdf.pages:
        held: Any = page.resources.get("/Font", {})
        for font in held.values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


@dataclass(frozen=True, slots=True)
class _Open:
    """Content that is open: its mark, whether it is an artifact, and the words that stand for it,
    if there are such.
    """

    mark: int | None
    artifact: bool
    instead: str | None


@dataclass(frozen=True, slots=True)
class _Font:
    """A font as its own tables have it: how many bytes a code has, the letters for each, the codes
    that draw a box, and the `odd` ones that draw a box or nothing.
    """

    width: int = 1
    letters: dict[bytes, str] = field(default_factory=dict)
    boxes: frozenset[bytes] = frozenset()
    odd: frozenset[bytes] = frozenset()


class _Page:
    """One reading of a page's drawing."""

    def __init__(self, page: pikepdf.Page, fonts: dict[Any, _Font]) -> None:
        self.texts: dict[Place, str] = {}
        self.untagged = False
        self.undrawn: set[str] = set()
        self._page, self._fonts = page.obj.objgen, fonts
        self._held: Any = page.resources.get("/Font", {})
        self._lists: Any = page.resources.get("/Properties", {})
        self._open: list[_Open] = []
        self._font = _Font()
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
        else:
            shown = operands[0] if operator == "TJ" else operands[-1:]
            self._show(
                b"".join([bytes(piece) for piece in shown if isinstance(piece, pikepdf.String)])
            )

    def _show(self, drawn: bytes) -> None:
        font, instead = self._font, self._instead
        codes = [drawn[at : at + font.width] for at in range(0, len(drawn), font.width)]
        if instead is None:
            self._add("".join([font.letters.get(code, LOST) for code in codes]))
        for code in font.odd.intersection(codes):
            said = font.letters.get(code, "") if instead is None else instead
            if code in font.boxes or (said.strip() and not all(map(unseen, said))):
                self.undrawn.update(said)

    @property
    def _instead(self) -> str | None:
        """Return the words that stand for what is drawn now: of several that are open, the
        innermost.
        """
        return next(
            (content.instead for content in reversed(self._open) if content.instead is not None),
            None,
        )

    def _begin(self, tag: str, properties: Any) -> None:
        if isinstance(properties, pikepdf.Name):
            properties = self._lists.get(properties, {})
        instead, hidden = properties.get("/ActualText"), self._instead is not None
        self._open.append(
            _Open(
                properties.get("/MCID"),
                tag == "/Artifact",
                None if instead is None else str(instead),
            )
        )
        if instead is not None and not hidden:
            self._add(str(instead))

    def _add(self, text: str) -> None:
        mark = next(
            (content.mark for content in reversed(self._open) if content.mark is not None), None
        )
        if mark is not None:
            place = (self._page, mark)
            self.texts[place] = self.texts.get(place, "") + text
        elif text.strip() and not any(content.artifact for content in self._open):
            self.untagged = True


def _letters(font: Any, known: dict[Any, _Font]) -> _Font:
    """Return a font of the PDF as its tables have it; without letters where it has no table of
    them.
    """
    if font is None or "/ToUnicode" not in font:
        return _Font()
    if font.objgen not in known:
        width, letters = letters_in(font.ToUnicode.read_bytes())
        outlines = font.get("/FontDescriptor", {}).get("/FontFile2")
        known[font.objgen] = _Font(
            width, letters, *_blank_codes(outlines.read_bytes() if outlines is not None else b"")
        )
    return known[font.objgen]


def _blank_codes(font: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the codes of a TrueType font that draw its sign for a missing glyph, and with them
    those that draw nothing.

    The first glyph is that sign (OpenType, "glyf"), and LibreOffice embeds a copy of it for what no
    font has. It writes the codes as a table of 256 glyphs ("cmap", format 0); of a font that is
    built otherwise nothing is known.
    """
    count = min(int.from_bytes(font[4:6], "big"), (len(font) - 12) // 16)
    tables = {
        tag: font[start : start + length]
        for tag, start, length in struct.iter_unpack(">4s4xII", font[12 : 12 + 16 * max(count, 0)])
    }
    if not {b"cmap", b"head", b"loca", b"glyf"} <= tables.keys():
        return frozenset(), frozenset()
    codes = tables[b"cmap"][int.from_bytes(tables[b"cmap"][8:12], "big") :]
    if codes[:2] != b"\0\0":
        return frozenset(), frozenset()
    size, unit = (
        (4, 1) if tables[b"head"][50:52] == b"\0\1" else (2, 2)
    )  # of an offset: its bytes, and what it counts in
    starts = [
        unit * int.from_bytes(tables[b"loca"][at : at + size], "big")
        for at in range(0, len(tables[b"loca"]), size)
    ]
    shapes = [tables[b"glyf"][start:end] for start, end in pairwise(starts)]
    drawn = {
        bytes([code]): shapes[glyph]
        for code, glyph in enumerate(codes[6:262])
        if glyph < len(shapes)
    }
    boxes = frozenset(code for code, shape in drawn.items() if shape and shape == shapes[0])
    return boxes, boxes.union(code for code, shape in drawn.items() if not shape)


def letters_in(table: bytes) -> tuple[int, dict[bytes, str]]:
    """Return the codes' width and the letters of a ToUnicode table."""
    letters: dict[bytes, str] = {}
    width = 1
    for kind, body in re.findall(
        rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", table, re.DOTALL
    ):
        if kind == b"bfrange":
            for low, high, start in re.findall(
                rb"<(\w+)>\s*<(\w+)>\s*(<\w+>|\[.*?\])", body, re.DOTALL
            ):
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
            letters.update(
                (code, said.decode("utf-16-be"))
                for code, said in zip(values[::2], values[1::2], strict=False)
            )
    return width, letters


def _said(word: bytes, step: int = 0) -> str:
    text = bytes.fromhex(word.decode()).decode("utf-16-be")
    return text[:-1] + chr(ord(text[-1]) + step) if step else text
