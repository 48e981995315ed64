"""Answers that are no heading: the sheet, the group, the dates, the same in every row."""

from __future__ import annotations

from pipeline.start.question import Choice

OURS = Choice("(every row is for our force)", {"value": "{force}"})
"""The force's name is filled in from report.toml."""
BY_DATES = Choice("(by the dates of closure and of sign-off)", {"from": "dates"})
BY_SHEET = Choice("(the name of the sheet)", "{sheet}")
BY_GROUP = Choice("(the row that heads the group)", "{group}")
KINDS = tuple(
    Choice(f"(every row: {word})", {"value": word})
    for word in ("Recommendation", "Area for improvement", "Cause of concern")
)
