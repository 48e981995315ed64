"""`report.toml` as frozen settings: the meeting, the force, house style, vocabularies, column
headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, get_args

from pipeline.english.signs import straight
from pipeline.findings.finding import Cell
from pipeline.settings import mapping
from pipeline.settings.checked import by_word, choice, key, many, table, text, whole
from pipeline.settings.entries import filled, line, one_value, pattern, word
from pipeline.settings.mapping import (
    Column,
    Dates,
    FromDates,
    NotKept,
    Reading,
    Same,
    Source,
    source_of,
)
from pipeline.settings.paper import Paper
from pipeline.settings.schema import KINDS, STATUSES, Sheet
from pipeline.settings.tables import (
    MAJESTY,
    RENAMED,
    Archive,
    Committee,
    Force,
    Inspectorate,
    Meeting,
    Review,
    Style,
    Workbook,
)

FILE = "report.toml"
DOUBT = "# ?"
"""What marks a line that a study has proposed, until somebody looks at it."""
TAKEN = {
    "total",
    "opening",
    "new",
    "reopened",
    "settled",
    "withdrawn",
    "outstanding_total",
    "then",
    "change",
    "compared",
}
"""What a rating's key may not be: `reviewed_outstanding_total` and the like would be two things."""
Ladder = Literal["open", "signed_off", "closed", "withdrawn"]
"""The words in which [status] of report.toml, and a record that is filed, write a stage."""
Stage = Literal["outstanding", "awaiting", "closed", "withdrawn", "absent"]
"""Where a recommendation stands at a meeting: its status says which, and absent is one that is not
there or does not count.
"""
STAGES: Mapping[str, Stage] = {
    "open": "outstanding",
    "signed_off": "awaiting",
    "closed": "closed",
    "withdrawn": "withdrawn",
}
Scope = Literal["force", "joint", "other"]
Severity = Literal["note", "error", "off"]
FindingKind = Literal["recommendation", "improvement", "concern"]


