"""Recommendations and causes of concern as rows that a template prints: every column, what the last
meeting saw, and where each stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from pipeline.figures.position import Position
from pipeline.figures.selections import extended, is_overdue, reopened, step
from pipeline.paper import marks
from pipeline.paper.links import linked
from pipeline.paper.named_values import Day, Number, Stated
from pipeline.paper.rows import Row, Rows
from pipeline.register.movement import Movement, between
from pipeline.register.recommendation import DATES, WORDINGS, Recommendation
from pipeline.settings.model import fold
from pipeline.workbook.prose import Prose, may_list

TEXTS = {
    "ref": "ref",
    "report": "report",
    "number": "number",
    "text": "text",
    "owner": "owner",
    "department": "department",
    "reason": "rag_reason",
    "rag_reason": "rag_reason",
    "status": "status",
    "update": "update",
    "addressed_to": "addressed_to",
}
"""The slots that print a cell as it stands, and the column of each."""


def of_word(text: str) -> str:
    """Return a word of a vocabulary as it travels."""
    return marks.of_cell(text, f"report.toml {text}") if text else ""


def listed(row: Recommendation, key: str) -> Prose:
    """Return the lines of a wording that holds a list, and nothing of any other text: one label may
    be its number in a report.

    Its other lines stay lines of one paragraph.
    """
    found = row.prose[key] if key in WORDINGS and may_list(row.words(key)) else Prose()
    return found if found.items > 1 else Prose()


@dataclass(frozen=True)  # no slots: what the last meeting saw is kept once it was asked for
class Printed:
    """One row as a template may print it, and the listing that it is in."""

    row: Recommendation
    listing: Listing

    @cached_property
    def then(self) -> Recommendation | None:
        """Return its row at the last meeting, None where there was none or it was not for
        publication.
        """
        found = self.listing.moved(self.row)
        return found.then if found and found.then and found.then.publish else None

    @property
    def is_new(self) -> bool:
        """Return whether it was not in the last meeting's register; not on a first paper."""
        found = self.listing.moved(self.row)
        return found is not None and found.stage_then == "absent"

    @property
    def change(self) -> int:
        """Return by how many words its rating moved since the last meeting, above nought for the
        better; 0 for what is not outstanding at both.
        """
        found = self.listing.moved(self.row)
        if found is None or not found.is_continuing or found.then is None:
            return 0
        return step(found.then, self.row, self.listing.position.settings)

    @property
    def days_overdue(self) -> int:
        """Return the days from its target date to the meeting, 0 where it is not overdue."""
        meeting = self.listing.position.settings.meeting.date
        if self.row.target is None or not is_overdue(self.row, meeting):
            return 0
        return (meeting - self.row.target).days


class Listing:
    """Makes the rows of every list of recommendations of a paper, each once."""

    def __init__(self, position: Position) -> None:
        self.position = position
        self._rows: dict[str, Row[Printed]] = {}

    def of(self, rows: Callable[[], Iterable[Recommendation]]) -> Rows:
        """Return a list, without the rows that are not for publication."""
        return Rows(lambda: [self._row(row) for row in self._present(rows()) if row.publish])

    def withheld(self, rows: Iterable[Recommendation]) -> int:
        """Return how many of some rows are not for publication."""
        return sum(not row.publish for row in self._present(rows))

    def by_report(self, rows: Callable[[], Iterable[Recommendation]]) -> Rows:
        """Return the rows of a list by report, each report where its first row stands."""

        def groups() -> Iterator[Row[list[Mapping[str, object]]]]:
            found: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
            for row in self._present(rows()):
                if row.publish:
                    group = found.setdefault((row.report, row.published), [])
                    made = self._row(row)
                    group.append(made if group else _opening(made))
            return (Row(GROUP, group) for group in found.values())

        return Rows(groups)

    def moved(self, row: Recommendation) -> Movement | None:
        """Return where a row stood and stands, None on a first paper."""
        if self.position.last_meeting is None:
            return None
        return (self._concerns if row.kind == "concern" else self._moved).get(row.ref)

    def hanging(self, row: Recommendation) -> list[Recommendation]:
        """Return the recommendations that hang from a cause of concern."""
        return self._hanging.get(row.ref, [])

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Return the page of each report of the log that has one, by its title."""
        return {fold(one.title): one.link for one in self.position.log.reports if one.link}

    @cached_property
    def reopened(self) -> frozenset[str]:
        """Return the refs of what came back."""
        return frozenset(row.ref for row in reopened(self.position) if self.position.last_meeting)

    @cached_property
    def extended(self) -> frozenset[str]:
        """Return the refs of what has a later target date."""
        return frozenset(row.ref for row in extended(self.position))

    @cached_property
    def _moved(self) -> Mapping[str, Movement]:
        return {one.ref: one for one in self.position.both}

    @cached_property
    def _concerns(self) -> Mapping[str, Movement]:
        both = between(self.position.then, self.position.register, concerns=True)
        return {one.ref: one for one in both}

    @cached_property
    def _hanging(self) -> Mapping[str, list[Recommendation]]:
        found: dict[str, list[Recommendation]] = {}
        for row in self.position.register.recommendations:
            if row.parent:
                found.setdefault(row.parent, []).append(row)
        return found

    def _present(self, rows: Iterable[Recommendation]) -> Iterator[Recommendation]:
        """Yield rows as they stand in this workbook: those of the last meeting's too."""
        by_ref = self.position.register.by_ref
        for row in rows:
            yield row if row.ref == "" else by_ref.get(row.ref, row)

    def _row(self, row: Recommendation) -> Row[Printed]:
        if row.cell not in self._rows:
            makers = CONCERN if row.kind == "concern" else RECOMMENDATION
            self._rows[row.cell] = Row(makers, Printed(row, self))
        return self._rows[row.cell]


