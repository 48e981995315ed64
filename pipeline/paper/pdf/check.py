"""The proof of the PDF, on every run: it is tagged, it says what the .docx says in the same order,
and it owns up to its standards. The standards' own judges see no harm in a lost heading, a header
row of plain cells or swapped words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import pikepdf
from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.paper.pdf.differences import OURS, fault, flow_faults, note_faults, table_faults
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.flow import Flow, same
from pipeline.paper.pdf.labels import LONGEST_LABEL
from pipeline.paper.pdf.pdf_words import Speech, kids, speech_of

_ALLOWED = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
_IDS = {
    "pdfuaid": ("http://www.aiim.org/pdfua/ns/id/", {"part": "1"}),
    "pdfaid": ("http://www.aiim.org/pdfa/ns/id/", {"part": "2", "conformance": "A"}),
}
_DC_TITLE = (
    "{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
)


def pdf_faults(pdf: bytes, document: bytes) -> list[Finding]:
    """Return all the ways in which a finished PDF is untagged or says something else than its
    .docx; [] is the proof.

    Of runs of differences the first `differences.MOST` are told. Raises pikepdf.PdfError where
    `pdf` is no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return faults_in(paper, flow_of(document), speech_of(paper))


def faults_in(paper: pikepdf.Pdf, flow: Flow, speech: Speech) -> list[Finding]:
    """Return the same of a PDF that is open, from both tellings of the paper."""
    return [
        *_catalogue_faults(paper, flow),
        *_metadata_faults(paper, flow),
        *_page_faults(paper, speech),
        *flow_faults(flow, speech),
        *note_faults(flow, speech),
        *table_faults(flow, speech),
        *_link_faults(flow, speech),
        *_bookmark_faults(paper, flow),
    ]


def _catalogue_faults(paper: pikepdf.Pdf, flow: Flow) -> Iterator[Finding]:
    root: Any = paper.Root
    if "/StructTreeRoot" not in root or root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield fault("pdf-untagged", "the PDF", "It is not tagged.", OURS)
    language = str(root.get("/Lang", ""))
    if not language or language.casefold() != flow.language.casefold():
        yield fault(
            "pdf-language",
            "the PDF",
            f'Its language is "{language}", and the paper\'s is "{flow.language}".',
            "In the template, right-click the style Normal, Modify > Format > Language, and choose"
            " English (United Kingdom).",
        )
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield fault(
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
        yield fault(
            "pdf-title",
            "the PDF",
            f'Its title is "{said}", and the paper\'s is "{flow.title}".',
            "Set title in [paper] of report.toml.",
        )
    for prefix, (space, wanted) in _IDS.items():
        for name, value in wanted.items():
            if (xmp.findtext(f".//{{{space}}}{name}") or "") != value:
                yield fault(
                    "pdf-standard", "the PDF", f"It does not declare {prefix}:{name} {value}.", OURS
                )
    for key in sorted(set(paper.docinfo.keys()) - _ALLOWED):
        yield fault(
            "pdf-private",
            "the PDF",
            f"Its properties hold {key.removeprefix('/')}, which should not leave here.",
            OURS,
        )


def _page_faults(paper: pikepdf.Pdf, speech: Speech) -> Iterator[Finding]:
    for number in speech.untagged:
        yield fault(
            "pdf-untagged",
            f"page {number}",
            "Some of its words are not tagged, so they are not read out.",
            OURS,
        )
    lost = [
        str(at) for at, one in enumerate(paper.pages, 1) if one.obj.get("/Tabs") != pikepdf.Name.S
    ]
    if lost:
        yield fault(
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
        yield fault(
            "pdf-font",
            "the PDF",
            f"The font {name} is not embedded, as its maker may forbid it.",
            "In the template, set the text that is in this font in another, such as Arial.",
        )


def _link_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    targets = [_target(link) for link in speech.links]
    if None in targets:
        yield fault(
            "pdf-link",
            "the PDF",
            f"{targets.count(None)} links do not work.",
            'In the template, give the text of every link the character style "Hyperlink".',
        )
    reached = {_address(target) for target in targets if target}
    for address in dict.fromkeys(flow.links):
        if _address(address) not in reached and None not in targets:
            yield fault("pdf-link", "the PDF", f'The link to "{address}" is not in the PDF.', OURS)


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
        yield fault("pdf-bookmarks", "the PDF", "Its bookmarks are not shown on opening.", OURS)
    with paper.open_outline() as outline:
        bookmarks = list(_bookmarks(outline.root))
    if len(headings) != len(bookmarks):
        yield fault(
            "pdf-bookmarks",
            "the PDF",
            f"It has {len(bookmarks)} bookmarks for {len(headings)} headings.",
            OURS,
        )
        return
    for heading, bookmark in zip(headings, bookmarks, strict=True):
        number = f".{{0,{LONGEST_LABEL}}}" if heading.labelled else ""
        if re.fullmatch(number + re.escape(same(heading.text)), same(bookmark)) is None:
            yield fault(
                "pdf-bookmarks", f'under "{heading.text}"', f'Its bookmark says "{bookmark}".', OURS
            )


def _bookmarks(items: Sequence[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _bookmarks(item.children)
