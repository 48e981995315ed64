"""A Word file as it reads once its tracked changes are accepted, and without what changes with
every save.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache

from lxml import etree

from pipeline.english.pattern import late
from pipeline.files.package import packed
from pipeline.word.outline import BODY, PARTS
from pipeline.word.package import opened
from pipeline.word.xml import w, written

MARKERS = {w("rPr"), w("trPr"), w("tcPr"), w("numPr")}
"""Where a w:del is no deleted text but says that the thing itself is: the paragraph's end, the row,
the cell.
"""
PAGED = late(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)
"""Fields whose words change with every save."""


@lru_cache(maxsize=8)
def accepted(document: bytes) -> bytes:
    """Return a .docx with its tracked changes accepted, placeholders emptied and page numbers left
    out.

    Raises ValueError where it is no Word document that can be read.
    """
    try:
        parts = opened(document)
        if BODY not in parts:
            raise ValueError("it is not a Word document (.docx)")
        roots = {name: _settled(parts.copy(name)) for name in parts if PARTS.fullmatch(name)}
    except (zipfile.BadZipFile, SyntaxError, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("it is not a Word document (.docx) that can be read") from error
    settled = packed({**parts, **{name: written(root) for name, root in roots.items()}})
    opened(settled).take(roots)  # whoever reads it reads these trees
    return settled


def unpaged(document: bytes) -> bytes:
    """Return a .docx without the page numbers that were kept in it; the same bytes, as they are,
    where it cannot be read.
    """
    try:
        parts = opened(document)
        numbered = {
            name: parts.copy(name)
            for name, part in parts.items()
            if PARTS.fullmatch(name) and b"PAGE" in part
        }
    except (zipfile.BadZipFile, SyntaxError, RuntimeError, NotImplementedError, EOFError):
        return document
    for root in numbered.values():
        _unpaged(root)
    return (
        packed({**parts, **{name: etree.tostring(root) for name, root in numbered.items()}})
        if numbered
        else document
    )


def _settled(root: etree._Element) -> etree._Element:
    for mark in list(root.iter(w("cellDel"), w("del"))):
        owner = mark.getparent()
        if owner is not None and owner.tag in (w("trPr"), w("tcPr")):
            _drop(owner.getparent())
    for change in list(root.iter(w("del"), w("moveFrom"))):
        owner = change.getparent()
        if owner is not None and owner.tag not in MARKERS:
            owner.remove(change)
    for control in list(root.iter(w("sdt"))):
        _control(control)
    for paragraph in list(root.iter(w("p"))):
        _join(paragraph)
    for table in list(root.iter(w("tbl"))):
        if table.find(f".//{w('tc')}") is None:
            _drop(table)
    _unpaged(root)
    return root


def _drop(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _control(control: etree._Element) -> None:
    """Empty a control that shows its placeholder; drop one that was deleted."""
    content = control.find(w("sdtContent"))
    before = control.getprevious()
    if before is not None and before.tag in (
        w("customXmlDelRangeStart"),
        w("customXmlMoveFromRangeStart"),
    ):
        _drop(control)
    elif content is not None and control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
        for run in list(content.iter(w("r"))):
            _drop(run)


def _join(paragraph: etree._Element) -> None:
    """Join a paragraph whose end was deleted to the next one."""
    mark = f"{w('pPr')}/{w('rPr')}"
    follows = paragraph.getnext()
    if (
        paragraph.find(f"{mark}/{w('del')}") is None
        and paragraph.find(f"{mark}/{w('moveFrom')}") is None
    ):
        return
    if follows is None or follows.tag != w("p"):
        return
    at = 1 if follows.find(w("pPr")) is not None else 0
    for offset, child in enumerate([child for child in paragraph if child.tag != w("pPr")]):
        follows.insert(at + offset, child)
    _drop(paragraph)


def _unpaged(root: etree._Element) -> None:
    for field in root.iter(w("fldSimple")):
        if PAGED.match(field.get(w("instr")) or ""):
            for child in list(field):
                field.remove(child)
    for paragraph in root.iter(w("p")):
        inside, paged = False, False
        for run in list(paragraph.iter(w("r"))):
            code = "".join(text.text or "" for text in run.iter(w("instrText")))
            paged = paged or bool(PAGED.match(code))
            kind = next((str(mark.get(w("fldCharType"))) for mark in run.iter(w("fldChar"))), "")
            if kind in ("begin", "end"):
                inside, paged = False, False if kind == "end" else paged
            elif kind == "separate":
                inside = paged
            elif inside:
                _drop(run)
