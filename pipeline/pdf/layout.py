"""The paper printed as it should be: what LibreOffice lays out badly is seen in its PDF, and printed again from a copy.

Known of LibreOffice 7.4, and harmless where a later one does better: of a row that may not split and is taller than a
page it loses the last lines, and it leaves some headings and captions at the foot of a page, whatever it is told to
keep with them. Only the copy that is printed is changed: Word lays out both well.
"""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pikepdf
from lxml import etree

from pipeline.package import packed, parts_of
from pipeline.pdf.finish import finished
from pipeline.pdf.flow import Block, Flow, W, flow_of, same, unseen
from pipeline.pdf.office import OfficeFailed, pdf_of
from pipeline.pdf.spoken import NOWHERE, Speech, pages_of, speech_of
from pipeline.pdf.tagged import Fault, faults_in

PRINTS = 4  # at most: what is mended moves all that comes after it
JOINER = "\u2060"  # U+2060 WORD JOINER: a mark after it is drawn by itself, and on the line of what it marks
_BEFORE_BREAK = {f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines")}  # in the schema's order


def laid_out(document: bytes, ready: Path | None = None, *, meeting: datetime.date) -> tuple[bytes, list[Fault]]:
    """Return the .docx as a finished PDF, and the faults that its proof finds in it: the last print without one, if any.

    `ready` is the folder of a LibreOffice that was started ahead. Raises OfficeMissing or OfficeFailed as `office.pdf_of` does.
    """
    flow = flow_of(document)
    copy = document
    prints: list[tuple[bytes, list[Fault]]] = []
    while len(prints) < PRINTS:
        try:
            pdf = finished(pdf_of(copy, ready), document, meeting=meeting)
        except OfficeFailed:
            if not prints:
                raise
            break  # what was printed before is as good as it gets
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            speech = speech_of(paper)
            faults = faults_in(paper, flow, speech)
            prints.append((pdf, faults))
            if not (_eased(flow, speech) if faults else _paragraph_eased(flow, speech)):
                break
        body = etree.tostring(flow.tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        copy = packed({**parts_of(document), "word/document.xml": body})
    return next((made for made in reversed(prints) if not made[1]), prints[-1])


def _eased(flow: Flow, speech: Speech) -> bool:
    """Change what may be why a print does not say what the paper says; return whether that changes anything."""
    return bool(_rows_eased(flow, speech) + _signs_eased(flow, speech))


def _signs_eased(flow: Flow, speech: Speech) -> bool:
    """Take apart the joined signs of paragraphs that were printed otherwise; return whether there are any.

    Where no font has one sign of several that stand as one, such as the keycap of a digit, LibreOffice draws the others
    many times, over other words, or not at all; each by itself it draws, or an empty box. An OpenType joining that the
    reader sees as one then stands there as its parts.
    """
    said = {same(block.text) for block in speech.blocks}
    texts = [text for block, paragraph in zip(flow.blocks, flow.paragraphs, strict=True)
             if block.kind != "Figure" and same(block.text) not in said for text in paragraph.iter(f"{W}t")]
    eased = [(text, apart) for text in texts if (apart := _apart(text.text or "")) != text.text]
    for text, apart in eased:
        text.text = apart
    return bool(eased)


def _apart(text: str) -> str:
    """Return a text with nothing that cannot be seen, and an unseen sign before each mark that any letter or sign may bear.

    The marks of one script, such as Devanagari's vowels, are in the same fonts as its letters, and stay with them.

    >>> _apart("1\ufe0f\u20e3 Zoe\u0308")
    '1\u2060\u20e3 Zo\xeb'
    """
    seen = "".join(sign for sign in text if not unseen(sign))
    return "".join(JOINER * unicodedata.name(sign, "").startswith("COMBINING ") + sign
                   for sign in unicodedata.normalize("NFC", seen))


def _rows_eased(flow: Flow, speech: Speech) -> bool:
    """Let each row split that is not all in the PDF or is on two pages; return whether that changes one."""
    written, said = _by_row(flow.blocks), _by_row(speech.blocks)
    return _split(row for table, (rows, found) in enumerate(zip(flow.rows, speech.elements, strict=False))
                  for place, (row, cells) in enumerate(zip(rows, found, strict=False))
                  if written[table, place] != said[table, place] or len({page for cell in cells for page in pages_of(cell)}) > 1)


def _by_row(blocks: Iterable[Block]) -> dict[tuple[int, int], list[str]]:
    """Return what stands in each row of each table."""
    rows: dict[tuple[int, int], list[str]] = defaultdict(list)
    for block in blocks:
        if block.cell:
            rows[block.cell[:2]].append(same(block.text))
    return rows


def _split(rows: Iterable[etree._Element]) -> bool:
    """Let rows split over pages; return whether one might not."""
    marks = [(properties, mark) for row in rows for properties in row.iterfind(f"{W}trPr")
             for mark in properties.iterfind(f"{W}cantSplit")]
    for properties, mark in marks:
        properties.remove(mark)
    return bool(marks)


def _paragraph_eased(flow: Flow, speech: Speech) -> bool:
    """See to the first paragraph that ends a page and must not; return whether there is one.

    Before a table the first row may split, as it is one that has no room on a page below the paragraph. Otherwise a new
    page begins with the paragraph (the uppermost of several that end the page together), unless one does already.
    """
    pages = [[*pages_of(block.element)] or [NOWHERE] for block in speech.blocks]
    for place, (own, following) in enumerate(pairwise(pages)):
        if flow.kept[place] is None or own[-1] == following[0]:
            continue
        cell = flow.blocks[place + 1].cell
        if cell and _split(flow.rows[cell[0]][:2]):  # the header row is one of them
            return True
        while place and pages[place - 1][-1] == pages[place][0] and flow.kept[place - 1] is not None:
            place -= 1
        paragraph = flow.kept[place]
        if paragraph is not None and place and pages[place - 1][-1] == pages[place][0]:
            for properties in paragraph.iterfind(f"{W}pPr"):
                properties.insert(sum(child.tag in _BEFORE_BREAK for child in properties), etree.Element(f"{W}pageBreakBefore"))
            return True
    return False
