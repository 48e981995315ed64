"""The proof of the PDF, on every run: it is tagged, it says what the .docx says in the same order,
and it owns up to its standards. The standards' own judges see no harm in a lost heading, a header
row of plain cells or swapped words.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any
from urllib.parse import unquote

import pikepdf
from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.paper.pdf.docx_words import Block, Flow, flow_of, same
from pipeline.paper.pdf.finish import LONGEST_LABEL
from pipeline.paper.pdf.glyphs import LOST
from pipeline.paper.pdf.pdf_words import Speech, Spoken, kids, speech_of

MOST = 20  # differences told in full: one lost page should not drown the rest
_ALLOWED = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
_IDS = {
    "pdfuaid": ("http://www.aiim.org/pdfua/ns/id/", {"part": "1"}),
    "pdfaid": ("http://www.aiim.org/pdfa/ns/id/", {"part": "2", "conformance": "A"}),
}
_DC_TITLE = (
    "{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
)

OURS = (
    "This is a fault of the program or of LibreOffice, not of your files: report it to a"
    " programmer."
)
PLAINER = (
    "Write it more plainly in the cell or the template that it comes from (no text box, no field,"
    " no symbol font), then run the command again."
)


def _fault(
    code: str, place: str, message: str, remedy: str, words: str = "", signs: str = ""
) -> Finding:
    """Return a fault, with the words of the paper that it is about and the signs that are at fault,
    where they are known.
    """
    return Finding(code, message, remedy, place=place, found=signs, expected=words)


def pdf_faults(pdf: bytes, document: bytes) -> list[Finding]:
    """Return all the ways in which a finished PDF is untagged or says something else than its
    .docx; [] is the proof.

    Of runs of differences the first `MOST` are told. Raises pikepdf.PdfError where `pdf` is no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return faults_in(paper, flow_of(document), speech_of(paper))


def faults_in(paper: pikepdf.Pdf, flow: Flow, speech: Speech) -> list[Finding]:
    """Return the same of a PDF that is open, from both tellings of the paper."""
    return [
        *_catalogue_faults(paper, flow),
        *_metadata_faults(paper, flow),
        *_page_faults(paper, speech),
        *_flow_faults(flow, speech),
        *_table_faults(flow, speech),
        *_link_faults(flow, speech),
        *_bookmark_faults(paper, flow),
    ]


def _catalogue_faults(paper: pikepdf.Pdf, flow: Flow) -> Iterator[Finding]:
    root: Any = paper.Root
    if "/StructTreeRoot" not in root or root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield _fault("pdf-untagged", "the PDF", "It is not tagged.", OURS)
    language = str(root.get("/Lang", ""))
    if not language or language.casefold() != flow.language.casefold():
        yield _fault(
            "pdf-language",
            "the PDF",
            f'Its language is "{language}", and the paper\'s is "{flow.language}".',
            "In the template, right-click the style Normal, Modify > Format > Language, and choose"
            " English (United Kingdom).",
        )
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield _fault(
            "pdf-title",
            "the PDF",
            "Readers would show the file's name in place of the title.",
            OURS,
        )


def _metadata_faults(paper: pikepdf.Pdf, flow: Flow) -> Iterator[Finding]:
    try:
        xmp = etree.fromstring(
            paper.Root.Metadata.read_bytes(),
            etree.XMLParser(resolve_entities=False, no_network=True),
        )
    except (AttributeError, etree.XMLSyntaxError):
        xmp = etree.Element("none")
    titles = {str(paper.docinfo.get("/Title", "")), xmp.findtext(f".//{_DC_TITLE}") or ""}
    if titles != {flow.title} or not flow.title:
        said = '" and "'.join(sorted(titles))
        yield _fault(
            "pdf-title",
            "the PDF",
            f'Its title is "{said}", and the paper\'s is "{flow.title}".',
            "Set title in [paper] of report.toml.",
        )
    for prefix, (space, wanted) in _IDS.items():
        for name, value in wanted.items():
            if (xmp.findtext(f".//{{{space}}}{name}") or "") != value:
                yield _fault(
                    "pdf-standard", "the PDF", f"It does not declare {prefix}:{name} {value}.", OURS
                )
    for key in sorted(set(paper.docinfo.keys()) - _ALLOWED):
        yield _fault(
            "pdf-private",
            "the PDF",
            f"Its properties hold {key.removeprefix('/')}, which should not leave here.",
            OURS,
        )


