"""How much a .docx may hold: looked at before anything is unpacked, and before anything of it is
parsed.

The words and most of the numbers are those of `guard`, which stands before the workbooks. They are
generous: a paper of several hundred pages, or of hundreds of photographs, passes; whatever passes
is read in seconds.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import cast

from lxml import etree

from pipeline.files.package import zip_of
from pipeline.word.xml import W

MAX_FILE = 60 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 250
RATIO_FREE = 20 * 2**20
MAX_ENTRIES = 5_000
MAX_MARKUP = 64 * 2**20
MAX_MARKS = 1_000_000
"""Of "<" and "=" in all XML: no element and no attribute is without one. A page that Word saved has
some 1,500.
"""
MAX_PARAGRAPHS, MAX_LETTERS, MAX_PARAGRAPH = 30_000, 2_000_000, 100_000
"""Of all text, and letters of one paragraph: a page has 20 to 60 paragraphs and 3,000 letters."""
_COUNTED = etree.XPath("count(//w:p)", namespaces={"w": W})
_LETTERS = etree.XPath("string-length(/)")
_LONG = etree.XPath(f"boolean(//w:p[string-length() > {MAX_PARAGRAPH}])", namespaces={"w": W})
BOUNDED = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
"""As `wordml.PARSER`, but with the parser's own limits: 256 tags in one another, ten million
letters in one piece.
"""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    UnicodeError,
    OSError,
    etree.XMLSyntaxError,
    LookupError,
)
COPY = "In Word copy what is needed into a new document, and save that as Word Document (*.docx)."
AGAIN = "Open it in Word and save it again; where Word cannot open it either, take an earlier copy."
DEFINITION = (
    "it holds a document type definition, which no Word document needs.",
    "Open it in Word and save it again.",
)
PICTURES = (
    "Make its pictures smaller (Picture Format > Compress Pictures), or take out what is not"
    " needed."
)
NO_MARKUP = (".svg", ".htm", ".html", ".xhtml", ".mht")
BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


class NoWordFile(ValueError):
    """A file that cannot be read as a Word document: what it is, as a sentence without its first
    capital, and the way out.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


def unpacked(document: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx by the names that they came with; raises NoWordFile, and
    `UNREADABLE` where damaged.
    """
    if len(document) > MAX_FILE:
        raise NoWordFile(
            f"it has {len(document) // 2**20} MB; the limit is {MAX_FILE // 2**20}.", PICTURES
        )
    opened = zip_of(document)
    entries = [info for info in opened.infolist() if not info.is_dir()]
    _bounded(entries, len(document))
    parts = {info.filename: _part(opened, info) for info in entries}
    markup = {name: part for name, part in parts.items() if is_markup(name, part)}
    _bounded_markup(markup)
    return parts


def plain(name: str) -> str:
    """Return the name of a part as the format writes it, whatever a zip program made of its
    slashes.
    """
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def _part(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with opened.open(info) as part:
        return part.read(info.file_size + 1)  # for a plain read() unpacks all and cuts afterwards


def _bounded(entries: list[zipfile.ZipInfo], length: int) -> None:
    """Refuse a zip that could expand without bound, or of which readers might see different
    things.
    """
    size = sum(info.file_size for info in entries)
    names = [plain(info.filename).casefold() for info in entries]
    if len(entries) > MAX_ENTRIES:
        raise NoWordFile(f"it holds {len(entries)} parts, more than a Word document has.", COPY)
    if size > MAX_UNPACKED or (size > RATIO_FREE and size > MAX_RATIO * length):
        raise NoWordFile(
            f"it would unpack to {size // 2**20} MB, far more than its text and pictures can need.",
            COPY,
        )
    if any(info.compress_size > info.file_size * 1.01 + 1000 for info in entries):
        raise NoWordFile("a part of it holds more than it says.", AGAIN)
    if any(info.flag_bits & 1 for info in entries):
        raise NoWordFile(
            "parts of it are encrypted.",
            "In Word choose File > Info > Protect Document > Encrypt with Password, "
            "clear the password, and save.",
        )
    if any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries
    ):
        raise NoWordFile("parts of it are packed in a way that Word does not use.", AGAIN)
    if len(set(names)) < len(names):
        raise NoWordFile(
            f"it holds a part twice ({max(names, key=names.count)}), and programs read one or the"
            " other.",
            AGAIN,
        )


def is_markup(name: str, part: bytes) -> bool:
    """Return whether a part is XML that says what the document is; a picture that is drawn in XML
    is none.
    """
    low = name.lower()
    if low.endswith(NO_MARKUP) and b"wordprocessingml" not in part.replace(b"\0", b""):
        return False
    return low.endswith((".xml", ".rels", ".vml")) or part[:64].lstrip(BLANK).startswith(b"<")


def _bounded_markup(markup: Mapping[str, bytes]) -> None:
    """Refuse XML that a parser would make far more of than it is, or that brings definitions of its
    own.
    """
    size = sum(map(len, markup.values()))
    marks = sum(part.count(b"<") + part.count(b"=") for part in markup.values())
    if size > MAX_MARKUP or marks > MAX_MARKS:
        raise NoWordFile(
            f"its text and settings are {size / 2**20:.1f} MB of tags ({marks:,} of them), far more"
            " than a paper of hundreds of pages has.",
            COPY,
        )
    if any(_has_dtd(part) for part in markup.values()):
        raise NoWordFile(*DEFINITION)


def _has_dtd(part: bytes) -> bool:
    text = (
        part.replace(b"\0", b"")
        if b"\0" in part[:8] or part[:2] in (b"\xff\xfe", b"\xfe\xff")
        else part
    )
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def parsed(name: str, part: bytes) -> etree._Element | None:
    """Return a part's root, None where it is no well-formed XML; raises NoWordFile where it is
    beyond the parser's limits.
    """
    try:
        root = etree.fromstring(part, BOUNDED)
    except etree.XMLSyntaxError as error:
        if "XML_PARSE_HUGE" in str(error):
            raise NoWordFile(
                f"in its part {name} tags lie more than 256 deep in one another, or a text has no"
                " end.",
                COPY,
            ) from None
        return None
    except ValueError:
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoWordFile(*DEFINITION)
    return root


def bounded_text(roots: Iterable[etree._Element]) -> None:
    """Refuse more text than a paper of a thousand pages has; raises NoWordFile."""
    texts = list(roots)
    paragraphs, letters = (
        sum(cast(float, count(text)) for text in texts) for count in (_COUNTED, _LETTERS)
    )
    if paragraphs > MAX_PARAGRAPHS or letters > MAX_LETTERS:
        raise NoWordFile(
            f"it has {paragraphs:,.0f} paragraphs and {letters:,.0f} letters; the limits are"
            f" {MAX_PARAGRAPHS:,} and {MAX_LETTERS:,}.",
            COPY,
        )
    if letters > MAX_PARAGRAPH and any(_LONG(text) for text in texts):
        raise NoWordFile(
            f"a paragraph of it has more than {MAX_PARAGRAPH:,} letters.",
            "In Word divide it into several.",
        )
