"""One sentence whose refs and dates are marks, so that what is said of them is read by its grammar,
and what is not so of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.english.pattern import late
from pipeline.english.reading import Dated, dates
from pipeline.english.writing import MONTHS
from pipeline.review.verify.predicates import Kind, Predicate, When
from pipeline.review.verify.row_facts import Rows

OUTSTANDING = Predicate("outstanding")
REF = "\ue000[0-9]+\ue001"
MARK = late("\ue000([0-9]+)\ue001")
DATE = "\ue002[0-9]+\ue003"
LISTED = rf"(?P<refs>{REF})"
"""A list of refs, which is one mark."""
_LIST = late(rf"{REF}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|to)\s+|\s*[&\u2013]\s*){REF})*")
IF = late(
    r"\b(?:if|whether|unless|until|once|when|should|would|could|may|might|propos\w+|suggest\w+|asked|hop\w+|"
    r"aim\w*|expect\w*|anticipat\w+|forecast\w*|likely|"
    r"assum\w+|previously|originally|initially|incorrectly|wrongly|error|instead|example|according|had)\b",
    re.IGNORECASE,
)
DENIED = late(
    r"\b(?:not|never|no|denie[sd]|disput\w+|doubt\w*|untrue|false)\b[^,;.]*\bthat\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before what is said for it to be a condition, a wish, a question, or denied."""
NOTED = late(
    r"\b(?:may|might|should|would|will|are|is|be)\s+(?:also\s+)?(?:(?:wish|like|asked|invited|pleased)\s+to\s+|"
    r"be\s+)?"
    r"(?:note|noted|know|hear|recall)\s+that\b",
    re.IGNORECASE,
)
"""What asks readers to take note of what is so: "members are asked to note that …"."""
LIMITS = late(
    r"\s*,?\s*(?:apart|except|save|other\s+than|subject\s+to|bar|pending|as\s+far\s+as|in\s+(?:part|draft|"
    r"principle|all\s+"
    r"but|most)|for\s+the\s+most|with\s+the\s+exception|but\s+for|once|when|if|unless|provided|until|"
    r"as\s+soon)\b",
    re.IGNORECASE,
)
"""What follows a thing that is said for it to be so in part, or not yet."""
_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS), "Sept"))
_BARE = late(
    rf"\b(?i:in|of|by|for|to|since|during|until|from|early|late|mid|the|is|was|"
    rf"a)[\s-]+(?P<month>{_MONTH})\b(?!\.?\s+[0-9])"
)

Judgement = Literal["wrong", "unsure"]


@dataclass(frozen=True, slots=True)
class Stated:
    """Something said of a row that its row does not say: the words, the ref, and what the row says,
    with its cell.
    """

    words: str
    ref: str
    says: str
    judgement: Judgement = "wrong"


class Marked:
    """A sentence with marks for its refs and dates, and the rows that it may speak of."""

    def __init__(self, text: str, refs: Sequence[str], rows: Rows) -> None:
        self.rows = rows
        self.days = _days(text)
        for place, day in reversed(list(enumerate(self.days))):
            text = f"{text[: day.start]}\ue002{place}\ue003{text[day.end :]}"
        self._lists: list[tuple[list[str], str]] = []
        self.text = _LIST.sub(lambda match: self._list(match[0], refs), text)

    def _list(self, words: str, refs: Sequence[str]) -> str:
        """Return the mark of a list of refs, whose own marks stand in some words."""
        named = [refs[int(number)] for number in MARK.findall(words)]
        self._lists.append((named, MARK.sub(lambda match: refs[int(match[1])], words)))
        return f"\ue000{len(self._lists) - 1}\ue001"

    def is_open(self, place: int) -> bool:
        """Return whether what is said from a place on is not said to be so, by the words before
        it.
        """
        before = NOTED.split(self.text[:place])[-1]
        return bool(IF.search(before) or DENIED.search(before))

    def of(self, refs: str) -> list[str]:
        """Return the refs that the mark of a list stands for."""
        return self._lists[int(refs[1:-1])][0]

    def day(self, mark: str) -> Dated:
        """Return the date that a mark stands for."""
        return self.days[int(mark[1:-1])]

    def wrong(
        self,
        refs: str | Sequence[str],
        predicate: Predicate,
        when: When,
        words: str,
        judgement: Judgement = "wrong",
    ) -> Iterator[Stated]:
        """Yield of each ref what is said of it that is not so; what its row leaves open of its
        completion is unsure.
        """
        for ref in self.of(refs) if isinstance(refs, str) else refs:
            holds = self.rows.holds(ref, predicate, when)
            if holds is False:
                yield self.stated(words, ref, predicate.kind, when, judgement)
            elif (
                holds is None
                and predicate.kind in ("completed", "reopened")
                and self.rows.holds(ref, OUTSTANDING, "now")
            ):
                if (
                    predicate.kind == "completed"
                    or self.rows.holds(ref, OUTSTANDING, "then") is not False
                ):
                    yield self.stated(words, ref, predicate.kind, "now", "unsure")

    def stated(
        self, words: str, ref: str, kind: Kind, when: When, judgement: Judgement = "wrong"
    ) -> Stated:
        """Return what is said of a row that is not so."""
        return Stated(self.plain(words), ref, self.rows.says(ref, kind, when), judgement)

    def plain(self, words: str) -> str:
        """Return words with their refs and dates in them again."""
        words = MARK.sub(lambda match: self._lists[int(match[1])][1], words)
        return " ".join(re.sub(DATE, lambda match: _said(self.day(match[0])), words).split())


def lists_in(text: str) -> tuple[str, list[str]]:
    """Return a text with marks for its refs, each list of them blotted out, and those lists."""
    return _LIST.sub("\ue000", text), [match[0] for match in _LIST.finditer(text)]


def _days(text: str) -> list[Dated]:
    """Return the dates of a sentence, and the months that it names without a year: "signed off in
    December".
    """
    found = [*dates(text)]
    for match in _BARE.finditer(text):
        start, end = match.span("month")
        if not any(day.start < end and start < day.end for day in found):
            month = 1 + next(
                place for place, name in enumerate(MONTHS) if name.startswith(match["month"][:3])
            )
            found.append(Dated(start, end, None, (None, month, None)))
    return sorted(found, key=lambda day: day.start)


def _said(day: Dated) -> str:
    number, month, year = day.parts
    return " ".join(
        str(part)
        for part in (number, MONTHS[month - 1] if month and month <= 12 else month, year)
        if part
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of claims, in any case of letters: compiled where it is first used."""
    return re.compile(pattern, re.IGNORECASE)
