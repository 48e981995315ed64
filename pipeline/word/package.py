"""A Word file opened once: its parts, and the tree of each, parsed when somebody first asks for it and shared by all readers."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from pipeline.files.package import parts_of
from pipeline.word.xml import PARSER


class Package(Mapping[str, bytes]):
    """The parts of a .docx by name, and their trees.

    A tree is shared and is not to be changed: who changes one takes a `copy`.
    """

    def __init__(self, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element] | None = None) -> None:
        """Hold these parts; `roots` are the trees of those that were parsed already."""
        self._parts = dict(parts)
        self._roots = dict(roots or {})

    def __getitem__(self, name: str) -> bytes:
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part, the same one at every call.

        Raises KeyError where there is no such part, lxml.etree.XMLSyntaxError or ValueError where it is no XML.
        """
        if (known := self._roots.get(name)) is not None:
            return known
        return self._roots.setdefault(name, etree.fromstring(self._parts[name], PARSER))

    def copy(self, name: str) -> etree._Element:
        """Return the root of a part for whoever is going to change it; raises as `root` does."""
        return copy.deepcopy(self.root(name))


@lru_cache(maxsize=8)
def opened(document: bytes) -> Package:
    """Return a .docx opened, the same package for the same bytes; raises zipfile.BadZipFile where it is none."""
    return Package(parts_of(document))
