"""Numbers and dates that people typed into a paper by hand: those that speak of what the figures
count, and whether they agree.

Only words that the generated paper does not have are looked at, and of those only a number with a
noun, an adjective or a verb of the figures, after it or before ("98 recommendations were reviewed",
"of the 91 outstanding", "signed off 13", "rose from 10 to 15"), and a date that is said to be the
meeting's or the cut-off. What restricts the number ("three outstanding recommendations concern
custody") speaks of a part, so it is told as a thing to check and not as a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.english.reading import NONE, Dated, Numeral, dates, folded, numerals
from pipeline.english.writing import digits, say_date, signed
from pipeline.figures.figure import Figure
from pipeline.figures.result import Computed
from pipeline.figures.sums import OPENINGS
from pipeline.paper.marks import Emitted
from pipeline.paper.slots import SLOTS
from pipeline.review.verify.meant_dates import MEANT
from pipeline.review.verify.number_claims import Claim, Claims
from pipeline.review.verify.other_numbers import ABOUT, AMOUNT, IN_YEAR, LABELLED, OTHERS, PRONOUN
from pipeline.review.verify.passages import Control
from pipeline.review.verify.sentences import STOP, sentence, starts
from pipeline.review.verify.subjects import Judgement
from pipeline.review.verify.topics import nouns

LAST_TIME = re.compile(
    r"(?<!since the )\b(?:last|previous|earlier) (?:meeting|paper|report|time)\b|\bthen\b",
    re.IGNORECASE,
)
CLOSINGS = {closing: opening for opening, closing in OPENINGS.items()}
"""The totals whose value at the last meeting is a figure of its own."""
MAIN = {
    "recommendation": ("outstanding_total", "reviewed_total"),
    "inspection": ("inspections_total", "forthcoming_total"),
    "report": ("reports_total",),
}
"""What a number may speak of that names nothing but its noun."""
SHORT = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """What the inputs give: the figure's key, its name in words, and its value as the paper would
    write it.
    """

    key: str
    called: str
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A number or date typed by hand: its words, the facts that it agrees with or might contradict,
    and the judgement.
    """

    words: str
    facts: tuple[Fact, ...]
    judgement: Judgement
    start: int = 0
    end: int = 0


