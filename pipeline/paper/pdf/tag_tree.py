"""The tree of tags in a PDF, as it is changed: a tag that owns what another owned, attributes."""

from __future__ import annotations

from collections.abc import Iterable
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


def name_notes(paper: pikepdf.Pdf, notes: Iterable[Any]) -> None:
    """Give each tag of a note a name of its own, as ISO 14289-1, 7.9 asks."""
    root = paper.Root.StructTreeRoot
    for number, note in enumerate(notes, 1):
        if "/IDTree" not in root:
            root.IDTree = pikepdf.NameTree.new(paper).obj
        if "/ID" not in note:
            note.ID = pikepdf.String(f"note{number}")
            pikepdf.NameTree(root.IDTree)[f"note{number}"] = note
