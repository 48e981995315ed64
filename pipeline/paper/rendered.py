"""A template's parts with their tags printed: docxtpl's language on our own packages, without the
libraries that it reads Word files with.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import CodeType
from typing import Any, cast

from jinja2 import Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from pipeline.english.pattern import late
from pipeline.paper.loaded import BARE, loaded
from pipeline.paper.patched import patched
from pipeline.paper.sandbox import NotFilled, environment
from pipeline.word.outline import BODY
from pipeline.word.package import Draft, Package
from pipeline.word.xml import PARSER, WP, R, W, w, written

PRINTED = ("header", "footer", "footnotes", "endnotes")
"""The kinds of parts with text besides the body, in the order in which they are printed."""
TABLE = w("tbl")
LISTED = "\t\n\a\f"
"""The signs that docxtpl makes tabs, lines, paragraphs and pages of."""
NAMESPACES = late(r' xmlns(?::[^=]*)?="[^"]*"')
"""What a name in front of a tag stands for: said by the part's own tag, and again by its body's."""
WITHIN = re.compile(r"<w:body(?: [^>]*)?(?:/>|>.*</w:body>)", re.DOTALL)
"""The body of a document, which is prepared: its names begin with w."""
FITS = etree.XPath(
    "not(.//w:tr[count(w:tc) > $columns] or .//w:gridSpan) and .//w:tr[count(w:tc) = $columns]",
    namespaces={"w": W},
)
"""Whether the widest row of a table has as many cells as the table has columns."""
FIRST_ID = 1001
"""Of the things that are drawn in a printed body, which are numbered anew."""


def compiled(template: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a sandbox runs for the parts of a template, by their XML, for another process to
    `keep`; what cannot be compiled is told where it is printed.
    """
    found: dict[str, bytes] = {}
    with suppress(Exception):
        for _, xml in _sources(Package(template)):
            found[xml] = marshal.dumps(_code(xml))
    return found


_AHEAD: dict[str, bytes] = {}


def keep(ahead: Mapping[str, bytes]) -> None:
    """Keep what another process has compiled, in place of what was kept before."""
    _AHEAD.clear()
    _AHEAD.update(ahead)


@lru_cache(maxsize=16)
def _code(xml: str) -> CodeType:
    """Return what a sandbox runs for a part: the same in each, whatever it is printed with."""
    if xml in _AHEAD:
        return cast(CodeType, marshal.loads(_AHEAD[xml]))  # written by our own copy
    return environment(0).compile(patched(xml))


def rendered(
    template: Mapping[str, bytes], values: Mapping[str, Any], sandbox: SandboxedEnvironment
) -> Draft:
    """Return the parts of a template with their tags printed; raises NotFilled where one cannot
    be.
    """
    package = Package(template)
    draft = Draft(loaded(package))
    for name, xml in _sources(package):
        try:
            ready = Template.from_code(sandbox, _code(xml), sandbox.make_globals(None))
            printed = _listed(ready.render(values))
        except TemplateError as error:
            raise NotFilled(name, error) from error
        if name == BODY:
            draft.put(BODY, _with_body(etree.fromstring(package[BODY], BARE), printed))
        else:
            draft[name] = _part(printed)
    return draft


def _sources(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the parts that are printed with their XML, of the body only what is within it."""
    body = etree.fromstring(package[BODY], BARE).find(w("body"))
    yield BODY, _xml(body)
    for kind in PRINTED:
        for one in package.relations(BODY).values():
            if one.type == f"{R}/{kind}" and package.get(one.target):
                yield one.target, _xml(etree.fromstring(package[one.target], BARE))


def _xml(element: etree._Element | None) -> str:
    assert element is not None
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _part(xml: str) -> bytes:
    return written(etree.fromstring(xml, BARE))


def _listed(xml: str) -> str:
    """Return a printed part with its lines and tabs made into Word's, where it has any."""
    if not any(sign in xml for sign in LISTED):
        return xml
    from docxtpl import DocxTemplate

    made: str = DocxTemplate(None).resolve_listing(xml)
    return made


def _with_body(root: etree._Element, xml: str) -> etree._Element:
    """Return a document with its printed body, each table with as many columns as its rows have
    cells, and what is drawn numbered anew.

    The body is parsed in its place in the rest of the part: moved as a tree, each of its elements
    would have its names looked up again.
    """
    before, after = WITHIN.split(_xml(root))
    start = xml[: xml.index(">")]
    whole = "".join((before, NAMESPACES.sub("", start), xml[len(start) :], after))
    try:
        root = etree.fromstring(whole, PARSER)
    except etree.XMLSyntaxError:  # docxtpl mends what it can, and the tables with it
        body = root.find(w("body"))
        assert body is not None
        root.replace(body, _mended(xml))
    else:
        for table in [one for one in root.iter(TABLE) if not _fits(one)]:
            _mend(table)
    for number, thing in enumerate(root.iter(f"{{{WP}}}docPr"), FIRST_ID):
        thing.set("id", str(number))
    return root


def _fits(table: etree._Element) -> bool:
    grid = table.find(w("tblGrid"))
    return grid is not None and bool(FITS(table, columns=len(grid.findall(w("gridCol")))))


def _mend(table: etree._Element) -> None:
    """Give a table as many columns as its rows have cells."""
    mended, holder = _mended(_xml(table)), table.getparent()
    assert holder is not None
    mended.tail = table.tail
    holder.replace(table, mended)


def _mended(xml: str) -> etree._Element:
    from docxtpl import DocxTemplate

    made: etree._Element = DocxTemplate(None).fix_tables(xml)
    return made
