"""The paper printed as it should be: what LibreOffice lays out badly is seen in its PDF, and
printed again from a copy.

Known of LibreOffice 7.4, and harmless where a later one does better: of a row that may not split
and is taller than a page it loses the last lines, and it leaves some headings and captions at the
foot of a page, whatever it is told to keep with them. Only the copy that is printed is changed:
Word lays out both well.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import cycle, groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf
from lxml import etree

from pipeline.files.package import packed
from pipeline.findings.finding import Finding
from pipeline.paper.pdf.check import faults_in
from pipeline.paper.pdf.docx_words import W, flow_of
from pipeline.paper.pdf.finish import finished
from pipeline.paper.pdf.flow import Block, Flow, same, unseen
from pipeline.paper.pdf.glyphs import fonts_of
from pipeline.paper.pdf.live import as_links, with_whole_paragraphs
from pipeline.paper.pdf.notes import notes_in_order
from pipeline.paper.pdf.office import pdf_of
from pipeline.paper.pdf.office_process import OfficeFailed
from pipeline.paper.pdf.pdf_words import NOWHERE, Speech, pages_of, speech_of
from pipeline.word.package import opened

AS_WIDE = {
    "Arial": ("Liberation Sans", "Arimo", "Helvetica"),
    "Helvetica": ("Liberation Sans", "Arimo", "Arial"),
    "Times New Roman": ("Liberation Serif", "Tinos", "Times"),
    "Courier New": ("Liberation Mono", "Cousine"),
    "Arial Narrow": ("Liberation Sans Narrow",),
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
}
"""Fonts that LibreOffice takes in place of another whose letters are as wide, so that lines and
pages break the same.
"""
PRINTS = 4  # at most: what is mended moves all that comes after it
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARGIN = re.compile(rb"\s*(<\?xml.*?\?>\s*)?<w:(hdr|ftr|footnotes|endnotes)[\s>]", re.DOTALL)
_ORDER = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks of direction, and where a word may break."""
_BEFORE_BREAK = {
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines")
}  # in the schema's order


class Print(NamedTuple):
    """A finished PDF, the faults that its proof finds in it, and the signs that no font drew.

    Where the font that the paper asks for was not there, nor one of the same widths, `asked` is its
    name, and `font` that of the first words of the PDF.
    """

    pdf: bytes
    faults: list[Finding]
    undrawn: frozenset[str] = frozenset()
    asked: str = ""
    font: str = ""


