"""What the last paper said of inspections to come, responses due and next steps, looked up in the
log.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.checks.last_paper import LastPaper, Sentence
from pipeline.checks.promise import Promise, State
from pipeline.english.reading import flat
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell
from pipeline.register.inspections import Entry, Forthcoming, Inspection, Report
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


@dataclass(frozen=True)
class LogDesk:
    """What is followed up, and with what: this meeting's position and the last paper."""

    position: Position
    met: datetime.date
    """The day of the last meeting."""
    paper: LastPaper

    @property
    def end(self) -> datetime.date:
        """Return the data cut-off."""
        return self.position.period.end

    @property
    def meeting(self) -> datetime.date:
        """Return the day of this meeting."""
        return self.position.settings.meeting.date

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
        return self.begun(found, self.entry(title), starts)

    def begun(self, found: Promise, entry: Entry | None, starts: datetime.date) -> Promise:
        """Return a promise that something would begin on a day, with what the log says of it."""
        if entry is None:
            return found
        found = self.at(found, entry)
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
        found = self.at(found, now, "responded")
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
            yield self.stepped(found, words, then.ref, then.title)

    def stepped(self, found: Promise, words: str, ref: str, title: str) -> Promise:
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
            return self.at(found, report)
        if due and due > self.end:
            return replace(found, state="not_due")
        entry = report or self.entry(title)
        there = any(entry is one for one in self.position.period_log.entries)
        return replace(self.at(found, entry), state="told") if entry and there else found

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

    def entry(self, title: str) -> Entry | None:
        """Return the row of this log that has a title: an inspection that was not over by the
        last cut-off, else one to come, else a report.
        """
        wanted, log = fold(title), self.position.log
        after = self.position.period.after
        assert after is not None

        def here(one: Entry) -> bool:
            over = one.finished if isinstance(one, Inspection) else None
            return fold(one.title) == wanted and not (over and over <= after)

        everywhere: Iterable[Entry] = (*log.inspections, *log.forthcoming, *log.reports)
        return next((one for one in everywhere if here(one)), None)

    def at(self, found: Promise, entry: Entry, key: str = "") -> Promise:
        """Return a promise with where it can be looked up: a row of the log, or a field of it."""
        cell: Cell | str = entry.cells.get(key, entry.cell)
        ref = found.ref or ("" if isinstance(entry, Forthcoming) else entry.ref)
        return replace(found, ref=ref, file=self.position.log.file, cell=str(cell))

    def went(self, headings: Iterable[str]) -> Inspection | None:
        """Return the inspection that the last of some headings names, over or not."""
        by_title = {fold(one.title): one for one in self.position.log.inspections}
        named = (by_title.get(fold(words)) for words in headings)
        return next((one for one in named if one is not None), None)
