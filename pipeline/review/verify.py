"""A paper that people have edited, against the one that the inputs make now: what still holds, and what does not.

A figure is known by the tag of its content control. Where the tag is gone (text that was copied, a program that drops
names), it is looked for in the same place of the same sentence. Tracked changes count as accepted.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.archive import SEAL_LENGTH
from pipeline.build import tag_of, w
from pipeline.config import Settings, slug
from pipeline.figures import moved_key
from pipeline.marks import Emitted
from pipeline.outline import text_of
from pipeline.paper import in_brief
from pipeline.reconcile import BALANCES
from pipeline.review.edited import Control, Passage, accepted, is_picture, passages, speechless
from pipeline.review.forms import Fit, best, fit, seen
from pipeline.review.lines import Line, lines
from pipeline.review.numerals import dates, moved, numerals, value_of
from pipeline.review.shift import Pair, compared, flat, without
from pipeline.review.typed import Judgement, Known
from pipeline.review.verdict import Code, Remark, Verdict, in_order
from pipeline.run import Computed
from pipeline.slots import SLOTS
from pipeline.words import digits

ROWS = re.compile(r"(?:inspections|reports|forthcoming|recommendations):")
JUDGED: dict[Judgement, tuple[Code, str]] = {
    "equal": ("typed", " and agrees with the inputs: {facts}. It will not follow if that moves."),
    "contradicts": ("contradicts", ", but the inputs give: {facts}. Correct or delete it."),
    "unsure": ("unsure", " and may speak of something else; the inputs give: {facts}. Check it."),
}
SHORT = 90


def verified(paper: bytes, fresh: bytes, result: Computed, emitted: Iterable[Emitted]) -> Verdict:
    """Return how an edited paper stands to `fresh`, the one that the inputs make; `emitted` is what `fresh` printed.

    Raises ValueError where the paper is no Word document that can be read.
    """
    items = list(emitted)
    settled = accepted(paper)
    return _Check(lines(accepted(fresh)), lines(settled), result, items, speechless(settled)).verdict()


@dataclass(frozen=True, slots=True)
class _Stand:
    """One place where the edited paper says a figure: its words, and how the generated paper prints it there.

    `span` is where in the passage it stands; `seen` the words of which a reader sees it as a part, where that is more.
    """

    text: str
    passage: Passage
    forms: tuple[str, ...]
    span: tuple[int, int]
    seen: str = ""
    fit: Fit = "same"


@dataclass(slots=True)
class _Key:
    """One figure: how the generated paper prints it, and how the edited one has it, in controls and by place."""

    printed: list[tuple[Control, Passage]] = field(default_factory=list)
    stands: list[_Stand] = field(default_factory=list)
    by_place: list[_Stand] = field(default_factory=list)
    doubtful: list[_Stand] = field(default_factory=list)

    @property
    def told(self) -> list[_Stand]:
        """Return what the edited paper says of the figure, wherever it does."""
        return [*self.stands, *self.by_place]


class _Check:
    """One check; `names` are the keys by tag, `claimed` the spans of an edited passage in which a figure was recognised.

    `now` are the edited passages that have a former self, by their first paragraph, with the figures that stand in them.
    """

    def __init__(self, old: Sequence[Line], new: Sequence[Line], result: Computed, emitted: Sequence[Emitted],
                 speechless: Counter[str]) -> None:
        self.result, self.speechless = result, speechless
        self.known = Known(result, emitted, (passage.text for line in old for passage in passages(line) if not passage.controls))
        self.names = {**{tag_of(key): key for key in result.figures},
                      **{tag_of(item.source): item.source for item in emitted if item.figure}}
        self.keys: dict[str, _Key] = defaultdict(_Key)
        self.left_over: list[tuple[Control, Passage]] = []
        self.controls = self.ours = 0  # in the body: a header may stay where the rest was copied
        self.claimed: dict[int, list[Control]] = defaultdict(list)
        for passage in (passage for line in old for passage in passages(line)):
            for control in passage.controls:
                self.keys[control.tag].printed.append((control, passage))
        both = compared(old, new)
        self.both = replace(both, pairs=tuple(replace(pair, new=self._in_its_place(pair)) for pair in both.pairs))
        self.now = {pair.new.first.element: pair for pair in self.both.pairs}
        self._gather(new)
        self._by_place()

    def _in_its_place(self, pair: Pair) -> Passage:
        """Return an edited passage whose controls bear the tag of the figure in whose place they stand, if only tags differ."""
        old, new = (self._printed_controls(passage) for passage in (pair.old, pair.new))
        tags = [[control.tag for control in found] for found in (old, new)]
        if tags[0] == tags[1] or len(old) != len(new):
            return pair.new
        if self._masked(pair.old, tagged=False) != self._masked(pair.new, tagged=False):
            return pair.new
        if any(one.rpartition(":")[0] != other.rpartition(":")[0] for one, other in zip(*tags, strict=True)) or (
                _label(pair.old) != _label(pair.new)):
            return pair.new  # a row in the place of another row
        swapped = {control: replace(control, tag=there.tag) for there, control in zip(old, new, strict=True)}
        return replace(pair.new, controls=tuple(swapped.get(control, control) for control in pair.new.controls))

    def _printed_controls(self, passage: Passage) -> list[Control]:
        return sorted((control for control in passage.controls if control.tag in self.keys), key=lambda control: control.start)

    def _gather(self, new: Sequence[Line]) -> None:
        beside = {(control.tag, *_beside(control, passage)) for key in self.keys.values() for control, passage in key.printed}
        for passage in (passage for line in new for passage in passages(line)):
            pair = self.now.get(passage.first.element)
            for control in (pair.new if pair else passage).controls:
                self.controls += not passage.every_page
                if control.tag in self.keys:
                    before, after = _beside(control, passage)
                    glued = (before or after) and (control.tag, before, after) not in beside
                    self.keys[control.tag].stands.append(
                        self._stand(control, passage, pair, f"{before}{control.text}{after}" if glued else ""))
                elif self._is_ours(control.tag):
                    self.left_over.append((control, passage))
                else:
                    continue
                self.ours += not passage.every_page

    def _stand(self, control: Control, passage: Passage, pair: Pair | None, seen: str = "") -> _Stand:
        """Return what a control says, judged by how the generated paper prints the figure there, or else anywhere."""
        there = [former.text for former in pair.old.controls if former.tag == control.tag] if pair else []
        forms = tuple(dict.fromkeys(there or [former.text for former, _ in self.keys[control.tag].printed]))
        name = self.names.get(control.tag, control.tag)
        fits = best(fit(name, form, control.text, self.result.settings.ratings) for form in forms)
        return _Stand(control.text, passage, forms, (control.start, control.end), seen, "wrong" if seen else fits)

    def _is_ours(self, tag: str) -> bool:
        """Return whether this program, now or on an earlier run, may have given a control this tag."""
        return tag in self.names or tag in SLOTS or bool(ROWS.match(tag))

    def _by_place(self) -> None:
        """Look for the figures whose tag is missing where the generated paper has them.

        Where only numbers changed, the place is certain. In a sentence that was reworded its figures may stand in another
        order: a number that fits no longer has its place is looked for in the whole sentence, and one that does not fit
        is wrong only where the words around it stayed, in a paper that has no names to go by.
        """
        open_: list[tuple[Control, Pair, Control]] = []
        for pair in self.both.pairs:
            there = Counter(control.tag for control in pair.new.controls)
            if not Counter(control.tag for control in pair.old.controls) - there:
                continue
            certain = dict(ends) if (ends := moved(pair.old.text, pair.new.text)) is not None else None
            for control in pair.old.controls:
                if there[control.tag] > 0:
                    there[control.tag] -= 1
                elif len(self.keys[control.tag].told) < len(self.keys[control.tag].printed):
                    span = _mapped(control, certain) if certain is not None else pair.shift.span(control.start, control.end)
                    text = pair.new.text[slice(*span)] if span and not self._is_taken(pair.new, *span) else ""
                    found = Control(control.tag, *span, text) if span and value_of(text) is not None else None
                    if found and (certain is not None or self._stand(found, pair.new, pair).fit != "wrong"):
                        self._claim(found, pair)
                    else:
                        open_.append((control, pair, found or replace(control, text="")))
        for control, pair, found in open_:
            elsewhere = self._elsewhere(control, pair)
            if elsewhere:
                self._claim(elsewhere, pair)
            elif found.text and not self.ours and pair.shift.is_anchored(control.start, control.end):
                self._claim(found, pair)
            elif found.text:
                self.keys[control.tag].doubtful.append(self._stand(found, pair.new, pair))

    def _claim(self, found: Control, pair: Pair) -> None:
        self.keys[found.tag].by_place.append(self._stand(found, pair.new, pair))
        self.claimed[id(pair.new)].append(found)

    def _elsewhere(self, control: Control, pair: Pair) -> Control | None:
        """Return where in a reworded passage the right number of a figure stands, free of any other figure."""
        text, fresh = pair.new.text, pair.shift.fresh
        for start, end in [*((day.start, day.end) for day in dates(text)), *((one.start, one.end) for one in numerals(text))]:
            found = Control(control.tag, start, end, text[start:end])
            if (any(a < end and start < b for a, b in fresh) and not self._is_taken(pair.new, start, end)
                    and not any(one.start < end and start < one.end for one in self.claimed[id(pair.new)])
                    and self._stand(found, pair.new, pair).fit != "wrong"):
                return found
        return None

    def _is_taken(self, passage: Passage, start: int, end: int) -> bool:
        """Return whether a control says that the words there are another figure."""
        return any(control.start < end and start < control.end and self._is_ours(control.tag) for control in passage.controls)

    def verdict(self) -> Verdict:
        older = self._older()
        matching = {self.names.get(tag, tag): times for tag, key in self.keys.items()
                    if (times := sum(stand.fit != "wrong" for stand in key.told))}
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
            called = self._called(name)
            moved_on = [stand for stand in key.told if stand.fit == "wrong" and not stand.seen] if tag in older else []
            for stand in moved_on[:1]:
                expected = _form_like(stand.forms, stand.text)
                more = f" (in {len(moved_on)} places)" if len(moved_on) > 1 else ""
                yield Remark("older", f'{called} says "{stand.text}"{more}; the inputs give "{expected}" since. Run report '
                             "again, or correct it in Word.", stand.passage.place, name, stand.text, expected)
            for stand in key.told:
                if stand not in moved_on:
                    yield from self._told(name, called, stand)
            for stand in key.doubtful:
                expected = _form_like(stand.forms, stand.text)
                yield Remark("unsure", f'{called} may be what now says "{stand.text}", but the sentence was reworded and '
                             f'lost its content control, so this is not certain. The inputs give "{expected}": check it.',
                             stand.passage.place, name, stand.text, expected)
            if not key.told and not key.doubtful:
                yield Remark("gone", f'{called}, "{printed}", is nowhere in this paper. Leave it so only if you mean to.',
                             f"was at {key.printed[0][1].place}", name, "", printed)

    def _told(self, name: str, called: str, stand: _Stand) -> Iterator[Remark]:
        """Yield what there is to say of a figure in one place."""
        place, expected = stand.passage.place, _form_like(stand.forms, stand.text)
        if not stand.text.strip():
            expected = stand.forms[0]
            yield Remark("emptied", f'{called} was deleted, and an empty space is left. Type "{expected}" there, or delete the '
                         "sentence.", place, name, "", expected)
        elif stand.seen:
            yield Remark("changed", f'{called} reads "{stand.seen}", because something was typed right beside it; the inputs '
                         f'give "{expected}". Delete what was typed beside it.', place, name, stand.seen, expected)
        elif stand.fit == "wrong":
            yield Remark("changed", f'{called} says "{stand.text}"; the inputs give "{expected}". Type "{expected}" there, or '
                         "correct the workbook and run report again.", place, name, stand.text, expected)
        elif stand.fit == "reworded":
            yield Remark("reworded", f'{called} says "{stand.text}" where the inputs give "{expected}": the number is right, '
                         "words were added to it. Check that they are true of it.", place, name, stand.text, expected)

    def _called(self, name: str) -> str:
        """Return what a figure is called, in words, with its key."""
        figure = self.result.figures.get(name)
        if figure:
            return f"{figure.label} ({name})"
        parts = name.split(":")
        if len(parts) > 2:
            return f'The {parts[-1].replace("_", " ")} of {":".join(parts[1:-1])} ({name})'
        means = SLOTS[name].means.partition(";")[0] if name in SLOTS else ""
        return f"{means[0].upper()}{means[1:]} ({name})" if means else name

    def _left_over(self) -> Iterator[Remark]:
        for control, passage in self.left_over:
            name = self.names.get(control.tag, control.tag)
            figure = self.result.figures.get(name)
            expected = "" if figure is None or figure.value is None else digits(figure.value)
            if not expected or fit(name, expected, control.text, self.result.settings.ratings) == "wrong":
                tells = (f'the inputs give "{expected}". Correct it in Word.' if expected else
                         "the paper that the inputs make does not have it. Delete it, or run report again.")
                yield Remark("left-over", f'{self._called(name)} says "{control.text}"; {tells}', passage.place, name,
                             control.text, expected)

    def _typed(self) -> Iterator[Remark]:
        edited = [(pair.new, pair.shift.fresh) for pair in self.both.pairs if pair.shift.fresh]
        added = [(passage, [(0, len(passage.text))]) for line in self.both.found for passage in passages(line)]
        for passage, fresh in (*edited, *added):
            taken = [*(control for control in passage.controls if self._is_ours(control.tag)), *self.claimed[id(passage)]]
            for item in self.known.judged(passage.text, without(fresh, taken), taken):
                told = "; ".join(f"{fact.called} ({fact.key}) {fact.value}" for fact in item.facts)
                code, tells = JUDGED[item.judgement]
                yield Remark(code, f'"{item.words}" is typed by hand{tells.format(facts=told)}', passage.place,
                             ", ".join(dict.fromkeys(fact.key for fact in item.facts)), item.words,
                             ", ".join(f"{fact.key} {fact.value}" for fact in item.facts))

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

    def _masked(self, passage: Passage, *, tagged: bool = True) -> str:
        """Return the words of a passage with its figures blotted out: what they say is told elsewhere."""
        at, pieces = 0, []
        ours = [control for control in passage.controls if control.tag in self.keys]
        for control in sorted([*ours, *self.claimed[id(passage)]], key=lambda control: control.start):
            if control.start >= at:
                pieces += [passage.text[at:control.start], f"\x00{control.tag * tagged}\x00"]
                at = control.end
        return flat("".join([*pieces, passage.text[at:]]))

    def _older(self) -> set[str]:
        """Return the tags of the figures that moved since the paper was made, where it seems to be made from older inputs.

        Older inputs add up and hand edits do not: a sum that holds with figures that changed, or the seal of another
        archive, speaks for older inputs; a sum that fails speaks against them, and so does a figure of the last meeting
        that changed though the archive did not.
        """
        found: dict[str, set[int | datetime.date | None]] = defaultdict(set)
        for tag, key in self.keys.items():
            for stand in key.told:
                found[tag].add(replace(key.printed[0][0], text=stand.text).value)
        one = {tag: next(iter(values)) for tag, values in found.items() if len(values) == 1}
        changed = {tag for tag, value in one.items() if value is not None and value != self.keys[tag].printed[0][0].value
                   and not any(stand.seen for stand in self.keys[tag].told)}
        support = resealed = self._is_resealed()
        if not resealed and any(re.search(r"_then$|_opening$|^opening_", tag) for tag in changed):
            return set()
        for total, parts in _sums(self.result.settings):
            members = {tag_of(key) for key in (total, *(key for key, _ in parts))}
            counts = {tag: value for tag in members if isinstance(value := one.get(tag), int)}
            if members & changed and len(counts) == len(members):
                if sum(sign * counts[tag_of(key)] for key, sign in parts) != counts[tag_of(total)]:
                    return set()
                support = True
        return changed if support and len(changed) > 1 else set()

    def _is_resealed(self) -> bool:
        """Return whether the paper names the seal of another archive than the one that is there now."""
        seal = self.result.previous.seal[:SEAL_LENGTH] if self.result.previous else ""
        then = re.compile(rf"\b[0-9a-f]{{{SEAL_LENGTH}}}\b")
        return any(seal in pair.old.text and seal not in pair.new.text and then.search(pair.new.text)
                   for pair in self.both.pairs if seal)


def _sums(settings: Settings) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield the sums that hold between a paper's figures: a total, and its parts with their signs."""
    words = [slug(word) for word in settings.ratings]
    yield from BALANCES.items()
    for total, part in (("reviewed_total", "reviewed_{}"), ("outstanding_total", "outstanding_{}"),
                        ("outstanding_opening", "opening_{}"), ("continuing_total", "continuing_from_{}"),
                        ("continuing_total", "continuing_to_{}")):
        yield total, tuple((part.format(word), 1) for word in words)
    for word in words:
        yield f"continuing_from_{word}", tuple((moved_key(word, other), 1) for other in words)
        yield f"continuing_to_{word}", tuple((moved_key(other, word), 1) for other in words)
    yield "continuing_total", (("improved_total", 1), ("worsened_total", 1), ("unchanged_total", 1))
    for name, now in in_brief(settings).items():
        yield now, ((f"{name}_then", 1), (f"{name}_change", 1))
    for one, other in (("outstanding_then", "outstanding_opening"), ("awaiting_then", "awaiting_opening"),
                       ("worst_then", f"opening_{slug(settings.worst)}")):
        yield one, ((other, 1),)


