"""Template and values to paper: filled in a sandbox, strictly and escaped, then marks made into Word structure.

Bytes in, bytes out; the same values and template give the same bytes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.paper import grammar, marks
from pipeline.paper.chart.charts import ChartData, draw_charts
from pipeline.paper.marks import Emitted
from pipeline.paper.slots import Day, Number, Place, Stated, filters
from pipeline.paper.structure import Builder
from pipeline.paper.whole_tags import TAG
from pipeline.word.outline import BODY
from pipeline.word.package import Draft, opened
from pipeline.word.relations import sheet_of
from pipeline.word.repeated import filled_up, numbered_anew
from pipeline.word.xml import written

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

TEXT_PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
DROPPED = re.compile(r"docProps/(custom\.xml|thumbnail.*)|customXml/.*|word/(people|stylesWithEffects)\.xml")
CORE, SETTINGS = "docProps/core.xml", "word/settings.xml"
_TAG_OR_BRACE = re.compile(rf"{TAG.pattern}|[{{}}]", re.DOTALL)
_MARKUP = re.compile("(<[^<>]*>)")
_OF_TEXT = re.compile(r"<(?:[\w.-]+:)?t(?: [^<>]*[^/<>]|)>")
_SPOKEN = re.compile(r"<(?:[\w.-]+:)?(?:docPr|cNvPr|tblCaption|tblDescription)[ />]")
_ATTRIBUTE = re.compile(r'((?:[\w.-]+:)?(?:descr|title|val)=")([^"]*)"|[{}]')
LONGEST = 64 * 2**20
"""The signs of a filled part: some twenty times those of 1,000 rows."""
MOST_LINES = 10_000
"""The lines that cells may have in a paper, besides the first of each: 220 pages of them."""
TURNS = 250_000
"""How often the loops of a paper may turn in all; 10,000 rows in each of the lists of the house template take some 60,000."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: its bytes, all that the template printed into it, in order, and the figures in charts' words.

    `loose` are the words with a number that a tag printed and that are no figure's, date's or cell's.
    """

    content: bytes
    emitted: tuple[Emitted, ...]
    spoken: tuple[tuple[str, str], ...] = ()
    loose: tuple[str, ...] = ()


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing is evaluated but what `grammar` allows, and a dot reads a row's own slots.

    Whatever Jinja is to run comes through `_parse`. Beneath it nothing is called, no sum is done, no index looked up, even if
    the grammar had a hole.
    """

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a source; raises NotAllowed where it holds what no template may, TemplateSyntaxError elsewhere."""
        try:
            tree = super()._parse(source, name, filename)
        except (RecursionError, ValueError, OverflowError) as error:
            raise grammar.NotAllowed("it holds brackets or a number without end", 1) from error
        grammar.held(tree)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, grammar.ROWS, [], [], None, None, lineno=loop.lineno, environment=self)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a slot of a row: `row.update` is a text, and not what every mapping can do."""
        return obj[attribute] if isinstance(obj, dict) and attribute in obj else self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return nothing: a template has no indexes."""
        raise SecurityError("a template looks nothing up by an index")

    def is_safe_callable(self, obj: Any) -> bool:
        """Return that nothing may be called; filters are no calls."""
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return that nothing of Python's own may be read."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Do no sum."""
        raise SecurityError("a template does no sums")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Do no sum."""
        raise SecurityError("a template does no sums")

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return the XML of a part with the words of its tags as they were typed: "Q1 & Q2" in a label is no entity."""
        plain = TAG.sub(lambda tag: tag[0].replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&"), source)
        return super().preprocess(plain, name, filename)


class NoValue(TemplateError):
    """A slot that has no value in this paper, such as a comparison on a first paper."""


class TooManyLines(Exception):
    """The cells that are printed have more lines than a paper can: the source of the longest cell and its lines, and of all."""

    def __init__(self, longest: Emitted, lines: int) -> None:
        super().__init__(f"{lines} lines")
        self.source, self.longest, self.lines = longest.source, len(longest.lines), lines


class NotFilled(TemplateError):
    """A part that cannot be filled, by its name in the file."""

    def __init__(self, part: str, error: Exception) -> None:
        super().__init__(str(error))
        self.part = part


def environment(words_to: int, emitted: list[Emitted] | None = None, loose: list[str] | None = None
                ) -> ImmutableSandboxedEnvironment:
    """Return the sandbox that templates run in: strict, escaped, with our filters only, for one paper.

    What the template prints is appended to `emitted`, and to `loose` what holds a number of nobody.
    """
    own = filters(words_to)
    turns = lines = 0

    def printed(value: Any) -> str:
        nonlocal lines
        stated = isinstance(value, (Place, Stated))
        if isinstance(value, Day):
            value = own["date"].made(value)
        elif isinstance(value, Number) or (isinstance(value, int) and not isinstance(value, bool)):
            value = own["number"].made(value)
        elif not isinstance(value, str):
            raise NoValue("it has no value in this paper" if value is None else "it is a list or a condition, not a text")
        if emitted is not None:
            fresh = tuple(marks.emitted(value))
            emitted.extend(fresh)
            lines += sum(len(one.lines) - 1 for one in fresh if not one.figure)
            if lines > MOST_LINES:
                raise TooManyLines(max((one for one in emitted if not one.figure), key=lambda one: len(one.lines)), lines)
        if loose is not None and not stated and grammar.has_number(left := marks.unowned(value)):
            loose.append(left.strip())
        return value  # type: ignore[no-any-return]

    def rows(value: Any) -> Any:
        """Return what a loop runs over: rows of ours, and not more of them than a paper can have."""
        nonlocal turns
        if not isinstance(value, (list, tuple)):
            raise NoValue("a loop runs over a list, and this is none")
        turns += len(value)
        if turns > TURNS:
            raise NoValue(f"its loops turn more than {TURNS} times")
        return value

    def joined(pieces: Iterable[str]) -> str:
        found, signs = [], 0
        for piece in pieces:
            signs += len(piece)
            if signs > LONGEST:
                raise NoValue(f"it would print more than {LONGEST} signs")
            found.append(piece)
        return "".join(found)

    sandbox = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=printed, keep_trailing_newline=True, optimized=False)
    sandbox.concat = joined  # type: ignore[method-assign]
    sandbox.filters = {grammar.ROWS: rows, **{name: entry.made for name, entry in own.items()}}
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
    loose: list[str] = []
    document = DocxTemplate(BytesIO(packed({name: sole_tags(part) if TEXT_PARTS.fullmatch(name) else part
                                            for name, part in opened(template).items()})))
    sandbox = environment(words_to, emitted, loose)
    document.render_properties = lambda *_: None  # ours are written below, and a file's own are nobody's template
    try:
        document.render(dict(values), sandbox)
        for part in document.docx.part.package.iter_parts():  # docxtpl fills footnotes, and passes endnotes over
            if part.content_type == ENDNOTES:
                part._blob = document.render_xml_part(document.patch_xml(part.blob.decode("utf-8")), part, dict(values), sandbox
                                                      ).encode()
    except TemplateError as error:
        raise NotFilled(str(document.current_rendering_part.partname).lstrip("/"), error) from error
    draft = built(_parts_of(document.docx.part.package))
    spoken = draw_charts(draft, charts)
    draft[CORE] = _core(title, author, meeting)
    parts = {name: marks.with_braces(part) if TEXT_PARTS.fullmatch(name) else part for name, part in draft.written().items()}
    return Paper(packed(parts), tuple(emitted), tuple(spoken), tuple(loose))


