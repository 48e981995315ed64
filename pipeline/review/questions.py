"""The questions that members will ask, each computed with its answer and its rows; only those that
arise.

Of a row that is not for publication only the ref and the cell are told, and of a meeting at which
it was not, nothing of that meeting.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.checks.promise import KINDS, Deed, Kind, Promise
from pipeline.english.writing import digits, listed, number, plural, say_date, sentence, verb
from pipeline.figures.measure import part_key
from pipeline.figures.result import Computed
from pipeline.register.archive import Filed
from pipeline.register.filed import rows_of
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.review.withheld import WITHHELD

OLDEST = 5
"""So many of the oldest are listed."""
SHORT = 160


@dataclass(frozen=True, slots=True)
class Told:
    """One row behind an answer: its ref, its cell, and what it says that bears on the question."""

    ref: str
    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer and its rows."""

    key: str
    asks: str
    answer: str
    rows: tuple[Told, ...] = ()

    def together(self) -> list[tuple[str, list[Told]]]:
        """Return the rows of which the same is told together, in the order of the first of each."""
        found: dict[str, list[Told]] = {}
        for row in self.rows:
            found.setdefault(row.words, []).append(row)
        return list(found.items())


def questions(
    result: Computed, filed: Sequence[Filed], promises: Iterable[Promise]
) -> tuple[Question, ...]:
    """Return the questions that arise; `filed` is the archive, of which only the meetings before
    this one are looked at.
    """
    desk = _Desk(result, filed, tuple(promises))
    return tuple(found for ask in ASKED if (found := ask(desk)) is not None)


class _Desk:
    """What the questions are answered from, each thing looked up once."""

    def __init__(
        self, result: Computed, filed: Sequence[Filed], promises: tuple[Promise, ...]
    ) -> None:
        self.result, self.promises = result, promises
        self.meeting = result.settings.meeting.date
        self.worst = result.settings.worst
        self.now = result.register.by_ref
        self.then = result.then.by_ref if result.then else {}
        self._filed = [one for one in filed if one.meeting < self.meeting]

    @cached_property
    def history(self) -> list[tuple[datetime.date, Mapping[str, Recommendation]]]:
        """Return the rows of every meeting before this one by ref, oldest first."""
        last = self.result.previous
        return [
            (
                one.meeting,
                self.then
                if last and one.meeting == last.meeting
                else {row.ref: row for row in rows_of(one)},
            )
            for one in self._filed
        ]

    @cached_property
    def movements(self) -> Mapping[str, Movement]:
        """Return what counts now or counted then, by ref."""
        return {row.ref: row for row in self.result.position.both}

    def value(self, key: str) -> int | None:
        """Return a figure's value, None where there is none of that key or it has none."""
        figure = self.result.figures.get(key)
        return figure.value if figure else None

    def refs(self, key: str) -> list[str]:
        """Return the refs behind a figure."""
        figure = self.result.figures.get(key)
        return [row.ref for row in figure.evidence] if figure else []

    def is_told(self, ref: str) -> bool:
        """Return whether a row of this workbook may take a place in an order: none that is withheld
        may, for that would tell its date.
        """
        return self.now[ref].publish

    def count(self, value: int, noun: str = "") -> str:
        """Return a number in house style, with its noun."""
        told = number(value, self.result.settings.style.numbers_in_words_to)
        return f"{told} {plural(value, noun)}" if noun else told

    def rows(
        self,
        refs: Iterable[str],
        words: Callable[[Recommendation], str],
        *,
        then: bool = False,
    ) -> tuple[Told, ...]:
        """Return the rows of some refs; where `then`, what is told needs the last meeting's row
        too.
        """
        return tuple(self._row(ref, words, then=then) for ref in refs)

    def _row(self, ref: str, words: Callable[[Recommendation], str], *, then: bool) -> Told:
        row, was = self.now.get(ref), self.then.get(ref)
        found = row or was
        if found is None:
            return Told(ref, "", "")
        if not found.publish or (then and was is not None and not was.publish):
            return Told(ref, found.cell if row else "", WITHHELD)
        return Told(ref, found.cell if row else "", words(found))


