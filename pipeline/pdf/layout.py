"""The paper printed as it should be: what LibreOffice lays out badly is seen in its PDF, and printed again from a copy.

Known of LibreOffice 7.4, and harmless where a later one does better: of a row that may not split and is taller than a
page it loses the last lines, and where little follows a heading it leaves it at the foot of a page, whatever it is told
to keep with it. Only the copy that is printed is changed: Word lays out both well.
"""

from __future__ import annotations

import datetime
import io
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from pipeline.package import packed, parts_of
from pipeline.pdf.finish import finished
from pipeline.pdf.flow import Block, W, flow_of, same
from pipeline.pdf.office import pdf_of
from pipeline.pdf.spoken import pages_of, speech_of
from pipeline.pdf.tagged import Fault, pdf_faults

PRINTS = 4  # at most: what is mended moves all that comes after it
_BEFORE_BREAK = {f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines")}  # in the schema's order


def laid_out(document: bytes, ready: Path | None = None, *, meeting: datetime.date) -> tuple[bytes, list[Fault]]:
    """Return the .docx as a finished PDF, with the faults that its proof finds in it.

    `ready` is the folder of a LibreOffice that was started ahead. Raises OfficeMissing or OfficeFailed as `office.pdf_of` does.
    """
    copy = document
    for _ in range(PRINTS):
        pdf = finished(pdf_of(copy, ready), document, meeting=meeting)
        faults = pdf_faults(pdf, document)
        eased = _with_free_rows(copy, pdf) if faults else _with_moved_heading(copy, pdf)
        if eased is None:
            break
        copy = eased
    return pdf, faults


def _with_free_rows(document: bytes, pdf: bytes) -> bytes | None:
    """Return the .docx with leave to split for each row that is not all there or is on two pages; None where none needs it."""
    flow = flow_of(document)
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        speech = speech_of(paper)
        written, said = _by_row(flow.blocks), _by_row(speech.blocks)
        rows = [row for table, (rows, found) in enumerate(zip(flow.rows, speech.elements, strict=False))
                for place, (row, cells) in enumerate(zip(rows, found, strict=False))
                if written[table, place] != said[table, place] or _page_count(cells) > 1]
    marks = [mark for row in rows for mark in row.iterfind(f"{W}trPr/{W}cantSplit")]
    for mark in marks:
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
    return _rewritten(document, rows[0]) if marks else None


def _by_row(blocks: Iterable[Block]) -> dict[tuple[int, int], list[str]]:
    """Return what stands in each row of each table."""
    rows: dict[tuple[int, int], list[str]] = defaultdict(list)
    for block in blocks:
        if block.cell:
            rows[block.cell[:2]].append(same(block.text))
    return rows


def _page_count(cells: Iterable[Any]) -> int:
    return len({page for cell in cells for _, page in pages_of(cell)})


def _with_moved_heading(document: bytes, pdf: bytes) -> bytes | None:
    """Return the .docx with a new page before the first heading that ends a page; None where none does."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        number = _stranded(paper)
    if number is None:
        return None
    heading = flow_of(document).headings[number]
    for properties in heading.iterfind(f"{W}pPr"):
        properties.insert(sum(child.tag in _BEFORE_BREAK for child in properties), etree.Element(f"{W}pageBreakBefore"))
    return _rewritten(document, heading)


def _stranded(paper: pikepdf.Pdf) -> int | None:
    """Return the first heading, counted from 0, that ends a page and does not begin it; of several that end it, the first."""
    stretches: list[tuple[bool, Any, Any]] = []  # a heading or all between two: whether it is one, its first and its last page
    for heading, marks in groupby(pages_of(paper.Root.StructTreeRoot), itemgetter(0)):
        pages = [page for _, page in marks]
        stretches.append((heading is not None, pages[0], pages[-1]))
    for place, ((is_heading, _, end), (_, following, _)) in enumerate(pairwise(stretches)):
        if is_heading and end != following:
            while place and stretches[place - 1][2] == stretches[place][1]:
                if not stretches[place - 1][0]:
                    return sum(one for one, _, _ in stretches[:place])
                place -= 1
    return None


def _rewritten(document: bytes, element: etree._Element) -> bytes:
    """Return the .docx with the tree of its body that an element stands in."""
    body = etree.tostring(element.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed({**parts_of(document), "word/document.xml": body})
