"""Words of a paper that no reader sees at once: alternative text, data of charts, properties of the
file, what was deleted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from pipeline.review.verify.places import Places
from pipeline.word.outline import PARTS, story
from pipeline.word.package import opened
from pipeline.word.things import Thing

ATTRIBUTE = re.compile(rb'="([^"<>]{12,}?\s[^"<>]*)"')
SILENT = re.compile(
    rb"<(?:w:delText|dc:\w+|cp:\w+|vt:lpwstr|w:t|w:instrText)(?:\s[^>]*)?>([^<]{12,})<"
)
TYPED = re.compile(rb">([^<]{12,})<")
OWN_DATA = ("docProps/", "customXml/")
"""Parts whose every text is somebody's: SharePoint and forms give their elements any name."""
INSIDE = "the workbook inside the chart (right-click it > Edit Data)"


def unseen(paper: bytes, things: Sequence[Thing], places: Places) -> Iterator[tuple[str, str]]:
    """Yield what stands in the file and in no passage, with its place: descriptions, properties,
    deleted words, charts.
    """
    parts = opened(paper)
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")) or name.startswith(
            ("word/theme", "word/styles", "word/fontTable")
        ):
            continue
        where = _part(name)
        for match in ATTRIBUTE.finditer(part):
            yield (
                f"{where}, in a description, a name or an address",
                html.unescape(match[1].decode("utf-8", "replace")),
            )
        if not PARTS.fullmatch(name) or b"w:delText" in part or b"w:instrText" in part:
            pieces = [
                match[1].decode("utf-8", "replace")
                for match in (TYPED if name.startswith(OWN_DATA) else SILENT).finditer(part)
                if not PARTS.fullmatch(name)
                or match[0].startswith((b"<w:delText", b"<w:instrText"))
            ]
            yield f"{where}, where it is not seen at once", html.unescape(" ".join(pieces))
    for thing in things:
        if thing.kind != "picture":
            yield places.bare(thing.host), "\n".join(thing.lines())
        if thing.chart and thing.chart.inside:
            yield f"{places.bare(thing.host)}, {INSIDE}", "\n".join(thing.chart.inside)


def _part(name: str) -> str:
    if name.startswith("docProps/"):
        return "the properties of the file (File > Info)"
    if name.startswith("customXml/"):
        return "the data kept beside the paper (File > Info > Inspect Document > Custom XML Data)"
    if "comment" in name:
        return "the comments"
    if name.startswith(("word/charts/", "word/diagrams/")):
        return "a chart or diagram"
    return f"the {story(name)}" if PARTS.fullmatch(name) else "the settings of the file"
