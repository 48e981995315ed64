"""What may be opened at all: looked at as a plain file, before any parser of workbooks sees it.

Refuses what is dangerous or no workbook, and takes of any other what is read and nothing else: the
cells of the sheets that are wanted with what is merged, hidden, broken or was never calculated, the
texts they share, and the formats they name. Parts are found by their relations, never by their
names (ECMA-376 part 2, 9.3).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from posixpath import join, normpath
from urllib.parse import unquote
from xml.parsers import expat

from pipeline.files.kinds import kind_of, way_out
from pipeline.files.package import zip_of
from pipeline.findings.finding import Finding
from pipeline.settings.model import fold
from pipeline.workbook.codes import finding
from pipeline.workbook.colours import OFFICE
from pipeline.workbook.formats import Formats, Text, formats, texts
from pipeline.workbook.sheet_xml import SheetFacts, scanned, table_totals

MAX_FILE = 60 * 2**20
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
REPAIR = (
    "Open the file in Excel. If Excel offers to repair it, accept, compare what it leaves with an"
    " earlier copy, and save. If Excel cannot open it either, put an earlier copy in its place."
)
STRICT = (
    'In Excel choose File > Save As > Excel Workbook (*.xlsx), not "Strict Open XML Spreadsheet'
    ' (*.xlsx)", and put that ordinary .xlsx workbook in its place.'
)
REFUSED = {"password", "label", "old workbook", "binary workbook"}
TYPES = "[Content_Types].xml"
SPACE = "http://schemas.openxmlformats.org/"
OF_OFFICE = f"{SPACE}officeDocument/2006/relationships"
SLOTS = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{number}" for number in range(1, 7)),
    "hlink",
    "folHlink",
)
"""The colours of a theme, in the order in which cells number them."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a workbook holds: each sheet, what their cells share, and how its days are numbered."""

    sheets: tuple[SheetFacts, ...]
    formats: Formats
    texts: tuple[Text, ...]
    from_1904: bool
    beside: tuple[tuple[SheetFacts, bytes], ...] = ()
    """The sheets that were not asked for, as they are stored; those that cannot be unpacked are
    left out.
    """
    strings: bytes = b""
    """The texts that cells share, as they are stored."""


def guarded(file: str, content: bytes, wanted: Collection[str] | None = None) -> Guarded | Finding:
    """Return the workbook made safe to parse, or the finding that says why it may not be opened.

    Of sheets whose names are not `wanted` only the name is looked at; without it every sheet is
    read.
    """
    fault = _not_a_workbook(file, content)
    if fault:
        return fault
    try:
        return _made_safe(_Package(content), None if wanted is None else set(map(fold, wanted)))
    except _Unsafe as reason:
        return finding("workbook-unsafe", f"{reason}.", reason.remedy, file)
    except _Damaged as reason:
        return finding(
            "workbook-unreadable",
            f"{reason}.",
            REPAIR,
            file,
            **({"sheet": reason.sheet} if reason.sheet else {}),
        )
    except DAMAGED:
        return finding(
            "workbook-unreadable", "the file is damaged, or is not an Excel workbook.", REPAIR, file
        )


class _Unsafe(Exception):
    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = (
            remedy
            or "Open it in Excel, save it as an ordinary .xlsx workbook, and put that in its place."
        )


class _Damaged(Exception):
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


def _not_a_workbook(file: str, content: bytes) -> Finding | None:
    if file.startswith("~$"):
        return finding(
            "workbook-unsafe",
            "this is the lock file that Excel makes while a workbook is open.",
            "Close the workbook in Excel and name the workbook itself.",
            file,
        )
    if len(content) > MAX_FILE:
        return finding(
            "workbook-unsafe",
            f"the file has {len(content) // 2**20} MB; the limit is {MAX_FILE // 2**20}.",
            "Remove pictures and sheets that are not needed.",
            file,
        )
    kind = kind_of(content)
    told = way_out(kind, "workbook")
    if told is None or (kind == "zip" and content[:4] == b"PK\x03\x04"):
        return None  # a zip that does not say what it is may be a workbook all the same
    return finding("workbook-unsafe" if kind in REFUSED else "workbook-unreadable", *told, file)


