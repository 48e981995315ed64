r"""The gate that every .docx passes: what could run, load or ask something on the machine of
whoever opens it.

Asked by `received`, so that no reader is without it. Looked at behind the door, where parts have
one name each, in this order:

- `limits`: packed and unpacked size, ratio, entries, encryption, parts of one name, tags and their
  depth, paragraphs, DTDs and entities, before anything is parsed;
- what leads to what, by the type of the relation and never by a name (ISO/IEC 29500-2, 6.5):
  macros, ActiveX, OLE and embedded files, altChunk, subdocuments, frames, ribbons and toolbars,
  add-ins and task panes, sources of a mail merge; the workbook behind a native chart is sound, but
  for its macros;
- what lies outside: links to https: and mailto:, and where Word wrote down the template; nothing
  else (`addresses`);
- the parts themselves, by content type and content: macros and objects under any name, with nothing
  leading to them;
- what stands in the text, headers, notes, comments, text boxes and building blocks: fields by a
  list (`allowed_fields`), addresses in old drawings (VML), online videos, macros of form fields;
  in the settings: mail merge, a transformation, schemas elsewhere.

Sound, though programs leave it: printer settings, embedded fonts, thumbnails, SharePoint's
properties, people, ink, building blocks, a template of one's own machine, links to places, keyboard
settings without macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from posixpath import basename
from typing import NamedTuple

from lxml import etree

from pipeline.files.kinds import OLE, kind_of
from pipeline.files.package import CONTENT_TYPES
from pipeline.word.active import ACTIVE, AGAIN, BREAK, BY_TYPE, ELEMENTS, FETCHED, HELD, LOOSE
from pipeline.word.addresses import is_outside, on_this_machine, shown
from pipeline.word.allowed_fields import OBJECTS, Told, link, told
from pipeline.word.fields import fields, keyword
from pipeline.word.leaves import FALLBACK, text_of
from pipeline.word.package import Package
from pipeline.word.relations import Relation, source_of
from pipeline.word.whereabouts import TEXTS, Whereabouts, identities
from pipeline.word.xml import w

UNREAD = {"object", "control", "chunk", "subdocument"}
"""Kinds that readers of a paper's text tell of at their place, as what they do not read."""
VML = "{urn:schemas-microsoft-com:vml}*"
STANDING = (
    "{*}webVideoPr",
    "{*}frameset",
    "{*}mailMerge",
    "{*}saveThroughXslt",
    "{*}entryMacro",
    "{*}exitMacro",
    "{*}schema",
)
VIDEO = Told(
    "outside",
    "an online video stands here, which is fetched when it is clicked.",
    "Delete it, and type the address as a link.",
)
FORM_MACRO = Told(
    "macros",
    "a form field here runs a macro.",
    "Double-click it, and clear Run macro on Entry and Exit.",
)
SCHEMA = Told(
    "outside",
    "an XML schema is fetched from elsewhere when the paper is opened.",
    "In Word choose Developer > Document Template > XML Schema, and clear it there.",
)
PROJECT = "_VBA_PROJECT".encode("utf-16-le")


class Barred(NamedTuple):
    """One thing that a .docx must not hold: where, what, and the way out in Word.

    `passive` is what does nothing to who reads it (a link to http:, a date that follows the clock):
    no paper goes out with it, but it may be compared and printed as text. `about` is the address or
    code that it is about.
    """

    kind: str
    place: str
    message: str
    remedy: str
    passive: bool = False
    about: str = ""


