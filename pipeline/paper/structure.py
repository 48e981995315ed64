"""Marks in a filled part to Word structure: runs for looks, paragraphs for lines, lists that
restart, content controls.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from pipeline.paper import links, marks, table_widths
from pipeline.word.package import Draft
from pipeline.word.xml import SPACE, w

LIST_STYLES = {"letter": "List Letter", "number": "List Number", "bullet": "List Bullet"}
TAG_LIMIT = 64
NUMBERING = "word/numbering.xml"
BREAK = w("break")
"""Where a new paragraph starts: in no document, but between two steps of the builder."""
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
            _style_ids(draft.root("word/styles.xml")) if "word/styles.xml" in draft else {}
        )
        self._style_numbers = (
            _style_numbers(draft.root("word/styles.xml")) if "word/styles.xml" in draft else {}
        )
        self._numbering = draft.root(NUMBERING) if NUMBERING in draft else None
        self._nums = [] if self._numbering is None else self._numbering.findall(w("num"))
        self._free = max((int(num.get(w("numId")) or 0) for num in self._nums), default=0) + 1
        self._controls = 0

    def build(self, root: etree._Element) -> None:
        """Make the marks in a part into structure; the part is changed in place."""
        for run in _marked(root):
            parent = run.getparent()
            assert parent is not None
            place = parent.index(run)
            parent.remove(run)
            for offset, piece in enumerate(self._pieces(run)):
                parent.insert(place + offset, piece)
        for paragraph in dict.fromkeys(mark.getparent() for mark in root.iter(BREAK)):
            if paragraph is not None and paragraph.tag == w("p"):
                self._split(paragraph)
        for table in root.iter(w("tbl")):
            table_widths.fit(table)
        for element in _spoken(root):
            for name, value in element.attrib.items():
                if isinstance(value, str) and marks.ANY.search(value):
                    element.set(name, marks.bare(value))

    def _pieces(self, run: etree._Element) -> Iterator[etree._Element]:
        """Yield what a run becomes: runs, content controls, and `break` elements where a new
        paragraph starts.
        """
        properties = run.find(w("rPr"))
        control: etree._Element | None = None
        link: etree._Element | None = None
        current = _run(properties, "")
        for child in run:
            if child is properties:
                continue
            if child.tag != w("t"):
                current.append(child)
                continue
            for token, text in _tokens(child.text or ""):
                if token is None:
                    _add_text(current, text)
                    continue
                if token.lastgroup == "line":
                    current.append(etree.Element(w("br")))
                    continue
                if token.lastgroup == "tab":
                    current.append(etree.Element(w("tab")))
                    continue
                if _has_content(current):
                    if link is not None:
                        link.append(links.looking(current, self._style_of_links))
                    elif control is None:
                        yield current
                    else:
                        _content(control).append(current)
                current = _run(properties, token["look"] or "")
                if token["href"] is not None:
                    link = links.to(marks.shown(token["href"]))
                elif token["unlink"] is not None and link is not None:
                    yield link
                    link = None
                elif token["key"] is not None:
                    control = self._control(marks.shown(token["key"]))
                elif token["end"] is not None and control is not None:
                    yield control
                    control = None
                elif token["list"] is not None:
                    yield etree.Element(
                        BREAK, {"kind": token["block"] or "", "list": token["list"]}
                    )
        if _has_content(current):
            yield current

    @cached_property
    def _style_of_links(self) -> str:
        return links.with_style(self._draft.change("word/styles.xml"))

    def _control(self, key: str) -> etree._Element:
        """Return an empty content control for a figure, tagged with its key."""
        self._controls += 1
        control = etree.Element(w("sdt"))
        properties = etree.SubElement(control, w("sdtPr"))
        etree.SubElement(properties, w("alias")).set(w("val"), tag_of(key))
        etree.SubElement(properties, w("tag")).set(w("val"), tag_of(key))
        etree.SubElement(properties, w("id")).set(w("val"), str(self._controls))
        etree.SubElement(control, w("sdtContent"))
        return control

    def _split(self, paragraph: etree._Element) -> None:
        """Part a paragraph at its breaks: plain lines keep its style, items take the style of their
        list.
        """
        numbers: dict[tuple[str, str], str] = {}
        before, pieces = _parted(paragraph)
        made: list[etree._Element] = []
        was_item = False
        if before or not pieces:
            made.append(_copy(paragraph, before))
            if pieces:
                _without_trailing_space(made[0])
        for mark, children in pieces:
            piece = _copy(paragraph, children)
            kind = mark.get("kind") or ""
            if kind and made and not was_item:
                _keep_with_next(made[-1])
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


def _marked(root: etree._Element) -> list[etree._Element]:
    """Return the runs that hold a mark which changes them; one that only tells a cell's address
    round all words is taken out.
    """
    found: dict[etree._Element, None] = {}
    for text in root.iter(w("t")):
        words, run = text.text or "", text.getparent()
        if words.isascii() or run is None or run.tag != w("r") or not marks.ANY.search(words):
            continue
        if (inside := marks.cell_alone(words)) is not None and _is_plain(run, text):
            text.text = inside
            run.attrib.clear()
        else:
            found[run] = None
    return list(found)


def _is_plain(run: etree._Element, text: etree._Element) -> bool:
    """Return whether a run holds nothing but its looks and a text that keeps its spaces."""
    *looks, last = run
    alone = last is text and [one.tag for one in looks] in ([], [w("rPr")])
    blank = any(
        (run.text, run.tail, *(one.tail for one in run))
    )  # between the lines of an indented part
    return alone and not blank and text.attrib.items() == [(SPACE, "preserve")]


def _spoken(root: etree._Element) -> list[etree._Element]:
    """Return the elements that hold a mark in an attribute, such as words for those who cannot see
    a picture.
    """
    return [
        element
        for element in root.iter(*SPOKEN)
        if marks.ANY.search("".join(map(str, element.attrib.values())))
    ]


def _tokens(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Yield the marks of a text in order, and the plain text between them."""
    at = 0
    for token in marks.TOKEN.finditer(text):
        if token.start() > at:
            yield None, marks.shown(text[at : token.start()])
        at = token.end()
        if token.lastgroup is not None:
            yield token, ""
    if at < len(text):
        yield None, marks.shown(text[at:])