class _Package:
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
            raise _Unsafe("the file's parts are not named as a workbook's are")

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
            raise _Unsafe("the file holds a document type definition, which no workbook needs")
        return _narrow(part)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part points to inside the file, by the relation's id: the type's last word,
        and the part.
        """
        folder, _, own = name.rpartition("/")
        found = {}
        for tag, attributes in _elements(self.part(join(folder, "_rels", f"{own}.rels"))):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (
                    kind,
                    _target(folder, attributes.get("Target", "")),
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
        raise _Unsafe(f"the file holds {len(entries)} parts, more than a workbook has", COPY)
    if size > MAX_UNPACKED or (size > RATIO_FREE and size > MAX_RATIO * length):
        raise _Unsafe(
            f"the file would unpack to {size // 2**20} MB, far more than its rows can need", COPY
        )
    if any(info.compress_size > info.file_size * 1.01 + 1000 for info in entries):
        raise _Unsafe("a part of the file holds more than it says")
    if any(info.flag_bits & 1 for info in entries):
        raise _Unsafe("parts of the file are encrypted")
    if any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries
    ):
        raise _Unsafe("parts of the file are packed in a way that Excel does not use")


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


@dataclass(slots=True)
class _Book:
    """What the workbook's own part says: the sheets as name, state and relation, and the day from
    which dates are counted.
    """

    name: str
    sheets: list[tuple[str, str, str]]
    from_1904: bool
    relations: dict[str, tuple[str, str]]


def _made_safe(package: _Package, wanted: set[str] | None) -> Guarded:
    book = _book(package)
    looks = _formats(package, book)
    strings = _strings(package, book)
    count = len(re.findall(rb"<(?:[\w.-]+:)?si[\s/>]", strings))
    facts, beside, shared = [], [], False
    for name, state, relation in book.sheets:
        sheet = SheetFacts(name, hidden=state != "visible")
        facts.append(sheet)
        kind, path = book.relations.get(relation, ("", ""))
        if wanted is not None and fold(name) not in wanted:
            beside += [(sheet, part) for part in _stored(package, path) if kind == "worksheet"]
        elif kind in ("", "worksheet"):  # and no chart or dialog
            shared |= _cells(package, path, sheet, count, looks)
    return Guarded(
        tuple(facts),
        looks,
        _texts(strings, package, book) if shared else (),
        book.from_1904,
        tuple(beside),
        strings,
    )


def _stored(package: _Package, path: str) -> Iterator[bytes]:
    """Yield a part that no figure needs, if it can be unpacked."""
    try:
        yield package.part(path)
    except (*DAMAGED, _Unsafe):
        return


def _book(package: _Package) -> _Book:
    name = next(
        (path for kind, path in package.relations("").values() if kind == "officeDocument"), ""
    )
    try:
        part = package.part(name)
        elements = _elements(part)
        relations = package.relations(name)
    except DAMAGED as error:
        raise _Damaged("the workbook's list of sheets", name or "(none)", error) from None
    if b"purl.oclc.org/ooxml/spreadsheetml" in part:
        raise _Unsafe(
            "the workbook is saved as a Strict Open XML spreadsheet, which this program does not"
            " read",
            STRICT,
        )
    sheets, from_1904 = [], False
    for tag, attributes in elements:
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif tag == "sheet":
            bare = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            sheets.append((bare.get("name", ""), bare.get("state", "visible"), bare.get("id", "")))
    return _Book(name, sheets, from_1904, relations)


def _of_kind(package: _Package, book: _Book, kind: str) -> str:
    """Return the part of this kind that the workbook points to, or that the content types alone
    name.
    """
    path = next(
        (path for found, path in book.relations.values() if found == kind and path in package), ""
    )
    try:
        named = () if path else _elements(package.part(TYPES))
    except DAMAGED:
        named = ()  # then nothing is named there
    return path or next(
        (
            _target("", attributes.get("PartName", ""))
            for tag, attributes in named
            if tag == "Override"
            and attributes.get("ContentType", "").endswith(f".{kind}+xml")
            and _target("", attributes.get("PartName", "")) in package
        ),
        "",
    )


def _formats(package: _Package, book: _Book) -> Formats:
    path = _of_kind(package, book, "styles")
    if not path:
        return Formats()
    try:
        return formats(package.part(path), _theme(package, book))
    except DAMAGED as error:
        raise _Damaged(
            "the formats of cells, which tell a date from a number,", path, error
        ) from None


def _theme(package: _Package, book: _Book) -> Sequence[str]:
    """Return the colours of the workbook's theme as cells number them: light before dark, twice,
    then the accents.
    """
    path = _of_kind(package, book, "theme")
    try:
        elements = _elements(package.part(path)) if path else []
    except (*DAMAGED, _Unsafe):
        return OFFICE  # then the usual ones; no figure but those read from colours needs them
    found: dict[str, str] = {}
    slot = ""
    for tag, attributes in elements:
        slot = tag if tag in SLOTS else slot
        if slot and slot not in found and tag in ("srgbClr", "sysClr"):
            found[slot] = attributes.get("lastClr" if tag == "sysClr" else "val", "")
    return tuple(found.get(name, usual) for name, usual in zip(SLOTS, OFFICE, strict=True))


def _strings(package: _Package, book: _Book) -> bytes:
    path = _of_kind(package, book, "sharedStrings")
    try:
        return package.part(path) if path else b""
    except DAMAGED as error:
        raise _Damaged("the texts that cells share", path, error) from None


def _texts(strings: bytes, package: _Package, book: _Book) -> tuple[Text, ...]:
    try:
        return tuple(texts(strings)) if strings else ()
    except DAMAGED as error:
        path = _of_kind(package, book, "sharedStrings")
        raise _Damaged("the texts that cells share", path, error) from None


def _cells(package: _Package, path: str, sheet: SheetFacts, strings: int, looks: Formats) -> bool:
    """Fill the facts of a sheet, and return whether its cells share texts."""
    try:
        shared = scanned(package.part(path), sheet, strings, looks)
    except DAMAGED as error:
        raise _Damaged(
            f'the sheet "{sheet.name}"', path or "that it names", error, sheet.name
        ) from None
    for table in _tables(package, path):
        sheet.totals.update(table_totals(table))
    return shared


def _tables(package: _Package, path: str) -> Iterator[dict[str, str]]:
    """Yield what the parts of a sheet's Excel tables say of themselves; one that cannot be read
    says nothing.
    """
    try:
        related = [part for kind, part in package.relations(path).values() if kind == "table"]
    except (*DAMAGED, _Unsafe):
        return
    for name in related:
        try:
            yield _elements(package.part(name))[0][1]
        except (*DAMAGED, _Unsafe):
            continue


def _target(folder: str, target: str) -> str:
    target = unquote(target.replace("\\", "/"))
    return (
        normpath(target.lstrip("/")) if target.startswith("/") else normpath(join(folder, target))
    )


def _elements(part: bytes) -> list[tuple[str, dict[str, str]]]:
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


def _not_xml(part: bytes) -> expat.ExpatError | None:
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError as error:
        return error
    return None