def _totals(desk: _Desk) -> Question | None:
    reviewed, outstanding = desk.value("reviewed_total"), desk.value("outstanding_total")
    if reviewed is None or outstanding is None:
        return None
    left, added = _apart(desk.refs("reviewed_total"), desk.refs("outstanding_total"))
    if not left and not added:
        return None
    return Question(
        "totals",
        f"Why {verb(reviewed, 'was', 'were')} {digits(reviewed)} reviewed when"
        f" {digits(outstanding)} {verb(outstanding, 'is', 'are')} outstanding?",
        _bridge(desk, outstanding, left, added, "outstanding"),
        _bridged(desk, left, added),
    )


def _worst_totals(desk: _Desk) -> Question | None:
    keys = [part_key("reviewed", desk.worst), part_key("outstanding", desk.worst)]
    reviewed, outstanding = map(desk.value, keys)
    if reviewed is None or outstanding is None:
        return None
    left, added = _apart(*map(desk.refs, keys))
    if not left and not added:
        return None
    return Question(
        "worst-totals",
        f"Why are there two totals of {desk.worst}: {digits(reviewed)} reviewed and"
        f" {digits(outstanding)} outstanding?",
        _bridge(desk, outstanding, left, added, f"outstanding and rated {desk.worst}"),
        _bridged(desk, left, added),
    )


def _apart(reviewed: list[str], outstanding: list[str]) -> tuple[list[str], list[str]]:
    """Return what was reviewed and is not outstanding, and what is outstanding and was not
    reviewed.
    """
    here, there = set(reviewed), set(outstanding)
    return (
        [ref for ref in reviewed if ref not in there],
        [ref for ref in outstanding if ref not in here],
    )


def _bridge(desk: _Desk, outstanding: int, left: list[str], added: list[str], what: str) -> str:
    both = outstanding - len(added)
    whole = f"Of the {digits(outstanding)} {what},"
    if not both:
        told = f"None of the {digits(outstanding)} {what} was reviewed in the period."
    elif not added:
        told = f"{whole} all were reviewed in the period."
    else:
        told = (
            f"{whole} {desk.count(both)} {verb(both, 'was', 'were')} reviewed in the period and"
            f" {desk.count(len(added))} {verb(len(added), 'was', 'were')} not."
        )
    if left:
        many = sentence(desk.count(len(left)))
        told += f" {many} more {verb(len(left), 'was', 'were')} reviewed and"
        told += f" {verb(len(left), 'is', 'are')} no longer outstanding."
    return told


def _bridged(desk: _Desk, left: list[str], added: list[str]) -> tuple[Told, ...]:
    def last_seen(row: Recommendation) -> str:
        seen = f"last reviewed {say_date(row.reviewed)}" if row.reviewed else "never reviewed"
        return f"outstanding, {seen}"

    def standing(row: Recommendation) -> str:
        return f"reviewed, now {row.status}"

    return (*desk.rows(added, last_seen), *desk.rows(left, standing))


def _stale_worst(desk: _Desk) -> Question | None:
    stale = set(desk.refs("stale_total"))
    refs = [
        ref
        for ref in desk.refs(part_key("outstanding", desk.worst))
        if ref in stale and (was := desk.then.get(ref)) and was.rag == desk.worst
    ]
    if not refs:
        return None
    return Question(
        "stale-worst",
        f"Which were rated {desk.worst} last time too, and have had no new update?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(refs, _last_update, then=True),
    )


def _last_update(row: Recommendation) -> str:
    dated = f" of {say_date(row.updated)}" if row.updated else ""
    return f"{row.owner}; still the update{dated}: {_short(row.update)}"


def _newly_worst(desk: _Desk) -> Question | None:
    if not desk.history:
        return None
    refs = [
        ref
        for ref in desk.refs(part_key("outstanding", desk.worst))
        if not ((was := desk.then.get(ref)) and was.rag == desk.worst)
        or desk.movements[ref].stage_then != "outstanding"
    ]
    if not refs:
        return None

    def why(row: Recommendation) -> str:
        reason = f": {_short(row.rag_reason)}" if row.rag_reason else ""
        return f"{_was(desk, row.ref)}{reason}"

    return Question(
        "newly-worst",
        f"Which are newly {desk.worst}, and why?",
        f"{sentence(desk.count(len(refs)))} of the"
        f" {digits(desk.value(part_key('outstanding', desk.worst)) or 0)}"
        f" {verb(len(refs), 'was', 'were')} not outstanding and rated {desk.worst} last time.",
        desk.rows(refs, why, then=True),
    )


