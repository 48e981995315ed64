"""The nouns that the figures count, and the words by which sentences name what is counted of them:
"outstanding", "signed off", "areas for improvement".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.figures.measure import Family, Noun

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
        ("", r"under ?way", ("underway_total",)),
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


def last_noun(words: str) -> str:
    """Return the last noun that words name, by its name in NOUNS; "" where they name none."""
    return next((str(match.lastgroup) for match in reversed(list(NOUN.finditer(words)))), "")


def nouns(line: str) -> set[str]:
    """Return the nouns that a line names, by their names in NOUNS."""
    return {str(match.lastgroup) for match in NOUN.finditer(line)}
