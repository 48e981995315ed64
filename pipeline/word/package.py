"""A Word file opened once: its parts, and the tree of each, parsed when somebody first asks for it
and shared by all readers.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, cast

from lxml import etree

from pipeline.files.package import parts_of
from pipeline.word.relations import Relation, read, sheet_of
from pipeline.word.xml import PARSER, written

T = TypeVar("T")
Standing = tuple[int, etree._Element]
"""An element, and its turn among all elements of its part."""
FEW = 1_000
"""Of so many elements of one name it is known where they stand; more are looked for in the tree."""


class Package(Mapping[str, bytes]):
    """The parts of a .docx by name, and their trees.

    A tree is shared and is not to be changed: who changes one takes a `copy`.
    """

    def __init__(
        self, parts: Mapping[str, bytes], roots: Mapping[str, etree._Element] | None = None
    ) -> None:
        """Hold these parts; `roots` are the trees of those that were parsed already."""
        self._parts = dict(parts)
        self._roots = dict(roots or {})
        self._read: dict[str, object] = {}

    def __getitem__(self, name: str) -> bytes:
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part, the same one at every call.

        Raises KeyError where there is no such part, lxml.etree.XMLSyntaxError or ValueError where
        it is no XML.
        """
        if (known := self._roots.get(name)) is not None:
            return known
        return self._roots.setdefault(name, etree.fromstring(self._parts[name], PARSER))

    def standing(self, part: str) -> Mapping[str, Sequence[Standing]]:
        """Return the elements of a part by their qualified names, in order; none of a name that
        more than `FEW` have. Raises as `root` does.
        """
        return self.once(f"standing: {part}", lambda: _standing(self.root(part)))

    def related(self, source: str = "") -> tuple[Relation, ...]:
        """Return the relations of a part ("" is the file), in order; none where their part is
        missing or no XML.
        """
        sheet = sheet_of(source)
        try:
            return tuple(read(self.root(sheet), source)) if sheet in self else ()
        except (etree.XMLSyntaxError, ValueError):
            return ()

    def relations(self, source: str = "") -> dict[str, Relation]:
        """Return the relations of a part by their ids."""
        return {one.identity: one for one in self.related(source)}

    def take(self, roots: Mapping[str, etree._Element]) -> None:
        """Take the trees of parts that were parsed already, each where none is known yet."""
        self._roots = {**roots, **self._roots}

    def once(self, name: str, read: Callable[[], T]) -> T:
        """Return what was read from this package under a name, read at the first call: its trees
        never change.
        """
        if name not in self._read:
            self._read[name] = read()
        return cast(T, self._read[name])

    def taken(self, name: str) -> etree._Element:
        """Return the root of a part for whoever is going to change it, and forget it with all that
        was read of it: who asks later reads it anew. Raises as `root` does.
        """
        root = self.root(name)
        del self._roots[name]
        self._read.clear()
        return root

    def copy(self, name: str) -> etree._Element:
        """Return the root of a part for whoever is going to change it; raises as `root` does."""
        return copy.deepcopy(self.root(name))


def _standing(root: etree._Element) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    many: set[str] = set()
    for turn, element in enumerate(root.iter(etree.Element)):
        tag = str(element.tag)
        if tag in many:
            continue
        alike = found.setdefault(tag, [])
        alike.append((turn, element))
        if len(alike) > FEW:
            alike.clear()
            many.add(tag)
    return found


class Draft(Package):
    """A Word file in the making: trees of its own that are changed in place, and written once, at
    the end.

    What it is made from, a package or plain parts, stays as it is.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        super().__init__(parts)
        self._before = parts if isinstance(parts, Package) else Package({})
        self._changed: set[str] = set()

    def __setitem__(self, name: str, part: bytes) -> None:
        self._parts[name] = part
        self._roots.pop(name, None)
        self._changed.discard(name)

    def __delitem__(self, name: str) -> None:
        del self._parts[name]
        self._roots.pop(name, None)
        self._changed.discard(name)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part, a copy where it was parsed before; raises as in any
        package.
        """
        if name not in self._roots and self._parts.get(name) is self._before.get(name, b""):
            self._roots[name] = self._before.copy(name)
        return super().root(name)

    def once(self, name: str, read: Callable[[], T]) -> T:
        """Return what is read from this draft now, for its trees change."""
        return read()

    def change(self, name: str) -> etree._Element:
        """Return the root of a part that is to be written anew; raises as `root` does."""
        self._changed.add(name)
        return self.root(name)

    def put(self, name: str, root: etree._Element) -> None:
        """Take a tree of the caller's own for a part, which is to be written anew from it."""
        self._roots[name] = root
        self._changed.add(name)

    def written(self) -> dict[str, bytes]:
        """Return the parts with all that was changed in their trees."""
        return {
            name: written(self.root(name)) if name in self._changed else part
            for name, part in self.items()
        }


@lru_cache(maxsize=8)
def opened(document: bytes) -> Package:
    """Return a .docx opened, the same package for the same bytes; raises zipfile.BadZipFile where
    it is none.
    """
    return Package(parts_of(document))
