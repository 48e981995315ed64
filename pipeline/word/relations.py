"""What leads to what inside a package: the relationships of its parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree


def related(roots: Mapping[str, etree._Element], source: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield id, kind, target and whether it lies outside, for each relationship of a part ("" is the package)."""
    folder, _, name = source.rpartition("/")
    sheet = roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in sheet.iterchildren() if sheet is not None else ():
        kind, target = str(one.get("Type")).rpartition("/")[2], str(one.get("Target") or "")
        outside = one.get("TargetMode") == "External"
        yield str(one.get("Id")), kind, target if outside else resolved(folder, target), outside


def resolved(folder: str, target: str) -> str:
    """Return the name of the part that a relationship of a part in this folder points at."""
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
