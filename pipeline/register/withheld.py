"""The rows that are not for publication: their refs, and the words by which a text tells of
them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pipeline.english.reading import flat
from pipeline.register.recommendation import WORDINGS, Recommendation

SHORT = 12
"""The length from which words of a row that is not for publication are looked for in an earlier
paper.
"""


class Withheld:
    """The rows of this workbook that are not for publication: their refs, and their words now and
    at the last meeting.
    """

    def __init__(self, now: Iterable[Recommendation], before: Iterable[Recommendation]) -> None:
        then = {row.ref: row for row in before}
        hidden = [row for row in now if not row.publish]
        self._refs = frozenset(row.ref for row in hidden)
        told = [
            piece
            for row in hidden
            for one in (row, then.get(row.ref))
            if one
            for key in WORDINGS
            for piece in pieces_of(one, key)
        ]
        pieces = {piece for piece in map(flat, told) if len(piece) >= SHORT}
        often = Counter(word for piece in pieces for word in piece.split(" "))
        self._pieces: dict[str, list[str]] = defaultdict(list)
        """Pieces of their words by the rarest word of each: the first and the last may stand in a
        text as part of a longer one, so those of two words are under none.
        """
        for piece in pieces:
            inner = piece.split(" ")[1:-1]
            self._pieces[min(inner, key=often.__getitem__, default="")].append(piece)

    def __bool__(self) -> bool:
        return bool(self._refs)

    def is_row(self, first: str) -> bool:
        """Return whether a table row with these words in its first cell is one of theirs."""
        return first.strip() in self._refs

    def is_told(self, text: str) -> bool:
        """Return whether a text tells their words."""
        told = flat(text) if len(text) >= SHORT else ""  # most cells are a word or a date
        return len(told) >= SHORT and any(
            piece in told for word in ("", *told.split(" ")) for piece in self._pieces.get(word, ())
        )


def pieces_of(row: Recommendation, key: str) -> Iterator[str]:
    """Yield a wording of a row whole and line by line, its lists also as the paper prints them:
    without (a), 1. and the like.
    """
    text = row.words(key)
    yield from (text, *text.split("\n"), *row.prose[key].text.split("\n"))
