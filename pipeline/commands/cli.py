"""The command line: the commands in their order, and how each ends: exit codes and last lines."""

from __future__ import annotations

import codecs
import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from threading import current_thread, main_thread

import click

from pipeline import __version__
from pipeline.commands.diff import diff, text
from pipeline.commands.explain import explain
from pipeline.commands.init import init
from pipeline.commands.map import map_form
from pipeline.commands.options import command_fault
from pipeline.commands.outcome import Said
from pipeline.commands.preview import preview
from pipeline.commands.publish import baseline, publish
from pipeline.commands.report import check, report
from pipeline.commands.screen import show, silence
from pipeline.commands.verify import verify
from pipeline.english.signs import in_json, nearest, on_screen
from pipeline.findings.finding import Refused


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


for _command in (
    report,
    check,
    preview,
    explain,
    init,
    map_form,
    verify,
    diff,
    text,
    publish,
    baseline,
):
    cli.add_command(_command)


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; every way out says in its last line what happened and
    what to do.
    """
    _at_home(arguments)
    said = Said(
        next((word for word in arguments if word in cli.commands), ""),
        as_json="--json" in arguments,
    )
    try:
        cli.main(list(arguments), prog_name="python -m pipeline", standalone_mode=False, obj=said)
        if not said.outcome:  # --help and --version
            return 0
    except Refused as refused:
        said.stopped(refused.exit_code, refused.outcome, refused.findings)
    except click.ClickException as error:
        _miscalled(said, error)
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


def _at_home(arguments: Sequence[str]) -> None:
    """Have the screen take every sign, and an end that is asked for come as Ctrl+C does: whatever
    was started is ended, and no temporary file stays.
    """
    codecs.register_error("nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        own = os.environ.get("PYTHONIOENCODING") and not (
            stream is sys.stdout and "--json" in arguments
        )
        if hasattr(stream, "reconfigure"):  # a screen may have a code of its own; JSON has none
            stream.reconfigure(encoding=stream.encoding if own else "utf-8", errors="nearest")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and current_thread() is main_thread():
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _miscalled(said: Said, error: click.ClickException) -> None:
    """Have a command end whose command line is wrong."""
    remedy = f"See python -m pipeline {said.command} --help.".replace("  ", " ")
    told = (
        "no command was given"
        if isinstance(error, click.exceptions.NoArgsIsHelpError)
        else error.format_message()
    )
    told = told[:1].upper() + told[1:].rstrip(".") + ("" if told.endswith("?") else ".")
    said.stopped(2, f"{told} {remedy}", [command_fault(told, remedy, "the command line")])
    said.show_findings = False


def _broken_off(said: Said, error: BaseException) -> None:
    """Have a command end that something broke off: with what the disk says of it, which may be that
    it was done.
    """
    from pipeline.files.mishaps import mishap
    from pipeline.files.writing import LeftAside, holds

    stopped = isinstance(error, click.Abort | KeyboardInterrupt)
    of_disk = isinstance(error, OSError)
    if not stopped and not of_disk and not isinstance(error, MemoryError):
        with suppress(OSError):  # a defect: the traceback is for the programmer
            traceback.print_exc()
    if not of_disk and holds(said.promised):  # no error comes out of the disk after that
        said.exit, said.files = 0, [path.as_posix() for path in said.promised]
    elif stopped:
        said.stopped(2, f"Stopped; {said.changed()}.")
    elif not isinstance(error, OSError):
        said.stopped(
            1,
            f"A fault of the program ({type(error).__name__}); {said.changed()}. Send the lines"
            " above to whoever maintains it.",
        )
    elif not said.begun:
        silence()  # the screen took no help
    else:
        found, changed = mishap(error), said.changed()
        told = (
            f"{error.strerror}."
            if isinstance(error, LeftAside)
            else f"{changed[:1].upper()}{changed[1:]}: {found.file}"
            f" {found.message.removeprefix('it ')}"
        )
        said.stopped(2, f"{told} {found.remedy}", [found])
        said.show_findings = False


def _close(said: Said) -> int:
    """Print what there is to say, the outcome last, and return the exit code."""
    if said.as_json:
        show(in_json(json.dumps(said.document(), ensure_ascii=False, indent=1)))
    for line in said.lines():
        show(on_screen(line), err=True)
    silence()
    return said.exit
