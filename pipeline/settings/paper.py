"""The tables of report.toml that a paper is printed from: its cover and what stands besides it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pipeline.settings import entries
from pipeline.settings.checked import key, many, table
from pipeline.settings.entries import day, filled, line, lines

RETIRED_MARKINGS = {
    "NOT PROTECTIVELY MARKED",
    "NPM",
    "UNCLASSIFIED",
    "PROTECT",
    "RESTRICTED",
    "CONFIDENTIAL",
}


@dataclass(frozen=True, kw_only=True)
class BackgroundPaper:
    """A paper that this one rests on; `link` is its page."""

    title: str = key(filled)
    link: str = key(entries.page, "")


@dataclass(frozen=True, kw_only=True)
class Implication:
    """What the paper means for money, law, equality and the like: one heading and its text."""

    heading: str = key(filled)
    text: str = key(lines)


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Whom members may ask."""

    name: str = key(line, "")
    role: str = key(line, "")
    telephone: str = key(line, "")
    email: str = key(entries.email, "")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided before, when, and by which body."""

    date: datetime.date = key(day)
    decision: str = key(lines)
    body: str = key(line, "")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What the cover block and the header print, and what a template may print besides."""

    title: str = key(filled, "HMICFRS update")
    agenda_item: str = key(line, "")
    report_of: str = key(line, "")
    author: str = key(line, "")
    contact: str = key(line, "")
    marking: str = key(line, "")
    panel_chair: str = key(line, "")
    review_every: str = key(line, "")
    officer: Officer = key(table(Officer), Officer())
    next_report: datetime.date | None = key(day, None)
    background: tuple[BackgroundPaper, ...] = key(many(table(BackgroundPaper)), ())
    implications: tuple[Implication, ...] = key(many(table(Implication)), ())
    history: tuple[Decision, ...] = key(many(table(Decision)), ())

    def __post_init__(self) -> None:
        if " ".join(self.marking.upper().split()) in RETIRED_MARKINGS:
            raise ValueError(
                f'marking "{self.marking}" is retired; use OFFICIAL, or leave it empty'
            )
