"""A template as any program saved it, made ready to be checked and filled: one form, whatever Word,
LibreOffice or others wrote.

What can be mended without changing a word of the paper is mended here; what cannot be filled is
told here, at its place, before anything is rendered.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from typing import Any

from lxml import etree

from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.findings.finding import Finding
from pipeline.paper.codes import finding
from pipeline.paper.where import Placed, placed
from pipeline.paper.whole_tags import TAG, Broken, made_whole, spoken, taken_out, thing_of
from pipeline.settings.schema import TEMPLATE_FILE as FILE
from pipeline.word.editing import cleared, completed, contents, in_order, referred_to
from pipeline.word.gate import Barred
from pipeline.word.outline import PARTS, paragraphs, story, style_names
from pipeline.word.package import Package
from pipeline.word.received import MAIN, RELATION, TYPE, NoWordFile, admitted, detached
from pipeline.word.relations import sheet_of
from pipeline.word.xml import PARSER, R, W, w, written

CORE, APP = "docProps/core.xml", "docProps/app.xml"
SETTINGS = "word/settings.xml"
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|%7B%7B|%7B%25", re.IGNORECASE)
RETYPE = "Delete the whole tag and type it again in one go."
"""What mends a tag that lies in pieces: Word keeps what is typed in one go in one run."""
UNREAD = {
    "altChunk": "Open that file, copy its text, paste it here and delete the inserted one.",
    "subDoc": "In View > Outline choose Show Document, click in it, and choose Unlink.",
}
THINGS = {"chunk": "an inserted file", "subdocument": "a subdocument"}
"""What `whole_tags.thing_of` calls what the gate calls so."""
DRAWN_PARTS = {
    "chart": "a chart",
    "diagramData": "a diagram",
    "diagramDrawing": "a diagram",
    "chartEx": "a chart",
}
NEW_DOCUMENT = "Copy all of the text into a new document and save that in its place."
PLACES = {
    "instrText": ("a field's code", "Fields are not filled: write the tag in the text."),
    "fldSimple": ("a field's code", "Fields are not filled: write the tag in the text."),
    "t": ("a formula or drawing", "Write it in the text beside it."),
    "hyperlink": (
        "the tip of a link",
        "Delete it there (right-click the link, Edit Link > ScreenTip).",
    ),
    "alias": ("the title of a content control", "Delete it there (Developer > Properties)."),
    "tag": ("the tag of a content control", "Delete it there (Developer > Properties)."),
    "bookmarkStart": ("the name of a bookmark", "Delete the bookmark (Insert > Bookmark)."),
}
ELSEWHERE = ("something that is no text", "Write it in the text.")
STYLE = (
    "the name of a style",
    "In Home > Styles right-click the style, choose Modify, and name it anew.",
)
OTHERS = {
    "docVar": ("a document variable", NEW_DOCUMENT),
    "style": STYLE,
    "name": STYLE,
    "aliases": STYLE,
    "lvlText": (
        "the numbers of a list",
        "Click in the list and choose Home > Numbering > Define New Number Format.",
    ),
}
OTHER = ("a part of the file that is no text ({})", NEW_DOCUMENT)
INFO = {
    "title": "Title",
    "subject": "Subject",
    "creator": "Author",
    "description": "Comments",
    "keywords": "Tags",
    "category": "Categories",
    "contentStatus": "Status",
    "lastModifiedBy": "Last Modified By",
    "TitlesOfParts": "Title",
}
"""What Word calls a property of the file, where it has another name for it than the format."""
OWN_DATA = re.compile(r"docProps/(core|app|custom)\.xml|customXml/(?!itemProps|_rels)[^/]*\.xml")
"""Parts of properties and of their copies: what is typed in a control bound to one stands there
too. No paper keeps them.
"""
TAG_STYLES = frozenset({"tag", "tag line"})
"""The styles that make tags look like tags in a template: what is printed has the looks of its
paragraph, and a line that held only a tag is gone.
"""
UNSEEN_SIGN = re.compile("[\ufdd0-\ufdef]")
""""Noncharacters" in which values travel (`marks`); no program writes them and no keyboard has
them.
"""
NAME_SPACE = re.compile(rb'\sxmlns(?::[\w.-]+)?="[^"]*[{}]')


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be filled, and what cannot be filled in it; without content it cannot be
    read at all.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=4)
def prepared(template: bytes) -> Prepared:
    """Return a template in the one form that is checked and filled; the same bytes give the
    same.
    """
    try:
        entry = admitted(template)
        roots = {
            name: _prefixed(entry.package.copy(name))
            for name in entry.package
            if PARTS.fullmatch(name)
        }
        if MAIN not in roots:
            raise NoWordFile(
                "it holds no text.",
                "Open it in Word and save it again as a Word Document (*.docx).",
            )
    except NoWordFile as fault:
        return Prepared(b"", (finding("template-unreadable", fault.message, fault.remedy, FILE),))
    except etree.XMLSyntaxError:
        return Prepared(
            b"",
            (
                finding(
                    "template-unreadable",
                    "it is damaged: a part of it is no well-formed XML.",
                    "Open it in Word and save it again; where Word cannot open it either, take an"
                    " earlier copy.",
                    FILE,
                ),
            ),
        )
    referred = frozenset(name for root in roots.values() for name in referred_to(root))
    broken: list[Broken] = []
    listed = [paragraph for root in roots.values() for paragraph in contents(root)]
    told = [paragraph for paragraph in listed if taken_out(paragraph)]
    named = style_names(entry.package).items()
    of_tags = frozenset(one for one, name in named if name.casefold() in TAG_STYLES)
    styles = frozenset(_style_ids(entry.package)) - of_tags
    commented = comments_in(entry.package)
    for root in roots.values():
        cleared(root, referred, commented=commented)
        _plain(root, of_tags)
        completed(root, styles)
        broken += made_whole(root)
    parts = {**entry.package, **{name: written(root) for name, root in roots.items()}}
    _settle(parts, styles)
    ready = Package(_reached(Package(parts)), roots)
    unfilled = tuple(_Unfilled(ready, roots).findings(broken, told[:1]))
    barred = _barred(entry.faults, unfilled, entry.package) if entry.faults else ()
    return Prepared(packed(ready), (*barred, *unfilled))


def _barred(
    faults: Iterable[Barred], unfilled: Iterable[Finding], parts: Package
) -> Iterator[Finding]:
    """Yield what the gate does not let into a template, but what is taken away here or told of by
    itself.
    """
    told_at = dict(zip((one.place for one in paragraphs(parts)), placed(parts), strict=True))
    told = {one.message.partition(" here,")[0].removeprefix("there is ") for one in unfilled}
    for one in faults:
        if (
            one.kind == "attached"
            or (BRACES.search(one.about) and one.kind == "link")
            or THINGS.get(one.kind) in told
        ):
            continue
        here = told_at.get(one.place)
        yield finding(
            "template-unreadable" if one.kind == "macros" else "template-marks",
            one.message,
            one.remedy,
            FILE,
            place="" if one.kind == "macros" else here.place if here else one.place,
            turn=here.turn if here else 0,
        )


def _reached(parts: Package) -> dict[str, bytes]:
    """Return the parts that something leads to: others are what programs left that cut a document
    down, and none shows them.
    """
    reached, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        source = waiting.pop()
        reached.add(sheet_of(source))
        waiting += [
            one.target
            for one in parts.related(source)
            if one.target in parts and one.target not in reached
        ]
        reached.update(waiting)
    types = parts.copy(CONTENT_TYPES)
    for one in [
        one for one in types.iter(TYPE) if str(one.get("PartName")).lstrip("/") not in reached
    ]:
        types.remove(one)
    return {
        **{name: part for name, part in parts.items() if name in reached},
        CONTENT_TYPES: written(types),
    }


def comments_in(parts: Package) -> bool:
    """Return whether a document behind the door holds comments."""
    return any(
        next(parts.root(one.target).iter(w("comment")), None) is not None
        for one in parts.related(MAIN)
        if one.kind == "comments" and one.target in parts
    )


def _style_ids(parts: Package) -> Iterator[str]:
    if "word/styles.xml" in parts:
        for style in parts.root("word/styles.xml").iter(w("style")):
            yield str(style.get(w("styleId")))


def _plain(root: etree._Element, of_tags: frozenset[str]) -> None:
    """Take the looks of tags from their runs: what is printed there looks like its paragraph.

    Of a style that is not in the paper, `completed` takes the name away; here goes what LibreOffice
    repeats of it beside the name.
    """
    for style in root.iter(w("rStyle")):
        looks = style.getparent()
        if looks is not None and style.get(w("val")) in of_tags:
            for one in (
                looks.findall(w("color")) + looks.findall(w("sz")) + looks.findall(w("szCs"))
            ):
                looks.remove(one)


def _prefixed(root: etree._Element) -> etree._Element:
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


def _settle(parts: dict[str, bytes], styles: frozenset[str]) -> None:
    """Settle what is the program's in every paper: its properties, Word's present layout, and no
    template attached.

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
        root = _prefixed(etree.fromstring(parts[name], PARSER))
        if name == SETTINGS:
            _layout(root)
        for style in [one for one in root.iter(w("style")) if one.get(w("styleId")) not in styles]:
            root.remove(style)
        for element in list(root.iter(w("basedOn"), w("next"), w("link"))):
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


