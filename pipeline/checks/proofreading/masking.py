"""What a proof-reader leaves alone: titles, web and e-mail addresses are blotted out of a text,
which stays as long.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from pipeline.checks.proofreading.spelling import PLAIN
from pipeline.english.pattern import late
from pipeline.english.reading import words_in

Tree: TypeAlias = "dict[str, Tree]"

# neither a letter nor white space, so that no rule sees words on its two sides as neighbours
MASK = "\ufffc"
_PIECE = re.compile(r"\w+|[^\w\s]")
_ADDRESS = late(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+")
_LONGEST_TITLE = 120  # pieces; a longer "title" is somebody's essay and would only cost time


class Titles(NamedTuple):
    """The titles as a tree of their words and marks, in which "" ends a title, and a word of each,
    none of which stands in a text without titles.
    """

    tree: Tree
    words: frozenset[str]


def title_tree(titles: Collection[str]) -> Titles:
    """Return the titles so that they are soon found; one without a word is left out."""
    tree: Tree = {}
    words = set()
    for title in titles:
        pieces = _PIECE.findall(title.translate(PLAIN))
        if not 0 < len(pieces) <= _LONGEST_TITLE or not (own := words_in(title)):
            continue
        words.add(max(own, key=len))
        branch = tree
        for piece in pieces:
            branch = branch.setdefault(piece, {})
        branch[""] = {}
    return Titles(tree, frozenset(words))


def masked(text: str, words: Iterable[str], titles: Titles) -> str:
    """Return the text, equally long, with titles, web and e-mail addresses blotted out; `words` are
    those of the text.

    A title counts however its white space and quotation marks are typed, but only in its own
    capitals.
    """
    addressed = "@" in text or "://" in text or "www." in text
    spans = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
    if titles.words.isdisjoint(words):
        return blotted(text, spans) if spans else text
    plain = text.translate(PLAIN)
    pieces = _PIECE.findall(plain)
    places = [match.span() for match in _PIECE.finditer(plain)]
    at = 0
    while at < len(pieces):
        length = _title_length(pieces, at, titles.tree) if pieces[at] in titles.tree else 0
        if length:
            spans.append((places[at][0], places[at + length - 1][1]))
        at += length or 1
    return blotted(text, spans) if spans else text


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
