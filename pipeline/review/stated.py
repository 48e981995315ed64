"""What sentences and table cells say of single rows: "WMP-030 is now rated Amber", "the target date of WMP-122 is …".

Only what is sure is called wrong: a ref that is the subject of its clause, or that a target date or an owner is said to
be of, and no condition, wish or question before it. What a sentence tells of the past is compared with the last meeting
where it says so, and is otherwise wrong only if it was true at neither meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.review.numerals import Dated, dates
from pipeline.review.predicates import Kind, Predicate, Rows, When, day_in
from pipeline.words import MONTHS

REF = "\ue000[0-9]+\ue001"
MARK = re.compile("\ue000([0-9]+)\ue001")
TOKEN = re.compile(r"\w(?:[\w./:\u2010-\u2013_-]*\w)?")
LISTED = rf"(?P<refs>{REF}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){REF})*)"
FREE = re.compile(r"(?:^|[,;:\u2013\u2014(]\s*|\b(?:and|but|that|so|while|whereas|because|as|therefore|however|"
                  r"recommendations?|improvement|"
                  r"concern|both|now|,)\s+|\bthe\s+)$", re.IGNORECASE)
"""What may stand before a ref that is the subject of its clause."""
IF = re.compile(r"\b(?:if|whether|unless|until|once|when|should|would|could|may|might|propos\w+|suggest\w+|asked|hop\w+|"
                r"aim\w*|expect\w*|"
                r"assum\w+|previously|originally|initially|incorrectly|wrongly|error|instead|example|according|had)\b",
                re.IGNORECASE)
VERB = (r"\s*,?\s*(?:(?:which|that|who)\s+)?(?:(?:now|still|also|both|all|therefore|already|again)\s+)*(?P<verb>is|are|was|"
        r"were|has|have|had|"
        r"remains?|remained|stays?|stayed|stands?|stood|became|becomes)\b(?P<not>\s+(?:not|no\s+longer)(?:\s+yet)?\b)?"
        r"(?:\s+(?:now|currently|still|since|also|already|formally|again|just|recently|all|both|each|yet))*"
        r"(?(not)|(?P<not2>\s+(?:not|no\s+longer)(?:\s+yet)?\b)?)(?:\s+been\b)?(?:\s+(?:now|all|both|formally|already|since))*\s+")
IS = re.compile(LISTED + VERB, re.IGNORECASE)
DATE = "\ue002[0-9]+\ue003"
TARGET = (
    re.compile(rf"(?P<which>\w+\s+)?target(?:\s+date)?s?\s+(?:of|for)\s+{LISTED}\s*(?:,|\(|:)?\s*(?P<how>(?:(?:is|was|are|were|remains|has\s+been|"
               rf"had\s+been|of|now|moved|extended|changed|set|put\s+back|brought\s+forward|to|from\s+{DATE}\s+to)\s+)*)(?P<day>{DATE})",
               re.IGNORECASE),
    re.compile(rf"{LISTED}\s*,?\s*(?P<how>(?:has|have|had|with|carries|carry|and\s+has)\s+(?:an?\s+|the\s+)?)(?:its\s+)?(?P<which>\w+\s+)?target"
               rf"(?:\s+date)?\s+of\s+(?P<day>{DATE})", re.IGNORECASE),
    re.compile(rf"{LISTED}(?:['\u2019]s?|,\s*whose)\s+(?P<which>\w+\s+)?target(?:\s+date)?\s+(?P<how>(?:is|was|remains|has\s+been|now|of|moved|"
               rf"extended|changed|set|to|\s)+)\s*(?P<day>{DATE})", re.IGNORECASE),
    re.compile(rf"{LISTED}\s*,?\s*(?:(?:which|and)\s+)?(?P<how>(?:is|are|was|were|remains?)\s+(?:new\s+(?:in\s+this\s+\w+\s+)?and\s+(?:is\s+)?)?"
               rf"(?:now\s+|still\s+)?)due\s+(?P<which>)(?:to\s+be\s+\w+\s+|for\s+\w+\s+)?(?:by|on|in)\s+(?:the\s+end\s+of\s+)?(?P<day>{DATE})",
               re.IGNORECASE))
ORIGINAL, FORMER = ("original ", "first ", "initial "), ("previous ", "earlier ", "former ", "old ", "last ")
BRACKET = re.compile(rf"{LISTED}\s*\((?P<inside>[^()]*)\)")
MOVED = re.compile(LISTED + r"\s+(?:has\s+|have\s+)?(?:moved|went|gone|changed|improved|worsened|deteriorated|fell|fallen|"
                            r"slipped|risen|rose|"
                   r"been\s+(?:upgraded|downgraded|moved|re-?rated))\s+from\s+(?P<then>[^,.;]{1,40}?)\s+to\s+(?P<now>[^,.;]{1,40}?)"
                   r"(?=[,.;]|$|\s+(?:since|because|as|after|following|in|at|and)\b)", re.IGNORECASE)
RATING_OF = re.compile(rf"(?:rating|RAG|status)\s+(?:of|for)\s+{LISTED}{VERB}", re.IGNORECASE)
ITS_RATING = re.compile(rf"{LISTED}['\u2019]s?\s+(?:RAG\s+)?(?:rating|RAG|status){VERB}", re.IGNORECASE)
OWNER_OF = re.compile(rf"(?:owner\s+(?:of|for)\s+{LISTED}\s*(?:is|,|:)\s*(?:now\s+)?|(?:responsibility\s+for|ownership\s+of)\s+"
                      rf"{LISTED.replace('refs', 'others')}\s+(?:now\s+)?(?:rests|lies|sits)\s+with\s+)", re.IGNORECASE)
OWNS, OWNED = (re.compile(words, re.IGNORECASE) for words in (
    rf"\s+(?:now\s+)?(?:owns|is\s+the\s+owner\s+of)\s+{LISTED}", r"owned\s+by\s+"))
NUMBERED = re.compile(r"\b(?:refs?|references?|recommendations?|recs?|AFIs?|concern|improvement|nos?|numbers?)\.?\s+$",
                      re.IGNORECASE)
"""What stands before a ref that is a number, for it to be a ref and no count."""
SINCE_DATE = re.compile(r"(?:\s+(?:as|by|at)\s+[^,.;\ue002]{1,60}?)?,?\s+on\s+(?P<day>" + DATE + ")", re.IGNORECASE)
LAST = re.compile(r"\b(?:last|previous)\s+(?:meeting|paper|report|time)\b|\bthen\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:before|earlier|once|years?|months?|spring|summer|autumn|winter|until|in\s+(?:19|20)[0-9]{2}|"
                  rf"(?:{'|'.join(MONTHS)}))\b", re.IGNORECASE)

Judgement = Literal["wrong", "unsure"]


@dataclass(frozen=True, slots=True)
class Stated:
    """Something said of a row that its row does not say: the words, the ref, and what the row says, with its cell."""

    words: str
    ref: str
    says: str
    judgement: Judgement = "wrong"


class Sentences:
    """Reads sentences and the cells of tables, given the rows of both meetings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._refs = {_folded(ref): ref for ref in (*rows.then, *rows.now)}
        spaced = sorted((re.escape(ref) for ref in self._refs.values() if not TOKEN.fullmatch(ref)), key=len, reverse=True)
        self._spaced = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if spaced else None

    def refs(self, text: str) -> list[str]:
        """Return the refs that a text names, in order."""
        return self._marked(text)[1]

    def known(self, text: str) -> str:
        """Return the ref that a whole text is, "" where it is none."""
        return self._refs.get(_folded(text.strip()), "")

    def judged(self, text: str) -> Iterator[Stated]:
        """Yield what one sentence says of rows that is not so, once each."""
        marked, refs = self._marked(text)
        if refs:
            days = dates(marked)
            for place, day in reversed(list(enumerate(days))):
                marked = f"{marked[:day.start]}\ue002{place}\ue003{marked[day.end:]}"
            yield from dict.fromkeys(_Sentence(marked, refs, days, self._rows).judged())

    def cell(self, ref: str, heading: str, text: str) -> Stated | None:
        """Return what a table's cell says of the row's ref under a heading, where that is not so; None where it is."""
        kind = _kind(heading)
        words = f"{ref}, {heading}: {text}"
        if not kind or not text.strip():
            return None
        if kind == "owner":
            office = self._rows.known_office(text)
            holds = self._rows.holds(ref, Predicate("owner", office or text), "now")
            return None if holds in (True, None) else Stated(words, ref, self._rows.says(ref, "owner", "now"),
                                                             "wrong" if office else "unsure")
        if kind in ("target", "original_target", "signed_off_on", "closed_on"):
            day = day_in(text)
            said = Predicate(kind, "", day) if day else None
        else:
            said = next((one for one, end in self._rows.read(text.strip(), 0) if end == len(text.strip())), None)
        if said is None or self._rows.holds(ref, said, "now") is not False:
            return None
        return Stated(words, ref, self._rows.says(ref, said.kind, "now"))

    def _marked(self, text: str) -> tuple[str, list[str]]:
        """Return a text with each ref made a mark, and the refs."""
        refs: list[str] = []

        def mark(match: re.Match[str]) -> str:
            ref = self._refs.get(_folded(match[0]))
            if ref is None or (not any(map(str.isalpha, ref)) and not NUMBERED.search(match.string[:match.start()])):
                return match[0]
            refs.append(ref)
            return f"\ue000{len(refs) - 1}\ue001"

        return TOKEN.sub(mark, self._spaced.sub(mark, text) if self._spaced else text), refs


