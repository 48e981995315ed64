"""Whether a finished paper can be read by everyone: the rules of Word's own checker and of public
bodies, as one list.

Looked at: here the document as a whole and its headings, then tables (`tables`), the text (`text`),
its contrast (`contrast`) and all that is no text (`objects`). The codes are in `faults.ACCESS`.
Theme colours are taken by the value that Word writes beside them; colours inside charts and
pictures are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.contrast import contrast_faults
from pipeline.proof.accessible.looks import Looks
from pipeline.proof.accessible.objects import object_faults
from pipeline.proof.accessible.tables import grid_faults
from pipeline.proof.accessible.text import bullet_faults, letter_faults
from pipeline.proof.faults import fault, gathered
from pipeline.proof.valid.package import entry_faults
from pipeline.word.package import opened
from pipeline.word.places import Document, Paragraph
from pipeline.word.xml import OFF, VAL, child, local, value, w

ALLOWED = ("comments", "revisions", "slots")
FILE = re.compile(r".*\.(docx?|dotx?|docm|pdf)|document\d*|word document|untitled", re.IGNORECASE)
LONGEST = 200
CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def access_faults(
    document: bytes, *, language: str = "en-GB", allow: Collection[str] = ()
) -> list[Finding]:
    """Return everything in a .docx that shuts a reader out; an empty list where there is nothing.

    `language` is the one the paper is written in. `allow` names what is let through: `comments`
    (the annotated copy), `revisions` (the redline, read as it will be once its changes are
    accepted), `slots` (a template not filled yet). Raises ValueError for any other word. Bytes that
    are no document are a fault.
    """
    strange = sorted(set(allow) - set(ALLOWED))
    if strange:
        raise ValueError(f"{strange[0]!r} is not one of {', '.join(ALLOWED)}")
    told = [
        one for one in entry_faults(document) if one.code in ("not-a-document", "entry-damaged")
    ]
    if told:
        return told
    try:
        paper = Document.of(opened(document), accepted=True)
    except KeyError:
        return [fault("not-a-document", "the file", "it has no main part that can be read.")]
    looks = Looks(paper)
    return gathered(
        [
            *_whole(paper),
            *_languages(paper, language),
            *_headings(paper),
            *_bare_headings(paper),
            *grid_faults(paper, allow),
            *letter_faults(looks, allow),
            *bullet_faults(paper),
            *contrast_faults(looks),
            *object_faults(paper, allow),
        ]
    )


def _whole(document: Document) -> Iterator[Finding]:
    core = document.roots.get(document.part("core-properties", ""))
    title = "" if core is None else str(core.findtext(CORE_TITLE) or "").strip()
    if not title or FILE.fullmatch(title):
        yield fault(
            "title",
            "File > Info > Properties",
            f'the title is "{title}", a file name.' if title else "there is no title.",
        )
    settings = document.root("settings")
    place = "the document's settings"
    if value(settings, "documentProtection", "enforcement") not in ("", *OFF):
        message = "the document is protected, which shuts out screen readers."
        yield fault("protection", place, message)
    if child(settings, "writeProtection") is not None:
        yield fault("read-only", place, "Word asks whoever opens it to open it read-only.")


def _languages(document: Document, language: str) -> Iterator[Finding]:
    said = document.styles.letters.get("lang", "")
    normal = document.styles.default.get("paragraph")
    if (normal.letters.get("lang", said) if normal else said).lower() != language.lower():
        yield fault(
            "language",
            "the styles",
            f'the document\'s language is "{said or "not set"}", and must be {language}.',
        )
    notes = document.part("comments")
    for element in document.each(w("lang"), of=[name for name in document.roots if name != notes]):
        other = element.get(VAL)
        if other and other.lower() != language.lower() and not _default(element):
            yield fault(
                "language",
                document.place_of(element),
                f'the language is "{other}", and must be {language}.',
            )


def _default(element: etree._Element) -> bool:
    return any(local(above) == "docDefaults" for above in element.iterancestors())


def _headings(document: Document) -> Iterator[Finding]:
    before = 0
    for paragraph in document.text():
        text = paragraph.text.strip()
        if (
            paragraph.story
            or not paragraph.level
            or (any(run.deleted for run in paragraph.runs) and not text)
        ):
            continue
        if paragraph.table is not None:
            yield fault(
                "heading-in-table", paragraph.place, f'the heading "{text[:40]}" stands in a table.'
            )
            continue
        if not text:
            yield fault("heading-empty", paragraph.place, "the heading has no words.")
            continue
        if len(text) > LONGEST:
            yield fault("heading-long", paragraph.place, f"the heading has {len(text)} characters.")
        if not before and paragraph.level > 1:
            yield fault(
                "heading-first",
                paragraph.place,
                f"the first heading is a Heading {paragraph.level}, and must be a Heading 1.",
            )
        elif paragraph.level > before + 1:
            yield fault(
                "heading-skipped",
                paragraph.place,
                f"a Heading {paragraph.level} follows a Heading {before}.",
            )
        before = paragraph.level
    if not before:
        yield fault("heading-none", "the document", "there are no headings.")


def _bare_headings(document: Document) -> Iterator[Finding]:
    """Yield the headings with nothing below them, before the next of their level or above."""
    last: Paragraph | None = None
    for paragraph in [one for one in document.text() if not one.story] + [None]:
        level = 1 if paragraph is None else paragraph.level
        if last is not None and level and level <= last.level and last.text.strip():
            yield fault("heading-alone", last.place, "nothing stands below the heading.")
        last = paragraph if level else None
