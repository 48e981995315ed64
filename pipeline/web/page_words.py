"""The words of the paper as its page has them, with signs where a cell or a row begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

WORDED = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "caption")
BLOCKS = frozenset(
    (
        *WORDED,
        "ul",
        "ol",
        "div",
        "dl",
        "tr",
        "table",
        "figure",
        "figcaption",
        "section",
        "nav",
        "br",
    )
)
CELL, ROW, HEAD = "\0cell", "\0row", "\0head"
"""Signs between the words: where a cell, a row, a row of headings begins; no file holds a NUL."""


def said_in(element: etree._Element, *, inside: bool = False) -> Iterator[str]:
    """Yield the words of the paper below an element of the page, with `CELL`, `ROW` and `HEAD`.

    What the page has added, what is drawn, and the notes are passed over.
    """
    text: list[str] = []
    _gather(element, text, inside=inside)
    yield from "".join(text).split()


def _gather(element: etree._Element, text: list[str], *, inside: bool, top: bool = True) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag == "svg":
        return
    if not top and element.get("class") and _is_apart(element, inside=inside):
        return
    block = tag in BLOCKS
    if block:
        text.append(" ")
    if tag == "tr":
        above = element.getparent()
        text.append(f" {HEAD if above is not None and above.tag == 'thead' else ROW} ")
    elif tag in ("td", "th"):
        text.append(f" {CELL} ")
    text.append(element.text or "")
    for part in element:
        _gather(part, text, inside=inside, top=False)
        text.append(part.tail or "")
    if block:
        text.append(" ")


def _is_apart(element: etree._Element, *, inside: bool) -> bool:
    """Return whether an element is none of the paper's words, or holds the notes."""
    return _is_added(element) or (is_notes(element) and not inside)


def _is_added(element: etree._Element) -> bool:
    return "page" in str(element.get("class") or "").split()


def is_notes(element: etree._Element) -> bool:
    """Return whether an element holds the notes."""
    return "notes" in str(element.get("class") or "").split()


def of_the_page(element: etree._Element) -> bool:
    """Return whether the page has added an element to the paper's own."""
    return _is_added(element) or any(_is_added(one) for one in element.iterancestors())


def plain(words: Iterable[str]) -> Iterator[str]:
    """Yield the words without the signs between them."""
    return (word for word in words if not word.startswith("\0"))
