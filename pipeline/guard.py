"""What may be opened at all: looked at as a plain file, before any parser of workbooks sees it.

Refuses what is dangerous or no workbook, and learns from each sheet's XML what openpyxl would lose or choke
on: where the values end, what is merged or hidden, which formulas were never calculated, which values are broken.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from pipeline.codes import finding
from pipeline.findings import Finding
from pipeline.package import packed
from pipeline.scan import Scan, SheetFacts

MAX_FILE = 60 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 250
RATIO_FREE = 20 * 2**20
MAX_ENTRIES = 5_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A workbook that is safe to parse: its bytes without their empty tail, and what each sheet holds."""

    content: bytes
    sheets: tuple[SheetFacts, ...]


def guarded(file: str, content: bytes) -> Guarded | Finding:
    """Return the workbook made safe to parse, or the finding that says why it may not be opened."""
    fault = _not_a_workbook(file, content)
    if fault:
        return fault
    try:
        parts = {name: _narrow(part) for name, part in _parts(content).items()}
        facts, trimmed = _sheets(parts)
    except _Unsafe as reason:
        return finding("workbook-unsafe", f"{reason}.", "Open it in Excel, save it as an ordinary .xlsx workbook, "
                       "and put that in its place.", file)
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, expat.ExpatError, ValueError, ArithmeticError,
            NotImplementedError, RuntimeError):
        return finding("workbook-unreadable", "the file is damaged, or is not an Excel workbook.",
                       "Open it in Excel, save it as an Excel workbook (.xlsx), and put that in its place.", file)
    return Guarded(packed({name: _spared(part) for name, part in {**parts, **trimmed}.items()}), tuple(facts))


class _Unsafe(Exception):
    pass


def _not_a_workbook(file: str, content: bytes) -> Finding | None:
    if file.startswith("~$"):
        return finding("workbook-unsafe", "this is the lock file that Excel makes while a workbook is open.",
                       "Close the workbook in Excel and name the workbook itself.", file)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return finding("workbook-unsafe", "the workbook is protected by a password, so it cannot be read.",
                           "In Excel choose File > Info > Protect Workbook > Encrypt with Password, clear the password, "
                           "and save.", file)
        return finding("workbook-unsafe", "this is a workbook of the old .xls kind.",
                       "In Excel choose File > Save As > Excel Workbook (.xlsx).", file)
    if len(content) > MAX_FILE:
        return finding("workbook-unsafe", f"the file has {len(content) // 2**20} MB; the limit is {MAX_FILE // 2**20}.",
                       "Remove pictures and sheets that are not needed.", file)
    if not content:
        return finding("workbook-unreadable", "the file is empty.", "Put the workbook in its place.", file)
    return None


def _parts(content: bytes) -> dict[str, bytes]:
    """Read the zip within limits, so that nothing can expand without bound or hide a second copy of a part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = [info for info in archive.infolist() if not info.is_dir()]
        size = sum(info.file_size for info in entries)
        if len(entries) > MAX_ENTRIES:
            raise _Unsafe(f"the file holds {len(entries)} parts, more than a workbook has")
        if size > MAX_UNPACKED or (size > RATIO_FREE and size > MAX_RATIO * len(content)):
            raise _Unsafe(f"the file would unpack to {size // 2**20} MB, far more than its rows can need")
        names = [info.filename for info in entries]
        if len(set(names)) != len(names) or any(".." in name.split("/") or name.startswith("/") for name in names):
            raise _Unsafe("the file's parts are not named as a workbook's are")
        if any(info.flag_bits & 1 for info in entries):
            raise _Unsafe("parts of the file are encrypted")
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries):
            raise _Unsafe("parts of the file are packed in a way that Excel does not use")
        parts = {info.filename: _unpacked(archive, info) for info in entries}
    pictures = b"/xl/media/" not in parts.get("[Content_Types].xml", b"")  # no part that is read calls itself one
    if any(_has_dtd(part) for name, part in parts.items() if not (pictures and re.fullmatch(r"xl/media/[^/]+\.svg", name))):
        raise _Unsafe("the file holds a document type definition, which no workbook needs")
    return parts


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a part; asked for no more than it says it holds, for a plain read() unpacks all and cuts afterwards."""
    with archive.open(info) as part:
        return part.read(info.file_size + 1)


def _wide(part: bytes) -> bool:
    """Return whether a part is UTF-16: byte offsets in it are not worth the trouble."""
    return b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff")


def _narrow(part: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8, and any other part as it is."""
    if not _wide(part) or b"<" not in part[:4]:
        return part
    text = part.decode("utf-16-be" if part[:2] in (b"\0<", b"\xfe\xff") else "utf-16-le").removeprefix("\ufeff")
    return re.sub(r"^<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()


def _spared(part: bytes) -> bytes:
    """Return a part whose words outlive openpyxl, which drops every "x005F_", be it Excel's escape for "_" or typed."""
    if b"x005F_" not in part:
        return part
    return re.sub(rb"<[^>]*>|_x[0-9A-Fa-f]{4}_|x005F_", _as_another_escape, part)


def _as_another_escape(match: re.Match[bytes]) -> bytes:
    return {b"_x005F_": b"_x005f_", b"x005F_": b"_x0078_005F_"}.get(match[0], match[0])


def _has_dtd(part: bytes) -> bool:
    text = part.replace(b"\0", b"") if _wide(part) else part
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def _sheets(parts: dict[str, bytes]) -> tuple[list[SheetFacts], dict[str, bytes]]:
    book = next((_target("", attributes["Target"]) for tag, attributes in _elements(parts["_rels/.rels"])
                 if tag == "Relationship" and attributes["Type"].endswith("/officeDocument")), "")
    if b"purl.oclc.org/ooxml" in parts[book]:
        raise _Unsafe("the workbook is saved as a Strict Open XML spreadsheet, which this program does not read")
    folder, _, name = book.rpartition("/")
    targets = {attributes["Id"]: (_target(folder, attributes["Target"]), attributes["Type"].endswith("/worksheet"))
               for tag, attributes in _elements(parts[join(folder, "_rels", f"{name}.rels")]) if tag == "Relationship"}
    strings = sum(len(re.findall(rb"<(?:[\w.-]+:)?si[\s/>]", parts.get(_target("", attributes["PartName"]), b"")))
                  for tag, attributes in _elements(parts["[Content_Types].xml"])
                  if tag == "Override" and attributes["ContentType"].endswith("sharedStrings+xml"))
    facts, trimmed = [], {}
    for tag, attributes in _elements(parts[book]):
        if tag != "sheet":
            continue
        path, of_cells = targets[{key.rpartition(":")[2]: value for key, value in attributes.items()}["id"]]
        sheet = SheetFacts(attributes["name"], hidden=attributes.get("state", "visible") != "visible")
        if of_cells:
            if _has_dtd(parts[path]):
                raise _Unsafe("a sheet holds a document type definition, which no workbook needs")
            trimmed[path] = Scan(parts[path], sheet, strings).trimmed()
        facts.append(sheet)
    return facts, trimmed


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _elements(part: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    parser.Parse(part, True)
    return found
