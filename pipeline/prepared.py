"""A template as any program saved it, made ready to be checked and filled: one form, whatever Word, LibreOffice or others wrote.

What can be mended without changing a word of the paper is mended here; what cannot be filled is told here, at its place,
before anything is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from pipeline.codes import finding
from pipeline.findings import Finding
from pipeline.outline import PARTS, Paragraph, paragraphs, story
from pipeline.package import CONTENT_TYPES, packed, parts_of
from pipeline.schema import TEMPLATE_FILE as FILE
from pipeline.whole_tags import Broken, made_whole, spoken, thing_of
from pipeline.word.editing import cleared, in_order, referred_to
from pipeline.word.received import MAIN, RELATION, TYPE, NoWordFile, received, related_parts
from pipeline.wordml import PARSER, W, w

CORE, APP = "docProps/core.xml", "docProps/app.xml"
SETTINGS = "word/settings.xml"
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|%7B%7B|%7B%25", re.IGNORECASE)
RETYPE = "Delete the whole tag and type it again in one go."
"""What mends a tag that lies in pieces: Word keeps what is typed in one go in one run."""
UNREAD = {"altChunk": "Open that file, copy its text, paste it here and delete the inserted one.",
          "subDoc": "In View > Outline choose Show Document, click in it, and choose Unlink."}
DRAWN_PARTS = {"chart": "a chart", "diagramData": "a diagram", "diagramDrawing": "a diagram", "chartEx": "a chart"}
PLACES = {
    "instrText": ("a field's code", "Fields are not filled: write the tag in the text."),
    "fldSimple": ("a field's code", "Fields are not filled: write the tag in the text."),
    "t": ("a formula or drawing", "Write it in the text beside it."),
    "hyperlink": ("the tip of a link", "Delete it there (right-click the link, Edit Link > ScreenTip)."),
    "alias": ("the title of a content control", "Delete it there (Developer > Properties)."),
    "tag": ("the tag of a content control", "Delete it there (Developer > Properties)."),
}
ELSEWHERE = ("something that is no text", "Write it in the text.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be filled, and what cannot be filled in it; without content it cannot be read at all."""

    content: bytes
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=4)
def prepared(template: bytes) -> Prepared:
    """Return a template in the one form that is checked and filled; the same bytes give the same."""
    try:
        parts = parts_of(received(template))
        roots = {name: _prefixed(etree.fromstring(part, PARSER)) for name, part in parts.items() if PARTS.fullmatch(name)}
        if MAIN not in roots:
            raise NoWordFile("it holds no text.", "Open it in Word and save it again as a Word Document (*.docx).")
    except NoWordFile as fault:
        return Prepared(b"", (finding("template-unreadable", fault.message, fault.remedy, FILE),))
    except etree.XMLSyntaxError:
        return Prepared(b"", (finding("template-unreadable", "it is damaged: a part of it is no well-formed XML.",
                                      "Open it in Word and save it again; where Word cannot open it either, take an earlier "
                                      "copy.", FILE),))
    referred = frozenset(name for root in roots.values() for name in referred_to(root))
    broken: list[Broken] = []
    for root in roots.values():
        cleared(root, referred)
        broken += made_whole(root)
    parts.update({name: _written(root) for name, root in roots.items()})
    _settle(parts)
    return Prepared(packed(parts), tuple(_Unfilled(parts, roots).findings(broken)))


def _prefixed(root: etree._Element) -> etree._Element:
    """Return a part in which the names of Word's elements begin with `w:`, as docxtpl's patterns take them to."""
    if root.nsmap.get("w") == W and root.prefix == "w":
        return root
    others = {prefix: space for prefix, space in root.nsmap.items() if space != W and prefix not in ("w", None)}
    fresh = etree.Element(root.tag, {str(name): str(value) for name, value in root.attrib.items()}, {"w": W, **others})
    fresh.text = root.text
    fresh.extend(list(root))
    return fresh


def _settle(parts: dict[str, bytes]) -> None:
    """Settle what is the program's in every paper: no template attached, Word's present layout, properties of its own.

    Google Docs writes no properties and LibreOffice no mode of layout; a mode before Word 2013's (15) is an old file's.
    """
    for name in (SETTINGS, "word/styles.xml", "word/numbering.xml"):
        if name not in parts:
            continue
        root = _prefixed(etree.fromstring(parts[name], PARSER))
        in_order(root)
        if name == SETTINGS:
            for element in root.findall(w("attachedTemplate")):
                root.remove(element)
            _layout(root)
            in_order(root)
        parts[name] = _written(root)
    relations = "word/_rels/settings.xml.rels"
    if relations in parts:
        sheet = etree.fromstring(parts[relations], PARSER)
        for one in list(sheet.iter(RELATION)):
            if str(one.get("Type")).endswith("/attachedTemplate"):
                sheet.remove(one)
        parts[relations] = _written(sheet)
        if not len(sheet):
            del parts[relations]
    _property_parts(parts)


