"""What a proof-reader leaves alone: titles, web and e-mail addresses are blotted out of a text,
which stays as long.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from pipeline.checks.proofreading.spelling import PLAIN

Tree: TypeAlias = "dict[str, Tree]"

# neither a letter nor white space, so that no rule sees words on its two sides as neighbours
MASK = "\ufffc"
_PIECE = re.compile(r"\w+|[^\w\s]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+")
_LONGEST_TITLE = 120  # pieces; a longer "title" is somebody's essay and would only cost time


def title_tree(titles: Collection[str]) -> Tree:
    """Return the titles as a tree of their words and marks, in which "" ends a title."""
    tree: Tree = {}
    for title in titles:
        pieces = _PIECE.findall(title.translate(PLAIN))
        branch = tree
        for piece in pieces if len(pieces) <= _LONGEST_TITLE else []:
            branch = branch.setdefault(piece, {})
        if branch is not tree:
            branch[""] = {}
    return tree


def masked(text: str, titles: Tree) -> str:
    """Return the text, equally long, with titles, web and e-mail addresses blotted out.

    A title counts however its white space and quotation marks are typed, but only in its own
    capitals.
    """
    addressed = "@" in text or "://" in text or "www." in text
    spans = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
    plain = text.translate(PLAIN)
    pieces = _PIECE.findall(plain)
    if titles.keys().isdisjoint(pieces):
        return blotted(text, spans)
    places = [match.span() for match in _PIECE.finditer(plain)]
    at = 0
    while at < len(pieces):
        length = _title_length(pieces, at, titles) if pieces[at] in titles else 0
        if length:
            spans.append((places[at][0], places[at + length - 1][1]))
        at += length or 1
    return blotted(text, spans)


def _title_length(pieces: Sequence[str], at: int, branch: Tree) -> int:
    """Return how many pieces long the longest title is that begins here, or 0."""
    length = 0
    for number, piece in enumerate(pieces[at : at + _LONGEST_TITLE], 1):
        if piece not in branch:
            break
        branch = branch[piece]
        if "" in branch:
            length = number
    return length


def blotted(text: str, spans: Iterable[tuple[int, int]], blot: str = MASK) -> str:
    """Return the text with each span overwritten."""
    kept, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            kept += [text[at:start], blot * (end - start)]
            at = end
    return "".join([*kept, text[at:]])


def starts_sentence(text: str, at: int) -> bool:
    """Return whether a sentence, a line, an item or a quotation begins here."""
    before = text[max(0, at - 8) : at].rstrip(" \t\u00a0\"'‘“(•–-")
    return not before or before[-1] in ".!?:;\n"
