"""What stands in a paper besides its paragraphs: charts, diagrams, words in drawings, links; and
what cannot be read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from lxml import etree

from pipeline.word.charts import Chart, parsed, read_chart
from pipeline.word.leaves import M, text_of, unseen
from pipeline.word.outline import INSERTED, Paragraph, paragraphs
from pipeline.word.package import Package
from pipeline.word.relations import NOWHERE
from pipeline.word.runs import hyperlink
from pipeline.word.xml import w

Kind = Literal["chart", "words", "link", "unread", "ink", "picture"]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SHOWN = (w("drawing"), w("pict"), w("object"))
LINKS = (w("hyperlink"), w("fldSimple"), w("fldChar"), f"{A}hlinkClick")
MARKED = (*SHOWN, *LINKS, w("subDoc"), INSERTED)
SHOWS_ITSELF = re.compile(r"\s*(?:EQ|SYMBOL|MACROBUTTON|GOTOBUTTON)\b", re.IGNORECASE)
"""Fields that show what their code says, and keep no words: formulas of old, signs of a font,
places to click.
"""
RESERVED = "/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Thing:
    """One of them: the paragraph that it hangs on, and what it says; `target` is where a link
    leads, or what a picture is.

    `place` is where it stands, where that is not the place of its paragraph.
    """

    kind: Kind
    host: Paragraph
    words: str = ""
    target: str = ""
    chart: Chart | None = None
    place: str = ""

    @property
    def style(self) -> str:
        """Return what a line that tells it is called."""
        return {"chart": "Chart data", "words": "Drawing", "link": "Link"}.get(
            self.kind, "Not read"
        )

    def lines(self) -> list[str]:
        """Return what a reader is told of it, line by line; of a picture nothing, for every paper
        has some.
        """
        if self.chart is not None:
            return self.chart.lines()
        if self.kind == "link":
            return [f"{self.words or 'a picture'}: {self.target}"]
        return (
            []
            if self.kind == "picture"
            else [line for line in self.words.split("\n") if line.strip()]
        )


def things(parts: Package) -> tuple[Thing, ...]:
    """Return what stands in a document besides the words of its paragraphs, in their order."""
    return parts.once("things", lambda: tuple(_things(parts, list(paragraphs(parts)))))


def _things(parts: Package, found: list[Paragraph]) -> Iterator[Thing]:
    hosts = {paragraph.element: paragraph for paragraph in found}
    roots = {paragraph.part: paragraph.element.getroottree().getroot() for paragraph in found}
    for part, root in roots.items():
        reader = _Reader(parts, part)
        hidden = {element for branch in unseen(root) for element in branch.iter(*MARKED)}
        for element in root.iter(*MARKED):
            host = next(
                (hosts[one] for one in (element, *element.iterancestors()) if one in hosts), None
            )
            if host is not None and element not in hidden:
                for thing in reader.read(element, host):
                    yield (
                        replace(thing, place=_after(host, found))
                        if element.tag == INSERTED
                        else thing
                    )


def _after(host: Paragraph, found: list[Paragraph]) -> str:
    """Return where a thing without words stands: after the last words before it, in their table if
    it is in one.
    """
    before = [
        one for one in found[: found.index(host)] if one.part == host.part and one.text.strip()
    ]
    if host.table:
        return host.place
    return f"after {before[-1].place}" if before else "before the first words"


class _Reader:
    """Reads what hangs on the paragraphs of one part."""

    def __init__(self, parts: Package, part: str) -> None:
        self._parts = parts
        self._related = parts.relations(part)

    def read(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        if element.tag == INSERTED:
            yield Thing("unread", host, "[an inserted file that is not read]")
        elif element.tag == w("subDoc"):
            yield Thing("unread", host, "[a subdocument that is not read]")
        elif element.tag in SHOWN:
            yield from self._drawn(element, host)
        else:
            yield from self._link(element, host)

    def _drawn(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        other = {one for branch in unseen(element) for one in branch.iter()}
        inside = [
            one
            for one in element.iter(*_DRAWN)
            if one not in other and next(one.iterancestors(*SHOWN)) is element
        ]
        for one in inside:
            yield from _DRAWN[str(one.tag)](self, one, host)
        words = [
            said
            for paragraph in element.iter(f"{A}p")
            if paragraph not in other
            and next(paragraph.iterancestors(*SHOWN)) is element
            and (said := _drawn_words(paragraph))
        ]
        if words:
            yield Thing("words", host, "\n".join(words))
        if element.tag == w("object") and not any(one.tag in _OBJECTS for one in inside):
            yield Thing("unread", host, "[an embedded object that is not read]")

    def _chart(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        relation = self._related.get(str(element.get(f"{R}id")), NOWHERE)
        chart = read_chart(self._parts, relation.target) if relation.kind == "chart" else None
        if chart is None:
            yield Thing("unread", host, "[a chart that is damaged and not read]")
        else:
            yield Thing("chart", host, chart=chart)

    def _diagram(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        relation = self._related.get(str(element.get(f"{R}dm")), NOWHERE)
        root = parsed(self._parts, relation.target) if relation.kind == "diagramData" else None
        if root is None:
            yield Thing("unread", host, "[a diagram whose words are not there to read]")
            return
        words = [said for paragraph in root.iter(f"{A}p") if (said := _drawn_words(paragraph))]
        if words:
            yield Thing("words", host, "\n".join(words))

    def _new_chart(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        yield Thing("unread", host, "[a chart of a newer kind that is not read]")

    def _object(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        named = str(element.get("ProgID") or "")
        yield Thing(
            "unread", host, f"[an embedded object{f' ({named})' if named else ''} that is not read]"
        )

    def _control(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        yield Thing("unread", host, "[an ActiveX control that is not read]")

    def _ink(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        yield Thing("ink", host, "[handwriting (ink) that is not read]")

    def _picture(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        if next(element.iterancestors(w("object")), None) is not None:
            return  # what an object looks like
        key = element.get(f"{R}embed") or element.get(f"{R}id") or element.get(f"{R}link") or ""
        found = self._related.get(str(key), NOWHERE)
        shown = (
            found.target
            if found.outside
            else hashlib.sha256(self._parts.get(found.target, b"")).hexdigest()
        )
        yield Thing("picture", host, target=shown)

    def _word_art(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        if said := " ".join(str(element.get("string") or "").split()):
            yield Thing("words", host, said)

    def _link(self, element: etree._Element, host: Paragraph) -> Iterator[Thing]:
        words = code = target = ""
        if element.tag == w("hyperlink"):
            words, target = text_of(element), self._target(element, element.get(w("anchor")))
        elif element.tag == f"{A}hlinkClick":
            target = self._target(element, None)
        elif element.tag == w("fldSimple"):
            words, code = text_of(element), str(element.get(w("instr")) or "")
        elif element.get(w("fldCharType")) == "begin":
            words, code = _field(element)
        target = target or _address(code)
        if SHOWS_ITSELF.match(code) and not words:
            yield Thing("words", host, f"[{' '.join(code.split())}]")
        if target:
            yield Thing("link", host, " ".join(words.split()), target)

    def _target(self, element: etree._Element, anchor: str | None) -> str:
        found = self._related.get(str(element.get(f"{R}id") or ""), NOWHERE)
        return address(found.target if found.outside else "", anchor or "")


_OBJECTS = {f"{OFFICE}OLEObject", w("control")}
_DRAWN: dict[str, Callable[[_Reader, etree._Element, Paragraph], Iterator[Thing]]] = {
    f"{C}chart": _Reader._chart,
    f"{CX}chart": _Reader._new_chart,
    f"{DGM}relIds": _Reader._diagram,
    f"{OFFICE}OLEObject": _Reader._object,
    w("control"): _Reader._control,
    f"{W14}contentPart": _Reader._ink,
    f"{A}blip": _Reader._picture,
    f"{V}imagedata": _Reader._picture,
    f"{V}textpath": _Reader._word_art,
}


def address(target: str, anchor: str = "") -> str:
    """Return where a link leads, written one way; places that Word names by itself (_Toc, _Ref) are
    no address.

    >>> address("HTTPS://Example.org")
    'https://example.org'
    >>> address("https://example.org/a b")
    'https://example.org/a%20b'
    >>> address("", "_Toc123")
    ''
    >>> address("", "Annex")
    '#Annex'
    """
    place = f"#{anchor}" if anchor and not anchor.startswith("_") else ""
    try:
        cut = urlsplit(target)
    except ValueError:
        return target + place
    path = "" if cut.path == "/" and not cut.query else cut.path
    parts = (
        cut.scheme.lower(),
        cut.netloc.lower(),
        *(quote(unquote(part), safe=RESERVED) for part in (path, cut.query)),
        cut.fragment,
    )
    return urlunsplit(parts) + place


def _address(code: str) -> str:
    r"""Return where a field leads; "" where it is no HYPERLINK.

    >>> _address(r' HYPERLINK "https://example.org/x" \l "part" ')
    'https://example.org/x#part'
    """
    found = hyperlink(code)
    return address(*found) if found else ""


def _field(begin: etree._Element) -> tuple[str, str]:
    """Return the words and the code of a field that begins here; its end may be paragraphs below,
    where it is not followed.
    """
    top = next((one for one in begin.iterancestors(w("p"))), None)
    code, words, depth, shown = [], [], 0, False
    for element in top.iter(w("fldChar"), w("instrText"), w("t")) if top is not None else ():
        if element is begin:
            depth = 1
        elif not depth:
            continue
        elif element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            shown = shown or (kind == "separate" and depth == 1)
            if not depth:
                break
        elif depth == 1 and element.tag == w("instrText"):
            code.append(element.text or "")
        elif shown and element.tag == w("t"):
            words.append(element.text or "")
    return "".join(words), "".join(code)


def _drawn_words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph of DrawingML, its formulas too."""
    said = (
        "\n" if one.tag == f"{A}br" else one.text or ""
        for one in paragraph.iter(f"{A}t", f"{M}t", f"{A}br")
    )
    return " ".join("".join(said).split())
