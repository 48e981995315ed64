"""A Word document as a package of parts: its trees, relations, styles and lists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from pipeline.compare.redline.xml import (
    PPR,
    SECTPR,
    Element,
    R,
    child,
    children,
    held_by,
    parsed,
    value,
    w,
)
from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.word.package import Draft, opened

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NUMPR = w("numPr")
Listing = tuple[int, str, str]
"""The level of a list item, its number format (`bullet`, `decimal`) and the pattern of its label.
"""


class Relation(NamedTuple):
    """One relation of a part: its type, and a part's name or an outside address."""

    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        """Return the last word of the type, such as `image`."""
        return self.type.rsplit("/", 1)[-1]


class Paper:
    """One document in memory. `tree` parts are written back by `bytes`, all other parts as they
    came.

    Raises zipfile.BadZipFile or etree.XMLSyntaxError for what is no document, KeyError where a part
    is missing.
    """

    def __init__(self, document: bytes, *, last: bool = False) -> None:
        """Read a document; where this is the `last` to read it, the tree of its main part is taken
        from those who read it before, and no copy is made.
        """
        self._opened = opened(document)
        self.parts = dict(self._opened)
        self._trees: dict[str, Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._listings: dict[tuple[str, str], Listing] = {}
        self._names: dict[str, str] = {}
        self.main = next(
            (
                relation.target
                for relation in self.relations("").values()
                if relation.kind == "officeDocument"
            ),
            "word/document.xml",
        )
        if last:
            self._trees[self.main] = self._opened.taken(self.main)

    def tree(self, part: str) -> Element:
        """Return the root of a part, the same one at every call."""
        if part not in self._trees:
            came = self.parts[part] is self._opened.get(part)
            self._trees[part] = self._opened.copy(part) if came else parsed(self.parts[part])
        return self._trees[part]

    def has_tree(self, part: str) -> bool:
        """Return whether the tree of a part was asked for."""
        return part in self._trees

    def read(self, part: str) -> Element:
        """Return the root of a part that is not to be changed, so that it is written as it came."""
        came = part not in self._trees and self.parts[part] is self._opened.get(part)
        return self._opened.root(part) if came else self.tree(part)

    def replace(self, part: str, root: Element) -> None:
        """Make this element the root of a part, a new part if need be."""
        self._trees[part] = root
        self.parts.setdefault(part, b"")

    def fresh_name(self, like: str) -> str:
        """Return a name that no part has: this one, or the same with the next free number."""
        stem, extension = posixpath.splitext(like)
        name, count = like, 1
        while name in self.parts:
            count += 1
            name = f"{stem.rstrip('0123456789')}{count}{extension}"
        return name

    def drop(self, part: str) -> None:
        """Take a part, its relations and its content type out of the package."""
        for name in (part, _relations_part(part)):
            self.parts.pop(name, None)
            self._trees.pop(name, None)
        for override in self.tree(CONTENT_TYPES).findall(f"{{{TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                self.tree(CONTENT_TYPES).remove(override)

    @property
    def bytes(self) -> bytes:
        """Return the document: the same content gives the same bytes."""
        return packed(self.draft().written())

    def draft(self) -> Draft:
        """Return the document as a draft that has its trees, for whoever writes more into it."""
        draft = Draft(self.parts)
        for part, root in self._trees.items():
            draft.put(part, root)
        return draft

    def relations(self, part: str) -> dict[str, Relation]:
        """Return a part's relations by id; "" stands for the package itself."""
        if part not in self._relations:
            name = _relations_part(part)
            found = children(self.tree(name)) if name in self.parts else iter(())
            self._relations[part] = {
                element.get("Id", ""): _relation(part, element) for element in found
            }
        return self._relations[part]

    def relate(self, part: str, type_: str, target: str, outside: bool = False) -> str:
        """Return the id of a relation of a part, made where there is none."""
        wanted = Relation(type_, target, outside)
        known = self.relations(part)
        for key, relation in known.items():
            if relation == wanted:
                return key
        name = _relations_part(part)
        if name not in self.parts:
            self.replace(name, parsed(f'<Relationships xmlns="{RELATIONS}"/>'.encode()))
        number = 1 + max(
            (int(key[3:]) for key in known if re.fullmatch(r"rId[0-9]{1,8}", key)), default=0
        )
        key = f"rId{number}"
        element = etree.SubElement(
            self.tree(name),
            f"{{{RELATIONS}}}Relationship",
            Id=key,
            Type=type_,
            Target=target if outside else f"/{target}",
        )
        if outside:
            element.set("TargetMode", "External")
        known[key] = wanted
        return key

    def forget(self, part: str, key: str) -> None:
        """Take one relation of a part away."""
        self.relations(part).pop(key, None)
        for element in list(self.tree(_relations_part(part))):
            if element.get("Id") == key:
                self.tree(_relations_part(part)).remove(element)

    def related(self, kind: str) -> str | None:
        """Return the part of a kind (`styles`, `numbering`, `footnotes`) that the main part names,
        if it has one.
        """
        found = (
            relation.target
            for relation in self.relations(self.main).values()
            if relation.kind == kind and not relation.outside and relation.target in self.parts
        )
        return next(found, None)

    def stories(self) -> list[str]:
        """Return the names of the parts that hold running text, the main part first."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        others = {
            relation.target
            for relation in self.relations(self.main).values()
            if relation.kind in kinds
        }
        return [self.main, *sorted(other for other in others if other in self.parts)]

    def furniture(self) -> dict[tuple[int, str, str], str]:
        """Return the header and footer parts by section (from 0), kind and type, as each section
        shows them.
        """
        shown: dict[tuple[str, str], str] = {}
        found = {}
        for index, section in enumerate(self.sections()):
            for kind in ("header", "footer"):
                for reference in section.findall(w(f"{kind}Reference")):
                    relation = self.relations(self.main).get(reference.get(f"{{{R}}}id", ""))
                    if relation is not None and relation.target in self.parts:
                        shown[kind, value(reference, name="type") or "default"] = relation.target
            found.update({(index, *place): part for place, part in shown.items()})
        return found

    def sections(self) -> list[Element]:
        """Return the section properties in the document's order."""
        return [
            section
            for section in self.tree(self.main).iter(SECTPR)
            if held_by(section) != w("sectPrChange")
        ]

    @cached_property
    def styles(self) -> dict[str, Element]:
        """Return the styles by id."""
        part = self.related("styles")
        found = self.tree(part).findall(w("style")) if part else []
        return {value(style, name="styleId"): style for style in found}

    def style_name(self, style: str) -> str:
        """Return a style's name in lower case, as Word compares them, or its id where the paper
        lacks it.
        """
        if style not in self._names and style in self.styles:
            self._names[style] = (value(self.styles[style], "name") or style).lower()
        return self._names.get(style) or style.lower()

    def listing(self, properties: Element | None) -> Listing | None:
        """Return what list these paragraph properties put it in; None where they leave that to the
        style.

        A paragraph that they take out of its style's list has the format `none`.
        """
        direct = child(properties, NUMPR)
        if direct is None:
            return None
        number, level = value(direct, "numId"), value(direct, "ilvl")
        for style in self._chain(value(properties, "pStyle")):
            inherited = style.find(f"{PPR}/{w('numPr')}")
            number = number or value(inherited, "numId")
            level = level or value(inherited, "ilvl")
        if number in ("", "0"):
            return (0, "none", "")
        key = (number, level or "0")
        if key not in self._listings:
            self._listings[key] = self._level(*key)
        return self._listings[key]

    def _chain(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "basedOn")

    @cached_property
    def _numbering(self) -> tuple[dict[str, Element], dict[str, Element]]:
        """Return the lists, and the definitions that they follow, by number; where two lists bear
        one, the last holds.
        """
        part = self.related("numbering")
        root = self.tree(part) if part else None
        nums, abstracts = (
            ([], []) if root is None else (root.findall(w("num")), root.findall(w("abstractNum")))
        )
        return (
            {value(num, name="numId"): num for num in nums},
            {value(one, name="abstractNumId"): one for one in reversed(abstracts)},
        )

    def _level(self, number: str, level: str) -> Listing:
        nums, abstracts = self._numbering
        num = nums.get(number)
        found = None
        for place in (num, abstracts.get(value(num, "abstractNumId"))):
            for definition in [] if place is None else place.iter(w("lvl")):
                if found is None and value(definition, name="ilvl") == level:
                    found = definition
        return (
            int(level) if level.isdigit() else 0,
            value(found, "numFmt"),
            value(found, "lvlText"),
        )


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(part: str, element: Element) -> Relation:
    outside = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not outside:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip(
            "/"
        )
    return Relation(element.get("Type", ""), target, outside)
