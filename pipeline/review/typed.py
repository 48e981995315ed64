"""Numbers that people typed into a paper by hand: those that speak of what the figures count, and whether they agree.

Only words that the generated paper does not have are looked at, and of those only a number with a noun of the figures
("98 recommendations were reviewed"). What restricts the number ("three outstanding recommendations concern custody")
speaks of a part, so it is told as a thing to check and not as a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.config import slug
from pipeline.figures import Figure
from pipeline.marks import Emitted
from pipeline.names import words_of
from pipeline.review.edited import Control
from pipeline.review.numerals import Numeral, dates, numerals
from pipeline.run import Computed

Judgement = Literal["equal", "contradicts", "unsure"]
NOUNS = {
    "recommendation": r"recommendations?|areas? for improvement",
    "concern": r"causes? of concern",
    "report": r"(?:inspection )?reports?",
    "inspection": r"inspections?",
}
NOUN = re.compile("|".join(rf"(?P<{noun}>\b(?:{words})\b)" for noun, words in NOUNS.items()), re.IGNORECASE)
TOPICS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "recommendation": (
        ("reviewed", r"reviewed", ("reviewed_total",)),
        ("outstanding", r"outstanding|(?<!re)open(?!ed|ing)|not yet signed off",
         ("outstanding_total", "outstanding_opening", "continuing_total")),
        ("", r"overdue|past (?:its|their|the) target", ("overdue_total",)),
        ("", r"await\w*", ("awaiting_total", "awaiting_opening", "awaiting_added")),
        ("", r"(?<!yet )signed off", ("signed_off_total", "outstanding_settled", "awaiting_added", "awaiting_total",
                                      "awaiting_opening")),
        ("", r"closed", ("outstanding_settled", "awaiting_closed")),
        ("", r"no new update|not updated|without a new update", ("stale_total",)),
        ("", r"new(?! update)", ("outstanding_new",)),
        ("", r"reopened", ("outstanding_reopened",)),
        ("", r"returned", ("awaiting_returned",)),
        ("", r"withdrawn|superseded", ("outstanding_withdrawn", "awaiting_withdrawn")),
        ("", r"extended|later than (?:it|they) (?:was|were)", ("extended_total",)),
        ("", r"improved|better rating", ("improved_total",)),
        ("", r"worsened|worse rating", ("worsened_total",)),
    ),
    "concern": (("", r"outstanding|open", ("concerns_total",)),),
    "report": (("", r"published", ("reports_total",)),),
    "inspection": (("", r"completed|carried out|took place", ("inspections_total",)),
                   ("", r"forthcoming|known to start|planned", ("forthcoming_total",))),
}
RATED = {"reviewed": ("reviewed_{}",), "outstanding": ("outstanding_{}", "opening_{}", "continuing_from_{}", "continuing_to_{}")}
LAST_TIME = re.compile(r"(?<!since the )\b(?:last|previous|earlier) (?:meeting|paper|report|time)\b|\bthen\b", re.IGNORECASE)
PART = re.compile(r"\s+of\s+(?:which|whom|the|these|those|them|our)\b", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:about|around|nearly|almost|over|under|at least|at most|(?:more|fewer|less) than|up to|some|number|"
                   r"paragraphs?|appendix|sections?|pages?|tables?|items?|phase|part|type|chapter)\s+$", re.IGNORECASE)
END = re.compile(r"[.;:!?\u2026](?=\s|$)|\n")
CUT = re.compile(r"[,;:(\u2013\u2014]|\bso that\b|\bbut\b|\bwhile\b")
ADJECTIVES = 4
"""The most words between a number and its noun."""
NEUTRAL = words_of("""
    a after all also altogether am an and are as asked at be been being between both by currently day during force from
    further had has have however in inside inspectorate is it its it's last meeting meetings members no not note now of on
    or our panel period position rated rating remain remained remains report same shows since so still that the their then
    there they this time to today together total until up us was we were which will with yet""")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed by hand: its words, the keys of the figures it speaks of, the value of each, and the judgement."""

    words: str
    keys: tuple[str, ...]
    values: tuple[int, ...]
    judgement: Judgement


