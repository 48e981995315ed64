"""The commands that read any Word document: what changed between two papers, and one as text."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from pipeline.commands.codes import finding
from pipeline.commands.folders import Folders, document_at, documents_at
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import is_terminal, show
from pipeline.commands.written_to import page_at, redline_at, refuse_at
from pipeline.english.signs import on_screen
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Finding, ProofFailed, Refused


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--redline",
    "redline_to",
    type=click.Path(path_type=Path),
    help="Write NEW with tracked changes against OLD.",
)
@click.option(
    "--html", "html_to", type=click.Path(path_type=Path), help="Write the differences as a page."
)
@with_folders
def diff(
    folders: Folders,
    said: Said,
    old: Path,
    new: Path,
    redline_to: Path | None,
    html_to: Path | None,
) -> None:
    """Say what changed between two papers, OLD and NEW, section by section and word by word.

    Example: python -m pipeline diff inputs/meetings/2020-07-09/paper.docx
    outputs/2021-01-14/hmicfrs-update.docx
    """
    from pipeline.compare.diff import as_json, as_terminal, differences
    from pipeline.files.writing import write_file
    from pipeline.review.page.diff_page import as_html

    for wanted in (redline_to and redline_at(redline_to), html_to and page_at(html_to)):
        if wanted:
            refuse_at(wanted, folders, (old, new))
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
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)
        said.files.append(path.as_posix())
    said.findings = [*not_read_in(before, old), *not_read_in(after, new)]
    said.more["changes"] = as_json(found)
    if not said.as_json:
        show(as_terminal(found, colour=is_terminal(sys.stdout)), nl=False)
    said.outcome = f"Done: {old.name} and {new.name} " + (
        "read the same." if found.identical else "differ, as shown."
    )
    if written:
        said.outcome += f" Written: {' and '.join(said.files)}."


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@with_folders
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


def redlined(folders: Folders, before: bytes, after: bytes) -> bytes:
    """Return the redline of two papers; its author and date are the meeting's where report.toml can
    be read.
    """
    from pipeline.commands.inputs import read_settings
    from pipeline.compare.redline.redline import RedlineFailed, redline

    try:
        settings = read_settings(bytes_at(folders.inputs / "report.toml"))
        author, day = settings.force.name, settings.meeting.date
    except Refused:
        author, day = "Comparison", datetime.date(2000, 1, 1)
    try:
        return redline(before, after, author=author, date=day)
    except RedlineFailed as fault:
        raise ProofFailed(
            [
                finding(
                    "redline-failed",
                    f"the redline failed its proof: {fault}.",
                    "Use the differences shown by diff, and report it.",
                    "redline.docx",
                )
            ]
        ) from fault


def not_read_in(content: bytes, paper: Path) -> list[Finding]:
    """Return what of a document was not read."""
    from pipeline.review.verify.besides import besides, not_read

    return [
        finding("not-read", f"{message}.", "", paper.name, place=place)
        for message, place in not_read(besides(content))
    ]
