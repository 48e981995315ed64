"""A template's parts with their tags printed: docxtpl's language, without its passes over the whole
text that find nothing.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from types import CodeType, SimpleNamespace
from typing import Any, cast

from docx.opc import pkgwriter
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from pipeline.files.package import packed
from pipeline.paper.sandbox import NotFilled, environment
from pipeline.word.outline import BODY
from pipeline.word.package import Draft
from pipeline.word.xml import PARSER, W, w

ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
TABLE = w("tbl")
LISTED = "\t\n\a\f"
"""The signs that docxtpl makes tabs, lines, paragraphs and pages of."""
NAMESPACES = re.compile(r' xmlns(?::[^=]*)?="[^"]*"')
"""What a name in front of a tag stands for: said by the part's own tag, and again by its body's."""
FITS = etree.XPath(
    "not(.//w:tr[count(w:tc) > $columns] or .//w:gridSpan) and .//w:tr[count(w:tc) = $columns]",
    namespaces={"w": W},
)
"""Whether the widest row of a table has as many cells as the table has columns."""


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose printed body is kept as a tree; its properties are ours to write, and
    nobody's template.
    """

    body: etree._Element

    def patch_xml(self, xml: str) -> str:
        """Return a part as it is: what Jinja reads of it is asked where it is printed."""
        return xml

    def render_xml_part(self, xml: str, part: Any, values: Any, sandbox: Any = None) -> str:
        """Return a part with its tags printed, without the line ends before each paragraph that
        docxtpl tells a template's lines by.
        """
        self.current_rendering_part = part
        ready = Template.from_code(sandbox, _code(xml), sandbox.make_globals(None))
        return self.resolve_listing(ready.render(values))

    def parts(self) -> Iterator[str]:
        """Yield the parts that are printed, but notes at the end: docxtpl prints these parts."""
        self.render_init()
        yield self.get_xml()
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            yield from (self.get_part_xml(part) for _, part in self.get_headers_footers(kind))

    def render_properties(self, *_: Any) -> None:
        """Print no properties."""

    def resolve_listing(self, xml: str) -> str:
        """Return a printed part with its lines and tabs made into Word's, where it has any."""
        return super().resolve_listing(xml) if any(sign in xml for sign in LISTED) else xml

    def fix_tables(self, xml: str) -> etree._Element:
        """Return the printed body, each table with as many columns as its rows have cells.

        It is parsed in its place in the rest of the part: moved there as a tree, each of its
        elements would have its names looked up again.
        """
        root, place = self.docx._element, etree.Comment("body")
        root.replace(root.body, place)
        before, after = self.xml_to_string(root).split("<!--body-->")
        start = xml[: xml.index(">")]
        whole = "".join((before, NAMESPACES.sub("", start), xml[len(start) :], after))
        try:
            body = next(etree.fromstring(whole, PARSER).iterchildren(w("body")))
        except etree.XMLSyntaxError:  # docxtpl mends what it can
            mended: etree._Element = super().fix_tables(xml)
            root.replace(place, mended)
            return mended
        for table in [one for one in body.iter(TABLE) if not _fits(one)]:
            alone = etree.tostring(table, encoding="unicode", with_tail=False)
            mended, holder = super().fix_tables(alone), table.getparent()
            assert holder is not None
            mended.tail = table.tail
            holder.replace(table, mended)
        return body

    def map_tree(self, tree: etree._Element) -> None:
        """Keep the printed body."""
        self.body = tree


@lru_cache(maxsize=16)
def _code(xml: str) -> CodeType:
    """Return what a sandbox runs for a part: the same in each, whatever it is printed with."""
    if xml in _AHEAD:
        return cast(CodeType, marshal.loads(_AHEAD[xml]))  # written by our own copy
    return environment(0).compile(DocxTemplate(None).patch_xml(xml))


_AHEAD: dict[str, bytes] = {}


def compiled(template: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a sandbox runs for the parts of a template, by their XML, for another process to
    `keep`; what cannot be compiled is told where it is printed.
    """
    found: dict[str, bytes] = {}
    with suppress(Exception):
        for xml in _Template(BytesIO(packed(template))).parts():
            found[xml] = marshal.dumps(_code(xml))
    return found


def keep(ahead: Mapping[str, bytes]) -> None:
    """Keep what another process has compiled, in place of what was kept before."""
    _AHEAD.clear()
    _AHEAD.update(ahead)


def rendered(
    template: Mapping[str, bytes], values: Mapping[str, Any], sandbox: SandboxedEnvironment
) -> Draft:
    """Return the parts of a template with their tags printed; raises NotFilled where one cannot
    be.
    """
    document = _Template(BytesIO(packed(template)))
    try:
        document.render(dict(values), sandbox)
        for part in (
            document.docx.part.package.iter_parts()
        ):  # docxtpl fills footnotes, and passes endnotes over
            if part.content_type == ENDNOTES:
                xml = document.patch_xml(part.blob.decode("utf-8"))
                part._blob = document.render_xml_part(xml, part, dict(values), sandbox).encode()
    except TemplateError as error:
        raise NotFilled(str(document.current_rendering_part.partname).lstrip("/"), error) from error
    draft = Draft(_parts_of(document.docx.part.package))
    draft.put(BODY, document.body.getroottree().getroot())
    return draft


def _fits(table: etree._Element) -> bool:
    grid = table.find(w("tblGrid"))
    return grid is not None and bool(FITS(table, columns=len(grid.findall(w("gridCol")))))


def _parts_of(package: Any) -> dict[str, bytes]:
    """Return the parts that python-docx would save, without the zip that it would write them
    into.
    """
    found: dict[str, bytes] = {}
    save: Any = pkgwriter.PackageWriter
    into = SimpleNamespace(write=lambda name, part: found.__setitem__(name.membername, part))
    save._write_content_types_stream(into, package.parts)
    save._write_pkg_rels(into, package.rels)
    save._write_parts(into, package.parts)
    return found
