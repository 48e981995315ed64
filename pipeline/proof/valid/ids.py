"""Numbers and names that must be unique, and what refers to them: bookmarks, comments, notes,
controls, pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault
from pipeline.word.places import Document
from pipeline.word.xml import W14, WP, C, local, value, w

INT32 = range(-(2**31), 2**31)
BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
REFERS = re.compile(
    r"\s*(?:PAGEREF|REF|NOTEREF)\s+\"?([^\s\"\\]+)|\s*HYPERLINK\s+\\l\s+\"?([^\s\"]+)",
    re.IGNORECASE,
)
TEXT, DELETED, BOX = w("t"), w("delText"), w("txbxContent")
REVISIONS = tuple(
    w(name)
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "cellIns",
        "cellDel",
        "tblGridChange",
    )
)


def id_faults(document: Document) -> Iterator[Finding]:
    """Yield a fault for each number used twice or out of range, and each reference to what is not
    there.
    """
    rules = (_pictures, _paragraph_ids, _controls, _revisions, _bookmarks, _comments, _notes, _axes)
    for rule in rules:
        yield from rule(document)


def twice(
    document: Document, found: Iterable[tuple[str, etree._Element]], what: str
) -> Iterator[Finding]:
    """Yield a fault for each element whose number or name one before it has."""
    seen: set[str] = set()
    for identity, element in found:
        if identity in seen:
            yield fault(
                "id-twice",
                document.place_of(element),
                f'{what} has the number or name "{identity}" of another.',
            )
        seen.add(identity)


def _ranged(
    document: Document, found: Iterable[tuple[str, etree._Element]], within: range, what: str
) -> Iterator[Finding]:
    for identity, element in found:
        if not re.fullmatch(r"-?[0-9]+", identity) or int(identity) not in within:
            yield fault(
                "id-range",
                document.place_of(element),
                f'{what} has the number "{identity}", which Word refuses.',
            )


def all_of(
    document: Document, *tags: str, attribute: str = "id", kind: str = ""
) -> list[tuple[str, etree._Element]]:
    """Return the elements of these names in the texts, or in the part of a kind (such as `styles`),
    each with its number or name.
    """
    parts = [name for name in (document.part(kind),) if name in document.roots] if kind else None
    return [
        (value(element, attribute=attribute), element)
        for element in document.each(*map(w, tags), of=parts)
    ]


def _pictures(document: Document) -> Iterator[Finding]:
    found = [(str(element.get("id")), element) for element in document.each(f"{{{WP}}}docPr")]
    yield from twice(document, found, "a picture or chart")
    yield from _ranged(document, found, range(1, 2**31), "a picture or chart")


def _paragraph_ids(document: Document) -> Iterator[Finding]:
    found = [
        (str(element.get(f"{{{W14}}}paraId")), element)
        for element in document.each(w("p"), w("tr"))
        if element.get(f"{{{W14}}}paraId") is not None
    ]
    yield from twice(document, found, "a paragraph")
    for identity, element in found:
        if not re.fullmatch(r"[0-9A-Fa-f]{8}", identity) or not 0 < int(identity, 16) < 0x80000000:
            yield fault(
                "id-range",
                document.place_of(element),
                f'a paragraph has the number "{identity}", which Word refuses.',
            )


def _controls(document: Document) -> Iterator[Finding]:
    controls = list(document.each(w("sdtPr")))
    found = [
        (value(element), element)
        for properties in controls
        for element in properties.iterchildren(w("id"))
    ]
    yield from twice(document, found, "a content control")
    yield from _ranged(document, found, INT32, "a content control")
    for properties in controls:
        for name in ("alias", "tag"):
            if len(value(properties, name)) > 64:
                yield fault(
                    "value",
                    document.place_of(properties),
                    f"the {name} of a content control is longer than 64 characters.",
                )


def _revisions(document: Document) -> Iterator[Finding]:
    for part, _ in document.stories():
        changes = document.each(*REVISIONS, of=[part])
        numbered = [(value(element, attribute="id"), element) for element in changes]
        yield from twice(document, numbered, "a tracked change")
        marks = document.each(w("del"), of=[part])
        inside = {one for mark in marks for one in mark.iter(TEXT, DELETED)}
        # a text box that was struck is struck as a whole: its own words stand in it
        boxed = {one for one in inside if next(one.iterancestors(w("del"), BOX)).tag == BOX}
        texts = (TEXT, DELETED) if inside else (DELETED,)
        for element in document.each(*texts, of=[part]):
            if element not in boxed and (element in inside) is (element.tag == TEXT):
                yield fault(
                    "revision-text",
                    document.place_of(element),
                    "deleted text is written as standing, or the other way round.",
                )


def _bookmarks(document: Document) -> Iterator[Finding]:
    starts, closing = all_of(document, "bookmarkStart"), all_of(document, "bookmarkEnd")
    ends = Counter(identity for identity, _ in closing)
    named = [(value(element, attribute="name").lower(), element) for _, element in starts]
    yield from twice(document, starts, "a bookmark")
    yield from twice(document, named, "a bookmark")
    for identity, element in starts:
        ends[identity] -= 1
        if ends[identity] or not BOOKMARK.fullmatch(value(element, attribute="name")):
            yield fault(
                "bookmark",
                document.place_of(element),
                f'the bookmark "{value(element, attribute="name")}" is not closed once, or has a'
                " name that Word refuses.",
            )
    begun = {start for start, _ in starts}
    for identity, element in closing:
        if identity not in begun:
            yield fault(
                "bookmark", document.place_of(element), "a bookmark ends here that begins nowhere."
            )
    names = {name for name, _ in named} | {"_top"}
    for name, element in _references(document):
        if name.lower() not in names:
            yield fault(
                "bookmark-missing",
                document.place_of(element),
                f'it leads to the bookmark "{name}", which is not there.',
            )


def _references(document: Document) -> Iterator[tuple[str, etree._Element]]:
    for element in document.each(w("hyperlink"), w("instrText"), w("fldSimple")):
        if local(element) == "hyperlink":
            if value(element, attribute="anchor"):
                yield value(element, attribute="anchor"), element
            continue
        match = REFERS.match(value(element, attribute="instr") or element.text or "")
        if match:
            yield match[1] or match[2], element


def _comments(document: Document) -> Iterator[Finding]:
    comments = all_of(document, "comment", kind="comments")
    yield from twice(document, comments, "a comment")
    known = {identity for identity, _ in comments}
    marks = {
        tag: all_of(document, tag)
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }
    for tag, found in marks.items():
        yield from twice(document, found, "the mark of a comment")
        for identity, element in found:
            if identity not in known or (
                tag != "commentReference"
                and identity not in {one for one, _ in marks["commentReference"]}
            ):
                yield fault(
                    "comment-anchor",
                    document.place_of(element),
                    f"comment {identity} is marked here and is not in the file.",
                )
    starts, ends, anchors = ({identity for identity, _ in found} for found in marks.values())
    for identity, element in comments:
        if identity not in anchors or (identity in starts) != (identity in ends):
            yield fault(
                "comment-anchor",
                document.place_of(element),
                f"comment {identity} has no place in the text, or half of one.",
            )


def _notes(document: Document) -> Iterator[Finding]:
    for kind in ("footnote", "endnote"):
        found = all_of(document, kind, kind=f"{kind}s")
        yield from twice(document, found, f"a {kind}")
        known = {identity for identity, _ in found}
        for identity, element in all_of(document, f"{kind}Reference"):
            if identity not in known:
                yield fault(
                    "note-missing",
                    document.place_of(element),
                    f"{kind} {identity} is not in the file.",
                )


def _axes(document: Document) -> Iterator[Finding]:
    for name, root in document.roots.items():
        if root.tag == f"{{{C}}}chartSpace":
            for element in root.iter(f"{{{C}}}axId", f"{{{C}}}crossAx"):
                if not re.fullmatch(
                    "-?[0-9]+", str(element.get("val"))
                ):  # Word for Mac writes numbers below nought
                    yield fault(
                        "id-range",
                        f"the part {name}",
                        f'an axis of a chart has the number "{element.get("val")}".',
                    )
