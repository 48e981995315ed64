"""Whether what stands inside an element stands in Word's order, and the settings take values that
Word knows.

From ISO/IEC 29500-4 (transitional); other vocabularies, such as Word's later extensions, are not
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault
from pipeline.word.order import ORDERED
from pipeline.word.places import Document
from pipeline.word.xml import W, local, w

WHOLE, YES, COLOUR = r"-?[0-9]+", r"0|1|true|false|on|off", r"auto|[0-9A-Fa-f]{6}"
LENGTH = rf"{WHOLE}|[0-9]+(\.[0-9]+)?(pt|cm|mm|in|pc|pi)"
JC = (
    r"left|start|center|right|end|both|distribute|numTab"
    r"|mediumKashida|lowKashida|highKashida|thaiDistribute"
)
SHADES = (
    r"nil|clear|solid|pct[0-9]{1,2}"
    r"|(thin)?(horz|vert|diag|reverseDiag)(Stripe|Cross)|(thin)?(horz|diag)Cross"
)
BORDER = r"nil|none|single|thick|double|dotted|dashed|[a-zA-Z0-9]{3,40}"
TOGGLED = (
    "b bCs i iCs caps smallCaps strike vanish keepNext keepLines pageBreakBefore widowControl"
    " cantSplit tblHeader titlePg"
)
VALUES = {
    ("color", "val"): COLOUR,
    ("shd", "fill"): COLOUR,
    ("shd", "color"): COLOUR,
    ("shd", "val"): SHADES,
    ("sz", "val"): rf"[0-9]+|{LENGTH}",
    ("szCs", "val"): rf"[0-9]+|{LENGTH}",
    ("jc", "val"): JC,
    ("u", "val"): r"none|words|single|double|thick|dotted\w*|dash\w*|dotDash|dotDotDash|wav\w+",
    ("vertAlign", "val"): "baseline|superscript|subscript",
    ("outlineLvl", "val"): "[0-9]",
    ("ilvl", "val"): "[0-8]",
    ("numId", "val"): "[0-9]+",
    ("fldChar", "fldCharType"): "begin|separate|end",
    ("vMerge", "val"): "restart|continue",
    ("br", "type"): "page|column|textWrapping",
    ("tblW", "type"): "nil|pct|dxa|auto",
    ("tcW", "type"): "nil|pct|dxa|auto",
    ("tblW", "w"): rf"{LENGTH}|[0-9.]+%",
    ("tcW", "w"): rf"{LENGTH}|[0-9.]+%",
    ("gridCol", "w"): LENGTH,
    ("gridSpan", "val"): "[0-9]+",
    ("vAlign", "val"): "top|center|both|bottom",
    ("tblLayout", "type"): "fixed|autofit",
    ("pgSz", "w"): LENGTH,
    ("pgSz", "h"): LENGTH,
    ("pgSz", "orient"): "portrait|landscape",
    ("lvlJc", "val"): JC,
    ("spacing", "before"): LENGTH,
    ("spacing", "after"): LENGTH,
    ("spacing", "line"): LENGTH,
    ("trHeight", "val"): LENGTH,
    ("headerReference", "type"): "default|first|even",
    ("footerReference", "type"): "default|first|even",
    ("style", "type"): "paragraph|character|table|numbering",
    **{(edge, "val"): BORDER for edge in ("top", "left", "bottom", "right", "insideH", "insideV")},
    **{(name, "val"): YES for name in TOGGLED.split()},
}
NEEDED = {
    "pStyle": "val",
    "rStyle": "val",
    "tblStyle": "val",
    "color": "val",
    "sz": "val",
    "szCs": "val",
    "jc": "val",
    "numId": "val",
    "ilvl": "val",
    "fldChar": "fldCharType",
    "shd": "val",
    "name": "val",
    "basedOn": "val",
    "next": "val",
    "link": "val",
    "bookmarkStart": "name",
    "bookmarkEnd": "id",
    "comment": "author",
    "ins": "author",
    "del": "author",
    "abstractNumId": "val",
    "num": "numId",
    "abstractNum": "abstractNumId",
    "headerReference": "type",
    "footerReference": "type",
    "outlineLvl": "val",
    "vertAlign": "val",
    "gridSpan": "val",
}


ALLOWED: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
for (_element, _attribute), _pattern in VALUES.items():
    ALLOWED.setdefault(_element, []).append(
        (f"{{{W}}}{_attribute}", _attribute, re.compile(_pattern))
    )


ALIKE = (w("tr"), w("p"))
"""What a long paper has many of that are written alike: rows, and paragraphs."""
WORDS = re.compile(rb">[^<]+<")
OWN = re.compile(rb'(w:(?:id|name|rsid\w*|(?:tag|alias|id) w:val)="|w14:(?:paraId|textId)=")[^"]*')
MOST = 1_000
"""More faults than that tell a person nothing more, and a hostile file can hold a million."""


def order_faults(document: Document) -> Iterator[Finding]:
    """Yield a fault for each element that stands in the wrong place, and for each value that Word
    does not know.
    """
    return islice(_order_faults(document), MOST)


def _order_faults(document: Document) -> Iterator[Finding]:
    for root in document.roots.values():
        if local(root) and next(_wrong(_unlike(root)), None) is not None:
            for element, code, message in _wrong(root.iter(f"{{{W}}}*")):
                yield fault(code, document.place_of(element), message)


def _wrong(elements: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, str, str]]:
    for element in elements:
        name = local(element)
        for told in (*_children(name, element), *_values(name, element)):
            yield element, *told


def _unlike(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a part; of rows and paragraphs that are written alike those of the
    first, for what is wrong in one is in all.
    """
    seen: set[bytes] = set()
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in ALIKE:
            shape = _shape(element)
            if shape in seen:
                continue
            seen.add(shape)
        yield element
        waiting += reversed(element)


def _shape(element: etree._Element) -> bytes:
    """Return an element as it is written, but for its words, numbers and names, which no rule here
    asks for.
    """
    written = etree.tostring(element, with_tail=False).partition(b">")[2]
    return OWN.sub(rb"\1", WORDS.sub(b"><", written))


def _children(name: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    model = ORDERED.get(name)
    if model is None or not len(element):
        return
    at, last, seen = 0, "", set()
    for part in element:
        inner = local(part)
        if not inner:
            continue
        place, many = model.get(inner, (-1, False))
        if place < 0:
            yield "element-unknown", f"{inner} stands in {name}, where Word allows none."
            continue
        if place < at:
            yield "element-order", f"in {name}, {inner} stands after {last} and not before it."
        elif place == at and not many and inner in seen:
            yield "element-twice", f"in {name}, {inner} stands twice."
        if place >= at:
            at, last = place, inner
        seen.add(inner)


def _values(name: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    for qualified, attribute, pattern in ALLOWED.get(name, ()):
        found = element.get(qualified)
        if found is not None and not pattern.fullmatch(found):
            yield "value", f'{name} has the {attribute} "{found[:40]}", which Word does not know.'
    needed = NEEDED.get(name)
    if needed and element.get(f"{{{W}}}{needed}") is None:
        yield "value-missing", f"{name} has no {needed}."
