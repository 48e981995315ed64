"""The commands that file a meeting: this one, and an earlier one that this program did not make the
paper of.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.folders import Folders, inputs_in, name_filed, named_file, paper_at, tidy
from pipeline.commands.options import command_fault, day, with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import tell
from pipeline.commands.verify import contradictions_in
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Finding, SettingsRefused

if TYPE_CHECKING:
    from pipeline.commands.run import Made, Tell
    from pipeline.register.archive import Filed


@click.command()
@click.argument("paper", required=False, type=click.Path(path_type=Path))
@click.option(
    "--as-seen",
    is_flag=True,
    help="File PAPER although it contradicts the inputs, for the committee saw it so.",
)
@with_folders
def publish(folders: Folders, said: Said, paper: Path | None, as_seen: bool) -> None:
    """File this meeting: every input, the records, the paper, its PDF and its page for the web go
    into inputs/meetings/<date>/ and are never changed.

    Files the paper that the run makes, or PAPER where people have edited it in Word.

    Example: python -m pipeline publish
    """
    from pipeline.commands.filing import published_files
    from pipeline.commands.inputs import read_settings
    from pipeline.commands.run import made
    from pipeline.english.writing import digits, plural
    from pipeline.register.archive import file_meeting, refuse_if_filed

    tidy(folders, said)
    inputs = inputs_in(folders)
    meeting = read_settings(inputs.settings).meeting
    refuse_if_filed(inputs.filed, meeting.date)
    result = made(inputs, tell(said))
    content, contradictions = _seen(folders, paper, result, as_seen=as_seen)
    pdf, page, said.findings = _handed_out(content, result, tell(said), edited=paper is not None)
    files, values = published_files(result.computed, inputs, content, pdf, page)
    place = folders.meetings / meeting.date.isoformat()
    many = f"{digits(len(contradictions))} {plural(len(contradictions), 'contradiction')}"
    wrong = f" as the committee saw it, with {many} noted" if contradictions else ""
    done = f"Done: the meeting of {meeting.date} is filed in {place.as_posix()}{wrong}."
    further = "For the next meeting, change date and data_to in report.toml."
    with _promised(folders, inputs.filed, said, place, files, done, further):
        file_meeting(
            folders.meetings,
            inputs.filed,
            meeting=meeting.date,
            data_to=meeting.cut_off,
            files=files,
            ratings=result.computed.settings.ratings,
            figures=values,
            contradictions=contradictions,
        )


@contextmanager
def _promised(
    folders: Folders,
    filed: Sequence[Filed],
    said: Said,
    place: Path,
    files: Mapping[str, bytes],
    done: str,
    further: str,
) -> Iterator[None]:
    """Say what is to be filed, for a run that is stopped while it files, and then that it is."""
    said.promised = {place / name: content for name, content in files.items()}
    said.outcome = f"{done} {further}"
    yield
    said.files = [(place / name).as_posix() for name in (*files, "manifest.json")]
    said.outcome = f"{done} {name_filed(folders, filed, place, said)} {further}"


def _seen(
    folders: Folders, paper: Path | None, result: Made, *, as_seen: bool
) -> tuple[bytes, tuple[str, ...]]:
    """Return the paper that the committee saw, which is the run's unless it is named, and in what
    it contradicts the inputs.
    """
    from pipeline.commands.run import PAPER

    if paper is None:
        meeting = result.computed.settings.meeting.date.isoformat()
        refuse_if_edited(folders.outputs / meeting / PAPER, result.paper)
        return result.paper, ()
    contradictions = contradictions_in(paper_at(paper), paper, result, as_seen=as_seen)
    return paper.read_bytes(), contradictions  # filed as it is, to the byte


def refuse_if_edited(path: Path, fresh: bytes) -> None:
    """Raise where the paper in outputs is not the one that today's inputs make: it must not be
    filed unseen.
    """
    there = bytes_at(path)
    if there is not None and there != fresh:
        raise SettingsRefused(
            [
                command_fault(
                    "it is not the paper that the inputs make now: it was edited, or the inputs"
                    " changed since.",
                    f"Name it if it is the one to file (publish {path.as_posix()}), or run report"
                    " again.",
                    path.name,
                )
            ],
            "Nothing was filed: say which paper the committee saw.",
        )


def _handed_out(
    content: bytes, result: Made, tell: Tell, *, edited: bool
) -> tuple[bytes | None, bytes, list[Finding]]:
    """Return the PDF and the page for the web of the very paper that is filed, and the notes on
    them; what shuts readers out of an `edited` paper is mended in the paper itself.
    """
    from pipeline.paper.pdf.pdf import printed
    from pipeline.web.web import for_the_web
    from pipeline.word.received import received

    read = received(content)
    web = for_the_web(read)
    tell("Printing the PDF")
    pdf, notes = printed(read, result.computed.settings.meeting.date, emitted=result.emitted)
    notes = [*notes, *web.notes]
    if edited:
        here = ("In the template, ", "In the paper, ")
        notes = [replace(note, remedy=note.remedy.replace(*here)) for note in notes]
    return pdf, web.page, notes


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.option(
    "--meeting", required=True, callback=day, metavar="DATE", help="The day of that meeting."
)
@click.option(
    "--data-to",
    callback=day,
    metavar="DATE",
    help="Its data cut-off; the meeting's day if not given.",
)
@with_folders
def baseline(
    folders: Folders,
    said: Said,
    old: Path,
    meeting: datetime.date,
    data_to: datetime.date | None,
) -> None:
    """File the earlier workbook OLD as a past meeting, so that the first paper can say what changed
    since.

    Example: python -m pipeline baseline july.xlsx --meeting 2020-07-09 --data-to 2020-06-30
    """
    from pipeline.commands.filing import baseline_files
    from pipeline.commands.inputs import read_settings
    from pipeline.register.archive import file_meeting, refuse_if_filed

    cut_off = data_to or meeting
    if cut_off > meeting:
        raise click.UsageError(f"--data-to ({cut_off}) is after the meeting ({meeting}).")
    tidy(folders, said)
    inputs = inputs_in(folders)
    settings = read_settings(inputs.settings)
    refuse_if_filed(inputs.filed, meeting)
    if meeting > settings.meeting.date:  # filed for good, it would stand in the next one's way
        raise click.UsageError(
            f"--meeting ({meeting}) is after {settings.meeting.date}, which report.toml has as the"
            " next meeting: a past one is filed. Correct the wrong one of the two."
        )
    _refuse_unless_later(cut_off, inputs.filed)
    files, values, said.findings = baseline_files(
        named_file(old), old.name, settings, meeting, cut_off, inputs.filed
    )
    place = folders.meetings / meeting.isoformat()
    done = f"Done: {old.name} is filed as the meeting of {meeting}."
    further = "Run report for the next one."
    with _promised(folders, inputs.filed, said, place, files, done, further):
        file_meeting(
            folders.meetings,
            inputs.filed,
            meeting=meeting,
            data_to=cut_off,
            files=files,
            ratings=settings.ratings,
            figures=values,
        )


def _refuse_unless_later(cut_off: datetime.date, filed: Sequence[Filed]) -> None:
    """Raise where a data cut-off is not after that of the meeting filed last."""
    if filed and cut_off <= filed[-1].data_to:
        raise click.UsageError(
            f"the data cut-off ({cut_off}) is not after {filed[-1].data_to}, that of the"
            " meeting filed last: give --data-to."
        )
