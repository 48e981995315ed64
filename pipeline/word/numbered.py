"""Which numbered paragraphs are items of a list, and which are paragraphs of a paper that bears
numbers: 2.1, 2.2.

A paragraph bears a number, and is no item, where it is counted together with headings, where its
label has several numbers (2.1), or where its list goes on after something else: a list of things
stands together, but for lists and bullets within it. Readers who listen are spared a hundred lists
of one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from lxml import etree

from pipeline.word.labels import Item

COMPOSED = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)+\.?")


def numbered_paragraphs(
    order: Iterable[etree._Element],
    items: Mapping[etree._Element, Item],
    headings: Collection[etree._Element],
) -> set[etree._Element]:
    """Return the numbered paragraphs that are no items of a list; headings are none of them.

    `order` are all paragraphs of a text in reading order, `items` those that are of a list.
    """
    with_headings = {items[one].list for one in headings if one in items}
    going_on: set[str] = set()
    first: dict[str, str] = {}
    before: str | None = None
    for element in order:
        item = items.get(element)
        if item is None or item.bullet or not item.label:
            before = before if item is not None and item.number == before else None
            continue
        if item.number != before and item.level == 0:
            if first.setdefault(item.number, item.label) != item.label:
                going_on.add(item.number)
        before = item.number
    return {
        element
        for element, item in items.items()
        if item.label
        and not item.bullet
        and element not in headings
        and (
            item.list in with_headings
            or item.number in going_on
            or COMPOSED.fullmatch(item.label) is not None
        )
    }
