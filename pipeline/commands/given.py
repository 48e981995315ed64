"""What a run is made from, read: report.toml, the workbooks, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.commands.codes import finding
from pipeline.commands.inputs import Inputs
from pipeline.commands.nearby import workbook_missing
from pipeline.english.writing import say_date
from pipeline.findings.finding import (
    Finding,
    SettingsRefused,
)
from pipeline.register import meeting_files
from pipeline.register.archive import Filed
from pipeline.register.inspections import Log, log, log_within
from pipeline.register.recommendations import Register, register, without_rows
from pipeline.settings.model import DOUBT, Settings
from pipeline.settings.model import FILE as SETTINGS_FILE
from pipeline.settings.schema import (
    LOG_SHEETS,
)


def doubts_left(source: bytes | None) -> list[Finding]:
    """Return a note of the lines of report.toml that a study has marked, and nobody has looked at
    since.
    """
    if source is None or DOUBT.encode() not in source:
        return []
    from pipeline.start.toml_text import dotted, doubts

    left = sorted(doubts(source.decode("utf-8-sig")))
    if not left:
        return []
    return [
        finding(
            "doubt-left",
            f"{len(left)} of its lines {'is' if len(left) == 1 else 'are'} a proposal of init,"
            f" marked {DOUBT}: {', '.join(map(dotted, left))}.",
            f"Fill mapping.xlsx and run map; or look at each, and take the {DOUBT} away.",
            SETTINGS_FILE,
        )
    ]


def meeting_notes(
    chosen: Settings, filed: Sequence[Filed], previous: Filed | None
) -> Iterator[Finding]:
    """Yield the notes on the meeting that the paper is for; raises SettingsRefused where its data
    end before the last meeting's.
    """
    meeting = chosen.meeting
    if previous and meeting.cut_off <= previous.data_to:
        raise SettingsRefused(
            [
                finding(
                    "settings",
                    f"data_to ({meeting.cut_off}) is not after that of the last meeting"
                    f" ({previous.data_to}).",
                    "Set date and data_to for the meeting that the paper is for.",
                    SETTINGS_FILE,
                    place="[meeting] data_to",
                )
            ]
        )
    if previous:
        yield from _filed_wrong(previous)
    if previous and meeting.since:
        yield finding(
            "since-ignored",
            f"since is not used: the period starts after {previous.data_to}, the data cut-off "
            f"of the meeting of {previous.meeting}.",
            "Remove the line.",
            SETTINGS_FILE,
            place="[meeting] since",
        )
    yield from _filed_later(chosen, filed)


def _filed_later(chosen: Settings, filed: Sequence[Filed]) -> Iterator[Finding]:
    """Yield a note where the meeting is filed already, or a later one is."""
    meeting = chosen.meeting
    if any(found.meeting == meeting.date for found in filed):
        yield finding(
            "meeting-filed-already",
            f"the meeting of {meeting.date} is filed already; this run makes its "
            "paper again from the inputs as they are now.",
            "For the next meeting, change date and data_to.",
            SETTINGS_FILE,
            place="[meeting] date",
        )
    elif later := [found.meeting for found in filed if found.meeting > meeting.date]:
        yield finding(
            "meeting-passed",
            f"date is {say_date(meeting.date)}, and the meeting of {say_date(max(later))} is filed"
            " already: this paper is compared with none that came after it, and cannot be filed.",
            "Check the year of date and of data_to.",
            SETTINGS_FILE,
            place="[meeting] date",
        )


def _filed_wrong(previous: Filed) -> Iterator[Finding]:
    for told in previous.contradictions:
        yield finding(
            "filed-as-seen",
            f"the paper of {previous.meeting} was filed as the committee saw it, and is wrong: "
            f"{told}",
            "Correct it in this paper if it says it again; once this one is filed, it is told"
            " no more.",
            f"meetings/{previous.meeting}/{meeting_files.PAPER}",
        )


def registered(inputs: Inputs, chosen: Settings, *, first: bool) -> tuple[Register, list[Finding]]:
    if inputs.workbook is None:
        empty, _ = register(b"", chosen, inputs.file)
        return empty, [workbook_missing(inputs.file, inputs.beside)]
    book, found = register(inputs.workbook, chosen, inputs.file, first=first)
    return book, [*found, *without_rows(book, found)]


def log_all_the_same(inputs: Inputs, book: Register) -> list[Finding]:
    """Return an error where report.toml says that no log is kept, and one lies in the folder or on
    sheets of the tracker.
    """
    names = {sheet.name for sheet in LOG_SHEETS}
    there = [
        name for name, kind in (book.table.alike if book.table else {}).items() if kind in names
    ]
    if inputs.log is not None:
        told, way = f"{inputs.log_file} lies in the inputs folder", "move the workbook away"
    elif there:
        sheets = " and ".join(f'"{name}"' for name in there)
        told = f"{inputs.file} has the headings of a log on {sheets}"
        way = "delete what is not used of these sheets"
    else:
        return []
    return [
        finding(
            "settings",
            f"log is false, and {told}.",
            f"Remove the line, so that the log is read; or {way}.",
            SETTINGS_FILE,
            place="[workbook] log",
        )
    ]


def logged(inputs: Inputs, chosen: Settings) -> tuple[Log, list[Finding]]:
    """Return the log and what is wrong with it; an empty one where none is kept."""
    if not chosen.workbook.log:
        return Log(), []
    if inputs.log is not None:
        return log(inputs.log, chosen, inputs.log_file)
    if inputs.workbook is not None and log_within(inputs.file, inputs.workbook, chosen):
        return log(inputs.workbook, chosen, inputs.file)
    missing = workbook_missing(inputs.log_file, inputs.beside)
    return Log(), [
        replace(
            missing,
            remedy=(
                f"{missing.remedy} Where no log is kept, write log = false under [workbook] in "
                f"{SETTINGS_FILE}."
            ),
        )
    ]
