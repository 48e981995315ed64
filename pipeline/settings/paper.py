"""The tables of report.toml that a paper is printed from: its cover and what stands besides it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, model_validator

from pipeline.settings.entries import Day, Filled, Line, Page, Table, Text, an_email

RETIRED_MARKINGS = {
    "NOT PROTECTIVELY MARKED",
    "NPM",
    "UNCLASSIFIED",
    "PROTECT",
    "RESTRICTED",
    "CONFIDENTIAL",
}


class BackgroundPaper(Table):
    """A paper that this one rests on; `link` is its page."""

    title: Filled
    link: Page = ""


class Implication(Table):
    """What the paper means for money, law, equality and the like: one heading and its text."""

    heading: Filled
    text: Text


class Officer(Table):
    """Whom members may ask."""

    name: Line = ""
    role: Line = ""
    telephone: Line = ""
    email: Annotated[Line, BeforeValidator(an_email)] = ""


class Decision(Table):
    """What was decided before, when, and by which body."""

    date: Day
    decision: Text
    body: Line = ""


class Paper(Table):
    """What the cover block and the header print, and what a template may print besides."""

    title: Filled = "HMICFRS update"
    agenda_item: Line = ""
    report_of: Line = ""
    author: Line = ""
    contact: Line = ""
    marking: Line = ""
    panel_chair: Line = ""
    review_every: Line = ""
    officer: Officer = Officer()
    next_report: Day | None = None
    background: tuple[BackgroundPaper, ...] = ()
    implications: tuple[Implication, ...] = ()
    history: tuple[Decision, ...] = ()

    @model_validator(mode="after")
    def _marking_in_use(self) -> Paper:
        if " ".join(self.marking.upper().split()) in RETIRED_MARKINGS:
            raise ValueError(
                f'marking "{self.marking}" is retired; use OFFICIAL, or leave it empty'
            )
        return self
