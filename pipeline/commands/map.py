"""The command that takes the answers of the form into report.toml, or asks what is new."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.folders import Folders
from pipeline.commands.init import REPORT
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import show
from pipeline.english.signs import on_screen
from pipeline.files.content import bytes_at
from pipeline.findings.finding import Finding, SettingsRefused, WorkbookRefused
from pipeline.settings.schema import MAPPING_FILE

if TYPE_CHECKING:
    from pipeline.start.answer import Fault
    from pipeline.start.filled import Form
    from pipeline.start.question import Draft, Question

BOM = b"\xef\xbb\xbf"
UNCHANGED = "Nothing was changed: "
AGAIN = UNCHANGED + f"correct {MAPPING_FILE} as listed above, save it, and run map again."


@click.command("map")
@click.option("--ask", is_flag=True, help="Make a fresh form of what is new; answers given stay.")
@with_folders
def map_form(folders: Folders, said: Said, ask: bool) -> None:
    """Write the answers of mapping.xlsx into report.toml, whose other lines stay as they are, and
    show the difference.

    Example: python -m pipeline map
    """
    source = bytes_at(folders.inputs / REPORT)
    text = _text(source)
    known = tomllib.loads(text)
    _tell_open(folders, said)
    form = _form(folders, needed=not ask)
    if ask:
        _ask(folders, said, text, known, form)
        return
    assert form is not None
    made = _answered(form, text, known)
    _prove(text, made)
    changed = list(
        difflib.unified_diff(
            text.split("\n"), made.split("\n"), f"{REPORT} before", f"{REPORT} after", lineterm=""
        )
    )
    said.more["changes"] = changed
    more = _more(folders, made, form)
    if made != text:
        _write(folders, said, source or b"", made)
    if not said.as_json and changed:
        show("\n".join(map(on_screen, changed)))
    done = (
        f"Done: {REPORT} says how the workbook is read, as shown."
        if changed
        else f"Done: {REPORT} says all of it already."
    )
    said.outcome = f"{done} {_further(made, more)}"


def _tell_open(folders: Folders, said: Said) -> None:
    """Say where the form is open in Excel, for what was last saved is read."""
    from pipeline.commands.codes import finding

    names = (f"~${MAPPING_FILE}", f".~lock.{MAPPING_FILE}#")
    if any((folders.inputs / name).exists() for name in names):
        said.told.append(
            finding(
                "open-in-excel",
                "it is open; what was last saved is read.",
                "Save and close it, and run map again, if you have changed it.",
                MAPPING_FILE,
            )
        )


def _write(folders: Folders, said: Said, source: bytes, made: str) -> None:
    from pipeline.files.writing import write_file

    path = folders.inputs / REPORT
    content = (BOM if source.startswith(BOM) else b"") + made.encode()
    said.promised = {path: content}
    write_file(path, content)
    said.files = [path.as_posix()]


def _text(source: bytes | None) -> str:
    """Return report.toml as text; raises SettingsRefused where it is not there or no TOML."""
    from pipeline.commands.inputs import read_settings
    from pipeline.settings.read import is_toml

    if source is None or not is_toml(source):
        read_settings(source)
        raise AssertionError
    return source.decode("utf-8-sig")


def _form(folders: Folders, *, needed: bool) -> Form | None:
    from pipeline.start.codes import finding
    from pipeline.start.filled import filled

    content = bytes_at(folders.inputs / MAPPING_FILE)
    if content is None:
        if not needed:
            return None
        found: Form | Finding = finding(
            "form-unreadable",
            "it is not in the inputs folder.",
            "Run map --ask, which makes it; or begin with init --from.",
            MAPPING_FILE,
        )
    else:
        found = filled(content)
    if isinstance(found, Finding):
        raise SettingsRefused([found], UNCHANGED + f"{MAPPING_FILE} cannot be read.")
    return found


def _answered(form: Form, text: str, known: Mapping[str, Any]) -> str:
    """Return report.toml with the answers of a form; raises SettingsRefused with all that is wrong
    with them.
    """
    from pipeline.start.answers import tables
    from pipeline.start.codes import finding
    from pipeline.start.filled import answers
    from pipeline.start.toml_text import WrittenOtherwise, edited

    given, faults = answers(form, known)
    found = tables(given, known)
    faults += map(_finding, found.faults)
    if faults:
        raise SettingsRefused(faults, AGAIN)
    try:
        return edited(text, found.changes, afresh=found.afresh, gone=found.gone)
    except WrittenOtherwise as error:
        raise SettingsRefused(
            [
                finding(
                    "not-changed",
                    f"it writes a table in another form than this command changes ({error}).",
                    "Write each table under a heading of its own, such as"
                    " [columns.recommendations], with a key on each line.",
                    REPORT,
                )
            ],
            UNCHANGED + f"see to {REPORT}, and run map again.",
        ) from None


def _finding(fault: Fault) -> Finding:
    from pipeline.findings.finding import Cell
    from pipeline.start.codes import finding
    from pipeline.start.form import QUESTIONS

    cell = Cell.parse(f"{QUESTIONS}!{fault.cell}")
    return finding("answer-wrong", fault.message, fault.remedy, MAPPING_FILE, cell=cell)


def _faults(text: str) -> list[Finding]:
    """Return what is wrong with a report.toml as settings."""
    from pipeline.commands.inputs import read_settings

    try:
        read_settings(text.encode())
    except SettingsRefused as refused:
        return refused.findings
    return []


def _prove(before: str, made: str) -> None:
    """Raise SettingsRefused where the answers contradict each other, as settings do."""
    old = _faults(before)
    ours = [fault for fault in _faults(made) if fault not in old]
    if ours:
        raise SettingsRefused(
            ours, UNCHANGED + "the answers would make of report.toml what is told above."
        )


def _further(made: str, more: Iterable[Question]) -> str:
    """Return what is to be done next, as a sentence."""
    fresh = list(more)
    if fresh:
        return (
            f"{len(fresh)} more {'question has' if len(fresh) == 1 else 'questions have'} come up"
            f" ({fresh[0].asks}): run map --ask, and fill the new form."
        )
    places = ", ".join(dict.fromkeys(fault.place for fault in _faults(made)))
    return f"Fill what is blank in it ({places}), then run check." if places else "Run check."


def _more(folders: Folders, made: str, form: Form) -> list[Question]:
    """Return what the workbook still asks once the answers are in; nothing where it cannot be
    studied.
    """
    try:
        draft = _study(folders, made)
    except WorkbookRefused:  # check tells of it
        return []
    if draft is None:
        return []
    return [question for question in draft.questions if question.path not in form.given]


def _study(folders: Folders, text: str) -> Draft | None:
    """Return the study of the tracker that report.toml names, by what it says already; None where
    it cannot be read.
    """
    from pipeline.commands.folders import books_in
    from pipeline.start.proposal import proposed
    from pipeline.start.study import studied
    from pipeline.start.toml_text import doubts

    books = []
    for name in books_in(folders.inputs, text.encode()):
        content = bytes_at(folders.inputs / name)
        books.append(studied(name, content) if content is not None else None)
    tracker, log = books
    if isinstance(tracker, Finding):
        raise WorkbookRefused([tracker])
    if tracker is None or not tracker.sheets or isinstance(log, Finding):
        return None
    return proposed(tracker, log, tomllib.loads(text), doubts(text))


def _ask(
    folders: Folders, said: Said, text: str, known: Mapping[str, Any], old: Form | None
) -> None:
    """Write a fresh form of what report.toml does not answer, with the answers of the old one."""
    from pipeline.files.writing import write_file
    from pipeline.start.form import form
    from pipeline.start.question import counted

    draft = _study(folders, text)
    if draft is None:
        raise click.UsageError(
            f"there is no tracker to study in {folders.inputs.as_posix()}: name it under"
            " [workbook.recommendations] of report.toml, file."
        )
    said.coverage = draft.told
    given = old.given if old else {}
    done = given.keys() if old is not None and _is_in(old, text, known) else set()
    fresh = [question for question in draft.questions if question.path not in done]
    if not fresh:
        said.outcome = f"Done: {REPORT} answers all that the workbook asks. {_further(text, [])}"
        return
    path = folders.inputs / MAPPING_FILE
    content = form(fresh, {}, given)
    said.promised = {path: content}
    write_file(path, content)
    said.files = [path.as_posix()]
    said.more["questions"] = [question.asks for question in fresh]
    kept = sum(question.path in given for question in fresh)
    held = f", {kept} of them answered before" if kept else ""
    said.outcome = (
        f"Done: {path.as_posix()} asks {counted(len(fresh), 'question')}{held}. Fill its yellow"
        " cells, save it, and run map."
    )


def _is_in(old: Form, text: str, known: Mapping[str, Any]) -> bool:
    """Return whether report.toml holds what a form answers, so that none of it is asked again."""
    try:
        return _answered(old, text, known) == text
    except SettingsRefused:
        return False
