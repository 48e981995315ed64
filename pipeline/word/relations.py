"""What leads to what inside a package: the relationships of its parts (ISO/IEC 29500-2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree


class Relation(NamedTuple):
    """One relation of a part: its id, its type in full, and the part or the address outside that it
    leads to.
    """

    identity: str
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        """Return the last word of its type, such as `styles`."""
        return self.type.rpartition("/")[2]


NOWHERE = Relation("", "", "", False)


def sheet_of(source: str) -> str:
    """Return the name of the part that holds the relations of a part ("" is the file).

    >>> sheet_of("word/document.xml"), sheet_of("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, _, name = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(sheet: str) -> str:
    """Return the part whose relations a part holds, the other way round than `sheet_of`."""
    folder, _, name = sheet.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])


def read(sheet: etree._Element | None, source: str) -> Iterator[Relation]:
    """Yield the relations of a part in the order of its sheet; none where it has no sheet."""
    folder = source.rpartition("/")[0]
    for one in sheet.iter("{*}Relationship") if sheet is not None else ():
        target, outside = str(one.get("Target") or ""), one.get("TargetMode") == "External"
        yield Relation(
            str(one.get("Id")),
            str(one.get("Type")),
            target if outside else resolved(folder, target),
            outside,
        )


def resolved(folder: str, target: str) -> str:
    """Return the name of the part that a relation of a part in this folder points at."""
    return (
        target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )
