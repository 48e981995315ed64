"""The alternative texts of a template that may hold tags, at the paragraphs that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import spoken
from pipeline.word.xml import w


def spoken_words(found: Sequence[Placed]) -> dict[etree._Element, list[Placed]]:
    """Return the alternative texts that hold a brace by the paragraph that they belong to: a
    table's to its first.
    """
    by_element = {paragraph.element: paragraph for paragraph in found}
    words: dict[etree._Element, list[Placed]] = {}
    for root in dict.fromkeys(paragraph.element.getroottree().getroot() for paragraph in found):
        for element, attribute in spoken(root):
            table = next(element.iterancestors(w("tbl")), None) if attribute == w("val") else None
            holder = next(
                element.iterancestors(w("p")) if table is None else table.iter(w("p")), None
            )
            paragraph = None if holder is None else by_element.get(holder)
            if paragraph is not None:
                told = f"{paragraph.place}, in its alternative text"
                text = str(element.get(attribute))
                words.setdefault(paragraph.element, []).append(
                    replace(paragraph, text=text, told=told, spoken=True)
                )
    return words
