"""What the cells of a table say of the row whose ref stands first in it, and what the lines under a
heading that begins with a ref say: "Open, Amber", "Rated Amber | Deputy Chief Constable".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pipeline.english.reading import flat
from pipeline.review.verify.predicates import Kind, Predicate
from pipeline.review.verify.refs import Stated
from pipeline.review.verify.row_facts import Rows, day_in

KINDS: tuple[tuple[str, Kind | Literal[""]], ...] = (
    (r"days|why|reason|last meeting|then|was\b|mean|next|new\b|revised", ""),
    (r"(?:original|first).*(?:target|due)", "original_target"),
    (r"target|due date|due by|^due$", "target"),
    (r"owner|chief officer", "owner"),
    (r"\brag\b|rating", "rag"),
    (r"^status", "status"),
    (r"signed off|sign-off date|date of sign-off", "signed_off_on"),
    (r"^closed|date closed", "closed_on"),
)
"""The headings of columns that tell something of a row, the first that fits."""
THEN = re.compile(r"(?:at the )?(?:last|previous) (?:meeting|report|paper)|then", re.IGNORECASE)
NOW = re.compile(r"(?:at )?this (?:meeting|report|paper)|now", re.IGNORECASE)
"""The headings of columns that tell what changed: what was so then, and what is so now."""
DATED = ("target", "original_target", "signed_off_on", "closed_on")
SHOWN = ("rag", "status", "outstanding", "awaiting", "signed_off", "closed", "withdrawn")
"""What a piece of a cell may tell: the rating, and where the row stands."""
PIECES = re.compile(r"\s*[|\t\n]\s*")


class Cells:
    """Reads the cells of tables, given the rows of both meetings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def cell(self, ref: str, heading: str, text: str) -> Iterator[Stated]:
        """Yield what a table's cell says of the row's ref under a heading, where that is not so."""
        told, kind = flat(heading).casefold(), _kind(heading)
        words = f"{ref}, {flat(heading)}: {{}}"
        if not text.strip():
            return
        if THEN.fullmatch(told) or NOW.fullmatch(told):
            when: Literal["now", "then"] = "then" if THEN.fullmatch(told) else "now"
            for piece in PIECES.split(text.strip()):
                yield from self._wrong(ref, self._read(piece, dated=True), when, words, piece)
        elif kind in ("owner", *DATED):
            yield from self._of_kind(ref, kind, words, flat(text))
        elif kind in ("rag", "status") and self._read(flat(text)):
            yield from self._wrong(ref, self._read(flat(text)), "now", words, flat(text))
        elif kind in ("rag", "status"):
            for piece in re.split(r"\s*[,;|\n]\s*", text.strip()):
                yield from self._wrong(ref, self._read(piece), "now", words, piece)
        elif re.match(r"(?:rag\b|rating|status)", told):  # "Rating, why, and what is being done"
            first = PIECES.split(text.strip())[0]
            yield from self._wrong(ref, self._read(first), "now", words, first)

    def strip(self, ref: str, text: str) -> Iterator[Stated]:
        """Yield what a line of few words says of the ref in the heading above it, piece by
        piece.
        """
        words = f"{ref}: {{}}"
        for piece in PIECES.split(text.strip()):
            if office := self._rows.known_office(piece):
                yield from self._wrong(ref, Predicate("owner", office), "now", words, piece)
            else:
                yield from self._wrong(ref, self._read(piece), "now", words, piece)

    def _of_kind(
        self, ref: str, kind: Kind | Literal[""], words: str, text: str
    ) -> Iterator[Stated]:
        """Yield what a cell under the heading of an owner or a date says that is not so."""
        if kind and kind != "owner":
            day = day_in(text)
            said = Predicate(kind, "", day) if day else None
            yield from self._wrong(ref, said, "now", words, text)
            return
        office = self._rows.known_office(text)
        holds = self._rows.holds(ref, Predicate("owner", office or text), "now")
        if holds is False:
            says = self._rows.says(ref, "owner", "now")
            yield Stated(words.format(text), ref, says, "wrong" if office else "unsure")

    def _read(self, piece: str, *, dated: bool = False) -> Predicate | None:
        """Return what a whole piece of a cell says: a rating, a status or, if `dated`, a target
        date.
        """
        day = day_in(piece) if dated else None
        if day and flat(piece[: day.start] + piece[day.end :]) == "":
            return Predicate("target", "", day)
        return next(
            (
                one
                for one, end in self._rows.read(piece, 0, column=True)
                if end == len(piece) and one.kind in SHOWN
            ),
            None,
        )

    def _wrong(
        self, ref: str, said: Predicate | None, when: Literal["now", "then"], words: str, piece: str
    ) -> Iterator[Stated]:
        if said is not None and self._rows.holds(ref, said, when) is False:
            yield Stated(words.format(piece), ref, self._rows.says(ref, said.kind, when))


def _kind(heading: str) -> Kind | Literal[""]:
    """Return what a column of a table tells, by its heading."""
    told = flat(heading).casefold()
    return next((kind for words, kind in KINDS if re.search(words, told)), "")
