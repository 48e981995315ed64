"""What there is to say of what was typed into a paper by hand: numbers, and words of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.english.reading import flat
from pipeline.findings.finding import Finding
from pipeline.review.verify.besides import new_words
from pipeline.review.verify.cell_claims import Cells
from pipeline.review.verify.figure_places import Stands
from pipeline.review.verify.headers import Contents, header_pieces
from pipeline.review.verify.leaks import Leaks
from pipeline.review.verify.moved_words import without, without_spans
from pipeline.review.verify.named_rows import named_rows
from pipeline.review.verify.passages import Control, Passage, passages
from pipeline.review.verify.places import Places
from pipeline.review.verify.rating_tables import Tabled
from pipeline.review.verify.refs import Stated
from pipeline.review.verify.row_claims import Sentences
from pipeline.review.verify.row_facts import Rows
from pipeline.review.verify.sentences import sentences
from pipeline.review.verify.set_claims import Amounts
from pipeline.review.verify.share_claims import Shares
from pipeline.review.verify.subjects import Judgement, Said, Subjects
from pipeline.review.verify.turned import turned
from pipeline.review.verify.typed_numbers import Known
from pipeline.review.verify.verdict import Code, remark
from pipeline.word.lines import Line
from pipeline.word.things import Thing

JUDGED: dict[Judgement, tuple[Code, str]] = {
    "equal": ("typed", " and agrees with the inputs: {facts}. It will not follow if that moves."),
    "contradicts": ("contradicts", ", but the inputs give: {facts}. Correct or delete it."),
    "unsure": ("unsure", " and may speak of something else; the inputs give: {facts}. Check it."),
}


class TypedRemarks:
    """The words that an edited paper has and the generated one has not, judged by the rows.

    `edited` are the lines of the edited paper, `things` what stands besides words in either; what
    `leaked` found is not judged: its words are never repeated.
    """

    def __init__(
        self,
        stands: Stands,
        known: Known,
        rows: Rows,
        edited: Sequence[Line],
        things: tuple[Sequence[Thing], Sequence[Thing]],
        places: Places,
        leaked: Leaks,
    ) -> None:
        self._stands, self._known, self._result, self._edited = stands, known, rows.result, edited
        self._things, self._places, self._leaked = things, places, leaked
        subjects = Subjects(rows)
        self._sentences, self._contents = Sentences(rows), Contents(edited)
        self._cells = Cells(rows)
        self._amounts, self._shares = Amounts(subjects), Shares(subjects)

    def remarks(self) -> Iterator[Finding]:
        """Yield what there is to say, table by table and passage by passage."""
        both = self._stands.both
        edited = [
            (pair.new, pair.shift.fresh)
            for pair in both.pairs
            if flat(pair.old.text) != flat(pair.new.text)
        ]
        added = [
            (passage, [(0, len(passage.text))]) for line in both.found for passage in passages(line)
        ]
        before = {id(pair.new): pair.old.text for pair in both.pairs}
        tabled = self._tabled()
        yield from tabled.values()
        in_tables = {id(cell.first.element) for cells in tabled for cell in cells}
        for passage, fresh in (*edited, *added):
            if not self._leaked.is_in(passage) and id(passage.first.element) not in in_tables:
                yield from self._cell(passage)
                yield from self._passage(passage, fresh, before.get(id(passage), ""))
        yield from named_rows(
            both.pairs, self._sentences.marked, self._stands.is_ours, self._places
        )
        yield from turned(both.pairs, self._stands, self._known, self._result.figures, self._places)
        for text, place in new_words(*self._things):
            yield from self._judged(text, [(0, len(text))], [], place)

    def _passage(
        self, passage: Passage, fresh: list[tuple[int, int]], was: str
    ) -> Iterator[Finding]:
        """Yield what there is to say of the fresh words of a passage that read `was` before."""
        fresh = without_spans(fresh, self._contents.without(passage, self._places.row(passage)[0]))
        if not fresh:
            return
        taken = self._taken(passage)
        text, place = passage.text, self._places.of(passage)
        for start, end in header_pieces(text, was) if passage.every_page else [(0, len(text))]:
            inside = [
                replace(control, start=control.start - start, end=control.end - start)
                for control in taken
                if start <= control.start and control.end <= end
            ]
            typed = [
                (max(a, start) - start, min(b, end) - start)
                for a, b in without(fresh, taken)
                if a < end and start < b
            ]
            if typed:
                yield from self._judged(text[start:end], typed, inside, place, was)

    def _taken(self, passage: Passage) -> list[Control]:
        """Return the figures in a passage, which are judged as such."""
        ours = [control for control in passage.controls if self._stands.is_ours(control.tag)]
        return [*ours, *self._stands.claimed[id(passage)]]

    def _tabled(self) -> dict[tuple[Passage, ...], Finding]:
        """Return what there is to say of the tables of ratings that were put in, by their cells."""
        found = self._stands.both.found
        if not any(line.table for line in found):
            return {}
        remarks: dict[tuple[Passage, ...], Finding] = {}
        tables = Tabled(self._result, self._edited, found, self._known.is_plain)
        for one, said, gives in tables.judged():
            where = self._places.section(one.cells[0])
            told = f'"{said}" in a table that was put in'
            remarks[one.cells] = (
                remark(
                    "contradicts",
                    f"{told}: the inputs give otherwise: {gives}. Correct or delete it.",
                    where,
                    "",
                    said,
                    gives,
                )
                if gives
                else remark(
                    "typed",
                    f"{told} agrees with the inputs. It will not follow if that moves.",
                    where,
                    "",
                    said,
                )
            )
        return remarks

    def _judged(
        self,
        text: str,
        fresh: list[tuple[int, int]],
        taken: list[Control],
        place: str,
        before: str = "",
    ) -> Iterator[Finding]:
        """Yield what there is to say of what was typed into a text by hand.

        `before` is what stood there.
        """
        spans = [(control.start, control.end) for control in taken]
        shares: list[tuple[int, int]] = []
        for start, end in sentences(text):
            words = text[start:end]
            if flat(words) in flat(before) or self._known.says(words):
                continue
            elsewhere = self._known.elsewhere(words)
            shares += [(start + a, start + b) for a, b in self._shares.unexplained(words)]
            first = not text[:start].strip()
            for said in (*self._amounts.judged(words, first=first), *self._shares.judged(words)):
                unsure = elsewhere and said.judgement != "equal"
                spans.append((start + said.start, start + said.end))
                yield _many(replace(said, judgement="unsure") if unsure else said, place)
            for stated in self._sentences.judged(words):
                yield _row(stated, place)
        for item in self._known.judged(text, without_spans(fresh, spans), taken):
            spans.append((item.start, item.end))
            told = "; ".join(f"{fact.called} ({fact.key}) {fact.value}" for fact in item.facts)
            code, tells = JUDGED[item.judgement]
            message = f'"{item.words}" is typed by hand{tells.format(facts=told)}'
            keys = ", ".join(dict.fromkeys(fact.key for fact in item.facts))
            gives = ", ".join(f"{fact.key} {fact.value}" for fact in item.facts)
            yield remark(code, message, place, keys, item.words, gives)
        if numbers := ", ".join(self._known.unexplained(text, fresh, spans, before, shares)):
            yield remark("unexplained", f"{numbers}.", place, "", numbers)

    def _cell(self, passage: Passage) -> Iterator[Finding]:
        """Yield what the cell of a table says of the row's ref that is not so, or a line of the ref
        in the heading above it.
        """
        if not passage.first.table:
            ref = self._sentences.known(self._places.above(passage).partition(":")[0])
            told = self._cells.strip(ref, passage.text) if ref else ()
        else:
            ref, heading = (flat(words) for words in self._places.row(passage))
            ref, figures = self._sentences.known(ref), self._taken(passage)  # judged as such
            text = "".join(
                sign
                for at, sign in enumerate(passage.text)
                if not any(one.start <= at < one.end for one in figures)
            )
            told = self._cells.cell(ref, heading, text) if ref and heading else ()
        for stated in told:
            yield _row(stated, self._places.bare(passage))


def _many(said: Said, place: str) -> Finding:
    """Return a remark on what is said of many rows, or of a figure as a share or a change."""
    otherwise = f'"{said.words}": the inputs give otherwise: {said.gives}.'
    told: dict[str, tuple[Code, str]] = {
        "equal": (
            "typed",
            (
                f'"{said.words}" is typed by hand and agrees with the inputs: '
                f"{said.gives}. It will not follow if that moves."
            ),
        ),
        "contradicts": ("contradicts", f"{otherwise} Correct or delete it."),
        "unsure": ("unsure", f"{otherwise} It may speak of something else: check it."),
    }
    code, message = told[said.judgement]
    return remark(code, message, place, said.key, said.words, said.gives)


def _row(stated: Stated, place: str) -> Finding:
    """Return a remark on what is said of a row."""
    code: Code = "unsure" if stated.judgement == "unsure" else "row"
    message = (
        f'"{stated.words}" may not be so: {stated.says}. Check it.'
        if code == "unsure"
        else f'"{stated.words}" is not so: {stated.says}. Correct or delete it.'
    )
    return remark(code, message, place, stated.ref, stated.words, stated.says)
