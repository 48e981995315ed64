"""The smaller tables of report.toml: the force, the meeting, the workbook, the archive."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from pipeline.settings.entries import Day, Filled, Line, Table, Word, a_seal, as_it_looks
from pipeline.settings.mapping import Reading


class Force(Table):
    """The force, and the words in "Addressed to" that mean it."""

    name: Word
    short_name: Annotated[Line, BeforeValidator(as_it_looks)] = ""
    aliases: tuple[Word, ...] = ()


class Committee(Table):
    """The committee that the paper goes to."""

    name: Filled


class Meeting(Table):
    """The meeting and its data cut-off; `since` is the first day of a first paper's period."""

    date: Day
    data_to: Day | None = None
    since: Day | None = None

    @property
    def cut_off(self) -> datetime.date:
        """Return the last day whose rows belong to this paper."""
        return self.data_to or self.date

    @model_validator(mode="after")
    def _in_order(self) -> Meeting:
        if self.cut_off > self.date:
            raise ValueError(f"data_to ({self.cut_off}) is after the meeting ({self.date})")
        if self.since and self.since > self.cut_off:
            raise ValueError(f"since ({self.since}) is after the data cut-off ({self.cut_off})")
        return self


MAJESTY = re.compile(r"(his|her)\s+majesty\b", re.IGNORECASE)
RENAMED = datetime.date(2022, 9, 8)
"""The day from which the inspectorate is His Majesty's."""


class Inspectorate(Table):
    """What the inspectorate is called; a name that is not given goes by the meeting's date."""

    name: Line = ""
    short_name: Line = ""


class Style(Table):
    """House style for numbers: words up to this one, digits from there on; 0 is always digits."""

    numbers_in_words_to: Annotated[int, Field(ge=0, le=999, strict=True)] = 9


class Review(Table):
    """How the redline treats sections that are new by nature, each headed by the title of an
    inspection or a report: their words marked as all others are, or listed by heading only.
    """

    new_sections: Literal["marked", "listed"] = "marked"


class Workbook(Table):
    """How each sheet is read, by its key, and whether an inspections log is kept at all."""

    log: Annotated[bool, Field(strict=True)] = True
    recommendations: Reading = Reading()
    inspections: Reading = Reading()
    reports: Reading = Reading()
    forthcoming: Reading = Reading()


class Archive(Table):
    """What a person vouches for: the seal of a filed meeting, as papers and reviews print it."""

    seal: Annotated[Line, BeforeValidator(a_seal)] = ""
