"""The labels that Word prints before numbered paragraphs, 2.1, (a), Appendix B, which stand in no
text of the file; and which of these paragraphs are items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from lxml import etree

from pipeline.word import outline, places
from pipeline.word.package import Package
from pipeline.word.xml import child, value, w

COMPOSED = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)+\.?")
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass
class _Level:
    start: int
    kind: str
    text: str


@dataclass
class _List:
    """One abstract numbering: its levels and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Item(NamedTuple):
    """A paragraph as one of a list: its level (from 0), what is printed before it, and whether that
    is a bullet.

    `list` is the number of the list's kind: paragraphs and headings that are counted together have
    one. `number` is that of the list itself, of which a kind may have many.
    """

    list: str
    number: str
    level: int
    label: str
    bullet: bool


Numbered: TypeAlias = outline.Paragraph | places.Paragraph | outline.Settled
"""What tells the style of a paragraph and what is set of it besides."""


def labels(parts: Package, paragraphs: Iterable[Numbered]) -> dict[etree._Element, str]:
    """Return the label of every numbered paragraph by its element; bullets and unnumbered
    paragraphs have none.
    """
    found = items(parts, paragraphs)
    return {element: item.label for element, item in found.items() if item.label}


def items(parts: Package, paragraphs: Iterable[Numbered]) -> dict[etree._Element, Item]:
    """Return every paragraph that is one of a list, numbered or with a bullet, by its element."""
    if "word/numbering.xml" not in parts:
        return {}
    numbering = parts.root("word/numbering.xml")
    styles = _styles(parts)
    lists = {
        value(one, attribute="abstractNumId"): _List(_levels(one))
        for one in numbering.iter(w("abstractNum"))
    }
    numbers = {value(one, attribute="numId"): one for one in numbering.iter(w("num"))}
    met: set[str] = set()
    found = {}
    for paragraph in paragraphs:
        number, level = _number(paragraph, styles)
        if number not in numbers:
            continue
        name = value(numbers[number], "abstractNumId")
        counted = lists.get(name)
        if counted is None or level not in counted.levels:
            continue
        if number not in met:
            met.add(number)
            _restart(numbers[number], counted)
        bullet = counted.levels[level].kind == "bullet"
        found[paragraph.element] = Item(name, number, level, _next(counted, level), bullet)
    return found


def numbered_paragraphs(
    order: Iterable[etree._Element],
    items: Mapping[etree._Element, Item],
    headings: Collection[etree._Element],
) -> set[etree._Element]:
    """Return the numbered paragraphs that are no items of a list; headings are none of them.

    A paragraph bears a number, and is no item, where it is counted together with headings, where
    its label has several numbers (2.1), or where its list goes on after something else: a list of
    things stands together, but for lists and bullets within it. Readers who listen are spared a
    hundred lists of one.

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


def _styles(parts: Package) -> dict[str, tuple[str, int | None]]:
    """Return the number and level that each paragraph style gives, by its id; a style takes what it
    lacks from its base.
    """
    if "word/styles.xml" not in parts:
        return {}
    raw = {}
    for style in parts.root("word/styles.xml").iter(w("style")):
        properties = style.find(f"{w('pPr')}/{w('numPr')}")
        raw[str(style.get(w("styleId")))] = (
            *_numbered(properties),
            value(style, "basedOn"),
        )
    found = {}
    for name in raw:
        at, seen, number, level = name, set[str](), "", None
        while at in raw and at not in seen:
            seen.add(at)
            number, level = number or raw[at][0], level if level is not None else raw[at][1]
            at = raw[at][2]
        found[name] = (number, level)
    return found


def _numbered(properties: etree._Element | None) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    level = properties.find(w("ilvl"))
    return value(properties, "numId"), int(value(level)) if level is not None else None


def _number(paragraph: Numbered, styles: Mapping[str, tuple[str, int | None]]) -> tuple[str, int]:
    style = styles.get(paragraph.named, ("", None))
    number, level = (
        style if paragraph.settings is None else _numbered(child(paragraph.settings, "numPr"))
    )
    number, level = number or style[0], level if level is not None else style[1]
    return number, level or 0


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in abstract.iterfind(w("lvl")):
        start = value(level, "start")
        found[int(level.get(w("ilvl")) or 0)] = _Level(
            int(start or 1), value(level, "numFmt"), value(level, "lvlText")
        )
    return found


def _restart(number: etree._Element, counted: _List) -> None:
    for override in number.iterfind(w("lvlOverride")):
        start = override.find(w("startOverride"))
        if start is not None:
            counted.counts[int(override.get(w("ilvl")) or 0)] = int(value(start)) - 1


def _next(counted: _List, level: int) -> str:
    here = counted.levels[level]
    counted.counts[level] = counted.counts.get(level, here.start - 1) + 1
    for deeper in [found for found in counted.counts if found > level]:
        del counted.counts[deeper]
    if here.kind in ("bullet", "none"):
        return ""

    def printed(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        kept = counted.levels.get(at)
        return numeral(
            counted.counts.get(at, kept.start if kept else 1), kept.kind if kept else "decimal"
        )

    return re.sub(r"%([1-9])", printed, here.text)


def numeral(number: int, kind: str) -> str:
    """Return a number as a list of this kind prints it.

    >>> [numeral(3, "decimal"), numeral(2, "upperLetter"), numeral(28, "lowerLetter"),
    ...     numeral(9, "lowerRoman")]
    ['3', 'B', 'bb', 'ix']
    """
    if kind in ("upperLetter", "lowerLetter"):
        letters = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("upperRoman", "lowerRoman"):
        made = ""
        for value, sign in ROMAN:
            made, number = made + sign * (number // value), number % value
        return made.upper() if kind == "upperRoman" else made
    return str(number)