def faults(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> tuple[Barred, ...]:
    """Return what a .docx behind the door must not hold; `roots` are its parts of XML, but those
    that are damaged.
    """
    gate = _Gate(parts, roots)
    every = (*gate.relations(), *gate.typed(), *gate.texts())
    seen = {(one.kind, one.message) for one in every if one not in gate.again}
    found = [one for one in every if one not in gate.again or (one.kind, one.message) not in seen]
    objects = {
        one.place for one in found if one.kind in ("object", "control") and one.about not in OBJECTS
    }
    return tuple(
        dict.fromkeys(one for one in found if one.about not in OBJECTS or one.place not in objects)
    )


def _kind(one: Relation) -> str:
    """Return the last word of a relation's type, however it is written: no program minds its
    capitals.
    """
    return one.type.strip().rstrip("/").rpartition("/")[2].lower()


class _Gate:
    def __init__(self, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> None:
        self.parts, self.roots = parts, roots
        self.sound = Package({name: part for name, part in parts.items() if name in roots}, roots)
        self.where = Whereabouts(self.sound, roots)
        self.again: set[Barred] = set()
        """What stands in the other way to show the same (mc:Fallback), which mostly repeats the
        first.
        """

    def relations(self) -> Iterator[Barred]:
        for sheet in [name for name in self.roots if name.endswith(".rels")]:
            source = source_of(sheet)
            if source and source not in self.parts:
                continue  # what a part that is gone led to
            for one in self.sound.related(source):
                yield from self._outside(source, one) if one.outside else self._inside(source, one)

    def _outside(self, source: str, one: Relation) -> Iterator[Barred]:
        kind, cited = _kind(one), self.where.cited(source, one.identity)
        if kind == "attachedtemplate" and source == "word/settings.xml":
            if not on_this_machine(one.target):
                yield Barred(
                    "attached",
                    TEXTS["word/settings.xml"],
                    f"its template is fetched from {shown(one.target)} when it is opened.",
                    "In Word choose File > Options > Add-ins, beside Manage choose Templates and"
                    " Go, type Normal in place of that address, and save.",
                    about=one.target,
                )
        elif kind == "hyperlink":
            is_text = cited is None or etree.QName(cited).localname == "hyperlink"
            words = text_of(cited) if cited is not None and is_text else ""
            fault = link(words, one.target, "a link" if is_text else "the link of a picture")
            if fault is not None and (cited is not None or not fault.passive):
                way = fault.remedy if cited is not None or source not in self.roots else AGAIN
                yield self._barred(replace(fault, remedy=way), cited, source)
        else:
            what = FETCHED.get(kind, f"something ({shown(kind, 40) or 'of no kind'})")
            yield self._barred(
                Told(
                    "outside",
                    f"{what} is fetched from {shown(one.target)} when the paper is opened.",
                    BREAK if cited is not None or source in ("", "word/settings.xml") else AGAIN,
                    about=one.target,
                ),
                cited,
                source,
            )

    def _inside(self, source: str, one: Relation) -> Iterator[Barred]:
        kind, cited = _kind(one), None
        if kind in ("package", "oleobject") and self.where.is_chart(source):
            part = self.parts.get(one.target, b"")
            if _has_macros(part) or kind_of(part) == "macro workbook":
                yield Barred(
                    "macros",
                    self.where.of_chart(source),
                    "the workbook behind a chart holds macros.",
                    "Delete the chart, and insert it anew (Insert > Chart), or from a workbook"
                    " without macros.",
                )
                return
            if kind_of(part) in HELD:
                return
        if kind == "keymapcustomizations" and re.search(
            rb"<(?:[\w.-]+:)?(?:macro|wll)\b", self.parts.get(one.target, b"")
        ):
            kind = "vbaproject"
        if kind not in ACTIVE:
            cited = self._embedded.get((source, one.identity))
            kind = (
                ELEMENTS[etree.QName(cited).localname]
                if cited is not None
                else _kind_by_type(self.where.type_of(one.target))
            )
        if kind in ACTIVE:
            cited = cited if cited is not None else self.where.cited(source, one.identity)
            name, message, remedy = ACTIVE[kind]
            if cited is None and name in ("object", "control", "chunk", "subdocument"):
                message, remedy = (
                    f"{LOOSE[name]} lies in the file, and nothing in the text shows it.",
                    AGAIN,
                )
            yield self._barred(Told(name, message, remedy), cited, source)

    def typed(self) -> Iterator[Barred]:
        """Yield the parts that are macros by their type, their name or what they hold, whatever
        leads to them.
        """
        for name, part in self.parts.items():
            if (
                _kind_by_type(self.where.type_of(name)) == "vbaproject"
                or basename(name).lower() == "vbaproject.bin"
                or (part.startswith(OLE) and _has_macros(part))
            ):
                yield Barred("macros", TEXTS[""], *ACTIVE["vbaproject"][1:])

    def texts(self) -> Iterator[Barred]:
        names: set[str] | None = None
        for part, root in self.roots.items():
            if part.endswith(".rels") or part == CONTENT_TYPES:
                continue
            for one in fields(root):
                if names is None:
                    names = {
                        str(mark.get(w("name"))).casefold()
                        for text in self.roots.values()
                        for mark in text.iter(w("bookmarkStart"))
                    }
                fault = told(one, names)
                if fault is not None:
                    about = name if (name := keyword(one.code)) in OBJECTS else fault.about
                    yield self._barred(replace(fault, about=about), one.begin, part)
            for element in root.iter(*STANDING):
                yield from self._standing(element, part)
            for element in root.iter(VML):
                yield from self._drawn(element, part)

    def _standing(self, element: etree._Element, part: str) -> Iterator[Barred]:
        name = etree.QName(element).localname
        if name == "webVideoPr":
            yield self._barred(VIDEO, element, part)
        elif name == "frameset":
            yield self._barred(Told(*ACTIVE["frame"]), None, part)
        elif name == "mailMerge":
            yield self._barred(Told(*ACTIVE["mailmergesource"]), None, "word/settings.xml")
        elif name == "saveThroughXslt":
            yield self._barred(Told(*ACTIVE["transform"]), None, part)
        elif name in ("entryMacro", "exitMacro"):
            yield self._barred(FORM_MACRO, element, part)
        elif any(
            is_outside(str(value)) and not str(value).startswith("urn:")
            for key, value in element.attrib.items()
            if etree.QName(key).localname in ("manifestLocation", "schemaLocation")
        ):
            yield self._barred(SCHEMA, None, part)

    def _drawn(self, element: etree._Element, part: str) -> Iterator[Barred]:
        """Yield the addresses in an old drawing: where it leads when it is clicked, and where it is
        fetched from.
        """
        for key, value in element.attrib.items():
            name, address = etree.QName(key).localname.lower(), str(value)
            if (
                etree.QName(key).namespace
                == "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            ):
                continue
            if name == "href":
                fault = link("", address, "the link of a drawing")
                if fault is not None:
                    yield self._barred(fault, element, part)
            elif name in ("src", "althref") and is_outside(address):
                yield self._barred(
                    Told(
                        "outside",
                        f"a picture is fetched from {shown(address)} when the paper is opened.",
                        BREAK,
                        about=address,
                    ),
                    element,
                    part,
                )

    def _barred(self, fault: Told, element: etree._Element | None, part: str) -> Barred:
        one = Barred(
            fault.kind,
            self.where.place(element, part),
            fault.message,
            fault.remedy,
            fault.passive,
            fault.about,
        )
        if element is not None and next(element.iterancestors(FALLBACK), None) is not None:
            self.again.add(one)
        return one

    @cached_property
    def _embedded(self) -> dict[tuple[str, str], etree._Element]:
        """Return what in a part stands for another file, by the part and the relation that leads
        there.
        """
        return {
            (name, identity): element
            for name, root in self.roots.items()
            if not name.endswith(".rels")
            for element in root.iter(*(f"{{*}}{one}" for one in ELEMENTS))
            for identity in identities(element)
        }


def _kind_by_type(content_type: str) -> str:
    return next((kind for sign, kind in BY_TYPE if sign in content_type), "")


def _has_macros(part: bytes) -> bool:
    """Return whether a file inside the file holds a project of macros: an OLE file by its
    directory, a zip by its names.
    """
    if part.startswith(OLE):
        return PROJECT in part
    return part.startswith(b"PK") and b"vbaproject.bin" in part.lower()


def harmful(found: Iterable[Barred]) -> tuple[Barred, ...]:
    """Return what may not even be read: all but what is passive."""
    return tuple(one for one in found if not one.passive)
