"""What must hold of the inspections that are to come, by the sheet Forthcoming, at this meeting and
since the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.checks.codes import finding
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Inspection, same, selected
from pipeline.settings.model import fold
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS

NEAR = 0.8


def forthcoming_past(position: Position) -> Iterator[Finding]:
    """A forthcoming inspection that is over and in no other sheet: it is in no section of any
    paper.
    """
    reports = {fold(report.title) for report in position.log.reports}
    for entry in position.log.forthcoming:
        if (
            entry.ends
            and entry.ends <= position.period.end
            and fold(entry.title) not in reports
            and not any(
                same(entry, other, position.period.__contains__)
                for other in position.log.inspections
            )
        ):
            yield finding(
                "forthcoming-past",
                f'"{entry.title}" ended on {say_date(entry.ends)} and is in no other sheet, so no '
                f"section of the paper has it.{_near(entry.title, position)}",
                "Enter the inspection in the sheet Inspections under this title, or correct its"
                " dates.",
                position.log.file,
                cell=entry.cells["ends"],
            )


def promised(position: Position) -> Iterator[Finding]:
    """An inspection that the last paper announced or had under way, and that this log does not
    hold: it would vanish unsaid.
    """
    if not position.settings.workbook.log:
        return
    after = position.period.after
    if position.log_then is None or after is None:
        return
    then = selected(position.log_then, lambda day: day <= after, after)
    here = {
        fold(entry.title)
        for entry in position.log.entries
        if not any(
            (day := getattr(entry, key, None)) and day <= after for key in ("finished", "published")
        )
    }
    for entry in (*then.underway, *then.forthcoming):
        if entry.title and fold(entry.title) not in here:
            first = entry.started if isinstance(entry, Inspection) else entry.starts
            assert first is not None  # it was chosen by it
            told = "announced it for" if entry in then.forthcoming else "had it under way since"
            yield finding(
                "promised-missing",
                f'"{entry.title}" is in no sheet of this log, and the paper of '
                f"{position.last_meeting} {told} {say_date(first)}.{_near(entry.title, position)}",
                "Enter it under this title in Inspections, or in Forthcoming with its new date; if"
                " it was called off, say so to the committee.",
                position.log.file,
                sheet=FORTHCOMING.name,
            )


def _near(title: str, position: Position) -> str:
    """Return under which title of the sheet Inspections a row may stand, where one is near that no
    other row goes by.
    """
    others = {entry.title for entry in position.log.forthcoming}
    if position.log_then is not None:
        others |= {entry.title for entry in position.log_then.entries}
    near = get_close_matches(
        title,
        [entry.title for entry in position.log.inspections if entry.title not in others],
        1,
        NEAR,
    )
    return f' It may stand in {INSPECTIONS.name} as "{near[0]}".' if near else ""
