"""The smaller tables of report.toml: the force, the meeting, the workbook, the archive."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.settings.checked import choice, key, many, table, whole, yes_or_no
from pipeline.settings.entries import day, filled, line, pattern, seal, word
from pipeline.settings.mapping import Reading


@dataclass(frozen=True, kw_only=True)
class Force:
    """The force, and the words in "Addressed to" that mean it."""

    name: str = key(word)
    short_name: str = key(pattern, "")
    aliases: tuple[str, ...] = key(many(word), ())


@dataclass(frozen=True, kw_only=True)
class Committee:
    """The committee that the paper goes to."""

    name: str = key(filled)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The meeting and its data cut-off; `since` is the first day of a first paper's period."""

    date: datetime.date = key(day)
    data_to: datetime.date | None = key(day, None)
    since: datetime.date | None = key(day, None)

    @property
    def cut_off(self) -> datetime.date:
        """Return the last day whose rows belong to this paper."""
        return self.data_to or self.date

    def __post_init__(self) -> None:
        if self.cut_off > self.date:
            raise ValueError(f"data_to ({self.cut_off}) is after the meeting ({self.date})")
        if self.since and self.since > self.cut_off:
            raise ValueError(f"since ({self.since}) is after the data cut-off ({self.cut_off})")


MAJESTY = re.compile(r"(his|her)\s+majesty\b", re.IGNORECASE)
RENAMED = datetime.date(2022, 9, 8)
"""The day from which the inspectorate is His Majesty's."""


@dataclass(frozen=True, kw_only=True)
class Inspectorate:
    """What the inspectorate is called; a name that is not given goes by the meeting's date."""

    name: str = key(line, "")
    short_name: str = key(line, "")


@dataclass(frozen=True, kw_only=True)
class Style:
    """House style for numbers: words up to this one, digits from there on; 0 is always digits."""

    numbers_in_words_to: int = key(whole(0, 999), 9)


@dataclass(frozen=True, kw_only=True)
class Review:
    """How the redline treats sections that are new by nature, each headed by the title of an
    inspection or a report: their words marked as all others are, or listed by heading only.
    """

    new_sections: Literal["marked", "listed"] = key(choice("marked", "listed"), "marked")


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """How each sheet is read, by its key, and whether an inspections log is kept at all."""

    log: bool = key(yes_or_no, True)
    recommendations: Reading = key(table(Reading), Reading())
    inspections: Reading = key(table(Reading), Reading())
    reports: Reading = key(table(Reading), Reading())
    forthcoming: Reading = key(table(Reading), Reading())


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What a person vouches for: the seal of a filed meeting, as papers and reviews print it."""

    seal: str = key(seal, "")
