"""What is wrong with a template, said in Word's terms: the file, its marks, its styles, its tags,
its typed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateError

from pipeline.findings.finding import Finding
from pipeline.paper.codes import finding
from pipeline.paper.live_fields import live_fields
from pipeline.paper.prepared import comments_in, prepared
from pipeline.paper.properties import properties
from pipeline.paper.references import LeadsNowhere
from pipeline.paper.sandbox import NotFilled, NoValue, environment
from pipeline.paper.structure import LIST_STYLES
from pipeline.paper.tags import tag_faults
from pipeline.paper.where import Placed, placed
from pipeline.paper.whole_tags import TAG
from pipeline.settings.schema import TEMPLATE_FILE
from pipeline.word.editing import contents
from pipeline.word.fields import keyword
from pipeline.word.outline import BODY, story, style_names
from pipeline.word.package import Package, opened
from pipeline.word.received import admitted
from pipeline.word.xml import w

FILE = TEMPLATE_FILE
LIMIT = 30 * 2**20
TYPED = re.compile(
    r"\b([0-9]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\s+(?!the"
    r" |of |and |in )(\w+\s+)?"
    r"(recommendations|areas for improvement|causes of concern|inspections|reports)\b",
    re.IGNORECASE,
)
STALE = re.compile(r"\b(next|last) (year|month|week)\b|\bcurrently\b|\brecently\b", re.IGNORECASE)
PAGES = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "PAGEREF",
        "SECTION",
        "SECTIONPAGES",
        "STYLEREF",
        "NUMWORDS",
        "NUMCHARS",
        "FILESIZE",
        "REVNUM",
    ]
)
HAND = "Put a name in double braces there; templates/README.md lists them."


def template_faults(template: bytes, figure_keys: Mapping[str, str]) -> list[Finding]:
    """Return everything that is wrong with a template; `figure_keys` are the figures' keys with
    their labels.
    """
    if len(template) > LIMIT:
        return [
            finding(
                "template-unreadable",
                f"it has {len(template) // 2**20} MB; the limit is {LIMIT // 2**20}.",
                "Make its pictures smaller (Picture Format > Compress Pictures), or take out what"
                " is not needed.",
                FILE,
            )
        ]
    ready = prepared(template)
    if not ready.content:
        return list(ready.findings)
    parts = opened(ready.content)
    found = placed(parts)
    came = admitted(template).package
    return [
        *_package(came),
        *_marks(found),
        *_styles(parts),
        *ready.findings,
        *tag_faults([*found, *properties(came)], figure_keys, FILE),
    ]


def template_notes(template: bytes) -> list[Finding]:
    """Return what a sound template says with no row behind it: numbers typed before a figure's
    noun, words that go stale.
    """
    read = placed(opened(prepared(template).content))
    return [
        *_contents(read),
        *_of_pages(read),
        *(note for paragraph in read for note in _typed(paragraph)),
    ]


def _contents(read: list[Placed]) -> Iterator[Finding]:
    """Yield that a table of contents is printed as it stands, at the first of its paragraphs."""
    roots = dict.fromkeys(paragraph.element.getroottree().getroot() for paragraph in read)
    listed = {one for root in roots for one in contents(root)}
    for paragraph in [paragraph for paragraph in read if paragraph.element in listed][:1]:
        yield finding(
            "template-stale",
            "the table of contents is printed as it stands in the template, with its page numbers.",
            "In the finished paper click in it and press F9.",
            FILE,
            place=paragraph.place,
            turn=paragraph.turn,
        )


def _of_pages(read: list[Placed]) -> Iterator[Finding]:
    """Yield the fields of the text that show what only Word counts: pages, words, the heading on
    the page. What they showed in the template they show in every paper.
    """
    root = next((one.element.getroottree().getroot() for one in read if one.part == BODY), None)
    found = [] if root is None else [one for one in live_fields(root) if keyword(one.code) in PAGES]
    places = {one.element: one for one in read} if found else {}
    listed = set(contents(root)) if root is not None and found else set()
    for one in found:
        at = places.get(one.paragraph)
        if at is not None and at.element not in listed:
            yield finding(
                "template-stale",
                f"the field {{ {keyword(one.code)} }} shows what Word counts, and is printed as it"
                f' stands in the template: "{one.shown[:40]}".',
                "In the finished paper click in it and press F9. Or take it out of the text; in a"
                " header or footer Word keeps it.",
                FILE,
                place=at.place,
                turn=at.turn,
            )


def _typed(paragraph: Placed) -> Iterator[Finding]:
    """Yield the numbers typed before a figure's noun in a paragraph, and then its words that go
    stale.
    """
    text = TAG.sub("\x00", paragraph.text)
    for typed in TYPED.finditer(text):
        yield finding(
            "template-number",
            f'"{typed[0]}" is typed by hand and says the same whatever the workbooks say.',
            HAND,
            FILE,
            place=paragraph.place,
            turn=paragraph.turn,
        )
    for stale in STALE.finditer(text):
        yield finding(
            "template-stale",
            f'"{stale[0]}" is out of date once the paper lies in a file.',
            "Write the date.",
            FILE,
            place=paragraph.place,
            turn=paragraph.turn,
        )


def _package(parts: Package) -> Iterator[Finding]:
    if comments_in(parts):
        yield finding(
            "template-marks",
            "it holds comments, which would reach the committee.",
            "In Word choose Review > Delete > Delete All Comments in Document.",
            FILE,
        )


def _marks(found: list[Placed]) -> Iterator[Finding]:
    for paragraph in found:
        if any(
            True for _ in paragraph.element.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"))
        ):
            yield finding(
                "template-marks",
                "there is a tracked change here.",
                "In Word choose Review > Accept > Accept All Changes and Stop Tracking.",
                FILE,
                place=paragraph.place,
                turn=paragraph.turn,
            )


def _styles(parts: Package) -> Iterator[Finding]:
    names = {name.casefold() for name in style_names(parts).values()}
    for style in LIST_STYLES.values():
        if style.casefold() not in names:
            yield finding(
                "template-style",
                f'there is no style "{style}", which lists from the workbooks need.',
                "Create it in Word: Styles > New Style, based on a list paragraph.",
                FILE,
            )


def place_of(template: bytes, values: Mapping[str, Any], words_to: int) -> list[Finding]:
    """Return where a template that could not be filled fails: each part filled again as text, a
    line a paragraph.
    """
    by_part: dict[str, list[Placed]] = {}
    for paragraph in placed(opened(prepared(template).content)):
        by_part.setdefault(paragraph.part, []).append(paragraph)
    faults = []
    for found in by_part.values():
        lines = [
            re.sub(r"\{([{%])(tr|tc|p)\s", r"{\1 ", paragraph.text).replace("\n", " ")
            for paragraph in found
        ]
        try:
            environment(words_to).from_string("\n".join(lines)).render(dict(values))
        except (TemplateError, TypeError, ValueError, AttributeError) as error:
            line = _line(error)
            paragraph = found[min(line, len(found)) - 1]
            why = str(error) if isinstance(error, NoValue) else f"it cannot be filled ({error})"
            faults.append(
                finding(
                    "template-no-value",
                    f'in "{paragraph.text.strip()[:60]}": {why}.',
                    "Put it inside {% if not first_paper %} … {% endif %} where it needs an earlier"
                    " meeting.",
                    FILE,
                    place=paragraph.place,
                    turn=paragraph.turn,
                )
            )
    return faults


def lead_nowhere(error: LeadsNowhere) -> list[Finding]:
    """Return the references of a paper that lead to what a condition left out of it."""
    return [
        finding(
            "template-reference",
            f'the cross-reference "{shown}" leads to what is not in this paper.',
            "Put it under the condition under which its target stands, or refer to something that"
            " is always there.",
            FILE,
            place=place,
        )
        for place, shown in error.places
    ]


def unplaced(error: Exception) -> Finding:
    """Return that a template cannot be filled, with no more of the place than the part."""
    part = f"the {story(error.part)}" if isinstance(error, NotFilled) else ""
    return finding(
        "template-tag",
        f"it cannot be filled: {error}.",
        "Look there for a tag that is hidden, in a text box or in "
        "pieces; delete it and type it again. templates/README.md shows how each tag is written.",
        FILE,
        place=part,
    )


def _line(error: BaseException) -> int:
    """Return the line of the text, from 1, at which filling it failed."""
    line, trace = getattr(error, "lineno", None) or 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
