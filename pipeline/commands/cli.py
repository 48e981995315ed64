"""The commands, what each is called with, and how each ends: exit codes and last lines."""

from __future__ import annotations

import datetime
import json
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import click

from pipeline import __version__
from pipeline.commands.folders import Folders, document_at, documents_at, inputs_in, name_filed, paper_at, tidy
from pipeline.commands.judged import (
    command_fault,
    contradictions_in,
    not_read_in,
    redlined,
    refuse_if_edited,
    remarks_as_findings,
    to_do,
    verdict_on,
)
from pipeline.commands.outcome import Said
from pipeline.commands.screen import is_terminal, show, silence, tell
from pipeline.english.signs import in_json, on_screen
from pipeline.files.content import bytes_at
from pipeline.findings.finding import ArchiveRefused, Refused, SettingsRefused, did_you_mean, errors_in


def _command(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and hand it its folders and what it has to say."""

    @click.option("--inputs", type=click.Path(path_type=Path), default=Path("inputs"), show_default=True,
                  help="The folder with report.toml and the workbooks.")
    @click.option("--templates", type=click.Path(path_type=Path), default=Path("templates"), show_default=True,
                  help="The folder with the house template.")
    @click.option("--outputs", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
                  help="The folder that a folder for the meeting is written to.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout, all else on stderr.")
    @click.pass_obj
    @wraps(function)
    def command(said: Said, /, inputs: Path, templates: Path, outputs: Path, as_json: bool, **rest: Any) -> None:
        said.as_json, said.begun = as_json, True
        function(Folders(inputs, templates, outputs), said, **rest)

    return command


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pipeline")
@click.pass_context
def cli(context: click.Context) -> None:
    """Make the HMICFRS update paper from two workbooks and a Word template.

    Example: python -m pipeline report
    """
    context.obj.command = context.invoked_subcommand or ""


@cli.command()
@click.option("--no-pdf", is_flag=True, help="Leave out the PDF, which takes LibreOffice some seconds.")
@_command
def report(folders: Folders, said: Said, no_pdf: bool) -> None:
    """Read, check, compute, fill and prove; write outputs/<meeting date>/.

    Example: python -m pipeline report
    """
    from pipeline.paper.pdf.office import ready

    tidy(folders, said)
    with nullcontext() if no_pdf else ready() as office:  # LibreOffice starts while this process reads its libraries
        from pipeline.commands.packet import OURS, RUN, packet
        from pipeline.commands.run import PAPER, made
        from pipeline.figures.result import figures_json
        from pipeline.files.writing import replace_outputs

        inputs = inputs_in(folders)
        result = made(inputs, tell(said))
        whole = packet(inputs, result, tell(said), with_pdf=not no_pdf, office=office)
    folder = folders.outputs / result.computed.settings.meeting.date.isoformat()
    said.findings, said.all_notes = list(whole.findings), False
    said.more["figures"] = figures_json(result.computed)["figures"]
    said.promised = {folder / name: content for name, content in whole.files.items()}
    done = f"Done: the paper is {(folder / PAPER).as_posix()}{said.notes()}. "
    then = "Read it in Word; after the meeting run publish."
    said.outcome = done + then
    replaced = replace_outputs(folder, whole.files, OURS, RUN)
    said.files = [path.as_posix() for path in said.promised]
    said.told += replaced.told
    said.outcome = done + _kept(replaced.kept) + then


@cli.command()
@_command
def check(folders: Folders, said: Said) -> None:
    """Check all that report checks, and write nothing.

    Example: python -m pipeline check
    """
    from pipeline.commands.run import made
    from pipeline.figures.result import figures_json

    result = made(inputs_in(folders), tell(said))
    said.findings = list(result.computed.findings)
    said.more["figures"] = figures_json(result.computed)["figures"]
    said.outcome = f"Done: nothing stands in the way of the paper{said.notes()}. Run report to make it."


@cli.command()
@click.argument("key")
@_command
def explain(folders: Folders, said: Said, key: str) -> None:
    """Explain the figure KEY: its value, its rule, last meeting's value, and each row behind it with its cell.

    Example: python -m pipeline explain outstanding_total
    """
    from pipeline.commands.run import computed, refuse
    from pipeline.review.explain import explained

    result = computed(inputs_in(folders), tell(said))
    if key not in result.figures:
        raise SettingsRefused([command_fault(
            f'there is no figure "{key}".{did_you_mean(key, result.figures)}', f"The figures are: {', '.join(result.figures)}.",
            key)], "Nothing was explained: name one of the figures above.")
    refuse(result.findings)
    figure = result.figures[key]
    said.more["figures"] = [figure.as_json(result.settings.style.numbers_in_words_to)]
    if not said.as_json:
        show(on_screen(explained(result, figure)))
    said.outcome = f"Done: {key} is {'without a value' if figure.value is None else figure.value}."


@cli.command()
@click.argument("paper", type=click.Path(path_type=Path))
@_command
def verify(folders: Folders, said: Said, paper: Path) -> None:
    """Say which figures of PAPER, a paper that people have edited in Word, no longer match the workbooks.

    Example: python -m pipeline verify outputs/2021-01-14/hmicfrs-update.docx
    """
    from pipeline.commands.run import made

    content = paper_at(paper)
    result = made(inputs_in(folders), tell(said), handed_on=False)
    verdict = verdict_on(content, paper, result)
    said.findings, said.more["verdict"] = remarks_as_findings(verdict, paper, result), verdict.as_json()
    if not said.as_json:
        show(on_screen("\n".join(verdict.lines())))
        said.show_findings = False
    if errors_in(said.findings):
        said.exit, said.outcome = 6, f"{paper.name} must not go out like this: {to_do(verdict)}"
    else:
        gone = sum(remark.code == "paper-gone" for remark in verdict.remarks)
        left = f"; {gone} of the figures that the inputs give {'is' if gone == 1 else 'are'} not in it" if gone else ""
        said.outcome = f"Done: no figure in {paper.name} contradicts the inputs{left}."


@cli.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--redline", "redline_to", type=click.Path(path_type=Path), help="Write NEW with tracked changes against OLD.")
@click.option("--html", "html_to", type=click.Path(path_type=Path), help="Write the differences as a page.")
@_command
def diff(folders: Folders, said: Said, old: Path, new: Path, redline_to: Path | None, html_to: Path | None) -> None:
    """Say what changed between two papers, OLD and NEW, section by section and word by word.

    Example: python -m pipeline diff inputs/meetings/2020-07-09/paper.docx outputs/2021-01-14/hmicfrs-update.docx
    """
    from pipeline.compare.diff import as_json, as_terminal, differences
    from pipeline.files.writing import write_file
    from pipeline.review.page.diff_page import as_html

    before, after = documents_at(old, new, carried=redline_to is not None)
    try:
        found = differences(before, after)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    written = {}
    if redline_to:
        written[redline_to] = redlined(folders, before, after)
    if html_to:
        written[html_to] = as_html(found).encode()
    for path, content in written.items():
        write_file(path, content)
        said.files.append(path.as_posix())
    said.findings = [*not_read_in(before, old), *not_read_in(after, new)]
    said.more["changes"] = as_json(found)
    if not said.as_json:
        show(as_terminal(found, colour=is_terminal(sys.stdout)), nl=False)
    said.outcome = f"Done: {old.name} and {new.name} " + ("read the same." if found.identical else "differ, as shown.")


@cli.command()
@click.argument("paper", type=click.Path(path_type=Path))
@_command
def text(folders: Folders, said: Said, paper: Path) -> None:
    """Print the Word document PAPER as style-tagged plain text.

    Example: python -m pipeline text outputs/2021-01-14/hmicfrs-update.docx
    """
    from pipeline.compare.text import as_text

    content = document_at(paper)
    try:
        lines = as_text(content)
    except ValueError as error:
        raise click.UsageError(f"{paper.name}: {error}.") from None
    if said.as_json:
        said.more["text"] = lines.splitlines()
    else:
        show(on_screen(lines), nl=False)
    said.findings = not_read_in(content, paper)
    said.outcome = f"Done: {paper.name} has {len(lines.splitlines())} lines of text."


@cli.command()
@click.argument("paper", required=False, type=click.Path(path_type=Path))
@click.option("--as-seen", is_flag=True, help="File PAPER although it contradicts the inputs, for the committee saw it so.")
@_command
def publish(folders: Folders, said: Said, paper: Path | None, as_seen: bool) -> None:
    """File this meeting: every input, the records, the paper and its PDF go into inputs/meetings/<date>/ and are never changed.

    Files the paper that the run makes, or PAPER where people have edited it in Word.

    Example: python -m pipeline publish
    """
    from pipeline.commands.filing import published_files
    from pipeline.commands.run import PAPER, made, read_settings
    from pipeline.english.writing import digits, plural
    from pipeline.paper.pdf.pdf import printed
    from pipeline.register.archive import file_meeting, refuse_if_filed
    from pipeline.word.received import received

    tidy(folders, said)
    inputs = inputs_in(folders)
    meeting = read_settings(inputs.settings).meeting
    refuse_if_filed(inputs.filed, meeting.date)
    result = made(inputs, tell(said))
    content = result.paper
    contradictions: tuple[str, ...] = ()
    if paper is None:
        refuse_if_edited(folders.outputs / meeting.date.isoformat() / PAPER, result.paper)
    else:
        contradictions = contradictions_in(paper_at(paper), paper, result, as_seen=as_seen)
        content = paper.read_bytes()  # filed as it is, to the byte
    tell(said)("Printing the PDF")
    pdf, notes = printed(received(content), meeting.date, emitted=result.emitted)
    if paper is not None:  # what shuts readers out of an edited paper is mended in the paper itself
        notes = [replace(note, remedy=note.remedy.replace("In the template, ", "In the paper, ")) for note in notes]
    said.findings = notes
    files, values = published_files(result.computed, inputs, content, pdf)
    place = folders.meetings / meeting.date.isoformat()
    many = f"{digits(len(contradictions))} {plural(len(contradictions), 'contradiction')}"
    wrong = f" as the committee saw it, with {many} noted" if contradictions else ""
    said.promised = {place / name: content for name, content in files.items()}
    done = f"Done: the meeting of {meeting.date} is filed in {place.as_posix()}{wrong}."
    further = "For the next meeting, change date and data_to in report.toml."
    said.outcome = f"{done} {further}"
    file_meeting(folders.meetings, inputs.filed, meeting=meeting.date, data_to=meeting.cut_off, files=files,
                 ratings=result.computed.settings.ratings, figures=values, contradictions=contradictions)
    said.files = [(place / name).as_posix() for name in (*files, "manifest.json")]
    said.outcome = f"{done} {name_filed(folders, inputs.filed, place, said)} {further}"


@cli.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.option("--meeting", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day of that meeting.")
@click.option("--data-to", type=click.DateTime(["%Y-%m-%d"]), help="Its data cut-off; the meeting's day if not given.")
@_command
def baseline(folders: Folders, said: Said, old: Path, meeting: datetime.datetime, data_to: datetime.datetime | None) -> None:
    """File the earlier workbook OLD as a past meeting, so that the first paper can say what changed since.

    Example: python -m pipeline baseline july.xlsx --meeting 2020-07-09 --data-to 2020-06-30
    """
    from pipeline.commands.filing import baseline_files
    from pipeline.commands.run import read_settings
    from pipeline.register.archive import file_meeting, refuse_if_filed

    day, cut_off = meeting.date(), (data_to or meeting).date()
    if cut_off > day:
        raise click.UsageError(f"--data-to ({cut_off}) is after the meeting ({day}).")
    tidy(folders, said)
    inputs = inputs_in(folders)
    settings = read_settings(inputs.settings)
    refuse_if_filed(inputs.filed, day)
    if inputs.filed and cut_off <= inputs.filed[-1].data_to:
        raise click.UsageError(f"the data cut-off ({cut_off}) is not after {inputs.filed[-1].data_to}, that of the meeting filed "
                               "last: give --data-to.")
    workbook = bytes_at(old)
    if workbook is None:
        raise click.UsageError(f"there is no file {old}.")
    files, values, said.findings = baseline_files(workbook, old.name, settings, day, cut_off, inputs.filed)
    place = folders.meetings / day.isoformat()
    said.promised = {place / name: content for name, content in files.items()}
    done, further = f"Done: {old.name} is filed as the meeting of {day}.", "Run report for the next one."
    said.outcome = f"{done} {further}"
    file_meeting(folders.meetings, inputs.filed, meeting=day, data_to=cut_off, files=files, ratings=settings.ratings,
                 figures=values)
    said.files = [(place / name).as_posix() for name in (*files, "manifest.json")]
    said.outcome = f"{done} {name_filed(folders, inputs.filed, place, said)} {further}"


def _kept(kept: Mapping[str, str]) -> str:
    """Return what became of files that people had edited, as a sentence before others."""
    told = [f"{name} had been edited since the last run and is kept as {new}" for name, new in kept.items()]
    return f"{'; '.join(told)}. " if told else ""


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; every way out says in its last line what happened and what to do."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for name in ("SIGTERM", "SIGHUP"):  # as Ctrl+C: whatever was started is ended, and no temporary file stays
        if hasattr(signal, name) and current_thread() is main_thread():
            signal.signal(getattr(signal, name), signal.default_int_handler)
    said = Said(next((word for word in arguments if word in cli.commands), ""), as_json="--json" in arguments)
    try:
        cli.main(list(arguments), prog_name="python -m pipeline", standalone_mode=False, obj=said)
        if not said.outcome:  # --help and --version
            return 0
    except Refused as refused:
        said.stopped(refused.exit_code, refused.outcome, refused.findings)
        if isinstance(refused, ArchiveRefused):
            said.all_notes = False
    except click.ClickException as error:
        remedy = f"See python -m pipeline {said.command} --help.".replace("  ", " ")
        told = "no command was given" if isinstance(error, click.exceptions.NoArgsIsHelpError) else error.format_message()
        told = told[:1].upper() + told[1:].rstrip(".") + ("" if told.endswith("?") else ".")
        said.stopped(2, f"{told} {remedy}", [command_fault(told, remedy, "the command line")])
        said.show_findings = False
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit:  # so click ends where nobody reads its help any longer
        silence()
        return 0
    except BaseException as error:
        _broken_off(said, error)
        if not said.outcome:
            return said.exit
    try:
        return _close(said)
    except KeyboardInterrupt:
        return said.exit


def _broken_off(said: Said, error: BaseException) -> None:
    """Have a command end that something broke off: with what the disk says of it, which may be that it was done."""
    from pipeline.files.mishaps import mishap
    from pipeline.files.writing import LeftAside, holds

    stopped = isinstance(error, click.Abort | KeyboardInterrupt)
    if not stopped and not isinstance(error, OSError | MemoryError):  # a defect: the traceback is for the programmer
        with suppress(OSError):
            traceback.print_exc()
    if not isinstance(error, OSError) and holds(said.promised):  # no error comes out of the disk after that
        said.exit, said.files = 0, [path.as_posix() for path in said.promised]
    elif stopped:
        said.stopped(2, f"Stopped; {said.changed()}.")
    elif isinstance(error, OSError) and not said.begun:
        silence()  # the screen took no help
    elif isinstance(error, LeftAside):
        found = mishap(error)
        said.stopped(2, f"{error.strerror}. {found.remedy}", [found])
        said.show_findings = False
    elif isinstance(error, OSError):
        found = mishap(error)
        changed = said.changed()
        said.stopped(2, f"{changed[:1].upper()}{changed[1:]}: {found.file} {found.message.removeprefix('it ')} {found.remedy}",
                     [found])
        said.show_findings = False
    else:
        said.stopped(1, f"A fault of the program ({type(error).__name__}); {said.changed()}. Send the lines above to whoever "
                        "maintains it.")


def _close(said: Said) -> int:
    """Print what there is to say, the outcome last, and return the exit code."""
    if said.as_json:
        show(in_json(json.dumps(said.document(), ensure_ascii=False, indent=1)))
    for line in said.lines():
        show(on_screen(line), err=True)
    silence()
    return said.exit
