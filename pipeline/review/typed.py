"""Numbers and dates that people typed into a paper by hand: those that speak of what the figures count, and whether they agree.

Only words that the generated paper does not have are looked at, and of those only a number with a noun, an adjective or
a verb of the figures, after it or before ("98 recommendations were reviewed", "of the 91 outstanding", "signed off 13",
"rose from 10 to 15"), and a date that is said to be the meeting's or the cut-off. What restricts the number ("three
outstanding recommendations concern custody") speaks of a part, so it is told as a thing to check and not as a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.cells import say_date
from pipeline.config import slug
from pipeline.figures import Figure
from pipeline.marks import Emitted
from pipeline.names import words_of
from pipeline.review.edited import Control
from pipeline.review.numerals import Dated, Numeral, dates, numerals
from pipeline.run import Computed
from pipeline.slots import SLOTS
from pipeline.words import digits, signed

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
    "concern": (("", r"outstanding|open|causes? of concern", ("concerns_total",)),),
    "report": (("", r"published", ("reports_total",)),),
    "inspection": (("", r"completed|carried out|took place", ("inspections_total",)),
                   ("", r"forthcoming|known to start|starts? after|planned", ("forthcoming_total",))),
}
RATED = {"reviewed": ("reviewed_{}",), "outstanding": ("outstanding_{}", "opening_{}", "continuing_from_{}", "continuing_to_{}")}
LAST_TIME = re.compile(r"(?<!since the )\b(?:last|previous|earlier) (?:meeting|paper|report|time)\b|\bthen\b", re.IGNORECASE)
PART = re.compile(r"\s+of\s+(?:which|whom|the|these|those|them|our)\b", re.IGNORECASE)
THEM = re.compile(r"\s+of\s+(?:which|whom|them|these|those|(?:the|these|those|our)\s+(?:recommendations?|inspections?|reports?|"
                  r"areas? for improvement|causes? of concern))", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:about|around|nearly|almost|over|under|at least|at most|(?:more|fewer|less) than|up to|some|number|"
                   r"paragraphs?|appendix|sections?|pages?|tables?|items?|phase|part|type|chapter)\s+$", re.IGNORECASE)
STOP = re.compile(r"[.!?\u2026](?=\s|$)|\n")
END = re.compile(r"[.;:!?\u2026](?=\s|$)|\n")
CUT = re.compile(r"[,;:(\u2013\u2014]|\bso that\b|\bbut\b|\bwhile\b")
VERB = re.compile(r"\s+(?:is|are|was|were|has been|have been|had been|remain|remains|remained|stand|stood|stay|stayed)"
                  r"\s+(?:(?:now|still|all|rated)\s+)*", re.IGNORECASE)
ENDS = re.compile(r"\s*(?:$|[,;:.!?()\[\]\u2013\u2014\u2026|]|(?:and|or|but|at|as|now|since|in|inside|by|with|are|were|is|was|"
                  r"remain\w*|have|has|had|which|that|so|then|today|compared|than|to|from|on|for|still|altogether|overall|while|"
                  r"when|this|last|during|after|before)\b)", re.IGNORECASE)
"""What may follow a number, or its adjective, that stands without its noun: "92 outstanding, of which" but not "92 files"."""
FROM, TO = re.compile(r"\bfrom\s+$", re.IGNORECASE), re.compile(
    r"(?:\s+(?:recommendations?|at the (?:last|previous) meeting|then|last time)|,|\s+\([^)]*\))*\s+to\s+$", re.IGNORECASE)
RISE, FALL = (re.compile(rf"\b(?:(?:{verbs})\s+(?:\w+\s+)?by|an?\s+(?:\w+\s+)?(?:{nouns})\s+of|{word})\s+$", re.IGNORECASE)
              for verbs, nouns, word in (
    (r"rose|risen|rises|increased|increase|grew|grown|up", r"rise|increase|growth", "up"),
    (r"fell|fallen|falls|dropped|drop|decreased|declined|reduced|down", r"fall|drop|decrease|decline|reduction", "down")))
MAIN = {"recommendation": ("outstanding_total", "reviewed_total"), "inspection": ("inspections_total", "forthcoming_total"),
        "report": ("reports_total",)}
"""What a number may speak of that names nothing but its noun."""
ADJECTIVES = 4
"""The most words between a number and its noun."""
LINKS = words_of("""
    a all altogether amounted amounts an are as at be been both by came come comes count currently date down during fallen
    fell figure for from gone grew grown had has have in increased inspectorate is it its just last meeting members now number
    numbered numbers numbering of on only our panel force period previous reached remain remained remains report risen rose same
    since stand standing stands still stood that the their then there these this those time to today total totalled totalling
    totals up was we went were which inside dropped decreased reduced rise fall increase decrease drop reduction""")
"""Words that may stand between what is counted and the number that follows it."""
NEUTRAL = LINKS | words_of("""
    after also am and asked being between day further however it's meetings no not note or position rated rating remain shows
    so together until us will with yet""")
MEANT: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = tuple(
    (re.compile(rf"(?:{words})(?:[\s,(:]|\b(?:of|on|in|was|is|held|were|which|that|took|place|the|date|will|be|to|at|day|for)\b|"
                rf"\b(?:last|previous)\s+(?:paper|report)\b)*$",
                re.IGNORECASE), keys, certain)
    for words, keys, certain in (
        (r"\b(?:last|previous|earlier)\s+meeting\b", ("previous_date",), True),
        (r"\b(?:this|today['’]s|present|current)\s+meeting\b|(?<!next )(?<!last )(?<!previous )\bmeeting\s+date\b|"
         r"\bdate\s+of\s+(?:the|this)\s+meeting\b", ("meeting_date",), True),
        (r"\bcut-?\s?off\b|\bdata\s+(?:up\s+)?to\b", ("data_to", "previous_data_to"), True),
        (r"\bthe\s+(?:committee['’]?s?\s+)?meeting\b|\bcommittee\s+(?:meets|met)\b", ("meeting_date", "previous_date"), False),
        (r"\bposition\s+(?:as\s+)?at\b|\bas\s+at\b", ("data_to", "previous_data_to"), False)))
"""What a date speaks of by the words before it; where it is not certain, a date that fits none is told as one to check."""
SHORT = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """What the inputs give: the figure's key, its name in words, and its value as the paper would write it."""

    key: str
    called: str
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A number or date typed by hand: its words, the facts that it agrees with or might contradict, and the judgement."""

    words: str
    facts: tuple[Fact, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a number says: of which noun and figures, up to where its words go, and whether nothing restricts it.

    `when` is then for a number of the last meeting, now, change, or nothing where the words do not say.
    """

    noun: str
    keys: tuple[str, ...]
    words: str
    plain: bool
    when: Literal["", "now", "then", "rise", "fall"] = ""


