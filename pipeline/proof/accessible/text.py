"""Whether the text itself can be read: size, font, alignment, capitals, lists, and space made by
style and not by keys.

Nothing may be smaller than 12 points, but for text in the styles Header and Footer: 10. Only
figures in a table, and the headings of columns of figures, may be aligned right. An empty paragraph
may stand alone in a header or footer, and where Word insists on one: after a table that ends a
section, and, in the style "Table Spacer", between two tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.looks import Face, Looks, Seen
from pipeline.proof.faults import fault
from pipeline.word.places import Document, Paragraph, Table
from pipeline.word.xml import child, local, value, w

SMALLEST, SMALLEST_MARGIN = 12, 10
SANS = frozenset(
    """arial|helvetica|helvetica neue|arial nova|calibri|carlito|verdana|tahoma|trebuchet ms|aptos
|segoe ui|corbel|candara|gill sans mt|gill sans|franklin gothic book|franklin gothic medium
|century gothic|open sans|source sans pro|source sans 3|noto sans|lato
|roboto|liberation sans|dejavu sans|public sans
|gds transport|frutiger|univers""".replace("\n", "").split("|")
)
FIGURE = re.compile(
    r"[+\-\u2212\u2013]?\s?[£€]?[0-9][0-9,]*(\.[0-9]+)?\s?%?|[-\u2013\u2014]|none|n/a|not known|not"
    r" available",
    re.IGNORECASE,
)
SLOT = re.compile(r"\{[{%].*?[%}]\}\s*", re.DOTALL)
BULLET = (
    r"\s*[\u2022\u25cf\u25cb\u25e6\u25aa\u25a0\u25a1\u2023\u2043\u00b7*\uf0a7\uf0b7o\u2013\u2014-][\t"
    r" \u00a0]+\S"
)
NUMBERED = r"\s*[0-9]{1,2}(\.[0-9]{1,2})*\.?[\t \u00a0]+\S"
NUMBER = r"\s*(\(?[0-9]{1,3}[.)]|\(?[a-z][.)]|\([A-Z]\)|\(?[ivx]{1,5}[.)])[\t \u00a0]+\S"
TYPED = re.compile(f"{BULLET}|{NUMBER}")
TYPED_HEADING = re.compile(f"{BULLET}|{NUMBER}|{NUMBERED}")
SIGN = re.compile(
    r"[A-Za-z]|[\u25a0-\u25ff\u2b1b-\u2b24\u2190-\u21ff\u2605-\u2612\u2713-\u2718\U0001f300-\U0001faff\ufe0f\s]+"
)
CAPITALS, WORD = re.compile(r"[A-Z]{2,}"), re.compile(r"[^\W\d_]+")
BLANK_LINES, BLANKS = re.compile(r"\n\s*\n"), re.compile("[ \u00a0]{3}")
HEADINGS = ("title", "subtitle", "caption", "marking")


def letter_faults(looks: Looks, allow: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the faults of the text, paragraph by paragraph; each code once a paragraph.

    `allow` may hold `slots`: a template's slot then counts as a figure.
    """
    document = looks.document
    figure = _slot_or_figure if "slots" in allow else _figure
    figures = _figure_columns(document, figure)
    for paragraph in document.text():
        seen = looks.seen(paragraph)
        setting = looks.paragraph(paragraph)
        told = [
            *_run_faults(paragraph, seen),
            *_aligned(paragraph, setting.get("jc", "left"), figures, figure),
            *_words(paragraph, setting.get("numId", "0") not in ("", "0")),
            *_colour_alone(paragraph, looks),
            *_fake(paragraph, seen, setting.get("numId", "0")),
        ]
        yield from (fault(code, paragraph.place, message) for code, message in dict(told).items())
    yield from _empty(document)