def _opening(made: Row[Printed]) -> Row[Row[Printed]]:
    """Return a row that says of itself that its report begins with it, and all else as before."""
    makers: dict[str, Callable[[Row[Printed]], object]] = {
        name: partial(_same, name) for name in made
    }
    return Row({**makers, "opens_report": lambda row: True}, made)


def _same(name: str, row: Row[Printed]) -> object:
    return row[name]


def _text(key: str, one: Printed) -> str:
    source = f"{one.listing.position.register.file} {one.row.at(key)}"
    found = listed(one.row, key)
    return marks.of_prose(found, source) if found else marks.of_cell(one.row.words(key), source)


def _linked_report(one: Printed) -> str:
    return linked(_text("report", one), one.listing.pages.get(fold(one.row.report), ""))


def _date(key: str, one: Printed) -> Day | str:
    day = one.row.day(key)
    return Day.of(day, f"recommendations:{one.row.ref}:{key}") if day else ""


def _number(value: int, key: str, one: Printed) -> Number:
    return Number(value, f"recommendations:{one.row.ref}:{key}")


def _parent(one: Printed) -> str:
    """Return the ref of the cause of concern, but of one that is not for publication."""
    above = one.listing.position.register.by_ref.get(one.row.parent)
    return "" if above is not None and not above.publish else _text("parent", one)


def _kind(one: Printed) -> str:
    words = one.listing.position.settings.kind
    return of_word(next((name for name, kind in words.items() if kind == one.row.kind), ""))


def _days_overdue(one: Printed) -> Number | None:
    if "target" not in one.listing.position.kept:
        return None
    return _number(one.days_overdue, "days_overdue", one)


def _target_then(one: Printed) -> Day | str:
    day = one.then.target if one.then else None
    return Day.of(day, f"recommendations:{one.row.ref}:target_then") if day else ""


def _returned(one: Printed) -> bool:
    found = one.listing.moved(one.row)
    return bool(found and found.stage_then == "awaiting" and found.stage_now == "outstanding")


RECOMMENDATION: Mapping[str, Callable[[Printed], object]] = {
    **{slot: partial(_text, key) for slot, key in TEXTS.items()},
    **{key: partial(_date, key) for key in DATES},
    "linked_report": _linked_report,
    "parent": _parent,
    "kind": _kind,
    "rag": lambda one: of_word(one.row.rag),
    "rating": lambda one: of_word(one.row.rag),
    "publish": lambda one: Stated("Yes"),
    "days_overdue": _days_overdue,
    "rag_then": lambda one: of_word(one.then.rag if one.then else ""),
    "status_then": lambda one: of_word(one.then.status if one.then else ""),
    "target_then": _target_then,
    "is_outstanding": lambda one: one.row.stage == "outstanding",
    "is_awaiting": lambda one: one.row.stage == "awaiting",
    "is_closed": lambda one: one.row.stage == "closed",
    "is_withdrawn": lambda one: one.row.stage == "withdrawn",
    "is_worst": lambda one: one.listing.position.settings.is_worst(one.row.rag),
    "is_overdue": lambda one: one.days_overdue > 0,
    "is_reviewed": lambda one: one.row.reviewed in one.listing.position.period,
    "is_new": lambda one: one.is_new,
    "is_reopened": lambda one: one.row.ref in one.listing.reopened,
    "is_returned": _returned,
    "is_improved": lambda one: one.change > 0,
    "is_worsened": lambda one: one.change < 0,
    "is_extended": lambda one: one.row.ref in one.listing.extended,
    "target_moved": lambda one: (
        bool(one.row.original_target and one.row.target)
        and one.row.original_target != one.row.target
    ),
    "opens_report": lambda one: False,
}
CONCERN: Mapping[str, Callable[[Printed], object]] = {
    **RECOMMENDATION,
    "recommendations": lambda one: one.listing.of(lambda: one.listing.hanging(one.row)),
    "withheld": lambda one: _number(
        one.listing.withheld(one.listing.hanging(one.row)), "withheld", one
    ),
}
GROUP: Mapping[str, Callable[[list[Mapping[str, object]]], object]] = {
    "report": lambda rows: rows[0]["report"],
    "linked_report": lambda rows: rows[0]["linked_report"],
    "published": lambda rows: rows[0]["published"],
    "rows": lambda rows: rows,
}
