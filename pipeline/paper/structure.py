"""Marks in a filled part to Word structure: runs for looks, paragraphs for lines, lists that
restart, content controls.
"""

from __future__ import annotations

import copy
import hashlib
from functools import cached_property

from lxml import etree

from pipeline.paper import links, marks, table_widths
from pipeline.paper.paragraphs import (
    copied,
    keep_with_next,
    parted,
    risen,
    style_ids,
    style_numbers,
    without_trailing_space,
)
from pipeline.paper.runs import BREAK, CONTENT, Pieces, marked
from pipeline.word.package import Draft
from pipeline.word.xml import VAL, w

LIST_STYLES = {"letter": "List Letter", "number": "List Number", "bullet": "List Bullet"}
TAG_LIMIT = 64
SDT, SDT_PR, ALIAS, TAG, ID = map(w, ("sdt", "sdtPr", "alias", "tag", "id"))
NUMBERING = "word/numbering.xml"
SPOKEN = ("{*}docPr", "{*}cNvPr", "{*}tblCaption", "{*}tblDescription")
"""What has words for those who cannot see: no other attribute of a template is filled."""


def tag_of(key: str) -> str:
    """Return the tag of a figure's content control: its key, shortened where Word's limit of 64
    asks for it.
    """
    if len(key) <= TAG_LIMIT:
        return key
    return f"{key[: TAG_LIMIT - 9]}~{hashlib.sha256(key.encode()).hexdigest()[:8]}"


class Builder:
    """Builds the parts of one document; ids and list numbers run through all of them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._styles = (
            style_ids(draft.root("word/styles.xml")) if "word/styles.xml" in draft else {}
        )
        self._style_numbers = (
            style_numbers(draft.root("word/styles.xml")) if "word/styles.xml" in draft else {}
        )
        self._numbering = draft.root(NUMBERING) if NUMBERING in draft else None
        self._nums = [] if self._numbering is None else self._numbering.findall(w("num"))
        self._free = max((int(num.get(w("numId")) or 0) for num in self._nums), default=0) + 1
        self._controls = 0

    def build(self, root: etree._Element) -> None:
        """Make the marks in a part into structure; the part is changed in place."""
        for run in marked(root, self._control):
            parent = run.getparent()
            assert parent is not None
            place = parent.index(run)
            parent.remove(run)
            pieces = Pieces(run, self._control, lambda: self._style_of_links)
            for offset, piece in enumerate(pieces.all()):
                parent.insert(place + offset, piece)
        for mark in list(root.iter(BREAK)):
            risen(mark)
        for paragraph in dict.fromkeys(mark.getparent() for mark in root.iter(BREAK)):
            if paragraph is not None and paragraph.tag == w("p"):
                self._split(paragraph)
        for table in root.iter(w("tbl")):
            table_widths.fit(table)
        for element in _spoken(root):
            for name, value in element.attrib.items():
                if isinstance(value, str) and marks.ANY.search(value):
                    element.set(name, marks.bare(value))

    @cached_property
    def _style_of_links(self) -> str:
        return links.with_style(self._draft.change("word/styles.xml"))

    def _control(self, key: str) -> etree._Element:
        """Return an empty content control for a figure, tagged with its key."""
        self._controls += 1
        tag = tag_of(key)
        control = etree.Element(SDT)
        properties = etree.SubElement(control, SDT_PR)
        etree.SubElement(properties, ALIAS, {VAL: tag})
        etree.SubElement(properties, TAG, {VAL: tag})
        etree.SubElement(properties, ID, {VAL: str(self._controls)})
        etree.SubElement(control, CONTENT)
        return control

    def _split(self, paragraph: etree._Element) -> None:
        """Part a paragraph at its breaks: plain lines keep its style, items take the style of their
        list.
        """
        numbers: dict[tuple[str, str], str] = {}
        before, pieces = parted(paragraph)
        made: list[etree._Element] = []
        was_item = False
        if before or not pieces:
            made.append(copied(paragraph, before))
            if pieces:
                without_trailing_space(made[0])
        for mark, children in pieces:
            piece = copied(paragraph, children)
            kind = mark.get("kind") or ""
            if kind and made and not was_item:
                keep_with_next(made[-1])
            was_item = bool(kind)
            if kind:
                self._as_item(piece, kind, numbers, mark.get("list") or "")
            made.append(piece)
        section = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
        for piece in made[:-1] if section is not None else []:
            found = piece.find(f"{w('pPr')}/{w('sectPr')}")
            holder = None if found is None else found.getparent()
            if found is not None and holder is not None:
                holder.remove(found)
        parent = paragraph.getparent()
        assert parent is not None
        place = parent.index(paragraph)
        parent.remove(paragraph)
        for offset, piece in enumerate(made):
            parent.insert(place + offset, piece)

    def _as_item(
        self,
        paragraph: etree._Element,
        kind: str,
        numbers: dict[tuple[str, str], str],
        list_no: str,
    ) -> None:
        style = self._styles.get(LIST_STYLES[kind])
        if style is None:
            raise KeyError(LIST_STYLES[kind])
        properties = paragraph.find(w("pPr"))
        section = None if properties is None else properties.find(w("sectPr"))
        if properties is not None:
            paragraph.remove(properties)
        fresh = etree.Element(w("pPr"))
        etree.SubElement(fresh, w("pStyle")).set(w("val"), style)
        if kind != "bullet" and style in self._style_numbers:
            key = (kind, list_no)
            if key not in numbers:
                numbers[key] = self._restart(self._style_numbers[style])
            number = etree.SubElement(fresh, w("numPr"))
            etree.SubElement(number, w("ilvl")).set(w("val"), "0")
            etree.SubElement(number, w("numId")).set(w("val"), numbers[key])
        if section is not None:
            fresh.append(section)
        paragraph.insert(0, fresh)

    def _restart(self, number: str) -> str:
        """Return a new list that starts at its first item again, numbered like the list style."""
        like = next(num for num in self._nums if num.get(w("numId")) == number)
        fresh = str(self._free)
        num = etree.Element(w("num"))
        num.set(w("numId"), fresh)
        num.extend(copy.deepcopy(like.findall(w("abstractNumId"))))
        override = etree.SubElement(num, w("lvlOverride"))
        override.set(w("ilvl"), "0")
        etree.SubElement(override, w("startOverride")).set(w("val"), "1")
        self._nums[-1].addnext(num)
        self._nums.append(num)
        self._free += 1
        self._draft.change(NUMBERING)
        return fresh


def _spoken(root: etree._Element) -> list[etree._Element]:
    """Return the elements that hold a mark in an attribute, such as words for those who cannot see
    a picture.
    """
    return [
        element
        for element in root.iter(*SPOKEN)
        if marks.ANY.search("".join(map(str, element.attrib.values())))
    ]
