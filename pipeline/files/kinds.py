"""What kind of file some bytes are, whatever the file is called.

Looked at before any parser. Office's own containers are told apart by their content types (ECMA-376
part 2) and by the names in their directory (MS-CFB; MS-OFFCRYPTO 1.3 for those of encryption).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import Literal

from pipeline.files.package import zip_of

Kind = Literal[
    "workbook",
    "macro workbook",
    "workbook template",
    "binary workbook",
    "document",
    "macro document",
    "document template",
    "presentation",
    "zip",
    "open document",
    "other program's",
    "password",
    "label",
    "old workbook",
    "old document",
    "old office",
    "flat document",
    "flat workbook",
    "pdf",
    "rtf",
    "html",
    "text",
    "zeros",
    "empty",
    "other",
]
"""A zip that names no kind of Office document is "zip": damaged or not, whoever reads it will find
out.
"""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKED_AT = 4096
_LARGE = 4 * 2**20
_END = 0xFFFFFFFA
"""From here on a sector's number says something else: free, end of the chain, part of the table."""
_TYPES: tuple[tuple[bytes, Kind], ...] = (
    (b"ms-excel.sheet.binary.macroenabled.main", "binary workbook"),
    (b"ms-excel.sheet.macroenabled.main+xml", "macro workbook"),
    (b"ms-excel.template.macroenabled.main+xml", "macro workbook"),
    (b"ms-excel.addin.macroenabled.main+xml", "macro workbook"),
    (b"spreadsheetml.template.main+xml", "workbook template"),
    (b"spreadsheetml.sheet.main+xml", "workbook"),
    (b"ms-word.document.macroenabled.main+xml", "macro document"),
    (b"ms-word.template.macroenabledtemplate.main+xml", "macro document"),
    (b"wordprocessingml.template.main+xml", "document template"),
    (b"wordprocessingml.document.main+xml", "document"),
    (b"presentationml.", "presentation"),
)
_OPEN = (b"application/vnd.oasis.opendocument", b"application/vnd.sun.xml")
_FLAT: tuple[tuple[bytes, Kind], ...] = (
    (b"schemas.microsoft.com/office/word/2003/wordml", "flat document"),
    (b'progid="Word.Document"', "flat document"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "flat workbook"),
    (b'progid="Excel.Sheet"', "flat workbook"),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "flat document"),
    (b"urn:oasis:names:tc:opendocument", "open document"),
)
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div)\b|MIME-Version:",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(content: bytes) -> Kind:
    """Return what kind of file this is; nothing is raised, whatever the bytes."""
    head = content[:LOOKED_AT]
    if not content:
        return "empty"
    if content.startswith(OLE):
        return _of_names(_names(content))
    if content.startswith(b"PK"):
        return _of_zip(content)
    if not head.strip(b"\0"):
        return "zeros"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _of_text(head)


def _of_text(head: bytes) -> Kind:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"<?xml") and (
        flat := next((kind for sign, kind in _FLAT if sign in head), None)
    ):
        return flat
    if _PAGE.match(head):
        return "html"
    return "other" if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head) else "text"


def _of_zip(content: bytes) -> Kind:
    """Return the kind of a zip by its content types; a part that cannot be unpacked leaves it a
    zip.
    """
    try:
        opened = zip_of(content)
        parts = {name.replace("\\", "/").casefold(): name for name in opened.namelist()}
        types = (
            _start(opened, parts["[content_types].xml"]) if "[content_types].xml" in parts else b""
        )
        mimetype = _start(opened, parts["mimetype"]) if "mimetype" in parts else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ):
        return "zip"
    if mimetype.startswith(_OPEN):
        return "open document"
    if any(name.endswith(".iwa") for name in parts):
        return "other program's"
    types = types.replace(b"\0", b"").lower()
    return next((kind for sign, kind in _TYPES if sign in types), "zip")


def _start(opened: zipfile.ZipFile, name: str) -> bytes:
    with opened.open(name) as part:
        return part.read(_LARGE)


def _of_names(names: set[str]) -> Kind:
    """Return the kind of an OLE file by the names in its directory."""
    if any(
        name.startswith(("DRMEncrypted", "\tDRM")) for name in names
    ):  # MS-OFFCRYPTO 2.2: rights management, and labels
        return "label"
    if "EncryptedPackage" in names:
        return "password"
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return "old workbook"
    return "old document" if "WordDocument" in names else "old office"


def _names(content: bytes) -> set[str]:
    """Return the names in an OLE file's root and, where it is encrypted, in its data spaces; of a
    damaged one, all there are.
    """
    entries = _directory(content)
    names = {name for name, *_ in entries}
    if not entries or any(name.startswith(("Encrypt", "DRM", "\tDRM")) for name in names):
        return names | _loose(content)
    found, todo, seen = set(), [entries[0][3]], set()
    while todo:
        place = todo.pop()
        if (
            place < len(entries) and place not in seen
        ):  # an embedded document's names are not at the root
            seen.add(place)
            name, left, right, _ = entries[place]
            found.add(name)
            todo += [left, right]
    return found


def _directory(content: bytes) -> list[tuple[str, int, int, int]]:
    """Return name, left, right and child of each entry of an OLE file's directory, or nothing where
    it cannot be followed.
    """
    try:
        size = 1 << struct.unpack_from("<H", content, 30)[0]
        if size not in (512, 4096):
            return []
        tables = struct.unpack_from("<109I", content, 76)
        sector, entries, seen = struct.unpack_from("<I", content, 48)[0], [], set()
        while sector < _END and sector not in seen:
            seen.add(sector)
            start = (sector + 1) * size
            entries += [_entry(content, start + at) for at in range(0, size, 128)]
            table, place = divmod(sector, size // 4)
            sector = struct.unpack_from("<I", content, (tables[table] + 1) * size + 4 * place)[0]
    except (struct.error, IndexError, OverflowError):
        return []
    return entries


def _entry(content: bytes, at: int) -> tuple[str, int, int, int]:
    length, left, right, child = (
        *struct.unpack_from("<H", content, at + 64),
        *struct.unpack_from("<3I", content, at + 68),
    )
    return (
        content[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"),
        left,
        right,
        child,
    )


def _loose(content: bytes) -> set[str]:
    """Return which of the names that matter stand anywhere in the file."""
    known = (
        "DRMEncryptedDataSpace",
        "DRMEncryptedTransform",
        "\tDRMContent",
        "EncryptedPackage",
        "WordDocument",
        "Workbook",
        "Book",
    )
    return {name for name in known if name.encode("utf-16-le") in content}
