"""The tree of tags in a PDF, as it is changed: a tag that owns what another owned, attributes."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def new_tag(paper: pikepdf.Pdf, name: Name, parent: Any, source: Any, below: list[Any]) -> Any:
    """Return a new tag below `parent` that owns what another tag, the source, has owned: marks of
    its page, and tags.
    """
    made = paper.make_indirect(
        Dictionary(Type=Name.StructElem, S=name, P=parent, Pg=source.Pg, K=Array(below))
    )
    owners = pikepdf.NumberTree(paper.Root.StructTreeRoot.ParentTree)[int(source.Pg.StructParents)]
    for kid in below:
        if isinstance(kid, int):
            owners[kid] = made
        else:
            kid.P = made
    return made


def add_attribute(element: Any, attributes: Dictionary) -> None:
    """Give a tag attributes besides those that it has."""
    held = element.get("/A")
    element.A = (
        attributes
        if held is None
        else Array([*(held if isinstance(held, Array) else [held]), attributes])
    )
