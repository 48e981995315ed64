"""The parts of a .docx under the names that they have behind the door, whatever they were called
when they came.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import count
from urllib.parse import unquote

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.word.addresses import is_outside
from pipeline.word.limits import NoWordFile
from pipeline.word.relations import sheet_of, source_of
from pipeline.word.xml import PARSER, R, w, written

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
STRICT = "http://purl.oclc.org/ooxml/"
MAIN = "word/document.xml"
ONE = {
    "officeDocument": MAIN,
    "core-properties": "docProps/core.xml",
    "extended-properties": "docProps/app.xml",
    "custom-properties": "docProps/custom.xml",
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "settings": "word/settings.xml",
    "webSettings": "word/webSettings.xml",
    "fontTable": "word/fontTable.xml",
    "theme": "word/theme/theme1.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
    "comments": "word/comments.xml",
}
"""The name that the one part of a kind has behind the door."""
MANY = {
    "header": re.compile(r"word/header[0-9]*\.xml"),
    "footer": re.compile(r"word/footer[0-9]*\.xml"),
}


class NamedParts:
    """The parts of a .docx as they came, by name, and what leads from one to another; names ignore
    case.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self.by_lower = {name.lower(): name for name in parts}
        self.roots: dict[str, etree._Element] = {}  # of the parts whose text is changed
        self.sheets = {
            name: etree.fromstring(part, PARSER)
            for name, part in parts.items()
            if name.lower().endswith(".rels")
        }
        self.changed = {
            name for name, sheet in self.sheets.items() if self._plain_modes(name, sheet)
        }
        self.types = etree.fromstring(parts[self.by_lower[CONTENT_TYPES.lower()]], PARSER)
        self._is_transitional()

    def _plain_modes(self, name: str, sheet: etree._Element) -> bool:
        """Say "External" of every relation that leads outside, in whatever letters, or by an
        address alone; return if any did.

        What names a scheme or a server is no part, and nobody can know what a program makes of it.
        """
        folder, changed = posixpath.dirname(self._source(name)), False
        for one in sheet.iter(RELATION):
            mode, target = str(one.get("TargetMode") or ""), str(one.get("Target") or "")
            outside = mode.strip().lower() == "external" or (
                is_outside(target) and not self.part(folder, target)
            )
            if outside and mode != "External":
                one.set("TargetMode", "External")
                changed = True
        return changed

    def _is_transitional(self) -> None:
        """Raise NoWordFile where there is no main part, or it is written in the strict form of
        ISO/IEC 29500-1.
        """
        main = self.main()
        if not main:
            raise NoWordFile(
                "it holds no document.",
                "Open it in Word and save it again as a Word Document (*.docx).",
            )
        strict = any(
            str(one.get("Type")).startswith(STRICT)
            for one in self.sheets[self.by_lower[sheet_of("")]].iter(RELATION)
        )
        if strict or f"{STRICT}wordprocessingml".encode() in self.parts[main][:4096]:
            raise NoWordFile(
                "it is saved as a Strict Open XML Document, a form that this program does not"
                " read.",
                "In Word choose File > Save As, and as type Word Document (*.docx), not Strict Open"
                " XML Document.",
            )

    def main(self) -> str:
        """Return the part that is the document, "" where there is none."""
        return next(
            (name for kind, _, name in self.related("") if kind == "officeDocument" and name), ""
        )

    def related(self, source: str) -> Iterator[tuple[str, etree._Element, str]]:
        """Yield kind, element and part of each relation inside the file of a part ("" is the file);
        "" where there is no part.
        """
        folder = posixpath.dirname(source)
        sheet = self.by_lower.get(sheet_of(source).lower())
        for one in self.sheets[sheet].iter(RELATION) if sheet else ():
            if one.get("TargetMode") != "External":
                yield (
                    str(one.get("Type")).rpartition("/")[2],
                    one,
                    self.part(folder, str(one.get("Target") or "")),
                )

    def part(self, folder: str, target: str) -> str:
        """Return the part that a target means, "" where there is none of the name."""
        if not target or target.startswith("#"):
            return ""
        path = target.replace("\\", "/").partition("#")[0]
        whole = (
            path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        )
        return next(
            (
                self.by_lower[one.lower()]
                for one in (whole, unquote(whole))
                if one.lower() in self.by_lower
            ),
            "",
        )

    def named(self) -> dict[str, bytes]:
        """Return the parts under their names behind the door, with relations and types that say
        so.
        """
        names = self._names()
        changed = set(self.changed)  # sheets of relations
        for sheet in self.sheets:
            source = self._source(sheet)
            folder = names.get(source, source).rpartition("/")[0]
            for _, one, target in list(self.related(source)):
                if not target:
                    self._drop(source, one)
                    changed.add(sheet)
                elif one.get("Target") != (plain := _relative(names[target], folder)):
                    one.set("Target", plain)
                    changed.add(sheet)
        trees = {**self.roots, **{sheet: self.sheets[sheet] for sheet in changed}}
        kept = {}
        for name, part in self.parts.items():
            new = (
                sheet_of(names.get(self._source(name), self._source(name)))
                if name in self.sheets
                else names[name]
            )
            kept[new] = written(trees[name]) if name in trees else part
        kept[CONTENT_TYPES] = self._typed(names)
        return kept

    def _names(self) -> dict[str, str]:
        """Return the new name of every part."""
        names = {
            name: CONTENT_TYPES if name.lower() == CONTENT_TYPES.lower() else name
            for name in self.parts
        }
        main = self.main()
        wanted = [
            (kind, part) for source in ("", main) for kind, _, part in self.related(source) if part
        ]
        for kind, part in wanted:
            if kind in ONE:
                names[part] = ONE[kind]
        for kind, part in dict.fromkeys(wanted):
            if kind in MANY and not MANY[kind].fullmatch(names[part]):
                names[part] = next(
                    name
                    for number in count(1)
                    if (name := f"word/{kind}{number}.xml") not in names.values()
                )
        taken: dict[str, str] = {}
        for name, new in names.items():  # a part of no use that has the name already makes room
            if new in taken:
                loser = name if names[name] == name else taken[new]
                names[loser] = next(
                    free
                    for number in count(2)
                    if (free := f"word/other{number}-{posixpath.basename(loser)}")
                    not in names.values()
                )
            taken[new] = name if names[name] == new else taken.get(new, name)
        return names

    def _drop(self, source: str, relation: etree._Element) -> None:
        """Take a relation away that leads to no part; a link to a place in the text is written as
        Word writes one.
        """
        target, identity = str(relation.get("Target") or ""), str(relation.get("Id"))
        holder = relation.getparent()
        assert holder is not None
        holder.remove(relation)
        if target.startswith("#") and source:
            root = self.roots.setdefault(source, etree.fromstring(self.parts[source], PARSER))
            for link in root.iter(w("hyperlink")):
                if link.get(f"{{{R}}}id") == identity:
                    del link.attrib[f"{{{R}}}id"]
                    link.set(w("anchor"), target[1:])

    def _source(self, sheet: str) -> str:
        """Return the part that a sheet of relations belongs to, "" for the file's own."""
        source = source_of(sheet)
        return self.by_lower.get(source.lower(), source)

    def _typed(self, names: Mapping[str, str]) -> bytes:
        """Return the content types, each part under its new name; types of parts that are not there
        are dropped.
        """
        changed = False
        for one in list(self.types.iter(TYPE)):
            name = self.part("", str(one.get("PartName")))
            if not name:
                self.types.remove(one)
                changed = True
            elif one.get("PartName") != f"/{names[name]}":
                one.set("PartName", f"/{names[name]}")
                changed = True
        return written(self.types) if changed else self.parts[self.by_lower[CONTENT_TYPES.lower()]]


def _relative(name: str, folder: str) -> str:
    """Return a part's name as a relation of a part in a folder writes it."""
    return posixpath.relpath(f"/{name}", f"/{folder}")
