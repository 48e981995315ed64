"""Tags in the properties of a template's file, and in other parts that hold no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG
from pipeline.word.xml import PARSER

CORE, APP = "docProps/core.xml", "docProps/app.xml"


INFO = {
    "title": "Title",
    "subject": "Subject",
    "creator": "Author",
    "description": "Comments",
    "keywords": "Tags",
    "category": "Categories",
    "contentStatus": "Status",
    "lastModifiedBy": "Last Modified By",
    "TitlesOfParts": "Title",
}
"""What Word calls a property of the file, where it has another name for it than the format."""


OWN_DATA = re.compile(r"docProps/(core|app|custom)\.xml|customXml/(?!itemProps|_rels)[^/]*\.xml")
"""Parts of properties and of their copies: what is typed in a control bound to one stands there
too. No paper keeps them.
"""


def tags_in(part: bytes) -> Iterator[tuple[etree._Element, str]]:
    """Yield each whole tag in a part that is no text, and the element that holds it; nothing where
    it is no XML.
    """
    if not any(sign in part for sign in (b"{{", b"{%", b"&#", b"\x00")):
        return
    try:
        root = etree.fromstring(part, PARSER)
    except etree.XMLSyntaxError:
        return
    for element in root.iter(etree.Element):
        for text in (element.text, element.tail, *element.attrib.values()):
            yield from (
                (element, match[0]) for match in TAG.finditer(str(text or "")) if match[0][1] != "#"
            )


def properties(parts: Mapping[str, bytes]) -> Iterator[Placed]:
    """Yield the tags in the properties of the file as paragraphs, each with the place where Word
    shows the property: a control bound to it copies there what is typed in it.
    """
    for name, part in parts.items():
        if OWN_DATA.fullmatch(name):
            for element, words in tags_in(part):
                yield Placed(element, name, 0, words, "", "", told=_shown_at(element, name))


def _shown_at(element: etree._Element, part: str) -> str:
    """Return where Word shows a property of the file."""
    if part in (CORE, APP):
        above = (element, *element.iterancestors())
        names = [etree.QName(one).localname for one in above]
        local = next((one for one in names if one in INFO), names[0])
        return f"File > Info > {INFO.get(local, local)}"
    if part.startswith("customXml/"):
        return f"the data that controls are bound to ({part})"
    named = next((one.get("name") for one in element.iterancestors() if one.get("name")), "")
    return f"File > Info > Properties > Advanced Properties > Custom{f', {named}' if named else ''}"
