"""The names that WordprocessingML writes its elements with, the parser of its parts, and the few
ways in which they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OFF = ("0", "false", "off")
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
)
"""Remarks in the XML, which no program shows, would part the text on both sides of them."""


@cache
def w(tag: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{tag}"


def written(root: etree._Element) -> bytes:
    """Return a part's bytes, as Word writes its own."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


VAL = w("val")
NAME = f"{{{W}}}"


def local(element: etree._Element) -> str:
    """Return the WordprocessingML name of an element, or nothing where it is of another
    vocabulary.
    """
    tag = element.tag
    return tag[len(NAME) :] if isinstance(tag, str) and tag.startswith(NAME) else ""


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first descendant down a path of names such as `tblPr/tblLook`, if it is there."""
    for tag in _steps(path):
        if element is None:
            return None
        element = first(element, tag)
    return element


def first(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of a qualified name, if there is one."""
    held = len(element)
    if not held:
        return None
    one = element[0]  # settings stand before what they are of: mostly it is this one
    if one.tag == tag:
        return one
    return next(element.iterchildren(tag), None) if held > 1 else None


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(w(tag) for tag in path.split("/"))


def value(element: etree._Element | None, path: str = "", attribute: str = "val") -> str:
    """Return an attribute of the element at the end of a path, or nothing."""
    found = child(element, path) if path else element
    return "" if found is None else str(found.get(NAME + attribute) or "")


def on(element: etree._Element | None, path: str) -> bool:
    """Return whether a setting that is on or off stands at the end of a path, and is on."""
    found = child(element, path)
    return found is not None and found.get(VAL, "1") not in OFF


def within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those that stand in a content
    control.
    """
    for part in element.iterchildren():
        name = local(part)
        if name == tag:
            yield part
        elif name in ("sdt", "sdtContent", "customXml", "ins", "del"):
            yield from within(part, tag)
