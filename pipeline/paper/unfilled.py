"""Tags where nothing is filled in, and what of a template is not looked at: told at its place,
before anything is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.paper.codes import finding
from pipeline.paper.properties import OWN_DATA, tags_in
from pipeline.paper.where import Placed, placed
from pipeline.paper.whole_tags import Broken, spoken, thing_of
from pipeline.settings.schema import TEMPLATE_FILE as FILE
from pipeline.word.outline import story
from pipeline.word.package import Package
from pipeline.word.xml import w

BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|%7B%7B|%7B%25", re.IGNORECASE)
TEXT = w("t")
RETYPE = "Delete the whole tag and type it again in one go."
"""What mends a tag that lies in pieces: Word keeps what is typed in one go in one run."""
UNREAD = {
    "altChunk": "Open that file, copy its text, paste it here and delete the inserted one.",
    "subDoc": "In View > Outline choose Show Document, click in it, and choose Unlink.",
}
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
UNSEEN_SIGN = re.compile("[\ufdd0-\ufdef]")
""""Noncharacters" in which values travel (`marks`); no program writes them and no keyboard has
them.
"""
NAME_SPACE = re.compile(rb'\sxmlns(?::[\w.-]+)?="[^"]*[{}]')


class Unfilled:
    """Looks for tags that nothing fills and for what is not looked at; places are found once there
    is something to tell.
    """

    def __init__(self, parts: Package, roots: Mapping[str, etree._Element]) -> None:
        self.parts, self.roots = parts, roots
        self.following: dict[etree._Element, etree._Element | None] = {}

    @cached_property
    def places(self) -> dict[etree._Element, Placed]:
        """Return the place of each paragraph."""
        return {paragraph.element: paragraph for paragraph in placed(self.parts)}

    def findings(self, broken: list[Broken], listed: list[etree._Element]) -> Iterator[Finding]:
        """Yield what there is to tell, part by part: `broken` are the tags with a thing inside,
        `listed` the tables of contents.
        """
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
                f'"{_short(one.words)}" stands in {one.thing}, and "{_short(one.other)}", which'
                " belongs to it, does not."
                if one.other
                else f'{one.thing} stands inside the tag "{_short(one.words)}".',
                "Delete it and type it again where the other stands, so that both are in it or both"
                " in the text beside it."
                if one.other
                else f"Move it out of the tag. {RETYPE}",
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
                str(text)
                for attribute, text in element.items()
                if not text.isalnum() and (element, attribute) not in read
            ]
            inside = element.text if element.tag != TEXT else ""
            beside = element.tail if element.tail and "{" in element.tail else ""
            for text in (*texts, inside, beside):
                if text and BRACES.search(text):
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


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