def _run_faults(paragraph: Paragraph, seen: list[Seen]) -> Iterator[tuple[str, str]]:
    margin = (
        bool(paragraph.story)
        and paragraph.style is not None
        and paragraph.style.called("header", "footer")
    )
    least = SMALLEST_MARGIN if margin else SMALLEST
    for one in seen:
        link = one.run.link
        for code, before, after in _of_face(one.face, least, link and link.outside):
            if code == "font" and one.run.text and all(map(_is_sign, one.run.text)):
                continue  # Word sets the sign of a check box in a font of its own
            words = f"{one.run.text.strip()[:40]}{after}" if after else ""
            yield code, f"{before}{words}"


def _is_sign(letter: str) -> bool:
    """Return whether a character is a sign that every font shows alike, and no letter or digit."""
    return not letter.isalnum() and not "\ue000" <= letter <= "\uf8ff"


@lru_cache(maxsize=256)
def _of_face(face: Face, least: int, leads_out: bool | None) -> tuple[tuple[str, str, str], ...]:
    """Return the faults of letters, each with what is said of it before the words and after them,
    if they are told; `leads_out` is None where the words are no link.
    """
    look, font = face.look, face.look["font"]
    told = []
    if face.points < least:
        said = f"the text is {face.points:g} points, and must be at least {least}."
        told.append(("size", said, ""))
    if font.lower() not in SANS and not font.lower().startswith("arial"):
        said = f'the font is "{font or "Times New Roman"}", which is not a plain sans serif.'
        told.append(("font", said, ""))
    if look["caps"] == "1" or look["smallCaps"] == "1":
        told.append(("capitals", '"', '" is set in capitals.'))
    underlined = look.get("u", "none") != "none"
    if underlined and leads_out is None:
        told.append(("underline", '"', '" is underlined and is no link.'))
    if not underlined and leads_out:
        told.append(("link-look", 'the link "', '" is not underlined.'))
    if look["vanish"] == "1":
        told.append(("hidden-text", '"', '" is hidden.'))
    if look.get("effect", "none") != "none":
        told.append(("animated", '"', '" moves or flashes.'))
    return tuple(told)


def _figure(text: str) -> bool:
    return FIGURE.fullmatch(text.strip()) is not None


def _slot_or_figure(text: str) -> bool:
    return _figure(SLOT.sub("1", text))


def _figure_columns(document: Document, figure: Callable[[str], bool]) -> set[tuple[Table, int]]:
    """Return the columns, counted from 1, in which some cell below the first row holds a figure."""
    found: set[tuple[Table, int]] = set()
    for one in document.paragraphs:
        if one.table is None or one.row == 1 or (one.table, one.column) in found:
            continue
        if figure(one.text) and (any(map(str.isdigit, one.text)) or "{{" in one.text):
            found.add((one.table, one.column))
    return found