def _was(desk: _Desk, ref: str) -> str:
    """Return how a row stood at the last meeting."""
    was = desk.then.get(ref)
    if was is None:
        return "new"
    return f"last time {was.rag or 'not rated'}, {was.status}"


def _worse(desk: _Desk) -> Question | None:
    refs = [ref for ref in desk.refs("worsened_total") if desk.now[ref].rag != desk.worst]
    if not refs:
        return None
    return Question(
        "worse",
        "Which others have a worse rating than last time?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(refs, lambda row: f"{desk.then[row.ref].rag} then, {row.rag} now", then=True),
    )


def _always_worst(desk: _Desk) -> Question | None:
    if len(desk.history) < 2:
        return None
    past = [rows for _, rows in desk.history]

    def since(ref: str) -> int:
        """Return at how many of the last meetings it was outstanding with the worst rating."""
        many = 0
        for rows in reversed(past):
            row = rows.get(ref)
            if (
                row is None
                or row.stage != "outstanding"
                or row.rag != desk.worst
                or not row.publish
            ):
                break
            many += 1
        return many

    worst = desk.refs(part_key("outstanding", desk.worst))
    found = {ref: since(ref) for ref in worst if desk.is_told(ref)}
    refs = sorted((ref for ref, many in found.items() if many > 1), key=lambda ref: -found[ref])
    if not refs:
        return None
    return Question(
        "always-worst",
        f"How long have they been {desk.worst}?",
        f"{sentence(desk.count(len(refs)))} for three meetings or more, this one included.",
        desk.rows(
            refs,
            lambda row: (
                f"{desk.worst} since the meeting of"
                f" {say_date(desk.history[-found[row.ref]][0])}, {digits(found[row.ref] + 1)}"
                " meetings"
            ),
        ),
    )


def _targets(desk: _Desk) -> Question | None:
    if not desk.history or desk.value("overdue_total") is None:
        return None
    moved = {
        row.ref: days
        for row in desk.result.position.outstanding
        if row.publish and len(days := _targets_of(desk, row)) > 1
    }
    if not moved:
        return None
    far = {ref: (days[-1] - days[0]).days for ref, days in moved.items()}
    refs = sorted(moved, key=lambda ref: (1 - len(moved[ref]), -far[ref], ref))
    times = Counter(len(days) - 1 for days in moved.values())
    often = listed(
        f"{desk.count(many)} {TIMES.get(turns) or f'{desk.count(turns)} times'}"
        for turns, many in sorted(times.items(), reverse=True)
    )
    if len(times) == 1 and len(moved) > 1:
        turns = next(iter(times))
        often = f"each {TIMES.get(turns) or f'{desk.count(turns)} times'}"
    latest = max(far, key=lambda ref: far[ref])
    furthest = f" The furthest is {latest}, by {_days(far[latest])}." if far[latest] > 0 else ""
    return Question(
        "targets",
        "Which targets moved, how often and by how long?",
        f"Of the {digits(len(desk.result.position.outstanding))} outstanding,"
        f" {desk.count(len(moved))} had the target date moved since the meeting of"
        f" {say_date(desk.history[0][0])}: {often}.{furthest}",
        desk.rows(refs, lambda row: _path(moved[row.ref], row)),
    )


TIMES = {1: "once", 2: "twice"}
DEEDS: Mapping[Deed, str] = {
    "": "done",
    "done": "done",
    "began": "began",
    "finished": "finished",
    "responded": "responded",
    "published": "report published",
}
NOUNS: Mapping[Kind, str] = {**KINDS, "response": "response"}
"""What several promises of a kind are counted as."""


def _targets_of(desk: _Desk, row: Recommendation) -> list[datetime.date]:
    """Return the target dates that a row had at the meetings, in order, each once while it
    lasted.
    """
    past = (rows.get(row.ref) for _, rows in desk.history)
    days = [was.target for was in past if was and was.publish and was.target]
    days += [row.target] if row.target else []
    return days[:1] + [after for before, after in pairwise(days) if after != before]


def _path(days: list[datetime.date], row: Recommendation) -> str:
    far, turns = (days[-1] - days[0]).days, len(days) - 1
    way = "later" if far > 0 else "earlier"
    told = " → ".join(map(say_date, days))
    first = (
        f"; first of all {say_date(row.original_target)}"
        if row.original_target and row.original_target < days[0]
        else ""
    )
    many = TIMES.get(turns) or f"{digits(turns)} times"
    return f"{told}: {many}, {f'{_days(abs(far))} {way}' if far else 'and back'}{first}"


