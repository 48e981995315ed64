"""LibreOffice's PDF, finished: what it leaves undone is done, and what it knows of this machine and
hour is taken out.

Known of LibreOffice 7.4, and harmless where a later one does better: labels of lists and headings
are not tagged as such, title and captions are plain paragraphs and numbered paragraphs are lists
(`roles`), first columns are not headers, native charts lose their alternative text,
/Tabs is a string, and the metadata claims PDF/A-2b and names PDF/UA by a schema it does not
describe.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.paper.pdf.flow import COLUMN, PLAIN, ROW, Flow, same, signs_of
from pipeline.paper.pdf.glyphs import fonts_of, letters_in, marks_of
from pipeline.paper.pdf.labels import LONGEST_LABEL, tag_labels
from pipeline.paper.pdf.metadata import stamp
from pipeline.paper.pdf.pdf_words import Speech, Spoken, attribute, kids, speech_of
from pipeline.paper.pdf.roles import set_roles
from pipeline.paper.pdf.tag_tree import add_attribute, name_notes, new_tag

_STANDARD = {
    "/Art",
    "/Sect",
    "/Div",
    "/BlockQuote",
    "/Caption",
    "/TOC",
    "/TOCI",
    "/Index",
    "/NonStruct",
    "/Private",
    "/Quote",
    "/Note",
    "/Reference",
    "/BibEntry",
    "/Code",
    "/Link",
    "/Annot",
    "/Figure",
    "/Formula",
    "/Form",
    "/Table",
    "/Span",
    "/L",
    "/LI",
    "/Lbl",
    "/LBody",
    "/P",
    "/H",
    "/Part",
    "/Document",
}
_PATH, _PAINT = {"m", "re"}, {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"}
_ARTIFACT = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
_END = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))


def finished(pdf: bytes, flow: Flow, *, meeting: datetime.date) -> bytes:
    """Return the PDF that LibreOffice made of the .docx, made to conform to PDF/UA-1 and PDF/A-2a.

    Alternative texts, row headers, title and language are those of the .docx, as its `flow` has
    them; the PDF is dated on the day of the meeting and names no user, machine, path or hour. The
    same two inputs give the same bytes, and so do two PDFs that LibreOffice made of one .docx. It
    does not vouch for the result: `check.pdf_faults` does. Raises pikepdf.PdfError where `pdf` is
    no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        marks = marks_of(paper)
        speech = speech_of(paper, marks)
        if speech.blocks:
            _use_own_names(paper, speech)
            _describe_pictures(speech, flow)
            _mark_row_headers(speech, flow)
            tag_labels(paper, speech, flow)
            blocks = speech_of(paper, marks).blocks  # the tags are others, the pages the same
            _restore_order(paper, blocks, flow)
            set_roles(paper, blocks, flow)
            name_notes(paper, [note.element for note in speech.notes])
        _give_letters(paper)
        _name_bookmarks(paper, flow)
        for page in paper.pages:
            page.obj.Tabs = Name.S
            _leave_out_ways_back(page)
            _pass_over_lines(paper, page)
        stamp(paper, flow, meeting)
        result = io.BytesIO()
        paper.save(
            result,
            deterministic_id=True,
            fix_metadata_version=False,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return result.getvalue()


def _name_bookmarks(paper: pikepdf.Pdf, flow: Flow) -> None:
    """Give each bookmark the words of its heading, after the label that LibreOffice wrote: it loses
    a backslash, say.
    """
    headings = [block for block in flow.blocks if block.kind.startswith("H")]
    bookmarks = list(_bookmarks(paper.Root.get("/Outlines", {})))
    if len(headings) != len(bookmarks):
        return  # no telling which is which: the proof will say so
    for heading, bookmark in zip(headings, bookmarks, strict=True):
        said, words = str(bookmark.Title), heading.text.split()
        if not same(said).endswith(same(heading.text)):
            label = (
                said[: max(0, said.find(words[0], 0, LONGEST_LABEL + len(words[0])))]
                if heading.labelled
                else ""
            )
            bookmark.Title = pikepdf.String(label + " ".join(words))


def _bookmarks(above: Any) -> Iterator[Any]:
    """Yield the bookmarks below one, in order."""
    item = above.get("/First")
    while item is not None:
        yield item
        yield from _bookmarks(item)
        item = item.get("/Next")


def _describe_pictures(speech: Speech, flow: Flow) -> None:
    """Give each picture that lost its alternative text the one that stands in its place in the
    .docx.
    """
    pictures = [block for block in speech.blocks if block.kind == "Figure"]
    texts = [block.text for block in flow.blocks if block.kind == "Figure"]
    if len(pictures) != len(texts):
        return  # no telling which is which: the proof will say so
    for picture, text in zip(pictures, texts, strict=True):
        # LibreOffice puts the picture's title before its description
        if text and (not picture.text or picture.text.endswith(f" - {text}")):
            picture.element.Alt = pikepdf.String(text)


def _mark_row_headers(speech: Speech, flow: Flow) -> None:
    """Tag the first cell of each row as its header where the .docx says that the first column holds
    headers.
    """
    if len(speech.elements) != len(flow.tables):
        return
    for rows, expected in zip(speech.elements, flow.tables, strict=True):
        for cells, kinds in zip(rows, expected, strict=False):
            for cell, kind in zip(cells, kinds, strict=False):
                if kind == PLAIN or (cell.S == Name.TH and attribute(cell, "/Scope")):
                    continue
                if kind == ROW or cell.S == Name.TH:
                    cell.S = Name.TH
                    add_attribute(
                        cell,
                        Dictionary(O=Name.Table, Scope=Name.Column if kind == COLUMN else Name.Row),
                    )


def _restore_order(paper: pikepdf.Pdf, blocks: Sequence[Spoken], flow: Flow) -> None:
    """Give the words of a line in order where LibreOffice drew those of a stand-in font, such as a
    tick, after the rest.
    """
    if len(blocks) != len(flow.blocks):
        return
    for block, written in zip(blocks, flow.blocks, strict=True):
        if (
            block.kind == "Figure"
            or same(block.text) == same(written.text)
            or signs_of(block.text) != signs_of(written.text)
        ):
            continue
        below = kids(block.element)
        labels = [kid for kid in below if not isinstance(kid, int) and kid.get("/S") == Name.Lbl]
        rest = below[len(labels) :]
        if "/Pg" in block.element and all(
            isinstance(kid, int) or kid.get("/S") == Name.Span for kid in rest
        ):
            words = new_tag(paper, Name.Span, block.element, block.element, rest)
            words.ActualText = pikepdf.String(written.text)
            block.element.K = Array([*labels, words])


def _give_letters(paper: pikepdf.Pdf) -> None:
    """Let each glyph that LibreOffice gives no letter say that it has none (U+FFFD), as ISO
    14289-1, 7.21.7 asks for one.

    These are the further glyphs of a letter with several accents, for which other words stand
    (/ActualText).
    """
    for font in fonts_of(paper):
        if "/ToUnicode" not in font or font.get("/Subtype") != Name.TrueType:
            continue
        table = font.ToUnicode.read_bytes()
        _, letters = letters_in(table)
        lost = [
            code
            for code in range(1, int(font.get("/LastChar", 0)) + 1)
            if bytes([code]) not in letters
        ]
        if lost:
            said = "".join(f"<{code:02X}> <FFFD>\n" for code in lost)
            font.ToUnicode.write(
                table.replace(
                    b"endcmap", f"{len(lost)} beginbfchar\n{said}endbfchar\nendcmap".encode(), 1
                )
            )


def _use_own_names(paper: pikepdf.Pdf, speech: Speech) -> None:
    """Name tags by what they stand for where a style of the paper has the name of another standard
    tag, such as Quote.
    """
    roles = paper.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    taken = {name: roles[name] for name in list(roles.keys()) if name in _STANDARD}
    for name in taken:
        del roles[name]
    for block in speech.blocks:
        element = block.element
        while element is not None and taken:
            if str(element.get("/S", "")) in taken:
                element.S = taken[str(element.S)]
            element = element.get("/P")


def _leave_out_ways_back(page: pikepdf.Page) -> None:
    """Take out the links that LibreOffice lays over the number of a note, back to where it is
    referred to: no tag holds them.
    """
    held: Any = page.obj.get("/Annots", ())
    kept = [one for one in held if "/StructParent" in one or "/Dest" not in one]
    if len(kept) < len(held):
        page.obj.Annots = Array(kept)


def _pass_over_lines(paper: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Mark as artifacts the lines and fills that stand in no mark, such as a border in the page's
    header.
    """
    content: list[Any] = []
    depth, start, found = 0, None, False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        content.append(instruction)
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        if depth:
            continue
        if operator in _PATH and start is None:
            start = len(content) - 1
        elif operator in _PAINT:
            content.insert(len(content) - 1 if start is None else start, _ARTIFACT)
            content.append(_END)
            start, found = None, True
        elif operator == "n":
            start = None
    if found:
        page.obj.Contents = paper.make_stream(pikepdf.unparse_content_stream(content))
