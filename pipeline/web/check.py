"""The proof of the page, on every run: it says what the Word paper says, word by word and in the
same order, cell by cell, and it asks for nothing and leads nowhere else.

The page is made from runs and places (`word/places`); what is expected here are the words of whole
paragraphs, read anew from their elements (`word/leaves`), in the order of the file, and
`word/things`; what is there comes from the page's own bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.web.codes import finding
from pipeline.web.files import FILE
from pipeline.web.page_words import CELL, HEAD, ROW, is_notes, of_the_page, plain, said_in
from pipeline.word.addresses import barred
from pipeline.word.charts import Chart
from pipeline.word.editing import contents
from pipeline.word.labels import labels
from pipeline.word.leaves import text_of
from pipeline.word.lines import DRAWN, is_header, read
from pipeline.word.outline import BODY, Paragraph, is_heading
from pipeline.word.package import opened
from pipeline.word.places import Document
from pipeline.word.things import Thing, address, things
from pipeline.word.xml import DECORATIVE, w

NUMBERS_OF_PAGES = re.compile(r"[0-9]+|[Pp]age|of|[/|·–—-]")
ENTRY = re.compile(r"toc [0-9]+", re.IGNORECASE)
REMEDY = (
    "Write it more plainly in the cell, the template or the paper that it comes from (no text box,"
    " no drawing, no symbol font), then run the command again. If it comes back, show it to a"
    " programmer."
)


def page_faults(page: bytes, document: bytes) -> list[Finding]:
    """Return all the ways in which a page says something else than its .docx; [] is the proof.

    Of the words the first difference is told. Raises ValueError where the file is no .docx.
    """
    return list(_Proof(page, document).faults())


class _Proof:
    """One page beside its paper."""

    def __init__(self, page: bytes, document: bytes) -> None:
        self._parts = opened(document)
        self._read = read(document, words_only=True)
        self._things = things(self._parts)
        body = [one for one in self._read if one.part == BODY]
        self._labels = labels(self._parts, body)
        self._root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8", huge_tree=True))
        self._main = next(self._root.iter("main"), self._root)
        named = self._root.iterfind(".//*[@id]")
        self._ids = [str(one.get("id")) for one in named if one.get("id")]

    def faults(self) -> Iterator[Finding]:
        body = [one for one in self._read if one.part == BODY]
        yield from self._words(body)
        yield from self._headings(body)
        yield from self._notes()
        yield from self._edges()
        yield from self._drawn(body)
        yield from self._links()
        yield from self._asks()

    def _words(self, body: Sequence[Paragraph]) -> Iterator[Finding]:
        wanted, there = list(self._expected(body)), list(said_in(self._main))
        words = [word for _, said in wanted for word in said]
        if words == there:
            return
        pairs = zip_longest(words, there)
        at = next(place for place, (one, other) in enumerate(pairs) if one != other)
        before, after = _shown(there[max(0, at - 6) : at]), slice(at, at + 6)
        hosts = [one for one, said in wanted for _ in said]
        place = hosts[min(at, len(hosts) - 1)].place if hosts else ""
        yield _fault(
            f'after "{before}" the paper has "{_shown(words[after])}", the page'
            f' "{_shown(there[after])}".',
            place,
        )

    def _expected(self, body: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, list[str]]]:
        """Yield the paper's words by paragraph, with a sign before each row and cell of its
        tables.
        """
        printed = self._labels
        listed = set(contents(self._parts.root(BODY)))
        rows: set[tuple[int, int]] = set()
        cells: set[tuple[int, int, int]] = set()
        for one in body:
            said = []
            if one.table and (one.table, one.row) not in rows:
                rows.add((one.table, one.row))
                said.append(HEAD if is_header(one) else ROW)
            if one.table and (one.table, one.row, one.column) not in cells:
                cells.add((one.table, one.row, one.column))
                said.append(CELL)
            text = text_of(one.element)  # read a second time: the page is made from the walk
            if "\t" in text and (ENTRY.fullmatch(one.style) or one.element in listed):
                text = re.sub(r"\t\s*(?:[0-9]+|[ivxlc]+)\s*$", "", text)
            if words := text.split():
                said += printed.get(one.element, "").split()
                said += words
            yield one, said

    def _headings(self, body: Sequence[Paragraph]) -> Iterator[Finding]:
        there = {
            "".join(plain(said_in(one)))
            for level in range(1, 7)
            for one in self._main.iter(f"h{level}")
            if not of_the_page(one)
        }
        printed = self._labels
        for told in body:
            if told.table or not told.text.strip() or not is_heading(told.style):
                continue
            said = "".join(f"{printed.get(told.element, '')} {told.text}".split())
            if said not in there:
                yield _fault(f'"{told.text.strip()[:60]}" is no heading on the page.', told.place)
        led_to: dict[str, etree._Element] = {}
        for one in self._main.iterfind(".//*[@id]"):
            led_to.setdefault(str(one.get("id")), one)
        for link in self._root.iterfind(".//nav//a"):
            target = str(link.get("href") or "")
            if of_the_page(link) and target.startswith("#"):
                heading = led_to.get(target[1:])
                said = "".join("".join(map(str, link.itertext())).split())
                if heading is None or "".join(plain(said_in(heading))) != said:
                    yield _fault(f'the contents lead to no heading "{said[:60]}".', "")

    def _notes(self) -> Iterator[Finding]:
        wanted = Counter(
            " ".join(one.text.split())
            for one in self._read
            if one.part.startswith(("word/footnotes", "word/endnotes")) and one.text.strip()
        )
        section = next(filter(is_notes, self._main.iter("div")), None)
        there = Counter(
            " ".join(plain(said_in(one, inside=True)))
            for one in (section.iter("p", "h6") if section is not None else ())
        )
        there.pop("", None)
        for text in (wanted - there) or (there - wanted):
            yield _fault(f'the note "{text[:60]}" is not the same on the page.', "")

    def _edges(self) -> Iterator[Finding]:
        """Compare headers and footers line by line, but for the numbers of pages."""
        known = {name for name, _ in Document.of(self._parts).stories()}
        wanted: dict[tuple[str, ...], str] = {}
        for one in self._read:
            if one.every_page and one.part in known and one.text.strip():
                words = tuple(one.text.split())
                wanted[_unnumbered(words) if _has_page(one.element) else words] = one.place
        wanted.pop((), None)
        holders = [*self._root.iter("header"), *self._root.iter("footer")]
        lines = [tuple(plain(said_in(line))) for one in holders for line in one.iter("p")]
        there = {line for line in lines if line}
        alike = {_unnumbered(line) for line in there}
        for words, place in wanted.items():
            if words not in there and words not in alike:
                yield _fault(f'"{" ".join(words)[:60]}" is not at the page\'s edges.', place)
        bare = {_unnumbered(words) for words in wanted}
        for line in sorted(there):
            if line not in wanted and _unnumbered(line) not in bare:
                yield _fault(f'"{" ".join(line)[:60]}" is in no header or footer.', "")

    def _drawn(self, body: Sequence[Paragraph]) -> Iterator[Finding]:
        own = [one for one in self._things if one.host.part == BODY]
        for one in own:
            if one.kind in ("unread", "ink"):
                yield _fault(f"{one.words} stands in the paper.", one.place or one.host.place)
        charts = [one.chart for one in own if one.chart is not None]
        pictures = [one for one in self._main.iter("svg") if not of_the_page(one)]
        if [_squeezed(_of_chart(chart)) for chart in charts if _has_bars(chart)] != [
            _squeezed(map(str, one.itertext())) for one in pictures
        ]:
            yield _fault("its charts do not show the numbers of the paper's.", "")
        texts = {one.element for one in body}
        wanted = Counter(
            " ".join(str(found.get("descr") or "").split())
            for found in self._parts.root(BODY).iter(DRAWN)
            if next(found.iterancestors(w("p")), None) in texts
            and not any(one.get("val") in ("1", "true") for one in found.iter(DECORATIVE))
        )
        there = Counter(
            str(one.get("aria-label") or one.get("alt") or "")
            for one in self._main.iter("svg", "img")
        ) + Counter(
            str(one.text or "").removeprefix("Picture: ")
            for one in self._main.iter("span")
            if "unseen" in str(one.get("class"))
        )
        for text in wanted - there:
            if text:
                yield _fault(f'the alternative text "{text[:60]}" is not on the page.', "")

    def _links(self) -> Iterator[Finding]:
        led = [one for one in self._root.iter("a") if one.get("href") is not None]
        for one in led:
            target = str(one.get("href"))
            if target.startswith("#"):
                if target[1:] not in self._ids:
                    yield _fault(f'a link leads to "{target}", which is not on the page.', "")
            elif barred(target):
                yield _fault(f"a link leads to {barred(target)}.", "")
        there = {address(str(one.get("href"))) for one in led} - {""}
        there = {one for one in there if not one.startswith("#")}
        wanted = {
            one.target: one
            for one in self._things
            if one.kind == "link" and _is_led_to(one) and one.words
        }
        for target, thing in wanted.items():
            if target not in there:
                yield _fault(f'the link to "{target}" is not on the page.', thing.host.place)
        for target in sorted(there - {one.target for one in self._things if one.kind == "link"}):
            yield _fault(f'a link leads to "{target}", and none of the paper does.', "")

    def _asks(self) -> Iterator[Finding]:
        """See that nothing on the page runs, loads or asks something, and that ids are unique."""
        for one in self._root.iter(etree.Element):
            odd = [
                str(name)
                for name in one.attrib
                if str(name).startswith("on") or (name in ("src", "srcset", "data", "action"))
            ]
            if one.tag == "img" and str(one.get("src")).startswith("data:image/"):
                odd = [name for name in odd if name != "src"]
            if odd or one.tag in ("script", "iframe", "object", "embed", "form", "link", "base"):
                yield _fault(f"it holds <{one.tag}{' ' if odd else ''}{' '.join(odd)}>.", "")
        for name, times in Counter(self._ids).items():
            if times > 1:
                yield _fault(f'the id "{name}" is there {times} times.', "")


def _fault(message: str, place: str) -> Finding:
    return finding("page-differs", message, REMEDY, FILE, place=place)


def _shown(words: Sequence[str]) -> str:
    return " ".join(plain(words))


def _squeezed(words: Iterable[str]) -> str:
    return "".join("".join(words).split())


def _unnumbered(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not NUMBERS_OF_PAGES.fullmatch(word))


def _has_page(paragraph: etree._Element) -> bool:
    codes = [str(one.text or "") for one in paragraph.iter(w("instrText"))]
    codes += [str(one.get(w("instr")) or "") for one in paragraph.iter(w("fldSimple"))]
    return any(
        code.split()[:1] and code.split()[0].upper().endswith(("PAGE", "PAGES")) for code in codes
    )


def _is_led_to(thing: Thing) -> bool:
    return not thing.target.startswith("#") and not barred(thing.target)


def _has_bars(chart: Chart) -> bool:
    return any(_is_number(point.value) for one in chart.series for point in one.points)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+(?:e[+-]?[0-9]+)?", text) is not None


def _of_chart(chart: Chart) -> Iterator[str]:
    """Yield the words and numbers that a drawing of a chart shows, in their order."""
    many = len(chart.series) > 1
    for at in range(max((len(one.points) for one in chart.series), default=0)):
        points = [(one.name, one.points[at]) for one in chart.series if at < len(one.points)]
        if many:
            yield points[0][1].category
        for name, point in points:
            yield name if many else point.category
            number = f"{float(point.value):,.12g}" if _is_number(point.value) else point.value
            yield point.label or number.replace("-", "−")
