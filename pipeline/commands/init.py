"""The command that begins: a starter folder, and with a tracker its study and the form that
asks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import pipeline
from pipeline.commands.codes import RAISABLE, finding
from pipeline.commands.folders import Folders, named_file
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Finding, SettingsRefused, WorkbookRefused
from pipeline.settings.schema import (
    INSPECTIONS_FILE,
    MAPPING_FILE,
    RECOMMENDATIONS_FILE,
    TEMPLATE_FILE,
)

if TYPE_CHECKING:
    from pipeline.start.question import Draft, Question
    from pipeline.start.study import Book

REPORT = "report.toml"
GUIDE = "README.md"
"""How the template is edited, with every name that it may print."""
TRACKER = "tracker.xlsx"
"""What a tracker is called whose own name another file has."""
NOTHING = "Nothing was made: "


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "tracker",
    metavar="TRACKER.xlsx",
    type=click.Path(path_type=Path),
    help="Study your own tracker: propose how it is read, and ask the rest in mapping.xlsx.",
)
@click.option(
    "--log",
    "log",
    metavar="LOG.xlsx",
    type=click.Path(path_type=Path),
    help="Your own inspections log, studied with the tracker.",
)
@with_folders
def init(
    folders: Folders, said: Said, folder: Path, tracker: Path | None, log: Path | None
) -> None:
    """Make a starter folder DIR: report.toml with every key explained, both workbooks empty or your
    own tracker studied, the house template, and a note of what to do first. Overwrites nothing.

    Example: python -m pipeline init our-force --from tracker.xlsx
    """
    if log is not None and tracker is None:
        raise click.UsageError("--log goes with --from: name the tracker too.")
    template = _of_templates(folders)
    if tracker is None:
        files = _starter(template)
        _put(folder, files, said)
        said.outcome = (
            f"Done: {folder.as_posix()} holds all that a paper is made from. Begin with its"
            " README.txt: fill the blanks of inputs/report.toml, then enter the rows."
        )
        return
    own, other = _workbook(tracker, said), _workbook(log, said) if log is not None else None
    files, draft = _studied(template, own, other)
    _put(folder, files, said, own, other)
    _tell(draft, folder, said)


@dataclass(frozen=True)
class _Given:
    """A workbook named on the command line: where it lies, and what it holds."""

    path: Path
    content: bytes


def _of_templates(folders: Folders) -> dict[str, bytes]:
    """Return the house template, of the templates folder or the one that comes with the program,
    and the page that says how it is edited, by their path in the new folder.
    """
    home = Path(pipeline.__file__).parent
    own = [home / "templates", home.parent / "templates"]
    guide = next((found for place in own if (found := bytes_at(place / GUIDE)) is not None), None)
    for place in [folders.templates, *own]:
        if (content := bytes_at(place / TEMPLATE_FILE)) is not None:
            files = {TEMPLATE_FILE: content, GUIDE: guide}
            return {f"templates/{name}": held for name, held in files.items() if held is not None}
    raise click.UsageError(
        f"there is no {TEMPLATE_FILE} in {folders.templates}, nor with the program: put it back"
        " from your backup, or name the folder that holds it with --templates."
    )


def _workbook(path: Path, said: Said) -> _Given:
    from pipeline.commands.nearby import locks_of

    content = named_file(path)
    if any(path.with_name(lock).exists() for lock in locks_of(path.name)):
        said.told.append(
            finding(
                "open-in-excel",
                "it is open; what was last saved is copied.",
                "Save it, and begin again in another folder, if you have changed it.",
                path.name,
            )
        )
    return _Given(path, content)


def _starter(template: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a folder that begins with empty workbooks, by their path in it."""
    from pipeline.start import blank, starter

    return {
        f"inputs/{REPORT}": starter.report_toml(RAISABLE).encode(),
        f"inputs/{RECOMMENDATIONS_FILE}": blank.recommendations(),
        f"inputs/{INSPECTIONS_FILE}": blank.inspections(),
        **template,
        starter.NOTE: starter.note().encode(),
    }


def _studied(
    template: Mapping[str, bytes], own: _Given, other: _Given | None
) -> tuple[dict[str, bytes], Draft]:
    """Return the files of a folder that begins with a tracker, and its study."""
    from pipeline.start import starter
    from pipeline.start.form import form
    from pipeline.start.proposal import proposed
    from pipeline.start.toml_text import edited

    book = _book(own)
    log = _book(other) if other else None
    draft = proposed(book, log)
    name, log_name = _names(own, other)
    where: dict[tuple[str, ...], object] = {("workbook", "recommendations", "file"): name}
    if other and log_name != INSPECTIONS_FILE:
        where["workbook", "inspections", "file"] = log_name
    text = edited(
        starter.report_toml(RAISABLE, own=True),
        {**where, **draft.sure, **draft.likely},
        doubted=set(draft.likely),
    )
    files = {
        f"inputs/{REPORT}": text.encode(),
        f"inputs/{name}": own.content,
        **({f"inputs/{log_name}": other.content} if other else {}),
        f"inputs/{MAPPING_FILE}": form(draft.questions, draft.sure, {}),
        **template,
        starter.NOTE: starter.note(name).encode(),
    }
    return files, draft


