"""The runs of a paragraph as a reader sees them: words, links, deletions; the codes of fields are
not words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.word.xml import MC, R, local, value

BREAKS = {
    "br": "\n",
    "cr": "\n",
    "tab": "\t",
    "noBreakHyphen": "\u2011",
    "ptab": "\t",
    "sym": "\u25cf",
}
HELD = {
    "drawing",
    "pict",
    "object",
    "fldChar",
    "pgNum",
    "footnoteReference",
    "endnoteReference",
    "ruby",
    "contentPart",
}
INLINE = {
    "sdt",
    "sdtContent",
    "customXml",
    "smartTag",
    "ins",
    "moveTo",
    "fldSimple",
    "dir",
    "bdo",
    "hyperlink",
}
GONE = {"del", "moveFrom"}
HYPERLINK = re.compile(r"\s*HYPERLINK\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One link: where it leads (an address, or # and a bookmark), and whether that is outside the
    document.
    """

    target: str
    outside: bool


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run: its words, the link it belongs to, whether it is deleted, and whether it holds what
    are no words.

    `code` is that of the innermost field which shows it, such as `PAGEREF _Toc1 \\h`.
    """

    element: etree._Element
    text: str
    link: Link | None = None
    deleted: bool = False
    held: bool = False
    code: str = ""


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False
    link: Link | None = None


class Reader:
    """Reads the paragraphs of one part in order; fields may run over several of them."""

    def __init__(self, links: Mapping[str, Link]) -> None:
        self._links = links
        self._fields: list[_Field] = []

    def runs(self, paragraph: etree._Element) -> tuple[Run, ...]:
        """Return the runs of a paragraph."""
        return tuple(self._inside(paragraph, None, False))

    def _inside(
        self, holder: etree._Element, link: Link | None, deleted: bool, code: str = ""
    ) -> Iterator[Run]:
        for part in holder.iterchildren():
            name = local(part)
            if name == "r":
                yield self._run(part, link, deleted, code)
            elif name in GONE:
                yield from self._inside(part, link, True, code)
            elif name == "hyperlink":
                yield from self._inside(part, self._link(part), deleted, code)
            elif name == "fldSimple":
                yield Run(part, "", link, deleted, held=True)
                own = value(part, attribute="instr")
                yield from self._inside(part, _linked(own) or link, deleted, own)
            elif name in INLINE:
                yield from self._inside(part, link, deleted, code)
            elif not name and "}oMath" in str(part.tag):
                yield Run(part, "", link, deleted, held=True)

    def _link(self, element: etree._Element) -> Link:
        found = self._links.get(str(element.get(f"{{{R}}}id")))
        anchor = value(element, attribute="anchor")
        if found is None:
            return Link(f"#{anchor}", False)
        return Link(f"{found.target}#{anchor}" if anchor else found.target, True)

    def _run(self, run: etree._Element, link: Link | None, deleted: bool, code: str) -> Run:
        words, held = [], False
        for part in _content(run):
            name = local(part)
            if name == "fldChar":
                self._field(value(part, attribute="fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1].code += part.text or ""
            elif name in ("t", "delText") and all(field.result for field in self._fields):
                words.append(part.text or "")
            elif name in BREAKS:
                words.append(BREAKS[name])
                held = held or value(part, attribute="type") in ("page", "column")
            held = held or name in HELD
        inner = next((field.link for field in reversed(self._fields) if field.link), None)
        code = next((field.code for field in reversed(self._fields) if field.result), code)
        return Run(run, "".join(words), inner or link, deleted, held, code.strip())

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._fields[-1].link = _linked(self._fields[-1].code)
        elif kind == "end" and self._fields:
            self._fields.pop()


def _content(run: etree._Element) -> Iterator[etree._Element]:
    """Yield what a run holds; of alternatives the first, as Word takes it."""
    for part in run.iterchildren():
        if part.tag == f"{{{MC}}}AlternateContent":
            if len(part):
                yield from part[0].iterchildren()
        else:
            yield part


def hyperlink(code: str) -> tuple[str, str] | None:
    r"""Return the address and the place that the code of a HYPERLINK leads to; None for any other
    field.

    >>> hyperlink(r' HYPERLINK "https://example.org/x" \l "part" '), hyperlink("PAGE")
    (('https://example.org/x', 'part'), None)
    """
    match = HYPERLINK.match(code)
    if not match:
        return None
    words = re.findall(r'\\\w|"[^"]*"|\S+', match[1])
    target, anchor, at = "", "", 0
    while at < len(words):
        switch, at = words[at], at + 1
        if switch in ("\\l", "\\o", "\\t", "\\s"):
            value, at = (words[at].strip('"') if at < len(words) else ""), at + 1
            anchor = value if switch in ("\\l", "\\s") else anchor
        elif not switch.startswith("\\"):
            target = target or switch.strip('"')
    return target, anchor


def _linked(code: str) -> Link | None:
    """Return the link that the code of a field makes, if it is a HYPERLINK."""
    found = hyperlink(code)
    if not found or not any(found):
        return None
    target, anchor = found
    return Link(f"{target}#{anchor}" if anchor else target, bool(target))
