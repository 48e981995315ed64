"""Template and values to paper: filled in a sandbox, strictly and escaped, then marks made into Word structure.

Bytes in, bytes out; the same values and template give the same bytes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pipeline import marks
from pipeline.build import Builder
from pipeline.chart.place import ChartData, with_charts
from pipeline.marks import Emitted
from pipeline.package import packed, parts_of
from pipeline.slots import Day, Number, filters
from pipeline.whole_tags import TAG
from pipeline.word.repeated import filled_up, numbered_anew
from pipeline.wordml import PARSER

TEXT_PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
DROPPED = re.compile(r"docProps/(custom\.xml|thumbnail.*)|customXml/.*|word/(people|stylesWithEffects)\.xml")
CORE = "docProps/core.xml"
_WORDS = re.compile(r">[^<>]*[{}][^<>]*<")
_TAG_OR_BRACE = re.compile(rf"{TAG.pattern}|[{{}}]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: its bytes, all that the template printed into it, in order, and the figures in charts' words."""

    content: bytes
    emitted: tuple[Emitted, ...]
    spoken: tuple[tuple[str, str], ...] = ()


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a dot reads a row's own slots first: `row.update` is a text and not what every mapping can do."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj[attribute] if isinstance(obj, dict) and attribute in obj else super().getattr(obj, attribute)


    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return the XML of a part with the words of its tags as they were typed: "Q1 & Q2" in a label is no entity."""
        plain = TAG.sub(lambda tag: tag[0].replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&"), source)
        return super().preprocess(plain, name, filename)


class NoValue(TemplateError):
    """A slot that has no value in this paper, such as a comparison on a first paper."""


def environment(words_to: int, emitted: list[Emitted] | None = None) -> ImmutableSandboxedEnvironment:
    """Return the sandbox that templates run in: strict, escaped, with our filters only.

    What the template prints is appended to `emitted`.
    """
    own = filters(words_to)

    def printed(value: Any) -> str:
        if isinstance(value, Day):
            value = own["date"].made(value)
        elif isinstance(value, Number) or (isinstance(value, int) and not isinstance(value, bool)):
            value = own["number"].made(value)
        elif not isinstance(value, str):
            raise NoValue("it has no value in this paper" if value is None else "it is a list or a condition, not a text")
        if emitted is not None:
            emitted.extend(marks.emitted(value))
        return value  # type: ignore[no-any-return]

    sandbox = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=printed,
                                            keep_trailing_newline=True)
    sandbox.filters = {name: entry.made for name, entry in own.items()}
    sandbox.tests.clear()
    sandbox.globals.clear()
    return sandbox


def paper(template: bytes, values: Mapping[str, Any], *, words_to: int, title: str, author: str,
          meeting: datetime.date, charts: ChartData) -> Paper:
    """Return the paper made from a template; raises jinja2.TemplateError where a slot cannot be filled.

    Raises NoAlternativeText where the template has a chart and no words for those who cannot see it.
    """
    from docxtpl import DocxTemplate

    emitted: list[Emitted] = []
    document = DocxTemplate(BytesIO(packed({name: _sole_tags(part) if TEXT_PARTS.fullmatch(name) else part
                                            for name, part in parts_of(template).items()})))
    sandbox = environment(words_to, emitted)
    document.render(dict(values), sandbox)
    for part in document.docx.part.package.iter_parts():  # docxtpl fills footnotes, and passes endnotes over
        if part.content_type == ENDNOTES:
            part._blob = document.render_xml_part(document.patch_xml(part.blob.decode("utf-8")), part, dict(values), sandbox
                                                  ).encode()
    filled = BytesIO()
    document.save(filled)
    parts, spoken = with_charts(built(parts_of(filled.getvalue())), charts)
    parts[CORE] = _core(title, author, meeting)
    return Paper(packed(parts), tuple(emitted), tuple(spoken))


def _sole_tags(part: bytes) -> bytes:
    """Return a part in which no brace is left but a tag's: docxtpl joins braces over paragraphs that were checked one by one."""
    return _WORDS.sub(lambda words: _TAG_OR_BRACE.sub(
        lambda one: one[0] if len(one[0]) > 1 else marks.typed(one[0]), words[0]), part.decode("utf-8")).encode()


def built(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with every mark made into runs, paragraphs, lists and content controls, and private data gone.

    What a loop repeated is numbered anew.
    """
    kept = {name: part for name, part in parts.items() if not DROPPED.fullmatch(name)}
    builder = Builder(kept)
    roots = {name: etree.fromstring(kept[name], PARSER) for name in sorted(kept) if TEXT_PARTS.fullmatch(name)}
    for root in roots.values():
        builder.build(root)
        filled_up(root)
    numbered_anew(roots)
    kept.update({name: _serialised(root) for name, root in roots.items()})
    kept.update(builder.changed())
    return _without_private(kept)


def _without_private(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Drop what tells of people and machines: save ids, the attached template, application statistics."""
    for name in ("word/settings.xml", "word/_rels/settings.xml.rels", "[Content_Types].xml", "_rels/.rels",
                 "word/_rels/document.xml.rels"):
        if name not in parts:
            continue
        root = etree.fromstring(parts[name], PARSER)
        for element in list(root):
            tag = etree.QName(element).localname
            target = (element.get("Target") or element.get("PartName") or "").lstrip("/")
            gone = (tag in ("rsids", "attachedTemplate", "docVars", "writeProtection")
                    or (element.get("Type") or "").endswith("/attachedTemplate")
                    or any(DROPPED.fullmatch(path) for path in (target, f"word/{target}"))
                    or target.startswith("../customXml/"))
            if gone:
                root.remove(element)
        parts[name] = _serialised(root)
    if "word/_rels/settings.xml.rels" in parts and b"<Relationship " not in parts["word/_rels/settings.xml.rels"]:
        del parts["word/_rels/settings.xml.rels"]
    if "docProps/app.xml" in parts:
        parts["docProps/app.xml"] = APP
    return parts


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


APP = (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
       b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
       b"<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>")


def _core(title: str, author: str, meeting: datetime.date) -> bytes:
    """Return the document's properties: its title, whose report it is, and the meeting for every date."""
    names = {"cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
             "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
             "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
    root = etree.Element(etree.QName(names["cp"], "coreProperties"), nsmap=names)
    for space, tag, text in (("dc", "title", title), ("dc", "creator", author), ("dc", "language", "en-GB"),
                             ("cp", "lastModifiedBy", author), ("cp", "revision", "1"),
                             ("dcterms", "created", f"{meeting}T00:00:00Z"), ("dcterms", "modified", f"{meeting}T00:00:00Z")):
        element = etree.SubElement(root, etree.QName(names[space], tag))
        element.text = text
        if space == "dcterms":
            element.set(etree.QName(names["xsi"], "type"), "dcterms:W3CDTF")
    return _serialised(root)