def _aligned(
    paragraph: Paragraph, jc: str, figures: set[tuple[Table, int]], figure: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    if jc in ("left", "start") or not paragraph.text.strip():
        return
    of_figures = paragraph.row == 1 and (paragraph.table, paragraph.column) in figures
    if (
        jc in ("right", "end")
        and paragraph.table is not None
        and (figure(paragraph.text) or of_figures)
    ):
        return
    how = {"center": "centred", "both": "justified", "distribute": "justified"}.get(
        jc, "aligned right"
    )
    yield "alignment", f"the text is {how}, and must be aligned left."


def _leads_on(paragraph: Paragraph) -> bool:
    """Return whether all its words lead to a place in the document, as a table of contents says
    the numbers of headings.
    """
    links = [run.link for run in paragraph.runs if run.text.strip()]
    return bool(links) and all(link is not None and not link.outside for link in links)


def _words(paragraph: Paragraph, listed: bool) -> Iterator[tuple[str, str]]:
    text = paragraph.text
    typed = TYPED_HEADING if paragraph.level else TYPED
    if (
        any(map(typed.match, text.split("\n")))
        and not listed
        and not _figure(text)
        and not _leads_on(paragraph)
    ):
        yield "typed-list", f'"{text.split()[0]}" is typed by hand and is no list.'
    if "\n" in text and BLANK_LINES.search(text):
        yield "blank-lines", "several line breaks make space."
    tabs = "\t\t\t" if paragraph.story else "\t\t"
    if BLANKS.search(text.strip()) or tabs in text:
        yield "blanks", "several spaces or tabs make space."
    words = WORD.findall(text) if text == text.upper() else []
    if len(words) >= (2 if paragraph.level else 4) and all(
        CAPITALS.fullmatch(word) for word in words
    ):
        yield "capitals", f'"{text.strip()[:40]}" is written in capitals.'


def _colour_alone(paragraph: Paragraph, looks: Looks) -> Iterator[tuple[str, str]]:
    text = paragraph.text.strip()
    if text and SIGN.fullmatch(text):
        behind = paragraph.table is not None and looks.cell(paragraph).fill not in ("", "FFFFFF")
        if behind or not text.isalpha():
            yield (
                "colour-alone",
                f'"{text}" stands alone, and only its colour or shape says what it means.',
            )


def _fake(paragraph: Paragraph, seen: list[Seen], number: str) -> Iterator[tuple[str, str]]:
    """Yield a fault for a short line, bold throughout, that heads something and is no heading."""
    text = paragraph.text.strip()
    if (
        paragraph.level
        or paragraph.table is not None
        or paragraph.story
        or number not in ("", "0")
        or not seen
        or (paragraph.style is not None and paragraph.style.called(*HEADINGS))
    ):
        return
    if all(one.face.bold for one in seen) and len(text.split()) <= 12 and text[-1] not in ".,;:?!":
        yield "heading-fake", f'"{text[:40]}" looks like a heading and is none.'


def _empty(document: Document) -> Iterator[Finding]:
    empty = [
        one for one in document.text() if not one.shown and not one.level and not _excused(one)
    ]
    beside = Counter(one.element.getparent() for one in document.text()) if empty else Counter()
    for paragraph in empty:
        alone = beside[paragraph.element.getparent()] == 1
        if alone and (paragraph.story or paragraph.table is not None):
            # Word asks for one in every header, footer and cell; an empty cell is told as such
            continue
        if child(paragraph.settings, "sectPr") is not None:
            continue  # Layout > Breaks makes one of its own for a section break
        if (
            any(run.deleted for run in paragraph.runs)
            or child(paragraph.settings, "rPr/del") is not None
        ):
            continue
        yield fault(
            "empty-paragraph", paragraph.place, "the paragraph is empty and only makes space."
        )


def _excused(paragraph: Paragraph) -> bool:
    """Return whether Word itself insists on it: after a table that ends a section, or as the spacer
    of two tables.
    """
    before, after = paragraph.element.getprevious(), paragraph.element.getnext()
    if before is None or local(before) != "tbl":
        return False
    if after is not None and local(after) == "tbl":
        return paragraph.style is not None and paragraph.style.called("table spacer")
    return (
        after is None or local(after) == "sectPr" or child(paragraph.settings, "sectPr") is not None
    )


def bullet_faults(document: Document) -> Iterator[Finding]:
    """Yield a fault for each bullet in use that is a sign of a symbol font's private range."""
    root = document.root("numbering")
    used = {value(one, "numId") for one in document.each(w("numPr"), of=document.roots)}
    kinds = (
        {}
        if root is None
        else {
            value(one, attribute="abstractNumId"): one
            for one in root
            if local(one) == "abstractNum"
        }
    )
    lists = [
        one
        for one in (root if root is not None else ())
        if local(one) == "num" and value(one, attribute="numId") in used
    ]
    for one in lists:
        for level in kinds.get(value(one, "abstractNumId"), ()):
            sign = value(level, "lvlText")
            if value(level, "numFmt") == "bullet" and any(
                "\ue000" <= letter <= "\uf8ff" for letter in sign
            ):
                yield fault(
                    "bullet-glyph",
                    "the lists' definitions",
                    f"the bullet of level {int(value(level, attribute='ilvl') or 0) + 1} is a sign"
                    " of a symbol font.",
                )