def _days(many: int) -> str:
    return f"{digits(many)} {plural(many, 'day')}"


def _came_back(desk: _Desk) -> Question | None:
    refs = list(
        dict.fromkeys([*desk.refs("outstanding_reopened"), *desk.refs("awaiting_returned")])
    )
    if not refs:
        return None

    def back(row: Recommendation) -> str:
        was = desk.then[row.ref]
        done = f" (signed off {say_date(was.signed_off)})" if was.signed_off else ""
        update = f": {_short(row.update)}" if row.update else ""
        return f"{was.status}{done} then, {row.status} and {row.rag or 'not rated'} now{update}"

    many = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "came-back",
        "What came back, and why?",
        f"{many} that {verb(len(refs), 'was', 'were')} signed off, closed or withdrawn at the last"
        f" meeting {verb(len(refs), 'is', 'are')} outstanding again.",
        desk.rows(refs, back, then=True),
    )


def _promised(desk: _Desk) -> Question | None:
    broken = [one for one in desk.promises if one.state == "not_kept" and not one.withheld]
    if not broken:
        return None
    kinds = Counter(NOUNS[one.kind] for one in broken)
    open_still = [one for one in desk.promises if one.state == "kept"]
    told = listed(f"{desk.count(many)} {plural(many, kind)}" for kind, many in kinds.items())
    return Question(
        "promised",
        "What was promised at the last meeting and not kept?",
        f"{sentence(told)}; {desk.count(len(open_still))}"
        f" {verb(len(open_still), 'was', 'were')} kept.",
        tuple(Told(one.ref, one.cell, _promise(one)) for one in broken),
    )


def _promise(one: Promise) -> str:
    what = (
        KINDS[one.kind]
        if one.kind == "target"
        else f"{KINDS[one.kind]}: {_short(one.words or one.title)}"
    )
    due = f" {say_date(one.due)}" if one.due else ""
    return f"{what}{',' if one.kind != 'target' and due else ''}{due}; {became(one)}"


def became(one: Promise) -> str:
    """Return what became of a promise, in words for the author: nothing of one that is withheld."""
    if one.withheld:
        return WITHHELD
    done = say_date(one.done) if one.done else ""
    moved = f"now {say_date(one.moved_to)}" if one.moved_to else ""
    if one.kind == "target":
        days = (one.done - one.due).days if one.done and one.due else 0
        late = f", {_days(days)} late" if days > 0 else ""
        settled = f"done on {done}{late} ({one.status})" if done else one.status
        rated = f"{one.rating}, " if one.rating and not done else ""
        same = "the date not moved" if one.state == "not_kept" and not done else ""
        return "; ".join(filter(None, (f"{rated}{settled}", moved or same)))
    if done:
        return f"{DEEDS[one.deed]} on {done}"
    if moved:
        return moved
    if one.kind == "response" and one.state == "not_kept":
        return "no response is recorded"
    rated = ", ".join(filter(None, (one.rating, one.status)))
    return rated or {"told": "in the log as before", "not_due": "still to come"}.get(one.state, "")


def _overdue(desk: _Desk) -> Question | None:
    late = {
        ref: (desk.meeting - target).days
        for ref in desk.refs("overdue_total")
        if (target := desk.now[ref].target)
    }
    if not late:
        return None
    refs = sorted(late, key=lambda ref: (-late[ref], ref))
    shown = [ref for ref in refs if desk.is_told(ref)]
    oldest = f" The oldest is {shown[0]}, {_days(late[shown[0]])} past its date." if shown else ""
    owners = Counter(desk.now[ref].owner or "nobody named" for ref in shown)
    most, many = owners.most_common(1)[0] if owners else ("", 0)
    held = f" {most} answers for {desk.count(many)} of them." if many > 1 else ""
    return Question(
        "overdue",
        "Which have been overdue longest, and who answers for them?",
        f"{sentence(desk.count(len(refs)))} {verb(len(refs), 'is', 'are')} overdue.{oldest}{held}",
        desk.rows(
            shown[:OLDEST],
            lambda row: (
                f"{_days(late[row.ref])}, {row.rag or 'not rated'}; {row.owner or 'nobody named'}"
            ),
        ),
    )


