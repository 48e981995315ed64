"""Template and values to paper: filled in a sandbox, strictly and escaped, then marks made into
Word structure.

Bytes in, bytes out; the same values and template give the same bytes.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from pipeline.english.pattern import late
from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.paper import marks, rating_bars
from pipeline.paper.abbreviations import SOURCE as ABBREVIATIONS
from pipeline.paper.abbreviations import Abbreviations
from pipeline.paper.cells import in_cells
from pipeline.paper.chart.charts import START as CHART
from pipeline.paper.chart.charts import ChartData, draw_charts
from pipeline.paper.columns import own_columns
from pipeline.paper.contents import MARK as CONTENTS
from pipeline.paper.contents import laid_out
from pipeline.paper.left_notes import without_left_notes
from pipeline.paper.links import related
from pipeline.paper.marks import Emitted
from pipeline.paper.reckoned import counted, told_of_file
from pipeline.paper.references import refreshed
from pipeline.paper.sandbox import environment
from pipeline.paper.structure import Builder
from pipeline.paper.whole_tags import TAG
from pipeline.word.outline import BODY, BREAKS, style_names
from pipeline.word.package import Draft, opened
from pipeline.word.relations import sheet_of
from pipeline.word.repeated import filled_up, numbered_anew
from pipeline.word.xml import PARSER, w, written

TEXT_PARTS = re.compile(r"word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
DROPPED = re.compile(
    r"docProps/(custom\.xml|thumbnail.*)|customXml/.*|word/(people|stylesWithEffects)\.xml"
)
TEXT = w("t")
CORE, SETTINGS = "docProps/core.xml", "word/settings.xml"
_TAG_OR_BRACE = re.compile(rf"{TAG.pattern}|[{{}}]", re.DOTALL)
_MARKUP = re.compile("(<[^<>]*>)")
_TAGGED = re.compile(r"<[^<>]*>|\{[{%#].*?[}%#]\}", re.DOTALL)
_OF_TEXT = re.compile(r"<(?:[\w.-]+:)?t(?: [^<>]*[^/<>]|)>")
_SPOKEN = late(r"<(?:[\w.-]+:)?(?:docPr|cNvPr|tblCaption|tblDescription)[ />]")
_ATTRIBUTE = late(r'((?:[\w.-]+:)?(?:descr|title|val)=")([^"]*)"|[{}]')


class Paper(NamedTuple):
    """A finished paper: its bytes, all that the template printed into it, in order, and the figures
    in charts' words.

    `loose` are the words with a number that a tag printed and that are no figure's, date's or
    cell's.
    """

    content: bytes
    emitted: tuple[Emitted, ...]
    spoken: tuple[tuple[str, str], ...] = ()
    loose: tuple[str, ...] = ()


def paper(
    template: bytes,
    values: Mapping[str, Any],
    *,
    words_to: int,
    title: str,
    author: str,
    meeting: datetime.date,
    charts: ChartData,
) -> Paper:
    """Return the paper made from a template; raises jinja2.TemplateError where a slot cannot be
    filled.

    Raises NoAlternativeText where the template has a chart and no words for those who cannot see
    it.
    """
    emitted: list[Emitted] = []
    loose: list[str] = []
    draft, said = _filled(_plain(template), values, words_to, emitted, loose)
    without_left_notes(draft, emitted)
    built(draft)
    told_of_file(_text_roots(draft), {"TITLE": title, "AUTHOR": author})
    if CONTENTS in said:
        laid_out(draft, _text_roots(draft))
    spoken = draw_charts(draft, charts) if CHART in said else []
    draft[CORE] = _core(title, author, meeting)
    parts = {
        name: marks.with_braces(part) if TEXT_PARTS.fullmatch(name) else part
        for name, part in draft.written().items()
    }
    return Paper(packed(parts), tuple(emitted), tuple(spoken), tuple(loose))


def compiled(template: bytes) -> dict[str, bytes]:
    """Return a template's parts compiled, for another process that is to fill it."""
    from pipeline.paper import rendered

    return rendered.compiled(_plain(template))


def _plain(template: bytes) -> dict[str, bytes]:
    """Return the parts of a template as docxtpl is to read them."""
    return {
        name: _for_docxtpl(part) if TEXT_PARTS.fullmatch(name) else part
        for name, part in opened(template).items()
    }


@lru_cache(maxsize=16)
def _for_docxtpl(part: bytes) -> bytes:
    """Return a part of a template as docxtpl is to read it."""
    root = etree.fromstring(part, PARSER)
    own_columns(root)
    in_cells(root)
    return sole_tags(written(root))


def _filled(
    plain: Mapping[str, bytes],
    values: Mapping[str, Any],
    words_to: int,
    emitted: list[Emitted],
    loose: list[str],
) -> tuple[Draft, str]:
    """Return a template filled, with its marks still in it, and its travelling words; it is filled
    once more where it lists abbreviations and the first filling told which they are.
    """
    from pipeline.paper.rendered import rendered

    listed = values.get("abbreviations")
    if isinstance(listed, Abbreviations):
        fixed = _fixed_words(plain)
        listed.so_far = lambda: "\n".join([fixed, *(line for one in emitted for line in one.lines)])
    printed = rendered(plain, values, environment(words_to, emitted, loose))
    said = _said(printed)
    if isinstance(listed, Abbreviations) and listed.asked:
        if listed.take(marks.bare(marks.without(said, ABBREVIATIONS))):
            emitted.clear()
            loose.clear()
            printed = rendered(plain, values, environment(words_to, emitted, loose))
            said = _said(printed)
    return printed, said


