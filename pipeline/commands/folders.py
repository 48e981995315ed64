"""The three folders: what a command reads there, and what it puts right before it writes."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.codes import finding
from pipeline.commands.outcome import Said
from pipeline.files.content import bytes_at, digest
from pipeline.findings.finding import ArchiveRefused, SettingsRefused
from pipeline.settings.schema import TEMPLATE_FILE

if TYPE_CHECKING:
    from pipeline.commands.inputs import Inputs
    from pipeline.register.archive import Filed


@dataclass(frozen=True)
class Folders:
    """The three folders that every command knows."""

    inputs: Path
    templates: Path
    outputs: Path

    @property
    def meetings(self) -> Path:
        from pipeline.register.archive import archive_of

        return archive_of(self.inputs)


def tidy(folders: Folders, said: Said) -> None:
    """Put right what runs that were broken off left half-done in the outputs, beside the filed
    meetings and for LibreOffice.
    """
    from pipeline.files.leftovers import leftovers
    from pipeline.files.writing import tidied
    from pipeline.paper.pdf.office import swept
    from pipeline.register.meeting_files import ALL, MANIFEST

    swept()
    if leftovers(folders.outputs):
        from pipeline.commands.packet import OURS, RUN

        said.told += tidied(folders.outputs, OURS, RUN)
    said.told += tidied(folders.meetings, (*ALL, MANIFEST))


def inputs_in(folders: Folders) -> Inputs:
    """Read what a run is made from; raises ArchiveRefused where a filed meeting was altered, or is
    gone and outputs name it.
    """
    from pipeline.commands.inputs import Inputs
    from pipeline.register.anchors import named_in, outputs_faults, paper_faults
    from pipeline.register.archive import filed_inputs, filed_meetings

    if not folders.inputs.is_dir():
        raise click.UsageError(
            f"there is no folder {folders.inputs}; run the command in the project's folder, or name"
            " the folder with --inputs."
        )
    if folders.meetings.resolve() in (where := folders.outputs.resolve(), *where.parents):
        raise click.UsageError(
            f"--outputs {folders.outputs}: the filed meetings lie there, and nothing else may; name"
            " another folder."
        )
    named = named_in(folders.outputs)  # first, for another run may file a meeting and name it now
    filed: list[Filed] = filed_meetings(folders.meetings)
    if faults := [
        *paper_faults(filed),
        *outputs_faults(filed, named, filed_inputs(folders.inputs)),
    ]:
        raise ArchiveRefused(faults)
    settings = bytes_at(folders.inputs / "report.toml")
    if settings is None:
        _refuse_misnamed(folders.inputs)
    beside = _beside(folders.inputs)
    books = _books(settings, beside, as_filed=filed_inputs(folders.inputs) is not None)
    tracker, log = (bytes_at(folders.inputs / name) for name in books)
    template = folders.templates / TEMPLATE_FILE
    return Inputs(
        settings,
        tracker,
        log,
        bytes_at(template),
        filed,
        _open_now(*(folders.inputs / book for book in books), template),
        beside,
        _templates(folders.templates),
        *books,
    )


def _open_now(*paths: Path) -> frozenset[str]:
    """Return the names of the files beside which a program has laid that it has them open."""
    from pipeline.commands.nearby import locks_of

    return frozenset(
        path.name
        for path in paths
        if path.exists() and any(path.with_name(lock).exists() for lock in locks_of(path.name))
    )


def _beside(inputs: Path) -> frozenset[str]:
    """Return the names of the workbooks of any kind in the inputs folder."""
    return frozenset(path.name for path in inputs.glob("[!~]*.[xXoO][lLdD][sS]*"))


def _refuse_misnamed(inputs: Path) -> None:
    """Raise SettingsRefused where report.toml lies there under almost its name, as Notepad saves
    it.
    """
    likely = sorted(path.name for path in inputs.glob("[rR][eE][pP][oO][rR][tT]*.[tT]*"))
    likely = [name for name in likely if "toml" in name.casefold()]
    if likely:
        raise SettingsRefused(
            [
                finding(
                    "settings",
                    f"there is no such file in the inputs folder. It holds {', '.join(likely)}.",
                    f"Rename {likely[0]} to report.toml (Explorer: View > File name extensions).",
                    "report.toml",
                )
            ],
            "Nothing was made: rename the file, then run the command again.",
        )


def _templates(folder: Path) -> frozenset[str] | None:
    """Return the names of all in the templates folder but what programs hide there."""
    if not folder.is_dir():
        return None
    return frozenset(path.name for path in folder.glob("[!~.]*"))


def books_in(inputs: Path, settings: bytes) -> tuple[str, str]:
    """Return the names of the tracker and of the log in a folder that is no filed meeting."""
    return _books(settings, _beside(inputs), as_filed=False)


def _books(settings: bytes | None, beside: Collection[str], *, as_filed: bool) -> tuple[str, str]:
    """Return the names of the tracker and of the log: as report.toml gives them, or the example's,
    or the only workbook there.

    A filed meeting has them under the example's names.
    """
    from pipeline.settings.read import files_named
    from pipeline.settings.schema import INSPECTIONS_FILE, MAPPING_FILE, RECOMMENDATIONS_FILE

    tracker, log = ("", "") if as_filed else files_named(settings)
    log = log or INSPECTIONS_FILE
    others = [
        name
        for name in beside
        if name not in (log, MAPPING_FILE) and name.casefold().endswith((".xlsx", ".xlsm"))
    ]
    if not tracker and RECOMMENDATIONS_FILE not in beside and len(others) == 1:
        tracker = others[0]
    return tracker or RECOMMENDATIONS_FILE, log


def documents_at(*paths: Path, carried: bool = False) -> list[bytes]:
    """Return Word documents as every reader here takes them; raises SettingsRefused, by name, where
    some are none.

    What is told as not read (an inserted file) stops them only where it would be carried into
    another document.
    """
    from pipeline.word.gate import UNREAD, harmful
    from pipeline.word.received import NoWordFile, admitted

    found, faults = [], []
    for path in paths:
        content = named_file(path)
        try:
            entry = admitted(content)
        except NoWordFile as fault:
            faults.append(finding("paper-unreadable", fault.message, fault.remedy, path.name))
            continue
        faults += [
            finding("paper-unreadable", one.message, one.remedy, path.name, place=one.place)
            for one in harmful(entry.faults)
            if carried or one.kind not in UNREAD
        ]
        found.append(entry.content)
    if faults:
        named = list(dict.fromkeys(fault.file for fault in faults))
        why = (
            f"cannot be read as {'Word documents' if len(named) > 1 else 'a Word document'}"
            if len(found) < len(paths)
            else f"{'hold' if len(named) > 1 else 'holds'} what could act on whoever opens it"
        )
        raise SettingsRefused(
            faults, f"Nothing was compared or written: {' and '.join(named)} {why}."
        )
    return found


def way_from(path: Path, folders: Folders, name: str) -> str:
    """Return the way from the folder of a file to a file of the inputs; "" where there is none."""
    file = folders.inputs / name
    if not name or not file.is_file():
        return ""
    try:
        return Path(os.path.relpath(file.resolve(), path.resolve().parent)).as_posix()
    except ValueError:  # it lies on another drive
        return ""


def named_file(path: Path) -> bytes:
    """Return what a file holds that the command line names."""
    content = bytes_at(path)
    if content is None:
        else_there = ", only a folder; name a file in it" if path.is_dir() else ""
        raise click.UsageError(f"there is no file {path}{else_there}.")
    return content


def document_at(path: Path) -> bytes:
    """Return one document as `documents_at` does."""
    return documents_at(path)[0]


def paper_at(path: Path) -> bytes:
    """Return a paper that is to be judged, whatever stands in it; raises SettingsRefused where it
    cannot be read.
    """
    from pipeline.word.received import NoWordFile, admitted

    content = named_file(path)
    try:
        return admitted(content).content
    except NoWordFile as fault:
        raise SettingsRefused(
            [finding("paper-unreadable", fault.message, fault.remedy, path.name)],
            f"Nothing was compared or written: {path.name} cannot be read as a Word document.",
        ) from None


def name_filed(folders: Folders, filed: Sequence[Filed], place: Path, said: Said) -> str:
    """Name a meeting that was filed just now in the outputs folder, and return a sentence with its
    seal; it is filed anyhow.
    """
    from pipeline.files.writing import write_file
    from pipeline.register.anchors import FILE, as_listed
    from pipeline.register.meeting_files import MANIFEST, SEAL_LENGTH

    seal = digest((place / MANIFEST).read_bytes())
    path = folders.outputs / FILE
    try:
        folders.outputs.mkdir(parents=True, exist_ok=True)
        write_file(path, as_listed(filed, datetime.date.fromisoformat(place.name), seal))
    except OSError as error:
        return (
            f"Its seal begins {seal[:SEAL_LENGTH]}: keep it, for {path.as_posix()}, which is to"
            f" name it, cannot be written ({error.strerror})."
        )
    said.files.append(path.as_posix())
    return f"Its seal begins {seal[:SEAL_LENGTH]}."
