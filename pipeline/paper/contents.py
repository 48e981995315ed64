r"""The table of contents that `{{ contents }}` makes: a TOC field of Word whose entries lead to the
headings and stand there already.

Its entries have no page numbers, which nobody knows before Word lays the paper out (\n; ISO/IEC
29500-1, 17.16.5.68), so that nothing is out of date, and Word need not be told to update it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from pipeline.paper.marks import CONTENTS
from pipeline.word.labels import labels
from pipeline.word.outline import BODY, paragraphs, text_of
from pipeline.word.package import Draft
from pipeline.word.styles import Style, Styles
from pipeline.word.xml import SPACE, value, w

MARK = CONTENTS
"""What the slot prints."""
DEEPEST = 3
ENTRY = re.compile(r"toc ([1-9])", re.IGNORECASE)


def laid_out(draft: Draft, roots: Mapping[str, etree._Element]) -> None:
    """Put the contents in the place of each paragraph of the body that asks for them.

    Listed are the headings of the first level, and of each further one for which the template has
    a style of Word's (TOC 2, TOC 3). `roots` are the parts with text, changed in place.
    """
    root = roots[BODY]
    asking = [text for text in root.iter(w("t")) if MARK in (text.text or "")]
    if not asking:
        return
    styles = Styles(draft.root("word/styles.xml")) if "word/styles.xml" in draft else Styles(None)
    entries = _entry_styles(styles)
    depth = next((level - 1 for level in range(2, DEEPEST + 2) if level not in entries), DEEPEST)
    headings = list(_headings(draft, root, styles, depth, _next_bookmark(roots)))
    for text in asking:
        paragraph = next(text.iterancestors(w("p")))
        _replace(paragraph, headings, entries, depth)


def _entry_styles(styles: Styles) -> dict[int, str]:
    found = {}
    for one in styles.by_id.values():
        match = ENTRY.fullmatch(one.name)
        if match and one.kind == "paragraph":
            found[int(match[1])] = one.id
    return found


def _next_bookmark(roots: Mapping[str, etree._Element]) -> int:
    every = (one.get(w("id")) for root in roots.values() for one in root.iter(w("bookmarkStart")))
    return max((int(one) for one in every if one and one.isdigit()), default=0) + 1


def _headings(
    draft: Draft, root: etree._Element, styles: Styles, depth: int, free: int
) -> Iterator[tuple[int, str, str]]:
    """Yield level, words and bookmark of each heading of the body, giving each its bookmark."""
    taken = {str(one.get(w("name"))).lower() for one in root.iter(w("bookmarkStart"))}
    every = (f"_Toc{number:09}" for number in count(1))
    names = (name for name in every if name.lower() not in taken)
    walked = tuple(paragraphs(draft))
    numbers = labels(draft, walked)
    for one in walked:
        style: Style | None = styles.of(value(one.element, "pPr/pStyle"), "paragraph")
        level = style.level if style is not None else 0
        words = " ".join(text_of(one.element).split())
        if one.part != BODY or not 0 < level <= depth or not words or MARK in words:
            continue
        name = next(names)
        start = etree.Element(w("bookmarkStart"), {w("id"): str(free), w("name"): name})
        properties = one.element.find(w("pPr"))
        one.element.insert(0 if properties is None else 1, start)
        etree.SubElement(one.element, w("bookmarkEnd"), {w("id"): str(free)})
        free += 1
        yield level, f"{numbers.get(one.element, '')} {words}".strip(), name


def _replace(
    paragraph: etree._Element,
    headings: list[tuple[int, str, str]],
    entries: Mapping[int, str],
    depth: int,
) -> None:
    """Put a field with its entries in the place of a paragraph; without a heading it goes away."""
    holder = paragraph.getparent()
    assert holder is not None
    own = value(paragraph, "pPr/pStyle")
    made = [_entry(words, name, entries.get(level, own)) for level, words, name in headings]
    for entry in made:
        paragraph.addprevious(entry)
    holder.remove(paragraph)
    if not made:
        return
    first = next(made[0].iterchildren(w("hyperlink")))
    for run in (_mark("begin"), _code(rf' TOC \o "1-{depth}" \h \z \n \u '), _mark("separate")):
        first.addprevious(run)
    made[-1].append(_mark("end"))


def _entry(words: str, name: str, style: str) -> etree._Element:
    entry = etree.Element(w("p"))
    if style:
        properties = etree.SubElement(entry, w("pPr"))
        etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    link = etree.SubElement(entry, w("hyperlink"), {w("anchor"): name, w("history"): "1"})
    run = etree.SubElement(link, w("r"))
    etree.SubElement(run, w("t"), {SPACE: "preserve"}).text = words
    return entry


def _mark(kind: str) -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
    return run


def _code(code: str) -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("instrText"), {SPACE: "preserve"}).text = code
    return run
