"""The command for whoever edits the template: what each slot of it prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from pipeline.commands.folders import Folders, inputs_in
from pipeline.commands.options import command_fault, with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import tell
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Finding, Refused, SettingsRefused


@click.command()
@with_folders
def preview(folders: Folders, said: Said) -> None:
    """Fill the template with the last meeting's data, each slot shaded and its name in a comment:
    outputs/preview.docx. Where no meeting is filed with its inputs, the present ones are used.

    Example: python -m pipeline preview
    """
    from pipeline.files.writing import write_file
    from pipeline.review.preview import FILE

    path = folders.outputs / FILE
    _refuse_own(path)
    content, notes, whose = _previewed(folders, said)
    folders.outputs.mkdir(parents=True, exist_ok=True)
    said.promised = {path: content}
    said.outcome = (
        f"Done: {path.as_posix()} shows the template with {whose}. Look at it in Word; it is no"
        " paper, and cannot be filed as one."
    )
    write_file(path, content)
    said.files = [path.as_posix()]
    said.findings = notes


def _refuse_own(path: Path) -> None:
    """Raise where somebody's own file has the name of the preview."""
    from pipeline.review.preview import KIND
    from pipeline.word.copies import copy_of

    there = bytes_at(path)
    if there is not None and (not there.startswith(b"PK") or copy_of(there) != KIND):
        raise SettingsRefused(
            [
                command_fault(
                    "a file of this name is there, and the program did not make it.",
                    "Rename it or move it away.",
                    path.as_posix(),
                )
            ],
            f"Nothing was made: {path.as_posix()} is somebody's own file.",
        )


def _previewed(folders: Folders, said: Said) -> tuple[bytes, list[Finding], str]:
    """Return the template filled, the notes on it, and whose inputs it is filled with: the last
    meeting's, or the present ones where those are not filed or make no preview.
    """
    from pipeline.commands.run import previewed

    inputs = inputs_in(folders)
    if inputs.filed:
        last = inputs.filed[-1].meeting.isoformat()
        filed = inputs_in(replace(folders, inputs=folders.meetings / last))
        try:
            if filed.settings:
                return *previewed(filed, tell(said)), f"the inputs of the meeting of {last}"
        except Refused as refused:
            if refused.exit_code == 5:
                raise
    return *previewed(inputs, tell(said)), "the present inputs"
