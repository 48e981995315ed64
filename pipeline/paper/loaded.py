"""The parts that a template lends its papers: those that something leads to, their types and
relations in one form, as python-docx writes them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.word.package import Package
from pipeline.word.relations import sheet_of
from pipeline.word.xml import written

BARE = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
"""Leaves out what is blank between the elements of a part."""
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
REWRITTEN = frozenset(
    f"{_OF_WORD}.{kind}+xml"
    for kind in ("comments", "document.main", "footer", "header", "numbering", "settings", "styles")
)
"""The types of the parts that are written without blanks; of the others every byte is kept."""
_PRINTER = "application/vnd.openxmlformats-officedocument.{}.printerSettings"
BY_ENDING = {
    "bin": tuple(map(_PRINTER.format, ("presentationml", "spreadsheetml", "wordprocessingml"))),
    "bmp": ("image/bmp",),
    "emf": ("image/x-emf",),
    "fntdata": ("application/x-fontdata",),
    "gif": ("image/gif",),
    "jpe": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "jpg": ("image/jpeg",),
    "png": ("image/png",),
    "rels": ("application/vnd.openxmlformats-package.relationships+xml",),
    "tif": ("image/tiff",),
    "tiff": ("image/tiff",),
    "wdp": ("image/vnd.ms-photo",),
    "wmf": ("image/x-wmf",),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "xml": ("application/xml",),
}
"""The types that the ending of a name says: all others are said part by part."""


def loaded(package: Package) -> dict[str, bytes]:
    """Return the parts that papers are made of; raises KeyError where one has no type."""
    reached = list(dict.fromkeys(_reached(package, "", set())))
    types = _types(package, reached)
    found = {CONTENT_TYPES: _sheet_of_types(types), sheet_of(""): _relations(package, "")}
    for name in reached:
        part = package[name]
        found[name] = written(etree.fromstring(part, BARE)) if types[name] in REWRITTEN else part
        if package.relations(name):
            found[sheet_of(name)] = _relations(package, name)
    return found


def _reached(package: Package, source: str, seen: set[str]) -> Iterator[str]:
    """Yield the parts that something leads to, each before those that it leads to."""
    for one in package.relations(source).values():
        if not one.outside and one.target in package and one.target not in seen:
            seen.add(one.target)
            yield one.target
            yield from _reached(package, one.target, seen)


def _types(package: Package, names: Collection[str]) -> dict[str, str]:
    """Return the types of parts by their names."""
    said: dict[str, str] = {}
    for one in package.root(CONTENT_TYPES):
        key = one.get("PartName") or one.get("Extension")
        said[str(key).lower()] = str(one.get("ContentType"))
    return {name: said.get(f"/{name}".lower()) or said[_ending(name).lower()] for name in names}


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].removeprefix(".")


def _sheet_of_types(types: Mapping[str, str]) -> bytes:
    """Return what says the types: by ending where all agree on it, part by part elsewhere."""
    endings = {"rels": BY_ENDING["rels"][0], "xml": BY_ENDING["xml"][0]}
    parts: dict[str, str] = {}
    for name, type_ in types.items():
        ending = _ending(name).lower()
        if type_ in BY_ENDING.get(ending, ()):
            endings[ending] = type_
        else:
            parts[f"/{name}"] = type_
    root = _empty(TYPES, "Types")
    for tag, key, said in (("Default", "Extension", endings), ("Override", "PartName", parts)):
        for name in sorted(said):
            etree.SubElement(root, f"{{{TYPES}}}{tag}", {key: name, "ContentType": said[name]})
    return written(root)


def _relations(package: Package, source: str) -> bytes:
    """Return what leads out of a part."""
    root = _empty(RELATIONS, "Relationships")
    folder = f"/{posixpath.dirname(source)}"
    for one in package.relations(source).values():
        target = one.target if one.outside else posixpath.relpath(f"/{one.target}", folder)
        element = etree.SubElement(
            root,
            f"{{{RELATIONS}}}Relationship",
            {"Id": one.identity, "Type": one.type, "Target": target},
        )
        if one.outside:
            element.set("TargetMode", "External")
    return written(root)


def _empty(names: str, tag: str) -> etree._Element:
    return etree.fromstring(f'<{tag} xmlns="{names}"/>')