def slug(word: str) -> str:
    """Return the part of a figure's key made from a vocabulary word.

    >>> slug("Signed off: completed")
    'signed_off_completed'
    """
    return "_".join(re.findall(r"\w+", straight(word).casefold().replace("_", " ")))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A note that somebody has looked at: its code, its cell, and what that held then."""

    code: str = key(filled)
    cell: str = key(filled)
    value: str = key(one_value)
    sheet: str = key(line, "")

    def is_at(self, cell: Cell) -> bool:
        """Return whether it marks this cell, be it named with its sheet or without."""
        sheet, _, address = self.cell.replace("$", "").rpartition("!")
        named = sheet.strip("'").replace("''", "'") or self.sheet
        return address.strip().upper() == cell.address and (
            not named or fold(named) == fold(cell.sheet)
        )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything in `report.toml`; vocabularies keep their order, ratings worst first."""

    force: Force = key(table(Force))
    committee: Committee = key(table(Committee))
    meeting: Meeting = key(table(Meeting))
    paper: Paper = key(table(Paper), Paper())
    inspectorate: Inspectorate = key(table(Inspectorate), Inspectorate())
    rag: dict[str, str] = key(by_word(word, filled))
    unranked: tuple[str, ...] = key(many(word), ())
    """The words of the legend that are neither better nor worse than others; each is written `{
    means, ranked = false }`.
    """
    status: dict[str, Ladder] = key(
        by_word(word, choice(*get_args(Ladder)), least=1), dict(STATUSES)
    )
    kind: dict[str, FindingKind] = key(
        by_word(word, choice(*get_args(FindingKind)), least=1), dict(KINDS)
    )
    style: Style = key(table(Style), Style())
    severity: dict[str, Severity] = key(by_word(text, choice(*get_args(Severity))), {})
    seen: tuple[Seen, ...] = key(many(table(Seen)), ())
    columns: dict[str, dict[str, Source]] = key(by_word(text, by_word(text, source_of)), {})
    workbook: Workbook = key(table(Workbook), Workbook())
    words: dict[str, dict[str, str]] = key(by_word(text, by_word(pattern, pattern)), {})
    fills: dict[str, str] = key(by_word(text, pattern), {})
    dates: Dates = key(table(Dates), Dates())
    expect: dict[str, int] = key(by_word(text, whole(0)), {})
    addressees: dict[str, Scope] = key(by_word(word, choice(*get_args(Scope))), {})
    archive: Archive = key(table(Archive), Archive())
    review: Review = key(table(Review), Review())

    @cached_property
    def force_names(self) -> frozenset[str]:
        """Return the names that mean this force, folded as `fold` folds them."""
        return frozenset(map(fold, self.known_names))

    @cached_property
    def known_names(self) -> tuple[str, ...]:
        """Return the names that mean this force, as report.toml writes them."""
        return tuple(
            name for name in (self.force.name, self.force.short_name, *self.force.aliases) if name
        )

    @property
    def majesty(self) -> str:
        """Return whose inspectorate it is, in the words of the paper: His or Her Majesty's."""
        named = MAJESTY.match(self.inspectorate.name)
        return named[1].capitalize() if named else "His" if self.meeting.date >= RENAMED else "Her"

    @property
    def inspectorate_name(self) -> str:
        """Return the inspectorate's name, by the meeting's date where report.toml gives none."""
        by_date = (
            f"{self.majesty} Majesty\u2019s Inspectorate of Constabulary and Fire & Rescue Services"
        )
        return self.inspectorate.name or by_date

    @property
    def inspectorate_short(self) -> str:
        """Return the inspectorate's short name."""
        return self.inspectorate.short_name or "HMICFRS"

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Return the stage that each word of [status] means."""
        return {word: STAGES[ladder] for word, ladder in self.status.items()}

    @cached_property
    def ratings(self) -> tuple[str, ...]:
        """Return the words of the legend, worst first."""
        return tuple(self.rag)

    @cached_property
    def worst(self) -> str:
        """Return the worst word of the legend; "" where no ratings are kept."""
        return next((word for word in self.ratings if word not in self.unranked), "")

    def is_worst(self, rating: str) -> bool:
        """Return whether a rating is the worst word of the legend; a blank is none."""
        return bool(rating) and rating == self.worst

    def sources(self, sheet: Sheet) -> Mapping[str, Source]:
        """Return where each key of a sheet comes from: the force's own headings, or those of the
        example.
        """
        own = self.columns.get(sheet.key, {})
        found = {
            column.key: own.get(column.key, Column((column.heading,))) for column in sheet.columns
        }
        if isinstance(found.get("kind"), NotKept):  # then every row is a recommendation
            found["kind"] = Same(
                next((word for word, kind in self.kind.items() if kind == "recommendation"), "")
            )
        return found

    def reading(self, sheet: Sheet) -> Reading:
        """Return how a sheet is read."""
        found: Reading = getattr(self.workbook, sheet.key)
        return found

    def heading(self, sheet: Sheet, key: str) -> str:
        """Return the heading that a column has in this force's workbook; raises KeyError when the
        sheet has none.
        """
        own = self.columns.get(sheet.key, {}).get(key)
        names = (
            [name for name in mapping.names_in(own) if mapping.is_heading(name)]
            if own is not None
            else []
        )
        return names[0] if names else sheet.column(key).heading

    def keeps(self, sheet: Sheet, key: str) -> bool:
        """Return whether a key of a sheet is not declared as not kept."""
        return not isinstance(self.columns.get(sheet.key, {}).get(key), NotKept)

    @property
    def status_from_dates(self) -> bool:
        """Return whether the status follows from the dates of closure and of sign-off."""
        return isinstance(self.columns.get("recommendations", {}).get("status"), FromDates)

    def status_meaning(self, ladder: str) -> str:
        """Return the first word of [status] with this meaning, "" where there is none."""
        return next((word for word, meant in self.status.items() if meant == ladder), "")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text with case, spaces, and signs that are unseen or look alike forgiven, for
    comparing words of a vocabulary.
    """
    return " ".join(
        (
            text if text.isascii() and "`" not in text else straight(text).replace("\ufe0f", "")
        ).split()
    ).casefold()
