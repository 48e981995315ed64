"""What may be opened at all: looked at as a plain file, before any parser of workbooks sees it.

Refuses what is dangerous or no workbook, and takes of any other what is read and nothing else: the
cells of the sheets that are wanted with what is merged, hidden, broken or was never calculated, the
texts they share, and the formats they name. Parts are found by their relations, never by their
names (ECMA-376 part 2, 9.3).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.files.kinds import kind_of
from pipeline.files.ways_out import way_out
from pipeline.findings.finding import Finding
from pipeline.settings.model import fold
from pipeline.workbook.codes import finding
from pipeline.workbook.colours import OFFICE
from pipeline.workbook.formats import Formats, Text, formats, texts
from pipeline.workbook.package import DAMAGED, Damaged, Package, Unsafe, listed_elements, part_at
from pipeline.workbook.sheet_xml import SheetFacts, scanned, table_totals

MAX_FILE = 60 * 2**20
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


class Guarded(NamedTuple):
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
        return _made_safe(Package(content), None if wanted is None else set(map(fold, wanted)))
    except Unsafe as reason:
        return finding("workbook-unsafe", f"{reason}.", reason.remedy, file)
    except Damaged as reason:
        return finding(
            "workbook-unreadable",
            f"{reason}.",
            REPAIR,
            file,
            sheet=reason.sheet or None,
        )
    except DAMAGED:
        return finding(
            "workbook-unreadable", "the file is damaged, or is not an Excel workbook.", REPAIR, file
        )


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


@dataclass(slots=True)
class _Book:
    """What the workbook's own part says: the sheets as name, state and relation, and the day from
    which dates are counted.
    """

    name: str
    sheets: list[tuple[str, str, str]]
    from_1904: bool
    relations: dict[str, tuple[str, str]]


def _made_safe(package: Package, wanted: set[str] | None) -> Guarded:
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


def _stored(package: Package, path: str) -> Iterator[bytes]:
    """Yield a part that no figure needs, if it can be unpacked."""
    try:
        yield package.part(path)
    except (*DAMAGED, Unsafe):
        return


def _book(package: Package) -> _Book:
    name = next(
        (path for kind, path in package.relations("").values() if kind == "officeDocument"), ""
    )
    try:
        part = package.part(name)
        elements = listed_elements(part)
        relations = package.relations(name)
    except DAMAGED as error:
        raise Damaged("the workbook's list of sheets", name or "(none)", error) from None
    if b"purl.oclc.org/ooxml/spreadsheetml" in part:
        raise Unsafe(
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


def _of_kind(package: Package, book: _Book, kind: str) -> str:
    """Return the part of this kind that the workbook points to, or that the content types alone
    name.
    """
    path = next(
        (path for found, path in book.relations.values() if found == kind and path in package), ""
    )
    try:
        named = () if path else listed_elements(package.part(TYPES))
    except DAMAGED:
        named = ()  # then nothing is named there
    return path or next(
        (
            part_at("", attributes.get("PartName", ""))
            for tag, attributes in named
            if tag == "Override"
            and attributes.get("ContentType", "").endswith(f".{kind}+xml")
            and part_at("", attributes.get("PartName", "")) in package
        ),
        "",
    )


def _formats(package: Package, book: _Book) -> Formats:
    path = _of_kind(package, book, "styles")
    if not path:
        return Formats()
    try:
        return formats(package.part(path), _theme(package, book))
    except DAMAGED as error:
        raise Damaged(
            "the formats of cells, which tell a date from a number,", path, error
        ) from None


def _theme(package: Package, book: _Book) -> Sequence[str]:
    """Return the colours of the workbook's theme as cells number them: light before dark, twice,
    then the accents.
    """
    path = _of_kind(package, book, "theme")
    try:
        elements = listed_elements(package.part(path)) if path else []
    except (*DAMAGED, Unsafe):
        return OFFICE  # then the usual ones; no figure but those read from colours needs them
    found: dict[str, str] = {}
    slot = ""
    for tag, attributes in elements:
        slot = tag if tag in SLOTS else slot
        if slot and slot not in found and tag in ("srgbClr", "sysClr"):
            found[slot] = attributes.get("lastClr" if tag == "sysClr" else "val", "")
    return tuple(found.get(name, usual) for name, usual in zip(SLOTS, OFFICE, strict=True))


def _strings(package: Package, book: _Book) -> bytes:
    path = _of_kind(package, book, "sharedStrings")
    try:
        return package.part(path) if path else b""
    except DAMAGED as error:
        raise Damaged("the texts that cells share", path, error) from None


def _texts(strings: bytes, package: Package, book: _Book) -> tuple[Text, ...]:
    try:
        return tuple(texts(strings)) if strings else ()
    except DAMAGED as error:
        path = _of_kind(package, book, "sharedStrings")
        raise Damaged("the texts that cells share", path, error) from None


def _cells(package: Package, path: str, sheet: SheetFacts, strings: int, looks: Formats) -> bool:
    """Fill the facts of a sheet, and return whether its cells share texts."""
    try:
        shared = scanned(package.part(path), sheet, strings, looks)
    except DAMAGED as error:
        raise Damaged(
            f'the sheet "{sheet.name}"', path or "that it names", error, sheet.name
        ) from None
    for table in _tables(package, path):
        sheet.totals.update(table_totals(table))
    return shared


def _tables(package: Package, path: str) -> Iterator[dict[str, str]]:
    """Yield what the parts of a sheet's Excel tables say of themselves; one that cannot be read
    says nothing.
    """
    try:
        related = [part for kind, part in package.relations(path).values() if kind == "table"]
    except (*DAMAGED, Unsafe):
        return
    for name in related:
        try:
            yield listed_elements(package.part(name))[0][1]
        except (*DAMAGED, Unsafe):
            continue
