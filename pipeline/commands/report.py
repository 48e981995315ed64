"""The commands that work from the inputs alone: make the paper, and check them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.folders import Folders, inputs_in, tidy, way_from
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import tell
from pipeline.commands.written_to import list_at, refuse_at
from pipeline.findings.finding import Finding, Refused

if TYPE_CHECKING:
    from pipeline.figures.result import Computed


@click.command()
@click.option(
    "--no-pdf", is_flag=True, help="Leave out the PDF, which takes LibreOffice some seconds."
)
@with_folders
def report(folders: Folders, said: Said, no_pdf: bool) -> None:
    """Read, check, compute, fill and prove; write outputs/<meeting date>/.

    Example: python -m pipeline report
    """
    from pipeline.commands.template import looked_into
    from pipeline.paper.pdf.office import ready

    tidy(folders, said)
    inputs = inputs_in(folders)
    with (
        looked_into(inputs) as template,
        nullcontext() if no_pdf else ready() as office,
        ExitStack() as ahead,
    ):  # the template is looked at, and LibreOffice starts, while this process reads its libraries
        from pipeline.commands.packet import OURS, RUN, besides, packet, rows_of
        from pipeline.commands.run import PAPER, filled, of_the_paper, proved
        from pipeline.figures.result import figures_json
        from pipeline.files.writing import replace_outputs

        begun_rows = []

        def counted(result: Computed) -> None:
            _covered(said)(result)
            begun_rows.append(ahead.enter_context(rows_of(result)))

        paper = filled(inputs, template, tell(said), counted=counted)
        with besides(
            paper.computed, paper.paper.content, lambda: of_the_paper(paper), begun_rows[0]
        ) as begun:
            result = proved(paper, tell(said), begun.proof)
            whole = packet(
                inputs, result, tell(said), with_pdf=not no_pdf, office=office, begun=begun
            )
    folder = folders.outputs / result.computed.settings.meeting.date.isoformat()
    said.findings = list(whole.findings)
    said.more["figures"] = figures_json(result.computed)["figures"]
    said.promised = {folder / name: content for name, content in whole.files.items()}
    done = (
        f"Done: the paper is {(folder / PAPER).as_posix()}{said.notes()}."
        f" {_first(result.computed, folders)}"
    )
    filed = any(found.code == "meeting-filed-already" for found in said.findings)
    then = "Read it in Word" + ("." if filed else "; after the meeting run publish.")
    said.outcome = done + then
    replaced = replace_outputs(folder, whole.files, OURS, RUN)
    said.files = [path.as_posix() for path in said.promised]
    said.told += replaced.told
    said.outcome = done + _kept(replaced.kept) + then


def _first(result: Computed, folders: Folders) -> str:
    """Return that a paper is a first one, as a sentence before others: an archive that is gone is
    seen by nothing else where no outputs and no seal name it.
    """
    if result.previous:
        return ""
    place = folders.meetings.as_posix()
    return f"It is a first paper, for no earlier meeting is filed in {place}. "


def _kept(kept: Mapping[str, str]) -> str:
    """Return what became of files that people had edited, as a sentence before others."""
    told = [
        f"{name} had been edited since the last run and is kept as {new}"
        for name, new in kept.items()
    ]
    return f"{'; '.join(told)}. " if told else ""


@click.command()
@click.option(
    "--list",
    "list_to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the findings as a workbook, a row each with a link into its cell.",
)
@with_folders
def check(folders: Folders, said: Said, list_to: Path | None) -> None:
    """Check all that report checks, and write nothing but the list of findings where it is asked
    for.

    Example: python -m pipeline check --list outputs/findings.xlsx
    """
    from pipeline.commands.beside import Beside
    from pipeline.commands.template import looked_into

    if list_to is not None:
        refuse_at(list_at(list_to), folders)
    try:
        inputs = inputs_in(folders)
        with looked_into(inputs) as template:
            from pipeline.commands.run import filled, proved
            from pipeline.word.lines import lines

            paper = filled(inputs, template, tell(said), counted=_covered(said))
        lines(paper.paper.content)  # once for this process and its copies, which all read them
        with Beside(lambda: _for_the_web(paper.paper.content)) as web:
            result = proved(paper, tell(said))
            web.result()
    except Refused as refused:
        refused.outcome += _listed(list_to, refused.findings, folders, said)
        raise
    from pipeline.figures.result import figures_json

    said.findings = list(result.computed.findings)
    said.more["figures"] = figures_json(result.computed)["figures"]
    listed = _listed(list_to, said.findings, folders, said)
    said.outcome = (
        f"Done: nothing stands in the way of the paper{said.notes()}."
        f" {_first(result.computed, folders)}Run report to make it.{listed}"
    )


def _listed(path: Path | None, found: Sequence[Finding], folders: Folders, said: Said) -> str:
    """Write the list of findings where one is asked for, and return where it is, as a sentence
    after others.
    """
    from pipeline.commands.findings_list import findings_list
    from pipeline.files.writing import write_file

    if path is None:
        return ""
    content = findings_list(found, lambda name: way_from(path, folders, name))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, content)
    said.files = [path.as_posix()]
    return f" The findings are listed in {path.as_posix()}."


def _for_the_web(paper: bytes) -> None:
    """Have the page for the web made of a paper, and raise what stands in its way."""
    from pipeline.web.web import for_the_web

    for_the_web(paper)


def _covered(said: Said) -> Callable[[Computed], None]:
    """Return what has a command say what was read of the workbooks and what was not."""
    from pipeline.checks.coverage import coverage

    return lambda result: said.covers(coverage(result.position))
