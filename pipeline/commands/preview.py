"""The command for whoever edits the template: what each slot of it prints."""

from __future__ import annotations

from dataclasses import replace

import click

from pipeline.commands.folders import Folders, inputs_in
from pipeline.commands.options import command_fault, with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import tell
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Refused, SettingsRefused


@click.command()
@with_folders
def preview(folders: Folders, said: Said) -> None:
    """Fill the template with the last meeting's data, each slot shaded and its name in a comment:
    outputs/preview.docx. Where no meeting is filed with its inputs, the present ones are used.

    Example: python -m pipeline preview
    """
    from pipeline.commands.run import previewed
    from pipeline.files.writing import write_file
    from pipeline.review.preview import FILE, KIND
    from pipeline.word.copies import copy_of

    path = folders.outputs / FILE
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
    inputs = inputs_in(folders)
    whose = "the present inputs"
    result = None
    if inputs.filed:
        last = inputs.filed[-1].meeting.isoformat()
        filed = inputs_in(replace(folders, inputs=folders.meetings / last))
        try:
            result = previewed(filed, tell(said)) if filed.settings else None
            whose = f"the inputs of the meeting of {last}" if result else whose
        except Refused as refused:
            if refused.exit_code == 5:
                raise
    content, notes = result or previewed(inputs, tell(said))
    folders.outputs.mkdir(parents=True, exist_ok=True)
    said.promised = {path: content}
    said.outcome = (
        f"Done: {path.as_posix()} shows the template with {whose}. Look at it in Word; it is no"
        " paper, and cannot be filed as one."
    )
    write_file(path, content)
    said.files = [path.as_posix()]
    said.findings = notes
