"""What stands in the text and is no text: pictures and charts, links, content controls, comments,
tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.english.pattern import late
from pipeline.findings.finding import Finding
from pipeline.proof.faults import fault
from pipeline.proof.valid.ids import REVISIONS
from pipeline.word.places import Document, Paragraph
from pipeline.word.runs import Link
from pipeline.word.xml import DECORATIVE, MC, WP, C, child, local, on, value, w

LONGEST, LONGEST_OF_A_CHART = 250, 600
"""A chart's words carry its numbers, so they grow with the legend and the meetings."""
FILE = late(r".*\.(png|jpe?g|gif|svg|emf|wmf|bmp|tiff?|webp|docx|xlsx)", re.IGNORECASE | re.DOTALL)
MADE = late(
    r"(picture|image|chart|graphic|diagram|figure|photo|screenshot|shape|text box)\s*\d*\.?"
    r"|.*description (automatically generated|generated with).*|alt(ernative)? text",
    re.IGNORECASE | re.DOTALL,
)
VAGUE = late(
    r"(click )?here|this|link|this link|(read |find out |learn )?more|(this"
    r" )?(page|document|website)|download|details",
    re.IGNORECASE,
)
NAMELESS = {"docPartObj", "group", "citation", "bibliography", "repeatingSectionItem"}
"""Kinds of content controls that Word makes by itself, and offers no title for."""
ADDRESS = late(r"(https?://|www\.)\S*", re.IGNORECASE)


def object_faults(document: Document, allow: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the faults of all that is no text; `allow` may hold `comments` and `revisions`."""
    for name, _ in document.stories():
        yield from _drawings(document, name)
        yield from _controls(document, name)
    yield from _links(document)
    yield from _columns(document)
    yield from _marks(document, allow)


def _drawings(document: Document, part: str) -> Iterator[Finding]:
    for drawing in document.each(w("drawing"), of=[part]):
        place = document.place_of(drawing)
        for frame in drawing:
            chart = next(frame.iter(f"{{{C}}}chart"), None) is not None
            properties = frame.find(f"{{{WP}}}docPr")
            if properties is not None:
                yield from (
                    fault(code, place, message) for code, message in _described(properties, chart)
                )
            if frame.tag == f"{{{WP}}}anchor":
                yield fault("floating", place, "a picture, chart or shape floats over the text.")
    for element in document.each(w("pict"), w("object"), of=[part]):
        if any(above.tag == f"{{{MC}}}Fallback" for above in element.iterancestors()):
            continue
        yield fault(
            "old-drawing",
            document.place_of(element),
            "there is a picture, watermark or object of an older kind.",
        )
    for element in document.each(w("txbxContent"), w("framePr"), of=[part]):
        yield fault("text-box", document.place_of(element), "text stands in a box of its own.")


def _described(properties: etree._Element, chart: bool) -> Iterator[tuple[str, str]]:
    what = "chart" if chart else "picture"
    said = str(properties.get("descr") or "").strip()
    if any(one.get("val") in ("1", "true") for one in properties.iter(DECORATIVE)):
        if chart or said:
            yield (
                "alt-decorative",
                (
                    f"the {what} is marked as"
                    f" decorative{', and has alternative text' if said else ''}."
                ),
            )
        return
    if not said:
        yield "alt-missing", f"the {what} has no alternative text."
    elif FILE.fullmatch(said) or MADE.fullmatch(said):
        yield "alt-name", f'the alternative text "{said[:60]}" does not say what the {what} shows.'
    elif len(said) > (most := LONGEST_OF_A_CHART if chart else LONGEST):
        yield "alt-long", f"the alternative text has {len(said)} characters, and may have {most}."


def _controls(document: Document, part: str) -> Iterator[Finding]:
    for properties in document.each(w("sdtPr"), of=[part]):
        if not value(properties, "alias").strip() and not any(
            local(one) in NAMELESS for one in properties
        ):
            yield fault(
                "control-untitled", document.place_of(properties), "a content control has no title."
            )
        if on(properties, "showingPlcHdr"):
            yield fault(
                "placeholder",
                document.place_of(properties),
                "a content control still shows its prompt.",
            )


def _links(document: Document) -> Iterator[Finding]:
    picture = "\ufffc"
    words: dict[Link, tuple[Paragraph, list[str]]] = {}
    for paragraph in document.text():
        for run in paragraph.runs:
            if run.link is not None and not run.deleted:
                words.setdefault(run.link, (paragraph, []))[1].append(
                    run.text or picture * (run.element.find(w("drawing")) is not None)
                )
    leads: dict[str, str] = {}
    for link, (paragraph, found) in words.items():
        text = " ".join("".join(found).split())
        bare = text.strip(" .,;:()[]<>\u2018\u2019\u201c\u201d")
        if not bare:
            yield fault("link-text", paragraph.place, "a link has no words.")
        elif VAGUE.fullmatch(bare) or ADDRESS.fullmatch(bare):
            yield fault(
                "link-text",
                paragraph.place,
                f'the words "{text[:60]}" do not say where the link leads.',
            )
        elif leads.setdefault(bare.casefold(), link.target) != link.target:
            yield fault(
                "link-same",
                paragraph.place,
                f'"{text[:60]}" leads to another place elsewhere in the document.',
            )


def _columns(document: Document) -> Iterator[Finding]:
    for number, section in enumerate(document.sections(), 1):
        if value(section, "cols", "num") not in ("", "1"):
            yield fault(
                "columns",
                f"section {number}",
                f"the text is set in {value(section, 'cols', 'num')} columns.",
            )


def _marks(document: Document, allow: Collection[str]) -> Iterator[Finding]:
    for name, _ in document.stories():
        if "revisions" not in allow:
            changed = document.each(*REVISIONS, of=[name])
            for place in dict.fromkeys(document.place_of(one) for one in changed):
                yield fault("tracked-change", place, "there is a tracked change.")
        if "comments" not in allow:
            marks = document.each(w("commentReference"), w("commentRangeStart"), of=[name])
            for place in dict.fromkeys(document.place_of(one) for one in marks):
                yield fault("comment", place, "there is a comment.")
    kept = child(document.root("comments"), "comment") is not None
    marked = any(True for _ in document.each(w("commentReference")))
    if kept and not marked and "comments" not in allow:
        yield fault("comment", "the document", "it holds a comment that has no place in the text.")
    if "revisions" not in allow and on(document.root("settings"), "trackRevisions"):
        yield fault("tracked-change", "the document's settings", "changes are being tracked.")
