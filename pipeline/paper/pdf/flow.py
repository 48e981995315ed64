"""What a paper says, in reading order, as plain data: read in `docx_words` from a .docx, and in
`pdf_words` from the tags of a PDF.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from lxml import etree

_SEEN_FORMATS = {
    0x06DD,
    0x070F,
    0x08E2,
    0x110BD,
    0x110CD,
    *range(0x0600, 0x0606),
    *range(0x0890, 0x0892),
}  # Arabic, Kaithi
_UNSEEN = [
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE0FFF),
]  # Default_Ignorable_Code_Point (DerivedCoreProperties) besides formats
COLUMN, ROW, PLAIN = "column header", "row header", "cell"
TITLE, CAPTION = "Title", "Caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`H1` to `H6`), a paragraph (`P`, `Title` or `Caption`) or a picture (`Figure`,
    whose text is its alternative text).

    `labelled` is one that carries a number or bullet, which is no part of its text, and `listed`
    one that is an item of a list: a paragraph that bears a number (2.1) is labelled, and no item.
    `cell` is the table, row and column it stands in, each counted from 0; None outside tables.
    """

    kind: str
    text: str
    labelled: bool = False
    cell: tuple[int, int, int] | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or an endnote: its number, nothing where it has a mark of its own, and its
    words.
    """

    number: str
    text: str


@dataclass(frozen=True)
class Flow:
    """Everything a paper says: its blocks in order, and each table as rows of `COLUMN`, `ROW` and
    `PLAIN` cells.

    `font` is that of its plain text; `notes` are the footnotes, then the endnotes, each with its
    number, in the order in which they are referred to.
    `paragraphs` has for each block its paragraph in `tree`, and `kept` the same where that must not
    end a page, else None; `rows` are each table's.
    """

    title: str = ""
    language: str = ""
    font: str = ""
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    paragraphs: list[etree._Element] = field(default_factory=list)
    kept: list[etree._Element | None] = field(default_factory=list)
    rows: list[list[etree._Element]] = field(default_factory=list)
    tree: etree._ElementTree = field(default_factory=etree.ElementTree)


def same(text: str) -> str:
    """Return what must be equal in two tellings of a text: no white space, no capitals and nothing
    that cannot be seen.

    LibreOffice prints a line's break without a space, and styles may print small letters as
    capitals.
    """
    return "".join(unicodedata.normalize("NFC", text.translate(_SEEN)).casefold().split())


def signs_of(text: str) -> str:
    """Return the signs of a text in an order of their own, to know words that were drawn in another
    order.
    """
    return "".join(sorted(same(text)))


def unseen(sign: str) -> bool:
    """Return whether a sign has no look of its own: joiners, soft hyphens, marks of direction,
    variation selectors, tags.

    >>> unseen("\ufe0f"), unseen("\u20e3")
    (True, False)
    """
    code = ord(sign)
    if unicodedata.category(sign) == "Cf":
        return code not in _SEEN_FORMATS
    return any(first <= code <= last for first, last in _UNSEEN)


class _Seen(dict[int, int | str | None]):
    """What `str.translate` makes of each sign: nothing of one that cannot be seen, found out when
    the sign is first met.
    """

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unseen(chr(code)) else code
        return None if unseen(chr(code)) else code


_SEEN = _Seen({0x2011: "-"})
