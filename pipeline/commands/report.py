"""The commands that work from the inputs alone: make the paper, and check them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

import click

from pipeline.commands.folders import Folders, inputs_in, tidy
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import tell


@click.command()
@click.option(
    "--no-pdf", is_flag=True, help="Leave out the PDF, which takes LibreOffice some seconds."
)
@with_folders
def report(folders: Folders, said: Said, no_pdf: bool) -> None:
    """Read, check, compute, fill and prove; write outputs/<meeting date>/.

    Example: python -m pipeline report
    """
    from pipeline.paper.pdf.office import ready

    tidy(folders, said)
    with (
        nullcontext() if no_pdf else ready()
    ) as office:  # LibreOffice starts while this process reads its libraries
        from pipeline.checks.coverage import coverage
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
    said.covers(coverage(result.computed.position))
    said.promised = {folder / name: content for name, content in whole.files.items()}
    done = f"Done: the paper is {(folder / PAPER).as_posix()}{said.notes()}. "
    then = "Read it in Word; after the meeting run publish."
    said.outcome = done + then
    replaced = replace_outputs(folder, whole.files, OURS, RUN)
    said.files = [path.as_posix() for path in said.promised]
    said.told += replaced.told
    said.outcome = done + _kept(replaced.kept) + then


def _kept(kept: Mapping[str, str]) -> str:
    """Return what became of files that people had edited, as a sentence before others."""
    told = [
        f"{name} had been edited since the last run and is kept as {new}"
        for name, new in kept.items()
    ]
    return f"{'; '.join(told)}. " if told else ""


@click.command()
@with_folders
def check(folders: Folders, said: Said) -> None:
    """Check all that report checks, and write nothing.

    Example: python -m pipeline check
    """
    from pipeline.checks.coverage import coverage
    from pipeline.commands.run import made
    from pipeline.figures.result import figures_json

    result = made(inputs_in(folders), tell(said))
    said.covers(coverage(result.computed.position))
    said.findings = list(result.computed.findings)
    said.more["figures"] = figures_json(result.computed)["figures"]
    said.outcome = (
        f"Done: nothing stands in the way of the paper{said.notes()}. Run report to make it."
    )
