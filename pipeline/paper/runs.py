"""What a run of a filled part becomes at its marks: runs with looks, content controls, links, and
breaks where a new paragraph starts.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.paper import links, marks
from pipeline.word.xml import SPACE, w

RUN, TEXT, LOOKS, CONTENT = map(w, ("r", "t", "rPr", "sdtContent"))
BREAK = w("break")
"""Where a new paragraph starts: in no document, but between two steps of the builder."""
SIGNS = {"line": "br", "tab": "tab"}
"""The marks that are one element of a run."""


def marked(root: etree._Element, control: Callable[[str], etree._Element]) -> list[etree._Element]:
    """Return the runs that hold a mark which changes them; where all words of one are a cell's or a
    figure's, the mark is taken out and the figure put into its `control`.
    """
    found: dict[etree._Element, None] = {}
    for text in root.iter(TEXT):
        words = text.text
        if not words or words.isascii() or not marks.ANY.search(words):
            continue
        run = text.getparent()
        if run is None or run.tag != RUN:
            continue
        whole = marks.alone(words) if _is_plain(run, text) else None
        if whole is None:
            found[run] = None
            continue
        key, text.text = whole
        run.attrib.clear()
        if key and (parent := run.getparent()) is not None:
            held = control(key)
            parent.replace(run, held)
            _content(held).append(run)
    return list(found)


def _is_plain(run: etree._Element, text: etree._Element) -> bool:
    """Return whether a run holds nothing but its looks and a text that keeps its spaces."""
    looks = text.getprevious()
    if looks is not None and (looks.tag != LOOKS or looks.tail):
        return False
    alone = len(run) == (1 if looks is None else 2)
    blank = run.text or run.tail or text.tail  # between the lines of an indented part
    return alone and not blank and text.items() == [(SPACE, "preserve")]


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
    run = etree.Element(RUN)
    if properties is not None or look:
        mine = copy.deepcopy(properties) if properties is not None else etree.Element(LOOKS)
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
    element = etree.SubElement(run, TEXT)
    element.text = text
    element.set(SPACE, "preserve")


def _has_content(run: etree._Element) -> bool:
    return any(child.tag != LOOKS for child in run)


def _content(control: etree._Element) -> etree._Element:
    content = control.find(CONTENT)
    assert content is not None
    return content


class Pieces:
    """Parts one run at its marks; `control` makes the content control of a figure by its key, and
    `style` gives the style of links.
    """

    def __init__(
        self,
        run: etree._Element,
        control: Callable[[str], etree._Element],
        style: Callable[[], str],
    ) -> None:
        self._of, self._control_of, self._style = run, control, style
        self._properties = run.find(LOOKS)
        self._control: etree._Element | None = None
        self._link: etree._Element | None = None
        self._current = _run(self._properties, "")

    def all(self) -> Iterator[etree._Element]:
        """Yield what the run becomes: runs, content controls, links, and `break` elements where a
        new paragraph starts.
        """
        for child in self._of:
            if child is self._properties:
                continue
            if child.tag != TEXT:
                self._current.append(child)
                continue
            for token, text in _tokens(child.text or ""):
                yield from self._taken(token, text)
        if _has_content(self._current):
            yield self._current

    def _taken(self, token: re.Match[str] | None, text: str) -> Iterator[etree._Element]:
        """Take in a mark or a text, and yield what is whole by it."""
        if token is None:
            _add_text(self._current, text)
        elif token.lastgroup in SIGNS:
            self._current.append(etree.Element(w(SIGNS[token.lastgroup])))
        else:
            if _has_content(self._current):
                yield from self._put(self._current)
            self._current = _run(self._properties, token["look"] or "")
            yield from self._changed(token)

    def _put(self, run: etree._Element) -> Iterator[etree._Element]:
        """Put a run that is whole where it belongs: into the open link or control, or by itself."""
        if self._link is not None:
            self._link.append(links.looking(run, self._style()))
        elif self._control is None:
            yield run
        else:
            _content(self._control).append(run)

    def _changed(self, token: re.Match[str]) -> Iterator[etree._Element]:
        """Open or close a link or a control, or start a new paragraph, as a mark says."""
        if token["href"] is not None:
            self._link = links.to(marks.shown(token["href"]))
        elif token["unlink"] is not None and self._link is not None:
            yield self._link
            self._link = None
        elif token["key"] is not None:
            self._control = self._control_of(marks.shown(token["key"]))
        elif token["end"] is not None and self._control is not None:
            yield self._control
            self._control = None
        elif token["list"] is not None:
            yield etree.Element(BREAK, {"kind": token["block"] or "", "list": token["list"]})