def _fixed_words(template: Mapping[str, bytes]) -> str:
    """Return the words of a template that stand in no tag, paragraphs run together or apart."""
    return "\n".join(
        html.unescape(_TAGGED.sub(" ", part.decode("utf-8")))
        for name, part in template.items()
        if TEXT_PARTS.fullmatch(name)
    )


def _said(draft: Draft) -> str:
    """Return the travelling words of a filled template, a line for each paragraph."""
    return "".join(
        (one.text or "") if one.tag == TEXT else BREAKS.get(str(one.tag), "\n")
        for root in _text_roots(draft).values()
        for one in root.iter(TEXT, w("p"), *BREAKS)
    )


def _text_roots(draft: Draft) -> dict[str, etree._Element]:
    """Return the parts with text of a draft, to be changed."""
    return {name: draft.change(name) for name in sorted(draft) if TEXT_PARTS.fullmatch(name)}


def sole_tags(part: bytes) -> bytes:
    """Return a part in which no brace is left but a whole tag's, in the words of the text and in
    words for those who cannot see.

    docxtpl renders the whole XML of a part and joins braces over markup; what it is not to read
    travels as marks, and `paper` brings it back. A part is as lxml writes it: without remarks, and
    with no ">" in an attribute.
    """
    pieces = _MARKUP.split(part.decode("utf-8"))
    for place, piece in enumerate(pieces):
        if "{" not in piece and "}" not in piece:
            continue
        if place % 2:
            pieces[place] = (
                _ATTRIBUTE.sub(_only_tags_spoken, piece)
                if _SPOKEN.match(piece)
                else marks.typed_braces(piece)
            )
        else:
            pieces[place] = (
                _only_tags
                if place and _OF_TEXT.fullmatch(pieces[place - 1])
                else marks.typed_braces
            )(piece)
    return "".join(pieces).encode()


def _only_tags_spoken(found: re.Match[str]) -> str:
    return f'{found[1]}{_only_tags(found[2])}"' if found[1] else marks.typed_braces(found[0])


def _only_tags(words: str) -> str:
    return _TAG_OR_BRACE.sub(
        lambda one: one[0] if len(one[0]) > 1 else marks.typed_braces(one[0]), words
    )


def built(draft: Draft) -> None:
    """Make every mark of a draft into runs, paragraphs, lists and content controls; number anew
    what a loop repeated, and take private data away.
    """
    for name in [name for name in draft if DROPPED.fullmatch(name)]:
        del draft[name]
    builder = Builder(draft)
    styles = style_names(draft)
    roots = _text_roots(draft)
    for root in roots.values():
        builder.build(root)
        rating_bars.draw(root, styles)
        filled_up(root)
    related(draft, roots)
    numbered_anew(roots)
    counted(draft, roots)
    refreshed(draft, roots)
    _without_private(draft)


def _without_private(draft: Draft) -> None:
    """Drop what tells of people and machines: save ids, the attached template, application
    statistics.
    """
    sheets = [sheet_of(source) for source in ("", SETTINGS, BODY)]
    for name in (SETTINGS, CONTENT_TYPES, *sheets):
        if name not in draft:
            continue
        root = draft.change(name)
        for element in list(root):
            tag = etree.QName(element).localname
            target = (element.get("Target") or element.get("PartName") or "").lstrip("/")
            gone = (
                tag in ("rsids", "attachedTemplate", "docVars", "writeProtection")
                or (element.get("Type") or "").endswith("/attachedTemplate")
                or any(DROPPED.fullmatch(path) for path in (target, f"word/{target}"))
                or target.startswith("../customXml/")
            )
            if gone:
                root.remove(element)
    if sheet_of(SETTINGS) in draft and not len(draft.root(sheet_of(SETTINGS))):
        del draft[sheet_of(SETTINGS)]
    if "docProps/app.xml" in draft:
        draft["docProps/app.xml"] = APP


APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft'
    b" Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
)


def _core(title: str, author: str, meeting: datetime.date) -> bytes:
    """Return the document's properties: its title, whose report it is, and the meeting for every
    date.
    """
    names = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    root = etree.Element(etree.QName(names["cp"], "coreProperties"), nsmap=names)
    for space, tag, text in (
        ("dc", "title", title),
        ("dc", "creator", author),
        ("dc", "language", "en-GB"),
        ("cp", "lastModifiedBy", author),
        ("cp", "revision", "1"),
        ("dcterms", "created", f"{meeting}T00:00:00Z"),
        ("dcterms", "modified", f"{meeting}T00:00:00Z"),
    ):
        element = etree.SubElement(root, etree.QName(names[space], tag))
        element.text = text
        if space == "dcterms":
            element.set(etree.QName(names["xsi"], "type"), "dcterms:W3CDTF")
    return written(root)
