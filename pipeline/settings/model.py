"""`report.toml` as frozen settings: the meeting, the force, house style, vocabularies, column
headings.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.english.signs import seen, straight
from pipeline.findings.finding import Cell
from pipeline.settings import mapping
from pipeline.settings.mapping import (
    Column,
    Dates,
    FromDates,
    NotKept,
    Reading,
    Same,
    Source,
    Where,
)
from pipeline.settings.schema import KINDS, STATUSES, Sheet
from pipeline.settings.seen import as_written

FILE = "report.toml"
RETIRED_MARKINGS = {
    "NOT PROTECTIVELY MARKED",
    "NPM",
    "UNCLASSIFIED",
    "PROTECT",
    "RESTRICTED",
    "CONFIDENTIAL",
}
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
FindingKind = Literal["recommendation", "improvement", "concern"]


SEAL = re.compile("[0-9a-f]{12,64}")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
"""What no paper can print: control characters, halves of characters, and the noncharacters that
`marks` needs.
"""


def slug(word: str) -> str:
    """Return the part of a figure's key made from a vocabulary word.

    >>> slug("Signed off: completed")
    'signed_off_completed'
    """
    return "_".join(re.findall(r"\w+", straight(word).casefold().replace("_", " ")))


def _only_a_date(value: object) -> object:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        shown = f'"{value}"' if isinstance(value, str) else value
        raise ValueError(
            f"it is {shown}, not a date written as 2021-01-14, without quotation marks"
        )
    return value


def _one_line(value: object) -> object:
    if isinstance(value, str):
        if UNPRINTABLE.search(value) or "\n" in value or "\t" in value or "\r" in value:
            raise ValueError(
                "it holds a line break or a character that cannot be printed; write it on one line"
            )
        return value.strip()
    return value


def _one_value(value: object) -> object:
    return value if isinstance(value, list | dict) else as_written(value)


def _as_it_looks(value: object) -> object:
    return seen(value) if isinstance(value, str) else value


Day = Annotated[datetime.date, BeforeValidator(_only_a_date)]
Line = Annotated[str, BeforeValidator(_one_line), Field(strict=True)]
Filled = Annotated[Line, Field(min_length=1)]
Word = Annotated[Filled, BeforeValidator(_as_it_looks)]
"""What is looked for in the workbooks; a sign in it that cannot be seen is passed over."""
Pattern = Annotated[Line, BeforeValidator(_as_it_looks)]
"""A word of the workbook, or the beginning of one before `*`; "" is a blank cell."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Force(_Table):
    """The force, and the words in "Addressed to" that mean it."""

    name: Word
    short_name: Annotated[Line, BeforeValidator(_as_it_looks)] = ""
    aliases: tuple[Word, ...] = ()


class Committee(_Table):
    """The committee that the paper goes to."""

    name: Filled


class Meeting(_Table):
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


class Inspectorate(_Table):
    """What the inspectorate is called; a name that is not given goes by the meeting's date."""

    name: Line = ""
    short_name: Line = ""


PAGE = re.compile(
    r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#][^\s\"<>\\\\^`{|}]*)?", re.ASCII
)
EMAIL = re.compile(r"[A-Za-z0-9][\w.+'-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}", re.ASCII)


def is_page(address: str) -> bool:
    """Return whether an address is that of a page that a paper may lead to: https:, no user's name
    in it, and nothing but signs that an address may hold.

    >>> [is_page(one) for one in ("https://example.org/a?b=1", "http://example.org",
    ...     "https://a@example.org", "https://example.org/a b")]
    [True, False, False, False]
    """
    return address.isascii() and PAGE.fullmatch(address) is not None


def _a_page(value: object) -> object:
    if isinstance(value, str) and value.strip() and not is_page(value.strip()):
        raise ValueError(
            f'it is "{value}", and must be the address of a page as a browser shows it, beginning'
            " with https://"
        )
    return value


def _an_email(value: object) -> object:
    if isinstance(value, str) and value.strip() and not EMAIL.fullmatch(value.strip()):
        raise ValueError(f'it is "{value}", and must be one address, such as name@example.org')
    return value


def _lines(value: object) -> object:
    if isinstance(value, str):
        if UNPRINTABLE.search(value):
            raise ValueError("it holds a character that cannot be printed")
        return value.replace("\r\n", "\n").strip()
    return value


