"""References and contents of the copy that is printed: links with the words that the paper has; and
paragraphs that stay whole.

LibreOffice works fields out anew when it opens a file, and by its own rules: of "Appendix B:" it
keeps the colon. What it prints has to say what the Word file says.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.files.package import packed
from pipeline.paper.links import looking, with_style
from pipeline.word.editing import in_order
from pipeline.word.outline import BODY
from pipeline.word.package import opened
from pipeline.word.xml import w, written

STYLES = "word/styles.xml"
PAGE_ENDS = ("page", "column")
CODE = re.compile(r"\s*REF\b(?:\s+\"?(?P<name>[^\s\"\\]+))?", re.IGNORECASE)


def as_links(document: bytes) -> bytes:
    """Return a .docx whose references and contents are links with their words; the same bytes where
    there is none.

    LibreOffice says of words that they are a link where they have the character style of links.
    """
    package = opened(document)
    if not any(sign in package[BODY] for sign in (b"instrText", b"fldSimple")):
        return document
    root = package.copy(BODY)
    for paragraph in root.iter(w("p")):
        _fixed(paragraph)
    within = [link for link in root.iter(w("hyperlink")) if link.get(w("anchor"))]
    if not within or STYLES not in package:
        return document
    styles = package.copy(STYLES)
    style = with_style(styles)
    for run in (run for link in within for run in link.iter(w("r"))):
        _as_it_looked(looking(run, style))
    return packed({**package, BODY: written(root), STYLES: written(styles)})


def with_whole_paragraphs(document: bytes) -> bytes:
    """Return a .docx in which no page or column ends within a paragraph; the same bytes where none
    does.

    LibreOffice makes two paragraphs of such a one, and gives each a number.
    """
    package = opened(document)
    if not any(f'w:type="{kind}"'.encode() in package[BODY] for kind in PAGE_ENDS):
        return document
    root = package.copy(BODY)
    within = [one for one in root.iter(w("br")) if one.get(w("type")) in PAGE_ENDS and _amid(one)]
    for one in within:
        del one.attrib[w("type")]
    return packed({**package, BODY: written(root)}) if within else document


def _amid(element: etree._Element) -> bool:
    """Return whether words of its paragraph stand before an element, and others after it."""
    paragraph = next(element.iterancestors(w("p")), None)
    if paragraph is None:
        return False
    before, words = True, {True: "", False: ""}
    for one in paragraph.iter(w("t"), element.tag):
        before = before and one is not element
        words[before] += (one.text or "") if one.tag == w("t") else ""
    return all(said.strip() for said in words.values())


def _as_it_looked(run: etree._Element) -> None:
    """Give a run the looks that it had before it got the style of links."""
    properties = run.find(w("rPr"))
    assert properties is not None
    for tag, plain in (("color", "auto"), ("u", "none")):
        if properties.find(w(tag)) is None:
            etree.SubElement(properties, w(tag)).set(w("val"), plain)
    in_order(properties)


def _fixed(paragraph: etree._Element) -> None:
    """Make the references that begin and end in a paragraph links."""
    for simple in list(paragraph.iter(w("fldSimple"))):
        match = CODE.match(str(simple.get(w("instr")) or ""))
        if match:
            _wrapped(list(simple), match["name"] or "", simple)
    opened_at: list[tuple[etree._Element, list[etree._Element], list[etree._Element]]] = []
    for run in list(paragraph.iter(w("r"))):
        kind = next((str(one.get(w("fldCharType"))) for one in run.iter(w("fldChar"))), "")
        if kind == "begin":
            opened_at.append((run, [], []))
        elif kind == "separate" and opened_at:
            opened_at[-1][1].append(run)
        elif kind == "end" and opened_at:
            begin, before, shown = opened_at.pop()
            _closed(begin, before, shown, run)
        elif opened_at:
            _, before, shown = opened_at[-1]
            code = next(run.iter(w("instrText")), None) is not None
            (before if code or not _separated(before) else shown).append(run)


def _separated(before: list[etree._Element]) -> bool:
    return any(next(run.iter(w("fldChar")), None) is not None for run in before)


def _closed(
    begin: etree._Element,
    before: list[etree._Element],
    shown: list[etree._Element],
    end: etree._Element,
) -> None:
    code = "".join(text.text or "" for run in before for text in run.iter(w("instrText")))
    match = CODE.match(code)
    siblings = {one.getparent() for one in (begin, *before, *shown, end)}
    if not match or len(siblings) != 1:
        return
    _wrapped(shown, match["name"] or "", begin)
    for run in (*before, end):
        _removed(run)


def _wrapped(shown: list[etree._Element], name: str, place: etree._Element) -> None:
    """Put runs into a link to a bookmark, in the place of an element; they stay as they are within
    another link.
    """
    inside = next(place.iterancestors(w("hyperlink")), None) is not None
    link = etree.Element(w("hyperlink"), {w("anchor"): name, w("history"): "1"})
    place.addprevious(link)
    for run in shown:
        link.append(run)
    if inside:
        for run in shown:
            link.addprevious(run)
        _removed(link)
    _removed(place)


def _removed(element: etree._Element) -> None:
    """Take an element away; what follows it stays."""
    holder = element.getparent()
    assert holder is not None
    holder.remove(element)
