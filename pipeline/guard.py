"""What may be opened at all: looked at as a plain file, before any parser of workbooks sees it.

Refuses what is dangerous or no workbook, and learns from each sheet's XML what openpyxl would lose or choke
on: where the values end, what is merged or hidden, which formulas were never calculated, which values are broken.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from math import isfinite
from posixpath import join, normpath
from xml.parsers import expat

from pipeline.codes import finding
from pipeline.findings import Finding
from pipeline.package import packed

MAX_FILE = 60 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 250
RATIO_FREE = 20 * 2**20
MAX_ENTRIES = 5_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
HEADER_SEARCH = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

LEFT_OUT = ("mergeCells", "hyperlinks")
"""What openpyxl would make a cell for, in every place of a range."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_MOMENT = re.compile(rf"(?P<day>{_DAY})(?:T{_TIME}Z?)?|{_TIME}|PT(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?")


@dataclass(slots=True)
class SheetFacts:
    """What the XML of one sheet says: `rows` are the rows with a value, in order; columns count from 1."""

    name: str
    hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: dict[int, list[int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


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
            trimmed[path] = _Scan(parts[path], sheet, strings).trimmed()
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


class _Scan:
    """One pass over a sheet's XML, cell by cell, filling a SheetFacts."""

    def __init__(self, part: bytes, facts: SheetFacts, strings: int) -> None:
        self.part, self.facts, self.strings = part, facts, strings
        self.row = self.column = self.row_start = self.cell_start = self.merges_start = 0
        self.addressed = self.row_addressed = False
        self.empty: list[tuple[int, int]] = []
        self.kind, self.within, self.formula, self.stored, self.value, self.reading = "", "", False, False, "", False
        self.columns: list[int] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.Parse(part, True)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.column = _within(_column(attributes["r"]) if "r" in attributes else self.column + 1, MAX_COLUMNS)
            self.kind, self.formula, self.stored, self.value = attributes.get("t", "n"), False, False, ""
            self.cell_start, self.addressed = self.parser.CurrentByteIndex, "r" in attributes
        elif tag in ("v", "t"):
            self.reading = self.stored = True
            self.within = tag
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row = _within(int(attributes["r"]) if "r" in attributes else self.row + 1, MAX_ROWS)
            self.column, self.columns = 0, []
            self.row_start, self.row_addressed = self.parser.CurrentByteIndex, "r" in attributes
            if attributes.get("hidden") in ("1", "true"):
                self.facts.hidden_rows.add(self.row)
        elif tag == "mergeCell":
            self.facts.merged.append(_range(attributes["ref"]))
        elif tag in LEFT_OUT:
            self.ranges_start = self.parser.CurrentByteIndex
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.facts.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def text(self, data: str) -> None:
        if self.reading:
            self.value += data

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "c":
            if self.formula and not self.value and not (self.stored and self.kind == "str"):
                self.facts.uncalculated.add((self.row, self.column))
                self.columns.append(self.column)
            elif self.value and not (_legible(self.kind, self.value, self.strings)
                                      and (self.kind == "inlineStr") == (self.within == "t")):
                self.facts.broken[self.row, self.column] = self.value
                self.columns.append(self.column)
                self.empty.append((self.part.index(b">", self.cell_start) + 1, self.parser.CurrentByteIndex))
            elif self.value:
                self.columns.append(self.column)
            elif self.addressed:
                self._leave_out(self.cell_start)
        elif tag == "row" and self.columns:
            if len(self.facts.rows) < HEADER_SEARCH:
                self.facts.columns[self.row] = self.columns
            if self.row not in self.facts.rows[-1:]:
                self.facts.rows.append(self.row)
        elif tag == "row" and self.row_addressed:
            self._leave_out(self.row_start)
        elif tag in LEFT_OUT:
            self._leave_out(self.ranges_start)

    def _leave_out(self, start: int) -> None:
        """Leave the element that began at `start` and ends here out of what openpyxl is given."""
        while self.empty and self.empty[-1][0] >= start:
            self.empty.pop()
        here = self.parser.CurrentByteIndex
        opened = self.part.index(b">", start) + 1
        alone = here == opened and self.part[here - 2:here] == b"/>"  # <c/>: expat is past it already
        end = here if alone else self.part.index(b">", here) + 1
        if self.empty and self.empty[-1][1] == start:
            start = self.empty.pop()[0]
        self.empty.append((start, end))

    def trimmed(self) -> bytes:
        """Return the sheet without its merges, its links, its broken values, and cells and rows that hold nothing."""
        starts = [0, *(end for _, end in self.empty)]
        ends = [*(start for start, _ in self.empty), len(self.part)]
        return b"".join(self.part[start:end] for start, end in zip(starts, ends, strict=True))


def _legible(kind: str, value: str, strings: int) -> bool:
    """Return whether openpyxl can read a stored value of this kind; `strings` are the texts that cells share."""
    bare = value.strip()
    if kind == "n":
        return bool(_NUMBER.fullmatch(bare)) and isfinite(float(bare))
    if kind == "d":
        return bool((moment := _MOMENT.fullmatch(value)) and (moment["day"] is None or _in_calendar(moment["day"])))
    if kind == "s":
        return bare.isascii() and bare.isdigit() and len(bare) < 10 and int(bare) < strings
    return kind != "b" or bare in ("0", "1")


def _in_calendar(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"there is no row or column {number}")
    return number


def _column(address: str) -> int:
    column = 0
    for letter in address:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column


def _range(text: str) -> Range:
    cells = [(int(row), _column(letters)) for letters, row in re.findall(r"([A-Z]+)([0-9]+)", text)]
    if not cells:
        raise ValueError(f"{text} is no range")
    (top, left), (bottom, right) = cells[0], cells[-1]
    return top, left, bottom, right
