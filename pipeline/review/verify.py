"""A paper that people have edited, against the one that the inputs make now: what still holds, and what does not.

A figure is known by the tag of its content control. Where the tag is gone (text that was copied, a program that drops
names), it is looked for in the same place of the same sentence. Tracked changes count as accepted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.build import tag_of
from pipeline.config import Settings, slug
from pipeline.marks import Emitted
from pipeline.reconcile import BALANCES
from pipeline.review.align import Line, lines
from pipeline.review.edited import Control, Passage, accepted, is_picture, passages, speechless
from pipeline.review.numerals import agree, falls, value_of
from pipeline.review.shift import compared, flat, without
from pipeline.review.typed import Judgement, Known
from pipeline.review.verdict import Code, Remark, Verdict, in_order
from pipeline.run import Computed
from pipeline.slots import SLOTS
from pipeline.words import digits

ROWS = re.compile(r"(?:inspections|reports|forthcoming|recommendations):")
JUDGED: dict[Judgement, tuple[Code, str]] = {
    "equal": ("typed", "; it agrees with {values}, but will not follow if that moves"),
    "contradicts": ("contradicts", ", but the inputs give {values}"),
    "unsure": ("unsure", "; check it against {values}"),
}
SHORT = 90


def verified(paper: bytes, fresh: bytes, result: Computed, emitted: Iterable[Emitted]) -> Verdict:
    """Return how an edited paper stands to `fresh`, the one that the inputs make; `emitted` is what `fresh` printed.

    Raises ValueError where the paper is no Word document that can be read.
    """
    items = list(emitted)
    settled = accepted(paper)
    return _Check(lines(accepted(fresh)), lines(settled), result, items, speechless(settled)).verdict()


@dataclass(slots=True)
class _Key:
    """One figure: how the generated paper prints it, and how the edited one has it."""

    printed: list[tuple[Control, Passage]] = field(default_factory=list)
    stands: list[tuple[Control, Passage]] = field(default_factory=list)
    by_place: list[tuple[str, Passage]] = field(default_factory=list)

    @property
    def texts(self) -> list[tuple[str, Passage]]:
        """Return what the edited paper says of the figure, wherever it does."""
        return [*((control.text, passage) for control, passage in self.stands), *self.by_place]

    def agrees(self, text: str) -> bool:
        return all(agree(control.text, text) and (not control.is_change or falls(control.text) == falls(text))
                   for control, _ in self.printed)

    def form_like(self, text: str) -> str:
        """Return how the generated paper prints the figure, in the form that is nearest to the text."""
        def likeness(form: str) -> tuple[bool, bool]:
            letters = [any(map(str.isalpha, one)) for one in (form, text)]
            return len(form.split()) == len(text.split()), letters[0] == letters[1]

        return max((control.text for control, _ in self.printed), key=likeness)


class _Check:
    """One check; `names` are the keys by tag, `claimed` the spans of an edited passage in which a figure was recognised."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line], result: Computed, emitted: Sequence[Emitted],
                 speechless: Counter[str]) -> None:
        self.result, self.speechless = result, speechless
        self.known = Known(result, emitted)
        self.names = {**{tag_of(key): key for key in result.figures},
                      **{tag_of(item.source): item.source for item in emitted if item.figure}}
        self.keys: dict[str, _Key] = defaultdict(_Key)
        self.left_over: list[tuple[Control, Passage]] = []
        self.controls = self.ours = 0  # in the body: a header may stay where the rest was copied
        self.claimed: dict[int, list[Control]] = defaultdict(list)
        self.both = compared(old, new)
        self._gather(old, new)
        self._by_place()

    def _gather(self, old: Sequence[Line], new: Sequence[Line]) -> None:
        for passage in (passage for line in old for passage in passages(line)):
            for control in passage.controls:
                self.keys[control.tag].printed.append((control, passage))
        for passage in (passage for line in new for passage in passages(line)):
            for control in passage.controls:
                self.controls += not passage.every_page
                if control.tag in self.keys:
                    self.keys[control.tag].stands.append((control, passage))
                elif self._is_ours(control.tag):
                    self.left_over.append((control, passage))
                else:
                    continue
                self.ours += not passage.every_page

    def _is_ours(self, tag: str) -> bool:
        """Return whether this program, now or on an earlier run, may have given a control this tag."""
        return tag in self.names or tag in SLOTS or bool(ROWS.match(tag))

    def _by_place(self) -> None:
        """Look for the figures whose tag is missing where the generated paper has them."""
        for pair in self.both.pairs:
            there = Counter(control.tag for control in pair.new.controls)
            for control in pair.old.controls:
                if there[control.tag] > 0:
                    there[control.tag] -= 1
                elif len(self.keys[control.tag].stands) < len(self.keys[control.tag].printed):
                    span = pair.shift.span(control.start, control.end)
                    text = pair.new.text[slice(*span)] if span and not self._is_taken(pair.new, *span) else ""
                    if span and value_of(text) is not None:
                        self.keys[control.tag].by_place.append((text, pair.new))
                        self.claimed[id(pair.new)].append(Control(control.tag, *span, text))

    def _is_taken(self, passage: Passage, start: int, end: int) -> bool:
        """Return whether a control says that the words there are another figure."""
        return any(control.start < end and start < control.end and self._is_ours(control.tag) for control in passage.controls)

    def verdict(self) -> Verdict:
        older = self._older()
        matching = {self.names.get(tag, tag): times for tag, key in self.keys.items()
                    if (times := sum(key.agrees(text) for text, _ in key.texts))}
        found = [*self._manner(len(matching)), *self._figures(older), *self._left_over(), *self._typed(), *self._words()]
        return Verdict(matching, in_order(found), bool(older))

    def _manner(self, matching: int) -> Iterator[Remark]:
        by_place = sum(bool(key.by_place) for key in self.keys.values())
        if not self.ours and 2 * matching < len(self.keys):
            yield Remark("other-paper", "It has none of the content controls of this paper, and most of its figures are not "
                         "where they should be. Check that this is the paper of this meeting.")
        elif not self.controls:
            yield Remark("no-controls", "The paper has no content controls: its text was copied, or they were removed. "
                         "Figures were looked for by their place in the text, which is less certain.")
        elif not self.ours:
            yield Remark("no-names", "The content controls have lost their names, as some programs do on saving. "
                         "Figures were looked for by their place in the text.")
        elif by_place:
            yield Remark("no-controls", f"Figures that have lost their content control somewhere: {digits(by_place)}. "
                         "There they were looked for by their place in the text.")

    def _figures(self, older: set[str]) -> Iterator[Remark]:
        for tag, key in self.keys.items():
            name, printed = self.names.get(tag, tag), key.printed[0][0].text
            wrong = [(text, passage) for text, passage in key.texts if not key.agrees(text)]
            for text, passage in wrong[:1] if tag in older else wrong:
                if not text.strip():
                    yield Remark("emptied", f'{name}: the control is empty; it held "{printed}".', passage.place, name,
                                 "", printed)
                    continue
                more = f" (in {len(wrong)} places)" if tag in older and len(wrong) > 1 else ""
                code: Code = "older" if tag in older else "changed"
                yield Remark(code, f'{name} says "{text}"{more}; the inputs give "{key.form_like(text)}".', passage.place, name,
                             text, key.form_like(text))
            if not key.texts:
                yield Remark("gone", f'{name}, "{printed}", is nowhere in this paper.', f"was at {key.printed[0][1].place}", name,
                             "", printed)

    def _left_over(self) -> Iterator[Remark]:
        for control, passage in self.left_over:
            name = self.names.get(control.tag, control.tag)
            figure = self.result.figures.get(name)
            expected = "" if figure is None or figure.value is None else digits(figure.value)
            if not expected or not agree(expected, control.text):
                tells = f'the inputs give "{expected}"' if expected else "the paper that the inputs make does not have it"
                yield Remark("left-over", f'{name} says "{control.text}"; {tells}.', passage.place, name, control.text, expected)

    def _typed(self) -> Iterator[Remark]:
        edited = [(pair.new, pair.shift.fresh) for pair in self.both.pairs if pair.shift.fresh]
        added = [(passage, [(0, len(passage.text))]) for line in self.both.found for passage in passages(line)]
        for passage, fresh in (*edited, *added):
            taken = [*(control for control in passage.controls if self._is_ours(control.tag)), *self.claimed[id(passage)]]
            for item in self.known.judged(passage.text, without(fresh, taken)):
                values = ", ".join(f"{key} {digits(value)}" for key, value in zip(item.keys, item.values, strict=True))
                code, tells = JUDGED[item.judgement]
                yield Remark(code, f'"{item.words}" is typed by hand{tells.format(values=values)}.', passage.place,
                             ", ".join(item.keys), item.words, values)

    def _words(self) -> Iterator[Remark]:
        for pair in self.both.pairs:
            if flat(pair.old.text) == flat(pair.new.text):
                if pair.moved:
                    yield Remark("moved", f"stood at {pair.old.place}.", pair.new.place)
            elif self._masked(pair.old) != self._masked(pair.new):
                was, is_now = pair.shift.difference()
                yield Remark("reworded", f"{_short(was)} became {_short(is_now)}.", pair.new.place)
        left = self.speechless.copy()
        for line in self.both.lost:
            heading = line.paragraphs[0][0].heading
            if is_picture(line) and left[heading] > 0:
                left[heading] -= 1
                yield Remark("reworded", f"the alternative text {_short(line.text)} is gone; some programs drop it on saving.",
                             _bare_place(line))
            else:
                yield Remark("dropped", f"{_short(' | '.join(line.cells))}.", f"was at {_bare_place(line)}")
        for line in self.both.found:
            yield Remark("added", f"{_short(' | '.join(line.cells))}.", _bare_place(line))

    def _masked(self, passage: Passage) -> str:
        """Return the words of a passage with its figures blotted out: what they say is told elsewhere."""
        at, pieces = 0, []
        ours = [control for control in passage.controls if control.tag in self.keys]
        for control in sorted([*ours, *self.claimed[id(passage)]], key=lambda control: control.start):
            if control.start >= at:
                pieces += [passage.text[at:control.start], f"\x00{control.tag}\x00"]
                at = control.end
        return flat("".join([*pieces, passage.text[at:]]))

    def _older(self) -> set[str]:
        """Return the tags by which the paper seems to be made from older inputs: several figures, each one way throughout.

        Older inputs still add up, hand edits do not: a sum with a changed figure that fails speaks against it; one that
        holds, or a figure that changed alike in several places, speaks for it.
        """
        values = {tag: {control.value for control, _ in key.stands} for tag, key in self.keys.items() if key.stands}
        one = {tag: next(iter(found)) for tag, found in values.items() if len(found) == 1}
        changed = {tag for tag, value in one.items() if value is not None
                   and not any(self.keys[tag].agrees(control.text) for control, _ in self.keys[tag].stands)}
        support = any(len(self.keys[tag].stands) > 1 for tag in changed)
        for total, parts in _sums(self.result.settings):
            members = {tag_of(key) for key in (total, *(key for key, _ in parts))}
            counts = {tag: value for tag in members if isinstance(value := one.get(tag), int)}
            if members & changed and len(counts) == len(members):
                if sum(sign * counts[tag_of(key)] for key, sign in parts) != counts[tag_of(total)]:
                    return set()
                support = True
        return changed if support and len(changed) > 1 else set()


def _sums(settings: Settings) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield the sums that hold between a paper's figures: a total, and its parts with their signs."""
    yield from BALANCES.items()
    for total, part in (("reviewed_total", "reviewed_{}"), ("outstanding_total", "outstanding_{}"),
                        ("outstanding_opening", "opening_{}"), ("continuing_total", "continuing_to_{}")):
        yield total, tuple((part.format(slug(word)), 1) for word in settings.ratings)
    yield "continuing_total", (("improved_total", 1), ("worsened_total", 1), ("unchanged_total", 1))
    for name in ("outstanding", "awaiting", "overdue", "concerns", "worst"):
        now = f"{name}_total" if name != "worst" else f"outstanding_{slug(settings.worst)}"
        yield now, ((f"{name}_then", 1), (f"{name}_change", 1))


def _bare_place(line: Line) -> str:
    """Return where a line stands, without quoting it."""
    return replace(line.paragraphs[0][0], text="").place


def _short(text: str) -> str:
    told = flat(text)
    return f'"{told}"' if len(told) <= SHORT else f'"{told[:SHORT - 1]}\u2026"'