class Known:
    """What numbers typed by hand are compared with: the figures, what was printed of them, and the
    paper's own words.
    """

    def __init__(
        self, result: Computed, emitted: Iterable[Emitted], narrative: Iterable[str] = ()
    ) -> None:
        items = list(emitted)
        self._figures: Mapping[str, Figure] = result.figures
        self._printed = [
            (noun, item.source, one.value)
            for item in items
            if item.figure
            for line in item.lines
            for noun in nouns(line)
            for one in numerals(line)
        ]
        self._cells = " \n ".join(
            folded(line) for item in items if not item.figure for line in item.lines
        )
        self._sentences = {folded(sentence) for text in narrative for sentence in STOP.split(text)}
        force, committee = result.settings.force, result.settings.committee
        self._claims = Claims(result.settings, (force.name, force.short_name, committee.name))
        self._ours = re.compile(
            rf"{re.escape(force.name)}|Inspectorate of Constabulary", re.IGNORECASE
        )
        meeting, previous = result.settings.meeting, result.previous
        self._days = {
            "meeting_date": meeting.date,
            "data_to": meeting.cut_off,
            **(
                {"previous_date": previous.meeting, "previous_data_to": previous.data_to}
                if previous
                else {}
            ),
        }

    def judged(
        self, text: str, fresh: Sequence[tuple[int, int]], taken: Sequence[Control] = ()
    ) -> Iterator[Typed]:
        """Yield the numbers and dates in the parts of a text that nobody generated, each with its
        judgement.

        `taken` are the figures that are judged already.
        """

        def is_new(start: int, end: int) -> bool:
            return (
                any(a < end and start < b for a, b in fresh)
                and not any(control.start < end and start < control.end for control in taken)
                and folded(sentence(text, start, end)) not in self._sentences
            )

        for day in dates(text):
            if is_new(day.start, day.end) and (judged := self._dated(text, day)):
                yield judged
        found = numerals(text)
        for place, numeral in enumerate(found):
            if is_new(numeral.start, numeral.end):
                around = (
                    found[place - 1] if place else None,
                    (found[place + 1] if place + 1 < len(found) else None),
                )
                if judged := self._judged(text, numeral, *around):
                    yield replace(judged, start=numeral.start, end=numeral.end)

    def is_plain(self, words: str) -> bool:
        """Return whether words restrict a number to no part of what a figure counts."""
        return self._claims.is_plain(words)

    def says(self, sentence: str) -> bool:
        """Return whether the generated paper has a sentence like this in words that are no
        figure's.
        """
        return folded(sentence) in self._sentences

    def unexplained(
        self,
        text: str,
        fresh: Sequence[tuple[int, int]],
        taken: Iterable[tuple[int, int]],
        before: str = "",
        shares: Iterable[tuple[int, int]] = (),
    ) -> list[str]:
        """Return the numbers in the parts of a text that nobody generated which nothing here
        explains, once each.

        `taken` are where those stand that were judged, `before` the words that stood there,
        `shares` where some are told in words. Dates, years, refs and the
        numbers of paragraphs and the like are none; sums of money and shares are.
        """
        spans = [
            *taken,
            *((day.start, day.end) for day in dates(text)),
            *(match.span() for match in LABELLED.finditer(text)),
            *(match.span() for match in PRONOUN.finditer(text)),
        ]
        amounts = [match.span() for match in AMOUNT.finditer(text) if match[0] not in before]
        amounts += [(start, end) for start, end in shares if text[start:end] not in before]
        counts = self._counts(text, {one.value for one in numerals(before)}, amounts)
        found = [
            (start, end)
            for start, end in (*amounts, *counts)
            if any(a < end and start < b for a, b in fresh)
            and not any(a < end and start < b for a, b in spans)
            and not self.says(sentence(text, start, end))
        ]
        return list(
            dict.fromkeys(" ".join(text[start:end].split()) for start, end in sorted(found))
        )

    def _dated(self, text: str, day: Dated) -> Typed | None:
        before = sentence(text, day.start, day.end)[: day.start - starts(text, day.start)][-SHORT:]
        for pattern, keys, certain in MEANT:
            match = pattern.search(before)
            if match:
                days = {key: self._days[key] for key in keys if key in self._days}
                equal = [key for key, one in days.items() if day.fits(one)]
                told = tuple(
                    Fact(key, SLOTS[key].means.partition(";")[0], say_date(days[key]))
                    for key in equal or days
                )
                words = " ".join(f"{before[match.start() :]}{text[day.start : day.end]}".split())
                return (
                    Typed(words, told, "equal" if equal else "contradicts" if certain else "unsure")
                    if told
                    else None
                )
        return None

    def _judged(
        self, text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None
    ) -> Typed | None:
        claim = None
        if not ABOUT.search(text[: numeral.start][-SHORT:]) and not self._from_a_cell(
            text, numeral
        ):
            claim = self._claims.read(text, numeral, before, after)
        if claim is None:
            return None
        told = sentence(text, numeral.start, numeral.end)
        last_time = bool(LAST_TIME.search(told))
        value = -numeral.value if claim.when == "fall" else numeral.value
        facts = self._given(claim, last_time=last_time)
        equal = tuple(fact for fact, number in facts.items() if number == value)
        if not claim.keys:
            equal = self._in_print(claim.noun, numeral.value)
        if equal:
            return Typed(claim.words, equal, "equal")
        sure = claim.plain and not self.elsewhere(told)
        if sure and not claim.keys:
            sure, facts = False, self._most_likely(claim, last_time=last_time)
        if not facts:
            return None
        return Typed(claim.words, tuple(facts), "contradicts" if sure else "unsure")

    def _given(self, claim: Claim, *, last_time: bool) -> dict[Fact, int]:
        """Return the values of the figures that a claim may speak of; `last_time` where its
        sentence speaks of the last meeting.
        """
        return {
            fact: number
            for key in claim.keys
            for fact, number in self._facts(
                key,
                claim.when,
                last_time and self._is_whole(key) and CLOSINGS.get(key) not in claim.keys,
            )
        }

    def _most_likely(self, claim: Claim, *, last_time: bool) -> dict[Fact, int]:
        """Return the values that a claim may give which names nothing but its noun."""
        return {
            fact: number
            for key in MAIN.get(claim.noun, ())
            for fact, number in self._facts(key, claim.when, last_time)
        }

    def _in_print(self, noun: str, value: int) -> tuple[Fact, ...]:
        """Return where the generated paper prints this number of the noun."""
        there = {key for named, key, number in self._printed if named == noun and number == value}
        return tuple(
            Fact(
                key,
                self._figures[key].label if key in self._figures else "a number of the paper",
                digits(value),
            )
            for key in sorted(there)
        )

    def elsewhere(self, told: str) -> bool:
        """Return whether a sentence may speak of other forces, or of another time than this meeting
        and the last.
        """
        days, years = dates(told), {str(day.year) for day in self._days.values()}
        other_time = days and not any(
            day.fits(known) for day in days for known in self._days.values()
        )
        return bool(
            OTHERS.search(self._ours.sub(" ", told))
            or other_time
            or any(match[1] not in years for match in IN_YEAR.finditer(told))
        )

    def _counts(
        self, text: str, known: Collection[int], amounts: Iterable[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """Return where counts stand in a text that are not `known`, no part of an amount and from
        no cell.
        """
        amounts = list(amounts)
        return [
            (one.start, one.end)
            for one in numerals(text)
            if one.value not in known
            and not self._from_a_cell(text, one)
            and not any(a < one.end and one.start < b for a, b in amounts)
            and text[one.start : one.end].casefold() not in NONE
        ]

    def _is_whole(self, key: str) -> bool:
        return key in self._figures and self._figures[key].measure.is_total

    def _facts(self, key: str, when: str, last_time: bool) -> Iterator[tuple[Fact, int]]:
        """Yield the values of a figure that a number may give."""
        figure = self._figures.get(key)
        if figure is None:
            return
        now, then, opening = figure.value, figure.previous, figure.measure.then
        if when in ("rise", "fall"):
            if now is not None and then is not None:
                yield Fact(key, f"the change of {figure.label}", signed(now - then)), now - then
            return
        if now is not None and (not when or opening == (when == "then")):
            yield Fact(key, figure.label, digits(now)), now
        if then is not None and (when == "then" or (last_time and when != "now")):
            yield Fact(key, figure.label, f"{digits(then)} at the last meeting"), then

    def _from_a_cell(self, text: str, numeral: Numeral) -> bool:
        """Return whether a cell that the paper prints has the same number in the same words."""
        before, after = text[: numeral.start].split()[-3:], text[numeral.end :].split()[:3]
        window = folded(" ".join([*before, text[numeral.start : numeral.end], *after]))
        return len(before) + len(after) > 3 and window in self._cells
