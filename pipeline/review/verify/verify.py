"""A paper that people have edited, against the one that the inputs make now: what still holds.

A figure is known by the tag of its content control. Where the tag is gone (text that was copied, a
program that drops names), it is looked for in the same place of the same sentence. Tracked changes
count as accepted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.english.reading import flat
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.paper.marks import Emitted
from pipeline.register.meeting_files import SEAL_LENGTH
from pipeline.review.verify.accessible import Proofs, handed_in
from pipeline.review.verify.besides import besides, lost_charts, remarks
from pipeline.review.verify.edited import Edited
from pipeline.review.verify.figure_places import Stands
from pipeline.review.verify.figure_remarks import FigureRemarks
from pipeline.review.verify.leaks import Leaks, leaks
from pipeline.review.verify.lists import Lists
from pipeline.review.verify.moves import moves
from pipeline.review.verify.older_inputs import moved_on
from pipeline.review.verify.passages import is_picture, passages
from pipeline.review.verify.places import Places
from pipeline.review.verify.row_facts import Rows
from pipeline.review.verify.typed_numbers import Known
from pipeline.review.verify.typed_remarks import TypedRemarks
from pipeline.review.verify.verdict import Verdict, in_order, remark
from pipeline.word.lines import Line, lines
from pipeline.word.revisions import accepted
from pipeline.word.things import Thing

UNREAD_AS = {
    "chunk": "[an inserted",
    "subdocument": "[a subdocument",
    "control": "[an ActiveX",
    "object": "[an embedded",
    "chart": "[a chart that is",
}
"""How what the gate does not let in is told where it stands and is not read."""
SHORT = 90
WAS = "was at "
"""How the place of what is gone begins: it is that of the generated paper."""


def verified(
    paper: Edited,
    fresh: bytes,
    result: Computed,
    emitted: Iterable[Emitted],
    proved: Callable[[], Proofs] | None = None,
) -> Verdict:
    """Return how an edited paper stands to `fresh`, the one that the inputs make, which printed
    what is `emitted`; `proved` hands over the proofs of its file where they were begun ahead.
    """
    items, generated = list(emitted), accepted(fresh)
    made, theirs, places = lines(generated, words_only=True), paper.lines, paper.places
    plain = (passage.text for line in made for passage in passages(line) if not passage.controls)
    known, stands = Known(result, items, plain), Stands(made, theirs, result, items)
    were, things = Places(generated, made), (besides(generated), paper.things)
    leaked = leaks(paper.words, made, result, places)
    rows = Rows(result)
    check = _Check(stands, result, (were, places), things, leaked, paper.wordless)
    verdict = check.verdict(
        TypedRemarks(stands, known, rows, theirs, things, places, leaked),
        Lists(made, theirs, stands, rows, (were, places)),
    )
    unread = {
        kind
        for kind, start in UNREAD_AS.items()
        for thing in things[1]
        if thing.words.startswith(start)
    }
    left = handed_in(paper.content, fresh, unread=unread, proved=proved)
    others = leaked.hushed([*left, *verdict.remarks])
    found = in_order([*leaked.remarks, *others])
    return replace(verdict, remarks=tuple(_as_seen(one, were, places) for one in found))


def _as_seen(remark: Finding, were: Places, places: Places) -> Finding:
    """Return a remark with its place as a reader sees it."""
    if remark.place.startswith(WAS):
        return replace(remark, place=f"{WAS}{were.translated(remark.place[len(WAS) :])}")
    return replace(remark, place=places.translated(remark.place))


@dataclass(frozen=True, slots=True)
class _Check:
    """What there is to say of an edited paper.

    `places` and `things`, what stands besides words, are those of the generated paper and of the
    edited one; `wordless` counts its pictures without alternative text by heading.
    """

    stands: Stands
    result: Computed
    places: tuple[Places, Places]
    things: tuple[Sequence[Thing], Sequence[Thing]]
    leaked: Leaks
    wordless: Counter[str]

    def verdict(self, typed: TypedRemarks, lists: Lists) -> Verdict:
        older = self._older()
        matching = {
            self.stands.key_of(tag): times
            for tag, figure in self.stands.sought.items()
            if (times := sum(stand.fit != "wrong" for stand in figure.told))
        }
        figures = FigureRemarks(self.stands, self.result, *self.places)
        found = [
            *figures.manner(len(matching)),
            *figures.remarks(older),
            *figures.left_over(),
            *typed.remarks(),
            *self._words(),
            *self._lines(),
            *lists.remarks(),
            *remarks(*self.things, self.places[1].translated),
        ]
        return Verdict(matching, in_order(found), bool(older))

    def _words(self) -> Iterator[Finding]:
        same = []
        for pair in self.stands.both.pairs:
            if self.leaked.is_in(pair.new):
                continue
            if flat(pair.old.text) == flat(pair.new.text):
                same.append(pair)
            elif self.stands.masked(pair.old) != self.stands.masked(pair.new):
                was, is_now = map(_short, pair.shift.difference())
                yield remark("reworded", f"{was} became {is_now}.", self.places[1].of(pair.new))
        yield from moves(same, *self.places)

    def _lines(self) -> Iterator[Finding]:
        were, places = self.places
        left, charts = self.wordless.copy(), lost_charts(*self.things)
        for line in self.stands.both.lost:
            first = line.paragraphs[0][0]
            if is_picture(line) and first.place in charts:
                continue  # told of the chart itself
            if is_picture(line) and left[first.heading] > 0:
                left[first.heading] -= 1
                yield remark(
                    "reworded",
                    f"the alternative text {_short(line.text)} is gone; some "
                    "programs drop it on saving.",
                    _bare(were, line),
                )
            else:
                yield remark("dropped", _cells(line), f"{WAS}{_bare(were, line)}")
        for line in self.stands.both.found:
            if not any(map(self.leaked.is_in, passages(line))):
                yield remark("added", _cells(line), _bare(places, line))

    def _older(self) -> set[str]:
        """Return the tags of the figures that moved since the paper was made.

        There are some only where it seems to be made from older inputs.
        """
        figures = {tag: figure for tag, figure in self.stands.sought.items() if figure.told}
        return moved_on(
            {tag: figure.printed[0][0].value for tag, figure in figures.items()},
            {tag: figure.values() for tag, figure in figures.items()},
            {tag for tag, figure in figures.items() if any(stand.seen for stand in figure.told)},
            self.result.settings,
            resealed=self._is_resealed(),
        )

    def _is_resealed(self) -> bool:
        """Return whether the paper names the seal of another archive than that there is now."""
        seal = self.result.previous.seal[:SEAL_LENGTH] if self.result.previous else ""
        then = re.compile(rf"\b[0-9a-f]{{{SEAL_LENGTH}}}\b")
        return any(
            seal in pair.old.text and seal not in pair.new.text and then.search(pair.new.text)
            for pair in self.stands.both.pairs
            if seal
        )


def _bare(places: Places, line: Line) -> str:
    """Return where a line stands, without quoting it."""
    return places.bare(line.paragraphs[0][0])


def _cells(line: Line) -> str:
    return _short(" | ".join(line.cells))


def _short(text: str) -> str:
    told = flat(text)
    return f'"{told}"' if len(told) <= SHORT else f'"{told[: SHORT - 1]}\u2026"'
