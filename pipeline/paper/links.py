"""Links to addresses: words of a cell that lead to a page, as Word makes them (ISO/IEC 29500-1,
17.16.22).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count

from lxml import etree

from pipeline.paper import marks
from pipeline.settings.entries import is_page
from pipeline.word.package import Draft
from pipeline.word.relations import sheet_of
from pipeline.word.xml import R, w, written

STYLE = "hyperlink"
"""The name of Word's style for links, in small letters."""
BLUE = "0563C1"
"""Word's own colour of links: 6.0:1 on white."""
ADDRESS = "address"
"""An attribute of no document: where a link leads, until its part has a relation to there."""
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def linked(text: str, address: str) -> str:
    """Return travelling text as a link to a page, as it is where a paper may not lead there."""
    return marks.of_link(text, address) if is_page(address) else text


def to(address: str) -> etree._Element:
    """Return an empty link that has no relation yet."""
    return etree.Element(w("hyperlink"), {ADDRESS: address, w("history"): "1"})


def looking(run: etree._Element, style: str) -> etree._Element:
    """Return a run in the character style of links."""
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for old in properties.findall(w("rStyle")):
        properties.remove(old)
    properties.insert(0, etree.Element(w("rStyle"), {w("val"): style}))
    return run


def style_of(styles: etree._Element) -> str:
    """Return the id of the style for links, "" where there is none."""
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        if (
            style.get(w("type")) == "character"
            and name is not None
            and str(name.get(w("val"))).lower() == STYLE
        ):
            return str(style.get(w("styleId")))
    return ""


def with_style(styles: etree._Element) -> str:
    """Return the id of the style for links, made as Word's own where the document has none: a PDF
    says of no other words that they are a link.
    """
    found = style_of(styles)
    if found:
        return found
    taken = {style.get(w("styleId")) for style in styles.iter(w("style"))}
    names = chain(["Hyperlink"], (f"Hyperlink{number}" for number in count(1)))
    name = next(one for one in names if one not in taken)
    style = etree.SubElement(styles, w("style"), {w("type"): "character", w("styleId"): name})
    etree.SubElement(style, w("name")).set(w("val"), "Hyperlink")
    etree.SubElement(style, w("uiPriority")).set(w("val"), "99")
    looks = etree.SubElement(style, w("rPr"))
    etree.SubElement(looks, w("color")).set(w("val"), BLUE)
    etree.SubElement(looks, w("u")).set(w("val"), "single")
    return name


def related(draft: Draft, roots: Mapping[str, etree._Element]) -> None:
    """Give each link of the parts with text, by name, a relation of its part to its address: one
    for all links there that lead to the same.
    """
    for name, root in roots.items():
        found = [one for one in root.iter(w("hyperlink")) if one.get(ADDRESS) is not None]
        if not found:
            continue
        sheet = sheet_of(name)
        if sheet not in draft:
            draft[sheet] = written(
                etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})  # type: ignore[dict-item]
            )
        relations = draft.change(sheet)
        taken = {one.get("Id") for one in relations}
        free = (one for number in count(1) if (one := f"rId{number}") not in taken)
        known: dict[str, str] = {}
        for link in found:
            address = str(link.attrib.pop(ADDRESS))
            if address not in known:
                known[address] = next(free)
                etree.SubElement(
                    relations,
                    f"{{{RELATIONSHIPS}}}Relationship",
                    Id=known[address],
                    Type=f"{R}/hyperlink",
                    Target=address,
                    TargetMode="External",
                )
            link.set(f"{{{R}}}id", known[address])
