"""Which blocks of a paper belong together on a page: items of a list, pairs, entries of a table of
contents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.web.blocks import Block, Paragraph, Piece, Span, Table, Web

PAGE = re.compile(r"\s*(?:[0-9]+|[ivxlc]+)\s*")


def kept(found: Sequence[Block]) -> list[Block]:
    """Return the blocks that show anything."""
    return [block for block in found if isinstance(block, Table) or block.shown]


def alike(found: Sequence[Block], at: int, kind: Callable[[Block], bool]) -> list[Paragraph]:
    """Return the paragraphs of a kind that follow each other from here on; pairs of one style."""
    made: list[Paragraph] = []
    for one in found[at:]:
        if not isinstance(one, Paragraph) or not kind(one):
            break
        if kind is is_pair and made and one.style != made[0].style:
            break
        made.append(one)
    return made


def is_title(block: Block) -> bool:
    """Return whether a block is the paper's title."""
    return isinstance(block, Paragraph) and block.style.lower() == "title"


def is_entry(block: Block) -> bool:
    """Return whether a block is an entry of a table of contents."""
    return isinstance(block, Paragraph) and bool(block.contents) and not block.level


def is_item(block: Block) -> bool:
    """Return whether a block is an item of a list."""
    return isinstance(block, Paragraph) and block.depth >= 0 and not block.charts


def is_pair(block: Block) -> bool:
    """Return whether a block is a word, a tab and what it stands for."""
    if not isinstance(block, Paragraph) or block.level or block.label or block.depth >= 0:
        return False
    before, tab, after = block.text.partition("\t")
    return bool(tab and before.strip() and after.strip() and "\t" not in after)


def parted(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces before and after the first tab."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Span) and "\t" in piece.text:
            before, _, after = piece.text.partition("\t")
            return (
                (*pieces[:place], *([Span(before, piece.look)] if before else [])),
                (*([Span(after, piece.look)] if after else []), *pieces[place + 1 :]),
            )
    return tuple(pieces), ()


def entry(one: Paragraph) -> Paragraph:
    """Return an entry of a table of contents without the number of its page: what stands after its
    last tab, where that is one.
    """
    before, tab, last = one.text.rpartition("\t")
    if not tab or not PAGE.fullmatch(last):
        return one
    left = len(before)
    pieces: list[Piece] = []
    for piece in one.pieces:
        if not isinstance(piece, Span):
            pieces.append(piece)
            continue
        if left > 0:
            pieces.append(Span(piece.text[:left], piece.look))
        left -= len(piece.text)
    return one._replace(pieces=tuple(pieces))


def within(block: Block) -> Block:
    """Return a block of a cell without what only the body has."""
    return block._replace(level=0) if isinstance(block, Paragraph) and block.level else block


def before_headings(web: Web) -> int:
    """Return how many blocks stand before the first heading."""
    for place, one in enumerate(web.body):
        if isinstance(one, Paragraph) and one.level and one.shown:
            return place
    return len(web.body)