class Known:
    """What numbers typed by hand are compared with: the figures, what was printed of them, and the paper's own words."""

    def __init__(self, result: Computed, emitted: Iterable[Emitted], narrative: Iterable[str] = ()) -> None:
        items = list(emitted)
        self._figures: Mapping[str, Figure] = result.figures
        self._ratings: Sequence[str] = result.settings.ratings
        self._printed = [(noun, item.source, one.value) for item in items if item.figure for line in item.lines
                         for noun in _nouns(line) for one in numerals(line)]
        self._cells = " \n ".join(_flat(line) for item in items if not item.figure for line in item.lines)
        self._sentences = {_flat(sentence) for text in narrative for sentence in STOP.split(text)}
        own = (result.settings.force.name, result.settings.force.short_name, result.settings.committee.name)
        self._neutral = NEUTRAL | {word for name in (*own, *self._ratings) for word in _words(name)}
        meeting, previous = result.settings.meeting, result.previous
        self._days = {"meeting_date": meeting.date, "data_to": meeting.cut_off,
                      **({"previous_date": previous.meeting, "previous_data_to": previous.data_to} if previous else {})}

    def judged(self, text: str, fresh: Sequence[tuple[int, int]], taken: Sequence[Control] = ()) -> Iterator[Typed]:
        """Yield the numbers and dates in the parts of a text that nobody generated, each with its judgement.

        `taken` are the figures that are judged already.
        """
        def is_new(start: int, end: int) -> bool:
            return (any(a < end and start < b for a, b in fresh)
                    and not any(control.start < end and start < control.end for control in taken)
                    and _flat(_sentence(text, start, end)) not in self._sentences)

        for day in dates(text):
            if is_new(day.start, day.end) and (judged := self._dated(text, day)):
                yield judged
        found = list(numerals(text))
        for place, numeral in enumerate(found):
            if is_new(numeral.start, numeral.end):
                around = found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None
                if judged := self._judged(text, numeral, *around):
                    yield judged

    def _dated(self, text: str, day: Dated) -> Typed | None:
        before = _sentence(text, day.start, day.end)[:day.start - _start(text, day.start)][-SHORT:]
        for pattern, keys, certain in MEANT:
            match = pattern.search(before)
            if match:
                days = {key: self._days[key] for key in keys if key in self._days}
                equal = [key for key, one in days.items() if day.fits(one)]
                told = tuple(Fact(key, SLOTS[key].means.partition(";")[0], say_date(days[key])) for key in equal or days)
                words = " ".join(f"{before[match.start():]}{text[day.start:day.end]}".split())
                return Typed(words, told, "equal" if equal else "contradicts" if certain else "unsure") if told else None
        return None

    def _judged(self, text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None) -> Typed | None:
        claim = None
        if not ABOUT.search(text[:numeral.start][-SHORT:]) and not self._from_a_cell(text, numeral):
            claim = self._claim(text, numeral, before, after)
        if claim is None:
            return None
        last_time = bool(LAST_TIME.search(_sentence(text, numeral.start, numeral.end)))
        value = -numeral.value if claim.when == "fall" else numeral.value
        facts = {fact: number for key in claim.keys for fact, number in self._facts(
            key, claim.when, last_time and key.replace("_total", "_opening") not in claim.keys)}
        equal = tuple(fact for fact, number in facts.items() if number == value)
        if not claim.keys:
            equal = tuple(Fact(key, self._figures[key].label if key in self._figures else "a number of the paper", digits(number))
                          for key, number in sorted({(key, number) for noun, key, number in self._printed
                                                     if noun == claim.noun and number == numeral.value}))
        if equal:
            return Typed(claim.words, equal, "equal")
        if claim.plain and not claim.keys:
            facts = {fact: number for key in MAIN.get(claim.noun, ()) for fact, number in self._facts(key, claim.when, last_time)}
            return Typed(claim.words, tuple(facts), "unsure") if facts else None
        return Typed(claim.words, tuple(facts), "contradicts" if claim.plain else "unsure") if facts else None

    def _facts(self, key: str, when: str, last_time: bool) -> Iterator[tuple[Fact, int]]:
        """Yield the values of a figure that a number may give."""
        figure = self._figures.get(key)
        if figure is None:
            return
        now, then, opening = figure.value, figure.previous, "opening" in key
        if when in ("rise", "fall"):
            if now is not None and then is not None:
                yield Fact(key, f"the change of {figure.label}", signed(now - then)), now - then
            return
        if now is not None and (not when or opening == (when == "then")):
            yield Fact(key, figure.label, digits(now)), now
        if then is not None and (when == "then" or (last_time and when != "now")):
            yield Fact(key, figure.label, f"{digits(then)} at the last meeting"), then

    def _claim(self, text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None) -> _Claim | None:
        """Return what a number says: of the noun after it, the adjective after it, or the words before it."""
        first, stop = _start(text, numeral.start), _end(text, numeral.end)
        clause = text[numeral.end:min(after.start if after else stop, stop, _end(text, numeral.end, END))]
        start = max([before.end if before else 0, *(match.end() for match in END.finditer(text, 0, numeral.start))])
        number, since = text[numeral.start:numeral.end], text[max(first, before.end if before else 0):numeral.start]
        if PART.match(clause):
            them = THEM.match(clause)
            return self._adjective(number, clause, them.end(), "and others ") if them else None
        when, led = self._when(text, first, numeral, before)
        noun, keys, rest = self._noun_after(clause)
        if noun:
            told = clause[:len(clause) - len(rest)]
            plain = self._plain(text[start:numeral.start]) and self._plain(told, noun) and self._plain(CUT.split(rest)[0])
            words = " ".join(f"{number}{told}".split())
            if keys or not (earlier := self._before(since, noun)):
                return _Claim(noun, keys, words, plain, when)
            return _Claim(noun, earlier[0], " ".join(f"{since[earlier[1]:]}{words}".split()), plain and self._plain(since), when)
        if found := self._adjective(number, clause, 0, text[first:numeral.start]):
            return found
        noun = _last_noun(led) or _last_noun(text[first:numeral.start]) or "recommendation"
        if not ENDS.match(clause) or not (earlier := self._before(led, noun)):
            return None
        begins = earlier[1] + (first if when == "now" else numeral.start - len(led))
        return _Claim(noun, earlier[0], " ".join(text[begins:numeral.end].split()),
                      self._plain(text[first:numeral.start]) and self._plain(CUT.split(clause)[0]), when)

    def _when(self, text: str, first: int, numeral: Numeral, before: Numeral | None
              ) -> tuple[Literal["", "now", "then", "rise", "fall"], str]:
        """Return when a number was so, by "from … to …" and "rose by …", and the words that lead to it."""
        led = text[max(first, before.end if before else 0):numeral.start]
        came = text[first:before.start] if before and before.start >= first else ""
        if before and FROM.search(came) and TO.fullmatch(text[before.end:numeral.start]):
            return "now", FROM.sub("", came)
        return "then" if FROM.search(led) else "rise" if RISE.search(led) else "fall" if FALL.search(led) else "", led

    def _noun_after(self, clause: str) -> tuple[str, tuple[str, ...], str]:
        """Return the noun that a number counts, the keys of the figures that the clause may speak of, and what follows."""
        match = NOUN.search(clause)
        if not match or len(clause[:match.start()].split()) > ADJECTIVES or not self._plain(clause[:match.start()]):
            return "", (), ""
        noun = str(match.lastgroup)
        topic = list(self._topics(clause, noun))
        ends = max([match.end(), *(end for _, end, _ in topic)])
        return noun, tuple(dict.fromkeys(key for _, _, keys in topic for key in keys)), clause[ends:]

    def _adjective(self, number: str, clause: str, at: int, before: str) -> _Claim | None:
        """Return what a number says whose noun is not there: "92 outstanding", "92 were reviewed", "92 of them are overdue"."""
        verb = VERB.match(clause, at)
        begins = verb.end() if verb else at + len(clause[at:]) - len(clause[at:].lstrip())
        noun = _last_noun(before) or "recommendation"
        topics = list(self._topics(clause, noun))
        if begins == at or not any(start == begins for start, _, _ in topics):
            return None
        end = next(end for start, end, _ in topics if start == begins)
        while more := [stop for start, stop, _ in topics if start > end and clause[end:start].strip(" ,") in ("", "and", "or")]:
            end = more[0]
        if not ENDS.match(clause[end:]):
            return None
        keys = tuple(dict.fromkeys(key for start, stop, found in topics if stop <= end for key in found))
        return _Claim(noun, keys, " ".join(f"{number}{clause[:end]}".split()),
                      not at and self._plain(before) and self._plain(CUT.split(clause[end:])[0]))

    def _before(self, led: str, noun: str) -> tuple[tuple[str, ...], int] | None:
        """Return the figures that the words before a number speak of, if they lead to it, and where those words begin."""
        topics = sorted(self._topics(led, noun))
        if not topics:
            return None
        nouns = list(NOUN.finditer(led))
        end = max([topics[-1][1], *(match.end() for match in nouns)])
        listed = nouns and led.rstrip().endswith((":", "="))
        if not listed and any(word not in LINKS for word in _words(_undated(led[end:]))):
            return None
        start = topics[-1][0]
        keys = topics[-1][2] if topics[-1][2] and not self._is_rated(led) else tuple(
            dict.fromkeys(key for _, _, found in topics for key in found))
        near = [match.start() for match in nouns if match.end() <= start and self._plain(led[match.end():start])
                and not any(numerals(led[match.end():start]))]
        return (keys, min([start, *near[-1:]])) if keys else None

    def _is_rated(self, words: str) -> bool:
        return any(re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE) for word in self._ratings)

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
        words = NOUN.sub(" ", _undated(words))
        for found in reversed(list(numerals(words))):
            words = f"{words[:found.start]} {words[found.end:]}"
        for _, pattern, _ in (topic for topics in (TOPICS[noun] if noun else (), *TOPICS.values()) for topic in topics):
            words = re.sub(rf"\b(?:{pattern})\b", " ", words, flags=re.IGNORECASE)
        return all(word in self._neutral for word in _words(words))

    def _from_a_cell(self, text: str, numeral: Numeral) -> bool:
        """Return whether a cell that the paper prints has the same number in the same words."""
        before, after = text[:numeral.start].split()[-3:], text[numeral.end:].split()[:3]
        window = _flat(" ".join([*before, text[numeral.start:numeral.end], *after]))
        return len(before) + len(after) > 3 and window in self._cells


def _start(text: str, place: int) -> int:
    """Return where the sentence begins in which a place lies."""
    return max([0, *(match.end() for match in STOP.finditer(text, 0, place))])


def _end(text: str, place: int, mark: re.Pattern[str] = STOP) -> int:
    stop = mark.search(text, place)
    return stop.start() if stop else len(text)


def _sentence(text: str, start: int, end: int) -> str:
    return text[_start(text, start):_end(text, end)]


def _undated(words: str) -> str:
    for found in reversed(dates(words)):
        words = f"{words[:found.start]} {words[found.end:]}"
    return words


def _last_noun(words: str) -> str:
    return next((str(match.lastgroup) for match in reversed(list(NOUN.finditer(words)))), "")


def _nouns(line: str) -> set[str]:
    return {str(match.lastgroup) for match in NOUN.finditer(line)}


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.casefold().replace("’", "'"))
