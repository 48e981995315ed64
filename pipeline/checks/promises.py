"""What the last paper promised or scheduled, followed up: target dates, inspections, responses,
next steps, and sentences that name a day or a ref.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.checks.last_paper import PROMISES, STARTS, LastPaper, Sentence, Span, naming
from pipeline.checks.promise import Promise, State, in_order
from pipeline.english.reading import flat
from pipeline.english.signs import straight
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell
from pipeline.register.inspections import Entry, Forthcoming, Inspection, Report
from pipeline.register.recommendation import Recommendation
from pipeline.register.withheld import Withheld
from pipeline.settings.model import fold

_WILL = r"(?:will|shall|is|are|expects?|plans?|intends?|aims?|hopes?|due)(?:\s+to)?"
_REPORT = r"(?:reports?|findings|results)"
PUBLISHED = re.compile(
    rf"\b{_WILL}\s+publish\s+(?:(?!(?:to|on|in|for|of|with)\b)[\w’']+\s+){{0,3}}{_REPORT}\b"
    rf"|\b{_REPORT}\b[^,.;]{{0,40}}?\b{_WILL}\s+be\s+published\b"
    rf"|\b{_REPORT},?\s+(?:which|that)\b[^,.;]{{0,40}}?\b{_WILL}\s+publish\b",
    re.IGNORECASE,
)
"""What says that a report will be published, and not some other thing."""
NOT_ONLY = re.compile(
    r"\b(?:and|or|no|not|never|longer|without|unless|if|once|whether|also|then|after)\b|[;:]",
    re.IGNORECASE,
)
"""What makes more of a sentence than that, or less."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


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


