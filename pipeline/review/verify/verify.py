"""A paper that people have edited, against the one that the inputs make now: what still holds, and what does not.

A figure is known by the tag of its content control. Where the tag is gone (text that was copied, a program that drops
names), it is looked for in the same place of the same sentence. Tracked changes count as accepted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.english.reading import flat
from pipeline.english.writing import digits
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.paper.marks import Emitted
from pipeline.paper.slots import SLOTS
from pipeline.register.archive import SEAL_LENGTH
from pipeline.review.verify.accessible import handed_in
from pipeline.review.verify.besides import besides, lost_charts, new_words, remarks
from pipeline.review.verify.figure_claims import sentences
from pipeline.review.verify.figures_found import Stand, Stands
from pipeline.review.verify.headers import Contents, header_pieces
from pipeline.review.verify.lists import Lists
from pipeline.review.verify.moved_words import without, without_spans
from pipeline.review.verify.older_inputs import moved_on
from pipeline.review.verify.passages import Control, Passage, is_picture, passages, speechless
from pipeline.review.verify.places import Places
from pipeline.review.verify.rating_tables import Tabled
from pipeline.review.verify.refs import Stated
from pipeline.review.verify.row_claims import Sentences
from pipeline.review.verify.set_claims import Amounts
from pipeline.review.verify.share_claims import Shares
from pipeline.review.verify.status_words import Rows
from pipeline.review.verify.subjects import Judgement, Said, Subjects
from pipeline.review.verify.typed_numbers import Known
from pipeline.review.verify.verdict import Code, Verdict, in_order, remark
from pipeline.review.verify.withheld_words import Leaks, leaks
from pipeline.review.verify.wording import fit
from pipeline.word.lines import Line, lines
from pipeline.word.revisions import accepted
from pipeline.word.things import Thing

JUDGED: dict[Judgement, tuple[Code, str]] = {
    "equal": ("typed", " and agrees with the inputs: {facts}. It will not follow if that moves."),
    "contradicts": ("contradicts", ", but the inputs give: {facts}. Correct or delete it."),
    "unsure": ("unsure", " and may speak of something else; the inputs give: {facts}. Check it."),
}
UNREAD_AS = {"chunk": "[an inserted", "subdocument": "[a subdocument", "control": "[an ActiveX", "object": "[an embedded",
             "chart": "[a chart that is"}
"""How what the gate does not let in is told where it stands and is not read."""
SHORT = 90


def verified(paper: bytes, fresh: bytes, result: Computed, emitted: Iterable[Emitted]) -> Verdict:
    """Return how an edited paper stands to `fresh`, the one that the inputs make; `emitted` is what `fresh` printed.

    Raises ValueError where the paper is no Word document that can be read.
    """
    items = list(emitted)
    settled = accepted(paper)
    generated = accepted(fresh)
    made = lines(generated, words_only=True)
    known = Known(result, items, (passage.text for line in made for passage in passages(line) if not passage.controls))
    theirs = lines(settled, words_only=True)
    stands, places, things = Stands(made, theirs, result, items), Places(settled, theirs), (besides(generated), besides(settled))
    leaked = leaks(paper, theirs, things[1], made, result, places)
    both = Places(generated, made), places
    verdict = _Check(stands, known, result, speechless(settled), things, both, leaked, (made, theirs)).verdict()
    unread = {kind for kind, start in UNREAD_AS.items() for thing in things[1] if thing.words.startswith(start)}
    others = leaked.hushed([*handed_in(paper, fresh, unread=unread), *verdict.remarks])
    return replace(verdict, remarks=in_order([*leaked.remarks, *others]))


class _Check:
    """What there is to say of an edited paper; `wordless` counts its pictures without alternative text by heading.

    `things` are what stands besides words in the generated paper and in the edited one.
    """

    def __init__(self, stands: Stands, known: Known, result: Computed, wordless: Counter[str],
                 things: tuple[Sequence[Thing], Sequence[Thing]], places: tuple[Places, Places], leaked: Leaks,
                 papers: tuple[Sequence[Line], Sequence[Line]]) -> None:
        self.stands, self.known, self.result, self.wordless, self.things = stands, known, result, wordless, things
        self.places, self.were, self.leaked = places[1], places[0], leaked
        rows = Rows(result)
        subjects = Subjects(rows)
        self.sentences, self.amounts, self.shares = Sentences(rows), Amounts(subjects), Shares(subjects)
        self.lists = Lists(*papers, stands, rows, places)
        self.contents, self.edited = Contents(papers[1]), papers[1]

    def verdict(self) -> Verdict:
        older = self._older()
        matching = {self.stands.key_of(tag): times for tag, figure in self.stands.sought.items()
                    if (times := sum(stand.fit != "wrong" for stand in figure.told))}
        found = [*self._manner(len(matching)), *self._figures(older), *self._left_over(), *self._typed(), *self._words(),
                 *self._lines(), *self.lists.remarks(), *remarks(*self.things)]
        return Verdict(matching, in_order(found), bool(older))

    def _manner(self, matching: int) -> Iterator[Finding]:
        by_place = sum(bool(figure.by_place) for figure in self.stands.sought.values())
        if not self.stands.ours and 2 * matching < len(self.stands.sought):
            yield remark("other-paper", "It has none of the content controls of this paper, and most of its figures are not "
                         "where they should be. Check that this is the paper of this meeting.")
        elif not self.stands.controls:
            yield remark("no-controls", "The paper has no content controls: its text was copied, or they were removed. "
                         "Figures were looked for by their place in the text, which is less certain.")
        elif not self.stands.ours:
            yield remark("no-names", "The content controls have lost their names, as some programs do on saving. "
                         "Figures were looked for by their place in the text.")
        elif by_place:
            yield remark("no-controls", f"Figures that have lost their content control somewhere: {digits(by_place)}. "
                         "There they were looked for by their place in the text.")

    def _figures(self, older: set[str]) -> Iterator[Finding]:
        for tag, figure in self.stands.sought.items():
            key, printed = self.stands.key_of(tag), figure.printed[0][0].text
            called = self._called(key)
            behind = [stand for stand in figure.told if stand.fit == "wrong" and not stand.seen] if tag in older else []
            for stand in behind[:1]:
                expected = _form_like(stand.forms, stand.text)
                more = f" (in {len(behind)} places)" if len(behind) > 1 else ""
                yield remark("older", f'{called} says "{stand.text}"{more}; the inputs give "{expected}" since. Run report '
                             "again, or correct it in Word.", self.places.of(stand.passage), key, stand.text, expected)
            for stand in figure.told:
                if stand not in behind:
                    yield from self._told(key, called, stand)
            for stand in figure.doubtful:
                expected = _form_like(stand.forms, stand.text)
                yield remark("unsure", f'{called} may be what now says "{stand.text}", but the sentence was reworded and '
                             f'lost its content control, so this is not certain. The inputs give "{expected}": check it.',
                             self.places.of(stand.passage), key, stand.text, expected)
            if not figure.told and not figure.doubtful:
                yield remark("gone", f'{called}, "{printed}", is nowhere in this paper. Leave it so only if you mean to.',
                             f"was at {self.were.of(figure.printed[0][1])}", key, "", printed)

    def _told(self, key: str, called: str, stand: Stand) -> Iterator[Finding]:
        """Yield what there is to say of a figure in one place."""
        place, expected = self.places.of(stand.passage), _form_like(stand.forms, stand.text)
        if not stand.text.strip():
            expected = stand.forms[0]
            yield remark("emptied", f'{called} was deleted, and an empty space is left. Type "{expected}" there, or delete the '
                         "sentence.", place, key, "", expected)
        elif stand.seen:
            yield remark("changed", f'{called} reads "{stand.seen}", because something was typed right beside it; the inputs '
                         f'give "{expected}". Delete what was typed beside it.', place, key, stand.seen, expected)
        elif stand.fit == "wrong":
            yield remark("changed", f'{called} says "{stand.text}"; the inputs give "{expected}". Type "{expected}" there, or '
                         "correct the workbook and run report again.", place, key, stand.text, expected)
        elif stand.fit == "reworded":
            yield remark("reworded", f'{called} says "{stand.text}" where the inputs give "{expected}": the number is right, '
                         "words were added to it. Check that they are true of it.", place, key, stand.text, expected)

    def _called(self, key: str) -> str:
        """Return what a figure is called, in words, with its key."""
        figure = self.result.figures.get(key)
        if figure:
            return f"{figure.label} ({key})"
        parts = key.split(":")
        if len(parts) > 2:
            return f'The {parts[-1].replace("_", " ")} of {":".join(parts[1:-1])} ({key})'
        means = SLOTS[key].means.partition(";")[0] if key in SLOTS else ""
        return f"{means[0].upper()}{means[1:]} ({key})" if means else key

    def _left_over(self) -> Iterator[Finding]:
        for control, passage in self.stands.left_over:
            key = self.stands.key_of(control.tag)
            figure = self.result.figures.get(key)
            expected = "" if figure is None or figure.value is None else digits(figure.value)
            about, ratings = figure.measure if figure else None, self.result.settings.ratings
            if not expected or fit(about, expected, control.text, ratings) == "wrong":
                tells = (f'the inputs give "{expected}". Correct it in Word.' if expected else
                         "the paper that the inputs make does not have it. Delete it, or run report again.")
                yield remark("left-over", f'{self._called(key)} says "{control.text}"; {tells}', self.places.of(passage), key,
                             control.text, expected)

    def _typed(self) -> Iterator[Finding]:
        edited = [(pair.new, pair.shift.fresh) for pair in self.stands.both.pairs if flat(pair.old.text) != flat(pair.new.text)]
        added = [(passage, [(0, len(passage.text))]) for line in self.stands.both.found for passage in passages(line)]
        before = {id(pair.new): pair.old.text for pair in self.stands.both.pairs}
        tabled = self._tabled()
        yield from tabled.values()
        in_tables = {id(cell.first.element) for cells in tabled for cell in cells}
        for passage, fresh in (*edited, *added):
            if self.leaked.is_in(passage) or id(passage.first.element) in in_tables:
                continue
            yield from self._cell(passage)
            fresh = without_spans(fresh, self.contents.without(passage, self.places.row(passage)[0]))
            if not fresh:
                continue
            ours = (control for control in passage.controls if self.stands.is_ours(control.tag))
            taken = [*ours, *self.stands.claimed[id(passage)]]
            was = before.get(id(passage), "")
            for start, end in header_pieces(passage.text, was) if passage.every_page else [(0, len(passage.text))]:
                inside = [replace(control, start=control.start - start, end=control.end - start) for control in taken
                          if start <= control.start and control.end <= end]
                typed = [(max(a, start) - start, min(b, end) - start) for a, b in without(fresh, taken) if a < end and start < b]
                if typed:
                    yield from self._judged(passage.text[start:end], typed, inside, self.places.of(passage), was)
        for text, place in new_words(*self.things):
            yield from self._judged(text, [(0, len(text))], [], place)

    def _tabled(self) -> dict[tuple[Passage, ...], Finding]:
        """Return what there is to say of the tables of ratings that were put in, by the cells that it is said of."""
        found = [line for line in self.stands.both.found if line.table]
        if not found:
            return {}
        remarks: dict[tuple[Passage, ...], Finding] = {}
        for one, said, gives in Tabled(self.result, self.edited, self.stands.both.found, self.known.is_plain).judged():
            where = self.places.section(one.cells[0])
            told = f'"{said}" in a table that was put in'
            remarks[one.cells] = remark(
                "contradicts", f"{told}: the inputs give otherwise: {gives}. Correct or delete it.", where, "", said, gives) if (
                gives) else remark("typed", f"{told} agrees with the inputs. It will not follow if that moves.", where, "", said)
        return remarks

    def _judged(self, text: str, fresh: list[tuple[int, int]], taken: list[Control], place: str, before: str = ""
                ) -> Iterator[Finding]:
        """Yield what there is to say of what was typed into a text by hand; `before` is what stood there."""
        spans = [(control.start, control.end) for control in taken]
        shares: list[tuple[int, int]] = []
        for start, end in sentences(text):
            if flat(text[start:end]) not in flat(before) and not self.known.says(text[start:end]):
                elsewhere = self.known.elsewhere(text[start:end])
                shares += [(start + a, start + b) for a, b in self.shares.unexplained(text[start:end])]
                for said in (*self.amounts.judged(text[start:end], first=not text[:start].strip()),
                             *self.shares.judged(text[start:end])):
                    said = replace(said, judgement="unsure") if elsewhere and said.judgement != "equal" else said
                    spans.append((start + said.start, start + said.end))
                    yield _many(said, place)
                for stated in self.sentences.judged(text[start:end]):
                    yield _row(stated, place)
        for item in self.known.judged(text, without_spans(fresh, spans), taken):
            spans.append((item.start, item.end))
            told = "; ".join(f"{fact.called} ({fact.key}) {fact.value}" for fact in item.facts)
            code, tells = JUDGED[item.judgement]
            yield remark(code, f'"{item.words}" is typed by hand{tells.format(facts=told)}', place,
                         ", ".join(dict.fromkeys(fact.key for fact in item.facts)), item.words,
                         ", ".join(f"{fact.key} {fact.value}" for fact in item.facts))
        if numbers := self.known.unexplained(text, fresh, spans, before, shares):
            yield remark("unexplained", f"{', '.join(numbers)}.", place, "", ", ".join(numbers))

    def _cell(self, passage: Passage) -> Iterator[Finding]:
        """Yield what the cell of a table says of the row's ref that is not so."""
        if any(self.stands.is_ours(control.tag) for control in (*passage.controls, *self.stands.claimed[id(passage)])):
            return  # a figure, which is judged as one
        ref, heading = (flat(words) for words in self.places.row(passage))
        if (ref := self.sentences.known(ref)) and heading and (stated := self.sentences.cell(ref, heading, flat(passage.text))):
            yield _row(stated, self.places.bare(passage))

    def _words(self) -> Iterator[Finding]:
        for pair in self.stands.both.pairs:
            if self.leaked.is_in(pair.new):
                continue
            if flat(pair.old.text) == flat(pair.new.text):
                if pair.moved:
                    yield remark("moved", f"stood at {self.were.of(pair.old)}.", self.places.of(pair.new))
            elif self.stands.masked(pair.old) != self.stands.masked(pair.new):
                was, is_now = pair.shift.difference()
                yield remark("reworded", f"{_short(was)} became {_short(is_now)}.", self.places.of(pair.new))

    def _lines(self) -> Iterator[Finding]:
        left, charts = self.wordless.copy(), lost_charts(*self.things)
        for line in self.stands.both.lost:
            heading = line.paragraphs[0][0].heading
            if is_picture(line) and line.paragraphs[0][0].place in charts:
                continue  # told of the chart itself
            if is_picture(line) and left[heading] > 0:
                left[heading] -= 1
                yield remark("reworded", f"the alternative text {_short(line.text)} is gone; some programs drop it on saving.",
                             self._bare(self.were, line))
            else:
                yield remark("dropped", f"{_short(' | '.join(line.cells))}.", f"was at {self._bare(self.were, line)}")
        for line in self.stands.both.found:
            if any(map(self.leaked.is_in, passages(line))):
                continue
            yield remark("added", f"{_short(' | '.join(line.cells))}.", self._bare(self.places, line))

    @staticmethod
    def _bare(places: Places, line: Line) -> str:
        """Return where a line stands, without quoting it."""
        return places.bare(line.paragraphs[0][0])

    def _older(self) -> set[str]:
        """Return the tags of the figures that moved since the paper was made, where it seems to be made from older inputs."""
        figures = {tag: figure for tag, figure in self.stands.sought.items() if figure.told}
        return moved_on({tag: figure.printed[0][0].value for tag, figure in figures.items()},
                        {tag: figure.values() for tag, figure in figures.items()},
                        {tag for tag, figure in figures.items() if any(stand.seen for stand in figure.told)},
                        self.result.settings, resealed=self._is_resealed())

    def _is_resealed(self) -> bool:
        """Return whether the paper names the seal of another archive than the one that is there now."""
        seal = self.result.previous.seal[:SEAL_LENGTH] if self.result.previous else ""
        then = re.compile(rf"\b[0-9a-f]{{{SEAL_LENGTH}}}\b")
        return any(seal in pair.old.text and seal not in pair.new.text and then.search(pair.new.text)
                   for pair in self.stands.both.pairs if seal)