def laid_out(document: bytes, ready: Path | None = None, *, meeting: datetime.date) -> Print:
    """Return the .docx as a finished PDF: the last print without a fault, if any.

    `ready` is the folder of a LibreOffice that was started ahead. Raises OfficeMissing or
    OfficeFailed as `office.pdf_of` does.
    """
    document = with_whole_paragraphs(notes_in_order(as_links(document)))
    flow = flow_of(document)
    given = _margins_eased(opened(document))
    copy = packed(given) if given else document
    prints: list[Print] = []
    while len(prints) < PRINTS:
        try:
            pdf = finished(pdf_of(copy, ready), flow, meeting=meeting)
        except (OfficeFailed, pikepdf.PdfError) as failed:
            if prints:
                break  # what was printed before is as good as it gets
            if isinstance(failed, OfficeFailed):
                raise
            raise OfficeFailed(
                "LibreOffice broke off its PDF. Look whether the disk is full; then run the command"
                " again."
            ) from None
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            speech = speech_of(paper)
            faults = faults_in(paper, flow, speech)
            prints.append(Print(pdf, faults, frozenset(speech.undrawn), *_stand_in(paper, flow)))
            if not (_eased(flow, speech) if faults else _paragraph_eased(flow, speech)):
                break
        body = etree.tostring(flow.tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        copy = packed({**(given or opened(document)), "word/document.xml": body})
    return next((made for made in reversed(prints) if not made.faults), prints[-1])


def _margins_eased(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with the signs of headers, footers and notes parted, which no proof reads;
    none where there are none.
    """
    eased = {}
    for name, part in parts.items():
        if not part.isascii() and _MARGIN.match(part):
            tree = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
            if sum(map(_part, list(tree.iter(f"{W}r")))):
                eased[name] = etree.tostring(
                    tree, xml_declaration=True, encoding="UTF-8", standalone=True
                )
    return {**parts, **eased} if eased else {}


def _stand_in(paper: pikepdf.Pdf, flow: Flow) -> tuple[str, ...]:
    """Return the fonts of the paper and of the PDF where the PDF has neither the paper's nor one of
    the same widths.
    """
    used = [
        str(font.get("/BaseFont", "")).removeprefix("/").partition("+") for font in fonts_of(paper)
    ]
    names = [name or whole for whole, _, name in used]
    fit = tuple(
        name.replace(" ", "").casefold() for name in (flow.font, *AS_WIDE.get(flow.font, ()))
    )
    if not flow.font or not names or any(name.casefold().startswith(fit) for name in names):
        return ()
    return flow.font, names[0].partition("-")[0]


def _eased(flow: Flow, speech: Speech) -> bool:
    """Change what may be why a print does not say what the paper says; return whether that changes
    anything.
    """
    return bool(_rows_eased(flow, speech) + _signs_eased(flow, speech))


def _signs_eased(flow: Flow, speech: Speech) -> bool:
    """Part the signs of paragraphs that were printed otherwise, each into a run of its own; return
    whether there are any.

    Of a run with a sign that no font has, such as the keycap of a digit, LibreOffice draws the
    signs beside it many times, over other words, or not at all. By itself it draws each, or an
    empty box. What one font may draw as one sign, such as a family, is then drawn as its parts.
    """
    said = {same(block.text) for block in speech.blocks}
    runs = [
        run
        for block, paragraph in zip(flow.blocks, flow.paragraphs, strict=True)
        if block.kind != "Figure" and same(block.text) not in said
        for run in paragraph.iter(f"{W}r")
    ]
    return sum(map(_part, runs)) > 0  # each of them, not only the first


def _part(run: etree._Element) -> bool:
    """Put each sign of a run that may need a font of its own into a run of its own; return whether
    there is one.

    LibreOffice draws together what looks alike, so neighbours have unlike looks that change
    nothing.
    """
    texts = {
        text: pieces
        for text in run.iterfind(f"{W}t")
        if (pieces := list(_pieces(text.text or ""))) != [text.text or ""]
    }
    looks, looked = cycle([("spacing", "0"), ("w", "100")]), run.find(f"{W}rPr")
    for child in list(run) if texts else ():
        for piece in texts.get(child, [""]) if child is not looked else ():
            made = etree.Element(f"{W}r")
            made.append(etree.Element(f"{W}rPr") if looked is None else deepcopy(looked))
            if child in texts:
                name, value = next(looks)
                etree.SubElement(made[0], f"{W}{name}", {f"{W}val": value})
                etree.SubElement(made, f"{W}t", {SPACE: "preserve"}).text = piece
            else:
                made.append(child)
            run.addprevious(made)
    above = run.getparent()
    if texts and above is not None:
        above.remove(run)
    return bool(texts)


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that one font will do for, without what cannot be seen but for what
    orders or parts the words.

    Letters of one script, such as Devanagari's with their vowels, stay together, as their looks
    depend on each other.

    >>> list(_pieces("Zoe\u0308 1\ufe0f\u20e3 \u2713\u2714 \u05d0\u05d1"))
    ['Zo\xeb 1', '\u20e3', ' ', '\u2713', '\u2714', ' ', '\u05d0\u05d1']
    """
    seen = unicodedata.normalize(
        "NFC", "".join(sign for sign in text if sign in _ORDER or not unseen(sign))
    )
    for _, signs in groupby(enumerate(seen), lambda at: _script(*at)):
        yield "".join(sign for _place, sign in signs)


def _script(place: int, sign: str) -> str | int:
    """Return the script of a letter or its mark, nothing of what every font has, and of any other
    sign its own place.
    """
    if sign < "\u0250" or "\u2010" <= sign <= "\u2027" or sign.isspace() or sign in _ORDER:
        return ""
    script = unicodedata.name(sign, "COMBINING").partition(" ")[0]
    return (
        place
        if script in ("COMBINING", "CJK") or unicodedata.category(sign)[0] not in "LM"
        else script
    )


def _rows_eased(flow: Flow, speech: Speech) -> bool:
    """Let each row split that is not all in the PDF or is on two pages; return whether that changes
    one.
    """
    written, said = _by_row(flow.blocks), _by_row(speech.blocks)
    return _split(
        row
        for table, (rows, found) in enumerate(zip(flow.rows, speech.elements, strict=False))
        for place, (row, cells) in enumerate(zip(rows, found, strict=False))
        if written[table, place] != said[table, place]
        or len({page for cell in cells for page in pages_of(cell)}) > 1
    )


def _by_row(blocks: Iterable[Block]) -> dict[tuple[int, int], list[str]]:
    """Return what stands in each row of each table."""
    rows: dict[tuple[int, int], list[str]] = defaultdict(list)
    for block in blocks:
        if block.cell:
            rows[block.cell[:2]].append(same(block.text))
    return rows


def _split(rows: Iterable[etree._Element]) -> bool:
    """Let rows split over pages; return whether one might not."""
    marks = [
        (properties, mark)
        for row in rows
        for properties in row.iterfind(f"{W}trPr")
        for mark in properties.iterfind(f"{W}cantSplit")
    ]
    for properties, mark in marks:
        properties.remove(mark)
    return bool(marks)


def _paragraph_eased(flow: Flow, speech: Speech) -> bool:
    """See to the first paragraph that ends a page and must not; return whether there is one.

    Before a table the first row may split, as it is one that has no room on a page below the
    paragraph. Otherwise a new page begins with the paragraph (the uppermost of several that end the
    page together), unless one does already.
    """
    pages = [[*pages_of(block.element)] or [NOWHERE] for block in speech.blocks]
    for place, (own, following) in enumerate(pairwise(pages)):
        if flow.kept[place] is None or own[-1] == following[0]:
            continue
        cell = flow.blocks[place + 1].cell
        if cell and _split(flow.rows[cell[0]][:2]):  # the header row is one of them
            return True
        while (
            place and pages[place - 1][-1] == pages[place][0] and flow.kept[place - 1] is not None
        ):
            place -= 1
        paragraph = flow.kept[place]
        if paragraph is not None and place and pages[place - 1][-1] == pages[place][0]:
            for properties in paragraph.iterfind(f"{W}pPr"):
                properties.insert(
                    sum(child.tag in _BEFORE_BREAK for child in properties),
                    etree.Element(f"{W}pageBreakBefore"),
                )
            return True
    return False
