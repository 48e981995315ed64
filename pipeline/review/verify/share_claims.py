"""What sentences say in shares and in changes: "more than half of …", "have doubled since …", "fell
by ten per cent".

A share is counted from the rows: those of which something is said, among those that the noun speaks
of. A change is that of the one figure that the noun is, since the last meeting. What names no rows,
or says of them what no row tells, is listed as a number that nothing here explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from pipeline.english.pattern import late
from pipeline.english.reading import NUMBER_WORDS, dates, flat
from pipeline.english.writing import digits, say_date
from pipeline.figures.figure import Figure
from pipeline.figures.measure import part_key
from pipeline.review.verify.change_words import (
    CLOSE,
    MOVED,
    MOVES,
    NOT_SO_MUCH,
    NOUNS,
    THAN,
    TIMES,
    WAYS,
    changes,
)
from pipeline.review.verify.predicates import Predicate
from pipeline.review.verify.share_words import FRACTION, HEDGE, PER_CENT, WORDS, fits_share
from pipeline.review.verify.subjects import (
    IF,
    NOUN,
    REPORT,
    REVIEWED,
    Judgement,
    Said,
    Subjects,
    is_concern,
)

COUNTED = ("rag", "overdue", "outstanding", "signed_off", "closed", "awaiting", "new")
"""What can be said of some of the rows so that they are counted."""
BEYOND = ("outstanding", "signed_off", "closed", "awaiting")
"""Of these, which rows are meant of whom it is said is sure only of one report."""
PAST = ("was", "were", "remained")
THEN = late(r"\b(?:last|previous)\s+(?:meeting|time|report|paper|year)\b", re.IGNORECASE)
PERIOD = late(
    r"\b(?:years?|months?|quarter|weeks?|spring|summer|autumn|winter|had)\b", re.IGNORECASE
)
VERB = (
    r"\s+(?:(?:now|still|all|also)\s+)*(?P<verb>is|are|was|were|has\s+been|have\s+been|remains?|"
    r"remained)\b(?P<not>\s+(?:not|no\s+longer)\b)?"
    r"(?:\s+(?:now|still|currently|also|already|yet))*\s+"
)
AFTER = late(
    r"\s*(?:$|[,.;:)\u2013\u2014]|(?:now|today|and|but|any\s+(?:more|longer)|at\s+present"
    r"|at\s+the\s+meeting|"
    r"in\s+the\s+period|as\s+at|"
    r"compared|while|with)\b)",
    re.IGNORECASE,
)
LOOKS = late(
    r"[%\xbc-\xbe\u2150-\u215e]|\bcent\b|\b(?:more|fewer|same|many|changed|unchanged)\b|\b(?:half|halved|doubled|trebled|tripled|quadrupled|most|majority|minority|all"
    r"|thirds?|"
    r"quarters?|fifths?|"
    r"sixths?|eighths?|tenths?|in\s+(?:[0-9]|two|three|four|five|six|seven|eight|nine|ten))\b|"
    r"\b(?:increas|decreas|reduc|declin|dropp|fall|fell|ris|rose|grow|grew)",
    re.IGNORECASE,
)
"""What a sentence has that tells a share or a change: without it nothing is looked for."""


class Shares:
    """Reads what a sentence says in shares of the rows, and in changes of a figure."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects, self._rows = subjects, subjects.rows

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """Return how a share of rows is told: "half of the … are …", "of the …, half are …", "…
        make up half of the …".
        """
        share = rf"(?P<told>(?:{HEDGE})?(?:{PER_CENT}|{FRACTION}|(?P<most>{WORDS})))"
        the = r"(?:(?:all|the|our|its|these)\s+)*"
        subject = self._subjects.pattern
        return tuple(
            re.compile(pattern, re.IGNORECASE)
            for pattern in (
                rf"(?<!\w)(?<!\w-){share}(?:\s+of)?\s+{the}{subject}{REPORT}?{VERB}",
                rf"\b(?:of|out\s+of)\s+{the}(?P<whole>(?:[0-9]+"
                rf"|{NUMBER_WORDS})\s+)?{subject}{REPORT}?\s*,\s*{share}{VERB}",
                rf"(?P<state>[\w-]+)(?:-rated)?\s+recommendations?(?:\s+rated\s+(?P<rated>\w+))?\s+(?:now\s+)?(?:make|makes|made|"
                rf"account|accounts|"
                rf"represent|represents)\s+(?:up\s+|for\s+)?{share}\s+of\s+{the}{subject}",
            )
        )

    @cached_property
    def _changes(self) -> tuple[re.Pattern[str], ...]:
        return changes(self._subjects)

    def judged(self, text: str) -> Iterator[Said]:
        """Yield what a sentence says of shares and changes, each with its judgement."""
        if not LOOKS.search(text):
            return
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield from self._share(text, match)
        for pattern in self._changes:
            for match in pattern.finditer(text):
                yield from self._change(text, match)

    def unexplained(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where shares stand that are told in words, of what figures count or as a change, in
        whatever sentence.
        """
        if LOOKS.search(text):
            yield from (
                match.span("told" if match["told"] else "told2") for match in LOOSE.finditer(text)
            )

    def _share(self, text: str, match: re.Match[str]) -> Iterator[Said]:
        found = match.groupdict()
        title = self._subjects.report(found.get("report"))
        if IF.search(text[: match.start()]) or title is None or (found.get("report") and not title):
            return
        read = self._predicate(text, match, title)
        if read is None:
            return
        (said, end), negated = read, bool(found.get("not"))
        there = {row.ref for row in self._rows.result.figures["reviewed_total"].evidence}
        chosen = self._subjects.chosen(match, "now", outstanding=True)
        if not chosen:
            return
        so = [
            ref
            for ref in chosen
            if (
                ref in there
                if said is None
                else self._rows.holds(ref, Predicate(said.kind, said.value, None, negated), "now")
            )
        ]
        fits, sure = fits_share(found, len(so) / len(chosen))
        named = match["adj"] or match["tail"] or title or is_concern(match)
        judgement: Judgement = "equal" if fits else "contradicts" if sure and named else "unsure"
        yield Said(
            flat(text[match.start() : end]),
            *match.span("told"),
            "",
            f"{digits(len(so))} of {digits(len(chosen))}, {round(100 * len(so) / len(chosen))}%",
            judgement,
        )

    def _predicate(
        self, text: str, match: re.Match[str], title: str
    ) -> tuple[Predicate | None, int] | None:
        """Return what is said of a share and where that ends, with no predicate where it is that
        they were reviewed in the period; None where it is nothing that is counted.
        """
        found, end = match.groupdict(), match.end()
        if found.get("verb") is None:
            said = self._in_a_word(found["rated"] or found["state"])
            return (said, end) if said else None
        told = match[0].casefold() + text[end : end + 20].casefold()
        if "reviewed" in told and not self._rows.keeps_reviews:
            return None
        if reviewed := REVIEWED.match(text, end):
            return None, reviewed.end()
        read = next(self._rows.read(text, end), None)
        if read is None or read[0].kind not in COUNTED:
            return None
        loose = read[0].kind in BEYOND and not title
        then = found["verb"] in PAST and (dates(text) or THEN.search(text))
        return None if loose or then or not AFTER.match(text, read[1]) else read

    def _in_a_word(self, word: str) -> Predicate | None:
        """Return what a word says of rows, a rating or overdue; None where it is another word."""
        ratings = self._rows.result.settings.ratings
        rating = next((one for one in ratings if one.casefold() == word.casefold()), None)
        if rating:
            return Predicate("rag", rating)
        return Predicate("overdue") if word.casefold() == "overdue" else None

    def _change(self, text: str, match: re.Match[str]) -> Iterator[Said]:
        """Yield from "the number of overdue recommendations has doubled since the last meeting" and
        "fell by ten per cent".
        """
        figures = self._figures(match)
        if not figures or IF.search(text[: match.start()]) or self._rows.last is None:
            return
        if (match.groupdict().get("times") or "").casefold() in THAN and NOT_SO_MUCH.search(
            text[: match.start("times")]
        ):
            return
        told = [
            self._is_so(match, figure)
            for figure in figures
            if figure.value is not None and figure.previous is not None
        ]
        if not told:
            return
        so, sure = any(fits for fits, _ in told), all(far for _, far in told)
        if so and not match.groupdict().get("told"):
            return
        figure = figures[0]
        values = [digits(value or 0) for value in (figure.value, figure.previous)]
        gives = f"{figure.label} ({figure.key}) {values[0]}, and {values[1]} at the last meeting"
        judgement: Judgement = (
            "equal"
            if so
            else (
                "contradicts"
                if sure
                and self._since_last(match)
                and not PERIOD.search(f"{text[: match.start()]} {match['since']}")
                else "unsure"
            )
        )
        span = match.span("told" if match.groupdict().get("told") else "times")
        yield Said(flat(text[match.start() : match.end()]), *span, figure.key, gives, judgement)

    def _figures(self, match: re.Match[str]) -> list[Figure]:
        """Return the figure that a subject is, and for a rating also that of those reviewed."""
        figure = self._subjects.figure(match)
        rating = figure.measure.word if figure else ""
        other = self._rows.result.figures[part_key("reviewed", rating)] if rating else None
        alone = "outstanding" not in f"{match['adj']} {match['tail'] or ''}".casefold()
        return [] if figure is None else [figure, *([other] if alone and other else [])]

    def _since_last(self, match: re.Match[str]) -> bool:
        """Return whether words say that a change is one since the last meeting, as they do where
        there are none.
        """
        last, since = self._rows.last, str(match["since"])
        assert last is not None
        named = re.search(
            r"(?:last|previous) (?:meeting|time|report|paper)|in the period"
            r"|^(?:before|then|previously)$",
            since.strip(),
        )
        month = re.search(r"\b(?:since|in)\s+([A-Z][a-z]+)$", since.strip())
        return (
            not since.strip()
            or bool(named)
            or any(day.fits(last) for day in dates(since))
            or (month is not None and say_date(last).split()[1] == month[1])
        )

    def _is_so(self, match: re.Match[str], figure: Figure) -> tuple[bool, bool]:
        """Return whether a figure changed as it is said, and whether it surely did not."""
        now, then, found = figure.value or 0, figure.previous or 0, match.groupdict()
        if found.get("times"):
            word, more = (
                " ".join(match["times"].casefold().split()),
                (found.get("more") or "").strip().casefold(),
            )
            if word in WAYS:
                so = (now > then) - (now < then) == WAYS[word]
            elif more in ("more than", "over"):
                so = now >= TIMES[word] * then if TIMES[word] > 1 else now <= TIMES[word] * then
            else:
                so = abs(now - TIMES[word] * then) <= CLOSE * TIMES[word] * max(then, 1)
            return so, not so
        way = {**MOVES, **NOUNS}[" ".join(match["move"].casefold().split())]
        return fits_share(found, way * (now - then) / then) if then else (False, False)


LOOSE = late(
    rf"(?<!\w)(?<!\w-)(?P<told>(?:{HEDGE})?(?:{FRACTION}|(?P<most>{WORDS})))(?:\s+of)?\s+(?:(?:all"
    rf"|the|our|its|"
    rf"these)\s+)*(?:[\w-]+\s+){{0,2}}{NOUN}|"
    rf"\b(?:{MOVED})\s+by\s+(?P<told2>(?:{HEDGE.replace('hedge', 'hedge2')})?(?:an?\s+|one\s+"
    rf"|two\s+|three\s+)?(?:half|thirds?|"
    rf"quarters?|fifths?|tenths?))\b",
    re.IGNORECASE,
)
"""A share in words beside a noun of the figures, or as a change."""