class _Unfilled:
    """Looks for tags that nothing fills and for what is not looked at; places are found once there
    is something to tell.
    """

    def __init__(self, parts: Package, roots: Mapping[str, etree._Element]) -> None:
        self.parts, self.roots = parts, roots
        self.following: dict[etree._Element, etree._Element | None] = {}

    @cached_property
    def places(self) -> dict[etree._Element, Placed]:
        return {paragraph.element: paragraph for paragraph in placed(self.parts)}

    def findings(self, broken: list[Broken], listed: list[etree._Element]) -> Iterator[Finding]:
        for paragraph in listed:
            yield finding(
                "template-unfilled",
                "the table of contents here repeats the tags of headings, and is not filled.",
                "Click in it and choose References > Table of Contents > Remove Table of Contents;"
                " where the paper is to have one, insert it in the finished paper.",
                FILE,
                **self._place(paragraph, ""),
            )
        for one in broken:
            yield finding(
                "template-tag",
                f'{one.thing} stands inside the tag "{_short(one.words)}".',
                f"Move it out of the tag. {RETYPE}",
                FILE,
                **self._place(one.paragraph, ""),
            )
        for name, root in self.roots.items():
            yield from self._unread(name, root)
            yield from self._typed(name, root)
            yield from self._signs(name, root)
            yield from self._drawn(name, root)
        for name, part in self.parts.items():
            if name not in self.roots and not OWN_DATA.fullmatch(name):
                yield from self._other(name, part)

    def _unread(self, name: str, root: etree._Element) -> Iterator[Finding]:
        for element in root.iter(w("altChunk"), w("subDoc")):
            yield finding(
                "template-unfilled",
                f"there is {thing_of(element)} here, which is not looked at: nothing in it would "
                "be filled or checked.",
                UNREAD[etree.QName(element).localname],
                FILE,
                **self._place(element, name),
            )

    def _typed(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """Yield a finding for each tag that is neither in the words of the text nor in words for
        those who cannot see.
        """
        read = set(spoken(root))
        for element in root.iter(etree.Element):
            texts = [
                (attribute, str(text))
                for attribute, text in element.attrib.items()
                if (element, attribute) not in read
            ]
            beside = element.tail if element.tail and "{" in element.tail else ""
            for _, text in (
                *texts,
                *([("", element.text)] if element.text and element.tag != w("t") else []),
                ("", beside),
            ):
                if BRACES.search(text):
                    what, remedy = PLACES.get(etree.QName(element).localname, ELSEWHERE)
                    yield finding(
                        "template-unfilled",
                        f'a tag stands in {what}, where nothing is filled in: "{_short(text)}".',
                        remedy,
                        FILE,
                        **self._place(element, name),
                    )

    def _signs(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """Yield a finding where a part holds a sign that would be taken for the program's own, or a
        name that is no name.
        """
        part = self.parts.get(name, b"")
        if NAME_SPACE.search(part):
            yield finding(
                "template-unreadable",
                f"the names of its elements hold braces ({name}).",
                NEW_DOCUMENT,
                FILE,
            )
        if not UNSEEN_SIGN.search(part.decode("utf-8")):
            return
        for element in root.iter(etree.Element):
            sign = UNSEEN_SIGN.search(
                "".join(
                    (element.text or "", element.tail or "", *map(str, element.attrib.values()))
                )
            )
            if sign:
                yield finding(
                    "template-tag",
                    "there is a sign here that cannot be seen and that no text may hold "
                    f"(U+{ord(sign[0]):04X}).",
                    "Delete the words around it and type them again.",
                    FILE,
                    **self._place(element, name),
                )
                return

    def _other(self, name: str, part: bytes) -> Iterator[Finding]:
        """Yield a finding for each tag in a part that holds no text: styles, lists, settings."""
        if not name.endswith(".xml") or name.startswith(
            ("word/charts/", "word/diagrams/", "word/glossary/", "[")
        ):
            return
        for element, words in tags_in(part):
            what, remedy = OTHERS.get(etree.QName(element).localname, OTHER)
            yield finding(
                "template-unfilled",
                f"a tag stands in {what.format(name)}, where nothing is filled in: "
                f'"{_short(words)}".',
                remedy,
                FILE,
            )

    def _drawn(self, name: str, root: etree._Element) -> Iterator[Finding]:
        """Yield a finding for each tag in a chart or diagram of a part, and in the address of a
        link.
        """
        for one in self.parts.related(name):
            link = one.kind == "hyperlink" and bool(BRACES.search(one.target))
            if link or (one.kind in DRAWN_PARTS and _holds_tag(self.parts.get(one.target, b""))):
                user = next(
                    (
                        element
                        for element in root.iter(etree.Element)
                        if one.identity in element.attrib.values()
                    ),
                    root,
                )
                what = "the address of a link" if link else DRAWN_PARTS[one.kind]
                remedy = (
                    "Addresses are not filled: write the address in full, or take the link away."
                    if link
                    else (
                        "Write it in the text beside it; the charts that are filled are named in"
                        " templates/README.md."
                    )
                )
                yield finding(
                    "template-unfilled",
                    f"a tag stands in {what}, where nothing is filled in.",
                    remedy,
                    FILE,
                    **self._place(user, name),
                )

    def _place(self, element: etree._Element, part: str) -> dict[str, Any]:
        """Return the place and turn of an element: its paragraph's, that of its first, or that it
        stands before the next one.
        """
        above = next(
            (one for one in (element, *element.iterancestors()) if one in self.places), None
        )
        inside = next((one for one in element.iter(w("p")) if one in self.places), None)
        holder = above if above is not None else inside
        if holder is not None:
            return {"place": self.places[holder].place, "turn": self.places[holder].turn}
        after = self._next(element)
        if after is None:
            return {"place": f"the end of the {story(part)}", "turn": len(self.places)}
        return {"place": f"before {self.places[after].place}", "turn": self.places[after].turn}

    def _next(self, element: etree._Element) -> etree._Element | None:
        """Return the paragraph that comes next among an element's siblings; each of those on the
        way has the same one.
        """
        passed = []
        found: etree._Element | None = None
        for block in (element, *element.itersiblings()):
            if block in self.following:
                found = self.following[block]
                break
            if block is not element:
                found = next((one for one in block.iter(w("p")) if one in self.places), None)
                if found is not None:
                    break
            passed.append(block)
        self.following.update(dict.fromkeys(passed, found))
        return found


def _holds_tag(part: bytes) -> bool:
    return bool(BRACES.search(re.sub(rb"<[^>]*>", b"", part).decode("utf-8", "replace"))) or any(
        True for _ in tags_in(part)
    )


def tags_in(part: bytes) -> Iterator[tuple[etree._Element, str]]:
    """Yield each whole tag in a part that is no text, and the element that holds it; nothing where
    it is no XML.
    """
    if not any(sign in part for sign in (b"{{", b"{%", b"&#", b"\x00")):
        return
    try:
        root = etree.fromstring(part, PARSER)
    except etree.XMLSyntaxError:
        return
    for element in root.iter(etree.Element):
        for text in (element.text, element.tail, *element.attrib.values()):
            yield from (
                (element, match[0]) for match in TAG.finditer(str(text or "")) if match[0][1] != "#"
            )


def properties(parts: Mapping[str, bytes]) -> Iterator[Placed]:
    """Yield the tags in the properties of the file as paragraphs, each with the place where Word
    shows the property: a control bound to it copies there what is typed in it.
    """
    for name, part in parts.items():
        if OWN_DATA.fullmatch(name):
            for element, words in tags_in(part):
                yield Placed(element, name, 0, words, "", "", told=_shown_at(element, name))


def _shown_at(element: etree._Element, part: str) -> str:
    """Return where Word shows a property of the file."""
    if part in (CORE, APP):
        above = (element, *element.iterancestors())
        names = [etree.QName(one).localname for one in above]
        local = next((one for one in names if one in INFO), names[0])
        return f"File > Info > {INFO.get(local, local)}"
    if part.startswith("customXml/"):
        return f"the data that controls are bound to ({part})"
    named = next((one.get("name") for one in element.iterancestors() if one.get("name")), "")
    return f"File > Info > Properties > Advanced Properties > Custom{f', {named}' if named else ''}"


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
