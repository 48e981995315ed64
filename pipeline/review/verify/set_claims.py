"""What sentences say of all, none or both of the rows: against the rows themselves.

A number beside its noun is read in `number_claims`, a share or a change in `share_claims`; here are
the words that stand for a
number: "All causes of concern are now closed", "none of the overdue recommendations", "all of those
in the report on fraud".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pipeline.english.reading import dates, flat
from pipeline.english.writing import digits
from pipeline.review.verify.predicates import Predicate
from pipeline.review.verify.refs import LIMITS
from pipeline.review.verify.subjects import (
    IF,
    REPORT,
    REVIEWED,
    START,
    Judgement,
    Said,
    Subjects,
    is_concern,
)

VERB = (
    r"\s+(?:(?:now|still|all|also)\s+)*(?P<verb>is|are|was|were|has\s+been|have\s+been|remains?|"
    r"remained)\b(?P<not>\s+(?:not|no\s+longer)\b)?"
    r"(?:\s+(?:now|all|still|currently|also|already|both|yet))*\s+"
)
SURE = {"is", "are", "have", "has been", "have been", "remain", "remains"}
AFTER = re.compile(
    r"\s*(?:$|[,.;:)\u2013\u2014]|(?:now|today|and|but|any\s+(?:more|longer)|at\s+present|"
    r"at\s+the\s+(?:last\s+)?meeting|in\s+the\s+"
    r"period|by|since|as|then|when)\b)",
    re.IGNORECASE,
)
"""What may follow what is said of all of them, for it to be said of all without more."""
SETTLED = ("closed", "signed_off", "completed", "awaiting", "withdrawn")
ALL = re.compile(r"\b(?:all|every|each|both|none|no|neither|not\s+one)\b", re.IGNORECASE)


class Amounts:
    """Reads what a sentence says of all, none or both."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects, self._rows = subjects, subjects.rows
        subject = rf"{subjects.pattern}{REPORT}?"
        number = r"(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten)"
        the = r"(?:\s+(?:the|our|its))?"
        self._every = re.compile(
            rf"{START}(?P<all>all|every|each|both|none|no|neither)(?:\s+of)?{the}(?:\s+(?P<count>{number}))?"
            rf"\s+{subject}{VERB}",
            re.IGNORECASE,
        )
        self._have_all = re.compile(
            rf"{START}(?:the|our|its)\s+(?P<count>{number}\s+)?{subject}\s+(?P<verb>are|"
            rf"have)\s+(?:now\s+)?(?P<all>all|both)"
            r"\s+(?P<not>not\s+)?(?:(?:now|been)\s+)*",
            re.IGNORECASE,
        )
        self._both = re.compile(
            rf"{START}both(?:\s+of)?(?:\s+(?:the|our))?\s+{subjects.pattern}(?=\s+(?:is|are|was|were|has|"
            rf"have|"
            rf"had|remain)\b)",
            re.IGNORECASE,
        )

    def judged(self, text: str, *, first: bool) -> Iterator[Said]:
        """Yield what a sentence says that is not so; it may speak of what went before unless it is
        the `first`.
        """
        if not ALL.search(text):
            return
        for match in (*self._every.finditer(text), *self._have_all.finditer(text)):
            yield from self._all(text, match)
        for match in self._both.finditer(text):
            found = self._subjects.chosen(match, "now")
            if (match["adj"] or match["tail"] or is_concern(match)) and len(found) != 2:
                sure = bool(match["adj"] or match["tail"] or first)
                yield self._said(
                    text,
                    match,
                    f"there are {digits(len(found))}",
                    "contradicts" if sure else "unsure",
                )

    def _all(self, text: str, match: re.Match[str]) -> Iterator[Said]:
        """Yield from "all causes of concern are closed" and "none of the recommendations is
        overdue".
        """
        denied = match["all"].casefold() in ("none", "no", "neither")
        verb = " ".join(match["verb"].casefold().split())
        title = self._subjects.report(match.groupdict().get("report"))
        if IF.search(text[: match.start()]) or (match["not"] and denied) or title is None:
            return
        read = next(self._rows.read(text, match.end()), None)
        after = "" if read is None else text[read[1] :]
        past = verb not in SURE
        reviewed = REVIEWED.match(text, match.end())
        if reviewed and not denied:
            yield from self._not_reviewed(text, match, reviewed.end())
            return
        if read is None or read[0].kind == "reviewed" or not _is_without_more(after, past=past):
            return
        said = Predicate(read[0].kind, read[0].value, read[0].day, bool(match["not"]))
        if not title and _is_of_unsure_rows(said, denied=denied):
            return
        against = self._against(match, said, "now", denied=denied)
        was_so = (
            past
            and self._rows.then
            and said.kind != "overdue"
            and not self._against(match, said, "then", denied=denied)
        )
        if against and not was_so:
            most = ", ".join(against[:3]) + (
                f" and {digits(len(against) - 3)} more" if len(against) > 3 else ""
            )
            yield self._said(
                text,
                match,
                f"{most} {'is' if len(against) == 1 else 'are'}{'' if denied else ' not'}",
                end=read[1],
            )

    def _not_reviewed(self, text: str, match: re.Match[str], end: int) -> Iterator[Said]:
        """Yield how many were not, where all are said to have been reviewed in the period."""
        there = {row.ref for row in self._rows.result.figures["reviewed_total"].evidence}
        chosen = self._subjects.chosen(match, "now", outstanding=True)
        against = [ref for ref in chosen if ref not in there]
        if against and not is_concern(match):
            yield self._said(text, match, f"{digits(len(against))} were not", end=end)

    def _against(
        self, match: re.Match[str], said: Predicate, when: Literal["now", "then"], *, denied: bool
    ) -> list[str]:
        """Return the rows that speak against what is said of all of them, or of none."""
        rated = said.kind in ("rag", "status", "overdue", "new")
        chosen = self._subjects.chosen(match, when, outstanding=rated)
        return [ref for ref in chosen if self._rows.holds(ref, said, when) is denied]

    def _said(
        self,
        text: str,
        match: re.Match[str],
        gives: str,
        judgement: Judgement = "contradicts",
        end: int = 0,
    ) -> Said:
        figure = self._subjects.figure(match)
        start = (
            match.start()
            + len(match[0])
            - len(re.sub(r"^\W*(?:(?:and|but|that|so|while|because|as)\s+)?", "", match[0]))
        )
        end = end or match.end()
        return Said(
            flat(text[start:end]), start, end, figure.key if figure else "", gives, judgement
        )


def _is_without_more(after: str, *, past: bool) -> bool:
    """Return whether what follows leaves it said of all of them, now; what is `past` may be said of
    another time.
    """
    another_time = past and (
        dates(after) or re.search(r"\bwhen\b|\bthen\b|last (?:meeting|time)", after)
    )
    return bool(AFTER.match(after) and not another_time and not LIMITS.match(after))


def _is_of_unsure_rows(said: Predicate, *, denied: bool) -> bool:
    """Return whether of which rows this is said is certain only of those of one report."""
    if denied:
        return said.kind in SETTLED
    return said.kind == "outstanding" and not said.negated
