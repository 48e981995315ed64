"""A template as any program saved it, made ready to be checked and filled: one form, whatever Word,
LibreOffice or others wrote.

What can be mended without changing a word of the paper is mended here; what cannot be filled is
told here, at its place, before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pipeline.files.package import CONTENT_TYPES, packed
from pipeline.findings.finding import Finding
from pipeline.paper.codes import finding
from pipeline.paper.settled import prefixed, settle
from pipeline.paper.unfilled import BRACES, Unfilled
from pipeline.paper.where import placed
from pipeline.paper.whole_tags import Broken, made_whole, taken_out
from pipeline.settings.schema import TEMPLATE_FILE as FILE
from pipeline.word.editing import cleared, completed, contents, referred_to
from pipeline.word.gate import Barred
from pipeline.word.named_parts import MAIN, TYPE
from pipeline.word.outline import PARTS, paragraphs, style_names
from pipeline.word.package import Package
from pipeline.word.received import NoWordFile, admitted
from pipeline.word.relations import sheet_of
from pipeline.word.xml import w, written

THINGS = {"chunk": "an inserted file", "subdocument": "a subdocument"}
"""What `whole_tags.thing_of` calls what the gate calls so."""
TAG_STYLES = frozenset({"tag", "tag line"})
"""The styles that make tags look like tags in a template: what is printed has the looks of its
paragraph, and a line that held only a tag is gone.
"""
REPEATED = (w("color"), w("sz"), w("szCs"))
"""What LibreOffice repeats of such a style beside its name."""
DAMAGED = (
    "it is damaged: a part of it is no well-formed XML.",
    "Open it in Word and save it again; where Word cannot open it either, take an earlier copy.",
)


class Prepared(NamedTuple):
    """A template ready to be filled, and what cannot be filled in it; without content it cannot be
    read at all.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=4)
def prepared(template: bytes) -> Prepared:
    """Return a template in the one form that is checked and filled; the same bytes give the
    same.
    """
    try:
        entry = admitted(template)
        roots = _roots(entry.package)
    except NoWordFile as fault:
        return Prepared(b"", (finding("template-unreadable", fault.message, fault.remedy, FILE),))
    except etree.XMLSyntaxError:
        return Prepared(b"", (finding("template-unreadable", *DAMAGED, FILE),))
    referred = frozenset(name for root in roots.values() for name in referred_to(root))
    listed = [paragraph for root in roots.values() for paragraph in contents(root)]
    told = [paragraph for paragraph in listed if taken_out(paragraph)]
    parts, broken = _in_one_form(entry.package, roots, referred)
    ready = Package(_reached(Package(parts)), roots)
    unfilled = tuple(Unfilled(ready, roots).findings(broken, told[:1]))
    barred = _barred(entry.faults, unfilled, entry.package) if entry.faults else ()
    return Prepared(packed(ready), (*barred, *unfilled))


def _roots(parts: Package) -> dict[str, etree._Element]:
    """Return the parts with text, each a copy; raises NoWordFile where there is no text at all."""
    roots = {name: prefixed(parts.copy(name)) for name in parts if PARTS.fullmatch(name)}
    if MAIN not in roots:
        raise NoWordFile(
            "it holds no text.", "Open it in Word and save it again as a Word Document (*.docx)."
        )
    return roots


def _in_one_form(
    package: Package, roots: Mapping[str, etree._Element], referred: frozenset[str]
) -> tuple[dict[str, bytes], list[Broken]]:
    """Return all parts in the one form, and the tags that something else breaks; the roots are
    changed. `referred` are the bookmarks that something leads to.
    """
    broken: list[Broken] = []
    named = style_names(package).items()
    of_tags = frozenset(one for one, name in named if name.casefold() in TAG_STYLES)
    styles = frozenset(_style_ids(package)) - of_tags
    for root in roots.values():
        cleared(root, referred)
        _plain(root, of_tags)
        completed(root, styles)
        broken += made_whole(root)
    parts = {**package, **{name: written(root) for name, root in roots.items()}}
    settle(parts, styles)
    return parts, broken


def _barred(
    faults: Iterable[Barred], unfilled: Iterable[Finding], parts: Package
) -> Iterator[Finding]:
    """Yield what the gate does not let into a template, but what is taken away here or told of by
    itself.
    """
    told_at = dict(zip((one.place for one in paragraphs(parts)), placed(parts), strict=True))
    told = {one.message.partition(" here,")[0].removeprefix("there is ") for one in unfilled}
    for one in faults:
        if (
            one.kind == "attached"
            or (BRACES.search(one.about) and one.kind == "link")
            or THINGS.get(one.kind) in told
        ):
            continue
        here = told_at.get(one.place)
        yield finding(
            "template-unreadable" if one.kind == "macros" else "template-marks",
            one.message,
            one.remedy,
            FILE,
            place="" if one.kind == "macros" else here.place if here else one.place,
            turn=here.turn if here else 0,
        )


def _reached(parts: Package) -> dict[str, bytes]:
    """Return the parts that something leads to: others are what programs left that cut a document
    down, and none shows them.
    """
    reached, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        source = waiting.pop()
        reached.add(sheet_of(source))
        waiting += [
            one.target
            for one in parts.related(source)
            if one.target in parts and one.target not in reached
        ]
        reached.update(waiting)
    types = parts.copy(CONTENT_TYPES)
    for one in [
        one for one in types.iter(TYPE) if str(one.get("PartName")).lstrip("/") not in reached
    ]:
        types.remove(one)
    return {
        **{name: part for name, part in parts.items() if name in reached},
        CONTENT_TYPES: written(types),
    }


def comments_in(parts: Package) -> bool:
    """Return whether a document behind the door holds comments."""
    return any(
        next(parts.root(one.target).iter(w("comment")), None) is not None
        for one in parts.related(MAIN)
        if one.kind == "comments" and one.target in parts
    )


def _style_ids(parts: Package) -> Iterator[str]:
    if "word/styles.xml" in parts:
        for style in parts.root("word/styles.xml").iter(w("style")):
            yield str(style.get(w("styleId")))


def _plain(root: etree._Element, of_tags: frozenset[str]) -> None:
    """Take the looks of tags from their runs: what is printed there looks like its paragraph.

    Of a style that is not in the paper, `completed` takes the name away; here goes what is repeated
    of it.
    """
    for style in root.iter(w("rStyle")):
        looks = style.getparent() if style.get(w("val")) in of_tags else None
        if looks is not None:
            for one in list(looks.iterchildren(*REPEATED)):
                looks.remove(one)