@dataclass(frozen=True)
class _Desk:
    """What is followed up, and with what: this meeting's position and the last paper."""

    position: Position
    met: datetime.date
    """The day of the last meeting."""
    paper: LastPaper

    @property
    def end(self) -> datetime.date:
        return self.position.period.end

    @property
    def meeting(self) -> datetime.date:
        return self.position.settings.meeting.date

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
        if now.scope == "other" or now.stage == "withdrawn" or now.kind != then.kind:
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
            cell=str(register.cell(now.cell, "target")),
        )

    def log(self) -> Iterator[Promise]:
        """Yield what the last paper said of inspections to come, responses due and next steps."""
        if not self.position.settings.workbook.log:
            return
        after = self.position.period.after
        assert after is not None
        own = self.position.log_then
        log = own if own is not None else self.position.log
        for coming in log.forthcoming if own is not None else ():
            if coming.starts and coming.starts > after:
                yield self._inspection(coming.title, coming.starts)
        for report in log.reports:
            if self._was_due(report, after) and (own is not None or self._printed(report.title)):
                yield self._response(report)
        for inspection in log.inspections:
            if inspection.finished and inspection.finished <= after:
                yield from self._next_steps(inspection)

    def _printed(self, title: str) -> bool:
        return fold(title) in self.paper.titled

    @staticmethod
    def _was_due(report: Report, after: datetime.date) -> bool:
        """Return whether a response was still to come when the last paper was made."""
        if not report.published or report.published > after or not report.response_due:
            return False
        return report.response_due > after and (
            report.responded is None or report.responded > after
        )

    def _inspection(self, title: str, starts: datetime.date) -> Promise:
        found = Promise(
            "inspection",
            "silent",
            title=title,
            place=self.paper.titled.get(fold(title), ""),
            due=starts,
        )
        return self._begun(found, self._entry(title, starts), starts)

    def _begun(self, found: Promise, entry: Entry | None, starts: datetime.date) -> Promise:
        """Return a promise that something would begin on a day, with what the log says of it."""
        if entry is None:
            return found
        found = self._at(found, entry)
        if isinstance(entry, Report):
            return replace(found, state="told", done=entry.published, deed="published")
        first = entry.started if isinstance(entry, Inspection) else entry.starts
        if first is None:
            last = entry.finished if isinstance(entry, Inspection) else None
            return replace(found, state="told", done=last, deed="finished" if last else "")
        if isinstance(entry, Inspection) and first <= self.end:
            state: State = "kept" if first == starts else "not_kept" if first > starts else "told"
            return replace(found, state=state, done=first, deed="began")
        if first > starts:
            return replace(found, state="not_kept", moved_to=first)
        if first < starts:
            return replace(found, state="told", moved_to=first)
        return replace(found, state="not_due" if first > self.end else "told")

    def _response(self, then: Report) -> Promise:
        due = then.response_due
        assert due is not None
        place = self.paper.titled.get(fold(then.title), "")
        found = Promise("response", "silent", then.ref, then.title, place=place, due=due)
        now = next((one for one in self.position.log.reports if one.ref == then.ref), None)
        if now is None:
            return found
        found = self._at(found, now, "responded")
        if now.responded and now.responded <= self.end:
            kept: State = "kept" if now.responded <= due else "not_kept"
            return replace(found, state=kept, done=now.responded, deed="responded")
        if due > self.end:
            return replace(found, state="not_due")
        return replace(found, state="not_kept" if "responded" in now.cells else "silent")

    def _next_steps(self, then: Inspection) -> Iterator[Promise]:
        for words in _SENTENCE.split(flat(then.next_step.text)):
            place = self.paper.place_of(words)
            if not place:
                continue
            span = Sentence(words, place).due(self.met)
            found = Promise(
                "next_step", "silent", then.ref, then.title, words, place, span[1] if span else None
            )
            yield self._stepped(found, words, then.ref, then.title)

    def _stepped(self, found: Promise, words: str, ref: str, title: str) -> Promise:
        """Return a next step with what the log says of it: a report of that inspection, or that it
        is there.
        """
        due, report = found.due, self._report_of(ref, title)
        if report is not None and report.published and PUBLISHED.search(words):
            late = due is not None and report.published > due
            state: State = "not_kept" if late else "kept"
            if NOT_ONLY.search(words):
                state = "told"
            found = replace(found, state=state, done=report.published, deed="published")
            return self._at(found, report)
        if due and due > self.end:
            return replace(found, state="not_due")
        entry = report or self._entry(title, self.met)
        there = any(entry is one for one in self.position.period_log.entries)
        return replace(self._at(found, entry), state="told") if entry and there else found

    def _report_of(self, ref: str, title: str) -> Report | None:
        """Return the report of an inspection that was published in this period."""
        return next(
            (
                one
                for one in self.position.period_log.reports
                if (ref and one.inspection == ref) or fold(one.title) == fold(title)
            ),
            None,
        )

    def _entry(self, title: str, day: datetime.date) -> Entry | None:
        """Return the row of this log that has a title: an inspection that was not over long before
        a day, else one to come, else a report.
        """
        wanted, log = fold(title), self.position.log
        after = self.position.period.after
        assert after is not None

        def here(one: Entry) -> bool:
            over = one.finished if isinstance(one, Inspection) else None
            return fold(one.title) == wanted and not (over and over <= after)

        everywhere: Iterable[Entry] = (*log.inspections, *log.forthcoming, *log.reports)
        return next((one for one in everywhere if here(one)), None)

    def _at(self, found: Promise, entry: Entry, key: str = "") -> Promise:
        cell: Cell | str = entry.cells.get(key, entry.cell)
        ref = found.ref or ("" if isinstance(entry, Forthcoming) else entry.ref)
        return replace(found, ref=ref, file=self.position.log.file, cell=str(cell))

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
        refs = naming({*then.by_ref, *register.by_ref})
        covered = _Covered(found)
        for one in self.paper.sentences:
            named = list(dict.fromkeys(refs.findall(straight(one.words))))
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
        if PUBLISHED.search(one.words) and (went := self._went(one.headings)):
            return self._stepped(replace(found, title=went.title), one.words, went.ref, went.title)
        title = next((words for words in reversed(one.headings) if self._titled(words)), "")
        if not title:
            return replace(found, state="not_due") if coming else found
        entry = self._entry(title, self.met)
        found = replace(found, title=title)
        days = one.days(self.met)
        alone = len(days) == 1 and days[0][0] == days[0][1]
        if alone and STARTS.search(one.words) and not NOT_ONLY.search(one.words):
            return self._begun(found, entry, days[0][0])
        if coming or entry is None:
            return replace(found, state="not_due") if coming else found
        if isinstance(entry, Inspection):
            found = replace(found, done=entry.finished, deed="finished" if entry.finished else "")
        return replace(self._at(found, entry), state="told")

    def _went(self, headings: Iterable[str]) -> Inspection | None:
        """Return the inspection that the last of some headings names, over or not."""
        by_title = {fold(one.title): one for one in self.position.log.inspections}
        named = (by_title.get(fold(words)) for words in headings)
        return next((one for one in named if one is not None), None)

    def _titled(self, words: str) -> bool:
        return self._entry(words, self.met) is not None

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
