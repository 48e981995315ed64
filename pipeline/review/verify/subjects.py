"""Of which rows a noun speaks with the words around it: "outstanding recommendations rated Red",
"the report on fraud".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.english.reading import words_of
from pipeline.figures.figure import Figure
from pipeline.figures.measure import part_key
from pipeline.review.verify.predicates import Kind, Predicate
from pipeline.review.verify.row_facts import Rows

NOUN = r"(?P<noun>recommendations?|areas?\s+for\s+improvement|causes?\s+of\s+concern)"
STATE = r"outstanding|open|overdue|new"
STATES: dict[str, Kind] = {
    "outstanding": "outstanding",
    "open": "outstanding",
    "overdue": "overdue",
    "new": "new",
}
REPORT = (
    r"(?P<report>\s+(?:(?:made|raised|contained|set\s+out)\s+)?(?:in|from|of|by|under)\s+(?:(?:the"
    r"|this|that|its|our|"
    r"both)\b|[\"\u201c\u2018'])"
    r"[^;:]{3,160}?)"
)
"""The report that the recommendations are in, by its title or its subject."""
SMALL = words_of("""
    the and for from with that this into its our their report reports inspection inspections
    thematic joint national police policing recommendation recommendations made hmicfrs
    inspectorate force forces response review entitled called titled latest recent earlier last
    published about concerning""")
"""Words of titles that tell no report from another."""

START = r"(?:^\W*|[,;:\u2013\u2014]\s*|\b(?:and|but|that|so|while|because|as)\s+)"
IF = re.compile(
    r"\b(?:if|whether|unless|until|once|should|would|could|may|might|must|will|hop\w+|aim\w*"
    r"|expect\w*|"
    r"ensur\w+|ask\w*|asked|not)\b",
    re.IGNORECASE,
)
REVIEWED = re.compile(r"reviewed\s+in\s+the\s+period\b", re.IGNORECASE)
Judgement = Literal["equal", "contradicts", "unsure"]


@dataclass(frozen=True, slots=True)
class Said:
    """Something said of many rows: the words, where they stand, and what the inputs give."""

    words: str
    start: int
    end: int
    key: str
    gives: str
    judgement: Judgement = "contradicts"


class Subjects:
    """The nouns that sentences speak of, given the rows."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        ratings = "|".join(
            sorted(
                (re.escape(word) for word in rows.result.settings.ratings), key=len, reverse=True
            )
        )
        adjective = rf"(?:{STATE}|{ratings}(?:-rated)?)"
        tail = (
            rf"(?P<tail>\s+(?:(?:that|which)\s+(?:are|is)\s+)?(?:(?:still|now|"
            rf"currently)\s+)?(?:rated\s+)?(?:{adjective}|past\s+(?:its|their)\s+"
            r"target(?:\s+dates?)?|awaiting\s+the\s+inspectorate"
            r"|reviewed(?:\s+in\s+the\s+period)?)\b)?"
        )
        self.pattern = rf"(?P<adj>(?:{adjective}\s+){{0,2}}){NOUN}{tail}"
        self.told = (
            rf"(?P<adj>(?:{adjective}\s+){{0,2}}){NOUN}\s+(?:are|is|were)\s+(?:(?:still|now)\s+)?"
            rf"(?P<tail>(?:rated\s+)?{adjective}|past\s+(?:its|their)\s+target(?:\s+dates?)?"
            r"|awaiting\s+the\s+inspectorate)\b"
        )

    @cached_property
    def _titles(self) -> dict[str, frozenset[str]]:
        """Return the words of each report's title."""
        return {
            title: frozenset(_words(title))
            for title in {row.report for row in self.rows.now.values()}
        }

    def report(self, told: str | None) -> str | None:
        """Return the one report that words name; "" where they name none, None where that is not
        sure.
        """
        if not told:
            return ""
        asked = set(_words(told)) - set(_words(self.rows.force))
        found = [title for title, words in self._titles.items() if asked and asked <= words]
        return found[0] if len(found) == 1 else None

    def _asked(self, told: str) -> list[Predicate]:
        """Return what the adjectives of a noun ask of the rows."""
        asked = [Predicate(kind) for word, kind in STATES.items() if _names(word, told)]
        if _names("past", told):
            asked.append(Predicate("overdue"))
        if _names("awaiting", told):
            asked.append(Predicate("awaiting"))
        ratings = self.rows.result.settings.ratings
        return [*asked, *(Predicate("rag", word) for word in ratings if _names(word, told))]

    def chosen(
        self, match: re.Match[str], when: Literal["now", "then"], *, outstanding: bool = False
    ) -> list[str]:
        """Return the rows that a noun with its adjectives speaks of."""
        rows = self.rows
        there = rows.now if when == "now" else rows.then
        kinds = _kinds(match)
        told = " ".join(f"{match['adj']} {match['tail'] or ''}".split())
        asked = self._asked(told)
        stands = {predicate.kind for predicate in asked} & {"outstanding", "awaiting", "overdue"}
        reviewed = _names("reviewed", told)
        those = (
            {row.ref for row in rows.result.figures["reviewed_total"].evidence}
            if reviewed
            else frozenset()
        )
        title = self.report(match.groupdict().get("report"))
        every_concern = (
            kinds == {"concern"} and not outstanding and not asked and match.groupdict().get("all")
        )
        if (
            not stands
            and not title
            and not reviewed
            and (outstanding or asked or kinds == {"concern"})
            and not every_concern
        ):
            asked.append(Predicate("outstanding"))
        return [
            ref
            for ref, row in there.items()
            if row.scope != "other"
            and row.kind in kinds
            and row.stage != "withdrawn"
            and (not title or row.report == title)
            and (not reviewed or ref in those)
            and all(rows.holds(ref, predicate, when) for predicate in asked)
        ]

    def figure(self, match: re.Match[str]) -> Figure | None:
        """Return the figure that a noun with its adjectives is, None where it is none."""
        told = " ".join(f"{match['adj']} {match['tail'] or ''}".casefold().split())
        figures = self.rows.result.figures
        if is_concern(match):
            return figures.get("concerns_total")
        if match["noun"].casefold().startswith("area"):
            return None
        for word in self.rows.result.settings.ratings:
            if re.search(rf"\b{re.escape(word.casefold())}\b", told):
                return figures.get(part_key("outstanding", word)) if "overdue" not in told else None
        for word, key in (
            ("overdue", "overdue_total"),
            ("past", "overdue_total"),
            ("awaiting", "awaiting_total"),
            ("outstanding", "outstanding_total"),
            ("open", "outstanding_total"),
            ("reviewed", "reviewed_total"),
        ):
            if word in told:
                return figures.get(key)
        return None


def is_concern(match: re.Match[str]) -> bool:
    """Return whether a subject is causes of concern."""
    return match["noun"].casefold().startswith("cause")


def _words(text: str) -> list[str]:
    """Return the words by which reports are told apart, without their plural s, and years."""
    found = re.findall(r"[a-z]{3,}|(?:19|20)[0-9]{2}(?:/[0-9]{2})?", text.casefold())
    return [word.rstrip("s") for word in found if word not in SMALL]


def _kinds(match: re.Match[str]) -> set[str]:
    """Return the kinds of rows that a noun speaks of: areas for improvement are recommendations."""
    if is_concern(match):
        return {"concern"}
    is_area = match["noun"].casefold().startswith("area")
    return {"improvement"} if is_area else {"recommendation", "improvement"}


def _names(word: str, told: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", told, re.IGNORECASE) is not None
