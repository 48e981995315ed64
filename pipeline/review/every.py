"""What sentences say of all, none or both of the rows, and of figures that doubled or halved: against the rows themselves.

A number beside its noun is read in `claims`; here are the words that stand for one: "All causes of concern are now
closed", "none of the overdue recommendations", "both", "the number of overdue recommendations has doubled".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.config import slug
from pipeline.figures import Figure
from pipeline.review.numerals import dates
from pipeline.review.predicates import Kind, Predicate, Rows
from pipeline.words import digits, say_date

NOUN = r"(?P<noun>recommendations?|areas?\s+for\s+improvement|causes?\s+of\s+concern)"
STATE = r"outstanding|open|overdue|new"
VERB = (r"\s+(?:(?:now|still|all|also)\s+)*(?P<verb>is|are|was|were|has\s+been|have\s+been|remains?|"
        r"remained)\b(?P<not>\s+(?:not|no\s+longer)\b)?"
        r"(?:\s+(?:now|all|still|currently|also|already|both|yet))*\s+")
START = r"(?:^\W*|[,;:\u2013\u2014]\s*|\b(?:and|but|that|so|while|because|as)\s+)"
SURE = {"is", "are", "has been", "have been", "remain", "remains"}
TIMES = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
CLOSE = 0.15
"""How far from twice as many a number may be that is said to have doubled."""
MOVES = {"increased": 1, "risen": 1, "rose": 1, "grown": 1, "grew": 1, "fallen": -1, "fell": -1, "decreased": -1, "reduced": -1,
         "declined": -1, "dropped": -1}
STATES: dict[str, Kind] = {"outstanding": "open", "open": "open", "overdue": "overdue", "new": "new"}
AFTER = re.compile(r"\s*(?:$|[,.;:)\u2013\u2014]|(?:now|today|and|but|any\s+(?:more|longer)|at\s+present|"
                   r"at\s+the\s+(?:last\s+)?meeting|in\s+the\s+"
                   r"period|by|since|as|then|when)\b)", re.IGNORECASE)
"""What may follow what is said of all of them, for it to be said of all without more."""
IF = re.compile(r"\b(?:if|whether|unless|until|once|should|would|could|may|might|must|will|hop\w+|aim\w*|expect\w*|"
                r"ensur\w+|ask\w*|asked|not)\b",
                re.IGNORECASE)

Judgement = Literal["contradicts", "unsure"]


@dataclass(frozen=True, slots=True)
class Said:
    """Something said of many rows that is not so: the words, where they stand, and what the inputs give."""

    words: str
    start: int
    end: int
    key: str
    gives: str
    judgement: Judgement = "contradicts"


class Amounts:
    """Reads what a sentence says of all, none, both, or twice as many."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        ratings = "|".join(sorted((re.escape(word) for word in rows.result.settings.ratings), key=len, reverse=True))
        adjective = rf"(?:{STATE}|{ratings}(?:-rated)?)"
        tail = (rf"(?P<tail>\s+(?:(?:that|which)\s+(?:are|is)\s+)?(?:(?:still|now|"
                rf"currently)\s+)?(?:rated\s+)?(?:{adjective}|past\s+(?:its|their)\s+"
                r"target(?:\s+dates?)?|awaiting\s+the\s+inspectorate)\b)?")
        subject = rf"(?P<adj>(?:{adjective}\s+){{0,2}}){NOUN}{tail}"
        number = r"(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten)"
        self._every = re.compile(rf"{START}(?P<all>all|every|each|both|none|no|neither)(?:\s+of)?(?:\s+(?:the|our|"
                                 rf"its))?(?:\s+(?P<count>{number}))?"
                                 rf"\s+{subject}{VERB}", re.IGNORECASE)
        self._both = re.compile(rf"{START}both(?:\s+of)?(?:\s+(?:the|our))?\s+{subject}(?=\s+(?:is|are|was|were|has|have|"
                                rf"had|remain)\b)",
                                re.IGNORECASE)
        self._times = re.compile(
            rf"(?:(?:number|total|count)\s+of\s+)?{subject}\s+(?:has\s+|have\s+|had\s+)?(?P<more>more\s+than\s+|almost\s+|nearly\s+|about\s+|roughly\s+"
            rf"|over\s+)?(?P<times>{'|'.join((*TIMES, *MOVES))})(?=\s*(?:$|[,;.:)]|since\b|over\b|in\s+the\s+period|"
            rf"from\s+the\s+last|"
            r"compared|and\b|but\b))(?P<since>[^,;.]*)", re.IGNORECASE)

    def judged(self, text: str, *, first: bool) -> Iterator[Said]:
        """Yield what a sentence says that is not so; it may speak of what went before unless it is the `first`."""
        for match in self._every.finditer(text):
            yield from self._all(text, match)
        for match in self._both.finditer(text):
            found = self._chosen(match, "now")
            if (match["adj"] or match["tail"] or _is_concern(match)) and len(found) != 2:
                sure = bool(match["adj"] or match["tail"] or first)
                yield self._said(text, match, f"there are {digits(len(found))}", "contradicts" if sure else "unsure")
        for match in self._times.finditer(text):
            yield from self._moved(text, match)

    def _all(self, text: str, match: re.Match[str]) -> Iterator[Said]:
        """Yield from "all causes of concern are closed" and "none of the recommendations is overdue"."""
        denied = match["all"].casefold() in ("none", "no", "neither")
        verb = " ".join(match["verb"].casefold().split())
        if IF.search(text[:match.start()]) or (match["not"] and denied):
            return
        read = next(self._rows.read(text, match.end()), None)
        after = "" if read is None else text[read[1]:]
        past = verb not in SURE
        reviewed = re.compile(r"reviewed\s+in\s+the\s+period\b", re.IGNORECASE).match(text, match.end())
        if reviewed and not denied:
            there = {row.ref for row in self._rows.result.figures["reviewed_total"].evidence}
            against = [ref for ref in self._chosen(match, "now", outstanding=True) if ref not in there]
            if against and not _is_concern(match):
                yield self._said(text, match, f"{digits(len(against))} were not", end=reviewed.end())
            return
        another_time = past and (dates(after) or re.search(r"\bwhen\b|\bthen\b|last (?:meeting|time)", after))
        if read is None or not AFTER.match(after) or another_time:
            return
        said = Predicate(read[0].kind, read[0].value, read[0].day, bool(match["not"]))
        if said.kind == "open" and not denied and not said.negated:
            return  # all are outstanding: of which rows this is said, is not certain
        if denied and said.kind in ("closed", "signed_off", "awaiting", "withdrawn"):
            return
        against = self._against(match, said, "now", denied=denied)
        was_so = past and self._rows.then and said.kind != "overdue" and not self._against(match, said, "then", denied=denied)
        if against and not was_so:
            most = ", ".join(against[:3]) + (f" and {digits(len(against) - 3)} more" if len(against) > 3 else "")
            yield self._said(text, match, f"{most} {'is' if len(against) == 1 else 'are'}{'' if denied else ' not'}", end=read[1])

    def _against(self, match: re.Match[str], said: Predicate, when: Literal["now", "then"], *, denied: bool) -> list[str]:
        """Return the rows that speak against what is said of all of them, or of none."""
        rated = said.kind in ("rag", "status", "overdue", "new")
        return [ref for ref in self._chosen(match, when, outstanding=rated) if self._rows.holds(ref, said, when) is denied]

    def _chosen(self, match: re.Match[str], when: Literal["now", "then"], *, outstanding: bool = False) -> list[str]:
        """Return the rows that a noun with its adjectives speaks of."""
        rows = self._rows
        records = rows.now if when == "now" else rows.then
        kinds = {"concern"} if _is_concern(match) else {"improvement"} if match["noun"].casefold().startswith("area") else {
            "recommendation", "improvement"}
        told = " ".join(f"{match['adj']} {match['tail'] or ''}".split())
        asked = [Predicate(kind) for word, kind in STATES.items() if re.search(rf"\b{word}\b", told, re.IGNORECASE)]
        if re.search(r"\bpast\b", told, re.IGNORECASE):
            asked.append(Predicate("overdue"))
        if re.search(r"\bawaiting\b", told, re.IGNORECASE):
            asked.append(Predicate("awaiting"))
        asked += [Predicate("rag", word) for word in rows.result.settings.ratings
                  if re.search(rf"\b{re.escape(word)}\b", told, re.IGNORECASE)]
        stands = {predicate.kind for predicate in asked} & {"open", "awaiting", "overdue"}
        every_concern = kinds == {"concern"} and not outstanding and not asked and match.groupdict().get("all")
        if not stands and (outstanding or asked or kinds == {"concern"}) and not every_concern:
            asked.append(Predicate("open"))
        return [ref for ref, record in records.items() if record["scope"] != "other" and record["kind"] in kinds
                and record["ladder"] != "withdrawn" and all(rows.holds(ref, predicate, when) for predicate in asked)]

    def _moved(self, text: str, match: re.Match[str]) -> Iterator[Said]:
        """Yield from "the number of overdue recommendations has doubled since the last meeting"."""
        figure = self._figure(match)
        if figure is None or IF.search(text[:match.start()]) or self._rows.last is None:
            return
        now, then = figure.value, figure.previous
        since, word = match["since"], match["times"].casefold()
        days = dates(since)
        last = self._rows.last
        named = re.search(r"last (?:meeting|report|paper)|in the period", since)
        at_last = not since.strip() or named or any(day.fits(last) for day in days)
        month = re.search(r"\bsince\s+([A-Z][a-z]+)$", since.strip())
        at_last = at_last or (month is not None and say_date(last).split()[1] == month[1])
        if now is None or then is None:
            return
        more = (match["more"] or "").strip().casefold()
        if word in MOVES:
            so = (now - then) * MOVES[word] > 0
        elif more in ("more than", "over"):
            so = now >= TIMES[word] * then if TIMES[word] > 1 else now <= TIMES[word] * then
        else:
            so = abs(now - TIMES[word] * then) <= CLOSE * TIMES[word] * max(then, 1)
        if not so:
            yield Said(_flat(text[match.start():match.end()]), match.start(), match.end(), figure.key,
                       f"{figure.label} ({figure.key}) {digits(now)}, and {digits(then)} at the last meeting",
                       "contradicts" if at_last else "unsure")

    def _figure(self, match: re.Match[str]) -> Figure | None:
        """Return the figure that a noun with its adjectives is, None where it is none."""
        told = " ".join(f"{match['adj']} {match['tail'] or ''}".casefold().split())
        figures = self._rows.result.figures
        if _is_concern(match):
            return figures.get("concerns_total")
        if match["noun"].casefold().startswith("area"):
            return None
        for word in self._rows.result.settings.ratings:
            if re.search(rf"\b{re.escape(word.casefold())}\b", told):
                return figures.get(f"outstanding_{slug(word)}") if "overdue" not in told else None
        for word, key in (("overdue", "overdue_total"), ("past", "overdue_total"), ("awaiting", "awaiting_total"),
                          ("outstanding", "outstanding_total"), ("open", "outstanding_total")):
            if word in told:
                return figures.get(key)
        return None

    def _said(self, text: str, match: re.Match[str], gives: str, judgement: Judgement = "contradicts", end: int = 0) -> Said:
        figure = self._figure(match)
        start = match.start() + len(match[0]) - len(re.sub(r"^\W*(?:(?:and|but|that|so|while|because|as)\s+)?", "", match[0]))
        end = end or match.end()
        return Said(_flat(text[start:end]), start, end, figure.key if figure else "", gives, judgement)


def _is_concern(match: re.Match[str]) -> bool:
    return match["noun"].casefold().startswith("cause")


def _flat(text: str) -> str:
    return " ".join(text.split())
