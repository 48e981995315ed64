"""One ref over all filed meetings and now: what its row said, and where it stood in each paper.

Nothing is told of a row that is not for publication now, or was not when the workbook last held it;
of a meeting at which it was withheld, nothing of that meeting.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from pipeline.english.signs import straight
from pipeline.english.writing import digits, listed, number, plural, say_date
from pipeline.figures.figure import Figure
from pipeline.figures.result import Computed
from pipeline.register.archive import Filed
from pipeline.register.filed import rows_of
from pipeline.register.recommendation import Recommendation
from pipeline.review.laid_out import laid, term
from pipeline.review.withheld import WITHHELD
from pipeline.settings.schema import KIND_WORDS, RECOMMENDATIONS_FILE
from pipeline.word.lines import Standing, standings
from pipeline.word.received import NoWordFile, received

State: TypeAlias = Literal["filed", "baseline", "unreadable", "now", "not made"]
"""What there is of a paper: it was filed, there was none, it cannot be read, it is made now, it
cannot be made now."""
COLUMN = 15
MATRIX = frozenset({"moved", "continuing", "continuing_from", "continuing_to", "unchanged"})
"""Figures that say no more of a row than its ratings do."""
TIMES = {1: "once", 2: "twice"}
PAPERS: dict[State, str] = {
    "baseline": "none was filed: an earlier workbook stands for this meeting",
    "unreadable": "the filed paper cannot be read",
    "not made": "the paper cannot be made now (run check)",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """How a row stood at one meeting: `row` is None where the workbook did not hold it.

    `places` are those of its ref in the paper, as readers find them.
    """

    meeting: datetime.date
    data_to: datetime.date
    file: str
    row: Recommendation | None
    paper: State
    places: tuple[str, ...] = ()
    withheld: bool = False

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        row = None if self.withheld else self.row
        days = ("target", "reviewed", "updated", "signed_off", "closed")
        return {
            "meeting": self.meeting.isoformat(),
            "data_to": self.data_to.isoformat(),
            "file": self.file,
            "cell": self.row.cell if self.row else None,
            "there": self.row is not None,
            "withheld": self.withheld,
            "rating": row.rag if row else None,
            "status": row.status if row else None,
            "stage": row.stage if row else None,
            "update": row.update if row else None,
            **{key: day.isoformat() if row and (day := row.day(key)) else None for key in days},
            "paper": self.paper,
            "places": list(self.places),
        }


@dataclass(frozen=True, slots=True)
class Life:
    """A ref over all filed meetings, oldest first, and now, the last of `stands`."""

    ref: str
    stands: tuple[Stand, ...]
    figures: tuple[Figure, ...] = ()
    """The figures that count it now, but for those that tell how a row stood that is withheld."""
    children: tuple[str, ...] = ()
    """The refs that hang from it now, where it is a cause of concern."""

    @property
    def known(self) -> tuple[Stand, ...]:
        """Return the meetings whose workbook held it."""
        return tuple(one for one in self.stands if one.row)

    @property
    def last(self) -> Recommendation:
        """Return the row as it is, or was when it was last there."""
        row = self.known[-1].row
        assert row is not None
        return row

    @property
    def withheld(self) -> bool:
        """Return whether its words may be told of no meeting."""
        return not self.last.publish

    def targets(self) -> list[datetime.date]:
        """Return its target dates in order, each once while it lasted."""
        days = [one.row.target for one in self.known if one.row and not one.withheld]
        told = [day for day in days if day]
        return told[:1] + [now for then, now in pairwise(told) if now != then]

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        row = None if self.withheld else self.last
        return {
            "kind": "ref",
            "ref": self.ref,
            "withheld": self.withheld,
            "type": KIND_WORDS.get(row.kind, row.kind) if row else None,
            "report": row.report if row else None,
            "number": row.number if row else None,
            "text": row.text if row else None,
            "owner": row.owner if row else None,
            "figures": [figure.key for figure in self.figures],
            "hang_from_it": list(self.children),
            "meetings": [one.as_json() for one in self.stands],
        }


def all_refs(result: Computed, filed: Iterable[Filed]) -> list[str]:
    """Return every ref of this workbook and of the filed meetings, each once."""
    found = dict.fromkeys(result.register.by_ref)
    for meeting in filed:
        found.update(dict.fromkeys(straight(row.ref) for row in rows_of(meeting)))
    return [ref for ref in found if ref]


def life_of(ref: str, result: Computed, filed: Sequence[Filed], paper: bytes | None) -> Life:
    """Return the life of a ref; `paper` is the one that the inputs make now, None where they make
    none.
    """
    now = result.register.by_ref.get(ref)
    rows = [next((row for row in rows_of(one) if straight(row.ref) == ref), None) for one in filed]
    hidden = next((not row.publish for row in (now, *reversed(rows)) if row), False)

    def stand(
        meeting: datetime.date,
        data_to: datetime.date,
        file: str,
        row: Recommendation | None,
        found: tuple[State, tuple[str, ...]],
    ) -> Stand:
        secret = hidden or (row is not None and not row.publish)
        return Stand(meeting, data_to, file, row, *found, secret)

    past = [
        stand(
            one.meeting,
            one.data_to,
            f"meetings/{one.meeting}/{RECOMMENDATIONS_FILE}",
            row,
            _filed_places(one, ref),
        )
        for one, row in zip(filed, rows, strict=True)
    ]
    meeting = result.settings.meeting
    here: tuple[State, tuple[str, ...]] = (
        ("not made", ()) if paper is None else ("now", places_of(ref, standings(paper)))
    )
    return Life(
        ref,
        (*past, stand(meeting.date, meeting.cut_off, result.register.file, now, here)),
        ()
        if hidden
        else tuple(_counting(ref, result, then=all(row.publish for row in rows if row))),
        tuple(row.ref for row in result.register.rows if row.parent == ref),
    )


def _counting(ref: str, result: Computed, *, then: bool) -> Iterator[Figure]:
    """Yield the figures that count a ref now; those that compare two meetings only where `then`."""
    for figure in result.figures.values():
        if any(row.ref == ref and not row.meeting for row in figure.evidence) and (
            then or not figure.measure.compares
        ):
            yield figure


def _filed_places(filed: Filed, ref: str) -> tuple[State, tuple[str, ...]]:
    if filed.paper is None:
        return "baseline", ()
    try:
        return "filed", places_of(ref, standings(received(filed.paper)))
    except (NoWordFile, ValueError):
        return "unreadable", ()


def places_of(ref: str, paper: Iterable[Standing]) -> tuple[str, ...]:
    """Return where a ref stands in a paper: the lists whose row it heads, the paragraphs that name
    it.
    """
    names = _naming(ref)
    return tuple(
        dict.fromkeys(
            one.place
            for one in paper
            if (one.line.table and straight(one.line.cells[0]).strip() == ref)
            or names(straight(one.line.text))
        )
    )


def _naming(ref: str) -> Callable[[str], bool]:
    """Return what tells whether a text names a ref; one without a letter only as a cell of its
    own.
    """
    if not any(map(str.isalpha, ref)):
        return lambda text: False
    pattern = re.compile(rf"(?<![\w.-]){re.escape(ref)}(?!\w|[.-]\w)")
    return lambda text: ref in text and pattern.search(text) is not None


def told(life: Life, width: int, words_to: int) -> str:
    """Return a life as lines of text for a terminal of so many columns."""
    return "\n".join(_lines(life, width, words_to))


def _lines(life: Life, width: int, words_to: int) -> Iterator[str]:
    row = life.last
    if life.withheld:
        yield from laid(f"{life.ref} {WITHHELD}", width, 0, 2)
    else:
        numbered = f" {row.number}" if row.number else ""
        kind = KIND_WORDS.get(row.kind, row.kind) or "Row"
        yield from laid(f"{life.ref}: {kind}{numbered} of \u201c{row.report}\u201d", width, 0, 2)
    for place, (name, text) in enumerate(_facts(life, words_to)):
        yield from () if place else ("",)
        yield from term(name, text, width, 2, COLUMN)
    before: Stand | None = None
    for place, one in enumerate(life.stands):
        yield ""
        now = place == len(life.stands) - 1
        title = f"{'Now, for the meeting' if now else 'Meeting'} of {say_date(one.meeting)}"
        yield from laid(f"{title}, data to {say_date(one.data_to)}", width, 2, 2)
        for name, text in _stood(one, before, seen=before is not None):
            yield from term(name, text, width, 4, COLUMN)
        before = one if one.row else before


def _facts(life: Life, words_to: int) -> Iterator[tuple[str, str]]:
    if not life.withheld:
        yield "Wording", " ".join(life.last.text.split())
        yield "Owner", life.last.owner or "not allocated"
        yield "In short", _in_short(life, words_to)
    if life.children:
        yield "From it hang", listed(life.children)
    if not life.withheld:
        named = [one.label for one in life.figures if one.measure.family not in MATRIX]
        yield "Counted in", "; ".join(named) or "no figure now"


def _in_short(life: Life, words_to: int) -> str:
    """Return how it was rated, meeting by meeting, and how often and how far its target moved."""
    told = [one.row.rag or "not rated" for one in life.known if one.row and not one.withheld]
    ratings = [word for word, _ in groupby(told)]
    many = f" at {number(len(told), words_to)} {plural(len(told), 'meeting')}"
    rated = ", then ".join(ratings) + (many if len(ratings) == 1 else "")
    days = life.targets()
    if len(days) < 2:
        return f"{rated}; {'the target has not moved' if days else 'no target'}."
    far, turns = (days[-1] - days[0]).days, len(days) - 1
    moved = f"the target moved {TIMES.get(turns) or f'{number(turns, words_to)} times'}"
    if not far:
        return f"{rated}; {moved} and is back where it was."
    way = "later" if far > 0 else "earlier"
    return f"{rated}; {moved}, {digits(abs(far))} {plural(abs(far), 'day')} {way} in all."


def _stood(one: Stand, before: Stand | None, *, seen: bool) -> Iterator[tuple[str, str]]:
    """Yield what a row said at a meeting, and what it had said where that differs."""
    if one.row is None:
        yield "Row", "no longer in the workbook" if seen else "not in the workbook"
    elif one.withheld:
        yield "Row", WITHHELD
    else:
        then = before.row if before and not before.withheld else None
        was = _said(then) if then else {}
        for name, text in _said(one.row).items():
            yield name, text if was.get(name, text) == text else f"{text} (was {was[name]})"
        yield "Update", _update(one.row, then)
    if one.row is not None:
        yield "Cell", f"{one.file}, {one.row.cell}"
    yield "Paper", PAPERS.get(one.paper) or ("; ".join(one.places) or "its ref is not in it")


def _said(row: Recommendation) -> dict[str, str]:
    """Return what a row says in a word, by the name of the field."""
    target = say_date(row.target) if row.target else "none"
    return {"Rating": row.rag or "not rated", "Status": row.status, "Target": target}


def _update(row: Recommendation, then: Recommendation | None) -> str:
    if then is not None and (then.update, then.updated) == (row.update, row.updated):
        return "the same as before"
    dated = f"{say_date(row.updated)}: " if row.updated else ""
    return f"{dated}{' '.join(row.update.split()) or 'none'}"
