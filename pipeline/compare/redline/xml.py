"""The words of WordprocessingML that the redline and its checks share: names, reading, small moves
in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from pipeline.word.xml import first as first_child

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def w(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


P, RUN, T, TBL, TR, TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
PPR, RPR, TCPR, TRPR, SECTPR = w("pPr"), w("rPr"), w("tcPr"), w("trPr"), w("sectPr")
SDT, SDT_CONTENT, HYPERLINK = w("sdt"), w("sdtContent"), w("hyperlink")
INS, DEL, VAL, ID = w("ins"), w("del"), w("val"), w("id")
RANGES = frozenset(
    w(name + end)
    for end in ("Start", "End")
    for name in (
        "bookmark",
        "perm",
        "commentRange",
        "moveFromRange",
        "moveToRange",
        "customXmlInsRange",
        "customXmlDelRange",
        "customXmlMoveFromRange",
        "customXmlMoveToRange",
    )
)
VOLATILE = frozenset(
    {
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "PAGEREF",
        "FILENAME",
        "DATE",
        "TIME",
        "SAVEDATE",
    }
)


def parsed(data: bytes) -> Element:
    """Return the root of a part; no entity is resolved and no network reached. Raises
    etree.XMLSyntaxError.
    """
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )


def written(root: Element) -> bytes:
    """Return a part's bytes, as Word writes its own."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def children(element: Element) -> Iterator[Element]:
    """Yield the child elements, without comments and processing instructions."""
    return element.iterchildren("*")


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a full name, None where there is none."""
    return None if element is None else first_child(element, name)


def value(element: Element | None, path: str = "", name: str = "val") -> str:
    """Return an attribute of the element at a path of plain names such as `pPr/pStyle`, or "" where
    there is none.
    """
    found = element
    for step in _names(path):
        found = child(found, step)
    return "" if found is None else found.get(_names(name)[0], "")


@cache
def _names(path: str) -> tuple[str, ...]:
    return tuple(w(step) for step in path.split("/")) if path else ()


def is_on(element: Element | None) -> bool:
    """Return whether a toggle such as w:b is there and not switched off."""
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off", "none")


def text(element: Element) -> str:
    """Return all the text in an element."""
    return "".join(str(part) for part in element.itertext(T))


def held_by(element: Element) -> str:
    """Return the name of the element around this one, or ""."""
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def discard(element: Element) -> None:
    """Take an element out of its tree, if it is in one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    for child in list(element):
        element.addprevious(child)
    discard(element)


def unwrap_control(control: Element) -> None:
    """Put the content of a content control in its place."""
    content = control.find(SDT_CONTENT)
    for child in list(content) if content is not None else []:
        control.addprevious(child)
    discard(control)


def first(element: Element, name: str) -> Element:
    """Return the properties element of this name, made as the first child where there is none."""
    found = element.find(name)
    if found is None:
        found = etree.Element(name)
        element.insert(0, found)
    return found


def mark_properties(paragraph: Element) -> Element:
    """Return the w:rPr of a paragraph's mark, made in its place in the schema's order where there
    is none.
    """
    properties = first(paragraph, PPR)
    found = properties.find(RPR)
    if found is None:
        found = etree.Element(RPR)
        after = next((child for child in properties if child.tag in (SECTPR, w("pPrChange"))), None)
        if after is None:
            properties.append(found)
        else:
            after.addprevious(found)
    return found


Signature = tuple[object, ...]


def signature(element: Element) -> Signature:
    """Return what an element says, whatever the order of its children, without Word's save
    marks.
    """
    said = tuple(
        sorted(
            (str(name), str(text))
            for name, text in element.attrib.items()
            if "rsid" not in str(name)
        )
        if element.attrib
        else ()
    )
    inner = tuple(signature(child) for child in children(element)) if len(element) else ()
    return element.tag, said, tuple(sorted(inner, key=repr)) if len(inner) > 1 else inner