def _run(properties: etree._Element | None, look: str) -> etree._Element:
    run = etree.Element(w("r"))
    if properties is not None or look:
        mine = copy.deepcopy(properties) if properties is not None else etree.Element(w("rPr"))
        place = sum(1 for child in mine if child.tag in (w("rStyle"), w("rFonts")))
        for tag in ("i", "iCs") * ("i" in look) + ("b", "bCs") * ("b" in look):
            for old in mine.findall(w(tag)):
                mine.remove(old)
        wanted = [
            tag
            for letter, tags in (("b", ("b", "bCs")), ("i", ("i", "iCs")))
            if letter in look
            for tag in tags
        ]
        for offset, tag in enumerate(wanted):
            mine.insert(place + offset, etree.Element(w(tag)))
        run.append(mine)
    return run


def _add_text(run: etree._Element, text: str) -> None:
    element = etree.SubElement(run, w("t"))
    element.text = text
    element.set(SPACE, "preserve")


def _has_content(run: etree._Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _content(control: etree._Element) -> etree._Element:
    content = control.find(w("sdtContent"))
    assert content is not None
    return content


def _parted(
    paragraph: etree._Element,
) -> tuple[list[etree._Element], list[tuple[etree._Element, list[etree._Element]]]]:
    """Return the children before the first break, and each break with the children after it."""
    before: list[etree._Element] = []
    pieces: list[tuple[etree._Element, list[etree._Element]]] = []
    for child in paragraph:
        if child.tag == w("pPr"):
            continue
        if child.tag == BREAK:
            pieces.append((child, []))
        else:
            (pieces[-1][1] if pieces else before).append(child)
    if not any(child.tag in (w("r"), w("sdt"), w("hyperlink")) for child in before):
        for child in reversed(before):  # bookmarks and the like go with what follows
            pieces[0][1].insert(0, child)
        before = []
    return before, pieces


def _copy(paragraph: etree._Element, children: list[etree._Element]) -> etree._Element:
    piece = etree.Element(paragraph.tag)
    for name, value in paragraph.attrib.items():
        piece.set(name, value)
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        piece.append(copy.deepcopy(properties))
    piece.extend(children)
    return piece


def _without_trailing_space(paragraph: etree._Element) -> None:
    """Take the space away that stood between a line's words and the list that follows as paragraphs
    of its own.
    """
    texts = list(paragraph.iter(w("t")))
    if texts:
        texts[-1].text = (texts[-1].text or "").rstrip(" ")


def _keep_with_next(paragraph: etree._Element) -> None:
    """Keep a line that leads into a list on the page of its first item."""
    properties = paragraph.find(w("pPr"))
    if properties is not None and properties.find(w("keepNext")) is None:
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else 1, etree.Element(w("keepNext")))


def _style_ids(styles: etree._Element) -> dict[str, str]:
    """Return the ids of the paragraph styles by name; Word writes some built-in names in lower
    case.
    """
    found = {}
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None and style.get(w("type")) == "paragraph":
            found[str(name.get(w("val")))] = str(style.get(w("styleId")))
    return found


def _style_numbers(styles: etree._Element) -> dict[str, str]:
    found = {}
    for style in styles.iter(w("style")):
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is not None:
            found[str(style.get(w("styleId")))] = str(number.get(w("val")))
    return found
