"""The parts of a workbook's file, unpacked within bounds, and why one may not be opened, or cannot
be read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from posixpath import join, normpath
from urllib.parse import unquote
from xml.parsers import expat

from pipeline.files.package import zip_of

MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 250
RATIO_FREE = 20 * 2**20
MAX_ENTRIES = 5_000
MAX_LISTED = 500_000
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    expat.ExpatError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)
COPY = (
    "Copy the cells of each sheet into a new workbook with Paste Special > Values and number"
    " formats, under the same sheet names, and put that in its place."
)


class Unsafe(Exception):
    """Why a workbook may not be opened, and what to do about it."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = (
            remedy
            or "Open it in Excel, save it as an ordinary .xlsx workbook, and put that in its place."
        )


class Damaged(Exception):
    """A part that is needed cannot be read: `told` in words, its name, the cause, and the sheet if
    it is one's.
    """

    def __init__(self, told: str, name: str, cause: object, sheet: str = "") -> None:
        super().__init__(f"{told} cannot be read: the part {name} in the file {_cause(cause)}")
        self.sheet = sheet


def _cause(cause: object) -> str:
    if isinstance(cause, expat.ExpatError):
        return f"is no sound XML ({expat.ErrorString(cause.code)}, line {cause.lineno})"
    if isinstance(cause, KeyError):
        return "is missing"
    if isinstance(cause, (zipfile.BadZipFile, zlib.error, EOFError)):
        return "is damaged, as one is that was not copied to its end"
    return f"holds what no workbook does ({cause})"


class Package:
    """The parts of a zip by name, in whatever case, unpacked when they are asked for and no further
    than they say.
    """

    def __init__(self, content: bytes) -> None:
        self.archive = zip_of(content)
        entries = [info for info in self.archive.infolist() if not info.is_dir()]
        _bounded(entries, len(content))
        self.entries = {_name(info).casefold(): info for info in entries}
        if len(self.entries) != len(entries) or any(
            ".." in name.split("/") or name.startswith("/") for name in self.entries
        ):
            raise Unsafe("the file's parts are not named as a workbook's are")

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.entries

    def part(self, name: str) -> bytes:
        """Return a part, as UTF-8 where it is XML in UTF-16; raises KeyError where there is
        none.
        """
        info = self.entries[name.casefold()]
        with self.archive.open(info) as opened:
            part = opened.read(
                info.file_size + 1
            )  # for a plain read() unpacks all and cuts afterwards
        if _has_dtd(part):
            raise Unsafe("the file holds a document type definition, which no workbook needs")
        return _narrow(part)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part points to inside the file, by the relation's id: the type's last word,
        and the part.
        """
        folder, _, own = name.rpartition("/")
        found = {}
        for tag, attributes in listed_elements(self.part(join(folder, "_rels", f"{own}.rels"))):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (
                    kind,
                    part_at(folder, attributes.get("Target", "")),
                )
        return found


def _name(info: zipfile.ZipInfo) -> str:
    return info.orig_filename.split("\0")[0].replace("\\", "/")


def _bounded(entries: list[zipfile.ZipInfo], length: int) -> None:
    """Refuse a zip that could expand without bound, or of which readers might see different
    things.
    """
    size = sum(info.file_size for info in entries)
    if len(entries) > MAX_ENTRIES:
        raise Unsafe(f"the file holds {len(entries)} parts, more than a workbook has", COPY)
    if size > MAX_UNPACKED or (size > RATIO_FREE and size > MAX_RATIO * length):
        raise Unsafe(
            f"the file would unpack to {size // 2**20} MB, far more than its rows can need", COPY
        )
    if any(info.compress_size > info.file_size * 1.01 + 1000 for info in entries):
        raise Unsafe("a part of the file holds more than it says")
    if any(info.flag_bits & 1 for info in entries):
        raise Unsafe("parts of the file are encrypted")
    if any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries
    ):
        raise Unsafe("parts of the file are packed in a way that Excel does not use")


def _wide(part: bytes) -> bool:
    """Return whether a part is UTF-16: byte offsets in it are not worth the trouble."""
    return b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff")


def _narrow(part: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8, and any other part as it is."""
    if not _wide(part) or b"<" not in part[:4]:
        return part
    text = part.decode(
        "utf-16-be" if part[:2] in (b"\0<", b"\xfe\xff") else "utf-16-le"
    ).removeprefix("\ufeff")
    return re.sub(r"^<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()


def _has_dtd(part: bytes) -> bool:
    text = part.replace(b"\0", b"") if _wide(part) else part
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def part_at(folder: str, target: str) -> str:
    """Return the part that a relation of a folder's part leads to."""
    target = unquote(target.replace("\\", "/"))
    return (
        normpath(target.lstrip("/")) if target.startswith("/") else normpath(join(folder, target))
    )


def listed_elements(part: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a part that lists things; raises ValueError where there are more than
    any workbook lists.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((tag.rpartition(":")[2], attributes))
        if len(found) > MAX_LISTED:
            raise ValueError(f"more than {MAX_LISTED:,} elements")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(part, True)
    return found
