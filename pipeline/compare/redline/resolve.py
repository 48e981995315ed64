"""Accept all and reject all: what a document reads like once every tracked change in it is settled.

Written for our own redlines and for Word's: insertions, deletions, moves, formatting, table rows
and cells, content controls, and paragraph marks, whose loss joins a paragraph to the one after it.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.xml import (
    HYPERLINK,
    PPR,
    RANGES,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    Element,
    P,
    T,
    children,
    discard,
    unwrap,
    unwrap_control,
    w,
)

CHANGED = tuple(
    w(f"{kind}Change")
    for kind in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
)
ARRIVED, LEFT = frozenset({w("ins"), w("moveTo")}), frozenset({w("del"), w("moveFrom")})
CONTROL_WAYS = {
    way: (w(f"customXml{way}RangeStart"), w(f"customXml{way}RangeEnd"))
    for way in ("Ins", "Del", "MoveFrom", "MoveTo")
}
CONTROL_MARKS = [mark for both in CONTROL_WAYS.values() for mark in both]
CELL_MARKS = {w("cellIns"), w("cellDel"), w("cellMerge")}
MOVE_RANGES = frozenset(
    w(f"move{way}Range{end}") for way in ("From", "To") for end in ("Start", "End")
)
COMMENT_RANGES = (w("commentRangeStart"), w("commentRangeEnd"))
SETTLED = (
    *(*CHANGED, *ARRIVED, *LEFT, *CELL_MARKS, *MOVE_RANGES, *CONTROL_MARKS, *COMMENT_RANGES),
    w("numberingChange"),
)
TRACKED = re.compile(
    rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|numberingChange|cell(?:Ins|Del|Merge)|\w+PrChange|"
    rb"tblGridChange|\w+Range(?:Start|End))[ />]"
)


def accepted(document: bytes) -> bytes:
    """Return the document with every tracked change accepted. Raises what `Paper` raises."""
    return _resolved(document, keep_new=True)


def rejected(document: bytes) -> bytes:
    """Return the document with every tracked change rejected. Raises what `Paper` raises."""
    return _resolved(document, keep_new=False)


def _resolved(document: bytes, keep_new: bool) -> bytes:
    paper = Paper(document)
    settle_all(paper, keep_new)
    return paper.bytes


def settle_all(paper: Paper, keep_new: bool) -> None:
    """Settle every part of a paper that holds tracked changes."""
    parts = [
        *paper.stories(),
        paper.related("styles"),
        paper.related("numbering"),
        paper.related("comments"),
    ]
    for part in parts:
        if part is not None and _is_tracked(paper, part):
            settle(paper.tree(part), keep_new)


def _is_tracked(paper: Paper, part: str) -> bool:
    if paper.has_tree(part):
        return next(paper.tree(part).iter(*SETTLED), None) is not None
    return TRACKED.search(paper.parts[part]) is not None


def settle(root: Element, keep_new: bool) -> None:
    """Settle every tracked change under a root, in place: accept them, or reject them where
    `keep_new` is false.
    """
    _settle_controls(root, keep_new)
    goes, stays = (LEFT, ARRIVED) if keep_new else (ARRIVED, LEFT)
    _settle_properties(root, keep_new)
    _settle_cells(root, keep_new)
    lost = _settle_marks(root, goes, stays)
    for element in list(root.iter(*goes)):
        discard(element)
    for element in list(root.iter(*stays)):
        unwrap(element)
    for old, new in ((w("delText"), T), (w("delInstrText"), w("instrText"))):
        for element in list(root.iter(old)):
            element.tag = new
    for element in list(root.iter(*MOVE_RANGES)):
        discard(element)
    _drop_shells(root)
    for paragraph in lost:
        _join(paragraph)
    _tidy(root)


def _settle_controls(root: Element, keep_new: bool) -> None:
    marks: dict[str, list[Element]] = {}
    for mark in root.iter(*CONTROL_MARKS):
        marks.setdefault(str(mark.tag), []).append(mark)
    for way, (start, end) in CONTROL_WAYS.items():
        goes = (way in ("Del", "MoveFrom")) == keep_new
        starts = marks.get(start, [])
        for mark in starts if goes else []:
            control = mark.getnext()
            if control is not None and control.tag == SDT:
                unwrap_control(control)
        for mark in [*starts, *marks.get(end, [])]:
            discard(mark)


def _settle_properties(root: Element, keep_new: bool) -> None:
    for change in list(root.iter(*CHANGED)):
        now = change.getparent()
        before = next(children(change), None)
        if now is None:
            continue
        now.remove(change)
        if keep_new or before is None:
            continue
        # What w:pPrChange and w:sectPrChange cannot hold is not theirs to take away.
        kept = {
            PPR: {RPR, SECTPR},
            RPR: ARRIVED | LEFT,
            TRPR: ARRIVED | LEFT,
            TCPR: CELL_MARKS,
            SECTPR: {w("headerReference"), w("footerReference")},
        }.get(str(now.tag), set())
        rest = [child for child in children(now) if child.tag in kept]
        for child in list(now):
            now.remove(child)
        ahead = now.tag != PPR
        now.extend([*rest, *children(before)] if ahead else [*children(before), *rest])
    for element in list(root.iter(w("numberingChange"))):
        discard(element)


def _settle_cells(root: Element, keep_new: bool) -> None:
    for mark in list(root.iter(*CELL_MARKS)):
        goes = mark.tag == (w("cellDel") if keep_new else w("cellIns"))
        cell = next(mark.iterancestors(TC), None)
        discard(mark)
        if goes and cell is not None:
            discard(cell)


def _settle_marks(root: Element, goes: frozenset[str], stays: frozenset[str]) -> list[Element]:
    """Clear the marks on rows, runs' ends and paragraphs; return the paragraphs whose end is
    gone.
    """
    lost = []
    for mark in list(root.iter(*goes, *stays)):
        properties = mark.getparent()
        if properties is None or properties.tag not in (RPR, TRPR):
            continue
        properties.remove(mark)
        owner = properties.getparent()
        if properties.tag == TRPR and len(properties) == 0:
            discard(properties)
        if mark.tag not in goes:
            continue
        if properties.tag == TRPR and owner is not None:
            discard(owner)
        elif owner is not None and owner.tag == PPR and owner.getparent() is not None:
            lost.append(owner.getparent())
    return [paragraph for paragraph in dict.fromkeys(lost) if paragraph is not None]


def _join(paragraph: Element) -> None:
    """Put a paragraph that lost its end before the content of the next; that one's properties hold,
    as in Word.
    """
    content = [child for child in paragraph if child.tag != PPR]
    bare = all(child.tag in RANGES for child in content)
    target = _following(paragraph)
    if target is None or target.tag != P:
        if bare and target is not None:
            for child in content:
                paragraph.addprevious(child)
            discard(paragraph)
        return
    at = 1 if target.find(PPR) is not None else 0
    for child in reversed(content):
        target.insert(at, child)
    _discard_with_control(paragraph)


def _following(paragraph: Element) -> Element | None:
    """Return the next paragraph or table, into and out of content controls."""
    here: Element | None = paragraph
    while here is not None:
        for sibling in here.itersiblings():
            if sibling.tag == SDT:
                return next(sibling.iter(P, TBL), None)
            if sibling.tag in (P, TBL):
                return sibling
        parent = here.getparent()
        here = parent.getparent() if parent is not None and parent.tag == SDT_CONTENT else None
    return None


def _discard_with_control(element: Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None:
        discard(element)
    if parent is not None and parent.tag == SDT_CONTENT and len(parent) == 0:
        _discard_with_control(parent.getparent())


def _drop_shells(root: Element) -> None:
    """Take away hyperlinks and content controls that nothing is left in, or Word would show a
    placeholder.
    """
    for link in list(root.iter(HYPERLINK)):
        if len(link) == 0:
            _discard_with_control(link)
    for content in list(root.iter(SDT_CONTENT)):
        if len(content) == 0:
            _discard_with_control(content.getparent())


def _tidy(root: Element) -> None:
    """Take away what the changes left empty, and give every cell the paragraph it must end with."""
    for row in list(root.iter(TR)):
        if next(row.iter(TC), None) is None:
            _discard_with_control(row)
    for table in list(root.iter(TBL)):
        if next(table.iter(TR), None) is None:
            _discard_with_control(table)
    _drop_shells(root)
    for cell in root.iter(TC):
        if len(cell) and cell[-1].tag == P:
            continue
        last = next(
            (one for one in cell.iterchildren(reversed=True) if one.tag not in RANGES), None
        )
        if last is None or last.tag not in (P, SDT):
            cell.append(etree.Element(P))
