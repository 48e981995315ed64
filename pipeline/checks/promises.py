"""What the last paper promised or scheduled, followed up: target dates, inspections, responses,
next steps, and sentences that name a day or a ref.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.checks.last_paper import PROMISES, STARTS, LastPaper, Naming, Sentence, Span
from pipeline.checks.log_promises import NOT_ONLY, PUBLISHED, LogDesk
from pipeline.checks.promise import Promise, State, in_order
from pipeline.english.signs import straight
from pipeline.figures.position import Position
from pipeline.register.inspections import Inspection
from pipeline.register.recommendation import Recommendation
from pipeline.register.withheld import Withheld
from pipeline.settings.model import fold


def promises(
    position: Position, last_meeting: datetime.date | None, paper: bytes | None
) -> tuple[Promise, ...]:
    """Return what the last paper promised, in the order in which an author goes through it.

    `paper` is the one that the committee saw at `last_meeting`, None where none is filed. Nothing
    on a first paper.
    """
    if position.then is None or last_meeting is None or position.period.after is None:
        return ()
    hidden = Withheld(position.register.rows, position.then.rows)
    desk = _Desk(position, last_meeting, LastPaper.read(paper, hidden))
    found = [*desk.targets(), *desk.log()]
    return in_order([*found, *desk.sentences(found)])


class _Desk(LogDesk):
    """What is followed up besides: target dates of the register, and sentences of the paper."""

    def targets(self) -> Iterator[Promise]:
        """Yield the target dates that fell between the two meetings, of what was outstanding."""
        then, register = self.position.then, self.position.register
        assert then is not None
        for row in then.ours:
            if row.stage != "outstanding" or not row.target:
                continue
            if self.met <= row.target < self.meeting:
                now = register.by_ref.get(row.ref)
                if not row.publish or (now is not None and not now.publish):
                    cell = now.cell if now else ""
                    yield Promise(
                        "target", "told", row.ref, file=register.file, cell=cell, withheld=True
                    )
                else:
                    yield self._target(row, row.target, now)

    def _target(
        self, then: Recommendation, due: datetime.date, now: Recommendation | None
    ) -> Promise:
        found = Promise(
            "target",
            "silent",
            then.ref,
            then.report,
            place=self.paper.rows.get(then.ref, ""),
            due=due,
        )
        if now is None:
            return found
        after = self.position.period.after
        register = self.position.register
        done = min((day for day in (now.signed_off, now.closed) if day), default=None)
        settled = now.stage in ("awaiting", "closed")
        state: State = "not_kept"
        if (
            now.scope == "other"
            or now.stage == "withdrawn"
            or (now.kind == "concern") != (then.kind == "concern")
        ):
            state = "overtaken"
        elif settled and (done is None or after is None or done <= after):
            state = "told"
        elif settled and done and done <= due:
            state = "kept"
        return replace(
            found,
            state=state,
            done=done if settled else None,
            deed="done" if settled and done else "",
            moved_to=now.target if not settled and now.target != due else None,
            rating=now.rag,
            status=now.status,
            file=register.file,
            cell=str(now.at("target")),
        )

    def sentences(self, found: Iterable[Promise]) -> Iterator[Promise]:
        """Yield the sentences that name a day to come, or promise something of a ref, and that
        nothing found already covers.
        """
        then, register = self.position.then, self.position.register
        assert then is not None
        withheld = {
            ref
            for ref in {*then.by_ref, *register.by_ref}
            if not (register.by_ref.get(ref) or then.by_ref[ref]).publish
        }
        refs = Naming({*then.by_ref, *register.by_ref})
        covered = _Covered(found)
        for one in self.paper.sentences:
            named = list(dict.fromkeys(refs.within(straight(one.words))))
            span = one.due(self.met)
            promised = span is not None or (named and PROMISES.search(one.words))
            if not promised or withheld & set(named) or covered.has(one, one.days(self.met)):
                continue
            yield self._sentence(one, named, span)

    def _sentence(self, one: Sentence, named: list[str], span: Span | None) -> Promise:
        due = span[1] if span else None
        found = Promise("sentence", "silent", words=one.words, place=one.place, due=due)
        coming = due is not None and due > self.end
        if named:
            return self._of_refs(found, named, coming=coming)
        if PUBLISHED.search(one.words) and (went := self.went(one.headings)):
            return self.stepped(replace(found, title=went.title), one.words, went.ref, went.title)
        title = next((words for words in reversed(one.headings) if self._titled(words)), "")
        if not title:
            return replace(found, state="not_due") if coming else found
        entry = self.entry(title)
        found = replace(found, title=title)
        days = one.days(self.met)
        alone = len(days) == 1 and days[0][0] == days[0][1]
        if alone and STARTS.search(one.words) and not NOT_ONLY.search(one.words):
            return self.begun(found, entry, days[0][0])
        if coming or entry is None:
            return replace(found, state="not_due") if coming else found
        if isinstance(entry, Inspection):
            found = replace(found, done=entry.finished, deed="finished" if entry.finished else "")
        return replace(self.at(found, entry), state="told")

    def _titled(self, words: str) -> bool:
        return self.entry(words) is not None

    def _of_refs(self, found: Promise, named: list[str], *, coming: bool) -> Promise:
        register = self.position.register
        row = next((register.by_ref[ref] for ref in named if ref in register.by_ref), None)
        found = replace(found, ref=", ".join(named))
        if row is None:
            return found
        return replace(
            found,
            state="not_due" if coming else "told",
            rating=row.rag if len(named) == 1 else "",
            status=row.status if len(named) == 1 else "",
            file=register.file,
            cell=row.cell,
        )


class _Covered:
    """What is followed up already, so that no sentence that says the same is told beside it."""

    def __init__(self, found: Iterable[Promise]) -> None:
        self._words: set[str] = set()
        self._days: dict[str, set[datetime.date | None]] = {}
        for one in found:
            if one.words:
                self._words.add(fold(one.words))
            elif one.title and one.kind != "target":
                self._days.setdefault(fold(one.title), set()).add(one.due)

    def has(self, one: Sentence, spans: Iterable[Span]) -> bool:
        """Return whether a sentence only says what is followed up: its words, or one of its days
        under the same title.
        """
        words = fold(one.words)
        if words in self._words:
            return True
        titles = {fold(heading) for heading in one.headings} & self._days.keys()
        titles |= {title for title in self._days if title in words}
        days: set[datetime.date | None] = set()
        for title in titles:
            days |= self._days[title]
        return any(day and first <= day <= last for first, last in spans for day in days)
