"""The one door for a .docx from outside: named where it is none, its parts found by their relations
and named as ours are.

Word for the web calls the main part `document2.xml`, System.IO.Packaging puts the properties under
`package/services`, zip programs for Windows write `word\\document.xml`, and names ignore case
(ISO/IEC 29500-2, 6.2.2 and 6.3). Behind this door every part has one name. A relation that leads to
no part is dropped: Word passes over it, and python-docx stops at it (`Target="NULL"` of a lost
picture, "#Overview" of a link, `word/null`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pipeline.files.kinds import kind_of
from pipeline.files.package import packed
from pipeline.files.ways_out import way_out
from pipeline.word.gate import Barred, faults, harmful
from pipeline.word.limits import (
    AGAIN,
    UNREADABLE,
    NoWordFile,
    bounded_text,
    is_markup,
    parsed,
    plain,
    unpacked,
)
from pipeline.word.named_parts import MAIN, ONE, RELATION, NamedParts
from pipeline.word.package import Draft, Package, opened
from pipeline.word.relations import sheet_of
from pipeline.word.xml import PARSER, w, written

__all__ = [
    "READ",
    "Admitted",
    "NoWordFile",
    "Unsafe",
    "admitted",
    "received",
]

READ = re.compile(
    r"word/(?:document|styles|numbering|settings|footnotes|endnotes|comments|header[0-9]*|footer[0-9]*)\.xml"
)
"""The parts that every reader takes to be well formed."""


class Admitted(NamedTuple):
    """A .docx whose parts bear the names of `named_parts`, and what it must not hold, as the
    `gate` found it.

    `package` is the same .docx, opened: whoever reads `content` reads these trees.
    """

    content: bytes
    package: Package
    faults: tuple[Barred, ...] = ()


class Unsafe(NoWordFile):
    """A Word document that holds what could run, load or ask something where it is opened:
    `faults`, each at its place.
    """

    def __init__(self, faults: tuple[Barred, ...]) -> None:
        first = faults[0]
        super().__init__(f"{first.place}: {first.message}", first.remedy)
        self.faults = faults


def received(document: bytes) -> bytes:
    """Return a .docx whose parts bear the names of `named_parts`; the same bytes where they do
    already.

    Raises NoWordFile for what is no Word document in the transitional form of ISO/IEC 29500-4, for
    what is damaged or beyond the limits, and Unsafe for what the gate does not let in.
    """
    entry = admitted(document)
    if found := harmful(entry.faults):
        raise Unsafe(found)
    return entry.content


@lru_cache(maxsize=4)
def admitted(document: bytes) -> Admitted:
    """Return a .docx that can be read, with all that it must not hold, for who tells of it and lets
    it no further.

    Raises NoWordFile as `received` does.
    """
    told = way_out(kind_of(document), "document")
    if told is not None:
        raise NoWordFile(*told)
    try:
        parts = unpacked(document)
        named = NamedParts({plain(name): part for name, part in parts.items()}).named()
    except UNREADABLE as error:
        raise NoWordFile("it is damaged, or no Word document (.docx).", AGAIN) from error
    roots = {
        name: root
        for name, part in named.items()
        if is_markup(name, part) and (root := parsed(name, part)) is not None
    }
    content = document if named == parts else packed(named)
    package = opened(content)
    package.take(roots)
    for name in (MAIN, *(one.target for one in package.related(MAIN))):
        if READ.fullmatch(name) and name not in roots:
            raise NoWordFile(
                f"it is damaged: its part {name} cannot be read.",
                "Word cannot open it either, or mends it: open it there and save it again, or take"
                " an earlier copy.",
            )
    bounded_text(root for name, root in roots.items() if READ.fullmatch(name))
    return Admitted(content, package, faults(named, roots))


def detached(parts: dict[str, bytes] | Draft) -> None:
    """Take the template away that a document behind the door is attached to: its path tells of
    somebody's machine.
    """
    settings = ONE["settings"]
    relations = sheet_of(settings)
    if b"attachedTemplate" not in parts.get(relations, b"") + parts.get(settings, b""):
        return
    for name in (settings, relations):
        if name in parts:
            root = etree.fromstring(parts[name], PARSER)
            for one in [
                one
                for one in root.iter(w("attachedTemplate"), RELATION)
                if one.tag != RELATION or str(one.get("Type")).endswith("/attachedTemplate")
            ]:
                if (holder := one.getparent()) is not None:
                    holder.remove(one)
            parts[name] = written(root)
    if relations in parts and b"<Relationship " not in parts[relations]:
        del parts[relations]
