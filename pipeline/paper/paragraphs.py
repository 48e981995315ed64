"""A paragraph parted at its breaks, and the styles of the lines and items it becomes."""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.paper.runs import BREAK
from pipeline.word.xml import w


def parted(
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


def risen(mark: etree._Element) -> None:
    """Part the link or control in which a break stands, so that it stands in the paragraph: each
    line is in one of its own, alike.
    """
    while (holder := mark.getparent()) is not None and holder.tag != w("p"):
        after = [*mark.itersiblings()]
        outer = holder.getparent()
        in_control = holder.tag == w("sdtContent") and outer is not None
        whole = outer if in_control and outer is not None else holder
        fresh = etree.Element(
            holder.tag, {str(name): str(one) for name, one in holder.attrib.items()}
        )
        fresh.extend(after)
        whole.addnext(mark)
        if after:
            mark.addnext(_like(whole, fresh) if in_control else fresh)
        if not len(holder) and (home := whole.getparent()) is not None:
            home.remove(whole)


def _like(control: etree._Element, content: etree._Element) -> etree._Element:
    """Return a control with the properties of another, around this content."""
    made = etree.Element(control.tag)
    made.extend(copy.deepcopy(one) for one in control if one.tag != content.tag)
    made.append(content)
    return made


def copied(paragraph: etree._Element, children: list[etree._Element]) -> etree._Element:
    """Return a new paragraph with the properties of another, and these children."""
    piece = etree.Element(paragraph.tag)
    for name, value in paragraph.attrib.items():
        piece.set(name, value)
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        piece.append(copy.deepcopy(properties))
    piece.extend(children)
    return piece


def without_trailing_space(paragraph: etree._Element) -> None:
    """Take the space away that stood between a line's words and the list that follows as paragraphs
    of its own.
    """
    texts = list(paragraph.iter(w("t")))
    if texts:
        texts[-1].text = (texts[-1].text or "").rstrip(" ")


def keep_with_next(paragraph: etree._Element) -> None:
    """Keep a line that leads into a list on the page of its first item."""
    properties = paragraph.find(w("pPr"))
    if properties is not None and properties.find(w("keepNext")) is None:
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else 1, etree.Element(w("keepNext")))


def style_ids(styles: etree._Element) -> dict[str, str]:
    """Return the ids of the paragraph styles by name; Word writes some built-in names in lower
    case.
    """
    found = {}
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if name is not None and style.get(w("type")) == "paragraph":
            found[str(name.get(w("val")))] = str(style.get(w("styleId")))
    return found


def style_numbers(styles: etree._Element) -> dict[str, str]:
    """Return the numbering that each style has, by its id."""
    found = {}
    for style in styles.iter(w("style")):
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is not None:
            found[str(style.get(w("styleId")))] = str(number.get(w("val")))
    return found