def _layout(settings: etree._Element) -> None:
    compat = settings.find(w("compat"))
    if compat is None:
        compat = etree.SubElement(settings, w("compat"))
    for one in [one for one in compat.iter(w("compatSetting")) if one.get(w("name")) == "compatibilityMode"]:
        compat.remove(one)
    etree.SubElement(compat, w("compatSetting"), {w("name"): "compatibilityMode", w("uri"): "http://schemas.microsoft.com/office/word",
                                                  w("val"): "15"})


def _property_parts(parts: dict[str, bytes]) -> None:
    """Give the template properties of its own: the paper's are set by the program, whatever stands there."""
    wanted = {
        CORE: ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
               "application/vnd.openxmlformats-package.core-properties+xml",
               '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
               'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>House template</dc:title></cp:coreProperties>'),
        APP: ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
              "application/vnd.openxmlformats-officedocument.extended-properties+xml",
              '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'),
    }
    sheet, types = etree.fromstring(parts["_rels/.rels"], PARSER), etree.fromstring(parts[CONTENT_TYPES], PARSER)
    for name, (relation, kind, content) in wanted.items():
        if not any(one.get("Type") == relation for one in sheet.iter(RELATION)):
            taken = {one.get("Id") for one in sheet.iter(RELATION)}
            free = next(one for number in range(1, len(taken) + 2) if (one := f"rId{number}") not in taken)
            etree.SubElement(sheet, RELATION, Id=free, Type=relation, Target=name)
        if not any(one.get("PartName") == f"/{name}" for one in types):
            etree.SubElement(types, TYPE, PartName=f"/{name}", ContentType=kind)
        parts[name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content.encode()
    parts["_rels/.rels"], parts[CONTENT_TYPES] = _written(sheet), _written(types)


class _Unfilled:
    """Looks for tags that nothing fills and for what is not looked at; places are found once there is something to tell."""

    def __init__(self, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element]) -> None:
        self.parts, self.roots = parts, roots

    @cached_property
    def places(self) -> dict[etree._Element, Paragraph]:
        return {paragraph.element: paragraph for paragraph in paragraphs(self.parts, self.roots)}

    def findings(self, broken: list[Broken]) -> Iterator[Finding]:
        for one in broken:
            yield finding("template-tag", f'{one.thing} stands inside the tag "{_short(one.words)}".',
                          f"Move it out of the tag. {RETYPE}", FILE, place=self.places[one.paragraph].place)
        for name, root in self.roots.items():
            yield from self._unread(name, root)
            yield from self._typed(name, root)
            yield from self._drawn(name, root)

    def _unread(self, name: str, root: etree._Element) -> Iterator[Finding]:
        for element in root.iter(w("altChunk"), w("subDoc")):
            yield finding("template-unfilled", f"there is {thing_of(element)} here, which is not looked at: nothing in it would "
                          "be filled or checked.", UNREAD[etree.QName(element).localname], FILE, place=self._place(element, name))

    def _typed(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """Yield a finding for each tag that is neither in the words of the text nor in words for those who cannot see."""
        read = set(spoken(root))
        for element in root.iter(etree.Element):
            texts = [(attribute, str(text)) for attribute, text in element.attrib.items() if (element, attribute) not in read]
            for _, text in (*texts, *([("", element.text)] if element.text and element.tag != w("t") else [])):
                if BRACES.search(text):
                    what, remedy = PLACES.get(etree.QName(element).localname, ELSEWHERE)
                    yield finding("template-unfilled", f'a tag stands in {what}, where nothing is filled in: "{_short(text)}".',
                                  remedy, FILE, place=self._place(element, name))

    def _drawn(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """Yield a finding for each tag in a chart or diagram of a part, and in the address of a link."""
        for identity, kind, target in related_parts(self.parts, name):
            link = kind == "hyperlink" and bool(BRACES.search(target))
            if link or (kind in DRAWN_PARTS and _holds_tag(self.parts.get(target, b""))):
                user = next((element for element in root.iter(etree.Element) if identity in element.attrib.values()), root)
                what = "the address of a link" if link else DRAWN_PARTS[kind]
                remedy = ("Addresses are not filled: write the address in full, or take the link away." if link else
                          "Write it in the text beside it; the charts that are filled are named in templates/README.md.")
                yield finding("template-unfilled", f"a tag stands in {what}, where nothing is filled in.", remedy, FILE,
                              place=self._place(user, name))

    def _place(self, element: etree._Element, part: str) -> str:
        """Return the place of an element: its paragraph's, that of its first, or that it stands before the next one."""
        above = next((one for one in (element, *element.iterancestors()) if one in self.places), None)
        inside = next((one for one in element.iter(w("p")) if one in self.places), None)
        if above is not None or inside is not None:
            return self.places[above if above is not None else inside].place  # type: ignore[index]
        after = next((one for block in element.itersiblings() for one in block.iter(w("p")) if one in self.places), None)
        return f"before {self.places[after].place}" if after is not None else f"the end of the {story(part)}"


def _holds_tag(part: bytes) -> bool:
    return bool(BRACES.search(re.sub(rb"<[^>]*>", b"", part).decode("utf-8", "replace")))


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