def _many(said: Said, place: str) -> Finding:
    """Return a remark on what is said of many rows, or of a figure as a share or a change."""
    otherwise = f'"{said.words}": the inputs give otherwise: {said.gives}.'
    told: dict[str, tuple[Code, str]] = {
        "equal": ("typed", f'"{said.words}" is typed by hand and agrees with the inputs: {said.gives}. It will not follow if '
                           "that moves."),
        "contradicts": ("contradicts", f"{otherwise} Correct or delete it."),
        "unsure": ("unsure", f"{otherwise} It may speak of something else: check it."),
    }
    code, message = told[said.judgement]
    return remark(code, message, place, said.key, said.words, said.gives)


def _row(stated: Stated, place: str) -> Finding:
    """Return a remark on what is said of a row."""
    if stated.judgement == "unsure":
        return remark("unsure", f'"{stated.words}" may not be so: {stated.says}. Check it.', place, stated.ref, stated.words,
                      stated.says)
    return remark("row", f'"{stated.words}" is not so: {stated.says}. Correct or delete it.', place, stated.ref, stated.words,
                  stated.says)


def _form_like(forms: Sequence[str], text: str) -> str:
    """Return the one of several forms that is nearest to the text."""
    def likeness(form: str) -> tuple[bool, bool]:
        letters = [any(map(str.isalpha, one)) for one in (form, text)]
        return len(form.split()) == len(text.split()), letters[0] == letters[1]

    return max(forms, key=likeness)


def _short(text: str) -> str:
    told = flat(text)
    return f'"{told}"' if len(told) <= SHORT else f'"{told[:SHORT - 1]}\u2026"'
