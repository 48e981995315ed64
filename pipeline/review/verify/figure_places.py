"""Where an edited paper says each figure of the generated one: in a content control of its tag, or
in its place in the words.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.english.reading import dates, flat, is_one, moved, numerals
from pipeline.figures.result import Computed
from pipeline.paper.marks import Emitted
from pipeline.paper.numbers import in_brief
from pipeline.paper.slots import SLOTS
from pipeline.paper.structure import tag_of
from pipeline.review.verify.figure_fit import Fit, best, fit, seen
from pipeline.review.verify.moved_words import Pair, followed
from pipeline.review.verify.passages import Control, Passage, passages
from pipeline.word.lines import Line
from pipeline.word.outline import text_of
from pipeline.word.xml import w

ROWS = re.compile(r"(?:inspections|reports|forthcoming|recommendations|history):|withheld_of\.")
"""How the keys of numbers and dates begin that come from single rows."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One place where the edited paper says a figure: its words, and how the generated paper prints
    it there.

    `span` is where in the passage it stands; `seen` the words of which a reader sees it as a part,
    where that is more.
    """

    text: str
    passage: Passage
    forms: tuple[str, ...]
    span: tuple[int, int]
    seen: str = ""
    fit: Fit = "same"


@dataclass(slots=True)
class Sought:
    """One figure: how the generated paper prints it, and how the edited one has it, in controls and
    by place.
    """

    printed: list[tuple[Control, Passage]] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    by_place: list[Stand] = field(default_factory=list)
    doubtful: list[Stand] = field(default_factory=list)

    @property
    def told(self) -> list[Stand]:
        """Return what the edited paper says of the figure, wherever it does."""
        return [*self.stands, *self.by_place]

    def values(self) -> set[int | datetime.date | None]:
        """Return the values that the edited paper gives it, read as the generated one's: a change
        may be a fall.
        """
        return {replace(self.printed[0][0], text=stand.text).value for stand in self.told}


class Stands:
    """All that an edited paper says of the figures, by their tags in `sought`.

    `left_over` are controls of this program for what the generated paper does not have; `both` are
    the two papers side by side, `claimed` the spans of an edited passage in which a figure was
    recognised by its place. `controls` counts those in the body, `ours` those of them that are this
    program's: a header may stay where the rest was copied.
    """

    def __init__(
        self, old: Sequence[Line], new: Sequence[Line], result: Computed, emitted: Iterable[Emitted]
    ) -> None:
        self._ratings = result.settings.ratings
        self._keys = {
            **{tag_of(key): key for key in result.figures},
            **{tag_of(item.source): item.source for item in emitted if item.figure},
        }
        brief = in_brief(result.settings)
        self._changes = {f"{name}_change" for name in brief}
        about = {key: figure.measure for key, figure in result.figures.items()}
        self._about = {
            **about,
            **{
                f"{name}_{when}": about[key]
                for name, key in brief.items()
                for when in ("then", "change")
            },
        }
        self.sought: dict[str, Sought] = defaultdict(Sought)
        self.left_over: list[tuple[Control, Passage]] = []
        self.controls = self.ours = 0
        self.claimed: dict[int, list[Control]] = defaultdict(list)
        for passage in (passage for line in old for passage in passages(line)):
            for control in passage.controls:
                self.sought[control.tag].printed.append((control, passage))
        both = followed(old, new)
        self.both = replace(
            both, pairs=tuple(replace(pair, new=self._in_its_place(pair)) for pair in both.pairs)
        )
        self._gather(new)
        self._by_place()

    def key_of(self, tag: str) -> str:
        """Return the key of the figure that a tag stands for: a tag is a key, shortened where it is
        long.
        """
        return self._keys.get(tag, tag)

    def is_ours(self, tag: str) -> bool:
        """Return whether this program, now or on an earlier run, may have given a control this
        tag.
        """
        return tag in self._keys or tag in SLOTS or bool(ROWS.match(tag))

    def masked(self, passage: Passage, *, tagged: bool = True) -> str:
        """Return the words of a passage with its figures blotted out, each for its tag or, not
        `tagged`, for any.
        """
        at, pieces = 0, []
        ours = [control for control in passage.controls if control.tag in self.sought]
        for control in sorted(
            [*ours, *self.claimed[id(passage)]], key=lambda control: control.start
        ):
            if control.start >= at:
                pieces += [passage.text[at : control.start], f"\x00{control.tag * tagged}\x00"]
                at = control.end
        return flat("".join([*pieces, passage.text[at:]]))

    def _in_its_place(self, pair: Pair) -> Passage:
        """Return an edited passage whose controls bear the tag of the figure in whose place they
        stand, if only tags differ.
        """
        old, new = (self._printed_controls(passage) for passage in (pair.old, pair.new))
        tags = [[control.tag for control in found] for found in (old, new)]
        if tags[0] == tags[1] or len(old) != len(new):
            return pair.new
        if self.masked(pair.old, tagged=False) != self.masked(pair.new, tagged=False):
            return pair.new
        if any(
            one.rpartition(":")[0] != other.rpartition(":")[0]
            for one, other in zip(*tags, strict=True)
        ) or (_label(pair.old) != _label(pair.new)):
            return pair.new  # a row in the place of another row
        swapped = {
            control: replace(control, tag=there.tag)
            for there, control in zip(old, new, strict=True)
        }
        return replace(
            pair.new, controls=tuple(swapped.get(control, control) for control in pair.new.controls)
        )

    def _printed_controls(self, passage: Passage) -> list[Control]:
        return sorted(
            (control for control in passage.controls if control.tag in self.sought),
            key=lambda control: control.start,
        )

    def _gather(self, new: Sequence[Line]) -> None:
        now = {pair.new.first.element: pair for pair in self.both.pairs}
        beside = {
            (control.tag, *_beside(control, passage))
            for one in self.sought.values()
            for control, passage in one.printed
        }
        for passage in (passage for line in new for passage in passages(line)):
            pair = now.get(passage.first.element)
            for control in (pair.new if pair else passage).controls:
                self.controls += not passage.every_page
                if control.tag in self.sought:
                    before, after = _beside(control, passage)
                    glued = (before or after) and (control.tag, before, after) not in beside
                    self.sought[control.tag].stands.append(
                        self._stand(
                            control,
                            passage,
                            pair,
                            f"{before}{control.text}{after}" if glued else "",
                        )
                    )
                elif self.is_ours(control.tag):
                    self.left_over.append((control, passage))
                else:
                    continue
                self.ours += not passage.every_page

    def _stand(
        self, control: Control, passage: Passage, pair: Pair | None, seen: str = ""
    ) -> Stand:
        """Return what a control says, judged by how the generated paper prints the figure there, or
        else anywhere.
        """
        there = (
            [former.text for former in pair.old.controls if former.tag == control.tag]
            if pair
            else []
        )
        forms = tuple(
            dict.fromkeys(there or [former.text for former, _ in self.sought[control.tag].printed])
        )
        fits = best(self._fit(self.key_of(control.tag), form, control.text) for form in forms)
        return Stand(
            control.text,
            passage,
            forms,
            (control.start, control.end),
            seen,
            "wrong" if seen else fits,
        )

    def _fit(self, key: str, printed: str, found: str) -> Fit:
        return fit(
            self._about.get(key), printed, found, self._ratings, is_change=key in self._changes
        )

    def _by_place(self) -> None:
        """Look for the figures whose tag is missing where the generated paper has them.

        Where only numbers changed, the place is certain. In a sentence that was reworded its
        figures may stand in another
        order: a number that fits no longer has its place is looked for in the whole sentence, and
        one that does not fit is wrong only where the words around it stayed, in a paper that has no
        names to go by.
        """
        open_: list[tuple[Control, Pair, Control | None]] = []
        for pair in self.both.pairs:
            there = Counter(control.tag for control in pair.new.controls)
            if not Counter(control.tag for control in pair.old.controls) - there:
                continue
            ends = moved(pair.old.text, pair.new.text)
            certain = None if ends is None else dict(ends)
            for control in pair.old.controls:
                if there[control.tag] > 0:
                    there[control.tag] -= 1
                elif len(self.sought[control.tag].told) < len(self.sought[control.tag].printed):
                    found = self._in_place(control, pair, certain)
                    if found and (
                        certain is not None or self._stand(found, pair.new, pair).fit != "wrong"
                    ):
                        self._claim(found, pair)
                    else:
                        open_.append((control, pair, found))
        for control, pair, found in open_:
            self._in_sentence(control, pair, found)

    def _in_place(
        self, control: Control, pair: Pair, certain: Mapping[int, int] | None
    ) -> Control | None:
        """Return the number where a figure's words stand now, free of any other figure; `certain`
        says where all words went, where only numbers changed.
        """
        span = (
            pair.shift.span(control.start, control.end)
            if certain is None
            else _mapped(control, certain)
        )
        if span is None or self._is_taken(pair.new, *span):
            return None
        text = pair.new.text[slice(*span)]
        return Control(control.tag, *span, text) if is_one(text) else None

    def _in_sentence(self, control: Control, pair: Pair, found: Control | None) -> None:
        """Look for a figure in the whole sentence, whose number in its place, `found`, does not fit
        or is not there.
        """
        if elsewhere := self._elsewhere(control, pair):
            self._claim(elsewhere, pair)
        elif found is None:
            return
        elif not self.ours and pair.shift.is_anchored(control.start, control.end):
            self._claim(found, pair)
        else:
            self.sought[control.tag].doubtful.append(self._stand(found, pair.new, pair))

    def _claim(self, found: Control, pair: Pair) -> None:
        self.sought[found.tag].by_place.append(self._stand(found, pair.new, pair))
        self.claimed[id(pair.new)].append(found)

    def _elsewhere(self, control: Control, pair: Pair) -> Control | None:
        """Return where in a reworded passage the right number of a figure stands, free of any other
        figure.
        """
        text, fresh = pair.new.text, pair.shift.fresh
        for start, end in [
            *((day.start, day.end) for day in dates(text)),
            *((one.start, one.end) for one in numerals(text)),
        ]:
            found = Control(control.tag, start, end, text[start:end])
            if (
                any(a < end and start < b for a, b in fresh)
                and not self._is_taken(pair.new, start, end)
                and not any(
                    one.start < end and start < one.end for one in self.claimed[id(pair.new)]
                )
                and self._stand(found, pair.new, pair).fit != "wrong"
            ):
                return found
        return None

    def _is_taken(self, passage: Passage, start: int, end: int) -> bool:
        """Return whether a control says that the words there are another figure."""
        return any(
            control.start < end and start < control.end and self.is_ours(control.tag)
            for control in passage.controls
        )


def _beside(control: Control, passage: Passage) -> tuple[str, str]:
    """Return what stands right before and after a control, so that a reader sees it as one number
    with it.
    """
    start, end = seen(passage.text, control.start, control.end)
    return passage.text[start : control.start], passage.text[control.end : end]


def _mapped(control: Control, ends: Mapping[int, int]) -> tuple[int, int]:
    """Return where a control's words stand in a text that differs by its numbers only; `ends` say
    where those went.
    """

    def place(offset: int) -> int:
        then = max((end for end in ends if end <= offset), default=None)
        return offset if then is None else ends[then] + offset - then

    return place(control.start), place(control.end)


def _label(passage: Passage) -> str:
    """Return the words of the first cell of the table row that a passage stands in."""
    row = next(passage.first.element.iterancestors(w("tr")), None)
    return "" if row is None else flat(text_of(next(row.iter(w("tc")))))
