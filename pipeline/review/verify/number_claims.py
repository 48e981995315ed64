"""What a number in a sentence says: of which noun and figures it is told, and whether anything
restricts it.

A number speaks through the noun after it ("98 recommendations were reviewed"), through an adjective
or a verb that stands for the noun ("of the 91 outstanding", "92 of them are overdue"), or through
the words before it ("signed off 13", "rose from 10 to 15"). The values of the figures are not known
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.english.reading import Numeral, dates, numerals
from pipeline.figures.measure import Group, part_key
from pipeline.figures.measures import measures
from pipeline.review.verify.number_words import (
    ADJECTIVES,
    ALL,
    CUT,
    DOES,
    ENDS,
    FALL,
    FROM,
    LINKS,
    NEUTRAL,
    PART,
    PARTED,
    PASSED,
    RISE,
    THEM,
    TO,
    VERB,
    WORD_RATED,
    Around,
    words_around,
)
from pipeline.review.verify.sentences import starts
from pipeline.review.verify.topics import NOUN, RATED, TOPICS, last_noun
from pipeline.settings.model import Settings

When = Literal["", "now", "then", "rise", "fall"]
BEYOND: frozenset[Group] = frozenset({"reviewed", "signed_off", "awaiting"})
"""What is counted of others than those outstanding too."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a number says: of which noun and figures, up to where its words go, and whether nothing
    restricts it.

    `when` is then for a number of the last meeting, now, change, or nothing where the words do not
    say.
    """

    noun: str
    keys: tuple[str, ...]
    words: str
    plain: bool
    when: When = ""


class Claims:
    """Reads what numbers say, given the words of the ratings and the other `names` that restrict
    nothing.
    """

    def __init__(self, settings: Settings, names: Iterable[str]) -> None:
        self._ratings = ratings = settings.ratings
        self._beyond = frozenset(
            measure.key for measure in measures(settings) if measure.group in BEYOND
        )
        self._neutral = NEUTRAL | {word for name in (*names, *ratings) for word in _words(name)}

    def read(
        self, text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None
    ) -> Claim | None:
        """Return what a number says: of the noun after it, the adjective after it, or the words
        before it.

        "Of the 91 outstanding, 85 were reviewed": what is said of a part is no total of those that
        may lie outside the whole.
        """
        claim = self._read(text, numeral, before, after)
        if (
            claim is None
            or before is None
            or not PARTED.search(text[starts(text, numeral.start) : before.start])
        ):
            return claim
        beyond = not self._beyond.isdisjoint(claim.keys)
        return (
            replace(claim, plain=False)
            if beyond and text[before.end : numeral.start].rstrip().endswith(",")
            else claim
        )

    def _read(
        self, text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None
    ) -> Claim | None:
        around = words_around(text, numeral, before, after)
        clause, lead = around.clause, around.lead
        if PART.match(clause):
            them = THEM.match(clause)
            return (
                self._adjective(around.number, clause, them.end(), "and others ") if them else None
            )
        when, led = self._when(text, around.first, numeral, before)
        if found := self._of_its_noun(around, when):
            return found
        if found := self._adjective(around.number, clause, 0, lead):
            return found
        if around.is_of_a_part:
            return None
        noun = last_noun(led) or last_noun(lead) or "recommendation"
        if not ENDS.match(clause) or not (earlier := self._before(led, noun)):
            return None
        begins = earlier[1] + (around.first if when == "now" else numeral.start - len(led))
        return Claim(
            noun,
            earlier[0],
            " ".join(text[begins : numeral.end].split()),
            self.is_plain(lead) and self.is_plain(CUT.split(clause)[0]),
            when,
        )

    def _of_its_noun(self, around: Around, when: When) -> Claim | None:
        """Return what a number says of the noun after it, if there is one, with the words before
        it: "signed off: 13 recommendations".
        """
        noun, keys, rest = self._noun_after(around.clause)
        if not noun:
            return None
        told = around.clause[: len(around.clause) - len(rest)]
        counts = self.is_plain(around.run) and self.is_plain(told, noun)
        plain = counts and self.is_plain(CUT.split(rest)[0])
        if noun == "concern" and PASSED.search(rest):
            plain = False
        if keys and ALL.search(around.since) and DOES.match(rest) and around.opens:
            plain = counts
        words = " ".join(f"{around.number}{told}".split())
        if keys or not (earlier := self._before(around.since, noun)):
            return Claim(noun, keys, words, plain, when)
        return Claim(
            noun,
            earlier[0],
            " ".join(f"{around.since[earlier[1] :]}{words}".split()),
            plain and self.is_plain(around.since),
            when,
        )

    def _when(
        self, text: str, first: int, numeral: Numeral, before: Numeral | None
    ) -> tuple[When, str]:
        """Return when a number was so, by "from … to …" and "rose by …", and the words that lead to
        it.
        """
        led = text[max(first, before.end if before else 0) : numeral.start]
        came = text[first : before.start] if before and before.start >= first else ""
        if before and FROM.search(came) and TO.fullmatch(text[before.end : numeral.start]):
            return "now", FROM.sub("", came)
        return (
            "then"
            if FROM.search(led)
            else "rise"
            if RISE.search(led)
            else "fall"
            if FALL.search(led)
            else ""
        ), led

    def _noun_after(self, clause: str) -> tuple[str, tuple[str, ...], str]:
        """Return the noun that a number counts, the keys of the figures that the clause may speak
        of, and what follows.
        """
        match = NOUN.search(clause)
        if (
            not match
            or len(clause[: match.start()].split()) > ADJECTIVES
            or not self.is_plain(clause[: match.start()])
        ):
            return "", (), ""
        noun = str(match.lastgroup)
        topic = list(self._topics(clause, noun))
        ends = max([match.end(), *(end for _, end, _ in topic)])
        return (
            noun,
            tuple(dict.fromkeys(key for _, _, keys in topic for key in keys)),
            clause[ends:],
        )

    def _adjective(self, number: str, clause: str, at: int, before: str) -> Claim | None:
        """Return what a number says whose noun is not there: "92 outstanding", "92 were reviewed",
        "92 of them are overdue".
        """
        verb = VERB.match(clause, at) or WORD_RATED.match(clause, at)
        begins = verb.end() if verb else at + len(clause[at:]) - len(clause[at:].lstrip())
        noun = last_noun(before) or "recommendation"
        topics = list(self._topics(clause, noun))
        if begins == at or not any(start == begins for start, _, _ in topics):
            return None
        end = next(end for start, end, _ in topics if start == begins)
        while more := [
            stop
            for start, stop, _ in topics
            if start > end and clause[end:start].strip(" ,") in ("", "and", "or")
        ]:
            end = more[0]
        if not ENDS.match(clause[end:]):
            return None
        keys = tuple(
            dict.fromkeys(key for start, stop, found in topics if stop <= end for key in found)
        )
        return Claim(
            noun,
            keys,
            " ".join(f"{number}{clause[:end]}".split()),
            not at and self.is_plain(before) and self.is_plain(CUT.split(clause[end:])[0]),
        )

    def _before(self, led: str, noun: str) -> tuple[tuple[str, ...], int] | None:
        """Return the figures that the words before a number speak of, if they lead to it, and where
        those words begin.
        """
        topics = sorted(self._topics(led, noun))
        if not topics:
            return None
        nouns = list(NOUN.finditer(led))
        end = max([topics[-1][1], *(match.end() for match in nouns)])
        listed = nouns and led.rstrip().endswith((":", "="))
        if not listed and any(word not in LINKS for word in _words(_undated(led[end:]))):
            return None
        start = topics[-1][0]
        keys = (
            topics[-1][2]
            if topics[-1][2] and not self._is_rated(led)
            else tuple(dict.fromkeys(key for _, _, found in topics for key in found))
        )
        near = [
            match.start()
            for match in nouns
            if match.end() <= start
            and self.is_plain(led[match.end() : start])
            and not any(numerals(led[match.end() : start]))
        ]
        return (keys, min([start, *near[-1:]])) if keys else None

    def _is_rated(self, words: str) -> bool:
        return any(
            re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE) for word in self._ratings
        )

    def _topics(self, clause: str, noun: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        rated = [
            (match, word)
            for word in self._ratings
            if noun == "recommendation"
            for match in re.finditer(rf"\b{re.escape(word)}\b", clause, re.IGNORECASE)
        ]
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
            yield (
                match.start(),
                match.end(),
                tuple(part_key(family, word) for topic in families for family in RATED[topic]),
            )

    def is_plain(self, words: str, noun: str = "") -> bool:
        """Return whether words say nothing that would restrict a number to a part of what the
        figure counts.
        """
        words = NOUN.sub(" ", _undated(words))
        for found in reversed(numerals(words)):
            words = f"{words[: found.start]} {words[found.end :]}"
        for _, pattern, _ in (
            topic for topics in (TOPICS[noun] if noun else (), *TOPICS.values()) for topic in topics
        ):
            words = re.sub(rf"\b(?:{pattern})\b", " ", words, flags=re.IGNORECASE)
        return all(word in self._neutral for word in _words(words))


def _undated(words: str) -> str:
    for found in reversed(dates(words)):
        words = f"{words[: found.start]} {words[found.end :]}"
    return words


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.casefold().replace("’", "'"))
