"""Both papers made ready to compare: earlier changes accepted, and all that is no content taken
away.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.resolve import settle_all
from pipeline.compare.redline.xml import (
    ID,
    MC,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TR,
    XML_SPACE,
    Element,
    P,
    R,
    children,
    discard,
    held_by,
    unwrap,
    unwrap_control,
    w,
)
from pipeline.word.allowed_fields import unlink_passive
from pipeline.word.xml import written

NOISE = (
    w("proofErr"),
    w("lastRenderedPageBreak"),
    w("commentRangeStart"),
    w("commentRangeEnd"),
    w("annotationRef"),
)
DATA_SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData"
COMMENTS = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"}


def prepared(document: bytes) -> Paper:
    """Return a paper with its tracked changes accepted and its comments gone, in the tree that was
    read of it so far. Raises what `Paper` raises.
    """
    paper = Paper(document, last=True)
    settle_all(paper, keep_new=True)
    bookmarks = {
        name.casefold()
        for part in paper.stories()
        for mark in paper.tree(part).iter(w("bookmarkStart"))
        if (name := mark.get(w("name")))
    }
    for part in paper.stories():
        root = paper.tree(part)
        _clean(root)
        if b"rsid" in paper.parts[part]:
            _forget_saves(root)
        unlink_passive(root, bookmarks)
        for content in [root.find(w("body")) if part == paper.main else root, *root.iter(w("tc"))]:
            if content is not None and root.tag not in (w("footnotes"), w("endnotes")):
                _close(content)
    _lay_off_lost_sheets(paper)
    for key, relation in list(paper.relations(paper.main).items()):
        if relation.kind in COMMENTS:
            paper.forget(paper.main, key)
            paper.drop(relation.target)
    return paper


def _lay_off_lost_sheets(paper: Paper) -> None:
    """Take from each chart the mention of a data sheet that is not in the file, as LibreOffice
    writes one: Word would have to repair a chart whose relation is gone.
    """
    for name, part in list(paper.parts.items()):
        if not (name.startswith("word/charts/") and b":externalData" in part):
            continue
        root, kept = deepcopy(paper.read(name)), paper.relations(name)
        lost = [one for one in root.iter(DATA_SHEET) if one.get(f"{{{R}}}id") not in kept]
        for one in lost:
            discard(one)
        if lost:
            paper.parts[name] = written(root)


def _clean(root: Element) -> None:
    for element in list(root.iter(*NOISE)):
        discard(element)
    for element in list(root.iter(w("commentReference"))):
        run = element.getparent()
        discard(element)
        if run is not None and all(child.tag == RPR for child in run):
            discard(run)
    for element in list(root.iter(w("smartTagPr"), w("customXmlPr"))):
        discard(element)
    for element in list(root.iter(w("smartTag"), w("customXml"))):
        unwrap(element)
    for element in list(root.iter(SDT)):
        if held_by(element) in (TBL, TR):
            unwrap_control(element)
    for element in list(root.iter(w("fldSimple"))):
        _spell_out(element)
    pair_bookmarks(root)


def _forget_saves(root: Element) -> None:
    """Take away the marks by which Word knows what was typed between two saves."""
    for element in root.iter(P, RUN, TR, SECTPR):
        for name in [name for name in element.attrib if "rsid" in str(name)]:
            del element.attrib[name]


def _spell_out(field: Element) -> None:
    """Write a w:fldSimple as runs: inside a tracked change only those may stand."""

    def run(name: str, text: str = "", kind: str = "") -> Element:
        made = etree.Element(RUN)
        child = etree.SubElement(made, w(name), {w("fldCharType"): kind} if kind else {})
        child.text = text or None
        return made

    instruction = run("instrText", field.get(w("instr"), ""))
    instruction[0].set(XML_SPACE, "preserve")
    for element in (run("fldChar", kind="begin"), instruction, run("fldChar", kind="separate")):
        field.addprevious(element)
    for child in list(field):
        if child.tag == w("fldData"):
            field.remove(child)
    end = run("fldChar", kind="end")
    field.addnext(end)
    unwrap(field)


def pair_bookmarks(root: Element) -> None:
    """Drop bookmarks that stand between table rows or have lost one end."""
    starts = {element.get(ID): element for element in root.iter(w("bookmarkStart"))}
    ends = {element.get(ID): element for element in root.iter(w("bookmarkEnd"))}
    for key in starts.keys() | ends.keys():
        both = [found for found in (starts.get(key), ends.get(key)) if found is not None]
        if len(both) < 2 or any(held_by(found) in (TBL, TR) for found in both):
            for found in both:
                discard(found)


def _close(container: Element) -> None:
    """Let a body, a cell or a header end with a paragraph, as Word makes it when it opens one that
    does not.
    """
    blocks = [child for child in children(container) if child.tag in (P, TBL, SDT)]
    last = blocks[-1] if blocks else None
    while last is not None and last.tag == SDT:
        inner = last.find(SDT_CONTENT)
        held = (
            [child for child in children(inner) if child.tag in (P, TBL, SDT)]
            if inner is not None
            else []
        )
        last = held[-1] if held else None
    if last is not None and last.tag == P:
        return
    made = etree.Element(P)
    section = container.find(SECTPR)
    if section is None:
        container.append(made)
    else:
        section.addprevious(made)


def widened(root: Element, other: Element) -> Element:
    """Return the root with every name space that the other declares: what is brought over keeps its
    prefixes.
    """
    missing = {
        prefix: uri for prefix, uri in other.nsmap.items() if prefix and prefix not in root.nsmap
    }
    if not missing:
        return root
    spaces: Any = dict(root.nsmap) | missing  # the stubs know no default name space
    attributes = {str(name): str(text) for name, text in root.attrib.items()}
    made = etree.Element(root.tag, attributes, nsmap=spaces)
    made.extend(list(root))
    skipped = f"{{{MC}}}Ignorable"
    prefixes = [
        *root.get(skipped, "").split(),
        *(name for name in other.get(skipped, "").split() if name in missing),
    ]
    if prefixes:
        made.set(skipped, " ".join(dict.fromkeys(prefixes)))
    return made
