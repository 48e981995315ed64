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
    text = [root for _, root in document.stories()]
    yield from _pictures(document, text)
    yield from _paragraph_ids(document, text)
    yield from _controls(document, text)
    yield from _revisions(document, text)
    yield from _bookmarks(document, text)
    yield from _comments(document, text)
    yield from _notes(document, text)
    yield from _axes(document)


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
    roots: Iterable[etree._Element], *tags: str, attribute: str = "id"
) -> list[tuple[str, etree._Element]]:
    """Return the elements of these names, each with its number or name."""
    return [
        (value(element, attribute=attribute), element)
        for root in roots
        for element in root.iter(*map(w, tags))
    ]


def _pictures(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    found = [
        (str(element.get("id")), element)
        for root in text
        for element in root.iter(f"{{{WP}}}docPr")
    ]
    yield from twice(document, found, "a picture or chart")
    yield from _ranged(document, found, range(1, 2**31), "a picture or chart")


def _paragraph_ids(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    found = [
        (str(element.get(f"{{{W14}}}paraId")), element)
        for root in text
        for element in root.iter(w("p"), w("tr"))
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


def _controls(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    found = [
        (value(element), element)
        for root in text
        for properties in root.iter(w("sdtPr"))
        for element in properties.iterchildren(w("id"))
    ]
    yield from twice(document, found, "a content control")
    yield from _ranged(document, found, INT32, "a content control")
    for root in text:
        for properties in root.iter(w("sdtPr")):
            for name in ("alias", "tag"):
                if len(value(properties, name)) > 64:
                    yield fault(
                        "value",
                        document.place_of(properties),
                        f"the {name} of a content control is longer than 64 characters.",
                    )


def _revisions(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    for root in text:
        yield from twice(
            document,
            [(value(element, attribute="id"), element) for element in root.iter(*REVISIONS)],
            "a tracked change",
        )
        deleted = {one for mark in root.iter(w("del")) for one in mark.iter(w("t"), w("delText"))}
        for element in root.iter(*((w("t"), w("delText")) if deleted else (w("delText"),))):
            if (element in deleted) is (local(element) == "t"):
                yield fault(
                    "revision-text",
                    document.place_of(element),
                    "deleted text is written as standing, or the other way round.",
                )


def _bookmarks(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    starts, ends = (
        all_of(text, "bookmarkStart"),
        Counter(identity for identity, _ in all_of(text, "bookmarkEnd")),
    )
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
    for identity, element in all_of(text, "bookmarkEnd"):
        if identity not in {start for start, _ in starts}:
            yield fault(
                "bookmark", document.place_of(element), "a bookmark ends here that begins nowhere."
            )
    names = {name for name, _ in named} | {"_top"}
    for name, element in _references(text):
        if name.lower() not in names:
            yield fault(
                "bookmark-missing",
                document.place_of(element),
                f'it leads to the bookmark "{name}", which is not there.',
            )


def _references(text: list[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    for root in text:
        for element in root.iter(w("hyperlink"), w("instrText"), w("fldSimple")):
            if local(element) == "hyperlink":
                if value(element, attribute="anchor"):
                    yield value(element, attribute="anchor"), element
                continue
            match = REFERS.match(value(element, attribute="instr") or element.text or "")
            if match:
                yield match[1] or match[2], element


def _comments(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    root = document.root("comments")
    comments = [] if root is None else all_of([root], "comment")
    yield from twice(document, comments, "a comment")
    known = {identity for identity, _ in comments}
    marks = {
        tag: all_of(text, tag)
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


def _notes(document: Document, text: list[etree._Element]) -> Iterator[Finding]:
    for kind in ("footnote", "endnote"):
        root = document.root(f"{kind}s")
        found = [] if root is None else all_of([root], kind)
        yield from twice(document, found, f"a {kind}")
        known = {identity for identity, _ in found}
        for identity, element in all_of(text, f"{kind}Reference"):
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
