"""What struck text of the old paper needs in the new package: styles, lists, pictures, charts,
links, notes.
"""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy

from lxml import etree

from pipeline.compare.redline.package import TYPES, Paper
from pipeline.compare.redline.xml import (
    ID,
    RANGES,
    SDT,
    SECTPR,
    VAL,
    Element,
    R,
    W,
    children,
    discard,
    signature,
    unwrap_control,
    value,
    w,
)
from pipeline.files.package import CONTENT_TYPES

STYLES = {w("pStyle"), w("rStyle"), w("tblStyle"), w("basedOn"), w("next"), w("link")}
NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
SAVE_MARKS = re.compile(r"rsid|\}(?:paraId|textId|anchorId|editId)$")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Loans:
    """Brings over what is missing, once each. `amend` an element, then `settle` when all pairs of
    lists are known.
    """

    def __init__(self, old: Paper, new: Paper) -> None:
        self.old, self.new = old, new
        self.lists: dict[str, str] = {}
        self._list_marks: list[Element] = []
        self._styles: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._names = {new.style_name(key): key for key in new.styles}
        drawings = (
            found.get("id", "") for part in new.stories() for found in new.tree(part).iter(DRAWING)
        )
        self._drawing = max((int(key) for key in drawings if key.isdigit()), default=0)

    def amend(self, element: Element, part: str, host: str) -> None:
        """Make a copied element of an old part at home in the new part `host`: in place, its
        controls dissolved.
        """
        for control in list(element.iter(SDT)):
            unwrap_control(control)
        for found in list(element.iter(*RANGES, SECTPR)):
            discard(found)
        for found in element.iter():
            if not isinstance(found.tag, str):
                continue
            for name in map(str, found.keys()):
                if name.startswith(f"{{{R}}}"):
                    if key := self._relation(part, found.get(name, ""), host):
                        found.set(name, key)
                    else:  # a picture that was lost: Word shows an empty frame
                        del found.attrib[name]
                elif SAVE_MARKS.search(name):
                    del found.attrib[name]
            self._amend_names(found)

    def _amend_names(self, element: Element) -> None:
        if element.tag in STYLES:
            element.set(VAL, self.style(value(element)))
        elif element.tag == w("numId"):
            self._list_marks.append(element)
        elif element.tag in NOTES:
            element.set(ID, self._note(NOTES[str(element.tag)], element.get(ID, "")))
        elif element.tag == DRAWING:
            self._drawing += 1
            element.set("id", str(self._drawing))

    def pair(self, old: Element, new: Element) -> None:
        """Note that two paragraphs' properties are the same item, so that struck items stay in its
        list.
        """
        before, after = value(old, "numPr/numId"), value(new, "numPr/numId")
        if before and after and before != "0" and after != "0":
            self.lists.setdefault(before, after)

    def settle(self) -> None:
        """Give every list mark brought over its number in the new package."""
        at = 0
        while at < len(self._list_marks):
            mark = self._list_marks[at]
            number = value(mark)
            if number != "0":
                if number not in self.lists:
                    self.lists[number] = self._list(number)
                mark.set(VAL, self.lists[number])
            at += 1

    def style(self, style: str) -> str:
        """Return the id in the new paper of a style of the old one, bringing the style over where
        it is missing.
        """
        if style in self._styles or style not in self.old.styles:
            return self._styles.get(style, style)
        part = self.new.related("styles")
        name = self.old.style_name(style)
        if part is None or name in self._names:
            self._styles[style] = self._names.get(name, style)
            return self._styles[style]
        fresh, count = style, 1
        while fresh in self.new.styles:
            count += 1
            fresh = f"{style}{count}"
        self._styles[style] = self._names[name] = fresh
        copy = deepcopy(self.old.styles[style])
        copy.set(w("styleId"), fresh)
        copy.attrib.pop(w("default"), "")
        self.new.tree(part).append(copy)
        self.new.styles[fresh] = copy
        for found in copy.iter():
            if isinstance(found.tag, str):
                self._amend_names(found)
        return fresh

    def _list(self, number: str) -> str:
        """Return the number of a list of the old paper, brought over with its definition."""
        source = self.old.related("numbering")
        nums = self.old.tree(source).findall(w("num")) if source else []
        num = next((found for found in nums if value(found, name="numId") == number), None)
        if num is None:
            return "0"
        root = self._numbering()
        copy = deepcopy(num)
        fresh = str(
            1
            + max(
                (int(value(found, name="numId") or 0) for found in root.findall(w("num"))),
                default=0,
            )
        )
        copy.set(w("numId"), fresh)
        copy[0].set(VAL, self._definition(root, value(num, "abstractNumId")))
        others = root.findall(w("num")) or root.findall(w("abstractNum"))
        others[-1].addnext(copy)
        return fresh

    def _definition(self, root: Element, key: str) -> str:
        theirs = self.old.tree(self.old.related("numbering") or "").findall(w("abstractNum"))
        definition = next(found for found in theirs if value(found, name="abstractNumId") == key)
        wanted = _definition_signature(definition)
        known = root.findall(w("abstractNum"))
        for found in known:
            if _definition_signature(found) == wanted:
                return value(found, name="abstractNumId")
        copy = deepcopy(definition)
        # Two definitions with one w:nsid are one list to Word; a level's style may belong to one
        # definition only.
        for found in list(
            copy.iter(w("nsid"), w("tmpl"), w("styleLink"), w("pStyle"), w("lvlPicBulletId"))
        ):
            discard(found)
        fresh = str(
            1 + max((int(value(found, name="abstractNumId") or 0) for found in known), default=-1)
        )
        copy.set(w("abstractNumId"), fresh)
        if known:
            known[-1].addnext(copy)
        else:
            root.insert(len(root.findall(w("numPicBullet"))), copy)
        return fresh

    def _numbering(self) -> Element:
        part = self.new.related("numbering")
        if part is None:
            source = self.old.related("numbering") or "word/numbering.xml"
            part = self.new.fresh_name(source)
            self.new.replace(part, etree.Element(w("numbering"), nsmap={"w": W}))
            self._adopt(source, part, f"{R}/numbering")
        return self.new.tree(part)

    def _adopt(self, source: str, part: str, type_: str) -> str:
        self._content_type(source, part)
        return self.new.relate(self.new.main, type_, part)

    def _note(self, kind: str, key: str) -> str:
        source, part = self.old.related(kind), self.new.related(kind)
        if source is None:
            return key
        if part is None:
            self._adopt(source, self._part(source), f"{R}/{kind}")
            return key
        notes = [found for found in self.old.tree(source) if value(found, name="id") == key]
        used = [int(value(found, name="id") or 0) for found in children(self.new.tree(part))]
        for note in notes:
            copy = deepcopy(note)
            copy.set(ID, str(1 + max(used, default=0)))
            self.amend(copy, source, part)
            self.new.tree(part).append(copy)
            return copy.get(ID, key)
        return key

    def _relation(self, part: str, key: str, host: str) -> str:
        """Return a relation's id in the new package; "" where the old one has none of the id."""
        relation = self.old.relations(part).get(key)
        if relation is None:
            return ""
        inside = not relation.outside and relation.target in self.old.parts
        target = self._part(relation.target) if inside else relation.target
        return self.new.relate(host, relation.type, target, relation.outside)

    def _part(self, source: str) -> str:
        """Return the name of a part with the same content in the new package, copied there if need
        be.
        """
        if source in self._parts:
            return self._parts[source]
        data, relations = self.old.parts[source], self.old.relations(source)
        same = [
            name
            for name, known in self.new.parts.items()
            if known == data
            and not relations
            and posixpath.splitext(name)[1] == posixpath.splitext(source)[1]
        ]
        self._parts[source] = same[0] if same else self.new.fresh_name(source)
        if not same:
            fresh = self._parts[source]
            self.new.parts[fresh] = data
            self._content_type(source, fresh)
            ids = {key: self._relation(source, key, fresh) for key in relations}
            if any(key != other for key, other in ids.items()):
                root = self.new.tree(fresh)
                for found in root.iter():
                    for name, text in found.attrib.items():
                        if str(name).startswith(f"{{{R}}}") and text in ids:
                            found.set(name, ids[str(text)])
        return self._parts[source]

    def _content_type(self, source: str, part: str) -> None:
        """Say in the new package what a part holds, as the old package says it."""
        extension = posixpath.splitext(part)[1].lstrip(".").lower()
        here, there = self.new.tree(CONTENT_TYPES), self.old.tree(CONTENT_TYPES)
        override, default = f"{{{TYPES}}}Override", f"{{{TYPES}}}Default"
        said = {
            found.get("PartName"): found.get("ContentType", "") for found in there.iter(override)
        }
        general = {
            found.get("Extension", "").lower(): found.get("ContentType", "")
            for found in there.iter(default)
        }
        known = {
            found.get("Extension", "").lower(): found.get("ContentType", "")
            for found in here.iter(default)
        }
        wanted = said.get(f"/{source}") or general.get(extension, "application/octet-stream")
        if known.get(extension) == wanted or any(
            found.get("PartName") == f"/{part}" for found in here.iter(override)
        ):
            return
        if extension in known or f"/{source}" in said:
            etree.SubElement(here, override, PartName=f"/{part}", ContentType=wanted)
        else:
            here.insert(0, etree.Element(default, Extension=extension, ContentType=wanted))


def _definition_signature(definition: Element) -> object:
    own = {w("nsid"), w("tmpl")}
    return sorted(
        (signature(child) for child in children(definition) if child.tag not in own), key=repr
    )
