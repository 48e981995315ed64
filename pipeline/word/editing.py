"""What a document holds because somebody edited it in a program, and no reader sees: taken away
before a template is filled.

Word numbers every paragraph and row (`w14:paraId`), marks words that it could not spell, pages that
it once broke and places where the cursor last stood; Google Docs wraps runs in controls of its own;
LibreOffice writes settings in another order. A loop would repeat the numbers, and a tag would lie
in pieces. Nothing here changes what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.english.pattern import late
from pipeline.word.order import ORDERED
from pipeline.word.xml import SPACE, W, w

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
NUMBERS = late(rf"{{{W}}}rsid\w*|{{{W14}}}(?:paraId|textId)|{{{WP14}}}(?:anchorId|editId)")
"""Numbers of saves, paragraphs, rows and drawings: [MS-DOCX] 2.2.1 wants each once, and a loop
repeats it.
"""
GONE = tuple(
    w(name)
    for name in (
        "proofErr",
        "lastRenderedPageBreak",
        "permStart",
        "permEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
    )
)
COMMENTED = tuple(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
WRAPPERS = (w("smartTag"), w("customXml"))
BOUND = (w("dataBinding"), f"{{{W15}}}dataBinding")
"""A control bound to a property shows the property when Word opens the file, whatever was filled in
(ISO 29500-1, 17.5.2.6).
"""
OF_TEXT = tuple(
    w(name)
    for name in (
        "rPr",
        "alias",
        "tag",
        "id",
        "lock",
        "placeholder",
        "temporary",
        "showingPlcHdr",
        "dataBinding",
        "text",
        "richText",
    )
)
"""What stands in a control that holds text and is no list, date, box or gallery."""
GOOGLE = re.compile(r"goog_rdk_\d+")
REFERRING = (w("hyperlink"), w("instrText"), w("fldSimple"))
REFERRED = re.compile(
    r"\b(?:PAGEREF|REF|NOTEREF)\s+\"?([^\s\"\\]+)|\\l\s+\"?([^\s\"]+)", re.IGNORECASE
)


def cleared(root: etree._Element, referred: frozenset[str]) -> None:
    """Take the traces of editing out of a part with text, the places of comments too; `referred`
    are the bookmarks that something names.
    """
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if NUMBERS.fullmatch(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(*GONE, *BOUND, *COMMENTED)):
        _remove(element)
    for wrapper in list(root.iter(*WRAPPERS)):
        unwrapped(wrapper)
    for control in list(root.iter(w("sdt"))):
        if _is_nameless(control):
            unwrapped(control)
    _codes(root)
    _bookmarks(root, referred)
    in_order(root)


def _is_nameless(control: etree._Element) -> bool:
    """Return whether a control is one of Google's own, or holds text and has no title: nothing and
    nobody asks for it.
    """
    properties = control.find(w("sdtPr"))
    if properties is None:
        return True
    tag, title = properties.find(w("tag")), properties.find(w("alias"))
    if tag is not None and GOOGLE.fullmatch(str(tag.get(w("val")))):
        return True
    return (title is None or not str(title.get(w("val")) or "").strip()) and all(
        one.tag in OF_TEXT for one in properties
    )


def completed(root: etree._Element, styles: frozenset[str]) -> None:
    """Do in a part with text what Word does when it opens one: styles that are not there are passed
    over, tables get their grid.

    `styles` are the ids of the document's styles. A paragraph whose style is gone is one of the
    default style.
    """
    for element in list(root.iter(w("pStyle"), w("rStyle"), w("tblStyle"))):
        if str(element.get(w("val"))) not in styles:
            _remove(element)
    for table in root.iter(w("tbl")):
        if table.find(w("tblPr")) is None:
            table.insert(0, etree.Element(w("tblPr")))
        if table.find(w("tblGrid")) is None:
            grid = etree.Element(w("tblGrid"))
            table.insert(1, grid)
            for cell in max(
                (row.findall(w("tc")) for row in table.iter(w("tr"))), key=len, default=[]
            ):
                width = cell.find(f"{w('tcPr')}/{w('tcW')}")
                etree.SubElement(grid, w("gridCol")).set(
                    w("w"), str(width.get(w("w"))) if width is not None else "1000"
                )


def unwrapped(wrapper: etree._Element) -> None:
    """Put what a smart tag, a custom element or a content control holds in its place."""
    parent = wrapper.getparent()
    assert parent is not None
    content = wrapper.find(w("sdtContent")) if wrapper.tag == w("sdt") else wrapper
    place = parent.index(wrapper)
    for child in [
        child
        for child in (content if content is not None else ())
        if child.tag not in (w("smartTagPr"), w("customXmlPr"))
    ]:
        parent.insert(place, child)
        place += 1
    parent.remove(wrapper)


def _codes(root: etree._Element) -> None:
    """Join the code of each field, which Word writes in as many pieces as it was typed in."""
    first: etree._Element | None = None
    for element in list(root.iter(w("fldChar"), w("instrText"))):
        if element.tag == w("fldChar"):
            first = None
        elif first is None:
            first = element
        else:
            first.text = (first.text or "") + (element.text or "")
            first.set(SPACE, "preserve")
            _remove(element)


def referred_to(root: etree._Element) -> Iterator[str]:
    """Yield the bookmarks, in small letters, that the fields and links of a part name."""
    _codes(root)
    for element in root.iter(*REFERRING):
        yield from named_by(element)


def named_by(element: etree._Element) -> Iterator[str]:
    """Yield the bookmarks, in small letters, that a field or link names."""
    anchor = element.get(w("anchor"))
    if anchor:
        yield anchor.lower()
    for match in REFERRED.finditer(element.get(w("instr")) or element.text or ""):
        yield str(match[1] or match[2]).lower()


def contents(root: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of a part that a table of contents last wrote: what a TOC field shows
    (ISO 29500-1, 17.16.5.68).
    """
    found: list[etree._Element] = []
    codes = {one: (one.text or "").strip().upper() for one in root.iter(w("instrText"))}
    if not any(code.startswith("TOC") for code in codes.values()):
        return found
    opened: list[str] = []
    paragraph: etree._Element | None = None
    for element in root.iter(w("p"), w("fldChar"), w("instrText")):
        if element.tag == w("p"):
            paragraph = element
        elif element.tag == w("instrText"):
            opened[-1:] = [codes[element]]
        elif element.get(w("fldCharType")) == "begin":
            opened.append("")
        elif element.get(w("fldCharType")) == "end":
            del opened[-1:]
        if (
            opened
            and paragraph is not None
            and any(code.startswith("TOC") for code in opened)
            and paragraph not in found[-1:]
        ):
            found.append(paragraph)
    return found


