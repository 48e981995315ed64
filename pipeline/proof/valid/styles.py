"""Styles and lists: each there once, and each that is used there at all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault
from pipeline.proof.valid.ids import all_of, twice
from pipeline.word.places import Document
from pipeline.word.styles import Style
from pipeline.word.xml import VAL, value, w


def use_faults(document: Document) -> Iterator[Finding]:
    """Yield a fault for each style or list that is there twice, or is used and is not there."""
    yield from _styles(document)
    yield from _lists(document)


def _styles(document: Document) -> Iterator[Finding]:
    root = document.root("styles")
    if root is not None:
        found = all_of(document, "style", attribute="styleId", kind="styles")
        yield from twice(document, found, "a style")
        yield from twice(
            document,
            [(value(style, "name"), style) for style in root.iterchildren(w("style"))],
            "a style",
        )
    for style in document.styles.by_id.values():
        yield from _chain(document, style)
    for kind, tag in (("paragraph", "pStyle"), ("character", "rStyle"), ("table", "tblStyle")):
        known = {key for key, one in document.styles.by_id.items() if one.kind == kind}
        for element in document.each(w(tag), of=document.roots):
            if element.get(VAL, "") not in known:
                yield fault(
                    "style-missing",
                    document.place_of(element),
                    f'there is no {kind} style "{value(element)}".',
                )


def _chain(document: Document, style: Style) -> Iterator[Finding]:
    based, last = value(style.element, "basedOn"), style.chain()[-1]
    if (
        based and (style.based is None or style.based.kind != style.kind)
    ) or last.based is not None:
        yield fault(
            "style-chain",
            document.place_of(style.element),
            f'it is based on "{based}", which is no style it can be based on.',
        )
    for tag in ("next", "link"):
        other = value(style.element, tag)
        if other and other not in document.styles.by_id:
            yield fault(
                "style-missing",
                document.place_of(style.element),
                f'there is no style "{other}", which it names.',
            )


def _lists(document: Document) -> Iterator[Finding]:
    root = document.root("numbering")
    abstract = (
        []
        if root is None
        else [
            (value(one, attribute="abstractNumId"), one)
            for one in root.iterchildren(w("abstractNum"))
        ]
    )
    lists = (
        []
        if root is None
        else [(value(one, attribute="numId"), one) for one in root.iterchildren(w("num"))]
    )
    yield from twice(document, abstract, "a list's definition")
    yield from twice(document, lists, "a list")
    levels = {
        identity: {value(level, attribute="ilvl") for level in one.iterchildren(w("lvl"))} or None
        for identity, one in abstract
    }
    linked = {identity for identity, one in abstract if one.find(w("numStyleLink")) is not None}
    for _, one in lists:
        if value(one, "abstractNumId") not in levels:
            yield fault("list-missing", document.place_of(one), "a list has no definition.")
    of = {identity: value(one, "abstractNumId") for identity, one in lists}
    held = [name for name in (document.part("styles"),) if name in document.roots]
    parts = [*(name for name, _ in document.stories()), *held]
    for element in document.each(w("numPr"), of=parts):
        number, level = value(element, "numId"), value(element, "ilvl") or "0"
        known = levels.get(of.get(number, ""))
        if number not in ("", "0") and (
            number not in of or (known and level not in known and of[number] not in linked)
        ):
            yield fault(
                "list-missing",
                document.place_of(element),
                f"list {number} or its level {level} is not in the document.",
            )
