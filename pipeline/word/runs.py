"""The runs of a paragraph: its words as they are read and as the proof takes them, links, content
controls, deletions; the codes of fields are not words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.word.leaves import ALTERNATIVE, leaf, text_of
from pipeline.word.xml import R, child, value, w

SIGNS = {
    w("br"): "\n",
    w("cr"): "\n",
    w("tab"): "\t",
    w("noBreakHyphen"): "\u2011",
    w("ptab"): "\t",
    w("sym"): "\u25cf",
}
HELD = {w(name) for name in ("drawing", "pict", "object", "contentPart", "ruby", "pgNum")}
HELD |= {w(name) for name in ("fldChar", "footnoteReference", "endnoteReference")}
GONE = {w("del"), w("moveFrom")}
RUN, SETTINGS, TEXT, DELETED = w("r"), w("rPr"), w("t"), w("delText")
CONTROL, HYPERLINKED, SIMPLE = w("sdt"), w("hyperlink"), w("fldSimple")
CHAR, CODE = w("fldChar"), w("instrText")
FORMULA = "}oMath"
HYPERLINK = re.compile(r"\s*HYPERLINK\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One link: where it leads (an address, or # and a bookmark), and whether that is outside the
    document.
    """

    target: str
    outside: bool


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """One content control within a paragraph; its tag is None where it has none."""

    element: etree._Element
    tag: str | None


class Run(NamedTuple):
    """One run, or what stands in the place of one: a formula, the beginning of a simple field.

    `said` are its words as they are read (`leaves`). `text` are those that the proof looks at: a
    symbol is a black circle, what is deleted is there, what stands in the code of a field is not.
    `settings` is its w:rPr where that says anything, `controls` are the content controls that it
    stands in, the outermost first. `held` tells that it holds what are no words, `code` is that of
    the innermost field which shows it, such as `PAGEREF _Toc1 \\h`.
    """

    element: etree._Element
    text: str
    said: str = ""
    settings: etree._Element | None = None
    link: Link | None = None
    controls: tuple[Control, ...] = ()
    deleted: bool = False
    held: bool = False
    code: str = ""


class _Around(NamedTuple):
    """What stands around a run."""

    link: Link | None = None
    controls: tuple[Control, ...] = ()
    deleted: bool = False
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
        return tuple(self._inside(paragraph, _Around()))

    def _inside(self, holder: etree._Element, around: _Around) -> Iterator[Run]:
        for part in holder:
            tag = part.tag
            if tag == RUN:
                yield self._run(part, around)
            elif tag == CONTROL:
                properties = child(part, "sdtPr/tag")
                control = Control(part, None if properties is None else value(properties))
                yield from self._inside(part, around._replace(controls=(*around.controls, control)))
            elif tag in GONE:
                yield from self._inside(part, around._replace(deleted=True))
            elif tag == HYPERLINKED:
                yield from self._inside(part, around._replace(link=self._link(part)))
            elif tag == SIMPLE:
                yield Run(part, "", link=around.link, deleted=around.deleted, held=True)
                own = value(part, attribute="instr")
                link = _linked(own) or around.link
                yield from self._inside(part, around._replace(link=link, code=own))
            elif (said := leaf(part)) is None:
                yield from self._inside(part, around)
            elif said or FORMULA in tag:
                said = "" if around.deleted else said
                held = FORMULA in tag
                yield Run(part, "", said, None, around.link, around.controls, around.deleted, held)

    def _link(self, element: etree._Element) -> Link:
        found = self._links.get(str(element.get(f"{{{R}}}id")))
        anchor = value(element, attribute="anchor")
        if found is None:
            return Link(f"#{anchor}", False)
        return Link(f"{found.target}#{anchor}" if anchor else found.target, True)

    def _run(self, run: etree._Element, around: _Around) -> Run:
        words, said, held, settings = [], [], False, None
        for part in run:
            tag = part.tag
            if tag == SETTINGS:
                settings = part if len(part) else None
            elif tag == TEXT:
                text = part.text or ""
                said.append(text if text.isascii() else leaf(part) or "")
                if not self._fields or self._shown():
                    words.append(text)
            else:
                read = leaf(part)
                said.append(text_of(part) if read is None else read)
                # of alternatives the first, as Word takes it
                for one in part[0] if tag == ALTERNATIVE and len(part) else (part,):
                    held = self._other(one, words) or held
        link, code = around.link, around.code
        if self._fields:
            link = next((one.link for one in reversed(self._fields) if one.link), link)
            code = next((one.code for one in reversed(self._fields) if one.result), code)
        return Run(
            run,
            "".join(words),
            "" if around.deleted else "".join(said),
            settings,
            link,
            around.controls,
            around.deleted,
            held,
            code.strip(),
        )

    def _other(self, part: etree._Element, words: list[str]) -> bool:
        """Take what is no plain text of a run, add its words, and return whether it holds what are
        none.
        """
        tag = part.tag
        if tag == CHAR:
            self._field(value(part, attribute="fldCharType"))
        elif tag == CODE and self._fields:
            self._fields[-1].code += part.text or ""
        elif tag in (TEXT, DELETED) and self._shown():
            words.append(part.text or "")
        elif tag in SIGNS:
            words.append(SIGNS[tag])
            return value(part, attribute="type") in ("page", "column")
        return tag in HELD

    def _shown(self) -> bool:
        return all(field.result for field in self._fields)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._fields[-1].link = _linked(self._fields[-1].code)
        elif kind == "end" and self._fields:
            self._fields.pop()


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