class _Sentence:
    def __init__(self, text: str, refs: list[str], days: list[Dated], rows: Rows) -> None:
        self._text, self._refs, self._days, self._rows = text, refs, days, rows

    def judged(self) -> Iterator[Stated]:
        """Yield what the sentence says that is not so."""
        yield from self._is()
        yield from self._brackets()
        yield from self._targets()
        yield from self._owners()
        yield from self._moves()

    def _is(self) -> Iterator[Stated]:
        """Yield from "WMP-030 is now rated Amber" and "WMP-017 was signed off on 9 September 2020"."""
        subjects = (match for match in IS.finditer(self._text) if FREE.search(self._text[:match.start()]))
        for match in (*subjects, *RATING_OF.finditer(self._text), *ITS_RATING.finditer(self._text)):
            if IF.search(self._text[:match.start()]):
                continue
            verb, negated = match["verb"].casefold(), bool(match["not"] or match["not2"])
            for predicate, end in self._rows.read(self._text, match.end()):
                said = Predicate(predicate.kind, predicate.value, None, negated)
                on = SINCE_DATE.match(self._text, end) if said.kind in ("signed_off", "closed") and not negated else None
                when = self._when(verb, self._text[end:] if on is None else "")
                if when is None:
                    break
                wrong = list(self._wrong(match["refs"], said, when, self._text[match.start():end]))
                yield from wrong
                if on and not wrong:
                    kind: Kind = "signed_off_on" if said.kind == "signed_off" else "closed_on"
                    yield from self._wrong(match["refs"], Predicate(kind, "", self._day(on["day"])), "now",
                                           self._text[match.start():on.end()])
                break
            if (owned := OWNED.match(self._text, match.end())) and (
                    owner := self._rows.owner.match(self._text, owned.end())):
                when = "either" if verb in ("was", "were", "had") else "now"
                yield from self._wrong(match["refs"], Predicate("owner", owner["owner"], None, negated), when,
                                       self._text[match.start():owner.end()])

    def _when(self, verb: str, after: str) -> When | None:
        """Return which meeting a verb speaks of; None for another time, of which nothing is known."""
        last = self._rows.last
        days = [self._day(mark) for mark in re.findall(DATE, after)]
        if not last and LAST.search(after):
            return None
        if LAST.search(after) or any(last and day.fits(last) for day in days if day.day or day.parts[1]):
            return "then" if verb in ("was", "were", "had", "stood", "remained", "stayed", "became") else None
        if days or PAST.search(after):
            return None
        return "either" if verb in ("was", "were", "had", "stood", "remained", "stayed", "became") else "now"

    def _brackets(self) -> Iterator[Stated]:
        """Yield from "WMP-030 (Amber)"."""
        for match in BRACKET.finditer(self._text):
            if IF.search(self._text[:match.start()]):
                continue
            for predicate, end in self._rows.read(match["inside"], 0):
                if not match["inside"][end:].strip() and predicate.kind in ("rag", "status", "open", "closed", "overdue"):
                    yield from self._wrong(match["refs"], predicate, "now", self._text[match.start():match.end()])
                    break

    def _targets(self) -> Iterator[Stated]:
        for pattern in TARGET:
            for match in pattern.finditer(self._text):
                which, how = (match["which"] or "").casefold(), match["how"].casefold()
                if IF.search(self._text[:match.start()]) and "had" not in how:
                    continue
                kind: Kind = "original_target" if which in ORIGINAL else "target"
                past = how.startswith(("was", "were", "had")) or which in FORMER
                day = self._day(match["day"])
                words = self._text[match.start():match.end()]
                if past and kind == "target" and self._any_original(match["refs"], day):
                    continue
                yield from self._wrong(match["refs"], Predicate(kind, "", day), "either" if past else "now", words)

    def _any_original(self, refs: str, day: Dated) -> bool:
        return any(self._rows.holds(self._refs[int(number)], Predicate("original_target", "", day), "either") is not False
                   for number in MARK.findall(refs))

    def _owners(self) -> Iterator[Stated]:
        """Yield from "the owner of WMP-122 is …", "responsibility for it rests with …" and "… owns WMP-122"."""
        for match in OWNER_OF.finditer(self._text):
            owner = self._rows.owner.match(self._text, match.end())
            if owner and not IF.search(self._text[:match.start()]):
                yield from self._wrong(match["refs"] or match["others"], Predicate("owner", owner["owner"]), "now",
                                       self._text[match.start():owner.end()])
        for owner in self._rows.owner.finditer(self._text):
            owns = OWNS.match(self._text, owner.end())
            if owns and not IF.search(self._text[:owner.start()]):
                yield from self._wrong(owns["refs"], Predicate("owner", owner["owner"]), "now",
                                       self._text[owner.start():owns.end()])

    def _moves(self) -> Iterator[Stated]:
        """Yield from "WMP-030 moved from Amber to Red"."""
        for match in MOVED.finditer(self._text):
            if not FREE.search(self._text[:match.start()]) or IF.search(self._text[:match.start()]):
                continue
            for words, when in ((match["then"], "then"), (match["now"], "now")):
                said = next((one for one, end in self._rows.read(words, 0) if end == len(words)), None)
                if said and said.kind in ("rag", "status"):
                    yield from self._wrong(match["refs"], said, "then" if when == "then" else "now",
                                           self._text[match.start():match.end()])

    def _wrong(self, refs: str, predicate: Predicate, when: When, words: str) -> Iterator[Stated]:
        for number in MARK.findall(refs):
            ref = self._refs[int(number)]
            if self._rows.holds(ref, predicate, when) is False:
                yield Stated(self._plain(words), ref, self._rows.says(ref, predicate.kind, when))

    def _day(self, mark: str) -> Dated:
        return self._days[int(mark[1:-1])]

    def _plain(self, words: str) -> str:
        """Return words with their refs and dates in them again."""
        words = MARK.sub(lambda match: self._refs[int(match[1])], words)
        return " ".join(re.sub(DATE, lambda match: _said(self._day(match[0])), words).split())


def _folded(ref: str) -> str:
    """Return a ref as it is looked up: in any case, but for one of letters alone, which may be a word."""
    return ref.casefold() if any(map(str.isdigit, ref)) else ref


def _said(day: Dated) -> str:
    number, month, year = day.parts
    return " ".join(str(part) for part in (number, MONTHS[month - 1] if month else None, year) if part)


def _kind(heading: str) -> Kind | Literal[""]:
    """Return what a column of a table tells, by its heading."""
    told = " ".join(heading.casefold().split())
    for words, kind in KINDS:
        if re.search(words, told):
            return kind
    return ""


KINDS: tuple[tuple[str, Kind | Literal[""]], ...] = (
    (r"days|why|reason|last meeting|then|was\b|mean|next|new\b|revised", ""),
    (r"(?:original|first).*(?:target|due)", "original_target"), (r"target|due date|due by|^due$", "target"),
    (r"owner|chief officer", "owner"), (r"\brag\b|rating", "rag"), (r"^status", "status"),
    (r"signed off|sign-off date|date of sign-off", "signed_off_on"), (r"^closed|date closed", "closed_on"))
"""The headings of columns that tell something of a row, the first that fits."""

