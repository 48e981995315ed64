"""Where something stands in a .docx, as a reader of it would say: in which paragraph, in which
chart, or in what the part is called in Word.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.word.outline import PARTS, Paragraph, paragraphs, story
from pipeline.word.package import Package
from pipeline.word.xml import W, w

TEXTS = {
    "word/comments.xml": "the comments",
    "word/settings.xml": "the document's settings",
    "": "the document as a whole",
    "word/webSettings.xml": "the document's settings for the web",
}


class Whereabouts:
    """The parts of a .docx behind the door; `roots` are those of XML, `sound` the same as a
    package.
    """

    def __init__(self, sound: Package, roots: Mapping[str, etree._Element]) -> None:
        self._sound, self._roots = sound, roots

    @cached_property
    def _places(self) -> dict[etree._Element, Paragraph]:
        return {paragraph.element: paragraph for paragraph in paragraphs(self._sound)}

    def place(self, element: etree._Element | None, part: str) -> str:
        """Return where something stands: its paragraph's place, or what the part is called in
        Word.
        """
        if element is not None and PARTS.fullmatch(part):
            near = chain(
                (element,),
                element.iterancestors(),
                element.iter(w("p")),
                element.itersiblings(preceding=True),
            )
            found = next((self._places[one] for one in near if one in self._places), None)
            return found.place if found is not None else story(part)
        if self.is_chart(part):
            return self.of_chart(part)
        if "glossary/" in part:
            return "the building blocks (Insert > Quick Parts)"
        return TEXTS.get(part) or (story(part) if PARTS.fullmatch(part) else TEXTS[""])

    def is_chart(self, source: str) -> bool:
        """Return whether a part is a chart, by its content type or by what it holds."""
        return (
            "drawingml.chart" in self.type_of(source)
            or "ms-office.chart" in self.type_of(source)
            or "chartSpace" in str(self._roots[source].tag if source in self._roots else "")
        )

    def of_chart(self, source: str) -> str:
        """Return where a chart stands that is this part."""
        for part in self._roots:
            for one in self._sound.related(part) if PARTS.fullmatch(part) else ():
                if one.target == source:
                    return f"the chart at {self.place(self.cited(part, one.identity), part)}"
        return "a chart"

    def cited(self, source: str, identity: str) -> etree._Element | None:
        """Return the first element of a part that uses a relation of it."""
        root = self._roots.get(source)
        return (
            next(
                (
                    element
                    for element in root.iter(etree.Element)
                    if identity in element.attrib.values() and identity in identities(element)
                ),
                None,
            )
            if root is not None
            else None
        )

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        listed = self._roots.get(CONTENT_TYPES)
        every = list(listed.iter("{*}Default", "{*}Override")) if listed is not None else []
        return (
            {
                str(one.get("PartName")).lstrip("/").lower(): str(one.get("ContentType")).lower()
                for one in every
            },
            {
                str(one.get("Extension")).lower(): str(one.get("ContentType")).lower()
                for one in every
            },
        )

    def type_of(self, name: str) -> str:
        """Return the content type of a part in small letters, "" where it has none."""
        named, by_extension = self._types
        return named.get(name.lower(), by_extension.get(name.rpartition(".")[2].lower(), ""))


def identities(element: etree._Element) -> list[str]:
    """Return the ids of relations that an element names: in no attribute of Word's own."""
    return [
        str(value)
        for key, value in element.attrib.items()
        if str(key)[0] == "{" and not str(key).startswith(f"{{{W}}}")
    ]
