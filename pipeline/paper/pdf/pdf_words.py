"""What a tagged PDF says to somebody who cannot see it: its structure tree walked in order, each
mark with its text.

Read with pikepdf, which the finishing needs anyway: pdfminer.six knows text by its place on the
page, and would have to be taught which mark belongs to which tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from pipeline.paper.pdf.flow import CAPTION, COLUMN, PLAIN, ROW, TITLE, Block
from pipeline.paper.pdf.glyphs import Marks, Place, marks_of

_INLINE = {
    "Span",
    "Link",
    "Quote",
    "Reference",
    "BibEntry",
    "Code",
    "Annot",
    "Form",
    "Formula",
    "Em",
    "Strong",
    "Sub",
}
NOWHERE = (0, 0)  # no page is this object
_HEADING = re.compile("H[1-6]")


@dataclass(frozen=True, slots=True)
class Spoken(Block):
    """A block with the tag it was found under, and its text mark by mark."""

    element: Any = None
    marks: tuple[str, ...] = ()


@dataclass
class Speech:
    """A PDF as it is read out: blocks, notes, tables as tags (`elements`) and as kinds of cells,
    links, and what is left unsaid.
    """

    blocks: list[Spoken] = field(default_factory=list)
    notes: list[Spoken] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    elements: list[list[list[Any]]] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    untagged: list[int] = field(
        default_factory=list
    )  # pages (from 1) with text that is neither tagged nor an artifact
    undrawn: set[str] = field(
        default_factory=set
    )  # signs that are an empty box, or nothing, to who sees them


def speech_of(pdf: pikepdf.Pdf, marks: Marks | None = None) -> Speech:
    """Return what the PDF's structure tree says; an empty speech where there is none.

    `marks` are those of its pages, where they were read already.
    """
    marks = marks or marks_of(pdf)
    speech = Speech(untagged=marks.untagged, undrawn=marks.undrawn)
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None:
        _Walk(speech, marks.texts, root.get("/RoleMap", {})).walk(root, None)
    return speech


def pages_of(element: Any) -> Iterator[tuple[int, int]]:
    """Yield the page of each mark below a tag, in order."""
    for kid in kids(element):
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            yield _page(element if isinstance(kid, int) or "/Pg" not in kid else kid)
        elif "/S" in kid:
            yield from pages_of(kid)


def kids(element: Any) -> list[Any]:
    """Return what hangs below a tag, as a list even where there is one or none."""
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def is_first(element: Any) -> bool:
    """Return whether a tag is the first thing below the tag that holds it."""
    siblings = kids(element.P)
    return (
        bool(siblings)
        and not isinstance(siblings[0], int)
        and bool(siblings[0].objgen == element.objgen)
    )


def attribute(element: Any, name: str) -> str:
    """Return an attribute of a tag, such as /Scope, without its slash; nothing where it has
    none.
    """
    held = element.get("/A")
    for entry in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(entry, pikepdf.Dictionary) and name in entry:
            return str(entry[name]).removeprefix("/")
    return ""


class _Walk:
    """One walk down the structure tree, which fills a speech."""

    def __init__(self, speech: Speech, texts: dict[Place, str], roles: Any) -> None:
        self._speech, self._texts = speech, texts
        self._roles = {str(key): str(value) for key, value in roles.items()}

    def _role(self, element: Any) -> str:
        """Return the standard name of a tag, and Title, which PDF 1.7 has none for."""
        name = str(element.get("/S", ""))
        if name == f"/{TITLE}":
            return TITLE
        for _ in range(8):
            if name not in self._roles or self._roles[name] == name:
                break
            name = self._roles[name]
        return name.removeprefix("/")

    def walk(self, element: Any, cell: tuple[int, int, int] | None) -> None:
        """Add what a tag says, and what the tags below it say, in order."""
        role = self._role(element)
        if role == "Lbl":
            return
        if role == "Note":
            self._note(element)
        elif role == "Table":
            self._table(element)
        elif role == "Figure":
            self._speech.blocks.append(
                Spoken("Figure", str(element.get("/Alt", "")).strip(), False, cell, False, element)
            )
        else:
            own = _HEADING.fullmatch(role) or role in (TITLE, CAPTION)
            self._text(element, role if own else "P", cell)

    def _note(self, element: Any) -> None:
        """Keep what a note says apart: the PDF has it at the end of a page, the paper in another
        part.
        """
        inner = Speech(links=self._speech.links)
        _Walk(inner, self._texts, self._roles)._text(element, "P", None)
        text = " ".join(block.text for block in inner.blocks)
        self._speech.notes.append(Spoken("Note", text, element=element))

    def _text(self, element: Any, kind: str, cell: tuple[int, int, int] | None) -> None:
        marks: list[str] = []
        labelled, listed = self._has_label(element), self._is_item(element)
        for kid in [*kids(element), None]:
            said = self._said(kid, element) if kid is not None else None
            if said is not None:
                marks += said
                continue
            if "".join(marks).strip():
                text = "".join(marks).strip()
                listed = listed and labelled
                self._speech.blocks.append(
                    Spoken(kind, text, labelled, cell, listed, element, tuple(marks))
                )
                labelled = False
            marks = []
            if kid is not None:
                self.walk(kid, cell)

    def _is_item(self, element: Any) -> bool:
        """Return whether a tag is the body of an item of a list, or the first thing in it."""
        if self._role(element) == "LBody":
            return True
        above = element.get("/P")
        return above is not None and self._role(above) == "LBody" and is_first(element)

    def _has_label(self, element: Any) -> bool:
        """Return whether a tag opens with a label, or is the first thing in the body of an item
        that has one.
        """
        if any(
            isinstance(kid, pikepdf.Dictionary) and self._role(kid) == "Lbl"
            for kid in kids(element)
        ):
            return True
        parent = element.get("/P")
        body = element if self._role(element) == "LBody" else parent
        if (
            body is None
            or self._role(body) != "LBody"
            or (body is parent and not is_first(element))
        ):
            return False
        item = body.get("/P")
        return item is not None and any(
            isinstance(kid, pikepdf.Dictionary) and self._role(kid) == "Lbl" for kid in kids(item)
        )

    def _said(self, kid: Any, element: Any) -> list[str] | None:
        """Return the marks of a kid that is part of the running text; None for a tag that stands on
        its own.
        """
        if isinstance(kid, int):
            return [self._texts.get((_page(element), kid), "")]
        kind = kid.get("/Type")
        if kind == "/MCR":
            return [self._texts.get((_page(kid if "/Pg" in kid else element), int(kid.MCID)), "")]
        if kind == "/OBJR":
            return []
        role = self._role(kid)
        if role == "Lbl":
            return []
        if role not in _INLINE:
            return None
        if role == "Link":
            self._speech.links.append(kid)
        if "/ActualText" in kid:
            return [str(kid.ActualText)]
        return [mark for inner in kids(kid) for mark in self._said(inner, kid) or ()]

    def _table(self, table: Any) -> None:
        number = len(self._speech.tables)
        kinds: list[list[str]] = []
        elements: list[list[Any]] = []
        self._speech.tables.append(kinds)
        self._speech.elements.append(elements)
        for kid in kids(table):
            if isinstance(kid, pikepdf.Dictionary) and self._role(kid) == CAPTION:
                self.walk(kid, None)
        for row in self._rows(table):
            kinds.append([])
            elements.append([])
            for cell in kids(row):
                if self._role(cell) not in ("TH", "TD"):
                    continue
                header = ROW if attribute(cell, "/Scope") == "Row" else COLUMN
                kinds[-1].append(header if self._role(cell) == "TH" else PLAIN)
                elements[-1].append(cell)
                self.walk(cell, (number, len(kinds) - 1, len(kinds[-1]) - 1))

    def _rows(self, table: Any) -> Iterator[Any]:
        for kid in kids(table):
            role = self._role(kid) if isinstance(kid, pikepdf.Dictionary) else ""
            if role == "TR":
                yield kid
            elif role in ("THead", "TBody", "TFoot"):
                yield from self._rows(kid)


def _page(element: Any) -> tuple[int, int]:
    page = element.get("/Pg")
    return page.objgen if page is not None else NOWHERE
