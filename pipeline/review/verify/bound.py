"""Controls that are bound to a property of the file or to data kept beside the paper: Word shows
what is kept there when it opens the paper, whatever stands in the control (ISO/IEC 29500-1,
17.5.2.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.english.reading import flat
from pipeline.word.outline import PARTS, text_of
from pipeline.word.package import Package, opened
from pipeline.word.places import Document
from pipeline.word.xml import PARSER, w

PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
"""The parts that Word knows by these ids; others are named by their own."""
ITEM = re.compile(r"customXml/(?:.*/)?itemProps([0-9]*)\.xml")
ITEM_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
PATH = re.compile(r"(?:/[\w.:-]+(?:\[[0-9]{1,4}\])?){1,30}(?:/@[\w.:-]+)?")
SPACE = re.compile(r"xmlns:([\w.-]+)=[\"']([^\"']*)[\"']")
OTHER_FORM = ("date", "dropDownList", "comboBox", "picture", "showingPlcHdr")
"""Controls that show what is kept in another form, or show their prompt."""
SHOWS = (
    'when Word opens the paper, the control shows "{0}", which the file keeps for it, and not'
    ' "{1}". Type it there again in Word, and save; or right-click it, Remove Content Control.'
)


def bound(paper: bytes) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of each control that will show other words than it holds, and
    where it stands.
    """
    parts = opened(paper)
    if not any(b":dataBinding" in part for name, part in parts.items() if PARTS.fullmatch(name)):
        return
    document, kept = Document.of(parts), _kept(parts)
    for binding in document.each(w("dataBinding")):
        properties = binding.getparent()
        control = None if properties is None else properties.getparent()
        if (
            control is None
            or properties is None
            or any(properties.find(w(name)) is not None for name in OTHER_FORM)
        ):
            continue
        there = _value(binding, kept)
        content = control.find(w("sdtContent"))
        if there is None or content is None or flat(there) == flat(text_of(content)):
            continue
        yield SHOWS.format(flat(there), flat(text_of(content))), document.place_of(control)


def _kept(parts: Package) -> dict[str, str]:
    """Return the parts that controls may be bound to, by their ids."""
    found = {key: name for key, name in PROPERTIES.items() if name in parts}
    for name in parts:
        if match := ITEM.fullmatch(name):
            item = f"{name.rpartition('/')[0]}/item{match[1]}.xml"
            if item in parts and (key := _root(parts[name])) is not None:
                found[str(key.get(ITEM_ID)).upper()] = item
    return {key: parts[name].decode("utf-8", "replace") for key, name in found.items()}


def _value(binding: etree._Element, kept: dict[str, str]) -> str | None:
    """Return what is kept where a control is bound, None where nothing is."""
    path = str(binding.get(w("xpath")) or "")
    part = kept.get(str(binding.get(w("storeItemID")) or "").upper())
    if part is None or not PATH.fullmatch(path):
        return None
    spaces = dict(SPACE.findall(str(binding.get(w("prefixMappings")) or "")))
    root = _root(part.encode())
    try:
        found = [] if root is None else root.getroottree().xpath(path, namespaces=spaces)
    except (etree.XPathError, ValueError, TypeError):
        return None
    if not isinstance(found, list) or not found:
        return None
    one = found[0]
    return "".join(map(str, one.itertext())) if isinstance(one, etree._Element) else str(one)


def _root(part: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(part, PARSER)
    except etree.XMLSyntaxError:
        return None