def _page_faults(paper: pikepdf.Pdf, speech: Speech) -> Iterator[Finding]:
    for number in speech.untagged:
        yield _fault(
            "pdf-untagged",
            f"page {number}",
            "Some of its words are not tagged, so they are not read out.",
            OURS,
        )
    lost = [
        str(at) for at, one in enumerate(paper.pages, 1) if one.obj.get("/Tabs") != pikepdf.Name.S
    ]
    if lost:
        yield _fault(
            "pdf-tabs",
            f"page {', '.join(lost)}",
            "The Tab key does not follow the order of reading.",
            OURS,
        )
    loose = set()
    for page in paper.pages:
        held: Any = page.resources
        for font in held.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if inner.get("/Subtype") != "/Type3" and not any(
                f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")
            ):
                loose.add(str(font.get("/BaseFont", "")).removeprefix("/"))
    for name in sorted(loose):
        yield _fault(
            "pdf-font",
            "the PDF",
            f"The font {name} is not embedded, as its maker may forbid it.",
            "In the template, set the text that is in this font in another, such as Arial.",
        )


def _flow_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    """Compare the two tellings block by block, and say what is lost, added, moved, changed or
    tagged as something else.
    """
    told = list(_differences(flow.blocks, speech.blocks))
    yield from told[:MOST]
    if len(told) > MOST:
        yield _fault(
            "pdf-text",
            "the PDF",
            f"There are {len(told) - MOST} more differences from the paper.",
            PLAINER,
        )
    for block in flow.blocks:
        if block.kind == "Figure" and not block.text:
            yield _fault(
                "pdf-alt",
                place_of(flow.blocks, block),
                "A picture has no alternative text.",
                "In the template, give the picture alternative text (right-click > View Alt Text);"
                " put a decorative one in the page's header.",
            )
    written = {_key(block) for block in flow.blocks}
    for block in speech.blocks:
        odd = "".join(
            dict.fromkeys(sign for sign in block.text if unicodedata.category(sign) == "Co")
        )
        if odd or (LOST in block.text and _key(block) not in written):
            yield _fault(
                "pdf-glyph",
                place_of(speech.blocks, block),
                f"{_short(block)} holds signs that cannot be read out, for "
                "only the font that they were typed in knows what they mean.",
                "In the template, use letters and bullets of Arial instead of a symbol font.",
                block.text,
                odd,
            )


def _differences(paper: Sequence[Block], pdf: Sequence[Spoken]) -> Iterator[Finding]:
    before, after = [_key(block) for block in paper], [_key(block) for block in pdf]
    lost, extra = Counter(before) - Counter(after), Counter(after) - Counter(before)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for one, other in zip(paper[a:b], pdf[c:d], strict=True):
                yield from _tag_faults(paper, one, other)
        elif kind == "replace" and b - a == d - c and all(lost[key] for key in before[a:b]):
            for one, other in zip(paper[a:b], pdf[c:d], strict=True):
                if one.kind != "Figure" or one.text:
                    yield _otherwise(paper, one, other)
        else:
            yield from _absent(paper, [one for one in paper[a:b] if lost[_key(one)]])
            yield from _astray(pdf, pdf[c:d], extra)


def _otherwise(paper: Sequence[Block], one: Block, other: Block) -> Finding:
    """Return the fault of a block that reads otherwise in the PDF."""
    message = f"The paper has {_short(one)}, the PDF {_short(other)}."
    if _short(one) == _short(other):
        message = (
            f"{_short(one)} has {len(one.text)} characters in the paper and {len(other.text)} in"
            " the PDF."
        )
    told, said = Counter(same(one.text)), Counter(same(other.text))
    signs = "".join((told - said) + (said - told))
    return _fault(_code(one, other), place_of(paper, one), message, PLAINER, one.text, signs)


def _absent(paper: Sequence[Block], lost: Iterable[Block]) -> Iterator[Finding]:
    for block in lost:
        told = f"{_short(block)} is not in the PDF."
        yield _fault(_code(block), place_of(paper, block), told, PLAINER, block.text)


def _astray(
    pdf: Sequence[Spoken], blocks: Iterable[Spoken], extra: Mapping[str, int]
) -> Iterator[Finding]:
    for block in blocks:
        if extra[_key(block)]:
            told = f"{_short(block)} is in the PDF and not in the paper."
            yield _fault(_code(block), place_of(pdf, block), told, PLAINER)
        else:
            told = f"{_short(block)} is read out in another place."
            yield _fault("pdf-order", place_of(pdf, block), told, OURS)


def _tag_faults(paper: Sequence[Block], one: Block, other: Block) -> Iterator[Finding]:
    """Say where the same words are tagged as something else."""
    place = place_of(paper, one)
    if one.kind != other.kind:
        yield _fault(
            _code(one, other),
            place,
            f"{_short(one)} is tagged {other.kind} and should be {one.kind}.",
            OURS,
        )
    if one.labelled != other.labelled:
        message = (
            "has a number or bullet that is not tagged as one"
            if one.labelled
            else "is tagged as an item of a list"
        )
        yield _fault("pdf-list", place, f"{_short(one)} {message}.", OURS)
    elif one.listed != other.listed:
        message = "is no item of a list" if one.listed else "is announced as a list"
        yield _fault("pdf-list", place, f"{_short(one)} {message}.", OURS)
    if one.cell != other.cell:
        yield _fault(
            "pdf-table",
            place,
            f"{_short(one)} stands in {_cell(other)} and should be in {_cell(one)}.",
            OURS,
        )


