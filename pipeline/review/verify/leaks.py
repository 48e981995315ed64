"""Words of rows that are not for publication, found in an edited paper: wherever they stand, and
slightly reworded too.

The paper is read as one run of words, so that a wording which was split over paragraphs or cells is
found, and what no reader sees at once (alternative text, data of charts, properties of the file)
after it. What a published row, the log or the paper itself says as well is nobody's secret. No word
that was found is ever repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.register.recommendation import WORDINGS, Recommendation
from pipeline.review.verify.passages import Passage, passages
from pipeline.review.verify.places import Places
from pipeline.review.verify.reworded import Word, Wording, distance, matches, runs, words_of
from pipeline.review.verify.sentences import STOP
from pipeline.review.verify.streams import Source, Streams
from pipeline.review.verify.verdict import remark
from pipeline.review.withheld import WITHHELD, pieces_of
from pipeline.word.lines import Line
from pipeline.workbook.prose import Prose

SURE_LETTERS, LEAST_LETTERS, LEAST_WORDS = 20, 16, 3
"""From how many letters a wording is its row's own; a shorter one may be anybody's ("Work is in
progress"), and is a note.
"""
QUOTED = re.compile('"[^"]*"')


@dataclass
class Leaks:
    """What was found: the remarks, the passages to be silent about (by the ids of their first
    elements), and their words.
    """

    remarks: list[Finding] = field(default_factory=list)
    passages: set[int] = field(default_factory=set)
    told: list[Wording] = field(default_factory=list)
    _public: str = ""

    def is_in(self, passage: Passage) -> bool:
        """Return whether a passage tells such words, so that nothing of it may be repeated."""
        return id(passage.first.element) in self.passages

    def hushed(self, remarks: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the other remarks without such words: notes that tell them are left out, what is
        wrong is masked.
        """
        for one in remarks:
            place = self.masked(one.place)
            if not any(map(self._tells, (one.message, one.found, one.expected))):
                yield replace(one, place=place)
            elif one.wrong:
                yield replace(one, message=f"{WITHHELD}.", place=place, found="", expected="")

    def masked(self, place: str) -> str:
        """Return a place without such words: a heading or a row may be called by them."""
        told = QUOTED.sub(
            lambda quoted: f'"{WITHHELD}"' if self._tells(quoted[0]) else quoted[0], place
        )
        return (
            ", ".join(WITHHELD if self._tells(piece) else piece for piece in told.split(", "))
            if self._tells(told)
            else told
        )

    def _tells(self, text: str) -> bool:
        return (
            bool(self._pieces & {*runs(words_of(text), 3), *runs(words_of(text), 2)})
            if self.told
            else False
        )

    @cached_property
    def _pieces(self) -> frozenset[str]:
        threes = (piece for wording in self.told for piece in runs(wording.words, 3))
        twos = (
            piece
            for wording in self.told
            for piece in runs(wording.words, 2)
            if min(map(len, piece.split())) >= SURE_PAIR
        )
        return frozenset(piece for piece in (*threes, *twos) if f" {piece} " not in self._public)


SURE_PAIR = 5
"""How long two words must be for the two together to tell something."""


def leaks(read: Streams, generated: Sequence[Line], result: Computed, places: Places) -> Leaks:
    """Return the words of rows that are not for publication in an edited paper whose words are
    given.
    """
    wordings = list(_wordings(result))
    return _Search(wordings, generated, result).leaks(read, places) if wordings else Leaks()


def _wordings(result: Computed) -> Iterator[Wording]:
    hidden = [row for row in result.register.rows if not row.publish]
    refs, now = {row.ref for row in hidden}, result.register.by_ref
    then = (
        []
        if result.then is None
        else [
            row
            for row in result.then.rows
            if row.ref in refs or (not row.publish and row.ref not in now)
        ]
    )
    told = set()
    for row in (*hidden, *then):
        for key in WORDINGS:
            for piece in _sentences(row, key):
                words = tuple(words_of(piece))
                said = row.ref, tuple(word.folded for word in words)
                wording = Wording(row.ref, key, words)
                if (
                    said not in told
                    and wording.letters >= LEAST_LETTERS
                    and len(words) >= LEAST_WORDS
                ):
                    told.add(said)
                    yield wording


def _sentences(row: Recommendation, key: str) -> list[str]:
    """Return the pieces of a wording, and what stands between full stops in them."""
    whole = pieces_of(row, key)
    return list(
        dict.fromkeys(
            piece.strip() for one in whole for piece in (one, *STOP.split(one)) if piece.strip()
        )
    )


class _Search:
    def __init__(
        self, wordings: Sequence[Wording], generated: Sequence[Line], result: Computed
    ) -> None:
        self._wordings, self._generated, self._result = wordings, generated, result

    def leaks(self, read: Streams, places: Places) -> Leaks:
        found = Leaks()
        sure: dict[tuple[str, str], bool] = {}
        for words, at in read.runs:
            for wording in self._wordings:
                for start, end, exact in matches(wording, words, at):
                    self._found(
                        found,
                        sure,
                        wording,
                        words[start:end],
                        exact=exact,
                        sources=read.sources,
                        places=places,
                    )
        if found.told:
            found._public = self._public
        for (ref, place), exact in sure.items():
            found.remarks.append(self._remark(ref, found.masked(place), exact=exact))
        return found

    def _found(
        self,
        found: Leaks,
        sure: dict[tuple[str, str], bool],
        wording: Wording,
        words: Sequence[Word],
        *,
        exact: bool,
        sources: Sequence[Source],
        places: Places,
    ) -> None:
        said = " ".join(word.folded for word in words)
        if f" {said} " in self._public or (not exact and self._is_like_public(words)):
            return
        met = list(dict.fromkeys(word.source for word in words))
        found.passages |= {
            id(passage.first.element) for source in met if (passage := sources[source].passage)
        }
        found.told.append(wording)
        passage, place, _ = sources[met[0]]
        where = wording.ref, places.bare(passage) if passage else place
        sure[where] = sure.get(where, False) or (exact and wording.letters >= SURE_LETTERS)

    def _remark(self, ref: str, place: str, *, exact: bool) -> Finding:
        row = self._result.register.by_ref.get(ref)
        cell = f" ({self._result.register.file}, {row.cell})" if row else ""
        if exact:
            return remark(
                "withheld",
                f"words of {ref} stand here, which is not for publication{cell}. Delete them; "
                "the ref alone may stay.",
                place,
                ref,
            )
        return remark(
            "withheld-near",
            f"words almost like those of {ref} stand here, which is not for publication{cell}. Read"
            " them beside the row, and delete them if they tell what it says.",
            place,
            ref,
        )

    @cached_property
    def _public(self) -> str:
        """Return the words that anybody may read, each run of them between spaces."""
        rows = self._result.register.rows
        told = [
            text
            for row in rows
            if row.publish
            for text in (*map(row.words, WORDINGS), row.report, row.owner)
        ]
        told += [row.report for row in rows]
        for entry in self._result.position.log.entries:
            values = (getattr(entry, name) for name in entry.cells if hasattr(entry, name))
            told += [
                value.text if isinstance(value, Prose) else value
                for value in values
                if isinstance(value, str | Prose)
            ]
        told += [passage.text for line in self._generated for passage in passages(line)]
        return "\n".join(f" {' '.join(word.folded for word in words_of(text))} " for text in told)

    def _is_like_public(self, words: Sequence[Word]) -> bool:
        """Return whether a published row has nearly the same words as those that were found."""
        said = [word.folded for word in words]
        rows, there = self._result.register.rows, set(said)
        for row in (row for row in rows if row.publish):
            for piece in (piece for key in WORDINGS for piece in _sentences(row, key)):
                words_there = [word.folded for word in words_of(piece)]
                if (
                    len(there & set(words_there)) >= len(there) - 2
                    and distance(words_there, said)[0] <= 2
                ):
                    return True
        return False
