"""What a number in a sentence says: of which noun and figures it is told, and whether anything
restricts it.

A number speaks through the noun after it ("98 recommendations were reviewed"), through an adjective
or a verb that stands for the noun ("of the 91 outstanding", "92 of them are overdue"), or through
the words before it ("signed off 13", "rose from 10 to 15"). The values of the figures are not known
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.english.reading import Numeral, dates, numerals, words_of
from pipeline.figures.measure import Family, Group, Noun, part_key
from pipeline.figures.measures import measures
from pipeline.settings.model import Settings

When = Literal["", "now", "then", "rise", "fall"]
NOUNS: dict[Noun, str] = {
    "recommendation": r"recommendations?|areas? for improvement",
    "concern": r"causes? of concern",
    "report": r"(?:inspection )?reports?",
    "inspection": r"inspections?",
}
NOUN = re.compile(
    "|".join(rf"(?P<{noun}>\b(?:{words})\b)" for noun, words in NOUNS.items()), re.IGNORECASE
)
TOPICS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "recommendation": (
        ("reviewed", r"reviewed", ("reviewed_total",)),
        (
            "outstanding",
            r"outstanding|(?<!re)open(?!ed|ing)|not yet signed off",
            ("outstanding_total", "outstanding_opening", "continuing_total"),
        ),
        ("", r"overdue|past (?:its|their|the) target", ("overdue_total",)),
        ("", r"await\w*", ("awaiting_total", "awaiting_opening", "awaiting_added")),
        (
            "",
            r"(?<!yet )signed off",
            (
                "signed_off_total",
                "outstanding_settled",
                "awaiting_added",
                "awaiting_total",
                "awaiting_opening",
            ),
        ),
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
    "concern": (("", r"outstanding|open|causes? of concern", ("concerns_total",)),),
    "report": (("", r"published", ("reports_total",)),),
    "inspection": (
        ("", r"completed|carried out|took place", ("inspections_total",)),
        ("", r"forthcoming|known to start|starts? after|planned", ("forthcoming_total",)),
    ),
}
"""What is said of a noun: its family where ratings part it, its words, and the keys of the figures
that they may mean.
"""
RATED: Mapping[str, tuple[Family, ...]] = {
    "reviewed": ("reviewed",),
    "outstanding": ("outstanding", "opening", "continuing_from", "continuing_to"),
}
"""The keys of a family by rating."""
PARTED = re.compile(
    r"\b(?:of|among|out of)\s+(?:the|these|those|our|all)\s+(?:the\s+)?$", re.IGNORECASE
)
BEYOND: frozenset[Group] = frozenset({"reviewed", "signed_off", "awaiting"})
"""What is counted of others than those outstanding too."""
PART = re.compile(r"\s+of\s+(?:which|whom|the|these|those|them|our)\b", re.IGNORECASE)
THEM = re.compile(
    r"\s+of\s+(?:which|whom|them|these|those|(?:the|these|those|our)\s+(?:recommendations?"
    r"|inspections?|reports?|"
    r"areas? for improvement|causes? of concern))",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?\u2026](?=\s|$)|\n")
END = re.compile(r"[.;:!?\u2026](?=\s|$)|\n")
CUT = re.compile(r"[,;:(\u2013\u2014]|\bso that\b|\bbut\b|\bwhile\b")
"""Where a sentence ends, a clause ends, and where what follows a number speaks of it no longer."""
SHARE = re.compile(
    r",\s*(?:[\w]+\s+){0,3}?(?:half|thirds?|quarters?|fifths?|tenths?|most|majority|minority"
    r"|[0-9.]+\s?%)\s"
    r"(?:of\s+them\s+)?(?:is|are|was|were|has|have)\b",
    re.IGNORECASE,
)
"""Where what a share of them is said to be begins."""
VERB = re.compile(
    r"\s+(?:is|are|was|were|has been|have been|had"
    r" been|remain|remains|remained|stand|stood|stay|stayed)"
    r"\s+(?:(?:now|still|all|rated)\s+)*",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\s*(?:$|[,;:.!?()\[\]\u2013\u2014\u2026|]|(?:and|or|but|at|as|now|since|in|inside|by|with"
    r"|are|were|is|was|"
    r"remain\w*|have|has|had|which|that|so|then|today|compared|than|to|from|on|for|still"
    r"|altogether|overall|while|"
    r"when|this|last|during|after|before)\b)",
    re.IGNORECASE,
)
"""What may follow a number, or its adjective, that stands without its noun: "92 outstanding, of
which" but not "92 files".
"""
FROM, TO = (
    re.compile(r"\bfrom\s+$", re.IGNORECASE),
    re.compile(
        r"(?:\s+(?:recommendations?|at the (?:last|previous) meeting|then|last"
        r" time)|,|\s+\([^)]*\))*\s+to\s+$",
        re.IGNORECASE,
    ),
)
RISE, FALL = (
    re.compile(
        rf"\b(?:(?:{verbs})\s+(?:\w+\s+)?by|an?\s+(?:\w+\s+)?(?:{nouns})\s+of|{word})\s+$",
        re.IGNORECASE,
    )
    for verbs, nouns, word in (
        (r"rose|risen|rises|increased|increase|grew|grown|up", r"rise|increase|growth", "up"),
        (
            r"fell|fallen|falls|dropped|drop|decreased|declined|reduced|down",
            r"fall|drop|decrease|decline|reduction",
            "down",
        ),
    )
)
ALL, DOES = (
    re.compile(r"\b(?:all|both)\s+$", re.IGNORECASE),
    re.compile(r"\s+(?:is|are|was|were|has|have|had|remain|remains|remained)\b", re.IGNORECASE),
)
"""What makes a number that of all there are, whatever is said of them then: "all five overdue
recommendations have …".
"""
PASSED = re.compile(
    r"\b(?:closed|signed off|raised|made|identified|lifted|discharged|removed|withdrawn)\b",
    re.IGNORECASE,
)
"""What is said of causes of concern that no figure counts."""
WORD_RATED = re.compile(r"\s+(?:now\s+)?rated\s+", re.IGNORECASE)
ADJECTIVES = 4
"""The most words between a number and its noun."""
LINKS = words_of(
    """
    a all altogether amounted amounts an are as at be been both by came come comes count
    currently date down during fallen fell figure for from gone grew grown had has have in
    increased inspectorate is it its just last meeting members now number numbered numbers
    numbering of on only our panel force period previous reached remain remained remains report
    risen rose same since stand standing stands still stood that the their then there these this
    those time to today total totalled totalling totals up was we went were which inside dropped
    decreased reduced rise fall increase decrease drop reduction"""
)
"""Words that may stand between what is counted and the number that follows it."""
NEUTRAL = LINKS | words_of("""
    after also am and asked being between day further however it's meetings no not note or
    position rated rating remain shows so together until us will with yet""")
"""Words beside a number that restrict it to no part of what the figure counts."""


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


@dataclass(frozen=True, slots=True)
class Around:
    """A number's words and those around it: `clause` after it; before it `lead` from where its
    sentence begins, at `first`, `since` from there or the number before it, and `run` from there or
    the last full stop or the like.

    `opens` where no other sentence goes before, `is_of_a_part` where what was said before was said
    of a whole or ended: "of the 91 outstanding, 84 are …; six …".
    """

    number: str
    clause: str
    first: int
    lead: str
    since: str
    run: str
    opens: bool
    is_of_a_part: bool


def _around(text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None) -> Around:
    first, stop = starts(text, numeral.start), _end(text, numeral.end)
    ends = (
        after.start if after else stop,
        stop,
        _end(text, numeral.end, END),
        _end(text, numeral.end, SHARE),
    )
    earlier = before.end if before else 0
    run = max([earlier, *(match.end() for match in END.finditer(text, 0, numeral.start))])
    since = text[max(first, earlier) : numeral.start]
    parted = before and PARTED.search(text[first : before.start])
    return Around(
        number=text[numeral.start : numeral.end],
        clause=text[numeral.end : min(ends)],
        first=first,
        lead=text[first : numeral.start],
        since=since,
        run=text[run : numeral.start],
        opens=not text[:first].strip(),
        is_of_a_part=bool(parted and since.rstrip().endswith(",")) or since.rstrip().endswith(";"),
    )


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
        around = _around(text, numeral, before, after)
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
        noun = _last_noun(led) or _last_noun(lead) or "recommendation"
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
        noun = _last_noun(before) or "recommendation"
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
        for found in reversed(list(numerals(words))):
            words = f"{words[: found.start]} {words[found.end :]}"
        for _, pattern, _ in (
            topic for topics in (TOPICS[noun] if noun else (), *TOPICS.values()) for topic in topics
        ):
            words = re.sub(rf"\b(?:{pattern})\b", " ", words, flags=re.IGNORECASE)
        return all(word in self._neutral for word in _words(words))


def starts(text: str, place: int) -> int:
    """Return where the sentence begins in which a place lies."""
    return max([0, *(match.end() for match in STOP.finditer(text, 0, place))])


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends, without its full stop."""
    at = 0
    for stop in (*(match.span() for match in STOP.finditer(text)), (len(text), len(text))):
        if text[at : stop[0]].strip():
            yield at + len(text[at : stop[0]]) - len(text[at : stop[0]].lstrip()), stop[0]
        at = stop[1]


def _end(text: str, place: int, mark: re.Pattern[str] = STOP) -> int:
    stop = mark.search(text, place)
    return stop.start() if stop else len(text)


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence in which the words from `start` to `end` stand."""
    return text[starts(text, start) : _end(text, end)]


def _undated(words: str) -> str:
    for found in reversed(dates(words)):
        words = f"{words[: found.start]} {words[found.end :]}"
    return words


def _last_noun(words: str) -> str:
    return next((str(match.lastgroup) for match in reversed(list(NOUN.finditer(words)))), "")


def nouns(line: str) -> set[str]:
    """Return the nouns that a line names, by their names in NOUNS."""
    return {str(match.lastgroup) for match in NOUN.finditer(line)}


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.casefold().replace("’", "'"))
