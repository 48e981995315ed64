"""The package itself: the entries of the zip, what type each part has, and what leads to what."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from pipeline.english.pattern import late
from pipeline.files.package import CONTENT_TYPES, zip_of
from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault
from pipeline.word.package import Package
from pipeline.word.places import Document
from pipeline.word.relations import resolved, source_of
from pipeline.word.xml import MC, R

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KINDS = {
    "officeDocument": f"{WORDML}document.main+xml",
    "styles": f"{WORDML}styles+xml",
    "settings": f"{WORDML}settings+xml",
    "numbering": f"{WORDML}numbering+xml",
    "header": f"{WORDML}header+xml",
    "footer": f"{WORDML}footer+xml",
    "comments": f"{WORDML}comments+xml",
    "footnotes": f"{WORDML}footnotes+xml",
    "endnotes": f"{WORDML}endnotes+xml",
    "fontTable": f"{WORDML}fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
MAGIC = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/bmp": b"BM",
    "image/tiff": b"",
    "image/x-emf": b"\x01\x00\x00\x00",
    "image/x-wmf": b"",
}
USED_AS = {
    "headerReference": "header",
    "footerReference": "footer",
    "hyperlink": "hyperlink",
    "blip": "image",
    "chart": "chart",
}
ALONE = (
    "styles",
    "settings",
    "numbering",
    "theme",
    "fontTable",
    "comments",
    "footnotes",
    "endnotes",
)
NAME = re.compile(r"[^\\:*?\"<>|\x00-\x1f]+")
IDENTITY = re.compile(r"[A-Za-z_][\w.-]*")
UNREADABLE = late(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")
"""What no address may hold: a sign that must be escaped, or an escape of none (RFC 3986, 2.1)."""
USES = etree.XPath("//@r:*", namespaces={"r": R})
PREFIXES = etree.XPath(
    "//@mc:Ignorable | //@mc:MustUnderstand | //@mc:ProcessContent", namespaces={"mc": MC}
)


def entry_faults(document: bytes) -> list[Finding]:
    """Return what is wrong with the zip before its parts are read; an empty list where it can be
    read.
    """
    try:
        opened = zip_of(document)
        entries = opened.infolist()
        damaged = [
            info for info in entries if info.flag_bits & 1 or info.compress_type not in (0, 8)
        ]
        bad = "" if damaged else opened.testzip()
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError):
        return [
            fault(
                "not-a-document",
                "the file",
                "it is not a Word document (.docx) that can be opened.",
            )
        ]
    found = [
        fault("entry-damaged", f"the part {name}", "it is damaged or encrypted.")
        for name in (*(info.filename for info in damaged), *([bad] if bad else []))
    ]
    seen: set[str] = set()
    for info in entries:
        if info.filename.lower() in seen:
            found.append(
                fault("entry-twice", f"the part {info.filename}", "it is in the file twice.")
            )
        seen.add(info.filename.lower())
        if not _well_named(info.filename):
            found.append(
                fault(
                    "entry-name", f"the part {info.filename}", "Word refuses a part of this name."
                )
            )
    if CONTENT_TYPES.lower() not in seen:
        found.append(fault("not-a-document", "the file", "it is a zip file and no Word document."))
    return found


def _well_named(name: str) -> bool:
    steps = name.split("/")
    return (
        (name == CONTENT_TYPES or NAME.fullmatch(name) is not None)
        and not name.endswith("/")
        and all(step and not step.endswith(".") for step in steps)
    )


def xml_faults(parts: Package) -> Iterator[Finding]:
    """Yield a fault for each XML part that is not well formed, or holds what Word refuses in
    one.
    """
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if b"<!DOCTYPE" in part:
            yield fault("xml-dtd", f"the part {name}", "it holds a document type definition.")
        try:
            root = parts.root(name)
        except (etree.XMLSyntaxError, ValueError) as error:
            yield fault(
                "xml-broken", f"the part {name}", f"it is no well-formed XML ({str(error)[:80]})."
            )
            continue
        if b"Ignorable" in part or b"MustUnderstand" in part:
            yield from _prefixes(name, root)


def _prefixes(name: str, root: etree._Element) -> Iterator[Finding]:
    for listed in cast(list[etree._ElementUnicodeResult], PREFIXES(root)):
        element = listed.getparent()
        declared = {str(key) for key in element.nsmap} if element is not None else set()
        for prefix in {one.partition(":")[0] for one in listed.split()} - declared:
            yield fault(
                "xml-prefix",
                f"the part {name}",
                f"it names the vocabulary {prefix} and does not declare it.",
            )


def package_faults(document: Document) -> Iterator[Finding]:
    """Yield the faults of types, relationships and what they lead to."""
    types = dict(_types(document))
    yield from _type_faults(document, types)
    yield from _relationship_faults(document, types)
    yield from _dangling(document)
    many = Counter(one.kind for one in document.parts.related(document.main))
    for kind in sorted(kind for kind in ALONE if many[kind] > 1):
        yield fault(
            "relationship", "the document", f"it has {many[kind]} parts of the kind {kind}."
        )
    yield from _orphans(document)
    yield from _media(document, types)


def _types(document: Document) -> Iterator[tuple[str, str]]:
    root = document.roots[CONTENT_TYPES]
    defaults = {
        str(one.get("Extension")).lower(): str(one.get("ContentType"))
        for one in root.iter(f"{TYPES}Default")
    }
    overrides = {
        str(one.get("PartName")).lower(): str(one.get("ContentType"))
        for one in root.iter(f"{TYPES}Override")
    }
    for name in document.parts:
        extension = name.rpartition(".")[2].lower()
        yield name, overrides.get(f"/{name}".lower(), defaults.get(extension, ""))


def _type_faults(document: Document, types: Mapping[str, str]) -> Iterator[Finding]:
    seen: set[str] = set()
    present = {f"/{name}".lower() for name in document.parts}
    for one in document.roots[CONTENT_TYPES].iterchildren(etree.Element):
        name = str(one.get("PartName") or one.get("Extension") or "")
        if name.lower() in seen or not one.get("ContentType"):
            yield fault("content-type", f"the part {name}", "its type is given twice, or is empty.")
        seen.add(name.lower())
        if one.tag == f"{TYPES}Override" and name.lower() not in present:
            yield fault(
                "content-type-ghost",
                f"the part {name}",
                "its type is given and it is not in the file.",
            )
    for name, kind in types.items():
        if not kind and name != CONTENT_TYPES:
            yield fault("content-type", f"the part {name}", "it has no type.")


def _relationship_faults(document: Document, types: Mapping[str, str]) -> Iterator[Finding]:
    for sheet, root in document.roots.items():
        if not sheet.endswith(".rels"):
            continue
        source = source_of(sheet)
        place = document.part_of(source) if source else "the file"
        if source and source not in document.parts:
            yield fault("relationship", place, "it is not in the file, but its relationships are.")
        seen: set[str] = set()
        for one in root.iterchildren(f"{RELATIONSHIPS}Relationship"):
            identity, kind = str(one.get("Id") or ""), str(one.get("Type") or "")
            if (
                identity in seen
                or not IDENTITY.fullmatch(identity)
                or not kind
                or one.get("Target") is None
            ):
                told = f'the relationship "{identity}" is written twice or wrongly.'
                yield fault("relationship", place, told)
            seen.add(identity)
            yield from _target_faults(document, types, one, source, place)


def _target_faults(
    document: Document, types: Mapping[str, str], one: etree._Element, source: str, place: str
) -> Iterator[Finding]:
    target = str(one.get("Target") or "")
    if one.get("TargetMode") == "External":
        if not target or UNREADABLE.search(target):
            told = f'the address "{target[:80]}" cannot be read.'
            yield fault("relationship-address", place, told)
        return
    if target.startswith("#"):
        return
    name = resolved(source.rpartition("/")[0], target.partition("#")[0])
    wanted = KINDS.get(str(one.get("Type") or "").rpartition("/")[2])
    if name not in document.parts:
        yield fault("relationship-target", place, f'"{target[:80]}" is not in the file.')
    elif wanted and types[name] != wanted:
        told = f'its type is "{types[name]}" and should be "{wanted}".'
        yield fault("content-type", f"the part {name}", told)


def _dangling(document: Document) -> Iterator[Finding]:
    """Yield a fault for each relationship that the text uses and that its part does not have."""
    for name, root in document.roots.items():
        if name.endswith(".rels"):
            continue
        kinds = {identity: one.kind for identity, one in document.parts.relations(name).items()}
        used = cast(list[etree._ElementUnicodeResult], USES(root))
        for element in dict.fromkeys(one.getparent() for one in used):
            assert element is not None
            wanted = USED_AS.get(etree.QName(element).localname)
            for attribute, identity in element.attrib.items():
                missing = str(identity) not in kinds or (wanted and kinds[str(identity)] != wanted)
                if identity and missing and str(attribute).startswith(f"{{{R}}}"):
                    yield fault(
                        "relationship-missing",
                        document.place_of(element),
                        f'what it shows or links to ("{identity!s}") is not in the file.',
                    )


def _orphans(document: Document) -> Iterator[Finding]:
    reached, waiting = set(), [""]
    while waiting:
        source = waiting.pop()
        for one in document.parts.relations(source).values():
            if not one.outside and one.target not in reached:
                reached.add(one.target)
                waiting.append(one.target)
    for name in document.parts:
        if name not in reached and name != CONTENT_TYPES and not name.endswith(".rels"):
            yield fault("part-orphan", f"the part {name}", "nothing in the document leads to it.")


def _media(document: Document, types: Mapping[str, str]) -> Iterator[Finding]:
    for name, part in document.parts.items():
        if not part.startswith(MAGIC.get(types[name], b"")):
            yield fault(
                "picture-kind",
                f"the part {name}",
                f"it is not of the kind that its type says ({types[name]}).",
            )
        if name.endswith(".xlsx"):
            told = entry_faults(part)
            if told:
                yield fault(
                    "embedding-damaged",
                    f"the part {name}",
                    "the workbook behind a chart cannot be opened.",
                )
