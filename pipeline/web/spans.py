"""The words of a paragraph as HTML: their looks, links and pictures, and where links lead to."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from pipeline.web.blocks import PLAIN, Mark, Paragraph, Picture, Piece, Span, Web, paragraphs_in

DIRECTED = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of what follows: they are kept, and end where their words end."""


class Spans:
    """Writes the words of one paper; gathers the rules of style that its colours need."""

    def __init__(self, web: Web) -> None:
        self.rules: dict[str, None] = {}
        self._places = places(web)
        self._marked: set[str] = set()

    def of(self, one: Paragraph) -> str:
        """Return a paragraph's words, after the places in it that something leads to."""
        anchors = "".join(
            f'<span id="{self._places[name]}"></span>'
            for name in one.anchors
            if name in self._places
        )
        return anchors + self.written(one.pieces)

    def labelled(self, one: Paragraph) -> str:
        """Return a paragraph's words after its label."""
        return label(one.label) + self.of(one)

    def written(self, pieces: Iterable[Piece]) -> str:
        """Return pieces of text, each link once."""
        pieces = tuple(pieces)
        if len(pieces) == 1 and not _link_of(pieces[0]):
            return self._piece(pieces[0])
        made = []
        for link, group in groupby(pieces, key=_link_of):
            inner = "".join(map(self._piece, group))
            target = self._places.get(link[1:]) if link.startswith("#") else ""
            if target:
                inner = f'<a href="#{target}">{inner}</a>'
            elif link and not link.startswith("#"):
                inner = f'<a href="{escape(link)}">{inner}</a>'
            made.append(inner)
        return "".join(made)

    def colour(self, kind: str, colour: str) -> str:
        """Return the class of a fill, or of a bar at the left, and see to its rule."""
        name = f"{kind}-{colour.lower()}"
        if kind == "fill":
            ink = "#0b0c0c" if is_light(colour) else "#fff"
            self.rules[f".{name},.{name} a{{background:#{colour.lower()};color:{ink}}}"] = None
        else:
            self.rules[f".{name}{{border-left:.5rem solid #{colour.lower()}}}"] = None
        return name

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Span):
            return self._span(piece)
        if isinstance(piece, Mark):
            kind = piece.note.replace(" ", "-")
            name = f' id="{kind}-from"' if piece.note not in self._marked else ""
            self._marked.add(piece.note)
            return (
                f'<sup class="page"><a{name} href="#{kind}" aria-label="Note {piece.number}">'
                f"{piece.number}</a></sup>"
            )
        return _picture(piece) if isinstance(piece, Picture) else ""

    def _span(self, span: Span) -> str:
        lines = span.text.replace("\t", " ").split("\n")
        made = "<br>".join(escape(line, quote=False) for line in lines)
        if DIRECTED.search(span.text):
            made = f"<bdi>{made}</bdi>"
        look = span.look
        if look == PLAIN:
            return made
        for tag, wanted in ((look.script, look.script), ("em", look.italic), ("strong", look.bold)):
            made = f"<{tag}>{made}</{tag}>" if wanted else made
        if look.fill:
            made = f'<span class="{self.colour("fill", look.fill)}">{made}</span>'
        return made


def label(text: str) -> str:
    """Return what Word prints before a paragraph."""
    return f'<span class="label">{escape(text)}</span> ' if text else ""


def is_light(colour: str) -> bool:
    """Return whether black words are read better than white ones on a fill (WCAG 2.2, contrast).

    >>> is_light("FFC20E"), is_light("B10E1E")
    (True, False)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (luminance + 0.05) / (0.0033 + 0.05) >= 1.05 / (luminance + 0.05)


def places(web: Web) -> dict[str, str]:
    """Return the id on the page of each bookmark that something leads to."""
    found: dict[str, str] = {}
    for one in paragraphs_in(web.body):
        for name in one.anchors:
            made = "to-" + re.sub(r"[^A-Za-z0-9_-]", "-", name)
            while made in found.values():
                made += "-"
            found.setdefault(name, made)
    return found


def _link_of(piece: Piece) -> str:
    return piece.look.link if isinstance(piece, Span) else ""


def _picture(picture: Picture) -> str:
    if not picture.kind:
        said = escape(picture.alt, quote=False)
        return f'<span class="page unseen">Picture: {said}</span>' if said else ""
    coded = base64.b64encode(picture.content).decode()
    size = ""
    if picture.width and picture.height:
        size = f' width="{picture.width}" height="{picture.height}"'
    return f'<img src="data:{picture.kind};base64,{coded}" alt="{escape(picture.alt)}"{size}>'