def _bookmarks(root: etree._Element, referred: frozenset[str]) -> None:
    """Take the hidden bookmarks away that nothing names: _GoBack is where the cursor stood, _Hlk
    and _Toc what once was found.
    """
    hidden = {
        start.get(w("id"))
        for start in root.iter(w("bookmarkStart"))
        if (name := str(start.get(w("name")))).startswith("_") and name.lower() not in referred
    }
    for element in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        if element.get(w("id")) in hidden:
            _remove(element)


def in_order(root: etree._Element) -> None:
    """Put the settings inside each element into Word's order, which LibreOffice and others do not
    keep; text stays put.
    """
    for element in root.iter(*SORTED):
        model = ORDERED[etree.QName(element).localname]
        places = [
            (
                model.get(etree.QName(child).localname, (0, False))[0]
                if str(child.tag).startswith(f"{{{W}}}")
                else len(model)
            )
            for child in element
        ]
        if places != sorted(places):
            element[:] = [
                child
                for _, child in sorted(zip(places, element, strict=True), key=lambda pair: pair[0])
            ]


SORTED = tuple(
    w(name)
    for name in ORDERED
    if name.endswith(
        (
            "Pr",
            "Borders",
            "CellMar",
            "tcMar",
            "PrEx",
            "pBdr",
            "settings",
            "style",
            "lvl",
            "docDefaults",
            "abstractNum",
        )
    )
)
"""The elements that hold settings and no text; a control's own settings are in no order."""


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