def _parts_of(package: OpcPackage) -> dict[str, bytes]:
    """Return the parts that python-docx would save, without the zip that it would write them into."""
    from docx.opc import pkgwriter

    found: dict[str, bytes] = {}
    save: Any = pkgwriter.PackageWriter
    into = SimpleNamespace(write=lambda name, part: found.__setitem__(name.membername, part))
    save._write_content_types_stream(into, package.parts)
    save._write_pkg_rels(into, package.rels)
    save._write_parts(into, package.parts)
    return found


def sole_tags(part: bytes) -> bytes:
    """Return a part in which no brace is left but a whole tag's, in the words of the text and in words for those who cannot see.

    docxtpl renders the whole XML of a part and joins braces over markup; what it is not to read travels as marks, and `paper`
    brings it back. A part is as lxml writes it: without remarks, and with no ">" in an attribute.
    """
    pieces = _MARKUP.split(part.decode("utf-8"))
    for place, piece in enumerate(pieces):
        if "{" not in piece and "}" not in piece:
            continue
        if place % 2:
            pieces[place] = _ATTRIBUTE.sub(_only_tags_spoken, piece) if _SPOKEN.match(piece) else marks.typed_braces(piece)
        else:
            pieces[place] = (_only_tags if place and _OF_TEXT.fullmatch(pieces[place - 1]) else marks.typed_braces)(piece)
    return "".join(pieces).encode()


def _only_tags_spoken(found: re.Match[str]) -> str:
    return f'{found[1]}{_only_tags(found[2])}"' if found[1] else marks.typed_braces(found[0])


def _only_tags(words: str) -> str:
    return _TAG_OR_BRACE.sub(lambda one: one[0] if len(one[0]) > 1 else marks.typed_braces(one[0]), words)


def built(parts: Mapping[str, bytes]) -> Draft:
    """Return a draft with every mark made into runs, paragraphs, lists and content controls, and private data gone.

    What a loop repeated is numbered anew.
    """
    draft = Draft({name: part for name, part in parts.items() if not DROPPED.fullmatch(name)})
    builder = Builder(draft)
    roots = {name: draft.change(name) for name in sorted(draft) if TEXT_PARTS.fullmatch(name)}
    for root in roots.values():
        builder.build(root)
        filled_up(root)
    numbered_anew(roots)
    _without_private(draft)
    return draft


def _without_private(draft: Draft) -> None:
    """Drop what tells of people and machines: save ids, the attached template, application statistics."""
    sheets = [sheet_of(source) for source in ("", SETTINGS, BODY)]
    for name in (SETTINGS, CONTENT_TYPES, *sheets):
        if name not in draft:
            continue
        root = draft.change(name)
        for element in list(root):
            tag = etree.QName(element).localname
            target = (element.get("Target") or element.get("PartName") or "").lstrip("/")
            gone = (tag in ("rsids", "attachedTemplate", "docVars", "writeProtection")
                    or (element.get("Type") or "").endswith("/attachedTemplate")
                    or any(DROPPED.fullmatch(path) for path in (target, f"word/{target}"))
                    or target.startswith("../customXml/"))
            if gone:
                root.remove(element)
    if sheet_of(SETTINGS) in draft and not len(draft.root(sheet_of(SETTINGS))):
        del draft[sheet_of(SETTINGS)]
    if "docProps/app.xml" in draft:
        draft["docProps/app.xml"] = APP


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
    return written(root)
