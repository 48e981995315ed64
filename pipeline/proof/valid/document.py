"""Whether a .docx is a document that Word opens without repair.

Looked at: the zip, types and relationships (`package`), the order of elements and the values of
settings (`schema`), numbers and references (`ids`), and here what else Word is known to repair. The
codes are in `faults.OOXML`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault, gathered
from pipeline.proof.valid.ids import id_faults
from pipeline.proof.valid.package import entry_faults, package_faults, xml_faults
from pipeline.proof.valid.schema import order_faults
from pipeline.proof.valid.styles import use_faults
from pipeline.word.package import opened
from pipeline.word.places import Document
from pipeline.word.relations import sheet_of
from pipeline.word.xml import SPACE, WP, child, local, value, w

BLOCKS = {"p", "tbl", "sdt", "customXml", "altChunk"}
PARAGRAPH, CODE = w("p"), w("instrText")
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
OF_TABLES, OF_ROWS = (w("tblPr"), w("tblGrid")), (w("tblPrEx"), w("trPr"))
HOLDERS = tuple(w(tag) for tag in ("hdr", "ftr", "comment", "footnote", "endnote", "txbxContent"))
FRAMES = (f"{{{WP}}}inline", f"{{{WP}}}anchor")
INLINE = ("extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic")
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
W3CDTF = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?")


def ooxml_faults(document: bytes) -> list[Finding]:
    """Return everything for which Word would repair or refuse a .docx; an empty list where there is
    nothing.

    Nothing is raised for bytes of any kind: what is no document at all is a fault, too.
    """
    found = entry_faults(document)
    if any(one.code in ("not-a-document", "entry-damaged") for one in found):
        return found
    parts = opened(document)
    found += xml_faults(parts)
    try:
        paper: Document | None = Document.of(parts)
    except KeyError:
        paper = None
    if paper is None or CONTENT_TYPES not in paper.roots:
        told = fault("not-a-document", "the file", "it has no main part that can be read.")
        return [*found, *([] if any(one.code == "xml-broken" for one in found) else [told])]
    if paper.roots[paper.main].tag != w("document"):
        what = "it is saved as a Strict Open XML Document, or holds no text."
        return [*found, fault("strict", "the document", what)]
    parts_of = (_tables, _stories, _drawings, _fields, _spaces, _sections, _settings, _properties)
    rules = (package_faults, order_faults, id_faults, use_faults, *parts_of)
    return gathered([*found, *(one for rule in rules for one in rule(paper))])


def _tables(document: Document) -> Iterator[Finding]:
    if all(_is_sound(one) for one in document.each(TABLE, ROW, CELL)):
        return  # so it mostly is, and what stands where need not be read
    for table in document.tables:
        if not table.rows:
            yield fault("table-empty", table.place, "it has no rows.")
        if table.element.find(w("tblPr")) is None or table.element.find(w("tblGrid")) is None:
            yield fault("table-parts", table.place, "it lacks its settings or its columns.")
        for number, cells in enumerate(table.cells, 1):
            if not cells:
                yield fault("table-empty", table.at(number), "it has no cells.")
            if len(cells) > 63:
                yield fault(
                    "value", table.at(number), f"it has {len(cells)} cells; Word keeps to 63."
                )
            for column, cell in enumerate(cells, 1):
                if not _ends_well(cell):
                    yield fault(
                        "cell-end",
                        table.at(number, column),
                        "the cell does not end in a paragraph.",
                    )


def _is_sound(element: etree._Element) -> bool:
    """Return whether a table, a row or a cell is written as most are, which have no fault."""
    if element.tag == CELL:
        return len(element) > 0 and element[-1].tag == PARAGRAPH
    names = [one.tag for one in element]
    if element.tag == ROW:
        return set(names) <= {CELL, *OF_ROWS} and 0 < names.count(CELL) < 64
    return {ROW, *OF_TABLES} <= set(names)


def _ends_well(cell: etree._Element) -> bool:
    if len(cell) and cell[-1].tag == PARAGRAPH:
        return True
    last = next((block for block in reversed(cell) if local(block) in BLOCKS), None)
    return last is not None and local(_last(last)) == "p"


def _last(block: etree._Element) -> etree._Element:
    """Return the last block inside a content control, else the block itself."""
    content = child(block, "sdtContent") if local(block) == "sdt" else None
    return block if content is None or not len(content) else _last(content[-1])


def _stories(document: Document) -> Iterator[Finding]:
    for name, root in document.stories():
        for holder in document.each(*HOLDERS, of=[name]):
            if not any(local(block) in BLOCKS for block in holder):
                place = document.part_of(name) if holder is root else document.place_of(holder)
                yield fault("story-empty", place, "it holds no paragraph.")


def _drawings(document: Document) -> Iterator[Finding]:
    for drawing in document.each(w("drawing")):
        frames = [frame for frame in drawing if frame.tag in FRAMES]
        names = [
            etree.QName(part).localname
            for frame in frames
            for part in frame.iterchildren(etree.Element)
        ]
        places = [INLINE.index(name) for name in names if name in INLINE]
        floats = any(frame.tag == FRAMES[1] for frame in frames)
        if (
            len(frames) != 1
            or not {"extent", "docPr", "graphic"} <= set(names)
            or (not floats and (places != sorted(set(places)) or len(places) != len(names)))
        ):
            yield fault(
                "drawing",
                document.place_of(drawing),
                "a picture or chart is not written as Word writes one.",
            )


def _fields(document: Document) -> Iterator[Finding]:
    for name, root in document.stories():
        if not {w("fldChar"), CODE} & document.parts.standing(name).keys():
            continue
        holders = (
            list(root.iterchildren())
            if local(root) in ("comments", "footnotes", "endnotes")
            else [root]
        )
        for holder in holders:
            yield from _balanced(document, holder)


def _balanced(document: Document, holder: etree._Element) -> Iterator[Finding]:
    opened: list[tuple[etree._Element, bool]] = []
    for element in holder.iter(w("fldChar"), w("instrText")):
        kind = value(element, attribute="fldCharType") or "code"
        if kind == "begin":
            opened.append((element, False))
        elif not opened or (kind in ("separate", "code") and opened[-1][1]):
            yield fault(
                "field", document.place_of(element), "a field goes on here that does not begin."
            )
        elif kind == "separate":
            opened[-1] = (element, True)
        elif kind == "end":
            opened.pop()
    for element, _ in opened:
        yield fault("field", document.place_of(element), "a field begins here and does not end.")


def _spaces(document: Document) -> Iterator[Finding]:
    for element in document.each(w("t"), w("delText")):
        words = element.text or ""
        if words != words.strip(" \t\n\r") and not _kept(element):
            yield fault(
                "space-lost",
                document.place_of(element),
                f'the space beside "{words.strip()[:40]}" would be lost.',
            )


def _kept(element: etree._Element) -> bool:
    return any(one.get(SPACE) == "preserve" for one in (element, *element.iterancestors()))


def _sections(document: Document) -> Iterator[Finding]:
    body = child(document.roots[document.main], "body")
    if body is None or not len(body) or local(body[-1]) != "sectPr":
        yield fault(
            "section-missing",
            "the end of the document",
            "the document does not end in its page setup.",
        )
    for number, section in enumerate(document.sections(), 1):
        seen: set[tuple[str, str]] = set()
        for reference in section.iterchildren(w("headerReference"), w("footerReference")):
            key = (local(reference), value(reference, attribute="type"))
            if key in seen:
                yield fault(
                    "header-twice",
                    f"section {number}",
                    f"it has two {key[0][:6]}s of the kind {key[1]}.",
                )
            seen.add(key)


def _settings(document: Document) -> Iterator[Finding]:
    root = document.root("settings")
    modes = [
        value(one)
        for one in (root.iter(w("compatSetting")) if root is not None else ())
        if value(one, attribute="name") == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield fault(
            "compatibility",
            "the document's settings",
            f"the document is in Compatibility Mode ({', '.join(modes) or 'none given'}; Word's is"
            " 15).",
        )


def _properties(document: Document) -> Iterator[Finding]:
    place = "File > Info > Properties"
    sheets = [
        one
        for one in document.roots.get(sheet_of(""), ())
        if str(one.get("Type")).endswith("/core-properties")
    ]
    root = document.roots.get(document.part("core-properties", ""))
    if len(sheets) != 1 or root is None or root.tag != CORE:
        yield fault(
            "properties",
            place,
            f"the document has {len(sheets)} sets of properties, or cannot read them.",
        )
        return
    seen: set[str] = set()
    for one in root.iterchildren(etree.Element):
        name = etree.QName(one).localname
        if one.tag in seen or len(one):
            yield fault("properties", place, f'"{name}" is written twice or wrongly.')
        seen.add(str(one.tag))
        if name in ("created", "modified") and not (
            _is_date(one.text or "") and str(one.get(TYPE)).endswith(":W3CDTF")
        ):
            yield fault(
                "properties",
                place,
                f'the date "{name}" is "{one.text or ""}", which Word does not read.',
            )


def _is_date(text: str) -> bool:
    if not W3CDTF.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError:
        return False
    return True