def _table_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    if len(flow.tables) != len(speech.tables):
        yield _fault(
            "pdf-table",
            "the PDF",
            f"The paper has {len(flow.tables)} tables, the PDF {len(speech.tables)}.",
            OURS,
        )
        return
    for number, (rows, found) in enumerate(zip(flow.tables, speech.tables, strict=True), 1):
        place = f"table {number}"
        if len(rows) != len(found):
            yield _fault(
                "pdf-table",
                place,
                f"It has {len(rows)} rows in the paper, and {len(found)} in the PDF.",
                OURS,
            )
            continue
        for line, (kinds, others) in enumerate(zip(rows, found, strict=True), 1):
            if len(kinds) != len(others):
                message = f"It has {len(kinds)} cells in the paper, and {len(others)} in the PDF."
                yield _fault("pdf-table", f"{place}, row {line}", message, OURS)
            elif kinds != others:
                column = next(
                    at
                    for at, (kind, other) in enumerate(zip(kinds, others, strict=True))
                    if kind != other
                )
                message = (
                    f"Cell {column + 1} is tagged {others[column]} and should be {kinds[column]}."
                )
                yield _fault("pdf-header", f"{place}, row {line}", message, OURS)


def _link_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    targets = [_target(link) for link in speech.links]
    if None in targets:
        yield _fault(
            "pdf-link",
            "the PDF",
            f"{targets.count(None)} links do not work.",
            'In the template, give the text of every link the character style "Hyperlink".',
        )
    reached = {_address(target) for target in targets if target}
    for address in dict.fromkeys(flow.links):
        if _address(address) not in reached and None not in targets:
            yield _fault("pdf-link", "the PDF", f'The link to "{address}" is not in the PDF.', OURS)


def _target(link: Any) -> str | None:
    """Return the address of a link's annotation, "" where it leads elsewhere in the PDF, None where
    it has none.
    """
    for kid in kids(link):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            action: Any = kid.Obj.get("/A")
            return str(action.get("/URI", "")) if action is not None else ""
    return None


def _address(text: str) -> str:
    return unquote(text).casefold().rstrip("/")


def _bookmark_faults(paper: pikepdf.Pdf, flow: Flow) -> Iterator[Finding]:
    """Say where the bookmarks are not the headings: a bookmark may open with the heading's
    number.
    """
    headings = [block for block in flow.blocks if block.kind.startswith("H")]
    if headings and paper.Root.get("/PageMode") != pikepdf.Name.UseOutlines:
        yield _fault("pdf-bookmarks", "the PDF", "Its bookmarks are not shown on opening.", OURS)
    with paper.open_outline() as outline:
        bookmarks = list(_bookmarks(outline.root))
    if len(headings) != len(bookmarks):
        yield _fault(
            "pdf-bookmarks",
            "the PDF",
            f"It has {len(bookmarks)} bookmarks for {len(headings)} headings.",
            OURS,
        )
        return
    for heading, bookmark in zip(headings, bookmarks, strict=True):
        number = f".{{0,{LONGEST_LABEL}}}" if heading.labelled else ""
        if re.fullmatch(number + re.escape(same(heading.text)), same(bookmark)) is None:
            yield _fault(
                "pdf-bookmarks", f'under "{heading.text}"', f'Its bookmark says "{bookmark}".', OURS
            )


def _bookmarks(items: Sequence[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _bookmarks(item.children)


def _key(block: Block) -> str:
    return f"{'alt' if block.kind == 'Figure' else ''}:{same(block.text)}"


def _code(*blocks: Block) -> str:
    kinds = {block.kind[:1] for block in blocks}
    return "pdf-alt" if "F" in kinds else "pdf-heading" if "H" in kinds else "pdf-text"


def place_of(blocks: Sequence[Block], block: Block) -> str:
    """Return the heading above a block, which readers of the paper and of the PDF can both find."""
    above = [
        other.text
        for other in takewhile(lambda other: other is not block, blocks)
        if other.kind.startswith("H")
    ]
    return f'under "{above[-1]}"' if above else "before the first heading"


def _cell(block: Block) -> str:
    return (
        "table {}, row {}, cell {}".format(*(at + 1 for at in block.cell))
        if block.cell
        else "no table"
    )


def _short(block: Block) -> str:
    text = " ".join(block.text.split())
    what = {"H": "the heading ", "F": "the alternative text "}.get(block.kind[:1], "")
    return f'{what}"{text if len(text) <= 80 else text[:79] + "…"}"'
