"""What is the program's in every paper, whatever program saved the template: properties, layout,
styles.
"""

from __future__ import annotations

import posixpath
from itertools import count

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.paper.properties import APP, CORE
from pipeline.word.editing import in_order
from pipeline.word.named_parts import MAIN, RELATION, TYPE
from pipeline.word.received import detached
from pipeline.word.relations import sheet_of
from pipeline.word.xml import PARSER, R, W, w, written

SETTINGS = "word/settings.xml"


def prefixed(root: etree._Element) -> etree._Element:
    """Return a part in which the names of Word's elements begin with `w:`, as docxtpl's patterns
    take them to.
    """
    if root.nsmap.get("w") == W and root.prefix == "w":
        return root
    others = {
        prefix: space
        for prefix, space in root.nsmap.items()
        if space != W and prefix not in ("w", None)
    }
    fresh = etree.Element(
        root.tag, {str(name): str(value) for name, value in root.attrib.items()}, {"w": W, **others}
    )
    fresh.text = root.text
    fresh.extend(list(root))
    return fresh


OWN = {  # the part, the part it belongs to, its kind of relation, its type, and what it holds
    "core": (
        CORE,
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
        (
            "<cp:coreProperties"
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>House'
            " template</dc:title></cp:coreProperties>"
        ),
    ),
    "app": (
        APP,
        "",
        f"{R}/extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        (
            "<Properties"
            ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
        ),
    ),
    "settings": (
        SETTINGS,
        MAIN,
        f"{R}/settings",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
        f'<w:settings xmlns:w="{W}"/>',
    ),
}


def settle(parts: dict[str, bytes], styles: frozenset[str]) -> None:
    """Settle what is the program's in every paper: its properties, Word's present layout, and no
    template attached; that a template is opened read-only is its own affair.

    Google Docs writes no properties and LibreOffice no mode of layout; a mode before Word 2013's
    (15) is an old file's.
    """
    for name, owner, relation, kind, content in OWN.values():
        if name not in parts:
            _related(parts, name, owner, relation, kind)
        if name not in parts or name != SETTINGS:
            parts[name] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()
            )
    for name in (SETTINGS, "word/styles.xml", "word/numbering.xml"):
        if name not in parts:
            continue
        root = prefixed(etree.fromstring(parts[name], PARSER))
        if name == SETTINGS:
            _layout(root)
            for one in root.findall(w("writeProtection")):
                root.remove(one)
        for style in [one for one in root.iter(w("style")) if one.get(w("styleId")) not in styles]:
            root.remove(style)
        for element in list(root.iter(w("basedOn"), w("next"), w("link"), w("pStyle"))):
            if (
                str(element.get(w("val"))) not in styles
                and (holder := element.getparent()) is not None
            ):
                holder.remove(element)
        in_order(root)
        parts[name] = written(root)
    detached(parts)


def _layout(settings: etree._Element) -> None:
    """Set Word's present mode of layout."""
    compat = settings.find(w("compat"))
    if compat is None:
        compat = etree.SubElement(settings, w("compat"))
    for one in [
        one for one in compat.iter(w("compatSetting")) if one.get(w("name")) == "compatibilityMode"
    ]:
        compat.remove(one)
    etree.SubElement(
        compat,
        w("compatSetting"),
        {
            w("name"): "compatibilityMode",
            w("uri"): "http://schemas.microsoft.com/office/word",
            w("val"): "15",
        },
    )


def _related(parts: dict[str, bytes], name: str, owner: str, relation: str, kind: str) -> None:
    """Relate a new part to the part that it belongs to ("" is the file), and give it its type."""
    folder, rels = posixpath.dirname(owner), sheet_of(owner)
    sheet, types = (etree.fromstring(parts[one], PARSER) for one in (rels, CONTENT_TYPES))
    taken = {one.get("Id") for one in sheet.iter(RELATION)}
    free = next(one for number in count(1) if (one := f"rId{number}") not in taken)
    etree.SubElement(
        sheet, RELATION, Id=free, Type=relation, Target=posixpath.relpath(name, folder or ".")
    )
    etree.SubElement(types, TYPE, PartName=f"/{name}", ContentType=kind)
    parts[rels], parts[CONTENT_TYPES] = written(sheet), written(types)