def _names(own: _Given, other: _Given | None) -> tuple[str, str]:
    """Return what the tracker and the log are called in the folder: as they are, unless another
    file has the name.
    """
    taken = {MAPPING_FILE, INSPECTIONS_FILE}
    name = own.path.name if own.path.name.casefold() not in taken else TRACKER
    log = other.path.name if other else INSPECTIONS_FILE
    if log.casefold() in {MAPPING_FILE, name.casefold()}:
        log = INSPECTIONS_FILE
    return name, log


def _book(given: _Given) -> Book:
    from pipeline.start.study import studied

    book = studied(given.path.name, given.content)
    if isinstance(book, Finding):
        raise WorkbookRefused(
            [book], NOTHING + f"{given.path.name} cannot be studied as it is, for the reason above."
        )
    if not book.sheets:
        looked = f" Looked at: {', '.join(book.others)}." if book.others else ""
        hidden = f" Hidden, and not looked at: {', '.join(book.hidden)}." if book.hidden else ""
        raise WorkbookRefused(
            [
                finding(
                    "table-missing",
                    "no sheet has a row of headings with rows below it." + looked + hidden,
                    "Name the workbook that holds the list; a hidden sheet must be unhidden first.",
                    given.path.name,
                )
            ],
            NOTHING + f"no list was found in {given.path.name}.",
        )
    return book


def _put(folder: Path, files: Mapping[str, bytes], said: Said, *given: _Given | None) -> None:
    """Write the files into the folder, or refuse where anything of theirs is there; a workbook that
    lies at its place already stays.
    """
    from pipeline.files.writing import written

    there = {one.path.resolve() for one in given if one is not None}
    wanted = {
        folder / name: content
        for name, content in files.items()
        if (folder / name).resolve() not in there
    }
    _refuse_taken(folder, wanted)
    begun: list[Path] = []
    try:
        for path, content in wanted.items():
            _made(path.parent, begun)
            written(path, content)
            begun.append(path)
    except BaseException:
        for path in reversed(begun):
            if path.is_dir():
                os.rmdir(path)
            else:
                path.unlink(missing_ok=True)
        raise
    said.promised = wanted
    said.files = [path.as_posix() for path in wanted]


def _made(place: Path, begun: list[Path]) -> None:
    """Make a folder, and note each that was not there, the outermost first."""
    missing = []
    while not place.exists():
        missing.append(place)
        place = place.parent
    for one in reversed(missing):
        one.mkdir()
        begun.append(one)


def _refuse_taken(folder: Path, wanted: Mapping[Path, bytes]) -> None:
    taken = [path for path in (folder, folder / "inputs", folder / "templates") if path.is_file()]
    taken += [path for path in wanted if os.path.lexists(path)]
    if taken:
        raise SettingsRefused(
            [
                finding(
                    "in-the-way",
                    f"{path.as_posix()} is there already, and nothing is overwritten.",
                    "Name a new folder, or move it away.",
                    path.name,
                )
                for path in taken
            ],
            NOTHING + "what is listed above is in the way. Name a folder that is new or empty.",
        )


def _tell(draft: Draft, folder: Path, said: Said) -> None:
    """Say what was found, within a screen."""
    from pipeline.start.answers import is_moot
    from pipeline.start.question import counted
    from pipeline.start.toml_text import dotted

    asked = [
        question
        for question in draft.questions
        if question.proposed or not is_moot(question.path, question.of, _proposals(draft), {})
    ]
    proposals = sum(bool(question.proposed) for question in asked)
    keys = [path[-1] for path in draft.sure if path[0] == "columns"]
    likely = [dotted(path) for path in draft.likely if path[0] != "rag"]
    said.coverage = [
        *draft.told[:6],
        f"Sure: {counted(len(draft.sure), 'line')} of report.toml"
        + (f" ({', '.join(dict.fromkeys(keys))})." if keys else "."),
        f"Likely, marked # ? and asked too: {', '.join(likely[:12]) or 'nothing'}"
        + (", \u2026." if len(likely) > 12 else "."),
        f"Asked in mapping.xlsx: {len(asked)} yellow cells; {proposals} of them hold a proposal to"
        " look at.",
    ]
    said.more["study"] = _study(draft, asked)
    place = folder.as_posix()
    said.outcome = (
        f"Done: {place} holds a copy of the tracker and its study. Fill the blanks of"
        f" {place}/inputs/{REPORT} and the yellow cells of {place}/inputs/{MAPPING_FILE}, then run"
        f" map --inputs {_typed(f'{place}/inputs')}."
    )


def _study(draft: Draft, asked: Iterable[Question]) -> dict[str, Any]:
    """Return what was found as a program reads it."""
    from pipeline.start.toml_text import dotted

    return {
        "sure": {dotted(path): value for path, value in draft.sure.items()},
        "likely": {dotted(path): value for path, value in draft.likely.items()},
        "questions": [
            {
                "goes_to": dotted(question.path),
                "asks": question.asks,
                "proposed": question.proposed or None,
            }
            for question in asked
        ],
    }


def _typed(path: str) -> str:
    """Return a path as it is typed on a command line."""
    return f'"{path}"' if " " in path else path


def _proposals(draft: Draft) -> dict[tuple[str, ...], Any]:
    """Return what the form would say with the proposals alone."""
    found: dict[tuple[str, ...], Any] = {}
    for question in draft.questions:
        if question.proposed:
            writes = [one.writes for one in question.choices if one.answer == question.proposed]
            found[question.path] = writes[0] if writes else question.proposed
    return found