Page = Annotated[Line, BeforeValidator(_a_page)]
Text = Annotated[str, BeforeValidator(_lines), Field(strict=True, min_length=1)]
"""A text of one line or more, as between three quotation marks."""


class BackgroundPaper(_Table):
    """A paper that this one rests on; `link` is its page."""

    title: Filled
    link: Page = ""


class Implication(_Table):
    """What the paper means for money, law, equality and the like: one heading and its text."""

    heading: Filled
    text: Text


class Officer(_Table):
    """Whom members may ask."""

    name: Line = ""
    role: Line = ""
    telephone: Line = ""
    email: Annotated[Line, BeforeValidator(_an_email)] = ""


class Decision(_Table):
    """What was decided before, when, and by which body."""

    date: Day
    decision: Text
    body: Line = ""


class Paper(_Table):
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


class Style(_Table):
    """House style for numbers: words up to this one, digits from there on; 0 is always digits."""

    numbers_in_words_to: Annotated[int, Field(ge=0, le=999, strict=True)] = 9


class Review(_Table):
    """How the redline treats sections that are new by nature, each headed by the title of an
    inspection or a report: their words marked as all others are, or listed by heading only.
    """

    new_sections: Literal["marked", "listed"] = "marked"


class Workbook(_Table):
    """How each sheet is read, by its key, and whether an inspections log is kept at all."""

    log: Annotated[bool, Field(strict=True)] = True
    recommendations: Reading = Reading()
    inspections: Reading = Reading()
    reports: Reading = Reading()
    forthcoming: Reading = Reading()


def _a_seal(value: object) -> object:
    if isinstance(value, str) and (value := value.strip().lower()) and not SEAL.fullmatch(value):
        raise ValueError(
            f'it is "{value}", not the first twelve or more digits of a seal, such as e4aacd610d49'
        )
    return value


class Seen(_Table):
    """A note that somebody has looked at: its code, its cell, and what that held then."""

    code: Filled
    cell: Filled
    value: Annotated[str, BeforeValidator(_one_value), Field(strict=True)]
    sheet: Line = ""

    def is_at(self, cell: Cell) -> bool:
        """Return whether it marks this cell, be it named with its sheet or without."""
        sheet, _, address = self.cell.replace("$", "").rpartition("!")
        named = sheet.strip("'").replace("''", "'") or self.sheet
        return address.strip().upper() == cell.address and (
            not named or fold(named) == fold(cell.sheet)
        )


class Archive(_Table):
    """What a person vouches for: the seal of a filed meeting, as papers and reviews print it."""

    seal: Annotated[Line, BeforeValidator(_a_seal)] = ""


class Settings(_Table):
    """Everything in `report.toml`; vocabularies keep their order, ratings worst first."""

    force: Force
    committee: Committee
    meeting: Meeting
    paper: Paper = Paper()
    inspectorate: Inspectorate = Inspectorate()
    rag: dict[Word, Filled]
    unranked: tuple[Word, ...] = ()
    """The words of the legend that are neither better nor worse than others; each is written `{
    means, ranked = false }`.
    """
    status: dict[Word, Ladder] = Field(default=STATUSES, validate_default=True, min_length=1)
    kind: dict[Word, FindingKind] = Field(default=KINDS, validate_default=True, min_length=1)
    style: Style = Style()
    severity: dict[str, Literal["note", "error", "off"]] = {}
    seen: tuple[Seen, ...] = ()
    columns: dict[str, dict[str, Where]] = {}
    workbook: Workbook = Workbook()
    words: dict[str, dict[Pattern, Pattern]] = {}
    fills: dict[str, Pattern] = {}
    dates: Dates = Dates()
    expect: dict[str, Annotated[int, Field(ge=0, strict=True)]] = {}
    addressees: dict[Word, Scope] = {}
    archive: Archive = Archive()
    review: Review = Review()

    @property
    def force_names(self) -> frozenset[str]:
        """Return the names that mean this force, folded as `fold` folds them."""
        return _folded(self.known_names)

    @property
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

    @property
    def ratings(self) -> tuple[str, ...]:
        """Return the words of the legend, worst first."""
        return tuple(self.rag)

    @property
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


@lru_cache(maxsize=64)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


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
