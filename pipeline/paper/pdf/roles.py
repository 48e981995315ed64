"""What LibreOffice's tags leave unsaid of a paragraph: that it is the title, a caption, or one that
bears a number and is no item of a list.

LibreOffice 7.4 tags title and captions as plain paragraphs, and each run of numbered paragraphs as
a list, so that a reader who listens is told of a list of one, dozens of times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.paper.pdf.flow import CAPTION, TITLE, Flow
from pipeline.paper.pdf.pdf_words import Spoken, kids

HEADINGS = [Name("/H"), *(Name(f"/H{level}") for level in range(1, 7))]


def set_roles(paper: pikepdf.Pdf, blocks: Sequence[Spoken], flow: Flow) -> None:
    """Tag the title, captions and numbered paragraphs of an open PDF as what they are.

    A caption goes into the table below it, as ISO 32000-1, table 337, has it. Nothing is done where
    the PDF has other blocks than the paper: the proof will say so.
    """
    if len(blocks) != len(flow.blocks):
        return
    freed = []
    for spoken, written in zip(blocks, flow.blocks, strict=True):
        element = spoken.element
        if written.kind == TITLE:
            element.S = Name.Title
        elif written.kind == CAPTION:
            element.S = Name.Caption
            if "/A" in element:  # the room around a paragraph, which a caption has not
                del element.A
            _into_table(element)
        elif spoken.listed and not written.listed and written.labelled:
            freed.append(element)
        elif written.kind == "P" and element.get("/S") in HEADINGS:
            element.S = Name.P  # one that is counted with the headings, by itself
    _free(paper, freed)
    roles = paper.Root.StructTreeRoot.get("/RoleMap")
    if roles is None:
        paper.Root.StructTreeRoot.RoleMap = roles = Dictionary()
    for name in HEADINGS[1:]:  # for the deepest levels LibreOffice says that H6 is an H
        if name in roles:
            del roles[name]
    roles.Title = Name.H1  # no standard tag of PDF 1.7 is a title: it is the first heading


def _into_table(caption: Any) -> None:
    """Make a caption the first thing of the table that follows it, if one does."""
    above = caption.P
    beside = kids(above)
    at = _place(beside, caption)
    follower = beside[at + 1] if at + 1 < len(beside) else None
    if isinstance(follower, pikepdf.Dictionary) and follower.get("/S") == Name.Table:
        above.K = Array([one for place, one in enumerate(beside) if place != at])
        follower.K = Array([caption, *kids(follower)])
        caption.P = follower


def _place(beside: Sequence[Any], element: Any) -> int:
    return next(
        place
        for place, one in enumerate(beside)
        if isinstance(one, pikepdf.Dictionary) and one.objgen == element.objgen
    )


def _free(paper: pikepdf.Pdf, paragraphs: Sequence[Any]) -> None:
    """Take paragraphs out of the lists that they are items of, each with its label within it."""
    items = {one.P.P.objgen: one for one in paragraphs if one.P.get("/S") == Name.LBody}
    lists = {}
    for one in items.values():
        listing = one.P.P.P
        lists[listing.objgen] = listing
    for listing in lists.values():
        above = listing.P
        beside = kids(above)
        at = _place(beside, listing)
        made: list[Any] = []
        kept: list[Any] = []
        for item in kids(listing):
            paragraph = items.get(item.objgen)
            if paragraph is None:
                kept.append(item)
                continue
            made += [*_list_of(paper, listing, kept), *_apart(item, paragraph)]
            kept = []
        made += _list_of(paper, listing, kept)
        for one in made:
            one.P = above
        above.K = Array([*beside[:at], *made, *beside[at + 1 :]])


def _apart(item: Any, paragraph: Any) -> list[Any]:
    """Return what an item holds as things of their own, its label in its first paragraph."""
    labels = [one for one in kids(item) if one.get("/S") == Name.Lbl]
    for label in labels:
        label.P = paragraph
    paragraph.K = Array([*labels, *kids(paragraph)])
    return kids(paragraph.P)


def _list_of(paper: pikepdf.Pdf, listing: Any, items: Sequence[Any]) -> list[Any]:
    """Return a list of the items of another that stay items; none where there are none."""
    if not items:
        return []
    made = paper.make_indirect(Dictionary(Type=Name.StructElem, S=Name.L, K=Array(list(items))))
    for name in ("/A", "/Pg"):
        if name in listing:
            made[name] = listing[name]
    for item in items:
        item.P = made
    return [made]
