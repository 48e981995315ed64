"""The paper with a Word comment on each figure, at its first mention: what it counts, its rows, and
what it was last time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.figures.result import Computed
from pipeline.paper.structure import tag_of
from pipeline.review.sayings import sayings
from pipeline.word.comments import Comments
from pipeline.word.outline import SKIPPED
from pipeline.word.package import Draft, opened
from pipeline.word.xml import w

DOCUMENT = "word/document.xml"


def annotated(paper: bytes, result: Computed) -> Mapping[str, bytes]:
    """Return the parts of the paper with a comment on each figure's content control, where it is
    mentioned first; its text stays.

    Numbers and dates of the log name their cells, and the dates of the meetings where they come
    from. Target dates have none: the ref stands in their row. Comments that the paper has are kept.
    A paper without figures comes back with the same parts. Figures in headers, footers and text
    boxes have none: Word cannot hold them there. Raises zipfile.BadZipFile where it is no .docx.
    """
    package = opened(paper)
    draft = Draft(package)
    body = package.taken(DOCUMENT)  # nobody reads the paper after it, where it is made beside
    draft.put(DOCUMENT, body)
    found = list(_controls(body, {tag_of(key): lines for key, lines in sayings(result).items()}))
    if not found:
        return package
    comments = Comments(draft, result.settings.force.name, result.settings.meeting.date)
    for control, lines in found:
        comments.add(control, control, lines)
    return draft.written()


def _controls(
    body: etree._Element, told: Mapping[str, list[str]]
) -> Iterator[tuple[etree._Element, list[str]]]:
    """Yield the content controls that get a comment, the first of each key, with its lines."""
    seen: set[str] = set()
    for control in body.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        key = "" if tag is None else str(tag.get(w("val")))
        if key not in told or key in seen:
            continue
        above = {parent.tag for parent in control.iterancestors()}
        if w("p") in above and above.isdisjoint(SKIPPED):
            seen.add(key)
            yield control, told[key]
