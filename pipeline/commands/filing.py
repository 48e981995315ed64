"""What goes into the archive: this meeting as published, or an earlier workbook as a baseline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checks import rows
from pipeline.checks.consequences import first_hand
from pipeline.checks.whole_workbook import nearest
from pipeline.commands.codes import finding, refuse
from pipeline.commands.inputs import Inputs
from pipeline.english.writing import say_date
from pipeline.figures.figure import figures
from pipeline.figures.position import Position
from pipeline.figures.result import Computed
from pipeline.findings.codes import weighed
from pipeline.findings.finding import Finding, by_place
from pipeline.register import archive, meeting_files
from pipeline.register.anchors import refuse_unless_anchored
from pipeline.register.inspections import Log
from pipeline.register.movement import Period
from pipeline.register.recommendations import Register, register, without_rows
from pipeline.register.records import as_lines
from pipeline.settings.model import Settings
from pipeline.settings.tables import Meeting

WRONG_YEAR = (
    "If the year is wrong, remove the folder that was filed and outputs/filed.json, and file it"
    " again under the right date."
)


def published_files(
    result: Computed, inputs: Inputs, paper: bytes, pdf: bytes | None, page: bytes
) -> tuple[dict[str, bytes], dict[str, int | None]]:
    """Return the files of a meeting that is published, every input as it was among them, and its
    figures by key.
    """
    files = {
        meeting_files.WORKBOOK: inputs.workbook,
        meeting_files.LOG: inputs.log,
        meeting_files.SETTINGS: inputs.settings,
        meeting_files.TEMPLATE: inputs.template,
        meeting_files.RECORDS: as_lines(result.register),
        meeting_files.PAPER: paper,
        meeting_files.PDF: pdf,
        meeting_files.PAGE: page,
    }
    return (
        {name: content for name, content in files.items() if content is not None},
        {key: figure.value for key, figure in result.figures.items()},
    )


def baseline_files(
    workbook: bytes,
    file: str,
    settings: Settings,
    meeting: datetime.date,
    cut_off: datetime.date,
    filed: Sequence[archive.Filed],
) -> tuple[dict[str, bytes], Mapping[str, int | None], list[Finding]]:
    """Return the files of a meeting that took place before this program was used, its figures, and
    notes.

    What only a period or the log can tell is null. Raises WorkbookRefused where the workbook cannot
    be used, and ArchiveRefused where a filed paper or report.toml names another archive.
    """
    refuse_unless_anchored(filed, settings.archive.seal)
    then = replace(settings, meeting=Meeting(date=meeting, data_to=cut_off))
    book, found = register(
        workbook, then, file, first=not any(earlier.meeting < meeting for earlier in filed)
    )
    found += without_rows(book, found)
    found += _odd(meeting, cut_off, book, file)
    span = Period(cut_off, after=cut_off)
    position = Position(then, book, Log(), span)
    found += first_hand(rows.broken(position), found, book, position.log)
    found = by_place(weighed(found, settings.severity))
    refuse(found)
    counted = figures(position, {})
    known = {
        key: None if figure.measure.of_period else figure.value for key, figure in counted.items()
    }
    return {meeting_files.WORKBOOK: workbook, meeting_files.RECORDS: as_lines(book)}, known, found


def _odd(
    meeting: datetime.date, cut_off: datetime.date, book: Register, file: str
) -> Iterator[Finding]:
    """Yield a note for a day of the command line that is far from every date in the workbook."""
    for day, option in {cut_off: "--data-to", meeting: "--meeting"}.items():
        if near := nearest(day, book, Log()):
            yield finding(
                "meeting-odd",
                f"it is {say_date(day)}, and no date in the workbook is nearer to it than "
                f"{say_date(near)}.",
                WRONG_YEAR,
                file,
                place=option,
            )