def _overdue_and_better(desk: _Desk) -> Question | None:
    refs = [ref for ref in desk.refs("overdue_total") if desk.now[ref].rag != desk.worst]
    if not refs:
        return None
    return Question(
        "overdue-better",
        f"Which are past their target date and not rated {desk.worst}?",
        f"{sentence(desk.count(len(refs), 'recommendation'))}.",
        desk.rows(
            refs,
            lambda row: (
                f"{row.rag or 'not rated'}, target {say_date(row.target)}" if row.target else ""
            ),
        ),
    )


def _withdrawn(desk: _Desk) -> Question | None:
    keys = ("outstanding_withdrawn", "awaiting_withdrawn")
    refs = [ref for key in keys for ref in desk.refs(key)]
    if not refs:
        return None

    def why(row: Recommendation) -> str:
        was = desk.then.get(row.ref)
        if row.ref not in desk.now:
            return "no longer in the workbook"
        if row.scope == "other":
            return f"now addressed to {_short(row.addressed_to)} only"
        if row.kind == "concern":
            return "now a cause of concern, which is counted apart"
        return f"{was.status if was else 'not there'} then, {row.status} now"

    told = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "withdrawn",
        "What was withdrawn, and why is it in no total?",
        f"{told} {verb(len(refs), 'was', 'were')} withdrawn, which is neither signed off nor"
        f" closed: {verb(len(refs), 'it is', 'they are')} taken off the balances as a step of"
        " their own, and counted nowhere after that.",
        desk.rows(refs, why, then=True),
    )


def _new(desk: _Desk) -> Question | None:
    refs = desk.refs("outstanding_new")
    if not refs:
        return None
    shown = [row for ref in refs if (row := desk.now.get(ref)) and row.publish]
    reports = Counter((row.report, row.published) for row in shown)
    alone = len(reports) == 1 and len(shown) == len(refs)
    told = listed(
        f"{'all' if alone and len(refs) > 1 else desk.count(many)} from \u201c{report}\u201d"
        + (f" ({say_date(published)})" if published else "")
        for (report, published), many in reports.items()
    )
    many = sentence(desk.count(len(refs), "recommendation"))
    return Question(
        "new",
        "Where do the new ones come from?",
        f"{many} {verb(len(refs), 'is', 'are')} new{f': {told}' if told else ''}.",
        desk.rows(refs, lambda row: f"{row.status}, {row.rag or 'not rated'}; {row.owner}"),
    )


def _waiting(desk: _Desk) -> Question | None:
    refs = [ref for ref in desk.refs("awaiting_total") if desk.is_told(ref)]
    refs = [ref for ref in refs if desk.now[ref].signed_off]
    if not refs:
        return None
    signed = {ref: day for ref in refs if (day := desk.now[ref].signed_off)}
    refs.sort(key=lambda ref: (signed[ref], ref))
    return Question(
        "waiting",
        "Which have waited longest for the inspectorate?",
        f"{sentence(desk.count(desk.value('awaiting_total') or 0))} await it; these are the first"
        f" {desk.count(min(OLDEST, len(refs)))} by the day of sign-off.",
        desk.rows(
            refs[:OLDEST],
            lambda row: (
                f"signed off {say_date(signed[row.ref])},"
                f" {_days((desk.meeting - signed[row.ref]).days)} before the meeting"
            ),
        ),
    )


def _secret(desk: _Desk) -> Question | None:
    rows = [row for row in desk.result.register.ours if not row.publish]
    if not rows:
        return None
    many = sentence(desk.count(len(rows), "row"))
    return Question(
        "withheld",
        "Why do lists hold fewer rows than their totals?",
        f"{many} that {verb(len(rows), 'counts is', 'count are')} not for publication, and"
        f" {verb(len(rows), 'is', 'are')} in no list.",
        tuple(Told(row.ref, row.cell, WITHHELD) for row in rows),
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}\u2026"


ASKED: tuple[Callable[[_Desk], Question | None], ...] = (
    _totals,
    _worst_totals,
    _newly_worst,
    _stale_worst,
    _always_worst,
    _worse,
    _overdue,
    _overdue_and_better,
    _targets,
    _promised,
    _came_back,
    _withdrawn,
    _new,
    _waiting,
    _secret,
)
"""The questions in the order in which a meeting comes to them."""
