"""Copies of the paper that the program makes for reviewers carry a mark, so that none is filed as
the paper.

A custom property (File > Info > Properties > Advanced Properties > Custom; ISO/IEC 29500-1,
15.2.12.2), which Word, Word for the web and LibreOffice keep when they save.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from itertools import count

from lxml import etree

from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.word.named_parts import ONE, RELATION, TYPE
from pipeline.word.package import Draft, opened
from pipeline.word.received import detached
from pipeline.word.relations import sheet_of
from pipeline.word.xml import R, written

NAME = "HMICFRS update"
PART = ONE["custom-properties"]
KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
GROUP = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The group of properties that people may add to a document ([MS-OSHARED] 2.3.3.2.3)."""


def as_copy(document: Mapping[str, bytes], what: str) -> bytes:
    """Return a document behind the door marked as a copy of some kind, such as "redline"; the
    custom properties that it has, such as a sensitivity label, stay.

    It is attached to no template, as the paper of `diff` may be that it was made from.
    """
    draft = Draft(document)
    detached(draft)
    known = any(one.kind == "custom-properties" for one in draft.related())
    root = _there(draft) if known else None
    root = _made(draft, known=known) if root is None else root
    for one in root.findall(f"{{{PROPERTIES}}}property[@name='{NAME}']"):
        root.remove(one)
    pid = 1 + max((int(one.get("pid") or 1) for one in root if _is_numbered(one)), default=1)
    one = etree.SubElement(root, f"{{{PROPERTIES}}}property", fmtid=GROUP, pid=str(pid), name=NAME)
    # its prefix is given, or it is that which a library loaded so far has asked for
    etree.SubElement(one, f"{{{TYPES}}}lpwstr", nsmap={"vt": TYPES}).text = what
    return packed(draft.written())


def _there(draft: Draft) -> etree._Element | None:
    """Return the root of the custom properties, None where they cannot be read."""
    try:
        root = draft.change(PART) if draft.get(PART, b"").strip() else None
    except etree.XMLSyntaxError:
        return None
    return root if root is not None and root.tag == f"{{{PROPERTIES}}}Properties" else None


def _made(draft: Draft, *, known: bool) -> etree._Element:
    """Return the root of a new part for custom properties; `known` where the file names it."""
    root = etree.Element(f"{{{PROPERTIES}}}Properties", nsmap={None: PROPERTIES})  # type: ignore[dict-item]
    draft[PART] = written(root)
    if known:
        return draft.change(PART)
    sheet, types = (draft.change(name) for name in (sheet_of(""), CONTENT_TYPES))
    taken = {relation.get("Id") for relation in sheet.iter(RELATION)}
    free = next(identity for number in count(1) if (identity := f"rId{number}") not in taken)
    etree.SubElement(sheet, RELATION, Id=free, Type=f"{R}/custom-properties", Target=PART)
    etree.SubElement(types, TYPE, PartName=posixpath.join("/", PART), ContentType=KIND)
    return draft.change(PART)


def _is_numbered(one: etree._Element) -> bool:
    return str(one.get("pid") or "").isdecimal()


def copy_of(document: bytes) -> str:
    """Return which copy of ours a document behind the door is, "" where it is none."""
    parts = opened(document)
    part = next(
        (
            one.target
            for one in parts.related()
            if one.kind == "custom-properties" and one.target in parts
        ),
        "",
    )
    for one in parts.root(part) if part else ():
        if one.get("name") == NAME:
            return "".join(str(text) for text in one.itertext()).strip()
    return ""