class Known:
    """What numbers typed by hand are compared with: the figures, what was printed of them, and the cells' own words."""

    def __init__(self, result: Computed, emitted: Iterable[Emitted]) -> None:
        items = list(emitted)
        self._figures: Mapping[str, Figure] = result.figures
        self._ratings: Sequence[str] = result.settings.ratings
        self._printed = [(noun, item.source, one.value) for item in items if item.figure for line in item.lines
                         for noun in _nouns(line) for one in numerals(line)]
        self._cells = " \n ".join(_flat(line) for item in items if not item.figure for line in item.lines)
        own = (result.settings.force.name, result.settings.force.short_name, result.settings.committee.name)
        self._neutral = NEUTRAL | {word for name in (*own, *self._ratings) for word in _words(name)}

    def judged(self, text: str, fresh: Sequence[tuple[int, int]], taken: Sequence[Control] = ()) -> Iterator[Typed]:
        """Yield the numbers in the parts of a text that nobody generated, each with its judgement; `taken` are judged already."""
        found = list(numerals(text))
        for place, numeral in enumerate(found):
            if any(start < numeral.end and numeral.start < end for start, end in fresh) and not any(
                    control.start < numeral.end and numeral.start < control.end for control in taken):
                before = found[place - 1].end if place else 0
                after = found[place + 1].start if place + 1 < len(found) else len(text)
                judged = self._judged(text, numeral, before, after)
                if judged:
                    yield judged

    def _judged(self, text: str, numeral: Numeral, before: int, after: int) -> Typed | None:
        start = max([before, *(match.end() for match in END.finditer(text, 0, numeral.start))])
        stop = END.search(text, numeral.end)
        sentence_start = max([0, *(match.end() for match in END.finditer(text, 0, numeral.start))])
        sentence = text[sentence_start:stop.start() if stop else len(text)]
        prefix, clause = text[start:numeral.start], text[numeral.end:min(after, stop.start() if stop else after)]
        if PART.match(clause) or ABOUT.search(prefix) or self._from_a_cell(text, numeral):
            return None
        noun, keys, rest = self._subject(clause)
        if not noun:
            return None
        last_time = bool(LAST_TIME.search(sentence))
        values = {key: value for key in keys for value in self._values(key, False)}
        equal = [key for key in keys if numeral.value in self._values(key, last_time)]
        if not keys:
            equal = sorted({key for name, key, value in self._printed if name == noun and value == numeral.value})
        words = " ".join((text[numeral.start:numeral.end] + clause[:len(clause) - len(rest)]).split())
        if equal:
            return Typed(words, tuple(equal), (numeral.value,) * len(equal), "equal")
        if not values:
            return None
        plain = self._plain(prefix) and self._plain(clause[:-len(rest)] if rest else clause, noun) and self._plain(
            CUT.split(rest)[0])
        return Typed(words, tuple(values), tuple(values.values()), "contradicts" if plain else "unsure")

    def _values(self, key: str, last_time: bool) -> tuple[int, ...]:
        figure = self._figures.get(key)
        if figure is None:
            return ()
        found = (figure.value, figure.previous if last_time else None)
        return tuple(value for value in found if value is not None)

    def _subject(self, clause: str) -> tuple[str, tuple[str, ...], str]:
        """Return what is counted, the keys of the figures that the clause may speak of, and what follows."""
        match = NOUN.search(clause)
        if match and (len(clause[:match.start()].split()) > ADJECTIVES or not self._plain(clause[:match.start()])):
            return "", (), ""
        noun = str(match.lastgroup) if match else ""
        topic = list(self._topics(clause, noun or "recommendation"))
        if not noun:
            verb = re.match(r"\s+(?:is|are|was|were|has been|have been|had been)\s+(?:(?:now|still|all|rated)\s+)*", clause)
            if not verb or not topic or min(start for start, _, _ in topic) != verb.end():
                return "", (), ""
            noun = "recommendation"
        ends = max([match.end() if match else 0, *(end for _, end, _ in topic)])
        return noun, tuple(dict.fromkeys(key for _, _, keys in topic for key in keys)), clause[ends:]

    def _topics(self, clause: str, noun: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        rated = [(match, slug(word)) for word in self._ratings if noun == "recommendation"
                 for match in re.finditer(rf"\b{re.escape(word)}\b", clause, re.IGNORECASE)]
        families = list(RATED) if rated else []
        for family, pattern, keys in TOPICS[noun]:
            for match in re.finditer(rf"\b(?:{pattern})\b", clause, re.IGNORECASE):
                if rated and family:
                    families = [family]
                if not rated or not family:
                    yield match.start(), match.end(), keys
                else:
                    yield match.start(), match.end(), ()
        for match, word in rated:
            yield match.start(), match.end(), tuple(key.format(word) for family in families for key in RATED[family])

    def _plain(self, words: str, noun: str = "") -> bool:
        """Return whether words say nothing that would restrict a number to a part of what the figure counts."""
        for found in reversed(dates(words)):
            words = words[:found.start] + words[found.end:]
        words = NOUN.sub(" ", words)
        for _, pattern, _ in (topic for topics in (TOPICS[noun] if noun else (), *TOPICS.values()) for topic in topics):
            words = re.sub(rf"\b(?:{pattern})\b", " ", words, flags=re.IGNORECASE)
        return all(word in self._neutral for word in _words(words))

    def _from_a_cell(self, text: str, numeral: Numeral) -> bool:
        """Return whether a cell that the paper prints has the same number in the same words."""
        before, after = text[:numeral.start].split()[-3:], text[numeral.end:].split()[:3]
        window = _flat(" ".join([*before, text[numeral.start:numeral.end], *after]))
        return len(before) + len(after) > 3 and window in self._cells


def _nouns(line: str) -> set[str]:
    return {str(match.lastgroup) for match in NOUN.finditer(line)}


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.casefold().replace("’", "'"))