def _form_like(forms: Sequence[str], text: str) -> str:
    """Return the one of several forms that is nearest to the text."""
    def likeness(form: str) -> tuple[bool, bool]:
        letters = [any(map(str.isalpha, one)) for one in (form, text)]
        return len(form.split()) == len(text.split()), letters[0] == letters[1]

    return max(forms, key=likeness)


def _beside(control: Control, passage: Passage) -> tuple[str, str]:
    """Return what stands right before and after a control, so that a reader sees it as one number with it."""
    start, end = seen(passage.text, control.start, control.end)
    return passage.text[start:control.start], passage.text[control.end:end]


def _mapped(control: Control, ends: Mapping[int, int]) -> tuple[int, int]:
    """Return where a control's words stand in a text that differs by its numbers only; `ends` say where those went."""
    def place(offset: int) -> int:
        then = max((end for end in ends if end <= offset), default=None)
        return offset if then is None else ends[then] + offset - then

    return place(control.start), place(control.end)


def _label(passage: Passage) -> str:
    """Return the words of the first cell of the table row that a passage stands in."""
    row = next(passage.first.element.iterancestors(w("tr")), None)
    return "" if row is None else flat(text_of(next(row.iter(w("tc")))))


def _bare_place(line: Line) -> str:
    """Return where a line stands, without quoting it."""
    return replace(line.paragraphs[0][0], text="").place


def _short(text: str) -> str:
    told = flat(text)
    return f'"{told}"' if len(told) <= SHORT else f'"{told[:SHORT - 1]}\u2026"'
