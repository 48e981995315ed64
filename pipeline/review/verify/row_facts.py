"""What can be said of a row, and whether it is so: its rating, where it stands, its owner, its
dates; now and last time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.reading import Dated, dates
from pipeline.english.writing import say_date
from pipeline.figures.result import Computed
from pipeline.figures.selections import is_overdue
from pipeline.register.recommendation import DATES, Recommendation
from pipeline.review.verify.predicates import ENDS, STATES, Kind, Predicate, When, one_of
from pipeline.settings.model import Stage, fold
from pipeline.settings.schema import RECOMMENDATIONS

COLUMN = {
    "rag": "rag",
    "owner": "owner",
    "target": "target",
    "original_target": "original_target",
    "overdue": "target",
    "signed_off_on": "signed_off",
    "closed_on": "closed",
    "reviewed": "reviewed",
}
"""The column that shows whether a predicate holds; the others are shown by the status."""
HOLDS_FOR: dict[str, tuple[Stage, ...]] = {
    "outstanding": ("outstanding",),
    "awaiting": ("awaiting",),
    "signed_off": ("awaiting", "closed"),
    "completed": ("awaiting", "closed"),
    "closed": ("closed",),
    "withdrawn": ("withdrawn",),
}
"""The stages at which each is so."""
NEARLY = re.compile(r"propos|clos|complet|pending|submitted|await|sign", re.IGNORECASE)
"""Statuses of what is outstanding still and may be done: "Proposed for closure"."""
SHORT_TITLES = (
    ("acc", "assistant chief constable"),
    ("dcc", "deputy chief constable"),
    ("cc", "chief constable"),
)
OFFICES = (
    "Chief Constable",
    "Deputy Chief Constable",
    "Assistant Chief Constable",
    "Chief Finance Officer",
    "Police and Crime Commissioner",
)


class Rows:
    """The rows of this meeting and of the last one, by ref, as sentences may speak of them."""

    def __init__(self, result: Computed) -> None:
        self.result = result
        self.now = result.register.by_ref
        self.then = result.then.by_ref if result.then else {}
        ratings, force = result.settings.ratings, result.settings.force
        self.meeting = result.settings.meeting.date
        self.last = result.previous.meeting if result.previous else None
        self._offices = {
            _titled(owner): owner
            for owner in (
                *OFFICES,
                *(row.owner for row in (*self.now.values(), *self.then.values()) if row.owner),
            )
        }
        clash = {fold(word) for word in ratings} & {"outstanding", "open", "closed", "new"}
        named = "|".join(map(re.escape, ("HMICFRS", "HMIC", "the inspectorate")))
        self._rating = one_of(ratings, "rated|graded|coded" if clash else "")
        self._status = one_of(result.settings.status, "")
        self._cut_off = result.settings.meeting.cut_off
        self._states = [
            (kind, re.compile(rf"(?:{words.replace('{names}', named)})\b", re.IGNORECASE))
            for kind, words in STATES
        ]
        owners = sorted(
            (re.escape(one) for one in {*self._offices.values(), *self._short_offices()}),
            key=len,
            reverse=True,
        )
        self.owner = re.compile(
            rf"(?:the\s+)?(?P<owner>{'|'.join(owners)})(?!\s*\(|\w|['\u2019]s?\b|\s+of\b)",
            re.IGNORECASE,
        )
        self.keeps_reviews = result.figures["reviewed_total"].value is not None
        self._best = fold(ratings[-1]) if ratings else ""
        self.force = force.name

    def _short_offices(self) -> Iterator[str]:
        for owner in self._offices.values():
            for short, long in SHORT_TITLES:
                if owner.casefold().startswith(long):
                    yield short.upper() + owner[len(long) :]

    def read(self, text: str, at: int, *, column: bool = False) -> Iterator[tuple[Predicate, int]]:
        """Yield what is said of a row from a place on, and up to where: the longest first.

        A word that may be a status or plain English ("still open") is the status where the `column`
        is named, and else is not.
        """
        found: list[tuple[int, Predicate]] = []
        if match := self._rating.match(text, at):
            found.append((match.end(), Predicate("rag", match["word"])))
        states = [
            (match.end(), Predicate(kind))
            for kind, pattern in self._states
            if (match := pattern.match(text, at))
        ]
        if match := self._status.match(text, at):
            states.insert(
                0 if column else len(states),
                (match.end(), Predicate("status", self._as_status(match["word"]))),
            )
        found += states
        for end, predicate in sorted(found, key=lambda one: -one[0]):
            if ENDS.match(text, end):
                yield predicate, end

    def holds(self, ref: str, predicate: Predicate, when: When) -> bool | None:
        """Return whether something is so of a row; None where the row does not tell."""
        if when == "either":
            both = [self.holds(ref, predicate, one) for one in ("now", "then")]
            return True if True in both else None if None in both and ref in self.then else both[0]
        row = (self.now if when == "now" else self.then).get(ref)
        if row is None:
            return None
        found = self._is_so(row, predicate, when)
        return found if found is None else found != predicate.negated

    def _is_so(self, row: Recommendation, predicate: Predicate, when: When) -> bool | None:
        kind, stage = predicate.kind, row.stage
        if kind == "rag":
            return fold(row.rag) == fold(predicate.value) if row.rag else None
        if kind == "status":
            return fold(row.status) == fold(predicate.value)
        if kind == "owner":
            return self._owns(predicate.value, row.owner)
        if kind == "reviewed":
            return row.reviewed is not None if when == "now" and self.keeps_reviews else None
        if kind == "reopened":
            return None if stage == "outstanding" or not stage else False
        if kind == "completed" and stage == "outstanding" and self._may_be_done(row):
            return None
        if kind == "new":
            return row.ref not in self.then if self.last and when == "now" else None
        if kind == "overdue":
            if when == "then" or stage != "outstanding":
                return None if when == "then" else False
            return is_overdue(row, self.meeting) if row.target else None
        if kind in HOLDS_FOR:
            beyond = stage == "withdrawn" and kind not in ("withdrawn", "outstanding")
            return None if not stage or beyond else stage in HOLDS_FOR[kind]
        assert predicate.day is not None
        day = row.day(COLUMN[kind])
        if day is None:
            not_yet = kind in ("target", "signed_off_on") and stage == "outstanding"
            not_yet = not_yet or (kind == "closed_on" and stage in ("outstanding", "awaiting"))
            return False if not_yet else None
        return predicate.day.fits(day)

    def _owns(self, office: str, owner: str) -> bool | None:
        """Return whether an office is the owner; an office of which there are several ("the ACC")
        may be any of them.
        """
        said, there = self.office(office), self.office(owner)
        return None if not there or there.startswith(f"{said} ") else there == said

    def _may_be_done(self, row: Recommendation) -> bool:
        """Return whether the work of an outstanding row may be complete: by its status, or by the
        best rating.
        """
        return bool(NEARLY.search(row.status)) or fold(row.rag) == self._best

    def happened(
        self, ref: str, kind: Kind, day: Dated, *, inspectorate: bool = False
    ) -> bool | None:
        """Return whether a row was signed off, closed, completed or reviewed on a day or in a
        month; None where it does not tell.

        What happened after the data cut-off is in no row, and what was reopened had another date
        before.
        """
        row, former, key = (
            self.now.get(ref),
            self.then.get(ref),
            "signed_off" if kind == "completed" else kind,
        )
        if row is None or not row.stage:
            return None
        dated = [there for one in (row, former) if one and (there := one.day(key))]
        first, last = day.span(self.meeting)
        if any(map(day.fits, dated)):
            return True
        if last > self._cut_off or (kind == "completed" and (dated or self._may_be_done(row))):
            return None
        if kind == "reviewed" and not self.keeps_reviews:
            return None
        if kind == "reviewed":
            return False if row.reviewed is None or first > row.reviewed else None
        if kind == "closed" and not inspectorate and row.signed_off and day.fits(row.signed_off):
            return None
        if row.day(key):
            return False
        previous = self.result.previous
        settled = row.stage in HOLDS_FOR[kind] or row.stage == "withdrawn"
        return (
            False
            if not settled and former is not None and previous and first > previous.data_to
            else None
        )

    def is_after(self, day: Dated) -> bool:
        """Return whether a day, or a part of its month, is later than the rows tell."""
        return day.span(self.meeting)[1] > self._cut_off

    def is_lately(self, day: Dated) -> bool:
        """Return whether a day lies after the data of the last meeting."""
        previous = self.result.previous
        return previous is not None and day.span(self.meeting)[0] > previous.data_to

    def may_have_been(self, ref: str, day: Dated) -> bool:
        """Return whether a day may have been a row's target date: the original one, or one between
        that and the present one.
        """
        if self.holds(ref, Predicate("original_target", "", day), "either") is not False:
            return True
        row = self.now[ref]
        if row.target is None or row.original_target is None:
            return False
        first, last = day.span(row.target)
        return row.original_target <= last and first < row.target

    def _as_status(self, word: str) -> str:
        """Return a status as the settings write it: "signed off as completed" is "signed off:
        completed".
        """
        told = re.sub(r"\s+as\s+", ": ", word, count=1)
        return told if fold(told) in map(fold, self.result.settings.status) else word

    def office(self, text: str) -> str:
        """Return an owner as it is compared: ACC (Crime) is the Assistant Chief Constable
        (Crime).
        """
        return _titled(text)

    def known_office(self, text: str) -> str:
        """Return the owner, or other office, that a whole text names; "" where it names none that
        is known.
        """
        return self._offices.get(_titled(text), "")

    def is_withheld(self, ref: str) -> bool:
        """Return whether the words of a row are not for publication."""
        return ref in self.now and not self.now[ref].publish

    def says(self, ref: str, kind: Kind, when: When) -> str:
        """Return what a row says, with its cell: for the words of a remark."""
        row = self.now.get(ref)
        key = COLUMN.get(kind, "status")
        if (
            when == "then"
            and ref in self.then
            and not self.is_withheld(ref)
            and self.then[ref].publish
            and self.last
        ):
            return (
                f"at the meeting of {say_date(self.last)} its {self._heading(key)} was"
                f' "{_said(self.then[ref], key)}"'
            )
        if row is None:
            return "no row of the workbook has this ref now"
        cell = row.at(key)
        if self.is_withheld(ref):
            return f"its row, which is not for publication, says otherwise ({cell})"
        return f'its {self._heading(key)} is "{_said(row, key)}" ({cell})'

    def _heading(self, key: str) -> str:
        return self.result.settings.heading(RECOMMENDATIONS, key)


def _said(row: Recommendation, key: str) -> str:
    if key not in DATES:
        return row.words(key) or "blank"
    day = row.day(key)
    return say_date(day) if day else "blank"


def _titled(text: str) -> str:
    told = re.sub(r"\s+", " ", fold(text).replace("&", "and")).strip().removeprefix("the ")
    for short, long in SHORT_TITLES:
        told = re.sub(rf"\b{short}\b", long, told)
    return told.replace(" ,", ",")


def day_in(text: str) -> Dated | None:
    """Return the one date of a text, None where it has none or several."""
    found = dates(text)
    return found[0] if len(found) == 1 else None
